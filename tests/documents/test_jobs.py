"""Files of every format read to the last word, in a subprocess; broken ones give one clear reason."""

import contextlib
import io
import os
import random
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from jamplan.corpus.findings import UnreadError
from jamplan.documents import jobs
from jamplan.documents.drafting import find
from jamplan.documents.drafts import DraftKind, Wanted
from jamplan.documents.jobs import (
    FormGivenError,
    read_blocks,
    read_draft,
    read_file,
    read_source,
)
from jamplan.documents.textblocks import BlockKind, TextBlock, finished
from tests.decisions import jam_report
from tests.documents import made_up

_DOCTYPE = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'
_ZEROS = b"0" * 1_000_000
WANTED = Wanted(kind=DraftKind.PROPOSALS)
pytestmark = pytest.mark.guarded


def bomb() -> bytes:
    """A DOCX that unpacks to 300 MB."""
    stream = io.BytesIO(made_up.numbered_docx())
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/zeros.bin", "w") as part,
    ):
        for _ in range(300):
            part.write(_ZEROS)
    return stream.getvalue()


def lying_bomb() -> bytes:
    """One that declares the last of its members to have a hundred bytes."""
    data = bytearray(bomb())
    at = data.rfind(b"PK\1\2")
    struct.pack_into("<I", data, at + 16, zlib.crc32(_ZEROS[:100]))
    struct.pack_into("<I", data, at + 24, 100)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "make", "expected"),
    [
        ("a.pdf", made_up.encrypted_pdf, ("document-encrypted", {})),
        ("a.pdf", made_up.scanned, ("document-scanned", {})),
        ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 9, ("document-damaged", {})),
        ("a.docx", lambda: made_up.numbered_docx()[:9000], ("document-damaged", {})),
        ("a.xlsx", lambda: made_up.workbook()[:3000], ("document-damaged", {})),
        ("a.docx", bomb, ("document-unpacked", {"limit": 200})),
        ("a.docx", lying_bomb, ("document-unpacked", {"limit": 200})),
        ("a.docx", lambda: made_up.repacked(made_up.numbered_docx(), {"word/styles.xml": _DOCTYPE.encode()}), ("document-damaged", {})),
        ("a.docx", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), ("document-encrypted", {})),
        ("a.doc", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, ("document-format", {"format": "DOC"})),
        ("a.rtf", lambda: b"{\\rtf1 x}", ("document-format", {"format": "RTF"})),
        ("a.png", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("document-format", {"format": "PNG"})),
        ("a.pdf", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("document-damaged", {})),
        ("a", lambda: bytes(range(256)) * 4, ("document-format", {"format": "?"})),
        ("a.txt", lambda: b" \n\n", ("document-empty", {})),
        ("a.html", lambda: b"<html>" + b"<div>" * 20_000, ("document-damaged", {})),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path, name, make, expected):
    """Each kind of fault has its code."""
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(UnreadError) as raised:
        read_file(path)
    assert (raised.value.finding.code, raised.value.finding.details) == expected


@pytest.mark.parametrize(
    "make", [made_up.boxes, made_up.numbered_docx, made_up.workbook]
)
def test_damaged_files_raise_nothing_else(tmp_path, make):
    """Bytes changed at random: blocks, or a reason."""
    chance = random.Random(1)
    whole = make()
    for number in range(6):
        data = bytearray(whole)
        for _ in range(30):
            data[chance.randrange(8, len(data))] = chance.randrange(256)
        path = tmp_path / f"{number}.bin"
        path.write_bytes(data)
        with contextlib.suppress(UnreadError):
            assert read_file(path)


def test_what_was_read_comes_back_as_it_was(tmp_path):
    """With cells and pages; a form of pairs is told by its head."""
    path = tmp_path / "a.csv"
    path.write_text("N°;Mesure\n1;Créer\n", encoding="utf-8")
    assert read_file(path) == [
        TextBlock(kind=BlockKind.ROW, cells=("N°", "Mesure"), level=1),
        TextBlock(kind=BlockKind.ROW, cells=("1", "Créer")),
    ]
    assert {block.page for block in read_blocks(made_up.boxes(), ".pdf")} == {
        1,
        2,
        3,
        4,
        5,
        6,
    }
    path.write_text("proposal,measure,keep\na,b,\n", encoding="utf-8")
    with pytest.raises(FormGivenError):
        read_draft(path, WANTED)


_PARENT = """
import sys
from pathlib import Path
from jamplan.documents.drafts import DraftKind, Wanted
from jamplan.documents.jobs import read_draft
read_draft(Path(sys.argv[1]), Wanted(kind=DraftKind.PROPOSALS), 40)
"""


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="children are looked up in /proc"
)
def test_nothing_goes_on_when_nobody_waits_any_more(tmp_path):
    """The subprocess ends when its parent is killed."""
    path = tmp_path / "a.txt"
    path.write_text("Mesure 1 : Agir\n\n" * 300_000, encoding="utf-8")
    with subprocess.Popen([sys.executable, "-c", _PARENT, str(path)]) as parent:
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        child = until(children.read_text)
        parent.kill()
    assert until(lambda: not Path(f"/proc/{child.strip()}").exists())


def until(done, seconds=300):
    """What a function returns as soon as that is something."""
    end = time.monotonic() + seconds
    while not (result := done()) and time.monotonic() < end:
        time.sleep(0.05)
    return result


def test_a_subprocess_that_was_ended_says_why():
    """By the signal that ended it."""
    memory, time_ = (
        ("document-memory", {"limit": 1000}),
        ("document-slow", {"limit": 60}),
    )
    for status, expected in {
        -9: memory,
        -24: time_,
        1: ("document-damaged", {}),
    }.items():
        ended = subprocess.CompletedProcess([], status, b"", b"")
        assert jobs._ended(ended, 60) == expected


def test_a_module_in_the_current_folder_is_not_run(tmp_path, monkeypatch):
    """A file that is named like a library does nothing, though the subprocess starts beside it."""
    monkeypatch.chdir(tmp_path)
    mark = tmp_path / "mark"
    for name in ("docx", "jamplan", "json"):
        (tmp_path / f"{name}.py").write_text(f"open({str(mark)!r}, 'w')")
    (tmp_path / "a.docx").write_bytes(made_up.numbered_docx())
    assert read_file(Path("a.docx"))
    assert not mark.exists()


def test_what_is_no_file_is_not_opened(tmp_path):
    """Missing, below a file, a folder, a pipe, a name that cannot be, a link to itself, too large."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with (tmp_path / "large").open("wb") as stream:
        stream.truncate(60_000_000)
    expected = {
        **dict.fromkeys(("none", "large/none"), "document-missing"),
        **dict.fromkeys((".", "pipe"), "file-not-regular"),
        **dict.fromkeys(("a\0b", "loop"), "file-unreadable"),
        "large": "document-too-large",
    }
    for name, code in expected.items():
        with pytest.raises(UnreadError) as raised:
            read_file(tmp_path / name)
        assert (name, raised.value.finding.code) == (name, code)
        assert str(raised.value).startswith(f"{tmp_path / name}: error {code}: ")


@pytest.mark.parametrize(
    ("make", "suffix"),
    [
        (made_up.boxes, ".pdf"),
        (made_up.columns, ".pdf"),
        (made_up.numbered_docx, ".docx"),
        (made_up.headings_docx, ".docx"),
        (made_up.workbook, ".xlsx"),
        (made_up.page_html, ".html"),
        (made_up.markdown, ".md"),
        (lambda: made_up.csv_text(made_up.written()), ".csv"),
    ],
)
def test_six_items_in_three_chapters(make, suffix):
    """Boxes with a recap, columns, numbers of Word, headings with bullets, tables, a page, Markdown."""
    more = " • un suivi trimestriel" if make is made_up.headings_docx else ""
    lead = "I. II. III." if make is made_up.columns else "  "
    chapters = dict(zip(made_up.CHAPTERS, lead.split(" "), strict=True))
    data = make()
    blocks = finished(
        read_source(data.encode() if isinstance(data, str) else data, suffix)[0]
    )
    items = find(blocks, WANTED).lists[0].items[:6]
    assert [
        (item.number, item.title, " ".join(item.text.split()), item.chapter)
        for item in items
    ] == [
        (
            number,
            title,
            " ".join(paragraphs) + more,
            f"{chapters[chapter]} {chapter}".strip(),
        )
        for number, title, paragraphs, chapter in made_up.written()
    ]


def jam_markdown() -> bytes:
    """A made-up report of 28 proposals in six chapters."""
    lines = ["# Les 28 propositions"]
    for number, (chapter, _pages) in enumerate(jam_report.CHAPTERS, 1):
        lines.append(f"## {chapter}")
        lines += [
            f"{n}. **{title}.** {text}"
            for n, of, title, text in jam_report.PROPOSALS
            if of == number
        ]
    return "\n\n".join(lines).encode()
