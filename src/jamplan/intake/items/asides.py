"""What stands between the paragraphs of a text and is none of it: captions, frames, large quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from jamplan.intake.reading.cleaning import bullet_of
from jamplan.intake.reading.contents import Paragraph


class Aside(StrEnum):
    """What kind of aside a paragraph is."""

    CAPTION = "caption"
    """Of a figure or a table, or its source."""
    BEGINS = "begins"
    """The first paragraph of a frame with a name, or of a quote."""
    GOES_ON = "goes-on"
    """What follows in it."""


_CAPTION = re.compile(
    r"(?:graphique|figure|tableau|carte|sch[ée]ma|photo(?:graphie)?|illustration|chart|table|map)\s"
    r"(?:n\s?°\s?)?(?:\d+|[A-Z])(?:[.-]\d+)?\s*[:–—.-]\s*\S",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:sources?|lecture|champ|notes?|l[ée]gende|cr[ée]dits?)\s*:", re.IGNORECASE)
_LONGEST_CAPTION = 300
_NAMED = re.compile(
    r"(?:encadr[ée]|encart|focus|zoom|box|chiffres?[ -]cl[ée]s?|key figures|rep[èe]res|le saviez-vous"
    r"|(?:pour )?en savoir plus|pour aller plus loin|t[ée]moignage)\b",
    re.IGNORECASE,
)
QUOTE = re.compile('[«“"].{40,}[»”"][ .]*')
"""Words of the text, or of someone else, that may stand in large letters between its paragraphs."""
_LONGEST_SIGNATURE = 120


def asides_of(paragraphs: Sequence[Paragraph], body: float) -> dict[int, Aside]:
    """The paragraphs that are asides, by their places. ``body`` is the size of most letters."""
    found: dict[int, Aside] = {}
    for at, paragraph in enumerate(paragraphs):
        before = found.get(at - 1)
        last = paragraphs[at - 1] if at else None
        short = len(paragraph.text) < _LONGEST_CAPTION
        source = before is Aside.CAPTION and _SOURCE.match(paragraph.text)
        large = (paragraph.size or 0.0) >= 1.08 * body > 0
        named = paragraph.boxed and _NAMED.match(paragraph.text) and not before
        if short and (source or _CAPTION.match(paragraph.text)):
            found[at] = Aside.CAPTION
        elif named or (large and QUOTE.fullmatch(paragraph.text)):
            found[at] = Aside.BEGINS
        elif last is not None and before in {Aside.BEGINS, Aside.GOES_ON}:
            frame = last.boxed and paragraph.boxed
            if frame or (QUOTE.fullmatch(last.text) and _is_signature(paragraph)):
                found[at] = Aside.GOES_ON
    return found


def _is_signature(paragraph: Paragraph) -> bool:
    dash = paragraph.marker or bullet_of(paragraph.text)[0]
    return dash in {"—", "–", "-"} and len(paragraph.text) < _LONGEST_SIGNATURE
