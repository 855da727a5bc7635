"""The draft of a response: the proposal that each item answers, and the answer alone.

A response repeats what it answers, in words of its own or in full; only what follows is
the answer.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from rapidfuzz import fuzz

from jamplan.corpus.model import Proposal
from jamplan.decisions.pairing import number_of
from jamplan.documents.drafts import Draft, DraftItem
from jamplan.documents.starts import MODALS
from jamplan.evidence.answers import MOST, Mentions, Restated, runs_of, split
from jamplan.language.folding import first_sentence
from jamplan.matching.positions import PositionReader, plain, position_reader

_REPEATED = 75
"""Of 100, by RapidFuzz.

What is repeated of a proposal has this much, answers less (en-aiopp-resp).
"""
_BEGINNING = 85
"""Of 100, for its first 40 letters.

For the first 20, it is 95, as « Create a new unit, with » has of « Create a new unit,
UK Sovereign AI, with ».
"""
_SHORT = 20
"""Letters: a paragraph with fewer says little (« Agree. »), and a title has as many."""
_FEW = 4
"""Words: fewer, amid what is repeated, are a label, or a point of a list."""
_ALONE = 2 / 3
"""Of the runs of words of what only repeats, more are the proposal's, each once.

0.72 and more in the response to a report on behaviour change.
"""
_WORD = re.compile(r"[\w']+")
_MODAL = re.compile(rf"\b(?:{MODALS})\b")
"""What is asked for: an answer tells what is, in the same words (“publishes a yearly
report”).
"""
_ASIDE = re.compile(r".{1,60}(?<![.:;!?])")
"""What a cell beside the answers holds.

« Further details published by Summer 2025 ».
"""


_LABEL = re.compile(
    r"^(?:\w+ ){0,3}(?:response|réponse)s?(?: (?:of the|du|de la|de l['’]) ?\w+)?"
    r"(?: (?:to|à la|aux?) \w+(?: n°| nos)? ?[\w.]{1,6}"
    r"(?:(?:,? |[–-])[\w.]{1,6})*)?\s*(?::\s+|$)"
    r"|^\(\d+(?:\.\d+)+\)\s+",
    re.IGNORECASE,
)
"""What some documents write before each answer, or above it.

Or the number of what is repeated.
"""


def answering(response: Draft, proposals: Sequence[DraftItem | Proposal]) -> Draft:
    """Return the draft of a response with the answers, without what they repeat.

    What is repeated directly above an answer has the same answer. Where most answers
    end with a few words that are no sentence, these are of another column. The sections
    of a response are not those of its answers.
    """
    reading = _ResponseReading(response, proposals)
    answers: list[tuple[DraftItem, bool]] = []
    for item in response.items:
        answers += reading.answers_of(item)
    claims = Counter(answer.number for answer, _ in answers)
    items = tuple(
        answer for answer, is_own in answers if is_own or claims[answer.number] == 1
    )
    return replace(response, items=items, groups=())


class _ResponseReading:
    """A response as read so far: what the next answer answers beside its proposal."""

    def __init__(
        self, response: Draft, proposals: Sequence[DraftItem | Proposal]
    ) -> None:
        self.proposals = proposals
        self.reader = position_reader(response.language)
        self.restated = Restated(proposals)
        self.numbers = {
            proposal.id: proposal.number for proposal in proposals if proposal.number
        }
        known = [(number, number) for number in self.numbers.values()]
        self.mentions = Mentions(known, self.reader.labels)
        self.has_asides = _has_asides(response)
        # The numbers of what was repeated above, without an answer yet.
        self.above: list[str] = []

    def answers_of(self, item: DraftItem) -> list[tuple[DraftItem, bool]]:
        """Return the answers of an item, and whether each is to its own proposal."""
        asked = _asked(item, self.proposals, self.restated)
        text = plain("\n".join(map(_whole, asked)))
        is_repeated = partial(_is_repeated, asked=text, reader=self.reader)
        repeated, paragraphs = _divided(item, is_repeated)
        self._note_above(item, repeated)
        if not paragraphs:
            if not _only_repeats(repeated, text):
                self.above = []
            return []
        number = asked[0].number if asked else item.number
        asides, rest = self._without_asides(paragraphs, is_repeated)
        own = replace(
            item, number=number, group=None, details=(*item.details, *asides[:1])
        )
        own = with_words(own, rest)
        numbers = [*dict.fromkeys((*self.above, number))]
        self.above = []
        return self._answers(own, numbers)

    def _note_above(self, item: DraftItem, repeated: Sequence[str]) -> None:
        """Note what an item restates, beside what was restated directly above it."""
        restated = _restated(repeated, self.restated)
        if not (item.follows and any(restated)):
            self.above = []
        for ids in restated:
            # What two proposals have alike restates neither.
            if len(ids) == 1:
                self.above += [self.numbers[id_] for id_ in ids & self.numbers.keys()]

    def _without_asides(
        self, paragraphs: Sequence[str], is_repeated: Callable[[str], bool | None]
    ) -> tuple[list[str], list[str]]:
        """Return what is beside an answer in another column, and the answer's text."""
        asides: list[str] = []
        if self.has_asides:
            asides = [words for words in paragraphs[1:] if _ASIDE.fullmatch(words)]
        beside = {*asides}
        if asides:
            # The cell of the proposal may go on beside them, over a page.
            beside.update(words for words in paragraphs[1:] if is_repeated(words))
        return asides, [words for words in paragraphs if words not in beside]

    def _answers(
        self, own: DraftItem, numbers: Sequence[str | None]
    ) -> list[tuple[DraftItem, bool]]:
        """Return an answer once for each proposal that it answers."""
        # Its first words may name what it answers, of what is repeated above it.
        named = self.mentions.of(plain(own.title)).intersection(numbers) or numbers
        if len(numbers) > MOST:
            return [(own, True)]
        answers: list[tuple[DraftItem, bool]] = []
        for number in numbers:
            if number == own.number:
                answers.append((own, True))
            elif number in named:
                other = replace(own, id=f"{own.id} {number}", number=number)
                answers.append((other, False))
        return answers


def _has_asides(response: Draft) -> bool:
    """Whether most items end with a few words of another column, not a sentence."""
    lasts = [words[-1] for words in map(_paragraphs, response.items) if len(words) > 1]
    asides = [last for last in lasts if _ASIDE.fullmatch(last)]
    return 2 * len(asides) > len(response.items)


def _only_repeats(repeated: Sequence[str], asked: str) -> bool:
    """Whether an item without an answer is what it repeats, most of it word for word.

    What has its words twice may be an answer in the words of what it answers.
    """
    runs = [run for words in repeated for run in runs_of(plain(words))]
    return len({*runs_of(asked)}.intersection(runs)) > _ALONE * len(runs)


def with_words(item: DraftItem, paragraphs: Sequence[str]) -> DraftItem:
    """Return an item whose title and text are these paragraphs.

    It keeps its title if they begin so.
    """
    begins = (item.text or "").split("\n")[0] if item.shortened else item.title
    if paragraphs[0] != begins:
        title = _beginning(paragraphs[0])
        item = replace(item, title=title, shortened=[title] != [*paragraphs])
    text = "\n".join(paragraphs[not item.shortened :])
    return replace(item, text=text or None)


def _restated(texts: Sequence[str], restated: Restated) -> list[set[str]]:
    """Return the proposals that each sentence of some texts restates, by their ids."""
    return [
        restated.of(plain(text[start:end]))
        for text in texts
        for start, end in split(text)
    ]


def _asked(
    item: DraftItem, proposals: Sequence[DraftItem | Proposal], restated: Restated
) -> list[DraftItem | Proposal]:
    """Return the proposals that an item may repeat, the one that it answers first.

    That is the one that it repeats, else the one with its number: a response may number
    anew what it answers.
    """
    number, paragraphs = number_of(item), _paragraphs(item)
    counts = Counter(id_ for ids in _restated(paragraphs[:2], restated) for id_ in ids)
    later = {id_ for ids in _restated(paragraphs, restated) for id_ in ids}

    def fit(proposal: DraftItem | Proposal) -> tuple[bool, bool, int]:
        id_, has_number = (
            proposal.id,
            number is not None and number_of(proposal) == number,
        )
        return id_ in counts or (has_number and id_ in later), has_number, counts[id_]

    best = max(proposals, key=fit, default=None)
    if best is None or not any(fit(best)):
        return []
    # What follows may be repeated before both are answered.
    return [best, *(each for each in proposals if each.id in later)]


def _is_repeated(sentence: str, asked: str, reader: PositionReader) -> bool | None:
    """Whether a sentence repeats what is asked; None if its neighbours decide that."""
    folded = plain(sentence)
    alignment = fuzz.partial_ratio_alignment(folded, asked)
    is_like = alignment is not None and alignment.score >= _REPEATED
    if len(folded) < _SHORT:
        # What is so short is repeated word for word.
        is_like = folded.count(" ") > 1 and asked.startswith(folded.rstrip(" .:;"))
    like = asked[alignment.dest_start : alignment.dest_end] if alignment else ""
    # « Will publish » beside « should publish ».
    is_told = is_like and _MODAL.search(like) and not _MODAL.search(folded)
    if is_told or _says_its_own(folded, like, reader):
        return False
    if is_like and _begins_alike(folded, asked):
        return True
    is_label = folded.count(" ") < _FEW - 1 or sentence[-1] not in ".:;!?"
    return None if is_like or is_label else False


def _says_its_own(folded: str, like: str, reader: PositionReader) -> bool:
    """Whether a sentence has words beside what is like it: « supports … that »."""
    known = {*_WORD.findall(like)}
    own = " ".join(word for word in _WORD.findall(folded) if word not in known)
    keys = ("accepts", "rejects", "negations", "commits")
    return any(reader.words[key].search(own) for key in keys)


def _begins_alike(folded: str, asked: str) -> bool:
    """Whether a sentence begins with words of what is asked.

    The fewer words, the more alike they have to be.
    """
    begins = fuzz.partial_ratio(folded[: 2 * _SHORT], asked) >= _BEGINNING
    return begins or fuzz.partial_ratio(folded[:_SHORT], asked) >= _BEGINNING + 10


def _whole(item: DraftItem | Proposal) -> str:
    return f"{item.title} {item.text or ''}"


def _paragraphs(item: DraftItem) -> list[str]:
    """The paragraphs of an item, without labels that are alone above others."""
    texts = [item.title, *(item.text.split("\n") if item.text else ())][
        item.shortened :
    ]
    return [
        text
        for n, text in enumerate(texts, 1)
        if _LABEL.sub("", text) or n == len(texts)
    ]


def _divided(
    item: DraftItem, is_repeated: Callable[[str], bool | None]
) -> tuple[list[str], list[str]]:
    """Return what an item repeats, and its answer from the first new sentence on."""
    paragraphs = _paragraphs(item)
    first, start = _end_of_repeated(paragraphs, is_repeated)
    repeated, answer = paragraphs[:first], paragraphs[first:]
    if start:
        repeated.append(answer[0][:start])
        answer[0] = answer[0][start:]
    if len(answer) > 1 and len(answer[0]) < _SHORT and not answer[0].endswith("."):
        # « Agree » was read as a title, which has no point.
        answer[:2] = [f"{answer[0]}{'.' * answer[0][-1:].isalpha()} {answer[1]}"]
    if answer:
        answer[0] = _LABEL.sub("", answer[0]) or answer[0]
    return repeated, answer


def _end_of_repeated(
    paragraphs: Sequence[str], is_repeated: Callable[[str], bool | None]
) -> tuple[int, int]:
    """Return the paragraph, and the place in it, at which what is repeated ends."""
    end = (0, 0)
    spans = [(n, *span) for n, text in enumerate(paragraphs) for span in split(text)]
    for at, (n, start, stop) in enumerate(spans, 1):
        repeats = is_repeated(paragraphs[n][start:stop])
        if repeats is False:
            break
        if repeats:
            has_more = at < len(spans) and spans[at][0] == n
            end = (n, spans[at][1]) if has_more else (n + 1, 0)
    return end


def _beginning(text: str) -> str:
    """Return as many first sentences as say something; « … » follows if text is cut."""
    # A list that follows is no part of it.
    paragraph = re.split(r"\n|(?<=:) (?=(?:•|\d+[.)]|[a-z]\)) )", text)[0]
    head = first_sentence(paragraph)
    while len(head) < _SHORT and len(head) < len(paragraph):
        head = f"{head} {first_sentence(paragraph[len(head) :].strip())}"
    return head if head.endswith((".", ":", "!", "?", "…")) else f"{head} …"
