"""The commands that publish: ``export``."""

from collections.abc import Callable
from typing import Annotated

import typer

from jamplan.cli.options import Format, Run, command
from jamplan.cli.rules import RuleOptions, chosen_rule
from jamplan.cli.writing import write_text
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts


def add_export(app: typer.Typer, _: Callable[[str], str]) -> None:
    """Add the command ``export`` to the program, its help translated by ``_``."""
    choices = RuleOptions.of_language(_)
    suggestions_option = typer.Option(
        "--include-suggestions", help=_("Add computed resemblances, apart under their own heading.")
    )

    @command(app, _, panel=_("Publish"), formats=(Format.MD,))
    def export(
        run: Run,
        rule: Annotated[LinksCounted | None, choices.links] = None,
        claimed_by: Annotated[str | None, choices.whose] = None,
        partial: Annotated[PartialCounts | None, choices.partial] = None,
        of: Annotated[OutOf | None, choices.of] = None,
        include_suggestions: Annotated[bool, suggestions_option] = False,
    ) -> None:
        """A summary to publish as it is: figures, quotes, sources, and how to recompute it."""
        from jamplan.exports.summary import export as write

        chosen = chosen_rule(run, rule, claimed_by, partial, of)
        lang = run.language.code
        write_text(run, write(run.corpus, chosen, lang=lang, suggestions=include_suggestions))
