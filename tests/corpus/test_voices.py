"""Whose voices a statement has: who says it, who prints it, who interprets it."""

import pytest

from jamplan.corpus.voices import (
    Telling,
    Voice,
    Who,
    day_of,
    heard,
    key_of,
    outcome_day,
    voices_of,
    who_says,
)
from tests.generated import corpus_of

BASE = """
actors:
  - {id: league, name: League}
  - {id: town, name: Town}
  - {id: paper, name: Paper}
sources:
  - {id: answer, publisher: town, date: 2021-11-15}
  - {id: press, publisher: paper, date: 2022-02}
  - {id: read, publisher: paper, accessed: 2026-11-24}
  - {id: undated, publisher: paper}
proposals: [{id: wells, title: Dig wells}]
statements:
"""


def corpus_with(*statements):
    """A corpus with statements on one proposal, the insides of mappings."""
    return corpus_of(
        BASE + "".join(f"  - {{about: wells, {each}}}\n" for each in statements)
    )


def only(statement):
    """The statement, and the sources of its corpus."""
    corpus = corpus_with(statement)
    return corpus.statements[0], corpus.source


SPEAKS, QUOTED, REPORTED = Telling.SPEAKS, Telling.QUOTED, Telling.REPORTED
INTERPRETED, UNCLEAR, COMPARED = Telling.INTERPRETED, Telling.UNCLEAR, Telling.COMPARED
YES = "says: taken_up, words: "
IN_ANSWER, IN_PRESS = "evidence: [{source: answer}]", "evidence: [{source: press}]"
CASES = {
    "its publisher says it": (
        f"{YES}explicit, {IN_ANSWER}",
        [Voice(SPEAKS, "town", "town", None)],
    ),
    "its publisher is named as the speaker": (
        f"{YES}explicit, speaker: town, {IN_ANSWER}",
        [Voice(SPEAKS, "town", "town", None)],
    ),
    "another one's words on the speaker": (
        f"{YES}explicit, speaker: town, {IN_PRESS}",
        [Voice(REPORTED, "town", "paper", None)],
    ),
    "the speaker's words, as another one prints them": (
        f"{YES}explicit, speaker: town, evidence: [{{source: press, quoted: true}}]",
        [Voice(QUOTED, "town", "paper", None)],
    ),
    "both, and where the speaker publishes": (
        f"{YES}explicit, speaker: town, evidence: [{{source: press, quoted: true}}, "
        "{source: press}, {source: answer, quoted: true}]",
        [
            Voice(QUOTED, "town", "paper", None),
            Voice(REPORTED, "town", "paper", None),
            Voice(SPEAKS, "town", "town", None),
        ],
    ),
    "a reader reads it so": (
        f"{YES}implicit, by: Ann, {IN_ANSWER}",
        [Voice(INTERPRETED, "town", "town", "Ann")],
    ),
    "a reader reads another one's words on the speaker so": (
        f"{YES}implicit, speaker: town, {IN_PRESS}",
        [Voice(INTERPRETED, "town", "paper", None)],
    ),
    "whose idea it was is open": (
        f"{YES}ambiguous, by: Ann, {IN_PRESS}",
        [Voice(UNCLEAR, "paper", "paper", "Ann")],
    ),
    "a reader compared the texts": (
        f"{YES}compared, by: Ann, evidence: [{{source: press}}, {{source: answer}}]",
        [Voice(COMPARED, None, "paper", "Ann"), Voice(COMPARED, None, "town", "Ann")],
    ),
    "the authors compared the texts, without a place": (
        f"{YES}compared",
        [Voice(COMPARED, None, None, None)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_piece_of_evidence_has_its_voices(name):
    """Who says it, who publishes it, and the reader who recorded it."""
    statement, voices = CASES[name]
    assert [*voices_of(*only(statement))] == voices


@pytest.mark.parametrize(
    ("statement", "who"),
    [
        (f"{YES}explicit, {IN_ANSWER}", Who(actor="town")),
        (f"{YES}explicit, speaker: town, {IN_PRESS}", Who(actor="town")),
        (f"{YES}implicit, by: Ann, {IN_ANSWER}", Who(actor="town")),
        (f"{YES}ambiguous, by: Ann, {IN_PRESS}", Who(actor="paper")),
        # Of two publishers without a speaker, the first one.
        (
            f"{YES}explicit, evidence: [{{source: press}}, {{source: answer}}]",
            Who(actor="paper"),
        ),
        (f"{YES}compared, by: ' ANN  Reader', {IN_ANSWER}", Who(reader="ann reader")),
        (f"{YES}compared", Who(reader="")),
        # An actor may put a proposal aside, a reader may too.
        (f"says: out_of_scope, words: explicit, {IN_ANSWER}", Who(actor="town")),
        ("says: no_match, words: compared, by: Ann", Who(reader="ann")),
    ],
)
def test_who_is_heard_is_the_speaker_or_who_compared(statement, who):
    """A reader who interprets a sentence is not heard in the place of its speaker."""
    assert who_says(*only(statement)) == who


@pytest.mark.parametrize(
    ("statement", "day", "of_outcome"),
    [
        (f"{YES}explicit, {IN_ANSWER}", "2021-11-15", "2021-11-15"),
        # The latest of several, and the source's date before the statement's.
        (
            f"{YES}explicit, date: 2020, evidence: [{{source: answer}}, {{source: press}}]",
            "2022-02",
            "2020",
        ),
        (
            f"{YES}explicit, date: 2020-05, evidence: [{{source: read}}]",
            "2020-05",
            "2020-05",
        ),
        (f"{YES}explicit, evidence: [{{source: read}}]", "2026-11-24", "2026-11-24"),
        (
            f"{YES}explicit, on: 2026-11-25, evidence: [{{source: undated}}]",
            "2026-11-25",
            "2026-11-25",
        ),
        (f"{YES}compared, on: 2026-11-25", "2026-11-25", "2026-11-25"),
        (f"{YES}compared, date: 2023, on: 2026-11-25", "2023", "2023"),
        # A reader's comparison is no word of the plan's day.
        (
            f"{YES}compared, on: 2026-11-25, evidence: [{{source: read}}]",
            "2026-11-25",
            "2026-11-25",
        ),
        (f"{YES}explicit, evidence: [{{source: undated}}]", None, None),
    ],
)
def test_the_day_of_a_word_is_when_it_could_be_read(statement, day, of_outcome):
    """Of an outcome it is when it was so, if the statement says that."""
    assert day_of(*only(statement)) == day
    assert outcome_day(*only(statement)) == of_outcome


def test_only_what_is_stated_or_interpreted_is_heard_in_sources():
    """A comparison and a sentence that leaves it open add no voice."""
    corpus = corpus_with(
        f"{YES}explicit, {IN_ANSWER}",
        f"{YES}implicit, by: Ann, speaker: town, {IN_PRESS}",
        f"{YES}ambiguous, {IN_PRESS}",
        f"{YES}compared, by: Ann, {IN_PRESS}",
    )
    assert [*heard(corpus.statements, corpus.source)] == [
        Voice(SPEAKS, "town", "town", None),
        Voice(INTERPRETED, "town", "paper", "Ann"),
    ]


TOWN, ANN = Who(actor="town"), Who(reader="ann")


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        (f"{YES}explicit, measure: A1, {IN_ANSWER}", ("wells", "A1", TOWN, "answer")),
        (
            f"{YES}explicit, document: plan, {IN_ANSWER}",
            ("wells", "plan", TOWN, "answer"),
        ),
        (
            f"says: refused, words: implicit, {IN_ANSWER}",
            ("wells", None, TOWN, "answer"),
        ),
        (f"{YES}explicit, speaker: town, {IN_PRESS}", ("wells", None, TOWN, "press")),
        (f"{YES}compared, by: Ann", ("wells", None, ANN, None)),
        (f"{YES}compared, by: ANN, {IN_ANSWER}", ("wells", None, ANN, "answer")),
        (
            f"says: stalled, words: explicit, date: 2022, {IN_ANSWER}",
            ("wells", None, TOWN, "answer", "stalled", "2022", None),
        ),
    ],
)
def test_a_record_is_known_by_item_target_voice_and_source(statement, key):
    """An outcome by what it says and when, too."""
    assert key_of(*only(statement)) == key


def test_a_total_is_known_by_its_count_too():
    """A voice may give several."""
    total = "says: carried_out, words: explicit, date: 2022, count: 3, " + IN_ANSWER
    corpus = corpus_of(f"{BASE}  - {{about: proposals, {total}}}\n")
    assert key_of(corpus.statements[0], corpus.source) == (
        *("proposals", None, TOWN, "answer"),
        *("carried_out", "2022", 3),
    )
