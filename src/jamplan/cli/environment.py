"""The environment of a command, and one run with its options and output."""

from __future__ import annotations

import codecs
import contextlib
import errno
import io
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TextIO

import typer

from jamplan.account.spans import SpanKind
from jamplan.cli.errors import CANNOT_BE, IS_READ, WRITTEN, UsageError
from jamplan.cli.options import Shared
from jamplan.cli.screen import Screen, render, render_fitting
from jamplan.cli.waiting import patience
from jamplan.language import N_, Language
from jamplan.language.folding import encodable, harmless, one_line
from jamplan.layouts.blocks import Block, Paragraph

if TYPE_CHECKING:
    from jamplan.account.account import Account
    from jamplan.account.context import Context, View
    from jamplan.corpus.loading import Corpus
    from jamplan.counting.rules import Rule

Json = dict[str, Any] | list[dict[str, Any]]


WRITING = N_("Writing…")


@dataclass(slots=True)
class Environment:
    """The streams and variables of one process, or of one test."""

    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str] = field(default_factory=dict)
    stdin: TextIO | None = None

    @classmethod
    def of_process(cls) -> Self:
        """Return the streams and variables of this process.

        A closed stream swallows everything.
        """
        # A closed stream is None, which typeshed does not know.
        nowhere = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
        return cls(sys.stdout or nowhere, sys.stderr or nowhere, os.environ, sys.stdin)

    def make_lenient(self) -> None:
        """Let both streams write plain characters for those their encoding lacks."""
        codecs.register_error(_PLAIN, _plain)
        for stream in (self.stdout, self.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors=_PLAIN)

    def write(self, data: str | bytes) -> None:
        """Print a text, or bytes as they are, even if nobody reads them any more."""
        try:
            if isinstance(data, str):
                self.stdout.write(data)
            else:
                self.stdout.buffer.write(data)
            self.stdout.flush()
        except BrokenPipeError:
            self.drop_output()

    def drop_output(self) -> None:
        """Let standard output swallow everything: its reader is gone (« | head »)."""
        with contextlib.suppress(OSError, ValueError):
            nothing = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nothing, self.stdout.fileno())
            os.close(nothing)

    def show_error(self, line: str) -> None:
        """Print a line on standard error, after what standard output has been given."""
        self.stdout.flush()
        self.stderr.write(harmless(line) + "\n")
        self.stderr.flush()


_PLAIN = "jamplan.plain"


def _plain(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return encodable(error.object[error.start : error.end], error.encoding), error.end


@dataclass
class Run:
    """One run of a command: its environment, options, corpus and output."""

    environment: Environment
    messages: Language
    """The language of help and messages."""
    shared: Shared = field(default_factory=Shared)
    format: str = "table"
    full: bool = False
    """Whether a report is printed whole, and not as the version of it that fits the
    screen.
    """
    command: str | None = None
    """The name of the command."""
    exits_with_one: bool = False
    """Whether there are findings, or nothing was found where that is what was asked."""
    is_waited_for: bool = False
    """Whether a terminal shows that work takes long, if it does."""

    @property
    def output(self) -> Path | None:
        """The file or folder to write; None is standard output."""
        return (
            None if self.shared.output in {None, "-"} else Path(str(self.shared.output))
        )

    @property
    def folder(self) -> bool:
        """Whether the output is a folder, to write files into."""
        typed, path = self.shared.output or "", self.output
        return (
            bool(typed)
            and path is not None
            and (typed.endswith(("/", os.sep)) or path.is_dir())
        )

    @cached_property
    def corpus(self) -> Corpus:
        """The corpus in use. Raises :class:`CorpusError`."""
        from jamplan.account.vocabulary import with_nouns_of
        from jamplan.corpus.loading import find, load

        with self.patience(N_("Reading…")):
            corpus = load(find(self.shared.data, environ=self.environment.environ))
        self.messages = with_nouns_of(corpus, self.messages)
        return corpus

    @cached_property
    def language(self) -> Language:
        """The language of the report: the one asked for, else that of the documents."""
        from jamplan.account.vocabulary import language_for

        return replace(
            language_for(self.corpus, self.shared.lang), data=self.messages.data
        )

    def context(self, rule: Rule | None = None) -> Context:
        """Return what a report is made from, under a rule (by default the corpus's)."""
        from jamplan.account.context import Context

        return Context(self.corpus, self.language, rule)

    def account(self, rule: Rule | None = None, view: View | None = None) -> Account:
        """Return what is told of the corpus, under a rule (its own by default).

        A view may limit it.
        """
        from jamplan.account.account import account_of

        return account_of(self.corpus, rule, self.language, view=view)

    @property
    def screen(self) -> Screen:
        """What standard output, or the file in its place, can show."""
        stdout, environ = self.environment.stdout, self.environment.environ
        encoding = (self.output is None and stdout.encoding) or "utf-8"
        # NO_COLOR counts if it is not empty (no-color.org); a dumb terminal has no
        # colours.
        plain = (
            self.shared.no_color
            or environ.get("NO_COLOR")
            or environ.get("TERM") == "dumb"
        )
        colour = self.output is None and stdout.isatty() and not plain
        size = shutil.get_terminal_size()
        return Screen(max(size.columns, 20), size.lines, colour, encoding)

    @classmethod
    def of(
        cls,
        ctx: typer.Context,
        *formats: str,
        folder: str | None = None,
        full: bool = False,
    ) -> Self:
        """Return the run of a command that writes these formats, the default first.

        The format is the one asked for, else that of the output's suffix, else the
        default. ``folder`` is the format that the command can write as a folder; a
        command without formats writes no report. Raises :class:`UsageError` on another
        format.
        """
        run: Self = ctx.obj
        run.full = full
        if run.shared.data is not None:
            run.messages = replace(
                run.messages, data=f" --data {shlex.quote(str(run.shared.data))}"
            )
        if not formats:
            return run
        output, typed = run.output, {"option": "--format", "value": run.shared.format}
        wanted = (run.shared.format or "").lower() or (folder if run.folder else None)
        if wanted is None and output is not None:
            suffix = output.suffix.lower().removeprefix(".")
            wanted = "table" if suffix == "txt" else suffix
            typed = {"option": "-o", "value": run.shared.output}
        if wanted not in {None, *formats}:
            advice, values = N_("Possible values: {values}."), ", ".join(formats)
            raise UsageError(CANNOT_BE, advice, values=values, **typed)
        run.format = wanted or formats[0]
        return run

    @contextlib.contextmanager
    def patience(self, sentence: str) -> Iterator[None]:
        """Show a sentence on a terminal's standard error while work takes long.

        Work within other work is part of it.
        """
        stderr = self.environment.stderr
        if self.is_waited_for or self.shared.quiet or not stderr.isatty():
            yield
            return
        self.is_waited_for = True
        try:
            with patience(self.messages.gettext(sentence), stderr):
                yield
        finally:
            self.is_waited_for = False

    def say(self, sentence: str, **fields: object) -> None:
        """Print a translated sentence about the data on standard error, if wanted."""
        if not self.shared.quiet:
            self.environment.show_error(self.messages.gettext(sentence, **fields))

    def write(
        self,
        report: Callable[[], list[Block]],
        as_json: Callable[[], Json] = dict,
        csv: Callable[[], str] | None = None,
        screens: Callable[[], Sequence[Sequence[Block]]] | None = None,
        below: int = 1,
    ) -> None:
        """Make and write the one form of a result that the command line asks for.

        ``screens`` are versions of the report in brief, the richest first, that leave
        some lines ``below`` them for what is asked; without them, and with --full, the
        report is printed whole.
        """
        match self.format:
            case "json":
                with self.patience(WRITING):
                    value = as_json()
                self.write_json(value)
            case "csv":
                from jamplan.exports.csvfile import tables_csv

                with self.patience(WRITING):
                    text = csv() if csv else tables_csv(report())
                self.write_text(text)
            case "md":
                from jamplan.exports.markdown import markdown

                with self.patience(WRITING):
                    text = markdown(report())
                self.write_text(text)
            case _:
                brief = None if self.full else screens
                with self.patience(WRITING):
                    text = self._on_screen(report, brief, below)
                self.write_raw(text)

    def _on_screen(
        self,
        report: Callable[[], list[Block]],
        screens: Callable[[], Sequence[Sequence[Block]]] | None,
        below: int,
    ) -> str:
        """A report as a terminal has it, or the version of it that fits one screen."""
        if screens is None:
            return render(report(), self.screen)
        versions = [self._with_short_end(blocks) for blocks in screens()]
        # A screen has 24 lines at least.
        height = max(self.screen.height, 24) - below
        return render_fitting(versions, self.screen, height)

    def _with_short_end(self, blocks: Sequence[Block]) -> list[Block]:
        """Return a screen whose last line has as many commands as fit."""
        *above, last = blocks
        if not self.messages.data or not isinstance(last, Paragraph):
            return [*blocks]
        spans = [*last.content]
        commands = sum(span.kind is SpanKind.COMMAND for span in spans)
        while (
            commands > 1 and sum(len(span.text) for span in spans) > self.screen.width
        ):
            # A command, and the comma before it.
            del spans[-2:]
            commands -= 1
        return [*above, replace(last, content=tuple(spans))]

    def write_json(self, value: Json) -> None:
        """Write a JSON value, as ASCII if standard output cannot encode everything."""
        from jamplan.exports.jsonfile import as_json

        utf8 = self.screen.encoding.lower().replace("-", "").startswith("utf")
        self.write_raw(as_json(value, ascii_only=not utf8))

    def write_text(self, text: str) -> None:
        """Write a text, without what could act on a terminal."""
        self.write_raw(harmless(text))

    def write_raw(self, data: str | bytes) -> None:
        """Write a text, or the bytes of a file, as it is."""
        if self.output is None:
            self.environment.write(data)
            return
        self.write_file(self.output, data.encode() if isinstance(data, str) else data)
        self._say_written()

    def write_file(self, path: Path, data: bytes) -> None:
        """Write a whole file. Raises :class:`UsageError` if the corpus owns it."""
        from jamplan.corpus.files import write_atomically
        from jamplan.corpus.loading import is_own_file

        if is_own_file(path, self.__dict__.get("corpus")):
            raise UsageError(IS_READ, N_("Choose another file: -o FILE"), path=path)
        write_atomically(path, data, replace=self.shared.force)

    def write_files(self, files: Mapping[str, bytes]) -> None:
        """Write files into the output folder.

        Raises :class:`FileExistsError`, before anything is written, on the first that
        exists if the command line does not force it.
        """
        from jamplan.corpus.files import refuse_existing

        folder, force = self.output, self.shared.force
        assert folder is not None
        if not force:
            refuse_existing(folder, files)
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError(
                errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)
            )
        folder.mkdir(exist_ok=True)
        for name, data in files.items():
            self.write_file(folder / name, data)
        self._say_written()

    def _say_written(self) -> None:
        self.say(WRITTEN, path=one_line(str(self.output)))
