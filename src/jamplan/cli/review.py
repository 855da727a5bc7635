"""The command ``review``: cards on a terminal, and a key or a few words for each answer."""

import re
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from jamplan.cli.environment import Run, decider
from jamplan.cli.errors import UsageError, failure_of
from jamplan.cli.options import DecidedByOption, find_proposal, ids_of
from jamplan.cli.questions import CancelledError, Questions
from jamplan.cli.terminal import BACKSPACE, ENTER, ESCAPE, Terminal
from jamplan.corpus.findings import CorpusError, Finding, Place, RefusedError
from jamplan.corpus.model import Basis, Link
from jamplan.decisions.answers import (
    ACTS,
    ANSWERS,
    QUOTING,
    Act,
    Answer,
    Next,
    Reading,
    Shown,
    key_of,
    menu,
    offered,
    reading_of,
)
from jamplan.decisions.recording import Done, MeanwhileError, Recorded
from jamplan.decisions.session import Card, Session
from jamplan.evidence.passages import Passage
from jamplan.language import N_, today
from jamplan.language.folding import one_line
from jamplan.reports import items, labels
from jamplan.reports.blocks import Block, Heading, Items, inline, strong
from jamplan.reports.card import card_details, card_screens, card_texts
from jamplan.reports.context import Context
from jamplan.reports.labels import label, with_nouns_of

Value = TypeVar("Value")


ItemsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID",
        autocompletion=ids_of("proposals"),
        help=N_(
            "Only these proposals; by default all: changed texts, ambiguous ones, those to review."
        ),
    ),
]
StaleFlag = Annotated[
    bool, typer.Option("--stale", help=N_("Only decisions whose texts have changed since."))
]
BlindFlag = Annotated[bool, typer.Option("--blind", help=N_("Hide scores and what others decided."))]


def review_command(
    ctx: typer.Context,
    items: ItemsArgument = None,
    stale: StaleFlag = False,
    blind: BlindFlag = False,
    decided_by: DecidedByOption = None,
) -> None:
    """Play a review on the terminal."""
    run = Run.of(ctx)
    stdin, stdout = run.environment.stdin, run.environment.stdout
    if stdin is None or not stdin.isatty() or not stdout.isatty():
        message = N_("A review needs a terminal. Without one: jamplan suggest, then jamplan decide.")
        raise UsageError(message)
    if stale and blind:
        raise UsageError(N_("--stale says which decisions there are, and --blind hides them."))
    corpus, folder = run.corpus, Path(run.corpus.folder)
    if corpus.packaged:
        raise RefusedError(Finding("packaged-corpus", Place(corpus.folder), {"path": corpus.folder}))
    only = [find_proposal(corpus, typed).id for typed in items or []]
    person = decider(run, decided_by)
    flags = [name for name, given in (("--stale", stale), ("--blind", blind)) if given]
    with run.patience(N_("Comparing the texts…")):
        session = Session(folder, person, today(), blind=blind, stale=stale, only=only)
    data = ["--data", str(run.shared.data)] if run.shared.data else []
    again = ["jamplan", "review", *flags, *sorted(only), *data, "--decided-by", person]
    words = with_nouns_of(corpus, run.messages)
    console = Console(session, Terminal(run), words, run.language, shlex.join(again))
    if not blind or not session.others_decided or console.goes_on_blind(folder):
        console.play()


_MEANWHILE = N_("Somebody has changed this meanwhile; nothing was recorded. Look again.")


@dataclass
class Console(Questions):
    """Plays a session on a terminal: its own words in one language, the cards in that of the report.

    ``again`` is the command line that goes on with this review.
    """

    again: str
    answers: int = 0
    # What is to be said under the next card, because the screen is cleared for it.
    _news: list[str] = field(default_factory=list)

    def _report(self, sentence: str, **fields: object) -> None:
        """Say a translated sentence under the next card."""
        self._news.append(self.messages.gettext(sentence, **fields))

    def _say_news(self) -> None:
        for line in self._news:
            self.terminal.say(line)
        self._news.clear()

    def goes_on_blind(self, folder: Path) -> bool:
        """Ask whether a blind reviewer works on in a folder that holds what others decided."""
        _ = self.messages.gettext
        self.say(
            N_(
                "This folder holds decisions by others, which stay hidden. On the same statement, "
                "yours take their place. To keep both, work on a copy: {command}"
            ),
            command=f"jamplan init {_('FOLDER')} --from {folder} --without-decisions",
        )
        return self._agrees(_("Go on in this folder?"))

    def play(self) -> None:
        """Show cards and take answers until the last one, or until the person quits.

        Each answer is on record before the next card is shown. Raises :class:`KeyboardInterrupt`.
        """
        try:
            going_on = True
            while going_on:
                card = self._card()
                going_on = self._at_the_end() if card is None else self._answer(card)
        except EOFError:
            pass
        finally:
            self._close()

    def _card(self) -> Card | None:
        """Return the next card; while a file is broken, its faults are shown until it is mended."""
        while True:
            try:
                return self.session.card()
            except (CorpusError, OSError) as error:
                self._tell(error, self.terminal.say)
                self.terminal.key(
                    self.messages.gettext("Correct it, then press any key (Ctrl-C quits):")
                )

    def _at_the_end(self) -> bool:
        """Whether the person goes back from the end of the queue."""
        if not self.session.total:
            self.say(N_("There is nothing to review."))
            return False
        while True:
            self._say_news()
            last = self.messages.gettext("That was the last one.")
            answers = offered(Shown.END)
            key, answer = self._take(f"{last} {menu(answers, self.messages)}", answers)
            if answer is Answer.BACK and self._carried_out(answer, None):
                return True
            if answer is Answer.QUIT or key == ENTER:
                return False

    def _close(self) -> None:
        self._say_news()
        ngettext = self.messages.ngettext
        recorded = ngettext("{n} answer recorded", "{n} answers recorded", self.answers)
        self.terminal.say(f"{recorded}.")
        if left := self.session.total - self.session.done:
            more = ngettext(
                "{n} proposal is left; to go on: {command}",
                "{n} proposals are left; to go on: {command}",
                left,
                command=self.again,
            )
            self.terminal.say(more)

    def _show_card(self, card: Card, prompt: str, chosen: Passage | None = None) -> None:
        session = self.session
        if session.note:
            self._report(N_("Note: {note}"), note=session.note)
        screens = card_screens(self._context(session.corpus), card, session.decided_by, chosen)
        self.terminal.show(*screens, below=[*self._news, prompt])
        self._say_news()

    def _answer(self, card: Card) -> bool:
        """Take keys until one of them leaves the card. False: the person quits."""
        self._pair = (card.proposal.id, card.measure.id if card.measure else "")
        context = self._context(self.session.corpus)
        passages, answers = card.near, offered(card.shown)
        prompt = menu(answers, self.messages)
        self._show_card(card, prompt)
        while True:
            key, answer = self._take(prompt, answers)
            if answer is not None and ANSWERS[answer].then is Next.LEAVE:
                return False
            if answer is Answer.HELP:
                self.terminal.leaf(*card_details(context, card), *self._help(answers))
                self._show_card(card, prompt)
            elif answer is Answer.READ:
                self.terminal.leaf(*card_texts(context, card))
                shown = card.shown | Shown.PASSAGES if card.passages else card.shown
                passages, answers = card.passages, offered(shown)
                prompt = menu(answers, self.messages)
                self._show_card(card, prompt)
            elif answer is Answer.QUOTE and int(key) <= len(card.passages):
                passage = card.passages[int(key) - 1]
                if passage in passages and self._carried_out(answer, card, passage):
                    return True
                self._show_card(card, prompt)
            elif answer is not None:
                if self._carried_out(answer, card):
                    return True
            elif key.isprintable() and key.strip():
                self.say(N_("The key “{key}” does nothing here; ? is help."), key=key)

    def _take(self, prompt: str, answers: Sequence[Answer]) -> tuple[str, Answer | None]:
        """Take a key, and the answer that it stands for, if that is offered."""
        key = self.terminal.key(prompt).lower()
        by_key = {key_of(answer, self.messages): answer for answer in answers}
        also = {BACKSPACE: Answer.BACK, "h": Answer.HELP, "2": Answer.QUOTE, "3": Answer.QUOTE}
        return key, by_key.get(key, also[key] if also.get(key) in answers else None)

    def _carried_out(self, answer: Answer, card: Card | None, passage: Passage | None = None) -> bool:
        """Do what an answer asks for and tell what goes wrong; True if the card is done with."""
        try:
            acts = {Answer.BACK: self._back, Answer.NOTE: self._note, Answer.SKIP: self._skip}
            if answer in acts:
                return acts[answer]()
            assert card is not None
            return self._cite(card, passage) if passage else self._record(answer, card)
        except CancelledError:
            return False
        except MeanwhileError:
            self._report(_MEANWHILE)
            return True
        except (RefusedError, CorpusError, OSError) as error:
            # After a passage, the card is shown again.
            self._tell(error, self._news.append if passage else self.terminal.say)
            return False

    # Answers

    def _record(self, answer: Answer, card: Card) -> bool:
        """Ask for what an answer needs, and put it on record."""
        act = ACTS[answer][card.on_record]
        basis = Basis.COMPARED
        statement = None
        unlink = False
        if act is Act.LINK:
            basis = self._basis()
            statement = self._compared(card) if basis is Basis.COMPARED else self._stated()
        elif act is Act.COMPARE:
            sentence = N_(
                "The statement (according to {names}) stays as it is; your own comparison is recorded "
                "beside it."
            )
            self.say(sentence, names=self._claimants(card))
            statement = self._compared(card)
        elif act is Act.CONTRADICT:
            unlink = self._is_mistake(card)
        elif act is Act.CONCLUDE:
            self._conclude_beside(card, answer)
            statement = self._stated() if answer is Answer.REFUSED else None
        recorded = self.session.answer(answer, basis=basis, statement=statement, unlink=unlink)
        self._tell_recorded(recorded, confirmed=act in {Act.CONFIRM, Act.RENEW})
        return True

    def _cite(self, card: Card, passage: Passage) -> bool:
        """Show a passage with what it reads as, and record what the person confirms or says instead."""
        reading = reading_of(self.session.corpus, passage)
        answers = [answer for answer in QUOTING if ANSWERS[answer].offered & card.shown]
        answer = self._confirmed(card, passage, reading, answers)
        if ACTS[answer][card.on_record] is Act.CONCLUDE:
            self._conclude_beside(card, answer)
        # A refusal has no basis.
        basis = reading.basis or (Basis.EXPLICIT if answer is Answer.REFUSED else self._basis())
        if basis is Basis.COMPARED:
            statement = self._compared(card)
        else:
            statement = self.session.statement(
                claimed_by=reading.claimant or self._claimant(),
                sources=[passage.source],
                quotes=[passage.quote],
                locators=[passage.locator or ""],
            )
        extent = reading.extent if answer is reading.answer else None
        recorded = self.session.answer(answer, basis=basis, extent=extent, statement=statement)
        self._tell_recorded(recorded, confirmed=False)
        return True

    def _confirmed(
        self, card: Card, passage: Passage, reading: Reading, answers: Sequence[Answer]
    ) -> Answer:
        """Ask which answer a passage gives; Enter is the one that it reads as."""
        _ = self.messages.gettext
        prompt = _(
            "What does it say (Escape goes back)? {answers}", answers=menu(answers, self.messages)
        )
        if reading.answer and reading.answer in answers:
            codes = filter(None, (reading.extent, reading.basis))
            parts = [re.sub(r"[][]", "", _(ANSWERS[reading.answer].words))]
            parts += [label(self.messages, code) for code in codes]
            if reading.claimant:
                actor = self._context(self.session.corpus).called(reading.claimant)
                parts.append(_("according to {actor}", actor=actor))
            prompt = _(
                "Proposed: {reading}. Enter records that. {question}",
                reading=", ".join(parts),
                question=prompt,
            )
        self._show_card(card, prompt, passage)
        while True:
            key, answer = self._take(prompt, answers)
            if key == ESCAPE:
                raise CancelledError
            if key == ENTER and reading.answer in answers:
                answer = reading.answer
            if answer is not None:
                return answer

    def _claimants(self, card: Card) -> str:
        corpus = self.session.corpus
        names = [self._context(corpus).called(link.claimed_by) for link in card.links_of_pair]
        return self.messages.listed(names)

    def _is_mistake(self, card: Card) -> bool:
        """Ask whether what others state of the pair is a mistake of the record."""
        question = self.messages.gettext(
            "According to {names}, it is taken up. [k]eep that statement beside your own, or "
            "[d]elete it as a mistake of the record? Escape goes back:",
            names=self._claimants(card),
        )
        _key, unlink = self._choose(question, (False, True))
        if unlink is None:
            raise CancelledError
        return unlink

    def _conclude_beside(self, card: Card, answer: Answer) -> None:
        """Ask whether a conclusion is meant if others have linked the proposal, or none was found."""
        _ = self.messages.gettext
        others = [link.measure for link in card.links if not self.session.own(link)]
        question = _("Record that you looked, and found none?")
        if others:
            question = _(
                "A statement on {measures} is on record. Keep it, and record your conclusion too?",
                measures=", ".join(dict.fromkeys(others)),
            )
        if (others or answer is Answer.NO_MEASURE) and not self._agrees(question):
            raise CancelledError

    def _skip(self) -> bool:
        if self.session.note:
            self._report(N_("The note is not on record, for there was no answer; going back keeps it."))
        self.session.skip()
        return True

    def _back(self) -> bool:
        """Return to the card before, and take its answer back if the person agrees."""
        last = self.session.last
        if last is None:
            self.say(N_("This is where the review began."))
            return False
        corpus = self.session.corpus
        decisions = [change.after or change.before for change in last]
        texts = [
            items.decision_text(Context(corpus, self.messages), known) for known in decisions if known
        ]
        question = self.messages.gettext("Take this back? {decision}", decision=" ".join(texts))
        if texts and not self._agrees(question):
            raise CancelledError
        try:
            self.session.back()
            self.answers -= bool(texts)
        except MeanwhileError:
            self._report(_MEANWHILE)
        return True

    def _note(self) -> bool:
        note = self._line(self.messages.gettext("Note:"), self.session.note or "")
        self.session.note = one_line(note) or None
        return False

    def _tell_recorded(self, recorded: Recorded, *, confirmed: bool) -> None:
        """Say what an answer put on record, under the next card."""
        self.answers += any(change.done is not Done.NOTHING for change in recorded.changes)
        for change in recorded.changes:
            if decision := change.after or change.before:
                # A blind reviewer does not learn that something was on record.
                done = "added" if self.session.blind else change.done
                if confirmed and change.done is Done.CHANGED:
                    done = "confirmed"
                text = items.decision_text(Context(recorded.corpus, self.messages), decision)
                news = f"{labels.done_text(self.messages, done, self.session.decided_by)} {text}"
                if isinstance(change.after, Link) and change.after.basis is Basis.COMPARED:
                    news += f" {self.messages.gettext(items.COUNTS_WITH_ANY)}"
                self._news.append(news)

    # Messages

    def _tell(self, error: Exception, say: Callable[[str], None]) -> None:
        if failure := failure_of(error, self.messages):
            for line in failure[0]:
                say(line)

    def _help(self, answers: Sequence[Answer]) -> list[Block]:
        _ = self.messages.gettext
        keys = [
            inline(strong(key_of(answer, self.messages)), " ", _(ANSWERS[answer].meaning))
            for answer in answers
            if ANSWERS[answer].meaning
        ]
        more = _(
            "What others state stays as it is. If a statement is on record, “taken up” confirms it; "
            "“in part”, “in principle” and “not this one” add your own reading. A score "
            "is a similarity of texts, never a fact."
        )
        marks = _("In a text that has changed, [-…-] is gone and {+…+} is new.")
        return [Heading(_("Keys")), Items((*keys, inline(more), inline(marks)))]
