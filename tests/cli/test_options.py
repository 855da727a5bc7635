"""Options: a value that is no text is refused by the option's name, a path may have any bytes."""

import pytest

from tests.conftest import Result, unchanged

HALF = "a\udce9"
"""What Python makes of an argument whose last byte is no UTF-8."""
OPTIONS = {
    "decide roads M2 --basis compared": "--quote --locator --claimed-by --source --decided-by",
    "decide roads M2 --basis compared --quote fine": "--quote",
    "import f.md --as proposals": "--title --publisher --as-new --pair",
    "coverage": "--claimed-by",
    "review": "--decided-by",
}
CASES = [
    *(
        (*command.split(), name, HALF, name)
        for command, names in OPTIONS.items()
        for name in names.split()
    ),
    (*"import f.md --as proposals --like".split(), HALF, "--like"),
    *(("decide", HALF, "M2", "--not", "PROPOSAL"), ("show", HALF, "WORDS"), ("claim", HALF, "COUNT")),
]


@pytest.mark.parametrize("case", CASES)
def test_halves_of_characters_are_refused(run, folder, case):
    """Nothing is recorded as a question mark, and nothing is looked for."""
    *arguments, named = case
    said = f"{named} holds bytes that are no text.\nGive it in UTF-8.\n"
    with unchanged(folder):
        assert run(*arguments, "--data", "c") == Result(2, "", said)


def test_a_path_may_have_any_bytes(run, empty):
    """A folder's name need be no text to its system."""
    (empty / HALF).mkdir()
    assert run("init", "c", "--from", HALF).code == 4
    assert run("check", "--source", f"x={HALF}").err.startswith("There is no source “x”.")
