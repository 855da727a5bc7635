"""Decisions in sentences, as they are recorded or listed."""

from __future__ import annotations

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Dismissal, Link, Verdict, names_in
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports.labels import called, label

OWN_WORDS_ARE_A_PLACE = N_(
    "Words of the corpus are recorded as a place, not as a quote: its text is not the source’s own."
)


_UNCHANGED = N_("On record already")
_DONE = {
    "added": N_("Recorded"),
    "changed": N_("Changed on record"),
    "confirmed": N_("Confirmed"),
    "removed": N_("Taken off the record by {name}"),
}


def done_text(done: str, by: str, language: Language) -> str:
    """The result of recording by its code (« added », « confirmed »), or who took it off."""
    text = language.gettext(_DONE.get(done, _UNCHANGED), name=one_line(by))
    return text + language.gettext(": ").rstrip(" ")


def decision_text(
    corpus: Corpus,
    decision: Link | Verdict | Dismissal,
    language: Language,
    before: Corpus | None = None,
) -> str:
    """A decision in one sentence: ids, what was decided, who states, recorded and confirmed it.

    ``before`` knows the actors that ``corpus`` may have lost with the decision.
    """
    _ = language.gettext
    recorded = _("; recorded by {name}", name=one_line(decision.by)) if decision.by else ""
    if not isinstance(decision, Dismissal) and decision.confirmed_by:
        names = language.listed([one_line(name) for name in names_in(decision.confirmed_by)])
        recorded += _("; confirmed by {names}", names=names)
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
