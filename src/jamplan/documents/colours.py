"""Letters that a reader does not see: of the colour of their ground, or too small."""

from __future__ import annotations

import re


def are_alike(colour: str, ground: str) -> bool:
    """Whether two colours are so near that a letter in one is unseen on the other."""
    if not (_HEXADECIMAL.fullmatch(colour) and _HEXADECIMAL.fullmatch(ground)):
        return False
    pairs = zip(bytes.fromhex(colour[-6:]), bytes.fromhex(ground[-6:]), strict=True)
    return all(abs(first - second) <= _NEAR for first, second in pairs)


WHITE = "FFFFFF"
_HEXADECIMAL = re.compile(r"(?:[\da-f]{2})?[\da-f]{6}", re.IGNORECASE)
_NEAR = 15
"""Of 255: lighter text than 240 cannot be read on white."""
LEAST_SIZE = 2.0
"""In points: smaller print is a hairline on paper, as in a PDF."""
