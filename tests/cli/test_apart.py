"""Two people decide apart: their decisions come home, are compared, and what differs is settled."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jamplan
from jamplan.cli.review import Console
from jamplan.corpus.model import Apart, PersonDecision
from jamplan.decisions.agreement import RECORDED, beside_record
from jamplan.decisions.forms import differing, reader
from jamplan.decisions.recording import write
from jamplan.decisions.session import Session
from jamplan.exports.csvfile import as_csv
from jamplan.language import language
from tests.conftest import PROPOSALS, SOURCES, Script, edit, refused, state, unchanged
from tests.killing import killed_after

WISHES = PROPOSALS + "  - {id: trees, title: Plant trees}\n  - {id: lamps, title: Light lamps}\n"
PEOPLE = SOURCES.replace("actors:\n", "actors:\n  - {id: ann, name: Ann}\n")
PLACES = "evidence: [{source: article, locator: p. 1}, {source: paper, locator: p. 2}]"
ANN = f"""\
format: 1
links:
  - {{proposal: wells, measure: M1, claimed_by: league, basis: explicit, evidence: [{{source: article, quote: our wells}}], by: Ann, on: 2026-01-02}}
  - {{proposal: roads, measure: M2, claimed_by: ann, basis: compared, {PLACES}, by: Ann, on: 2026-01-02}}
verdicts:
  - {{proposal: trees, verdict: no_measure_found, claimed_by: ann, by: Ann, on: 2026-01-02}}
"""
BOB = """\
format: 1
links:
  - {proposal: wells, measure: M1, claimed_by: league, basis: explicit, evidence: [{source: article, quote: wells}], by: Bob, on: 2026-01-03, note: "[red]seen\\e[31m"}
verdicts:
  - {proposal: roads, verdict: out_of_scope, claimed_by: bob, by: Bob, on: 2026-01-03}
  - {proposal: trees, verdict: no_measure_found, claimed_by: bob, by: Bob, on: 2026-01-03}
  - {proposal: lamps, verdict: not_testable, claimed_by: bob, by: Bob, on: 2026-01-03}
dismissals:
  - {proposal: lamps, measure: M1, by: Bob, on: 2026-01-03}
"""
HOME = "import b --as links --data a"
NAMED = SOURCES.replace("actors:\n", "actors:\n  - {id: bob, name: Bob}\n")


@pytest.fixture
def apart(corpus):
    """The folders of two people: alike on wells and trees, different on roads; lamps is Bob's alone."""
    corpus("a", proposals=WISHES, sources=PEOPLE, links=ANN)
    corpus("b", proposals=WISHES, sources=NAMED, links=BOB)
    return Path("a")


def entries(first, second, *measures):
    """What Ann and Bob had decided."""
    by, on = ("Ann", "Bob"), ("2026-01-02", "2026-01-03")
    decisions = map(PersonDecision, (first, second))
    linked = measures or ((), ())
    return tuple(
        Apart(by=by, on=on, decision=decision, measures=ids)
        for by, on, decision, ids in zip(by, on, decisions, linked, strict=True)
    )


def test_another_persons_decisions_come_home(run, apart):
    """A preview, then in their name and with their day: new, confirmed, and one that is not recorded."""
    with unchanged(apart):
        shown = run(HOME)
    assert shown.code == 1
    for text in (
        "To be recorded: 1 statement, 2 conclusions and 1 dismissal. Nothing is written yet.",
        "• Decided by: Bob\n",
        "• New actors: Bob (bob)\n",
        "\nDecided differently (1)\n",
        "roads: out of scope, according to Bob; recorded by Bob. On record: roads → M2, comparison",
        "\nConfirmed (2)\n",
        "To settle what was decided differently: jamplan review --with b --data a\n",
    ):
        assert text in shown.out
    assert "\x1b" not in shown.out
    assert run(f"{HOME} --write").code == 1
    loaded = jamplan.load(apart)
    wells, roads = loaded.links
    assert (wells.by, wells.confirmed_by, wells.confirmed_on) == ("Ann", "Bob", "2026-01-03")
    assert (wells.note[:5], wells.note[-6:], wells.evidence[0].quote) == (
        "[red]",
        " (Bob)",
        "our wells",
    )
    assert wells.apart == entries("taken_up", "taken_up", ("M1",), ("M1",))
    assert (roads.by, roads.confirmed_by, roads.apart) == ("Ann", None, ())
    trees, lamps = loaded.verdicts
    assert trees.apart == entries("no_measure_found", "no_measure_found")
    assert (lamps.by, lamps.on, lamps.apart) == ("Bob", "2026-01-03", ())
    assert [each.by for each in loaded.dismissals] == ["Bob"]
    with unchanged(apart):
        again = run(f"{HOME} --write")
    assert "Nothing was recorded." in again.out
    assert "\nOn record (4)\n" in again.out
    told = "2 decisions made separately by two people; the same answer for 2"
    assert told in run("coverage --data a").out
    for name in ("page.html", "note.md"):
        assert run("export", "-o", name, "--data", "a").code == 0
        assert told in Path(name).read_text(encoding="utf-8")


def settle(folder, *keys, lang="en", path="b"):
    """Settle with what was decided apart, as Carol; return what was shown."""
    other, ids = differing(jamplan.load(folder), Path(path), on="2026-02-01")
    script = Script(*keys)
    session = Session(folder, "Carol", "2026-02-01", only=ids, other=other)
    Console(session, script, language(lang), language("en"), "jamplan review").play()
    return script.shown


def test_what_differs_is_settled(run, apart):
    """Both answers on the card; the one that holds bears the name of who settled it, and both decisions."""
    shown = settle(apart, "q")
    assert shown[0] == "1 of 1 · decided differently · reviewing as: Carol"
    (first, second) = (line for line in shown if " answer: " in line)
    assert first.endswith("by Ann. (example.org, November 2021, p. 1) (The Press, undated, p. 2)")
    assert second == "Second answer: roads: out of scope, according to Bob; recorded by Bob."
    both = entries("taken_up", "out_of_scope", ("M2",), ())
    settle(apart, "s", "b", "y", "k", "q")
    loaded = jamplan.load(apart)
    assert [each.proposal for each in loaded.verdicts] == ["trees"]
    assert (loaded.links[1].by, loaded.links[1].on) == ("Carol", "2026-02-01")
    assert loaded.links[1].apart == both
    assert settle(apart, "q")[0] == "There is nothing to review."
    assert run(f"{HOME} --write").code == 0
    told = "3 decisions made separately by two people; the same answer for 2"
    assert told in run("coverage --data a").out


@pytest.mark.parametrize(("keys", "verdict"), [("s", "out_of_scope"), ("e", "not_testable")])
def test_the_second_answer_or_a_third_takes_the_place_of_the_first(run, apart, keys, verdict):
    """A new claimant comes with it, nothing else of the proposal stays, and it is known then."""
    settle(apart, *keys, "q")
    run(f"{HOME} --write")
    with unchanged(apart):
        assert run(f"{HOME} --write").code == 0
    loaded = jamplan.load(apart)
    assert [each.proposal for each in loaded.links] == ["wells"]
    (settled,) = (each for each in loaded.verdicts if each.proposal == "roads")
    assert (settled.verdict, settled.by) == (verdict, "Carol")
    assert settled.apart == entries("taken_up", "out_of_scope", ("M2",), ())
    assert settled.claimed_by in loaded.actor


def form(*rows, name="form.csv"):
    """A form with these rows."""
    columns = dict.fromkeys(key for row in rows for key in row)
    Path(name).write_text(as_csv(tuple(columns), rows), encoding="utf-8")


ROW = {"measure": "M1", "keep": "yes", "basis": "explicit", "claimed_by": "league", "source": "article"}
WELLS = {"proposal": "wells", **ROW, "quote": "our wells", "by": "Bob", "on": "2026-01-03"}
STALE = {**WELLS, "proposal": "lamps", "proposal_title": "Light torches"}
OTHER = {**WELLS, "proposal": "roads", "keep": "no", "measure": "M2"}


def test_a_form_has_its_persons_name_and_day(run, apart):
    """What is stale or differs is said, the rest is taken; agreement and review take it as well."""
    form(WELLS, STALE, OTHER)
    shown = run("import form.csv --as links --data a --write")
    assert shown.code == 1
    for text in ("\nText changed since (1)\n", "\nDecided differently (1)\n", "\nConfirmed (1)\n"):
        assert text in shown.out
    assert jamplan.load(apart).links[0].confirmed_by == "Bob"
    compared = run("agreement a form.csv")
    assert "1 disagreement; a decision in both for 1 of 4 proposals." in compared.out
    assert "jamplan review --with form.csv --data a\n" in compared.out
    assert "--with form.csv --data a\n" in run("agreement form.csv a --full").out
    assert "Second answer: roads / M2: match set aside" in " ".join(settle(apart, "q", path="form.csv"))


def test_a_form_without_names_needs_one(run, apart):
    """Never the name that is kept; a day that is none is refused in its row."""
    form({**WELLS, "by": "", "on": ""})
    assert run("decide lamps --verdict none --data a --decided-by Ann").code == 0
    assert run("import form.csv --as links --data a").code == 0
    for command in ("import form.csv --as links --data a --write", "review --with form.csv --data a"):
        with unchanged(apart):
            assert run(command).code == 2
    assert refused(run("import form.csv --as links --data a --write")).startswith(
        "Nothing was recorded."
    )
    assert run("import form.csv --as links --data a --write --decided-by Zoé").code == 0
    assert jamplan.load(apart).links[0].confirmed_by == "Zoé"
    form({**WELLS, "on": "soon"})
    rows = json.loads(run("import form.csv --as links --data a --format json").out)["rows"]
    assert [row["code"] for row in rows] == ["bad-date"]


def test_a_folder_of_other_documents_or_sources(run, apart):
    """Other texts: code 3, with the items. A source that is not here: that row is refused."""
    edit(Path("b/links.yaml"), "source: article, quote: wells", "source: leaflet, quote: wells")
    edit(Path("b/sources.yaml"), "id: paper", "id: leaflet, publisher: press}\n  - {id: paper")
    rows = json.loads(run(f"{HOME} --format json").out)["rows"]
    assert [row["code"] for row in rows if row["code"]] == ["source-not-found", "form-on-record"]
    edit(Path("b/proposals.yaml"), "Plant trees", "Plant shrubs")
    said = refused(run(f"{HOME} --write"), 3)
    assert "Missing, or with another text: trees." in said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_an_import_that_was_killed_can_be_given_again(run, apart):
    """Nothing or the new actor is there; then it comes to the same."""
    before = state(apart)
    assert killed_after(1, lambda: run(f"{HOME} --write"))
    assert len(jamplan.load(apart).verdicts) == 1
    run(f"{HOME} --write")
    after = state(apart)
    for name, data in before.items():
        (apart / name).write_bytes(data)
    run(f"{HOME} --write")
    assert state(apart) == after


CELLS = st.fixed_dictionaries(
    {
        "proposal": st.sampled_from(["wells", "roads", "trees"]),
        "measure": st.sampled_from(["M1", "M2"]),
        "keep": st.sampled_from(["yes", "no"]),
        "basis": st.sampled_from(["explicit", "implicit"]),
        "extent": st.sampled_from(["", "partial"]),
        "by": st.sampled_from(["Ann", "Bo [/x];b"]),
        "note": st.sampled_from(["", "[/x] n"]),
    }
)


@settings(max_examples=25)
@given(rows=st.lists(CELLS, max_size=5))
def test_what_comes_home_replaces_nothing(corpus, rows):
    """No answer on record changes or goes; the second time all is known or refused, and no byte changes."""
    folder = corpus("a", proposals=WISHES, sources=PEOPLE, links=ANN)
    before = jamplan.load(folder)
    form(*({**ROW, **row, "quote": "q"} for row in rows or [{"proposal": "wells", "keep": ""}]))
    read = reader(Path("form.csv"), by=None, on="2026-01-05")
    results = []

    def act(corpus):
        results[:] = beside_record(corpus, read(corpus))[0]
        return [result.change for result in results if result.outcome in RECORDED]

    write(folder, act)
    first = [result.outcome in RECORDED for result in results]
    after = jamplan.load(folder)
    kept = {"confirmed_by": None, "confirmed_on": None, "read": None, "note": None, "apart": ()}
    for old, new in zip(
        (*before.links, *before.verdicts), (*after.links[:2], *after.verdicts), strict=True
    ):
        assert replace(old, **kept) == replace(new, **kept)
    with unchanged(folder):
        write(folder, act)
    assert not any(result.outcome in RECORDED for result in results)
    assert len(first) == len(results)
