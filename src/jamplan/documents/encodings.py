"""Bytes as text."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark begins the same.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Only character sets: Python has other « encodings », some of which take very long.
_DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*"
    rb"(iso-8859-\d+|windows-\d+|cp\d+|macintosh|koi8-[ru]|big5|gb\w+|euc-\w+|shift_jis)",
    re.IGNORECASE,
)
_LATIN = {"iso-8859-1": "cp1252", "macintosh": "mac_roman"}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def decoded(data: bytes) -> str | None:
    """Bytes as text whose lines end in line feeds; None if they are no text.

    The encoding is that of a byte order mark, else UTF-8, else the one that the text declares, else
    Windows-1252.
    """
    text = _decoded(data)
    # A few stray control characters are a fault of a text; with many, or a zero byte, it is none.
    if text is None or "\0" in text or len(_CONTROLS.findall(text)) * 100 > len(text):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                return None
    if b"\0" in data:
        return None
    try:
        # What reads as UTF-8 is UTF-8, even if a page that was saved from elsewhere declares otherwise.
        return data.decode()
    except UnicodeDecodeError:
        pass
    if declared := _DECLARED.search(data[:4096]):
        name = declared[1].decode().lower()
        try:
            return data.decode(_LATIN.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass
    return data.decode("cp1252", errors="replace")
