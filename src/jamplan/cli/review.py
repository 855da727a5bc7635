"""The command that goes through the proposals one by one: ``review``."""

from collections.abc import Callable
from typing import Annotated

import typer

from jamplan.cli.completion import complete_proposal
from jamplan.cli.errors import UsageError
from jamplan.cli.options import Format, Run, command, patience
from jamplan.cli.selection import only_proposal
from jamplan.cli.statements import decider, folder_of


def add_review(app: typer.Typer, _: Callable[[str], str]) -> None:
    """Add the command ``review`` to the program, its help translated by ``_``."""
    items_argument = typer.Argument(
        metavar=_("[ID]..."),
        help=_("Only these proposals; by default all, the most doubtful first."),
        autocompletion=complete_proposal,
    )
    stale_option = typer.Option("--stale", help=_("Only decisions whose texts have changed since."))
    blind_option = typer.Option("--blind", help=_("Hide scores and what others decided."))
    restart_option = typer.Option("--restart", help=_("Begin anew, not where you stopped."))
    decided_option = typer.Option(
        "--decided-by",
        metavar=_("NAME"),
        help=_("Who decides. Default: Git’s user name, else the system’s."),
    )

    @command(app, _, panel=_("Decide"), formats=(Format.TABLE,))
    def review(
        run: Run,
        items: Annotated[list[str] | None, items_argument] = None,
        stale: Annotated[bool, stale_option] = False,
        blind: Annotated[bool, blind_option] = False,
        restart: Annotated[bool, restart_option] = False,
        decided_by: Annotated[str | None, decided_option] = None,
    ) -> None:
        """Go through the proposals on a terminal: both texts, what is on record, one key an answer."""
        from jamplan.cli.console import Console
        from jamplan.cli.terminal import RealTerminal
        from jamplan.findings import Finding, Place, RefusedError
        from jamplan.reviewing.progress import Progress, progress_path
        from jamplan.reviewing.session import Session
        from jamplan.today import today

        _refuse_without_terminal(run)
        corpus, folder = run.corpus, folder_of(run)
        if corpus.packaged:
            where = str(folder)
            raise RefusedError(Finding("packaged-corpus", Place(where), {"path": where}))
        only = [only_proposal(run, each).id for each in items or []]
        who = decider(run, decided_by)
        kind = " ".join([*(["stale"] if stale else []), *(["blind"] if blind else []), *sorted(only)])
        progress = Progress(progress_path(folder, who, kind, run.environment.environ))
        if restart:
            progress.forget()
        with patience(run, run.messages.gettext("Comparing the texts…")):
            session = Session(
                folder, who, today(), blind=blind, stale=stale, only=only, progress=progress
            )
        terminal = RealTerminal(run)
        terminal.say(run.messages.gettext("Review by {name}: {title}", name=who, title=corpus.title))
        if blind and session.others_decided:
            terminal.say(
                run.messages.gettext(
                    "This folder holds decisions by others, which are hidden. To compare yours with "
                    "theirs afterwards, work on a copy of the folder: jamplan agreement."
                )
            )
        Console(session, terminal, run.messages, run.language).play()


def _refuse_without_terminal(run: Run) -> None:
    stdin, stdout = run.environment.stdin, run.environment.stdout
    if stdin is None or not stdin.isatty() or not stdout.isatty():
        _ = run.messages.gettext
        raise UsageError(
            _("A review needs a terminal to ask on."),
            _("Without one: jamplan suggest, then jamplan link, jamplan verdict, jamplan dismiss."),
        )
