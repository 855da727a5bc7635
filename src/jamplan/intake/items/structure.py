"""The paragraphs of a document with what they are: headings, lines of a list of contents, recaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from jamplan.intake.items.asides import QUOTE, Aside, asides_of
from jamplan.intake.items.columns import (
    TableItems,
    is_number,
    is_sheet,
    sheet_field,
    sheet_item,
    table_items,
)
from jamplan.intake.reading.cleaning import clean
from jamplan.intake.reading.contents import Contents, Paragraph, Table
from jamplan.intake.reading.starts import COARSE, ITEM_WORDS, begins_item, labelled, numbered
from jamplan.text.folding import without_accents

HEADING = 9.0
"""The least rank of a heading: capitals; bold letters have 10, larger ones and styles 20 or more."""
STYLED = 20.0
_LONGEST_HEADING, _LONGEST_NAME = 200, 80
_SHORT_NAME = 12
_LONGEST_ITEM = 500
"""Of a heading with a label or a number, in letters larger than the text's."""
_PLURALS = "|".join(f"{word}s" for word in ITEM_WORDS if word not in COARSE)
_RECAP = re.compile(
    r"(?:(?:annexe|appendix)\s*\w{0,4}\s*[:.–—-]?\s*)?"
    r"(?:liste|recapitulati\w*|recapitule\w*|synthese|resume|sommaire|table des|rappel|ensemble"
    r"|tableau (?:de synthese|recapitulatif)|list of|summary|contents|index|les \d+ \w+|nos \d+ \w+)\b"
    rf"|(?:(?:les|nos|the|our) )?(?:{_PLURALS})"
    r"(?: de (?:la |l |l')?(?:mission|commission|rapporteure?|chambre|cour|inspection)\b.*)?[ .:]*$"
)
_CONTENTS = re.compile(r"sommaire|table des matieres|contents|table of contents|plan du rapport")
_ENDING = re.compile(
    r"(?:annexes?|conclusion|bibliographie|remerciements|glossaire|lexique|notes|sources|references"
    r"|appendix|appendices|bibliography|acknowledge?ments|glossary|index|contacts?|credits"
    r"|mentions legales|liste des|table des|recapitul\w+|synthese|sommaire|postface|avant-propos"
    r"|introduction|preambule)\b"
)

_LONE = re.compile(
    r"(?:annexes?|appendix|appendices)(?: [a-z\d]{1,3})?|conclusions?|bibliographie|bibliography"
    r"|remerciements|glossaire|glossary|recapitulatif|synthese|sommaire|introduction|preambule|avant-propos|postface"
)
"""Headings that a line of its own is."""


@dataclass(frozen=True, eq=False)
class Structure:
    """A document ready for its items to be found."""

    paragraphs: tuple[Paragraph, ...]
    tables: tuple[tuple[int, Table, TableItems], ...]
    """Tables that list items, each with the place of the paragraph before which it stands."""

    @classmethod
    def of(cls, contents: Contents, columns: dict[str, str] | None = None) -> Structure:
        """The structure of what was read. ``columns`` as in :func:`columns.table_items`."""
        paragraphs: list[Paragraph] = []
        tables = []
        parts = _joined(contents)
        sheets = _sheets(parts) if columns is None else {}
        for place, (table, blocks) in enumerate(parts):
            paragraphs += blocks
            if table is None or _LEGEND.match(without_accents(table.name).lower()):
                continue
            items = sheets.get(place) or table_items(table, columns)
            if items is None:
                paragraphs += _as_paragraphs(table)
            else:
                tables.append((len(paragraphs), table, items))
        paragraphs = [_with_marker(each) for each in paragraphs]
        return cls(tuple(_with_whole_labels(_with_contents(paragraphs))), tuple(tables))

    @cached_property
    def body(self) -> float:
        """The size of most letters; 0 where sizes are not known."""
        sizes: Counter[float] = Counter()
        for paragraph in self.paragraphs:
            sizes[paragraph.size or 0.0] += len(paragraph.text)
        return sizes.most_common(1)[0][0] if sizes else 0.0

    @cached_property
    def ranks(self) -> tuple[float, ...]:
        """How high a heading each paragraph is; 0 is none."""
        return tuple(self._rank(paragraph) for paragraph in self.paragraphs)

    def _rank(self, paragraph: Paragraph) -> float:
        if paragraph.level is not None:
            return 100.0 - 5 * paragraph.level
        long = len(paragraph.text) > _LONGEST_HEADING
        if (
            paragraph.contents
            or QUOTE.fullmatch(paragraph.text)
            or len(paragraph.text) > _LONGEST_ITEM
            or (long and not _is_numbered(paragraph))
        ):
            return 0.0
        size = paragraph.size or 0.0
        if self.body and size >= 1.08 * self.body:
            return STYLED + round(10 * size / self.body)
        if long or (paragraph.marker and not paragraph.marker[0].isalnum()):
            return 0.0
        if paragraph.bold:
            return 10.0
        letters = [sign for sign in paragraph.text if sign.isalpha()]
        # « NARA » in a cell is no heading; cells have no size.
        cell = self.body and paragraph.size is None
        capitals = len(letters) > 3 and paragraph.text.isupper() and not cell
        # Where nothing has a look, as in plain text, a line that says « Conclusion » is one.
        lone = not self.body and _LONE.fullmatch(without_accents(paragraph.text).lower())
        return HEADING if capitals or lone else 0.0

    def rank_of_item(self, at: int, title_at: int) -> float:
        """How high a heading an item is: where its number stands alone, as its title after it."""
        alone = not self.paragraphs[at].text[title_at:].strip() and at + 1 < len(self.paragraphs)
        following = self.ranks[at + 1] if alone else 0.0
        return min(self.ranks[at], following) if following else self.ranks[at]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The texts without accents and capitals."""
        return tuple(without_accents(paragraph.text).lower() for paragraph in self.paragraphs)

    @cached_property
    def often(self) -> Counter[str]:
        """How often each text is there."""
        return Counter(self.folded)

    @cached_property
    def asides(self) -> dict[int, Aside]:
        """The captions, named frames and quotes between the paragraphs of texts, by their places."""
        return asides_of(self.paragraphs, self.body)

    @cached_property
    def title(self) -> int | None:
        """The place of the document's title: the highest heading at its beginning."""
        first = []
        for at, paragraph in enumerate(self.paragraphs[:12]):
            start = labelled(paragraph.text)
            if (paragraph.page or 1) != (self.paragraphs[0].page or 1) or (
                start is not None and start.word in ITEM_WORDS and start.title
            ):
                # What stands on the next page, or below the first item, is no title.
                break
            first.append(at)
        heads = [
            at for at in first if self.ranks[at] >= STYLED and not _is_numbered(self.paragraphs[at])
        ]
        if not heads:
            return None
        best = max(heads, key=lambda at: self.ranks[at])
        # Where others have the same rank later on, it is the first chapter.
        same = sum(1 for rank in self.ranks if rank == self.ranks[best])
        if (
            best == 0
            and len(first) > 1
            and self.ranks[1] == self.ranks[0]
            and not labelled(self.paragraphs[1].text)
        ):
            # Two headings that follow each other at the very beginning: the first is the title.
            return best
        return best if same == 1 or (same == 2 and self.ranks[best] == 95.0 and best == 0) else None

    def _heads_list(self, at: int) -> bool:
        """Whether a line without any look of a heading stands over a recap, as in plain text."""
        text = self.paragraphs[at].text
        return (
            at > 0
            and not self.ranks[at]
            and is_recap(self.folded[at])
            and len(text) < _LONGEST_NAME
            and not text.endswith((".", ";", ","))
            and at + 1 < len(self.paragraphs)
            and begins_item(self.paragraphs[at + 1].text)
            and not labelled(text)
        )

    def _name(self, at: int) -> str:
        """What a paragraph says after its label or number, and before the number of a page."""
        text = self.paragraphs[at].text
        start = labelled(text) or numbered(text)
        said = start.title if start is not None and start.title else text
        return re.sub(r"[\W\d]+$", "", without_accents(said).lower())

    @cached_property
    def recaps(self) -> frozenset[int]:
        """The places of paragraphs in a list of contents, a recap or a summary."""
        found: set[int] = set()
        rank: float | None = None
        listed: set[str] = set()
        since: int | None = None
        for at, paragraph in enumerate(self.paragraphs):
            own = HEADING if self._heads_list(at) else self.ranks[at]
            if rank is not None and not paragraph.contents:
                name = self._name(at)
                if own >= HEADING and not is_recap(self.folded[at]):
                    since = at if since is None or self.ranks[since] <= own else since
                if len(name) > _SHORT_NAME and name in listed:
                    # A list names each thing once: the second time, it is the thing itself.
                    found -= {*range(since if since is not None else at, at)}
                    rank, listed, since = None, set(), None
            if own >= HEADING and is_recap(self.folded[at]) and at != self.title:
                rank, listed, since = own, set(), None
            elif rank is not None and own >= HEADING and not paragraph.contents:
                # Its own headings are lower; « Axe 2 », « II. » as bold as the list's heading are too.
                lower = own < rank or (own == rank < STYLED and _is_numbered(paragraph))
                rank = rank if lower else None
            if rank is not None or paragraph.contents:
                found.add(at)
                listed.add(self._name(at))
        return frozenset(found)


_LEGEND = re.compile(
    r"(?:legende|legend|lisez[- ]?moi|read ?me|notice|mode d'emploi|aide|help|listes?|parametres|codes?"
    r"|nomenclatures?|glossaire|glossary)\b"
)
"""Names of the sheets of a workbook that list no items."""


def _sheets(parts: Sequence[tuple[Table | None, list[Paragraph]]]) -> dict[int, TableItems]:
    """Tables that are sheets on one item each, by their places; none where headings name the items."""
    found: dict[int, TableItems] = {}
    headed = 0
    for place, (table, before) in enumerate(parts):
        item = sheet_item(table) if table is not None else None
        if item is None:
            continue
        found[place] = TableItems((item,))
        start = labelled(before[-1].text) or numbered(before[-1].text) if before else None
        headed += start is not None and (start.word in ITEM_WORDS or not start.word)
    return found if len(found) > 1 and 2 * headed < len(found) else {}


def _is_numbered(paragraph: Paragraph) -> bool:
    """Whether a heading has a label or a number, as chapters have and titles have not."""
    start = labelled(paragraph.text) or numbered(paragraph.text)
    return start is not None and bool(
        start.word or start.separator.strip() or re.search(r"\d\.\d", start.number)
    )


def is_recap(folded: str) -> bool:
    """Whether a heading says that a list follows which is elsewhere too."""
    return len(folded) < 120 and _RECAP.match(folded) is not None


def is_ending(folded: str) -> bool:
    """Whether a heading begins what holds no items: annexes, a conclusion, notes."""
    return len(folded) < 90 and _ENDING.match(folded) is not None


_BETWEEN = re.compile(r"\d{1,3}\s+[A-ZÀ-Þ«(]")


def _joined(contents: Contents) -> list[tuple[Table | None, list[Paragraph]]]:
    """Tables, each with the paragraphs before it; one that goes on over pages is one table."""
    parts: list[tuple[Table | None, list[Paragraph]]] = []
    before: list[Paragraph] = []
    for block in contents.blocks:
        if isinstance(block, Paragraph):
            before.append(block)
            continue
        notes = all(_BETWEEN.match(each.text) for each in before) and not block.rows[0][0].strip()
        last = parts[-1][0] if parts and (not before or notes) else None
        if last is not None and _goes_on(last, block):
            rows = block.rows[1:] if block.rows[0] == last.rows[0] else block.rows
            parts[-1] = (replace(last, rows=_continued(last.rows, rows)), parts[-1][1])
            before = []
            continue
        parts.append((block, before))
        before = []
    return [*parts, (None, before)]


def _continued(
    rows: tuple[tuple[str, ...], ...], more: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    """The rows of a table and those of the next page; a row that a page cuts is put together."""
    if not more or more[0][0] or not rows or not any(more[0]):
        return (*rows, *more)
    pairs = [(clean(one), clean(two)) for one, two in zip(rows[-1], more[0], strict=False)]
    first = next(((one, two) for one, two in pairs if two), ("", ""))
    if all(map(is_number, first)):
        # A number of its own beside a cell that spans rows.
        return (*rows, *more)
    texts = (*rows[-1], *("" for _ in more[0]))
    whole = tuple(f"{text} {rest}".strip() for text, rest in zip(texts, more[0], strict=False))
    return (*rows[:-1], whole, *more[1:])


_SMALL = 3


def _goes_on(first: Table, second: Table) -> bool:
    """Whether a table is the rest of the one before it: at the head of the next page, and as wide."""
    overleaf = first.page is not None and second.page is not None and second.page > first.page
    if not overleaf or second.name or len(first.rows[-1]) != len(second.rows[0]):
        return False
    # Small tables that each begin with a label are one an item, and so are sheets.
    tables = [[tuple(map(clean, row)) for row in table.rows] for table in (first, second)]
    one, two = (rows[0][0] for rows in tables)
    labels = labelled(one) is not None and labelled(two) is not None
    sheets = all(map(is_sheet, tables)) and (labels or one == two)
    return not sheets and not (labels and len(first.rows) <= _SMALL)


def _as_paragraphs(table: Table) -> list[Paragraph]:
    """The cells of a table that lists nothing; a label's cell and the next one are one text.

    A sheet on one item gives its title first, then its text, then what else it says.
    """
    cleaned = [tuple(map(clean, row)) for row in table.rows]
    if is_sheet(cleaned):
        return _of_sheet(table)
    found = []
    for row in table.rows:
        cells = [cell for cell in row if cell.strip()]
        if len(cells) > 1 and (start := labelled(clean(cells[0]))) and not start.title:
            cells = [f"{clean(cells[0])} : {cells[1]}", *cells[2:]]
        found += [
            Paragraph(text=clean(line), page=table.page)
            for cell in cells
            for line in cell.split("\n")
            if line.strip()
        ]
    return found


def _of_sheet(table: Table) -> list[Paragraph]:
    order = {"title": 0, "number": 1, "text": 2}
    rows = []
    for row in table.rows:
        heading, said = clean(row[0]), clean(" ".join(row[1:]))
        of = sheet_field(heading)
        if said:
            text = said if of in {"title", "text"} else f"{heading} : {said}" if heading else said
            lead = len(text) if of == "title" else 0
            rows.append((order.get(of or "", 3), Paragraph(text=text, page=table.page, lead=lead)))
    return [paragraph for _, paragraph in sorted(rows, key=lambda each: each[0])]


def _with_marker(paragraph: Paragraph) -> Paragraph:
    """A paragraph, the label that the word processor puts in front of it made part of its text."""
    marker = paragraph.marker
    start = labelled(marker) if len(marker) > 3 else None
    if start is None or start.title:
        return paragraph
    lead = paragraph.lead + len(marker) + 1 if paragraph.lead else 0
    return replace(paragraph, text=f"{marker} {paragraph.text}", lead=lead, marker="", depth=0)


_NUMBER_ALONE = re.compile(r"(?:n\s?[°ºo]\s?)?\d{1,3}(?: (?:bis|ter))?", re.IGNORECASE)


def _with_whole_labels(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, a label that stands on two lines, « Proposition » over « 12 », put together.

    The first of the two is left empty: tables stand by the places of paragraphs.
    """
    found = list(paragraphs)
    for at in range(len(found) - 1):
        word, number = found[at], found[at + 1]
        if without_accents(word.text).lower() in ITEM_WORDS and _NUMBER_ALONE.fullmatch(number.text):
            text = f"{word.text} {number.text}"
            found[at + 1] = replace(number, text=text, lead=len(text) if number.bold else 0)
            found[at] = replace(word, text="", lead=0, size=None, level=None)
    return found


_PAGE_AT_END = re.compile(r"(?:(?<![\s.])[\s.]+|(?<=[^\W\d_]))\d{1,3}$")
_WRAPPED = 3


def _with_contents(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, lines of a list of contents marked as such: those that end in a page's number.

    The list ends where neither a line nor the next three have one: a long line is of several.
    """
    found = list(paragraphs)
    inside = False
    size = 0.0
    for at, paragraph in enumerate(paragraphs):
        if _CONTENTS.fullmatch(without_accents(paragraph.text).lower().strip(" .:")):
            inside, size = True, 0.0
        elif inside:
            near = paragraphs[at : at + _WRAPPED]
            inside = any(each.contents or _ends_in_page(each) for each in near)
            size = size or paragraph.size or 0.0
            if paragraph.level is not None or (paragraph.size or 0.0) > 1.3 * size > 0:
                # A heading of the body.
                inside = False
            if inside and not paragraph.contents:
                text = _PAGE_AT_END.sub("", paragraph.text)
                found[at] = replace(paragraph, text=text, contents=True, level=None)
    return found


def _ends_in_page(paragraph: Paragraph) -> bool:
    if len(paragraph.text) > 300 or _PAGE_AT_END.search(paragraph.text) is None:
        return False
    # « Proposition n° 1 » alone has its own number there.
    start = labelled(paragraph.text)
    return start is None or bool(start.title)
