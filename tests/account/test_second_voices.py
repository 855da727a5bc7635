"""What a second voice, reader or document must not lose, and whose words must not be another's."""

from dataclasses import replace

import pytest

from jamplan.account.account import Account
from jamplan.account.citations import cite_item
from jamplan.account.claim_counts import Said, printed
from jamplan.account.clauses import readings
from jamplan.account.context import Context
from jamplan.account.spans import plain
from jamplan.account.unknowns import undecided
from jamplan.account.vocabulary import language_for
from jamplan.account.whole import headline
from jamplan.account.whole_citation import whole_citation
from jamplan.exports.markdown import markdown
from jamplan.layouts.coverage import coverage_screens
from jamplan.layouts.unadopted import unadopted_report
from tests.conftest import plain as words
from tests.exports.read_back import read_back
from tests.generated import corpus_of, with_parts

CORPUS = """
actors:
  - {id: inquiry, name: Inquiry, called: {en: the inquiry, fr: la mission}}
  - {id: town, name: Town, called: {en: the town, fr: la ville}}
  - {id: city, name: City, called: {en: the city, fr: la métropole}}
  - {id: paper, name: Paper, called: {en: the paper, fr: le journal}}
sources:
  - {id: first, publisher: town, date: 2021, url: "https://t.org/a"}
  - {id: second, publisher: city, date: 2024, url: "https://c.org/a"}
  - {id: news, publisher: paper, date: 2022, url: "https://p.org/a"}
  - {id: late, publisher: paper, date: 2025, url: "https://p.org/b"}
proposals_document: {short_name: Report, publisher: inquiry, language: en}
proposals:
  - {id: p1, number: "1", title: One}
  - {id: p2, number: "2", title: Two}
  - {id: p3, number: "3", title: Three}
  - {id: p4, number: "4", title: Four}
  - {id: p5, number: "5", title: Five}
plans:
  - name: plan
    document: {short_name: first answer, relation: response, date: 2021, publisher: town}
    measures:
      - {id: A1, number: "1", title: Response 1, answers: [p1], evidence: [{source: first}]}
      - {id: A3, number: "3", title: Response 3, text: Boats have two signs., answers: [p3], evidence: [{source: first}]}
      - {id: A4, number: "4", title: Response 4, text: The wreck was moved., answers: [p4], evidence: [{source: first}]}
  - name: plan-2024
    document: {short_name: second answer, relation: response, date: 2024, publisher: city}
    measures:
      - {id: B3, number: "3", title: Response 3, text: Boats have three signs., answers: [p3], evidence: [{source: second}]}
statements:
  - {about: p1, says: in_principle, measure: A1, words: implicit, by: Ann, evidence: [{source: first, quote: We will look at one.}]}
  - {about: p1, says: in_full, measure: A1, words: explicit, evidence: [{source: news, quote: One was accepted in full.}]}
  - {about: p2, says: taken_up, words: implicit, by: Ann, document: plan, evidence: [{source: first, quote: Two will be paid for.}],
     objections: [{date: 2020, text: the town paid already, by: Bo, evidence: [{source: news}]}]}
  - {about: p2, says: refused, words: explicit, document: plan, evidence: [{source: first, quote: We refuse two here.}]}
  - {about: p4, says: no_match, words: compared, by: Ann, document: plan, note: It speaks of another boat.}
  - {about: p5, says: taken_up, words: implicit, by: Ann, document: plan, evidence: [{source: first, quote: Five will be done.}]}
  - {about: p5, says: taken_up, words: implicit, by: Bo, document: plan-2024, evidence: [{source: second, quote: Five goes on.}]}
  - {about: p5, says: under_way, words: explicit, evidence: [{source: first, quote: Five has begun.}], date: 2022}
  - {about: p5, says: not_carried_out, words: explicit, evidence: [{source: late, quote: Five was never built.}]}
  - {about: proposals, says: taken_up, count: 2, words: explicit, evidence: [{source: news, quote: Two were accepted.}]}
"""


@pytest.fixture
def context():
    """Two answers, a newspaper between, two readers, and a newspaper's own total."""
    corpus = corpus_of(CORPUS)
    return Context(corpus, language_for(corpus, "en"))


def cited(context: Context, name: str) -> list[str]:
    """The sentences to publish on an item."""
    item = context.corpus.proposal[name]
    return [words(each.text) for each in cite_item(context, item)]


def test_what_others_say_or_readers_read_is_no_count_of_a_response(context):
    """The record counts it; a response that says all of it itself counts it."""
    counts = words(plain(Account(context).whole.headline[0]))
    assert counts.startswith("5 proposals; first answer; second answer: the authors")
    own = """
actors: [{id: town, name: Town}]
sources: [{id: first, publisher: town, date: 2021}]
proposals_document: {short_name: Report}
proposals: [{id: p1, number: "1", title: One}]
plan_document: {short_name: Answer, relation: response, publisher: town}
statements:
  - {about: p1, says: taken_up, words: explicit, evidence: [{source: first, quote: We accept number one.}]}
"""
    corpus = corpus_of(own)
    alone = Context(corpus, language_for(corpus, "en"))
    assert words(plain(Account(alone).whole.headline[0])) == "1 proposal: 1 accepted"


def test_an_extent_that_nobody_gives_is_not_told(context):
    """In principle by one and in full by another is not in part."""
    row = context.rows["p1"]
    assert context.status_of(row) == "read as accepted in principle"
    # What all voices call in principle is a number of its own.
    assert context.figures.principle == 0


def test_what_speaks_against_a_reading_is_not_told_of_the_refusal_beside_it(context):
    """It follows the reading, with who noted it, before the opposite."""
    (reading,) = (each for each in cited(context, "p2") if "Ann reads" in each)
    against = "But in 2020, the town paid already (noted by Bo)."
    opposite = "Refused by the town: “We refuse two here.”"
    assert 0 < reading.index(against) < reading.index(opposite)


def test_the_answers_of_all_documents_are_quoted(context):
    """By their words, not by a title that is a number, each with its document."""
    account = Account(context)
    assert words(account.item["p3"].answers_quoted) == (
        "Measure 3, first answer: “Boats have two signs.”; "
        "Measure 3, second answer: “Boats have three signs.”"
    )
    (sentence,) = cited(context, "p3")
    assert sentence == (
        "Proposal 3, answer: “Boats have two signs.” (Town, t.org, 2021). "
        "Proposal 3, answer: “Boats have three signs.” (City, c.org, 2024). To review."
    )
    told = words(read_back_of(unadopted_report(account)))
    assert "Measure 3, first answer: “Boats have two signs.”" in told


def read_back_of(report) -> str:
    """A report as text in one line."""
    return " ".join(read_back(markdown(report), "md").split())


def test_a_conclusion_has_its_document_its_reader_and_the_answer_that_it_rejects(
    context,
):
    """A note of the reader is signed, and what was answered is told with where and when."""
    (sentence,) = cited(context, "p4")
    assert "first answer: no answer found, as concluded by Ann" in sentence
    answer = "measure 4, first answer: “The wreck was moved” (Town, t.org, 2021)"
    assert answer in sentence
    (statement,) = Account(context).item["p4"].statements
    assert words(plain(statement.further[0])) == "Ann: It speaks of another boat."


def test_a_total_of_another_voice_is_told_even_if_it_is_the_counted_number(context):
    """It need not be of the same items."""
    adopted = context.figures.adopted
    statements = tuple(
        replace(each, count=adopted) if each.is_total else each
        for each in context.corpus.statements
    )
    corpus = with_parts(context.corpus, statements=statements)
    told = words(headline(Context(corpus, language_for(corpus, "en"))))
    assert "According to the paper, 1 proposal was accepted" in told


def test_voices_that_say_different_things_are_all_told_in_brief(context):
    """Under way, then not implemented: a succession, no dispute, and two voices."""
    account = Account(context)
    last = [
        words(plain(each.sentence))
        for each in account.item["p5"].last_words(brief=True)
    ]
    assert last == [
        "Under way according to the town (2022): “Five has begun.”",
        "Not implemented according to the paper (2025): “Five was never built.”",
    ]
    assert account.item["p5"].last_states == (
        "under way according to the town (2022); not implemented according to the paper (2025)",
    )


def test_what_two_readers_read_alike_is_one_item(context):
    """Both are named, and the number is that of the counts."""
    assert "1 interpreted, by Ann and Bo." in readings(context)


def test_a_mark_is_explained_where_it_is_seen(context):
    """On a screen with a row that has it, and on no other one."""
    account = Account(context)
    for screen in coverage_screens(account):
        text = read_back_of(screen)
        rows, sign, _commands = text.rpartition("† complication:")
        assert ("†" in rows) == bool(sign)


def test_a_quote_is_not_cut_before_who_said_it():
    """« dit-on » takes a sentence out of its speaker's mouth."""
    long = "Le gouvernement accepte la recommandation sur la formation " + (
        "et sur tout ce que la commission demandait à ce sujet depuis des années " * 3
    )
    corpus = corpus_of(
        f"""
actors: [{{id: town, name: Ville}}, {{id: paper, name: Journal}}]
sources: [{{id: news, publisher: paper, date: 2022}}]
proposals_document: {{short_name: Rapport, language: fr}}
proposals: [{{id: p1, number: "1", title: Un}}]
plan_document: {{short_name: Réponse, relation: response, publisher: town, language: fr}}
statements:
  - {{about: p1, says: taken_up, words: explicit, speaker: town, evidence: [
      {{source: news, quote: "{long.strip()}, dit-on à son cabinet."}}]}}
"""
    )
    context = Context(corpus, language_for(corpus, "fr"))
    (citation,) = cite_item(context, corpus.proposal["p1"])
    assert "dit-on à son cabinet" in citation.text


def test_refusals_keep_their_speakers_in_the_sentence_to_publish():
    """However many exceptions there are: a report on a refusal is no refusal's own words."""
    refusals = "".join(
        f"""
  - {{about: p{n}, says: refused, words: explicit, speaker: town, evidence: [
      {{source: news, quote: The town refuses number {n}.}}]}}"""
        for n in range(1, 10)
    )
    proposals = "".join(
        f"""
  - {{id: p{n}, number: "{n}", title: Number {n}}}"""
        for n in range(1, 30)
    )
    corpus = corpus_of(f"""
actors: [{{id: town, name: Town}}, {{id: paper, name: Paper}}]
sources: [{{id: news, publisher: paper, date: 2022}}]
proposals_document: {{short_name: Report}}
proposals: {proposals}
plan_document: {{short_name: Answer, relation: response, publisher: town}}
statements: {refusals}
""")
    context = Context(corpus, language_for(corpus, "en"))
    assert "Refused by Town, as Paper reports" in words(whole_citation(context).text)


def test_what_is_undecided_is_listed_where_no_bar_has_it(context):
    """Beside a bar, other conclusions are a number."""
    assert undecided(context) == (
        "1 counted, 1 read as accepted in principle, 1 with no answer found, 2 "
        "undecided (1 disputed, 1 to review): no percentage possible."
    )
    assert undecided(context, brief=True) == (
        "1 counted, 2 with another conclusion, 2 undecided: no percentage possible."
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Said.CARRIED_OUT, "implemented: 0"),
        (Said.CONTESTED, "1 disputed"),
        (Said.COUNTED, ""),
    ],
)
def test_how_many_there_are_of_what_a_sentence_counts(context, said, expected):
    """Outcomes and statuses; nothing of what a rule counts."""
    assert printed(context, said, "none") == expected
