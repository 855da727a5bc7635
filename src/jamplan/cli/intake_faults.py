"""Why a file that is imported gives nothing, in one line: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jamplan.cli.errors import UnreadableError
from jamplan.cli.options import Run
from jamplan.findings import reason_of
from jamplan.locale import N_
from jamplan.text.folding import one_line

if TYPE_CHECKING:
    from jamplan.intake.reading.limits import UnreadError
    from jamplan.sourcefiles import SourceFileError


@contextmanager
def faults_told(run: Run, file: Path, pattern: str | None = None) -> Iterator[None]:
    """Raise :class:`UnreadableError` where a file gives nothing; ``pattern`` is of ``--pattern``."""
    from jamplan.intake.reading.limits import UnreadError
    from jamplan.sourcefiles import SourceFileError

    try:
        yield
    except SourceFileError as error:
        raise _system_fault(run, error) from None
    except UnreadError as error:
        raise _unread(run, file, error, pattern) from None


def _system_fault(run: Run, error: SourceFileError) -> UnreadableError:
    from jamplan.sourcefiles import Fault

    _ = run.messages.gettext
    path = one_line(str(error.path))
    match error.code:
        case Fault.MISSING:
            return UnreadableError(_("“{path}” does not exist.", path=path))
        case Fault.NOT_REGULAR:
            return UnreadableError(_("“{path}” is no file.", path=path))
        case Fault.TOO_LARGE:
            sentence = _("“{path}” is larger than {limit} MB.", path=path, limit=error.detail)
            return UnreadableError(
                sentence, _("To read it all the same: {option}.", option="--max-size")
            )
        case _:
            cause = error.__context__
            said = _(reason_of(cause)) if isinstance(cause, OSError) else error.detail
            return UnreadableError(
                _("“{path}” cannot be read: {reason}.", path=path, reason=one_line(said))
            )


def _missing(run: Run, file: Path, library: str) -> UnreadableError:
    _ = run.messages.gettext
    return UnreadableError(
        _("Reading “{path}” needs {library}.", path=one_line(str(file)), library=library),
        _("Install it: {command}", command="pip install 'jamplan[intake]'"),
    )


_RAISED = N_("To read it all the same: {option}.")
_UNREAD = {
    "unpacked": (N_("“{path}” unpacks to more than {detail} MB."), _RAISED, "--max-size"),
    "pages": (N_("“{path}” has more than {detail} pages or sheets."), _RAISED, "--max-pages"),
    "cell": (
        N_("“{path}” has a cell of more than {detail} million characters."),
        N_("Such a cell is not read. Look whether a quotation mark is never closed."),
        "",
    ),
    "seconds": (N_("Reading “{path}” takes longer than {detail} seconds."), _RAISED, "--max-seconds"),
    "finding": (
        N_("Finding the items of “{path}” takes longer than {detail} seconds."),
        _RAISED,
        "--max-seconds",
    ),
    "memory": (
        N_("Reading “{path}” takes more than {detail} MB of memory."),
        _RAISED,
        "--max-memory",
    ),
    "encrypted": (N_("“{path}” is encrypted."), N_("Open it and save it without a password."), ""),
    "damaged": (N_("“{path}” is damaged or incomplete."), N_("Get it again from its source."), ""),
    "entities": (
        N_("“{path}” holds XML entities, which no office program writes."),
        N_("It is not read, as it may do harm."),
        "",
    ),
    "no-text": (
        N_("“{path}” holds pictures of pages and no text."),
        N_("Have its text recognised (OCR), for example with ocrmypdf, and import the result."),
        "",
    ),
    "empty": (N_("“{path}” is empty."), "", ""),
}
"""Why a file gives nothing, what to do, and the option that does it."""


def _unread(run: Run, file: Path, error: UnreadError, pattern: str | None) -> UnreadableError:
    """Why a file gives nothing, and what to do."""
    from jamplan.intake.reading.limits import Unread

    _ = run.messages.gettext
    path, detail = one_line(str(file)), error.detail
    if error.why is Unread.LIBRARY:
        return _missing(run, file, detail)
    if error.why is Unread.FORMAT:
        if detail:
            said = _("“{path}” is {format}, which is not read.", path=path, format=detail)
        else:
            said = _("“{path}” is in no format that is read.", path=path)
        return UnreadableError(
            said, _("Save it as PDF, DOCX, XLSX, CSV, HTML, Markdown or plain text.")
        )
    message, advice, option = _UNREAD[error.why]
    if detail.isdecimal():
        detail = run.messages.number(int(detail))
    if error.why is Unread.FINDING and pattern is not None:
        return UnreadableError(
            _(
                "Looking for the pattern “{pattern}” in “{path}” takes longer than {detail} seconds.",
                pattern=one_line(pattern),
                path=path,
                detail=detail,
            ),
            _(
                "Repeat nothing in it that is repeated itself, or give more time: {option}.",
                option="--max-seconds",
            ),
        )
    said = _(message, path=path, detail=detail)
    return UnreadableError(said, _(advice, option=option) if advice else "")
