"""Why a file that is imported gives nothing, in one line: what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jamplan.cli.errors import UnreadableError
from jamplan.cli.options import Run
from jamplan.corpus.findings import reason_of
from jamplan.language import N_
from jamplan.language.folding import one_line

if TYPE_CHECKING:
    from jamplan.documents.filebytes import SourceFileError
    from jamplan.documents.limits import UnreadError


@contextmanager
def faults_told(run: Run, file: Path) -> Iterator[None]:
    """Raise :class:`UnreadableError` if a file gives nothing."""
    from jamplan.documents.filebytes import SourceFileError
    from jamplan.documents.limits import UnreadError

    try:
        yield
    except SourceFileError as error:
        raise _system_fault(run, error) from None
    except UnreadError as error:
        raise _unread(run, file, error) from None


def _system_fault(run: Run, error: SourceFileError) -> UnreadableError:
    from jamplan.documents.filebytes import Fault

    _ = run.messages.gettext
    path = one_line(str(error.path))
    match error.code:
        case Fault.MISSING:
            return UnreadableError(_("“{path}” does not exist.", path=path))
        case Fault.NOT_REGULAR:
            return UnreadableError(_("“{path}” is no file.", path=path))
        case Fault.TOO_LARGE:
            return UnreadableError(
                _("“{path}” is larger than {limit} MB.", path=path, limit=error.detail)
            )
        case _:
            cause = error.__context__
            reason = _(reason_of(cause)) if isinstance(cause, OSError) else error.detail
            return UnreadableError(
                _("“{path}” cannot be read: {reason}.", path=path, reason=one_line(reason))
            )


_UNREAD = {
    "unpacked": (N_("“{path}” unpacks to more than {detail} MB."), ""),
    "seconds": (
        N_("Reading “{path}” takes longer than {detail} seconds."),
        N_("To give it more time: --timeout."),
    ),
    "memory": (N_("Reading “{path}” takes more than {detail} MB of memory."), ""),
    "encrypted": (N_("“{path}” is encrypted."), N_("Open it and save it without a password.")),
    "damaged": (N_("“{path}” is damaged or incomplete."), N_("Get it again from its source.")),
    "no-text": (
        N_("“{path}” holds pictures of pages and no text."),
        N_("Have its text recognised (OCR), for example with ocrmypdf, and import the result."),
    ),
    "empty": (N_("“{path}” is empty."), ""),
}
"""Why a file gives nothing, and what to do."""


def _unread(run: Run, file: Path, error: UnreadError) -> UnreadableError:
    """Why a file gives nothing, and what to do."""
    _ = run.messages.gettext
    path, detail = one_line(str(file)), error.detail
    if error.why == "format":
        if detail:
            sentence = _("“{path}” is {format}, which is not read.", path=path, format=detail)
        else:
            sentence = _("“{path}” is in no format that is read.", path=path)
        return UnreadableError(
            sentence, _("Save it as PDF, DOCX, XLSX, CSV, HTML, Markdown or plain text.")
        )
    message, advice = _UNREAD[error.why]
    if detail.isdecimal():
        detail = run.messages.number(int(detail))
    return UnreadableError(_(message, path=path, detail=detail), _(advice) if advice else "")
