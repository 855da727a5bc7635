"""A finding: the one type of coded message, and the exceptions carrying them.

Loading, ``check``, figures, pairs of texts, lists of documents and forms all give
findings. The tables in ``faults`` have the sentence, remedy and severity of each code.
"""

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jamplan.corpus import faults
from jamplan.corpus.kinds import Kind
from jamplan.language import N_ as N_  # noqa: PLC0414 - the readers of files take it from here
from jamplan.language import Language, language
from jamplan.language.folding import one_line


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file, a line and a column.

    Lines and columns count from 1; 0 is the whole file or line.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """The form that editors and terminals understand."""
        numbers = [number for number in (self.line, self.column) if number]
        return ":".join([self.file, *map(str, numbers)])


NOWHERE = Place("")


class Term(str):
    """A phrase among the details of a finding that the catalogue translates."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A message: its code, its place in a file, and the details that fill its sentence.

    A detail is a text, a number, a :class:`Term`, another finding, or a tuple of texts
    or numbers. ``nearest`` holds what may have been meant, best first.
    """

    code: str
    place: Place = NOWHERE
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """The entry of the table for this code."""
        return faults.KINDS[self.code]

    def say(self, words: Language) -> tuple[str, str]:
        """What is wrong and what to do, in a language."""
        details = filled(self.details, words)
        message = words.gettext(self.kind.sentence, **details)
        remedy = words.gettext(self.kind.remedy, **details)
        nearest = self.details.get("nearest")
        if isinstance(nearest, tuple) and nearest:
            names = alternatives(nearest, words)
            remedy = f"{words.gettext('Perhaps {names}?', names=names)} {remedy}"
        return message, remedy

    def __str__(self) -> str:
        """One line in English: place, severity, code, what is wrong and what to do."""
        message, remedy = self.say(language("en"))
        return f"{self.place}: {self.kind.severity} {self.code}: {message} {remedy}"


class FindingsError(Exception):
    """Something is wrong with data; ``findings`` says what, and what to do."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class CorpusError(FindingsError):
    """A corpus could not be loaded.

    ``findings`` holds every fault, in the order of the files.
    """

    @property
    def unreadable(self) -> bool:
        """Whether a file or folder could not be read at all, right or wrong."""
        return any(finding.code in faults.UNREADABLE for finding in self.findings)


class RefusedError(FindingsError):
    """A decision was not recorded, and nothing has changed."""


class WrongDataError(RefusedError):
    """Data was not recorded, because a corpus with it could not be loaded."""


class UnreadError(Exception):
    """A document or a form gives nothing. ``finding`` says why and what to do."""

    def __init__(
        self, code: str, path: str | Path = "", line: int = 0, **details: object
    ) -> None:
        self.finding = Finding(code, Place(str(path), line), details)
        super().__init__(str(self.finding))


_LONGEST = 300


def shortened(text: str) -> str:
    """A value as a message shows it: only the beginning of a huge one."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def alternatives(names: Iterable[str], words: Language) -> str:
    """Names between quotation marks, joined by « or »."""
    return words.gettext(" or ").join(
        words.quoted(shortened(one_line(name))) for name in names
    )


def filled(details: Mapping[str, object], words: Language) -> dict[str, str]:
    """Return the details as the sentence shows them.

    Other details fill the fields of terms.
    """
    plain = {name: _shown(value, words) for name, value in details.items()}
    for name, value in details.items():
        if isinstance(value, Term):
            text = words.gettext(value)
            # A reason may quote the system or the parser, whose braces are no fields.
            for other, filling in plain.items():
                text = text.replace(f"{{{other}}}", filling)
            plain[name] = text
    return plain


def _shown(value: object, words: Language) -> str:
    match value:
        case int():
            return words.number(value)
        case Finding():
            return value.say(words)[0]
        case tuple() | list():
            shown = [
                words.quoted(one_line(item))
                if isinstance(item, str)
                else words.number(item)
                for item in value
            ]
            return words.listed(shown)
        case _:
            return shortened(one_line(str(value)))


_DENIED = N_("permission is denied")
_REASONS = {
    errno.ENOENT: N_("it does not exist"),
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.ENOTDIR: N_("it is a file, or a part of its path is"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOSPC: N_("no space is left on the disk"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ELOOP: N_("symbolic links lead back to themselves"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


def reason_of(error: OSError | ValueError) -> Term:
    """Why the system refuses, in a phrase of the catalogue if it is known."""
    number = getattr(error, "errno", None)
    return Term(
        _REASONS.get(number or 0) or getattr(error, "strerror", None) or str(error)
    )
