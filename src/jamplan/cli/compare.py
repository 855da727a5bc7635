"""The command that compares texts: ``suggest``."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from jamplan.cli.completion import complete_item, complete_measure
from jamplan.cli.errors import UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.meaning import chosen_encoder, semantic_option
from jamplan.cli.options import Format, Run, command, patience
from jamplan.cli.selection import find_item, only_measure, only_proposal
from jamplan.cli.writing import Forms, say, write, write_bytes
from jamplan.corpus.model import Measure
from jamplan.reports.blocks import Block

if TYPE_CHECKING:
    from jamplan.matching.semantic import Encoder
    from jamplan.matching.suggestions import Suggestion

_TOP = 3
"""How many measures are suggested for each proposal."""


def add_suggest(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``suggest`` to the program, its help translated by ``_``."""
    items_argument = typer.Argument(
        metavar="ID",
        help=_(
            "Proposals, by default those without a statement; with a measure, why the pair looks alike."
        ),
        autocompletion=complete_item,
    )
    top_option = typer.Option(
        "--top", metavar="N", show_default=False, help=_("How many for each (default: 3).")
    )
    score_option = typer.Option(
        "--min-score", metavar="N", show_default=False, help=_("Leave out lower scores, of 100.")
    )
    all_option = typer.Option("--all", help=_("All proposals, linked or not."))
    measure_option = typer.Option(
        "--for-measure",
        metavar="ID",
        help=_("The proposals that come closest to this measure."),
        autocompletion=complete_measure,
    )
    semantic_help = semantic_option(_)

    @command(
        app,
        _,
        panel=panel,
        text=_(
            "Which measures resemble a proposal most, and why: computed, not verified, in no "
            "figure.\n\nAs CSV, a form to fill in with colleagues in a spreadsheet; import --as "
            "links records it."
        ),
        formats=(Format.TABLE, Format.MD, Format.CSV, Format.JSON),
    )
    def suggest(
        run: Run,
        items: Annotated[list[str] | None, items_argument] = None,
        top: Annotated[int, top_option] = _TOP,
        min_score: Annotated[float, score_option] = 0.0,
        everything: Annotated[bool, all_option] = False,
        for_measure: Annotated[str | None, measure_option] = None,
        semantic: Annotated[bool, semantic_help] = False,
    ) -> None:
        from jamplan.matching.suggestions import suggest as find
        from jamplan.reports.suggestions_report import suggestions_report

        corpus = run.corpus
        encoder = chosen_encoder(run, semantic=semantic)
        if items and len(items) == 2 and isinstance(find_item(run, items[1]), Measure):
            if everything or for_measure or min_score or top != _TOP:
                raise UsageError(
                    run.messages.gettext("A pair has one score, so there is nothing to choose from."),
                    run.messages.gettext("Leave out --all, --top, --min-score and --for-measure."),
                )
            _explain(run, items[0], items[1], encoder)
            return
        measure = only_measure(run, for_measure).id if for_measure else None
        proposals = _asked_for(run, items or [], everything=everything)
        with patience(run, run.messages.gettext("Comparing the texts…")):
            found = find(
                corpus, proposals, measure=measure, top=top, min_score=min_score, encoder=encoder
            )

        def as_objects() -> list[dict[str, object]]:
            from jamplan.exports.jsonfile import suggestion_object

            return [suggestion_object(each, run.language) for each in found]

        def as_report() -> list[Block]:
            return suggestions_report(corpus, found, run.language, by_measure=measure is not None)

        def as_form() -> str:
            from jamplan.exports.suggestionform import suggestions_csv

            return suggestions_csv(corpus, found, run.language)

        if run.format is Format.CSV:
            # Its byte order mark says that it is UTF-8, whatever the terminal is in.
            write_bytes(run, as_form().encode())
        else:
            write(run, Forms(as_report, as_objects, as_form))
        if not found:
            run.exit_code = Exit.FOUND
        elif measure is None:
            _say_left_out(run, found, proposals)


def _explain(run: Run, proposal: str, measure: str, encoder: "Encoder | None") -> None:
    """Write the ledger of one pair: what its words and their rarity add to the score."""
    from jamplan.matching.explanation import explain, standing
    from jamplan.matching.suggestions import matcher_of, pair
    from jamplan.reports.finding_words import sentence
    from jamplan.reports.suggestions_report import explanation_report

    left, right = only_proposal(run, proposal).id, only_measure(run, measure).id
    with patience(run, run.messages.gettext("Comparing the texts…")):
        matcher = matcher_of(run.corpus, encoder)
        explanation = explain(matcher, left, right)
    suggestion = pair(run.corpus, matcher, left, right)
    guards = [sentence(guard, run.language) for guard in suggestion.guards]

    def as_object() -> dict[str, object]:
        from jamplan.exports.jsonfile import explanation_object

        stands = standing(matcher, left, right)
        return explanation_object(suggestion, explanation, stands, run.language)

    def as_report() -> list[Block]:
        return explanation_report(run.corpus, matcher, explanation, guards, run.language)

    if run.format is Format.CSV:
        raise UsageError(
            run.messages.gettext("The form is for proposals, not for one pair."),
            run.messages.gettext("Leave out the measure, or --format csv."),
        )
    write(run, Forms(as_report, as_object))


def _asked_for(run: Run, items: Sequence[str], *, everything: bool) -> list[str] | None:
    """The proposals that suggestions are for; None: all."""
    if items:
        return [only_proposal(run, item).id for item in items]
    linked = run.corpus.links_of_proposal
    return None if everything else [each for each in run.corpus.proposal if each not in linked]


def _say_left_out(run: Run, found: "Sequence[Suggestion]", proposals: list[str] | None) -> None:
    """Name the proposals that resemble nothing: a form without them is not all there is to decide."""
    suggested = {each.proposal.id for each in found}
    wanted = list(run.corpus.proposal) if proposals is None else proposals
    left_out = [each for each in wanted if each not in suggested]
    if left_out:
        said = run.messages.gettext(
            "Without any similarity, and so not listed: {ids}.", ids=", ".join(left_out)
        )
        say(run, said)
