"""What is said of the whole: headline, range, what is unknown, the rule, the method."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from jamplan.account.clauses import (
    EXCEPTIONS,
    MOST_NAMED,
    acceptances,
    disputes,
    exceptions,
    exceptions_by_number,
    in_each_document,
    readings,
)
from jamplan.account.context import Context
from jamplan.account.method import rule_in_words
from jamplan.account.quoting import cited, closed
from jamplan.account.spans import Inline, bracketed, inline, joined, plain
from jamplan.account.totals import (
    all_totals,
    in_brackets,
    latest_totals,
    number_in,
    told_total,
)
from jamplan.account.vocabulary import (
    Voicing,
    capitalised,
    ended,
    measure_noun,
)
from jamplan.corpus.model import Search, SearchOf
from jamplan.corpus.statements import Group, Statement
from jamplan.corpus.voices import Telling, heard
from jamplan.counting.figures import Row
from jamplan.counting.rules import PartialCounts, default_rule
from jamplan.counting.statuses import Status
from jamplan.language import N_
from jamplan.language.folding import first_sentence


def headline(context: Context) -> str:
    """The result in brief: how many proposals, who says so, and in which wording."""
    return plain(lead(context))


def lead(context: Context) -> Inline:
    """The answer in one paragraph: who says so, how, and what else is on record."""
    first, *others = headline_sentences(context)
    opening = [inline(plain(first).removesuffix("."), ".")]
    is_told = context.figures.denominator and context.positions
    items = inline(all_items(context), ".")
    if is_told and context.manner.speaks_for_itself:
        if accepted := acceptances(context):
            opening = [items, *map(inline, accepted)]
            others = [each for each in others if each not in opening]
    elif is_told and _own_total(context):
        # Who says so comes first, then what it amounts to.
        (source,) = who_says_so(context)
        counts = ended(capitalised(_taken_up(context)))
        opening = [items, source, inline(counts)]
        others = [each for each in others if each != source]
    return joined([*opening, *others], " ")


def lead_in_short(context: Context) -> Inline:
    """How many items, and by number what is disputed, refused or open.

    Every screen has it.
    """
    if not context.positions:
        first, *_others = headline_sentences(context)
        return joined([closed(first), *scope(context)], " ")
    # A bar beside it has the counts.
    first = inline(f"{all_items(context)}.")
    told = [*scope(context), *exceptions_by_number(context)]
    if context.is_long:
        # The table beside it has not all rows.
        told = [*in_each_document(context), *told]
    rule = context.figures.rule
    is_chosen = rule.whose is not None or rule.reader is not None
    voices = [] if is_chosen else who_says_so(context, quoted=False)
    return joined([first, *told, *voices, *readings(context)], " ")


def headline_sentences(context: Context) -> list[Inline]:
    """The result in sentences, the first one, without a point, as a title."""
    figures = context.figures
    if not figures.denominator:
        nothing = context.gettext(
            "There is nothing to count yet: no number and no text is known."
        )
        return [inline(nothing)]
    told = [_how_many(context), *map(inline, in_each_document(context))]
    told += map(inline, scope(context))
    if not context.has_document:
        told += map(inline, disputes(context))
        return [*told, *_totals_in_short(context)]
    if not context.positions:
        # A response that nobody has reviewed has its answers.
        if not context.manner.answers_each or context.is_reviewed:
            none = N_("No statement on record; that rules none out.")
            told.append(inline(context.gettext(none)))
        return [*told, *_totals_in_short(context)]
    if not context.manner.speaks_for_itself:
        told += who_says_so(context)
        told += map(inline, readings(context))
    told += exceptions(context)
    told += _totals_in_short(context)
    if not context.manner.carries_out and figures.claimants:
        told += _outcomes(context)
    told += filter(None, [against_in_short(context), unread(context)])
    return told


def scope(context: Context) -> list[str]:
    """What the figures are of, as far as chosen: a day, a document, a rule, a voice."""
    _, rule, told = context.gettext, context.figures.rule, []
    if context.view.as_of is not None:
        told.append(context.published_by_then)
    if context.view.of_one:
        told.append(f"{_('Document')}{_(': ')}{context.names[1]}.")
    counted, whose, _partial, _base = rule_in_words(context)
    if rule.reader is None and rule.words is not default_rule(context.corpus).words:
        told.append(counted.partition(". ")[0] + ".")
    if rule.whose is not None or rule.reader is not None:
        told.append(whose)
    return told


def unread(context: Context) -> Inline:
    """What could be read of a document that proposes, if not all of it; else empty.

    Its note begins with that.
    """
    note = context.corpus.proposals_document.note
    codes = {warning.code for warning in context.figures.warnings}
    if note is None or "proposals-not-read" not in codes:
        return ()
    told = context.data(note)
    first = replace(told, text=first_sentence(told.text).rstrip("."))
    missing = context.status_text(Status.UNDOCUMENTED)
    counts = ", ".join(filter(None, [described_count(context), missing]))
    return inline(first, context.gettext(": "), counts, ".")


def described_count(context: Context) -> str:
    """« des sources décrivent 8 propositions », of a document that was not read."""
    known = context.ngettext(
        "{n} {proposal}", "{n} {proposals}", context.figures.documented
    )
    return context.gettext("sources describe {known}", known=known)


def _how_many(context: Context) -> Inline:
    """« 28 propositions : les auteurs comptent 3 reprises affirmées », without a point.

    Of a response, all that it answers; without a document, that none is on record.
    """
    _, items = context.gettext, all_items(context)
    if not context.has_document:
        without = _("no document that answers is on record")
        return inline(f"{items}{_('; ')}{without}")
    if not context.is_reviewed:
        return inline(f"{items}{_(': ')}{_('nothing reviewed yet')}")
    if context.manner.answers_each:
        date = context.corpus.plan_document.date
        when = ""
        if date:
            noun = measure_noun(context.language)
            when = f", {noun} {context.language.of_date(date)}"
        if context.by_document:
            when = f"{_('; ')}{context.names[1]}"
        counts = ", ".join(filter(None, [context.status_text(), _score(context)]))
        return inline(f"{items}{when}{_(': ')}{tallied(context, counts)}")
    if not context.positions:
        # Without statements, all that is concluded.
        return inline(f"{items}, {context.status_text()}")
    if not context.status_text(*COUNTED_STATUSES):
        parts = [items, _none(context), context.status_text(*EXCEPTIONS)]
        return joined(filter(None, parts))
    return inline(f"{items}{_(': ')}{_taken_up(context)}")


def _taken_up(context: Context) -> str:
    """« les auteurs de ce relevé comptent 3 reprises affirmées, 3 interprétées »."""
    counts = context.status_text(*COUNTED_STATUSES, *EXCEPTIONS)
    return counted(context, ", ".join(filter(None, [counts, _score(context)])))


def counted(context: Context, counts: str) -> str:
    """Who counts so many: who signs the record, or its authors."""
    return context.ngettext(
        "{reader} counts {counts}",
        "{reader} count {counts}",
        context.readers(None),
        reader=context.reader(None),
        counts=counts,
    )


def tallied(context: Context, counts: str) -> str:
    """So many, after a response that says all of it itself; else who counts so many.

    What others say, or readers read, is no count of the response.
    """
    addressee = context.corpus.plan_document.publisher
    voices = [
        context.voice(each) for row in context.figures.rows for each in row.counted
    ]
    is_own = all(
        voice.telling is Telling.SPEAKS and voice.who == addressee for voice in voices
    )
    if context.manner.speaks_for_itself and is_own:
        return counts
    return counted(context, counts)


COUNTED_STATUSES = (Status.ADOPTED, Status.PARTIAL)


def who_says_so(
    context: Context, *, quoted: bool = True, noted: bool = True
) -> list[Inline]:
    """Who is heard in what is stated and interpreted: a publisher, a voice, or several.

    ``quoted``, with what the only one says of all, and if ``noted`` what the corpus
    notes on that.
    """
    figures = context.figures
    if not figures.voices:
        return []
    publisher, speaker = figures.sole_publisher, figures.sole_speaker
    addressee = context.corpus.plan_document.publisher
    on_items = heard(context.positions, context.corpus.source)
    if context.manner.speaks_for_itself and {voice.via for voice in on_items} == {
        addressee
    }:
        # Others may count the answers; on each of them, it alone is heard.
        publisher, speaker = addressee, figures.sole_speaker
    if publisher is not None:
        total, name = None, context.whole_name(publisher)
        if quoted:
            total = _own_total(context)
        if noted:
            name = context.introduced(publisher)
        sole = [_sole_source(context, publisher, name, speaker, total)]
        if noted and total and total.note:
            sole.append(inline(context.data(total.note)))
        return [joined(sole, " ")]
    if speaker is not None:
        voice = capitalised(context.gettext("a single voice, in several publications"))
        colon = context.gettext(": ")
        return [inline(f"{voice}{colon}{context.introduced(speaker)}.")]
    told = by_source(context)
    return [inline(f"{capitalised(told)}.")] if told else []


def _sole_source(
    context: Context,
    publisher: str,
    called: str,
    speaker: str | None,
    total: Statement | None,
) -> Inline:
    """« La seule source trouvée, les JAM, écrit : « Certaines … ». »."""
    _ = context.gettext
    name = f"{called}{_author(context, publisher)}"
    if speaker is not None and speaker != publisher:
        about = context.language.by_name(context.introduced(speaker))
        name = _("{actor}, on what is said {by_who}", actor=name, by_who=about)
    addressee = context.corpus.plan_document.publisher
    if context.manner.speaks_for_itself and publisher == addressee:
        return inline(f"{_('Source')}{_(': ')}{name}.")
    consulted, _day = context.consulted_for(SearchOf.STATEMENTS)
    source = _("The only source found")
    if not consulted:
        source = capitalised(_("single source"))
    if total is None:
        return inline(f"{source}{_(': ')}{name}.")
    # What it gives no number of, it says in its own words.
    (piece, *_others) = [each for each in cited(context, total.evidence) if each.words]
    gloss = bracketed(piece.gloss)
    quote = inline(context.quoted(piece.words), gloss)
    message = N_("{source}, {actor}, says: {quote}")
    return closed(context.filled(message, source=source, actor=name, quote=quote))


def _own_total(context: Context) -> Statement | None:
    """What a plan's only source says of all without a number, in its words; or None."""
    publisher, whose = context.figures.sole_publisher, context.figures.rule.whose
    is_chosen = whose in {None, publisher} and not context.manner.speaks_for_itself
    if publisher is None or not is_chosen:
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


def _totals_in_short(context: Context) -> Iterator[Inline]:
    """Yield what sources say of all: that it is taken up, and what became of it.

    Without anything else on record, that is what all of them say. Notes are told
    elsewhere.
    """
    totals = latest_totals(context)
    if context.positions:
        claimants = context.figures.claimants
        totals = [
            each
            for each in totals
            if context.who(each).actor in claimants and not _is_counted(context, each)
        ]
        # It is told with who says so.
        own = _own_total(context)
        totals = [each for each in totals if each is not own]
    for total in totals[:MOST_NAMED]:
        # What a total of outcomes leaves open is part of it.
        noted = not context.manner.carries_out and total.is_outcome
        yield told_total(context, total, noted=noted)


def _is_counted(context: Context, total: Statement) -> bool:
    """Whether a response's headline has a total already: its own, of what it accepts.

    One without a number says nothing that the counts don't.
    """
    if not context.manner.speaks_for_itself or total.is_outcome:
        return False
    n = number_in(total)
    is_alone = context.figures.sole_speaker is not None
    is_same = n == context.figures.adopted and total.group is Group.YES
    return n is None or (is_alone and is_same)


NOT_CARRIED_OUT = N_("Accepted is not implemented.")


def _outcomes(context: Context) -> Iterable[Inline]:
    """Yield that an acceptance is no outcome, and what a search for outcomes found.

    A total of outcomes says so itself.
    """
    yield inline(context.gettext(NOT_CARRIED_OUT))
    if any(total.is_outcome for total in latest_totals(context)):
        return
    for search in outcome_searches(context):
        result = context.data(search.result)
        yield (replace(result, text=first_sentence(result.text)),)


def headline_sources(context: Context) -> Iterator[str]:
    """Yield the sources, by id, of the headline, of outcomes and of objections."""
    for total in all_totals(context):
        yield from (piece.source for piece in total.evidence)
    for row in context.figures.rows:
        if row.status in EXCEPTIONS:
            for each in row.counted:
                yield from (piece.source for piece in each.evidence)
    if not context.figures.claimants:
        return
    if not context.manner.carries_out:
        for search in outcome_searches(context):
            yield from search.sources
    for objection in context.corpus.objections[:1]:
        yield from (piece.source for piece in objection.evidence)


def outcome_searches(context: Context) -> list[Search]:
    """The searches on record for what became of all measures."""
    return [
        each
        for each in context.corpus.searches
        if each.of is SearchOf.OUTCOMES and not each.about
    ]


def all_items(context: Context) -> str:
    """« 28 propositions »; under a rule without missing texts, how many are known."""
    items = context.ngettext("{n} {proposal}", "{n} {proposals}", context.figures.total)
    return f"{items}{_known(context)}"


def _known(context: Context) -> str:
    """« (8 textes connus) », if the figures are out of those alone."""
    n = context.figures.denominator
    if n == context.figures.total:
        return ""
    return context.ngettext(" ({n} known text)", " ({n} known texts)", n)


def against_in_short(context: Context) -> Inline:
    """The first objection to all statements that count, without its date; or empty."""
    if not context.figures.claimants:
        return ()
    for objection in context.corpus.objections:
        told = context.data(objection.text)
        # What follows a semicolon is for the whole report.
        if text := re.split(r"\s*;", told.text)[0].rstrip("."):
            return inline(replace(told, text=capitalised(text)), ".")
    return ()


def _score(context: Context) -> str:
    """What the statements add up to, if the rule weighs partial ones; else nothing."""
    figures = context.figures
    if (
        not figures.statuses[Status.PARTIAL]
        or figures.rule.partial is PartialCounts.APART
    ):
        return ""
    return context.gettext("total: {score}", score=context.number(figures.score))


def by_source(context: Context) -> str:
    """« par source, affirmées, sans addition : les JAM, 6 ; X, 4 ; 3 en commun ».

    What a reader reads in a sentence is no number of its speaker, nor is what others
    report; the counts by status have both apart.
    """
    _ = context.gettext
    parts = []
    for actor, n in own_counts(context).items():
        parts.append(f"{context.introduced(actor)}, {context.number(n)}")
    if len(parts) > 1:
        shared = sum(len(_said_by(context, row)) > 1 for row in context.figures.rows)
        parts.append(_("{n} in common", n=context.number(shared)))
    if not parts:
        return ""
    return _("by source, stated, not additive: {sources}", sources=_("; ").join(parts))


def own_counts(context: Context) -> dict[str, int]:
    """Of how many items each actor, by id, says itself that they are taken up."""
    counts = dict.fromkeys(context.figures.claimants, 0)
    for row in context.figures.rows:
        said_by = _said_by(context, row)
        for actor in counts:
            counts[actor] += actor in said_by
    return {actor: n for actor, n in counts.items() if n}


def _said_by(context: Context, row: Row) -> set[str | None]:
    """The actors who say in their own words that an item is taken up."""
    explicit = [each for each in row.take_ups if context.voicing(each) in _STATED]
    voices = [context.voice(each) for each in explicit]
    return {voice.who for voice in voices if voice.telling in _OWN_WORDS}


_OWN_WORDS = frozenset({Telling.SPEAKS, Telling.QUOTED})
_STATED = frozenset({Voicing.STATED, Voicing.REPORTED})


def the_rest(context: Context, *statuses: Status) -> list[str]:
    """How many proposals have these statuses, as a sentence; nothing if none has."""
    counts = context.status_text(*statuses) if statuses else ""
    return [context.gettext("The rest: {counts}.", counts=counts)] if counts else []


def _none(context: Context) -> str:
    """That no statement counts; of one claimant, that none on record comes from it."""
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
