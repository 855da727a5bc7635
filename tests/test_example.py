"""The second corpus: made again from its PDFs it is what lies in its folder, and it counts 47, 2 and 1."""

import io
import json
import re
from collections import Counter
from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader

from jamplan.account.citations import LONGEST, LONGEST_OF_SEVERAL, cite_item
from jamplan.account.context import Context
from jamplan.account.quoting import cited
from jamplan.account.vocabulary import language_for
from jamplan.corpus.loading import load
from jamplan.corpus.statements import Says, Words
from jamplan.corpus.voices import Who, who_says
from jamplan.counting.figures import coverage
from jamplan.counting.rules import Rule, WordsCounted
from jamplan.counting.statuses import Status
from jamplan.documents.jobs import read_file
from jamplan.evidence.copies import copies_of
from jamplan.evidence.passages import passages
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcetexts import read_source
from jamplan.language import language
from scripts.ai_opportunities import ACTION_PLAN, BEGINNINGS, EXAMPLE, RESPONSE, build
from tests.conftest import export


@pytest.fixture(scope="module")
def example():
    """The corpus as it lies in its folder."""
    return load(EXAMPLE)


def positions(corpus):
    """What the answers say of the recommendations."""
    return [statement for statement in corpus.statements if statement.is_position]


@pytest.mark.parametrize("words", WordsCounted)
def test_it_counts_the_same_under_every_rule(example, words):
    """47 accepted, 2 in part, and one answer that is neither yes nor no: 1 is undecided."""
    figures = coverage(example, Rule(words=words))
    counted = {str(status): n for status, n in figures.statuses.items() if n}
    assert counted == {"adopted": 47, "partial": 2, "noted": 1}
    assert figures.range == (47, 48)
    assert [row.proposal.id for row in figures.with_status(Status.NOTED)] == ["R24"]


def test_it_is_made_from_the_pdfs(tmp_path):
    """Byte for byte; its README and what readers matched are not."""
    build(tmp_path / "made")
    made = {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}
    assert made == {
        path.name: path.read_bytes()
        for path in EXAMPLE.iterdir()
        if path.name not in {"README.md", "one-year-on.yaml"}
    }


def test_the_table_is_counted_by_another_script(example):
    """The print has a column of answers: their first words, in order, are those of the statements."""
    pages = PdfReader(EXAMPLE / RESPONSE).pages[8:21]
    table = "\n".join(page.extract_text(extraction_mode="layout") for page in pages)
    rows = re.split(r"^ *Recommendation (\d+)\b", table, flags=re.MULTILINE)[1:]
    words = {}
    for number, row in zip(rows[::2], rows[1::2], strict=True):
        first = re.match(r" {2,}(Agree|Partially [Aa]gree|\S+)", row)
        words[number] = first[1].capitalize()
    assert Counter(words.values()) == {"Agree": 47, "Partially agree": 2, "The": 1}
    says = {"Agree": "taken_up", "Partially agree": "in_part", "The": "noted"}
    answered = {
        example.proposal[statement.about].number: statement
        for statement in positions(example)
    }
    assert {n: str(statement.says) for n, statement in answered.items()} == {
        n: says[word] for n, word in words.items()
    }
    for number, statement in answered.items():
        measure = example.measure[statement.measure]
        assert (measure.number, measure.answers) == (number, (statement.about,))
        assert who_says(statement, example.source) == Who(actor="uk-government")
        assert statement.words is Words.EXPLICIT
        assert (statement.speaker, statement.by) == (None, None)


def test_recommendations_and_answers_are_what_is_printed(example):
    """Each title with the text after it; answers in rows, two for those that go over a page."""
    source = read_source(EXAMPLE / ACTION_PLAN)
    texts = [
        f"{proposal.title}\n{proposal.text or ''}".split("\n")
        for proposal in example.proposals
    ]
    passages = [passage for text in texts for passage in text if passage]
    assert [
        text for text in passages if not isinstance(find_quote(text, source), Found)
    ] == []
    assert [proposal.number for proposal in example.proposals] == [
        str(n) for n in range(1, 51)
    ]
    blocks = read_file(EXAMPLE / RESPONSE)
    cells = " ".join(block.cells[1] for block in blocks if len(block.cells) > 1)
    for measure in example.measures:
        assert " ".join(f"{measure.title} {measure.text or ''}".split()) in cells
        assert measure.details[0].partition(": ")[0] == "Delivery timeline"


CONDITION = re.compile(
    r"subject to|(?<!identify )(?<!identify)\bwhere\b(?! AI could be)|\bif\b|\bunless\b|whenever"
)
"""Words that begin a condition; “where AI could be a solution” and “identify where” begin none."""


def test_a_quote_is_whole_or_ends_where_a_clause_ends(example):
    """Each part has 25 words at most; the last one says so if the sentence goes on."""
    for item in (*example.proposals, *example.measures):
        (first, *_others) = cited(Context(example, language("en")), item.evidence)
        words = first.words.removesuffix(" […]")
        if words.startswith(item.title):
            continue
        assert item.title.startswith(words)
        rest = item.title.removeprefix(words)
        assert re.match(r"[,.:]|, which\b| (to|with|which|by)\b", rest), words
        assert first.words.endswith(" […]") == (rest != ".")
    evidence = [
        piece
        for item in (*example.proposals, *example.measures)
        for piece in item.evidence
    ]
    assert max(len(piece.quote.split()) for piece in evidence) <= 25


PUBLISHED = {
    "R4": "“Agree. The government will deliver the first AI Growth Zone at Culham, the headquarters of the UK Atomic Energy Authority (UKAEA), subject to the agreement of a public-private partnership that delivers benefits to the local area, the UKAEA's fusion energy mission and the UK's wider national AI infrastructure.”",
    "R8": "“Agree. See above.” (“DSIT will explore how it will take forward this recommendation as it develops the National Data Library and its wider data access policy.”, answer 7, to which it seems to refer)",
    "R21": "“Partially Agree. The Industrial Strategy will set out how the UK will attract highly skilled AI workers from abroad. […] Talented AI graduates from institutions not on the HPI eligibility lists can enter the UK through any one of a number of other visa routes […]”",
    "R46": "“Agree. DSIT has identified the following 'quick wins', and will rapidly work to: 1. Scale and open source 1-2 public sector-led AI solutions that are currently in pilot phase. […]” (“We intend to accept these recommendations in full […]”, of the recommendations on adoption, inferred to include this one)",
    "R48": "“Agree. DSIT, HMT and DBT will work via the Industrial Strategy to identify where industry leaders with AI-specific sector expertise have a role to play in driving adoption […]” (“We intend to accept these recommendations in full […]”, of the recommendations on adoption, inferred to include this one)",
}
"""The quotes of some answers as the sentence to publish has them."""


@pytest.mark.parametrize("item", PUBLISHED)
def test_the_sentence_to_publish_keeps_what_is_promised(example, item):
    """With its condition, its second half, and what “above” is."""
    citation, *_outcomes = cite_item(
        Context(example, language_for(example, "en")), example.proposal[item]
    )
    in_part = " in part" if item == "R21" else ""
    extent = "" if item == "R21" else "; extent not stated"
    assert citation.text == (
        f"Recommendation {item[1:]} in “AI Opportunities Action Plan”, accepted{in_part}: "
        f"{PUBLISHED[item]} (UK government, gov.uk, January 2025). Accepted is not implemented{extent}."
    )


def test_no_quote_loses_its_condition(example):
    """What makes an answer conditional is quoted with it, and so it is in the statement's evidence."""
    for statement in positions(example):
        measure = example.measure[statement.measure]
        assert statement.evidence == measure.evidence
        quoted = " ".join(piece.quote for piece in statement.evidence)
        assert CONDITION.findall(measure.title) == CONDITION.findall(quoted), measure.id
    assert "subject to" in " ".join(
        piece.quote for piece in example.measure["A4"].evidence
    )


def test_answers_on_adoption_have_the_sentence_on_all_of_them(example):
    """Of the second chapter alone; as it names no number, that it is about each is inferred."""
    quote = "We intend to accept these recommendations in full"
    having = [
        measure.id
        for measure in example.measures
        if quote in {piece.quote for piece in measure.evidence}
    ]
    second = [
        proposal.id for proposal in example.proposals if proposal.chapter == "ch2"
    ]
    assert having == [f"A{number}" for number in range(31, 50)]
    assert second == [f"R{number}" for number in range(31, 50)]
    for id_ in having:
        piece = example.measure[id_].evidence[-1]
        assert (piece.quote, piece.page, piece.cut) == (quote, 8, True)
        assert piece.locator == "p. 7 (PDF 8)"
        assert "inferred" in (piece.gloss or "")


def test_pages_are_told_as_printed_and_as_those_of_the_pdf(example):
    """Both command papers print a number one lower than that of the page of the PDF."""
    for item in (*example.proposals, *example.measures):
        for piece in item.evidence:
            assert piece.page is not None
            assert piece.locator == f"p. {piece.page - 1} (PDF {piece.page})"
    for name in (ACTION_PLAN, RESPONSE):
        for number, page in enumerate(PdfReader(EXAMPLE / name).pages[3:21], 4):
            assert page.extract_text().split("\n")[1].strip() == str(number - 1)


def test_answer_24_is_told_with_its_pages(example):
    """On p. 13 in the table, on p. 6 in the text; in the PDF, each is one more."""
    assert [piece.page for piece in example.measure["A24"].evidence] == [14, 7]
    note = example.proposal["R24"].note
    assert "(p. 13, PDF 14)" in note
    assert (
        "“will act to ensure that we have a competitive copyright regime […]” (p. 6, PDF 7)"
        in note
    )
    assert "(p. 13, PDF 14)" in note.by_language["fr"]
    sheet = openpyxl.load_workbook(
        io.BytesIO(export(example, format="xlsx", lang="en"))
    ).worksheets[0]
    (row,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == 24]
    assert row[8] == (
        "“The government has launched a consultation.”\n“[…] will act to ensure that we have a "
        "competitive copyright regime that supports both our AI sector and the creative industries”"
    )


def test_quotation_marks_are_those_of_the_language(example):
    """A French text of the corpus has « » alone; an answer that fits is quoted whole in both."""
    for path in (*EXAMPLE.glob("*.yaml"), *BEGINNINGS.glob("*.yaml")):
        french = re.findall(
            r"^ *fr: (?:>-\n)?(.*(?:\n {8}.*)*)", path.read_text("utf-8"), re.MULTILINE
        )
        assert not any("“" in text for text in french), path
    for code in ("en", "fr"):
        sentence, _outcome = cite_item(
            Context(example, language_for(example, code)), example.proposal["R13"]
        )
        assert "taking forward this recommendation." in sentence.text


def test_all_quotes_are_in_the_pdfs(run):
    """The tool's own check: no error and no warning; six totals of sources that are not quoted."""
    found = json.loads(run("check", "--data", str(EXAMPLE), "--format", "json").out)
    assert found["quotes"] == {"found": 273, "missed": 0, "unchecked": 0}
    codes = Counter(finding["code"] for finding in found["findings"])
    assert codes == {"evidence-without-quote": 6}


POSITIONS = {Says.IN_PART: "partly", Says.NOTED: "noted"}


def test_passages_find_the_recorded_answers(example):
    """Each among the three first on its page, with the position of its extent or none; nobody linked them yet."""
    copies, _ = copies_of(example)
    found = passages(replace(example, statements=()), copies, example.proposal)
    for statement in positions(example):
        about, evidence = statement.about, statement.evidence[0]
        mine = [passage for passage in found if passage.proposal.id == about]
        start = evidence.quote.removesuffix(".")[:60]
        # “Agree. See above.” is there several times; the page on record is the first.
        pages = (evidence.page, evidence.page + 1)
        assert any(
            start in passage.quote and passage.page in pages for passage in mine
        ), about
        position = POSITIONS.get(statement.says, "accept")
        assert mine[0].position in {None, position}, about


def test_the_answers_of_the_commands(run):
    """What is counted, what is neither yes nor no, and what that does not mean."""
    out = run("coverage", "--data", str(EXAMPLE), COLUMNS="80").out
    assert max(map(len, out.split("\n"))) <= 80
    assert (
        "47 counted, 2 in part, 1 neither yes nor no: no percentage possible\n"
        "See: jamplan show R24 " in out
    )
    assert "Accepted is not implemented." in " ".join(out.split())
    told = run("show", "24", "--cite", "--data", str(EXAMPLE)).out
    assert (
        "neither yes nor no: “The government has launched a consultation. […] will act"
        in told
    )


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_sentence_to_publish_is_short(example, code):
    """At most 300 characters before the addresses, 450 with two quotes; each names its item."""
    context = Context(example, language_for(example, code))
    for proposal in example.proposals:
        statements = context.rows[proposal.id].positions
        two = any(len(statement.evidence) > 1 for statement in statements)
        citation, *_outcomes = cite_item(context, proposal)
        assert len(citation.text) <= (LONGEST_OF_SEVERAL if two else LONGEST), (
            citation.text
        )
        start = f"{context.gettext('{Proposal}')} {proposal.number}"
        of = "de «\u202fAI Opp" if code == "fr" else "in “AI Opp"
        assert citation.text.startswith((f"{start}, ", f"{start} {of}"))
