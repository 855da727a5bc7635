"""A response is told as acceptance, in the words of the one who answers."""

from dataclasses import replace

import pytest

from jamplan.account.account import Account
from jamplan.account.citations import cite_item
from jamplan.account.context import Context
from jamplan.account.spans import plain
from jamplan.account.totals import told_total
from jamplan.account.vocabulary import language_for
from jamplan.account.whole import headline, headline_sentences
from jamplan.account.whole_citation import whole_citation
from jamplan.corpus import model
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.corpus.views import answer_of
from jamplan.counting.rules import Rule
from jamplan.exports.markdown import markdown
from jamplan.layouts.coverage import coverage_report
from jamplan.layouts.record import record_report
from jamplan.layouts.unadopted import unadopted_report
from tests.conftest import export
from tests.exports.read_back import read_back
from tests.generated import corpus_of, with_parts

ANSWERED = """
actors: [{id: author, name: Inquiry}, {id: other, name: Government}]
sources: [{id: s1, publisher: author}, {id: s2, publisher: other}]
proposals_document: {short_name: Inquiry, publisher: author, language: en}
plan_document: {short_name: Response, publisher: other, source: s2, language: en, date: 2025-01, relation: response}
proposals:
  [{id: r1, number: 1, title: Do 1}, {id: r2, number: 2, title: Do 2}, {id: r3, number: 3, title: Do 3},
   {id: r4, number: 4, title: Do 4, would_change: an answer that agrees}]
measures:
  - {id: A1, number: 1, answers: [r1], title: We answer 1., evidence: [{source: s2, locator: p. 1}]}
  - {id: A2, number: 2, answers: [r2], title: We answer 2., evidence: [{source: s2, locator: p. 2}]}
  - {id: A3, number: 3, answers: [r3], title: We answer 3., evidence: [{source: s2, locator: p. 3}]}
  - {id: A4, number: 4, answers: [r4], title: We answer 4., evidence: [{source: s2, locator: p. 4}]}
statements:
  - {about: r1, says: taken_up, measure: A1, words: explicit, evidence: [{source: s2, quote: Agree.}]}
  - {about: r2, says: in_part, measure: A2, words: explicit, evidence: [{source: s2, quote: Agree in part.}]}
  - {about: r3, says: in_principle, measure: A3, words: explicit, evidence: [{source: s2, quote: Agree in principle.}]}
"""


def answered(**parts):
    """Four proposals of an inquiry, and a government's answer to each; two agree, one in principle."""
    return corpus_of(ANSWERED, **parts)


def beside(*more):
    """The answers, and what else is said."""
    corpus = answered()
    return with_parts(corpus, statements=(*corpus.statements, *more))


TOTAL = Statement(
    about="proposals",
    says=Says.TAKEN_UP,
    words=Words.EXPLICIT,
    count=4,
    evidence=(model.Evidence(source="s2"),),
)


def told(corpus, code="en"):
    return Context(corpus, language_for(corpus, code))


def test_the_headline_counts_acceptances_and_names_who_answers():
    """With what is to review, what the same source says elsewhere, and the outcomes that were found."""
    corpus = beside(TOTAL)
    assert headline(told(corpus)) == (
        "4 proposals. In its response (January 2025), Government accepts 1, 1 in part only and 1 in "
        "principle only. According to Government, 4 proposals were accepted. Accepted is not implemented."
    )
    french = plain(headline_sentences(told(corpus, "fr"))[0])
    assert french == (
        "4 propositions, mesure de janvier 2025\u202f: 1 acceptation, 1 partielle, 1 de principe, 1 à examiner"
    )
    nothing = with_parts(corpus, statements=())
    assert headline(told(nothing)) == "4 proposals: nothing reviewed yet."
    search = model.Search(
        question="What became?",
        of=model.SearchOf.OUTCOMES,
        result="2 of 4 were met (p. 6). No more.",
    )
    text = headline(told(answered(searches=(search,))))
    assert text.endswith(". Accepted is not implemented. 2 of 4 were met (p. 6).")


def test_answers_that_accept_by_implication_or_for_others_are_told_apart():
    """“Supports” is no express acceptance, and what others accept is not the government's."""
    corpus = answered()
    first, *others = corpus.statements
    read = replace(first, words=Words.IMPLICIT, by="Ann")
    implied = told(with_parts(corpus, statements=(read, *others)))
    expected = (
        "In its response (January 2025), Government accepts 1 in part only and 1 in principle only. "
        "Accepted, as read by Ann in a sentence by Government: no. 1. Accepted is not implemented."
    )
    assert headline(implied) == f"4 proposals. {expected}"
    assert str(whole_citation(implied)) == (
        "4 proposals: the authors of this record count 1 read as accepted, 1 in part, 1 in principle, 1 to "
        "review. Accepted is not implemented. In its response (January 2025), Government accepts 1 in part only "
        "and 1 in principle only. Accepted, as read by Ann in a sentence by Government: no. 1. "
        "Proposal 4, neither expressly accepted nor rejected: “We answer 4.”"
    )
    ours = replace(first, evidence=(model.Evidence(source="s1", quote="They agree."),))
    two = told(with_parts(corpus, statements=(ours, *others)))
    assert headline(two) == (
        "4 proposals. In its response (January 2025), Government accepts 1 in part only and 1 in principle "
        "only. Accepted according to Inquiry: no. 1. Accepted is not implemented."
    )


def test_nobody_else_need_confirm_an_answer():
    """The publisher of a response speaks for itself; of a plan that takes up, the caveat stays."""
    corpus = answered()
    (citation,) = cite_item(told(corpus), corpus.proposal["r1"])
    assert citation.text == (
        "Proposal 1, accepted: “Agree.” (Government, undated). Accepted is not implemented; "
        "the words quoted are not in this answer; extent not stated."
    )
    read = replace(corpus.statements[0], words=Words.IMPLICIT)
    implied = with_parts(corpus, statements=(read,))
    (citation,) = cite_item(told(implied), corpus.proposal["r1"])
    assert citation.text == (
        "Proposal 1: the authors of this record read in this sentence by Government that it is accepted: "
        "“Agree.” (undated). Accepted is not implemented; the words quoted are not in this answer; "
        "extent not stated."
    )
    read_so = "Accepted, as read by the authors of this record in a sentence by Government: no. 1."
    assert read_so in headline(told(implied))
    concluded = tuple(
        Statement(about=about, says=Says.NOT_TESTABLE, words=Words.COMPARED, by="Ann")
        for about in ("r3", "r4")
    )
    concluded = told(with_parts(corpus, statements=concluded), "fr")
    (citation,) = cite_item(concluded, corpus.proposal["r4"])
    answer = "mesure 4\u202f: «\u202fWe answer 4\u202f» (Government, sans date, p. 4)."
    assert citation.text.endswith(f"À savoir\u202f: {answer}")
    assert "2 invérifiables" in concluded.status_text()
    plan = replace(corpus.plan_document, relation=model.Relation.TAKEN_UP)
    search = model.Search(
        question="Who?",
        of=model.SearchOf.STATEMENTS,
        on="2026",
        sources=("response",),
        result="Nobody.",
    )
    for searches, caveat in (
        ((), "single source"),
        ((search,), "no other source found says so"),
    ):
        other = told(with_parts(corpus, plan_document=plan, searches=searches))
        assert f"Note: {caveat};" in cite_item(other, corpus.proposal["r1"])[0].text


def test_an_answer_that_nobody_reviewed_is_shown_as_it_is():
    """On every screen that with the same number, unless that number is inferred or not one item's alone."""
    corpus = answered()
    (citation,) = cite_item(told(corpus), corpus.proposal["r4"])
    assert citation.text == (
        "Proposal 4, answer: “We answer 4.” (Government, undated, p. 4). No express acceptance or "
        "rejection: to review."
    )
    agreed = (
        *corpus.measures[:-1],
        replace(corpus.measures[-1], title="Agree. See above."),
    )
    unread = (*corpus.proposals[:-1], replace(corpus.proposals[-1], would_change=None))
    changes = {
        "Agree. See above.": {"measures": agreed},
        "We answer 4.": {"proposals": unread},
    }
    for words, change in changes.items():
        (citation,) = cite_item(
            told(with_parts(corpus, **change)), corpus.proposal["r4"]
        )
        expected = (
            f"Proposal 4, answer: “{words}” (Government, undated, p. 4). To review."
        )
        assert citation.text == expected
    (partial,), (principle,) = (
        cite_item(told(corpus), corpus.proposal[n]) for n in ("r2", "r3")
    )
    assert partial.text.startswith("Proposal 2, accepted in part: “Agree in part.”")
    assert principle.text.startswith(
        "Proposal 3, accepted in principle: “Agree in principle.”"
    )
    assert told(corpus).figures.principle == 1
    set_aside = Statement(
        about="r4", says=Says.NOT_THIS, measure="A4", words=Words.COMPARED
    )
    changed = with_parts(corpus, statements=(set_aside,))
    assert answer_of(changed, changed.proposal["r4"]) is None
    context = told(answered())
    account = Account(context)
    reports = (
        unadopted_report(account),
        coverage_report(account),
        record_report(account, account.item["r4"]),
    )
    words = (
        "Measure 4: “We answer 4.”",
        "We answer 4.",
        "Proposal 4, answer: “We answer 4.”",
    )
    for report, expected in zip(reports, words, strict=True):
        assert expected in markdown(report)


@pytest.mark.parametrize("form", ["md", "html", "docx", "xlsx", "svg"])
def test_a_form_of_a_response_has_the_answer_that_nobody_reviewed_and_never_says_taken_up(
    form,
):
    """Where its item is told, with what it is not: silence."""
    english, french = (
        read_back(
            export(answered(), format=form, lang=code),
            "html" if form == "svg" else form,
        )
        for code in ("en", "fr")
    )
    assert ("taken up" in english.lower(), "reprise" in french.lower()) == (
        False,
        False,
    )
    assert "We answer 4." in english
    assert "Silence is not" not in english
    if form in {"md", "docx"}:
        assert "accepts 1, 1 in part only and 1 in principle only" in english
        assert "1 counted, 1 in part, 1 in principle, 1 to review" in english
    if form == "md":
        counts = "1 accepted, 1 in part, 1 in principle, 1 to review"
        assert f"Measures: {counts}." in english


def test_general_statements_on_a_response_are_told_in_their_own_words():
    """A number as one; else the quote or the note, which is not retold as acceptance."""
    quote = model.Evidence(source="s1", quote="generally fine")
    bare = (model.Evidence(source="s1"),)
    said = replace(TOTAL, count="some", evidence=bare)
    totals = (
        replace(said, count=3, note="Three."),
        replace(said, note="Most of them."),
        replace(said, evidence=(quote,), note="Of all."),
    )
    corpus = beside(*totals)
    assert [plain(told_total(told(corpus), total)) for total in totals] == [
        "According to Inquiry, 3 proposals were accepted. Three.",
        "Inquiry: Most of them.",
        "Inquiry: “generally fine”. Of all.",
    ]
    only = Context(corpus, language_for(corpus, "en"), Rule(whose="author"))
    assert headline(only).startswith(
        "4 proposals, measure of January 2025: 3 according to others, not counted, 1 to review."
    )
