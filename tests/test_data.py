"""The shipped corpus: what is in it, and that every quote stands in the article it is taken from."""

from collections import Counter
from dataclasses import replace

import pytest
from rapidfuzz import fuzz

from jamplan.account.citations import LONGEST, LONGEST_OF_SEVERAL, cite_item
from jamplan.account.context import Context
from jamplan.corpus.model import Evidence
from jamplan.corpus.statements import Says, Words
from jamplan.corpus.voices import Who, who_says
from jamplan.evidence.passages import passages
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcetexts import read_source
from jamplan.language import language
from tests.account.test_languages import records_of
from tests.conftest import sources_folder
from tests.matching.jam import MEASURES


def all_evidence(corpus) -> list[Evidence]:
    """Every piece of evidence of a corpus."""
    return [record for record in records_of(corpus) if isinstance(record, Evidence)]


def sources(record) -> str:
    """The sources of a record's evidence, in order."""
    return " ".join(evidence.source for evidence in record.evidence)


def test_the_proposals_are_the_eight_that_a_source_describes(jam):
    """Of a declared 28 in six chapters, with inference and source; no number is known."""
    article, report = "lesjam-2021-11", "lesjam-2021-report"
    chapters = "ch1 ch1 ch1 ch2 ch2 ch5 ch5 ch6".split()
    assert sorted(item.chapter for item in jam.proposals) == chapters
    told = {item.id: (item.chapter_inferred, sources(item)) for item in jam.proposals}
    assert told == dict.fromkeys(told, (True, article)) | {
        "cours-obligatoires": (False, report)
    }
    assert {item.number for item in jam.proposals} == {None}
    (declared,) = jam.proposals_document.declared
    assert (declared.count, declared.sources) == (28, (article, "iacovelli-2021-06"))
    assert jam.proposal["brigade-mobile"].may_be_part_of == "enquete-cyber"
    expected = [
        ("ch1", "5"),
        ("ch2", "9"),
        ("ch3", "14"),
        ("ch4", "16"),
        ("ch5", "18"),
        ("ch6", "21"),
    ]
    assert [(chapter.id, chapter.pages) for chapter in jam.chapters] == expected


def test_the_measures_are_the_thirteen_with_their_sources(jam):
    """In their order; from 9 on the number is inferred and the title others'; each known from two sources or more."""
    assert [each.number for each in jam.measures] == [
        str(number) for number in range(1, 14)
    ]
    assert [
        each.priority for each in jam.measures
    ] == "P1 P1 P1 P2 P2 P2 P2 P3 P3 P3 P4 P4 P5".split()
    assert [len(each.details) for each in jam.measures] == [
        5,
        2,
        1,
        2,
        4,
        2,
        2,
        1,
        3,
        2,
        1,
        2,
        1,
    ]
    for each in jam.measures:
        inferred = int(each.number) >= 9
        assert (each.number_inferred, each.title_basis == "reported") == (
            inferred,
            inferred,
        )
        assert len(each.evidence) >= 2
        assert inferred or "traite-2021" in sources(each)
    assert [each.id for each in jam.priorities] == ["P1", "P2", "P3", "P4", "P5"]
    assert [each.count for each in jam.plan_document.declared] == [13, 15]
    assert jam.plan_document.declared[1].sources == ("traite-2021",)
    assert jam.plan_document.source is None


def test_what_belongs_to_another_strategy_or_was_voted_down_is_a_note(jam):
    """It carries out no measure: the map of 2025, the calls of 2024, and what the Senate had adopted."""
    notes = {measure.id: measure.note or "" for measure in jam.measures}
    assert "stratégie nationale de 2024" in notes["A1"]
    assert "par déduction" in notes["A9"]
    (outcome,) = jam.statements_on["A9"]
    assert outcome.measure_inferred
    assert "stratégie nationale du 2 mai 2024" in notes["A9"]
    assert "En première lecture" in notes["A8"]
    assert "(n°\u00a0355), presque identique" in notes["A8"]


def test_the_objections_are_older_than_the_plan_and_count_nothing(jam):
    """Of two pairs, and of all pairs, dated as their sources are; each rests on a source that was read."""
    objected = {
        statement.about: [entry.date for entry in statement.objections]
        for statement in jam.statements
        if statement.objections
    }
    assert objected == {
        "formation-professionnels": ["2020-09-30", "2021-03-03"],
        "etude-sociologique": ["2021-03-03", "2021-06-28"],
    }
    entries = [*jam.objections]
    for statement in jam.statements:
        entries += statement.objections
    for entry in entries:
        assert entry.evidence
        for evidence in entry.evidence:
            assert (jam.source[evidence.source].date or "").startswith(entry.date)
    assert jam.source["modem-el-hairy"].date is None


def positions(corpus):
    """The positions on proposals."""
    return [statement for statement in corpus.statements if statement.is_position]


def test_the_positions_are_the_seven_of_the_article(jam):
    """All said by the JAM in their article, to an extent that nobody states; no reader's name."""
    assert len(positions(jam)) == 7
    for statement in positions(jam):
        assert who_says(statement, jam.source) == Who(actor="jam")
        assert statement.says is Says.TAKEN_UP
        assert statement.measure_inferred
        assert {evidence.source for evidence in statement.evidence} == {
            "lesjam-2021-11"
        }
        assert all(evidence.quote for evidence in statement.evidence)
    assert {statement.by for statement in jam.statements} == {None}
    assert not any(statement.is_conclusion for statement in jam.statements)


def test_what_became_of_measures_is_read_by_the_authors(jam):
    """In sources that need not speak of the document, told in the words of the record."""
    outcomes = [statement for statement in jam.statements if statement.is_outcome]
    assert Counter(str(statement.says) for statement in outcomes) == {
        "carried_out_in_part": 7,
        "carried_out": 1,
    }
    for statement in outcomes:
        assert statement.about in jam.measure
        assert statement.words is Words.IMPLICIT
        assert statement.text
        assert statement.evidence


def test_the_general_claim_and_the_searches_are_there(jam):
    """« Certaines », without a number; what was looked for, and by name whoever credits the working group."""
    (claim,) = jam.statements_on["proposals"]
    assert who_says(claim, jam.source) == Who(actor="jam")
    assert (claim.says, claim.count) == (Says.TAKEN_UP, "some")
    assert claim.evidence[0].quote.startswith(
        "Certaines d’entre elles ont été reprises"
    )
    days = ["2026-11-24"] * 2 + ["2026-11-25"] * 6 + ["2026-11-28"] * 3
    assert [str(search.on) for search in jam.searches] == days
    assert len(jam.searches[0].sources) == 12
    first = jam.searches[0].result
    assert "Six font découler" in first
    names = (
        "Lien Social, France Info, traite.hypotheses.org, (ONPE), Itinéraires, Gouffier"
    )
    assert [name for name in names.split(", ") if name not in first] == []
    (later,) = (
        each.result for each in jam.searches if each.question.startswith("Qui d’autre")
    )
    for name in (
        "Le gouvernement",
        "Annick Billon",
        "La Gazette des communes",
        "Sarah El Haïry",
    ):
        assert name in later


def test_every_source_has_a_whole_address_and_the_day_it_was_read(jam):
    """Fifty-two sources, each of which a reader can find again; five of the first day bear their own date."""
    first_day = [source for source in jam.sources if source.accessed == "2026-11-24"]
    stated = [
        f"{source.id} {source.date}" for source in first_day if not source.date_inferred
    ]
    assert sorted(stated) == [
        *(
            "ash-2022-loi 2022-01-31",
            "gouffier-2021-11 2021-11-18",
            "iacovelli-2021-06 2021-06-02",
        ),
        *("jam-2021-04 2021-04", "touteduc-2024-04 2024-04-24"),
    ]
    assert len({source.url for source in jam.sources}) == len(jam.sources)
    assert len(jam.sources) == 52
    for source in jam.sources:
        assert source.url.startswith("https://"), source.id
        assert "2026-11-24" <= source.accessed <= "2026-11-28", source.id
        assert source.title or source.description, source.id


def test_titles_of_measures_are_those_of_the_sources_and_only_the_article_is_quoted(
    jam,
):
    """Word for word, as the corpus that suggestions are tested on has them too; apostrophes may differ."""
    titles = {each.id: each.title.replace("'", "’") for each in jam.measures}
    assert titles == {item.id: item.title for item in MEASURES}
    # Every quote is of the one article that may be quoted, and has 25 words at the most.
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
    offered = passages(
        replace(jam, statements=()), {"lesjam-2021-11": text}, jam.proposal, top=1
    )
    first = {passage.proposal.id: passage.quote for passage in offered}
    for statement in positions(jam):
        quotes = [evidence.quote for evidence in statement.evidence]
        assert any(
            fuzz.partial_ratio(first[statement.about], quote) > 80 for quote in quotes
        ), statement.about


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_sentence_to_publish_is_short(jam, code):
    """At most 300 characters before the addresses, 450 with two objections or quotes, in both languages."""
    context = Context(jam, language(code))
    for item in (*jam.proposals, *jam.measures):
        on_item = jam.statements_on.get(item.id, ())
        statements = [*on_item, *jam.statements_naming.get(item.id, ())]
        parts = []
        for statement in statements:
            parts += [len(statement.objections), len(statement.evidence)]
        # What became of it has the quotes of several voices.
        is_long = max(parts, default=0) > 1 or item.id in context.outcomes
        longest = LONGEST_OF_SEVERAL if is_long else LONGEST
        assert all(
            len(citation.text) <= longest for citation in cite_item(context, item)
        )
