"""Changes to the files: all or none, under the lock, with a copy, and nothing that could not be loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

import jamplan
from conftest import PLAN, PROPOSALS
from jamplan.files import write_atomically
from jamplan.findings import RefusedError
from jamplan.intake.edits import applying
from jamplan.intake.edits.applying import Add, Put, Swap, Take, WouldBreakError, edited, write


def put(title):
    """A function that gives the roads another title."""
    return lambda _corpus: ("made", [Put("proposals.yaml", ("proposals", 1), {"title": title})])


def test_the_files_are_replaced_and_copied(corpus):
    """The copy holds what was there before; a second writing copies again; nothing to do copies nothing."""
    folder = corpus()
    done = write(folder, put("Mend all roads"))
    assert (done.made, done.files) == ("made", ("proposals.yaml",))
    assert done.before.proposal["roads"].title == "Mend roads"
    assert done.after.proposal["roads"].title == "Mend all roads"
    first = PROPOSALS.replace("Mend roads", "Mend all roads")
    assert (folder / "proposals.yaml").read_text(encoding="utf-8") == first
    assert (folder / "proposals.yaml.bak").read_text(encoding="utf-8") == PROPOSALS
    assert write(folder, put("Mend all roads")).files == ()
    write(folder, put("Mend no road"))
    assert (folder / "proposals.yaml.bak").read_text(encoding="utf-8") == first


def test_what_could_not_be_loaded_is_not_written(corpus):
    """Nor is a copy made; the error has the files as they would be."""
    folder = corpus()
    with pytest.raises(WouldBreakError) as caught:
        write(folder, lambda _corpus: (None, [Take("proposals.yaml", (), "proposals", 0)]))
    assert [finding.code for finding in caught.value.findings] == ["unknown-proposal"]
    assert b"wells" not in caught.value.contents["proposals.yaml"]
    assert (folder / "proposals.yaml").read_text(encoding="utf-8") == PROPOSALS
    assert not list(folder.glob("*.bak"))


def test_a_disk_that_fails_half_way_leaves_all_as_it_was(corpus, monkeypatch):
    """Files that were replaced already get their content back."""
    folder = corpus()
    both = [
        Put("proposals.yaml", ("proposals", 1), {"title": "x"}),
        Put("plan.yaml", ("measures", 1), {"title": "y"}),
    ]
    failed = []

    def fails(path: Path, data: bytes, *, replace: bool) -> None:
        if path.name == "plan.yaml" and not failed:
            failed.append(path)
            raise OSError(28, "full", str(path))
        write_atomically(path, data, replace=replace)

    monkeypatch.setattr(applying, "write_atomically", fails)
    with pytest.raises(OSError, match="full"):
        write(folder, lambda _corpus: (None, both))
    assert (folder / "proposals.yaml").read_text(encoding="utf-8") == PROPOSALS
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN


def test_changes_are_made_on_the_corpus_as_it_is_then(corpus):
    """What somebody else wrote since it was looked at is not lost."""
    folder = corpus()
    jamplan.load(folder)
    (folder / "proposals.yaml").write_text(
        PROPOSALS.replace("Dig wells", "Dig more wells"), encoding="utf-8"
    )
    seen = []

    def make(found):
        seen.append(found.proposal["wells"].title)
        return None, [Put("proposals.yaml", ("proposals", 1), {"title": "x"})]

    done = write(folder, make)
    assert seen == ["Dig more wells"]
    assert [each.title for each in done.after.proposals] == ["Dig more wells", "x"]


def test_paths_are_those_of_the_files_as_they_are(corpus):
    """Whatever comes and goes in the same writing."""
    plan = """\
format: 1
document: {short_name: The plan}
measures:
  - id: M1
    title: Wells
    details:
      - one   # first
      - two
      - >-
        a long
        third
    evidence:
      # why
      - source: paper
        quote: a
      - {source: article}
  - {id: M2, title: A campaign, details: [a, b], evidence: [{source: paper}, {source: article}]}
"""
    folder = corpus(plan=plan)
    found = edited(
        folder,
        [
            Take("plan.yaml", ("measures", 0), "evidence", 0),
            Take("plan.yaml", ("measures", 1), "evidence", 0),
            Take("plan.yaml", ("measures", 1), "evidence", 1),
            Add("plan.yaml", ("measures", 0), "evidence", {"source": "paper", "locator": "p. 1"}),
            Swap("plan.yaml", ("measures", 0), "details", 0, "new: one", "one"),
            Swap("plan.yaml", ("measures", 0), "details", 2, "short", "a long third"),
            Swap("plan.yaml", ("measures", 1), "details", 1, "b, c", "b"),
            Add("plan.yaml", ("measures", 1), "details", "d"),
        ],
    )
    assert (
        found["plan.yaml"].decode()
        == """\
format: 1
document: {short_name: The plan}
measures:
  - id: M1
    title: Wells
    details:
      - 'new: one'   # first
      - two
      - short
    evidence:
      # why
      - {source: article}
      - {source: paper, locator: p. 1}
  - {id: M2, title: A campaign, details: [a, 'b, c', d]}
"""
    )


@pytest.mark.parametrize(
    "edit",
    [
        Put("plan.yaml", ("measures", 1, "evidence", 0), {"locator": "p. 1"}),
        Add("plan.yaml", ("measures", 1), "evidence", {"source": "paper"}),
        Take("plan.yaml", ("measures", 1), "evidence", 0),
        Swap("plan.yaml", ("measures", 0), "details", 0, "x", "something else"),
        Swap("plan.yaml", ("measures", 1), "details", 0, "x", "y"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(corpus, edit):
    """An alias repeats it, or it is not what it was taken for."""
    plan = """\
format: 1
document: {short_name: The plan}
measures:
  - id: M1
    title: Wells
    details: [one]
    evidence: &all [{source: paper}, {source: article}]
  - {id: M2, title: A campaign, evidence: *all}
"""
    folder = corpus(plan=plan)
    with pytest.raises(RefusedError) as caught:
        edited(folder, [edit])
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.file) == ("cannot-edit", str(folder / "plan.yaml"))
    assert finding.place.line > 3
