"""Kinds of documents whose lists are taken by the same induction, three of each."""

import pytest

from jamplan.documents.drafting import find
from jamplan.documents.drafts import DraftKind, Wanted
from jamplan.documents.pdf import read
from jamplan.documents.sheets import read_csv
from jamplan.documents.starts import value_of
from jamplan.documents.textblocks import finished
from tests.documents.finds import found_in
from tests.documents.made_up import Sheet

ASKED = [
    "Ouvrir la maison de santé du bourg",
    "Rendre les quais aux piétons",
    "Publier les comptes de la régie",
    "Former les agents du guichet",
    "Planter des haies le long des routes",
]
ROMAN = ("I", "II", "III", "IV", "V")


def told(lists) -> list[str]:
    """Numbers and titles of the first list."""
    return [f"{item.number} {item.title}".strip() for item in lists[0].items]


@pytest.mark.parametrize("form", ["{}. ", "({}) ", "{} – "])
def test_a_letter_numbers_its_demands_in_roman(form):
    """They are found by themselves and when pointed at; a section's heading is none."""
    numbers = [number.lower() if "(" in form else number for number in ROMAN]
    parts = [form.format(n) + text for n, text in zip(numbers, ASKED, strict=True)]
    text = "\n\n".join(["Madame la Ministre,", *parts, "Veuillez agréer nos vœux."])
    expected = [f"{n} {text}" for n, text in zip(numbers, ASKED, strict=True)]
    assert told(found_in(text).lists) == expected
    ends = {"first": "Ouvrir la maison", "last": "Planter des haies"}
    assert told(found_in(text, **ends).lists) == expected
    sections = "\n\n".join(
        f"## {form.format(n)}{text}\n\nUn."
        for n, text in zip(numbers, ASKED, strict=True)
    )
    assert "numbers" not in [one.candidate.how for one in found_in(sections).lists]


def test_roman_numbers_have_values():
    """Of either case; what is no number in Roman has none."""
    numbers = ("I", "iv", "IX", "xiv", "XL", "XCIX", "IIII", "VX", "")
    values = [(1,), (4,), (9,), (14,), (40,), (99,), (), (), ()]
    assert [value_of(number) for number in numbers] == values


@pytest.mark.parametrize("code", ["2026-R0{}", "R-2026/0{}", "AC/2026-{}"])
def test_codes_may_have_the_year_of_the_document(code):
    """Before or behind their letters."""
    parts = [f"{code.format(n)} {text}" for n, text in enumerate(ASKED, 1)]
    lists = found_in("\n\n".join(["# Rapport", *parts])).lists
    assert told(lists) == parts


@pytest.mark.parametrize("sign", ["»", "+", "→"])
def test_a_programme_may_have_bullets_of_any_sign(sign):
    """Between two ends all of them are taken, and what is between chapters is none."""
    sheet, y = Sheet(), 30
    for n, text in enumerate(ASKED):
        if n in {0, 3}:
            sheet.set_font("Helvetica", "B", 16)
            sheet.at(20, y, f"Pour le canton {n}")
            sheet.set_font("Helvetica", "", 11)
            y += 12
        mark = {"→": chr(174)}.get(sign, sign)
        if sign == "→":
            sheet.set_font("Symbol", size=11)
        sheet.at(20, y, mark)
        sheet.set_font("Helvetica", "", 11)
        sheet.at(27, y, text, "pour tous les habitants.")
        y += 14
    blocks, _ = read(sheet.bytes())
    ends = {"first": "Ouvrir la maison", "last": "Planter des haies"}
    wanted = Wanted(kind=DraftKind.PROPOSALS, **ends)
    lists = find(finished(blocks), wanted).lists
    assert told(lists) == [f"{text} pour tous les habitants" for text in ASKED]
    assert {blocks[item.at].marker for item in lists[0].items} == {sign}


@pytest.mark.parametrize("code", ["{}", "M-{:04}", "2026-R{}"])
def test_a_register_of_two_thousand_rows_is_taken_whole(code):
    """Two different cells name it; the number is in the column that repeats least."""
    rows = [
        f"{'Fait' if n % 2 else 'En cours'};{2020 + n % 6};{code.format(n)};Agir en {n}"
        for n in range(1, 2001)
    ]
    blocks = finished(read_csv("\n".join(["Statut;Année;Réf.;Mesure", *rows])))
    wanted = Wanted(kind=DraftKind.PROPOSALS, first="Agir en 1", last="Agir en 2000")
    found = find(blocks, wanted)
    expected = [f"{code.format(n)} Agir en {n}" for n in range(1, 2001)]
    assert told(found.lists) == expected
    assert [doubt.code for doubt in found.doubts] == []
    part = Wanted(kind=DraftKind.PROPOSALS, first="Agir en 9", last="Agir en 20")
    (one, *_), doubts = find(blocks, part).lists, find(blocks, part).doubts
    assert told([one]) == expected[8:20]
    assert {item.chapter for item in one.items} == {""}
    assert [(doubt.code, doubt.details["n"]) for doubt in doubts] == [
        ("rows-left", 1988)
    ]


@pytest.mark.parametrize("label", ["Conclusion {}: ", "Observation {} – ", "{}. "])
def test_conclusions_are_a_list_of_their_own(label):
    """They are never in the list of recommendations, which is the first."""
    found = [label.format(n) + f"We find that town {n} acts" for n in range(1, 7)]
    asked = [f"Recommendation {n}: {text}" for n, text in enumerate(ASKED, 1)]
    text = "\n\n".join(["# Conclusions", *found, "# Recommendations", *asked])
    lists = found_in(text).lists
    assert told(lists) == [f"{n} {text}" for n, text in enumerate(ASKED, 1)]
    assert lists[0].candidate.word == "recommendation"


def test_rows_of_a_table_that_goes_on_over_pages_are_counted_on_all_of_them():
    """Its head comes again on each page."""
    sheet = Sheet(9)
    for page in range(3):
        if page:
            sheet.add_page()
        rows = [
            ("No.", "Action", "Owner"),
            *(
                (
                    str(10 * page + n),
                    f"Open the place {10 * page + n} to all",
                    f"Roads team {n % 3} of town",
                )
                for n in range(1, 11)
            ),
        ]
        for line, row in enumerate(rows):
            for x, text in zip((20, 35, 120), row, strict=True):
                sheet.at(x, 40 + 9 * line, text)
    blocks, _ = read(sheet.bytes())
    ends = {"first": "Open the place 3 to", "last": "Open the place 14 to"}
    found = find(finished(blocks), Wanted(kind=DraftKind.PROPOSALS, **ends))
    assert told(found.lists) == [f"{n} Open the place {n} to all" for n in range(3, 15)]
    words = "1 | Open the place 1 to all | Roads team 1 of town"
    expected = {"n": 18, "places": "1, 2, 3", "words": words}
    assert [(one.code, one.details) for one in found.doubts] == [
        ("rows-left", expected)
    ]
