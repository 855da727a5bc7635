"""What commands answer, as JSON; ``docs/format.md`` has each ``schema``."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jamplan.account.context import Context
from jamplan.account.vocabulary import say, sentence
from jamplan.account.whole import headline
from jamplan.corpus.findings import Finding, Term
from jamplan.corpus.kinds import Severity
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Evidence, FieldForm, Item, Proposal
from jamplan.corpus.records import keys_of, kind_of
from jamplan.corpus.statements import Statement
from jamplan.counting.figures import OPEN, MeasureRow, ProposalRow
from jamplan.counting.outcomes import outcomes_of
from jamplan.counting.rivals import Rival, heard_in, rivals_on_record
from jamplan.counting.statuses import Status
from jamplan.evidence.published import (
    FIGURE_OF,
    PARTITION,
    TEXT_LANG,
    Opening,
    Schema,
    Statements,
    figures_of,
    published_lists,
    published_plans,
)
from jamplan.language import Language
from jamplan.language.folding import INVISIBLE

if TYPE_CHECKING:
    # Each is loaded by the command that needs it, and by no other.
    from jamplan.account.quoting import Citation
    from jamplan.decisions.agreement import Agreement, Indices
    from jamplan.evidence.changes import Changes
    from jamplan.evidence.checks import Checked
    from jamplan.evidence.passages import Passage
    from jamplan.exports.export import Publication
    from jamplan.matching.suggestions import Suggestion

Json = dict[str, Any]


def as_json(value: Json | list[Json], *, ascii_only: bool = False) -> str:
    """Write a JSON value as text that ends with a line break.

    Marks that turn the direction of writing and control characters are written as
    escapes, so that they cannot act on a terminal; ``ascii_only`` escapes all but
    ASCII.
    """
    # Written to a file in memory, as the list of its parts takes several times as much.
    file = io.StringIO()
    json.dump(value, file, ensure_ascii=ascii_only, indent=2)
    return INVISIBLE.sub(
        lambda match: f"\\u{ord(match[0]):04x}", f"{file.getvalue()}\n"
    )


def plain(value: object, context: Context | None = None) -> Any:
    """A value as JSON knows it.

    A record is its fields by name, a set is in order, and a code is a text.

    With a ``context``, the words of records are in its language, or with theirs
    (``text_lang``).
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value))
        record = {name: plain(getattr(value, name), context) for name in names}
        return record if context is None else record | _words(value, context)
    match value:
        case Fraction():
            return int(value) if value.denominator == 1 else float(value)
        case frozenset():
            return sorted(value)
        case tuple() | list():
            return [plain(item, context) for item in value]
        case Mapping():
            return {str(name): plain(item, context) for name, item in value.items()}
        case _:
            return value


def _words(record: Any, context: Context) -> Json:
    """The words of a record in the report's language, and other words' language."""
    keys = [key for key in keys_of(type(record)) if key.form is FieldForm.WORDS]
    words: Json = {}
    languages: list[str] = []
    for key in keys:
        value = getattr(record, key.name)
        told = [
            context.words(text) for text in (value if key.many else (value,)) if text
        ]
        if told:
            words[key.name] = [text for text, _lang in told] if key.many else told[0][0]
        languages += [lang for _text, lang in told if lang]
    return words | ({TEXT_LANG.name: next(iter(languages), None)} if keys else {})


def picked(record: object, *names: str) -> Json:
    """Some fields and properties of a record by name."""
    return {name: plain(getattr(record, name)) for name in names}


def finding_object(finding: Finding, language: Language) -> Json:
    """A finding: its code, its sentence, and the values in the sentence."""
    values = {
        name: value
        for name, value in finding.details.items()
        if not isinstance(value, Term)
    }
    return {
        "code": finding.code,
        "message": sentence(finding, language),
        "details": plain(values),
    }


def _warnings(context: Context) -> list[Json]:
    """What a reader must know beside the figures."""
    return [
        {
            **finding_object(warning, context.language),
            "message": context.warning(warning),
        }
        for warning in context.figures.warnings
    ]


def coverage_object(context: Context) -> Json:
    """The coverage as an object: rule, figures with their rows, groups and warnings."""
    coverage = context.figures
    figures = plain(figures_of(coverage))
    statements = Statements(coverage)
    rows = [proposal_object(context, row, statements) for row in coverage.rows]
    measures = [_measure_row(row) for row in coverage.measures]
    return {
        "schema": "jamplan.coverage/2",
        "title": context.heading,
        "view": _view(context),
        "rule": plain(coverage.rule),
        "proposals": {**figures["proposals"], "rows": rows},
        "measures": {**figures["measures"], "rows": measures},
        "documents": _documents(context),
        "chapters": _chapters(context),
        "priorities": [
            {
                "id": priority and priority.id,
                "title": priority and priority.title,
                "measures": [row.measure.id for row in group],
                "total": len(group),
                "answered": sum(row.is_answering for row in group),
            }
            for priority, group in coverage.priorities
        ],
        "claimants": list(coverage.claimants),
        "warnings": _warnings(context),
    }


def _view(context: Context) -> str | None:
    """The options that give the view, as they are typed; None for all of the corpus."""
    return context.view.options.strip() or None


def _documents(context: Context) -> list[Json]:
    """The documents that answer, the earliest first, with the ids of their measures."""
    documents = []
    for plan in context.corpus.plans:
        document = plan.document
        name, _lang = context.words(document.short_name, document.language)
        documents.append(
            {
                "name": plan.name,
                "short_name": name,
                "date": document.date,
                "relation": document.relation,
                "measures": [measure.id for measure in plan.measures],
            }
        )
    return documents


def _chapters(context: Context) -> list[Json]:
    """The chapters, null for what is in none, with their proposals' figures."""
    chapters = []
    for chapter, group in context.figures.chapters:
        counts = dict.fromkeys(PARTITION, 0)
        # What has no text is in no chapter.
        del counts[Status.UNDOCUMENTED]
        for row in group:
            counts[FIGURE_OF.get(row.status, str(row.status))] += 1
        chapters.append(
            {
                "id": chapter and chapter.id,
                "title": chapter and chapter.title,
                "documented": len(group),
                "inferred": sum(row.proposal.chapter_inferred for row in group),
                **counts,
                "proposals": [row.proposal.id for row in group],
            }
        )
    return chapters


def proposal_object(context: Context, row: ProposalRow, statements: Statements) -> Json:
    """One proposal with its status, the positions on it, and what readers concluded."""
    proposal = row.proposal
    told = [
        statement
        for statement in context.corpus.statements_on.get(proposal.id, ())
        if statement.is_position or statement.is_conclusion
    ]
    return {
        **picked(proposal, "id", "title", "chapter", "chapter_inferred"),
        "status": row.status,
        "strength": row.strongest,
        "statements": _statements(context, told, statements),
    }


def _statements(
    context: Context, told: Iterable[Statement], statements: Statements
) -> list[Json]:
    """Statements with voices and what follows for them, in the report's language."""
    return [plain(statements.published(statement), context) for statement in told]


def _measure_row(row: MeasureRow) -> Json:
    """One measure with the proposals that it is said to take up."""
    return {
        **picked(row.measure, "id", "title", "priority"),
        "proposals": _about(row.take_ups),
        "below_rule": _about(row.uncounted),
    }


def _about(statements: Iterable[Statement]) -> list[str]:
    """What statements are about, each once."""
    return list(dict.fromkeys(statement.about for statement in statements))


def unadopted_object(context: Context, hints: Iterable[Suggestion]) -> Json:
    """The proposals whose take-up is not established, by group.

    Hints are apart, as they are no facts.
    """
    figures = context.figures
    statements = Statements(figures)
    groups: dict[str, Json] = {}
    for status, kind in OPEN.items():
        group = groups.setdefault(kind, {"kind": kind, "count": 0, "proposals": []})
        group["count"] += figures.statuses[status]
        for row in figures.with_status(status):
            group["proposals"].append(proposal_object(context, row, statements))
    return {
        "schema": "jamplan.unadopted/2",
        "title": context.heading,
        "view": _view(context),
        "rule": plain(figures.rule),
        "groups": list(groups.values()),
        "hints": [suggestion_object(context, hint) for hint in hints],
    }


def record_object(context: Context, item: Item) -> Json:
    """All that is known of one proposal or measure, with the sources that it names."""
    corpus, kind = context.corpus, kind_of(type(item))
    told = list(corpus.statements_on.get(item.id, ()))
    more: Json = {}
    if isinstance(item, Proposal):
        more["status"] = context.rows[item.id].status
    else:
        told += corpus.statements_naming.get(item.id, ())
        more["document"] = corpus.plan_of[item.id]
    evidence: list[Evidence] = list(item.evidence)
    for statement in told:
        evidence += statement.evidence
        for objection in statement.objections:
            evidence += objection.evidence
    sources = dict.fromkeys(piece.source for piece in evidence)
    return {
        "schema": "jamplan.record/2",
        "view": _view(context),
        "rule": plain(context.figures.rule),
        "kind": kind,
        kind: plain(item, context),
        **more,
        "statements": _statements(context, told, Statements(context.figures)),
        "sources": [plain(corpus.source[source], context) for source in sources],
    }


def citation_object(citations: Iterable[Citation]) -> Json:
    """The sentences to publish on one item, each with its addresses to check."""
    told = [
        {
            "text": citation.text,
            "addresses": [*citation.addresses],
            "left_out": [*citation.left_out],
        }
        for citation in citations
    ]
    return {"schema": "jamplan.citation/1", "citations": told}


def suggestion_object(context: Context, suggestion: Suggestion) -> Json:
    """One suggestion: a pair, its score, band, words, warnings, and its voices."""
    linked = [
        statement
        for statement in context.corpus.statements_on.get(suggestion.proposal.id, ())
        if statement.is_position and statement.measure == suggestion.measure.id
    ]
    statements: list[Json] = []
    if linked:
        statements = _statements(context, linked, Statements(context.figures))
    return {
        "proposal": suggestion.proposal.id,
        "measure": suggestion.measure.id,
        "score": round(suggestion.score, 1),
        "band": suggestion.band,
        "verified": False,
        "words": plain(suggestion.explained.shown),
        "warnings": [
            finding_object(guard, context.language) for guard in suggestion.guards
        ],
        "linked": bool(linked),
        "statements": statements,
    }


def passages_object(passages: Iterable[Passage]) -> Json:
    """Passages of copies of sources, best first within a proposal."""
    names = ("source", "quote", "page", "locator", "position", "answers", "score")
    rows = [
        {"proposal": passage.proposal.id, **picked(passage, *names)}
        for passage in passages
    ]
    return {"schema": "jamplan.passages/1", "passages": rows}


def explanation_object(context: Context, suggestion: Suggestion, rank: int) -> Json:
    """The ledger of one pair: its lines add up to the score."""
    return {
        "schema": "jamplan.explanation/2",
        **suggestion_object(context, suggestion),
        **picked(suggestion.explained, "score", "meaning"),
        "hub_correction": plain(suggestion.explained.hub),
        "rank": rank,
    }


def agreement_object(agreement: Agreement, names: tuple[str, str]) -> Json:
    """The agreement of two people; ``names`` are the paths of the two corpora."""
    held = ("decision", "positions", "conclusions", "dismissed")
    left_out = dict(
        zip(("only_a", "only_b", "neither"), agreement.left_out, strict=True)
    )
    return {
        "schema": "jamplan.agreement/2",
        "title": agreement.first.title,
        "a": names[0],
        "b": names[1],
        "proposals": {
            "total": len(agreement.comparisons),
            "both": agreement.statuses.units,
            **left_out,
            "same_records": agreement.same_records,
        },
        "disagreements": [
            {
                "proposal": row.proposal.id,
                "a": picked(row.first, *held),
                "b": picked(row.second, *held),
            }
            for row in agreement.disagreements
        ],
        "statuses": _indices(agreement.statuses),
        "pairs": _indices(agreement.pairs),
    }


def _indices(indices: Indices) -> Json:
    cells = sorted(indices.cells.items())
    return {
        **picked(indices, "units", "alike", "raw", "kappa", "alpha"),
        "table": [
            {"a": str(a), "b": str(b), "count": count} for (a, b), count in cells
        ],
    }


def changes_object(changes: Changes, names: tuple[str, str]) -> Json:
    """The changes between two states; ``names`` are those of the states, as typed."""
    return {
        "schema": "jamplan.diff/2",
        "title": changes.new["title"],
        "old": {"name": names[0], "rule": changes.old["rule"]},
        "new": {"name": names[1], "rule": changes.new["rule"]},
        "changed": changes.figures_changed,
        **picked(changes, "statuses", "figures"),
        "records": [
            picked(change, "list", "what", "fields", "before", "after")
            for change in changes.records
        ],
    }


def outcomes_object(context: Context) -> Json:
    """What each voice says of how many items, and its last word on each."""
    corpus = context.corpus
    items = []
    for outcome in outcomes_of(corpus).values():
        words = [
            {
                "speaker": word.who.actor,
                **_told_through(word.statement, corpus),
                "says": word.says,
                "words": word.statement.words,
                "date": word.day,
                "since": word.since,
                "source": _source_of(word.statement),
            }
            for word in outcome.words
        ]
        items.append(
            {
                "about": outcome.about,
                "contested": outcome.is_contested,
                "words": words,
            }
        )
    return {
        "schema": "jamplan.outcomes/1",
        "title": context.heading,
        "view": _view(context),
        "outcomes": [
            {
                **_rival_opening(row, about),
                "count": row.given,
                "listed": len(row.listed),
            }
            for about, row in rivals_on_record(corpus)
            if row.is_outcome
        ],
        "items": items,
    }


def _told_through(statement: Statement, corpus: Corpus) -> Json:
    """How an actor is heard in a statement, and who reads it so."""
    heard = heard_in(statement, corpus)
    return {"telling": heard.telling, "reader": heard.reader}


def _source_of(statement: Statement) -> str | None:
    return statement.evidence[0].source if statement.evidence else None


def rivals_object(context: Context) -> Json:
    """The count of each voice, beside what can be recounted of its statements."""
    return {
        "schema": "jamplan.sources/1",
        "title": context.heading,
        "view": _view(context),
        "sources": [
            {
                **_rival_opening(row, about),
                "given": row.given,
                "recounted": row.recounted,
                "only": list(row.only),
                "without": list(row.without),
            }
            for about, row in rivals_on_record(context.corpus)
        ],
    }


def _rival_opening(row: Rival, about: str) -> Json:
    """Who says what of which kind of items, when and where."""
    return {
        "speaker": row.heard.who.actor,
        "telling": row.heard.telling,
        "reader": row.heard.reader,
        "via": list(row.via),
        "given_as": row.given_as,
        "says": row.says,
        "about": about,
        "date": row.date,
        "source": row.source,
    }


def sources_object(context: Context, ids: Iterable[str]) -> list[Json]:
    """Sources as objects, each with the keys that it lacks."""
    corpus = context.corpus
    sources = (corpus.source[id_] for id_ in ids)
    return [
        {**plain(source, context), "lacks": [*corpus.lacks(source)]}
        for source in sources
    ]


def check_object(title: str | None, checked: Checked, language: Language) -> Json:
    """All findings, worded; ``title`` is None if the corpus did not load."""
    return {
        "schema": "jamplan.check/1",
        "title": title,
        "counts": {str(severity): len(checked.of(severity)) for severity in Severity},
        "quotes": checked.quotes
        and picked(checked.quotes, "found", "missed", "unchecked"),
        "findings": [_checked(finding, language) for finding in checked.findings],
    }


def _checked(finding: Finding, language: Language) -> Json:
    message, remedy = say(finding, language)
    return {
        "code": finding.code,
        "severity": finding.kind.severity,
        "file": finding.place.file,
        "line": finding.place.line or None,
        "column": finding.place.column or None,
        "message": message,
        "remedy": remedy,
    }


def export_object(content: Publication) -> Json:
    """A publication: the figures, all records, and how to recompute them."""
    context = content.account.context
    corpus, coverage = context.corpus, context.figures
    opening = Opening(
        schema=Schema.EXPORT,
        title=context.heading,
        language=context.language.code,
        provenance=content.provenance,
        headline=headline(context),
        rule=coverage.rule,
        coverage=figures_of(coverage),
        proposals_document=corpus.proposals_document,
        plans=published_plans(corpus),
    )
    return {
        **plain(opening, context),
        **plain(published_lists(coverage), context),
        "warnings": _warnings(context),
    }
