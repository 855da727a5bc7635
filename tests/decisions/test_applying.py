"""Changes to the files: all or none, under the lock, with a copy, and nothing that could not be loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

import jamplan
from conftest import PLAN, PROPOSALS
from jamplan.corpus import files
from jamplan.corpus.files import write_atomically
from jamplan.corpus.findings import RefusedError, WrongDataError
from jamplan.decisions.applying import Add, Put, edited, write


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
    """Nor is a copy made."""
    folder = corpus()
    with pytest.raises(WrongDataError) as caught:
        write(
            folder, lambda _corpus: (None, [Put("proposals.yaml", ("proposals", 1), {"id": "wells"})])
        )
    assert "repeated-id" in [finding.code for finding in caught.value.findings]
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

    monkeypatch.setattr(files, "write_atomically", fails)
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


def test_changes_touch_their_own_lines(corpus):
    """Several to one record, new records and values; comments and other records stay to the byte."""
    plan = """\
format: 1
document: {short_name: The plan}
measures:
  - id: M1
    title: Wells
    details: [one]   # first
    evidence:
      # why
      - source: paper
        quote: a
      - {source: article}
  - {id: M2, title:   A campaign, details: [a, b]}
"""
    found = edited(
        corpus(plan=plan),
        [
            Put("plan.yaml", ("measures", 0), {"title": "Deep wells", "details": None}),
            Put("plan.yaml", ("measures", 0, "evidence", 1), {"locator": "p. 2"}),
            Add("plan.yaml", ("measures", 0), "evidence", {"source": "paper", "locator": "p. 1"}),
            Add("plan.yaml", (), "measures", {"id": "M3", "title": "Trees"}),
            Put("plan.yaml", ("document",), {"title": "The whole plan"}),
        ],
    )
    assert (
        found["plan.yaml"].decode()
        == """\
format: 1
document: {short_name: The plan, title: The whole plan}
measures:
  - id: M1
    title: Deep wells
    evidence:
      # why
      - source: paper
        quote: a
      - {source: article, locator: p. 2}
      - {source: paper, locator: p. 1}
  - {id: M2, title:   A campaign, details: [a, b]}
  - {id: M3, title: Trees}
"""
    )


@pytest.mark.parametrize(
    "edit",
    [
        Put("plan.yaml", ("measures", 1, "evidence", 0), {"locator": "p. 1"}),
        Add("plan.yaml", ("measures", 1), "evidence", {"source": "paper"}),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(corpus, edit):
    """An alias repeats it."""
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
