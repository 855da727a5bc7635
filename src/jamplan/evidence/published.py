"""The export ``jamplan.export/1``, described once.

Its JSON Schema, its CSV tables, the reader of published exports and the table in ``docs/format.md`` are
derived from this description. Its lists hold the records of the model.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any

from jamplan.corpus.model import Basis, Document, Form, Link, Proposal
from jamplan.corpus.records import FILE_TYPES, Key, keys_of
from jamplan.counting.figures import Coverage
from jamplan.counting.rules import Rule, Status


class Schema(StrEnum):
    """The name and version of a shape."""

    EXPORT = "jamplan.export/1"


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

    min: Annotated[int, "Those with a statement that counts."]
    max: Annotated[int, "These, and those of which nobody knows it yet."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFigures:
    """The figures of the proposals. Those by status add up to the total."""

    declared: Annotated[int, "How many the document is said to have."]
    documented: Annotated[int, "How many are on record."]
    total: Annotated[int, "The greater of these two."]
    denominator: Annotated[int, "What the figures are out of, by the rule."]
    adopted: Annotated[
        int, "With a statement that counts, as a whole or to an extent not stated."
    ]
    partial: Annotated[int, "With statements that count, all of them in part."]
    principle: Annotated[int, "Of those, the ones taken up in principle alone."]
    below_rule: Annotated[int, "With statements, none of which counts."]
    not_adopted: Annotated[int, "Decided: no measure found, or refused."]
    not_assessable: Annotated[int, "Decided: out of scope, or not testable."]
    unreviewed: Annotated[int, "On record, and nobody decided."]
    undocumented: Annotated[int, "Declared, and not on record."]
    score: Annotated[
        float, "The adopted ones, and the partial ones as the rule counts them."
    ]
    range: Annotated[Range, "The fewest and the most that may be taken up."]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFigures:
    """The figures of the measures."""

    total: Annotated[int, "How many are on record."]
    answered: Annotated[int, "How many take up a proposal, by a statement that counts."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures under a rule, in both directions."""

    proposals: Annotated[ProposalFigures, "The figures of the proposals."]
    measures: Annotated[MeasureFigures, "The figures of the measures."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The two documents."""

    proposals: Annotated[Document, "The document that proposes."]
    plan: Annotated[Document, "The plan."]


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
class PublishedLink(Link):
    """A link, and what follows for it."""

    strength: Annotated[Basis, "The weaker of wording and attribution."]
    counted: Annotated[bool, "Whether the rule counts it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an export begins with, before the lists of the files."""

    schema: Annotated[Schema, "The name and version of this shape."]
    title: Annotated[
        str, "The two documents, as the first line of every report has them."
    ]
    language: Annotated[str, "The language of its sentences."]
    provenance: Annotated[Provenance, "What is needed to make this export again."]
    headline: Annotated[str, "The result in a few sentences."]
    rule: Annotated[Rule, "The counting rule: its four choices."]
    coverage: Annotated[
        Figures, "The figures under the rule, as jamplan coverage gives them."
    ]
    documents: Annotated[
        Documents, "The two documents: the one that proposes, and the plan."
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What follows the lists of the files."""

    warnings: Annotated[
        tuple[PublishedWarning, ...], "What a reader must know beside the figures."
    ]


_PUBLISHED: dict[type[Any], type[Any]] = {
    Proposal: PublishedProposal,
    Link: PublishedLink,
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
    """The keys of a record as it is published: one with words of the corpus says their language too."""
    keys = keys_of(record)
    return (*keys, TEXT_LANG) if any(key.form is Form.WORDS for key in keys) else keys


EXPORT = (*keys_of(Opening), *LISTS.values(), *keys_of(Ending))
"""The keys of an export, in order."""


def figures_of(coverage: Coverage) -> Figures:
    """The figures of a coverage as they are published."""
    low, high = coverage.range
    names = ("declared", "documented", "total", "denominator", "principle", "score")
    counts = {name: getattr(coverage, name) for name in names}
    counts |= {status.value: count for status, count in coverage.statuses.items()}
    return Figures(
        proposals=ProposalFigures(**counts, range=Range(min=low, max=high)),
        measures=MeasureFigures(
            total=len(coverage.measures), answered=coverage.answered
        ),
    )
