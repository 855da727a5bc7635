"""Two people decide apart: their decisions come home, are compared, and what differs is settled."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamplan.cli.review import Console
from jamplan.cli.screen import Screen, render
from jamplan.corpus.findings import RefusedError
from jamplan.corpus.loading import load
from jamplan.decisions.agreement import RECORDED, beside_record
from jamplan.decisions.forms import differing, reader
from jamplan.decisions.recording import write
from jamplan.decisions.session import Session
from jamplan.exports.csvfile import as_csv
from jamplan.language import language
from jamplan.reports.card import card_screens
from jamplan.reports.context import Context
from tests.conftest import PROPOSALS, SOURCES, Script, edit, refused, state, unchanged
from tests.killing import killed_after

WISHES = (
    PROPOSALS
    + "  - {id: trees, title: Plant trees}\n  - {id: lamps, title: Light lamps}\n"
)
ANN = """\
format: 1
links:
  - {proposal: wells, measure: M1, claimed_by: league, basis: explicit, evidence: [{source: article, quote: our wells}], by: Ann, on: 2026-01-02, measure_inferred: true, objections: [{date: 2020, text: but, evidence: [{source: paper}]}]}
  - {proposal: roads, measure: M2, claimed_by: ann, basis: compared, evidence: [{source: article, locator: p. 1}, {source: paper, locator: p. 2}], by: Ann, on: 2026-01-02}
verdicts:
  - {proposal: trees, verdict: no_measure_found, claimed_by: ann, by: Ann, on: 2026-01-02}
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
ANN_SAID, BOB_SAID = ("Ann", "2026-01-02"), ("Bob", "2026-01-03")
BOTH = [(*ANN_SAID, "taken_up", "M2"), (*BOB_SAID, "out_of_scope")]
HOME, FORM = "import b --as links --data a", "import form.csv --as links --data a"
PEOPLE = SOURCES.replace("actors:\n", "actors:\n  - {id: ann, name: Ann}\n")


@pytest.fixture
def apart(corpus):
    """The folders of two people: alike on wells and trees, different on roads; lamps is Bob's alone."""
    corpus("a", proposals=WISHES, sources=PEOPLE, links=ANN)
    corpus(
        "b",
        proposals=WISHES,
        sources=PEOPLE.replace("ann", "bob").replace("Ann", "Bob"),
        links=BOB,
    )
    return Path("a")


def said(record):
    """What people had decided apart, as a decision on record tells it."""
    return [
        (entry.by, entry.on, entry.decision, *entry.measures) for entry in record.apart
    ]


def test_another_persons_decisions_come_home(run, apart):
    """A preview, then in their name and with their day: new, confirmed, and one that is not recorded."""
    with unchanged(apart):
        shown = run(HOME)
    assert (shown.code, "\x1b" in shown.out) == (1, False)
    for text in (
        "To be recorded: 1 statement, 2 conclusions and 1 dismissal. Nothing is written yet.",
        "• Decided by: Bob\n",
        "roads: out of scope, according to Bob; recorded by Bob. On record: roads → M2, comparison",
        "\nConfirmed (2)\n",
        "To settle what was decided differently: jamplan review --with b --data a\n",
        " Not recorded, as another quote is: “wells”\n",
    ):
        assert text in shown.out
    assert run(f"{HOME} --write").code == 1
    loaded = load(apart)
    wells, roads = loaded.links
    assert (wells.by, wells.confirmed_by, wells.confirmed_on) == (
        "Ann",
        "Bob",
        "2026-01-03",
    )
    assert (wells.note[-6:], wells.evidence[0].quote) == (" (Bob)", "our wells")
    assert said(wells) == [(*ANN_SAID, "taken_up", "M1"), (*BOB_SAID, "taken_up", "M1")]
    assert (roads.by, roads.confirmed_by, roads.apart) == ("Ann", None, ())
    trees, lamps = loaded.verdicts
    assert said(trees) == [
        (*ANN_SAID, "no_measure_found"),
        (*BOB_SAID, "no_measure_found"),
    ]
    assert (lamps.by, lamps.on, lamps.apart) == ("Bob", "2026-01-03", ())
    assert [each.by for each in loaded.dismissals] == ["Bob"]
    with unchanged(apart):
        assert (
            "\nOn record (4)\n"
            in run("import b/links.yaml --as links --data a --write").out
        )
    # What came home is not compared with itself.
    told = run("agreement a b --full").out
    assert "0 decided in “a” only, 1 in “b” only, 0 in neither" in told
    assert "very same records" not in told
    told = "Two people decided on 2 proposals, alike for 2"
    assert told in run("coverage --data a").out
    for name in ("page.html", "note.md"):
        assert run("export", "-o", name, "--data", "a").code == 0
        assert told in Path(name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("measure", "confirmed_by"), [("M2", "Bob"), ("M1", None)])
def test_a_comparison_of_both_texts_confirms_one_of_the_same_pair_alone(
    run, apart, measure, confirmed_by
):
    """Each reader is the claimant of their own; a reading of another measure changes nothing."""
    roads = next(line for line in ANN.splitlines() if "roads" in line).replace(
        "2026-01-02", "2026-01-03"
    )
    own = roads.replace("ann", "bob").replace("Ann", "Bob").replace("M2", measure)
    Path("b/links.yaml").write_text(f"format: 1\nlinks:\n{own}\n", encoding="utf-8")
    run(f"{HOME} --write")
    (link,) = load(apart).links_of_proposal["roads"]
    assert (link.measure, link.by, link.confirmed_by) == ("M2", "Ann", confirmed_by)


def settle(folder, *keys, path="b"):
    """Settle with what was decided apart, as Carol; return what was shown."""
    other, ids = differing(load(folder), Path(path), on="2026-02-01", words={})
    script, words = Script(*keys), language("en")
    session = Session(folder, "Carol", "2026-02-01", only=ids, other=other)
    Console(session, script, words, words).play()
    return script.shown


def test_what_differs_is_settled(run, apart):
    """Both answers on the card; the one that holds bears the name of who settled it, and both decisions."""
    shown = settle(apart, "q")
    assert shown[0] == "1 of 1 · decided differently · reviewing as: Carol"
    first, second = (line for line in shown if " decision: " in line)
    assert first.endswith(
        "by Ann. (example.org, November 2021, p. 1) (The Press, undated, p. 2)"
    )
    assert (
        second
        == "Second decision: roads: out of scope, according to Bob; recorded by Bob."
    )
    settle(apart, "s", "b", "y", "k", "q")
    loaded = load(apart)
    assert [each.proposal for each in loaded.verdicts] == ["trees"]
    assert (loaded.links[1].by, loaded.links[1].on) == ("Carol", "2026-02-01")
    assert said(loaded.links[1]) == BOTH
    assert settle(apart, "q")[0] == "There is nothing to review."
    for command in ("agreement a b", "agreement b a --full"):
        told = run(command).out
        assert (
            "1 disagreement; a decision in both for 3 of 4 proposals. Settled since: 1."
            in told
        )
        assert "To settle" not in told
    assert run(f"{HOME} --write").code == 0
    told = run("coverage --data a").out
    assert "Two people decided on 3 proposals, alike for 2" in told


def test_a_link_that_holds_comes_with_its_claimant(apart):
    """Where there was a conclusion alone."""
    settle(Path("b"), "s", "q", path="a")
    (roads,) = load("b").links_of_proposal["roads"]
    assert (roads.measure, roads.claimed_by, roads.by) == ("M2", "ann", "Carol")
    assert said(roads) == BOTH[::-1]


@pytest.mark.parametrize(
    ("keys", "verdict"), [("s", "out_of_scope"), ("e", "not_testable")]
)
def test_the_second_answer_or_a_third_takes_the_place_of_the_first(
    run, apart, keys, verdict
):
    """A new claimant comes with it, nothing else of the proposal stays, and it is known then."""
    settle(apart, *keys, "q")
    run(f"{HOME} --write")
    with unchanged(apart):
        assert run(f"{HOME} --write").code == 0
    loaded = load(apart)
    assert [each.proposal for each in loaded.links] == ["wells"]
    (settled,) = (each for each in loaded.verdicts if each.proposal == "roads")
    assert (settled.verdict, settled.by, said(settled)) == (verdict, "Carol", BOTH)
    # Compared is what each had decided before.
    for text in ("status: 2 of 3; ", "statement on record (M2)"):
        assert text in run("agreement a b").out


def form(*rows):
    """A form with these rows."""
    columns = tuple({name: "" for row in rows for name in row})
    Path("form.csv").write_text(as_csv(columns, rows), encoding="utf-8")


ROW = {
    "measure": "M1",
    "keep": "yes",
    "basis": "explicit",
    "claimed_by": "league",
    "source": "article",
}
WELLS = {
    "proposal": "wells",
    **ROW,
    "quote": "our wells",
    "by": "Bob",
    "on": "2026-01-03",
}
STALE = {**WELLS, "proposal": "lamps", "proposal_title": "Light torches"}
OTHER = {**WELLS, "proposal": "roads", "keep": "no", "measure": "M2"}


def test_a_form_has_its_persons_name_and_day(run, apart):
    """What is stale or differs is said, the rest is taken; agreement and review take it as well."""
    form(WELLS, STALE, OTHER)
    shown = run(f"{FORM} --write")
    for text in (
        "\nText changed since (1)\n",
        "\nDecided differently (1)\n",
        "\nConfirmed (1)\n",
    ):
        assert text in shown.out
    compared = run("agreement a form.csv")
    assert "jamplan review --with form.csv --data a\n" in compared.out
    assert compared.err == "Rows of “form.csv” that cannot be compared, left out: 1\n"
    assert "--with form.csv --data a\n" in run("agreement form.csv a --full").out
    shown = " ".join(settle(apart, "s", path="form.csv"))
    assert "Second decision: roads / M2: match set aside" in shown
    # Both decisions are kept with what holds, also if that is no statement.
    (aside,) = load(apart).dismissals
    assert (aside.by, said(aside)) == ("Carol", [BOTH[0], (*BOB_SAID, "undecided")])
    assert "Decided differently" not in run(FORM).out
    assert (
        "Two people decided on 2 proposals, alike for 1" in run("coverage --data a").out
    )
    form({**WELLS, "extent": "partial"})
    settle(apart, "s", path="form.csv")
    wells = load(apart).links[0]
    assert (wells.extent, wells.measure_inferred, len(wells.objections)) == (
        "partial",
        True,
        1,
    )


def test_both_answers_are_on_a_small_screen(apart):
    """However much backs them; in full with the measures of both, and without any if both conclude."""
    long = {"note": "so " * 300, "quote": "our " * 300}
    trees = {"proposal": "trees", "keep": "out of scope", "by": "Bob"}
    form({**WELLS, **long, "proposal": "roads"}, {**dict.fromkeys(WELLS, ""), **trees})
    other, ids = differing(load(apart), Path("form.csv"), on="2026-02-01", words={})
    card = Session(apart, "Carol", "2026-02-01", only=ids, other=other).card()
    *_, smallest = card_screens(Context(load(apart), language("en")), card, "Carol")
    lines = (
        render(smallest, Screen(80, 24, colour=False, encoding="utf-8"))
        .rstrip("\n")
        .split("\n")
    )
    assert len(lines) <= 18
    assert any(
        line.startswith("Second decision: roads → M1, explicit") for line in lines
    )
    shown = settle(apart, "v", "l", "q", path="form.csv")
    assert {"Measure M1 — Wells for all", "Measure M2 — A campaign"} <= set(shown)
    assert "Nothing is left to compare." not in shown


def test_what_a_form_showed_was_not_decided_apart(run, apart):
    """It confirms; settled, it is in no count of what two people decided apart."""
    form({**WELLS, "on_record": "stated"}, {**OTHER, "on_record": "comparison"})
    assert run(f"{FORM} --write").code == 1
    settle(apart, "k", path="form.csv")
    wells, roads = load(apart).links
    assert (wells.confirmed_by, wells.apart) == ("Bob", ())
    assert [(entry.by, entry.seen) for entry in roads.apart] == [
        ("Ann", False),
        ("Bob", True),
    ]
    assert run(f"{FORM} --write").code == 0
    assert "Two people decided" not in run("coverage --data a").out


def test_a_row_that_cannot_be_used_is_told_in_the_words_of_its_form(run, apart):
    """A form of other documents in one sentence; contradictions of one's own as ``check`` says them."""
    lamps = {**WELLS, "proposal": "lamps"}
    form(
        lamps,
        {
            **dict.fromkeys(WELLS, ""),
            "proposal": "lamps",
            "keep": "none found",
            "by": "Bob",
        },
    )
    assert (
        "To check\n• Contradiction on “Light lamps”: a statement (measure Wells"
        in run(FORM).out
    )
    form({**lamps, "claimed_by": ""}, {**lamps, "keep": "why not"})
    edit(Path("form.csv"), "keep", "Réponse")
    told = run(FORM).out
    assert "\nCannot be used (2)\n" in told
    assert "The actor who states it is missing. Fill in “claimed_by”." in told
    assert (
        "“why not” is no value of “Réponse”. Possible values: taken up, in part, in pr"
        in told
    )
    form(
        {**lamps, "proposal": "rods"},
        STALE,
        {**lamps, "proposal": "no", "keep": "no answer found"},
    )
    assert (
        "\nNone of the 3 rows has texts of this corpus: the form is about other"
        in run(FORM).out
    )
    Path("form.csv").write_text("<!doctype html>")
    assert "[form-is-page]" in refused(run(FORM), 4)


def test_a_form_without_names_needs_one(run, apart):
    """Never the name that is kept; a day that is none is refused in its row."""
    form({**OTHER, "by": ""}, {**WELLS, "by": "", "on": ""})
    with unchanged(apart):
        for write in ("", " --write"):
            assert "form.csv [form-unsigned]" in refused(run(f"{FORM}{write}"))
        with pytest.raises(RefusedError):
            settle(apart, path="form.csv")
    assert run(f"{FORM} --write --decided-by Zoé").code == 1
    assert load(apart).links[0].confirmed_by == "Zoé"
    form(OTHER, {**STALE, "proposal_title": "", "by": "Zoé"})
    several = "[form-of-several]\n  Several people decided in it (Bob, Zoé): make a file of each"
    assert all(
        several in refused(run(command)) for command in (FORM, "agreement a form.csv")
    )
    form({**WELLS, "on": "soon"})
    assert json.loads(run(f"{FORM} --format json").out)["rows"][0]["code"] == "bad-date"


def test_a_folder_of_other_documents_or_sources(run, apart):
    """Other texts: code 3, with the items. A source that is not here: that row is refused."""
    edit(
        Path("b/links.yaml"),
        "source: article, quote: wells",
        "source: leaflet, quote: wells",
    )
    edit(
        Path("b/sources.yaml"),
        "id: paper",
        "id: leaflet, publisher: press}\n  - {id: paper",
    )
    rows = json.loads(run(f"{HOME} --format json").out)["rows"]
    assert [row["code"] for row in rows if row["code"]] == [
        "source-not-found",
        "form-on-record",
    ]
    edit(Path("b/proposals.yaml"), "Plant trees", "Plant shrubs")
    assert "Missing, or with another text: trees." in refused(run(f"{HOME} --write"), 3)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_an_import_that_was_killed_can_be_given_again(run, apart):
    """Nothing or the new actor is there; then it comes to the same."""
    before = state(apart)
    assert killed_after(1, lambda: run(f"{HOME} --write"))
    assert (len(load(apart).verdicts), run(f"{HOME} --write").code) == (1, 1)
    after = state(apart)
    for name, data in before.items():
        (apart / name).write_bytes(data)
    run(f"{HOME} --write")
    assert state(apart) == after


CHOICES = "proposal wells roads trees|measure M1 M2|keep yes no|basis explicit implicit|by Ann Bo[/x];b"
NAMES = {
    name: st.sampled_from(values)
    for name, *values in map(str.split, CHOICES.split("|"))
}
MORE = {"extent": st.just("partial"), "note": st.just("[/x] n")}


@settings(max_examples=25)
@given(
    rows=st.lists(st.fixed_dictionaries(NAMES, optional=MORE), min_size=1, max_size=5)
)
def test_what_comes_home_replaces_nothing(corpus, rows):
    """No answer on record changes or goes; the second time all is known or refused, and no byte changes."""
    folder = corpus("a", proposals=WISHES, sources=PEOPLE, links=ANN)
    before = load(folder)
    form(
        *(
            {**ROW, "extent": "", "note": "", "quote": "q", **row, "by": rows[0]["by"]}
            for row in rows
        )
    )
    read = reader(Path("form.csv"), by=None, on="2026-01-05", words={})

    def act(corpus):
        results, _named = beside_record(corpus, read(corpus))
        return [result.change for result in results if result.outcome in RECORDED]

    write(folder, act)
    after = load(folder)
    kept = {
        "confirmed_by": None,
        "confirmed_on": None,
        "read": None,
        "note": None,
        "apart": (),
    }
    for old, new in zip(
        before.links + before.verdicts, after.links[:2] + after.verdicts, strict=True
    ):
        assert replace(old, **kept) == replace(new, **kept)
    with unchanged(folder):
        assert write(folder, act).changes == ()
