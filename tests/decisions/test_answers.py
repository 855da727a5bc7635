"""The answers of a review: each menu with its keys, and what an answer records on each state of a pair."""

import pytest

from jamplan.decisions import answers as table
from jamplan.decisions.answers import ANSWERS, Act, Answer, OnRecord, Shown, key_of
from jamplan.language import language

CARD = [Answer.SKIP, Answer.READ, Answer.BACK, Answer.NOTE, Answer.HELP, Answer.QUIT]
PAIR = [Answer.TAKEN_UP, Answer.PARTLY, Answer.PRINCIPLE, Answer.NOT_THIS]
NONE = [Answer.NO_MEASURE, Answer.REFUSED, Answer.OUT_OF_SCOPE, Answer.NOT_TESTABLE]


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (Shown.PAIR, [*PAIR, *NONE, *CARD]),
        (Shown.PAIR | Shown.CHANGED, [Answer.CONFIRM, *PAIR, *NONE, *CARD]),
        (Shown.ALONE, [*NONE, *CARD]),
        (Shown.ALONE | Shown.PASSAGES, [*NONE, CARD[0], Answer.QUOTE, *CARD[1:]]),
        (Shown.ALONE | Shown.CHANGED, [Answer.CONFIRM, *NONE, *CARD]),
        (
            Shown.PAIR | Shown.APART,
            [Answer.FIRST, Answer.SECOND, *PAIR[:3], *NONE, *CARD],
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


def test_what_records_something_says_so_for_every_state_of_a_pair():
    """All others record nothing; what others state is changed by no answer."""
    acts = {
        each: dict(zip(OnRecord, row.acts, strict=bool(row.acts)))
        for each, row in ANSWERS.items()
    }
    assert {answer for answer in Answer if not acts[answer]} == {*CARD, Answer.QUOTE}
    settling = {
        act for answer in (Answer.FIRST, Answer.SECOND) for act in acts[answer].values()
    }
    assert settling == {Act.SETTLE}
    revising = {
        state
        for made in acts.values()
        for state, act in made.items()
        if act is Act.REVISE
    }
    assert revising == {OnRecord.OWN}
