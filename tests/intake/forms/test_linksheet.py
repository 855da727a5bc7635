"""A filled-in form: what each row comes to, and that nothing is recorded twice or against the record."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import LINKS, PLAN, PROPOSALS, SOURCES
from jamplan.corpus import load
from jamplan.documents.limits import UnreadError
from jamplan.findings import RefusedError
from jamplan.intake.forms.apart import read_form
from jamplan.intake.forms.linkfile import FileFaultError
from jamplan.intake.forms.linksheet import (
    RECORDED,
    Line,
    Outcome,
    RowFault,
    Sheet,
    column_of,
    decide,
    read_sheet,
)
from jamplan.model import Basis, Extent
from jamplan.reviewing.drafts import Statement, draft_link
from jamplan.reviewing.recording import put, write
from jamplan.text.folding import one_line

DAY = "2026-11-25"
ADA = "Ada Lovelace"
PLACES = {"proposal_locator": "p. 1", "measure_quote": "A campaign"}
STATED = {"basis": "explicit", "claimed_by": "league", "source": "article", "quote": "our roads"}
# Both texts have a source, so that one's own reading needs none.
KNOWN = PROPOSALS.replace(
    "{id: roads, title: Mend roads}", "{id: roads, title: Mend roads, evidence: [{source: article}]}"
).replace("chapter: ch1}", "chapter: ch1, evidence: [{source: article}]}")
MEASURES = PLAN.replace("title: A campaign}", "title: A campaign, evidence: [{source: paper}]}")


def files(folder, **changed):
    texts = {"sources": SOURCES, "proposals": KNOWN, "plan": MEASURES, "links": LINKS, **changed}
    for stem, text in texts.items():
        (folder / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return folder


def row(keep="yes", proposal="roads", measure="M2", **cells):
    return {"proposal": proposal, "measure": measure, "keep": keep, **cells}


def sheet(*rows):
    """A form with these rows, the first of them in row 2; empty cells are none."""
    return Sheet(
        None,
        tuple(
            Line(number, {name: cell for name, cell in cells.items() if cell})
            for number, cells in enumerate(rows, start=2)
        ),
        (),
    )


def decided(folder, *rows, by=ADA):
    return decide(load(folder), sheet(*rows), decided_by=by, on=DAY)


def recorded(folder, *rows, by=ADA):
    """What rows come to, once they are written."""
    found = []

    def act(ledger):
        found.extend(decide(ledger.corpus, sheet(*rows), decided_by=by, on=DAY))
        drafts = [(each.decision, each.new) for each in found if each.outcome in RECORDED]
        return ledger.put_all(drafts)

    write(folder, act)
    return found


def fault(folder, *rows, by=ADA):
    """The code, column and other row of the last row's refusal."""
    last = decided(folder, *rows, by=by)[-1]
    assert last.outcome is Outcome.REFUSED, last
    return str(last.fault.code), last.fault.column, last.fault.row


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("keep", "keep"),
        (" À garder ", "keep"),
        ("Retenue", "keep"),
        ("PROPOSITION", "proposal"),
        ("Claimed by", "claimed_by"),
        ("Selon", "claimed_by"),
        ("Endroit de la mesure", "measure_locator"),
        ("Source 2", "source_2"),
        ("citation_3", "quote_3"),
        ("proposal_text", "proposal_text"),
        ("Score", "score"),
        ("Avis de Paul", None),
        ("", None),
    ],
)
def test_titles_are_known_in_both_languages(title, column):
    """Case, accents, spaces and signs make no difference."""
    assert column_of(title) == column


def test_columns_stand_in_any_order_and_others_are_named(tmp_path):
    """What the form does not have is passed over and said; a mark is taken off, an apostrophe not."""
    path = tmp_path / "form.csv"
    path.write_bytes(
        b"Avis;keep;'x;mesure;proposition;note\nok;oui;1;M2;roads;'-3 %\n;;;;;\n;;;'tis;a;''b\n"
    )
    found = read_form(path)
    assert found == Sheet(
        None,
        (
            Line(2, {"keep": "oui", "measure": "M2", "proposal": "roads", "note": "-3 %"}),
            Line(4, {"measure": "'tis", "proposal": "a", "note": "'b"}),
        ),
        ("Avis", "'x"),
    )


@pytest.mark.parametrize("keep", ["oui", "O", " X ", "yes", "Y", "1", "VRAI", "true", "Oui."])
def test_yes_in_many_words(tmp_path, keep):
    """A link by comparing the texts, of whoever decided, its extent not established."""
    (found,) = decided(files(tmp_path), row(keep, **PLACES))
    link = found.decision
    assert (found.outcome, link.basis, link.claimed_by, link.extent, link.by) == (
        Outcome.ADDED,
        Basis.COMPARED,
        "ada-lovelace",
        Extent.UNSTATED,
        ADA,
    )


@pytest.mark.parametrize("keep", ["non", "N", "no", "0", "Faux", "false"])
def test_no_in_many_words(tmp_path, keep):
    """A dismissal with its note; what else is filled in is named as not recorded."""
    (found,) = decided(files(tmp_path), row(keep, note="far off", basis="compared", quote="x"))
    assert (found.outcome, found.decision.note, found.decision.by) == (Outcome.ADDED, "far off", ADA)
    assert found.unused == ("basis", "quote")


@pytest.mark.parametrize("keep", ["en partie", "Partielle", "partly", "PARTIAL", "en  partie"])
def test_in_part_in_many_words(tmp_path, keep):
    """A link whose extent is partial."""
    (found,) = decided(files(tmp_path), row(keep, **PLACES))
    assert found.decision.extent is Extent.PARTIAL


def test_answers_are_those_of_the_labels():
    """What reports call a basis or an extent, in either language, is understood as it."""
    from jamplan.intake.forms import linksheet
    from jamplan.locale import language
    from jamplan.wording.labels import label

    for code in ("fr", "en"):
        for known, kind in ((linksheet._BASIS_OF, Basis), (linksheet._EXTENT_OF, Extent)):
            for value in kind:
                assert known[linksheet._fold(label(language(code), value))] == value


def test_nothing_under_keep_is_no_answer(tmp_path):
    """The row is left alone; what is filled in beside is named."""
    found = decided(
        files(tmp_path), row("", score="80"), row("", quote="x", note="y"), row("", proposal="?")
    )
    assert [each.outcome for each in found] == [Outcome.UNDECIDED] * 3
    assert [each.unused for each in found] == [(), ("quote", "note"), ()]


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        (row("peut-être"), "keep-unknown", "keep"),
        (row("✓"), "keep-unknown", "keep"),
        (row(proposal=""), "id-missing", "proposal"),
        (row(proposal="road"), "no-such-proposal", "proposal"),
        (row(measure="roads"), "no-such-measure", "measure"),
        (row(basis="sure"), "basis-unknown", "basis"),
        (row(extent="half"), "extent-unknown", "extent"),
        (row("partly", extent="full", **PLACES), "extent-contradicted", "extent"),
        (row(source="article", quote="x"), "basis-missing", "basis"),
        (row(claimed_by="league", **PLACES), "basis-missing", "basis"),
        (row(claimed_by="Somebody New", **PLACES), "basis-missing", "basis"),
        (row(**STATED, measure_quote="x"), "only-compared", "measure_quote"),
        (row(quote="x", **PLACES, proposal_quote="y"), "said-twice", "proposal_quote"),
        (row(proposal_title="Mend all roads", **PLACES), "text-changed", "proposal_title"),
        (row("no", measure_text="More"), "text-changed", "measure_text"),
        (row(), "places-needed", "proposal_locator"),
        (row(proposal_quote="roads"), "places-needed", "measure_locator"),
        (row(**{**STATED, "claimed_by": ""}), "claimant-needed", "claimed_by"),
        (row(**{**STATED, "claimed_by": "leage"}), "actor-not-found", "claimed_by"),
        (row(**{**STATED, "source": "articel"}), "source-not-found", "source"),
        (row(**{**STATED, "source": "", "quote": ""}), "evidence-needed", "source"),
        (row(**{**STATED, "source": ""}), "evidence-needed", "source"),
        (row(basis="compared", source="article", **PLACES), "evidence-unpaired", "source"),
    ],
)  # fmt: skip
def test_rows_that_do_not_hold_are_refused(tmp_path, cells, code, column):
    """Each with its code and the column that it is about, and nothing drafted."""
    (found,) = decided(files(tmp_path), cells)
    assert (found.outcome, found.decision) == (Outcome.REFUSED, None)
    assert (str(found.fault.code), found.fault.column) == (code, column)


def test_the_texts_of_the_form_may_be_what_a_spreadsheet_makes_of_them(tmp_path):
    """Signs, spaces and case that a spreadsheet or an encoding loses are no other text."""
    proposals = KNOWN.replace(
        "Dig a well in every village.", "'« Dig » a well – in every village : 10 000.'"
    )
    (found,) = decided(
        files(tmp_path, proposals=proposals),
        row(
            "no",
            "WELLS",
            "m2",
            proposal_title="DIG  WELLS",
            proposal_text="? Dig ? a well ? in every village : 10?000.",
        ),
    )
    assert (found.outcome, found.proposal, found.measure) == (Outcome.ADDED, "wells", "M2")


def test_several_sources_and_the_order_of_a_comparison(tmp_path):
    """« source_2 » is a second one; « quote » and « quote_2 » are the proposal's and the measure's."""
    two = {**STATED, "source_2": "PAPER", "locator_2": "p. 9"}
    (found,) = decided(files(tmp_path), row(**two))
    assert [(each.source, each.quote, each.locator) for each in found.decision.evidence] == [
        ("article", "our roads", None),
        ("paper", None, "p. 9"),
    ]
    (found,) = decided(tmp_path, row(locator="p. 1", locator_2="p. 2"))
    assert [(each.source, each.locator) for each in found.decision.evidence] == [
        ("article", "p. 1"),
        ("paper", "p. 2"),
    ]


def test_rows_contradict_rows(tmp_path):
    """Yes and no on one pair, one link said in two ways; the same twice is the same."""
    folder = files(tmp_path)
    assert fault(folder, row(**PLACES), row("no")) == ("contradicts-row", "keep", 2)
    assert fault(folder, row("no"), row(**PLACES)) == ("contradicts-row", "keep", 2)
    assert fault(folder, row(**STATED), row(**{**STATED, "quote": "y"})) == ("repeats-row", "keep", 2)
    assert fault(folder, row("no"), row("no", note="n")) == ("repeats-row", "keep", 2)
    found = decided(folder, row(**STATED), row(**STATED), row("no"), row("no"))
    assert [(each.outcome, each.same_as) for each in found] == [
        (Outcome.ADDED, None),
        (Outcome.KNOWN, 2),
        # What others state and one's own reading stand beside each other.
        (Outcome.ADDED, None),
        (Outcome.KNOWN, 4),
    ]


def test_a_row_against_the_record_is_refused_with_what_is_there(tmp_path):
    """Another basis, extent, quote, source or note; a dismissal, a link, a verdict of the same person."""
    folder = files(tmp_path)
    recorded(
        folder, row("partly", **STATED, note="n"), row(measure="M1", **PLACES), row("no", "wells", "M2")
    )
    for changed, column in (
        ({"basis": "implicit"}, "basis"),
        ({"extent": "full"}, "extent"),
        ({"quote": "other words"}, "quote"),
        ({"source": "paper"}, "source"),
        ({"note": "m"}, "note"),
    ):
        (found,) = decided(folder, row(**{**STATED, **changed}))
        assert (found.fault.code, found.fault.column) == (RowFault.ON_RECORD_DIFFERS, column)
        assert found.fault.on_record.by == ADA
    assert fault(folder, row("no", measure="M1")) == ("contradicts-record", "keep", None)
    assert fault(folder, row("yes", "wells", "M2", **PLACES)) == ("contradicts-record", "keep", None)
    links = "format: 1\nverdicts: [{proposal: roads, verdict: no_measure_found, claimed_by: league, by: Bob}]\n"
    other = tmp_path / "other"
    other.mkdir()
    assert fault(files(other, links=links), row(**STATED)) == ("contradicts-record", "keep", None)


def test_more_may_be_said_and_others_may_confirm(tmp_path):
    """An extent or a note that was missing is added; another person is added to those who stand by it."""
    folder = files(tmp_path)
    first = recorded(folder, row(**STATED), row("no", "wells", "M2"))
    assert [each.outcome for each in first] == [Outcome.ADDED, Outcome.ADDED]
    more = recorded(folder, row("partly", **STATED, note="n"), row("no", "wells", "M2", note="far"))
    assert [each.outcome for each in more] == [Outcome.CHANGED, Outcome.CHANGED]
    (other,) = recorded(folder, row(**STATED), by="Bob")
    assert (other.outcome, other.decision.by, other.decision.confirmed_by) == (
        Outcome.CONFIRMED,
        ADA,
        "Bob",
    )
    (same,) = decided(folder, row(**STATED), by="Bob")
    assert same.outcome is Outcome.KNOWN
    link = next(each for each in load(folder).links if each.proposal == "roads")
    assert (link.extent, link.note, link.by, link.confirmed_by) == (Extent.PARTIAL, "n", ADA, "Bob")


def test_a_repeated_import_confirms_no_text_that_has_changed(tmp_path):
    """The link stays stale, and the row says so."""
    folder = files(tmp_path)
    recorded(folder, row(**STATED))
    files(
        folder,
        proposals=KNOWN.replace("Mend roads", "Mend bridges"),
        links=(folder / "links.yaml").read_text(),
    )
    (found,) = decided(folder, row(**STATED))
    assert (found.outcome, found.stale) == (Outcome.KNOWN, True)


ROWS = st.builds(
    lambda keep, pair, stated, extra: row(keep, *pair, **{**stated, **extra}),
    st.sampled_from(["yes", "no", "partly", "", "?"]),
    st.sampled_from([("roads", "M1"), ("roads", "M2"), ("wells", "M1"), ("wells", "M2")]),
    st.sampled_from(
        [STATED, PLACES, {**STATED, "basis": "implicit", "claimed_by": "Grace Hopper"}, {}]
    ),
    st.fixed_dictionaries(
        {},
        optional={
            "note": st.sampled_from(["n", "m"]),
            "extent": st.sampled_from(["full", "unstated"]),
            "locator": st.just("p. 3"),
            "quote": st.just("our roads"),
        },
    ),
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(ROWS, max_size=6), persons=st.lists(st.sampled_from([ADA, "Bob"]), max_size=2))
def test_an_import_is_safe_to_repeat_and_is_what_single_commands_write(rows, persons):
    """Nothing new the second time, by whomever; and the same bytes as one decision after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder, other = Path(name, "a"), Path(name, "b")
        for each in (folder, other):
            each.mkdir()
            files(each)
        for person in [ADA, *persons]:
            found = recorded(folder, *rows, by=person)
            for each in found:
                if each.outcome in RECORDED:
                    put(other, lambda _, each=each: (each.decision, each.new))
            bytes_now = [(folder / f"{stem}.yaml").read_bytes() for stem in ("links", "sources")]
            again = recorded(folder, *rows, by=person)
            assert not [each for each in again if each.outcome in RECORDED]
            assert [each.outcome is Outcome.REFUSED for each in again] == [
                each.outcome is Outcome.REFUSED for each in found
            ]
            assert bytes_now == [
                (folder / f"{stem}.yaml").read_bytes() for stem in ("links", "sources")
            ]
            for stem in ("links", "sources"):
                file = f"{stem}.yaml"
                assert (folder / file).read_text("utf-8") == (other / file).read_text("utf-8")


@given(
    basis=st.sampled_from(Basis),
    cells=st.fixed_dictionaries(
        {},
        optional={
            "claimed_by": st.sampled_from(["league", "nobody", "Grace Hopper", ADA]),
            "source": st.sampled_from(["article", "none"]),
            "source_2": st.just("paper"),
            "quote": st.sampled_from(["words", "roads"]),
            "locator": st.just("p. 1"),
            "quote_2": st.just("more"),
            "locator_2": st.just("p. 2"),
        },
    ),
)
def test_a_row_holds_where_the_command_would(tmp_path_factory, basis, cells):
    """The same link, or a refusal for the same reason."""
    folder = files(tmp_path_factory.getbasetemp())
    corpus = load(folder)
    said = Statement(
        decided_by=ADA,
        on=DAY,
        claimed_by=cells.get("claimed_by"),
        sources=[cells[name] for name in ("source", "source_2") if name in cells],
        quotes=_ended([cells.get("quote", ""), cells.get("quote_2", "")]),
        locators=_ended([cells.get("locator", ""), cells.get("locator_2", "")]),
    )
    (found,) = decided(folder, row(basis=str(basis), **cells))
    try:
        expected = draft_link(corpus, corpus.proposal["roads"], corpus.measure["M2"], basis, said)
    except RefusedError as error:
        expected = str(error.findings[0].code)
    assert expected == (found.fault.code if found.fault else (found.decision, found.new))


def _ended(values):
    while values and not values[-1]:
        values.pop()
    return values


@given(
    st.binary(max_size=200)
    | st.builds(
        lambda head, rest: head + rest,
        st.sampled_from(
            [b"PK\x03\x04", b"\xff\xfe", b"proposal,measure,keep\n", b"proposal;measure;keep\n"]
        ),
        st.binary(max_size=200),
    )
)
def test_any_bytes_are_a_form_or_said_to_be_none(content):
    """Nothing but the one error comes of them."""
    with contextlib.suppress(FileFaultError, UnreadError):
        assert isinstance(read_sheet(content), Sheet)


@settings(max_examples=40, deadline=None)
@given(
    note=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    quote=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
@example(note="unstated", quote="unstated")
def test_whatever_is_typed_is_recorded_as_it_is_or_refused(note, quote):
    """Any text in a note or a quote survives the file, in one line, and is known the second time."""
    with tempfile.TemporaryDirectory() as name:
        folder = files(Path(name))
        cells = row(**{**STATED, "quote": quote}, note=note)
        (first,) = recorded(folder, cells)
        if first.outcome is Outcome.REFUSED:
            return
        (link,) = (each for each in load(folder).links if each.proposal == "roads")
        assert (link.note or "", link.evidence[0].quote or "") == (
            one_line(note).strip(),
            one_line(quote).strip(),
        )
        (again,) = recorded(folder, cells)
        assert again.outcome is Outcome.KNOWN
