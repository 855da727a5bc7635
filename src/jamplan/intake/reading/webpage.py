"""A web page as paragraphs and tables: headings, lists with their numbers, bold words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser

from jamplan.intake.reading.breaks import Words, in_paragraphs, lead_of, text_of
from jamplan.intake.reading.cleaning import bullet_of, clean
from jamplan.intake.reading.contents import Block, Contents, FileKind, Paragraph, Table
from jamplan.intake.reading.elements import (
    BLOCKS,
    BOLD,
    DEEPEST,
    HEADINGS,
    IN_HEAD,
    MAIN,
    VOID,
    Element,
    Elements,
)
from jamplan.intake.reading.furniture import (
    UNSEEN,
    Furniture,
    is_call,
    leads_back,
    may_be_furniture,
    raised,
)
from jamplan.intake.reading.starts import begins_item, labelled
from jamplan.intake.reading.webtables import Cells, Listed

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


class _Page(HTMLParser):
    def __init__(self, furniture: Furniture) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.title = ""
        self._furniture = furniture
        self._open = Elements()
        self._words: list[Words] = []
        self._unseen = 0
        self._marker = ""
        self._going: list[tuple[int, int]] = []

    def _close_from(self, place: int | None) -> None:
        while place is not None and len(self._open) > place:
            self._close(self._open.end())

    def _is_headed(self) -> bool:
        return self._open.heading() is not None or self._open.within("summary")

    # Tags.

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._open.within("head") and tag not in IN_HEAD:
            # A head that is not closed ends where the text begins.
            self._close_from(self._open.innermost("head"))
        if tag == "br":
            self._add("\n")
        if self._unseen and tag in VOID:
            return
        if tag in BLOCKS:
            self.end()
            self._close_from(self._open.implied_end(tag))
        if tag in VOID or len(self._open) >= DEEPEST:
            return
        named = {name: value or "" for name, value in attrs}
        made = self._made(tag, named)
        self._open.begin(made)
        if made.unseen:
            self._unseen += 1
        elif not self._unseen:
            self._begin(tag, named, made)

    def _made(self, tag: str, named: Mapping[str, str]) -> Element:
        role, level = named.get("role", ""), HEADINGS.get(tag)
        if role == "heading" and (said := named.get("aria-level", "2")).isdigit():
            level = min(int(said[:2]), 6)
        within = self._open.within("*main")
        return Element(
            tag,
            unseen=self._furniture.is_unseen(tag, named, within=within),
            marks=tuple(
                mark
                for mark, is_so in (
                    ("*bold", tag in BOLD or _HEAVY.search(named.get("style", ""))),
                    ("*decor", named.get("aria-hidden") == "true"),
                    ("*main", tag in MAIN or role in MAIN),
                    ("*heading", level is not None),
                )
                if is_so
            ),
            level=level,
            first=len(self.blocks),
            may_go=may_be_furniture(tag, named),
            address=named.get("href", "") if tag == "a" else "",
            words=len(self._words),
        )

    def _begin(self, tag: str, named: Mapping[str, str], made: Element) -> None:
        """What a visible element begins."""
        if made.level is not None:
            self._close_headings(made)
        if tag in {"ol", "ul", "menu"}:
            made.listed = Listed.of(tag, named)
        elif tag == "li" and (lists := self._open.lists()):
            self._marker = lists[-1].marker(named)
        elif tag == "table" and named.get("role") not in {"presentation", "none"}:
            made.cells = Cells()
        elif tag == "button" and not self._is_headed():
            self.end()
        elif (table := self._open.own_table()) is None:
            return
        elif tag == "tr":
            table.end_cell()
            table.begin_row()
        elif tag in {"td", "th"}:
            table.begin_cell(named)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            self._add("\n")
        if tag in VOID:
            return
        place = self._open.innermost(tag)
        if tag in BLOCKS or tag in UNSEEN:
            self.end()
            self._close_from(place)
        elif place is not None:
            # Words that begin in one block may end in another.
            self._close(self._open.end(place))

    def _close(self, made: Element) -> None:
        if made.unseen:
            self._unseen -= 1
        elif not self._unseen:
            self._end_words(made)
            self._end_parts(made)

    def _end_words(self, made: Element) -> None:
        """Take what an element that is complete means for the words in it."""
        if made.tag == "sup":
            self._end_raised(made)
        elif made.address and self._is_call(made):
            del self._words[made.words :]
        elif made.tag == "button" and not self._is_headed():
            self._end_button()
        elif made.tag in BLOCKS:
            self.end()

    def _end_parts(self, made: Element) -> None:
        """Take what an element that is complete means for the paragraphs and tables in it."""
        if made.level is not None:
            self._join_heading(made)
        if made.tag == "li":
            self._marker = ""
        if made.tag in {"td", "th"} and (table := self._open.own_table()) is not None:
            table.end_cell()
        if made.listed is not None:
            self._number_back(made.listed)
        if made.cells is not None:
            self._end_table(made.cells)
        if made.may_go and len(self.blocks) > made.first:
            self._going.append((made.first, len(self.blocks)))

    # Words.

    def handle_data(self, data: str) -> None:
        if self._open.within("title") and not self._open.within("svg"):
            self.title += data
        elif self._open.within("pre"):
            for place, part in enumerate(data.split("\n\n")):
                if place:
                    self.end()
                self._add(part)
        else:
            self._add(data.replace("\n", " "))

    def _add(self, data: str) -> None:
        if self._unseen:
            return
        if self._open.within("*decor") and not any(map(str.isalnum, data)):
            data = " "
        self._words.append(Words(data, bold=self._open.within("*bold")))

    def _since(self, made: Element) -> str:
        return "".join(each.text for each in self._words[made.words :])

    def _is_call(self, made: Element) -> bool:
        """Whether a link calls a note, and does not begin one, or leads back."""
        text = self._since(made)
        return leads_back(text, made.address) or (made.words > 0 and is_call(text, made.address))

    def _end_raised(self, made: Element) -> None:
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
        if not words:
            return
        for each in self._open:
            each.words = 0
        heading = self._open.heading()
        if not text_of(words):
            return
        level = heading.level if heading is not None else None
        summary = self._open.within("summary")
        for line in in_paragraphs(words, self._marker) if level is None else [words]:
            text, lead = text_of(line), lead_of(line)
            if not text:
                continue
            marker, self._marker, rest = self._marker, "", text
            if not marker:
                marker, rest = bullet_of(text)
            # What opens something stands over it as a heading does.
            lead = len(rest) if summary else max(0, lead - (len(text) - len(rest)))
            lists = self._open.lists()
            made = Paragraph(
                text=rest,
                level=level,
                lead=min(lead, len(rest)),
                marker=marker,
                depth=max(0, len(lists) - 1),
            )
            table = self._open.table()
            if table is not None and table.cell is not None:
                table.cell.append(made)
                continue
            if lists and lists[-1].next is None:
                lists[-1].places.append(len(self.blocks))
            self.blocks.append(made)

    # Headings.

    def _join_heading(self, made: Element) -> None:
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

    def _close_headings(self, made: Element) -> None:
        """End headings that were not closed before another one begins: only their first line is one."""
        for each in self._open:
            if each is not made and each.level is not None:
                self._unmark(each)
                each.level = None
        made.first = len(self.blocks)

    def _unmark(self, made: Element) -> None:
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
        outer = self._open.table()
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
