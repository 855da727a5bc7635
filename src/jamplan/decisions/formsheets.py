"""A filled-in form as rows of cells: CSV as spreadsheets write it, or a workbook."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import openpyxl

from jamplan.corpus.findings import UnreadError
from jamplan.documents.filebytes import decoded_signs, kind_of, read_bytes
from jamplan.language.folding import as_typed, without_accents

TO_FILL = (
    "says",
    "words",
    "speaker",
    "source",
    "quote",
    "locator",
    "page",
    "note",
    "by",
    "on",
    "outcome_date",
    "outcome_text",
)
TEXTS = ("proposal_title", "proposal_text", "measure_title", "measure_text")
COMPUTED = ("score", "band", "shared_words", "warnings", "on_record")
COLUMNS = ("proposal", "measure", *TO_FILL, *TEXTS, *COMPUTED)

LIMIT_ROWS = 100_000

Cells = Mapping[str, str]
"""The cells of a row that are not empty, by column."""


Names = Mapping[str, Mapping[str, str]]
"""What a form says in words, folded.

The values of some columns, and under "" the columns.
"""


class Form(NamedTuple):
    """A filled-in form: titles by column, and rows by a spreadsheet's numbers."""

    titles: Cells
    rows: Mapping[int, Cells]


def read_form(path: Path, words: Names) -> Form:
    """Return a filled-in form.

    Reads CSV as this tool, Excel and LibreOffice write it (UTF-8, UTF-16 or
    Windows-1252; commas, semicolons or tabs), and the first sheet of a workbook. Raises
    :class:`UnreadError`.
    """
    data = read_bytes(path)
    if data.lstrip()[:1] == b"<":
        raise UnreadError("form-is-page", path)
    table = (_sheet if data.startswith(b"PK") else _csv)(path, data)
    typed = next(table, [])
    titles = [
        words.get("", {}).get(fold(title), title.strip().lower()) for title in typed
    ]
    columns = [title for title in titles if title in COLUMNS]
    if not {"proposal", "measure", "says"} <= set(columns) or len(set(columns)) < len(
        columns
    ):
        raise UnreadError("form-columns", path)
    rows: dict[int, Cells] = {}
    for number, row in enumerate(table, start=2):
        if number > LIMIT_ROWS:
            raise UnreadError("form-too-long", path, limit=LIMIT_ROWS)
        pairs = zip(titles, row, strict=False)
        known = {title: cell for title, cell in pairs if title in COLUMNS and cell}
        cells = {
            title: words.get(title, {}).get(fold(cell), cell)
            for title, cell in known.items()
        }
        if cells:
            rows[number] = cells
    return Form(dict(zip(titles, typed, strict=True)), rows)


def _csv(path: Path, data: bytes) -> Iterator[list[str]]:
    """Yield the rows of CSV."""
    text = decoded_signs(data)
    if text is None:
        raise UnreadError("form-not-text", path)
    separator = max(",;\t", key=text.partition("\n")[0].count)
    # Strict: a quotation mark that is never closed would swallow all rows below it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            yield [as_typed(cell.strip()) for cell in row]
    except csv.Error:
        raise UnreadError("form-quotation-mark", path, reader.line_num) from None


_WIDEST = 256
"""The most columns of a sheet that are read."""


def _sheet(path: Path, data: bytes) -> Iterator[list[str]]:
    """Yield the rows of a workbook's first sheet, each cell as a text."""
    try:
        kind_of(data, path.suffix)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # The size that a sheet says it has need not be true.
        for row in sheet.iter_rows(
            max_row=LIMIT_ROWS + 1, max_col=_WIDEST, values_only=True
        ):
            yield [_typed(value) for value in row]
    except Exception:  # noqa: BLE001 - a damaged file makes the library raise anything
        raise UnreadError("form-not-text", path) from None


def _typed(value: object) -> str:
    """The value of a cell as a person would type it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime):
        value = value.date()
    return "" if value is None else str(value).strip()


def fold(text: str) -> str:
    """Return a text without the case, accents, spaces and signs spreadsheets change."""
    return re.sub(r"[\W_]+", "", without_accents(text).casefold())
