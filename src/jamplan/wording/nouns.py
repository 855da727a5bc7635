"""What a corpus calls its proposals, measures, chapters and priorities, in the sentences on it."""

from __future__ import annotations

from collections.abc import Mapping

from jamplan.corpus import Corpus
from jamplan.locale import Language, Noun, language
from jamplan.model import Document, Gender, Label, Labelled
from jamplan.text.folding import one_line


def language_for(corpus: Corpus, code: str | None = None) -> Language:
    """The language of a report on a corpus, that of its documents by default, with its own nouns."""
    return with_nouns_of(corpus, language(code or corpus.language))


def with_nouns_of(corpus: Corpus, words: Language) -> Language:
    """A language that speaks of a corpus in its own nouns."""
    found: dict[str, Noun] = {}
    for document, fields in ((corpus.proposals_document, _PROPOSING), (corpus.plan_document, _PLAN)):
        for label in _labels(document, words.code):
            found[fields[label.of]] = Noun.of(
                one_line(label.one),
                one_line(label.many),
                feminine=label.gender is Gender.FEMININE,
                aspirated=label.aspirated,
            )
    return words.with_nouns(found)


# The fields of ``jamplan.locale.nouns``.
_PROPOSING: Mapping[Labelled, str] = {Labelled.ITEM: "p", Labelled.GROUP: "c"}
_PLAN: Mapping[Labelled, str] = {Labelled.ITEM: "m", Labelled.GROUP: "r"}


def _labels(document: Document, code: str) -> list[Label]:
    return [label for label in document.labels if label.language == code]
