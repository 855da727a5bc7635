"""Each way of writing lists gives a guess of its ends."""

import re

from jamplan.documents.candidates import ListCandidate, completed, kind_of
from jamplan.documents.guessing import guesses
from jamplan.documents.induction import Marks
from jamplan.documents.markup import read, read_plain
from jamplan.documents.starts import How, Start, outline
from tests.documents.finds import codes_in, items_in


def lists(text: str, reader=read) -> list[ListCandidate]:
    blocks = reader(text)
    return guesses(Marks(blocks, outline(blocks)))


def kinds(text: str) -> dict[str, list[str]]:
    """The numbers of the candidates of a text, by how they are told."""
    return {
        f"{found.how} {found.word}".strip(): [entry.number for entry in found.entries]
        for found in lists(text)
    }


def runs(text: str) -> list[list[str]]:
    """The titles of the candidates of a text."""
    return [[entry.title for entry in found.entries] for found in lists(text)]


def test_labels_codes_and_numbers():
    """Each family is one list; in a heading any word is a label."""
    items = "Mesure {0} : Agir\n\nConclusion {0} : Juger\n\nR{0} – Faire\n\n{0}. Voir\n\n## Pas {0} Lire"
    numbers = ["1", "2", "3", "4"]
    assert kinds("\n\n".join(map(items.format, numbers))) == {
        **dict.fromkeys(
            ("labels mesure", "labels conclusion", "labels pas", "numbers ."), numbers
        ),
        **{word: ["R1", "R2", "R3", "R4"] for word in ("codes R0", "codes A0")},
    }


def test_a_run_goes_on_over_another_may_begin_with_two_and_may_go_on_amid_a_paragraph():
    """1 to 3 within the second of five; « 3. » after 1 to 2; « 2. homologuer ; 3.veiller »; a choice."""
    text = "## 1. Un\n\n## 2. Deux\n\n1. a\n2. b\n3. c\n\n## 3. Trois\n\n## 4. Quatre\n\n## 5. Cinq"
    assert runs(text) == [["Un", "Deux", "Trois", "Quatre", "Cinq"], ["a", "b", "c"]]
    text = "\n\n".join(
        f"{n}\\. Outer {n}:\n\n1. inner a\n2. inner b" for n in (1, 2, 3, 4)
    )
    assert [f"Outer {n}:" for n in (1, 2, 3, 4)] in runs(text)
    assert kinds("2. Agir\n\n3. Voir\n\n4. Dire") == {"numbers .": ["2", "3", "4"]}
    lines = [f"{n}. agir ;" for n in range(1, 6)]
    lines += ["6. homologuer ; 7.veiller à 12. rien", "8. voir", "79. lire"]
    run, whole = lists("\n\n".join(lines), read_plain)
    assert [entry.number for entry in whole.entries[7:]] == ["8", "79"]
    expected = [
        ("6", "homologuer ; 7.veiller à 12. rien"),
        ("7", "veiller à 12. rien"),
        ("8", "voir"),
    ]
    assert [(entry.number, entry.title) for entry in run.entries[5:]] == expected


def test_codes_are_one_list_whatever_is_around_them():
    """One amid a text is taken once, between its neighbours; section numbers may be before it."""
    lines = [f"GV-1.{n}-001 Agir" for n in range(1, 5)]
    lines.insert(
        2, "Establish policies GV-1.2-002 and processes, as GV-1.2-001 has it."
    )
    expected = ["GV-1.1-001", "GV-1.2-001", "GV-1.2-002", "GV-1.3-001", "GV-1.4-001"]
    assert kinds("\n\n".join(lines))["codes A-0.0-0"] == expected
    lines = "21 EQ-01 - Former; 22 EQ-02 – Voir; 23 ST-01 - Lire; 100ST-02 - Dire; 1.0.ST-3 Rire".split(
        "; "
    )
    assert kinds("\n\n".join(lines))["codes A-0"] == [
        "EQ-01",
        "EQ-02",
        "ST-01",
        "ST-02",
        "1.0.ST-3",
    ]
    parts = "\n\n".join(f"{letter}1.{n} Agir" for letter in "AB" for n in range(1, 4))
    expected = ["A1.1", "A1.2", "A1.3", "B1.1", "B1.2", "B1.3"]
    assert kinds(parts) == {"codes A0.0": expected, "codes B0.0": expected[3:]}


def test_labels_with_and_without_numbers_are_one_list():
    """« 2.2 : » between 2.1 and 2.3 lost its label, « 2. » did not; « Mesures : » is no label."""
    lines = [
        "2.1 ✯Mesure : Agir",
        "2.2 : Voir",
        "2.3. Mesure : Dire",
        "2.4 Mesure : Lire",
    ]
    assert kinds("\n\n".join(lines))["labels mesure"] == ["2.1", "2.2", "2.3", "2.4"]
    lines = ["Mesure 1 : Agir", "2. Voir", "Mesure 3 : Dire"]
    assert kinds("\n\n".join(lines))["labels mesure"] == ["1", "3"]
    lines = [
        "Mesure 1 : Agir",
        "Mesure : Voir",
        "Mesure 2 : Dire",
        "Mesures : rien",
        "Mesure 3 : Lire",
    ]
    assert kinds("\n\n".join(lines)) == {"labels mesure": ["1", "", "2", "3"]}


CHAPTERS = "\n\n".join(
    f"## {chapter}\n\n"
    + "\n\n".join(f"{n}. {verb} pour {chapter}" for n, verb in enumerate(verbs, 1))
    for chapter, verbs in {
        "L’eau": ("Agir", "Voir", "Dire"),
        "L’air": ("Lire", "Rire"),
    }.items()
)


def test_runs_that_begin_anew_in_each_chapter_are_one_list():
    """Not findings and proposals; bullets and numbers below headings that announce them are."""
    assert items_in(CHAPTERS)[-1] == ("2", "Rire pour L’air", "")
    air = CHAPTERS.replace("## L’air", "# L’air")
    headed = re.sub(r"(?m)^(?=\d)", "### ", CHAPTERS)
    numbered = headed.replace("## L’eau", "## 1. L’eau").replace(
        "## L’air", "## 2. L’air"
    )
    for text in (CHAPTERS, air, headed, numbered):
        assert kinds(text)["numbers ."] == ["1", "2", "3", "1", "2"]
    both = CHAPTERS.replace("L’eau\n", "Constats\n").replace(
        "L’air\n", "Propositions d’actions\n"
    )
    assert [len(run) for run in runs(both)] == [3]
    text = "## 1. Nos recommandations sur l’eau\n\n- a\n- b\n- c\n\n## 2. Recommandations sur l’air\n\n"
    assert kinds(f"{text}1. d\n2. e")["numbers"] == ["", "", "", "1", "2"]
    chapters = (
        f"## {n}. A\n\n### Vu\n\n- a\n- b\n\n### Propositions\n\n- c\n- d"
        for n in (1, 2)
    )
    assert items_in("\n\n".join(chapters)) == [("", "c", ""), ("", "d", "")] * 2


def test_bullets_count_if_they_are_announced_and_headings_if_they_say_what_to_do():
    """By a heading or a sentence with a colon; most headings of a level begin with a verb."""
    for verb, expected in (
        ("Aimer", [["Contexte", "Aimer l’air", "Voir l’eau"]]),
        ("Pour", []),
    ):
        text = f"## Contexte\n\n## {verb} l’air\n\n## Voir l’eau"
        assert (runs(text), codes_in(text)) == (
            expected,
            ["weak"] if expected else ["nothing"],
        )
    bullets = "\n".join(f"- Agir en {n}" for n in (1, 2, 3))
    assert kinds(f"Nous recommandons :\n\n{bullets}") == {"bullets": ["", "", ""]}
    assert kinds(f"Nous avons vu :\n\n{bullets}") == {}


def test_only_what_lies_between_two_items_is_missing_between_them():
    """By its place, within the blocks of both, and by its number."""
    first, last = (
        Start(How.NUMBERS, number=n, at=at) for n, at in (("1", 2), ("3", 4))
    )
    found = ListCandidate(how=How.NUMBERS, entries=(first, last))

    def added(number: str, at: int) -> list[str]:
        mark = Start(How.NUMBERS, number=number, at=at)
        entries = completed(found, {kind_of(first): [mark]}).entries
        return [each.number for each in entries if each not in {first, last}]

    assert [added("2", at) for at in range(1, 6)] == [[], ["2"], ["2"], ["2"], []]
    assert [added(number, 3) for number in ("0", "01", "1", "03", "3", "4")] == [[]] * 6
