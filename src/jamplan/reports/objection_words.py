"""What speaks against a statement, as reports say it: a dated fact, with where it is published."""

from __future__ import annotations

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Objection
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Inline, inline
from jamplan.reports.cells import Notes


def objection_sentence(corpus: Corpus, language: Language, objection: Objection) -> str:
    """The objection as a sentence: « Mais le 3 mars 2021, avant le rapport, l’État disait … ».

    A text that begins with a capital is a sentence of its own, and follows a colon.
    """
    _ = language.gettext
    day = language.date(objection.date)
    is_day = len(objection.date) > len("2021-03")
    when = _("on {date}", date=day) if is_day else _("in {date}", date=day)
    text = one_line(objection.text).rstrip(".")
    if corpus.precedes_proposals(objection):
        head = _("But {when}, before the report", when=when)
    else:
        head = _("But {when}", when=when)
    return f"{head}{_(': ') if text[:1].isupper() else ', '}{text}."


def objection_noted(objection: Objection, notes: Notes) -> Inline:
    """The objection as a sentence, with the notes of its sources."""
    sentence = objection_sentence(notes.corpus, notes.language, objection)
    return inline(sentence, *notes.marks(objection.evidence))


def against_all_noted(notes: Notes) -> list[Inline]:
    """What speaks against all links at once: sentences with their dates and notes of their sources."""
    return [
        inline(
            f"{one_line(objection.text).rstrip('.')} ({notes.language.date(objection.date)}).",
            *notes.marks(objection.evidence),
        )
        for objection in notes.corpus.objections
        if notes.corpus.links
    ]


def complicated_statements(language: Language, n: int) -> str:
    """How many statements something speaks against, before the command that shows what."""
    return language.ngettext(
        "{n} statement with complications:", "{n} statements with complications:", n
    )


def against_all(corpus: Corpus) -> list[str]:
    """What speaks against all links at once, in sentences for the headline, which gives no dates."""
    texts = (one_line(objection.text).rstrip(".") for objection in corpus.objections)
    return [f"{text[:1].upper()}{text[1:]}." for text in texts if text]
