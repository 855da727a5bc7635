"""The findings of ``check`` for programs: JSON, and annotations of a pull request on GitHub."""

from __future__ import annotations

from jamplan.corpus.faults import Severity
from jamplan.corpus.findings import Finding
from jamplan.evidence.checks import Checked
from jamplan.exports.jsonfile import Json, picked, plain
from jamplan.language import Language
from jamplan.language.folding import harmless
from jamplan.reports.labels import say


def check_object(title: str | None, checked: Checked, language: Language) -> Json:
    """All findings with their places and sentences. ``title`` is None if the corpus did not load."""
    return {
        "schema": "jamplan.check/1",
        "title": title,
        "counts": {str(severity): len(checked.of(severity)) for severity in Severity},
        "quotes": checked.quotes and picked(checked.quotes, "found", "missed", "unchecked"),
        "findings": [_finding(finding, language) for finding in checked.findings],
    }


def _finding(finding: Finding, language: Language) -> Json:
    message, remedy = say(finding, language)
    return {
        "code": finding.code,
        "severity": plain(finding.kind.severity),
        "file": finding.place.file,
        "line": finding.place.line or None,
        "column": finding.place.column or None,
        "message": message,
        "remedy": remedy,
    }


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github_annotations(checked: Checked, language: Language) -> str:
    """A workflow command a finding, which GitHub shows beside the line in a pull request.

    See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
    """
    return "".join(f"{_annotation(finding, language)}\n" for finding in checked.findings)


def _annotation(finding: Finding, language: Language) -> str:
    message, remedy = say(finding, language)
    place = finding.place
    where = f",line={place.line},col={place.column}" if place.line else ""
    properties = f"file={_property(place.file)}{where},title={_property(finding.code)}"
    return f"::{_LEVELS[finding.kind.severity]} {properties}::{_data(f'{message} → {remedy}')}"


def _data(text: str) -> str:
    return harmless(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
