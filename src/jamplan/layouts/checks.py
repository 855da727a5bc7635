"""The findings of ``check``, errors first, and the sources with what each lacks."""

from collections.abc import Iterable, Iterator, Sequence

from jamplan.account import spans, vocabulary
from jamplan.account.account import Account
from jamplan.account.checked import CheckTold, FindingTold
from jamplan.layouts import blocks, cells


def check_report(told: CheckTold, *, listed: int | None = None) -> list[blocks.Block]:
    """All findings of the ``listed`` worst severities, a line for each other kind.

    The findings of these severities are told one by one.
    """
    _ = told.language.gettext
    severities = told.severities
    if listed is None:
        listed = len(severities)
    report = cells.opening(told.title, told.lead)
    if told.quotes:
        report.append(blocks.paragraph(told.quotes))
    for severity in severities[:listed]:
        report += blocks.listed(severity.count, _items(severity.findings))
    rows = []
    for severity in severities[listed:]:
        rows += [blocks.table_row(kind.count, kind.example) for kind in severity.kinds]
    if rows:
        columns = (_("Number"), _("First example of each"))
        report.append(blocks.Table(columns, tuple(rows), brief=True))
    if listed < len(severities):
        report.append(cells.see(told.language, "jamplan check --full"))
    return report


def check_screens(told: CheckTold) -> list[list[blocks.Block]]:
    """The whole report, then without notes, warnings and errors one by one."""
    worst = range(len(told.severities), -1, -1)
    return [check_report(told, listed=number) for number in worst]


def _items(findings: Iterable[FindingTold]) -> Iterator[spans.Inline]:
    """Yield an item for each finding: where it is, what it is, what to do."""
    for finding in findings:
        where: list[spans.Part] = [spans.strong(finding.where), " "]
        where.append(spans.ident(finding.code))
        if finding.on_lines:
            where.append(f", {finding.on_lines}")
        lines = (spans.inline(*where), finding.message, finding.remedy)
        yield spans.joined(lines, spans.BREAK)


def sources_report(account: Account, ids: Sequence[str]) -> list[blocks.Block]:
    """A row for each source: its id, it in words, what nobody has said of it."""
    _ = account.language.gettext
    rows = []
    for source in [account.source[name] for name in ids]:
        lacks = ", ".join(source.lacks) or "—"
        rows.append(blocks.table_row(spans.ident(source.id), source.name, lacks))
    lead = account.language.ngettext("{n} source", "{n} sources", len(ids))
    columns = (_("Id"), _("Source"), vocabulary.capitalised(_("it lacks")))
    report = cells.opening(account.heading, f"{lead}.")
    if len(ids) == 1:
        # The row says how many it is.
        report = report[:1]
    return [*report, blocks.Table(columns, tuple(rows))]


def source_report(account: Account, id_: str) -> list[blocks.Block]:
    """The row of a source, its addresses, when it was read, its copy and its note."""
    _, source = account.language.gettext, account.source[id_]
    told = []
    if source.url:
        told.append(cells.field(account.language, _("Address"), source.url))
    if source.archived:
        name = _("Archived copy")
        told.append(cells.field(account.language, name, source.archived))
    if source.copy:
        told.append(cells.field(account.language, _("local copy"), source.copy))
    if source.accessed:
        day = account.language.date(source.accessed)
        told.append(cells.field(account.language, _("Accessed on"), day))
    if spans.plain(source.note):
        told.append(source.note)
    report = sources_report(account, [id_])
    return [*report, blocks.points(told)] if told else report
