"""Cells that a spreadsheet would run as formulas, marked by an apostrophe, and the mark taken off."""

from __future__ import annotations

import re

# White space, and what shows as none, may stand before the sign; some spreadsheets read wide signs too.
# See https://owasp.org/www-community/attacks/CSV_Injection.
_FORMULA = re.compile("[\\s\u200b\u2060\ufeff\u00ad]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_MARK = "'"


def with_mark(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return _MARK + cell if cell.startswith(_MARK) or _FORMULA.match(cell) else cell


def without_mark(cell: str) -> str:
    """The text that :func:`with_mark` was given."""
    return cell.removeprefix(_MARK)


def as_typed(cell: str) -> str:
    """The text of a cell that may be marked, or typed by a person who knows of no mark.

    An apostrophe goes where :func:`with_mark` would have put it, and stays where it belongs to a word.
    """
    bare = without_mark(cell)
    return bare if bare != cell and with_mark(bare) == cell else cell
