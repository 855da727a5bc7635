"""The picture: its size, its texts as an XML parser reads them, and the same bytes each time."""

import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given

from jamplan.account.context import Context
from jamplan.account.spans import plain
from jamplan.account.whole import headline_sentences
from jamplan.exports.export import publication
from jamplan.exports.picture import HEIGHT, WIDTH, svg
from jamplan.language import language
from jamplan.language.folding import one_line
from tests.conftest import export
from tests.exports.hostile import hostile_corpora
from tests.generated import RULES, corpus_of

SVG = "{http://www.w3.org/2000/svg}"


def drawn(corpus, rule=None, lang=None):
    """The elements of a picture."""
    return ET.fromstring(  # noqa: S314
        export(corpus, rule, format="svg", lang=lang, date="2026-11-25")
    )


def texts(picture):
    """The lines of text of a picture."""
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def size_of(data):
    """Width and height in the header of a PNG."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", data[16:24])


def test_the_picture_has_the_answer_its_bar_its_source_and_its_date(jam):
    """With what speaks against it, and who says so, in type of 30 or more."""
    picture = drawn(jam)
    shown = " ".join(texts(picture))
    for words in (
        *(
            "28 propositions",
            "3 reprises affirmées, 3 interprétées",
            "1 non comptée",
        ),
        *("1 à examiner", "20 inconnues", "les Jeunes Avec Macron", "lesjam.fr"),
        "28 novembre 2026",
        "D’autres sources font découler le plan national des travaux d’un groupe officiel",
    ):
        assert words in shown
    assert all(
        int(element.get("font-size")) >= 30 for element in picture.iter(f"{SVG}text")
    )


def test_the_headline_is_whole_beside_a_legend_of_all_statuses():
    """Two claimants, eight parts: the type is smaller, and nothing is cut."""
    numbers = range(8)
    corpus = corpus_of(f"""
actors: [{{id: author, name: Convention citoyenne pour le climat}},
  {{id: other, name: Observatoire des politiques publiques}}]
proposals_document: {{short_name: Proposals, declared: [{{count: 420}}]}}
proposals: [{", ".join(f"{{id: p{n}, title: p{n}, text: A text.}}" for n in numbers)}]
measures: [{{id: M1, title: A measure}}]
statements:
  - {{about: p0, says: in_full, measure: M1, words: explicit, evidence: [{{source: s1}}]}}
  - {{about: p1, says: in_part, measure: M1, words: implicit, evidence: [{{source: s2}}]}}
  - {{about: p2, says: in_full, measure: M1, words: ambiguous, evidence: [{{source: s2}}]}}
  - {{about: p3, says: no_match, words: compared}}
  - {{about: p4, says: out_of_scope, words: compared}}
  - {{about: p5, says: refused, words: explicit, evidence: [{{source: s2, quote: we refuse}}]}}""")
    for lang in ("en", "fr"):
        context = Context(corpus, language(lang))
        assert len({part.colour for part in context.bar_parts}) == 8
        shown = " ".join(texts(drawn(corpus, lang=lang)))
        assert one_line(plain(headline_sentences(context)[0])) in shown


def test_a_png_has_its_own_font_and_the_bar_its_counts(jam):
    """1200 × 675; without its font, a tenth as large; the bar's parts are in the order of the statuses."""
    picture = export(jam, format="png", date="2026-11-25")
    assert size_of(picture) == (WIDTH, HEIGHT) == (1200, 675)
    assert len(picture) > 20_000
    parts = Context(jam, language("fr")).bar_parts
    wide = [
        element
        for element in drawn(jam).iter(f"{SVG}rect")
        if element.get("height") == "70"
    ]
    widths = [float(element.get("width")) for element in wide[:-1]]
    assert [part.count for part in parts] == [3, 3, 1, 1, 20]
    assert widths == pytest.approx([1088 * part.count / 28 for part in parts], abs=0.02)


@given(hostile_corpora(), RULES)
def test_whatever_the_data_holds_the_picture_is_well_formed_and_in_its_frame(
    corpus, rule
):
    """Markup stays text, each line is below the one before, and none begins outside the picture."""
    picture = drawn(corpus, rule)
    tags = {element.tag.removeprefix(SVG) for element in picture.iter()}
    assert tags <= {"svg", "title", "rect", "text"}
    lines = [float(element.get("y")) for element in picture.iter(f"{SVG}text")]
    assert lines == sorted(lines)
    for element in picture.iter(f"{SVG}text"):
        assert 0 < float(element.get("y")) < HEIGHT
        assert 0 < float(element.get("x")) < WIDTH


def test_markup_and_escapes_in_the_data_are_text(jam):
    """A script, an entity and a terminal escape come back as the characters that they are."""
    evil = "<script>&lt;\x1b[31m"
    changed = replace(
        jam, proposals_document=replace(jam.proposals_document, short_name=evil)
    )
    assert re.match(r"<script>&lt;\ufffd\[31m", texts(drawn(changed))[0])
    assert size_of(export(changed, format="png", date="2026-11-25")) == (1200, 675)


def test_whom_to_write_to_is_whole_and_as_many_sites_as_have_room():
    """Those that have none are counted."""
    sources = ", ".join(f"{{source: s{number}}}" for number in range(6))
    records = "\n".join(
        f"  - {{id: s{number}, publisher: a, date: 2024, url: 'https://site-{number}.example.org/'}}"
        for number in range(6)
    )
    corpus = corpus_of(
        f"""
actors: [{{id: a, name: A}}]
sources:
{records}
proposals_document: {{short_name: P, publisher: a, published_by: The Desk, contact: desk@example.org}}
proposals: [{{id: p, title: Wells}}]
statements:
  - {{about: p, says: taken_up, words: compared, by: Ann, evidence: [{sources}]}}
"""
    )
    text = svg(publication(corpus, lang="en", date="2026-12-03")).decode()
    lines = re.findall(r"<text[^>]*>([^<]*)</text>", text)
    assert lines[-2:] == [
        "Source: site-0.example.org, site-1.example.org, site-2.example.org and 3 others.",
        "Account signed by The Desk; to report an error: desk@example.org.",
    ]
