"""A filled-in form: its file, what each row comes to, and that nothing is recorded twice."""

import contextlib
import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamplan.corpus.findings import Place, UnreadError
from jamplan.corpus.loading import load
from jamplan.corpus.statements import Says, Words
from jamplan.decisions.agreement import RECORDED, Outcome
from jamplan.decisions.formrows import beside_record
from jamplan.decisions.forms import drafted
from jamplan.decisions.formsheets import Form, read_form
from jamplan.decisions.recording import write
from jamplan.exports.formfile import words_read
from jamplan.language.folding import one_line
from tests.conftest import PLAN, PROPOSALS, unchanged

DAY = "2026-11-25"
ADA = "Ada Lovelace"
READ = {"locator": "whole text"}
STATED = {
    "words": "explicit",
    "source": "article",
    "quote": "they took up our roads",
}
# Both texts have a source, so that a comparison needs none.
KNOWN = PROPOSALS.replace(
    "{id: roads, title: Mend roads}",
    "{id: roads, title: Mend roads, evidence: [{source: article}]}",
).replace("chapter: ch1}", "chapter: ch1, evidence: [{source: article}]}")
MEASURES = PLAN.replace(
    "title: A campaign}", "title: A campaign, evidence: [{source: paper}]}"
)


@pytest.fixture
def folder(corpus):
    """The folder of a corpus whose texts have their sources."""
    return corpus(proposals=KNOWN, plan=MEASURES)


def row(says="yes", proposal="roads", measure="M2", **cells):
    return {"proposal": proposal, "measure": measure, "says": says, **cells}


def results_of(corpus, rows, by):
    numbered = {
        n: {k: v for k, v in cells.items() if v} for n, cells in enumerate(rows, 2)
    }
    return beside_record(corpus, drafted(corpus, Form({}, numbered), by=by, on=DAY))[0]


def decided(folder, *rows, by=ADA):
    return results_of(load(folder), rows, by)


def recorded(folder, *rows, by=ADA):
    """What rows come to, once they are written."""
    results = []

    def changes(corpus):
        results.extend(results_of(corpus, rows, by))
        return [result.change for result in results if result.outcome in RECORDED]

    write(folder, changes)
    return results


def refusals(folder, *rows, by=ADA):
    """The codes of the findings of refused rows, by row."""
    return {
        result.row: result.finding.code
        for result in decided(folder, *rows, by=by)
        if result.outcome is Outcome.REFUSED
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_form_is_read_however_a_spreadsheet_saved_it(
    tmp_path, separator, encoding, newline
):
    """Columns are in any order, unknown ones are left out, an empty row counts but is none."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator=newline)
    writer.writerows([["Says", "proposal", "Paul", "measure", "quote"], [""] * 5])
    writer.writerow(["oui", " roads ", "ok", "M2", "« été, 1 ; 2 »\nfin"])
    writer.writerow(["", "wells", "", "M1", "'=1+1"])
    path = tmp_path / "form.csv"
    path.write_bytes(stream.getvalue().encode(encoding))
    titles, rows = read_form(path, {})
    assert titles["says"] == "Says"
    assert rows == {
        3: {
            "says": "oui",
            "proposal": "roads",
            "measure": "M2",
            "quote": "« été, 1 ; 2 »\nfin",
        },
        4: {"proposal": "wells", "measure": "M1", "quote": "=1+1"},
    }


@pytest.mark.parametrize(
    ("data", "code", "number"),
    [
        (b"", "form-columns", 0),
        (b"a,b\n", "form-columns", 0),
        (b"proposal,measure,says,Says\n", "form-columns", 0),
        (
            b'proposal,measure,says\nroads,M1,yes\nroads,M2,"x\n',
            "form-quotation-mark",
            3,
        ),
        (b"PK\x03\x04", "form-not-text", 0),
        (b"proposal,measure,says\n\0", "form-not-text", 0),
        (b"proposal,measure,says\n" + b"\n" * 100_001, "form-too-long", 0),
    ],
)
def test_a_file_that_is_no_form_says_why(tmp_path, data, code, number):
    """With the row if it is known."""
    path = tmp_path / "form.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadError) as error:
        read_form(path, {})
    assert (error.value.finding.code, error.value.finding.place) == (
        code,
        Place(str(path), number),
    )


def test_a_form_may_hold_control_characters_in_any_number(tmp_path):
    """They are what somebody pasted: the columns tell that it is a form."""
    path = tmp_path / "form.csv"
    typed = "\x08\x1b[31m" * 99 + "red"
    path.write_text(f"proposal,measure,says\nroads,M1,{typed}\n", encoding="utf-8")
    assert read_form(path, {}).rows[2]["says"] == typed


def workbook(*rows):
    """The path of a workbook with these rows."""
    book = openpyxl.Workbook()
    for cells in rows:
        book.active.append(cells)
    book.save("form.xlsx")
    return Path("form.xlsx")


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=9))
def test_a_damaged_workbook_is_no_form(empty, at, piece):
    """Or it is one still: nothing but the one error comes of it."""
    path = workbook(["proposal", "measure", "says"], [1, 2.0, dt.date(2025, 1, 19)])
    assert read_form(path, {})[1][2] == {
        "proposal": "1",
        "measure": "2",
        "says": "2025-01-19",
    }
    data = path.read_bytes()
    path.write_bytes(data[:at] + piece + data[at + len(piece) :])
    with contextlib.suppress(UnreadError):
        read_form(path, {})


@given(
    st.binary(max_size=200)
    | st.binary(max_size=99).map(b"proposal;measure;says\n".__add__)
)
def test_any_bytes_are_a_form_or_no_form(tmp_path, data):
    """Nothing but the one error comes of them."""
    path = tmp_path / "form.csv"
    path.write_bytes(data)
    with contextlib.suppress(UnreadError):
        read_form(path, {})


@pytest.mark.parametrize("says", ["oui", "O", " X ", "yes", "1", "VRAI", "Oui."])
def test_an_accepted_pair_is_a_statement(folder, says):
    """As a source says it, with its words, source and quote; its publisher speaks."""
    cells = {**STATED, "words": "EXPLICIT", "speaker": "league", "note": "n"}
    (result,) = recorded(folder, row(says, **cells))
    assert result.outcome is Outcome.ADDED
    (statement,) = load(folder).statements_on["roads"]
    assert statement == result.decision
    told = (statement.says, statement.words, statement.speaker, statement.measure)
    assert told == (Says.TAKEN_UP, Words.EXPLICIT, None, "M2")
    assert (statement.note, statement.by, statement.on) == ("n", ADA, DAY)
    evidence = [(piece.source, piece.quote) for piece in statement.evidence]
    assert evidence == [("article", "they took up our roads")]


ANSWERS = {
    "taken_up": (Says.TAKEN_UP, "M2"),
    "taken up in full": (Says.IN_FULL, "M2"),
    "in part": (Says.IN_PART, "M2"),
    "De principe.": (Says.IN_PRINCIPLE, "M2"),
    "noted": (Says.NOTED, None),
    "refused": (Says.REFUSED, None),
    "no_match": (Says.NO_MATCH, None),
    "none found": (Says.NO_MATCH, None),
    "out of scope": (Says.OUT_OF_SCOPE, None),
    "INVERIFIABLE": (Says.NOT_TESTABLE, None),
    "pas celle-ci": (Says.NOT_THIS, "M2"),
}


@pytest.mark.parametrize("says", ANSWERS)
@pytest.mark.parametrize("speaker", ["Selon", "According to"])
def test_a_workbook_takes_every_answer_of_a_review(folder, says, speaker):
    """By code or in words of either language, as are its titles; a conclusion names no measure."""
    titles = [
        "proposal",
        "Mesure\u202f: identifiant",
        "ANSWER",
        speaker,
        "Wording",
        "source",
        "quote",
    ]
    code, measure = ANSWERS[says]
    cells = ["roads", "M2", says, "press", "implicit", "article · What we got"]
    is_concluded = code in {
        Says.NO_MATCH,
        Says.OUT_OF_SCOPE,
        Says.NOT_TESTABLE,
        Says.NOT_THIS,
    }
    cells = ["roads", "M2", says] if is_concluded else [*cells, "as we all know now"]
    corpus = load(folder)
    form = read_form(workbook(titles, [], cells), words_read(corpus))
    (result,) = beside_record(corpus, drafted(corpus, form, by=ADA, on=DAY))[0]
    assert (result.row, result.finding) == (3, None)
    statement = result.decision
    assert (statement.says, statement.measure) == (code, measure)
    if not is_concluded:
        assert (statement.speaker, statement.words) == ("press", Words.IMPLICIT)
        assert statement.evidence[0].quote == "as we all know now"


def test_a_conclusion_is_confirmed_known_or_against_the_record(folder):
    """As links are; what it says of a measure is left out, also if that has changed."""
    # Spaces, signs and case do not matter; a second row on the same does, unless its claimant is another.
    cells = {
        "proposal_title": "MEND  roads.",
        "measure_text": "",
        "measure_title": "A campaign",
    }
    assert refusals(folder, row(**STATED, **cells)) == {}
    other = {**STATED, "speaker": "press"}
    assert refusals(folder, row(**STATED), row(**other), row(**STATED)) == {
        4: "form-row-repeated"
    }
    assert refusals(folder, row("no"), row(**READ)) == {3: "form-row-repeated"}
    said = {
        "source": "article",
        "words": "implicit",
        "quote": "as we all know",
        "measure_text": "old",
    }
    (first,) = recorded(folder, row("refused", **said))
    assert (first.outcome, first.decision.measure) == (Outcome.ADDED, None)
    outcomes = [
        decided(folder, row("refused", **said), by=by)[0].outcome for by in (ADA, "Bob")
    ]
    assert outcomes == [Outcome.KNOWN, Outcome.CONFIRMED]
    other = "Cleo"
    (concluded,) = recorded(folder, row("no_match"), by=other)
    assert concluded.decision.says is Says.NO_MATCH
    against = refusals(folder, row("out_of_scope"), by=other)
    assert against == {2: "form-on-record"}
    assert refusals(folder, row("refused")) == {2: "quote-needed"}
    changed = row("no_match", proposal_title="Mend bridges")
    assert refusals(folder, changed) == {2: "form-text-changed"}


def test_without_a_source_a_row_is_a_comparison_of_both_texts(folder):
    """The reader makes it; the place is one of both texts, or both as a whole."""
    (result,), (other,) = decided(folder, row()), decided(folder, row(locator="p. 3"))
    statement = result.decision
    expected = (Words.COMPARED, None, ADA)
    assert (statement.words, statement.speaker, statement.by) == expected
    expected = [("article", "whole text"), ("paper", "whole text")]
    assert [(piece.source, piece.locator) for piece in statement.evidence] == expected
    assert [piece.locator for piece in other.decision.evidence] == ["p. 3", "p. 3"]


@pytest.mark.parametrize("says", ["non", "N", "no", "0", "Faux"])
def test_a_refused_pair_is_a_dismissal_and_an_empty_answer_is_nothing(folder, says):
    """Each in one row."""
    dismissal, empty = decided(
        folder, row(says, note="far"), row("", "wells", "M1", **STATED)
    )
    expected = (Outcome.ADDED, ADA, "far")
    assert (
        dismissal.outcome,
        dismissal.decision.by,
        dismissal.decision.note,
    ) == expected
    assert (empty.outcome, empty.decision) == (Outcome.EMPTY, None)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (row("perhaps"), "form-value"),
        (row("under_way", **STATED), "form-value"),
        (row(**{**STATED, "words": "certain"}), "form-value"),
        (row("none found", words="explicit", source="article"), "form-value"),
        (row(proposal="rods"), "form-id-unknown"),
        (row(measure=""), "form-id-unknown"),
        (row(**STATED, proposal_title="Mend bridges"), "form-text-changed"),
        (row(speaker="league", **READ), "evidence-needed"),
        # What its reader alone says has no speaker.
        (row("no_match", speaker="league"), "form-speaker-of-reader"),
        (row("no", speaker="league"), "form-speaker-of-reader"),
        (row(words="explicit", speaker="league"), "evidence-needed"),
        (row(**{**STATED, "source": "none"}), "source-not-found"),
        (row(**{**STATED, "speaker": "nobody"}), "actor-not-found"),
    ],
)
def test_a_row_that_is_not_right_is_refused(folder, cells, code):
    """With the code of its reason; other rows hold."""
    assert refusals(folder, row("no", "wells", "M2"), cells) == {3: code}


@pytest.mark.parametrize("about", ["proposal", "measure"])
def test_an_outcome_comes_home_by_a_form(folder, about):
    """With its date, text and source; of the measure if the row has no proposal. Again, it is known."""
    ids = {"proposal": "wells", "measure": "M1"}
    outcome = row(
        "carried_out_in_part",
        ids["proposal"] if about == "proposal" else "",
        "M1",
        source="article",
        words="explicit",
        outcome_date="2022-04",
        outcome_text="Half of the wells",
        quote="we got a part of our wells",
    )
    (done,) = recorded(folder, outcome)
    (known,) = [each for each in load(folder).statements if each.is_outcome]
    assert done.decision.about == known.about == ids[about]
    told = (known.says, known.measure, known.date, known.by, known.on)
    assert told == (Says.CARRIED_OUT_IN_PART, None, "2022-04", ADA, DAY)
    assert known.text == "Half of the wells"
    assert [piece.quote for piece in known.evidence] == ["we got a part of our wells"]
    assert [each.outcome for each in decided(folder, outcome)] == [Outcome.KNOWN]
    bob = decided(folder, outcome, by="Bob")
    assert [each.outcome for each in bob] == [Outcome.CONFIRMED]


def test_another_quote_on_the_same_outcome_is_against_the_record(folder):
    """Of another day, or of another kind, it is another outcome."""
    outcome = {"says": "carried_out", "proposal": "wells", "measure": "", **STATED}
    first = {**outcome, "outcome_date": "2022-04", "quote": "we got our wells"}
    recorded(folder, row(**first))
    other = {**first, "quote": "our wells were dug"}
    assert refusals(folder, row(**other)) == {2: "form-on-record"}
    for column, value in {"outcome_date": "2022-05", "says": "under_way"}.items():
        assert refusals(folder, row(**{**other, column: value})) == {}


def test_another_voice_that_differs_was_not_decided_apart_with_what_is_on_record(
    folder,
):
    """It goes beside it; only what agrees is kept as decided by both, unseen."""
    recorded(folder, row(**STATED))
    refusal = {**STATED, "speaker": "press", "quote": "we refused the roads"}
    (differs,) = decided(folder, row("refused", measure="", **refusal), by="Bob")
    assert (differs.outcome, differs.change.after.apart) == (Outcome.ADDED, ())
    other = {**STATED, "speaker": "press"}
    (agrees,) = decided(folder, row(**other), by="Bob")
    people = [entry.by for entry in agrees.change.after.apart]
    assert (agrees.outcome, people) == (Outcome.ADDED, [ADA, "Bob"])


def test_a_pair_set_aside_again_is_known_unless_its_note_is_another(folder):
    """Without a note it is the same."""
    recorded(folder, row("no", note="far"))
    for note in ("", "far"):
        (again,) = decided(folder, row("no", note=note))
        assert again.outcome is Outcome.KNOWN
    assert refusals(folder, row("no", note="near")) == {2: "form-on-record"}


def test_an_outcome_needs_a_source_and_no_other_answer_its_columns(folder):
    """What became of something is nobody's comparison."""
    dated = {"outcome_date": "2022-04"}
    rows = (row("carried_out", **dated), row("yes", **dated, **STATED))
    assert refusals(folder, *rows) == {2: "quote-needed", 3: "form-value"}


@pytest.mark.parametrize(
    "typed",
    [{"quote": "we mend"}, {"note": "ask Bob"}, {"page": "11"}, {"source": "x"}],
)
def test_a_row_without_an_answer_says_so_unless_nothing_was_typed(folder, typed):
    """Its signer and day alone are nothing typed; the other rows are recorded."""
    rows = (
        row("", **typed),
        row("", by=ADA, on=DAY),
        row(proposal="wells", measure="M1"),
    )
    results = decided(folder, *rows)
    codes = [result.finding and result.finding.code for result in results]
    assert codes == ["form-no-answer", None, None]
    outcomes = [result.outcome for result in results]
    assert outcomes == [Outcome.EMPTY, Outcome.EMPTY, Outcome.ADDED]


def test_a_row_against_the_record_is_refused(folder):
    """Other words, another quote or note; a statement on what somebody set aside, and vice versa."""
    recorded(folder, row(**STATED, note="n"), row(measure="M1", **READ))
    recorded(folder, row("no", "wells", "M2"))
    changes = {"says": "in_full", "words": "implicit", "note": "m"}
    for column, value in changes.items():
        refused = refusals(folder, row(**{**STATED, column: value}))
        assert refused == {2: "form-on-record"}
    assert refusals(folder, row("no", measure="M1")) == {2: "form-on-record"}


OTHERWISE = {**STATED, "words": "implicit", "speaker": "Grace Hopper"}
MORE = {
    "note": st.sampled_from(["n", "m"]),
}
ROWS = st.builds(
    lambda says, pair, stated, extra: row(says, *pair, **{**stated, **extra}),
    st.sampled_from(["yes", "no", "", "?"]),
    st.sampled_from(
        [("roads", "M1"), ("roads", "M2"), ("wells", "M1"), ("wells", "M2")]
    ),
    st.sampled_from([STATED, READ, OTHERWISE, {}]),
    st.fixed_dictionaries({}, optional=MORE),
)


@settings(max_examples=25)
@given(
    rows=st.lists(ROWS, max_size=6),
    persons=st.lists(st.sampled_from([ADA, "Bob"]), max_size=2),
)
def test_an_import_is_safe_to_repeat(corpus, rows, persons):
    """The second time the same rows are refused, nothing is recorded and no byte changes."""
    folder = corpus(proposals=KNOWN, plan=MEASURES)
    for person in [ADA, *persons]:
        first = recorded(folder, *rows, by=person)
        with unchanged(folder):
            second = recorded(folder, *rows, by=person)
        assert not {result.outcome for result in second}.intersection(RECORDED)
        refused = [
            [r.outcome is Outcome.REFUSED for r in results]
            for results in (first, second)
        ]
        assert refused[0] == refused[1]


TYPED = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=25)
@given(note=TYPED, quote=TYPED)
def test_whatever_is_typed_is_recorded_as_it_is(corpus, note, quote):
    """Any text in a note or a quote survives the file, in one line, and is known the second time."""
    folder = corpus(proposals=KNOWN, plan=MEASURES)
    cells = row(**{**STATED, "quote": quote}, note=note)
    (first,) = recorded(folder, cells)
    if first.outcome is Outcome.REFUSED:
        return
    (link,) = load(folder).statements_on["roads"]
    expected = (one_line(note).strip(), one_line(quote).strip())
    assert (link.note or "", link.evidence[0].quote or "") == expected
    (again,) = recorded(folder, cells)
    assert again.outcome is Outcome.KNOWN
