"""The counts that sentences print, read back: « 2 acceptations rapportées par d’autres »."""

import re
from dataclasses import dataclass, replace

from jamplan.account import vocabulary
from jamplan.account.context import Context
from jamplan.account.vocabulary import (
    Sort,
    count_of,
    in_usual_nouns,
    language_for,
    names_in_claims,
)
from jamplan.corpus.loading import Corpus
from jamplan.counting.claims import ClaimTested, try_claim, try_printed
from jamplan.counting.quantity import QuantityError, read_quantity
from jamplan.counting.statuses import Status
from jamplan.language import LABELS
from jamplan.language.folding import folded, without_accents


@dataclass(frozen=True, slots=True)
class PrintedCount:
    """A number with the words in which a sentence prints a count."""

    sort: Sort
    number: int
    """The number as it was typed."""
    counted: int
    """How many there are under the usual rule."""


def printed_count(context: Context, text: str) -> PrintedCount | None:
    """What a text counts, if it is a number with words in which a count is printed.

    None of what no sentence prints of this corpus.
    """
    number = re.match(r"\s*(\d{1,9})\b", text)
    if number is None:
        return None
    typed, n = _plain(text), int(number[1])
    usual = replace(context, rule=None)
    for code in LABELS:
        language = vocabulary.language_for(context.corpus, code)
        for status in Status:
            for sort, counted in usual.numbers(status):
                for brief in (True, False):
                    if _plain(count_of(language, sort, n, brief=brief)) == typed:
                        return PrintedCount(sort, n, counted)
    return None


def tried(corpus: Corpus, text: str) -> ClaimTested:
    """A figure that was typed, tried under every rule, and as a count that a sentence prints.

    Raises :class:`~jamplan.counting.quantity.QuantityError` if it cannot be read as a figure.
    """
    printed = printed_count(Context(corpus, language_for(corpus)), text)
    try:
        typed = in_usual_nouns(corpus, text)
        tested = try_claim(corpus, read_quantity(typed, names_in_claims(corpus)))
    except QuantityError:
        if printed is None:
            raise
        return try_printed(corpus, printed.number, printed.counted)
    # What a sentence prints may be written, whatever else its words could mean.
    is_same = printed is not None and printed.number == printed.counted
    if printed is not None and is_same and not tested.may_be_written:
        return try_printed(corpus, printed.number, printed.counted)
    return tested


def _plain(text: str) -> str:
    """A text without differences of case, accents, spaces and punctuation."""
    return " ".join(re.findall(r"\w+", without_accents(folded(text.casefold()))))
