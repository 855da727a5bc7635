"""What carries a statement: quotes that deny, limit or say nothing are asked about, no others."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus.loading import load
from jamplan.corpus.statements import Words
from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.evidence.carrying import (
    QuotedWords,
    cut_before,
    doubts,
    is_long_enough,
    positions_in,
)
from jamplan.evidence.checks import POSITION_OF
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcetexts import SourceText, read_source, stretches_of
from jamplan.matching.positions import Position

from .carrying_cases import CONCEDED, DOUBTFUL, TRUE

POSITIONS = {
    "yes": Position.ACCEPT,
    "partly": Position.PARTLY,
    "no": Position.REJECT,
}
CODES = {
    "D": "quote-denied",
    "L": "quote-limited",
    "V": "quote-without-verb",
    "S": "quote-says-otherwise",
    "T": "quote-too-short",
    "-": None,
}


def source_of(text):
    """A source with the paragraphs of a text."""
    blocks = [
        TextBlock(kind=BlockKind.PARAGRAPH, text=part.strip())
        for part in re.sub("[{}]", "", text).split("|")
    ]
    return SourceText(stretches_of(blocks))


def quoted(text):
    """The quotes in braces, at their places."""
    source = source_of(text)
    results = []
    for words in re.findall(r"\{([^}]*)\}", text):
        found = find_quote(words, source)
        assert isinstance(found, Found), words
        results.append(QuotedWords.at(found))
    return results


def rows(table):
    """The cases of a table."""
    lines = [line.split(maxsplit=3) for line in table.splitlines() if line]
    return [pytest.param(*line, id=line[3][:60]) for line in lines]


def codes(text, says, words):
    """The codes of the doubts on the quotes of a text."""
    results = doubts(quoted(text), POSITIONS[says], is_explicit=words == "explicit")
    return sorted(result.code for result in results)


@pytest.mark.parametrize(
    ("says", "words", "expected", "text"), rows(DOUBTFUL + TRUE + CONCEDED)
)
def test_a_quote_is_doubted_if_it_does_not_carry_what_it_is_recorded_for(
    says, words, expected, text
):
    """Its sentence, the next one, the head of its list and its own verb count."""
    wanted = sorted(filter(None, (CODES[letter] for letter in expected)))
    assert codes(text, says, words) == wanted


def the_doubt(text, position=Position.ACCEPT):
    """The one doubt on the first quote of a text."""
    (doubt,) = doubts(quoted(text)[:1], position)
    return doubt.code, doubt.words, doubt.sentence


@pytest.mark.parametrize(
    ("text", "code", "words", "sentence"),
    [
        (
            "Before. The ministry denied, in May, that {the plan takes it up}. After.",
            "quote-denied",
            "denied",
            "The ministry denied, in May, that the plan takes it up.",
        ),
        (
            "Le plan n’a pas {repris la proposition}, dit-elle.",
            "quote-denied",
            "n’a pas",
            "Le plan n’a pas repris la proposition, dit-elle.",
        ),
        (
            "{The plan takes it up}. | This is untrue. No.",
            "quote-denied",
            "This is untrue",
            "The plan takes it up. This is untrue.",
        ),
        (
            "{It accepts the proposal} (subject to funding).",
            "quote-limited",
            "subject to",
            "It accepts the proposal (subject to funding).",
        ),
        (
            "Old. We do not accept: | free buses; | {more lanes in town}.",
            "quote-denied",
            "not accept",
            "We do not accept: more lanes in town.",
        ),
        (
            "Is it so that {the plan takes it up}?",
            "quote-limited",
            "the plan takes it up?",
            "Is it so that the plan takes it up?",
        ),
    ],
)
def test_a_doubt_shows_its_words_and_the_whole_sentence(text, code, words, sentence):
    """With the next sentence or the head of the list, if the words are there."""
    assert the_doubt(text) == (code, words, sentence)


def test_a_condition_that_another_quote_has_is_not_left_out():
    """A denial beside a yes is asked about all the same; beside a refusal it is none."""
    limited = quoted("{We accept this recommendation} {subject to the review}.")
    assert doubts(limited, Position.ACCEPT, is_explicit=True) == []
    spread = quoted("{Agree. It will go on where possible}, {with the work of others}.")
    assert doubts(spread, Position.ACCEPT, is_explicit=True) == []
    denied = quoted("{The ministry denied that} {the plan takes up the proposal}.")
    assert [each.code for each in doubts(denied, Position.ACCEPT)] == ["quote-denied"]
    assert doubts(denied, Position.REJECT) == []
    elsewhere = [*quoted("If funds allow, {it is all accepted}."), *quoted("{If not}.")]
    assert [each.code for each in doubts(elsewhere)] == ["quote-limited"]


def test_without_a_copy_only_the_words_count():
    """Two words pass if they look like a sentence or are a position, with or without one."""
    lengths = {
        text: is_long_enough(QuotedWords(text))
        for text in (
            "a",
            "",
            "« »",
            "the plan",
            "The plan",
            "Agree.",
            "accepted",
            "a b c",
        )
    }
    assert lengths == {
        "a": False,
        "": False,
        "« »": False,
        "the plan": False,
        "The plan": False,
        "Agree.": True,
        "accepted": True,
        "a b c": True,
    }
    bare = QuotedWords("taken up our proposal of cycle lanes")
    assert doubts([bare], Position.ACCEPT) == []
    (doubt,) = doubts([QuotedWords("a plan")])
    assert doubt.is_refused
    assert not doubts([bare], Position.ACCEPT, is_explicit=True)[0].is_refused


def test_in_a_copy_a_short_quote_is_a_whole_sentence_or_cell():
    """“Agree” is one in its cell, and none within a sentence."""
    whole = quoted("{Agree}. | We plan.")
    within = quoted("We {agree} with it.")
    assert [is_long_enough(each) for each in (*whole, *within)] == [True, False]


def test_a_quote_that_begins_amid_its_sentence_is_cut_before():
    """A quotation mark or a bullet before it is no word of its sentence."""
    texts = ["“{The plan is it}”", "– {The plan is it}.", "So {the plan is it}."]
    assert [cut_before(*quoted(text)) for text in texts] == [False, False, True]
    assert not cut_before(QuotedWords("the plan is it"))


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("Agree.", {Position.ACCEPT}),
        ("Recommendation 5: not accepted", {Position.REJECT}),
        ("The plan draws on the proposal.", {Position.ACCEPT}),
        ("The government agrees with the aim of this proposal.", set()),
        ("The government would accept this.", set()),
        ("It did not deny that it took up the idea.", {Position.ACCEPT}),
        ("Has it accepted the proposal?", set()),
        ("Some of them were accepted.", {Position.ACCEPT, Position.PARTLY}),
        ("Le plan s’en est inspiré.", {Position.ACCEPT}),
        ("Certaines ont été reprises", {Position.ACCEPT, Position.PARTLY}),
        ("Le plan ne reprend aucune proposition.", {Position.REJECT}),
        ("la reprise économique", set()),
        ("Accord de principe.", {Position.PARTLY}),
        ("Accepted with modifications.", {Position.PARTLY}),
        ("Il accepte le principe.", {Position.PARTLY}),
        ("Die Regierung lehnt das ab.", set()),
    ],
)
def test_positions_are_read_from_finite_verbs_and_labels(text, positions):
    """In both languages, with denials, questions, conditions and aims left out."""
    assert positions_in(text) == positions


def test_verbs_of_a_language_without_a_lexicon_are_not_looked_for():
    """A German quote can't be read: it raises no question."""
    german = [QuotedWords("Die Regierung nimmt den Vorschlag auf")]
    yes = Position.ACCEPT
    assert doubts(german, yes, is_explicit=True, language="de") == []
    for language in (None, "fr", "en-GB"):
        (doubt,) = doubts(german, yes, is_explicit=True, language=language)
        assert doubt.code == "quote-without-verb"


# Pieces of sentences that deny, limit and end, in any order.
PIECES = st.lists(
    st.sampled_from(
        "denied|that|not|n’a pas|si|if|the plan|le plan|, |.|?|: |(|)|;|“|takes up|reprend"
        "|subject to|no. 5|This is untrue|C’est faux|would|aurait|\n|İ|ﬁ".split("|")
    ),
    max_size=12,
).map(" ".join)


@given(before=PIECES, quote=PIECES, after=PIECES)
def test_the_words_of_a_doubt_are_in_what_is_shown(before, quote, after):
    """Whatever is around a quote, and nothing around it raises nothing."""
    source = source_of(f"{before} {quote} {after}")
    found = find_quote(quote, source)
    alone = doubts([QuotedWords(quote)], Position.ACCEPT)
    assert {each.code for each in alone} <= {"quote-too-short"}
    if isinstance(found, Found):
        for doubt in doubts([QuotedWords.at(found)], Position.ACCEPT):
            assert doubt.code == "quote-too-short" or doubt.words
            assert "".join(doubt.words.split()) in "".join(doubt.sentence.split())


def test_the_quotes_of_both_shipped_corpora_carry_their_statements(root):
    """52 explicit ones, and all others: none is asked about."""
    asked: list[str] = []
    explicit = 0
    for folder in (root / "data", root / "examples" / "ai-opportunities"):
        corpus = load(folder)
        copies = {
            source.id: read_source(folder / source.file)
            for source in corpus.sources
            if source.file
        }
        for statement in corpus.statements:
            quotes = []
            for piece in statement.evidence:
                found = None
                if piece.source in copies and piece.quote:
                    found = find_quote(piece.quote, copies[piece.source], piece.page)
                    assert isinstance(found, Found)
                if piece.quote:
                    quotes.append(
                        QuotedWords.at(found) if found else QuotedWords(piece.quote)
                    )
            position = None
            if statement.is_position:
                position = POSITION_OF.get(statement.group)
            is_explicit = position is not None and statement.words is Words.EXPLICIT
            explicit += is_explicit
            results = doubts(quotes, position, is_explicit=is_explicit)
            asked += [f"{statement.about}: {result}" for result in results]
    assert (explicit, asked) == (52, [])
