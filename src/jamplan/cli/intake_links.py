"""``import --as links``: a form of suggested pairs, filled in, put on record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jamplan.cli.errors import UnreadableError, UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.intake_faults import faults_told
from jamplan.cli.options import Run, patience
from jamplan.cli.statements import decider, folder_of
from jamplan.cli.writing import Forms
from jamplan.cli.writing import write as write_forms
from jamplan.intake.forms.linkfile import FileFault, FileFaultError
from jamplan.locale import N_
from jamplan.reports.blocks import Block
from jamplan.text.folding import one_line
from jamplan.today import today

if TYPE_CHECKING:
    from jamplan.corpus import Corpus
    from jamplan.intake.forms.linksheet import Result
    from jamplan.reviewing.recording import Change, Ledger


def import_links(
    run: Run, file: Path, seconds: int, *, write: bool, decided_by: str | None = None
) -> None:
    """Show what a filled-in form comes to and, with ``write``, record the rows that hold.

    The exit code is 1 where a row is refused. Raises :class:`UnreadableError` where the file cannot be
    read, :class:`UsageError` where it is no form, and as :func:`jamplan.reviewing.recording.write`.
    """
    from jamplan.intake.forms.apart import read_form
    from jamplan.intake.forms.linksheet import RECORDED, Outcome, decide, with_new_actors
    from jamplan.reports.linksheet import Filled, linksheet_report

    corpus = run.corpus
    person, day = decider(run, decided_by), today()
    with patience(run, run.messages.gettext("Reading the file…")), faults_told(run, file):
        try:
            sheet = read_form(file, seconds)
        except FileFaultError as error:
            raise _no_form(run, file, error) from None
    results: Sequence[Result] = ()

    def decided(on: Corpus) -> tuple[Result, ...]:
        return decide(on, sheet, decided_by=person, on=day)

    def act(ledger: Ledger) -> list[Change]:
        nonlocal results
        results = decided(ledger.corpus)
        drafts = [
            (each.decision, each.new)
            for each in results
            if each.outcome in RECORDED and each.decision is not None
        ]
        return ledger.put_all(drafts)

    with patience(run, run.messages.gettext("Reading the corpus…")):
        if write:
            from jamplan.reviewing.recording import write as write_down

            corpus = write_down(folder_of(run), act).corpus
        else:
            results = decided(corpus)
            corpus = with_new_actors(corpus, results)
    filled = Filled(
        corpus=corpus,
        file=str(file),
        sheet=sheet,
        decided_by=person,
        results=tuple(results),
        written=write,
    )

    def as_report() -> list[Block]:
        return linksheet_report(filled, run.language)

    def as_object() -> dict[str, object]:
        from jamplan.exports.linksheetfile import linksheet_object

        return linksheet_object(filled, run.language)

    def as_table() -> str:
        from jamplan.exports.linksheetfile import linksheet_csv

        return linksheet_csv(filled, run.language)

    write_forms(run, Forms(as_report, as_object, as_table))
    if filled.of(Outcome.REFUSED):
        run.exit_code = Exit.FOUND


_SAVE = N_("Save it as CSV (UTF-8) or XLSX in the spreadsheet program.")
_IN_PIECES = N_("Take out what is no part of the form, or import it in pieces.")
_NO_TABLE = N_("“{path}” is no table that can be read: neither CSV nor XLSX.")
_FAULTS = {
    FileFault.EMPTY: (N_("“{path}” is empty."), _SAVE),
    FileFault.TOO_MANY_ROWS: (N_("“{path}” has more than {limit} rows."), _IN_PIECES),
    FileFault.TOO_MANY_COLUMNS: (N_("“{path}” has more than {limit} columns."), _IN_PIECES),
    FileFault.OTHER_FORMAT: (_NO_TABLE, _SAVE),
    FileFault.NOT_A_TABLE: (_NO_TABLE, _SAVE),
    FileFault.QUOTATION_MARK: (
        N_("“{path}”, row {row}: a quotation mark is never closed, or closed too early."),
        _SAVE,
    ),
    FileFault.NO_HEAD: (
        N_("“{path}” has no row with the titles proposal, measure and keep."),
        N_("Make the form: jamplan suggest --format csv -o FILE"),
    ),
    FileFault.COLUMN_TWICE: (
        N_("“{path}”: the column “{limit}” stands twice."),
        N_("Keep one of the two."),
    ),
}


_READ = {FileFault.NO_HEAD, FileFault.COLUMN_TWICE}
"""Why a file is no form that can be read all the same."""


def _no_form(run: Run, file: Path, error: FileFaultError) -> Exception:
    """Why a file is no form, and what to do."""
    message, advice = _FAULTS[error.code]
    _ = run.messages.gettext
    said = _(message, path=one_line(str(file)), row=error.row, limit=one_line(error.limit))
    return (UsageError if error.code in _READ else UnreadableError)(said, _(advice))
