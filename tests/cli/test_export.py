"""``export``: forms, folders, standard output, and what is refused."""

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace

import openpyxl
import pytest

from jamplan.corpus.loading import load
from jamplan.exports.datapackage import files
from jamplan.exports.export import FORMS, publication
from jamplan.exports.picture import svg
from tests.conftest import Result, export, refused, state

EPOCH = "1795564800"  # 2026-11-25


def names(folder):
    """The files of a folder, in order."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("typed", ["out/", "out.d/", "there"])
def test_a_folder_gets_a_file_a_table(run, folder, empty, typed):
    """A slash at the end, or a folder that is there, means all tables as CSV."""
    (empty / "there").mkdir()
    path = typed.rstrip("/")
    assert run(f"export --data c -o {typed}") == Result(0, "", f"Written: {path}\n")
    assert names(empty / path) == sorted(files(publication(load("c"))))
    text = (empty / path / "proposals.csv").read_bytes().decode("utf-8")
    (wells, roads) = csv.DictReader(io.StringIO(text))
    assert (wells["id"], wells["status"], roads["status"]) == (
        "wells",
        "adopted",
        "unreviewed",
    )
    assert wells["rule"] == "words=stated whose=all partial=apart of=declared"


def test_nothing_in_a_folder_is_replaced_unasked(run, corpus, empty):
    """One file that exists is enough: none is written. --force replaces; other files stay."""
    corpus()
    folder = empty / "out"
    folder.mkdir()
    for name in ("statements.csv", "notes.txt"):
        (folder / name).write_text("mine")
    said = "“out/statements.csv” exists already.\nTo replace it, add --force.\n"
    assert run("export --data c -o out/") == Result(4, "", said)
    assert state(folder) == {"statements.csv": b"mine", "notes.txt": b"mine"}
    assert run("export --data c -o out/ --force").code == 0
    assert (folder / "statements.csv").read_text().startswith("item,kind,")
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_workbook_is_written_to_a_file_or_a_pipe(run, folder, empty):
    """The same bytes; a terminal is spared them."""
    assert run("export --data c -o c.xlsx", SOURCE_DATE_EPOCH=EPOCH).code == 0
    data = (empty / "c.xlsx").read_bytes()
    first = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    expected = [
        "Dig wells",
        "First chapter",
        "stated to be taken up",
        "Wells for all",
    ]
    assert [cell.value for cell in first[2]][1:5] == expected
    command = [
        sys.executable,
        "-m",
        "jamplan",
        *"export --data c --format xlsx".split(),
    ]
    environ = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
    assert (
        subprocess.run(command, capture_output=True, check=True, env=environ).stdout
        == data
    )
    said = "xlsx is not for a terminal: name a file, -o export.xlsx\n"
    assert run("export --data c --format xlsx", columns=80, NO_COLOR="1") == Result(
        2, "", said
    )


@pytest.mark.parametrize("form", sorted(FORMS.keys() - {"csv"}))
def test_the_same_input_gives_the_same_bytes_from_python_too(run, empty, jam, form):
    """SOURCE_DATE_EPOCH is the only time in it."""
    for name in ("a", "b"):
        run("export", "-o", f"{name}.{form}", SOURCE_DATE_EPOCH=EPOCH)
    data = (empty / f"a.{form}").read_bytes()
    assert data == (empty / f"b.{form}").read_bytes()
    made = export(jam, format=form, date="2026-11-25")
    assert (made if isinstance(made, bytes) else made.encode()) == data


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "ascii"])
def test_json_and_a_page_are_exact_in_every_encoding(run, empty, jam, encoding):
    """JSON is escaped to ASCII; a page is UTF-8, as it says of itself, wherever it goes."""
    found = json.loads(run("export --format json", encoding=encoding).out)
    assert found == json.loads(export(jam, format="json"))
    run("export -o page.html", SOURCE_DATE_EPOCH=EPOCH)
    if encoding != "ascii":
        sent = run("export --format html", encoding=encoding, SOURCE_DATE_EPOCH=EPOCH)
        assert sent.out.encode(encoding) == (empty / "page.html").read_bytes()


@pytest.mark.parametrize("epoch", ["abc", "1e9", "9" * 30, "-" + "9" * 30])
def test_a_date_that_is_none_is_refused(run, epoch):
    """A repeatable build must not be given today's date instead."""
    said = f"SOURCE_DATE_EPOCH holds no date: “{epoch}”.\nUnset it"
    assert refused(run("export", SOURCE_DATE_EPOCH=epoch)).startswith(said)


def test_the_rule_reaches_every_form(run, empty):
    """Each says the rule that it was made under; a folder is written again only with --force."""
    found = json.loads(run("export --format json --rule explicit").out)
    assert found["rule"]["words"] == "explicit"
    again = "export -o out/ --rule explicit"
    assert [run(again).code, run(again).code, run(f"{again} --force").code] == [0, 4, 0]
    assert "words=explicit" in (empty / "out" / "proposals.csv").read_text(
        encoding="utf-8"
    )
    assert "--rule explicit" in run("export --format md --rule explicit").out


def test_a_folder_that_cannot_be_made_is_told(run, empty):
    """One in a folder that is not there, and one where a file is."""
    (empty / "file").write_text("mine")
    for typed in ("no/out/", "file/"):
        assert refused(run("export", "-o", typed), 4).startswith(
            f"“{typed.rstrip('/')}”: "
        )
    assert names(empty) == ["file"]
    (empty / "d.md").mkdir()
    assert (run("export -o d.md").code, names(empty / "d.md")) == (2, [])


@pytest.mark.parametrize(
    "target", ["c/links.yaml", "c/../c/sources.yaml", "link.json", "c/a.txt"]
)
def test_no_output_is_written_on_a_file_of_the_corpus(run, corpus, target):
    """Forced or not, by another path, through a link, on a copy of a source."""
    folder = corpus(copy="they took up our wells")
    (folder.parent / "link.json").symlink_to(folder / "plan.yaml")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    of = "is a file that this command reads"
    for command in (
        "export --format json",
        "coverage --format json",
        "import c/a.txt --as proposals --format md",
    ):
        result = run(f"{command} --data c -o {target} --force")
        assert result.code == 2
        assert f"{of}.\nChoose another file: -o FILE" in result.err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    # Another file of its folder may be, and one of such a name elsewhere.
    others = ("c/other.json", "links.yaml")
    assert [
        run(f"export --format json --data c -o {name}").code for name in others
    ] == [0, 0]


def test_a_page_with_its_address_has_its_picture_beside_it(run, folder, empty):
    """Both or none: nothing is written if either exists, or if there is no place for a picture."""
    typed = "export --data c -o a.html --url https://example.org/x/a.html"
    assert run(typed).code == 0
    assert 'content="https://example.org/x/a.png"' in (empty / "a.html").read_text(
        encoding="utf-8"
    )
    assert (empty / "a.png").read_bytes().startswith(b"\x89PNG")
    (empty / "a.html").unlink()
    assert run(typed) == Result(
        2, "", "“a.png” exists already.\nTo replace it, add --force.\n"
    )
    assert not (empty / "a.html").exists()
    assert run(f"{typed} --force").code == 0
    assert run("export --data c -o b.html --url a.org").code == 2
    assert not (empty / "b.html").exists()


def test_one_item_by_itself(run, folder, empty):
    """A page, a picture or a text, each signed and of this item alone; other forms have none."""
    for name in ("i.html", "i.png", "i.md"):
        assert run(f"--lang en export --data c --item wel -o {name}").code == 0
    told, page = ((empty / name).read_text("utf-8") for name in ("i.md", "i.html"))
    corpus = load(folder)
    drawn = svg(
        replace(publication(corpus, lang="en"), item=corpus.proposal["wells"])
    ).decode()
    assert "## Dig wells" in told
    # Without ids, and without what is counted of the whole.
    assert not {"`", "Mend roads", "2 proposals", "Count:"} & {*told, *page.split("\n")}
    assert all(
        "Unsigned account, no address to write to." in text
        for text in (told, page, drawn)
    )
    assert "Source: example.org." in drawn
    result = run("export --data c --item wells -o i.docx")
    assert (result.code, (empty / "i.docx").exists()) == (2, False)
    assert run("export --data c --item x -o j.md").code == 2


def test_corrections_since_an_earlier_state(run, folder, empty):
    """A folder, an export or a revision, as for diff."""
    codes = [
        run(f"export --data c -o {name}").code
        for name in ("c.json", "c.html --since c.json")
    ]
    assert codes == [0, 0]
    assert "Nothing that is compared has changed." in (empty / "c.html").read_text(
        encoding="utf-8"
    )


def test_data_that_lies_beside_the_page_is_linked(run, folder, empty):
    """By its name, as seen from the page; nothing else is claimed."""
    assert run("export --data c -o p.html").code == 0
    assert "p.json" not in (empty / "p.html").read_text(encoding="utf-8")
    for options in ("-o p.json", "-o p/ --format csv", "-o p.html --force"):
        assert run(f"export --data c {options}").code == 0
    text = (empty / "p.html").read_text(encoding="utf-8")
    assert ('<a href="p.json">' in text, '<a href="p/statements.csv">' in text) == (
        True,
        True,
    )
