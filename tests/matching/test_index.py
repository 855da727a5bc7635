"""What the words of an item weigh."""

from math import log, sqrt

import pytest

from jamplan.matching.index import Index, TextItem


def rarity(key: str, items: int, documents: int, imagined: float = 0) -> float:
    """Return the rarity of a word by its definition, as if 50 more texts had been read."""
    shortness = (min(len(key), 10) / 10) ** 0.25
    return (log((items + 51) / (documents + imagined + 1)) + 1) * shortness


def scaled(raw: dict[str, float], extra: float = 0) -> dict[str, int]:
    """Return weights scaled to the length 2048; `extra` is what kin words add to its square."""
    length = sqrt(sum(weight**2 for weight in raw.values()) + extra)
    return {key: round(weight / length * 2048) for key, weight in raw.items()}


def test_weights_by_their_definition() -> None:
    """Rare words weigh more, repeated ones by the logarithm, general words and the subject less."""
    index = Index(
        [
            TextItem("a", "Réhabilitation thermique, thermique"),
            TextItem("b", "Mettre un stade"),
        ],
        [TextItem("c", "Thermique et stade des mineurs")],
        "fr",
        ["mineurs"],
    )
    raw = {
        "rehabilit": rarity("rehabilit", 3, 1),
        "thermiqu": (1 + log(2)) * rarity("thermiqu", 3, 2),
    }
    assert index.left[0].whole == scaled(raw)
    raw = {"mettr": rarity("mettr", 3, 1, 15), "stad": rarity("stad", 3, 2)}
    assert index.left[1].whole == scaled(raw)
    both = {word: rarity(word, 3, 2) for word in ("thermiqu", "stad")}
    assert index.right[0].whole == scaled(
        {**both, "mineur": rarity("mineur", 3, 1, 50)}
    )
    assert [item.parts == (item.whole,) for item in (*index.left, *index.right)] == [
        True
    ] * 3
    # A slip is as common as the word meant; else it would be the rarest word of its text.
    index = Index(
        [TextItem("a", "hebregement mobile"), TextItem("b", "hébergement mobile")],
        [TextItem("c", "hébergement mobile")],
        "fr",
    )
    raw = {"hebreg": rarity("hebreg", 3, 2), "mobil": rarity("mobil", 3, 3)}
    assert index.left[0].whole == scaled(raw)
    # The length of a text sees that two of its words are alike, by half.
    index = Index([TextItem("a", "étude étudiants")], [], "fr")
    raw = {"etud": rarity("etud", 1, 1), "etudi": rarity("etudi", 1, 1)}
    assert index.left[0].whole == scaled(raw, raw["etud"] * raw["etudi"])
    # A title counts twice beside details; each field with words is a part.
    index = Index([TextItem("a", "Stade", ("Un vélodrome", "…", ""))], [], "fr")
    raw = {
        "stad": (1 + log(2)) * rarity("stad", 1, 1),
        "velodrom": rarity("velodrom", 1, 1),
    }
    entry = index.left[0]
    assert entry.whole == scaled(raw)
    assert entry.parts == ({"stad": 2048}, {"velodrom": 2048})


@pytest.mark.parametrize(("words", "parts"), [(39, 1), (40, 2)])
def test_a_field_of_forty_words_is_cut(words: int, parts: int) -> None:
    """Into its sentences; a shorter one is one part."""
    text = " ".join(f"mot{n}." if n == 9 else f"mot{n}" for n in range(words))
    [entry] = Index([TextItem("a", text)], [], "fr").left
    assert len(entry.parts) == parts


def test_each_sentence_of_a_long_text_counts_once() -> None:
    """However often it is written."""
    other = "Le conseil municipal étudie chaque trimestre le budget du stade, des routes et des parcs. "
    text = f"{other * 3}Former les professionnels de santé au repérage. {other * 3}".rstrip()
    [entry] = Index([TextItem("a", text)], [], "fr").left
    assert len(entry.parts) == 2


def test_a_short_sentence_joins_the_one_before() -> None:
    """Or the next one, if it is the first."""
    many = " ".join(f"mot{n}" for n in range(20))
    text = f"Voici deux. {many} a1. Puis b2. {many} c3. Or trois mots justes."
    index = Index([TextItem("a", text)], [], "fr")
    cut = [f"Voici deux. {many} a1. Puis b2.", f"{many} c3.", "Or trois mots justes."]
    assert [set(part) for part in index.left[0].parts] == [
        set(index.analyser.keys(part)) for part in cut
    ]
