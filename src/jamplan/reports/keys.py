"""What each key of the files and each column of the tables means, in a sentence.

Editors show it beside a key, through the JSON Schemas; a table of columns has it for spreadsheets.
"""

from __future__ import annotations

from collections.abc import Mapping

from jamplan.language import N_

# By « record.key » where records differ, else by the key alone.
MEANINGS: Mapping[str, str] = {
    "title": "Its title.",
    "proposal": "The id of a proposal.",
    "measure": "The id of a measure.",
    "priority": "The id of a priority.",
    # sources.yaml
    "actors": "Who publishes, claims or decides.",
    "sources": "The documents that facts come from.",
    # proposals.yaml and plan.yaml
    "document": "The document itself.",
    "chapters": "The groups of proposals.",
    "proposals": "The proposals, as far as they are known.",
    "priorities": "The groups of measures.",
    "measures": "The measures of the plan.",
    "language": "The code of its language.",
    # links.yaml
    "links": "Statements that a measure takes up a proposal.",
    "verdicts": "Decisions on a proposal.",
    "dismissals": "Pairs that a person looked at and found no match.",
    "claims": "Statements on how many proposals are taken up.",
    "searches": "What was looked for, and what was found.",
    "readings": "The measures as they were when a verdict was taken.",
    "claimed_by": "The id of the actor who states it.",
    # What follows from the records, by a rule
    "schema": "The name and version of this shape.",
    "provenance": "What is needed to make this export again.",
    "headline": "The result in a few sentences.",
    "rule": "The counting rule: its four choices.",
    "coverage": "The figures under the rule, as jamplan coverage gives them.",
    "documents": "The two documents: the one that proposes, and the plan.",
    "warnings": "What a reader must know beside the figures.",
    "suggestions": "Computed similarities, not verified; no figure contains them.",
    "status": "What follows by the rule, as a code.",
    "status_label": "The same in words.",
    "strength": "The weaker of wording and attribution, of the strongest take-up.",
    "link.strength": "The weaker of its wording and the attribution of its proposal.",
    "counted": "Whether the rule counts it.",
    "basis_label": "The wording, in words.",
    "extent_label": "The extent, in words.",
    "verdict_label": "The decision, in words.",
    "state_label": "The state, in words.",
    "proposal_title": "The title of the proposal.",
    "measure_title": "The title of the measure.",
    "proposal.measures": "The measures of the take-ups that count, of all where none counts.",
    "proposal.claimed_by": "Who states these take-ups.",
    "measure.proposals": "The proposals that it takes up by the rule.",
    "measure.below_rule": "The proposals of its take-ups that the rule does not count.",
    "follow_up_count": "How many follow-ups are known.",
    "row": "Its place among the records of its kind, from 1.",
    "of": "What the evidence belongs to.",
    "source_title": "The title of the source, or what stands for it.",
    "source_publisher": "The name of who publishes the source.",
    "source_date": "The date of the source.",
    "source_url": "The address of the source.",
    "source_accessed": "When the source was read.",
    "document.document": "Which document: proposals or plan.",
    "documented": "How many known proposals it has.",
    "listed": "How many measures it has.",
    "answered": "How many of them the rule links to a proposal.",
    "figure": "Which figure, as a code.",
    "label": "The same in words.",
    "count": "The number.",
    "about.key": "What the line gives.",
    "about.value": "The words.",
    "code": "Which warning, as a code.",
    "message": "The warning as a sentence.",
    "score": "The similarity, from 0 to 100; it is computed and states nothing.",
    "band": "How strong the similarity is.",
    "verified": "Always false: nobody has looked at it.",
    "column.table": "The table.",
    "column.column": "The column.",
    "column.meaning": "What it says.",
}

FIGURES: Mapping[str, str] = {
    "declared": N_("declared number"),
    "documented": N_("known texts"),
    "total": N_("total of the statuses"),
    "denominator": N_("what the figures are out of"),
    "score": N_("said to be taken up, with what the rule makes of a part"),
    "range_min": N_("range, lower end"),
    "range_max": N_("range, upper end"),
    "measures_total": N_("{measures} listed"),
    "measures_answered": N_("{measures} with a statement that counts"),
}

MEASURES: Mapping[str, str] = {
    "answered": N_("statement counted"),
    "below_rule": N_("statement not counted"),
    "no_known_proposal": N_("no statement known"),
}


def meaning(record: str, key: str) -> str | None:
    """What a key of a kind of record means, or None if nothing is known of it."""
    return MEANINGS.get(f"{record}.{key}") or MEANINGS.get(key)
