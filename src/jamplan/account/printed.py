"""The counts that sentences print, read: « 2 acceptations rapportées par d’autres »."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jamplan.account import tallies, whole
from jamplan.account import unknowns as open_points
from jamplan.account.claim_names import in_usual_nouns, names_in_claims
from jamplan.account.context import Context
from jamplan.account.items import outcomes_by_kind
from jamplan.account.measures import answered_sentence
from jamplan.account.totals import all_totals, general_claim, number_in
from jamplan.account.vocabulary import count_of, language_for
from jamplan.corpus.loading import Corpus
from jamplan.counting.claims import ClaimTested, try_claim, try_printed
from jamplan.counting.quantity import QuantityError, read_quantity
from jamplan.counting.statuses import Status
from jamplan.language import LABELS
from jamplan.language.folding import folded, without_accents
from jamplan.language.numerals import in_digits


@dataclass(frozen=True, slots=True)
class PrintedCount:
    """A count in the words in which a sentence prints it."""

    text: str
    counted: int
    """The number in it, under the usual rule."""
    number: int
    """The number that was typed in its place."""


def counts(context: Context) -> Iterator[tuple[str, int]]:
    """Yield the counts that sentences print of a corpus, each as a text and its number.

    How many have a status, in full and in brief; what counts and what is undecided;
    what each voice says in its own words, and the totals of voices; what became of
    items; the measures answered; how many are described, and say no extent. Of several
    documents, how many have a status in each.
    """
    for status in Status:
        for sort, n in context.numbers(status):
            for brief in (False, True):
                yield count_of(context.language, sort, n, brief=brief), n
    yield from open_points.counts_of_range(context)
    for actor, n in whole.own_counts(context).items():
        by = context.gettext("according to {actor}", actor=context.called(actor))
        yield f"{by}, {context.number(n)}", n
    for total in all_totals(context):
        number = number_in(total)
        if number is not None:
            yield general_claim(context, total), number
    colon = context.gettext(": ")
    for kind, items in outcomes_by_kind(context, context.corpus.proposals).items():
        yield f"{kind}{colon}{context.number(len(items))}", len(items)
    # An answer is counted as what it answers.
    if (
        context.corpus.measures
        and context.is_reviewed
        and not context.manner.answers_each
    ):
        yield answered_sentence(context).removesuffix("."), context.figures.answered
    yield from _unknown_counts(context)
    yield from _counts_by_document(context)


def _unknown_counts(context: Context) -> Iterator[tuple[str, int]]:
    """Yield what is counted of what is not known, and how many voices count."""
    for warning in context.figures.warnings:
        if warning.code == "proposals-not-read":
            yield whole.described_count(context), context.figures.documented
        if warning.code == "extent-unstated":
            told = context.warning(warning).removesuffix(".")
            yield told, warning.details["adopted"]
    if told := tallies.voices_counted(context):
        # The clauses after the first one count nothing.
        yield told.partition(",")[0], tallies.counting_voices(context)


def _counts_by_document(context: Context) -> Iterator[tuple[str, int]]:
    """Yield how many have a status in each of several documents, after its name."""
    colon = context.gettext(": ")
    for view in context.by_document:
        for status in Status:
            for sort, n in view.numbers(status):
                yield f"{view.names[1]}{colon}{count_of(view.language, sort, n)}", n


def printed_count(context: Context, text: str) -> PrintedCount | None:
    """What a text counts, if a sentence prints such a count, maybe of another number.

    None of what no sentence prints of this corpus.
    """
    typed = _words(in_usual_nouns(context.corpus, text))
    usual = replace(context, rule=None)
    found = None
    for code in LABELS:
        language = language_for(context.corpus, code)
        for told, counted in counts(replace(usual, language=language)):
            printed = _words(in_usual_nouns(context.corpus, told))
            number = _number_in_place(typed, printed, counted)
            if number == counted:
                return PrintedCount(told, counted, number)
            if number is not None and found is None:
                found = PrintedCount(told, counted, number)
    return found


_NOUNS_AND_VERBS = frozenset(
    "propositions proposition proposals proposal reprises reprise statements statement "
    "acceptations acceptation answers answer reponses reponse "
    "est sont ete etaient is are was were been as to be".split()
)
"""Words with which a count says the same.

« 3 reprises affirmées » and “3 are stated”.
"""


def _words(text: str) -> list[str]:
    """The words and digits of a text, without differences of case and accents."""
    words = re.findall(r"\w+", in_digits(without_accents(folded(text.casefold()))))
    # « Une reprise non comptée ».
    if words and words[0] in {"un", "une", "one"}:
        words[0] = "1"
    return [word for word in words if word not in _NOUNS_AND_VERBS]


def _number_in_place(
    typed: Sequence[str], printed: Sequence[str], counted: int
) -> int | None:
    """The number that a text has for a printed one; None if its other words differ."""
    if len(typed) != len(printed):
        return None
    other = [pair for pair in zip(typed, printed, strict=True) if pair[0] != pair[1]]
    if not other:
        return counted
    (word, instead), *more = other
    if more or instead != str(counted) or not (word.isascii() and word.isdecimal()):
        return None
    return int(word)


def tried(corpus: Corpus, text: str) -> ClaimTested:
    """A figure as typed, tried under every rule, and as a count that is printed.

    Raises :class:`~jamplan.counting.quantity.QuantityError` if it cannot be read as a
    figure.
    """
    printed = printed_count(Context(corpus, language_for(corpus)), text)
    try:
        typed = in_usual_nouns(corpus, text)
        author = corpus.proposals_document.publisher
        quantity = read_quantity(typed, names_in_claims(corpus), author)
        tested = try_claim(corpus, quantity)
    except QuantityError:
        if printed is None:
            raise
        return try_printed(corpus, printed.number, printed.counted)
    # What a sentence prints may be written, whatever else its words could mean.
    is_same = printed is not None and printed.number == printed.counted
    if printed is not None and is_same and not tested.may_be_written:
        return try_printed(corpus, printed.number, printed.counted)
    return tested
