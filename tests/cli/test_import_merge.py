"""``import --merge``: pairs, doubts and changes are shown; written with a copy where that is asked for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import jamplan
from conftest import LINKS, FakeStream, Result
from jamplan.cli.environment import Environment
from jamplan.cli.errors import failure_of
from jamplan.cli.intake_merge import merge_draft
from jamplan.cli.options import Format, Run, Shared
from jamplan.corpus import packaged_folder
from jamplan.intake.items.drafts import Doubt, Draft, DraftGroup, DraftItem, Kind
from jamplan.locale import message_language

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
def merged(corpus):
    """A function that puts a draft into a corpus as the command does, and gives what it left."""
    corpus(proposals=PROPOSALS, links=KEPT)

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
            print(*failure.lines, sep="\n", file=err)
            code = failure.code
        return Result(code, out.text(), err.text())

    return run


def read(name):
    """What a file of the corpus holds."""
    return Path("c", name).read_text(encoding="utf-8")


WANTED = """\
Ten wishes → The plan

What “wishes.pdf” would change:

- In the document: 3.
- Paired with one on record: 1, of which 1 change.
- New: 1.
- In doubt, not written: 1.
- On record and paired with none: 1.

In doubt: not written

- no. 2 “Abolish the lottery”. Its number is that of one whose words are others: roads “Mend roads” \
(likeness 0 of 100). --pair 2=roads or --as-new 2

Say which they are with these options; to take all the rest as new: --as-new all

On record, paired with none

- roads “Mend roads”. Perhaps: 2.

They stay as they are. To pair one with a number of the document: --pair 7=ID

To look at

- wells: its attribution on record, “implicit”, is kept: it says how a source attributes it, and no \
take-up is stronger. It stands in the document itself now: is it still right?
- wells: the note is kept; does it still hold? “Read it again.”

Decisions whose texts change

1 decision becomes “to be reviewed: text changed”: jamplan review --stale asks again.

- wells → M1, explicit, according to the League (extent: not stated).

The document

- New source: league-2021-04, “Ten wishes”.
- source league-2021-04 (added)
- title “Ten wishes” (added)
- date 2021-04 (added)
- declared number 3 (league-2021-04) (added)

Its groups

- ch1 — pages 3-4 (added)
- New: c2, “Trees”.

Pairs that change

no. 1 “A deep well for each village” = wells “Wells in villages” (by likeness: 86 of 100)

- number in the document 1 (added)
- chapter ch1 (added)
- title [-Wells in villages-] {+A deep well for each village+}
- origin of the title written for this report (taken out)
- text Dig a [-deep-] well in every village.
- evidence league-2021-04, p. 3 (added)

New

No.  Title        Chapter  Place  Id
3    Plant trees  c2       p. 9   p3
"""


def test_the_preview_shows_all_and_writes_nothing(merged):
    """Doubts first, then what becomes of decisions, then each change."""
    before = {path.name: path.read_bytes() for path in Path("c").iterdir()}
    result = merged()
    assert (result.code, result.err) == (0, "Nothing is written yet. To write it, add --write.\n")
    assert result.out == WANTED
    assert {path.name: path.read_bytes() for path in Path("c").iterdir()} == before


def test_the_doubts_of_the_reading_are_shown(merged):
    """Those of the whole, then those of items; what several have is said once."""
    cut, alone = Doubt(code="cut"), Doubt(code="title-only")
    draft = replace(
        DRAFT,
        doubts=(Doubt(code="gap", details=(("n", "1"), ("numbers", "4"))),),
        items=tuple(
            replace(item, doubts=doubts)
            for item, doubts in zip(DRAFT.items, ((cut,), (alone, cut), ()), strict=True)
        ),
    )
    out = merged(draft=draft).out
    assert "- Doubts of the reading: 4.\n" in out
    assert (
        "Doubts of the reading\n\n"
        "- 1 number is missing: 4.\n"
        "- A page ends within the text: check that nothing is missing. Items: 1, 2.\n"
        "- No text was found, only a title. Items: 2.\n\n"
        "The document\n"
    ) in out


def test_it_is_written_with_a_copy_and_once(merged):
    """What is in doubt is not; ids, comments, notes and links stay; the second time changes nothing."""
    result = merged(write=True)
    assert (result.code, result.err) == (
        0,
        "Written: c/sources.yaml; as it was: c/sources.yaml.bak\n"
        "Written: c/proposals.yaml; as it was: c/proposals.yaml.bak\n",
    )
    assert result.out.startswith("Ten wishes → The plan\n\nWhat “wishes.pdf” has changed:\n")
    assert (
        read("proposals.yaml")
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
    assert read("proposals.yaml.bak") == PROPOSALS
    assert read("links.yaml") == KEPT
    assert not Path("c", "links.yaml.bak").exists()
    files = {path.name: path.read_bytes() for path in Path("c").iterdir()}
    again = merged(write=True)
    assert (again.code, again.err) == (0, "")
    assert "“wishes.pdf” changes nothing." in again.out
    assert "In doubt, not written: 1." in again.out
    assert {path.name: path.read_bytes() for path in Path("c").iterdir()} == files
    told = merged(write=True, pairs=["2=roads"])
    assert told.code == 0
    assert jamplan.load("c").proposal["roads"].chapter == "c2"


def test_as_json_and_in_french(merged):
    """The shape that docs/json.md describes; and the same in the reader's language."""
    found = json.loads(merged(form=Format.JSON).out)
    assert (found["schema"], found["kind"], found["changes"], found["written"]) == (
        "jamplan.merge/1",
        "proposals",
        True,
        None,
    )
    (pair,) = found["pairs"]
    assert (pair["item"]["number"], pair["known"], pair["how"]) == ("1", "wells", "likeness")
    assert [change["field"] for change in pair["changes"]] == [
        *("number", "chapter", "title", "title_basis", "text", "evidence")
    ]
    assert found["held"] == [
        {
            "item": {"id": "p2", "number": "2", "title": "Abolish the lottery"},
            "why": "number_against_words",
            "candidates": [{"id": "roads", "score": 0.0}],
        }
    ]
    assert found["unpaired"] == ["roads"]
    assert found["stale"] == [{"proposal": "wells", "measure": "M1", "claimed_by": "league"}]
    rows = merged(form=Format.CSV).out.splitlines()
    assert rows[:4] == [
        "what,number,title,id,how,score,field,before,after",
        "paired,c1,WATER,ch1,text,,pages,,3-4",
        "paired,1,A deep well for each village,wells,likeness,86.2,number,,1",
        "paired,1,A deep well for each village,wells,likeness,86.2,chapter,,ch1",
    ]
    assert rows[-3:] == [
        "new,c2,Trees,c2,,,,,",
        "new,3,Plant trees,p3,,,,,",
        "held,2,Abolish the lottery,roads,number_against_words,0.0,,,",
    ]
    assert merged(lang="fr").err == "Rien n’est encore écrit. Pour écrire, ajoutez --write.\n"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"pairs": ["2"]},
            "--pair cannot be “2”.\nWrite a number of the document, =, and an id on record",
        ),
        ({"pairs": ["2=road"]}, "There is nothing on record with the id “road”.\nPerhaps “roads”?\n"),
        ({"pairs": ["9=roads"]}, "“9” is not one item of the document.\n"),
        ({"pairs": ["2=roads", "3=roads"]}, "“roads” is paired twice.\nPair one with one.\n"),
        ({"pairs": ["2=roads", "2=wells"]}, "--pair names “2” twice.\n"),
        ({"as_new": ["9"]}, "“9” is not one item of the document.\n"),
        ({"pairs": ["2=roads"], "as_new": ["2"]}, "“2” is paired twice.\n"),
    ],
)
def test_what_is_said_of_pairs_must_be_right(merged, given, said):
    """Else nothing is written."""
    before = read("proposals.yaml")
    result = merged(write=True, **given)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(said)
    assert read("proposals.yaml") == before


def test_nobody_is_made_up_as_its_publisher(merged, corpus):
    """Without one, the preview says so and writing is refused."""
    corpus(proposals=PROPOSALS.replace("  publisher: league\n", ""), links=KEPT)
    assert "“wishes.pdf” cannot be put into the corpus yet: see below." in merged().out
    result = merged(write=True)
    assert (result.code, result.out, result.err) == (
        2,
        "",
        "Nobody knows who published “wishes.pdf”.\n"
        "Name an actor: --publisher ID, or the name of a new one.\n",
    )
    new = merged(replace(DRAFT, publisher="Villages United"), write=True)
    assert new.code == 0
    told = (
        "- New actor: Villages United, id villages-united. Sentences will call it that; with an "
        "article, add “called:” in sources.yaml.\n"
    )
    assert told in new.out
    assert jamplan.load("c").proposals_document.publisher == "villages-united"


def test_the_packaged_corpus_is_refused(merged):
    """With the command that makes a copy; it can be looked at."""
    shown = merged(data=str(packaged_folder()))
    assert (shown.code, shown.err) == (
        0,
        "The corpus that comes with jamplan cannot be changed. Make a copy to work on: jamplan init FOLDER; "
        "then name it with --data.\n",
    )
    result = merged(data=str(packaged_folder()), write=True)
    assert (result.code, result.out) == (2, "")
    assert "jamplan init FOLDER" in result.err


def test_a_corpus_that_would_be_wrong_is_not_written(merged):
    """A date that the calendar does not have, say."""
    before = read("sources.yaml")
    result = merged(replace(DRAFT, date="2021-13"), write=True)
    assert result.code == 3
    assert "[bad-date]" in result.err
    assert read("sources.yaml") == before
    assert not Path("c", "sources.yaml.bak").exists()
