"""A list that no document answers: what became of it is told by voice, in every form."""

import pytest

from jamplan.account.account import Account
from jamplan.account.citations import cite_item
from jamplan.account.context import Context, View
from jamplan.account.items import outcome_by_voice
from jamplan.account.vocabulary import language_for
from jamplan.account.whole import headline
from jamplan.account.whole_citation import whole_citation
from jamplan.corpus.views import seen
from jamplan.counting.rules import Rule
from jamplan.exports.markdown import markdown
from jamplan.layouts.coverage import coverage_report, coverage_screens
from jamplan.layouts.record import record_report, record_screens
from jamplan.layouts.unadopted import unadopted_report
from tests.conftest import export, plain
from tests.exports.read_back import read_back
from tests.generated import corpus_of

CALLS = """
actors:
  - {id: youth, name: Youth, called: {en: the Youth, fr: les Jeunes}}
  - {id: council, name: Council, called: {en: the Council, fr: le Conseil}}
  - {id: herald, name: The Herald, called: {en: the Herald, fr: Le Herald}}
sources:
  - {id: list, publisher: youth, date: 2019, title: Four calls, url: "https://x.org/list"}
  - {id: old, publisher: council, date: 2022-03-01, url: "https://x.org/old"}
  - {id: new, publisher: council, date: 2024-03-01, url: "https://x.org/new"}
  - {id: paper, publisher: herald, date: 2024-05-10, url: "https://x.org/paper"}
proposals_document:
  short_name: Four calls
  source: list
  publisher: youth
  language: en
  date: 2019
  labels:
    - {of: item, language: en, one: call, many: calls}
    - {of: item, language: fr, one: appel, many: appels}
proposals:
  [{id: c1, number: 1, title: One}, {id: c2, number: 2, title: Two}, {id: c3, number: 3, title: Three},
   {id: c4, number: 4, title: Four}]
statements:
  - {about: c1, says: carried_out, words: explicit, evidence: [{source: new, quote: One is done.}]}
  - {about: c1, says: carried_out, words: explicit, evidence: [{source: paper, quote: One works.}]}
  - {about: c2, says: carried_out, words: explicit, evidence: [{source: new, quote: Two is done.}]}
  - {about: c2, says: not_carried_out, words: explicit, evidence: [{source: paper, quote: Two is a promise.}]}
  - {about: c3, says: abandoned, words: implicit, by: T. Quill, evidence: [{source: new, quote: No money is left.}],
     objections: [{date: 2024-05-10, text: the Herald saw talks, evidence: [{source: paper, quote: Talks go on.}]}]}
  - {about: proposals, says: carried_out, count: 1, words: explicit, evidence: [{source: old, quote: One is complete.}]}
  - {about: proposals, says: carried_out, count: 2, words: explicit, evidence: [{source: new, quote: Two are complete.}]}
  - {about: proposals, says: carried_out, count: 1, words: explicit, evidence: [{source: paper, quote: "One, we say."}]}
"""


def told(code: str = "en", rule: Rule | None = None) -> Context:
    corpus = corpus_of(CALLS, plans=())
    return Context(corpus, language_for(corpus, code), rule)


def cited(context: Context, about: str) -> list[str]:
    item = context.corpus.proposal[about]
    return [plain(each.text) for each in cite_item(context, item)]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (
            "c1",
            "No. 1, “One”. Implemented according to the Council (1 March 2024): “One is done.” Implemented "
            "according to the Herald (10 May 2024): “One works.”",
        ),
        (
            "c2",
            "No. 2, “Two”. Disputed: implemented according to the Council (1 March 2024): “Two is done.” Not "
            "implemented according to the Herald (10 May 2024): “Two is a promise.”",
        ),
        (
            "c3",
            "No. 3, “Three”. Dropped, as read by T. Quill in a sentence by the Council (1 March 2024): “No money "
            "is left.” But on 10 May 2024, the Herald saw talks.",
        ),
        ("c4", "No. 4, “Four”: outcome not known."),
    ],
)
def test_the_sentence_to_publish_has_each_voice_s_last_word(about, expected):
    """With its quote and day, what speaks against it, and that voices disagree."""
    assert cited(told(), about) == [expected]


def test_nothing_is_said_to_be_unreviewed_that_voices_judge():
    """Not on any screen, nor in any report or export, in either language."""
    for code, words in (
        ("en", ("to review", "taken up")),
        ("fr", ("à examiner", "reprise")),
    ):
        context = told(code)
        account = Account(context)
        reports = [
            coverage_report(account),
            *coverage_screens(account),
            unadopted_report(account),
            unadopted_report(account, brief=True),
        ]
        for item in account.proposals:
            reports += [record_report(account, item), *record_screens(account, item)]
        texts = [markdown(report) for report in reports]
        for form in ("md", "docx", "xlsx"):
            data = export(context.corpus, format=form, lang=code, date="2026-01-01")
            texts.append(read_back(data, form))
        for text in texts:
            assert [word for word in words if word in text.partition("SHA")[0]] == []


@pytest.mark.parametrize("form", ["md", "html", "docx", "xlsx"])
def test_an_export_has_each_outcome_with_quote_and_objection(form):
    """What speaks against a reading goes with it, with its address."""
    data = export(told().corpus, format=form, lang="en", date="2026-01-01")
    text = " ".join(read_back(data, form).split())
    for words in ("“One works.”", "“Two is a promise.”", "the Herald saw talks"):
        assert (words, words in text) == (words, True)
    assert "x.org/paper" in text


def test_what_is_not_done_according_to_all_is_listed():
    """Disputes first, with who says what; what nobody judges is not known."""
    text = markdown(unadopted_report(Account(told()), brief=True))
    assert text == (
        "**Four calls**\n\n"
        "**Not established: disputed: 1; dropped: 1; outcome not known: 1**\n\n"
        "| No. | Call | What became of it |\n"
        "| --- | --- | --- |\n"
        "| 2 | Two | disputed: implemented: the Council; not implemented: the Herald |\n"
        "| 3 | Three | dropped: the Council, as read by T. Quill\u00a0† |\n"
        "| 4 | Four | outcome not known |\n\n"
        "See: `jamplan coverage`, `jamplan unadopted --full`\n"
    )


def test_the_latest_total_of_each_voice_is_told_in_its_own_word():
    """And that they disagree on an item."""
    assert headline(told()) == (
        "4 calls; no document that answers is on record. Disputed: no. 2. According to the Council, implemented: "
        "2 calls (1 March 2024), “Two are complete.” According to the Herald, implemented: 1 call (10 May 2024), “One, "
        "we say.”"
    )
    assert whole_citation(told(), alone=True).text == (
        "4 calls in “Four calls” (Youth, 2019). Implemented: 2 according to the Council (1 March 2024); 1 according "
        "to the Herald (10 May 2024). Disputed: no. 2."
    )


def test_one_voice_alone_is_told_with_whose_it_is():
    """Its last words and totals, and nobody else's."""
    context = told(rule=Rule(whose="herald"))
    assert headline(context) == (
        "4 calls; no document that answers is on record. According to the Herald only. According to the Herald, "
        "implemented: 1 call (10 May 2024), “One, we say.”"
    )
    of = context.corpus.proposal
    assert [outcome_by_voice(context, of[name]) for name in ("c1", "c2", "c3")] == [
        "implemented: the Herald",
        "not implemented: the Herald",
        "outcome not known",
    ]


def test_the_day_of_a_view_is_on_every_screen():
    """In the title, or in the lead."""
    corpus = seen(corpus_of(CALLS, plans=()), as_of="2023")
    context = Context(corpus, language_for(corpus, "en"), view=View(as_of="2023"))
    account = Account(context)
    item = account.item["c1"]
    reports = [
        coverage_screens(account)[0],
        coverage_report(account),
        unadopted_report(account),
        unadopted_report(account, brief=True),
        record_report(account, item),
        record_screens(account, item)[0],
    ]
    texts = [markdown(report) for report in reports]
    day = "As published by the end of 2023 (latest record: 1 March 2022)."
    assert [day in " ".join(text.split()) for text in texts] == [True] * 6
