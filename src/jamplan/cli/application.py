"""The program: its commands and help in Typer, and what becomes of every exception."""

import contextlib
import importlib
import inspect
import os
from collections.abc import Callable, Sequence
from typing import Any

import typer

from jamplan import __version__
from jamplan.cli.environment import Environment, Run
from jamplan.cli.errors import Exit, failure_of
from jamplan.cli.options import Command, Format, Shared, Translate, check_texts, flag, parameters
from jamplan.cli.screen import unbroken
from jamplan.language import N_, Language, message_language

COMMANDS = {
    "coverage": "answers",
    "unadopted": "answers",
    "show": "answers",
    "review": "review",
    "import": "importing",
    "export": "publish",
    "suggest": "decide",
    "claim": "answers",
    "decide": "decide",
    "check": "corpora",
    "agreement": "corpora",
    "diff": "corpora",
    "init": "corpora",
    "schema": "publish",
}
"""Each command and its module, in the order of the help."""

FIRST = 6
"""How many commands the help shows first; the others come under « More »."""


def execute(arguments: list[str], environment: Environment) -> int:
    """Run a command line; every exception becomes a message and an exit code."""
    environment.make_lenient()
    messages = message_language(environment.environ)
    program = _build(messages, arguments)
    with contextlib.redirect_stdout(environment.stdout), contextlib.redirect_stderr(environment.stderr):
        try:
            run = Run(environment, messages)
            code = program.main(arguments, prog_name="jamplan", standalone_mode=False, obj=run)
            environment.stdout.flush()
            if code == Exit.INTERRUPTED:
                # Typer turns an interruption into this code and says nothing.
                return _fail(KeyboardInterrupt(), environment, messages)
        except BrokenPipeError:
            # The reader has seen enough (« | head »). Python would fail again when it ends.
            _point_at_nothing(environment)
            return Exit.OK
        except typer.Abort:
            return _fail(KeyboardInterrupt(), environment, messages)
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one place that maps all
            return _fail(error, environment, messages)
    return int(code or 0)


def _fail(error: BaseException, environment: Environment, messages: Language) -> int:
    failure = failure_of(error, messages)
    if failure is None:
        raise error
    lines, code = failure
    with contextlib.suppress(OSError):
        for line in lines:
            environment.show_error(line)
    if isinstance(error, OSError):
        # What is left in the buffer cannot be written either.
        _point_at_nothing(environment)
    return code


def _point_at_nothing(environment: Environment) -> None:
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, environment.stdout.fileno())
        os.close(nothing)


def _build(messages: Language, arguments: Sequence[str]) -> Any:
    """Build the program as a Typer command, its help in the language of messages.

    Only the commands that the arguments name are added, because the others would cost every start
    their import; all are, if none is named.
    """

    def _(text: str) -> str:
        return unbroken(messages.gettext(text))

    app = typer.Typer(
        name="jamplan",
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": []},
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGUMENTS]..."),
        help=_(
            "Which proposals does a plan take up, who says so, and how do we know?\n\n"
            "Without a corpus of your own, jamplan reads the one that comes with it: the proposals of "
            "the Jeunes Avec Macron against the prostitution of minors and the French national plan of "
            "November 2021.\n\n"
            "Exit codes: 0 fine; 1 findings, or nothing found where that was asked; 2 wrong usage; "
            "3 wrong data; 4 a file that cannot be read or written; 130 interrupted."
        ),
    )
    app.callback(invoke_without_command=True, add_help_option=False)(_program(_))
    for name in [name for name in COMMANDS if name in arguments] or COMMANDS:
        command = getattr(importlib.import_module(f"jamplan.cli.{COMMANDS[name]}"), f"{name}_command")
        first = name in list(COMMANDS)[:FIRST]
        app.command(
            name,
            help=_(command.text),
            rich_help_panel=_("Commands") if first else _("More"),
            epilog=_("Options of every command, such as --data, --format and -o: jamplan --help."),
            options_metavar=_("[OPTIONS]"),
            add_help_option=False,
        )(_bound(command, _))
    return typer.main.get_command(app)


def _program(_: Translate) -> Callable[..., None]:
    """Return the function that runs before every command: it takes the options before its name."""

    def program(
        ctx: typer.Context, *, version: bool = flag(N_("Show the version and exit.")), **given: Any
    ) -> None:
        ctx.obj.shared = Shared(**given)
        if version:
            print(f"jamplan {__version__}")  # noqa: T201 - as Typer prints its help
            ctx.exit(Exit.OK)
        if ctx.invoked_subcommand is None:
            from jamplan.cli.answers import welcome

            run: Run = ctx.obj
            run.choose_format([Format.TABLE], None)
            group = ctx.command.commands  # type: ignore[attr-defined]
            welcome(run, {name: group[name].help for name in list(COMMANDS)[:FIRST]})
            ctx.exit(run.exit_code)

    return _taking(program, [*parameters(Shared, _), *parameters(program, _)])


def _bound(command: Command, _: Translate) -> Callable[..., None]:
    """Return the function that Typer calls for a command, with the options that all commands take."""
    everywhere = parameters(Shared, _, hidden=True)

    def call(ctx: typer.Context, **given: Any) -> None:
        run: Run = ctx.obj
        later = Shared(**{parameter.name: given.pop(parameter.name) for parameter in everywhere})
        run.shared = run.shared.updated(later)
        run.choose_format(command.formats, command.folder)
        check_texts(command.function, given, _)
        command.function(run, **given)
        ctx.exit(run.exit_code)

    return _taking(call, [*parameters(command.function, _), *everywhere])


def _taking(function: Callable[..., None], taken: Sequence[inspect.Parameter]) -> Callable[..., None]:
    """Make Typer see a function as one of the context and these parameters."""
    context = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    function.__signature__ = inspect.Signature([context, *taken])  # type: ignore[attr-defined]
    return function
