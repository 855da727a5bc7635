"""What each code is called, in the words of ``docs/glossaire.md``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import (
    Attribution,
    Basis,
    Extent,
    FollowUpState,
    Link,
    Proposal,
    Source,
    TitleBasis,
    VerdictKind,
)
from jamplan.counting.rules import Rule, Status, strength
from jamplan.language import N_, Language
from jamplan.language.folding import one_line

# By the kind of code first: codes of different kinds share their values (« explicit »).
LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    Status: {
        Status.ADOPTED: N_("said to be taken up"),
        Status.PARTIAL: N_("said to be taken up in part"),
        Status.BELOW_RULE: N_("statement not counted"),
        Status.NOT_ADOPTED: N_("no match found, or refused"),
        Status.NOT_ASSESSABLE: N_("out of scope, or cannot be checked"),
        Status.UNREVIEWED: N_("to review"),
        Status.UNDOCUMENTED: N_("text missing"),
    },
    Basis: {
        Basis.EXPLICIT: N_("explicit"),
        Basis.IMPLICIT: N_("implicit"),
        Basis.AMBIGUOUS: N_("ambiguous"),
        Basis.COMPARED: N_("comparison of the texts"),
    },
    Extent: {
        Extent.FULL: N_("full"),
        Extent.PARTIAL: N_("partial"),
        Extent.UNSTATED: N_("not stated"),
    },
    Attribution: {
        Attribution.EXPLICIT: N_("explicit (a source says whose idea it is)"),
        Attribution.IMPLICIT: N_("implicit (a source says only that the author states the need)"),
        Attribution.AMBIGUOUS: N_("ambiguous (whose idea is unclear)"),
    },
    VerdictKind: {
        VerdictKind.NO_MEASURE_FOUND: N_("no match found"),
        VerdictKind.REFUSED: N_("refused"),
        VerdictKind.OUT_OF_SCOPE: N_("out of scope"),
        VerdictKind.NOT_TESTABLE: N_("cannot be checked"),
    },
    TitleBasis: {
        TitleBasis.OFFICIAL: N_("official"),
        TitleBasis.REPORTED: N_("as others report it, not checked against the document"),
        TitleBasis.DESCRIBED: N_("written for this report"),
    },
    FollowUpState: {
        FollowUpState.DONE: N_("carried out"),
        FollowUpState.PARTLY: N_("partly carried out"),
        FollowUpState.NOT_DONE: N_("not carried out"),
        FollowUpState.ABANDONED: N_("dropped"),
    },
}


def label(language: Language, code: StrEnum) -> str:
    """What a code is called."""
    return language.gettext(LABELS[type(code)][code])


_COUNTS: Mapping[Status, Callable[[Language, int], str]] = {
    Status.ADOPTED: lambda language, n: language.ngettext(
        "{n} said to be taken up", "{n} said to be taken up", n
    ),
    Status.PARTIAL: lambda language, n: language.ngettext(
        "{n} said to be taken up in part", "{n} said to be taken up in part", n
    ),
    Status.BELOW_RULE: lambda language, n: language.ngettext(
        "{n} statement not counted", "{n} statements not counted", n
    ),
    Status.NOT_ADOPTED: lambda language, n: language.gettext(
        "{n} with no match found, or refused", n=language.number(n)
    ),
    Status.NOT_ASSESSABLE: lambda language, n: language.ngettext(
        "{n} out of scope, or cannot be checked", "{n} out of scope, or cannot be checked", n
    ),
    Status.UNREVIEWED: lambda language, n: language.gettext("{n} to review", n=language.number(n)),
    Status.UNDOCUMENTED: lambda language, n: language.ngettext(
        "{n} with text missing", "{n} with text missing", n
    ),
}


def status_counts(language: Language, statuses: Mapping[Status, int]) -> str:
    """« 2 reprises affirmées, 1 à examiner », of the statuses that occur."""
    counts = [_COUNTS[status](language, count) for status, count in statuses.items() if count]
    return ", ".join(counts)


def called(corpus: Corpus, language: Language, actor_id: str) -> str:
    """How a sentence names an actor: with its article where the corpus's language is spoken."""
    actor = corpus.actor[actor_id]
    if actor.called and language.code == corpus.language:
        return one_line(actor.called)
    return one_line(actor.name)


def rule_name(rule: Rule) -> str:
    """A rule in a word or two, as the command line has it."""
    return f"{rule.links}, {rule.claimed_by}" if rule.claimed_by else str(rule.links)


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
