"""Generated corpora, with the awkward cases: weak links, verdicts, partial links, title-only items."""

from dataclasses import is_dataclass, replace
from itertools import product
from types import MappingProxyType, UnionType
from typing import get_args, get_origin, get_type_hints

import yaml
from hypothesis import strategies as st

from jamplan.corpus import model as m
from jamplan.corpus.loading import FILES, Corpus, Plan, statements_of
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule

ACTORS = (
    m.Actor(id="author", name="Author", called="les auteurs"),
    m.Actor(id="other", name="Other"),
)
CLAIMANTS = st.sampled_from(["author", "other"])
SOURCES = (
    m.Source(
        id="s1",
        publisher="author",
        kind=m.SourceKind.ARTICLE,
        date="2021-11",
        url="https://x.org/1",
    ),
    m.Source(id="s2", publisher="other", kind=m.SourceKind.PRESS),
)
EVIDENCE = st.lists(
    st.builds(
        m.Evidence,
        source=st.sampled_from(["s1", "s2"]),
        quote=st.sampled_from([None, "words"]),
    ),
    max_size=2,
).map(tuple)


PLAN_PARTS = {
    "plan_document": "document",
    "priorities": "priorities",
    "measures": "measures",
}
"""Parts of a corpus that are in its one document that answers, by their names there."""


def make_corpus(**parts) -> Corpus:
    """A corpus of these parts, the others as small as they can be."""
    lists = "chapters proposals links verdicts dismissals claims objections searches readings"
    base = {
        "folder": "generated",
        "packaged": False,
        "actors": ACTORS,
        "sources": SOURCES,
        "proposals_document": m.Document(short_name="Proposals", publisher="author"),
        "plans": (Plan(name="plan", document=m.Document(short_name="Plan")),),
        "statements": (),
        "digests": MappingProxyType(dict.fromkeys(FILES, "0" * 64)),
        "records": MappingProxyType({}),
        **dict.fromkeys(lists.split(), ()),
    }
    return with_parts(Corpus(**base), **parts)


def with_parts(corpus: Corpus, **parts) -> Corpus:
    """A corpus with other parts, those of its document that answers included."""
    of_plan = {key: parts.pop(key) for key in {*PLAN_PARTS} & {*parts}}
    if of_plan:
        (plan,) = corpus.plans
        named = {PLAN_PARTS[key]: value for key, value in of_plan.items()}
        parts["plans"] = (replace(plan, **named),)
    result = replace(corpus, **parts)
    if "statements" in parts:
        return result
    return replace(result, statements=statements_of(vars(result), result.plans))


HINTS_OF_A_CORPUS = {
    **get_type_hints(Plan),
    **get_type_hints(Corpus),
    "plan_document": m.Document,
}
"""The types of a corpus's parts, those of its document that answers included."""
COMPUTED = {"status", "strength", "counted", "text_lang"}
"""Keys of records in an export that the files do not have."""


def typed(hint, value):
    """A value of JSON or YAML as an annotation of the model wants it."""
    if value is None:
        return None
    if get_origin(hint) is UnionType:
        return typed(get_args(hint)[0], value)
    if get_origin(hint) is tuple:
        return tuple(typed(get_args(hint)[0], each) for each in value)
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(
            **{key: typed(hints[key], value[key]) for key in value.keys() - COMPUTED}
        )
    return value in {True, "true"} if hint is bool else hint(value)


def corpus_of(text: str, **parts) -> Corpus:
    """A corpus of the records that YAML has under the fields of a corpus, the others as small as they can be."""
    hints = HINTS_OF_A_CORPUS
    read = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - all are texts
    return make_corpus(
        **{name: typed(hints[name], value) for name, value in read.items()} | parts
    )


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """A corpus of up to six proposals and four measures, with links and verdicts between them."""
    proposals = tuple(
        m.Proposal(
            id=f"p{number}",
            title=f"Title {number}",
            text=draw(st.sampled_from([None, "A text."])),
            chapter=draw(st.sampled_from([None, "ch1", "ch2"])),
            chapter_inferred=draw(st.booleans()),
            attribution=draw(st.sampled_from(m.Attribution)),
            evidence=draw(EVIDENCE),
        )
        for number in range(draw(st.integers(0, 6)))
    )
    measures = tuple(
        m.Measure(
            id=f"M{number}",
            title=f"Measure {number}",
            priority=draw(st.sampled_from([None, "P1"])),
            evidence=draw(EVIDENCE),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    triples = list(
        product(
            (p.id for p in proposals), (m.id for m in measures), ("author", "other")
        )
    )
    links = tuple(
        m.Link(
            proposal=proposal,
            measure=measure,
            claimed_by=actor,
            basis=draw(st.sampled_from(m.Basis)),
            extent=draw(st.sampled_from(m.Extent)),
            evidence=draw(EVIDENCE),
            measure_inferred=draw(st.booleans()),
        )
        for proposal, measure, actor in draw(some(triples, 8))
    )
    verdicts = tuple(
        m.Verdict(
            proposal=item.id,
            verdict=draw(st.sampled_from(m.VerdictKind)),
            claimed_by=draw(CLAIMANTS),
        )
        for item in draw(some(proposals, 3))
    )
    declared = draw(st.sampled_from([None, 0, 1, 3, 6, 9]))
    quantities = st.sampled_from([None, 1, 12])
    claims = st.builds(
        m.Claim, claimed_by=CLAIMANTS, quantity=quantities, evidence=EVIDENCE
    )
    return make_corpus(
        proposals_document=m.Document(
            short_name="Proposals",
            publisher=draw(st.sampled_from([None, "author"])),
            declared=()
            if declared is None
            else (m.Declared(count=declared, sources=("s1",)),),
        ),
        plan_document=m.Document(
            short_name="Plan",
            source=draw(st.sampled_from([None, "s2"])),
            declared=draw(
                st.sampled_from([(), (m.Declared(count=1), m.Declared(count=2))])
            ),
        ),
        chapters=(
            m.Chapter(id="ch1", title="One"),
            m.Chapter(id="ch2", title="Two", short="2"),
        ),
        priorities=(m.Priority(id="P1", title="First"),),
        proposals=proposals,
        measures=measures,
        links=links,
        verdicts=verdicts,
        claims=tuple(draw(st.lists(claims, max_size=2))),
    )


def some(items, count: int) -> st.SearchStrategy[list]:
    """At most so many of these items, each once."""
    return (
        st.lists(st.sampled_from(items), unique=True, max_size=count)
        if items
        else st.just([])
    )


RULES = st.builds(
    Rule,
    links=st.sampled_from(LinksCounted),
    claimed_by=st.sampled_from([None, "author", "other"]),
    partial=st.sampled_from(PartialCounts),
    of=st.sampled_from(OutOf),
)
