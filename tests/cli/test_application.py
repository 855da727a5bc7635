"""The program as it is run: streams, widths, encodings, help, exit codes, errors."""

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import pytest
from rich.cells import cell_len
from rich.text import Text
from typer.models import OptionInfo

import jamplan
from jamplan.cli import main
from jamplan.cli.application import COMMANDS
from jamplan.cli.environment import Environment
from jamplan.corpus.loading import packaged_folder
from tests.conftest import (
    LINKS,
    PLAN,
    PROPOSALS,
    FakeStream,
    Result,
    refused,
    unchanged,
)

NARROW = "\u202f"


def test_a_pipe_is_laid_out_as_a_terminal_without_colour(run, monkeypatch):
    """For COLUMNS, else for 80; no escape is written, even where CI asks for colour."""
    for columns in (60, 80, 132):
        terminal = run("coverage", columns=columns, NO_COLOR="1").out
        piped = run(
            "coverage", COLUMNS=str(columns), GITHUB_ACTIONS="true", FORCE_COLOR="1"
        ).out
        assert piped == terminal
    out, err = FakeStream("utf-8", terminal=False), FakeStream("utf-8", terminal=False)
    monkeypatch.delenv("COLUMNS")
    assert main(["coverage"], Environment(out, err, {})) == 0
    assert out.text() == run("coverage", columns=80, NO_COLOR="1").out


FITTING = "coverage; coverage --by rule; coverage --by status; unadopted; show A12; show formation-professionnels"


@pytest.mark.parametrize("columns", [60, 80, 132])
@pytest.mark.parametrize("command", FITTING.split("; "))
def test_on_a_terminal_everything_fits_and_nothing_is_cut(run, columns, command):
    """Lines keep to the width but for addresses, which stay whole on lines of their own."""
    shown = [
        Text.from_ansi(line).plain
        for line in run(command, columns=columns).out.split("\n")
    ]
    for line in shown:
        assert cell_len(line) <= columns or line.strip().startswith(("http", "/")), line
    joined, lines = "".join("".join(shown).split()), {line.strip() for line in shown}
    for word in run(command).out.replace("—", " ").split():
        if word.startswith("http") or "-" in word.strip("-"):
            assert word.strip(".,;") in (
                lines if word.startswith("http") else joined
            ), word


def test_colour_is_only_for_terminals_that_want_it(run):
    """NO_COLOR, --no-color and a dumb terminal take bold away too."""
    for command, given, coloured in (
        ("coverage", {}, True),
        ("coverage", {"NO_COLOR": ""}, True),
        ("coverage", {"NO_COLOR": "1"}, False),
        ("coverage", {"TERM": "dumb"}, False),
        ("coverage --no-color", {}, False),
        ("--no-color coverage", {}, False),
        ("--no-color coverage --help", {}, False),
        ("coverage --help", {"NO_COLOR": "1"}, False),
    ):
        assert ("\x1b[" in run(command, columns=80, **given).out) is coloured, (
            command,
            given,
        )


HEADLINES = {
    "ascii": "comptent 3 reprises affirmees, 3 interpretees",
    **dict.fromkeys(
        ("cp1252", "latin-1"), "comptent 3 reprises affirmées, 3 interprétées"
    ),
}


@pytest.mark.parametrize(("encoding", "headline"), HEADLINES.items())
def test_what_an_encoding_lacks_is_replaced_by_something_plain(run, encoding, headline):
    """No question marks, and no failure, in ASCII and in Windows' encodings; in JSON, data stays exact."""
    for command in ("coverage", "unadopted", "show A12", "export"):
        result = run(command, encoding=encoding)
        assert (result.code, result.err, "\ufffd" in result.out) == (0, "", False)
        # Questions of the data, and no more.
        assert result.out.count("?") == run(command).out.count("?")
        if command == "coverage":
            assert headline in " ".join(result.out.split("\n")).replace("  ", " ")
            # Where the ellipsis is three points, as in ASCII, what is cut fits too.
            cut = run(command, columns=80, encoding=encoding, NO_COLOR="1").out
            assert max(map(len, cut.split("\n"))) == 80
            assert "..." in cut or encoding != "ascii"
    found = json.loads(run("coverage --format json", encoding=encoding).out)
    assert found["title"] == json.loads(run("coverage --format json").out)["title"]


WRONG = """\
show formation-profesionels
    There is no proposal and no measure “formation-profesionels”.
    Perhaps “formation-professionnels”?
show zzzz
    There is no proposal and no measure “zzzz”.
    Possible values: formation-professionnels, espaces-information, cours-obligatoires, enquete-cyber, \
brigade-mobile, parcours-soins, accompagnement-victimes, etude-sociologique, A1, A2, …
coverage --whose jamm
    There is no actor and no reader “jamm”.
    Perhaps “jam”?
coverage --rule all
    --rule cannot be “all”.
    Possible values: explicit, stated, claimed, any.
    Help: jamplan coverage --help
coverage --ruel any
    There is no option “--ruel”.
    Perhaps “--rule”?
    Help: jamplan coverage --help
covrage
    There is no command “covrage”.
    Perhaps “coverage”?
    Help: jamplan --help
"it's"
    There is no command “it's”.
    Possible values: coverage, unadopted, show, review, import, export, suggest, claim, decide, source, …
    Help: jamplan --help
covrage --by claim
    There is no command “covrage”.
    Perhaps “coverage”?
    Help: jamplan --help
coverage --as-of 2999
    --as-of cannot be “2999”.
    2999 is still to come.
decide A1 --says carried-out --date "April 2999" --decided-by Ada
    --date cannot be “April 2999”.
    2999-04 is still to come.
diff 2021 2999-01-01
    diff cannot be “2999-01-01”.
    2999-01-01 is still to come.
suggest --top x
    --top cannot be “x”.
    Help: jamplan suggest --help
show --cite=1
    The option “--cite” takes no value.
    Help: jamplan --help
decide roads --says no
    --says cannot be “no”.
    Possible values: in-full, taken-up, in-part, in-principle, noted, refused, not-taken-up, no-match, not-this, \
out-of-scope, not-testable, carried-out, carried-out-in-part, under-way, stalled, not-carried-out, abandoned.
    Help: jamplan decide --help
check x
    “x” is not expected.
    Help: jamplan check --help
claim
    jamplan cannot read this as a figure: “”.
    Ask for one figure: “6 of 28”, “none refused”, “at least a quarter”; or show ID --cite.
coverage --rule
    The option “--rule” needs a value.
    Help: jamplan --help
coverage --lang fr --lang en; --lang fr coverage --lang en
    Keep one of --lang, --lang.
coverage --rule any --rule any
    Keep one of --rule, --rule.
import x.csv
    “--as” is missing.
    Possible values: proposals, measures, links.
    Help: jamplan import --help
coverage --quiet=1
    The option “--quiet” takes no value.
    Help: jamplan --help
export -o bilan.xyz
    -o cannot be “bilan.xyz”.
    Possible values: md, html, docx, xlsx, png, svg, csv, json.
export -o out
    -o cannot be “out”.
    Possible values: md, html, docx, xlsx, png, svg, csv, json.
export -o ''
    -o cannot be “”.
    Possible values: md, html, docx, xlsx, png, svg, csv, json.
export --format csv; export -o x.csv
    CSV is several tables: name a folder, -o FOLDER/
export -o out/ --format json
    “out” is a folder: name a file, or add --format csv.
export -o - --format html --url https://a.org; export -o a.md --since c; export -o b.md --url https://a.org
    --url, --since: only with x.html (-o).
review --data c
    There is no terminal to ask on: use jamplan suggest, then jamplan decide.
decide roads --data c --decided-by Z
    Name a measure, or what is said: --says in-full, taken-up, in-part, in-principle, noted, refused, not-taken-up, no-match, not-this, \
out-of-scope, not-testable, carried-out, carried-out-in-part, under-way, stalled, not-carried-out, abandoned
decide M1 M2 --says taken-up --data c --decided-by Z
    There is no proposal “M1”.
    Possible values: wells, roads.
suggest --passages --semantic
    With --passages, leave out --semantic, --format.
suggest A1 brig
    There is no proposal “A1”.
    Possible values: formation-professionnels, espaces-information, cours-obligatoires, enquete-cyber, \
brigade-mobile, parcours-soins, accompagnement-victimes, etude-sociologique.
suggest brig A
    “A” means several: A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13.
init d --proposals a --answer b --empty; init d --proposals a --answer b --from jam; init d --empty --from jam
    Keep one of --from, --empty, --proposals.
"""


@pytest.mark.parametrize("case", re.split(r"\n(?! )", WRONG.strip()))
def test_a_wrong_command_line_is_told_with_what_to_do(run, folder, empty, case):
    """Exit code 2, nothing on standard output, the nearest that exists; nothing is made."""
    commands, *lines = case.split("\n    ")
    with unchanged(folder):
        for command in commands.split("; "):
            assert run(command) == Result(
                2, "", "".join(f"{line}\n" for line in lines)
            ), command
    assert [path.name for path in empty.iterdir()] == ["c"]


def test_wrong_data_is_told_with_every_fault(run, corpus):
    """Exit code 3; place, code, what is wrong and what to do, in both languages; details are translated."""
    corpus(links="format: 3\nlinx: []\n")
    assert refused(run("coverage --data c"), 3) == (
        "The corpus cannot be read: 2 errors.\n\n"
        "c/links.yaml:1:9 [bad-format]\n"
        "  The format is “3”; this version reads format 2.\n"
        "  → Write “format: 2” as the first line.\n\n"
        "c/links.yaml:2:1 [unknown-key]\n"
        "  “linx” is not a key of links.yaml.\n"
        "  → Possible keys: format, statements, objections, searches, readings.\n"
    )
    corpus(
        plan=PLAN.replace("title: A campaign", "title: [a]"),
        links=LINKS.replace("M1", "M11"),
    )
    err = run("coverage --data c", lang="fr").err.replace(NARROW, " ").replace("’", "'")
    said = (
        "Le corpus ne peut pas être lu : 2 erreurs.\n\nc/plan.yaml:8:21 [wrong-type]\n"
    )
    assert err.startswith(said)
    assert "« measures[M2].title » doit être un texte ; c'est ici une liste." in err
    assert (
        "Peut-être « M1 » ou « M2 » ? c/plan.yaml en donne la liste ; ce qui est" in err
    )


def test_what_cannot_be_read_or_written_is_code_4(run, corpus, empty):
    """A missing folder, an existing file, a folder that does not exist, a link that leads nowhere."""
    assert run("coverage --data nowhere").code == 4
    (empty / "bilan.md").write_text("mine")
    result = run("export -o bilan.md")
    said = "“bilan.md” exists already.\nTo replace it, add --force.\n"
    assert (result.code, result.err, (empty / "bilan.md").read_text()) == (
        4,
        said,
        "mine",
    )
    said = "“no/bilan.md”: it does not exist.\nCheck the path, your rights to it, and the disk.\n"
    assert run("export -o no/bilan.md") == Result(4, "", said)
    # The packaged corpus does not take its place.
    (empty / "proposals.yaml").symlink_to("nowhere")
    assert run("coverage").code == 4


def test_output_goes_to_a_file_by_its_suffix(run, empty):
    """-o chooses the format; --force replaces; - is standard output; --quiet says nothing."""
    assert run("export -o bilan.md") == Result(0, "", "Written: bilan.md\n")
    assert run("-q export -o bilan.md --force").err == ""
    assert run("export -o -").out == (empty / "bilan.md").read_text(encoding="utf-8")
    for command, name, start in (
        ("export --force", "bilan.md", "# Prostitution des mineurs"),
        ("coverage", "c.json", '{\n  "schema": "jamplan.coverage/2"'),
        ("coverage --quiet", "c.csv", "proposal,title"),
        ("unadopted", "u.txt", "Prostitution des mineurs"),
        ("show A1 --format md", "strange.suffix", "# Prostitution"),
    ):
        assert run(f"{command} -o {name}").code == 0
        assert (empty / name).read_text(encoding="utf-8").startswith(start), name
    assert run("unadopted --format md").out.startswith("# ")


def test_options_stand_before_or_after_the_command(run, folder):
    """--data and --lang, and not both."""
    before = run("--data c coverage").out
    assert before.startswith(
        "Ten wishes → The plan\n\n10 proposals: the authors of this record count 1"
    )
    assert before == run("coverage --data c").out
    assert run("coverage", JAMPLAN_DATA="c").out == before.replace(" --data c", "")
    french = run(f"--data {packaged_folder()} coverage --lang fr").out
    assert french.split("\n")[2].startswith("28 propositions. La seule source")


def test_reports_follow_the_documents_and_messages_the_environment(run, folder):
    """An English corpus is reported in English to a French speaker, whose messages are French."""
    result = run("show nothing --data c", lang="fr")
    assert result.err.startswith("Aucune proposition ni mesure ne s’appelle")
    out = run("coverage --data c", lang="fr").out
    assert (out.startswith("Ten wishes"), "10 proposals" in out) == (True, True)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_translated_and_fits(run, lang, command):
    """On 80 columns, without colour even where CI asks for it, and without Typer's types."""
    result = run(
        f"{command} --help",
        lang=lang,
        COLUMNS="80",
        FORCE_COLOR="1",
        GITHUB_ACTIONS="true",
    )
    assert (result.code, result.err) == (0, "")
    lines = result.out.split("\n")
    assert [
        line for line in lines if cell_len(line) > 80 or line != line.rstrip()
    ] == []
    assert re.findall(r"\x1b|[\ue000-\uf8ff]|<(?:bool|str|path|list)", result.out) == []
    words = " ".join(result.out.replace("│", " ").replace(NARROW, " ").split())
    english = "Usage: jamplan" in words, "Show this help and exit." in words
    french = "Usage : jamplan" in words, "Afficher cette aide et quitter." in words
    assert (english, french) == ((lang == "en",) * 2, (lang == "fr",) * 2)
    names = r"Usage:|\[required|PROPOSAL|MEASURE|FOLDER|\bFILE\b"
    assert lang == "en" or not re.findall(names, words)
    # The options of every command are explained once, and the others say where.
    assert ("--no-color" in words, "jamplan --help." in words) == (
        not command,
        bool(command),
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_examples_whose_options_there_are(run, command):
    """Two or three command lines of this command."""
    words, _, told = run(command, "--help", COLUMNS="80").out.partition("Examples:\n")
    examples = [line.strip() for line in told.rstrip("\n").split("\n")]
    assert len(examples) in {2, 3}
    for example in examples:
        assert example.startswith(f"jamplan {command}")
        assert {*re.findall(r" (--[a-z-]+)", example)} <= {
            "--data",
            "--lang",
            *re.findall(r"--[a-z-]+", words),
        }


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_few_options_of_its_own(command):
    """At most ten, and fourteen of those that record; a view's and a report's are those of all."""
    module = importlib.import_module(f"jamplan.cli.{COMMANDS[command].module}")
    function = getattr(module, f"{command}_command")
    hints = get_type_hints(function, include_extras=True)
    own = [
        name
        for name, hint in hints.items()
        if any(
            isinstance(mark, OptionInfo) for mark in getattr(hint, "__metadata__", ())
        )
        and name not in {"plan", "as_of"}
    ]
    assert len(own) <= (14 if command in {"decide", "import", "init"} else 10), own
    assert own or command == "claim"


def test_the_program_help_shows_six_commands_first(run):
    """The others come under « More »; no command asks for it too, and --version prints the version alone."""
    words = run("--help", COLUMNS="80").out
    first, more = words.partition("─ Commands ─")[2].split("─ More ─")
    names = [re.findall(r"^│ (\w+) ", panel, re.MULTILINE) for panel in (first, more)]
    assert names == [list(COMMANDS)[:6], list(COMMANDS)[6:]]
    assert run("--version").out == f"jamplan {jamplan.__version__}\n"
    assert run(COLUMNS="80").out == words


def test_a_closed_output_or_pipe_is_no_crash(empty):
    """« >&- » leaves no stream at all; « | head -1 » says nothing on standard error."""
    for arguments, start in (
        ("coverage >&-", ""),
        ("--help >&-", ""),
        ("coverage | head -n 1", "Prostitution"),
    ):
        program = f"{sys.executable} -m jamplan {arguments}"
        result = subprocess.run(  # noqa: S602
            program, shell=True, capture_output=True, text=True, check=False
        )
        assert (result.returncode, result.stderr) == (0, "")
        assert result.stdout.startswith(start)


def test_a_command_whose_output_nobody_reads_does_its_work(empty):
    """« init … | head »: the corpus is made."""
    for name in ("a", "b"):
        items = "".join(f"{n}. Open {name}{n} in every town\n\n" for n in range(1, 99))
        (empty / f"{name}.md").write_text(items, encoding="utf-8")
    typed = f"{sys.executable} -m jamplan init c --proposals a.md --answer b.md --yes | head -n 1"
    subprocess.run(typed, shell=True, capture_output=True, check=True)  # noqa: S602
    assert (empty / "c" / "proposals.yaml").is_file()


def test_what_a_path_allows_is_told_by_who_opens_it(run, monkeypatch):
    """Typer asks whether a path can be read, and is not believed."""
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert run("coverage --data .").err.startswith(
        "The corpus cannot be read: 3 errors."
    )


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
@pytest.mark.parametrize("delay", [0.01, 0.03, 0.06, 0.09, 0.12])
def test_a_real_interruption_leaves_no_traceback(delay):
    """SIGINT at any moment of a run ends it with code 130, or finds it finished."""
    code = (
        "import os, signal, threading, time, jamplan\n"
        f"def interrupt(): time.sleep({delay}); os.kill(os.getpid(), signal.SIGINT)\n"
        "threading.Thread(target=interrupt, daemon=True).start()\n"
        "from jamplan.cli import run\n"
        "run()\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "coverage"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback (most" not in result.stderr.replace("Exception ignored", "")
    assert result.returncode in {130, 0}


def test_reading_that_takes_long_is_said_on_a_terminal(run, monkeypatch):
    """After two seconds, with the time it takes, and only where somebody watches."""
    from jamplan.cli import waiting

    monkeypatch.setattr(waiting, "SECONDS", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    told = run("coverage", columns=80).err
    assert "Reading…" in told
    assert re.search(r"\d:\d\d:\d\d", told)
    assert run("-q", "coverage", columns=80).err == ""
    assert run("coverage").err == ""


def test_markup_and_escapes_in_the_data_are_shown_as_text(run, corpus):
    """Brackets do not vanish or raise, and no escape or override reaches the terminal."""
    title = "[article 3] [/x] [bold]b[/] :smile: \\x1b[31m \u202eevil"
    corpus(proposals=PROPOSALS.replace("title: Mend roads", f'title: "{title}"'))
    for columns in (None, 250):
        for command in ("coverage", "unadopted", "show roads", "show roads --cite"):
            out = run(f"{command} --data c", columns=columns, NO_COLOR="1").out
            flat = " ".join(out.split())
            assert "[article 3] [/x] [bold]b[/] :smile: \ufffd[31m \ufffdevil" in flat
            assert ("\x1b" in out, "\u202e" in out) == (False, False)
    shown = run("show roads --data c --format json").out
    assert "\\u202e" in shown
    assert json.loads(shown)["proposal"]["title"] == title.replace("\\x1b", "\x1b")


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="needs a device that is always full"
)
def test_a_full_disk_is_told():
    """Code 4 and the system's reason, for standard output too."""
    command, environ = (
        [sys.executable, "-m", "jamplan", "export"],
        {**os.environ, "JAMPLAN_LANG": "en"},
    )
    piped = {"stderr": subprocess.PIPE, "text": True, "env": environ}
    with open("/dev/full", "w") as full:  # noqa: PTH123
        result = subprocess.run(command, stdout=full, check=False, **piped)
    said = "“standard output”: no space is left on the disk."
    expected = (4, f"{said}\nCheck the path, your rights to it, and the disk.\n")
    assert (result.returncode, result.stderr) == expected


def test_ctrl_c_is_code_130_and_a_defect_is_not_hidden(run, monkeypatch):
    """An interruption says nothing; what no rule maps is a defect, and keeps its traceback."""
    from jamplan.cli import answers

    def fail(error):
        def raising(*_arguments):
            raise error

        monkeypatch.setattr(answers, "coverage_screens", raising)

    fail(KeyboardInterrupt)
    assert run("coverage") == Result(130, "", "")
    fail(ZeroDivisionError)
    with pytest.raises(ZeroDivisionError):
        run("coverage")


def test_start_up_imports_nothing_heavy(empty):
    """Neither numpy, nor RapidFuzz, nor what only help and values need, nor a form, to print the coverage."""
    code = "import sys; from jamplan.cli import main; main(['coverage']); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code]
    loaded = set(
        subprocess.run(
            command, capture_output=True, text=True, check=True
        ).stderr.split()
    )
    assert loaded & {"numpy", "rapidfuzz", "pydantic", "typer.rich_utils"} == set()
    assert not [name for name in loaded if name.startswith("jamplan.exports.")]


def test_shells_are_told_commands_options_and_ids(empty, monkeypatch):
    """Completion knows the corpus's ids."""

    def complete(words: str, lang: str = "en") -> str:
        monkeypatch.setenv("_JAMPLAN_COMPLETE", "complete_zsh")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", words)
        out, err = (FakeStream("utf-8", terminal=False) for _ in range(2))
        with pytest.raises(SystemExit):
            main([], Environment(out, err, {"JAMPLAN_LANG": lang}))
        assert err.text() == ""
        return out.text()

    assert '"unadopted":"What is not established, and what is missing."' in complete(
        "jamplan un"
    )
    assert '"--whose"' in complete("jamplan coverage --wh")
    assert '"brigade-mobile"' in complete("jamplan show br")
    assert '"jam"' in complete("jamplan coverage --whose j")
    assert f"Ce qui compte{NARROW}" in complete("jamplan coverage --rul", "fr")
    (empty / "proposals.yaml").write_text("broken")
    assert complete("jamplan show br") == "_files\n"
    assert complete("jamplan coverage --whose j") == "_files\n"


@pytest.mark.parametrize("arguments", ["--version", "--help", "-h", ""])
def test_the_version_and_the_help_import_little(arguments):
    """Neither what reads a corpus and tells of it, nor what writes any format."""
    code = (
        "import sys\nfrom jamplan.cli import main\nmain(sys.argv[1:])\n"
        "print(sorted(name for name in sys.modules if name in {'yaml', 'jamplan.account.account',"
        " 'jamplan.corpus.loading', 'jamplan.exports', 'jamplan.decisions'}))"
    )
    command = [sys.executable, "-c", code, *arguments.split()]
    result = subprocess.run(command, capture_output=True, check=True, text=True)
    assert result.stdout.endswith("\n[]\n")
