"""The command that reads documents, as it is run."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import made_up
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

3 items “Proposition”, from “Créer un fichier national des puits” to “Ouvrir des centres”. Chosen because
each item has a label.

To check
• 1 number is missing: 3.
• 4 are declared, 3 were found.

No  Title                                Page  Chapter
1   Créer un fichier national des puits  —     Prévenir
2   Former les maires                    —     Prévenir
4   Ouvrir des centres                   —     Soigner
"""
CSV = """\
id,number,title,text,chapter,page
creer-fichier-national-puits,1,Créer un fichier national des puits,Il est public.,Prévenir,
former-maires,2,Former les maires,Chaque année.,Prévenir,
ouvrir-centres,4,Ouvrir des centres,Dans chaque île.,Soigner,
"""
NOTHING = "Nothing was written. To see what it does to the corpus, add --merge.\n"


@pytest.fixture
def text(empty):
    """A plain text with three proposals, in the current folder."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    return "a.txt"


def test_what_is_found_is_shown_as_a_table(run, text):
    """Why it was chosen, what to check; nothing is written."""
    result = run("import", text, "--as", "proposals", "--declared", "4", "--lang", "en")
    assert " ".join(result.out.replace("─", "").split()) == " ".join(TABLE.split())
    assert result.code == 0
    assert result.err == NOTHING
    assert [path.name for path in Path().iterdir()] == ["a.txt"]


def test_the_report_is_in_the_documents_language(run, text):
    """French for a French document, whatever the language of messages."""
    out = run("import", text, "--as", "proposals", "--declared", "4").out
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
        "page": None,
        "locator": None,
        "doubts": [],
    }
    assert found["chapters"] == [
        {"id": "axe-1", "title": "Prévenir", "pages": None},
        {"id": "axe-2", "title": "Soigner", "pages": None},
    ]
    assert found["doubts"][0]["code"] == "gap"
    assert (found["list"], found["lists"]) == (
        1,
        [
            {
                "how": "labels",
                "reasons": ["labels"],
                "count": 3,
                "numbers": ["1", "2", "4"],
                "pages": None,
                "first": "Créer un fichier national des puits",
                "last": "Ouvrir des centres",
            }
        ],
    )
    assert len(found["sha256"]) == 64


def test_csv_has_a_row_an_item(run, text):
    """Whole texts, for a spreadsheet."""
    assert run("import", text, "--as", "proposals", "--format", "csv").out == CSV


def test_two_documents_make_a_corpus(run, text):
    """Merged into an empty one; another file of one publisher and date is another source."""
    run("init", "c", "--empty")
    more = ("--publisher", "Club de l'eau", "--date", "2031", "--data", "c", "--merge", "--write")
    assert run("import", text, "--as", "proposals", *more).code == 0
    Path("plan.docx").write_bytes(made_up.headings_docx())
    assert run("import", "plan.docx", "--as", "measures", *more).code == 0
    corpus = load("c")
    assert [proposal.number for proposal in corpus.proposals] == ["1", "2", "4"]
    assert [measure.title for measure in corpus.measures] == [item.title for item in made_up.written()]
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
        ((), "“--as” is missing."),
        (("--as", "proposals", "--write"), "--write needs --merge, whose preview comes first."),
        (("--as", "proposals", "--date", "hier"), "--date cannot be “hier”."),
        (("--as", "proposals", "--declared", "0"), "--declared cannot be “0”."),
        (("--as", "proposals", "--list", "0"), "--list cannot be “0”."),
        (("--as", "proposals", "--timeout", "0"), "--timeout cannot be “0”."),
        (("--as", "proposals", "--pattern", "("), "The pattern cannot be read:"),
        (("--as", "proposals", "--pattern", "a"), "neither a group number nor a group title"),
        (("--as", "proposals", "--columns", "nom=A"), "--columns cannot be “nom=A”."),
        (("--as", "proposals", "--columns", "number=A"), "a title at least"),
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


def test_another_list_may_be_taken(run, empty):
    """The preview names it; --list takes it, and no reason is given for it."""
    text = "\n\n".join(f"Mesure {n} : Agir en {n}\n\n{n}. Le constat {n}" for n in range(1, 5))
    Path("a.md").write_text(text, encoding="utf-8")
    preview = run("import", "a.md", "--as", "measures", "--lang", "en").out
    assert "• 2: 4 numbered items, from “Le constat 1” to “Le constat 4”" in preview
    second = run("import", "a.md", "--as", "measures", "--list", "2", "--format", "json").out
    assert [item["title"] for item in json.loads(second)["items"]][0] == "Le constat 1"


def test_what_was_read_can_be_corrected_and_imported(run, text):
    """--format md prints Markdown that reads back to the same items."""
    Path("b.md").write_text(
        run("import", text, "--as", "proposals", "--format", "md").out, encoding="utf-8"
    )
    items = [
        json.loads(run("import", name, "--as", "proposals", "--format", "json").out)["items"]
        for name in (text, "b.md")
    ]
    assert items[0] == items[1]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "a.pdf",
            made_up.encrypted_pdf,
            "“a.pdf” is encrypted. Open it and save it without a password.",
        ),
        (
            "a.pdf",
            made_up.scanned,
            "“a.pdf” holds pictures and no text: recognise it first (OCR), say with ocrmypdf.",
        ),
        ("a.pdf", lambda: b"", "“a.pdf” is empty."),
        (
            "a.doc",
            lambda: bytes.fromhex("d0cf11e0a1b11ae1"),
            "“a.doc” is in a format that is not read (DOC): save it as PDF, DOCX, XLSX, CSV or text.",
        ),
    ],
)
def test_a_file_that_gives_nothing_is_one_line_and_code_four(run, empty, name, data, said):
    """Why, and what to do."""
    Path(name).write_bytes(data())
    result = run("import", name, "--as", "proposals")
    assert (result.code, result.out, result.err) == (4, "", said + "\n")


def test_a_file_that_is_not_there_is_named(run, empty):
    """Code 4."""
    result = run("import", "c.pdf", "--as", "proposals")
    assert (result.code, result.err) == (4, "“c.pdf” does not exist.\n")


def test_a_pattern_of_ones_own_is_used(run, empty):
    """With the groups number and title."""
    Path("a.txt").write_text("Vœu 1 > Créer\n\nVœu 2 > Former\n", encoding="utf-8")
    pattern = r"Vœu (?P<number>\d+) > (?P<title>.*)"
    result = run("import", "a.txt", "--as", "proposals", "--pattern", pattern, "--format", "json")
    assert [item["title"] for item in json.loads(result.out)["items"]] == ["Créer", "Former"]


def test_what_takes_too_long_names_the_option_that_gives_it_time(run, empty):
    """Reading and finding together."""
    Path("a.txt").write_text("a" * 60 + "!", encoding="utf-8")
    result = run(
        "import", "a.txt", "--as", "proposals", "--pattern", "(?P<number>(a+)+)$", "--timeout", "2"
    )
    assert (result.code, result.out) == (4, "")
    assert result.err == ("Reading “a.txt” takes longer than 2 seconds: see --timeout.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, no name is made of any bytes")
def test_a_name_that_is_not_utf_8_is_refused(run, text):
    """No file of a corpus could hold it."""
    name = os.fsdecode(b"\xff.txt")
    Path(text).rename(name)
    result = run("import", name, "--as", "proposals", "-o", "draft.json")
    assert (result.code, result.err) == (
        2,
        "A name or a value is not in UTF-8. Rename the file, or write it anew.\n",
    )
    run("init", "c", "--empty")
    Path(name).rename(Path("c", name))
    asked = ("--as", "proposals", "--merge", "--write", "--publisher", "Club", "--data", "c")
    assert run("import", f"c/{name}", *asked).code == 2
    assert load("c").proposals == ()
