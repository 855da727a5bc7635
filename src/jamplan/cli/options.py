"""What commands share: the options that every command has, and how Typer is brought to take them.

``command`` registers a function that takes a :class:`Run` first, then its own parameters; the options
on data, language and output are added to it.
"""

import contextlib
import inspect
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from typer.core import TyperCommand, TyperGroup

from jamplan.cli.environment import Environment, Screen
from jamplan.cli.errors import UsageError
from jamplan.cli.rendering import Unhiding
from jamplan.corpus import Corpus, find, load
from jamplan.locale import Language
from jamplan.wording.nouns import language_for, with_nouns_of


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


@dataclass
class Shared:
    """The options that may stand before or after the command."""

    data: Path | None = None
    lang: Lang | None = None
    quiet: bool = False
    colour: bool = True

    def with_more(
        self, data: Path | None, lang: Lang | None, *, quiet: bool, no_color: bool
    ) -> "Shared":
        """These options, with those that stand after the command, which win."""
        return Shared(
            data=data or self.data,
            lang=lang or self.lang,
            quiet=quiet or self.quiet,
            colour=self.colour and not no_color,
        )


@dataclass
class Run:
    """One run of a command: what it was given, what it reads, and where it writes."""

    environment: Environment
    messages: Language
    """The language of help and messages."""
    shared: Shared
    output: Path | None = None
    """The file to write; None is standard output."""
    folder: bool = False
    """Whether ``output`` is a folder, to write files into."""
    force: bool = False
    format: Format = Format.TABLE
    exit_code: int = field(default=0)

    @cached_property
    def corpus(self) -> Corpus:
        """The corpus that is meant. Raises :class:`~jamplan.findings.CorpusError`."""
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
        return Screen.of(self.environment.stdout, self.environment.environ, colour=self.shared.colour)


@contextlib.contextmanager
def patience(run: Run, sentence: str) -> Iterator[None]:
    """Say what is being done where it takes more than two seconds and somebody watches."""
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


def command(
    app: typer.Typer,
    _: Callable[[str], str],
    *,
    panel: str,
    formats: tuple[Format, ...],
    folder: Format | None = None,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a command with the shared options and the output options.

    Takes the translation of help texts, the help panel, the formats the command can write, the first of
    them being the default (none: it writes no report), and the format of which it can write a whole
    ``folder``. The function's docstring is replaced by its translation.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        own = list(inspect.signature(function).parameters.values())[1:]

        def run_command(ctx: typer.Context, **given: Any) -> None:
            root: Root = ctx.obj
            typed: str | None = given.pop("output", None)
            output = None if typed in (None, "-") else Path(str(typed))
            into = bool(typed and output and (typed.endswith(_SLASHES) or output.is_dir()))
            shared = root.shared.with_more(
                given.pop("data"),
                given.pop("lang"),
                quiet=given.pop("quiet"),
                no_color=given.pop("no_color"),
            )
            run = Run(
                environment=root.environment,
                messages=root.messages,
                shared=shared,
                output=output,
                folder=into,
                force=given.pop("force", False),
                format=_format(
                    given.pop("format", None) or (folder if into else None),
                    output,
                    formats,
                    root.messages,
                ),
            )
            function(run, **given)
            ctx.exit(run.exit_code)

        own = [parameter.replace(kind=_KEYWORD) for parameter in own]
        outputs = _output_parameters(_, formats) if formats else []
        take(run_command, [*own, *outputs, *shared_parameters(_)])
        # « import_ » is the command « import », a word of Python's own.
        name = function.__name__.removesuffix("_")
        help_text = _(inspect.cleandoc(function.__doc__ or ""))
        app.command(
            name, help=help_text, rich_help_panel=panel, cls=Command, options_metavar=_("[OPTIONS]")
        )(run_command)
        return function

    return register


@dataclass
class Root:
    """What the program's own options leave for its commands."""

    environment: Environment
    messages: Language
    shared: Shared = field(default_factory=Shared)


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


def shared_parameters(_: Callable[[str], str]) -> list[inspect.Parameter]:
    """The options that may stand before or after the command."""
    data = typer.Option(
        "--data",
        metavar=_("FOLDER"),
        help=_(
            "The corpus’s folder. Default: JAMPLAN_DATA, else ., else ./data, else the packaged one."
        ),
    )
    lang = typer.Option("--lang", help=_("The report’s language. Default: that of the documents."))
    quiet = typer.Option("--quiet", "-q", help=_("Print nothing but the data and errors."))
    no_color = typer.Option(
        "--no-color", help=_("No colours and no bold type; NO_COLOR does the same.")
    )
    return [
        inspect.Parameter("data", _KEYWORD, default=None, annotation=Annotated[Path | None, data]),
        inspect.Parameter("lang", _KEYWORD, default=None, annotation=Annotated[Lang | None, lang]),
        inspect.Parameter("quiet", _KEYWORD, default=False, annotation=Annotated[bool, quiet]),
        inspect.Parameter("no_color", _KEYWORD, default=False, annotation=Annotated[bool, no_color]),
    ]


def _output_parameters(_: Callable[[str], str], formats: tuple[Format, ...]) -> list[inspect.Parameter]:
    names = Enum("Formats", {name.name: name.value for name in formats}, type=StrEnum)  # type: ignore[misc]
    chosen = typer.Option(
        "--format",
        help=_("The form of the output. Default: by the suffix of -o, else {default}.").format(
            default=formats[0]
        ),
    )
    output = typer.Option(
        "--output", "-o", metavar=_("FILE"), help=_("Write to this file; - is standard output.")
    )
    force = typer.Option("--force", help=_("Replace the file if it exists."))
    return [
        inspect.Parameter("format", _KEYWORD, default=None, annotation=Annotated[names | None, chosen]),
        # As it is typed: a path would not keep the slash that makes it a folder.
        inspect.Parameter("output", _KEYWORD, default=None, annotation=Annotated[str | None, output]),
        inspect.Parameter("force", _KEYWORD, default=False, annotation=Annotated[bool, force]),
    ]


def _format(
    chosen: StrEnum | None, output: Path | None, formats: tuple[Format, ...], messages: Language
) -> Format:
    if chosen is not None:
        return Format(chosen.value)
    if output is None:
        return formats[0] if formats else Format.TABLE
    found = _SUFFIXES.get(output.suffix.lower())
    if found in formats:
        return found
    known = ", ".join(suffix for suffix, form in _SUFFIXES.items() if form in formats)
    raise UsageError(
        messages.gettext("The suffix of “{path}” does not say a format.", path=str(output)),
        messages.gettext("Use one of {suffixes}, or --format.", suffixes=known),
    )


# Typer's help and its reading of values


class _Translated:
    """Help in the language of messages, without colour where none is wanted."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        from typer import rich_utils

        root: Root = ctx.find_root().obj
        _ = root.messages.gettext
        colour = root.shared.colour and not ctx.params.get("no_color")
        screen = Screen.of(root.environment.stdout, root.environment.environ, colour=colour)
        rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
        rich_utils.OPTIONS_PANEL_TITLE = _("Options")
        rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
        rich_utils.REQUIRED_LONG_STRING = _("[required]")
        rich_utils.FORCE_TERMINAL = None if screen.width else False
        rich_utils.COLOR_SYSTEM = "auto" if screen.colour else None
        with contextlib.redirect_stdout(Unhiding(sys.stdout)):  # type: ignore[type-var]
            super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_usage(self, ctx: Any) -> str:
        root: Root = ctx.find_root().obj
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage: ", root.messages.gettext("Usage: "), 1)

    def get_help_option(self, ctx: Any) -> Any:
        found = super().get_help_option(ctx)  # type: ignore[misc]
        root: Root | None = ctx.find_root().obj
        if found is not None and root is not None:
            found.help = root.messages.gettext("Show this help and exit.")
            _adapt(found, root.messages)
        return found


class Command(_Translated, TyperCommand):
    """A command whose help is translated."""


class Group(_Translated, TyperGroup):
    """The program itself, whose help is translated."""


@dataclass(frozen=True)
class Coercion:
    """Reads the values of one parameter: texts, paths, codes and flags.

    Typer's own reading goes through pydantic, whose import takes as long as all the rest of a start.
    """

    kind: type[Any]
    messages: Language

    @classmethod
    def of(cls, annotation: Any, messages: Language) -> "Coercion":
        """The coercion for an annotation: a type, an optional one, or a list."""
        kinds = [each for each in get_args(annotation) if isinstance(each, type)]
        kind = annotation if isinstance(annotation, type) else kinds[0]
        return cls(kind, messages)

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002 - Typer gives it
        """A value as the function takes it. Raises :class:`UsageError` where it cannot be."""
        if isinstance(value, tuple | list):
            return [self._one(each, param) for each in value]
        return self._one(value, param)

    def _one(self, value: Any, param: Any) -> Any:
        kind = self.kind
        if value is None or isinstance(value, kind):
            return value
        if issubclass(kind, Enum):
            return self._code(kind, str(value), param)
        try:
            return kind(value)
        except ValueError:
            option = max(param.opts, key=len)
            raise UsageError(
                self.messages.gettext("{option} cannot be “{value}”.", option=option, value=str(value)),
                self.messages.gettext("Write a number."),
            ) from None

    def _code(self, kind: type[Enum], value: str, param: Any) -> Enum:
        for code in kind:
            if code.value == value.lower():
                return code
        option = max(param.opts, key=len)
        raise UsageError(
            self.messages.gettext("{option} cannot be “{value}”.", option=option, value=value),
            self.messages.gettext(
                "Possible values: {values}.", values=", ".join(str(code.value) for code in kind)
            ),
        )


def adapt_parameters(program: Any, messages: Language) -> None:
    """Give every parameter of a program its :class:`Coercion`, and plain help."""
    for each in (program, *getattr(program, "commands", {}).values()):
        for param in each.params:
            _adapt(param, messages)


def _adapt(param: Any, messages: Language) -> None:
    descriptor = getattr(param, "type_descriptor", None)
    if descriptor is None:
        # Another Typer, which asks elsewhere: values are read as it does.
        return
    coercion = Coercion.of(descriptor.annotation, messages)
    param.get_runtime_param = lambda: coercion
    if coercion.kind is bool or param.param_type_name == "argument":
        # « <bool> » beside a flag, or « <str> » beside ID, tells its readers nothing.
        param.display_type_rich = lambda ctx: None  # noqa: ARG005 - Typer gives it by name
