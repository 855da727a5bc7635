"""What tests share: small corpora on disk, generated ones, and the real entry point."""

import io
import json
import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, settings

from jamplan.cli import main
from jamplan.cli.environment import Environment
from jamplan.cli.screen import Screen, render
from jamplan.corpus.findings import UnreadError
from jamplan.corpus.loading import Corpus, load, packaged_folder
from jamplan.counting.rules import Rule
from jamplan.documents import jobs
from jamplan.exports.export import publication, rendered
from jamplan.exports.jsonfile import as_json

# Few examples by default, the same in every run; many, drawn anew, in CI's own step.
settings.register_profile(
    "quick",
    max_examples=15,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
settings.register_profile(
    "thorough", max_examples=100, deadline=None, suppress_health_check=list(HealthCheck)
)
_PROFILE = os.environ.get("JAMPLAN_TESTS", "quick")
settings.load_profile(_PROFILE)


def few(examples: int, *, thorough: int = 100) -> settings:
    """Of a law whose every example takes long, fewer in the quick run than in the thorough one."""
    return settings(max_examples=examples if _PROFILE == "quick" else thorough)


SOURCES = """\
format: 2
actors:
  - {id: league, name: The League, called: the League}
  - {id: press, name: The Press}
sources:
  - {id: article, publisher: league, title: What we got, date: 2021-11, url: "https://example.org/a"}
  - {id: paper, publisher: press}
"""
PROPOSALS = """\
format: 2
document:
  publisher: league
  short_name: Ten wishes
  language: en
  declared: [{count: 10, sources: [article]}]
chapters:
  - {id: ch1, title: First chapter}
proposals:
  - {id: wells, title: Dig wells, text: Dig a well in every village., chapter: ch1}
  - {id: roads, title: Mend roads}
"""
PLAN = """\
format: 2
document:
  short_name: The plan
priorities:
  - {id: P1, title: Water}
measures:
  - {id: M1, title: Wells for all, priority: P1, evidence: [{source: paper}]}
  - {id: M2, title: A campaign}
"""
LINKS = """\
format: 2
statements:
  - about: wells
    says: taken_up
    measure: M1
    words: explicit
    evidence: [{source: article, quote: they took up our wells}]
...
"""
END = "...\n"
TEXTS = {"sources": SOURCES, "proposals": PROPOSALS, "plan": PLAN, "links": LINKS}
"""The files of a small corpus, by the stems of their names."""


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which the test runs in, and an environment that says nothing of jamplan."""
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("JAMPLAN_DATA", "JAMPLAN_LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return folder


@pytest.fixture(autouse=True)
def read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are read in this process: a subprocess takes half a second to start.

    Tests of that subprocess are marked ``guarded``.
    """
    if request.node.get_closest_marker("guarded"):
        return

    def read(data: bytes, options: dict, _seconds: int) -> dict:
        try:
            answer = jobs._job(data, json.loads(json.dumps(options)))
        except UnreadError as error:
            finding = error.finding
            path = str(options.get("path", ""))
            raise UnreadError(finding.code, path, **finding.details) from None
        return json.loads(json.dumps(answer, default=jobs._fields))

    monkeypatch.setattr(jobs, "_run", read)


@pytest.fixture
def corpus(empty: Path) -> Callable[..., Path]:
    """A function that writes a small corpus and returns its folder, relative to the current one.

    ``copy`` is the text of the article, of which there is a copy, ``a.txt``, then. A ``links`` that is
    a text gets the last line that says that it is whole.
    """

    def make(
        name: str = "c", *, copy: str | None = None, **changed: str | bytes | None
    ) -> Path:
        folder = empty / name
        folder.mkdir(exist_ok=True)
        if copy is not None:
            (folder / "a.txt").write_text(copy, encoding="utf-8")
            changed["sources"] = SOURCES.replace(
                "title: What we got", "title: What we got, file: a.txt"
            )
        for stem, text in {**TEXTS, **changed}.items():
            if text is None:
                continue
            data = text if isinstance(text, bytes) else text.encode()
            if stem == "links" and isinstance(text, str) and not text.endswith(END):
                data += END.encode()
            (folder / f"{stem}.yaml").write_bytes(data)
        return Path(name)

    return make


@pytest.fixture
def folder(corpus: Callable[..., Path]) -> Path:
    """The folder of the small corpus, relative to the current one."""
    return corpus()


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """What is done meanwhile changes no file of a folder."""
    before = state(folder)
    yield
    assert state(folder) == before


def state(folder: Path) -> dict[str, bytes]:
    """What the files of a folder hold, by name."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def edit(path: Path, old: str, new: str) -> str:
    """Replace words of a file as a person does by hand, and return what it says then."""
    text = path.read_text(encoding="utf-8").replace(old, new)
    path.write_text(text, encoding="utf-8")
    return text


def fields(text: str) -> dict:
    """Fields and their values, as YAML writes them in brackets."""
    return yaml.safe_load(f"{{{text}}}")


def told(error: pytest.ExceptionInfo) -> list[str]:
    """The codes of the findings that an error carries."""
    return [finding.code for finding in error.value.findings]


@dataclass
class Result:
    """What a run of the program left."""

    code: int
    out: str
    err: str


def refused(result: Result, code: int = 2) -> str:
    """What a run said that ended with this code and printed nothing."""
    assert (result.code, result.out) == (code, "")
    return result.err


class FakeStream(io.TextIOWrapper):
    """A stream in memory with an encoding, that may pass for a terminal."""

    def __init__(self, encoding: str, *, terminal: bool) -> None:
        super().__init__(
            io.BytesIO(), encoding=encoding, write_through=True, newline=""
        )
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)


class Script:
    """A terminal that types what it is told and keeps what it is shown."""

    def __init__(self, *typed):
        self.typed = list(typed)
        self.shown = []

    def fits(self, report, *, news=(), below=""):
        return True

    def show(self, *versions, news=(), below=""):
        screen = Screen(1000, 24, colour=False, encoding="utf-8")
        self.shown += [*render(versions[0], screen).rstrip("\n").split("\n"), *news]
        return ""

    def leaf(self, *blocks):
        self.show(blocks)

    def say(self, line):
        self.shown.append(line)

    def _next(self):
        if not self.typed:
            raise EOFError
        found = self.typed.pop(0)
        if isinstance(found, BaseException) or found is KeyboardInterrupt:
            raise found
        return found() or "" if callable(found) else found

    def key(self, prompt, *, fresh=False):
        self.shown.append(prompt)
        return self._next()

    def line(self, prompt, default="", choices=(), *, is_alone=False):
        found = self._next()
        found = default if found is ... else found
        self.shown.append(f"{prompt} {found}")
        return found


@pytest.fixture
def run(empty: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """A function that runs the program, in an empty folder, with its own streams and variables."""

    def run_program(
        *arguments: str,
        lang: str = "en",
        encoding: str = "utf-8",
        columns: int | None = None,
        **environ: str,
    ) -> Result:
        terminal = columns is not None
        out = FakeStream(encoding, terminal=terminal)
        err = FakeStream(encoding, terminal=terminal)
        # A whole command may be given as one line.
        arguments = (*shlex.split(arguments[0]), *arguments[1:]) if arguments else ()
        # A pipe is laid out for COLUMNS too; a wide one keeps each sentence on a line.
        monkeypatch.setenv("COLUMNS", str(columns or 1000))
        variables = {"JAMPLAN_LANG": lang, "TERM": "xterm", **environ}
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        code = main(list(arguments), Environment(out, err, variables))
        return Result(code, out.text(), err.text())

    return run_program


def checkout() -> Path:
    """The root of the checkout, or of the source distribution, that the tests stand in."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def jam() -> Corpus:
    """The corpus that comes with jamplan."""
    return load(packaged_folder())


def plain(text: str) -> str:
    """A text with ordinary spaces and apostrophes, so that a test can be read."""
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that holds README.md, docs/ and data/."""
    return checkout()


def sources_folder() -> Path | None:
    """The folder of the articles that quotes are checked against, where the environment names one."""
    named = os.environ.get("JAMPLAN_SOURCES")
    return Path(named) if named else None


def export(
    corpus: Corpus,
    rule: Rule | None = None,
    *,
    format: str = "md",  # noqa: A002
    **more: str,
):
    """What ``jamplan export`` writes of a corpus: a text, bytes, or texts by name (csv)."""
    made = rendered(format, publication(corpus, rule, **more))
    if format in {"html", "svg"}:
        return made.decode()
    return as_json(made) if format == "json" else made
