"""What makes a statement less certain than its sentence, each with a code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jamplan.account import vocabulary
from jamplan.account.clauses import extents, records_of, stated, strength_of
from jamplan.account.context import Context
from jamplan.account.quoting import by_at, cited
from jamplan.account.spans import bracketed, inline, plain
from jamplan.corpus import model
from jamplan.corpus.model import Measure
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.corpus.views import answer_of
from jamplan.corpus.voices import heard
from jamplan.counting.rules import TAKEN_UP
from jamplan.counting.statuses import Status
from jamplan.language import N_
from jamplan.language.folding import first_sentence, one_line


@dataclass(frozen=True, slots=True)
class Caveat:
    """What makes a statement less certain than its sentence."""

    code: str
    """What a form leaves it out by; of a quote, the code of the finding against it."""
    text: str
    alone: str | None = None
    """The same in a sentence that stands alone, without a table or a heading beside it.

    None if that is the same text; empty if the sentence itself tells it.
    """
    short: str = ""
    """The same in fewer words; empty if there are none."""

    @property
    def in_sentence(self) -> str:
        """The text beside a sentence that stands alone; empty if it is told there."""
        return self.text if self.alone is None else self.alone


def caveats(context: Context, record: Statement) -> Iterator[Caveat]:
    """Yield what makes a statement less certain than it reads, the weightiest first."""
    corpus = context.corpus
    proposal = corpus.proposal[record.about]
    row = context.rows[proposal.id]
    yield from against_quotes(context, record)
    if corpus.changes(record):
        yield Caveat("text-changed", context.gettext("text changed since"))
    answer = None
    if record.is_conclusion:
        answer = answer_of(corpus, proposal, corpus.answered_in(record))
    if answer and not record.evidence:
        words = first_sentence(one_line(answer.text or answer.title)).rstrip(".")
        name, colon = context.numbered(answer), context.gettext(": ")
        where = plain(inline(*(each.where for each in cited(context, answer.evidence))))
        publisher = context.document(answer).publisher
        told = f"{name}{colon}{context.language.quoted(words)}"
        told += bracketed(by_at(context, publisher, where))
        yield Caveat("answered", told[:1].lower() + told[1:])
    elif not (record.evidence or record.is_compared):
        yield Caveat("no-source", context.gettext("no source on record"))
    is_contested = row.status is Status.CONTESTED
    for other in records_of(row):
        # A dispute, and extents that differ, are told as such.
        is_told = is_contested and context.counts(other)
        is_told = is_told or {other.group, record.group} <= TAKEN_UP
        if other.group is not record.group and not is_told:
            yield Caveat("said-otherwise", stated(context, other, day=True))
    if record.is_position:
        yield from _caveats_of_position(context, record)


_AGAINST_QUOTES: Mapping[str, str] = {
    "quote-not-found": N_(
        "the words quoted were not found in the copy of their source"
    ),
    "source-file-changed": N_("the copy of the source is not the one on record"),
    "quote-of-another-answer": N_("the words quoted are not in this answer"),
    "quote-too-short": N_("the words quoted are too few to say it"),
    "quote-struck": N_("in the copy, words in or beside the quote are struck out"),
    "quote-denied": N_("what is quoted is denied where it was said: {sentence}"),
    "quote-limited": N_("what is quoted is limited where it was said: {sentence}"),
    "quote-says-otherwise": N_("the words quoted read otherwise"),
    "quote-against-answer": N_("the words quoted read otherwise"),
    "quote-without-verb": N_("the words quoted do not say so by themselves"),
}
"""What is told of a finding against a quote, by its code."""


def against_quotes(context: Context, record: Statement) -> Iterator[Caveat]:
    """Yield what is known against a statement's quotes; it reads copies of sources."""
    # What reads copies is slow to import, and no figure needs it.
    from jamplan.evidence.against import known_against

    for finding in known_against(record, context.copies):
        sentence = context.language.quoted(
            one_line(finding.details.get("sentence", ""))
        )
        told = context.gettext(_AGAINST_QUOTES[finding.code], sentence=sentence)
        yield Caveat(finding.code, told)


def _caveats_of_position(context: Context, record: Statement) -> Iterator[Caveat]:
    _, corpus = context.gettext, context.corpus
    proposal = corpus.proposal[record.about]
    is_taken_up = record.group in TAKEN_UP
    if is_taken_up and proposal.attribution is model.Attribution.IMPLICIT:
        told = _("the source states a need, and proposes nothing")
        yield Caveat("need-only", told, short=_("a need, and no proposal"))
    text, match = _inferred(context, record)
    yield from text
    if strength_of(context, record) is Words.AMBIGUOUS:
        unclear = _("the sentence does not say whose idea it is")
        if record.words is Words.AMBIGUOUS:
            # What tells an ambiguous sentence begins with it.
            yield Caveat("ambiguous", unclear, alone="")
        else:
            yield Caveat("ambiguous-item", unclear)
    yield from _sole(context, record)
    yield from match
    differing = extents(context, context.rows[proposal.id])
    if differing:
        # A sentence that stands alone is followed by one on the extents.
        yield Caveat("extents-differ", differing, alone="")
    elif record.says is Says.TAKEN_UP:
        yield Caveat("extent-not-stated", _("extent not stated"))


def _sole(context: Context, record: Statement) -> Iterator[Caveat]:
    """That no other source says so, or one voice alone; comparing changes neither.

    What a reader compared is no other source and no other voice.

    An answer speaks for itself, and of a comparison no source is said to speak.
    """
    corpus, voice = context.corpus, context.voice(record)
    addressee = corpus.plan_document.publisher
    is_own = context.manner.speaks_for_itself and voice.who == voice.via == addressee
    if is_own or record.is_compared or not record.evidence:
        return
    on_item = [each for each in corpus.statements_on[record.about] if each.is_position]
    voices = list(heard([*on_item, record], corpus.source)) or [voice]
    publishers = {each.via for each in voices} | {voice.via}
    if len(publishers) == 1:
        consulted, _day = context.consulted_for(model.SearchOf.STATEMENTS, record.about)
        short = context.gettext("single source")
        told = short
        if consulted and strength_of(context, record) is Words.AMBIGUOUS:
            told = context.gettext("no other source found mentions it")
        elif consulted:
            told = context.gettext("no other source found says so")
        yield Caveat("single-source", told, short=short)
    elif len({each.who for each in voices} | {voice.who}) == 1:
        told = context.gettext("a single voice, in several publications")
        yield Caveat("single-voice", told)


def _inferred(context: Context, record: Statement) -> tuple[list[Caveat], list[Caveat]]:
    """That a proposal's text is inferred, and that the match is.

    Both are one in a sentence that stands alone if they are from one measure, which it
    then names.
    """
    _, corpus = context.gettext, context.corpus
    origin = corpus.proposal[record.about].text_from
    if record.measure is None:
        return [], []
    measure = corpus.measure[record.measure]
    language = context.language_of(context.document(measure))
    noun = vocabulary.measure_noun(language)
    number = one_line(measure.number or measure.id)
    texts: list[Caveat] = []
    matches: list[Caveat] = []
    is_inferred = record.measure_inferred or measure.number_inferred
    if is_inferred:
        alone = language.gettext(
            "match with {measure} {number} inferred", number=number
        )
        if origin == measure.id:
            alone = ""
        short = language.gettext("{measure} {number} inferred", number=number)
        matches.append(Caveat("match-inferred", _("match inferred"), alone, short))
    if origin == measure.id:
        alone = f"{_('text inferred')}{_(': ')}{noun} {number}"
        if is_inferred:
            alone = language.gettext(
                "text and {measure} {number} inferred", number=number
            )
        texts.append(Caveat("text-inferred", _("text inferred"), alone))
    elif origin is not None:
        from_ = one_line(corpus.measure[origin].number or origin)
        told = f"{_('text inferred')}{_(': ')}{noun} {from_}"
        texts.append(Caveat("text-inferred", told))
    return texts, matches


def takes_no_position(context: Context, answer: Measure) -> bool:
    """Whether an answer reads as no position, and a person noted what settles it."""
    # What reads positions is slow to import, and no figure needs it.
    from jamplan.matching import positions

    corpus, text = context.corpus, f"{answer.title} {answer.text or ''}"
    noted = any(
        each.would_change and answer_of(corpus, each) is answer
        for each in corpus.proposals
    )
    reader = positions.position_reader(corpus.plan_document.language)
    return noted and not reader.statements(positions.plain(text))
