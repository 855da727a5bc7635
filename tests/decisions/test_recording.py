"""Recording: only the decision's lines change, nothing is lost, nothing half written, nothing invalid."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from dataclasses import fields, replace
from pathlib import Path

import pytest

from jamplan.corpus import model as m
from jamplan.corpus import yamlfile
from jamplan.corpus.findings import CorpusError, RefusedError, WrongDataError
from jamplan.corpus.loading import load, packaged_folder
from jamplan.corpus.records import TAKEN_BY, keys_of
from jamplan.decisions import recording
from jamplan.decisions.making import Statement, again, completed, draft
from jamplan.decisions.recording import (
    Change,
    Done,
    Ledger,
    MeanwhileError,
    take_back,
    write,
)
from tests.conftest import LINKS, PLAN, PROPOSALS, SOURCES, edit, state, told, unchanged
from tests.killing import killed_after

LINK = m.Link(
    proposal="roads",
    measure="M2",
    claimed_by="press",
    basis=m.Basis.IMPLICIT,
    extent=m.Extent.PARTIAL,
    evidence=(
        m.Evidence(source="paper", quote="a quote: with # signs", locator="p. 3"),
    ),
    note="A note",
    by="Ada",
    on="2026-11-24",
)


ADA = m.Actor(id="ada", name="Ada Lovelace")
OWN = replace(LINK, claimed_by="ada")
NONE = m.Verdict(
    proposal="roads", verdict=m.VerdictKind.NO_MEASURE_FOUND, claimed_by="press"
)


def record(folder, decision, actor=None):
    """Put a decision on record, with the texts as they are where it keeps any."""

    def make(corpus):
        complete = (
            decision
            if isinstance(decision, m.Dismissal)
            else recording.with_texts(decision, corpus)
        )
        return [Change(recording.on_record(corpus, complete), complete, actor)]

    return write(folder, make)


def records(corpus):
    """All records of a corpus, by the field that holds them."""
    return {
        field.name: getattr(corpus, field.name)
        for field in fields(corpus)
        if field.name not in {"digests", "records"}
    }


def test_a_link_is_written_with_all_that_it_says(folder):
    """In the order of the format, after the last link, with both texts; the same again does nothing."""
    before = state(folder)
    recorded = record(folder, LINK)
    assert recorded.changes[-1].done is Done.ADDED
    written = """\
  - proposal: roads
    measure: M2
    claimed_by: press
    basis: implicit
    extent: partial
    evidence:
      - source: paper
        quote: 'a quote: with # signs'
        locator: p. 3
    note: A note
    by: Ada
    on: 2026-11-24
    read:
      proposal: Mend roads
      measure: A campaign
"""
    assert state(folder) == {**before, "links.yaml": (LINKS + written).encode()}
    assert recorded.corpus.links[1] == recorded.changes[-1].after
    assert load(folder).links == recorded.corpus.links
    with unchanged(folder):
        assert record(folder, LINK).changes[-1].done is Done.NOTHING


def test_a_change_touches_only_what_changed(folder):
    """Keys that are the same stay as they stand, comments too."""
    record(folder, LINK)
    path = folder / "links.yaml"
    text = edit(path, "by: Ada", "by:   'Ada'  # herself")
    recorded = record(
        folder, replace(LINK, note=None, extent=m.Extent.FULL, on="2026-12-01")
    )
    assert recorded.changes[-1].done is Done.CHANGED
    expected = text.replace("    note: A note\n", "").replace("partial", "full")
    assert path.read_text(encoding="utf-8") == expected.replace(
        "2026-11-24", "2026-12-01"
    )
    assert take_back(folder, recorded).links[1] == recorded.changes[-1].before
    assert path.read_text(encoding="utf-8").endswith(
        "measure: A campaign\n    note: A note\n"
    )


@pytest.mark.parametrize(
    "decision",
    [
        LINK,
        m.Dismissal(proposal="roads", measure="M1", by="Ada", on="2026-11-24"),
        m.Verdict(
            proposal="roads",
            verdict=m.VerdictKind.OUT_OF_SCOPE,
            claimed_by="press",
            by="Ada",
        ),
        replace(NONE, by="Ada"),
    ],
)
@pytest.mark.parametrize("lists", ["", "\nverdicts: []\n\ndismissals: []   # none\n"])
@pytest.mark.parametrize("edit", [b"", b"# by hand\n"])
def test_what_is_taken_back_leaves_no_record(corpus, decision, lists, edit):
    """Neither the decision nor the measures that it rests on; edits meanwhile stay."""
    folder = corpus(links=LINKS + lists)
    before, files = load(folder), state(folder)
    recorded = record(folder, decision)
    assert state(folder) != files
    path = folder / "links.yaml"
    path.write_bytes(edit + path.read_bytes())
    now = take_back(folder, recorded)
    assert load(folder) == now
    assert records(now) == records(before)
    assert path.read_bytes().startswith(edit + files["links.yaml"])


def test_actors_that_were_added_go_with_their_decision(folder):
    """Unless something else names them by now: then nothing is taken back."""
    before = state(folder)
    recorded = record(folder, OWN, ADA)
    text = (folder / "sources.yaml").read_text(encoding="utf-8")
    assert text == SOURCES.replace(
        "sources:", "  - {id: ada, name: Ada Lovelace}\nsources:"
    )
    assert take_back(folder, recorded).actors == recorded.corpus.actors[:-1]
    assert (folder / "sources.yaml").read_bytes() == before["sources.yaml"]
    recorded = record(folder, OWN, ADA)
    record(folder, replace(OWN, measure="M1"))
    with unchanged(folder), pytest.raises(MeanwhileError):
        take_back(folder, recorded)


def test_a_verdict_keeps_all_measures_once(folder):
    """Two verdicts on the same plan share one reading; it goes with the last of them, or with the plan."""
    first = record(folder, NONE)
    record(folder, replace(NONE, proposal="wells"))
    loaded = load(folder)
    measures = (
        m.MeasureRead(id="M1", text="Wells for all"),
        m.MeasureRead(id="M2", text="A campaign"),
    )
    assert loaded.readings == (
        m.Reading(id=first.changes[-1].after.read.plan, measures=measures),
    )
    write(folder, lambda loaded: [Change(loaded.verdicts[0], None)])
    assert len(load(folder).readings) == 1
    last = write(folder, lambda loaded: [Change(loaded.verdicts[0], None)])
    assert load(folder).readings == ()
    # The reading comes back with it, although the plan is another one by now, and the file too.
    edit(folder / "plan.yaml", "A campaign", "B")
    path = folder / "links.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    old = take_back(folder, last).readings
    assert old == loaded.readings
    changed = record(folder, replace(NONE, proposal="wells"))
    assert changed.changes[-1].done is Done.CHANGED
    assert [known.measures[1].text for known in changed.corpus.readings] == ["B"]
    assert take_back(folder, changed).readings == old


def test_what_is_decided_again_keeps_what_was_said(folder):
    """What would change it and who stands by it; a dismissal, unless it comes with another note."""
    said_of = {key.name: key for key in keys_of(m.Link) if not getattr(LINK, key.name)}
    told = {name: ("A",) if key.many else True for name, key in said_of.items()}
    kept = {*told} - {"evidence", "note", *TAKEN_BY}
    assert {"objections", "would_change", "measure_inferred"} <= kept
    for ordered in (LINK, replace(LINK, **told)), (replace(LINK, **told), LINK):
        assert all(getattr(completed(*ordered), name) == told[name] for name in kept)
    assert again(replace(LINK, by=None, confirmed_by="Bob"), LINK) == replace(
        LINK, confirmed_by="Bob"
    )
    loaded = load(folder)
    pair = "roads", "M2"
    for note, done in (
        ("far", Done.ADDED),
        (None, Done.NOTHING),
        ("near", Done.CHANGED),
    ):
        said = Statement("Ada", "2026-11-24", *pair, note=note)
        assert (
            write(folder, lambda now, said=said: [draft(now, said)]).changes[-1].done
            is done
        )
    inferred = replace(
        loaded, links=(*loaded.links, replace(LINK, measure_inferred=True))
    )
    said = Statement(
        "Bob", "2026-11-25", *pair, "press", (("paper", "", "p. 3"),), kind=LINK.basis
    )
    for anew in (False, True):
        # What is decided anew is nobody else's.
        after = draft(inferred, replace(said, anew=anew)).after
        assert after.measure_inferred is not anew


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (replace(LINK, proposal="nothing"), "unknown-id"),
        (replace(LINK, claimed_by="nobody"), "unknown-id"),
        (replace(LINK, evidence=(m.Evidence(source="none"),)), "unknown-id"),
        (replace(LINK, on="yesterday"), "bad-date"),
        (m.Verdict(proposal="roads", verdict=m.VerdictKind.REFUSED, claimed_by="press"), "refused-without-evidence"),
    ],
)  # fmt: skip
def test_what_could_not_be_loaded_is_not_written(folder, decision, code):
    """The fault is that of the file as it would be, and nothing has changed."""
    with unchanged(folder), pytest.raises(WrongDataError) as caught:
        write(folder, lambda _corpus: [Change(None, decision)])
    assert told(caught) == [code]


def test_a_decision_parses_each_text_once(folder, monkeypatch):
    """Four files before it, and each file that changes as it is with each change."""
    parsed, events = [], yamlfile._EVENT_LOADER
    monkeypatch.setattr(
        yamlfile, "_EVENT_LOADER", lambda text: parsed.append(text) or events(text)
    )
    yamlfile._KEPT.clear()
    load(folder)
    record(folder, replace(NONE, claimed_by="ada"), ADA)
    assert len(parsed) == len(set(parsed)) == 6


def test_a_broken_corpus_is_left_alone(corpus):
    """Its faults are told; nothing is written into it, nor into the one of the installation."""
    folder = corpus(plan="format: 2\n")
    with unchanged(folder), pytest.raises(CorpusError):
        record(folder, LINK)
    with pytest.raises(CorpusError, match="cannot be read"):
        record(Path("nowhere"), LINK)
    with pytest.raises(CorpusError, match="is missing"):
        record(corpus("other", links=None), LINK)
    with pytest.raises(RefusedError) as caught:
        record(packaged_folder(), LINK)
    assert told(caught) == ["packaged-corpus"]


def test_encoding_line_ends_mode_and_link_are_kept(folder, tmp_path):
    """UTF-16 stays UTF-16, CRLF stays CRLF, a symbolic link a link, a mode a mode."""
    home = tmp_path / "elsewhere.yaml"
    home.write_bytes(LINKS.replace("\n", "\r\n").encode("utf-16"))
    home.chmod(0o640)
    (folder / "links.yaml").unlink()
    (folder / "links.yaml").symlink_to(home)
    before = [*state(folder), *state(tmp_path)]
    record(folder, LINK)
    assert (folder / "links.yaml").is_symlink()
    assert stat.S_IMODE(home.stat().st_mode) == 0o640
    text = home.read_bytes().decode("utf-16")
    assert text.startswith(LINKS.replace("\n", "\r\n") + "  - proposal: roads\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert [*state(folder), *state(tmp_path)] == before


@pytest.mark.parametrize("calls", [1, 3], ids=["the first file", "the second file"])
def test_a_disk_that_refuses_changes_nothing(folder, monkeypatch, calls):
    """The old files stay whole, no temporary file is left, and no actor of an unrecorded decision."""
    real, synced = os.fsync, []

    def fail_later(handle):
        synced.append(handle)
        # A file and its folder are synchronised one by one: of two files, links.yaml is the third.
        if len(synced) == calls:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fail_later)
    decision, actor = (OWN, ADA) if calls == 3 else (LINK, None)
    with unchanged(folder), pytest.raises(OSError, match=r"links\.yaml"):
        record(folder, decision, actor)


def test_several_changes_are_written_at_once_or_not_at_all(folder):
    """One that is refused takes those before it with it."""
    verdict = m.Verdict(
        proposal="roads", verdict=m.VerdictKind.OUT_OF_SCOPE, claimed_by="nobody"
    )
    with unchanged(folder), pytest.raises(WrongDataError):
        write(
            folder,
            lambda corpus: [Change(corpus.links[0], None), Change(None, verdict)],
        )
    good = replace(verdict, claimed_by="press")
    recorded = write(
        folder, lambda corpus: [Change(corpus.links[0], None), Change(None, good)]
    )
    assert [change.done for change in recorded.changes] == [Done.REMOVED, Done.ADDED]
    assert (recorded.corpus.links, len(recorded.corpus.verdicts)) == ((), 1)
    now = take_back(folder, recorded)
    assert (len(now.links), now.verdicts) == (1, ())
    # A decision changed by hand after it was recorded is somebody's work.
    recorded = record(folder, LINK)
    edit(folder / "links.yaml", "A note", "My note")
    with unchanged(folder), pytest.raises(MeanwhileError):
        take_back(folder, recorded)
    # A removed decision is the last of its list then, with all that it said.
    other = record(folder, LINK).corpus.links[1]
    removed = write(folder, lambda loaded: [Change(loaded.links[0], None)])
    assert take_back(folder, removed).links == (other, removed.changes[-1].before)
    assert load(folder).links == (other, removed.changes[-1].before)


# Many records at once


def test_what_is_taken_out_leaves_the_lines_of_others(corpus):
    """Several records of one list, and what is added to it at the same time; their comments are lines then."""
    measures = [f"  - {{id: M{n}, title:   Measure {n}}}  # {n}\n" for n in range(6)]
    plan = PLAN[: PLAN.index("measures:")] + "measures:\n" + "".join(measures)
    ledger = Ledger(corpus(plan=plan, links="format: 1\n"))
    loaded = ledger.corpus.measures
    ledger.apply(
        [
            (loaded[0], None),
            (None, m.Measure(id="M6", title="Trees")),
            (loaded[4], None),
        ]
    )
    ledger.save()
    kept = "".join(
        f"  # {n}\n" if n in {0, 4} else line for n, line in enumerate(measures)
    )
    written = (ledger.folder / "plan.yaml").read_text(encoding="utf-8")
    assert written.endswith(f"measures:\n{kept}  - {{id: M6, title: Trees}}\n")


# Two at once, and none after the other

MANY = """
import sys
from pathlib import Path
from jamplan.corpus.model import Dismissal
from jamplan.decisions.recording import Change, write
folder, who = Path(sys.argv[1]), int(sys.argv[2])
for number in range(50):
    pair = Dismissal(proposal=f"p{who}", measure=f"M{number}", by=str(who))
    write(folder, lambda corpus: [Change(None, pair)])
"""


@pytest.mark.slow
def test_eight_processes_lose_no_decision(corpus):
    """Eight processes record fifty decisions each, at once; four hundred are on record."""
    more = "".join(f"  - {{id: p{who}, title: Proposal {who}}}\n" for who in range(8))
    measures = "".join(
        f"  - {{id: M{number}, title: Measure {number}}}\n" for number in range(50)
    )
    plan = PLAN[: PLAN.index("measures:")] + "measures:\n" + measures
    folder = corpus(proposals=PROPOSALS + more, plan=plan)
    commands = [[sys.executable, "-c", MANY, str(folder), str(who)] for who in range(8)]
    assert [worker.wait(timeout=300) for worker in map(subprocess.Popen, commands)] == [
        0
    ] * 8
    pairs = {(known.proposal, known.measure) for known in load(folder).dismissals}
    assert pairs == {
        (f"p{who}", f"M{number}") for who in range(8) for number in range(50)
    }
    assert (folder / "links.yaml").read_text(encoding="utf-8").startswith(LINKS)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_killed_writer_leaves_a_whole_file(corpus):
    """Killed at 200 random moments: each time the file is the old one or the new one, whole."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - shown where the test fails
    moments = random.Random(seed)
    folder = corpus(links=f"{LINKS}dismissals: []\n")
    pair = m.Dismissal(proposal="roads", measure="M2", by="x" * 2000)
    old = (folder / "links.yaml").read_bytes()
    began = time.monotonic()
    recorded = record(folder, pair)
    new = (folder / "links.yaml").read_bytes()
    take_back(folder, recorded)
    assert (folder / "links.yaml").read_bytes() == old
    # Long enough for either to have been written, whatever else the machine does.
    longest = 4 * (time.monotonic() - began)
    contents = []
    for _ in range(200):
        # A pair that is on record is neither recorded nor taken back by the next child.
        (folder / "links.yaml").write_bytes(old)
        child = os.fork()
        if child == 0:
            while True:
                take_back(folder, record(folder, pair))
        time.sleep(moments.random() * longest)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        contents.append((folder / "links.yaml").read_bytes())
    assert set(contents) == {old, new}
    # What a killed process left behind goes with the next decision.
    record(folder, LINK)
    assert [path.name for path in folder.iterdir() if path.name.endswith(".tmp")] == []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_writer_killed_between_two_files_leaves_a_corpus_that_loads(folder):
    """What others name is there before and after them, and the same decision can be given again."""
    before = state(folder)
    assert killed_after(1, lambda: record(folder, OWN, ADA))
    loaded = load(folder)
    assert (loaded.actors[-1], len(loaded.links)) == (ADA, 1)
    record(folder, OWN)
    after = state(folder)
    for name, data in before.items():
        (folder / name).write_bytes(data)
    recorded = record(folder, OWN, ADA)
    assert state(folder) == after
    assert killed_after(1, lambda: take_back(folder, recorded))
    loaded = load(folder)
    assert (loaded.actors[-1], len(loaded.links)) == (ADA, 1)
