"""The commands that publish: ``export``."""

from collections.abc import Callable
from typing import Annotated

import typer

from jamplan.cli.completion import complete_actor
from jamplan.cli.options import Format, Run, command
from jamplan.cli.rules import chosen_rule
from jamplan.cli.writing import write_text
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts


def register(app: typer.Typer, _: Callable[[str], str]) -> None:
    """Add the commands to the program, their help translated by ``_``."""
    links_option = typer.Option("--rule", help=_("Which take-ups count, by how they are stated."))
    whose_option = typer.Option(
        "--claimed-by",
        metavar=_("ACTOR"),
        help=_("Count only what this actor states."),
        autocompletion=complete_actor,
    )
    partial_option = typer.Option("--partial", help=_("How a take-up in part counts."))
    of_option = typer.Option("--of", help=_("What the figures are out of."))

    @command(app, _, panel=_("Publish"), formats=(Format.MD,))
    def export(
        run: Run,
        rule: Annotated[LinksCounted | None, links_option] = None,
        claimed_by: Annotated[str | None, whose_option] = None,
        partial: Annotated[PartialCounts | None, partial_option] = None,
        of: Annotated[OutOf | None, of_option] = None,
    ) -> None:
        """A summary to publish as it is: figures, quotes, sources, and how to recompute it."""
        from jamplan.exports.summary import export as write

        chosen = chosen_rule(run, rule, claimed_by, partial, of)
        write_text(run, write(run.corpus, chosen, lang=run.language.code))
