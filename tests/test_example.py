"""The second corpus: made again from its PDFs it is what lies in its folder, and it counts 47, 2 and 1."""

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from liteparse import LiteParse

import jamplan
from jamplan.documents.jobs import read_file
from jamplan.evidence.checks import copies_of
from jamplan.evidence.passages import passages
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcefiles import read_source
from scripts.ai_opportunities import ACTION_PLAN, EXAMPLE, RESPONSE, build


@pytest.fixture(scope="module")
def example():
    """The corpus as it lies in its folder."""
    return jamplan.load(EXAMPLE)


def printed(name: str) -> list[str]:
    """The lines of print of a PDF of the folder, page by page, by another reader's layout."""
    parsed = LiteParse(ocr_enabled=False, quiet=True).parse((EXAMPLE / name).read_bytes())
    return [page.text for page in parsed.pages]


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
    """The print has a column of answers: their first words, in order, are those of the links."""
    table = "\n".join(printed(RESPONSE)[8:21])
    rows = re.split(r"^ *Recommendation (\d+)\b", table, flags=re.MULTILINE)[1:]
    words = {}
    for number, row in zip(rows[::2], rows[1::2], strict=True):
        first = re.match(r" {2,}(Agree|Partially [Aa]gree|\S+)", row)
        words[number] = first[1].capitalize()
    assert Counter(words.values()) == {"Agree": 47, "Partially agree": 2, "The": 1}
    extents = {"Agree": "unstated", "Partially agree": "partial"}
    linked = {example.proposal[link.proposal].number: link for link in example.links}
    assert {n: str(linked[n].extent) for n in linked} == {
        n: extents[word] for n, word in words.items() if word in extents
    }
    assert [n for n in words if n not in linked] == ["24"]
    pairs = {
        (example.proposal[link.proposal].number, example.measure[link.measure].number)
        for link in example.links
    }
    assert pairs == {(n, n) for n in linked}
    assert {(link.claimed_by, str(link.basis)) for link in example.links} == {
        ("uk-government", "explicit")
    }


def test_the_recommendations_are_what_is_printed(example):
    """Each title with the text after it."""
    source = read_source(EXAMPLE / ACTION_PLAN)
    missing = []
    for proposal in example.proposals:
        passages = [proposal.title, *(proposal.text or "").split("\n")]
        missing += [
            each for each in passages if each and not isinstance(find_quote(each, source), Found)
        ]
    assert missing == []
    assert [proposal.number for proposal in example.proposals] == [str(n) for n in range(1, 51)]


def test_the_answers_are_what_is_printed(example):
    """In the rows of the table as they were read; those that go over a page in two."""
    blocks = read_file(EXAMPLE / RESPONSE)
    cells = " ".join(block.cells[1] for block in blocks if len(block.cells) > 1)
    for measure in example.measures:
        answer = " ".join(f"{measure.title} {measure.text or ''}".split())
        assert answer in cells
    assert {measure.details[0].partition(": ")[0] for measure in example.measures} == {
        "Delivery timeline"
    }


CONDITION = re.compile(
    r"subject to|(?<!identify )(?<!identify)\bwhere\b(?! AI could be)|\bif\b|\bunless\b|whenever"
)
"""Words that begin a condition; “where AI could be a solution” and “identify where” begin none."""


def test_a_quote_ends_where_a_clause_ends(example):
    """It has 25 words at most, and says so if its sentence goes on."""
    for item in (*example.proposals, *example.measures):
        first, *_others = item.evidence
        assert item.title.startswith(first.quote)
        rest = item.title.removeprefix(first.quote)
        assert re.match(r"$|[,.:]| -| (to|as|with|which|who|that|and|by)\b", rest), first.quote
        assert first.cut == (rest not in {"", "."})
        assert max(len(piece.quote.split()) for piece in item.evidence) <= 25


def test_no_quote_loses_its_condition(example):
    """What makes an answer conditional is quoted with it, and so it is in the link's evidence."""
    for link in example.links:
        measure = example.measure[link.measure]
        assert link.evidence == measure.evidence
        quoted = " ".join(piece.quote for piece in link.evidence)
        assert CONDITION.findall(measure.title) == CONDITION.findall(quoted), measure.id
    assert "subject to" in " ".join(piece.quote for piece in example.measure["A4"].evidence)


def test_answer_24_is_told_with_its_pages(example):
    """On p. 14 in the table, on p. 7 in the text."""
    assert [piece.page for piece in example.measure["A24"].evidence] == [14, 7]
    note = example.proposal["R24"].note
    assert "(p. 14)" in note
    assert "“will act to ensure that we have a competitive copyright regime” (p. 7)" in note


def test_the_rival_counts_are_claims_with_an_address(example):
    """50, 48 and 47 of one table, and two without a number."""
    assert [(claim.claimed_by, claim.quantity) for claim in example.claims] == [
        ("uk-government", 50),
        ("uk-government", None),
        ("burges-salmon", 48),
        ("wiggin", 47),
        ("aoshearman", None),
        ("computerweekly", None),
    ]
    assert all(source.url.startswith("https://") for source in example.sources)
    assert example.source["uk-one-year-2026-01"].date == "2026-01"


def test_all_quotes_are_in_the_pdfs(run):
    """The tool's own check: no error, no warning, and five claims of sources that are not quoted."""
    found = json.loads(run("check", "--data", str(EXAMPLE), "--format", "json").out)
    assert found["quotes"] == {"found": 159, "missed": 0, "unchecked": 0}
    codes = Counter(finding["code"] for finding in found["findings"])
    assert codes == {"unreviewed": 1, "evidence-without-quote": 5}


def test_passages_find_the_recorded_answers(example):
    """Each among the three first on its page, with the position of its extent or none; nobody linked them yet."""
    copies, _ = copies_of(example)
    found = passages(replace(example, links=()), copies)
    for link in example.links:
        evidence = link.evidence[0]
        mine = [passage for passage in found if passage.proposal.id == link.proposal]
        start = evidence.quote.removesuffix(".")[:60]
        # “Agree. See above.” is there several times; the page on record is the first.
        pages = (evidence.page, evidence.page + 1)
        assert any(start in passage.quote and passage.page in pages for passage in mine), link.proposal
        assert mine[0].position in {None, "partly" if link.extent == "partial" else "accept"}, (
            link.proposal
        )


def test_the_answers_of_the_commands(run):
    """50 of 50 comes out under no rule; 47, 48 and 49 do."""
    result = run("claim", "50 of 50", "--data", str(EXAMPLE))
    assert result.code == 1
    for count, code in (("47 of 50", 0), ("48 of 50", 0), ("49 of 50", 0), ("50 of 50", 1)):
        assert run("claim", count, "--data", str(EXAMPLE)).code == code
    out = run("coverage", "--data", str(EXAMPLE), COLUMNS="80").out
    assert max(map(len, out.split("\n"))) <= 80
    assert "47 counted, 1 undecided (1 to review): not a rate" in out
