"""A local copy of a source, read as text: plain text, Markdown, HTML or PDF."""

from __future__ import annotations

import codecs
import html
import logging
import re
import stat
import time
import warnings
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

LIMIT_BYTES = 50_000_000
LIMIT_PAGES = 2000
LIMIT_SECONDS = 60.0
"""How long a PDF or a web page may take; looked at between two pages or pieces."""


class Fault(StrEnum):
    """Why a copy of a source gives no text."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    """The system does not let it be read."""
    NOT_REGULAR = "not-regular"
    """A folder, a pipe or a device."""
    TOO_LARGE = "too-large"
    TOO_MANY_PAGES = "too-many-pages"
    TOO_SLOW = "too-slow"
    ENCRYPTED = "encrypted"
    """A PDF that asks for a password."""
    DAMAGED = "damaged"
    """A PDF that is incomplete or no PDF after all."""
    NO_TEXT = "no-text"
    """Blank, or the pictures of pages."""
    LIBRARY_MISSING = "library-missing"
    NOT_TEXT = "not-text"
    """Neither text nor a PDF."""


class SourceKind(StrEnum):
    """What a copy of a source is, told by what it holds."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class SourceText:
    """What a reader of a source sees, page by page; a line feed ends each line."""

    kind: SourceKind
    pages: tuple[str, ...]


class SourceFileError(Exception):
    """A copy of a source that gives no text: why, as a code, which file, and what else is known.

    ``detail`` is the limit that is passed, the library that is missing, the page that is damaged, or
    what the system or the library says; often it is empty.
    """

    def __init__(self, code: Fault, path: Path, detail: str = "") -> None:
        super().__init__(code, path, detail)
        self.code: Fault = code
        self.path = path
        self.detail = detail

    def __str__(self) -> str:
        """The three in one line, for those who read a log."""
        return f"{self.path}: {self.code}{f' ({self.detail})' if self.detail else ''}"


def read_source(path: Path) -> SourceText:
    """Read a copy of a source as text.

    A PDF has its pages. Any other has one page, or those that form feeds part. A web page has a line
    for each block, Markdown the lines of the file without the marks of its layout.

    Raises :class:`SourceFileError`, and nothing else, where there is no text to be had.
    """
    data = read_bytes(path)
    start = data[:1024]
    if start.lstrip().startswith(b"%PDF-") or (path.suffix.lower() == ".pdf" and b"%PDF-" in start):
        kind, pages = SourceKind.PDF, _pdf_pages(data, path)
    else:
        kind, pages = _text_pages(data, path)
    if not any(page.strip() for page in pages):
        raise SourceFileError(Fault.NO_TEXT, path)
    return SourceText(kind, pages)


def read_bytes(path: Path, limit_bytes: int = LIMIT_BYTES) -> bytes:
    """Read a regular file of at most so many bytes. Raises :class:`SourceFileError`."""
    limit = str(limit_bytes // 1_000_000)
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            # Opening a pipe or a device could wait for ever.
            raise SourceFileError(Fault.NOT_REGULAR, path)
        if state.st_size > limit_bytes:
            raise SourceFileError(Fault.TOO_LARGE, path, limit)
        with path.open("rb") as stream:
            data = stream.read(limit_bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise SourceFileError(Fault.MISSING, path) from None
    except (OSError, ValueError) as error:
        detail = (error.strerror or "") if isinstance(error, OSError) else str(error)
        raise SourceFileError(Fault.UNREADABLE, path, detail) from None
    if len(data) > limit_bytes:
        raise SourceFileError(Fault.TOO_LARGE, path, limit)
    return data


# Text: its encoding, and what it is.

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16: the mark of the one begins like that of the other.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Only character sets: Python knows other « encodings », some of which take very long.
_DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*"
    rb"(iso-8859-\d+|windows-\d+|cp\d+|macintosh|koi8-[ru]|big5|gb\w+|euc-\w+|shift_jis)",
    re.IGNORECASE,
)
_LATIN = {"iso-8859-1": "cp1252", "macintosh": "mac_roman"}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_SUFFIXES = {
    ".htm": SourceKind.HTML,
    ".html": SourceKind.HTML,
    ".xhtml": SourceKind.HTML,
    ".md": SourceKind.MARKDOWN,
    ".markdown": SourceKind.MARKDOWN,
}


def _text_pages(data: bytes, path: Path) -> tuple[SourceKind, tuple[str, ...]]:
    text = decoded(data)
    if text is None:
        raise SourceFileError(Fault.NOT_TEXT, path)
    if text.startswith("{\\rtf"):
        raise SourceFileError(Fault.NOT_TEXT, path, "RTF")
    kind = text_kind(text, path.suffix)
    if kind is SourceKind.HTML:
        return kind, (_visible(text, path),)
    if kind is SourceKind.MARKDOWN:
        text = _unmarked(text)
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        # A form feed ends a page; after the last one there is none.
        del pages[-1]
    return kind, tuple(pages)


def text_kind(text: str, suffix: str) -> SourceKind:
    """What a text is: a web page by how it begins, else by the suffix of its file."""
    if _HTML.match(text[:10_000]):
        return SourceKind.HTML
    return _SUFFIXES.get(suffix.lower(), SourceKind.TEXT)


def decoded(data: bytes) -> str | None:
    """Read bytes as text whose lines end in line feeds; None where they are no text.

    The encoding is that of a byte order mark, else UTF-8, else the one that the text says, else
    Windows-1252.
    """
    text = _decoded(data)
    # A few stray controls are a fault of a text; many are no text, and one zero byte is enough.
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
        # What reads as UTF-8 is UTF-8, even where a page that was saved from elsewhere says otherwise.
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


# HTML.

_BLOCKS = frozenset(
    """
    address article aside blockquote body br button caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe
    legend li main menu nav object ol optgroup option p pre section select summary table tbody td
    textarea tfoot th thead title tr ul video
    """.split()
)
_UNSEEN = frozenset({"script", "style", "template", "noscript"})
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BLANKS = re.compile(r"[ \t\n\f]+")
_PIECE = 100_000


class _Page(HTMLParser):
    """What a reader of a web page sees, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._line: list[str] = []
        self._depth = {"pre": 0, "sup": 0, **dict.fromkeys(_UNSEEN, 0)}

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser gives it
        if tag in _BLOCKS:
            self.end_line()
        if tag in self._depth:
            self._depth[tag] += 1

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser gives it
        # « <script/> » has nothing in it where a page is written as XML.
        if tag in _BLOCKS:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_line()
        if tag in self._depth:
            self._depth[tag] = max(0, self._depth[tag] - 1)

    def handle_data(self, data: str) -> None:
        if any(self._depth[tag] for tag in _UNSEEN):
            return
        if self._depth["sup"]:
            # 10<sup>2</sup> is « 10² » and must not become « 102 ».
            data = data.translate(_SUPERSCRIPTS)
        if self._depth["pre"]:
            first, *others = data.split("\n")
            self._line.append(first)
            for line in others:
                self.end_line()
                self._line.append(line)
        else:
            self._line.append(data)

    def end_line(self) -> None:
        """Keep the line that is complete, unless it is blank."""
        # No-break spaces stay; any other white space is one space.
        line = _BLANKS.sub(" ", "".join(self._line)).strip(" ")
        self._line.clear()
        if line:
            self.lines.append(line)


def _in_time(deadline: float, path: Path) -> None:
    if time.monotonic() > deadline:
        raise SourceFileError(Fault.TOO_SLOW, path, f"{LIMIT_SECONDS:.0f}")


def _visible(text: str, path: Path) -> str:
    deadline = time.monotonic() + LIMIT_SECONDS
    page = _Page()
    for start in range(0, len(text), _PIECE):
        page.feed(text[start : start + _PIECE])
        _in_time(deadline, path)
    # Not page.close(), which takes very long over what is never closed; in a browser that is unseen.
    if not page.rawdata.startswith("<"):
        page.handle_data(html.unescape(page.rawdata))
    page.end_line()
    return "\n".join(page.lines)


# Markdown.

_FENCE = re.compile(r"^[ ]{0,3}(?:```+|~~~+)[ \t]*", re.MULTILINE)
_RULE = re.compile(
    r"^[ ]{0,3}(?:=+|-+|(?:[*_-][ \t]*){3,}|(?=[^\n|]*\|)(?=[^\n-]*-)[ |:-]+)$", re.MULTILINE
)
_LINE_START = re.compile(
    r"^(?:[ \t]*>)*[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+|\[\^[^\]\n]+\]:[ \t]*)?", re.MULTILINE
)
# What stands in the brackets must look like an address: « [sic](12) » is text.
_LINK = re.compile(
    r"!?\[([^\[\]\n]*)\]"
    r"\((?:<[^<>\n]*>|(?=[^\s()]*[/#.:])(?:[^\s()]|\([^\s()]*\))++)(?:[ \t]+\"[^\"\n]*\")?\)"
)
_NOTE = re.compile(r"\[\^[^\]\s]{1,80}\]")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_BAR = re.compile(r"(?<!\\)\|")
_EMPHASIS = re.compile(r"(?P<blank>\n[ \t]*\n)|(?<!\\)(?P<mark>\*+|_+|~~|`+)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ENTITY = re.compile(r"&#?\w{1,31};")


def _unmarked(text: str) -> str:
    """Take the marks of Markdown away; lines stay lines, words and digits stay."""
    for pattern, replacement in (
        (_RULE, ""),
        (_FENCE, ""),
        (_LINE_START, ""),
        (_NOTE, ""),
        (_LINK, r"\1"),
        # Once more: an image may be what a link shows.
        (_LINK, r"\1"),
        (_ADDRESS, r"\1"),
        (_BAR, " "),
    ):
        text = pattern.sub(replacement, text)
    text = _ESCAPE.sub(r"\1", _without_emphasis(text))
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _without_emphasis(text: str) -> str:
    """Take away the marks that open and close emphasis or code, in pairs within a paragraph.

    A mark between two letters or digits stays: « 2*3*4 » must not become « 234 ».
    """
    pairs: set[tuple[int, int]] = set()
    opened: list[re.Match[str]] = []
    for match in _EMPHASIS.finditer(text):
        if match["blank"]:
            opened.clear()
            continue
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        closes = bool(before.strip()) and not after.isalnum()
        opens = bool(after.strip()) and not before.isalnum()
        # Emphasis is not nested deep; looking further back would take long where nothing closes.
        near = range(len(opened) - 1, max(-1, len(opened) - 9), -1)
        partner = next((place for place in near if opened[place][0] == match[0]), None)
        if closes and partner is not None:
            pairs |= {opened[partner].span(), match.span()}
            del opened[partner:]
        elif opens:
            opened.append(match)
    kept: list[str] = []
    place = 0
    for start, end in sorted(pairs):
        kept.append(text[place:start])
        place = end
    return "".join((*kept, text[place:]))


# PDF.

# The library tells a log what it mends in a file; without a handler that goes to standard error.
_SILENT = logging.NullHandler()


def _pdf_pages(data: bytes, path: Path) -> tuple[str, ...]:
    try:
        import pypdf
    except ImportError:
        raise SourceFileError(Fault.LIBRARY_MISSING, path, "pypdf") from None
    logging.getLogger("pypdf").addHandler(_SILENT)
    step = ""
    deadline = time.monotonic() + LIMIT_SECONDS
    pages: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = pypdf.PdfReader(BytesIO(data))
            _unlock(reader, path)
            for number in range(_count(reader, path)):
                step = str(number + 1)
                pages.append(_sound(reader.pages[number].extract_text()))
                _in_time(deadline, path)
    except SourceFileError:
        raise
    except pypdf.errors.DependencyError:
        raise SourceFileError(Fault.LIBRARY_MISSING, path, "cryptography") from None
    except Exception:  # noqa: BLE001 - a damaged file makes the library raise anything
        raise SourceFileError(Fault.DAMAGED, path, step) from None
    return tuple(pages)


def _unlock(reader: PdfReader, path: Path) -> None:
    # Many files that anybody can read are encrypted with an empty password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceFileError(Fault.ENCRYPTED, path)


def _count(reader: PdfReader, path: Path) -> int:
    count = len(reader.pages)
    if count > LIMIT_PAGES:
        raise SourceFileError(Fault.TOO_MANY_PAGES, path, str(LIMIT_PAGES))
    return count


def _sound(text: str) -> str:
    """A page's text without half characters, which no output can write."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n")
