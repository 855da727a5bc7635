"""Copies of sources as text: every kind, every fault, no matter how the file is named."""

from __future__ import annotations

import builtins
import os
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan import sourcefiles
from jamplan.sourcefiles import Fault, SourceFileError, SourceKind, SourceText, read_source


@pytest.fixture
def copy(tmp_path):
    """A function that writes a file and reads it as a source."""

    def read(data: str | bytes, name: str = "copy.txt") -> SourceText:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_source(path)

    return read


@pytest.fixture
def fault(copy):
    """A function that writes a file and returns why it gives no text: the code and the detail."""

    def code(data: str | bytes, name: str = "copy.txt") -> tuple[Fault, str]:
        with pytest.raises(SourceFileError) as caught:
            copy(data, name)
        assert caught.value.path.name == name
        return caught.value.code, caught.value.detail

    return code


def outcome(path: Path) -> SourceKind | Fault:
    """The kind of what is read, which then has words, or why nothing is."""
    try:
        text = read_source(path)
    except SourceFileError as error:
        return error.code
    assert any(page.strip() for page in text.pages)
    return text.kind


def pdf(*pages: str, encrypted: dict[str, object] | None = None) -> bytes:
    """A PDF with a text on each page."""
    from fpdf import FPDF

    document = FPDF()
    document.set_font("Helvetica", size=12)
    if encrypted is not None:
        document.set_encryption(**encrypted)
    for page in pages:
        document.add_page()
        if page:
            document.multi_cell(0, 8, page)
    return bytes(document.output())


def test_a_text_is_read_as_it_stands(copy):
    """Lines end in one way, and form feeds part the pages."""
    assert copy("a\r\nb\rc\n") == SourceText(SourceKind.TEXT, ("a\nb\nc\n",))
    assert copy("un\n\fdeux\n\f") == SourceText(SourceKind.TEXT, ("un\n", "deux\n"))
    assert copy("un\n\f\fdeux") == SourceText(SourceKind.TEXT, ("un\n", "", "deux"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso-8859-15-html", "koi8-r-html"]
)
def test_a_text_is_read_in_its_encoding(copy, encoding):
    """By its byte order mark, as UTF-8, as a web page says, else as Windows' Western one."""
    charset = encoding.removesuffix("-html")
    if charset == encoding:
        assert copy("L’été œuvre".encode(encoding)).pages == ("L’été œuvre",)
        return
    words = "русский" if charset == "koi8-r" else "œuvre 5 €"
    page = f'<html><head><meta charset="{charset}"></head><body>{words}</body></html>'
    assert copy(page.encode(charset), "page.html").pages == (words,)


def test_what_a_page_says_of_its_encoding_is_no_order(copy):
    """UTF-8 is UTF-8 whatever is declared, and an encoding that is no character set is none."""
    assert copy("<html><meta charset=iso-8859-1>été").pages == ("été",)
    for declared in ("base64", "idna", "no-such", "unicode_escape", "cp99999"):
        assert copy(f"<html><meta charset={declared}>été".encode("cp1252")).pages == ("été",)


def test_a_web_page_is_what_a_reader_sees(copy):
    """A line for each block; scripts, styles and comments unseen; entities are characters."""
    page = """\ufeff
<!-- saved --><!DOCTYPE html>
<html><head><title>Le plan &amp; les JAM</title><style>p {color: red}</style><script>if (a < b) {}</script>
</head><body><noscript>Activez JavaScript</noscript><template><p>modèle</p></template>
<h1>Le <em>gou</em>vernement<br>agit</h1>
<p>a repris&nbsp;: l&#8217;id&eacute;e
   des <b>28</b><!-- non --> propositions<sup>1</sup>, 10<sup>2</sup> m, 1<sup>er</sup>
<ul><li>un<li>deux</ul><table><tr><td>3<td>4</table><div/>fin<pre>a
  b</pre> R&D, 2 < 3</body></html>"""
    expected = """\
Le plan & les JAM
Le gouvernement
agit
a repris\u00a0: l’idée des 28 propositions¹, 10² m, 1er
un
deux
3
4
fin
a
b
R&D, 2 < 3"""
    assert copy(page) == SourceText(SourceKind.HTML, (expected,))


def test_a_web_page_is_told_by_its_content_or_its_name(copy):
    """A page that is named otherwise is one, and so is a piece that is named so."""
    assert copy("<?xml version='1.0'?>\n<HTML><p>a<p>b", "a.pdf") == SourceText(
        SourceKind.HTML, ("a\nb",)
    )
    assert copy("<p>a<p>b", "a.htm") == SourceText(SourceKind.HTML, ("a\nb",))
    assert copy("<p>a<p>b", "a.txt") == SourceText(SourceKind.TEXT, ("<p>a<p>b",))


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 10_000 + "vu" + "</div>" * 10_000,
        "vu<!--" + "<!--" * 100_000,
        "vu" + "<a b='" * 50_000,
        "<script>non</script>vu<script>" * 1 + "<script>" * 50_000,
        "<script src='x'/>vu",
        "</noscript></template>vu",
        "vu</pre></sup>",
    ],
)
def test_a_hostile_web_page_is_read_in_time(copy, page):
    """Deep, unclosed, wrongly closed: what is seen is seen."""
    assert copy(f"<html>{page}").pages == ("vu",)


def test_markdown_is_read_without_its_marks(copy):
    """Lines stay lines; words and digits stay."""
    text = """\
# Le **plan**
> Il **a
> repris** l’_idée_ des [JAM](https://a.org/b_(c) "titre")[^1].
- *28* propositions, `code` et ~~non~~
12. douze, 2*3*4, a_b_c, 5 * 6, \\*étoile\\*
| un | deux |
|----|:---:|
| 3  | 4 |
***
![carte](c.png) <https://x.org> [sic](12) [28][29] AT&amp;T R&D
[^1]: Note
Titre
====="""
    expected = """\
Le plan
Il a
repris l’idée des JAM.
28 propositions, code et non
12. douze, 2*3*4, a_b_c, 5 * 6, *étoile*
  un   deux\x20\x20

  3    4\x20\x20

carte https://x.org [sic](12) [28][29] AT&T R&D
Note
Titre
"""
    assert copy(text, "a.md") == SourceText(SourceKind.MARKDOWN, (expected,))


@given(st.text(alphabet="ab12*_`~|>#-[]()^!\\&;. \n", max_size=80))
def test_markdown_never_loses_a_word(text):
    """What is outside of the brackets of links and notes is still there, letter by letter and digit by digit."""
    bare = text.translate(dict.fromkeys(map(ord, "[]&")))
    unmarked = sourcefiles._unmarked(bare)
    assert [sign for sign in unmarked if sign.isalnum()] == [sign for sign in bare if sign.isalnum()]
    assert unmarked.count("\n") == bare.count("\n")
    numbers = "".join(sign if sign.isdigit() else " " for sign in bare.replace("\\", " ")).split()
    assert "".join(sign if sign.isdigit() else " " for sign in unmarked).split() == numbers


def test_a_pdf_is_read_page_by_page(copy):
    """Whatever it is called."""
    expected = SourceText(SourceKind.PDF, ("Le plan a repris", "", "la proposition"))
    for name in ("a.pdf", "a.txt", "a"):
        assert copy(pdf("Le plan a repris", "", "la proposition"), name) == expected


def test_a_pdf_may_be_locked(copy, fault):
    """A password is needed, or an empty one opens it as it does for anybody."""
    assert fault(pdf("x", encrypted={"owner_password": "o", "user_password": "u"})) == (
        Fault.ENCRYPTED,
        "",
    )
    assert copy(pdf("Vu", encrypted={"owner_password": "o"})).pages == ("Vu",)


def test_a_pdf_that_is_cut_is_damaged(fault):
    """At any place, and so is what only begins like one."""
    whole = pdf(*["Le plan a repris la proposition. " * 30] * 4)
    for tenths in range(1, 10):
        assert fault(whole[: len(whole) * tenths // 10], "a.pdf") == (Fault.DAMAGED, "")
    assert fault(b"%PDF-1.7\nhello") == (Fault.DAMAGED, "")


@pytest.mark.parametrize("seed", range(20))
def test_a_pdf_with_faults_never_raises_anything_else(tmp_path, seed):
    """Bytes changed at random: text, or a fault."""
    import random

    chance = random.Random(seed)
    data = bytearray(pdf("Le plan", "a repris"))
    for _ in range(30):
        data[chance.randrange(8, len(data))] = chance.randrange(256)
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    possible = {SourceKind.PDF, Fault.DAMAGED, Fault.NO_TEXT, Fault.ENCRYPTED, Fault.LIBRARY_MISSING}
    assert outcome(path) in possible


def test_nothing_goes_to_standard_error(copy, fault, capfd):
    """What the library mends or cannot is not for those who read the messages."""
    copy(pdf("Le plan"))
    fault(pdf("Le plan")[:-200])
    assert capfd.readouterr() == ("", "")


def test_limits_are_kept(fault, monkeypatch, copy):
    """Size, pages, time: the detail is the limit."""
    document = pdf("un", "deux", "trois")
    monkeypatch.setattr(sourcefiles, "LIMIT_PAGES", 2)
    assert fault(document) == (Fault.TOO_MANY_PAGES, "2")
    monkeypatch.setattr(sourcefiles, "LIMIT_PAGES", 3)
    assert len(copy(document).pages) == 3
    monkeypatch.setattr(sourcefiles, "LIMIT_SECONDS", -1.0)
    assert fault(document)[0] is Fault.TOO_SLOW
    assert fault("<html>x")[0] is Fault.TOO_SLOW


def test_a_large_file_is_not_read(tmp_path):
    """Sixty megabytes are refused at once."""
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(60_000_000)
    with pytest.raises(SourceFileError) as caught:
        read_source(path)
    assert (caught.value.code, caught.value.detail) == (Fault.TOO_LARGE, "50")
    assert str(caught.value) == f"{path}: too-large (50)"


def test_what_is_no_text_is_said_to_be_none(fault, tmp_path):
    """An archive, zero bytes, a picture, a text processor's file, half a character."""
    with zipfile.ZipFile(tmp_path / "z", "w") as archive:
        archive.writestr("a.txt", "Le plan a repris")
    zipped = (tmp_path / "z").read_bytes()
    assert fault(zipped, "a.pdf") == (Fault.NOT_TEXT, "")
    assert fault(b"Le plan\0a repris") == (Fault.NOT_TEXT, "")
    assert fault(bytes(range(1, 256)) * 20, "a.html") == (Fault.NOT_TEXT, "")
    assert fault(b"{\\rtf1 Le plan}", "a.doc") == (Fault.NOT_TEXT, "RTF")
    assert fault(b"\xff\xfea") == (Fault.NOT_TEXT, "")


def test_what_has_no_words_is_said_to_have_none(fault):
    """Blank files, a page made by scripts, a PDF of pictures."""
    for data in ("", " \n\f\n", "<html><script>x()</script>", pdf("", "")):
        assert fault(data) == (Fault.NO_TEXT, "")


def test_what_is_no_file_is_said_to_be_none(tmp_path):
    """Missing, below a file, a folder, a pipe, a name that cannot be, a link to itself."""
    (tmp_path / "file").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    expected = {
        "none": Fault.MISSING,
        "file/none": Fault.MISSING,
        ".": Fault.NOT_REGULAR,
        "pipe": Fault.NOT_REGULAR,
        "a\0b": Fault.UNREADABLE,
        "loop": Fault.UNREADABLE,
        "a" * 300: Fault.UNREADABLE,
    }
    for name, code in expected.items():
        with pytest.raises(SourceFileError) as caught:
            read_source(tmp_path / name)
        assert (name, caught.value.code) == (name, code)


def test_a_missing_library_is_named(fault, monkeypatch):
    """Without pypdf a PDF cannot be read, and everything else can."""
    document = pdf("x")
    real = builtins.__import__

    def without(name, *arguments, **named):
        if name.partition(".")[0] == "pypdf":
            raise ImportError(name)
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.delitem(sys.modules, "pypdf", raising=False)
    assert fault(document) == (Fault.LIBRARY_MISSING, "pypdf")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_fault(tmp_path_factory, data):
    """Nothing else is raised, whatever the file is called."""
    folder = Path(tmp_path_factory.getbasetemp())
    for suffix in (".txt", ".md", ".html", ".pdf"):
        path = folder / f"bytes{suffix}"
        path.write_bytes(data)
        assert outcome(path) in {*SourceKind, Fault.NOT_TEXT, Fault.NO_TEXT, Fault.DAMAGED}
