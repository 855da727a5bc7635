"""The card of a review: both texts whole, what matched, what is on record, what has changed."""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Attribution, Link, Measure, Proposal, TitleBasis, Verdict
from jamplan.decisions.session import Card, Reason
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.matching.bands import band
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
from jamplan.reports.finding_words import sentence
from jamplan.reports.labels import label
from jamplan.reports.record import changed_text
from jamplan.reports.similarity import band_name, score_text, words_that_counted

_REASONS = {
    Reason.STALE: N_("text changed since"),
    Reason.AMBIGUOUS: N_("ambiguous statement"),
    Reason.UNREVIEWED: N_("to review"),
    Reason.DECIDED: N_("decided, nothing puts it in doubt"),
    Reason.BLIND: N_("earlier decisions are hidden"),
}


def card_report(corpus: Corpus, card: Card, who: str, language: Language) -> list[Block]:
    """What a person needs to decide on one pair, on one screen. ``who`` decides."""
    _ = language.gettext
    title = _(
        "{number} of {total} · {reason} · reviewing as: {who}",
        number=language.number(card.number),
        total=language.number(card.total),
        reason=_(_REASONS[card.reason]),
        who=one_line(who),
    )
    blocks: list[Block] = [Heading(title), *_text(card.proposal, language)]
    if card.measure is None:
        blocks.append(paragraph(_("Nothing is left to compare."), lead=True))
    else:
        blocks += _text(card.measure, language)
    blocks += _changes(corpus, card, language)
    facts = [*_on_record(corpus, card, language), *_similarity(card, language)]
    return [*blocks, points(facts)] if facts else blocks


def card_details(corpus: Corpus, card: Card, language: Language) -> list[Block]:
    """What the card leaves out: caveats, notes, and each statement with its source in full."""
    # A note of the corpus on an item may tell what others decided.
    facts = [] if card.reason is Reason.BLIND else list(_caveats(card, language))
    decisions: list[Link | Verdict] = [*card.links, *card.verdicts]
    for decision in decisions:
        inferred = isinstance(decision, Link) and decision.measure_inferred
        texts = [decision_text(corpus, decision, language) + inferred_text(language) * inferred]
        for piece in decision.evidence:
            place = f"({where_published(corpus, language, piece)})"
            texts += [*quotes_of(language, [piece]), place]
        if decision.note:
            texts.append(one_line(decision.note))
        facts.append(field(language, language.gettext("On record"), " ".join(texts)))
    return [points(facts)] if facts else []


def _text(item: Proposal | Measure, language: Language) -> Iterable[Block]:
    """Yield the title and whole text of an item, without empty lines; sub-measures on one line."""
    _ = language.gettext
    kind = _("{Proposal}") if isinstance(item, Proposal) else _("{Measure}")
    title = (strong(kind), " ", ident(item.id), " — ", strong(one_line(item.title)))
    parts = [item.text] if item.text else []
    if isinstance(item, Measure) and item.details:
        parts.append(" ".join(one_line(detail) for detail in item.details))
    if isinstance(item, Proposal) and not item.text:
        parts += quotes_of(language, item.evidence)
    yield paragraph(*title, close=bool(parts))
    for number, part in enumerate(parts, 1):
        yield paragraph(part, close=number < len(parts))


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
    for link in card.links:
        other = "" if link.measure == (card.measure and card.measure.id) else f"{link.measure}: "
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
