"""Sentences: the headline for every kind of corpus, agreement, cautions, citations, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

import jamplan
from generated import RULES, corpora, make_corpus
from jamplan.corpus import packaged_folder
from jamplan.counting.figures import CautionCode, coverage
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule
from jamplan.locale import language, message_language
from jamplan.model import (
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
    SourceKind,
    Verdict,
    VerdictKind,
)
from jamplan.wording.citation import cite_item, cite_link
from jamplan.wording.sentences import caution, headline, rule_in_words, unknowns

FR, EN = language("fr"), language("en")


def plain(text: str) -> str:
    """A text with ordinary spaces and apostrophes, so that a test can be read."""
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


@pytest.fixture(scope="module")
def jam():
    """The corpus that comes with jamplan."""
    return jamplan.load(packaged_folder())


def test_the_headline_of_the_shipped_corpus_is_this_one(jam):
    """Sign for sign, with narrow no-break spaces and typographic apostrophes."""
    assert headline(coverage(jam), FR) == (
        "Sur 28 propositions des JAM, 6 sont présentées comme reprises par le plan\u202f: 3 en toutes "
        "lettres, 3 implicitement\u202f; 1 cas ambigu n’est pas compté. Qui le dit\u202f: les JAM seuls"
        "\u202f; leur article dit «\u202fcertaines\u202f», le compte est fait à la lecture. Ce n’est pas "
        "un taux\u202f: 20 propositions restent sans texte trouvé."
    )
    assert headline(coverage(jam), EN) == (
        "Of 28 proposals by Jeunes Avec Macron, 6 are presented as taken up by the plan: 3 in so many "
        "words, 3 implicitly; 1 ambiguous case is not counted. Who says so: Jeunes Avec Macron alone; "
        "their article says “some”, the count is made by reading. This is not a rate: no text was "
        "found for 20 proposals."
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (
            Rule(links=LinksCounted.EXPLICIT),
            "Sur 28 propositions des JAM, 3 sont présentées comme reprises par le plan : 3 en toutes "
            "lettres ; 3 cas implicites et 1 cas ambigu ne sont pas comptés.",
        ),
        (
            Rule(links=LinksCounted.CLAIMED),
            "Sur 28 propositions des JAM, 7 sont présentées comme reprises par le plan : 3 en toutes "
            "lettres, 3 implicitement, 1 de façon ambiguë.",
        ),
        (
            Rule(of=OutOf.DOCUMENTED),
            "Sur les 8 propositions des JAM qui sont connues, 6 sont présentées comme reprises par le "
            "plan : 3 en toutes lettres, 3 implicitement ; 1 cas ambigu n'est pas compté.",
        ),
        (
            Rule(claimed_by="gouvernement"),
            "Sur 28 propositions des JAM, aucune n'est présentée comme reprise par le plan selon le "
            "gouvernement ; 3 cas en toutes lettres, 3 cas implicites et 1 cas ambigu ne sont pas "
            "comptés.",
        ),
    ],
)
def test_the_headline_says_the_rule_s_figures(jam, rule, expected):
    """The first sentence, under four rules."""
    assert plain(headline(coverage(jam, rule), FR)).startswith(expected)


def small(actor: Actor, *, claim: Claim | None = None, kind=None, **link):
    """One proposal of two, taken up by the word of one actor."""
    fields = {"proposal": "p", "measure": "M", "claimed_by": actor.id, "basis": Basis.EXPLICIT, **link}
    return make_corpus(
        actors=(actor,),
        sources=(Source(id="s", publisher=actor.id, kind=kind),),
        proposals_document=Document(
            short_name="D", publisher=actor.id, declared=(Declared(count=2),), language="fr"
        ),
        proposals=(Proposal(id="p", title="T"),),
        measures=(Measure(id="M", title="T"),),
        links=(Link(**fields),),
        claims=(claim,) if claim else (),
    )


@pytest.mark.parametrize(
    ("actor", "author", "who"),
    [
        (
            Actor(id="a", name="ACPE", called="l'ACPE"),
            "de l'ACPE",
            "l'ACPE seule",
        ),
        (
            Actor(id="a", name="Sénat", called="le Sénat"),
            "du Sénat",
            "le Sénat seul",
        ),
        (
            Actor(id="a", name="JAM", called="les JAM"),
            "des JAM",
            "les JAM seuls",
        ),
        (
            Actor(id="a", name="ONG", called="les ONG"),
            "des ONG",
            "les ONG seules",
        ),
        (Actor(id="a", name="Oxfam"), "d'Oxfam", "Oxfam et personne d'autre"),
        (Actor(id="a", name="Greenpeace"), "de Greenpeace", "Greenpeace et personne d'autre"),
    ],
)
def test_names_agree_in_french(actor, author, who):
    """De + article contract, and « seul » agrees where the gender is known."""
    said = plain(headline(coverage(small(actor)), FR))
    assert said == (
        f"Sur 2 propositions {author}, 1 est présentée comme reprise par le plan : 1 en toutes lettres. "
        f"Qui le dit : {who}. Ce n'est pas un taux : 1 proposition reste sans texte trouvé."
    )


@pytest.mark.parametrize(
    ("called", "kind", "expected"),
    [
        ("les JAM", SourceKind.ARTICLE, "leur article en compte 12, le compte est fait à la lecture"),
        ("l'ACPE", SourceKind.REPORT, "son rapport en compte 12, le compte est fait à la lecture"),
        ("l'ACPE", SourceKind.LAW, "sa loi en compte 12, le compte est fait à la lecture"),
        ("les JAM", SourceKind.PAGE, "leur page en compte 12, le compte est fait à la lecture"),
        ("les JAM", None, "leur texte en compte 12, le compte est fait à la lecture"),
    ],
)
def test_a_general_claim_is_said_beside_the_count(called, kind, expected):
    """What the claimant says in general, with the possessive that its source needs."""
    claim = Claim(claimed_by="a", count=12, evidence=(Evidence(source="s"),))
    corpus = small(Actor(id="a", name="N", called=called), claim=claim, kind=kind)
    assert f"; {expected}." in plain(headline(coverage(corpus), FR))


def test_two_claimants_are_both_named():
    """With two claimants nobody is « seul », and a general claim names its own."""
    first = small(Actor(id="a", name="A", called="les A"))
    corpus = replace(
        first,
        actors=(*first.actors, Actor(id="b", name="B")),
        links=(*first.links, replace(first.links[0], claimed_by="b")),
        claims=(Claim(claimed_by="b", count=None),),
    )
    said = plain(headline(coverage(corpus), FR))
    assert (
        "Qui le dit : les A (1) et B (1) ; B dit « certaines », le compte est fait à la lecture."
        in said
    )
    plural = replace(corpus, claims=(Claim(claimed_by="a", count=None), Claim(claimed_by="a", count=3)))
    assert "; les A disent « certaines » ; les A en comptent 3, le compte" in plain(
        headline(coverage(plural), FR)
    )


def test_nobody_is_alone_because_of_a_filter():
    """--claimed-by names the one that is counted; « seul » would deny the others."""
    first = small(Actor(id="a", name="A", called="les A"))
    corpus = replace(
        first,
        actors=(*first.actors, Actor(id="b", name="B")),
        links=(*first.links, replace(first.links[0], claimed_by="b")),
    )
    said = plain(headline(coverage(corpus, Rule(claimed_by="a")), FR))
    assert said.startswith(
        "Sur 2 propositions des A, 1 est présentée comme reprise par le plan selon les A : 1 en toutes "
        "lettres. Qui le dit : les A. Ce n'est"
    )


def test_a_range_of_one_unknown_is_singular(jam):
    """« 1 proposition à examiner peut être reprise ou non »."""
    said = plain(unknowns(coverage(jam, Rule(of=OutOf.DOCUMENTED)), FR)[0])
    assert (
        said
        == "Fourchette selon cette règle : de 6 à 7, car 1 proposition à examiner peut être reprise ou non."
    )


@pytest.mark.parametrize(
    ("partial", "expected"),
    [
        (PartialCounts.APART, "1 est présentée comme reprise en partie, ce qui est compté à part"),
        (
            PartialCounts.HALF,
            "1 est présentée comme reprise en partie, ce qui compte pour moitié (total : 0,5)",
        ),
        (
            PartialCounts.FULL,
            "1 est présentée comme reprise en partie, ce qui compte en entier (total : 1)",
        ),
    ],
)
def test_a_take_up_in_part_is_said_with_how_it_counts(partial, expected):
    """Apart, half or whole, and what the total becomes."""
    corpus = small(Actor(id="a", name="A"), extent=Extent.PARTIAL)
    said = plain(headline(coverage(corpus, Rule(partial=partial)), FR))
    assert f"aucune n'est présentée comme reprise par le plan ; {expected}." in said


def test_nothing_declared_and_all_reviewed_leaves_nothing_to_warn_of():
    """A complete corpus has a headline without the sentence on rates, and a range of one number."""
    corpus = replace(small(Actor(id="a", name="A")), proposals_document=Document(short_name="D"))
    assert plain(headline(coverage(corpus), FR)) == (
        "Sur 1 proposition, 1 est présentée comme reprise par le plan : 1 en toutes lettres. "
        "Qui le dit : A et personne d'autre."
    )
    assert plain(unknowns(coverage(corpus), FR)[0]) == (
        "Fourchette : 1 ; aucune proposition n'attend de conclusion."
    )
    assert "la seule proposition" not in plain(headline(coverage(corpus), FR))


def test_unreviewed_proposals_are_said_where_no_text_is_missing():
    """The last sentence says what remains to be reviewed."""
    corpus = make_corpus(proposals=(Proposal(id="p", title="T"), Proposal(id="q", title="T")))
    assert plain(headline(coverage(corpus), FR)) == (
        "Sur 2 propositions d'Author, aucune n'est présentée comme reprise par le plan. "
        "Ce n'est pas un taux : 2 propositions restent à examiner."
    ).replace("d'Author", "des auteurs")


def test_the_rule_is_said_in_words(jam):
    """Four sentences, one a choice, with the words of the command line."""
    rule = Rule(
        links=LinksCounted.ANY, claimed_by="jam", partial=PartialCounts.HALF, of=OutOf.DOCUMENTED
    )
    assert [plain(each) for each in rule_in_words(coverage(jam, rule), FR)] == [
        "Reprises qui comptent : toutes, même par comparaison des textes (any). Une reprise vaut le plus "
        "faible de deux termes : sa formulation, et l'attribution de la proposition à son auteur.",
        "Affirmées par : les JAM, et personne d'autre.",
        "Une reprise partielle : compte pour moitié (half).",
        "Sur quel total : les 8 propositions connues (documented).",
    ]
    assert [plain(each) for each in rule_in_words(coverage(jam), FR)][1:] == [
        "Affirmées par : tout acteur.",
        "Une reprise partielle : comptée à part (apart).",
        "Sur quel total : le nombre annoncé (declared), 28 selon Jeunes Avec Macron et Xavier Iacovelli, "
        "sénateur.",
    ]
    counted_apart = coverage(
        make_corpus(), Rule(links=LinksCounted.EXPLICIT, partial=PartialCounts.FULL)
    )
    assert [each.rpartition(" ")[2] for each in rule_in_words(counted_apart, EN)][2:] == [
        "(full).",
        "(declared).",
    ]


def test_what_is_unknown_is_said_in_full(jam):
    """The range, the two meanings of 20, who judges, what was read, and what was inferred."""
    assert [plain(each) for each in unknowns(coverage(jam), FR)] == [
        "Fourchette selon cette règle : de 6 à 27, car 1 proposition à examiner et 20 propositions sans "
        "texte trouvé peuvent être reprises ou non.",
        "20, c'est 28 − 8 : le nombre annoncé moins les propositions qu'une source décrit. Ce n'est ni "
        "un plancher ni un plafond, car une phrase d'une source peut réunir deux propositions ou en "
        "couper une. Une mesure sans reprise répond peut-être à l'une d'elles : d'où « aucune "
        "proposition connue ».",
        "Nombre de mesures du plan : 13 ou 15 selon les sources ; 13 ici.",
        "Juge et partie : qui affirme les reprises a aussi écrit les propositions (les JAM).",
        "7 des 8 textes connus viennent de la source même qui affirme les reprises : « 6 sur 8 » serait "
        "une sélection, pas un taux.",
        "Aucune proposition connue n'a été lue dans le document lui-même : 2 autres sources les décrivent.",
        "Le plan lui-même n'a pas été lu : 13 autres sources (dont 7 de presse) le font connaître.",
        "Ampleur : pour 6 propositions présentées comme reprises, aucune source ne dit quelle part en "
        "est reprise.",
        "Chapitres : le placement est déduit pour 7 des 8 propositions connues (marquées *).",
        "Mesures : pour 6 reprises, la source ne donne pas de numéro ; la mesure est identifiée à la "
        "lecture.",
    ]


def test_the_other_cautions_are_said(jam):
    """More listed than declared, counts of proposals that differ, and a contested proposal."""
    first = small(Actor(id="a", name="A"))
    corpus = replace(
        first,
        proposals_document=Document(
            short_name="D", declared=(Declared(count=0), Declared(count=4, note="n"))
        ),
        verdicts=(Verdict(proposal="p", verdict=VerdictKind.REFUSED, claimed_by="a"),),
    )
    figures = coverage(corpus)
    said = {each.code: plain(caution(figures, FR, each)) for each in figures.warnings}
    assert said[CautionCode.MORE_LISTED_THAN_DECLARED] == (
        "1 proposition figure dans la liste, plus que le nombre annoncé, 0 ; les chiffres portent sur 1."
    )
    assert said[CautionCode.COUNTS_DISAGREE] == (
        "Nombre de propositions : 0 ou 4 selon les sources ; 1 ici."
    )
    assert said[CautionCode.CONTESTED] == (
        "Contestées, avec une reprise et une conclusion : p (refusée, selon A)."
    )


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
            sentences += cite_item(corpus, words, item)
        for sentence in sentences:
            assert sentence.endswith("."), sentence
            assert not set("{}") & set(sentence), sentence
            assert "  " not in sentence, sentence


WHERE = (
    "Jeunes Avec Macron, « Le gouvernement agit contre la prostitution des mineurs en reprenant des "
    "propositions des JAM ! », novembre 2021 (date déduite), consultation du 24 novembre 2026, "
    "https://lesjam.fr/actualites/4CF6KHCFfD9IkSq620J1AV/le-gouvernement-agit-contre-la-prostitution-"
    "des-mineurs-en-reprenant-des-propositions-des-jam"
)


def test_a_citation_has_claimant_wording_quote_source_address_and_doubts(jam):
    """One sentence a statement, and no more certain than its evidence."""
    assert [plain(each) for each in cite_item(jam, FR, jam.proposal["parcours-soins"])] == [
        "Selon les JAM, en toutes lettres, la proposition « Parcours de soins pour les victimes » est "
        "reprise par le plan, mesure A10, « Garantir aux victimes un parcours de soins personnalisé » : "
        "« le gouvernement a repris l'idée des JAM proposant la mise en place d'un parcours de soins "
        "spécial pour les victimes » (ampleur non établie ; l'intitulé de la "
        "proposition est de nos mots ; la mesure est identifiée à la lecture ; le numéro de la mesure est "
        f"déduit) — {WHERE}."
    ]
    (brigade,) = cite_item(jam, FR, jam.proposal["brigade-mobile"])
    assert plain(brigade).startswith(
        "Selon une lecture possible d'une phrase ambiguë des JAM, la proposition « Brigade mobile dans "
        "chaque département » serait reprise par le plan, mesure A12, "
    )
    assert " ; on ne sait pas à qui attribuer la proposition elle-même ; " in plain(brigade)
    assert plain(brigade).endswith(f" — {WHERE}.")
    (support,) = cite_item(jam, FR, jam.proposal["accompagnement-victimes"])
    assert plain(support).startswith("Selon les JAM, de façon implicite, la proposition ")
    assert " ; l'attribution de la proposition est elle-même implicite ; " in plain(support)
    assert len(cite_item(jam, FR, jam.measure["A12"])) == 2


def test_what_nobody_states_is_cited_as_such(jam):
    """Silence is not refusal."""
    assert [plain(each) for each in cite_item(jam, FR, jam.proposal["cours-obligatoires"])] == [
        "Dans les 16 sources enregistrées, consultées jusqu'au 24 novembre 2026, aucune affirmation ne "
        "présente la proposition « Cours obligatoires pour les jeunes » comme reprise par le plan, et "
        "personne n'a conclu."
    ]
    assert [plain(each) for each in cite_item(jam, FR, jam.measure["A3"])] == [
        "Dans les 16 sources enregistrées, consultées jusqu'au 24 novembre 2026, aucune proposition "
        "connue n'est présentée comme reprise par la mesure A3, « Développer une campagne de "
        "sensibilisation grand public »."
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            VerdictKind.NO_MEASURE_FOUND,
            "Selon A, aucune mesure n'a été trouvée pour la proposition « T »",
        ),
        (VerdictKind.REFUSED, "Selon A, la proposition « T » a été refusée"),
        (VerdictKind.OUT_OF_SCOPE, "Selon A, la proposition « T » est hors champ"),
        (VerdictKind.NOT_TESTABLE, "Selon A, la proposition « T » est invérifiable"),
    ],
)
def test_a_verdict_is_cited(kind, expected):
    """With its claimant, and with what it rests on."""
    base = small(Actor(id="a", name="A"))
    verdict = Verdict(proposal="p", verdict=kind, claimed_by="a", evidence=(Evidence(source="s"),))
    corpus = replace(base, links=(), verdicts=(verdict,))
    assert [plain(each) for each in cite_item(corpus, FR, corpus.proposals[0])] == [f"{expected} — A."]


def test_a_compared_link_and_one_without_evidence_are_cited():
    """A person's own reading is said to be one; a missing source is said to be missing."""
    corpus = small(Actor(id="a", name="A"), basis=Basis.COMPARED)
    assert plain(cite_link(corpus, FR, corpus.links[0])) == (
        "Selon A, par comparaison des textes, la proposition « T » est reprise par le plan, mesure M, "
        "« T » (ampleur non établie), sans appui enregistré."
    )
    partly = replace(corpus.links[0], extent=Extent.PARTIAL, evidence=(Evidence(source="s"),))
    strict = Rule(links=LinksCounted.EXPLICIT)
    assert plain(cite_link(corpus, FR, partly, strict)) == (
        "Selon A, par comparaison des textes, la proposition « T » est reprise en partie par le plan, "
        "mesure M, « T » (la règle explicit ne la compte pas) — A."
    )


def test_numbers_dates_and_lists_are_those_of_the_language():
    """Separators, months, the first of a month, « et »."""
    assert (FR.number(12345), EN.number(12345), FR.number(0.5)) == ("12\u202f345", "12,345", "0,5")
    assert (FR.number(6.0), EN.number(1234.5)) == ("6", "1,234.5")
    assert [FR.date(each) for each in ("2021", "2021-11", "2021-11-15", "2021-12-01")] == [
        "2021",
        "novembre 2021",
        "15 novembre 2021",
        "1ᵉʳ décembre 2021",
    ]
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


@pytest.mark.parametrize(("name", "code"), [("French_France", "fr"), ("fr_FR", "fr"), (None, "en")])
def test_without_variables_the_system_s_locale_speaks(monkeypatch, name, code):
    """Windows names its locale in words."""
    import locale

    monkeypatch.setattr(locale, "getlocale", lambda: (name, None))
    assert message_language({}).code == code


def test_a_broken_locale_is_english(monkeypatch):
    """A locale that Python does not know is no reason to fail."""
    import locale

    def fail():
        raise ValueError

    monkeypatch.setattr(locale, "getlocale", fail)
    assert message_language({}).code == "en"


def test_an_ambiguous_attribution_weakens_the_wording():
    """The table says that it is the attribution that weakens a link."""
    from jamplan.reports.cells import wording_of

    proposal = Proposal(id="p", title="T", attribution=Attribution.AMBIGUOUS)
    link = Link(proposal="p", measure="M", claimed_by="a", basis=Basis.EXPLICIT)
    assert wording_of(FR, link, proposal) == "ambiguë par son attribution"
    assert wording_of(FR, replace(link, basis=Basis.AMBIGUOUS), proposal) == "ambiguë"
