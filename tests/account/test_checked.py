"""A check as it is told: equal findings of a file together, severities with none of them too."""

from jamplan.account.checked import CheckTold, FindingTold, KindTold, SeverityTold
from jamplan.corpus.findings import Finding, Place
from jamplan.corpus.model import Source
from jamplan.evidence.checks import Checked
from jamplan.evidence.copies import Quotes
from jamplan.language import language

ALIKE = [
    Finding("evidence-without-quote", Place("links.yaml", line)) for line in (3, 7)
]


def test_equal_findings_are_one_with_their_lines():
    """Of one severity; the others are told as none."""
    told = CheckTold(Checked(tuple(ALIKE)), language("en"), "Wells")
    alone = CheckTold(Checked(tuple(ALIKE[:1])), language("en"), "Wells")
    errors, warnings, notes = told.severities
    assert (errors, warnings) == (
        SeverityTold("0 errors", (), ()),
        SeverityTold("0 warnings", (), ()),
    )
    (finding,) = notes.findings
    assert (finding.where, finding.on_lines) == ("links.yaml", "lines 3, 7")
    assert notes.kinds == (KindTold("2", finding.message),)
    (single,) = alone.severities[-1].findings
    assert single == FindingTold(
        "evidence-without-quote", "links.yaml:3", "", finding.message, finding.remedy
    )


def test_quotes_are_counted_as_they_were_looked_up():
    """Nothing is said if nothing was done; what has no copy follows what was looked up."""
    assert CheckTold(Checked(()), language("en"), None).quotes == ""
    assert CheckTold(Checked((), Quotes()), language("en"), None).quotes == ""
    told = CheckTold(Checked((), Quotes(missed=1, unchecked=2)), language("en"), None)
    assert told.quotes == (
        "1 quote looked up in a copy of its source: 0 found, 1 not found. "
        "2 quotes could not be looked up: their sources have no copy (--source ID=FILE)."
    )
    assert (told.title, told.lead) == (
        "The corpus cannot be read.",
        "0 errors, 0 warnings and 0 notes.",
    )


def test_a_text_that_is_not_kept_is_told_with_its_day_and_digest():
    """Beside those that could not be looked up anywhere."""
    source = Source(
        id="news", publisher="paper", accessed="2026-11-24", sha256="ab" * 32
    )
    quotes = Quotes(unchecked=3, not_kept=((source, 2),))
    assert CheckTold(Checked((), quotes), language("en"), None).quotes == (
        "2 quotes are from a text read on 24 November 2026 that is not kept here: "
        f"SHA-256 {'ab' * 32} (--source news=FILE looks them up). 1 quote could not be "
        "looked up: its source has no copy (--source ID=FILE)."
    )
