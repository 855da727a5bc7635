"""What is said of the whole: headline, range, rule, cautions, method, in both languages."""

import re
from dataclasses import replace

import pytest
from hypothesis import given

from jamplan.account import spans
from jamplan.account.citations import LONGEST_OF_SEVERAL, cite_item
from jamplan.account.context import Context
from jamplan.account.method import method_sentences, rule_in_words, signature
from jamplan.account.unknowns import in_short, unknowns
from jamplan.account.vocabulary import language_for
from jamplan.account.whole import headline, headline_sentences
from jamplan.account.whole_citation import whole_citation
from jamplan.corpus import model as m
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.counting.rules import OutOf, PartialCounts, Rule, WordsCounted
from jamplan.language import language
from tests.conftest import few, plain
from tests.generated import RULES, corpora, corpus_of, with_parts

FR, EN = language("fr"), language("en")


def test_the_headline_of_the_shipped_corpus_is_this_one(jam):
    """Sign for sign, with narrow no-break spaces and typographic apostrophes."""
    assert headline(Context(jam, FR)) == (
        "28 propositions. La seule source trouvée, les Jeunes Avec Macron (JAM), à l’origine des propositions, "
        "écrit\u202f: «\u202fCertaines d’entre elles ont été reprises […]\u202f». Sans liste ni nombre. Les "
        "auteurs de ce relevé comptent 3 reprises affirmées, 3 interprétées. D’autres sources font découler le "
        "plan national des travaux d’un groupe officiel. Du rapport, seul le sommaire a pu être lu\u202f: des "
        "sources décrivent 8 propositions, 20 textes manquants."
    )
    assert headline(Context(jam, EN)) == (
        "28 proposals. The only source found, Jeunes Avec Macron (JAM), which wrote the proposals, says: "
        "“Certaines d’entre elles ont été reprises […]” (some were taken up). Without a list or a number. The "
        "authors of this record count 3 stated to be taken up, 3 interpreted. Other sources credit an official "
        "working group. Of the report, only the contents page could be read: sources describe 8 proposals, "
        "20 texts missing."
    )


AUTHORS = "28 propositions : les auteurs de ce relevé comptent 3 reprises affirmées"
NONE_BY = "28 propositions, aucune reprise enregistrée n'a pour source"
FIRST = [
    (f"{AUTHORS}. ", Rule(words=WordsCounted.EXPLICIT)),
    (
        f"{AUTHORS}, 3 interprétées, 1 ambiguë comptée. ",
        Rule(words=WordsCounted.CLAIMED),
    ),
    (
        f"{AUTHORS.replace(' :', ' (8 textes connus) :')}, 3 interprétées. ",
        Rule(of=OutOf.DOCUMENTED),
    ),
    (f"{AUTHORS}, 3 interprétées. ", Rule(whose="jam")),
    (f"{NONE_BY} le gouvernement. ", Rule(whose="gouvernement")),
]


@pytest.mark.parametrize(("expected", "rule"), FIRST)
def test_the_headline_says_the_rule_s_figures(jam, expected, rule):
    """The first sentence of the result, under five rules."""
    first, *_others = headline_sentences(Context(jam, FR, rule))
    assert plain(f"{spans.plain(first)}. ") == expected


def small(actor: m.Actor, *more: Statement, says: str = "taken_up"):
    """One proposal of two, taken up by the word of one actor."""
    of = actor.id
    records = f"""
sources: [{{id: s, publisher: {of}}}]
proposals_document: {{short_name: D, title: D, publisher: {of}, declared: [{{count: 2}}], language: fr}}
proposals: [{{id: p, title: T}}]
measures: [{{id: M, title: T}}]
statements: [{{about: p, says: {says}, measure: M, words: explicit, evidence: [{{source: s}}]}}]"""
    corpus = corpus_of(records, actors=(actor,))
    return with_parts(corpus, statements=(*corpus.statements, *more))


SOME_OF_ALL = Statement(
    about="proposals",
    says=Says.TAKEN_UP,
    words=Words.EXPLICIT,
    count="some",
    evidence=(m.Evidence(source="s"),),
)


def test_a_total_is_said_beside_the_count():
    """What the source says in general: a number, a quote, or that some are."""
    actor = m.Actor(id="a", name="N", called="les N")
    quoted = (m.Evidence(source="s", quote="des idées"),)
    start = "2 propositions : les auteurs de ce relevé comptent 1 reprise affirmée. Source unique : les N, à l'origine des propositions"
    for totals, rest in (
        ((), "."),
        (
            (replace(SOME_OF_ALL, count=12),),
            ". Selon les N, la reprise porte sur 12 propositions.",
        ),
        ((SOME_OF_ALL,), ". Selon les N, reprise d'une partie des propositions."),
    ):
        said = plain(headline(Context(small(actor, *totals), FR)))
        assert said == f"{start}{rest}"
    own = small(actor, replace(SOME_OF_ALL, evidence=quoted))
    assert plain(headline(Context(own, FR))) == (
        "2 propositions. Source unique, les N, à l'origine des propositions, écrit : « des idées ». Les "
        "auteurs de ce relevé comptent 1 reprise affirmée."
    )


def test_two_claimants_are_both_named():
    """With two claimants there is no single source, and each is said with its number."""
    first = small(
        m.Actor(id="a", name="A", called="les A"), replace(SOME_OF_ALL, count=12)
    )
    other = m.Source(id="t", publisher="b", kind=m.SourceKind.PRESS)
    said_by_b = (m.Evidence(source="t", quote="they do not"),)
    statements = (
        *first.statements,
        replace(first.statements[0], evidence=said_by_b),
        Statement(
            about="q", says=Says.REFUSED, words=Words.EXPLICIT, evidence=said_by_b
        ),
    )
    corpus = replace(
        first,
        actors=(*first.actors, m.Actor(id="b", name="B")),
        sources=(*first.sources, other),
        proposals=(*first.proposals, m.Proposal(id="q", title="Q")),
        statements=statements,
    )
    counts = "les auteurs de ce relevé comptent 1 reprise affirmée, 1 refus."
    sources = "Par source, affirmées, sans addition : les A, 1 ; B, 1 ; 1 en commun."
    voices = f"{sources} « Q » : refus de B."
    assert plain(headline(Context(corpus, FR))) == (
        f"2 propositions : {counts} {voices} Selon les A, la reprise porte sur 12 propositions."
    )
    assert plain(str(whole_citation(Context(corpus, FR), alone=True))) == (
        f"2 propositions de « D » (A), Plan : {counts.removesuffix(', 1 refus.')}. « Q » : refus de B. {sources} Selon les A, la reprise "
        "porte sur 12 propositions (A, sans date)."
    )
    assert plain(in_short(Context(corpus, FR))) == (
        "1 avec cette règle ; il ne reste rien à examiner. Le reste : 1 refus."
    )
    assert plain(headline(Context(corpus, FR, Rule(whose="b")))) == (
        f"2 propositions : {counts} Selon B uniquement. Par source, affirmées, sans addition : B, 1. « Q » : "
        "refus de B."
    )


@pytest.mark.parametrize(
    ("partial", "total"),
    [("apart", ""), ("half", ", total : 0,5"), ("full", ", total : 1")],
)
def test_a_take_up_in_part_is_said_with_how_it_counts(partial, total):
    """Apart, half or whole, and what the total becomes."""
    corpus = small(m.Actor(id="a", name="A"), says="in_part")
    said = plain(headline(Context(corpus, FR, Rule(partial=PartialCounts(partial)))))
    start = "2 propositions : les auteurs de ce relevé comptent 1 reprise partielle affirmée"
    assert said == f"{start}{total}. Source unique : A, à l'origine des propositions."


def test_the_rule_is_said_in_words(jam):
    """Four sentences, one a choice."""
    rule = Rule(
        words=WordsCounted.ANY,
        whose="jam",
        partial=PartialCounts.HALF,
        of=OutOf.DOCUMENTED,
    )
    weaker = " Formulation ou attribution à l'auteur : la plus faible l'emporte."
    assert [plain(each) for each in rule_in_words(Context(jam, FR, rule))] == [
        f"Reprises comptées : affirmées, interprétées, ambiguës et comparaisons.{weaker}",
        "Selon les JAM uniquement.",
        "Reprises partielles comptées pour moitié.",
        "Total retenu : 8 propositions au texte connu.",
    ]
    assert [plain(each) for each in rule_in_words(Context(jam, FR))] == [
        f"Reprises comptées : affirmées et interprétées.{weaker}",
        "Tous acteurs confondus.",
        "Reprises partielles comptées à part.",
        "Total retenu : le nombre annoncé, 28 selon les JAM et Xavier Iacovelli, sénateur.",
    ]


def test_what_is_unknown_is_said_in_full_and_in_short(jam):
    """The range, which is no rate; the two meanings of 20, who judges, what was read, what was inferred."""
    assert [plain(each) for each in unknowns(Context(jam, language_for(jam)))] == [
        "6 comptées, 1 non comptée, 21 sans conclusion (1 à examiner, 20 inconnues) : aucun pourcentage "
        "possible.",
        "20 est une soustraction : 28 moins 8 au "
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
    selection = "6 comptées sur 8 textes connus, 1 non comptée, 1 à examiner : une sélection, pas un taux."
    assert known == selection
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
    refusal = Statement(
        about="p",
        says=Says.REFUSED,
        words=Words.EXPLICIT,
        speaker="b",
        evidence=(m.Evidence(source="s", quote="they refuse it"),),
    )
    document = m.Document(short_name="D", declared=declared)
    corpus = replace(
        first,
        actors=(*first.actors, m.Actor(id="b", name="B")),
        proposals_document=document,
        statements=(*first.statements, refusal),
    )
    context = Context(corpus, FR)
    said = {
        each.code: plain(context.warning(each)) for each in context.figures.warnings
    }
    for code, words in {
        "more-listed-than-declared": "Dans la liste : 1, pour un nombre annoncé de 0. Les chiffres portent sur 1.",
        "counts-disagree": "Nombre annoncé (propositions) : 0 et 4 selon les sources ; 1 ici.",
        "contested": "Désaccord sur « T ». Oui : A. Non : B.",
    }.items():
        assert said[code] == words


#: A disagreement names each voice, and gives its words a second time with its quote.
LONGEST_OF_A_VOICE = 100


@given(corpora(), RULES)
@few(6)
def test_every_corpus_has_its_sentences(corpus, rule):
    """No sentence fails, leaves a field unfilled or doubles a space; one that can be cut fits; numbers add up."""
    for words in (FR, EN):
        context = Context(corpus, words, rule)
        sentences = [headline(context), *rule_in_words(context), *unknowns(context)]
        for item in (*corpus.proposals, *corpus.measures):
            citations = [citation.text for citation in cite_item(context, item)]
            voices = len(corpus.statements)
            longest = LONGEST_OF_SEVERAL + LONGEST_OF_A_VOICE * voices
            assert all(len(text) <= longest for text in citations)
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
        "Ce relevé note les reprises que des sources affirment, et celles que des personnes lisent dans leurs "
        "phrases\u202f; il ne dit pas si les mesures viennent réellement des propositions.",
        "Le total de 28 est le nombre annoncé, selon les JAM et Xavier Iacovelli, sénateur\u202f; faute "
        "d’avoir pu lire en entier les deux documents, on n’en connaît que ce que des sources décrivent\u202f: "
        "8 propositions (7 par la source même qui affirme les reprises) et 13 mesures.",
        "Titre rédigé pour ce relevé\u202f: 8 propositions.",
        "Une phrase ambiguë ne compte pas, une ressemblance entre textes ne prouve rien, et chaque reprise "
        "est donnée avec sa citation et son adresse.",
        "Citations non vérifiées, faute de copie des sources.",
    ]
    assert (
        signature(Context(jam, language_for(jam)))
        == "Relevé non signé, sans adresse de contact."
    )
    shared = "says: taken_up, measure: M1, evidence: [{source: s1, quote: some words}]"
    corpus = corpus_of(f"""
proposals: [{{id: p0, title: P0}}, {{id: p1, title: P1}}]
measures: [{{id: M1, title: Measure}}]
statements: [{{about: p0, words: explicit, {shared}}}, {{about: p1, words: compared, by: Ann, {shared}}}]""")
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
