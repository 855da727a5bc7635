"""The shipped corpus: what is in it, and that every quote stands in the article it is taken from."""

from dataclasses import replace

import pytest
from rapidfuzz import fuzz

from jamplan.corpus.model import Basis, Evidence, Extent
from jamplan.evidence.passages import passages
from jamplan.evidence.quotes import Found, find_quote, read_source
from jamplan.language import language
from jamplan.reports.citation import LONGEST, LONGEST_OF_SEVERAL, cite_item
from jamplan.reports.context import Context
from tests.conftest import sources_folder
from tests.matching.jam import MEASURES


def all_evidence(corpus) -> list[Evidence]:
    """Every piece of evidence of a corpus."""
    records = (*corpus.proposals, *corpus.priorities, *corpus.measures, *corpus.links, *corpus.claims)
    records += tuple(follow_up for measure in corpus.measures for follow_up in measure.follow_ups)
    records += (*corpus.objections, *(entry for link in corpus.links for entry in link.objections))
    return [evidence for record in records for evidence in record.evidence]


def sources(record) -> str:
    """The sources of a record's evidence, in order."""
    return " ".join(evidence.source for evidence in record.evidence)


def test_the_proposals_are_the_eight_that_a_source_describes(jam):
    """Eight proposals of a declared 28 in six chapters, with inference and attribution; no number is known."""
    article, report = "lesjam-2021-11", "lesjam-2021-report"
    assert {
        item.id: (item.chapter, item.chapter_inferred, str(item.attribution), sources(item))
        for item in jam.proposals
    } == {
        "formation-professionnels": ("ch1", True, "explicit", article),
        "espaces-information": ("ch1", True, "explicit", article),
        "cours-obligatoires": ("ch1", False, "explicit", report),
        "enquete-cyber": ("ch2", True, "explicit", article),
        "brigade-mobile": ("ch2", True, "ambiguous", article),
        "parcours-soins": ("ch5", True, "explicit", article),
        "accompagnement-victimes": ("ch5", True, "implicit", article),
        "etude-sociologique": ("ch6", True, "explicit", article),
    }
    assert {item.number for item in jam.proposals} == {None}
    (declared,) = jam.proposals_document.declared
    assert (declared.count, declared.sources) == (28, (article, "iacovelli-2021-06"))
    assert jam.proposal["brigade-mobile"].may_be_part_of == "enquete-cyber"
    expected = [("ch1", "5"), ("ch2", "9"), ("ch3", "14"), ("ch4", "16"), ("ch5", "18"), ("ch6", "21")]
    assert [(chapter.id, chapter.pages) for chapter in jam.chapters] == expected


def test_the_measures_are_the_thirteen_with_their_sources(jam):
    """Priority, number (inferred from 9 on), basis of the title, number of details, sources."""
    assert {
        each.id: (
            *(each.priority, each.number, each.number_inferred, str(each.title_basis)),
            *(len(each.details), sources(each).replace("-2021-11", "")),
        )
        for each in jam.measures
    } == {
        "A1": ("P1", "1", False, "official", 5, "traite-2021 gouffier liensocial ash lesjam"),
        "A2": ("P1", "2", False, "official", 2, "traite-2021 gouffier lesjam"),
        "A3": ("P1", "3", False, "official", 1, "traite-2021 controlemaboite lesjam"),
        "A4": ("P2", "4", False, "official", 2, "traite-2021 lesnouvellesnews liensocial lesjam"),
        "A5": ("P2", "5", False, "official", 4, "traite-2021 ash franceinfo lemediasocial"),
        "A6": ("P2", "6", False, "official", 2, "traite-2021 rtl"),
        "A7": ("P2", "7", False, "official", 2, "traite-2021 lesjam"),
        "A8": ("P3", "8", False, "official", 1, "lesnouvellesnews traite-2021 rtl"),
        "A9": ("P3", "9", True, "reported", 3, "ash rtl lesjam"),
        "A10": ("P3", "10", True, "reported", 2, "rtl controlemaboite lesjam"),
        "A11": ("P4", "11", True, "reported", 1, "controlemaboite europe1 franceinfo lesjam"),
        "A12": ("P4", "12", True, "reported", 2, "controlemaboite franceinfo europe1 lesjam"),
        "A13": ("P5", "13", True, "reported", 1, "onpe controlemaboite"),
    }
    assert [each.id for each in jam.priorities] == ["P1", "P2", "P3", "P4", "P5"]
    assert [each.count for each in jam.plan_document.declared] == [13, 15]
    assert jam.plan_document.declared[1].sources == ("traite-2021",)
    assert jam.plan_document.source is None


def test_the_follow_ups_are_those_of_five_measures(jam):
    """What became of a measure, when, and from which sources; nothing is known of the others."""
    assert [
        f"{measure.id} {entry.date} {entry.state} {sources(entry)}"
        for measure in jam.measures
        for entry in measure.follow_ups
    ] == [
        "A1 2022 partly lemediasocial-2023-02",
        "A1 2022-12 partly droitdenfance-pare banquedesterritoires-2023-02 lemediasocial-2023-02",
        "A1 2023-04-03 partly touteduc-2024-04 allo119-plateforme",
        "A3 2022-02-28 done ash-2022-campagne jeunes-2022-08",
        "A6 2022-08 partly federationsolidarite-2022-08",
        "A8 2022-02-07 partly ash-2022-loi",
        "A8 2023-03-28 partly directions-2023-04",
        "A9 2022-08 partly federationsolidarite-2022-08",
    ]
    assert all("par déduction" in entry.text for entry in jam.measure["A9"].follow_ups)


def test_what_belongs_to_another_strategy_or_was_voted_down_is_a_note(jam):
    """It carries out no measure: the map of 2025, the calls of 2024, and what the Senate had adopted."""
    notes = {measure.id: measure.note or "" for measure in jam.measures}
    assert "stratégie nationale de 2024" in notes["A1"]
    assert "par déduction" in notes["A9"]
    assert "stratégie nationale du 2 mai 2024" in notes["A9"]
    assert "En première lecture" in notes["A8"]
    assert "(n°\u00a0355), presque identique" in notes["A8"]


def test_the_objections_are_older_than_the_plan_and_count_nothing(jam):
    """Of two pairs, and of all pairs, dated as their sources are; each rests on a source that was read."""
    assert [
        f"{link.proposal} {link.measure} {entry.date} {sources(entry)}"
        for link in jam.links
        for entry in link.objections
    ] == [
        "formation-professionnels A4 2020-09-30 lemediasocial-2020-09",
        "formation-professionnels A4 2021-03-03 taquet-2021-03",
        "etude-sociologique A2 2021-03-03 taquet-2021-03",
        "etude-sociologique A2 2021-06-28 groupe-travail-2021-06",
    ]
    assert [(entry.date, sources(entry)) for entry in jam.objections] == [
        ("2021-11", "solidarites-2021-11 senat-2021-11 liensocial-2021-11"),
        ("2021", "cnape-2021"),
    ]
    for entry in jam.objections:
        for evidence in entry.evidence:
            assert (jam.source[evidence.source].date or "").startswith(entry.date)
    assert jam.source["modem-el-hairy"].date is None


def test_the_links_are_the_seven_of_the_article(jam):
    """Seven links, all claimed by the JAM in their article, of an extent that nobody states."""
    assert [(each.proposal, each.measure, each.basis) for each in jam.links] == [
        ("formation-professionnels", "A4", Basis.EXPLICIT),
        ("parcours-soins", "A10", Basis.EXPLICIT),
        ("enquete-cyber", "A12", Basis.EXPLICIT),
        ("etude-sociologique", "A2", Basis.IMPLICIT),
        ("espaces-information", "A1", Basis.IMPLICIT),
        ("accompagnement-victimes", "A9", Basis.IMPLICIT),
        ("brigade-mobile", "A12", Basis.AMBIGUOUS),
    ]
    for link in jam.links:
        assert link.claimed_by == "jam"
        assert link.extent is Extent.UNSTATED
        assert link.measure_inferred
        assert {evidence.source for evidence in link.evidence} == {"lesjam-2021-11"}
        assert all(evidence.quote for evidence in link.evidence)
    assert (jam.verdicts, jam.dismissals) == ((), ())


def test_the_general_claim_and_the_searches_are_there(jam):
    """« Certaines », without a number; what was looked for, and by name whoever credits the working group."""
    (claim,) = jam.claims
    assert (claim.claimed_by, claim.quantity) == ("jam", None)
    assert claim.evidence[0].quote.startswith("Certaines d’entre elles ont été reprises")
    days = ["2026-11-24"] * 2 + ["2026-11-25"] * 6 + ["2026-11-28"] * 3
    assert [str(search.on) for search in jam.searches] == days
    assert len(jam.searches[0].sources) == 12
    first = jam.searches[0].result
    assert "Six font découler" in first
    names = "Lien Social, France Info, traite.hypotheses.org, l’ONPE, Itinéraires, Gouffier"
    assert [name for name in names.split(", ") if name not in first] == []
    (later,) = (each.result for each in jam.searches if each.question.startswith("Qui d’autre"))
    for name in ("Le gouvernement", "Annick Billon", "La Gazette des communes", "Sarah El Haïry"):
        assert name in later


def test_every_source_has_a_whole_address_and_the_day_it_was_read(jam):
    """Fifty-two sources, each of which a reader can find again; those of the first day word for word."""
    first_day = [source for source in jam.sources if source.accessed == "2026-11-24"]
    assert {source.id: source.url.removeprefix("https://") for source in first_day} == {
        "lesjam-2021-11": "lesjam.fr/actualites/4CF6KHCFfD9IkSq620J1AV/le-gouvernement-agit-contre-la-prostitution-des-mineurs-en-reprenant-des-propositions-des-jam",
        "jam-2021-04": "fr.scribd.com/document/624091578",
        "lesjam-2021-report": "lesjam.fr/actualites/5AVD2FYmKkPX8xU7IlttVg/la-prostitution-des-mineurs-une-exploitation-sexuelle-dissimulee-nos-propositions-pour-lutter-contre-ce-fleau",
        "iacovelli-2021-06": "iacovelli.fr/2021/06/02/remise-de-rapport-des-jam-sur-la-prostitution-des-mineurs",
        "traite-2021": "traite.hypotheses.org/1266",
        "rtl-2021-11": "rtl.fr/actu/debats-societe/prostitution-des-mineurs-que-preconise-le-gouvernement-contre-ce-fleau-7900096611",
        "gouffier-2021-11": "guillaume.gouffier-cha.fr/2021/11/18/prostitution-mineurs",
        "liensocial-2021-11": "www.lien-social.com/%E2%96%A0-ACTU-Prostitution-des-mineurs-o-Un-plan-national",
        "ash-2021-11": "ash.tm.fr/enfance-famille/prostitution-des-mineurs-le-gouvernement-mise-sur-des-reponses-territoriales-680987.php",
        "franceinfo-2021-11": "www.francetvinfo.fr/societe/enfance-et-adolescence/plateforme-d-ecoute-magistrat-referent-maraudes-numeriques-le-gouvernement-devoile-son-plan-interministeriel-contre-la-prostitution-des-mineurs_4846087.html",
        "lesnouvellesnews-2021-11": "lesnouvellesnews.fr/un-plan-contre-la-prostitution-des-mineur-es/",
        "europe1-2021-11": "europe1.fr/politique/comment-le-gouvernement-compte-lutter-contre-la-prostitution-des-mineurs-4077174",
        "lemediasocial-2021-11": "lemediasocial.fr/premier-plan-contre-la-prostitution-des-mineurs_CzyAgf",
        "onpe-2021-11": "onpe.gouv.fr/print/node/6099",
        "itineraires-2021-11": "itineraires.asso.fr/lancement-du-plan-national-de-lutte-contre-la-prostitution-des-mineurs/",
        "controlemaboite-2021-11": "controlemaboite.fr/actualite/?p=125",
        "ash-2022-campagne": "ash.tm.fr/enfance-famille/prostitution-des-mineurs-nouvelle-campagne-dinformation-et-creation-dune-cellule-de-suivi-690990.php",
        "ash-2022-loi": "ash.tm.fr/hebdo/3244/actualites-juridiques/projet-de-loi-protection-des-enfants-les-principales-dispositions-de-sa-version-definitive-2e-partie-688058.php",
        "touteduc-2024-04": "touteduc.fr/fr/scolaire/id-23125-prostitution-des-mineur-e-s-1er-bilan-de-la-plateforme-mise-en-uvre-par-le-119",
        "banquedesterritoires-2023-02": "banquedesterritoires.fr/prostitution-des-mineurs-un-maillage-territorial-renforce",
        "federationsolidarite-2022-08": "federationsolidarite.org/2022/08",
    }
    stated = [f"{source.id} {source.date}" for source in first_day if not source.date_inferred]
    assert sorted(stated) == [
        *("ash-2022-loi 2022-01-31", "gouffier-2021-11 2021-11-18", "iacovelli-2021-06 2021-06-02"),
        *("jam-2021-04 2021-04", "touteduc-2024-04 2024-04-24"),
    ]
    assert len(jam.sources) == 52
    for source in jam.sources:
        assert source.url.startswith("https://"), source.id
        assert "2026-11-24" <= source.accessed <= "2026-11-28", source.id
        assert source.title or source.description, source.id


def test_the_titles_of_the_measures_are_those_of_the_sources(jam):
    """Word for word, as the corpus that suggestions are tested on has them too; apostrophes may differ."""
    titles = {each.id: each.title.replace("'", "’") for each in jam.measures}
    assert titles == {item.id: item.title for item in MEASURES}


def test_only_the_article_is_quoted_and_briefly(jam):
    """Every quote is of the one article that may be quoted, and has 25 words at the most."""
    quoted = [evidence for evidence in all_evidence(jam) if evidence.quote]
    assert {evidence.source for evidence in quoted} == {"lesjam-2021-11"}
    assert max(len(evidence.quote.split()) for evidence in quoted) <= 25


def test_a_quote_ends_where_a_sentence_ends_or_says_that_it_goes_on(jam):
    """As the article has it."""
    article = sources_folder()
    if article is None:
        pytest.skip("needs JAMPLAN_SOURCES, a folder with the article")
    text = read_source(next(article.glob("*.txt")))
    for evidence in all_evidence(jam):
        if evidence.quote:
            found = find_quote(evidence.quote, text)
            assert isinstance(found, Found), evidence.quote
            assert found.goes_on == evidence.cut, evidence.quote
    # Words of each quote on record are in the first passage that is offered, before anybody linked it.
    offered = passages(replace(jam, links=()), {"lesjam-2021-11": text}, top=1)
    first = {passage.proposal.id: passage.quote for passage in offered}
    for link in jam.links:
        quotes = [evidence.quote for evidence in link.evidence]
        assert any(fuzz.partial_ratio(first[link.proposal], quote) > 80 for quote in quotes), (
            link.proposal
        )


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_sentence_to_publish_is_short(jam, code):
    """At most 300 characters before the addresses, 450 with two objections or quotes, in both languages."""
    context = Context(jam, language(code))
    for item in (*jam.proposals, *jam.measures):
        links = [link for link in jam.links if item.id in {link.proposal, link.measure}]
        parts = [len(part) for link in links for part in (link.objections, link.evidence)]
        longest = LONGEST if max(parts, default=0) < 2 else LONGEST_OF_SEVERAL
        assert all(len(citation.text) <= longest for citation in cite_item(context, item))
