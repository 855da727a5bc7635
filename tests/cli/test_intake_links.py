"""``suggest --format csv`` and ``import --as links``: the form out, the answers back, as they are run."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import LINKS

EPOCH = {"SOURCE_DATE_EPOCH": "1764028800"}
HEAD = (
    "proposal,measure,keep,extent,basis,claimed_by,source,quote,locator,proposal_quote,"
    "proposal_locator,measure_quote,measure_locator,note,score,band,band_label,words,warnings,on_record,"
    "proposal_number,proposal_title,proposal_text,chapter,measure_number,measure_title,measure_text,"
    "priority\n"
)
IMPORT = ("import", "form.csv", "--as", "links", "--data", "c", "--decided-by", "Ada Lovelace")


def form(run, *more):
    """The form as it is written, read as rows by column."""
    result = run("suggest", "--all", "--format", "csv", "--data", "c", *more)
    rows = list(csv.DictReader(io.StringIO(result.out)))
    listed = any(each["proposal"] == "roads" for each in rows)
    left_out = "" if listed else "Without a resemblance, and so not listed: roads.\n"
    assert (result.code, result.err) == (0, left_out)
    return rows


def fill(rows, *answers, path="form.csv"):
    """Write the form with these answers in its first rows."""
    filled = [{**row, **answer} for row, answer in zip(rows, answers, strict=False)] + rows[
        len(answers) :
    ]
    with Path(path).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(filled)


def test_the_form_has_a_row_a_pair_and_empty_columns_to_fill(run, corpus):
    """Ids, what is to be filled in, what the matcher and the record say, then the texts."""
    corpus()
    assert run("suggest", "--all", "--format", "csv", "--data", "c").out == (
        f"{HEAD}wells,M1,,,,,,,,,,,,,81.8,strong,strong,wells,,"
        '"explicit, according to the League",,Dig wells,Dig a well in every village.,ch1,,'
        "Wells for all,,P1\n"
    )


def test_the_form_for_a_french_excel(run, corpus):
    """A byte order mark, semicolons, CRLF, a comma in the score; only as CSV."""
    corpus()
    out = run("--lang", "fr", "suggest", "--all", "--format", "csv", "--excel", "--data", "c").out
    assert out.startswith("\ufeff" + HEAD.replace(",", ";").replace("\n", "\r\n"))
    assert ";81,8;strong;forte;" in out
    result = run("suggest", "--excel", "--data", "c")
    assert (result.code, result.err) == (2, "--excel is for CSV.\nAdd --format csv.\n")


def test_a_filled_in_form_is_shown_then_recorded_then_known(run, corpus):
    """Nothing is written without --write; the second time nothing is new."""
    folder = corpus()
    Path("form.csv").write_text(
        "Keep,proposal,measure,basis,claimed by,source,quote,note,Avis de Paul\n"
        "oui,roads,m2,explicite,The Press,PAPER,some words,seen,ok\n"
        "non,wells,M2,,,,x,,\n"
        ",,,,,,,,\n"
        ",wells,M1,,,,,,\n"
        "peut-être,roads,M1,,,,,,\n",
        encoding="utf-8",
    )
    shown = run(*IMPORT)
    assert (shown.code, shown.err) == (1, "")
    assert shown.out == (
        "Ten wishes → The plan\n\n"
        "To be recorded: 1 link and 1 dismissal. Nothing is written yet: add --write.\n\n"
        "- File: form.csv\n"
        "- Decided by: Ada Lovelace\n"
        "- Rows refused: 1\n"
        "- Rows with nothing under “keep”: 1\n"
        "- Not recorded with a pair that is dismissed: quote (row 3)\n"
        "- Columns passed over: Avis de Paul\n\n"
        "Refused\n\n"
        "Row  Pair        Column  Why\n"
        "6    roads / M1  keep    “peut-être” is no answer.\n\n"
        "What to do\n\n"
        "- Row 6: Yes: oui, o, x, yes, y, 1, vrai, true. No: non, n, no, 0, faux, false. In part: en partie, "
        "partielle, partly, partial.\n\n"
        "To be recorded\n\n"
        "Row  Decision\n"
        "2    roads → M2, explicit, according to The Press (extent: not stated); recorded by "
        "Ada Lovelace.\n"
        "3    wells / M2: pairing set aside; recorded by Ada Lovelace.\n"
    )
    assert (folder / "links.yaml").read_text(encoding="utf-8") == LINKS
    written = run(*IMPORT, "--write", **EPOCH)
    assert written.code == 1
    assert "\nRecorded: 1 link and 1 dismissal.\n" in written.out
    after = (folder / "links.yaml").read_text(encoding="utf-8")
    assert after == LINKS + (
        "  - proposal: roads\n"
        "    measure: M2\n"
        "    claimed_by: press\n"
        "    basis: explicit\n"
        "    evidence:\n"
        "      - source: paper\n"
        "        quote: some words\n"
        "    note: seen\n"
        "    by: Ada Lovelace\n"
        "    on: 2025-11-25\n"
        "    read:\n"
        "      proposal: Mend roads\n"
        "      measure: A campaign\n"
        "\n"
        "dismissals:\n"
        "  - proposal: wells\n"
        "    measure: M2\n"
        "    by: Ada Lovelace\n"
        "    on: 2025-11-25\n"
    )
    again = run(*IMPORT, "--write", lang="fr")
    assert "Rien n’a été enregistré." not in again.out
    assert "Nothing was recorded." in again.out
    assert "- Rows on record already: 2\n" in again.out
    assert (folder / "links.yaml").read_text(encoding="utf-8") == after


def test_the_result_as_json_and_csv(run, corpus):
    """Every row with its number, what becomes of it and why, for programs and for the colleagues."""
    corpus()
    fill(form(run), {"keep": "sure"})
    found = json.loads(run(*IMPORT, "--format", "json").out)
    (row,) = found.pop("rows")
    assert found == {
        "schema": "jamplan.linksheet/1",
        "title": "Ten wishes → The plan",
        "file": "form.csv",
        "sheet": None,
        "ignored_columns": [],
        "decided_by": "Ada Lovelace",
        "written": False,
        "counts": {"added": 0, "changed": 0, "confirmed": 0, "known": 0, "refused": 1, "undecided": 0},
    }
    assert (row["row"], row["outcome"], row["kind"], row["after"]) == (2, "refused", None, None)
    assert (row["fault"]["code"], row["fault"]["column"]) == ("keep-unknown", "keep")
    assert run(*IMPORT, "--format", "csv").out == (
        "row,outcome,proposal,measure,kind,decision,column,why,remedy\n"
        "2,refused,wells,M1,,,keep,“sure” is no answer.,"
        '"Yes: oui, o, x, yes, y, 1, vrai, true. No: non, n, no, 0, faux, false. '
        'In part: en partie, partielle, partly, partial."\n'
    )
    fill(form(run), {"keep": "no"})
    assert run(*IMPORT, "--format", "csv").out.split("\n")[1] == (
        "2,added,wells,M1,dismissal,wells / M1: pairing set aside; recorded by Ada Lovelace.,,,"
    )


def test_a_new_actor_is_named_in_all_rows(run, corpus):
    """By the name, also where an earlier row adds it."""
    corpus()
    stated = "yes,explicit,Grace Hopper,paper,{0}\n"
    Path("form.csv").write_text(
        "proposal,measure,keep,basis,claimed_by,source,quote\n"
        f"roads,M1,{stated.format('a')}roads,M2,{stated.format('b')}",
        encoding="utf-8",
    )
    out = run(*IMPORT).out
    assert "- New actors: Grace Hopper (grace-hopper)\n" in out
    assert out.count("according to Grace Hopper") == 2
    assert run(*IMPORT, "--write").code == 0


def test_an_empty_form_has_nothing_to_record(run, corpus):
    """Code 0: nobody has answered yet, which is no fault."""
    corpus()
    fill(form(run))
    result = run(*IMPORT)
    assert result.code == 0
    assert "\nNothing to record.\n" in result.out


@pytest.mark.parametrize(
    ("content", "err"),
    [
        (
            b"a,b\n",
            "“form.csv” has no row with the titles proposal, measure and keep.\n"
            "Make the form: jamplan suggest --format csv -o FILE\n",
        ),
        (
            b"proposal,measure,keep,A garder\n",
            "“form.csv”: the column “A garder” stands twice.\nKeep one of the two.\n",
        ),
    ],
)
def test_a_file_that_is_no_form_is_told(run, corpus, content, err):
    """Code 2, what is wrong and what to do."""
    corpus()
    Path("form.csv").write_bytes(content)
    result = run(*IMPORT)
    assert (result.code, result.out, result.err) == (2, "", err)


@pytest.mark.parametrize(
    ("content", "err"),
    [
        (
            b"%PDF-1.4",
            "“form.csv” is no table that can be read: neither CSV nor XLSX. "
            "Save it as CSV (UTF-8) or XLSX in the spreadsheet program.\n",
        ),
        (
            b'proposal,measure,keep\nroads,M1,"x\n',
            "“form.csv”, row 2: a quotation mark is never closed, or closed too early. "
            "Save it as CSV (UTF-8) or XLSX in the spreadsheet program.\n",
        ),
        (
            b"PK\x03\x04",
            "“form.csv” is damaged or incomplete. Get it again from its source.\n",
        ),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
            "“form.csv” is encrypted. Open it and save it without a password.\n",
        ),
        (
            b"a" * 1_000_001,
            "“form.csv” is larger than 1 MB. To read it all the same: --max-size.\n",
        ),
        (b"", "“form.csv” is empty.\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_as_in_the_other_forms(run, corpus, content, err):
    """Code 4, and one line."""
    corpus()
    Path("form.csv").write_bytes(content)
    result = run(*IMPORT, "--max-size", "1")
    assert (result.code, result.out, result.err) == (4, "", err)


def test_a_file_that_is_not_there_and_the_packaged_corpus(run, corpus):
    """Code 4; and the corpus of jamplan is shown what it would get, and not written to."""
    corpus()
    assert run(*IMPORT).code == 4
    Path("form.csv").write_text("proposal,measure,keep\ncours-obligatoires,A5,non\n", encoding="utf-8")
    assert run("import", "form.csv", "--as", "links", "--decided-by", "Ada").code == 0
    result = run("import", "form.csv", "--as", "links", "--write", "--decided-by", "Ada")
    assert (result.code, result.err.split("\n")[0]) == (2, "Nothing was recorded.")
    assert "jamplan init" in result.err


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_may_save_the_form(run, corpus, tmp_path):
    """As XLSX, as CSV with semicolons, in Windows-1252: the same rows hold as before."""
    corpus()
    stated = {"keep": "Oui", "basis": "implicite", "claimed_by": "The Press", "source": "paper"}
    fill(form(run), {**stated, "quote": "« cité » ; l’été, 10 %", "note": "=1+1\nand more"})
    expected = json.loads(run(*IMPORT, "--format", "json").out)
    assert expected["counts"]["added"] == 1

    def convert(file, to, folder):
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", folder, file]
        subprocess.run(command, check=True, capture_output=True, timeout=120)

    convert("form.csv", "xlsx", "x")
    text = "csv:Text - txt - csv (StarCalc):59,34,{0},1"
    convert("x/form.xlsx", text.format("76"), "utf8")
    convert("x/form.xlsx", text.format("1"), "ansi")
    for file in ("x/form.xlsx", "utf8/form.csv", "ansi/form.csv"):
        found = json.loads(
            run(*(file if each == "form.csv" else each for each in IMPORT), "--format", "json").out
        )
        assert found["rows"] == expected["rows"], file


def test_a_form_is_not_read_as_a_document(run, corpus, empty):
    """Its rows are pairs, not items: it is said what it is."""
    corpus()
    assert run("suggest", "--all", "--format", "csv", "-o", "form.csv", "--data", "c").code == 0
    result = run("import", "form.csv", "--as", "proposals")
    assert (result.code, result.out, result.err) == (
        2,
        "",
        "“form.csv” is a form of suggested pairs.\nImport it with --as links.\n",
    )
