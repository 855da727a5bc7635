"""``import --as links``: a form of suggested pairs, filled in, put on record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jamplan.cli.errors import UnreadableError, UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.intake_faults import faults_told
from jamplan.cli.options import Run, patience
from jamplan.cli.statements import decider, folder_of, known_name
from jamplan.cli.writing import Forms
from jamplan.cli.writing import write as write_forms
from jamplan.language import N_
from jamplan.language.folding import one_line
from jamplan.language.today import today

if TYPE_CHECKING:
    from jamplan.decisions.forms import FormError, Result
    from jamplan.decisions.recording import Change, Ledger


def import_links(run: Run, file: Path, *, write: bool, decided_by: str | None = None) -> None:
    """Show what a filled-in form comes to and, with ``write``, record the rows that are right.

    The exit code is 1 if a row is refused. Raises :class:`UnreadableError` if the file cannot be read,
    :class:`UsageError` if it is no form, and as :func:`write`.
    """
    from jamplan.decisions.forms import RECORDED, FormError, Outcome, decide, read_form
    from jamplan.documents.filebytes import read_bytes
    from jamplan.exports.csvfile import tables_csv
    from jamplan.exports.formjson import form_object
    from jamplan.reports.form import FilledForm, form_report

    corpus = run.corpus
    with faults_told(run, file):
        try:
            rows = read_form(read_bytes(file))
        except FormError as error:
            raise _no_form(run, file, error) from None
    # A preview signs nothing, so it asks for no name.
    person = decider(run, decided_by) if write else known_name(run, decided_by) or "?"
    day = today()
    results: tuple[Result, ...] = ()

    def act(ledger: Ledger) -> list[Change]:
        nonlocal results
        results, _corpus = decide(ledger.corpus, rows, by=person, on=day)
        recorded = [result for result in results if result.outcome in RECORDED]
        return ledger.put(*[(result.decision, result.actor) for result in recorded if result.decision])

    with patience(run, run.messages.gettext("Reading the corpus…")):
        if write:
            from jamplan.decisions.recording import write as write_down

            corpus = write_down(folder_of(run), act).corpus
        else:
            results, corpus = decide(corpus, rows, by=person, on=day)
    form = FilledForm(corpus=corpus, file=str(file), decided_by=person, results=results, written=write)
    forms = Forms(
        lambda: form_report(form, run.language),
        lambda: form_object(form, run.language),
        lambda: tables_csv(form_report(form, run.language)),
    )
    write_forms(run, forms)
    if form.of(Outcome.REFUSED):
        run.exit_code = Exit.FOUND


_FAULTS = {
    "not-text": N_("“{path}” is not CSV."),
    "no-titles": N_("“{path}” does not have the columns proposal, measure and keep, each once."),
    "quotation-mark": N_("“{path}”, row {row}: a quotation mark is never closed, or closed too early."),
    "too-long": N_("“{path}” has more than {limit} rows."),
}


def _no_form(run: Run, file: Path, error: FormError) -> UsageError | UnreadableError:
    """Return why a file is no form, and what to do."""
    from jamplan.decisions.forms import LIMIT_ROWS, FormFault

    _ = run.messages.gettext
    message = _(_FAULTS[error.fault], path=one_line(str(file)), row=error.row, limit=LIMIT_ROWS)
    if error.fault is FormFault.NO_TITLES:
        return UsageError(message, _("Make the form: jamplan suggest --format csv -o FILE"))
    return UnreadableError(message, _("Save it as CSV (UTF-8) in the spreadsheet program."))
