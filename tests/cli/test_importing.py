"""``import``: documents and filled-in forms, shown, merged and recorded."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest

from jamplan.corpus.loading import load
from tests.conftest import END, LINKS, Result, fields, refused, state, unchanged
from tests.documents import made_up
from tests.documents.test_jobs import jam_markdown

C = Path("c")
DOCUMENT = """\
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


NOTHING = "Nothing is written yet. To go on, add --merge.\n"


@pytest.fixture
def text(empty):
    """A plain text with three proposals, in the current folder."""
    Path("a.txt").write_text(DOCUMENT, encoding="utf-8")
    return "a.txt"


def test_what_is_found_is_shown_as_a_table(run, text):
    """What to check; nothing is written."""
    result = run("import", text, "--as", "proposals", "--declared", "4", "--lang", "en")
    found = "3 items “Proposition”, from “Créer un fichier national des puits” to “Ouvrir des centres”."
    assert {" ".join(line.split()) for line in result.out.splitlines()} >= {
        *(
            "• Numbers missing: 1 (3).",
            "• Declared: 4; found: 3.",
            "2 Former les maires — Prévenir",
        ),
        found,
    }
    assert (result.code, result.err) == (0, NOTHING)
    assert [path.name for path in Path().iterdir()] == ["a.txt"]


def test_json_lists_the_items(run, text):
    """Number, title, text and chapter of each, and the file's digest."""
    found = json.loads(run(f"import {text} --as measures --format json").out)
    head = {name: found[name] for name in ("schema", "kind", "title", "list")}
    assert head == {
        "schema": "jamplan.import/1",
        "kind": "measures",
        "title": "L'EAU EN PARTAGE",
        "list": 1,
    }
    assert found["items"][0] == fields(
        "id: creer-fichier-national-puits, number: '1', title: Créer un fichier national des puits, page: null, "
        "text: Il est public., chapter: Prévenir, chapter_id: prevenir, locator: null, details: [], doubts: []"
    )
    assert found["chapters"][1] == {"id": "soigner", "title": "Soigner", "pages": None}
    assert found["doubts"][0]["code"] == "gap"
    (first,) = found["lists"]
    assert (first["how"], first["numbers"]) == ("labels", ["1", "2", "4"])
    assert len(found["sha256"]) == 64


def test_two_documents_make_a_corpus(run, text):
    """Merged into an empty one, which gets their names; another file of one publisher is another source."""
    run("init c --empty")
    more = (
        "--publisher",
        "Club de l'eau",
        *"--data c --merge --write".split(),
    )
    assert run("import", text, "--as", "proposals", *more).code == 0
    Path("plan.docx").write_bytes(made_up.headings_docx())
    assert run("import", "plan.docx", "--as", "measures", *more).code == 0
    corpus = load("c")
    assert (corpus.title, corpus.language) == ("L'EAU EN PARTAGE → Plan Eau", "fr")
    assert [proposal.number for proposal in corpus.proposals] == ["1", "2", "4"]
    assert [measure.title for measure in corpus.measures] == [
        item.title for item in made_up.written()
    ]
    expected = ["club-de-l-eau-document", "club-de-l-eau-document-2"]
    assert [source.id for source in corpus.sources] == expected
    assert {source.publisher for source in corpus.sources} == {"club-de-l-eau"}


def test_measures_go_into_the_document_that_is_named(run, folder):
    """A new one gets its file; with several, which one is asked for; no other file changes."""
    Path("a.csv").write_text(
        "N°,Mesure\n1,Planter un arbre\n2,Planter deux chênes\n", encoding="utf-8"
    )
    command = "import a.csv --as measures --publisher league --merge --data c --write"
    plan = (folder / "plan.yaml").read_bytes()
    assert "--plan cannot be “2024”." in refused(run(f"{command} --plan 2024"))
    written = run(f"{command} --plan plan-2024")
    assert (written.code, written.err) == (
        0,
        "Written: c/sources.yaml; as it was: c/sources.yaml.bak\n"
        "Written: c/plan-2024.yaml\n",
    )
    # The skeleton's name for it is nobody's.
    assert "Name of the plan" not in written.out
    assert (folder / "plan.yaml").read_bytes() == plan
    measures = {each.name: len(each.measures) for each in load(C).plans}
    assert measures == {"plan": 2, "plan-2024": 2}
    assert refused(run(command)) == (
        "Several documents answer: name one, or a new one, with --plan.\n"
        "Possible values: plan, plan-2024.\n"
    )
    assert "changes nothing" in run(f"{command} --plan plan-2024").out


def test_a_document_beside_responses_is_one_too(run, folder):
    """Its items answer the proposals with their numbers; its day is that of its source."""
    with_relation = "document:\n  relation: response"
    plan = folder / "plan.yaml"
    plan.write_text(
        plan.read_text("utf-8").replace("document:", with_relation), "utf-8"
    )
    proposals = folder / "proposals.yaml"
    numbered = proposals.read_text("utf-8").replace("id: wells", "id: wells, number: 1")
    proposals.write_text(numbered, encoding="utf-8")
    Path("answers.md").write_text(
        "# Second answer\n\n## Proposal 1\n\nWe dig two wells.\n\n"
        "## Proposal 2\n\nWe mend no roads.\n",
        encoding="utf-8",
    )
    assert run("source answers.md --publisher league --date 2024-05 --data c").code == 0
    command = "import answers.md --as measures --merge --write --plan plan-2024"
    assert run(f"{command} --data c").code == 0
    later = load(C).plans[-1]
    assert (later.document.relation.answers_each, later.document.date) == (
        True,
        "2024-05",
    )
    assert [each.answers for each in later.measures] == [("wells",), ()]


def test_nothing_found_says_what_to_try(run, empty):
    """Code 1, and the two options; for a column that is not there, those that are."""
    Path("a.txt").write_text("Une phrase.\n\nUne autre.", encoding="utf-8")
    result = run("import a.txt --as proposals --merge --write")
    assert (result.code, "--first" in result.err, "--columns" in result.err) == (
        1,
        True,
        True,
    )
    Path("a.csv").write_text("Clé;Vœu\n1;Créer\n2;Former\n", encoding="utf-8")
    said = "There is no column “Titre”.\nPossible values: Clé, Vœu.\n"
    assert run("import a.csv --as proposals --columns title=Titre") == Result(
        2, "", said
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "“--as” is missing."),
        ("--as proposals --write", "--write needs --merge."),
        *((f"--as proposals {name} {value}", f"{name} cannot be “{value}”.") for name, value in (
            *(("--declared", "0"), ("--list", "0")),
            ("--columns", "nom=A"),
        )),
        ("--as proposals --columns number=A", "a title at least"),
    ],
)  # fmt: skip
def test_wrong_usage_is_code_two(run, text, arguments, said):
    """What is wrong, and what to write."""
    assert said in refused(run(f"import {text} {arguments}"))


def test_another_list_may_be_taken_or_pointed_at(run, empty):
    """The preview names the list; --list takes it, --first and --last too; --skip leaves items out."""
    text = "\n\n".join(
        f"Mesure {n} : Agir en {n}\n\n{n}. Le constat {n}" for n in range(1, 5)
    )
    Path("a.md").write_text(text, encoding="utf-8")
    preview = run("import a.md --as measures --lang en").out
    assert "• 2: 4 numbered items, from “Le constat 1” to “Le constat 4”" in preview

    def titles(*more):
        found = run("import", "a.md", "--as", "measures", *more, "--format", "json").out
        return [item["title"] for item in json.loads(found)["items"]]

    expected = [f"Le constat {n}" for n in range(1, 5)]
    for more in (
        ("--list", "2"),
        ("--first", "1. LE CONSTAT", "--last", "constat 4"),
        ("--first", "le constat 1", "--last", "le constat 4"),
    ):
        assert titles(*more) == expected
    assert titles("--first", "le constat 1", "--skip", "le constat 2") == [
        expected[0],
        *expected[2:],
    ]
    assert "--list cannot be “9”." in refused(run("import a.md --as measures --list 9"))


def test_columns_that_are_no_text_are_details(run, folder):
    """The preview names them; a measure that is added has them, with their heads."""
    rows = "".join(f"{n},Planter {n} arbres,Service {n}\n" for n in range(1, 4))
    Path("a.csv").write_text(f"N°,Mesure,Qui\n{rows}", encoding="utf-8")
    said = run("import a.csv --as measures --lang en").out
    assert "Other columns, in the details of each measure: Qui." in said
    assert (
        "Other columns, left out: Qui."
        in run("import a.csv --as proposals --lang en").out
    )
    merge = "--publisher X --merge --pair all=new --write --data c"
    assert run(f"import a.csv --as measures {merge}").code == 0
    details = [measure.details for measure in load(C).measures if measure.details]
    assert details == [(f"Qui : Service {n}",) for n in (1, 2, 3)]


def test_a_file_that_gives_nothing_is_a_finding_and_code_four(run, empty):
    """Why, and what to do."""
    said = "a.pdf [document-missing]\n  There is no such file.\n  → Check its name.\n"
    assert run("import a.pdf --as proposals") == Result(4, "", said)
    Path("a.pdf").write_bytes(made_up.encrypted_pdf())
    assert (
        "[document-encrypted]\n  The file is encrypted."
        in run("import a.pdf --as proposals").err
    )


@pytest.mark.guarded
def test_what_takes_too_long_names_the_variable_that_gives_it_time(run, empty):
    """Reading and finding together; the variable is a number of seconds."""
    Path("a.txt").write_text("Mesure 1 : Agir\n\n" * 300_000, encoding="utf-8")
    result = run("import a.txt --as proposals", JAMPLAN_TIMEOUT="1")
    said = "Reading the file takes longer than 1 seconds.\n  → To give it more time: JAMPLAN_TIMEOUT=300.\n"
    assert result == Result(4, "", f"a.txt [document-slow]\n  {said}")
    soon = run("import a.txt --as proposals", JAMPLAN_TIMEOUT="soon")
    assert "JAMPLAN_TIMEOUT cannot be “soon”." in refused(soon)


WISHES = """\
format: 2
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
READ = "    read:\n      about: |-\n        Wells in villages\n        Dig a deep well in every village.\n"
KEPT = LINKS.removesuffix(END) + READ + END
SHEET = """\
N°,Title,Text,Chapter
1,A deep well for each village,Dig a well in every village.,WATER
2,Abolish the lottery,,Trees
3,Plant trees,Many.,Trees
"""


@pytest.fixture
def merged(run, corpus):
    """A function that merges a sheet of wishes into a corpus."""
    corpus(proposals=WISHES, links=KEPT)
    Path("wishes.csv").write_text(SHEET, encoding="utf-8")
    command = "import wishes.csv --as proposals --merge --declared 3 --data c".split()
    return partial(run, *command, SOURCE_DATE_EPOCH="1764028800")


def test_the_preview_shows_all_and_writes_nothing(merged):
    """What to decide, what becomes of decisions, and each change."""
    with unchanged(C):
        result = merged()
    assert (result.code, result.err) == (
        0,
        "Nothing is written yet. To go on, add --write.\n",
    )
    for line in (
        "In the document: 3. New: 1. Changed: 1. As they were: 0. To decide: 1. On record only: 1.",
        "• no. 2 “Abolish the lottery” Perhaps the same as roads “Mend roads” (similarity 0 of 100). "
        "--pair 2=roads --pair 2=new",
        "• wells → M1: taken up according to the League.",
        "• Chapter: — → trees, Trees",
        "no. 1 “A deep well for each village” = wells (similarity 86 of 100)",
        "• Title: [-Wells in villages-] {+A deep well for each village+}",
        "• Text: Dig a [-deep-] well in every village.",
        "3    Plant trees  Trees    row 4  plant-trees",
    ):
        assert line in result.out.splitlines()


def test_the_doubts_of_the_reading_are_shown(run, folder):
    """What several items have is said once."""
    lines = "Proposal 1:\n\nProposal 2:\n\nProposal 3: Dig wells\n\nProposal 5: Mend roads\n"
    Path("a.txt").write_text(lines, encoding="utf-8")
    out = run("import a.txt --as proposals --merge --data c").out
    assert "• Numbers missing: 1 (4).\n• No title was found. Items: 1, 2.\n" in out


def test_it_is_written_with_a_copy_and_once(merged):
    """What is to decide is not; what people wrote stays; the second time changes nothing."""
    result = merged("--write")
    assert (result.code, result.err) == (
        0,
        "Written: c/sources.yaml; as it was: c/sources.yaml.bak\n"
        "Written: c/proposals.yaml; as it was: c/proposals.yaml.bak\n",
    )
    assert "What “wishes.csv” changes:\n" in result.out
    after = state(C)
    assert (after["proposals.yaml.bak"].decode(), after["links.yaml"].decode()) == (
        WISHES,
        KEPT,
    )
    assert "links.yaml.bak" not in after
    records = {record.id: record for record in load("c").proposals}
    titles = [records[id_].title for id_ in ("wells", "roads")]
    assert titles == ["A deep well for each village", "Mend roads"]
    assert (records["wells"].note, records["plant-trees"].chapter) == (
        "Read it again.",
        "trees",
    )
    again = merged("--write")
    assert (again.code, again.err) == (0, "")
    assert "“wishes.csv” changes nothing." in again.out
    assert "To decide: 1." in again.out
    assert state(C) == after
    assert merged("--write", "--pair", "2=roads").code == 0
    assert load("c").proposal["roads"].chapter == "trees"


def test_a_merge_as_json_and_in_french(merged):
    """What becomes of each item, before and after where it changes."""
    made = json.loads(merged("--format", "json").out)
    head = {name: made[name] for name in ("schema", "kind", "changes", "written")}
    assert head == {
        "schema": "jamplan.merge/1",
        "kind": "proposals",
        "changes": True,
        "written": None,
    }
    expected = [
        ("changed", "wells", "similarity"),
        ("asked", None, None),
        ("added", "plant-trees", None),
    ]
    assert [
        (item["becomes"], item["id"], item["how"]) for item in made["items"]
    ] == expected
    assert made["items"][1]["candidates"] == [{"id": "roads", "score": 0.0}]
    assert made["unpaired"] == ["roads"]
    assert made["decisions"] == [
        {"about": "wells", "says": "taken_up", "measure": "M1", "by": None}
    ]
    assert (
        merged(lang="fr").err
        == "Rien n’est encore écrit. Pour continuer, ajoutez --write.\n"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            "--pair 2",
            "--pair cannot be “2”.\nWrite a number of the document and an id on record",
        ),
        (
            "--pair 2=road",
            "“road” is not there, or is named twice.\n  → Perhaps “roads”? Write a number",
        ),
        ("--pair 2=roads --pair 2=wells", "--pair cannot be “2=wells”.\n"),
        ("--pair 9=new", "[pair-unknown]\n  “9” is not there, or is named twice.\n"),
    ],
)
def test_what_is_said_of_pairs_must_be_right(merged, given, said):
    """Else nothing is written."""
    with unchanged(C):
        assert said in refused(merged("--write", *given.split()))


def test_nobody_is_made_up_as_its_publisher(merged, corpus):
    """Without one, it says which option names an actor; a new one is added."""
    corpus(proposals=WISHES.replace("  publisher: league\n", ""), links=KEPT)
    said = "[publisher-needed]\n  The publisher is missing: --publisher NAME\n"
    assert said in refused(merged())
    new = merged("--publisher", "Villages United", "--write")
    assert "• New actor: Villages United, id villages-united.\n" in new.out
    assert load("c").proposals_document.publisher == "villages-united"


def test_the_report_of_the_shipped_corpus_completes_it(run, empty):
    """Eight of its 28 are on record in other words, twenty are new; nothing that was decided is lost."""
    Path("livret.md").write_bytes(jam_markdown())
    assert run("init", "c").code == 0
    before = load("c")
    command = ("import", "livret.md", "--as", "proposals", "--merge", "--data", "c")
    asked = json.loads(run(*command, "--format", "json").out)
    assert [
        item["number"] for item in asked["items"] if item["becomes"] == "asked"
    ] == ["1", "23"]
    command = (*command, "--pair", "1=formation-professionnels", "--write")
    becomes = [
        item["becomes"]
        for item in json.loads(run(*command, "--format", "json").out)["items"]
    ]
    assert (becomes.count("changed"), becomes.count("added")) == (8, 20)
    after = load("c")
    assert {proposal.number for proposal in after.proposals} == {
        str(number) for number in range(1, 29)
    }
    assert len(after.chapters) == 6
    assert not any(proposal.chapter_inferred for proposal in after.proposals)
    assert {proposal.title_basis for proposal in after.proposals} == {"official"}
    attributions = [
        [proposal.attribution for proposal in c.proposals[:8]] for c in (before, after)
    ]
    assert attributions[0] == attributions[1]
    assert (after.statements, after.searches, after.objections) == (
        before.statements, before.searches, before.objections
    )  # fmt: skip
    counts = json.loads(run("coverage --data c --format json").out)["proposals"]
    known = ("adopted", "below_rule", "unreviewed", "undocumented")
    assert [counts[name] for name in known] == [6, 1, 21, 0]
    with unchanged(C):
        assert run(*command).code == 0


FORM_IMPORT = (
    "import",
    "form.csv",
    "--as",
    "links",
    "--data",
    "c",
    "--decided-by",
    "Ada Lovelace",
)


def form(run, *before):
    """The rows of the form as a spreadsheet reads it, and the separator."""
    assert (
        run(*before, *"suggest --all --format csv --data c -o form.csv".split()).code
        == 0
    )
    data = Path("form.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    separator = text[len('"proposal"')]
    return list(
        csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    ), separator


def fill(rows, separator, **answers):
    """Write the form with these answers in its first row."""
    with Path("form.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows([{**rows[0], **answers}, *rows[1:]])


@pytest.mark.parametrize(("lang", "separator"), [("fr", ";"), ("en", ",")])
def test_the_form_is_filled_in_and_read_back(run, corpus, lang, separator):
    """One form for each language's spreadsheets: ids, empty columns, the texts, what was computed."""
    folder = corpus(links="format: 2\n...\n")
    rows, written_with = form(run, "--lang", lang)
    assert written_with == separator
    assert rows[0]["proposal_text"] == "Dig a well in every village."
    assert (rows[0]["proposal"], rows[0]["measure"], rows[0]["says"]) == (
        "wells",
        "M1",
        "",
    )
    stated = {"words": "implicit", "source": "article"}
    fill(
        rows,
        separator,
        says="oui",
        **stated,
        quote="« nos puits » ; l’été, 10 %",
        note="=1+1",
    )
    assert run(*FORM_IMPORT, "--write").code == 0
    text = (folder / "links.yaml").read_text(encoding="utf-8")
    assert "quote: « nos puits » ; l’été, 10 %\n" in text
    assert "note: =1+1\n" in text


def test_a_filled_in_form_is_shown_then_recorded_then_known(run, folder):
    """Nothing is written without --write; the second time nothing is new."""
    Path("form.csv").write_text(
        "Says,proposal,measure,words,speaker,source,quote,note,Avis de Paul\n"
        "oui,roads,m2,explicit,The Press,PAPER,they took up our roads,seen,ok\n"
        "non,wells,M2,,,,,,\n"
        ",wells,M1,,,,,,\n"
        "peut-être,roads,M1,,,,,,\n",
        encoding="utf-8",
    )
    shown = run(*FORM_IMPORT)
    assert (shown.code, shown.err) == (1, "")
    for text in (
        "To be recorded: 1 statement and 1 dismissal. Nothing is written yet. To go on, add --write.\n",
        "\nCannot be used (1)\n",
        "• Rows without an answer: 1\n",
        "5    roads / M1  “peut-être” is no value of “Says”. Possible values: taken up in",
    ):
        assert text in shown.out
    assert (folder / "links.yaml").read_text(encoding="utf-8") == LINKS
    written = run(*FORM_IMPORT, "--write")
    assert written.code == 1
    assert "\nRecorded: 1 statement and 1 dismissal.\n" in written.out
    after = (folder / "links.yaml").read_text(encoding="utf-8")
    assert (
        "quote: they took up our roads\n    note: seen\n    by: Ada Lovelace\n" in after
    )
    second = run(*FORM_IMPORT[:-1], "Bob")
    assert "; recorded by Ada Lovelace, confirmed by Bob.\n" in second.out
    again = run(*FORM_IMPORT, "--write")
    assert "Nothing was recorded." in again.out
    assert "\nOn record (2)\n" in again.out
    assert (folder / "links.yaml").read_text(encoding="utf-8") == after


def test_rows_that_are_not_taken_are_named_with_why(run, folder):
    """One with a quote and no answer, one that nobody signed; the others are recorded."""
    Path("form.csv").write_text(
        "Says,proposal,measure,quote,by\n"
        "non,wells,M2,,Bob\n"
        ",wells,M1,our wells,Bob\n"
        "non,roads,M1,,\n",
        encoding="utf-8",
    )
    told = run("import form.csv --as links --data c --lang en --write")
    assert told.code == 1
    assert "\nRecorded: 1 dismissal.\n" in told.out
    assert "\nCannot be used (1)\n" in told.out
    assert "\nRows without an answer (1)\n" in told.out
    lines = " ".join(told.out.split())
    assert "3 wells / M1 “Says” is missing in wells. Fill in “Says”." in lines
    assert "4 roads / M1 “roads” does not say who decided: fill that in" in lines


def test_outcomes_of_a_form_are_counted_by_voice(run, folder):
    """A row with what became of a measure, by its source; what is no outcome has no date of one."""
    Path("form.csv").write_text(
        "says,proposal,measure,source,quote,outcome_date,outcome_text,by\n"
        "carried_out,,M1,paper,they have dug all of our wells,2022-04,All wells,Bob\n"
        "non,roads,M1,,,2022-04,,Bob\n",
        encoding="utf-8",
    )
    told = run("import form.csv --as links --data c --lang en --write")
    assert told.code == 1
    assert "\nRecorded: 1 statement.\n" in told.out
    lines = " ".join(told.out.split())
    assert "3 roads / M1 “2022-04” is no value of “outcome_date”." in lines
    after = (folder / "links.yaml").read_text(encoding="utf-8")
    assert "about: M1\n    says: carried_out\n" in after


def test_new_actors_are_named_in_all_rows_and_each_row_is_told_in_json(run, folder):
    """By the name, also if an earlier row adds it; what becomes of a row, and why."""
    # Code 4, and how one is made.
    assert run(*FORM_IMPORT).code == 4
    Path("form.csv").write_bytes(b"proposal,measure,says,Says\n")
    err = refused(run(*FORM_IMPORT), 4)
    assert err.startswith("form.csv [form-columns]\n")
    assert "  → Make the form: jamplan suggest --format csv -o FILE --data c\n" in err
    stated = "yes,explicit,Grace Hopper,paper"
    Path("form.csv").write_text(
        "proposal,measure,says,words,speaker,source,quote\n"
        f"roads,M1,{stated},they took up one\nroads,M2,{stated},they took up both\nwells,M1,sure,,,,\nwells,M2,no,,,,\n"
    )
    out = run(*FORM_IMPORT).out
    assert "• New actors: Grace Hopper (grace-hopper)\n" in out
    assert out.count("according to Grace Hopper") == 2
    result = json.loads(run(*FORM_IMPORT, "--format", "json").out)
    head = [result[name] for name in ("schema", "decided_by", "written")]
    assert head == ["jamplan.form/1", "Ada Lovelace", False]
    assert result["counts"] == {
        "added": 3,
        "confirmed": 0,
        "known": 0,
        "refused": 1,
        "empty": 0,
    }
    *_, wrong, dismissed = result["rows"]
    expected = [4, "refused", "form-value", None]
    assert [wrong[name] for name in ("row", "outcome", "code", "decision")] == expected
    assert (dismissed["outcome"], dismissed["kind"]) == ("added", "statement")
    run(*FORM_IMPORT, "--write")
    assert len(load("c").statements) == 4


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)
def test_libreoffice_may_save_the_form(run, corpus, tmp_path):
    """With semicolons, in UTF-8 or Windows-1252: the same rows hold as before."""
    corpus(links="format: 2\n...\n")
    stated = {
        "says": "Oui",
        "words": "implicite",
        "source": "paper",
    }
    fill(*form(run), **stated, quote="« cité » ; l’été, 10 %", note="=1+1\nand more")
    expected = json.loads(run(*FORM_IMPORT, "--format", "json").out)["rows"]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    sheet = "Text - txt - csv (StarCalc)"
    for number in ("76", "1"):
        filters = (
            f"--infilter={sheet}:44,34,76,1,,0,true",
            "--convert-to",
            f"csv:{sheet}:59,34,{number},1",
        )
        command = [
            "soffice",
            profile,
            "--headless",
            *filters,
            "--outdir",
            f"out{number}",
            "form.csv",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        arguments = [
            f"out{number}/form.csv" if word == "form.csv" else word
            for word in FORM_IMPORT
        ]
        assert json.loads(run(*arguments, "--format", "json").out)["rows"] == expected


def test_a_mended_text_is_looked_up_in_its_document(run, empty):
    """Its first line names it; what is not there is said, and the file is the document's."""
    sheet = made_up.Sheet()
    titles = ("Open the wells", "Mend the roads", "Plant the trees")
    for n, title in enumerate(titles, 1):
        sheet.at(20, 20 + 12 * n, f"Recommendation {n}: {title}.")
    Path("docs").mkdir()
    Path("docs/a.pdf").write_bytes(sheet.bytes())
    run("import docs/a.pdf --as proposals --format md -o draft.md")
    text = Path("draft.md").read_text("utf-8")
    assert text.startswith("<!-- from docs/a.pdf -->\n\n<!-- page 1 -->\n")
    Path("draft.md").write_text(
        text.replace("Mend the roads", "Mend all roads").replace("page 1", "page 7"),
        encoding="utf-8",
    )
    found = json.loads(run("import draft.md --as proposals --format json").out)
    assert (found["file"], found["sha256"]) == (
        str(Path("docs/a.pdf")),
        hashlib.sha256(Path("docs/a.pdf").read_bytes()).hexdigest(),
    )
    assert [item["locator"] for item in found["items"]] == ["p. 1", "p. 7", "p. 1"]
    (doubt,) = found["doubts"]
    details = {"n": 1, "numbers": "2", "file": str(Path("docs/a.pdf"))}
    assert (doubt["code"], doubt["details"]) == ("not-in-file", details)
    # Without the line, or from elsewhere, the document is named.
    Path("text.md").write_text(
        Path("draft.md").read_text("utf-8").partition("\n")[2], encoding="utf-8"
    )
    command = "import text.md --as proposals --from docs/a.pdf --format json"
    assert json.loads(run(command).out) == found
    Path("docs/a.pdf").unlink()
    assert run("import draft.md --as proposals").code == 4
    assert run(command).code == 4
