"""The words that turn a text's meaning round, by language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jamplan.text.languages import Language


@dataclass(frozen=True, slots=True)
class Cues:
    """What negates and what is opposed to what. Words are folded; stems where said.

    `halves` are the second words of a negation that `openers` begin (ne … pas);
    `restrictions`, in their place or right after, make it a restriction (ne … que), and
    so does a word of `only` soon after. `lone` words negate by themselves, `without`
    words do unless the next word makes a set phrase. `verbs` (stems) forbid. `opposites`
    are pairs of sets of stems.
    """

    openers: frozenset[str]
    halves: frozenset[str]
    restrictions: frozenset[str]
    only: frozenset[str]
    lone: frozenset[str]
    without: frozenset[str]
    set_phrases: frozenset[str]
    copulas: frozenset[str]
    verbs: frozenset[str]
    opposites: tuple[tuple[frozenset[str], frozenset[str]], ...]


@cache
def cues(language: Language) -> Cues:
    """Return the cues of a language: none where the project does not know it."""
    source = {"fr": _FRENCH, "en": _ENGLISH}.get(language.code, dict.fromkeys(_FRENCH, ""))

    def words(name: str) -> frozenset[str]:
        return frozenset(source[name].split())

    def stems(text: str) -> frozenset[str]:
        return frozenset(language.stem(word) for word in text.split())

    pairs = [line.partition("/") for line in source["opposites"].strip().splitlines()]
    return Cues(
        openers=words("openers"),
        halves=words("halves"),
        restrictions=words("restrictions"),
        only=words("only"),
        lone=words("lone"),
        without=words("without"),
        set_phrases=words("set_phrases"),
        copulas=words("copulas"),
        verbs=stems(source["verbs"]),
        opposites=tuple((stems(one), stems(other)) for one, _, other in pairs),
    )


_FRENCH = {
    "openers": "ne n",
    "halves": "pas plus jamais aucun aucune rien ni guere nullement personne",
    "restrictions": "que qu",
    "only": "seulement uniquement",
    "lone": "aucun aucune nul nulle pas jamais",
    "without": "sans non",
    # sans-abri, sans délai, non lucratif: no negation of what follows.
    "set_phrases": """
        domicile abri abris papier papiers emploi logis cesse doute delai delais tarder attendre frais
        precedent frontiere frontieres fil plomb fin encombre relache exception faute compter titre
        gouvernemental gouvernementale gouvernementales gouvernementaux lucratif lucratifs lucrative
        restriction restrictions plus moins violence violent violente violents violentes discrimination lieu stop fumeur fumeurs voyant
        voyants entendant entendants
    """,
    "copulas": "est sont soit soient etait etaient sera seront serait seraient etre fut suis es",
    "verbs": """
        interdire interdit interdite interdits interdisant interdiction interdictions prohiber prohibe
        prohibition proscrire proscrit refuser refuse refus renoncer renonce bannir banni
    """,
    "opposites": """
        creer cree creation instaurer instaure instauration etablir ouvrir ouverture introduire maintenir maintien conserver / supprimer supprime suppression abolir aboli abolition fermer fermeture dissoudre dissolution demanteler abroger abrogation
        autoriser autorise autorisation permettre permet legaliser legalisation depenaliser / interdire interdit interdite interdiction prohiber prohibition penaliser empecher proscrire
        augmenter augmente augmentation accroitre accroissement hausser hausse relever relevement elever renforcer renforce renforcement doubler tripler etendre extension elargir elargissement multiplier / reduire reduit reduction diminuer diminue diminution baisser baisse abaisser abaissement limiter limitation restreindre restriction diviser affaiblir
        accelerer acceleration / ralentir ralentissement retarder
        alourdir alourdissement durcir durcissement / alleger allegement assouplir assouplissement
        encourager encouragement favoriser promouvoir inciter incitation / decourager dissuader dissuasion
        imposer obliger obligation obligatoire / dispenser dispense facultatif facultative exempter exonerer exoneration
        recruter recrutement embaucher embauche / licencier licenciement
        nationaliser nationalisation / privatiser privatisation
        centraliser centralisation / decentraliser decentralisation
        construire construction / demolir demolition detruire destruction
        accueillir accueil / expulser expulsion
    """,
}

_ENGLISH = {
    "openers": "",
    "halves": "",
    "restrictions": "later less fewer more",
    "only": "only merely solely",
    "lone": "not never cannot no neither nor",
    "without": "without non",
    "set_phrases": """
        delay doubt exception prejudice limitation borders fail governmental profit violence violent
        discrimination smoker smokers
    """,
    "copulas": "is are be was were been being",
    "verbs": """
        prohibit prohibits prohibited prohibition ban bans banned forbid forbids forbidden refuse refuses
        refusal reject rejects rejection
    """,
    "opposites": """
        create creation add addition establish open introduce keep maintain preserve / abolish abolition remove removal delete deletion close closure dissolve repeal eliminate elimination scrap
        allow allowed authorise authorize authorisation authorization permit legalise legalize enable / ban banned prohibit prohibition forbid forbidden disallow disable prevent outlaw
        increase raise grow expand expansion extend extension strengthen double / reduce reduction decrease cut lower limit restrict restriction weaken halve
        accelerate speed / slow delay
        tighten toughen / relax loosen ease
        encourage promote / discourage deter
        impose require mandatory compulsory / exempt exemption waive optional voluntary
        hire recruit / dismiss fire
        nationalise nationalize / privatise privatize
        centralise centralize / decentralise decentralize
        build construct / demolish destroy
    """,
}
