"""A response is told as acceptance, in the words of the one who answers."""

from dataclasses import replace

import pytest

from jamplan.corpus import model
from jamplan.exports.export import export
from jamplan.reports.blocks import plain
from jamplan.reports.citation import cite_item
from jamplan.reports.context import Context
from jamplan.reports.items import answer_of, status_text
from jamplan.reports.labels import language_for
from jamplan.reports.whole import headline, headline_sentences
from tests.exports.read_back import read_back
from tests.generated import make_corpus


def answered(**parts):
    """Four proposals of an inquiry, and a government's answer to each; two agree, one in principle."""
    quotes = ("Agree.", "Agree in part.", "Agree in principle.")
    extents = (model.Extent.UNSTATED, model.Extent.PARTIAL, model.Extent.PRINCIPLE)
    return make_corpus(
        actors=(model.Actor(id="author", name="Inquiry"), model.Actor(id="other", name="Government")),
        sources=(model.Source(id="s1", publisher="author"), model.Source(id="s2", publisher="other")),
        proposals_document=model.Document(short_name="Inquiry", publisher="author", language="en"),
        plan_document=model.Document(
            short_name="Response",
            publisher="other",
            source="s2",
            language="en",
            date="2025-01",
            relation=model.Relation.RESPONSE,
        ),
        proposals=tuple(
            model.Proposal(id=f"r{n}", number=str(n), title=f"Do {n}") for n in range(1, 5)
        ),
        measures=tuple(
            model.Measure(
                id=f"A{n}",
                number=str(n),
                title=f"We answer {n}.",
                evidence=(model.Evidence(source="s2", locator=f"p. {n}"),),
            )
            for n in range(1, 5)
        ),
        links=tuple(
            model.Link(
                proposal=f"r{n}",
                measure=f"A{n}",
                claimed_by="other",
                basis=model.Basis.EXPLICIT,
                extent=extent,
                evidence=(model.Evidence(source="s2", quote=quote),),
            )
            for n, (quote, extent) in enumerate(zip(quotes, extents, strict=True), start=1)
        ),
        **parts,
    )


def told(corpus, code="en"):
    return Context(corpus, language_for(corpus, code))


def test_the_headline_counts_acceptances_and_names_who_answers():
    """With what is to review, and what the same source says elsewhere."""
    corpus = answered(claims=(model.Claim(claimed_by="other", quantity=4),))
    assert headline(told(corpus)) == (
        "4 proposals, measure of January 2025: 1 accepted, 2 accepted in part, 1 to review. "
        "Source: Government, which elsewhere says 4."
    )
    french = plain(headline_sentences(told(corpus, "fr"))[0])
    assert french == (
        "4 propositions, mesure de janvier 2025\u202f: 1 acceptation, 2 acceptations partielles, 1 à examiner"
    )
    nothing = replace(corpus, links=())
    assert headline(told(nothing)) == "4 proposals, measure of January 2025: nothing reviewed yet."


def test_an_acceptance_in_principle_is_named():
    """It counts as a partial one, and its status says what it is."""
    context = told(answered())
    statuses = [status_text(context, row) for row in context.figures.rows]
    assert statuses == ["accepted", "accepted in part", "accepted in principle", "to review"]
    assert context.figures.principle == 1


def test_nobody_else_need_confirm_an_answer():
    """The publisher of a response speaks for itself; of a plan that takes up, the caveat stays."""
    corpus = answered()
    (citation,) = cite_item(told(corpus), corpus.proposal["r1"])
    assert (
        citation.text
        == "According to Government, “Agree.” (Government, undated). Note: extent not stated."
    )
    plan = replace(corpus.plan_document, relation=model.Relation.TAKEN_UP)
    (other,) = cite_item(told(replace(corpus, plan_document=plan)), corpus.proposal["r1"])
    assert "no other source found says so" in other.text


def test_an_answer_that_nobody_reviewed_is_shown_as_it_is():
    """That with the same number, unless a number is inferred or not one item's alone."""
    corpus = answered()
    (citation,) = cite_item(told(corpus), corpus.proposal["r4"])
    assert citation.text == (
        "Answer: “We answer 4.” (p. 4). No express acceptance or rejection: to review."
    )
    last = corpus.measures[-1]
    for measures in (
        (*corpus.measures[:-1], replace(last, number_inferred=True)),
        (*corpus.measures, replace(last, id="B4")),
        corpus.measures[:-1],
    ):
        changed = replace(corpus, measures=measures)
        assert answer_of(told(changed), changed.proposal["r4"]) is None


@pytest.mark.parametrize("form", ["md", "html", "docx", "xlsx"])
def test_no_form_of_a_response_says_taken_up(form):
    """Nor that no other source says so."""
    for code, words in (("en", "taken up"), ("fr", "reprise")):
        text = read_back(export(answered(), format=form, lang=code, date="2026-11-24"), form)
        assert words not in text.lower()
