"""The answers of a response, in the blocks that answer the known proposals.

A list of the response's own is not needed: what restates a proposal, bears its number
or announces its answer says what the text after it answers.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from jamplan.corpus.loading import text_key
from jamplan.corpus.model import Proposal
from jamplan.decisions.responses import answering, with_words
from jamplan.documents.drafting import ids_of
from jamplan.documents.drafts import Draft, DraftItem
from jamplan.evidence.answers import Copy, Line, Mentions, Restated
from jamplan.evidence.following import Known, Role, read_copy
from jamplan.evidence.sourcetexts import SourceText
from jamplan.matching.positions import PositionReader, plain, position_reader

_BEGINNING = 80
"""Letters of a proposal: an answer that has as many repeats it."""


@dataclass(frozen=True, slots=True)
class Replies:
    """The answers that are found in a text."""

    items: tuple[DraftItem, ...]
    """In the order of print."""
    heads: int
    """How many headings announce one."""


def answers_of(
    draft: Draft,
    text: SourceText,
    proposals: Sequence[DraftItem | Proposal],
    *,
    is_same: bool = False,
) -> tuple[Draft, int]:
    """Return the draft of a response with its answers, and how many are announced.

    They are the items of its list, if that has an answer to as many proposals as the
    blocks of the text, and these agree with it; else what the blocks have, and the
    items of a list that agrees. ``is_same`` says that the text is that of the proposals
    too.
    """
    found = replies(text, proposals, draft.language, needs_head=is_same)
    listed = answering(draft, proposals)
    items = _told(listed.items, position_reader(draft.language))
    if found.items and not _agree(items, found.items):
        items = []
    if _is_full(items, found.items, proposals):
        return replace(listed, items=tuple(items)), found.heads
    answered = {item.number for item in found.items if item.number}
    known = {proposal.number for proposal in proposals}
    more = [item for item in items if item.number in known - answered]
    return replace(listed, items=(*found.items, *more)), found.heads


def without_replies(draft: Draft) -> Draft:
    """Return a draft of proposals without the replies that are printed below them."""
    reader = position_reader(draft.language)
    items = []
    for item in draft.items:
        kept: list[str] = []
        for paragraph in (item.text or "").split("\n"):
            if reader.after_head(plain(paragraph)):
                break
            kept.append(paragraph)
        items.append(replace(item, text="\n".join(kept) or None))
    return replace(draft, items=tuple(items))


def _told(items: Iterable[DraftItem], reader: PositionReader) -> list[DraftItem]:
    """Return the items that tell something, without placeholders.

    These are headings of answers without any, and words that answer several proposals
    apart and take no position: « Confidential. »
    """
    texts = {item.id: plain(_whole(item)) for item in items}
    # The answer to several has one id, and a number beside it.
    apart = Counter({(id_.split(" ")[0], text) for id_, text in texts.items()})
    counts = Counter(text for _id, text in apart)
    kept = []
    for item in items:
        text = texts[item.id]
        goes_on = text[reader.after_head(text) :]
        is_repeated = counts[text] > 1 and not reader.statements(text)
        if any(map(str.isalpha, goes_on)) and not is_repeated:
            kept.append(item)
    return kept


def _whole(item: DraftItem) -> str:
    return item.text or "" if item.shortened else f"{item.title} {item.text or ''}"


def _key_of(item: DraftItem) -> str:
    return text_key(_whole(item))


def _agree(listed: Iterable[DraftItem], found: Iterable[DraftItem]) -> bool:
    """Whether most answers of a list are those that blocks have at their numbers."""
    keys: dict[str | None, str] = {}
    for item in found:
        if item.number:
            keys[item.number] = text_key(item.title).rstrip(".…")
    known = [item for item in listed if item.number in keys]
    alike = [item for item in known if keys[item.number] in _key_of(item)]
    return 2 * len(alike) > len(known)


def _is_full(
    listed: Sequence[DraftItem],
    found: Sequence[DraftItem],
    proposals: Sequence[DraftItem | Proposal],
) -> bool:
    """Whether a list answers as many proposals as the blocks, and repeats none."""
    numbers = {proposal.number for proposal in proposals if proposal.number}
    answered = numbers & {item.number for item in listed}
    if len(answered) < len(found):
        return False
    asked = [text_key(f"{each.text or each.title}")[:_BEGINNING] for each in proposals]
    texts = [_key_of(item) for item in listed]
    return not any(words in "\n".join(texts) for words in asked)


def replies(
    text: SourceText,
    proposals: Sequence[DraftItem | Proposal],
    language: str,
    *,
    needs_head: bool = False,
) -> Replies:
    """Return the answers of a text to proposals, each with what it answers.

    With ``needs_head`` only what a heading announces is one: the text is that of the
    proposals too.
    """
    reader = position_reader(language)
    numbers = []
    for proposal in proposals:
        is_inferred = isinstance(proposal, Proposal) and proposal.number_inferred
        numbers.append((proposal.id, None if is_inferred else proposal.number))
    known = Known(reader, Mentions(numbers, reader.labels), Restated(proposals))
    copy = read_copy("", text, known, Role.REPORT if needs_head else Role.RESPONSE)
    runs = []
    for proposal in proposals:
        lines = _best_run(copy, proposal.id)
        if lines:
            runs.append((proposal, lines))
    runs.sort(key=lambda run: run[1][0].number)
    return Replies(_items(runs, language, has_pages=text.has_pages), copy.heads)


def _best_run(copy: Copy, proposal: str) -> list[Line]:
    """Return the lines of the block that most surely answers a proposal.

    Of equally sure ones it is that with a position, then the longest: a summary has
    the beginning of the answer alone.
    """
    runs: defaultdict[int, list[Line]] = defaultdict(list)
    for line in copy.lines:
        if proposal in line.answers:
            runs[id(line.block)].append(line)

    def weight(lines: list[Line]) -> tuple[int, bool, int]:
        block = lines[0].block
        assert block is not None
        has_position = any(line.statements for line in lines)
        length = sum(len(line.text) for line in lines)
        return block.surety[proposal], has_position, length

    with_words = [run for run in runs.values() if any(map(_has_words, run))]
    return max(with_words, key=weight, default=[])


def _has_words(line: Line) -> bool:
    """Whether a line has more than the place of what it answers: « 4.41). »."""
    return any(map(str.isalpha, line.folded[line.begins :]))


def _items(
    runs: Iterable[tuple[DraftItem | Proposal, list[Line]]],
    language: str,
    *,
    has_pages: bool,
) -> tuple[DraftItem, ...]:
    """Return the lines that answer as items of a draft."""
    items = []
    for proposal, lines in runs:
        page = lines[0].page if has_pages else None
        bare = DraftItem(
            id=proposal.id,
            title="",
            number=proposal.number,
            page=page,
            locator=f"p. {page}" if page else None,
            answers=(proposal.id,),
        )
        items.append(with_words(bare, _paragraphs(lines)))
    ids = ids_of([item.title for item in items], language)
    named = [replace(item, id=id_) for item, id_ in zip(items, ids, strict=True)]
    return tuple(named)


def _paragraphs(lines: Iterable[Line]) -> list[str]:
    """Return the paragraphs of lines, without words that announce an answer."""
    paragraphs: list[str] = []
    last: Line | None = None
    for line in lines:
        words = line.text[line.begins :].strip()
        is_next = last is not None and last.number + 1 == line.number
        if last is not None and is_next and last.printed is line.printed:
            paragraphs[-1] += f" {words}"
        else:
            paragraphs.append(words)
        last = line
    return [paragraph for paragraph in paragraphs if paragraph]
