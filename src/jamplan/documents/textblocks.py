"""Blocks: the result of every reader of files."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from itertools import takewhile, zip_longest
from typing import TypeVar

from jamplan.language import LABELS
from jamplan.matching.languages import fold, lexicon_of


def lead_of(text: str, runs: Iterable[tuple[str, bool]]) -> str:
    """What a text begins with in bold, if not all of it is, nor a part of a word.

    Takes the text and the runs it is made of, each with whether it is bold.
    """
    own = takewhile(lambda run: run[1] or not run[0].strip(), runs)
    lead = " ".join("".join(run for run, _ in own).split())
    rest = text.removeprefix(lead)
    is_whole = rest != text and rest.strip() and not rest[0].isalnum()
    return lead if is_whole else ""


class BlockKind(StrEnum):
    """Kinds of blocks."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "item"
    ROW = "row"
    NOTE = "note"
    """A footnote: read, so that it can be quoted, but in no item's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One heading, paragraph, list item, table row or footnote, with its page."""

    kind: BlockKind
    text: str = ""
    page: int | None = None
    level: int = 0
    """Of a heading, 1 to 6; of a list item, its depth from 0.

    Of a row, 1 if a table begins with it.
    """
    marker: str = ""
    """Of a list item, as printed: « • », « 12. », « a) »."""
    cells: tuple[str, ...] = ()
    """Of a row; ``text`` is then empty."""
    bold: bool = False
    lead: str = ""
    """What it begins with in bold, if the rest is not."""
    continues: int = 0
    """How many blocks before it is the text that goes on in it, over a break of page,
    column or line; 0 if there is none.
    """
    is_apart: bool = False
    """Whether a space parts it from the text above, of which it is then no part."""
    line_number: int | None = field(default=None, compare=False)
    """Of a row of a sheet: its number there."""

    @property
    def line(self) -> str:
        """All its text in one line, with the marker of a list item."""
        if self.kind is BlockKind.ROW:
            return " | ".join(cell for cell in self.cells if cell)
        return f"{self.marker} {self.text}".strip()


# Marks that readers leave in the text of blocks, and that :func:`finished` takes out.
SOFT = "\u00ad"
"""A hyphen at the end of a line: of the word, or of print."""
GAP = "\t"
"""A gap within a line that parts columns, or what a tabulator parts."""
STRUCK = "\ufdd0"
"""Where words amid a text are struck out or hidden: a character that no text has."""


def gapped(sides: Iterable[str]) -> str:
    """Texts beside each other as one, with a mark for each gap.

    A gap after a number or marker has none.
    """
    text = ""
    for side in sides:
        plain = " ".join(side.split())
        text = (
            f"{text}{GAP if len(text.split()) > 1 else ' '}{plain}"
            if text and plain
            else text or plain
        )
    return text


_DOTS = re.compile(r"(?:\.\s?){5,}|…{2,}|_{8,}")


def is_contents(text: str) -> bool:
    """Whether a line is one of a table of contents, with dots to the page."""
    return bool(_DOTS.search(text))


_ENTRY = re.compile(rf".+{GAP}(\d{{1,3}})", re.DOTALL)
_LEAST = 20
"""Letters by which a title is known again."""
_ENTRIES = 5
"""So many with a page each, none lower than the one before, are in no other table."""


def without_contents(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Blocks, tables of contents as notes: by their dots, or by the pages after a gap.

    Else an item has its title from there, with the page.
    """
    found = _dotted(blocks) | _listed(blocks)
    return [
        replace(block, kind=BlockKind.NOTE, bold=False) if at in found else block
        for at, block in enumerate(blocks)
    ]


def _dotted(blocks: Sequence[TextBlock]) -> set[int]:
    """The places of entries with dots to the page, and of those between them."""
    found = {at for at, block in enumerate(blocks) if is_contents(block.text)}
    found.update([at - blocks[at].continues for at in found])
    # A long entry has room for two dots, and its page is in the next line.
    pages = [block.page for block in blocks]
    for near in parted(
        sorted(found), lambda last, at: at > last + 3 or pages[at] != pages[last]
    ):
        found.update(range(near[0], near[-1]))
    return found


def _listed(blocks: Sequence[TextBlock]) -> set[int]:
    """The places of entries with a page after a gap, whose titles come again below."""
    found: set[int] = set()
    matches = ((at, _ENTRY.fullmatch(block.text)) for at, block in enumerate(blocks))
    entries = [(at, int(match[1])) for at, match in matches if match]
    # The first line of a long entry has no page.
    for run in parted(
        entries, lambda last, entry: entry[0] > last[0] + 2 or entry[1] < last[1]
    ):
        (first, _), (last, page) = run[0], run[-1]
        is_ahead = (blocks[first].page or 0) < page <= (blocks[-1].page or 0)
        places = [at for at, _page in run]
        if len(run) >= _ENTRIES and is_ahead and _come_again(blocks, places):
            found.update(range(first, last + 1))
    return found


def _come_again(blocks: Sequence[TextBlock], entries: Sequence[int]) -> bool:
    """Whether most titles of a table of contents are printed again behind it.

    Those of a table whose numbers rise are not.
    """
    titles = [blocks[at].text.split(GAP)[0][:_LEAST] for at in entries]
    later = {
        block.text[: len(title)]
        for block in blocks[entries[-1] + 1 :]
        for title in titles
    }
    return 2 * sum(title in later for title in titles) > len(titles)


_DIVIDED = re.compile(rf"((?:\w+-)*\w+){SOFT}(\w+)")
_STRUCK = re.compile(rf" ?{STRUCK}")
_WORD = re.compile(r"\w+(?:-\w+)*")


class Spelling:
    """The texts of a document without marks of print, words divided as elsewhere.

    A hyphen at a line's end is the word's own in a document of which more of these
    words are elsewhere with it than without it. Else a word that is nowhere else loses
    it, unless it is in the narrow lines of a cell or its parts are words of the
    document or common ones.
    """

    def __init__(self, blocks: Iterable[TextBlock]) -> None:
        """Count the words of the document."""
        lines = [fold(block.line) for block in blocks]
        whole_words = (
            _DIVIDED.sub(" ", line) if SOFT in line else line for line in lines
        )
        self._words = Counter(
            word for line in whole_words for word in _WORD.findall(line)
        )
        for code in LABELS:
            self._words.update(lexicon_of(code).stop_words)
        divided = (
            match for line in lines if SOFT in line for match in _DIVIDED.finditer(line)
        )
        kept = [self._hyphenated(*match.groups()) for match in divided]
        # Of 77 to 4 in fr-poleemploi, of 0 to 29 in en-covid-m1, of 3 to 6 in
        # fr-ccomptes-jop2024.
        self._divides = sum(more < 0 for more in kept) >= sum(more > 0 for more in kept)

    def plain(self, text: str, *, in_cell: bool = False) -> str:
        """A text without marks."""
        if SOFT in text:
            text = _DIVIDED.sub(partial(self._either, in_cell=in_cell), text).replace(
                SOFT, ""
            )
        return _STRUCK.sub("", text.replace(GAP, " "))

    def _hyphenated(self, first: str, second: str) -> int:
        """How much oftener the document has a word with a hyphen than without."""
        return (
            self._words[fold(f"{first}-{second}")]
            - self._words[fold(f"{first}{second}")]
        )

    def _either(self, match: re.Match[str], *, in_cell: bool) -> str:
        more = self._hyphenated(*match.groups())
        # « face-to-face », « AI-relevant », « self-led », « industry-relevant ».
        is_compound = (
            "-" in match[1]
            or match[1].isupper()
            or match[1] == "self"
            or all(
                len(part) >= 4 and self._words[fold(part)] for part in match.groups()
            )
        )
        is_kept = more > 0 or (
            not more and (in_cell or is_compound or not self._divides)
        )
        return "-".join(match.groups()) if is_kept else "".join(match.groups())


def finished(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Blocks as a person reads them: joined, and without marks of print."""
    blocks = joined(blocks)
    spelling = Spelling(blocks)
    return [
        replace(
            block,
            text=spelling.plain(block.text),
            lead=spelling.plain(block.lead),
            cells=tuple(spelling.plain(cell, in_cell=True) for cell in block.cells),
        )
        for block in blocks
    ]


ENDS = tuple(".:;!?…»”)]")


def continued(
    blocks: Sequence[TextBlock], *, at_pages: bool = False
) -> list[TextBlock]:
    """Blocks of print, of which each says whether it continues an earlier one.

    A paragraph that begins with a small letter continues a text that has no end, with
    ``at_pages`` only at a new page; there what begins with a capital continues a text
    that ends in an article or a preposition. Footnotes between the two do not end a
    sentence, rows do. A row may continue the last one of the page before.
    """
    result: list[TextBlock] = []
    last: int | None = None
    for at, block in enumerate(blocks):
        stays = at_pages and last is not None and result[last].page == block.page
        if last is not None and not stays and _goes_on(result[last], block):
            kind = block.kind if block.kind is BlockKind.ROW else BlockKind.PARAGRAPH
            result.append(replace(block, kind=kind, continues=at - last))
        else:
            result.append(block)
        if block.kind is not BlockKind.NOTE:
            last = at
    return result


def _goes_on(before: TextBlock, block: TextBlock) -> bool:
    """Whether a text goes on in another block."""
    if block.is_apart:
        return False
    if BlockKind.ROW in {before.kind, block.kind}:
        return before.kind is block.kind and _is_rest(before, block)
    if (
        block.kind is BlockKind.PARAGRAPH
        and block.page != before.page
        and OPEN.search(before.text)
    ):
        return True
    return (
        block.kind in _GOING_ON
        and block.text[:1].islower()
        and not before.text.rstrip().endswith(ENDS)
        and (block.kind, before.kind) != (BlockKind.HEADING, BlockKind.HEADING)
    )


def _is_rest(before: TextBlock, row: TextBlock) -> bool:
    """Whether all cells of a row on another page go on with those of the last one.

    In a table whose cells begin with small letters, nothing tells.
    """
    cells = zip_longest(before.cells, row.cells, fillvalue="")
    pairs = [(first, text) for first, text in cells if text]
    are_open = all(first and not first.rstrip().endswith(ENDS) for first, _ in pairs)
    are_small = all(
        text[0].islower() and not first[:1].islower() for first, text in pairs
    )
    return before.page != row.page and are_open and are_small


OPEN = re.compile(
    r"(?:,|\b(?:de|des|du|la|le|les|et|ou|à|au|aux|en|par|pour|sur|dans|un|une|que|qui"
    r"|the|of|a|an|and|or|to|in|by|for|on|with|that|which))$"
)
# A large first line, or one alone, is taken for a heading (en-fds-practices).
_GOING_ON = {BlockKind.PARAGRAPH, BlockKind.HEADING}


def joined(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Blocks, with parts of a paragraph as one; a capital may begin an item."""
    result: list[TextBlock] = []
    places: list[int] = []
    for at, block in enumerate(blocks):
        place = places[at - block.continues] if block.continues else len(result)
        before = result[place] if block.continues else block
        if block.continues and _reads_on(before, block):
            result[place] = replace(before, text=glued(before.text, block.text))
        else:
            place = len(result)
            result.append(block)
        places.append(place)
    return result


def _reads_on(before: TextBlock, block: TextBlock) -> bool:
    """Whether a block is a part of the paragraph before, and no item."""
    is_part = block.kind is BlockKind.PARAGRAPH and block.text[:1].islower()
    return is_part and not before.text.rstrip().endswith(ENDS)


_HYPHENATED = re.compile(r"\w[-‐\u00ad]")
_SUSPENDED = re.compile(r"(?:and|or|to|et|ou|à)\b")
"""What follows the hyphen of « short- and long-term »."""


_Item = TypeVar("_Item")


def parted(
    items: Iterable[_Item], begins: Callable[[_Item, _Item], object]
) -> list[list[_Item]]:
    """Items as runs, each begun where ``begins`` says so of two neighbours."""
    runs: list[list[_Item]] = []
    for item in items:
        if runs and not begins(runs[-1][-1], item):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def glued(first: str, second: str) -> str:
    """Two lines as one.

    A hyphen between small letters becomes a soft one: it may be of print.
    """
    if (
        _HYPHENATED.fullmatch(first[-2:])
        and second[:1].isalnum()
        and not _SUSPENDED.match(second)
    ):
        return f"{first[:-1]}{SOFT}{second}" if second[0].islower() else first + second
    return f"{first} {second}".strip()


def row(
    cells: Sequence[object], *, page: int | None = None, first: bool = False
) -> TextBlock | None:
    """A row of a table, without the empty cells at its end; None if all are empty."""
    parts = ("" if cell is None else str(cell).split(GAP) for cell in cells)
    texts = [
        GAP.join(filter(None, (" ".join(text.split()) for text in cell)))
        for cell in parts
    ]
    while texts and not texts[-1]:
        texts.pop()
    if not texts:
        return None
    return TextBlock(
        kind=BlockKind.ROW, cells=tuple(texts), page=page, level=int(first)
    )


BULLET = re.compile(
    r"[•●○▪▫■□◦‣⁃➢➤➔→✓✔❖◆►▶·\uf000-\uf0ff*]+\s*|[-–—]\s+"
    # Any other sign that is set apart from a capital: arrows, shapes, stars, quotes.
    r"|[»›+~¤\u2190-\u21ff\u2500-\u27bf\u2b00-\u2bff]\s+(?=[A-ZÀ-Ý])|[-–—](?=[A-Za-zÀ-ÿ])|[oüØ§]\s+(?=[A-Za-zÀ-ÿ])"
)
_ORDERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)](?:\s+|(?=[A-ZÀ-Ýa-zà-ÿ«]))")


def split_marker(text: str, *, ordered: bool = False) -> tuple[str, str]:
    """The marker that a text begins with, or an empty one, and the rest.

    Numbers and letters count as markers only if ``ordered``.
    """
    match = BULLET.match(text) or (_ORDERED.match(text) if ordered else None)
    if match is None or match.end() == len(text):
        return "", text
    marker = match[0].strip()
    # Bullets of symbol fonts have no meaning of their own.
    return ("•" if "\uf000" <= marker[0] <= "\uf0ff" else marker), text[
        match.end() :
    ].strip()
