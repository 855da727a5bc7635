"""What a published figure may name of a corpus: its items, documents and actors."""

import re

from jamplan.corpus import loading, model
from jamplan.language.folding import one_line

_HEAD = re.compile(r" (?:à|au|aux|de|des|du|d|of|to|for|on) ?.*$")
"""What follows the noun of a label: « appels à l’action » are « appels »."""


def in_usual_nouns(corpus: loading.Corpus, text: str) -> str:
    """A text with the corpus's own nouns for items replaced by the usual ones.

    A noun that both documents have for their items does not tell them apart: « them »
    replaces it.
    """
    usual_of: dict[str, str] = {}
    documents = {
        "proposals": corpus.proposals_document,
        "measures": corpus.plan_document,
    }
    for usual, document in documents.items():
        for labels in document.labels:
            for noun in (
                (labels.one, labels.many) if labels.of is model.Labelled.ITEM else ()
            ):
                own = one_line(noun).casefold()
                for name in (own, _HEAD.sub("", own)):
                    is_other = usual_of.get(name, usual) != usual
                    usual_of[name] = "them" if is_other else usual
    if not usual_of:
        return text
    longest_first = sorted(usual_of, key=len, reverse=True)
    words = re.compile(
        rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE
    )
    return words.sub(lambda match: usual_of[match[0].casefold()], text)


def names_in_claims(corpus: loading.Corpus) -> dict[str, str]:
    """The names that a sentence on the corpus may mention; actors' with their ids."""
    names: dict[str, str] = {}
    answering = [plan.document for plan in corpus.plans]
    for document in (corpus.proposals_document, *answering):
        titles = (*loading.texts_of(document.short_name), document.title or "")
        # « Le plan national », whose date is in brackets.
        named = (*titles, *(re.sub(r" *\([^)]*\)$", "", title) for title in titles))
        names |= dict.fromkeys(named, document.publisher or "")
    for actor in corpus.actors:
        called = loading.texts_of(actor.called or "")
        names |= dict.fromkeys((*loading.texts_of(actor.name), *called), actor.id)
    publishers = {document.publisher for document in answering}
    for word in ("government", "gouvernement"):
        # « The government » is the one that answers, if one alone does.
        own = [name for name, actor in names.items() if actor in publishers]
        meant = {names[name] for name in own if word in name.casefold()}
        if len(meant) == 1:
            names[word] = min(meant)
    return names
