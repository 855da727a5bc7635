"""Items found in tables: columns, rows, sheets, and the chapters over them."""

from __future__ import annotations

import pytest
from finds import chapters_of, found_among, in_short, listed

from jamplan.intake.items.columns import ColumnsError
from jamplan.intake.items.drafts import Kind
from jamplan.intake.items.finding import find_items
from jamplan.intake.reading.contents import Contents, FileKind, Paragraph, Table


def test_columns_are_named_by_heading_letter_or_place():
    """A column that is not there is an error that names those there are."""
    table = Table(rows=(("Clé", "Vœu", "Suite"), ("1", "Créer", "x"), ("2", "Former", "y")))
    contents = Contents(kind=FileKind.CSV, blocks=(table,))
    for columns in ({"number": "clé", "title": "Voeu"}, {"number": "A", "title": "2"}):
        found = find_items(contents, Kind.PROPOSALS, columns=columns)
        assert in_short(found)[-2:] == [("1", "Créer", None), ("2", "Former", None)]
    with pytest.raises(ColumnsError) as raised:
        find_items(contents, Kind.PROPOSALS, columns={"title": "Titre"})
    assert raised.value.known == ("Clé", "Vœu", "Suite")


def test_a_sheet_on_one_item_is_read_by_its_headings():
    """Title, chapter and text of a table with headings in its first column."""
    blocks = []
    for number, title in enumerate(("Créer un fichier", "Former les maires"), start=1):
        rows = (
            ("Intitulé", title),
            ("Axe", "Prévenir"),
            ("Description", "Chaque année."),
            ("Pilote", "Agence"),
        )
        blocks += [Paragraph(text=f"Fiche action n° {number}", level=2), Table(rows=rows)]
    found = find_items(Contents(kind=FileKind.PDF, blocks=tuple(blocks)), Kind.MEASURES)
    assert [
        (item.number, item.title, item.text, item.section and item.section.title)
        for item in found.items
    ] == [
        ("1", "Créer un fichier", "Chaque année.\nPilote : Agence", "Prévenir"),
        ("2", "Former les maires", "Chaque année.\nPilote : Agence", "Prévenir"),
    ]


def test_a_column_of_marks_is_no_chapter():
    """« Priorité » over 1, 2, 3 says how urgent it is."""
    rows = (("N°", "Recommandation", "Priorité"), ("1", "Créer", "1"), ("2", "Former", "2"))
    table = Contents(kind=FileKind.CSV, blocks=(Table(rows=rows),))
    found = find_items(table, Kind.PROPOSALS)
    assert [(item.number, item.title, item.section) for item in found.items] == [
        ("1", "Créer", None),
        ("2", "Former", None),
    ]
    assert found.doubts[0].details == (("columns", "Priorité"),)


def test_a_row_that_a_page_cuts_is_put_together():
    """The rest of a row stands in the table of the next page, without a number."""
    first = Table(rows=(("N°", "Mesure"), ("1", "Créer un"), ("2", "Former les")), page=1)
    second = Table(rows=(("", "maires"), ("3", "Aider")), page=2)
    found = find_items(Contents(kind=FileKind.PDF, blocks=(first, second)), Kind.MEASURES)
    assert [(item.number, item.title) for item in found.items] == [
        ("1", "Créer un"),
        ("2", "Former les maires"),
        ("3", "Aider"),
    ]


def test_a_row_with_a_number_of_its_own_is_no_rest_of_a_row():
    """A cell that spans rows is empty on the next page; « Action n° » is over the numbers."""
    found = listed(
        (
            ("Axe", "Action n°", "Intitulé", "Précisions"),
            ("Punir", "3.8", "Revaloriser les métiers", "Un."),
            ("", "3.9", "Harmoniser les pratiques", "Deux."),
        ),
        (("", "3.10", "Assurer la continuité", "Trois."),),
    )
    assert in_short(found) == [
        ("3.8", "Revaloriser les métiers", "Un."),
        ("3.9", "Harmoniser les pratiques", "Deux."),
        ("3.10", "Assurer la continuité", "Trois."),
    ]
    assert {item.section.title for item in found.items if item.section} == {"Punir"}


def test_an_item_over_several_rows_is_one():
    """Where number and title span rows, the item has the texts of all of them."""
    found = listed(
        (
            ("N°", "Mesure", "Détail"),
            ("1", "Créer un fichier", "Un."),
            ("1", "Créer un fichier", "Deux."),
            ("2", "Former les maires", "Trois."),
        )
    )
    assert in_short(found) == [
        ("1", "Créer un fichier", "Un.\nDeux."),
        ("2", "Former les maires", "Trois."),
    ]


def test_a_table_without_headings_is_read_by_its_numbers():
    """A column of numbers, a title and a long text beside it; a row over all columns is a chapter."""
    rows = [("Prévenir", "", "")]
    rows += [
        (f"{n}.", f"Agir {n}", f"Un texte long sur l'action {n}, ses moyens et son suivi.")
        for n in (1, 2, 3)
    ]
    table = Contents(kind=FileKind.DOCX, blocks=(Table(rows=tuple(rows)),))
    found = find_items(table, Kind.MEASURES)
    assert [(item.number, item.title, item.section and item.section.title) for item in found.items] == [
        (str(n), f"Agir {n}", "Prévenir") for n in (1, 2, 3)
    ]
    assert all(item.text for item in found.items)


def test_the_heading_above_a_table_is_the_chapter_of_its_items():
    """Each chapter has its table; a heading that follows a table is not of its items."""
    blocks: list[Paragraph | Table] = []
    for chapter, first in (("Axe 1 : Prévenir", 1), ("Axe 2 : Soigner", 3)):
        rows = [(str(n), f"Agir en {n}") for n in (first, first + 1)]
        blocks += [Paragraph(text=chapter, level=1), Table(rows=(("N°", "Mesure"), *rows))]
    found = found_among(*blocks)
    assert [item.number for item in found.items] == ["1", "2", "3", "4"]
    assert chapters_of(found) == ["Prévenir", "Prévenir", "Soigner", "Soigner"]


def test_tables_of_one_page_are_not_one():
    """Nor is one of the next page with other columns; each is read by its own headings."""
    first = Table(rows=(("N°", "Mesure"), ("1", "Créer un fichier")), page=1)
    second = Table(rows=(("Mesure", "N°"), ("Former les maires", "2")), page=1)
    third = Table(rows=(("Mesure", "Pilote", "N°"), ("Aider les puits", "Agence", "3")), page=2)
    assert in_short(found_among(first, second, third)) == [
        ("1", "Créer un fichier", None),
        ("2", "Former les maires", None),
        ("3", "Aider les puits", None),
    ]


def sheet(*rows: tuple[str, str], page: int | None = None) -> Table:
    return Table(rows=rows, page=page)


def test_sheets_without_headings_above_are_items():
    """A table an item, with its number in it; those of the next page are no rest of the one before."""
    sheets = [
        sheet(
            ("Mesure n°", str(number)),
            ("Intitulé de la mesure", title),
            ("Axe stratégique", "Axe 2 : Prévenir"),
            ("Description", "Chaque année."),
            ("Calendrier", "2033"),
            page=number,
        )
        for number, title in enumerate(("Créer un fichier", "Former les maires"), start=1)
    ]
    found = found_among(*sheets)
    assert in_short(found) == [
        ("1", "Créer un fichier", "Chaque année.\nCalendrier : 2033"),
        ("2", "Former les maires", "Chaque année.\nCalendrier : 2033"),
    ]
    assert chapters_of(found) == ["Prévenir", "Prévenir"]


def test_a_sheet_may_begin_with_its_label():
    """« Fiche action n° 1 » beside the title, in the first row."""
    sheets = [
        sheet(
            (f"Fiche action n° {number}", title),
            ("Objectif", "Connaître la ressource"),
            ("Description", "Chaque année."),
        )
        for number, title in enumerate(("Créer un fichier", "Former les maires"), start=1)
    ]
    assert [(item.number, item.title) for item in found_among(*sheets).items] == [
        ("1", "Créer un fichier"),
        ("2", "Former les maires"),
    ]


def test_headings_may_say_more_than_what_a_column_holds():
    """« Recommandations de la mission », « Description détaillée »; dates and marks are no titles."""
    rows = (
        ("Numéro", "Recommandations de la mission", "Description détaillée", "Mesure n°"),
        ("1", "Créer un fichier", "Il est public.", "7"),
        ("2", "Former les maires", "Chaque année.", "8"),
    )
    found = found_among(Table(rows=rows))
    assert in_short(found) == [
        ("1", "Créer un fichier", "Il est public."),
        ("2", "Former les maires", "Chaque année."),
    ]


def test_of_two_rows_of_headings_the_lower_one_is_the_finer():
    """« Mesure » over « N° » and « Intitulé »."""
    rows = (
        ("Axe", "Mesure", "", "Suivi"),
        ("", "N°", "Intitulé", "Pilote"),
        ("Prévenir", "1", "Créer un fichier", "Agence"),
        ("Soigner", "2", "Former les maires", "Agence"),
    )
    found = found_among(Table(rows=rows))
    assert [(item.number, item.title) for item in found.items] == [
        ("1", "Créer un fichier"),
        ("2", "Former les maires"),
    ]
    assert chapters_of(found) == ["Prévenir", "Soigner"]


def test_rows_with_one_cell_are_chapters_and_totals_are_no_items():
    """However many empty cells the file keeps after the one."""
    rows = (
        ("N°", "Mesure", "Coût"),
        ("Axe 1 : Prévenir",),
        ("1", "Créer un fichier", "12"),
        ("Axe 2 : Soigner", "", ""),
        ("2", "Former les maires", "5"),
        ("", "Total général", "17"),
    )
    found = found_among(Table(rows=rows))
    assert [(item.number, item.title) for item in found.items] == [
        ("1", "Créer un fichier"),
        ("2", "Former les maires"),
    ]
    assert chapters_of(found) == ["Prévenir", "Soigner"]


def test_a_label_that_the_word_processor_counts_is_read():
    """« Proposition 3 : » as the number of a list, not as text."""
    blocks = []
    for number, title in enumerate(("Créer un fichier", "Former les maires"), start=1):
        blocks += [
            Paragraph(text=title, marker=f"Proposition {number} :", lead=len(title)),
            Paragraph(text="Chaque année, dans chaque commune."),
        ]
    assert in_short(found_among(*blocks, kind=Kind.PROPOSALS)) == [
        ("1", "Créer un fichier", "Chaque année, dans chaque commune."),
        ("2", "Former les maires", "Chaque année, dans chaque commune."),
    ]


def test_the_name_of_a_sheet_may_be_a_chapter():
    """« Axe 1 - Prévenir » is one, « Feuil2 » is none; a column with chapters goes before."""
    sheets = [
        Table(rows=(("N°", "Mesure"), (str(number), f"Agir en {number}")), name=name)
        for number, name in enumerate(("Axe 1 - Prévenir", "Axe 2 - Soigner", "Feuil2"), start=1)
    ]
    rows = (("N°", "Mesure", "Volet"), ("4", "Agir en 4", "Compter les puits"))
    found = found_among(*sheets, Table(rows=rows, name="Axe 3 - Rendre"))
    assert chapters_of(found) == ["Prévenir", "Soigner", None, "Compter les puits"]


def test_each_part_of_a_table_may_have_its_own_headings():
    """« Axe 1 », headings, items, « Axe 2 », the same headings again; no sheet on one item."""
    headings = ("N°", "Mesure", "Coût")
    rows = (
        ("Axe 1 : Prévenir", "", ""),
        headings,
        ("1", "Créer un fichier", "3"),
        ("Axe 2 : Soigner", "", ""),
        headings,
        ("2", "Former les maires", "4"),
    )
    found = found_among(Table(rows=rows))
    assert [(item.number, item.title) for item in found.items] == [
        ("1", "Créer un fichier"),
        ("2", "Former les maires"),
    ]
    assert chapters_of(found) == ["Prévenir", "Soigner"]
    titled = found_among(
        Table(rows=(("Plan Eau", ""), ("N°", "Mesure"), ("1", "Créer"), ("2", "Former")))
    )
    assert chapters_of(titled) == [None, None]


def test_a_legend_lists_no_items():
    """A sheet of codes, by its name."""
    sheets = (
        Table(rows=(("N°", "Mesure"), ("1", "Créer un fichier"), ("2", "Former")), name="Suivi"),
        Table(rows=(("Code", "Libellé"), ("A", "Achevé"), ("B", "En cours")), name="Légende"),
    )
    assert [item.number for item in found_among(*sheets).items] == ["1", "2"]


def test_a_row_with_the_rest_of_a_text_is_no_chapter():
    """A page cuts a cell, and a note stands between the two parts of the table."""
    first = Table(
        rows=(("N°", "Mesure", "Détail"), ("1", "Créer", "Le fichier est"), ("2", "Former", "a")),
        page=1,
    )
    note = Paragraph(text="3 Source : agence.", page=1)
    second = Table(rows=(("", "", "puis b"), ("3", "Ouvrir", "c")), page=2)
    assert in_short(found_among(first, note, second)) == [
        ("1", "Créer", "Le fichier est"),
        ("2", "Former", "a puis b"),
        ("3", "Ouvrir", "c"),
    ]
