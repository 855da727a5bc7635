"""Of several documents that answer, which one a statement is about."""

import pytest

from jamplan.corpus.loading import Changed
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.corpus.views import addressees, seen
from tests.generated import corpus_of

CORPUS = """
actors:
  - {id: town, name: Town}
  - {id: county, name: County}
proposals:
  - {id: wells, title: Dig wells}
plans:
  - name: plan
    document: {short_name: First, date: 2021, publisher: town}
    measures: [{id: A1, title: Wells}, {id: A2, title: Pumps}]
  - name: plan-2024
    document: {short_name: Second, date: 2024, publisher: county}
    measures: [{id: B1, title: Fewer wells}]
readings:
  - {id: first, measures: [{id: A1, text: Wells}, {id: A2, text: Taps}]}
  - {id: all, measures: [{id: A1, text: Wells}, {id: A2, text: Pumps}]}
statements:
  - {about: wells, says: no_match, document: plan, words: compared, read: {document: first}}
  - {about: wells, says: no_match, words: compared, read: {document: all}}
"""


@pytest.fixture
def corpus():
    """A list that two documents answer, one after the other."""
    return corpus_of(CORPUS)


def test_a_reading_of_one_document_is_compared_with_that_one(corpus):
    """The measures of the other one are no news; one of all documents has them all."""
    of_first, of_all = corpus.statements
    assert corpus.changes(of_first) == (Changed("A2", "Taps", "Pumps"),)
    assert corpus.changes(of_all) == (Changed("B1", None, "Fewer wells"),)


def said(**parts):
    """A statement on wells."""
    return Statement(about="wells", says=Says.TAKEN_UP, words=Words.EXPLICIT, **parts)


@pytest.mark.parametrize(
    ("parts", "document", "answering"),
    [
        ({"measure": "A2"}, "plan", ("town",)),
        ({"document": "plan-2024"}, "plan-2024", ("county",)),
        ({}, None, ("town", "county")),
    ],
)
def test_the_document_is_that_of_the_measure_or_is_named(
    corpus, parts, document, answering
):
    """Who answers is its publisher; of a statement that does not tell, all of them."""
    assert corpus.answered_in(said(**parts)) == document
    assert addressees(corpus, said(**parts)) == answering


def test_the_only_document_need_not_be_named(corpus):
    """So it is in the view of one document, too."""
    view = seen(corpus, "plan-2024")
    assert view.answered_in(said()) == "plan-2024"
    assert addressees(view) == ("county",)
    assert addressees(corpus) == ("town", "county")
