"""The account as a tree: it has all that is on record, and tells it in its language alone."""

from hypothesis import given

from jamplan.account.account import account_of
from jamplan.account.vocabulary import language_for
from jamplan.counting.figures import coverage
from jamplan.counting.statuses import Status
from tests.generated import RULES, corpora, corpus_of


@given(corpora(several=True), RULES)
def test_it_has_every_item_and_every_statement_on_it(corpus, rule):
    """By ids, as the documents have them; the statuses add up to the total."""
    account, figures = account_of(corpus, rule), coverage(corpus, rule)
    assert [item.id for item in account.proposals] == [
        proposal.id for proposal in corpus.proposals
    ]
    assert [item.id for item in account.measures] == [
        measure.id for measure in corpus.measures
    ]
    # Of one voice's statements, what another one concludes is not told.
    of_all = account_of(corpus)
    told = sum(len(item.statements) for item in of_all.proposals)
    decided = [each for each in corpus.statements if each.is_position]
    decided += [each for each in corpus.statements if each.is_conclusion]
    assert told == len(decided)
    assert sum(status.count for status in account.statuses) == figures.total
    listed = [item for status in account.statuses for item in status.items]
    assert sorted(listed) == sorted(item.id for item in account.proposals)
    missing = [each for each in account.statuses if each.code == Status.UNDOCUMENTED]
    assert [each.items for each in missing] == [()] * len(missing)


def test_an_answer_without_statements_has_its_own_words():
    """A proposal names its answer, and what became of it is beside both."""
    corpus = corpus_of(
        """
proposals: [{id: a, title: A}]
measures: [{id: M, title: We agree., number: 1, answers: [a],
            evidence: [{source: s1, quote: We agree.}, {source: s2, quote: other words}]}]
statements:
  - {about: M, says: carried_out, words: explicit, evidence: [{source: s2, quote: It runs.}]}
"""
    )
    account = account_of(corpus, language=language_for(corpus, "en"))
    proposal, measure = account.item["a"], account.item["M"]
    assert (proposal.answer, measure.answer) == ("M", "")
    assert [piece.words for piece in measure.own_words] == ["We agree."]
    for item in (proposal, measure):
        (outcome,) = item.outcomes_beside
        assert [piece.words for piece in outcome.evidence] == ["It runs."]


def test_the_same_account_is_told_in_each_language(jam):
    """Of the shipped corpus, the headline and the method; a search names each publisher once."""
    french, english = (
        account_of(jam, language=language_for(jam, code)) for code in ("fr", "en")
    )
    assert french.whole.headline_text != english.whole.headline_text
    assert french.method.published_by == english.method.published_by
    assert english.whole.in_short == (
        "6 counted, 1 not counted, 21 undecided (1 to review, 20 unknown): no "
        "percentage possible."
    )
    assert english.whole.complicated == (
        "formation-professionnels",
        "etude-sociologique",
    )
    for search in french.whole.searches:
        names = [publisher.text for publisher in search.publishers]
        assert len(names) == len(set(names))
