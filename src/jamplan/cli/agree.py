"""The command that compares two people's decisions: ``agreement``."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.options import Format, Run, command, patience
from jamplan.cli.writing import Forms, write
from jamplan.corpus.loading import load
from jamplan.reports.nouns import language_for

_SHOWN = 5
"""How many items that differ a message names."""


def add_agreement(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``agreement`` to the program, its help translated by ``_``."""
    first_argument = typer.Argument(
        metavar="A", help=_("A corpus’s folder, with one person’s decisions.")
    )
    second_argument = typer.Argument(metavar="B", help=_("The same of another person."))

    @command(
        app,
        _,
        panel=panel,
        text=_("Where two people’s decisions differ, and how far they agree."),
        formats=(Format.TABLE, Format.MD, Format.JSON),
    )
    def agreement(
        run: Run,
        first: Annotated[Path, first_argument],
        second: Annotated[Path, second_argument],
    ) -> None:
        from jamplan.decisions.agreement import DifferentDocumentsError, compare
        from jamplan.exports.agreementjson import agreement_object
        from jamplan.reports.agreement_report import agreement_report

        with patience(run, run.messages.gettext("Reading the corpus…")):
            corpora = load(first), load(second)
        names = str(first), str(second)
        try:
            compared = compare(*corpora)
        except DifferentDocumentsError as error:
            more = ", …" if len(error.ids) > _SHOWN else ""
            raise UsageError(
                run.messages.gettext(
                    "The two are not on the same documents. Missing, or with another text: {ids}.",
                    ids=", ".join(error.ids[:_SHOWN]) + more,
                ),
                run.messages.gettext("Give two folders with the same documents."),
            ) from None
        language = language_for(corpora[0], run.shared.lang)
        write(
            run,
            Forms(
                lambda: agreement_report(compared, names, language),
                lambda: agreement_object(compared, names),
            ),
        )
        if not compared.statuses.units:
            run.exit_code = Exit.FOUND
