"""Decisions as sentences say them when they are recorded or listed."""

from __future__ import annotations

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Dismissal, Link, Verdict, names_in
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports.labels import called, label
from jamplan.reports.objections import objection_sentence

OWN_WORDS_ARE_A_PLACE = N_(
    "Words of the corpus are recorded as a place, not as a quote: its text is not the source’s own."
)


def done_text(done: str, by: str, language: Language) -> str:
    """Return what recording did, by its code (« added », « confirmed »), or who took it off."""
    _ = language.gettext
    match done:
        case "added":
            return _("Recorded:")
        case "changed":
            return _("Changed on record:")
        case "confirmed":
            return _("Confirmed:")
        case "removed":
            return _("Taken off the record by {name}:", name=one_line(by))
        case _unchanged:
            return _("On record already:")


def decision_text(
    corpus: Corpus,
    decision: Link | Verdict | Dismissal,
    language: Language,
    before: Corpus | None = None,
) -> str:
    """Return a decision in one sentence: ids, what was decided, who states, recorded and confirmed it.

    What speaks against a link follows it. ``before`` knows the actors that ``corpus`` may have lost.
    """
    _ = language.gettext
    recorded = _("; recorded by {name}", name=one_line(decision.by)) if decision.by else ""
    if not isinstance(decision, Dismissal) and decision.confirmed_by:
        names = language.listed([one_line(name) for name in names_in(decision.confirmed_by)])
        recorded += _("; confirmed by {names}", names=names)
    match decision:
        case Link():
            sentence = _(
                "{left} → {right}, {wording}, according to {actor} (extent: {extent}){recorded}.",
                left=decision.proposal,
                right=decision.measure,
                wording=label(language, decision.basis),
                actor=_actor(corpus, before, decision.claimed_by, language),
                extent=label(language, decision.extent),
                recorded=recorded,
            )
            against = (objection_sentence(corpus, language, known) for known in decision.objections)
            return " ".join((sentence, *against))
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
