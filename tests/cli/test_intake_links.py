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

IMPORT = ("import", "form.csv", "--as", "links", "--data", "c", "--decided-by", "Ada Lovelace")
FORM = ("suggest", "--all", "--format", "csv", "--data", "c", "-o", "form.csv")


def form(run, *before):
    """The rows of the form as a spreadsheet reads it, and the separator."""
    assert run(*before, *FORM).code == 0
    data = Path("form.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    separator = text[len('"proposal"')]
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)), separator


def fill(rows, separator, **answers):
    """Write the form with these answers in its first row."""
    with Path("form.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows([{**rows[0], **answers}, *rows[1:]])


@pytest.mark.parametrize(("lang", "separator"), [("fr", ";"), ("en", ",")])
def test_the_form_is_filled_in_and_read_back(run, corpus, lang, separator):
    """One form for each language's spreadsheets: ids, empty columns, the texts, what was computed."""
    folder = corpus(links="format: 1\n")
    rows, written_with = form(run, "--lang", lang)
    assert written_with == separator
    assert rows[0]["proposal_text"] == "Dig a well in every village."
    assert (rows[0]["proposal"], rows[0]["measure"], rows[0]["keep"]) == ("wells", "M1", "")
    stated = {"basis": "explicit", "claimed_by": "league", "source": "article"}
    fill(rows, separator, keep="oui", **stated, quote="« nos puits » ; l’été, 10 %", note="=1+1")
    assert run(*IMPORT, "--write").code == 0
    text = (folder / "links.yaml").read_text(encoding="utf-8")
    assert "quote: « nos puits » ; l’été, 10 %\n" in text
    assert "note: =1+1\n" in text


def test_a_cell_of_the_form_runs_as_no_formula(run, corpus):
    """A title that begins as one is marked as text, and is the title of the corpus all the same."""
    path = corpus() / "proposals.yaml"
    path.write_text(path.read_text().replace("title: Dig wells", 'title: "=Dig wells"'))
    rows, separator = form(run)
    assert rows[0]["proposal_title"] == "'=Dig wells"
    fill(rows, separator, keep="no")
    assert run(*IMPORT).code == 0


def test_a_filled_in_form_is_shown_then_recorded_then_known(run, corpus):
    """Nothing is written without --write; the second time nothing is new."""
    folder = corpus()
    Path("form.csv").write_text(
        "Keep,proposal,measure,basis,claimed_by,source,quote,note,Avis de Paul\n"
        "oui,roads,m2,explicite,The Press,PAPER,some words,seen,ok\n"
        "non,wells,M2,,,,,,\n"
        ",wells,M1,,,,,,\n"
        "peut-être,roads,M1,,,,,,\n",
        encoding="utf-8",
    )
    shown = run(*IMPORT)
    assert (shown.code, shown.err) == (1, "")
    for text in (
        "To be recorded: 1 link and 1 dismissal. Nothing is written yet: add --write.\n",
        "• Rows refused: 1\n",
        "• Rows without an answer: 1\n",
        "5    roads / M1  “peut-être” is no value of “keep”. Possible values: oui, o,",
    ):
        assert text in shown.out
    assert (folder / "links.yaml").read_text(encoding="utf-8") == LINKS
    written = run(*IMPORT, "--write")
    assert written.code == 1
    assert "\nRecorded: 1 link and 1 dismissal.\n" in written.out
    after = (folder / "links.yaml").read_text(encoding="utf-8")
    assert "quote: some words\n    note: seen\n    by: Ada Lovelace\n" in after
    again = run(*IMPORT, "--write")
    assert "Nothing was recorded." in again.out
    assert "• Rows on record already: 2\n" in again.out
    assert (folder / "links.yaml").read_text(encoding="utf-8") == after


def test_the_result_as_json(run, corpus):
    """Every row with its number, what becomes of it and why."""
    corpus()
    Path("form.csv").write_text("proposal,measure,keep\nwells,M1,sure\nroads,M2,no\n")
    result = json.loads(run(*IMPORT, "--format", "json").out)
    refused, dismissed = result.pop("rows")
    assert result == {
        "schema": "jamplan.form/1",
        "title": "Ten wishes → The plan",
        "file": "form.csv",
        "decided_by": "Ada Lovelace",
        "written": False,
        "counts": {"added": 1, "confirmed": 0, "known": 0, "refused": 1, "empty": 0},
    }
    assert (refused["row"], refused["outcome"], refused["code"], refused["decision"]) == (
        2,
        "refused",
        "form-value",
        None,
    )
    assert (dismissed["outcome"], dismissed["kind"]) == ("added", "dismissal")


def test_a_new_actor_is_named_in_all_rows(run, corpus):
    """By the name, also if an earlier row adds it."""
    corpus()
    Path("form.csv").write_text(
        "proposal,measure,keep,basis,claimed_by,source,quote\n"
        "roads,M1,yes,explicit,Grace Hopper,paper,a\nroads,M2,yes,explicit,Grace Hopper,paper,b\n"
    )
    out = run(*IMPORT).out
    assert "• New actors: Grace Hopper (grace-hopper)\n" in out
    assert out.count("according to Grace Hopper") == 2
    assert run(*IMPORT, "--write").code == 0


@pytest.mark.parametrize(
    ("content", "code", "err"),
    [
        (
            b"proposal,measure,keep,Keep\n",
            4,
            "“form.csv” is no form: make one with jamplan suggest --format csv -o FILE\n",
        ),
        (
            b'proposal,measure,keep\nroads,M1,"x\n',
            4,
            "“form.csv”, row 2: a quotation mark is closed too early, or never.\n",
        ),
        (
            b"PK\x03\x04",
            4,
            "“form.csv” is not CSV. Save it as CSV (UTF-8) in the spreadsheet program.\n",
        ),
    ],
)
def test_a_file_that_is_no_form_is_told(run, corpus, content, code, err):
    """What is wrong and what to do."""
    corpus()
    Path("form.csv").write_bytes(content)
    result = run(*IMPORT)
    assert (result.code, result.out, result.err) == (code, "", err)


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
    """With semicolons, in UTF-8 or Windows-1252: the same rows hold as before."""
    corpus(links="format: 1\n")
    stated = {"keep": "Oui", "basis": "implicite", "claimed_by": "The Press", "source": "paper"}
    fill(*form(run), **stated, quote="« cité » ; l’été, 10 %", note="=1+1\nand more")
    expected = json.loads(run(*IMPORT, "--format", "json").out)["rows"]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for number in ("76", "1"):
        filters = (
            "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,true",
            "--convert-to",
            f"csv:Text - txt - csv (StarCalc):59,34,{number},1",
        )
        command = ["soffice", profile, "--headless", *filters, "--outdir", f"out{number}", "form.csv"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        arguments = [f"out{number}/form.csv" if word == "form.csv" else word for word in IMPORT]
        assert json.loads(run(*arguments, "--format", "json").out)["rows"] == expected
