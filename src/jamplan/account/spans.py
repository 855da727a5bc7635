"""Texts as spans: what a piece of text is, in which language, and where it leads.

A text is a tuple of spans. The kind of a span tells a format what it is; its content is
text, never markup. Words of the data have their language, and the address that they
lead to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from jamplan.language.folding import one_line


class SpanKind(Enum):
    """What a span of text is."""

    PLAIN = auto()
    DATA = auto()
    """Words of the data, in their own language."""
    STRONG = auto()
    ID = auto()
    ADDRESS = auto()
    COMMAND = auto()
    BREAK = auto()
    """A line break, if the format can break a line within a cell; else a space."""
    NOTE = auto()
    """A reference to a note: the id of its source, in a whole report its number."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text of one kind."""

    text: str
    kind: SpanKind = SpanKind.PLAIN
    lang: str | None = None
    """The language of words of the data, as a code; None if it is the report's own."""
    href: str | None = None
    """The address that the text leads to: of the web, or « #id » within a page."""


Inline = tuple[Span, ...]


SIGNS: Mapping[str, tuple[str, str, str]] = {
    "stated": ("█", "#", "#12395b"),
    "reported": ("▇", "%", "#2f5d8c"),
    "partial": ("▌", "=", "#3f6f9f"),
    "principle": ("▐", "p", "#5b84a8"),
    "interpreted": ("▓", "+", "#5d86ad"),
    "partial_otherwise": ("▚", "~", "#7a9cbf"),
    "principle_otherwise": ("▞", "q", "#8aa9c6"),
    "ambiguous": ("◫", "&", "#95b0cc"),
    "compared": ("▆", "c", "#aac0d6"),
    "contested": ("≠", "!", "#8a3a6b"),
    "refused": ("×", "x", "#b5651d"),
    "not_taken_up": ("╳", "X", "#cf8a4a"),
    "noted": ("÷", "/", "#d9b26a"),
    "below_rule": ("▒", "-", "#c3d0dd"),
    "none_found": ("○", "o", "#e3c9a8"),
    "out_of_scope": ("┼", "*", "#8c8c8c"),
    "not_testable": ("?", "?", "#a39a8c"),
    "unreviewed": ("·", ":", "#b8b8b8"),
    "undocumented": ("░", ".", "#e0e0e0"),
}
"""The signs and the colour of each part of the bar, the best supported first, by its
key.
"""


@dataclass(frozen=True, slots=True)
class BarPart:
    """The proposals of one status that are told alike, in a bar and its legend."""

    status: str
    """The key of its sign."""
    count: int
    label: str
    """« 6 reprises affirmées »."""
    sign: str
    plain: str
    """The sign if the output cannot encode the other."""
    colour: str
    """Hexadecimal, for pictures: dark to light."""
    name: str
    """What each of them is: « reprise affirmée »."""


Part = str | Span | Inline
"""What texts are put together of."""


def inline(*parts: Part) -> Inline:
    """Make a text of strings, spans and texts; a string is folded into one line."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            spans.append(Span(folded(part)))
        elif isinstance(part, Span):
            spans.append(part)
        else:
            spans.extend(part)
    return tuple(span for span in spans if span.text)


def plain(content: Inline) -> str:
    """A text as it reads, without what its spans are."""
    return "".join(span.text for span in content)


def joined(texts: Iterable[Part], separator: str | Span = ", ") -> Inline:
    """Several texts as one, with a separator between them."""
    parts: list[Part] = []
    for text in texts:
        parts += [separator, text] if parts else [text]
    return inline(*parts)


def bracketed(text: str) -> str:
    """A text in brackets after a space; empty without one."""
    return f" ({text})" if text else ""


def folded(text: str) -> str:
    """A text in one line that keeps a space at its beginning and end."""
    line = one_line(text)
    if not line:
        return " " if text else ""
    # No-break spaces are part of the text and stay as they are.
    before = " " if text[0] in " \t\n" else ""
    after = " " if text[-1] in " \t\n" else ""
    return f"{before}{line}{after}"


def strong(text: str) -> Span:
    """An emphasised text."""
    return Span(one_line(text), SpanKind.STRONG)


def ident(text: str) -> Span:
    """An id, which is never cut."""
    return Span(one_line(text), SpanKind.ID)


def address(text: str) -> Span:
    """A web address, which is never cut."""
    return Span(one_line(text), SpanKind.ADDRESS)


def command(text: str) -> Span:
    """A command that a reader can type."""
    return Span(text, SpanKind.COMMAND)


def commands(data: str, *texts: str) -> Inline:
    """Commands, each with the option that names the folder, as the reader named it."""
    return joined([command(text + data) for text in texts])


def note(source: str) -> Span:
    """A reference to the note on a source, by its id.

    Once a report is whole, it is by the number of the note.
    """
    return Span(source, SpanKind.NOTE)


BREAK = Span(" ", SpanKind.BREAK)
