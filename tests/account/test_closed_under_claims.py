"""What jamplan prints, it confirms: every count of its sentences is a figure that may be written."""

from pathlib import Path

import pytest

from jamplan.account.claims import claim_of
from jamplan.account.context import Context
from jamplan.account.printed import counts, tried
from jamplan.account.spans import plain
from jamplan.account.vocabulary import language_for
from jamplan.corpus.loading import load, packaged_folder
from jamplan.counting.quantity import QuantityError
from tests.account.test_second_voices import CORPUS
from tests.account.test_voices import voices
from tests.generated import corpus_of

EXAMPLES = Path(__file__).parents[2] / "examples"
CORPORA = {
    "shipped": lambda: load(packaged_folder()),
    "a response": lambda: load(EXAMPLES / "ai-opportunities"),
    "judges": lambda: load(EXAMPLES / "calls-to-action"),
    "many voices": voices,
    "many voices of a plan": lambda: voices("taken_up"),
    "two answers": lambda: corpus_of(CORPUS),
}


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("name", CORPORA)
def test_every_printed_count_may_be_written(name, code):
    """As it is printed, in both languages; there are some in each corpus."""
    corpus = CORPORA[name]()
    context = Context(corpus, language_for(corpus, code))
    printed = [*counts(context)]
    assert printed
    refused = []
    for text, _number in printed:
        try:
            tested = tried(corpus, text)
        except QuantityError:
            refused.append(f"not read: {text}")
            continue
        if not tested.may_be_written:
            answer = plain(claim_of(corpus, tested, text).answer)
            refused.append(f"{text}: {answer}")
    assert refused == []


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("name", CORPORA)
def test_another_number_in_its_place_is_no_printed_count(name, code):
    """One that no rule and no source gives: beyond all items there are."""
    corpus = CORPORA[name]()
    context = Context(corpus, language_for(corpus, code))
    beyond = 997
    for text, number in counts(context):
        other = text.replace(context.number(number), str(beyond), 1)
        if other != text:
            try:
                assert not tried(corpus, other).may_be_written, other
            except QuantityError:
                continue
