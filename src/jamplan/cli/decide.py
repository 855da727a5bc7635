"""The command ``decide``, which records one decision or takes it off the record."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from jamplan.cli.completion import complete_actor, complete_measure, complete_proposal, complete_source
from jamplan.cli.errors import UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.options import Format, Run, command
from jamplan.cli.selection import only_measure, only_proposal
from jamplan.cli.statements import decided_by_option, decider, folder_of, statement
from jamplan.cli.writing import Forms, say, write
from jamplan.corpus.model import Basis, Dismissal, Extent, Link, Measure, Proposal, VerdictKind
from jamplan.reports.blocks import Block

if TYPE_CHECKING:
    from jamplan.corpus.loading import Corpus
    from jamplan.decisions.making import Statement
    from jamplan.decisions.recording import Decision, Recorded

FORMATS = (Format.TABLE, Format.JSON)


class Conclusion(StrEnum):
    """A verdict as it is typed."""

    NONE = "none"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out-of-scope"
    NOT_TESTABLE = "not-testable"


_VERDICTS = {
    Conclusion.NONE: VerdictKind.NO_MEASURE_FOUND,
    Conclusion.REFUSED: VerdictKind.REFUSED,
    Conclusion.OUT_OF_SCOPE: VerdictKind.OUT_OF_SCOPE,
    Conclusion.NOT_TESTABLE: VerdictKind.NOT_TESTABLE,
}


def add_decide(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``decide`` to the program, its help translated by ``_``."""
    proposal_argument = typer.Argument(
        metavar=_("PROPOSAL"), help=_("The id of a proposal."), autocompletion=complete_proposal
    )
    measure_argument = typer.Argument(
        metavar=_("MEASURE"),
        help=_("The id of a measure; none for a conclusion."),
        autocompletion=complete_measure,
    )
    basis_option = typer.Option(
        "--basis",
        case_sensitive=False,
        metavar=_("BASIS"),
        help=_(
            "How the source states it: explicit, implicit or ambiguous; or compared: no source states "
            "it, you read both texts, and quote or locate the words in each."
        ),
    )
    extent_option = typer.Option(
        "--extent",
        case_sensitive=False,
        metavar=_("EXTENT"),
        help=_("How much is taken up: full, partial or unstated (default)."),
    )
    claimed_by_option = typer.Option(
        "--claimed-by",
        metavar=_("ACTOR"),
        help=_(
            "Who states it: an id, or the whole name of a new actor. Default: you, if you compared."
        ),
        autocompletion=complete_actor,
    )
    source_option = typer.Option(
        "--source",
        metavar=_("SOURCE"),
        help=_("The source that states it, on record in sources.yaml; repeat it for several."),
        autocompletion=complete_source,
    )
    quote_option = typer.Option(
        "--quote", metavar=_("WORDS"), help=_("Its exact words, one for each source in order.")
    )
    locator_option = typer.Option(
        "--locator", metavar=_("PLACE"), help=_("Where the words are: page, heading, paragraph.")
    )
    inferred_option = typer.Option(
        "--measure-inferred", help=_("The source does not name the measure: you infer it.")
    )
    not_option = typer.Option("--not", help=_("The measure does not take the proposal up."))
    verdict_option = typer.Option(
        "--verdict",
        case_sensitive=False,
        metavar=_("VERDICT"),
        help=_("A conclusion: none, refused (needs a quote), out-of-scope or not-testable."),
    )
    decided_option = decided_by_option(_)
    remove_option = typer.Option("--remove", help=_("Take the decision off the record."))

    @command(
        app,
        _,
        panel=panel,
        text=_("Record one decision: a statement on a measure, or a conclusion on a proposal."),
        formats=FORMATS,
    )
    def decide(
        run: Run,
        proposal: Annotated[str, proposal_argument],
        measure: Annotated[str | None, measure_argument] = None,
        basis: Annotated[Basis | None, basis_option] = None,
        extent: Annotated[Extent | None, extent_option] = None,
        claimed_by: Annotated[str | None, claimed_by_option] = None,
        source: Annotated[list[str] | None, source_option] = None,
        quote: Annotated[list[str] | None, quote_option] = None,
        locator: Annotated[list[str] | None, locator_option] = None,
        measure_inferred: Annotated[bool, inferred_option] = False,
        dismiss: Annotated[bool, not_option] = False,
        verdict: Annotated[Conclusion | None, verdict_option] = None,
        decided_by: Annotated[str | None, decided_option] = None,
        remove: Annotated[bool, remove_option] = False,
    ) -> None:
        item = only_proposal(run, proposal, whole=True)
        other = only_measure(run, measure, whole=True) if measure is not None else None
        evidence = bool(source or quote or locator)
        about_link = extent is not None or measure_inferred
        _check(
            run,
            measure=other is not None,
            dismiss=dismiss,
            verdict=verdict is not None,
            basis=basis is not None,
            about_link=about_link,
            evidence=evidence or claimed_by is not None,
            remove=remove,
        )
        by = decider(run, decided_by)
        if remove:
            recorded = _remove(run, item, other, basis, verdict, claimed_by, by, dismiss=dismiss)
        elif dismiss and other is not None:
            recorded = _dismiss(run, item, other, statement(run, decided_by=by))
        else:
            words = statement(
                run,
                decided_by=by,
                claimed_by=claimed_by,
                sources=source,
                quotes=quote,
                locators=locator,
            )
            if other is None:
                assert verdict is not None
                recorded = _conclude(run, item, _VERDICTS[verdict], words)
            else:
                assert basis is not None
                recorded = _link(run, item, other, basis, words, extent, inferred=measure_inferred)
        _tell(run, recorded, by)


def _check(
    run: Run,
    *,
    measure: bool,
    dismiss: bool,
    verdict: bool,
    basis: bool,
    about_link: bool,
    evidence: bool,
    remove: bool,
) -> None:
    """Refuse options that do not go together. Raises :class:`UsageError`."""
    _ = run.messages.gettext
    if verdict and (measure or basis or about_link or dismiss):
        raise UsageError(
            _("--verdict is a conclusion on the proposal alone."),
            _("Leave out the measure, --basis, --extent, --measure-inferred and --not."),
        )
    if dismiss and (basis or about_link or evidence):
        raise UsageError(
            _("--not records no statement of a source."),
            _("Leave out --basis, --extent, --claimed-by, --source, --quote and --locator."),
        )
    if dismiss and not measure:
        raise UsageError(
            _("“{name}” is missing.", name=_("MEASURE")), _("Name the measure of the pair.")
        )
    if remove or dismiss:
        return
    if not measure and not verdict:
        raise UsageError(
            _("What is decided is missing."),
            _("Name a measure, or a conclusion: --verdict {values}.", values="|".join(Conclusion)),
        )
    if measure and not basis:
        raise UsageError(
            _("“{name}” is missing.", name="--basis"),
            _("Possible values: {values}.", values=", ".join(Basis)),
        )


def _link(
    run: Run,
    proposal: Proposal,
    measure: Measure,
    basis: Basis,
    words: "Statement",
    extent: Extent | None,
    *,
    inferred: bool,
) -> "Recorded":
    from jamplan.decisions.making import draft_link
    from jamplan.decisions.recording import put

    return put(
        folder_of(run),
        lambda corpus: draft_link(
            corpus,
            corpus.proposal[proposal.id],
            corpus.measure[measure.id],
            basis,
            words,
            extent=extent,
            measure_inferred=inferred,
        ),
    )


def _conclude(run: Run, proposal: Proposal, kind: VerdictKind, words: "Statement") -> "Recorded":
    from jamplan.decisions.making import draft_verdict
    from jamplan.decisions.recording import put

    return put(
        folder_of(run),
        lambda corpus: draft_verdict(corpus, corpus.proposal[proposal.id], kind, words),
    )


def _dismiss(run: Run, proposal: Proposal, measure: Measure, words: "Statement") -> "Recorded":
    from jamplan.decisions.making import draft_dismissal
    from jamplan.decisions.recording import put

    return put(folder_of(run), lambda corpus: draft_dismissal(corpus, proposal, measure, words))


def _remove(
    run: Run,
    proposal: Proposal,
    measure: Measure | None,
    basis: Basis | None,
    verdict: Conclusion | None,
    claimed_by: str | None,
    by: str,
    *,
    dismiss: bool,
) -> "Recorded":
    """Take off a statement or a conclusion, else this person's own dismissal of the pair."""
    from jamplan.decisions.making import find_one
    from jamplan.decisions.recording import on_record, take

    kind = basis if verdict is None else _VERDICTS[verdict]

    def find(corpus: "Corpus") -> "Decision | None":
        known = None if dismiss else find_one(corpus, proposal, measure, kind, claimed_by)
        if known is not None or measure is None:
            return known
        return on_record(corpus, Dismissal(proposal=proposal.id, measure=measure.id, by=by))

    return take(folder_of(run), find)


def _tell(run: Run, recorded: "Recorded", by: str) -> None:
    """Say what was recorded, who is new, and what ``check`` would say of it."""
    from jamplan.decisions.making import OWN_WORDS
    from jamplan.decisions.recording import Done
    from jamplan.evidence.checks import check_decision
    from jamplan.reports.decision_words import OWN_WORDS_ARE_A_PLACE, decision_text, done_text
    from jamplan.reports.finding_words import say as say_finding

    corpus, change = recorded.corpus, recorded.main

    def as_report() -> list[Block]:
        from jamplan.reports.blocks import Paragraph, inline

        decision = change.after or change.before
        if decision is None:
            said = run.language.gettext("Nothing to take off: no such decision is on record.")
        else:
            said = done_text(change.done, by, run.language)
            said = f"{said} {decision_text(corpus, decision, run.language)}"
        return [Paragraph(inline(said))]

    def as_object() -> dict[str, object]:
        from jamplan.exports.jsonfile import decision_object

        return decision_object(change.done.value, change.before, change.after)

    write(run, Forms(as_report, as_object))
    if actor := change.actor:
        say(run, run.messages.gettext("New actor: {name}, id {id}.", name=actor.name, id=actor.id))
    if isinstance(change.after, Link):
        places = [each.locator or "" for each in change.after.evidence]
        if any(OWN_WORDS in place for place in places):
            say(run, run.messages.gettext(OWN_WORDS_ARE_A_PLACE))
    if change.after is not None:
        for finding in check_decision(corpus, change.after):
            message, remedy = say_finding(finding, run.messages)
            said = {"code": finding.code, "message": message, "remedy": remedy}
            say(run, run.messages.gettext("{code}: {message} {remedy}", **said))
    if change.done is Done.NOTHING and change.after is None:
        run.exit_code = Exit.FOUND
