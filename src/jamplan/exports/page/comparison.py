"""The figures under each set of take-ups that a rule may count, side by side, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.counting.figures import Coverage, all_rules
from jamplan.counting.rules import STRENGTHS, LinksCounted
from jamplan.exports.page.charts import LETTERS
from jamplan.locale import Language
from jamplan.wording.labels import label


@dataclass(frozen=True, slots=True)
class RuleColumn:
    """A rule: its name, the wordings that it counts (sign and letter), and them in words.

    ``chosen`` marks the one that the page counts by.
    """

    name: str
    signs: tuple[tuple[str, str], ...]
    counted: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same corpus under each rule: a row a figure, a cell a rule. ``legend`` explains the signs."""

    legend: tuple[tuple[str, str, str], ...]
    columns: tuple[RuleColumn, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def comparison(coverage: Coverage, language: Language) -> Comparison:
    """What the other rules give, the claimant, the partial ones and the total as in this one."""
    columns = []
    for number, links in enumerate(LinksCounted, 1):
        bases = STRENGTHS[:number]
        columns.append(
            RuleColumn(
                str(links),
                tuple((str(basis), LETTERS[basis]) for basis in bases),
                ", ".join(label(language, basis) for basis in bases),
                links is coverage.rule.links,
            )
        )
    legend = tuple((str(basis), LETTERS[basis], label(language, basis)) for basis in STRENGTHS)
    return Comparison(legend, tuple(columns), tuple(_rows(coverage, language)))


def _rows(coverage: Coverage, language: Language) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The statuses that occur under any of the rules, the ranges, the measures answered."""
    _ = language.gettext
    each_of = all_rules(coverage.corpus, coverage.rule)
    for status in coverage.statuses:
        counts = [each.statuses[status] for each in each_of]
        if any(counts):
            yield label(language, status), tuple(language.number(count) for count in counts)
    ranges = (
        _("{low} to {high}", low=language.number(low), high=language.number(high))
        for low, high in (each.range for each in each_of)
    )
    yield _("range"), tuple(ranges)
    answered = _("measures answered, of {n}", n=language.number(len(coverage.measures)))
    yield answered, tuple(language.number(each.answered) for each in each_of)
