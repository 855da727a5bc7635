"""What makes a statement less certain than its sentence, in words."""

from collections.abc import Iterator, Mapping

from jamplan.account.clauses import ReportForm, extents, records_of, stated, strength_of
from jamplan.account.context import Context
from jamplan.corpus import model
from jamplan.corpus.model import Measure
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.corpus.views import answer_of
from jamplan.corpus.voices import heard
from jamplan.counting.rules import TAKEN_UP
from jamplan.counting.statuses import Status
from jamplan.language import N_
from jamplan.language.folding import first_sentence, one_line


def caveats(context: Context, record: Statement, form: ReportForm) -> Iterator[str]:
    """Yield what makes a statement less certain than its sentence, the weightiest first."""
    corpus = context.corpus
    proposal = corpus.proposal[record.about]
    row = context.rows[proposal.id]
    yield from against_quotes(context, record)
    if corpus.changes(record):
        yield context.gettext("text changed since")
    answer = None
    if record.is_conclusion:
        answer = answer_of(corpus, proposal, corpus.answered_in(record))
    if answer and not record.evidence:
        words = first_sentence(one_line(answer.text or answer.title)).rstrip(".")
        yield context.gettext(
            "it was answered {words}", words=context.language.quoted(words)
        )
    elif not (record.evidence or record.is_compared):
        yield context.gettext("no source on record")
    is_contested = row.status is Status.CONTESTED
    for other in records_of(row):
        # A dispute, and extents that differ, are told as such.
        is_told = is_contested and context.counts(other)
        is_told = is_told or {other.group, record.group} <= TAKEN_UP
        if other.group is not record.group and not is_told:
            yield stated(context, other, day=True)
    if record.is_position:
        yield from _caveats_of_position(context, record, form)


_AGAINST_QUOTES: Mapping[str, str] = {
    "quote-not-found": N_(
        "the words quoted were not found in the copy of their source"
    ),
    "source-file-changed": N_("the copy of the source is not the one on record"),
    "quote-of-another-answer": N_("the words quoted are not in this answer"),
    "quote-too-short": N_("the words quoted are too few to say it"),
    "quote-denied": N_("what is quoted is denied where it was said: {sentence}"),
    "quote-limited": N_("what is quoted is limited where it was said: {sentence}"),
    "quote-says-otherwise": N_("the words quoted read otherwise"),
    "quote-without-verb": N_("the words quoted do not say so by themselves"),
}
"""What is told of a finding against a quote, by its code."""


def against_quotes(context: Context, record: Statement) -> Iterator[str]:
    """Yield what is known against the quotes of a statement; it reads copies of sources."""
    # What reads copies is slow to import, and no figure needs it.
    from jamplan.evidence.against import known_against

    for finding in known_against(record, context.copies):
        sentence = context.language.quoted(
            one_line(finding.details.get("sentence", ""))
        )
        yield context.gettext(_AGAINST_QUOTES[finding.code], sentence=sentence)


def _caveats_of_position(
    context: Context, record: Statement, form: ReportForm
) -> Iterator[str]:
    _, corpus = context.gettext, context.corpus
    proposal = corpus.proposal[record.about]
    is_taken_up = record.group in TAKEN_UP
    if is_taken_up and proposal.attribution is model.Attribution.IMPLICIT:
        yield _("the source states a need, and proposes nothing")
    text, match = _inferred(context, record, form)
    yield from text
    is_ambiguous = strength_of(context, record) is Words.AMBIGUOUS
    sole = _sole(context, record)
    # What tells an ambiguous sentence begins with it.
    is_told = form in _TELLING and record.words is Words.AMBIGUOUS
    if is_ambiguous and not is_told:
        yield _("the sentence does not say whose idea it is")
    yield from filter(None, [sole])
    yield from match
    differing = extents(context, context.rows[proposal.id])
    if differing:
        # A citation has it in a sentence of its own.
        yield from [differing] if form is not ReportForm.CITATION else []
    elif record.says in _EXTENTS:
        yield _(_EXTENTS[record.says])


_TELLING = frozenset({ReportForm.CITATION, ReportForm.MARKDOWN})
"""The forms that tell a statement in a sentence of its voice."""


def _sole(context: Context, record: Statement) -> str:
    """That no other source says so, or one voice alone; what a reader compared changes neither.

    An answer speaks for itself, and of a comparison no source is said to speak.
    """
    corpus, voice = context.corpus, context.voice(record)
    addressee = corpus.plan_document.publisher
    is_own = corpus.is_response and voice.who == voice.via == addressee
    if is_own or record.is_compared or not record.evidence:
        return ""
    on_item = [each for each in corpus.statements_on[record.about] if each.is_position]
    voices = list(heard([*on_item, record], corpus.source)) or [voice]
    publishers = {each.via for each in voices} | {voice.via}
    if len(publishers) == 1:
        consulted, _day = context.consulted_for(model.SearchOf.STATEMENTS, record.about)
        if consulted and strength_of(context, record) is Words.AMBIGUOUS:
            return context.gettext("no other source found mentions it")
        if consulted:
            return context.gettext("no other source found says so")
        return context.gettext("single source")
    if len({each.who for each in voices} | {voice.who}) == 1:
        return context.gettext("a single voice, in several publications")
    return ""


_EXTENTS: Mapping[Says, str] = {
    Says.TAKEN_UP: N_("extent not stated"),
}
"""The extent of a statement whose words do not tell it."""


def _inferred(
    context: Context, record: Statement, form: ReportForm
) -> tuple[list[str], list[str]]:
    """That a proposal's text is inferred, and that the match is; both in one if from one measure.

    A citation does not name the measure otherwise.
    """
    _, corpus = context.gettext, context.corpus
    origin = corpus.proposal[record.about].text_from
    measure = corpus.measure[record.measure] if record.measure else None
    if measure is None:
        return [], []
    if form is not ReportForm.CITATION and origin == measure.id:
        # Each is a caveat of its own, so that a list can tell once what all of it have.
        is_match = record.measure_inferred or measure.number_inferred
        return [_("text inferred")], [_("match inferred")] if is_match else []
    is_inferred = record.measure_inferred or measure.number_inferred
    both, one = (
        N_("text and {measure} {number} inferred"),
        N_("match with {measure} {number} inferred"),
    )
    if form is not ReportForm.CITATION:
        one = N_("match inferred")
    fields = {"number": one_line(measure.number or measure.id)}
    if is_inferred and origin == measure.id:
        return [_(both, **fields)], []
    match = [_(one, **fields)] if is_inferred else []
    if origin is None:
        return [], match
    number = one_line(corpus.measure[origin].number or origin)
    return [_("text inferred: {measure} {number}", number=number)], match


def takes_no_position(context: Context, answer: Measure) -> bool:
    """Whether a person noted what would settle an answer, which reads as no position."""
    # What reads positions is slow to import, and no figure needs it.
    from jamplan.matching import positions

    corpus, text = context.corpus, f"{answer.title} {answer.text or ''}"
    noted = any(
        each.would_change and answer_of(corpus, each) is answer
        for each in corpus.proposals
    )
    reader = positions.position_reader(corpus.plan_document.language)
    return noted and not reader.statements(positions.plain(text))
