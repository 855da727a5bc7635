"""The command that finds.

``suggest``, with the closest pairs, forms, one pair's ledger, passages.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from jamplan.account import vocabulary
from jamplan.cli import options
from jamplan.cli.environment import Run
from jamplan.cli.errors import LEAVE_OUT, UsageError
from jamplan.cli.options import argument, flag, option
from jamplan.corpus.loading import Corpus
from jamplan.evidence.copies import copies_of
from jamplan.exports.jsonfile import (
    explanation_object,
    passages_object,
    suggestion_object,
)
from jamplan.language import N_

if TYPE_CHECKING:
    from jamplan.corpus.findings import Finding
    from jamplan.evidence.passages import Passage
    from jamplan.matching.score import Encoder
    from jamplan.matching.suggestions import Suggestion


_TOP = 3
"""How many measures are suggested for each proposal."""


def suggest_command(
    ctx: typer.Context,
    items: Annotated[
        list[str] | None,
        argument(
            "ID",
            N_(
                "Proposals (default: those without a statement); with a measure, "
                "why the two look alike."
            ),
            "proposals",
            "measures",
        ),
    ] = None,
    top: Annotated[int, option("N", N_("How many for each (default: 3)."))] = _TOP,
    all_: Annotated[
        bool, flag(N_("All proposals, with or without a statement."), "--all")
    ] = False,
    semantic: Annotated[
        bool,
        flag(
            N_(
                "Mix in similarity of meaning, by a sentence encoder: a black box, "
                "without bands."
            ),
            "--semantic",
        ),
    ] = False,
    passages: Annotated[
        bool,
        flag(
            N_(
                "Passages of the copies of sources that speak of each, as quotes with "
                "their page."
            ),
            "--passages",
        ),
    ] = False,
    blind: options.BlindFlag = False,
    full: options.FullFlag = False,
) -> None:
    """Write the closest pairs, a form, one pair's ledger, or passages of sources."""
    run = Run.of(ctx, *options.ROWS, "xlsx", "html", full=full)
    items = items or []
    is_form = run.format in _FORMS
    _check_form(run, is_whole=all_ and not (semantic or passages or items), blind=blind)
    if passages and (semantic or is_form):
        raise UsageError(LEAVE_OUT, given="--passages", options="--semantic, --format")
    encoder = _encoder() if semantic else None
    is_pair = len(items) == 2 and options.match_id(items[1], list(run.corpus.measure))
    if is_pair and not (passages or is_form):
        _explain(run, items[0], items[1], encoder)
        return
    proposals = _asked_for(run.corpus, items, all_=all_)
    if passages:
        _passages(run, proposals, top)
    elif is_form:
        _form(run, proposals, top, encoder, blind=blind)
    else:
        _pairs(run, proposals, top, encoder, has_passages=len(items) == 1)


def _asked_for(corpus: Corpus, typed: Sequence[str], *, all_: bool) -> list[str]:
    """Return the ids of the proposals that are named.

    Of none, those without a statement, or all.
    """
    if typed:
        return [options.find_proposal(corpus, name).id for name in typed]
    if all_:
        return [*corpus.proposal]
    return [known for known in corpus.proposal if not _is_answered(corpus, known)]


def _is_answered(corpus: Corpus, proposal: str) -> bool:
    """Whether somebody takes a position on a proposal."""
    statements = corpus.statements_on.get(proposal, ())
    return any(statement.is_position for statement in statements)


def _pairs(
    run: Run,
    proposals: list[str],
    top: int,
    encoder: "Encoder | None",
    *,
    has_passages: bool,
) -> None:
    """Write the closest pairs.

    Of a proposal that is named, with the passages that are near to it.
    """
    from jamplan.layouts.similarity import suggestions_report, suggestions_screens
    from jamplan.matching.suggestions import suggest

    with run.patience(N_("Comparing the texts…")):
        found = suggest(run.corpus, proposals, top=top, encoder=encoder)
    has_passages = has_passages and run.format != "json"
    passages = _found(run, proposals, _TOP)[0] if has_passages else []
    context, account = run.context(), run.account()
    near = [passage for passage in passages if passage.is_near]
    told = account.similarities(found, near)
    run.write(
        lambda: suggestions_report(account, told),
        lambda: [suggestion_object(context, suggestion) for suggestion in found],
        screens=lambda: suggestions_screens(account, told),
    )
    _tell_left_out(run, proposals, found)


_FORMS = ("html", "xlsx", "csv")
"""The formats of forms that people fill in."""


def _check_form(run: Run, *, is_whole: bool, blind: bool) -> None:
    """Refuse a page, or a blind form, of less than all. Raises :class:`UsageError`."""
    is_page = run.format == "html"
    is_file = run.output is not None and run.format in _FORMS
    if not (blind or is_page) or (is_whole and is_file):
        return
    given = f"-o {run.output}" if run.output else "--format html"
    files = "x.html" if is_page else "x.html|x.xlsx|x.csv"
    raise UsageError(
        N_("{options}: only with --all -o {files}."),
        options="--blind" if blind else given,
        files=files,
    )


def _form(
    run: Run, proposals: list[str], top: int, encoder: "Encoder | None", *, blind: bool
) -> None:
    """Write the form: a page with passages, or the closest pairs.

    Blind, in the order of the plan.
    """
    from jamplan.decisions.cards import candidates
    from jamplan.exports import formfile
    from jamplan.matching.suggestions import matcher_of, pair

    context = formfile.shown_in_form(run.context(), blind=blind)
    corpus = context.corpus
    if run.format == "html":
        with run.patience(N_("Comparing the texts…")):
            copies, findings = copies_of(corpus)
            page = formfile.page(context, copies, top=top, blind=blind)
        run.write_raw(page)
        _say_findings(run, findings)
        return
    with run.patience(N_("Comparing the texts…")):
        matcher, order = matcher_of(corpus, encoder), [*corpus.measure]
        pairs = []
        for proposal in proposals:
            measures = candidates(corpus, matcher, proposal, (), "")[:top]
            if blind:
                measures.sort(key=order.index)
            pairs += [pair(corpus, matcher, proposal, measure) for measure in measures]
    is_csv = run.format == "csv"
    write = formfile.suggestions_csv if is_csv else formfile.suggestions_xlsx
    run.write_raw(write(context, pairs, blind=blind))
    run.exits_with_one = not pairs


def _say_findings(run: Run, findings: "Iterable[Finding]") -> None:
    for finding in findings:
        run.say(vocabulary.sentence(finding, run.messages))


def _tell_left_out(
    run: Run, proposals: list[str], found: "Sequence[Suggestion | Passage]"
) -> None:
    """Say for which proposals nothing is offered.

    A list without them is not all there is.
    """
    listed = {each.proposal.id for each in found}
    if left_out := ", ".join(known for known in proposals if known not in listed):
        run.say(
            N_("Nothing is offered for {ids}, which does not mean that there is none."),
            ids=left_out,
        )
    run.exits_with_one = not found


def _passages(run: Run, proposals: list[str], top: int) -> None:
    """Write the passages that speak of proposals, and say what was not searched."""
    from jamplan.layouts.similarity import passages_report

    found, is_any, findings = _found(run, proposals, top)
    account, neighbours = run.account(), run.full or len(proposals) == 1
    told = account.similarities(passages=found)
    run.write(
        lambda: passages_report(account, told, neighbours=neighbours),
        lambda: passages_object(found),
    )
    _say_findings(run, findings)
    if not is_any:
        run.say(
            N_(
                "No source has a copy that could be read: jamplan source FILE --id ID "
                "gives one."
            )
        )
    _tell_left_out(run, proposals if is_any else [], found)


def _found(
    run: Run, proposals: list[str], top: int
) -> tuple[list["Passage"], bool, list["Finding"]]:
    """Return the passages, whether a copy can be read, and faults of copies."""
    from jamplan.evidence.passages import passages

    with run.patience(N_("Reading…")):
        copies, findings = copies_of(run.corpus)
        return passages(run.corpus, copies, proposals, top=top), bool(copies), findings


def _encoder() -> "Encoder":
    """Return the sentence encoder. Raises :class:`UsageError` if not installed."""
    from jamplan.matching.score import Encoder

    try:
        return Encoder()
    except ImportError:
        message = N_("Similarity of meaning needs a package: pip install '{extra}'")
        raise UsageError(message, extra="jamplan[semantic]") from None


def _explain(run: Run, proposal: str, measure: str, encoder: "Encoder | None") -> None:
    """Write the ledger of one pair.

    What its words and their rarity add to the score.
    """
    from jamplan.layouts.similarity import explanation_report
    from jamplan.matching.suggestions import matcher_of, pair, rank_of

    corpus = run.corpus
    ids = (
        options.find_proposal(corpus, proposal).id,
        options.find_measure(corpus, measure).id,
    )
    with run.patience(N_("Comparing the texts…")):
        matcher = matcher_of(corpus, encoder)
        suggestion, rank = pair(corpus, matcher, *ids), rank_of(matcher, *ids)
    account = run.account()
    told = account.similarities([suggestion], rank=rank)
    run.write(
        lambda: explanation_report(account, told),
        lambda: explanation_object(run.context(), suggestion, rank),
        screens=lambda: [explanation_report(account, told, brief=True)],
    )
