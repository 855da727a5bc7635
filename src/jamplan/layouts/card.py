"""The card of a review: both texts, what matched, what is on record, what changed."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from jamplan.account import spans
from jamplan.account.cards import AnswerTold, CardTold, ItemRead
from jamplan.account.similarities import PassageTold
from jamplan.language import Language
from jamplan.layouts import blocks, cells, similarity

_LONG = 240
"""Characters of a text on a small screen.

Three lines of 80, so that the whole card fits on 22.
"""
_LEAST = _LONG // 4
_LENGTHS = (sys.maxsize, *range(2 * _LONG, 0, -_LEAST))
_FEW = 2
"""The facts that a small screen has room for."""
_MOST_KEYS = 9
"""The passages of a screen that have keys."""
_AT_ONCE = 480
"""Characters of a part of a text that is shown in full.

Six lines of 80, which fit on any screen.
"""


@dataclass(frozen=True, slots=True)
class CardPage:
    """A screen of a card, and the places of passages for its keys, first « 1 »."""

    blocks: tuple[blocks.Block, ...]
    keys: tuple[int, ...] = ()


Fits = Callable[[Sequence[blocks.Block]], bool]
"""Whether blocks have room on the screen."""


@dataclass
class _Keys:
    """Gives the passages of a screen their keys, one after the other."""

    taken: list[int] = field(default_factory=list)
    """The places of those that have one."""

    def before(self, place: int) -> list[spans.Part]:
        """What is before a passage: its key; nothing if no key is left."""
        if len(self.taken) == _MOST_KEYS:
            return []
        self.taken.append(place)
        return [spans.strong(f"[{len(self.taken)}]"), " "]


def card_pages(told: CardTold, who: str, fits: Fits) -> list[CardPage]:
    """The screens of a card: all of it with long texts cut, then all texts in full.

    ``who`` answers. The first screen has of the answer at least the likeliest sentence,
    and those that refuse or limit it; what has no room there is on the next ones.
    """
    first = _page(told, who, sys.maxsize, _places(told))
    is_whole = len(_places(told)) <= _MOST_KEYS and fits(first.blocks)
    if not is_whole:
        first = _first_page(told, who, fits)
    # Of what two people decided, the measures of both are read in full.
    is_whole = is_whole and not told.is_apart
    return [first, *_full_pages(told, who, fits, is_shown=is_whole)]


def _places(told: CardTold) -> list[int]:
    """The places of the sentences of the answer."""
    return list(range(len(told.answer.sentences))) if told.answer else []


def quoting_page(
    told: CardTold, who: str, page: CardPage, chosen: Sequence[int]
) -> list[list[blocks.Block]]:
    """The screen to say what quotes say: these first, then others with their keys.

    A person is asked on it.

    ``page`` has the keys, ``chosen`` the places of the quotes. The versions are shorter
    and shorter.
    """
    others = [place for place in page.keys if place not in chosen]
    versions = []
    for count in range(len(others), -1, -1):
        report: list[blocks.Block] = [
            blocks.Heading(told.heading(who)),
            *_text(told.proposal, _LONG if count == len(others) else _LEAST),
        ]
        for place in [*chosen, *others[:count]]:
            is_chosen = place in chosen
            key = page.keys.index(place) + 1 if place in page.keys else 0
            report.append(_passage(told, place, key, is_chosen=is_chosen))
        versions.append(report)
    return versions


def _first_page(told: CardTold, who: str, fits: Fits) -> CardPage:
    """The card with as much of its texts as there is room for, the answer first."""
    sentences = _places(told)
    if len(sentences) <= _MOST_KEYS:
        for longest in _LENGTHS[1:]:
            page = _page(told, who, longest, sentences)
            if fits(page.blocks):
                return page
    page = _page(told, who, _LEAST, sentences[:1])
    # Sentences give way, first those that say least.
    shown: list[int] = []
    for at in _by_weight(told.answer):
        more = sorted([*shown, at])
        fuller = _page(told, who, _LEAST, more, is_cut=True)
        if shown and (len(shown) == _MOST_KEYS or not fits(fuller.blocks)):
            break
        shown, page = more, fuller
    return page


def _by_weight(answer: AnswerTold | None) -> list[int]:
    """The places of the sentences of an answer, those first that a card must show."""
    sentences = answer.sentences if answer else ()

    def weight(at: int) -> tuple[bool, bool]:
        return not sentences[at].is_likeliest, not sentences[at].limits

    return sorted(range(len(sentences)), key=weight)


def _page(
    told: CardTold,
    who: str,
    longest: int,
    sentences: Sequence[int],
    *,
    is_cut: bool = False,
) -> CardPage:
    """The card with its texts cut to a length, and these sentences of the answer."""
    keys = _Keys()
    report: list[blocks.Block] = [
        blocks.Heading(told.heading(who)),
        *_text(told.proposal, longest),
        *_beside(told, longest),
    ]
    if told.answer:
        report += [_sentence(told, at, keys, sentences) for at in sentences]
    else:
        near = [at for at, passage in enumerate(told.passages) if passage.is_near]
        for at in near:
            is_last = at == near[-1]
            neighbours = longest > _LONG
            text = _similar(told, at, keys, neighbours=neighbours)
            report.append(blocks.paragraph(text, close=not is_last))
    report += [*_changes(told), *_apart(told, longest)]
    facts = card_facts(told)
    if facts and not is_cut:
        report.append(blocks.points(_fitting(told.language, facts, longest)))
    return CardPage(tuple(report), tuple(keys.taken))


def _sentence(
    told: CardTold, at: int, keys: _Keys, shown: Sequence[int]
) -> blocks.Paragraph:
    """A sentence of the answer by its key, « > » before the likeliest.

    Where others are not shown, « […] » is beside it.
    """
    assert told.answer is not None
    sentence = told.answer.sentences[at]
    line: list[spans.Part] = []
    if sentence.is_likeliest and len(told.answer.sentences) > 1:
        line.append("> ")
    if sentence.passage and sentence.place is not None:
        line += keys.before(sentence.place)
    if at and at - 1 not in shown:
        line.append("[…] ")
    line.append(sentence.words)
    if passage := sentence.passage:
        parts = (spans.plain(passage.locator), passage.position)
        semicolon = told.language.gettext("; ")
        line.append(spans.bracketed(semicolon.join(filter(None, parts))))
    is_last = at == shown[-1]
    if is_last and at + 1 < len(told.answer.sentences):
        line.append(" […]")
    return blocks.paragraph(*line, close=not is_last)


def _similar(told: CardTold, at: int, keys: _Keys, *, neighbours: bool) -> spans.Inline:
    """A passage by its key, and where it is, always with a sentence that limits it."""
    passage = told.passages[at]
    quote = [spans.strong(passage.quote.text)]
    words = similarity.with_neighbours(passage, quote, " ", neighbours=neighbours)
    key = keys.before(told.place_of(at))
    return spans.inline(*key, words, _where(told, passage))


def _where(told: CardTold, passage: PassageTold) -> str:
    """Who publishes a passage, where it is, and what it reads as, in brackets."""
    where = ", ".join(filter(None, (passage.publisher, spans.plain(passage.locator))))
    return f" ({where}{told.language.gettext('; ')}{passage.reads_as})"


def _passage(
    told: CardTold, place: int, key: int, *, is_chosen: bool
) -> blocks.Paragraph:
    """A passage on the screen on which quotes are chosen."""
    passage = told.quotable[place]
    key_shown = spans.strong(f"[{key}]") if key else ""
    if not is_chosen:
        return blocks.paragraph(key_shown, " ", passage.quote, close=True)
    quote = [spans.strong(passage.quote.text)]
    words = similarity.with_neighbours(passage, quote, " ", neighbours=True)
    return blocks.paragraph("> ", key_shown, " ", words, _where(told, passage))


def _full_pages(
    told: CardTold, who: str, fits: Fits, *, is_shown: bool
) -> list[CardPage]:
    """All texts in full, on as many screens as they need.

    If these are shown already, the screens have other passages alone.
    """
    heading = blocks.Heading(told.heading(who))
    pages: list[CardPage] = []
    report: list[blocks.Block] = [heading]
    keys = _Keys()
    for piece in _pieces(told, is_shown=is_shown):
        before = len(keys.taken)
        block = piece(keys)
        is_full = before == _MOST_KEYS
        if len(report) > 1 and (is_full or not fits([*report, block])):
            pages.append(CardPage(tuple(report), tuple(keys.taken[:before])))
            # What has a key gets the one of the screen that it is on.
            keys = _Keys()
            report, block = [heading], piece(keys)
        report.append(block)
    if len(report) > 1:
        pages.append(CardPage(tuple(report), tuple(keys.taken)))
    return pages


def _pieces(
    told: CardTold, *, is_shown: bool
) -> Iterator[Callable[[_Keys], blocks.Block]]:
    """Yield what makes the blocks of all texts in full with the keys of a screen."""
    if not is_shown:
        for block in _in_full(told):
            yield partial(_as_it_is, block)
        if told.answer:
            places = _places(told)
            yield partial(_as_it_is, _head(told))
            for at in places:
                yield partial(_whole_sentence, told, at, places)
    for at in range(len(told.passages)):
        yield partial(_whole_passage, told, at)
    if not is_shown:
        for fact in card_facts(told):
            yield partial(_as_it_is, blocks.points([fact]))


def _in_full(told: CardTold) -> Iterator[blocks.Block]:
    """Yield the texts of both items but of an answer, and what two people decided."""
    items = [told.proposal]
    if not told.answer:
        items += told.measures
    for item in items:
        yield from _in_parts(item)
    yield from _apart(told)


def _as_it_is(block: blocks.Block, _keys: _Keys) -> blocks.Block:
    return block


def _whole_sentence(
    told: CardTold, at: int, shown: Sequence[int], keys: _Keys
) -> blocks.Block:
    return _sentence(told, at, keys, shown)


def _whole_passage(told: CardTold, at: int, keys: _Keys) -> blocks.Block:
    return blocks.paragraph(_similar(told, at, keys, neighbours=True))


def _in_parts(item: ItemRead) -> Iterator[blocks.Block]:
    """Yield the title and texts of an item in full, in paragraphs for a screen."""
    for block in _text(item):
        assert isinstance(block, blocks.Paragraph)
        rest = spans.plain(block.content)
        if len(rest) <= _AT_ONCE:
            yield block
            continue
        while rest:
            part = rest
            if len(rest) > _AT_ONCE:
                part = rest[:_AT_ONCE].rpartition(" ")[0] or rest[:_AT_ONCE]
            rest = rest[len(part) :].lstrip()
            yield blocks.paragraph(part, close=bool(rest) or block.close)


def _beside(told: CardTold, longest: int) -> Iterator[blocks.Block]:
    """Yield the measure; of an answer its name, with what it repeats in grey."""
    measure = told.measure
    if told.answer:
        yield _head(told)
    elif measure is None:
        if not told.is_apart:
            yield blocks.paragraph(told.nothing, lead=True)
        return
    elif not measure.repeated:
        yield from _text(measure, longest)
        return
    else:
        yield blocks.paragraph(_named(measure), close=True)
    if measure and measure.repeated:
        repeated = _cut(measure.repeated, _LEAST)
        line = told.language.gettext("repeats: {text}", text=repeated)
        yield blocks.Paragraph(spans.inline(line), close=True, quiet=True)
        if not told.answer:
            yield blocks.paragraph(_cut(measure.own, longest))


def _head(told: CardTold) -> blocks.Paragraph:
    """The name of what answers, who publishes it, and what else it answers."""
    assert told.answer is not None
    parts: list[spans.Part] = [spans.strong(told.answer.name)]
    if told.measure and told.answer.is_of_measure:
        parts = [_named(told.measure)]
    about = ", ".join(filter(None, (told.answer.publisher, told.answer.together)))
    return blocks.paragraph(*parts, spans.bracketed(about), close=True)


def _fitting(
    language: Language, facts: list[spans.Inline], longest: int
) -> list[spans.Inline]:
    """As many facts as there is room for, and how many more there are."""
    more = len(facts) - _FEW
    if longest >= _LONG or more <= 0:
        return facts
    told = language.ngettext("{n} more: ?", "{n} more: ?", more)
    return [*facts[:_FEW], spans.inline(told)]


def card_facts(told: CardTold) -> list[spans.Inline]:
    """What is on record, and how alike the two texts are."""
    facts = [*told.on_record]
    # An answer is known by its number or its words, not by being alike.
    if told.pair and not told.answer:
        facts += similarity.in_brief(told.language, told.pair)
    return facts


def card_details(told: CardTold) -> list[blocks.Block]:
    """What the card leaves out: caveats, notes, statements with full sources."""
    facts = [
        cells.field(told.language, fact.name, *fact.content) for fact in told.facts
    ]
    return [blocks.points(facts)] if facts else []


def card_help(
    language: Language, keys: Iterable[tuple[str, str]]
) -> list[blocks.Block]:
    """What the keys of a card do, each with its meaning."""
    _ = language.gettext
    told = [spans.inline(spans.strong(key), " ", meaning) for key, meaning in keys]
    more = _(
        "What others state stays as it is: the same answer confirms it, another one "
        "adds your own reading. A score is a similarity of texts, never a fact."
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
        decision = cells.field(told.language, changed_since, change.decision)
        yield blocks.Paragraph(decision, lead=True)
        yield blocks.points(change.changes)


def _apart(told: CardTold, longest: int = sys.maxsize) -> Iterator[blocks.Block]:
    """Yield the answers of two people.

    Only what backs them is cut, so that both are on the screen.
    """
    for side in told.apart:
        decisions = []
        for decision in side.decisions:
            room = len(decision.sentence) + longest
            decisions.append(_cut(spans.plain(decision.in_full), room))
        yield blocks.paragraph(
            cells.field(told.language, side.name, " ".join(decisions))
        )
