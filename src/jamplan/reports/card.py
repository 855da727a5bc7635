"""The card of a review: both texts whole, what matched, what is on record, what has changed."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from jamplan.corpus.model import Attribution, Link, Measure, Proposal, TitleBasis, Verdict
from jamplan.corpus.staleness import text_of
from jamplan.decisions.session import Card, Reason
from jamplan.language import N_
from jamplan.language.folding import one_line
from jamplan.matching.score import band
from jamplan.reports import blocks
from jamplan.reports.cells import field
from jamplan.reports.citation import cite
from jamplan.reports.context import Context
from jamplan.reports.items import decision_text
from jamplan.reports.labels import label, sentence
from jamplan.reports.record import changed_text
from jamplan.reports.similarity import band_name, score_text, words_that_counted
from jamplan.reports.statements import Form, cited, inferred_text, statement

_REASONS = {
    Reason.STALE: N_("text changed since"),
    Reason.AMBIGUOUS: N_("ambiguous statement"),
    Reason.UNREVIEWED: N_("to review"),
    Reason.DECIDED: N_("decided"),
    Reason.BLIND: N_("earlier decisions are hidden"),
}


_LONG = 240
"""Characters of a text on a small screen: three lines of 80, so that the whole card fits on 22."""


def card_screens(context: Context, card: Card, who: str) -> list[list[blocks.Block]]:
    """The card with its texts whole, then with long ones cut. ``who`` decides."""
    return [_card(context, card, who, longest) for longest in (sys.maxsize, _LONG, _LONG // 2)]


def _card(context: Context, card: Card, who: str, longest: int) -> list[blocks.Block]:
    _ = context.gettext
    title = _(
        "{number} of {total} · {reason} · reviewing as: {who}",
        number=context.number(card.number),
        total=context.number(card.total),
        reason=_(_REASONS[card.reason]),
        who=one_line(who),
    )
    report: list[blocks.Block] = [blocks.Heading(title), *_text(context, card.proposal, longest)]
    if card.measure is None:
        report.append(blocks.paragraph(_("Nothing is left to compare."), lead=True))
    else:
        report += _text(context, card.measure, longest)
    report += _changes(context, card)
    facts = [*_on_record(context, card), *_similarity(context, card)]
    if longest < _LONG and len(facts) > 2:
        more = context.ngettext("{n} more: ?", "{n} more: ?", len(facts) - 2)
        facts = [*facts[:2], blocks.inline(more)]
    return [*report, blocks.points(facts)] if facts else report


def card_details(context: Context, card: Card) -> list[blocks.Block]:
    """What the card leaves out: long texts, caveats, notes, each statement with its source in full."""
    items = [item for item in (card.proposal, card.measure) if item is not None]
    texts = [
        block for item in items if len(text_of(item)) > _LONG // 2 for block in _text(context, item)
    ]
    # A note of the corpus on an item may tell what others decided.
    facts = [] if card.reason is Reason.BLIND else list(_caveats(context, card))
    decisions: list[Link | Verdict] = [*card.links, *card.verdicts]
    for decision in decisions:
        text = decision_text(context, decision)
        if isinstance(decision, Link):
            text += inferred_text(context, decision)
        parts: list[blocks.Part] = [text]
        for piece in cited(context, decision.evidence):
            parts += [piece.quote] if piece.quote else []
            parts.append(blocks.inline("(", piece.reference, ")"))
        if decision.note:
            parts.append(context.data(decision.note))
        facts.append(field(context, context.gettext("On record"), blocks.joined(parts, " ")))
    return [*texts, blocks.points(facts)] if facts else texts


def _text(
    context: Context, item: Proposal | Measure, longest: int = sys.maxsize
) -> Iterable[blocks.Block]:
    """Yield the title and text of an item without empty lines, cut if long; details on one line."""
    _ = context.gettext
    kind = _("{Proposal}") if isinstance(item, Proposal) else _("{Measure}")
    title = (
        blocks.strong(kind),
        " ",
        blocks.ident(item.id),
        " — ",
        blocks.strong(one_line(item.title)),
    )
    parts = [item.text] if item.text else []
    if isinstance(item, Measure) and item.details:
        parts.append(" ".join(one_line(detail) for detail in item.details))
    if isinstance(item, Proposal) and not item.text:
        parts += [blocks.plain(piece.quote) for piece in cited(context, item.evidence) if piece.quote]
    yield blocks.paragraph(*title, close=bool(parts))
    for number, part in enumerate(map(one_line, parts), 1):
        text = part if len(part) <= longest else f"{part[:longest].rpartition(' ')[0]} […]"
        yield blocks.paragraph(text, close=number < len(parts))


def _changes(context: Context, card: Card) -> Iterable[blocks.Block]:
    """Yield each decision in doubt, and what has changed since."""
    for decision in dict.fromkeys(decision for decision, _change in card.changes):
        text = decision_text(context, decision)
        yield blocks.Paragraph(field(context, context.gettext("text changed since"), text), lead=True)
        changes = (change for changed, change in card.changes if changed is decision)
        yield blocks.points(changed_text(context.language, change) for change in changes)


def _caveats(context: Context, card: Card) -> Iterable[blocks.Inline]:
    """Yield what makes the two texts less certain than they look."""
    _ = context.gettext
    proposal = card.proposal
    if proposal.attribution is not Attribution.EXPLICIT:
        yield field(context, _("Attribution"), label(context.language, proposal.attribution))
    for item in (proposal, card.measure):
        if item is None:
            continue
        if item.title_basis is not TitleBasis.OFFICIAL:
            title = f"{_('Title')} ({item.id})"
            yield field(context, title, label(context.language, item.title_basis))
        if item.note:
            yield field(context, f"{_('Note')} ({item.id})", context.data(item.note))


def _on_record(context: Context, card: Card) -> Iterable[blocks.Inline]:
    """Yield each statement with its citation, each conclusion in a few words."""
    others = [link for link in card.links if link not in card.links_of_pair]
    for link in (*card.links_of_pair, *others):
        other = f"{link.measure}{context.gettext(': ')}" if link in others else ""
        yield blocks.inline(other, cite(context, statement(context, link, Form.CITATION)).text)
    for verdict in card.verdicts:
        yield blocks.inline(decision_text(context, verdict))


def _similarity(context: Context, card: Card) -> Iterable[blocks.Inline]:
    _ = context.gettext
    suggestion = card.suggestion
    if suggestion is None or card.rank is None:
        return
    yield field(
        context,
        _("Computed similarities, not verified"),
        _(
            "{score} of 100 ({band}), rank {rank}; {words}",
            score=score_text(context.language, suggestion.score),
            band=band_name(context.language, band(suggestion.score)),
            rank=context.number(card.rank),
            words=words_that_counted(suggestion.words, 6),
        ),
    )
    for guard in suggestion.guards:
        yield field(context, _("Warnings"), sentence(guard, context.language))
