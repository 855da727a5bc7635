"""The commands that answer from a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jamplan.account.context import View
from jamplan.account.spans import ident
from jamplan.cli import options
from jamplan.cli.environment import WRITING, Run
from jamplan.cli.errors import CANNOT_BE, KEEP_ONE, UsageError
from jamplan.cli.options import argument, choice, flag, option
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Item, Proposal
from jamplan.corpus.records import kind_of
from jamplan.corpus.views import seen
from jamplan.counting.figures import OPEN
from jamplan.counting.rules import Rule, WordsCounted, default_rule
from jamplan.counting.statuses import Status
from jamplan.language import N_
from jamplan.language.folding import one_line
from jamplan.layouts.blocks import Table, table_row
from jamplan.layouts.coverage import (
    By,
    coverage_by_screens,
    coverage_report,
    coverage_screens,
)

if TYPE_CHECKING:
    from jamplan.account.quoting import Citation
    from jamplan.counting.quantity import Quantity


def chosen_rule(corpus: Corpus, whose: str | None, **choices: Any) -> Rule:
    """Return the rule with the choices that are not None.

    The corpus's default fills the rest.

    Of a reader, what they compared counts, whatever the words are. Raises
    :class:`UsageError` on nobody's name.
    """
    chosen = {name: value for name, value in choices.items() if value is not None}
    if whose is not None:
        actor, reader = options.who_is_meant(corpus, whose)
        chosen |= {"whose": actor, "reader": reader}
        if reader is not None:
            chosen["words"] = WordsCounted.ANY
    return replace(default_rule(corpus), **chosen)


def viewed(run: Run, plan: str | None, as_of: str | None) -> View:
    """Make the corpus of a run a view of it: of one document that answers, of a day.

    The view of a day is of what was known by then.

    Return what a context says of it. Raises :class:`UsageError` on a document that
    there is not, or on what is no date.
    """
    name = options.document_named(run.corpus, plan) if plan is not None else None
    day = options.iso_date(as_of, "--as-of") if as_of is not None else None
    if name is None and day is None:
        return View()
    run.corpus = seen(run.corpus, name, day)
    chosen = {"--plan": name, "--as-of": day}
    given = [f" {option} {value}" for option, value in chosen.items() if value]
    return View("".join(given), day, of_one=name is not None)


OutcomesFlag = Annotated[bool, flag(N_("What became of it, by voice."), "--outcomes")]


def coverage_command(
    ctx: typer.Context,
    rule: options.RuleOption = None,
    whose: options.WhoseOption = None,
    partial: options.PartialOption = None,
    of: options.OfOption = None,
    by: Annotated[
        By | None,
        choice(
            N_(
                "One table: by chapter, priority or claimant, of all counting rules, "
                "or of the counts that sources give."
            )
        ),
    ] = None,
    outcomes: OutcomesFlag = False,
    cite: options.CiteFlag = False,
    plan: options.PlanOption = None,
    as_of: options.AsOfOption = None,
    full: options.FullFlag = False,
) -> None:
    """Write the figures and the proposals under a rule."""
    run = Run.of(ctx, *options.ROWS, full=full)
    view = viewed(run, plan, as_of)
    rule_chosen = chosen_rule(run.corpus, whose, words=rule, partial=partial, of=of)
    account = run.account(rule_chosen, view)
    if cite:
        # Without the breaks of a screen, so that it can be copied.
        run.write_text(f"{account.whole.citation_alone}\n")
        return

    def as_csv() -> str:
        from jamplan.exports import csvfile

        return csvfile.coverage_csv(account.context)

    def as_object() -> dict[str, Any]:
        from jamplan.exports import jsonfile

        if by is By.SOURCE:
            return jsonfile.rivals_object(account.context)
        return jsonfile.coverage_object(account.context)

    if outcomes:
        from jamplan.exports.jsonfile import outcomes_object
        from jamplan.layouts.judges import outcomes_report, outcomes_screens

        run.write(
            lambda: outcomes_report(account),
            lambda: outcomes_object(account.context),
            screens=lambda: outcomes_screens(account),
        )
        return
    run.write(
        lambda: coverage_report(account, by),
        as_object,
        None if by else as_csv,
        lambda: coverage_by_screens(account, by) if by else coverage_screens(account),
    )


def unadopted_command(
    ctx: typer.Context,
    rule: options.RuleOption = None,
    whose: options.WhoseOption = None,
    outcomes: OutcomesFlag = False,
    plan: options.PlanOption = None,
    as_of: options.AsOfOption = None,
    full: options.FullFlag = False,
) -> None:
    """Write the groups, with the closest measure of each undecided proposal."""
    from jamplan.exports import csvfile, jsonfile
    from jamplan.layouts.unadopted import unadopted_report, unadopted_screens
    from jamplan.matching.suggestions import suggest

    run = Run.of(ctx, *options.ROWS, full=full)
    view = viewed(run, plan, as_of)
    account = run.account(chosen_rule(run.corpus, whose, words=rule), view)
    if outcomes:
        from jamplan.layouts.judges import unfinished_report

        run.write(
            lambda: unfinished_report(account, brief=False),
            lambda: jsonfile.outcomes_object(account.context),
            screens=lambda: [unfinished_report(account, brief=True)],
        )
        run.exits_with_one = all(item.is_carried_out for item in account.followed)
        return
    counts = {status.code: status.count for status in account.statuses}
    undecided = [
        item.id for item in account.proposals if item.code == Status.UNREVIEWED
    ]
    with run.patience(N_("Comparing the texts…")):
        hints = suggest(run.corpus, undecided, top=1) if undecided else []
    closest = account.similarities(hints).pairs
    run.write(
        lambda: unadopted_report(account, closest),
        lambda: jsonfile.unadopted_object(account.context, hints),
        lambda: csvfile.coverage_csv(account.context, OPEN),
        lambda: unadopted_screens(account, closest),
    )
    run.exits_with_one = not any(counts.get(status) for status in OPEN)


def show_command(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        argument(
            N_("WORDS"),
            N_(
                "An id, its beginning, a number, or words of a text; several matches "
                "are listed."
            ),
            "proposals",
            "measures",
        ),
    ] = None,
    rule: options.RuleOption = None,
    whose: options.WhoseOption = None,
    cite: options.CiteFlag = False,
    plan: options.PlanOption = None,
    as_of: options.AsOfOption = None,
    full: options.FullFlag = False,
) -> None:
    """Write the record of the one item that the words mean, or list several."""
    from jamplan.exports.jsonfile import record_object
    from jamplan.layouts.record import record_report, record_screens

    run = Run.of(ctx, *options.REPORT, full=full)
    view = viewed(run, plan, as_of)
    items = _items_meant(run.corpus, " ".join(words or ()))
    account = run.account(chosen_rule(run.corpus, whose, words=rule), view)
    item = account.item[items[0].id]
    if len(items) > 1:
        _write_list(run, items, brief=not full)
    elif cite:
        _write_citations(run, item.citations_in_full if full else item.citations)
    else:
        run.write(
            lambda: record_report(account, item),
            lambda: record_object(account.context, items[0]),
            screens=lambda: record_screens(account, item),
        )


def _items_meant(corpus: Corpus, typed: str) -> list[Item]:
    """Return the items that words mean, a proposal without the answer of its number.

    Raises :class:`UsageError` if they mean none.
    """
    known = options.items_of(corpus)
    items = options.match_items(corpus, known, typed)
    if not items:
        message = options.NO_ITEM if known else N_("None on record.")
        raise UsageError(message, known=list(known) or None, value=typed)
    if (
        corpus.answers_each
        and items[0].number
        and len({each.number for each in items}) == 1
    ):
        # The answer to a proposal has its number; it is told with the proposal.
        return [each for each in items if isinstance(each, Proposal)] or items
    return items


def _write_list(run: Run, items: Sequence[Item], *, brief: bool) -> None:
    """Write the ids and titles of several items."""
    gettext = run.messages.gettext
    rows = tuple(table_row(ident(item.id), one_line(item.title)) for item in items)
    listed = [
        {"id": item.id, "kind": kind_of(type(item)), "title": item.title}
        for item in items
    ]
    run.write(
        lambda: [Table((gettext("Id"), gettext("Title")), rows, brief=brief)],
        lambda: listed,
    )


def _write_citations(run: Run, citations: Sequence[Citation]) -> None:
    """Write what can be cited of an item, on a terminal so that it can be copied."""
    from jamplan.exports.jsonfile import citation_object
    from jamplan.layouts.cells import citation_block

    if run.format == "table":
        # Without the breaks of a screen.
        run.write_text("".join(f"{citation}\n" for citation in citations))
        return
    run.write(
        lambda: [citation_block(citation) for citation in citations],
        lambda: citation_object(citations),
    )


_IN_A_SCRIPT = N_(
    "A figure in a script: --number 6 --of 28 --says taken-up --whose jam."
)


def claim_command(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        argument(
            N_("TEXT"),
            N_(
                "A figure, or a sentence with one: “6 of 28”, “21%”, “a quarter”, “22 "
                "ignored”."
            ),
        ),
    ] = None,
    number: Annotated[int | None, option(N_("NUMBER"), _IN_A_SCRIPT)] = None,
    of: Annotated[int | None, option(N_("NUMBER"), _IN_A_SCRIPT)] = None,
    says: Annotated[str | None, option(N_("CHOICE"), _IN_A_SCRIPT)] = None,
    whose: Annotated[str | None, option(N_("WHO"), _IN_A_SCRIPT)] = None,
    plan: options.PlanOption = None,
    as_of: options.AsOfOption = None,
) -> None:
    """Write what was read, the answer, what to write, and what each rule gives."""
    from jamplan.account.claims import claim_of
    from jamplan.account.printed import tried
    from jamplan.counting.claims import try_claim
    from jamplan.counting.quantity import QuantityError
    from jamplan.exports.claimfile import claim_object
    from jamplan.layouts.claim import claim_report, claim_screens

    run = Run.of(ctx, *options.REPORT)
    view = viewed(run, plan, as_of)
    text = " ".join(words or ())
    is_typed = any(each is not None for each in (of, says, whose))
    if number is not None and not text:
        quantity = _figure_given(run.corpus, number, of, says, whose)
        with run.patience(N_("Reading…")):
            tested = try_claim(run.corpus, quantity)
        text = str(number)
    elif number is not None or is_typed:
        # Either words, or options.
        raise UsageError(KEEP_ONE, options=f"{text}, --number")
    else:
        try:
            with run.patience(N_("Reading…")):
                tested = tried(run.corpus, text)
        except QuantityError as error:
            _tell_without_figure(run, text, error.numbers, view)
            return
    with run.patience(WRITING):
        claim = claim_of(run.corpus, tested, text, run.language, view=view)
    run.write(
        lambda: claim_report(claim),
        lambda: claim_object(tested, text, claim.to_write),
        screens=lambda: claim_screens(claim, run.screen.height),
    )
    run.exits_with_one = not tested.may_be_written


def _figure_given(
    corpus: Corpus, number: int, of: int | None, says: str | None, whose: str | None
) -> Quantity:
    """Return the figure that options give.

    Raises :class:`UsageError` on an unknown value.
    """
    from jamplan.counting.quantity import Quantity, QuantityKind, Said

    said = Said.COUNTED
    if says is not None:
        known = {each.value.replace("_", "-"): each for each in Said}
        if says not in known:
            raise UsageError(CANNOT_BE, known=[*known], option="--says", value=says)
        said = known[says]
    voice = None
    if whose is not None:
        voice, _reader = options.who_is_meant(corpus, whose)
    return Quantity(
        kind=QuantityKind.COUNT,
        value=Fraction(number),
        total=of,
        said=said,
        voice=voice,
    )


def _tell_without_figure(
    run: Run, text: str, numbers: Sequence[str], view: View
) -> None:
    """Write the sentence on the item that a text means; else say what can be asked.

    Raises :class:`UsageError` if it means none, or several, or has several figures.
    """
    from jamplan.exports.jsonfile import citation_object
    from jamplan.layouts.cells import citation_block

    advice = N_(
        "Ask for one figure: “6 of 28”, “none refused”, “at least a quarter”; or show "
        "ID --cite."
    )
    if numbers:
        message = N_("Several figures: {numbers}. Ask for one at a time.")
        raise UsageError(message, advice, numbers=", ".join(numbers))
    items: list[Item] = []
    if text.strip():
        items = options.match_items(run.corpus, options.items_of(run.corpus), text)
    proposals = [each for each in items if isinstance(each, Proposal)] or items
    if len(proposals) != 1:
        message = N_("jamplan cannot read this as a figure: “{text}”.")
        raise UsageError(message, advice, text=text)
    account = run.account(None, view)
    citations = account.item[proposals[0].id].citations
    run.write(
        lambda: [citation_block(citation) for citation in citations],
        lambda: citation_object(citations),
    )
