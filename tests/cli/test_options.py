"""Options: an argument that is no text is refused, whatever it is for."""

import json

import pytest

from tests.conftest import END, LINKS, SOURCES, Result, refused, unchanged

JSON = ("--data", "c", "--format", "json")

HALF = "a\udce9"
"""What Python makes of an argument whose last byte is no UTF-8."""
CASES = """\
decide roads M2 --basis compared --quote
decide roads M2 --basis compared --quote fine --quote
decide roads M2 --decided-by
import f.md --as proposals --pair
import
init d --proposals f.md --answer
coverage --whose
coverage --plan
coverage --as-of
review --decided-by
show
claim""".split("\n")


@pytest.mark.parametrize("case", CASES)
def test_halves_of_characters_are_refused(run, folder, case):
    """Nothing is recorded as a question mark, and nothing is looked for."""
    said = "“a?” holds bytes that are no text.\nGive it in UTF-8.\n"
    with unchanged(folder):
        assert run(*case.split(), HALF, "--data", "c") == Result(2, "", said)


TWO_READERS = """\
  - {about: roads, says: taken_up, measure: M2, words: compared, by: Ann Lee}
  - {about: wells, says: taken_up, measure: M2, words: compared, by: Bob}
"""


@pytest.mark.parametrize(
    ("whose", "rule"),
    [
        ("league", {"words": "stated", "whose": "league", "reader": None}),
        ("The League", {"words": "stated", "whose": "league", "reader": None}),
        ("the league", {"words": "stated", "whose": "league", "reader": None}),
        ("ann  LEE", {"words": "any", "whose": None, "reader": "Ann Lee"}),
    ],
)
def test_whose_names_an_actor_or_a_reader(run, corpus, whose, rule):
    """By id or name, in any case; of a reader, what they compared counts."""
    corpus(links=LINKS.replace(END, TWO_READERS + END))
    found = json.loads(run("coverage", "--whose", whose, *JSON).out)
    assert found["rule"] == {**rule, "partial": "apart", "of": "declared"}
    statuses = {row["id"]: row["status"] for row in found["proposals"]["rows"]}
    own = {"wells": "below_rule", "roads": "adopted"}
    others = {"wells": "adopted", "roads": "below_rule"}
    assert statuses == (own if rule["reader"] else others)


def test_nobody_is_guessed(run, folder):
    """A name that is nobody's, and a document that there is not, are refused with what there is."""
    told = refused(run("coverage --whose Nobody --data c"))
    assert told.startswith("There is no actor and no reader “Nobody”.")
    told = refused(run("coverage --plan plan-2024 --data c"))
    assert told.startswith("There is no document “plan-2024”.")
    told = refused(run("coverage --as-of soon --data c"))
    assert told.startswith("--as-of cannot be “soon”.")


LATER = """\
format: 2
document: {short_name: The later plan, date: 2024-05}
measures:
  - {id: B1, title: Roads for all}
"""
ROADS = """\
  - {about: roads, says: refused, measure: B1, words: explicit, evidence: [{source: later, quote: we do not mend}]}
"""


def test_a_view_is_of_one_document_or_of_what_was_known(run, corpus):
    """It says so; how to make its figures again names it."""
    folder = corpus(
        sources=f"{SOURCES}  - {{id: later, publisher: press, date: 2024-06}}\n",
        links=LINKS.replace(END, ROADS + END),
    )
    (folder / "plan-2024.yaml").write_text(LATER, encoding="utf-8")

    def statuses(*options: str) -> list[str]:
        found = json.loads(run("coverage", *options, *JSON).out)
        return [row["status"] for row in found["proposals"]["rows"]]

    assert statuses() == ["adopted", "refused"]
    assert statuses("--plan", "plan") == ["adopted", "unreviewed"]
    assert statuses("--plan", "plan-2024") == ["unreviewed", "refused"]
    assert statuses("--as-of", "2022") == ["adopted", "unreviewed"]
    text = run("coverage --as-of 2022 --data c").out
    assert (
        "As published by the end of 2022 (latest record: November 2021)."
        in " ".join(text.split())
    )
    note = run("export --as-of 2022 --plan plan --data c").out
    assert "--of declared --plan plan --as-of 2022 --data c" in note
