"""The documents are short, and those on counting give the figures and words that the program gives."""

import re

import pytest

from jamplan.counting.figures import all_rules
from jamplan.counting.rules import Status, strength
from jamplan.language import language
from jamplan.reports.labels import LABELS

PAGES = {"counting.md": "en", "comptage.md": "fr"}
STATUSES = (Status.ADOPTED, Status.BELOW_RULE, Status.UNREVIEWED, Status.UNDOCUMENTED)
"""The statuses that the shipped corpus has."""


@pytest.fixture(params=PAGES)
def page(request, root):
    """The language of a page and its text."""
    return PAGES[request.param], (root / "docs" / request.param).read_text(encoding="utf-8")


def rows(text: str) -> list[tuple[str, ...]]:
    """The rows of all tables."""
    lines = [line.strip("|").split("|") for line in text.split("\n") if line.startswith("|")]
    return [tuple(cell.strip() for cell in line) for line in lines]


def test_the_figures_by_hand_are_those_that_the_program_counts(page, jam):
    """Statuses, total, range and answered measures, under each of the four rules."""
    results = all_rules(jam)
    label = language(page[0]).gettext
    expected = [
        (label(LABELS[Status][status]), *(str(result.statuses[status]) for result in results))
        for status in STATUSES
    ]
    table = rows(page[1].partition("| | explicit | stated | claimed | any |")[2])[1:]
    assert table[:4] == expected
    assert [row[1:] for row in table[4:]] == [
        tuple(str(result.total) for result in results),
        tuple("–".join(map(str, result.range)) for result in results),
        tuple(str(result.answered) for result in results),
    ]


def test_the_statements_by_hand_are_those_on_record(page, jam):
    """Measure, basis, attribution and the weaker of the two, in the words of the language."""
    label = language(page[0]).gettext

    def word(term):
        return label(LABELS[type(term)][term]).split(" (")[0]

    expected = set()
    for proposal in jam.proposals:
        attribution = word(proposal.attribution)
        links = jam.links_of_proposal.get(proposal.id, ())
        expected |= {
            (proposal.id, link.measure, word(link.basis), attribution, word(strength(link, proposal)))
            for link in links
        } or {(proposal.id, "—", "—", attribution, "—")}
    assert {row for row in rows(page[1]) if row[0] in jam.proposal} == expected


def test_the_statuses_have_the_words_of_the_reports(page):
    """Every status with its code, in the order in which they apply."""
    label = language(page[0]).gettext
    named = re.findall(r"^\| `(\w+)` \| ([^|]+) \| [^|]+ \|$", page[1], re.MULTILINE)
    codes = {status.value for status in Status}
    expected = [(status.value, label(LABELS[Status][status])) for status in Status]
    assert [row for row in named if row[0] in codes] == expected


def test_both_pages_are_short(page):
    """1,400 words, as wc counts them."""
    assert len(page[1].split()) <= 1400


def test_the_documents_are_short(root):
    """18,500 words with the READMEs and the changelog, as wc counts them."""
    paths = [*root.glob("docs/*.md"), *root.glob("README*.md"), root / "CHANGELOG.md"]
    assert sum(len(path.read_text(encoding="utf-8").split()) for path in paths) <= 20_000
