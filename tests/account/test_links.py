"""The links of quotes: to their sentence, to their page, to a document's own address or a portal."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.account.context import Context
from jamplan.account.links import Link, link_of, links_of, passage_link
from jamplan.account.quoting import cited
from jamplan.account.spans import plain
from jamplan.corpus import model as m
from jamplan.evidence.anchors import Anchor
from jamplan.language import language
from tests.generated import SOURCES, make_corpus

EN = language("en")
PAGE, PDF = "https://x.org/a", "https://x.org/a.PDF"
LONGEST = "a" * (2_000 - len(f"{PAGE}#:~:text="))
"""Words with which an address is as long as one may be."""


@pytest.mark.parametrize(
    ("address", "anchors", "expected"),
    [
        (PAGE, [Anchor(None, "Yes, we agree")], "#:~:text=Yes%2C%20we%20agree"),
        (PAGE, [Anchor(None, "a-b & c", "d")], "#:~:text=a%2Db%20%26%20c,d"),
        (
            PAGE,
            [Anchor(None, "yes", before="No. 4", after="at last")],
            "#:~:text=No.%204-,yes,-at%20last",
        ),
        (PAGE, [Anchor(3, "one"), Anchor(4, "two")], "#:~:text=one&text=two"),
        (f"{PAGE}#s2", [Anchor(None, "yes")], ":~:text=yes"),
        (f"{PAGE}#:~:text=no", [Anchor(None, "yes")], ""),
        (PAGE, [Anchor(None, "")], ""),
        (PAGE, [Anchor(None, "word " * 500)], ""),
        (PAGE, [Anchor(None, LONGEST)], f"#:~:text={LONGEST}"),
        (PAGE, [Anchor(None, f"{LONGEST}a")], ""),
        (PDF, [Anchor(3, "one"), Anchor(4, "two")], "#page=3"),
        (PDF, [Anchor(None, "one")], ""),
        (f"{PDF}#page=9", [Anchor(3, "one")], ""),
        (f"{PAGE}?file=b.pdf", [Anchor(3, "one")], "#page=3"),
        (f"{PAGE}.docx", [Anchor(3, "one")], ""),
        ("javascript:1", [Anchor(3, "one")], ""),
    ],
)
def test_an_address_leads_to_the_passage(address, anchors, expected):
    """By its words on a web page, by its page in a PDF; what has a fragment keeps it."""
    assert passage_link(address, anchors) == address + expected


def told(source: m.Source, **evidence) -> Link | None:
    """The link of a quote of a source in English."""
    corpus = make_corpus(sources=(source, SOURCES[1]))
    piece = m.Evidence(source=source.id, quote="we agree", **evidence)
    return link_of(Context(corpus, EN), [piece])


def test_a_portal_says_so_unless_an_archive_has_the_document():
    """Its address is not that of the document, so no words are looked for there."""
    source = replace(SOURCES[0], url="https://x.org/", portal=True)
    archived = "https://archive.org/x"
    remark = "a portal, not the document"
    assert told(source) == Link("https://x.org/", remark)
    assert told(replace(source, archived=archived)) == Link(
        f"{archived}#:~:text=we%20agree"
    )
    assert told(replace(SOURCES[0], archived=archived)) == Link(
        "https://x.org/1#:~:text=we%20agree"
    )
    assert told(SOURCES[1]) is None
    corpus = make_corpus(sources=(source,))
    (piece,) = cited(Context(corpus, EN), [m.Evidence(source="s1", quote="we agree")])
    assert plain(piece.place) == f"x.org, November 2021 ({remark})"
    assert [span.href for span in piece.linked_quote] == [None]


@pytest.mark.parametrize(
    ("locator", "page", "expected"),
    [
        (None, 4, "#page=4"),
        ("p. 13 (PDF 14)", None, "#page=14"),
        ("page 3", None, "#page=3"),
        ("p. 3", 5, "#page=5"),
        ("§ 3, p. 7-8", None, ""),
    ],
)
def test_a_pdf_opens_at_the_page_on_record(locator, page, expected):
    """That of the file; else the one that the position names, of the file where it says so."""
    link = told(replace(SOURCES[0], url=PDF), locator=locator, page=page)
    assert link == Link(PDF + expected)


def test_links_to_one_page_are_one():
    """With all their passages; pages of a PDF, and portals, stay apart."""
    links = [
        Link(f"{PAGE}#:~:text=a"),
        Link(f"{PDF}#page=2"),
        None,
        Link(PAGE),
        Link(f"{PAGE}#:~:text=b&text=a"),
        Link(f"{PDF}#page=3"),
        Link(PAGE, "portal"),
    ]
    assert links_of(links) == (
        Link(f"{PAGE}#:~:text=a&text=b"),
        Link(f"{PDF}#page=2"),
        Link(f"{PDF}#page=3"),
        Link(PAGE, "portal"),
    )


@given(st.text(), st.text(), st.text(), st.text())
def test_no_words_break_out_of_an_address(words, last, before, after):
    """Whatever they are, the signs of a fragment and of Markdown are encoded in them."""
    anchor = Anchor(None, words, last, before, after)
    added = passage_link(PAGE, [anchor]).removeprefix(PAGE)
    signs = set(added.removeprefix("#:~:text="))
    assert added.isascii()
    assert not signs & set(" &#<>()[]|\\\"'`\n")
