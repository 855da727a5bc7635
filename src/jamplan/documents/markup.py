"""Markdown, HTML and plain text as blocks, and blocks as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, reduce
from itertools import pairwise, takewhile
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from jamplan.documents.starts import begins_line
from jamplan.documents.textblocks import (
    BULLET,
    GAP,
    SOFT,
    BlockKind,
    TextBlock,
    continued,
    gapped,
    glued,
    row,
    split_marker,
)
from jamplan.language.folding import as_mark, without_calls

_PAGE = "<!-- page {} -->"
_PAGE_MARK = re.compile(_PAGE.format(r"(\d+)"))
_CONTINUED = "<!-- table continued -->"
_NOTE = "[^]"
# « {id="crit-1"} », as Pandoc and others write attributes.
_ATTRIBUTE = r"(?:[#.][\w:-]+|[\w:-]+=(?:\"[^\"\n]*\"|[^\s{}\"]+))"
_ATTRIBUTES = re.compile(rf"(?<!\\)\{{:?\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}")
_CALL = re.compile(r"(?<=\S)\[\^[^\]\s]+\](?!:)")
"""The mark of a footnote: « mineurs[^1] »."""


def read(text: str) -> list[TextBlock]:
    """The blocks of a Markdown text."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    return list(_Reader(parser.parse(_CALL.sub("", _ATTRIBUTES.sub("", text)))).blocks())


class _Reader:
    """Walks through the tokens of a Markdown text."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._page: int | None = None
        self._lists: list[tuple[str, int]] = []
        """The open lists: the sign after a number, or nothing, and the next number."""
        self._marker: str | None = None
        """Of a list item whose text comes next."""
        self._cells: list[str] | None = None
        """Of the row that is being read."""
        self._first = True
        """Whether the next row begins its table."""
        self._continued = False

    def blocks(self) -> Iterator[TextBlock]:
        """The blocks, in order."""
        level = 0
        for token in self._tokens:
            match token.type:
                case "html_block":
                    yield from self._html(token.content)
                case "heading_open":
                    level = int(token.tag[1])
                case "heading_close":
                    level = 0
                case "inline":
                    yield from self._inline(token, level)
                case "tr_open":
                    self._cells = []
                case "tr_close":
                    yield from self._row()
                case "table_open":
                    self._first, self._continued = not self._continued, False
                case "fence" | "code_block":
                    lines = filter(str.strip, token.content.splitlines())
                    texts = (" ".join(line.split()) for line in lines)
                    yield from (
                        TextBlock(kind=BlockKind.PARAGRAPH, text=text, page=self._page)
                        for text in texts
                    )
                case _:
                    self._list(token)

    def _list(self, token: Token) -> None:
        """Note that a list, or an item of one, begins or ends."""
        match token.type:
            case "bullet_list_open":
                self._lists.append(("", 0))
            case "ordered_list_open":
                self._lists.append((token.markup, int(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                sign, number = self._lists[-1]
                self._marker = f"{number}{sign}" if sign else "•"
                self._lists[-1] = sign, number + 1

    def _inline(self, token: Token, level: int) -> Iterator[TextBlock]:
        """The text of a cell, a heading or a paragraph."""
        if self._cells is not None:
            self._cells.append(" ".join(text for text, _ in _lines(token)))
        elif level:
            yield from self._heading(token, level)
        else:
            yield from self._paragraph(token)

    def _heading(self, token: Token, level: int) -> Iterator[TextBlock]:
        if lines := _lines(token):
            text, bold = " ".join(text for text, _ in lines), all(bold for _, bold in lines)
            yield TextBlock(kind=BlockKind.HEADING, text=text, level=level, page=self._page, bold=bold)

    def _row(self) -> Iterator[TextBlock]:
        block = row(self._cells or (), page=self._page, first=self._first)
        self._cells = None
        if block:
            yield block
            self._first = False

    def _paragraph(self, token: Token) -> Iterator[TextBlock]:
        for at, (text, bold) in enumerate(_lines(token)):
            marker, self._marker = self._marker, None
            if marker is not None:
                own, rest = split_marker(text, ordered=True) if marker == "•" else ("", text)
                block = TextBlock(kind=BlockKind.LIST_ITEM, text=rest, marker=own or marker, bold=bold)
                yield replace(block, level=len(self._lists) - 1, page=self._page)
            elif text.startswith(_NOTE):
                yield TextBlock(kind=BlockKind.NOTE, text=text[len(_NOTE) :].strip(), page=self._page)
            else:
                block = TextBlock(kind=BlockKind.PARAGRAPH, text=text, page=self._page, bold=bold)
                # Its sentence may go on over the line break.
                yield replace(block, continues=min(1, at))

    def _html(self, content: str) -> Iterator[TextBlock]:
        if page := _PAGE_MARK.match(content):
            self._page = int(page[1])
        elif content.startswith(_CONTINUED):
            self._continued = True
        else:
            yield from (replace(block, page=self._page) for block in read_html(content))


def _lines(token: Token) -> list[tuple[str, bool]]:
    """The lines that hard breaks part a text into, and whether all of a line is bold."""
    parts: list[tuple[list[str], list[bool]]] = [([], [])]
    strong, is_raised, hidden = 0, False, ""
    for child in token.children or []:
        if hidden or _HIDDEN_TAG.match(child.content if child.type == "html_inline" else ""):
            # Until the tag that hides the text is closed.
            name = hidden or child.content[1:].split()[0]
            hidden = "" if child.content.startswith(f"</{name}") else name
            continue
        texts, bold = parts[-1]
        match child.type:
            case "strong_open":
                strong += 1
            case "strong_close":
                strong -= 1
            case "softbreak":
                texts.append(" ")
            case "hardbreak" | "html_inline":
                is_raised = child.content.startswith("<sup")
                if child.type == "hardbreak" or re.match(r"<br\b", child.content):
                    parts.append(([], []))
            case "text" | "code_inline":
                texts.append(as_mark(child.content) if is_raised else child.content)
                bold += [strong > 0] if child.content.strip() else []
    lines = [
        (without_calls(" ".join("".join(texts).split())), bool(bold) and all(bold))
        for texts, bold in parts
    ]
    return [(text, bold) for text, bold in lines if text]


_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:opacity|font-size|max-height)\s*:\s*0(?:\.0+)?(?![.\d])"
    r"|visibility\s*:\s*collapse|scale\(\s*0\s*\)|font-size\s*:\s*1px|clip\s*:\s*rect\(\s*[01](?!\d)|clip-path\s*:\s*inset\((?:50|100)%|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    r"|(?<![-\w])height\s*:\s*0(?![.\d]).*overflow(?:-y)?\s*:\s*(?:hidden|clip)",
    re.IGNORECASE,
)
_HIDDEN_TAG = re.compile(
    rf"<del\b|<\w[^>]*?\s(?:hidden\b|aria-hidden\s*=\s*[\"']?true|style\s*=[^>]*?(?:{_HIDDEN.pattern}))",
    re.IGNORECASE,
)
_DROPPED = set("nav footer aside script style noscript template svg iframe del dialog".split())
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "doc-noteref"}
_ON_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*\{((?:[^{}]*\{[^{}]*\})*)[^{}]*\}")
_NESTED_RULES = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def read_html(text: str) -> list[TextBlock]:
    """The blocks of a page, by markdownify to Markdown, without what is around the text or hidden."""
    from bs4 import BeautifulSoup
    from markdownify import MarkdownConverter

    soup = BeautifulSoup(text.replace(SOFT, ""), "lxml")
    styles = _Styles(soup)
    raised = [*soup.find_all("sup"), *styles.tags(_SUPER)]
    white = [text for tag in styles.tags(_WHITE) for text in styles.unseen(tag)]
    for part in [*white, *styles.tags(_HIDDEN), *soup.find_all(_is_dropped)]:
        # What is in a tag that was dropped has no parent any more.
        if part.parent is not None:
            part.extract()
    for tag in raised:
        if tag.parent is not None:
            tag.replace_with(as_mark(tag.get_text()))
    soup.smooth()
    converter = MarkdownConverter(
        heading_style="atx", bullets="-", strip=["img", "a"], escape_misc=True
    )
    bodies: Any = soup.find_all(lambda tag: tag.name == "main" and not tag.find_parent("main"))
    bodies = bodies or [soup.body or soup]
    return [block for body in bodies for block in read(converter.convert_soup(body))]


_SUPER = re.compile(r"vertical-align:super", re.IGNORECASE)
_WHITE_VALUE = r"(?:white|transparent|#f{3}\b|#(?:f[\da-f]){3}|rgba?\(2[45]\d,\s*2[45]\d,\s*2[45]\d)"
_WHITE = re.compile(rf"(?<![-\w])color:{_WHITE_VALUE}", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![-\w])color:(?!inherit)")
_GROUND = re.compile(rf"background[\w-]*:(?!none|{_WHITE_VALUE})", re.IGNORECASE)
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;!]+)(!\s*important)?")


def _declared(text: str) -> str:
    """Declarations in the order of their names, of each name the one that holds."""
    declarations = sorted(_DECLARATION.findall(text), key=lambda parts: bool(parts[2]))
    held = {name.lower(): value.strip() for name, value, _ in declarations}
    return ";".join(f"{name}:{held[name]}" for name in sorted(held))


class _Styles:
    """How a screen shows the tags of a page, by themselves and by the page's own style sheets."""

    def __init__(self, soup: Any) -> None:
        self._soup = soup
        on_screen = (
            _NESTED_RULES.sub("", _ON_SCREEN.sub(r"\1", sheet.get_text()))
            for sheet in soup.find_all("style")
        )
        rules = [rule for text in on_screen for rule in _RULE.findall(text)]
        pairs = ((one, text) for many, text in rules for one in _SELECTORS.split(many.strip()))
        self._rules = [
            (_SIMPLE_END.search(one), selector, text)
            for one, text in sorted(pairs, key=lambda pair: _specificity(pair[0]))
            if (selector := _compiled(one))
        ]
        # A sheet that is not at hand may give a ground to what is white.
        self._is_whole = soup.find("link", rel="stylesheet") is None

    def of(self, tag: Any) -> str:
        """What holds for a tag: of two declarations, the more specific one, else the later one."""
        names = {tag.name, tag.get("id"), *tag.get("class", ())}
        # Most selectors end in a name that the tag has not; to look for the others takes longer.
        own = [
            text
            for end, selector, text in self._rules
            if (not end or end[1] in names) and selector.match(tag)
        ]
        return _declared(";".join([*own, tag.get("style", "")]))

    def tags(self, pattern: re.Pattern[str]) -> list[Any]:
        """The tags for which a declaration holds."""
        of_tags = self._soup.find_all(style=lambda text: text and pattern.search(_declared(text)))
        found = {id(tag): tag for tag in of_tags}
        for _, selector, text in self._rules:
            if pattern.search(_declared(text)):
                found |= {id(tag): tag for tag in selector.select(self._soup)}
        return [tag for tag in found.values() if pattern.search(self.of(tag))]

    def unseen(self, tag: Any) -> list[Any]:
        """The texts in a white tag that have no other colour, and no ground."""
        texts = tag.find_all(string=True) if self._is_whole else []
        return [text for text in texts if self._is_white(text)]

    def _is_white(self, text: Any) -> bool:
        styles = [self.of(parent) for parent in text.parents if parent.name != "[document]"]
        colour = next(filter(_COLOUR.search, styles), "")
        is_on_ground = any(map(_GROUND.search, styles)) or text.find_parent(bgcolor=True)
        return _WHITE.search(colour) is not None and not is_on_ground


@cache
def _compiled(selector: str) -> Any:
    """A selector of what is at rest; of a state, of another page, or of a vendor it is none."""
    from soupsieve import SelectorSyntaxError
    from soupsieve import compile as compiled

    with suppress(SelectorSyntaxError, NotImplementedError):
        return None if _STATE.search(selector) else compiled(selector)
    return None


_STATE = re.compile(r":(?:hover|focus|active|visited|target|checked|:)")
_SIMPLE_END = re.compile(r"(?:^|[\s>+~.#])([\w-]+)$")
_SELECTORS = re.compile(r"\s*,\s*(?![^(\[]*[)\]])")


def _specificity(selector: str) -> tuple[int, int, int]:
    """How many ids, classes and names a selector has."""
    classes, names = r"[.\[]|(?<!:):(?!:)", r"(?:^|[\s>+~])[A-Za-z]"
    return selector.count("#"), len(re.findall(classes, selector)), len(re.findall(names, selector))


def _is_dropped(tag: Any) -> bool:
    """Whether a tag is around the text, or hidden. A header inside the text has its title."""
    if tag.name == "header":
        return tag.find_parent(["main", "article", "section"]) is None
    return (
        tag.name in _DROPPED
        or tag.get("role") in _ROLES
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
    )


def read_plain(text: str) -> list[TextBlock]:
    """The blocks of a plain text: paragraphs between blank lines, cut before lines that begin an item.

    A form feed begins a page. A short line between blank ones that has no end is a heading.
    """
    blocks: list[TextBlock] = []
    pages = text.split("\f")
    for number, page in enumerate(pages, 1):
        groups: list[list[str]] = [[]]
        lines = ["", *page.splitlines(), ""]
        for before, line in pairwise(lines):
            if (
                not line.strip()
                or not before.strip()
                or begins_line(line.strip())
                or BULLET.match(line.strip())
            ):
                groups.append([])
            if line.strip():
                groups[-1].append(gapped(_COLUMNS.split(line.strip())))
        at = number if len(pages) > 1 else None
        blocks += [_plain(group, at) for group in groups if group]
    return continued(blocks)


_COLUMNS = re.compile(r"\t|\s{3,}")


def _plain(lines: list[str], page: int | None) -> TextBlock:
    # Lines with columns are not read across, nor from the end of one to the beginning of the next.
    whole = GAP.join(lines) if any(GAP in line for line in lines) else reduce(glued, lines)
    text = without_calls(whole)
    marker, rest = split_marker(text)
    if marker:
        return TextBlock(kind=BlockKind.LIST_ITEM, text=rest, marker=marker, page=page)
    # Titles of made-up and of typed reports have at most 90 characters.
    if (
        len(lines) == 1
        and len(text) <= 90
        and text[:1].isupper()
        and text[-1] not in ".:;,!?"
        and not begins_line(text)
    ):
        return TextBlock(kind=BlockKind.HEADING, text=text, level=2, page=page)
    return TextBlock(kind=BlockKind.PARAGRAPH, text=text, page=page)


def as_markdown(blocks: Sequence[TextBlock]) -> str:
    """Markdown that a person can correct, and that :func:`read` reads to the same blocks."""
    parts: list[str] = []
    page: int | None = None
    width = 0
    in_table = False
    for number, block in enumerate(blocks):
        if block.page is not None and block.page != page:
            page = block.page
            parts.append(f"\n{_PAGE.format(page)}\n")
            in_table = False
        if block.kind is BlockKind.ROW:
            begins = bool(block.level) or not in_table
            if begins:
                width = _width(blocks[number:])
                parts.append("" if block.level else f"\n{_CONTINUED}\n")
            parts.append(_table_row(block.cells, width))
            if begins:
                parts.append("|" + " --- |" * width)
        else:
            parts.append(f"\n{_markdown(block)}\n")
        in_table = block.kind is BlockKind.ROW
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip("\n") + "\n" if parts else ""


def _width(blocks: Sequence[TextBlock]) -> int:
    """The number of columns of the table that begins these blocks."""
    rows = takewhile(lambda block: block.kind is BlockKind.ROW, blocks)
    return max(len(block.cells) for block in rows)


def _table_row(cells: Sequence[str], width: int) -> str:
    texts = [_escaped(cell).replace("|", r"\|") for cell in cells] + [""] * (width - len(cells))
    return f"| {' | '.join(texts)} |"


def _markdown(block: TextBlock) -> str:
    # Markdown has few markers: that of a list item is part of the text.
    text = _escaped(block.line)
    if block.bold and text:
        text = f"**{text}**"
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * (block.level or 1)} {text}"
        case BlockKind.LIST_ITEM:
            return f"{'    ' * block.level}- {text}"
        case BlockKind.NOTE:
            return f"{_NOTE} {text}"
        case _:
            return text


_SIGNS = re.compile(r"[\\`*_\[\]<>&{}~#]|^[-+#=|:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]")


def _escaped(text: str) -> str:
    """Text whose signs mean nothing in Markdown."""
    return _SIGNS.sub(lambda match: "\\" + match[0], text)
