"""Blocks in short, and what is found in them, for tests to compare."""

from jamplan.documents.drafting import FoundLists, find
from jamplan.documents.drafts import DraftKind, Wanted
from jamplan.documents.markup import read
from jamplan.documents.textblocks import BlockKind, TextBlock


def found_in(text: str, **options: object) -> FoundLists:
    """The lists of a Markdown text."""
    return find(read(text), Wanted(kind=DraftKind.PROPOSALS, **options))  # type: ignore[arg-type]


def items_in(text: str, **options: object) -> list[tuple[str, str, str]]:
    """Number, title and text of the items of the first list."""
    lists = found_in(text, **options).lists
    return (
        [(item.number, item.title, item.text) for item in lists[0].items]
        if lists
        else []
    )


def codes_in(text: str, **options: object) -> list[str]:
    return [doubt.code for doubt in found_in(text, **options).doubts]


def short(blocks: list[TextBlock]) -> list[str]:
    """« h2 Title », « p text », « - item », « | a | b ». A page is named when it changes."""
    lines, page = [], None
    for block in blocks:
        if block.page != page:
            page = block.page
            lines.append(f"page {page}")
        sign = {
            BlockKind.HEADING: f"h{block.level}",
            BlockKind.PARAGRAPH: "p",
            BlockKind.NOTE: "n",
            BlockKind.LIST_ITEM: block.marker,
            BlockKind.ROW: " ".join(f"| {cell}" for cell in block.cells),
        }[block.kind]
        lines.append(" ".join(f"{sign} {block.text}".split()))
    return lines
