"""A draft of a document's items as JSON and as CSV."""

from __future__ import annotations

from jamplan.exports.csvfile import as_csv
from jamplan.intake.items.drafts import Doubt, Draft
from jamplan.locale import Language
from jamplan.reports.intake import doubt_sentence

Json = dict[str, object]
_COLUMNS = ("id", "number", "title", "text", "chapter", "chapter_id", "locator", "doubts")


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
            {"id": group.id, "title": group.title, "pages": group.pages} for group in draft.groups
        ],
        "items": [
            {
                "id": item.id,
                "number": item.number,
                "title": item.title,
                "text": item.text,
                "chapter": titles[item.group] if item.group is not None else None,
                "chapter_id": item.group,
                "locator": item.locator,
                "doubts": [_doubt(doubt, language) for doubt in item.doubts],
            }
            for item in draft.items
        ],
        "doubts": [_doubt(doubt, language) for doubt in draft.doubts],
    }


def _doubt(doubt: Doubt, language: Language) -> Json:
    return {
        "code": doubt.code,
        "details": dict(doubt.details),
        "message": doubt_sentence(doubt, language),
    }


def draft_csv(draft: Draft, language: Language) -> str:
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
                item.group or "",
                item.locator or "",
                " ".join(doubt_sentence(doubt, language) for doubt in item.doubts),
            )
            for item in draft.items
        ),
    )
