"""The command ``review``: cards on a terminal, and a key or a few words for each answer."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from jamplan.cli.environment import Run, decider
from jamplan.cli.errors import UsageError, failure_of
from jamplan.cli.options import DecidedByOption, find_proposal, ids_of
from jamplan.cli.terminal import BACKSPACE, ENTER, ESCAPE, Terminal
from jamplan.corpus.findings import CorpusError, Finding, Place, RefusedError
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Basis, Link, Measure, Proposal, Source
from jamplan.decisions.answers import ACTS, ANSWERS, Act, Answer, Next, Shown, key_of, menu, offered
from jamplan.decisions.making import Statement, are_own_words, source_of_text, stands_in_text
from jamplan.decisions.recording import Done, MeanwhileError, Recorded
from jamplan.decisions.session import Card, Session
from jamplan.language import N_, Language, today
from jamplan.language.folding import one_line
from jamplan.reports import items, labels
from jamplan.reports.blocks import Block, Heading, Items, inline, plain, strong
from jamplan.reports.card import card_details, card_screens
from jamplan.reports.context import Context
from jamplan.reports.labels import label

Value = TypeVar("Value")


ItemsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ID",
        autocompletion=ids_of("proposals"),
        help=N_("Only these proposals; by default all, the most doubtful first."),
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
    console = Console(session, Terminal(run), run.messages, run.language, shlex.join(again))
    if not blind or not session.others_decided or console.goes_on_blind(folder):
        console.play()


_MEANWHILE = N_("Somebody has changed this meanwhile; nothing was recorded. Look again.")


class _CancelledError(Exception):
    """The person went back to the card."""


@dataclass
class Console:
    """Plays a session on a terminal: its own words in one language, the cards in that of the report.

    ``again`` is the command line that goes on with this review.
    """

    session: Session
    terminal: Terminal
    messages: Language
    report: Language
    again: str
    answers: int = 0
    # What is to be said under the next card, because the screen is cleared for it.
    _news: list[str] = field(default_factory=list)
    # What was typed for each question on a pair, to be proposed when it is asked again.
    _typed: dict[tuple[str, ...], str] = field(default_factory=dict)
    _pair: tuple[str, ...] = ()

    def _context(self, corpus: Corpus) -> Context:
        return Context(corpus, self.report)

    def say(self, sentence: str, **fields: object) -> None:
        """Show a translated sentence."""
        self.terminal.say(self.messages.gettext(sentence, **fields))

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
                self._tell(error)
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
            key, answer = self._take(f"{last} {menu(Shown.END, self.messages)}", Shown.END)
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

    def _show_card(self, card: Card, prompt: str) -> None:
        session = self.session
        if session.note:
            self._report(N_("Note: {note}"), note=session.note)
        screens = card_screens(self._context(session.corpus), card, session.decided_by)
        self.terminal.show(*screens, below=[*self._news, prompt])
        self._say_news()

    def _answer(self, card: Card) -> bool:
        """Take keys until one of them leaves the card. False: the person quits."""
        self._pair = (card.proposal.id, card.measure.id if card.measure else "")
        prompt = menu(card.shown, self.messages)
        self._show_card(card, prompt)
        while True:
            key, answer = self._take(prompt, card.shown)
            if answer is not None and ANSWERS[answer].then is Next.LEAVE:
                return False
            if answer is Answer.HELP:
                details = card_details(self._context(self.session.corpus), card)
                self.terminal.leaf(*details, *self._help(card.shown))
                self._show_card(card, prompt)
            elif answer is not None:
                if self._carried_out(answer, card):
                    return True
            elif key.isprintable() and key.strip():
                self.say(N_("The key “{key}” does nothing here; ? is help."), key=key)

    def _take(self, prompt: str, shown: Shown) -> tuple[str, Answer | None]:
        """Take a key, and the answer that it stands for, if that is offered."""
        key = self.terminal.key(prompt).lower()
        answers = {key_of(answer, self.messages): answer for answer in offered(shown)}
        also = {BACKSPACE: Answer.BACK, "h": Answer.HELP}
        answers |= {sign: answer for sign, answer in also.items() if answer in answers.values()}
        return key, answers.get(key)

    def _carried_out(self, answer: Answer, card: Card | None) -> bool:
        """Do what an answer asks for and tell what goes wrong; True if the card is done with."""
        try:
            if answer is Answer.BACK:
                return self._back()
            if answer is Answer.NOTE:
                return self._note()
            assert card is not None
            return self._skip() if answer is Answer.SKIP else self._record(answer, card)
        except _CancelledError:
            return False
        except MeanwhileError:
            self._report(_MEANWHILE)
            return True
        except (RefusedError, CorpusError, OSError) as error:
            self._tell(error)
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
            self._conclude_beside(card)
        recorded = self.session.answer(answer, basis=basis, statement=statement, unlink=unlink)
        self._tell_recorded(recorded, confirmed=act in {Act.CONFIRM, Act.RENEW})
        return True

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
            raise _CancelledError
        return unlink

    def _conclude_beside(self, card: Card) -> None:
        """Ask whether a conclusion is meant if others have linked the proposal."""
        others = [link.measure for link in card.links if not self.session.own(link)]
        question = self.messages.gettext(
            "A statement on {measures} is on record. Keep it, and record your conclusion too?",
            measures=", ".join(dict.fromkeys(others)),
        )
        if others and not self._agrees(question):
            raise _CancelledError

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
            raise _CancelledError
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

    # Questions

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
            raise _CancelledError
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
                raise _CancelledError
            self.say(N_("One of e, i, a, c; Escape goes back to the card."))

    def _stated(self) -> Statement:
        """Ask for the source that states it, who claims it there, and its words."""
        _ = self.messages.gettext
        corpus = self.session.corpus
        source = self._source(_("Source that states it (its id; Tab completes):"))
        self.terminal.say(plain(self._context(corpus).source(source)))
        prompt = _("According to (id, or the whole name of a new actor):")
        return self.session.statement(
            claimed_by=self._asked(prompt, source.publisher, list(corpus.actor)),
            sources=[source.id],
            quotes=[self._asked(_("Its exact words:"))],
            locators=[self._asked(_("Where they are (page, paragraph):"))],
        )

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

    # Messages

    def _tell(self, error: Exception) -> None:
        if failure := failure_of(error, self.messages):
            for line in failure[0]:
                self.terminal.say(line)

    def _help(self, shown: Shown) -> list[Block]:
        _ = self.messages.gettext
        keys = [
            inline(strong(key_of(answer, self.messages)), " ", _(ANSWERS[answer].meaning))
            for answer in offered(shown)
            if ANSWERS[answer].meaning
        ]
        more = _(
            "What others state stays as it is. If a statement is on record, “taken up” confirms it; "
            "“partly” and “not this one” add your own reading. A score is a similarity of texts, never "
            "a fact."
        )
        marks = _("In a text that has changed, [-…-] is gone and {+…+} is new.")
        return [Heading(_("Keys")), Items((*keys, inline(more), inline(marks)))]
