"""One lock for every system: a file, which tells who holds it and whether that still runs."""

import os
import subprocess
import sys
import time

import pytest

from jamplan.corpus import locks
from jamplan.corpus.findings import UnreadError
from jamplan.corpus.loading import load
from jamplan.corpus.locks import LOCK, locked
from tests.conftest import PLAN, PROPOSALS, state

HOLD = """
import sys, time
from pathlib import Path
from jamplan.corpus.locks import locked
with locked(Path(sys.argv[1]), ()):
    print(flush=True)
    time.sleep(60)
"""
UNLOCKABLE = """
import fcntl
def flock(*_): raise OSError(37, "No locks available")
fcntl.flock = flock
"""
LINKLESS = """
import os
def link(*_): raise OSError(1, "Operation not permitted")
os.link = link
"""
KINDS = {"lockable": "", "unlockable": UNLOCKABLE, "no hard links": LINKLESS}


@pytest.fixture
def short(monkeypatch):
    """Nobody waits long."""
    monkeypatch.setattr(locks, "SAY_AFTER", 0.05)
    monkeypatch.setattr(locks, "GIVE_UP_AFTER", 0.3)


def test_it_leaves_nothing_behind(tmp_path):
    """While it is held, one file tells the process; then there is none."""
    with locked(tmp_path, ["a"]):
        assert (tmp_path / LOCK).read_text().split()[0] == str(os.getpid())
        assert [*state(tmp_path)] == [LOCK]
    assert state(tmp_path) == {}


@pytest.mark.parametrize("holder", KINDS)
@pytest.mark.parametrize("mine", KINDS)
def test_who_holds_it_is_waited_for_and_one_that_was_killed_is_not(
    tmp_path, monkeypatch, short, holder, mine
):
    """Whatever either of two processes can lock."""
    import fcntl

    def refuse(*_arguments):
        raise OSError(37, "refused")

    if mine == "unlockable":
        monkeypatch.setattr(fcntl, "flock", refuse)
    if mine == "no hard links":
        monkeypatch.setattr(os, "link", refuse)
    command = [sys.executable, "-c", KINDS[holder] + HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        began = time.monotonic()
        is_asked = "unlockable" not in {holder, mine}
        if is_asked:
            with pytest.raises(UnreadError) as caught, locked(tmp_path, ()):
                raise AssertionError
            assert caught.value.finding.details["process"] == str(process.pid)
            assert time.monotonic() - began > locks.GIVE_UP_AFTER
        process.kill()
        process.wait()
    monkeypatch.setattr(locks, "GIVE_UP_AFTER", 30)
    with locked(tmp_path, ()):
        assert time.monotonic() - began < 20
    assert state(tmp_path) == {}


def test_who_gives_up_was_told_of_the_wait(tmp_path, monkeypatch, caplog):
    """Also where the machine stands still between two looks at the lock."""
    moments = iter([0.0, 100.0])
    with locked(tmp_path, ()):
        monkeypatch.setattr(locks.time, "monotonic", lambda: next(moments))
        with pytest.raises(UnreadError) as caught:
            locks._wait_for(locks._Lock(tmp_path), tmp_path)
    process = str(os.getpid())
    assert caught.value.finding.details["process"] == process
    assert [record.args for record in caplog.records] == [
        {"path": str(tmp_path), "process": process}
    ]


def test_a_draft_that_another_removes_is_no_error_without_hard_links(
    tmp_path, monkeypatch
):
    """Who has the lock removes the drafts of others at any moment, also just before they are linked."""

    def refuse(draft, _path):
        draft.unlink()
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with locked(tmp_path, ()):
        assert [*state(tmp_path)] == [LOCK]
    assert state(tmp_path) == {}


@pytest.mark.parametrize("content", ["4321 locked plan9-elsewhere\n", "", "a letter"])
def test_one_of_another_system_is_waited_for_and_then_removed(tmp_path, short, content):
    """It cannot be asked; nobody is needed."""
    (tmp_path / LOCK).write_text(content)
    began = time.monotonic()
    with locked(tmp_path, ()):
        assert time.monotonic() - began > locks.GIVE_UP_AFTER
    assert state(tmp_path) == {}


RECORD = """
import sys
from pathlib import Path
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.decisions.recording import Change, write
folder, who = Path(sys.argv[1]), int(sys.argv[2])
for number in range(10):
    parts = {"about": f"p{who}", "measure": f"M{number}", "by": str(who)}
    pair = Statement(says=Says.NOT_THIS, words=Words.COMPARED, **parts)
    write(folder, lambda corpus: [Change(None, pair)])
"""


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [["lockable"], ["unlockable"], [*KINDS]], ids=str)
def test_four_writers_lose_no_decision(corpus, kinds):
    """In a folder that can be locked, in one that cannot, and where they don't agree whether it can."""
    more = "".join(f"  - {{id: p{who}, title: Proposal {who}}}\n" for who in range(4))
    measures = "".join(f"  - {{id: M{n}, title: Measure {n}}}\n" for n in range(10))
    plan = PLAN[: PLAN.index("measures:")] + "measures:\n" + measures
    folder = corpus(proposals=PROPOSALS + more, plan=plan)
    workers = []
    for who in range(4):
        code = KINDS[kinds[who % len(kinds)]] + RECORD
        command = [sys.executable, "-c", code, str(folder), str(who)]
        workers.append(subprocess.Popen(command))
    assert [worker.wait(timeout=120) for worker in workers] == [0] * 4
    pairs = {(known.about, known.measure) for known in load(folder).statements[1:]}
    assert pairs == {(f"p{who}", f"M{n}") for who in range(4) for n in range(10)}
    assert LOCK not in state(folder)
