"""Whatever ends a command: the corpus is the old one or the new one, and the user is told which."""

import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from jamplan.corpus.loading import file_names, load
from tests.conftest import Script
from tests.interrupting import after_call, full_from, interrupted, killed

SHEET = "number,title\n1,Dig wells\n2,Plant trees\n"
COMMANDS = {
    # A new actor: two files.
    "decide": "decide roads M2 --source paper --quote 'They take up our wish.' --speaker 'The World'"
    " --words explicit --decided-by Ada --data c",
    "import": "import wishes.csv --as proposals --merge --declared 3 --date 2021-04"
    " --publisher League --as-new all --data c --write",
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

    def prepared(command):
        for name in ("c", "new", "there"):
            shutil.rmtree(empty / name, ignore_errors=True)
        corpus()
        (empty / "there").mkdir()
        (empty / "there" / "mine.txt").write_bytes(b"mine")
        typed = ("m", "y", "q")
        monkeypatch.setattr(
            "jamplan.cli.review.terminal_of", lambda _run: Script(*typed)
        )
        return partial(run, COMMANDS[command])

    return prepared


def files_of(command):
    """What the corpus that a command writes holds once it has been loaded; nothing if there is none."""
    folder = Path({"init": "new", "init there": "there"}.get(command, "c"))
    if not (folder.exists() and load_or_none(folder)):
        return {}
    names = [*file_names(folder), *(source.file for source in load(folder).sources)]
    return {name: (folder / name).read_bytes() for name in names if name}


def load_or_none(folder):
    """The corpus of a folder, or None if it has no file of one."""
    assert [*folder.glob("*.yaml")] == [] or load(folder)
    return load(folder) if [*folder.glob("*.yaml")] else None


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_an_interrupt_after_any_system_call(act, command):
    """Old or new, and what was recorded is said."""
    give = act(command)
    old = files_of(command)
    with after_call(0, interrupted) as calls:
        first = give()
    new = files_of(command)
    assert new != old, first
    wrong = []
    for number in range(1, len(calls) + 1):
        give = act(command)
        with after_call(number, interrupted):
            result = give()
        now = files_of(command)
        is_said = result.code == 0 or "Written: " in result.err
        if now not in (old, new) or is_said is not (now == new):
            wrong.append((number, calls[number - 1], result.code, result.err))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("once", [True, False], ids=["once", "from then on"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_at_any_system_call(act, command, once):
    """Old or new, and what was recorded is said."""
    give = act(command)
    old = files_of(command)
    with after_call(0, interrupted) as calls:
        give()
    new, wrong = files_of(command), []
    for number in range(1, len(calls) + 1):
        give = act(command)
        with full_from(number, once=once):
            result = give()
        now = files_of(command)
        is_said = result.code == 0 or "Written: " in result.err
        if now not in (old, new) or is_said is not (now == new):
            wrong.append((number, calls[number - 1], result.code, result.err))
    assert wrong == []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_kill_after_any_system_call(act, command):
    """Old or new; the next command needs nobody's help, and leaves no file of the killed one."""
    give = act(command)
    old = files_of(command)
    with after_call(0, interrupted) as calls:
        give()
    new, wrong = files_of(command), []
    for number in range(1, len(calls) + 1):
        give = act(command)
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
        if left := [*Path().glob("**/.*.tmp"), *Path().glob("**/.jamplan*")]:
            wrong.append((number, calls[number - 1], left))
    assert wrong == []
