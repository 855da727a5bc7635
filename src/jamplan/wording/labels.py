"""What each code is called, in the words of ``docs/glossaire.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from jamplan.corpus import Corpus
from jamplan.counting.rules import strength
from jamplan.counting.statuses import Status
from jamplan.locale import N_, Language
from jamplan.model import (
    Actor,
    Attribution,
    Basis,
    Extent,
    FollowUpState,
    Link,
    Measure,
    Proposal,
    Source,
    TitleBasis,
    VerdictKind,
)
from jamplan.text.folding import one_line

# By the kind of code first: codes of different kinds share their values (« explicit »).
LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    Status: {
        Status.ADOPTED: N_("presented as taken up"),
        Status.PARTIAL: N_("presented as taken up in part"),
        Status.BELOW_RULE: N_("below the rule"),
        Status.NOT_ADOPTED: N_("concluded without take-up"),
        Status.NOT_ASSESSABLE: N_("not assessable"),
        Status.UNREVIEWED: N_("to be reviewed"),
        Status.UNDOCUMENTED: N_("no text found"),
    },
    Basis: {
        Basis.EXPLICIT: N_("in so many words"),
        Basis.IMPLICIT: N_("implicit"),
        Basis.AMBIGUOUS: N_("ambiguous"),
        Basis.COMPARED: N_("by comparing the texts"),
    },
    Extent: {
        Extent.FULL: N_("whole"),
        Extent.PARTIAL: N_("partial"),
        Extent.UNSTATED: N_("not established"),
    },
    Attribution: {
        Attribution.EXPLICIT: N_("explicit (a source says that the author proposes it)"),
        Attribution.IMPLICIT: N_("implicit (a source says only that the author states the need)"),
        Attribution.AMBIGUOUS: N_("ambiguous (one cannot tell whose it is)"),
    },
    VerdictKind: {
        VerdictKind.NO_MEASURE_FOUND: N_("no measure found"),
        VerdictKind.REFUSED: N_("refused"),
        VerdictKind.OUT_OF_SCOPE: N_("out of scope"),
        VerdictKind.NOT_TESTABLE: N_("not testable"),
    },
    TitleBasis: {
        TitleBasis.OFFICIAL: N_("official"),
        TitleBasis.REPORTED: N_("as others report it, not checked against the document"),
        TitleBasis.DESCRIBED: N_("in our words"),
    },
    FollowUpState: {
        FollowUpState.DONE: N_("carried out"),
        FollowUpState.PARTLY: N_("carried out in part"),
        FollowUpState.NOT_DONE: N_("not carried out"),
        FollowUpState.ABANDONED: N_("abandoned"),
    },
}


def label(language: Language, code: StrEnum) -> str:
    """What a code is called."""
    return language.gettext(LABELS[type(code)][code])


def called(corpus: Corpus, language: Language, actor_id: str) -> str:
    """How a sentence names an actor: with its article where the corpus's language is spoken."""
    actor = corpus.actor[actor_id]
    if actor.called and language.code == corpus.language:
        return one_line(actor.called)
    return one_line(actor.name)


def record_text(corpus: Corpus, links: Iterable[Link], proposal: Proposal, language: Language) -> str:
    """What is on record of a pair: how its links are stated, and by whom; nothing where none is."""
    said = [
        language.gettext(
            "{wording}, according to {actor}",
            wording=label(language, strength(link, proposal)),
            actor=called(corpus, language, link.claimed_by),
        )
        for link in links
    ]
    return language.gettext("; ").join(said)


_SHORT = 6
"""How long an id is at most that sentences and drawings use as a name."""


def short_name(item: Proposal | Measure, language: Language) -> str:
    """What an item is called beside its noun: its id (« A4 »), or its number where the id is long."""
    if item.number and len(item.id) > _SHORT:
        return language.gettext("no. {number}", number=one_line(item.number))
    return item.id


def column_names(measures: Sequence[Measure]) -> tuple[str, ...]:
    """What measures are called at the head of narrow columns: their ids, or their numbers.

    Numbers where an id is long, and each measure has a number of its own.
    """
    numbers = [one_line(each.number or "") for each in measures]
    long = any(len(each.id) > _SHORT for each in measures)
    if long and all(numbers) and len(set(numbers)) == len(numbers):
        return tuple(numbers)
    return tuple(each.id for each in measures)


def is_plural(actor: Actor) -> bool:
    """Whether sentences speak of several: « les JAM »."""
    return (actor.called or "").lower().startswith("les ")


def agreement(actor: Actor) -> str:
    """The context in which sentences agree with an actor: its gender, and plural where it is."""
    if actor.gender is None:
        return "unknown gender"
    return f"{actor.gender} plural" if is_plural(actor) else str(actor.gender)


def source_name(corpus: Corpus, language: Language, source: Source) -> str:
    """A source as a note names it: publisher, title or description, date."""
    publisher = one_line(corpus.actor[source.publisher].name)
    parts = [publisher]
    if source.title:
        parts.append(language.quoted(one_line(source.title)))
    elif source.description:
        parts.append(one_line(source.description))
    if source.date:
        date = language.date(source.date)
        if source.date_inferred:
            date = language.gettext("{date} (date inferred)", date=date)
        parts.append(date)
    return ", ".join(parts)
