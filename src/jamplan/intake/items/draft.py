"""A draft of a file: what was found in it, with ids, locators and doubts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jamplan.intake.items.doubts import announced
from jamplan.intake.items.drafts import Doubt, Draft, DraftGroup, DraftItem, Wanted
from jamplan.intake.items.finding import find_items
from jamplan.intake.items.found import Found, Item
from jamplan.intake.items.names import ids_of
from jamplan.intake.items.sections import Section
from jamplan.intake.reading.contents import Contents, FileKind, Paragraph
from jamplan.intake.reading.process import FileRead
from jamplan.text.folding import without_accents


def draft_of(file: FileRead, wanted: Wanted) -> Draft:
    """The draft of a file. Raises :class:`~jamplan.intake.items.columns.ColumnsError`."""
    found = find_items(file.contents, wanted.kind, wanted.pattern, wanted.columns)
    language = language_of(file.contents)
    sections = list(dict.fromkeys(item.section for item in found.items if item.section is not None))
    groups, group_ids = _groups(sections, found.items, language)
    return Draft(
        kind=wanted.kind,
        title=wanted.title or found.title,
        publisher=wanted.publisher,
        date=wanted.date,
        language=language,
        declared=wanted.declared,
        file=str(file.path),
        sha256=file.sha256,
        groups=groups,
        items=_items(found.items, group_ids, file, language),
        doubts=(*_counts(file.contents, found, wanted.declared), *found.doubts),
    )


def _groups(
    sections: Sequence[Section], items: Sequence[Item], language: str
) -> tuple[tuple[DraftGroup, ...], dict[Section, str]]:
    """The chapters that have items; two headings with the same words are one chapter."""
    titles: dict[tuple[str, str], list[Section]] = {}
    for section in sections:
        titles.setdefault((section.label.lower(), section.title.lower()), []).append(section)
    firsts = [same[0] for same in titles.values()]
    ids = ids_of([section.label or section.title for section in firsts], language)
    made: dict[Section, str] = {}
    groups = []
    for group_id, same in zip(ids, titles.values(), strict=True):
        made.update(dict.fromkeys(same, group_id))
        pages = sorted(item.page for item in items if item.section in same and item.page)
        span = None
        if pages:
            span = str(pages[0]) if pages[0] == pages[-1] else f"{pages[0]}-{pages[-1]}"
        groups.append(DraftGroup(id=group_id, title=same[0].title, pages=span))
    return tuple(groups), made


def _items(
    items: Sequence[Item], groups: dict[Section, str], file: FileRead, language: str
) -> tuple[DraftItem, ...]:
    keys = [f"{item.number or ''}\0{item.title}\0{item.text or ''}" for item in items]
    ids = ids_of([item.title for item in items], language, keys)
    return tuple(
        DraftItem(
            id=item_id,
            title=item.title,
            number=item.number,
            text=item.text,
            group=groups[item.section] if item.section is not None else None,
            locator=_locator(item, file.kind, language),
            doubts=item.doubts,
        )
        for item_id, item in zip(ids, items, strict=True)
    )


def _locator(item: Item, kind: FileKind, language: str) -> str | None:
    if item.said_page:
        return item.said_page if not item.said_page[:1].isdigit() else f"p. {item.said_page}"
    if item.page is not None:
        return f"p. {item.page}"
    if item.row is not None and kind in {FileKind.XLSX, FileKind.CSV}:
        row = f"{'ligne' if language == 'fr' else 'row'} {item.row.row}"
        return f"{item.row.sheet}, {row}" if item.row.sheet else row
    return None


def _counts(contents: Contents, found: Found, declared: int | None) -> tuple[Doubt, ...]:
    """A doubt where another number is declared, or said in the document, than was found."""
    n = len(found.items)
    if declared is not None:
        if declared == n:
            return ()
        return (Doubt(code="declared", details=(("declared", str(declared)), ("found", str(n)))),)
    said = announced(contents, found.word)
    if said is None or said[0] == n or not n:
        return ()
    details = (("said", str(said[0])), ("word", said[1]), ("found", str(n)))
    return (Doubt(code="announced", details=details),)


_FRENCH = frozenset("le la les des du une et dans pour par aux est sur que qui".split())
_ENGLISH = frozenset("the of and to in for that with is on by be are this".split())


def language_of(contents: Contents) -> str:
    """French or English, by the small words; French where there are none."""
    counts = {"fr": 0, "en": 0}
    for block in contents.blocks:
        texts = (
            [block.text]
            if isinstance(block, Paragraph)
            else [cell for row in block.rows for cell in row]
        )
        for word in re.findall(r"[a-z]+", without_accents(" ".join(texts)).lower()):
            counts["fr"] += word in _FRENCH
            counts["en"] += word in _ENGLISH
    return "en" if counts["en"] > counts["fr"] else "fr"
