"""HTML and Markdown as paragraphs and tables; Markdown by the web page that is made of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jamplan.intake.reading.breaks import begins_with_title
from jamplan.intake.reading.contents import Contents, FileKind
from jamplan.intake.reading.elements import BLOCKS, VOID
from jamplan.intake.reading.starts import begins_item
from jamplan.intake.reading.webpage import read_html

__all__ = ["read_html", "read_markdown"]

_INLINE = frozenset(
    """
    a abbr b button cite code del em font i iframe ins kbd mark q s script small span strike strong
    style sub sup svg template tt u
    """.split()
)
_TAG = re.compile(r"<!--.*?-->|<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s[^<>]*)?/?)>", re.DOTALL)
_FRONT = re.compile(
    r"\s*(?:---[ \t]*\n(?=\s*(?:#[^\n]*\n\s*)*[\w-]+[ \t]*:)(?P<yaml>.*?)\n(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\n(?P<toml>.*?)\n\+\+\+)[ \t]*(?:\n|$)",
    re.DOTALL,
)
_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*[\"']?([^\n\"']+)", re.MULTILINE)
_LONGEST_LINE = 200
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_NOTE = re.compile(r"[ ]{0,3}\[\^[^\]\s]+\]:")
_CALL = re.compile(r"(?:(?<=\S)[ \t]+)?(?<!\\)\[\^[^\]\s]{1,80}\](?!\()")
_TASK = re.compile(r"^(\s*(?:[-*+]|\d{1,4}[.)])\s+)\[[ xX]\]\s+")
_ATTRIBUTES = re.compile(r"^([ ]{0,3}#{1,6}\s[^{}]*)\{[#.][^{}]*\}\s*$")


def read_markdown(text: str) -> Contents:
    """Read Markdown, with the tables of GitHub and the HTML in it; the texts of notes are left out.

    Tags that HTML does not have are text: « <nom de la commune> ».
    """
    from markdown_it import MarkdownIt

    front = _FRONT.match(text)
    title = None
    if front is not None:
        title = _TITLE.search(front["yaml"] or front["toml"] or "")
        text = text[front.end() :]
    made = MarkdownIt("commonmark", {"html": True}).enable("table")
    made.add_render_rule("html_inline", _html)
    made.add_render_rule("html_block", _html)
    made.core.ruler.push("break_lines", _break_lines)
    contents = read_html(made.render(_without_notes(text)), FileKind.MARKDOWN)
    said = title[1].strip() if title is not None else None
    return Contents(kind=FileKind.MARKDOWN, blocks=contents.blocks, title=said)


def _without_notes(text: str) -> str:
    """Take notes and their calls out, and what stands for no words; code stays as it is."""
    kept = []
    fence, in_note = "", False
    lines = text.split("\n")
    for before, line in zip(("", *lines), lines, strict=False):
        mark = _FENCE.match(line)
        if fence or mark is not None:
            if mark is not None:
                fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
            kept.append(line)
            continue
        if _NOTE.match(line):
            in_note = True
        elif line.strip() and not before.strip() and line[0] not in " \t":
            in_note = False
        if in_note:
            if not line.strip():
                kept.append(line)
            continue
        kept.append(_ATTRIBUTES.sub(r"\1", _CALL.sub("", _TASK.sub(r"\1", line))))
    return "\n".join(kept)


def _html(_: Any, tokens: Sequence[Any], at: int, *__: Any) -> str:
    """Tags that HTML has; others are text, and so is a comment that is not closed."""

    def known(match: re.Match[str]) -> str:
        name = (match[2] or "").lower()
        if match[0].startswith("<!--"):
            return ""
        return match[0] if name in BLOCKS | VOID | _INLINE else f"&lt;{match[0][1:-1]}&gt;"

    closed, end, rest = str(tokens[at].content).rpartition("-->")
    return _TAG.sub(known, closed + end + rest.replace("<!--", "&lt;!--"))


def _break_lines(state: Any) -> None:
    """A line end is a space, except before what begins an item, and after its title.

    Outside of lists, where one is too long to be a line, each is a paragraph. A list keeps the sign
    after its numbers.
    """
    for token in state.tokens:
        if token.type == "ordered_list_open":
            token.attrSet("data-end", token.markup)
        lines: list[str] = [""]
        ends = []
        for each in token.children or ():
            if each.type in {"softbreak", "hardbreak"}:
                ends.append(each)
                lines.append("")
            else:
                lines[-1] += each.content
        unbroken = token.level == 1 and any(len(line) > _LONGEST_LINE for line in lines)
        for place, end in enumerate(ends, start=1):
            if unbroken and end.type == "softbreak":
                end.type, end.content = "html_inline", "</p><p>"
            elif begins_item(lines[place]) or (place == 1 and begins_with_title(lines)):
                end.type = "hardbreak"
