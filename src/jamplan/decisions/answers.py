"""The answers of a review.

Their words and keys, what each puts on record, and which card is next.

All that is common to them is in two tables. ``session`` acts on them; whoever asks the
questions makes menu and help of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, Flag, StrEnum, auto
from functools import partial

from jamplan.corpus import model
from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import POSITIONS, SAYS, Says, Words
from jamplan.decisions.making import proposed_words
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
    NOTED = "noted"
    NOT_THIS = "not_this"
    NO_MEASURE = "no_measure"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_TESTABLE = "not_testable"
    OUTCOME = "outcome"
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


class Act(Enum):
    """What an answer puts on record."""

    RENEW = auto()
    """The statements whose texts have changed, on the texts as they are now."""
    TAKE = auto()
    """A position. What that is depends on what is on record of the pair.

    One of the next four.
    """
    CONFIRM = auto()
    """This person's name, with those who recorded statements that say the same."""
    STATE = auto()
    """A statement, made by a source or read by this person."""
    COMPARE = auto()
    """This person's own reading, beside what others state."""
    REVISE = auto()
    """What this person recorded, which says something else now."""
    DISMISS = auto()
    """A pair that is set aside, instead of this person's own reading, and beside what
    others state.
    """
    SETTLE = auto()
    """What one of two people decided, instead of what the other did.

    What sources state stays.
    """
    CONCLUDE = auto()
    """A conclusion, instead of this person's own readings."""


_CARD = Shown.PAIR | Shown.ALONE


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """All about one answer.

    The sign in brackets of its ``words`` is its key in their language.
    """

    words: str
    meaning: str
    offered: Shown = _CARD
    says: Says | None = None
    """What the statement says that it puts on record."""
    act: Act | None = None
    """What it puts on record; nothing if there is none."""


_of_pair = partial(AnswerRow, offered=Shown.PAIR, act=Act.TAKE)
_conclusion = partial(AnswerRow, act=Act.CONCLUDE)
_apart = partial(AnswerRow, offered=Shown.APART, act=Act.SETTLE)
_always = partial(AnswerRow, offered=_CARD | Shown.END)

ANSWERS: Mapping[Answer, AnswerRow] = {
    Answer.CONFIRM: AnswerRow(
        N_("[c]onfirm what is on record"),
        N_("A text has changed, and what is on record still holds."),
        offered=Shown.CHANGED,
        act=Act.RENEW,
    ),
    Answer.FIRST: _apart(
        N_("[k]eep the first"), N_("The first decision, which is on record, holds.")
    ),
    Answer.SECOND: _apart(
        N_("take the se[c]ond"),
        N_("The second decision takes its place; what sources state stays."),
    ),
    Answer.TAKEN_UP: _of_pair(
        N_("[t]aken up"),
        N_("Say who states it, how and where; or compare both texts yourself."),
        says=Says.TAKEN_UP,
    ),
    Answer.PARTLY: _of_pair(
        N_("in [p]art"), N_("The same, for a part of it."), says=Says.IN_PART
    ),
    Answer.PRINCIPLE: _of_pair(
        N_("in pr[i]nciple"),
        N_("The same, for its principle."),
        says=Says.IN_PRINCIPLE,
    ),
    Answer.NOTED: _of_pair(
        N_("neither yes nor no [w]"),
        N_("A source answers, and says neither; its words are needed."),
        offered=_CARD,
        says=Says.NOTED,
    ),
    Answer.NOT_THIS: _of_pair(
        N_("[n]ot this one"),
        N_("The match is set aside, and the next one is shown."),
        says=Says.NOT_THIS,
        act=Act.DISMISS,
    ),
    Answer.NO_MEASURE: _conclusion(
        N_("none found [m]"),
        N_("You looked, and found none; you are asked if that is meant."),
        says=Says.NO_MATCH,
    ),
    Answer.REFUSED: _of_pair(
        N_("[r]efused"),
        N_("A source says that it is refused; its words are needed."),
        offered=_CARD,
        says=Says.REFUSED,
    ),
    Answer.OUT_OF_SCOPE: _conclusion(
        N_("o[u]t of scope"),
        N_("The other document did not have to answer it."),
        says=Says.OUT_OF_SCOPE,
    ),
    Answer.NOT_TESTABLE: _conclusion(
        N_("cannot be checke[d]"),
        N_("Its words do not allow anybody to tell."),
        says=Says.NOT_TESTABLE,
    ),
    Answer.OUTCOME: AnswerRow(N_("outcome[s]"), N_("What became of it")),
    Answer.SKIP: AnswerRow(N_("[l]ater"), N_("Go on without an answer.")),
    Answer.QUOTE: AnswerRow(
        N_("[1] to 9 quote"),
        N_(
            "Take that sentence as a quote, then others; how it reads is proposed, and "
            "recorded by another key."
        ),
        offered=Shown.PASSAGES,
    ),
    Answer.READ: AnswerRow(
        N_("[v] in full"),
        N_("Turn the page, as the space bar does: both texts in full, other passages."),
    ),
    Answer.BACK: _always(
        N_("[b]ack"), N_("Take the last answer back, and return to it.")
    ),
    Answer.NOTE: AnswerRow(
        N_("n[o]te"), N_("Write a note, which is kept with the answer.")
    ),
    # What help is needs no line in it.
    Answer.HELP: AnswerRow(N_("[?] help"), ""),
    Answer.QUIT: _always(
        N_("[q]uit"),
        N_(
            "Quit. All answers are on record; the review goes on here next time. So "
            "does Ctrl-C."
        ),
    ),
}
"""The answers, in the order of the menu."""


DECISIONS = tuple(
    answer for answer, row in ANSWERS.items() if row.act and row.offered & _CARD
)
"""The answers that a form takes: each is a decision of its own."""


def is_position(answer: Answer) -> bool:
    """Whether an answer says what somebody answers to a proposal."""
    says = ANSWERS[answer].says
    return says is not None and SAYS[says].group in POSITIONS


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What a passage reads as, to be confirmed: None is left to the person."""

    passage: Passage
    answer: Answer | None
    says: Says | None
    words: Words | None
    speaker: str | None
    """The actor who speaks; None if it may be another one than the publisher."""
    more: tuple[Passage, ...] = ()
    """What is quoted beside it, of the same source."""

    def words_for(self, says: Says) -> Words:
        """How the passage says what a person takes it to say.

        Words that only support are read so; what is neither yes nor no is read by the
        person.
        """
        if self.words is Words.IMPLICIT:
            return self.words
        pieces = [
            model.Evidence(source=each.source, quote=each.quote)
            for each in (self.passage, *self.more)
        ]
        return proposed_words(says, pieces) or Words.IMPLICIT


def reading_of(corpus: Corpus, *passages: Passage) -> PassageReading:
    """Return what the words of passages propose.

    The first that dares a position proposes an answer.

    Others are quoted beside it. Those that dare another answer leave none.
    """
    readings = [_reading_of(corpus, passage) for passage in passages]
    telling = [reading for reading in readings if reading.answer]
    first = (telling or readings)[0]
    if len({reading.answer for reading in telling}) > 1:
        first = replace(first, answer=None, says=None)
    more = tuple(each for each in passages if each is not first.passage)
    return replace(first, more=more)


def _reading_of(corpus: Corpus, passage: Passage) -> PassageReading:
    """Return what the words of one passage propose.

    A verb that only supports is implicit, and « in full » is needed for the full
    extent. The publisher of the source speaks, unless the verb has another subject.
    """
    reader, text = position_reader(corpus.language), plain(passage.quote)
    answer = READ_AS[passage.position] if passage.position else None
    if answer is Answer.PARTLY and reader.words["in_principle"].search(text):
        answer = Answer.PRINCIPLE
    is_told = answer or reader.words["takes_up"].search(text)
    words = Words.EXPLICIT if is_told else None
    if words and reader.words["supports"].search(text):
        words = Words.IMPLICIT
    says = ANSWERS[answer].says if answer else None
    if answer is Answer.TAKEN_UP and reader.words["full"].search(text):
        says = Says.IN_FULL
    publisher = corpus.actor[corpus.source[passage.source].publisher]
    own = plain(f"{publisher.name} {publisher.called or ''}")
    is_own = all(word in own for word in reader.others(text))
    return PassageReading(
        passage, answer, says, words, publisher.id if is_own else None
    )


READ_AS: Mapping[Position, Answer] = {
    Position.ACCEPT: Answer.TAKEN_UP,
    Position.PARTLY: Answer.PARTLY,
    Position.REJECT: Answer.REFUSED,
}
"""The answer that each position proposes."""


def offered(shown: Shown) -> list[Answer]:
    """Return the answers that are offered, in the order of the menu."""
    left_out = set()
    if Shown.APART in shown:
        left_out = {Answer.NOT_THIS, Answer.OUTCOME}
    return [
        answer
        for answer, row in ANSWERS.items()
        if row.offered & shown and answer not in left_out
    ]


QUOTING = (
    Answer.TAKEN_UP,
    Answer.PARTLY,
    Answer.PRINCIPLE,
    Answer.NOTED,
    Answer.REFUSED,
)
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


def meanings(answers: Iterable[Answer], language: Language) -> list[tuple[str, str]]:
    """Return the keys of answers, each with what the answer means.

    Without those that need no word.
    """
    return [
        (key_of(answer, language), language.gettext(ANSWERS[answer].meaning))
        for answer in answers
        if ANSWERS[answer].meaning
    ]
