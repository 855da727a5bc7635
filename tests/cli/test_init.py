"""``init --proposals FILE --plan FILE``: shown first, made on yes, whole or not at all."""

import csv
import hashlib
import io
import json
import os
import re
import signal
from functools import partial
from pathlib import Path

import openpyxl
import pytest

import jamplan
from jamplan.cli import main
from jamplan.cli.environment import Environment
from jamplan.corpus.loading import FILES
from scripts.ai_opportunities import ACTION_PLAN, EXAMPLE, RESPONSE
from tests.conftest import FakeStream, state
from tests.documents import made_up
from tests.killing import killed_after

PROPOSALS, PLAN = "report.md", "plan.docx"
BOTH = ("--proposals", PROPOSALS, "--plan", PLAN)


@pytest.fixture
def documents(empty):
    """A report and a plan in the current folder, and what else a document may be."""
    (empty / PROPOSALS).write_text(made_up.markdown(), encoding="utf-8")
    (empty / PLAN).write_bytes(made_up.headings_docx())
    (empty / "sheet.xlsx").write_bytes(made_up.workbook())
    (empty / "scan.pdf").write_bytes(made_up.scanned())
    numbers = range(1, 5)
    two = "\n\n".join(f"Mesure {n} : Agir en {n}\n\n{n}. Le constat {n}" for n in numbers)
    (empty / "two.md").write_text(two, encoding="utf-8")
    (empty / "letter.txt").write_text("Madame,\n\nMerci de votre lettre.\n", encoding="utf-8")
    (empty / "broken.docx").write_bytes(made_up.headings_docx()[:3000])
    (empty / "form.csv").write_text("proposal,measure,keep\na,b,\n", encoding="utf-8")
    return empty


def test_a_preview_writes_nothing(run, documents):
    """Both lists with their doubts, and how to make the corpus; code 0, as of a preview of import."""
    result = run("--lang", "en", "init", "c", *BOTH)
    assert result.code == 0
    assert result.out.startswith("L'eau\n\n6 items “Proposition”, from “")
    assert "6 items “Mesure”, from “" in result.out
    assert result.err == "Nothing is written yet. To go on, add --yes.\n"
    assert not Path("c").exists()


def test_it_is_made_with_yes(run, documents):
    """Four files that load, with distinct ids; the first screen, and what to do next."""
    result = run("--lang", "en", "init", "c", *BOTH, "--yes")
    assert (result.code, result.err) == (
        0,
        "Made: c. To use it: --data c.\n"
        "In c/sources.yaml, say who published both documents, and when.\n"
        "Next: jamplan suggest --all --data c; jamplan review --data c\n",
    )
    nothing = "6 proposals: nothing reviewed yet. No statement on record; that rules none out."
    assert nothing in " ".join(result.out.split())
    assert "counted" not in result.out
    made = jamplan.load("c")
    ids = [item.id for item in (*made.proposals, *made.measures)]
    assert len(set(ids)) == len(ids) == 12
    assert sum(id_.endswith("-2") for id_ in ids) == 6
    expected = ["proposals.md publisher-proposals", "plan.docx publisher-measures"]
    assert [f"{source.file} {source.publisher}" for source in made.sources] == expected
    for source, name in zip(made.sources, (PROPOSALS, PLAN), strict=True):
        assert Path("c", source.file).read_bytes() == Path(name).read_bytes()
        assert source.sha256 == hashlib.sha256(Path(name).read_bytes()).hexdigest()
    assert [actor.name for actor in made.actors] == ["Document report.md", "Document plan.docx"]
    assert (made.links, made.dismissals, made.claims) == ((), (), ())
    files = {path.name for path in Path("c").iterdir()}
    assert files == {".schema", *FILES, "proposals.md", "plan.docx"}
    assert run("check", "--data", "c").code == 0


def test_the_two_pdfs_are_paired_by_number(run, empty):
    """The response calls its items recommendations: 50 suggestions in a form, and no statement."""
    both = ("--proposals", str(EXAMPLE / ACTION_PLAN), "--plan", str(EXAMPLE / RESPONSE))
    result = run("init", "c", *both, "--yes")
    assert result.code == 0
    assert "response.pdf: 50. They are suggestions, and no statements." in result.err
    assert "fill in c/pairs.csv, then: jamplan import c/pairs.csv --as links --data c" in result.err
    made = jamplan.load("c")
    assert (len(made.proposals), len(made.measures), made.links) == (50, 50, ())
    rows = list(csv.DictReader(io.StringIO(Path("c/pairs.csv").read_text(encoding="utf-8-sig"))))
    for number, row in enumerate(rows, start=1):
        paired = (made.proposal[row["proposal"]].number, made.measure[row["measure"]].number)
        assert paired == (str(number), str(number))
    assert {row["keep"] for row in rows} == {""}
    form = run("import", "c/pairs.csv", "--as", "links", "--data", "c", "--format", "json")
    assert json.loads(form.out)["counts"]["empty"] == 50


def test_a_table_that_answers_is_paired_too(run, documents):
    """A report in DOCX, and a sheet whose first column bears its numbers."""
    book = openpyxl.Workbook()
    book.active.append(["Mesure n°", "Réponse du gouvernement", "Date"])
    for item in made_up.written():
        book.active.append([int(item.number), f"Accord : {item.title}", "2025"])
    book.save("answers.xlsx")
    result = run("init", "c", "--proposals", PLAN, "--plan", "answers.xlsx", "--yes")
    assert result.code == 0, result.err
    assert "Matches by number in answers.xlsx: 6. They are suggestions" in result.err
    text = Path("c/pairs.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == 7


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("scan.pdf", PLAN), 4, "scan"),
        ((PROPOSALS, "scan.pdf"), 4, "scan"),
        ((PROPOSALS, "broken.docx"), 4, "broken.docx"),
        ((PROPOSALS, "gone.pdf"), 4, "gone.pdf"),
        ((PROPOSALS, "letter.txt"), 1, "No item was found in letter.txt; nothing was written."),
        (("letter.txt", PLAN), 1, "jamplan import letter.txt --as proposals --like WORDS"),
        ((PROPOSALS, "form.csv"), 2, "Import it with --as links."),
        ((os.fsdecode(b"\xff.md"), PLAN), 4, "UTF-8"),
    ],
)
def test_what_gives_no_list_is_told_and_nothing_is_made(run, documents, given, code, said):
    """A scan, a broken file, a file that is gone, a letter, a form, a name that is no text."""
    result = run("init", "c", "--proposals", given[0], "--plan", given[1], "--yes")
    assert result.code == code
    assert said in result.err
    assert not Path("c").exists()


WAYS = "--from, --empty and two documents are three ways to begin: keep one."
COPY = "--without-decisions is for a copy of a corpus."
NAMED = "Name both documents: --proposals FILE --plan FILE."


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        *(((*BOTH, "--empty"), WAYS), ((*BOTH, "--from", "jam"), WAYS), (("--empty", "--from", "jam"), WAYS)),
        *(((*BOTH, "--without-decisions"), COPY), (("--empty", "--without-decisions"), COPY)),
        *((("--proposals", PROPOSALS), NAMED), (("--plan", PLAN), NAMED), (("--yes",), NAMED)),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_told(run, documents, arguments, err):
    """One document alone, two ways to begin: code 2, and nothing is made."""
    result = run("init", "c", *arguments)
    assert (result.code, result.out, result.err) == (2, "", f"{err}\n")
    assert not Path("c").exists()


@pytest.mark.parametrize(
    ("folder", "files"),
    [(".", ("papers/report.md", PLAN)), ("papers", ("report.md", PLAN)), ("c", ("proposals.md", PLAN))],
)
def test_a_document_in_the_folder_stays_where_it_is(run, documents, folder, files):
    """Others are copied, so that whoever is given the folder can look the quotes up."""
    Path("papers").mkdir()
    Path(PROPOSALS).rename(Path("papers", PROPOSALS))
    both = ("--proposals", f"papers/{PROPOSALS}", "--plan", PLAN)
    assert run("init", folder, *both, "--yes").code == 0
    made = jamplan.load(folder)
    assert tuple(source.file for source in made.sources) == files
    for source in made.sources:
        digest = hashlib.sha256(Path(folder, source.file).read_bytes()).hexdigest()
        assert source.sha256 == digest
    assert not Path(folder, "plan.md").exists()


def test_a_copy_overwrites_no_file(run, documents):
    """A file of that name in the folder stays, and nothing is made beside it."""
    Path("c").mkdir()
    Path("c/plan.docx").write_bytes(b"mine")
    result = run("init", "c", *BOTH, "--yes")
    assert (result.code, "“c/plan.docx” exists already" in result.err) == (2, True)
    assert [(path.name, path.read_bytes()) for path in Path("c").iterdir()] == [("plan.docx", b"mine")]


def test_a_document_that_names_a_schema_is_no_file_of_the_corpus(run, documents):
    """Only the four files have schemas."""
    Path(PROPOSALS).write_text(f"{made_up.markdown()}\n\n$schema=x\n", encoding="utf-8")
    assert run("init", "c", *BOTH, "--yes").code == 0
    stems = {path.name.split(".")[0] for path in Path("c/.schema").iterdir()}
    assert stems == {"links", "plan", "proposals", "sources"}


def test_a_copy_is_named_for_its_kind(run, documents):
    """A name without a suffix, or with another one, gets the one by which it is read again."""
    Path("REPORT.TXT.bak").write_text(made_up.markdown(), encoding="utf-8")
    Path("plan").write_bytes(made_up.headings_docx())
    assert run("init", "c", "--proposals", "REPORT.TXT.bak", "--plan", "plan", "--yes").code == 0
    assert [source.file for source in jamplan.load("c").sources] == ["proposals.md", "plan.docx"]


def test_nothing_is_overwritten(run, documents):
    """A corpus there is told before the documents are read; another file in the folder stays."""
    Path("c").mkdir()
    Path("c/mine.txt").write_text("mine", encoding="utf-8")
    assert run("init", "c", *BOTH, "--yes").code == 0
    before = state(Path("c"))
    result = run("init", "c", *BOTH, "--yes")
    assert (result.code, result.out, "exists already" in result.err) == (2, "", True)
    assert (state(Path("c")), before["mine.txt"]) == (before, b"mine")


def test_one_that_is_killed_leaves_no_folder_that_looks_finished(run, documents, monkeypatch):
    """The folder has its name when it is whole."""
    monkeypatch.setattr(Path, "rename", lambda *_paths: os.kill(os.getpid(), signal.SIGKILL))
    assert killed_after(99, partial(run, "init", "c", *BOTH, "--yes"))
    assert not Path("c").exists()


@pytest.mark.parametrize(
    ("typed", "lists", "made"),
    [
        *(("\ny\n", [1], True), ("2\n\noui\n", [1, 2], True), ("9\ny\n", [1], True)),
        *(("\nn\n", [1], False), ("", [1], False)),
    ],
)
def test_a_person_chooses_a_list_and_says_yes(documents, monkeypatch, typed, lists, made):
    """The plan has two: a number takes the other, Enter this one; only yes makes the corpus."""
    monkeypatch.setenv("COLUMNS", "80")
    stdin, out, err = (FakeStream("utf-8", terminal=True) for _ in range(3))
    stdin.buffer.write(typed.encode())
    stdin.seek(0)
    variables = {"JAMPLAN_LANG": "en", "TERM": "dumb"}
    both = (*BOTH[:3], "two.md")
    assert main(["--lang", "en", "init", "c", *both], Environment(out, err, variables, stdin)) == 0
    others = [int(n) for n in re.findall(r"^• (\d): ", out.text(), re.MULTILINE)]
    assert others == [{1: 2, 2: 1}[n] for n in lists]
    # A machine with much to do needs more than two seconds, which is said too.
    said = err.text().replace("Reading…\n", "")
    assert said.startswith("Another of these lists? [number, or Enter for this one] ")
    assert Path("c").exists() == made
    assert ("Nothing is written yet." in err.text()) != made
