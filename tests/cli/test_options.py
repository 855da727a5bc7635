"""Options: an argument that is no text is refused, whatever it is for."""

import pytest

from tests.conftest import Result, unchanged

HALF = "a\udce9"
"""What Python makes of an argument whose last byte is no UTF-8."""
CASES = """\
decide roads M2 --basis compared --quote
decide roads M2 --basis compared --quote fine --quote
decide roads M2 --decided-by
import f.md --as proposals --pair
import
init d --proposals f.md --plan
coverage --claimed-by
review --decided-by
show
claim""".split("\n")


@pytest.mark.parametrize("case", CASES)
def test_halves_of_characters_are_refused(run, folder, case):
    """Nothing is recorded as a question mark, and nothing is looked for."""
    said = "“a?” holds bytes that are no text.\nGive it in UTF-8.\n"
    with unchanged(folder):
        assert run(*case.split(), HALF, "--data", "c") == Result(2, "", said)
