"""Time: texts of 100,000 characters of one kind, through what reads, compares and writes texts."""

import contextlib
import time
from collections.abc import Callable

import pytest

from jamplan.account.citations import cite_item
from jamplan.account.claims import claim_of
from jamplan.account.context import Context
from jamplan.account.printed import tried
from jamplan.corpus import yamledit
from jamplan.corpus.loading import load
from jamplan.counting.quantity import QuantityError
from jamplan.evidence import carrying
from jamplan.evidence.anchors import anchor_of
from jamplan.evidence.carrying import QuotedWords
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcetexts import Part, SourceText
from jamplan.exports.markdown import markdown
from jamplan.language import folding, language
from jamplan.layouts.cells import citation_block
from jamplan.matching.guards import guards
from jamplan.matching.index import TextItem
from jamplan.matching.positions import Position
from jamplan.matching.score import Matcher
from jamplan.matching.suggestions import explain, suggest
from tests.conftest import LINKS, PLAN, PROPOSALS, SOURCES, export
from tests.matching.jam import MEASURES

LENGTH = 100_000
MOST = 1.0
"""Seconds of the processor's time, the better of two runs. What grows with the square takes ten or more."""

KINDS = {
    "a digit": "1", "digits": "0123456789", "numbers": "12 345,6 ", "a letter": "a", "letters": "abcdefghij",
    "capitals": "AZ", "accents": "éàü", "combining marks": "\u0301", "letters with marks": "e\u0301",
    "Chinese and Japanese": "漢字仮名", "Arabic": "\u0627\u0628", "emoji": "\U0001f600",
    "joined emoji": "\U0001f468\u200d", "points": ".", "punctuation": ".,;:!?", "hyphens": "-",
    "words and hyphens": "a-", "dashes": "–—", "quotation marks": "\"'`«»", "apostrophes": "’",
    "elisions": "l'", "spaces": " ", "no-break spaces": "\u00a0\u202f", "line ends": "\n", "tabs": "\t",
    "opening brackets": "([{<", "closing brackets": ")]}>", "Markdown": "*_`#|\\", "markup": "<a>&amp;",
    "addresses": "http://a.b/", "mailboxes": "a@b.", "formulas": "=", "words": "mot ",
    "dates": "12 mars 2021 ", "invisible signs": "\u00ad\u200b", "days": "2030-01-01 ", "articles": "art. 1 et ",
    "pages": "p1-", "addresses of streets": "12 rue ", "telephones": "0102030405 ", "sums": "deux cents euros ",
    "verbs": "former soins ", "opposites": "créer un stade, supprimer un bois ", "bans": "interdire ",
    "negations": "ne pas ", "English negations": "don't not ", "exceptions": "aucun que ", "genders": "x·e·s ",
    "sentences": "Former les soins ici. ",
}  # fmt: skip
pytestmark = pytest.mark.slow  # limits of time


@pytest.fixture(params=list(KINDS))
def long_text(request):
    """A text of one kind that begins and ends with a letter."""
    unit = KINDS[request.param]
    return f"x{(unit * LENGTH)[:LENGTH]}x"


def slow(steps: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Run each step, and return the time of those that took too long."""
    times = {}
    for name, step in steps.items():
        taken = []
        for _ in range(2):
            begin = time.process_time()
            step()
            taken.append(time.process_time() - begin)
            if taken[-1] < MOST:
                break
        times[name] = min(taken)
    return {name: seconds for name, seconds in times.items() if seconds >= MOST}


def with_text(content: str, change: Callable[[dict], None]) -> bytes:
    """A file of the small corpus with something changed in it."""
    data = yamledit.data_of(content.encode(), "a.yaml")
    change(data)
    return yamledit.rewritten(content.encode(), "a.yaml", data)


def test_a_corpus_with_a_long_text_is_read_compared_and_published(long_text, folder):
    """In each text of an item, and as a quote."""
    written = {
        "proposals.yaml": lambda: with_text(
            PROPOSALS,
            lambda data: [p.update(text=long_text) for p in data["proposals"]],
        ),
        "plan.yaml": lambda: with_text(
            PLAN, lambda data: data["measures"][1].update(text=long_text)
        ),
        "links.yaml": lambda: with_text(
            LINKS,
            lambda data: data["statements"][0]["evidence"][0].update(quote=long_text),
        ),
    }
    contents = {name: write() for name, write in written.items()} | {
        "sources.yaml": SOURCES.encode()
    }
    loaded = load(folder, contents)
    words = language("fr")

    def cite():
        citations = cite_item(Context(loaded, words), loaded.proposal["wells"])
        return markdown([citation_block(citation) for citation in citations])

    formats = ("md", "html", "docx", "xlsx", "json", "svg", "csv")
    assert not slow(
        {
            **written,
            "loading": lambda: load(folder, contents),
            "suggestions": lambda: suggest(loaded, loaded.proposal),
            "citation": cite,
            **{name: lambda name=name: export(loaded, format=name) for name in formats},
        }
    )


def test_a_long_text_is_folded_and_quotes_are_looked_up_in_it(long_text):
    """A quote that is there, one that is nearly there, one that is not."""
    source = SourceText(((Part(long_text),),))
    quotes = (
        long_text[1000:1200],
        f"y{long_text[1000:1200]}y",
        "our wells are dug",
        long_text[:900],
    )
    names = (
        "one_line",
        "folded",
        "same_id",
        "without_accents",
        "as_id",
        "harmless",
        "xml_safe",
    )
    foldings = [getattr(folding, name) for name in names]
    assert not slow(
        {
            **{str(fold): lambda fold=fold: fold(long_text) for fold in foldings},
            "encodable": lambda: folding.encodable(long_text, "ascii"),
            **{
                f"a quote of {quote!r:.10}": lambda q=quote: find_quote(q, source)
                for quote in quotes
            },
        }
    )


def test_what_is_around_a_quote_in_a_long_text_is_read(long_text):
    """What the sentence of a short quote says beside it, and what a long quote leaves out."""
    source = SourceText(((Part(f"Our wells {long_text} are dug here."),),))
    found = [find_quote(quote, source) for quote in ("are dug here", long_text[:900])]
    quoted = [QuotedWords.at(each) for each in found if isinstance(each, Found)]
    assert quoted
    quoted.append(QuotedWords(long_text))
    assert not slow(
        {
            **{
                f"{position}": lambda position=position: carrying.doubts(
                    quoted, position, is_explicit=True
                )
                for position in Position
            },
            "first_sentence": lambda: folding.first_sentence(long_text),
            "anchor": lambda: anchor_of("are dug here", source),
        }
    )


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_long_claim_is_tried(long_text, folder, code):
    """A figure beside a long text is answered, or refused as none."""
    loaded = load(folder)
    words = language(code)

    def tried_claim():
        text = f"3 propositions reprises {long_text}"
        with contextlib.suppress(QuantityError):
            claim_of(loaded, tried(loaded, text), text, words)

    assert not slow({"claim": tried_claim})


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_long_text_is_scored_explained_and_warned_of(long_text, code):
    """Beside measures of the usual length, and beside itself."""

    def explained():
        matcher = Matcher([TextItem("long", long_text)], MEASURES, code)
        explain(matcher, "long", matcher.best("long", 1)[0])

    # A first letter each time, so that nothing is remembered from the time before.
    texts = (f"{letter}{long_text}" for letter in "ab")

    def warned():
        text = next(texts)
        guards(text, MEASURES[0].text, code)
        guards(text, text, code)

    assert not slow({"explained": explained, "warned": warned})
