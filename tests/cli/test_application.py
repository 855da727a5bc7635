"""The program as it is run: streams, widths, encodings, help, exit codes, errors."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text

import jamplan
from conftest import FakeStream
from jamplan.cli import main
from jamplan.cli.environment import Environment

NARROW = "\u202f"


def test_a_pipe_is_laid_out_as_a_terminal_without_colour(run, monkeypatch):
    """For COLUMNS, else for 80; no escape is written, even where CI asks for colour."""
    for columns in (60, 80, 132):
        terminal = run("coverage", columns=columns, NO_COLOR="1").out
        assert (
            run("coverage", COLUMNS=str(columns), GITHUB_ACTIONS="true", FORCE_COLOR="1").out
            == terminal
        )
    out, err = FakeStream("utf-8", terminal=False), FakeStream("utf-8", terminal=False)
    monkeypatch.delenv("COLUMNS")
    assert main(["coverage"], Environment(out, err, {})) == 0
    assert out.text() == run("coverage", columns=80, NO_COLOR="1").out


@pytest.mark.parametrize("columns", [60, 80, 132])
@pytest.mark.parametrize(
    "arguments",
    [
        ("coverage",),
        ("coverage", "--by", "rule"),
        ("coverage", "--by", "status"),
        ("unadopted",),
        ("show", "A12"),
        ("show", "formation-professionnels"),
    ],
)
def test_on_a_terminal_everything_fits_and_nothing_is_cut(run, columns, arguments):
    """Lines keep to the width but for addresses, which stay whole on lines of their own."""
    result = run(*arguments, columns=columns)
    shown = [Text.from_ansi(line).plain for line in result.out.split("\n")]
    for line in shown:
        assert cell_len(line) <= columns or line.strip().startswith(("http", "/")), line
    joined = "".join("".join(shown).split())
    in_pipe = run(*arguments).out
    for word in in_pipe.replace("—", " ").split():
        if word.startswith("http") or "-" in word.strip("-"):
            assert word.strip(".,;") in joined, word


def test_colour_is_only_for_terminals_that_want_it(run):
    """NO_COLOR, --no-color and a dumb terminal take bold away too."""
    assert "\x1b[" in run("coverage", columns=80).out
    for given in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in run("coverage", columns=80, **given).out
    assert "\x1b" not in run("coverage", "--no-color", columns=80).out
    assert "\x1b" not in run("--no-color", "coverage", columns=80).out
    assert "\x1b[" in run("coverage", columns=80, NO_COLOR="").out
    assert "\x1b" not in run("--no-color", "coverage", "--help", columns=80).out
    assert "\x1b" not in run("coverage", "--help", columns=80, NO_COLOR="1").out


@pytest.mark.parametrize(
    ("encoding", "headline"),
    [
        ("ascii", "une seule source : les JAM Elle le dit"),
        ("cp1252", "une seule source\xa0: les JAM Elle le dit"),
        ("latin-1", "une seule source\xa0: les JAM Elle le dit"),
    ],
)
def test_what_an_encoding_lacks_is_replaced_by_something_plain(run, encoding, headline):
    """No question marks, and no failure, in ASCII and in Windows' encodings."""
    for command in (("coverage",), ("unadopted",), ("show", "A12"), ("export",)):
        result = run(*command, encoding=encoding)
        assert (result.code, result.err) == (0, "")
        if command == ("coverage",):
            flat = " ".join(result.out.split("\n")).replace("  ", " ")
            assert headline in flat
        assert "\ufffd" not in result.out
        assert result.out.count("?") <= 5


def test_json_is_escaped_where_an_encoding_lacks_characters(run):
    """Data stays exact in ASCII."""
    result = run("coverage", "--format", "json", encoding="ascii")
    assert json.loads(result.out)["title"].startswith("Prostitution des mineurs")
    assert "plan national" in json.loads(result.out)["title"]
    assert "\\u2192" in result.out


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (
            ("show", "formation-profesionels"),
            "There is no proposal and no measure “formation-profesionels”.\n"
            "Perhaps “formation-professionnels”?\n",
        ),
        (
            ("show", "zzzz"),
            "There is no proposal and no measure “zzzz”.\n"
            "Known ids: formation-professionnels, espaces-information, cours-obligatoires, "
            "enquete-cyber, brigade-mobile, parcours-soins, accompagnement-victimes, "
            "etude-sociologique, A1, A2, …\n",
        ),
        (
            ("coverage", "--claimed-by", "jamm"),
            "There is no actor “jamm”.\nPerhaps “jam”?\n",
        ),
        (("coverage", "--rule", "all"), "--rule cannot be “all”. Possible values: explicit, stated, claimed, any.\nHelp: jamplan coverage --help\n"),
        (("coverage", "--ruel", "any"), "There is no option “--ruel”. Perhaps “--rule”?\nHelp: jamplan coverage --help\n"),
        (("covrage",), "There is no command “covrage”. Perhaps “coverage”?\nHelp: jamplan --help\n"),
        (("schema", "plan", "x"), "“x” is one too many.\nHelp: jamplan schema --help\n"),
        (("claim",), "“COUNT” is missing.\nHelp: jamplan claim --help\n"),
        (("coverage", "--rule"), "The option “--rule” needs a value.\nHelp: jamplan --help\n"),
        (("coverage", "--quiet=1"), "The option “--quiet” takes no value.\nHelp: jamplan --help\n"),
        (
            ("export", "-o", "bilan.xyz"),
            "“bilan.xyz” does not name a format.\nPossible values: md, html, docx, xlsx, png, svg, csv, json.\n",
        ),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_told_with_what_to_do(run, arguments, err):
    """Exit code 2, nothing on standard output, the nearest that exists."""
    result = run(*arguments)
    assert (result.code, result.out, result.err) == (2, "", err)


def test_wrong_data_is_told_with_every_fault(run, corpus):
    """Exit code 3; place, code, what is wrong and what to do, in both languages."""
    corpus(links="format: 2\nlinx: []\n")
    result = run("coverage", "--data", "c")
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        "The corpus cannot be read: 2 faults.\n\n"
        "c/links.yaml:1:9 [bad-format]\n"
        "  The format is “2”; this version reads format 1.\n"
        "  → Write “format: 1” as the first line.\n\n"
        "c/links.yaml:2:1 [unknown-key]\n"
        "  “linx” is not a key of links.yaml.\n"
        "  → Perhaps “links”? Possible keys: format, links, verdicts, dismissals, claims, objections, searches, readings.\n"
    )
    french = run("coverage", "--data", "c", lang="fr").err.replace(NARROW, " ").replace("’", "'")
    assert french == (
        "Le corpus ne peut pas être lu : 2 fautes.\n\n"
        "c/links.yaml:1:9 [bad-format]\n"
        "  Le format est « 2 » ; cette version lit le format 1.\n"
        "  → Écrivez « format: 1 » à la première ligne.\n\n"
        "c/links.yaml:2:1 [unknown-key]\n"
        "  « linx » n'est pas une clé de links.yaml.\n"
        "  → Peut-être « links » ? Clés possibles : format, links, verdicts, dismissals, claims, "
        "objections, searches, readings.\n"
    )


def test_details_of_faults_are_translated_too(run, corpus):
    """Types, reasons and alternatives are said in the language of messages."""
    from conftest import LINKS, PLAN

    corpus(plan=PLAN.replace("title: A campaign", "title: [a]"), links=LINKS.replace("M1", "M11"))
    err = run("coverage", "--data", "c", lang="fr").err.replace(NARROW, " ").replace("’", "'")
    assert "« measures[M2].title » doit être un texte ; c'est ici une liste." in err
    assert "Peut-être « M1 » ou « M2 » ? La liste est dans c/plan.yaml ; ce qui est" in err


def test_what_cannot_be_read_or_written_is_code_4(run, corpus, empty):
    """A missing folder, an existing file, a folder that does not exist."""
    assert run("coverage", "--data", "nowhere").code == 4
    (empty / "bilan.md").write_text("mine")
    result = run("export", "-o", "bilan.md")
    assert (result.code, result.err) == (4, "“bilan.md” exists already.\nTo replace it, add --force.\n")
    assert (empty / "bilan.md").read_text() == "mine"
    result = run("export", "-o", "no/bilan.md")
    assert result.code == 4
    assert result.err == (
        "“no/bilan.md”: it does not exist.\nCheck the path, your rights to it, and the disk.\n"
    )


def test_output_goes_to_a_file_by_its_suffix(run, empty):
    """-o chooses the format; --force replaces; - is standard output; --quiet says nothing."""
    result = run("export", "-o", "bilan.md")
    assert (result.code, result.out, result.err) == (0, "", "Written: bilan.md\n")
    assert (empty / "bilan.md").read_text(encoding="utf-8").startswith("# Prostitution des mineurs")
    assert run("-q", "export", "-o", "bilan.md", "--force").err == ""
    assert run("export", "-o", "-").out == (empty / "bilan.md").read_text(encoding="utf-8")
    run("coverage", "-o", "c.json")
    assert json.loads((empty / "c.json").read_text(encoding="utf-8"))["measures"]["total"] == 13
    run("coverage", "-o", "c.csv", "--quiet")
    assert (empty / "c.csv").read_text(encoding="utf-8").startswith("proposal,title")
    run("unadopted", "-o", "u.txt")
    assert (empty / "u.txt").read_text(encoding="utf-8").startswith("Prostitution des mineurs")
    run("show", "A1", "--format", "md", "-o", "strange.suffix")
    assert (empty / "strange.suffix").read_text(encoding="utf-8").startswith("# Prostitution")
    assert list(run("unadopted", "--format", "md").out)[:2] == ["#", " "]


def test_options_stand_before_or_after_the_command(run, corpus):
    """--data and --lang; the later one wins."""
    corpus()
    before, after = run("--data", "c", "coverage"), run("coverage", "--data", "c")
    assert before.out == after.out
    assert before.out.startswith("Ten wishes\n→ The plan\n\n10 proposals, 1 said to be")
    assert run("--lang", "en", "coverage").out == run("coverage", "--lang", "en").out
    assert "28 propositions" in run("--lang", "en", "coverage", "--lang", "fr").out
    assert run("coverage", JAMPLAN_DATA="c").out == before.out


def test_reports_follow_the_documents_and_messages_the_environment(run, corpus):
    """An English corpus is reported in English to a French speaker, whose messages are French."""
    corpus()
    result = run("show", "nothing", "--data", "c", lang="fr")
    assert result.err.startswith("Aucune proposition ni mesure ne s’appelle")
    assert run("coverage", "--data", "c", lang="fr").out.startswith("Ten wishes")
    assert "10 proposals" in run("coverage", "--data", "c", lang="fr").out


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_help_is_translated_and_exits_with_0(run, lang):
    """Every page of help, without colour in a pipe."""
    for arguments in (
        ("--help",),
        *((name, "--help") for name in ("coverage", "unadopted", "show", "export")),
    ):
        result = run(*arguments, lang=lang)
        assert (result.code, result.err) == (0, "")
        assert "\x1b" not in result.out
        assert ("Usage :" in result.out.replace(NARROW, " ")) == (lang == "fr")
        words = " ".join(result.out.replace("│", " ").split())
        assert ("Afficher cette aide et quitter." in words) == (lang == "fr")
        assert ("Show this help and exit." in words) == (lang == "en")


@pytest.mark.parametrize(("lang", "words"), [("fr", "Toutes les commandes"), ("en", "All commands")])
def test_without_a_command_the_answer_and_six_commands_are_shown(run, lang, words):
    """On one screen, with the way to all others."""
    out = run(lang=lang, COLUMNS="80").out
    assert "28 propositions, 6 reprises affirmées" in out.replace(NARROW, " ")
    names = re.findall(r"^jamplan (\w+) ", out, re.MULTILINE)
    assert names == ["coverage", "unadopted", "show", "review", "import", "export"]
    assert words in out
    assert out.count("\n") <= 23


def test_a_closed_output_is_no_crash(empty):
    """« >&- » leaves no stream at all."""
    for arguments in ("coverage", "--help"):
        program = f"{sys.executable} -m jamplan {arguments} >&-"
        result = subprocess.run(program, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
        assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
@pytest.mark.parametrize("delay", [0.01, 0.03, 0.06, 0.09, 0.12])
def test_a_real_interruption_leaves_no_traceback(delay):
    """SIGINT at any moment of a run ends it with code 130, or finds it finished."""
    code = (
        "import os, signal, threading, time\n"
        "from jamplan.cli import run\n"
        f"def interrupt(): time.sleep({delay}); os.kill(os.getpid(), signal.SIGINT)\n"
        "threading.Thread(target=interrupt, daemon=True).start()\n"
        "run()\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "coverage"], capture_output=True, text=True, check=False
    )
    assert "Traceback (most" not in result.stderr.replace("Exception ignored", "")
    assert result.returncode in {130, 0}


def test_a_dangling_file_is_not_another_corpus(run, empty):
    """Where proposals.yaml is a link to nothing, the packaged corpus does not take its place."""
    (empty / "proposals.yaml").symlink_to("nowhere")
    assert run("coverage").code == 4


def test_reading_that_takes_long_is_said_on_a_terminal(run, monkeypatch):
    """After two seconds, on standard error, and only where somebody watches."""
    import threading

    from jamplan.cli import environment

    class Now(threading.Timer):
        def __init__(self, _seconds, function):
            super().__init__(0, function)

        def start(self):
            self.function()

    monkeypatch.setattr(environment.threading, "Timer", Now)
    assert run("coverage", columns=80).err == "Reading the corpus…\n"
    assert run("-q", "coverage", columns=80).err == ""
    assert run("coverage").err == ""


def test_version(run):
    """--version prints the version alone."""
    assert run("--version").out == f"jamplan {jamplan.__version__}\n"


def test_markup_and_escapes_in_the_data_are_shown_as_text(run, corpus):
    """Brackets do not vanish or raise, and no escape or override reaches the terminal."""
    from conftest import PROPOSALS

    title = "[article 3] [/x] [bold]b[/] :smile: \\e[31m \u202eevil"
    corpus(
        proposals=PROPOSALS.replace(
            "title: Mend roads", 'title: "' + title.replace("\\e", "\\x1b") + '"'
        )
    )
    for columns in (None, 250):
        for command in (("coverage",), ("unadopted",), ("show", "roads"), ("show", "roads", "--cite")):
            result = run(*command, "--data", "c", columns=columns, NO_COLOR="1")
            flat = " ".join(result.out.split())
            assert "[article 3] [/x] [bold]b[/] :smile: \ufffd[31m \ufffdevil" in flat
            assert "\x1b" not in result.out
            assert "\u202e" not in result.out
    shown = run("show", "roads", "--data", "c", "--format", "json").out
    assert "\\u202e" in shown
    assert json.loads(shown)["proposal"]["title"] == title.replace("\\e", "\x1b")


def test_a_closed_pipe_ends_quietly():
    """« jamplan coverage | head -1 » says nothing on standard error."""
    program = f"{sys.executable} -m jamplan coverage | head -n 1"
    result = subprocess.run(program, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert result.stderr == ""
    assert result.stdout.startswith("Prostitution des mineurs")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told():
    """Code 4 and the system's reason, for standard output too."""
    with open("/dev/full", "w") as full:  # noqa: PTH123
        result = subprocess.run(
            [sys.executable, "-m", "jamplan", "export"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "JAMPLAN_LANG": "en"},
        )
    assert result.returncode == 4
    assert result.stderr == (
        "Standard output cannot be written: no space is left on the disk.\n"
        "Check the disk, or what reads it.\n"
    )


def test_ctrl_c_is_code_130(run, monkeypatch):
    """An interruption is said in a word."""
    from jamplan.cli import answers

    def interrupt(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(answers, "coverage", interrupt)
    result = run("coverage")
    assert (result.code, result.out, result.err) == (130, "", "Interrupted.\n")


def test_a_defect_is_not_hidden(run, monkeypatch):
    """What no rule maps is a defect, and keeps its traceback."""
    from jamplan.cli import answers

    def fail(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(answers, "coverage", fail)
    with pytest.raises(ZeroDivisionError):
        run("coverage")


def test_start_up_imports_nothing_heavy(empty):
    """Neither numpy, nor RapidFuzz, nor what only help needs, to print the coverage."""
    code = (
        "import sys; from jamplan.cli import main; main(['coverage']); "
        "print(sorted({'numpy', 'rapidfuzz', 'typer.rich_utils', 'jamplan.exports'} "
        "& set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=empty
    )
    assert result.stderr == "[]\n"


def test_shells_are_told_commands_options_and_ids(empty, monkeypatch):
    """Completion knows the corpus's ids, with their titles."""

    def complete(words: str) -> str:
        monkeypatch.setenv("_JAMPLAN_COMPLETE", "complete_zsh")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", words)
        out, err = (FakeStream("utf-8", terminal=False) for _ in range(2))
        with pytest.raises(SystemExit):
            main([], Environment(out, err, {"JAMPLAN_LANG": "en"}))
        assert err.text() == ""
        return out.text()

    assert '"unadopted"' in complete("jamplan un")
    assert '"--claimed-by"' in complete("jamplan coverage --cl")
    assert '"brigade-mobile":"Brigade mobile dans chaque département"' in complete("jamplan show br")
    assert '"jam":"Jeunes Avec Macron"' in complete("jamplan coverage --claimed-by j")
    (empty / "proposals.yaml").write_text("broken")
    assert complete("jamplan show br") == "_files\n"
    assert complete("jamplan coverage --claimed-by j") == "_files\n"
