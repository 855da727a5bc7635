"""The commands that answer: ``coverage``, ``unadopted``, ``show``, ``claim``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jamplan.cli.environment import Run
from jamplan.cli.errors import Exit, UsageError
from jamplan.cli.options import (
    CLAIMED_BY,
    FULL,
    OF,
    PARTIAL,
    REPORT,
    ROWS,
    RULE,
    Format,
    argument,
    chosen_rule,
    command,
    completion,
    flag,
    matching_items,
    option,
)
from jamplan.corpus.model import Measure, Proposal
from jamplan.corpus.records import kind_of
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts
from jamplan.language import N_
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Block, Paragraph, Row, Table, ident, inline
from jamplan.reports.blocks import command as typed
from jamplan.reports.coverage import By, coverage_by_screens, coverage_report, coverage_screens


@command(N_("What is said to be taken up, by whom, and what is not known."), *ROWS)
def coverage_command(
    run: Run,
    rule: LinksCounted | None = RULE,
    claimed_by: str | None = CLAIMED_BY,
    partial: PartialCounts | None = PARTIAL,
    of: OutOf | None = OF,
    by: By | None = option(
        N_("CHOICE"),
        N_("One table: by chapter, priority or claimant, or of all counting rules."),
    ),
    follow_up: bool = flag(N_("Add what became of the measures, apart; as CSV, that table alone.")),
    full: bool = flag(FULL),
) -> None:
    """Write the figures and the proposals under a rule."""
    context = run.context(chosen_rule(run.corpus, rule, claimed_by, partial, of))

    def as_report() -> list[Block]:
        return coverage_report(context, by, follow_up=follow_up)

    def as_object() -> dict[str, Any]:
        """Return the figures; with --follow-up, the follow-ups beside them."""
        from jamplan.exports import jsonfile

        if by is By.RULE:
            return jsonfile.rules_object(context)
        value = jsonfile.coverage_object(context)
        if follow_up:
            value["follow_ups"] = jsonfile.follow_ups_object(context.figures)
        return value

    def as_csv() -> str:
        from jamplan.exports import csvfile

        if follow_up:
            return csvfile.follow_ups_csv(context)
        if by is None:
            return csvfile.coverage_csv(context)
        return csvfile.tables_csv(as_report())

    def as_screens() -> Sequence[Sequence[Block]]:
        if by:
            return coverage_by_screens(context, by)
        return coverage_screens(context)

    run.write(as_report, as_object, as_csv, None if full or follow_up else as_screens)


def welcome(run: Run, commands: Mapping[str, str]) -> None:
    """Write the answer in brief, and under it the six commands with what each is for."""
    _ = run.messages.gettext
    rows = tuple(
        Row(
            (
                inline(typed(f"jamplan {name}")),
                inline(one_line(text).partition(". ")[0].removesuffix(".")),
            )
        )
        for name, text in commands.items()
    )
    table = Table((_("Command"), _("What it is for")), rows, brief=True)
    more = Paragraph(inline(_("All commands:"), " ", typed("jamplan --help")))
    screens = []
    for *answer, in_short, _see in coverage_screens(run.context()):
        assert isinstance(in_short, Paragraph)
        screens.append([*answer, Paragraph(in_short.content), table, more])
    run.write(lambda: screens[0], dict, screens=lambda: screens)


@command(N_("What is not established, and what is missing."), *ROWS)
def unadopted_command(
    run: Run,
    rule: LinksCounted | None = RULE,
    claimed_by: str | None = CLAIMED_BY,
    full: bool = flag(FULL),
) -> None:
    """Write the groups, with the closest measure of each proposal on which nobody has decided."""
    from jamplan.counting.figures import open_cases
    from jamplan.counting.rules import Status
    from jamplan.exports import csvfile, jsonfile
    from jamplan.matching.suggestions import suggest
    from jamplan.reports.unadopted import unadopted_report

    context = run.context(chosen_rule(run.corpus, rule, claimed_by))
    unadopted = open_cases(context.figures)
    undecided = [row.proposal.id for row in context.figures.with_status(Status.UNREVIEWED)]
    with run.patience(N_("Comparing the texts…")):
        hints = suggest(run.corpus, undecided, top=1) if undecided else []
    run.write(
        lambda: unadopted_report(context, unadopted, hints),
        lambda: jsonfile.unadopted_object(context, unadopted, hints),
        lambda: csvfile.unadopted_csv(context, unadopted),
        None if full else lambda: [unadopted_report(context, unadopted, hints, brief=True)],
    )
    if unadopted.empty:
        known = context.figures.total
        run.say(N_("None: every proposal is said to be taken up.") if known else N_("None on record."))
        run.exit_code = Exit.FOUND


@command(N_("One proposal or measure, or the sentence to publish on it."), *REPORT)
def show_command(
    run: Run,
    words: list[str] | None = argument(
        N_("WORDS"),
        N_("An id, its beginning, a number, or words of a text; several matches are listed."),
        completion("proposals", "measures"),
    ),
    rule: LinksCounted | None = RULE,
    claimed_by: str | None = CLAIMED_BY,
    cite: bool = flag(N_("Only the sentence to publish, one for each statement on record.")),
    full: bool = flag(FULL),
) -> None:
    """Write the record of the one item that the words mean, or list several."""
    from jamplan.exports.jsonfile import citation_object, record_object
    from jamplan.reports.citation import citation_block, cite_item
    from jamplan.reports.record import record_report, record_screens

    corpus = run.corpus
    item, *others = matching_items(corpus, " ".join(words or ()))
    if others:
        _list(run, [item, *others], full=full)
    elif cite:
        citations = cite_item(run.context(chosen_rule(corpus, rule, claimed_by)), item, full=full)
        if run.format is Format.TABLE:
            # Without the breaks of a screen, so that it can be copied.
            run.write_text("".join(f"{citation}\n" for citation in citations))
        else:
            run.write(
                lambda: [citation_block(citation) for citation in citations],
                lambda: citation_object(citations),
            )
    else:
        context = run.context(chosen_rule(corpus, rule, claimed_by))
        run.write(
            lambda: record_report(context, item),
            lambda: record_object(context.figures, item),
            screens=None if full else lambda: record_screens(context, item),
        )


def _list(run: Run, items: Sequence[Proposal | Measure], *, full: bool) -> None:
    """List items that one query matches, by their ids and titles."""
    _ = run.messages.gettext
    rows = tuple(Row((inline(ident(item.id)), inline(one_line(item.title)))) for item in items)
    run.write(
        lambda: [Table((_("Id"), _("Title")), rows, brief=not full)],
        lambda: [{"id": item.id, "kind": kind_of(type(item)), "title": item.title} for item in items],
    )


@command(N_("Check a published count: which counting rules give it."), *REPORT)
def claim_command(
    run: Run,
    words: list[str] = argument(
        N_("COUNT"), N_("A published count: “6 of 28”, “6”, “21.4%”, “all”, “none”."), required=True
    ),
) -> None:
    """Write under which rules the count comes out."""
    from jamplan.counting.claims import QuantityError, read_quantity, try_claim
    from jamplan.exports.jsonfile import claim_object
    from jamplan.reports.claim_report import claim_report
    from jamplan.reports.labels import in_usual_nouns

    text = " ".join(words)
    try:
        quantity = read_quantity(in_usual_nouns(run.corpus, text))
    except QuantityError:
        raise UsageError(
            N_("“{text}” is not a count that can be read."),
            N_("Write a count, “6 of 28” or “6”, a per cent, “21.4%”, “all” or “none”."),
            text=text,
        ) from None
    tested = try_claim(run.corpus, quantity)
    run.write(lambda: claim_report(run.context(), tested, text), lambda: claim_object(tested, text))
    if not tested.matches:
        run.exit_code = Exit.FOUND
