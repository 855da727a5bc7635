"""Each way of writing lists gives a candidate."""

from jamplan.documents.candidates import candidates, table_lists
from jamplan.documents.markup import read, read_plain
from tests.documents.finds import found_in


def kinds(text: str) -> dict[str, list[str]]:
    """The numbers of the candidates of a text, by how they are told."""
    return {
        f"{found.how} {found.word}".strip(): [entry.number for entry in found.entries]
        for found in candidates(read(text))
    }


def runs(text: str) -> list[list[str]]:
    """The titles of the candidates of a text."""
    return [[entry.title for entry in found.entries] for found in candidates(read(text))]


def test_labels_codes_and_numbers():
    """Each family is one list; lines with dots to the page are none."""
    items = "Mesure {0} : Agir\n\nConclusion {0} : Juger\n\nR{0} – Faire\n\n{0}. Voir"
    numbers = ["1", "2", "3", "4"]
    assert kinds("\n\n".join(map(items.format, numbers))) == {
        **dict.fromkeys(("labels mesure", "labels conclusion", "numbers"), numbers),
        "codes R0": ["R1", "R2", "R3", "R4"],
    }
    assert kinds("\n\n".join(f"Proposition {n} : Agir ........ {n}" for n in range(1, 9))) == {}


def test_a_run_goes_on_over_another():
    """1 to 3 within the second of five; « 3. » after an item with a list of 1 to 2."""
    text = "## 1. Un\n\n## 2. Deux\n\n1. a\n2. b\n3. c\n\n## 3. Trois\n\n## 4. Quatre\n\n## 5. Cinq"
    assert runs(text) == [["Un", "Deux", "Trois", "Quatre", "Cinq"], ["a", "b", "c"]]
    text = "\n\n".join(f"{n}\\. Outer {n}:\n\n1. inner a\n2. inner b" for n in (1, 2, 3, 4))
    assert [f"Outer {n}:" for n in (1, 2, 3, 4)] in runs(text)


def test_a_number_amid_a_paragraph_is_taken_if_it_continues_the_run():
    """« 2. homologuer ; 3.veiller »."""
    lines = [f"{n}. agir ;" for n in range(1, 6)]
    lines += ["6. homologuer ; 7.veiller à 12. rien", "8. voir"]
    (run,) = candidates(read_plain("\n\n".join(lines)))
    expected = [("6", "homologuer ; 7.veiller à 12. rien"), ("7", "veiller à 12. rien"), ("8", "voir")]
    assert [(entry.number, entry.title) for entry in run.entries[5:]] == expected


def test_stray_codes_are_taken_once():
    """If the list has ten and more parts than one."""
    lines = [f"GV-1.{n}-001 Agir" for n in range(1, 12)]
    text = "\n\n".join([*lines, "Establish policies GV-1.1-002 and processes, as GV-1.1-001 has it."])
    assert kinds(text)["codes A-0.0-0"][-1] == "GV-1.1-002"
    assert len(kinds(text)["codes A-0.0-0"]) == 12


def test_bullets_count_if_they_are_announced():
    """By a heading or a sentence with a colon; numbers with bullets before them are offered together."""
    bullets = "\n".join(f"- Agir en {n}" for n in (1, 2, 3))
    assert kinds(f"Nous recommandons :\n\n{bullets}") == {"bullets": ["", "", ""]}
    assert kinds(f"Nous avons vu :\n\n{bullets}") == {}
    text = "# Recommandations\n\n- a\n- b\n- c\n\n## Santé\n\n1. d\n2. e\n3. f"
    assert kinds(text)["mixed"] == ["", "", "", "1", "2", "3"]


def test_letters_in_turn_are_lists_of_their_own():
    """« Q1.1 », « R1.1 », « Q1.2 »; those one after the other are one list."""
    turns = "\n\n".join(f"Q1.{n} Une question\n\nR1.{n} Une réponse" for n in range(1, 5))
    assert kinds(turns).keys() == {"codes Q A0.0", "codes R A0.0"}
    parts = "\n\n".join(f"{letter}1.{n} Agir" for letter in "AB" for n in range(1, 4))
    assert kinds(parts) == {"codes A0.0": ["A1.1", "A1.2", "A1.3", "B1.1", "B1.2", "B1.3"]}


def table(*rows: str) -> str:
    """A table in Markdown of rows with their cells, the head first."""
    head, *others = (f"| {row} |" for row in rows)
    return "\n".join([head, "|" + " --- |" * (head.count("|") - 1), *others])


def numbers(*rows: str) -> list[list[str]]:
    """The numbers of each list in a table."""
    return [[entry.number for entry in found.entries] for found in table_lists(read(table(*rows)))]


def test_columns_are_named_by_the_head_of_the_table():
    """The head may be below a title; the chapter is in a column of its own."""
    rows = [f"{'Eau' if n == 1 else ''} | {n} | Agir en {n}" for n in (1, 2, 3)]
    first = found_in(table("Plan |  | ", "Axe | N° | Intitulé", *rows)).lists[0]
    expected = [(str(n), f"Agir en {n}", "Eau") for n in (1, 2, 3)]
    assert [(item.number, item.title, item.chapter) for item in first.items] == expected


def test_the_numbers_of_a_table_are_told():
    """Beside the column that is named for them; not « I », which names a chapter; no sums."""
    rows = [f"{'1 – Eau' if n == 1 else ''} | 1.{n} | Agir en {n} pour l’eau" for n in (1, 2, 3)]
    assert numbers("ID |  | Intitulé", *rows) == [["1.1", "1.2", "1.3"]]
    assert numbers("N° | Mesure", "I | Eau", "1 | Agir", "2 | Voir", "3 | Dire") == [["1", "2", "3"]]
    cities = [
        f"{city} et ses environs | {sum_}"
        for city, sum_ in (("Thiès", 40), ("Dakar", 12), ("Mbour", 75))
    ]
    assert numbers("Ville | Somme", *cities) == []


def test_a_column_of_numbers_has_no_titles():
    """Whatever its head is called; a title of the sheet is above the heads."""
    rows = [f"Eau | 1.{n} | Agir en {n}" for n in (1, 2, 3)]
    (found,) = table_lists(read(table("Grille |  | ", "Thème | Critère | Recommandation", *rows)))
    assert (found.columns.number, found.columns.title, found.columns.chapter) == (1, 2, 0)


def test_a_list_has_the_heads_of_its_numbers_and_titles():
    """None if the table begins with an item."""
    rows = [f"| {n} | Accord sur le point {n} | 2025 |" for n in (1, 2, 3)]
    heads = ["| Proposition n° | Réponse | Date |", "| --- | --- | --- |"]
    (found,) = table_lists(read("\n".join([*heads, *rows])))
    assert found.shown == "Proposition n° Réponse"
    (found,) = table_lists(read("\n".join([rows[0], heads[1], *rows[1:]])))
    assert found.shown == ""
