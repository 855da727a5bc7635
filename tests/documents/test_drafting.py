"""Lists as drafts, with ids, locators and languages."""

import re

from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus.findings import Finding
from jamplan.documents.drafting import LONGEST, draft_of, ids_of, language_of, slug
from jamplan.documents.drafts import DraftGroup, DraftItem, DraftKind, DraftList, Wanted
from jamplan.documents.markup import read
from jamplan.documents.textblocks import BlockKind, TextBlock


def test_a_draft_has_the_items_and_names_the_lists():
    """Chapters with their pages, ids of titles, and pages as locators."""
    blocks = [TextBlock(kind=BlockKind.HEADING, text="Le plan", level=1, page=1)]
    for number, chapter in enumerate(("Eau", "Eau", "Air", "Air", "Sol", "Sol"), 1):
        if number % 2:
            blocks.append(
                TextBlock(kind=BlockKind.HEADING, text=chapter, level=2, page=number)
            )
        text = f"Mesure {number} : Agir pour la cause {number}"
        blocks.append(TextBlock(kind=BlockKind.PARAGRAPH, text=text, page=number))
    draft = draft_of(blocks, Wanted(kind=DraftKind.MEASURES), "plan.pdf", "ab")
    assert (draft.title, draft.language) == ("Le plan", "fr")
    pages = {"Eau": "1-2", "Air": "3-4", "Sol": "5-6"}
    groups = (
        DraftGroup(id=title.lower(), title=title, pages=span)
        for title, span in pages.items()
    )
    assert draft.groups == tuple(groups)
    assert draft.items[2] == DraftItem(
        id="agir-cause-3",
        title="Agir pour la cause 3",
        number="3",
        group="air",
        locator="p. 3",
        page=3,
    )
    first, last = "Agir pour la cause 1", "Agir pour la cause 6"
    found = {"numbers": tuple("123456"), "first": first, "last": last, "pages": (1, 6)}
    assert draft.lists == (DraftList(how="labels", word="Mesure", **found),)


def test_an_item_without_a_title_is_doubted_and_one_below_another_follows_it():
    """A label alone, and nothing below, or a heading between; the rows of a table are apart."""
    for text, follows in (
        (
            "Mesure 1 :\n\nMesure 2 : Agir\n\n## Vu\n\nMesure 3 : Voir",
            [False, True, False],
        ),
        (
            "| Mesure 1 : |\n| --- |\n| Mesure 2 : Agir |\n| Mesure 3 : Voir |",
            [False] * 3,
        ),
    ):
        draft = draft_of(read(text), Wanted(kind=DraftKind.MEASURES), "a.md", "ab")
        assert [item.doubts for item in draft.items] == [(Finding("no-title"),), (), ()]
        assert [item.follows for item in draft.items] == follows


def test_other_columns_are_details_under_their_heads():
    """With the colon of the language."""
    for verb, colon in (("Plant the trees", ": "), ("Planter les arbres", " : ")):
        rows = "".join(f"| {n} | {verb} {n} | Mayor |\n" for n in "123")
        blocks = read(f"| No | Action | Owner |\n|---|---|---|\n{rows}")
        draft = draft_of(blocks, Wanted(kind=DraftKind.MEASURES), "a.md", "ab")
        assert draft.items[0].details == (f"Owner{colon}Mayor",)


def test_title_and_imprint_are_those_of_the_first_pages():
    """The highest heading of the first page that has one, and the line that ends with a date."""
    lines = (
        (BlockKind.HEADING, 3, 1, "Home Affairs Committee"),
        (BlockKind.HEADING, 2, 1, "Police response to the disorder"),
        (BlockKind.HEADING, 2, 1, "of summer 2024"),
        (BlockKind.PARAGRAPH, 0, 1, "The League of Rivers, 12 April 2024"),
        (BlockKind.HEADING, 1, 2, "Home fairs Committee"),
        (
            BlockKind.PARAGRAPH,
            0,
            2,
            "Available free from: https://example.org/report.pdf.",
        ),
    )
    blocks = [
        TextBlock(kind=kind, text=text, level=level, page=page)
        for kind, level, page, text in lines
    ]
    draft = draft_of(blocks, Wanted(kind=DraftKind.MEASURES), "a.pdf", "ab")
    assert draft.title == "Police response to the disorder of summer 2024"
    assert draft.imprint == (
        "The League of Rivers",
        "2024-04-12",
        "https://example.org/report.pdf",
    )
    assert (draft.publisher, draft.date) == (None, None)


def test_small_words_tell_the_language_and_are_in_no_id():
    """French if there are none; an id is short, without accents."""
    texts = ("The plan of the council is here", "Le plan", "1 2 3")
    assert [language_of(read(text)) for text in texts] == ["en", "fr", "fr"]
    assert slug("Créer un observatoire de l'eau", "fr") == "creer-observatoire-eau"
    assert slug("Œuvrer à la transparence", "fr") == "oeuvrer-transparence"
    long = "Interdire les épandages à moins de cent mètres des captages et des sources"
    assert slug(long, "fr") == "interdire-epandages-moins-cent-metres"
    assert slug("119 places", "fr") == "p119-places"
    assert slug("…", "fr") == "item"


_ID = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
TITLES = st.lists(
    st.text(max_size=80)
    | st.sampled_from(["Créer un fichier", "Creer fichier", "7", "…"])
)


@given(TITLES, st.randoms(use_true_random=False))
def test_ids_are_ids_and_do_not_clash(titles, random):
    """Of at most 40 characters, whatever their case; the same ones in any order of the items."""
    ids = ids_of(titles, "fr")
    assert len(ids) == len(titles)
    assert all(_ID.fullmatch(each) and len(each) <= LONGEST for each in ids)
    assert len({each.casefold() for each in ids}) == len(ids)
    shuffled = random.sample(titles, len(titles))
    again = zip(shuffled, ids_of(shuffled, "fr"), strict=True)
    assert sorted(again) == sorted(zip(titles, ids, strict=True))
