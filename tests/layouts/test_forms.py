"""The table of what each form shows of a statement, walked for every statement in every form."""

import re
from pathlib import Path

import pytest

import jamplan
from jamplan.account.account import Account
from jamplan.account.citations import cite
from jamplan.account.context import Context
from jamplan.account.quoting import against_all
from jamplan.account.spans import plain
from jamplan.account.statements import statement, texts_of
from jamplan.account.totals import general_claim
from jamplan.account.unknowns import WARNINGS, Beside
from jamplan.account.vocabulary import language_for
from jamplan.account.whole import further_totals
from jamplan.corpus.faults import KINDS
from jamplan.corpus.loading import load, packaged_folder
from jamplan.exports.markdown import markdown
from jamplan.language.folding import one_line
from jamplan.layouts.coverage import coverage_report
from jamplan.layouts.omissions import caveats_shown, is_shown
from jamplan.layouts.record import record_report
from tests.conftest import export
from tests.exports.read_back import read_back
from tests.generated import corpus_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "ai-opportunities"
EXPORTS = ("html", "md", "docx", "xlsx")
"""The formats of the files that tell a corpus in sentences."""


def complicated():
    """A corpus whose statement has everything that can complicate it."""
    return corpus_of("""
proposals: [{id: p1, title: Wells}]
measures: [{id: M1, title: Water, number: 1}]
statements:
  - {about: p1, says: in_part, measure: M1, words: explicit, measure_inferred: true,
     evidence: [{source: s1, quote: they did}], would_change: a second source, note: said in passing, objections: [
       {date: 2019-05-06, text: somebody asked, evidence: [{source: s2}]},
       {date: 2020, text: Somebody else asked, by: Bo, evidence: [{source: s2}]}]}
  - {about: p1, says: refused, words: explicit, evidence: [{source: s2, quote: we do not}], note: in writing}
  - {about: p1, says: out_of_scope, words: compared, by: Ann}""")


CORPORA = {
    "shipped": lambda: load(packaged_folder()),
    "example": lambda: load(EXAMPLE),
    "complicated": complicated,
}


def test_what_a_page_and_a_summary_leave_out_of_the_warnings_is_told_elsewhere():
    """What the method and the statements say."""
    said = {
        "proposals-not-read",
        "plan-not-read",
        "extent-unstated",
        "measures-inferred",
    }
    assert {*KINDS} - WARNINGS[Beside.PAGE] == said
    assert {*KINDS} - WARNINGS[Beside.SUMMARY] == {*said, "chapters-inferred"}


@pytest.mark.parametrize("name", EXPORTS)
def test_every_form_says_how_to_recompute_it(jam, name):
    """Version, date, rule; and the digests, for which a note has no room, nor for an item's note."""
    text = read_back(export(jam, format=name, date="2026-11-24"), name)
    note = jam.proposal["cours-obligatoires"].note.by_language["fr"]
    is_told = is_shown(name, "item", "note")
    assert (squeezed(note) in squeezed(text)) is is_told
    for words in (
        f"jamplan {jamplan.__version__}, le 24 novembre 2026.",
        "jamplan coverage --rule stated --partial apart --of declared",
        *(jam.digests.values() if name != "docx" else ()),
    ):
        assert words in text


@pytest.mark.parametrize("name", CORPORA)
@pytest.mark.parametrize("form", ["cite", "full", *EXPORTS])
def test_every_statement_has_in_every_form_what_complicates_it(name, form):
    """Each text of each part, but for the omissions; a citation has room for some caveats."""
    corpus = CORPORA[name]()
    context = Context(corpus, language_for(corpus, "en"))
    exported = ""
    if form in EXPORTS:
        data = export(corpus, format=form, lang="en", date="2026-11-24")
        exported = squeezed(read_back(data, form))
    for record in context.decided:
        text = exported or squeezed(told_of(context, record, form))
        told = statement(context, record)
        texts = [plain(each.fact) for each in told.objections]
        texts += [each.reader for each in told.objections]
        if form != "cite":
            texts += texts_of(caveats_shown(form, told.caveats))
            texts += [plain(told.would_change), plain(told.note)]
        assert [each for each in texts if squeezed(each) not in text] == []


@pytest.mark.parametrize("name", ["shipped", "example"])
@pytest.mark.parametrize("form", [*EXPORTS, "screen"])
def test_every_form_says_what_is_said_of_all_at_once(name, form):
    """What speaks against all statements, and each count of somebody else with its note."""
    corpus = CORPORA[name]()
    context = Context(corpus, language_for(corpus, "en"))
    if form == "screen":
        exported = markdown(coverage_report(Account(context))).replace("\\", "")
    else:
        exported = read_back(
            export(corpus, format=form, lang="en", date="2026-11-24"), form
        )
    for told in (
        *(plain(each.fact) for each in against_all(context)),
        *(general_claim(context, total) for total in further_totals(context)),
        *(context.data(total.note or "").text for total in further_totals(context)),
    ):
        assert squeezed(told) in squeezed(exported)


def told_of(context, record, form):
    """A statement in a form that tells of one item."""
    if form == "cite":
        return cite(context, statement(context, record)).text
    account = Account(context)
    return read_back(markdown(record_report(account, account.item[record.about])), "md")


def squeezed(text):
    """A text without spaces, marks of notes and emphasis, which a form may set anywhere."""
    return re.sub(r"\s|\*\*|\[\^?\d+\]", "", one_line(text))


def test_a_published_measure_has_its_priority(jam):
    """Its text has no headings of priorities above it; ids are left out."""
    context = Context(jam, language_for(jam, "fr"))
    (measure,) = (each for each in jam.measures if each.number == "10")
    account = Account(context)
    told = markdown(record_report(account, account.item[measure.id], published=True))
    assert context.data(jam.priority[measure.priority].title).text in told
    assert measure.priority not in told
