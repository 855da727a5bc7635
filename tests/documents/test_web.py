"""Web pages as blocks."""

from __future__ import annotations

from finds import short

from jamplan.documents.web import read


def test_what_surrounds_the_text_is_dropped():
    """Menus, feet, scripts, hidden text; a header inside an article stays."""
    page = """<html><head><title>T</title><style>p{}</style></head><body><header>Logo</header>
    <nav><ul><li>Accueil</ul></nav><div role="navigation">Menu</div><p hidden>Caché</p>
    <article><header><h1>Le plan</h1></header><p>Un &amp; <b>deux</b><script>x()</script></article>
    <ol start="4"><li>quatre<li>cinq</ol><table><tr><th>N°<th>Mesure<tr><td>1<td>Créer</table>
    <aside>Lire aussi</aside><footer>Contact</footer></body></html>"""
    assert short(read(page)) == [
        "h1 Le plan",
        "p Un & deux",
        "4. quatre",
        "5. cinq",
        "| N° | Mesure",
        "| 1 | Créer",
    ]


def test_a_main_part_stands_for_the_page():
    """What is beside it is left out."""
    assert short(read("<body><p>Avant<main><p>Le texte</main>")) == ["p Le texte"]


def test_signs_of_markdown_in_a_page_are_text():
    """« 2*3*4 » and « # 5 »."""
    assert short(read("<p>2*3*4 et _a_ [b]<p># 5")) == ["p 2*3*4 et _a_ [b]", "p # 5"]
