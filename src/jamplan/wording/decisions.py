"""Decisions as sentences say them when they are recorded or listed."""

from __future__ import annotations

from jamplan.corpus import Corpus
from jamplan.locale import Language
from jamplan.model import Dismissal, Link, Verdict
from jamplan.text.folding import one_line
from jamplan.wording.labels import called, label


def done_text(done: str, language: Language) -> str:
    """What recording did, by its code: « added », « changed », « removed », « nothing »."""
    _ = language.gettext
    match done:
        case "added":
            return _("Recorded:")
        case "changed":
            return _("Changed on record:")
        case "removed":
            return _("Taken off the record:")
        case _unchanged:
            return _("On record already:")


def decision_text(corpus: Corpus, decision: Link | Verdict | Dismissal, language: Language) -> str:
    """A decision in one sentence: its ids, what was decided, and who states it."""
    _ = language.gettext
    match decision:
        case Link():
            return _(
                "{proposal} → {measure}, {wording}, according to {actor} (extent: {extent}).",
                proposal=decision.proposal,
                measure=decision.measure,
                wording=label(language, decision.basis),
                actor=called(corpus, language, decision.claimed_by),
                extent=label(language, decision.extent),
            )
        case Verdict():
            return _(
                "{proposal}: {verdict}, according to {actor}.",
                proposal=decision.proposal,
                verdict=label(language, decision.verdict),
                actor=called(corpus, language, decision.claimed_by),
            )
        case Dismissal():
            return _(
                "{proposal} / {measure}: no match, according to {actor}.",
                proposal=decision.proposal,
                measure=decision.measure,
                actor=one_line(decision.by or "?"),
            )
