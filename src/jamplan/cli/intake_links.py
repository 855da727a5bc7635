"""``import --as links``: a form of suggested pairs, filled in, put on record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jamplan.cli.exits import Exit
from jamplan.cli.options import Run, patience
from jamplan.cli.statements import decider, folder_of, known_name
from jamplan.cli.writing import Forms
from jamplan.cli.writing import write as write_forms
from jamplan.language.today import today

if TYPE_CHECKING:
    from jamplan.decisions.forms import Result
    from jamplan.decisions.recording import Change, Ledger


def import_links(run: Run, file: Path, *, write: bool, decided_by: str | None = None) -> None:
    """Show what a filled-in form comes to and, with ``write``, record the rows that are right.

    The exit code is 1 if a row is refused. Raises :class:`UnreadError` if the file is no form, and as
    :func:`write`.
    """
    from jamplan.decisions.forms import RECORDED, Outcome, decide, read_form, with_new_actors
    from jamplan.exports.csvfile import tables_csv
    from jamplan.exports.formjson import form_object
    from jamplan.reports.form import FilledForm, form_report

    corpus = run.corpus
    rows = read_form(file)
    # A preview signs nothing, so it asks for no name.
    person = decider(run, decided_by) if write else known_name(run, decided_by) or "?"
    day = today()
    results: tuple[Result, ...] = ()

    def act(ledger: Ledger) -> list[Change]:
        nonlocal results
        results = decide(ledger.corpus, rows, by=person, on=day)
        recorded = [result for result in results if result.outcome in RECORDED]
        return ledger.put_all([(result.decision, result.new) for result in recorded if result.decision])

    with patience(run, run.messages.gettext("Reading the corpus…")):
        if write:
            from jamplan.decisions.recording import write as write_down

            corpus = write_down(folder_of(run), act).corpus
        else:
            results = decide(corpus, rows, by=person, on=day)
            corpus = with_new_actors(corpus, results)
    form = FilledForm(corpus=corpus, file=str(file), decided_by=person, results=results, written=write)
    forms = Forms(
        lambda: form_report(form, run.language),
        lambda: form_object(form, run.language),
        lambda: tables_csv(form_report(form, run.language)),
    )
    write_forms(run, forms)
    if form.of(Outcome.REFUSED):
        run.exit_code = Exit.FOUND
