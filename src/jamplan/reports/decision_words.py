"""Decisions in sentences, as they are recorded or listed."""

from __future__ import annotations

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Dismissal, Link, Verdict, names_in
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports.labels import attributed, label
from jamplan.reports.objection_words import objection_sentence

OWN_WORDS_ARE_A_PLACE = N_(
    "Words of the corpus are recorded as a place, not as a quote: its text is not the source’s own."
)


COUNTS_WITH_ANY = N_("The comparison counts with --rule any.")

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


def decision_text(corpus: Corpus, decision: Link | Verdict | Dismissal, language: Language) -> str:
    """A decision in one sentence: ids, what was decided, who states, recorded and confirmed it.

    What speaks against a link follows.
    """
    _ = language.gettext
    match decision:
        case Link():
            wording = _stated(corpus, decision, label(language, decision.basis), language)
            extent = f"{_('extent')}{_(': ')}{label(language, decision.extent)}"
            text = f"{decision.proposal} → {decision.measure}, {wording} ({extent})"
        case Verdict():
            verdict = _stated(corpus, decision, label(language, decision.verdict), language)
            text = f"{decision.proposal}{_(': ')}{verdict}"
        case Dismissal():
            pair = f"{decision.proposal} / {decision.measure}"
            text = _("{pair}: pairing set aside", pair=pair)
    if decision.by:
        text += _("; recorded by {name}", name=one_line(decision.by))
    if not isinstance(decision, Dismissal) and decision.confirmed_by:
        names = language.listed([one_line(name) for name in names_in(decision.confirmed_by)])
        text += _("; confirmed by {names}", names=names)
    objections = decision.objections if isinstance(decision, Link) else ()
    against = (objection_sentence(corpus, language, known) for known in objections)
    return " ".join((f"{text}.", *against))


def _stated(corpus: Corpus, decision: Link | Verdict, words: str, language: Language) -> str:
    """« explicit, according to the League »; an actor that went with it is named by its id."""
    actor = decision.claimed_by
    if actor in corpus.actor:
        return attributed(corpus, language, words, actor)
    return language.gettext("{wording}, according to {actor}", wording=words, actor=actor)
