"""The commands that ask: ``coverage``, ``unadopted``, ``show``."""

from collections.abc import Callable
from typing import Annotated

import typer

from jamplan.cli.completion import complete_actor, complete_item
from jamplan.cli.options import Format, Run, command
from jamplan.cli.rules import chosen_rule
from jamplan.cli.selection import find_item
from jamplan.cli.writing import Forms, write, write_text
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts
from jamplan.reports.coverage import By

FORMATS = (Format.TABLE, Format.MD, Format.CSV, Format.JSON)


def register(app: typer.Typer, _: Callable[[str], str]) -> None:
    """Add the commands to the program, their help translated by ``_``."""
    panel = _("Ask")
    links_option = typer.Option("--rule", help=_("Which take-ups count, by how they are stated."))
    whose_option = typer.Option(
        "--claimed-by",
        metavar=_("ACTOR"),
        help=_("Count only what this actor states."),
        autocompletion=complete_actor,
    )
    partial_option = typer.Option("--partial", help=_("How a take-up in part counts."))
    of_option = typer.Option("--of", help=_("What the figures are out of."))
    by_option = typer.Option("--by", help=_("Only one table, by this."))
    item_argument = typer.Argument(
        metavar="ID",
        help=_("A proposal or a measure; case does not matter, and its beginning is enough."),
        autocompletion=complete_item,
    )
    cite_option = typer.Option("--cite", help=_("Only the sentence to publish."))

    @command(app, _, panel=panel, formats=FORMATS)
    def coverage(
        run: Run,
        rule: Annotated[LinksCounted | None, links_option] = None,
        claimed_by: Annotated[str | None, whose_option] = None,
        partial: Annotated[PartialCounts | None, partial_option] = None,
        of: Annotated[OutOf | None, of_option] = None,
        by: Annotated[By | None, by_option] = None,
    ) -> None:
        """Which proposals are said to be taken up, by whom, and what nobody can tell."""
        from jamplan.counting.figures import coverage as count
        from jamplan.reports.coverage import coverage_report

        figures = count(run.corpus, chosen_rule(run, rule, claimed_by, partial, of))

        def as_object() -> dict[str, object]:
            from jamplan.exports.jsonfile import coverage_object

            return coverage_object(figures, run.language)

        def as_csv() -> str:
            from jamplan.exports.csvfile import coverage_csv

            return coverage_csv(figures, run.language)

        write(run, Forms(lambda: coverage_report(figures, run.language, by), as_object, as_csv))

    @command(app, _, panel=panel, formats=FORMATS)
    def unadopted(
        run: Run,
        rule: Annotated[LinksCounted | None, links_option] = None,
        claimed_by: Annotated[str | None, whose_option] = None,
    ) -> None:
        """The proposals whose take-up is not established, in groups that are never added up."""
        from jamplan.counting.open_cases import unadopted as find_open
        from jamplan.reports.unadopted import unadopted_report

        found = find_open(run.corpus, chosen_rule(run, rule, claimed_by))

        def as_object() -> dict[str, object]:
            from jamplan.exports.jsonfile import unadopted_object

            return unadopted_object(found)

        def as_csv() -> str:
            from jamplan.exports.csvfile import unadopted_csv

            return unadopted_csv(found, run.language)

        write(run, Forms(lambda: unadopted_report(found, run.language), as_object, as_csv))

    @command(app, _, panel=panel, formats=(Format.TABLE, Format.MD, Format.JSON))
    def show(
        run: Run,
        item: Annotated[str, item_argument],
        rule: Annotated[LinksCounted | None, links_option] = None,
        claimed_by: Annotated[str | None, whose_option] = None,
        cite: Annotated[bool, cite_option] = False,
    ) -> None:
        """All that is known of one proposal or measure, or the sentence to publish on it."""
        from jamplan.counting.figures import coverage as count
        from jamplan.reports.record import record_report
        from jamplan.wording.citation import cite_item

        found = find_item(run, item)
        if cite:
            sentences = cite_item(run.corpus, run.language, found)
            write_text(run, "\n".join(sentences) + "\n")
            return
        figures = count(run.corpus, chosen_rule(run, rule, claimed_by))

        def as_object() -> dict[str, object]:
            from jamplan.exports.jsonfile import record_object

            return record_object(figures, found)

        write(run, Forms(lambda: record_report(figures, found, run.language), as_object))
