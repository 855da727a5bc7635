"""Files that are made to do harm, or broken: one clear error, in time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import documents
import pytest

from jamplan.intake.items.apart import read_draft
from jamplan.intake.items.drafts import Kind, Wanted
from jamplan.intake.reading import child
from jamplan.intake.reading.contents import FileKind
from jamplan.intake.reading.limits import Limits, Unread, UnreadError
from jamplan.intake.reading.process import read_file
from jamplan.sourcefiles import Fault, SourceFileError

_DOCTYPE = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'
_ZEROS = b"0" * 1_000_000
_CELL = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
    b'<c t="inlineStr"><is><t>%s</t></is></c></row></sheetData></worksheet>'
)


def why(path: Path, data: bytes, limits: Limits | None = None) -> tuple[Unread, str]:
    """Why a file is not read, and the detail; in less than ten seconds."""
    path.write_bytes(data)
    start = time.monotonic()
    with pytest.raises(UnreadError) as raised:
        read_file(path, limits or Limits())
    assert time.monotonic() - start < 10
    return raised.value.why, raised.value.detail


def bomb(member: str) -> bytes:
    """A DOCX that unpacks to 300 MB."""
    stream = io.BytesIO(documents.numbered_docx())
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open(member, "w") as part,
    ):
        for _ in range(300):
            part.write(_ZEROS)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "make", "expected"),
    [
        ("a.pdf", documents.encrypted_pdf, (Unread.ENCRYPTED, "")),
        ("a.pdf", documents.scanned, (Unread.NO_TEXT, "1")),
        ("a.pdf", documents.scanned_with_heads, (Unread.NO_TEXT, "4")),
        ("a.pdf", lambda: documents.boxes()[:2000], (Unread.DAMAGED, "")),
        ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9, (Unread.DAMAGED, "")),
        ("a.docx", lambda: documents.numbered_docx()[:9000], (Unread.DAMAGED, "")),
        ("a.xlsx", lambda: documents.workbook()[:3000], (Unread.DAMAGED, "")),
        ("a.docx", lambda: bomb("word/media/zeros.bin"), (Unread.UNPACKED, "200")),
        ("a.docx", lambda: bomb("word/comments.xml"), (Unread.UNPACKED, "200")),
        (
            "a.docx",
            lambda: documents.repacked(
                documents.numbered_docx(), {"word/styles.xml": _DOCTYPE.encode()}
            ),
            (Unread.ENTITIES, ""),
        ),
        (
            "a.xlsx",
            lambda: documents.repacked(documents.workbook(), {"xl/x.xml": _DOCTYPE.encode("utf-16")}),
            (Unread.ENTITIES, ""),
        ),
        (
            "a.docx",
            lambda: bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            (Unread.ENCRYPTED, ""),
        ),
        ("a.doc", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, (Unread.FORMAT, "DOC")),
        ("a.rtf", lambda: b"{\\rtf1 x}", (Unread.FORMAT, "RTF")),
        ("a.png", lambda: b"\x89PNG\r\n", (Unread.FORMAT, "PNG")),
        ("a", lambda: bytes(range(256)) * 4, (Unread.FORMAT, "")),
        ("a.txt", lambda: b"", (Unread.EMPTY, "")),
        ("a.txt", lambda: b" \n\n", (Unread.EMPTY, "")),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, make, expected):
    """Each kind of fault has its code."""
    assert why(tmp_path / name, make()) == expected


def test_pictures_of_pages_among_others_are_named(tmp_path):
    """Though a head and a number are printed on them."""
    path = tmp_path / "a.pdf"
    path.write_bytes(documents.scanned_with_heads(texts=2))
    assert read_file(path, Limits()).contents.blank_pages == (1, 2, 3, 4)


def test_limits_are_held_and_can_be_raised(tmp_path):
    """Pages, megabytes and seconds."""
    path = tmp_path / "a.pdf"
    assert why(path, documents.pages(6), Limits(pages=5)) == (Unread.PAGES, "5")
    assert read_file(path, Limits(pages=6)).contents.pages == 6
    path.write_bytes(b"a" * 1_000_001)
    with pytest.raises(SourceFileError) as raised:
        read_file(path, Limits(megabytes=1))
    assert (raised.value.code, raised.value.detail) == (Fault.TOO_LARGE, "1")


def test_what_takes_too_long_is_ended(tmp_path):
    """The process that reads is ended when its time is over."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"Proposition " * 3_000_000)
    start = time.monotonic()
    with pytest.raises(UnreadError) as raised:
        read_file(path, Limits(seconds=1))
    assert (raised.value.why, raised.value.detail) == (Unread.SECONDS, "1")
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.txt", lambda: b"mot " * 12_000_000),
        ("a.pdf", lambda: documents.spaces(400)),
        (
            "a.docx",
            lambda: documents.repacked(
                documents.numbered_docx(),
                {"word/document.xml": b"<a>" + b"<b>c</b>" * 9_000_000 + b"</a>"},
            ),
        ),
        (
            "a.xlsx",
            lambda: documents.repacked(
                documents.workbook(),
                {"xl/worksheets/sheet1.xml": _CELL % (b"mot " * 40_000_000)},
            ),
        ),
    ],
)
def test_what_takes_too_much_memory_is_not_called_damaged(tmp_path, name, make):
    """The limit is told, and can be raised."""
    assert why(tmp_path / name, make(), Limits(memory_limit=300)) == (Unread.MEMORY, "300")


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        zlib.error("Error -4 while decompressing data"),
        ImportError("etree.so: failed to map segment from shared object"),
    ],
)
def test_a_lack_of_memory_is_known_whoever_tells_it(error):
    """Also where a reader has made something else of it."""
    assert child._out_of_memory(error)
    for why in (Unread.DAMAGED, Unread.LIBRARY):
        told = UnreadError(why)
        told.__context__ = error
        assert child._out_of_memory(told)
        assert not child._out_of_memory(UnreadError(why))
    assert not child._out_of_memory(ValueError("2"))


def test_a_pattern_that_never_ends_is_ended(tmp_path):
    """The limit of time holds for the finding of items as well."""
    path = tmp_path / "a.txt"
    path.write_text("a" * 60 + "!\n\n" + "mot " * 60, encoding="utf-8")
    start = time.monotonic()
    for pattern in (r"(?P<number>(a+)+)$", r"(?P<title>(?:\w+\s*)+:)"):
        wanted = Wanted(kind=Kind.PROPOSALS, pattern=re.compile(pattern))
        with pytest.raises(UnreadError) as raised:
            read_draft(path, wanted, Limits(seconds=1))
        assert (raised.value.why, raised.value.detail) == (Unread.FINDING, "1")
    assert time.monotonic() - start < 9


_PARENT = """
import re, sys
from pathlib import Path
from jamplan.intake.items.apart import read_draft
from jamplan.intake.items.drafts import Kind, Wanted
from jamplan.intake.reading.limits import Limits
pattern = re.compile("(?P<number>(a+)+)$")
read_draft(Path(sys.argv[1]), Wanted(kind=Kind.PROPOSALS, pattern=pattern), Limits(seconds=40))
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are looked up in /proc")
@pytest.mark.parametrize("asked", [True, False])
def test_nothing_goes_on_when_nobody_waits_any_more(tmp_path, asked):
    """The process that reads ends when the one that started it is killed, however that is done."""
    path = tmp_path / "a.txt"
    path.write_text("a" * 60 + "!", encoding="utf-8")
    if not asked:
        # As on systems that cannot be asked to do it.
        (tmp_path / "ctypes.py").write_text("raise ImportError")
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    with subprocess.Popen([sys.executable, "-c", _PARENT, str(path)], env=environ) as parent:
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        child_id = until(children.read_text)
        # It has told that it has read, so it looks for the pattern now.
        time.sleep(1)
        parent.kill()
    process = Path(f"/proc/{child_id.strip()}")
    assert until(lambda: not process.exists())


def until(done, seconds=10):
    """What a function gives as soon as that is something."""
    end = time.monotonic() + seconds
    while not (found := done()) and time.monotonic() < end:
        time.sleep(0.05)
    return found


def test_macros_and_odd_members_are_passed_over(tmp_path):
    """A document with macros is read as any other; they are not looked at."""
    path = tmp_path / "a.docm"
    path.write_bytes(
        documents.repacked(documents.numbered_docx(), {"word/vbaProject.bin": b"\xd0\xcf"})
    )
    assert read_file(path, Limits()).kind == "docx"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path):
    """What is no file is not opened."""
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(SourceFileError) as raised:
        read_file(tmp_path / "a.pdf", Limits())
    assert raised.value.code is Fault.NOT_REGULAR


_LOADED = """
import sys
from jamplan.intake.items import apart
from jamplan.intake.reading.child import Request
from jamplan.intake.reading.limits import Limits
options = {"suffix": ".md", "path": "a.md", "kind": "proposals", "pattern": None}
apart._job(Request(b"# Proposition 1 : Planter", Limits(), options, print))
print({"docx", "lxml", "openpyxl", "pypdfium2"} & set(sys.modules))
"""


def test_a_text_loads_no_library_of_other_formats():
    """Which would take longer than reading it."""
    said = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["set()"]


def test_a_module_in_the_current_folder_is_not_run(tmp_path, monkeypatch):
    """A file that is named like a library does nothing, though the child starts beside it."""
    monkeypatch.chdir(tmp_path)
    mark = tmp_path / "mark"
    for name in ("docx", "jamplan", "json"):
        (tmp_path / f"{name}.py").write_text(f"open({str(mark)!r}, 'w')")
    (tmp_path / "a.docx").write_bytes(documents.numbered_docx())
    assert read_file(Path("a.docx"), Limits()).kind == "docx"
    assert not mark.exists()


def test_a_library_that_is_missing_is_named_as_it_is_installed(monkeypatch):
    """« python-docx », not « docx »."""
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "jamplan.intake.reading.docx", raising=False)
    with pytest.raises(UnreadError) as raised:
        child.read(documents.numbered_docx(), FileKind.DOCX, Limits())
    assert (raised.value.why, raised.value.detail) == (Unread.LIBRARY, "python-docx")
