"""Markdown, web pages and plain text as blocks, and blocks as Markdown."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jamplan.documents.markup import as_markdown, read, read_html, read_plain
from jamplan.documents.textblocks import BlockKind, TextBlock, finished
from tests.documents.finds import short


def test_markdown_has_its_blocks():
    """Headings, numbers that go on, nested bullets, tables, hyphens; attributes and links are dropped."""
    text = (
        '# Le [plan](a.md) {id="plan"}\n> Un *mot* et `code`\n> de plus\n\n'
        "3. tro-\n   is\n1. quatre\n   - dedans\n\n| a | b |\n|---|---|\n| 1 | **2** |\n\n"
        "<details>caché</details>\n"
    )
    expected = [
        "h1 Le plan",
        "p Un mot et code de plus",
        "3. trois",
        "4. quatre",
        "• dedans",
    ]
    assert short(finished(read(text))) == [*expected, "| a | b", "| 1 | 2", "p caché"]
    blocks = read("**Un**\\\ndeux **trois**")
    assert [(block.text, block.bold) for block in blocks] == [
        ("Un", True),
        ("deux trois", False),
    ]


def test_plain_text_has_paragraphs_pages_and_headings():
    """Lines are joined; an item begins a paragraph; a form feed a page."""
    text = "LE PLAN\n\nUne ligne\nqui conti-\nnue.\nMesure 1 : Agir\n- un\n\nLa ville\n\nla refuse\n\fLa suite."
    expected = [
        "page 1",
        "h2 LE PLAN",
        "p Une ligne qui continue.",
        "p Mesure 1 : Agir",
        "- un",
    ]
    expected += ["h2 La ville", "p la refuse"]
    assert short(finished(read_plain(text))) == [*expected, "page 2", "p La suite."]


def test_what_surrounds_the_text_is_dropped():
    """Menus, feet, scripts, hidden text; a header inside an article stays."""
    page = """<html><head><title>T</title><style>p{}</style></head><body><header>Logo</header>
    <nav><ul><li>Accueil</ul></nav><div role="navigation">Menu</div><p hidden>Caché</p>
    <article><header><h1>Le plan</h1></header><p>Un &amp; <b>deux</b><script>x()</script></article>
    <ol start="4"><li>quatre<li>cinq</ol><table><tr><th>N°<th>Mesure<tr><td>1<td>Créer</table>
    <aside>Lire aussi</aside><footer>Contact</footer></body></html>"""
    expected = [
        "h1 Le plan",
        "p Un & deux",
        "4. quatre",
        "5. cinq",
        "| N° | Mesure",
        "| 1 | Créer",
    ]
    assert short(read_html(page)) == expected


def test_the_text_of_a_page_is_in_its_main_parts_or_a_form():
    """What has no size by its own style is hidden; « 2*3*4 » and « # 5 » are text."""
    assert short(read_html("<p>2*3*4 et _a_ [b]<p># <q>5</q>.")) == [
        "p 2*3*4 et _a_ [b]",
        "p # “5”.",
    ]
    assert short(read_html("<body><p>Avant<main><p>Le texte</main>")) == ["p Le texte"]
    styles = "visibility:collapse transform:scale(0) font-size:1px clip:rect(1px,1px,1px,1px)".split()
    page = "".join(f'<p style="{style}">Caché</p>' for style in styles)
    assert short(
        read_html(f'{page}<dialog>Fermé</dialog><p style="font-size:10px">Un')
    ) == ["p Un"]
    hidden = """\
<style>@charset 'a';.x{display:none}</style><p class=x>
<style>@layer a{.x{font:0/0 a}}</style><p class=x>
<style><!-- .x{filter:opacity(0)} --></style><p class=x>
<style>@media (min-width:9px){.x{color:rgba(0,0,0,0)}}</style><p class=x>
<style data-css-inline=ignore>.x{text-decoration:line-through}</style><button></button><p class=x>
<style>@supports (a:b){.x{height:1px;overflow:hidden;width:1px}}</style><p class=x>
<p style="display:/**/none">|<p style="text-decoration:line-through">|<p style="color:hsl(0,0%,100%)">
<p><font color=white>|<datalist>|<p><s>"""
    pages = [
        f"{start}Caché</s></font></datalist><p>Un"
        for start in re.split(r"[|\n]", hidden)
    ]
    assert {short(read_html(page))[0] for page in pages} == {"p Un"}
    narrow = "<style>@media (max-width:9px){.x{display:none}}</style><p class=x>Un"
    # What a style sheet hides, a click may show.
    folded = "<style>.x{display:none}</style><button></button><p class=x>Un"
    for page in (narrow, folded):
        assert short(read_html(page)) == ["p Un"]
    assert short(read_html("<form><h1>Plan</h1><p>Un</form>")) == ["h1 Plan", "p Un"]
    assert short(read_html("<main>Un</main><p>Deux</p><main>Trois</main>")) == [
        "p Un",
        "p Trois",
    ]


def test_html_in_markdown_is_read_as_a_page():
    """Its cells and items are apart, its marks and hidden text known."""
    text = """<table><tr><td>Un <td>Deux<sup>1</sup></table>

<ul><li>trois<li>quatre</ul>

<div><p style="display:none">Caché<p>Cinq 6<sup>1</sup></div>

<style>.x { color: red }</style>

Six <del>sept</del> huit
"""
    expected = ["| Un | Deux", "• trois", "• quatre", "p Cinq 6¹", "p Six \ufdd0 huit"]
    assert short(read(text)) == expected


def test_struck_and_hidden_words_leave_a_mark_amid_a_text():
    """In Markdown too; not at its beginning, nor what is around the text, and not in what people read."""
    text = """We ~~never~~ agree<span hidden>not</span>.

<p><s>No:</s> yes<script>if (x) {}</script> <span style="display:none">•</span>!</p>
<p>Pay <select><option>nothing</option></select><textarea>at all</textarea>us.</p>
"""
    marked = read(text)
    assert short(marked) == ["p We \ufdd0 agree\ufdd0.", "p yes !", "p Pay us."]
    assert short(finished(marked)) == ["p We agree.", "p yes !", "p Pay us."]


@pytest.mark.parametrize(
    "blocks",
    [
        read_html("<p>que la loi<br>serait votée</p>"),
        read("que la loi  \nserait votée"),
    ],
    ids=["html", "md"],
)
def test_a_sentence_goes_on_over_a_line_break(blocks):
    """As it does over the end of a page."""
    assert [block.text for block in finished(blocks)] == ["que la loi serait votée"]


_TEXT = st.text(alphabet="ab1 .)*_[]<>&#|{}~`\\-+=!é«»:", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
# A word first: a marker or a note's sign is told from the text by the readers.
_WORDS = _TEXT.map(lambda text: f"mot {text}".strip())


@st.composite
def _blocks(draw):
    blocks, page, table = [], draw(st.sampled_from([None, 1])), False
    for _ in range(draw(st.integers(1, 8))):
        if page is not None:
            page += draw(st.integers(0, 1))
        kind = draw(st.sampled_from(list(BlockKind)))
        parts = {"kind": kind, "page": page}
        if kind is BlockKind.ROW:
            parts["cells"] = tuple(
                draw(st.lists(_TEXT.filter(bool), min_size=1, max_size=4))
            )
            parts["level"] = draw(st.integers(0, 1)) if table else 1
        else:
            parts["text"] = draw(_WORDS)
            parts["bold"] = kind is not BlockKind.NOTE and draw(st.booleans())
        if kind is BlockKind.LIST_ITEM:
            parts["marker"] = draw(st.sampled_from(["•", "-", "12.", "a)", "✓"]))
            parts["level"] = draw(st.integers(0, 3))
        if kind is BlockKind.HEADING:
            parts["level"] = draw(st.integers(1, 6))
        blocks.append(TextBlock(**parts))
        table = kind is BlockKind.ROW
    return blocks


@given(_blocks())
@example([TextBlock(kind=BlockKind.HEADING, text="mot #", level=1)])
def test_markdown_reads_back_to_the_same_blocks(blocks):
    """Kinds, pages, markers, depths, cells and bold type survive."""
    assert read(as_markdown(blocks)) == blocks


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("**Ouvrir.** Les relevés", "Ouvrir."),
        ("**Ouvrir**: les relevés", "Ouvrir"),
        ("**Ouvrir les** relevés", "Ouvrir les"),
        ("**Ouv**rir les relevés", ""),
        ("<b>Ouvrir.</b>Les relevés", ""),
        ("<b>Ouvrir.</b>» Les relevés", "Ouvrir."),
        ("**Ouvrir les relevés**", ""),
        ("Ouvrir **les** relevés", ""),
    ],
)
def test_what_a_paragraph_begins_with_in_bold_is_told_and_written_again(text, lead):
    """A part of a word is not told, nor is bold amid a paragraph."""
    (block,) = read(text)
    assert block.lead == lead
    assert read(as_markdown([block])) == [block]
