"""Blocks, joined and printed."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from jamplan.documents.markup import read
from jamplan.documents.textblocks import (
    BlockKind,
    TextBlock,
    as_markdown,
    joined,
    row,
    without_soft_hyphens,
)

_TEXT = st.text(alphabet="ab1 .)*_[]<>&#|{}~`\\-+=!é«»:", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
# A word first: a marker or a note's sign is told from the text by the readers.
_WORDS = _TEXT.map(lambda text: f"mot {text}".strip())


@st.composite
def _blocks(draw):
    blocks, page, table = [], draw(st.sampled_from([None, 1])), False
    for _ in range(draw(st.integers(1, 8))):
        if page is not None:
            page += draw(st.integers(0, 1))
        kind = draw(st.sampled_from(list(BlockKind)))
        if kind is BlockKind.ROW:
            cells = tuple(draw(st.lists(_TEXT.filter(bool), min_size=1, max_size=4)))
            blocks.append(
                TextBlock(
                    kind=kind, cells=cells, page=page, level=draw(st.integers(0, 1)) if table else 1
                )
            )
        elif kind is BlockKind.LIST_ITEM:
            marker = draw(st.sampled_from(["•", "-", "12.", "a)", "✓"]))
            blocks.append(
                TextBlock(
                    kind=kind, text=draw(_WORDS), marker=marker, page=page, bold=draw(st.booleans())
                )
            )
        else:
            level = draw(st.integers(1, 6)) if kind is BlockKind.HEADING else 0
            bold = draw(st.booleans()) if kind is not BlockKind.NOTE else False
            blocks.append(TextBlock(kind=kind, text=draw(_WORDS), level=level, page=page, bold=bold))
        table = kind is BlockKind.ROW
    return blocks


@given(_blocks())
@example([TextBlock(kind=BlockKind.HEADING, text="mot #", level=1)])
def test_markdown_reads_back_to_the_same_blocks(blocks):
    """Kinds, pages, markers, cells and bold type survive."""
    assert read(as_markdown(blocks)) == blocks


def paragraph(text: str, **more: object) -> TextBlock:
    return TextBlock(kind=BlockKind.PARAGRAPH, text=text, **more)  # type: ignore[arg-type]


def test_a_sentence_that_a_page_cuts_is_joined():
    """If it has no end and goes on with a small letter, even over a footnote."""
    note = TextBlock(kind=BlockKind.NOTE, text="Voir p. 3.", page=1)
    blocks = [
        paragraph("La Cour demande", page=1),
        note,
        paragraph("au maire.", page=2),
        paragraph("et puis"),
    ]
    assert joined(blocks) == [
        paragraph("La Cour demande au maire.", page=1),
        note,
        paragraph("et puis"),
    ]


def test_divided_words_are_written_as_elsewhere_in_the_document():
    """« co-opération » if the document has it, else without a hyphen."""
    blocks = joined([paragraph("La co-"), paragraph("opération des com-"), paragraph("munes")])
    assert without_soft_hyphens(blocks)[0].text == "La coopération des communes"
    with_word = without_soft_hyphens([*blocks, paragraph("Une co-opération")])
    assert with_word[0].text == "La co-opération des communes"


def test_a_row_has_no_empty_cells_at_its_end():
    """A row of empty cells is none."""
    assert row(["1", " a\nb ", None, ""]) == TextBlock(kind=BlockKind.ROW, cells=("1", "a b"))
    assert row([None, ""]) is None
