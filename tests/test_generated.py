"""What tests draw is what may be on record."""

from hypothesis import given

from jamplan.corpus.statements import lacking, unfit
from jamplan.corpus.voices import key_of
from tests.exports.hostile import corpus_saying, hostile_corpora
from tests.generated import corpora


def assert_valid(corpus):
    """Every statement has what it needs and nothing that does not fit; there is one a key."""
    for statement in corpus.statements:
        assert [*lacking(statement)] == []
        assert [*unfit(statement)] == []
    keys = {key_of(statement, corpus.source) for statement in corpus.statements}
    assert len(keys) == len(corpus.statements)


@given(corpora(several=True), hostile_corpora())
def test_drawn_corpora_are_valid(corpus, hostile):
    """With one document that answers, with several and with none."""
    assert_valid(corpus)
    assert_valid(hostile)


def test_a_corpus_that_says_a_text_everywhere_is_valid():
    """Its statements are of every group and all words."""
    assert_valid(corpus_saying("text"))
