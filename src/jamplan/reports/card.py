"""The card of a review: both texts whole, what matched, what is on record, what has changed."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Attribution, Link, Measure, Proposal, TitleBasis, Verdict
from jamplan.corpus.staleness import text_of
from jamplan.decisions.session import Card, Reason
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.matching.score import band
from jamplan.reports.blocks import (
    Block,
    Heading,
    Inline,
    Paragraph,
    ident,
    inline,
    paragraph,
    points,
    strong,
)
from jamplan.reports.cells import field, inferred_text, quotes_of, where_published
from jamplan.reports.citation import cite_link
from jamplan.reports.decision_words import decision_text
from jamplan.reports.labels import label, sentence
from jamplan.reports.record import changed_text
from jamplan.reports.similarity import band_name, score_text, words_that_counted

_REASONS = {
    Reason.STALE: N_("text changed since"),
    Reason.AMBIGUOUS: N_("ambiguous statement"),
    Reason.UNREVIEWED: N_("to review"),
    Reason.DECIDED: N_("decided"),
    Reason.BLIND: N_("earlier decisions are hidden"),
}


_LONG = 240
"""Characters of a text on a small screen: three lines of 80, so that the whole card fits on 22."""


def card_screens(corpus: Corpus, card: Card, who: str, language: Language) -> list[list[Block]]:
    """The card with its texts whole, then with long ones cut. ``who`` decides."""
    return [_card(corpus, card, who, language, longest) for longest in (sys.maxsize, _LONG, _LONG // 2)]


def _card(corpus: Corpus, card: Card, who: str, language: Language, longest: int) -> list[Block]:
    _ = language.gettext
    title = _(
        "{number} of {total} · {reason} · reviewing as: {who}",
        number=language.number(card.number),
        total=language.number(card.total),
        reason=_(_REASONS[card.reason]),
        who=one_line(who),
    )
    blocks: list[Block] = [Heading(title), *_text(card.proposal, language, longest)]
    if card.measure is None:
        blocks.append(paragraph(_("Nothing is left to compare."), lead=True))
    else:
        blocks += _text(card.measure, language, longest)
    blocks += _changes(corpus, card, language)
    facts = [*_on_record(corpus, card, language), *_similarity(card, language)]
    if longest < _LONG and len(facts) > 2:
        more = language.ngettext("{n} more: ?", "{n} more: ?", len(facts) - 2)
        facts = [*facts[:2], inline(more)]
    return [*blocks, points(facts)] if facts else blocks


def card_details(corpus: Corpus, card: Card, language: Language) -> list[Block]:
    """What the card leaves out: long texts, caveats, notes, each statement with its source in full."""
    items = [item for item in (card.proposal, card.measure) if item is not None]
    texts = [
        block for item in items if len(text_of(item)) > _LONG // 2 for block in _text(item, language)
    ]
    # A note of the corpus on an item may tell what others decided.
    facts = [] if card.reason is Reason.BLIND else list(_caveats(card, language))
    decisions: list[Link | Verdict] = [*card.links, *card.verdicts]
    for decision in decisions:
        inferred = isinstance(decision, Link) and decision.measure_inferred
        parts = [decision_text(corpus, decision, language) + inferred_text(language) * inferred]
        for piece in decision.evidence:
            source = f"({where_published(corpus, language, piece)})"
            parts += [*quotes_of(language, [piece]), source]
        if decision.note:
            parts.append(one_line(decision.note))
        facts.append(field(language, language.gettext("On record"), " ".join(parts)))
    return [*texts, points(facts)] if facts else texts


def _text(item: Proposal | Measure, language: Language, longest: int = sys.maxsize) -> Iterable[Block]:
    """Yield the title and text of an item without empty lines, cut if long; details on one line."""
    _ = language.gettext
    kind = _("{Proposal}") if isinstance(item, Proposal) else _("{Measure}")
    title = (strong(kind), " ", ident(item.id), " — ", strong(one_line(item.title)))
    parts = [item.text] if item.text else []
    if isinstance(item, Measure) and item.details:
        parts.append(" ".join(one_line(detail) for detail in item.details))
    if isinstance(item, Proposal) and not item.text:
        parts += quotes_of(language, item.evidence)
    yield paragraph(*title, close=bool(parts))
    for number, part in enumerate(map(one_line, parts), 1):
        text = part if len(part) <= longest else f"{part[:longest].rpartition(' ')[0]} […]"
        yield paragraph(text, close=number < len(parts))


def _changes(corpus: Corpus, card: Card, language: Language) -> Iterable[Block]:
    """Yield each decision in doubt, and what has changed since."""
    for decision in dict.fromkeys(decision for decision, _change in card.changes):
        text = decision_text(corpus, decision, language)
        yield Paragraph(field(language, language.gettext("text changed since"), text), lead=True)
        changes = (change for changed, change in card.changes if changed is decision)
        yield points(changed_text(language, change) for change in changes)


def _caveats(card: Card, language: Language) -> Iterable[Inline]:
    """Yield what makes the two texts less certain than they look."""
    _ = language.gettext
    proposal = card.proposal
    if proposal.attribution is not Attribution.EXPLICIT:
        yield field(language, _("Attribution"), label(language, proposal.attribution))
    for item in (proposal, card.measure):
        if item is None:
            continue
        if item.title_basis is not TitleBasis.OFFICIAL:
            title = f"{_('Title')} ({item.id})"
            yield field(language, title, label(language, item.title_basis))
        if item.note:
            yield field(language, f"{_('Note')} ({item.id})", item.note)


def _on_record(corpus: Corpus, card: Card, language: Language) -> Iterable[Inline]:
    """Yield each statement with its citation, each conclusion in a few words."""
    others = [link for link in card.links if link not in card.links_of_pair]
    for link in (*card.links_of_pair, *others):
        other = f"{link.measure}{language.gettext(': ')}" if link in others else ""
        yield inline(other, cite_link(corpus, language, link).text)
    for verdict in card.verdicts:
        yield inline(decision_text(corpus, verdict, language))


def _similarity(card: Card, language: Language) -> Iterable[Inline]:
    _ = language.gettext
    suggestion = card.suggestion
    if suggestion is None or card.rank is None:
        return
    yield field(
        language,
        _("Computed similarities, not verified"),
        _(
            "{score} of 100 ({band}), rank {rank}; {words}",
            score=score_text(language, suggestion.score),
            band=band_name(language, band(suggestion.score)),
            rank=language.number(card.rank),
            words=words_that_counted(suggestion.words, 6),
        ),
    )
    for guard in suggestion.guards:
        yield field(language, _("Warnings"), sentence(guard, language))
