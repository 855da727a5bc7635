"""The chapters of a document's items: which headings group them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from jamplan.intake.items.entries import Entry
from jamplan.intake.items.structure import HEADING, STYLED, Structure, is_ending, is_recap
from jamplan.intake.reading.starts import COARSE, GROUP_WORDS, labelled, numbered

_FEW = 1.3
"""Items that a chapter must have, on average; headings over single items are no chapters."""


_SEVERAL = 2.5
# « 2.2.1 1. Images »: numbered by the program, and by hand before.
_TWICE = re.compile(r"(?:\d+\.)+(\d+)\s?\1\.\s+(?=\w)")


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: its label (« Axe 2 »), its title, and the paragraph that it begins with."""

    label: str
    title: str
    at: int


def sections_of(structure: Structure, entries: Sequence[Entry], word: str) -> dict[Entry, Section]:
    """The chapter of each item that has one.

    Of the headings of one kind (the same word, the same way of numbering, the same rank), those group
    the items that stand over most of them, two chapters or more; words as « Axe » before others, and of
    several the lowest.
    """
    starts = {entry.at for entry in entries if entry.row is None}
    ranks = (structure.rank_of_item(entry.at, entry.title_at) for entry in entries if entry.row is None)
    highest = max(ranks, default=0.0)
    kinds: defaultdict[tuple[str, object], list[Section]] = defaultdict(list)
    for at in range(len(structure.paragraphs)):
        if at in starts or at == structure.title or structure.paragraphs[at].contents:
            continue
        for kind, section in _headings(structure, at, word, highest, starts):
            kinds[kind].append(section)
    # A recap may group items otherwise than the body does, or not at all.
    body = {
        entry for entry in entries if entry.row is not None or entry.at not in structure.recaps
    } or set(entries)
    best: tuple[tuple[float, ...], dict[Entry, Section]] | None = None
    for kind, sections in kinds.items():
        assigned = _assigned(structure, entries, sections)
        within = {entry: section for entry, section in assigned.items() if entry in body}
        score = _score(kind, within, len(body))
        if score is not None and (best is None or score > best[0]):
            best = score, assigned
    return best[1] if best is not None else {}


def _headings(
    structure: Structure, at: int, word: str, highest: float, starts: set[int]
) -> list[tuple[tuple[str, object], Section]]:
    """What kind of heading a paragraph is, as which chapter."""
    paragraph, rank, folded = structure.paragraphs[at], structure.ranks[at], structure.folded[at]
    if (
        len(paragraph.text) > 200
        or sum(map(str.isalpha, paragraph.text)) < 2
        or paragraph.text.startswith("[")
        or paragraph.text[:1].islower()
    ):
        return []
    start = labelled(paragraph.text)
    if start is not None:
        if start.word not in GROUP_WORDS or start.word == word or highest >= STYLED > rank:
            return []
        if highest >= STYLED and paragraph.level is not None and rank < highest:
            return []
        title = start.title or _next_title(structure, at, starts)
        title = title + _rest(structure, at, starts) if start.title else title
        return [(("word", start.word), Section(start.label, title or start.label, at))]
    if is_ending(folded) or is_recap(folded):
        return []
    found: list[tuple[tuple[str, object], Section]] = []
    start = numbered(f"{paragraph.marker} {paragraph.text}" if paragraph.marker else paragraph.text)
    heading = rank >= HEADING and (rank > highest or highest == 0.0)
    if start is not None and start.title and (heading or re.match(r"[IVX]+$", start.number)):
        shape = re.sub(
            r"\d+", "1", re.sub(r"^[IVXLC]+$", "I", re.sub(r"^[A-HJ-UWYZ]$", "A", start.number))
        )
        if start.separator or "." in start.number:
            whole = start.title + _rest(structure, at, starts)
            found.append((("numbered", shape), Section("", whole, at)))
    if heading and _again(structure, at) <= 3:
        clear = start is not None and (start.separator.strip() or "." in start.number)
        title = start.title if start is not None and start.title and clear else ""
        title = (title or _TWICE.sub("", paragraph.text)) + _rest(structure, at, starts)
        found.append((("rank", rank), Section("", title, at)))
    return found


def _again(structure: Structure, at: int) -> int:
    """How many headings as high say the same: « Call to Action » stands over each item."""
    return sum(
        rank == structure.ranks[at] and text == structure.folded[at]
        for rank, text in zip(structure.ranks, structure.folded, strict=True)
    )


def _rest(structure: Structure, at: int, starts: set[int]) -> str:
    """The rest of a heading that a page or a column cuts: as high, and with a small letter first."""
    after = at + 1
    if after >= len(structure.paragraphs) or after in starts:
        return ""
    text = structure.paragraphs[after].text
    same = structure.ranks[after] == structure.ranks[at] >= HEADING
    return f" {text}" if same and text[:1].islower() else ""


def _next_title(structure: Structure, at: int, starts: set[int]) -> str:
    """The title of a chapter that stands in the line after « Chapitre 2 »."""
    after = at + 1
    if after >= len(structure.paragraphs) or after in starts:
        return ""
    following = structure.paragraphs[after]
    if structure.ranks[after] >= HEADING and len(following.text) < 150 and not labelled(following.text):
        return following.text
    return ""


def _assigned(
    structure: Structure, entries: Sequence[Entry], sections: Sequence[Section]
) -> dict[Entry, Section]:
    """The last heading before each item; none where an annex or the like began since."""
    assigned = {}
    places = {section.at: section for section in sections}
    current: Section | None = None
    at = 0
    for entry in sorted(entries, key=lambda each: each.at):
        # A table stands before the paragraph at its place.
        last = entry.at if entry.row is None else entry.at - 1
        while at <= min(last, len(structure.paragraphs) - 1):
            if at in places:
                current = places[at]
            elif (
                current is not None
                and structure.ranks[at] >= structure.ranks[current.at] >= HEADING
                and (is_ending(structure.folded[at]) or is_recap(structure.folded[at]))
            ):
                current = None
            at += 1
        if current is not None:
            assigned[entry] = current
    return assigned


def _score(
    kind: tuple[str, object], assigned: dict[Entry, Section], entries: int
) -> tuple[float, ...] | None:
    used = len({section.title for section in assigned.values()})
    covered = len(assigned) / entries if entries else 0.0
    name, what = kind
    fine = name == "word" and what not in COARSE
    if not used or covered < 0.5 or (used == 1 and not fine) or len(assigned) / used < _FEW:
        return None
    pairs = [(section.at, entry.number) for entry, section in assigned.items() if entry.number]
    once = float(10 * (len(pairs) - len({*pairs})) <= len(pairs))
    preference = 3.0 if fine else {"word": 2.0, "numbered": 1.5, "rank": 1.0}[name]
    # Of two that are as good, the lower, unless it has hardly fewer headings than items.
    several = float(len(assigned) / used >= _SEVERAL)
    return (
        float(used > 1),
        once,
        round(covered, 1) if covered < 0.9 else 1.0,
        preference,
        several,
        float(used),
    )
