"""``init --proposals FILE --answer FILE``: shown first, made on yes, whole or not at all."""

import hashlib
import os
import signal
from functools import partial
from pathlib import Path

import docx
import pytest

from jamplan.corpus.loading import file_names, load
from jamplan.decisions.session import Session
from scripts.ai_opportunities import ACTION_PLAN, EXAMPLE, RESPONSE
from tests.conftest import Result, Script, plain, refused, unchanged
from tests.documents import made_up
from tests.documents.test_tables import table
from tests.killing import killed_after

PROPOSALS, PLAN = "report.md", "plan.docx"
BOTH = ("--proposals", PROPOSALS, "--answer", PLAN)


@pytest.fixture
def documents(empty):
    """A report and a plan in the current folder, and what else a document may be."""
    (empty / PROPOSALS).write_text(
        f"$schema=x\n\n{made_up.markdown()}", encoding="utf-8"
    )
    (empty / PLAN).write_bytes(made_up.headings_docx())
    (empty / "sheet.xlsx").write_bytes(made_up.workbook())
    (empty / "scan.pdf").write_bytes(made_up.scanned())
    numbers = range(1, 5)
    two = "\n\n".join(
        f"Mesure {n} : Agir en {n}\n\n{n}. Le constat {n}" for n in numbers
    )
    (empty / "two.md").write_text(two, encoding="utf-8")
    (empty / "letter.txt").write_text(
        "Madame,\n\nMerci de votre lettre.\n", encoding="utf-8"
    )
    (empty / "broken.docx").write_bytes(made_up.headings_docx()[:3000])
    (empty / "form.csv").write_text("proposal,measure,keep\na,b,\n", encoding="utf-8")
    return empty


def test_without_a_terminal_it_asks_for_yes_and_for_two_documents(run, documents):
    """Code 2, and nothing is made: none answers itself; import shows a document."""
    asked = "There is no terminal to ask on: use --yes, then jamplan source.\n"
    assert run("init", "c", *BOTH) == Result(2, "", asked)
    same = run("init", "c", *BOTH[:3], PROPOSALS, "--yes")
    assert (same.code, same.err) == (2, "Both documents are the same file.\n")
    assert not Path("c").exists()


def test_it_is_made_with_yes(run, documents):
    """Four files that load, with distinct ids; the first screen, and what to do next."""
    result = run("--lang", "en", "init", "c", *BOTH, "--yes")
    assert (result.code, result.err) == (
        0,
        "Made: c\nTo use it: --data c\n"
        "L'eau: publisher to be named, date to be named. Say it: jamplan source proposals-document --publisher NAME "
        "--title TEXT --date DATE --data c\n"
        "Plan Eau: publisher to be named, date to be named. Say it: jamplan source plan-document --publisher NAME "
        "--title TEXT --date DATE --data c\n"
        "Next: jamplan suggest --all --data c; jamplan review --data c\n",
    )
    nothing = "6 proposals: nothing reviewed yet. No statement on record; that rules none out."
    assert nothing in " ".join(result.out.split())
    assert "counted" not in result.out
    made = load("c")
    ids = [item.id for item in (*made.proposals, *made.measures)]
    assert len(set(ids)) == len(ids) == 12
    assert sum(id_.endswith("-2") for id_ in ids) == 6
    expected = ["proposals.md proposals", "plan.docx plan"]
    assert [f"{source.file} {source.publisher}" for source in made.sources] == expected
    for source, name in zip(made.sources, (PROPOSALS, PLAN), strict=True):
        assert Path("c", source.file).read_bytes() == Path(name).read_bytes()
        assert source.sha256 == hashlib.sha256(Path(name).read_bytes()).hexdigest()
    assert [actor.name for actor in made.actors] == ["?", "?"]
    assert made.statements == ()
    files = {path.name for path in Path("c").iterdir()}
    assert files == {".schema", *file_names(Path("c")), "proposals.md", "plan.docx"}
    assert len([*Path("c/.schema").iterdir()]) == 4
    assert run("check", "--data", "c").code == 0


def test_a_response_answers_by_number(run, empty):
    """Fifty measures, titled by what is answered and not by what is repeated; none is a statement."""
    both = (
        "--proposals",
        str(EXAMPLE / ACTION_PLAN),
        "--answer",
        str(EXAMPLE / RESPONSE),
    )
    result = run("init", "c", *both, "--response", "--yes")
    assert (result.code, "50 recommendations: nothing reviewed yet" in result.out) == (
        0,
        True,
    )
    assert (
        "The government has launched"
        in run("--lang", "en", "suggest", "R24", "--data", "c").out
    )
    made = load("c")
    assert made.plan_document.relation == "response"
    for items in (made.proposals, made.measures):
        assert [item.number for item in items] == [
            str(number) for number in range(1, 51)
        ]
    answers = [item.title for item in made.measures]
    assert sum(title.startswith(("Agree", "Partially")) for title in answers) == 49
    assert all(title.endswith((".", ":", " …")) for title in answers)
    assert answers[7::16][:2] == [
        "Agree. See above.",
        "The government has launched a consultation.",
    ]
    # The cells of the third column run on after no answer, and the response's sections are its own.
    assert made.measures[3].text.endswith(
        "working with the National Energy System Operator."
    )
    assert made.measures[6].details == ("Further details published by Summer 2025",)
    details = {len(item.details) for item in made.measures}
    assert (made.statements, made.priorities, details) == ((), (), {1})
    again = run(
        "import", str(EXAMPLE / RESPONSE), "--as", "measures", "--merge", "--data", "c"
    )
    assert "changes nothing" in again.out
    assert (
        "named, date to be named, p. 14)"
        in run(f"show {made.proposals[23].id} --cite --data c").out
    )


def test_an_answer_in_a_table_is_shown_with_what_it_answers(run, empty):
    """Numbers begin anew in each chapter: the answer is the one whose words are quoted."""
    asked = {
        "Eau": (
            "Creuser un puits dans chaque village",
            "Former tous les maires au secours",
        ),
        "Air": ("Planter mille arbres sur les places", "Fermer les rues aux camions"),
    }
    rows = [
        f"{n}. {what} | Accord. {what[::-1]}"
        for each in asked.values()
        for n, what in enumerate(each, 1)
    ]
    Path("a.md").write_text(
        f"# Réponse\n\n{table('Recommandation | Réponse', *rows)}", encoding="utf-8"
    )
    parts = [
        f"## {theme}\n\n### Recommandations\n\n1. {a}\n2. {b}"
        for theme, (a, b) in asked.items()
    ]
    Path("r.md").write_text("# Rapport\n\n" + "\n\n".join(parts), encoding="utf-8")
    assert run("init c --proposals r.md --answer a.md --response --yes").code == 0
    session = Session(Path("c"), "Ada", "2026-11-25")
    while card := session.card():
        assert card.proposal.title[::-1] in f"{card.measure.title} {card.measure.text}"
        session.skip()
    assert session.done == 4


AUDIT = """\
# Report of the auditors

They looked at the accounts.

**Recommendation 1:** Mend the roads to the villages before winter.

*Mayor's reply*

The roads are mended.

**Recommendation 2:** Count the fish in the river once a year.

*Mayor's reply*

We count none.
"""


def test_a_report_may_have_the_replies(run, empty):
    """One copy, and each reply with what it answers; without the option it is refused."""
    Path("r.md").write_text(AUDIT, encoding="utf-8")
    command = "init c --proposals r.md --answer r.md --yes"
    assert "are the same file" in refused(run(command))
    assert run(f"{command} --response").code == 0
    made = load("c")
    asked = [proposal.id for proposal in made.proposals]
    assert [each.answers for each in made.measures] == [(id_,) for id_ in asked]
    answers = [each.title for each in made.measures]
    assert answers == ["The roads are mended.", "We count none."]
    assert not any("reply" in (each.text or "") for each in made.proposals)
    assert [path.name for path in Path("c").glob("*.md")] == ["proposals.md"]


def test_no_answer_found_is_said(run, empty):
    """With what is announced and the numbers without one; the corpus is made."""
    Path("r.md").write_text(AUDIT, encoding="utf-8")
    Path("a.md").write_text("# Speech\n\n- He likes fish.\n- And roads.\n", "utf-8")
    result = run("init c --proposals r.md --answer a.md --response --yes")
    said = "Answers found: 0 of 2; headings that announce one: 0. Without: 1, 2."
    assert (result.code, said in result.err) == (0, True)
    assert (len(load("c").proposals), load("c").measures) == (2, ())


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("scan.pdf", PLAN), 4, "scan"),
        ((PROPOSALS, "scan.pdf"), 4, "scan"),
        ((PROPOSALS, "broken.docx"), 4, "broken.docx"),
        ((PROPOSALS, "gone.pdf"), 4, "gone.pdf"),
        (
            (PROPOSALS, "letter.txt"),
            1,
            "letter.txt: No certain list: give words of its ends",
        ),
        (
            ("letter.txt", PLAN),
            1,
            "letter.txt: No certain list: give words of its ends",
        ),
        ((PROPOSALS, "form.csv"), 2, "Import it with --as links"),
    ],
)
def test_what_gives_no_list_is_told_and_nothing_is_made(
    run, documents, given, code, said
):
    """A scan, a broken file, a file that is gone, a letter, a form."""
    result = run("init", "c", "--proposals", given[0], "--answer", given[1], "--yes")
    assert result.code == code
    assert said in result.err
    assert not Path("c").exists()


@pytest.mark.parametrize(
    ("folder", "files"),
    [
        (".", ("papers/report.md", PLAN)),
        ("papers", ("report.md", PLAN)),
        ("c", ("proposals.md", PLAN)),
    ],
)
def test_a_document_in_the_folder_stays_where_it_is(run, documents, folder, files):
    """Others are copied, so that whoever is given the folder can look the quotes up."""
    Path("papers").mkdir()
    Path(PROPOSALS).rename(Path("papers", PROPOSALS))
    both = ("--proposals", f"papers/{PROPOSALS}", "--answer", PLAN)
    assert run("init", folder, *both, "--yes").code == 0
    made = load(folder)
    assert tuple(source.file for source in made.sources) == files
    for source in made.sources:
        digest = hashlib.sha256(Path(folder, source.file).read_bytes()).hexdigest()
        assert source.sha256 == digest
    assert not Path(folder, "plan.md").exists()


def test_a_copy_is_named_for_its_kind(run, documents):
    """A name without a suffix, or with another one, gets the one by which it is read again."""
    Path("REPORT.TXT.bak").write_text(made_up.markdown(), encoding="utf-8")
    Path("plan").write_bytes(made_up.headings_docx())
    assert (
        run(
            "init", "c", "--proposals", "REPORT.TXT.bak", "--answer", "plan", "--yes"
        ).code
        == 0
    )
    assert [source.file for source in load("c").sources] == [
        "proposals.md",
        "plan.docx",
    ]


def test_nothing_is_overwritten(run, documents):
    """Another file in the folder stays, also of a copy's name; a corpus is told before the documents are read."""
    Path("c").mkdir()
    for name, code in (("plan.docx", 2), ("mine.txt", 0)):
        Path("c", name).write_bytes(b"mine")
        result = run("init", "c", *BOTH, "--yes")
        assert (result.code, f"“c/{name}” exists already" in result.err) == (
            code,
            code == 2,
        )
        assert Path("c", name).read_bytes() == b"mine"
        if code:
            assert [path.name for path in Path("c").iterdir()] == [name]
            Path("c", name).unlink()
    with unchanged(Path("c")):
        assert "exists already" in refused(run("init", "c", *BOTH, "--yes"))


def test_one_that_is_killed_leaves_no_folder_that_looks_finished(
    run, documents, monkeypatch
):
    """The folder has its name when it is whole."""
    monkeypatch.setattr(
        Path, "rename", lambda *_paths: os.kill(os.getpid(), signal.SIGKILL)
    )
    assert killed_after(99, partial(run, "init", "c", *BOTH, "--yes"))
    assert not Path("c").exists()


@pytest.fixture
def types(monkeypatch):
    """A function that has these lines typed on a terminal, and returns it."""

    def on(*typed):
        typist = Script(*typed)
        for module in ("init", "importing"):
            monkeypatch.setattr(
                f"jamplan.cli.{module}.terminal_of", lambda _run: typist
            )
        return typist

    return on


def test_a_person_says_which_list_and_what_the_documents_are(run, documents, types):
    """Another list by its number, one by an item's words; words of none keep it; then what was read."""
    Path(PLAN).unlink()
    lists = ("9", "2", "Mesure 1 : Agir", "", "Rien ne va", "", "")
    dates, addresses = ("31 April 2024", "April 2024"), ("x", "https://example.org/r")
    report = ("Water", "les Amis de l'Eau (AE)", *dates, *addresses)
    plan = ("The plan", "", "", "")
    typist = types("", *lists, *report, *plan, "Wishes", ..., "Ada", "ada@example.org")
    assert run("init", "c", *BOTH[:3], "two.md").code == 0
    assert typist.typed == []
    assert typist.shown.count("Possible values: 1 – 2.") == 1
    assert (
        sum(
            line.startswith("Nothing begins so. The nearest: ") for line in typist.shown
        )
        == 1
    )
    assert typist.shown.count("That does not fit; it may stay empty.") == 2
    made = load("c")
    assert made.title == "Wishes → The plan"
    assert [measure.title for measure in made.measures] == [
        f"Agir en {n}" for n in range(1, 5)
    ]
    document, source = made.proposals_document, made.sources[0]
    assert (document.published_by, document.contact) == ("Ada", "ada@example.org")
    assert (document.title, document.date, document.publisher) == (
        "Water",
        "2024-04",
        "amis-de-l-eau",
    )
    assert (source.id, source.url) == ("amis-de-l-eau-2024-04", "https://example.org/r")
    actor = made.actor["amis-de-l-eau"]
    called = (actor.name, actor.called, actor.introduced)
    assert called == ("Amis de l'Eau", "les AE", "les Amis de l'Eau (AE)")
    assert [finding.details["lacks"] for finding in made.unknown.values()] == [
        ("publisher", "date")
    ]
    types(..., "Our plan", "", ..., *[...] * 4)
    assert [run("init", "c").err for _ in range(2)] == [
        "Written: c/plan.yaml\nWritten: c/proposals.yaml\n",
        "",
    ]
    document = load("c").proposals_document
    assert (load("c").title, document.published_by, document.contact) == (
        "Wishes → Our plan",
        None,
        "ada@example.org",
    )


def test_escape_leaves_nothing_behind(run, documents, types):
    """At the first question or at the last."""
    types(None)
    assert run("init", "c", *BOTH).code == 130
    types("", "", *[""] * 10, None)
    assert run("init", "c", *BOTH).code == 130
    assert not Path("c").exists()


def test_import_asks_whether_this_is_the_list(run, documents, types):
    """The hint has the list that was taken; who says which is asked nothing."""
    typist = types("Mesure 1", "Mesure 4", "")
    result = run("import", "two.md", "--as", "measures")
    assert (
        result.err
        == "Nothing is written yet. To go on, add --first 'Mesure 1' --last 'Mesure 4' --merge.\n"
    )
    types("2", "yes")
    assert "add --list 2 --merge." in run("import", "two.md", "--as", "measures").err
    types("Madame", "", "")
    assert run("import", "letter.txt", "--as", "measures").code == 0
    typist = types()
    assert run("import", "two.md", "--as", "measures", "--list", "1").code == 0
    assert typist.shown == []


def test_what_is_unknown_is_said_and_not_published(run, documents):
    """By check and each report; export names source and --draft, which marks each form."""
    assert run("init", "c", *BOTH, "--yes").code == 0
    assert "document-unknown" in run("check", "--full", "--data", "c").out
    for command in ("coverage", "unadopted", "suggest --all"):
        assert "auteur à préciser" in " ".join(run(f"{command} --data c").out.split())
    err = refused(run("export -o x.md --data c"))
    assert not Path("x.md").exists()
    assert "jamplan source proposals-document --publisher NAME" in err
    assert "Not published without --draft, which marks each page: " in err
    for form in ("md", "svg", "json"):
        assert run("export", "-o", f"x.{form}", "--draft", "--data", "c").code == 0
        assert "Projet : L'eau (auteur à préciser" in plain(
            Path(f"x.{form}").read_text("utf-8")
        )
    for form in ("html", "docx"):
        assert run("export", "-o", f"x.{form}", "--draft", "--data", "c").code == 0
    assert '<p class="draft">projet</p>' in Path("x.html").read_text("utf-8")
    assert docx.Document("x.docx").sections[0].header.paragraphs[0].text == "projet"
    for name in ("proposals", "plan"):
        said = ("--publisher", f"The {name}", "--date", "2024-03")
        assert run("source", f"{name}-document", *said, "--data", "c").code == 0
    assert run("export", "-o", "x.md", "--force", "--data", "c").code == 0
    assert "rojet" not in Path("x.md").read_text("utf-8")


def test_a_list_that_others_judge_has_no_answer(run, documents):
    """Three files; what is next is a document that answers, which makes the fourth."""
    result = run("--lang", "en", "init", "c", "--proposals", PROPOSALS, "--yes")
    assert result.code == 0
    assert result.err.endswith(
        "Next: jamplan import FILE --as measures --merge --data c\n"
    )
    assert file_names(Path("c")) == ("sources.yaml", "proposals.yaml", "links.yaml")
    assert load("c").plans == ()
    command = ("import", PLAN, "--as", "measures", "--publisher", "Town of Valbourg")
    command = (*command, "--merge", "--pair", "all=new", "--write", "--data", "c")
    assert run(*command).code == 0
    (plan,) = load("c").plans
    assert (plan.name, len(plan.measures)) == ("plan", 6)


def test_a_list_is_shown_in_full_explained_and_left_for_the_one_before(
    run, documents, types
):
    """“+”, “?”, “-” to the list before, and to the document before."""
    typist = types("+", "?", "2", "-", "Mesure 2", "-", "")
    result = run("import", "two.md", "--as", "measures", "--lang", "en")
    assert result.err == "Nothing is written yet. To go on, add --merge.\n"
    heads = [line for line in result.out.splitlines() if "items" in line]
    mine = "4 items “Mesure”, from “Agir en 1” to “Agir en 4”."
    other = "4 numbered items, from “Le constat 1” to “Le constat 4”."
    assert [line for line in heads if not line.startswith("•")] == [
        mine,
        mine,
        other,
        mine,
        mine,
    ]
    assert [line for line in typist.shown if line.startswith("A list is its")] != []
    typist = types("", "-", "-")
    assert run("init", "c", *BOTH).code == 130
    assert (typist.typed, Path("c").exists()) == ([], False)


def test_the_second_document_is_read_before_anything_is_asked(run, documents, types):
    """A scan is told at once."""
    typist = types()
    result = run("init", "c", *BOTH[:3], "scan.pdf")
    assert (result.code, typist.shown) == (4, [])


def test_both_lists_may_be_chosen_by_options(run, documents):
    """The first value is that of the document that proposes; another one has no value."""
    more = ("--list", "1", "--list", "2", "--yes")
    assert run("init", "c", *BOTH[:3], "two.md", *more).code == 0
    titles = [measure.title for measure in load("c").measures]
    assert titles == [f"Le constat {n}" for n in range(1, 5)]
