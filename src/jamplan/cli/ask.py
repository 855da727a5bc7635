"""The commands that ask: ``coverage``, ``unadopted``, ``show``."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from jamplan.cli.completion import complete_item
from jamplan.cli.exits import Exit
from jamplan.cli.options import Format, Run, command
from jamplan.cli.rule_options import RuleOptions, chosen_rule
from jamplan.cli.selection import matching_items
from jamplan.cli.writing import Forms, say, write, write_json, write_text
from jamplan.corpus.model import Measure, Proposal
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Block
from jamplan.reports.coverage import By

if TYPE_CHECKING:
    from jamplan.counting.figures import Coverage
    from jamplan.counting.open_cases import Unadopted
    from jamplan.matching.suggestions import Suggestion


class LeastBand(StrEnum):
    """The bands from which similarities can be counted beside the coverage."""

    STRONG = "strong"
    POSSIBLE = "possible"


FORMATS = (Format.TABLE, Format.MD, Format.CSV, Format.JSON)


def add_coverage(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``coverage`` to the program, its help translated by ``_``."""
    choices = RuleOptions.of_language(_)
    band_option = typer.Option(
        "--include-suggestions",
        case_sensitive=False,
        metavar="strong|possible",
        help=_("Add how many computed similarities reach this band; no figure contains them."),
    )
    follow_up_option = typer.Option(
        "--follow-up",
        help=_("Add what became of the measures, apart; as CSV, that table alone."),
    )
    by_option = typer.Option(
        "--by",
        case_sensitive=False,
        metavar=_("GROUP"),
        help=_("One table: by proposal, chapter, priority, status or claimant, or rule, side by side."),
    )

    @command(
        app,
        _,
        panel=panel,
        text=_("Which proposals are presented as taken up, by whom, and what nobody can tell."),
        formats=FORMATS,
    )
    def coverage(
        run: Run,
        rule: Annotated[LinksCounted | None, choices.links] = None,
        claimed_by: Annotated[str | None, choices.whose] = None,
        partial: Annotated[PartialCounts | None, choices.partial] = None,
        of: Annotated[OutOf | None, choices.of] = None,
        by: Annotated[By | None, by_option] = None,
        include_suggestions: Annotated[LeastBand | None, band_option] = None,
        follow_up: Annotated[bool, follow_up_option] = False,
    ) -> None:
        from jamplan.counting.figures import coverage as count
        from jamplan.reports.coverage import coverage_report

        figures = count(run.corpus, chosen_rule(run, rule, claimed_by, partial, of))

        more: int | None = None
        if include_suggestions is not None:
            from jamplan.matching.bands import Band
            from jamplan.matching.suggestions import unlinked_pairs

            more = unlinked_pairs(run.corpus, Band(include_suggestions.value))

        def as_report() -> list[Block]:
            return coverage_report(figures, run.language, by, resemblances=more, follow_up=follow_up)

        def as_object() -> dict[str, object]:
            from jamplan.counting.figures import all_rules
            from jamplan.exports.jsonfile import coverage_object, rules_object

            if by is By.RULE:
                return rules_object(all_rules(run.corpus, figures.rule), run.language)
            beside = _beside(figures, include_suggestions, more, follow_up=follow_up)
            return {**coverage_object(figures, run.language), **beside}

        def as_csv() -> str:
            from jamplan.exports.csvfile import coverage_csv, tables_csv

            if follow_up:
                from jamplan.exports.followupfile import follow_ups_csv

                return follow_ups_csv(figures, run.language)
            if by in {None, By.PROPOSAL}:
                return coverage_csv(figures, run.language)
            return tables_csv(as_report())

        write(run, Forms(as_report, as_object, as_csv))


def add_unadopted(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``unadopted`` to the program, its help translated by ``_``."""
    choices = RuleOptions.of_language(_)

    @command(
        app,
        _,
        panel=panel,
        text=_("The proposals that are not said to be taken up, in groups that are never added up."),
        formats=FORMATS,
    )
    def unadopted(
        run: Run,
        rule: Annotated[LinksCounted | None, choices.links] = None,
        claimed_by: Annotated[str | None, choices.whose] = None,
    ) -> None:
        from jamplan.counting.open_cases import unadopted as find_open
        from jamplan.reports.unadopted import unadopted_report

        found = find_open(run.corpus, chosen_rule(run, rule, claimed_by))
        hints = _hints(found)

        def as_object() -> dict[str, object]:
            from jamplan.exports.jsonfile import unadopted_object

            return unadopted_object(found, hints, run.language)

        def as_csv() -> str:
            from jamplan.exports.csvfile import unadopted_csv

            return unadopted_csv(found, run.language)

        write(run, Forms(lambda: unadopted_report(found, run.language, hints), as_object, as_csv))
        if found.empty:
            _ = run.messages.gettext
            if found.coverage.total:
                say(run, _("None: every proposal is said to be taken up."))
            else:
                say(run, _("None on record."))
            run.exit_code = Exit.FOUND


def add_show(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``show`` to the program, its help translated by ``_``."""
    choices = RuleOptions.of_language(_)
    words_argument = typer.Argument(
        metavar=_("WORDS"),
        help=_("An id, its beginning, or words of a title or text; several matches are listed."),
        autocompletion=complete_item,
    )
    cite_option = typer.Option(
        "--cite", help=_("Only the sentence to publish, one for each statement on record.")
    )
    full_option = typer.Option("--full", help=_("All that is known, whatever its length."))

    @command(
        app,
        _,
        panel=panel,
        text=_("All that is known of one proposal or measure, or the sentence to publish on it."),
        formats=(Format.TABLE, Format.MD, Format.JSON),
    )
    def show(
        run: Run,
        words: Annotated[list[str] | None, words_argument] = None,
        rule: Annotated[LinksCounted | None, choices.links] = None,
        claimed_by: Annotated[str | None, choices.whose] = None,
        cite: Annotated[bool, cite_option] = False,
        full: Annotated[bool, full_option] = False,
    ) -> None:
        from jamplan.counting.figures import coverage as count
        from jamplan.reports.citation import cite_item
        from jamplan.reports.record import record_report

        matches = matching_items(run, " ".join(words or ()))
        if len(matches) > 1:
            _list(run, matches)
            return
        found = matches[0]
        if cite:
            asked = rule is not None or claimed_by is not None
            chosen = chosen_rule(run, rule, claimed_by) if asked else None
            citations = cite_item(run.corpus, run.language, found, chosen, full=full)
            if run.format is Format.JSON:
                from jamplan.exports.jsonfile import citation_object

                write_json(run, citation_object(citations))
            else:
                write_text(run, "".join(f"{citation}\n" for citation in citations))
            return
        figures = count(run.corpus, chosen_rule(run, rule, claimed_by))

        def as_object() -> dict[str, object]:
            from jamplan.exports.jsonfile import record_object

            return record_object(figures, found)

        write(run, Forms(lambda: record_report(figures, found, run.language), as_object))


def _list(run: Run, items: "Sequence[Proposal | Measure]") -> None:
    """List items that one query matches, by their ids and titles."""
    from jamplan.reports.blocks import Row, Table, ident, inline

    _ = run.messages.gettext

    def as_report() -> list[Block]:
        rows = tuple(Row((inline(ident(item.id)), inline(one_line(item.title)))) for item in items)
        return [Table((_("Id"), _("Title")), rows)]

    def as_objects() -> list[dict[str, object]]:
        return [
            {
                "id": item.id,
                "kind": "proposal" if isinstance(item, Proposal) else "measure",
                "title": item.title,
            }
            for item in items
        ]

    write(run, Forms(as_report, as_objects))


def _beside(
    figures: "Coverage", band: LeastBand | None, more: int | None, *, follow_up: bool
) -> dict[str, object]:
    """What stands beside the figures in JSON where it is asked for: none of it is counted in them."""
    beside: dict[str, object] = {}
    if band is not None:
        beside["suggestions"] = {"band": band.value, "count": more, "verified": False}
    if follow_up:
        from jamplan.exports.followupfile import follow_ups_object

        beside["follow_ups"] = follow_ups_object(figures)
    return beside


def _hints(found: "Unadopted") -> "list[Suggestion]":
    """The measure that comes closest to each proposal on which nobody has concluded."""
    from jamplan.counting.open_cases import OpenKind
    from jamplan.matching.suggestions import suggest

    open_ones = [
        row.proposal.id
        for group in found.groups
        for row in group.rows
        if group.kind is OpenKind.NOBODY_DECIDED
    ]
    return suggest(found.coverage.corpus, open_ones, top=1) if open_ones else []
