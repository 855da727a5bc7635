"""What edited tables make of a corpus, before it is written: cells, rows, and what to know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from jamplan.corpus import Corpus
from jamplan.intake.edits.effects import Effects
from jamplan.intake.edits.merging import FieldChange
from jamplan.intake.edits.tables import CellEdit, Remark, RowAdded, TableEdits
from jamplan.locale import N_, Language
from jamplan.reports.blocks import (
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    command,
    ident,
    inline,
    strong,
)
from jamplan.reports.cells import points
from jamplan.reports.merging import changes_of, stale_report
from jamplan.text.folding import one_line

_REMARKS = {
    "unknown-table": N_("{table}: there is no such table; it is not read."),
    "table-repeated": N_("{table}: several tables have this name; only the first is read."),
    "unknown-column": N_("{table}: there is no column {column}; it is not read."),
    "column-missing": N_("{table}: these columns are missing, and stay as they are: {columns}."),
    "computed": N_(
        "{table}: the column {column} is computed and not read; cells that differ from what follows "
        "from the files: {count}."
    ),
    "habit": N_(
        "{table}, row {row}, {column}: {cell} is what a spreadsheet makes of {kept}, which is kept."
    ),
    "key-changed": N_(
        "{table}: the row of {before} is called {after} now. An id never changes: that would be a new "
        "record, and the other stays. Put the id back."
    ),
}
_SHOWN = 10


def tables_report(
    corpus: Corpus, found: TableEdits, made: Effects, language: Language, *, written: bool = False
) -> list[Block]:
    """All that edited tables would do to a corpus, or did."""
    _ = language.gettext
    parts: Iterable[tuple[str, Sequence[Block]]] = (
        (_("The files have changed since the export"), _behind(found, language)),
        (_("To look at"), _remarks(found, language)),
        (_("Rows that are missing"), _missing(found, language)),
        (_("Cells that change"), list(_cells(found, language))),
        (_("New rows"), list(_added(found, language))),
    )
    return [
        Heading(one_line(corpus.title), 1),
        Paragraph(inline(_in_short(found, language, written=written)), lead=True),
        points(_figures(found, language)),
        *(block for title, blocks in parts if blocks for block in (Heading(title), *blocks)),
        *stale_report(corpus, made, language),
    ]


def _in_short(found: TableEdits, language: Language, *, written: bool) -> str:
    _ = language.gettext
    if not found.edits:
        return _("The tables change nothing.")
    return _("What the tables have changed:") if written else _("What the tables would change:")


def _figures(found: TableEdits, language: Language) -> Iterable[str]:
    _ = language.gettext
    number = language.number
    yield _("Tables read: {names}.", names=", ".join(found.read) or _("none"))
    yield _("Cells that change: {count}.", count=number(len(found.cells)))
    yield _("New rows: {count}.", count=number(len(found.added)))
    removed = sum(each.removed for each in found.missing)
    if removed:
        yield _("Records taken out: {count}.", count=number(removed))
    if len(found.missing) > removed:
        yield _(
            "Records without a row, which stay: {count}.", count=number(len(found.missing) - removed)
        )


def _behind(found: TableEdits, language: Language) -> list[Block]:
    _ = language.gettext
    if not found.behind or not found.edits:
        return []
    said = _(
        "These files are not what the tables were made of: {files}. A cell that nobody edited can "
        "undo what somebody else has written since. Look at each change below, or export again.",
        files=", ".join(found.behind),
    )
    return [Paragraph(inline(said))]


def _remarks(found: TableEdits, language: Language) -> list[Block]:
    _ = language.gettext
    groups: dict[str, list[Remark]] = defaultdict(list)
    for each in found.remarks:
        groups[each.code].append(each)
    items: list[Inline] = []
    for remarks in groups.values():
        items += [inline(_remark(each, language)) for each in remarks[:_SHOWN]]
        if len(remarks) > _SHOWN:
            more = language.ngettext(
                "{n} more like this.", "{n} more like this.", len(remarks) - _SHOWN
            )
            items.append(inline(more))
    if not found.dated and found.edits:
        said = _("No table “about” says which state of the files these tables were made of.")
        items.append(inline(said))
    return [Items(tuple(items))] if items else []


def _remark(remark: Remark, language: Language) -> str:
    _ = language.gettext
    details = {name: one_line(value) for name, value in remark.details}
    near = details.pop("near", "")
    quoted = {
        name: language.quoted(value) if name in {"cell", "kept", "before", "after"} else value
        for name, value in details.items()
    }
    said = _(_REMARKS[remark.code], table=remark.table, **quoted)
    return f"{said} {_('Perhaps {names}?', names=language.quoted(near))}" if near else said


def _missing(found: TableEdits, language: Language) -> list[Block]:
    _ = language.gettext
    if not found.missing:
        return []
    items = tuple(
        inline(
            each.table,
            " — ",
            ident(each.record),
            " ",
            _("(taken out)") if each.removed else _("(stays)"),
        )
        for each in found.missing
    )
    if all(each.removed for each in found.missing):
        return [Items(items)]
    option = command("--remove-missing")
    return [Items(items), Paragraph(inline(_("To take them out of the corpus, add:"), " ", option))]


def _cells(found: TableEdits, language: Language) -> Iterable[Block]:
    groups: dict[tuple[str, int, str], list[CellEdit]] = defaultdict(list)
    for each in found.cells:
        groups[each.table, each.row, each.record].append(each)
    for (table, row, record), cells in groups.items():
        yield _row(table, row, record, language)
        changes = [FieldChange(each.column, each.before, each.after) for each in cells]
        yield changes_of(changes, language)


def _added(found: TableEdits, language: Language) -> Iterable[Block]:
    for each in found.added:
        yield _row(each.table, each.row, each.record, language)
        yield changes_of(_as_changes(each), language)


def _as_changes(row: RowAdded) -> list[FieldChange]:
    return [FieldChange(name, None, value) for name, value in row.cells]


def _row(table: str, row: int, record: str, language: Language) -> Paragraph:
    _ = language.gettext
    if not record:
        return Paragraph(inline(strong(table), ", ", _("row {row}", row=str(row))))
    place = _("row {row}:", row=str(row))
    return Paragraph(inline(strong(table), ", ", place, " ", ident(record)))
