"""Passages of made-up responses and articles: quotes, blocks of answers, positions that are dared."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus.model import Document, Proposal, Source
from jamplan.documents.markup import read
from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.evidence.answers import Mentions
from jamplan.evidence.passages import LONGEST, passages, quote_of
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcetexts import SourceText, stretches_of
from jamplan.matching.positions import plain
from tests.generated import make_corpus

ENGLISH = ("Publish a national register of all dangerous dogs by 2027", "Appoint a kennel inspector in every district",
           "Fund a helpline for the victims of bites for five years")  # fmt: skip
FRENCH = ("Créer un registre national des chiens dangereux avant 2027",
          "Nommer un inspecteur des chenils dans chaque département",
          "Financer pendant cinq ans une ligne d’écoute pour les victimes de morsures")  # fmt: skip


def found(titles, text, *, language="en", top=1, source="response"):
    """What is offered for each proposal: the position, whether it answers, and the quote."""
    proposals = tuple(
        Proposal(id=f"R{n}", number=str(n), title=title)
        for n, title in enumerate(titles, 1)
    )
    corpus = make_corpus(
        proposals=proposals,
        sources=(
            Source(id="report", publisher="author"),
            Source(id="response", publisher="other"),
        ),
        proposals_document=Document(
            short_name="Report", source="report", publisher="author", language=language
        ),
    )
    blocks = tuple(read(text))
    copy = SourceText(stretches_of(blocks), blocks=blocks)
    result = passages(corpus, {source: copy}, corpus.proposal, top=top)
    assert all(
        isinstance(find_quote(passage.quote, copy, passage.page), Found)
        for passage in result
    )
    return [
        f"{each.proposal.id} {each.position}{' answers' * each.answers}: {each.quote}"
        for each in result
    ]


def test_an_answer_follows_what_it_repeats():
    """Restated words are never offered; “would welcome” is no position, nor is one that « However » limits."""
    response = """
**Recommendation 1: Publish a national register of all dangerous dogs by 2027.**

We welcome this work on dangerous dogs. The Government does not accept this recommendation.

**Recommendation 2: Appoint a kennel inspector in every district.**

The Government would welcome a kennel inspector in every large district.

**Recommendation 3: Fund a helpline for the victims of bites for five years.**

The Government accepts this recommendation. However, money is short.
"""
    assert found(ENGLISH, response) == [
        "R1 reject answers: The Government does not accept this recommendation.",
        "R2 None answers: The Government would welcome a kennel inspector in every large district.",
        "R3 None answers: The Government accepts this recommendation.",
    ]
    away = response.replace("The Government does not accept this recommendation.", "")
    assert found(ENGLISH, away)[0].startswith("R1 None ")
    assert found(ENGLISH, response, source="report") == []
    # A list that what is repeated leads to is a part of it, in other words too.
    listed = response.replace(
        "dogs by 2027.**", "dogs by 2027:**\n\n- breed and size\n- bites of dogs"
    )
    assert found(ENGLISH, listed) == found(ENGLISH, response)
    # Its object may be put otherwise: the position is that of the recommendation.
    titles = ENGLISH[0], f"Say how {ENGLISH[1][8:]} will support the victims of bites"
    reworded = "Recommendation: Say how a kennel inspector in every district will support them."
    told = f"{reworded}\n\nResponse:\n\nWe support inspectors."
    assert found(titles, told)[-1] == "R2 None answers: We support inspectors."
    # What names another recommendation comes after what names none.
    named = (
        "As we said on recommendation 3, appoint a kennel inspector in every district."
    )
    own = "A kennel inspector works in one district of the north."
    assert (
        found(ENGLISH, f"A survey was held.\n\n{named}\n\n{own}")[0]
        == f"R2 None: {own}"
    )
    # The answers to other recommendations under the same numbers.
    others = (
        "Build a lighthouse on the northern cape",
        "Lower the tolls on bridges",
        "Teach sailing",
    )
    assert found(others, response) == []


def test_an_answer_in_a_table_is_in_the_row_of_its_number():
    """“Agree.” goes with what follows; a condition is kept."""
    response = """
| Recommendation | Response |
|---|---|
| Recommendation 1 Publish a national register of all dangerous dogs by 2027. | Agree. See above. |
| Recommendation 2 Appoint a kennel inspector in every district. | Rejected. |
| Recommendation 3 | Accepted, subject to the review. |
"""
    assert found(ENGLISH, response) == [
        "R1 accept answers: Agree. See above.",
        "R2 reject answers: Rejected.",
        "R3 None answers: Accepted, subject to the review.",
    ]
    # What somebody agrees that is no clause of its own.
    text = f"We agree with the recommendation, that {'a register would help all of them, ' * 4}as it is"
    assert quote_of(text, len, [(3, 8)]) == " ".join(text.split()[:20]).rstrip(",")


def test_one_answer_to_several_says_so():
    """Restated one after the other, they are answered together only in the plural."""
    restated = "\n\n".join(
        f"Recommendation {n}: {title}." for n, title in enumerate(ENGLISH, 1)
    )
    for answer, position in (
        ("These recommendations are accepted in principle.", "partly"),
        ("This recommendation is accepted in principle.", None),
        ("Recommendations 1 to 3 are accepted in part.", "partly"),
    ):
        expected = [f"R{n} {position} answers: {answer}" for n in range(1, 4)]
        assert found(ENGLISH, f"{restated}\n\n{answer}") == expected


def test_a_french_article():
    """Nothing in it is an answer: what resembles a proposal, what takes it up before what repeats it."""
    article = """Trois propositions avaient été publiées en mars.

Un registre des chiens existe déjà en Suisse. Face aux accidents qui se multiplient depuis deux ans dans tout le pays et
jusque dans les écoles, la ministre a repris l’idée d’un registre national des chiens
dangereux. Le plan prévoit un inspecteur des chenils par département."""
    assert found(FRENCH[:2], article, language="fr") == [
        "R1 None: la ministre a repris l’idée d’un registre national des chiens dangereux.",
        "R2 None: Le plan prévoit un inspecteur des chenils par département.",
    ]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Recommendations 12) a-c) are accepted", "12a 12b 12c"),
        ("in response to recommendation 12b, and to R3", "12b 3"),
        ("Recommendation 12", "12a 12b 12c"),
        ("recommandations n° 1 à 3", "1 2 3"),
        ("Recommendations 1 and 3, 12a", "1 3 12a"),
        ("Recommendation 40 of 2012, £12b, R2", "2"),
    ],
)
def test_numbers_in_lists_and_ranges(text, named):
    """As they are written, with or without brackets; a number heads its letters."""
    numbers = ["1", "2", "3", "12a", "12b", "12c"]
    mentions = Mentions(
        ((each, each) for each in numbers), "recommendations?|recommandations?|r"
    )
    assert mentions.of(plain(text)) == {*named.split()}


WORDS = st.sampled_from(
    [
        "the",
        "dogs",
        "which",
        "bark,",
        "and",
        "le",
        "registre",
        "(new)",
        "bite.",
        "Agree;",
        "«",
        "»",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=70), st.integers(0, 69), st.integers(1, 3))
def test_a_quote_is_short_word_for_word_and_keeps_what_it_must(words, first, size):
    """At most 25 words of the text, in one piece; what may not be cut off is in it, or there is none."""
    text = " ".join(words)
    places = [match.span() for match in re.finditer(r"\S+", text)][first : first + size]
    kept = [(places[0][0], places[-1][1])] if places else []
    quote = quote_of(text, len, kept)
    if quote is not None:
        assert f" {quote}".rstrip(" ,;:–—(") in f" {text}"
        assert 0 < len(quote.split()) <= LONGEST
        assert not kept or text[slice(*kept[0])].rstrip(" ,;:–—(") in quote


def test_a_quote_keeps_what_its_clause_is_within_and_what_its_negation_is_about():
    """It has “agrees that”, is not cut amid brackets, and says nothing that is not said."""
    agreed = "The council agrees that, given the bites of the last ten years, the kennels should publish"
    text = f"{agreed} what they know of dogs (except where, in a case of its own, a court says so)."
    assert quote_of(text, len, [(text.index("except"), text.index(" where"))]) is None
    assert quote_of(text, len, []) == f"{agreed} what they know of dogs"
    known = "The councils of the north have known well and for a long time"
    text = f"{known} and know that safety for all cannot be had through inspectors of kennels alone."
    denied = [(text.index("cannot"), text.index(" be had"))]
    assert "cannot" in (quote_of(text, len, []) or "")
    assert "cannot" not in (quote_of(text, len, [], denied) or "")


LINES = st.lists(
    st.tuples(
        st.sampled_from(BlockKind),
        st.lists(WORDS, min_size=1, max_size=40),
        st.integers(1, 3),
    ),
    max_size=9,
)


@given(LINES)
def test_all_that_is_offered_is_found_on_its_page(lines):
    """Whatever the copy is: paragraphs, headings, cells, over pages."""
    blocks = [
        TextBlock(kind=kind, page=page, text="" if kind is BlockKind.ROW else " ".join(words),
                  cells=tuple(words[:3]) if kind is BlockKind.ROW else ())
        for kind, words, page in lines
    ]  # fmt: skip
    copy = SourceText(stretches_of(blocks), has_pages=True, blocks=tuple(blocks))
    proposals = (
        Proposal(id="R1", number="1", title="Le registre and the dogs which bite"),
    )
    corpus = make_corpus(
        proposals=proposals, sources=(Source(id="s", publisher="other"),)
    )
    for passage in passages(corpus, {"s": copy}, corpus.proposal, top=5):
        place = find_quote(passage.quote, copy, passage.page)
        assert isinstance(place, Found)
        assert place.page == passage.page
        assert len(passage.quote.split()) <= LONGEST
