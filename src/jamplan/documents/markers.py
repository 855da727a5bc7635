"""Markers of list items: bullets, dashes, numbers and letters."""

from __future__ import annotations

import re

BULLET = re.compile(
    r"[•●○▪▫■□◦‣⁃➢➤➔→✓✔❖◆►▶·\uf000-\uf0ff*]+\s*|[-–—]\s+|[-–—](?=[A-Za-zÀ-ÿ])|[oüØ§]\s+(?=[A-Za-zÀ-ÿ])"
)
ORDERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?:\s+|(?=[A-ZÀ-Ýa-zà-ÿ«]))")


def split(text: str, *, ordered: bool = False) -> tuple[str, str]:
    """The marker that a text begins with, or an empty one, and the rest.

    Numbers and letters count as markers only if ``ordered``.
    """
    match = BULLET.match(text) or (ORDERED.match(text) if ordered else None)
    if match is None or match.end() == len(text):
        return "", text
    marker = match[0].strip()
    # Bullets of symbol fonts have no meaning of their own.
    return ("•" if "\uf000" <= marker[0] <= "\uf0ff" else marker), text[match.end() :].strip()
