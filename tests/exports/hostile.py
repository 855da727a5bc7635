"""Generated corpora whose texts try to break a format: formulas, separators, markup, line ends."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from generated import corpora
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import (
    Dismissal,
    Evidence,
    FollowUp,
    FollowUpState,
    Label,
    LabelLanguage,
    Labelled,
    MeasureRead,
    Reading,
    Search,
    TextsRead,
)

# Marks that turn the direction of writing, and non-characters: outputs replace them.
_REPLACED = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
TEXTS = st.one_of(
    st.sampled_from(
        [
            *("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "''", "\u200b=1", "\uff1d1", "=HYPERLINK(1)"),
            *('"', '""', "a;b", "a,b", "a\nb", "a\r\nb", "a\n=1", '";=1;"', "<script>", "]]>", "&amp;"),
            *("_x000A_", "_x0041_", "012", "1.10", "2021-04", "true", "1e5", "é\u202f!", "\U0001f600"),
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

    evidence = (Evidence(source="s1", quote=text(), locator=perhaps()), Evidence(source="s2"))

    def measure(each):
        done = FollowUp(
            date=draw(st.sampled_from([None, "2021", "2021-04", "2021-04-30"])),
            text=text(),
            state=draw(st.sampled_from(FollowUpState)),
            evidence=draw(st.sampled_from([(), evidence])),
        )
        return replace(
            each,
            title=text(),
            number=perhaps(),
            details=tuple(draw(st.lists(TEXTS, max_size=3))),
            follow_ups=draw(st.sampled_from([(), (done,), (done, done)])),
            note=perhaps(),
        )

    said = {"of": draw(st.sampled_from(Labelled)), "one": text(), "many": text()}
    labels = (
        Label(**said, language=LabelLanguage.EN),
        Label(**said, language=LabelLanguage.FR),
    )
    read = TextsRead(proposal=text(), measure=perhaps(), plan=None)
    measures = tuple(measure(each) for each in corpus.measures)
    proposals = tuple(
        replace(each, title=text(), number=perhaps(), text=perhaps()) for each in corpus.proposals
    )
    pairs = [(proposal.id, each.id) for proposal in proposals for each in measures]
    return replace(
        corpus,
        actors=tuple(replace(each, name=text(), called=perhaps()) for each in corpus.actors),
        sources=tuple(
            replace(
                each,
                title=perhaps(),
                url=perhaps(),
                date=draw(st.sampled_from([None, "1899-01-01", "2021"])),
            )
            for each in corpus.sources
        ),
        proposals_document=replace(
            corpus.proposals_document,
            short_name=text(),
            note=perhaps(),
            labels=draw(st.sampled_from([(), labels])),
        ),
        chapters=tuple(replace(each, title=text(), pages="5-8") for each in corpus.chapters),
        priorities=tuple(replace(each, title=text(), evidence=evidence) for each in corpus.priorities),
        proposals=proposals,
        measures=measures,
        links=tuple(
            replace(each, note=perhaps(), by=perhaps(), on="2026-11-24", read=read, evidence=evidence)
            for each in corpus.links
        ),
        verdicts=tuple(replace(each, note=perhaps(), evidence=evidence) for each in corpus.verdicts),
        dismissals=tuple(
            Dismissal(proposal=one, measure=other, note=perhaps()) for one, other in pairs[:2]
        ),
        searches=(Search(question=text(), sources=("s1", "s2"), result=text(), on="2026-11"),),
        readings=(
            Reading(id="r1", measures=tuple(MeasureRead(id=each.id, text=text()) for each in measures)),
            Reading(id="r2"),
        ),
    )
