"""The command that goes through the proposals one by one: ``review``."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jamplan.cli.completion import complete_proposal
from jamplan.cli.errors import UsageError
from jamplan.cli.options import Run, command, patience
from jamplan.cli.selection import only_proposal
from jamplan.cli.statements import decided_by_option, decider, folder_of

if TYPE_CHECKING:
    from jamplan.cli.terminal import Terminal


def add_review(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``review`` to the program, its help translated by ``_``."""
    items_argument = typer.Argument(
        metavar="ID",
        help=_("Only these proposals; by default all, the most doubtful first."),
        autocompletion=complete_proposal,
    )
    stale_option = typer.Option("--stale", help=_("Only decisions whose texts have changed since."))
    blind_option = typer.Option("--blind", help=_("Hide scores and what others decided."))
    restart_option = typer.Option("--restart", help=_("Begin anew, not where you stopped."))
    decided_option = decided_by_option(_)

    @command(
        app,
        _,
        panel=panel,
        text=_(
            "Go through the proposals on a terminal: both texts, what is on record, one key an answer."
        ),
        formats=(),
    )
    def review(
        run: Run,
        items: Annotated[list[str] | None, items_argument] = None,
        stale: Annotated[bool, stale_option] = False,
        blind: Annotated[bool, blind_option] = False,
        restart: Annotated[bool, restart_option] = False,
        decided_by: Annotated[str | None, decided_option] = None,
    ) -> None:
        from jamplan.cli.console import Console
        from jamplan.cli.terminal import RealTerminal
        from jamplan.corpus.findings import Finding, Place, RefusedError
        from jamplan.decisions.session import Session
        from jamplan.language.today import today

        _refuse_without_terminal(run)
        if stale and blind:
            raise UsageError(
                run.messages.gettext("--stale and --blind do not go together."),
                run.messages.gettext("Which decisions are stale says that there are some."),
            )
        corpus, folder = run.corpus, folder_of(run)
        if corpus.packaged:
            where = str(folder)
            raise RefusedError(Finding("packaged-corpus", Place(where), {"path": where}))
        only = [only_proposal(run, each).id for each in items or []]
        who = decider(run, decided_by)
        kind = " ".join(
            [*(["--stale"] if stale else []), *(["--blind"] if blind else []), *sorted(only)]
        )
        with patience(run, run.messages.gettext("Comparing the texts…")):
            session = Session(
                folder, who, today(), blind=blind, stale=stale, only=only, restart=restart
            )
        terminal = RealTerminal(run)
        terminal.say(run.messages.gettext("Review by {name}: {title}", name=who, title=corpus.title))
        if blind and session.others_decided and not _goes_on(run, terminal, folder):
            return
        Console(session, terminal, run.messages, run.language, _command(run, who, kind)).play()


def _refuse_without_terminal(run: Run) -> None:
    stdin, stdout = run.environment.stdin, run.environment.stdout
    if stdin is None or not stdin.isatty() or not stdout.isatty():
        _ = run.messages.gettext
        raise UsageError(
            _("A review needs a terminal to ask on."),
            _("Without one: jamplan suggest, then jamplan decide."),
        )


def _goes_on(run: Run, terminal: "Terminal", folder: Path) -> bool:
    """Whether a blind reviewer works on in a folder that holds what others decided."""
    _ = run.messages.gettext
    terminal.say(
        _(
            "This folder holds decisions by others, which stay hidden. Where you decide on the same "
            "statement, yours take their place. To keep both apart, work on a copy without them: "
            "{command}",
            command=f"jamplan init {_('FOLDER')} --from {folder} --without-decisions",
        )
    )
    letters = {"fr": "o"}
    key = terminal.key(_("Go on in this folder? (y/n)"))
    return key.lower() == letters.get(run.messages.code, "y")


def _command(run: Run, who: str, kind: str) -> str:
    """The command line that goes on with this review."""
    data = run.shared.data
    parts = ["jamplan review", *([kind] if kind else [])]
    parts += [f"--data {shlex.quote(str(data))}"] if data else []
    return " ".join([*parts, f"--decided-by {shlex.quote(who)}"])
