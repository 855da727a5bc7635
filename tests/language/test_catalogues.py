"""The catalogue: complete, current, compiled; French typography; the glossary says the same."""

import ast
import re

import pytest

from jamplan.account.similarities import BANDS
from jamplan.account.vocabulary import LABELS, label
from jamplan.language import LABELS as USUAL
from jamplan.language import language
from tests.conftest import checkout

pofile = pytest.importorskip("babel.messages.pofile")
mofile = pytest.importorskip("babel.messages.mofile")
extract = pytest.importorskip("babel.messages.extract")
LOCALE = checkout() / "src" / "jamplan" / "language"


def key(message):
    """What a sentence is found by: its context, and its singular where it has two forms."""
    context = (
        message.context.decode()
        if isinstance(message.context, bytes)
        else message.context
    )
    return context, message.id if isinstance(message.id, str) else message.id[0]


@pytest.fixture(scope="module")
def catalogue():
    """The messages of the committed French catalogue."""
    with (LOCALE / "fr.po").open("rb") as stream:
        return [
            message for message in pofile.read_po(stream, locale="fr") if message.id
        ]


def forms(message):
    """The translations of a message, one or two."""
    return (
        (message.string,) if isinstance(message.string, str) else tuple(message.string)
    )


def originals(catalogue):
    """The English sentences, both forms of those that have two."""
    return [
        each
        for m in catalogue
        for each in (m.id if isinstance(m.id, tuple) else (m.id,))
    ]


def test_the_catalogue_has_just_the_sentences_of_the_code(catalogue):
    """No sentence is missing, unused or without its French."""
    messages = extract.extract_from_dir(
        LOCALE.parent, [("**.py", "python"), ("**.jinja", "jinja2")]
    )
    extracted = {
        (context, ids[0] if isinstance(ids, tuple) else ids)
        for _file, _line, ids, _comments, context in messages
    }
    assert {key(message) for message in catalogue} == extracted
    assert [key(message) for message in catalogue if not all(forms(message))] == []


def test_the_catalogue_is_compiled(catalogue):
    """fr.mo says what fr.po says."""
    with (LOCALE / "fr.mo").open("rb") as stream:
        compiled = {
            key(message): forms(message)
            for message in mofile.read_mo(stream)
            if message.id
        }
    assert compiled == {key(message): forms(message) for message in catalogue}


def test_french_is_typeset_as_french(catalogue):
    """Narrow spaces before high signs and in quotation marks, curved apostrophes; and no forbidden word.

    « Adoptée » is a vote, « non reprise » a refusal, and nothing is true or proven.
    """
    for text in (text for message in catalogue for text in forms(message)):
        assert not re.search(r"\w'\w", text), text
        assert not re.search(r" [;:!?»]", text), text
        assert not re.search(r"[^\s\u202f;:!?«(.…{}\d/\[-][;!?»]", text), text
        assert not re.search(r"«[^\u202f]", text), text
        words = re.sub(r"\{\w+\}|true \(vrai\)", "", text)
        assert not re.search(r"(?i)\badopt|\bnon reprise|\bpreuve|\bvraie?\b", words), (
            text
        )


def test_translations_have_the_same_fields(catalogue):
    """Each field of a sentence is in its translation, and no other."""
    labels = {name for word in USUAL["en"] for name in (word, word.capitalize())}
    for message in catalogue:
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = set(re.findall(r"\{(\w*)\}", originals[-1]))
        for text in forms(message):
            found = set(re.findall(r"\{(\w*)\}", text))
            assert found - wanted <= labels, text
            # A singular may say « la seule » in place of the number.
            assert wanted - found <= {"n", "known", "declared"} | labels, text


NO_PARTICIPLE = r"(?!(?:qui|aussi|ici|aux?|du|ou|où|plus|puis|mais|sous)\b)"
PARTICIPLE = rf"{NO_PARTICIPLE}\w+(?:[éiu]|is|it)e?s?\b"
WORDS = r"(?:recommandations?|engagements?|hameaux?)"
BANNED_IN_FRENCH = re.compile(
    r"(?i)(?<!\w)(?:"
    r"(?:le|la|l’|une?|aucune?|tou(?:t|te|s|tes)(?: les)?|ce|cet|cette|quel(?:le)?s?|du|de|d’|de la|de l’"
    rf"|à la|à l’|au|son|sa|certaine?s|nouve(?:au|l|lle)|seule?s?) ?{WORDS}\b"
    rf"|{WORDS} (?:qui )?(?:(?:est|sont|a été|ont été) )?{PARTICIPLE})"
)
BANNED_IN_ENGLISH = re.compile(r"(?i)\ban? responses?\b")


LABEL = re.compile(r"(?i)\{(proposal|measure|chapter|priorit)(y|s|ies|)\}")


def filled(text, one, many):
    """A sentence about items and groups that are all called so."""
    return LABEL.sub(lambda field: many if field[2].endswith("s") else one, text)


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("recommandation", "recommandations"),
        ("engagement", "engagements"),
        ("hameau", "hameaux"),
    ],
)
def test_french_agrees_with_no_label(catalogue, one, many):
    """No article, determiner, adjective or participle agrees with what a corpus calls its items."""
    texts = [
        text for message in catalogue for text in forms(message) if LABEL.search(text)
    ]
    assert len(texts) > 30
    assert [
        text for text in texts if BANNED_IN_FRENCH.search(filled(text, one, many))
    ] == []


def test_english_has_no_article_before_a_label(catalogue):
    """« a {proposal} » would be « a engagement »; and what is banned in French would be found."""
    labelled = [text for text in originals(catalogue) if LABEL.search(text)]
    texts = [filled(text, "response", "responses") for text in labelled]
    assert [text for text in texts if BANNED_IN_ENGLISH.search(text)] == []
    frames = "Aucune recommandation|le hameau|l’engagement|nombre de hameaux|3 engagements repris"
    frames += "|les recommandations sont connues|les hameaux qui ont été trouvés"
    assert all(map(BANNED_IN_FRENCH.search, frames.split("|")))


NEVER_IN_FRENCH = re.compile(
    r"(?i)\b(?:affirmations?|couples?|rattachement|fautes?(?! d)|signalements?|remarques?|réserves?|emprunts?|preuves?"
    r"|s’inspire\w*|(?:jamais |pas été )?consultés?|juge et partie|démenti|en toutes lettres|hors règle|fourchette|jusqu’au"
    r"|le plan(?! national)|nous|adopt\w+|reprise probable|obsolètes?|supposée?s?|de nos mots)\b"
)
NEVER_IN_ENGLISH = re.compile(
    r"(?i)\b(?:take-up|pairings?|faults?|placement|caveats?|remarks?|so many words|conflict of interest|debunked"
    r"|likely match|obsolete|untraceable|admits?|adopt(?:s|ed)?|reflects?|the plan|ours?|until|guessed|(?<!-)c\.)(?!\w)"
)


def test_no_sentence_has_a_word_that_is_never_used(catalogue):
    """Each thing has one word; names of options and fields are no words of a sentence."""

    def words(text):
        return re.sub(r"\{[^}]*\}|--[\w-]+|“[^”]*: …”", "", text)

    texts = [text for message in catalogue for text in forms(message)]
    assert [
        text for text in originals(catalogue) if NEVER_IN_ENGLISH.search(words(text))
    ] == []
    assert [text for text in texts if NEVER_IN_FRENCH.search(words(text))] == []


def test_the_glossary_says_what_the_catalogue_says(root):
    """docs/glossaire.md names every label just as the reports do."""
    text = (root / "docs" / "glossaire.md").read_text(encoding="utf-8")
    rows = dict(
        re.findall(r"^\| `([A-Za-z]+\.[a-z_]+)` \| ([^|]+?) \|", text, re.MULTILINE)
    )
    french = language("fr")
    expected = {
        f"{kind.__name__}.{code}": label(french, code).split(" (")[0]
        for kind, labels in LABELS.items()
        for code in labels
    }
    expected |= {f"Band.{band}": french.gettext(name) for band, name in BANDS.items()}
    assert rows == expected


def test_every_sentence_is_where_babel_finds_it(catalogue):
    """A sentence in an f-string, or one given to gettext under another name, would stay English."""
    known, lost = set(originals(catalogue)), []
    for path in (checkout() / "src" / "jamplan").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node, "func", None)
            name = getattr(called, "attr", getattr(called, "id", ""))
            if name in {"_", "N_", "gettext", "ngettext", "messages"}:
                texts = [
                    arg.value for arg in node.args if isinstance(arg, ast.Constant)
                ]
                lost += [
                    text
                    for text in texts
                    if isinstance(text, str) and text and text not in known
                ]
    assert lost == []
