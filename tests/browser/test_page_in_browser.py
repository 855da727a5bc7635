"""The page in Chromium: what it shows, on which screens, by which keys, and what axe says of it.

Needs Chromium and its driver, Selenium, and for one test axe-core's single file. Without them the tests
skip and say what to install; where ``JAMPLAN_BROWSER`` is ``required`` (``.ci/browser``) they fail.
"""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from pypdf import PdfReader

import jamplan
from generated import make_corpus
from jamplan.corpus import Corpus, packaged_folder
from jamplan.exports.page import page
from jamplan.exports.publication import publication
from jamplan.model import (
    Basis,
    Chapter,
    Declared,
    Document,
    Evidence,
    Extent,
    Link,
    Measure,
    Priority,
    Proposal,
    Source,
    Verdict,
    VerdictKind,
)

pytestmark = pytest.mark.slow

WIDE, TELEPHONE = 1280, 360


def missing(what: str) -> NoReturn:
    """Skip for want of something; fail where it was to be there."""
    if os.environ.get("JAMPLAN_BROWSER") == "required":
        pytest.fail(what)
    pytest.skip(what)


@dataclass
class Browser:
    """Chromium with the page of a corpus open."""

    driver: Any
    folder: Path

    def tell(self, command: str, **parameters: Any) -> Any:
        """A command of the Chrome DevTools Protocol."""
        return self.driver.execute_cdp_cmd(command, parameters)

    def run(self, script: str, *arguments: Any) -> Any:
        """The value that a script in the page returns."""
        return self.driver.execute_script(script, *arguments)

    def screen(self, width: int, scheme: str = "light") -> None:
        """Set the width of the screen, and light or dark."""
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=800,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme_feature = {"name": "prefers-color-scheme", "value": scheme}
        self.tell("Emulation.setEmulatedMedia", media="", features=[scheme_feature])

    def open(self, name: str, anchor: str = "") -> str:
        """Open a page afresh, and return its address without the anchor."""
        address = (self.folder / f"{name}.html").as_uri()
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(address + anchor)
        return address

    def requested(self) -> set[str]:
        """The addresses that were asked for since a page was opened."""
        messages = [
            json.loads(each["message"])["message"] for each in self.driver.get_log("performance")
        ]
        return {
            each["params"]["request"]["url"].partition("#")[0]
            for each in messages
            if each["method"] == "Network.requestWillBeSent"
        }

    def shown(self) -> list[str]:
        """The ids of the proposals that a reader sees."""
        return self.run(
            "return [...document.querySelectorAll('article[data-status]')]"
            ".filter((each) => each.checkVisibility()).map((each) => each.id)"
        )

    def choose(self, name: str, value: str) -> None:
        """Set a field of the filter as a reader does."""
        self.run(
            "const field = document.forms[0].elements[arguments[0]]; field.value = arguments[1];"
            "field.dispatchEvent(new Event('input', {bubbles: true}))",
            name,
            value,
        )

    def said(self) -> str:
        """What the live region says."""
        return self.run("return document.querySelector('[role=status]').textContent")


def hostile() -> Corpus:
    """A corpus of texts that would be markup, long words, and more measures than a telephone is wide."""
    text = "</script><script>console.log('run')</script>\"onload=\"console.log(1) <img src=x> ]]>"
    long = "anticonstitutionnellement" * 6
    evidence = (Evidence(source="s1", quote=text, locator=long),)
    measures = tuple(
        Measure(id=f"mesure-{number}", title=f"{text} {long}", details=(long,)) for number in range(30)
    )
    script = "javascript:console.log(1)"
    return make_corpus(
        sources=(
            Source(id="s1", publisher="author", title=text, url=script, archived=script, note=text),
            Source(id="s2", publisher="other", url=f"https://example.org/{long}"),
        ),
        chapters=(Chapter(id="ch1", title=text, short=long),),
        proposals=(
            Proposal(id="p1", title=long, text=text, chapter="ch1", evidence=evidence, note=text),
            Proposal(id="p2", title=text),
        ),
        measures=measures,
        links=(
            Link(
                proposal="p1",
                measure="mesure-29",
                claimed_by="author",
                basis=Basis.COMPARED,
                evidence=evidence,
                note=text,
            ),
        ),
    )


def large() -> Corpus:
    """More rows and columns than a screen holds, two languages, and every status."""
    proposals = tuple(
        Proposal(
            id=f"p{number}",
            title=f"Vorschlag {number} für die Schulen und die Gemeinden",
            chapter=f"ch{number % 3}",
        )
        for number in range(70)
    )
    measures = tuple(
        Measure(id=f"M{number}", title=f"Una medida {number}", priority=f"P{number % 4}")
        for number in range(24)
    )
    bases, extents, verdicts = list(Basis), list(Extent), list(VerdictKind)
    links = tuple(
        Link(
            proposal=each.id,
            measure=f"M{number % 24}",
            claimed_by=("author", "other")[number % 2],
            basis=bases[number % 4],
            extent=extents[number % 3],
            evidence=(Evidence(source="s1", quote="words"),),
        )
        for number, each in enumerate(proposals[:45])
    )
    decided = tuple(
        Verdict(proposal=each.id, verdict=verdicts[number % 4], claimed_by="other")
        for number, each in enumerate(proposals[40:60])
    )
    return make_corpus(
        proposals_document=Document(
            short_name="Vorschläge", publisher="author", language="de", declared=(Declared(count=80),)
        ),
        plan_document=Document(short_name="Plan", language="es"),
        chapters=tuple(Chapter(id=f"ch{number}", title=f"Kapitel {number}") for number in range(4)),
        priorities=tuple(Priority(id=f"P{number}", title=f"Eje {number}") for number in range(4)),
        proposals=proposals,
        measures=measures,
        links=links,
        verdicts=decided,
    )


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for all tests, and the pages that they open."""
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
    except ImportError:
        missing("Selenium is not installed: pip install 'jamplan[dev]'")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not (chromium and driver):
        missing("Chromium or its driver is not installed: apt-get install chromium chromium-driver")
    folder = tmp_path_factory.mktemp("pages")
    corpus = jamplan.load(packaged_folder())
    pages = {
        "french": publication(corpus, date="2026-11-24"),
        "english": publication(corpus, lang="en", date="2026-11-24"),
        "suggestions": publication(corpus, date="2026-11-24", suggestions=True),
        "hostile": publication(hostile(), lang="fr", date="2026-11-24"),
        "large": publication(large(), lang="fr", date="2026-11-24"),
        "empty": publication(make_corpus(), lang="fr", date="2026-11-24"),
    }
    for name, found in pages.items():
        (folder / f"{name}.html").write_text(page(found), encoding="utf-8")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    yield Browser(chrome, folder)
    chrome.quit()


@pytest.fixture
def browser(started: Browser) -> Browser:
    """The browser with a wide, light screen."""
    started.screen(WIDE)
    return started


EVERY_PAGE = pytest.mark.parametrize(
    "name", ["french", "english", "suggestions", "hostile", "large", "empty"]
)


@EVERY_PAGE
def test_nothing_is_asked_for_and_nothing_complained_of(browser, name):
    """The file is the only request, and the console stays empty, whatever the data holds."""
    address = browser.open(name)
    assert browser.driver.get_log("browser") == []
    assert browser.requested() == {address}
    assert browser.run("return document.scripts.length") == 1
    assert browser.run("return document.images.length") == 0
    protocols = browser.run("return [...document.links].map((each) => each.protocol)")
    assert set(protocols) <= {"file:", "http:", "https:"}


@EVERY_PAGE
@pytest.mark.parametrize("width", [WIDE, 800, TELEPHONE, 320])
def test_the_page_never_scrolls_sideways(browser, name, width):
    """On screens down to 320 pixels, with all that opens opened."""
    browser.screen(width)
    browser.open(name)
    browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
    assert browser.run("return document.documentElement.scrollWidth") <= width


def test_filters_show_what_fits_and_say_how_many(browser):
    """By chapter, status, claimant and words, which need no accents; the button shows all again."""
    browser.open("english")
    everything = browser.shown()
    assert len(everything) == 8
    assert browser.said() == "8 of 8 known proposals shown; 20 without a text found."
    browser.choose("chapter", "ch5")
    assert browser.shown() == ["parcours-soins", "accompagnement-victimes"]
    of_8 = "of 8 known proposals shown; 20 without a text found."
    assert browser.said() == f"2 {of_8} Chapter: Accompagnement et reconstruction."
    part = "return [...document.querySelectorAll('.part')].map((each) => each.textContent)"
    assert browser.run(part) == ["shown: 2 of 6", "shown: 0 of 1", "shown: 0 of 1"]
    browser.choose("words", "SOINS special")
    assert browser.shown() == ["parcours-soins"]
    criteria = "Chapter: Accompagnement et reconstruction; Words: SOINS special."
    assert browser.said() == f"1 {of_8} {criteria}"
    browser.choose("chapter", "")
    browser.choose("words", "")
    browser.choose("status", "unreviewed")
    assert browser.shown() == ["cours-obligatoires"]
    browser.choose("claimant", "jam")
    assert browser.shown() == []
    assert browser.said() == (
        "Nothing known fits these choices. 20 without a text found, of which nothing is known. "
        "Status: to be reviewed; According to: Jeunes Avec Macron."
    )
    assert not browser.run("return document.querySelector('#s_open').checkVisibility()")
    browser.run("document.querySelector('button[type=reset]').click()")
    browser.driver.execute_async_script("setTimeout(arguments[0], 20)")
    assert browser.shown() == everything
    assert browser.run("return document.querySelector('#s_open').checkVisibility()")
    assert browser.run(part) == ["", "", ""]
    browser.choose("claimant", "?")
    assert browser.shown() == ["cours-obligatoires"]


def test_a_chapter_of_which_nothing_is_known_can_be_chosen(browser):
    """It is in the document: choosing it says that nothing is known, not that there is nothing."""
    browser.open("french")
    browser.choose("chapter", "ch3")
    assert browser.shown() == []
    assert browser.said() == (
        "Rien de connu ne correspond à ces choix. 20 sans texte trouvé, dont on ne sait rien. "
        "Chapitre\u202f: Proxénétisme hôtelier (rien de connu)."
    )


def test_what_fits_by_its_evidence_alone_is_opened(browser):
    """A reader sees why a proposal fits; what was opened so is closed again."""
    browser.open("french")
    opened = "return [...document.querySelectorAll('details[open]')].length"
    browser.choose("words", "appuyé")
    assert browser.shown() == ["enquete-cyber"]
    assert (
        browser.run(
            "return document.querySelector('#enquete-cyber details[open] blockquote').textContent"
        )
        .strip()
        .startswith("«\u202fle gouvernement s’est appuyé")
    )
    browser.choose("words", "")
    assert browser.run(opened) == 0


def test_all_evidence_opens_and_closes_at_once(browser):
    """One button, which says what it will do."""
    browser.open("english")
    shut = "return document.querySelectorAll('details.evidence:not([open])').length"
    button = browser.driver.find_element("css selector", "[name=unfold]")
    assert button.text == "Open all evidence"
    button.click()
    assert (browser.run(shut), button.text) == (0, "Close all evidence")
    button.click()
    assert (browser.run(shut) > 20, button.text) == (True, "Open all evidence")


def test_the_signs_of_the_matrix_lead_to_their_entries(browser):
    """By the pointer; the table beneath has the same as links, for the keyboard."""
    browser.open("french")
    browser.run(
        "document.querySelector('.wide .sign').dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    assert browser.run("return document.querySelector(':target').id") == "formation-professionnels"
    assert browser.run(
        "return [...document.querySelectorAll('figure table a')].map((each) => each.hash).slice(0, 2)"
    ) == ["#formation-professionnels", "#A4"]


def test_a_page_without_proposals_has_no_filter(browser):
    """There would be nothing to filter."""
    browser.open("empty")
    assert browser.run("return document.querySelector('form').checkVisibility()") is False


def test_a_status_without_texts_can_be_chosen(browser):
    """The group of proposals without a text is shown, though it has none to show."""
    browser.open("english")
    browser.choose("status", "undocumented")
    assert browser.shown() == []
    groups = browser.run(
        "return [...document.querySelectorAll('[data-group]')]"
        ".filter((each) => each.checkVisibility()).map((each) => each.dataset.group)"
    )
    assert groups == ["undocumented"]


@pytest.mark.parametrize("target", ["etude-sociologique", "A13", "source_traite-2021"])
def test_an_address_leads_to_its_entry(browser, target):
    """A permanent address: the entry is in view and stands out."""
    browser.open("french", f"#{target}")
    found = browser.run(
        "const each = document.querySelector(':target'); const {top} = each.getBoundingClientRect();"
        "return [each.id, top >= 0 && top < innerHeight]"
    )
    assert found == [target, True]


def test_an_address_works_while_filters_are_on(browser):
    """What is hidden by the filters is shown where its address is followed."""
    browser.open("english")
    browser.choose("chapter", "ch5")
    browser.run("location.hash = '#etude-sociologique'")
    browser.driver.execute_async_script("setTimeout(arguments[0], 50)")
    assert "etude-sociologique" in browser.shown()
    assert browser.said() == "8 of 8 known proposals shown; 20 without a text found."
    browser.choose("chapter", "ch5")
    browser.run("document.querySelector('a[href=\"#etude-sociologique\"]').click()")
    assert "etude-sociologique" in browser.shown()
    found = browser.run(
        "const {top} = document.querySelector(':target').getBoundingClientRect();"
        "return top >= -1 && top < innerHeight"
    )
    assert found


def test_evidence_opens_in_place_by_the_keyboard(browser):
    """A quote is hidden until its summary is opened; then it stands under the take-up."""
    from selenium.webdriver.common.keys import Keys

    browser.open("french")
    script = "return document.querySelector('#enquete-cyber blockquote').checkVisibility()"
    summary = browser.driver.find_element("css selector", "#enquete-cyber summary")
    assert browser.run(script) is False
    summary.send_keys(Keys.ENTER)
    assert browser.run(script) is True
    summary.send_keys(Keys.SPACE)
    assert browser.run(script) is False


def test_the_keyboard_goes_from_the_top_past_the_contents(browser):
    """The first stop is the link to the content; where the focus is can be seen."""
    from selenium.webdriver.common.keys import Keys

    browser.open("french")
    body = browser.driver.find_element("css selector", "body")
    body.send_keys(Keys.TAB)
    focused = browser.driver.switch_to.active_element
    assert focused.get_attribute("class") == "skip"
    assert browser.run("return document.activeElement.getBoundingClientRect().top >= 0")
    focused.send_keys(Keys.ENTER)
    assert browser.run("return document.activeElement.id") == "s_main"
    browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    style = browser.run("return getComputedStyle(document.activeElement).outlineStyle")
    assert style == "solid"


def test_without_javascript_all_is_there_and_no_filter(browser):
    """The form, which could do nothing, is not shown."""
    browser.tell("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open("french")
        assert len(browser.shown()) == 8
        assert browser.run("return document.querySelector('form').checkVisibility()") is False
        assert browser.run("return document.querySelectorAll('blockquote').length") > 40
    finally:
        browser.tell("Emulation.setScriptExecutionDisabled", value=False)
    browser.open("french")
    assert browser.run("return document.querySelector('form').checkVisibility()") is True


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_all_evidence_is_open_and_no_filter_printed(browser, scripts):
    """A4, with every quote that is closed on the screen."""
    corpus = jamplan.load(packaged_folder())
    browser.tell("Emulation.setScriptExecutionDisabled", value=not scripts)
    try:
        browser.open("french")
        printed = browser.tell("Page.printToPDF", preferCSSPageSize=True)
    finally:
        browser.tell("Emulation.setScriptExecutionDisabled", value=False)
    reader = PdfReader(io.BytesIO(base64.b64decode(printed["data"])))
    box = reader.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)

    def letters(text: str) -> str:
        return "".join(sign for sign in text if sign.isalpha())

    text = letters("".join(each.extract_text() for each in reader.pages))
    for link in corpus.links:
        assert letters(link.evidence[0].quote) in text
    assert letters("SHA-256") in text
    assert "Toutafficher" not in text
    assert "Showall" not in text


def test_a_printed_selection_is_said_to_be_one(browser):
    """Where filters are on, paper says how many of how many proposals it holds."""
    browser.open("english")
    browser.choose("chapter", "ch5")
    printed = browser.tell("Page.printToPDF", preferCSSPageSize=True)
    reader = PdfReader(io.BytesIO(base64.b64decode(printed["data"])))
    text = " ".join("".join(each.extract_text() for each in reader.pages).split())
    assert "2 of 8 known proposals shown" in text
    assert "Chapter: Accompagnement et reconstruction" in text
    assert "Grande étude sociologique" not in text[text.index("2 of 8") : text.index("The measures")]
    assert "Filter the proposals" not in text


def test_a_large_matrix_has_a_window_on_the_screen_and_none_on_paper(browser):
    """It is moved about by the keyboard too; on paper all of its rows and columns stand."""
    script = (
        "const each = [...document.querySelectorAll('.scroll.tall')].find((one) => "
        "one.checkVisibility());"
        "return [each.className, each.tabIndex, each.scrollHeight > each.clientHeight + 1,"
        "each.querySelectorAll('.sign').length]"
    )
    browser.open("large")
    assert browser.run(script) == ["scroll wide far tall", 0, True, 45]
    browser.screen(TELEPHONE)
    assert browser.run(script) == ["scroll narrow far tall", 0, True, 45]
    browser.screen(WIDE)
    browser.tell("Emulation.setEmulatedMedia", media="print")
    assert browser.run(script) == ["scroll narrow far tall", 0, False, 45]


def test_filters_stay_quick_on_a_large_page(browser):
    """Each key that is pressed filters; a reader must not wait."""
    browser.open("large")
    took = browser.run(
        "const start = performance.now(); const {words} = document.forms[0].elements;"
        "words.value = 'SCHULEN gemeinden'; words.dispatchEvent(new Event('input', {bubbles: true}));"
        "document.body.offsetHeight; return performance.now() - start"
    )
    assert len(browser.shown()) == 70
    assert took < 500


def test_light_and_dark_follow_the_reader(browser):
    """The paper is light or dark, and text stands out from it."""
    colours = {}
    for scheme in ("light", "dark"):
        browser.screen(WIDE, scheme)
        browser.open("french")
        colours[scheme] = browser.run(
            "const {color, backgroundColor} = getComputedStyle(document.body);"
            "return [color, backgroundColor]"
        )
    assert colours == {
        "light": ["rgb(29, 28, 26)", "rgb(253, 252, 249)"],
        "dark": ["rgb(233, 230, 223)", "rgb(22, 24, 26)"],
    }


def test_drawings_stay_in_their_boxes_on_a_telephone(browser):
    """No text of a drawing is cut by the edge of the screen."""
    browser.screen(TELEPHONE)
    browser.open("french")
    cut = browser.run(
        "return [...document.querySelectorAll('.drawing text')]"
        ".filter((each) => each.checkVisibility())"
        ".map((each) => [each.textContent, each.getBoundingClientRect()])"
        ".filter(([, box]) => box.left < -0.5 || box.right > innerWidth + 0.5)"
        ".map(([text]) => text)"
    )
    assert cut == []


def axe() -> Path:
    """The single file of axe-core, from the environment or a folder of npm."""
    named = os.environ.get("JAMPLAN_AXE")
    places = [Path(named)] if named else []
    places.append(Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js")
    for each in places:
        if each.is_file():
            return each
    missing("axe-core is not there: npm install axe-core, and JAMPLAN_AXE=…/axe-core/axe.min.js")


@pytest.fixture(scope="module")
def judged() -> Callable[[Browser], list[str]]:
    """A function that returns axe's violations on the open page, all that opens opened."""
    source = axe().read_text(encoding="utf-8")

    def judge(browser: Browser) -> list[str]:
        browser.run("for (const each of document.querySelectorAll('details')) each.open = true")
        browser.run(source)
        found = browser.driver.execute_async_script(
            "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then("
            "({violations}) => done(violations), (fault) => done([{id: String(fault), nodes: []}]))"
        )
        return [f"{each['id']}: {[node['html'][:200] for node in each['nodes'][:3]]}" for each in found]

    return judge


@EVERY_PAGE
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, TELEPHONE])
def test_axe_finds_no_violation(browser, judged, name, scheme, width):
    """Contrast, names, roles, headings, tables and all else that axe-core looks at."""
    browser.screen(width, scheme)
    browser.open(name)
    assert judged(browser) == []
