"""Every exception a command may end with, as a message, advice and an exit code.

This is the one place where exceptions become words; what is not named here is a defect of jamplan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.cli.exits import Exit
from jamplan.corpus.findings import (
    CorpusError,
    Finding,
    RefusedError,
    UnreadError,
    WrongDataError,
    alternatives,
    reason_of,
)
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.language.nearest import nearest
from jamplan.language.today import EpochError
from jamplan.reports.finding_words import say


class UsageError(Exception):
    """The command line cannot be carried out: what is wrong, and what to do."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Failure:
    """What to print on standard error, line by line, and the exit code."""

    lines: tuple[str, ...]
    code: Exit


def failure_of(  # noqa: PLR0911 - one case an exception
    error: BaseException, language: Language
) -> Failure | None:
    """What an exception means for whoever typed the command, or None where it is a defect."""
    _ = language.gettext
    match error:
        case CorpusError():
            return _corpus_failure(error, language)
        case RefusedError():
            lines = (_("Nothing was recorded."), *finding_lines(error.findings, language))
            wrong = isinstance(error, WrongDataError)
            return Failure(lines, Exit.DATA if wrong else Exit.USAGE)
        case UsageError():
            return Failure(_two_lines(error.message, error.advice), Exit.USAGE)
        case UnreadError():
            return Failure(tuple(finding_lines([error.finding], language))[1:], Exit.FILE)
        case EpochError():
            message = _("SOURCE_DATE_EPOCH holds no date: “{value}”.", value=one_line(error.value))
            advice = _("Unset it, or give whole seconds since 1970, such as those of `date +%s`.")
            return Failure((message, advice), Exit.USAGE)
        case FileExistsError():
            message = _("“{path}” exists already.", path=one_line(str(error.filename)))
            return Failure((message, _("To replace it, add --force.")), Exit.FILE)
        case OSError():
            return _file_failure(error, language)
        case KeyboardInterrupt():
            return Failure((_("Interrupted."),), Exit.INTERRUPTED)
        case _:
            return _typer_failure(error, language)


def _file_failure(error: OSError, language: Language) -> Failure:
    _ = language.gettext
    reason = language.gettext(reason_of(error))
    if error.filename is None:
        # Only streams have no name; a file that could not be read is a finding.
        message = _("Standard output cannot be written: {reason}.", reason=reason)
        return Failure((message, _("Check the disk, or what reads it.")), Exit.FILE)
    message = _("“{path}”: {reason}.", path=one_line(str(error.filename)), reason=reason)
    advice = _("Check that the folder exists, that you may write there, and the disk.")
    return Failure((message, advice), Exit.FILE)


def _two_lines(message: str, advice: str) -> tuple[str, ...]:
    return (message, advice) if advice else (message,)


def _corpus_failure(error: CorpusError, language: Language) -> Failure:
    count = language.ngettext(
        "The corpus cannot be read: {n} fault.",
        "The corpus cannot be read: {n} faults.",
        len(error.findings),
    )
    lines = (count, *finding_lines(error.findings, language))
    return Failure(lines, Exit.FILE if error.unreadable else Exit.DATA)


def finding_lines(findings: Iterable[Finding], language: Language) -> Iterable[str]:
    """Findings as lines of standard error: place and code, what is wrong, what to do."""
    for finding in findings:
        message, remedy = say(finding, language)
        yield ""
        yield f"{one_line(str(finding.place))} [{finding.code}]"
        yield f"  {message}"
        if remedy:
            yield f"  → {remedy}"


# Typer's own errors carry English sentences; each is recognised and said in our words.
_TYPER = (
    (r"No such option: (?P<name>\S+)", N_("There is no option “{name}”.")),
    (r"No such command '(?P<name>[^']*)'", N_("There is no command “{name}”.")),
    (r"Missing command", N_("A command is missing.")),
    (r"Missing (?:argument|option) '(?P<name>[^']*)'", N_("“{name}” is missing.")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)", N_("“{name}” is one too many.")),
    (r"Option '(?P<name>[^']*)' requires an argument", N_("The option “{name}” needs a value.")),
    (
        r"Invalid value for '(?P<name>[^']*)': .*'(?P<value>.*)' is not one of (?P<values>.*)\.",
        N_("{name} cannot be “{value}”. Possible values: {values}."),
    ),
    (r"Invalid value for '(?P<name>[^']*)': .*valid (?:integer|number)", N_("{name} takes a number.")),
    (r"Invalid value for '(?P<name>[^']*)'", N_("The value of {name} cannot be read.")),
    (r"Option '(?P<name>[^']*)' does not take a value", N_("The option “{name}” takes no value.")),
)


def _typer_failure(error: BaseException, language: Language) -> Failure | None:
    format_message = getattr(error, "format_message", None)
    if format_message is None:
        return None
    _ = language.gettext
    raw = str(format_message())
    said = one_line(raw)
    for pattern, sentence in _TYPER:
        match = re.search(pattern, raw, re.DOTALL)
        if match:
            fields = {key: one_line(text or "") for key, text in match.groupdict().items()}
            said = _(sentence, **fields | {"values": fields.get("values", "").replace("'", "")})
            near = nearest(fields["name"], _names(error), limit=3) if fields.get("name") else []
            if near:
                perhaps = _("Perhaps {names}?", names=alternatives(near, language))
                said = f"{said} {perhaps}"
            break
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "jamplan"
    return Failure((said, _("Help: {command}", command=f"{path} --help")), Exit.USAGE)


def _names(error: BaseException) -> Iterable[str]:
    """What the command line could have meant: the command's options, or the commands."""
    context = getattr(error, "ctx", None)
    if context is None:
        return ()
    match type(error).__name__:
        case "NoSuchOption":
            return [name for param in context.command.params for name in param.opts]
        case "BadParameter":
            return ()
        case _:
            return list(getattr(context.command, "commands", {}))
