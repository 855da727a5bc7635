"""What a corpus calls its items and groups, in sentences of both languages."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus import model as m
from jamplan.counting.figures import coverage
from jamplan.counting.quantity import About, read_quantity
from jamplan.language import language
from jamplan.reports.context import Context
from jamplan.reports.labels import in_usual_nouns, language_for
from tests.conftest import export
from tests.generated import RULES, corpora, corpus_of, with_parts


def labelled():
    """A corpus of « engagements » in « annexes » and « objectifs » in « axes »."""
    return corpus_of("""
proposals_document: {short_name: Charte, labels: [
  {of: item, language: fr, one: engagement, many: engagements}, {of: group, language: fr, one: annexe, many: annexes},
  {of: item, language: en, one: undertaking, many: undertakings}]}
plan_document: {short_name: Plan, labels: [
  {of: item, language: fr, one: objectif, many: objectifs}, {of: group, language: fr, one: axe, many: axes}]}""")


PROPOSALS_LABELS, PLAN_LABELS = (
    labelled().proposals_document.labels,
    labelled().plan_document.labels,
)


def test_sentences_have_the_words_of_the_corpus():
    """With a capital where the field has one, not of the other language; data is never read as a field."""
    words = language_for(labelled())
    assert words.gettext("The {proposals} by status") == "Les engagements par statut"
    assert words.gettext("{Proposals}") == "Engagements"
    assert (
        words.ngettext("{n} other {proposal}", "{n} other {proposals}", 1)
        == "1 autre engagement"
    )
    assert words.gettext("{Priority}") == "Axe"
    assert (
        words.gettext("{item} is new.", item="{proposals}")
        == "{proposals}\u202f: nouveau texte."
    )
    words = language_for(labelled(), "en")
    assert words.gettext("The {proposals} by status") == "The undertakings by status"
    assert words.gettext("The {measures}") == "The measures"


@given(corpus=corpora(), rule=RULES, form=st.sampled_from(["md", "json"]))
def test_no_usual_word_is_left_in_an_export(corpus, rule, form):
    """Where a corpus has its own labels, no French sentence has a usual word, whatever it must say."""
    own = with_parts(
        corpus,
        proposals_document=replace(corpus.proposals_document, labels=PROPOSALS_LABELS),
        plan_document=replace(corpus.plan_document, labels=PLAN_LABELS),
    )
    text = export(own, rule, format=form, date="2026-11-24")
    assert not re.findall(r"(?i).*(?:proposition|mesures?\b|chapitre|priorité).*", text)


def test_a_claim_is_read_in_the_words_of_the_corpus():
    """« 6 engagements sur 28 » speaks of proposals, « 3 objectifs » of measures; case does not matter."""
    corpus = labelled()
    assert in_usual_nouns(corpus, "6 engagements sur 28") == "6 proposals sur 28"
    assert (
        in_usual_nouns(corpus, "3 Objectifs, sous-objectif")
        == "3 measures, sous-measures"
    )
    assert read_quantity(in_usual_nouns(corpus, "1 objectif")).about is About.MEASURES
    same = with_parts(
        corpus, plan_document=replace(corpus.plan_document, labels=PROPOSALS_LABELS)
    )
    assert in_usual_nouns(same, "6 engagements sur 28") == "6 them sur 28"
    assert read_quantity("6 them sur 28").about is None


NONE, REFUSED = m.VerdictKind.NO_MEASURE_FOUND, m.VerdictKind.REFUSED


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((NONE, NONE), "2 sans reprise trouvée"),
        ((REFUSED, REFUSED), "2 refus selon une source"),
        ((REFUSED, NONE), "1 refus selon une source, 1 sans reprise trouvée"),
        ((m.VerdictKind.OUT_OF_SCOPE,) * 2, "2 hors champ"),
    ],
)
def test_a_count_names_each_conclusion(kinds, expected):
    """No refusal is hinted at where nobody says so; each kind is counted apart."""
    corpus = corpus_of("proposals: [{id: p1, title: One}, {id: p2, title: Two}]")
    verdicts = tuple(
        m.Verdict(proposal=id_, verdict=kind, claimed_by="other")
        for id_, kind in zip(corpus.proposal, kinds, strict=True)
    )
    figures = coverage(with_parts(corpus, verdicts=verdicts))
    context = Context(figures.corpus, language("fr"))
    assert context.status_text(figures.rows[0].status) == expected
