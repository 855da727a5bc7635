"""What a review asks for beside an answer: a source, its words, who says so, and where."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from jamplan.cli.terminal import ESCAPE, Terminal
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Basis, Measure, Proposal, Source
from jamplan.decisions.making import Statement, are_own_words, source_of_text, stands_in_text
from jamplan.decisions.session import Card, Session
from jamplan.language import N_, Language
from jamplan.reports import items
from jamplan.reports.blocks import plain
from jamplan.reports.context import Context
from jamplan.reports.labels import label

Value = TypeVar("Value")


class CancelledError(Exception):
    """The person went back to the card."""


@dataclass
class Questions:
    """Asks questions on a terminal, in the language of messages; ``report`` is that of the cards."""

    session: Session
    terminal: Terminal
    messages: Language
    report: Language
    # What was typed for each question on a pair, to be proposed when it is asked again.
    _typed: dict[tuple[str, ...], str] = field(default_factory=dict, init=False)
    _pair: tuple[str, ...] = field(default=(), init=False)
    # The source that was typed last, for the next card.
    _last_source: str = field(default="", init=False)

    def _context(self, corpus: Corpus) -> Context:
        return Context(corpus, self.report)

    def say(self, sentence: str, **fields: object) -> None:
        """Show a translated sentence."""
        self.terminal.say(self.messages.gettext(sentence, **fields))

    def _choose(self, prompt: str, values: Sequence[Value]) -> tuple[str, Value | None]:
        """Take a key, and the value of the letter that the prompt has in brackets, in this order."""
        key = self.terminal.key(prompt).lower()
        # Names in the prompt may have brackets of their own, and come before.
        letters = re.findall(r"\[(\w)\]", prompt)[-len(values) :]
        return key, dict(zip(letters, values, strict=True)).get(key)

    def _agrees(self, question: str) -> bool:
        answers = self.messages.gettext("[y]es, [n]o:")
        return self._choose(f"{question} {answers}", (True, False))[1] is True

    def _line(self, prompt: str, default: str = "", choices: Sequence[str] = ()) -> str:
        """Take a line of text. Escape goes back to the card."""
        line = self.terminal.line(prompt, default, choices)
        if line is None:
            raise CancelledError
        return line

    def _asked(self, prompt: str, default: str = "", choices: Sequence[str] = ()) -> str:
        """Take a line that begins with what was typed for it before the answer was refused."""
        question = (*self._pair, prompt)
        self._typed[question] = self._line(prompt, self._typed.get(question, default), choices)
        return self._typed[question]

    def _basis(self) -> Basis:
        prompt = self.messages.gettext(
            "How is it stated? [e] {explicit}, [i] {implicit}, [a] {ambiguous}; "
            "[c] no source states it, you compared the texts:",
            **{str(basis): label(self.messages, basis) for basis in Basis},
        )
        while True:
            key, basis = self._choose(prompt, tuple(Basis))
            if basis is not None:
                return basis
            if key == ESCAPE:
                raise CancelledError
            self.say(N_("One of e, i, a, c; Escape goes back to the card."))

    def _stated(self) -> Statement:
        """Ask for the source that states it, who claims it there, and its words."""
        _ = self.messages.gettext
        corpus = self.session.corpus
        # A response speaks for itself.
        own = corpus.plan_document.source if self._context(corpus).is_response else None
        source = self._source(
            _("Source that states it (its id; Tab completes):"), self._last_source or own or ""
        )
        self._last_source = source.id
        self.terminal.say(plain(self._context(corpus).source(source)))
        return self.session.statement(
            claimed_by=self._claimant(source.publisher),
            sources=[source.id],
            quotes=[self._asked(_("Its exact words:"))],
            locators=[self._asked(_("Where they are (page, paragraph):"))],
        )

    def _claimant(self, default: str = "") -> str:
        prompt = self.messages.gettext("According to (id, or the whole name of a new actor):")
        return self._asked(prompt, default, list(self.session.corpus.actor))

    def _compared(self, card: Card) -> Statement:
        """Ask for the source of each text that the person compared, and its words or their place."""
        assert card.measure is not None
        evidence = [self._evidence_on(item) for item in (card.proposal, card.measure)]
        sources, quotes, locators = zip(*evidence, strict=True)
        return self.session.statement(sources=sources, quotes=quotes, locators=locators)

    def _evidence_on(self, item: Proposal | Measure) -> tuple[str, str, str]:
        """Ask for the source in which a person read an item, and words or a place in it."""
        _ = self.messages.gettext
        corpus = self.session.corpus
        prompt = _("{item}: read in the source (its id):", item=item.id)
        source = self._source(prompt, source_of_text(corpus, item) or "")
        unsure = _("These words are not in the text on the card. Are they in the source?")
        while quote := self._asked(_("{item}: words that you compared (or nothing):", item=item.id)):
            if are_own_words(corpus, item, quote):
                self.say(items.OWN_WORDS_ARE_A_PLACE)
                break
            if stands_in_text(item, quote) or self._agrees(unsure):
                break
        prompt = _("{item}: where you read it (page, paragraph):", item=item.id)
        while not (locator := self._asked(prompt)) and not quote:
            self.say(N_("Words or a place are needed: p. 3, for example, or: whole text."))
        return source.id, quote, locator

    def _source(self, prompt: str, default: str = "") -> Source:
        sources = self.session.corpus.source
        while (typed := self._asked(prompt, default, list(sources))) not in sources:
            del self._typed[*self._pair, prompt]
            self.say(N_("There is no source “{value}”."), value=typed)
            self.say(N_("Possible values: {values}."), values=", ".join(sources))
        return sources[typed]
