"""Commands killed at every point at which they change a file, and writers at the same time.

The interpreter's own audit tells of each file that is opened for writing, renamed, linked or removed,
whatever function does it. The command ends there, and what would clean up after it ends too.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import jamplan
from bench.attack import Trial, hold
from conftest import LINKS, PLAN, PROPOSALS, SOURCES
from jamplan.corpus.loading import find
from jamplan.decisions import making, recording
from jamplan.documents import jobs

_NAMES = "rename link symlink remove mkdir rmdir chmod chown truncate"
_CHANGES = {f"os.{name}" for name in _NAMES.split()}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_WRITERS, _DECISIONS = 4, 6
_FILES = {
    "there/mine.txt": "mine",
    "d.md": "# T\n\n## Wish 1: Dig wells\n\nA well.\n\n## Wish 2: Dig wells\n\nA well.\n\n## Wish 3: Plant trees\n",
    "l.md": "- Plant trees now\n- Plant trees now\n- Mend all the roads\n- Open more schools\n",
    "form.csv": "proposal,measure,keep,locator\nwells,M1,yes,all\nwells,M2,no,\nroads,M2,yes,all\n",
}
_COMPARED = "decide roads M1 --basis compared --locator a --locator b --data c --decided-by"
_LINES = """
{compared} Zoé | {compared} Zoé; decide roads M1 --remove --decided-by Zoé --data c
{none} | {none}; {none} --remove
decide roads M1 --not --decided-by Zoé --data c
import form.csv --as links --write --decided-by Zoé --data c
undo | init new | init new --from c --without-decisions | init deep/new --empty
init there | init there --plan-of c | init there --empty
import d.md --as proposals {merge} | import d.md --as proposals {merge} --as-new all
import d.md --as proposals {merge} --as-new 1 --as-new 2 --pair 3=roads
import l.md --as proposals --pattern (?P<title>[PMO].*) {merge} --as-new all
import d.md --as measures {merge} --as-new all
"""
_NONE = "decide roads --verdict none --decided-by Zoé --data c"
_MERGE = "--publisher Ada_Byron --title T --merge --write --data c"
_FILLED = _LINES.strip().format(compared=_COMPARED, none=_NONE, merge=_MERGE)
COMMANDS = [lines.split("; ") for row in _FILLED.split("\n") for lines in row.split(" | ")]
"""Commands that are killed; those before one of them make what it changes."""


class KilledError(BaseException):
    """The end of a command; no ``except Exception`` catches it."""


_ALLOWED = {"home": "", "changes": 0}


def _count(event: str, details: tuple[object, ...]) -> None:
    """Count the changes of files below a folder, and end whatever would make one too many."""
    writes = event == "open" and isinstance(details[2], int) and details[2] & _WRITING
    if _ALLOWED["home"] and (writes or event in _CHANGES) and isinstance(details[0], str | os.PathLike):
        # Resolved, it would be looked at, which this sees too.
        below = os.path.abspath(details[0]).startswith(str(_ALLOWED["home"]))  # noqa: PTH100
        _ALLOWED["changes"] = int(_ALLOWED["changes"]) - below
        if _ALLOWED["changes"] < 0:
            raise KilledError


def _killed(home: Path, changes: int, act: Callable[[], object]) -> bool:
    """Do something that may change files so many times; return whether it was killed."""
    _ALLOWED.update(home=str(home), changes=changes)
    try:
        act()
    except KilledError:
        return True
    finally:
        _ALLOWED["home"] = ""
    return False


sys.addaudithook(_count)
_READ = cache(jobs.read_draft)


def attack(trial: Trial, number: int) -> None:
    """Kill one of the commands at each of its points; now and then, let several writers decide at once."""
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


def _kill(trial: Trial, folder: Path, lines: list[str], *, known: bool) -> None:
    def give(line: str, *codes: int) -> None:
        if line == "undo":
            recording.undo(Path("c"), undoable)
        else:
            trial.command(line, codes)

    expected: dict[str, bytes] = {}
    for changes in (10**6, *range(1000)):
        home = folder / f"{changes}"
        _make(home, known=known)
        os.chdir(home)
        for line in lines[:-1]:
            give(line, 0)
        undoable = recording.put(Path("c"), _draft) if lines[-1] == "undo" else None
        killed = _killed(home, changes, lambda: give(lines[-1], 0))
        if not expected:
            expected = _files(home)
        if not killed and changes < 10**6:
            hold(_files(home) == expected, "another result")
            return
        trial.tried["kills"] += killed
        trial.log.append(f"{lines}, source known: {known}, killed at {changes + 1}: {[*_files(home)]}")
        jamplan.load("c")
        for name in ("new", "deep/new", "there"):
            os.chdir(home / name if (home / name).is_dir() else home)
            hold(find(environ={}) != Path() or jamplan.load().digests)
        os.chdir(home)
        if killed and undoable is None:
            give(lines[-1], 0, 1, 2)
            files = _files(home)
            hold(files == expected, "given again, another result:", sorted(files), sorted(expected))


def _draft(corpus: jamplan.Corpus) -> recording.Change:
    """Draft a decision with a new actor, as a review does."""
    statement = making.Statement(decided_by="Zoé Bois", on="2026-11-26", locators=("p. 1", "p. 2"))
    roads, campaign = corpus.proposal["roads"], corpus.measure["M2"]
    return making.draft_link(corpus, roads, campaign, making.Basis.COMPARED, statement)


def _make(home: Path, *, known: bool) -> None:
    """Write the small corpus of the tests, whose proposals are a source on record or not; and documents."""
    evidence = ", evidence: [{source: paper}]}"
    proposals = PROPOSALS.replace(" ch1}", f" ch1{evidence}").replace("roads}", f"roads{evidence}")
    texts = {
        "c/sources.yaml": SOURCES,
        "c/proposals.yaml": proposals.replace(
            "  publisher:", f"{'  source: article' * known}\n  publisher:"
        ),
        "c/plan.yaml": PLAN.replace("campaign}", f"campaign{evidence}"),
        "c/links.yaml": LINKS,
    }
    for name, text in (texts | _FILES).items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")


def _files(home: Path) -> dict[str, bytes]:
    """Return all files by their paths, without the temporary ones that a killed process leaves."""
    paths = (path for path in home.rglob("*") if path.is_file() and path.suffix != ".tmp")
    return {
        f"{path.relative_to(home)}": path.read_bytes() for path in paths if ".new." not in f"{path}"
    }


def _write_at_once(trial: Trial) -> None:
    """Let several processes record decisions in one corpus, and look for each of them."""
    _make(Path(), known=False)
    fork = multiprocessing.get_context("fork").Process
    writers = [fork(target=_write, args=(trial, number)) for number in range(_WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        hold(writer.exitcode == 0, "a writer ended with", writer.exitcode)
    corpus = jamplan.load("c")
    names = {f"W{number}-{turn}" for number in range(_WRITERS) for turn in range(_DECISIONS)}
    for records in (corpus.links[1:], corpus.dismissals):
        hold({record.by for record in records} == names, "lost")
    hold(names <= {actor.name for actor in corpus.actors}, "actors lost")
    trial.tried["decisions at the same time"] += 2 * len(names)


def _write(trial: Trial, number: int) -> None:
    for turn in range(_DECISIONS):
        trial.command(f"{_COMPARED} W{number}-{turn}", (0,))
        trial.command(f"decide wells M2 --not --data c --decided-by W{number}-{turn}", (0,))
