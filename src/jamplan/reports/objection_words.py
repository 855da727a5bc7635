"""What speaks against a statement, as reports say it: a dated fact, with where it is published."""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Link, Objection
from jamplan.evidence.objections import precedes_proposals
from jamplan.language import Language
from jamplan.language.folding import one_line

DAGGER = "†"
"""The mark of a statement that something speaks against."""


def mark_of(links: Iterable[Link]) -> str:
    """The mark after statements that something speaks against; nothing after others."""
    return f" {DAGGER}" if any(link.objections for link in links) else ""


def meaning_of_mark(links: Iterable[Link], language: Language) -> list[str]:
    """What the mark means, if one of these statements has it."""
    return [language.gettext("† complications: show")] if mark_of(links) else []


def objection_sentence(corpus: Corpus, language: Language, objection: Objection) -> str:
    """The objection as a sentence: « Mais le 3 mars 2021, avant le rapport, l’État disait … ».

    A text that begins with a capital is a sentence of its own, and follows a colon.
    """
    _ = language.gettext
    day = language.date(objection.date)
    is_day = len(objection.date) > len("2021-03")
    when = _("on {date}", date=day) if is_day else _("in {date}", date=day)
    text = one_line(objection.text).rstrip(".")
    if precedes_proposals(corpus, objection):
        head = _("But {when}, before the report", when=when)
    else:
        head = _("But {when}", when=when)
    return f"{head}{_(': ') if text[:1].isupper() else ', '}{text}."


def against_all(corpus: Corpus) -> list[str]:
    """What speaks against all links at once, in sentences for the headline, which gives no dates."""
    texts = (one_line(objection.text).rstrip(".") for objection in corpus.objections)
    return [f"{text[:1].upper()}{text[1:]}." for text in texts if text]
