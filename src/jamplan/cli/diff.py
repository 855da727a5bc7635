"""The command that says what changed: ``diff``."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.options import Format, Run, command, patience
from jamplan.cli.rules import RuleOptions
from jamplan.cli.selection import match_id, perhaps
from jamplan.cli.writing import Forms, write
from jamplan.corpus import find, load
from jamplan.counting.rules import LinksCounted
from jamplan.findings import CorpusError, Finding, Place, reason_of
from jamplan.reports.blocks import Block
from jamplan.text.folding import one_line
from jamplan.today import today
from jamplan.wording.nouns import language_for

if TYPE_CHECKING:
    from jamplan.states import State


def add_diff(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``diff`` to the program, its help translated by ``_``."""
    choices = RuleOptions.of_language(_)
    old_argument = typer.Argument(
        metavar=_("OLD"),
        help=_(
            "A corpus’s folder, a file of “jamplan export --format json”, or a Git revision of the "
            "corpus’s folder. What exists as a path is a path."
        ),
    )
    new_argument = typer.Argument(
        metavar=_("NEW"), help=_("The same of the later state. Default: the corpus that is meant.")
    )
    rule_option = typer.Option(
        "--rule",
        help=_(
            "Which take-ups count, in both: explicit, stated, claimed or any. Default: the rule of the "
            "exports, else as coverage has it."
        ),
    )
    exit_option = typer.Option(
        "--exit-code", help=_("End with code 1 where a status or a figure has changed.")
    )

    @command(
        app,
        _,
        panel=panel,
        text=_(
            "What changed in statuses and figures, and why; as Markdown, dated corrections to publish."
        ),
        formats=(Format.TABLE, Format.MD, Format.JSON),
    )
    def diff(
        run: Run,
        old: Annotated[str, old_argument],
        new: Annotated[str | None, new_argument] = None,
        rule: Annotated[LinksCounted | None, rule_option] = None,
        claimed_by: Annotated[str | None, choices.whose] = None,
        exit_code: Annotated[bool, exit_option] = False,
    ) -> None:
        from jamplan.changes import compare
        from jamplan.reports.changes import changes_report, corrections_report

        with patience(run, run.messages.gettext("Reading the corpus…")):
            states = _state(run, old), _state(run, new) if new is not None else _in_force(run)
        _same_documents(run, *states)
        actor = _actor(run, states, claimed_by)
        found = compare(*states, links=rule, claimed_by=actor)
        language = language_for(found.new.corpus, run.shared.lang)

        def as_report() -> list[Block]:
            if run.format is Format.MD:
                return corrections_report(found, language, today())
            return changes_report(found, language)

        def as_object() -> dict[str, object]:
            from jamplan.exports.changesjson import changes_object

            return changes_object(found)

        write(run, Forms(as_report, as_object))
        if exit_code and found.published_changed:
            run.exit_code = Exit.FOUND


def _same_documents(run: Run, old: "State", new: "State") -> None:
    """Refuse two states that share no item: nothing has changed where all is another."""
    _ = run.messages.gettext
    items = [set(state.corpus.proposal) | set(state.corpus.measure) for state in (old, new)]
    if all(items) and not set.intersection(*items):
        raise UsageError(
            _("These are not two states of one corpus: no proposal and no measure is in both."),
            _("Name the corpus that is meant: --data FOLDER."),
        )


def _in_force(run: Run) -> "State":
    from jamplan.states import State

    corpus = run.corpus
    language = language_for(corpus, run.shared.lang)
    packaged = language.gettext("the corpus that comes with jamplan")
    return State(name=packaged if corpus.packaged else corpus.folder, corpus=corpus)


def _state(run: Run, given: str) -> "State":
    """What a folder, an export or a revision says. Raises :class:`UsageError` where it is neither."""
    from jamplan.states import ExportError, RevisionError, State, of_export, of_revision

    _ = run.messages.gettext
    path = Path(given)
    if path.is_dir():
        return State(name=given, corpus=load(path))
    # A link that leads nowhere is a fault to be told, not a reason to ask Git.
    if os.path.lexists(path):
        try:
            return of_export(_content(path), given)
        except ExportError as error:
            raise UsageError(
                _(
                    "“{path}” is not an export that can be read: {where} is wrong or missing.",
                    path=one_line(given),
                    where=one_line(error.where),
                ),
                _("Make one: {command}", command="jamplan export --format json -o FILE"),
            ) from None
    folder = find(run.shared.data, environ=run.environment.environ)
    try:
        return State(name=given, corpus=of_revision(given, folder))
    except RevisionError as error:
        name, where = one_line(given), one_line(str(folder))
        if error.name is None:
            message = _(
                "“{name}” is neither a path nor a Git revision of the folder “{folder}”.",
                name=name,
                folder=where,
            )
        else:
            message = _(
                "The revision “{name}” has no {file} in the folder “{folder}”.",
                name=name,
                file=error.name,
                folder=where,
            )
        advice = _("Name a folder, an export in JSON, or a revision; --data names the folder.")
        raise UsageError(message, advice) from None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        place = Place(str(path))
        raise CorpusError([Finding("file-unreadable", place, {"reason": reason_of(error)})]) from None


def _actor(run: Run, states: "tuple[State, State]", typed: str | None) -> str | None:
    """The actor that is meant, whichever of the two states has it."""
    if typed is None:
        return None
    actors = list(dict.fromkeys(actor.id for state in states for actor in state.corpus.actors))
    found = match_id(typed, actors)
    if len(found) != 1:
        raise UsageError(
            run.messages.gettext("There is no actor “{id}”.", id=typed),
            perhaps(run, typed, found or actors),
        )
    return found[0]
