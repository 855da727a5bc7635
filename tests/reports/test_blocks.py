"""Texts put together of strings, spans and texts: folded, joined, as rows and lists."""

from jamplan.reports import blocks as b


def test_strings_are_folded_and_keep_the_space_at_their_ends():
    """A line break in the data is a space; an empty text is no span."""
    assert b.inline(" a\nb ", "", b.ident("x")) == (b.Span(" a b "), b.Span("x", b.SpanKind.ID))


def test_texts_are_joined_with_a_separator_between_them():
    """A comma by default, or a line break; nothing around a single text, nothing for none."""
    comma, id_ = b.Span(", "), b.Span("x", b.SpanKind.ID)
    assert b.joined(["a", b.ident("x"), b.inline("b")]) == (b.Span("a"), comma, id_, comma, b.Span("b"))
    assert b.joined(["a", "b"], b.BREAK) == (b.Span("a"), b.BREAK, b.Span("b"))
    assert b.joined(["a"]) == (b.Span("a"),)
    assert b.joined([]) == ()


def test_rows_and_lists_are_made_of_texts():
    """Each cell and each point is a text."""
    assert b.table_row("a", b.ident("x"), section="S") == b.Row(
        ((b.Span("a"),), (b.Span("x", b.SpanKind.ID),)), "S"
    )
    assert b.points(["a", b.ident("x")]) == b.Items(((b.Span("a"),), (b.Span("x", b.SpanKind.ID),)))
