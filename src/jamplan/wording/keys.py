"""What each key of the files and each column of the tables means, in a sentence.

Editors show it beside a key, through the JSON Schemas; a table of columns has it for spreadsheets.
"""

from __future__ import annotations

from collections.abc import Mapping

from jamplan.locale import N_, Language

# By « record.key » where records differ, else by the key alone.
MEANINGS: Mapping[str, str] = {
    "title": N_("Its title."),
    "proposal": N_("The id of a proposal."),
    "measure": N_("The id of a measure."),
    "priority": N_("The id of a priority."),
    # sources.yaml
    "actors": N_("Who publishes, claims or decides."),
    "sources": N_("The documents that facts come from."),
    # proposals.yaml and plan.yaml
    "document": N_("The document itself."),
    "chapters": N_("The groups of proposals."),
    "proposals": N_("The proposals, as far as they are known."),
    "priorities": N_("The groups of measures."),
    "measures": N_("The measures of the plan."),
    "language": N_("The code of its language."),
    # links.yaml
    "links": N_("Statements that a measure takes up a proposal."),
    "verdicts": N_("Decisions on a proposal."),
    "dismissals": N_("Pairs that a person looked at and found no match."),
    "claims": N_("Statements on how many proposals are taken up."),
    "searches": N_("What was looked for, and what was found."),
    "readings": N_("The measures as they were when a verdict was taken."),
    "claimed_by": N_("The id of the actor who states it."),
    # What follows from the records, by a rule
    "schema": N_("The name and version of this shape."),
    "provenance": N_("What is needed to make this export again."),
    "headline": N_("The result in a few sentences."),
    "rule": N_("The counting rule: its four choices."),
    "coverage": N_("The figures under the rule, as jamplan coverage gives them."),
    "documents": N_("The two documents: the one that proposes, and the plan."),
    "warnings": N_("What a reader must know beside the figures."),
    "suggestions": N_("Computed resemblances, not verified; no figure contains them."),
    "status": N_("What follows by the rule, as a code."),
    "status_label": N_("The same in words."),
    "strength": N_("The weaker of wording and attribution, of the strongest take-up."),
    "link.strength": N_("The weaker of its wording and the attribution of its proposal."),
    "counted": N_("Whether the rule counts it."),
    "basis_label": N_("The wording, in words."),
    "extent_label": N_("The extent, in words."),
    "verdict_label": N_("The decision, in words."),
    "state_label": N_("The state, in words."),
    "proposal_title": N_("The title of the proposal."),
    "measure_title": N_("The title of the measure."),
    "proposal.measures": N_("The measures of the take-ups that count, of all where none counts."),
    "proposal.claimed_by": N_("Who states these take-ups."),
    "measure.proposals": N_("The proposals that it takes up by the rule."),
    "measure.below_rule": N_("The proposals of its take-ups that the rule does not count."),
    "follow_up_count": N_("How many follow-ups are known."),
    "row": N_("Its place among the records of its kind, from 1."),
    "of": N_("What the evidence belongs to."),
    "source_title": N_("The title of the source, or what stands for it."),
    "source_publisher": N_("The name of who publishes the source."),
    "source_date": N_("The date of the source."),
    "source_url": N_("The address of the source."),
    "source_accessed": N_("When the source was read."),
    "document.document": N_("Which document: proposals or plan."),
    "documented": N_("How many known proposals it has."),
    "listed": N_("How many measures it has."),
    "answered": N_("How many of them the rule links to a proposal."),
    "figure": N_("Which figure, as a code."),
    "label": N_("The same in words."),
    "count": N_("The number."),
    "about.key": N_("What the line gives."),
    "about.value": N_("The words."),
    "code": N_("Which warning, as a code."),
    "message": N_("The warning as a sentence."),
    "score": N_("The resemblance, from 0 to 100; it is computed and states nothing."),
    "band": N_("How strong the resemblance is."),
    "verified": N_("Always false: nobody has looked at it."),
    "column.table": N_("The table."),
    "column.column": N_("The column."),
    "column.meaning": N_("What it says."),
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


def meaning(language: Language, record: str, key: str) -> str | None:
    """What a key of a kind of record means, or None where nothing is known of it."""
    found = MEANINGS.get(f"{record}.{key}") or MEANINGS.get(key)
    return language.gettext(found) if found else None
