"""The commands that publish: ``export`` and ``schema``."""

from __future__ import annotations

from typing import Literal

from jamplan.cli.environment import Run
from jamplan.cli.errors import UsageError
from jamplan.cli.options import (
    CLAIMED_BY,
    OF,
    PARTIAL,
    RULE,
    Format,
    argument,
    chosen_rule,
    command,
    option,
)
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts
from jamplan.exports.export import csv_tables, published
from jamplan.exports.jsonexport import export_object
from jamplan.exports.publication import publication
from jamplan.exports.schemas import schema
from jamplan.exports.tables import table_names
from jamplan.language import N_
from jamplan.language.folding import harmless


def _complete_table(incomplete: str) -> list[str]:

    return [name for name in table_names() if name.startswith(incomplete)]


@command(
    N_(
        "To publish: a page, a note, a text, a picture, a workbook.\n\nThe suffix of -o says which: "
        "x.html with its preview picture, x.docx of two pages, x.md, x.png or x.svg, x.xlsx.\n\nFor "
        "programs: JSON (x.json), and a folder of CSV tables (--format csv -o FOLDER/)."
    ),
    *(Format.MD, Format.HTML, Format.DOCX, Format.XLSX, Format.PNG, Format.SVG),
    *(Format.CSV, Format.JSON),
    folder=Format.CSV,
)
def export_command(
    run: Run,
    rule: LinksCounted | None = RULE,
    claimed_by: str | None = CLAIMED_BY,
    partial: PartialCounts | None = PARTIAL,
    of: OutOf | None = OF,
    table: str | None = option(
        N_("NAME"),
        N_("As CSV, only this table: proposals, measures, links, evidence, figures…"),
        _complete_table,
    ),
) -> None:
    """Write the publication in one format, or its tables into a folder."""
    _check(run, table)
    chosen = chosen_rule(run.corpus, rule, claimed_by, partial, of)
    content = publication(run.corpus, chosen, lang=run.language.code)
    if run.folder:
        texts = csv_tables(content).items()
        run.write_files({f"{name}.csv": text.encode() for name, text in texts if table in {None, name}})
        return
    if run.format is Format.JSON:
        run.write_json(export_object(content))
        return
    written = published(content, run.format.value, table=table)
    if isinstance(written, bytes):
        run.write_bytes(written)
    elif run.format in {Format.HTML, Format.SVG}:
        # Both declare UTF-8, so the terminal's encoding does not apply.
        run.write_bytes(harmless(written).encode())
    else:
        run.write_text(written)


def _check(run: Run, table: str | None) -> None:
    """Refuse what cannot be written. Raises :class:`UsageError`."""
    csv = run.format is Format.CSV
    if not csv and table is not None:
        raise UsageError(N_("--table needs --format csv."))
    if not csv and run.folder:
        message = N_("“{path}” is a folder: name a file, or add --format csv.")
        raise UsageError(message, path=run.output)
    if csv and table is None and not run.folder:
        raise UsageError(
            N_("CSV is several tables: name a folder (-o FOLDER/), or one of them (--table proposals).")
        )
    if table is not None and table not in table_names():
        raise UsageError(N_("There is no table “{value}”."), known=table_names(), value=table)
    binary = run.format in {Format.DOCX, Format.XLSX, Format.PNG}
    if binary and run.output is None and run.environment.stdout.isatty():
        message = N_("{format} is not for a terminal: name a file, -o export.{format}.")
        raise UsageError(message, format=run.format.value)


@command(N_("The JSON Schema of the export or of a file, for editors and for checks."), Format.JSON)
def schema_command(
    run: Run,
    name: Literal["export", "sources", "proposals", "plan", "links"] = argument(
        N_("NAME"), N_("The export, or one of the four files."), required=True
    ),
) -> None:
    """Write one schema."""
    run.write_json(schema(name))
