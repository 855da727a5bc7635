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
from jamplan.cli.options import Group, Root, Shared, adapt_parameters, shared_parameters, take
from jamplan.cli.rendering import unbroken, visible
from jamplan.locale import Language, message_language
from jamplan.version import __version__

COMMANDS = {
    "coverage": "ask",
    "unadopted": "ask",
    "show": "ask",
    "suggest": "compare",
    "explain": "compare",
    "matrix": "compare",
    "claim": "claim",
    "link": "decide",
    "verdict": "decide",
    "dismiss": "decide",
    "review": "review",
    "check": "prove",
    "agreement": "agree",
    "export": "publish",
    "diff": "diff",
    "init": "corpora",
    "import": "intake",
    "schema": "schema",
}
"""Each command and the module that adds it, in the order of the help."""


def build(messages: Language, arguments: Sequence[str] = ()) -> Any:
    """The program as a Typer command, its help in the language of messages.

    With ``arguments``, only the commands that they name are added: the others would cost every start
    their import. Where they name none, all are.
    """

    def _(text: str) -> str:
        return unbroken(messages.gettext(text))

    app = typer.Typer(
        cls=Group,
        name="jamplan",
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
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
    app.callback(invoke_without_command=True)(_program(_))
    named = [name for name in COMMANDS if name in arguments]
    for name in named or COMMANDS:
        module = importlib.import_module(f"jamplan.cli.{COMMANDS[name]}")
        getattr(module, f"add_{name}")(app, _)
    command = typer.main.get_command(app)
    completion = {
        "install_completion": _("Install completion for the current shell."),
        "show_completion": _("Show completion for the current shell, to copy or change it."),
    }
    for param in command.params:
        if param.name in completion:
            setattr(param, "help", completion[param.name])  # noqa: B010 - only some parameters have it
    adapt_parameters(command, messages)
    return command


def _program(_: Callable[[str], str]) -> Callable[..., None]:
    """What runs before every command: it keeps the options that stand before it."""

    def program(ctx: typer.Context, **given: Any) -> None:
        root: Root = ctx.obj
        root.shared = Shared(given["data"], given["lang"], given["quiet"], not given["no_color"])
        if given["version"]:
            root.environment.stdout.write(f"jamplan {__version__}\n")
            ctx.exit(Exit.OK)
        if ctx.invoked_subcommand is None:
            typer.echo(ctx.get_help())
            ctx.exit(Exit.OK)

    option = typer.Option("--version", help=_("Show the version and exit."))
    version = inspect.Parameter(
        "version",
        inspect.Parameter.KEYWORD_ONLY,
        default=False,
        annotation=Annotated[bool, option],
    )
    take(program, [version, *shared_parameters(_)])
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
