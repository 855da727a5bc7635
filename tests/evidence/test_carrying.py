"""What carries a statement: quotes that deny, limit or say nothing are asked about, no others."""

import re

import pytest

from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.evidence.carrying import QuotedWords, doubts
from jamplan.evidence.quotes import Found, SourceText, find_quote, stretches_of
from jamplan.matching.positions import Position

from .carrying_cases import DOUBTFUL, TRUE

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


@pytest.mark.parametrize(("says", "words", "expected", "text"), rows(DOUBTFUL + TRUE))
def test_a_quote_is_doubted_if_it_does_not_carry_what_it_is_recorded_for(
    says, words, expected, text
):
    """Its sentence, the next one, the head of its list and its own verb count."""
    wanted = sorted(filter(None, (CODES[letter] for letter in expected)))
    assert codes(text, says, words) == wanted
