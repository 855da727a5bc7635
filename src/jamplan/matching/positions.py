"""The position that a sentence takes on a recommendation, only where its words leave no doubt.

A verb of position needs the recommendation as its object or its subject: “agrees that”, “accepts the
need for” and « partage le constat » take none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from jamplan.matching.languages import fold


class Position(StrEnum):
    """What an answer says to a recommendation."""

    ACCEPT = "accept"
    PARTLY = "partly"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of position: its place in a sentence, and the position if nothing leaves a doubt."""

    start: int
    end: int
    position: Position | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of position of a language: alternatives of regular expressions, on folded text."""

    items: str
    """What is answered."""
    determiners: str
    """Words before it without which it is no item of the document: “supports proposals for a law”."""
    subjects: str
    """What may replace it before a verb."""
    objects: str
    """What may replace it after a verb."""
    clitics: str
    """What may replace it as an object before a verb."""
    accepts: str
    """Finite verbs of acceptance."""
    told: str
    """Such verbs in the past, after a subject: somebody else's position, or another time's."""
    accepted: str
    """What is said of an item that is accepted."""
    rejects: str
    rejected: str
    copulas: str
    refused: str
    """A verb of acceptance that is denied; « V » is the verb."""
    denied: str
    """What comes between an item and what is said of it if that is denied."""
    softened: str
    """Words that make a refusal less than one."""
    alone: str
    """What is an answer by itself: “Agree.”"""
    alone_not: str
    after: str
    """What may follow such an answer, besides a sign."""
    partly: str
    principle: str
    """What is accepted if only the principle is."""
    commits: str
    """Words that announce what is done about an item: no position."""
    others: str
    """Words between a verb and an item that make the item no object: the need, the findings."""
    several: str
    """Words that tell that several items are answered."""
    before: str
    """Words before a verb that leave a doubt: conditions, other people's or other times' positions."""
    anywhere: str
    """Words that leave a doubt wherever they are: modals, hedges."""
    negations: str
    contrasts: str
    conditions: str
    turns: str
    """Words with which a sentence limits the one before."""
    takes_up: str
    """Verbs of taking up, as articles have them: no position."""
    labels: str
    """What an item is called before its number."""
    answer: str
    """Words in the heading of an answer."""


_ENGLISH = _Words(
    items=r"recommendations?|proposals?(?! (?:for|to|on)\b)",
    determiners=r"the|this|these|that|those|its|their|your|all|both|each|every|\w+'s?",
    subjects="it|this|these|they|both|all",
    objects=r"(?:it|this|these|them|both)(?=\s*(?:[.,;:)]|$|in (?:full|part|principle)\b))",
    clitics="(?!)",
    accepts="accepts?|accepted|agrees?|agreed|supports?|supported|endorses?|endorsed|adopts?|adopted",
    told="(?<!has )(?<!have )(?:accepted|agreed|supported|endorsed|adopted|rejected|declined|refused)",
    accepted="accepted|agreed|supported|endorsed|adopted",
    rejects="rejects?|rejected|declines?|declined|disagrees?|disagreed|opposes?|refuses?|refused",
    rejected="rejected|declined|refused",
    copulas="is|are|was|were|has been|have been",
    refused="(?:do|does|did|can|has|have|will) ?not V|(?:do|does|did|ca|wo)n't V|"
    "(?:unable|not able|not in a position) to V|(?:do|does) not (?:intend|propose|plan) to V",
    denied="(?:is|are|was|were|has|have) not (?:been |being )?",
    softened="in full|fully|entirely|all|yet|currently|at present|for now|at this (?:time|stage|point)",
    alone="accept(?:ed)?|agreed?|support(?:ed)?",
    alone_not="reject(?:ed)?|disagreed?|not (?:accepted|agreed|supported)|"
    "do not (?:accept|agree|support)",
    after="in|by|with|subject",
    partly="in principle|in part|partially|partly",
    principle="(?:with |to )?the principles?",
    others="that|needs?|aims?|ambitions?|intent|intentions?|objectives?|goals?|findings?|concerns?|"
    "premise|importance|spirit|sentiment|rationale|thrust|analysis|conclusions?|value|case|other|"
    "previous|earlier|some|most|many|elements?|parts?|aspects?|by|on|at|from|for|"
    "in(?! (?:full|part|principle))",
    commits=r"will|(?:is|are) (?:currently |now |already )?(?:\w+ing|committed)|"
    "(?:has|have) already|not",
    several="these|both|they|them|(?<!all the )recommendations|proposals",
    before="if|whether|where|when|once|unless|until|should|intends?|intending|minded|previous|former|"
    "predecessors?|considering|that|asked|urged|not|never|no|respondents?|stakeholders|witnesses|many|most",
    anywhere="would|could|might|may|broadly|largely|generally|mostly|almost|yet|"
    r"(?:all (?:of )?(?:the |its |their )?|\d+ )(?:\d+ )?recommendations",
    negations=r"not|no|never|nor|neither|without|cannot|unable|\w+n't",
    contrasts="but|however|although|though|while|whilst|except|despite|nevertheless|rather",
    conditions="subject to|provided(?: that)?|on condition|as long as|unless|except|dependent on|"
    "depending on|conditional on",
    turns="but|however|nevertheless|nonetheless|that said",
    takes_up="takes? up|taken up|took up|draws? on|drew on|inspired by|builds? on|built on",
    labels="recommendations?|recs?|proposals?|r",
    answer="response|answer|reply|government|position|executive",
)

_FRENCH = _Words(
    items="recommandations?|propositions?|preconisations?|demandes?",
    determiners=r"la|les|cette|ces|sa|ses|leurs?|votre|vos|toutes|chaque|des|(?:l|d)'\w+",
    subjects="elles?|celles?-ci|celles?-la",
    objects="(?!)",
    clitics="l'|les? |la |y ",
    accepts="accept(?:e|ent|ons)|(?:a|ont|avons) accepte|approuv(?:e|ent|ons)|souscri(?:t|vent|vons)|"
    "adher(?:e|ent|ons)|reti(?:ent|ennent)|retenons|soutien(?:t|nent)|soutenons|"
    "partag(?:e|ent|eons)|(?:est|sont|sommes) (?:favorables?|d'accord)",
    told="(?!)",
    accepted="acceptee?s?|approuvee?s?|retenue?s?|suivie?s?|partagee?s?",
    rejects="rejet(?:te|tent|ons)|refus(?:e|ent|ons)|ecart(?:e|ent)|ecartons|declin(?:e|ent|ons)",
    rejected="rejetee?s?|refusee?s?|ecartee?s?",
    copulas="est|sont|a ete|ont ete",
    refused="n(?:e |')(?:l'|la |les? |y )?V (?:pas|point|plus)|"
    r"(?:n'est|ne sont|ne sommes) pas (?:favorables?|d'accord)|ne donn\w+ pas suite a",
    denied="(?:n'est|ne sont|n'a|n'ont) pas (?:ete )?",
    softened="pleinement|entierement|en totalite|toutes|encore|a ce (?:stade|jour)|"
    "pour l'instant|en l'etat",
    alone="d'accord|accord|acceptee?s?|avis favorable|favorable|retenue?s?",
    alone_not="refus|refusee?s?|rejet|rejetee?s?|non (?:retenu|accepte)e?s?|"
    "avis defavorable|defavorable",
    after="en|sur|dans|par|avec|sous|pour",
    partly="en partie|partiellement|pour partie|en principe|(?:sur|dans) (?:le|son) principe",
    principle="(?:le|au) principe",
    others="que|qu|constats?|besoins?|objectifs?|ambitions?|finalites?|esprit|analyse|intentions?|"
    "importance|preoccupations?|certaines?|plusieurs|autres?|precedentes?|par|pour|dans|sur",
    commits=r"\w+(?:era|eront|erons|ira|iront|irons)|va|vont|allons|engagee?s?|en cours|deja",
    several="ces|toutes|elles|celles|recommandations|propositions",
    before=r"que|qu|si|lorsqu|lorsque|quand|apres|avant|precedent|ancien|envisag\w+|associations|experts|ne|n(?=')|non|sans",
    anywhere="globalement|largement|presque|peut|peuvent|"
    r"\w+(?<!ext)(?<!ret)(?<!att)(?<!port)rai(?:s|t|ent)|"
    r"(?:toutes les|l'ensemble des|les \d+) (?:recommandations|propositions)",
    negations="ne|n(?=')|non|sans|aucune?|jamais|ni|pas",
    contrasts="mais|toutefois|cependant|neanmoins|pourtant|bien que|meme si|quoique|hormis|tandis que",
    conditions="sous reserve|a condition|sous condition|pourvu qu|sauf|a moins|a l'exception|hormis",
    turns="mais|cependant|toutefois|neanmoins|pourtant|or|en revanche",
    takes_up="repris(?:e|es)?|reprend|reprennent|appuyee?s?|s'appuie|inspiree?s?|s'inspire|"
    "fait siennes?|egalement (?:present|propos)ee?s?",
    labels="recommandations?|propositions?|preconisations?|r",
    answer="reponses?|gouvernement|avis|position|ministere",
)

_OF_LANGUAGE = {"en": _ENGLISH, "fr": _FRENCH}


class PositionReader:
    """What the words of a language say of the position that a text takes.

    All texts that it takes are folded by :func:`plain`.
    """

    def __init__(self, words: _Words) -> None:
        """Compile the words."""
        others, partly = words.others, words.partly
        gap = rf"(?:(?!(?:{others})\b)[\w'()/&-]+,? ){{0,7}}?"
        item = (
            rf"(?:{gap}(?:{words.determiners}) {gap}(?:{words.items})\b(?!'s)"
            rf"|{gap}(?:{words.items}) (?:n° ?)?\d|{words.objects})"
        )
        named = rf"\b(?:(?:{words.items})\b(?: [\w'()/,°-]+){{0,8}}?|{words.subjects})"
        subject = rf"{named} (?:{words.copulas}) (?:(?:{partly}) |\w+ )?"
        opening = (
            rf"^(?:[^:.]{{0,60}}: ?|(?:{words.items})[ \w().°]{{0,14}}[,.–-]? )?(?:(?:{partly})[, ]+)?"
        )
        end = r"(?=\s*(?:[.,;:)]|$))"
        other = rf"(?! (?!{partly})\w+ (?:[\w']+ )?(?:{others})\b)"
        closing = rf"(?=\s*(?:[.,;:()–-]|$|(?:{words.after})\b)){other}"
        refused = words.refused.replace("V", f"(?:{words.accepts}|implement|take forward)")
        self._positive = re.compile(
            rf"\b(?:{words.accepts}) (?:{item}|{words.principle}\b)|{subject}(?:{words.accepted})\b"
            rf"|{opening}\b(?:{words.alone})\b{closing}|\b(?:{words.clitics})(?:{words.accepts})\b{end}"
        )
        self._negative = re.compile(
            rf"\b(?:{refused})\b(?: {item}|{end})|\b(?:{words.rejects}) (?:with )?{item}"
            rf"|{subject}(?:{words.rejected})\b|{named} (?:{words.denied})(?:{words.accepted})\b"
            rf"|{opening}\b(?:{words.alone_not})\b{closing}"
            rf"|\b(?:{words.clitics})(?:{words.rejects})\b{end}"
        )
        self._partly = re.compile(rf"\b(?:{partly}|{words.principle})\b")
        self._softened = re.compile(rf"\b(?:{words.softened}|{partly})\b")
        self._told = re.compile(rf"{words.told}\b")
        self._before = re.compile(rf"\b(?:{words.before})\b|\bto $")
        self._anywhere = re.compile(rf"\b(?:{words.anywhere})\b|\?")
        self._limits = re.compile(rf"\b(?:{words.contrasts}|{words.conditions})\b")
        self._negation = re.compile(rf"\b(?:{words.negations})\b")
        self._turn = re.compile(rf"\W*(?:{words.turns})\b")
        self.condition = re.compile(rf"\b(?:{words.conditions})\b")
        self.several = re.compile(rf"\b(?:{words.several})\b")
        self.takes_up = re.compile(rf"\b(?:{words.takes_up})\b")
        self.commits = re.compile(rf"\b(?:{words.commits})\b")
        self.answer = re.compile(rf"\b(?:{words.answer})\b")
        self.labels = words.labels

    def statements(self, sentence: str) -> list[Statement]:
        """The statements of position in a sentence, in order.

        Their position is none if a modal, a condition, a negation or a statement of another position in
        the sentence leaves a doubt.
        """
        found = [(match, Position.REJECT) for match in self._negative.finditer(sentence)]
        refused = [match.span() for match, _ in found]
        accepted = [
            match
            for match in self._positive.finditer(sentence)
            if not any(match.start() < end and start < match.end() for start, end in refused)
        ]
        bounds = [0, *(match.start() for match in accepted[1:]), len(sentence)]
        for match, (start, end) in zip(accepted, pairwise(bounds), strict=False):
            is_partly = self._partly.search(sentence, start, end)
            found.append((match, Position.PARTLY if is_partly else Position.ACCEPT))
        clear = len({position for _, position in found}) == 1 and not self._anywhere.search(sentence)
        return [
            Statement(*match.span(), position if clear and self._is_clear(match, position) else None)
            for match, position in sorted(found, key=lambda pair: pair[0].start())
        ]

    def _is_clear(self, match: re.Match[str], position: Position) -> bool:
        """Whether no word of the sentence speaks against a position."""
        sentence = match.string
        told = match.start() > 0 and self._told.match(sentence, match.start())
        if told or self._before.search(sentence[: match.start()]):
            return False
        if position is Position.REJECT:
            return not self._softened.search(sentence)
        if self._negation.search(sentence) or self.condition.search(sentence):
            return False
        return position is Position.PARTLY or not self._limits.search(sentence)

    def turns(self, sentence: str) -> bool:
        """Whether a sentence limits the one before: « Mais », “However”."""
        return self._turn.match(sentence) is not None


@cache
def position_reader(code: str) -> PositionReader:
    """The reader of positions of a language; English if the project does not know it."""
    return PositionReader(_OF_LANGUAGE.get(code.replace("_", "-").partition("-")[0].lower(), _ENGLISH))


@lru_cache(maxsize=65536)
def _plain(character: str) -> str:
    folded = fold(character)
    return folded if len(folded) == 1 else character.lower()[:1]


def plain(text: str) -> str:
    """A text folded letter for letter: its places are those of the original.

    >>> plain("N’accepte pas : « Œuvre »")
    "n'accepte pas : « œuvre »"
    """
    if text.isascii():
        return text.lower()
    return "".join(_SIGNS.get(character) or _plain(character) for character in text)


_SIGNS = {"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "‑": "-"}
