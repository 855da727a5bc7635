"""The lists that a document may have, and one as a draft with locators, ids."""

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from jamplan.corpus.findings import Finding
from jamplan.documents.candidates import ListCandidate
from jamplan.documents.drafts import Draft, DraftGroup, DraftItem, DraftList, Wanted
from jamplan.documents.ends import Spot, nearest, spots, squeezed
from jamplan.documents.guessing import guesses
from jamplan.documents.induction import Marks, pointed
from jamplan.documents.items import (
    Item,
    ItemSource,
    folded_words,
    in_chapters,
    items_of,
)
from jamplan.documents.leavings import left_out, told
from jamplan.documents.ranking import Ranked, best_first, doubts, is_ambiguous, ranked
from jamplan.documents.starts import How, outline
from jamplan.documents.tables import by_columns
from jamplan.documents.textblocks import BlockKind, TextBlock, parted
from jamplan.language import LABELS, read_date
from jamplan.language.folding import as_id, same_id, without_accents
from jamplan.matching.languages import lexicon_of

_SHOWN = 6
"""How many lists are named: the first, and five others."""


_LEAST = 4
"""Three short sentences alone have as much."""
_WEAK = 30
"""Right lists without another doubt have 34 and more, the headings of four numbered
sections 27.
"""


@dataclass(frozen=True, slots=True)
class FoundLists:
    """The lists of a document, the likeliest first, and the doubts of the chosen."""

    lists: tuple[Ranked, ...]
    doubts: tuple[Finding, ...]


def find(blocks: Sequence[TextBlock], wanted: Wanted) -> FoundLists:
    """The lists of a document, or those that two ends given by a person may mean.

    Raises :class:`ColumnsError`.
    """
    source = ItemSource(blocks, outline(blocks), wanted.answers)
    marks = Marks(blocks, source.headings)
    firsts = spots(wanted.first, blocks) if wanted.first else None
    lasts = spots(wanted.last, blocks) if wanted.last else None
    missed = [*_missed(wanted, firsts, lasts, blocks)]
    if _point_nowhere(firsts, lasts) or _are_in_one_text(wanted, firsts, lasts):
        return FoundLists((), (*missed, Finding("nothing")))
    is_pointed = bool(firsts or lasts)
    given = _candidates(wanted, firsts, lasts, marks)
    is_open = not is_pointed and wanted.columns is None
    lists = _in_order(given, source, is_pointed=is_pointed, is_open=is_open)
    lists, skipped = _without_skipped(lists, wanted, blocks)
    if not lists:
        return FoundLists((), (*missed, Finding("nothing")))
    index = min(wanted.list, len(lists)) - 1
    best = lists[index]
    lists[index] = replace(best, items=in_chapters(best.items, best.candidate, source))
    found = doubts(lists, index, blocks, wanted.declared, is_pointed=is_pointed)
    if is_pointed:
        found = _doubts_between_ends(found, missed, lists, index)
    if is_open and index == 0 and not found and _is_weak(best, source):
        found = [Finding("weak")]
    found += left_out(best, marks)
    if skipped:
        found.append(told("skipped", skipped, blocks))
    return FoundLists(tuple(lists), tuple(found))


def _candidates(
    wanted: Wanted,
    firsts: Sequence[Spot] | None,
    lasts: Sequence[Spot] | None,
    marks: Marks,
) -> list[ListCandidate]:
    """The lists in the columns or between the ends that a person names, else guesses.

    Raises :class:`ColumnsError`.
    """
    is_pointed = bool(firsts or lasts)
    if wanted.columns is not None:
        table = by_columns(marks.blocks, wanted.columns)
        return [_within(table, firsts, lasts) if is_pointed else table]
    if is_pointed:
        return [*pointed(firsts, lasts or None, marks)]
    return guesses(marks)


def _doubts_between_ends(
    found: Sequence[Finding],
    missed: Sequence[Finding],
    lists: Sequence[Ranked],
    index: int,
) -> list[Finding]:
    """The doubts on a list between two ends, and the ends that are missed.

    Two ends leave one list, unless their words are at several places.
    """
    left = [doubt for doubt in found if doubt.code != "close"]
    left += missed
    if index == 0 and is_ambiguous(lists):
        left.append(Finding("close", details={"n": 2}))
    return left


def _is_weak(best: Ranked, source: ItemSource) -> bool:
    """Whether a list without another doubt may be none: by its score, style or titles.

    Headings that say what to do may be chapters, and so are lines that come again as
    headings.
    """
    names = {folded_words(heading.text) for heading in source.headings}
    is_contents = names.issuperset(folded_words(item.title) for item in best.items)
    return best.score < _WEAK or best.candidate.how is How.STYLE or is_contents


def _missed(
    wanted: Wanted,
    firsts: Sequence[Spot] | None,
    lasts: Sequence[Spot] | None,
    blocks: Sequence[TextBlock],
) -> Iterator[Finding]:
    """The ends whose words are nowhere, or nowhere behind the first one."""
    ends = (("first", wanted.first, firsts), ("last", wanted.last, lasts))
    for name, words, found in ends:
        if found == []:
            near = {"words": words, "nearest": nearest(words or "", blocks)}
            yield Finding(f"{name}-not-found", details=near)
    if firsts and lasts:
        is_before = firsts[0].at > lasts[-1].at
        if is_before or _are_in_one_text(wanted, firsts, lasts):
            near = {"words": wanted.last, "nearest": blocks[lasts[-1].at].line[:60]}
            yield Finding("last-not-found", details=near)


def _point_nowhere(firsts: Sequence[Spot] | None, lasts: Sequence[Spot] | None) -> bool:
    """Whether the words of an end that is given are nowhere in the document."""
    return firsts == [] or (lasts == [] and not firsts)


def _are_in_one_text(
    wanted: Wanted, firsts: Sequence[Spot] | None, lasts: Sequence[Spot] | None
) -> bool:
    """Whether the words of both ends are in one text, which is then no list of items.

    A table or a list that was read as one paragraph has them so. Words of which one
    are the other's beginning point at a list of one item.
    """
    if not firsts or len(firsts) > 1 or firsts != lasts:
        return False
    first, last = squeezed(wanted.first or ""), squeezed(wanted.last or "")
    return not (first.startswith(last) or last.startswith(first))


def _within(
    table: ListCandidate, firsts: Sequence[Spot] | None, lasts: Sequence[Spot] | None
) -> ListCandidate:
    """The rows of a list that are between two ends."""
    first = firsts[0].at if firsts else -1
    last = lasts[-1].at if lasts else math.inf
    rows = (entry for entry in table.entries if first <= entry.at <= last)
    return replace(table, entries=tuple(rows))


def _in_order(
    given: Sequence[ListCandidate],
    source: ItemSource,
    *,
    is_pointed: bool,
    is_open: bool,
) -> list[Ranked]:
    """Lists with their items, the likeliest first."""
    read = [(candidate, items_of(candidate, source)) for candidate in given]
    pairs = [(candidate, items) for candidate, items in read if items]
    if is_pointed:
        return best_first(pairs)
    return ranked(pairs, source, _LEAST if is_open else -math.inf)


def _without_skipped(
    lists: Sequence[Ranked], wanted: Wanted, blocks: Sequence[TextBlock]
) -> tuple[list[Ranked], list[int]]:
    """Lists without the items that a person skips, and where the wanted ones are."""
    skip = folded_words(wanted.skip or "")
    if not skip:
        return [*lists], []
    left = []
    gone = []
    for each in lists:
        items = tuple(item for item in each.items if not _begins(item, blocks, skip))
        if items:
            left.append(replace(each, items=items))
            gone.append([item.at for item in each.items if item not in items])
    return left, gone[min(wanted.list, len(gone)) - 1] if gone else []


def _begins(item: Item, blocks: Sequence[TextBlock], words: str) -> bool:
    """Whether an item begins with these words, or ends with them in brackets."""
    # « 12. We welcome … (Conclusion, Paragraph 51) »
    ends = re.findall(r"\(([^()]*)\)\W*$", item.whole)
    texts = (item.title, blocks[item.at].line, *ends)
    return any(folded_words(text).startswith(words) for text in texts)


def draft_of(
    blocks: Sequence[TextBlock], wanted: Wanted, file: str, sha256: str
) -> Draft:
    """The draft of a document. Raises :class:`ColumnsError`."""
    found = find(blocks, wanted)
    language = language_of(blocks)
    chosen = min(wanted.list, len(found.lists))
    items = found.lists[chosen - 1].items if found.lists else ()
    groups = _groups(items, language)
    return Draft(
        kind=wanted.kind,
        title=_title(blocks),
        publisher=wanted.publisher,
        language=language,
        declared=wanted.declared,
        file=file,
        sha256=sha256,
        groups=tuple(groups.values()),
        items=_items(items, groups, blocks, language),
        doubts=found.doubts,
        details=tuple(
            dict.fromkeys(head for item in items for head, _text in item.details)
        ),
        lists=tuple(_listed(entry) for entry in found.lists[: max(_SHOWN, chosen)]),
        chosen=max(1, chosen),
        imprint=_imprint(blocks),
    )


def concerning(doubts: Sequence[Finding], draft: Draft) -> Iterator[Finding]:
    """Doubts on a document that concern its list.

    The order of the lines of a page that has no part of the list is left out.
    """
    pages = [item.page for item in draft.items if item.page]
    if not pages:
        yield from doubts
        return
    # The text of the last item may end on the next page.
    own = range(min(pages), max(pages) + 2)
    for doubt in doubts:
        if doubt.code != "order-uncertain" or any(
            page in own for page in doubt.details["pages"]
        ):
            yield doubt


def _title(blocks: Sequence[TextBlock]) -> str | None:
    """The highest heading of the first page with any, continued in the same type."""
    type_of = attrgetter("kind", "level", "page")
    named = [block for block in blocks[:40] if not _SHEET.fullmatch(block.text)]
    runs = parted(named, lambda before, block: type_of(before) != type_of(block))
    headings = [run for run in runs if run[0].kind is BlockKind.HEADING]
    first_page = [run for run in headings if run[0].page == headings[0][0].page]
    highest = min(first_page, key=lambda run: run[0].level, default=[])
    title = " ".join(
        block.text for block in highest if block.page or block is highest[0]
    )
    return None if read_date(title) else title.rstrip(" :") or None


_SHEET = re.compile(r"(?:Sheet|Feuil(?:le)?) ?\d+")
"""What a sheet is called that nobody has named."""
_AVAILABLE = re.compile(
    r"\b(?:available|disponible)\b.{0,40}?(https?://\S*[^\s.,;)])", re.IGNORECASE
)
_DATED = re.compile(r"(?:(.{3,60}?), )?((?:\d\S* )?[^\W\d_]+ \d{4})(?![^\s.])")
_IMPRINT = 12
"""Blocks: the title page and the back of it."""


def _imprint(blocks: Sequence[TextBlock]) -> tuple[str, str, str]:
    """Publisher, date and address.

    They are as in « Clear Banks, March 2024 » and "available from https://…".
    """
    lines = (_DATED.match(block.line) for block in blocks[:_IMPRINT])
    dated = [
        (line[1] or "", date) for line in lines if line and (date := read_date(line[2]))
    ]
    name, date = dated[0] if dated else ("", "")
    found = (_AVAILABLE.search(block.line) for block in blocks[: 2 * _IMPRINT])
    return name, date, next((match[1] for match in found if match), "")


def _groups(items: Sequence[Item], language: str) -> dict[str, DraftGroup]:
    """The chapters by their titles."""
    titles = list(dict.fromkeys(item.chapter for item in items if item.chapter))
    groups = {}
    for group_id, title in zip(ids_of(titles, language), titles, strict=True):
        pages = _pages([item for item in items if item.chapter == title])
        span = "-".join(map(str, dict.fromkeys(pages or ())))
        groups[title] = DraftGroup(id=group_id, title=title, pages=span or None)
    return groups


def _pages(items: Sequence[Item]) -> tuple[int, int] | None:
    pages = [item.page for item in items if item.page]
    return (min(pages), max(pages)) if pages else None


_COLONS = {"fr": " : ", "en": ": "}
"""What is between a name and its text, by the language of the document."""
_ROWS = {"fr": "ligne", "en": "row"}
"""What a row of a sheet is called."""


def _items(
    items: Sequence[Item],
    groups: dict[str, DraftGroup],
    blocks: Sequence[TextBlock],
    language: str,
) -> tuple[DraftItem, ...]:
    keys = [f"{item.number}\0{item.title}\0{item.text}" for item in items]
    ids = ids_of([item.title for item in items], language, keys)
    colon = _COLONS.get(language, ": ")
    return tuple(
        DraftItem(
            id=item_id,
            title=item.title,
            number=item.number or None,
            text=item.text or None,
            group=groups[item.chapter].id if item.chapter else None,
            locator=_locator(item, blocks[item.at], language),
            page=item.page,
            details=tuple(f"{head}{colon}{text}" for head, text in item.details),
            shortened=item.shortened,
            follows=item.at == before,
            doubts=() if item.title else (Finding("no-title"),),
        )
        for item_id, item, before in zip(
            ids, items, [-1, *(item.end for item in items)], strict=False
        )
    )


def _locator(item: Item, block: TextBlock, language: str) -> str | None:
    if item.page is not None:
        return f"p. {item.page}"
    if block.line_number is not None:
        return f"{_ROWS.get(language, 'row')} {block.line_number}"
    return None


def _listed(ranked: Ranked) -> DraftList:
    return DraftList(
        how=str(ranked.candidate.how),
        word=ranked.candidate.shown,
        numbers=tuple(item.number for item in ranked.items),
        first=ranked.items[0].title,
        last=ranked.items[-1].title,
        pages=_pages(ranked.items),
    )


def language_of(blocks: Sequence[TextBlock]) -> str:
    """The known language with the most stop words; the first one if there are none."""
    words = Counter(word for block in blocks for word in block.line.lower().split())
    counts = {}
    for language in LABELS:
        known = lexicon_of(language).stop_words
        counts[language] = sum(words[word] for word in known)
    return max(counts, key=lambda language: counts[language])


LONGEST = 40
_WORD = re.compile(r"[A-Za-z0-9]+")


def slug(title: str, language: str) -> str:
    """The main words of a title as an id of up to 40 characters; else « item »."""
    words = _WORD.findall(without_accents(title).lower())
    stop_words = lexicon_of(language).stop_words
    main = [word for word in words if word not in stop_words] or words
    text = ""
    for word in main:
        longer = f"{text}-{word}" if text else word
        if text and len(longer) > LONGEST:
            break
        text = longer
    return as_id(text)[:LONGEST].strip("-") if text else "item"


def ids_of(
    titles: Sequence[str], language: str, keys: Sequence[str] | None = None
) -> list[str]:
    """An id for each title.

    Those that would be the same get -2, -3…, in the order of their ``keys``.

    Neither the order of the titles nor the other titles make a difference, unless two
    clash.
    """
    keys = titles if keys is None else keys
    ids = [slug(title, language) for title in titles]
    taken, firsts = set(map(same_id, ids)), set[str]()
    for index in sorted(range(len(ids)), key=lambda index: (keys[index], index)):
        base = ids[index]
        if same_id(base) in firsts:
            short = base[: LONGEST - 5].rstrip("-")
            numbered = (f"{short}-{count}" for count in itertools.count(2))
            ids[index] = next(id_ for id_ in numbered if same_id(id_) not in taken)
            taken.add(same_id(ids[index]))
        firsts.add(same_id(base))
    return ids
