"""What is found in texts and tables, in short, for tests to compare."""

from __future__ import annotations

from jamplan.intake.items.drafts import Kind
from jamplan.intake.items.finding import find_items
from jamplan.intake.items.found import Found
from jamplan.intake.reading.contents import Block, Contents, FileKind, Table
from jamplan.intake.reading.plain import read_plain


def found_in(text: str, kind: Kind = Kind.PROPOSALS, **options: object) -> Found:
    """The items of a plain text."""
    return find_items(read_plain(text), kind, **options)  # type: ignore[arg-type]


def found_among(*blocks: Block, kind: Kind = Kind.MEASURES) -> Found:
    """The items of paragraphs and tables."""
    return find_items(Contents(kind=FileKind.DOCX, blocks=blocks), kind)


def chapters_of(found: Found) -> list[str | None]:
    return [item.section.title if item.section else None for item in found.items]


def in_short(found: Found) -> list[tuple[str | None, str, str | None]]:
    return [(item.number, item.title, item.text) for item in found.items]


def doubts_of(found: Found) -> dict[str | None, list[str]]:
    return {item.number: [doubt.code for doubt in item.doubts] for item in found.items if item.doubts}


def listed(*tables: tuple[tuple[str, ...], ...]) -> Found:
    blocks = tuple(Table(rows=rows, page=page) for page, rows in enumerate(tables, start=1))
    return find_items(Contents(kind=FileKind.PDF, blocks=blocks), Kind.MEASURES)
