"""The command that reads documents, as it is run."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import documents
import openpyxl
import pytest

from jamplan import load

TEXT = """\
L'EAU EN PARTAGE

Axe 1 : Prévenir

Proposition n° 1 : Créer un fichier national des
puits.

Il est public.

Proposition n° 2 : Former les maires

Chaque année.

Axe 2 : Soigner

Proposition n° 4 : Ouvrir des centres

Dans chaque île.
"""
TABLE = """\
L'EAU EN PARTAGE

3 proposals in 2 chapters; 0 are to be checked.

To check in the whole

- 4 are declared, 3 were found.
- 1 number is missing: 3.

Chapter   No  Title and id                                                        Text     Where  To check
Prévenir  1   Créer un fichier national des puits — creer-fichier-national-puits  3 words  —
Prévenir  2   Former les maires — former-maires                                   2 words  —
Soigner   4   Ouvrir des centres — ouvrir-centres                                 3 words  —
"""
CSV = """\
id,number,title,text,chapter,chapter_id,locator,doubts
creer-fichier-national-puits,1,Créer un fichier national des puits,Il est public.,Prévenir,axe-1,,
former-maires,2,Former les maires,Chaque année.,Prévenir,axe-1,,
ouvrir-centres,4,Ouvrir des centres,Dans chaque île.,Soigner,axe-2,,
"""
NOTHING = "Nothing was written. To see what it does to the corpus, add --merge.\n"


@pytest.fixture
def text(empty):
    """A plain text with three proposals, in the current folder."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    return "a.txt"


def test_what_is_found_is_shown_as_a_table(run, text):
    """Items by chapter, with ids and doubts; nothing is written."""
    result = run("import", text, "--as", "proposals", "--declared", "4", "--lang", "en")
    lines = [line.rstrip() for line in result.out.split("\n")]
    assert "\n".join(lines) == TABLE
    assert result.code == 0
    assert result.err == NOTHING
    assert [path.name for path in Path().iterdir()] == ["a.txt"]


def test_the_report_is_in_the_documents_language(run, text):
    """French for a French document, whatever the language of messages."""
    out = run("import", text, "--as", "proposals", "--declared", "4").out
    assert "3 propositions dans 2 chapitres ; 0 à vérifier.".replace(" ;", "\u202f;") in out
    assert "Il manque 1 numéro\u202f: 3." in out


def test_json_lists_the_items(run, text):
    """Number, title, text and chapter of each, and the file's digest."""
    result = run("import", text, "--as", "measures", "--format", "json", "--title", "Le plan")
    found = json.loads(result.out)
    assert (found["schema"], found["kind"], found["title"]) == (
        "jamplan.import/1",
        "measures",
        "Le plan",
    )
    assert found["items"][0] == {
        "id": "creer-fichier-national-puits",
        "number": "1",
        "title": "Créer un fichier national des puits",
        "text": "Il est public.",
        "chapter": "Prévenir",
        "chapter_id": "axe-1",
        "locator": None,
        "doubts": [],
    }
    assert found["chapters"] == [
        {"id": "axe-1", "title": "Prévenir", "pages": None},
        {"id": "axe-2", "title": "Soigner", "pages": None},
    ]
    assert found["doubts"][0]["code"] == "gap"
    assert len(found["sha256"]) == 64


def test_csv_has_a_row_an_item(run, text):
    """Whole texts, for a spreadsheet."""
    assert run("import", text, "--as", "proposals", "--format", "csv").out == CSV


def test_two_documents_make_a_corpus(run, text):
    """Merged into an empty one; another file of one publisher and date is another source."""
    run("init", "c", "--empty")
    more = ("--publisher", "Club de l'eau", "--date", "2031", "--data", "c", "--merge", "--write")
    assert run("import", text, "--as", "proposals", *more).code == 0
    Path("plan.docx").write_bytes(documents.headings_docx())
    assert run("import", "plan.docx", "--as", "measures", *more).code == 0
    corpus = load("c")
    assert [proposal.number for proposal in corpus.proposals] == ["1", "2", "4"]
    assert [measure.title for measure in corpus.measures] == [
        item.title for item in documents.written()
    ]
    assert [(source.id, source.publisher) for source in corpus.sources] == [
        ("club-de-l-eau-2031", "club-de-l-eau"),
        ("club-de-l-eau-2031-2", "club-de-l-eau"),
    ]


def test_nothing_found_says_what_to_try(run, empty):
    """Code 1, and the two options."""
    Path("a.txt").write_text("Une phrase.\n\nUne autre.", encoding="utf-8")
    result = run("import", "a.txt", "--as", "proposals", "--merge", "--write")
    assert result.code == 1
    assert "--pattern" in result.err
    assert "--columns" in result.err
    assert [path.name for path in Path().iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say which: --as proposals, measures or links."),
        (("--as", "proposals", "--write"), "--write needs --merge."),
        (("--as", "proposals", "--date", "hier"), "--date cannot be “hier”."),
        (("--as", "proposals", "--declared", "0"), "--declared cannot be “0”."),
        (("--as", "proposals", "--max-size", "0"), "--max-size cannot be “0”."),
        (("--as", "proposals", "--pattern", "("), "The pattern cannot be read:"),
        (("--as", "proposals", "--pattern", "a"), "neither a group number nor a group title"),
        (("--as", "proposals", "--columns", "nom=A"), "--columns cannot be “nom=A”."),
        (("--as", "proposals", "--columns", "number=A"), "which column holds the titles"),
    ],
)
def test_wrong_usage_is_code_two(run, text, arguments, said):
    """What is wrong, and what to write."""
    result = run("import", text, *arguments)
    assert result.code == 2
    assert said in result.err
    assert result.out == ""


def test_a_column_that_is_not_there_names_those_that_are(run, empty):
    """The headings of the table are the advice."""
    Path("a.csv").write_text("Clé;Vœu\n1;Créer\n2;Former\n", encoding="utf-8")
    result = run("import", "a.csv", "--as", "proposals", "--columns", "title=Titre")
    assert result.code == 2
    assert result.err == "There is no column “Titre”.\nColumns there are: Clé, Vœu\n"


def test_one_sheet_of_a_workbook_may_be_read_alone(run, empty):
    """By its name, whatever its case; another name is answered with those there are."""
    book = openpyxl.Workbook()
    for name, titles in (
        ("Propositions", ("Créer", "Former")),
        ("Mesures", ("Ouvrir", "Aider", "Bâtir")),
    ):
        sheet = book.create_sheet(name)
        sheet.append(["N°", "Intitulé"])
        for number, title in enumerate(titles, start=1):
            sheet.append([number, title])
    del book["Sheet"]
    book.save("a.xlsx")
    result = run("import", "a.xlsx", "--as", "measures", "--sheet", "mesures", "--format", "json")
    found = json.loads(result.out)
    assert [item["title"] for item in found["items"]] == ["Ouvrir", "Aider", "Bâtir"]
    assert found["doubts"] == []
    result = run("import", "a.xlsx", "--as", "measures", "--sheet", "Actions")
    assert (result.code, result.err) == (
        2,
        "There is no sheet “Actions”.\nSheets there are: Propositions, Mesures\n",
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "a.pdf",
            documents.encrypted_pdf,
            "“a.pdf” is encrypted. Open it and save it without a password.",
        ),
        (
            "a.pdf",
            documents.scanned,
            "“a.pdf” holds pictures of pages and no text. Have its text recognised (OCR), for example with "
            "ocrmypdf, and import the result.",
        ),
        ("a.pdf", lambda: b"", "“a.pdf” is empty."),
        (
            "a.csv",
            lambda: b'a;b\n1;"' + b"x" * 10_000_001,
            "“a.csv” has a cell of more than 10 million characters. Such a cell is not read. Look whether a "
            "quotation mark is never closed.",
        ),
        (
            "a.pdf",
            lambda: documents.pages(1001),
            "“a.pdf” has more than 1,000 pages or sheets. To read it all the same: --max-pages.",
        ),
        (
            "a.doc",
            lambda: bytes.fromhex("d0cf11e0a1b11ae1"),
            "“a.doc” is DOC, which is not read. Save it as PDF, DOCX, XLSX, CSV, HTML, Markdown or plain text.",
        ),
    ],
)
def test_a_file_that_gives_nothing_is_one_line_and_code_four(run, empty, name, data, said):
    """Why, and what to do."""
    Path(name).write_bytes(data())
    result = run("import", name, "--as", "proposals")
    assert (result.code, result.out, result.err) == (4, "", said + "\n")


def test_limits_name_the_option_that_raises_them(run, empty):
    """Size, pages and a file that is not there."""
    Path("a.pdf").write_bytes(documents.pages(3))
    few = run("import", "a.pdf", "--as", "proposals", "--max-pages", "2")
    assert few.err == (
        "“a.pdf” has more than 2 pages or sheets. To read it all the same: --max-pages.\n"
    )
    Path("b.txt").write_bytes(b"a" * 1_000_001)
    large = run("import", "b.txt", "--as", "proposals", "--max-size", "1")
    assert large.err == "“b.txt” is larger than 1 MB. To read it all the same: --max-size.\n"
    assert run("import", "c.pdf", "--as", "proposals").err == "“c.pdf” does not exist.\n"
    assert (few.code, large.code) == (4, 4)


def test_a_missing_library_is_named(run, text, monkeypatch):
    """And the command that installs it."""
    from jamplan.intake.reading.limits import Unread, UnreadError

    def fail(*given: object) -> None:
        raise UnreadError(Unread.LIBRARY, "pypdfium2")

    monkeypatch.setattr("jamplan.intake.items.apart.apart", fail)
    result = run("import", text, "--as", "proposals")
    assert result.code == 4
    assert result.err == (
        "Reading “a.txt” needs pypdfium2. Install it: pip install 'jamplan[intake]'\n"
    )


def test_a_pattern_of_ones_own_is_used(run, empty):
    """With the groups number and title."""
    Path("a.txt").write_text("Vœu 1 > Créer\n\nVœu 2 > Former\n", encoding="utf-8")
    pattern = r"Vœu (?P<number>\d+) > (?P<title>.*)"
    result = run("import", "a.txt", "--as", "proposals", "--pattern", pattern, "--format", "json")
    assert [item["title"] for item in json.loads(result.out)["items"]] == ["Créer", "Former"]


def test_a_pattern_that_never_ends_is_named(run, empty):
    """With what to write instead, and the option that gives it more time."""
    Path("a.txt").write_text("a" * 60 + "!", encoding="utf-8")
    pattern = "(?P<number>(a+)+)$"
    options = ("--as", "proposals", "--pattern", pattern, "--max-seconds", "1")
    result = run("import", "a.txt", *options)
    assert (result.code, result.out) == (4, "")
    assert result.err == (
        "Looking for the pattern “(?P<number>(a+)+)$” in “a.txt” takes longer than 1 seconds. "
        "Repeat nothing in it that is repeated itself, or give more time: --max-seconds.\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, no name is made of any bytes")
@pytest.mark.parametrize("kind", ["proposals", "links"])
def test_a_name_that_is_not_utf_8_is_refused(run, text, kind):
    """No file of a corpus could hold it."""
    name = os.fsdecode(b"\xff.txt")
    Path(text).rename(name)
    result = run("import", name, "--as", kind, "--write")
    assert (result.code, result.out) == (4, "")
    assert result.err.endswith(".txt” is not in UTF-8. Rename it, and import it again.\n")
    assert result.err.count("\n") == 1


def test_the_limit_of_memory_is_named(run, text):
    """With the option that raises it."""
    result = run("import", text, "--as", "proposals", "--max-memory", "1")
    assert (result.code, result.out) == (4, "")
    assert result.err == (
        "Reading “a.txt” takes more than 1 MB of memory. To read it all the same: --max-memory.\n"
    )
