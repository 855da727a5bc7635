"""A statement in words; what complicates it goes wherever the statement goes."""

from dataclasses import replace

import pytest

from jamplan.account.clauses import wording_of
from jamplan.account.context import Context
from jamplan.account.quoting import complication
from jamplan.account.spans import plain
from jamplan.account.whole import against_in_short
from jamplan.corpus import model as m
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.counting.figures import coverage
from jamplan.language import language
from tests.conftest import export
from tests.conftest import plain as words
from tests.exports.read_back import read_back
from tests.generated import corpus_of, make_corpus, with_parts

FR, EN = language("fr"), language("en")


@pytest.mark.parametrize(
    ("words", "date", "text", "expected"),
    [
        (EN, "2021-03-03", "the State had said so", "But on 3 March 2021, before these proposals, the State had said so."),
        (EN, "2021-03", "the State had said so.", "But in March 2021, before these proposals, the State had said so."),
        (EN, "2021-04-02", "the State had said so", "But on 2 April 2021, the State had said so."),
        (EN, "2021", "Others had said so.", "But in 2021: Others had said so."),
        (EN, "2021", "l’État l’avait dit", "But in 2021, l’État l’avait dit (in French)."),
        (FR, "2021-03-03", "l’État l’avait dit", "Mais le 3 mars 2021, avant ces propositions, l’État l’avait dit."),
        (FR, "2021-06", "l’État l’avait dit", "Mais en juin 2021, l’État l’avait dit."),
        (FR, "2021-03-03", "l’État l’avait dit", "Et le 3 mars 2021, avant ces propositions, l’État l’avait dit."),
    ],
)  # fmt: skip
def test_an_objection_is_a_dated_sentence(words, date, text, expected):
    """Before the proposals only if it is at the coarser precision; a capital begins a sentence; the other language is named."""
    document = m.Document(
        short_name="D", date="2021-04", language="fr" if "’" in text else "en"
    )
    context = Context(make_corpus(proposals_document=document), words)
    others = [m.Objection(date="2022", text="so did they")] * expected.startswith("Et ")
    told = complication(context, m.Objection(date=date, text=text), others)
    assert plain(told.sentence) == expected


def test_objections_to_all_are_sentences_of_the_headline():
    """Without a date there; the first letter is a capital."""
    objections = [
        m.Objection(date=f"20{n}", text=text)
        for n, text in ((21, "others had said so"), (20, " "))
    ]
    corpus = replace(CORPUS, statements=(SAID,), objections=objections)
    assert plain(against_in_short(Context(corpus, EN))) == "Others had said so."


SAID = Statement(
    about="p1",
    says=Says.TAKEN_UP,
    measure="M1",
    words=Words.EXPLICIT,
    evidence=(m.Evidence(source="s1"),),
)
CORPUS = corpus_of(
    "proposals: [{id: p1, title: Wells}]\nmeasures: [{id: M1, title: Water}]"
)


def test_an_ambiguous_attribution_weakens_the_wording():
    """The table says that it is the attribution that weakens a statement."""
    proposal = replace(CORPUS.proposals[0], attribution=m.Attribution.AMBIGUOUS)
    context = Context(replace(CORPUS, proposals=(proposal,)), FR)
    assert wording_of(context, SAID) == "ambiguë par son attribution"
    assert wording_of(context, replace(SAID, words=Words.AMBIGUOUS)) == "ambiguë"


def test_data_for_programs_has_the_objection_and_what_would_change_the_status():
    """As the other forms have; counts stay as they are."""
    asked = m.Objection(date="2019-05-06", text="somebody asked")
    complicated = replace(SAID, objections=(asked,), would_change="a second source")
    corpus, without = (
        replace(CORPUS, statements=(each,)) for each in (complicated, SAID)
    )
    assert coverage(corpus).statuses == coverage(without).statuses
    tables = [
        export(corpus, format="csv")[of]
        for of in ("statement_records.csv", "statement_records_objections.csv")
    ]
    for exported in (export(corpus, format="json"), "".join(tables)):
        assert ("a second source" in exported, "somebody asked" in exported) == (
            True,
            True,
        )


@pytest.mark.parametrize("name", ["md", "html", "docx"])
def test_without_a_statement_nothing_speaks_against_it(name):
    """A copy for a second person has objections to all, and says them when it has a statement."""
    corpus = replace(
        CORPUS, objections=(m.Objection(date="2019", text="somebody asked"),)
    )
    for said in ((), (SAID,)):
        exported = export(with_parts(corpus, statements=said), format=name, lang="en")
        assert ("somebody asked" in read_back(exported, name).lower()) is bool(said)


def test_the_shipped_corpus_says_what_speaks_against_its_statements(run):
    """In the record with its source, and in full; and that a text is of an ambiguous sentence."""
    record = run("show etude-sociologique --full").out
    assert (
        "nosdeputes.fr/15/intervention/1093356" in record.partition("Ce qui nuance")[2]
    )
    brief = " ".join(run("show etude-sociologique").out.split())
    between = (
        "entre ces propositions et le plan national, le groupe de travail officiel"
    )
    assert f"Et le 28 juin 2021, {between}" in brief
    assert (
        "savoir aussi : source unique ; mesure 2, par déduction ; ampleur non"
        in words(brief)
    )
    full = run("coverage --full").out
    section = full.partition("Ce qui nuance")[2].partition("Les chapitres")[0]
    assert "dans ce qui a pu en être lu (novembre 2021). [1]" in " ".join(
        section.split()
    )
    # A note has its number, and of the point behind an address no line is left.
    assert "\n[1] Gouvernement français, " in full
    assert "." not in {line.strip() for line in full.split("\n")}
    brief, whole = (
        " ".join(run(f"show brigade-mobile{full}").out.split())
        for full in ("", " --full")
    )
    assert "une source qui dit de qui vient l’idée de la brigade" in brief
    for told in (brief, whole):
        assert (
            "Texte décrit par une phrase ambiguë : on ignore de qui vient l’idée."
            in told
        )
