"""What became of an item: the last word of each voice, and when voices disagree."""

import pytest

from jamplan.corpus.voices import Who
from jamplan.counting.outcomes import outcomes_of
from tests.generated import corpus_of

BASE = """
actors:
  - {id: x, name: X}
  - {id: y, name: Y}
sources:
  - {id: x-2021, publisher: x, date: 2021}
  - {id: x-2022, publisher: x, date: 2022-06}
  - {id: x-2024, publisher: x, date: 2024-03-10}
  - {id: y-2022, publisher: y, date: 2022-06-20}
  - {id: y-2024, publisher: y, date: 2024-03}
  - {id: y, publisher: y}
proposals: [{id: wells, title: Dig wells}]
plans:
  - {name: plan, document: {short_name: Plan}, measures: [{id: A1, title: Wells}]}
statements:
"""
X, Y = Who(actor="x"), Who(actor="y")


def outcome_of(*words, about="A1"):
    """What became of an item, from a source and what it says of it, with a date where one is given."""
    text = ""
    for source, says, *date in words:
        day = f"date: {date[0]}, " if date else ""
        text += (
            f"  - {{about: {about}, says: {says}, words: explicit, {day}"
            f"evidence: [{{source: {source}}}]}}\n"
        )
    return outcomes_of(corpus_of(BASE + text))[about]


def told(outcome):
    """Who says what, from when, as of when, and what they had said before."""
    return [
        (
            word.who,
            str(word.says),
            word.since,
            word.day,
            word.before and str(word.before.says),
        )
        for word in outcome.words
    ]


def test_the_last_word_of_each_voice_is_told_in_order():
    """The earliest first; what a voice said before is told with it."""
    outcome = outcome_of(
        ("x-2024", "carried_out_in_part"),
        ("y-2022", "stalled"),
        ("x-2022", "under_way"),
    )
    assert outcome.about == "A1"
    assert told(outcome) == [
        (Y, "stalled", "2022-06-20", "2022-06-20", None),
        (X, "carried_out_in_part", "2024-03-10", "2024-03-10", "under_way"),
    ]


def test_a_repetition_changes_nothing_but_the_day():
    """The voice says so since its first word."""
    outcome = outcome_of(
        *(("x-2022", "under_way"), ("x-2024", "under_way"), ("x-2021", "stalled"))
    )
    assert told(outcome) == [(X, "under_way", "2022-06", "2024-03-10", "stalled")]
    assert not outcome.is_contested


def test_a_voice_that_takes_back_its_word_is_told_so():
    """It disagrees with nobody."""
    outcome = outcome_of(("x-2022", "carried_out"), ("x-2024", "not_carried_out"))
    assert told(outcome) == [
        (X, "not_carried_out", "2024-03-10", "2024-03-10", "carried_out")
    ]
    assert not outcome.is_contested


def test_the_day_of_the_facts_goes_before_that_of_the_source():
    """What a later report says of an earlier day is no later word."""
    outcome = outcome_of(("x-2024", "under_way", "2021-05"), ("x-2022", "stalled"))
    assert told(outcome) == [(X, "stalled", "2022-06", "2022-06", "under_way")]


def test_words_of_one_day_are_both_told():
    """As far as the days are known: nothing tells which is the later one."""
    outcome = outcome_of(("x-2022", "under_way"), ("x-2022", "stalled", "2022"))
    assert told(outcome) == [
        (X, "stalled", "2022", "2022", None),
        (X, "under_way", "2022-06", "2022-06", None),
    ]
    assert not outcome.is_contested


@pytest.mark.parametrize(
    ("words", "is_contested"),
    [
        # A succession.
        ([("x-2022", "under_way"), ("y-2024", "not_carried_out")], False),
        ([("x-2022", "stalled"), ("y-2024", "under_way")], False),
        # One of them says that it is carried out.
        ([("x-2022", "carried_out"), ("y-2024", "not_carried_out")], True),
        ([("x-2022", "under_way"), ("y-2024", "carried_out")], True),
        # Of one day, at the coarser precision.
        ([("x-2022", "under_way"), ("y-2022", "stalled")], True),
        ([("x-2022", "under_way"), ("y-2022", "stalled", "2022")], True),
        ([("x-2022", "under_way"), ("y-2022", "under_way")], False),
        # An unknown day is no one day.
        ([("x-2022", "under_way"), ("y", "stalled")], False),
        ([("x-2022", "under_way"), ("y", "carried_out")], True),
        # What was taken back disputes nothing.
        (
            [
                ("x-2022", "carried_out"),
                ("x-2024", "stalled"),
                ("y-2022", "under_way"),
            ],
            False,
        ),
    ],
)
def test_voices_disagree_if_one_says_carried_out_or_they_speak_of_one_day(
    words, is_contested
):
    """By their last words; a succession is no dispute, in whichever order the file has them."""
    assert outcome_of(*words).is_contested is is_contested
    assert outcome_of(*reversed(words)).is_contested is is_contested


def test_outcomes_are_those_of_items():
    """Of measures and of proposals, no totals, and no positions."""
    text = BASE + (
        "  - {about: proposals, says: carried_out, words: explicit, count: 3, evidence: [{source: y}]}\n"
        "  - {about: wells, says: taken_up, words: explicit, evidence: [{source: y}]}\n"
        "  - {about: A1, says: stalled, words: explicit, evidence: [{source: y}]}\n"
        "  - {about: wells, says: abandoned, words: explicit, evidence: [{source: y}]}\n"
    )
    outcomes = outcomes_of(corpus_of(text))
    assert {about: told(outcome) for about, outcome in outcomes.items()} == {
        "wells": [(Y, "abandoned", None, None, None)],
        "A1": [(Y, "stalled", None, None, None)],
    }
