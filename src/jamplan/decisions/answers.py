"""The answers of a review: their words and keys, what each puts on record, and which card is next.

All that is common to them is in two tables. ``session`` acts on them; whoever asks the questions makes
menu and help of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, Flag, StrEnum, auto

from jamplan.corpus.model import Extent, VerdictKind
from jamplan.language import N_, Language


class Answer(StrEnum):
    """What a person can say of a card."""

    CONFIRM = "confirm"
    TAKEN_UP = "taken_up"
    PARTLY = "partly"
    NOT_THIS = "not_this"
    NO_MEASURE = "no_measure"
    SKIP = "skip"
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
    END = auto()
    """No card: the last one has been answered."""


class Next(Enum):
    """What comes after an answer."""

    PROPOSAL = auto()
    """The next proposal; the same one again if another decision on it is in doubt."""
    MEASURE = auto()
    """The next measure for the same proposal."""
    SAME = auto()
    """The same card."""
    BEFORE = auto()
    """The card before, without its answer."""
    LEAVE = auto()
    """The end; the review goes on here next time."""


_CARD = Shown.PAIR | Shown.ALONE


@dataclass(frozen=True, slots=True)
class Row:
    """All about one answer. The sign in brackets of its ``words`` is its key in their language."""

    words: str
    meaning: str
    offered: Shown = _CARD
    then: Next = Next.PROPOSAL
    extent: Extent = Extent.UNSTATED
    """The extent of a link that the answer puts on record."""
    verdict: VerdictKind | None = None
    """The kind of a verdict that it puts on record."""


ANSWERS: Mapping[Answer, Row] = {
    Answer.CONFIRM: Row(
        N_("[c]onfirm what is on record"),
        N_("A text has changed, and what is on record still holds."),
        offered=Shown.CHANGED,
    ),
    Answer.TAKEN_UP: Row(
        N_("[t]aken up"),
        N_("The measure takes the proposal up; you are asked how that is stated, and where."),
        offered=Shown.PAIR,
    ),
    Answer.PARTLY: Row(
        N_("[p]artly"),
        N_("It takes a part of it up."),
        offered=Shown.PAIR,
        extent=Extent.PARTIAL,
    ),
    Answer.NOT_THIS: Row(
        N_("[n]ot this one"),
        N_("This measure does not; the match is set aside, and the next measure is shown."),
        offered=Shown.PAIR,
        then=Next.MEASURE,
    ),
    Answer.NO_MEASURE: Row(
        N_("no [m]easure"),
        N_("No measure takes it up: you looked, and found none."),
        verdict=VerdictKind.NO_MEASURE_FOUND,
    ),
    Answer.SKIP: Row(N_("[s]kip"), N_("Go on without an answer.")),
    Answer.BACK: Row(
        N_("[b]ack"),
        N_("Take the last answer back, and return to it."),
        offered=_CARD | Shown.END,
        then=Next.BEFORE,
    ),
    Answer.NOTE: Row(N_("n[o]te"), N_("Write a note, which is kept with the answer."), then=Next.SAME),
    # What help is needs no line in it.
    Answer.HELP: Row(N_("[?] help"), "", then=Next.SAME),
    Answer.QUIT: Row(
        N_("[q]uit"),
        N_("Quit. All answers are on record; the review goes on here next time. So does Ctrl-C."),
        offered=_CARD | Shown.END,
        then=Next.LEAVE,
    ),
}
"""The answers, in the order of the menu."""


class OnRecord(Flag):
    """Whose statements are on record for the pair that is shown: this person's own reading, others'."""

    OWN = auto()
    OTHERS = auto()
    NOTHING = 0
    BOTH = OWN | OTHERS


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
    """A dismissal, instead of this person's own reading."""
    CONTRADICT = auto()
    """A dismissal, beside what others state or, if that is a mistake of the record, instead of it."""
    CONCLUDE = auto()
    """A verdict, instead of this person's own readings."""


ACTS: Mapping[Answer, Mapping[OnRecord, Act]] = {
    answer: dict(
        zip((OnRecord.NOTHING, OnRecord.OWN, OnRecord.OTHERS, OnRecord.BOTH), acts, strict=True)
    )
    for answer, acts in {
        Answer.CONFIRM: (Act.RENEW,) * 4,
        Answer.TAKEN_UP: (Act.LINK, Act.CONFIRM, Act.CONFIRM, Act.CONFIRM),
        # What others state is never changed.
        Answer.PARTLY: (Act.LINK, Act.REVISE, Act.COMPARE, Act.REVISE),
        Answer.NOT_THIS: (Act.DISMISS, Act.DISMISS, Act.CONTRADICT, Act.CONTRADICT),
        Answer.NO_MEASURE: (Act.CONCLUDE,) * 4,
    }.items()
}
"""What each answer records, by what is on record for the pair."""


def offered(shown: Shown) -> list[Answer]:
    """Return the answers that are offered, in the order of the menu."""
    return [answer for answer, row in ANSWERS.items() if row.offered & shown]


def key_of(answer: Answer, language: Language) -> str:
    """Return the key of an answer in a language: the sign in brackets of its words."""
    match = re.search(r"\[(.)\]", language.gettext(ANSWERS[answer].words))
    assert match is not None
    return match[1]


def menu(shown: Shown, language: Language) -> str:
    """Return the answers that are offered, in words with their keys: « [t]aken up, [p]artly, …: »."""
    words = ", ".join(language.gettext(ANSWERS[answer].words) for answer in offered(shown))
    return f"{words[:1].upper()}{words[1:]}{language.gettext(': ').rstrip(' ')}"
