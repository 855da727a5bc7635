"""What a file is, told by its first bytes and what is packed in it, and only then by its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from jamplan.intake.reading.contents import FileKind
from jamplan.intake.reading.limits import Limits, Unread, UnreadError
from jamplan.sourcefiles import SourceKind, decoded, text_kind

_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCAL = b"PK\x03\x04"
_MEMBERS = 20_000
_CHUNK = 1 << 16
_PARTS = {"word/document.xml": FileKind.DOCX, "xl/workbook.xml": FileKind.XLSX}
_OTHER_PARTS = {"ppt/presentation.xml": "PPTX", "xl/workbook.bin": "XLSB"}
_MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "ODT",
    b"application/vnd.oasis.opendocument.spreadsheet": "ODS",
    b"application/vnd.oasis.opendocument.presentation": "ODP",
    b"application/epub+zip": "EPUB",
}
_PICTURES = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
)
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_OVERLAP = 20
_TEXT_KINDS = {
    SourceKind.HTML: FileKind.HTML,
    SourceKind.MARKDOWN: FileKind.MARKDOWN,
    SourceKind.TEXT: FileKind.TEXT,
}
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|.*\|[ \t]*\n\|[ :|-]+\|[ \t]*$)", re.MULTILINE)
_SEPARATORS = ";\t,|"


def kind_of(data: bytes, suffix: str, limits: Limits) -> FileKind:
    """Which format bytes are of. ``suffix`` decides between formats of text that look alike.

    What is packed is unpacked once and counted, whatever its headers say, before any library sees it.
    Raises :class:`UnreadError` on a format that is not read, and on what must not be.
    """
    suffix = suffix.lower()
    start = data[:1024]
    if start.lstrip().startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in start):
        return FileKind.PDF
    if data.startswith(_COMPOUND):
        # What Office encrypts is put into a file of its old format.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadError(Unread.ENCRYPTED)
        raise UnreadError(Unread.FORMAT, {".xls": "XLS", ".ppt": "PPT"}.get(suffix, "DOC"))
    if data.startswith((_LOCAL, b"PK\x05\x06")):
        return _packed(data, limits)
    for mark, name in _PICTURES:
        if data.startswith(mark):
            raise UnreadError(Unread.FORMAT, name)
    return _text(data, suffix)


def check_workbook(data: bytes, limits: Limits) -> None:
    """Look into what should be an XLSX before any library does. Raises :class:`UnreadError`."""
    if kind_of(data, ".xlsx", limits) is not FileKind.XLSX:
        raise UnreadError(Unread.FORMAT)


def _packed(data: bytes, limits: Limits) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = _kind_of_archive(archive)
            _unpack(archive, limits)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError):
        raise UnreadError(Unread.DAMAGED) from None
    return kind


def _kind_of_archive(archive: zipfile.ZipFile) -> FileKind:
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as stream:
            said = stream.read(100).strip()
        if said in _MIMETYPES:
            raise UnreadError(Unread.FORMAT, _MIMETYPES[said])
    for part, name in _OTHER_PARTS.items():
        if part in names:
            raise UnreadError(Unread.FORMAT, name)
    for part, kind in _PARTS.items():
        if part in names:
            return kind
    raise UnreadError(Unread.FORMAT, "ZIP")


def _unpack(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Unpack all to nowhere, and count."""
    members = archive.infolist()
    if len(members) > _MEMBERS:
        raise UnreadError(Unread.UNPACKED, str(limits.unpacked // 1_000_000))
    total = 0
    for member in members:
        if member.flag_bits & 1:
            raise UnreadError(Unread.ENCRYPTED)
        total = _counted(archive, member, total, limits)


def _counted(archive: zipfile.ZipFile, member: zipfile.ZipInfo, total: int, limits: Limits) -> int:
    """Unpack a member to nowhere: the bytes there are then. XML must declare no document type."""
    markup = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    last = b""
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            total += len(piece)
            if total > limits.unpacked:
                raise UnreadError(Unread.UNPACKED, str(limits.unpacked // 1_000_000))
            if markup:
                seen = last + piece
                if any(doctype in seen for doctype in _DOCTYPES):
                    raise UnreadError(Unread.ENTITIES)
                last = piece[-_OVERLAP:]
    return total


def _text(data: bytes, suffix: str) -> FileKind:
    text = decoded(data)
    if text is None:
        raise UnreadError(Unread.FORMAT)
    if text.startswith("{\\rtf"):
        raise UnreadError(Unread.FORMAT, "RTF")
    if not text.strip():
        raise UnreadError(Unread.EMPTY)
    kind = _TEXT_KINDS[text_kind(text, suffix)]
    if kind is not FileKind.TEXT:
        return kind
    if suffix in {".csv", ".tsv"}:
        return FileKind.CSV
    if suffix not in {"", ".txt", ".text"} or not _MARKDOWN.search(text):
        return FileKind.CSV if suffix != ".txt" and separator(text) else FileKind.TEXT
    return FileKind.MARKDOWN


def separator(text: str) -> str | None:
    """The sign that parts the cells of a table in text: the one that each line has as often."""
    lines = [line for line in text[:20_000].split("\n")[:20] if line.strip()]
    if len(lines) < 2:
        return None
    for sign in _SEPARATORS:
        counts = {line.count(sign) for line in lines}
        if len(counts) == 1 and counts != {0}:
            return sign
    return None
