"""The answers of a review: each menu with its keys, what each says, and what a passage reads as."""

import pytest

from jamplan.corpus.loading import load
from jamplan.corpus.statements import SAYS, Group, Says, Words
from jamplan.decisions import answers as table
from jamplan.decisions.answers import ANSWERS, Act, Answer, Shown, key_of, reading_of
from jamplan.evidence.copies import copies_of
from jamplan.evidence.passages import passages
from jamplan.language import language

CARD = [
    Answer.OUTCOME,
    Answer.SKIP,
    Answer.READ,
    Answer.BACK,
    Answer.NOTE,
    Answer.HELP,
    Answer.QUIT,
]
PAIR = [Answer.TAKEN_UP, Answer.PARTLY, Answer.PRINCIPLE]
ALONE = [
    Answer.NO_MEASURE,
    Answer.REFUSED,
    Answer.OUT_OF_SCOPE,
    Answer.NOT_TESTABLE,
]
NOTED = [Answer.NOTED]
WHOLE = [*PAIR, *NOTED, Answer.NOT_THIS, *ALONE, *CARD]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (Shown.PAIR, WHOLE),
        (Shown.PAIR | Shown.CHANGED, [Answer.CONFIRM, *WHOLE]),
        (Shown.ALONE, [*NOTED, *ALONE, *CARD]),
        (
            Shown.ALONE | Shown.PASSAGES,
            [*NOTED, *ALONE, *CARD[:2], Answer.QUOTE, *CARD[2:]],
        ),
        (Shown.ALONE | Shown.CHANGED, [Answer.CONFIRM, *NOTED, *ALONE, *CARD]),
        (
            Shown.PAIR | Shown.APART,
            [Answer.FIRST, Answer.SECOND, *PAIR, *NOTED, *ALONE, *CARD[1:]],
        ),
        (Shown.END, [Answer.BACK, Answer.QUIT]),
    ],
)
@pytest.mark.parametrize("code", ["en", "fr"])
def test_each_answer_that_is_offered_has_a_key_of_its_own(shown, expected, code):
    """In both languages; the menu names all of them."""
    words = language(code)
    answers = table.offered(shown)
    keys = [key_of(answer, words) for answer in answers]
    assert answers == expected
    assert len(set(keys)) == len(keys)
    assert all(f"[{key}]" in table.menu(answers, words) for key in keys)


def test_what_records_something_says_what_and_how():
    """All others record nothing; a conclusion and a pair that is set aside are the reader's alone."""
    acts = {answer: row.act for answer, row in ANSWERS.items() if row.act}
    assert set(Answer) - set(acts) == {*CARD, Answer.QUOTE}
    settling = [answer for answer, act in acts.items() if act is Act.SETTLE]
    assert settling == [Answer.FIRST, Answer.SECOND]
    groups = {
        Act.TAKE: {Group.YES, Group.PARTLY, Group.OPEN, Group.NO},
        Act.CONCLUDE: {Group.NONE, Group.ASIDE},
        Act.DISMISS: {Group.PAIR},
    }
    said = {act: set() for act in groups}
    for answer, act in acts.items():
        if act in said:
            said[act].add(SAYS[ANSWERS[answer].says].group)
    assert said == groups


READ = [
    ("The plan takes up the wish to dig a well in every village.", None, Words.EXPLICIT, Says.TAKEN_UP, Words.EXPLICIT),
    ("The plan takes up the wish to dig a well in every village.", None, Words.EXPLICIT, Says.REFUSED, Words.IMPLICIT),
    ("To dig a well in every village is a fine wish.", None, None, Says.TAKEN_UP, Words.IMPLICIT),
    ("To dig a well in every village is a fine wish.", None, None, Says.NOTED, Words.IMPLICIT),
]  # fmt: skip


@pytest.mark.parametrize("case", READ)
def test_a_reading_is_never_the_speakers_own_word(corpus, case):
    """What the words of a passage do not say themselves is read so by the person."""
    text, answer, words, says, recorded = case
    loaded = load(corpus(copy=text, links="format: 2\n"))
    copies, _findings = copies_of(loaded)
    (passage,) = passages(loaded, copies, ["wells"])
    reading = reading_of(loaded, passage)
    assert (reading.answer, reading.words) == (answer, words)
    assert reading.words_for(says) is recorded
