"""What changed between two states of a corpus, as JSON.

The shape ``jamplan.diff/1``::

    schema      "jamplan.diff/1"
    title       the new state's title
    old, new    name (a folder, a file or a revision), and rule
    changed     whether any status or figure is another
    statuses    proposal (id), title, before and after (a status, or null: not on record), other_rule,
                unexplained (published otherwise than its own records give), reasons (changes)
    figures     by name (declared, total, denominator, each status, score, low, high, measures,
                answered): before, after
    others      the changes that change no status

A change::

    what        new, removed or changed
    kind        proposal, link, verdict, measure, source or claim
    fields      the names of the fields that differ, where it is changed
    before      the record as it was, or null
    after       the record as it is, or null
"""

from __future__ import annotations

from jamplan.changes import Change, Changes
from jamplan.counting.rules import Rule
from jamplan.exports.jsonfile import Json, plain, rule_object
from jamplan.states import State


def changes_object(found: Changes) -> Json:
    """The changes as an object of ``jamplan.diff/1``."""
    return {
        "schema": "jamplan.diff/1",
        "title": found.new.corpus.title,
        "old": _state(found.old, found.old_rule),
        "new": _state(found.new, found.new_rule),
        "changed": found.published_changed,
        "statuses": [
            {
                "proposal": each.proposal.id,
                "title": each.proposal.title,
                "before": str(each.before) if each.before else None,
                "after": str(each.after) if each.after else None,
                "other_rule": each.other_rule,
                "unexplained": each.unexplained,
                "reasons": [_change(reason) for reason in each.reasons],
            }
            for each in found.statuses
        ],
        "figures": {each.name: {"before": each.before, "after": each.after} for each in found.figures},
        "others": [_change(each) for each in found.others],
    }


def _state(state: State, rule: Rule) -> Json:
    return {"name": state.name, "rule": rule_object(rule)}


def _change(change: Change) -> Json:
    return {
        "what": str(change.kind),
        "kind": type(change.record).__name__.lower(),
        "fields": list(change.fields),
        "before": plain(change.before),
        "after": plain(change.after),
    }
