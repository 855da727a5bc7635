"""What commands share: the options that every command has, and one run of a command.

``command`` registers a function that takes a :class:`Run` first, then its own parameters; the options
on data, language and output are added to it.
"""

import contextlib
import inspect
import io
import os
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer

from jamplan.cli.environment import Environment, Screen
from jamplan.cli.errors import UsageError
from jamplan.cli.rendering import shown, unbroken
from jamplan.corpus.loading import Corpus, find, load
from jamplan.language import Language
from jamplan.reports.nouns import language_for, with_nouns_of


class Lang(StrEnum):
    """A language that reports can be written in."""

    FR = "fr"
    EN = "en"


class Format(StrEnum):
    """A form of output."""

    TABLE = "table"
    MD = "md"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    JSON = "json"
    GITHUB = "github"


_SUFFIXES = {
    ".txt": Format.TABLE,
    ".md": Format.MD,
    ".markdown": Format.MD,
    ".csv": Format.CSV,
    ".xlsx": Format.XLSX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".json": Format.JSON,
}


@dataclass(frozen=True)
class Shared:
    """The options that may stand before or after the command."""

    data: Path | None = None
    lang: Lang | None = None
    format: Format | None = None
    output: str | None = None
    """As it is typed: a path would not keep the slash that makes it a folder."""
    force: bool = False
    quiet: bool = False
    no_color: bool = False

    def updated(self, **given: Any) -> "Shared":
        """These options, with those given after the command, which win."""
        return Shared(
            **{
                name: value if given[name] in {None, False} else given[name]
                for name, value in vars(self).items()
            }
        )


@dataclass
class Run:
    """One run of a command: what it was given, what it reads, and where it writes."""

    environment: Environment
    messages: Language
    """The language of help and messages."""
    shared: Shared
    format: Format = Format.TABLE
    exit_code: int = field(default=0)

    @property
    def output(self) -> Path | None:
        """The file or folder to write; None is standard output."""
        return None if self.shared.output in {None, "-"} else Path(str(self.shared.output))

    @property
    def folder(self) -> bool:
        """Whether the output is a folder, to write files into."""
        typed, path = self.shared.output or "", self.output
        return bool(typed) and path is not None and (typed.endswith(_SLASHES) or path.is_dir())

    @property
    def force(self) -> bool:
        """Whether a file that exists is replaced."""
        return self.shared.force

    @cached_property
    def corpus(self) -> Corpus:
        """The corpus that is meant. Raises :class:`CorpusError`."""
        with patience(self, self.messages.gettext("Reading the corpus…")):
            corpus = load(find(self.shared.data, environ=self.environment.environ))
        self.messages = with_nouns_of(corpus, self.messages)
        return corpus

    @cached_property
    def language(self) -> Language:
        """The language of the report: the one asked for, else that of the documents."""
        return language_for(self.corpus, self.shared.lang)

    @property
    def screen(self) -> Screen:
        """What standard output, or a file in its place, can show."""
        if self.output is not None:
            return Screen(None, colour=False, encoding="utf-8")
        colour = not self.shared.no_color
        return Screen.of(self.environment.stdout, self.environment.environ, colour=colour)


@contextlib.contextmanager
def patience(run: Run, sentence: str) -> Iterator[None]:
    """Print a sentence on a terminal's standard error if the work takes more than two seconds."""
    stderr = run.environment.stderr
    if run.shared.quiet or not stderr.isatty():
        yield
        return
    timer = threading.Timer(2, lambda: print(sentence, file=stderr, flush=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@dataclass
class Root:
    """What the program's own options leave for its commands."""

    environment: Environment
    messages: Language
    shared: Shared = field(default_factory=Shared)


def command(
    app: typer.Typer,
    _: Callable[[str], str],
    *,
    text: str,
    panel: str,
    formats: tuple[Format, ...],
    folder: Format | None = None,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a command with the shared options.

    Takes the translation of help texts, the command's help, its panel in the program's help, the
    formats it can write (the first is the default; none: it writes no report), and the format of which
    it can write a whole ``folder``.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        own = [
            parameter.replace(kind=_KEYWORD)
            for parameter in list(inspect.signature(function).parameters.values())[1:]
        ]

        def run_command(ctx: typer.Context, **given: Any) -> None:
            root: Root = ctx.obj
            del given["help"]
            shared = root.shared.updated(**{name: given.pop(name) for name in vars(root.shared)})
            run = Run(environment=root.environment, messages=root.messages, shared=shared)
            default = folder if run.folder else None
            run.format = _format(run, shared.format or default, formats)
            function(run, **given)
            ctx.exit(run.exit_code)

        take(run_command, [*own, help_parameter(_), *shared_parameters(_, hidden=True)])
        _register(app, _, run_command, name=function.__name__.removesuffix("_"), text=text, panel=panel)
        return function

    return register


def _register(
    app: typer.Typer,
    _: Callable[[str], str],
    function: Callable[..., None],
    *,
    name: str,
    text: str,
    panel: str,
) -> None:
    everywhere = _("Options of every command, such as --data, --format and -o: jamplan --help.")
    app.command(
        name,
        help=text,
        rich_help_panel=panel,
        epilog=everywhere,
        options_metavar=_("[OPTIONS]"),
        add_help_option=False,
    )(function)


_KEYWORD = inspect.Parameter.KEYWORD_ONLY
_SLASHES = ("/", os.sep)


def take(function: Callable[..., None], parameters: Sequence[inspect.Parameter]) -> None:
    """Make Typer see a function as one of the context and these parameters."""
    context = inspect.Parameter("ctx", _KEYWORD, annotation=typer.Context)
    signature = inspect.Signature([context, *parameters])
    function.__signature__ = signature  # type: ignore[attr-defined]
    function.__annotations__ = {
        name: parameter.annotation for name, parameter in signature.parameters.items()
    }


def shared_parameters(_: Callable[[str], str], *, hidden: bool = False) -> list[inspect.Parameter]:
    """The options that may stand before or after the command; ``hidden`` in a command's own help."""

    def parameter(kind: Any, *names: str, **more: Any) -> inspect.Parameter:
        name = names[0].removeprefix("--").replace("-", "_")
        chosen = typer.Option(*names, hidden=hidden, rich_help_panel=_("Options"), **more)
        default = False if kind is bool else None
        return inspect.Parameter(name, _KEYWORD, default=default, annotation=Annotated[kind, chosen])

    return [
        parameter(
            Path | None,
            "--data",
            metavar=_("FOLDER"),
            help=_(
                "The corpus’s folder. Default: JAMPLAN_DATA, else ., else ./data, else the packaged "
                "one."
            ),
        ),
        parameter(
            Lang | None,
            "--lang",
            case_sensitive=False,
            help=_("The report’s language. Default: that of the documents."),
        ),
        parameter(
            Format | None,
            "--format",
            metavar=_("FORMAT"),
            help=_(
                "table, md, csv, xlsx, html, json or github, as the command can. Default: by the "
                "suffix of -o, else the table."
            ),
            case_sensitive=False,
        ),
        parameter(
            str | None,
            "--output",
            "-o",
            metavar=_("FILE"),
            help=_("Write to this file; - is standard output."),
        ),
        parameter(bool, "--force", help=_("Replace the file if it exists.")),
        parameter(bool, "--quiet", "-q", help=_("Print nothing but the data and errors.")),
        parameter(bool, "--no-color", help=_("No colours and no bold type; NO_COLOR does the same.")),
    ]


def help_parameter(_: Callable[[str], str]) -> inspect.Parameter:
    """The option ``--help``, whose text is translated."""
    chosen = typer.Option(
        "--help",
        "-h",
        is_eager=True,
        callback=_print_help,
        help=_("Show this help and exit."),
        rich_help_panel=_("Options"),
    )
    return inspect.Parameter("help", _KEYWORD, default=False, annotation=Annotated[bool, chosen])


_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
# The types of texts and flags tell readers nothing; other options have a metavar.
_TYPE = re.compile(r"<(?:bool|str|path|list\[str\])>")


def _print_help(ctx: typer.Context, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        print_help(ctx)
        ctx.exit()


def print_help(ctx: typer.Context) -> None:
    """Print a command's help: plain, with the no-break spaces that Rich would break."""
    root: Root = ctx.find_root().obj
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        stream.write(ctx.get_help() or "")
    text = _ESCAPE.sub("", stream.getvalue())
    text = _TYPE.sub(lambda match: " " * len(match[0]), text)
    # Of the same width, so that the frame around it holds.
    text = text.replace("[required]", root.messages.gettext("[required]").ljust(10))
    usage = unbroken(root.messages.gettext("Usage: "))
    text = _options_last(text.replace("Usage: ", usage, 1).strip("\n"))
    lines = (line.rstrip() for line in text.split("\n"))
    root.environment.stdout.write(shown("\n".join(lines)) + "\n")


def _options_last(text: str) -> str:
    """The program's help with its commands before its options; a command's help as it is."""
    before, *panels = text.split("\n╭")
    if len(panels) != 3:
        return text
    options, commands, more = panels
    panel, end, after = more.rpartition("╯\n")
    return "\n╭".join((before, commands, panel + end.rstrip("\n"), options)) + "\n" + after


def _format(run: Run, chosen: Format | None, formats: tuple[Format, ...]) -> Format:
    _ = run.messages.gettext
    if chosen is not None:
        if formats and chosen not in formats:
            raise UsageError(
                _("{option} cannot be “{value}”.", option="--format", value=str(chosen)),
                _("Possible values: {values}.", values=", ".join(formats)),
            )
        return chosen
    if run.output is None or not formats:
        return formats[0] if formats else Format.TABLE
    by_suffix = _SUFFIXES.get(run.output.suffix.lower())
    if by_suffix in formats:
        return by_suffix
    suffixes = ", ".join(suffix for suffix, form in _SUFFIXES.items() if form in formats)
    raise UsageError(
        _("The suffix of “{path}” does not say a format.", path=str(run.output)),
        _("Use one of {suffixes}, or --format.", suffixes=suffixes),
    )
