"""A plan takes up with measures what a response accepts, in one corpus too."""

import re
from dataclasses import replace

import pytest

from jamplan.account.citations import cite_item
from jamplan.account.clauses import stated
from jamplan.account.context import Context, View
from jamplan.account.spans import plain
from jamplan.account.statements import nothing_on_record
from jamplan.account.tallies import rivals
from jamplan.account.totals import told_total
from jamplan.account.vocabulary import language_for
from tests.conftest import export
from tests.generated import corpus_of

CORPUS = """
actors:
  - {id: league, name: League, called: {en: the League, fr: la Ligue}}
  - {id: town, name: Town, called: {en: the town, fr: la ville}}
  - {id: court, name: Court, called: {en: the Court, fr: la Cour}}
sources:
  - {id: own, publisher: league, date: 2022-06-01, url: "https://l.org/a"}
  - {id: answer, publisher: town, date: 2024-02-01, url: "https://t.org/a"}
  - {id: audit, publisher: court, date: 2025-01-30, url: "https://c.org/a"}
proposals_document: {short_name: Demands, publisher: league, language: en}
proposals:
  - {id: p1, number: "1", title: Night buses}
  - {id: p2, number: "2", title: Cycle lanes}
  - {id: p3, number: "3", title: Allotments}
  - {id: p4, number: "4", title: Libraries}
  - {id: p5, number: "5", title: A town archive}
  - {id: p6, number: "6", title: A market hall}
  - {id: p7, number: "7", title: A flood wall}
plans:
  - name: plan
    document: {short_name: plan, relation: taken_up, date: 2022-05-10, publisher: town}
    measures: [{id: M1, number: "1", title: Buses all night}]
  - name: plan-2024
    document:
      short_name: response
      relation: response
      date: 2024-02-01
      publisher: town
      labels:
        - {of: item, language: en, one: answer, many: answers}
        - {of: item, language: fr, one: réponse, many: réponses}
    measures: [{id: N2, number: "2", title: On lanes, answers: [p2]}]
statements:
  - {about: p1, says: taken_up, measure: M1, words: explicit, evidence: [{source: own, quote: Our buses were taken up.}]}
  - {about: p2, says: taken_up, measure: N2, words: explicit, evidence: [{source: answer, quote: We accept this proposal.}]}
  - {about: p3, says: no_match, words: compared, by: Ann, on: 2026-11-20}
  - {about: p4, says: no_match, words: compared, by: Ann, on: 2026-11-20, document: plan}
  - {about: p6, says: not_taken_up, document: plan, words: explicit, evidence: [{source: own, quote: The hall was not taken up.}]}
  - {about: p7, says: not_taken_up, document: plan, words: explicit, evidence: [{source: audit, quote: The wall was not taken up.}]}
  - {about: measures, says: carried_out, document: plan, count: 1, words: explicit, evidence: [{source: audit, quote: One is done.}]}
searches:
  - {question: "Who?", sources: [own, audit], on: 2026-11-23, result: Nobody., about: [p5], of: statements}
"""


def context_in(code) -> Context:
    """A plan that takes up and a response that accepts, in a language."""
    corpus = corpus_of(CORPUS)
    return Context(corpus, language_for(corpus, code))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["taken up according to the League", "accepted according to the town"]),
        ("fr", ["reprise selon la Ligue", "acceptation selon la ville"]),
    ],
)
def test_each_statement_is_in_the_words_of_its_document(code, expected):
    """Also where the latest document is of the other kind."""
    context = context_in(code)
    told = [stated(context, each) for each in context.positions[:2]]
    assert told == expected


def test_what_is_cited_of_a_plan_is_taken_up_and_of_a_response_accepted():
    """That it is accepted, and not carried out, is noted of the response alone."""
    context = context_in("en")
    proposals = context.corpus.proposals[:2]
    told = [cite_item(context, item)[0].text for item in proposals]
    assert told == [
        "Proposal 1, taken up according to the League: “Our buses were taken up.” "
        "(l.org, 1 June 2022). Note: single source; extent not stated.",
        "Proposal 2, accepted: “We accept this proposal.” (Town, t.org, 1 February "
        "2024). Accepted is not implemented; extent not stated.",
    ]


def test_the_measures_of_a_plan_are_no_answers():
    """Nor are those that somebody counts."""
    context = context_in("en")
    names = [context.numbered(measure) for measure in context.corpus.measures]
    assert names == ["Measure 1, plan", "Answer 2, response"]
    (total,) = context.corpus.statements_on["measures"]
    assert plain(told_total(context, total)) == (
        "According to the Court, implemented: 1 measure (30 January 2025), "
        "“One is done.”"
    )


def test_a_conclusion_on_all_answers_names_none_of_them():
    """One that was made in a document is that document's alone."""
    context = context_in("en")
    told = [stated(context, each) for each in context.decided if each.is_conclusion]
    assert told == [
        "no answer found, as concluded by Ann",
        "plan: none found, as concluded by Ann",
    ]


def test_the_latest_record_of_a_day_is_a_sources_and_no_readers():
    """What a reader concludes later was published by nobody."""
    context = replace(context_in("en"), view=View(as_of="2025"))
    assert context.published_by_then == (
        "As published by the end of 2025 (latest record: 30 January 2025)."
    )


def test_what_was_looked_for_is_quoted():
    """A title is no part of the sentence."""
    context = context_in("en")
    p5 = context.corpus.proposal["p5"]
    assert nothing_on_record(context, p5).text == (
        "None of the 2 sources consulted (as of 23 November 2026) mentions that "
        "“A town archive” was taken up. To review."
    )


def test_forms_tell_each_document_in_its_own_words():
    """That each has one source is not told of several: together they have more."""
    data = export(corpus_of(CORPUS), format="md", lang="en", date="2026-12-03")
    told = re.sub(r"\(<.*?>\)|\[\^\d\]", "", data).splitlines()
    assert [line for line in told if line.startswith("- **") and "“" in line] == [
        "- **1 Night buses** → measure 1, plan. Taken up according to the League: "
        "[“Our buses were taken up.”] (l.org, 1 June 2022). Note: single source; "
        "extent not stated.",
        "- **2 Cycle lanes** → answer 2, response. Accepted: [“We accept this "
        "proposal.”] (Town, t.org, 1 February 2024). Note: extent not stated.",
        "- **6 A market hall**. Not taken up according to the League: [“The hall was "
        "not taken up.”] (l.org, 1 June 2022). Note: single source.",
        "- **7 A flood wall**. Not taken up according to the Court: [“The wall was not "
        "taken up.”] (c.org, 30 January 2025). Note: single source.",
        "- **5 A town archive**. None of the 2 sources consulted (as of 23 November "
        "2026) mentions that “A town archive” was taken up.",
    ]
    assert "Answers, plan: 1 stated to be taken up; response: 1 accepted." in data


def test_documents_of_one_name_keep_their_own_words():
    """Nothing makes names of documents differ."""
    corpus = corpus_of(CORPUS.replace("short_name: response", "short_name: plan"))
    context = Context(corpus, language_for(corpus, "en"))
    told = [stated(context, each) for each in context.positions[:2]]
    assert told == [
        "taken up according to the League",
        "accepted according to the town",
    ]
    names = [context.numbered(measure) for measure in corpus.measures]
    assert names == ["Measure 1, plan", "Answer 2, plan"]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            "en",
            (
                "1 accepted, 1 stated to be taken up, 2 not taken up according to "
                "others, 2 with no answer found, 1 to review",
                [
                    "stated to be taken up",
                    "accepted",
                    "not taken up, according to others",
                ],
                ["1 accepted", "1 stated to be taken up"],
            ),
        ),
        (
            "fr",
            (
                "1 acceptation, 1 reprise affirmée, 2 sans reprise selon d’autres, 2 "
                "sans réponse trouvée, 1 à examiner",
                ["reprise affirmée", "acceptation", "pas de reprise, selon d’autres"],
                ["1 acceptation", "1 reprise affirmée"],
            ),
        ),
    ],
)
def test_what_a_plan_takes_up_is_not_counted_as_accepted(code, told):
    """A status of all documents is in the words of those that it is said of."""
    context = context_in(code)
    statuses = [context.status_of(context.rows[item]) for item in ("p1", "p2", "p6")]
    bar = [part.label for part in context.bar_parts if part.status == "stated"]
    assert (context.status_text(), statuses, bar) == told


def test_a_heading_has_something_under_it():
    """Where each proposal has an answer, nothing is left that is not established."""
    answered = """
actors: [{id: town, name: Town}]
sources: [{id: answer, publisher: town, date: 2024-02-01}]
proposals: [{id: p1, number: "1", title: Night buses}]
statements:
  - {about: p1, says: noted, words: explicit, evidence: [{source: answer, quote: We note this proposal.}]}
"""
    told = export(corpus_of(answered), format="md", lang="en", date="2026-12-03")
    headings = [line for line in told.splitlines() if line.startswith("## ")]
    assert headings[:3] == [
        "## 0 stated to be taken up",
        "## 1 neither yes nor no",
        "## Method",
    ]


@pytest.mark.parametrize(
    ("code", "heads"),
    [
        (
            "en",
            [
                "Taken up / accepted (proposals)",
                "Not taken up / not accepted (proposals)",
                "Implemented (measures / answers)",
            ],
        ),
        (
            "fr",
            [
                "Reprise / acceptation (propositions)",
                "Pas de reprise / pas d’acceptation (propositions)",
                "Mise en œuvre (mesures / réponses)",
            ],
        ),
    ],
)
def test_what_voices_count_has_the_words_of_each_document(code, heads):
    """One row has what a voice says of a plan and of a response."""
    told = dict.fromkeys(row.what for row in rivals(context_in(code)))
    assert list(told) == heads
