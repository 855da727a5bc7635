"""Markdown, HTML and plain text as blocks, and blocks as Markdown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import takewhile
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import PreformattedString
from css_inline import CSSInliner
from markdown_it import MarkdownIt

from jamplan.documents import textblocks
from jamplan.documents.filebytes import FROM
from jamplan.documents.starts import begins_line
from jamplan.documents.textblocks import BULLET, GAP, SOFT, STRUCK, BlockKind, TextBlock
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
_DIVIDED = re.compile(r"(?<=[^\W\d_])-\n[ \t]*(?=[a-zà-ÿ])(?!(?:and|or|to|et|ou|à)\b)")
"""A hyphen at a line's end within a word."""


def read(text: str) -> list[TextBlock]:
    """The blocks of a Markdown text, by markdown-it as the page that it makes."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(_CALL.sub("", _ATTRIBUTES.sub("", _DIVIDED.sub(SOFT, text))))
    for token in tokens:
        if token.type == "ordered_list_open":
            token.attrSet("class", token.markup)
    return _blocks(f"<html><body>{parser.renderer.render(tokens, parser.options, {})}")


def read_html(text: str) -> list[TextBlock]:
    """The blocks of a page, without what is around the text or hidden."""
    return _blocks(_styled(text.replace(SOFT, "")))


def _blocks(page: str) -> list[TextBlock]:
    soup = BeautifulSoup(page, "lxml")
    _leave_visible(soup)
    reader = _Reader()
    bodies = soup.find_all(
        lambda tag: tag.name == "main" and not tag.find_parent("main")
    )
    for body in bodies or [soup.body or soup]:
        reader.walk(body)
        reader.end()
    return reader.blocks


class _Reader:
    """Walks through the tree of a page."""

    def __init__(self) -> None:
        self.blocks: list[TextBlock] = []
        self._page: int | None = None
        self._lists: list[tuple[str, int]] = []
        """The open lists: the sign after a number, or nothing, and the next number."""
        self._marker: str | None = None
        """Of a list item whose text comes next."""
        self._cells: list[list[str]] | None = None
        """Of the row that is being read, as paragraphs."""
        self._first = True
        """Whether the next row begins its table."""
        self._continued = False
        self._lines: list[list[tuple[str, bool]]] = [[]]
        """Of the text that is being read, as pieces that may be bold."""

    def walk(self, tag: Any, *, bold: bool = False) -> None:
        """Read what is in a tag."""
        for child in tag.children:
            if isinstance(child, PreformattedString):
                self._note(f"<!--{child}-->")
            elif child.name is None:
                self._lines[-1].append((child, bold))
            elif child.name == "br":
                self._lines.append([])
            elif child.name in _BLOCKS:
                self.end()
                self._block(child, bold=bold)
            else:
                # A browser adds the quotation marks.
                before, after = "“”" if child.name == "q" else ("", "")
                self._lines[-1].append((before, bold))
                self.walk(child, bold=bold or child.name in {"b", "strong"})
                self._lines[-1].append((after, bold))

    def _note(self, comment: str) -> None:
        """Note what a comment says of the blocks after it."""
        if page := _PAGE_MARK.fullmatch(comment):
            self._page = int(page[1])
        self._continued = self._continued or comment == _CONTINUED

    def _block(self, tag: Any, *, bold: bool) -> None:
        self._begin(tag)
        if tag.name == "pre":
            self._lines = [
                [(line, bold)]
                for line in tag.get_text().replace("\n", "\n\n").split("\n")
            ]
        else:
            self.walk(tag, bold=bold)
        self.end(int(tag.name[1]) if tag.name[1:].isdecimal() else 0)
        if tag.name in {"ul", "ol"}:
            self._lists.pop()
        elif tag.name == "tr":
            self._row()

    def _begin(self, tag: Any) -> None:
        """Note that a list, a table or a part of one begins."""
        match tag.name:
            case "ul":
                self._lists.append(("", 0))
            case "ol":
                number = tag.get("start", "")
                sign = ")" if tag.get("class") == [")"] else "."
                self._lists.append((sign, int(number) if number.isdecimal() else 1))
            case "li" if self._lists:
                sign, number = self._lists[-1]
                self._marker = f"{number}{sign}" if sign else "•"
                self._lists[-1] = sign, number + 1
            case "table" if self._cells is None:
                self._first, self._continued = not self._continued, False
            case "tr":
                self._cells = []
            case "td" | "th" if self._cells is not None:
                self._cells.append([])

    def _row(self) -> None:
        cells = [GAP.join(paragraphs) for paragraphs in self._cells or ()]
        self._cells = None
        if block := textblocks.row(cells, page=self._page, first=self._first):
            self.blocks.append(block)
            self._first = False

    def end(self, level: int = 0) -> None:
        """End the text being read: that of a cell, a heading or a paragraph."""
        lines = [_line(pieces) for pieces in self._lines]
        read, self._lines = self._lines, [[]]
        whole = " ".join(text for text, _ in lines if text)
        if self._cells is not None:
            for paragraphs in self._cells[-1:] if whole else ():
                paragraphs.append(whole)
        elif level and whole:
            bold = all(bold for text, bold in lines if text)
            self._add(BlockKind.HEADING, whole, level=level, bold=bold)
        else:
            before = ""
            for (text, bold), pieces in zip(lines, read, strict=True):
                if text:
                    lead = textblocks.lead_of(text, pieces)
                    # Its sentence may go on over the line break.
                    self._paragraph(text, lead, bold=bold, continues=int(bool(before)))
                before = text

    def _paragraph(self, text: str, lead: str, *, bold: bool, continues: int) -> None:
        marker, self._marker = self._marker, None
        if marker is not None:
            own, rest = (
                textblocks.split_marker(text, ordered=True)
                if marker == "•"
                else ("", text)
            )
            level = len(self._lists) - 1
            self._add(
                BlockKind.LIST_ITEM, rest, marker=own or marker, level=level, bold=bold
            )
        elif text.startswith(_NOTE):
            self._add(BlockKind.NOTE, text[len(_NOTE) :].strip())
        else:
            self._add(
                BlockKind.PARAGRAPH, text, lead=lead, bold=bold, continues=continues
            )

    def _add(self, kind: BlockKind, text: str, **more: Any) -> None:
        self.blocks.append(TextBlock(kind=kind, text=text, page=self._page, **more))


def _line(pieces: Sequence[tuple[str, bool]]) -> tuple[str, bool]:
    """A line as text, and whether all of it is bold."""
    text = " ".join("".join(text for text, _ in pieces).split())
    is_bold = all(bold for text, bold in pieces if text.strip(f" {STRUCK}"))
    # What begins an item is looked for at the beginning.
    return without_calls(text.lstrip(f" {STRUCK}")), is_bold


_BLOCKS = set(
    "address article aside blockquote body caption center dd details dialog div dl dt "
    "fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr html legend li main "
    "ol p pre section summary table tbody td tfoot th thead tr ul".split()
)


_HIDDEN = re.compile(
    r"display\s*:\s*none|line-through|visibility\s*:\s*(?:hidden|collapse)"
    r"|(?:scale|opacity)\(\s*0\s*\)|(?<![-\w])font\s*:\s*0"
    r"|(?:opacity|font-size|max-height)\s*:\s*0(?:\.0+)?(?![.\d])|font-size\s*:\s*1px"
    r"|clip\s*:\s*rect\(\s*[01](?!\d)|clip-path\s*:\s*inset\((?:50|100)%|(?:left|top|text-indent)\s*:\s*-\d{3,}"
    # Declarations are in the order of their names.
    r"|(?<![-\w])height:(?:0|1px)(?![.\d]).*overflow(?:-y)?:(?:hidden|clip)"
    r"|overflow(?:-x)?:(?:hidden|clip).*(?<![-\w])width:(?:0|1px)(?![.\d])",
    re.IGNORECASE,
)
_STRUCK_TAGS = {"del", "s", "strike"}
_AROUND = set(
    "nav footer aside script style noscript template svg iframe dialog datalist rp "
    "canvas video audio select textarea".split()
)
_DROPPED = _AROUND | _STRUCK_TAGS
_ROLES = {
    "navigation",
    "banner",
    "contentinfo",
    "complementary",
    "search",
    "doc-noteref",
}
_COMMENTS = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_SHEET = re.compile(r"(?<=<style)([^>]*>)(.*?)(?=</style)", re.DOTALL | re.IGNORECASE)
# What holds on a wide screen; a rule for narrow ones hides nothing there.
_WIDE = (
    r"media\s+(?:only\s+)?(?:screen|all)?(?:\s*(?:and)?\s*\(min-width[^{}()]*\))*"
    r"|(?:supports|layer)[^{};]*"
)
_ON_SCREEN = re.compile(rf"@(?:{_WIDE})\s*\{{((?:[^{{}}]*\{{[^{{}}]*\}})*)[^{{}}]*\}}")
_CONTROL = re.compile(r"<button\b|\saria-(?:expanded|controls)=", re.IGNORECASE)
_FOLDING = re.compile(
    r"[\w-]*(?:display|visibility|height|opacity)\s*:[^;{}]*", re.IGNORECASE
)


def _styled(page: str) -> str:
    """Return a page with all that its style sheets declare in the style of each tag.

    If there is something to click, what a style sheet folds is not hidden: a click may
    show it.
    """
    is_folding = _CONTROL.search(page)

    def on_screen(sheet: re.Match[str]) -> str:
        rules = _ON_SCREEN.sub(r"\1", _COMMENTS.sub("", sheet[2]))
        if is_folding:
            rules = _FOLDING.sub("", rules)
        return f"{sheet[1]}{rules}"

    # A page may not switch this off.
    return _INLINER.inline(_SHEET.sub(on_screen, page.replace("data-css-inline", "")))


_INLINER = CSSInliner(load_remote_stylesheets=False, keep_link_tags=True)


def _leave_visible(soup: Any) -> None:
    """Take out of a page what is around the text or hidden, and mark what is raised."""
    for tag in soup.find_all("font", color=True):
        tag["style"] = f"color:{tag['color']};{tag.get('style', '')}"
    styled = [(tag, _declared(tag["style"])) for tag in soup.find_all(style=True)]
    raised = [
        *soup.find_all("sup"),
        *(tag for tag, style in styled if _SUPER.search(style)),
    ]
    hidden = [tag for tag, style in styled if _HIDDEN.search(style)]
    # A style sheet that is not at hand may give a ground to what is white.
    if soup.find("link", rel="stylesheet") is None:
        hidden += _white_texts(styled)
    for part in [*hidden, *soup.find_all(_is_dropped)]:
        # What is in a tag that was dropped has no parent any more.
        if part.parent is None:
            continue
        if _is_amid_words(part):
            part.replace_with(STRUCK)
        else:
            part.extract()
    for tag in raised:
        if tag.parent is not None:
            tag.replace_with(as_mark(tag.get_text()))


def _white_texts(styled: Sequence[tuple[Any, str]]) -> Iterator[Any]:
    """The texts in tags declared white that are on no other ground."""
    styles = {id(tag): style for tag, style in styled}
    for tag, style in styled:
        if _WHITE.search(style):
            for text in tag.find_all(string=True):
                if _is_white(text, styles):
                    yield text


_SUPER = re.compile(r"vertical-align:super", re.IGNORECASE)
_WHITE_VALUE = (
    r"(?:white|transparent|#f{3}\b|#(?:f[\da-f]){3}|rgba?\(2[45]\d,\s*2[45]\d,\s*2[45]\d"
    r"|rgba\([^()]*,\s*0(?:\.0+)?\)|hsla?\([^()]*100%\))"
)
_WHITE = re.compile(rf"(?<![-\w])color:{_WHITE_VALUE}", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![-\w])color:(?!inherit)")
_GROUND = re.compile(rf"background[\w-]*:(?!none|{_WHITE_VALUE})", re.IGNORECASE)
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;!]+)(!\s*important)?")


def _declared(text: str) -> str:
    """Declarations in the order of their names, of each name the one that holds."""
    declarations = sorted(
        _DECLARATION.findall(_COMMENTS.sub("", text)), key=lambda parts: bool(parts[2])
    )
    held = {name.lower(): value.strip() for name, value, _ in declarations}
    return ";".join(f"{name}:{held[name]}" for name in sorted(held))


def _is_white(text: Any, styles: Mapping[int, str]) -> bool:
    """Whether a text in a tag that is white has no other colour, and no ground."""
    around = [styles.get(id(parent), "") for parent in text.parents]
    colour = next(filter(_COLOUR.search, around), "")
    is_on_ground = any(map(_GROUND.search, around)) or text.find_parent(bgcolor=True)
    return _WHITE.search(colour) is not None and not is_on_ground


def _is_amid_words(part: Any) -> bool:
    """Whether words that cannot be seen were part of a text.

    Words around it or a block of their own were not.
    """
    if not any(map(str.isalnum, part.get_text())):
        return False
    if part.name is None:
        return True
    is_around = part.name in _AROUND or part.get("role") in _ROLES
    return (
        not is_around and part.name not in _BLOCKS and part.find(list(_BLOCKS)) is None
    )


def _is_dropped(tag: Any) -> bool:
    """Whether a tag is around the text, or hidden; a header inside has its title."""
    if tag.name == "header":
        return tag.find_parent(["main", "article", "section"]) is None
    return (
        tag.name in _DROPPED
        or tag.get("role") in _ROLES
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
    )


def read_plain(text: str) -> list[TextBlock]:
    """The blocks of a plain text: paragraphs, cut before lines that begin an item.

    Paragraphs are between blank lines.

    A form feed begins a page. A short line between blank ones that has no end is a
    heading.
    """
    blocks: list[TextBlock] = []
    pages = text.split("\f")
    for number, page in enumerate(pages, 1):
        at = number if len(pages) > 1 else None
        runs = textblocks.parted(map(str.strip, page.splitlines()), _is_next)
        texts = (
            [textblocks.gapped(_COLUMNS.split(line)) for line in run]
            for run in runs
            if run[0]
        )
        blocks += [_plain(lines, at) for lines in texts]
    return textblocks.continued(blocks, at_pages=True)


def _is_next(before: str, line: str) -> object:
    return not before or not line or begins_line(line) or BULLET.match(line)


_COLUMNS = re.compile(r"\t|\s{3,}")


def _plain(lines: list[str], page: int | None) -> TextBlock:
    # Lines with columns are not read across, nor from the end of one to the beginning
    # of the next.
    whole = (
        GAP.join(lines)
        if any(GAP in line for line in lines)
        else reduce(textblocks.glued, lines)
    )
    text = without_calls(whole)
    marker, rest = textblocks.split_marker(text)
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


def as_markdown(blocks: Sequence[TextBlock], file: str = "") -> str:
    """Markdown that a person can correct, and :func:`read` reads as these blocks.

    Its first line names the ``file`` that the blocks are read from, if it can.
    """
    is_named = bool(file) and "-->" not in file and file.isprintable()
    parts: list[str] = [FROM.format(file)] if is_named else []
    page: int | None = None
    width = 0
    in_table = False
    open_lists = 0
    for number, block in enumerate(blocks):
        if block.page is not None and block.page != page:
            page = block.page
            parts.append(f"\n{_PAGE.format(page)}\n")
            in_table = False
            open_lists = 0
        if block.kind is BlockKind.ROW:
            begins = bool(block.level) or not in_table
            if begins:
                width = _width(blocks[number:])
                parts.append("" if block.level else f"\n{_CONTINUED}\n")
            parts.append(_table_row(block.cells, width))
            if begins:
                parts.append("|" + " --- |" * width)
        else:
            parts.append(f"\n{_markdown(block, open_lists)}\n")
        in_table = block.kind is BlockKind.ROW
        open_lists = block.level + 1 if block.kind is BlockKind.LIST_ITEM else 0
    return (
        re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip("\n") + "\n" if parts else ""
    )


def _width(blocks: Sequence[TextBlock]) -> int:
    """The number of columns of the table that begins these blocks."""
    rows = takewhile(lambda block: block.kind is BlockKind.ROW, blocks)
    return max(len(block.cells) for block in rows)


def _table_row(cells: Sequence[str], width: int) -> str:
    texts = [_escaped(cell).replace("|", r"\|") for cell in cells] + [""] * (
        width - len(cells)
    )
    return f"| {' | '.join(texts)} |"


def _markdown(block: TextBlock, open_lists: int) -> str:
    """A block that is no row, below as many lists, each within the one before."""
    # Markdown has few markers: that of a list item is part of the text.
    text = _escaped(block.line)
    if block.bold and text:
        text = f"**{text}**"
    elif block.lead and block.text.startswith(block.lead):
        lead = _escaped(block.lead)
        text = f"**{lead}**{text.removeprefix(lead)}"
    match block.kind:
        case BlockKind.HEADING:
            return f"{'#' * (block.level or 1)} {text}"
        case BlockKind.LIST_ITEM:
            # What is indented below no list would be code: its lists begin with it.
            outer = min(block.level, open_lists)
            return f"{'    ' * outer}{'-   ' * (block.level - outer)}- {text}"
        case BlockKind.NOTE:
            return f"{_NOTE} {text}"
        case _:
            return text


_SIGNS = re.compile(
    r"[\\`*_\[\]<>&{}~#]|^[-+#=|:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]"
)


def _escaped(text: str) -> str:
    """Text whose signs mean nothing in Markdown."""
    return _SIGNS.sub(lambda match: "\\" + match[0], text)
