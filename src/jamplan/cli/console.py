"""The console of a review: shows cards, asks for one key, and for words where a decision needs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jamplan.cli.errors import failure_of
from jamplan.cli.terminal import BACKSPACE, ENTER, Terminal
from jamplan.findings import CorpusError, RefusedError
from jamplan.locale import Language
from jamplan.model import Basis, Extent, Measure, Proposal, Source
from jamplan.reports.blocks import Block, Heading, Items, inline, strong
from jamplan.reports.card import card_report
from jamplan.reviewing.drafts import Statement, find_actor, source_of_text, words_of
from jamplan.reviewing.recording import Done, Recorded
from jamplan.reviewing.session import Card, MeanwhileError, Session
from jamplan.text.folding import one_line
from jamplan.wording.decisions import decision_text, done_text
from jamplan.wording.labels import called, label, source_name

# The first letter is that of the English menu, the second that of the French one; both always work.
_TAKEN_UP = ("t", "r")
_PARTLY = ("p",)
_NOT_THIS = ("n",)
_NO_MEASURE = ("m", "a")
_SKIP = ("s",)
_BACK = ("b", "v", BACKSPACE)
_NOTE = ("o",)
_HELP = ("?", "h")
_QUIT = ("q",)
_BASES = {"e": Basis.EXPLICIT, "i": Basis.IMPLICIT, "a": Basis.AMBIGUOUS, "c": Basis.COMPARED}
_YES = ("y", "o")


class _Cancelled(Exception):  # noqa: N818 - no error: the person went back to the card
    pass


class Console:
    """Plays a session on a terminal, in the language of messages for its own words."""

    def __init__(
        self, session: Session, terminal: Terminal, messages: Language, report: Language
    ) -> None:
        self.session = session
        self.terminal = terminal
        self.messages = messages
        self.report = report
        self.recorded = 0

    def play(self) -> None:
        """Show cards and take answers until the last one, or until the person quits.

        Each answer is on record before the next card is shown. Raises :class:`KeyboardInterrupt`.
        """
        _ = self.messages.gettext
        try:
            while (card := self._card()) is not None:
                self.terminal.show(card_report(self.session.corpus, card, self.report))
                if not self._answer(card):
                    break
            else:
                self.terminal.say(_("That was the last one."))
        except EOFError:
            pass
        finally:
            self._close()

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
        said = ngettext("{n} decision recorded", "{n} decisions recorded", self.recorded)
        left = self.session.total - self.session.done
        if left:
            more = ngettext(
                "{n} proposal is left; “jamplan review” goes on there",
                "{n} proposals are left; “jamplan review” goes on there",
                left,
            )
            said = self.messages.gettext("{said}; {more}", said=said, more=more)
        self.terminal.say(self.messages.gettext("{said}.", said=said))

    def _answer(self, card: Card) -> bool:
        """Take keys until one of them leaves the card. False: the person quits."""
        while True:
            if self.session.note:
                self.terminal.say(self.messages.gettext("Note: {note}", note=self.session.note))
            key = self.terminal.key(self._menu(card)).lower()
            if key in _QUIT:
                return False
            if key in _HELP:
                self.terminal.show(self._help())
                continue
            act = self._act(card, key)
            if act is None:
                self.terminal.say(self.messages.gettext("This key has no meaning here; h is help."))
                continue
            try:
                if act():
                    return True
            except _Cancelled:
                continue
            except (RefusedError, CorpusError, OSError, MeanwhileError) as error:
                self._tell(error)
                if isinstance(error, MeanwhileError):
                    return True

    def _act(self, card: Card, key: str) -> Callable[[], bool] | None:
        """What a key does on a card. What it returns says whether the card is done with."""
        acts: list[tuple[Sequence[str], Callable[[], bool]]] = [
            (_NO_MEASURE, lambda: self._no_measure(card)),
            (_SKIP, self._skip),
            (_BACK, self._back),
            (_NOTE, self._note),
        ]
        if card.measure is not None:
            acts += [
                (_TAKEN_UP, lambda: self._take_up(card, Extent.UNSTATED)),
                (_PARTLY, lambda: self._take_up(card, Extent.PARTIAL)),
                (_NOT_THIS, lambda: self._not_this_one(card)),
            ]
        return next((act for keys, act in acts if key in keys), None)

    # What the keys do

    def _take_up(self, card: Card, extent: Extent) -> bool:
        assert card.measure is not None
        linked = [link for link in card.links if link.measure == card.measure.id]
        if linked:
            partial = any(link.extent is Extent.PARTIAL for link in linked)
            changed = extent if partial or extent is Extent.PARTIAL else None
            return self._done(self.session.confirm(changed))
        basis = self._basis()
        said = (
            self._compared(card.proposal, card.measure) if basis is Basis.COMPARED else self._stated()
        )
        return self._done(self.session.take_up(basis, said, extent))

    def _not_this_one(self, card: Card) -> bool:
        assert card.measure is not None
        linked = [link for link in card.links if link.measure == card.measure.id]
        if linked:
            names = [called(self.session.corpus, self.report, link.claimed_by) for link in linked]
            self._sure(
                self.messages.gettext(
                    "A link on record, according to {names}, says otherwise. Take it off? (y/n)",
                    names=self.messages.listed(names),
                )
            )
        return self._done(self.session.not_this_one(unlink=bool(linked)))

    def _no_measure(self, card: Card) -> bool:
        if card.links:
            self._sure(
                self.messages.gettext(
                    "It is linked to {measures} on record; both will be shown. Go on? (y/n)",
                    measures=", ".join(dict.fromkeys(link.measure for link in card.links)),
                )
            )
        return self._done(self.session.no_measure(self.session.statement()))

    def _skip(self) -> bool:
        self.session.skip()
        return True

    def _back(self) -> bool:
        undone = self.session.back()
        if undone is None:
            self.terminal.say(self.messages.gettext("This is where the review began."))
            return False
        for recorded in undone:
            self.recorded -= recorded.done is not Done.NOTHING
            self._show(recorded)
        return True

    def _note(self) -> bool:
        note = self.terminal.line(self.messages.gettext("Note:"), default=self.session.note or "")
        self.session.note = one_line(note) or None
        return False

    def _done(self, recorded: Sequence[Recorded]) -> bool:
        for each in recorded:
            self.recorded += each.done is not Done.NOTHING
            self._show(each)
        return True

    # What is asked

    def _basis(self) -> Basis:
        _ = self.messages.gettext
        prompt = _(
            "How is it stated? [e] {explicit}, [i] {implicit}, [a] {ambiguous}; "
            "[c] {compared}, by you:",
            **{str(basis): label(self.messages, basis) for basis in Basis},
        )
        while True:
            key = self.terminal.key(prompt).lower()
            if key in _BASES:
                return _BASES[key]
            if key not in {ENTER, ""} and not key.isalnum():
                raise _Cancelled
            self.terminal.say(_("One of e, i, a, c; Escape goes back to the card."))

    def _stated(self) -> Statement:
        """The source that states it, who claims it there, and its words."""
        _ = self.messages.gettext
        source = self._source(_("Source that states it (its id; Tab completes, nothing goes back):"))
        self.terminal.say(source_name(self.session.corpus, self.report, source))
        claimant = self._claimant(_("According to (id, or the whole name of a new actor):"), source)
        quote = self.terminal.line(_("Its exact words:"))
        place = self.terminal.line(_("Where they stand (page, paragraph):"))
        return self.session.statement(
            claimed_by=claimant, sources=[source.id], quotes=[quote], locators=[place]
        )

    def _compared(self, proposal: Proposal, measure: Measure) -> Statement:
        """The words or the place in each text that the person compared."""
        _ = self.messages.gettext
        sources, quotes, places = [], [], []
        for item, prompt in (
            (proposal, _("Words of the proposal that you compared:")),
            (measure, _("Words of the measure that you compared:")),
        ):
            source = source_of_text(self.session.corpus, item)
            if source is None:
                source = self._source(_("Source of the text of {item} (its id):", item=item.id)).id
            quote = self.terminal.line(prompt, default=words_of(item))
            quotes.append(quote)
            places.append(self.terminal.line(_("Where it stands (page, paragraph):")))
            sources.append(source)
        return self.session.statement(sources=sources, quotes=quotes, locators=places)

    def _source(self, prompt: str) -> Source:
        corpus = self.session.corpus
        while True:
            typed = self.terminal.line(prompt, choices=[each.id for each in corpus.sources])
            if not typed:
                raise _Cancelled
            if typed in corpus.source:
                return corpus.source[typed]
            message = self.messages.gettext("There is no source “{id}”.", id=typed)
            known = ", ".join(corpus.source)
            self.terminal.say(f"{message} {self.messages.gettext('Known ids: {ids}', ids=known)}")

    def _claimant(self, prompt: str, source: Source) -> str:
        while True:
            typed = self.terminal.line(
                prompt,
                default=source.publisher,
                choices=[each.id for each in self.session.corpus.actors],
            )
            if not typed:
                raise _Cancelled
            if " " in typed or find_actor(self.session.corpus, typed):
                return typed
            self.terminal.say(self.messages.gettext("There is no actor “{id}”.", id=typed))

    def _sure(self, question: str) -> None:
        if self.terminal.key(question).lower() not in _YES:
            raise _Cancelled

    # What is said

    def _show(self, recorded: Recorded) -> None:
        decision = recorded.after or recorded.before
        if decision is not None:
            said = done_text(recorded.done, self.messages)
            self.terminal.say(f"{said} {decision_text(recorded.corpus, decision, self.messages)}")

    def _tell(self, error: Exception) -> None:
        if isinstance(error, MeanwhileError):
            self.terminal.say(
                self.messages.gettext(
                    "Somebody has decided here meanwhile; nothing was recorded. Look again."
                )
            )
            return
        failure = failure_of(error, self.messages)
        assert failure is not None
        for line in failure.lines:
            self.terminal.say(line)

    def _menu(self, card: Card) -> str:
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
            ("t", _("The measure takes the proposal up; you are asked how that is stated, and where.")),
            ("p", _("It takes a part of it up.")),
            ("n", _("This measure does not; the pair is dismissed, and the next measure is shown.")),
            ("m", _("No measure takes it up: you looked, and found none.")),
            ("s", _("Go on without an answer.")),
            ("b", _("Take the last answer back, and return to it.")),
            ("o", _("Write a note, which is kept with the answer.")),
            (
                "q",
                _(
                    "Quit. All answers are on record; the review goes on here next time. So "
                    "does Ctrl-C."
                ),
            ),
        )
        items = tuple(inline(strong(self._letter(key)), " ", text) for key, text in keys)
        more = _(
            "On a pair that is linked on record, “taken up” confirms the link on the texts as they are "
            "now. A number that is computed is a resemblance of texts, never a fact."
        )
        return [Heading(_("Keys")), Items((*items, inline(more)))]

    def _letter(self, key: str) -> str:
        """The letter of a key in the menu of this language."""
        french = {"t": "r", "m": "a", "b": "v"}
        return french.get(key, key) if self.messages.code == "fr" else key
