"""The program: its own options, its commands, and what becomes of every exception."""

import contextlib
import importlib
import inspect
import os
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from jamplan.cli.environment import Environment, Screen
from jamplan.cli.errors import failure_of
from jamplan.cli.exits import Exit
from jamplan.cli.options import Root, help_parameter, print_help, shared_parameters, take
from jamplan.cli.rendering import unbroken, visible
from jamplan.language import Language, message_language
from jamplan.language.version import __version__

COMMANDS = {
    "coverage": "ask",
    "unadopted": "ask",
    "show": "ask",
    "review": "review",
    "import": "importing",
    "export": "publish",
    "suggest": "compare",
    "claim": "claim",
    "decide": "decide",
    "check": "prove",
    "agreement": "agree",
    "diff": "diff",
    "init": "corpora",
    "schema": "schema",
}
"""Each command and the module that adds it, in the order of the help."""

FIRST = 6
"""So many commands are shown first in the help, the others under « More »."""


def build(messages: Language, arguments: Sequence[str] = ()) -> Any:
    """Build the program as a Typer command, its help in the language of messages.

    With ``arguments``, only the commands that they name are added: the others would cost every start
    their import. If they name none, all are.
    """

    def _(text: str) -> str:
        return unbroken(messages.gettext(text))

    app = typer.Typer(
        name="jamplan",
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        add_completion=True,
        context_settings={"help_option_names": []},
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGUMENTS]..."),
        help=_(
            "Which proposals does a plan take up, who says so, and how do we know?\n\n"
            "Without a corpus of your own, jamplan reads the one that comes with it: the proposals of "
            "the Jeunes Avec Macron against the prostitution of minors and the French national plan of "
            "November 2021."
        ),
        epilog=_(
            "Exit codes: 0 fine; 1 findings, or nothing found where that was asked; 2 wrong usage; "
            "3 wrong data; 4 a file that cannot be read or written; 130 interrupted."
        ),
    )
    app.callback(invoke_without_command=True, add_help_option=False)(_program(_))
    panels = {name: _("Commands") for name in list(COMMANDS)[:FIRST]}
    named = [name for name in COMMANDS if name in arguments]
    for name in named or COMMANDS:
        module = importlib.import_module(f"jamplan.cli.{COMMANDS[name]}")
        getattr(module, f"add_{name}")(app, _, panels.get(name, _("More")))
    return typer.main.get_command(app)


def _program(_: Callable[[str], str]) -> Callable[..., None]:
    """What runs before every command: it keeps the options that stand before it."""

    def program(ctx: typer.Context, **given: Any) -> None:
        root: Root = ctx.obj
        root.shared = root.shared.updated(**{name: given[name] for name in vars(root.shared)})
        if given["version"]:
            root.environment.stdout.write(f"jamplan {__version__}\n")
            ctx.exit(Exit.OK)
        if ctx.invoked_subcommand is None:
            print_help(ctx)
            ctx.exit(Exit.OK)

    option = typer.Option(
        "--version", help=_("Show the version and exit."), rich_help_panel=_("Options")
    )
    version = inspect.Parameter(
        "version",
        inspect.Parameter.KEYWORD_ONLY,
        default=False,
        annotation=Annotated[bool, option],
    )
    take(program, [*shared_parameters(_), version, help_parameter(_)])
    return program


def execute(arguments: list[str], environment: Environment) -> int:
    """Run a command line; every exception becomes a message and an exit code."""
    environment.make_lenient()
    messages = message_language(environment.environ)
    command = build(messages, arguments)
    root = Root(environment, messages)
    with contextlib.redirect_stdout(environment.stdout), contextlib.redirect_stderr(environment.stderr):
        try:
            code = command.main(arguments, prog_name="jamplan", standalone_mode=False, obj=root)
            environment.stdout.flush()
            if code == Exit.INTERRUPTED:
                # Typer turns an interruption into this code and says nothing.
                return _fail(KeyboardInterrupt(), environment, messages)
        except BrokenPipeError:
            # Who reads has seen enough (« | head »). Python would fail again when it ends.
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
    screen = Screen.of(environment.stderr, environment.environ)
    with contextlib.suppress(OSError):
        for line in failure.lines:
            environment.stderr.write(visible(line, screen) + "\n")
        environment.stderr.flush()
    if isinstance(error, OSError):
        # What is left in the buffer cannot be written either.
        _point_at_nothing(environment)
    return failure.code


def _point_at_nothing(environment: Environment) -> None:
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, environment.stdout.fileno())
        os.close(nothing)
