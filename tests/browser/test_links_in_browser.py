"""Clicks on the quotes of a page, a Markdown text and a note, in Chromium: each lands on its sentence.

The documents are on a server of the machine itself: web pages whose words come twice, with and without
a copy in the corpus, and PDFs. Twelve quotes of each kind are clicked; ``JAMPLAN_LINKS`` says another
number.
"""

import html
import io
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from fpdf import FPDF
from markdown_it import MarkdownIt
from pypdf import PdfReader

from jamplan.corpus import model
from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.exports.docxfile import document
from jamplan.exports.export import publication
from jamplan.exports.htmlfile import page
from jamplan.exports.markdown import summary
from tests.browser.test_page_in_browser import Browser, started_in
from tests.generated import make_corpus

pytestmark = pytest.mark.slow

COUNT = int(os.environ.get("JAMPLAN_LINKS", "12"))
ON_A_PAGE = 6
SUBJECTS = ("schools", "roads", "rivers", "courts", "ports", "farms", "mines")
OPENED = """
const details = arguments[0].closest("details");
if (details) details.open = true;
arguments[0].scrollIntoView();
"""
SPECIAL = (
    "a well-known, much-delayed plan — “at last” — for {}, it says",
    "L’État s’engage à créer, dès l’été, un fonds pour {} et l’œuvre",
    "5 % of the budget & 20 km of {} (see annex) will be {} by then",
)


@dataclass(frozen=True)
class Quoted:
    """A quote, its document, and the id of its paragraph or the number of its page."""

    quote: str
    source: str
    anchor: str
    answer: str = ""


def words_of(number: int) -> str:
    """A sentence of its own, some of it with the signs that addresses and fragments use."""
    subject = f"{SUBJECTS[number % len(SUBJECTS)]} in district {number}"
    if number % 4 == 3:
        return SPECIAL[number % len(SPECIAL)].format(subject, "open")
    return (
        f"The government will act on the state of {subject} and report on what was done "
        "before the end of the year"
    )


def marked_up(number: int, sentence: str) -> str:
    """A sentence with what pages have within one: a link, a footnote mark, no-break spaces."""
    text = html.escape(sentence)
    if number % 3 == 0:
        first, second, *others = text.split(" ")
        return f'{first} <a href="#x">{second}</a> {" ".join(others)}'
    if number % 3 == 1:
        return text.replace(" %", "\u00a0%").replace("report", "<b>report</b>")
    return text


def web_page(numbers: range, name: str, *, has_answers: bool) -> tuple[str, list]:
    """A page and its quotes: between sentences is more than a screen, and each has one like it above.

    An answer is “Accepted in principle.” under the head of its recommendation.
    """
    space = '<div style="height:1800px"></div>'
    body = [f"<h1>{name}</h1><p>The government will act on the state of things.</p>"]
    quoted = []
    for number in numbers:
        sentence = words_of(number)
        body.append(space)
        if has_answers and number % 2:
            sentence = "Accepted in principle by the department."
            head = f"Recommendation {number}"
            body.append(f"<h2>{head}</h2><p id=p{number}>{sentence}</p>")
            quoted.append(Quoted(sentence, name, f"p{number}", f"{head}\n{sentence}"))
        else:
            text = marked_up(number, sentence)
            alike = html.escape(" ".join(sentence.split()[:5]))
            body.append(
                f"<p>{alike} nothing.</p>{space}<p id=p{number}>So: {text}. More.</p>"
            )
            quoted.append(Quoted(sentence, name, f"p{number}"))
    return f"<!doctype html><meta charset=utf-8>{''.join(body)}{space}", quoted


def pdf(numbers: range, name: str) -> tuple[bytes, list[Quoted]]:
    """A PDF with a sentence on each page after the cover, and its quotes."""
    file = FPDF()
    file.set_font("helvetica", size=12)
    file.add_page()
    file.multi_cell(0, 8, f"{name}: cover")
    quoted = []
    for page_number, number in enumerate(numbers, start=2):
        sentence = (
            f"We shall build a bridge number {number} over the river before winter"
        )
        file.add_page()
        file.multi_cell(0, 8, f"{sentence}. It is needed.")
        quoted.append(Quoted(sentence, name, str(page_number)))
    return bytes(file.output()), quoted


def documents(folder: Path) -> list[Quoted]:
    """Write the documents, a third of them PDFs; return their quotes."""
    told: list[Quoted] = []
    for at, first in enumerate(range(0, COUNT, ON_A_PAGE)):
        numbers = range(first, min(first + ON_A_PAGE, COUNT))
        name = f"s{at}"
        if at % 3 == 2:
            data, quoted = pdf(numbers, name)
            (folder / f"{name}.pdf").write_bytes(data)
        else:
            text, quoted = web_page(numbers, name, has_answers=at % 3 == 0)
            (folder / f"{name}.html").write_text(text, encoding="utf-8")
        told += quoted
    return told


def corpus_with(quoted: list[Quoted], folder: Path, address: str) -> Corpus:
    """A corpus of one statement on each quote; every other document of the web has a copy in it."""
    sources, proposals, measures, statements = [], [], [], []
    for name in dict.fromkeys(each.source for each in quoted):
        (path,) = folder.glob(f"{name}.*")
        # Equal words are told apart by a copy alone.
        is_copied = path.suffix == ".pdf" or int(name[1:]) % 3 == 0
        sources.append(
            model.Source(
                id=name,
                publisher="author",
                date="2024",
                url=f"{address}/{path.name}",
                file=path.name if is_copied else None,
            )
        )
    for number, each in enumerate(quoted):
        title, _, text = each.answer.partition("\n")
        proposals.append(model.Proposal(id=f"p{number}", title=f"Item {number}"))
        measures.append(
            model.Measure(
                id=f"M{number}", title=title or f"Answer {number}", text=text or None
            )
        )
        evidence = model.Evidence(source=each.source, quote=each.quote)
        statements.append(
            Statement(
                about=f"p{number}",
                says=Says.TAKEN_UP,
                measure=f"M{number}",
                words=Words.EXPLICIT,
                evidence=(evidence,),
            )
        )
    return make_corpus(
        folder=str(folder),
        sources=tuple(sources),
        proposals=tuple(proposals),
        measures=tuple(measures),
        statements=tuple(statements),
    )


@dataclass
class Opened:
    """A browser, the quotes and the forms that have links to them."""

    browser: Browser
    quoted: list[Quoted]
    folder: Path
    address: str
    links: dict[str, list[str]]


class Silent(SimpleHTTPRequestHandler):
    """A server that prints nothing."""

    def log_message(self, *_arguments: object) -> None:
        """Requests are not printed."""


def links_of_note(data: bytes) -> list[str]:
    """The addresses of a note's links, in the order of its text."""
    note = Document(io.BytesIO(data))
    links = []
    for paragraph in note.element.body.iter(qn("w:p")):
        links += Paragraph(paragraph, note).hyperlinks
    return [link.url for link in links if link.address]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A server of the documents, Chromium, and the forms."""
    folder = tmp_path_factory.mktemp("documents")
    quoted = documents(folder)
    handler = partial(Silent, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    content = publication(
        corpus_with(quoted, folder, address), lang="en", date="2026-11-24"
    )
    (folder / "page.html").write_bytes(page(content))
    rendered = MarkdownIt("commonmark").enable("table").render(summary(content))
    (folder / "summary.html").write_text(
        f"<!doctype html><meta charset=utf-8>{rendered}", encoding="utf-8"
    )
    note = links_of_note(document(content))
    links = {"note": [each for each in note if urlsplit(each).fragment]}
    for browser in started_in(folder):
        yield Opened(browser, quoted, folder, address, links)
    server.shutdown()
    server.server_close()


def clicked(opened: Opened, form: str) -> Iterator[tuple[Quoted, str]]:
    """Click on the link of each quote of a form; yield the address that it leads to, once it is open."""
    driver = opened.browser.driver
    selector = {"page": "article[id^=p] blockquote a", "summary": "a"}
    for number, each in enumerate(opened.quoted):
        if form == "note":
            driver.get("about:blank")
            link = opened.links[form][number]
            driver.get(link)
        else:
            driver.get(f"{opened.address}/{form}.html")
            found = driver.find_elements("css selector", selector[form])
            links = [a for a in found if "#" in (a.get_attribute("href") or "")]
            link = links[number].get_attribute("href")
            # A long page is folded.
            driver.execute_script(OPENED, links[number])
            links[number].click()
        yield each, link


def landed(opened: Opened, quoted: Quoted, link: str) -> bool:
    """Whether a link led to the sentence on its page, or names the page of the PDF that has it."""
    parts = urlsplit(link)
    if parts.path.endswith(".pdf"):
        reader = PdfReader(opened.folder / parts.path[1:])
        number = int(parts.fragment.removeprefix("page="))
        text = " ".join(reader.pages[number - 1].extract_text().split())
        return number == int(quoted.anchor) and quoted.quote in text
    script = (
        "const place = document.getElementById(arguments[0])?.getBoundingClientRect();"
        "return !!place && scrollY > 0 && place.top >= 0 && place.bottom <= innerHeight"
    )
    end = time.monotonic() + 20
    while not (found := opened.browser.run(script, quoted.anchor)):
        if time.monotonic() > end:
            break
        time.sleep(0.05)
    return found


@pytest.mark.parametrize("form", ["page", "summary", "note"])
def test_a_click_on_a_quote_lands_on_its_sentence(opened, form):
    """Of a hundred, five may miss: words that come twice in a page that the corpus has no copy of."""
    missed = [
        (each, unquote(link))
        for each, link in clicked(opened, form)
        if not landed(opened, each, link)
    ]
    assert len(missed) <= 0.05 * len(opened.quoted), missed
