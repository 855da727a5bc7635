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
from jamplan.corpus.statements import Says, Statement, TextsAsRead, Words
from jamplan.decisions import recording
from jamplan.decisions.entries import Entry
from jamplan.decisions.making import draft
from jamplan.decisions.recording import (
    Change,
    Done,
    Ledger,
    MeanwhileError,
    take_back,
    write,
)
from jamplan.decisions.repeating import again, completed
from tests.conftest import (
    END,
    LINKS,
    PLAN,
    PROPOSALS,
    SOURCES,
    edit,
    state,
    told,
    unchanged,
)
from tests.killing import killed_after

STATED = Statement(
    about="roads",
    says=Says.IN_PART,
    measure="M2",
    words=Words.IMPLICIT,
    evidence=(
        m.Evidence(source="paper", quote="a quote: with # signs", locator="p. 3"),
    ),
    note="A note",
    by="Ada",
    on="2026-11-24",
)
WORLD = m.Actor(id="world", name="The World")
SPOKEN = replace(STATED, speaker="world")
ASIDE = Statement(
    about="roads",
    says=Says.NOT_THIS,
    measure="M1",
    words=Words.COMPARED,
    by="Ada",
    on="2026-11-24",
)
NONE = Statement(about="roads", says=Says.NO_MATCH, words=Words.COMPARED, by="Ada")
BARE = LINKS.removesuffix(END)


def record(folder, statement, actor=None):
    """Put a statement on record, with the texts as they are."""

    def make(corpus):
        complete = recording.with_texts(statement, corpus)
        return [Change(recording.on_record(corpus, complete), complete, actor)]

    return write(folder, make)


def records(corpus):
    """All records of a corpus, by the field that holds them."""
    return {
        field.name: getattr(corpus, field.name)
        for field in fields(corpus)
        if field.name not in {"digests", "records"}
    }


def test_a_statement_is_written_with_all_that_it_says(folder):
    """In the order of the format, before the last line, with both texts; the same again does nothing."""
    before = state(folder)
    recorded = record(folder, STATED)
    assert recorded.changes[-1].done is Done.ADDED
    written = """\
  - about: roads
    says: in_part
    measure: M2
    words: implicit
    evidence:
      - source: paper
        quote: 'a quote: with # signs'
        locator: p. 3
    note: A note
    by: Ada
    on: 2026-11-24
    read:
      about: Mend roads
      measure: A campaign
"""
    assert state(folder) == {**before, "links.yaml": (BARE + written + END).encode()}
    assert recorded.corpus.statements[1] == recorded.changes[-1].after
    assert load(folder).statements == recorded.corpus.statements
    with unchanged(folder):
        assert record(folder, STATED).changes[-1].done is Done.NOTHING


def test_a_change_touches_only_what_changed(folder):
    """Keys that are the same stay as they stand, comments too."""
    record(folder, STATED)
    path = folder / "links.yaml"
    text = edit(path, "by: Ada", "by:   'Ada'  # herself")
    recorded = record(
        folder, replace(STATED, note=None, says=Says.IN_FULL, on="2026-12-01")
    )
    assert recorded.changes[-1].done is Done.CHANGED
    expected = text.replace("    note: A note\n", "").replace("in_part", "in_full")
    assert path.read_text(encoding="utf-8") == expected.replace(
        "2026-11-24", "2026-12-01"
    )
    assert take_back(folder, recorded).statements[1] == recorded.changes[-1].before
    assert path.read_text(encoding="utf-8").endswith(
        "measure: A campaign\n    note: A note\n...\n"
    )


@pytest.mark.parametrize(
    "decision",
    [STATED, ASIDE, replace(ASIDE, says=Says.OUT_OF_SCOPE, measure=None), NONE],
)
@pytest.mark.parametrize("lists", ["", "\nreadings: []\n\nsearches: []   # none\n"])
@pytest.mark.parametrize("edit", [b"", b"# by hand\n"])
def test_what_is_taken_back_leaves_no_record(corpus, decision, lists, edit):
    """Neither the decision nor the measures that it rests on; edits meanwhile stay."""
    folder = corpus(links=BARE + lists)
    before, files = load(folder), state(folder)
    recorded = record(folder, decision)
    assert state(folder) != files
    path = folder / "links.yaml"
    path.write_bytes(edit + path.read_bytes())
    now = take_back(folder, recorded)
    assert load(folder) == now
    assert records(now) == records(before)
    written = path.read_bytes()
    assert written.startswith(edit + files["links.yaml"].removesuffix(END.encode()))
    assert written.endswith(END.encode())


def test_actors_that_were_added_go_with_their_statement(folder):
    """Unless something else names them by now: then nothing is taken back."""
    before = state(folder)
    recorded = record(folder, SPOKEN, WORLD)
    text = (folder / "sources.yaml").read_text(encoding="utf-8")
    assert text == SOURCES.replace(
        "sources:", "  - {id: world, name: The World}\nsources:"
    )
    assert take_back(folder, recorded).actors == recorded.corpus.actors[:-1]
    assert (folder / "sources.yaml").read_bytes() == before["sources.yaml"]
    recorded = record(folder, SPOKEN, WORLD)
    record(folder, replace(SPOKEN, measure="M1"))
    with unchanged(folder), pytest.raises(MeanwhileError):
        take_back(folder, recorded)


def test_a_conclusion_keeps_all_measures_once(folder):
    """Two on the same document share one reading; it goes with the last of them, or with the document."""
    first = record(folder, NONE)
    record(folder, replace(NONE, about="wells"))
    loaded = load(folder)
    measures = (
        m.MeasureRead(id="M1", text="Wells for all"),
        m.MeasureRead(id="M2", text="A campaign"),
    )
    assert loaded.readings == (
        m.Reading(id=first.changes[-1].after.read.document, measures=measures),
    )

    def without_first(corpus):
        return [Change(corpus.statements[1], None)]

    write(folder, without_first)
    assert len(load(folder).readings) == 1
    last = write(folder, without_first)
    assert load(folder).readings == ()
    # The reading comes back with it, although the plan is another one by now, and the file too.
    edit(folder / "plan.yaml", "A campaign", "B")
    path = folder / "links.yaml"
    path.write_text("# by hand\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    old = take_back(folder, last).readings
    assert old == loaded.readings
    changed = record(folder, replace(NONE, about="wells"))
    assert changed.changes[-1].done is Done.CHANGED
    assert [known.measures[1].text for known in changed.corpus.readings] == ["B"]
    assert take_back(folder, changed).readings == old


OBJECTION = m.Objection(date="2021", text="others had said it")
MORE = {
    "measure_inferred": True,
    "would_change": "Another list",
    "objections": (OBJECTION,),
}


def test_what_is_completed_by_another_record_keeps_what_either_has():
    """What would change it, what speaks against it, and that its measure is inferred."""
    more = replace(STATED, **MORE)
    for ordered in (STATED, more), (more, STATED), (more, more):
        assert completed(*ordered) == more
    assert completed(STATED, None) == STATED


def test_the_same_content_is_confirmed():
    """By another person once, by who recorded it on the texts of today; other content is new."""
    bob = replace(STATED, by="Bob", on="2026-11-25")
    confirmed = replace(STATED, confirmed=(m.Confirmation(by="Bob", on="2026-11-25"),))
    assert again(STATED, bob) == confirmed
    assert again(confirmed, replace(bob, by="BOB", on="2026-11-26")) == confirmed
    assert again(STATED, replace(STATED, by="ada", on="2026-11-26")) == STATED
    read = TextsAsRead(about="Roads")
    assert again(STATED, replace(STATED, read=read, on="2026-11-26")) == replace(
        STATED, read=read, on="2026-11-26"
    )
    other = replace(bob, says=Says.REFUSED)
    assert again(STATED, other) == other


def test_what_is_entered_anew_takes_nothing_from_the_record(folder):
    """Else what is on record completes it; a blind reader replaces nothing of others, and is told nothing."""
    entry = Entry(
        decided_by="Bob",
        on="2026-11-25",
        about="roads",
        says=STATED.says,
        measure="M2",
        words=STATED.words,
        evidence=(("paper", STATED.evidence[0].quote, "p. 3"),),
        note=STATED.note,
        agrees_to_all=True,
    )
    corpus = record(folder, replace(STATED, by="Bob", **MORE)).corpus
    for anew in (False, True):
        after = draft(corpus, replace(entry, anew=anew)).after
        assert after.measure_inferred is not anew
        assert (after.by, after.confirmed) == ("Bob", ())
    other = replace(entry, decided_by="Eve")
    confirmed = draft(corpus, other).after.confirmed
    assert [mark.by for mark in confirmed] == ["Eve"]
    with pytest.raises(RefusedError) as caught:
        draft(corpus, replace(other, anew=True))
    assert told(caught) == ["hidden-record"]


@pytest.mark.parametrize(
    ("entered", "code"),
    [
        ({"about": "M1"}, "about-items"),
        ({"about": "proposals"}, "count-needed"),
        ({"about": "proposals", "count": "many"}, "bad-quantity"),
        ({"about": "roads", "says": Says.NOT_THIS}, "measure-needed"),
    ],
)
def test_what_a_draft_lacks_is_named(folder, entered, code):
    """Whoever enters it: a take-up is of a proposal, a total has a number, a pair its measure."""
    stated = {"decided_by": "Ada", "on": "2026-11-25", "says": Says.TAKEN_UP}
    sourced = {
        "words": Words.EXPLICIT,
        "evidence": [("paper", "Some are taken up.", "")],
    }
    if entered.get("says") is Says.NOT_THIS:
        sourced = {}
    with pytest.raises(RefusedError) as caught:
        draft(load(folder), Entry(**{**stated, **sourced, **entered}))
    assert told(caught) == [code]


def test_a_remark_of_another_reader_is_added_in_their_name(folder):
    """Each remark once, and it changes nothing else of what another reader recorded."""
    corpus = record(folder, STATED).corpus
    entry = Entry(
        decided_by="Bob",
        on="2026-11-25",
        about="roads",
        says=STATED.says,
        measure="M2",
        words=STATED.words,
        evidence=(("paper", STATED.evidence[0].quote, "p. 3"),),
        agrees_to_all=True,
    )
    for note in ("far", "far", "near"):
        change = draft(corpus, replace(entry, note=note))
        corpus = write(folder, lambda _corpus, change=change: [change]).corpus
    before, after = STATED, corpus.statements[-1]
    assert after.note == "A note far (Bob) near (Bob)"
    assert (after.by, [mark.by for mark in after.confirmed]) == ("Ada", ["Bob"])
    assert (after.says, after.words, after.on) == (before.says, before.words, before.on)


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (replace(STATED, about="nothing"), "unknown-id"),
        (replace(STATED, speaker="nobody"), "unknown-id"),
        (replace(STATED, evidence=(m.Evidence(source="none"),)), "unknown-id"),
        (replace(STATED, on="yesterday"), "bad-date"),
        (replace(STATED, says=Says.REFUSED, evidence=()), "statement-lacks"),
        (replace(ASIDE, words=Words.EXPLICIT), "statement-unfit"),
    ],
)
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
    record(folder, SPOKEN, WORLD)
    assert len(parsed) == len(set(parsed)) == 6


def test_a_broken_corpus_is_left_alone(corpus):
    """Its faults are told; nothing is written into it, nor into the one of the installation."""
    folder = corpus(plan="format: 2\n")
    with unchanged(folder), pytest.raises(CorpusError):
        record(folder, STATED)
    with pytest.raises(CorpusError, match="cannot be read"):
        record(Path("nowhere"), STATED)
    with pytest.raises(CorpusError, match="is missing"):
        record(corpus("other", links=None), STATED)
    with pytest.raises(RefusedError) as caught:
        record(packaged_folder(), STATED)
    assert told(caught) == ["packaged-corpus"]


def test_encoding_line_ends_mode_and_link_are_kept(folder, tmp_path):
    """UTF-16 stays UTF-16, CRLF stays CRLF, a symbolic link a link, a mode a mode."""
    home = tmp_path / "elsewhere.yaml"
    home.write_bytes(LINKS.replace("\n", "\r\n").encode("utf-16"))
    home.chmod(0o640)
    (folder / "links.yaml").unlink()
    (folder / "links.yaml").symlink_to(home)
    before = [*state(folder), *state(tmp_path)]
    record(folder, STATED)
    assert (folder / "links.yaml").is_symlink()
    assert stat.S_IMODE(home.stat().st_mode) == 0o640
    text = home.read_bytes().decode("utf-16")
    assert text.startswith(BARE.replace("\n", "\r\n") + "  - about: roads\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert [*state(folder), *state(tmp_path)] == before


@pytest.mark.parametrize("calls", [1, 2], ids=["the first file", "the second file"])
def test_a_disk_that_refuses_changes_nothing(folder, monkeypatch, calls):
    """The old files stay whole, no temporary file is left, and no actor of an unrecorded decision."""
    real, synced = os.fsync, []

    def fail_later(handle):
        synced.append(handle)
        if len(synced) == calls:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fail_later)
    decision, actor = (SPOKEN, WORLD) if calls == 2 else (STATED, None)
    with unchanged(folder), pytest.raises(OSError, match=r"links\.yaml"):
        record(folder, decision, actor)


def test_several_changes_are_written_at_once_or_not_at_all(folder):
    """One that is refused takes those before it with it."""
    bad = replace(STATED, speaker="nobody")

    def both(new):
        return lambda corpus: [Change(corpus.statements[0], None), Change(None, new)]

    with unchanged(folder), pytest.raises(WrongDataError):
        write(folder, both(bad))
    first = load(folder).statements
    recorded = write(folder, both(ASIDE))
    assert [change.done for change in recorded.changes] == [Done.REMOVED, Done.ADDED]
    assert recorded.corpus.statements == (ASIDE,)
    assert take_back(folder, recorded).statements == first
    # A statement changed by hand after it was recorded is somebody's work.
    recorded = record(folder, STATED)
    edit(folder / "links.yaml", "A note", "My note")
    with unchanged(folder), pytest.raises(MeanwhileError):
        take_back(folder, recorded)
    # What was removed is the last of its list when it comes back, with all that it said.
    other = load(folder).statements[1]
    removed = write(folder, lambda loaded: [Change(loaded.statements[0], None)])
    assert take_back(folder, removed).statements == (other, *first)
    assert load(folder).statements == (other, *first)


# Many records at once


def test_what_is_taken_out_leaves_the_lines_of_others(corpus):
    """Several records of one list, and what is added to it at the same time; their comments are lines then."""
    measures = [f"  - {{id: M{n}, title:   Measure {n}}}  # {n}\n" for n in range(6)]
    plan = PLAN[: PLAN.index("measures:")] + "measures:\n" + "".join(measures)
    ledger = Ledger(corpus(plan=plan, links="format: 2\n"))
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
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.decisions.recording import Change, write
folder, who = Path(sys.argv[1]), int(sys.argv[2])
for number in range(50):
    parts = {"about": f"p{who}", "measure": f"M{number}", "by": str(who)}
    pair = Statement(says=Says.NOT_THIS, words=Words.COMPARED, **parts)
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
    pairs = {(known.about, known.measure) for known in load(folder).statements[1:]}
    assert pairs == {
        (f"p{who}", f"M{number}") for who in range(8) for number in range(50)
    }
    assert (folder / "links.yaml").read_text(encoding="utf-8").startswith(BARE)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_killed_writer_leaves_a_whole_file(corpus):
    """Killed at 200 random moments: each time the file is the old one or the new one, whole."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - shown where the test fails
    moments = random.Random(seed)
    folder = corpus()
    pair = replace(ASIDE, by="x" * 2000)
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
    record(folder, STATED)
    assert [path.name for path in folder.iterdir() if path.name.endswith(".tmp")] == []


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("files", range(4))
def test_a_writer_killed_between_two_files_leaves_both_or_neither(corpus, files):
    """A new actor and what they say come and go together, after however many files it ends."""
    killed_after(files, lambda: record(corpus("a"), SPOKEN, WORLD))
    recorded = record(corpus("b"), SPOKEN, WORLD)
    killed_after(files, lambda: take_back(Path("b"), recorded))
    for loaded in (load(Path("a")), load(Path("b"))):
        assert (WORLD in loaded.actors) is (len(loaded.statements) == 2)
