"""``init``: a copy, a plan alone, or empty files; and every command on what it made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import jamplan
from jamplan.corpus.loading import FILES, packaged_folder

COMMANDS = (
    ("coverage",),
    ("coverage", "--of", "documented"),
    *(
        ("coverage", "--by", by)
        for by in ("proposal", "chapter", "priority", "status", "claimant", "rule")
    ),
    ("coverage", "--follow-up"),
    ("coverage", "--include-suggestions", "possible"),
    ("coverage", "--format", "csv"),
    ("coverage", "--format", "json"),
    ("unadopted",),
    ("unadopted", "--format", "csv"),
    ("suggest",),
    ("suggest", "--all", "--format", "csv"),
    ("suggest", "--all"),
    ("check",),
    ("claim", "6"),
    ("claim", "25 %"),
    ("review",),
    ("diff", "c"),
    ("agreement", "c", "c"),
    ("export", "-o", "x.md"),
    ("export", "-o", "x.html"),
    ("export", "-o", "x.json"),
    ("export", "-o", "x.xlsx"),
    ("export", "--include-suggestions", "-o", "csv/"),
    ("export", "--table", "proposals", "--format", "csv"),
)
# Nothing is found, or there is nothing to do it with.
CODES = {"unadopted": 1, "suggest": 1, "claim": 1, "agreement": 1, "review": 2}


@pytest.mark.parametrize("how", [("--empty",), ("--plan-of", "jam")])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_command_says_something_true_of_what_was_made(run, how, lang):
    """No figure of nothing, no « only one » for none; each with the code that it has elsewhere."""
    assert run("--lang", lang, "init", "c", *how).code == 0
    for command in COMMANDS:
        result = run("--lang", lang, *command, "--data", "c", lang=lang)
        assert result.code == CODES.get(command[0], 0), (command, result.err)
        for said in (" seule proposition", "the 0 prop", "les 0 prop", "Of 0 prop", "Sur 0 prop"):
            assert said not in result.out, command
    unknown = run("show", "qwertz", "--data", "c", lang=lang).err.split("\n")[0]
    if how == ("--empty",):
        assert (
            unknown == {"fr": "Rien n’est encore enregistré.", "en": "Nothing is on record yet."}[lang]
        )
    headline = run("--lang", lang, "coverage", "--data", "c").out.split("\n")[2]
    assert headline == {
        "fr": "Il n’y a encore rien à compter : ni nombre ni texte connus.",
        "en": "There is nothing to count yet: no number and no text is known.",
    }[lang].replace(" :", "\u202f:")
    assert json.loads(run("coverage", "--format", "json", "--data", "c").out)["proposals"]["total"] == 0


def test_empty_files_are_in_the_language_asked_for(run):
    """That of --lang, else that of messages; with the schemas that editors are pointed to."""
    result = run("init", "c", "--empty")
    assert (result.code, result.out) == (0, "")
    assert result.err == (
        "Made: c. Name it with --data c.\n"
        "Next: fill in what is empty, by hand or from documents (jamplan import), then: "
        "jamplan suggest --all --data c\n"
    )
    assert sorted(
        str(path.relative_to("c")) for path in Path("c").rglob("*") if path.is_file()
    ) == sorted([*FILES, *(f".schema/{name.replace('yaml', 'schema.json')}" for name in FILES)])
    schema = json.loads(Path("c/.schema/links.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(run("schema", "links").out)
    run("--lang", "fr", "init", "f", "--empty", "--quiet")
    run("init", "g", "--empty", lang="fr")
    assert jamplan.load("c").language == "en"
    assert jamplan.load("f").language == jamplan.load("g").language == "fr"


def test_a_plan_alone_is_reviewed_once_it_has_proposals(run):
    """What the skeleton asks for is enough: a proposal by hand, and suggestions come."""
    result = run("init", "c", "--plan-of", "jam")
    assert "Next: fill in what is empty" in result.err
    path = Path("c/proposals.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + "  - {id: soins, title: Un parcours de soins pour les victimes}\n", encoding="utf-8"
    )
    found = json.loads(run("suggest", "--data", "c", "--top", "1", "--format", "json").out)
    assert (found[0]["proposal"], found[0]["measure"]) == ("soins", "A10")


def test_a_copy_is_the_shipped_corpus_by_its_name(run, corpus):
    """« jam » names it, « ./jam » a folder of that name."""
    corpus("jam")
    assert run("init", "a", "--from", "jam").code == 0
    assert run("init", "b", "--from", "./jam").code == 0
    for name in FILES:
        assert Path("a", name).read_bytes() == (packaged_folder() / name).read_bytes()
        assert Path("b", name).read_bytes() == Path("jam", name).read_bytes()


@pytest.mark.parametrize("how", [(), ("--empty",), ("--plan-of", "jam"), ("--from", "c")])
@pytest.mark.parametrize("name", [*FILES, "."])
def test_nothing_is_overwritten(run, corpus, how, name):
    """Any of the four files there, or a file in the folder's place: refused, and nothing is new."""
    corpus()
    path = Path("mine", name)
    if name == ".":
        path = Path("mine")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"mine")
    before = sorted(Path().rglob("*"))
    result = run("init", "mine", *how)
    assert result.code in {2, 4}
    assert str(path) in result.err
    assert sorted(Path().rglob("*")) == before
    assert path.read_bytes() == b"mine"


def test_a_folder_that_cannot_be_written_is_told(run, monkeypatch):
    """Code 4, the name of the first file, and nothing left behind."""
    import tempfile

    def refuse(*args, **more):
        raise PermissionError(13, "no", "secret")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    result = run("init", "deep/mine")
    assert (result.code, result.err.split("\n")[0]) == (
        4,
        "“deep/mine/sources.yaml”: permission is denied.",
    )
    assert not Path("deep").exists()


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (("--empty", "--plan-of", "jam"), "--from, --plan-of and --empty are three ways to begin: keep one.\n"),
        (
            ("--empty", "--without-decisions"),
            "--without-decisions is for a copy of a corpus.\n",
        ),
    ],
)  # fmt: skip
def test_options_that_do_not_go_together_are_told(run, arguments, err):
    """Code 2, and nothing is made."""
    result = run("init", "c", *arguments)
    assert (result.code, result.err) == (2, err)
    assert not Path("c").exists()


def test_a_document_gives_a_begun_corpus_its_name_and_language(run, tmp_path):
    """Merged into the empty files, a document's title takes the place of the name that they have."""
    document = tmp_path / "rapport.txt"
    document.write_text(
        "Pour une rivière vivante\n\n"
        "Proposition n° 1 : Publier l’état de l’eau\n\nChaque mois, pour tous les habitants de la ville.\n\n"
        "Proposition n° 2 : Compter les poissons\n\nUne fois par an, toujours aux mêmes endroits.\n",
        encoding="utf-8",
    )
    assert run("init", "c", "--empty").code == 0
    asked = ("--as", "proposals", "--title", "Pour une rivière vivante", "--publisher", "Collectif")
    assert run("import", str(document), *asked, "--merge", "--write", "--data", "c").code == 0
    corpus = jamplan.load("c")
    assert corpus.title == "Pour une rivière vivante → Name of the plan"
    assert corpus.language == "fr"
    assert [each.number for each in corpus.proposals] == ["1", "2"]
