"""Edited tables put back into a corpus: ``import --as tables``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from jamplan.cli.errors import UnreadableError, UsageError
from jamplan.cli.intake_faults import faults_told
from jamplan.cli.intake_merge import say_files
from jamplan.cli.options import Run, patience
from jamplan.cli.writing import Forms, write
from jamplan.findings import Finding, Place, WrongDataError
from jamplan.intake.edits.apart import read_tables
from jamplan.intake.edits.applying import Outcome, WouldBreakError, preview
from jamplan.intake.edits.applying import write as apply
from jamplan.intake.edits.blame import Blamed, blame
from jamplan.intake.edits.effects import effects
from jamplan.intake.edits.spreadsheets import Fault
from jamplan.intake.edits.spreadsheets import UnreadableError as NoTablesError
from jamplan.intake.edits.tables import SPECS, TableEdits, compare
from jamplan.locale import LANGUAGES
from jamplan.text.folding import one_line

if TYPE_CHECKING:
    from jamplan.corpus import Corpus
    from jamplan.counting.rules import Rule
    from jamplan.intake.edits.applying import Edit
    from jamplan.intake.edits.spreadsheets import Sheet
    from jamplan.intake.reading.limits import Limits
    from jamplan.reports.blocks import Block
    from jamplan.sheets import Table


def import_tables(
    run: Run,
    path: Path,
    limits: Limits,
    *,
    write: bool,
    remove_missing: bool = False,
    onto_changes: bool = False,
) -> None:
    """Show what was edited in the tables of an export, and with ``write``, put it into the corpus.

    ``remove_missing`` takes out the records that have no row any more; ``onto_changes`` writes although
    the files have changed since the export. Raises :class:`UnreadableError` where the tables cannot be
    read, :class:`UsageError` where they are of no export,
    :class:`~jamplan.findings.WrongDataError` on what cannot be taken, :class:`OSError`, and as
    :func:`jamplan.intake.edits.applying.write`.
    """
    with patience(run, run.messages.gettext("Reading the tables…")):
        sheets = _read(run, path, limits)
    folder = Path(run.corpus.folder)

    def make(corpus: Corpus) -> tuple[TableEdits, Sequence[Edit]]:
        found = _compared(corpus, sheets, remove_missing=remove_missing)
        _check_read(run, path, sheets, found)
        _refuse(run, found, write=write and not onto_changes)
        return found, found.edits

    try:
        outcome = apply(folder, make) if write else preview(run.corpus, make)
    except WouldBreakError as error:
        again = _compared(run.corpus, sheets, remove_missing=remove_missing)
        raise WrongDataError(*(_placed(run, each) for each in blame(folder, again, error))) from None
    _show(run, outcome)


def _show(run: Run, outcome: Outcome[TableEdits]) -> None:
    before, found, files = outcome.before, outcome.made, outcome.files
    made = effects(before, outcome.after)

    def as_report() -> list[Block]:
        from jamplan.reports.spreadsheet import tables_report

        return tables_report(outcome.after, found, made, run.language, written=files is not None)

    def as_object() -> dict[str, object]:
        from jamplan.exports.mergejson import edits_object

        return edits_object(before, found, made, files)

    def as_csv() -> str:
        from jamplan.exports.mergecsv import edits_csv

        return edits_csv(found)

    write(run, Forms(as_report, as_object, as_csv))
    say_files(run, before, files, changes=bool(found.edits))


# Reading and comparing


def _read(run: Run, path: Path, limits: Limits) -> tuple[Sheet, ...]:
    with faults_told(run, path):
        try:
            return read_tables(path, limits)
        except NoTablesError as error:
            raise _unreadable(run, error) from None


def _check_read(run: Run, path: Path, sheets: Sequence[Sheet], found: TableEdits) -> None:
    """Refuse what has no table of an export. Raises :class:`UsageError`."""
    _ = run.messages.gettext
    if not found.read:
        names = ", ".join(one_line(sheet.name) for sheet in sheets)
        raise UsageError(
            _("“{path}” has no table of an export: {names}.", path=one_line(str(path)), names=names),
            _("A table is named by its sheet or its file: {names}.", names=", ".join(SPECS)),
        )


def _unreadable(run: Run, error: NoTablesError) -> UnreadableError:
    _ = run.messages.gettext
    path = one_line(error.path)
    match error.fault:
        case Fault.OTHER_WORKBOOK:
            return UnreadableError(
                _(
                    "“{path}” is a workbook that is not read: old, encrypted or of another kind.",
                    path=path,
                ),
                _("Save it as .xlsx, without a password."),
            )
        case Fault.TOO_LARGE:
            return UnreadableError(
                _("“{path}” is too large to be an edited export.", path=path),
                _("Take out what is not of the export, or save the tables as CSV."),
            )
        case Fault.NOT_A_TABLE:
            return UnreadableError(
                _("“{path}” cannot be read: it is damaged.", path=path),
                _("Open it in a spreadsheet and save it again."),
            )
        case Fault.LIBRARY_MISSING:
            return UnreadableError(
                _("“{path}” is a workbook, and what reads it is not installed.", path=path),
                _("Install it: pip install 'jamplan[intake]'; or save the tables as CSV."),
            )
        case Fault.NO_TABLES:
            return UnreadableError(
                _("“{path}” holds no tables.", path=path),
                _(
                    "Make them: {command}",
                    command=f"jamplan export --format csv -o {_('FOLDER')}/",
                ),
            )


def _compared(corpus: Corpus, sheets: Sequence[Sheet], *, remove_missing: bool) -> TableEdits:
    """The edits, against the export under the rule and in the language that the tables are in."""
    rule = _rule(corpus, sheets)
    codes = sorted(LANGUAGES, key=lambda code: not corpus.language.startswith(code))
    found: TableEdits | None = None
    for code in codes:
        tables = _exported(corpus, rule, code)
        other = compare(corpus, tables, sheets, remove_missing=remove_missing)
        if found is None or other.computed < found.computed:
            found = other
        if not found.computed:
            break
    assert found is not None
    return found


def _exported(corpus: Corpus, rule: Rule | None, code: str) -> tuple[Table, ...]:
    from jamplan.exports.publication import publication
    from jamplan.exports.tables import tables

    return tables(publication(corpus, rule, lang=code))


_RULE = re.compile(r"links=(\w+) claimed_by=(\S+) partial=(\w+) of=(\w+)")


def _rule(corpus: Corpus, sheets: Sequence[Sheet]) -> Rule | None:
    """The rule that stands in the tables; the default where none does."""
    from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule

    for sheet in sheets:
        if "rule" not in sheet.header:
            continue
        place = sheet.header.index("rule")
        for row in sheet.rows:
            said = _RULE.fullmatch(str(row.cells[place]) if place < len(row.cells) else "")
            if said is None:
                continue
            whose = None if said[2] == "all" else said[2]
            if whose is not None and whose not in corpus.actor:
                return None
            try:
                return Rule(
                    links=LinksCounted(said[1]),
                    claimed_by=whose,
                    partial=PartialCounts(said[3]),
                    of=OutOf(said[4]),
                )
            except ValueError:
                return None
    return None


# Refusing


def _refuse(run: Run, found: TableEdits, *, write: bool) -> None:
    """Refuse what cannot be taken, and to write onto other files than those of the export."""
    _ = run.messages.gettext
    if found.problems:
        raise WrongDataError(
            *(
                Finding(each.code, _cell(run, each.file, each.row, each.column), dict(each.details))
                for each in found.problems
            )
        )
    if write and found.behind and found.edits:
        raise UsageError(
            _("These files have changed since the export: {files}.", files=", ".join(found.behind)),
            _(
                "Look at the changes without --write. If all are yours, add --onto-changes; else "
                "export again."
            ),
        )


def _placed(run: Run, blamed: Blamed) -> Finding:
    """A fault with the cell that it comes from as its place."""
    origin = blamed.origin
    if origin is None:
        return blamed.finding
    place = _cell(run, origin.sheet, origin.row, blamed.column)
    return replace(blamed.finding, place=place)


def _cell(run: Run, file: str, row: int, column: str | None) -> Place:
    _ = run.messages.gettext
    if column is None:
        return Place(_("{file}, row {row}", file=file, row=str(row)))
    return Place(_("{file}, row {row}, column {column}", file=file, row=str(row), column=column))
