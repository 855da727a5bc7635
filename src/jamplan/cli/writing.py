"""Writing what a command made: to standard output, or to a file."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jamplan.cli.options import Format, Run
from jamplan.cli.rendering import render, visible
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Block


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
        case Format.TABLE | Format.GITHUB | Format.XLSX | Format.HTML:
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
    write_bytes(run, text.encode())


def write_bytes(run: Run, data: bytes) -> None:
    """Write bytes as they are; to standard output, where that is no terminal."""
    if run.output is None:
        stdout = run.environment.stdout
        stdout.flush()
        stdout.buffer.write(data)
        return
    from jamplan.corpus.files import write_atomically

    write_atomically(run.output, data, replace=run.force)
    say_written(run, run.output)


def write_files(
    run: Run, folder: Path, files: Mapping[str, bytes], *, stale: Iterable[str] = ()
) -> None:
    """Write files into a folder, which is made where it is not there.

    ``stale`` names what an earlier run may have left there and these files do not renew: where the
    command line forces it, that goes. Raises :class:`FileExistsError`, before anything is written, on
    the first of either that exists where the command line does not force it.
    """
    from jamplan.corpus.files import write_atomically

    for name in (*files, *stale):
        if not run.force and os.path.lexists(folder / name):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder / name))
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        write_atomically(folder / name, data, replace=run.force)
    for name in stale:
        (folder / name).unlink(missing_ok=True)
    say_written(run, folder)


def say_written(run: Run, path: Path) -> None:
    """Say what was written."""
    say(run, run.messages.gettext("Written: {path}", path=one_line(str(path))))


def say(run: Run, sentence: str) -> None:
    """Say something beside the data, on standard error, unless it shall be quiet."""
    if not run.shared.quiet:
        print_message(run, sentence)


def print_message(run: Run, sentence: str) -> None:
    """Print a line on standard error."""
    from jamplan.cli.environment import Screen

    screen = Screen.of(run.environment.stderr, run.environment.environ)
    # What was printed stands before what is said of it, where both go to one place.
    run.environment.stdout.flush()
    print(visible(sentence, screen), file=run.environment.stderr)
