"""Commands killed at every point at which they change a file, and writers at the same time."""

from __future__ import annotations

import multiprocessing
import os
import re
from functools import cache
from itertools import count
from pathlib import Path

from bench.attack import Trial
from bench.killing import killed_at
from bench.scale import make
from jamplan.corpus.loading import find, load
from jamplan.corpus.statements import Says
from jamplan.documents import jobs
from tests.conftest import LINKS, PLAN, PROPOSALS, SOURCES

_WRITERS, _DECISIONS = 4, 6
_FILES = {
    "there/mine.txt": "mine",
    "d.md": "# T\n\n## Wish 1: Dig wells\n\nA well.\n\n## Wish 2: Dig wells\n\nA well.\n\n## Wish 3: Plant trees\n",
    "l.md": "- Plant trees now\n- Plant trees now\n- Mend all the roads\n- Open more schools\n",
    "form.csv": "proposal,measure,says,note\nwells,M1,taken_up,all\nwells,M2,not_this,\nroads,M2,taken_up,all\n",
}
_COMPARED = "decide roads M1 --says taken-up --data c --decided-by"
_LINES = """
{compared} Zoé | {compared} Zoé; decide roads M1 --remove --decided-by Zoé --data c
{none} | {none}; {none} --remove
decide roads M1 --says not-this --decided-by Zoé --data c
import form.csv --as links --write --decided-by Zoé --data c
init new | init new --from c --without-decisions | init deep/new --empty
init there | init there --empty
import d.md --as proposals {merge} | import d.md --as proposals {merge} --pair all=new
import d.md --as proposals {merge} --pair 1=new --pair 2=new --pair 3=roads
import l.md --as proposals --first Plant --last Open {merge} --pair all=new
import d.md --as measures {merge} --pair all=new
"""
_NONE = "decide roads --says no-match --decided-by Zoé --data c"
_MERGE = "--publisher Ada_Byron --merge --write --data c"
_FILLED = _LINES.strip().format(compared=_COMPARED, none=_NONE, merge=_MERGE)
COMMANDS = [
    lines.split("; ") for row in _FILLED.split("\n") for lines in row.split(" | ")
]
"""Commands that are killed; those before one of them make what it changes."""


_READ = cache(jobs.read_draft)


def attack(trial: Trial, number: int) -> None:
    """Kill a command at each of its points; once, in a large corpus. Now and then, let writers race."""
    known = trial.chance.random() < 0.5
    with trial.attack("kill") as folder:
        jobs.read_draft = _READ
        try:
            _kill(trial, folder, COMMANDS[number % len(COMMANDS)], known=known)
        finally:
            jobs.read_draft = _READ.__wrapped__
    if number % 4 == 0:
        with trial.attack("writers"):
            _write_at_once(trial)
    if number == 0:
        with trial.attack("large corpus") as folder:
            make(folder / "c", 500, 50, 5000)
            decide = "decide p1 M1 --says not-this --decided-by Zoé --data c"
            killed_at(
                trial.chance.randrange(9), folder, lambda: trial.command(decide, (0,))
            )
            for line in ("coverage --data c", "check --data c", decide):
                trial.command(line, (0, 1))
            assert load("c").statements_on["p1"][-1].by == "Zoé"


def _kill(trial: Trial, folder: Path, lines: list[str], *, known: bool) -> None:
    def start(name: str) -> Path:
        write_small_corpus(folder / name, known=known)
        os.chdir(folder / name)
        for line in lines[:-1]:
            trial.command(line, (0,))
        return folder / name

    whole = start("whole")
    trial.command(lines[-1], (0,))
    expected = files_of(whole)
    for change in count():
        home = start(f"{change}")
        trial.log.append(f"killed at change {change}; source known: {known}")
        if not killed_at(change, home, lambda: trial.command(lines[-1], (0,))):
            assert files_of(home) == expected
            return
        trial.tried["kills"] += 1
        load("c")
        for name in ("new", "deep/new", "there"):
            os.chdir(home / name if (home / name).is_dir() else home)
            assert find(environ={}) != Path() or load()
        os.chdir(home)
        trial.command(lines[-1], (0, 1, 2))
        files = files_of(home)
        assert files == expected, "given again, another result"


def write_small_corpus(home: Path, *, known: bool = False) -> None:
    """Write the small corpus of the tests, whose proposals are a source on record or not; and documents."""
    evidence = ", evidence: [{source: paper}]}"
    proposals = PROPOSALS.replace(" ch1}", f" ch1{evidence}").replace(
        "roads}", f"roads{evidence}"
    )
    source = "  source: article\n" * known
    texts = {
        "c/sources.yaml": SOURCES,
        "c/proposals.yaml": proposals.replace("  publisher:", f"{source}  publisher:"),
        "c/plan.yaml": PLAN.replace("campaign}", f"campaign{evidence}"),
        "c/links.yaml": LINKS,
    }
    for name, text in (texts | _FILES).items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")


def files_of(home: Path) -> dict[str, bytes]:
    """Return all files by their paths, without what a killed process leaves: drafts and locks."""
    paths = {
        str(path.relative_to(home)): path for path in home.rglob("*") if path.is_file()
    }
    left = re.compile(r"\.tmp$|\.new\.|\.jamplan\.lock$")
    return {
        name: path.read_bytes() for name, path in paths.items() if not left.search(name)
    }


def _write_at_once(trial: Trial) -> None:
    """Let several processes record decisions in one corpus, and look for each of them."""
    write_small_corpus(Path(), known=False)
    fork = multiprocessing.get_context("fork").Process
    writers = [fork(target=_write, args=(trial, number)) for number in range(_WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not any(writer.exitcode for writer in writers)
    corpus = load("c")
    names = {
        f"W{number}-{turn}" for number in range(_WRITERS) for turn in range(_DECISIONS)
    }
    for says in (Says.TAKEN_UP, Says.NOT_THIS):
        own = [each for each in corpus.statements if each.says is says]
        assert {each.by for each in own if each.is_compared} == names
    trial.tried["decisions at the same time"] += 2 * len(names)


def _write(trial: Trial, number: int) -> None:
    for turn in range(_DECISIONS):
        trial.command(f"{_COMPARED} W{number}-{turn}", (0,))
        trial.command(
            f"decide wells M2 --says not-this --data c --decided-by W{number}-{turn}",
            (0,),
        )
