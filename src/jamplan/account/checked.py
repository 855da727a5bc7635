"""What is told of a check: its findings by severity, and the quotes looked up."""

from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.account import vocabulary
from jamplan.corpus.findings import Finding, Place
from jamplan.corpus.kinds import Severity
from jamplan.corpus.model import Source
from jamplan.evidence.checks import Checked
from jamplan.language import Language, ngettext

_COUNTS = {
    Severity.ERROR: ngettext("{n} error", "{n} errors"),
    Severity.WARNING: ngettext("{n} warning", "{n} warnings"),
    Severity.NOTE: ngettext("{n} note", "{n} notes"),
}


@dataclass(frozen=True, slots=True)
class FindingTold:
    """A finding, or equal ones in one file."""

    code: str
    where: str
    """The file, with the line and column of a single one."""
    on_lines: str
    """« lines 3, 7 »; empty of a single one."""
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class KindTold:
    """Findings of one kind."""

    count: str
    example: str
    """The message of the first one."""


@dataclass(frozen=True, slots=True)
class SeverityTold:
    """The findings of one severity."""

    count: str
    """« 2 errors »."""
    findings: tuple[FindingTold, ...]
    kinds: tuple[KindTold, ...]


@dataclass(frozen=True)
class CheckTold:
    """What is told of a check; ``title`` is the corpus's, None if it did not load."""

    _checked: Checked
    language: Language
    _title: str | None

    @property
    def title(self) -> str:
        """The title of the corpus, or that it cannot be read."""
        return self._title or self.language.gettext("The corpus cannot be read.")

    @property
    def lead(self) -> str:
        """How many findings of each severity there are."""
        counts = [severity.count for severity in self.severities]
        return f"{self.language.listed(counts)}."

    @property
    def severities(self) -> tuple[SeverityTold, ...]:
        """The findings by severity, the worst first, with those that have none."""
        told = []
        for severity in Severity:
            findings = self._checked.of(severity)
            count = self.language.ngettext(*_COUNTS[severity], len(findings))
            told.append(
                SeverityTold(
                    count,
                    tuple(_findings(findings, self.language)),
                    tuple(_kinds(findings, self.language)),
                )
            )
        return tuple(told)

    @property
    def quotes(self) -> str:
        """How many quotes were looked up, and how many could not be; else empty."""
        quotes, language = self._checked.quotes, self.language
        if quotes is None:
            return ""
        told = []
        if quotes.found + quotes.missed:
            looked_up = language.ngettext(
                "{n} quote looked up in a copy of its source: {found} found, {missed} "
                "not found.",
                "{n} quotes looked up in copies of their sources: {found} found, "
                "{missed} not found.",
                quotes.found + quotes.missed,
                found=language.number(quotes.found),
                missed=language.number(quotes.missed),
            )
            told.append(looked_up)
        told += [_not_kept(language, *each) for each in quotes.not_kept]
        others = quotes.unchecked - sum(number for _source, number in quotes.not_kept)
        if others:
            unchecked = language.ngettext(
                "{n} quote could not be looked up: its source has no copy (--source "
                "ID=FILE).",
                "{n} quotes could not be looked up: their sources have no copy "
                "(--source ID=FILE).",
                others,
            )
            told.append(unchecked)
        return " ".join(told)


def _not_kept(language: Language, source: Source, number: int) -> str:
    """How many quotes are from a text that is not kept: its day and digest."""
    return language.ngettext(
        "{n} quote is from a text read on {date} that is not kept here: SHA-256 "
        "{sha256} (--source {source}=FILE looks it up).",
        "{n} quotes are from a text read on {date} that is not kept here: SHA-256 "
        "{sha256} (--source {source}=FILE looks them up).",
        number,
        date=language.date(source.accessed),
        sha256=source.sha256,
        source=source.id,
    )


def _findings(findings: Iterable[Finding], language: Language) -> Iterable[FindingTold]:
    """Yield the findings; equal ones on several lines of a file are one."""
    alike: dict[tuple[str, str, str, str], list[Place]] = {}
    for finding in findings:
        message, remedy = vocabulary.say(finding, language)
        key = (finding.place.file, finding.code, message, remedy)
        alike.setdefault(key, []).append(finding.place)
    for (file, code, message, remedy), places in alike.items():
        where, on_lines = str(places[0]), ""
        if len(places) > 1:
            lines = ", ".join(str(place.line) for place in places)
            where, on_lines = file, language.gettext("lines {lines}", lines=lines)
        yield FindingTold(code, where, on_lines, message, remedy)


def _kinds(findings: Iterable[Finding], language: Language) -> Iterable[KindTold]:
    """Yield how many findings of each kind there are, with the first one."""
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    for alike in kinds.values():
        example = vocabulary.sentence(alike[0], language)
        yield KindTold(language.number(len(alike)), example)
