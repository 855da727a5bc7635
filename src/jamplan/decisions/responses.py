"""The draft of a response: which proposal each of its items answers, and the answer alone.

A response repeats what it answers, in words of its own or in full; only what follows is the answer.
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
"""Of 100, by RapidFuzz: what is repeated of a proposal has this much, answers less (en-aiopp-resp)."""
_BEGINNING = 85
"""Of 100, for its first 40 letters; for the first 20, it is 95, as « Create a new unit, with » has of
« Create a new unit, UK Sovereign AI, with »."""
_SHORT = 20
"""Letters: a paragraph with fewer says little (« Agree. »), and a title has as many."""
_FEW = 4
"""Words: fewer, amid what is repeated, are a label, or a point of a list."""
_ALONE = 2 / 3
"""Of the runs of words of what only repeats, more are the proposal's, each once: 0.72 and more in the
response to a report on behaviour change."""
_WORD = re.compile(r"[\w']+")
_MODAL = re.compile(rf"\b(?:{MODALS})\b")
"""What is asked for: an answer tells what is, in the same words (“publishes a yearly report”)."""
_ASIDE = re.compile(r".{1,60}(?<![.:;!?])")
"""What a cell beside the answers holds: « Further details published by Summer 2025 »."""


_LABEL = re.compile(
    r"^(?:\w+ ){0,3}(?:response|réponse)s?(?: (?:of the|du|de la|de l['’]) ?\w+)?"
    r"(?: (?:to|à la|aux?) \w+(?: n°| nos)? ?[\w.]{1,6}(?:(?:,? |[–-])[\w.]{1,6})*)?\s*(?::\s+|$)"
    r"|^\(\d+(?:\.\d+)+\)\s+",
    re.IGNORECASE,
)
"""What some documents write before each answer, or above it; or the number of what is repeated."""


def answering(response: Draft, proposals: Sequence[DraftItem | Proposal]) -> Draft:
    """Return the draft of a response whose items are the answers, without what they repeat.

    What is repeated directly above an answer has the same answer. Where most answers end with a few
    words that are no sentence, these are of another column. The sections of a response are not those of
    its answers.
    """
    reader, restated = position_reader(response.language), Restated(proposals)
    by_id = {each.id: each.number for each in proposals if each.number}
    mentions = Mentions(((number, number) for number in by_id.values()), reader.labels)
    lasts = [words[-1] for words in map(_paragraphs, response.items) if len(words) > 1]
    has_asides = 2 * sum(_ASIDE.fullmatch(last) is not None for last in lasts) > len(
        response.items
    )
    answers: list[tuple[DraftItem, bool]] = []
    above = list[str]()
    for item in response.items:
        asked = _asked(item, proposals, restated)
        text = plain("\n".join(map(_whole, asked)))
        is_repeated = partial(_is_repeated, asked=text, reader=reader)
        repeated, paragraphs = _divided(item, is_repeated)
        found = _restated(repeated, restated)
        above = above if item.follows and any(found) else []
        # What two proposals have alike restates neither.
        above += [
            by_id[id_] for ids in found if len(ids) == 1 for id_ in ids & by_id.keys()
        ]
        if not paragraphs:
            # What has its words twice may be an answer in the words of what it answers.
            runs = [run for words in repeated for run in runs_of(plain(words))]
            is_repeat = len({*runs_of(text)}.intersection(runs)) > _ALONE * len(runs)
            above = above if is_repeat else []
            continue
        asides = [
            words for words in paragraphs[1:] if has_asides and _ASIDE.fullmatch(words)
        ]
        # The cell of the proposal may go on beside them, over a page.
        beside = {
            *asides,
            *(words for words in paragraphs[1:] if asides and is_repeated(words)),
        }
        kept = [words for words in paragraphs if words not in beside]
        number = asked[0].number if asked else item.number
        own = replace(
            item, number=number, group=None, details=(*item.details, *asides[:1])
        )
        if kept[0] != (
            (item.text or "").split("\n")[0] if item.shortened else item.title
        ):
            title = _beginning(kept[0])
            own = replace(own, title=title, shortened=[title] != kept)
        own = replace(own, text="\n".join(kept[not own.shortened :]) or None)
        numbers = [*dict.fromkeys((*above, number))]
        # Its first words may name what it answers, of what is repeated above it.
        named = mentions.of(plain(own.title)).intersection(numbers) or numbers
        numbers = numbers if len(numbers) <= MOST else [number]
        for each in numbers:
            if each == number:
                answers.append((own, True))
            elif each in named:
                answers.append(
                    (replace(own, id=f"{item.id} {each}", number=each), False)
                )
        above = []
    claims = Counter(answer.number for answer, _ in answers)
    items = (
        answer for answer, is_own in answers if is_own or claims[answer.number] == 1
    )
    return replace(response, items=tuple(items), groups=())


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

    That is the one that it repeats, else the one with its number: a response may number anew what it
    answers.
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
    """Return what an item repeats, and its answer from the first sentence on that does not."""
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
    repeated = [
        *paragraphs[:first],
        *(text[:start] for text in paragraphs[first : first + 1] if start),
    ]
    answer = [text[start * (n == 0) :] for n, text in enumerate(paragraphs[first:])]
    if len(answer) > 1 and len(answer[0]) < _SHORT and not answer[0].endswith("."):
        # « Agree » was read as a title, which has no point.
        answer[:2] = [f"{answer[0]}{'.' * answer[0][-1:].isalpha()} {answer[1]}"]
    return repeated, [
        _LABEL.sub("", text) or text if n == 0 else text
        for n, text in enumerate(answer)
    ]


def _beginning(text: str) -> str:
    """Return the first sentences of a text, as many as say something; « … » follows if it is cut."""
    # A list that follows is no part of it.
    paragraph = re.split(r"\n|(?<=:) (?=(?:•|\d+[.)]|[a-z]\)) )", text)[0]
    head = first_sentence(paragraph)
    while len(head) < _SHORT and len(head) < len(paragraph):
        head = f"{head} {first_sentence(paragraph[len(head) :].strip())}"
    return head if head.endswith((".", ":", "!", "?", "…")) else f"{head} …"
