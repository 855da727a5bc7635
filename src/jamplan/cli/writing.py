"""Writing what a command made: to standard output, or to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jamplan.cli.options import Format, Run
from jamplan.cli.rendering import render, visible
from jamplan.reports.blocks import Block
from jamplan.text.folding import one_line


@dataclass(frozen=True)
class Forms:
    """The forms that one result can take; only the one that is asked for is made."""

    report: Callable[[], list[Block]]
    json: Callable[[], dict[str, object] | list[dict[str, object]]]
    csv: Callable[[], str] | None = None


def write(run: Run, forms: Forms) -> None:
    """Write a result in the form that the command line asks for."""
    match run.format:
        case Format.JSON:
            write_json(run, forms.json())
        case Format.CSV:
            assert forms.csv is not None
            write_text(run, forms.csv())
        case Format.MD:
            from jamplan.exports.markdown import markdown

            write_text(run, markdown(forms.report()))
        case Format.TABLE | Format.GITHUB:
            write_report(run, forms.report())


def write_report(run: Run, blocks: Iterable[Block]) -> None:
    """Write a report as a screen or a text file shows it."""
    _write(run, render(blocks, run.screen))


def write_text(run: Run, text: str) -> None:
    """Write a text of a format, harmless, and plain where standard output cannot encode it."""
    _write(run, visible(text, run.screen))


def write_json(run: Run, value: dict[str, object] | list[dict[str, object]]) -> None:
    """Write a JSON value, escaped to ASCII where standard output cannot encode all."""
    from jamplan.exports.jsonfile import as_json

    utf8 = run.screen.encoding.lower().replace("-", "").startswith("utf")
    _write(run, as_json(value, ascii_only=not utf8))


def _write(run: Run, text: str) -> None:
    if run.output is None:
        run.environment.stdout.write(text)
        return
    from jamplan.files import write_atomically

    write_atomically(run.output, text.encode(), replace=run.force)
    say(run, run.messages.gettext("Written: {path}", path=one_line(str(run.output))))


def say(run: Run, sentence: str) -> None:
    """Say something beside the data, on standard error, unless it shall be quiet."""
    if not run.shared.quiet:
        print_message(run, sentence)


def print_message(run: Run, sentence: str) -> None:
    """Print a line on standard error."""
    from jamplan.cli.environment import Screen

    screen = Screen.of(run.environment.stderr, run.environment.environ)
    print(visible(sentence, screen), file=run.environment.stderr)
