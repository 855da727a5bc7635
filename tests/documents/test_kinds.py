"""What a file is."""

from __future__ import annotations

import made_up
import pytest

from jamplan.documents.kinds import kind_of


@pytest.mark.parametrize("suffix", [".pdf", ".txt", ""])
def test_the_content_decides(suffix):
    """A file that is named otherwise is read as what it is."""
    assert kind_of(made_up.numbered_docx(), suffix) == "docx"
    assert kind_of(made_up.workbook(), suffix) == "xlsx"
    assert kind_of(made_up.boxes(), suffix) == "pdf"
    assert kind_of(made_up.page_html().encode(), suffix) == "html"


def test_the_name_decides_between_texts():
    """Without one, headings make Markdown."""
    assert [kind_of(b"# a\n\nb", suffix) for suffix in (".txt", ".md", ".csv", "")] == [
        "text",
        "markdown",
        "csv",
        "markdown",
    ]
    assert kind_of(b"a b", "") == "text"
