"""Reports on similarity: suggestions, the ledger of one pair."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Measure, Proposal
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.matching.bands import band
from jamplan.matching.explanation import Explanation, TextMark, rounded, standing
from jamplan.matching.score import Matcher
from jamplan.matching.suggestions import Suggestion, item_of
from jamplan.matching.texts import Part, TextItem
from jamplan.reports.blocks import (
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Row,
    Span,
    SpanKind,
    Table,
    command,
    ident,
    inline,
)
from jamplan.reports.cells import field, named, title_lines
from jamplan.reports.finding_words import sentence
from jamplan.reports.labels import record_text
from jamplan.reports.similarity import (
    KINSHIPS,
    band_name,
    not_a_fact,
    nothing_to_compare,
    score_text,
    words_that_counted,
)


def suggestions_report(
    corpus: Corpus, found: Sequence[Suggestion], language: Language, *, by_measure: bool = False
) -> list[Block]:
    """The suggestions, grouped by proposal (or by measure), best first."""
    _ = language.gettext
    blocks: list[Block] = [
        Heading(one_line(corpus.title), 1),
        Paragraph(inline(not_a_fact(language)), lead=True),
    ]
    if not corpus.proposals or not corpus.measures:
        return [*blocks, Paragraph(inline(nothing_to_compare(language)))]
    if not found:
        return [*blocks, Paragraph(inline(_("No similarity found.")))]
    rows = tuple(_row(corpus, each, language, by_measure=by_measure) for each in found)
    group, other = (
        (_("{Measure}"), _("{Proposal}")) if by_measure else (_("{Proposal}"), _("{Measure}"))
    )
    columns = (other, _("Score of 100"), _("Similarity"), _("Words that counted"), _("On record"))
    blocks.append(Table(columns, rows, group))
    blocks += _warnings(found, language)
    if any(each.band is not None for each in found):
        blocks.append(Paragraph(inline(bands_in_words(language))))
    return blocks


def _warnings(found: Sequence[Suggestion], language: Language) -> list[Block]:
    """What the texts of each pair say differently."""
    items = tuple(
        inline(
            *(ident(entry.proposal.id), " / ", ident(entry.measure.id), language.gettext(": ")),
            " ".join(sentence(guard, language) for guard in entry.guards),
        )
        for entry in found
        if entry.guards
    )
    return [Heading(language.gettext("Warnings")), Items(items)] if items else []


def suggestions_screens(
    corpus: Corpus, found: Sequence[Suggestion], language: Language, *, by_measure: bool = False
) -> list[list[Block]]:
    """The suggestions in brief: one line a pair."""
    _ = language.gettext
    if not found:
        return [suggestions_report(corpus, found, language, by_measure=by_measure)]
    rows = []
    for entry in found:
        one, other = (entry.measure, entry.proposal) if by_measure else (entry.proposal, entry.measure)
        number = f"{one_line(other.number)} " if other.number else ""
        cells = (
            inline(f"{number}{one_line(other.title)}"),
            inline(score_text(language, entry.score)),
            inline(band_name(language, entry.band)),
            inline(words_that_counted(entry.words, 3)),
        )
        rows.append(Row(cells, one_line(one.title)))
    columns = (_("{Proposal}") if by_measure else _("{Measure}"), _("Score of 100"), _("Similarity"))
    first = found[0]
    pair = f"jamplan suggest {first.proposal.id} {first.measure.id}"
    blocks: list[Block] = [
        title_lines(corpus),
        Paragraph(inline(not_a_fact(language)), lead=True),
        Table((*columns, _("Words that counted")), tuple(rows), brief=True),
        *_warnings(found, language),
    ]
    if any(entry.band is not None for entry in found):
        blocks.append(Paragraph(inline(bands_in_words(language))))
    see = (command(pair), ", ", command("jamplan suggest --full"), ", ", command("jamplan review"))
    return [[*blocks, Paragraph(inline(_("See:"), " ", *see))]]


def bands_in_words(language: Language) -> str:
    """What a band means."""
    return language.gettext(
        "In documents already matched by hand, about 3 in 4 “strong” similarities had been matched, 3 "
        "in 10 “possible” ones, fewer than 1 in 100 “weak” ones."
    )


def _row(corpus: Corpus, each: Suggestion, language: Language, *, by_measure: bool) -> Row:
    one, other = (each.measure, each.proposal) if by_measure else (each.proposal, each.measure)
    return Row(
        (
            inline(ident(other.id), " ", other.title),
            inline(score_text(language, each.score)),
            inline(band_name(language, each.band)),
            inline(words_that_counted(each.words, 4)),
            inline(record_text(corpus, each.links, each.proposal, language) or "—"),
        ),
        f"{one.id} {one_line(one.title)}",
    )


def explanation_report(
    corpus: Corpus, matcher: Matcher, explained: Explanation, guards: Iterable[str], language: Language
) -> list[Block]:
    """The ledger of one pair: both texts with the words that counted, each line, the warnings."""
    _ = language.gettext
    proposal, measure = corpus.proposal[explained.left], corpus.measure[explained.right]
    blocks: list[Block] = [
        Heading(one_line(corpus.title), 1),
        Paragraph(inline(not_a_fact(language)), lead=True),
        *_texts(proposal, explained.left_marks, explained.left_part, language),
        *_texts(measure, explained.right_marks, explained.right_part, language),
        Heading(_("How the score adds up")),
        _ledger(explained, language),
        Items(tuple(_facts(corpus, matcher, explained, language))),
    ]
    warnings = tuple(inline(each) for each in guards)
    if warnings:
        blocks += [Heading(_("Warnings")), Items(warnings)]
    return blocks


def _texts(
    record: Proposal | Measure, marks: Sequence[TextMark], part: Part | None, language: Language
) -> list[Block]:
    item = item_of(record)
    blocks: list[Block] = [Paragraph((ident(record.id), Span(" "), *_marked(item, 0, marks)))]
    details = [_marked(item, number, marks) for number in range(1, len(item.fields))]
    if details:
        blocks.append(Items(tuple(details)))
    if part is not None:
        where = _part_name(part, language)
        blocks.append(Paragraph(field(language.gettext("Best part:"), where)))
    return blocks


def _part_name(part: Part, language: Language) -> str:
    _ = language.gettext
    if part.field == 0:
        return _("the title")
    if part.sentence:
        return _("line {line}, sentence {sentence}", line=part.field, sentence=part.sentence)
    return _("line {line}", line=part.field)


def _marked(item: TextItem, number: int, marks: Sequence[TextMark]) -> Inline:
    """A field of an item, the words that counted standing out."""
    text = item.fields[number]
    parts: list[Span] = []
    done = 0
    for mark in marks:
        if mark.field == number and mark.start >= done:
            parts += inline(text[done : mark.start])
            parts.append(Span(one_line(text[mark.start : mark.end]), SpanKind.STRONG))
            done = mark.end
    return (*parts, *inline(text[done:]))


def _ledger(explained: Explanation, language: Language) -> Table:
    _ = language.gettext
    pairs, lines = explained.shown, explained.contributions
    small = lines[len(pairs) : len(explained.pairs)]
    others = (sum(small),) if small else ()
    shown = rounded((*lines[: len(pairs)], *others, *lines[len(explained.pairs) :]))
    dash = inline("—")
    weights = [
        (
            inline(pair.left),
            inline(pair.right),
            inline(language.gettext(KINSHIPS[pair.kinship])),
            inline(
                f"{language.number(round(pair.left_weight, 2))} × "
                f"{language.number(round(pair.likeness, 2))} × "
                f"{language.number(round(pair.right_weight, 2))}"
            ),
        )
        for pair in pairs
    ]
    if others:
        weights.append((inline(_("other words, each less than two points")), dash, dash, dash))
    if explained.meaning is not None:
        name = _(
            "meaning, by {encoder} (a black box: it cannot say why)", encoder=explained.meaning.encoder
        )
        likeness = language.number(round(explained.meaning.likeness, 2))
        weights.append((inline(name), dash, dash, inline(likeness)))
    hub = _("score lowered: very common phrases")
    usual = (
        f"{language.number(round(explained.hub.left_usual, 2))} / "
        f"{language.number(round(explained.hub.right_usual, 2))}"
    )
    weights.append((inline(hub), dash, dash, inline(usual)))
    rows = [
        Row((*cells, inline(language.number(points))))
        for cells, points in zip(weights, shown, strict=True)
    ]
    total = language.number(round(sum(shown), 1))
    rows.append(Row((inline(_("Score of 100")), dash, dash, dash, inline(total))))
    columns = (
        _("Word ({proposal})"),
        _("Word ({measure})"),
        _("Kinship"),
        _("Weight × similarity × weight"),
        _("Points"),
    )
    return Table(columns, tuple(rows))


def _facts(
    corpus: Corpus, matcher: Matcher, explained: Explanation, language: Language
) -> Iterable[Inline]:
    _ = language.gettext
    stands = standing(matcher, explained.left, explained.right)
    if matcher.encoder is None:
        yield field(
            _("Similarity:"),
            band_name(language, band(explained.score)),
            " (",
            bands_in_words(language),
            ")",
        )
    else:
        yield field(_("Similarity:"), _("none, for an encoder had a part in the score"))
    yield field(
        _("Rank:"),
        language.ngettext(
            "{rank} of {n} {measure}",
            "{rank} of {n} {measures}",
            len(corpus.measures),
            rank=language.number(stands.rank),
        ),
    )
    if stands.rival is not None and stands.margin is not None:
        rival = corpus.measure[stands.rival.right]
        yield field(
            _("Next best:"),
            named(language, rival),
            _(
                ", score {score}, margin {margin}",
                score=score_text(language, stands.rival.score),
                margin=score_text(language, stands.margin),
            ),
        )
