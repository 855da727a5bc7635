"""A draft of a document's items as JSON and as CSV."""

from __future__ import annotations

from jamplan.corpus.findings import Finding
from jamplan.documents.drafts import Draft
from jamplan.exports.csvfile import as_csv
from jamplan.exports.jsonfile import plain
from jamplan.language import Language
from jamplan.reports.finding_words import sentence

Json = dict[str, object]
_COLUMNS = ("id", "number", "title", "text", "chapter", "page")


def draft_object(draft: Draft, language: Language) -> Json:
    """A draft as JSON. ``chapter`` is the title of the chapter, or of the priority."""
    titles = {group.id: group.title for group in draft.groups}
    return {
        "schema": "jamplan.import/1",
        "kind": str(draft.kind),
        "title": draft.title,
        "publisher": draft.publisher,
        "date": draft.date,
        "language": draft.language,
        "declared": draft.declared,
        "found": len(draft.items),
        "file": draft.file,
        "sha256": draft.sha256,
        "chapters": [
            {name: getattr(group, name) for name in ("id", "title", "pages")} for group in draft.groups
        ],
        "items": [
            {
                "id": item.id,
                "number": item.number,
                "title": item.title,
                "text": item.text,
                "chapter": titles[item.group] if item.group is not None else None,
                "chapter_id": item.group,
                "page": item.page,
                "locator": item.locator,
                "doubts": [_doubt(doubt, language) for doubt in item.doubts],
            }
            for item in draft.items
        ],
        "doubts": [_doubt(doubt, language) for doubt in draft.doubts],
        "list": draft.chosen,
        "lists": [
            {
                name: plain(getattr(candidate, name))
                for name in ("how", "reasons", "count", "numbers", "pages", "first", "last")
            }
            for candidate in draft.lists
        ],
    }


def _doubt(doubt: Finding, language: Language) -> Json:
    return {
        "code": doubt.code,
        "details": dict(doubt.details),
        "message": sentence(doubt, language),
    }


def draft_csv(draft: Draft) -> str:
    """A row an item, with its whole text."""
    titles = {group.id: group.title for group in draft.groups}
    return as_csv(
        _COLUMNS,
        (
            (
                item.id,
                item.number or "",
                item.title,
                item.text or "",
                titles[item.group] if item.group is not None else "",
                str(item.page or ""),
            )
            for item in draft.items
        ),
    )
