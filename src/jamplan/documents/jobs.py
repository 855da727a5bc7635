"""A file of any format read as blocks, and its lists found, in a subprocess."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from jamplan.corpus.findings import Finding, UnreadError
from jamplan.documents import process
from jamplan.documents.drafts import (
    ColumnsError,
    Draft,
    DraftGroup,
    DraftItem,
    DraftKind,
    DraftList,
    Wanted,
)
from jamplan.documents.filebytes import FileKind, decoded, kind_of, read_bytes
from jamplan.documents.process import SECONDS
from jamplan.documents.textblocks import BlockKind, TextBlock, finished


class FormGivenError(Exception):
    """The file is a form of suggested pairs, which holds no items."""


def read_file(path: Path, seconds: int = SECONDS) -> list[TextBlock]:
    """The blocks of a file.

    Raises :class:`UnreadError`.
    """
    return finished(read_blocks(read_bytes(path), path.suffix, path, seconds))


def read_blocks(
    data: bytes, suffix: str, path: str | Path = "", seconds: int = SECONDS
) -> list[TextBlock]:
    """The blocks of a file's bytes as its reader leaves them, with the marks of print.

    Raises :class:`UnreadError`.
    """
    answer = process.run(__name__, data, {"suffix": suffix, "path": str(path)}, seconds)
    return [
        TextBlock(**plain | {"kind": BlockKind(plain["kind"]), "cells": tuple(plain["cells"])})
        for plain in answer["blocks"]
    ]


def read_draft(path: Path, wanted: Wanted, seconds: int = SECONDS) -> Draft:
    """The draft of a file.

    Raises as :func:`read_file`, :class:`FormGivenError` and :class:`ColumnsError`.
    """
    data = read_bytes(path)
    options = {"suffix": path.suffix, "path": str(path), "wanted": asdict(wanted)}
    answer = process.run(__name__, data, options, seconds)
    if "form" in answer:
        raise FormGivenError
    if "column" in answer:
        raise ColumnsError(answer["column"], answer["known"])
    return _draft(answer)


def _draft(plain: dict[str, Any]) -> Draft:
    parts = {
        "kind": DraftKind(plain["kind"]),
        "groups": tuple(DraftGroup(**group) for group in plain["groups"]),
        "items": tuple(
            DraftItem(**item | {"doubts": _doubts(item["doubts"]), "details": tuple(item["details"])})
            for item in plain["items"]
        ),
        "doubts": _doubts(plain["doubts"]),
        "details": tuple(plain["details"]),
        "lists": tuple(_list(entry) for entry in plain["lists"]),
        "imprint": tuple(plain["imprint"]),
    }
    return Draft(**plain | parts)


def _list(plain: dict[str, Any]) -> DraftList:
    texts = {name: tuple(plain[name]) for name in ("reasons", "numbers")}
    pages = tuple(plain["pages"]) if plain["pages"] else None
    return DraftList(**plain | texts | {"pages": pages})


def _doubts(plain: list[dict[str, Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(doubt["code"], details=doubt["details"]) for doubt in plain)


_OF_A_FORM = {"proposal", "measure", "keep"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as blocks with the marks of print, and what could not be read of it."""

    blocks: list[TextBlock]
    doubts: list[Finding] = field(default_factory=list)


def read_source(data: bytes, suffix: str) -> Reading:
    """Read a file of any format.

    To be called in a subprocess, as a library may hang or crash. Raises :class:`UnreadError`, or
    anything if the file is damaged.
    """
    kind = kind_of(data, suffix)
    if kind is FileKind.PDF:
        from jamplan.documents import pdf

        reading = Reading(*pdf.read(data))
    else:
        reading = Reading(_read(data, kind))
    if not any(block.line for block in reading.blocks):
        raise UnreadError("document-empty")
    return reading


def _read(data: bytes, kind: FileKind) -> list[TextBlock]:
    if kind in {FileKind.DOCX, FileKind.XLSX, FileKind.CSV}:
        from jamplan.documents import office

        if kind is FileKind.CSV:
            return office.read_csv(decoded(data) or "")
        return office.read_word(data) if kind is FileKind.DOCX else office.read_workbook(data)
    text = decoded(data) or ""
    from jamplan.documents import markup

    if kind is FileKind.HTML:
        return markup.read_html(text)
    return markup.read(text) if kind is FileKind.MARKDOWN else markup.read_plain(text)


def _job(data: bytes, options: dict[str, Any]) -> dict[str, Any]:
    reading = read_source(data, options["suffix"])
    if "wanted" not in options:
        return {"blocks": [asdict(block) for block in reading.blocks]}
    blocks = finished(reading.blocks)
    if any(set(block.cells) >= _OF_A_FORM for block in blocks):
        return {"form": True}
    from jamplan.documents.drafting import draft_of

    plain = options["wanted"]
    wanted = Wanted(**plain | {"kind": DraftKind(plain["kind"])})
    try:
        draft = draft_of(blocks, wanted, options["path"], hashlib.sha256(data).hexdigest())
        return asdict(replace(draft, doubts=(*draft.doubts, *reading.doubts)))
    except ColumnsError as error:
        return {"column": error.name, "known": error.known}


if __name__ == "__main__":
    process.serve(_job)
