"""Suggestions leave out what was set aside, and are those that a look at all pairs would give."""

from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus.model import Measure, Proposal
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.matching import guards as guards_module
from jamplan.matching.guards import guards
from jamplan.matching.suggestions import LEAST_POINTS, explain, matcher_of, suggest
from tests.generated import make_corpus

WORDS = "former professeurs écoles interdire plastique 2030 logement social ne pas créer pistes vélo 10 %".split()
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


@st.composite
def compared(draw):
    """A corpus of a few proposals and measures, some pairs of which somebody set aside."""
    left = draw(st.lists(TEXTS, min_size=1, max_size=4))
    right = draw(st.lists(TEXTS, min_size=1, max_size=6))
    proposals = tuple(Proposal(id=f"p{n}", title=text) for n, text in enumerate(left))
    measures = tuple(
        Measure(id=f"M{n}", title=text, details=(draw(TEXTS), draw(TEXTS)))
        for n, text in enumerate(right)
    )
    pairs = [(one.id, other.id) for one in proposals for other in measures]
    gone = draw(st.lists(st.sampled_from(pairs), unique=True))
    statements = tuple(
        Statement(
            about=proposal,
            says=Says.NOT_THIS,
            measure=measure,
            words=Words.COMPARED,
            by="Ada",
        )
        for proposal, measure in gone
    )
    return make_corpus(proposals=proposals, measures=measures, statements=statements)


@given(corpus=compared(), top=st.integers(1, 4))
def test_the_best_that_nobody_set_aside_are_suggested(corpus, top):
    """As if all pairs had been ranked, with the words and warnings of each."""
    matcher = matcher_of(corpus)
    gone = {(known.about, known.measure) for known in corpus.statements}
    expected = []
    for proposal in corpus.proposals:
        ranked = matcher.best(proposal.id, len(corpus.measures))
        pairs = [
            (proposal.id, each, matcher.score(proposal.id, each)) for each in ranked
        ]
        pairs = [
            pair for pair in pairs if pair[2] >= LEAST_POINTS and pair[:2] not in gone
        ]
        expected += pairs[:top]
    found = suggest(corpus, corpus.proposal, top=top)
    assert [
        (each.proposal.id, each.measure.id, each.score) for each in found
    ] == expected
    for each in found:
        assert each.explained == explain(matcher, each.proposal.id, each.measure.id)


@given(left=TEXTS, right=TEXTS)
def test_a_warning_does_not_depend_on_what_was_read_before(left, right):
    """Texts are kept once they are read: the same pair warns of the same."""
    guards_module._reading.cache_clear()
    first = guards(left, right, "fr")
    guards(right, left, "fr")
    assert guards(left, right, "fr") == first
