"""Sentences: the headline for every kind of corpus, cautions, citations, in both languages."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from jamplan.corpus.model import (
    Actor,
    Attribution,
    Basis,
    Claim,
    Declared,
    Document,
    Evidence,
    Extent,
    Link,
    Measure,
    Proposal,
    Source,
    Verdict,
    VerdictKind,
)
from jamplan.counting.figures import coverage
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule
from jamplan.language import language, message_language
from jamplan.reports.citation import cite_item
from jamplan.reports.labels import sentence
from jamplan.reports.sentences import headline, in_short, rule_in_words, unknowns
from tests.conftest import plain
from tests.generated import RULES, corpora, make_corpus

FR, EN = language("fr"), language("en")


def test_the_headline_of_the_shipped_corpus_is_this_one(jam):
    """Sign for sign, with narrow no-break spaces and typographic apostrophes."""
    assert headline(coverage(jam), FR) == (
        "28 propositions, 6 reprises affirmées, une seule source\u202f: les JAM. Elle le dit explicitement "
        "pour 3 et le laisse entendre pour 3, sans donner de total («\u202fCertaines d’entre elles ont été "
        "reprises\u202f»)\u202f: 6 est un décompte. D’autres sources créditent un groupe de travail officiel, "
        "sans citer les JAM."
    )
    assert headline(coverage(jam), EN) == (
        "28 proposals, 6 said to be taken up, a single source: Jeunes Avec Macron. It says so explicitly "
        "for 3 and implies it for 3, without giving a total (“Certaines d’entre elles ont été reprises”): "
        "6 is a count made from its text. D’autres sources créditent un groupe de travail officiel, sans "
        "citer les JAM."
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"links": LinksCounted.EXPLICIT}, "28 propositions, 3 reprises affirmées, une seule source"),
        ({"links": LinksCounted.CLAIMED}, "28 propositions, 7 reprises affirmées, une seule source"),
        ({"of": OutOf.DOCUMENTED}, "8 propositions au texte connu, 6 reprises affirmées, une seule"),
        (
            {"claimed_by": "jam"},
            "28 propositions, 6 reprises affirmées, selon les JAM. Formulation : 3",
        ),
        (
            {"claimed_by": "gouvernement"},
            "28 propositions, aucune reprise affirmée, selon le gouvernement.",
        ),
    ],
)
def test_the_headline_says_the_rule_s_figures(jam, rule, expected):
    """The first sentence, under five rules."""
    assert plain(headline(coverage(jam, Rule(**rule)), FR)).startswith(expected)


def small(actor: Actor, *, claim: Claim | None = None, **link):
    """One proposal of two, taken up by the word of one actor."""
    fields = {"proposal": "p", "measure": "M", "claimed_by": actor.id, "basis": Basis.EXPLICIT, **link}
    return make_corpus(
        actors=(actor,),
        sources=(Source(id="s", publisher=actor.id),),
        proposals_document=Document(
            short_name="D", publisher=actor.id, declared=(Declared(count=2),), language="fr"
        ),
        proposals=(Proposal(id="p", title="T"),),
        measures=(Measure(id="M", title="T"),),
        links=(Link(**fields),),
        claims=(claim,) if claim else (),
    )


def test_a_general_claim_is_said_beside_the_count():
    """What the claimant says in general: a number, a quote, or that it gives none."""
    actor = Actor(id="a", name="N", called="les N")
    number, general = Claim(claimed_by="a", quantity=12), Claim(claimed_by="a", quantity=None)
    quoted = replace(general, evidence=(Evidence(source="s", quote="des idées"),))
    claims = [
        (None, "."),
        (number, ", et en compte 12 en tout : 1 est un décompte fait d'après son texte."),
        (general, ", sans donner de total : 1 est un décompte."),
        (quoted, ", sans donner de total (« des idées ») : 1 est un décompte."),
    ]
    start = (
        "2 propositions, 1 reprise affirmée, une seule source : les N. Elle le dit explicitement pour 1"
    )
    for claim, words in claims:
        said = plain(headline(coverage(small(actor, claim=claim)), FR))
        assert said == f"{start}{words}"


def test_two_claimants_are_both_named():
    """With two claimants there is no single source, and each is said with its number."""
    first = small(Actor(id="a", name="A", called="les A"), claim=Claim(claimed_by="a", quantity=12))
    corpus = replace(
        first,
        actors=(*first.actors, Actor(id="b", name="B")),
        links=(*first.links, replace(first.links[0], claimed_by="b")),
    )
    assert plain(headline(coverage(corpus), FR)) == (
        "2 propositions, 1 reprise affirmée, selon les A (1) et B (1). Formulation : 1 (explicite). Selon "
        "les A, 12 propositions avec reprise : 1 est un décompte fait d'après le texte."
    )
    filtered = plain(headline(coverage(corpus, Rule(claimed_by="b")), FR))
    assert filtered == "2 propositions, 1 reprise affirmée, selon B. Formulation : 1 (explicite)."


@pytest.mark.parametrize(
    ("partial", "total"), [("apart", ""), ("half", "total : 0,5, "), ("full", "total : 1, ")]
)
def test_a_take_up_in_part_is_said_with_how_it_counts(partial, total):
    """Apart, half or whole, and what the total becomes."""
    corpus = small(Actor(id="a", name="A"), extent=Extent.PARTIAL)
    said = plain(headline(coverage(corpus, Rule(partial=PartialCounts(partial))), FR))
    start = f"2 propositions, 1 reprise partielle affirmée, {total}une seule source : A."
    assert said == f"{start} Elle le dit explicitement pour 1."


def test_the_range_is_said_in_short(jam):
    """It is no rate; where all is reviewed, it is one number."""
    assert plain(in_short(coverage(jam), FR)) == "De 6 à 27 avec cette règle : pas de taux."
    corpus = replace(small(Actor(id="a", name="A")), proposals_document=Document(short_name="D"))
    known = "1 avec cette règle ; il ne reste rien à examiner."
    assert plain(in_short(coverage(corpus), FR)) == plain(unknowns(coverage(corpus), FR)[0]) == known


def test_the_rule_is_said_in_words(jam):
    """Four sentences, one a choice."""
    rule = Rule(
        links=LinksCounted.ANY, claimed_by="jam", partial=PartialCounts.HALF, of=OutOf.DOCUMENTED
    )
    weaker = " Deux degrés, la formulation et l'attribution à l'auteur : le plus faible l'emporte."
    assert [plain(each) for each in rule_in_words(coverage(jam, rule), FR)] == [
        f"Reprises comptées : toutes, y compris par comparaison des textes.{weaker}",
        "Selon les JAM uniquement.",
        "Reprises partielles comptées pour moitié.",
        "Total retenu : 8 propositions au texte connu.",
    ]
    assert [plain(each) for each in rule_in_words(coverage(jam), FR)] == [
        f"Reprises comptées : explicites ou implicites.{weaker}",
        "Tous acteurs confondus.",
        "Reprises partielles comptées à part.",
        "Total retenu : le nombre annoncé, 28 selon les JAM et Xavier Iacovelli, sénateur.",
    ]


def test_what_is_unknown_is_said_in_full(jam):
    """The range, the two meanings of 20, who judges, what was read, and what was inferred."""
    assert [plain(each) for each in unknowns(coverage(jam), FR)] == [
        "De 6 à 27 avec cette règle : 1 à examiner, 20 textes manquants ; pas de taux.",
        "20 est une soustraction (28 selon le document, 8 textes connus), donc un ordre de grandeur : un "
        "article peut en fondre plusieurs. L'un de ces textes peut correspondre à des mesures « sans "
        "reprise connue ».",
        "Nombre annoncé (mesures) : 13 et 15 selon les sources ; 13 ici.",
        "Source également à l'origine des propositions : les JAM.",
        "Textes connus par la source qui affirme les reprises : 7 sur 8. « 6 sur 8 » serait une "
        "sélection, pas un taux.",
        f"{jam.proposals_document.short_name} : le document n'a pas été consulté ; sources qui le "
        "décrivent : 2.",
        f"{jam.plan_document.short_name} : le document n'a pas été consulté ; sources qui le décrivent : "
        "13, dont 7 de presse.",
        "Reprises affirmées dont l'ampleur n'est pas précisée : 6.",
        "Rattachement déduit (*) : 7 sur 8 propositions.",
        "Reprises dont le rapprochement est déduit du texte, sans numéro dans la source : 6.",
    ]
    known = unknowns(coverage(jam, Rule(of=OutOf.DOCUMENTED)), FR)
    assert plain(known[0]) == "De 6 à 7 avec cette règle : 1 à examiner ; pas de taux."


def test_the_other_cautions_are_said(jam):
    """More listed than declared, counts of proposals that differ, and a contradiction."""
    first = small(Actor(id="a", name="A"))
    declared = (Declared(count=0), Declared(count=4, note="n"))
    verdict = Verdict(proposal="p", verdict=VerdictKind.REFUSED, claimed_by="a")
    document = Document(short_name="D", declared=declared)
    corpus = replace(first, proposals_document=document, verdicts=(verdict,))
    figures = coverage(corpus)
    said = {each.code: plain(sentence(each, FR, corpus)) for each in figures.warnings}
    for code, words in {
        "more-listed-than-declared": "Dans la liste : 1, pour un nombre annoncé de 0. Les chiffres portent sur 1.",
        "counts-disagree": "Nombre annoncé (propositions) : 0 et 4 selon les sources ; 1 ici.",
        "contested": "Contradiction sur « p » : une reprise (M) et une conclusion (refus, selon A).",
    }.items():
        assert said[code] == words


@given(corpora(), RULES)
@settings(max_examples=60, deadline=None)
def test_every_corpus_has_its_sentences(corpus, rule):
    """No sentence fails, leaves a field unfilled or doubles a space, in either language."""
    figures = coverage(corpus, rule)
    for words in (FR, EN):
        sentences = [
            headline(figures, words),
            *rule_in_words(figures, words),
            *unknowns(figures, words),
        ]
        for item in (*corpus.proposals, *corpus.measures):
            sentences += [citation.text for citation in cite_item(corpus, words, item)]
        for text in sentences:
            assert text.endswith("."), text
            assert not set("{}") & set(text), text
            assert "  " not in text, text


def test_numbers_dates_and_lists_are_those_of_the_language():
    """Separators, months, the first of a month, « et »."""
    assert (FR.number(12345), EN.number(12345), FR.number(0.5)) == ("12\u202f345", "12,345", "0,5")
    assert (FR.number(6.0), EN.number(1234.5)) == ("6", "1,234.5")
    dates = {"2021": "2021", "2021-11": "novembre 2021", "2021-11-15": "15 novembre 2021"}
    dates["2021-12-01"] = "1ᵉʳ décembre 2021"
    assert {date: FR.date(date) for date in dates} == dates
    assert EN.date("2021-11-01") == "1 November 2021"
    assert (FR.listed(["a", "b", "c"]), FR.listed(["a"]), FR.listed([])) == ("a, b et c", "a", "")


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({"JAMPLAN_LANG": "fr", "LANG": "en_GB.UTF-8"}, "fr"),
        ({"LC_ALL": "fr_FR.UTF-8", "LANG": "en_GB.UTF-8"}, "fr"),
        ({"LANG": "fr_CA"}, "fr"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"JAMPLAN_LANG": "French_France.1252"}, "fr"),
    ],
)
def test_messages_speak_the_environment_s_language(environ, code):
    """JAMPLAN_LANG first, then the locale's variables, then English."""
    assert message_language(environ).code == code


@pytest.mark.parametrize(
    ("name", "code"), [("French_France", "fr"), ("fr_FR", "fr"), (None, "en"), (ValueError(), "en")]
)
def test_without_variables_the_system_s_locale_speaks(monkeypatch, name, code):
    """Windows names its locale in words; a locale that Python does not know is English."""
    import locale

    def getlocale():
        if isinstance(name, Exception):
            raise name
        return (name, None)

    monkeypatch.setattr(locale, "getlocale", getlocale)
    assert message_language({}).code == code


def test_an_ambiguous_attribution_weakens_the_wording():
    """The table says that it is the attribution that weakens a link."""
    from jamplan.reports.cells import wording_of

    proposal = Proposal(id="p", title="T", attribution=Attribution.AMBIGUOUS)
    link = Link(proposal="p", measure="M", claimed_by="a", basis=Basis.EXPLICIT)
    assert wording_of(FR, link, proposal) == "ambiguë par son attribution"
    assert wording_of(FR, replace(link, basis=Basis.AMBIGUOUS), proposal) == "ambiguë"
