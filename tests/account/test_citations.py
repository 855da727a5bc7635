"""Sentences to publish."""

import re
from dataclasses import replace

import pytest

from jamplan.account.account import Account
from jamplan.account.citations import LONGEST, LONGEST_OF_SEVERAL, cite, cite_item
from jamplan.account.context import Context
from jamplan.account.statements import statement
from jamplan.account.vocabulary import language_for
from jamplan.corpus import model
from jamplan.corpus.loading import load, packaged_folder
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.counting.rules import Rule, WordsCounted
from jamplan.exports.markdown import markdown
from jamplan.language import language
from jamplan.layouts.record import record_screens
from tests.conftest import END, LINKS, plain
from tests.generated import corpus_of, make_corpus
from tests.layouts.test_forms import EXAMPLE

FR, EN = language("fr"), language("en")


def small(quote: str = "", words: str = "explicit"):
    """One proposal that an actor's source says to be taken up."""
    return corpus_of(f"""
actors: [{{id: a, name: A}}]
sources: [{{id: s, publisher: a}}]
proposals_document: {{short_name: D, publisher: a, language: fr}}
proposals: [{{id: p, title: T}}]
measures: [{{id: M, title: T}}]
statements:
  - {{about: p, says: taken_up, measure: M, words: {words}, evidence: [{{source: s, quote: "{quote}"}}]}}""")


def cited(corpus, item, rule=None, **options) -> str:
    (citation,) = cite_item(Context(corpus, FR, rule), item, **options)
    return plain(citation.text)


def cited_one(words, corpus, record) -> str:
    context = Context(corpus, words)
    return cite(context, statement(context, record)).text


def test_how_the_source_says_it_is_in_the_citation(jam):
    """Implicitly, or ambiguously, which a rule may count; on demand with the whole reference."""
    assert cited(jam, jam.proposal["etude-sociologique"]).startswith(
        "Les auteurs de ce relevé lisent une reprise dans cette phrase des Jeunes Avec Macron : « les JAM"
    )
    brigade = jam.proposal["brigade-mobile"]
    assert cited(jam, brigade) == (
        "Phrase des Jeunes Avec Macron qui ne dit pas de qui vient l'idée : « Ce renforcement inclut la création "
        "d'une brigade mobile départementale spécialisée […] » (vers novembre 2021). À savoir : non comptée avec "
        "cette règle ; aucune autre source trouvée n'en parle ; rapprochement déduit : mesure 12 ; ampleur non "
        "précisée."
    )
    counted = cited(jam, brigade, rule=Rule(words=WordsCounted.CLAIMED))
    assert counted.startswith(
        "Phrase des Jeunes Avec Macron qui ne dit pas de qui vient l'idée : « Ce renforcement"
    )
    assert "non comptée" not in counted
    strict = cited(
        jam, jam.proposal["etude-sociologique"], rule=Rule(words=WordsCounted.EXPLICIT)
    )
    assert " À savoir : non comptée avec cette règle ; source unique." in strict
    text = cited(jam, jam.proposal["accompagnement-victimes"], full=True)
    assert "Le gouvernement agit contre la prostitution des mineurs" in text
    assert "accès le 24 novembre 2026" in text
    assert text.endswith("ampleur non précisée.")


def test_a_long_quote_is_cut_at_the_end_of_a_clause():
    """Not behind a word that introduces the next; a second quote, a condition, goes with the first."""
    clause = "the plan provides for training in every county and for each of the professions concerned"
    corpus = small(quote=f"{clause}. Moreover, {clause}, {clause} and {clause}")
    text = cited_one(EN, corpus, corpus.statements[0])
    assert f"{clause} […]” (undated)" in text
    assert "Moreover […]" not in text
    assert len(text) <= LONGEST
    amid = small(
        quote=f"they took it up, as to the sluices, {clause}, {clause}, {clause}"
    )
    assert f"sluices, {clause}, {clause} […]" in cited_one(EN, amid, amid.statements[0])
    corpus = small(quote="they will build the sluices")
    condition = model.Evidence(source="s", quote="subject to the agreement of the town")
    both = (*corpus.statements[0].evidence, condition)
    conditional = replace(corpus.statements[0], evidence=both)
    assert (
        "“they will build the sluices […] subject to the agreement of the town” (undated)"
        in cited_one(EN, corpus, conditional)
    )


def test_all_objections_are_in_the_citation(jam):
    """Two objections have more room, and each has its address."""
    (citation,) = cite_item(Context(jam, FR), jam.proposal["etude-sociologique"])
    (record,) = jam.statements_on["etude-sociologique"]
    assert len(record.objections) == 2
    for objection in record.objections:
        assert objection.text.rstrip(".") in citation.text
        for piece in objection.evidence:
            assert jam.source[piece.source].url in citation.addresses
    assert LONGEST < len(citation.text) <= LONGEST_OF_SEVERAL


@pytest.mark.parametrize("folder", [packaged_folder(), EXAMPLE])
def test_no_citation_loses_a_caveat(folder):
    """In full or in fewer words, in the room that its own language has; only objections weigh more."""
    corpus = load(folder)
    for code in ("fr", "en"):
        context = Context(corpus, language_for(corpus, code))
        for record in context.positions:
            told = statement(context, record)
            citation = cite(context, told)
            text = citation.text
            notes = re.split(r"\s?; ", text.rsplit(")", 1)[1])
            notes += citation.left_out
            assert len(text) <= LONGEST_OF_SEVERAL
            in_sentence = [each for each in told.caveats if each.in_sentence]
            least = len(in_sentence) + corpus.answers_each
            assert told.objections or len(notes) >= least, text


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        (Says.NO_MATCH, "T : pas de reprise trouvée, conclusion notée par Ann."),
        (Says.OUT_OF_SCOPE, "T : hors champ, conclusion notée par Ann."),
        (Says.NOT_TESTABLE, "T : invérifiable, conclusion notée par Ann."),
    ],
)
def test_a_conclusion_is_its_readers(says, expected):
    """Nobody else says so."""
    concluded = Statement(about="p", says=says, words=Words.COMPARED, by="Ann")
    corpus = replace(small(), statements=(concluded,))
    assert cited(corpus, corpus.proposals[0]) == expected


def test_a_comparison_is_its_readers():
    """With both texts, or without; no source is said to say so, and none is missing."""
    corpus = small(words="compared")
    bare = replace(corpus.statements[0], evidence=(), says=Says.IN_FULL, by="Ann")
    alone = replace(corpus, statements=(bare,))
    assert (
        plain(cited_one(FR, alone, bare))
        == "T → T : reprise en entier, comparaison des deux textes par Ann."
    )
    both = tuple(
        model.Evidence(source="s", quote=quote, locator=quote)
        for quote in ("one", "two")
    )
    quoted = replace(bare, evidence=both)
    assert plain(cited_one(FR, replace(corpus, statements=(quoted,)), quoted)) == (
        "T → T : reprise en entier, comparaison des deux textes par Ann (« one » (A, sans date) et "
        "« two » (A, sans date))."
    )


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://www.lesjam.fr/actualites", "lesjam.fr"),
        ("https://lesjam.fr@Example.org:80/", "example.org"),
        ("https://[::1", "Author"),
        ("report.pdf", "Author"),
    ],
)
def test_a_place_is_the_host_of_an_address_or_the_publisher(url, place):
    """A name before the host does not pass for it, and no address stops a report."""
    corpus = make_corpus(sources=(model.Source(id="s1", publisher="author", url=url),))
    assert Context(corpus, EN).place(corpus.source["s1"]) == f"{place}, undated"


def test_what_is_said_of_all_goes_with_a_proposal_without_a_statement(run, corpus):
    """A count of the whole declared number is of this one too; a smaller one is not."""
    total = "about: proposals, says: taken_up, words: explicit, count: {n}, evidence: [{{source: article}}]"
    search = "searches: [{question: Who else?, of: statements, sources: [article], result: None., on: 2026-01-02}]\n"
    nothing = "The one source consulted (as of 2 January 2026) does not mention that “Mend roads” was taken up. To review."
    for n, said in (
        (
            10,
            " According to the League, 10 proposals are taken up (example.org, November 2021). https://example.org/a",
        ),
        (9, ""),
    ):
        said_of_all = f"  - {{{total.format(n=n)}}}\n"
        corpus(links=LINKS.replace(END, said_of_all + search + END))
        assert run("show", "roads", "--cite", "--data", "c").out == f"{nothing}{said}\n"


def test_a_text_of_an_ambiguous_sentence_says_so():
    """On the screen and in the record, beside the text."""
    proposal = model.Proposal(
        id="p", title="T", text="A text.", attribution=model.Attribution.AMBIGUOUS
    )
    corpus = replace(small(quote="Q"), proposals=(proposal,))
    account = Account(Context(corpus, EN))
    (screen,) = record_screens(account, account.item["p"])
    assert (
        "A text. Text described by an ambiguous sentence: it is unclear whose idea it is."
        in markdown(screen)
    )


def test_a_position_beside_a_conclusion_is_said_in_its_own_voice():
    """Not as taken up: its sentence is ambiguous."""
    aside = Statement(about="p", says=Says.OUT_OF_SCOPE, words=Words.COMPARED, by="Ann")
    corpus = small(quote="Q", words="ambiguous")
    corpus = replace(corpus, statements=(*corpus.statements, aside))
    _position, conclusion = cite_item(Context(corpus, FR), corpus.proposals[0])
    assert plain(conclusion.text) == (
        "T : hors champ, conclusion notée par Ann. À savoir : phrase ambiguë d'A."
    )
