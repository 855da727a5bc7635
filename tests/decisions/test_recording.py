"""Recording: only the decision's lines change, nothing is lost, nothing half written, nothing invalid."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from killing import killed_after

import jamplan
from conftest import LINKS, PLAN, PROPOSALS, SOURCES
from jamplan.corpus import yamlfile
from jamplan.corpus.findings import CorpusError, RefusedError, WrongDataError
from jamplan.corpus.loading import packaged_folder
from jamplan.corpus.model import (
    Actor,
    Basis,
    Dismissal,
    Evidence,
    Extent,
    Link,
    Measure,
    MeasureRead,
    Reading,
    Verdict,
    VerdictKind,
)
from jamplan.decisions.recording import (
    Change,
    Done,
    Ledger,
    MeanwhileError,
    on_record,
    put,
    take,
    undo,
    with_texts,
    write,
)

LINK = Link(
    proposal="roads",
    measure="M2",
    claimed_by="press",
    basis=Basis.IMPLICIT,
    extent=Extent.PARTIAL,
    evidence=(Evidence(source="paper", quote="a quote: with # signs", locator="p. 3"),),
    note="A note",
    by="Ada",
    on="2026-11-24",
)


def state(folder):
    """What the four files hold."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def record(folder, decision, actor=None):
    """Put a decision on record, with the texts as they are where it keeps any."""

    def make(corpus):
        complete = decision if isinstance(decision, Dismissal) else with_texts(decision, corpus)
        return Change(on_record(corpus, complete), complete, actor)

    return put(folder, make)


def test_a_link_is_written_with_all_that_it_says(corpus):
    """In the order of the format, after the last link, with both texts; nothing else changes."""
    folder = corpus()
    before = state(folder)
    recorded = record(folder, LINK)
    assert recorded.main.done is Done.ADDED
    assert (folder / "links.yaml").read_text(encoding="utf-8") == LINKS + (
        "  - proposal: roads\n"
        "    measure: M2\n"
        "    claimed_by: press\n"
        "    basis: implicit\n"
        "    extent: partial\n"
        "    evidence:\n"
        "      - source: paper\n"
        "        quote: 'a quote: with # signs'\n"
        "        locator: p. 3\n"
        "    note: A note\n"
        "    by: Ada\n"
        "    on: 2026-11-24\n"
        "    read:\n"
        "      proposal: Mend roads\n"
        "      measure: A campaign\n"
    )
    assert {**state(folder), "links.yaml": b""} == {**before, "links.yaml": b""}
    assert recorded.corpus.links[1] == recorded.main.after
    assert jamplan.load(folder).links == recorded.corpus.links


def test_the_same_again_does_nothing(corpus):
    """Recording is safe to repeat."""
    folder = corpus()
    record(folder, LINK)
    before = state(folder)
    assert record(folder, LINK).main.done is Done.NOTHING
    assert state(folder) == before


def test_a_change_touches_only_what_changed(corpus):
    """Keys that are the same stay as they stand, comments too."""
    folder = corpus()
    record(folder, LINK)
    path = folder / "links.yaml"
    text = path.read_text(encoding="utf-8").replace("by: Ada", "by:   'Ada'  # herself")
    path.write_text(text, encoding="utf-8")
    changed = replace(LINK, note=None, extent=Extent.FULL, on="2026-12-01")
    recorded = record(folder, changed)
    assert recorded.main.done is Done.CHANGED
    assert path.read_text(encoding="utf-8") == text.replace("    note: A note\n", "").replace(
        "partial", "full"
    ).replace("2026-11-24", "2026-12-01")
    assert undo(folder, recorded).main.done is Done.CHANGED
    assert jamplan.load(folder).links[1] == recorded.main.before


@pytest.mark.parametrize(
    "decision",
    [
        LINK,
        Dismissal(proposal="roads", measure="M1", by="Ada", on="2026-11-24"),
        Verdict(proposal="roads", verdict=VerdictKind.OUT_OF_SCOPE, claimed_by="press", by="Ada"),
        Verdict(proposal="roads", verdict=VerdictKind.NO_MEASURE_FOUND, claimed_by="press", by="Ada"),
    ],
)
@pytest.mark.parametrize("lists", ["", "\nverdicts: []\n\ndismissals: []   # none\n"])
@pytest.mark.parametrize("edit", [b"", b"# by hand\n"])
def test_what_is_undone_leaves_no_trace(corpus, decision, lists, edit):
    """An added decision taken back: the files are what they were, and edits meanwhile stay."""
    folder = corpus(links=LINKS + lists)
    before = state(folder)
    recorded = record(folder, decision)
    assert state(folder) != before
    path = folder / "links.yaml"
    path.write_bytes(edit + path.read_bytes())
    undone = undo(folder, recorded)
    assert undone.main.done is Done.REMOVED
    assert state(folder) == {**before, "links.yaml": edit + before["links.yaml"]}
    assert on_record(undone.corpus, decision) is None


def test_actors_that_were_added_go_with_their_decision(corpus):
    """Unless something else names them by now: then nothing is taken back."""
    folder = corpus()
    before = state(folder)
    ada = Actor(id="ada", name="Ada Lovelace")
    own = replace(LINK, claimed_by="ada")
    recorded = record(folder, own, ada)
    text = (folder / "sources.yaml").read_text(encoding="utf-8")
    assert text == SOURCES.replace("sources:", "  - {id: ada, name: Ada Lovelace}\nsources:")
    undo(folder, recorded)
    assert state(folder) == before
    recorded = record(folder, own, ada)
    record(folder, replace(own, measure="M1"))
    before = state(folder)
    with pytest.raises(MeanwhileError):
        undo(folder, recorded)
    assert state(folder) == before


def test_a_verdict_keeps_all_measures_once(corpus):
    """Two verdicts on the same plan share one reading; it goes with the last of them."""
    folder = corpus()
    verdict = Verdict(proposal="roads", verdict=VerdictKind.NO_MEASURE_FOUND, claimed_by="press")
    first = record(folder, verdict)
    record(folder, replace(verdict, proposal="wells"))
    loaded = jamplan.load(folder)
    assert loaded.readings == (
        Reading(
            id=first.main.after.read.plan,
            measures=(
                MeasureRead(id="M1", text="Wells for all"),
                MeasureRead(id="M2", text="A campaign"),
            ),
        ),
    )
    take(folder, lambda loaded: loaded.verdicts[0])
    assert len(jamplan.load(folder).readings) == 1
    last = take(folder, lambda loaded: loaded.verdicts[0])
    assert jamplan.load(folder).readings == ()
    # The reading comes back with it, although the plan is another one by now, and the file too.
    (folder / "plan.yaml").write_text(PLAN.replace("A campaign", "B"), encoding="utf-8")
    path = folder / "links.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    again = undo(folder, last)
    assert again.corpus.readings == loaded.readings


def test_a_verdict_on_a_new_plan_drops_the_old_reading(corpus):
    """What no verdict rests on any more is not kept."""
    folder = corpus()
    verdict = Verdict(proposal="roads", verdict=VerdictKind.NO_MEASURE_FOUND, claimed_by="press")
    old = record(folder, verdict).corpus.readings
    (folder / "plan.yaml").write_text(PLAN.replace("A campaign", "B"), encoding="utf-8")
    changed = record(folder, verdict)
    assert changed.main.done is Done.CHANGED
    assert [known.measures[1].text for known in changed.corpus.readings] == ["B"]
    assert undo(folder, changed).corpus.readings == old


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (replace(LINK, proposal="nothing"), "unknown-proposal"),
        (replace(LINK, claimed_by="nobody"), "unknown-actor"),
        (replace(LINK, evidence=(Evidence(source="none"),)), "unknown-source"),
        (replace(LINK, on="yesterday"), "bad-date"),
        (
            Verdict(proposal="roads", verdict=VerdictKind.REFUSED, claimed_by="press"),
            "refused-without-evidence",
        ),
    ],
)
def test_what_could_not_be_loaded_is_not_written(corpus, decision, code):
    """The fault is that of the file as it would be, and nothing has changed."""
    folder = corpus()
    before = state(folder)
    with pytest.raises(WrongDataError) as caught:
        put(folder, lambda _corpus: Change(None, decision))
    assert [finding.code for finding in caught.value.findings] == [code]
    assert state(folder) == before


def test_a_decision_parses_each_text_once(corpus, monkeypatch):
    """Four files before it, and each file that changes as it is with each change."""
    folder = corpus()
    parsed = []
    parse = yaml.parse
    monkeypatch.setattr(
        yaml, "parse", lambda text, **options: parsed.append(text) or parse(text, **options)
    )
    yamlfile.parse.cache_clear()
    jamplan.load(folder)
    ada = Actor(id="ada", name="Ada Lovelace")
    verdict = Verdict(proposal="roads", verdict=VerdictKind.NO_MEASURE_FOUND, claimed_by="ada")
    record(folder, verdict, ada)
    assert len(parsed) == len(set(parsed)) == 6


def test_a_broken_corpus_is_left_alone(corpus):
    """Its faults are told; nothing is written into it."""
    folder = corpus(plan="format: 2\n")
    before = state(folder)
    with pytest.raises(CorpusError):
        record(folder, LINK)
    assert state(folder) == before
    with pytest.raises(CorpusError, match="no folder"):
        record(Path("nowhere"), LINK)
    with pytest.raises(CorpusError, match="is missing"):
        record(corpus("other", links=None), LINK)


def test_the_packaged_corpus_is_never_changed():
    """It belongs to the installation."""
    with pytest.raises(RefusedError) as caught:
        record(packaged_folder(), LINK)
    assert [finding.code for finding in caught.value.findings] == ["packaged-corpus"]


def test_what_an_alias_repeats_is_refused_with_its_line(corpus):
    """Changing it would change another record."""
    folder = corpus(
        links=LINKS.replace("evidence: [", "evidence: &e [")
        + "claims:\n  - {claimed_by: press, quantity: some, evidence: *e}\n"
    )
    with pytest.raises(RefusedError) as caught:
        put(folder, lambda loaded: Change(loaded.links[0], replace(loaded.links[0], evidence=())))
    finding = caught.value.findings[0]
    assert (finding.code, str(finding.place)) == ("cannot-edit", "c/links.yaml:6:20")


def test_encoding_line_ends_mode_and_link_are_kept(corpus, tmp_path):
    """UTF-16 stays UTF-16, CRLF stays CRLF, a symbolic link a link, a mode a mode."""
    folder = corpus()
    home = tmp_path / "elsewhere.yaml"
    home.write_bytes(LINKS.replace("\n", "\r\n").encode("utf-16"))
    home.chmod(0o640)
    (folder / "links.yaml").unlink()
    (folder / "links.yaml").symlink_to(home)
    record(folder, LINK)
    assert (folder / "links.yaml").is_symlink()
    assert stat.S_IMODE(home.stat().st_mode) == 0o640
    text = home.read_bytes().decode("utf-16")
    assert text.startswith(LINKS.replace("\n", "\r\n") + "  - proposal: roads\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere.yaml", "empty"]
    expected = ["links.yaml", "plan.yaml", "proposals.yaml", "sources.yaml"]
    assert sorted(path.name for path in folder.iterdir()) == expected


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), OSError(30, "Read-only")])
def test_a_disk_that_refuses_changes_nothing(corpus, monkeypatch, error):
    """A full disk, a read-only one: the old file stays whole, and no temporary file is left."""
    folder = corpus()
    before = state(folder)

    def refuse(_handle):
        raise error

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match=r"links\.yaml"):
        record(folder, LINK)
    assert state(folder) == before


def test_several_changes_are_written_at_once_or_not_at_all(corpus):
    """One that is refused takes those before it with it."""
    folder = corpus()
    before = state(folder)
    verdict = Verdict(proposal="roads", verdict=VerdictKind.OUT_OF_SCOPE, claimed_by="nobody")
    with pytest.raises(WrongDataError):
        write(folder, lambda corpus: [Change(corpus.links[0], None), Change(None, verdict)])
    assert state(folder) == before
    good = replace(verdict, claimed_by="press")
    recorded = write(folder, lambda corpus: [Change(corpus.links[0], None), Change(None, good)])
    assert [change.done for change in recorded.changes] == [Done.REMOVED, Done.ADDED]
    assert (recorded.corpus.links, len(recorded.corpus.verdicts)) == ((), 1)
    undo(folder, recorded)
    assert state(folder) == before


def test_a_second_file_that_cannot_be_written_takes_the_first_back(corpus, monkeypatch):
    """No actor is left of a decision that was not recorded."""
    folder = corpus()
    before = state(folder)
    real = os.fsync
    calls = []

    def fail_later(handle):
        calls.append(handle)
        # The file and its folder are synchronised one by one: the third is links.yaml.
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", fail_later)
    ada = Actor(id="ada", name="Ada Lovelace")
    with pytest.raises(OSError, match=r"links\.yaml"):
        record(folder, replace(LINK, claimed_by="ada"), ada)
    assert state(folder) == before


def test_what_was_edited_since_is_not_taken_back(corpus):
    """A decision changed by hand after it was recorded is somebody's work."""
    folder = corpus()
    recorded = record(folder, LINK)
    path = folder / "links.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("A note", "My note"), encoding="utf-8")
    before = state(folder)
    with pytest.raises(MeanwhileError):
        undo(folder, recorded)
    assert state(folder) == before


# Many records at once


def test_many_changes_touch_their_own_lines(corpus):
    """Several to one record, new records and values; comments and other records stay to the byte."""
    plan = """\
format: 1
document: {short_name: The plan}
measures:
  - id: M1
    title: Wells
    details: [one]   # first
    evidence:
      # why
      - source: paper
        quote: a
  - {id: M2, title:   A campaign, details: [a, b]}
"""
    ledger = Ledger(corpus(plan=plan))
    wells, document = ledger.corpus.measures[0], ledger.corpus.plan_document
    evidence = (*wells.evidence, Evidence(source="paper", locator="p. 1"))
    ledger.apply(
        [
            (wells, replace(wells, title="Deep wells", details=(), evidence=evidence)),
            (None, Measure(id="M3", title="Trees")),
            (document, replace(document, title="The whole plan")),
        ]
    )
    ((name, (_before, after)),) = ledger.save().items()
    assert (
        after.decode()
        == """\
format: 1
document: {short_name: The plan, title: The whole plan}
measures:
  - id: M1
    title: Deep wells
    evidence:
      # why
      - source: paper
        quote: a
      - source: paper
        locator: p. 1
  - {id: M2, title:   A campaign, details: [a, b]}
  - {id: M3, title: Trees}
"""
    )
    expected = ("plan.yaml", ["M1", "M2", "M3"])
    assert (name, [measure.id for measure in ledger.corpus.measures]) == expected


def test_what_is_taken_out_leaves_the_lines_of_others(corpus):
    """Several records of one list, and what is added to it at the same time."""
    measures = [
        f"  - {{id: M{number}, title:   Measure {number}}}  # {number}\n" for number in range(6)
    ]
    ledger = Ledger(
        corpus(
            plan=PLAN[: PLAN.index("measures:")] + "measures:\n" + "".join(measures),
            links="format: 1\n",
        )
    )
    loaded = ledger.corpus.measures
    new = Measure(id="M6", title="Trees")
    ledger.apply([(loaded[0], None), (None, new), (loaded[4], None)])
    ((_name, (_before, after)),) = ledger.save().items()
    kept = "".join(measures[number] for number in (1, 2, 3, 5))
    assert after.decode().endswith(f"measures:\n{kept}  - {{id: M6, title: Trees}}\n")


# Two at once, and none after the other

MANY = """
import sys
from pathlib import Path
from jamplan.corpus.model import Dismissal
from jamplan.decisions.recording import Change, put
folder, who = Path(sys.argv[1]), int(sys.argv[2])
for number in range(50):
    pair = Dismissal(proposal=f"p{who}", measure=f"M{number}", by=str(who))
    put(folder, lambda corpus: Change(None, pair))
"""


@pytest.mark.slow
def test_eight_processes_lose_no_decision(corpus):
    """Eight processes record fifty decisions each, at once; four hundred are on record."""
    more = "".join(f"  - {{id: p{who}, title: Proposal {who}}}\n" for who in range(8))
    measures = "".join(f"  - {{id: M{number}, title: Measure {number}}}\n" for number in range(50))
    folder = corpus(
        proposals=PROPOSALS + more,
        plan=PLAN[: PLAN.index("measures:")] + "measures:\n" + measures,
    )
    workers = [
        subprocess.Popen([sys.executable, "-c", MANY, str(folder), str(who)]) for who in range(8)
    ]
    assert [worker.wait(timeout=300) for worker in workers] == [0] * 8
    pairs = {(known.proposal, known.measure) for known in jamplan.load(folder).dismissals}
    assert pairs == {(f"p{who}", f"M{number}") for who in range(8) for number in range(50)}
    assert (folder / "links.yaml").read_text(encoding="utf-8").startswith(LINKS)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_killed_writer_leaves_a_whole_file(corpus):
    """Killed at 200 random moments: each time the file is the old one or the new one, whole."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - shown where the test fails
    moments = random.Random(seed)
    folder = corpus()
    pair = Dismissal(proposal="roads", measure="M2", by="x" * 2000)
    old = (folder / "links.yaml").read_bytes()
    began = time.monotonic()
    recorded = record(folder, pair)
    new = (folder / "links.yaml").read_bytes()
    undo(folder, recorded)
    # Long enough for either to have been written, whatever else the machine does.
    longest = 4 * (time.monotonic() - began)
    contents = []
    for _ in range(200):
        # A pair that is on record is neither recorded nor undone by the next child.
        (folder / "links.yaml").write_bytes(old)
        child = os.fork()
        if child == 0:
            while True:
                undo(folder, record(folder, pair))
        time.sleep(moments.random() * longest)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        contents.append((folder / "links.yaml").read_bytes())
    assert set(contents) == {old, new}
    # What a killed process left behind goes with the next decision.
    record(folder, LINK)
    assert [path.name for path in folder.iterdir() if path.name.endswith(".tmp")] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_writer_killed_between_two_files_leaves_a_corpus_that_loads(corpus):
    """What others name is there before and after them, and the same decision can be given again."""
    folder = corpus()
    before = state(folder)
    own, ada = replace(LINK, claimed_by="ada"), Actor(id="ada", name="Ada Lovelace")
    assert killed_after(1, lambda: record(folder, own, ada))
    loaded = jamplan.load(folder)
    assert (loaded.actors[-1], len(loaded.links)) == (ada, 1)
    record(folder, own)
    after = state(folder)
    for name, data in before.items():
        (folder / name).write_bytes(data)
    recorded = record(folder, own, ada)
    assert state(folder) == after
    assert killed_after(1, lambda: undo(folder, recorded))
    loaded = jamplan.load(folder)
    assert (loaded.actors[-1], len(loaded.links)) == (ada, 1)
