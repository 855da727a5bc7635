"""The card that a review shows: both texts whole, what matched, what is on record, what has changed."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Attribution, Evidence, Link, Measure, Proposal, TitleBasis, Verdict
from jamplan.corpus.staleness import text_of
from jamplan.decisions.session import Card, Reason
from jamplan.language import N_, Language
from jamplan.language.differences import differences, marked
from jamplan.language.folding import one_line
from jamplan.matching.bands import band
from jamplan.reports.blocks import Block, Heading, Inline, Items, Paragraph, ident, inline, strong
from jamplan.reports.cells import field
from jamplan.reports.citation import cite_link
from jamplan.reports.decision_words import decision_text
from jamplan.reports.finding_words import sentence
from jamplan.reports.labels import label, source_name
from jamplan.reports.similarity import band_name, score_text, words_that_counted

_REASONS = {
    Reason.STALE: N_("text changed since"),
    Reason.AMBIGUOUS: N_("ambiguous statement"),
    Reason.UNREVIEWED: N_("to review"),
    Reason.DECIDED: N_("decided"),
    Reason.BLIND: N_("earlier decisions are hidden"),
}


_LONG = 240
"""Signs of a text on a small screen: three lines of 80, so that two texts and a statement fit on 22."""


def card_screens(corpus: Corpus, card: Card, who: str, language: Language) -> list[list[Block]]:
    """The card with its texts whole, then with long ones cut. ``who`` decides."""
    return [_card(corpus, card, who, language, long) for long in (sys.maxsize, _LONG, _LONG // 2)]


def _card(corpus: Corpus, card: Card, who: str, language: Language, long: int) -> list[Block]:
    _ = language.gettext
    title = _(
        "{number} of {total} · {reason} · reviewing as: {who}",
        number=language.number(card.number),
        total=language.number(card.total),
        reason=_(_REASONS[card.reason]),
        who=one_line(who),
    )
    blocks: list[Block] = [Heading(title), *_text(card.proposal, language, long)]
    if card.measure is None:
        blocks.append(Paragraph(inline(_("Nothing is left to compare.")), lead=True))
    else:
        blocks += _text(card.measure, language, long)
    blocks += _changes(corpus, card, language)
    facts = [*_on_record(corpus, card, language), *_likeness(card, language)]
    if long < _LONG and len(facts) > 2:
        more = language.ngettext("{n} more: ?", "{n} more: ?", len(facts) - 2)
        facts = [*facts[:2], inline(more)]
    return [*blocks, Items(tuple(facts))] if facts else blocks


def card_details(corpus: Corpus, card: Card, language: Language) -> list[Block]:
    """What the card leaves out: long texts, caveats, notes, each statement with its source in full."""
    items = [item for item in (card.proposal, card.measure) if item is not None]
    texts = [
        block for item in items if len(text_of(item)) > _LONG // 2 for block in _text(item, language)
    ]
    # What the corpus remarks on an item may tell what others decided.
    facts = [] if card.reason is Reason.BLIND else list(_caveats(card, language))
    decisions: list[Link | Verdict] = [*card.links, *card.verdicts]
    for decision in decisions:
        said = [decision_text(corpus, decision, language)]
        said += [_quoted(corpus, entry, language) for entry in decision.evidence]
        if isinstance(decision, Link) and decision.measure_inferred:
            said.append(language.gettext("Pairing inferred from the text."))
        if decision.note:
            said.append(one_line(decision.note))
        facts.append(field(language.gettext("On record:"), " ".join(said)))
    return [*texts, Items(tuple(facts))] if facts else texts


def _text(item: Proposal | Measure, language: Language, long: int = sys.maxsize) -> Iterable[Block]:
    """An item's name and text without empty lines, cut if it is long; sub-measures in one paragraph."""
    kind = (
        language.gettext("{Proposal}") if isinstance(item, Proposal) else language.gettext("{Measure}")
    )
    name = (strong(kind), " ", ident(item.id), " — ", strong(one_line(item.title)))
    parts = [item.text] if item.text else []
    if isinstance(item, Measure) and item.details:
        parts.append(" ".join(one_line(detail) for detail in item.details))
    if isinstance(item, Proposal) and not item.text:
        parts += [language.quoted(one_line(entry.quote)) for entry in item.evidence if entry.quote]
    yield Paragraph(inline(*name), close=bool(parts))
    for number, part in enumerate(map(one_line, parts), 1):
        text = part if len(part) <= long else f"{part[:long].rpartition(' ')[0]} […]"
        yield Paragraph(inline(text), close=number < len(parts))


def _changes(corpus: Corpus, card: Card, language: Language) -> Iterable[Block]:
    """What has changed since each decision that is in doubt."""
    _ = language.gettext
    for decision in dict.fromkeys(decision for decision, _change in card.changes):
        what = decision_text(corpus, decision, language)
        yield Paragraph(inline(_("Changed since: {decision}", decision=what)), lead=True)
        items = []
        for each, change in card.changes:
            if each is not decision:
                continue
            if change.before is None:
                items.append(inline(_("{item} is new.", item=change.item)))
            else:
                said = _("{item} has changed: ", item=change.item)
                items.append(inline(said, marked(differences(change.before, change.now))))
        yield Items(tuple(items))


def _caveats(card: Card, language: Language) -> Iterable[Inline]:
    """What makes the two texts less certain than they look."""
    _ = language.gettext
    proposal = card.proposal
    if proposal.attribution is not Attribution.EXPLICIT:
        yield field(_("Attribution:"), label(language, proposal.attribution))
    for item in (proposal, card.measure):
        if item is None:
            continue
        if item.title_basis is not TitleBasis.OFFICIAL:
            yield field(_("Title of {item}:", item=item.id), label(language, item.title_basis))
        if item.note:
            yield field(_("Note on {item}:", item=item.id), item.note)


def _on_record(corpus: Corpus, card: Card, language: Language) -> Iterable[Inline]:
    """Each statement as it can be cited, each conclusion in a few words."""
    others = [link for link in card.links if link not in card.links_of_pair]
    for link in (*card.links_of_pair, *others):
        where = f"{link.measure}{language.gettext(': ')}" if link in others else ""
        yield inline(where, cite_link(corpus, language, link).text)
    for verdict in card.verdicts:
        yield inline(decision_text(corpus, verdict, language))


def _quoted(corpus: Corpus, evidence: Evidence, language: Language) -> str:
    where = source_name(corpus, language, corpus.source[evidence.source])
    if evidence.locator:
        where = f"{where}, {one_line(evidence.locator)}"
    return f"{language.quoted(one_line(evidence.quote))} ({where})" if evidence.quote else f"({where})"


def _likeness(card: Card, language: Language) -> Iterable[Inline]:
    _ = language.gettext
    suggestion = card.suggestion
    if suggestion is None or card.rank is None:
        return
    yield field(
        _("Computed similarity, not verified:"),
        _(
            "{score} of 100 ({band}), rank {rank}; {words}",
            score=score_text(language, suggestion.score),
            band=band_name(language, band(suggestion.score)),
            rank=language.number(card.rank),
            words=words_that_counted(suggestion.words, 6),
        ),
    )
    for guard in suggestion.guards:
        yield field(_("Warning:"), sentence(guard, language))
