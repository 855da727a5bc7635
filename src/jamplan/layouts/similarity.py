"""Similarity in words: bands, suggestions, the ledger of one pair; and that it is no fact."""

from collections.abc import Iterable, Sequence

from jamplan.account import spans, statements, vocabulary
from jamplan.account.account import Account
from jamplan.account.context import Context
from jamplan.account.vocabulary import numbered
from jamplan.corpus.model import Proposal
from jamplan.corpus.statements import Statement
from jamplan.evidence.passages import Passage
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.layouts import blocks, cells
from jamplan.matching import likeness, positions
from jamplan.matching.score import Band
from jamplan.matching.suggestions import (
    Explanation,
    Suggestion,
    WordPair,
    item_of,
    rounded,
)

BANDS = {
    Band.STRONG: N_("strong"),
    Band.POSSIBLE: N_("possible"),
    Band.WEAK: N_("weak"),
}

KINSHIPS = {
    likeness.Kinship.SAME: N_("same word"),
    likeness.Kinship.FAMILY: N_("same family"),
    likeness.Kinship.FAULT: N_("typing error"),
}


def band_name(language: Language, band: Band | None) -> str:
    """The name of a band; a dash if there is none."""
    return language.gettext(BANDS[band]) if band is not None else "—"


def _opening(context: Context, *, brief: bool) -> list[blocks.Block]:
    """The title and the caveat beside every suggestion."""
    not_a_fact = context.gettext(
        "These similarities between texts are computed, not verified: they are not facts, and no "
        "figure includes them."
    )
    title, caveat = cells.opening(context.heading, not_a_fact)
    return [cells.title_lines(Account(context)) if brief else title, caveat]


POSITIONS = {
    positions.Position.ACCEPT: N_("reads as an acceptance"),
    positions.Position.PARTLY: N_("reads as an acceptance in part or in principle"),
    positions.Position.REJECT: N_("reads as a rejection"),
}


def reads_as(context: Context, passage: Passage) -> str:
    """What a passage reads as; else that it is an answer, or only similar."""
    kind = N_("answer") if passage.answers else N_("similar passage")
    return context.gettext(POSITIONS[passage.position] if passage.position else kind)


PASSAGES_ARE_NO_FACTS = N_(
    "These passages of the sources are computed, not verified: no figure includes "
    "them. What is not offered here may be in the sources all the same."
)


def passages_report(
    context: Context, passages: Sequence[Passage], *, neighbours: bool = False
) -> list[blocks.Block]:
    """The passages of each proposal, best first; with ``neighbours`` the sentences around each.

    A sentence after a passage that limits it is always shown.
    """
    return [
        *cells.opening(context.heading, context.gettext(PASSAGES_ARE_NO_FACTS)),
        *passage_blocks(context, passages, neighbours=neighbours),
    ]


def passage_blocks(
    context: Context, passages: Sequence[Passage], *, neighbours: bool
) -> Iterable[blocks.Block]:
    """Yield passages below the titles of their proposals."""
    proposal: Proposal | None = None
    for passage in passages:
        if passage.proposal is not proposal:
            proposal = passage.proposal
            yield blocks.Heading(f"{proposal.id} {one_line(proposal.title)}")
        where: list[spans.Part] = [
            context.source(context.corpus.source[passage.source])
        ]
        if passage.locator:
            where += [", ", context.data(passage.locator)]
        if passage.position is not None:
            where += [
                context.gettext("; "),
                context.gettext(POSITIONS[passage.position]),
            ]
        before, after = around(context, passage, neighbours=neighbours)
        told = spans.joined(
            [*before, context.quoted(passage.words), *after], spans.BREAK
        )
        yield blocks.Quote(told, spans.inline(*where))


def around(
    context: Context, passage: Passage, *, neighbours: bool
) -> tuple[spans.Inline, ...]:
    """The sentences before and after a passage, as far as they are told: one that limits it always."""
    before = (context.data(passage.before),) if neighbours and passage.before else ()
    is_told = passage.after and (neighbours or passage.limited)
    return before, (context.data(passage.after),) if is_told else ()


def words_that_counted(pairs: Sequence[WordPair], limit: int) -> str:
    """The words that brought most to a score: « formation, formation ~ former »; a dash for none."""
    words = (
        one_line(pair.proposal)
        if pair.proposal.lower() == pair.measure.lower()
        else f"{one_line(pair.proposal)} ~ {one_line(pair.measure)}"
        for pair in pairs[:limit]
    )
    return ", ".join(words) or "—"


def in_brief(
    context: Context, suggestion: Suggestion, rank: int
) -> Iterable[spans.Inline]:
    """Yield how alike two texts are, in one line, and the warnings."""
    _ = context.gettext
    told = _(
        "{score} of 100 ({band}), rank {rank}; {words}",
        score=context.number(round(suggestion.score, 1)),
        band=band_name(context.language, suggestion.band),
        rank=context.number(rank),
        words=words_that_counted(suggestion.explained.shown, 6),
    )
    yield cells.field(context.language, _("Computed similarities, not verified"), told)
    for guard in suggestion.guards:
        yield cells.field(
            context.language,
            _("Warnings"),
            vocabulary.sentence(guard, context.language),
        )


def _pairs(
    context: Context, suggestions: Sequence[Suggestion], *, brief: bool
) -> blocks.Table:
    """A row a pair, under its proposal; in brief on one line."""
    _ = context.gettext
    group = _("{Proposal}")
    columns = (
        _("{Measure}"),
        _("Score out of 100"),
        _("Similarity"),
        _("Words that counted"),
    )
    rows = tuple(_row(context, suggestion, brief=brief) for suggestion in suggestions)
    if not brief:
        return blocks.Table((*columns, _("On record")), rows, group)
    if len({row.section for row in rows}) < len(rows):
        return blocks.Table(columns, rows, brief=True)
    # An item with one pair needs no line of its own.
    lines = [blocks.table_row(row.section or "", *row.cells[:3]) for row in rows]
    return blocks.Table((group, *columns[:3]), tuple(lines), brief=True)


def suggestions_report(
    context: Context,
    suggestions: Sequence[Suggestion],
    passages: Sequence[Passage] = (),
    *,
    brief: bool = False,
) -> list[blocks.Block]:
    """The suggestions, grouped by proposal, best first; in brief one line a pair.

    The passages that are given follow.
    """
    _ = context.gettext
    report = _opening(context, brief=brief and bool(suggestions))
    if not context.corpus.proposals or not context.corpus.measures:
        nothing = _("There is nothing to compare: one document has no text on record.")
        return [*report, blocks.paragraph(nothing)]
    if not suggestions:
        report.append(blocks.paragraph(_("No similarity found.")))
        return [*report, *passage_blocks(context, passages, neighbours=not brief)]
    report.append(_pairs(context, suggestions, brief=brief))
    if not brief:
        links: list[Statement] = []
        for suggestion in suggestions:
            links += suggestion.statements
        report += map(blocks.paragraph, statements.meaning_of_mark(context, links))
    report += blocks.listed(_("Warnings"), _warnings(context, suggestions))
    if any(suggestion.band is not None for suggestion in suggestions):
        report.append(blocks.paragraph(_(_BANDS_IN_WORDS)))
    if brief:
        pair = (
            f"jamplan suggest {suggestions[0].proposal.id} {suggestions[0].measure.id}"
        )
        report.append(
            cells.see(
                context.language, pair, "jamplan suggest --full", "jamplan review"
            )
        )
    return [*report, *passage_blocks(context, passages, neighbours=not brief)]


def _warnings(
    context: Context, suggestions: Sequence[Suggestion]
) -> Iterable[spans.Inline]:
    """Yield the warnings on each pair."""
    for suggestion in suggestions:
        if suggestion.guards:
            pair = (
                spans.ident(suggestion.proposal.id),
                " / ",
                spans.ident(suggestion.measure.id),
            )
            told = " ".join(
                vocabulary.sentence(guard, context.language)
                for guard in suggestion.guards
            )
            yield spans.inline(*pair, context.gettext(": "), told)


def suggestions_screens(
    context: Context,
    suggestions: Sequence[Suggestion],
    passages: Sequence[Passage] = (),
) -> list[list[blocks.Block]]:
    """The suggestions in brief: one line a pair, then only the best pair of each item."""
    best = {pair.proposal.id: pair for pair in reversed(suggestions)}
    return [
        suggestions_report(context, pairs, passages, brief=True)
        for pairs in (suggestions, [*reversed(best.values())])
    ]


def _row(context: Context, suggestion: Suggestion, *, brief: bool) -> blocks.TableRow:
    group, other = suggestion.proposal, suggestion.measure
    language = context.language
    similarity = (
        language.number(round(suggestion.score, 1)),
        band_name(language, suggestion.band),
    )
    if brief:
        words = words_that_counted(suggestion.explained.shown, 3)
        return blocks.table_row(
            numbered(other), *similarity, words, section=one_line(group.title)
        )
    return blocks.table_row(
        spans.inline(spans.ident(other.id), " ", other.title),
        *similarity,
        words_that_counted(suggestion.explained.shown, 4),
        statements.on_record(context, suggestion.statements) or "—",
        section=f"{group.id} {one_line(group.title)}",
    )


_BANDS_IN_WORDS = N_(
    "In documents already matched by hand, about 8 in 10 “strong” similarities had been matched, 4 "
    "in 10 “possible” ones, fewer than 1 in 100 “weak” ones."
)
"""How many pairs of each band people had matched."""


def explanation_report(
    context: Context, suggestion: Suggestion, rank: int, *, brief: bool = False
) -> list[blocks.Block]:
    """One pair: both texts, the words that counted, the rank of its measure; how its score adds up."""
    _, language, explained = context.gettext, context.language, suggestion.explained
    pair = suggestion.proposal, suggestion.measure
    measures = context.ngettext(
        "{n} {measure}", "{n} {measures}", len(context.corpus.measures)
    )
    band = band_name(language, suggestion.band)
    if explained.meaning is not None:
        band = _("none, for an encoder had a part in the score")
    place = _("{n} of {total}", n=context.number(rank), total=measures)
    report: list[blocks.Block] = [
        *_opening(context, brief=brief),
        *(
            blocks.paragraph(spans.joined(item_of(record).fields, " · "))
            for record in pair
        ),
        blocks.points(
            (
                cells.field(
                    context.language,
                    _("Words that counted"),
                    words_that_counted(explained.shown, 6),
                ),
                cells.field(
                    context.language,
                    _("Score out of 100"),
                    context.number(round(suggestion.score, 1)),
                ),
                cells.field(context.language, _("Similarity"), band),
                cells.field(context.language, _("Rank"), place),
                *(
                    spans.inline(vocabulary.sentence(guard, language))
                    for guard in suggestion.guards
                ),
            )
        ),
    ]
    if brief:
        command = (
            f"jamplan suggest {suggestion.proposal.id} {suggestion.measure.id} --full"
        )
        return [*report, cells.see(context.language, command)]
    report += [blocks.Heading(_("How the score adds up")), _ledger(explained, language)]
    if explained.meaning is None:
        report.append(blocks.paragraph(_(_BANDS_IN_WORDS)))
    return report


def _ledger(explained: Explanation, language: Language) -> blocks.Table:
    """The contribution of each pair of words to the score, and what lowers it."""
    _, number = language.gettext, language.number
    lines = []
    for pair in explained.shown:
        weights = (pair.proposal_weight, pair.likeness, pair.measure_weight)
        product = " × ".join(number(round(weight, 2)) for weight in weights)
        lines.append((pair.proposal, pair.measure, _(KINSHIPS[pair.kinship]), product))
    points = list(explained.contributions)
    if small := points[len(lines) : len(explained.pairs)]:
        points[len(lines) : len(explained.pairs)] = [sum(small)]
        lines.append((_("other words, each less than two points"), "—", "—", "—"))
    if explained.meaning is not None:
        encoder = explained.meaning.encoder
        name = _(
            "meaning, by {encoder} (a black box: it cannot say why)", encoder=encoder
        )
        lines.append((name, "—", "—", number(round(explained.meaning.likeness, 2))))
    hub = explained.hub
    usual = f"{number(round(hub.proposal_usual, 2))} / {number(round(hub.measure_usual, 2))}"
    lines.append((_("score lowered: very common phrases"), "—", "—", usual))
    contributions = rounded(points)
    rows = [
        blocks.table_row(*line, number(score))
        for line, score in zip(lines, contributions, strict=True)
    ]
    rows.append(
        blocks.table_row(
            _("Score out of 100"), "—", "—", "—", number(round(sum(contributions), 1))
        )
    )
    words = (_("Word ({proposal})"), _("Word ({measure})"))
    columns = (*words, _("Kinship"), _("Weight × similarity × weight"), _("Points"))
    return blocks.Table(columns, tuple(rows))
