"""The lists in tables: rows below a head that names their columns."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from jamplan.documents.candidates import Columns, ListCandidate
from jamplan.documents.drafts import ColumnsError
from jamplan.documents.starts import How, Start, label, start
from jamplan.documents.textblocks import BlockKind, TextBlock, parted
from jamplan.language.folding import without_accents

_HEADS = {
    "number": re.compile(
        r"(?:n[°ºo]?|num(?:ero|ber)?|ref\w*|id|code|action id|#)\W*$", re.IGNORECASE
    ),
    "text": re.compile(
        r"(?:texte?|description|detail\w*|contenu|content|commentaire)\b", re.IGNORECASE
    ),
    "title": re.compile(
        r"(?:\w+ )?(?:recommandations?|recommendations?|mesures?|measures?"
        r"|propositions?|proposals?|actions?|titles?|titre|intitule|libelle|name of"
        r"|nom d|engagements?|commitments?|objet|regle"
        r"|critere|preconisations?)\b",
        re.IGNORECASE,
    ),
    "chapter": re.compile(
        r"(?:chapitre|chapter|axe|theme|thematique|section|partie|part|pilier|pillar|priorite|priority"
        r"|categor\w+|domaine|volet|objectif)\b",
        re.IGNORECASE,
    ),
    "page": re.compile(r"pages?\b", re.IGNORECASE),
}
"""How the heads of columns are called, by what they hold."""
_WHO_AND_WHEN = re.compile(
    r"(?:pilote|porteur|responsable|acteur|echeance|calendrier|delai|date|budget|cout|owner|lead|deadline"
    r"|timeline|timescale|due|when|who)s?\b|responsib",
    re.IGNORECASE,
)
"""Heads beside that of actions, which need no number then."""
_NUMBER_CELL = re.compile(
    # A day is no number: « 12/04/2021 », « 2021-04-12 ».
    r"(?!\d{1,2}[./-]\d{1,2}[./-]\d{4}$|\d{4}[./-]\d\d(?:[./-]\d\d)?$)"
    r"(?:(?:n\s?[°ºo]\s?)?[A-Za-z]{0,4}[.\- ]?\d{1,6}(?:[./-]\d{1,4})*[.)]?"
    r"|[A-Z]{2,}(?:[.-][A-Z0-9]+)+"
    # « 2026-R01 ».
    r"|\d{2,4}[.\-/][A-Z]{1,4}[.\-]?\d{1,4})"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def tables(blocks: Sequence[TextBlock]) -> list[list[int]]:
    """The tables of a document, as the places of their rows."""
    rows = (at for at, block in enumerate(blocks) if block.kind is BlockKind.ROW)
    return parted(rows, lambda _, at: blocks[at].level)


def cell(block: TextBlock, column: int | None) -> str:
    """The text of a cell; empty if the row is shorter."""
    return (
        block.cells[column] if column is not None and column < len(block.cells) else ""
    )


def table_lists(blocks: Sequence[TextBlock]) -> Iterator[ListCandidate]:
    """Tables whose head names a column of titles, or with numbers beside texts.

    Those with the same head are put together; a table without a head may be the rest of
    the one on the page before (en-nist600).
    """
    groups: dict[tuple[tuple[int, str], ...], tuple[Columns, list[int]]] = {}
    for columns, rows in _tables_with_columns(blocks):
        if columns.number is not None or columns.is_named:
            groups.setdefault(_names_of(columns), (columns, []))[1].extend(rows)
    for names, (columns, rows) in groups.items():
        entries = tuple(entries_of(blocks, rows, columns))
        if len(entries) > 1:
            shown = " ".join(name for _, name in names).strip()
            yield ListCandidate(
                how=How.COLUMNS, entries=entries, columns=columns, shown=shown
            )


def _tables_with_columns(
    blocks: Sequence[TextBlock],
) -> Iterator[tuple[Columns, list[int]]]:
    """The columns of each table that has any to take, and its rows below the head."""
    columns: Columns | None = None
    last = 0
    for rows in tables(blocks):
        # A sheet may have its own title above the heads.
        heads = ((_heads(blocks, at, rows[n:]), n) for n, at in enumerate(rows[:20], 1))
        named = next(((found, n) for found, n in heads if found), None)
        if named is not None:
            columns, first = named
        else:
            first = 0
            if columns is None or not _is_continued(blocks, last, rows[0]):
                columns = unnamed(blocks, rows, blocks[rows[0]].cells)
        last = rows[-1]
        if columns is not None:
            yield columns, rows[first:]


def _is_continued(blocks: Sequence[TextBlock], last: int, first: int) -> bool:
    """Whether a table goes on in one of the next page, with no heading between them."""
    is_next_page = blocks[first].page == (blocks[last].page or 0) + 1
    between = blocks[last:first]
    return is_next_page and all(
        block.kind is not BlockKind.HEADING for block in between
    )


def _names_of(columns: Columns) -> tuple[tuple[int, str], ...]:
    """How the columns of numbers and titles are called, from left to right."""
    places = sorted(n for n in (columns.number, columns.title) if n is not None)
    return tuple(
        (n, columns.heads[n] if n < len(columns.heads) else "") for n in places
    )


def unnamed(
    blocks: Sequence[TextBlock], rows: Sequence[int], heads: tuple[str, ...] = ()
) -> Columns | None:
    """The first column of numbers, if there is one, and the first one of texts."""
    width = max(len(blocks[row].cells) for row in rows)
    numbers = [n for n in range(width) if is_numeric(blocks, rows, n)]
    # A title has twelve letters or more: shorter cells are dates, sums and codes.
    lengths = [sum(len(cell(blocks[row], n)) for row in rows) for n in range(width)]
    titles = [
        n for n in range(width) if n not in numbers and lengths[n] >= 12 * len(rows)
    ]
    if not titles:
        return None
    number = next(iter(numbers), None)
    # A table without a head begins with an item.
    is_head = number is None or not any(map(_NUMBER_CELL.fullmatch, heads[number:][:1]))
    return Columns(
        number=number, title=titles[0], heads=heads if is_head else (), is_named=False
    )


def columns_at(
    blocks: Sequence[TextBlock],
    rows: Sequence[int],
    examples: tuple[Start, Start],
    heads: tuple[str, ...],
) -> Columns:
    """The columns of a table of which two examples have the title.

    The number is in a column in which both have one of the same shape; of several such
    columns, in that whose values repeat least.
    """
    first, last = (blocks[example.at] for example in examples)
    title = examples[0].cell or 0
    best, number = 0, None
    for column in range(max(len(first.cells), len(last.cells))):
        shapes = {_shape(cell(first, column)), _shape(cell(last, column))}
        values = {cell(blocks[row], column) for row in rows}
        if (
            column != title
            and len(shapes) == 1
            and "" not in shapes
            and len(values) > best
            and not all(map(_YEAR.fullmatch, values))
        ):
            best, number = len(values), column
    found: dict[str, Any] = {"title": title, "number": number}
    plain = [without_accents(text).strip() for text in heads]
    for part in ("text", "chapter", "page"):
        for column, head in enumerate(plain):
            if column not in found.values() and _HEADS[part].match(head):
                found[part] = column
                break
    return Columns(heads=heads, is_named=bool(heads), **found)


def _shape(text: str) -> str:
    """What the numbers of a list have in common; empty if a cell has none."""
    number = number_in(text)
    if not _NUMBER_CELL.fullmatch(number):
        return ""
    return re.sub(r"\d+", "0", re.sub(r"[A-Za-z]+", "A", number))


def has_number(row: TextBlock, column: int | None) -> bool:
    """Whether a cell has a number as items have them: « 12 », « R3 », no « IV »."""
    return bool(_shape(cell(row, column)))


def shapes_of(row: TextBlock, title: int | None) -> list[str]:
    """What an item of a table looks like: shapes of numbers, and if it has a title."""
    shapes = [_shape(text) for text in row.cells[: title or 0]]
    return [*shapes, str(bool(cell(row, title)))]


def number_in(text: str) -> str:
    """The number a cell has, or begins with behind a label: « Recommandation 12 »."""
    parsed = label(text)
    return parsed.number if parsed else _AROUND.sub(r"\1", text)


def is_total(row: TextBlock) -> bool:
    """Whether a row has « Total » and sums alone: it is of no item."""
    others = [text for text in row.cells if text and not _TOTAL.fullmatch(text)]
    is_first = any(map(_TOTAL.fullmatch, [text for text in row.cells if text][:1]))
    return is_first and not any(re.search(r"[^\W\d_]{3}", text) for text in others)


_TOTAL = re.compile(
    r"(?:(?:grand|sub|sous)[- ]?)?total(?: g[eé]n[eé]ral)?\W*", re.IGNORECASE
)
_AROUND = re.compile(r"^[\[(](.*)[\])]$|\.$")
"""The brackets around a number, or the point after it."""


def entries_of(
    blocks: Sequence[TextBlock], rows: Sequence[int], columns: Columns
) -> Iterator[Start]:
    """The rows with a title, and a number if most have one.

    A row with another kind of number, « I » or none, or with a title alone, names a
    chapter (fr-anssi-hygiene).
    """
    entries = [
        Start(
            at=row,
            number=number_in(cell(blocks[row], columns.number)),
            cell=columns.number,
        )
        for row in rows
        if cell(blocks[row], columns.title) and blocks[row].cells != columns.heads
        if not is_total(blocks[row])
    ]
    numbered = [entry for entry in entries if _NUMBER_CELL.fullmatch(entry.number)]
    filled = [entry for entry in entries if sum(map(bool, blocks[entry.at].cells)) > 1]
    opened = _opened(blocks, [entry.at for entry in filled], columns.title)
    return iter(numbered if 2 * len(numbered) > len(entries) else opened or filled)


def _opened(
    blocks: Sequence[TextBlock], rows: Iterable[int], column: int
) -> list[Start]:
    """How the cells of a column begin if each begins with a number: « 1. Créer… »."""
    filled = [row for row in rows if sum(map(bool, blocks[row].cells)) > 1]
    found = [(row, start(cell(blocks[row], column))) for row in filled]
    opened = [
        replace(one, at=at, cell=column)
        for at, one in found
        if one and one.how is How.NUMBERS
    ]
    return opened if len(opened) == len(filled) else []


def _heads(
    blocks: Sequence[TextBlock], at: int, below: Sequence[int]
) -> Columns | None:
    """The columns that a row names, if it names that of titles.

    A column of numbers has no titles, even if its name says so.
    """
    heads = [without_accents(text).strip() for text in blocks[at].cells]
    numeric = [
        column for column in range(len(heads)) if is_numeric(blocks, below, column)
    ]
    found = _named_columns(heads, numeric)
    if (title := found.get("title")) is None:
        return None
    is_sheet = blocks[at].page is None and len(heads) > 1
    is_plan = "number" in found or any(map(_WHO_AND_WHEN.match, heads))
    if not (is_sheet or is_plan or _opened(blocks, below, title)):
        return None
    before_title = (column for column in numeric if column < title)
    places: dict[str, Any] = {"number": next(before_title, None), **found}
    names = blocks[at].cells
    if below:
        names = _names_with(names, blocks[below[0]], title)
    return Columns(heads=blocks[at].cells, names=names, **places)


def _named_columns(heads: Sequence[str], numeric: Sequence[int]) -> dict[str, int]:
    """The columns by what their heads say that they hold, each for one thing."""
    found: dict[str, int] = {}
    for part, pattern in _HEADS.items():
        if part == "title":
            taken = {found.get("number"), *numeric}
        else:
            taken = {found.get("title")}
        for column, head in enumerate(heads):
            if column not in taken and pattern.match(head):
                found[part] = column
                break
    return found


def _names_with(
    names: tuple[str, ...], under: TextBlock, title: int
) -> tuple[str, ...]:
    """The names of columns, those that the row below a head divides with its names.

    « Début » and « Échéance » below « Calendrier ».
    """
    is_head = not cell(under, title) and not any(sign.isdigit() for sign in under.line)
    if is_head and any(not name and cell(under, n) for n, name in enumerate(names)):
        return tuple(cell(under, n) or name for n, name in enumerate(names))
    return names


def is_numeric(blocks: Sequence[TextBlock], rows: Sequence[int], column: int) -> bool:
    """Whether most cells of a column hold a number or a code of their own."""
    texts = [text for row in rows if (text := cell(blocks[row], column))]
    numbers = {text for text in texts if _NUMBER_CELL.fullmatch(text)}
    are_years = all(map(_YEAR.fullmatch, numbers))
    return len(numbers) > 2 and 2 * len(numbers) > len(texts) and not are_years


def by_columns(blocks: Sequence[TextBlock], names: Mapping[str, str]) -> ListCandidate:
    """The rows of tables whose heads a person names. Raises :class:`ColumnsError`."""
    wanted = {field: _folded(name) for field, name in names.items()}
    entries: list[Start] = []
    columns = None
    known: dict[str, str] = {}
    for rows in tables(blocks):
        heads = [_folded(text) for text in blocks[rows[0]].cells]
        known |= dict(zip(heads, blocks[rows[0]].cells, strict=True))
        if {*wanted.values()} <= {*heads}:
            places: dict[str, Any] = {
                field: heads.index(name) for field, name in wanted.items()
            }
            columns = Columns(heads=blocks[rows[0]].cells, **places)
            entries += entries_of(blocks, rows[1:], columns)
    if columns is None:
        lacking = [name for name in names.values() if _folded(name) not in known]
        raise ColumnsError([*lacking, *names.values()][0], [*known.values()])
    return ListCandidate(how=How.COLUMNS, entries=tuple(entries), columns=columns)


def _folded(text: str) -> str:
    return " ".join(without_accents(text).lower().split())
