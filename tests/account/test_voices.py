"""Who speaks: every kind of voice beside every other, in every form and both languages."""

import re
from dataclasses import replace

import pytest
from hypothesis import given

from jamplan.account.account import Account
from jamplan.account.citations import cite_item
from jamplan.account.claims import claim_of
from jamplan.account.clauses import readings, status_in_full
from jamplan.account.context import Context
from jamplan.account.items import outcome_in_brief
from jamplan.account.spans import plain
from jamplan.account.vocabulary import language_for
from jamplan.account.whole import by_source, headline, headline_sentences
from jamplan.account.whole_citation import whole_citation
from jamplan.corpus import model
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.counting.claims import try_claim
from jamplan.counting.quantity import read_quantity
from jamplan.counting.rules import Rule, WordsCounted
from jamplan.exports.export import publication
from jamplan.exports.markdown import markdown
from jamplan.exports.picture import svg
from jamplan.language.folding import one_line
from jamplan.layouts.claim import claim_report
from jamplan.layouts.coverage import (
    By,
    coverage_report,
    coverage_screens,
    proposals_table,
)
from jamplan.layouts.record import record_report, record_screens
from jamplan.layouts.unadopted import unadopted_report
from tests.conftest import export, few
from tests.conftest import plain as words
from tests.exports.read_back import read_back
from tests.generated import RULES, corpora, corpus_of, with_parts

VOICES = """
actors:
  - {id: inquiry, name: Inquiry, called: {fr: la mission, en: the inquiry}}
  - {id: ministry, name: Ministry, called: {fr: le ministère, en: the ministry}}
  - {id: courier, name: The Courier, called: {fr: Le Courrier, en: the Courier}}
  - {id: watch, name: Watch, called: {fr: l’Observatoire, en: the Watch}}
sources:
  - {id: answer, publisher: ministry, date: 2024-03, url: "https://x.org/answer"}
  - {id: sequel, publisher: inquiry, date: 2024-06, url: "https://x.org/sequel"}
  - {id: paper, publisher: courier, date: 2024-06-10, url: "https://x.org/paper"}
  - {id: survey, publisher: watch, date: 2025-01, url: "https://x.org/survey"}
proposals_document: {short_name: Inquiry, publisher: inquiry, language: en}
plan_document:
  {short_name: Answer, publisher: ministry, source: answer, language: en, date: 2024-03, relation: RELATION}
proposals:
  [{id: r1, number: 1, title: One}, {id: r2, number: 2, title: Two}, {id: r3, number: 3, title: Three},
   {id: r4, number: 4, title: Four}, {id: r5, number: 5, title: Five}, {id: r6, number: 6, title: Six},
   {id: r7, number: 7, title: Seven}, {id: r8, number: 8, title: Eight}, {id: r9, number: 9, title: Nine}]
measures:
  [{id: A1, number: 1, title: Answer one}, {id: A4, number: 4, title: Answer four},
   {id: A5, number: 5, title: Answer five}]
statements:
  - {about: r1, says: in_full, measure: A1, words: explicit, evidence: [{source: answer, quote: We accept number one.}]}
  - {about: r2, says: refused, words: explicit, evidence: [{source: answer, quote: We refuse number two.}]}
  - {about: r3, says: not_taken_up, words: explicit, evidence: [{source: survey, quote: Number three was left.}]}
  - {about: r4, says: in_full, measure: A4, words: explicit, evidence: [{source: answer, quote: We accept four.}]}
  - {about: r4, says: in_part, measure: A4, words: explicit, evidence: [{source: survey, quote: Only a part of four.}]}
  - {about: r5, says: taken_up, measure: A5, words: explicit, evidence: [{source: sequel, quote: They accepted five.}]}
  - {about: r5, says: refused, measure: A5, words: explicit, evidence: [{source: answer, quote: Five is not retained.}]}
  - {about: r6, says: taken_up, words: implicit, by: R., evidence: [{source: answer, quote: A register will open.}]}
  - {about: r7, says: taken_up, words: explicit, speaker: ministry, evidence: [
      {source: paper, quote: The ministry accepts seven.}]}
  - {about: r8, says: noted, words: explicit, evidence: [{source: answer, quote: We note number eight.}]}
  - {about: r9, says: taken_up, words: compared, by: R.}
"""
REFUSED_FIVE = {
    "en": "disputed: accepted according to the inquiry (June 2024), refused by the ministry (March 2024)",
    "fr": "désaccord : acceptation selon la mission (juin 2024), refus du ministère (mars 2024)",
}


def voices(relation: str = "response", **parts):
    """Nine items, one a kind of voice, and two of which two voices say different things."""
    return corpus_of(VOICES.replace("RELATION", relation), **parts)


def told(corpus, code: str = "en", rule: Rule | None = None) -> Context:
    return Context(corpus, language_for(corpus, code), rule)


def one(context: Context, about: str) -> list[str]:
    """The citations of an item."""
    item = context.corpus.proposal[about]
    return [words(each.text) for each in cite_item(context, item)]


def forms(corpus, code: str):
    """Each form of a corpus, by name, as text in one line."""
    context = told(corpus, code)
    for name in ("md", "html", "docx", "xlsx"):
        data = export(corpus, format=name, lang=code, date="2026-11-24")
        yield name, words(one_line(read_back(data, name)))
    account = Account(context)
    item = account.item["r5"]
    reports = {
        "coverage": coverage_report(account),
        "screen": coverage_screens(account)[0],
        "unadopted": unadopted_report(account),
        "unadopted in brief": unadopted_report(account, brief=True),
        "show": record_report(account, item),
        "show in brief": record_screens(account, item)[0],
    }
    for name, report in reports.items():
        yield name, words(one_line(read_back(markdown(report), "md")))
    yield "show --cite", " ".join(one(context, "r5"))
    yield "coverage --cite", words(whole_citation(context).text)


def test_a_response_counts_each_voice_by_itself():
    """Every item is in one number; what others print, or a reader reads, is no acceptance of its own."""
    (first, *_others) = headline_sentences(told(voices()))
    assert plain(first) == (
        "9 proposals, measure of March 2024: the authors of this record count 1 disputed, 1 accepted, "
        "1 reported by others, 1 interpreted, 1 accepted in part as others report, 1 refused, 1 not accepted according to "
        "others, 1 neither yes nor no, 1 answer not counted"
    )
    (french, *_others) = headline_sentences(told(voices("taken_up"), "fr"))
    assert words(plain(french)) == (
        "9 propositions : les auteurs de ce relevé comptent 1 reprise affirmée, 1 rapportée par d'autres, "
        "1 interprétée, 1 partielle affirmée, 1 désaccord, 1 refus, 1 sans reprise selon d'autres, "
        "1 ni oui ni non"
    )


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_dispute_is_told_with_both_voices_in_every_form(code):
    """Who says yes and who no, with their days; both quotes where the item is told."""
    whole = {"screen", "coverage", "unadopted", "unadopted in brief", "coverage --cite"}
    disputed = words(REFUSED_FIVE[code])
    voices_alone = disputed.partition(": " if code == "en" else " : ")[2]
    for name, text in forms(voices(), code):
        assert (name, voices_alone in text) == (name, True)
        if name not in whole:
            quotes = ("They accepted five.", "Five is not retained.")
            assert (name, [each in text for each in quotes]) == (name, [True, True])


def test_neither_of_two_voices_that_disagree_is_counted():
    """Not under any rule of words; each is under its own voice."""
    corpus = voices()
    for counted in WordsCounted:
        row = told(corpus, rule=Rule(words=counted)).rows["r5"]
        assert row.status == "contested"
    for whose, status in (("inquiry", "adopted"), ("ministry", "refused")):
        assert told(corpus, rule=Rule(whose=whose)).rows["r5"].status == status


@pytest.mark.parametrize(
    ("text", "may", "expected"),
    [
        ("2 refused", True, "Yes: 2 on record: no. 2, refused by the ministry (March 2024); no. 5, "),
        ("none refused", False, "No. Refusals, 2 on record: no. 2, refused by the ministry (March 2024); no. 5, "),
        ("1 refused", True, "Yes: 1 refused; with those that are disputed, 2 on record: no. 2, refused by the ministry (March 2024); no. 5, "),
    ],
)  # fmt: skip
def test_a_refusal_on_record_is_never_denied(text, may, expected):
    """That a take-up stands beside it is told; what others call not taken up is no refusal."""
    corpus = voices()
    tested = try_claim(corpus, read_quantity(text))
    assert tested.may_be_written is may
    (_read, answer, *_others) = claim_report(
        claim_of(corpus, tested, text, told(corpus).language)
    )
    assert plain(answer.content).startswith(f"{expected}{REFUSED_FIVE['en']}")


def test_extents_that_differ_are_told_by_voice():
    """With the status, in both languages."""
    for code, expected in (
        (
            "en",
            "accepted in part as others report (the ministry: in full; the Watch: in part only)",
        ),
        (
            "fr",
            "acceptation partielle rapportée par d'autres (le ministère : en entier ; l'Observatoire : en partie seulement)",
        ),
    ):
        context = told(voices(), code)
        assert words(status_in_full(context, context.rows["r4"])) == expected


def test_each_voice_has_its_sentence():
    """A newspaper's sentence is never printed as the claimant's, nor a reader's as a source's."""
    response, plan = told(voices()), told(voices("taken_up"))
    assert one(response, "r6") == [
        "Proposal 6: R. reads in this sentence by the ministry that it is accepted: “A register will open.” "
        "(x.org, March 2024). Accepted is not implemented; extent not stated."
    ]
    assert one(response, "r7") == [
        "Proposal 7: as the Courier reports, accepted according to the ministry: “The ministry accepts "
        "seven.” (x.org, 10 June 2024). Accepted is not implemented; single source; extent not stated."
    ]
    assert one(response, "r8") == [
        "Proposal 8, neither yes nor no: “We note number eight.” (Ministry, x.org, March 2024)."
    ]
    assert one(response, "r9") == [
        "Proposal 9: accepted, comparison of both texts by R. Note: not counted under this rule; extent "
        "not stated."
    ]
    assert one(plan, "r1") == [
        "According to the ministry, “We accept number one.” (x.org, March 2024). Note: single source."
    ]
    assert one(plan, "r6") == [
        "R. reads in this sentence by the ministry that it is taken up: “A register will open.” (x.org, "
        "March 2024). Note: single source; extent not stated."
    ]
    french = told(voices("taken_up"), "fr")
    assert one(french, "r6") == [
        "R. lit une reprise dans cette phrase du ministère : « A register will open. » (x.org, mars 2024). "
        "À savoir : source unique ; ampleur non précisée."
    ]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"quoted": True}, "The ministry, quoted by the Courier: “The ministry accepts seven.” (x.org, 10 June 2024)."),
        ({"cut_before": True, "cut": True},
         "Seven: as the Courier reports, taken up according to the ministry: “[…] The ministry accepts seven. […]” "
         "(x.org, 10 June 2024)."),
    ],
)  # fmt: skip
def test_words_that_another_prints_are_told_as_printed_by_them(changed, expected):
    """The speaker's own words, or the publisher's on them; and what a quote leaves out before it."""
    corpus = voices("taken_up")
    seven = next(each for each in corpus.statements if each.about == "r7")
    (piece,) = seven.evidence
    printed = replace(seven, evidence=(replace(piece, **changed),))
    (text,) = one(told(with_parts(corpus, statements=(printed,))), "r7")
    assert text.startswith(expected)


def test_an_ambiguous_sentence_is_its_publishers():
    """It does not say whose idea it was; of a response, whether there is an acceptance."""
    for relation, expected in (
        ("taken_up", "Sentence by the ministry that does not say whose idea it was: “"),
        (
            "response",
            "Proposal 6: sentence by the ministry that does not say whether there is an acceptance: “",
        ),
    ):
        corpus = voices(relation)
        six = next(each for each in corpus.statements if each.about == "r6")
        unclear = replace(six, words=Words.AMBIGUOUS)
        (text,) = one(told(with_parts(corpus, statements=(unclear,))), "r6")
        assert text.startswith(expected)


def test_whose_reading_it_is_is_in_the_headline():
    """Without a name it is the authors' of the record, or of who signs it."""
    corpus = voices()
    assert readings(told(corpus)) == ["1 interpreted, by R."]
    unsigned = tuple(replace(each, by=None) for each in corpus.statements)
    nameless = with_parts(corpus, statements=unsigned)
    read = "Accepted, as read by {} in a sentence by the ministry: no. 6."
    assert read.format("the authors of this record") in headline(told(nameless))
    document = replace(nameless.proposals_document, published_by="The Readers")
    signed = replace(nameless, proposals_document=document)
    assert read.format("The Readers") in headline(told(signed))


def source_of(corpus, *statements: Statement) -> str:
    """What the headline says of the sources of these statements."""
    return headline(told(with_parts(corpus, statements=statements)))


def test_a_comparison_changes_nothing_about_the_sources():
    """One publisher is the only one with a colleague's comparison beside it too, for each item as well."""
    corpus = voices("taken_up")
    one_source, compared = corpus.statements[0], corpus.statements[-1]
    alone = "Single source: the ministry."
    assert alone in source_of(corpus, one_source)
    beside = (one_source, compared, replace(compared, about="r1", measure="A1"))
    assert alone in source_of(corpus, *beside)
    context = told(with_parts(corpus, statements=beside))
    assert "Note: single source." in one(context, "r1")[0]
    printed = model.Evidence(source="paper", quote="They accept number one.")
    voice = replace(one_source, speaker="ministry", evidence=(printed,))
    assert "A single voice, in several publications: the ministry." in source_of(
        corpus, one_source, voice
    )
    printed_alone = "Single source: the Courier, on what is said by the ministry."
    assert printed_alone in source_of(corpus, voice)


OUTCOMES = """
  - {about: A1, says: carried_out, words: explicit, date: 2024-12, evidence: [{source: survey, quote: It runs.}]}
  - {about: A1, says: not_carried_out, words: explicit, date: 2024-12, evidence: [{source: sequel, quote: No trace.}]}
  - {about: A4, says: stalled, words: explicit, date: 2025-01, evidence: [{source: survey, quote: It has stopped.}]}
  - {about: A4, says: under_way, words: explicit, date: 2024-06, evidence: [{source: sequel, quote: It is built.}]}
"""


def test_outcomes_have_who_when_and_quote():
    """Two that disagree are told with both voices; a succession in the order of its days."""
    corpus = corpus_of(VOICES.replace("RELATION", "response") + OUTCOMES)
    context = told(corpus)
    assert outcome_in_brief(context, corpus.measure["A1"]) == (
        "disputed: implemented according to the Watch (December 2024), not implemented according to the "
        "inquiry (December 2024)"
    )
    succession = "under way according to the inquiry (June 2024); stalled according to the Watch (January 2025)"
    assert outcome_in_brief(context, corpus.measure["A4"]) == succession
    backwards = with_parts(corpus, statements=tuple(reversed(corpus.statements)))
    assert outcome_in_brief(told(backwards), corpus.measure["A4"]) == succession
    for name in ("html", "xlsx"):
        data = export(corpus, format=name, lang="en", date="2026-11-24")
        text = one_line(read_back(data, name))
        assert "implemented according to the Watch" in text
    account = Account(context)
    full = read_back(markdown(record_report(account, account.item["A1"])), "md")
    for quote in ("“It runs.”", "“No trace.”"):
        assert quote in full


def test_without_a_document_that_answers_nothing_is_said_of_one():
    """No bar, no range, no take-up; what judges say of the list is told."""
    judged = (
        "{about: proposals, says: carried_out, words: explicit, count: 5, "
        "evidence: [{source: survey, quote: five are complete}]}"
    )
    head = VOICES.partition("plan_document")[0]
    items = VOICES.partition("proposals:\n")[2].partition("measures:\n")[0]
    text = f"{head}proposals:\n{items}statements:\n  - {judged}\n"
    corpus = corpus_of(text, plans=())
    for code, expected in (
        (
            "en",
            "9 proposals; no document that answers is on record. According to the Watch, implemented: "
            "5 proposals (January 2025), “five are complete”.",
        ),
        (
            "fr",
            "9 propositions ; aucun document qui répond n'est enregistré. Selon l'Observatoire, mise en œuvre : "
            "5 propositions (janvier 2025), « five are complete ».",
        ),
    ):
        context = told(corpus, code)
        assert words(headline(context)) == expected
        assert context.bar_parts == ()
        for name in ("md", "html", "docx"):
            data = export(corpus, format=name, lang=code, date="2026-11-24")
            text = words(one_line(read_back(data, name)))
            assert words(plain(headline_sentences(context)[0])) in text
        assert b"svg" in svg(publication(corpus, lang=code, date="2026-11-24"))


@given(corpora(several=True), RULES)
@few(4)
def test_every_corpus_is_told_in_every_form(corpus, rule):
    """With no document that answers, or several; no sentence fails or leaves a field unfilled."""
    for code in ("fr", "en"):
        context = told(corpus, code, rule)
        account = Account(context)
        items = (*account.proposals, *account.measures)
        reports = [coverage_report(account), unadopted_report(account)]
        reports += coverage_screens(account)
        reports += [record_report(account, item) for item in items]
        for item in items:
            reports += record_screens(account, item)
        reports += [coverage_report(account, by) for by in By]
        text = "\n".join(markdown(report) for report in reports)
        for form in ("md", "html"):
            data = export(corpus, rule, format=form, lang=code, date="2026-11-24")
            text += read_back(data, form)
        export(corpus, rule, format="docx", lang=code, date="2026-11-24")
        export(corpus, rule, format="xlsx", lang=code, date="2026-11-24")
        export(corpus, rule, format="svg", lang=code, date="2026-11-24")
        # A page has its script in it, with « ${name} » and « \p{M} ».
        assert re.findall(r".{9}(?<![$p])\{[a-z_]+\}", text) == []


@given(corpora(several=True), RULES)
def test_no_refusal_on_record_is_denied(corpus, rule):
    """Whatever stands beside it, and whichever rule is chosen."""
    refused = {
        each.about
        for each in corpus.statements
        if each.is_position and each.says is Says.REFUSED
    }
    tested = try_claim(corpus, read_quantity("none refused"))
    if refused:
        assert not tested.may_be_written
        report = claim_report(
            claim_of(corpus, tested, "none refused", told(corpus, rule=rule).language)
        )
        assert f"Refusals, {len(refused)} on record: " in plain(report[1].content)
    tested = try_claim(corpus, read_quantity(f"{len(refused)} refused"))
    assert refused == set() or tested.may_be_written


def test_what_others_report_of_a_voice_is_no_number_of_its_own():
    """The line by source has its own words alone; the counts by status have a report of them apart."""
    corpus = corpus_of(
        """
proposals: [{id: a, title: A}, {id: b, title: B}, {id: c, title: C}]
measures: [{id: M, title: M}]
statements:
  - {about: a, says: taken_up, measure: M, words: explicit,
     evidence: [{source: s1, quote: we took up a}]}
  - {about: b, says: taken_up, measure: M, words: explicit, speaker: author,
     evidence: [{source: s2, quote: they say that they took up b}]}
  - {about: c, says: taken_up, measure: M, words: explicit, speaker: author,
     evidence: [{source: s2, quote: we took up c, quoted: true}]}
"""
    )
    context = told(corpus)
    assert by_source(context) == "by source, stated, not additive: Author, 2"
    assert context.status_text() == "2 stated to be taken up, 1 reported by others"


def test_several_voices_of_a_row_are_told_apart():
    """A name may have a comma: « the ministry, as read by R. », so voices have a semicolon between."""
    rows = proposals_table(Account(told(voices())), brief=False).rows
    heard = [plain(row.cells[3]) for row in rows]
    assert sorted(heard) == [
        "R.",
        "the Watch",
        "the inquiry; the ministry",
        "the ministry",
        "the ministry",
        "the ministry",
        "the ministry, as read by R.",
        "the ministry, as the Courier reports",
        "the ministry; the Watch",
    ]


def test_the_words_of_others_are_not_shown_as_the_answer():
    """Before a quote of the response is its number; before others' words its title, in full."""
    context = told(voices())
    sentences = {}
    for name in ("r1", "r4", "r5"):
        entry = Account(context).item[name].entry()
        sentences[name] = [plain(each.sentence) for each in entry.statements]
    assert sentences == {
        "r1": ["Accepted in full according to the ministry. Measure 1:"],
        "r4": [
            "Accepted in full according to the ministry. Measure 4:",
            "Accepted in part according to the Watch. Measure 4: Answer four.",
        ],
        "r5": [
            "Accepted according to the inquiry. Measure 5: Answer five.",
            "Refused by the ministry. Measure 5:",
        ],
    }
