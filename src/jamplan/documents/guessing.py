"""Guesses of a list's first and last item, where nobody has pointed at them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from jamplan.documents import starts
from jamplan.documents.candidates import ListCandidate, completed, joined, runs_of
from jamplan.documents.induction import MARKED, Marks, Signature, between
from jamplan.documents.starts import GROUP_WORDS, How, Start
from jamplan.documents.tables import table_lists
from jamplan.documents.textblocks import BlockKind, TextBlock

Pair = tuple[Signature, Start, Start]
"""A guess: what the items have in common, the first and the last of them."""


def guesses(marks: Marks) -> list[ListCandidate]:
    """All lists that a document may have, each induced from a guess of its ends."""
    lists: list[ListCandidate] = []
    runs: list[ListCandidate] = []
    for signature, first, last in _pairs(marks):
        found = list(between(signature, first, last, marks))
        lists += found
        if signature.how in {How.NUMBERS, How.BULLETS}:
            runs += [run for run in found[:1] if len(run.entries) > 1]
    # Two known labels are a list, three of all else.
    lists = [found for found in lists if len(found.entries) > 2 - found.is_known]
    lists = list(dict.fromkeys(lists))
    others = [*joined(runs, marks.headings), *table_lists(marks.blocks)]
    return lists + [completed(found, marks.by_kind) for found in others]


def _pairs(marks: Marks) -> Iterator[Pair]:
    """The guesses, whatever marks the items."""
    for signature, known in marks.by_signature.items():
        if signature.how is How.NUMBERS:
            for run in runs_of(known, marks.blocks):
                yield signature, run[0], run[-1]
            # Numbers of a choice of items lack many, and none comes again.
            if len({one.number for one in known}) == len(known):
                yield signature, known[0], known[-1]
        elif signature.how in MARKED and signature.family not in GROUP_WORDS:
            yield signature, known[0], known[-1]
    yield from _asking(marks)
    yield from _announced(marks)


def _asking(marks: Marks) -> Iterator[Pair]:
    """The ends of headings of one level without numbers that say what to do."""
    levels: defaultdict[str, list[Start]] = defaultdict(list)
    for heading in marks.headings:
        if heading.scheme.startswith("h"):
            levels[heading.scheme].append(Start(at=heading.at, title=heading.text))
    for known in levels.values():
        asking = sum(starts.asks(one.title) for one in known)
        if 2 * asking > len(known):
            yield from _of_kind(How.STYLE, known[0].at, known[-1].at, marks)


def _announced(marks: Marks) -> Iterator[Pair]:
    """The ends of bullets below a heading or sentence that announces a list."""
    for lead, own in _bulleted(marks.blocks):
        has_lead = lead.kind is BlockKind.HEADING or lead.text.endswith(":")
        level = [at for at in own if marks.blocks[at].level == 0]
        if level and has_lead and starts.announces(lead.text):
            yield from _of_kind(How.BULLETS, level[0], level[-1], marks)


def _bulleted(blocks: Sequence[TextBlock]) -> Iterator[tuple[TextBlock, list[int]]]:
    """The runs of bullets without number or letter, and the block above."""
    lead = TextBlock(kind=BlockKind.PARAGRAPH)
    own: list[int] = []
    for at, block in enumerate([*blocks, lead]):
        is_bullet = block.kind is BlockKind.LIST_ITEM and not any(
            sign.isalnum() for sign in block.marker
        )
        if is_bullet:
            own.append(at)
        elif block.kind is not BlockKind.NOTE:
            yield lead, own
            lead, own = block, []


def _of_kind(how: How, first: int, last: int, marks: Marks) -> Iterator[Pair]:
    """The pair of two blocks that look alike."""
    signature, start = next(pair for pair in marks.at(first) if pair[0].how is how)
    known = [one for one in marks.by_signature[signature] if one.at <= last]
    yield signature, start, known[-1]
