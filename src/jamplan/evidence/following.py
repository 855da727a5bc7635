"""The text of a source followed line by line: which proposals each line answers."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import accumulate

from jamplan.documents.textblocks import BlockKind, Spelling, TextBlock, glued
from jamplan.evidence.answers import (
    MOST,
    Block,
    Copy,
    Line,
    Mentions,
    Restated,
    led_to,
    split,
)
from jamplan.evidence.sourcetexts import SourceText
from jamplan.matching.positions import PositionReader, plain

_FADE = 0.9
"""What is left of a block at each further paragraph."""
_LOWEST = 7
"""Below all headings."""


def _lines_of(copy: Copy) -> Iterator[Line]:
    """Yield the sentences of a copy, in order."""
    blocks = copy.text.blocks
    spelling = Spelling(blocks)
    heading = ""
    for stretch in copy.text.stretches:
        printed = blocks[stretch[0].block]
        if printed.kind is BlockKind.NOTE:
            continue
        *before, text = [
            " ".join(
                spelling.plain(text, in_cell=printed.kind is BlockKind.ROW).split()
            )
            for text in accumulate((part.text for part in stretch), glued, initial="")
        ]
        begins = [len(each) for each in before]
        for number, (start, end) in enumerate(split(text)):
            words, page = text[start:end], stretch[bisect_right(begins, start) - 1].page
            at, follows = len(copy.lines), number > 0
            yield Line(copy, at, words, plain(words), page, printed, heading, follows)
        if printed.kind is BlockKind.HEADING:
            heading = text


class Role(Enum):
    """What a text is to the proposals."""

    SOURCE = auto()
    """Any text that may speak of them."""
    RESPONSE = auto()
    """It answers them: a number within a text opens a block if nothing else does."""
    REPORT = auto()
    """It has them itself, with replies: nothing answers without a heading."""


@dataclass(frozen=True, slots=True)
class Known:
    """By what a text is read: the words of its language, and the proposals."""

    reader: PositionReader
    mentions: Mentions
    restated: Restated


def read_copy(
    source: str, text: SourceText, known: Known, role: Role = Role.SOURCE
) -> Copy:
    """Follow a source: what restates or numbers proposals opens a block.

    What follows answers them; where headings announce answers above what they answer,
    what is between does.
    """
    copy = Copy(source, text)
    marking = _Marking(known)
    openers: list[Counter[str]] = []
    for line in _lines_of(copy):
        copy.lines.append(line)
        openers.append(marking.mark(line))
    _forget_topics(copy.lines)
    if role is Role.RESPONSE:
        _open_by_names(copy.lines, openers)
    following = _Following(known.reader, needs_head=role is Role.REPORT)
    if _are_above(copy.lines, openers):
        following = _Preceding(known.reader)
    for line, opener in zip(copy.lines, openers, strict=True):
        following.follow(line, opener)
        copy.surest |= opener
        copy.heads += line.is_head
    _forget_placeholders(copy)
    return copy


class _Marking:
    """What each line says, names and restates, in the order of print."""

    def __init__(self, known: Known) -> None:
        self.reader = known.reader
        self.mentions = known.mentions
        self.restated = known.restated
        # The proposals of the sentence that leads to a list.
        self.listed = set[str]()

    def mark(self, line: Line) -> Counter[str]:
        """Note what a line is to proposals, and return those it opens a block for."""
        folded = line.folded
        line.statements = self.reader.statements(folded)
        line.named = self.mentions.of(folded)
        labelled, goes_on = set[str](), 0
        if not line.follows:
            labelled, goes_on = self.mentions.at_start(folded)
        said = [
            (folded[position.start : position.end], led_to(folded, position))
            for position in line.statements
        ]
        again = self.restated.of(folded[goes_on:], said)
        line.restated = again
        # The list that a restated sentence leads to is a part of it.
        if line.printed.kind is not BlockKind.LIST_ITEM:
            self.listed = again if folded.endswith(":") else set()
        elif not line.statements:
            line.restated = again or self.listed
        if line.printed.kind is not BlockKind.ROW and not again:
            begins = self.reader.after_head(folded)
            # « Response: » may end the paragraph of what is restated.
            line.begins = 0 if line.follows and begins < len(folded) else begins
        line.is_labelled = bool(labelled)
        return Counter([*labelled, *again, *again])


def _forget_topics(lines: Iterable[Line]) -> None:
    """Take back the headings that announce no answer: « The political response ».

    What announces one has a colon, or comes again with other numbers.
    """
    heads = [line for line in lines if line.is_bare_head]
    words = [re.sub(r"[\W\d_]+", " ", line.folded).strip() for line in heads]
    counts = Counter(words)
    for line, name in zip(heads, words, strict=True):
        if counts[name] == 1 and not line.folded.endswith(":"):
            line.begins = 0


def _open_by_names(lines: Sequence[Line], openers: Sequence[Counter[str]]) -> None:
    """Open blocks where paragraphs of a narrative response name what they answer.

    « In Recommendations 2 and 3 the Committee turned to … », if nothing else opens one
    for these. Where labels head answers, a number within a text is a reference.
    """
    if any(line.is_labelled for line in lines):
        return
    opened = set[str]().union(*openers)
    for line, opener in zip(lines, openers, strict=True):
        if not line.follows and line.named.isdisjoint(opened):
            opener.update(line.named)


def _are_above(lines: Sequence[Line], openers: Sequence[Counter[str]]) -> bool:
    """Whether the headings that announce answers are above what these answer.

    A heading between the two parts them: it begins another section.
    """
    above = below = 0
    last = ""
    for line, opener in zip(lines, openers, strict=True):
        if line.is_head:
            below += last == "asked"
            last = "head"
        elif opener:
            above += last == "head"
            last = "asked"
        elif line.printed.kind is BlockKind.HEADING:
            last = ""
    return above > below


def _forget_placeholders(copy: Copy) -> None:
    """Take back what several blocks have for an answer, word for word.

    « Confidential. » takes no position and answers none of them.
    """
    texts: dict[int, list[Line]] = {}
    for line in copy.lines:
        if line.answers and line.block:
            texts.setdefault(id(line.block), []).append(line)
    words = {at: " ".join(line.folded for line in lines) for at, lines in texts.items()}
    counts = Counter(words.values())
    for at, lines in texts.items():
        if counts[words[at]] > 1 and not any(line.statements for line in lines):
            for line in lines:
                line.answers = set()


class _Following:
    """A copy as read so far: the block and the heading that the next line is below."""

    def __init__(self, reader: PositionReader, *, needs_head: bool = False) -> None:
        self.reader = reader
        self.needs_head = needs_head
        self.block: Block | None = None
        self.level = _LOWEST
        self.last: TextBlock | None = None
        # The lines of the block that were read so far.
        self.answering: list[Line] = []

    def follow(self, line: Line, opener: Counter[str]) -> None:
        """Note which proposals a line answers; ``opener`` has those it is of."""
        kind = line.printed.kind
        is_new, self.last = line.printed is not self.last, line.printed
        # What begins small is an item of a list in large print.
        is_small = bool(line.statements) or line.text[:1].islower()
        if opener:
            # Each row of a table has a block of its own.
            if kind is BlockKind.ROW:
                # The number of a row is before what it restates.
                self._take_back(line.printed)
            self._open(line, opener, is_apart=kind is BlockKind.ROW and is_new)
        if self.block is None:
            # The title of a response announces no single answer.
            line.begins = 0
        if line.is_head:
            self._begin_answer()
        elif opener:
            pass
        elif kind is BlockKind.HEADING and not is_small:
            self._leave(line.printed.level)
        elif self.block:
            self.block.distance += is_new
        if line.statements or not line.is_labelled:
            self._answer(line)

    def _open(self, line: Line, opener: Counter[str], *, is_apart: bool) -> None:
        """Open a block for proposals, or go on with an open one that has the same."""
        block = self.block
        # “Government response to recommendation 1” goes on with what was restated.
        is_same = block and (block.is_open or opener.keys() == block.surety.keys())
        # “Recommendations 12) a-c) are accepted” answers a part of what was restated.
        is_part = block and line.statements and opener.keys() < block.surety.keys()
        if block is None or is_apart or is_part or not is_same:
            known = block.surety if block and is_part else Counter[str]()
            is_heading = line.printed.kind is BlockKind.HEADING and line.is_labelled
            block = Block(line.printed.level if is_heading else self.level)
            block.surety |= Counter({id_: known[id_] for id_ in opener})
            self.answering.clear()
        block.openers += not opener.keys() <= block.surety.keys()
        block.surety |= opener
        block.distance = 0
        self.block = block

    def _begin_answer(self) -> None:
        """What was read in the block before the heading of its answer is no answer."""
        if self.block is None or self.block.is_headed:
            return
        self.block.is_headed = True
        self.block.distance = 0
        self._take_back()

    def _take_back(self, printed: TextBlock | None = None) -> None:
        """Forget that lines answer: all of the block so far, or those of one row."""
        for line in self.answering:
            if printed is None or line.printed is printed:
                line.block, line.answers, line.nearness = None, set(), 0.0
                line.is_sure = False

    def _leave(self, level: int) -> None:
        """End a block at a heading that is not below its own."""
        self.level = level
        block = self.block
        is_begun = block is not None and (block.is_headed or not block.is_open)
        if block and is_begun and level <= block.level:
            self.block = None

    def _answer(self, line: Line) -> None:
        """Note that a line answers the proposals of the block that it is in."""
        block = self.block
        if block is None or line.restated or line.is_bare_head:
            return
        if self.needs_head and not block.is_headed:
            return
        line.block, block.is_open = block, False
        if len(block.surety) <= MOST:
            line.answers, line.nearness = set(block.surety), _FADE**block.distance
            line.is_sure = block.openers == 1 or _is_of_all(line, self.reader)
            self.answering.append(line)


class _Preceding(_Following):
    """A copy whose headings announce answers to what is printed below them."""

    def __init__(self, reader: PositionReader) -> None:
        super().__init__(reader)
        self.is_headed = False

    def follow(self, line: Line, opener: Counter[str]) -> None:
        """Keep the lines below a heading for the next proposals."""
        is_new, self.last = line.printed is not self.last, line.printed
        if line.is_head:
            self.is_headed, self.block = True, Block(self.level)
            self.answering.clear()
        if opener:
            self._close(opener)
        elif line.printed.kind is BlockKind.HEADING and not line.statements:
            # The section that the proposal is in may begin between the two.
            self.level = line.printed.level
        elif not self.is_headed:
            # What follows the proposals is the report's again.
            self.block = None
        elif self.block and not (line.restated or line.is_bare_head):
            self.block.distance += is_new
            line.block, line.nearness = self.block, _FADE**self.block.distance
            self.answering.append(line)

    def _close(self, opener: Counter[str]) -> None:
        """Give the lines that were kept to the proposals that they answer."""
        self.is_headed = False
        block = self.block
        if block is None:
            return
        block.openers += not opener.keys() <= block.surety.keys()
        block.surety |= opener
        for line in self.answering if len(block.surety) <= MOST else ():
            line.answers = set(block.surety)
            line.is_sure = block.openers == 1 or _is_of_all(line, self.reader)


def _is_of_all(line: Line, reader: PositionReader) -> bool:
    """Whether a sentence answers all proposals restated in a row before it."""
    if line.named:
        return line.named >= line.answers
    said = line.statements
    return any(
        reader.words["several"].search(line.folded, each.start, each.end)
        for each in said
    )
