"""The program: its commands and help in Typer, and what becomes of every exception."""

import contextlib
import gc
import importlib
import io
import logging
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from jamplan import __version__
from jamplan.cli.environment import Environment, Run
from jamplan.cli.errors import (
    KEEP_ONE,
    NOTHING_RECORDED,
    WRITTEN,
    Exit,
    UsageError,
    failure_of,
)
from jamplan.cli.options import Shared, flag
from jamplan.cli.screen import shown, unbroken
from jamplan.corpus import changing
from jamplan.language import N_, Language, message_language
from jamplan.language.folding import is_text, one_line


class CommandEntry(NamedTuple):
    """A command: the module that has its function, and its help."""

    module: str
    help: str
    records: bool = False
    """Whether it changes a corpus, so that who interrupts it is told whether it has."""


COMMANDS = {
    "coverage": CommandEntry(
        "answers", N_("What is taken up, according to whom, and what is not known.")
    ),
    "unadopted": CommandEntry(
        "answers", N_("What is not established, and what is missing.")
    ),
    "show": CommandEntry(
        "answers", N_("One proposal or measure, or the sentence to publish on it.")
    ),
    "review": CommandEntry(
        "review",
        N_("Decide on the proposals one by one, with one key an answer."),
        records=True,
    ),
    "import": CommandEntry(
        "importing",
        N_(
            "Proposals or measures out of a document, into the corpus.\n\nReads PDF, "
            "DOCX, XLSX, CSV, Markdown, HTML and text; and, with --as links, a form "
            "that suggest made and a person filled in, or another person’s "
            "folder.\n\nWithout --write, nothing is written. --format md prints the "
            "text as it was read, to be corrected and imported."
        ),
        records=True,
    ),
    "export": CommandEntry(
        "corpora",
        N_(
            "To publish: a page, a note, a text, a picture, a workbook.\n\nThe suffix "
            "of -o says which: x.html, x.docx, x.md, x.png or x.svg, x.xlsx.\n\nFor "
            "programs: JSON (x.json), and a folder of CSV tables (--format csv -o "
            "FOLDER/)."
        ),
    ),
    "suggest": CommandEntry(
        "suggest",
        N_(
            "Which measures resemble a proposal most: computed, not verified, in no "
            "figure.\n\nAs CSV or XLSX, a form to fill in; with --all -o x.html, one "
            "for a browser. import --as links records their answers."
        ),
    ),
    "claim": CommandEntry(
        "answers", N_("Whether a figure may be published, and what to write instead.")
    ),
    "decide": CommandEntry(
        "decide",
        N_(
            "Record one decision: a statement on a measure, or a conclusion on a "
            "proposal."
        ),
        records=True,
    ),
    "source": CommandEntry(
        "sources",
        N_(
            "The sources on record and what each lacks; or one put on record, or "
            "completed.\n\nA file becomes its copy, in which quotes are looked up: "
            "jamplan source statement.pdf --publisher 'First Last (FL)' --date "
            "2021-04"
        ),
        records=True,
    ),
    "check": CommandEntry(
        "corpora",
        N_(
            "What is wrong, doubtful or worth knowing in a corpus, and whether its "
            "quotes are exact."
        ),
    ),
    "agreement": CommandEntry(
        "corpora", N_("Where two people’s decisions differ, and how far they agree.")
    ),
    "diff": CommandEntry(
        "corpora",
        N_(
            "What changed since a revision or a published export: statuses, figures, "
            "records."
        ),
    ),
    "init": CommandEntry(
        "init",
        N_(
            "A corpus to work on: a copy, one of two documents (--proposals, "
            "--answer), or empty files. Files that are there stay as they are.\n\nOf a "
            "folder that has a corpus, it asks again how reports name both documents "
            "and who signs, and changes that alone."
        ),
        records=True,
    ),
}
"""The commands in the order of the help."""
FIRST = list(COMMANDS)[:6]
"""The commands that the help shows first; the others come under « More »."""


def run() -> None:
    """Run the process's command line and end the process with its exit code."""
    try:
        # A corpus is hundreds of thousands of objects that all stay alive. Collecting
        # garbage among them takes two fifths of the time of reading it.
        gc.set_threshold(100_000, 50, 100)
        code = main()
        # A last collection at exit frees nothing, and takes as long as the counting.
        gc.freeze()
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    sys.exit(code)


def main(
    arguments: Sequence[str] | None = None, environment: Environment | None = None
) -> int:
    """Run one command line and return its exit code (see :class:`Exit`).

    Takes the arguments without the program's name, and the streams and variables to
    use; by default the process's own. Every exception becomes a message and an exit
    code.
    """
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    environment = environment or Environment.of_process()
    environment.make_lenient()
    messages = message_language(environment.environ)
    program = _build(messages, arguments)
    with (
        contextlib.redirect_stdout(environment.stdout),
        contextlib.redirect_stderr(environment.stderr),
    ):
        run = Run(environment, messages)
        warnings = _Warnings(run)
        changing.forget()
        logging.getLogger("jamplan").addHandler(warnings)
        try:
            _refuse_bytes(arguments)
            code = program.main(
                arguments, prog_name="jamplan", standalone_mode=False, obj=run
            )
            if code == Exit.INTERRUPTED:
                # Typer has made an exit code of it.
                return _fail(KeyboardInterrupt(), run)
            # What Typer has printed.
            environment.write("")
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one place that maps all
            return _fail(error, run)
        finally:
            logging.getLogger("jamplan").removeHandler(warnings)
    return int(code or (Exit.FOUND if run.exits_with_one else Exit.OK))


def _refuse_bytes(arguments: Sequence[str]) -> None:
    """Refuse what no corpus and no JSON can hold. Raises :class:`UsageError`."""
    for argument in arguments:
        if not is_text(argument):
            message = N_("“{value}” holds bytes that are no text.")
            raise UsageError(message, N_("Give it in UTF-8."), value=argument)


class _Warnings(logging.Handler):
    """Prints what is logged on standard error, translated."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run

    def emit(self, record: logging.LogRecord) -> None:
        assert isinstance(record.args, Mapping)
        self._run.say(record.msg, **record.args)


def _fail(error: BaseException, run: Run) -> int:
    environment = run.environment
    failure = failure_of(error, run.messages)
    if failure is None:
        raise error
    lines, code = failure
    is_interrupted = code is Exit.INTERRUPTED
    if is_interrupted or isinstance(error, OSError):
        lines = [*lines, *_on_disk(run, is_interrupted=is_interrupted)]
    with contextlib.suppress(OSError):
        for line in lines:
            environment.show_error(line)
    if isinstance(error, OSError):
        # What is left in the buffer cannot be written either.
        environment.drop_output()
    return code


def _on_disk(run: Run, *, is_interrupted: bool) -> list[str]:
    """Return what a command that did not end has changed of a corpus, a line a file."""
    paths = [one_line(str(path)) for path in changing.written()]
    command = COMMANDS.get(run.command or "")
    if not paths and is_interrupted and command and command.records:
        return [run.messages.gettext(NOTHING_RECORDED)]
    return [run.messages.gettext(WRITTEN, path=path) for path in paths]


def _refuse_repeated(parameters: Sequence[Any]) -> None:
    """Refuse an option that takes one value and is given twice.

    Raises :class:`UsageError`.
    """
    counts = Counter(parameter.name for parameter in parameters)
    for parameter in parameters:
        is_option = parameter.param_type_name == "option"
        takes_one = is_option and not (parameter.multiple or parameter.is_flag)
        if takes_one and counts[parameter.name] > 1:
            _refuse_second(parameter)


def _refuse_second(option: Any) -> None:
    """Refuse the second value of an option. Raises :class:`UsageError`."""
    name = option.opts[0]
    raise UsageError(KEEP_ONE, options=f"{name}, {name}")


class _Translated:
    """A command whose help is in the language of messages, and without colours."""

    def make_parser(self: Any, ctx: Any) -> Any:
        """Return the command line's parser, which refuses an option given twice."""
        parser = super().make_parser(ctx)  # type: ignore[misc]
        read = parser.parse_args

        def read_once(args: list[str]) -> Any:
            result = read(args)
            _refuse_repeated(result[-1])
            return result

        parser.parse_args = read_once
        return parser

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        usage = ctx.obj.messages.gettext("Usage: ")
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=unbroken(usage))

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        from typer import rich_utils

        for part in (self, *self.params, *getattr(self, "commands", {}).values()):
            _reword(part, unbroken)
        rich_utils.COLOR_SYSTEM = None
        rich_utils.REQUIRED_LONG_STRING = ctx.obj.messages.gettext("[required]")
        stream = io.StringIO()
        with contextlib.redirect_stdout(stream):
            rich_utils.rich_format_help(obj=self, ctx=ctx, markup_mode="markdown")
        formatter.write(shown(stream.getvalue()))


class _Command(_Translated, TyperCommand):
    """One command, whose help ends with examples."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        import tomllib

        super().format_help(ctx, formatter)
        examples = tomllib.loads(
            Path(__file__).with_name("examples.toml").read_text(encoding="utf-8")
        )
        head = ctx.obj.messages.gettext("Examples:")
        lines = (f"   {line}" for line in examples[str(self.name)])
        formatter.write("\n".join([f" {head}", *lines, ""]))


class _Program(_Translated, TyperGroup):
    """All commands, though only those that are named may have been added."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - as Typer calls it
        """Return the names of all commands in the order of the help."""
        return list(COMMANDS)


def _build(messages: Language, arguments: Sequence[str]) -> Any:
    """Build the program as a Typer command, its help in the language of messages.

    Only the commands that the arguments name are added, because the others would cost
    every start their import. If none is named, all are added for their help, and whole
    for completion.
    """
    app = typer.Typer(
        name="jamplan",
        cls=_Program,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        suggest_commands=False,
        context_settings={"help_option_names": []},
        options_metavar=N_("[OPTIONS]"),
        subcommand_metavar=N_("COMMAND [ARGUMENTS]..."),
        help=N_(
            "Which proposals does a plan take up, who says so, and how do we "
            "know?\n\nWithout a corpus of your own, jamplan reads the one that comes "
            "with it: the proposals of the Jeunes Avec Macron against the prostitution "
            "of minors and the French national plan of November 2021.\n\nExit codes: 0 "
            "fine; 1 findings, or nothing found where that was asked; 2 wrong usage; 3 "
            "wrong data; 4 a file that cannot be read or written; 130 interrupted."
        ),
    )
    app.callback(invoke_without_command=True)(_begin)
    named = [name for name in COMMANDS if name in arguments]
    is_completing = "_JAMPLAN_COMPLETE" in os.environ
    for name in named or COMMANDS:
        function = _shown_alone
        if named or is_completing:
            module = importlib.import_module(f"jamplan.cli.{COMMANDS[name].module}")
            function = getattr(module, f"{name}_command")
        app.command(
            name,
            cls=_Command,
            help=COMMANDS[name].help,
            rich_help_panel=N_("Commands") if name in FIRST else N_("More"),
            epilog=N_(
                "Options of every command, such as --data, --format and -o: jamplan "
                "--help."
            ),
        )(function)
    program: Any = typer.main.get_command(app)
    shared = _shared_options()
    program.params = [*shared, *program.params]
    for command in (program, *program.commands.values()):
        for parameter in command.params:
            _adapt(parameter)
        for part in (command, *command.params):
            _reword(part, messages.gettext)
    after_the_name = [copy(option) for option in shared]
    for option in after_the_name:
        option.hidden = option.name != "help"
    for command in program.commands.values():
        command.params += after_the_name
    return program


def _shown_alone() -> None:
    """Stand for an unnamed command in the help, so that its modules stay unimported."""


def _begin(
    ctx: typer.Context,
    version: Annotated[
        bool, flag(N_("Show the version and exit."), "--version")
    ] = False,
) -> None:
    """Show the version, or the help if no command is named."""
    ctx.obj.command = ctx.invoked_subcommand
    if version:
        print(f"jamplan {__version__}")  # noqa: T201 - as Typer prints its help
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())  # noqa: T201


def _shared_options() -> Sequence[Any]:
    """Return the options of :class:`Shared`.

    Each keeps its value in the run, wherever it is typed.
    """

    def keep(ctx: typer.Context, option: Any, value: Any) -> None:
        # It may be before the name of the command and behind it.
        known = getattr(ctx.obj.shared, option.name)
        if known not in {None, False} and value is not True:
            _refuse_second(option)
        setattr(ctx.obj.shared, option.name, value)

    # Typer reads the fields of a class as it reads the parameters of a function.
    app = typer.Typer(add_completion=False)
    app.command()(Shared)
    options: Sequence[Any] = typer.main.get_command(app).params
    for option in options:
        option.expose_value = False
        option.callback = option.callback or keep
    return options


_OF_TYPER = (
    N_("Install completion for the current shell."),
    N_(
        "Show completion for the current shell, to copy it or customize the "
        "installation."
    ),
)
"""What Typer says of its own options; named here for the catalogue alone."""


def _reword(part: Any, reword: Callable[[str], str]) -> None:
    """Change what the help says of a command or parameter."""
    texts = (
        "help",
        "epilog",
        "metavar",
        "options_metavar",
        "subcommand_metavar",
        "rich_help_panel",
    )
    for name in texts:
        if text := getattr(part, name, None):
            setattr(part, name, reword(text))


def _possible_values(parameter: Any, ctx: typer.Context) -> str:
    return (
        str(parameter.display_type(ctx)) if parameter.type_descriptor.is_choice else ""
    )


def _adapt(parameter: Any) -> None:
    """Let a parameter show its values, no type and no default.

    It is read only if given.

    To read a value, Typer imports pydantic, which would cost every start a fifth of its
    time.
    """
    parameter.show_default = False
    # Who opens a file says why it cannot be read.
    parameter.type_descriptor.parameter_info.readable = False
    if parameter.metavar is None or parameter.param_type_name == "argument":
        parameter.display_type_rich = partial(_possible_values, parameter)
    read = parameter.process_value

    def read_given(ctx: typer.Context, value: object) -> object:
        given = value is not None and value is not False
        return read(ctx, value) if given or parameter.required else value

    parameter.process_value = read_given
