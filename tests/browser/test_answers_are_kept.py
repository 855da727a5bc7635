"""Ways to lose an answer in the form, or to sign somebody else's: none of them does, in two browsers.

Chromium has the form from a server, Firefox as a file. Needs both, and their drivers; without them the tests
skip and say what to install; where ``JAMPLAN_BROWSER`` is ``required`` (``.ci/browser``) they fail.
"""

import csv
import functools
import http.server
import io
import re
import shutil
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from jamplan.account.context import Context
from jamplan.account.vocabulary import language_for
from jamplan.corpus import model
from jamplan.exports.formfile import page
from tests.browser.test_form_in_browser import ESCAPE, FULL
from tests.browser.test_page_in_browser import missing, started_in
from tests.generated import make_corpus

pytestmark = pytest.mark.slow

CLOSED = "Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new DOMException('', 'SecurityError') }"
ENTER, DELETE = "\ue007", "\ue017"
SHOWN = ("quote", "source", "locator", "page", "note")


def corpus():
    """Three proposals; the first one's answer is printed in full, in two sentences."""
    answer = (
        "We accept this recommendation. However, funding is not available before 2027."
    )
    document = model.Document(
        short_name="Answer",
        publisher="other",
        source="s2",
        relation=model.Relation.RESPONSE,
    )
    return make_corpus(
        proposals=[
            model.Proposal(id=f"p{n}", number=str(n), title=f"Build wells, part {n}")
            for n in (1, 2, 3)
        ],
        measures=[
            model.Measure(
                id=f"m{n}",
                number=str(n),
                title=f"Answer {n}",
                details=(answer,) * (n == 1),
                title_basis=model.TitleBasis.OFFICIAL,
                answers=(f"p{n}",),
            )
            for n in (1, 2)
        ],
        plan_document=document,
    )


def chromium(folder):
    """Chromium, and the address of the forms on a server of this computer."""
    quiet = type(
        "Quiet",
        (http.server.SimpleHTTPRequestHandler,),
        {"log_message": lambda *_: None},
    )
    handler = functools.partial(quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for browser in started_in(folder):
            yield browser.driver, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def firefox(folder):
    """Firefox, and the address of the forms as files."""
    webdriver = pytest.importorskip("selenium.webdriver")
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    driver = shutil.which("geckodriver")
    if not (program and driver):
        missing("Firefox or geckodriver is not installed: see .ci/browser")
    options = webdriver.FirefoxOptions()
    options.binary_location = program
    options.add_argument("-headless")
    service = webdriver.FirefoxService(driver)
    gecko = webdriver.Firefox(options=options, service=service)
    yield gecko, folder.as_uri()
    gecko.quit()


@pytest.fixture(
    scope="module", params=[chromium, firefox], ids=lambda start: start.__name__
)
def started(request, tmp_path_factory):
    """A browser, and where the forms are."""
    folder = tmp_path_factory.mktemp("forms")
    context = Context(corpus(), language_for(corpus(), "en"))
    (folder / "form.html").write_bytes(page(context, {}, blind=True))
    for driver, address in request.param(folder):
        yield driver, f"{address}/form.html", folder


@dataclass
class Form:
    """The form as a person fills it in. Each step gives the form back, so that a way is one line."""

    driver: object
    address: str
    folder: Path
    saved: str = ""
    is_kept: bool = True
    tabs: list = field(default_factory=list)

    def run(self, script):
        return self.driver.execute_script(script)

    def find(self, selector):
        return self.driver.find_element("css selector", selector)

    def opens(self):
        """In this tab, as from a folder or a link."""
        self.driver.get("about:blank")
        self.driver.get(self.address)
        return self

    def reloads(self):
        self.driver.refresh()
        return self

    def leaves_and_returns(self):
        self.driver.get("about:blank")
        self.driver.back()
        return self

    def returns(self):
        self.driver.back()
        return self

    def opens_tab(self):
        self.tabs.append(self.driver.current_window_handle)
        self.driver.switch_to.new_window("tab")
        self.driver.get(self.address)
        return self

    def turns_to_other_tab(self):
        here = self.driver.current_window_handle
        self.driver.switch_to.window(self.tabs.pop())
        self.tabs.append(here)
        return self

    def closes_tab(self):
        self.driver.close()
        self.driver.switch_to.window(self.tabs.pop())
        return self

    def is_called(self, name):
        """Types a name over the one in the form, and presses Enter."""
        self.run("document.getElementById('name').select()")
        self.find("#name").send_keys(name, ENTER)
        return self

    def presses(self, code):
        """A button, by mouse."""
        self.find(f"[data-code={code}]").click()
        return self

    def presses_twice(self, code):
        """As people do who know files, not pages."""
        chain = pytest.importorskip("selenium.webdriver").ActionChains(self.driver)
        chain.double_click(self.find(f"[data-code={code}]")).perform()
        return self

    def holds(self, key):
        """A key, until the keyboard repeats it."""
        for repeated in ("false", "true", "true"):
            self.run(
                f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', bubbles: true, repeat: {repeated}}}))"
            )
        return self

    def types(self, *keys):
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)
        return self

    def writes(self, name, text):
        """A text into a field."""
        self.find(f"#f_{name}").send_keys(text)
        return self

    def chooses(self, field, value):
        self.run(
            f"const field = document.getElementById('{field}'); field.value = '{value}'; for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, {{bubbles: true}}))"
        )
        return self

    def goes_to(self, card):
        """A card, by the list of all."""
        self.run(f"document.querySelectorAll('#items button')[{card - 1}].click()")
        return self

    def quotes(self, place):
        """A sentence that can be pressed."""
        self.driver.find_elements("css selector", ".sentence")[place - 1].click()
        return self

    def replies(self, reply):
        self.find(f"#{reply}").click()
        return self

    def closes_question(self):
        assert self.find("#ask").is_displayed()
        self.driver.switch_to.active_element.send_keys(ESCAPE)
        return self

    def full(self, script=FULL):
        """The browser keeps nothing from now on."""
        self.run(script)
        self.is_kept = False
        return self

    def saves(self):
        self.saved = self.text()
        return self

    def takes(self, change=lambda text: text):
        """The file that was saved, as others may have changed it."""
        given = self.folder / "given.csv"
        given.write_text(change(self.saved), encoding="utf-8")
        self.find("#resume").send_keys(str(given))
        self.waits_for("document.getElementById('resume').value === ''")
        return self

    def waits_for(self, condition):
        """Until something is true on the page, which does it as soon as it can."""
        end = time.monotonic() + 60
        while not self.run(f"return {condition}"):
            assert time.monotonic() < end, condition
            time.sleep(0.02)

    def text(self):
        """The file, as it can be copied."""
        self.run(
            "document.getElementById('csv').value = '';"
            "const copy = document.getElementById('copy'); copy.open = false; copy.open = true"
        )
        self.waits_for("document.getElementById('csv').value")
        return self.run("return document.getElementById('csv').value")

    def rows(self):
        """What the file has of each answer: signer, proposal, measure, answer and all that was typed."""
        rows = csv.DictReader(io.StringIO(self.text()))
        return [
            " ".join(
                filter(
                    None,
                    (
                        row["by"],
                        row["proposal"],
                        row["measure"] or "-",
                        row["says"] or "?",
                        *(row[name] for name in SHOWN),
                    ),
                )
            )
            for row in rows
        ]


def later(text):
    """A file of the year 2100."""
    return re.sub(r"\d{4}(-\d\d-\d\dT)", r"2100\1", text)


def undated(text):
    return re.sub(r"\d{4}-\d\d-\d\d(T[\d:.]+Z)?", "", text)


def other(text):
    """A file that says something else."""
    return text.replace('"taken_up"', '"in_part"')


YES = "Ada p1 m1 taken_up"
WAYS = {
    # Pressed again
    "an answer twice": (
        lambda ada: ada.presses("taken_up").goes_to(1).presses("taken_up"),
        [YES],
    ),
    "an answer twice by key": (lambda ada: ada.types("t").goes_to(1).types("t"), [YES]),
    "an answer three times, once after a reload": (
        lambda ada: (
            ada.types("t").goes_to(1).types("t").reloads().goes_to(1).types("t")
        ),
        [YES],
    ),
    "a conclusion twice": (
        lambda ada: ada.types("u").goes_to(1).types("u"),
        ["Ada p1 - out_of_scope"],
    ),
    "a pair set aside twice": (
        lambda ada: ada.types("n").chooses("choice", 0).types("n"),
        ["Ada p1 m1 not_this"],
    ),
    "again once the quote is there": (
        lambda ada: (
            ada.presses("refused").writes("quote", "we will not").presses("refused")
        ),
        ["Ada p1 m1 refused we will not"],
    ),
    "a double click": (lambda ada: ada.presses_twice("taken_up"), [YES]),
    "a key held down": (lambda ada: ada.holds("t"), [YES]),
    # Another answer
    "another answer, declined": (
        lambda ada: ada.types("t").goes_to(1).types("p").replies("no"),
        [YES],
    ),
    "another answer, closed": (
        lambda ada: ada.types("t").goes_to(1).types("p").closes_question(),
        [YES],
    ),
    "another answer, Enter": (
        lambda ada: ada.types("t").goes_to(1).types("p", ENTER),
        [YES],
    ),
    "another answer, agreed": (
        lambda ada: ada.types("t").goes_to(1).types("p").replies("yes"),
        ["Ada p1 m1 in_part"],
    ),
    "keys while it is asked": (
        lambda ada: ada.types("t").goes_to(1).types("p", "n", "u").replies("no"),
        [YES],
    ),
    "a conclusion over an answer": (
        lambda ada: ada.types("t").goes_to(1).types("u").replies("no"),
        [YES],
    ),
    "an answer over a conclusion": (
        lambda ada: ada.types("u").goes_to(1).types("t").replies("no"),
        ["Ada p1 - out_of_scope"],
    ),
    "a pair set aside over an answer": (
        lambda ada: ada.types("t").goes_to(1).types("n").replies("no"),
        [YES],
    ),
    "none found, not meant": (lambda ada: ada.types("m").replies("no"), []),
    "two answers to one": (
        lambda ada: ada.types("t").goes_to(1).chooses("choice", 1).types("p"),
        [YES, "Ada p1 m2 in_part"],
    ),
    # Back
    "back, declined": (lambda ada: ada.types("t", "b").replies("no"), [YES]),
    "back twice": (
        lambda ada: ada.types("t", "t", "b", "b").replies("no"),
        [YES, "Ada p2 m2 taken_up"],
    ),
    "back, agreed, what was typed": (
        lambda ada: ada.writes("note", "close").types(ESCAPE, "t", "b").replies("yes"),
        ["Ada p1 m1 ? close"],
    ),
    "back to a card left for later": (
        lambda ada: ada.writes("note", "close").types(ESCAPE, "l", "b"),
        ["Ada p1 m1 ? close"],
    ),
    # Without an answer
    "a quote alone": (
        lambda ada: ada.writes("quote", "We accept"),
        ["Ada p1 m1 ? We accept"],
    ),
    "a note alone": (
        lambda ada: ada.writes("note", "ask Bob"),
        ["Ada p1 m1 ? ask Bob"],
    ),
    "a page alone": (lambda ada: ada.writes("page", "11"), ["Ada p1 m1 ? 11"]),
    "a place alone": (
        lambda ada: ada.writes("locator", "box 2"),
        ["Ada p1 m1 ? box 2"],
    ),
    "a source alone": (lambda ada: ada.chooses("f_source", "s2"), ["Ada p1 m1 ? s2"]),
    "a note, then another measure": (
        lambda ada: (
            ada.writes("note", "one").chooses("choice", 1).writes("note", "two")
        ),
        ["Ada p1 m1 ? one", "Ada p1 m2 ? two"],
    ),
    "a note, then another card": (
        lambda ada: ada.writes("note", "one").goes_to(3),
        ["Ada p1 m1 ? one"],
    ),
    "a quote, then a conclusion": (
        lambda ada: ada.writes("quote", "we will not").presses("out_of_scope"),
        ["Ada p1 - out_of_scope we will not"],
    ),
    "a quote, then a sentence, declined": (
        lambda ada: ada.writes("quote", "We accept").quotes(2).replies("no"),
        ["Ada p1 m1 ? We accept"],
    ),
    "a sentence, then another": (
        lambda ada: ada.quotes(2).quotes(3),
        ["Ada p1 m1 ? However, funding is not available before 2027. s2"],
    ),
    # Leaving
    "a reload": (
        lambda ada: ada.types("t").writes("note", "x").reloads(),
        [YES, "Ada p2 m2 ? x"],
    ),
    "leaving and Back": (
        lambda ada: ada.types("t").writes("note", "x").leaves_and_returns(),
        [YES, "Ada p2 m2 ? x"],
    ),
    "Back to an older visit, then an answer": (
        lambda ada: (
            ada.opens().types("t", "t").returns().returns().goes_to(3).types("u")
        ),
        [YES, "Ada p2 m2 taken_up", "Ada p3 - out_of_scope"],
    ),
    "a closed tab": (
        lambda ada: ada.opens_tab().types("t").closes_tab().opens(),
        [YES],
    ),
    # Two tabs
    "a card in each tab": (
        lambda ada: (
            ada.opens_tab().types("t").turns_to_other_tab().goes_to(2).types("t")
        ),
        [YES, "Ada p2 m2 taken_up"],
    ),
    "one card in both tabs": (
        lambda ada: (
            ada.opens_tab()
            .types("t")
            .turns_to_other_tab()
            .goes_to(1)
            .writes("note", "x")
        ),
        [f"{YES} x"],
    ),
    "another answer in the other tab": (
        lambda ada: (
            ada.opens_tab()
            .types("t")
            .turns_to_other_tab()
            .goes_to(1)
            .types("p")
            .replies("no")
        ),
        [YES],
    ),
    "another person in the other tab": (
        lambda ada: (
            ada.types("t")
            .opens_tab()
            .is_called("Bob")
            .replies("no")
            .types("u")
            .turns_to_other_tab()
            .reloads()
        ),
        [YES],
    ),
    # Storage
    "full": (lambda ada: ada.types("t").full().types("t"), [YES, "Ada p2 m2 taken_up"]),
    "full, then another person": (
        lambda ada: ada.full().types("t").is_called("Bob").replies("no"),
        [YES],
    ),
    "closed": (
        lambda ada: ada.full(CLOSED).types("t").writes("note", "x"),
        [YES, "Ada p2 m2 ? x"],
    ),
    "cleared meanwhile": (
        lambda ada: ada.types("t").full("localStorage.clear()").types("t"),
        [YES, "Ada p2 m2 taken_up"],
    ),
    # Who signs
    "a second person": (lambda ada: ada.types("t").is_called("Bob").replies("no"), []),
    "a second person who answers": (
        lambda ada: ada.types("t").is_called("Bob").replies("no").types("u"),
        ["Bob p1 - out_of_scope"],
    ),
    "back to the first one": (
        lambda ada: (
            ada.types("t")
            .is_called("Bob")
            .replies("no")
            .types("u")
            .is_called("Ada")
            .replies("no")
        ),
        [YES],
    ),
    "the question closed": (
        lambda ada: ada.types("t").is_called("Bob").closes_question(),
        [YES],
    ),
    "a name that was wrong": (
        lambda ada: ada.types("t").is_called("Ada L.").replies("yes"),
        ["Ada L. p1 m1 taken_up"],
    ),
    "a name in capitals": (
        lambda ada: ada.types("t").is_called("ADA"),
        ["ADA p1 m1 taken_up"],
    ),
    "no name": (lambda ada: ada.types("t").is_called(DELETE), [YES]),
    "a note of the first one": (
        lambda ada: ada.writes("note", "x").is_called("Bob").replies("no"),
        [],
    ),
    # Files
    "an older file": (
        lambda ada: ada.types("t").saves().goes_to(1).types("p").replies("yes").takes(),
        ["Ada p1 m1 in_part"],
    ),
    "a newer file, declined": (
        lambda ada: (
            ada.types("t").saves().takes(lambda text: other(later(text))).replies("no")
        ),
        [YES],
    ),
    "a newer file, closed": (
        lambda ada: (
            ada.types("t")
            .saves()
            .takes(lambda text: other(later(text)))
            .closes_question()
        ),
        [YES],
    ),
    "a newer file, agreed": (
        lambda ada: (
            ada.types("t").saves().takes(lambda text: other(later(text))).replies("yes")
        ),
        ["Ada p1 m1 in_part"],
    ),
    "an answer after a file of the future": (
        lambda ada: (
            ada.types("t")
            .saves()
            .takes(later)
            .replies("yes")
            .goes_to(1)
            .types("p")
            .replies("yes")
        ),
        ["Ada p1 m1 in_part"],
    ),
    "an undated file": (
        lambda ada: ada.types("t").saves().takes(lambda text: other(undated(text))),
        [YES],
    ),
    "a file twice": (
        lambda ada: ada.types("t").writes("note", "x").saves().takes().takes(),
        [YES, "Ada p2 m2 ? x"],
    ),
    "a file of what was taken back": (
        lambda ada: ada.types("t").saves().types("b").replies("yes").takes(),
        [],
    ),
    "a file of somebody else": (
        lambda ada: (
            ada.types("t")
            .saves()
            .takes(lambda text: other(later(text)).replace('"Ada"', '"Bob"'))
        ),
        [YES],
    ),
    "a file of another form": (
        lambda ada: (
            ada.types("t")
            .saves()
            .takes(lambda text: other(later(text)).replace("wells", "roads"))
        ),
        [YES],
    ),
    "a file of quotes without answers": (
        lambda ada: (
            ada.writes("quote", "q").saves().run("localStorage.clear()")
            or ada.opens().is_called("Ada").takes()
        ),
        ["Ada p1 m1 ? q"],
    ),
    "a file beside other answers": (
        lambda ada: (
            ada.types("t").saves().run("localStorage.clear()")
            or ada.opens().is_called("Ada").goes_to(2).types("u").takes()
        ),
        [YES, "Ada p2 - out_of_scope"],
    ),
}


@pytest.fixture
def ada(started):
    """The form, which Ada has begun to fill in."""
    form = Form(*started).opens()
    form.run("localStorage.clear()")
    yield form.opens().is_called("Ada")
    while form.tabs:
        form.closes_tab()


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_lost_or_signed_anew_unasked(ada, way):
    """The file has what was answered and typed, in the name of who did; a reload keeps it."""
    steps, expected = WAYS[way]
    steps(ada)
    assert not ada.find("#ask").is_displayed()
    assert ada.rows() == expected
    if ada.is_kept:
        assert ada.reloads().rows() == expected
