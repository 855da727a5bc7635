"""The form for a colleague in Chromium: filled in by keys, kept, downloaded, taken up again, imported."""

import time
from pathlib import Path

import pytest

from jamplan.account.context import Context
from jamplan.account.vocabulary import language_for
from jamplan.corpus.loading import load, packaged_folder
from jamplan.decisions.recording import is_decision
from jamplan.evidence.copies import copies_of
from jamplan.exports.formfile import page
from tests.browser.test_page_in_browser import TELEPHONE, WIDE, judged, started_in
from tests.conftest import checkout
from tests.exports.hostile import corpus_saying

__all__ = ["judged"]
pytestmark = pytest.mark.slow
HOSTILE = "</script><img src=x onerror=\"document.title='run'\"> \"';"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
ESCAPE = "\ue00c"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """Chromium, and forms, blind but for one."""
    folder, jam = tmp_path_factory.mktemp("forms"), load(packaged_folder())
    response = load(checkout() / "examples/ai-opportunities")
    forms = {
        "fr": jam,
        "en": jam,
        "seen": jam,
        "response": response,
        "hostile": corpus_saying(HOSTILE),
    }
    for name, corpus in forms.items():
        context = Context(corpus, language_for(corpus, name))
        copies, _ = copies_of(corpus) if corpus is response else ({}, [])
        (folder / f"{name}.html").write_bytes(
            page(context, copies, blind=name != "seen")
        )
    yield from started_in(folder)


class Person:
    """Somebody who fills in a form by keys."""

    def __init__(self, browser, form, name="Ada Lovelace"):
        self.browser, self.driver = browser, browser.driver
        browser.screen(WIDE)
        browser.open(form)
        browser.run("localStorage.clear()")
        browser.open(form)
        self.driver.find_element("id", "name").send_keys(f"{name}\n")
        browser.run("document.getElementById('copy').open = true")

    def types(self, *texts):
        for text in texts:
            self.driver.switch_to.active_element.send_keys(text)

    def replies(self, reply):
        """Answer the question that is asked, and return it."""
        asked = self.sees("question")
        self.driver.find_element("id", reply).click()
        return asked

    def sees(self, id_, of="textContent"):
        return self.browser.run(f"return document.getElementById('{id_}').{of}")

    def gives(self, text):
        """Take up a file, and return what the page says of it."""
        given = self.browser.folder / "given.csv"
        given.write_text(text, encoding="utf-8")
        self.driver.find_element("id", "resume").send_keys(str(given))
        end = time.monotonic() + 60
        while self.sees("resume", "value"):
            assert time.monotonic() < end
            time.sleep(0.02)
        return self.sees("told").replace("\u202f", " ")


def test_three_cards_are_filled_in_kept_downloaded_and_imported(run, browser):
    """By keys alone; answers, card and what was typed outlive a reload; the command line takes them."""
    ada = Person(browser, "en")
    ada.types("t", "u", "n", "o", f"close{ESCAPE}", "p")
    browser.open("en")
    assert (ada.sees("progress"), ada.sees("number")) == (
        "Answers: 3 of 8",
        "Proposal · 4 / 8",
    )
    ada.types("l", "o", f"half{ESCAPE}")
    browser.open("en")
    assert (ada.sees("number"), ada.sees("f_note", "value")) == (
        "Proposal · 5 / 8",
        "half",
    )
    ada.types("b", "n", "b")
    assert (
        ada.replies("yes")
        == "Your answer here: Not this one 1. Replace it with: nothing?"
    )
    browser.run("document.getElementById('copy').open = true")
    browser.tell(
        "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(Path.cwd())
    )
    browser.run("document.getElementById('download').click()")
    form = Path("ada-lovelace.csv")
    while not form.exists():
        time.sleep(0.1)
    assert form.read_text(encoding="utf-8-sig") == ada.sees("csv", "value")
    assert run("init c --from jam --without-decisions").code == 0
    result = run(
        "import ada-lovelace.csv --as links --data c --decided-by Ada --write --lang en"
    )
    assert "Recorded: 2 statements, 1 conclusion and 1 dismissal." in result.out
    corpus = load("c")
    recorded = [
        (known.says, known.measure, known.note)
        for known in corpus.statements
        if is_decision(known)
    ]
    assert sorted(recorded, key=str) == [
        ("in_part", "A2", "close"),
        ("not_this", "A1", None),
        ("out_of_scope", None, None),
        ("taken_up", "A1", None),
    ]


def test_a_passage_that_is_taken_fills_in_the_answer(browser):
    """Its words, source, place and claimant; a refusal without them is still to be given."""
    ada = Person(browser, "response")
    ada.types("1", "\n", "r")
    assert ada.sees("told") == "Still to fill in: Quote, Source, According to"
    assert ada.sees("progress") == "Answers: 1 of 50"
    rows = ada.sees("csv", "value")
    assert (
        '"taken_up","explicit","uk-government","uk-response-2025-01","Agree. DSIT will'
        in rows
    )
    # So that it does not count as made apart; a blind card shows nothing.
    for form, is_told in (("seen", True), ("fr", False)):
        ada = Person(browser, form)
        ada.types("r")
        assert (
            "le plan a repris la proposition" in ada.sees("csv", "value")
        ) is is_told


def test_answer_quote_and_buttons_are_within_one_screen_of_a_telephone(browser):
    """From the answer to the last button, on each card of a response, also once it is quoted."""
    Person(browser, "response")
    browser.screen(TELEPHONE)
    heights = browser.run(
        "return [...document.querySelectorAll('#items button')].map((card) => {"
        "  card.click();"
        "  document.querySelector('.sentence').click();"
        "  const last = document.querySelector('#answers button:last-child');"
        "  const top = document.getElementById('answering').getBoundingClientRect().top;"
        "  return last.getBoundingClientRect().bottom - top;"
        "})"
    )
    assert len(heights) == 50
    assert max(heights) <= 740


def test_the_sentences_of_an_answer_are_to_press_beside_it(browser):
    """In the order of print, the likeliest marked; page and place go with the sentence that is pressed last."""
    ada = Person(browser, "response")
    sentences = "return [...document.querySelectorAll('#measure_text .sentence, #measure .sentence')]"
    for card in (2, 7):
        browser.run(f"document.querySelectorAll('#items button')[{card - 1}].click()")
        found = browser.run(
            f"{sentences}.map((each) => each.classList.contains('likeliest'))"
        )
        assert (len(found) > 1, found.count(True)) == (True, 1)
        for place in range(len(found)):
            browser.run(f"{sentences}[{place}].click()")
            told = browser.run(
                f"{sentences}[{place}].querySelector('small').textContent"
            )
            page = ada.sees("f_page", "value")
            assert told.startswith(f"p. {page} · ")
            assert ada.sees("f_locator", "value") == f"p. {page}"
            pressed = f"{sentences}.map((each) => each.ariaPressed === 'true')"
            assert browser.run(pressed).index(True) == place
        beside = browser.run(
            "return ['proposal', 'measure'].map((id) => document.getElementById(id).getBoundingClientRect().left)"
        )
        assert beside[0] + 300 < beside[1]


@pytest.mark.parametrize("says", ["not_taken_up", "in_full", "refused", "in_part"])
def test_what_a_file_says_comes_back_as_it_is(browser, says):
    """Also what no button says: the next download has the same answer."""
    ada = Person(browser, "en")
    row = f"brigade-mobile,A1,{says},implicit,lesjam-plan-2021,un rapport a été remis\n"
    told = ada.gives(f"proposal,measure,says,words,source,quote\n{row}")
    assert told == "Answers taken from the file: 1"
    assert f'"{says}","implicit"' in ada.sees("csv", "value")


def test_that_none_was_found_is_said_by_no_source(run, browser):
    """What a passage proposed is left out of the answer, but for where it is; the command line takes it."""
    ada = Person(browser, "response")
    ada.types("1", "m")
    assert ada.replies("yes") == "Record that you looked, and found none?"
    assert ada.sees("progress") == "Answers: 1 of 50"
    Path("form.csv").write_text(ada.sees("csv", "value"), encoding="utf-8")
    assert '"no_match","","","uk-response-2025-01"' in ada.sees("csv", "value")
    response = checkout() / "examples/ai-opportunities"
    assert run("init c --without-decisions --from", str(response)).code == 0
    result = run("import form.csv --as links --data c --lang en")
    assert "To be recorded: 1 conclusion." in result.out


def test_hostile_texts_stay_texts_and_nothing_is_asked_for(browser):
    """Those of the corpus, and those that the person types; no formula is downloaded."""
    eve = Person(browser, "hostile", HOSTILE)
    eve.types("o", f"=1{HOSTILE}{ESCAPE}", "t", "u")
    assert browser.run("return document.title") != "run"
    assert browser.run("return document.images.length + document.scripts.length") == 2
    assert "\"'=1</script>" in eve.sees("csv", "value")
    assert (browser.driver.get_log("browser"), len(browser.requested())) == ([], 1)
    fetched = "fetch('https://example.org/').catch((error) => arguments[0](error.name))"
    assert browser.driver.execute_async_script(fetched) == "TypeError"


def test_a_browser_that_keeps_nothing_says_so_and_two_tabs_know_of_each_other(browser):
    """Answers that are not kept can be copied; those of another tab are shown, which is said."""
    ada = Person(browser, "en")
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    browser.driver.get((browser.folder / "en.html").as_uri())
    ada.types("u")
    browser.driver.close()
    browser.driver.switch_to.window(first)
    assert ada.sees("told").startswith("Another tab has changed your answers")
    assert (ada.sees("progress"), ada.sees("unsaved")) == ("Answers: 1 of 8", "")
    browser.run(FULL)
    ada.types("d")
    assert ada.replies("yes").startswith("Your answer here: Out of scope. Replace it")
    assert ada.sees("unsaved").startswith("This browser does not keep your answers")
    assert '"not_testable"' in ada.sees("csv", "value")


def test_a_file_is_taken_up_again_but_none_of_another_corpus_or_person(empty, browser):
    """With answers in words and another separator too; refused files change nothing."""
    ada = Person(browser, "fr")
    ada.types("h")
    text = ada.sees("csv", "value")
    ada = Person(browser, "fr", "ada lovelace")
    for wrong in (
        text.replace("Formation", "Information"),
        "no form",
        text.replace('"form', '"x'),
    ):
        assert ada.gives(wrong).startswith("Ce fichier ne correspond pas")
    assert "Bob" in ada.gives(text.replace("Ada Lovelace", "Bob"))
    assert ada.sees("progress").endswith("0 sur 8")
    in_words = text.replace('"out_of_scope"', '"Hors champ"').replace('";"', '"\t"')
    assert ada.gives(in_words) == "Réponses chargées : 1"
    assert ada.sees("progress").endswith("1 sur 8")


def test_the_last_screen_lists_what_each_card_lacks(browser):
    """A quote that is needed, the answer beside a note, an answer; each leads to its card."""
    ada = Person(browser, "en")
    ada.types("t", "r")
    browser.run("document.querySelectorAll('#items button')[2].click()")
    ada.types("o", f"ask Bob{ESCAPE}", *"luuuul")
    told = browser.run(
        "return [...document.querySelectorAll('#lacking li:not([hidden])')].map((row) => row.lastChild.data)"
    )
    lacks = "Still to fill in: "
    assert told == [
        f"{lacks}Quote, Source, According to",
        f"{lacks}Answer",
        f"{lacks}Answer",
    ]
    browser.run("document.querySelector('#lacking li:not([hidden]) button').click()")
    assert ada.sees("number") == "Proposal · 2 / 8"


def test_axe_finds_no_violation_in_a_question_and_on_the_last_screen(browser, judged):
    """The question has the focus on the reply that changes nothing."""
    ada = Person(browser, "fr")
    ada.types("r")
    browser.run("document.querySelectorAll('#items button')[0].click()")
    ada.types("h")
    assert judged(browser) == []
    assert browser.run("return document.activeElement.id") == "no"
    ada.replies("no")
    browser.run("[...document.querySelectorAll('#items button')].at(-1).click()")
    ada.types("t")
    assert ada.sees("end", "hidden") is False
    assert judged(browser) == []


@pytest.mark.parametrize("form", ["fr", "hostile"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, TELEPHONE])
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(
    browser, judged, form, scheme, width
):
    """With all that opens opened."""
    Person(browser, form)
    browser.screen(width, scheme)
    assert judged(browser) == []
    assert browser.run("return document.documentElement.scrollWidth") <= width
