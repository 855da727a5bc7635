"""Edited tables compared with those that an export would give now: what was edited, and nothing else.

Rows are recognised by their keys, wherever they stand; cells are compared one by one. What differs only
as a spreadsheet makes it differ is no edit (see :mod:`jamplan.intake.edits.habits`).
``docs/spreadsheet.md`` has the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jamplan.corpus import Corpus
from jamplan.intake.edits.applying import Add, Edit, Put, Swap, Take
from jamplan.intake.edits.habits import (
    FALSE,
    TRUE,
    canonical,
    is_habit,
    iso_date,
    lost_its_end,
    narrowed,
    number,
    plain,
    restored,
)
from jamplan.intake.edits.spreadsheets import Given, Sheet, SheetRow
from jamplan.sheets import Cell, Column, Kind, Table, split_details
from jamplan.text.formulas import with_mark, without_mark
from jamplan.text.nearest import nearest
from jamplan.yamledit import Path

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """Where the records of a table stand, and which columns say which record a row is.

    ``names`` are part of the record, ``places`` are not: they say what it belongs to. A table without
    ``names`` has records that are known by what they say alone.
    """

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


SPECS: Mapping[str, Spec] = {
    "actors": Spec(("id",)),
    "sources": Spec(("id",)),
    "documents": Spec((), ("document",)),
    "declared": Spec((), ("document",)),
    "labels": Spec(("of", "language"), ("document",)),
    "chapters": Spec(("id",)),
    "priorities": Spec(("id",)),
    "proposals": Spec(("id",)),
    "measures": Spec(("id",)),
    "follow_ups": Spec((), ("measure", "row")),
    "links": Spec(("proposal", "measure", "claimed_by")),
    "verdicts": Spec(("proposal", "claimed_by")),
    "dismissals": Spec(("proposal", "measure", "by")),
    "claims": Spec((), ("row",)),
    "searches": Spec(),
    "readings": Spec((), ("reading", "measure")),
    "evidence": Spec((), ("of", "proposal", "measure", "priority", "claimed_by", "row")),
}
"""The tables that are read; what they rest on comes before what belongs to it."""
_SEVERAL = {"declared", "searches", "evidence"}
"""Tables in which several rows can have the same key."""
_FIXED = {"documents", "readings"}
"""Tables to which no row can be added."""
_FILES = {
    "actors": "sources.yaml",
    "sources": "sources.yaml",
    "chapters": "proposals.yaml",
    "proposals": "proposals.yaml",
    "priorities": "plan.yaml",
    "measures": "plan.yaml",
}
_LISTS = {"sources"}
"""Columns that hold ids with spaces between."""
_DEFAULTS = {
    "title_basis": "official",
    "attribution": "explicit",
    "extent": "unstated",
    "language": "fr",
}
"""What a column says where the file says nothing."""
_FIRST = ("id", "number", "number_inferred", "chapter", "chapter_inferred", "priority")


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell that was edited. ``row`` is its number in the file; None: the cell is empty."""

    table: str
    row: int
    record: str
    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowAdded:
    """A row that is a new record, and its cells that hold something."""

    table: str
    row: int
    record: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RowMissing:
    """A record whose row is not there; ``removed`` where that was asked for."""

    table: str
    record: str
    removed: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know. ``code`` is one that :mod:`jamplan.reports.spreadsheet` has words for."""

    code: str
    table: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell or a row that cannot be read. ``code`` is that of a finding."""

    code: str
    file: str
    row: int
    column: str | None
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The cell, or the row, that a value of a file comes from."""

    file: str
    path: Path
    sheet: str
    row: int
    column: str | None
    columns: tuple[str, ...] = ()
    """Of a whole row, the columns that it fills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEdits:
    """What edited tables make of a corpus."""

    read: tuple[str, ...]
    """The tables that were read."""
    cells: tuple[CellEdit, ...]
    added: tuple[RowAdded, ...]
    missing: tuple[RowMissing, ...]
    remarks: tuple[Remark, ...]
    problems: tuple[Problem, ...]
    edits: tuple[Edit, ...]
    origins: tuple[Origin, ...]
    behind: tuple[str, ...]
    """The files that have changed since the export."""
    dated: bool
    """Whether the tables say which state of the files they were made of."""
    computed: int
    """How many cells of computed columns are not what follows from the files."""


def compare(
    corpus: Corpus,
    current: Sequence[Table],
    sheets: Sequence[Sheet],
    *,
    remove_missing: bool = False,
) -> TableEdits:
    """What was edited in tables, given those that an export of the corpus gives now.

    A record whose row is missing stays, unless ``remove_missing``.
    """
    return _Comparing(corpus, current, remove_missing=remove_missing).made(sheets)


@dataclass(slots=True)
class _Record:
    """A record on record: its row of the table, and where it stands."""

    cells: Mapping[str, Cell]
    file: str
    owner: Path
    key: str
    index: int

    @property
    def path(self) -> Path:
        return (*self.owner, self.key, self.index) if self.index >= 0 else (*self.owner, self.key)


@dataclass(slots=True)
class _Row:
    """A row of a sheet, its cells by the names of their columns."""

    sheet: Sheet
    row: SheetRow
    cells: Mapping[str, Given]

    @property
    def number(self) -> int:
        return self.row.number


class _Comparing:
    """One comparison, while it is made."""

    def __init__(self, corpus: Corpus, current: Sequence[Table], *, remove_missing: bool) -> None:
        self.corpus = corpus
        self.current = {table.name: table for table in current}
        self.remove_missing = remove_missing
        self.cells: list[CellEdit] = []
        self.added: list[RowAdded] = []
        self.missing: list[RowMissing] = []
        self.remarks: list[Remark] = []
        self.problems: list[Problem] = []
        self.edits: list[Edit] = []
        self.origins: list[Origin] = []
        self.computed: dict[str, int] = defaultdict(int)
        self.fresh: dict[tuple[str, Key], dict[str, Any]] = {}
        self.lengths: dict[tuple[str, Path, str], int] = defaultdict(int)
        self.gone: set[tuple[str, Path]] = set()

    def made(self, sheets: Sequence[Sheet]) -> TableEdits:
        by_name: dict[str, Sheet] = {}
        for sheet in sheets:
            name = self._recognised(sheet)
            if name not in self.current and name not in SPECS:
                near = ", ".join(nearest(name, SPECS, limit=1))
                self._remark("unknown-table", sheet.name, near=near)
            if by_name.setdefault(name, sheet) is not sheet and name in SPECS:
                self._remark("table-repeated", sheet.name)
        read = [name for name in SPECS if name in by_name and name in self.current]
        for name in read:
            self._table(name, by_name[name])
        digests = _digests(by_name.get("about"))
        for (table, column), count in self._counts():
            self._remark("computed", table, column=column, count=str(count))
        return TableEdits(
            read=tuple(read),
            cells=tuple(self.cells),
            added=tuple(self.added),
            missing=tuple(self.missing),
            remarks=tuple(self.remarks),
            problems=tuple(self.problems),
            edits=tuple(self.edits),
            origins=tuple(self.origins),
            behind=tuple(
                name
                for name, digest in self.corpus.digests.items()
                if digests.get(name, digest) != digest
            ),
            dated=bool(digests),
            computed=sum(self.computed.values()),
        )

    def _recognised(self, sheet: Sheet) -> str:
        """The table that a sheet is: by its name, else by its columns, where they are those of one."""
        name = sheet.name.strip().lower()
        if name in self.current or name in SPECS:
            return name
        header = {each for each in sheet.header if each}
        alike = [
            each
            for each in SPECS
            if each in self.current and {column.name for column in self.current[each].columns} == header
        ]
        return alike[0] if len(alike) == 1 else name

    def _counts(self) -> Iterator[tuple[tuple[str, str], int]]:
        for name, count in self.computed.items():
            table, _dot, column = name.partition(".")
            yield (table, column), count

    # One table

    def _table(self, name: str, sheet: Sheet) -> None:
        table, spec = self.current[name], SPECS[name]
        columns = {column.name: column for column in table.columns}
        places: dict[str, int] = {}
        for place, header in enumerate(sheet.header):
            if header in columns:
                places.setdefault(header, place)
            elif header or any(_at(row, place) not in {None, ""} for row in sheet.rows):
                near = ", ".join(nearest(header, columns, limit=1)) if header else ""
                self._remark("unknown-column", name, column=header or str(place + 1), near=near)
        needed = [each for each in (*spec.names, *spec.places) if each not in places]
        if needed and (sheet.rows or not places):
            details = {"columns": ", ".join(needed)}
            self._problem("table-without-column", sheet, 1, None, **details)
            return
        absent = [each.name for each in table.columns if not each.computed and each.name not in places]
        if absent and sheet.rows:
            self._remark("column-missing", name, columns=", ".join(absent))
        rows = [
            _Row(sheet, row, {each: _at(row, place) for each, place in places.items()})
            for row in sheet.rows
        ]
        rows = [row for row in rows if any(plain(cell).strip() for cell in row.cells.values())]
        records = list(self._records(name, table))
        pairs, new, lost = self._aligned(name, spec, columns, records, rows)
        for record, row in pairs:
            self._compared(name, spec, columns, record, row)
        for row in new:
            self._new(name, spec, columns, row, lost)
        for record in lost:
            self._lost(name, spec, record)

    def _aligned(
        self,
        name: str,
        spec: Spec,
        columns: Mapping[str, Column],
        records: list[_Record],
        rows: list[_Row],
    ) -> tuple[list[tuple[_Record, _Row]], list[_Row], list[_Record]]:
        """Records with their rows; rows that are none's; records that have none."""
        keys = (*spec.names, *spec.places)
        exact: dict[Key, list[_Record]] = defaultdict(list)
        for record in records:
            exact[tuple(_text(record.cells[key]) for key in keys)].append(record)
        groups: dict[Key, list[_Row]] = defaultdict(list)
        for row in rows:
            key = tuple(canonical(plain(row.cells.get(each))) for each in keys)
            groups[self._as_on_record(key, exact, row, keys)].append(row)
        pairs: list[tuple[_Record, _Row]] = []
        new: list[_Row] = []
        for key, group in groups.items():
            known = exact.get(key, [])
            if len(group) > 1 and name not in _SEVERAL and (known or key[-1:] != ("",)):
                shown = ", ".join(str(row.number) for row in group)
                details = {"key": _label(key), "rows": shown}
                self._problem("row-repeated", group[1].sheet, group[1].number, None, **details)
                continue
            found, more = self._matched(keys, columns, known, group)
            pairs += found
            new += more
        matched = {id(record) for record, _row in pairs}
        repeated = {id(row) for row in new} | {id(row) for _record, row in pairs}
        broken = any(id(row) not in repeated for row in rows)
        lost = [] if broken else [record for record in records if id(record) not in matched]
        order = {id(row): place for place, row in enumerate(rows)}
        return pairs, sorted(new, key=lambda row: order[id(row)]), lost

    def _as_on_record(
        self, key: Key, exact: Mapping[Key, list[_Record]], row: _Row, names: Sequence[str]
    ) -> Key:
        """A row's key, or the one on record that a spreadsheet has made it of."""
        if key in exact or not names:
            return key
        near = [
            each
            for each in exact
            if all(
                one == other or self._habitual(one, row.cells.get(name), other, row.sheet)
                for one, other, name in zip(each, key, names, strict=True)
            )
        ]
        if len(near) != 1:
            return key
        for one, other, name in zip(near[0], key, names, strict=True):
            if not _as_exported(one, other, row.sheet):
                self._remark(
                    "habit", row.sheet.name, column=name, row=str(row.number), kept=one, cell=other
                )
        return near[0]

    @staticmethod
    def _habitual(text: str, given: Given, shown: str, sheet: Sheet) -> bool:
        return is_habit(text, given) or _as_exported(text, shown, sheet)

    def _matched(
        self,
        keys: Sequence[str],
        columns: Mapping[str, Column],
        records: list[_Record],
        rows: list[_Row],
    ) -> tuple[list[tuple[_Record, _Row]], list[_Row]]:
        """Rows of one key with its records: the same first, then the most alike, then in order."""
        if len(records) == len(rows) == 1:
            return [(records[0], rows[0])], []
        pairs: list[tuple[_Record, _Row]] = []
        free, left = list(enumerate(records)), list(enumerate(rows))
        names = [name for name, column in columns.items() if not column.computed]

        def alike(record: _Record, row: _Row) -> int:
            """How many cells that hold something are the same; those of the key are in any case."""
            return sum(
                bool(plain(row.cells[name]).strip()) and self._same(columns[name], record, row, name)
                for name in names
            )

        names = [each for each in names if each in rows[0].cells and each not in keys] if rows else []
        for least in range(len(names), 0, -1):
            for place, row in list(left):
                found = [each for each in free if alike(each[1], row) == least]
                if found:
                    # Of several that are the same, the one that stands where the row does.
                    match = min(found, key=lambda each: (each[0] != place, each[0]))
                    pairs.append((match[1], row))
                    free.remove(match)
                    left.remove((place, row))
        rest = [row for _place, row in left]
        if len(free) == len(rest):
            return [*pairs, *zip((record for _place, record in free), rest, strict=True)], []
        return pairs, rest

    def _same(self, column: Column, record: _Record, row: _Row, name: str) -> bool:
        return self._edited(column, record.cells[name], row, name) is None

    # Cells

    def _edited(  # noqa: PLR0911 - one way out a kind of cell
        self, column: Column, cell: Cell, row: _Row, name: str
    ) -> str | None:
        """The new text of a cell; None where it was not edited. An empty one is an empty text."""
        given = row.cells[name]
        before, after = _text(cell), canonical(plain(given))
        if column.kind is Kind.FLAG:
            after = "true" if after.lower() in TRUE else "" if after.lower() in FALSE else after
            return None if after == before else after
        marked = row.sheet.workbook and with_mark(without_mark(after)) == after
        if marked and canonical(before) != after:
            # A CSV that was saved as a workbook still has its marks.
            after = without_mark(after)
        if column.name in _LISTS:
            before, after = " ".join(before.split()), " ".join(after.split())
        if canonical(before) == after or (not after and _DEFAULTS.get(name) == before):
            return None
        if _as_exported(before, after, row.sheet):
            return None
        if is_habit(before, given):
            return None
        if column.kind is Kind.NUMBER:
            found = number(after)
            return plain(found) if found is not None else after
        if column.kind is Kind.DATE:
            return iso_date(after, day_first=row.sheet.european)
        return restored(before, after, narrow=row.sheet.narrow)

    def _compared(
        self,
        name: str,
        spec: Spec,
        columns: Mapping[str, Column],
        record: _Record,
        row: _Row,
    ) -> None:
        keys = {*spec.names, *spec.places}
        read: dict[str, str] = {}
        label = _label(tuple(_text(record.cells[key]) for key in (*spec.names, *spec.places)))
        for column in columns.values():
            if column.name not in row.cells or column.name in keys:
                continue
            cell = record.cells[column.name]
            after = self._edited(column, cell, row, column.name)
            if column.computed:
                self.computed[f"{name}.{column.name}"] += after is not None
                if not self.computed[f"{name}.{column.name}"]:
                    del self.computed[f"{name}.{column.name}"]
                continue
            if after is None:
                self._say_habit(name, column, cell, row)
                continue
            if self._unsound(column, cell, row):
                continue
            before = _text(cell)
            edit = CellEdit(name, row.number, label, column.name, before or None, after or None)
            self.cells.append(edit)
            if column.name.startswith("read_"):
                read[column.name] = after
            else:
                self._change(record, column.name, before, after, row)
        if read:
            self._change_read(record, read, row)

    def _say_habit(self, name: str, column: Column, cell: Cell, row: _Row) -> None:
        before, shown = _text(cell), canonical(plain(row.cells[column.name]))
        typed = column.kind in {Kind.FLAG, Kind.NUMBER} or column.name in _LISTS
        if typed or not shown or _as_exported(before, shown, row.sheet):
            return
        details = {"column": column.name, "row": str(row.number), "kept": before, "cell": shown}
        self._remark("habit", name, **details)

    def _unsound(self, column: Column, cell: Cell, row: _Row) -> bool:
        """Whether a cell that was edited cannot be taken: a formula without a value, a text cut."""
        place = row.sheet.header.index(column.name)
        shown = plain(row.cells[column.name])
        if place in row.row.formulas and (not shown or shown.startswith("#")):
            self._problem("cell-formula", row.sheet, row.number, column.name)
            return True
        if lost_its_end(canonical(_text(cell)), canonical(shown)):
            self._problem("cell-cut", row.sheet, row.number, column.name)
            return True
        return False

    def _change(self, record: _Record, column: str, before: str, after: str, row: _Row) -> None:
        path = record.path
        if column == "details":
            self._texts(record.file, path, column, (split_details(before), _sub_measures(after)), row)
        elif column in _LISTS:
            self._texts(record.file, path, column, (before.split(), after.split()), row)
        else:
            self._put(Put(record.file, path, {column: after or None}), row, column)

    def _change_read(self, record: _Record, changes: Mapping[str, str], row: _Row) -> None:
        """The texts that a decision was taken on, which stand in a record of their own."""
        old = {name: _text(cell) for name, cell in record.cells.items() if name.startswith("read_")}
        new = {name.removeprefix("read_"): text for name, text in (old | dict(changes)).items() if text}
        values = {name.removeprefix("read_"): text or None for name, text in changes.items()}
        if new and any(old.values()):
            self.edits.append(Put(record.file, (*record.path, "read"), values))
        else:
            self.edits.append(Put(record.file, record.path, {"read": new or None}))
        for name in changes:
            where = (*record.path, "read", name.removeprefix("read_"))
            self._from(record.file, where if changes[name] else record.path, row, name)

    def _texts(
        self,
        file: str,
        path: Path,
        key: str,
        texts: tuple[Sequence[str], Sequence[str]],
        row: _Row,
    ) -> None:
        """A list of texts: those that changed, or that were added at its end; else all."""
        before, after = texts
        if before and len(before) == len(after):
            for place, (old, new) in enumerate(zip(before, after, strict=True)):
                if old != new:
                    self.edits.append(Swap(file, path, key, place, new, old))
            self._from(file, (*path, key), row, key)
        elif before and list(after[: len(before)]) == list(before):
            for text in after[len(before) :]:
                self.edits.append(Add(file, path, key, text))
            self._from(file, (*path, key), row, key)
        else:
            self._put(Put(file, path, {key: list(after) or None}), row, key)

    def _put(self, edit: Put, row: _Row, column: str) -> None:
        (key, value), *_rest = edit.values.items()
        self.edits.append(edit)
        self._from(edit.file, edit.path if value is None else (*edit.path, key), row, column)

    def _from(self, file: str, path: Path, row: _Row, column: str | None) -> None:
        whole = tuple(row.cells) if column is None else ()
        self.origins.append(Origin(file, path, _named(row.sheet), row.number, column, whole))

    # Rows that come and go

    def _new(
        self,
        name: str,
        spec: Spec,
        columns: Mapping[str, Column],
        row: _Row,
        lost: Sequence[_Record],
    ) -> None:
        keys = (*spec.names, *spec.places)
        key = tuple(canonical(plain(row.cells.get(each))) for each in keys)
        cells: dict[str, str] = {}
        for column in columns.values():
            if column.computed or column.name not in row.cells:
                continue
            if self._unsound(column, None, row):
                return
            text = self._edited(column, None, row, column.name)
            if text:
                cells[column.name] = text
        if not cells:
            return
        if name in _FIXED:
            self._problem("row-cannot-be-added", row.sheet, row.number, None, table=name)
            return
        held = {each: text for each, text in cells.items() if each not in spec.places}
        record = _as_record(held, spec.names)
        if not self._placed(name, key, record, row):
            return
        self.added.append(RowAdded(name, row.number, _label(key), tuple(cells.items())))
        for other in lost:
            same = all(
                self._edited(columns[each], other.cells[each], row, each) is None
                for each in columns
                if each in row.cells and each not in keys and not columns[each].computed
            )
            if same and len(cells) > len(keys):
                old = _label(tuple(_text(other.cells[each]) for each in keys))
                self._remark("key-changed", name, before=old, after=_label(key))

    def _placed(self, name: str, key: Key, record: dict[str, Any], row: _Row) -> bool:
        """Put a new record where it belongs; or note that there is no such place."""
        if name in {"declared", "labels", "follow_ups", "evidence"}:
            owner, field_name = self._owner(name, key)
            if owner is None:
                details = {"owner": _label(key)}
                self._problem("row-without-owner", row.sheet, row.number, None, **details)
                return False
            if isinstance(owner, dict):
                owner.setdefault(field_name, []).append(record)
                self._remember(name, key, owner, record)
                return True
            file, path = owner
            self.fresh[name, key] = record
            self.edits.append(Add(file, path, field_name, record))
            length = self._length(file, path, field_name)
            if name == "follow_ups":
                self.fresh[name, (key[0], str(length + 1))] = record
            self._from(file, (*path, field_name, length), row, None)
            self.lengths[file, path, field_name] += 1
            return True
        file = _FILES.get(name, "links.yaml")
        self.fresh[name, key] = record
        if name == "claims":
            self.fresh[name, (str(self._length(file, (), name) + 1),)] = record
        self.edits.append(Add(file, (), name, record))
        self._from(file, (name, self._length(file, (), name)), row, None)
        self.lengths[file, (), name] += 1
        return True

    def _remember(self, name: str, key: Key, owner: dict[str, Any], record: dict[str, Any]) -> None:
        """Let a new follow-up be found by its place, for its own evidence."""
        if name == "follow_ups":
            self.fresh[name, (key[0], str(len(owner["follow_ups"])))] = record

    def _length(self, file: str, path: Path, key: str) -> int:
        """How many records a list has, with those that are new."""
        on_record = sum(
            each.file == file and each.owner == path and each.key == key for each in self.all_records
        )
        return on_record + self.lengths[file, path, key]

    def _owner(self, name: str, key: Key) -> tuple[dict[str, Any] | tuple[str, Path] | None, str]:
        """The record that a new one belongs to, on record or new itself; and the key of its list."""
        if name in {"declared", "labels"}:
            file = {"proposals": "proposals.yaml", "plan": "plan.yaml"}.get(key[-1])
            return (None if file is None else (file, ("document",))), name
        if name == "follow_ups":
            return self._found("measures", (key[0],)), "follow_ups"
        of, proposal, measure, priority, claimed_by, place = key
        wanted: Mapping[str, tuple[str, Key]] = {
            "proposal": ("proposals", (proposal,)),
            "priority": ("priorities", (priority,)),
            "measure": ("measures", (measure,)),
            "follow_up": ("follow_ups", (measure, place)),
            "link": ("links", (proposal, measure, claimed_by)),
            "verdict": ("verdicts", (proposal, claimed_by)),
            "claim": ("claims", (place,)),
        }
        return (self._found(*wanted[of]) if of in wanted else None), "evidence"

    def _found(self, name: str, key: Key) -> dict[str, Any] | tuple[str, Path] | None:
        fresh = self.fresh.get((name, key))
        if fresh is not None:
            return fresh
        record = self.by_key.get((name, key))
        return None if record is None else (record.file, record.path)

    def _lost(self, name: str, spec: Spec, record: _Record) -> None:
        keys = (*spec.names, *spec.places)
        label = _label(tuple(_text(record.cells[each]) for each in keys))
        removed = self.remove_missing and name not in _FIXED
        if any((record.file, record.path[:end]) in self.gone for end in range(1, len(record.path))):
            # It goes with what it belongs to.
            return
        self.missing.append(RowMissing(name, label or _first(record), removed))
        if removed:
            self.gone.add((record.file, record.path))
            self.edits.append(Take(record.file, record.owner, record.key, record.index))

    # The records of a table

    @cached_property
    def all_records(self) -> list[_Record]:
        return [record for _name, record in self._everything]

    @cached_property
    def by_key(self) -> dict[tuple[str, Key], _Record]:
        """Records by their table and key, those of which there is one a key."""
        found: dict[tuple[str, Key], _Record] = {}
        for name, record in self._everything:
            spec = SPECS[name]
            key = tuple(_text(record.cells[each]) for each in (*spec.names, *spec.places))
            found.setdefault((name, key), record)
        return found

    @cached_property
    def _everything(self) -> list[tuple[str, _Record]]:
        return [
            (name, record)
            for name in SPECS
            if name in self.current
            for record in self._records(name, self.current[name])
        ]

    def _records(self, name: str, table: Table) -> Iterator[_Record]:
        names = [column.name for column in table.columns]
        counts: dict[tuple[str, Path], int] = defaultdict(int)
        for values in table.rows:
            cells = dict(zip(names, values, strict=True))
            file, owner, key, index = self._home(name, cells)
            if index is None:
                index = counts[file, (*owner, key)]
                counts[file, (*owner, key)] += 1
            yield _Record(cells, file, owner, key, index)

    def _home(  # noqa: PLR0911 - one case a table
        self, name: str, cells: Mapping[str, Cell]
    ) -> tuple[str, Path, str, int | None]:
        """The file, the way to the owner, the list and the place of a record; None: it is next."""
        match name:
            case "documents" | "declared" | "labels":
                file = f"{cells['document']}.yaml"
                return (
                    (file, (), "document", -1)
                    if name == "documents"
                    else (file, ("document",), name, None)
                )
            case "proposals" | "measures":
                return _FILES[name], (), name, self._places[name][_text(cells["id"])]
            case "follow_ups":
                owner = ("measures", self._places["measures"][_text(cells["measure"])])
                return "plan.yaml", owner, "follow_ups", int(_text(cells["row"])) - 1
            case "readings":
                reading = next(
                    n for n, each in enumerate(self.corpus.readings) if each.id == cells["reading"]
                )
                if not cells["measure"]:
                    return "links.yaml", (), "readings", reading
                return "links.yaml", ("readings", reading), "measures", None
            case "evidence":
                file, path = self._evidence_owner(cells)
                return file, path, "evidence", None
            case _:
                return _FILES.get(name, "links.yaml"), (), name, None

    def _evidence_owner(  # noqa: PLR0911 - one case a kind of record
        self, cells: Mapping[str, Cell]
    ) -> tuple[str, Path]:
        of = cells["of"]
        proposal, measure = _text(cells["proposal"]), _text(cells["measure"])
        claimed_by, row = _text(cells["claimed_by"]), _text(cells["row"])
        match of:
            case "proposal":
                return "proposals.yaml", ("proposals", self._places["proposals"][proposal])
            case "measure":
                return "plan.yaml", ("measures", self._places["measures"][measure])
            case "follow_up":
                path: Path = ("measures", self._places["measures"][measure], "follow_ups", int(row) - 1)
                return "plan.yaml", path
            case "priority":
                place = [each.id for each in self.corpus.priorities].index(_text(cells["priority"]))
                return "plan.yaml", ("priorities", place)
            case "link":
                keys = [(each.proposal, each.measure, each.claimed_by) for each in self.corpus.links]
                return "links.yaml", ("links", keys.index((proposal, measure, claimed_by)))
            case "verdict":
                pairs = [(each.proposal, each.claimed_by) for each in self.corpus.verdicts]
                return "links.yaml", ("verdicts", pairs.index((proposal, claimed_by)))
            case _:
                return "links.yaml", ("claims", int(row) - 1)

    @cached_property
    def _places(self) -> dict[str, dict[str, int]]:
        return {
            "proposals": {each.id: place for place, each in enumerate(self.corpus.proposals)},
            "measures": {each.id: place for place, each in enumerate(self.corpus.measures)},
        }

    # What is said

    def _remark(self, code: str, table: str, **details: str) -> None:
        self.remarks.append(Remark(code, table, tuple(details.items())))

    def _problem(self, code: str, sheet: Sheet, row: int, column: str | None, **details: str) -> None:
        self.problems.append(Problem(code, _named(sheet), row, column, tuple(details.items())))


def _as_exported(text: str, shown: str, sheet: Sheet) -> bool:
    """Whether a cell is a text as an export gives it, in the encoding and with the marks of a sheet."""
    return (
        canonical(text) == shown
        or (sheet.narrow and narrowed(text) == shown)
        or (sheet.workbook and with_mark(canonical(text)) == shown)
    )


def _named(sheet: Sheet) -> str:
    """What a sheet is called in messages: its file, and its own name in a workbook."""
    return f"{sheet.file}, {sheet.name}" if sheet.workbook else sheet.file


def _at(row: SheetRow, place: int) -> Given:
    return row.cells[place] if place < len(row.cells) else None


def _text(cell: Cell) -> str:
    """A cell of an export as the text that a file would hold; a flag that is not set is none."""
    return "" if cell is None or cell is False else plain(cell)


def _label(key: Key) -> str:
    return " ".join(part for part in key if part)


def _first(record: _Record) -> str:
    """What stands for a record that has no key: the first text in it."""
    return next((str(cell) for cell in record.cells.values() if cell), "")


def _as_record(cells: Mapping[str, str], names: Collection[str]) -> dict[str, Any]:
    """The cells of a row as the keys of a record, in the order in which people write them.

    ``names`` are what it is known by, which is written whatever a file may leave out.
    """
    record: dict[str, Any] = {}
    for name in sorted(cells, key=lambda each: _FIRST.index(each) if each in _FIRST else len(_FIRST)):
        text = cells[name]
        if name not in names and _DEFAULTS.get(name) == text:
            continue
        if name.startswith("read_"):
            record.setdefault("read", {})[name.removeprefix("read_")] = text
        elif name == "details":
            record[name] = _sub_measures(text)
        elif name in _LISTS:
            record[name] = text.split()
        else:
            record[name] = text
    return record


def _sub_measures(cell: str) -> list[str]:
    return [each.strip() for each in split_details(cell) if each.strip()]


def _digests(about: Sheet | None) -> dict[str, str]:
    """The digests of the files that an export was made of, by their names."""
    found = {}
    for row in about.rows if about else ():
        key, value = (plain(_at(row, place)).strip() for place in (0, 1))
        name = key.removeprefix("sha256 ")
        if name != key:
            found[name] = value
    return found
