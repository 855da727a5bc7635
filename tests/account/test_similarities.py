"""Similarities as they are told: pairs with their ledger, passages of sources."""

from hypothesis import given

from jamplan.account.account import account_of
from jamplan.account.similarities import LedgerLine
from jamplan.account.spans import plain
from jamplan.account.vocabulary import language_for
from jamplan.evidence.passages import Passage
from jamplan.matching.positions import Position
from jamplan.matching.suggestions import matcher_of, pair, suggest
from tests.generated import corpora, corpus_of

WELLS = """
proposals: [{id: p, title: Dig new wells}, {id: q, title: Mend roads}]
measures: [{id: M, title: New wells, number: 3}, {id: N, title: Lamps}]
statements: [{about: p, says: taken_up, measure: M, words: explicit,
              evidence: [{source: s1, quote: q}]}]
"""


def english(text):
    """The English account of a corpus, and the corpus."""
    corpus = corpus_of(text)
    return account_of(corpus, language=language_for(corpus, "en")), corpus


def test_a_pair_is_told_with_its_ledger():
    """Its words, score, band and rank, what is on record, and lines that add up."""
    account, corpus = english(WELLS)
    found = pair(corpus, matcher_of(corpus), "p", "M")
    (told,) = account.similarities([found], rank=1).pairs
    assert (told.proposal, told.proposal_title) == ("p", "Dig new wells")
    assert (told.measure, told.measure_numbered) == ("M", "3 New wells")
    assert told.texts == (("Dig new wells",), ("New wells",))
    assert (told.words(6), told.words(1)) == ("new, wells", "new")
    assert (told.rank, told.warnings) == ("1 of 2 measures", ())
    assert told.in_brief == f"{told.score} of 100 ({told.band}), rank 1; new, wells"
    *words, lowered = told.ledger
    assert [(line.proposal, line.measure, line.kinship) for line in words] == [
        ("new", "New", "same word"),
        ("wells", "wells", "same word"),
    ]
    assert lowered == LedgerLine(
        "score lowered: very common phrases", "—", "—", lowered.weights, lowered.points
    )


@given(corpora())
def test_the_lines_of_a_ledger_add_up_to_its_total(corpus):
    """To the tenth, as they are printed."""
    account = account_of(corpus, language=language_for(corpus, "en"))
    ids = [proposal.id for proposal in corpus.proposals]
    for told in account.similarities(suggest(corpus, ids)).pairs:
        points = [float(line.points.replace("−", "-")) for line in told.ledger]
        assert round(sum(points), 1) == float(told.total)


def test_only_the_best_pair_of_each_proposal_is_kept():
    """The first of each, in their order."""
    account, corpus = english(WELLS)
    matcher = matcher_of(corpus)
    names = [("p", "M"), ("p", "N"), ("q", "N")]
    found = [pair(corpus, matcher, *each) for each in names]
    told = account.similarities(found)
    assert [(each.proposal, each.measure) for each in told.best_of_each.pairs] == [
        ("p", "M"),
        ("q", "N"),
    ]


def test_a_passage_says_what_it_reads_as():
    """A position, else that it answers, else that it is similar; its place if that is known."""
    account, corpus = english(WELLS)
    shape = {"source": "s1", "quote": "We dig.", "heading": "", "score": 0.5}
    read = Passage(
        corpus.proposal["p"],
        **shape,
        page=4,
        position=Position.REJECT,
        answers=True,
        after="But not now.",
        limited=True,
    )
    answer = Passage(
        corpus.proposal["p"], **shape, page=None, position=None, answers=True
    )
    near = Passage(
        corpus.proposal["p"], **shape, page=None, position=None, answers=False
    )
    told = account.similarities(passages=[read, answer, near]).passages
    assert [each.reads_as for each in told] == [
        "reads as a rejection",
        "answer",
        "similar passage",
    ]
    assert [each.position for each in told] == ["reads as a rejection", "", ""]
    assert [plain(each.locator) for each in told] == ["p. 4", "", ""]
    assert [(plain(each.after), each.is_limited) for each in told] == [
        ("But not now.", True),
        ("", False),
        ("", False),
    ]
