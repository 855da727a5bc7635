"""What an import does to a corpus: a document's merge, the rows of a filled-in form."""

import shlex
from collections.abc import Iterable

from jamplan.account import spans
from jamplan.account.filled import FormTold, RowTold
from jamplan.account.merged import MergeTold, PairedTold
from jamplan.layouts import blocks, cells


def merge_report(told: MergeTold) -> list[blocks.Block]:
    """What a merge does to a corpus, or did: what to decide, what changes or is new."""
    _ = told.language.gettext
    unpaired = [
        spans.inline(spans.ident(name), " ", title) for name, title in told.unpaired
    ]
    return [
        *cells.opening(told.heading, told.lead),
        blocks.paragraph(told.in_figures),
        *blocks.section(_("To decide: not written"), _asked(told)),
        *blocks.listed(_("On record, not found in the document"), unpaired),
        *blocks.section(_("Decisions whose texts change"), _decisions(told)),
        *blocks.listed(_("Doubts about the reading"), told.doubts),
        *blocks.listed(_("Document"), told.document),
        *blocks.section(_("Matches that change"), _changed(told.changed)),
        *blocks.section(_("New"), _added(told)),
    ]


def _asked(told: MergeTold) -> list[blocks.Block]:
    """The items to decide about, with the options that decide."""
    if not told.asked:
        return []
    points = []
    for asked in told.asked:
        parts: list[spans.Part] = [asked.name]
        if asked.perhaps:
            parts.append(asked.perhaps)
        parts += map(spans.command, asked.options)
        points.append(spans.joined(parts, " "))
    rest = told.language.gettext(
        "Say which they are with these options; to take all the rest as new:"
    )
    return [
        blocks.points(points),
        blocks.paragraph(rest, " ", spans.command(told.all_as_new)),
    ]


def _decisions(told: MergeTold) -> list[blocks.Block]:
    """The decisions whose texts change, and how to look at them again."""
    if not told.decisions:
        return []
    again = told.language.gettext(
        "To look at again: jamplan review --stale asks about those whose texts were "
        "kept."
    )
    return [blocks.paragraph(again), blocks.points(told.decisions)]


def _changed(changed: Iterable[PairedTold]) -> Iterable[blocks.Block]:
    """Yield how items were paired with records, and what changes in these."""
    for paired in changed:
        record = spans.ident(paired.id)
        yield blocks.paragraph(paired.name, " = ", record, f" ({paired.how})")
        yield blocks.points(paired.changes)


def _added(told: MergeTold) -> list[blocks.Block]:
    """The new items, a row each; nothing if there are none."""
    _ = told.language.gettext
    rows = [
        blocks.table_row(
            item.number, item.title, item.group, item.place, spans.ident(item.id)
        )
        for item in told.added
    ]
    columns = (_("No."), _("Title"), told.group_head, _("Place"), _("Id"))
    return [blocks.Table(columns, tuple(rows))] if rows else []


def form_report(told: FormTold) -> list[blocks.Block]:
    """Return the report: the figures, what differs, what is recorded and known."""
    language = told.language
    known = [cells.field(language, fact.name, *fact.content) for fact in told.facts]
    report = [*cells.opening(told.heading, told.lead), blocks.points(known)]
    if told.is_foreign:
        return [*report, blocks.paragraph(told.is_foreign)]
    report += blocks.listed(language.gettext("To check"), told.to_check)
    for group in told.groups:
        report += blocks.section(group.title, [_table(told, group.rows)])
    if told.has_differing:
        settle = f"jamplan review --with {shlex.quote(told.file)}"
        report.append(cells.see(language, settle, to=cells.SETTLING))
    return report


def _table(told: FormTold, rows: Iterable[RowTold]) -> blocks.Table:
    """Rows of a form, each with what it is about and what came of it."""
    _ = told.language.gettext
    shown = []
    for row in rows:
        pair = spans.joined(map(spans.ident, row.ids), " / ")
        shown.append(blocks.table_row(row.number, pair, row.result))
    return blocks.Table((_("Row"), _("Match"), _("Decision")), tuple(shown))
