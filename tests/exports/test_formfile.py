"""The form for a colleague: its page as data, its workbook, and what a blind one leaves out."""

import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from jamplan.account.context import Context
from jamplan.account.vocabulary import language_for
from jamplan.corpus import model
from jamplan.corpus.loading import load
from jamplan.corpus.statements import Says, Words
from jamplan.decisions.answers import ANSWERS, DECISIONS, Answer, key_of
from jamplan.decisions.forms import drafted
from jamplan.decisions.formsheets import read_form
from jamplan.exports.formfile import headings, page, suggestions_xlsx, words_read
from jamplan.language import language
from jamplan.matching.suggestions import suggest
from tests.conftest import PLAN, PROPOSALS, SOURCES, refused
from tests.exports.hostile import corpus_saying
from tests.generated import make_corpus

LABEL = "{of: item, language: en, one: proposal, many: proposals}"


def form_of(corpus, code="en", *, blind=False):
    """The page of a corpus without copies of its sources, and what its script is given."""
    text = page(Context(corpus, language_for(corpus, code)), {}, blind=blind).decode()
    (found,) = re.findall(
        r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL
    )
    return text, json.loads(found)


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_buttons_are_those_of_a_review(jam, code):
    """Their codes, order and keys are the one table's; each decision is of a pair or of a proposal."""
    text, data = form_of(jam, code)
    shown = [
        answer for answer in ANSWERS if answer in {*DECISIONS, Answer.SKIP, Answer.BACK}
    ]
    buttons = re.findall(
        r'<button type="button" data-code="(\w+)"><kbd>(.)</kbd>', text
    )
    expected = [
        (ANSWERS[answer].says or answer, key_of(answer, language(code)))
        for answer in shown
    ]
    assert buttons == expected
    alone = {each["code"] for each in data["answers"] if each["alone"]}
    # Nobody answers by a measure of a plan: what is refused is a proposal.
    assert alone == {"noted", "no_match", "refused", "out_of_scope", "not_testable"}


def test_a_blind_form_has_neither_scores_nor_decisions(jam):
    """Its measures begin in the order of the plan, and nobody's statement is in it."""
    (_, seen), (text, blind) = form_of(jam), form_of(jam, blind=True)
    assert seen["digest"] == blind["digest"]
    assert "84.3 of 100" in seen["cards"][0]["first"][0]["facts"][0]
    assert "le plan a repris la proposition" in seen["cards"][0]["facts"][0]
    none = {
        "first": [{"measure": 0, "facts": []}],
        "repeats": [],
        "facts": [],
        "passages": [],
    }
    assert blind["cards"] == [none] * len(jam.proposals)
    assert "le plan a repris la proposition" not in text


def test_a_page_and_a_blind_form_are_files_with_all(run, folder, corpus, root):
    """Anything less is refused, and writes nothing; an answer with a proposal's number is offered."""
    run(
        "suggest",
        "--all",
        "--blind",
        "-o",
        "r.csv",
        "--data",
        str(root / "examples/ai-opportunities"),
    )
    assert (
        len(re.findall(r'"R(\d+)";?,?"A\1"', Path("r.csv").read_text(encoding="utf-8")))
        == 50
    )
    for format_ in ("html", "xlsx", "csv"):
        assert run(f"suggest --all --blind -o x.{format_} --data c").code == 0
    for options in (
        "-o y.html",
        "--all --format html",
        "--all --blind",
        "wells --all -o y.html",
    ):
        assert "only with --all -o x.html" in refused(
            run(f"suggest {options} --data c")
        )
    assert refused(run("suggest --all --blind -o y.json --data c"))
    assert not list(Path().glob("y.*"))
    # Not even among those who may be named as who states something.
    statements = "[{about: wells, says: not_testable, words: compared, by: Ada}]"
    more = "actors:\n  - {id: ada, name: Ada}\n  - {id: union, name: The Union}"
    sources = SOURCES.replace("actors:", more)
    corpus(sources=sources, links=f"format: 2\nstatements: {statements}\n")
    for blind in ("--blind", ""):
        for name in ("x.html", "x.xlsx"):
            assert run(f"suggest --all {blind} -o {name} --data c --force").code == 0
        lists = openpyxl.load_workbook("x.xlsx").worksheets[1].values
        offered = {text for row in lists for text in row}
        named = (
            "Ada" in offered,
            ">Ada<" in Path("x.html").read_text(encoding="utf-8"),
        )
        assert (named, {"The Press", "The Union"} <= offered) == (
            (not blind, not blind),
            True,
        )


def test_no_script_can_come_of_the_data():
    """In any field; each text comes back without what is harmful. The page may ask for nothing."""
    hostile = '</script><script>alert(1)</script><!-- \\ " &amp; '
    text, data = form_of(corpus_saying(f"{hostile}\x1b\u202e"))
    assert len(re.findall("<script|<!--", text)) == 2
    assert data["proposals"][0]["title"] == f"{hostile}\ufffd\ufffd"
    assert re.search(r"default-src &#39;none&#39;;.*; connect-src &#39;none&#39;", text)
    # Each text once, whatever is compared with it.
    words = (
        "The department will publish a plan for schools and hospitals in each region by spring. "
        * 6
    )
    proposals = tuple(
        model.Proposal(id=f"p{n}", title=f"Item {n}", text=words) for n in range(300)
    )
    measures = tuple(
        model.Measure(id=f"m{n}", title=f"Answer {n}", text=words) for n in range(300)
    )
    text, _ = form_of(make_corpus(proposals=proposals, measures=measures), blind=True)
    assert len(text.encode()) < 1_000_000


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_workbook_is_filled_in_by_choosing(corpus, code):
    """Texts are locked, answers offered in words; what is chosen is read back.

    Also where both documents call their items the same, and where a text is too long for a cell.
    """
    proposals = PROPOSALS.replace("every village.", "every village. " * 3000)
    plan = PLAN.replace("plan\n", f"plan\n  labels: [{LABEL}]\n", 1)
    corpus = load(corpus(plan=plan, proposals=proposals))
    words = language_for(corpus, code)
    data = suggestions_xlsx(Context(corpus, words), suggest(corpus, ["wells"]))
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet, lists = book.worksheets
    assert (sheet.protection.sheet, lists.sheet_state, sheet.freeze_panes) == (
        True,
        "hidden",
        "B2",
    )
    titles = {cell.value: sheet.cell(2, cell.column) for cell in sheet[1]}
    cells = {column: titles.get(title) for column, title in headings(words).items()}
    assert [
        cells[column].protection.locked for column in ("proposal_text", "says")
    ] == [True, False]
    # A score is a number, to sort by.
    assert isinstance(cells["score"].value, float)
    to_fill = ("says", "words", "speaker", "source")
    for column, choices, at in zip(to_fill, lists.columns, (2, 1, 1, 0), strict=True):
        cells[column].value = choices[at].value
    cells["quote"].value = "we got a part of our wells"
    book.save("form.xlsx")
    form = read_form(Path("form.xlsx"), words_read(corpus))
    statement = drafted(corpus, form, by="Ada", on="2026-11-25")[0][0].decision
    stated = (statement.says, statement.words, statement.speaker)
    assert stated == (Says.IN_PART, Words.IMPLICIT, "press")
    assert statement.evidence[0].source == "article"
