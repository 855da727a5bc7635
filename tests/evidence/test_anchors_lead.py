"""The words that tell a quote lead a browser to it, and to no place before it.

A small browser looks for them as the specification of text fragments says: whole words,
without regard to case and accents, within one line of one block, the first place first.
"""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.evidence.anchors import Anchor, anchor_of
from jamplan.evidence.sourcetexts import SourceText, stretches_of

LINE = "\x01"
# One word for a browser (UAX 29): the space of « 3 000 » and « oui ; » joins.
WORD = re.compile(
    r"[\w\u202f]+(?:(?:(?<=[^\W\d_])['’.:](?=[^\W\d_])|(?<=\d)[.,;'’](?=\d))[\w\u202f]+)*"
)
# In the order of nothing: some alike, some with signs and spaces that join.
WORDS = (
    "yes",
    "no",
    "Yes.",
    "l’État",
    "agree",
    "3\u202f000",
    "oui\u202f;",
    "«\u202fvite\u202f»",
    "part-time",
)
Blocks = list[list[list[str]]]


def blocks_of_words() -> st.SearchStrategy[Blocks]:
    """Paragraphs of one or two lines of words, each after a head with a number."""
    line = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14)
    answer = st.lists(line, min_size=1, max_size=2)
    return st.lists(answer, min_size=1, max_size=5).map(numbered)


def numbered(answers: Blocks) -> Blocks:
    """Each answer after its head, and its first of two lines with a number at the end.

    What has nothing of its own beside it cannot be told.
    """
    blocks = []
    for number, answer in enumerate(answers, start=100):
        first, *others = answer
        if others:
            first = [*first, f"e{number}"]
        blocks += [[["Answer", f"n{number}"]], [first, *others]]
    return [*blocks, [["End"]]]


def copy_of(blocks: Blocks) -> SourceText:
    """The copy as it is read: a page for each paragraph, all spaces alike."""
    told = []
    for page, lines in enumerate(blocks, start=1):
        for number, words in enumerate(lines):
            told.append(
                TextBlock(
                    kind=BlockKind.PARAGRAPH,
                    text=" ".join(words).replace("\u202f", " "),
                    page=page,
                    continues=min(number, 1),
                )
            )
    return SourceText(stretches_of(told), has_pages=True)


class Browser:
    """A page, and where the words of a directive are in it."""

    def __init__(self, blocks: Blocks) -> None:
        lines = [" ".join(words) for block in blocks for words in block]
        self.page = LINE.join(lines)
        self.text = loose(self.page)
        self.within = set()
        for word in WORD.finditer(self.page):
            self.within |= set(range(word.start() + 1, word.end()))

    def find(self, words, begin, *, starts=True, ends=True, here=False):
        """The first place of words from a position on, or at it, with whole words at its ends."""
        at = self.text.find(loose(words), begin)
        while at >= 0:
            end = at + len(words)
            if here and at != begin:
                return None
            if not (starts and at in self.within) and not (ends and end in self.within):
                return at, end
            at = self.text.find(loose(words), at + 1)
        return None

    def next_word(self, at):
        """The next position that is no white space, also on another line."""
        while at < len(self.text) and self.text[at] in f" {LINE}":
            at += 1
        return at

    def range_of(self, anchor: Anchor):
        """What a directive leads to; None if it leads nowhere."""
        begin = 0
        bounded = bool(anchor.last) or not anchor.after
        while True:
            if anchor.before:
                prefix = self.find(anchor.before, begin, ends=False)
                if prefix is None:
                    return None
                begin = prefix[0] + 1
                first = self.find(
                    anchor.words,
                    self.next_word(prefix[1]),
                    starts=False,
                    ends=bounded,
                    here=True,
                )
                if first is None:
                    continue
            else:
                first = self.find(anchor.words, begin, ends=bounded)
                if first is None:
                    return None
                begin = first[0] + 1
            end = self.end_of(anchor, first[1])
            if end is not None:
                return first[0], end
            if anchor.last:
                return None

    def end_of(self, anchor: Anchor, end: int):
        """Where the range ends whose first words end at a position."""
        while True:
            if anchor.last:
                last = self.find(anchor.last, end, ends=not anchor.after)
                if last is None:
                    return None
                end = last[1]
            if not anchor.after:
                return end
            at = self.next_word(end)
            if self.find(anchor.after, at, starts=False, here=True):
                return end
            if not anchor.last:
                return None


def loose(text: str) -> str:
    """A text as a browser compares it."""
    letters = (unicodedata.normalize("NFD", letter)[0] for letter in text.lower())
    return "".join(letters).replace("\u202f", " ")


@given(blocks_of_words(), st.data())
def test_the_words_of_a_quote_lead_to_it(blocks, data):
    """From its paragraph's page to its last word, over lines and paragraphs, however often its words come."""
    words = []
    for page, lines in enumerate(blocks, start=1):
        for line in lines:
            words += [(page, word) for word in line]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(first + 30, len(words) - 1)))
    pages = [page for page, _word in words[first : last + 1]]
    quote = " ".join(word for _page, word in words[first : last + 1])
    anchor = anchor_of(quote, copy_of(blocks), page=pages[0])
    browser = Browser(blocks)
    found = browser.range_of(anchor)
    assert found is not None, anchor
    start, end = found
    # Words that cannot be told have the rest of their lines with them.
    assert loose(quote) in loose(browser.page[start:end]).replace(LINE, " "), anchor
    assert page_of(blocks, browser.page[:start].count(LINE)) == pages[0], anchor
    assert page_of(blocks, browser.page[:end].count(LINE)) == pages[-1], anchor


def page_of(blocks: Blocks, line: int) -> int:
    """The number of the paragraph that has a line."""
    for page, lines in enumerate(blocks, start=1):
        line -= len(lines)
        if line < 0:
            return page
    raise AssertionError(line)
