"""The second count: the cases that decide, its laws, and the random corpora."""

from copy import deepcopy
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.counting import corpora, oracle

BASE = """
sources:
  actors:
    - {id: jam, name: Jeunes}
    - {id: gov, name: Government}
    - {id: next-gov, name: Next government}
    - {id: paper, name: Paper}
  sources:
    - {id: jam-2021, publisher: jam, date: 2021-11-20}
    - {id: gov-2021, publisher: gov, date: 2021-11-15}
    - {id: gov-2024, publisher: gov, date: 2024-03}
    - {id: next-2024, publisher: next-gov, date: 2024-06}
    - {id: paper-2021, publisher: paper, date: 2021-12}
    - {id: undated, publisher: paper, accessed: 2022-09-30}
proposals:
  document: {publisher: jam, short_name: Wishes, date: 2021-04}
  proposals:
    - {id: wells, title: Dig wells}
    - {id: roads, title: Mend roads}
    - {id: songs, title: Sing songs, attribution: ambiguous}
plans:
  plan:
    document: {short_name: Plan, date: 2021-11-15}
    measures: [{id: A1, title: Wells}, {id: A2, title: Pumps}]
  plan-2024:
    document: {short_name: Next plan, source: gov-2024}
    measures: [{id: A1-2024, title: Fewer wells}]
links: {}
"""
ALL = {"plan": None, "as_of": None}
AS_OF_2022 = {"plan": None, "as_of": "2022"}
PLAN = {"plan": "plan", "as_of": None}
PLAN_2024 = {"plan": "plan-2024", "as_of": None}
STATED = {"words": "stated"}
BY_JAM = {"words": "stated", "whose": ("actor", "jam")}
BY_GOV = {"words": "stated", "whose": ("actor", "gov")}

YES = "about: wells, measure: A1, words: explicit, evidence: [{source: jam-2021}]"
NO = """about: wells, says: refused, measure: A1, words: explicit,
        evidence: [{source: gov-2021, quote: We reject it.}]"""
COMPARISON = "about: wells, says: in_full, measure: A1, words: compared, by: Camille"


def parsed(text):
    """YAML as texts."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - all scalars are texts


def corpus_with(*statements, **changes):
    """The small corpus with statements (the insides of mappings) and other parts."""
    corpus = parsed(BASE)
    for statement in statements:
        record = parsed("{" + statement + "}")
        corpus["links"].setdefault("statements", []).append(record)
    for name, text in changes.items():
        corpus[name] = parsed(text)
    return corpus


def status_of(corpus, rule=STATED, view=ALL, item="wells"):
    """The status of one proposal."""
    return oracle.count(corpus, rule, view)["status"][item]


# --- Cases that decide --------------------------------------------------------

ACCEPTED_2021 = """about: wells, says: taken_up, measure: A1, words: explicit,
    evidence: [{source: gov-2021}]"""
REFUSED_2024 = """about: wells, says: refused, measure: A1-2024, words: explicit,
    evidence: [{source: gov-2024, quote: We reject it.}]"""
REFUSED_BY_THE_NEXT = """about: wells, says: refused, measure: A1-2024, words: explicit,
    evidence: [{source: next-2024, quote: We reject it.}]"""
NOTED = """about: wells, says: noted, measure: A1, words: implicit,
    evidence: [{source: gov-2021, quote: We note this proposal.}]"""
IMPLICIT = """about: wells, says: taken_up, measure: A1, words: implicit, by: Camille,
    evidence: [{source: gov-2021}]"""
AMBIGUOUS = """about: wells, says: taken_up, measure: A1, words: ambiguous,
    evidence: [{source: jam-2021}]"""
FULL = f"says: in_full, {YES}"
IN_PART = """about: wells, says: in_part, measure: A1, words: explicit,
    evidence: [{source: gov-2021}]"""
IN_PART_BY_A2 = """about: wells, says: in_part, measure: A2, words: explicit,
    evidence: [{source: gov-2021}]"""

A_TOTAL = """about: proposals, says: taken_up, count: some, words: explicit,
    evidence: [{source: jam-2021}]"""

CASES = {
    "a refusal beside a take-up": ([FULL, NO], STATED, ALL, "contested"),
    "the take-up's voice": ([FULL, NO], BY_JAM, ALL, "adopted"),
    "the refusal's voice": ([FULL, NO], BY_GOV, ALL, "refused"),
    "a refusal beside an ambiguous take-up": ([AMBIGUOUS, NO], STATED, ALL, "refused"),
    "the same under claimed": (
        [AMBIGUOUS, NO],
        {"words": "claimed"},
        ALL,
        "contested",
    ),
    "full beside part of one measure": ([FULL, IN_PART], STATED, ALL, "partial"),
    "full by one, part by another": ([FULL, IN_PART_BY_A2], STATED, ALL, "adopted"),
    "a reader's reading, explicit": (
        [IMPLICIT],
        {"words": "explicit"},
        ALL,
        "below_rule",
    ),
    "a reader's reading, stated": ([IMPLICIT], STATED, ALL, "adopted"),
    "one source": ([IN_PART], STATED, ALL, "partial"),
    "a comparison beside it": ([IN_PART, COMPARISON], STATED, ALL, "partial"),
    "yes and later no": ([ACCEPTED_2021, REFUSED_2024], STATED, ALL, "refused"),
    "yes, as of 2022": ([ACCEPTED_2021, REFUSED_2024], STATED, AS_OF_2022, "adopted"),
    "yes, in its plan": ([ACCEPTED_2021, REFUSED_2024], STATED, PLAN, "adopted"),
    "no, in its plan": ([ACCEPTED_2021, REFUSED_2024], STATED, PLAN_2024, "refused"),
    "two governments": (
        [ACCEPTED_2021, REFUSED_BY_THE_NEXT],
        STATED,
        ALL,
        "contested",
    ),
    "the first one's plan": (
        [ACCEPTED_2021, REFUSED_BY_THE_NEXT],
        STATED,
        PLAN,
        "adopted",
    ),
    "the next one's plan": (
        [ACCEPTED_2021, REFUSED_BY_THE_NEXT],
        STATED,
        PLAN_2024,
        "refused",
    ),
    "a reading beside a refusal": ([IMPLICIT, NO], STATED, ALL, "contested"),
    "noted": ([NOTED], STATED, ALL, "noted"),
    "noted, explicit": ([NOTED], {"words": "explicit"}, ALL, "noted"),
    "another speaker": ([FULL], BY_GOV, ALL, "below_rule"),
    "another speaker's note": ([NOTED], BY_JAM, ALL, "below_rule"),
}


@pytest.mark.parametrize(
    ("statements", "rule", "view", "expected"), CASES.values(), ids=CASES.keys()
)
def test_the_cases_that_decide(statements, rule, view, expected):
    """Each case of the definition has the status that it says."""
    assert status_of(corpus_with(*statements), rule, view) == expected


CONCLUSIONS = {
    "none_found": "says: no_match, words: compared, by: Camille",
    "out_of_scope": "says: out_of_scope, words: compared, by: Camille",
    "not_testable": "says: not_testable, words: compared, by: Camille",
    "unreviewed": "says: not_this, measure: A1, words: compared, by: Camille",
}


@pytest.mark.parametrize(("expected", "statement"), CONCLUSIONS.items())
def test_a_conclusion_gives_its_status_unless_there_is_a_position(expected, statement):
    """Under every rule of words, and beside an actor; a pair set aside gives none."""
    corpus = corpus_with(f"about: wells, {statement}")
    for words in oracle.COUNTED_WORDS:
        assert status_of(corpus, {"words": words}) == expected
    assert status_of(corpus, BY_JAM) == expected
    both = corpus_with(f"about: wells, {statement}", AMBIGUOUS)
    assert status_of(both) == "below_rule"


def test_a_reader_is_heard_alone():
    """What they compared and concluded counts, not what they read in others' words."""
    camille = {"words": "explicit", "whose": ("reader", " CAMILLE ")}
    authors = {"words": None, "whose": ("reader", None)}
    corpus = corpus_with(
        COMPARISON,
        "about: roads, says: no_match, words: compared, by: Camille",
        "about: songs, says: taken_up, measure: A1, words: implicit, by: Camille, "
        "evidence: [{source: jam-2021}]",
    )
    assert oracle.count(corpus, camille, ALL)["status"] == {
        "wells": "adopted",
        "roads": "none_found",
        "songs": "below_rule",
    }
    assert oracle.count(corpus, authors, ALL)["status"] == {
        "wells": "below_rule",
        "roads": "unreviewed",
        "songs": "below_rule",
    }


def test_the_speaker_is_the_voice_and_not_the_publisher():
    """A newspaper's words on the government are the government's, by the newspaper."""
    quoted = """about: wells, says: taken_up, measure: A1, words: implicit,
        speaker: gov, evidence: [{source: paper-2021}]"""
    corpus = corpus_with(quoted)
    by_paper = {"words": "stated", "whose": ("actor", "paper")}
    assert status_of(corpus, BY_GOV) == "adopted"
    assert status_of(corpus, by_paper) == "below_rule"
    # Whose does not change which words count.
    assert status_of(corpus, {**BY_GOV, "words": "explicit"}) == "below_rule"


def test_an_actor_who_puts_a_proposal_aside_is_a_voice():
    """“Out of scope” that an actor says is not counted with another actor's words."""
    corpus = corpus_with(
        "about: wells, says: out_of_scope, words: explicit, "
        "evidence: [{source: gov-2021}]"
    )
    assert status_of(corpus, BY_GOV) == "out_of_scope"
    assert status_of(corpus, BY_JAM) == "unreviewed"


def test_a_take_up_is_as_strong_as_the_attribution():
    """Of an ambiguous proposal a take-up is ambiguous; a refusal stays explicit."""
    yes = """about: songs, says: taken_up, measure: A1, words: explicit,
        evidence: [{source: jam-2021}]"""
    no = """about: songs, says: refused, measure: A1, words: explicit,
        evidence: [{source: gov-2021, quote: We reject it.}]"""
    assert status_of(corpus_with(yes), item="songs") == "below_rule"
    assert status_of(corpus_with(yes, no), item="songs") == "refused"
    assert (
        status_of(corpus_with(yes, no), {"words": "claimed"}, item="songs")
        == "contested"
    )


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([COMPARISON], "any"),
        ([COMPARISON, "about: roads, says: no_match, words: compared"], "any"),
        ([COMPARISON, A_TOTAL], "any"),
        ([COMPARISON, NO], "stated"),
        ([COMPARISON, NOTED], "stated"),
        (["about: roads, says: no_match, words: compared"], "stated"),
        ([], "stated"),
    ],
)
def test_comparisons_count_by_default_if_there_are_no_other_positions(
    statements, expected
):
    """The default depends on what is on record."""
    counted = oracle.count(corpus_with(*statements), {"words": None}, ALL)
    assert counted["rule_words"] == expected


# --- One voice ----------------------------------------------------------------


def word(says, day, measure="A1"):
    """A statement of the paper, of a day, out of a source without a date."""
    dated = f"date: {day}, " if day else ""
    return (
        f"about: wells, says: {says}, measure: {measure}, words: explicit, {dated}"
        "evidence: [{source: undated, quote: They reject it.}]"
    )


@pytest.mark.parametrize(
    ("statements", "holding"),
    [
        ([word("taken_up", "2021"), word("refused", "2022-03")], [False, True]),
        ([word("in_part", "2022-03"), word("refused", "2021")], [True, False]),
        # Equal at the coarser precision.
        ([word("taken_up", "2022"), word("refused", "2022-03")], [True, True]),
        # The day of reading counts if there is no other: 30 September 2022.
        ([word("taken_up", None), word("refused", "2022-10")], [False, True]),
        # A word taken back stays so, whatever follows.
        (
            [
                word("in_full", "2021"),
                word("refused", "2022-03"),
                word("in_part", "2024", "A2"),
            ],
            [False, False, True],
        ),
        # In part adds to what was said; a refusal of something else is another matter.
        ([word("in_full", "2021"), word("in_part", "2024", "A2")], [True, True]),
        (
            [
                word("in_full", "2021"),
                word("refused", "2024").replace("wells", "roads"),
            ],
            [True, True],
        ),
        # Neither yes nor no takes nothing back.
        ([word("taken_up", "2021"), word("noted", "2024")], [True, True]),
        ([word("refused", "2021"), word("noted", "2024")], [True, True]),
    ],
)
def test_the_later_word_of_a_voice_holds(statements, holding):
    """What the same voice said otherwise on a later day is no longer its word."""
    counted = oracle.count(corpus_with(*statements), STATED, ALL)
    assert counted["counted"] == [True] * len(statements)
    assert counted["holding"] == holding


@pytest.mark.parametrize(
    ("one", "other", "later", "same"),
    [
        ("2024", "2023", True, False),
        ("2023", "2024", False, False),
        ("2024", "2024-05", False, True),
        ("2024-05", "2024", False, True),
        ("2024-06-01", "2024-05", True, False),
        ("2024", None, False, False),
        (None, "2024", False, False),
        (None, None, False, False),
    ],
)
def test_days_are_compared_at_the_coarser_precision(one, other, later, same):
    """A day that is not known is neither later than another one nor the same."""
    assert oracle.is_later(one, other) is later
    assert oracle.is_same_day(one, other) is same


def test_a_day_is_the_latest_of_the_evidence():
    """The latest source dates it, by the source's own date before the statement's."""
    yes = """about: wells, says: taken_up, measure: A1, words: explicit, date: 2024-09,
        evidence: [{source: gov-2021}, {source: gov-2024}]"""
    sources = oracle.by_id(parsed(BASE)["sources"]["sources"])
    assert oracle.day_of_position(parsed("{" + yes + "}"), sources) == "2024-03"
    compared = parsed("{" + COMPARISON + ", on: 2024-05-20}")
    assert oracle.day_of_position(compared, sources) == "2024-05-20"
    dated = {**compared, "date": "2024-04"}
    assert oracle.day_of_position(dated, sources) == "2024-04"


# --- Views --------------------------------------------------------------------


def test_what_rests_on_later_sources_is_not_seen():
    """Evidence, statements, items, documents and declared numbers go."""
    corpus = corpus_with(
        # Keeps one of its two pieces of evidence, whose publisher is another one.
        "about: wells, says: taken_up, measure: A1, words: explicit, "
        "evidence: [{source: gov-2024}, {source: jam-2021}]",
        "about: roads, says: taken_up, measure: A1, words: explicit, "
        "evidence: [{source: gov-2024}]",
        "about: roads, says: in_full, measure: A2, words: compared, date: 2023",
        "about: wells, says: in_full, measure: A2, words: compared, on: 2023-01-01",
        "about: songs, says: taken_up, measure: A1, words: explicit, "
        "evidence: [{source: jam-2021}]",
        "about: wells, says: taken_up, document: plan-2024, words: explicit, "
        "evidence: [{source: jam-2021}]",
        # Read in September 2022, but of January.
        "about: wells, says: noted, words: explicit, date: 2022-01, "
        "evidence: [{source: undated, quote: They note it.}]",
        "about: wells, says: noted, document: plan, words: explicit, "
        "evidence: [{source: undated, quote: They note it.}]",
        proposals="""
            document:
              declared:
                - {count: 9, sources: [gov-2024]}
                - {count: 5, sources: [undated]}
                - {count: 4}
            proposals:
              - id: wells
                title: Dig wells
                evidence: [{source: gov-2024}, {source: jam-2021}]
              - {id: roads, title: Mend roads}
              - {id: songs, title: Sing songs, evidence: [{source: gov-2024}]}
        """,
    )
    view = oracle.seen(corpus, as_of="2022-03")
    assert [statement["index"] for statement in view["statements"]] == [0, 3, 6]
    assert view["statements"][0]["evidence"] == [{"source": "jam-2021"}]
    assert list(view["documents"]) == ["plan"]
    assert view["declared"] == [{"count": "4"}]
    assert oracle.count(corpus, STATED, {"plan": None, "as_of": "2022-03"}) == {
        "rule_words": "stated",
        "status": {"wells": "adopted", "roads": "unreviewed"},
        "statuses": {
            **dict.fromkeys(oracle.STATUSES, 0),
            "adopted": 1,
            "unreviewed": 1,
            "undocumented": 2,
        },
        "counts": {
            "adopted": 1,
            "partial": 0,
            "contested": 0,
            "noted": 0,
            "below_rule": 0,
            "not_adopted": 0,
            "not_assessable": 0,
            "unreviewed": 1,
            "undocumented": 2,
            "refused": 0,
            "principle": 0,
            "declared": 4,
            "documented": 2,
            "total": 4,
            "denominator": 4,
        },
        "score": 1.0,
        "range": [1, 4],
        "measures": {"total": 2, "answered": 1},
        "counted": [True, False, False, False, False, False, True, False],
        "holding": [True, False, False, False, False, False, True, False],
        "outcomes": {},
    }


@pytest.mark.parametrize(
    ("document", "seen"),
    [
        ("date: 2021-11-15, source: gov-2024", True),
        ("date: 2024, source: gov-2021", False),
        ("source: gov-2024", False),
        ("source: undated", False),
        ("source: jam-2021", True),
        ("short_name: Plan", True),
    ],
)
def test_a_document_is_seen_from_its_date_on(document, seen):
    """Its own, else its source's, else the day of reading; without any, always."""
    plans = f"plan: {{document: {{{document}}}, measures: [{{id: A1, title: Wells}}]}}"
    corpus = corpus_with(FULL, plans=plans)
    view = oracle.seen(corpus, as_of="2022-03")
    assert list(view["documents"]) == ["plan"] * seen
    assert len(view["statements"]) == seen


def test_a_number_of_an_earlier_source_stays():
    """A later source beside it takes nothing away, nor does the day of the facts."""
    corpus = corpus_with(f"says: in_full, date: 2024, {YES}")
    declared = "[{count: 9, sources: [gov-2024, jam-2021]}]"
    corpus["proposals"]["document"]["declared"] = parsed(declared)
    counted = oracle.count(corpus, STATED, AS_OF_2022)
    assert counted["counts"]["declared"] == 9
    assert counted["status"]["wells"] == "adopted"


def test_a_view_of_one_document_knows_that_one():
    """What names another document or its measure is gone; what names none stays."""
    corpus = corpus_with(
        FULL,
        REFUSED_2024,
        "about: roads, says: taken_up, document: plan-2024, words: explicit, "
        "evidence: [{source: gov-2024}]",
        "about: songs, says: not_taken_up, words: explicit, "
        "evidence: [{source: paper-2021, quote: They reject it.}]",
        outcome("stalled", "paper-2021", about="A1-2024"),
        outcome("under_way", "paper-2021"),
        "about: songs, says: noted, document: plan, words: explicit, "
        "evidence: [{source: gov-2021, quote: We note it.}]",
    )
    counted = oracle.count(corpus, STATED, PLAN)
    assert counted["counted"] == [True, False, False, True, False, False, True]
    assert counted["status"] == {
        "wells": "adopted",
        "roads": "unreviewed",
        "songs": "refused",
    }
    assert counted["measures"] == {"total": 2, "answered": 1}
    assert counted["outcomes"] == {
        "A1": {"last": {"paper": ["under_way"]}, "contested": False}
    }


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("date: 2021-11-15", "source: gov-2024", "plan-b"),
        ("source: next-2024", "date: 2024-05", "plan"),
        ("date: 2019", "language: en", "plan"),
        ("language: en", "source: undated", "plan-b"),
        ("date: 2024", "date: 2024-05", "plan-b"),
    ],
)
def test_measures_are_those_of_the_latest_document(first, second, expected):
    """By date, else the source's; if no day decides, by name."""
    plans = f"""
        plan-b: {{document: {{{second}}}, measures: []}}
        plan: {{document: {{{first}}}, measures: [{{id: A1, title: Wells}}]}}
    """
    view = oracle.seen(corpus_with(plans=plans))
    assert oracle.latest_document(view) == expected


# --- Numbers ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "of", "expected"),
    [
        ("[]", "declared", (3, 3, 0, 3, [1, 3])),
        ("[{count: 2}]", "declared", (2, 3, 0, 3, [1, 3])),
        ("[{count: 8}, {count: 3}]", "declared", (8, 8, 5, 8, [1, 8])),
        ("[{count: 8}]", "documented", (8, 8, 5, 3, [1, 3])),
    ],
)
def test_the_first_declared_number_counts_unless_more_are_listed(
    declared, of, expected
):
    """Number declared, total, those without a text, denominator, range."""
    corpus = corpus_with(FULL)
    corpus["proposals"]["document"]["declared"] = parsed(declared)
    counted = oracle.count(corpus, {"words": "stated", "of": of}, ALL)
    counts = counted["counts"]
    assert (
        counts["declared"],
        counts["total"],
        counts["undocumented"],
        counts["denominator"],
        counted["range"],
    ) == expected


@pytest.mark.parametrize(
    ("partial", "score"), [("apart", 1.0), ("half", 1.5), ("full", 2.0)]
)
def test_a_partial_one_changes_the_score_alone(partial, score):
    """One proposal in full, one in principle, one refused."""
    corpus = corpus_with(
        FULL,
        "about: roads, says: in_principle, measure: A2, words: explicit, "
        "evidence: [{source: gov-2021}]",
        "about: songs, says: not_taken_up, measure: A2, words: explicit, "
        "evidence: [{source: paper-2021, quote: They reject it.}]",
    )
    counted = oracle.count(corpus, {"words": "stated", "partial": partial}, ALL)
    assert counted["score"] == score
    assert counted["range"] == [1, 1]
    assert counted["counts"]["principle"] == 1
    assert counted["counts"]["refused"] == 1
    assert counted["counts"]["not_adopted"] == 1
    assert oracle.count(corpus, {"words": "stated"}, PLAN)["measures"] == {
        "total": 2,
        "answered": 2,
    }


def test_the_range_has_what_is_undecided():
    """One contested, one noted, one to review, one without a text, none adopted."""
    in_principle = FULL.replace("in_full", "in_principle")
    corpus = corpus_with(in_principle, NO, NOTED.replace("wells", "roads"))
    corpus["proposals"]["document"]["declared"] = [{"count": "4"}]
    counted = oracle.count(corpus, STATED, ALL)
    assert counted["range"] == [0, 4]
    # What is contested is not partial, in principle or not.
    assert counted["counts"]["principle"] == 0


def test_in_part_beside_in_principle_is_not_in_principle():
    """The number of those in principle has what is in principle alone."""
    principle = "about: wells, says: in_principle, words: explicit, "
    corpus = corpus_with(principle + "evidence: [{source: gov-2021}]", IN_PART_BY_A2)
    counts = oracle.count(corpus, STATED, ALL)["counts"]
    assert (counts["partial"], counts["principle"]) == (1, 0)


# --- Outcomes -----------------------------------------------------------------


def outcome(says, source, date=None, about="A1"):
    """What a source says became of an item."""
    dated = f"date: {date}, " if date else ""
    return (
        f"about: {about}, says: {says}, words: explicit, {dated}"
        f"evidence: [{{source: {source}}}]"
    )


@pytest.mark.parametrize(
    ("statements", "last", "contested"),
    [
        # A succession is no dispute.
        (
            [
                outcome("under_way", "gov-2021"),
                outcome("not_carried_out", "next-2024"),
            ],
            {"gov": ["under_way"], "next-gov": ["not_carried_out"]},
            False,
        ),
        # Carried out, and not.
        (
            [
                outcome("carried_out", "gov-2021"),
                outcome("not_carried_out", "next-2024"),
            ],
            {"gov": ["carried_out"], "next-gov": ["not_carried_out"]},
            True,
        ),
        # Carried out, twice.
        (
            [
                outcome("carried_out", "gov-2021"),
                outcome("carried_out", "next-2024"),
            ],
            {"gov": ["carried_out"], "next-gov": ["carried_out"]},
            False,
        ),
        # Of one day, by the day of the facts and not of the source.
        (
            [
                outcome("under_way", "gov-2021", "2022"),
                outcome("stalled", "next-2024", "2022-05"),
            ],
            {"gov": ["under_way"], "next-gov": ["stalled"]},
            True,
        ),
        # One voice changes its word, repeats another's.
        (
            [
                outcome("carried_out", "gov-2021"),
                outcome("stalled", "gov-2024"),
                outcome("stalled", "next-2024"),
            ],
            {"gov": ["stalled"], "next-gov": ["stalled"]},
            False,
        ),
        # One voice says two things of one day: it is not two voices.
        (
            [outcome("carried_out", "gov-2021"), outcome("stalled", "gov-2021")],
            {"gov": ["carried_out", "stalled"]},
            False,
        ),
    ],
)
def test_the_last_word_of_each_voice(statements, last, contested):
    """Outcomes by voice, in no status; disputed by two voices alone."""
    counted = oracle.count(corpus_with(*statements), STATED, ALL)
    assert counted["outcomes"] == {"A1": {"last": last, "contested": contested}}
    assert counted["statuses"]["unreviewed"] == 3


def test_a_total_is_in_no_status_and_no_outcome():
    """How many a source says is nobody's statement on an item."""
    corpus = corpus_with(
        A_TOTAL,
        "about: measures, says: carried_out, count: 1, words: explicit, "
        "evidence: [{source: gov-2024}]",
    )
    counted = oracle.count(corpus, STATED, ALL)
    assert counted["statuses"]["unreviewed"] == 3
    assert counted["counted"] == [False, False]
    assert counted["outcomes"] == {}


# --- Laws, on random corpora --------------------------------------------------

SEEDS = st.integers(0, 1_000_000)
PARTITION = (
    "adopted",
    "partial",
    "contested",
    "noted",
    "below_rule",
    "not_adopted",
    "not_assessable",
    "unreviewed",
    "undocumented",
)


def drawn(seed):
    """A corpus, a rule and a view of a seed."""
    random = Random(seed)
    corpus = corpora.corpus_of(random)
    return corpus, corpora.random_rule(random), corpora.random_view(random, corpus)


@given(SEEDS)
def test_statuses_partition_the_declared_number(seed):
    """Each proposal has one status, under every rule and in every view."""
    corpus, rule, view = drawn(seed)
    counted = oracle.count(corpus, rule, view)
    total = counted["counts"]["total"]
    assert sum(counted["statuses"].values()) == total
    assert sum(counted["counts"][name] for name in PARTITION) == total
    least, most = counted["range"]
    assert 0 <= least <= most <= counted["counts"]["denominator"]


@given(SEEDS)
def test_no_denominator_depends_on_what_is_counted(seed):
    """Neither words, nor voices, nor the weight of a partial one change it."""
    corpus, rule, view = drawn(seed)
    of = rule["of"]
    plain = oracle.count(corpus, {"words": "stated", "of": of}, view)
    counted = oracle.count(corpus, rule, view)
    assert counted["counts"]["denominator"] == plain["counts"]["denominator"]
    assert counted["measures"]["total"] == plain["measures"]["total"]


@given(SEEDS)
def test_a_wider_rule_of_words_counts_more_statements(seed):
    """Explicit, stated, claimed, any: each counts what the one before it counts."""
    corpus, rule, view = drawn(seed)
    before = [False] * len(corpus["links"].get("statements", []))
    for words in ("explicit", "stated", "claimed", "any"):
        counted = oracle.count(corpus, {**rule, "words": words}, view)["counted"]
        assert all(now for now, then in zip(counted, before, strict=True) if then)
        before = counted


@given(SEEDS)
def test_the_order_of_the_file_changes_nothing(seed):
    """Statements are records, no sequence."""
    corpus, rule, view = drawn(seed)
    shuffled = deepcopy(corpus)
    Random(seed).shuffle(shuffled["links"].get("statements", []))
    once = oracle.count(corpus, rule, view)
    again = oracle.count(shuffled, rule, view)
    for name in ("status", "counts", "score", "range", "measures", "outcomes"):
        assert once[name] == again[name]


@given(SEEDS)
def test_a_view_after_all_days_is_the_whole(seed):
    """Nothing is later than the end of the century."""
    corpus, rule, view = drawn(seed)
    late = oracle.count(corpus, rule, {**view, "as_of": "2099-12-31"})
    assert late == oracle.count(corpus, rule, {**view, "as_of": None})


# --- The random corpora -------------------------------------------------------


@given(SEEDS)
def test_random_corpora_are_valid(seed):
    """They hold to the table and the keys, and survive their files."""
    corpus = corpora.seeded(seed)
    assert corpora.faults(corpus) == []
    texts = corpora.as_yaml(corpus)
    assert corpora.from_yaml(texts) == corpus
    assert {text.splitlines()[0] for text in texts.values()} == {"format: 2"}
    assert texts["links.yaml"].endswith("\n...\n")


def test_random_corpora_have_everything():
    """Every code with every way of saying it, every status, and every default."""
    statements = set()
    statuses = set()
    defaults = set()
    withdrawn = 0
    for seed in range(400):
        corpus, rule, view = drawn(seed)
        counted = oracle.count(corpus, rule, view)
        statuses |= {code for code, number in counted["statuses"].items() if number}
        defaults.add(oracle.default_words(oracle.seen(corpus)))
        withdrawn += counted["counted"] != counted["holding"]
        for statement in corpus["links"].get("statements", []):
            statements.add((statement["says"], statement["words"]))
    allowed = set()
    for code, group in corpora.GROUPS.items():
        allowed |= {(code, words) for words in corpora.WORDS_ALLOWED[group]}
    assert statements == allowed
    assert statuses == set(oracle.STATUSES)
    assert defaults == {"stated", "any"}
    assert withdrawn >= 10


VALID = [
    FULL,
    NO,
    COMPARISON,
    "about: wells, says: not_this, measure: A2, words: compared, by: Camille",
    "about: wells, says: out_of_scope, words: compared, by: Camille",
    outcome("stalled", "paper-2021"),
    A_TOTAL,
]


def test_what_is_valid_has_no_fault():
    """One record of most kinds."""
    assert corpora.faults(corpus_with(*VALID)) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("about: wells, says: adopted, words: compared", "says"),
        ("about: nothing, says: in_full, words: compared", "reference"),
        ("about: wells, says: in_full, measure: B1, words: compared", "reference"),
        (outcome("stalled", "nowhere"), "reference"),
        ("about: wells, says: refused, measure: A1, words: compared", "words"),
        ("about: wells, says: no_match, words: explicit", "words"),
        ("about: wells, says: in_full, measure: A2", "words"),
        (f"says: refused, {YES}", "needs"),
        ("about: wells, says: in_full, measure: A2, words: explicit", "needs"),
        ("about: wells, says: in_part, measure: A2, words: compared", "needs"),
        ("about: wells, says: no_match, words: compared", "needs"),
        ("about: wells, says: not_this, words: compared", "needs"),
        ("about: A1, says: in_full, words: compared", "about"),
        ("about: proposals, says: in_full, words: compared", "about"),
        ("about: roads, says: in_full, words: compared, count: 3", "about"),
        (
            "about: roads, says: in_full, words: compared, measure: A1, document: plan",
            "document",
        ),
        (f"says: in_full, {YES}, speaker: jam", "speaker"),
        ("about: roads, says: in_full, words: compared, speaker: jam", "speaker"),
    ],
)
def test_what_is_not_valid_has_a_fault(statement, fault):
    """The table and the references are held; the statement is the last of several."""
    corpus = corpus_with(*VALID, statement)
    assert corpora.faults(corpus) == [(len(VALID), fault)]


def test_no_two_records_have_one_key():
    """A correction would replace; an outcome of another day is another record."""
    corpus = corpus_with(FULL, NO, f"says: in_part, {YES}")
    assert corpora.faults(corpus) == [(0, "key"), (2, "key")]
    corpus = corpus_with(
        outcome("stalled", "paper-2021"),
        outcome("stalled", "paper-2021", "2021"),
        COMPARISON,
        COMPARISON.replace("Camille", "Sam"),
        COMPARISON.replace("Camille", " CAMILLE "),
    )
    assert corpora.faults(corpus) == [(2, "key"), (4, "key")]
