"""The reports on similarities: suggestions, passages of sources, a pair's ledger."""

from collections.abc import Iterable, Iterator, Sequence

from jamplan.account import spans
from jamplan.account.account import Account
from jamplan.account.similarities import PairTold, PassageTold, SimilaritiesTold
from jamplan.language import Language
from jamplan.layouts import blocks, cells


def _opening(
    account: Account, told: SimilaritiesTold, *, brief: bool
) -> list[blocks.Block]:
    """The title and the caveat beside every suggestion."""
    title, caveat = cells.opening(account.heading, told.no_facts)
    return [cells.title_lines(account) if brief else title, caveat]


def passages_report(
    account: Account, told: SimilaritiesTold, *, neighbours: bool = False
) -> list[blocks.Block]:
    """The passages of each proposal, best first, and if asked their ``neighbours``.

    A sentence after a passage that limits it is always shown.
    """
    opening = cells.opening(account.heading, told.passages_are_no_facts)
    passages = _passage_blocks(account.language, told.passages, neighbours=neighbours)
    return [*opening, *passages]


def _passage_blocks(
    language: Language, passages: Iterable[PassageTold], *, neighbours: bool
) -> Iterator[blocks.Block]:
    """Yield passages below the titles of their proposals."""
    proposal = ""
    for passage in passages:
        if passage.proposal != proposal:
            proposal = passage.proposal
            yield blocks.Heading(f"{proposal} {passage.proposal_title}")
        where: list[spans.Part] = [passage.source]
        if passage.locator:
            where += [", ", passage.locator]
        if passage.position:
            where += [language.gettext("; "), passage.position]
        words = [passage.quote]
        told = with_neighbours(passage, words, spans.BREAK, neighbours=neighbours)
        yield blocks.Quote(told, spans.inline(*where))


def with_neighbours(
    passage: PassageTold,
    words: Sequence[spans.Part],
    separator: str | spans.Span,
    *,
    neighbours: bool,
) -> spans.Inline:
    """The words of a passage between its neighbours; one limiting it always shows."""
    parts = list(words)
    if neighbours and passage.before:
        parts.insert(0, passage.before)
    if passage.after and (neighbours or passage.is_limited):
        parts.append(passage.after)
    return spans.joined(parts, separator)


def in_brief(language: Language, pair: PairTold) -> Iterator[spans.Inline]:
    """Yield how alike two texts are, in one line, and the warnings."""
    _ = language.gettext
    yield cells.field(language, _("Computed similarities, not verified"), pair.in_brief)
    for warning in pair.warnings:
        yield cells.field(language, _("Warnings"), warning)


def _pairs(
    language: Language, pairs: Sequence[PairTold], *, brief: bool
) -> blocks.Table:
    """A row a pair, under its proposal; in brief on one line."""
    _ = language.gettext
    group = _("{Proposal}")
    columns = (
        _("{Measure}"),
        _("Score out of 100"),
        _("Similarity"),
        _("Words that counted"),
    )
    if not brief:
        rows = tuple(map(_row, pairs))
        return blocks.Table((*columns, _("On record")), rows, group)
    rows = tuple(map(_row_in_brief, pairs))
    if len({row.section for row in rows}) < len(rows):
        return blocks.Table(columns, rows, brief=True)
    # An item with one pair needs no line of its own.
    lines = [blocks.table_row(row.section or "", *row.cells[:3]) for row in rows]
    return blocks.Table((group, *columns[:3]), tuple(lines), brief=True)


def _row_in_brief(pair: PairTold) -> blocks.TableRow:
    """A pair by its measure's number and title, under its proposal's title."""
    return blocks.table_row(
        pair.measure_numbered,
        pair.score,
        pair.band,
        pair.words(3),
        section=pair.proposal_title,
    )


def _row(pair: PairTold) -> blocks.TableRow:
    """A pair by its measure, with what is on record, under its proposal."""
    return blocks.table_row(
        spans.inline(spans.ident(pair.measure), " ", pair.measure_title),
        pair.score,
        pair.band,
        pair.words(4),
        pair.on_record or "—",
        section=f"{pair.proposal} {pair.proposal_title}",
    )


def suggestions_report(
    account: Account, told: SimilaritiesTold, *, brief: bool = False
) -> list[blocks.Block]:
    """The suggestions, grouped by proposal, best first; in brief one line a pair.

    The passages follow.
    """
    language, pairs = account.language, told.pairs
    _ = language.gettext
    report = _opening(account, told, brief=brief and bool(pairs))
    if not told.is_comparable:
        nothing = _("There is nothing to compare: one document has no text on record.")
        return [*report, blocks.paragraph(nothing)]
    passages = _passage_blocks(language, told.passages, neighbours=not brief)
    if not pairs:
        report.append(blocks.paragraph(_("No similarity found.")))
        return [*report, *passages]
    report.append(_pairs(language, pairs, brief=brief))
    if not brief:
        report += map(blocks.paragraph, told.meaning_of_mark)
    report += blocks.listed(_("Warnings"), _warnings(language, pairs))
    if told.bands_in_words:
        report.append(blocks.paragraph(told.bands_in_words))
    if brief:
        pair = f"jamplan suggest {pairs[0].proposal} {pairs[0].measure}"
        commands = (pair, "jamplan suggest --full", "jamplan review")
        report.append(cells.see(language, *commands))
    return [*report, *passages]


def _warnings(language: Language, pairs: Iterable[PairTold]) -> Iterator[spans.Inline]:
    """Yield the warnings on each pair."""
    for pair in pairs:
        if pair.warnings:
            ids = spans.joined(map(spans.ident, (pair.proposal, pair.measure)), " / ")
            warnings = " ".join(pair.warnings)
            yield spans.inline(ids, language.gettext(": "), warnings)


def suggestions_screens(
    account: Account, told: SimilaritiesTold
) -> list[list[blocks.Block]]:
    """The suggestions in brief: one line a pair, then each item's best pair alone."""
    return [
        suggestions_report(account, shown, brief=True)
        for shown in (told, told.best_of_each)
    ]


def explanation_report(
    account: Account, told: SimilaritiesTold, *, brief: bool = False
) -> list[blocks.Block]:
    """One pair: both texts, the words that counted, its rank, how its score adds up."""
    language = account.language
    _ = language.gettext
    (pair,) = told.pairs
    report = _opening(account, told, brief=brief)
    report += [blocks.paragraph(spans.joined(text, " · ")) for text in pair.texts]
    fields = (
        cells.field(language, _("Words that counted"), pair.words(6)),
        cells.field(language, _("Score out of 100"), pair.score),
        cells.field(language, _("Similarity"), pair.band_in_full),
        cells.field(language, _("Rank"), pair.rank),
    )
    report.append(blocks.points((*fields, *pair.warnings)))
    if brief:
        command = f"jamplan suggest {pair.proposal} {pair.measure} --full"
        return [*report, cells.see(language, command)]
    report += [blocks.Heading(_("How the score adds up")), _ledger(language, pair)]
    if told.bands_in_words:
        report.append(blocks.paragraph(told.bands_in_words))
    return report


def _ledger(language: Language, pair: PairTold) -> blocks.Table:
    """The contribution of each pair of words to the score, and what lowers it."""
    _ = language.gettext
    rows = [
        blocks.table_row(
            line.proposal, line.measure, line.kinship, line.weights, line.points
        )
        for line in pair.ledger
    ]
    rows.append(blocks.table_row(_("Score out of 100"), "—", "—", "—", pair.total))
    columns = (
        _("Word ({proposal})"),
        _("Word ({measure})"),
        _("Kinship"),
        _("Weight × similarity × weight"),
        _("Points"),
    )
    return blocks.Table(columns, tuple(rows))
