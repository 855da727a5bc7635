"""The export ``jamplan.export/2``, described once.

Its JSON Schema, its CSV tables, the reader of published exports and the table in
``docs/format.md`` are derived from this description. Its lists hold the records of the
model.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Annotated, Any

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Document, FieldForm, Measure, Priority, Proposal, Ref
from jamplan.corpus.records import FILE_TYPES, Key, keys_of
from jamplan.corpus.statements import Statement, Words
from jamplan.corpus.voices import Telling, Who, day_of, outcome_day, voices_of, who_says
from jamplan.counting.figures import Coverage
from jamplan.counting.rules import Rule, strength
from jamplan.counting.statuses import NOT_ADOPTED, NOT_ASSESSABLE, Status


class Schema(StrEnum):
    """The name and version of a shape."""

    EXPORT = "jamplan.export/2"


OLD_EXPORT = "jamplan.export/1"
"""The shape before statements, which cannot be compared any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What is needed to make an export again."""

    version: Annotated[str, "The version of jamplan."]
    date: Annotated[str, "The day of the export."]
    command: Annotated[str, "The command that gives its figures."]
    files: Annotated[
        Mapping[str, str], "The SHA-256 digest of each file of the corpus."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The fewest and the most proposals that may be taken up."""

    min: Annotated[int, "The adopted ones."]
    max: Annotated[int, "These, and all that are undecided."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFigures:
    """The figures of the proposals.

    Those by status add up to the total; ``principle`` and ``refused`` are parts of
    others.
    """

    declared: Annotated[int, "How many the document is said to have."]
    documented: Annotated[int, "How many are on record."]
    total: Annotated[int, "The greater of these two."]
    denominator: Annotated[int, "What the figures are out of, by the rule."]
    adopted: Annotated[
        int, "With statements that count, as a whole or to an extent not stated."
    ]
    partial: Annotated[
        int, "With statements that count, all of them in part or in principle."
    ]
    principle: Annotated[int, "Of those, the ones taken up in principle alone."]
    contested: Annotated[int, "With statements that count and disagree."]
    noted: Annotated[int, "With an answer that is neither yes nor no."]
    refused: Annotated[
        int, "Of the ones not adopted, those refused by a statement that counts."
    ]
    below_rule: Annotated[int, "With statements, none of which counts."]
    not_adopted: Annotated[int, "Refused, or with nothing found by a reader."]
    not_assessable: Annotated[int, "Out of scope, or not testable."]
    unreviewed: Annotated[int, "On record, and nobody decided."]
    undocumented: Annotated[int, "Declared, and not on record."]
    score: Annotated[
        float, "The adopted ones, and the partial ones as the rule counts them."
    ]
    range: Annotated[Range, "The fewest and the most that may be taken up."]


PARTITION = (
    "adopted",
    "partial",
    "contested",
    "noted",
    "below_rule",
    "not_adopted",
    "not_assessable",
    "unreviewed",
    "undocumented",
)
"""The figures of the proposals that add up to their total."""
FIGURE_OF: Mapping[Status, str] = {
    **dict.fromkeys(NOT_ADOPTED, "not_adopted"),
    **dict.fromkeys(NOT_ASSESSABLE, "not_assessable"),
}
"""The figure that counts a status, if it has another name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFigures:
    """The figures of the measures of the latest document that answers."""

    total: Annotated[int, "How many are on record."]
    answered: Annotated[int, "How many take up a proposal, by a statement that counts."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures under a rule, in both directions."""

    proposals: Annotated[ProposalFigures, "The figures of the proposals."]
    measures: Annotated[
        MeasureFigures,
        "The figures of the measures of the latest document that answers.",
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPlan:
    """A document that answers; its groups and items are in the lists of all."""

    name: Annotated[str, "Its name: the stem of its file."]
    document: Annotated[Document, "The document itself."]
    priorities: Annotated[
        tuple[str, ...], Ref("priority"), "The ids of its groups of measures."
    ]
    measures: Annotated[tuple[str, ...], Ref("measure"), "The ids of its measures."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedWarning:
    """What a reader must know beside the figures."""

    code: Annotated[str, "What it is."]
    message: Annotated[str, "A sentence that says it."]
    details: Annotated[Mapping[str, object], "The values in the sentence."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedProposal(Proposal):
    """A proposal, and what follows for it."""

    status: Annotated[Status, "What follows by the rule, as a code."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPriority(Priority):
    """A group of measures, and the document that it is in."""

    document: Annotated[str, Ref("plan"), "The name of the document that it is in."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedMeasure(Measure):
    """A measure, and the document that it is in."""

    document: Annotated[str, Ref("plan"), "The name of the document that it is in."]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedWho:
    """Who is heard in a statement: an actor, or a reader."""

    actor: Annotated[
        str | None,
        Ref("actor"),
        "The actor who says it.",
    ] = None
    reader: Annotated[
        str | None,
        "The reader who compared the texts; empty: the authors of the record.",
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVoice:
    """The voices of one piece of evidence."""

    telling: Annotated[
        Telling,
        "Whether the speaker publishes it, or how else it is told.",
    ]
    who: Annotated[str | None, Ref("actor"), "The actor who says it."] = None
    via: Annotated[
        str | None, Ref("actor"), "The actor who publishes the evidence."
    ] = None
    reader: Annotated[
        str | None, "The reader who recorded it; null: the authors of the record."
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedStatement(Statement):
    """A statement, whose voices it has, and what follows for it."""

    who: Annotated[PublishedWho, "Who is heard in it."]
    voices: Annotated[
        tuple[PublishedVoice, ...],
        "The voices of each piece of its evidence.",
    ]
    day: Annotated[str | None, "The day of its latest evidence, else its own."] = None
    strength: Annotated[
        Words | None,
        "Of a position, the weaker of its words and its proposal’s attribution.",
    ] = None
    counted: Annotated[
        bool | None,
        "Whether the rule counts it; null if it is in no status.",
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an export begins with, before the lists of the files."""

    schema: Annotated[Schema, "The name and version of this shape."]
    title: Annotated[str, "The documents, as the first line of every report has them."]
    language: Annotated[str, "The language of its sentences."]
    provenance: Annotated[Provenance, "What is needed to make this export again."]
    headline: Annotated[str, "The result in a few sentences."]
    rule: Annotated[Rule, "The counting rule: its choices."]
    coverage: Annotated[
        Figures, "The figures under the rule, as jamplan coverage gives them."
    ]
    proposals_document: Annotated[Document, "The document that proposes."]
    plans: Annotated[
        tuple[PublishedPlan, ...], "The documents that answer, the earliest first."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What follows the lists of the files."""

    warnings: Annotated[
        tuple[PublishedWarning, ...], "What a reader must know beside the figures."
    ]


_PUBLISHED: dict[type[Any], type[Any]] = {
    Proposal: PublishedProposal,
    Priority: PublishedPriority,
    Measure: PublishedMeasure,
    Statement: PublishedStatement,
}
LISTS: dict[str, Key] = {
    key.name: replace(key, type=_PUBLISHED.get(key.type, key.type))
    for file in FILE_TYPES.values()
    for key in keys_of(file)
    if key.many
}
"""The lists of a corpus by name, with their records as they are published."""

_TEXT_LANG = (
    "The language of those of its words that are not in the export’s; null: all are."
)
TEXT_LANG = Key("text_lang", str, _TEXT_LANG, default=None)


def published_keys(record: type[Any]) -> tuple[Key, ...]:
    """The keys of a published record.

    One with words of the corpus says their language too.
    """
    keys = keys_of(record)
    return (
        (*keys, TEXT_LANG) if any(key.form is FieldForm.WORDS for key in keys) else keys
    )


EXPORT = (*keys_of(Opening), *LISTS.values(), *keys_of(Ending))
"""The keys of an export, in order."""


def figures_of(coverage: Coverage) -> Figures:
    """The figures of a coverage as they are published."""
    low, high = coverage.range
    counts: dict[str, Any] = {"range": Range(min=low, max=high)}
    for key in keys_of(ProposalFigures):
        if key.name in set(Status):
            counts[key.name] = coverage.statuses[Status(key.name)]
        elif key.name != "range":
            counts[key.name] = getattr(coverage, key.name)
    return Figures(
        proposals=ProposalFigures(**counts),
        measures=MeasureFigures(
            total=len(coverage.measures), answered=coverage.answered
        ),
    )


def published_plans(corpus: Corpus) -> tuple[PublishedPlan, ...]:
    """The documents that answer, the earliest first."""
    plans = []
    for plan in corpus.plans:
        priorities = tuple(priority.id for priority in plan.priorities)
        measures = tuple(measure.id for measure in plan.measures)
        plans.append(
            PublishedPlan(
                name=plan.name,
                document=plan.document,
                priorities=priorities,
                measures=measures,
            )
        )
    return tuple(plans)


def published_proposals(coverage: Coverage) -> Iterator[PublishedProposal]:
    """The proposals on record with their statuses."""
    for row in coverage.rows:
        yield PublishedProposal(**_values(row.proposal), status=row.status)


def published_priorities(corpus: Corpus) -> Iterator[PublishedPriority]:
    """The groups of measures of all documents that answer, with the name of theirs."""
    for plan in corpus.plans:
        for priority in plan.priorities:
            yield PublishedPriority(**_values(priority), document=plan.name)


def published_measures(corpus: Corpus) -> Iterator[PublishedMeasure]:
    """The measures of all documents that answer, with the name of theirs."""
    for plan in corpus.plans:
        for measure in plan.measures:
            yield PublishedMeasure(**_values(measure), document=plan.name)


def published_lists(coverage: Coverage) -> dict[str, tuple[object, ...]]:
    """The records of each list of a corpus as published, by the list's name."""
    corpus, statements = coverage.corpus, Statements(coverage)
    return {
        **{name: getattr(corpus, name) for name in LISTS},
        "proposals": tuple(published_proposals(coverage)),
        "priorities": tuple(published_priorities(corpus)),
        "measures": tuple(published_measures(corpus)),
        "statements": tuple(map(statements.published, corpus.statements)),
    }


class Statements:
    """The statements of a corpus as they are published under a rule."""

    def __init__(self, figures: Coverage) -> None:
        """Take the figures that the statements lead to."""
        self.corpus = figures.corpus
        # Two statements may be equal; one is in one row.
        self._counted: set[int] = set()
        for row in figures.rows:
            self._counted.update(map(id, row.counted))
            self._counted.update(map(id, row.conclusions))

    def published(self, statement: Statement) -> PublishedStatement:
        """A statement of the corpus, whose voices it has, and what follows for it."""
        sources = self.corpus.source
        voices = tuple(
            PublishedVoice(
                telling=voice.telling,
                who=voice.who,
                via=voice.via,
                reader=voice.reader,
            )
            for voice in voices_of(statement, sources)
        )
        day = outcome_day if statement.is_outcome else day_of
        return PublishedStatement(
            **_values(statement),
            who=_who(statement, who_says(statement, sources)),
            voices=voices,
            day=day(statement, sources),
            strength=self._strength(statement),
            counted=self.is_counted(statement),
        )

    def _strength(self, statement: Statement) -> Words | None:
        if not statement.is_position:
            return None
        proposal = self.corpus.proposal.get(statement.about)
        return strength(statement, proposal.attribution) if proposal else None

    def is_counted(self, statement: Statement) -> bool | None:
        """Whether the rule counts a statement; None if it is in no status."""
        if statement.is_position or statement.is_conclusion:
            return id(statement) in self._counted
        return None


def _who(statement: Statement, who: Who) -> PublishedWho:
    """Who is heard, a reader by the name as it is written."""
    if who.reader is None:
        return PublishedWho(actor=who.actor)
    return PublishedWho(reader=statement.by or "")


def _values(record: Any) -> dict[str, Any]:
    """The values of a record's own fields by name."""
    return {each.name: getattr(record, each.name) for each in fields(record)}
