"""Decisions in sentences, as they are recorded or listed."""

from __future__ import annotations

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Dismissal, Link, Verdict, names_in
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports.labels import attributed, label

OWN_WORDS_ARE_A_PLACE = N_(
    "Words of the corpus are recorded as a place, not as a quote: its text is not the source’s own."
)


_UNCHANGED = N_("On record already")
_OUTCOMES = {
    "added": N_("Recorded"),
    "changed": N_("Changed on record"),
    "confirmed": N_("Confirmed"),
    "removed": N_("Taken off the record by {name}"),
}


def done_text(outcome: str, by: str, language: Language) -> str:
    """The result of recording by its code (« added », « confirmed »), or who took it off."""
    text = language.gettext(_OUTCOMES.get(outcome, _UNCHANGED), name=one_line(by))
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
    match decision:
        case Link():
            wording = _stated(corpus, before, decision, label(language, decision.basis), language)
            extent = f"{_('extent')}{_(': ')}{label(language, decision.extent)}"
            text = f"{decision.proposal} → {decision.measure}, {wording} ({extent})"
        case Verdict():
            verdict = _stated(corpus, before, decision, label(language, decision.verdict), language)
            text = f"{decision.proposal}{_(': ')}{verdict}"
        case Dismissal():
            pair = f"{decision.proposal} / {decision.measure}"
            text = _("{pair}: pairing set aside", pair=pair)
    if decision.by:
        text += _("; recorded by {name}", name=one_line(decision.by))
    if not isinstance(decision, Dismissal) and decision.confirmed_by:
        names = language.listed([one_line(name) for name in names_in(decision.confirmed_by)])
        text += _("; confirmed by {names}", names=names)
    return f"{text}."


def _stated(
    corpus: Corpus, before: Corpus | None, decision: Link | Verdict, words: str, language: Language
) -> str:
    """« explicit, according to the League »; an actor whom no corpus has is named by its id."""
    for known in (corpus, before):
        if known is not None and decision.claimed_by in known.actor:
            return attributed(known, language, words, decision.claimed_by)
    actor = decision.claimed_by
    return language.gettext("{wording}, according to {actor}", wording=words, actor=actor)
