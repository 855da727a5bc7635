"""The command ``review``: cards on a terminal, and a key or a few words for each answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from jamplan.account import items, vocabulary
from jamplan.account.cards import CardTold
from jamplan.account.context import Context
from jamplan.cli import options
from jamplan.cli.decide import decider
from jamplan.cli.environment import Run
from jamplan.cli.errors import KEEP_ONE, MEANWHILE, NO_TERMINAL, UsageError, failure_of
from jamplan.cli.options import argument, flag, option
from jamplan.cli.terminal import ENTER, ESCAPE, Terminal, terminal_of
from jamplan.corpus.findings import CorpusError, Finding, Place, RefusedError
from jamplan.corpus.loading import load
from jamplan.corpus.model import Item, Source
from jamplan.corpus.statements import SAYS, ReaderAlone, Words
from jamplan.decisions import answers, forms
from jamplan.decisions.answers import Act, Answer, PassageReading, Shown
from jamplan.decisions.cards import Card
from jamplan.decisions.entries import AskedError, Entry, Piece
from jamplan.decisions.quoting import are_own_words, source_of_text
from jamplan.decisions.recording import Done, MeanwhileError, Recorded
from jamplan.decisions.session import Session
from jamplan.evidence.passages import Passage
from jamplan.exports.formfile import words_read
from jamplan.language import N_, Language, today
from jamplan.language.folding import one_line
from jamplan.layouts.card import card_details, card_help, card_screens, card_texts

Value = TypeVar("Value")


def review_command(
    ctx: typer.Context,
    items: Annotated[
        list[str] | None,
        argument(
            "ID",
            N_(
                "Only these proposals; by default all: changed texts, ambiguous ones, those to review."
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
                "Settle what another person decided differently there, in a folder or a form."
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


class CancelledError(Exception):
    """The person went back to the card."""


@dataclass
class Console:
    """Plays a session on a terminal: its words in the language of messages, cards in ``report``."""

    session: Session
    terminal: Terminal
    messages: Language
    report: Language
    answers: int = 0
    # What is to be said under the next card, because the screen is cleared for it.
    _news: list[str] = field(default_factory=list)
    # What was typed for each question on the card, to be proposed when it is asked again.
    _typed: dict[str, str] = field(default_factory=dict)
    # The source that was typed last, for the next card.
    _last_source: str = ""

    @property
    def _context(self) -> Context:
        return Context(self.session.corpus, self.report)

    def say(self, sentence: str, **fields: object) -> None:
        """Show a translated sentence."""
        self.terminal.say(self.messages.gettext(sentence, **fields))

    def _say_news(self) -> None:
        for line in self._news:
            self.terminal.say(line)
        self._news.clear()

    def goes_on_blind(self, folder: Path) -> bool:
        """Ask whether a blind reviewer works on in a folder that holds what others decided."""
        _ = self.messages.gettext
        self.say(
            N_(
                "This folder holds decisions by others, which stay hidden. What another one recorded "
                "of the same source is not recorded twice. To decide on all, work on a copy: {command}"
            ),
            command=f"jamplan init {_('FOLDER')} --from {folder} --without-decisions",
        )
        return self._agrees(_("Go on in this folder?"))

    def play(self) -> None:
        """Show cards and take answers until the last one, or until the person quits.

        Each answer is on record before the next card is shown. Raises :class:`KeyboardInterrupt`, and
        :class:`CorpusError` if somebody has broken a file meanwhile.
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
            key, answer = self._take(
                f"{last} {answers.menu(choices, self.messages)}", choices
            )
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

    def _show_card(
        self,
        card: Card,
        prompt: str,
        choices: Sequence[Answer] = (),
        chosen: Passage | None = None,
    ) -> str:
        """Show a card; a key leaves its pages if its answer records nothing by itself. Return it."""

        def leaves(key: str) -> bool:
            answer = self._take(prompt, choices, key)[1] if choices else None
            return answer is not None and answers.ANSWERS[answer].act is None

        if note := self.session.note:
            head = self._head_of_note()
            self._news.append(f"{head} {note}")
        told = CardTold(self._context, card)
        key = card.passages.index(chosen) + 1 if chosen else 0
        screens = card_screens(told, self.session.decided_by, key)
        news, self._news = self._news, []
        return self.terminal.show(*screens, news=news, below=prompt, leaves=leaves)

    def _answer(self, card: Card) -> bool:
        """Take keys until one of them leaves the card. False: the person quits."""
        self._typed.clear()
        is_read = False
        while True:
            passages = card.passages if is_read else card.near
            choices = answers.offered(
                card.shown | Shown.PASSAGES if passages else card.shown
            )
            prompt = answers.menu(choices, self.messages)
            key, answer = self._take(
                prompt, choices, self._show_card(card, prompt, choices)
            )
            if answer is Answer.HELP:
                details = card_details(CardTold(self._context, card))
                keys = answers.meanings(choices, self.messages)
                self.terminal.leaf(*details, *card_help(self.messages, keys))
            elif answer is Answer.READ:
                is_read = True
                self.terminal.leaf(*card_texts(CardTold(self._context, card)))
            elif answer is Answer.QUOTE:
                passage = dict(enumerate(card.passages, 1)).get(int(key))
                if passage in passages and self._carried_out(answer, card, passage):
                    return True
            elif answer is Answer.QUIT or (answer and self._carried_out(answer, card)):
                return answer is not Answer.QUIT

    def _take(
        self, prompt: str, choices: Sequence[Answer], key: str = ""
    ) -> tuple[str, Answer | None]:
        """Take a key, unless it is there already, and the answer that it stands for, if offered."""
        key, answer = self._choose(prompt, choices, key)
        if key in {"2", "3"} and Answer.QUOTE in choices:
            answer = Answer.QUOTE
        return key, answer

    def _carried_out(
        self, answer: Answer, card: Card | None, passage: Passage | None = None
    ) -> bool:
        """Do what an answer asks for and tell what goes wrong; True if the card is done with."""
        try:
            acts = {
                Answer.BACK: self._back,
                Answer.NOTE: self._note,
                Answer.SKIP: self._skip,
            }
            if answer in acts:
                return acts[answer]()
            assert card is not None
            return self._record(answer, card, passage)
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

    def _record(
        self, answer: Answer, card: Card, passage: Passage | None = None
    ) -> bool:
        """Ask for what an answer needs, and put it on record; what a passage reads as is confirmed."""
        reading = answers.reading_of(self.session.corpus, passage) if passage else None
        answer = self._confirmed(card, reading) if reading else answer
        act = card.act_of(answer)
        if reading and act in {Act.COMPARE, Act.REVISE}:
            # What was quoted is a statement of its own.
            act = Act.STATE
        entry: Entry | None = None
        if act is Act.STATE:
            entry = self._stated(answer, card, reading)
        elif act is Act.COMPARE:
            sentence = N_(
                "The statement (according to {names}) stays as it is; your own comparison is recorded "
                "beside it."
            )
            self.say(sentence, names=self._heard_on(card))
            entry = self._compared(card)
        elif act is Act.CONFIRM:
            self._ask_what_is_confirmed(answer, card)
        elif answer is Answer.NO_MEASURE:
            question = self.messages.gettext("Record that you looked, and found none?")
            if not self._agrees(question):
                raise CancelledError
        recorded = self._answered(answer, act, entry)
        self._tell_recorded(recorded, confirmed=act in {Act.CONFIRM, Act.RENEW})
        return True

    def _ask_what_is_confirmed(self, answer: Answer, card: Card) -> None:
        """Ask about what is on record if it is not quite what the answer says.

        That is another extent, another way to say no, or a sentence that is ambiguous. Raises
        :class:`CancelledError`.
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
        entry = entry or self.session.entry()
        while True:
            before = self.session.corpus.digests
            try:
                return self.session.answer(answer, entry, act)
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

    def _stated(
        self, answer: Answer, card: Card, reading: PassageReading | None
    ) -> Entry:
        """Ask how an answer is stated, and by whom; a passage tells most of it."""
        row = answers.ANSWERS[answer]
        assert row.says is not None
        if reading:
            says = reading.says if reading.answer is answer else row.says
            entry = replace(self._sourced(reading), says=says)
            return replace(entry, words=reading.words_for(says or row.says))
        needs_source = SAYS[row.says].alone is ReaderAlone.NEVER
        words = self._words(needs_source=needs_source)
        if words is Words.COMPARED:
            return self._compared(card)
        return replace(self._sourced(None), words=words)

    def _confirmed(self, card: Card, reading: PassageReading) -> Answer:
        """Ask which answer a passage gives; Enter is the one that it reads as."""
        _ = self.messages.gettext
        choices = [
            answer
            for answer in answers.QUOTING
            if answer in answers.offered(card.shown)
        ]
        proposed = reading.answer if reading.answer in choices else None
        menu = answers.menu(choices, self.messages)
        prompt = _("What does it say (Escape goes back)? {answers}", answers=menu)
        if proposed:
            parts = [answers.words_of(proposed, self.messages)]
            if reading.says and reading.says is not answers.ANSWERS[proposed].says:
                parts = [vocabulary.label(self.messages, reading.says)]
            if reading.says:
                words = reading.words_for(reading.says)
                parts.append(vocabulary.label(self.messages, words))
            if reading.speaker:
                actor = self._context.called(reading.speaker)
                parts.append(_("according to {actor}", actor=actor))
            sentence = N_("Proposed: {reading}. Enter: take this reading. {question}")
            prompt = _(sentence, reading=", ".join(parts), question=prompt)
        self._show_card(card, prompt, chosen=reading.passage)
        return self._chosen(prompt, choices, proposed)

    def _skip(self) -> bool:
        if self.session.note:
            sentence = N_(
                "The note is not on record, for there was no answer; going back keeps it."
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
        note = self._line(self._head_of_note(), self.session.note or "")
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

    # Questions

    def _choose(
        self, prompt: str, values: Sequence[Value], key: str = ""
    ) -> tuple[str, Value | None]:
        """Take a key, and the value of the letter that the prompt has in brackets, in this order."""
        key = (key or self.terminal.key(prompt)).lower()
        # Names in the prompt may have brackets of their own, and come before.
        letters = re.findall(r"\[(.)\]", prompt)[-len(values) :]
        return key, dict(zip(letters, values, strict=True)).get(key)

    def _agrees(self, question: str) -> bool:
        keys = self.messages.gettext("[y]es, [n]o:")
        return self._choose(f"{question} {keys}", (True, False))[1] is True

    def _line(self, prompt: str, default: str = "", choices: Sequence[str] = ()) -> str:
        """Take a line of text. Escape goes back to the card."""
        line = self.terminal.line(prompt, default, choices)
        if line is None:
            raise CancelledError
        return line

    def _asked(
        self, prompt: str, default: str = "", choices: Sequence[str] = ()
    ) -> str:
        """Take a line that begins with what was typed for it before the answer was refused."""
        self._typed[prompt] = self._line(
            prompt, self._typed.get(prompt, default), choices
        )
        return self._typed[prompt]

    def _chosen(
        self, prompt: str, values: Sequence[Value], default: Value | None = None
    ) -> Value:
        """Take a key until it is one of the prompt's. Enter is the default, Escape goes back."""
        while True:
            key, value = self._choose(prompt, values)
            if key == ESCAPE:
                raise CancelledError
            value = default if key == ENTER else value
            if value is not None:
                return value

    def _words(self, *, needs_source: bool) -> Words:
        """Ask how it is stated; that nobody states it is no answer to what needs a source."""
        fields = {
            str(words): vocabulary.label(self.messages, words)
            for words in (Words.EXPLICIT, Words.IMPLICIT, Words.AMBIGUOUS)
        }
        asked = N_(
            "How is it stated (Escape goes back)? [e] {explicit}, [i] {implicit}, [a] {ambiguous}; "
            "[c] no source states it, you compared the texts:"
        )
        choices = tuple(Words)
        if needs_source:
            asked = N_(
                "How is it stated (Escape goes back)? [e] {explicit}, [i] {implicit}, "
                "[a] {ambiguous}:"
            )
            choices = choices[:3]
        return self._chosen(self.messages.gettext(asked, **fields), choices)

    def _sourced(self, reading: PassageReading | None) -> Entry:
        """Ask for the source that states it, who speaks there, and its words; a passage has them."""
        _ = self.messages.gettext
        if reading:
            passage = reading.passage
            speaker = reading.speaker or self._speaker()
            piece = passage.source, passage.quote, passage.locator or ""
            return self.session.entry(speaker=speaker, evidence=[piece])
        # A response speaks for itself.
        document = self._context.corpus.plan_document
        own = document.source if self._context.corpus.answers_each else None
        question = _("Source that states it (its id; Tab completes):")
        source = self._source(question, self._last_source or own or "")
        self._last_source = source.id
        speaker, quote = (
            self._speaker(source.publisher),
            self._asked(_("Its exact words:")),
        )
        piece = source.id, quote, self._asked(_("Where they are (page, paragraph):"))
        return self.session.entry(speaker=speaker, evidence=[piece])

    def _speaker(self, default: str = "") -> str:
        """Ask who states it: only a comparison is the person's own."""
        prompt = self.messages.gettext(
            "According to (id, Tab completes; or the whole name of a new actor):"
        )
        while not (
            name := self._asked(prompt, default, list(self.session.corpus.actor))
        ).strip():
            self.say(N_("Somebody states it: name who."))
        return name

    def _compared(self, card: Card) -> Entry:
        """Ask for the source of each text that the person compared, and its words or their place."""
        assert card.measure is not None
        evidence = [self._evidence_on(item) for item in (card.proposal, card.measure)]
        return self.session.entry(words=Words.COMPARED, evidence=evidence)

    def _evidence_on(self, item: Item) -> Piece:
        """Ask for the source in which a person read an item, and words or a place in it."""
        _ = self.messages.gettext
        corpus = self.session.corpus
        prompt = _("{item}: read in the source (its id):", item=item.id)
        source = self._source(prompt, source_of_text(corpus, item) or "")
        quote = self._asked(
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
