"""Decisions as sentences say them when they are recorded or listed."""

from __future__ import annotations

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Dismissal, Link, Verdict
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports.labels import called, label

OWN_WORDS_ARE_A_PLACE = N_(
    "Words of the corpus are recorded as a place, not as a quote: its text is not the source’s own."
)


def done_text(done: str, language: Language) -> str:
    """What recording did, by its code: « added », « changed », « confirmed » and so on."""
    _ = language.gettext
    match done:
        case "added":
            return _("Recorded:")
        case "changed":
            return _("Changed on record:")
        case "confirmed":
            return _("Confirmed:")
        case "removed":
            return _("Taken off the record:")
        case _unchanged:
            return _("On record already:")


def decision_text(
    corpus: Corpus,
    decision: Link | Verdict | Dismissal,
    language: Language,
    before: Corpus | None = None,
) -> str:
    """A decision in one sentence: its ids, what was decided, who states it and who recorded it.

    ``before`` knows the actors that ``corpus`` may have lost with the decision.
    """
    _ = language.gettext
    recorded = _("; recorded by {name}", name=one_line(decision.by)) if decision.by else ""
    match decision:
        case Link():
            return _(
                "{left} → {right}, {wording}, according to {actor} (extent: {extent}){recorded}.",
                left=decision.proposal,
                right=decision.measure,
                wording=label(language, decision.basis),
                actor=_actor(corpus, before, decision.claimed_by, language),
                extent=label(language, decision.extent),
                recorded=recorded,
            )
        case Verdict():
            return _(
                "{id}: {verdict}, according to {actor}{recorded}.",
                id=decision.proposal,
                verdict=label(language, decision.verdict),
                actor=_actor(corpus, before, decision.claimed_by, language),
                recorded=recorded,
            )
        case Dismissal():
            return _(
                "{left} / {right}: pairing set aside{recorded}.",
                left=decision.proposal,
                right=decision.measure,
                recorded=recorded,
            )


def _actor(corpus: Corpus, before: Corpus | None, actor: str, language: Language) -> str:
    for known in (corpus, before):
        if known is not None and actor in known.actor:
            return called(known, language, actor)
    return actor
