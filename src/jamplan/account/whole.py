"""What is said of the whole: headline, range, what is unknown, the rule, the method."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum, auto

from jamplan.account import vocabulary
from jamplan.account.clauses import extents, stated, voices_of_row
from jamplan.account.context import Context
from jamplan.account.quoting import cited
from jamplan.account.spans import Inline, inline, joined, plain
from jamplan.account.totals import all_totals, in_brackets, number_in, told_total
from jamplan.account.vocabulary import Voicing, capitalised, ended, ngettext
from jamplan.corpus.faults import KINDS
from jamplan.corpus.model import Search, SearchOf
from jamplan.corpus.statements import Statement
from jamplan.corpus.voices import Telling, heard
from jamplan.counting.figures import OPEN, ProposalRow
from jamplan.counting.rules import OutOf, PartialCounts
from jamplan.counting.statuses import COUNTED, UNDECIDED, Status
from jamplan.language import N_
from jamplan.language.folding import first_sentence
from jamplan.language.people import person_key

_MOST_EXCEPTIONS = 2
"""The most items of a kind that the headline names: more do not fit a screen of 23 lines."""
_MOST_TOTALS = 4
"""The most totals that a headline tells: five judges of one list are four lines too many."""
EXCEPTIONS = (Status.CONTESTED, Status.REFUSED, Status.NOTED)
"""The statuses that a headline always has beside what is taken up."""


def headline(context: Context) -> str:
    """The result in a few sentences: how many proposals, who says so, in which wording."""
    return plain(lead(context))


def lead(context: Context) -> Inline:
    """The answer in one paragraph, for a screen: who says so, how, and what else is on record."""
    first, *others = headline_sentences(context)
    return joined([inline(plain(first).removesuffix("."), "."), *others], " ")


def lead_in_short(context: Context) -> Inline:
    """The count, with what is disputed, refused or left open: what no screen leaves out."""
    first = plain(headline_sentences(context)[0]).removesuffix(".")
    told = exceptions(context) if context.positions else []
    return joined([inline(first, "."), *told], " ")


def headline_sentences(context: Context) -> list[Inline]:
    """The sentences of :func:`headline`; the first one, without a point, can be a title."""
    figures = context.figures
    if not figures.denominator:
        nothing = context.gettext(
            "There is nothing to count yet: no number and no text is known."
        )
        return [inline(nothing)]
    told = [_how_many(context)]
    if context.view.as_of is not None:
        day = context.language.date(context.view.as_of)
        told.append(inline(context.gettext("As published by {date}.", date=day)))
    if not context.has_document:
        return [*told, *_totals_in_short(context)]
    if not context.positions:
        # A response that nobody has reviewed has its answers.
        if not context.corpus.is_response or context.is_reviewed:
            none = N_("No statement on record; that rules none out.")
            told.append(inline(context.gettext(none)))
        return [*told, *_totals_in_short(context)]
    told += who_says_so(context)
    told += exceptions(context)
    told += map(inline, readings(context))
    told += _totals_in_short(context)
    if context.corpus.is_response and figures.claimants:
        told += _outcomes(context)
    if against := against_in_short(context):
        told.append(against)
    return told


def _how_many(context: Context) -> Inline:
    """« 28 propositions : les auteurs de ce relevé comptent 3 reprises affirmées », without a point.

    Of a response, all that it answers; without a document, that none is on record.
    """
    _, items = context.gettext, all_items(context)
    if not context.has_document:
        without = _("no document that answers is on record")
        return inline(f"{items}{_('; ')}{without}")
    if not context.is_reviewed:
        return inline(f"{items}{_(': ')}{_('nothing reviewed yet')}")
    if context.corpus.is_response:
        date = context.corpus.plan_document.date
        when = f", {_('{measure}')} {context.language.of_date(date)}" if date else ""
        counts = [context.status_text(), _score(context)]
        return inline(f"{items}{when}{_(': ')}", joined(filter(None, counts)))
    if not context.positions:
        # Without statements, all that is concluded.
        return inline(f"{items}, {context.status_text()}")
    taken_up = context.status_text(*COUNTED_STATUSES)
    counted = context.status_text(*COUNTED_STATUSES, *EXCEPTIONS)
    if not taken_up:
        parts = [items, _none(context), context.status_text(*EXCEPTIONS)]
        return joined(filter(None, parts))
    return inline(
        context.ngettext(
            "{items}: {reader} counts {counts}",
            "{items}: {reader} count {counts}",
            context.readers(None),
            items=items,
            reader=context.reader(None),
            counts=", ".join(filter(None, [counted, _score(context)])),
        )
    )


COUNTED_STATUSES = (Status.ADOPTED, Status.PARTIAL)


def who_says_so(context: Context, *, quoted: bool = True) -> list[Inline]:
    """Who is heard in what is stated and interpreted: one publisher, one voice, or several.

    ``quoted``, with what the only one says of all.
    """
    figures = context.figures
    if not figures.voices:
        return []
    publisher, speaker = figures.sole_publisher, figures.sole_speaker
    addressee = context.corpus.plan_document.publisher
    on_items = heard(context.positions, context.corpus.source)
    if context.corpus.is_response and {voice.via for voice in on_items} == {addressee}:
        # Others may count the answers; on each of them, it alone is heard.
        publisher, speaker = addressee, figures.sole_speaker
    if publisher is not None:
        return [_sole_source(context, publisher, speaker, quoted=quoted)]
    if speaker is not None:
        voice = N_("A single voice, in several publications: {actor}.")
        return [inline(context.gettext(voice, actor=context.introduced(speaker)))]
    told = by_source(context)
    return [inline(f"{capitalised(told)}.")] if told else []


def _sole_source(
    context: Context, publisher: str, speaker: str | None, *, quoted: bool
) -> Inline:
    """« La seule source trouvée : les JAM, à l’origine des propositions (« Certaines … »). »."""
    _ = context.gettext
    name = f"{context.introduced(publisher)}{_author(context, publisher)}"
    if speaker is not None and speaker != publisher:
        about = context.language.by_name(context.introduced(speaker))
        name = _("{actor}, on what is said {by_who}", actor=name, by_who=about)
    addressee = context.corpus.plan_document.publisher
    if context.corpus.is_response and publisher == addressee:
        return inline(f"{_('Source')}{_(': ')}{name}.")
    total = _own_total(context) if quoted else None
    words = in_brackets(context, total) if total else ()
    consulted, _day = context.consulted_for(SearchOf.STATEMENTS)
    found = N_("The only source found: {actor}.")
    message = found if consulted else N_("A single source: {actor}.")
    return context.filled(message, actor=inline(name, words))


def _own_total(context: Context) -> Statement | None:
    """What the only source of a plan says of all without a number, in its own words; else None."""
    publisher = context.figures.sole_publisher
    if context.corpus.is_response or publisher is None:
        return None
    for total in context.totals:
        voice = context.voice(total)
        is_own = voice.telling is Telling.SPEAKS and voice.who == publisher
        if is_own and number_in(total) is None and in_brackets(context, total):
            return total
    return None


def _author(context: Context, actor: str) -> str:
    """« , à l’origine des 28 propositions », of their author; else empty."""
    if actor != context.corpus.proposals_document.publisher:
        return ""
    return context.gettext(", which wrote the {proposals}")


def exceptions(context: Context) -> list[Inline]:
    """What voices disagree on, refuse, leave open, or say to different extents, item by item."""
    told: list[Inline] = []
    for status in EXCEPTIONS:
        rows = context.figures.with_status(status)
        told += [exception(context, row) for row in rows[:_MOST_EXCEPTIONS]]
    differing = [row for row in context.figures.rows if extents(context, row)]
    is_taken_up = [row for row in differing if row.status in COUNTED]
    for row in is_taken_up[:_MOST_EXCEPTIONS]:
        name, colon = context.item_name(row.proposal), context.gettext(": ")
        told.append(inline(f"{capitalised(name)}{colon}{extents(context, row)}."))
    return told


def exception(context: Context, row: ProposalRow) -> Inline:
    """One item that voices disagree on, refuse or leave open: « N° 3 : refus de Y (juin 2024). »."""
    _ = context.gettext
    name, colon = context.item_name(row.proposal), _(": ")
    if row.status is Status.CONTESTED:
        voices = voices_of_row(context, row)
        return inline(_("Disputed, {item}: {voices}.", item=name, voices=voices))
    clauses = [stated(context, each, day=True) for each in row.counted]
    head = f"{capitalised(name)}{colon}{', '.join(dict.fromkeys(clauses))}"
    if row.status is not Status.NOTED:
        return inline(f"{head}.")
    quotes = [
        piece.quote for piece in cited(context, row.counted[0].evidence) if piece.quote
    ]
    if not quotes:
        return inline(f"{head}.")
    told = inline(head, colon, quotes[0])
    return inline(told, ended(plain(told)).removeprefix(plain(told)))


def readings(context: Context) -> list[str]:
    """Whose reading what is interpreted is, and whose comparison what no source says."""
    readers: dict[tuple[Voicing | None, str | None], int] = {}
    for row in context.figures.rows:
        voicing = context.sort_of(row).voicing
        if voicing not in _READ:
            continue
        alike = [each for each in row.take_ups if context.voicing(each) is voicing]
        for name in dict.fromkeys(each.by for each in alike):
            readers[voicing, name] = readers.get((voicing, name), 0) + 1
    told = []
    for (read, name), n in readers.items():
        # The first sentence says that the authors of the record count.
        is_told = name is None and not context.corpus.is_response
        if is_told and read is Voicing.INTERPRETED:
            continue
        reader = context.reader(name)
        told.append(ended(context.ngettext(*_READ[read], n, reader=reader)))
    return told


_READ: Mapping[Voicing | None, tuple[str, str]] = {
    Voicing.INTERPRETED: ngettext(
        "{n} interpreted, by {reader}", "{n} interpreted, by {reader}"
    ),
    Voicing.COMPARED: ngettext(
        "{n} comparison of both texts, which no source is said to make, by {reader}",
        "{n} comparisons of both texts, which no source is said to make, by {reader}",
    ),
}
"""What is no speaker's word."""


def _totals_in_short(context: Context) -> Iterator[Inline]:
    """Yield what sources say of all: those who take something up, and of what became of it.

    Without anything else on record, that is what all of them say. Notes are told elsewhere.
    """
    totals = all_totals(context)
    if context.positions:
        claimants = context.figures.claimants
        known = {None, context.figures.adopted} if context.corpus.is_response else set()
        totals = [
            each
            for each in totals
            if context.who(each).actor in claimants and number_in(each) not in known
        ]
        # It is told with who says so.
        own = _own_total(context)
        totals = [each for each in totals if each is not own]
    for total in totals[:_MOST_TOTALS]:
        yield told_total(context, total, noted=False)


def in_brief(context: Context) -> list[str]:
    """What is counted by several sources, and what is not established."""
    told = [f"{plain(_how_many(context))}."]
    if context.view.as_of is not None:
        day = context.language.date(context.view.as_of)
        told.append(context.gettext("As published by {date}.", date=day))
    told += map(plain, who_says_so(context))
    told += map(plain, exceptions(context))
    told += readings(context)
    if not context.corpus.is_response:
        told += the_rest(context, *(each for each in OPEN if each not in EXCEPTIONS))
    told += [context.gettext(NOT_CARRIED_OUT)] if context.corpus.is_response else []
    return [*told, *filter(None, [plain(against_in_short(context))])]


NOT_CARRIED_OUT = N_("Accepted is not implemented.")


def _outcomes(context: Context) -> Iterable[Inline]:
    """Yield that an acceptance is no outcome, and what a search for the outcomes of all found."""
    yield inline(context.gettext(NOT_CARRIED_OUT))
    for search in outcome_searches(context):
        result = context.data(search.result)
        yield (replace(result, text=first_sentence(result.text)),)


def outcome_searches(context: Context) -> list[Search]:
    """The searches on record for what became of all measures."""
    return [
        each
        for each in context.corpus.searches
        if each.of is SearchOf.OUTCOMES and not each.about
    ]


def all_items(context: Context) -> str:
    """« 28 propositions »; under a rule that leaves out missing texts, how many are known."""
    items = context.ngettext("{n} {proposal}", "{n} {proposals}", context.figures.total)
    return f"{items}{_known(context)}"


def _known(context: Context) -> str:
    """« (8 textes connus) », if the figures are out of those alone."""
    n = context.figures.denominator
    if n == context.figures.total:
        return ""
    return context.ngettext(" ({n} known text)", " ({n} known texts)", n)


def against_in_short(context: Context) -> Inline:
    """The first thing that speaks against all statements that count, without its date; else empty."""
    if not context.figures.claimants:
        return ()
    for objection in context.corpus.objections:
        told = context.data(objection.text)
        # What follows a semicolon is for the whole report.
        if text := re.split(r"\s*;", told.text)[0].rstrip("."):
            return inline(replace(told, text=capitalised(text)), ".")
    return ()


def _score(context: Context) -> str:
    """What the statements add up to, if the rule weighs the partial ones; else nothing."""
    figures = context.figures
    if (
        not figures.statuses[Status.PARTIAL]
        or figures.rule.partial is PartialCounts.APART
    ):
        return ""
    return context.gettext("total: {score}", score=context.number(figures.score))


def by_source(context: Context) -> str:
    """« par source, affirmées, sans addition : les JAM, 6 ; X, 4 ; 3 en commun », of several.

    What a reader reads in a sentence is no number of its speaker.
    """
    _, figures = context.gettext, context.figures
    counts = dict.fromkeys(figures.claimants, 0)
    shared = 0
    for row in figures.rows:
        explicit = [each for each in row.take_ups if context.voicing(each) in _STATED]
        stated_by = {context.who(each).actor for each in explicit}
        shared += len(stated_by) > 1
        for actor in counts:
            counts[actor] += actor in stated_by
    parts = []
    for actor, n in counts.items():
        if n:
            parts.append(f"{context.introduced(actor)}, {context.number(n)}")
    if len(parts) > 1:
        parts.append(_("{n} in common", n=context.number(shared)))
    if not parts:
        return ""
    return _("by source, stated, not additive: {sources}", sources=_("; ").join(parts))


_STATED = frozenset({Voicing.STATED, Voicing.REPORTED})


def the_rest(context: Context, *statuses: Status) -> list[str]:
    """How many proposals have these statuses, as a sentence; nothing if none has."""
    counts = context.status_text(*statuses) if statuses else ""
    return [context.gettext("The rest: {counts}.", counts=counts)] if counts else []


def _none(context: Context) -> str:
    """That no statement counts; of one claimant that nothing on record comes from it."""
    actor = context.figures.rule.whose
    if actor is None:
        return context.gettext("none stated to be taken up")
    return context.gettext(
        "no statement on record comes from {actor}", actor=context.called(actor)
    )


def of_actor(context: Context, actor: str) -> Context:
    """The same report with the statements of one actor alone."""
    rule = replace(context.figures.rule, whose=actor, reader=None)
    return Context(context.corpus, context.language, rule)


def further_totals(context: Context) -> list[Statement]:
    """What sources say of all whose words the headline does not quote."""
    so_far, further = headline(context), []
    for total in all_totals(context):
        quotes = [
            plain(piece.quote)
            for piece in cited(context, total.evidence)
            if piece.quote
        ]
        if not any(quote in so_far for quote in quotes):
            further.append(total)
    return further


def what_counts(context: Context) -> str:
    """« affirmées et interprétées, selon les JAM »."""
    rule = context.figures.rule
    counted = context.gettext(vocabulary.COUNTED[rule.words])
    if rule.reader is not None:
        return context.gettext("as compared by {reader}", reader=rule.reader)
    return context.attributed(counted, rule.whose) if rule.whose else counted


def rule_in_words(context: Context) -> list[str]:
    """The four choices of the rule, one sentence each."""
    _ = context.gettext
    rule = context.figures.rule
    counted = (
        f"{_('Statements that count')}{_(': ')}{_(vocabulary.COUNTED[rule.words])}."
    )
    weaker = _(
        "Two degrees, wording and attribution to the author: the weaker one counts."
    )
    whose = _("Whoever says so.")
    if rule.whose is not None:
        whose = _("According to {actor} only.", actor=context.called(rule.whose))
    if rule.reader is not None:
        whose = _("What {reader} compared and concluded only.", reader=rule.reader)
    partial = capitalised(_(vocabulary.PARTIAL[rule.partial]))
    return [f"{counted} {weaker}", whose, f"{partial}.", _out_of(context)]


def _out_of(context: Context) -> str:
    """What the figures are out of: the declared number and whose it is, or those that are listed."""
    _, figures = context.gettext, context.figures
    if figures.rule.of is OutOf.DOCUMENTED:
        return context.ngettext(
            "Out of: {n} {proposal} with a known text.",
            "Out of: {n} {proposals} with a known text.",
            figures.documented,
        )
    declared = context.corpus.proposals_document.declared
    if not declared or figures.total != declared[0].count:
        return context.ngettext(
            "Out of: {n} listed {proposal}.",
            "Out of: {n} listed {proposals}.",
            figures.total,
        )
    number = _("Out of: the declared number, {n}", n=context.number(figures.total))
    names = context.declared_by
    return (
        f"{number} {_('according to {actor}', actor=names)}." if names else f"{number}."
    )


class Beside(StrEnum):
    """What has only some of the warnings on the figures beside it."""

    SCREEN = auto()
    PROPOSALS = auto()
    """A published count of proposals."""
    MEASURES = auto()
    """A published count of measures."""
    SUMMARY = auto()
    PAGE = auto()


_ELSEWHERE = {
    "proposals-not-read",
    "plan-not-read",
    "extent-unstated",
    "measures-inferred",
}
"""What the method and each statement say."""
WARNINGS: Mapping[Beside, set[str]] = {
    Beside.SCREEN: {"stale", "plan-older"},
    Beside.PROPOSALS: {"stale", "plan-older", "extent-unstated"},
    Beside.MEASURES: {"stale", "measures-inferred", "plan-not-read"},
    # It shows no chapters.
    Beside.SUMMARY: KINDS.keys() - _ELSEWHERE - {"chapters-inferred"},
    Beside.PAGE: KINDS.keys() - _ELSEWHERE,
}
"""The codes of the warnings that are told beside each; the whole report and the workbook have all."""


def warnings(context: Context, beside: Beside) -> list[str]:
    """What the figures leave open, a sentence each, as far as it is told there."""
    # Of a single source, the headline says so.
    said = {"claimant-is-author"} if context.figures.sole_publisher else set()
    told = WARNINGS[beside] - said
    return [
        context.warning(each) for each in context.figures.warnings if each.code in told
    ]


def unknowns(context: Context) -> list[str]:
    """What the figures leave open, one statement each: what is undecided first, then the warnings."""
    warnings = (context.warning(warning) for warning in context.figures.warnings)
    return [*filter(None, [in_short(context)]), *warnings]


def in_short(context: Context) -> str:
    """:func:`undecided` and the rest: the numbers add up to the total. It is empty if that is."""
    low, high = context.figures.range
    rest = [status for status in OPEN if status not in UNDECIDED]
    if low == high:
        rest.insert(0, Status.PARTIAL)
    return " ".join(filter(None, [undecided(context), *the_rest(context, *rest)]))


def undecided(context: Context) -> str:
    """What counts and what is undecided: « 6 comptées, 21 sans conclusion (…) : pas de taux ».

    It is empty if nobody has decided on anything yet. A bar beside it has the rest.
    """
    if not context.is_reviewed or not context.has_document:
        return ""
    figures, number = context.figures, context.number
    low, high = figures.range
    if low == high:
        settled = N_("{low} under this rule; nothing is left to review.")
        return context.gettext(settled, low=number(low))
    is_declared = figures.rule.of is OutOf.DECLARED
    statuses = [
        each for each in UNDECIDED if is_declared or each is not Status.UNDOCUMENTED
    ]
    parts = context.status_text(*statuses)
    if sum(figures.statuses[status] > 0 for status in statuses) > 1:
        parts = context.gettext(
            "{open} undecided ({parts})", open=number(high - low), parts=parts
        )
    not_a_rate = N_("{counted}, {undecided}: not a rate.")
    if not is_declared and figures.documented < figures.total:
        not_a_rate = N_(
            "{counted} of {known} known texts, {undecided}: a selection, not a rate."
        )
    return context.gettext(
        not_a_rate,
        counted=context.ngettext("{n} counted", "{n} counted", low),
        known=number(figures.documented),
        undecided=", ".join(filter(None, [context.status_text(Status.PARTIAL), parts])),
    )


def decided_apart(context: Context) -> list[str]:
    """How many decisions people made apart, and for how many they gave the same answer."""
    decided = defaultdict[str, dict[str, object]](dict)
    for record in context.corpus.statements:
        for entry in record.apart:
            if not entry.seen:
                person = person_key(entry.by or "")
                decided[record.about][person] = (entry.says, entry.measures)
    together = [people for people in decided.values() if len(people) > 1]
    alike = sum(len(set(people.values())) == 1 for people in together)
    told = context.ngettext(
        "Two people decided on {n} {proposal}, alike for {alike}; unsettled differences are left out.",
        "Two people decided on {n} {proposals}, alike for {alike}; unsettled differences are left out.",
        len(together),
        alike=context.number(alike),
    )
    return [told] if together else []
