"""The lists that a document may have: each way of writing lists gives candidates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from jamplan.documents.itemlists import Entry, How, ListCandidate, extend
from jamplan.documents.outline import announces, is_contents
from jamplan.documents.starts import GROUP_WORDS, ITEM_WORDS, Start, start, unnumbered
from jamplan.documents.tablelists import table_lists
from jamplan.documents.textblocks import BlockKind, TextBlock


@dataclass(frozen=True, slots=True)
class _Beginning:
    at: int
    start: Start
    cell: int | None


def candidates(blocks: Sequence[TextBlock]) -> list[ListCandidate]:
    """All lists that a document may have, unordered."""
    beginnings = list(_beginnings(blocks))
    marked = [*_labels(blocks, beginnings), *_runs(blocks, beginnings)]
    lists = [_completed(blocks, marks) for marks in marked if len(marks.entries) >= _least(marks)]
    bullets = list(_bullets(blocks))
    lists += [*table_lists(blocks), *bullets, *_mixed(lists, bullets)]
    return [candidate for candidate in lists if len(candidate.entries) >= _least(candidate)]


def _least(candidate: ListCandidate) -> int:
    """The fewest items of a list: two rows of a sheet or two known labels, three of all else."""
    is_sure = candidate.how is How.COLUMNS or (
        candidate.how is How.LABELS and candidate.word in ITEM_WORDS and candidate.entries[0].number
    )
    return 2 if is_sure else 3


def _completed(blocks: Sequence[TextBlock], candidate: ListCandidate) -> ListCandidate:
    """A list with the items inside a paragraph or a cell that continue it.

    « 19. homologuer… ; 20.veiller… » (sn-ofnac-2023, fr-owasp-asvs, za-energy-2024, za-labour).
    """
    if candidate.how is How.CODES and any(sign.isalpha() for sign in candidate.word):
        return _with_stray_codes(blocks, candidate)
    entries = list(candidate.entries)
    # A list that is printed twice has its missing numbers in the other printing.
    if not entries[0].number or len({entry.number for entry in entries}) < 0.9 * len(entries):
        return candidate
    for before, after in zip(candidate.entries, [*candidate.entries[1:], None], strict=True):
        at, cut = before.at, before.title
        for number in _between(before.number, after.number if after else ""):
            pattern = _pattern(candidate, number)
            end = after.at if after else before.at + 1
            for place in range(at, max(end, at + 1)):
                text = cut if place == at else blocks[place].line
                if match := pattern.search(text):
                    entries.append(Entry(at=place, number=number, title=text[match.end() :].strip()))
                    at, cut = place, text[match.end() :]
                    break
    entries.sort(key=lambda entry: (entry.at, entry.value))
    return replace(candidate, entries=tuple(entries))


def _with_stray_codes(blocks: Sequence[TextBlock], candidate: ListCandidate) -> ListCandidate:
    """A list with the codes of its shape inside a cell: « policies GV-1.4-001 and » (en-nist600)."""
    shape = re.sub("A", "[A-Z]{1,4}", re.escape(candidate.word)).replace("0", r"\d{1,3}")
    pattern = re.compile(rf"(?<![\w.-]){shape}(?![\w-]|\.\d)")
    known = {entry.number for entry in candidate.entries}
    entries = list(candidate.entries)
    # « R1 » and « 1.2 » are written in many places where no item begins.
    if not re.search(r"A.*0.*0", candidate.word) or len(known) < 10:
        return candidate
    for at, block in enumerate(blocks):
        for match in pattern.finditer(block.line):
            if match[0] not in known:
                known.add(match[0])
                entries.append(Entry(at=at, number=match[0], title=block.line[match.end() :].strip()))
    entries.sort(key=lambda entry: entry.at)
    return replace(candidate, entries=tuple(entries))


def _between(before: str, after: str) -> list[str]:
    """Numbers missing between two: at most three, and the first three of the next group."""
    front, digits = _split(before)
    next_front, next_digits = _split(after)
    if not digits:
        return []
    if front == next_front and next_digits:
        values = range(int(digits) + 1, int(next_digits))
        return [f"{front}{value:0{len(digits)}}" for value in values] if len(values) <= 3 else []
    following = [f"{front}{int(digits) + step:0{len(digits)}}" for step in (1, 2, 3)]
    if not next_front or not next_digits or int(next_digits) > 4:
        return following
    return following + [f"{next_front}{value}" for value in range(1, int(next_digits))]


def _split(number: str) -> tuple[str, str]:
    """A number's front and its last digits: « 1.2. » and « 3 »."""
    front = number.rstrip("0123456789")
    return front, number[len(front) :]


def _pattern(candidate: ListCandidate, number: str) -> re.Pattern[str]:
    escaped = re.escape(number)
    if candidate.how is How.LABELS:
        return re.compile(
            rf"{candidate.shown}\s*(?:n\s?[°ºo])?\s*{escaped}\s*[:.–-]+\s*", re.IGNORECASE
        )
    if candidate.how is How.CODES:
        return re.compile(rf"(?:^|(?<=\s)){escaped}\.?\s(?=[A-ZÀ-Ý«])")
    return re.compile(rf"(?:^|(?<=[.;:!?]\s)){escaped}\s?[.)]\s?(?=[A-Za-zÀ-ÿ«])")


def _beginnings(blocks: Sequence[TextBlock]) -> Iterator[_Beginning]:
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.NOTE or is_contents(block.text):
            continue
        if block.kind is BlockKind.ROW:
            # A label in the fourth column or later is a cross-reference.
            for cell, text in enumerate(block.cells[:3]):
                parsed = start(text)
                if parsed and parsed.how in {"label", "code", "decimal"}:
                    yield _Beginning(at, parsed, cell)
                    break
            continue
        # « • Recommandation 3 : », « 6. 6.1 Le service… » (fr-pte-etat, fr-rgesn).
        inner = start(block.text)
        parsed = inner if inner and inner.how != "number" else start(block.line) or inner
        if parsed:
            yield _Beginning(at, parsed, None)


def _labels(blocks: Sequence[TextBlock], beginnings: Iterable[_Beginning]) -> Iterator[ListCandidate]:
    """Labels by their word, codes by their shape, decimals by their depth, labels without a number."""
    for (how, family), members in _families(beginnings).items():
        entries = tuple(
            Entry(at=member.at, number=member.start.number, title=member.start.title, cell=member.cell)
            for member in members
        )
        kind = How.LABELS if how == "label" else How.CODES
        yield ListCandidate(how=kind, entries=entries, word=family, shown=members[0].start.shown)
    words: defaultdict[str, list[Entry]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.kind is not BlockKind.ROW and (parsed := unnumbered(block.text)):
            words[parsed.family].append(Entry(at=at, title=parsed.title))
    for word, unnumbered_entries in words.items():
        yield ListCandidate(
            how=How.LABELS, entries=tuple(unnumbered_entries), word=word, shown=word.capitalize()
        )


def _families(beginnings: Iterable[_Beginning]) -> dict[tuple[str, str], list[_Beginning]]:
    """Beginnings that can be of one list, by how they are marked and what they share."""
    families: defaultdict[tuple[str, str], list[_Beginning]] = defaultdict(list)
    for beginning in beginnings:
        parsed = beginning.start
        if parsed.how in {"label", "code", "decimal"} and parsed.family not in GROUP_WORDS:
            families[parsed.how, parsed.family].append(beginning)
        if parsed.how == "decimal":
            # One section's too: « 6.1.1 » to « 6.2.21 » under « 6. Recommendations » (za-energy-2024,
            # za-labour, en-lords-behaviour).
            families["decimal", f"{parsed.value[0]}{parsed.family}"].append(beginning)
    for (how, family), members in list(families.items()):
        letters = [re.sub(r"[^A-Za-z]", "", member.start.number) for member in members]
        changes = sum(before != after for before, after in pairwise(letters))
        # Letters in turn are questions and answers, « Q1.1 », « R1.1 », « Q1.2 » (fr-labelia); letters
        # one after the other are parts of one list, « GV-1.1-001 », « MP-1.1-001 » (en-nist600).
        if how == "code" and changes > 2 * len(set(letters)):
            del families[how, family]
            for letter, member in zip(letters, members, strict=True):
                families[how, f"{letter} {family}"].append(member)
    return families


def _runs(blocks: Sequence[TextBlock], beginnings: Iterable[_Beginning]) -> Iterator[ListCandidate]:
    """Runs of numbers, each one more than the last."""
    runs: defaultdict[str, list[list[Entry]]] = defaultdict(list)
    for beginning in beginnings:
        if beginning.start.how == "number":
            entry = Entry(at=beginning.at, number=beginning.start.number, title=beginning.start.title)
            extend(runs[beginning.start.family], entry, blocks)
    for family in runs.values():
        for run in family:
            yield ListCandidate(how=How.NUMBERS, entries=tuple(run))


def _bullets(blocks: Sequence[TextBlock]) -> Iterator[ListCandidate]:
    """Bullets below a heading, or a sentence with a colon, that announces a list."""
    entries: list[Entry] = []
    is_open = False
    for at, block in enumerate(blocks):
        is_bullet = block.kind is BlockKind.LIST_ITEM and not any(
            sign.isalnum() for sign in block.marker
        )
        if is_bullet and is_open:
            if block.level == 0:
                entries.append(Entry(at=at, title=block.text))
            continue
        if block.kind is BlockKind.NOTE:
            continue
        if entries:
            yield ListCandidate(how=How.BULLETS, entries=tuple(entries))
            entries = []
        lead = block.kind is BlockKind.HEADING or block.text.endswith(":")
        is_open = lead and announces(block.text) > 0
    if entries:
        yield ListCandidate(how=How.BULLETS, entries=tuple(entries))


def _mixed(runs: Iterable[ListCandidate], bullets: Iterable[ListCandidate]) -> Iterator[ListCandidate]:
    """Runs of numbers with the announced bullets just before them, in one part of the document."""
    for run in runs:
        if run.how is not How.NUMBERS or len(run.entries) < 3:
            continue
        first = run.entries[0].at
        for other in bullets:
            last = other.entries[-1].at
            # One page of print, or thirty blocks, holds both.
            if last < first <= last + 30 and other.entries[0].at > first - 60:
                yield ListCandidate(how=How.MIXED, entries=(*other.entries, *run.entries))
                break
