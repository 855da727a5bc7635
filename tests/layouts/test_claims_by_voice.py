"""Figures on refusals, disputes and what else a sentence prints, of two addressees and a newspaper."""

import pytest

from jamplan.account.claim_names import names_in_claims
from jamplan.account.claims import claim_of
from jamplan.account.printed import printed_count
from jamplan.account.spans import plain as told
from jamplan.counting.claims import try_claim, try_printed
from jamplan.counting.quantity import Said, read_quantity
from jamplan.exports.export import publication
from jamplan.layouts.blocks import Paragraph, Table
from jamplan.layouts.claim import claim_report
from tests.generated import corpus_of

CORPUS = """
actors:
  - {id: town, name: Town}
  - {id: county, name: County}
  - {id: paper, name: Paper}
  - {id: author, name: Author}
sources:
  - {id: first, publisher: town, date: 2021}
  - {id: second, publisher: county, date: 2024}
  - {id: news, publisher: paper, date: 2022}
proposals:
  - {id: p1, number: "1", title: One}
  - {id: p2, number: "2", title: Two}
  - {id: p3, number: "3", title: Three}
  - {id: p4, number: "4", title: Four}
  - {id: p5, number: "5", title: Five}
plans:
  - name: plan
    document: {short_name: Town’s answer, relation: response, date: 2021, publisher: town}
    measures: [{id: A1, title: Answer}]
  - name: plan-2024
    document: {short_name: County’s answer, relation: response, date: 2024, publisher: county}
    measures: [{id: B1, title: Answer}]
statements:
  - {about: p1, says: refused, document: plan, words: explicit, evidence: [{source: first, quote: We refuse one.}]}
  - {about: p1, says: taken_up, document: plan-2024, words: explicit, evidence: [{source: second, quote: We accept one.}]}
  - {about: p2, says: refused, document: plan, words: explicit, evidence: [{source: first, quote: We refuse two.}]}
  - {about: p3, says: refused, document: plan-2024, words: explicit, evidence: [{source: second, quote: We refuse three.}]}
  - {about: p4, says: noted, document: plan-2024, words: explicit, evidence: [{source: second, quote: We note four.}]}
  - {about: p4, says: taken_up, words: ambiguous, evidence: [{source: news, quote: Four is about to come.}]}
  - {about: p5, says: in_full, document: plan, words: explicit, speaker: town, evidence: [{source: news, quote: Town accepts five.}]}
  - {about: proposals, says: refused, count: 4, words: explicit, speaker: town, evidence: [
      {source: news, quote: Town refuses four of them.}]}
  - {about: proposals, says: taken_up, count: 3, words: explicit, speaker: county, evidence: [
      {source: news, quote: We accept three., quoted: true}]}
"""


@pytest.fixture
def context():
    """Two answers that differ on the first item; totals that a newspaper prints."""
    return publication(corpus_of(CORPUS), lang="en").account.context


def tried(context, text):
    """The report on a figure, and whether it may be written."""
    quantity = read_quantity(text, names_in_claims(context.corpus))
    tested = try_claim(context.corpus, quantity)
    claim = claim_of(context.corpus, tested, text, context.language)
    return claim_report(claim), tested.may_be_written


def answer(context, text):
    """The first paragraph of a report, and whether the figure may be written."""
    report, may_be_written = tried(context, text)
    (_read, first, *_others) = [each for each in report if isinstance(each, Paragraph)]
    return told(first.content), may_be_written


TWO, THREE = "no. 2, refused by Town (2021)", "no. 3, refused by County (2024)"
ONE = "no. 1, disputed: accepted according to County (2024), refused by Town (2021)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Whoever is named: an addressee of either document, with or without a verb.
        ("2 refused by Town", f"Yes: 2 on record: {ONE}; {TWO}."),
        ("County refused 1", f"Yes: 1 on record: {THREE}."),
        ("3 refused", f"Yes: 3 on record: {ONE}; {TWO}; {THREE}."),
        # What the headline prints, with what it has apart.
        (
            "2 refused",
            "Yes: 2 refused; with those that are disputed, 3 on record: "
            f"{ONE}; {TWO}; {THREE}.",
        ),
        # A total that somebody gives is theirs, beside what is recounted.
        (
            "4 refused",
            "Yes, attributed and dated: According to Town, refused: 4 proposals, as Paper reports (2022), “Town refuses four of them.” "
            f"Recounted here: 3 on record: {ONE}; {TWO}; {THREE}.",
        ),
        (
            "1 refused according to County",
            f"Yes, if 1 is given as a count: according to County, one by one, 1: {THREE.partition(',')[0]}.",
        ),
        (
            "3 accepted according to County",
            "Yes, attributed and dated: According to County, 3 proposals were accepted, quoted by Paper (2022): “We accept three.” Recounted here: 1 accepted as others report.",
        ),
        ("1 disputed", "Yes: 1 disputed."),
        ("1 neither yes nor no", "Yes: 1 neither yes nor no."),
    ],
)
def test_what_may_be_written(context, text, expected):
    """By whom it is, if somebody is named."""
    assert answer(context, text) == (expected, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a voice says one by one is no other number.
        (
            "2 refused according to County",
            "No, not as it stands. Nothing like it is on record from the source that is named. According to County, "
            f"one by one, 1: {THREE.partition(',')[0]}.",
        ),
        (
            "2 refused by the strangers",
            f"No. Refusals, 3 on record: {ONE}; {TWO}; {THREE}; 1 neither yes nor no.",
        ),
        (
            "2 refused by County",
            f"No. Refusals, 3 on record: {ONE}; {TWO}; {THREE}; 1 neither yes nor no.",
        ),
        (
            "2 disputed",
            "No. No counting rule gives “2 disputed”: 1 disputed, 1 accepted as others report, 2 refused, "
            "1 neither yes nor no.",
        ),
        (
            "none accepted",
            "No, not as it stands. “none accepted” (1 of 5) leaves out: 1 disputed, 1 accepted as others report.",
        ),
    ],
)
def test_what_may_not(context, text, expected):
    """Nothing is told twice, and none is a count of all voices."""
    assert answer(context, text) == (expected, False)


def test_a_figure_on_refusals_has_no_table_of_take_ups(context):
    """One on disputes has its own."""
    report, _may = tried(context, "2 refused")
    assert not [each for each in report if isinstance(each, Table)]
    report, _may = tried(context, "1 disputed")
    (table,) = [each for each in report if isinstance(each, Table)]
    grid = [[told(cell) for cell in row] for row in table.grid]
    assert grid[:2] == [["Disputed", "Proposals"], ["stated only", "1 of 5"]]


def test_what_to_write_is_no_report(context):
    """At most as long as the sentence on the whole, after its first one."""
    quantity = read_quantity("4 accepted")
    tested = try_claim(context.corpus, quantity)
    written = claim_of(context.corpus, tested, "", context.language).to_write
    assert len(written) <= 400


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("1 accepted as others report", 1),
        ("1 ACCEPTATION rapportée par d’autres", 1),
        ("7 accepted as others report", 1),
        ("2 refused", 2),
        ("1 stated", None),
        ("accepted as others report", None),
        ("1 accepted", None),
    ],
)
def test_every_count_that_a_sentence_prints_is_found(context, text, counted):
    """In both languages, by its words alone; what no sentence prints is not."""
    printed = printed_count(context, text)
    assert (printed and printed.counted) == counted


def test_a_printed_count_may_be_written_with_its_own_number(context):
    """Another number is told the one that is printed."""
    for text, number, expected in (
        ("1 accepted as others report", 1, "Yes: 1 accepted as others report."),
        ("7 accepted as others report", 7, "No. 1 accepted as others report."),
    ):
        tested = try_printed(context.corpus, number, 1)
        report = claim_report(claim_of(context.corpus, tested, text, context.language))
        assert told(report[1].content) == expected
        assert tested.may_be_written is (number == 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3 désaccords", Said.CONTESTED),
        ("2 disputed", Said.CONTESTED),
        ("1 ni oui ni non", Said.NOTED),
        ("4 stalled", Said.STALLED),
        ("4 à l’arrêt", Said.STALLED),
        ("2 en cours", Said.UNDER_WAY),
        ("1 implemented in part", Said.CARRIED_OUT_IN_PART),
        ("6 not implemented", Said.NOT_CARRIED_OUT),
        ("2 sans réponse trouvée", Said.NONE_FOUND),
        ("2 réponses non comptées", Said.BELOW_RULE),
        ("1 hors champ", Said.OUT_OF_SCOPE),
        ("1 cannot be checked", Said.NOT_TESTABLE),
        ("5 à examiner", Said.UNREVIEWED),
        ("20 inconnues", Said.UNDOCUMENTED),
    ],
)
def test_what_is_said_of_items_is_read_in_both_languages(text, said):
    """Each status, and each outcome."""
    assert read_quantity(text).said is said
