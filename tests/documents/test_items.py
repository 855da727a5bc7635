"""Items: their whole text, title and chapter."""

import pytest

from jamplan.documents.drafting import find
from jamplan.documents.drafts import DraftKind, Wanted
from jamplan.documents.textblocks import BlockKind, TextBlock
from tests.documents.finds import found_in, items_in


def test_an_item_ends_at_a_heading_of_its_rank_and_is_given_once():
    """Headings below it are of its text. Of two prints of it, the fuller one; other words are another item."""
    text = "\n\n".join(
        f"## Fiche {n} : Agir en {n}\n\nUn.\n\n### Détail\n\nDeux." for n in (1, 2, 3)
    )
    assert items_in(f"{text}\n\n## Glossaire\n\nTrois.")[2] == (
        "3",
        "Agir en 3",
        "Un.\nDétail\nDeux.",
    )
    body = "\n\n".join(
        f"Mesure {n} : Agir en faveur de la ville {n}\n\nTexte {n}." for n in (1, 2, 3)
    )
    recap = "\n\n".join(
        f"Mesure {n} : Agir en faveur de la ville {n}" for n in (1, 2, 3)
    )
    assert len(items_in(f"{recap}\n\n# Le texte\n\n{body}")) == 3
    assert items_in(f"{recap}\n\n# Le texte\n\n{body}")[1][2] == "Texte 2."
    assert len(items_in(f"{recap}\n\nMesure 3 : Ouvrir des musées au public")) == 4


def test_several_may_have_one_text():
    """If none of them has another: else it is a mention, or heads a section."""
    for label in (
        "Recommandations n° 2 à 4",
        "Recommendations 2, 3 and 4:",
        "Mesures 2–4",
    ):
        first, third = (
            f"{label.split()[0][:-1]} {number} : Agir.\n\n" for number in (1, 3)
        )
        found = items_in(f"{first}## {label}\n\nFaire.")
        assert found == [
            ("1", "Agir", ""),
            *((number, "Faire", "") for number in "234"),
        ]
        assert len(items_in(f"{first}{third}## {label}\n\nFaire.")) == 2


def test_a_label_in_a_cell_has_its_text_there_or_in_the_next():
    """Responses beside are not taken."""
    rows = "\n".join(
        f"| Recommendation {n} Set out plan {n} | Agree. |" for n in (1, 2, 3)
    )
    found = items_in(f"| Recommendation | Response |\n| --- | --- |\n{rows}")
    assert found[1] == ("2", "Set out plan 2", "")
    rows = "\n".join(f"| GV-1.{n}-001 | Align plan {n} | Privacy |" for n in (1, 2, 3))
    found = items_in(f"| ID | Action | Risk |\n| --- | --- | --- |\n{rows}")
    assert found[1] == ("GV-1.2-001", "Align plan 2", "")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Mesure {0} : Agir en {0}\n\n[^] Voir p. {0}.\n\nLa suite.", ("1", "Agir en 1", "La suite.")),
        ("Mesure {0} :\n\n### Ouvrir un lieu {0}\n\nDès 2026.", ("1", "Ouvrir un lieu 1", "Dès 2026.")),
        ("Mesure {0} : Il faut :\n\n- agir ;\n- voir.", ("1", "Il faut", "• agir ;\n• voir.")),
        ("{0}. Aider M. Ba, cf. p. {0}. Le reste suit.", ("1", "Aider M. Ba, cf. p. 1", "Le reste suit.")),
    ],
)  # fmt: skip
def test_the_title_is_the_first_sentence(item, expected):
    """Not cut at an abbreviation, without bullets; footnotes are left out."""
    assert items_in("\n\n".join(map(item.format, (1, 2, 3))))[0] == expected


def test_a_long_sentence_has_its_beginning_as_a_title():
    """It ends before a comma, is marked as shortened, and the text has the whole sentence."""
    sentence = (
        "Agir en {0} "
        + "très vite et très loin " * 6
        + "partout, et toujours "
        + "encore " * 12
    )
    text = "\n\n".join(f"Mesure {n} : {sentence.format(n)}." for n in (1, 2, 3))
    item = found_in(text).lists[0].items[0]
    assert item.shortened
    assert item.title == f"Agir en 1 {'très vite et très loin ' * 6}partout"
    assert item.text == f"{sentence.format(1)}."


def chapters(text: str) -> list[str]:
    return [item.chapter for item in found_in(text).lists[0].items]


def labels(first: int, last: int) -> str:
    return "\n\n".join(f"Recommandation n° {n} : Agir." for n in range(first, last + 1))


def test_the_chapter_is_the_heading_that_items_share():
    """The coarsest that makes three groups; one above all is the title of the list."""
    parts = [
        f"# Partie {n}\n\n## Le détail {n}\n\n{labels(2 * n - 1, 2 * n)}"
        for n in (1, 2, 3)
    ]
    assert chapters("\n\n".join(parts)) == [f"Partie {n}" for n in (1, 1, 2, 2, 3, 3)]
    assert chapters(f"# Recommandations\n\n{labels(1, 4)}") == [""] * 4


def test_a_row_with_one_cell_names_the_chapter_of_the_rows_below():
    """In print too; not the head of a table, nor what continues the row above, as its first cell is empty."""
    rows = ["| Recommandation | Suite |", "| --- | --- |"]
    for n in (1, 2, 3):
        rows += [
            f"| Recommandation {n} Ratifier le traité. | Accord, en |",
            "| | deux temps. |",
        ]
    assert chapters("\n".join(rows)) == [""] * 3
    cells = (
        ("Recommandation", "Suite"),
        ("Eau", ""),
        *((f"Action {n} Agir", "Fait") for n in (1, 2, 3)),
    )
    blocks = [TextBlock(kind=BlockKind.ROW, cells=row, page=1) for row in cells]
    (found, *_) = find(blocks, Wanted(kind=DraftKind.MEASURES)).lists
    assert {item.chapter for item in found.items} == {"Eau"}
    rows = ["| N° | Action | Détail |", "| --- | --- | --- |"]
    rows += [
        f"| {n} | Planter des arbres {n} | Cent par an dans la ville. |"
        for n in (1, 2, 3)
    ]
    assert chapters("\n".join(rows)) == [""] * 3


def test_an_answer_in_a_table_goes_on_over_a_page():
    """Each cell with the one below it; the head that is printed again is of no answer."""
    rows = (
        ("Recommendation", "Response", "Timeline"),
        ("Recommendation 1 Plan growth", "Agree. Zones can", "Spring"),
        ("", "support regions.", "2025"),
        ("Recommendation", "Response", "Timeline"),
        ("Recommendation 2 Set rules", "Agree. See above.", "Later"),
        ("Recommendation 3", "Agree.", "Soon"),
        ("Train all", "", ""),
        ("", "If funds allow.", ""),
        ("Recommendation", "Response", "Timeline"),
    )
    blocks = [TextBlock(kind=BlockKind.ROW, cells=cells, page=1) for cells in rows]
    (found, *_) = find(blocks, Wanted(kind=DraftKind.MEASURES, answers=True)).lists
    assert [(item.title, item.text) for item in found.items] == [
        ("Plan growth", "Agree. Zones can support regions.\nSpring 2025"),
        ("Set rules", "Agree. See above.\nLater"),
        ("Train all", "Agree. If funds allow.\nSoon"),
    ]
