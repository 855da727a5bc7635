"""The command ``claim``, which tries a published count under every rule."""

from collections.abc import Callable
from typing import Annotated

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.options import Format, Run, command
from jamplan.cli.writing import Forms, write


def add_claim(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``claim`` to the program, its help translated by ``_``."""
    words_argument = typer.Argument(
        metavar=_("COUNT"), help=_("A published count: “6 of 28”, “6”, “21.4%”, “all”, “none”.")
    )

    @command(
        app,
        _,
        panel=panel,
        text=_("Check a published count: which counting rules give it."),
        formats=(Format.TABLE, Format.MD, Format.JSON),
    )
    def claim(run: Run, words: Annotated[list[str], words_argument]) -> None:
        from jamplan.corpus.findings import shortened
        from jamplan.counting.claims import QuantityError, read_quantity, try_claim
        from jamplan.exports.claimjson import claim_object
        from jamplan.language.folding import one_line
        from jamplan.reports.claim_report import claim_report
        from jamplan.reports.nouns import in_usual_nouns

        text = " ".join(words)
        _ = run.messages.gettext
        try:
            quantity = read_quantity(in_usual_nouns(run.corpus, text))
        except QuantityError:
            raise UsageError(
                _("“{text}” is not a count that can be read.", text=shortened(one_line(text))),
                _("Write a count, “6 of 28” or “6”, a per cent, “21.4%”, “all” or “none”."),
            ) from None
        tested = try_claim(run.corpus, quantity)
        write(
            run,
            Forms(
                lambda: claim_report(tested, text, run.language),
                lambda: claim_object(tested, text),
            ),
        )
        if not tested.matches:
            run.exit_code = Exit.FOUND
