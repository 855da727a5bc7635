"""The command ``review``.

Cards on a terminal, and a key or a few words for each answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Annotated

import typer

from jamplan.account import items, vocabulary
from jamplan.account.cards import CardTold
from jamplan.account.context import Context
from jamplan.cli import options
from jamplan.cli.decide import decider
from jamplan.cli.environment import Run
from jamplan.cli.errors import KEEP_ONE, MEANWHILE, NO_TERMINAL, UsageError, failure_of
from jamplan.cli.options import argument, flag, option
from jamplan.cli.questions import CancelledError, Questions
from jamplan.cli.terminal import ENTER, terminal_of
from jamplan.corpus.findings import CorpusError, Finding, Place, RefusedError
from jamplan.corpus.loading import load
from jamplan.corpus.statements import SAYS, ReaderAlone, Words
from jamplan.decisions import answers, forms
from jamplan.decisions.answers import Act, Answer, PassageReading, Shown
from jamplan.decisions.cards import Card
from jamplan.decisions.entries import AskedError, Entry
from jamplan.decisions.recording import Done, MeanwhileError, Recorded
from jamplan.decisions.session import Session
from jamplan.exports.formfile import words_read
from jamplan.language import N_, today
from jamplan.language.folding import one_line
from jamplan.layouts.blocks import Block
from jamplan.layouts.card import (
    CardPage,
    card_details,
    card_help,
    card_pages,
    quoting_page,
)


def review_command(
    ctx: typer.Context,
    items: Annotated[
        list[str] | None,
        argument(
            "ID",
            N_(
                "Only these proposals; by default all: changed texts, ambiguous ones, "
                "those to review."
            ),
            "proposals",
        ),
    ] = None,
    stale: Annotated[
        bool, flag(N_("Only decisions whose texts have changed since."), "--stale")
    ] = False,
    blind: options.BlindFlag = False,
    with_: Annotated[
        Path | None,
        option(
            N_("FOLDER|FILE"),
            N_(
                "Settle what another person decided differently there, in a folder or "
                "a form."
            ),
            "--with",
        ),
    ] = None,
    decided_by: options.DecidedByOption = None,
) -> None:
    """Play a review on the terminal."""
    run = Run.of(ctx)
    terminal = terminal_of(run)
    if terminal is None:
        raise UsageError(NO_TERMINAL, first="jamplan suggest", second="jamplan decide")
    if stale + blind + (with_ is not None) > 1:
        raise UsageError(KEEP_ONE, options="--stale, --blind, --with")
    corpus, folder = run.corpus, Path(run.corpus.folder)
    if corpus.packaged:
        raise RefusedError(
            Finding("packaged-corpus", Place(corpus.folder), {"path": corpus.folder})
        )
    only = [options.find_proposal(corpus, item).id for item in items or []]
    person = decider(run, decided_by)
    other = None
    with run.patience(N_("Comparing the texts…")):
        if with_ is not None:
            other, differing = forms.differing(
                corpus, with_, on=today(), words=words_read(corpus)
            )
            only = [proposal for proposal in differing if proposal in only or not only]
        session = Session(
            folder, person, today(), blind=blind, stale=stale, only=only, other=other
        )
    console = Console(session, terminal, run.messages, run.language)
    if not blind or not session.others_decided or console.goes_on_blind(folder):
        console.play()


_DIGITS = "123456789"


@dataclass
class _Chosen:
    """What is quoted of a screen of a card.

    The places of its passages, the first one first.
    """

    page: CardPage
    places: list[int] = field(default_factory=list)

    def takes_best(self, card: Card, answer: Answer) -> bool:
        """Choose the sentence of the answer for what it is said to be.

        False if there is none.
        """
        best = card.answer.best_for(answer) if card.answer else None
        if best is None or best.passage is None:
            return False
        self.places = [card.quotable.index(best.passage)]
        return True

    def turn(self, key: int, card: Card) -> None:
        """Quote what a key stands for, or no more.

        Of one source, and one quote at least.
        """
        if key > len(self.page.keys):
            return
        place = self.page.keys[key - 1]
        if place in self.places and len(self.places) > 1:
            self.places.remove(place)
        elif place not in self.places:
            source = card.quotable[self.places[0]].source
            if card.quotable[place].source == source:
                self.places.append(place)


@dataclass
class Console(Questions):
    """Plays a session on a terminal.

    Its words in the language of messages, cards in ``report``.
    """

    answers: int = 0
    # What is to be said under the next card, because the screen is cleared for it.
    _news: list[str] = field(default_factory=list)

    def _say_news(self) -> None:
        for line in self._news:
            self.terminal.say(line)
        self._news.clear()

    def goes_on_blind(self, folder: Path) -> bool:
        """Ask whether a blind reviewer works on in a folder with others' decisions."""
        _ = self.messages.gettext
        self.say(
            N_(
                "This folder holds decisions by others, which stay hidden. What "
                "another one recorded of the same source is not recorded twice. To "
                "decide on all, work on a copy: {command}"
            ),
            command=f"jamplan init {_('FOLDER')} --from {folder} --without-decisions",
        )
        return self._agrees(_("Go on in this folder?"))

    def play(self) -> None:
        """Show cards and take answers until the last one, or until the person quits.

        Each answer is on record before the next card is shown. Raises
        :class:`KeyboardInterrupt`, and :class:`CorpusError` if somebody has broken a
        file meanwhile.
        """
        try:
            going_on = True
            while going_on:
                card = self.session.card()
                going_on = self._at_the_end() if card is None else self._answer(card)
        except EOFError:
            pass
        finally:
            self._close()

    def _at_the_end(self) -> bool:
        """Whether the person goes back from the end of the queue."""
        if self.session.last is None:
            self.say(N_("There is nothing to review."))
            return False
        while True:
            self._say_news()
            last = self.messages.gettext("That was the last one.")
            choices = answers.offered(Shown.END)
            menu = answers.menu(choices, self.messages)
            key, answer = self._take(f"{last} {menu}", choices)
            if answer is Answer.BACK and self._carried_out(answer, None):
                return True
            if answer is Answer.QUIT or key == ENTER:
                return False

    def _close(self) -> None:
        self._say_news()
        recorded = self.messages.ngettext(
            "{n} answer recorded", "{n} answers recorded", self.answers
        )
        self.terminal.say(f"{recorded}.")
        if left := self.session.left:
            words = vocabulary.with_nouns_of(self._context.corpus, self.messages)
            more = words.ngettext(
                "{n} {proposal} is left.", "{n} {proposals} are left.", left
            )
            self.terminal.say(more)

    def _pages(self, card: Card, below: str) -> list[CardPage]:
        """The screens of a card, each with room for news and the prompt under it."""
        told = CardTold(self._context, card)

        def fits(report: Sequence[Block]) -> bool:
            return self.terminal.fits(report, news=self._news, below=below)

        return card_pages(told, self.session.decided_by, fits)

    def _answer(self, card: Card) -> bool:
        """Take keys until one of them leaves the card. False: the person quits."""
        self._typed.clear()
        turned = 0
        while True:
            if note := self.session.note:
                self._news.append(f"{self._head_of_note()} {note}")
            shown = card.shown | Shown.PASSAGES if card.quotable else card.shown
            choices = answers.offered(shown)
            prompt = answers.menu(choices, self.messages)
            pages = self._pages(card, prompt)
            page = pages[turned % len(pages)]
            news, self._news = self._news, []
            self.terminal.show(page.blocks, news=news, below=prompt)
            key, answer = self._take(prompt, choices)
            if answer is Answer.READ or key == " ":
                turned += 1
                continue
            turned = 0
            if answer is Answer.HELP:
                details = card_details(CardTold(self._context, card))
                keys = answers.meanings(choices, self.messages)
                self.terminal.leaf(*details, *card_help(self.messages, keys))
            elif answer is Answer.QUOTE:
                if int(key) <= len(page.keys):
                    chosen = page.keys[int(key) - 1]
                    if self._carried_out(answer, card, _Chosen(page, [chosen])):
                        return True
            elif answer is Answer.QUIT or (
                answer and self._carried_out(answer, card, _Chosen(page))
            ):
                return answer is not Answer.QUIT

    def _take(
        self, prompt: str, choices: Sequence[Answer]
    ) -> tuple[str, Answer | None]:
        """Take a key, and the answer that it stands for, if that is offered."""
        key, answer = self._choose(prompt, choices)
        if key in _DIGITS and Answer.QUOTE in choices:
            answer = Answer.QUOTE
        return key, answer

    def _carried_out(
        self, answer: Answer, card: Card | None, chosen: "_Chosen | None" = None
    ) -> bool:
        """Do what an answer asks for and tell what goes wrong.

        True if the card is done with.
        """
        try:
            acts = {
                Answer.BACK: self._back,
                Answer.NOTE: self._note,
                Answer.SKIP: self._skip,
            }
            if answer in acts:
                return acts[answer]()
            assert card is not None
            assert chosen is not None
            if answer is Answer.OUTCOME:
                return self._record_outcome(card)
            return self._record(answer, card, chosen)
        except CancelledError:
            return False
        except MeanwhileError:
            self._news.append(self.messages.gettext(MEANWHILE))
            return True
        except (RefusedError, CorpusError, OSError) as error:
            if failure := failure_of(error, self.messages):
                self._news += failure[0]
            return False

    # Answers

    def _record(self, answer: Answer, card: Card, chosen: "_Chosen") -> bool:
        """Ask for what an answer needs, and put it on record.

        What a quote reads as is confirmed.
        """
        act = card.act_of(answer)
        is_quoted = bool(chosen.places)
        if act is Act.STATE and not is_quoted:
            # The answer itself has the words for what it is said to be.
            is_quoted = chosen.takes_best(card, answer)
        reading: PassageReading | None = None
        if is_quoted:
            answer, reading = self._confirmed(card, answer, chosen)
            act = card.act_of(answer)
            if act in {Act.COMPARE, Act.REVISE}:
                # What was quoted is a statement of its own.
                act = Act.STATE
        entry = self._entered(answer, act, card, reading)
        recorded = self._answered(answer, act, entry)
        self._tell_recorded(recorded, confirmed=act in {Act.CONFIRM, Act.RENEW})
        return True

    def _record_outcome(self, card: Card) -> bool:
        """Ask what became of the item, put it on record, and show the card again."""
        about = card.followed_up(self.session.corpus)
        entry = self._outcome(about)
        recorded = self._agreed(entry, self.session.outcome)
        self._tell_recorded(recorded, confirmed=False)
        return True

    def _entered(
        self,
        answer: Answer,
        act: Act | None,
        card: Card,
        reading: PassageReading | None,
    ) -> Entry | None:
        """Ask for what an answer puts on record beside itself."""
        if act is Act.STATE:
            if reading:
                return self._read(answer, card, reading)
            return self._stated(answer, card)
        if act is Act.COMPARE:
            sentence = N_(
                "The statement (according to {names}) stays as it is; your own "
                "comparison is recorded beside it."
            )
            self.say(sentence, names=self._heard_on(card))
            return self._compared(card)
        if act is Act.CONFIRM:
            self._ask_what_is_confirmed(answer, card)
        elif answer is Answer.NO_MEASURE:
            question = self.messages.gettext("Record that you looked, and found none?")
            if not self._agrees(question):
                raise CancelledError
        return None

    def _ask_what_is_confirmed(self, answer: Answer, card: Card) -> None:
        """Ask about what is on record if it is not quite what the answer says.

        That is another extent, another way to say no, or a sentence that is ambiguous.
        Raises :class:`CancelledError`.
        """
        context = Context(self.session.corpus, self.messages)
        for known in card.saying(answer):
            is_alike = known.says is answers.ANSWERS[answer].says
            if is_alike and known.words is not Words.AMBIGUOUS:
                continue
            question = self.messages.gettext("Record it all the same?")
            if not self._agrees(f"{items.decision_text(context, known)} {question}"):
                raise CancelledError

    def _heard_on(self, card: Card) -> str:
        """Who says what is on record of a pair, as a list."""
        names: dict[str, None] = {}
        context = Context(self.session.corpus, self.messages)
        for statement in card.on_pair:
            voice = context.voice(statement)
            name = context.reader(voice.reader)
            if voice.who is not None:
                name = context.called(voice.who)
            names[name] = None
        return self.messages.listed([*names])

    def _answered(
        self, answer: Answer, act: Act | None, entry: Entry | None
    ) -> Recorded:
        """Record an answer, after the person has agreed to what is doubtful."""
        return self._agreed(
            entry or self.session.entry(),
            lambda entered: self.session.answer(answer, entered, act),
        )

    def _agreed(self, entry: Entry, record: Callable[[Entry], Recorded]) -> Recorded:
        """Record what is entered, after the person has agreed to what is doubtful."""
        while True:
            before = self.session.corpus.digests
            try:
                return record(entry)
            except KeyboardInterrupt:
                # It may have come after the answer was written.
                self.answers += load(self.session.folder).digests != before
                raise
            except AskedError as error:
                for finding in error.findings:
                    told = vocabulary.say(finding, self.messages)[0]
                    question = self.messages.gettext("Record it all the same?")
                    if not self._agrees(f"{told} {question}"):
                        raise CancelledError from None
                entry = replace(entry, agreed=entry.agreed | {*error.keys})

    def _stated(self, answer: Answer, card: Card) -> Entry:
        """Ask how an answer is stated, by whom, and in which words of which source."""
        row = answers.ANSWERS[answer]
        assert row.says is not None
        needs_source = SAYS[row.says].alone is ReaderAlone.NEVER
        words = self._words(needs_source=needs_source)
        if words is Words.COMPARED:
            return self._compared(card)
        return replace(self._sourced(), words=words)

    def _read(self, answer: Answer, card: Card, reading: PassageReading) -> Entry:
        """Return the entry of what quotes read as, once compared with its answer.

        Raises :class:`CancelledError` if the person does not record against the
        answer's own words.
        """
        row = answers.ANSWERS[answer]
        says = reading.says if reading.answer is answer else row.says
        assert says is not None
        quoted = (reading.passage, *reading.more)
        agreed = self._asked_back(answer, card, reading)
        speaker = reading.speaker or self._speaker()
        pieces = [(each.source, each.quote, each.locator or "") for each in quoted]
        entry = self.session.entry(speaker=speaker, evidence=pieces, agreed=agreed)
        return replace(entry, says=says, words=reading.words_for(says))

    def _asked_back(
        self, answer: Answer, card: Card, reading: PassageReading
    ) -> frozenset[tuple[str, str]]:
        """Ask about what the answer's words do not say, and return what is agreed."""
        told = card.doubt_on(answer, reading)
        if told is None:
            return frozenset()
        code, sentence = told
        question = self.messages.gettext("Record it all the same?")
        doubt = self._told(code, quote=sentence, sentence=sentence)
        if not self._agrees(f"{doubt} {question}"):
            raise CancelledError
        # The same question about the quotes themselves is answered with it.
        codes = (code, "quote-against-answer")
        quotes = [each.quote for each in (reading.passage, *reading.more)]
        return frozenset(product(codes, quotes))

    def _confirmed(
        self, card: Card, asked: Answer, chosen: "_Chosen"
    ) -> tuple[Answer, PassageReading]:
        """Ask which answer quotes give, and whether more is quoted.

        Return it with their reading.

        Enter is the answer that they read as, or that is ``asked`` for if it is not in
        doubt.
        """
        choices = [
            answer
            for answer in answers.QUOTING
            if answer in answers.offered(card.shown)
        ]
        if len(chosen.page.keys) > 1:
            choices.append(Answer.QUOTE)
        told = CardTold(self._context, card)
        while True:
            passages = [card.quotable[place] for place in chosen.places]
            reading = answers.reading_of(self.session.corpus, *passages)
            proposed = card.proposed(reading, asked)
            if proposed not in choices:
                proposed = None
            prompt = self._proposal(choices, reading, proposed)
            versions = quoting_page(
                told, self.session.decided_by, chosen.page, chosen.places
            )
            self.terminal.show(*versions, below=prompt)
            key, answer = self._take(prompt, choices)
            if key == ENTER and proposed:
                return proposed, reading
            if answer is Answer.QUOTE:
                chosen.turn(int(key), card)
            elif answer:
                return answer, reading
            elif key != ENTER:
                # A key without a meaning was not meant for this question.
                raise CancelledError

    def _proposal(
        self,
        choices: Sequence[Answer],
        reading: PassageReading,
        proposed: Answer | None,
    ) -> str:
        """The question which answer quotes give, with what they read as."""
        _ = self.messages.gettext
        menu = answers.menu(choices, self.messages)
        prompt = _("What does it say (Escape goes back)? {answers}", answers=menu)
        if proposed is None:
            return prompt
        says = answers.ANSWERS[proposed].says
        parts = [answers.words_of(proposed, self.messages)]
        if proposed is reading.answer and reading.says is not says:
            assert reading.says is not None
            says, parts = reading.says, [vocabulary.label(self.messages, reading.says)]
        assert says is not None
        parts.append(vocabulary.label(self.messages, reading.words_for(says)))
        if reading.speaker:
            actor = self._context.called(reading.speaker)
            parts.append(_("according to {actor}", actor=actor))
        sentence = N_("Proposed: {reading}. Enter: take this reading. {question}")
        return _(sentence, reading=", ".join(parts), question=prompt)

    def _skip(self) -> bool:
        if self.session.note:
            sentence = N_(
                "The note is not on record, for there was no answer; going back keeps "
                "it."
            )
            self._news.append(self.messages.gettext(sentence))
        self.session.skip()
        return True

    def _back(self) -> bool:
        """Return to the card before, and take its answer back if the person agrees."""
        last = self.session.last
        if last is None:
            return False
        context = Context(self.session.corpus, self.messages)
        decisions = [change.after or change.before for change in last]
        texts = [items.decision_text(context, known) for known in decisions if known]
        question = self.messages.gettext(
            "Take this back? {decision}", decision=" ".join(texts)
        )
        if texts and not self._agrees(question):
            raise CancelledError
        self.session.back()
        self.answers -= bool(texts)
        return True

    def _note(self) -> bool:
        note = self._in_words(self._head_of_note(), self.session.note or "")
        self.session.note = one_line(note) or None
        return False

    def _head_of_note(self) -> str:
        _ = self.messages.gettext
        return f"{_('Note')}{_(': ').rstrip()}"

    def _tell_recorded(self, recorded: Recorded, *, confirmed: bool) -> None:
        """Say what an answer put on record, under the next card."""
        self.answers += any(
            change.done is not Done.NOTHING for change in recorded.changes
        )
        for change in recorded.changes:
            if decision := change.after or change.before:
                # A blind reviewer does not learn that something was on record.
                done = "added" if self.session.blind else change.done
                if confirmed and change.done is Done.CHANGED:
                    done = "confirmed"
                context = Context(recorded.corpus, self.messages)
                news = items.recorded_text(
                    context, done, self.session.decided_by, decision
                )
                if decision.is_compared and decision.is_position and change.after:
                    news += f" {self.messages.gettext(items.COUNTS_WITH_ANY)}"
                self._news.append(news)
