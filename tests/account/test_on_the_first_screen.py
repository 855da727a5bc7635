"""The first screen and the sentence on the whole: who says so, every exception, what was chosen."""

from dataclasses import replace

import pytest
from hypothesis import given

from jamplan.account.account import Account
from jamplan.account.citations import cite_item
from jamplan.account.context import Context, View
from jamplan.account.items import decision_text
from jamplan.account.spans import SIGNS, plain
from jamplan.account.unknowns import unknowns
from jamplan.account.vocabulary import Sort, Voicing, count_of, language_for
from jamplan.account.whole import headline, scope
from jamplan.account.whole_citation import LONGEST_OF_WHOLE, whole_citation
from jamplan.cli.screen import Screen, render_fitting
from jamplan.corpus import model
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.counting.rules import Rule, WordsCounted
from jamplan.counting.statuses import Status
from jamplan.exports.markdown import markdown
from jamplan.language import language
from jamplan.layouts.coverage import coverage_screens
from jamplan.layouts.unadopted import unadopted_report
from tests.account.test_voices import told, voices
from tests.conftest import plain as words
from tests.generated import corpora, corpus_of, with_parts

SCREEN = Screen(80, 24, colour=False, encoding="utf-8")


def shown(context: Context) -> list[str]:
    """The lines of the first screen at 80 columns."""
    return render_fitting(coverage_screens(Account(context)), SCREEN, 23).split("\n")[
        :-1
    ]


def test_a_screen_of_many_voices_has_bar_and_exceptions():
    """Each exception by number in the lead, then with who is heard in a row, and the rest in one."""
    lines = shown(told(voices()))
    assert len(lines) <= 23
    assert lines[2].startswith(
        "9 proposals. Disputed: no. 5. Refused by the ministry: no. 2."
    )
    rows = [line.split("  ")[0] for line in lines]
    assert [row for row in rows if row in set("123456789")] == list("5238941")
    # Whose reading an answer is, is told above them.
    assert "interpreted, by R." in " ".join(lines)


def refusals(n: int):
    """So many proposals, each refused by the ministry."""
    corpus = voices()
    (refused,) = (each for each in corpus.statements if each.about == "r2")
    proposals = tuple(
        model.Proposal(id=f"p{i}", number=str(i), title=f"P {i}")
        for i in range(1, n + 1)
    )
    statements = tuple(replace(refused, about=each.id) for each in proposals)
    return with_parts(corpus, proposals=proposals, statements=statements)


def test_each_exception_is_named_up_to_five_and_the_others_are_counted():
    """With the command that names them; in short by number."""
    text = headline(told(refusals(5)))
    named = [f"No. {i}: refused by the ministry" in text for i in range(1, 6)]
    assert named == [True] * 5
    text = headline(told(refusals(7)))
    assert "No. 6: refused" not in text
    assert "And 2 refused: jamplan unadopted." in text
    report = markdown(unadopted_report(Account(told(refusals(7))), brief=True, most=4))
    assert "Refused by the ministry: nos. 1, 2, 3, 4 and 5 and 2 others." in report
    assert "| 3 other proposals |" in report


@given(corpora(several=True))
def test_the_sentence_on_the_whole_has_400_characters_at_most(corpus):
    """Before its addresses, in both languages, unless a title or a name alone is longer."""
    for code in ("fr", "en"):
        context = Context(corpus, language_for(corpus, code))
        assert len(whole_citation(context, alone=True).text) <= LONGEST_OF_WHOLE


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        (told(voices()), []),
        (told(voices(), rule=Rule(words=WordsCounted.EXPLICIT)), ["Answers that count: stated only."]),
        (told(voices(), rule=Rule(whose="ministry")), ["According to the ministry only."]),
        (
            replace(told(voices()), view=View(" --plan plan --as-of 2024", "2024", of_one=True)),
            ["As published by the end of 2024 (latest record: January 2025).", "Document: Answer."],
        ),
    ],
)  # fmt: skip
def test_what_was_chosen_is_told_in_every_lead(context, expected):
    """Which rule, whose voice, which document, which day; nothing of what is usual."""
    assert scope(context) == expected
    for told_of in expected:
        assert told_of in headline(context)
        assert told_of in " ".join(" ".join(shown(context)).split())
        assert told_of in markdown(unadopted_report(Account(context), brief=True))


def test_what_others_say_is_no_answer_of_who_is_chosen_that_does_not_count():
    """« 2 selon d'autres, non comptées »: refusals of others are no ambiguous answers."""
    context = told(voices("taken_up"), "fr", Rule(whose="inquiry"))
    assert (
        words(context.status_text(Status.BELOW_RULE))
        == "8 selon d'autres, non comptées"
    )


def test_a_dispute_in_what_is_not_known_names_the_reader():
    """No reading is told as its speaker's word."""
    corpus = voices()
    (five,) = (
        each
        for each in corpus.statements
        if each.about == "r5" and each.says is Says.TAKEN_UP
    )
    read = replace(five, words=Words.IMPLICIT, by="R.")
    statements = tuple(read if each is five else each for each in corpus.statements)
    told_of = unknowns(told(with_parts(corpus, statements=statements)))
    assert (
        "Disputed, no. 5: accepted, as read by R. in a sentence by the inquiry (June 2024), refused by the ministry "
        "(March 2024)." in told_of
    )


def test_a_dispute_is_cited_with_what_complicates_the_other_voice():
    """An objection to a reading goes with it in the sentence on the refusal beside it."""
    corpus = voices()
    (five,) = (
        each
        for each in corpus.statements
        if each.about == "r5" and each.says is Says.TAKEN_UP
    )
    objection = model.Objection(
        date="2023",
        text="it was done before",
        evidence=(model.Evidence(source="survey"),),
    )
    objected = replace(five, objections=(objection,))
    statements = tuple(objected if each is five else each for each in corpus.statements)
    context = told(with_parts(corpus, statements=statements))
    _yes, no = cite_item(context, corpus.proposal["r5"])
    assert "But in 2023, it was done before." in no.text
    assert "https://x.org/survey" in no.addresses


def test_a_reading_of_another_s_sentence_says_whose_refusal_it_is():
    """« X lit dans cette phrase de P un refus de Y »; a newspaper's article is contracted."""
    corpus = voices("taken_up")
    paper = model.Evidence(source="paper", quote="They will not.")
    read = Statement(
        about="r2",
        says=Says.REFUSED,
        words=Words.IMPLICIT,
        by="R.",
        speaker="ministry",
        evidence=(paper,),
    )
    context = told(with_parts(corpus, statements=(read,)), "fr")
    (citation,) = cite_item(context, corpus.proposal["r2"])
    assert words(citation.text).startswith(
        "R. lit un refus du ministère dans cette phrase du Courrier : « They will not. »"
    )


def test_who_agreed_with_a_conclusion_is_told():
    """Beside who concluded; and nobody twice."""
    corpus = corpus_of("proposals: [{id: p, title: P}]")
    record = Statement(
        about="p", says=Says.OUT_OF_SCOPE, words=Words.COMPARED, by="Ann",
        confirmed=(model.Confirmation(by="Bob"),),
    )  # fmt: skip
    context = told(with_parts(corpus, statements=(record,)))
    (citation,) = cite_item(context, corpus.proposal["p"])
    assert citation.text == "P: out of scope, as concluded by Ann, confirmed by Bob."
    assert (
        decision_text(context, record)
        == "p: out of scope, as concluded by Ann, confirmed by Bob."
    )


def test_no_two_statuses_share_a_sign_or_a_colour():
    """In either encoding."""
    for column in zip(*SIGNS.values(), strict=True):
        assert len(set(column)) == len(SIGNS)


def test_a_number_stays_with_its_sign_and_a_quote_within_a_quote_has_other_marks():
    """« N° 10 » is not broken, and marks within others are of the second kind."""
    context = told(refusals(1), "fr")
    (item,) = context.corpus.proposals
    assert context.item_name(item) == "n°\u00a01"
    assert (
        language("fr").nested("«\u202fNous assumons\u202f», dit-elle")
        == "“Nous assumons”, dit-elle"
    )
    assert language("en").nested("“We will”, she says") == "‘We will’, she says"
    reported = Sort(Status.ADOPTED, Voicing.REPORTED)
    assert (
        count_of(told(voices()).language, reported, 2) == "2 accepted as others report"
    )
    assert (
        plain(context.source(context.corpus.source["answer"])) == "Ministry, mars 2024"
    )
