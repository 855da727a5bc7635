"""Two people decide apart: their decisions come home, are compared, and what differs is settled."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamplan.account.cards import CardTold
from jamplan.account.context import Context
from jamplan.account.method import decided_apart
from jamplan.cli.review import Console
from jamplan.cli.screen import Screen, render
from jamplan.corpus.findings import RefusedError
from jamplan.corpus.loading import load
from jamplan.decisions.agreement import RECORDED
from jamplan.decisions.formrows import beside_record
from jamplan.decisions.forms import differing, reader
from jamplan.decisions.recording import write
from jamplan.decisions.session import Session
from jamplan.exports.csvfile import as_csv
from jamplan.exports.export import publication
from jamplan.exports.formfile import words_read
from jamplan.language import language
from jamplan.layouts.card import card_pages
from tests.conftest import PROPOSALS, SOURCES, Script, edit, refused, state, unchanged
from tests.generated import corpus_of
from tests.killing import killed_after

WISHES = (
    PROPOSALS
    + "  - {id: trees, title: Plant trees}\n  - {id: lamps, title: Light lamps}\n"
)
READ = """\
readings:
  - id: all
    measures: [{id: M1, text: Wells for all}, {id: M2, text: A campaign}]
...
"""
ANN = f"""\
format: 2
statements:
  - {{about: wells, says: taken_up, measure: M1, words: explicit, evidence: [{{source: article, quote: they took up our wells}}], by: Ann, on: 2026-01-02, measure_inferred: true, objections: [{{date: 2020, text: but, evidence: [{{source: paper}}]}}]}}
  - {{about: roads, says: taken_up, measure: M2, words: compared, evidence: [{{source: article, locator: p. 1}}, {{source: paper, locator: p. 2}}], by: Ann, on: 2026-01-02}}
  - {{about: trees, says: no_match, words: compared, by: Ann, on: 2026-01-02, read: {{document: all}}}}
{READ}"""
BOB = f"""\
format: 2
statements:
  - {{about: wells, says: taken_up, measure: M1, words: explicit, evidence: [{{source: article, quote: it took up wells}}], by: Bob, on: 2026-01-03, note: "[red]seen\\e[31m"}}
  - {{about: roads, says: out_of_scope, words: compared, by: Bob, on: 2026-01-03}}
  - {{about: trees, says: no_match, words: compared, by: Bob, on: 2026-01-03, read: {{document: all}}}}
  - {{about: lamps, says: not_testable, words: compared, by: Bob, on: 2026-01-03}}
  - {{about: lamps, says: not_this, measure: M1, words: compared, by: Bob, on: 2026-01-03}}
{READ}"""
ANN_SAID, BOB_SAID = ("Ann", "2026-01-02"), ("Bob", "2026-01-03")
COMPARED = (
    "words: compared, evidence: [{source: article, locator: p. 1}, "
    "{source: paper, locator: p. 2}], by: Ann"
)
BOTH = [(*ANN_SAID, "taken_up", "M2"), (*BOB_SAID, "out_of_scope")]
HOME, FORM = "import b --as links --data a", "import form.csv --as links --data a"


@pytest.fixture
def apart(corpus):
    """The folders of two people: alike on wells and trees, different on roads; lamps is Bob's alone."""
    corpus("a", proposals=WISHES, links=ANN)
    corpus("b", proposals=WISHES, links=BOB)
    return Path("a")


def said(record):
    """What people had decided apart, as a decision on record tells it."""
    return [(entry.by, entry.on, entry.says, *entry.measures) for entry in record.apart]


def confirmations(record):
    """Who confirmed a decision on record, each with the day."""
    return [(entry.by, entry.on) for entry in record.confirmed]


def test_another_persons_decisions_come_home(run, apart):
    """A preview, then in their name and with their day: new, confirmed, and one that is not recorded."""
    with unchanged(apart):
        shown = run(HOME)
    assert (shown.code, "\x1b" in shown.out) == (1, False)
    for text in (
        "To be recorded: 1 statement, 2 conclusions and 1 dismissal. Nothing is written yet.",
        "• Decided by: Bob\n",
        "roads: out of scope, as concluded by Bob. On record: roads → M2",
        "\nConfirmed (2)\n",
        "To settle what was decided differently: jamplan review --with b --data a\n",
        " Not recorded, as another quote is: “it took up wells”\n",
    ):
        assert text in shown.out
    assert run(f"{HOME} --write").code == 1
    wells, roads, trees, lamps, aside = load(apart).statements
    assert (wells.by, confirmations(wells)) == ("Ann", [BOB_SAID])
    assert (wells.note[-6:], wells.evidence[0].quote) == (
        " (Bob)",
        "they took up our wells",
    )
    assert said(wells) == [(*ANN_SAID, "taken_up", "M1"), (*BOB_SAID, "taken_up", "M1")]
    assert (roads.by, roads.confirmed, roads.apart) == ("Ann", (), ())
    assert confirmations(trees) == [BOB_SAID]
    assert said(trees) == [(*ANN_SAID, "no_match"), (*BOB_SAID, "no_match")]
    assert (lamps.by, lamps.on, lamps.apart) == ("Bob", "2026-01-03", ())
    assert (aside.says, aside.by) == ("not_this", "Bob")
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


@pytest.mark.parametrize(
    ("measure", "confirmed"), [("M2", [("Bob", "2026-01-02")]), ("M1", [])]
)
def test_a_comparison_of_both_texts_confirms_one_of_the_same_pair_alone(
    run, apart, measure, confirmed
):
    """Each reader speaks for their own; a reading of another measure changes nothing."""
    roads = next(line for line in ANN.splitlines() if "roads" in line)
    own = roads.replace("Ann", "Bob").replace("M2", measure)
    Path("b/links.yaml").write_text(f"format: 2\nstatements:\n{own}\n...\n")
    run(f"{HOME} --write")
    (known,) = load(apart).statements_on["roads"]
    assert (known.measure, known.by, confirmations(known)) == ("M2", "Ann", confirmed)


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
    assert second == "Second decision: roads: out of scope, as concluded by Bob."
    settle(apart, "c", "b", "y", "k", "q")
    loaded = load(apart)
    assert sorted(loaded.statements_on) == ["roads", "trees", "wells"]
    (roads,) = loaded.statements_on["roads"]
    assert (roads.measure, roads.by, roads.on) == ("M2", "Carol", "2026-02-01")
    assert said(roads) == BOTH
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


def test_a_statement_that_holds_comes_with_its_speaker(run, corpus, apart):
    """Where there was a conclusion alone, and the speaker was unknown."""
    known = "  - {id: cel, name: Committee}\n"
    sources = SOURCES.replace("actors:\n", f"actors:\n{known}")
    quoted = "words: implicit, speaker: cel, evidence: [{source: paper, quote: Roads will be mended.}], by: Ann"
    corpus("a", proposals=WISHES, sources=sources, links=ANN)
    edit(Path("a/links.yaml"), COMPARED, quoted)
    settle(Path("b"), "c", "q", path="a")
    (roads,) = load("b").statements_on["roads"]
    assert (roads.measure, roads.speaker, roads.by) == ("M2", "cel", "Carol")
    assert load("b").actor["cel"].name == "Committee"
    assert said(roads) == BOTH[::-1]


@pytest.mark.parametrize(
    ("keys", "says"), [("c", "out_of_scope"), ("d", "not_testable")]
)
def test_the_second_answer_or_a_third_takes_the_place_of_the_first(
    run, apart, keys, says
):
    """Nothing else of the proposal stays, and it is known then."""
    settle(apart, *keys, "q")
    run(f"{HOME} --write")
    with unchanged(apart):
        assert run(f"{HOME} --write").code == 0
    (settled,) = load(apart).statements_on["roads"]
    assert (settled.says, settled.by, said(settled)) == (says, "Carol", BOTH)
    # Compared is what each had decided before.
    for text in ("status: 2 of 3; ", "Mend roads  taken up (M2)  out of scope"):
        assert text in run("agreement a b").out


def form(*rows):
    """A form with these rows."""
    columns = tuple({name: "" for row in rows for name in row})
    empty = dict.fromkeys(columns, "")
    cells = [{**empty, **row} for row in rows]
    Path("form.csv").write_text(as_csv(columns, cells), encoding="utf-8")


ROW = {
    "measure": "M1",
    "says": "yes",
    "words": "explicit",
    "source": "article",
}
WELLS = {
    "proposal": "wells",
    **ROW,
    "quote": "they took up our wells",
    "by": "Bob",
    "on": "2026-01-03",
}
STALE = {**WELLS, "proposal": "lamps", "proposal_title": "Light torches"}
ASIDE = {
    "proposal": "roads",
    "measure": "M2",
    "says": "no",
    "by": "Bob",
    "on": "2026-01-03",
}


def concluded(proposal, says):
    """A row of Bob's that concludes on a proposal."""
    return {**dict.fromkeys(WELLS, ""), "proposal": proposal, "says": says, "by": "Bob"}


def test_a_form_has_its_persons_name_and_day(run, apart):
    """What is stale or differs is said, the rest is taken; agreement and review take it as well."""
    form(WELLS, STALE, ASIDE)
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
    shown = " ".join(settle(apart, "c", path="form.csv"))
    assert "Second decision: roads / M2: match set aside" in shown
    # Both decisions are kept with what holds, also if that is no statement.
    (aside,) = load(apart).statements_on["roads"]
    assert aside.says == "not_this"
    assert (aside.by, said(aside)) == ("Carol", [BOTH[0], (*BOB_SAID, None)])
    assert "Decided differently" not in run(FORM).out
    assert (
        "Two people decided on 2 proposals, alike for 1" in run("coverage --data a").out
    )
    form({**WELLS, "says": "in part", "quote": "they took up a part of our wells"})
    settle(apart, "c", path="form.csv")
    (wells,) = load(apart).statements_on["wells"]
    assert (wells.says, wells.measure_inferred, len(wells.objections)) == (
        "in_part",
        True,
        1,
    )


def test_both_answers_are_on_a_small_screen(apart):
    """However much backs them; in full with the measures of both, and without any if both conclude."""
    long = {"note": "so " * 300, "quote": "they took up our roads and " * 100}
    trees = concluded("trees", "out of scope")
    form({**WELLS, **long, "proposal": "roads"}, trees)
    other, ids = differing(load(apart), Path("form.csv"), on="2026-02-01", words={})
    card = Session(apart, "Carol", "2026-02-01", only=ids, other=other).card()
    told = CardTold(Context(load(apart), language("en")), card)

    def lines_of(report):
        screen = Screen(80, 24, colour=False, encoding="utf-8")
        return render(report, screen).rstrip("\n").split("\n")

    smallest, *_ = card_pages(told, "Carol", lambda report: len(lines_of(report)) <= 18)
    lines = lines_of(smallest.blocks)
    assert len(lines) <= 18
    assert any(
        line.startswith("Second decision: roads → M1: taken up according to the")
        for line in lines
    )
    shown = settle(apart, "v", "l", "q", path="form.csv")
    assert {"Measure M1 — Wells for all", "Measure M2 — A campaign"} <= set(shown)
    assert "Nothing is left to compare." not in shown


def test_one_person_is_counted_once_however_the_name_is_written():
    """Names are folded where people are counted."""
    apart = "apart: [{by: ADA  Lovelace, says: taken_up}, {by: Ada Lovelace, says: refused}]"
    text = f"""
actors: [{{id: author, name: Author}}]
proposals: [{{id: p1, title: One}}]
statements:
  - {{about: p1, says: out_of_scope, words: compared, by: Carol, {apart}}}
"""
    context = publication(corpus_of(text), lang="en").account.context
    assert decided_apart(context) == []
    context = publication(
        corpus_of(text.replace("{by: Ada L", "{by: L")), lang="en"
    ).account.context
    assert decided_apart(context) == [
        "Two people decided on 1 proposal, alike for 0; unsettled differences are left out."
    ]


def test_what_a_form_showed_was_not_decided_apart(run, apart):
    """It confirms; settled, it is in no count of what two people decided apart."""
    form({**WELLS, "on_record": "stated"}, {**ASIDE, "on_record": "comparison"})
    assert run(f"{FORM} --write").code == 1
    settle(apart, "k", path="form.csv")
    (wells,), (roads,) = (load(apart).statements_on[id_] for id_ in ("wells", "roads"))
    assert (confirmations(wells), wells.apart) == ([BOB_SAID], ())
    assert [(entry.by, entry.seen) for entry in roads.apart] == [
        ("Ann", False),
        ("Bob", True),
    ]
    assert run(f"{FORM} --write").code == 0
    assert "Two people decided" not in run("coverage --data a").out


def test_a_row_that_cannot_be_used_is_told_in_the_words_of_its_form(run, apart):
    """A form of other documents in one sentence; what its sources dispute as ``check`` says it."""
    lamps = {**WELLS, "proposal": "lamps"}
    refusal = {"says": "refused", "source": "paper", "quote": "The mayor refuses lamps"}
    form(lamps, {**lamps, **refusal})
    assert (
        "To check\n• Voices disagree on “Light lamps”. Yes: The League. No: The Press."
        in run(FORM).out
    )
    form({**lamps, "source": ""}, {**lamps, "says": "why not"})
    edit(Path("form.csv"), "says", "Réponse")
    told = run(FORM).out
    assert "\nCannot be used (2)\n" in told
    assert "Fill in “source”." in told
    assert (
        "“why not” is no value of “Réponse”. Possible values: taken up in full, tak"
        in told
    )
    form(
        {**lamps, "proposal": "rods"},
        STALE,
        {**lamps, "proposal": "no", "says": "none found"},
    )
    assert (
        "\nNone of the 3 rows has texts of this corpus: the form is about other"
        in run(FORM).out
    )
    Path("form.csv").write_text("<!doctype html>")
    assert "[form-is-page]" in refused(run(FORM), 4)


def test_a_form_without_names_needs_one(run, apart):
    """Never the name that is kept; a day that is none is refused in its row."""
    form({**ASIDE, "by": ""}, {**WELLS, "by": "", "on": ""})
    with unchanged(apart):
        for write in ("", " --write"):
            assert "form.csv [form-unsigned]" in refused(run(f"{FORM}{write}"))
        with pytest.raises(RefusedError):
            settle(apart, path="form.csv")
    assert run(f"{FORM} --write --decided-by Zoé").code == 1
    assert [each.by for each in load(apart).statements[0].confirmed] == ["Zoé"]
    form(ASIDE, {**STALE, "proposal_title": "", "by": "Zoé"})
    several = "[form-of-several]\n  Several people decided in it (Bob, Zoé): make a file of each"
    assert all(
        several in refused(run(command)) for command in (FORM, "agreement a form.csv")
    )
    form({**WELLS, "on": "soon"})
    assert json.loads(run(f"{FORM} --format json").out)["rows"][0]["code"] == "bad-date"


PRESS = "words: explicit, evidence: [{source: paper, quote: They refuse to mend roads}]"
LEAGUE = "words: explicit, evidence: [{source: article, quote: they took up our roads}]"


@pytest.mark.parametrize(
    ("mine", "theirs", "is_asked"),
    [
        # A reader's own reading, and what a source states: somebody has to look at both.
        ("taken_up, measure: M2, words: compared", f"refused, {PRESS}", True),
        (f"refused, {PRESS}", "taken_up, measure: M2, words: compared", True),
        ("out_of_scope, words: compared", f"noted, {PRESS}", True),
        (
            "not_this, measure: M2, words: compared",
            f"taken_up, measure: M2, {LEAGUE}",
            True,
        ),
        (
            "taken_up, measure: M1, words: compared",
            f"taken_up, measure: M2, {LEAGUE}",
            True,
        ),
        # One source, read otherwise.
        (f"in_full, measure: M2, {LEAGUE}", f"taken_up, measure: M2, {LEAGUE}", True),
        (f"taken_up, measure: M2, {LEAGUE}", f"in_full, measure: M2, {LEAGUE}", True),
        # Two sources, each with its own word: both are on record.
        (f"taken_up, measure: M2, {LEAGUE}", f"refused, {PRESS}", False),
    ],
)
def test_what_is_listed_is_what_is_refused_and_settled(
    run, corpus, mine, theirs, is_asked
):
    """Disagreements of two readers; what two sources say differently is put side by side."""
    for name, says, by in (("a", mine, "Ann"), ("b", theirs, "Bob")):
        line = f"  - {{about: roads, says: {says}, by: {by}, on: 2026-01-02}}"
        corpus(name, links=f"format: 2\nstatements:\n{line}\n")
    listed = json.loads(run("agreement a b --format json").out)["disagreements"]
    assert [row["proposal"] for row in listed] == ["roads"]
    points = "jamplan review --with b --data a" in run("agreement a b").out
    _other, ids = differing(load("a"), Path("b"), on="2026-02-01", words={})
    rows = json.loads(run(f"{HOME} --format json").out)["rows"]
    refusal = ["form-on-record"] if is_asked else [None]
    asked = ["roads"] if is_asked else []
    assert (points, ids, [row["code"] for row in rows]) == (is_asked, asked, refusal)
    before = load("a").statements
    assert run(f"{HOME} --write").code == is_asked
    after = load("a").statements
    assert after[0] == before[0]
    assert len(after) == 2 - is_asked
    if is_asked:
        settle(Path("a"), "c")
        settled, *others = reversed(load("a").statements)
        # Beside a statement that is chosen, what a source states stays.
        assert [known.is_compared for known in others] == [False] * len(others)
        names = [entry.by for entry in settled.apart]
        assert (settled.by, names) == ("Carol", ["Ann", "Bob"])
    assert "To settle" not in run("agreement a b").out


def test_a_refusal_that_is_chosen_takes_no_other_source_off(run, corpus):
    """Only what readers decided is settled: what a source states stays beside, as a dispute."""
    stated = f"  - {{about: roads, says: taken_up, measure: M2, {LEAGUE}, by: Ann, on: 2026-01-02}}\n"
    own = "  - {about: roads, says: in_full, measure: M1, words: compared, by: Ann, on: 2026-01-02}\n"
    theirs = f"  - {{about: roads, says: refused, {PRESS}, by: Bob, on: 2026-01-02}}\n"
    corpus("a", links=f"format: 2\nstatements:\n{stated}{own}")
    corpus("b", links=f"format: 2\nstatements:\n{theirs}")
    settle(Path("a"), "c", "q")
    on_roads = [
        (str(known.says), known.by) for known in load("a").statements_on["roads"]
    ]
    assert sorted(on_roads) == [("refused", "Carol"), ("taken_up", "Ann")]


@pytest.mark.parametrize("key", ["c", "d", "m"])
def test_a_conclusion_that_is_chosen_takes_no_voice_off(run, corpus, key):
    """What sources state stays, whoever recorded it; a reader's own reading is settled."""
    stated = f"  - {{about: roads, says: taken_up, measure: M2, {LEAGUE}, by: Ann, on: 2026-01-02}}\n"
    no = f"  - {{about: roads, says: refused, {PRESS}, by: Ann, on: 2026-01-02}}\n"
    own = "  - {about: roads, says: in_full, measure: M1, words: compared, by: Ann, on: 2026-01-02}\n"
    theirs = "  - {about: roads, says: out_of_scope, words: compared, by: Bob, on: 2026-01-02}\n"
    corpus("a", links=f"format: 2\nstatements:\n{stated}{no}{own}")
    corpus("b", links=f"format: 2\nstatements:\n{theirs}")
    settle(Path("a"), key, *(["y"] if key == "m" else []), "q")
    concluded = {"c": "out_of_scope", "d": "not_testable", "m": "no_match"}[key]
    on_roads = [
        (str(known.says), known.by) for known in load("a").statements_on["roads"]
    ]
    assert on_roads == [("taken_up", "Ann"), ("refused", "Ann"), (concluded, "Carol")]
    assert settle(Path("a"), "q")[0] == "There is nothing to review."


@pytest.mark.parametrize("key", ["k", "c", "d"])
def test_who_had_no_part_in_it_loses_nothing(run, corpus, key):
    """A third reader's comparison stays, and their confirmation of what is chosen."""
    own = "  - {about: roads, says: taken_up, measure: M2, words: compared, by: Ann, on: 2026-01-02, confirmed: [{by: Dan, on: 2026-01-04}]}\n"
    third = "  - {about: roads, says: in_full, measure: M2, words: compared, by: Dan, on: 2026-01-04}\n"
    third += "  - {about: roads, says: taken_up, measure: M2, words: compared, by: Carol, on: 2026-01-04}\n"
    theirs = "  - {about: roads, says: out_of_scope, words: compared, by: Bob, on: 2026-01-02}\n"
    corpus("a", links=f"format: 2\nstatements:\n{own}{third}")
    corpus("b", links=f"format: 2\nstatements:\n{theirs}")
    settle(Path("a"), key, "q")
    on_roads = load("a").statements_on["roads"]
    names = [(str(known.says), known.by, confirmations(known)) for known in on_roads]
    assert ("in_full", "Dan", []) in names
    confirmed = [("Dan", "2026-01-04")]
    assert (("taken_up", "Carol", confirmed) in names) is (key == "k")


def test_a_row_on_a_pair_that_another_reader_set_aside(run, corpus):
    """The same is set aside by both; the pair linked is refused; another pair or a conclusion is news."""
    aside = "about: roads, says: not_this, measure: M2, words: compared, by: Ann, on: 2026-01-02"
    folder = corpus("a", links=f"format: 2\nstatements: [{{{aside}}}]\n")
    taken_up = {**ASIDE, "says": "yes"}
    quoted = {**taken_up, **ROW, "measure": "M2", "quote": "they took up our roads"}
    other = {**taken_up, "measure": "M1", "locator": "all"}
    for row, outcome in (
        (ASIDE, "added"),
        (taken_up, "refused"),
        (quoted, "refused"),
        (other, "added"),
        (concluded("roads", "none found"), "added"),
    ):
        form(row)
        (result,) = json.loads(run(f"{FORM} --format json").out)["rows"]
        code = "form-on-record" if outcome == "refused" else None
        assert (result["outcome"], result["code"]) == (outcome, code), row
    form(ASIDE)
    assert run(f"{FORM} --write").code == 0
    signed = [(known.says, known.by) for known in load(folder).statements]
    assert signed == [("not_this", "Ann"), ("not_this", "Bob")]


def test_another_quote_on_record_stays(run, apart):
    """The same statement confirms; its own quote is told as not recorded, and nothing else is lost."""
    form({**WELLS, "quote": "they took up wells", "note": "p. 4"})
    left_out = "Not recorded, as another quote is: “they took up wells”"
    assert left_out in run(FORM).out
    assert left_out in run(f"{FORM} --write").out
    (wells,) = load(apart).statements_on["wells"]
    assert [piece.quote for piece in wells.evidence] == ["they took up our wells"]
    assert (wells.by, wells.note, confirmations(wells)) == (
        "Ann",
        "p. 4 (Bob)",
        [BOB_SAID],
    )
    form(WELLS)
    assert "Not recorded" not in run(FORM).out


def test_a_doubtful_quote_is_recorded_if_the_person_agrees(run, corpus):
    """With --force, and who agreed is kept; what cannot be agreed to stays refused."""
    folder = corpus(
        copy="It is untrue that the plan takes up our roads. It has a well.",
        links="format: 2\n",
    )
    denied = {**WELLS, "proposal": "roads", "quote": "the plan takes up our roads"}
    short = {**WELLS, "quote": "a well"}
    form(denied, short)
    command = "import form.csv --as links --data c"
    shown = json.loads(run(f"{command} --format json").out)["rows"]
    assert [row["code"] for row in shown] == ["quote-denied", "quote-too-short"]
    with unchanged(folder):
        assert run(f"{command} --write").code == 1
    rows = json.loads(run(f"{command} --force --write --format json").out)["rows"]
    assert [row["code"] for row in rows] == [None, "quote-too-short"]
    (roads,) = load(folder).statements
    kept = [(mark.code, mark.by, mark.on) for mark in roads.evidence[0].kept]
    assert kept == [("quote-denied", *BOB_SAID)]


def test_agreeing_to_all_replaces_nothing(run, apart):
    """Neither another reader's record nor one's own; the force of --force is on quotes alone."""
    form({**WELLS, "says": "in part", "quote": "they took up a part of our wells"})
    with unchanged(apart):
        for name in ("Bob", "Ann"):
            edit(Path("form.csv"), "Bob", name)
            rows = json.loads(run(f"{FORM} --force --format json").out)["rows"]
            assert [row["code"] for row in rows] == ["form-on-record"]
            assert run(f"{FORM} --force --write").code == 1


ACTORS = SOURCES.replace(
    "sources:\n", "  - {id: ps, name: Comité d’Équipe, called: le Comité}\nsources:\n"
)
DISGUISED = (
    "The Press",
    "THE PRESS",
    "The\u00a0Press",
    "Тhe Рress",
    "press",
    "the League",
    "Comité d'Équipe",
    "Comite\u0301 d’E\u0301quipe",
    "LE COMITÉ",
    "le\u202fComite\u0301",
)
"""Names of actors: in another case, with other spaces, in Cyrillic letters, decomposed, as called."""


@pytest.mark.parametrize("name", DISGUISED)
def test_an_actor_decides_nothing(run, corpus, name):
    """However the name is typed: in a form, as --decided-by, in a folder, and on the command line."""
    folder = corpus("a", sources=ACTORS)
    form({**ASIDE, "by": name})
    with unchanged(folder):
        for command in (FORM, f"{FORM} --force"):
            (row,) = json.loads(run(f"{command} --format json").out)["rows"]
            assert row["code"] == "reader-is-actor"
        assert run(f"{FORM} --write").code == 1
        form({**ASIDE, "by": ""})
        signed = run(*f"{FORM} --write --decided-by".split(), name)
        assert (signed.code, "[reader-is-actor]" in signed.err) == (1, False)
        decided = refused(run(*"decide roads M2 --data a --decided-by".split(), name))
        assert "[reader-is-actor]" in decided


@pytest.mark.parametrize(
    "part",
    [
        "by: {name}",
        "by: Bob, confirmed: [{by: {name}}]",
        "by: Bob, objections: [{date: 2020, text: but, by: {name}, evidence: [{source: paper}]}]",
        "by: Bob, apart: [{by: Ann}, {by: {name}}]",
    ],
)
@pytest.mark.parametrize("name", ["le Cоmité", "Jo Doe"])
def test_an_actor_signs_no_part_of_a_folder(run, corpus, part, name):
    """Neither an actor of this corpus nor one of that folder."""
    doe = ACTORS.replace("actors:\n", "actors:\n  - {id: jo, name: Jo Doe}\n")
    folder = corpus("a", sources=ACTORS)
    signed = part.replace("{name}", name)
    line = f"  - {{about: roads, says: not_testable, words: compared, {signed}}}"
    corpus("b", sources=doe, links=f"format: 2\nstatements:\n{line}\n")
    with unchanged(folder):
        (row,) = json.loads(run(f"{HOME} --format json").out)["rows"]
        assert (row["outcome"], row["code"]) == ("refused", "reader-is-actor")
        assert run(f"{HOME} --write").code == 1


def test_a_reader_is_no_new_actor_of_the_same_form(run, corpus):
    """Who signs it cannot be its speaker."""
    corpus("a")
    quoted = {**ROW, "proposal": "roads", "quote": "they took up our roads"}
    form({**quoted, "speaker": "Grace Hopper", "by": "GRACE  Hopper"})
    (row,) = json.loads(run(f"{FORM} --format json").out)["rows"]
    assert row["code"] == "reader-is-actor"


def test_a_folder_of_other_documents_or_sources(run, apart):
    """Other texts: code 3, with the items. A source that is not here: that row is refused."""
    edit(
        Path("b/links.yaml"),
        "source: article, quote: it took up wells",
        "source: leaflet, quote: it took up wells",
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
    edit(
        Path("b/sources.yaml"), "actors:\n", "actors:\n  - {id: cel, name: Committee}\n"
    )
    quote = "evidence: [{source: paper, quote: They wrote about our lamps}]"
    noted = f"says: noted, words: implicit, speaker: cel, {quote}"
    edit(Path("b/links.yaml"), "says: not_testable, words: compared", noted)
    before = state(apart)
    assert killed_after(1, lambda: run(f"{HOME} --write"))
    assert (len(load(apart).statements), run(f"{HOME} --write").code) == (3, 1)
    after = state(apart)
    for name, data in before.items():
        (apart / name).write_bytes(data)
    run(f"{HOME} --write")
    assert state(apart) == after


CHOICES = (
    "proposal wells roads trees|measure M1 M2|words explicit implicit|by Ann Bo[/x];b"
)
NAMES = {
    name: st.sampled_from(values)
    for name, *values in map(str.split, CHOICES.split("|"))
}
NAMES["says"] = st.sampled_from(
    ["yes", "no", "in full", "in part", "refused", "noted", "none found", ""]
)
NAMES["source"] = st.sampled_from(["article", "paper", ""])
MORE = {"note": st.just("[/x] n")}
ADDED_TO = {"confirmed": (), "read": None, "note": None, "apart": ()}
"""What a confirmation changes in a record."""


@settings(max_examples=25)
@given(
    rows=st.lists(st.fixed_dictionaries(NAMES, optional=MORE), min_size=1, max_size=5)
)
def test_what_comes_home_replaces_nothing(corpus, rows):
    """No answer on record changes or goes; the second time all is known or refused, and no byte changes."""
    folder = corpus("a", proposals=WISHES, links=ANN)
    before = load(folder).statements
    quoted = [{"quote": "they took it up" * bool(row["source"]), **row} for row in rows]
    form(*({**row, "by": rows[0]["by"]} for row in quoted))
    read = reader(
        Path("form.csv"), by=None, on="2026-01-05", words=words_read(load(folder))
    )

    def act(corpus):
        results, _named = beside_record(corpus, read(corpus))
        return [result.change for result in results if result.outcome in RECORDED]

    write(folder, act)
    after = load(folder).statements[: len(before)]
    assert [replace(known, **ADDED_TO) for known in before] == [
        replace(known, **ADDED_TO) for known in after
    ]
    with unchanged(folder):
        assert write(folder, act).changes == ()
