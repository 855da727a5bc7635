"""``source``: sources put on record, completed and listed, so that nobody edits ``sources.yaml``."""

import contextlib
import hashlib
import http.server
import json
import threading
from pathlib import Path
from typing import ClassVar

import pytest

from jamplan.corpus import changing
from jamplan.corpus.loading import load
from jamplan.decisions.actors import actor_named
from tests.conftest import SOURCES, refused, unchanged

STATEMENT = "The League welcomes the wells.\n"


@pytest.fixture
def statement(folder):
    """The small corpus, and a statement beside it."""
    Path("statement.txt").write_text(STATEMENT, encoding="utf-8")
    return folder


def test_a_file_becomes_a_source_with_its_copy(run, statement):
    """Below the folder, with its digest and the day; its quotes are looked up in it; twice is once."""
    command = (
        "source",
        "statement.txt",
        "--publisher",
        "League of Wells (LW)",
        "--title",
        "On wells",
    )
    result = run(
        *command,
        "--date",
        "20 January 2025",
        "--data",
        "c",
        SOURCE_DATE_EPOCH="1737331200",
    )
    assert (result.code, result.err) == (
        0,
        "New actor: League of Wells, id league-of-wells.\n",
    )
    made = load("c")
    source = made.sources[-1]
    day = "2025-01-20"
    assert (source.id, source.title, source.date) == (
        f"league-of-wells-{day}",
        "On wells",
        day,
    )
    copy = (
        f"league-of-wells-{day}.txt",
        hashlib.sha256(STATEMENT.encode()).hexdigest(),
        day,
    )
    assert (source.file, source.sha256, source.accessed) == copy
    assert Path("c", source.file).read_text("utf-8") == STATEMENT
    actor = made.actors[-1]
    assert (actor.called, actor.introduced) == ("LW", "League of Wells (LW)")
    assert (
        Path("c/sources.yaml")
        .read_text("utf-8")
        .startswith(SOURCES.partition("sources:")[0][:40])
    )
    with unchanged(Path("c")):
        assert run("source statement.txt --data c").code == 0


def test_one_on_record_is_completed(run, statement):
    """By its id, its address or its file; comments stay, what is not said stays."""
    text = SOURCES.replace("sources:", "sources:\n  # The first of all.")
    Path("c/sources.yaml").write_text(text, encoding="utf-8")
    for given in (
        "paper --date 2022 --url https://example.org/p",
        "https://example.org/p --title 'A paper'",
        "statement.txt --id paper --kind press",
    ):
        assert run(f"source {given} --data c", SOURCE_DATE_EPOCH="0").code == 0
    assert "# The first of all." in Path("c/sources.yaml").read_text("utf-8")
    made = load("c")
    paper = made.source["paper"]
    assert len(made.sources) == 2
    known = [paper.title, paper.date, paper.kind, paper.file, paper.accessed]
    assert known == ["A paper", "2022", "press", "paper.txt", "1970-01-01"]
    article = run("source statement.txt --id article --data c")
    assert "[other-copy]\n  “paper” has “paper.txt” as its copy.\n" in refused(article)
    Path("other.txt").write_text("Another text.\n", encoding="utf-8")
    assert run("source", "other.txt", "--id", "paper", "--data", "c").code == 2
    assert (
        run("source", "other.txt", "--id", "paper", "--force", "--data", "c").code == 0
    )
    assert Path("c/paper.txt").read_text("utf-8") == "Another text.\n"


def test_a_copy_comes_with_its_record_or_not_at_all(run, statement, monkeypatch):
    """On a full disk; a copy that a killed process left is taken, no other file is replaced."""
    copy, write = Path("c/paper.txt"), changing.write_new
    command = "source statement.txt --id paper --data c"

    def write_the_copy_alone(path, data):
        if copy.name not in path.name:
            raise OSError(28, "full", str(path))
        write(path, data)

    with unchanged(Path("c")), monkeypatch.context() as patch:
        patch.setattr(changing, "write_new", write_the_copy_alone)
        refused(run(command), 4)
    for left, code in (("Another text.\n", 4), (STATEMENT, 0)):
        copy.write_text(left, encoding="utf-8")
        assert run(command).code == code
        assert copy.read_text("utf-8") == left


def test_the_list_says_what_each_lacks(run, folder):
    """On the screen, as JSON and as CSV."""
    shown = run("source", "--data", "c").out
    assert "2 sources." in shown
    assert "paper    The Press  " in shown
    assert "  title, date, address, local copy\n" in shown
    listed = json.loads(run("source --data c --format json").out)
    lacks = {row["id"]: row["lacks"] for row in listed}
    assert lacks == {"article": ["file"], "paper": ["title", "date", "url", "file"]}
    assert run("source --data c --format csv").out.startswith(
        "Id,Source,It lacks\narticle,"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            "source gone.txt",
            2,
            "“gone.txt” is no file, no address and no source on record.",
        ),
        ("source statement.txt", 2, "The publisher is missing: --publisher NAME"),
        (
            "source statement.txt --publisher \u2060",
            2,
            "The publisher is missing: --publisher NAME",
        ),
        ("source paper --date soon", 2, "Write a year, a month or a day"),
        ("source paper --url example.org", 2, "“example.org” is no address: https://…"),
        (
            "source paper --id other",
            2,
            "“paper” is no file, no address and no source on record.",
        ),
        ("source statement.txt --publisher press --id é", 3, "cannot be an id"),
        ("source statement.txt --publisher Pres", 2, "There is no actor “Pres”."),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    run, statement, arguments, code, said
):
    """A slip of typing makes no source and no actor."""
    with unchanged(Path("c")):
        assert said in refused(run(*arguments.split(), "--data", "c"), code)


DOCUMENT = """\
format: 2
actors: [{id: report-publisher, name: "?"}, {id: press, name: The Press}]
sources:
  - {id: report, publisher: report-publisher, description: a.pdf, title: Ten wishes}
  - {id: other, publisher: press}
"""
PROPOSALS = """\
format: 2
document: {source: report, publisher: report-publisher, title: Ten wishes, short_name: Ten wishes, language: en}
proposals: [{id: wells, title: Dig wells}]
"""


@pytest.mark.parametrize(
    ("links", "publisher", "actors"),
    [
        ("", "the League (TL)", ["press", "league"]),
        ("", "The Press", ["press"]),
        ("report-publisher", "the League (TL)", ["report-publisher", "press"]),
        ("report-publisher", "The Press", ["report-publisher", "press"]),
    ],
)
def test_a_document_is_named_with_its_source(run, corpus, links, publisher, actors):
    """The actor without a name goes, or gets the name if somebody states something in it."""
    statement = (
        "statements: [{about: wells, says: taken_up, measure: M1, words: explicit, "
        f"speaker: {links}, evidence: [{{source: other}}]}}]\n"
    )
    corpus(
        sources=DOCUMENT,
        proposals=PROPOSALS,
        plan=PLAN,
        links=f"format: 2\n{statement if links else ''}...\n",
    )
    said = ("--publisher", publisher, "--title", "Wishes", "--date", "2021-04")
    assert run("source", "report", *said, "--data", "c").code == 0
    made = load("c")
    document = made.proposals_document
    assert [actor.id for actor in made.actors] == actors
    name = made.actor[document.publisher or ""].name
    assert name == {"the League (TL)": "League", "The Press": "The Press"}[publisher]
    assert (document.title, document.short_name, document.date) == (
        "Wishes",
        "Wishes",
        "2021-04",
    )
    assert made.plan_document.short_name == "The plan"
    assert not made.unknown


PLAN = "format: 2\ndocument: {source: report, short_name: The plan}\nmeasures: [{id: M1, title: Wells}]\n"


@pytest.mark.parametrize(
    ("text", "name", "called"),
    [
        ("Clear Banks", "Clear Banks", None),
        ("les Jeunes Avec Macron (JAM)", "Jeunes Avec Macron", "les JAM"),
        ("Le Monde", "Le Monde", None),
        ("the UK government", "UK government", "the UK government"),
        ("l’Assemblée nationale", "Assemblée nationale", "l’Assemblée nationale"),
    ],
)
def test_an_actor_is_named_as_at_its_first_mention(text, name, called):
    """A small article is none of its name; brackets hold what it is called after that."""
    actor = actor_named(text)
    assert (actor.name, actor.called) == (name, called)
    assert actor.introduced == (text if "(" in text else None)


PAGES = {
    "/page": ("text/html", b"<p>They took up our wells, said the League.</p>"),
    "/report.txt": ("application/octet-stream", b"They took up our wells.\n"),
    "/large": ("text/plain", b"x" * 1_000_001),
}
MOVED = {"/moved": "/page", "/elsewhere": "ftp://127.0.0.1/page"}


class _Site(http.server.BaseHTTPRequestHandler):
    """Pages, addresses that lead elsewhere, and nothing else; notes what is asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        self.asked.append(self.path)
        if self.path in MOVED:
            self.send_response(302)
            self.send_header("Location", MOVED[self.path])
            self.end_headers()
            return
        kind, data = PAGES.get(self.path, ("", b""))
        if not data:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(data)

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def site():
    """The address of a small site on this machine."""
    _Site.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


LEAGUE = ("--publisher", "League of Wells (LW)", "--date", "2025-01", "--data", "c")


def test_an_address_is_fetched_once_and_kept_with_digest_and_day(run, folder, site):
    """Only if it is asked for; where it leads is told; then its quotes can be looked up."""
    url = f"{site}/moved"
    assert run("source", url, *LEAGUE).code == 0
    assert _Site.asked == []
    result = run(
        "source league-of-wells-2025-01 --save --data c", SOURCE_DATE_EPOCH="1737331200"
    )
    assert (result.code, result.err) == (0, f"{url} → {site}/page\n")
    assert _Site.asked == ["/moved", "/page"]
    (source,) = [each for each in load("c").sources if each.url == url]
    data = PAGES["/page"][1]
    assert (source.file, source.sha256, source.accessed) == (
        "league-of-wells-2025-01.html",
        hashlib.sha256(data).hexdigest(),
        "2025-01-20",
    )
    assert Path("c", source.file).read_bytes() == data
    shown = run("source league-of-wells-2025-01 --data c")
    assert f"Local copy: {source.file}" in shown.out
    assert _Site.asked == ["/moved", "/page"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/none", "[address-unreadable]\n  The file cannot be read: 404 Not Found."),
        ("/elsewhere", "[address-unreadable]\n  The file cannot be read: 302 Found."),
        ("/large", "The file has more than 1 MB."),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_fetched_leaves_the_corpus_as_it_was(
    run, site, path, said, monkeypatch
):
    """Nothing is fetched from elsewhere than the web, nor more than there is room for."""
    monkeypatch.setattr("jamplan.documents.fetching.FILE_BYTES", 1_000_000)
    with unchanged(Path("c")):
        result = run("source", f"{site}{path}", "--save", *LEAGUE)
    assert (result.code, said in result.err) == (4, True)


def test_without_an_address_of_its_own_nothing_is_fetched(run, folder, site):
    """A portal leads to the document, and is not it."""
    Path("c/sources.yaml").write_text(
        SOURCES.replace(
            "sources:",
            f"sources:\n  - {{id: door, publisher: league, url: {site}/page, portal: true}}",
        ),
        encoding="utf-8",
    )
    result = run("source door --save --data c")
    assert result.code == 2
    assert "The source “door” has no address." in result.err
    assert _Site.asked == []


def test_an_archived_copy_is_noted(run, folder):
    """Its address only: nothing is fetched."""
    archived = "https://archive.example/1"
    assert run("source", "article", "--archived", archived, "--data", "c").code == 0
    assert load("c").source["article"].archived == archived
