"""Which list is first, and what a person has to check."""

from tests.documents.finds import codes_in, found_in


def first(text: str) -> tuple[str, int]:
    best = found_in(text).lists[0]
    return best.candidate.how, len(best.items)


def numbered(count: int, what: str = "Le paragraphe") -> str:
    return "\n\n".join(f"{n}. {what} {n} est long." for n in range(1, count + 1))


def test_what_comes_first():
    """Labels before any number of paragraphs, a recap before a longer run."""
    labels = "\n\n".join(f"Recommendation {n}: Act on {n}" for n in range(1, 8))
    assert first(f"{numbered(60)}\n\n# End\n\n{labels}") == ("labels", 7)
    recap = f"# Conclusions and recommendations\n\n{numbered(9, 'We conclude')}"
    assert first(f"# Evidence\n\n{numbered(60)}\n\n{recap}") == ("numbers", 9)


def test_chapters_and_section_numbers_are_no_list_of_items():
    """« Chapter 1 » of many, « 1.1 » to « 5.2 » with short titles: there is no list."""
    found = found_in(
        "\n\n".join(f"## Chapter {n}: On {n}\n\nText." for n in range(1, 5))
    )
    assert (found.lists, [doubt.code for doubt in found.doubts]) == ((), ["nothing"])
    text = "\n\n".join(
        f"# {n}. Part {n}\n\n{sections(n, n, 'Costs of')}" for n in range(1, 6)
    )
    assert "codes" not in [found.candidate.how for found in found_in(text).lists]


def sections(first: int, last: int, title: str) -> str:
    return "\n\n".join(
        f"{n}.1. {title} {n}\n\n{n}.2. {title} {n} bis" for n in range(first, last + 1)
    )


def test_decimals_are_a_list_where_a_heading_announces_them_or_in_a_column():
    """« 6.1 » and on under « 6. Recommendations », after sections with decimals; « V1.1 » groups rows."""
    long = "The Department shall report back to the Committee on progress made in year"
    items = "\n\n".join(f"6.{n}. {long} {n}." for n in range(1, 8))
    text = f"{sections(1, 5, 'Overview of')}\n\n# 6. RECOMMENDATIONS\n\n{items}"
    best = found_in(text).lists[0]
    assert [item.number for item in best.items] == [f"6.{n}" for n in range(1, 8)]
    head, text = (
        "| # | Description |\n| --- | --- |\n",
        "Verify that part {} of {} holds.",
    )
    tables = [
        f"# V1.{n} Group {n}\n\n{head}"
        + "\n".join(f"| 1.{n}.{row} | {text.format(row, n)} |" for row in (1, 2, 3))
        for n in range(1, 6)
    ]
    best = found_in("\n\n".join(tables)).lists[0]
    expected = [f"1.{n}.{row}" for n in range(1, 6) for row in (1, 2, 3)]
    assert [item.number for item in best.items] == expected


def test_parts_and_mentions_come_after_the_list_itself():
    """A run of three below the heading of codes; labels alone after the headings that have the texts."""
    codes = [
        f"WSTG-INFO-{n:02} Review the pages for leaks of {n}" for n in range(1, 20)
    ]
    codes += ["# Our recommendations", "1. Look\n2. Read\n3. Test"]
    text = "\n\n".join(["# Recommendations", *codes])
    assert found_in(text).lists[0].items[0].number == "WSTG-INFO-01"
    mentions = "\n\n".join(f"Recommendation {n}" for n in (7, 3, 4, 12, 9, 3))
    texts = "\n\n".join(
        f"## {n}) Act on the case of {n}\n\nThe text." for n in range(1, 13)
    )
    assert found_in(f"{mentions}\n\n{texts}").lists[0].candidate.how == "numbers"
    sheets = "\n\n".join(f"Action : {n}\n\nAgir pour {n}" for n in range(1, 7))
    assert first(f"{sheets}\n\n{labels(3, 21, 40)}") == ("labels", 3)
    forms = "\n\n".join(
        f"Q1.{n} Who should act in {n}?\n\nR1.{n} One of them" for n in range(1, 7)
    )
    asked = found_in(forms, first="Who should act in 1", last="Who should act in 6")
    assert [item.number for item in asked.lists[0].items] == [
        f"Q1.{n}" for n in range(1, 7)
    ]


def labels(*numbers: object, what: str = "Agir en faveur de la commune") -> str:
    return "\n\n".join(
        f"Mesure {n} : {what} {place}" for place, n in enumerate(numbers)
    )


def test_numbers_that_lack_or_are_of_two_texts_are_named():
    """Also of codes; a list that is whole, begins late, or begins anew as a whole has no such doubt."""
    assert codes_in(labels(1, 2, 3, 4)) == codes_in(labels(31, 32, 33)) == []
    (gap,) = found_in(labels(1, 2, 5)).doubts
    assert gap.details == {"n": 2, "numbers": "3, 4"}
    codes = "\n\n".join(f"GV-1.1-{n:03} Agir en {n}" for n in (1, 2, 4))
    (gap,) = found_in(codes).doubts
    assert gap.details == {"n": 1, "numbers": "GV-1.1-003"}
    assert codes_in(
        "\n\n".join(f"## {n}. Sujet {n}\n\nTexte." for n in (1, 2, 3, 4))
    ) == ["weak"]
    names = "Eau Air Sol Mer Feu Bois".split()
    text = "\n- ".join(["# Plan\n\n## Liste des actions\n", *names]) + "\n\n## ".join(
        ["", *names]
    )
    assert codes_in(text) == ["weak"]
    text = labels(1, 2, 3) + "\n\nMesure 2 : Fermer les musées du pays"
    assert codes_in(text) == ["repeat"]
    parts = [
        f"# Part {n}\n\n" + labels(1, 2, 3, what=what)
        for n, what in enumerate(
            ("Agir pour toujours", "Fermer les puits", "Ouvrir mille routes")
        )
    ]
    assert codes_in("\n\n".join(parts)) == ["repeat"]


def test_another_count_and_a_close_second_are_told():
    """Declared, or printed twice for the word of the labels; by its place, unless it is within the first."""
    assert codes_in(labels(1, 2, 3), declared=4) == ["declared"]
    (printed,) = found_in(
        "Nos 9 mesures.\n\nLes 9 mesures.\n\n" + labels(1, 2, 3)
    ).doubts
    assert (printed.code, printed.details) == (
        "announced",
        {"said": 9, "word": "mesure", "found": 3},
    )
    assert codes_in("Nos 9 mesures.\n\n" + labels(1, 2, 3)) == []
    assert codes_in("Une phrase.\n\nUne autre.") == ["nothing"]
    other = "\n\n".join(f"Action {n} : Voir la commune {n}" for n in (1, 2, 3, 4))
    (close,) = found_in(f"{labels(1, 2, 3, 4)}\n\n# Suite\n\n{other}").doubts
    assert (close.code, close.details) == ("close", {"n": 2})
