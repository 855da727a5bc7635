"""Whatever ends a command: the corpus is the old one or the new one, and the user is told which."""

import os
import shutil
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from jamplan.corpus import changing
from jamplan.corpus.loading import file_names, load
from jamplan.documents.drafts import DraftKind
from jamplan.documents.jobs import Wanted, read_draft
from tests.conftest import Script
from tests.interrupting import after_call, before_call, full_from, interrupted, killed

SHEET = "number,title\n1,Dig wells\n2,Plant trees\n"
COMMANDS = {
    # A new actor: two files.
    "decide": "decide roads M2 --source paper --quote 'They take up our wish.' --speaker 'The World'"
    " --words explicit --decided-by Ada --data c",
    "import": "import wishes.csv --as proposals --merge --declared 3"
    " --publisher League --pair all=new --data c --write",
    "review": "review roads --decided-by Ada --data c",
    "source": "source sheet.txt --publisher 'The World' --date 2021-11 --data c",
    "init": "init new --from c",
    "init there": "init there --from c",
}


@pytest.fixture
def act(run, corpus, empty, monkeypatch):
    """A function that makes everything as it was before, and one that gives a command."""
    (empty / "wishes.csv").write_text(SHEET, encoding="utf-8")
    (empty / "sheet.txt").write_text("Words of a source", encoding="utf-8")
    (empty / "config").mkdir()

    # A subprocess reads the sheet; what ends meanwhile has nothing to do with the corpus.
    draft = read_draft(Path("wishes.csv"), Wanted(kind=DraftKind.PROPOSALS))
    monkeypatch.setattr(
        "jamplan.cli.choosing.read_draft", lambda *_given: replace(draft)
    )

    def prepared(command):
        for name in ("c", "new", "there"):
            shutil.rmtree(empty / name, ignore_errors=True)
        corpus()
        (empty / "there").mkdir()
        (empty / "there" / "mine.txt").write_bytes(b"mine")
        console = Script("m", "y", "q")
        monkeypatch.setattr("jamplan.cli.review.terminal_of", lambda _run: console)
        return partial(run, COMMANDS[command]), console

    return prepared


def files_of(command):
    """What the corpus that a command writes holds once it has been loaded; nothing if there is none."""
    folder = Path({"init": "new", "init there": "there"}.get(command, "c"))
    if not [*folder.glob("*.yaml"), *folder.glob(changing.RECORD)]:
        return {}
    corpus = load(folder)
    names = [*file_names(folder), *(source.file for source in corpus.sources)]
    return {name: (folder / name).read_bytes() for name in names if name}


def tells(result, console):
    """Whether a command says that something is recorded; a review does so on its terminal."""
    told = [*result.err.splitlines(), *console.shown]
    if result.code == 0 and not console.shown:
        return True
    return any(line.startswith(("Written: ", "1 answer")) for line in told)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_an_interrupt_after_any_system_call(act, command):
    """Old or new, and what was recorded is said."""
    give, _console = act(command)
    old = files_of(command)
    with after_call(0, interrupted) as calls:
        first = give()
    new = files_of(command)
    assert new != old, first
    wrong = []
    for number in range(1, len(calls) + 1):
        give, console = act(command)
        with after_call(number, interrupted):
            result = give()
        now = files_of(command)
        if now not in (old, new) or tells(result, console) is not (now == new):
            wrong.append((number, calls[number - 1], result.code, result.err))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("once", [True, False], ids=["once", "from then on"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_at_any_system_call(act, command, once):
    """Old or new, and what was recorded is said."""
    give, _console = act(command)
    old = files_of(command)
    with after_call(0, interrupted) as calls:
        give()
    new, wrong = files_of(command), []
    for number in range(1, len(calls) + 1):
        give, console = act(command)
        with full_from(number, once=once):
            result = give()
        now = files_of(command)
        if now not in (old, new) or tells(result, console) is not (now == new):
            wrong.append((number, calls[number - 1], result.code, result.err))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_kill_after_any_system_call(act, command):
    """Old or new; the next command needs nobody's help, and leaves no file of the killed one."""
    give, _console = act(command)
    old = files_of(command)
    with after_call(0, interrupted) as calls:
        give()
    new, wrong = files_of(command), []
    for number in range(1, len(calls) + 1):
        give, _console = act(command)
        child = os.fork()
        if child == 0:
            try:
                with after_call(number, killed):
                    give()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        now = files_of(command)
        if now not in (old, new):
            wrong.append((number, calls[number - 1]))
            continue
        again = give()
        if files_of(command) != new:
            wrong.append((number, calls[number - 1], again.code, again.err))
        if left := [*Path().glob("*/.*.tmp"), *Path().glob("*/.jamplan*")]:
            wrong.append((number, calls[number - 1], left))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("ends", ["interrupt", "full once", "full from then on"])
def test_of_two_answers_as_many_are_on_record_as_are_told(act, run, ends):
    """Whatever comes after or at any system call between the first and the last."""
    shims = {
        "interrupt": lambda number: after_call(number, interrupted),
        "full once": lambda number: full_from(number, once=True),
        "full from then on": lambda number: full_from(number, once=False),
    }

    def answered(number):
        """How many answers are told, and how many are on record; and the calls."""
        _give, console = act("review")
        console.typed = ["m", "y", "m", "y", "q"]
        with shims[ends](number) as calls:
            run("review roads wells --decided-by Ada --data c")
        told = sum(line.startswith("Recorded: ") for line in console.shown)
        last = [line for line in console.shown if "recorded." in line][-1]
        own = sum(each.by == "Ada" for each in load(Path("c")).statements)
        return (last.split()[0], told <= own, own), calls

    (_, _, both), calls = answered(10**6)
    assert both == 2
    numbers = range(1, len(calls) + 1)
    seen = {number: answered(number)[0] for number in numbers}
    wrong = {n: each for n, each in seen.items() if each[:2] != (str(each[2]), True)}
    assert wrong == {}


BY_HAND = b"# by hand\n"


def saved_in_place(path):
    """An editor that writes into the file."""
    path.write_bytes(BY_HAND + path.read_bytes())


def saved_by_renaming(path):
    """An editor that writes another file, which takes the place of the first."""
    other = path.with_name("other")
    other.write_bytes(BY_HAND + path.read_bytes())
    REAL_REPLACE(other, path)


REAL_REPLACE = os.replace


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="needs files that are exchanged")
@pytest.mark.parametrize("name", ["links.yaml", "sources.yaml"])
@pytest.mark.parametrize("save", [saved_in_place, saved_by_renaming])
@pytest.mark.parametrize("command", ["decide", "import", "source"])
def test_what_an_editor_saves_before_any_system_call_stays(act, command, save, name):
    """And what the command records is on record, or it says that it is not."""
    give, _console = act(command)
    old = files_of(command)
    with after_call(0, interrupted) as calls:
        give()
    new, wrong = files_of(command), []
    path = Path("c", name)
    for number in range(1, len(calls) + 1):
        give, _console = act(command)
        with before_call(number, partial(save, path)):
            result = give()
        now = files_of(command)
        is_by_hand = now[name].startswith(BY_HAND)
        now[name] = now[name].removeprefix(BY_HAND)
        if not is_by_hand or now != (new if result.code == 0 else old):
            wrong.append((number, calls[number - 1], result.code, result.err))
    assert wrong == []
