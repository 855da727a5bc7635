"""What a card of a review tells: both texts, what matched, the record, and changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from jamplan.account import citations, items, vocabulary
from jamplan.account.context import Context
from jamplan.account.items import Fact
from jamplan.account.quoting import cited
from jamplan.account.similarities import PairTold, PassageTold
from jamplan.account.spans import Inline, Part, inline, joined, plain, strong
from jamplan.account.statements import changed_text, statement
from jamplan.corpus import loading, model
from jamplan.corpus.statements import Says, Statement
from jamplan.decisions.agreement import side_of
from jamplan.decisions.cards import Card, Reason
from jamplan.decisions.sentences import AnswerBlock, AnswerSentence
from jamplan.evidence.answers import repeated_in
from jamplan.language import N_, Language
from jamplan.language.folding import one_line


@dataclass(frozen=True, slots=True)
class ItemRead:
    """An item as a card shows it to be read, each text on one line."""

    noun: str
    """« Mesure 12 »."""
    id: str
    title: str
    """Its text, where that begins with the title."""
    texts: tuple[str, ...]
    """What follows the title."""
    repeated: str = ""
    """What an answer repeats of its proposal; empty if it repeats nothing."""
    own: str = ""
    """What it says in its own words, if it repeats something."""


@dataclass(frozen=True, slots=True)
class ChangedTold:
    """A decision in doubt, and what has changed since."""

    decision: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A decision with what backs it."""

    sentence: str
    in_full: Inline
    """The sentence with its quotes, their sources and its note."""


@dataclass(frozen=True, slots=True)
class ApartTold:
    """What one of two people decided."""

    name: str
    decisions: tuple[DecisionTold, ...]


@dataclass(frozen=True)
class SentenceTold:
    """A sentence of an answer, to be quoted if a source has its words."""

    _context: Context
    _sentence: AnswerSentence
    is_likeliest: bool
    place: int | None
    """Its place among what may be quoted; None if no source has it."""

    @property
    def words(self) -> Inline:
        """The whole sentence, what is quoted of it emphasised."""
        passage = self._sentence.passage
        if passage is None:
            return self._context.remark(self._sentence.text)
        text = one_line(self._sentence.text)
        whole = self._context.language.quoted(text)
        before, quote, after = whole.partition(one_line(passage.quote))
        if not quote or quote == text:
            return inline(strong(whole))
        return inline(before, strong(quote), after)

    @property
    def passage(self) -> PassageTold | None:
        """What may be quoted of it; None if no source has it."""
        passage = self._sentence.passage
        return PassageTold(self._context, passage) if passage else None

    @property
    def limits(self) -> bool:
        """Whether it refuses or limits what is answered, and is always shown."""
        return self._sentence.limits


@dataclass(frozen=True)
class AnswerTold:
    """The answer to a proposal."""

    _context: Context
    _answer: AnswerBlock

    @property
    def sentences(self) -> tuple[SentenceTold, ...]:
        """Its sentences, in the order of print."""
        told, places = [], count()
        for at, sentence in enumerate(self._answer.sentences):
            is_likeliest = at == self._answer.likeliest
            place = next(places) if sentence.passage else None
            told.append(SentenceTold(self._context, sentence, is_likeliest, place))
        return tuple(told)

    @property
    def name(self) -> str:
        """What it is called."""
        return vocabulary.capitalised(self._context.gettext("answer"))

    @property
    def is_of_measure(self) -> bool:
        """Whether it is the text of a measure."""
        return self._answer.is_of_measure

    @property
    def publisher(self) -> str:
        """Who publishes what it is in; empty if no source has it."""
        quotable = self._answer.quotable
        return PassageTold(self._context, quotable[0]).publisher if quotable else ""

    @property
    def together(self) -> str:
        """That it answers several proposals; empty if it answers one."""
        numbers = self._answer.together
        if not numbers:
            return ""
        listed = self._context.language.listed([*numbers])
        return self._context.gettext("answers {numbers} together", numbers=listed)


@dataclass(frozen=True)
class CardTold:
    """What a card of a review tells."""

    _context: Context
    _card: Card

    @property
    def language(self) -> Language:
        """The language that it is told in."""
        return self._context.language

    def heading(self, who: str) -> str:
        """Its place in the queue, why it is asked, and in whose name one answers."""
        number, total = map(self.language.number, (self._card.number, self._card.total))
        return self.language.gettext(
            "{number} of {total} · {reason} · reviewing as: {who}",
            number=number,
            total=total,
            reason=self.language.gettext(self._card.reason),
            who=one_line(who),
        )

    @property
    def proposal(self) -> ItemRead:
        """The proposal."""
        return _read(self._context, self._card.proposal)

    @property
    def measure(self) -> ItemRead | None:
        """The measure beside it; None if there is no other."""
        if self._card.measure is None:
            return None
        return _read(self._context, self._card.measure, self._card.proposal)

    @property
    def nothing(self) -> str:
        """What is said where no measure is beside it."""
        if self._context.corpus.answers_each:
            words = vocabulary.with_nouns_of(self._context.corpus, self.language)
            return f"{vocabulary.capitalised(words.gettext('none found'))}."
        return self._context.gettext("Nothing is left to compare.")

    @property
    def is_apart(self) -> bool:
        """Whether two people decided differently."""
        return bool(self._card.apart)

    @property
    def measures(self) -> tuple[ItemRead, ...]:
        """The measure beside it, and those that two people matched."""
        decisions: list[Statement] = []
        for _corpus, side in self._card.apart:
            decisions += side
        linked = side_of(decisions).linked
        return tuple(
            _read(self._context, measure)
            for measure in self._context.corpus.measures
            if measure == self._card.measure or measure.id in linked
        )

    @property
    def answer(self) -> AnswerTold | None:
        """The answer to the proposal; None if none is known."""
        answer = self._card.answer
        return AnswerTold(self._context, answer) if answer else None

    @cached_property
    def passages(self) -> tuple[PassageTold, ...]:
        """The passages beside the answer, the best first."""
        return tuple(PassageTold(self._context, each) for each in self._card.passages)

    @property
    def quotable(self) -> tuple[PassageTold, ...]:
        """What may be quoted: the sentences of the answer, then the other passages."""
        return tuple(PassageTold(self._context, each) for each in self._card.quotable)

    def place_of(self, passage: int) -> int:
        """The place of one of the other passages among what may be quoted."""
        return len(self._card.quotable) - len(self._card.passages) + passage

    @property
    def changes(self) -> tuple[ChangedTold, ...]:
        """Each decision in doubt, and what has changed since."""
        return tuple(
            ChangedTold(
                items.decision_text(self._context, decision),
                tuple(changed_text(self.language, change) for change in changed),
            )
            for decision, changed in self._card.changes
        )

    @property
    def apart(self) -> tuple[ApartTold, ...]:
        """The decisions of two people who decided differently; none of others."""
        names = (N_("First decision"), N_("Second decision"))
        told = []
        for name, (corpus, decisions) in zip(names, self._card.apart, strict=False):
            side = Context(corpus, self.language)
            told_of_side = tuple(_decision(side, each) for each in decisions)
            told.append(ApartTold(self.language.gettext(name), told_of_side))
        return tuple(told)

    @property
    def on_record(self) -> tuple[Inline, ...]:
        """What is on record, that on the measure first."""
        measure = ""
        if self._card.measure:
            measure = self._card.measure.id
        return tuple(told_on_record(self._context, self._card.statements, measure))

    @property
    def pair(self) -> PairTold | None:
        """How alike the two texts are; None if that is not to be told."""
        if not self._card.suggestion or not self._card.rank:
            return None
        return PairTold(self._context, self._card.suggestion, self._card.rank)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Caveats and notes on both texts, and each statement with its full sources."""
        told: list[Fact] = []
        # A note of the corpus on an item may tell what others decided.
        if self._card.reason is not Reason.BLIND:
            told += self._caveats()
        on_record = self.language.gettext("On record")
        for decision in self._card.statements:
            in_full = _decision(self._context, decision, full=True).in_full
            told.append(Fact("on_record", on_record, in_full))
        return tuple(told)

    def _caveats(self) -> Iterator[Fact]:
        """Yield what makes the two texts less certain than they look."""
        _, language, proposal = (
            self.language.gettext,
            self.language,
            self._card.proposal,
        )
        if proposal.attribution is not model.Attribution.EXPLICIT:
            attribution = vocabulary.label(language, proposal.attribution)
            yield Fact("attribution", _("Attribution"), inline(attribution))
        both: list[model.Item] = [proposal]
        if self._card.measure:
            both.append(self._card.measure)
        for item in both:
            if item.title_basis is not model.TitleBasis.OFFICIAL:
                basis = inline(vocabulary.label(language, item.title_basis))
                yield Fact("title_basis", f"{_('Title')} ({item.id})", basis)
            if item.note:
                note = self._context.remark(item.note)
                yield Fact("note", f"{_('Note')} ({item.id})", note)


def _read(
    context: Context, item: model.Item, proposal: model.Proposal | None = None
) -> ItemRead:
    """An item to be read; of an answer, what it repeats of its ``proposal`` apart."""
    # A title may be where a text begins.
    title_alone = one_line(item.title).removesuffix(" …")
    text = one_line(item.text or "")
    texts = []
    title = one_line(item.title)
    if text.startswith(title_alone):
        title = text or title
    elif text:
        texts.append(text)
    if isinstance(item, model.Measure) and item.details:
        texts.append(" ".join(one_line(detail) for detail in item.details))
    if isinstance(item, model.Proposal) and not text:
        quotes = [piece.quote for piece in cited(context, item.evidence) if piece.quote]
        texts += map(plain, quotes)
    repeated, own = "", ""
    if proposal and context.corpus.answers_each:
        repeated, own = _answer(proposal, item)
    return ItemRead(context.numbered(item), item.id, title, tuple(texts), repeated, own)


def _answer(proposal: model.Proposal, item: model.Item) -> tuple[str, str]:
    """The words an answer repeats of its proposal, and its own; empty without both."""
    repeated, own = repeated_in(proposal, loading.text_of(item))
    if not repeated or not own:
        return "", ""
    return one_line(" ".join(repeated)), one_line(" ".join(own))


def _decision(
    context: Context, decision: Statement, *, full: bool = False
) -> DecisionTold:
    """A decision, its quotes with their sources or, in brief, their sites, its note."""
    sentence = items.decision_text(context, decision)
    parts: list[Part] = [sentence]
    for piece in cited(context, decision.evidence):
        if piece.quote:
            parts.append(piece.quote)
        source = piece.reference if full else piece.where
        parts.append(inline("(", source, ")"))
    if decision.note:
        parts.append(context.data(decision.note))
    return DecisionTold(sentence, joined(parts, " "))


def told_on_record(
    context: Context, statements: Iterable[Statement], measure: str = ""
) -> Iterator[Inline]:
    """Yield each position cited, that on a measure first, each conclusion in brief."""
    decisions = [known for known in statements if known.says is not Says.NOT_THIS]
    positions = [known for known in decisions if known.is_position]
    for known in sorted(positions, key=lambda known: known.measure != measure):
        other = ""
        if known.measure and known.measure != measure:
            other = f"{known.measure}{context.gettext(': ')}"
        cited_text = citations.cite_unlinked(context, statement(context, known))
        yield inline(other, cited_text.text)
    for known in decisions:
        if known.is_conclusion:
            yield inline(items.decision_text(context, known))
