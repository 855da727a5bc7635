"""A report as Markdown: CommonMark with GitHub's tables and footnotes.

Data stays text: it is escaped so that it parses to the tables and lists meant, and
nothing else. ``tests/exports/test_markdown.py`` parses what comes out.
"""

import re
from collections.abc import Iterable
from typing import assert_never
from urllib.parse import quote

from jamplan.account import spans
from jamplan.account.spans import SpanKind
from jamplan.exports.export import Publication
from jamplan.language.folding import harmless, is_web, one_line
from jamplan.layouts import blocks
from jamplan.layouts.record import record_report
from jamplan.layouts.summary import summary_report

# Signs that mean something anywhere in a line.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~&$^])")
# What readers turn into a link by itself: « www. », « https:// », « // », « name@host
# ».
_AUTOLINK = re.compile(r"(?i)(www)\.|:(?=//)|(?<!:)/(?=/)|(mailto|xmpp):|@")
# Before what means something at the beginning of a line: headings, lists, rules,
# underlines.
_AT_START = re.compile(
    r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$|[-+=])|[-=+:]))"
)
_SIDE_BY_SIDE = re.compile(r"(\[\^[0-9]+\])(?=\[\^)")
_UNSAFE_IN_ADDRESS = re.compile(r"[\s<>|\\\x00-\x1f\x7f]")


def summary(content: Publication) -> str:
    """The summary of a publication, or all that is known of its one item."""
    if content.item is not None:
        item = content.account.item[content.item.id]
        return markdown(record_report(content.account, item, published=True))
    return markdown(summary_report(content.account, content.provenance))


def markdown(report: Iterable[blocks.Block]) -> str:
    """Render a report; the text ends with a line break."""
    return "\n\n".join(_block(block) for block in report) + "\n"


def escaped(text: str) -> str:
    """A text as Markdown that shows just this text, anywhere in a line."""
    line = _ANYWHERE.sub(r"\\\1", harmless(spans.folded(text)))
    return _AUTOLINK.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", line)


def _block(block: blocks.Block) -> str:  # noqa: PLR0911 - one case a block
    match block:
        case blocks.Heading():
            # Hash signs at the end would close the heading.
            text = re.sub(r"#(?=#*\s*$)", r"\\#", escaped(block.text))
            return f"{'#' * block.level} {text}"
        case blocks.Paragraph():
            text = _inline(block.content)
            plain = all(
                span.kind in {SpanKind.PLAIN, SpanKind.DATA} for span in block.content
            )
            return f"**{text}**" if block.lead and plain else _start(text)
        case blocks.Items():
            return "\n".join(f"- {_start(_inline(item))}" for item in block.items)
        case blocks.Quote():
            words = f"{_start(_inline(block.content))}\n>\n> " if block.content else ""
            return f"> {words}— {_inline(block.source)}"
        case blocks.Table():
            return _table(block)
        case blocks.Bar():
            return _start(escaped(", ".join(part.label for part in block.parts)))
        case blocks.Note():
            return f"[^{block.number}]: {_start(_inline(block.content))}"
        case _:
            assert_never(block)


def _start(line: str) -> str:
    """Escape what would mean something at the beginning of a line."""
    return _AT_START.sub(r"\1\\", line)


def _inline(content: spans.Inline) -> str:
    # Two marks of notes side by side would read as one number.
    apart = _SIDE_BY_SIDE.sub(r"\1 ", "".join(_span(span) for span in content))
    return apart.strip(" ")


def _span(span: spans.Span) -> str:
    match span.kind:
        case SpanKind.PLAIN | SpanKind.DATA:
            text = escaped(span.text)
            href = span.href or ""
            return f"[{text}]({link_to(href)})" if is_web(href) else text
        case SpanKind.STRONG:
            return f"**{escaped(span.text)}**"
        case SpanKind.ID | SpanKind.COMMAND:
            return _code(span.text)
        case SpanKind.ADDRESS:
            return link_to(span.text)
        case SpanKind.BREAK:
            return " — "
        case SpanKind.NOTE:
            return f"[^{span.text}]"
        case _:
            assert_never(span.kind)


def _code(text: str) -> str:
    """A code span; the fence is longer than any run of backticks in it."""
    line = harmless(one_line(text))
    runs = [len(run) for run in re.findall(r"`+", line)]
    if "|" in line or not line.strip():
        # A table splits its cells before code is read, so no code span can hold a bar.
        return escaped(text)
    fence = "`" * (max(runs) + 1 if runs else 1)
    space = " " if runs else ""
    return f"{fence}{space}{line}{space}{fence}"


def link_to(url: str) -> str:
    """A link to a web address; anything else stays text, for it could run."""
    line = harmless(one_line(url))
    if not is_web(line):
        return escaped(line)
    safe = _UNSAFE_IN_ADDRESS.sub(lambda match: quote(match[0]), line)
    return f"<{safe}>"


def _table(table: blocks.Table) -> str:
    head, *rows = [[_inline(cell) for cell in row] for row in table.grid]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
