"""Time does not grow with the square of a text's length."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jamplan.matching.guards import guards
from jamplan.matching.index import TextItem
from jamplan.matching.score import Matcher
from jamplan.matching.suggestions import explain
from tests.matching.jam import MEASURES

pytestmark = pytest.mark.slow  # limits of time

LENGTH = 100_000
PIECES = st.one_of(
    st.text(min_size=1, max_size=4),
    st.text("01a éA.,;-'’_·()%€ \n", min_size=1, max_size=6),
    st.sampled_from(
        "former soins|ne pas |interdire |créer |créer un stade, supprimer un bois |12 rue |p. 1-1|art. 1 et "
        "|5 mai 2020 |2030-01-01 |1 000 |deux cents euros |0102030405 |e\u0301|aucun que |don't |not |x·e·s "
        "|Former les soins ici. ".split("|")
    ),
)


@given(PIECES, st.sampled_from(["fr", "en"]))
@example("1", "fr")
@example("a", "fr")
@example("é", "en")
@example("p1-", "fr")
@example("interdire ", "fr")
@example("don't ", "en")
@example("créer un stade, supprimer un bois ", "fr")
def test_a_long_text_is_read_within_a_second(piece: str, code: str) -> None:
    """A hundred thousand characters of any kind, scored, explained and warned of.

    A machine that does other work charges a process for time that it waited: the best of three counts.
    """

    def seconds(text: str) -> tuple[float, float]:
        start = time.process_time()
        matcher = Matcher([TextItem("long", text)], MEASURES, code)
        explain(matcher, "long", matcher.best("long", 1)[0])
        matched = time.process_time()
        guards(text, MEASURES[0].text, code)
        guards(text, text, code)
        return matched - start, time.process_time() - matched

    text = (piece * LENGTH)[:LENGTH]
    # A first letter each, so that nothing is remembered from the time before.
    matched, warned = zip(*(seconds(letter + text[1:]) for letter in "abc"), strict=True)
    assert (min(matched) < 1, min(warned) < 1) == (True, True)
