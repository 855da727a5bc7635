"""Generated corpora, with the awkward cases: weak links, verdicts, partial links, title-only items."""

from __future__ import annotations

from types import MappingProxyType

from hypothesis import strategies as st

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import (
    Actor,
    Attribution,
    Basis,
    Chapter,
    Claim,
    Declared,
    Document,
    Evidence,
    Extent,
    Link,
    Measure,
    Priority,
    Proposal,
    Source,
    SourceKind,
    Verdict,
    VerdictKind,
)
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule

ACTORS = (
    Actor(id="author", name="Author", called="les auteurs"),
    Actor(id="other", name="Other"),
)
SOURCES = (
    Source(id="s1", publisher="author", kind=SourceKind.ARTICLE, date="2021-11", url="https://x.org/1"),
    Source(id="s2", publisher="other", kind=SourceKind.PRESS),
)
EVIDENCE = st.lists(
    st.builds(Evidence, source=st.sampled_from(["s1", "s2"]), quote=st.sampled_from([None, "words"])),
    max_size=2,
).map(tuple)


def make_corpus(**parts) -> Corpus:
    """A corpus of these parts, the others as small as they can be."""
    base = {
        "folder": "generated",
        "packaged": False,
        "actors": ACTORS,
        "sources": SOURCES,
        "proposals_document": Document(short_name="Proposals", publisher="author"),
        "chapters": (),
        "proposals": (),
        "plan_document": Document(short_name="Plan"),
        "priorities": (),
        "measures": (),
        "links": (),
        "verdicts": (),
        "dismissals": (),
        "claims": (),
        "searches": (),
        "digests": MappingProxyType(
            dict.fromkeys(("sources.yaml", "proposals.yaml", "plan.yaml", "links.yaml"), "0" * 64)
        ),
        "places": MappingProxyType({}),
    }
    return Corpus(**{**base, **parts})


def proposals(count: int) -> st.SearchStrategy[tuple[Proposal, ...]]:
    """So many proposals, some with a title only, some without a chapter."""
    each = st.builds(
        lambda text, chapter, inferred, attribution, evidence: {
            "text": text,
            "chapter": chapter,
            "chapter_inferred": inferred,
            "attribution": attribution,
            "evidence": evidence,
        },
        st.sampled_from([None, "A text."]),
        st.sampled_from([None, "ch1", "ch2"]),
        st.booleans(),
        st.sampled_from(Attribution),
        EVIDENCE,
    )
    return st.lists(each, min_size=count, max_size=count).map(
        lambda found: tuple(
            Proposal(id=f"p{number}", title=f"Title {number}", **fields)
            for number, fields in enumerate(found)
        )
    )


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """A corpus of up to six proposals and four measures, with links and verdicts between them."""
    known = draw(proposals(draw(st.integers(0, 6))))
    measures = tuple(
        Measure(
            id=f"M{number}",
            title=f"Measure {number}",
            priority=draw(st.sampled_from([None, "P1"])),
            evidence=draw(EVIDENCE),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    pairs = [
        (proposal.id, measure.id, actor.id)
        for proposal in known
        for measure in measures
        for actor in ACTORS
    ]
    linked = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else []
    links = tuple(
        Link(
            proposal=proposal,
            measure=measure,
            claimed_by=actor,
            basis=draw(st.sampled_from(Basis)),
            extent=draw(st.sampled_from(Extent)),
            evidence=draw(EVIDENCE),
            measure_inferred=draw(st.booleans()),
        )
        for proposal, measure, actor in linked
    )
    decided = draw(st.lists(st.sampled_from(known), unique=True, max_size=3)) if known else []
    verdicts = tuple(
        Verdict(
            proposal=proposal.id,
            verdict=draw(st.sampled_from(VerdictKind)),
            claimed_by=draw(st.sampled_from(["author", "other"])),
        )
        for proposal in decided
    )
    declared = draw(st.sampled_from([None, 0, 1, 3, 6, 9]))
    declarations = () if declared is None else (Declared(count=declared, sources=("s1",)),)
    claims = draw(
        st.lists(
            st.builds(
                Claim,
                claimed_by=st.sampled_from(["author", "other"]),
                quantity=st.sampled_from([None, 1, 12]),
                evidence=EVIDENCE,
            ),
            max_size=2,
        )
    )
    return make_corpus(
        proposals_document=Document(
            short_name="Proposals",
            publisher=draw(st.sampled_from([None, "author"])),
            declared=declarations,
        ),
        plan_document=Document(
            short_name="Plan",
            source=draw(st.sampled_from([None, "s2"])),
            declared=draw(st.sampled_from([(), (Declared(count=1), Declared(count=2))])),
        ),
        chapters=(Chapter(id="ch1", title="One"), Chapter(id="ch2", title="Two", short="2")),
        priorities=(Priority(id="P1", title="First"),),
        proposals=known,
        measures=measures,
        links=links,
        verdicts=verdicts,
        claims=tuple(claims),
    )


RULES = st.builds(
    Rule,
    links=st.sampled_from(LinksCounted),
    claimed_by=st.sampled_from([None, "author", "other"]),
    partial=st.sampled_from(PartialCounts),
    of=st.sampled_from(OutOf),
)
