"""French: stop words, general words, stems."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jamplan.matching.spelling import fold

if TYPE_CHECKING:
    from jamplan.matching.languages import Stemmer

# Folded. Elided forms (« l' », « qu' ») are here because an apostrophe ends a word.
STOP_WORDS: frozenset[str] = frozenset(
    """
    a afin ai ainsi alors aujourd hui apres as au aucun aucune aussi autre autres aux avec avoir c car cas ce
    ceci cela celle celles celui ces cet cette ceux chaque ci comme d dans de depuis des doit doivent
    donc dont du elle elles en encore entre es est et etaient etait etant etc ete etes etre eu eux
    faire fait font fut ici il ils j je jusqu jusque l la laquelle le lequel les lesquelles lesquels
    leur leurs lors lorsqu lorsque lui m ma mais me meme memes mes moi mon n ne ni nos notamment notre
    nous on ont or ou par parmi pas peu peut peuvent plus plusieurs pour pourquoi pres puis puisqu
    puisque qu quand que quel quelle quelles quels qui quoi quoiqu quoique s sa sans se selon sera
    seront ses si soi soient soit son sont sous sur t ta tant te tel telle telles tels tes toi ton
    tous tout toute toutes tres tu un une vers via vis vos votre vous y
    """.split()
)

# What a plan does rather than what it is about. They count, but never as rare words.
GENERAL_WORDS: tuple[str, ...] = tuple(
    """
    action adopter ameliorer amelioration assurer cadre creation creer definir deployer deploiement
    developpement developper different dispositif donner elaborer encourager engager ensemble etablir
    etat existant facon faciliter favoriser forme france francais garantir general grand important
    inciter instaurer lancer maniere matiere mesure mettre mis mise moyen national nature necessaire
    niveau nombre nouveau nouvelle objectif oeuvre organisation organiser particulier pays permettant
    permettre place plan politique possible poursuivre prendre prevoir principal prise programme
    promouvoir proposer proposition public realisation realiser rendre renforcement renforcer soutenir
    specifique systeme type viser
    """.split()
)

# Accents are folded before anything else so that a text without them gives the same
# words; Snowball's rules need some of them back, and in these endings they are certain
# enough.
_ENDINGS = (("ees", "ées"), ("ee", "ée"), ("ites", "ités"), ("ite", "ité"))
_SHORTEST = 3


@cache
def _snowball() -> Stemmer:
    from Stemmer import Stemmer as Snowball

    stem: Stemmer = Snowball("french").stemWord
    return stem


def stem(word: str) -> str:
    """Return the stem of a folded word, folded.

    Snowball's French rules (Porter, 2001), which know « étude » and « études » as
    one word but not « étude » and « étudiant »: that is left to `matching`.
    """
    for bare, accented in _ENDINGS:
        if word.endswith(bare) and len(word) > len(bare) + _SHORTEST - 1:
            word = word[: -len(bare)] + accented
            break
    return fold(_snowball()(word))
