"""Texts put together of strings, spans and texts: folded, joined, as rows and lists."""

from jamplan.reports.blocks import (
    BREAK,
    Items,
    Row,
    Span,
    SpanKind,
    ident,
    inline,
    joined,
    points,
    table_row,
)


def test_strings_are_folded_and_keep_the_space_at_their_ends():
    """A line break in the data is a space; an empty text is no span."""
    assert inline(" a\nb ", "", ident("x")) == (Span(" a b "), Span("x", SpanKind.ID))


def test_texts_are_joined_with_a_separator_between_them():
    """A comma by default, or a line break; nothing around a single text, nothing for none."""
    comma, id_ = Span(", "), Span("x", SpanKind.ID)
    assert joined(["a", ident("x"), inline("b")]) == (Span("a"), comma, id_, comma, Span("b"))
    assert joined(["a", "b"], BREAK) == (Span("a"), BREAK, Span("b"))
    assert joined(["a"]) == (Span("a"),)
    assert joined([]) == ()


def test_rows_and_lists_are_made_of_texts():
    """Each cell and each point is a text."""
    assert table_row("a", ident("x"), section="S") == Row(
        ((Span("a"),), (Span("x", SpanKind.ID),)), "S"
    )
    assert points(["a", ident("x")]) == Items(((Span("a"),), (Span("x", SpanKind.ID),)))
