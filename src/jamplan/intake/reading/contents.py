"""What a file holds, whichever its format: paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from jamplan.text.folding import same_id


class FileKind(StrEnum):
    """What a file is, told by what it holds."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph or a heading, in one line."""

    text: str
    page: int | None = None
    """Where it begins, counted from 1; None where the format has no pages."""
    level: int | None = None
    """Of a heading, where the format says so; 1 is the highest."""
    size: float | None = None
    """Of its letters, in points, where the format says so."""
    lead: int = 0
    """How many characters at its beginning are bold."""
    marker: str = ""
    """What a list puts in front: a bullet, or a number as it is shown."""
    depth: int = 0
    """How deep in lists."""
    contents: bool = False
    """A line of a table of contents."""
    boxed: bool = False
    """It stands in a frame, or on a ground of its own, with room for several lines."""
    cut: bool = False
    """A page ends within it, and it is not certain how it goes on."""

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.text) and self.lead >= len(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of a table or a sheet, cells as texts; not every row has as many."""

    rows: tuple[tuple[str, ...], ...]
    page: int | None = None
    name: str = ""
    """The sheet's."""
    unknown: tuple[tuple[int, int], ...] = ()
    """Row and column, from 0, of formulas whose value is not in the file."""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What was read out of one file."""

    kind: FileKind
    blocks: tuple[Block, ...]
    pages: int | None = None
    title: str | None = None
    """The title that the file's own description gives."""
    blank_pages: tuple[int, ...] = ()
    """Pages without any text: pictures of pages, or blank ones."""
    unsure_pages: tuple[int, ...] = ()
    """Pages with texts side by side that were read line by line."""

    def of_sheets(self, names: Sequence[str]) -> Contents:
        """What stands in some sheets alone, by their names; all where none is named.

        Raises :class:`KeyError` with the name of a sheet that is not there.
        """
        places = {
            same_id(block.name): at
            for at, block in enumerate(self.blocks)
            if isinstance(block, Table) and block.name
        }
        missing = next((name for name in names if same_id(name) not in places), None)
        if missing is not None:
            raise KeyError(missing)
        if not names:
            return self
        kept = {places[same_id(name)] for name in names}
        # A heading with the sheet's name stands before it.
        blocks = (
            block
            for at, block in enumerate(self.blocks)
            if at in kept or (isinstance(block, Paragraph) and at + 1 in kept)
        )
        return replace(self, blocks=tuple(blocks))


def as_plain(contents: Contents) -> dict[str, Any]:
    """The contents as JSON knows them, for the way from one process to another."""
    plain = asdict(contents)
    plain["blocks"] = [
        [type(block).__name__, each]
        for block, each in zip(contents.blocks, plain["blocks"], strict=True)
    ]
    return plain


def from_plain(plain: dict[str, Any]) -> Contents:
    """The contents that :func:`as_plain` was given."""
    return Contents(
        kind=FileKind(plain["kind"]),
        blocks=tuple(_block(name, fields) for name, fields in plain["blocks"]),
        pages=plain["pages"],
        title=plain["title"],
        blank_pages=tuple(plain["blank_pages"]),
        unsure_pages=tuple(plain["unsure_pages"]),
    )


def _block(name: str, fields: dict[str, Any]) -> Block:
    if name == "Paragraph":
        return Paragraph(**fields)
    return Table(
        rows=tuple(tuple(row) for row in fields["rows"]),
        page=fields["page"],
        name=fields["name"],
        unknown=tuple((row, column) for row, column in fields["unknown"]),
    )
