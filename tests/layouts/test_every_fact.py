"""Every fact of the account is in every form, or in the table of what a form leaves out."""

import json
import re
from pathlib import Path

import pytest

from jamplan.account.account import Account
from jamplan.account.context import Context
from jamplan.account.spans import plain
from jamplan.account.vocabulary import language_for
from jamplan.corpus.loading import load, packaged_folder
from jamplan.exports.markdown import markdown
from jamplan.language.folding import one_line
from jamplan.layouts.coverage import coverage_report
from jamplan.layouts.omissions import OMITTED, is_shown
from jamplan.layouts.record import record_report
from tests.account.test_second_voices import CORPUS
from tests.account.test_voices import voices
from tests.conftest import export
from tests.exports.read_back import read_back
from tests.generated import corpus_of

EXAMPLES = Path(__file__).parents[2] / "examples"
CORPORA = {
    "shipped": lambda: load(packaged_folder()),
    "a response": lambda: load(EXAMPLES / "ai-opportunities"),
    "judges": lambda: load(EXAMPLES / "calls-to-action"),
    "many voices": lambda: voices("taken_up"),
    "two answers": lambda: corpus_of(CORPUS),
}
FORMS = ("full", "html", "md", "docx", "xlsx", "json")


def facts_of(account):
    """Each fact that is told of a corpus: its kind and code, and its words."""
    for item in (*account.proposals, *account.measures):
        yield from facts_of_item(item)
        for statement in item.statements if item.is_proposal else ():
            yield from facts_of_statement(statement)
        for outcome in item.outcomes:
            yield from facts_of_outcome(outcome)
    whole = account.whole
    for told in whole.against:
        yield "whole:against", plain(told.fact)
    for total in whole.totals:
        yield from (("whole:total-quote", piece.words) for piece in total.evidence)
    for search in whole.searches:
        yield "whole:search", search.question.text
        yield "whole:search-result", search.result.text
    for source in account.sources:
        yield "source:name", plain(source.name)
        yield "source:url", source.url
        yield "source:note", plain(source.note)
        yield "source:archived", source.archived


def facts_of_item(item):
    """What a proposal or a measure is, and what it is known from."""
    kind = "proposal" if item.is_proposal else "measure"
    yield f"{kind}:title", item.title.text
    yield f"{kind}:number", item.number
    yield f"{kind}:group", item.group_title.removesuffix("*")
    for paragraph in map(plain, item.text):
        # That nothing but a title is known is no fact of the item.
        if paragraph != "Only the title is known.":
            yield f"{kind}:text", paragraph
    for fact in item.facts:
        yield f"fact:{fact.code}", plain(fact.content)
    yield f"{kind}:note", plain(item.note)
    yield f"{kind}:would_change", plain(item.would_change)
    yield from ((f"{kind}:quote", piece.words) for piece in item.evidence)


def facts_of_outcome(outcome):
    """What is said became of an item, in which words, and what speaks against it."""
    yield from (("outcome:quote", piece.words) for piece in outcome.evidence)
    yield "outcome:note", plain(outcome.note)
    for objection in outcome.objections:
        yield "outcome:objection", plain(objection.fact)
        yield "outcome:objection-reader", objection.reader


def facts_of_statement(statement):
    """What a statement rests on, and what makes it less certain."""
    for piece in statement.evidence:
        yield "statement:quote", piece.words
        yield "statement:gloss", piece.gloss
    for objection in statement.objections:
        yield "statement:objection", plain(objection.fact)
        yield "statement:objection-reader", objection.reader
        for piece in objection.evidence:
            yield "statement:objection-quote", piece.words
    for line in statement.further:
        yield "statement:further", plain(line)


def told_in(account, corpus, form):
    """All that a form tells, as text."""
    if form == "json":
        records = json.loads(
            export(corpus, format="json", lang="en", date="2026-11-24")
        )
        told = json.dumps(records, ensure_ascii=False)
        return told.replace('\\"', '"').replace("\\n", " ")
    if form != "full":
        data = export(corpus, format=form, lang="en", date="2026-11-24")
        return read_back(data, form)
    reports = [coverage_report(account)]
    reports += [record_report(account, item) for item in account.item.values()]
    return "\n".join(read_back(markdown(report), "md") for report in reports)


def squeezed(text):
    """A text without spaces, marks of notes, signs of cuts and emphasis."""
    unescaped = one_line(text).replace("\\", "")
    uncut = re.sub(r"\[…\]|…", "", unescaped)
    return re.sub(r"\s|\*\*|\[\^?\d+\]", "", uncut).rstrip(".:")


@pytest.fixture(scope="module")
def missing():
    """By form, the facts that it lacks: their codes, with the corpora and the first text of each."""
    lacking = {form: {} for form in FORMS}
    for name, made in CORPORA.items():
        corpus = made()
        account = Account(Context(corpus, language_for(corpus, "en")))
        facts = [*facts_of(account)]
        for form in FORMS:
            told = squeezed(told_in(account, corpus, form))
            for code, text in facts:
                # A quote in two pieces is told in its pieces.
                pieces = [each for each in re.split(r"\[…\]", text) if each.strip()]
                if not all(squeezed(piece) in told for piece in pieces):
                    lacking[form].setdefault(code, {}).setdefault(name, text)
    return lacking


@pytest.mark.parametrize("form", FORMS)
def test_every_fact_is_in_every_form(missing, form):
    """Or in the table of what a form leaves out, with the reason."""
    lacking = missing[form]
    unsaid = [code for code in lacking if is_shown(form, *code.split(":"))]
    assert {code: lacking[code] for code in unsaid} == {}


@pytest.mark.parametrize("form", FORMS)
def test_the_table_has_no_row_that_nothing_needs(missing, form):
    """What a form has come to tell is no omission any more."""
    rows = OMITTED.get(form, {})
    walked = [code for code in rows if not code.startswith(("caveat:", "item:"))]
    needed = {code.split(":")[0] + ":*" for code in missing[form]} | {*missing[form]}
    # A priority heads its entries, and its own row says so.
    assert [
        code for code in walked if code not in needed and code != "fact:priority"
    ] == []
