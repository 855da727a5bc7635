"""What is said of the whole: headline, range, rule, cautions, method, in both languages."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from jamplan.corpus import model as m
from jamplan.counting.rules import WordsCounted, OutOf, PartialCounts, Rule
from jamplan.language import language
from jamplan.reports.citation import LONGEST_OF_SEVERAL, cite_item, whole_citation
from jamplan.reports.context import Context
from jamplan.reports.labels import language_for
from jamplan.reports.method import method_sentences, signature
from jamplan.reports.whole import headline, in_short, rule_in_words, unknowns
from tests.conftest import plain
from tests.generated import RULES, corpora, corpus_of, with_parts

FR, EN = language("fr"), language("en")


def test_the_headline_of_the_shipped_corpus_is_this_one(jam):
    """Sign for sign, with narrow no-break spaces and typographic apostrophes."""
    assert headline(Context(jam, FR)) == (
        "Une seule source, les Jeunes Avec Macron (JAM), à l’origine des 28 propositions, "
        "affirme 3 reprises et en sous-entend 3, sans donner de total («\u202fCertaines d’entre elles ont été "
        "reprises […]\u202f»)\u202f: 6 est un décompte. D’autres sources font découler le plan national des "
        "travaux d’un groupe officiel."
    )
    assert headline(Context(jam, EN)) == (
        "A single source, Jeunes Avec Macron (JAM), which wrote the 28 proposals, says 3 "
        "were taken up and implies 3 more, without giving a total (“Certaines d’entre elles ont été reprises […]”, that "
        "is: some): 6 is a count. Other sources credit an official working group."
    )


SOLE = "Une seule source, les Jeunes Avec Macron (JAM), à l'origine des 28 propositions, affirme 3 reprises"
NONE_BY = "28 propositions, aucune reprise enregistrée n'a pour source"
FIRST = [
    (f"{SOLE}, sans donner de total", Rule(words=WordsCounted.EXPLICIT)),
    (
        f"{SOLE}, en sous-entend 3 et laisse un doute pour 1",
        Rule(words=WordsCounted.CLAIMED),
    ),
    (
        f"{SOLE.replace(', affirme', ' (8 textes connus), affirme')} et en sous-entend 3,",
        Rule(of=OutOf.DOCUMENTED),
    ),
    (f"{SOLE} et en sous-entend 3,", Rule(whose="jam")),
    (f"{NONE_BY} le gouvernement.", Rule(whose="gouvernement")),
]


@pytest.mark.parametrize(("expected", "rule"), FIRST)
def test_the_headline_says_the_rule_s_figures(jam, expected, rule):
    """The first sentence, under five rules."""
    assert plain(headline(Context(jam, FR, rule))).startswith(expected)


def small(actor: m.Actor, *, claim: m.Claim | None = None, extent: str = "unstated"):
    """One proposal of two, taken up by the word of one actor."""
    of = actor.id
    records = f"""
sources: [{{id: s, publisher: {of}}}]
proposals_document: {{short_name: D, title: D, publisher: {of}, declared: [{{count: 2}}], language: fr}}
proposals: [{{id: p, title: T}}]
measures: [{{id: M, title: T}}]
links: [{{proposal: p, measure: M, claimed_by: {of}, basis: explicit, extent: {extent}}}]"""
    return corpus_of(records, actors=(actor,), claims=(claim,) if claim else ())


def test_a_general_claim_is_said_beside_the_count():
    """What the claimant says in general: a number, a quote, or that it gives none."""
    actor = m.Actor(id="a", name="N", called="les N")
    number, general = (
        m.Claim(claimed_by="a", quantity=12),
        m.Claim(claimed_by="a", quantity=None),
    )
    quoted = replace(general, evidence=(m.Evidence(source="s", quote="des idées"),))
    claims = [
        (None, "."),
        (number, ", et en compte 12 en tout : 1 est un décompte."),
        (general, ", sans donner de total : 1 est un décompte."),
        (quoted, ", sans donner de total (« des idées ») : 1 est un décompte."),
    ]
    start = "Une seule source, les N, à l'origine des 2 propositions, affirme 1 reprise"
    for claim, words in claims:
        said = plain(headline(Context(small(actor, claim=claim), FR)))
        assert said == f"{start}{words}"


def test_two_claimants_are_both_named():
    """With two claimants there is no single source, and each is said with its number."""
    first = small(
        m.Actor(id="a", name="A", called="les A"),
        claim=m.Claim(claimed_by="a", quantity=12),
    )
    corpus = replace(
        first,
        actors=(*first.actors, m.Actor(id="b", name="B")),
        links=(*first.links, replace(first.links[0], claimed_by="b")),
        proposals=(*first.proposals, m.Proposal(id="q", title="Q")),
        verdicts=(
            m.Verdict(proposal="q", verdict=m.VerdictKind.REFUSED, claimed_by="b"),
        ),
    )
    assert plain(headline(Context(corpus, FR))) == (
        "2 propositions, 1 reprise affirmée ou sous-entendue. Par source, sans addition : les A, 1 ; B, 1 ; 1 en commun. "
        "Formulation : explicite (1). Selon les A, la reprise porte sur 12 propositions : 1 est un décompte fait d'après le texte. "
        "1 refus selon une source."
    )
    assert plain(str(whole_citation(Context(corpus, FR), alone=True))) == (
        "2 propositions de « D », 1 reprise affirmée ou sous-entendue. Par source, sans addition : les A, 1 ; B, 1 ; 1 en commun. "
        "Le reste : 1 refus selon une source."
    )
    assert plain(in_short(Context(corpus, FR))) == (
        "1 avec cette règle ; il ne reste rien à examiner. Le reste : 1 refus selon une source."
    )
    assert len(str(whole_citation(Context(corpus, EN)))) <= 400
    assert plain(headline(Context(corpus, FR, Rule(whose="b")))) == (
        "Une source, B, affirme 1 reprise, sur 2 propositions. 1 refus selon une source."
    )
    said = "Une source, B, affirme 1 reprise dans « Plan », sur 2 propositions."
    for verdicts, rest in (
        (corpus.verdicts, "1 refus selon une source"),
        ((), "1 à examiner"),
    ):
        context = Context(with_parts(corpus, verdicts=verdicts), FR, Rule(whose="b"))
        assert plain(str(whole_citation(context))) == f"{said} {rest}."


@pytest.mark.parametrize(
    ("partial", "total"),
    [("apart", ""), ("half", ", total : 0,5"), ("full", ", total : 1")],
)
def test_a_take_up_in_part_is_said_with_how_it_counts(partial, total):
    """Apart, half or whole, and what the total becomes."""
    corpus = small(m.Actor(id="a", name="A"), extent="partial")
    said = plain(headline(Context(corpus, FR, Rule(partial=PartialCounts(partial)))))
    start = "Une seule source, A, à l'origine des 2 propositions, affirme 1 reprise, en partie seulement"
    assert said == f"{start}{total}."


def test_the_rule_is_said_in_words(jam):
    """Four sentences, one a choice."""
    rule = Rule(
        words=WordsCounted.ANY,
        claimed_by="jam",
        partial=PartialCounts.HALF,
        of=OutOf.DOCUMENTED,
    )
    weaker = " Formulation ou attribution à l'auteur : la plus faible l'emporte."
    assert [plain(each) for each in rule_in_words(Context(jam, FR, rule))] == [
        f"Reprises comptées : toutes, y compris par comparaison des textes.{weaker}",
        "Selon les JAM uniquement.",
        "Reprises partielles comptées pour moitié.",
        "Total retenu : 8 propositions au texte connu.",
    ]
    assert [plain(each) for each in rule_in_words(Context(jam, FR))] == [
        f"Reprises comptées : explicites ou implicites.{weaker}",
        "Tous acteurs confondus.",
        "Reprises partielles comptées à part.",
        "Total retenu : le nombre annoncé, 28 selon les JAM et Xavier Iacovelli, sénateur.",
    ]


def test_what_is_unknown_is_said_in_full_and_in_short(jam):
    """The range, which is no rate; the two meanings of 20, who judges, what was read, what was inferred."""
    assert [plain(each) for each in unknowns(Context(jam, FR))] == [
        "6 comptées, 21 sans conclusion (20 textes manquants, 1 à examiner) : pas de taux. Le reste : "
        "1 reprise non comptée.",
        "20 est une soustraction : 28, nombre annoncé par les JAM et Xavier Iacovelli, sénateur, moins 8 au "
        "texte connu, donc un ordre de grandeur : une phrase peut en réunir plusieurs. Un texte manquant peut correspondre à des mesures sans "
        "reprise connue.",
        "Nombre annoncé (mesures) : 13 et 15 selon les sources ; 13 ici.",
        "Source également à l'origine des propositions : les JAM.",
        "Textes connus par la source qui affirme les reprises : 7 sur 8. « 6 sur 8 » serait une "
        "sélection, pas un taux.",
        f"{plain(jam.proposals_document.short_name)} : n'a pas pu être lu en entier ; sources qui le "
        "décrivent : 2.",
        f"{jam.plan_document.short_name} : n'a pas pu être lu en entier ; sources qui le décrivent : "
        "13, dont 7 de presse.",
        "Ampleur non précisée pour les 6.",
        "Chapitre par déduction (*) : 7 sur 8 propositions.",
        "Reprises dont le rapprochement est déduit, sans numéro dans la source : 6.",
    ]
    known = plain(unknowns(Context(jam, FR, Rule(of=OutOf.DOCUMENTED)))[0])
    selection = (
        "6 comptées sur 8 textes connus, 1 à examiner : une sélection, pas un taux."
    )
    assert known == f"{selection} Le reste : 1 reprise non comptée."
    corpus = replace(
        small(m.Actor(id="a", name="A")), proposals_document=m.Document(short_name="D")
    )
    known = "1 avec cette règle ; il ne reste rien à examiner."
    assert (
        plain(in_short(Context(corpus, FR)))
        == plain(unknowns(Context(corpus, FR))[0])
        == known
    )


def test_the_other_cautions_are_said(jam):
    """More listed than declared, counts of proposals that differ, and a contradiction."""
    first = small(m.Actor(id="a", name="A"))
    declared = (m.Declared(count=0), m.Declared(count=4, note="n"))
    verdict = m.Verdict(proposal="p", verdict=m.VerdictKind.REFUSED, claimed_by="a")
    document = m.Document(short_name="D", declared=declared)
    corpus = replace(first, proposals_document=document, verdicts=(verdict,))
    context = Context(corpus, FR)
    said = {
        each.code: plain(context.warning(each)) for each in context.figures.warnings
    }
    for code, words in {
        "more-listed-than-declared": "Dans la liste : 1, pour un nombre annoncé de 0. Les chiffres portent sur 1.",
        "counts-disagree": "Nombre annoncé (propositions) : 0 et 4 selon les sources ; 1 ici.",
        "contested": "Contradiction sur « T » : une reprise (mesure T) et une conclusion (refus, selon A).",
    }.items():
        assert said[code] == words


@given(corpora(), RULES)
@settings(max_examples=60, deadline=None)
def test_every_corpus_has_its_sentences(corpus, rule):
    """No sentence fails, leaves a field unfilled or doubles a space; one that can be cut fits; numbers add up."""
    for words in (FR, EN):
        context = Context(corpus, words, rule)
        sentences = [headline(context), *rule_in_words(context), *unknowns(context)]
        for item in (*corpus.proposals, *corpus.measures):
            citations = [citation.text for citation in cite_item(context, item)]
            assert all(len(text) <= LONGEST_OF_SEVERAL + 400 for text in citations)
            sentences += citations
        for text in sentences:
            assert text.endswith("."), text
            assert not set("{}") & set(text), text
            assert "  " not in text, text
    # What counts, what is undecided and the rest add up.
    parts = re.sub(r"\(.*?\)|of \d+ known", "", in_short(Context(corpus, EN, rule)))
    assert (
        not parts
        or sum(map(int, re.findall(r"\d+", parts))) == context.figures.denominator
    )


def test_the_method_says_what_fits_the_corpus(jam):
    """No total that nobody declared, no document that was read, no quote that is missing."""
    assert method_sentences(Context(jam, language_for(jam))) == [
        "Ce bilan relève les reprises qu’une source affirme ou laisse entendre\u202f; il ne dit pas si les "
        "mesures viennent réellement des propositions.",
        "Le total de 28 est le nombre annoncé, selon les JAM et Xavier Iacovelli, sénateur\u202f; faute "
        "d’avoir pu lire en entier les deux documents, on n’en connaît que ce que des sources décrivent\u202f: "
        "8 propositions (7 par la source même qui affirme les reprises) et 13 mesures.",
        "Une phrase ambiguë ne compte pas, une ressemblance entre textes ne prouve rien, et chaque reprise "
        "est donnée avec sa citation et son adresse.",
        "Citations non vérifiées, faute de copie des sources.",
    ]
    assert (
        signature(Context(jam, language_for(jam)))
        == "Compte non signé, sans adresse de contact."
    )
    shared = "measure: M1, claimed_by: other, evidence: [{source: s1, quote: words}]"
    corpus = corpus_of(f"""
proposals: [{{id: p0, title: P0}}, {{id: p1, title: P1}}]
measures: [{{id: M1, title: Measure}}]
links: [{{proposal: p0, basis: explicit, {shared}}}, {{proposal: p1, basis: compared, {shared}}}]""")
    read = with_parts(corpus, plan_document=m.Document(short_name="Plan", source="s2"))
    assert method_sentences(Context(read, EN))[1:] == [
        "Ambiguous sentences do not count, similar wording proves nothing, and every statement comes with "
        "its quote and address.",
        "No copy of a source is on record, so jamplan could not check the quotes.",
    ]
    signed = replace(
        read.proposals_document, published_by="The Observers", contact="us@example.org"
    )
    assert signature(Context(replace(read, proposals_document=signed), EN)) == (
        "Account signed by The Observers; to report an error: us@example.org."
    )
    declared = m.Document(short_name="Proposals", declared=(m.Declared(count=9),))
    counted = with_parts(corpus, proposals_document=declared)
    sentences = method_sentences(Context(counted, EN, Rule(words=WordsCounted.ANY)))
    assert sentences[1:] == [
        "The total of 9 is the declared number; “Plan” could not be read in full, so only what "
        "sources describe is known: 1 measure.",
        "Similar wording proves nothing, and every statement comes with its source and, if it can be quoted, "
        "its exact words.",
        "What a named person read in both texts is counted, and said to be so.",
        "No copy of a source is on record, so jamplan could not check the quotes.",
    ]
