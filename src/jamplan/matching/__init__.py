"""Which items of two documents resemble each other, how much, and why."""

from jamplan.matching.score import Match, Matcher
from jamplan.matching.texts import TextItem

__all__ = ["Match", "Matcher", "TextItem"]
