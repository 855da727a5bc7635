"""Sentences to publish."""

import re
from dataclasses import replace

import pytest

from jamplan.corpus import model
from jamplan.corpus.loading import load, packaged_folder
from jamplan.counting.rules import WordsCounted, Rule
from jamplan.exports.markdown import markdown
from jamplan.language import language
from jamplan.reports.citation import LONGEST, LONGEST_OF_SEVERAL, cite, cite_item
from jamplan.reports.context import Context
from jamplan.reports.coverage import coverage_screens
from jamplan.reports.labels import language_for
from jamplan.reports.record import record_screens
from jamplan.reports.statements import Form, statement
from tests.conftest import LINKS, plain
from tests.generated import corpus_of, make_corpus, with_parts
from tests.reports.test_forms import EXAMPLE

FR, EN = language("fr"), language("en")


def small(quote: str = "", basis: str = "explicit"):
    """One proposal that an actor's source says to be taken up."""
    return corpus_of(f"""
actors: [{{id: a, name: A}}]
sources: [{{id: s, publisher: a}}]
proposals_document: {{short_name: D, publisher: a, language: fr}}
proposals: [{{id: p, title: T}}]
measures: [{{id: M, title: T}}]
links: [{{proposal: p, measure: M, claimed_by: a, basis: {basis}, evidence: [{{source: s, quote: "{quote}"}}]}}]""")


def cited(corpus, item, rule=None, **options) -> str:
    (citation,) = cite_item(Context(corpus, FR, rule), item, **options)
    return plain(citation.text)


def cited_link(words, corpus, link) -> str:
    context = Context(corpus, words)
    return cite(context, statement(context, link, Form.CITATION)).text


def test_how_the_source_says_it_is_in_the_citation(jam):
    """Implicitly, or ambiguously, which a rule may count; on demand with the whole reference."""
    assert cited(jam, jam.proposal["etude-sociologique"]).startswith(
        "Sous-entendu, selon les Jeunes Avec Macron : « les JAM"
    )
    brigade = jam.proposal["brigade-mobile"]
    assert cited(jam, brigade) == (
        "Reprise non comptée, car la phrase est ambiguë : « Ce renforcement inclut la création d'une brigade "
        "mobile départementale spécialisée […] » (Jeunes Avec Macron, lesjam.fr, vers novembre 2021). À savoir : on "
        "ignore de qui vient l'idée ; source unique ; mesure 12, par déduction ; ampleur non précisée."
    )
    counted = cited(jam, brigade, rule=Rule(words=WordsCounted.CLAIMED))
    assert counted.startswith(
        "Selon les Jeunes Avec Macron, de façon ambiguë : « Ce renforcement"
    )
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
    text = cited_link(EN, corpus, corpus.links[0])
    assert f"{clause} […]” (undated)" in text
    assert "Moreover […]" not in text
    assert len(text) <= LONGEST
    amid = small(
        quote=f"the body, which follows the report on all the sluices, {clause}, {clause}"
    )
    assert f"sluices, {clause} […]" in cited_link(EN, amid, amid.links[0])
    corpus = small(quote="they will build the sluices")
    condition = model.Evidence(source="s", quote="subject to the agreement of the town")
    link = replace(corpus.links[0], evidence=(*corpus.links[0].evidence, condition))
    assert (
        "“they will build the sluices […] subject to the agreement of the town” (undated)"
        in cited_link(EN, corpus, link)
    )


def test_all_objections_are_in_the_citation(jam):
    """Two objections have more room, and each has its address."""
    (citation,) = cite_item(Context(jam, FR), jam.proposal["etude-sociologique"])
    link = jam.links_of_proposal["etude-sociologique"][0]
    assert len(link.objections) == 2
    for objection in link.objections:
        assert objection.text.rstrip(".") in citation.text
        for piece in objection.evidence:
            assert jam.source[piece.source].url in citation.addresses
    assert LONGEST < len(citation.text) <= LONGEST_OF_SEVERAL


def test_words_that_another_than_the_claimant_wrote_are_said_to_be_theirs():
    """A newspaper's sentence on what an actor says is the newspaper's."""
    corpus = small(quote="A le dit")
    paper = model.Actor(id="b", name="B")
    source = replace(
        corpus.sources[0], publisher="b", url="https://b.example/1", date="2021"
    )
    corpus = with_parts(corpus, actors=(*corpus.actors, paper), sources=(source,))
    assert "Selon A, « A le dit » (B, b.example, 2021)." in cited(
        corpus, corpus.proposals[0]
    )


@pytest.mark.parametrize("folder", [packaged_folder(), EXAMPLE])
def test_no_citation_loses_a_caveat(folder):
    """In full or in fewer words, as many in both languages; only objections weigh more."""
    corpus = load(folder)
    contexts = [Context(corpus, language_for(corpus, code)) for code in ("fr", "en")]
    for link in corpus.links:
        counts = set()
        for context in contexts:
            told = statement(context, link, Form.CITATION)
            text = cite(context, told).text
            notes = re.split(r"\s?; ", text.rsplit(")", 1)[1])
            assert len(text) <= LONGEST_OF_SEVERAL
            assert told.objections or len(notes) >= len(told.caveats) + bool(
                told.acceptance
            ), text
            counts.add(len(notes))
        assert len(counts) == 1, link


VERDICTS = ("pas de reprise trouvée", "refus", "hors champ", "invérifiable")


@pytest.mark.parametrize(
    ("kind", "words"), [*zip(model.VerdictKind, VERDICTS, strict=True)]
)
def test_a_verdict_is_cited(kind, words):
    """With its claimant, and with what it rests on."""
    verdict = model.Verdict(
        proposal="p",
        verdict=kind,
        claimed_by="a",
        evidence=(model.Evidence(source="s"),),
    )
    corpus = replace(small(), links=(), verdicts=(verdict,))
    assert cited(corpus, corpus.proposals[0]) == f"T : {words}, selon A (sans date)."


def test_a_compared_link_and_one_without_evidence_are_cited():
    """A person's own reading is said to be one; a missing source is said to be missing."""
    corpus = small(basis="compared")
    bare = replace(corpus.links[0], evidence=(), extent=model.Extent.FULL)
    assert plain(cited_link(FR, corpus, bare)) == (
        "T → T : comparaison des textes, selon A. À savoir : aucune source à l'appui."
    )
    both = tuple(
        model.Evidence(source="s", quote=quote, locator=quote)
        for quote in ("one", "two")
    )
    assert plain(cited_link(FR, corpus, replace(bare, evidence=both))) == (
        "Comparaison des textes, selon A : « one » (A, sans date) et « two » (A, sans date)."
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
    claim = "\nclaims:\n  - {{claimed_by: league, quantity: {n}, evidence: [{{source: article}}]}}\n"
    search = "searches: [{question: Who else?, of: statements, sources: [article], result: None., on: 2026-01-02}]\n"
    nothing = "The one source consulted (as of 2 January 2026) does not mention Mend roads being taken up. To review."
    for n, said in (
        (
            10,
            " According to the League, 10 proposals are taken up (example.org, November 2021). https://example.org/a",
        ),
        (9, ""),
    ):
        corpus(links=LINKS + claim.format(n=n) + search)
        assert run("show", "roads", "--cite", "--data", "c").out == f"{nothing}{said}\n"


def test_a_text_of_an_ambiguous_sentence_says_so():
    """On the screen and in the record, beside the text."""
    proposal = model.Proposal(
        id="p", title="T", text="A text.", attribution=model.Attribution.AMBIGUOUS
    )
    corpus = replace(small(quote="Q"), proposals=(proposal,))
    (screen,) = record_screens(Context(corpus, EN), proposal)
    assert (
        "A text. Text described by an ambiguous sentence: it is unclear whose idea it is."
        in markdown(screen)
    )


def test_a_statement_beside_a_conclusion_is_said_in_its_own_strength():
    """Not as taken up; and the first screen keeps its table beside the contradiction."""
    verdict = model.Verdict(
        proposal="p", verdict=model.VerdictKind.OUT_OF_SCOPE, claimed_by="a"
    )
    corpus = replace(small(quote="Q", basis="ambiguous"), verdicts=(verdict,))
    _statement, conclusion = cite_item(Context(corpus, FR), corpus.proposals[0])
    assert plain(conclusion.text) == (
        "T : hors champ, selon A. À savoir : aucune source à l'appui ; phrase ambiguë, que ce bilan ne "
        "compte pas (source : A)."
    )
    first, *_others = coverage_screens(Context(corpus, EN))
    told = markdown(first)
    both = "a statement (measure T) and a conclusion (out of scope, according to A)."
    assert f"Contradiction on “T”: {both}" in told
    assert "| Proposal |" in told
