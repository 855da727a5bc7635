"""Markdown and plain text as blocks."""

from __future__ import annotations

from finds import short

from jamplan.documents.markup import read, read_plain


def test_markdown_has_its_blocks():
    """Headings, numbers that go on, nested bullets, tables; attributes and links are dropped."""
    text = """\
# Le [plan](a.md) {id="plan"}
> Un *mot* et `code`
> de plus

3. trois
1. quatre
   - dedans

| a | b |
|---|---|
| 1 | **2** |

<details>caché</details>
"""
    assert short(read(text)) == [
        "h1 Le plan",
        "p Un mot et code de plus",
        "3. trois",
        "4. quatre",
        "• dedans",
        "| a | b",
        "| 1 | 2",
        "p caché",
    ]


def test_bold_paragraphs_are_told():
    """Wholly bold, and cut at line breaks."""
    blocks = read("**Un**\\\ndeux **trois**")
    assert [(block.text, block.bold) for block in blocks] == [("Un", True), ("deux trois", False)]


def test_plain_text_has_paragraphs_pages_and_headings():
    """Lines are joined; an item begins a paragraph; a form feed a page."""
    text = "LE PLAN\n\nUne ligne\nqui conti-\nnue.\nMesure 1 : Agir\n- un\n\fLa suite."
    assert short(read_plain(text)) == [
        "page 1",
        "h2 LE PLAN",
        "p Une ligne qui continue.",
        "p Mesure 1 : Agir",
        "- un",
        "page 2",
        "p La suite.",
    ]
