"""A published count that was tried, as JSON.

The shape ``jamplan.claim/1``::

    schema      "jamplan.claim/1"
    title       the corpus's title
    claim       the text as it was typed
    read_as     kind (count, share, some, several, most, all, none); bound (exactly, about, at_least,
                at_most, more_than, fewer_than); value and base (numbers or null; the value of a share
                is of 1); step (what the last digit of a per cent is worth, of 1, or null)
    about       what it was tried on: "proposals", "measures", or both
    matches     the results that are what is claimed: exact ones and strict rules first
    misses      the others, the closest first
    bases       by "proposals" and "measures", those that match (where none does, those tried): the rule
                of the first match, else of the closest miss, and "range" (of proposals: from what is
                counted to what it could become; null of measures)
    notes       what belongs to the number, each with a code, what it is about (null: all), a message
                in the report's language, and details. Codes: only-weakest, only-one-claimant,
                only-with-partial, only-documented, none-counted, texts-unknown, sole-claimant,
                base-on-record, on-record, not-on-record; and those warnings of jamplan.coverage/1 on
                the rules of "bases" that bear on it: claimant-is-author, texts-from-claimant,
                extent-unstated, contested, stale, counts-disagree, measures-inferred, plan-not-read

A match or a miss::

    about       "proposals" or "measures"
    number      the figure: proposals taken up with what the rule makes of partial ones, or measures
    totals      what it is out of; several where the claim does not depend on it
    share       number / total as an exact fraction ("3/14"), where there is one total and it is not 0
    closeness   exact, proportion, rounded, compatible; null for a miss
    difference  the figure less what is claimed (or the nearest number that would do), as an exact
                fraction ("-3", "1/28")
    unit        of the difference: "count", or "share" (1/100 is one point)
    ids         what counts whole
    in_part     what the rule adds as taken up in part
    claimants   who states it, under the first rule
    rule        the first, strictest rule
    choices     every combination of these values gives the same: links, claimed_by (null: all actors),
                partial, of
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from jamplan.counting.claims import About, ClaimTested, Outcome, Quantity
from jamplan.counting.figures import Coverage
from jamplan.counting.rules import Rule
from jamplan.exports.jsonfile import Json, rule_object
from jamplan.locale import Language
from jamplan.reports.claim import bears_on, note_text
from jamplan.wording.sentences import caution


def claim_object(found: ClaimTested, text: str, language: Language) -> Json:
    """What came of trying a quantity, typed as ``text``, as an object of ``jamplan.claim/1``."""
    return {
        "schema": "jamplan.claim/1",
        "title": found.corpus.title,
        "claim": text,
        "read_as": _quantity(found.quantity),
        "about": [str(about) for about in found.about],
        "matches": [_outcome(each) for each in found.matches],
        "misses": [_outcome(each) for each in found.misses],
        "bases": {str(about): _base(about, each) for about, each in found.bases.items()},
        "notes": _notes(found, text, language),
    }


def _quantity(quantity: Quantity) -> Json:
    return {
        "kind": str(quantity.kind),
        "bound": str(quantity.bound),
        "value": _number(quantity.value) if quantity.value is not None else None,
        "base": quantity.base,
        "step": _number(quantity.step) if quantity.step is not None else None,
    }


def _outcome(each: Outcome) -> Json:
    total = each.totals[0] if len(each.totals) == 1 else 0
    comparison = each.comparison
    return {
        "about": str(each.about),
        "number": _number(each.number),
        "totals": list(each.totals),
        "share": str(each.number / total) if total else None,
        "closeness": str(comparison.closeness) if comparison.closeness else None,
        "difference": str(comparison.difference),
        "unit": "share" if comparison.in_points else "count",
        "ids": list(each.counted),
        "in_part": list(each.in_part),
        "claimants": list(each.claimants),
        "rule": rule_object(each.rule),
        "choices": {
            "links": _values(each, lambda rule: str(rule.links)),
            "claimed_by": _values(each, lambda rule: rule.claimed_by),
            "partial": _values(each, lambda rule: str(rule.partial)),
            "of": _values(each, lambda rule: str(rule.of)),
        },
    }


def _values(each: Outcome, choice: Callable[[Rule], str | None]) -> list[str | None]:
    return list(dict.fromkeys(choice(rule) for rule in each.rules))


def _base(about: About, coverage: Coverage) -> Json:
    low, high = coverage.range
    known = about is About.PROPOSALS
    return {
        "rule": rule_object(coverage.rule),
        "range": {"min": low, "max": high} if known else None,
    }


def _notes(found: ClaimTested, text: str, language: Language) -> list[Json]:
    notes: list[Json] = [
        {
            "code": str(note.code),
            "about": str(note.about) if note.about else None,
            "message": note_text(found, text, language, note),
            "details": _plain(note.details),
        }
        for note in found.notes
    ]
    for about, coverage in found.bases.items():
        notes += [
            {
                "code": str(warning.code),
                "about": str(about),
                "message": caution(coverage, language, warning),
                "details": _plain(warning.details),
            }
            for warning in coverage.warnings
            if bears_on(about, warning.code, warning.details)
        ]
    return notes


def _plain(details: Mapping[str, object]) -> Json:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in details.items()}


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
