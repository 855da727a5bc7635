"""Exit codes, what commands raise, and the one place where exceptions become sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum

from jamplan.corpus.findings import (
    CorpusError,
    Finding,
    RefusedError,
    UnreadError,
    WrongDataError,
    alternatives,
    filled,
    reason_of,
)
from jamplan.language import N_, EpochError, Language
from jamplan.language.differences import nearest
from jamplan.language.folding import one_line
from jamplan.reports.labels import say


class Exit(IntEnum):
    """The exit codes, which scripts may rely on."""

    OK = 0
    FOUND = 1
    """There are findings, or nothing was found, if that is what was asked."""
    USAGE = 2
    DATA = 3
    FILE = 4
    """A file cannot be read or written."""
    INTERRUPTED = 130


class UsageError(Exception):
    """A command line that cannot be carried out: what is wrong, and what to do.

    Both sentences are translated and filled with the fields when they are printed. ``known`` holds the
    names that exist if a name is unknown: the nearest ones are the advice.
    """

    def __init__(
        self, message: str, advice: str = "", /, *, known: Sequence[str] | None = None, **fields: object
    ) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.known = known
        self.fields = fields


Failure = tuple[Iterable[str], Exit]
"""The lines for standard error, and the exit code."""


def failure_of(  # noqa: PLR0911 - one case an exception
    error: BaseException, language: Language
) -> Failure | None:
    """Return what an exception means for the person who typed the command; None for a defect."""
    _ = language.gettext
    match error:
        case CorpusError():
            count = language.ngettext(
                "The corpus cannot be read: {n} fault.",
                "The corpus cannot be read: {n} faults.",
                len(error.findings),
            )
            lines = count, *_finding_lines(error.findings, language)
            return lines, Exit.FILE if error.unreadable else Exit.DATA
        case RefusedError():
            lines = _("Nothing was recorded."), *_finding_lines(error.findings, language)
            return lines, Exit.DATA if isinstance(error, WrongDataError) else Exit.USAGE
        case UsageError():
            return _usage_lines(error, language), Exit.USAGE
        case UnreadError():
            return [*_finding_lines([error.finding], language)][1:], Exit.FILE
        case EpochError():
            message = _("SOURCE_DATE_EPOCH holds no date: “{value}”.", value=one_line(error.value))
            advice = _("Unset it, or give whole seconds since 1970, such as those of `date +%s`.")
            return [message, advice], Exit.USAGE
        case FileExistsError():
            message = _("“{path}” exists already.", path=one_line(str(error.filename)))
            return [message, _("To replace it, add --force.")], Exit.FILE
        case OSError(filename=None):
            # Only streams have no name; a file that could not be read is a finding.
            message = _("Standard output cannot be written: {reason}.", reason=_(reason_of(error)))
            return [message, _("Check the disk, or what reads it.")], Exit.FILE
        case OSError():
            path = one_line(str(error.filename))
            message = _("“{path}”: {reason}.", path=path, reason=_(reason_of(error)))
            return [message, _("Check the path, your rights to it, and the disk.")], Exit.FILE
        case KeyboardInterrupt():
            return [_("Interrupted.")], Exit.INTERRUPTED
        case _:
            return _typer_failure(error, language)


def _finding_lines(findings: Iterable[Finding], language: Language) -> Iterable[str]:
    """Place and code of each finding, what is wrong, what to do."""
    for finding in findings:
        message, remedy = say(finding, language)
        yield from ("", f"{one_line(str(finding.place))} [{finding.code}]", f"  {message}")
        if remedy:
            yield f"  → {remedy}"


def _usage_lines(error: UsageError, language: Language) -> list[str]:
    _ = language.gettext
    fields = filled(error.fields, language)
    lines = [_(error.message, **fields)]
    if error.known is not None:
        lines.append(_nearest_line(str(error.fields["value"]), error.known, language))
    elif error.advice:
        lines.append(_(error.advice, **fields))
    return lines


def _nearest_line(name: str, known: Sequence[str], language: Language) -> str:
    """Return the nearest of the known names as advice, or the first ones if none is near."""
    if not known:
        return language.gettext("None on record.")
    if near := nearest(name, known):
        return language.gettext("Perhaps {names}?", names=alternatives(near, language))
    values = ", ".join([*known[:10], *(["…"] if len(known) > 10 else [])])
    return language.gettext("Possible values: {values}.", values=values).replace("….", "…")


# Typer's own errors are English sentences; the groups of these patterns fill ours.
_TYPER = (
    (r"No such option: (?P<name>\S+)", N_("There is no option “{name}”.")),
    (r"No such command '(?P<name>[^']*)'", N_("There is no command “{name}”.")),
    (r"Missing (?:argument|option) '(?P<name>[^']*)'", N_("“{name}” is missing.")),
    (r"Got unexpected extra arguments?(?:\(s\))? \((?P<name>.*)\)", N_("“{name}” is not expected.")),
    (r"Option '(?P<name>[^']*)' requires an argument", N_("The option “{name}” needs a value.")),
    (
        r"Invalid value for '(?P<name>[^']*)': .*'(?P<value>.*)' is not one of (?P<values>.*)\.",
        N_("{option} cannot be “{value}”."),
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
    context = getattr(error, "ctx", None)
    raw = str(format_message())
    sentence = one_line(raw)
    for pattern, translatable in _TYPER:
        if match := re.search(pattern, raw, re.DOTALL):
            fields = {key: one_line(text or "") for key, text in match.groupdict().items()}
            sentence = _(translatable, option=fields["name"], **fields)
            if values := fields.get("values"):
                sentence += " " + _("Possible values: {values}.", values=values.replace("'", ""))
            if near := nearest(fields["name"], _names(error, context), limit=3):
                sentence += " " + _("Perhaps {names}?", names=alternatives(near, language))
            break
    path = context.command_path if context is not None else "jamplan"
    return [sentence, _("Help: {command}", command=f"{path} --help")], Exit.USAGE


def _names(error: BaseException, context: object) -> list[str]:
    """Return the options or the commands that may have been meant by an unknown one."""
    command = getattr(context, "command", None)
    if type(error).__name__ == "NoSuchOption":
        return [name for parameter in command.params for name in parameter.opts] if command else []
    return list(getattr(command, "commands", {}))
