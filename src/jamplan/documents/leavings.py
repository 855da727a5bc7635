"""What was not taken though it is beside the items of a list: rows and the like."""

from collections.abc import Iterator, Sequence
from itertools import chain

from jamplan.corpus.findings import Finding
from jamplan.documents.candidates import ListCandidate
from jamplan.documents.ends import squeezed
from jamplan.documents.induction import MARKED, Marks, Signature, look, widest
from jamplan.documents.items import Item
from jamplan.documents.ranking import Ranked
from jamplan.documents.starts import How, Start
from jamplan.documents.tables import is_total, tables
from jamplan.documents.textblocks import BlockKind, TextBlock

_LONG = 20
"""Letters and digits: so long a cell is in no other item's text by chance."""
_NAMED = 30
"""Pages or rows that a message names."""


def left_out(chosen: Ranked, marks: Marks) -> Iterator[Finding]:
    """What a person might miss: rows of the tables, and what begins as items do."""
    rows = _rows_left(chosen, marks.blocks)
    if rows:
        yield told("rows-left", rows, marks.blocks)
    alike = _alike_left(chosen, marks)
    if alike:
        yield told("alike-left", alike, marks.blocks)


def told(code: str, places: Sequence[int], blocks: Sequence[TextBlock]) -> Finding:
    """What was not taken, with its pages or rows and its first words."""
    found = [blocks[at] for at in places]
    pages = dict.fromkeys(block.page or block.line_number for block in found)
    numbers = [str(page) for page in pages if page]
    named = ", ".join(numbers[:_NAMED]) + (", …" if len(numbers) > _NAMED else "")
    details = {"n": len(places), "places": named or "—", "words": found[0].line[:60]}
    return Finding(code, details=details)


def _rows_left(chosen: Ranked, blocks: Sequence[TextBlock]) -> list[int]:
    """The rows of a list's tables in no item that head no table and no chapter."""
    texts = "\n".join(["", *map(squeezed, _texts(chosen.items)), ""])
    taken = chosen.candidate.places
    if not any(blocks[at].kind is BlockKind.ROW for at in taken):
        return []
    result = []
    found = tables(blocks)
    # A table that goes on has its head on each page.
    heads = {blocks[table[0]].cells for table in found if not taken.isdisjoint(table)}
    for table in found:
        if blocks[table[0]].cells not in heads:
            continue
        for row in table[1:]:
            block = blocks[row]
            is_known = row in taken or block.cells == blocks[table[0]].cells
            if is_known or is_total(block):
                continue
            words = squeezed(max(block.cells, key=len))
            # A short cell is in many texts: « Agir en 1 » in « Agir en 10 ».
            is_in = words in texts if len(words) >= _LONG else f"\n{words}\n" in texts
            if not is_in:
                result.append(row)
    return result


def _texts(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        yield from (item.number, item.title, item.whole, item.chapter)
        yield from item.text.split("\n")
        yield from chain(*item.details)


def _alike_left(chosen: Ranked, marks: Marks) -> list[int]:
    """What begins and looks as an item does, and is none.

    It is before, between or behind the two ends.
    """
    candidate = chosen.candidate
    entries = candidate.entries
    if candidate.how is How.COLUMNS:
        return []
    taken = candidate.places
    numbers = {entry.number for entry in entries if entry.number}
    looks = {look(marks.blocks[entry.at]) for entry in entries}
    inside = range(entries[0].at, entries[-1].at)
    result = []
    for one in _around(candidate, marks):
        is_known = one.at in taken or (one.number and one.number in numbers)
        is_other = one.at in inside and look(marks.blocks[one.at]) not in looks
        if not is_known and not is_other:
            result.append(one.at)
    return list(dict.fromkeys(result))


def _around(candidate: ListCandidate, marks: Marks) -> list[Start]:
    """What has the signature of a list between its ends, and what is around it."""
    first, last = candidate.entries[0], candidate.entries[-1]
    signature = Signature(candidate.how, candidate.word)
    if candidate.how not in MARKED:
        signature = next(
            (key for key, _ in marks.at(first.at) if key.how is candidate.how),
            signature,
        )
    known = marks.by_signature.get(signature, [])
    if first not in known or last not in known:
        return []
    start = widest(signature, first, marks)[0].at
    end = widest(signature, last, marks)[1].at
    return [one for one in known if start <= one.at <= end]
