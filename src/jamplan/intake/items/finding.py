"""The items of a document put together from where they begin: their titles, texts and chapters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz import fuzz, process

from jamplan.intake.items.asides import Aside
from jamplan.intake.items.columns import TableItem
from jamplan.intake.items.doubts import gaps, with_doubts
from jamplan.intake.items.drafts import Doubt, Kind
from jamplan.intake.items.entries import (
    Candidates,
    Entry,
    by_announced_bullet,
    by_bullet,
    by_heading,
    by_label,
    by_number,
    by_pattern,
    by_word,
)
from jamplan.intake.items.found import Found, Item
from jamplan.intake.items.recaps import MUCH_ALIKE, alike, merged
from jamplan.intake.items.sections import Section, sections_of
from jamplan.intake.items.structure import HEADING, STYLED, Structure, is_ending
from jamplan.intake.reading.contents import Contents, Paragraph
from jamplan.intake.reading.starts import (
    GROUP_WORDS,
    begins_item,
    labelled,
    value_of,
)
from jamplan.text.folding import folded

MOST_ITEMS = 5000
"""What has more is no list of proposals."""
LONG_TITLE = 300
LONG_TEXT = 6000
_LONGEST_PRELUDE = 40
_SEVERAL_HEADS = 3
"""Headings that may be items, or the first ones of their texts: fewer are by chance."""
_BEGINNING = 80
"""How much of an aside is shown, in characters."""
_OFTEN = 3
"""How often a heading stands that is one of an item's own, as « Notes » is."""


def find_items(
    contents: Contents,
    kind: Kind,
    pattern: re.Pattern[str] | None = None,
    columns: dict[str, str] | None = None,
) -> Found:
    """Find the items of a document.

    ``pattern`` says what an item's first line looks like, ``columns`` which column holds what; without
    them, the list is looked for as documents write it. Raises :class:`columns.ColumnsError`.
    """
    structure = Structure.of(contents, columns)
    candidates = _candidates(structure, kind, pattern, only_tables=columns is not None)
    how = _of_body_first(structure, candidates, candidates.main(structure.paragraphs, structure.ranks))
    title = structure.paragraphs[structure.title].text if structure.title is not None else None
    if title is None and contents.title and not _NO_TITLE.search(contents.title):
        title = contents.title
    if how is None:
        return Found(title=title, doubts=_of_pages(contents))
    return _Finding(structure, candidates, how, title, _of_pages(contents)).found()


def _of_body_first(structure: Structure, candidates: Candidates, how: str | None) -> str | None:
    """Another list of the same numbers, where the one chosen stands in a recap alone."""

    def listed(entry: Entry) -> bool:
        return (entry.at if entry.row is None else entry.at - 1) in structure.recaps

    if how not in {"label", "table", "number"} or not all(map(listed, candidates.found[how])):
        return how
    numbers = {value_of(entry.number) for entry in candidates.found[how] if entry.number}
    for other in ("label", "table", "number"):
        body = {
            value_of(entry.number)
            for entry in candidates.found.get(other, ())
            if entry.number and not listed(entry)
        }
        if other != how and numbers and 4 * len(numbers & body) >= 3 * len(numbers):
            return other
    return how


_UNNUMBERED = frozenset({"bullet", "announced bullet", "heading"})
# What programs put into a file's description: « Microsoft Word - rapport_v3.docx ».
_NO_TITLE = re.compile(r"^microsoft|^untitled|^sans titre|^document\d*$|\.\w{3,4}$", re.IGNORECASE)


def _candidates(
    structure: Structure, kind: Kind, pattern: re.Pattern[str] | None, *, only_tables: bool
) -> Candidates:
    paragraphs = structure.paragraphs
    if pattern is not None:
        return Candidates({"pattern": by_pattern(paragraphs, pattern)})
    table = [
        Entry(at=at, number=item.number, row=item)
        for at, _, items in structure.tables
        for item in items.items
    ]
    if only_tables:
        return Candidates({"table": table})
    found = {
        "label": by_label(paragraphs, kind),
        "word": by_word(paragraphs),
        "table": table,
        "number": by_number(paragraphs, structure.ranks),
        "bullet": by_bullet(paragraphs),
        "announced bullet": by_announced_bullet(paragraphs, structure.ranks),
    }
    if not any(found.values()):
        found["heading"] = by_heading(paragraphs, structure.ranks)
    return Candidates(found)


def _of_pages(contents: Contents) -> tuple[Doubt, ...]:
    """Doubts about pages that were not read, or not surely in their order."""
    said = {"blank-pages": contents.blank_pages, "unsure-pages": contents.unsure_pages}
    return tuple(
        Doubt(code=code, details=(("pages", ", ".join(map(str, pages[:20]))),))
        for code, pages in said.items()
        if pages
    )


_SENTENCE = re.compile(r"(?<=[.!?…])[»”)]?\s+(?=[«“\"(]?\s?[A-ZÀ-ÖØ-Þ0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:M|MM|Mme|Mmes|Mlle|Dr|Pr|St|Ste|art|al|p|pp|n|no|cf|ex|etc|env|fig|vol|chap|réf|resp|hab"
    r"|[A-Z])\.)$"
)
_LONGEST_ABBREVIATION = 8
_TAIL = re.compile(r"\s*(?:[;,:]|(?<!\.)(?<!etc)(?<!\.[A-Z])\.(?!\.))$")


def first_sentence(text: str) -> tuple[str, str]:
    """A text's first sentence, and the rest."""
    for match in _SENTENCE.finditer(text):
        before = text[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start()]
        if not _ABBREVIATION.search(before) and match.start() > 8:
            return text[: match.end()].strip(), text[match.end() :].strip()
    return text, ""


@dataclass
class _Finding:
    structure: Structure
    candidates: Candidates
    how: str
    title: str | None
    doubts: tuple[Doubt, ...] = ()
    _entries: list[Entry] = field(init=False)
    _starts: set[int] = field(init=False)
    _in_boxes: bool = field(init=False)
    _preludes: set[str] = field(init=False)
    _left_below: bool = False
    """Whether text stands below boxes and before the next item."""
    _headed: dict[int, int] = field(default_factory=dict)
    """Where items begin that a heading follows, not another item, and where that heading is."""

    def __post_init__(self) -> None:
        entries = self.candidates.found[self.how]
        self._entries = list(entries[:MOST_ITEMS])
        if len(entries) > MOST_ITEMS:
            doubt = Doubt(
                code="too-many", details=(("n", str(len(entries))), ("kept", str(MOST_ITEMS)))
            )
            self.doubts = (*self.doubts, doubt)
        self._starts = {entry.at for entry in self._entries if entry.row is None}
        self._in_boxes = self._stand_in_boxes()
        self._preludes = self._before_each()

    def _stand_in_boxes(self) -> bool:
        """Whether items stand in boxes with their texts: most of those in boxes have them there."""
        paragraphs = self.structure.paragraphs
        titles = {entry.at: entry.title_at for entry in self._entries}
        boxed = [at for at in sorted(self._starts) if paragraphs[at].boxed]
        with_text = []
        for at in boxed:
            # Where a label stands alone, the next paragraph is the title.
            alone = not paragraphs[at].text[titles[at] :].strip()
            after = at + 1 + alone
            if (
                8 < paragraphs[at].lead < len(paragraphs[at].text) - 20
                or first_sentence(paragraphs[at].text)[1]
                or (
                    after < len(paragraphs)
                    and paragraphs[after].boxed
                    and not self._starts & {at + 1, after}
                    and self.structure.ranks[after] < HEADING
                )
            ):
                with_text.append(at)
        return len(boxed) > 1 and 5 * len(with_text) >= 4 * len(boxed)

    def found(self) -> Found:
        """The items and the doubts about them."""
        sections = sections_of(self.structure, self._entries, self._word())
        each = [self._item(entry, sections.get(entry)) for entry in self._entries]
        items, before = self._without_arguments(self._without_last_texts(each))
        items = _with_said_chapters(items)
        items = [item for item in items if item.title or item.row is not None]
        others = self._others()
        recapped = self._recapped(items, others)
        items = with_doubts(
            merged([*items, *recapped], [item for item in others if item not in recapped])
        )
        doubts = (
            *self.doubts,
            *gaps(items),
            *self._left(),
            *self._other_lists(),
            *self._starved(each),
            *self._listed(items),
        )
        if before or self._left_below:
            doubts = (*doubts, Doubt(code="texts-before"))
        elif self._may_argue(each):
            doubts = (*doubts, Doubt(code="texts-after"))
        return Found(
            items=tuple(items), title=self.title, how=self.how, word=self._word(), doubts=doubts
        )

    def _word(self) -> str:
        return self._entries[0].word if self._entries else ""

    def _left(self) -> Iterable[Doubt]:
        """Columns of tables that give nothing to the items."""
        if self.how != "table":
            return
        left = dict.fromkeys(name for _, _, items in self.structure.tables for name in items.left)
        if left:
            yield Doubt(code="columns-left", details=(("columns", ", ".join(left)),))

    def _other_lists(self) -> Iterable[Doubt]:
        """Bullets and headings that may be items too, where some bullets are."""
        if self.how not in {"bullet", "announced bullet"}:
            return
        every = self.candidates.found.get("bullet", ())
        left = [entry.at for entry in every if entry.at not in self._starts]
        if 5 * len(left) > 2 * len(every) and len(left) > 2:
            yield Doubt(code="bullets-left", details=(("n", str(len(left))),))
        ranks, paragraphs = self.structure.ranks, self.structure.paragraphs
        heads = [at for at, rank in enumerate(ranks) if rank >= HEADING and not paragraphs[at].contents]
        bare: defaultdict[float, list[int]] = defaultdict(list)
        for at, following in pairwise((*heads, len(ranks))):
            inside = range(at + 1, following)
            if len(inside) > 0 and not self._starts & {*inside} and at != self.structure.title:
                bare[ranks[at]].append(at)
        most = max(bare.values(), key=len, default=[])
        if len(most) >= _SEVERAL_HEADS:
            names = "; ".join(paragraphs[at].text for at in most[:_SEVERAL_HEADS])
            yield Doubt(code="headings-left", details=(("headings", names),))

    def _starved(self, items: Sequence[Item]) -> Iterable[Doubt]:
        """Whether a heading follows most items at once, so that none of them has its text."""
        body = [item for item in items if not item.recap and item.row is None]
        ranks = self.structure.ranks
        bare = sum(
            1
            for item in body
            if item.text is None
            and item.at in self._headed
            # A higher one begins the next chapter.
            and ranks[self._headed[item.at]] <= ranks[item.at]
        )
        if bare >= _SEVERAL_HEADS and 5 * bare >= 3 * len(body):
            yield Doubt(code="headings-follow")

    def _listed(self, items: Sequence[Item]) -> Iterable[Doubt]:
        """Whether all items stand in a recap, where the document has much more than that."""
        bare = all(item.recap and not item.text for item in items)
        if items and bare and 2 * len(self.structure.recaps) < len(self.structure.paragraphs):
            yield Doubt(code="recap-alone")

    def _others(self) -> list[Item]:
        """Items of the lists that were not chosen: one of them may be a recap."""
        found = []
        for name in ("label", "table", "number"):
            if name != self.how and self.how not in {*_UNNUMBERED, "pattern"}:
                for entry in self.candidates.found.get(name, ())[:MOST_ITEMS]:
                    if entry.row is None and entry.at in self._starts:
                        continue
                    item = self._item(entry, None, alone=True)
                    found.append(replace(item, recap=True))
        return found

    def _recapped(self, items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
        """Those of the other lists that stand in a recap: it may have more items than the body."""
        recaps = self.structure.recaps
        found = [
            item
            for item in others
            if item.number and (item.at in recaps if item.row is None else item.at - 1 in recaps)
        ]
        known = {item.value: item for item in items if not item.recap}
        shared = sum(1 for item in found if item.value in known and alike(known[item.value], item))
        if not found:
            found, shared = self._bulleted(items)
        return found if shared > 1 and 2 * shared >= len(found) else []

    def _bulleted(self, items: Sequence[Item]) -> tuple[list[Item], int]:
        """The bullets of a recap, with the numbers of the items of those titles; how many have one."""
        if self.how in {*_UNNUMBERED, "pattern"}:
            return [], 0
        body = [item for item in items if item.number and not item.recap]
        titles = [folded(item.title).lower() for item in body]
        found = []
        for entry in self.candidates.found.get("bullet", ())[:MOST_ITEMS]:
            if entry.at in self.structure.recaps:
                bullet = replace(self._item(entry, None, alone=True), recap=True)
                said = folded(bullet.title).lower()
                best = process.extractOne(said, titles, scorer=fuzz.ratio, score_cutoff=MUCH_ALIKE)
                found.append(replace(bullet, number=body[best[2]].number if best else None))
        return found, sum(1 for bullet in found if bullet.number)

    def _item(self, entry: Entry, section: Section | None, *, alone: bool = False) -> Item:
        if entry.row is not None:
            return self._row(entry, entry.row, section)
        paragraph = self.structure.paragraphs[entry.at]
        title, rest, after = self._title(entry, paragraph)
        text, doubts = self._text(entry, after) if not alone else ("", ())
        lines = [line for line in (rest, text) if line]
        last = self.structure.paragraphs[after - 1]
        cut = paragraph.cut or (after - 1 > entry.at and last.cut)
        if cut and not any(doubt.code == "cut" for doubt in doubts):
            doubts = (*doubts, Doubt(code="cut"))
        if len(title) > LONG_TITLE:
            doubts = (*doubts, Doubt(code="long-title"))
        if sum(map(len, lines)) > LONG_TEXT:
            doubts = (*doubts, Doubt(code="long-text"))
        return Item(
            number=entry.number,
            title=title,
            text="\n".join(lines) or None,
            section=section,
            page=paragraph.page,
            at=entry.at,
            recap=entry.at in self.structure.recaps,
            contents=paragraph.contents,
            doubts=doubts,
        )

    def _row(self, entry: Entry, row: TableItem, section: Section | None) -> Item:
        section = _of_table(row, entry.at) or section
        doubts = [Doubt(code="formula")] if row.unknown else []
        if len(row.title) > LONG_TITLE:
            doubts.append(Doubt(code="long-title"))
        table = next(
            table for at, table, items in self.structure.tables if at == entry.at and row in items.items
        )
        return Item(
            number=row.number,
            title=_TAIL.sub("", row.title),
            text=row.text,
            section=section,
            page=table.page,
            said_page=row.page,
            at=entry.at,
            row=row,
            doubts=tuple(doubts),
        )

    def _title(self, entry: Entry, paragraph: Paragraph) -> tuple[str, str, int]:
        """The title, what stands after it in its paragraph, and where what follows begins."""
        after = entry.at + 1
        text = paragraph.text[entry.title_at :].strip()
        lead = paragraph.lead - entry.title_at
        rank = self.structure.ranks[entry.at]
        if not text:
            if after >= len(self.structure.paragraphs) or self._is_other(entry, after):
                return "", "", after
            paragraph = self.structure.paragraphs[after]
            if paragraph.marker and not paragraph.marker[0].isalnum():
                return "", "", after
            text, lead, rank = paragraph.text, paragraph.lead, self.structure.ranks[after]
            after += 1
        while after < len(self.structure.paragraphs) and self._wraps(paragraph, after, rank):
            text = f"{text} {self.structure.paragraphs[after].text}"
            paragraph = self.structure.paragraphs[after]
            lead = len(text)
            after += 1
        if 8 < lead < len(text) - 1:
            # The title in bold, and the text after it in the same paragraph.
            title, rest = text[:lead].strip(), text[lead:].strip()
            if rest[:1] in ".:;,–—-)" and len(rest) > 1:
                rest = rest[1:].strip()
        elif rank >= HEADING:
            title, rest = text, ""
        else:
            title, rest = first_sentence(text)
        return _TAIL.sub("", title), rest, after

    def _is_other(self, entry: Entry, at: int) -> bool:
        """Whether a paragraph begins another item or a chapter, and so is no title."""
        start = labelled(self.structure.paragraphs[at].text)
        group = start is not None and start.word in GROUP_WORDS and start.word != entry.word
        return at in self._starts or group or is_ending(self.structure.folded[at])

    def _wraps(self, paragraph: Paragraph, after: int, rank: float) -> bool:
        """Whether a heading goes on in the next paragraph: the same letters, and a small one first."""
        following = self.structure.paragraphs[after]
        return (
            rank >= HEADING
            and after not in self._starts
            and self.structure.ranks[after] == rank
            and following.page == paragraph.page
            and following.text[:1].islower()
            and not begins_item(following.text)
            and not following.marker
        )

    def _text(self, entry: Entry, after: int) -> tuple[str, tuple[Doubt, ...]]:
        """What follows a title, to the next item or heading."""
        lines: list[str] = []
        doubts: list[Doubt] = []
        rank = self.structure.rank_of_item(entry.at, entry.title_at)
        tables = [at for at, _, _ in self.structure.tables if at > entry.at]
        for at in range(after, min([len(self.structure.paragraphs), *tables])):
            if self._ends(entry, at, rank):
                if at not in self._starts:
                    self._headed[entry.at] = at
                    if self.structure.paragraphs[at].text[:1].islower():
                        # The rest of a title, perhaps.
                        doubts.append(Doubt(code="cut"))
                break
            paragraph = self.structure.paragraphs[at]
            if paragraph.contents:
                break
            if rank == 10.0 and self.structure.ranks[at] == 10.0 and not self._repeats(at):
                doubts.append(Doubt(code="heading-inside", details=(("heading", paragraph.text),)))
            if self._is_beside(entry, at, doubts):
                continue
            if paragraph.cut:
                doubts.append(Doubt(code="cut"))
            if not paragraph.text:
                continue
            marker = f"{paragraph.marker} " if paragraph.marker else ""
            lines.append(("- " if marker and not marker[0].isalnum() else marker) + paragraph.text)
        return "\n".join(lines), tuple(dict.fromkeys(doubts))

    def _is_beside(self, entry: Entry, at: int, doubts: list[Doubt]) -> bool:
        """Whether a paragraph is no part of the text around it; but for captions, a doubt says so."""
        paragraph = self.structure.paragraphs[at]
        if self.structure.paragraphs[entry.at].boxed:
            return False
        aside = self.structure.asides.get(at)
        before = self.structure.paragraphs[at - 1]
        # A box that each item has is a part of it.
        boxed = aside is None and paragraph.boxed and not before.boxed and not self._repeats(at)
        if aside is Aside.BEGINS or boxed:
            code = "box-inside" if aside is None else "aside"
            doubts.append(Doubt(code=code, details=(("heading", paragraph.text[:_BEGINNING]),)))
        return aside is not None

    def _before_each(self) -> set[str]:
        """Short lines before each item, the first one too, and not after the last: « Constat »."""
        recaps, folded_texts = self.structure.recaps, self.structure.folded
        body = sorted(self._starts - recaps)
        if len(body) < _SEVERAL_HEADS:
            return set()
        found = set()
        for text, often in self.structure.often.items():
            short = 0 < len(text) < _LONGEST_PRELUDE and not text.endswith((".", "!", "?"))
            if short and 0.8 * len(body) <= often <= len(body):
                places = [at for at, each in enumerate(folded_texts) if each == text]
                gaps_with = [
                    any(low < at < high for at in places) for low, high in pairwise((-1, *body))
                ]
                last = places[-1] < body[-1]
                if last and gaps_with[0] and 5 * sum(gaps_with) >= 4 * len(body):
                    found.add(text)
        return found

    def _repeats(self, at: int) -> bool:
        text = self.structure.folded[at]
        return self.structure.often[text] > 1 or text.rstrip().endswith((":", "?"))

    def _ends(self, entry: Entry, at: int, rank: float) -> bool:  # noqa: C901, PLR0911 - one case a line
        """Whether an item's text ends before a paragraph."""
        recaps = self.structure.recaps
        if at not in self._starts | recaps and self.structure.folded[at] in self._preludes:
            self._left_below = True
            return True
        if at in self._starts or (at in recaps and entry.at not in recaps):
            return True
        if self._in_boxes and self.structure.paragraphs[entry.at].boxed:
            if self._is_band(entry, at, rank):
                return True
            # What stands below the box argues for the item that follows.
            below = not self.structure.paragraphs[at].boxed
            self._left_below |= below and self.structure.ranks[at] < HEADING
            return below
        own = self.structure.ranks[at]
        paragraph = self.structure.paragraphs[at]
        start = labelled(paragraph.text)
        if start is not None and start.word in GROUP_WORDS and start.word != entry.word:
            # « Axe 2 » is a heading wherever it stands, but in the texts of large headings; a long
            # « Objectif 3 : … » may be none.
            high = own >= HEADING or rank < HEADING or len(paragraph.text) < 120
            return own >= rank if rank >= STYLED else high
        if own < HEADING:
            return False
        if self._is_ending(at) and (own >= rank or own >= STYLED):
            return True
        if own >= STYLED and own > rank:
            return True
        if self._repeats(at):
            return False
        if own == rank and own >= STYLED:
            return True
        if rank < HEADING:
            return True
        # As bold as the item itself: a heading of items if one follows at once.
        return own == rank and (at + 1 in self._starts or self._next_is_heading(at))

    def _is_band(self, entry: Entry, at: int, rank: float) -> bool:
        """Whether a line in a box is the heading of a chapter, on a ground of its own."""
        own, start = self.structure.ranks[at], labelled(self.structure.paragraphs[at].text)
        group = start is not None and start.word in GROUP_WORDS and start.word != entry.word
        return (own >= STYLED and own > rank) or (own >= HEADING and group)

    def _is_ending(self, at: int) -> bool:
        """Whether a heading begins an annex or the like; one that each item has does not."""
        text = self.structure.folded[at]
        return is_ending(text) and self.structure.often[text] < _OFTEN

    def _next_is_heading(self, at: int) -> bool:
        ranks = self.structure.ranks
        return at + 1 < len(ranks) and ranks[at + 1] >= STYLED

    def _without_last_texts(self, items: list[Item]) -> list[Item]:
        """Items of bare lists without what follows the list.

        Of a run of items with nothing between them, what follows the last one is not its text.
        """
        kept = list(items)
        run: list[int] = []
        for place, item in enumerate(items):
            run.append(place)
            following = items[place + 1] if place + 1 < len(items) else None
            if following is not None and following.recap == item.recap:
                continue
            bare = sum(1 for each in run[:-1] if items[each].text is None)
            if (
                len(run) > 2
                and bare >= 0.9 * (len(run) - 1)
                and item.text
                and "\n" not in item.text[:0]
            ):
                kept[place] = replace(item, text=self._own(item), doubts=_without(item.doubts))
            run = []
        return kept

    def _without_arguments(self, items: list[Item]) -> tuple[list[Item], bool]:
        """Items without the paragraphs between them, where those argue for the item that follows.

        So it is where items have text between them, and none where a heading follows. Also returned
        is whether.
        """
        body = [item for item in items if not item.recap and item.row is None]
        if self.how in _UNNUMBERED or not body:
            return items, False
        lasts = [item for item in body if item.at in self._headed]
        inner = [item for item in body if item.at not in self._headed]
        texts = sum(1 for item in inner if item.text)
        bare = sum(1 for item in lasts if item.text is None)
        if len(lasts) < 2 or 4 * bare < 3 * len(lasts) or 2 * texts < len(inner) or len(inner) < 2:
            return items, False
        kept = [
            replace(item, text=self._own(item), doubts=_without(item.doubts))
            if not item.recap and item.row is None
            else item
            for item in items
        ]
        return kept, True

    def _may_argue(self, items: Sequence[Item]) -> bool:
        """Whether the ends of texts may argue for the items that follow.

        So it may be where text stands between the headings of chapters and their first items, and the
        last items of chapters have fewer paragraphs than the others.
        """
        body = [item for item in items if not item.recap and item.row is None]
        if self.how in _UNNUMBERED or self._in_boxes:
            return False
        length = {item.at: (item.text or "").count("\n") + bool(item.text) for item in body}
        lasts = [length[item.at] for item in body if item.at in self._headed]
        inner = [length[item.at] for item in body if item.at not in self._headed]
        firsts = [
            item.at
            for before, item in zip((None, *body), body, strict=False)
            if before is None or before.at in self._headed
        ]
        paragraphs, ranks = self.structure.paragraphs, self.structure.ranks
        argued = sum(1 for at in firsts if at and ranks[at - 1] < HEADING and paragraphs[at - 1].text)
        return (
            len(lasts) > 1
            and len(inner) > 1
            and argued > 1
            and 4 * argued >= 3 * len(firsts)
            and sum(1 for each in inner if each > max(lasts)) >= 0.8 * len(inner)
        )

    def _own(self, item: Item) -> str | None:
        """What an item's own paragraph says after its title."""
        if item.row is not None:
            return item.text
        paragraph = self.structure.paragraphs[item.at]
        _, rest = first_sentence(paragraph.text)
        return rest if rest and item.text is not None and item.text.startswith(rest) else None


def _of_table(row: TableItem, at: int) -> Section | None:
    """The chapter that a table says itself: in a column, in a row of its own, or as a sheet's name."""
    start = labelled(row.chapter or row.sheet)
    if start is not None and start.word in GROUP_WORDS and start.title:
        return Section(label=start.label, title=start.title, at=at)
    return Section(label="", title=row.chapter, at=at) if row.chapter else None


def _without(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    return tuple(doubt for doubt in doubts if doubt.code not in {"heading-inside", "cut", "long-text"})


_SAID_CHAPTER = re.compile(
    r"(?:axe|chapitre|th[èe]me|th[ée]matique|priorit[ée]|volet|pilier|chapter|priority)s?\s*:\s*(?P<title>.+)",
    re.IGNORECASE,
)


def _with_said_chapters(items: list[Item]) -> list[Item]:
    """Items in the chapter that a line « Axe : … » of their text names, where most have one."""
    lines = {
        at: found
        for at, item in enumerate(items)
        if item.text
        and (found := [_SAID_CHAPTER.fullmatch(line) for line in item.text.split("\n")])
        and sum(match is not None for match in found) == 1
    }
    if 2 * len(lines) < len(items) or any(item.section is not None for item in items):
        return items
    kept = list(items)
    for at, found in lines.items():
        item = items[at]
        titles = [match["title"] for match in found if match is not None]
        text = "\n".join(
            line
            for line, match in zip((item.text or "").split("\n"), found, strict=True)
            if match is None
        )
        section = Section(label="", title=titles[0], at=0)
        kept[at] = replace(item, section=section, text=text or None)
    return kept
