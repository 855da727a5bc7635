"""Whose figure a published one is held against."""

from dataclasses import dataclass

from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import Statement, Words
from jamplan.corpus.views import addressees
from jamplan.corpus.voices import Telling, voices_of, who_says
from jamplan.counting.quantity import DENIED, LIMITED, Quantity, Said

SPOKEN = DENIED | LIMITED | {Said.ACCEPTED, Said.NOTED}
"""What is done by saying so, so that nobody else's word shows that it is done."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Whose words may confirm a figure: who tells it, and whose act it tells."""

    corpus: Corpus
    teller: str | None
    """The actor to whom the sentence puts the figure down; None for nobody."""
    doers: frozenset[str]
    """The actors whose act it is; empty if the sentence names nobody."""
    is_spoken: bool
    """Whether the act is done by saying so."""

    @property
    def is_nobodys(self) -> bool:
        """Whether the act is put down to somebody who does not answer."""
        return not self.doers <= {*addressees(self.corpus)}

    def admits(self, statement: Statement) -> bool:
        """Whether a statement on items, or a total, may confirm the figure."""
        who = who_says(statement, self.corpus.source).actor
        is_explicit = statement.words is Words.EXPLICIT
        if self.teller is None:
            is_free = not (self.is_spoken and self.doers)
            return is_free or (is_explicit and who in self.doers)
        if not is_explicit:
            return False
        if who == self.teller:
            about = {*addressees(self.corpus, statement)}
            is_of_itself = self.doers <= {self.teller}
            return is_of_itself or about <= self.doers
        is_doers = not self.doers or who in self.doers
        return is_doers and self._is_reported_by_teller(statement)

    def tells_itself(self, statement: Statement) -> bool:
        """Whether the teller says so, and reports nobody."""
        sources = self.corpus.source
        return who_says(statement, sources).actor == self.teller and any(
            voice.telling in {Telling.SPEAKS, Telling.QUOTED}
            for voice in voices_of(statement, sources)
        )

    def _is_reported_by_teller(self, statement: Statement) -> bool:
        """Whether the teller tells in its own words what another one says."""
        return any(
            voice.via == self.teller and voice.telling is Telling.REPORTED
            for voice in voices_of(statement, self.corpus.source)
        )


def compared(corpus: Corpus, quantity: Quantity) -> Compared:
    """Return whose words may confirm a figure.

    X answers, Z tells, and Y does neither:

    ==============================  ================================================
    the sentence                    what it is held against
    ==============================  ================================================
    6 taken up, refused             a rule's count, told with whose it is; a total,
                                    attributed
    X took up 6                     a rule's count of all voices or of X, told with
                                    whose it is; a total, attributed
    X accepted, refused, noted 6    X's explicit words, also as others report them;
                                    no reading, and nobody else's word
    Y took up, accepted 6           nothing: Y does not answer
    according to Z, 6 taken up      Z's explicit words; or what Z reports of others
    according to Z, X took up 6     what Z says of X's document; or what Z reports
                                    that X says
    according to X, X took up 6     X's own explicit words; with what others report
    ==============================  ================================================
    """
    answering = {*addressees(corpus)}
    doers = (quantity.named & answering) | quantity.doing
    if quantity.said in DENIED:
        # Who refuses is part of the figure, whoever it is.
        doers |= quantity.named
    return Compared(corpus, quantity.voice, doers, quantity.said in SPOKEN)
