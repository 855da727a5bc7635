"""What a corpus calls its proposals, measures, chapters and priorities, in the sentences on it."""

from __future__ import annotations

import re
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


def in_usual_nouns(corpus: Corpus, text: str) -> str:
    """A text with the corpus's own nouns for proposals and measures replaced by the usual ones.

    A noun that both documents have for their items says nothing of which is meant, and « them » takes
    its place.
    """
    found: dict[str, str] = {}
    documents = {"proposals": corpus.proposals_document, "measures": corpus.plan_document}
    for usual, document in documents.items():
        own = {
            one_line(noun).casefold()
            for label in document.labels
            if label.of is Labelled.ITEM
            for noun in (label.one, label.many)
        }
        for noun in own:
            found[noun] = "them" if noun in found else usual
    if not found:
        return text
    longest_first = sorted(found, key=len, reverse=True)
    words = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
    return words.sub(lambda match: found[match[0].casefold()], text)
