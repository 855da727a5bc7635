"""The counts that sentences print, read back: « 2 acceptations rapportées par d’autres »."""

import re
from dataclasses import dataclass, replace

from jamplan.account import vocabulary
from jamplan.account.context import Context
from jamplan.account.vocabulary import Sort, count_of
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


def _plain(text: str) -> str:
    """A text without differences of case, accents, spaces and punctuation."""
    return " ".join(re.findall(r"\w+", without_accents(folded(text.casefold()))))
