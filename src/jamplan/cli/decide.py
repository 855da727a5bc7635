"""The commands that decide: ``link``, ``verdict``, ``dismiss``."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from jamplan.cli.completion import complete_measure, complete_proposal
from jamplan.cli.errors import UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.options import Format, Run, command
from jamplan.cli.selection import only_measure, only_proposal
from jamplan.cli.statements import NewSource, StatementOptions, decider, folder_of, statement
from jamplan.cli.writing import Forms, say, write
from jamplan.model import Basis, Dismissal, Extent, Link, VerdictKind
from jamplan.reports.blocks import Block
from jamplan.today import today

if TYPE_CHECKING:
    from jamplan.corpus import Corpus
    from jamplan.reviewing.recording import Recorded

FORMATS = (Format.TABLE, Format.JSON)


def add_link(app: typer.Typer, _: Callable[[str], str]) -> None:
    """Add the command ``link`` to the program, its help translated by ``_``."""
    proposal_argument = typer.Argument(
        metavar=_("PROPOSAL"), help=_("The id of a proposal."), autocompletion=complete_proposal
    )
    measure_argument = typer.Argument(
        metavar=_("MEASURE"), help=_("The id of a measure."), autocompletion=complete_measure
    )
    basis_option = typer.Option(
        "--basis",
        metavar=_("BASIS"),
        help=_(
            "How the source states it: explicit, implicit, ambiguous; or compared: no source states "
            "it, you read both texts, and quote or place it in each."
        ),
    )
    extent_option = typer.Option(
        "--extent",
        metavar=_("EXTENT"),
        help=_("How much is taken up: full, partial, or unstated (default)."),
    )
    inferred_option = typer.Option(
        "--measure-inferred",
        help=_("The source does not name the measure; it was read from its words."),
    )
    said = StatementOptions.of_language(_)

    @command(app, _, panel=_("Decide"), formats=FORMATS)
    def link(
        run: Run,
        proposal: Annotated[str, proposal_argument],
        measure: Annotated[str, measure_argument],
        basis: Annotated[Basis | None, basis_option] = None,
        extent: Annotated[Extent | None, extent_option] = None,
        claimed_by: Annotated[str | None, said.claimed_by] = None,
        source: Annotated[list[str] | None, said.source] = None,
        quote: Annotated[list[str] | None, said.quote] = None,
        locator: Annotated[list[str] | None, said.locator] = None,
        note: Annotated[str | None, said.note] = None,
        measure_inferred: Annotated[bool, inferred_option] = False,
        decided_by: Annotated[str | None, said.decided_by] = None,
        source_publisher: Annotated[str | None, said.publisher] = None,
        source_title: Annotated[str | None, said.title] = None,
        source_date: Annotated[str | None, said.date] = None,
        source_url: Annotated[str | None, said.url] = None,
        remove: Annotated[bool, said.remove] = False,
    ) -> None:
        """Record that a measure takes up a proposal: who states it, how, and where it can be read."""
        from jamplan.reviewing.drafts import draft_link, find_one_link
        from jamplan.reviewing.recording import put, take

        left, right = only_proposal(run, proposal, whole=True), only_measure(run, measure, whole=True)
        if remove:
            found = take(
                folder_of(run), lambda corpus: find_one_link(corpus, left, right, claimed_by, basis)
            )
            _tell(run, found)
            return
        if basis is None:
            raise UsageError(
                run.messages.gettext("“{name}” is missing.", name="--basis"),
                run.messages.gettext("Possible values: {values}.", values=", ".join(Basis)),
            )
        new = NewSource(source_publisher, source_title, source_date, source_url)
        words = statement(
            run,
            decided_by=decided_by,
            claimed_by=claimed_by,
            sources=source,
            quotes=quote,
            locators=locator,
            note=note,
            new=new,
        )
        _tell(
            run,
            put(
                folder_of(run),
                lambda corpus: draft_link(
                    corpus,
                    corpus.proposal[left.id],
                    corpus.measure[right.id],
                    basis,
                    words,
                    extent=extent,
                    measure_inferred=measure_inferred,
                ),
            ),
        )


def add_verdict(app: typer.Typer, _: Callable[[str], str]) -> None:
    """Add the command ``verdict`` to the program, its help translated by ``_``."""
    proposal_argument = typer.Argument(
        metavar=_("PROPOSAL"), help=_("The id of a proposal."), autocompletion=complete_proposal
    )
    verdict_argument = typer.Argument(
        metavar=_("VERDICT"),
        help=_(
            "no_measure_found; refused, which needs a source and a quote; out_of_scope; not_testable."
        ),
    )
    said = StatementOptions.of_language(_)

    @command(app, _, panel=_("Decide"), formats=FORMATS)
    def verdict(
        run: Run,
        proposal: Annotated[str, proposal_argument],
        verdict: Annotated[VerdictKind | None, verdict_argument] = None,
        claimed_by: Annotated[str | None, said.claimed_by] = None,
        source: Annotated[list[str] | None, said.source] = None,
        quote: Annotated[list[str] | None, said.quote] = None,
        locator: Annotated[list[str] | None, said.locator] = None,
        note: Annotated[str | None, said.note] = None,
        decided_by: Annotated[str | None, said.decided_by] = None,
        source_publisher: Annotated[str | None, said.publisher] = None,
        source_title: Annotated[str | None, said.title] = None,
        source_date: Annotated[str | None, said.date] = None,
        source_url: Annotated[str | None, said.url] = None,
        remove: Annotated[bool, said.remove] = False,
    ) -> None:
        """Record a conclusion on a proposal that no measure takes up."""
        from jamplan.reviewing.drafts import draft_verdict, find_one_verdict
        from jamplan.reviewing.recording import put, take

        item = only_proposal(run, proposal, whole=True)
        if remove:
            found = take(
                folder_of(run), lambda corpus: find_one_verdict(corpus, item, verdict, claimed_by)
            )
            _tell(run, found)
            return
        if verdict is None:
            raise UsageError(
                run.messages.gettext("“{name}” is missing.", name="VERDICT"),
                run.messages.gettext("Possible values: {values}.", values=", ".join(VerdictKind)),
            )
        new = NewSource(source_publisher, source_title, source_date, source_url)
        words = statement(
            run,
            decided_by=decided_by,
            claimed_by=claimed_by,
            sources=source,
            quotes=quote,
            locators=locator,
            note=note,
            new=new,
        )
        recorded = put(
            folder_of(run),
            lambda corpus: draft_verdict(corpus, corpus.proposal[item.id], verdict, words),
        )
        _tell(run, recorded)


def add_dismiss(app: typer.Typer, _: Callable[[str], str]) -> None:
    """Add the command ``dismiss`` to the program, its help translated by ``_``."""
    proposal_argument = typer.Argument(
        metavar=_("PROPOSAL"), help=_("The id of a proposal."), autocompletion=complete_proposal
    )
    measure_argument = typer.Argument(
        metavar=_("MEASURE"), help=_("The id of a measure."), autocompletion=complete_measure
    )
    said = StatementOptions.of_language(_)

    @command(app, _, panel=_("Decide"), formats=FORMATS)
    def dismiss(
        run: Run,
        proposal: Annotated[str, proposal_argument],
        measure: Annotated[str, measure_argument],
        note: Annotated[str | None, said.note] = None,
        decided_by: Annotated[str | None, said.decided_by] = None,
        remove: Annotated[bool, said.remove] = False,
    ) -> None:
        """Record that a pair was looked at and is no match: it is not suggested again."""
        from jamplan.reviewing.drafts import dismissed
        from jamplan.reviewing.recording import New, put, take

        left, right = only_proposal(run, proposal, whole=True), only_measure(run, measure, whole=True)
        wanted = Dismissal(
            proposal=left.id,
            measure=right.id,
            by=decider(run, decided_by),
            on=today(),
            note=note or None,
        )
        if remove:
            _tell(run, take(folder_of(run), lambda corpus: _own_or_only(corpus, wanted)))
        else:
            _tell(run, put(folder_of(run), lambda corpus: (dismissed(corpus, wanted), New())))


def _own_or_only(corpus: "Corpus", dismissal: Dismissal) -> Dismissal | None:
    """The dismissal on record by this person, else the one on the pair where there is only one."""
    pair = (dismissal.proposal, dismissal.measure)
    known = [each for each in corpus.dismissals if (each.proposal, each.measure) == pair]
    own = [each for each in known if each.by == dismissal.by]
    found = own or known
    return found[0] if len(found) == 1 else None


def _tell(run: Run, recorded: "Recorded") -> None:
    """Say what was recorded, who is new, and what ``check`` would say of it."""
    from jamplan.checks import check_decision
    from jamplan.reviewing.drafts import OWN_WORDS
    from jamplan.reviewing.recording import Done
    from jamplan.wording.decisions import OWN_WORDS_ARE_A_PLACE, decision_text, done_text
    from jamplan.wording.findings import say as say_finding

    corpus, change = recorded.corpus, recorded.main

    def as_report() -> list[Block]:
        from jamplan.reports.blocks import Paragraph, inline

        decision = change.after or change.before
        if decision is None:
            said = run.language.gettext("Nothing to take off: no such decision is on record.")
        else:
            said = done_text(change.done, run.language)
            said = f"{said} {decision_text(corpus, decision, run.language)}"
        return [Paragraph(inline(said))]

    def as_object() -> dict[str, object]:
        from jamplan.exports.jsonfile import decision_object

        return decision_object(change.done.value, change.before, change.after)

    write(run, Forms(as_report, as_object))
    for actor in change.new.actors:
        new = run.messages.gettext("New actor: {name}, id {id}.", name=actor.name, id=actor.id)
        say(run, new)
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
