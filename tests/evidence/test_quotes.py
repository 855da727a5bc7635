"""Quotes: the very words are found however they are typeset, and no other words are."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jamplan.documents.textblocks import BlockKind, TextBlock, continued
from jamplan.evidence.quotes import Found, NearestPassage, Surroundings, find_quote
from jamplan.evidence.sourcetexts import Part, SourceText, stretches_of


def source(*pages: str) -> SourceText:
    """A source with one text that goes on over these pages."""
    parts = tuple(Part(text, page) for page, text in enumerate(pages, start=1))
    return SourceText((parts,), has_pages=True)


def is_found(quote: str, *pages: str) -> bool:
    """Whether a quote is found on these pages."""
    return isinstance(find_quote(quote, source(*pages)), Found)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("a repris l'idée, l′idée", "a  repris\u00a0\n\tl’idée, lʼidée"),
        (
            'l\'idée, le "plan" ‹ a ›',
            "l\u200b’i\u00addé\ufeffe, le «\u202fplan\u202f» “a”",
        ),
        ("les ``plans'', les ‚plans‘", 'les „plans‟, les "plans"'),
        ("a - b – c — d, grand‑père", "a — b - c ‒ d, grand-père"),
        ("dispositifs, dispositifs", "dispo-\nsitifs, dispo\u00ad \n\n  sitifs"),
        ("dispo-\nsitifs, dispo- sitifs", "dispositifs, dispo-\nsitifs"),
        ("porte-parole, covid-19, 10² m²", "porte-\nparole, covid-\n19, 10² m²"),
        ("affaire efficace finance, soufﬂé", "aﬀaire eﬃcace ﬁnance, souﬄé"),
        (
            "Oeuvre, OEuvre, OEUVRE, oeuvre, et caetera",
            "Œuvre, Œuvre, ŒUVRE, œuvre, et cætera",
        ),
        (
            "e\u0301te\u0301 10 Å, reprises! Oui; 5%",
            "été 10 \u212b, reprises\u202f! Oui ; 5 %",
        ),
    ],
)
def test_what_typesetting_changes_makes_no_difference(quote, text):
    """Whichever of the two is the quote, and wherever it stands."""
    assert is_found(quote, text)
    assert is_found(quote, f"Avant {text}, après")
    if "- " not in quote:
        assert is_found(text, quote)


OTHERS = """\
le plan reprend l’idée | le plan ne reprend pas l’idée
le plan a repris | le plan n’a pas repris
touche 8 000 mineurs | touche 7 000 mineurs
étude | etude
Le plan | le plan
le plan a | le plan, a
12.5 | 12,5
7000 | 7 000
10² m2 | 10² m²
102 | 10²
20192020 | 2019-/2020
covid19 | covid-/19
nonmineurs | non-mineurs
non mineurs | non-/mineurs
accompagné de 28 propositions […] reprises | accompagné de 28 propositions. Certaines ont été reprises
5" | 5'
"""


@pytest.mark.parametrize(
    ("quote", "text"), [line.split(" | ") for line in OTHERS.splitlines()]
)
def test_what_changes_the_sense_is_another_text(quote, text):
    """A word, a negation, an accent, a capital, a comma, a digit; whichever of the two is the quote."""
    text = text.replace("/", "\n")
    assert not is_found(quote, text)
    assert not is_found(text, quote)


@pytest.mark.parametrize(
    ("quote", "texts"),
    [
        (
            "mineurs",
            [
                "les non-mineurs ici",
                "les non-\nmineurs ici",
                "les non\u00admineurs ici",
            ],
        ),
        (
            "5 %",
            [
                "de 2,5 % ici",
                "de −5 % ici",
                "de − 5 % ici",
                "de -5 % ici",
                "de –5 % ici",
            ],
        ),
        ("5 %", ["évolution : - 5 % ici", "de 3-5 % ici", "de 3–5 % ici"]),
        ("moins de 5", ["moins de 5 % ici", "moins de 5\u202f% ici"]),
        ("000 euros", ["les 1 000 euros", "les 1\u202f000 euros"]),
        ("est repris", ["il n’est repris", "Il N'est repris"]),
        ("étudiant", ["des étudiant·e·s", "des étudiant(e)s", "des étudiant.e.s"]),
        *[("dispo", ["des dispo-\nsitifs"]), ("le", ["elle"]), ("8", ["les 28 ici"])],
        *[("12", ["de 12,5 ici"]), ("5", ["de 12,5 ici"]), ("% des", ["5 % des"])],
        *[("1", ["les 1 000 euros"]), ("1 000", ["les 1 000 000 d’euros"])],
        *[("2021", ["le 15/11/2021"]), ("28 propositions", ["6/28 propositions"])],
        *[("can", ["he can’t"]), ("hui", ["aujourd’hui"]), ("12 m", ["12 m² ici"])],
        *[("s ici", ["des étudiant(e)s ici"]), ("x", ["x\u0302"])],
    ],
)
def test_an_end_never_cuts_a_word_or_a_number(quote, texts):
    """Nor a negation, a sign or a unit; but another place where it is whole counts."""
    for text in texts:
        assert not is_found(quote, text)
        assert find_quote(quote, source(f"{text}\n({quote})")) == Found(1, quote)


def test_a_number_without_a_space_begins_the_paragraph_not_its_first_word():
    """« 20.veiller » is item 20; within a line « 2.fr » is a word."""
    assert is_found("veiller au respect", "20.veiller au respect de l’arrêté")
    assert not is_found("fr ici", "Voir avril2.fr ici")
    assert not is_found("fr ici", "Voir 2.fr ici")


def rows_found(quote: str, first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether a quote is found in two rows, the last and the first of two pages."""
    rows = [
        TextBlock(kind=BlockKind.ROW, cells=cells, page=page)
        for page, cells in enumerate((first, second), start=1)
    ]
    found = SourceText(stretches_of(continued(rows)), has_pages=True)
    return isinstance(find_quote(quote, found), Found)


def test_a_row_goes_on_over_a_page_cell_by_cell():
    """If each of its cells does: none that begins anew, nor one below an end."""
    row = ("Work with industry and", "Agree. Build on the needs", "2025")
    rest = ("government and others.", "of each sector.")
    assert rows_found("industry and government", row, rest)
    assert rows_found("the needs of each sector", row, rest)
    assert not rows_found("others. of each", row, rest)
    assert not rows_found("industry and of each", row, ("", "of each sector."))
    assert rows_found("the needs of each sector", row, ("", "of each sector."))
    for cells in (
        ("government and others.", "Partly."),
        ("government and others.", "of each sector.", "", "late"),
    ):
        assert not rows_found("industry and government", row, cells)
    small = ("work with industry and", "partly")
    assert not rows_found("industry and government", small, rest)
    ended = ("Work with industry and;", "Agree")
    assert not rows_found("industry and government", ended, rest)


STRUCK = [
    ("has adopted", "It has \ufdd0 adopted the plan.", True),
    ("has adopted", "It has\ufdd0 adopted the plan.", True),
    ("adopted the plan", "It has \ufdd0 adopted the plan.", True),
    ("It has", "It has \ufdd0 adopted the plan.", True),
    ("the plan", "It has \ufdd0 adopted the plan.", False),
    ("The plan is", "It has \ufdd0. The plan is good.", False),
    ("It has adopted", "It has adopted the plan.", False),
]


@pytest.mark.parametrize(("quote", "text", "is_struck"), STRUCK)
def test_a_quote_that_touches_struck_words_is_known(quote, text, is_struck):
    """They part no words and are not shown, but it is said that there were some, in it or beside it."""
    found = find_quote(quote, source(text))
    assert isinstance(found, Found)
    assert (found.text, found.touches_struck) == (quote, is_struck)


def test_a_quote_without_words_is_missed():
    """Nothing is near it either."""
    for quote in ("", " \n", "« … »", "-", "\u200b"):
        assert find_quote(quote, source("le plan « … » - a")) is None
    assert find_quote("le plan", source("")) is None


def test_the_page_is_that_where_the_quote_begins():
    """A page that is asked for comes first, if the quote is there too."""
    pages = source("un deux", "deux, le dispo-", "sitif «\u202fA\n\nB » de deux.", "")
    assert find_quote("un deux", pages) == Found(1, "un deux", goes_on=True)
    over_pages = Found(2, "le dispo-sitif «\u202fA B »", goes_on=True)
    assert find_quote('le dispositif "A B"', pages) == over_pages
    assert [find_quote("deux", pages, page).page for page in (None, 2, 3, 4)] == [
        1,
        2,
        3,
        1,
    ]
    assert find_quote("y va", source("Il y", "va.")).page == 1


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("Il a repris l’idée.", False),
        ("Il a repris l’idée", False),
        ("« Il a repris l’idée », dit-elle.", True),
        ("« Il a repris l’idée. » Elle le dit.", False),
        ("Il a repris l’idée, sous réserve.", True),
        ("Il a repris l’idée : la voici.", True),
        ("Il a repris l’idée¹. Mais…", False),
    ],
)
def test_a_sentence_that_goes_on_is_told(text, goes_on):
    """What comes after the quote is a comma or a word."""
    assert find_quote("a repris l’idée", source(text)).goes_on == goes_on


BESIDE = """\
6 propositions | a repris 6¹ propositions | 1
6¹ propositions | a repris 6¹ propositions | 1
61 propositions | a repris 6¹ propositions | 0
mineurs isolés | les mineurs¹ isolés | 1
mineurs¹ isolés | les mineurs isolés | 1
mineurs isolés | les mineurs ¹ isolés | 1
mineurs isolés | les mineurs⁽¹⁾˒² isolés | 0
les mineurs. Ils | les mineurs.¹² Ils | 1
les mineurs. Ils | les mineurs.¹, ² Ils | 1
10 habitants | 10⁶ habitants | 0
10 habitants | 3 × 10⁴ habitants | 0
10 priorités | Les 10⁴ priorités | 1
10 priorités | les 10³ priorités | 1
104 priorités | Les 10⁴ priorités | 0
« 90 » | dit « 90⁶ » ou | 1
12 km | 12 km² ici | 0
12 km² ici | 12 km² ici | 1
idée | l’idée | 1
elle | qu’elle | 1
mineurs | adultes—mineurs | 1
mineurs | 28 mineurs. | 1
mineurs | mineurs¹ et | 1
mineurs | mineurs[3] | 1
28 propositions | le plan – 28 propositions – est là | 1
5 mesures | /- 5 mesures | 1
5 % des | /- 5 % des | 1
2021 | en 2021 100 mineurs | 1
-5 % | de −5 % | 1
Oui | Non.Oui | 1
"""


@pytest.mark.parametrize("case", BESIDE.splitlines())
def test_what_stands_beside_a_word_or_number_is_no_part_of_it(case):
    """The mark of a footnote, an elision, a dash, a bullet; but a power and a unit are another number."""
    quote, text, found = case.split(" | ")
    assert is_found(quote, text.replace("/", "\n")) == (found == "1")


def test_the_nearest_passage_is_shown_with_the_words_around_it():
    """In whole words, on its page, over no edge that a quote may not cross; none if nothing is like it."""
    passage = "le plan n’a pas repris l’idée des JAM, en 2021, pour 12,5 % des mineurs"
    text = f"Bilan.\n\nEn ce sens, {passage.replace(' n’a', chr(10) + 'n’a')}. Fin."
    quote = "le plan a repris l'idée des JAM en 2021, pour 5 % des mineurs"
    assert find_quote(quote, source("", text)) == NearestPassage(
        2, f"Bilan. En ce sens, {passage}. Fin."
    )
    stretches = (
        (Part("les 7\u202f000 euros au dispo-\nsitif"),),
        (Part("autre cellule"),),
    )
    nearest = find_quote("000 euros au dispositif", SourceText(stretches))
    assert nearest == NearestPassage(None, "les 7\u202f000 euros au dispo-sitif")
    other = "Le gouvernement a décidé de déployer la recherche pour mieux appréhender la prostitution."
    quote = "Les enseignants seront mieux payés dès la rentrée de septembre"
    assert find_quote(quote, source(other)) is None


# Laws, on texts of words, against lists of words. No number has three digits: no two make a third one.
WORDS = """le plan ne pas repris dispo dispositifs porte-parole non-mineurs mineurs est n’est qu’elle œuvre
affaires financer été 5 28 2021 12,5 Jeunes jeunes""".split()
SPACES = st.sampled_from(
    [" ", "  ", "\n", "\u00a0", "\u202f", " \t", "\u200b \n ", "\r\n"]
)
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=25)


@st.composite
def typeset(draw, texts, *, spaces=SPACES):
    """Words as they may be set: (what is written, the words)."""
    listed = draw(texts)
    written = "".join(draw(spaces) + draw(_set(word)) for word in listed)
    return written[1:] if written[:1] == "\f" else written, listed


@st.composite
def _set(draw, word):
    """One word in one of its settings."""
    for plain, set_as in {
        "’": "'",
        "œ": "oe",
        "ﬀ": "ﬀ",
        "ff": "ﬀ",
        "fi": "ﬁ",
        "-": "‐",
    }.items():
        if draw(st.booleans()):
            word = word.replace(plain, set_as)
    place = draw(st.integers(1, max(1, len(word) - 1)))
    if word[place - 1 : place + 1].isalpha() and len(word) > place:
        inside = draw(
            st.sampled_from(
                ["", "\u00ad", "\u200b", "-\n", "\u00ad\n", "-\u200b \n\n "]
            )
        )
        word = word[:place] + inside + word[place:]
    elif word[place : place + 1] in {"-", "‐"} and draw(st.booleans()):
        word = f"{word[: place + 1]}\n{word[place + 1 :]}"
    return unicodedata.normalize("NFD", word) if draw(st.booleans()) else word


@given(st.data(), typeset(words, spaces=SPACES | st.just("\f")))
def test_any_run_of_words_is_found_in_any_setting(data, text):
    """Whatever typesetting does to the source and to the quote, over pages too."""
    written, listed = text
    start = data.draw(st.integers(0, len(listed) - 1))
    end = data.draw(st.integers(start + 1, len(listed)))
    quote, _ = data.draw(typeset(st.just(listed[start:end])))
    assert is_found(quote, *written.split("\f"))


@given(st.data(), typeset(words))
def test_no_other_words_are_found(data, text):
    """A word more, less or another, a negation, a digit: found only where the altered words stand too."""
    written, listed = text
    start = data.draw(st.integers(0, len(listed) - 1))
    quoted = listed[start : data.draw(st.integers(start + 1, len(listed)))]
    place = data.draw(st.integers(0, len(quoted) - 1))
    other = data.draw(
        st.sampled_from([*WORDS, "pas", "ne", "8", "12", "2020", "positifs", "parole"])
    )
    before, after = quoted[:place], quoted[place + 1 :]
    changes = [
        [*before, other, *quoted[place:]],
        [*before, other, *after],
        [*before, *after, other],
    ]
    altered = data.draw(st.sampled_from(changes))
    quote, _ = data.draw(typeset(st.just(altered)))
    follows = any(
        listed[at : at + len(altered)] == altered for at in range(len(listed))
    )
    assert is_found(quote, written) == follows


@given(st.data(), words)
def test_only_whole_words_are_found(data, listed):
    """Of all pieces of a text, those are found that stand somewhere between spaces or elisions."""
    text = " ".join(listed)
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[
        start : data.draw(st.integers(start + 1, min(len(text), start + 15)))
    ].strip()
    ends = {
        place for place in range(len(text) + 1) if " " in f" {text} "[place : place + 2]
    }
    ends |= {place for place in range(len(text)) if text[:place].endswith("qu’")}
    places = [place for place in range(len(text)) if text.startswith(quote, place)]
    whole = any({place, place + len(quote)} <= ends for place in places)
    assert is_found(quote, text) == (whole and any(sign.isalnum() for sign in quote))


@given(
    st.lists(st.lists(st.lists(st.integers(1, 9), max_size=6), max_size=4), max_size=5),
    st.data(),
)
def test_only_runs_within_a_stretch_are_found(layout, data):
    """Against all runs of words of all stretches, where each word is another one; with its page."""
    stretches, places = [], {}
    for number, stretch in enumerate(layout):
        parts, run = [], []
        for page, part in enumerate(stretch, start=number + 1):
            texts = [f"w{number}x{page}x{place}" for place in range(len(part))]
            run += [(text, page) for text in texts]
            parts.append(Part(" ".join(texts), page))
        stretches.append(tuple(parts))
        places |= {
            " ".join(text for text, _ in run[start:end]): run[start][1]
            for end in range(len(run) + 1)
            for start in range(end)
        }
    listed = [text for text in places if " " not in text]
    if listed:
        start = data.draw(st.integers(0, len(listed) - 1))
        quote = " ".join(listed[start : start + data.draw(st.integers(1, 5))])
        result = find_quote(quote, SourceText(tuple(stretches), has_pages=True))
        assert (result.page if isinstance(result, Found) else None) == places.get(quote)


@given(words, words)
@example(["porte-parole", "ne", "dispo", "dispositifs"], ["le"])
def test_the_nearest_passage_is_in_the_source(listed, quoted):
    """Word for word, or nothing is near."""
    text, quote = " ".join(listed), " ".join(quoted)
    match find_quote(quote, source(text)):
        case NearestPassage() as nearest:
            assert f" {nearest.text} " in f" {text} "
        case Found() as found:
            assert found.text == quote
        case nothing:
            assert nothing is None


@given(st.text(max_size=40), st.lists(st.text(max_size=60), max_size=3))
def test_any_text_can_be_looked_for_in_any_other(quote, pages):
    """Whatever the characters; and what is found is found again."""
    found = find_quote(quote, source(*pages))
    if isinstance(found, Found):
        assert 1 <= found.page <= len(pages)
        assert is_found(found.text, *pages)


@pytest.mark.parametrize(
    ("text", "quote", "surroundings"),
    [
        (
            "One. So it says that | is other.",
            "it says that",
            Surroundings("So", "", "is other."),
        ),
        (
            "Under no. 5, M. Durand takes it up in part! Not so. End.",
            "takes it up",
            Surroundings("Under no. 5, M. Durand", "in part!", "Not so."),
        ),
        (
            "One. | Two, three. | Four.",
            "Two, three.",
            Surroundings("", "", "Four."),
        ),
        (
            "One. We refuse: | a list; | of things, and | the last one. | After.",
            "last one",
            Surroundings("the", ".", "After.", "We refuse:"),
        ),
        (
            "We refuse: | a list. | The plan is it.",
            "The plan is it",
            Surroundings("", ".", "", ""),
        ),
        ("the whole cell", "the whole cell", Surroundings()),
    ],
)
def test_what_is_around_a_quote_is_told(text, quote, surroundings):
    """Its sentence, over abbreviations; the next one, over paragraphs; the head of its list."""
    parts = tuple((Part(part.strip()),) for part in text.split("|"))
    found = find_quote(quote, SourceText(parts))
    assert isinstance(found, Found)
    assert found.surroundings == surroundings
