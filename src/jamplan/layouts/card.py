"""The card of a review: both texts whole, what matched, what is on record, what has changed."""

import sys
from collections.abc import Iterable, Sequence

from jamplan.account import citations, items, spans, vocabulary
from jamplan.account.context import Context
from jamplan.account.quoting import cited
from jamplan.account.similarities import PairTold, PassageTold
from jamplan.account.statements import changed_text, statement
from jamplan.corpus import loading, model
from jamplan.corpus.statements import Says, Statement
from jamplan.decisions.agreement import side_of
from jamplan.decisions.answers import ANSWERS, Answer, key_of
from jamplan.decisions.cards import Card, Reason
from jamplan.evidence.answers import repeated_in
from jamplan.evidence.passages import Passage
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.layouts import blocks, similarity
from jamplan.layouts.cells import field

_LONG = 240
"""Characters of a text on a small screen: three lines of 80, so that the whole card fits on 22."""
_LENGTHS = (sys.maxsize, *range(2 * _LONG, 0, -_LONG // 4))


def card_screens(
    context: Context, card: Card, who: str, chosen: Passage | None = None
) -> list[list[blocks.Block]]:
    """The card with its texts whole, then with long ones cut; only the ``chosen`` passage."""
    _ = context.gettext
    number, total = map(context.number, (card.number, card.total))
    head = N_("{number} of {total} · {reason} · reviewing as: {who}")
    title = _(
        head, number=number, total=total, reason=_(card.reason), who=one_line(who)
    )
    shown = (chosen,) if chosen else card.near
    facts = [] if chosen else card_facts(context, card)

    def cut_at(longest: int) -> list[blocks.Block]:
        report: list[blocks.Block] = [
            blocks.Heading(title),
            *_text(context, card.proposal, longest),
        ]
        if card.measure is None and not card.apart:
            report.append(blocks.paragraph(_("Nothing is left to compare."), lead=True))
        elif card.measure:
            report += _measure(context, card, longest)
        report += [*_changes(context, card), *_apart(context, card, longest)]
        report += _passages(
            context, card, shown, neighbours=longest > _LONG or chosen is not None
        )
        told = facts
        if longest < _LONG and len(facts) > 2:
            more = context.ngettext("{n} more: ?", "{n} more: ?", len(facts) - 2)
            told = [*facts[:2], spans.inline(more)]
        return [*report, blocks.points(told)] if told else report

    return [cut_at(longest) for longest in _LENGTHS]


def card_texts(context: Context, card: Card) -> list[blocks.Block]:
    """All texts in full, what two people decided, all passages with the sentences beside them."""
    linked = side_of([each for _corpus, side in card.apart for each in side]).linked
    report = [*_text(context, card.proposal)]
    for measure in context.corpus.measures:
        report += (
            _text(context, measure)
            if measure == card.measure or measure.id in linked
            else []
        )
    report += _apart(context, card)
    return [*report, *_passages(context, card, card.passages, neighbours=True)]


def _passages(
    context: Context, card: Card, shown: Sequence[Passage], *, neighbours: bool
) -> Iterable[blocks.Block]:
    """Yield passages with their keys; a sentence that limits one is always with it."""
    for number, passage in enumerate(card.passages, 1):
        if passage not in shown:
            continue
        told = PassageTold(context, passage)
        quote = [spans.strong(told.quote.text)]
        words = similarity.with_neighbours(told, quote, " ", neighbours=neighbours)
        words = spans.inline(spans.strong(f"[{number}]"), " ", words)
        where = ", ".join(filter(None, (told.publisher, spans.plain(told.locator))))
        place = f" ({where}{context.gettext('; ')}{told.reads_as})"
        yield blocks.paragraph(words, place, close=passage is not shown[-1])


def _measure(context: Context, card: Card, longest: int) -> Iterable[blocks.Block]:
    """Yield the measure; an answer from its first word, what it repeats in one grey line."""
    assert card.measure is not None
    repeated, own = repeated_in(card.proposal, loading.text_of(card.measure))
    if not (context.corpus.answers_each and repeated and own):
        yield from _text(context, card.measure, longest)
        return
    yield blocks.paragraph(*_named(context, card.measure), close=True)
    line = context.gettext("repeats: {text}", text=_cut(" ".join(repeated), _LONG // 4))
    yield blocks.Paragraph(spans.inline(line), close=True, quiet=True)
    yield blocks.paragraph(_cut(" ".join(own), longest))


def card_facts(context: Context, card: Card) -> list[spans.Inline]:
    """What is on record, and how alike the two texts are."""
    measure = card.measure.id if card.measure else ""
    facts = [*told_on_record(context, card.statements, measure)]
    if card.suggestion and card.rank:
        pair = PairTold(context, card.suggestion, card.rank)
        facts += similarity.in_brief(context.language, pair)
    return facts


def card_details(context: Context, card: Card) -> list[blocks.Block]:
    """What the card leaves out: caveats, notes, each statement with its source in full."""
    # A note of the corpus on an item may tell what others decided.
    facts = [] if card.reason is Reason.BLIND else list(_caveats(context, card))
    for decision in card.statements:
        facts.append(
            field(
                context.language,
                context.gettext("On record"),
                _told(context, decision, full=True),
            )
        )
    return [blocks.points(facts)] if facts else []


def _told(context: Context, decision: Statement, *, full: bool) -> spans.Inline:
    """A decision in one sentence, its quotes with their sources or, in brief, their sites, its note."""
    parts: list[spans.Part] = [items.decision_text(context, decision)]
    for piece in cited(context, decision.evidence):
        parts += [piece.quote] if piece.quote else []
        parts.append(spans.inline("(", piece.reference if full else piece.place, ")"))
    if decision.note:
        parts.append(context.data(decision.note))
    return spans.joined(parts, " ")


def _apart(
    context: Context, card: Card, longest: int = sys.maxsize
) -> Iterable[blocks.Block]:
    """Yield the answers of two people; only what backs them is cut, so that both are on the screen."""
    names = (N_("First decision"), N_("Second decision"))
    for name, (corpus, decisions) in zip(names, card.apart, strict=False):
        side, told = Context(corpus, context.language), []
        for decision in decisions:
            text = spans.plain(_told(side, decision, full=False))
            told.append(_cut(text, len(items.decision_text(side, decision)) + longest))
        yield blocks.paragraph(
            field(context.language, context.gettext(name), " ".join(told))
        )


def card_help(messages: Language, answers: Sequence[Answer]) -> list[blocks.Block]:
    """What the keys of a card do."""
    _ = messages.gettext
    keys = [
        spans.inline(
            spans.strong(key_of(answer, messages)), " ", _(ANSWERS[answer].meaning)
        )
        for answer in answers
        if ANSWERS[answer].meaning
    ]
    more = _(
        "What others state stays as it is: the same answer confirms it, another one adds your own "
        "reading. A score is a similarity of texts, never a fact."
    )
    marks = _("In a text that has changed, [-…-] is gone and {+…+} is new.")
    return [blocks.Heading(_("Keys")), blocks.points([*keys, more, marks])]


def _text(
    context: Context, item: model.Item, longest: int = sys.maxsize
) -> Iterable[blocks.Block]:
    """Yield the title and text of an item without empty lines, cut if long; details on one line."""
    # A title may be where a text begins.
    title_alone = one_line(item.title).removesuffix(" …")
    whole = item.text if one_line(item.text or "").startswith(title_alone) else None
    words = spans.strong(_cut(whole or item.title, longest))
    title = spans.inline(*_named(context, item), " — ", words)
    parts = [item.text] if item.text and not whole else []
    if isinstance(item, model.Measure) and item.details:
        parts.append(" ".join(one_line(detail) for detail in item.details))
    if isinstance(item, model.Proposal) and not item.text:
        parts += [
            spans.plain(piece.quote)
            for piece in cited(context, item.evidence)
            if piece.quote
        ]
    yield blocks.paragraph(title, close=bool(parts))
    for number, part in enumerate(parts, 1):
        yield blocks.paragraph(_cut(part, longest), close=number < len(parts))


def _named(context: Context, item: model.Item) -> spans.Inline:
    """The noun, the number and the id of an item."""
    return spans.inline(spans.strong(context.numbered(item)), " ", spans.ident(item.id))


def _cut(text: str, longest: int) -> str:
    text = one_line(text)
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0]} […]"


def _changes(context: Context, card: Card) -> Iterable[blocks.Block]:
    """Yield each decision in doubt, and what has changed since."""
    for decision, changed in card.changes:
        text = items.decision_text(context, decision)
        yield blocks.Paragraph(
            field(context.language, context.gettext("text changed since"), text),
            lead=True,
        )
        yield blocks.points(
            changed_text(context.language, change) for change in changed
        )


def _caveats(context: Context, card: Card) -> Iterable[spans.Inline]:
    """Yield what makes the two texts less certain than they look."""
    _ = context.gettext
    proposal = card.proposal
    if proposal.attribution is not model.Attribution.EXPLICIT:
        yield field(
            context.language,
            _("Attribution"),
            vocabulary.label(context.language, proposal.attribution),
        )
    for item in (proposal, card.measure):
        if item is None:
            continue
        if item.title_basis is not model.TitleBasis.OFFICIAL:
            title = f"{_('Title')} ({item.id})"
            yield field(
                context.language,
                title,
                vocabulary.label(context.language, item.title_basis),
            )
        if item.note:
            yield field(
                context.language, f"{_('Note')} ({item.id})", context.data(item.note)
            )


def told_on_record(
    context: Context, statements: Iterable[Statement], measure: str = ""
) -> Iterable[spans.Inline]:
    """Yield each position with its citation, that on a measure first, each conclusion in brief."""
    decisions = [known for known in statements if known.says is not Says.NOT_THIS]
    positions = [known for known in decisions if known.is_position]
    for known in sorted(positions, key=lambda known: known.measure != measure):
        other = ""
        if known.measure and known.measure != measure:
            other = f"{known.measure}{context.gettext(': ')}"
        cited_text = citations.cite(context, statement(context, known))
        yield spans.inline(other, cited_text.text)
    for known in decisions:
        if known.is_conclusion:
            yield spans.inline(items.decision_text(context, known))
