"""The commands that prove: ``check``."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from jamplan.cli.completion import complete_source
from jamplan.cli.errors import UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.options import Format, Run, command, patience
from jamplan.cli.selection import match_id, perhaps
from jamplan.cli.writing import Forms, write, write_text
from jamplan.corpus.faults import Severity
from jamplan.corpus.findings import CorpusError
from jamplan.evidence.checks import Checked, check
from jamplan.language import language
from jamplan.reports.blocks import Block


def add_check(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``check`` to the program, its help translated by ``_``."""
    source_option = typer.Option(
        "--source",
        metavar=_("ID=FILE"),
        help=_("A copy of a source (text, Markdown, HTML, PDF), to look its quotes up in; repeat it."),
        autocompletion=complete_source,
    )
    fail_option = typer.Option(
        "--fail-on",
        case_sensitive=False,
        show_default=False,
        help=_("The least severity for which the exit code is 1 (default: error)."),
    )

    @command(
        app,
        _,
        panel=panel,
        text=_(
            "What is wrong, doubtful or worth knowing in a corpus, and whether its quotes are exact."
        ),
        formats=(Format.TABLE, Format.MD, Format.JSON, Format.GITHUB),
    )
    def check(
        run: Run,
        source: Annotated[list[str] | None, source_option] = None,
        fail_on: Annotated[Severity, fail_option] = Severity.ERROR,
    ) -> None:
        from jamplan.exports.checkfile import check_object, github_annotations
        from jamplan.reports.checks_report import check_report

        try:
            corpus = run.corpus
        except CorpusError as error:
            if error.unreadable:
                raise
            found = Checked(error.findings)
            title, words = None, language(run.shared.lang or run.messages.code)
        else:
            with patience(run, run.messages.gettext("Looking up the quotes…")):
                found = check_corpus(corpus, _copies(run, source or []))
            title, words = corpus.title, run.language

        def as_report() -> list[Block]:
            return check_report(title, found, words)

        def as_object() -> dict[str, object]:
            return check_object(title, found, words)

        if run.format is Format.GITHUB:
            write_text(run, github_annotations(found, words))
        else:
            write(run, Forms(as_report, as_object))
        if found.reach(fail_on):
            run.exit_code = Exit.FOUND


check_corpus = check


def _copies(run: Run, given: list[str]) -> dict[str, Path]:
    """The copies named on the command line, by the ids of their sources."""
    _ = run.messages.gettext
    ids = [source.id for source in run.corpus.sources]
    found = {}
    for each in given:
        typed, equals, path = each.partition("=")
        if not equals or not path:
            raise UsageError(
                _("“{value}” is not ID=FILE.", value=each),
                _("Write the id of the source, =, and the path of its copy."),
            )
        meant = match_id(typed, ids)
        if len(meant) != 1:
            raise UsageError(
                _("There is no source “{id}”.", id=typed), perhaps(run, typed, meant or ids)
            )
        found[meant[0]] = Path(path)
    return found
