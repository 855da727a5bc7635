"""Generated corpora, with the awkward cases: statements of every kind and voice, title-only items."""

from dataclasses import is_dataclass, replace
from types import MappingProxyType, UnionType
from typing import get_args, get_origin, get_type_hints

import yaml
from hypothesis import strategies as st

from jamplan.corpus import model as m
from jamplan.corpus.loading import REQUIRED, Corpus, Plan, text_of
from jamplan.corpus.statements import (
    POSITIONS,
    SAYS,
    SOME,
    TOTALS,
    Group,
    Needs,
    ReaderAlone,
    Says,
    Statement,
    TakenApart,
    TextsAsRead,
    Words,
)
from jamplan.corpus.voices import key_of
from jamplan.counting.rules import OutOf, PartialCounts, Rule, WordsCounted
from jamplan.language import Texts

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
        quoted=st.booleans(),
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
    lists = "chapters proposals statements objections searches readings"
    base = {
        "folder": "generated",
        "packaged": False,
        "actors": ACTORS,
        "sources": SOURCES,
        "proposals_document": m.Document(short_name="Proposals", publisher="author"),
        "plans": (Plan(name="plan", document=m.Document(short_name="Plan")),),
        "digests": MappingProxyType(dict.fromkeys((*REQUIRED, "plan.yaml"), "0" * 64)),
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
    return replace(corpus, **parts)


HINTS_OF_A_CORPUS = {
    **get_type_hints(Plan),
    **get_type_hints(Corpus),
    "plan_document": m.Document,
}
"""The types of a corpus's parts, those of its document that answers included."""
COMPUTED = {"status", "strength", "counted", "text_lang", "document", "day", "who"}
COMPUTED |= {"voices"}
"""Keys of records in an export that the files do not have, but for the document of a statement."""


def typed(hint, value):
    """A value of JSON or YAML as an annotation of the model wants it."""
    if value is None:
        return None
    if get_origin(hint) is UnionType:
        kinds = get_args(hint)
        if int in kinds and not str(value).isdigit():
            kinds = [kind for kind in kinds if kind is not int]
        return typed(kinds[0], value)
    if get_origin(hint) is tuple:
        return tuple(typed(get_args(hint)[0], each) for each in value)
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        names = value.keys() - (COMPUTED - hints.keys())
        return hint(**{name: typed(hints[name], value[name]) for name in names})
    if hint is str and isinstance(value, dict):
        return Texts(value)
    return value in {True, "true"} if hint is bool else hint(value)


def corpus_of(text: str, **parts) -> Corpus:
    """A corpus of the records that YAML has under the fields of a corpus, the others as small as they can be."""
    hints = HINTS_OF_A_CORPUS
    read = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - all are texts
    return make_corpus(
        **{name: typed(hints[name], value) for name, value in read.items()} | parts
    )


DAYS = st.sampled_from([None, "2020-02", "2021-11", "2021-11-25", "2023"])
READERS = st.sampled_from([None, "Ann", "Bob"])
QUOTED = m.Evidence(source="s1", quote="more words")


@st.composite
def statements_on(draw: st.DrawFn, about: str, says: Says, targets: list) -> Statement:
    """A statement that is valid by the table of what may be said.

    ``targets`` are what a position may name: the measure and the document, either of them None.
    """
    meaning = SAYS[says]
    alone = {
        ReaderAlone.MAY: tuple(Words),
        ReaderAlone.MUST: (Words.COMPARED,),
        ReaderAlone.NEVER: tuple(each for each in Words if each is not Words.COMPARED),
    }[meaning.alone]
    words = draw(st.sampled_from(alone))
    is_compared = words is Words.COMPARED
    is_total, is_outcome = about in TOTALS, meaning.group is Group.OUTCOME
    # A source gives a total, whoever counts its items.
    is_free = is_compared and meaning.needs is not Needs.EVIDENCE and not is_total
    evidence = draw(EVIDENCE)
    if meaning.needs is Needs.QUOTE and not any(piece.quote for piece in evidence):
        evidence += (QUOTED,)
    elif not evidence and not is_free:
        evidence = (m.Evidence(source=draw(st.sampled_from(["s1", "s2"]))),)
    measure, document = None, None
    if says is Says.NOT_THIS:
        measure = draw(st.sampled_from([target[0] for target in targets if target[0]]))
    elif meaning.group in POSITIONS:
        measure, document = draw(st.sampled_from(targets))
    elif meaning.group is Group.NONE:
        document = draw(st.sampled_from([target[1] for target in targets]))
    if is_total:
        measure, document = None, None
    apart = st.builds(
        TakenApart,
        by=st.sampled_from(["Ann", "Bob"]),
        says=st.sampled_from([None, Says.TAKEN_UP, Says.REFUSED, Says.NO_MATCH]),
        measures=st.just((measure,) if measure else ()),
        seen=st.booleans(),
    )
    objection = m.Objection(date="2021", text="But", evidence=(QUOTED,))
    confirmed = m.Confirmation(by="Cleo", on="2026-11-25")
    return Statement(
        about=about,
        says=says,
        measure=measure,
        measure_inferred=measure is not None and draw(st.booleans()),
        document=document,
        words=words,
        speaker=None if is_compared else draw(st.none() | CLAIMANTS),
        count=draw(st.sampled_from([SOME, 1, 12])) if is_total else None,
        date=draw(DAYS) if is_outcome or is_total else None,
        evidence=evidence,
        text="Done" if is_outcome and draw(st.booleans()) else None,
        objections=draw(st.sampled_from([(), (), (objection,)])),
        by=draw(READERS),
        on=draw(st.sampled_from([None, "2026-11-24"])),
        confirmed=draw(st.sampled_from([(), (), (confirmed,)])),
        read=TextsAsRead(document="r1") if says is Says.NO_MATCH else None,
        apart=tuple(draw(st.lists(apart, max_size=2))),
    )


def one_a_key(statements, sources) -> tuple[Statement, ...]:
    """The statements without those that are on record already, by what there is one record for."""
    by_id = {source.id: source for source in sources}
    found: dict[object, Statement] = {}
    for statement in statements:
        found.setdefault(key_of(statement, by_id), statement)
    return tuple(found.values())


@st.composite
def all_statements(
    draw: st.DrawFn, proposals, plans, sources, most: int = 9
) -> tuple[Statement, ...]:
    """Statements of everything that may be said of these items, one a key."""
    measures = [measure.id for plan in plans for measure in plan.measures]
    targets = [(measure, None) for measure in measures]
    targets += [(None, None), *((None, plan.name) for plan in plans)]
    outcomes = [says for says in Says if SAYS[says].group is Group.OUTCOME]
    positions = [says for says in Says if SAYS[says].group in POSITIONS]
    kinds = [(proposal.id, says) for proposal in proposals for says in Says]
    # Several positions on one proposal are what statuses are made of.
    kinds += [(each.id, says) for each in proposals[:2] for says in positions] * 4
    kinds += [(measure, says) for measure in measures for says in outcomes]
    # A statement on a number of items is of what somebody says, and of no pair.
    alone = {Group.NONE, Group.PAIR, Group.ASIDE}
    said = [says for says in Says if SAYS[says].group not in alone]
    kinds += [("proposals", says) for says in said]
    kinds += [("measures", says) for says in said]
    if not measures:
        kinds = [kind for kind in kinds if kind[1] is not Says.NOT_THIS]
    chosen = draw(st.lists(st.sampled_from(kinds), max_size=most))
    statements = [draw(statements_on(about, says, targets)) for about, says in chosen]
    return one_a_key(statements, sources)


@st.composite
def corpora(draw: st.DrawFn, *, several: bool = False) -> Corpus:
    """A corpus of up to six proposals and four measures, with statements of every kind on them.

    It has one document that answers; or, with ``several``, from none to two.
    """
    sources = (SOURCES[0], replace(SOURCES[1], date=draw(DAYS)))
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
    names = ["plan"]
    if several:
        names = draw(st.sampled_from([[], ["plan"], ["plan", "plan-2024"]]))
    plans = tuple(draw(plans_of(name)) for name in names)
    measures = [measure for plan in plans for measure in plan.measures]
    read = tuple(m.MeasureRead(id=each.id, text=text_of(each)) for each in measures)
    declared = draw(st.sampled_from([None, 0, 1, 3, 6, 9]))
    return make_corpus(
        sources=sources,
        proposals_document=m.Document(
            short_name="Proposals",
            publisher=draw(st.sampled_from([None, "author"])),
            declared=()
            if declared is None
            else (m.Declared(count=declared, sources=("s1",)),),
        ),
        plans=plans,
        chapters=(
            m.Chapter(id="ch1", title="One"),
            m.Chapter(id="ch2", title="Two", short="2"),
        ),
        proposals=proposals,
        statements=draw(all_statements(proposals, plans, sources)),
        readings=(m.Reading(id="r1", measures=read),),
    )


@st.composite
def plans_of(draw: st.DrawFn, name: str) -> Plan:
    """A document that answers, with up to four measures; ids of the first one's are M0 to M3."""
    stem = "" if name == "plan" else f"-{name.removeprefix('plan-')}"
    measures = tuple(
        m.Measure(
            id=f"M{number}{stem}",
            title=f"Measure {number}",
            priority=draw(st.sampled_from([None, f"P1{stem}"])),
            evidence=draw(EVIDENCE),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    document = m.Document(
        short_name="Plan",
        source=draw(st.sampled_from([None, "s2"])),
        declared=draw(
            st.sampled_from([(), (m.Declared(count=1), m.Declared(count=2))])
        ),
    )
    priorities = (m.Priority(id=f"P1{stem}", title="First"),)
    return Plan(name=name, document=document, priorities=priorities, measures=measures)


def some(items, count: int) -> st.SearchStrategy[list]:
    """At most so many of these items, each once."""
    return (
        st.lists(st.sampled_from(items), unique=True, max_size=count)
        if items
        else st.just([])
    )


RULES = st.builds(
    lambda whose, **choices: Rule(**whose, **choices),
    whose=st.sampled_from(
        [{}, {}, {"whose": "author"}, {"whose": "other"}, {"reader": "Ann"}]
    ),
    words=st.sampled_from(WordsCounted),
    partial=st.sampled_from(PartialCounts),
    of=st.sampled_from(OutOf),
)
