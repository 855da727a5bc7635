"""The answers of a review: their words and keys, what each puts on record, and which card is next.

All that is common to them is in two tables. ``session`` acts on them; whoever asks the questions makes
menu and help of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, Flag, IntEnum, StrEnum, auto
from functools import partial

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Basis, Extent, VerdictKind
from jamplan.evidence.passages import Passage
from jamplan.language import N_, Language
from jamplan.matching.positions import Position, plain, position_reader


class Answer(StrEnum):
    """What a person can say of a card."""

    CONFIRM = "confirm"
    FIRST = "first"
    SECOND = "second"
    TAKEN_UP = "taken_up"
    PARTLY = "partly"
    PRINCIPLE = "principle"
    NOT_THIS = "not_this"
    NO_MEASURE = "no_measure"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_TESTABLE = "not_testable"
    SKIP = "skip"
    QUOTE = "quote"
    READ = "read"
    BACK = "back"
    NOTE = "note"
    HELP = "help"
    QUIT = "quit"


class Shown(Flag):
    """What is shown; an answer is offered if it fits one part of that."""

    PAIR = auto()
    """A proposal with a measure beside it."""
    ALONE = auto()
    """A proposal, all measures being set aside."""
    CHANGED = auto()
    """A decision whose texts have changed since."""
    PASSAGES = auto()
    """Passages of sources that may be quoted."""
    APART = auto()
    """What two people decided differently."""
    END = auto()
    """No card: the last one has been answered."""


class OnRecord(IntEnum):
    """Whose statements are on record for the pair that is shown."""

    NOTHING = 0
    OTHERS = 1
    """Others' alone."""
    OWN = 2
    """This person's own reading, and perhaps others'."""


class Act(Enum):
    """What an answer puts on record."""

    RENEW = auto()
    """The decisions whose texts have changed, on the texts as they are now."""
    CONFIRM = auto()
    """This person's name, with those who stand by the statements."""
    LINK = auto()
    """A link, stated by a source or read by this person."""
    COMPARE = auto()
    """This person's own reading, beside what others state."""
    REVISE = auto()
    """This person's own reading, with another extent."""
    DISMISS = auto()
    """A dismissal, instead of this person's own reading, and beside what others state."""
    SETTLE = auto()
    """What one of two people decided, instead of all else on the proposal."""
    CONCLUDE = auto()
    """A verdict, instead of this person's own readings."""


_CARD = Shown.PAIR | Shown.ALONE


@dataclass(frozen=True, slots=True)
class Row:
    """All about one answer. The sign in brackets of its ``words`` is its key in their language."""

    words: str
    meaning: str
    offered: Shown = _CARD
    extent: Extent = Extent.UNSTATED
    """The extent of a link that the answer puts on record."""
    verdict: VerdictKind | None = None
    """The kind of a verdict that it puts on record."""
    acts: tuple[Act, ...] = ()
    """What it puts on record, by :class:`OnRecord`; nothing if there is none."""


_of_pair = partial(Row, offered=Shown.PAIR)
# What others state is never changed.
_in_part = partial(_of_pair, acts=(Act.LINK, Act.COMPARE, Act.REVISE))
_conclusion = partial(Row, acts=(Act.CONCLUDE,) * 3)
_apart = partial(Row, offered=Shown.APART, acts=(Act.SETTLE,) * 3)
_always = partial(Row, offered=_CARD | Shown.END)

ANSWERS: Mapping[Answer, Row] = {
    Answer.CONFIRM: Row(
        N_("[c]onfirm what is on record"),
        N_("A text has changed, and what is on record still holds."),
        offered=Shown.CHANGED,
        acts=(Act.RENEW,) * 3,
    ),
    Answer.FIRST: _apart(
        N_("[k]eep the first"), N_("The first decision, which is on record, holds.")
    ),
    Answer.SECOND: _apart(
        N_("take the [s]econd"), N_("The second decision takes its place.")
    ),
    Answer.TAKEN_UP: _of_pair(
        N_("[t]aken up"),
        N_("Say who states it, how and where; or compare both texts yourself."),
        acts=(Act.LINK, Act.CONFIRM, Act.CONFIRM),
    ),
    Answer.PARTLY: _in_part(
        N_("in [p]art"), N_("The same, for a part of it."), extent=Extent.PARTIAL
    ),
    Answer.PRINCIPLE: _in_part(
        N_("in pr[i]nciple"),
        N_("The same, for its principle."),
        extent=Extent.PRINCIPLE,
    ),
    Answer.NOT_THIS: _of_pair(
        N_("[n]ot this one"),
        N_("The match is set aside, and the next one is shown."),
        acts=(Act.DISMISS,) * 3,
    ),
    Answer.NO_MEASURE: _conclusion(
        N_("none found [m]"),
        N_("You looked, and found none; you are asked if that is meant."),
        verdict=VerdictKind.NO_MEASURE_FOUND,
    ),
    Answer.REFUSED: _conclusion(
        N_("[r]efused"),
        N_("A source says that it is refused; its words are needed."),
        verdict=VerdictKind.REFUSED,
    ),
    Answer.OUT_OF_SCOPE: _conclusion(
        N_("o[u]t of scope"),
        N_("The other document did not have to answer it."),
        verdict=VerdictKind.OUT_OF_SCOPE,
    ),
    Answer.NOT_TESTABLE: _conclusion(
        N_("cannot be check[e]d"),
        N_("Its words do not allow anybody to tell."),
        verdict=VerdictKind.NOT_TESTABLE,
    ),
    Answer.SKIP: Row(N_("[l]ater"), N_("Go on without an answer.")),
    Answer.QUOTE: Row(
        N_("[1] to 3 quote"),
        N_(
            "Take that passage as the quote; how it reads is proposed, and recorded by another key."
        ),
        offered=Shown.PASSAGES,
    ),
    Answer.READ: Row(
        N_("[v] in full"), N_("Read both texts in full, and weaker passages.")
    ),
    Answer.BACK: _always(
        N_("[b]ack"), N_("Take the last answer back, and return to it.")
    ),
    Answer.NOTE: Row(N_("n[o]te"), N_("Write a note, which is kept with the answer.")),
    # What help is needs no line in it.
    Answer.HELP: Row(N_("[?] help"), ""),
    Answer.QUIT: _always(
        N_("[q]uit"),
        N_(
            "Quit. All answers are on record; the review goes on here next time. So does Ctrl-C."
        ),
    ),
}
"""The answers, in the order of the menu."""


DECISIONS = tuple(
    answer for answer, row in ANSWERS.items() if row.acts and row.offered & _CARD
)
"""The answers that a form takes: each is a decision of its own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a passage reads as, to be confirmed: None is left to the person."""

    passage: Passage
    answer: Answer | None
    extent: Extent | None
    basis: Basis | None
    claimant: str | None


def reading_of(corpus: Corpus, passage: Passage) -> Reading:
    """Return what the words of a passage propose. Only what dares a position proposes an answer.

    A verb that only supports is implicit, and « in full » is needed for the full extent. The publisher
    of the source is the claimant, unless the verb has another subject.
    """
    reader, words = position_reader(corpus.language), plain(passage.quote)
    answer = READ_AS[passage.position] if passage.position else None
    if answer is Answer.PARTLY and reader.words["in_principle"].search(words):
        answer = Answer.PRINCIPLE
    basis = Basis.EXPLICIT if answer or reader.words["takes_up"].search(words) else None
    if basis and reader.words["supports"].search(words):
        basis = Basis.IMPLICIT
    is_full = answer is Answer.TAKEN_UP and reader.words["full"].search(words)
    publisher = corpus.actor[corpus.source[passage.source].publisher]
    own = plain(f"{publisher.name} {publisher.called or ''}")
    is_own = all(word in own for word in reader.others(words))
    extent = Extent.FULL if is_full else None
    return Reading(passage, answer, extent, basis, publisher.id if is_own else None)


READ_AS: Mapping[Position, Answer] = {
    Position.ACCEPT: Answer.TAKEN_UP,
    Position.PARTLY: Answer.PARTLY,
    Position.REJECT: Answer.REFUSED,
}
"""The answer that each position proposes."""


def offered(shown: Shown) -> list[Answer]:
    """Return the answers that are offered, in the order of the menu."""
    left_out = {Answer.NOT_THIS} if Shown.APART in shown else set()
    return [
        answer
        for answer, row in ANSWERS.items()
        if row.offered & shown and answer not in left_out
    ]


QUOTING = (Answer.TAKEN_UP, Answer.PARTLY, Answer.PRINCIPLE, Answer.REFUSED)
"""The answers that a passage may give."""


def key_of(answer: Answer, language: Language) -> str:
    """Return the key of an answer in a language: the sign in brackets of its words."""
    match = re.search(r"\[(.)\]", language.gettext(ANSWERS[answer].words))
    assert match is not None
    return match[1]


def words_of(answer: Answer, language: Language) -> str:
    """Return an answer in words, without its key."""
    return re.sub(r" \[.\]$|[][]", "", language.gettext(ANSWERS[answer].words))


def menu(answers: Iterable[Answer], language: Language) -> str:
    """Return answers in words with their keys: « [t]aken up, in [p]art, …: »."""
    words = ", ".join(language.gettext(ANSWERS[answer].words) for answer in answers)
    return f"{words[:1].upper()}{words[1:]}{language.gettext(': ').rstrip(' ')}"
