"""Exit codes, what commands raise, and the one place that words exceptions."""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any

import typer

from jamplan.corpus import findings
from jamplan.corpus.changing import MeanwhileError
from jamplan.language import N_, EpochError, Language
from jamplan.language.differences import nearest
from jamplan.language.folding import one_line


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

    Both sentences are translated and filled with the fields when they are printed.
    ``known`` holds the names that exist if a name is unknown: the nearest ones are the
    advice.
    """

    def __init__(
        self,
        message: str,
        advice: str = "",
        /,
        *,
        known: Sequence[str] | None = None,
        **fields: object,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.known = known
        self.fields = fields


CANNOT_BE = N_("{option} cannot be “{value}”.")
KEEP_ONE = N_("Keep one of {options}.")
LEAVE_OUT = N_("With {given}, leave out {options}.")
NO_TERMINAL = N_("There is no terminal to ask on: use {first}, then {second}.")
MEANWHILE = N_("Somebody has changed this meanwhile; nothing was recorded. Look again.")
NOTHING_RECORDED = N_("Nothing was recorded.")
WRITTEN = N_("Written: {path}")
IS_READ = N_("“{path}” is a file that this command reads.")

Failure = tuple[Sequence[str], Exit]
"""The lines for standard error, and the exit code."""


def failure_of(  # noqa: PLR0911 - one case an exception
    error: BaseException, language: Language
) -> Failure | None:
    """Return what an exception means to who typed the command; None for a defect."""
    _ = language.gettext
    match error:
        case findings.CorpusError():
            count = language.ngettext(
                "The corpus cannot be read: {n} error.",
                "The corpus cannot be read: {n} errors.",
                len(error.findings),
            )
            lines = _with_findings(count, error.findings, language)
            return lines, Exit.FILE if error.unreadable else Exit.DATA
        case findings.RefusedError():
            lines = _with_findings(_(NOTHING_RECORDED), error.findings, language)
            return lines, Exit.DATA if isinstance(
                error, findings.WrongDataError
            ) else Exit.USAGE
        case UsageError():
            return _usage_lines(error, language), Exit.USAGE
        case findings.UnreadError():
            return _finding_lines(error.finding, language), Exit.FILE
        case EpochError():
            message = _(
                "SOURCE_DATE_EPOCH holds no date: “{value}”.",
                value=one_line(str(error)),
            )
            advice = _(
                "Unset it, or give whole seconds since 1970, such as those of `date "
                "+%s`."
            )
            return [message, advice], Exit.USAGE
        case FileExistsError():
            message = _("“{path}” exists already.", path=one_line(str(error.filename)))
            return [message, _("To replace it, add --force.")], Exit.FILE
        case OSError():
            # Only streams have no name; a file that could not be read is a finding.
            path = one_line(str(error.filename or _("standard output")))
            message = _(
                "“{path}”: {reason}.", path=path, reason=_(findings.reason_of(error))
            )
            return [
                message,
                _("Check the path, your rights to it, and the disk."),
            ], Exit.FILE
        case MeanwhileError():
            return [_(MEANWHILE)], Exit.FILE
        case KeyboardInterrupt() | typer.Abort():
            return [], Exit.INTERRUPTED
        case _:
            is_typers = isinstance(error, typer.TyperException)
            return _typer_failure(error, language) if is_typers else None


def _with_findings(
    sentence: str, found: Iterable[findings.Finding], language: Language
) -> list[str]:
    """Return a sentence and the lines of findings, with an empty line before each."""
    lines = [sentence]
    for finding in found:
        lines += ["", *_finding_lines(finding, language)]
    return lines


def _finding_lines(finding: findings.Finding, language: Language) -> list[str]:
    """Return place and code of a finding, what is wrong, and what to do."""
    from jamplan.account.vocabulary import say

    message, remedy = say(finding, language)
    lines = [
        f"{one_line(str(finding.place))} [{finding.code}]".lstrip(" "),
        f"  {message}",
    ]
    return [*lines, f"  → {remedy}"] if remedy else lines


def _usage_lines(error: UsageError, language: Language) -> list[str]:
    fields = findings.filled(error.fields, language)
    lines = [language.gettext(error.message, **fields)]
    if error.known is not None:
        lines.append(_nearest_line(str(error.fields["value"]), error.known, language))
    elif error.advice:
        lines.append(language.gettext(error.advice, **fields))
    return lines


_VALUES = N_("Possible values: {values}.")


def _nearest_line(name: str, known: Sequence[str], language: Language) -> str:
    """Return the nearest of the known names as advice, else the first ones."""
    if not known:
        return language.gettext("None on record.")
    if near := nearest(name, known):
        return language.gettext(
            "Perhaps {names}?", names=findings.alternatives(near, language)
        )
    values = ", ".join([*known[:10], *(["…"] if len(known) > 10 else [])])
    return language.gettext(_VALUES, values=values).replace("….", "…")


def _values_of(parameter: Any) -> tuple[str, str]:
    """Return advice that names the values of a choice, and these; of none nothing."""
    choices = getattr(parameter.type_descriptor, "choices", None)
    return (_VALUES, ", ".join(choices)) if choices else ("", "")


def _typer_failure(error: Any, language: Language) -> Failure:
    """Return what an exception of Typer's means. Its own sentences are English."""
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "jamplan"
    help_line = language.gettext("Help: {command}", command=f"{path} --help")
    known: Sequence[str] | None = None
    advice, values = "", ""
    parameter: Any = getattr(error, "param", None)
    # An argument has the name that the help gives it.
    option = parameter and (
        parameter.metavar if parameter.opts[0].isidentifier() else parameter.opts[0]
    )
    match type(error).__name__:
        case "NoSuchOption":
            message, name = N_("There is no option “{name}”."), error.option_name
            known = [
                option
                for parameter in context.command.params
                for option in parameter.opts
            ]
        case "BadOptionUsage" if "requires an argument" in error.message:
            message, name = N_("The option “{name}” needs a value."), error.option_name
        case "BadOptionUsage":
            message, name = N_("The option “{name}” takes no value."), error.option_name
        case "MissingParameter":
            message, name = N_("“{name}” is missing."), option
            advice, values = _values_of(parameter)
        case "BadParameter":
            # Typer has pydantic read values; its error holds the one that was typed.
            message, name = CANNOT_BE, str(error.__cause__.errors()[0]["input"])
            advice, values = _values_of(parameter)
        case _ if match := re.fullmatch(
            r"No such command (['\"])(.*)\1\.", error.message, re.DOTALL
        ):
            message, name = N_("There is no command “{name}”."), match[2]
            known = context.command.list_commands(context)
        case _ if match := re.search(
            r"extra argument.*? \((.*)\)$", error.message, re.DOTALL
        ):
            message, name = N_("“{name}” is not expected."), match[1]
        case _:
            return [one_line(error.format_message()), help_line], Exit.USAGE
    fields = {"option": option, "name": name, "value": name, "values": values}
    told = UsageError(message, advice, known=known, **fields)
    return [*_usage_lines(told, language), help_line], Exit.USAGE
