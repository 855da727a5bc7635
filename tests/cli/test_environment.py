"""Names, quotes and places: what is typed, what is recorded and what is loaded are the same."""

import pytest

from jamplan.corpus.loading import load
from tests.conftest import Result

SPACES = [*"\u00a0\u202f\u3000\u1680\u2028\u0085\x1c\x1d\x1e\x1f", " \u00a0\t\n"]
"""White space to Python, of which YAML's is a part."""


@pytest.mark.parametrize("space", SPACES)
def test_white_space_around_what_is_typed_is_not_recorded(run, folder, space):
    """Of whatever kind; the decision that is told is the one on record; alone, it is refused as no name is."""
    texts = "Mend\u00a0roads now", "p.\u202f3", "Ada Byron", "article"
    quote, place, name, source = (f"{space}{text}{space}" for text in texts)
    typed = ("--quote", quote, "--locator", place, "--quote", "", "--locator", place)
    who = (
        "--decided-by",
        name,
        "--source",
        source,
        "--source",
        "paper",
    )
    result = run("decide roads M2 --says taken-up --data c", *who, *typed)
    assert result.code == 0
    link = load(folder).statements[-1]
    expected = [("Mend\u00a0roads now", "p.\u202f3"), (None, "p.\u202f3")]
    assert [(piece.quote, piece.locator) for piece in link.evidence] == expected
    assert link.by == "Ada Byron"
    assert result.out.endswith("as read by Ada Byron in a sentence by the League.\n")
    said = "In whose name are decisions on this corpus recorded?\nGive the name: --decided-by NAME\n"
    for name in (space, f"\u200b{space}\u2060"):
        assert run(
            "decide roads M2 --says not-this --data c --decided-by", name
        ) == Result(2, "", said)
