"""What happened to an item, by day: each statement once, in order, with who says it."""

import pytest
from hypothesis import given

from jamplan.account.account import Account
from jamplan.account.context import Context
from jamplan.account.spans import plain
from jamplan.account.timeline import records_on, timeline_of
from jamplan.account.vocabulary import language_for
from jamplan.exports.markdown import markdown
from jamplan.layouts.record import record_report, record_screens
from tests.account.test_calls_that_others_judge import told
from tests.conftest import export
from tests.exports.read_back import read_back
from tests.generated import RULES, corpora


def events(about: str, code: str = "en") -> list[tuple[str, ...]]:
    """When, what, who and which words, of each event."""
    context = told(code)
    timeline = timeline_of(context, context.corpus.proposal[about])
    rows = []
    for event in timeline.events:
        words = " ".join(map(plain, event.words))
        rows.append((event.when, event.what, plain(event.who), words))
    return rows


def test_a_disputed_item_has_both_voices_in_order():
    """Each with its day and words, after the document that has the item."""
    assert events("c2") == [
        ("2019", "Call 2", "Four calls", ""),
        ("1 Mar 2024", "implemented", "the Council", "“Two is done.”"),
        ("10 May 2024", "not implemented", "the Herald", "“Two is a promise.”"),
    ]
    assert events("c2", "fr")[1:] == [
        (
            "1ᵉʳ mars 2024",
            "mise en œuvre",
            "le Conseil",
            "«\u202fTwo is done.\u202f»",
        ),
        (
            "10 mai 2024",
            "pas de mise en œuvre",
            "Le Herald",
            "«\u202fTwo is a promise.\u202f»",
        ),
    ]


def test_what_complicates_a_reading_goes_with_it():
    """In the same row, with who reads it."""
    account = Account(told())
    text = markdown(record_screens(account, account.item["c3"])[0])
    assert (
        "| 1 Mar 2024 | dropped | the Council, as read by T. Quill: “No money is left.” "
        "But on 10 May 2024, the Herald saw talks. |"
    ) in text


@given(corpora(several=True), RULES)
def test_a_timeline_is_ordered_and_loses_no_statement(corpus, rule):
    """The law: each position, conclusion and outcome on a proposal once; what is undated comes last."""
    context = Context(corpus, language_for(corpus, "en"), rule)
    for proposal in corpus.proposals:
        on_it = [
            each
            for each in corpus.statements_on.get(proposal.id, ())
            if each.is_position or each.is_conclusion or each.is_outcome
        ]
        records = [id(each) for each in records_on(context, proposal)]
        assert [records.count(id(each)) for each in on_it] == [1] * len(on_it)
        timeline = timeline_of(context, proposal)
        days = [event.day or "9999" for event in timeline.events]
        said = [event for event in timeline.events if event.is_statement]
        assert len(said) == len(records)
        of_statements = [event.day or "9999" for event in said]
        assert of_statements == sorted(of_statements)
        assert len(days) > len(records)


@pytest.mark.parametrize("form", ["md", "html", "docx", "xlsx", "show", "brief"])
def test_two_outcomes_that_disagree_are_in_every_form(form):
    """Both voices, and both days."""
    account = Account(told())
    item = account.item["c2"]
    if form == "show":
        text = markdown(record_report(account, item))
    elif form == "brief":
        text = markdown(record_screens(account, item)[0])
    else:
        corpus = told().corpus
        data = export(corpus, format=form, lang="en", date="2026-01-01")
        text = " ".join(read_back(data, form).split())
    days = ("1 March 2024", "10 May 2024")
    if form == "brief":
        days = ("1 Mar 2024", "10 May 2024")
    for words in ("the Council", "the Herald", *days):
        assert (words, words in text) == (words, True)
