"""What long reports have beside their items: notes, parts that come again, groups within texts."""

from __future__ import annotations

from finds import chapters_of, found_among, found_in, in_short

from jamplan.intake.reading.contents import Paragraph, Table

LONG = "Chaque commune de l'archipel le fait, chaque année, dans chaque île. "


def test_a_heading_that_each_item_has_ends_no_text():
    """« Références » in the text of each item; once, at the end, it ends the last one."""
    blocks = []
    for number in (1, 2, 3):
        blocks += [
            Paragraph(text=f"Fiche {number} : Agir en {number}", level=2),
            Paragraph(text=LONG),
            Paragraph(text="Références", level=3),
            Paragraph(text=f"Code de l'eau, article {number}."),
        ]
    blocks += [Paragraph(text="Glossaire", level=3), Paragraph(text="Puits : trou.")]
    found = found_among(*blocks)
    assert [(item.text or "").split("\n")[1:] for item in found.items] == [
        ["Références", f"Code de l'eau, article {number}."] for number in (1, 2, 3)
    ]


def test_a_group_named_within_a_text_is_no_chapter():
    """« Axe 1 : … » in letters smaller than those of the items is of their text."""
    blocks = []
    for number in (1, 2, 3):
        blocks += [
            Paragraph(text=f"Fiche {number} : Agir en {number}", size=18),
            Paragraph(text=LONG * 6, size=11),
            Paragraph(text="Axe 1 : Prévenir", size=11),
            Paragraph(text=f"La fin de la fiche {number}.", size=11),
        ]
    found = found_among(*blocks)
    assert chapters_of(found) == [None] * 3
    assert [(item.text or "").endswith(f"fiche {n}.") for n, item in enumerate(found.items, 1)]


def test_notes_at_the_end_are_no_items():
    """However many there are, under « Notes » or « Endnotes »."""
    items = "\n\n".join(f"{number}. Agir en {number}" for number in range(1, 6))
    notes = "\n\n".join(f"{number}. Voir le rapport {number}" for number in range(1, 30))
    assert len(found_in(f"{items}\n\nENDNOTES\n\n{notes}").items) == 5


def test_parts_that_come_again_are_no_items():
    """« Description » and « Mise en œuvre », numbered within each of the items."""
    blocks = []
    for number in range(1, 8):
        blocks.append(Paragraph(text=f"{number}. Agir pour la raison {number}", level=1))
        for part, name in enumerate(("Description", "Mise en œuvre"), start=1):
            blocks += [Paragraph(text=f"{number}.{part}. {name}", level=2), Paragraph(text=LONG)]
    found = found_among(*blocks)
    assert [item.title for item in found.items] == [f"Agir pour la raison {n}" for n in range(1, 8)]


def test_of_chapters_those_are_taken_in_which_no_number_comes_twice():
    """Numbers begin anew in each; a heading over all of them groups nothing."""
    blocks: list[Paragraph] = []
    parts = ("Le premier plan", "Le second plan", "Le dernier plan")
    chapters = [f"{chapter} dans {part.lower()}" for part in parts for chapter in ("Ouvrir", "Aider")]
    for place, chapter in enumerate(chapters):
        if place % 2 == 0:
            blocks.append(Paragraph(text=parts[place // 2], level=1))
        blocks.append(Paragraph(text=chapter, level=2))
        for number in (1, 2):
            text = f"Agir {number} et {chapter.lower()}"
            blocks += [Paragraph(text=text, marker=f"{number}."), Paragraph(text=LONG)]
    found = found_among(*blocks)
    assert len(found.items) == 12
    assert chapters_of(found)[::2] == chapters


def test_capitals_in_a_cell_are_no_heading():
    """« AGENCE » beside the text of an item, in a table that lists nothing."""
    blocks: list[Paragraph | Table] = []
    for number in (1, 2):
        blocks += [
            Paragraph(text=f"Mesure {number} : Agir en {number}", size=11),
            Table(
                rows=(("Avancement", LONG), (("AGENCE", "COMMUNE")[number - 1], "Le reste du texte."))
            ),
            Paragraph(text=LONG * 4, size=11),
        ]
    assert all("Le reste" in (item.text or "") for item in found_among(*blocks).items)


def test_a_list_that_begins_anew_may_lack_a_number():
    """1, 2, 4 in the second chapter: the three are taken, and the gap is told."""
    blocks = []
    for chapter, numbers in (("Ouvrir", (1, 2, 3)), ("Compter", (1, 2, 4)), ("Aider", (1, 2, 3))):
        blocks.append(Paragraph(text=chapter, level=2))
        blocks += [Paragraph(text=f"Agir {n} pour {chapter}", marker=f"{n}.") for n in numbers]
    found = found_among(*blocks)
    assert [item.number for item in found.items] == [*"123", *"124", *"123"]
    assert [doubt.code for doubt in found.doubts] == ["gap"]


def test_numbers_with_a_hyphen_are_read():
    """« 1-1: … »; an amount or a range begins nothing."""
    text = "1-1: Créer\n\nVite.\n\n1-2: Former\n\nBien.\n\n2-1: Ouvrir\n\nTôt.\n\n5-8 ans d'attente"
    assert in_short(found_in(text))[:3] == [
        ("1-1", "Créer", "Vite."),
        ("1-2", "Former", "Bien."),
        ("2-1", "Ouvrir", "Tôt.\n5-8 ans d'attente"),
    ]


def test_a_list_of_chapters_is_no_list_of_items():
    """« …the following commitments: » over the names of the chapters, which then stand over bullets."""
    chapters = ("Opening the data", "Counting the wells")
    blocks = [Paragraph(text="The plan has the following commitments:")]
    blocks += [Paragraph(text=chapter, marker="•") for chapter in (*chapters, "Helping towns")]
    for chapter in (*chapters, "Helping towns"):
        blocks.append(Paragraph(text=chapter, level=2))
        blocks += [Paragraph(text=f"Act {n} on {chapter}", marker="•") for n in (1, 2, 3, 4)]
    assert "Act 1 on Opening the data" in {item.title for item in found_among(*blocks).items}


def test_lists_that_were_left_out_are_told():
    """Where announced bullets are the items: the other bullets, and headings with text but no bullets."""
    blocks = [Paragraph(text="Nous demandons :")]
    blocks += [Paragraph(text=f"Agir en {n}", marker="•") for n in (1, 2, 3)]
    for number in (4, 5, 6):
        blocks += [Paragraph(text=f"Agir aussi en {number}", level=2), Paragraph(text=LONG)]
    blocks += [Paragraph(text="Les faits", level=2)]
    blocks += [Paragraph(text=f"Un fait, le numéro {n}", marker="•") for n in range(1, 7)]
    found = found_among(*blocks)
    assert [item.title for item in found.items] == ["Agir en 1", "Agir en 2", "Agir en 3"]
    assert [(doubt.code, doubt.details) for doubt in found.doubts] == [
        ("bullets-left", (("n", "6"),)),
        ("headings-left", (("headings", "; ".join(f"Agir aussi en {n}" for n in (4, 5, 6))),)),
    ]
    assert found_among(*blocks[:4]).doubts == ()


def test_items_that_headings_follow_at_once_are_told():
    """Their texts may stand below: « Fiche 1 », « Objet », and what it is about."""
    blocks = []
    for number in (1, 2, 3):
        blocks += [
            Paragraph(text=f"Fiche {number} : Agir en {number}", level=2),
            Paragraph(text=f"L'objet de la fiche {number}", level=2),
            Paragraph(text=LONG),
        ]
    codes = [doubt.code for doubt in found_among(*blocks).doubts]
    assert codes == ["headings-follow"]


def test_versions_and_figures_are_no_items():
    """Lines that end in a date, and a table of figures."""
    text = "\n\n".join(f"0.{n} Relecture 0{n}/11/2031" for n in range(1, 6))
    assert found_in(text).items == ()
    table = Table(rows=(("N°", "Libellé"), *((str(n), f"{n * 12} %") for n in range(1, 9))))
    assert found_among(table).items == ()


def test_initials_keep_their_last_point_and_half_a_title_is_no_chapter():
    """« …in the U.S. »; « for the », in large letters on the first page."""
    blocks = [Paragraph(text="for the", size=14), Paragraph(text="Third plan", size=20)]
    for number, place in enumerate(("in the U.S.", "on the islands."), start=1):
        blocks += [
            Paragraph(text=f"Commitment {number}: Count the wells {place}", size=11),
            Paragraph(text=LONG * 4, size=11),
        ]
    found = found_among(*blocks)
    assert [item.title for item in found.items] == [
        "Count the wells in the U.S.",
        "Count the wells on the islands",
    ]
    assert chapters_of(found) == [None, None]


def test_a_chapter_that_a_column_cuts_has_its_whole_title():
    """« I. Étude : mieux », then « connaître les puits » in the same letters."""
    blocks = []
    for number, (title, rest) in enumerate(
        (("I. Étude : mieux", "connaître"), ("II. Aide", "")), start=1
    ):
        blocks.append(Paragraph(text=title, size=18))
        blocks += [Paragraph(text=rest, size=18)] if rest else []
        for item in (1, 2):
            blocks += [
                Paragraph(text=f"Mesure {number}{item} : Agir en {number}{item}", size=13),
                Paragraph(text=LONG * 4, size=11),
            ]
    assert chapters_of(found_among(*blocks)) == ["Étude : mieux connaître"] * 2 + ["Aide"] * 2
