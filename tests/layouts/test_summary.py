"""Where the summary and the note tell what became of the items, and with which notes."""

import pytest

from jamplan.account import manners
from jamplan.account.spans import SpanKind, plain
from jamplan.exports.export import publication
from jamplan.layouts.blocks import Heading, Items, Paragraph
from jamplan.layouts.summary import note_report, summary_report
from tests.account.test_calls_that_others_judge import CALLS
from tests.exports.test_jsonfile import CORPUS
from tests.generated import corpus_of

WITHOUT_DOCUMENT = corpus_of(CALLS, plans=())
WITH_MEASURES = corpus_of(CORPUS)
WITHOUT_OUTCOMES = corpus_of(CALLS.partition("statements:")[0], plans=())


def titles(report):
    """The headings of a report."""
    return [block.text for block in report if isinstance(block, Heading)]


def is_told_apart(report, corpus):
    """Whether a report says that outcomes are told apart from what is stated."""
    content = publication(corpus, lang="en")
    blocks = report(content.account, content.provenance)
    texts = [plain(block.content) for block in blocks if isinstance(block, Paragraph)]
    return manners.OUTCOMES_APART in texts


def outcomes_in(report):
    """The level of the heading of what became of the items, and its points."""
    (at,) = [
        n
        for n, block in enumerate(report)
        if isinstance(block, Heading) and block.text == "What became of it"
    ]
    told = next(block for block in report[at:] if isinstance(block, Items))
    return report[at].level, told


def has_notes(told):
    """Whether any of some points calls a note."""
    return any(span.kind is SpanKind.NOTE for point in told.items for span in point)


@pytest.mark.parametrize(
    ("corpus", "report", "level", "noted"),
    [
        (WITHOUT_DOCUMENT, summary_report, 2, True),
        (WITHOUT_DOCUMENT, note_report, 2, True),
        (WITH_MEASURES, summary_report, 3, True),
        (WITH_MEASURES, note_report, 2, False),
    ],
)
def test_what_became_of_it_has_its_place_and_notes(corpus, report, level, noted):
    """Below the measures of a document, else on its own; two pages beside measures have no notes on it."""
    content = publication(corpus, lang="en")
    found, told = outcomes_in(report(content.account, content.provenance))
    assert (found, has_notes(told)) == (level, noted)


@pytest.mark.parametrize("report", [summary_report, note_report])
def test_without_a_document_and_outcomes_there_is_nothing_to_head(report):
    """Its searches and sources are told elsewhere."""
    content = publication(WITHOUT_OUTCOMES, lang="en")
    blocks = report(content.account, content.provenance)
    assert "What became of it" not in titles(blocks)


@pytest.mark.parametrize("report", [summary_report, note_report])
def test_outcomes_are_told_apart_from_what_a_document_says(report):
    """Without a document there is nothing that they could be taken for."""
    assert is_told_apart(report, WITH_MEASURES)
    assert not is_told_apart(report, WITHOUT_DOCUMENT)
