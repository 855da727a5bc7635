"""The draft of a response: which proposal each of its items answers, and the answer alone.

A response repeats what it answers, in words of its own or in full; only what follows is the answer.
"""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial

from rapidfuzz import fuzz

from jamplan.corpus.model import Proposal
from jamplan.decisions.pairing import number_of
from jamplan.documents.drafts import Draft, DraftItem
from jamplan.documents.starts import MODALS
from jamplan.evidence.answers import runs_of, split
from jamplan.language.folding import first_sentence
from jamplan.matching.positions import PositionReader, plain, position_reader

_REPEATED = 75
"""Of 100, by RapidFuzz: what is repeated of a proposal has this much, answers less (en-aiopp-resp)."""
_BEGINNING = 85
"""Of 100, for its first 40 letters; for the first 20, it is 95, as « Create a new unit, with » has of
« Create a new unit, UK Sovereign AI, with »."""
_SHORT = 20
"""Letters: a paragraph with fewer says little (« Agree. »), and a title has as many."""
_FEW = 4
"""Words: fewer, amid what is repeated, are a label, or a point of a list."""
_WORD = re.compile(r"[\w']+")
_MODAL = re.compile(rf"\b(?:{MODALS})\b")
"""What is asked for: an answer tells what is, in the same words (“publishes a yearly report”)."""
_ASIDE = re.compile(r".{1,60}(?<![.:;!?])")
"""What a cell beside the answers holds: « Further details published by Summer 2025 »."""


_LABEL = re.compile(
    r"^(?:\w+ ){0,3}(?:response|réponse)s?(?: (?:of the|du|de la|de l['’]) ?\w+)?"
    r"(?: (?:to|à la|aux?) \w+(?: n°)? ?[\w.]{1,6})?\s*(?::\s+|$)"
    r"|^\(\d+(?:\.\d+)+\)\s+",
    re.IGNORECASE,
)
"""What some documents write before each answer, or above it; or the number of what is repeated."""


def answering(response: Draft, proposals: Sequence[DraftItem | Proposal]) -> Draft:
    """Return the draft of a response whose items are the answers, without what they repeat.

    An item with no words of its own is no answer. Where most answers end with a few words that are no
    sentence, these are of another column. The sections of a response are not those of its answers.
    """
    runs = [(proposal, {*runs_of(plain(_whole(proposal)))}) for proposal in proposals]
    reader, told = position_reader(response.language), []
    for item in response.items:
        number, asked = _asked(item, runs)
        is_repeated = partial(_is_repeated, asked=asked, reader=reader)
        if paragraphs := _answer(item, is_repeated):
            told.append((replace(item, number=number, group=None), is_repeated, paragraphs))
    ends = [len(words) > 1 and _ASIDE.fullmatch(words[-1]) is not None for *_, words in told]
    has_asides = 2 * sum(ends) > len(ends)
    items = []
    for item, is_repeated, paragraphs in told:
        asides = [words for words in paragraphs[1:] if has_asides and _ASIDE.fullmatch(words)]
        # The cell of the proposal may go on beside them, over a page.
        beside = {*asides, *(words for words in paragraphs[1:] if asides and is_repeated(words))}
        kept = [words for words in paragraphs if words not in beside]
        own = replace(item, details=(*item.details, *asides[:1]))
        if kept[0] != ((item.text or "").split("\n")[0] if item.shortened else item.title):
            title = _beginning(kept[0])
            own = replace(own, title=title, shortened=[title] != kept)
        text = kept if own.shortened else kept[1:]
        items.append(replace(own, text="\n".join(text) or None))
    return replace(response, items=tuple(items), groups=())


def _asked(
    item: DraftItem, proposals: Sequence[tuple[DraftItem | Proposal, AbstractSet[object]]]
) -> tuple[str | None, str]:
    """Return the number of the proposal that an item answers, and all that it repeats, folded.

    That is the one that it repeats, else the one with its number: a response may number anew what it
    answers. ``proposals`` come with their runs of words.
    """
    texts, number = [runs_of(plain(text)) for text in _paragraphs(item)], number_of(item)

    def fit(pair: tuple[DraftItem | Proposal, AbstractSet[object]]) -> tuple[bool, bool, int]:
        proposal, own = pair
        has_number = number is not None and number_of(proposal) == number
        shared = sum(run in own for runs in texts[:2] for run in runs)
        return any(_restates(runs, own) for runs in texts[:2]), has_number, shared

    best = max(proposals, key=fit, default=None)
    if best is None or not any(fit(best)[:2]):
        return item.number, ""
    # What follows may be repeated before both are answered.
    others = [each for each, own in proposals if any(_restates(runs, own) for runs in texts)]
    return best[0].number, plain("\n".join(map(_whole, (best[0], *others))))


def _restates(runs: Sequence[object], proposal: AbstractSet[object]) -> bool:
    """Whether a text begins as a proposal does somewhere, and has more of its runs than others."""
    begins = any(run in proposal for run in runs[:3])
    return begins and 2 * sum(run in proposal for run in runs) > len(runs)


def _is_repeated(sentence: str, asked: str, reader: PositionReader) -> bool | None:
    """Whether a sentence repeats what is asked; None if that depends on the sentences beside it."""
    folded = plain(sentence)
    found = fuzz.partial_ratio_alignment(folded, asked)
    is_like = found is not None and found.score >= _REPEATED
    if len(folded) < _SHORT:
        # What is so short is repeated word for word.
        is_like = folded.count(" ") > 1 and asked.startswith(folded.rstrip(" .:;"))
    # « The government supports the recommendation that… », « will publish » say something of their own.
    like = asked[found.dest_start : found.dest_end] if found else ""
    known = {*_WORD.findall(like)}
    own = " ".join(word for word in _WORD.findall(folded) if word not in known)
    keys = ("accepts", "rejects", "negations", "commits")
    is_told = is_like and _MODAL.search(like) and not _MODAL.search(folded)
    if is_told or any(reader.words[key].search(own) for key in keys):
        return False
    if is_like and (
        fuzz.partial_ratio(folded[: 2 * _SHORT], asked) >= _BEGINNING
        or fuzz.partial_ratio(folded[:_SHORT], asked) >= _BEGINNING + 10
    ):
        return True
    is_label = folded.count(" ") < _FEW - 1 or sentence[-1] not in ".:;!?"
    return None if is_like or is_label else False


def _whole(item: DraftItem | Proposal) -> str:
    return f"{item.title} {item.text or ''}"


def _paragraphs(item: DraftItem) -> list[str]:
    """The paragraphs of an item, without labels that are alone above others."""
    texts = [item.title, *(item.text.split("\n") if item.text else ())][item.shortened :]
    return [text for n, text in enumerate(texts, 1) if _LABEL.sub("", text) or n == len(texts)]


def _answer(item: DraftItem, is_repeated: Callable[[str], bool | None]) -> list[str]:
    """Return the paragraphs of an item from the first sentence on that follows what it repeats."""
    paragraphs = _paragraphs(item)
    spans = [(n, *span) for n, text in enumerate(paragraphs) for span in split(text)]
    begin = (0, 0)
    for at, (n, start, end) in enumerate(spans, 1):
        repeats = is_repeated(paragraphs[n][start:end])
        if repeats:
            begin = spans[at][:2] if spans[at:] and spans[at][0] == n else (n + 1, 0)
        elif repeats is False:
            break
    first, start = begin
    answer = [text[start * (n == 0) :] for n, text in enumerate(paragraphs[first:])]
    if len(answer) > 1 and len(answer[0]) < _SHORT and not answer[0].endswith("."):
        # « Agree » was read as a title, which has no point.
        answer[:2] = [f"{answer[0]}{'.' * answer[0][-1:].isalpha()} {answer[1]}"]
    return [_LABEL.sub("", text) or text if n == 0 else text for n, text in enumerate(answer)]


def _beginning(text: str) -> str:
    """Return the first sentences of a text, as many as say something; « … » follows if it is cut."""
    # A list that follows is no part of it.
    paragraph = re.split(r"\n|(?<=:) (?=(?:•|\d+[.)]|[a-z]\)) )", text)[0]
    head = first_sentence(paragraph)
    while len(head) < _SHORT and len(head) < len(paragraph):
        head = f"{head} {first_sentence(paragraph[len(head) :].strip())}"
    return head if head.endswith((".", ":", "!", "?", "…")) else f"{head} …"
