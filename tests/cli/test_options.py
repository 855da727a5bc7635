"""Options: a value that is no text is refused by the option's name, a path may have any bytes."""

from __future__ import annotations

import pytest

HALF = "a\udce9"
"""What Python makes of an argument whose last byte is no UTF-8."""
DECIDE = ("decide", "roads", "M2", "--basis", "compared")
IMPORT = ("import", "f.md", "--as", "proposals")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((*DECIDE, "--quote", HALF), "--quote"),
        ((*DECIDE, "--quote", "fine", "--quote", HALF), "--quote"),
        ((*DECIDE, "--locator", HALF), "--locator"),
        ((*DECIDE, "--claimed-by", HALF), "--claimed-by"),
        ((*DECIDE, "--source", HALF), "--source"),
        ((*DECIDE, "--decided-by", HALF), "--decided-by"),
        (("decide", HALF, "M2", "--not"), "PROPOSAL"),
        ((*IMPORT, "--title", HALF), "--title"),
        ((*IMPORT, "--publisher", HALF), "--publisher"),
        ((*IMPORT, "--as-new", HALF), "--as-new"),
        ((*IMPORT, "--pair", HALF), "--pair"),
        ((*IMPORT, "--pattern", f"(?P<title>{HALF})"), "--pattern"),
        (("show", HALF), "WORDS"),
        (("claim", HALF), "COUNT"),
        (("coverage", "--claimed-by", HALF), "--claimed-by"),
        (("review", "--decided-by", HALF), "--decided-by"),
    ],
)
def test_halves_of_characters_are_refused(run, corpus, arguments, named):
    """Nothing is recorded as a question mark, and nothing is looked for."""
    folder = corpus()
    before = {path: path.read_bytes() for path in folder.iterdir()}
    result = run(*arguments, "--data", "c")
    assert (result.code, result.out) == (2, "")
    assert result.err == f"{named} holds bytes that are no text.\nGive it in UTF-8.\n"
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_path_may_have_any_bytes(run, empty):
    """A folder's name need be no text to its system."""
    (empty / HALF).mkdir()
    assert run("init", "c", "--from", HALF).code == 4
    assert run("check", "--source", f"x={HALF}").err.startswith("There is no source “x”.")
