"""The questions of a review: a key or a line of words, never one for the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from jamplan.account import items, vocabulary
from jamplan.account.context import Context
from jamplan.cli.terminal import ENTER, ESCAPE, Terminal
from jamplan.corpus.findings import Finding
from jamplan.corpus.model import Item, Source
from jamplan.corpus.statements import SAYS, Group, Words
from jamplan.decisions.cards import Card
from jamplan.decisions.entries import Entry, Piece
from jamplan.decisions.quoting import are_own_words, source_of_text
from jamplan.decisions.session import Session
from jamplan.language import N_, Language

Value = TypeVar("Value")


class CancelledError(Exception):
    """The person went back to the card."""


@dataclass
class Questions:
    """Asks on a terminal what an answer needs, in the language of messages.

    Each question is left by Escape, which raises :class:`CancelledError`.
    """

    session: Session
    terminal: Terminal
    messages: Language
    report: Language
    # What was typed for each question on the card, to be proposed when it is asked
    # again.
    _typed: dict[str, str] = field(default_factory=dict)
    # The source that was typed last, for the next card.
    _last_source: str = ""

    @property
    def _context(self) -> Context:
        return Context(self.session.corpus, self.report)

    def say(self, sentence: str, **fields: object) -> None:
        """Show a translated sentence."""
        self.terminal.say(self.messages.gettext(sentence, **fields))

    def _choose(
        self, prompt: str, values: Sequence[Value], *, fresh: bool = False
    ) -> tuple[str, Value | None]:
        """Take a key, and the value of the letter in brackets, in this order."""
        key = self.terminal.key(prompt, fresh=fresh).lower()
        # Names in the prompt may have brackets of their own, and come before.
        letters = re.findall(r"\[(.)\]", prompt)[-len(values) :]
        return key, dict(zip(letters, values, strict=True)).get(key)

    def _agrees(self, question: str) -> bool:
        """Whether a person answers yes, by a key typed after the question appears."""
        keys = self.messages.gettext("[y]es, [n]o:")
        prompt = f"{question} {keys}"
        return self._choose(prompt, (True, False), fresh=True)[1] is True

    def _told(self, code: str, **details: object) -> str:
        """The sentence of a finding."""
        return vocabulary.say(Finding(code, details=details), self.messages)[0]

    def _line(self, prompt: str, default: str = "", choices: Sequence[str] = ()) -> str:
        """Take a line of text. Escape goes back to the card."""
        line = self.terminal.line(prompt, default, choices, is_alone=True)
        if line is None:
            raise CancelledError
        return line

    def _in_words(self, prompt: str, default: str = "") -> str:
        """Take words, or nothing: one sign is a key that was meant for the card."""
        while len(words := self._asked(prompt, default).strip()) == 1:
            del self._typed[prompt]
            self.terminal.say(self._told("quote-too-short", quote=words))
        return words

    def _asked(
        self, prompt: str, default: str = "", choices: Sequence[str] = ()
    ) -> str:
        """Take a line that begins with what was typed before the answer was refused."""
        self._typed[prompt] = self._line(
            prompt, self._typed.get(prompt, default), choices
        )
        return self._typed[prompt]

    def _chosen(
        self, prompt: str, values: Sequence[Value], default: Value | None = None
    ) -> Value:
        """Take a key until it is one of the prompt's.

        Enter is the default, Escape goes back.
        """
        while True:
            key, value = self._choose(prompt, values)
            if key == ESCAPE:
                raise CancelledError
            value = default if key == ENTER else value
            if value is not None:
                return value

    def _words(self, *, needs_source: bool) -> Words:
        """Ask how it is stated; where a source is needed, by nobody is no answer."""
        fields = {
            str(words): vocabulary.label(self.messages, words)
            for words in (Words.EXPLICIT, Words.IMPLICIT, Words.AMBIGUOUS)
        }
        asked = N_(
            "How is it stated (Escape goes back)? [e] {explicit}, [i] {implicit}, [a] "
            "{ambiguous}; [c] no source states it, you compared the texts:"
        )
        choices = tuple(Words)
        if needs_source:
            asked = N_(
                "How is it stated (Escape goes back)? [e] {explicit}, [i] {implicit}, "
                "[a] {ambiguous}:"
            )
            choices = choices[:3]
        return self._chosen(self.messages.gettext(asked, **fields), choices)

    def _sourced(self) -> Entry:
        """Ask for the source that states it, who speaks there, and its words."""
        _ = self.messages.gettext
        # A response speaks for itself.
        document = self._context.corpus.plan_document
        own = document.source if self._context.corpus.answers_each else None
        question = _("Source that states it (its id; Tab completes):")
        source = self._source(question, self._last_source or own or "")
        self._last_source = source.id
        speaker = self._speaker(source.publisher)
        quote = self._in_words(_("Its exact words:"))
        piece = source.id, quote, self._asked(_("Where they are (page, paragraph):"))
        return self.session.entry(speaker=speaker, evidence=[piece])

    def _outcome(self, about: str) -> Entry:
        """Ask what became of an item, when, and which source says so."""
        _ = self.messages.gettext
        outcomes = [says for says, row in SAYS.items() if row.group is Group.OUTCOME]
        keys = [
            f"[{number}] {vocabulary.label(self.messages, says)}"
            for number, says in enumerate(outcomes, 1)
        ]
        head = f"{_('What became of it')} ({about}){_(': ')}"
        says = self._chosen(f"{head}{', '.join(keys)}", outcomes)
        words = self._words(needs_source=True)
        entry = self._sourced()
        date = self._asked(_("When: a year, a month or a day, as 2021-04."))
        # A note on the card is of the decision on the proposal.
        return replace(
            entry, about=about, says=says, words=words, date=date or None, note=None
        )

    def _speaker(self, default: str = "") -> str:
        """Ask who states it: only a comparison is the person's own."""
        prompt = self.messages.gettext(
            "According to (id, Tab completes; or the whole name of a new actor):"
        )
        actors = list(self.session.corpus.actor)
        while True:
            name = self._asked(prompt, default, actors).strip()
            # One sign is a key, if it is no actor's id.
            if name in actors or len(name) > 1:
                return name
            del self._typed[prompt]
            self.say(N_("Somebody states it: name who."))

    def _compared(self, card: Card) -> Entry:
        """Ask for the source of each compared text, and its words or their place."""
        assert card.measure is not None
        evidence = [self._evidence_on(item) for item in (card.proposal, card.measure)]
        return self.session.entry(words=Words.COMPARED, evidence=evidence)

    def _evidence_on(self, item: Item) -> Piece:
        """Ask for the source in which a person read an item, and words or a place."""
        _ = self.messages.gettext
        corpus = self.session.corpus
        prompt = _("{item}: read in the source (its id):", item=item.id)
        source = self._source(prompt, source_of_text(corpus, item) or "")
        quote = self._in_words(
            _("{item}: words that you compared (or nothing):", item=item.id)
        )
        if are_own_words(corpus, item, quote):
            self.say(items.OWN_WORDS_ARE_A_PLACE)
        prompt = _("{item}: where you read it (page, paragraph):", item=item.id)
        known = (piece.locator for piece in item.evidence if piece.source == source.id)
        place = next(filter(None, known), "")
        while not (locator := self._asked(prompt, place)) and not quote:
            self.say(
                N_("Words or a place are needed: p. 3, for example, or: whole text.")
            )
        return source.id, quote, locator

    def _source(self, prompt: str, default: str = "") -> Source:
        sources = self.session.corpus.source
        while (typed := self._asked(prompt, default, list(sources))) not in sources:
            del self._typed[prompt]
            self.say(N_("There is no source “{value}”."), value=typed)
            self.say(N_("Possible values: {values}."), values=", ".join(sources))
        return sources[typed]
