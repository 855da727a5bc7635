"""The READMEs tell the truth: their commands run, their samples are the real output, their links exist."""

import re
import shlex

import pytest
import yaml

import jamplan

READMES = {"README.md": "en", "README.fr.md": "fr"}


def blocks(text: str, kind: str) -> list[str]:
    """The contents of the code blocks of a kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", READMES)
def test_the_samples_are_the_real_output(run, root, name, monkeypatch):
    """Each command of a sample, on a terminal 80 wide, gives what the README shows."""
    samples = blocks((root / name).read_text(encoding="utf-8"), "console")
    assert len(samples) == (3 if name == "README.md" else 2)
    for sample in samples:
        line, _, expected = sample.partition("\n")
        arguments = shlex.split(line.removeprefix("$ jamplan "))
        if "examples/" in line:
            monkeypatch.chdir(root)
        result = run(*arguments, COLUMNS="80", lang=READMES[name])
        # A count that comes out under no rule is answered with 1.
        assert result.code == ("No counting rule gives" in expected)
        lines = expected.rstrip("\n").split("\n")
        # A line « … » stands for any lines.
        pattern = "".join(
            "(?:.*\n)*?" if each == "…" else re.escape(each) + "\n" for each in lines
        )
        assert re.fullmatch(pattern, result.out), f"{line}\n{result.out}"


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_short(root, name):
    """120 lines."""
    assert len((root / name).read_text(encoding="utf-8").split("\n")) <= 121


def test_the_references_name_every_code(root):
    """docs/format.md has every finding, warning, group and schema, docs/importing.md every doubt."""
    from jamplan.corpus.documentfaults import LISTS
    from jamplan.corpus.faults import FIGURES, KINDS, PAIRS
    from jamplan.counting.figures import OPEN

    text = (root / "docs" / "format.md").read_text("utf-8")
    findings = text.partition("## Findings")[2].replace("`check`", "")
    codes = re.findall(r"`([a-z0-9-]+)`", findings)
    assert sorted(codes) == sorted(KINDS.keys() - {*FIGURES, *PAIRS, *LISTS})
    assert [
        code for code in (*FIGURES, *PAIRS, *OPEN.values()) if f"`{code}`" not in text
    ] == []
    importing = (root / "docs" / "importing.md").read_text("utf-8")
    assert [code for code in LISTS if f"`{code}`" not in importing] == []
    sources = "".join(
        path.read_text("utf-8") for path in root.glob("src/jamplan/*/*.py")
    )
    schemas = set(re.findall(r'"(jamplan\.\w+/\d)"', sources))
    assert len(schemas) > 10
    assert [schema for schema in schemas if schema not in text] == []


def test_the_examples_load(run, root, corpus):
    """Those of docs/format.md give its figures; one put where the README says is counted as known."""
    stems = ("sources", "proposals", "plan", "links")
    found = blocks((root / "docs" / "format.md").read_text("utf-8"), "yaml")[:4]
    corpus("e", **dict(zip(stems, found, strict=True)))
    out = run("coverage", "--data", "e").out
    assert "1 stated · 1 to review ░ 8 texts missing" in " ".join(out.split()), out
    example, *_ = blocks((root / "README.fr.md").read_text(encoding="utf-8"), "yaml")
    texts = {
        stem: (root / "data" / f"{stem}.yaml").read_text(encoding="utf-8")
        for stem in stems
    }
    texts["proposals"] = texts["proposals"].rstrip() + "\n\n" + example
    corpus("mine", **texts)
    out = run("--lang", "en", "coverage", "--data", "mine", "--by", "rule").out
    lines = [" ".join(line.split()) for line in out.split("\n")]
    assert "to review 2 2 2 2" in lines
    assert "text missing 19 19 19 19" in lines


@pytest.mark.parametrize("name", READMES)
def test_the_commands_of_the_table_run(run, root, name):
    """Every command in backquotes that is complete gives a result."""
    text = (root / name).read_text(encoding="utf-8")
    commands = set(re.findall(r"\| `(jamplan [^`]*)`", text))
    assert len(commands) == 6
    for command in sorted(commands):
        result = run(*shlex.split(command)[1:])
        said = result.err if {"-o", "init"} & set(command.split()) else result.out
        assert (result.code, bool(said)) == (0, True), command


def test_both_have_the_same_two_lines(root):
    """The lines that set everything up are the same in both languages; CI runs these."""
    texts = [
        blocks((root / name).read_text(encoding="utf-8"), "sh") for name in READMES
    ]
    lines = [
        [text for text in found if text.startswith("python3 -m venv")]
        for found in texts
    ]
    assert lines[0] == lines[1]
    assert [line.count("\n") for line in lines[0]] == [1, 1]


def test_what_documents_refer_to_exists(root):
    """Relative links of all Markdown files; the version of the file that says how to cite jamplan."""
    for path in (*root.glob("*.md"), *root.glob("docs/*.md")):
        for target in re.findall(r"\]\(([^)#\s]+)\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                assert (path.parent / target).exists(), f"{path.name}: {target}"
    cited = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["title"], cited["version"]) == ("jamplan", jamplan.__version__)
