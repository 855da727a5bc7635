"""The contents of the four files of a corpus: their keys beside ``format``.

Without slots, so that a corpus can inherit from two.
"""

from dataclasses import dataclass
from typing import Annotated

from jamplan.corpus import model


@dataclass(frozen=True, kw_only=True)
class SourcesFile:
    """The contents of ``sources.yaml``."""

    actors: Annotated[tuple[model.Actor, ...], "Who publishes, claims or decides."] = ()
    sources: Annotated[tuple[model.Source, ...], "The documents that facts come from."] = ()


@dataclass(frozen=True, kw_only=True)
class ProposalsFile:
    """The contents of ``proposals.yaml``."""

    document: Annotated[model.Document, "The document itself."]
    chapters: Annotated[tuple[model.Chapter, ...], "The groups of proposals."] = ()
    proposals: Annotated[tuple[model.Proposal, ...], "The proposals, as far as they are known."] = ()


@dataclass(frozen=True, kw_only=True)
class PlanFile:
    """The contents of ``plan.yaml``."""

    document: Annotated[model.Document, "The document itself."]
    priorities: Annotated[tuple[model.Priority, ...], "The groups of measures."] = ()
    measures: Annotated[tuple[model.Measure, ...], "The measures of the plan."] = ()


@dataclass(frozen=True, kw_only=True)
class LinksFile:
    """The contents of ``links.yaml``."""

    links: Annotated[tuple[model.Link, ...], "Statements that a measure takes up a proposal."] = ()
    verdicts: Annotated[tuple[model.Verdict, ...], "Decisions on a proposal."] = ()
    dismissals: Annotated[
        tuple[model.Dismissal, ...], "Pairs that a person looked at and found no match."
    ] = ()
    claims: Annotated[tuple[model.Claim, ...], "Statements on how many proposals are taken up."] = ()
    objections: Annotated[tuple[model.Objection, ...], "What speaks against all links at once."] = ()
    searches: Annotated[tuple[model.Search, ...], "What was looked for, and what was found."] = ()
    readings: Annotated[
        tuple[model.Reading, ...], "All measures as they were when a verdict was taken."
    ] = ()
