"""What pages of the web and Markdown hold, however they are written."""

from __future__ import annotations

import time

import pytest

from jamplan.intake.reading.contents import Paragraph, Table
from jamplan.intake.reading.markup import read_html, read_markdown


def texts(page: str) -> list[object]:
    return [block.rows if isinstance(block, Table) else block.text for block in read_html(page).blocks]


def told(page: str) -> list[tuple[str, int | None, str]]:
    blocks = read_html(page).blocks
    return [(each.marker, each.level, each.text) for each in blocks if isinstance(each, Paragraph)]


def leveled(page: str) -> list[tuple[int | None, str]]:
    return [(level, text) for _, level, text in told(page)]


# Headings.


def test_headings_may_open_what_stands_below():
    """Their text stands in a button, a link or a block; the summary of details is in bold."""
    page = (
        "<h3><button aria-expanded=false>Mesure 1 : Créer</button></h3><div>Un texte</div>"
        "<h3><a href='#b'>Mesure 2 : Former</a></h3>"
        "<button><h3>Mesure 3 : Aider</h3></button>"
        "<h2><span>Mesure 4</span><div>Ouvrir</div></h2>"
        "<div role=heading aria-level=4>Mesure 5 : Publier</div>"
        "<button>Mesure 6 : Racheter</button><button>Partager</button>"
        "<details><summary><button>Les pilotes</button></summary><p>L’agence</p></details>"
    )
    assert leveled(page) == [
        (3, "Mesure 1 : Créer"),
        (None, "Un texte"),
        (3, "Mesure 2 : Former"),
        (3, "Mesure 3 : Aider"),
        (2, "Mesure 4 Ouvrir"),
        (4, "Mesure 5 : Publier"),
        (None, "Mesure 6 : Racheter"),
        (None, "Les pilotes"),
        (None, "L’agence"),
    ]
    pilots = read_html(page).blocks[-2]
    assert isinstance(pilots, Paragraph)
    assert pilots.bold


def test_a_heading_that_is_not_closed_has_one_line():
    """What follows is text, to the next heading or to the end."""
    assert leveled("<h2>Un<p>texte<p>encore<h3>Deux<div>fin</div>") == [
        (2, "Un"),
        (None, "texte"),
        (None, "encore"),
        (3, "Deux"),
        (None, "fin"),
    ]


# What is not closed.


def test_a_page_need_not_close_its_elements():
    """Heads, paragraphs, items, cells, bold words, fields of forms; « <br/> » and « </br> »."""
    page = (
        "<html><head><title>Titre</title><meta charset=utf-8><style>p {}</style>"
        "<p><b>un<p>deux<br/>lignes</br>ici<ul><li>a<li>b</ul><select><option>non<option>non</select>"
        "<div><nav><a>non</div><dl><dt>Mesure 1<dd>Créer<dt>Mesure 2<dd>Former</dl>"
    )
    contents = read_html(page)
    assert contents.title == "Titre"
    assert [(each.text, each.lead) for each in contents.blocks if isinstance(each, Paragraph)] == [
        ("un", 2),
        ("deux lignes ici", 0),
        ("a", 0),
        ("b", 0),
        ("Mesure 1", 0),
        ("Créer", 0),
        ("Mesure 2", 0),
        ("Former", 0),
    ]


def test_many_elements_that_are_not_closed_take_no_long_time():
    """Nor do they lose what stands in them."""
    start = time.monotonic()
    assert texts("<div>" * 50_000 + "<p>fin" + "<b>" * 50_000) == ["fin"]
    assert time.monotonic() - start < 20


# Line breaks.


def test_a_line_break_parts_a_title_from_its_text():
    """As in Word; lines of what is written as it is are lines."""
    page = (
        "<h2>Proposition 1 :<br>Créer un fichier</h2>"
        "<p><b>Proposition 2 : Former</b><br>Les maires.</p>"
        "<p>1. Un<br>2. Deux<br>mots</p><ol><li>Créer<br>Vite<br>Et bien</ol><pre>Mesure 1 : Aider\nLes familles\n\nfin</pre>"
    )
    assert texts(page) == [
        "Proposition 1 : Créer un fichier",
        "Proposition 2 : Former",
        "Les maires.",
        "1. Un",
        "2. Deux mots",
        "Créer",
        "Vite Et bien",
        "Mesure 1 : Aider",
        "Les familles",
        "fin",
    ]


# What is none of the text.


def test_furniture_is_left_out():
    """By what elements are, by their roles, and by their names where they hold little."""
    page = (
        "<body class=has-breadcrumb><header><p>La République</header><nav>menu</nav><div role=search>?</div>"
        "<ol class=breadcrumb><li>Accueil</ol><div id=tarteaucitronRoot>témoins</div>"
        "<main><header><h1>Le plan</h1></header><p>Un texte assez long pour une page.</p><aside>Bon à savoir</aside>"
        "<div class=fr-share><p>Partager</p></div></main><aside>À lire aussi</aside>"
        "<a href='#top'>Haut de page</a><div role=contentinfo>pied</div><footer>pied</footer><p>Fin</p>"
    )
    assert texts(page) == ["Le plan", "Un texte assez long pour une page.", "Bon à savoir", "Fin"]
    page = "<header>site</header><div role=main><header><h1>Le plan</h1></header></div>"
    assert texts(page) == ["Le plan"]


def test_a_form_may_hold_the_page_or_an_item():
    """Else its fields are for those who search or subscribe."""
    whole = "<form id=aspnetForm><h1>Le plan</h1><p>Un texte</p><input><textarea>x</textarea></form>"
    assert texts(whole) == ["Le plan", "Un texte"]
    long = "<p>Un texte bien plus long que tous les autres</p>"
    assert texts(f"{long}<form><h3>Newsletter</h3><label>Votre nom</label><input></form>") == [
        "Un texte bien plus long que tous les autres"
    ]
    assert texts(f"{long}<form><p>Mesure 1 : Créer</p><button>Voter</button></form>")[1:] == [
        "Mesure 1 : Créer"
    ]


def test_what_is_hidden_is_not_read_unless_a_reader_may_open_it():
    """An accordion that is closed is read; what is only read aloud is not, and signs that adorn."""
    page = (
        "<div hidden>non</div><p style='color: red; display: none'>non</p><span class=sr-only>non</span>"
        "<p>oui <span hidden>non <b>non</b></span>et <i aria-hidden=true>▼</i>fin</p>"
        "<a href='#mesure-1'>Voir</a><div id=mesure-1 style='display:none'>texte</div>"
        "<div class=accordion-body style='display:none'>corps</div><div role=tabpanel hidden>onglet</div>"
        "<div hidden=until-found>trouvé</div><input hidden><dialog>non</dialog><p>après</p>"
    )
    assert texts(page) == ["oui et fin", "Voir", "texte", "corps", "onglet", "trouvé", "après"]


# Notes.


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Mot<sup><a href='#fn1'>1</a></sup>.", "Mot."),
        ("Mot<a href='#_ftn1' name='_ftnref1'>[1]</a>, fin", "Mot, fin"),
        ("Mot<sup><a href='p#cite_note-1'>[a]</a></sup>", "Mot"),
        ("Mot<sup>(1)</sup> et 5 %<sup>2, 3</sup>", "Mot et 5 %"),
        ("Le 1<sup>er</sup> mai, n<sup>o</sup> 3", "Le 1er mai, no 3"),
        ("10 m<sup>2</sup>, CO<sub>2</sub>, 10<sup>6</sup>", "10 m², CO2, 10⁶"),
        ("Voir l’<a href='#note'>annexe</a> 1", "Voir l’annexe 1"),
        ("<a href='#_ftnref1'>[1]</a> La note", "[1] La note"),
    ],
)
def test_calls_of_notes_are_none_of_the_text(written, shown):
    """Other small letters are."""
    assert texts(f"<p>{written}</p>") == [shown]


# Lists and tables.


def test_lists_show_their_numbers():
    """Letters, Roman numbers, numbers that count back, from a start or to one."""
    page = (
        "<ol type=a><li>x<li>y</ol><ol start=3 type=I><li>x</ol><ol style='list-style: upper-alpha'><li>x</ol>"
        "<ol reversed><li>x<li>y</ol><ol reversed start=10><li>x<li>y</ol><ol start=0><li>x</ol>"
        "<ol style='list-style-type:none'><li>x</ol>"
    )
    markers = ["a.", "b.", "III.", "A.", "2.", "1.", "10.", "9.", "0.", ""]
    assert [marker for marker, _, _ in told(page)] == markers


def test_tables_that_only_lay_out_are_no_tables():
    """And the paragraphs of one of one column are as they would be without it."""
    page = (
        "<table><tr><td><h3>Mesure 1</h3><ol><li>x</ol></table>"
        "<table role=presentation><tr><td>g<td><h2>Mesure 2</h2><p>t</table>"
        "<table><tr><td><ol><li>Créer</ol><td>b</table>"
    )
    assert told(page) == [
        ("", 3, "Mesure 1"),
        ("1.", None, "x"),
        ("", None, "g"),
        ("", 2, "Mesure 2"),
        ("", None, "t"),
    ]
    assert texts(page)[-1] == (("1. Créer", "b"),)


# Markdown.


def marked(text: str) -> list[object]:
    contents = read_markdown(text)
    return [block.rows if isinstance(block, Table) else block.text for block in contents.blocks]


def test_markdown_has_tables_and_html():
    """Tables of GitHub, with breaks in their cells; comments go; tags that HTML has not are text."""
    text = (
        "# Titre {#un}\n\nSous-titre\n===\n\n| N° | Mesure |\n|---|---|\n| 1 | *Créer*<br>vite |\n\n"
        "3. trois\n\n<b>x</b> <!-- non --> <nom de la commune>\n\n<!--\nnon\n\nnon\n-->\n\n"
        "<details>\n<summary>Plus</summary>\n\ncorps `<b>`\n\n</details>\n\n<ville de x>\n\n"
        "- [ ] à faire\n\n<!-- sans fin"
    )
    assert marked(text) == [
        "Titre",
        "Sous-titre",
        (("N°", "Mesure"), ("1", "Créer vite")),
        "trois",
        "x <nom de la commune>",
        "Plus",
        "corps <b>",
        "<ville de x>",
        "à faire",
        "<!-- sans fin",
    ]


def test_notes_of_markdown_and_its_front_are_left_out():
    """The title of the front is the document's; a rule at the beginning is no front."""
    text = (
        "---\n# un\ntitle: 'Le plan'\ndate: 2031\n---\n\nUn mot [^1] et fin[^note].\n\n"
        "[^1]: La note,\nsur deux lignes.\n\n    Encore elle.\n[^note]: Autre.\n\nAprès\n\n"
        "```\n[^1]: code[^1]\n```\n"
    )
    assert marked(text) == ["Un mot et fin.", "Après", "[^1]: code[^1]"]
    assert read_markdown(text).title == "Le plan"
    assert marked("+++\ntitle = 'x'\n+++\nTexte") == ["Texte"]
    assert marked("---\n\nTexte\n\n---\n\nFin") == ["Texte", "Fin"]


def test_lines_of_markdown_that_begin_items_are_paragraphs():
    """Numbers that are escaped too; a title that ends before its line does."""
    text = (
        "1\\. Créer\n2\\. Former\nles maires\n\n"
        "Mesure 3 : Aider\nLes familles qui le veulent sont aidées\ntoute l’année."
    )
    assert marked(text) == [
        "1. Créer",
        "2. Former les maires",
        "Mesure 3 : Aider",
        "Les familles qui le veulent sont aidées toute l’année.",
    ]


def test_markdown_whose_lines_are_not_broken_has_a_paragraph_a_line():
    """A heading without a mark, items in the midst of a text; lists keep the signs of their numbers."""
    long = "dans chaque commune " * 12
    text = f"Le constat\nL’eau manque {long}\n2) Créer {long}\nVite\n\n1) Former\n   Les {long}"
    blocks = [each for each in read_markdown(text).blocks if isinstance(each, Paragraph)]
    assert [(each.marker, each.text[:12]) for each in blocks] == [
        ("", "Le constat"),
        ("", "L’eau manque"),
        ("", "2) Créer dan"),
        ("", "Vite"),
        ("1)", "Former Les d"),
    ]
