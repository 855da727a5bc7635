"""Which items of two documents resemble each other, how much, and why."""

from jamplan.matching.index import TextItem
from jamplan.matching.score import Match, Matcher

__all__ = ["Match", "Matcher", "TextItem"]
