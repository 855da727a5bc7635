"""The words of each language: folding, words that never count, stems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from Stemmer import Stemmer

from jamplan.language.folding import without_accents

_SNOWBALL = {"fr": "french", "en": "english"}

# Folded. Elided forms (« l' », « qu' ») are here because an apostrophe ends a word.
_STOP_WORDS = {
    "fr": """
    a afin ai ainsi alors aujourd hui apres as au aucun aucune aussi autre autres aux avant avec avoir c
    car cas ce ceci cela celle celles celui ces cet cette ceux chaque ci comme comment contre d dans de
    depuis des doit doivent donc dont du elle elles en encore entre es est et etaient etait etant etc
    ete etes etre eu eux faire fait font fut ici il ils j je jusqu jusque l la laquelle le lequel les
    lesquelles lesquels leur leurs lors lorsqu lorsque lui m ma mais me meme memes mes moi mon n ne ni
    nos notamment notre nous on ont or ou par parmi pas peu peut peuvent plus plusieurs pour pourquoi
    pres puis puisqu puisque puisse puissent qu quand que quel quelle quelles quels qui quoi quoiqu
    quoique s sa sans se selon sera seront ses si soi soient soit son sont sous sur t ta tant te tel
    telle telles tels tes toi ton tous tout toute toutes tres tu un une vers via vis vos votre vous y
    """,
    "en": """
    a about above after again all also am an and any are as at be because been before being below
    between both but by can could did do does doing down during each either etc every few for from
    further had has have having he her here hers him his how i if in into is it its itself just may me
    might more most must my no nor not of off on once one only onto or other our ours out over own per
    same shall she should so some such than that the their theirs them then there these they this those
    through to too under until up upon us use used uses using very via was we well were what when where
    whether which while who whom whose why will with within without would you your
    """,
}

# Words for acts of a plan, not for its subject. They count, but never as rare words.
_GENERAL_WORDS = {
    "fr": """
    action adopter ameliorer amelioration assurer cadre creation creer definir deployer deploiement
    developpement developper different dispositif donner elaborer encourager engager ensemble etablir
    etat existant facon faciliter favoriser forme france francais garantir general grand important
    inciter instaurer lancer maniere matiere mesure mettre mis mise moyen national nature necessaire
    niveau nombre nouveau nouvelle objectif oeuvre organisation organiser particulier pays permettant
    permettre place plan politique possible poursuivre prendre prevoir principal prise programme
    promouvoir proposer proposition public realisation realiser rendre renforcement renforcer soutenir
    specifique systeme type viser
    """,
    "en": """
    allow appropriate available based create creation data develop development different enable enhance
    ensure establish existing following form function general give given implement implementation
    improve include including increase level make national necessary new number possible promote provide
    public relevant require required requirement set software specific strengthen support system take
    type
    """,
}

_LETTERS = str.maketrans({"æ": "ae", "ß": "ss", "ø": "o", "ı": "i"})


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, ligatures taken apart.

    >>> fold("L’HÉBERGEMENT des Sœurs")
    'l’hebergement des soeurs'
    """
    if text.isascii():
        return text.lower()
    # Lower case first: some capitals have an accent only as small letters, and some
    # characters become capitals only when taken apart.
    return without_accents(text.lower()).lower().translate(_LETTERS)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language. Stop words and general words are folded, the latter stemmed."""

    code: str
    stop_words: frozenset[str]
    """Words that never count."""
    general_words: frozenset[str]
    """Words that any measure of any plan can contain: « mettre », « développer »."""
    stem: Callable[[str], str]


def lexicon_of(code: str) -> Lexicon:
    """Return the words of « fr », « en », or a longer tag such as « fr-CA ».

    A language that the project does not know is compared word for word: no stop words and no stems,
    but folding, rarity and typing faults as for the others.
    """
    return _lexicon(code.replace("_", "-").partition("-")[0].lower())


@cache
def _lexicon(code: str) -> Lexicon:
    stem = _stemmer(code)
    general = frozenset(map(stem, _GENERAL_WORDS.get(code, "").split()))
    return Lexicon(code, frozenset(_STOP_WORDS.get(code, "").split()), general, stem)


# Accents are folded before anything else, so that a text without them gives the same words. Snowball's
# French rules need some of them back, and in these endings they are certain enough.
_ENDINGS = (("ees", "ées"), ("ee", "ée"), ("ites", "ités"), ("ite", "ité"))
_SHORTEST = 3


def _stemmer(code: str) -> Callable[[str], str]:
    """Return what stems a folded word: Snowball's rules for the language (Porter, 2001)."""
    if code not in _SNOWBALL:
        return str
    snowball: Callable[[str], str] = Stemmer(_SNOWBALL[code]).stemWord

    def stem_french(word: str) -> str:
        for bare, accented in _ENDINGS:
            if word.endswith(bare) and len(word) >= len(bare) + _SHORTEST:
                word = word.removesuffix(bare) + accented
                break
        return fold(snowball(word))

    return stem_french if code == "fr" else snowball
