"""What a corpus calls its proposals, measures, chapters and priorities, in the sentences on it."""

from __future__ import annotations

import re

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Labelled
from jamplan.language import Language, language
from jamplan.language.folding import one_line


def language_for(corpus: Corpus, code: str | None = None) -> Language:
    """The language of a report on a corpus, that of its documents by default, with its own labels."""
    return with_nouns_of(corpus, language(code or corpus.language))


def with_nouns_of(corpus: Corpus, words: Language) -> Language:
    """A language that calls a corpus's items and groups what the corpus calls them."""
    labels: dict[str, str] = {}
    for document, names in ((corpus.proposals_document, _PROPOSING), (corpus.plan_document, _PLAN)):
        for label in document.labels:
            if label.language == words.code:
                one, many = names[label.of]
                labels |= {one: one_line(label.one), many: one_line(label.many)}
    return words.with_labels(labels)


# The fields of :data:`LABELS`.
_PROPOSING = {Labelled.ITEM: ("proposal", "proposals"), Labelled.GROUP: ("chapter", "chapters")}
_PLAN = {Labelled.ITEM: ("measure", "measures"), Labelled.GROUP: ("priority", "priorities")}


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
