"""The workbook as openpyxl reads it: its sheets in words, every cell a text, and none a formula."""

import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jamplan.account.context import Context
from jamplan.corpus.loading import load
from jamplan.counting.figures import coverage
from jamplan.counting.statuses import Status
from jamplan.exports.xlsxfile import written
from jamplan.language import language
from jamplan.language.folding import one_line, xml_safe
from jamplan.layouts.workbook import Sheet
from tests.conftest import END, LINKS, PLAN, PROPOSALS, SOURCES, export, few
from tests.exports.hostile import hostile_corpora
from tests.exports.test_csv import EVERY
from tests.generated import RULES, with_parts


def opened(corpus, rule=None, **more):
    """A workbook as openpyxl reads it, formulas as formulas."""
    data = export(corpus, rule, format="xlsx", date="2026-11-25", **more)
    return openpyxl.load_workbook(io.BytesIO(data))


def values(sheet):
    """The rows of a sheet as texts; an empty cell is an empty text."""
    return [[cell.value or "" for cell in row] for row in sheet.rows]


def test_the_shipped_corpus_has_its_sheets_and_a_row_a_proposal(jam):
    """Heads in French, best supported first, missing texts last; frozen, filterable, coloured."""
    book = opened(jam)
    assert "; ".join(book.sheetnames) == (
        "Bilan; Mesures; Énoncés; Chronologie; Sources; Méthode"
    )
    heads, first, *others = values(book["Bilan"])
    assert "; ".join(heads) == (
        "Numéro dans le document; Proposition (titre de ce relevé); Chapitre; Statut; Mesure, rapprochement déduit (* numéro déduit); Selon; Formulation; "
        "Ampleur; Citation; Ce qui nuance; À savoir; Suites (mesure); Date; Source; Adresse"
    )
    assert first[:2] == ["", "Formation des professionnels"]
    assert (first[2][:12], first[2][-1]) == ("La formation", "*")
    assert first[3] == "reprise affirmée"
    assert first[4] == "4 Développer la formation des professionnels"
    assert first[5:8] == ["les JAM", "affirmée", "ampleur non précisée"]
    assert first[8].startswith("«\u202fle plan a repris la proposition des JAM")
    assert first[12] == "vers novembre 2021"
    assert first[10] == (
        "aucune autre source trouvée ne le dit\u202f; rapprochement déduit\u202f; ampleur non précisée.\n"
        "Placée au premier chapitre, dont la formation est le thème."
    )
    assert first[14].startswith("https://lesjam.fr/")
    link = book["Bilan"]["O2"].hyperlink
    assert f"{link.target}#{link.location}" == first[14]
    assert book["Sources"]["B2"].is_date
    assert [row[6] for row in others] == [
        *("affirmée", "affirmée", "interprétée", "interprétée", "interprétée"),
        *("ambiguë (non comptée avec cette règle)", "", ""),
    ]
    assert others[-1][1:4] == ["20 autres propositions", "", "inconnue"]
    assert (
        "Ce qui changerait le statut\u202f: une comparaison de son texte"
        in others[-2][10]
    )
    measures = {row[0].split()[0]: row[3] for row in values(book["Mesures"])[1:]}
    assert len(measures) == 13
    assert measures["2"] == "suites inconnues (recherche du 28 novembre 2026)"
    noted = {source.url for source in jam.sources if source.note}
    assert all(row[4] for row in values(book["Sources"])[1:] if row[2] in noted)
    method = dict(values(book["Méthode"])[::-1])
    assert "JAM (avril 2021)" in method["Bilan"]
    assert "sha256" not in str(method)
    sheet = book["Bilan"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:O10")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "landscape",
        9,
    )
    colour = Context(jam, language("fr")).bar_parts[0].colour.lstrip("#").upper()
    assert sheet["D2"].fill.fgColor.rgb == f"FF{colour}"


SAME = "=1+1, +33 1, -5, @SUM(A1), {=1+1}, 012, 2021-04-30, <b>&amp;]]>, https://example.org/a"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        *((text, text) for text in SAME.split(", ")),
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        ("a\u202eb", "a\ufffdb"),
        ("a\ufffeb\ud800", "a\ufffdb\ufffd"),
        ("x" * 40_000, "x" * 32_763 + " […]"),
        ("\U0001f600" * 20_000, "\U0001f600" * 16_381 + " […]"),
    ],
)
def test_texts_are_kept_as_far_as_a_cell_can_hold_them(corpus, text, shown):
    """No text is a formula, a number, a date or a link; what is too long is said to be cut."""
    loaded = load(corpus())
    first = replace(loaded.proposals[0], title=text)
    cell = opened(with_parts(loaded, proposals=(first, *loaded.proposals[1:])))[
        "Results"
    ]["B2"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", shown, None)


def test_every_quote_has_a_row_with_a_link_to_its_sentence(corpus):
    """Where a statement has several, and of each event; a portal is told at its link."""
    found = "source: paper, quote: they took wells, page: 3"
    press = "about: wells, says: taken_up, measure: M2, words: ambiguous"
    said = (
        f"  - {{{press}, evidence: [{{{found}}}, {{source: hub, quote: of wells}}]}}\n"
    )
    pdf = 'publisher: press, url: "https://example.org/b.pdf"'
    hub = 'id: hub, publisher: press, url: "https://example.org", portal: true'
    sources = SOURCES.replace("id: paper, publisher: press", f"id: paper, {pdf}")
    links = LINKS.replace(END, said + END)
    loaded = load(corpus(links=links, sources=f"{sources}  - {{{hub}}}\n"))
    rows = [*opened(loaded)["Statements"].rows][1:]
    told = [[cell.value for cell in row[4:]] for row in rows]
    fragment = "#:~:text=they%20took%20up%20our%20wells"
    assert told == [
        [
            "“they took up our wells”",
            "The League, “What we got”, November 2021",
            f"https://example.org/a{fragment}",
        ],
        ["“they took wells”", "The Press", "https://example.org/b.pdf#page=3"],
        ["“of wells”", "The Press", "https://example.org (a portal, not the document)"],
    ]
    places = [(row[6].hyperlink.target, row[6].hyperlink.location) for row in rows]
    assert places == [
        ("https://example.org/a", fragment[1:]),
        ("https://example.org/b.pdf", "page=3"),
        ("https://example.org", None),
    ]


def test_several_statements_on_a_proposal_have_numbers_in_each_column(corpus):
    """So that a reader of one row knows who says what of which measure, and where."""
    press = "about: wells, says: taken_up, measure: M2, words: ambiguous"
    said = f"  - {{{press}, evidence: [{{source: paper, quote: they took wells}}]}}\n"
    links = LINKS.replace(END, said + END)
    assert values(opened(load(corpus(links=links)))["Results"])[1] == [
        *("", "Dig wells", "First chapter", "stated to be taken up"),
        "(1) Wells for all\n(2) A campaign",
        "(1) the League\n(2) The Press",
        "(1) stated\n(2) ambiguous (not counted under this rule)",
        "(1) extent not stated\n(2) extent not stated",
        "(1) “they took up our wells”\n(2) “they took wells”",
        "",
        "(1) single source; extent not stated.\n(2) the sentence does not say whose idea it is; extent not stated.",
        "",
        "(1) November 2021",
        "(1) The League, “What we got”, November 2021\n(2) The Press",
        "(1) https://example.org/a#:~:text=they%20took%20up%20our%20wells",
    ]
    refused = "about: wells, says: refused, words: explicit, evidence: [{source: paper, quote: we do not}]"
    links = LINKS.replace(END, f"  - {{{refused}}}\n{END}")
    both = values(opened(load(corpus(links=links)))["Results"])[1]
    assert both[3] == (
        "disputed: taken up according to the League (November 2021), refused by The Press"
    )
    assert both[8] == "(1) “they took up our wells”\n(2) “we do not”"


DAY = datetime.fromisoformat("2021-11-05")


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        (["2021-11-05"], DAY),
        (["2021-11-05", "2021-11-05"], DAY),
        (["2021-11-05, date_inferred: true"], "around 5 November 2021"),
        (["2021-11-05", "2021-11-06"], "5 November 2021\n6 November 2021"),
        (["2021-11"], "November 2021"),
    ],
)
def test_the_day_of_all_sources_is_a_date_that_can_be_sorted(corpus, dates, shown):
    """One that is inferred, and days that differ, are told in words."""
    head, _, _ = SOURCES.partition("sources:\n")
    sources = [
        f"  - {{id: s{number}, publisher: league, date: {date}}}\n"
        for number, date in enumerate(dates)
    ]
    evidence = ", ".join(f"{{source: s{number}}}" for number in range(len(dates)))
    said = LINKS.replace("{source: article, quote: they took up our wells}", evidence)
    plan = PLAN.replace("source: paper", "source: s0")
    texts = {"sources": f"{head}sources:\n{''.join(sources)}", "links": said}
    proposals = PROPOSALS.replace("sources: [article]", "sources: [s0]")
    loaded = load(corpus(**texts, plan=plan, proposals=proposals))
    heads, first, *_ = opened(loaded)["Results"].iter_rows(values_only=True)
    assert first[heads.index("Date")] == shown


@given(hostile_corpora(), RULES)
def test_whatever_the_data_holds_each_proposal_has_its_row_and_no_cell_a_formula(
    corpus, rule
):
    """Titles come back to the character, in the order of support."""
    book = opened(corpus, rule)
    for sheet in book:
        assert {cell.data_type for row in sheet.rows for cell in row if cell.value} <= {
            "s",
            "n",
            "d",
        }
        assert not sheet.merged_cells.ranges
    figures = coverage(corpus, rule)
    rows = values(book.worksheets[0])[1:]
    missing = figures.statuses[Status.UNDOCUMENTED] > 0
    titles = sorted(row[1] for row in rows[: len(rows) - missing])
    assert titles == sorted(
        xml_safe(one_line(proposal.title)) for proposal in corpus.proposals
    )
    assert len(values(book.worksheets[1])) == 1 + len(corpus.measures)
    assert len(values(book.worksheets[-2])) == 1 + len(corpus.sources)


def test_a_sheet_is_printed_at_a_size_to_read_and_its_pages_say_of_what_they_are(jam):
    """Eleven points become nine; what has no room goes on at the right, with heads and titles."""
    book = opened(jam)
    assert {sheet.page_setup.scale for sheet in book} == {82}
    assert {sheet.page_setup.pageOrder for sheet in book} == {"overThenDown"}
    assert [sheet.print_title_cols for sheet in book] == [
        "$A:$B",
        *["$A:$A"] * (len(book.sheetnames) - 1),
    ]
    assert {sheet.print_title_rows for sheet in book} == {"$1:$1"}


@few(100, thorough=1_000)
@given(st.lists(EVERY | st.from_regex(r"_x[0-9A-F]{4}_", fullmatch=True), min_size=10))
@example(
    ["a\r=1", "\r\n", "_x000D_", "=1+1", " a ", "\u202e=1", "'=1", "\x85", "\ufeff"]
)
def test_what_is_written_in_cells_is_read_from_them(texts):
    """Any text, but for signs that a workbook cannot hold, which are shown as such."""
    data = written(
        "Texts", "", "2026", [Sheet("Texts", [("Text", 20)], list(zip(texts)))]
    )
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data))
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    cells += [None] * (len(texts) - len(cells))
    assert [cell.value or "" if cell else "" for cell in cells] == list(
        map(xml_safe, texts)
    )
    assert {cell.data_type for cell in cells if cell and cell.value} <= {"s"}
