"""What speaks against a link: what ``check`` finds, and which date is before which."""

import pytest

import jamplan
from jamplan.corpus.model import Objection
from jamplan.evidence.checks import check, check_decision
from jamplan.evidence.objections import precedes, precedes_proposals
from tests.conftest import LINKS, PROPOSALS, SOURCES

AGAINST = (
    "    objections:\n      - {date: 2021-10, text: others had said it, evidence: [{source: paper}]}\n"
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2021-03-03", "2021-04", True),
        ("2021-03-03", "2021-03", False),
        ("2021-03-03", "2021", False),
        ("2020-12-31", "2021", True),
        ("2021", "2021-04", False),
        ("2021-04-02", "2021-04-01", False),
        ("2021-04-01", "2021-04-02", True),
    ],
)
def test_dates_compare_at_the_coarser_precision(first, second, expected):
    """A month is before no day in it."""
    assert precedes(first, second) is expected


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("  date: 2021-04\n", True),
        ("  date: 2021\n", False),
        ("  source: article\n", True),
        ("", False),
    ],
)
def test_before_the_proposals_needs_their_date(corpus, document, expected):
    """That of the document, else of its source; without any, nothing is before it."""
    text = PROPOSALS.replace("  language: en\n", f"  language: en\n{document}")
    read = jamplan.load(corpus(proposals=text))
    assert precedes_proposals(read, Objection(date="2021-03-03", text="x")) is expected


def codes(read):
    findings = [finding for finding in check(read).findings if finding.code.startswith("objection")]
    return [(finding.place.line, finding.code) for finding in findings]


WITHOUT, LATE = [(9, "objection-without-evidence")], [(9, "objection-after-source")]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (AGAINST, []),
        (AGAINST.replace(", evidence: [{source: paper}]", ""), WITHOUT),
        (AGAINST.replace("2021-10", "2021-11-30"), []),
        (AGAINST.replace("2021-10", "2021-12-01"), LATE),
        ("objections:\n  - {date: 2021, text: x}\n", WITHOUT),
        ("objections:\n  - {date: 2099, text: x, evidence: [{source: paper}]}\n", []),
    ],
)
def test_an_objection_needs_evidence_and_an_early_date(corpus, more, expected):
    """One that is later than the link's sources does not speak against it; all others stay unfound."""
    assert codes(jamplan.load(corpus(links=LINKS + more))) == expected


@pytest.mark.parametrize(("date", "late"), [("2021-12-05", False), ("2022", True)])
def test_an_objection_is_late_if_it_is_later_than_every_source(corpus, date, late):
    """A source of 2021 may be of December; one without a date may be of any year."""
    sources = SOURCES + "  - {id: leaflet, publisher: league, date: 2021}\n"
    cited = LINKS.replace("[{source: art", "[{source: leaflet}, {source: art")
    links = cited + AGAINST.replace("2021-10", date)
    read = jamplan.load(corpus(sources=sources, links=links))
    assert codes(read) == (LATE if late else [])


def test_the_quotes_of_objections_are_looked_up(corpus):
    """Those of a link and those of all links; a decision's findings include its objections'."""
    quoted = AGAINST.replace("{source: paper}", "{source: paper, quote: q}")
    everywhere = "objections:\n  - {date: 2021, text: x, evidence: [{source: paper, quote: r}]}\n"
    read = jamplan.load(corpus(links=LINKS + quoted + everywhere))
    assert check(read).quotes.unchecked_of == {"article": 1, "paper": 2}
    findings = check_decision(read, read.links[0])
    assert [str(finding.details.get("source")) for finding in findings] == ["article", "paper"]
