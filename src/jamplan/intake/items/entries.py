"""Where items may begin in a document: by label, by number, by bullet, by heading, in a table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jamplan.intake.items.columns import TableItem
from jamplan.intake.items.drafts import Kind
from jamplan.intake.reading.contents import Paragraph
from jamplan.intake.reading.starts import (
    COARSE,
    ITEM_WORDS,
    Start,
    labelled,
    numbered,
    unnumbered,
    value_of,
)
from jamplan.text.folding import without_accents


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A passage that may be an item: where it begins, and what its first line says."""

    at: int
    """The paragraph that it begins with, or, of a table, where that stands among them."""
    number: str | None
    title_at: int = 0
    """Where its title begins in that paragraph."""
    word: str = ""
    row: TableItem | None = None
    """Where it stands in a table."""


_FIRST_CHOICE = {
    Kind.PROPOSALS: {"proposition", "recommandation", "preconisation", "proposal", "recommendation"},
    Kind.MEASURES: {"mesure", "action", "fiche action", "measure"},
}
_NUMBER_ALONE = re.compile(r"[A-Z]?\d{1,3}\s?\.?")


def by_label(paragraphs: Sequence[Paragraph], kind: Kind) -> list[Entry]:
    """Items that bear a word and a number; the word is the one that most of them bear."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for at, paragraph in enumerate(paragraphs):
        start = labelled(paragraph.text)
        if start is None or not ITEM_WORDS.get(start.word) or _mentions(paragraph, start):
            continue
        entry = Entry(at=at, number=start.number, title_at=start.title_at, word=start.word)
        found[start.word].append(entry)

    def weight(word: str) -> tuple[bool, float]:
        count = len({entry.number for entry in found[word]})
        fine = word not in COARSE and count > 1
        return fine, count * (2 if word in _FIRST_CHOICE[kind] else 1)

    return found[max(found, key=weight)] if found else []


def by_word(paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """Items that bear a word without a number, « Recommandation : … »; the word that most bear."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for at, paragraph in enumerate(paragraphs):
        if start := unnumbered(paragraph.text):
            found[start.word].append(
                Entry(at=at, number=None, title_at=start.title_at, word=start.word)
            )
    return max(found.values(), key=len, default=[])


def _mentions(paragraph: Paragraph, start: Start) -> bool:
    """Whether a paragraph only speaks of an item: « (proposition n° 12) »."""
    return start.label.startswith("(") and paragraph.text.rstrip(" .").endswith(")") and not start.title


def by_pattern(paragraphs: Sequence[Paragraph], pattern: re.Pattern[str]) -> list[Entry]:
    """Items whose first line is as a pattern says, with the groups ``number`` and ``title``."""
    found = []
    for at, paragraph in enumerate(paragraphs):
        for front in ("", f"{paragraph.marker} ") if paragraph.marker else ("",):
            match = pattern.match(front + paragraph.text)
            if match is None:
                continue
            groups = match.groupdict()
            number = groups.get("number")
            begins = match.start("title") if groups.get("title") is not None else match.end()
            number = " ".join(number.split()) if number else None
            found.append(Entry(at=at, number=number or None, title_at=max(0, begins - len(front))))
            break
    return found


@dataclass
class _Numbered:
    entry: Entry
    value: tuple[int, ...]
    """The number's parts; « bis » counts as a part after it."""
    after: bool
    """Whether « bis » or the like follows."""


_NOTES = re.compile(
    r"(?:(?:foot|end)?notes|notes (?:de fin|de bas de page)|bibliograph\w*|references?|sources)\s*[.:]?"
)


def _of_notes(paragraphs: Sequence[Paragraph], ranks: Sequence[float]) -> set[int]:
    """What stands under the heading of notes or of a bibliography."""
    found: set[int] = set()
    rank = 0.0
    for at, (paragraph, own) in enumerate(zip(paragraphs, ranks, strict=False)):
        if own >= 9 and _NOTES.fullmatch(without_accents(paragraph.text).lower()):
            rank = own
        elif rank and own >= rank:
            rank = 0.0
        if rank:
            found.add(at)
    return found


def _are_parts(chain: Sequence[Entry], paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a few titles stand again and again: « Description », « Mise en œuvre » of each item."""
    if len(chain) < 12:
        return False
    titles = Counter(
        without_accents(paragraphs[each.at].text[each.title_at :]).lower().strip(" :.")
        for each in chain
    )
    often = [count for title, count in titles.items() if title and count > 2]
    return 5 * sum(often) >= 3 * len(chain)


_DATED = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}\W*$")


_SAID = re.compile(r"[^\W\d_]{3}")


def _are_figures(chain: Sequence[Entry], paragraphs: Sequence[Paragraph]) -> bool:
    """Whether what is numbered has no words, in its line nor, where it is empty, in the next one."""
    titles = (
        paragraphs[each.at].text[each.title_at :].strip()
        or "".join(paragraph.text for paragraph in paragraphs[each.at + 1 : each.at + 2])
        for each in chain
    )
    return 2 * sum(_SAID.search(title) is not None for title in titles) < len(chain)


def _are_versions(chain: Sequence[Entry], paragraphs: Sequence[Paragraph]) -> bool:
    """Whether each line ends in a date: « 0.2 Relecture 01/11/2031 »."""
    dated = sum(_DATED.search(paragraphs[each.at].text) is not None for each in chain)
    return 5 * dated >= 4 * len(chain)


def by_number(paragraphs: Sequence[Paragraph], ranks: Sequence[float] = ()) -> list[Entry]:
    """Items that bear a number alone: the longest list that counts on from 1."""
    shapes: defaultdict[tuple[object, ...], list[_Numbered]] = defaultdict(list)
    notes = _of_notes(paragraphs, ranks)
    for at, paragraph in enumerate(paragraphs):
        if at in notes:
            continue
        following = ranks[at + 1] if at + 1 < len(ranks) else 0.0
        for shape, entry in _numbers(at, paragraph):
            if shape[0] == "alone" and paragraph.text[0].isalpha() and following < _HEADING:
                # « A1 » alone is a number over a title, and else a name.
                continue
            parts = value_of(entry.number or "")
            value = tuple(number for letters, number in parts if letters != "~")
            shapes[shape].append(_Numbered(entry, value, any(letters == "~" for letters, _ in parts)))
    best: list[Entry] = []
    for shape, each in shapes.items():
        chain = _dense(_chain(each)) if shape[1] == 1 else _dotted(each)
        if len(chain) > len(best) and not any(
            told(chain, paragraphs) for told in (_are_parts, _are_versions, _are_figures)
        ):
            best = chain
    return best


def _numbers(at: int, paragraph: Paragraph) -> Iterator[tuple[tuple[object, ...], Entry]]:
    """How a paragraph may be numbered: the shape that others must have too, and the entry."""
    look = (paragraph.level, paragraph.bold or paragraph.lead > 3)
    if paragraph.marker and (start := numbered(f"{paragraph.marker} X")):
        if re.search(r"\d", start.number):
            parts = len(value_of(start.number))
            yield ("list", parts, paragraph.depth, paragraph.level), Entry(at=at, number=start.number)
        return
    if _NUMBER_ALONE.fullmatch(paragraph.text):
        number = paragraph.text.rstrip(" .")
        yield ("alone", 1, paragraph.size), Entry(at=at, number=number, title_at=len(paragraph.text))
        return
    start = numbered(paragraph.text)
    if start is None or not re.search(r"\d", start.number):
        return
    parts = sum(1 for letters, _ in value_of(start.number) if letters != "~")
    entry = Entry(at=at, number=start.number, title_at=start.title_at)
    yield ("typed", parts, start.separator[:1], *look), entry
    yield ("any", parts, start.separator[:1]), entry


def _chain(numbers: Sequence[_Numbered]) -> list[Entry]:
    """The longest list that counts on; one that begins anew counts as well, if it is longer."""
    best: dict[int, tuple[int, int]] = {}
    before: list[int] = []
    length: list[int] = []
    for place, each in enumerate(numbers):
        value = each.value[0]
        steps = (0,) if each.after else (1, 2, 3)
        options = [best[value - step] for step in steps if value - step in best]
        longest, previous = max(options, default=(0, -1))
        before.append(previous)
        length.append(longest + 1)
        if longest or value <= 2 or each.after:
            best[value] = max(best.get(value, (0, -1)), (longest + 1, place))
    end = max(range(len(length)), key=lambda place: length[place], default=-1)
    chain: list[int] = []
    while end >= 0:
        chain.append(end)
        end = before[end]
    chain.reverse()
    runs = _runs(numbers)
    if len(runs) > 1.8 * len(chain) and len(chain) > 1:
        return [numbers[place].entry for place in runs]
    return [numbers[place].entry for place in chain]


def _dense(chain: list[Entry]) -> list[Entry]:
    """A list, unless most of its numbers are missing: 2, 4, 6 are the numbers of pages."""
    values = {value_of(entry.number or "")[0][1] for entry in chain}
    return chain if values and 5 * len(values) >= 3 * max(values) else []


def _runs(numbers: Sequence[_Numbered]) -> list[int]:
    """Places in lists of two or more that each count on from 1."""
    found: list[int] = []
    run: list[int] = []
    for place, each in enumerate(numbers):
        if run and 1 <= each.value[0] - numbers[run[-1]].value[0] <= 2:
            run.append(place)
            continue
        if len(run) > 1:
            found += run
        run = [place] if each.value[0] == 1 else []
    return found + (run if len(run) > 1 else [])


def _dotted(numbers: Sequence[_Numbered]) -> list[Entry]:
    """Numbers of several parts, « 2.1 »: each after the one before, or much of the text is no list."""
    kept: list[_Numbered] = []
    for each in numbers:
        if not kept or each.value > kept[-1].value or each.value in {one.value for one in kept}:
            kept.append(each)
    return [each.entry for each in kept]


_PLURALS = "|".join(f"{word}s" for word in ITEM_WORDS if " " not in word and word not in COARSE)
_ANNOUNCES = re.compile(
    rf"(?:\w+ (?:et|and) )?(?:(?:nos|les|our|the|principales|key|main) )*(?:{_PLURALS})"
    rf"(?: (?:principales|prioritaires|generales|finales))?[ :.]*|.*\b(?:{_PLURALS})\b.{{0,40}}:"
    r"|(?:.*\b)?(?:nous|we|il faut|elle|il)\b.{0,30}"
    r"\b(?:demand|propos|recommand|recommend|preconis|appel|call|ask).{0,60}:",
    re.DOTALL,
)


def by_bullet(paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """Items with the bullet that most have, of lists that stand in no other list."""
    return _outermost(_bullets(paragraphs))


def by_announced_bullet(paragraphs: Sequence[Paragraph], ranks: Sequence[float] = ()) -> list[Entry]:
    """The same of the lists under « Recommandations », or after « …les mesures suivantes : »."""
    found = []
    within = False
    for at, paragraph in enumerate(paragraphs):
        if not paragraph.marker:
            within = _ANNOUNCES.fullmatch(without_accents(paragraph.text).lower()) is not None
        elif within:
            found += _bullets([paragraph], at)
    # A list of the chapters lists no items.
    heads = {
        each.text.lower().rstrip(" .:")
        for each, rank in zip(paragraphs, ranks, strict=False)
        if rank >= 9
    }
    return _outermost([each for each in found if each[1].text.lower().rstrip(" .:") not in heads])


def _bullets(paragraphs: Sequence[Paragraph], first: int = 0) -> list[tuple[int, Paragraph]]:
    return [
        (at, paragraph)
        for at, paragraph in enumerate(paragraphs, start=first)
        if paragraph.marker and not any(sign.isalnum() for sign in paragraph.marker)
    ]


def _outermost(bullets: Sequence[tuple[int, Paragraph]]) -> list[Entry]:
    if not bullets:
        return []
    least = min(paragraph.depth for _, paragraph in bullets)
    outer = [(at, paragraph) for at, paragraph in bullets if paragraph.depth == least]
    sign = Counter(paragraph.marker for _, paragraph in outer).most_common(1)[0][0]
    return [Entry(at=at, number=None) for at, paragraph in outer if paragraph.marker == sign]


_HEADING = 9.0
"""The least rank of a heading, as :data:`structure.HEADING`."""


def by_heading(paragraphs: Sequence[Paragraph], ranks: Sequence[float]) -> list[Entry]:
    """Items that are headings: the lowest rank that three or more have; « IV – Créer… » is numbered."""
    places: defaultdict[float, list[int]] = defaultdict(list)
    for at, rank in enumerate(ranks):
        if rank >= 9 and not paragraphs[at].marker:
            places[rank].append(at)
    for rank in sorted(places):
        if len(places[rank]) >= 3:
            starts = [(at, numbered(paragraphs[at].text)) for at in places[rank]]
            found = [
                Entry(at=at, number=start.number, title_at=start.title_at)
                for at, start in starts
                if start is not None and start.title and start.separator.strip()
            ]
            every = [Entry(at=at, number=None) for at in places[rank]]
            return found if len(found) >= 3 and 5 * len(found) >= 4 * len(every) else every
    return []


@dataclass(frozen=True, slots=True)
class Candidates:
    """All that may be the list of items, by how it was found.

    The names are label, word, table, number, bullet, announced bullet, heading and pattern.
    """

    found: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    def main(self, paragraphs: Sequence[Paragraph], ranks: Sequence[float]) -> str | None:
        """Which of them is the list: the surest first, unless another is much longer."""
        count = {name: _distinct(_of_body(entries, paragraphs)) for name, entries in self.found.items()}
        if not any(count.values()):
            count = {name: _distinct(entries) for name, entries in self.found.items()}
        if "pattern" in count:
            return "pattern" if count["pattern"] else None
        label, table, number = (count.get(name, 0) for name in ("label", "table", "number"))
        announced, bullet = count.get("announced bullet", 0), count.get("bullet", 0)
        if 0 < number <= 5 and bullet >= 4 * number and self._is_local(len(paragraphs)):
            number = 0
        tabled = table >= 2 and 2 * table >= number
        order = (
            ("label", label >= 2 and 1.5 * label >= table and 3 * label >= number),
            ("word", count.get("word", 0) >= 3 and 1.5 * count["word"] >= table),
            ("number", tabled and self._is_recap(ranks)),
            ("table", tabled),
            ("announced bullet", announced >= 3 and announced > number),
            ("number", number >= 3 and not self._are_chapters(paragraphs, ranks)),
            ("announced bullet", announced >= 3),
            ("bullet", bullet >= 3),
            ("heading", count.get("heading", 0) >= 3),
            ("label", label >= 1),
            ("table", table >= 1),
            ("number", number >= 2),
            ("bullet", bullet >= 2),
        )
        return next((name for name, holds in order if holds), None)

    def _is_local(self, length: int) -> bool:
        """Whether the numbers stand at one place, and bullets in most of the document."""
        numbers, bullets = ([each.at for each in self.found[name]] for name in ("number", "bullet"))
        return (
            10 * (max(numbers) - min(numbers)) < length and 2 * (max(bullets) - min(bullets)) > length
        )

    def _is_recap(self, ranks: Sequence[float]) -> bool:
        """Whether the tables only list the numbers and titles of what has its text elsewhere."""
        rows = [entry.row for entry in self.found["table"] if entry.row is not None]
        numbers = {value_of(row.number) for row in rows if row.number}
        heads = [entry for entry in self.found.get("number", ()) if ranks[entry.at] >= 9]
        found = {value_of(entry.number or "") for entry in heads}
        texts = sum(1 for one, two in pairwise(heads) if two.at > one.at + 1)
        return (
            not any(row.text for row in rows)
            and 4 * len(numbers & found) >= 3 * len(numbers) > 0
            and 2 * texts >= len(heads) - 1
        )

    def _are_chapters(self, paragraphs: Sequence[Paragraph], ranks: Sequence[float]) -> bool:
        """Whether what is numbered are chapters: short headings shortly before bullets."""
        numbers, bullets = self.found["number"], self.found.get("bullet", ())
        if len(numbers) > 12 or len(bullets) < 2 * len(numbers):
            return False
        starts = {entry.at for entry in bullets}
        near = ({entry.at + 1, entry.at + 2, entry.at + 3} for entry in numbers)
        before = sum(
            1
            for entry, places in zip(numbers, near, strict=True)
            if places & starts and ranks[entry.at] >= 9
        )
        length = sum(len(paragraphs[entry.at].text) for entry in numbers) / len(numbers)
        return before >= 0.7 * len(numbers) and length < 60


def _of_body(entries: Iterable[Entry], paragraphs: Sequence[Paragraph]) -> list[Entry]:
    """Those that stand in no list of contents."""
    return [entry for entry in entries if entry.row is not None or not paragraphs[entry.at].contents]


def _distinct(entries: Iterable[Entry]) -> int:
    return len({entry.number or entry.at for entry in entries})
