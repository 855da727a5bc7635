"""The items of a draft that a person has mended, looked up in the document itself."""

from collections.abc import Iterator
from dataclasses import replace

from jamplan.corpus.findings import Finding
from jamplan.documents.drafts import Draft, DraftItem
from jamplan.evidence.quotes import place_of
from jamplan.evidence.sourcetexts import SourceText

_NAMED = 30
"""Items that a message names."""
_SHOWN = 40
"""Letters of a title by which an item without a number is named."""


def looked_up(draft: Draft, source: SourceText, file: str) -> Draft:
    """A draft as one of the document in a file, with the pages that it has there.

    A doubt names the items of which a title or a paragraph is not there word for word.
    """
    items = []
    missed = []
    for item in draft.items:
        pages = [_page(text, source, item.page) for text in _texts(item)]
        if None in pages or not pages:
            missed.append(item)
        items.append(_placed(item, next(filter(None, pages), 0)))
    doubts = draft.doubts
    if missed:
        details = {"n": len(missed), "numbers": _named(missed), "file": file}
        doubts = (*doubts, Finding("not-in-file", details=details))
    return replace(
        draft, file=file, sha256=source.sha256, items=tuple(items), doubts=doubts
    )


def _placed(item: DraftItem, page: int) -> DraftItem:
    """An item with its page; as it is if that is 0."""
    return replace(item, page=page, locator=f"p. {page}") if page else item


def _texts(item: DraftItem) -> Iterator[str]:
    """The title and the paragraphs of an item; a title cut short begins the first."""
    texts = [] if item.shortened else [item.title]
    texts += (item.text or "").split("\n")
    for text in texts:
        if any(map(str.isalnum, text)):
            yield text


def _page(text: str, source: SourceText, page: int | None) -> int | None:
    """The page of a text, 0 of a document without pages; None if it is not there."""
    found = place_of(text, source, page)
    if found is None:
        return None
    return found.page or 0 if source.has_pages else 0


def _named(items: list[DraftItem]) -> str:
    """Items by their numbers, else by the first words of their titles."""
    names = [item.number or item.title[:_SHOWN] for item in items]
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
