"""The command ``schema``, for editors and for programs that check."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from jamplan.cli.options import Format, Run, command
from jamplan.cli.writing import write_json, write_text


class SchemaName(StrEnum):
    """What has a schema."""

    EXPORT = "export"
    SOURCES = "sources"
    PROPOSALS = "proposals"
    PLAN = "plan"
    LINKS = "links"


def add_schema(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``schema`` to the program, its help translated by ``_``."""
    name_argument = typer.Argument(
        metavar=_("NAME"), help=_("export, sources, proposals, plan or links; without it, a list.")
    )

    @command(
        app,
        _,
        panel=panel,
        text=_(
            "The JSON Schema of the export or of a file, for editors and for checks.\n\nAn editor "
            "that knows YAML completes and checks a file that begins with the line “# "
            "yaml-language-server: $schema=FILE”."
        ),
        formats=(Format.JSON,),
    )
    def schema(run: Run, name: Annotated[SchemaName | None, name_argument] = None) -> None:
        from jamplan.exports.schemas import schema as schema_of

        if name is None:
            write_text(run, _list(run))
            return
        write_json(run, schema_of(name))


def _list(run: Run) -> str:
    _ = run.messages.gettext
    said = {
        SchemaName.EXPORT: _("what jamplan export --format json writes"),
        SchemaName.SOURCES: _("sources.yaml: actors and sources"),
        SchemaName.PROPOSALS: _("proposals.yaml: the document that proposes, and its proposals"),
        SchemaName.PLAN: _("plan.yaml: the plan, and its measures"),
        SchemaName.LINKS: _("links.yaml: what people state and decide"),
    }
    width = max(len(name) for name in said)
    return "".join(f"{name:<{width}}  {text}\n" for name, text in said.items())
