"""A web page as paragraphs and tables: headings, lists with their numbers, bold words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from jamplan.intake.reading.breaks import Words, in_paragraphs, lead_of, text_of
from jamplan.intake.reading.cleaning import bullet_of, clean
from jamplan.intake.reading.contents import Block, Contents, FileKind, Paragraph, Table
from jamplan.intake.reading.furniture import UNSEEN, Furniture, is_call, may_be_furniture, raised
from jamplan.intake.reading.starts import begins_item, labelled
from jamplan.intake.reading.webtables import Cells, Listed

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav
    ol p pre section summary table tbody td tfoot th thead title tr ul
    """.split()
)
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BOLD = frozenset({"b", "strong"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_IN_HEAD = frozenset("base head html link meta noscript script style template title".split())
_CLOSES_NO_P = frozenset({"label", "html", "body", "title"})
# What a beginning ends where it was not closed: up to the nearest of the others.
_ITEMS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ol", "ul", "menu", "table"})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl", "table"}))),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"table"}))),
    "tr": (frozenset({"td", "th", "tr"}), frozenset({"table"})),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"),
        (frozenset({"td", "th", "tr", "tbody", "thead", "tfoot"}), frozenset({"table"})),
    ),
}
_IN_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})
_DEEPEST = 300
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LONGEST_HEADING = 300


def read_html(text: str, kind: FileKind = FileKind.HTML) -> Contents:
    """Read a web page as those see it who read its text; menus, forms and scripts are left out.

    What is hidden until a reader opens it is read.
    """
    page = _Page(Furniture(text))
    for start in range(0, len(text), 100_000):
        page.feed(text[start : start + 100_000])
    page.end_all()
    return Contents(kind=kind, blocks=tuple(page.whole()), title=clean(page.title) or None)


@dataclass
class _Open:
    """An element that is not closed yet, and what it does to the text in it."""

    tag: str
    unseen: bool = False
    bold: bool = False
    level: int | None = None
    first: int = 0
    """The place of its first block."""
    decor: bool = False
    """Whether signs in it are ornament: « ▼ »."""
    may_go: bool = False
    """Whether it is furniture unless it holds much."""
    cells: Cells | None = None
    listed: Listed | None = None
    address: str = ""
    words: int = 0
    """The place of its first words in the paragraph."""


class _Page(HTMLParser):
    def __init__(self, furniture: Furniture) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.title = ""
        self._furniture = furniture
        self._open: list[_Open] = []
        self._words: list[Words] = []
        self._unseen = 0
        self._marker = ""
        self._going: list[tuple[int, int]] = []

    # What is open.

    def _within(self, *tags: str) -> bool:
        return any(each.tag in tags for each in self._open)

    def _tables(self) -> Cells | None:
        return next((each.cells for each in reversed(self._open) if each.cells is not None), None)

    def _lists(self) -> list[Listed]:
        return [each.listed for each in self._open if each.listed is not None]

    def _heading(self) -> _Open | None:
        return next((each for each in reversed(self._open) if each.level is not None), None)

    def _is_headed(self) -> bool:
        return self._heading() is not None or self._within("summary")

    def _place(self, tags: frozenset[str], limits: frozenset[str]) -> int | None:
        """The place of the outermost open element of these, above the innermost of the limits."""
        found = None
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].tag in limits:
                break
            if self._open[place].tag in tags:
                found = place
        return found

    def _close_from(self, place: int | None) -> None:
        while place is not None and len(self._open) > place:
            self._close(self._open.pop())

    # Tags.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._within("head") and tag not in _IN_HEAD:
            # A head that is not closed ends where the text begins.
            self._close_from(self._place(frozenset({"head"}), frozenset()))
        if tag == "br":
            self._add("\n")
        if self._unseen and tag in VOID:
            return
        if tag in BLOCKS:
            self.end()
            self._imply_ends(tag)
        if tag in VOID or len(self._open) >= _DEEPEST:
            return
        named = {name: value or "" for name, value in attrs}
        made = self._made(tag, named)
        self._open.append(made)
        if made.unseen:
            self._unseen += 1
        elif not self._unseen:
            self._begin(tag, named, made)

    def _made(self, tag: str, named: Mapping[str, str]) -> _Open:
        role, level = named.get("role", ""), _HEADINGS.get(tag)
        if role == "heading" and (said := named.get("aria-level", "2")).isdigit():
            level = min(int(said[:2]), 6)
        within = self._within("main", "article")
        return _Open(
            tag,
            unseen=self._furniture.is_unseen(tag, named, within=within),
            bold=tag in _BOLD or _HEAVY.search(named.get("style", "")) is not None,
            level=level,
            first=len(self.blocks),
            decor=named.get("aria-hidden") == "true",
            may_go=may_be_furniture(tag, named),
            address=named.get("href", "") if tag == "a" else "",
            words=len(self._words),
        )

    def _begin(self, tag: str, named: Mapping[str, str], made: _Open) -> None:
        """What a visible element begins."""
        if made.level is not None:
            self._close_headings(made)
        if tag in {"ol", "ul", "menu"}:
            made.listed = Listed.of(tag, named)
        elif tag == "li" and (lists := self._lists()):
            self._marker = lists[-1].marker(named)
        elif tag == "table" and named.get("role") not in {"presentation", "none"}:
            made.cells = Cells()
        elif tag == "button" and not self._is_headed():
            self.end()
        elif (table := self._own_table()) is None:
            return
        elif tag == "tr":
            table.end_cell()
            table.begin_row()
        elif tag in {"td", "th"}:
            table.begin_cell(named)

    def _own_table(self) -> Cells | None:
        """What the innermost table keeps; nothing of one that only lays out the page."""
        return next((each.cells for each in reversed(self._open) if each.tag == "table"), None)

    def _imply_ends(self, tag: str) -> None:
        if tag not in _CLOSES_NO_P:
            limits = frozenset(
                {"td", "th", "button", "li", "dd", "div", "section", "table", "blockquote"}
            )
            self._close_from(self._place(frozenset({"p"}), limits))
        if tag in _ITEMS:
            self._close_from(self._place(*_ITEMS[tag]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            self._add("\n")
        if tag in VOID:
            return
        limits = frozenset() if tag in _IN_TABLE else frozenset({"td", "th", "table"})
        place = None
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].tag == tag:
                place = at
                break
            if self._open[at].tag in limits or (tag in _IN_TABLE and self._open[at].tag == "table"):
                break
        if tag in BLOCKS or tag in UNSEEN:
            self.end()
            self._close_from(place)
        elif place is not None:
            # Words that begin in one block may end in another.
            self._close(self._open.pop(place))

    def _close(self, made: _Open) -> None:
        if made.unseen:
            self._unseen -= 1
        elif not self._unseen:
            self._end_words(made)
            self._end_parts(made)

    def _end_words(self, made: _Open) -> None:
        """Take what an element that is complete means for the words in it."""
        if made.tag == "sup":
            self._end_raised(made)
        elif made.address and made.words and is_call(self._since(made), made.address):
            del self._words[made.words :]
        elif made.tag == "button" and not self._is_headed():
            self._end_button()
        elif made.tag in BLOCKS:
            self.end()

    def _end_parts(self, made: _Open) -> None:
        """Take what an element that is complete means for the paragraphs and tables in it."""
        if made.level is not None:
            self._join_heading(made)
        if made.tag == "li":
            self._marker = ""
        if made.tag in {"td", "th"} and (table := self._own_table()) is not None:
            table.end_cell()
        if made.listed is not None:
            self._number_back(made.listed)
        if made.cells is not None:
            self._end_table(made.cells)
        if made.may_go and len(self.blocks) > made.first:
            self._going.append((made.first, len(self.blocks)))

    # Words.

    def handle_data(self, data: str) -> None:
        if self._within("title") and not self._within("svg"):
            self.title += data
        elif self._within("pre"):
            for place, part in enumerate(data.split("\n\n")):
                if place:
                    self.end()
                self._add(part)
        else:
            self._add(data.replace("\n", " "))

    def _add(self, data: str) -> None:
        if any(each.decor for each in self._open) and not any(map(str.isalnum, data)):
            data = " "
        if not self._unseen:
            self._words.append(Words(data, bold=any(each.bold for each in self._open)))

    def _since(self, made: _Open) -> str:
        return "".join(each.text for each in self._words[made.words :])

    def _end_raised(self, made: _Open) -> None:
        before = "".join(each.text for each in self._words[: made.words][-9:])
        said = raised(before, self._since(made))
        bold = any(each.bold for each in self._words[made.words :])
        self._words[made.words :] = [Words(said, bold=bold)] if said else []

    def _end_button(self) -> None:
        """A button has a text of its own only where it opens an item: others say « Partager »."""
        if not begins_item(text_of(self._words)):
            self._words = []
        self.end()

    def end(self) -> None:
        """Keep the paragraph that is complete."""
        words, self._words = self._words, []
        for each in self._open:
            each.words = 0
        heading = self._heading()
        if not text_of(words):
            return
        level = heading.level if heading is not None else None
        summary = self._within("summary")
        for line in in_paragraphs(words) if level is None else [words]:
            text, lead = text_of(line), lead_of(line)
            if not text:
                continue
            marker, self._marker, rest = self._marker, "", text
            if not marker:
                marker, rest = bullet_of(text)
            # What opens something stands over it as a heading does.
            lead = len(rest) if summary else max(0, lead - (len(text) - len(rest)))
            lists = self._lists()
            made = Paragraph(
                text=rest,
                level=level,
                lead=min(lead, len(rest)),
                marker=marker,
                depth=max(0, len(lists) - 1),
            )
            table = self._tables()
            if table is not None and table.cell is not None:
                table.cell.append(made)
                continue
            if lists and lists[-1].next is None:
                lists[-1].places.append(len(self.blocks))
            self.blocks.append(made)

    # Headings.

    def _join_heading(self, made: _Open) -> None:
        """Make one heading of the parts of one that was closed: a label, and the title in a block."""
        parts = [each for each in self.blocks[made.first :] if isinstance(each, Paragraph)]
        if len(parts) < 2 or len(parts) < len(self.blocks) - made.first:
            return
        text = " ".join(each.text for each in parts)
        if any(each.level != made.level for each in parts) or len(text) > _LONGEST_HEADING:
            self._unmark(made)
            return
        lead = len(text) if all(each.bold for each in parts) else 0
        self.blocks[made.first :] = [replace(parts[0], text=text, lead=lead)]

    def _close_headings(self, made: _Open) -> None:
        """End headings that were not closed before another one begins: only their first line is one."""
        for each in self._open[:-1]:
            if each.level is not None:
                self._unmark(each)
                each.level = None
        made.first = len(self.blocks)

    def _unmark(self, made: _Open) -> None:
        for place in range(made.first + 1, len(self.blocks)):
            block = self.blocks[place]
            if isinstance(block, Paragraph) and block.level == made.level:
                self.blocks[place] = replace(block, level=None)

    # Lists, tables, and the end.

    def _number_back(self, listed: Listed) -> None:
        """Number the items of a list that counts back to one, now that it is known how many it has."""
        for number, place in zip(range(len(listed.places), 0, -1), listed.places, strict=True):
            block = self.blocks[place]
            if isinstance(block, Paragraph):
                self.blocks[place] = replace(block, marker=listed.shown(number))

    def _end_table(self, table: Cells) -> None:
        table.end_cell()
        table.end_row()
        rows = tuple(tuple(row) for row in table.rows if any(row))
        if not rows:
            return
        outer = self._tables()
        if outer is not None and outer.cell is not None:
            # A table within a cell.
            outer.cell += [Paragraph(text=" ".join(row)) for row in rows]
        elif all(len({*row}) == 1 for row in rows):
            self.blocks += table.paragraphs
        else:
            self.blocks.append(Table(rows=rows))

    def end_all(self) -> None:
        """Close what is open at the end of the page."""
        self.end()
        for each in self._open:
            if each.level is not None:
                self._unmark(each)
                each.level = None
            # What was never closed may hold the page.
            each.may_go = False
        self._close_from(0)

    def whole(self) -> Iterator[Block]:
        """The blocks without the furniture: what holds few letters of the page, and no item."""
        sizes = list(map(_letters, self.blocks))
        gone: set[int] = set()
        for first, after in self._going:
            places = range(first, min(after, len(self.blocks)))
            few = 2 * sum(sizes[place] for place in places) < sum(sizes)
            if few and not any(_is_item(self.blocks[place]) for place in places):
                gone.update(places)
        return (block for place, block in enumerate(self.blocks) if place not in gone)


def _letters(block: Block) -> int:
    if isinstance(block, Paragraph):
        return len(block.text)
    return sum(len(cell) for row in block.rows for cell in row)


def _is_item(block: Block) -> bool:
    """Whether a block may hold an item: a label, or a table."""
    return isinstance(block, Table) or labelled(block.text) is not None
