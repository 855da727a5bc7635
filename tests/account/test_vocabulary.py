"""What a corpus calls its items and groups, in sentences of both languages."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.account.claim_names import in_usual_nouns
from jamplan.account.context import Context
from jamplan.account.vocabulary import language_for
from jamplan.corpus import model as m
from jamplan.corpus.statements import SAYS, ReaderAlone, Says, Statement, Words
from jamplan.counting.figures import coverage
from jamplan.counting.quantity import About, read_quantity
from jamplan.language import language
from tests.conftest import export, plain
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


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((Says.NO_MATCH, Says.NO_MATCH), "2 sans reprise trouvée"),
        ((Says.REFUSED, Says.REFUSED), "2 refus"),
        ((Says.NOT_TAKEN_UP, Says.NOT_TAKEN_UP), "2 sans reprise selon d'autres"),
        ((Says.REFUSED, Says.NOT_TAKEN_UP), "1 refus, 1 sans reprise selon d'autres"),
        ((Says.REFUSED, Says.NO_MATCH), "1 refus, 1 sans reprise trouvée"),
        ((Says.NOTED, Says.NOTED), "2 ni oui ni non"),
        ((Says.OUT_OF_SCOPE,) * 2, "2 hors champ"),
    ],
)
def test_a_count_names_each_conclusion(said, expected):
    """No refusal is hinted at where nobody says so; each kind is counted apart."""
    corpus = corpus_of("proposals: [{id: p1, title: One}, {id: p2, title: Two}]")
    statements = []
    for about, says in zip(corpus.proposal, said, strict=True):
        alone = SAYS[says].alone is ReaderAlone.MUST
        evidence = () if alone else (m.Evidence(source="s2", quote="so it is"),)
        words = Words.COMPARED if alone else Words.EXPLICIT
        statements.append(
            Statement(about=about, says=says, words=words, evidence=evidence)
        )
    figures = coverage(with_parts(corpus, statements=tuple(statements)))
    context = Context(figures.corpus, language("fr"))
    statuses = dict.fromkeys(row.status for row in figures.rows)
    assert plain(context.status_text(*statuses)) == expected


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("les JAM", "des JAM"),
        ("le ministère", "du ministère"),
        ("l’État", "de l’État"),
        ("la mission", "de la mission"),
        ("Adrien", "d’Adrien"),
        ("R. Martin", "de R. Martin"),
    ],
)
def test_a_name_after_what_is_theirs_has_its_article(name, theirs):
    """« refus du ministère »; in English by whom."""
    assert language("fr").by_name(name) == theirs
    assert language("en").by_name(name) == f"by {name}"
