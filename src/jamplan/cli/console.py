"""The console of a review: shows cards, asks for one key, and for words where a decision needs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jamplan.cli.errors import failure_of
from jamplan.cli.terminal import BACKSPACE, ENTER, ESCAPE, Terminal
from jamplan.corpus.findings import CorpusError, RefusedError
from jamplan.corpus.model import Basis, Extent, Measure, Proposal, Source
from jamplan.decisions.making import (
    Statement,
    are_own_words,
    find_actor,
    source_of_text,
    stands_in_text,
)
from jamplan.decisions.recording import Done, MeanwhileError, Recorded
from jamplan.decisions.session import Card, Session
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Block, Heading, Items, inline, strong
from jamplan.reports.card import card_report
from jamplan.reports.decision_words import OWN_WORDS_ARE_A_PLACE, decision_text, done_text
from jamplan.reports.labels import called, label, source_name

_BASES = {"e": Basis.EXPLICIT, "i": Basis.IMPLICIT, "a": Basis.AMBIGUOUS, "c": Basis.COMPARED}
# The letters of each menu, by what they do. They are those of the words in the menu.
_KEYS = {
    "en": {
        "taken_up": "t",
        "partly": "p",
        "not_this": "n",
        "no_measure": "m",
        "skip": "s",
        "back": "b",
        "note": "o",
        "help": "h",
        "quit": "q",
        "yes": "y",
        "confirm": "c",
        "keep": "k",
        "delete": "d",
    },
    "fr": {
        "taken_up": "r",
        "partly": "p",
        "not_this": "n",
        "no_measure": "a",
        "skip": "s",
        "back": "v",
        "note": "o",
        "help": "h",
        "quit": "q",
        "yes": "o",
        "confirm": "c",
        "keep": "g",
        "delete": "s",
    },
}
_ALWAYS = {BACKSPACE: "back", "?": "help"}


class _Cancelled(Exception):  # noqa: N818 - no error: the person went back to the card
    pass


class Console:
    """Plays a session on a terminal: its own words in one language, the cards in that of the report.

    ``again`` is the command line that goes on with this review.
    """

    def __init__(
        self, session: Session, terminal: Terminal, messages: Language, report: Language, again: str
    ) -> None:
        self.session = session
        self.terminal = terminal
        self.messages = messages
        self.report = report
        self.again = again
        self.answers = 0
        self._letters = _KEYS["fr" if messages.code == "fr" else "en"]
        inner = {"yes", "keep", "delete"}
        self._meanings = {
            letter: act for act, letter in self._letters.items() if act not in inner
        } | _ALWAYS
        # What was typed for a decision that was refused, to be proposed again.
        self._typed: dict[str, str] = {}

    def play(self) -> None:
        """Show cards and take answers until the last one, or until the person quits.

        Each answer is on record before the next card is shown. Raises :class:`KeyboardInterrupt`.
        """
        try:
            while True:
                card = self._card()
                if card is None:
                    if not self._at_the_end():
                        break
                    continue
                self._typed = {}
                self._show_card(card)
                if not self._answer(card):
                    break
        except EOFError:
            pass
        finally:
            self._close()

    def _show_card(self, card: Card) -> None:
        self.terminal.show(card_report(self.session.corpus, card, self.session.decided_by, self.report))
        if self.session.note:
            self.terminal.say(self.messages.gettext("Note: {note}", note=self.session.note))

    def _at_the_end(self) -> bool:
        """Whether the person goes back from the end of the queue."""
        _ = self.messages.gettext
        if not self.session.total:
            self.terminal.say(_("There is nothing to review."))
            return False
        while True:
            key = self.terminal.key(_("That was the last one. [b]ack, [q]uit:")).lower()
            act = self._meanings.get(key)
            if act == "back":
                try:
                    return self._back()
                except (MeanwhileError, RefusedError, CorpusError, OSError) as error:
                    self._tell(error, undoing=True)
                    return True
            if act == "quit" or key == ENTER:
                return False

    def _card(self) -> Card | None:
        """The next card; where a file is broken, the faults are shown until it is mended."""
        while True:
            try:
                return self.session.card()
            except (CorpusError, OSError) as error:
                self._tell(error)
                self.terminal.key(self.messages.gettext("Mend it, then press any key (Ctrl-C quits):"))

    def _close(self) -> None:
        ngettext = self.messages.ngettext
        said = ngettext("{n} answer recorded", "{n} answers recorded", self.answers)
        left = self.session.total - self.session.done
        if left:
            more = ngettext(
                "{n} proposal is left; to go on: {command}",
                "{n} proposals are left; to go on: {command}",
                left,
                command=self.again,
            )
            said = self.messages.gettext("{said}; {more}", said=said, more=more)
            self.terminal.say(said)
        else:
            self.terminal.say(self.messages.gettext("{said}.", said=said))

    def _answer(self, card: Card) -> bool:
        """Take keys until one of them leaves the card. False: the person quits."""
        acts = self._acts(card)
        while True:
            key = self.terminal.key(self._menu(card)).lower()
            act = self._meanings.get(key)
            if act == "quit":
                return False
            if act == "help":
                self.terminal.show(self._help())
                self.terminal.pause()
                self._show_card(card)
            elif act in acts:
                try:
                    if acts[act]():
                        return True
                except _Cancelled:
                    continue
                except MeanwhileError as error:
                    self._tell(error, undoing=act == "back")
                    self.terminal.pause()
                    return True
                except (RefusedError, CorpusError, OSError) as error:
                    self._tell(error)
            elif key.isprintable() and key.strip():
                said = self.messages.gettext(
                    "The key “{key}” does nothing here; {help} is help.",
                    key=key,
                    help=self._letters["help"],
                )
                self.terminal.say(said)

    def _acts(self, card: Card) -> dict[str, Callable[[], bool]]:
        """What the keys do on a card. What each returns says whether the card is done with."""
        acts = {
            "no_measure": lambda: self._no_measure(card),
            "skip": self._skip,
            "back": self._back,
            "note": self._note,
        }
        if card.measure is not None:
            acts |= {
                "taken_up": lambda: self._taken_up(card),
                "partly": lambda: self._partly(card),
                "not_this": lambda: self._not_this_one(card),
            }
        if card.changes:
            acts["confirm"] = lambda: self._done(self.session.confirm_stale(), confirmed=True)
        return acts

    # What the keys do

    def _taken_up(self, card: Card) -> bool:
        if card.links_of_pair:
            return self._done(self.session.confirm(), confirmed=True)
        basis = self._basis()
        said = self._compared(card) if basis is Basis.COMPARED else self._stated()
        return self._done(self.session.take_up(basis, said, Extent.UNSTATED))

    def _partly(self, card: Card) -> bool:
        """In part: said by a source, or by this person; what others state is never changed."""
        if any(self.session.own(each) for each in card.links_of_pair):
            return self._done(self.session.partly())
        if card.links_of_pair:
            names = [
                called(self.session.corpus, self.report, each.claimed_by) for each in card.links_of_pair
            ]
            said = self.messages.gettext(
                "According to {names}: that stays as it is; your own comparison is recorded beside it.",
                names=self.messages.listed(names),
            )
            self.terminal.say(said)
            basis = Basis.COMPARED
        else:
            basis = self._basis()
        said_of_it = self._compared(card) if basis is Basis.COMPARED else self._stated()
        return self._done(self.session.take_up(basis, said_of_it, Extent.PARTIAL))

    def _not_this_one(self, card: Card) -> bool:
        unlink = False
        if any(not self.session.own(each) for each in card.links_of_pair):
            corpus = self.session.corpus
            names = [called(corpus, self.report, each.claimed_by) for each in card.links_of_pair]
            question = self.messages.gettext(
                "According to {names}, it is taken up. [k]eep that statement beside your own, or "
                "[d]elete it as a mistake of the record? Escape goes back:",
                names=self.messages.listed(names),
            )
            key = self.terminal.key(question).lower()
            if key not in (self._letters["keep"], self._letters["delete"]):
                raise _Cancelled
            unlink = key == self._letters["delete"]
        return self._done(self.session.not_this_one(unlink=unlink))

    def _no_measure(self, card: Card) -> bool:
        others = [each for each in card.links if not self.session.own(each)]
        if others:
            question = self.messages.gettext(
                "It is linked to {measures} on record. Keep that, and record your conclusion too? "
                "(y/n)",
                measures=", ".join(dict.fromkeys(link.measure for link in others)),
            )
            if self.terminal.key(question).lower() != self._letters["yes"]:
                raise _Cancelled
        return self._done(self.session.no_measure(self.session.statement()))

    def _skip(self) -> bool:
        self.session.skip()
        return True

    def _back(self) -> bool:
        corpus = self.session.corpus
        undone = self.session.back()
        if undone is None:
            self.terminal.say(self.messages.gettext("This is where the review began."))
            return False
        if any(change.done is not Done.NOTHING for change in undone.changes):
            self.answers -= 1
        for change in undone.changes:
            # What was taken back is named with the actors that it had.
            decision = change.before or change.after
            if decision is not None and change.done is not Done.NOTHING:
                said = decision_text(corpus, decision, self.messages)
                self.terminal.say(self.messages.gettext("Undone: {decision}", decision=said))
        return True

    def _note(self) -> bool:
        note = self._line(self.messages.gettext("Note:"), self.session.note or "")
        self.session.note = one_line(note) or None
        return False

    def _done(self, recorded: Recorded, *, confirmed: bool = False) -> bool:
        if any(change.done is not Done.NOTHING for change in recorded.changes):
            self.answers += 1
        for change in recorded.changes:
            decision = change.after or change.before
            if decision is None:
                continue
            # A blind reviewer does not learn that something was on record.
            done = "added" if self.session.blind else change.done
            if confirmed and change.done is Done.CHANGED:
                done = "confirmed"
            said = done_text(done, self.session.decided_by, self.messages)
            text = decision_text(recorded.corpus, decision, self.messages, self.session.corpus)
            self.terminal.say(f"{said} {text}")
        return True

    # What is asked

    def _line(self, prompt: str, default: str = "", choices: Sequence[str] = ()) -> str:
        """A line of text. Escape goes back to the card."""
        found = self.terminal.line(prompt, default, choices)
        if found is None:
            raise _Cancelled
        return found

    def _asked(self, prompt: str, default: str = "", choices: Sequence[str] = ()) -> str:
        """A line of text, with what was typed for it before where the answer was refused."""
        self._typed[prompt] = self._line(prompt, self._typed.get(prompt, default), choices)
        return self._typed[prompt]

    def _basis(self) -> Basis:
        _ = self.messages.gettext
        prompt = _(
            "How is it stated? [e] {explicit}, [i] {implicit}, [a] {ambiguous}; "
            "[c] no source states it, you compared the texts:",
            **{str(basis): label(self.messages, basis) for basis in Basis},
        )
        while True:
            key = self.terminal.key(prompt).lower()
            if key in _BASES:
                return _BASES[key]
            if key == ESCAPE:
                raise _Cancelled
            self.terminal.say(_("One of e, i, a, c; Escape goes back to the card."))

    def _stated(self) -> Statement:
        """The source that states it, who claims it there, and its words."""
        _ = self.messages.gettext
        source = self._source(_("Source that states it (its id; Tab completes):"))
        self.terminal.say(source_name(self.session.corpus, self.report, source))
        claimant = self._claimant(
            _("According to (id, or the whole name of a new actor):"), source.publisher
        )
        quote = self._asked(_("Its exact words:"))
        place = self._asked(_("Where they stand (page, paragraph):"))
        return self.session.statement(
            claimed_by=claimant, sources=[source.id], quotes=[quote], locators=[place]
        )

    def _compared(self, card: Card) -> Statement:
        """The source of each text that the person compared, and its words or a place in it."""
        assert card.measure is not None
        sources, quotes, places = [], [], []
        for item in (card.proposal, card.measure):
            source, quote, place = self._place_in(item)
            sources.append(source)
            quotes.append(quote)
            places.append(place)
        return self.session.statement(sources=sources, quotes=quotes, locators=places)

    def _place_in(self, item: Proposal | Measure) -> tuple[str, str, str]:
        """Where a person read an item: its source, and words or a place there."""
        _ = self.messages.gettext
        known = source_of_text(self.session.corpus, item) or ""
        source = self._source(_("{item}: read in the source (its id):", item=item.id), known)
        while True:
            quote = self._asked(_("{item}: words that you compared (or nothing):", item=item.id))
            if quote and are_own_words(self.session.corpus, item, quote):
                self.terminal.say(_(OWN_WORDS_ARE_A_PLACE))
            elif quote and not stands_in_text(item, quote) and not self._sure_of_words():
                continue
            place = self._asked(_("{item}: where you read it (page, paragraph):", item=item.id))
            if quote or place:
                return source.id, quote, place
            self.terminal.say(_("Words or a place are needed, so that others can find it."))

    def _sure_of_words(self) -> bool:
        question = self.messages.gettext(
            "These words are not in the text on the card. Are they in the source? (y/n)"
        )
        return self.terminal.key(question).lower() == self._letters["yes"]

    def _source(self, prompt: str, default: str = "") -> Source:
        corpus = self.session.corpus
        while True:
            typed = self._asked(prompt, default, [each.id for each in corpus.sources])
            if typed in corpus.source:
                return corpus.source[typed]
            self._typed.pop(prompt, None)
            message = self.messages.gettext("There is no source “{id}”.", id=typed)
            known = ", ".join(corpus.source)
            self.terminal.say(f"{message} {self.messages.gettext('Known ids: {ids}', ids=known)}")

    def _claimant(self, prompt: str, default: str) -> str:
        while True:
            typed = self._asked(prompt, default, [each.id for each in self.session.corpus.actors])
            if " " in typed or find_actor(self.session.corpus, typed):
                return typed
            self.terminal.say(self.messages.gettext("There is no actor “{id}”.", id=typed))

    # What is said

    def _tell(self, error: Exception, *, undoing: bool = False) -> None:
        _ = self.messages.gettext
        if isinstance(error, MeanwhileError):
            self.terminal.say(
                _("Something was written around that answer meanwhile: it was not taken back.")
                if undoing
                else _("Somebody has changed this card meanwhile; nothing was recorded. Look again.")
            )
            return
        failure = failure_of(error, self.messages)
        assert failure is not None
        for line in failure.lines:
            self.terminal.say(line)

    def _menu(self, card: Card) -> str:
        _ = self.messages.gettext
        menu = self._choices(card)
        if card.changes:
            return _("[c]onfirm what is on record; {menu}", menu=menu)
        return menu

    def _choices(self, card: Card) -> str:
        _ = self.messages.gettext
        if card.measure is None:
            return _("No [m]easure, [s]kip, [b]ack, n[o]te, [h]elp, [q]uit:")
        return _(
            "[t]aken up, [p]artly, [n]ot this one, no [m]easure, [s]kip, [b]ack, n[o]te, [h]elp, "
            "[q]uit:"
        )

    def _help(self) -> list[Block]:
        _ = self.messages.gettext
        keys = (
            (
                "taken_up",
                _("The measure takes the proposal up; you are asked how that is stated, and where."),
            ),
            ("partly", _("It takes a part of it up.")),
            (
                "not_this",
                _("This measure does not; the pair is dismissed, and the next measure is shown."),
            ),
            ("no_measure", _("No measure takes it up: you looked, and found none.")),
            ("skip", _("Go on without an answer.")),
            ("back", _("Take the last answer back, and return to it.")),
            ("note", _("Write a note, which is kept with the answer.")),
            ("confirm", _("Where a text has changed: what is on record still holds on the texts now.")),
            (
                "quit",
                _(
                    "Quit. All answers are on record; the review goes on here next time. So "
                    "does Ctrl-C."
                ),
            ),
        )
        items = tuple(inline(strong(self._letters[key]), " ", text) for key, text in keys)
        more = _(
            "What others state stays theirs: on a pair that is linked, “taken up” stands by the link, "
            "“partly” and “not this one” are your own reading beside it. A computed number is a "
            "similarity of texts, never a fact."
        )
        marks = _("In a text that has changed, [-…-] is gone and {+…+} is new.")
        return [Heading(_("Keys")), Items((*items, inline(more), inline(marks)))]
