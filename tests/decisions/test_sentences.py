"""The sentences of an answer: in the order of print, once each, and what they speak against."""

import pytest

from jamplan.corpus.loading import load
from jamplan.decisions.answers import Answer
from jamplan.decisions.sentences import AnswerBlock, AnswerSentence, answer_block
from jamplan.evidence.passages import Passage
from tests.conftest import PLAN

FULL, PARTLY, PRINCIPLE = Answer.TAKEN_UP, Answer.PARTLY, Answer.PRINCIPLE
NOTED, REFUSED = Answer.NOTED, Answer.REFUSED


def block(*readings, likeliest=0):
    """An answer with a sentence for each of these readings, all of them in a source."""
    sentences = []
    for number, reads in enumerate(readings):
        quote = Passage(None, "s", f"{number}", None, "", None, answers=True, score=0)
        sentences.append(
            AnswerSentence(f"{number}", quote, frozenset(reads), limits=False)
        )
    return AnswerBlock(tuple(sentences), likeliest)


AGAINST = [
    (FULL, [{FULL}], None),
    (FULL, [{FULL}, {NOTED}], None),
    (FULL, [{FULL}, {REFUSED}], "1"),
    (FULL, [{PRINCIPLE}], "0"),
    (FULL, [{NOTED}], "0"),
    (FULL, [set()], None),
    (PARTLY, [{FULL}, {PARTLY}], None),
    (PARTLY, [{PRINCIPLE}], None),
    (PRINCIPLE, [{FULL}], "0"),
    (NOTED, [{FULL}], "0"),
    (REFUSED, [{FULL}, {REFUSED}], None),
    (REFUSED, [{PARTLY}], "0"),
    (Answer.NO_MEASURE, [{FULL}], None),
]


@pytest.mark.parametrize(("answer", "readings", "expected"), AGAINST)
def test_what_speaks_against_an_answer(answer, readings, expected):
    """A part or a refusal beside a full acceptance; else what no sentence gives."""
    found = block(*readings).against(answer)
    assert (found and found.text) == expected


def test_the_sentence_to_quote_is_the_likeliest_that_says_so():
    """Else the likeliest, whatever it says."""
    answer = block(set(), {REFUSED}, {FULL}, {FULL}, likeliest=3)
    texts = [answer.best_for(each).text for each in (FULL, REFUSED, NOTED)]
    assert texts == ["3", "1", "3"]


def sentences_of(folder, proposal, measure):
    """The sentences of the answer that a measure bears, without copies."""
    corpus = load(folder)
    answer = answer_block(
        corpus, {}, corpus.proposal[proposal], corpus.measure[measure], ()
    )
    return [each.text for each in answer.sentences], answer.together


RESPONSE = (
    PLAN.replace("kind: plan", "kind: response") if "kind: plan" in PLAN else PLAN
)
YES, LATER = "We accept this recommendation.", "The work will begin in May."
TEXTS = [
    (f"title: {YES}, text: {YES} {LATER}", [YES, LATER]),
    (f"title: {YES}, text: {LATER}", [YES, LATER]),
    (f"title: Dig a well in every village. {YES}", [YES]),
    (f"title: {YES}", [YES]),
]


@pytest.mark.parametrize(("texts", "expected"), TEXTS)
def test_each_sentence_is_there_once(corpus, texts, expected):
    """Also of a title that is the beginning of the text; not what repeats the proposal."""
    folder = corpus(
        plan=PLAN.replace("title: Wells for all", f"{texts}, answers: [wells]")
    )
    assert sentences_of(folder, "wells", "M1") == (expected, ())


def test_what_answers_several_names_all_of_them(corpus):
    """By their numbers, or their ids."""
    folder = corpus(
        plan=PLAN.replace(
            "title: Wells for all", "title: Agreed., answers: [wells, roads]"
        )
    )
    assert sentences_of(folder, "wells", "M1") == (["Agreed."], ("wells", "roads"))
