"""The commands that publish: ``export``."""

from collections.abc import Callable
from typing import Annotated

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.options import Format, Run, command
from jamplan.cli.rule_options import RuleOptions, chosen_rule
from jamplan.cli.selection import perhaps
from jamplan.cli.writing import write_bytes, write_files, write_json, write_text
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts
from jamplan.language.folding import harmless, one_line

FORMATS = (Format.MD, Format.HTML, Format.CSV, Format.XLSX, Format.JSON)


def _complete_table(incomplete: str) -> list[str]:
    from jamplan.exports.tables import table_names

    return [name for name in table_names() if name.startswith(incomplete)]


def add_export(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``export`` to the program, its help translated by ``_``."""
    choices = RuleOptions.of_language(_)
    suggestions_option = typer.Option(
        "--include-suggestions", help=_("Add computed similarities, apart under their own heading.")
    )
    table_option = typer.Option(
        "--table",
        metavar=_("NAME"),
        help=_("As CSV, only this table: proposals, measures, links, evidence, figures…"),
        autocompletion=_complete_table,
    )
    excel_option = typer.Option(
        "--excel", help=_("CSV as a French Excel reads it: semicolons, commas in numbers.")
    )

    @command(
        app,
        _,
        panel=panel,
        text=_(
            "What is published: figures, quotes, sources, and how to recompute it.\n\nA text (md), "
            "a page for readers (html), a workbook (xlsx), an object for programs (json), or "
            "tables: -o FOLDER/ writes them all as CSV."
        ),
        formats=FORMATS,
        folder=Format.CSV,
    )
    def export(
        run: Run,
        rule: Annotated[LinksCounted | None, choices.links] = None,
        claimed_by: Annotated[str | None, choices.whose] = None,
        partial: Annotated[PartialCounts | None, choices.partial] = None,
        of: Annotated[OutOf | None, choices.of] = None,
        include_suggestions: Annotated[bool, suggestions_option] = False,
        table: Annotated[str | None, table_option] = None,
        excel: Annotated[bool, excel_option] = False,
    ) -> None:
        from jamplan.exports.export import csv_files, published
        from jamplan.exports.publication import publication
        from jamplan.exports.tables import table_names

        _check(run, table, excel=excel, suggestions=include_suggestions)
        chosen = chosen_rule(run, rule, claimed_by, partial, of)
        lang = run.language.code
        found = publication(run.corpus, chosen, lang=lang, suggestions=include_suggestions)
        match run.format:
            case Format.CSV if run.folder:
                assert run.output is not None
                files = csv_files(found, excel=excel)
                name = f"{table}.csv"
                if table:
                    write_files(run, run.output, {name: files[name]})
                else:
                    stale = {f"{each}.csv" for each in table_names()} - files.keys()
                    write_files(run, run.output, files, stale=stale)
            case Format.JSON:
                from jamplan.exports.jsonexport import export_object

                write_json(run, export_object(found))
            case _:
                written = published(found, run.format.value, table=table, excel=excel)
                if isinstance(written, bytes):
                    write_bytes(run, written)
                elif excel:
                    # Its byte order mark says that it is UTF-8, whatever the terminal is in.
                    write_bytes(run, written.encode())
                elif run.format is Format.HTML:
                    # The page says itself that it is UTF-8.
                    write_bytes(run, harmless(written).encode())
                else:
                    write_text(run, written)


def _check(run: Run, table: str | None, *, excel: bool, suggestions: bool) -> None:
    """Refuse what cannot be written. Raises :class:`UsageError`."""
    _ = run.messages.gettext
    csv = run.format is Format.CSV
    if not csv and (table is not None or excel):
        raise UsageError(_("--table and --excel are for CSV."), _("Add --format csv."))
    if run.folder and not csv:
        path = one_line(str(run.output))
        raise UsageError(
            _("“{path}” is a folder.", path=path), _("Name a file; a folder is for --format csv.")
        )
    if csv and table is None and not run.folder:
        raise UsageError(
            _("An export as CSV is several tables."),
            _("Name a folder (-o FOLDER/), or one table (--table proposals)."),
        )
    if table is not None:
        _check_table(run, table, suggestions=suggestions)
    if run.format is Format.XLSX and run.output is None and run.environment.stdout.isatty():
        raise UsageError(_("A workbook is not for a terminal."), _("Name a file: -o export.xlsx."))


def _check_table(run: Run, table: str, *, suggestions: bool) -> None:
    from jamplan.exports.tables import table_names

    _ = run.messages.gettext
    names = table_names()
    if table not in names:
        raise UsageError(_("There is no table “{name}”.", name=table), perhaps(run, table, names))
    if table == "suggestions" and not suggestions:
        raise UsageError(_("Nobody asked for suggestions."), _("Add --include-suggestions."))
