"""Items that stand in several places: recaps, lists of contents, tables that repeat headings."""

from __future__ import annotations

from finds import doubts_of, found_among, found_in, in_short

from jamplan.intake.items.drafts import Kind
from jamplan.intake.items.finding import find_items
from jamplan.intake.reading.contents import Contents, FileKind, Paragraph, Table


def test_a_recap_is_merged_and_its_words_compared():
    """The body's text stays; other words and items that only the recap has are told."""
    text = (
        "LE CONSTAT\n\nProposition 1 : Créer un fichier\n\nIl est public.\n\n"
        "Proposition 2 : Former les maires\n\nChaque année.\n\n"
        "SYNTHÈSE DES PROPOSITIONS\n\nProposition 1 : Créer un fichier national\n\n"
        "Proposition 2 : Former les maires\n\nProposition 3 : Ouvrir des centres"
    )
    found = found_in(text)
    assert in_short(found) == [
        ("1", "Créer un fichier", "Il est public."),
        ("2", "Former les maires", "Chaque année."),
        ("3", "Ouvrir des centres", None),
    ]
    assert doubts_of(found)["1"] == ["recap-differs"]
    assert "recap-only" in doubts_of(found)["3"]
    assert "2" not in doubts_of(found)


def test_a_list_of_figures_is_no_list_of_items():
    """The captions of figures in a list of contents are more than the recommendations, and numbered."""
    figures = [
        f"4.1.{number}. Dépenses de la commune {number} {'.' * 8} 2{number}" for number in range(1, 10)
    ]
    blocks = [
        Paragraph(text="Liste des graphiques"),
        *(Paragraph(text=text.rstrip(". 0123456789"), contents=True) for text in figures),
        Paragraph(text="Recommandation nº 1: Assurer un suivi. Le publier."),
        Paragraph(text="Recommandation nº 2: Former les maires. Les payer."),
    ]
    found = find_items(Contents(kind=FileKind.PDF, blocks=tuple(blocks)), Kind.PROPOSALS)
    assert in_short(found) == [
        ("1", "Assurer un suivi", "Le publier."),
        ("2", "Former les maires", "Les payer."),
    ]


def test_a_table_that_lists_headings_is_a_recap():
    """Codes and titles in a table, then each as a heading with its text: the text is the item's."""
    titles = ("Créer un fichier", "Former", "Ouvrir des centres", "Aider", "Publier", "Recenser")
    rows = [(f"AR-0{number}", title) for number, title in enumerate(titles, 1)]
    rows[4] = ("AR- 05", "Publier")
    table = Table(rows=(("AR-00", "PRATIQUES DE CE CHAPITRE"), *rows))
    blocks: list[Paragraph | Table] = [table]
    for number, title in enumerate(titles, 1):
        blocks += [
            Paragraph(text=f"AR-0{number} - {title}", level=1),
            Paragraph(text="Description", level=2),
            Paragraph(text=f"La pratique {number} est utile."),
        ]
    found = find_items(Contents(kind=FileKind.DOCX, blocks=tuple(blocks)), Kind.PROPOSALS)
    assert in_short(found) == [
        (f"AR-0{number}", title, f"Description\nLa pratique {number} est utile.")
        for number, title in enumerate(titles, 1)
    ]


def test_a_list_of_contents_adds_nothing():
    """Its lines end in pages; the body's items are kept, with their texts."""
    blocks = [Paragraph(text="Sommaire")]
    blocks += [Paragraph(text=f"Mesure {n} : Agir en {n} {n + 4}") for n in (1, 2, 3)]
    for n in (1, 2, 3):
        blocks += [Paragraph(text=f"Mesure {n} : Agir en {n}", level=2), Paragraph(text="Sans tarder.")]
    found = find_items(Contents(kind=FileKind.PDF, blocks=tuple(blocks)), Kind.MEASURES)
    assert in_short(found) == [(str(n), f"Agir en {n}", "Sans tarder.") for n in (1, 2, 3)]
    assert doubts_of(found) == {}


BODY = (
    "Proposition 1 : Créer un fichier\n\nIl est public.\n\n"
    "Proposition 2 : Former les maires\n\nChaque année.\n\n"
)


def test_a_recap_without_labels_is_compared_and_its_own_items_are_taken():
    """Numbers alone under « Récapitulatif »; what only it has is told."""
    found = found_in(
        f"{BODY}RÉCAPITULATIF DES PROPOSITIONS\n\n1. Créer un fichier\n\n2. Former les préfets\n\n"
        "3. Ouvrir des centres"
    )
    assert in_short(found) == [
        ("1", "Créer un fichier", "Il est public."),
        ("2", "Former les maires", "Chaque année."),
        ("3", "Ouvrir des centres", None),
    ]
    assert "recap-differs" in doubts_of(found)["2"]
    assert "recap-only" in doubts_of(found)["3"]


def test_a_table_at_the_end_may_have_items_that_the_body_has_not():
    """The rows of a recap; its headings « Axe 1 » group nothing in the body."""
    blocks = [
        *(
            Paragraph(text=text, level=2 if text.startswith("Proposition") else None)
            for text in BODY.split("\n\n")
            if text
        ),
        Paragraph(text="Annexe : récapitulatif des propositions", level=1),
        Table(
            rows=(
                ("N°", "Intitulé"),
                ("1", "Créer un fichier"),
                ("2", "Former les maires"),
                ("3", "Ouvrir des centres"),
            )
        ),
    ]
    found = found_among(*blocks, kind=Kind.PROPOSALS)
    assert [(item.number, item.title, item.text) for item in found.items] == [
        ("1", "Créer un fichier", "Il est public."),
        ("2", "Former les maires", "Chaque année."),
        ("3", "Ouvrir des centres", None),
    ]
    assert "recap-only" in doubts_of(found)["3"]


def test_numbered_lists_that_share_nothing_with_the_items_are_no_recap():
    """Three steps of a method, under « Synthèse », are not further proposals."""
    found = found_in(
        f"{BODY}SYNTHÈSE\n\n1. Lire les rapports\n\n2. Entendre les communes\n\n3. Compter les puits"
    )
    assert [item.title for item in found.items] == ["Créer un fichier", "Former les maires"]


def test_a_list_before_the_body_gives_no_chapters():
    """« RECOMMANDATIONS » at the beginning groups them otherwise than the chapters do."""
    blocks = [Paragraph(text="RECOMMANDATIONS DE LA MISSION", level=1)]
    for group, first in (("Pour l'État", 1), ("Pour les communes", 3)):
        blocks.append(Paragraph(text=group, level=2))
        blocks += [Paragraph(text=f"Recommandation n° {n} : Agir en {n}") for n in (first, first + 1)]
    for chapter, numbers in (("I. Le constat", (1, 3)), ("II. Les remèdes", (2, 4))):
        blocks.append(Paragraph(text=chapter, level=1))
        for n in numbers:
            blocks += [
                Paragraph(text=f"Le sujet {n} est connu depuis longtemps, dans chaque commune."),
                Paragraph(text=f"Recommandation n° {n} : Agir en {n}", lead=40),
            ]
    found = found_among(*blocks, kind=Kind.PROPOSALS)
    by_number = {item.number: item.section.title if item.section else None for item in found.items}
    assert by_number == {
        "1": "Le constat",
        "3": "Le constat",
        "2": "Les remèdes",
        "4": "Les remèdes",
    }


def test_a_recap_in_bullets_is_compared_too():
    """Its items are known by their titles; those that the body has not come last, and are told."""
    found = found_in(
        f"{BODY}Proposition 3 : Ouvrir des centres de soins\n\nSur les îles.\n\n"
        "SYNTHÈSE DES PROPOSITIONS\n\n- Créer un fichier\n\n- Former les maires\n\n"
        "- Ouvrir deux centres de soins\n\n- Publier les comptes"
    )
    assert [(item.number, item.title) for item in found.items] == [
        ("1", "Créer un fichier"),
        ("2", "Former les maires"),
        ("3", "Ouvrir des centres de soins"),
        (None, "Publier les comptes"),
    ]
    assert "recap-differs" in doubts_of(found)["3"]
    assert "recap-only" in doubts_of(found)[None]
    facts = found_in(f"{BODY}SYNTHÈSE\n\n- Créer un fichier\n\n- Trois ans d'enquête\n\n- Cent puits")
    assert len(facts.items) == 2


def test_an_addressee_may_stand_elsewhere_in_a_recap():
    """« (agence) : Créer un fichier », then « Créer un fichier (agence) », or without."""
    found = found_in(
        "Recommandation n° 1 (agence) : Créer un fichier\n\nIl est public.\n\n"
        "Recommandation n° 2 (préfet) : Former les maires\n\nChaque année.\n\n"
        "RÉCAPITULATIF\n\nRecommandation n° 1 : Créer un fichier (agence)\n\n"
        "Recommandation n° 2 : Former les maires"
    )
    assert doubts_of(found) == {}


def test_a_recap_in_plain_text_needs_no_look_of_a_heading():
    """A line that names one, right over its first item; it ends the text of the last item."""
    found = found_in(
        f"{BODY}Proposition 3 : Ouvrir\n\nTôt.\n\nAnnexe - Récapitulatif des propositions\n\n"
        "Proposition 1 : Créer un fichier national\n\nProposition 2 : Former les maires\n\n"
        "Proposition 3 : Ouvrir"
    )
    assert in_short(found)[2] == ("3", "Ouvrir", "Tôt.")
    assert doubts_of(found) == {"1": ["recap-differs"]}
    spoken = found_in(f"{BODY}Les 2 propositions sont utiles.\n\nProposition 3 : Ouvrir\n\nTôt.")
    assert [item.recap for item in spoken.items] == [False] * 3


def bare_numbers(*, again: bool) -> list[Paragraph | Table]:
    """A table of contents, then items that have no label, only a number."""
    titles = ("Créer un fichier des puits", "Former tous les maires", "Ouvrir des centres de soins")
    rows = [(str(n), title) for n, title in enumerate(titles, 1)]
    blocks: list[Paragraph | Table] = [Paragraph(text="Les puits", size=28)]
    blocks.append(Paragraph(text="Liste des propositions", size=20))
    blocks += [Paragraph(text=f"Proposition {n} : {title}", size=11) for n, title in rows]
    for n, title in rows if again else ():
        blocks += [
            Paragraph(text=f"{n}. {title}", size=17),
            Paragraph(text=f"Le texte {n} est long. " * 9, size=11),
        ]
    return blocks


def test_a_list_with_labels_before_a_body_with_numbers_is_a_recap():
    """The heading of the list is higher than those of the items; their texts are taken."""
    found = found_among(*bare_numbers(again=True), kind=Kind.PROPOSALS)
    assert [item.number for item in found.items] == ["1", "2", "3"]
    assert all((item.text or "").startswith("Le texte") for item in found.items)


def test_a_list_without_its_body_is_told():
    """All that was found stands in a recap, in a document that says much more."""
    blocks = [*bare_numbers(again=False), Paragraph(text="Le reste", size=20)]
    blocks += [Paragraph(text=f"Un paragraphe, le numéro {n}. " * 5, size=11) for n in range(9)]
    assert "recap-alone" in [doubt.code for doubt in found_among(*blocks, kind=Kind.PROPOSALS).doubts]


def test_lines_that_say_conclusion_or_recap_are_headings_in_plain_text():
    """They end the text of the last item; a first line « Les propositions » is the document's title."""
    found = found_in(
        f"Les propositions\n\n{BODY}Proposition 4 : Ouvrir des centres\n\nTôt.\n\nRécapitulatif\n\n"
        "Proposition 1 : Créer un fichier\n\nProposition 2 : Former les maires\n\n"
        "Proposition 3 : Aider les familles\n\nProposition 4 : Ouvrir des centres\n\n"
    )
    assert in_short(found)[2:] == [
        ("3", "Aider les familles", None),
        ("4", "Ouvrir des centres", "Tôt."),
    ]
    assert "recap-only" in doubts_of(found)["3"]
    ended = found_in(f"{BODY}Conclusion\n\nIl faut agir.\n\nAnnexe 1\n\nListe des personnes.")
    assert in_short(ended)[1] == ("2", "Former les maires", "Chaque année.")
