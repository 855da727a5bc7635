"""The card of a review: both texts whole, what matched, what is on record, what has changed."""

import sys
from collections.abc import Iterable, Iterator, Sequence

from jamplan.account import spans
from jamplan.account.cards import CardTold, ItemRead
from jamplan.language import Language
from jamplan.layouts import blocks, similarity
from jamplan.layouts.cells import field

_LONG = 240
"""Characters of a text on a small screen: three lines of 80, so that the whole card fits on 22."""
_LENGTHS = (sys.maxsize, *range(2 * _LONG, 0, -_LONG // 4))
_FEW = 2
"""The facts that a small screen has room for."""


def card_screens(told: CardTold, who: str, chosen: int = 0) -> list[list[blocks.Block]]:
    """The card with its texts whole, then with long ones cut.

    ``who`` answers; with ``chosen``, the key of a passage, it has that one alone, and no facts.
    """
    shown = [chosen]
    facts: list[spans.Inline] = []
    if not chosen:
        shown = [key for key, each in enumerate(told.passages, 1) if each.is_near]
        facts = card_facts(told)
    screens = []
    for longest in _LENGTHS:
        neighbours = longest > _LONG or bool(chosen)
        report = [
            blocks.Heading(told.heading(who)),
            *_text(told.proposal, longest),
            *_beside(told, longest),
            *_changes(told),
            *_apart(told, longest),
            *_passages(told, shown, neighbours=neighbours),
        ]
        if facts:
            report.append(blocks.points(_fitting(told.language, facts, longest)))
        screens.append(report)
    return screens


def _beside(told: CardTold, longest: int) -> Iterator[blocks.Block]:
    """Yield the measure; an answer from its first word, what it repeats in one grey line."""
    measure = told.measure
    if measure is None:
        if not told.is_apart:
            nothing = told.language.gettext("Nothing is left to compare.")
            yield blocks.paragraph(nothing, lead=True)
        return
    if not measure.repeated:
        yield from _text(measure, longest)
        return
    yield blocks.paragraph(_named(measure), close=True)
    repeated = _cut(measure.repeated, _LONG // 4)
    line = told.language.gettext("repeats: {text}", text=repeated)
    yield blocks.Paragraph(spans.inline(line), close=True, quiet=True)
    yield blocks.paragraph(_cut(measure.own, longest))


def _fitting(
    language: Language, facts: list[spans.Inline], longest: int
) -> list[spans.Inline]:
    """As many facts as have room beside texts of this length, and how many there are more."""
    more = len(facts) - _FEW
    if longest >= _LONG or more <= 0:
        return facts
    told = language.ngettext("{n} more: ?", "{n} more: ?", more)
    return [*facts[:_FEW], spans.inline(told)]


def card_texts(told: CardTold) -> list[blocks.Block]:
    """All texts in full, what two people decided, all passages with the sentences beside them."""
    report = [*_text(told.proposal)]
    for measure in told.measures:
        report += _text(measure)
    keys = range(1, len(told.passages) + 1)
    return [*report, *_apart(told), *_passages(told, keys, neighbours=True)]


def _passages(
    told: CardTold, keys: Sequence[int], *, neighbours: bool
) -> Iterator[blocks.Block]:
    """Yield passages by their keys; a sentence that limits one is always with it."""
    for key in keys:
        passage = told.passages[key - 1]
        quote = [spans.strong(passage.quote.text)]
        words = similarity.with_neighbours(passage, quote, " ", neighbours=neighbours)
        where = ", ".join(
            filter(None, (passage.publisher, spans.plain(passage.locator)))
        )
        semicolon = told.language.gettext("; ")
        place = f" ({where}{semicolon}{passage.reads_as})"
        number = spans.strong(f"[{key}]")
        yield blocks.paragraph(number, " ", words, place, close=key != keys[-1])


def card_facts(told: CardTold) -> list[spans.Inline]:
    """What is on record, and how alike the two texts are."""
    facts = [*told.on_record]
    if told.pair:
        facts += similarity.in_brief(told.language, told.pair)
    return facts


def card_details(told: CardTold) -> list[blocks.Block]:
    """What the card leaves out: caveats, notes, each statement with its source in full."""
    facts = [field(told.language, fact.name, *fact.content) for fact in told.facts]
    return [blocks.points(facts)] if facts else []


def card_help(
    language: Language, keys: Iterable[tuple[str, str]]
) -> list[blocks.Block]:
    """What the keys of a card do, each with its meaning."""
    _ = language.gettext
    told = [spans.inline(spans.strong(key), " ", meaning) for key, meaning in keys]
    more = _(
        "What others state stays as it is: the same answer confirms it, another one adds your own "
        "reading. A score is a similarity of texts, never a fact."
    )
    marks = _("In a text that has changed, [-…-] is gone and {+…+} is new.")
    return [blocks.Heading(_("Keys")), blocks.points([*told, more, marks])]


def _text(item: ItemRead, longest: int = sys.maxsize) -> Iterator[blocks.Block]:
    """Yield the title and texts of an item, cut if long."""
    title = spans.strong(_cut(item.title, longest))
    texts = [_cut(text, longest) for text in item.texts]
    yield blocks.paragraph(_named(item), " — ", title, close=bool(texts))
    for number, text in enumerate(texts, 1):
        yield blocks.paragraph(text, close=number < len(texts))


def _named(item: ItemRead) -> spans.Inline:
    """The noun, the number and the id of an item."""
    return spans.inline(spans.strong(item.noun), " ", spans.ident(item.id))


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0]} […]"


def _changes(told: CardTold) -> Iterator[blocks.Block]:
    """Yield each decision in doubt, and what has changed since."""
    changed_since = told.language.gettext("text changed since")
    for change in told.changes:
        decision = field(told.language, changed_since, change.decision)
        yield blocks.Paragraph(decision, lead=True)
        yield blocks.points(change.changes)


def _apart(told: CardTold, longest: int = sys.maxsize) -> Iterator[blocks.Block]:
    """Yield the answers of two people; only what backs them is cut, so that both are on the screen."""
    for side in told.apart:
        decisions = []
        for decision in side.decisions:
            room = len(decision.sentence) + longest
            decisions.append(_cut(spans.plain(decision.in_full), room))
        yield blocks.paragraph(field(told.language, side.name, " ".join(decisions)))
