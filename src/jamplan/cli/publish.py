"""The commands that publish: ``export`` and ``schema``."""

from __future__ import annotations

from typing import Literal, assert_never

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
from jamplan.exports.export import FORMS, Kind, publication
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
    *map(Format, FORMS),
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
    form = FORMS[run.format]
    rendered = form.render(content)
    match form.kind:
        case Kind.TEXT:
            run.write_text(rendered)
        case Kind.UTF8:
            run.write_bytes(harmless(rendered).encode())
        case Kind.BYTES:
            run.write_bytes(rendered)
        case Kind.OBJECT:
            run.write_json(rendered)
        case Kind.TABLES if run.folder:
            texts = {name: text for name, text in rendered.items() if table in {None, name}}
            run.write_files({f"{name}.{run.format}": text.encode() for name, text in texts.items()})
        case Kind.TABLES:
            run.write_text(rendered[table])
        case _:
            assert_never(form.kind)


def _check(run: Run, table: str | None) -> None:
    """Refuse what cannot be written. Raises :class:`UsageError`."""
    csv = FORMS[run.format].kind is Kind.TABLES
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
    binary = FORMS[run.format].kind is Kind.BYTES
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
