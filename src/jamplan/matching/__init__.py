"""Which items of two documents resemble each other, how much, and why."""

from jamplan.matching.items import Item
from jamplan.matching.score import Match, Matcher
from jamplan.matching.settings import Settings

__all__ = ["Item", "Match", "Matcher", "Settings"]
