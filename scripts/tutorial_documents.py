"""The report and plan of the tutorial as PDF, from their texts in ``docs/tutorial``.

``python scripts/tutorial_documents.py`` writes each ``*.md`` there as PDF (fpdf2): a
cover, then a page a section, with running heads and page numbers, as reports have them.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from fpdf import FPDF

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "tutorial"
_MADE = dt.datetime(2025, 1, 20, tzinfo=dt.UTC)
_STYLES = {
    "# ": ("B", 22, 11),
    "## ": ("B", 16, 9),
    "### ": ("B", 12, 7),
    "": ("", 11, 6),
}
"""By the sign that a paragraph begins with.

Style, size (points), height of its lines (millimetres).
"""


class _Pages(FPDF):
    """Pages with the title above and a number below."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.running = title
        self.set_creation_date(_MADE)
        self.set_title(title)
        self.set_margin(25)

    def header(self) -> None:
        if self.page_no() > 1:
            self.set_font("Helvetica", size=8)
            self.cell(0, 8, self.running, align="R")
            self.ln(14)

    def footer(self) -> None:
        self.set_y(-18)
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, str(self.page_no()), align="C")


def pdf(text: str) -> bytes:
    """A text in Markdown (headings and paragraphs) as PDF."""
    paragraphs = [" ".join(each.split()) for each in text.strip().split("\n\n")]
    pages = _Pages(paragraphs[0].removeprefix("# "))
    pages.add_page()
    pages.set_y(70)
    for paragraph in paragraphs:
        sign = next(
            sign for sign in ("### ", "## ", "# ", "") if paragraph.startswith(sign)
        )
        style, size, height = _STYLES[sign]
        if sign == "## ":
            pages.add_page()
        pages.set_font("Helvetica", style=style, size=size)
        said = paragraph.removeprefix(sign)
        pages.multi_cell(0, height, said, align="L", new_x="LMARGIN", new_y="NEXT")
        pages.ln(1 if sign == "### " else 4)
    return bytes(pages.output())


def run() -> int:
    for path in sorted(FOLDER.glob("*/*.md")):
        path.with_suffix(".pdf").write_bytes(pdf(path.read_text(encoding="utf-8")))
    return 0


if __name__ == "__main__":
    sys.exit(run())
