"""Boxes that a text runs around, such as key figures: read apart, where the next item begins."""

from __future__ import annotations

from collections.abc import Sequence

from jamplan.intake.reading.placed import Box, Fragment, Line, rows_of
from jamplan.intake.reading.starts import begins_item

_NEAR = 60
"""How far above or below a box, in points, a line must be longer than those beside it."""
_ROWS = 3
"""Lines beside a box: fewer do not run around it."""


def floats_of(boxes: Sequence[Box], fragments: Sequence[Fragment]) -> list[Box]:
    """The boxes on a page that stand beside a text, with longer lines above or below them."""
    return [
        box
        for box in boxes
        if _is_float(box, fragments)
        # Of cards in a row, none is one.
        and not any(
            other is not box and abs(other.high - box.high) < 3 and abs(other.low - box.low) < 3
            for other in boxes
        )
    ]


def within(box: Box, piece: Fragment) -> bool:
    """Whether a piece stands in a box."""
    inside = box.left - 2 <= piece.left and piece.right <= box.right + 2
    return inside and box.low <= piece.base + 0.3 * piece.size <= box.high


def _is_float(box: Box, fragments: Sequence[Fragment]) -> bool:
    rows = rows_of(piece for piece in fragments if within(box, piece))
    if len(rows) < 2 or begins_item(" ".join(piece.text for piece in rows[0])):
        return False
    beside, near = [], []
    for piece in fragments:
        if within(box, piece):
            continue
        if box.low <= piece.base + 0.3 * piece.size <= box.high:
            beside.append(piece)
        elif min(abs(piece.base - box.low), abs(piece.base - box.high)) < _NEAR:
            near.append(piece)
    if any(piece.right > box.left and piece.left < box.right for piece in beside):
        return False
    # A line that goes past the inner side of the box tells it from what stands in a column.
    around = any(
        piece.left < side - 10 and piece.right > side + 10
        for piece in near
        for side in (box.left, box.right)
    )
    return around and len(rows_of(beside)) >= _ROWS


def put_back(columns: list[list[Line]], box: Box, lines: list[Line]) -> list[list[Line]]:
    """The columns of a page, and the lines of a box before the item that begins next below it."""
    reached = [place for place, part in enumerate(columns) if any(line.base > box.low for line in part)]
    place = max(reached, default=0)
    part = columns[place] if columns else []
    below = (at for at, line in enumerate(part) if line.base < box.low and begins_item(line.text))
    at = next(below, len(part))
    return [
        *columns[:place],
        *(each for each in (part[:at], lines, part[at:]) if each),
        *columns[place + 1 :],
    ]
