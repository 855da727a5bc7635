"""What a card of a review tells: texts, what an answer repeats, what is on record, what two people decided."""

from jamplan.account.cards import CardTold
from jamplan.account.context import Context
from jamplan.account.spans import plain
from jamplan.decisions.cards import Card, Reason
from jamplan.language import language
from tests.generated import corpus_of

CORPUS = """
proposals:
  - {id: p, title: Dig wells …, text: "Dig wells in every village,\\n and soon.", number: 1, note: In haste.}
  - {id: q, title: Roads, attribution: ambiguous}
measures:
  - {id: M, title: More wells, text: Wells for all., details: [Ten, Then twenty]}
  - {id: N, title: Lamps}
statements:
  - {about: p, says: taken_up, measure: M, words: compared, by: Ann}
  - {about: p, says: not_this, measure: N, words: compared, by: Ann}
"""


def card(corpus, proposal="p", measure="M", reason=Reason.DECIDED, **more):
    """A card of a corpus, as it is told in English."""
    shown = Card(
        1,
        2,
        reason,
        corpus.proposal[proposal],
        corpus.measure[measure] if measure else None,
        **more,
    )
    return CardTold(Context(corpus, language("en")), shown)


def test_texts_are_told_once_and_on_one_line():
    """A text that begins with the title takes its place; details follow the text."""
    told = card(corpus_of(CORPUS))
    assert told.heading(" Zoé\n") == "1 of 2 · decided · reviewing as: Zoé"
    proposal, measure = told.proposal, told.measure
    assert (proposal.noun, proposal.id) == ("Proposal 1", "p")
    assert proposal.title == "Dig wells in every village, and soon."
    assert proposal.texts == ()
    assert (measure.title, measure.texts) == (
        "More wells",
        ("Wells for all.", "Ten Then twenty"),
    )
    assert (measure.repeated, measure.own) == ("", "")
    assert card(corpus_of(CORPUS), measure=None).measure is None


def test_what_is_on_record_is_told_without_what_was_set_aside():
    """A position on the measure of the card does not name it; a dismissal is no position."""
    corpus = corpus_of(CORPUS)
    statements = tuple(corpus.statements_on["p"])
    (on_its_measure,) = card(corpus, statements=statements).on_record
    (on_another,) = card(corpus, measure="N", statements=statements).on_record
    assert plain(on_another) == f"M: {plain(on_its_measure)}"


def test_a_blind_card_has_no_notes_of_others():
    """A note may tell what others decided; a caveat about whose proposal it is goes with it."""
    corpus = corpus_of(CORPUS)
    told = card(corpus, "q")
    assert [(fact.name, plain(fact.content)) for fact in told.facts] == [
        ("Attribution", "ambiguous (whose idea is unclear)")
    ]
    facts = [fact.name for fact in card(corpus).facts]
    assert facts == ["Note (p)"]
    assert card(corpus, reason=Reason.BLIND).facts == ()


def test_the_answers_of_two_people_are_told_by_their_corpora():
    """Both sentences, under their names, and the measures that they matched."""
    first = corpus_of(CORPUS)
    second = corpus_of(CORPUS.replace("M, words", "N, words").replace("Ann", "Bob"))
    sides = [(each, each.statements_on["p"][:1]) for each in (first, second)]
    told = card(first, measure=None, reason=Reason.APART, apart=tuple(sides))
    assert [(side.name, side.decisions[0].sentence) for side in told.apart] == [
        ("First decision", "p → M: taken up, comparison of both texts by Ann."),
        ("Second decision", "p → N: taken up, comparison of both texts by Bob."),
    ]
    assert [measure.id for measure in told.measures] == ["M", "N"]
