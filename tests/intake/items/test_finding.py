"""Items found in texts: numbers, titles, chapters, recaps, and what is in doubt."""

from __future__ import annotations

import re

from finds import chapters_of, doubts_of, found_among, found_in, in_short
from hypothesis import given, settings
from hypothesis import strategies as st

from jamplan.intake.items.doubts import announced
from jamplan.intake.items.drafts import Kind
from jamplan.intake.items.finding import find_items, first_sentence
from jamplan.intake.reading.contents import Contents, FileKind, Paragraph

WORDS = st.sampled_from(
    "créer ouvrir former recenser fichier puits maires centres eau publique".split()
)
TITLES = st.lists(WORDS, min_size=2, max_size=6).map(lambda words: " ".join(words).capitalize())


@settings(deadline=None)
@given(
    st.lists(st.tuples(TITLES, st.none() | TITLES), min_size=3, max_size=12),
    st.sampled_from(
        ["Proposition n° {} : {}", "Mesure {} – {}", "Recommandation no {} : {}", "{}. {}"]
    ),
)
def test_what_is_written_in_a_plain_list_comes_back(items, form):
    """Each item has its number, its title and its text, whatever the titles are."""
    lines = []
    for number, (title, text) in enumerate(items, start=1):
        lines.append(form.format(number, title))
        if text is not None:
            lines.append(f"{text} est utile.")
    texts = [f"{text} est utile." if text is not None else None for _, text in items]
    if texts[:-1] and sum(text is None for text in texts[:-1]) >= 0.9 * len(texts[:-1]):
        # Of a bare list, what follows the last item is not its text.
        texts[-1] = None
    found = found_in("\n\n".join(lines))
    assert in_short(found) == [
        (str(number), title, text)
        for number, ((title, _), text) in enumerate(zip(items, texts, strict=True), start=1)
    ]


def test_a_mention_is_no_item():
    """Sentences that speak of an item, even at the beginning of a line, are text."""
    text = (
        "Mesure 1 : Créer un fichier\n\nVoir mesure 3.\n\nMesure 3, qui suit, en dépend.\n\n"
        "Mesure 2 : Former\n\nLa mesure 1 le prévoit.\n\nMesure 3 : Aider\n\nÀ suivre."
    )
    assert in_short(found_in(text)) == [
        ("1", "Créer un fichier", "Voir mesure 3.\nMesure 3, qui suit, en dépend."),
        ("2", "Former", "La mesure 1 le prévoit."),
        ("3", "Aider", "À suivre."),
    ]


def test_a_title_is_the_first_sentence_of_a_long_paragraph():
    """An abbreviation ends no sentence."""
    assert first_sentence("Créer un fichier (art. 3 du code). Il est public.") == (
        "Créer un fichier (art. 3 du code).",
        "Il est public.",
    )
    assert first_sentence("Entendre M. Durand et Mme. Petit") == (
        "Entendre M. Durand et Mme. Petit",
        "",
    )


def test_gaps_repeats_and_order_are_told():
    """28 declared, and 3 missing; a number that two items bear; one that comes late."""
    text = "\n\n".join(
        f"Proposition {number} : {title}"
        for number, title in (
            (1, "Créer un fichier"),
            (2, "Former les maires"),
            (2, "Ouvrir des centres de soins"),
            (7, "Publier les comptes"),
            (6, "Aider les familles"),
        )
    )
    found = found_in(text)
    assert doubts_of(found) == {"2": ["repeat"], "6": ["order"]}
    assert [(doubt.code, doubt.details) for doubt in found.doubts] == [
        ("gap", (("n", "3"), ("numbers", "3, 4, 5")))
    ]


def test_a_number_with_bis_does_not_stand_for_the_one_without():
    """6, 7 bis, 8: 7 is missing; 6, 7, 7 bis, 8: none is."""
    for numbers, missing in ((("6", "7 bis", "8"), "7"), (("6", "7", "7 bis", "8"), None)):
        front = [str(number) for number in range(1, 6)]
        text = "\n\n".join(f"Mesure {number} : Agir en {number}" for number in (*front, *numbers))
        gaps = [dict(doubt.details) for doubt in found_in(text).doubts if doubt.code == "gap"]
        assert [gap["numbers"] for gap in gaps] == ([missing] if missing else [])


def test_numbers_that_begin_anew_in_each_chapter_are_no_repeats():
    """« Action 1 » of the second axis is another one than that of the first."""
    text = (
        "Axe 1 : Prévenir\n\nAction 1 : Créer un fichier\n\nAction 2 : Créer un registre\n\n"
        "Axe 2 : Soigner\n\nAction 1 : Créer un centre\n\nAction 2 : Créer un lit"
    )
    found = found_in(text, Kind.MEASURES)
    assert [(item.number, item.section.title if item.section else "") for item in found.items] == [
        *(("1", "Prévenir"), ("2", "Prévenir"), ("1", "Soigner"), ("2", "Soigner"))
    ]
    assert doubts_of(found) == {}
    assert found.doubts == ()


def test_arguments_before_items_are_no_texts_of_theirs():
    """Where a chapter begins with text and ends with an item, texts argue for what follows."""
    chapters = []
    for chapter in ("PRÉVENIR", "SOIGNER", "RENDRE COMPTE"):
        chapters.append(chapter)
        for _ in range(3):
            number = sum("Recommandation" in line for line in chapters) + 1
            chapters += [
                f"Le constat {number} est connu.",
                f"Recommandation n° {number} : Agir en {number}",
            ]
    found = found_in("\n\n".join(chapters))
    assert [item.text for item in found.items] == [None] * 9
    assert [doubt.code for doubt in found.doubts] == ["texts-before"]


def test_texts_that_may_argue_for_the_next_item_are_doubted():
    """Chapters begin with text, and their last items have less of it than the others."""
    lines = []
    for chapter in ("PRÉVENIR", "SOIGNER", "RENDRE COMPTE"):
        lines.append(chapter)
        for _ in range(3):
            number = sum(line.startswith("Proposition") for line in lines) + 1
            lines += ["Le constat est sévère.", f"Proposition n° {number} : Agir en {number}"]
            lines.append("Cette proposition est précise.")
    assert [doubt.code for doubt in found_in("\n\n".join(lines)).doubts] == ["texts-after"]
    plain = [line for line in lines if line != "Le constat est sévère."]
    assert found_in("\n\n".join(plain)).doubts == ()


def test_a_pattern_finds_what_is_not_guessed():
    """The groups « number » and « title » say what is what."""
    text = "Vœu 1 > Créer\n\nPour tous.\n\nVœu 2 > Former\n\nMesure 9 : autre chose"
    pattern = re.compile(r"Vœu (?P<number>\d+) > (?P<title>.*)")
    found = found_in(text, pattern=pattern)
    assert [(item.number, item.title) for item in found.items] == [("1", "Créer"), ("2", "Former")]
    assert found.items[0].text == "Pour tous."


def test_bullets_under_headings_are_items():
    """Without labels and numbers, bullets are the items and headings their chapters."""
    blocks = []
    for chapter in ("Prévenir", "Soigner"):
        blocks.append(Paragraph(text=chapter, level=2))
        blocks += [Paragraph(text=f"{verb} {chapter}. Vite.", marker="•") for verb in ("Mieux", "Plus")]
    found = find_items(Contents(kind=FileKind.HTML, blocks=tuple(blocks)), Kind.PROPOSALS)
    assert [
        (item.title, item.text, item.section.title if item.section else "") for item in found.items
    ] == [
        ("Mieux Prévenir", "Vite.", "Prévenir"),
        ("Plus Prévenir", "Vite.", "Prévenir"),
        ("Mieux Soigner", "Vite.", "Soigner"),
        ("Plus Soigner", "Vite.", "Soigner"),
    ]


def test_a_document_says_how_many_items_it_has():
    """The number that it says most often, or at its beginning."""
    contents = Contents(
        kind=FileKind.TEXT,
        blocks=(Paragraph(text="Nos 28 propositions"), Paragraph(text="Les 28 propositions sont…")),
    )
    assert announced(contents) == (28, "propositions")


def test_only_what_a_document_says_of_its_items_word_counts():
    """« 262 mesures » says nothing about five recommendations."""
    said = (
        "Le plan comporte 262 mesures.",
        "Des 262 mesures, peu sont prises.",
        "Les 5 recommandations",
    )
    contents = Contents(kind=FileKind.TEXT, blocks=tuple(Paragraph(text=text) for text in said))
    assert announced(contents) == (262, "mesures")
    assert announced(contents, "recommandation") == (5, "recommandations")
    assert announced(contents, "preconisation") is None


def test_bullets_that_are_announced_are_the_items():
    """« Recommandations », and « … les mesures suivantes : », not objectives nor methods."""
    text = (
        "Objectifs\n\n- Comprendre\n\n- Mesurer\n\nMéthode\n\n- Interroger\n\n- Compter\n\n"
        "Recommandations\n\n- Créer un fichier\n\n- Former les maires\n\n"
        "Au-delà, nous recommandons les mesures suivantes :\n\n- Ouvrir des centres"
    )
    assert [item.title for item in found_in(text).items] == [
        "Créer un fichier",
        "Former les maires",
        "Ouvrir des centres",
    ]
    chapters = text.replace("Recommandations", "Les mesures de terrain").replace(" suivantes :", ".")
    assert len(found_in(chapters).items) == 7


def test_numbers_most_of_which_are_missing_are_no_list():
    """2, 4 and 6 alone in their lines are the numbers of pages."""
    text = "\n\n".join(f"{number}\n\nUne page {number} de texte." for number in (2, 4, 6))
    assert found_in(text).items == ()


def test_a_long_title_in_large_letters_is_a_heading():
    """Its text goes on after headings in bold letters, as that of the others does."""
    long = "Dans chaque page, " + ", ".join(["la couleur n'est pas le seul moyen"] * 7)
    blocks = []
    for number, title in enumerate(("Créer un fichier", long, "Former les maires"), 1):
        blocks += [
            Paragraph(text=f"Critère 3.{number} {title}", size=13),
            Paragraph(text=f"Chaque année, dans chaque commune {number}. " * 4, size=11),
            Paragraph(text=f"Cas particulier {number}", size=12),
            Paragraph(text="Il en est autrement dans les îles.", size=11),
        ]
    found = find_items(Contents(kind=FileKind.PDF, blocks=tuple(blocks)), Kind.MEASURES)
    assert len(long) > 200
    assert [(item.title, (item.text or "").count("\n")) for item in found.items] == [
        ("Créer un fichier", 2),
        (long, 2),
        ("Former les maires", 2),
    ]


def test_a_text_without_items_gives_none():
    """Nothing is invented."""
    found = found_in("Une phrase.\n\nUne autre phrase.")
    assert (found.items, found.how) == ((), "")


def test_a_label_on_two_lines_is_one():
    """« PROPOSITION » over « 12 » over the title."""
    blocks = []
    for number, title in enumerate(("Créer un fichier", "Former les maires"), start=12):
        blocks += [Paragraph(text="PROPOSITION"), Paragraph(text=str(number)), Paragraph(text=title)]
        blocks.append(Paragraph(text="Chaque année, dans chaque commune."))
    found = find_items(Contents(kind=FileKind.PDF, blocks=tuple(blocks)), Kind.PROPOSALS)
    assert in_short(found) == [
        ("12", "Créer un fichier", "Chaque année, dans chaque commune."),
        ("13", "Former les maires", "Chaque année, dans chaque commune."),
    ]


def test_no_more_items_than_a_list_can_have():
    """What has more is cut, and that is said."""
    blocks = tuple(Paragraph(text=f"Point {n}", marker="•") for n in range(5001))
    found = find_items(Contents(kind=FileKind.TEXT, blocks=blocks), Kind.PROPOSALS)
    assert len(found.items) == 5000
    assert [doubt.code for doubt in found.doubts] == ["too-many"]


def test_numbers_of_two_parts_are_items():
    """« 1.1 » and « 2.1 » under headings with one number each."""
    blocks = []
    for chapter in (1, 2):
        blocks.append(
            Paragraph(text=f"{chapter}. Le chapitre {'un' if chapter == 1 else 'deux'}", level=1)
        )
        blocks += [Paragraph(text=f"{chapter}.{n}. Agir {n}", level=2) for n in (1, 2, 4)]
    found = find_items(Contents(kind=FileKind.HTML, blocks=tuple(blocks)), Kind.MEASURES)
    assert [item.number for item in found.items] == ["1.1", "1.2", "1.4", "2.1", "2.2", "2.4"]
    assert [item.section.title for item in found.items if item.section][::3] == [
        "Le chapitre un",
        "Le chapitre deux",
    ]
    assert found.doubts[0].details == (("n", "2"), ("numbers", "1.3, 2.3"))


def test_headings_are_items_where_nothing_else_is():
    """The lowest that three or more have."""
    blocks = []
    for chapter in ("Prévenir", "Soigner"):
        blocks.append(Paragraph(text=chapter, level=2))
        for verb in ("Mieux", "Plus"):
            blocks += [Paragraph(text=f"{verb} {chapter.lower()}", level=3), Paragraph(text="Vite.")]
    found = find_items(Contents(kind=FileKind.HTML, blocks=tuple(blocks)), Kind.PROPOSALS)
    assert (found.how, len(found.items)) == ("heading", 4)
    assert [item.section.title for item in found.items if item.section] == [
        *("Prévenir", "Prévenir", "Soigner", "Soigner")
    ]


def test_lists_that_begin_anew_under_headings_are_one():
    """1, 2, 3 in each chapter, without a label."""
    blocks = []
    for chapter in ("Prévenir", "Soigner", "Compter"):
        blocks.append(Paragraph(text=chapter, level=2))
        blocks += [Paragraph(text=f"Agir {n} pour {chapter}", marker=f"{n}.") for n in (1, 2, 3)]
    found = find_items(Contents(kind=FileKind.HTML, blocks=tuple(blocks)), Kind.PROPOSALS)
    assert [item.number for item in found.items] == ["1", "2", "3"] * 3
    assert found.doubts == ()


def test_short_numbered_headings_before_bullets_are_chapters():
    """The bullets are the items."""
    blocks = []
    for number, chapter in enumerate(("Prévenir", "Soigner", "Compter"), start=1):
        blocks.append(Paragraph(text=f"{number}. {chapter}", level=2))
        blocks += [Paragraph(text=f"Agir {n} pour {chapter}", marker="•") for n in (1, 2, 3)]
    found = find_items(Contents(kind=FileKind.HTML, blocks=tuple(blocks)), Kind.PROPOSALS)
    assert (found.how, len(found.items)) == ("bullet", 9)
    assert {item.section.title for item in found.items if item.section} == {
        "Prévenir",
        "Soigner",
        "Compter",
    }


def test_bold_words_at_the_beginning_are_the_title():
    """What follows them in the paragraph is the text."""
    bold = "Mesure 1 : Créer un fichier"
    blocks = (
        Paragraph(text=f"{bold} : il est public.", lead=len(bold)),
        Paragraph(text="Mesure 2 : Former", lead=17),
        Paragraph(text="Un intertitre", lead=13),
        Paragraph(text="Du texte.", cut=True),
    )
    found = find_items(Contents(kind=FileKind.DOCX, blocks=blocks), Kind.MEASURES)
    assert in_short(found) == [
        ("1", "Créer un fichier", "il est public."),
        ("2", "Former", "Un intertitre\nDu texte."),
    ]
    assert doubts_of(found) == {"2": ["heading-inside", "cut"]}


def test_very_long_titles_and_texts_are_doubted():
    """They may hold what is no title, or what follows the item."""
    title = "Créer " + "un fichier " * 40
    blocks = [Paragraph(text=f"Mesure {n} : {title}", level=2) for n in (1, 2)]
    blocks.append(Paragraph(text="mot " * 2000))
    found = find_items(Contents(kind=FileKind.DOCX, blocks=tuple(blocks)), Kind.MEASURES)
    assert [doubt.code for doubt in found.items[1].doubts] == ["long-title", "long-text"]


def test_labels_without_a_number_are_items():
    """« Recommandation : … » again and again, each with its text."""
    text = "\n\n".join(
        f"Recommandation : {title}\n\nChaque année."
        for title in ("Créer un fichier", "Former les maires", "Ouvrir des centres")
    )
    found = found_in(text)
    assert (found.how, found.word) == ("word", "recommandation")
    assert in_short(found) == [
        (None, "Créer un fichier", "Chaque année."),
        (None, "Former les maires", "Chaque année."),
        (None, "Ouvrir des centres", "Chaque année."),
    ]


def test_lists_that_someone_asks_for_are_the_items():
    """« Nous demandons : » stands over each list; lists of facts are none."""
    text = (
        "SE SOIGNER\n\nLes centres ferment.\n\n- À Valmer\n\n- À Port-Gris\n\nNous demandons :\n\n"
        "- Ouvrir des centres\n\n- Payer les soignants\n\n"
        "SE LOGER\n\nLes loyers montent.\n\nNous demandons donc à l'État :\n\n"
        "- Encadrer les loyers\n\n- Bâtir\n\n"
        "APPRENDRE\n\nNous demandons aussi :\n\n- Ouvrir des écoles\n\n- Les chauffer"
    )
    found = found_in(text)
    assert [item.title for item in found.items] == [
        *("Ouvrir des centres", "Payer les soignants", "Encadrer les loyers", "Bâtir"),
        *("Ouvrir des écoles", "Les chauffer"),
    ]
    chapters = ("SE SOIGNER", "SE LOGER", "APPRENDRE")
    assert chapters_of(found) == [chapter for chapter in chapters for _ in range(2)]


def test_a_box_with_the_title_alone_is_no_box_with_the_text():
    """Titles on a ground of their own; what stands below is their text."""
    blocks = []
    for number, title in enumerate(("Créer un fichier", "Former les maires"), start=1):
        blocks += [
            Paragraph(text=f"Mesure {number}", boxed=True),
            Paragraph(text=title, boxed=True),
            Paragraph(text="Chaque année, dans chaque commune."),
        ]
    assert in_short(found_among(*blocks)) == [
        ("1", "Créer un fichier", "Chaque année, dans chaque commune."),
        ("2", "Former les maires", "Chaque année, dans chaque commune."),
    ]


def test_a_list_may_count_beyond_a_thousand():
    """The numbers of a long programme; years are no numbers."""
    numbers = range(998, 1003)
    text = "\n\n".join(f"Mesure {number} : Agir en {number}" for number in numbers)
    text += "\n\nMesure 2031 : un horizon"
    assert [item.number for item in found_in(text).items] == [str(number) for number in numbers]


def test_a_chapter_that_is_numbered_twice_has_its_title():
    """« 2.2.1 1. Images », by the program and by hand."""
    blocks = []
    for number, chapter in enumerate(("2.2.1 1. Images", "2.2.22. Cadres", "2.2.3 Trois puits"), 1):
        blocks.append(Paragraph(text=chapter, size=20))
        blocks += [Paragraph(text=f"Critère {number}.{n} Agir", size=13) for n in (1, 2)]
        blocks.append(Paragraph(text="Chaque commune le fait, dans chaque île. " * 9, size=11))
    found = found_among(*blocks)
    assert chapters_of(found)[::2] == ["Images", "Cadres", "Trois puits"]


def test_headings_with_roman_numbers_are_numbered():
    """« IV – Créer… », where nothing else tells items."""
    blocks = []
    for number, title in (("I", "CRÉER UN FICHIER"), ("II", "FORMER LES MAIRES"), ("III", "OUVRIR")):
        blocks += [Paragraph(text=f"{number} – {title}", lead=40), Paragraph(text="Chaque année.")]
    assert in_short(found_among(*blocks)) == [
        ("I", "CRÉER UN FICHIER", "Chaque année."),
        ("II", "FORMER LES MAIRES", "Chaque année."),
        ("III", "OUVRIR", "Chaque année."),
    ]


def test_a_quote_in_large_letters_ends_no_text():
    """It stands between two paragraphs of an item."""
    quote = "« Chaque commune devrait savoir combien de puits elle a »"
    blocks = []
    for number in (1, 2):
        blocks += [Paragraph(text=f"Mesure {number} : Agir en {number}", size=11)]
        for text, size in (("Avant. " * 20, 11), (quote, 14), ("Après. " * 20, 11)):
            blocks.append(Paragraph(text=text.strip(), size=size))
    assert [item.text.count("Après") for item in found_among(*blocks).items if item.text] == [20, 20]


def test_a_line_that_stands_before_each_item_is_no_text_of_the_one_before():
    """« Constat », and what it says, argues for the item that follows."""
    blocks = []
    for number in (1, 2, 3):
        blocks += [
            Paragraph(text="Constat"),
            Paragraph(text=f"Le constat {number} est sévère."),
            Paragraph(text=f"Mesure {number} : Agir en {number}"),
            Paragraph(text=f"Le texte {number}."),
        ]
    found = found_among(*blocks)
    assert [item.text for item in found.items] == [f"Le texte {n}." for n in (1, 2, 3)]
    assert [doubt.code for doubt in found.doubts] == ["texts-before"]


def test_a_band_over_boxed_items_is_a_chapter():
    """« Objectif 2 : … » on a ground of its own ends the box before it."""
    blocks = []
    for number in (1, 2, 3, 4):
        if number % 2:
            chapter = f"Axe {number // 2 + 1} : Rendre compte {number}"
            blocks.append(Paragraph(text=chapter, lead=len(chapter), boxed=True))
        blocks += [
            Paragraph(text=f"Mesure {number} : Agir en {number}", boxed=True, lead=20),
            Paragraph(text=f"Le texte {number}.", boxed=True),
        ]
    found = found_among(*blocks)
    assert [item.text for item in found.items] == [f"Le texte {n}." for n in (1, 2, 3, 4)]


def test_a_code_alone_over_a_title_is_its_number():
    """« B2 » over a heading; over a sentence, it is a name."""
    blocks = []
    titles = ("Créer un fichier", "Former les maires", "Ouvrir des centres", "Aider")
    for number, title in zip(("A1", "A2", "B1", "B2"), titles, strict=True):
        blocks += [Paragraph(text=number), Paragraph(text=title, level=3), Paragraph(text="Vite.")]
    assert in_short(found_among(*blocks)) == [
        ("A1", "Créer un fichier", "Vite."),
        ("A2", "Former les maires", "Vite."),
        ("B1", "Ouvrir des centres", "Vite."),
        ("B2", "Aider", "Vite."),
    ]
