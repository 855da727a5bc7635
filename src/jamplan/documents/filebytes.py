"""The bytes of a file: read within limits, their format recognised, decoded as text."""

import copy
import io
import re
import stat
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from jamplan.corpus.findings import UnreadError, reason_of
from jamplan.language.folding import encoding_of

FILE_BYTES = 50_000_000
UNPACKED_BYTES = 200_000_000


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file of at most 50 MB. Raises :class:`UnreadError`."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            # Opening a pipe or a device could wait for ever.
            raise UnreadError("file-not-regular", path, name=str(path))
        with path.open("rb") as stream:
            data = stream.read(FILE_BYTES + 1)
        if len(data) <= FILE_BYTES:
            return data
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadError("document-missing", path) from None
    except (OSError, ValueError) as error:
        raise UnreadError("file-unreadable", path, reason=reason_of(error)) from None
    raise UnreadError("document-too-large", path, limit=FILE_BYTES // 1_000_000)


FROM = "<!-- from {} -->"
"""The first line of a document's text as Markdown, with its file."""
_FROM_LINE = re.compile(FROM.format("(.+)"))


def document_of(path: Path) -> Path | None:
    """The document that a file is the text of, if its first line says so.

    Raises :class:`UnreadError` if the file cannot be read.
    """
    if _SUFFIXES.get(path.suffix.lower()) is not FileKind.MARKDOWN:
        return None
    text = decoded(read_bytes(path)) or ""
    match = _FROM_LINE.match(text)
    return path.parent / match[1] if match else None


_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_DOCTYPES = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|.*\|[ \t]*\n\|[ :|-]+\|[ \t]*$)", re.MULTILINE)


class FileKind(StrEnum):
    """The formats that are read."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


_SUFFIXES = {
    ".csv": FileKind.CSV,
    ".tsv": FileKind.CSV,
    ".htm": FileKind.HTML,
    ".html": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".txt": FileKind.TEXT,
}


def kind_of(data: bytes, suffix: str) -> FileKind:
    """The format of bytes.

    Raises :class:`UnreadError` if it is not read, or would do harm.
    """
    suffix = suffix.lower()
    other = UnreadError(
        "document-format", format=suffix.removeprefix(".").upper() or "?"
    )
    if suffix in {".pdf", ".docx", ".xlsx"}:
        # It is not what its name says.
        other = UnreadError("document-damaged")
    if not data.strip():
        raise UnreadError("document-empty")
    start = data[:1024]
    if start.lstrip().startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in start):
        return FileKind.PDF
    if data.startswith(_COMPOUND):
        # Office puts what it encrypts into a file of its old format.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadError("document-encrypted")
        raise other
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if kind := _packed_kind(data):
            return kind
        raise other
    text = decoded(data)
    if text is None or text.startswith("{\\rtf"):
        raise other
    if _HTML.match(text[:10_000]):
        return FileKind.HTML
    default = FileKind.MARKDOWN if _MARKDOWN.search(text) else FileKind.TEXT
    return _SUFFIXES.get(suffix, default)


def _packed_kind(data: bytes) -> FileKind | None:
    """The format of a packed file, counted while unpacked to nowhere; None of others.

    Raises :class:`UnreadError`; also if its XML declares a document type, which no
    office program does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = next(
                (FileKind(kind) for part, kind in _PARTS.items() if part in names), None
            )
            total = 0
            for member in archive.infolist() if kind else ():
                total = _unpacked(archive, member, total)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        EOFError,
        RuntimeError,
    ):
        raise UnreadError("document-damaged") from None
    return kind


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, total: int) -> int:
    """The bytes unpacked with this member: its whole stream, whatever it declares."""
    if member.flag_bits & 1:
        raise UnreadError("document-encrypted")
    if member.compress_type not in _COMPRESSIONS:
        raise UnreadError("document-damaged")
    last, before = b"", total
    whole = copy.copy(member)
    whole.file_size = UNPACKED_BYTES + 1
    # Else the stream ends in an error about its own, smaller size.
    del whole.CRC
    with archive.open(whole) as stream:
        while piece := stream.read(1 << 16):
            total += len(piece)
            # Each member counts, so that many empty ones are not free either.
            if total > UNPACKED_BYTES:
                raise UnreadError(
                    "document-unpacked", limit=UNPACKED_BYTES // 1_000_000
                )
            if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                if any(mark in last + piece for mark in _DOCTYPES):
                    raise UnreadError("document-damaged")
                last = piece[-20:]
    if total - before != member.file_size:
        raise UnreadError("document-damaged")
    return total + 100


_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those that office programs write; Python unpacks others without a limit."""


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

    The encoding is that of a byte order mark, else UTF-8, else the one that the text
    declares, else Windows-1252.
    """
    text = decoded_signs(data)
    # A text may have a few stray control characters; many mean binary data.
    if text is None or len(_CONTROLS.findall(text)) * 100 > len(text):
        return None
    return text


def decoded_signs(data: bytes) -> str | None:
    """Bytes as :func:`decoded` takes them, however many control characters they hold.

    For files known by something else, such as a form by its columns. None if the bytes
    are no text or one of them is zero.
    """
    text = _decoded(data)
    if text is None or "\0" in text:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str | None:
    mark, encoding = encoding_of(data)
    if b"\0" in data and not mark:
        return None
    try:
        # What reads as UTF-8 is UTF-8, even if a page that was saved from elsewhere
        # declares otherwise.
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        if mark:
            return None
    if declared := _DECLARED.search(data[:4096]):
        name = declared[1].decode().lower()
        try:
            return data.decode(_LATIN.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass
    return data.decode("cp1252", errors="replace")
