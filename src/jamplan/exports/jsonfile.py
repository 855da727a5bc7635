"""The figures as JSON. ``docs/format.md`` describes each shape; ``schema`` names it and its version."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from jamplan.corpus.findings import Term
from jamplan.corpus.model import FollowUp, Link, Measure, Proposal, Verdict
from jamplan.counting.figures import Coverage, MeasureRow, ProposalRow, count_statuses
from jamplan.counting.open_cases import Unadopted
from jamplan.counting.rules import strength
from jamplan.counting.statuses import Status
from jamplan.language import Language
from jamplan.language.folding import INVISIBLE
from jamplan.reports.citation import Citation
from jamplan.reports.finding_words import sentence
from jamplan.reports.labels import language_for

if TYPE_CHECKING:
    # The matcher is loaded by the commands that compare texts, and by no other.
    from jamplan.matching.explanation import Explanation, Standing
    from jamplan.matching.suggestions import Suggestion

Json = dict[str, Any]


def as_json(value: Json | list[Json], *, ascii_only: bool = False) -> str:
    """Write a JSON value as text that ends with a line break.

    Marks that turn the direction of writing and control characters are written as escapes, so that
    they cannot act on a terminal; ``ascii_only`` escapes all but ASCII.
    """
    text = json.dumps(value, ensure_ascii=ascii_only, indent=2)
    return _escape_invisible(text) + "\n"


def _escape_invisible(text: str) -> str:
    return INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def coverage_object(coverage: Coverage, language: Language) -> Json:
    """The coverage as an object: rule, figures, groups, rows and warnings."""
    low, high = coverage.range
    return {
        "schema": "jamplan.coverage/1",
        "title": coverage.corpus.title,
        "rule": plain(coverage.rule),
        "proposals": {
            "declared": coverage.declared,
            "documented": coverage.documented,
            "total": coverage.total,
            "denominator": coverage.denominator,
            **{str(status): count for status, count in coverage.statuses.items()},
            "score": coverage.score,
            "range": {"min": low, "max": high},
            "rows": [proposal_object(coverage, row) for row in coverage.rows],
        },
        "measures": {
            "total": len(coverage.measures),
            "answered": coverage.answered,
            "rows": [measure_object(row) for row in coverage.measures],
        },
        "chapters": [
            {
                "id": group.chapter.id if group.chapter else None,
                "title": group.chapter.title if group.chapter else None,
                "documented": len(group.rows),
                "inferred": group.inferred,
                **_statuses(group.rows),
                "proposals": [row.proposal.id for row in group.rows],
            }
            for group in coverage.chapters
        ],
        "priorities": [
            {
                "id": group.priority.id if group.priority else None,
                "title": group.priority.title if group.priority else None,
                "measures": [row.measure.id for row in group.rows],
                "total": len(group.rows),
                "answered": group.answered,
            }
            for group in coverage.priorities
        ],
        "claimants": list(coverage.claimants),
        "warnings": [
            {
                "code": warning.code,
                "message": sentence(warning, language, coverage.corpus),
                "details": {
                    name: plain(value)
                    for name, value in warning.details.items()
                    if not isinstance(value, Term)
                },
            }
            for warning in coverage.warnings
        ],
    }


def rules_object(coverages: Iterable[Coverage], language: Language) -> Json:
    """The coverage under each of several rules, side by side."""
    return {
        "schema": "jamplan.rules/1",
        "rules": [coverage_object(coverage, language) for coverage in coverages],
    }


def citation_object(citations: Iterable[Citation]) -> Json:
    """The sentences to publish on one item, each with the addresses where it can be checked."""
    return {
        "schema": "jamplan.citation/1",
        "citations": [{"text": entry.text, "addresses": list(entry.addresses)} for entry in citations],
    }


def _statuses(rows: Iterable[ProposalRow]) -> Json:
    counts = count_statuses(rows)
    return {str(status): n for status, n in counts.items() if status is not Status.UNDOCUMENTED}


def proposal_object(coverage: Coverage, row: ProposalRow) -> Json:
    """One proposal with its status and links."""
    proposal = row.proposal
    return {
        "id": proposal.id,
        "title": proposal.title,
        "chapter": proposal.chapter,
        "chapter_inferred": proposal.chapter_inferred,
        "status": str(row.status),
        "strength": str(row.strongest) if row.strongest else None,
        "links": [counted_link(coverage, link) for link in row.links],
        "verdicts": plain(row.verdicts),
    }


def counted_link(coverage: Coverage, link: Link) -> Json:
    """One link with its strength, and whether the rule counts it."""
    proposal = coverage.corpus.proposal[link.proposal]
    counted = coverage.rule.counts(link, proposal)
    return {**plain(link), "strength": str(strength(link, proposal)), "counted": counted}


def measure_object(row: MeasureRow) -> Json:
    """One measure with the proposals that it is said to take up."""
    return {
        "id": row.measure.id,
        "title": row.measure.title,
        "priority": row.measure.priority,
        "proposals": list(dict.fromkeys(link.proposal for link in row.counted)),
        "below_rule": list(dict.fromkeys(link.proposal for link in row.uncounted)),
    }


def unadopted_object(
    open_cases: Unadopted, hints: Iterable[Suggestion] = (), language: Language | None = None
) -> Json:
    """The proposals whose take-up is not established, by group; hints apart, for they are no facts."""
    words = language or language_for(open_cases.coverage.corpus)
    return {
        "schema": "jamplan.unadopted/1",
        "title": open_cases.coverage.corpus.title,
        "rule": plain(open_cases.coverage.rule),
        "groups": [
            {
                "kind": str(group.kind),
                "count": group.count,
                "proposals": [proposal_object(open_cases.coverage, row) for row in group.rows],
            }
            for group in open_cases.groups
        ],
        "hints": [suggestion_object(hint, words) for hint in hints],
    }


def suggestion_object(suggestion: Suggestion, language: Language) -> Json:
    """One suggestion: a pair, its score and band, the words that made it, warnings, links."""
    return {
        "proposal": suggestion.proposal.id,
        "measure": suggestion.measure.id,
        "score": round(suggestion.score, 1),
        "band": str(suggestion.band) if suggestion.band else None,
        "verified": False,
        "words": [
            {
                "proposal": word.left,
                "measure": word.right,
                "kinship": word.kinship.value,
                "points": round(word.contribution, 2),
            }
            for word in suggestion.words
        ],
        "warnings": [
            {"code": guard.code, "message": sentence(guard, language)} for guard in suggestion.guards
        ],
        "linked": bool(suggestion.links),
        "links": [
            {**plain(link), "strength": str(strength(link, suggestion.proposal))}
            for link in suggestion.links
        ],
    }


def explanation_object(
    suggestion: Suggestion, explained: Explanation, stands: Standing, language: Language
) -> Json:
    """The ledger of one pair: its lines add up to the score."""
    return {
        "schema": "jamplan.explanation/1",
        **suggestion_object(suggestion, language),
        "score": explained.score,
        "words": [
            {
                "proposal": pair.left,
                "measure": pair.right,
                "kinship": pair.kinship.value,
                "likeness": pair.likeness,
                "proposal_weight": pair.left_weight,
                "measure_weight": pair.right_weight,
                "points": pair.contribution,
            }
            for pair in explained.pairs
        ],
        "meaning": plain(explained.meaning),
        "hub_correction": {
            "proposal_usual": explained.hub.left_usual,
            "measure_usual": explained.hub.right_usual,
            "points": explained.hub.contribution,
        },
        "rank": stands.rank,
        "rival": stands.rival.right if stands.rival else None,
        "margin": stands.margin,
    }


def record_object(coverage: Coverage, item: Proposal | Measure) -> Json:
    """All that is known of one proposal or measure, with the sources that it names."""
    corpus = coverage.corpus
    if isinstance(item, Proposal):
        kind, links = "proposal", corpus.links_of_proposal.get(item.id, ())
        verdicts = corpus.verdicts_of.get(item.id, ())
        row = next(row for row in coverage.rows if row.proposal.id == item.id)
        more: Json = {"status": str(row.status), "verdicts": plain(verdicts)}
        others: Iterable[Verdict | FollowUp | Link] = verdicts
    else:
        kind, links, more = "measure", corpus.links_of_measure.get(item.id, ()), {}
        others = item.follow_ups
    sources = dict.fromkeys(
        evidence.source for record in (item, *others, *links) for evidence in record.evidence
    )
    dismissals = [pair for pair in corpus.dismissals if item.id in {pair.proposal, pair.measure}]
    return {
        "schema": "jamplan.record/1",
        "rule": plain(coverage.rule),
        "kind": kind,
        kind: plain(item),
        **more,
        "links": [counted_link(coverage, link) for link in links],
        "dismissals": plain(dismissals),
        "sources": [plain(corpus.source[source]) for source in sources],
    }


def decision_object(done: str, before: object, after: object) -> Json:
    """What recording did: the decision on record before and after, or null."""
    return {
        "schema": "jamplan.decision/1",
        "done": done,
        "kind": _kind(after if after is not None else before),
        "before": plain(before),
        "after": plain(after),
    }


def _kind(decision: object) -> str | None:
    return None if decision is None else type(decision).__name__.lower()


def plain(value: object) -> Any:
    """A record of the model as JSON knows it: its fields by name, codes as texts."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    return value
