"""Counting rules in words."""

from jamplan.counting.rules import PartialCounts, WordsCounted
from jamplan.language import N_

COUNTED = {
    WordsCounted.EXPLICIT: N_("stated only"),
    WordsCounted.STATED: N_("stated and interpreted"),
    WordsCounted.CLAIMED: N_("stated, interpreted and ambiguous"),
    WordsCounted.ANY: N_("stated, interpreted, ambiguous and compared"),
}
"""Which statements each rule counts."""

PARTIAL = {
    PartialCounts.APART: N_("partial statements counted apart"),
    PartialCounts.HALF: N_("partial statements counted as halves"),
    PartialCounts.FULL: N_("partial statements counted as wholes"),
}
"""How each rule counts a partial statement."""
