"""What all findings of one code have in common."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How serious a finding is: an error stops loading, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Kind:
    """The sentence, the remedy and the severity that all findings of one code share."""

    sentence: str
    remedy: str = ""
    severity: Severity = Severity.ERROR
