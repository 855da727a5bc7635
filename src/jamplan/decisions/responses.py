"""The draft of a response: which proposal each of its items answers, and the answer alone.

A response repeats what it answers, in words of its own or in full; only what follows is the answer.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import dropwhile

from rapidfuzz import fuzz

from jamplan.corpus.model import Proposal
from jamplan.decisions.pairing import number_of
from jamplan.documents.drafts import Draft, DraftItem
from jamplan.evidence.answers import runs_of
from jamplan.language.folding import first_sentence
from jamplan.matching.positions import plain

_REPEATED = 75
"""Of 100, by RapidFuzz: what is repeated of a proposal has this much, answers less (en-aiopp-resp)."""
_SHORT = 20
"""Letters: a paragraph with fewer says little (« Agree. »), and a title has as many."""
_ASIDE = re.compile(r".{1,60}(?<![.:;!?])")
"""What a cell beside the answers holds: « Further details published by Summer 2025 »."""


_LABEL = re.compile(
    r"^(?:\w+ ){0,3}(?:response|réponse)s?(?: (?:to|à la|aux?) \w+(?: n°)? ?[\w.]{1,6})?\s*(?::\s+|$)",
    re.IGNORECASE,
)
"""What some documents write before each answer, or above it."""


def answering(response: Draft, proposals: Sequence[DraftItem | Proposal]) -> Draft:
    """Return the draft of a response whose items are the answers, without what they repeat.

    Where most answers end with a few words that are no sentence, these are of another column. The
    sections of a response are not those of its answers.
    """
    runs = [(proposal, {*runs_of(plain(_whole(proposal)))}) for proposal in proposals]
    asked = [_asked(item, runs) for item in response.items]
    told = [_answer(item, one) for item, (_number, one) in zip(response.items, asked, strict=True)]
    ends = [len(words) > 1 and _ASIDE.fullmatch(words[-1]) is not None for words in told]
    has_asides = 2 * sum(ends) > len(ends)
    items = []
    for item, (number, proposal), paragraphs in zip(response.items, asked, told, strict=True):
        asides = [words for words in paragraphs[1:] if has_asides and _ASIDE.fullmatch(words)]
        # The cell of the proposal may go on beside them, over a page.
        beside = {*asides, *(words for words in paragraphs[1:] if asides and _repeats(words, proposal))}
        kept = [words for words in paragraphs if words not in beside]
        own = replace(item, number=number, details=(*item.details, *asides[:1]), group=None)
        if kept[0] != ((item.text or "").split("\n")[0] if item.shortened else item.title):
            title = _beginning(kept[0])
            own = replace(own, title=title, shortened=[title] != kept)
        text = kept if own.shortened else kept[1:]
        items.append(replace(own, text="\n".join(text) or None))
    return replace(response, items=tuple(items), groups=())


def _asked(
    item: DraftItem, proposals: Sequence[tuple[DraftItem | Proposal, AbstractSet[object]]]
) -> tuple[str | None, str]:
    """Return the number and text of the proposal that an item repeats, else of that with its number.

    A response may number anew what it answers. ``proposals`` come with their runs of four words.
    """
    words, number = _paragraphs(item)[:2], number_of(item)
    shared = {run for text in words for run in runs_of(plain(text))}

    def has_number(proposal: DraftItem | Proposal) -> bool:
        return number is not None and number_of(proposal) == number

    def fit(proposal: DraftItem | Proposal) -> tuple[bool, bool, float]:
        whole = _whole(proposal)
        likeness = sum(fuzz.partial_ratio(text, whole) for text in words)
        return any(_repeats(text, whole) for text in words), has_number(proposal), likeness

    near = [each for each, runs in proposals if has_number(each) or not shared.isdisjoint(runs)]
    best = max(near, key=fit, default=None)
    return (best.number, _whole(best)) if best and any(fit(best)[:2]) else (item.number, "")


def _whole(item: DraftItem | Proposal) -> str:
    return f"{item.title} {item.text or ''}"


def _paragraphs(item: DraftItem) -> list[str]:
    """The paragraphs of an item, without labels that are alone above others."""
    *texts, last = [item.title, *(item.text or "").split("\n")][item.shortened :]
    return [*(text for text in texts if _LABEL.sub("", text)), last]


def _answer(item: DraftItem, proposal: str) -> list[str]:
    """Return the paragraphs of an item from the first that follows what it repeats of a proposal."""
    paragraphs = _paragraphs(item)
    first = next((n for n, text in enumerate(paragraphs) if _repeats(text, proposal)), 0)
    answer = list(dropwhile(lambda text: _repeats(text, proposal), paragraphs[first:])) or paragraphs
    # What is repeated may end amid a paragraph.
    while _repeats(head := first_sentence(answer[0]), proposal) and (answer[1:] or head != answer[0]):
        rest = answer[0][len(head) :].strip()
        answer[:1] = [rest] if rest else []
    if len(answer) > 1 and len(answer[0]) < _SHORT and not answer[0].endswith("."):
        # « Agree » was read as a title, which has no point.
        answer[:2] = [f"{answer[0]}{'.' * answer[0][-1:].isalpha()} {answer[1]}"]
    return [_LABEL.sub("", answer[0]) or answer[0], *answer[1:]]


def _repeats(text: str, proposal: str) -> bool:
    """Whether a paragraph repeats a proposal from its beginning on: a short one, word for word."""
    if len(text) < _SHORT:
        return text.count(" ") > 1 and plain(proposal).startswith(plain(text).rstrip(" .:;"))
    parts = (text, text[: 2 * _SHORT], text[:_SHORT])
    whole, *begins = (fuzz.partial_ratio(part.casefold(), proposal.casefold()) for part in parts)
    return min(whole, max(begins)) >= _REPEATED


def _beginning(text: str) -> str:
    """Return the first sentences of a text, as many as say something; « … » follows if it is cut."""
    # A list that follows is no part of it.
    paragraph = re.split(r"\n|(?<=:) (?=(?:•|\d+[.)]|[a-z]\)) )", text)[0]
    head = first_sentence(paragraph)
    while len(head) < _SHORT and len(head) < len(paragraph):
        head = f"{head} {first_sentence(paragraph[len(head) :].strip())}"
    return head if head.endswith((".", ":", "!", "?", "…")) else f"{head} …"
