"""Items in the rows of a table: which column holds what, by its heading or by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from jamplan.intake.reading.cleaning import clean
from jamplan.intake.reading.contents import Table
from jamplan.intake.reading.starts import GROUP_WORDS, ITEM_WORDS, labelled, numbered
from jamplan.text.folding import without_accents

FIELDS = ("number", "title", "text", "chapter", "page")
"""What a column can hold."""
# By heading, without accents; the first that a table has is taken.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "number": (
        "n",
        "no",
        "numero",
        "num",
        "numero d ordre",
        "ref",
        "reference",
        "code",
        "number",
        "id",
    ),
    "title": (
        *("intitule", "titre", "libelle", "title", "nom", "objet"),
        *("proposition", "propositions", "mesure", "mesures", "recommandation", "recommandations"),
        *("action", "actions", "engagement", "engagements", "preconisation", "preconisations"),
        *("proposal", "proposals", "measure", "measures", "recommendation", "recommendations"),
        *("orientation", "objectif", "demande", "demandes"),
    ),
    "text": (
        *("texte", "description", "descriptif", "detail", "details", "contenu", "text", "precisions"),
        *("resume", "expose", "explication", "commentaire", "commentaires", "modalites"),
    ),
    "chapter": (
        *("chapitre", "axe", "theme", "thematique", "priorite", "partie", "volet", "pilier"),
        *("chapter", "priority", "section", "domaine", "categorie", "rubrique", "orientation"),
        *("objectif", "objectif strategique"),
    ),
    "page": ("page", "pages", "p"),
}
_PLAIN = re.compile(r"[^a-z0-9]+")
_OF = re.compile(
    r"^(?:intitule|titre|libelle|numero|n|no|texte|description|title|number) "
    r"(?:de la |du |de l |des |d |of the )?"
)
_NUMBER_LIKE = re.compile(
    r"[A-Za-z]{0,3}[.\-]?\d{1,3}(?:[.\-]\d{1,3})*(?:\s?(?:bis|ter|quater))?\.?|[IVXLC]{1,6}\.?"
)
_NUMBER_OF = re.compile(
    r"(?:action|mesure|proposition|recommandation|preconisation|engagement|objectif|fiche(?: action)?"
    r"|item|proposal|measure|recommendation)s? (?:n|no|numero|num|number)"
)
"""« Action n° »."""
_HEADER_ROWS = 12
_TOTAL = re.compile(r"(?:sous )?total(?: .*)?|(?:sub ?)?total(?: .*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableItem:
    """A row that holds an item."""

    number: str | None
    title: str
    text: str | None
    chapter: str | None
    page: str | None
    row: int
    """Its place in the table, counted from 1."""
    sheet: str = ""
    unknown: bool = False
    """Whether a cell of it is a formula whose value the file does not hold."""


@dataclass(frozen=True, slots=True)
class TableItems:
    """The items of a table, and the headings of the columns that were left."""

    items: tuple[TableItem, ...]
    left: tuple[str, ...] = ()


class ColumnsError(Exception):
    """What ``--columns`` names is not there: the name, and the headings there are."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, tuple(known))
        self.name = name
        self.known = tuple(known)


def table_items(  # noqa: C901 - one case a row
    table: Table, wanted: Mapping[str, str] | None = None
) -> TableItems | None:
    """The items of a table; None where it is no list of items.

    ``wanted`` names the column of a field: by its heading, its letter or its place from 1. Raises
    :class:`ColumnsError` where there is none.
    """
    rows = [tuple(clean(cell) for cell in row) for row in table.rows]
    header, places = _wanted(rows, wanted) if wanted else _guessed(rows)
    if "title" not in places:
        return None
    found: list[TableItem] = []
    chapter = _over_headings(rows, header)
    width = max(map(len, rows))
    for place, row in enumerate(rows):
        if header is not None and (place <= header or row == rows[header]):
            continue
        cells = {name: row[at] if at < len(row) else "" for name, at in places.items()}
        lone = _lone(row) if width > 1 else ""
        if lone and _goes_on(row, lone, places):
            # The rest of a text that a page cuts.
            found[-1:] = [
                replace(each, text=f"{each.text or ''} {lone}".strip()) for each in found[-1:]
            ]
            continue
        if lone and not _NUMBER_LIKE.fullmatch(lone) and (cells["title"] != lone or "number" in places):
            # A row with one cell over all columns is a heading.
            chapter = lone
            continue
        if cells.get("chapter"):
            chapter = cells["chapter"]
        number, title = _number_and_title(cells)
        if number is None and _TOTAL.fullmatch(_folded(title)):
            continue
        unknown = any((place, at) in table.unknown for at in places.values())
        text = "\n".join(line for line in map(clean, _raw(table, place, places).split("\n")) if line)
        last = found[-1] if found else None
        if last is not None and number and title and (last.number, last.title) == (number, title):
            # One item over several rows, whose number and title span them.
            lines = list(dict.fromkeys([*(last.text or "").split("\n"), *text.split("\n")]))
            found[-1] = replace(last, text="\n".join(filter(None, lines)) or None)
        elif title or unknown:
            page = cells.get("page") or None
            found.append(
                TableItem(
                    number=number,
                    title=title,
                    text=text or None,
                    chapter=chapter,
                    page=page,
                    row=place + 1,
                    sheet=table.name,
                    unknown=unknown,
                )
            )
    if not found or (wanted is None and not _are_said(found)):
        return None
    used = set(places.values())
    headings = rows[header] if header is not None else ()
    left = [name for at, name in enumerate(headings) if at not in used and name]
    return TableItems(tuple(found), tuple(dict.fromkeys(left)))


def _lone(row: Sequence[str]) -> str:
    """What the only cell of a row says, or the one that spans all of it; empty where several speak."""
    filled = {cell for cell in row if cell}
    return filled.pop() if len(filled) == 1 else ""


def _goes_on(row: Sequence[str], lone: str, places: Mapping[str, int]) -> bool:
    """Whether the only cell of a row stands in the column of texts, behind that of titles."""
    at = row.index(lone)
    return at == places.get("text") and at > places["title"] and row.count(lone) == 1


def _over_headings(rows: Sequence[tuple[str, ...]], header: int | None) -> str | None:
    """The chapter that stands over the headings of a table's first part, « Axe 1 »."""
    above = [cell for cell in rows[header - 1] if cell] if header else []
    if header is None or len(set(above)) != 1:
        return None
    start = labelled(above[0])
    group = start is not None and start.word in GROUP_WORDS
    return above[0] if group or rows.count(rows[header]) > 1 else None


_SAID = re.compile(r"[^\W\d_]{3}")


def _are_said(items: Sequence[TableItem]) -> bool:
    """Whether titles have words, as those of a table of figures have not."""
    return 2 * sum(_SAID.search(item.title) is not None or item.unknown for item in items) >= len(items)


def is_number(cell: str) -> bool:
    """Whether a cell holds the number of an item and nothing else."""
    return _NUMBER_LIKE.fullmatch(cell) is not None


def is_sheet(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether a table is a sheet on one item: headings in the first column."""
    pairs = [row for row in rows if 2 <= len(row) <= _WIDEST_SHEET and row[0]]
    if len(pairs) < 2 or any(len(row[0]) > 60 for row in pairs):
        return False
    # « N° » again and again is over the numbers of a table's parts.
    known = len({_folded(row[0]) for row in pairs if sheet_field(row[0])})
    return known >= 2 and 3 * known >= len(pairs)


def sheet_field(heading: str) -> str | None:
    """What a row of a sheet holds, by its heading: « Intitulé », « Titre de la mesure »."""
    name = _folded(heading)
    if _NUMBER_OF.fullmatch(name):
        return "number"
    exact = (of for of, names in _HEADINGS.items() if of != "page" and name in names)
    more = (of for of, names in _HEADINGS.items() if any(_qualified(name, each) for each in names))
    return next(exact, None) or next((of for of in more if of != "page"), None)


_NOT_QUALIFIED = frozenset(
    "n no numero num number suivi suivie pilote realisee acceptee retenue chiffre".split()
)
_MOST_WORDS = 6
_WIDEST_SHEET = 4


def _qualified(heading: str, name: str) -> bool:
    """Whether a heading is a known one with more words: « Mesures proposées », « Axe stratégique »."""
    first, *more = heading.split() or [""]
    if not more or len(more) >= _MOST_WORDS or more[0] in _NOT_QUALIFIED or more[0][0].isdigit():
        return False
    return name in {first, first.removesuffix("s")}


def sheet_item(table: Table) -> TableItem | None:
    """The item of a table that is a sheet on one item and has its title; None for any other table."""
    rows = [tuple(clean(cell) for cell in row) for row in table.rows]
    if not is_sheet(rows):
        return None
    found: dict[str, str] = {}
    lines = []
    for row in rows:
        heading, said = row[0], " ".join(filter(None, row[1:]))
        label = labelled(heading)
        if label is not None and label.word in ITEM_WORDS and not label.title:
            found.setdefault("number", label.number)
            if said:
                found.setdefault("title", said)
            continue
        of = sheet_field(heading)
        if of in {"number", "title", "chapter"} and said and of not in found:
            found[of] = said
        elif said:
            lines.append(said if of == "text" else f"{heading} : {said}" if heading else said)
    if "title" not in found:
        return None
    number, title = _number_and_title({"number": found.get("number", ""), "title": found["title"]})
    return TableItem(
        number=number,
        title=title,
        text="\n".join(lines) or None,
        chapter=found.get("chapter"),
        page=None,
        row=1,
        sheet=table.name,
    )


def _raw(table: Table, row: int, places: Mapping[str, int]) -> str:
    at = places.get("text")
    cells = table.rows[row]
    return cells[at] if at is not None and at < len(cells) else ""


_SPACED = re.compile(r"(?<=[A-Za-z\d])\s*([.-])\s*(?=\d)")
"""« UI- 23 » is UI-23."""


def _number_and_title(cells: Mapping[str, str]) -> tuple[str | None, str]:
    number, title = cells.get("number", ""), cells["title"]
    if number:
        number = _SPACED.sub(r"\1", number)
        start = labelled(number) or numbered(number)
        number = start.number if start is not None and not start.title else number.rstrip(". ")
    else:
        start = labelled(title) or numbered(title)
        if start is not None and start.title and (start.word or start.separator.strip()):
            number, title = start.number, start.title
    return number or None, title


def _folded(heading: str) -> str:
    plain = without_accents(heading.replace("°", " ").replace("№", "n ")).lower()
    return _PLAIN.sub(" ", plain).strip()


def _wanted(
    rows: Sequence[tuple[str, ...]], wanted: Mapping[str, str]
) -> tuple[int | None, dict[str, int]]:
    """The columns that are named, and the row with their headings."""
    width = max((len(row) for row in rows), default=0)
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        headings = [_folded(cell) for cell in row]
        if all(_folded(name) in headings for name in wanted.values()):
            return place, {of: headings.index(_folded(name)) for of, name in wanted.items()}
    header, _ = _guessed(rows)
    places = {}
    for of, name in wanted.items():
        at = _by_position(name)
        headings = [_folded(cell) for cell in rows[header]] if header is not None else []
        if _folded(name) in headings:
            at = headings.index(_folded(name))
        if at is None or at >= width:
            known = rows[header] if header is not None else rows[0] if rows else ()
            raise ColumnsError(name, [cell for cell in known if cell])
        places[of] = at
    return header, places


def _by_position(name: str) -> int | None:
    if name.isdigit() and 0 < int(name) < 1000:
        return int(name) - 1
    if re.fullmatch(r"[A-Za-z]", name):
        return ord(name.upper()) - ord("A")
    return None


def _guessed(rows: Sequence[tuple[str, ...]]) -> tuple[int | None, dict[str, int]]:
    """The row with the headings, where there is one, and which column holds what."""
    for place, row in enumerate(rows[:_HEADER_ROWS]):
        if sum(1 for cell in row if cell) < 2 or any(len(cell) > 60 for cell in row):
            continue
        places = _by_heading(row, rows[place + 1 :])
        if "title" in places and not is_sheet(rows):
            return _with_lower(rows, place, places)
    return None, _by_content(rows)


def _with_lower(
    rows: Sequence[tuple[str, ...]], place: int, places: dict[str, int]
) -> tuple[int, dict[str, int]]:
    """The row with the headings and the columns; of two such rows, the lower one is the finer."""
    lower = _by_heading(rows[place + 1], rows[place + 2 :]) if place + 1 < len(rows) else {}
    if "title" not in lower or not {"number", "text"} & {*lower}:
        return place, places
    upper = {of: at for of, at in places.items() if of not in lower and at not in lower.values()}
    return place + 1, {**upper, **lower}


def _by_heading(row: Sequence[str], below: Sequence[tuple[str, ...]]) -> dict[str, int]:
    headings = [_folded(cell) for cell in row]
    places: dict[str, int] = {}
    for of, names in _HEADINGS.items():
        for name in names:
            at = next(
                (
                    at
                    for at, heading in enumerate(headings)
                    if at not in places.values() and heading and _same(heading, name, of)
                ),
                None,
            )
            if at is None:
                continue
            if (
                of == "title"
                and name not in {"intitule", "titre", "libelle", "title"}
                and _are_numbers(below, at)
            ):
                # « Mesure » over 1, 2, 3.
                places.setdefault("number", at)
                continue
            if of == "chapter" and not _are_titles(below, at, 8 if name[:5] == "prior" else 3):
                # « Priorité » over 1, 2, haute.
                continue
            places[of] = at
            break
    _add_qualified(headings, below, places)
    if "title" in places and "number" not in places:
        free = [at for at in range(len(row)) if at not in places.values()]
        numbers = [at for at in free if at < places["title"] and _are_numbers(below, at)]
        if numbers:
            places["number"] = numbers[0]
    return places


def _add_qualified(
    headings: Sequence[str], below: Sequence[tuple[str, ...]], places: dict[str, int]
) -> None:
    for of in ("title", "text", "chapter"):
        free = [at for at in range(len(headings)) if at not in places.values()]
        named = (
            at
            for name in _HEADINGS[of]
            for at in free
            if _qualified(headings[at], name) and _are_titles(below, at, 4)
        )
        if of not in places and (at := next(named, None)) is not None:
            places[of] = at


def _same(heading: str, name: str, of: str) -> bool:
    if heading == name or (name == of == "number" and _NUMBER_OF.fullmatch(heading)):
        return True
    short = _OF.match(heading)
    kinds = {"intitule": "title", "titre": "title", "libelle": "title", "title": "title"}
    if short is not None:
        first = heading.split(maxsplit=1)[0]
        kind = kinds.get(first, "number" if first in {"numero", "n", "no", "number"} else "text")
        return kind == of and name == first
    return False


def _are_numbers(rows: Sequence[tuple[str, ...]], at: int) -> bool:
    cells = [row[at] for row in rows if at < len(row) and row[at]]
    return bool(cells) and all(_NUMBER_LIKE.fullmatch(cell) for cell in cells)


def _are_titles(rows: Sequence[tuple[str, ...]], at: int, least: int) -> bool:
    """Whether the cells of a column are titles, of so many letters on average, rather than marks."""
    cells = [row[at] for row in rows if at < len(row) and row[at]]
    return sum(map(len, cells)) >= least * len(cells) and not _are_numbers(rows, at)


def _by_content(rows: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """Without headings: a column of numbers, and the first one of texts beside it."""
    whole = [row for row in rows if sum(1 for cell in row if cell) > 1]
    if len(whole) < 2:
        return {}
    width = min(len(row) for row in whole)
    for at in range(width - 1):
        cells = [row[at] for row in whole]
        alone = [start for cell in cells if (start := labelled(cell)) and not start.title]
        plain = [cell for cell in cells if _NUMBER_LIKE.fullmatch(cell) and re.search(r"\d", cell)]
        if len(alone) + len(plain) >= 0.8 * len(cells) and len({*cells}) > 0.8 * len(cells):
            places = {"number": at, "title": at + 1}
            if at + 2 < width and sum(len(row[at + 2]) for row in whole) > 40 * len(whole):
                places["text"] = at + 2
            return places
    return {}
