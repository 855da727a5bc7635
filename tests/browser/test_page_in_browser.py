"""The page in Chromium: what it shows, on which screens, by which keys, and what axe says of it.

Needs Chromium and its driver, Selenium, and for one test axe-core's single file. Without them the tests
skip and say what to install; where ``JAMPLAN_BROWSER`` is ``required`` (``.ci/browser``) they fail.
"""

import base64
import io
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from pypdf import PdfReader

from jamplan.account.citations import cite_item
from jamplan.account.context import Context
from jamplan.account.vocabulary import language_for
from jamplan.corpus import model
from jamplan.corpus.loading import Corpus, load, packaged_folder
from jamplan.corpus.statements import Says, Statement, TextsAsRead, Words
from jamplan.exports.export import publication
from jamplan.exports.htmlfile import page
from tests.conftest import checkout
from tests.exports.hostile import corpus_saying
from tests.generated import corpus_of, make_corpus, with_parts

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
            height={WIDE: 900, TELEPHONE: 740}.get(width, 800),
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
            json.loads(entry["message"])["message"]
            for entry in self.driver.get_log("performance")
        ]
        return {
            entry["params"]["request"]["url"].partition("#")[0]
            for entry in messages
            if entry["method"] == "Network.requestWillBeSent"
        }

    def shown(self) -> list[str]:
        """The ids of the proposals and measures that a reader sees."""
        return self.run(
            "return [...document.querySelectorAll('article')]"
            ".filter((each) => each.checkVisibility()).map((each) => each.id)"
        )

    def search(self, words: str) -> None:
        """Type words into the filter as a reader does."""
        self.run(
            "const field = document.getElementById('s_words'); field.value = arguments[0];"
            "field.dispatchEvent(new Event('input', {bubbles: true}))",
            words,
        )

    def printed(self) -> PdfReader:
        """The page as it is printed."""
        data = self.tell("Page.printToPDF", preferCSSPageSize=True)["data"]
        return PdfReader(io.BytesIO(base64.b64decode(data)))

    def status(self) -> str:
        """What the live region says."""
        return self.run(
            "return document.querySelector('form [role=status]').textContent"
        )


def hostile() -> Corpus:
    """A corpus of texts that would be markup, long words, and more measures than a telephone is wide."""
    text = "</script><script>console.log('run')</script>\"onload=\"console.log(1) <img src=x> ]]>"
    long = "anticonstitutionnellement" * 6
    corpus = corpus_saying(f"{text} javascript:console.log(1) {long}")
    measures = (
        model.Measure(id=f"mesure-{n}", title=f"{text} {long}", details=(long,))
        for n in range(30)
    )
    return with_parts(corpus, measures=(*corpus.measures, *measures))


POSITIONS_MADE_UP = (
    (Says.IN_FULL, Words.EXPLICIT),
    (Says.TAKEN_UP, Words.IMPLICIT),
    (Says.IN_PART, Words.EXPLICIT),
    (Says.TAKEN_UP, Words.AMBIGUOUS),
    (Says.IN_PRINCIPLE, Words.EXPLICIT),
    (Says.TAKEN_UP, Words.COMPARED),
    (Says.NOTED, Words.EXPLICIT),
    (Says.REFUSED, Words.EXPLICIT),
    (Says.NOT_TAKEN_UP, Words.EXPLICIT),
)
"""What is said of proposals in turn, and in which words."""
CONCLUSIONS_MADE_UP = (Says.NO_MATCH, Says.OUT_OF_SCOPE, Says.NOT_TESTABLE)


def stated(count: int) -> Iterator[Statement]:
    """Positions on three of five proposals, some of them disputed; conclusions on one of five."""
    for n in range(count * 3 // 5):
        says, words = POSITIONS_MADE_UP[n % len(POSITIONS_MADE_UP)]
        is_compared = words is Words.COMPARED
        evidence = model.Evidence(source="s1", quote="words that say it")
        yield Statement(
            about=f"p{n}",
            says=says,
            measure=f"M{n % 24}",
            words=words,
            speaker="other" if n % 2 and not is_compared else None,
            evidence=() if is_compared else (evidence,),
            by="Ann" if is_compared else None,
        )
        if n % 10 == 0:
            denial = model.Evidence(source="s2", quote="words that deny it")
            yield Statement(
                about=f"p{n}",
                says=Says.REFUSED,
                measure=f"M{n % 24}",
                words=Words.EXPLICIT,
                evidence=(denial,),
            )
    for n in range(count * 3 // 5, count * 4 // 5):
        says = CONCLUSIONS_MADE_UP[n % len(CONCLUSIONS_MADE_UP)]
        read = TextsAsRead(document="r1") if says is Says.NO_MATCH else None
        yield Statement(
            about=f"p{n}", says=says, words=Words.COMPARED, by="Ann", read=read
        )


def made_up(count: int) -> Corpus:
    """So many proposals called recommandations, in three languages, with every status."""
    shared = "title: Vorschlag {0} für die Schulen und die Gemeinden, chapter: ch{1}{2}"
    lists = {
        "chapters": [f"id: ch{n}, title: Kapitel {n}" for n in range(4)],
        "priorities": [f"id: P{n}, title: Eje {n}" for n in range(4)],
        "proposals": [
            f"id: p{n}, {shared.format(n, n % 3, ', text: Ein Text.' if n % 5 else '')}"
            for n in range(count)
        ],
        "measures": [
            f"id: M{n}, number: {n}, title: Una medida {n}, priority: P{n % 4}"
            for n in range(24)
        ],
        "readings": ["id: r1"],
    }
    text = "".join(
        f"{name}: [{', '.join(f'{{{record}}}' for record in records)}]\n"
        for name, records in lists.items()
    )
    documents = f"""
proposals_document: {{short_name: Vorschläge, publisher: author, language: de, declared: [{{count: {count + 10}}}],
  labels: [{{of: item, language: fr, one: recommandation, many: recommandations}}], contact: bilan@example.org}}
plan_document: {{short_name: Plan, language: es, labels: [{{of: item, language: fr, one: hameau, many: hameaux}}]}}"""
    return corpus_of(text + documents, statements=tuple(stated(count)))


def started_in(folder: Path) -> Iterator[Browser]:
    """One Chromium for all tests, and the folder of the pages that they open."""
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
    except ImportError:
        missing("Selenium is not installed: pip install 'jamplan[dev]'")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not (chromium and driver):
        missing(
            "Chromium or its driver is not installed: apt-get install chromium chromium-driver"
        )
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
    ):
        options.add_argument(argument)
    options.set_capability(
        "goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"}
    )
    chrome = webdriver.Chrome(options=options, service=Service(driver))
    # Pages make some of their buttons after they are loaded.
    chrome.implicitly_wait(10)
    yield Browser(chrome, folder)
    chrome.quit()


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, and the pages of several corpora."""
    folder = tmp_path_factory.mktemp("pages")
    corpus = load(packaged_folder())
    others = {
        "hostile": hostile(),
        "fifty": made_up(50),
        "large": made_up(480),
        "empty": make_corpus(),
        "judged": load(checkout() / "examples/calls-to-action"),
    }
    others["vast"] = made_up(520)
    for name, of in {"french": corpus, "english": corpus, **others}.items():
        answer = publication(
            of, lang="en" if name == "english" else "fr", date="2026-11-24"
        )
        (folder / f"{name}.html").write_bytes(page(answer))
    yield from started_in(folder)


@pytest.fixture
def browser(started: Browser) -> Browser:
    """The browser with a wide, light screen."""
    started.screen(WIDE)
    return started


NAMES = ["french", "english", "hostile", "fifty", "empty", "judged"]
EVERY_PAGE = pytest.mark.parametrize("name", [*NAMES, "large", "vast"])


@EVERY_PAGE
def test_nothing_is_asked_for_and_nothing_complained_of(browser, name):
    """The file is the only request, and the console stays empty, whatever the data holds."""
    address = browser.open(name)
    assert browser.driver.get_log("browser") == []
    assert browser.requested() == {address}
    assert browser.run("return document.scripts.length") == 1
    assert browser.run("return document.images.length") == 0
    protocols = browser.run("return [...document.links].map((each) => each.protocol)")
    assert set(protocols) <= {"file:", "http:", "https:", "mailto:"}


@EVERY_PAGE
@pytest.mark.parametrize("width", [WIDE, 800, TELEPHONE, 320])
def test_the_page_never_scrolls_sideways(browser, name, width):
    """On screens down to 320 pixels, with all that opens opened."""
    browser.screen(width)
    browser.open(name)
    browser.run(
        "for (const each of document.querySelectorAll('details')) each.open = true"
    )
    assert browser.run("return document.documentElement.scrollWidth") <= width


@EVERY_PAGE
def test_all_of_each_table_is_on_the_screen_of_a_telephone(browser, name):
    """No column is beyond the edge, where nobody looks; what became of items was."""
    browser.screen(TELEPHONE)
    browser.open(name)
    hidden = browser.run(
        "return [...document.querySelectorAll('.scroll')]"
        ".filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.textContent)"
    )
    assert hidden == []


@pytest.mark.parametrize("name", ["french", "fifty"])
def test_an_entry_has_the_sign_of_its_row(browser, name):
    """What is interpreted has not the colour of what is stated, though one heading has both."""
    browser.open(name)
    signs = browser.run(
        "const sign = (part) => getComputedStyle(part, '::before').backgroundColor;"
        "const rows = [...document.querySelectorAll('#s_items tr:has(td)')];"
        "return rows.map((row) => {"
        "  const entry = document.getElementById(row.querySelector('a').hash.slice(1));"
        "  const label = entry.querySelector('.meta, .folded article > details > summary');"
        "  return [sign(row.parentElement.querySelector('[scope=rowgroup]')), sign(label)];"
        "})"
    )
    of_rows = [of_row for of_row, _of_entry in signs]
    assert [of_entry for _of_row, of_entry in signs] == of_rows
    assert len(set(of_rows)) == {"french": 4, "fifty": 16}[name]


def test_what_no_document_answers_is_told_by_its_judges(browser):
    """Each voice has its row before all else, disputes come first, and nothing is to review."""
    browser.open("judged")
    voices = "return [...document.querySelector('#s_voices tbody').querySelectorAll('th')].map((head) => head.textContent)"
    # Who prints or reads it follows the name, after a comma.
    names = {
        re.sub(r", (?:d’après|lecture|cité).*", "", name)
        for name in browser.run(voices)
    }
    assert names == {
        "Gouvernement canadien",
        "CBC, Beyond 94",
        "Yellowhead Institute",
        "Assemblée des Premières Nations",
        "Indigenous Watchdog",
    }
    heads = "return [...document.querySelectorAll('#s_items [scope=rowgroup]')].map((head) => head.textContent)"
    assert browser.run(heads) == ["5 désaccords", "89 autres appels à l’action"]
    text = browser.run("return document.body.textContent")
    assert ("à examiner" in text, "Aucune reprise enregistrée" in text) == (
        False,
        False,
    )


@pytest.mark.parametrize("target", ["etude-sociologique", "A13", "source_traite-2021"])
def test_an_address_leads_to_its_entry(browser, target):
    """A permanent address: the entry is in view and stands out."""
    browser.open("french", f"#{target}")
    answer = browser.run(
        "const each = document.querySelector(':target'); const {top} = each.getBoundingClientRect();"
        "return [each.id, top >= 0 && top < innerHeight]"
    )
    assert answer == [target, True]


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


def test_the_filter_acts_on_proposals_and_measures_and_says_how_many(browser):
    """By words, which need no accents and may be folded away; the button shows all again."""
    browser.open("french")
    everything = browser.shown()
    assert len(everything) == 21
    assert (
        browser.status() == "À l’écran\u202f: propositions 8 sur 8, mesures 13 sur 13."
    )
    browser.search("CINQUIEME")
    assert browser.shown() == ["espaces-information"]
    assert (
        browser.status()
        == "À l’écran\u202f: propositions 1 sur 8, mesures 0 sur 13. CINQUIEME"
    )
    assert browser.run(
        "return [...document.querySelectorAll('#espaces-information details')].some("
        "(each) => each.open && /cinquième/i.test(each.textContent))"
    )
    assert not browser.run("return document.querySelector('#A2 details[open]')")
    browser.search("parcours soins")
    assert browser.shown() == ["parcours-soins", "A10"]
    browser.run("document.querySelector('button[type=reset]').click()")
    browser.driver.execute_async_script("setTimeout(arguments[0], 20)")
    assert browser.shown() == everything
    assert not browser.run("return document.querySelector('article details[open]')")


ROW_LINKS = "#s_items tr:has(td) > th a"


def clicked(browser: Browser, link: Any) -> int:
    """Click on a link in the middle of the screen as readers do; return its place before."""
    from selenium.webdriver import ActionChains

    browser.run("arguments[0].scrollIntoView({block: 'center'})", link)
    browser.driver.execute_async_script("setTimeout(arguments[0], 50)")
    before = round(link.rect["y"] - browser.run("return scrollY"))
    ActionChains(browser.driver).move_to_element(link).click().perform()
    return before


def gone_back(browser: Browser, link: Any) -> int:
    """Go back as readers do; return the place of a link afterwards."""
    browser.driver.back()
    browser.driver.execute_async_script("setTimeout(arguments[0], 200)")
    return round(link.rect["y"] - browser.run("return scrollY"))


@pytest.mark.parametrize("width", [WIDE, TELEPHONE])
@pytest.mark.parametrize("name", ["french", "fifty", "judged", "vast"])
def test_a_row_opens_in_place_and_back_returns_to_it(browser, name, width):
    """Below it is what its entry says; each step back shows the link that was clicked, in its place."""
    browser.screen(width)
    browser.open(name)
    links = browser.driver.find_elements("css selector", ROW_LINKS)
    contents = browser.driver.find_element("css selector", "nav a[href='#s_method']")
    places = []
    for link in (links[4], links[2], links[7]):
        places.append((link, clicked(browser, link)))  # noqa: PERF401 - it acts
    if width == TELEPHONE:
        browser.driver.find_element("css selector", "nav summary").click()
    places.append((contents, clicked(browser, contents)))
    opened = "return [...document.querySelectorAll('.opened')]"
    expanded = "document.querySelectorAll('[aria-expanded=true]').length"
    assert browser.run(f"{opened}.map((each) => each.checkVisibility())") == [True] * 3
    assert browser.run(f"return {expanded}") == 3
    same = (
        "const texts = (part) => [...part.querySelectorAll('blockquote, .facts')].map((each) => each.textContent);"
        f"{opened[7:]}.every((each) => {{"
        "const row = each.previousElementSibling;"
        "const entry = document.getElementById(row.querySelector('a').hash.slice(1));"
        "return texts(each).length && String(texts(each)) === String(texts(entry)); })"
    )
    assert browser.run(same.replace("[...document", "return [...document", 1))
    # The contents are closed again, if there is no room for them.
    if width == TELEPHONE:
        places.pop()
        browser.driver.back()
    for link, before in reversed(places):
        assert abs(gone_back(browser, link) - before) <= 1
    assert browser.run(f"{opened}.length") == 0


@pytest.mark.parametrize("height", [900, 740, 400])
@pytest.mark.parametrize("width", [WIDE, 768, TELEPHONE])
@pytest.mark.parametrize("name", ["french", "judged", "vast"])
def test_filter_heads_and_contents_stay_on_the_screen(browser, name, width, height):
    """Wherever a reader is in the table, in less than half of the screen; and the opened quote is there."""
    browser.tell(
        "Emulation.setDeviceMetricsOverride",
        width=width,
        height=height,
        deviceScaleFactor=1,
        mobile=width < 600,
    )
    browser.open(name)
    links = browser.driver.find_elements("css selector", ROW_LINKS)
    clicked(browser, links[-3])
    told = browser.run(
        "const parts = ['#s_words', 'nav', '#s_items thead', '.opened article > :nth-child(2)'];"
        "return parts.map((each) => {"
        "const {top, bottom} = document.querySelector(each).getBoundingClientRect();"
        "return [top, bottom]; })"
    )
    heads, quote = told[2], told[3]
    assert [0 <= top <= bottom <= height / 2 for top, bottom in told[:3]] == [True] * 3
    assert heads[1] <= quote[0] < height


def test_the_legend_filters_as_the_choice_of_a_status_does(browser):
    """A second press shows all again; the address keeps it; what has no rows is no button."""
    browser.open("french")
    buttons = browser.driver.find_elements("css selector", ".legend button")
    assert [each.text for each in buttons] == [
        "3 affirmées",
        "3 interprétées",
        "1 non comptée",
        "1 à examiner",
    ]
    buttons[1].click()
    interpreted = browser.shown()
    assert len(interpreted) == 3
    assert browser.driver.current_url.endswith("#?status=reprise+interpr%C3%A9t%C3%A9e")
    pressed = "return [...document.querySelectorAll('.legend button')].map((each) => each.ariaPressed)"
    assert browser.run(pressed) == ["false", "true", "false", "false"]
    browser.driver.refresh()
    assert browser.shown() == interpreted
    assert browser.run(pressed) == ["false", "true", "false", "false"]
    browser.driver.find_elements("css selector", ".legend button")[1].click()
    assert len(browser.shown()) == 21
    assert browser.run(pressed) == ["false"] * 4


@pytest.mark.parametrize("width", [WIDE, 768, TELEPHONE])
@pytest.mark.parametrize("name", ["french", "fifty", "judged"])
def test_a_finger_hits_what_it_aims_at(browser, name, width):
    """What can be pressed has 24 pixels at least, but for links within a sentence."""
    browser.screen(width)
    browser.open(name)
    browser.run(
        f"document.querySelector('{ROW_LINKS}').click();"
        "for (const each of document.querySelectorAll('details')) each.open = true"
    )
    small = (
        "const text = (part) => part.textContent.trim();"
        "return [...document.querySelectorAll('a, button, summary, input, select')]"
        ".filter((each) => each.checkVisibility() && each.className !== 'skip')"
        ".filter((each) => each.tagName !== 'A' || text(each) === text(each.parentElement))"
        ".map((each) => [text(each), each.getBoundingClientRect()])"
        ".filter(([, {width, height}]) => width < 24 || height < 24).map(([words]) => words)"
    )
    assert browser.run(small) == []


def test_what_an_open_row_leads_to_opens_there_too(browser):
    """A measure is read below its proposal; a second click on the row closes both."""
    browser.open("french")
    link = browser.driver.find_element(
        "css selector", f"{ROW_LINKS}[href='#etude-sociologique']"
    )
    clicked(browser, link)
    clicked(
        browser, browser.driver.find_element("css selector", ".opened a[href='#A2']")
    )
    opened = "return [...document.querySelectorAll('.opened article')].map((each) => each.getAttribute('aria-labelledby'))"
    assert browser.run(opened) == ["h_etude-sociologique", "h_A2"]
    # Whoever opens the address sees the same.
    address = browser.driver.current_url
    browser.driver.get("about:blank")
    browser.driver.get(address)
    assert browser.run(opened) == ["h_etude-sociologique", "h_A2"]
    clicked(
        browser,
        browser.driver.find_element(
            "css selector", f"{ROW_LINKS}[href='#etude-sociologique']"
        ),
    )
    assert browser.run(opened) == []


@pytest.mark.parametrize(
    "anchor",
    [
        "#?open=nothing+A2+etude-sociologique_A2+etude-sociologique_%22%5D",
        "#?status=none",
        "#%",
    ],
)
def test_an_address_of_another_page_breaks_nothing(browser, anchor):
    """What it names and the page has not is left aside; the page works."""
    browser.open("french", anchor)
    assert browser.driver.get_log("browser") == []
    assert browser.run("return document.querySelectorAll('.opened').length") == 0
    browser.run("document.querySelector('button[type=reset]').click()")
    assert len(browser.shown()) == 21


def test_an_address_works_while_the_filter_is_on(browser):
    """What is hidden is shown when its address is followed; what is folded is unfolded."""
    browser.open("english")
    browser.search("soins")
    browser.run("document.querySelector('a[href=\"#etude-sociologique\"]').click()")
    assert len(browser.shown()) == 21
    in_view = (
        "const {top} = document.querySelector(':target').getBoundingClientRect();"
        "return top >= -1 && top < innerHeight"
    )
    assert browser.run(in_view)
    browser.run("document.querySelector('a[href=\"#s_sources\"]').click()")
    assert browser.run("return document.querySelector('#s_sources details').open")
    assert browser.run(in_view)


def test_a_button_copies_the_citation_beside_it(browser, jam):
    """The button is by the quote, says that it has copied, and keeps the focus."""
    browser.open("french")
    browser.tell("Browser.grantPermissions", permissions=["clipboardReadWrite"])
    button = browser.driver.find_element("css selector", "#parcours-soins .copy")
    button.click()
    copied = browser.driver.execute_async_script(
        "navigator.clipboard.readText().then(arguments[0])"
    )
    citations = cite_item(
        Context(jam, language_for(jam)), jam.proposal["parcours-soins"]
    )
    assert copied == str(citations[0])
    assert button.text == "Copier la citation ✓"
    assert browser.run("return document.activeElement.className") == "copy"


@pytest.mark.parametrize(("width", "screens"), [(WIDE, 2), (TELEPHONE, 3)])
def test_the_first_item_is_near_the_top(browser, width, screens):
    """Its quote is read within two screens, or three of a telephone."""
    browser.screen(width)
    browser.open("french")
    bottom = browser.run(
        "return document.querySelector('article blockquote').getBoundingClientRect().bottom / innerHeight"
    )
    assert bottom < screens


def test_where_there_is_nothing_to_filter_or_no_javascript_no_filter_is_shown(browser):
    """Without JavaScript, the form could do nothing; all is there, and quotes are open."""
    form = "return document.querySelector('form').checkVisibility()"
    browser.open("empty")
    assert browser.run(form) is False
    browser.tell("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open("french")
        assert (len(browser.shown()), browser.run(form)) == (21, False)
        quote = "return document.querySelector('#enquete-cyber blockquote').checkVisibility()"
        assert browser.run(quote)
        assert browser.run("return document.querySelector('.copy')") is None
    finally:
        browser.tell("Emulation.setScriptExecutionDisabled", value=False)


def test_on_paper_all_that_is_folded_is_open(browser, jam):
    """Seven pages of A4 at most, with every quote; a filter if it is on, which says what it shows."""

    def letters(text: str) -> str:
        return "".join(filter(str.isalpha, text))

    browser.open("french")
    assert len(browser.printed().pages) <= 7
    browser.open("english")
    printed = browser.printed()
    box = printed.pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (595, 842)
    text = letters("".join(page.extract_text() for page in printed.pages))
    quotes = [piece.quote for record in jam.statements for piece in record.evidence]
    assert [words for words in quotes if words and letters(words) not in text] == []
    assert "Onscreen" not in text
    browser.search("soins")
    text = letters("".join(page.extract_text() for page in browser.printed().pages))
    assert ("Onscreenproposalsofmeasuresofsoins" in text, "Showall" in text) == (
        True,
        False,
    )


def test_the_filter_stays_quick_on_a_large_page(browser):
    """Each key that is pressed filters; a reader must not wait."""
    browser.open("large")
    took = browser.run(
        "const start = performance.now(); const words = document.getElementById('s_words');"
        "words.value = 'SCHULEN gemeinden'; words.dispatchEvent(new Event('input', {bubbles: true}));"
        "document.body.offsetHeight; return performance.now() - start"
    )
    assert took < 500


@pytest.fixture(scope="module")
def judged() -> Callable[[Browser], list[str]]:
    """A function that returns axe's violations on the open page as it is."""
    # The single file of axe-core, from the environment or a folder of npm.
    installed = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
    file = Path(os.environ.get("JAMPLAN_AXE") or installed)
    if not file.is_file():
        missing(
            "axe-core is not there: npm install axe-core, and JAMPLAN_AXE=…/axe-core/axe.min.js"
        )
    source = file.read_text(encoding="utf-8")

    def judge(browser: Browser) -> list[str]:
        browser.run(source)
        answer = browser.driver.execute_async_script(
            "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then("
            "({violations}) => done(violations), (fault) => done([{id: String(fault), nodes: []}]))"
        )
        return [
            f"{entry['id']}: {[node['html'][:200] for node in entry['nodes'][:3]]}"
            for entry in answer
        ]

    return judge


LIGHT, DARK = (
    ["rgb(29, 28, 26)", "rgb(253, 252, 249)"],
    ["rgb(233, 230, 223)", "rgb(22, 24, 26)"],
)
COLOURS = {"light": LIGHT, "dark": DARK}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", COLOURS)
@pytest.mark.parametrize("width", [WIDE, TELEPHONE])
def test_axe_finds_no_violation(browser, judged, name, scheme, width):
    """Contrast, in the light or dark that a reader wants, names, roles, and all else that axe looks at.

    As the page is opened, with a row open, and with all that opens opened.
    """
    browser.screen(width, scheme)
    browser.open(name)
    assert judged(browser) == []
    browser.run(f"document.querySelector('{ROW_LINKS}')?.click()")
    browser.run(
        "for (const each of document.querySelectorAll('details')) each.open = true"
    )
    assert judged(browser) == []
    style = "const {color, backgroundColor} = getComputedStyle(document.body);"
    assert browser.run(f"{style} return [color, backgroundColor]") == COLOURS[scheme]
