"""Corpora whose texts try to break a format: formulas, separators, markup, line ends."""

from dataclasses import MISSING, replace
from enum import StrEnum

from hypothesis import strategies as st

from jamplan.corpus import model
from jamplan.corpus.loading import Corpus
from jamplan.corpus.records import FILE_TYPES, keys_of, kind_of
from jamplan.corpus.statements import Says, Statement, TextsAsRead, Words
from tests.generated import (
    corpora,
    make_corpus,
    one_a_key,
    with_parts,
)

# Marks that turn the direction of writing, and non-characters: outputs replace them.
_REPLACED = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
TEXTS = st.one_of(
    st.sampled_from(
        [
            *(
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "'=1",
                "''",
                "\u200b=1",
                "\uff1d1",
                "=HYPERLINK(1)",
            ),
            *(
                '"',
                '""',
                "a;b",
                "a,b",
                "a\nb",
                "a\r\nb",
                "a\n=1",
                '";=1;"',
                "<script>",
                "]]>",
                "&amp;",
            ),
            *(
                "_x000A_",
                "_x0041_",
                "012",
                "1.10",
                "2021-04",
                "true",
                "1e5",
                "é\u202f!",
                "\U0001f600",
            ),
            *("a\n  b", "a\n\n  b\n c", "|", "{=1}", "None", "some"),
        ]
    ),
    st.text(
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters=_REPLACED),
        min_size=1,
        max_size=12,
    )
    .map(str.strip)
    .filter(bool),
)
"""Texts as the files can hold them: not blank, and no white space at either end."""


@st.composite
def hostile_corpora(draw: st.DrawFn) -> Corpus:
    """A generated corpus with such texts wherever a text can stand, and every kind of record."""
    corpus = draw(corpora())

    def text():
        return draw(TEXTS)

    def perhaps():
        return draw(st.none() | TEXTS)

    def day():
        return draw(
            st.sampled_from([None, "1899-01-01", "2021", "2021-04", "2021-04-30"])
        )

    evidence = (
        model.Evidence(source="s1", quote=text(), locator=perhaps()),
        model.Evidence(source="s2"),
    )

    def measure(each):
        return replace(
            each,
            title=text(),
            number=perhaps(),
            details=tuple(draw(st.lists(TEXTS, max_size=3))),
            note=perhaps(),
        )

    said = {"of": draw(st.sampled_from(model.Labelled)), "one": text(), "many": text()}
    labels = tuple(
        model.Label(**said, language=code)
        for code in (model.LabelLanguage.EN, model.LabelLanguage.FR)
    )

    def changed(records, **makers):
        """The records with what these functions return in their fields."""
        return tuple(
            replace(each, **{name: make() for name, make in makers.items()})
            for each in records
        )

    title = {"title": text}
    measures = tuple(measure(each) for each in corpus.measures)
    proposals = changed(corpus.proposals, **title, number=perhaps, text=perhaps)
    texts_read = tuple(model.MeasureRead(id=each.id, text=text()) for each in measures)
    sources = changed(corpus.sources, title=perhaps, url=perhaps, date=day)

    def statement(each):
        read = each.read or TextsAsRead(about=text())
        is_compared = each.words is Words.COMPARED
        told = each.evidence if is_compared else each.evidence + evidence
        named = {"by": perhaps()} if is_compared else {}
        texts = {"text": text()} if each.is_outcome else {}
        return replace(each, note=perhaps(), evidence=told, read=read, **named, **texts)

    statements = one_a_key(map(statement, corpus.statements), sources)
    document = replace(
        corpus.proposals_document,
        short_name=text(),
        note=perhaps(),
        labels=draw(st.sampled_from([(), labels])),
    )
    return with_parts(
        corpus,
        actors=changed(corpus.actors, name=text, called=perhaps),
        sources=sources,
        proposals_document=document,
        chapters=changed(corpus.chapters, **title, pages=lambda: "5-8"),
        priorities=changed(corpus.priorities, **title, evidence=lambda: evidence),
        proposals=proposals,
        measures=measures,
        statements=statements,
        searches=(
            model.Search(
                question=text(), sources=("s1", "s2"), result=text(), on="2026-11"
            ),
        ),
        readings=(model.Reading(id="r1", measures=texts_read), model.Reading(id="r2")),
    )


def corpus_saying(text: str, ids: str = "") -> Corpus:
    """A corpus with a text in every field of the model that can hold one, and ``ids`` in its ids."""

    def record(kind, **more):
        return kind(**{key.name: value(kind, key) for key in keys_of(kind)} | more)

    def value(kind, key):
        plain = {
            model.FieldForm.ID: f"{kind_of(kind)}{ids}",
            model.FieldForm.DATE: "2021-11-02",
            model.FieldForm.LANGUAGE: "fr",
        }
        if key.form not in {None, model.FieldForm.WORDS}:
            single = plain.get(key.form)
        elif key.ref:
            single = f"{key.ref}{ids}"
        elif key.nested:
            single = record(key.type)
        elif issubclass(key.type, StrEnum):
            single = next(iter(key.type)) if key.default is MISSING else key.default
        else:
            single = {bool: True, int: 9}.get(key.type, text)
        return (single,) if key.many else single

    more, less = f"more{ids}", f"less{ids}"
    document = record(
        model.Document,
        contact=f"{text}@example.org",
        declared=(record(model.Declared), model.Declared(count=8)),
        labels=tuple(
            record(model.Label, of=of, language=model.LabelLanguage.FR)
            for of in model.Labelled
        ),
    )
    records = {
        key.name: value(file, key)
        for file in FILE_TYPES.values()
        for key in keys_of(file)
        if key.many
    }
    other = f"other{ids}"
    records |= {
        "sources": (record(model.Source), record(model.Source, id=more, title=None)),
        "proposals": (
            record(model.Proposal, may_be_part_of=more),
            *(model.Proposal(id=id_, title=text) for id_ in (more, less)),
        ),
        "measures": (record(model.Measure), model.Measure(id=other, title=text)),
        "statements": tuple(saying(record, ids)),
    }
    plan = replace(document, source=None)
    return make_corpus(proposals_document=document, plan_document=plan, **records)


def saying(record, ids):
    """Statements of every group and all words, in which ``record`` puts a text wherever one can be."""
    proposal, measure, actor = f"proposal{ids}", f"measure{ids}", f"actor{ids}"
    more, less, other = f"more{ids}", f"less{ids}", f"other{ids}"

    def statement(about, says, words, **keys):
        speaker = None if words is Words.COMPARED else actor
        known = {"measure": None, "document": None, "count": None, "read": None}
        known |= {"speaker": speaker, "text": None, **keys}
        return record(Statement, about=about, says=says, words=words, **known)

    explicit, compared = Words.EXPLICIT, Words.COMPARED
    as_read = TextsAsRead(document=f"reading{ids}")
    text = record(model.Search).question
    yield statement(proposal, Says.TAKEN_UP, explicit, measure=measure)
    yield statement(proposal, Says.IN_PART, Words.IMPLICIT, measure=other)
    yield statement(proposal, Says.IN_FULL, compared, measure=other)
    yield statement(proposal, Says.NOT_TESTABLE, compared)
    yield statement(more, Says.REFUSED, explicit)
    yield statement(more, Says.NOTED, Words.AMBIGUOUS, measure=other)
    yield statement(less, Says.NOT_THIS, compared, measure=measure)
    yield statement(less, Says.NO_MATCH, compared, read=as_read)
    yield statement(measure, Says.CARRIED_OUT, explicit, text=text)
    yield statement(other, Says.STALLED, Words.IMPLICIT, text=text)
    yield statement("proposals", Says.TAKEN_UP, explicit, count="some")
    yield statement("measures", Says.UNDER_WAY, explicit, count=9)
