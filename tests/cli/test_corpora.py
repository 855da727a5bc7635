"""``init``, ``check``, ``agreement``, ``diff``: whole corpora made, examined and compared."""

import json
import os
import re
import shutil
import stat
import subprocess
from functools import partial
from pathlib import Path

import pytest
import yaml

from jamplan.corpus.loading import find, load, packaged_folder
from tests.conftest import (
    END,
    LINKS,
    PLAN,
    PROPOSALS,
    SOURCES,
    Result,
    edit,
    fields,
    refused,
    unchanged,
)
from tests.killing import killed_after

FILES = ("sources.yaml", "proposals.yaml", "plan.yaml", "links.yaml")
COMMANDS = """\
coverage; coverage --of documented; coverage --by chapter; coverage --by priority; coverage --by source
coverage --by rule; coverage --format csv; coverage --format json
unadopted; unadopted --format csv; suggest; suggest --all --format csv; suggest --all
check; claim 6; claim "25 %"; review; diff c; agreement c c
export -o x.md; export -o x.html; export -o x.json; export -o x.xlsx; export -o csv/""".replace(
    "\n", "; "
).split("; ")
# Nothing is found, or there is nothing to do it with.
CODES = {"unadopted": 1, "suggest": 1, "claim": 1, "agreement": 1, "review": 2}
EMPTY = {
    "fr": (
        "Rien d’enregistré.",
        "Il n’y a encore rien à compter\u202f: ni nombre ni texte connus.",
    ),
    "en": (
        "None on record.",
        "There is nothing to count yet: no number and no text is known.",
    ),
}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_command_says_something_true_of_what_was_made(run, lang):
    """No figure of nothing, no « only one » for none; each with the code that it has elsewhere."""
    assert run(f"--lang {lang} init c --empty").code == 0
    for command in COMMANDS:
        result = run(f"--lang {lang} {command} --data c", lang=lang)
        assert result.code == CODES.get(command.split()[0], 0), (command, result.err)
        for said in (
            " seule proposition",
            "the 0 prop",
            "les 0 prop",
            "Of 0 prop",
            "Sur 0 prop",
        ):
            assert said not in result.out, command
    unknown = run("show qwertz --data c", lang=lang).err.split("\n")[0]
    assert unknown == EMPTY[lang][0]
    assert (
        run(f"--lang {lang} coverage --full --data c").out.split("\n")[2]
        == EMPTY[lang][1]
    )
    assert (
        json.loads(run("coverage --format json --data c").out)["proposals"]["total"]
        == 0
    )


def test_empty_files_are_in_the_language_asked_for(run):
    """That of --lang, else that of messages; with the schemas that editors are pointed to."""
    result = run("init c --empty")
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "Made: c\nTo use it: --data c\nNext: jamplan import FILE --as proposals --merge --data c\n"
    )
    made = {
        str(path.relative_to("c")) for path in Path("c").rglob("*") if path.is_file()
    }
    assert made == {
        *FILES,
        *(f".schema/{name.replace('yaml', 'schema.json')}" for name in FILES),
    }
    title = json.loads(Path("c/.schema/links.schema.json").read_text(encoding="utf-8"))[
        "title"
    ]
    assert title == "links.yaml"
    run("--lang fr init f --empty --quiet")
    run("init g --empty", lang="fr")
    assert [load(name).language for name in "cfg"] == ["en", "fr", "fr"]


def test_a_copy_is_the_corpus_that_is_named(run, corpus):
    """« jam » names the shipped one, « ./jam » a folder; for a second person, decisions are left out."""
    total = (
        "  - about: proposals   # said\n    says: taken_up\n    words: explicit\n"
        "    count: some\n    evidence: [{source: article, quote: some of our wishes}]\n"
    )
    corpus("jam", links=LINKS.removesuffix(END) + total + END)
    assert run("init a --from jam").code == run("init b --from ./jam").code == 0
    for name in FILES:
        assert Path("a", name).read_bytes() == (packaged_folder() / name).read_bytes()
        assert Path("b", name).read_bytes() == Path("jam", name).read_bytes()
    result = run("init yours --from ./jam --without-decisions")
    assert (result.code, result.out) == (0, "")
    assert (
        Path("yours/links.yaml").read_text(encoding="utf-8")
        == f"format: 2\nstatements:\n{total}{END}"
    )
    assert Path("yours/plan.yaml").read_bytes() == Path("jam/plan.yaml").read_bytes()
    assert run("init x --from nowhere").code == 4


@pytest.mark.parametrize("more", ["", "--without-decisions"])
def test_the_copies_of_sources_come_along(run, corpus, more):
    """Those below the folder, so that quotes can be looked up; one that is gone or elsewhere does not."""
    sources = SOURCES.replace("date: 2021-11,", "date: 2021-11, file: papers/a.txt,")
    for name, file in (
        ("gone", "gone.txt"),
        ("elsewhere", "../papers.txt"),
        ("folder", "papers"),
    ):
        sources += f"  - {{id: {name}, publisher: press, file: {file}}}\n"
    corpus("mine", sources=sources)
    Path("papers.txt").write_bytes(b"elsewhere")
    Path("mine/papers").mkdir()
    Path("mine/papers/a.txt").write_bytes(b"They took up our wells.")
    assert run(f"init yours --from mine {more}").code == 0
    copied = {
        path.relative_to("yours").as_posix() for path in Path("yours").rglob("*.txt")
    }
    assert copied == {"papers/a.txt"}
    assert Path("yours/papers/a.txt").read_bytes() == b"They took up our wells."


@pytest.mark.parametrize("how", ["", "--empty", "--from c"])
@pytest.mark.parametrize("name", [*FILES, "."])
def test_nothing_is_overwritten(run, folder, how, name):
    """Any of the four files there, or a file in the folder's place: refused, and nothing is new."""
    path = Path("mine") if name == "." else Path("mine", name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"mine")
    before = sorted(Path().rglob("*"))
    result = run(f"init mine {how}")
    assert result.code in {2, 4}
    assert str(path) in result.err
    assert (sorted(Path().rglob("*")), path.read_bytes()) == (before, b"mine")


def test_a_folder_that_cannot_be_written_is_told(run, monkeypatch):
    """Code 4, the name of the folder, and nothing left behind."""
    import tempfile

    def refuse(*args, **more):
        raise PermissionError(13, "no", "secret")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    assert refused(run("init deep/mine"), 4).startswith(
        "“deep/mine”: permission is denied.\n"
    )
    assert not Path("deep").exists()


def test_check_reports_and_never_writes(run, corpus):
    """Errors first, the same note of several lines once, and what was done about quotes."""
    folder = corpus(links=LINKS.replace("they took up our wells", "wells"))
    with unchanged(folder):
        result = run("check --full --data c")
    assert result.code == 1
    lines = result.out.split("\n")
    assert [line for line in lines[2:8] if line] == [
        "1 error, 3 warnings and 4 notes.",
        "1 quote could not be looked up: its source has no copy (--source ID=FILE).",
        "1 error",
        "• c/links.yaml:3:5 quote-too-short",
    ]
    assert lines.index("3 warnings") > 8


@pytest.mark.parametrize(
    ("least", "code"), [(None, 0), ("error", 0), ("warning", 1), ("note", 1)]
)
def test_the_severity_that_fails_is_chosen(run, folder, least, code):
    """Errors by default; a corpus without errors passes."""
    more = () if least is None else ("--fail-on", least)
    assert run("check", *more, "--data", "c").code == code


def test_annotations_for_a_pull_request(run, corpus):
    """One workflow command a finding; percent, colons and line breaks escaped."""
    corpus()
    lines = run("check --format github --data c").out.split("\n")
    assert (
        "::warning file=c/sources.yaml,line=7,col=10,title=source-without-date::The source “paper” has no "
        "date. → Say it: jamplan source paper --date DATE --url ADDRESS --data c"
    ) in lines
    corpus("a,b:c", plan=PLAN.replace("2", "3 %", 1))
    broken = run("check --format github --data a,b:c")
    assert broken.code == 1
    start = "::error file=a%2Cb%3Ac/plan.yaml,line=1,col=9,title=bad-format::The format is “3 %25”;"
    assert broken.out.startswith(start)


def test_check_as_json(run, corpus):
    """Counts, quotes, and every finding with its place; those that stop loading too."""
    corpus()
    found = json.loads(run("check --format json --data c").out)
    assert (found["schema"], found["title"]) == (
        "jamplan.check/1",
        "Ten wishes → The plan",
    )
    assert found["counts"] == {"error": 0, "warning": 2, "note": 4}
    assert found["quotes"] == {"found": 0, "missed": 0, "unchecked": 1}
    place = {"file": "c/sources.yaml", "line": 7, "column": 10}
    message = "The source “paper” has no date."
    remedy = "Say it: jamplan source paper --date DATE --url ADDRESS --data c"
    head = {"code": "source-without-date", "severity": "warning"}
    assert found["findings"][1] == {
        **head,
        **place,
        "message": message,
        "remedy": remedy,
    }
    corpus(links="format: 3\n...\n", plan="format: 4\ndocument: {short_name: P}\n")
    result = run("check --format json --data c")
    found = json.loads(result.out)
    assert (result.code, found["title"], found["quotes"]) == (1, None, None)
    assert [finding["file"] for finding in found["findings"]] == [
        "c/plan.yaml",
        "c/links.yaml",
    ]
    (corpus() / "proposals.yaml").unlink()
    assert run("check --data c").code == 4


def test_a_quote_is_looked_up_where_the_command_says(run, folder):
    """A beginning of the id is enough; a wrong one, a missing file and no « = » are told."""
    Path("a.txt").write_text("Then they took up our wells.", encoding="utf-8")
    found = run("check --source art=a.txt --data c")
    assert (
        "1 quote looked up in a copy of its source: 1 found, 0 not found.\n"
        in found.out
    )
    Path("a.txt").write_text("Then they took up our well.", encoding="utf-8")
    missed = run("check --source article=a.txt --data c")
    assert (missed.code, "quote-not-found" in missed.out) == (1, True)
    assert run("check --source article=nothing --data c").code == 1
    expected = "There is no source “artikle”.\nPerhaps “article”?\n"
    assert run("check --source artikle=x --data c").err == expected
    expected = "--source cannot be “article”.\nWrite the id of a source and the path of its copy: ID=FILE\n"
    assert run("check --source article --data c").err == expected


def test_the_hook_of_pre_commit_names_the_command(root):
    """It runs « jamplan check » on the four files, and is given none of their names."""
    (hook,) = yaml.safe_load(
        (root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    )
    expected = ("jamplan-check", "jamplan check", False)
    assert (hook["id"], hook["entry"], hook["pass_filenames"]) == expected
    for name in ("data/links.yaml", "sources.yaml", "a/b/plan.yaml", "proposals.yaml"):
        assert re.search(hook["files"], name)
    assert not re.search(hook["files"], "other.yaml")


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        (None, "decide brigade-mobile A1 --says not-this --decided-by Ada"),
        (None, "source a.txt --publisher jam"),
        ("import form.csv --as links --decided-by Ada", "{} --write"),
        ("import list.md --as proposals --merge", "{} --write"),
    ],
)
def test_the_packaged_corpus_is_shown_what_it_would_get_and_not_written_to(
    run, empty, shown, written
):
    """The command that makes a copy is named, in which the same is recorded."""
    Path("a.txt").write_text("Words.\n", encoding="utf-8")
    Path("form.csv").write_text(
        "proposal,measure,says\ncours-obligatoires,A5,non\n", encoding="utf-8"
    )
    Path("list.md").write_text(
        "1. Cours obligatoires\n2. Voir\n3. Dire\n", encoding="utf-8"
    )
    with unchanged(packaged_folder()):
        assert shown is None or run(shown).code == 0
        assert "jamplan init FOLDER" in refused(run(written.format(shown)))
    assert run("init mine").err.endswith("Next: jamplan review --data mine\n")
    assert run(f"{written.format(shown)} --data mine").code == 0


WISHES = (
    PROPOSALS
    + '  - {id: trees, title: "Plant [trees]"}\n  - {id: lamps, title: Light lamps}\n'
)
ACTORS = SOURCES.replace(
    "actors:\n", "actors:\n  - {id: ann, name: Ann}\n  - {id: bob, name: Bob}\n"
)
READING = """\
readings:
  - id: all
    measures: [{id: M1, text: Wells for all}, {id: M2, text: A campaign}]
...
"""
ANN = f"""\
format: 2
statements:
  - {{about: wells, says: taken_up, measure: M1, words: compared, by: Ann A.}}
  - {{about: roads, says: in_part, measure: M2, words: compared, by: Ann A., evidence: [{{source: paper}}]}}
  - {{about: trees, says: no_match, words: compared, by: Ann A., read: {{document: all}}}}
{READING}"""
BOB = f"""\
format: 2
statements:
  - {{about: wells, says: taken_up, measure: M1, words: compared, by: Bob B.}}
  - {{about: roads, says: out_of_scope, words: compared, by: Bob B.}}
  - {{about: trees, says: no_match, words: compared, by: Bob B., read: {{document: all}}}}
  - {{about: roads, says: not_this, measure: M2, words: compared, by: Bob B.}}
{READING}"""


@pytest.fixture
def reviewers(corpus):
    """Two folders on the same four proposals and reviewers measures."""
    for name, links in (("a", ANN), ("b", BOB)):
        corpus(name, proposals=WISHES, sources=ACTORS, links=links)


def test_disagreements_come_first_then_the_indices(run, reviewers, corpus):
    """Three proposals decided by both, two alike: who decided what, and how far they agree."""
    result = run("agreement a b --full")
    assert (result.code, result.err) == (0, "")
    lines = squeezed(result.out).split("\n")
    assert [lines[number] for number in (2, 5, 6, 9, 10)] == [
        "1 disagreement; a decision in both for 3 of 4 proposals.",
        "Mend roads roads → M2: taken up in part, comparison of both texts by Ann A. "
        "roads: out of scope, as concluded by Bob B.",
        "roads Match set aside: M2",
        "the status 0.667 (2 of 3) 0.571 0.615",
        "each match, kept or not 0.833 (5 of 6) 0.571 0.593",
    ]
    assert "• Left out: 0 decided in “a” only, 0 in “b” only, 1 in neither." in lines
    # The disagreements with the records of both, and the tables that every index comes from.
    found = json.loads(run("agreement a b --format json").out)
    assert (found["schema"], found["a"], found["b"]) == (
        "jamplan.agreement/2",
        "a",
        "b",
    )
    counts = {
        "total": 4,
        "both": 3,
        "only_a": 0,
        "only_b": 0,
        "neither": 1,
        "same_records": 0,
    }
    assert found["proposals"] == counts
    table = {
        (row["a"], row["b"]): row["count"] for row in found["statuses"].pop("table")
    }
    pairs = [("no_match",) * 2, ("in_part", "out_of_scope"), ("taken_up",) * 2]
    assert table == dict.fromkeys(pairs, 1)
    indices = {"raw": 2 / 3, "kappa": 4 / 7, "alpha": 8 / 13, "units": 3, "alike": 2}
    assert found["statuses"] == pytest.approx(indices)
    (row,) = found["disagreements"]
    expected = ("roads", "in_part", "out_of_scope")
    assert (row["proposal"], row["a"]["decision"], row["b"]["decision"]) == expected
    assert (row["a"]["positions"][0]["measure"], row["b"]["dismissed"]) == (
        "M2",
        ["M2"],
    )
    # One line a disagreement, also where one concludes against a statement that both have; the rest.
    assert {
        "Agreement on the status: 2 of 3; on each match, kept or not: 5 of 6.",
        "Mend roads taken up in part (M2) out of scope",
        "To settle what was decided differently: jamplan review --with b --data a",
    } <= set(squeezed(run("agreement a b").out).split("\n"))
    out_of_scope = (
        "  - {about: wells, says: out_of_scope, words: compared, by: Bob B.}\nreadings:"
    )
    corpus(
        "b",
        proposals=WISHES,
        sources=ACTORS,
        links=BOB.replace("readings:", out_of_scope),
    )
    told = " ".join(run("agreement a b").out.split())
    assert "2 disagreements" in told
    assert "status: 1 of 3; on each match, kept or not: 3 of 4." in told
    assert "contradiction (M1); out of scope" in told


def test_what_is_undefined_is_said_with_its_reason(run, reviewers, corpus):
    """Nothing decided by both is code 1; one proposal decided alike, by records that one may have copied."""
    # With the first items that differ; so is a path to nothing.
    more = "".join(f"  - {{id: extra{number}, title: More}}\n" for number in range(5))
    corpus("other", proposals=WISHES.replace("Mend roads", "Mend streets") + more)
    said = "The two are not about the same documents. Missing, or with another text: roads, extra0, extra1, "
    assert run("agreement a other") == Result(2, "", f"{said}extra2, extra3, ….\n")
    assert run("agreement a nowhere").code == 4
    links = "format: 2\nstatements: [{about: wells, says: not_this, measure: M1, words: compared, by: Cy}]\n...\n"
    corpus("none", proposals=WISHES, sources=ACTORS, links=links)
    result = run("agreement a none --full")
    assert result.code == 1
    assert "Match set aside: M1" in result.out
    assert result.out.count("undefined: nothing to compare") == 3
    assert "each match, kept or not 0 (0 of 1)" in squeezed(result.out)
    found = json.loads(run("agreement a none --format json").out)["statuses"]
    assert [found[name] for name in ("raw", "kappa", "alpha")] == [None] * 3
    corpus("a")
    corpus("b")
    out = run("agreement a b --full").out
    undefined = "undefined: one value throughout"
    assert f"the status 1 (1 of 1) {undefined} {undefined}\n" in squeezed(out)
    assert "For 1, both hold the same records" in out


LATER = LINKS.replace("words: explicit", "words: ambiguous").removesuffix(END) + (
    "  - {about: roads, says: no_match, words: compared, by: Ada, read: {document: all}}\n"
    + READING
)
WITH_LEVIES = (
    PROPOSALS + "  - {id: levies, title: Lower levies, text: Lower them by half.}\n"
)
PAPER = SOURCES.replace(
    "{id: paper, publisher: press}", "{id: paper, publisher: press, title: News}"
)


@pytest.fixture
def two(corpus):
    """An old folder and a new one: a weaker take-up, a conclusion, a proposal and a title more."""
    corpus("old")
    corpus("new", links=LATER, proposals=WITH_LEVIES, sources=PAPER)


def git(*arguments: str) -> subprocess.CompletedProcess:
    """Run Git in the current folder, whatever this machine's settings are."""
    names = (
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@example.org",
        "-c",
        "commit.gpgsign=false",
    )
    command = ["git", *names, *arguments]
    return subprocess.run(command, check=True, capture_output=True)


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def squeezed(text):
    """A text whose table cells are one space apart, so that widths do not matter."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if not line.startswith("───"))


def test_statuses_figures_and_records(run, two):
    """What changed, and nothing else: a table each."""
    result = run("diff old new --full")
    assert (result.code, result.err) == (0, "")
    _title, counts, _places, statuses, figures, records = (
        squeezed(result.out).strip().split("\n\n")
    )
    assert counts == "Statuses changed: 3; figures: 6; records: 4."
    assert "Dig wells statement counted statement not counted" in statuses
    assert {"statement counted 1 0", "text missing 8 7"} <= {*figures.split("\n")}
    assert {"levies Title: Lower levies", "Source Title: — → News"} <= {
        *records.split("\n")
    }


@pytest.mark.parametrize(
    ("stem", "text", "code"),
    [
        ("links", LATER, 1),
        ("links", LINKS.replace("words: explicit", "words: implicit"), 1),
        ("proposals", PROPOSALS.replace("count: 10", "count: 11"), 1),
        ("plan", PLAN + "  - {id: M3, title: More}\n", 1),
        ("sources", PAPER, 0),
        ("links", LINKS.replace("our wells", "our own wells"), 0),
    ],
)
def test_the_exit_code_tells_changed_figures_if_it_is_asked_to(
    run, corpus, stem, text, code
):
    """A status or a figure, and nothing else; without the option it is 0, and so if nothing changed."""
    corpus("old")
    corpus("new", **{stem: text})
    assert run("diff old new --exit-code").code == code
    assert run("diff old new").code == 0
    same = run("diff old --data old --exit-code")
    assert (same.code, "Nothing that is compared has changed." in same.out) == (0, True)


def test_changes_as_json(run, two):
    """Statuses, all figures by name, and records before and after."""
    found = json.loads(run("diff old new --format json").out)
    assert (found["schema"], found["changed"]) == ("jamplan.diff/2", True)
    rule = "{words: stated, whose: null, reader: null, partial: apart, of: declared}"
    assert found["old"] == fields(f"name: old, rule: {rule}")
    changed = [
        f"{row['proposal']}: {row['before']} → {row['after']}"
        for row in found["statuses"]
    ]
    weaker = ["wells: adopted → below_rule", "roads: unreviewed → none_found"]
    assert changed == [*weaker, "levies: None → unreviewed"]
    assert found["figures"]["adopted"] == {"before": 1, "after": 0}
    change = found["records"][1]
    assert (change["what"], change["list"], change["fields"]) == (
        "changed",
        "statements",
        ["words"],
    )
    assert (change["before"]["words"], change["after"]["words"]) == (
        "explicit",
        "ambiguous",
    )


def test_an_export_guards_the_figures(run, corpus, two):
    """A committed export equals its folder, and differs from a changed one, under its own rule."""
    for rule in ("stated", "claimed"):
        assert (
            run(f"export --data old --rule {rule} --of documented -o {rule}.json").code
            == 0
        )
        result = run(f"diff {rule}.json --data old --exit-code")
        assert result.code == 0
        assert f"--rule {rule} --partial apart --of documented" in result.out
        changed = run(f"diff {rule}.json new --exit-code")
        assert changed.code == 1
        assert ("Dig wells" in changed.out) is (rule == "stated")
    out = run("diff stated.json claimed.json --full").out
    rule = "jamplan coverage --rule {} --partial apart --of documented"
    assert f"• Before: stated.json ({rule.format('stated')})" in out
    assert f"• After: claimed.json ({rule.format('claimed')})" in out


def test_an_export_that_does_not_fit_is_refused(run, corpus, empty):
    """One that counts an actor whom the corpus lacks, no export; with what to do."""
    corpus("old")
    run("export --data old --whose league -o a.json")
    renamed = {
        "sources": SOURCES.replace("league", "union"),
        "links": LINKS.replace("league", "union"),
    }
    corpus("new", **renamed, proposals=PROPOSALS.replace("league", "union"))
    (empty / "b.json").write_text('{"schema": "jamplan.coverage/1"}', encoding="utf-8")
    for command, err in (
        ("diff a.json new", "The export counts only the statements of “league”, who is not in new.\n"),
        ("diff /dev/zero new", "“/dev/zero” is not from “jamplan export --format json”: JSON is wrong or missing.\n"),
        ("diff b.json new", "“b.json” is not from “jamplan export --format json”: schema is wrong or missing.\n"),
    ):  # fmt: skip
        assert run(command) == Result(2, "", err)
    (empty / "gone").symlink_to("nowhere")
    assert refused(run("diff gone --data old"), 4).startswith(
        "“gone”: it does not exist.\n"
    )


def test_changes_in_brief(run, two, monkeypatch):
    """One line a change, as many tables as a screen has room for, then what is typed for the rest."""
    monkeypatch.setenv("LINES", "40")
    lines = squeezed(run("diff old new --no-color", columns=60).out).split("\n")
    assert lines[2] == "Statuses changed: 3; figures: 6; records: 4."
    assert "Record Change" in lines
    assert lines[-2] == "See: jamplan diff old new --full"
    monkeypatch.setenv("LINES", "24")
    assert "Record" not in run("diff old new --no-color", columns=60).out


@needs_git
def test_a_revision_is_read_from_the_repository_of_the_folder(
    run, corpus, two, monkeypatch
):
    """The four files as they were committed, wherever the command is run; a path comes first."""
    git("init", "-q", "-b", "main")
    corpus("sub")
    git("add", "sub")
    git("commit", "-qm", "First")
    git("tag", "old")
    corpus("sub", links=LATER, proposals=WITH_LEVIES, sources=PAPER)
    same = (
        run("diff old new --full")
        .out.replace(": old", ": HEAD")
        .replace(": new", ": sub")
    )
    assert run("diff HEAD --full --data sub").out == same
    # « old » is a folder too, and the folder is what is meant.
    assert "Before: old" in run("diff old --data sub").out
    # In a hook of another repository, Git's variables name that one.
    assert run("diff HEAD --full --data sub", GIT_DIR="elsewhere").out == same
    monkeypatch.delenv("GIT_DIR")
    git("commit", "-qam", "Second")
    assert run("diff HEAD~1 HEAD --data sub --exit-code").code == 1
    assert run("diff HEAD HEAD --data sub --exit-code").code == 0
    said = "“HEAD” is neither a path nor a Git revision that has the files of “old”."
    assert said in refused(run("diff HEAD --data old"))


def test_each_change_of_a_record_is_said(run, corpus):
    """Lists by what was added and removed, codes by their labels; data is never markup."""
    corpus(
        "old", plan=PLAN.replace("A campaign}", "A campaign, details: [One., Two.]}")
    )
    more = "A campaign, details: [Two., Three.], number_inferred: true, number: 2}"
    title = "'[red]x[/x] <script> **b**', attribution: implicit"
    corpus(
        "new",
        proposals=PROPOSALS.replace("title: Dig wells", f"title: {title}"),
        plan=PLAN.replace("A campaign}", more),
        links=LINKS.replace("our wells", "our own wells"),
    )
    lines = squeezed(run("diff old new --full").out).split("\n")
    assert lines[-8:-1] == [
        "Proposal Title: Dig wells → [red]x[/x] <script> **b**",
        "wells Attribution: explicit → implicit",
        "Position Evidence: + (article; “they took up our own wells”) − (article; “they took up our wells”)",
        "wells → M1 (league)",
        "Measure Number in the document: — → 2",
        "M2 Number inferred: no → yes",
        "Details: + Three. − One.",
    ]
    assert r"\[red\]x\[/x\] \<script\> \*\*b\*\*" in run("diff old new --format md").out


@needs_git
def test_faults_of_a_revision_are_told_with_it(run, corpus):
    """Their place is in the revision, not in the file that stands in the folder now."""
    git("init", "-q")
    corpus("c", plan=PLAN.replace("priority: P1", "priority: P9"))
    git("add", "c")
    git("commit", "-qm", "Wrong")
    corpus("c")
    err = refused(run("diff HEAD --data c"), 3)
    assert re.search(r"HEAD:plan\.yaml:7:\d+ \[unknown-id\]", err)


@pytest.mark.parametrize("name", ["nothing", "--", "HEAD", "x:y", "-x", "a\nb", "é"])
def test_what_is_neither_a_path_nor_a_revision_is_refused(run, corpus, name):
    """With what could be meant; no option of Git can be given by its name."""
    corpus("c")
    err = refused(run("diff --data c --", name))
    assert "is neither a path nor a Git revision that has the files of “c”." in err
    assert "Traceback" not in err


HOSTILE = """
[extensions]
\tpartialClone = origin
[remote "origin"]
\turl = {url}
\tpromisor = true
\tpartialclonefilter = blob:none
\tuploadpack = {run}
[protocol]
\tallow = always
[protocol "ext"]
\tallow = always
[core]
\tsshCommand = {run}
\tgitProxy = {run}
\tfsmonitor = {run}
\thooksPath = hooks
\tpager = {run}
\teditor = {run}
\talternateRefsCommand = {run}
\taskPass = {run}
[credential]
\thelper = !{run}
[diff]
\texternal = {run}
[diff "x"]
\ttextconv = {run}
\tcommand = {run}
[filter "x"]
\tsmudge = {run}
\tclean = {run}
\tprocess = {run}
\trequired = true
[gpg]
\tprogram = {run}
[log]
\tshowSignature = true
[alias]
\tcat-file = !{run}
\tls-tree = !{run}
"""
"""What of a repository's configuration starts programs."""


@needs_git
@pytest.mark.parametrize(
    "url",
    [
        "ext::{run} %S",
        "ssh://example.org/x",
        "{run}",
        "git://x.invalid/",
        "http://x.invalid/",
    ],
)
@pytest.mark.parametrize("is_there", [True, False], ids=["there", "promised"])
def test_a_revision_starts_nothing_that_a_repository_names(
    run, corpus, empty, url, is_there
):
    """Objects that are there are read; one that is promised only is not fetched."""
    folder, program, trace = corpus("c"), empty / "program", empty / "trace"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {trace}\nexit 1\n')
    program.chmod(0o755)
    git("init", "-q")
    (empty / ".gitattributes").write_text("*.yaml diff=x filter=x\n")
    git("add", "c", ".gitattributes")
    git("commit", "-qm", "First")
    edit(folder / "links.yaml", "explicit", "implicit")
    if not is_there:
        names = git("rev-parse", "HEAD:c/links.yaml").stdout.decode().strip()
        (empty / ".git/objects" / names[:2] / names[2:]).unlink()
    (empty / "hooks").mkdir()
    for hook in ("pre-auto-gc", "reference-transaction", "post-index-change"):
        (empty / "hooks" / hook).symlink_to(program)
    config = HOSTILE.format(url=url.format(run=program), run=program)
    with (empty / ".git/config").open("a") as stream:
        stream.write(config)
    result = run("diff HEAD --data c")
    assert result.code == (0 if is_there else 2)
    assert not trace.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("more", [(), ("--without-decisions",)])
def test_a_copy_is_as_secret_as_its_corpus(run, corpus, empty, there, more):
    """Each file and a new folder have the modes of those that they are copies of."""
    folder = corpus("c", copy="they took up our wells")
    modes = {"links.yaml": 0o600, "sources.yaml": 0o640, "a.txt": 0o400}
    for name, mode in modes.items():
        (folder / name).chmod(mode)
    folder.chmod(0o700)
    if there:
        (empty / "copy").mkdir()
    assert run("init", "copy", "--from", "c", *more).code == 0
    copied = {
        name: stat.S_IMODE((empty / "copy" / name).stat().st_mode) for name in modes
    }
    assert copied == modes
    mode = stat.S_IMODE((empty / "copy").stat().st_mode)
    assert mode == 0o700 or there


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("form", [(), ("--empty",), ("--without-decisions",)])
@pytest.mark.parametrize("there", [True, False])
def test_a_killed_init_is_given_again(run, empty, monkeypatch, form, there):
    """A folder that is taken for a corpus is a whole one; else the same command makes it one."""
    whole = empty / "whole"
    assert run("init", "whole", *form).code == 0
    for files in range(20):
        folder = empty / f"c{files}"
        if there:
            folder.mkdir()
            (folder / "mine.txt").write_bytes(b"mine")
        killed = killed_after(files, partial(run, "init", folder.name, *form))
        monkeypatch.chdir(folder if folder.exists() else empty)
        is_corpus = find(environ={}) == Path()
        assert is_corpus or killed
        assert not is_corpus or load(Path()).proposals == load(whole).proposals
        monkeypatch.chdir(empty)
        assert run("init", folder.name, *form).code == (2 if is_corpus else 0)
        for path in (*whole.glob("*.yaml"), *whole.glob(".schema/*.json")):
            assert (folder / path.relative_to(whole)).read_bytes() == path.read_bytes()
        if not killed:
            return
    raise AssertionError
