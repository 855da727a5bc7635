"""The bytes of a file: its format, and its text."""

import pytest

from jamplan.documents.filebytes import decoded, kind_of
from tests.documents import made_up


def test_the_content_decides_and_the_name_between_texts():
    """A file that is named otherwise is read as what it is; without a name, headings make Markdown."""
    for suffix in (".pdf", ".txt", ""):
        assert kind_of(made_up.numbered_docx(), suffix) == "docx"
        assert kind_of(made_up.workbook(), suffix) == "xlsx"
        assert kind_of(made_up.boxes(), suffix) == "pdf"
        assert kind_of(made_up.page_html().encode(), suffix) == "html"
    kinds = {".txt": "text", ".md": "markdown", ".csv": "csv", "": "markdown"}
    assert {suffix: kind_of(b"# a\n\nb", suffix) for suffix in kinds} == kinds
    assert kind_of(b"a b", "") == "text"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]
)
def test_a_text_is_read_in_its_encoding(encoding):
    """By its byte order mark, as UTF-8, else as Windows' Western one."""
    assert decoded("L’été œuvre\r\nb\rc".encode(encoding)) == "L’été œuvre\nb\nc"


def test_a_declared_encoding_is_used_if_it_is_a_character_set():
    """UTF-8 is UTF-8 whatever is declared; zero bytes, control characters, half a character are no text."""
    assert (
        decoded("<meta charset=koi8-r>русский".encode("koi8-r"))
        == "<meta charset=koi8-r>русский"
    )
    assert (
        decoded("<meta charset=iso-8859-1>été".encode())
        == "<meta charset=iso-8859-1>été"
    )
    assert (
        decoded("<meta charset=base64>été".encode("cp1252"))
        == "<meta charset=base64>été"
    )
    assert [
        decoded(data) for data in (b"a\0b", bytes(range(1, 256)) * 20, b"\xff\xfea")
    ] == [None] * 3
