"""Lists in tables and sheets: a column of titles, and the numbers beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jamplan.documents.itemlists import Columns, Entry, How, ListCandidate, extend
from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.language.folding import without_accents

_NUMBER_HEADS = re.compile(r"(?:n[°ºo]?|num(?:ero|ber)?|ref\w*|id|code|action id|#)\W*$", re.IGNORECASE)
_TITLE_HEADS = re.compile(
    r"(?:\w+ )?(?:recommandations?|recommendations?|mesures?|measures?|propositions?|proposals?"
    r"|actions?|titles?|titre|intitule|libelle|name|nom|engagements?|commitments?|objet|regle|critere"
    r"|preconisations?)\b",
    re.IGNORECASE,
)
_TEXT_HEADS = re.compile(
    r"(?:texte?|description|detail\w*|contenu|content|commentaire)\b", re.IGNORECASE
)
_CHAPTER_HEADS = re.compile(
    r"(?:chapitre|chapter|axe|theme|thematique|section|partie|part|pilier|pillar|priorite|priority"
    r"|categor\w+|domaine|volet|objectif)\b",
    re.IGNORECASE,
)
_PAGE_HEADS = re.compile(r"pages?\b", re.IGNORECASE)
_NUMBER_CELL = re.compile(
    r"(?:n\s?[°ºo]\s?)?[A-Za-z]{0,4}[.\- ]?\d{1,3}(?:[./-]\d{1,4})*[.)]?|[A-Z]{2,}(?:[.-][A-Z0-9]+)+"
)


def tables(blocks: Sequence[TextBlock]) -> list[list[int]]:
    """The tables of a document, as the places of their rows."""
    result: list[list[int]] = []
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.ROW:
            if block.level or not result:
                result.append([])
            result[-1].append(at)
    return result


def cell(block: TextBlock, column: int | None) -> str:
    """The text of a cell; empty if the row is shorter."""
    return block.cells[column] if column is not None and column < len(block.cells) else ""


def table_lists(blocks: Sequence[TextBlock]) -> Iterator[ListCandidate]:
    """Tables whose head names a column of titles, or that have a column of numbers beside one of texts.

    Those with the same head are put together, unless they have the same numbers.
    """
    groups: list[tuple[tuple[str, ...], list[int], set[str]]] = []
    for rows in tables(blocks):
        # A sheet may have its own title above the heads (fr-lu-audit-simplifie).
        heads = (at for at in rows[:20] if _heads(blocks, at, ()).is_named)
        start = next(heads, rows[0])
        head = blocks[start].cells
        numbers = {text for at in rows for text in blocks[at].cells[:2] if _NUMBER_CELL.fullmatch(text)}
        same = next((group for group in groups if group[0] == head and not group[2] & numbers), None)
        if same:
            same[1].extend(at for at in rows if at > start)
            same[2].update(numbers)
        else:
            groups.append((head, list(rows), numbers))
    for head, rows, _ in groups:
        if candidate := _named(blocks, rows) or _unnamed(blocks, rows):
            columns = candidate.columns or Columns()
            named = {columns.number, columns.title}
            texts = [text for column, text in enumerate(head) if column in named]
            # A table without a head begins with an item.
            is_head = blocks[candidate.entries[0].at].cells != head
            yield replace(candidate, shown=" ".join(texts) if is_head else "")


def _named(blocks: Sequence[TextBlock], rows: Sequence[int]) -> ListCandidate | None:
    """The rows below a head that names the titles, and, in print, the numbers too."""
    for place, at in enumerate(rows[:20]):
        columns = _heads(blocks, at, rows[place + 1 :])
        is_sheet = blocks[at].page is None and len(blocks[at].cells) > 1
        if columns.title is not None and (columns.number is not None or is_sheet):
            break
    else:
        return None
    entries = [
        Entry(at=row, number=cell(blocks[row], columns.number), cell=columns.number)
        for row in rows[place + 1 :]
        if cell(blocks[row], columns.title)
    ]
    # A row with another kind of number, « I » or none, names a chapter (fr-anssi-hygiene, fr-rgesn24).
    numbered = [entry for entry in entries if _NUMBER_CELL.fullmatch(entry.number)]
    if 2 * len(numbered) > len(entries):
        entries = numbered
    if len(entries) < 2:
        return None
    return ListCandidate(how=How.COLUMNS, entries=tuple(entries), columns=columns)


def _heads(blocks: Sequence[TextBlock], at: int, below: Sequence[int]) -> Columns:
    """The columns that a row names, if it is a head.

    A column of numbers is none of titles, whatever its name (fr-lu-audit-simplifie); the numbers may be
    beside the column that is named for them, where a head covers both (fr-rgesn24).
    """
    heads = [without_accents(text).strip() for text in blocks[at].cells]
    numeric = [column for column in range(len(heads)) if _is_numeric(blocks, below, column)]

    def named(pattern: re.Pattern[str], others: Sequence[int | None] = ()) -> int | None:
        places = (n for n, head in enumerate(heads) if n not in others and pattern.match(head))
        return next(places, None)

    number, text = named(_NUMBER_HEADS), named(_TEXT_HEADS)
    title = named(_TITLE_HEADS, [number, *numeric])
    is_sheet = blocks[at].page is None
    if title is not None and number not in numeric and (is_sheet or number is not None):
        number = next((column for column in numeric if column < title), number)
    return Columns(
        number=number,
        title=title,
        text=(text,) if text is not None else (),
        chapter=named(_CHAPTER_HEADS, [title]),
        page=named(_PAGE_HEADS),
        is_named=title is not None,
    )


def _is_numeric(blocks: Sequence[TextBlock], rows: Sequence[int], column: int) -> bool:
    """Whether most cells of a column hold a number or a code of their own."""
    texts = [text for row in rows if (text := cell(blocks[row], column))]
    numbers = {text for text in texts if _NUMBER_CELL.fullmatch(text)}
    return len(numbers) > 2 and 2 * len(numbers) > len(texts)


def _unnamed(blocks: Sequence[TextBlock], rows: Sequence[int]) -> ListCandidate | None:
    """The rows with the longest run of numbers in one column, beside a column of texts."""
    width = max(len(blocks[at].cells) for at in rows)
    options = [_run(blocks, rows, column) for column in range(min(6, width))]
    return max(filter(None, options), key=lambda option: len(option.entries), default=None)


def _run(blocks: Sequence[TextBlock], rows: Sequence[int], column: int) -> ListCandidate | None:
    runs: list[list[Entry]] = []
    for at in rows:
        text = cell(blocks[at], column)
        if re.fullmatch(r"(?:n\s?[°ºo]\s?)?\d{1,3}[.)]?", text):
            extend(runs, Entry(at=at, number=re.sub(r"\D", "", text), cell=column), blocks)
    run = max(runs, key=len, default=[])
    if len(run) < 3:
        return None
    before = [at for at in rows if at < run[0].at][-20:]
    heads = (_heads(blocks, at, [entry.at for entry in run]) for at in reversed(before))
    columns = next((columns for columns in heads if columns.is_named), Columns())
    if columns.title is None:
        texts = [column for column in range(10) if _mean_length(blocks, run, column) >= 12]
        # A title has twelve letters or more: shorter cells are dates, sums and codes.
        title = next((other for other in texts if other != column), None)
        if title is None:
            return None
        columns = replace(columns, title=title)
    return ListCandidate(how=How.COLUMNS, entries=tuple(run), columns=replace(columns, number=column))


def _mean_length(blocks: Sequence[TextBlock], entries: Sequence[Entry], column: int) -> float:
    return sum(len(cell(blocks[entry.at], column)) for entry in entries) / len(entries)
