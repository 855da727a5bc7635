"""A response is told as acceptance, in the words of the one who answers."""

from dataclasses import replace

import pytest

from jamplan.corpus import model
from jamplan.counting.rules import Rule
from jamplan.exports.export import export
from jamplan.exports.markdown import markdown
from jamplan.reports.blocks import plain
from jamplan.reports.citation import cite_item
from jamplan.reports.context import Context
from jamplan.reports.coverage import coverage_report
from jamplan.reports.items import answer_of, status_text
from jamplan.reports.labels import language_for
from jamplan.reports.record import record_report
from jamplan.reports.unadopted import unadopted_report
from jamplan.reports.whole import headline, headline_sentences, told_claim
from tests.exports.read_back import read_back
from tests.generated import make_corpus


def answered(**parts):
    """Four proposals of an inquiry, and a government's answer to each; two agree, one in principle."""
    plan = {"short_name": "Response", "publisher": "other", "source": "s2", "language": "en"}
    shared = {"claimed_by": "other", "basis": model.Basis.EXPLICIT}
    quotes = {
        "Agree.": model.Extent.UNSTATED,
        "Agree in part.": model.Extent.PARTIAL,
        "Agree in principle.": model.Extent.PRINCIPLE,
    }

    def said(**words):
        return (model.Evidence(source="s2", **words),)

    return make_corpus(
        actors=(model.Actor(id="author", name="Inquiry"), model.Actor(id="other", name="Government")),
        sources=(model.Source(id="s1", publisher="author"), model.Source(id="s2", publisher="other")),
        proposals_document=model.Document(short_name="Inquiry", publisher="author", language="en"),
        plan_document=model.Document(**plan, date="2025-01", relation=model.Relation.RESPONSE),
        proposals=tuple(
            model.Proposal(id=f"r{n}", number=str(n), title=f"Do {n}") for n in range(1, 5)
        ),
        measures=tuple(
            model.Measure(
                id=f"A{n}", number=str(n), title=f"We answer {n}.", evidence=said(locator=f"p. {n}")
            )
            for n in range(1, 5)
        ),
        links=tuple(
            model.Link(
                proposal=f"r{n}", measure=f"A{n}", **shared, extent=extent, evidence=said(quote=quote)
            )
            for n, (quote, extent) in enumerate(quotes.items(), start=1)
        ),
        **parts,
    )


def told(corpus, code="en"):
    return Context(corpus, language_for(corpus, code))


def test_the_headline_counts_acceptances_and_names_who_answers():
    """With what is to review, what the same source says elsewhere, and the outcomes that were found."""
    corpus = answered(claims=(model.Claim(claimed_by="other", quantity=4),))
    assert headline(told(corpus)) == (
        "4 proposals, measure of January 2025: 1 accepted, 2 accepted in part, 1 to review. "
        "Source: Government, which elsewhere says 4. Accepted does not mean carried out."
    )
    french = plain(headline_sentences(told(corpus, "fr"))[0])
    assert french == (
        "4 propositions, mesure de janvier 2025\u202f: 1 acceptation, 2 acceptations partielles, 1 à examiner"
    )
    nothing = replace(corpus, links=())
    assert headline(told(nothing)) == (
        "4 proposals: nothing reviewed yet. No answer on record; that rules none out."
    )
    search = model.Search(
        question="What became?", of=model.SearchOf.OUTCOMES, result="2 of 4 were met (p. 6). No more."
    )
    text = headline(told(answered(searches=(search,))))
    assert text.endswith(". Accepted does not mean carried out. 2 of 4 were met (p. 6).")


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
    assert citation.text == (
        "Proposal 1, accepted: “Agree.” (Government, undated). Accepted does not mean carried out. "
        "Note: extent not stated."
    )
    plan = replace(corpus.plan_document, relation=model.Relation.TAKEN_UP)
    search = model.Search(
        question="Who?",
        of=model.SearchOf.STATEMENTS,
        on="2026",
        sources=("response",),
        result="Nobody.",
    )
    for searches, caveat in (((), "single source"), ((search,), "no other source found says so")):
        other = told(replace(corpus, plan_document=plan, searches=searches))
        assert f"Note: {caveat};" in cite_item(other, corpus.proposal["r1"])[0].text


def test_an_answer_that_nobody_reviewed_is_shown_as_it_is():
    """On every screen that with the same number, unless that number is inferred or not one item's alone."""
    corpus = answered()
    (citation,) = cite_item(told(corpus), corpus.proposal["r4"])
    assert citation.text == (
        "Proposal 4, answer: “We answer 4.” (Government, undated, p. 4). No express acceptance or "
        "rejection: to review."
    )
    assert cite_item(told(corpus), corpus.measure["A4"]) == [citation]
    (partial,), (principle,) = (cite_item(told(corpus), corpus.proposal[n]) for n in ("r2", "r3"))
    assert partial.text.startswith("Proposal 2, accepted in part: “Agree in part.”")
    assert principle.text.startswith("Proposal 3, accepted in principle: “Agree in principle.”")
    last = corpus.measures[-1]
    for measures in (
        (*corpus.measures[:-1], replace(last, number_inferred=True)),
        (*corpus.measures, replace(last, id="B4")),
        corpus.measures[:-1],
    ):
        changed = replace(corpus, measures=measures)
        assert answer_of(told(changed), changed.proposal["r4"]) is None
    context = told(answered())
    reports = (
        unadopted_report(context),
        coverage_report(context),
        record_report(context, context.corpus.proposal["r4"]),
        record_report(context, context.corpus.measure["A4"]),
    )
    words = ("Measure 4: “We answer 4.”", "We answer 4.", *["Proposal 4, answer: “We answer 4.”"] * 2)
    for report, expected in zip(reports, words, strict=True):
        assert expected in markdown(report)


@pytest.mark.parametrize("form", ["md", "html", "docx", "xlsx", "svg"])
def test_a_form_of_a_response_has_the_answer_that_nobody_reviewed_and_never_says_taken_up(form):
    """Where its item is told, with what it is not: silence."""
    english, french = (
        read_back(export(answered(), format=form, lang=code), "html" if form == "svg" else form)
        for code in ("en", "fr")
    )
    assert ("taken up" in english.lower(), "reprise" in french.lower()) == (False, False)
    assert "We answer 4." in english
    assert "Silence is not" not in english
    if form in {"md", "docx"}:
        assert "Accepted (1)" in english
        assert "Accepted in part (2)" in english
    if form == "md":
        assert "Measures: 1 accepted, 2 accepted in part, 1 to review." in english


def test_general_statements_on_a_response_are_told_in_their_own_words():
    """A number as one; else the quote or the note, which is not retold as acceptance."""
    quote = model.Evidence(source="s1", quote="generally fine")
    claims = (
        model.Claim(claimed_by="author", quantity=3, note="Three."),
        model.Claim(claimed_by="author", quantity=None, note="Most of them."),
        model.Claim(claimed_by="author", quantity=None, evidence=(quote,), note="Of all."),
    )
    corpus = answered(claims=claims)
    assert [plain(told_claim(told(corpus), claim)) for claim in claims] == [
        "According to Inquiry, 3 proposals were accepted. Three.",
        "Inquiry: Most of them.",
        "Inquiry: “generally fine”. Of all.",
    ]
    only = Context(corpus, language_for(corpus, "en"), Rule(claimed_by="author"))
    assert headline(only).startswith(
        "4 proposals, no acceptance on record comes from Inquiry. According to Inquiry, 3 proposals "
        "were accepted."
    )
