"""Markdown: whatever the data holds, it parses to the headings, lists and tables meant, as that text."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from jamplan.account import spans
from jamplan.account.account import Account
from jamplan.account.context import Context
from jamplan.account.quoting import cited
from jamplan.corpus.loading import packaged_folder
from jamplan.counting.rules import Rule
from jamplan.exports.markdown import markdown
from jamplan.language import language
from jamplan.language.folding import harmless, one_line
from jamplan.layouts import blocks as b
from jamplan.layouts.coverage import By, coverage_report
from jamplan.layouts.record import record_report
from jamplan.layouts.unadopted import unadopted_report
from tests.conftest import export, few
from tests.exports.hostile import corpus_saying
from tests.generated import RULES, corpora, corpus_of, with_parts

# CommonMark with tables, strikethrough, GitHub's links without brackets, and footnotes.
GITHUB = MarkdownIt("gfm-like").use(footnote_plugin)


def text_of(token: Token) -> str:
    """The text that a reader sees of an inline token."""
    parts = []
    for child in token.children or ():
        if child.type in {"text", "text_special", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
    return "".join(parts)


def shape(text: str) -> tuple[Counter[str], Counter[str]]:
    """How many blocks and how many spans of each kind a text parses to."""
    tokens = GITHUB.parse(text)
    blocks = Counter(token.type + token.tag for token in tokens)
    spans = Counter(
        child.type
        for token in tokens
        for child in token.children or ()
        if child.type not in {"text", "text_special"}
    )
    return blocks, spans


SIGNS = st.text(st.sampled_from("`*_[]()<>#+-.!|~&$^@:=\"'/\\ \n\t1aé{}"), max_size=12)
WORDS = st.sampled_from(
    [
        *"---  ===  ***  ```  ~~~  [^1]  $x$  a|b  \\  a\\  # title  1. item  12) item  - item  + item".split(
            "  "
        ),
        *(
            "> quote",
            "    code",
            "<script>alert(1)</script>",
            "<!-- x -->",
            "&lt;&#35;&copy;",
        ),
        *(
            "[^1]: note",
            "![i](javascript:alert(1))",
            "[a](https://example.org)",
            "| --- |",
        ),
        *("[a]: https://example.org", "https://example.org/x_y_z", "www.example.org"),
        *(
            "//example.org",
            "ftp://example.org",
            "name@example.org",
            "mailto:name@example.org",
        ),
        *("http://a.b|c", ": definition", "end #", "", " "),
        *("line\nbreak", "para\n\ngraph", "\u202eevil\u202c", "\x1b[31mred"),
        *("**bold** __bold__ ~~gone~~ `code`", "«\u202fguillemets\u202f»"),
    ]
)
TEXTS = SIGNS | WORDS | st.tuples(WORDS, WORDS).map(" ".join)


def shown(text: str) -> str:
    """What a reader shall see of a text: one line, harmless."""
    return harmless(one_line(text))


@given(TEXTS)
@example("#")
@example("a#")
@example("1.")
@example("-")
@example("\\|")
def test_a_text_stays_itself_wherever_it_stands(text):
    """As a heading, a paragraph, a point, a cell, a quote, a note, plain or strong or an id."""
    if not shown(text):
        return
    blocks = [
        b.Heading(text, 2),
        b.Paragraph(spans.inline(text)),
        b.Items((spans.inline(text), spans.inline(text, spans.strong(text)))),
        b.Quote(spans.inline(text), spans.inline(text)),
        b.Table(
            ("a", text),
            (b.TableRow((spans.inline(text), spans.inline(spans.ident(text)))),),
        ),
        b.Table(("a",), (b.TableRow((spans.inline(spans.strong(text)),), text),), "s"),
        b.Paragraph(spans.inline("See", spans.note("1"))),
        b.Note(1, spans.inline(text)),
    ]
    tokens = [
        token for token in GITHUB.parse(markdown(blocks)) if token.type == "inline"
    ]
    seen = [text_of(token).strip(" ") for token in tokens]
    one = shown(text)
    strong_after = text_of(
        GITHUB.parse(markdown([b.Paragraph(spans.inline(text, spans.strong(text)))]))[1]
    )
    expected = [one, one, one, strong_after.strip(" "), one, f"— {one}"]
    expected += ["a", one, one, one, "s", "a", one, one, "See", one]
    assert [each.replace("  ", " ") for each in seen] == [
        each.replace("  ", " ") for each in expected
    ]
    assert not [
        child
        for token in tokens
        for child in token.children or ()
        if "html" in child.type
    ]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c&d=e", "<https://example.org/a?b=c&d=e>"),
        ("https://example.org/a b|c<d>", "<https://example.org/a%20b%7Cc%3Cd%3E>"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("JavaScript://x", "JavaScript\\://x"),
        ("data:text/html,<b>", "data:text/html,\\<b\\>"),
    ],
)
def test_only_web_addresses_become_links(url, expected):
    """What could run stays text."""
    assert markdown([b.Paragraph(spans.inline(spans.address(url)))]) == f"{expected}\n"


@given(TEXTS)
@few(5)
def test_hostile_data_changes_no_structure(text):
    """Every report parses to the same blocks and spans as with plain words in the data."""
    words, rule = language("fr"), Rule()
    # The site of an address is shown as text, which this parser takes for a link, and GitHub does not.
    plain, other = (
        with_parts(
            made,
            sources=tuple(
                replace(source, url="https://a.org") for source in made.sources
            ),
        )
        for made in (corpus_saying("word"), corpus_saying(f"x{text}"))
    )

    def reports(corpus):
        context = Context(corpus, words, rule)
        account = Account(context)
        yield export(corpus, rule, lang="fr", date="2026-11-24")
        yield markdown(coverage_report(account))
        yield markdown(unadopted_report(account))
        for item in (*account.proposals, *account.measures):
            yield markdown(record_report(account, item))

    if not shown(text):
        return
    for expected, found in zip(reports(plain), reports(other), strict=True):
        assert shape(found) == shape(expected)


@given(corpora(), RULES)
def test_every_corpus_and_rule_can_be_exported(corpus, rule):
    """In both languages, all reports, whatever is missing in the data."""
    for code in ("fr", "en"):
        account = Account(Context(corpus, language(code), rule))
        text = export(corpus, rule, lang=code, date="2026-11-24")
        assert text.startswith("# Proposals → Plan\n")
        for by in (None, *By):
            assert "{" not in markdown(coverage_report(account, by))
        assert "{" not in markdown(unadopted_report(account))
        for item in (*account.proposals, *account.measures):
            assert "{" not in markdown(record_report(account, item))


def test_the_summary_has_results_before_method_in_1700_words(jam):
    """Each statement has its quote; each note that is referred to is defined, and set apart from the next."""
    for code in ("fr", "en"):
        text = export(jam, lang=code, date="2026-11-24")
        assert len(text.split()) <= 1700
        context = Context(jam, language(code))
        for record in context.positions:
            for piece in cited(context, record.evidence):
                assert piece.words in re.sub(r"\\([\[\]])", r"\1", text)
        tokens = GITHUB.parse(text)
        pairs = zip(tokens, tokens[1:], strict=False)
        titles = [text_of(after) for token, after in pairs if token.tag == "h2"]
        method, open_ = (
            titles.index(language(code).gettext(t))
            for t in ("Method", "Not established")
        )
        assert method > open_
        assert not [
            token for token in tokens if "[^" in token.content and token.type == "text"
        ]
        assert "][^" not in text
        assert str(packaged_folder()) not in text
    for words in (
        "(August 2022).",
        "that is for a person to judge.",
    ):
        assert words in text


def test_what_is_not_established_has_its_evidence_too():
    """A statement that is not counted and a refusal have their sentence to publish and their source."""
    corpus = corpus_of("""
chapters: [{id: ch1, title: Water, pages: 3-4}]
proposals:
  - {id: wells, title: Dig wells, number: 3 bis, chapter: ch1, evidence: &said [
      {source: s1, quote: they said so, locator: p. 2}]}
  - {id: roads, title: Mend roads, text: Mend them., note: Read twice.}
measures: [{id: M1, title: Water for all}, {id: M2, title: A campaign}]
statements:
  - {about: wells, says: taken_up, measure: M1, words: ambiguous, evidence: *said, note: Unclear.}
  - {about: roads, says: refused, words: explicit, evidence: [{source: s2, quote: no roads}]}""")
    text = export(corpus, lang="en", date="2026-11-24")
    for part in (
        "### 1 statement not counted\n\n- **3 bis Dig wells** → Water for all. Sentence by Author that does not",
        "## 1 refused\n\n- **Mend roads**. Refused by Other: “no roads” (undated).[^",
    ):
        assert part in text
    assert "not a refusal" not in text
    assert text.index("## 1 refused") < text.index("## Not established")
    told = markdown(unadopted_report(Account(Context(corpus, language("en")))))
    assert "**1 refused. Not established: 1 statement not counted**" in told
    assert "None of these" not in told
