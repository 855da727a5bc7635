"""The command ``claim``, which tries a published count under every rule."""

from collections.abc import Callable
from typing import Annotated

import typer

from jamplan.cli.completion import complete_actor
from jamplan.cli.errors import UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.options import Format, Run, command
from jamplan.cli.rules import chosen_rule
from jamplan.cli.writing import Forms, write
from jamplan.counting.claims import About
from jamplan.reports.blocks import Block


def add_claim(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``claim`` to the program, its help translated by ``_``."""
    words_argument = typer.Argument(
        metavar=_("COUNT"),
        help=_(
            "A count as somebody published it, in French or English: “6 of 28”, “21%”, “a quarter”, "
            "“most”, “at least 6 measures”."
        ),
    )
    whose_option = typer.Option(
        "--claimed-by",
        metavar=_("ACTOR"),
        help=_("Count only what this actor states."),
        autocompletion=complete_actor,
    )
    about_option = typer.Option(
        "--about",
        help=_("What it is a count of: proposals or measures. Default: what its words say, else both."),
    )

    @command(
        app,
        _,
        panel=panel,
        text=_("Under which counting rules a published count comes out, and under which it does not."),
        formats=(Format.TABLE, Format.MD, Format.JSON),
    )
    def claim(
        run: Run,
        words: Annotated[list[str], words_argument],
        claimed_by: Annotated[str | None, whose_option] = None,
        about: Annotated[About | None, about_option] = None,
    ) -> None:
        from jamplan.counting.claims import try_claim
        from jamplan.reports.claim import claim_report
        from jamplan.wording.nouns import in_usual_nouns
        from jamplan.wording.quantities import QuantityError, read_quantity

        text = " ".join(words)
        try:
            quantity = read_quantity(in_usual_nouns(run.corpus, text))
        except QuantityError:
            raise _not_read(run, text) from None
        if about is not None and quantity.about not in {None, about}:
            raise UsageError(
                run.messages.gettext("The words of the count and --about do not agree."),
                run.messages.gettext("Leave one of them out."),
            )
        actor = chosen_rule(run, claimed_by=claimed_by).claimed_by
        found = try_claim(run.corpus, quantity, claimed_by=actor, about=about)

        def as_report() -> list[Block]:
            return claim_report(found, text, run.language)

        def as_object() -> dict[str, object]:
            from jamplan.exports.claimjson import claim_object

            return claim_object(found, text, run.language)

        write(run, Forms(as_report, as_object))
        if not found.matches:
            run.exit_code = Exit.FOUND


def _not_read(run: Run, text: str) -> UsageError:
    from jamplan.findings import shortened
    from jamplan.text.folding import one_line

    _ = run.messages.gettext
    examples = ", ".join(
        run.messages.quoted(each)
        for each in (
            _("6 of 28"),
            _("6 measures of 13"),
            _("21%"),
            _("a quarter"),
            _("most"),
            _("none"),
            _("at least 6 proposals"),
        )
    )
    return UsageError(
        _("“{text}” is not a count that can be read.", text=shortened(one_line(text))),
        _("What can be read, for example: {examples}.", examples=examples),
    )
