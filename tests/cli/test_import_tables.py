"""``import --as tables``: what was edited in a spreadsheet is shown, and written where that is asked for."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import openpyxl
import pytest

import jamplan
from conftest import LINKS, PLAN, PROPOSALS, SOURCES

STEMS = {"sources": SOURCES, "proposals": PROPOSALS, "plan": PLAN, "links": LINKS}
TABLES = (
    "actors, sources, documents, declared, labels, chapters, priorities, proposals, measures, follow_ups, links, "
    "verdicts, dismissals, claims, searches, readings, evidence"
)
UNCHANGED = (
    "Ten wishes → The plan\n\nThe tables change nothing.\n\n"
    f"- Tables read: {TABLES}.\n- Cells that change: 0.\n- New rows: 0.\n"
)


@pytest.fixture
def exported(run, corpus):
    """The small corpus, and its tables as CSV in the folder « t »."""
    folder = corpus()
    assert run("export", "--format", "csv", "-o", "t/", "--data", "c").code == 0
    return folder


def edit(folder, table, old, new, *, encoding="utf-8"):
    """Write something else into a table."""
    path = folder.parent / "t" / f"{table}.csv"
    text = path.read_bytes().decode(encoding)
    assert old in text
    path.write_bytes(text.replace(old, new).encode(encoding))


def read(folder):
    """What the four files hold."""
    return {stem: (folder / f"{stem}.yaml").read_text(encoding="utf-8") for stem in STEMS}


def test_nothing_was_edited(run, exported):
    """It is said, and nothing is written, not even a copy; also where writing is asked for."""
    result = run("import", "t", "--as", "tables", "--data", "c")
    assert (result.code, result.out, result.err) == (0, UNCHANGED, "")
    result = run("import", "t/", "--as", "tables", "--write", "--data", "c")
    assert (result.code, result.out, result.err) == (0, UNCHANGED, "")
    assert read(exported) == STEMS
    assert sorted(path.name for path in exported.iterdir()) == [
        "links.yaml",
        "plan.yaml",
        "proposals.yaml",
        "sources.yaml",
    ]


def test_an_edited_cell_is_shown_and_written(run, exported):
    """Word by word, with the row; then the file has that value, and all else to the byte."""
    edit(exported, "proposals", "Dig a well in every village.", "Dig two wells in every village.")
    result = run("import", "t", "--as", "tables", "--data", "c")
    assert result.code == 0
    assert result.out == (
        "Ten wishes → The plan\n\nWhat the tables would change:\n\n"
        f"- Tables read: {TABLES}.\n- Cells that change: 1.\n- New rows: 0.\n\n"
        "Cells that change\n\nproposals, row 2: wells\n\n"
        "- text Dig [-a well-] {+two wells+} in every village.\n\n"
        "Decisions whose texts change\n\n"
        "1 decision does not keep the texts that it was taken on: nothing will say that they have "
        "changed.\n\n"
        "- wells → M1, explicit, according to the League (extent: not stated).\n"
    )
    assert result.err == "Nothing is written yet. To write it, add --write.\n"
    assert read(exported) == STEMS
    result = run("import", "t", "--as", "tables", "--write", "--data", "c")
    assert (result.code, result.err) == (
        0,
        "Written: c/proposals.yaml; as it was: c/proposals.yaml.bak\n",
    )
    assert result.out.startswith("Ten wishes → The plan\n\nWhat the tables have changed:\n")
    assert read(exported) == {
        **STEMS,
        "proposals": PROPOSALS.replace("Dig a well in", "Dig two wells in"),
    }
    assert (exported / "proposals.yaml.bak").read_text(encoding="utf-8") == PROPOSALS
    again = run("import", "t", "--as", "tables", "--write", "--data", "c")
    assert (again.code, again.out, again.err) == (0, UNCHANGED, "")


def test_as_json(run, exported):
    """The shape that docs/json.md describes."""
    edit(exported, "measures", ",A campaign,", ",A big campaign,")
    edit(exported, "sources", "paper,press,", "paper,press,article,")
    edit(exported, "sources", "article,,,,,false", "article,,,,false")
    result = run("import", "t", "--as", "tables", "--format", "json", "--data", "c")
    found = json.loads(result.out)
    assert {
        name: found[name] for name in ("schema", "changes", "written", "behind", "added", "missing")
    } == {
        "schema": "jamplan.tables/1",
        "changes": True,
        "written": None,
        "behind": [],
        "added": [],
        "missing": [],
    }
    assert found["tables"] == TABLES.split(", ")
    assert found["cells"] == [
        {
            "table": "sources",
            "row": 3,
            "record": "paper",
            "column": "kind",
            "before": None,
            "after": "article",
        },
        {
            "table": "measures",
            "row": 3,
            "record": "M2",
            "column": "title",
            "before": "A campaign",
            "after": "A big campaign",
        },
    ]
    assert (found["stale"], found["untold"]) == ([], [])
    result = run("import", "t", "--as", "tables", "--format", "csv", "--data", "c")
    assert result.out == (
        "what,table,row,record,column,before,after\n"
        "changed,sources,3,paper,kind,,article\n"
        "changed,measures,3,M2,title,A campaign,A big campaign\n"
    )


def test_a_cell_that_breaks_the_corpus_is_named(run, exported):
    """Table, row and column, what is wrong and what to do; nothing is written, also of what is right."""
    edit(exported, "links", "explicit,unstated", "certain,unstated")
    edit(exported, "proposals", "Mend roads", "Mend all roads")
    for more in ((), ("--write",)):
        result = run("import", "t", "--as", "tables", "--data", "c", *more)
        assert (result.code, result.out) == (3, "")
        assert result.err.startswith(
            "Nothing was recorded.\n\n"
            "links.csv, row 2, column basis [bad-choice]\n"
            "  “basis” cannot be “certain”.\n"
        )
    assert read(exported) == STEMS


@pytest.mark.parametrize(
    ("edited", "said"),
    [
        (
            ("proposals", "roads,Mend roads", "roads,"),
            "proposals.csv, row 3, column title [missing-key]",
        ),
        (("proposals", ",ch1,", ",ch7,"), "proposals.csv, row 2, column chapter [unknown-chapter]"),
        (("sources", "2021-11", "31/31/2021"), "sources.csv, row 2, column date [bad-date]"),
        (("sources", ",false,", ",perhaps,"), "sources.csv, row 2, column date_inferred [bad-flag]"),
        (("proposals", "roads,Mend", "wells,Mend"), "proposals.csv, row 3 [row-repeated]"),
        (("proposals", "id,title", "name,title"), "proposals.csv, row 1 [table-without-column]"),
        (("evidence", "measure,,M1", "measure,,M7"), "evidence.csv, row 2 [row-without-owner]"),
        (("documents", "plan,", "other,"), "documents.csv, row 3 [row-cannot-be-added]"),
        (("declared", ",10,", ",ten,"), "declared.csv, row 2, column count [bad-count]"),
    ],
)
def test_each_fault_has_its_cell(run, exported, edited, said):
    """Whatever is wrong with it."""
    edit(exported, *edited)
    result = run("import", "t", "--as", "tables", "--write", "--data", "c")
    assert (result.code, result.out) == (3, "")
    assert said in result.err
    assert read(exported) == STEMS


def test_rows_come_and_go(run, exported):
    """A new row is a new record with its evidence; a missing one stays until it is asked to go."""
    edit(exported, "proposals", "roads,Mend roads", "bridges,Build bridges")
    edit(exported, "proposals", "\nwells,", "\nwalls,Build walls\nwells,")
    with (exported.parent / "t" / "evidence.csv").open("a", encoding="utf-8") as stream:
        stream.write("proposal,walls,,,,,article,walls too,p. 3\nlink,wells,M1,,league,,paper,,\n")
    result = run("import", "t", "--as", "tables", "--write", "--data", "c", "--format", "json")
    found = json.loads(result.out)
    assert [each["record"] for each in found["added"]] == [
        "walls",
        "bridges",
        "proposal walls",
        "link wells M1 league",
    ]
    assert found["missing"] == [{"table": "proposals", "record": "roads", "removed": False}]
    assert found["written"] == ["proposals.yaml", "links.yaml"]
    assert read(exported)["proposals"] == PROPOSALS + (
        "  - id: walls\n"
        "    title: Build walls\n"
        "    evidence:\n"
        "      - source: article\n"
        "        quote: walls too\n"
        "        locator: p. 3\n"
        "  - id: bridges\n"
        "    title: Build bridges\n"
    )
    assert read(exported)["links"] == LINKS.replace("our wells}]", "our wells}, {source: paper}]")
    result = run(
        "import", "t", "--as", "tables", "--remove-missing", "--onto-changes", "--write", "--data", "c"
    )
    assert result.code == 0
    assert "- proposals — roads (taken out)\n" in result.out
    assert "roads" not in read(exported)["proposals"]


def test_an_id_that_changes_is_said(run, exported):
    """It is a new record beside the old one: ids never change."""
    edit(exported, "proposals", "roads,Mend roads", "streets,Mend roads")
    result = run("import", "t", "--as", "tables", "--data", "c")
    assert (
        "- proposals: the row of “roads” is called “streets” now. An id never changes: that would be a new "
        "record, and the other stays. Put the id back.\n"
    ) in result.out


def test_what_others_need_does_not_go(run, exported):
    """A proposal with a link stays; the fault is told where it stands."""
    edit(exported, "proposals", "\nwells,", "\nwalls,")
    result = run("import", "t", "--as", "tables", "--remove-missing", "--write", "--data", "c")
    assert result.code == 3
    assert "c/links.yaml:3:15 [unknown-proposal]" in result.err
    assert read(exported) == STEMS


def test_computed_and_unknown_columns_are_not_read(run, exported):
    """They are said; columns may stand in any order, and may be missing."""
    path = exported.parent / "t" / "chapters.csv"
    path.write_text("documented,mine,title,id,,\n7,x,First chapter,ch1,,\n,,,,,\n", encoding="utf-8")
    result = run("import", "t", "--as", "tables", "--data", "c")
    assert result.code == 0
    assert (
        "To look at\n\n"
        "- chapters: there is no column mine; it is not read.\n"
        "- chapters: these columns are missing, and stay as they are: short, pages, note.\n"
        "- chapters: the column documented is computed and not read; cells that differ from what follows "
        "from the files: 1.\n"
    ) in result.out


def test_files_that_changed_since_the_export_are_not_written_over(run, exported):
    """Somebody else's work would be undone; who has looked may say so."""
    assert run("dismiss", "roads", "M1", "--decided-by", "Ada", "--data", "c").code == 0
    edit(exported, "links", "explicit,unstated", "implicit,unstated")
    shown = run("import", "t", "--as", "tables", "--data", "c")
    assert "These files are not what the tables were made of: links.yaml." in shown.out
    result = run("import", "t", "--as", "tables", "--write", "--data", "c")
    assert (result.code, result.out, result.err) == (
        2,
        "",
        "These files have changed since the export: links.yaml.\nLook at the changes without --write. If "
        "all are yours, add --onto-changes; else export again.\n",
    )
    result = run("import", "t", "--as", "tables", "--write", "--onto-changes", "--data", "c")
    assert result.code == 0
    found = jamplan.load(exported)
    assert (str(found.links[0].basis), len(found.dismissals)) == ("implicit", 1)


def test_one_table_alone_and_the_form_of_a_french_excel(run, exported):
    """A file by its name; semicolons, its narrow encoding, and dates as it shows them."""
    run("export", "--format", "csv", "--excel", "-o", "e/", "--data", "c")
    path = exported.parent / "e" / "sources.csv"
    text = path.read_bytes().decode("utf-8-sig")
    text = text.replace("2021-11", "nov-21").replace("What we got", "Ce qu’on a eu, été")
    path.write_bytes(text.replace(";false", ";FAUX").encode("cp1252"))
    result = run("import", "e/sources.csv", "--as", "tables", "--write", "--data", "c")
    assert result.code == 0
    assert "- Tables read: sources.\n- Cells that change: 1.\n" in result.out
    assert (
        "- sources, row 2, date: “nov-21” is what a spreadsheet makes of “2021-11”, which is kept.\n"
        "- No table “about” says which state of the files these tables were made of.\n"
    ) in result.out
    assert read(exported)["sources"] == SOURCES.replace("What we got", "'Ce qu’on a eu, été'")


def test_a_table_under_another_name_is_known_by_its_columns(run, exported):
    """A spreadsheet saves the sheet that is open under the name of the workbook."""
    edit(exported, "proposals", "Mend roads", "Mend all roads")
    (exported.parent / "t" / "proposals.csv").rename(exported.parent / "Classeur1.csv")
    result = run("import", "Classeur1.csv", "--as", "tables", "--write", "--data", "c")
    assert result.code == 0
    assert "- Tables read: proposals.\n" in result.out
    assert read(exported)["proposals"] == PROPOSALS.replace("Mend roads", "Mend all roads")


def test_the_packaged_corpus_is_refused(run, exported):
    """With the command that makes a copy."""
    result = run("export", "--format", "csv", "-o", "p/")
    path = exported.parent / "p" / "chapters.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("ch1,", "ch1,New "), encoding="utf-8")
    result = run("import", "p", "--as", "tables", "--write")
    assert result.code == 2
    assert "The corpus that comes with jamplan cannot be changed." in result.err
    assert "jamplan init FOLDER" in result.err


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            ("x.pdf", b"%PDF"),
            "“x.pdf” holds no tables. Make them: jamplan export --format csv -o FOLDER/\n",
        ),
        (
            ("x.xlsx", b"PK\x03\x04"),
            "“x.xlsx” is damaged or incomplete. Get it again from its source.\n",
        ),
        (
            ("x.csv", b"a" * 1_000_001),
            "“x.csv” is larger than 1 MB. To read it all the same: --max-size.\n",
        ),
    ],
)
def test_what_cannot_be_read_is_said(run, corpus, file, said):
    """In a sentence, and what to do."""
    folder = corpus()
    name, data = file
    (folder.parent / name).write_bytes(data)
    result = run("import", name, "--as", "tables", "--data", "c", "--max-size", "1")
    assert (result.code, result.out, result.err) == (4, "", said)
    result = run("import", "none", "--as", "tables", "--data", "c")
    assert (result.code, result.out, result.err) == (4, "", "“none” does not exist.\n")


def test_tables_of_no_export_are_told(run, corpus):
    """They can be read, so the command line is wrong: code 2."""
    folder = corpus()
    (folder.parent / "x.csv").write_bytes(b"id\n")
    result = run("import", "x.csv", "--as", "tables", "--data", "c")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("“x.csv” has no table of an export: x.\n")


@pytest.mark.parametrize("kind", ["proposals", "links", "tables"])
def test_what_the_system_does_not_let_be_read_is_told_in_the_language_of_messages(
    run, corpus, monkeypatch, kind
):
    """A file or a folder; code 4, one line."""
    folder = corpus()
    path = folder.parent / "x"
    path.mkdir() if kind == "tables" else path.write_bytes(b"x")
    name = "iterdir" if kind == "tables" else "open"
    allowed = getattr(Path, name)

    def denied(self, *given, **named):
        if self.name == "x":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "x")
        return allowed(self, *given, **named)

    # Whoever runs the tests may be allowed to read everything.
    monkeypatch.setattr(Path, name, denied)
    result = run("import", "x", "--as", kind, "--data", "c", lang="fr")
    assert (result.code, result.out) == (4, "")
    assert result.err == "«\u202fx\u202f» ne peut pas être lu\u202f: l’accès est refusé.\n"


def test_the_folder_of_a_remedy_is_named_in_french(run, corpus):
    """As the help does."""
    folder = corpus()
    (folder.parent / "x.pdf").write_bytes(b"%PDF")
    result = run("import", "x.pdf", "--as", "tables", "--data", "c", lang="fr")
    assert result.err.endswith("jamplan export --format csv -o DOSSIER/\n")


def test_in_french(run, exported):
    """Its sentences follow the reader's language, with French typography."""
    edit(exported, "proposals", "Mend roads", "Mend all roads")
    result = run("import", "t", "--as", "tables", "--lang", "fr", "--data", "c", lang="fr")
    assert "Ce que les tableaux changeraient\u202f:" in result.out
    assert result.err == "Rien n’est encore écrit. Pour écrire, ajoutez --write.\n"


needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def resaved(folder, source, kind):
    """A file as LibreOffice saves it again."""
    out = folder / "again"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, source)], check=True, capture_output=True, timeout=180)
    return out


AWKWARD = """\
format: 1
document:
  short_name: "=1+1"
  language: en
  date: 2021-04
chapters:
  - {id: dec-1, title: "1.10", pages: 5-8, short: "012"}
proposals:
  - id: a
    number: "007"
    title: "+33 1"
    chapter: dec-1
    text: "'quoted' \\"twice\\"; a, b\\n  next\\n\\nline\\ttab \\u202f! \\U0001F600 \\u05d0\\u05d1 \\u202e no"
    note: "true"
  - {id: b, title: "@SUM(A1)", number: "1e5", note: "2021-04", text: "-"}
  - {id: c, title: "no", number: 7 bis, text: "12:30", note: "4/5"}
"""


@needs_office
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_libreoffice_s_own_copy_changes_nothing(run, corpus, empty, kind):
    """Whatever it makes of awkward texts when it opens an export and saves it again."""
    folder = corpus(proposals=AWKWARD, links="format: 1\n")
    if kind == "xlsx":
        run("export", "-o", "x.xlsx", "--data", "c")
        path = resaved(empty, [empty / "x.xlsx"], "xlsx") / "x.xlsx"
    else:
        run("export", "--format", "csv", "-o", "t/", "--data", "c")
        path = resaved(empty, sorted((empty / "t").glob("*.csv")), "csv")
    result = run("import", str(path), "--as", "tables", "--write", "--data", "c")
    assert (result.code, result.err) == (0, "")
    assert "The tables change nothing." in result.out
    assert (folder / "proposals.yaml").read_text(encoding="utf-8") == AWKWARD


@needs_office
def test_a_csv_saved_as_a_workbook_keeps_its_marks(run, corpus, empty):
    """Opened, guessed at and saved as XLSX: what LibreOffice made of it by itself is no edit."""
    folder = corpus(proposals=AWKWARD, links="format: 1\n")
    run("export", "--format", "csv", "--excel", "-o", "t/", "--data", "c")
    french = "--infilter=CSV:59,34,76,1,,1036,false,true"
    path = resaved(empty, [french, empty / "t" / "proposals.csv"], "xlsx") / "proposals.xlsx"
    book = openpyxl.load_workbook(path)
    assert book["proposals"]["J3"].value == 100000
    result = run("import", str(path), "--as", "tables", "--write", "--data", "c")
    assert (result.code, result.err) == (0, "")
    assert "The tables change nothing." in result.out
    assert "number: “100000” is what a spreadsheet makes of “1e5”, which is kept." in result.out
    assert (folder / "proposals.yaml").read_text(encoding="utf-8") == AWKWARD


@needs_office
def test_an_edit_in_a_workbook_survives_libreoffice(run, corpus, empty):
    """A cell, a new row and typed cells, edited in the workbook and saved again."""
    folder = corpus()
    run("export", "-o", "x.xlsx", "--data", "c")
    book = openpyxl.load_workbook(empty / "x.xlsx")
    book["proposals"]["B3"] = "Mend all roads"
    book["measures"].append(["M3", "A fair"])
    book.save(empty / "x.xlsx")
    path = resaved(empty, [empty / "x.xlsx"], "xlsx") / "x.xlsx"
    result = run("import", str(path), "--as", "tables", "--write", "--data", "c")
    assert result.code == 0
    assert read(folder)["proposals"] == PROPOSALS.replace("Mend roads", "Mend all roads")
    assert read(folder)["plan"] == PLAN + "  - {id: M3, title: A fair}\n"


def test_a_fault_in_a_workbook_names_its_sheet(run, corpus, empty):
    """With the row and the column, as in a CSV."""
    corpus()
    run("export", "-o", "x.xlsx", "--data", "c")
    book = openpyxl.load_workbook(empty / "x.xlsx")
    book["links"]["D2"] = "nobody"
    book["measures"]["A3"] = "=1/0"
    book.save(empty / "x.xlsx")
    result = run("import", "x.xlsx", "--as", "tables", "--data", "c")
    assert result.code == 3
    assert "x.xlsx, measures, row 3, column id [cell-formula]" in result.err
    book["measures"]["A3"] = "M2"
    book.save(empty / "x.xlsx")
    result = run("import", "x.xlsx", "--as", "tables", "--data", "c")
    assert "x.xlsx, links, row 2, column claimed_by [unknown-actor]" in result.err


def test_a_text_that_was_cut_cannot_be_edited_there(run, corpus, empty):
    """It would lose its end; left alone, it stays whole."""
    text = PROPOSALS.replace("Mend roads", "Mend roads, note: " + "x" * 40_000)
    folder = corpus(proposals=text)
    run("export", "-o", "x.xlsx", "--data", "c")
    assert "change nothing" in run("import", "x.xlsx", "--as", "tables", "--data", "c").out
    book = openpyxl.load_workbook(empty / "x.xlsx")
    book["proposals"]["Q3"] = "y" + book["proposals"]["Q3"].value
    book["proposals"]["B2"] = "Dig more wells"
    book.save(empty / "x.xlsx")
    result = run("import", "x.xlsx", "--as", "tables", "--write", "--data", "c")
    assert result.code == 3
    assert "x.xlsx, proposals, row 3, column note [cell-cut]" in result.err
    assert read(folder)["proposals"] == text


def test_what_tables_cannot_hold_survives_an_edit_beside_it(run, corpus):
    """Marks of direction and line ends come back; the words that were edited are those that change."""
    note = '"one \\u202ctwo\\r\\nthree"'
    text = PROPOSALS.replace("title: Mend roads", f"title: Mend roads, note: {note}")
    folder = corpus(proposals=text)
    before = jamplan.load(folder).proposals[1].note
    run("export", "--format", "csv", "-o", "t/", "--data", "c")
    path = folder.parent / "t" / "proposals.csv"
    shown = path.read_bytes().decode()
    assert "one \ufffdtwo\r\nthree" in shown
    path.write_bytes(shown.replace("three", "four").encode())
    assert run("import", "t", "--as", "tables", "--write", "--data", "c").code == 0
    assert jamplan.load(folder).proposals[1].note == before.replace("three", "four")


def test_no_sentence_shows_a_raw_code(run, exported):
    """Nothing of the program's own names is left in what people read."""
    edit(exported, "proposals", "Mend roads", "Mend all roads")
    out = run("import", "t", "--as", "tables", "--data", "c").out
    assert not re.search(r"\bNone\b|<|\{[a-z_]+\}", out)
    assert unicodedata.is_normalized("NFC", out)


LABELLED = PROPOSALS.replace(
    "  declared:",
    "  labels:\n    - {of: item, language: fr, one: vœu, many: vœux}\n  declared:",
)


def test_a_label_is_edited_and_added(run, corpus):
    """What a document calls its items comes back from a spreadsheet as any other table."""
    folder = corpus(proposals=LABELLED)
    assert run("export", "--format", "csv", "-o", "t/", "--data", "c").code == 0
    edit(folder, "labels", "vœu,vœux", "souhait,souhaits")
    path = folder.parent / "t" / "labels.csv"
    path.write_text(
        path.read_text(encoding="utf-8")
        + "plan,item,fr,action,actions,feminine,\nplan,group,en,axis,axes,,\n",
        encoding="utf-8",
    )
    result = run("import", "t", "--as", "tables", "--write", "--data", "c")
    assert (result.code, "“one” vœu → souhait" in result.out) == (0, True)
    loaded = jamplan.load("c")
    assert [each.one for each in loaded.proposals_document.labels] == ["souhait"]
    assert [(each.of, each.language, each.one) for each in loaded.plan_document.labels] == [
        ("item", "fr", "action"),
        ("group", "en", "axis"),
    ]


def test_whatever_cell_is_edited_the_preview_is_one(run, corpus):
    """In every column of every table that has rows: changed, refused with its place, or passed over."""
    folder = corpus(proposals=LABELLED)
    assert run("export", "--format", "csv", "-o", "t/", "--data", "c").code == 0
    tables = sorted((folder.parent / "t").iterdir())
    tried = 0
    for path in tables:
        kept = path.read_bytes()
        header, *rows = csv.reader(kept.decode().splitlines())
        for place in range(len(header) if rows else 0):
            changed = [list(rows[0]), *rows[1:]]
            changed[0][place] = "other"
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerows([header, *changed])
            result = run("import", "t", "--as", "tables", "--data", "c", lang="fr")
            assert result.code in {0, 1, 2, 3}, (path.name, header[place])
            tried += 1
        path.write_bytes(kept)
    assert tried > 100
