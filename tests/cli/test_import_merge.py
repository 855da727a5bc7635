"""``import --merge``: what would change is shown, and written with a copy if that is asked for."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import jamplan
from conftest import LINKS, FakeStream, Result
from jamplan.cli.environment import Environment, Run
from jamplan.cli.errors import failure_of
from jamplan.cli.importing import merge_draft
from jamplan.cli.options import Format, Shared
from jamplan.corpus.loading import packaged_folder
from jamplan.documents.drafts import Doubt, Draft, DraftGroup, DraftItem, Kind
from jamplan.language import message_language

PROPOSALS = """\
format: 1
document:
  publisher: league
  short_name: Ten wishes
  language: en
  declared: [{count: 3, sources: [article]}]
chapters:
  - {id: ch1, title: Water}
proposals:
  - id: wells
    number:           # not known yet
    title: Wells in villages
    title_basis: described
    text: Dig a deep well in every village.
    attribution: implicit
    note: Read it again.
  - id: roads
    number: 2
    title: Mend roads
"""
KEPT = LINKS + (
    "    read:\n      proposal: |-\n        Wells in villages\n        Dig a deep well in every village.\n"
)
DRAFT = Draft(
    kind=Kind.PROPOSALS,
    title="Ten wishes",
    date="2021-04",
    language="en",
    declared=3,
    file="wishes.pdf",
    sha256="ab" * 32,
    groups=(
        DraftGroup(id="c1", title="WATER", pages="3-4"),
        DraftGroup(id="c2", title="Trees", pages="9"),
    ),
    items=(
        DraftItem(
            id="p1",
            number="1",
            title="A deep well for each village",
            text="Dig a well in every village.",
            group="c1",
            locator="p. 3",
        ),
        DraftItem(id="p2", number="2", title="Abolish the lottery", group="c2", locator="p. 9"),
        DraftItem(id="p3", number="3", title="Plant trees", text="Many.", group="c2", locator="p. 9"),
    ),
)


@pytest.fixture
def merged(corpus, monkeypatch):
    """A function that merges a draft as the command does, and gives what it printed."""
    corpus(proposals=PROPOSALS, links=KEPT)
    monkeypatch.setenv("COLUMNS", "1000")

    def run(
        draft: Draft = DRAFT, *, data: str | None = "c", form=Format.TABLE, lang="en", **given
    ) -> Result:
        out, err = FakeStream("utf-8", terminal=False), FakeStream("utf-8", terminal=False)
        variables = {"JAMPLAN_LANG": lang, "SOURCE_DATE_EPOCH": "1764028800"}
        environment = Environment(out, err, variables)
        shared = Shared(data=Path(data) if data else None)
        prepared = Run(environment, message_language(variables), shared, format=form)
        code = 0
        try:
            merge_draft(prepared, draft, **{"write": False, **given})
        except Exception as error:
            failure = failure_of(error, prepared.messages)
            if failure is None:
                raise
            lines, code = failure
            print(*lines, sep="\n", file=err)
        return Result(code, out.text(), err.text())

    return run


def files():
    """What the files of the corpus hold."""
    return {path.name: path.read_bytes() for path in Path("c").iterdir()}


def test_the_preview_shows_all_and_writes_nothing(merged):
    """What to decide, what becomes of decisions, and each change."""
    before = files()
    result = merged()
    assert (result.code, result.err) == (0, "Nothing is written yet. To write it, add --write.\n")
    for line in (
        "In the document: 3. New: 1. Changed: 1. As they were: 0. To decide: 1. On record only: 1.",
        "• no. 2 “Abolish the lottery” Perhaps the same as roads “Mend roads” (similarity 0 of 100). "
        "--pair 2=roads --as-new 2",
        "• wells → M1, explicit, according to the League (extent: not stated).",
        "• chapter c2, Trees (added)",
        "no. 1 “A deep well for each village” = wells (by similarity: 86 of 100)",
        "• title [-Wells in villages-] {+A deep well for each village+}",
        "• text Dig a [-deep-] well in every village.",
        "• attribution to the author implicit (kept)",
        "3    Plant trees  Trees    p. 9   p3",
    ):
        assert line in result.out.splitlines()
    assert files() == before


def test_the_doubts_of_the_reading_are_shown(merged):
    """What several items have is said once."""
    alone = Doubt(code="no-title")
    items = zip(DRAFT.items, ((alone,), (alone,), ()), strict=True)
    draft = replace(
        DRAFT,
        doubts=(Doubt(code="gap", details=(("n", "1"), ("numbers", "4"))),),
        items=tuple(replace(item, doubts=doubts) for item, doubts in items),
    )
    assert ("• 1 number is missing: 4.\n• No title was found. Items: 1, 2.\n") in merged(
        draft=draft
    ).out


def test_it_is_written_with_a_copy_and_once(merged):
    """What is to decide is not; what people wrote stays; the second time changes nothing."""
    result = merged(write=True)
    assert (result.code, result.err) == (
        0,
        "Written: c/sources.yaml; as it was: c/sources.yaml.bak\n"
        "Written: c/proposals.yaml; as it was: c/proposals.yaml.bak\n",
    )
    assert "What “wishes.pdf” has changed:\n" in result.out
    after = files()
    assert (
        after["proposals.yaml"].decode()
        == """\
format: 1
document:
  publisher: league
  short_name: Ten wishes
  language: en
  declared: [{count: 3, sources: [article, league-2021-04]}]
  source: league-2021-04
  title: Ten wishes
  date: 2021-04
chapters:
  - {id: ch1, title: Water, pages: 3-4}
  - {id: c2, title: Trees, pages: 9}
proposals:
  - id: wells
    number: 1           # not known yet
    title: A deep well for each village
    text: Dig a well in every village.
    attribution: implicit
    note: Read it again.
    chapter: ch1
    evidence:
      - source: league-2021-04
        locator: p. 3
  - id: roads
    number: 2
    title: Mend roads
  - id: p3
    number: 3
    chapter: c2
    title: Plant trees
    text: Many.
    evidence:
      - source: league-2021-04
        locator: p. 9
"""
    )
    assert after["proposals.yaml.bak"].decode() == PROPOSALS
    assert after["links.yaml"].decode() == KEPT
    assert "links.yaml.bak" not in after
    again = merged(write=True)
    assert (again.code, again.err) == (0, "")
    assert "“wishes.pdf” changes nothing." in again.out
    assert "To decide: 1." in again.out
    assert files() == after
    assert merged(write=True, pairs=["2=roads"]).code == 0
    assert jamplan.load("c").proposal["roads"].chapter == "c2"


def test_as_json_as_csv_and_in_french(merged):
    """What becomes of each item, before and after where it changes."""
    made = json.loads(merged(form=Format.JSON).out)
    assert (made["schema"], made["kind"], made["changes"], made["written"]) == (
        *("jamplan.merge/1", "proposals", True),
        None,
    )
    assert [(item["becomes"], item["id"], item["how"]) for item in made["items"]] == [
        ("changed", "wells", "similarity"),
        ("asked", None, None),
        ("added", "p3", None),
    ]
    assert {
        "field": "text",
        "before": "Dig a deep well in every village.",
        "after": "Dig a well in every village.",
    } in made["items"][0]["changes"]
    assert made["items"][1]["candidates"] == [{"id": "roads", "score": 0.0}]
    assert made["unpaired"] == ["roads"]
    assert made["decisions"] == [{"proposal": "wells", "measure": "M1", "claimed_by": "league"}]
    rows = list(csv.DictReader(merged(form=Format.CSV).out.splitlines()))
    assert [(row["number"], row["becomes"], row["id"]) for row in rows] == [
        ("1", "changed", "wells"),
        ("2", "asked", "roads"),
        ("3", "added", "p3"),
    ]
    assert merged(lang="fr").err == "Rien n’est encore écrit. Pour écrire, ajoutez --write.\n"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"pairs": ["2"]},
            "--pair cannot be “2”.\nWrite a number of the document and an id on record",
        ),
        ({"pairs": ["2=road"]}, "“road” is not there, or is named twice.\nPerhaps “roads”?\n"),
        ({"pairs": ["9=roads"]}, "“9” is not there, or is named twice.\n"),
        ({"pairs": ["2=roads", "3=roads"]}, "“roads” is not there, or is named twice.\n"),
        ({"pairs": ["2=roads", "2=wells"]}, "--pair cannot be “2=wells”.\n"),
        ({"as_new": ["9"]}, "“9” is not there, or is named twice.\n"),
    ],
)
def test_what_is_said_of_pairs_must_be_right(merged, given, said):
    """Else nothing is written."""
    before = files()
    result = merged(write=True, **given)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(said)
    assert files() == before


def test_nobody_is_made_up_as_its_publisher(merged, corpus):
    """Without one, it says which option names an actor; a new one is added."""
    corpus(proposals=PROPOSALS.replace("  publisher: league\n", ""), links=KEPT)
    result = merged()
    assert (result.code, result.out, result.err) == (
        2,
        "",
        "“wishes.pdf” has no publisher: add --publisher with an actor’s id, or a new name.\n",
    )
    new = merged(replace(DRAFT, publisher="Villages United"), write=True)
    assert "• New actor: Villages United, id villages-united.\n" in new.out
    assert jamplan.load("c").proposals_document.publisher == "villages-united"


def test_the_packaged_corpus_is_refused(merged):
    """With the command that makes a copy; it can be looked at."""
    shown = merged(data=str(packaged_folder()))
    assert shown.code == 0
    assert "jamplan init FOLDER" in shown.err
    result = merged(data=str(packaged_folder()), write=True)
    assert (result.code, result.out) == (2, "")
    assert "jamplan init FOLDER" in result.err


def test_a_corpus_that_would_be_wrong_is_not_written(merged):
    """A date that the calendar does not have, say."""
    before = files()
    result = merged(replace(DRAFT, date="2021-13"), write=True)
    assert result.code == 3
    assert "[bad-date]" in result.err
    assert files() == before


def test_a_sheet_of_proposals_is_merged(run, corpus):
    """Edited in a spreadsheet and given back: one changed text, one new row, twice."""
    corpus(proposals=PROPOSALS)
    book = openpyxl.Workbook()
    book.active.append(["Number", "Title", "Text"])
    book.active.append([2, "Mend roads", "All of them."])
    book.active.append([3, "Plant trees", "Many."])
    book.save("wishes.xlsx")
    command = ("import", "wishes.xlsx", "--as", "proposals", "--merge", "--data", "c")
    made = json.loads(run(*command, "--format", "json").out)
    assert [(item["becomes"], item["id"]) for item in made["items"]][0] == ("changed", "roads")
    assert run(*command, "--write").code == 0
    assert jamplan.load("c").proposal["roads"].text == "All of them."
    before = files()
    assert run(*command, "--write").code == 0
    assert files() == before
