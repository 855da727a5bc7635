"""The findings of ``check``, errors first, and the sources with what each lacks."""

from collections.abc import Iterable, Sequence

from jamplan.account import spans, vocabulary
from jamplan.account.account import Account
from jamplan.corpus.faults import Severity
from jamplan.corpus.findings import Finding, Place
from jamplan.evidence.checks import Checked, Quotes
from jamplan.language import Language
from jamplan.layouts import blocks, cells


def check_report(
    title: str | None,
    checked: Checked,
    language: Language,
    *,
    listed: int = len(Severity),
) -> list[blocks.Block]:
    """All findings of the ``listed`` worst severities, one by one; of the others one line a kind.

    ``title`` is that of the corpus, None if it could not be loaded.
    """
    _ = language.gettext
    counts = language.listed(
        [_counted(checked, severity, language) for severity in Severity]
    )
    report = cells.opening(title or _("The corpus cannot be read."), f"{counts}.")
    if checked.quotes is not None:
        report.append(blocks.paragraph(_quotes(checked.quotes, language)))
    severities = list(Severity)
    for severity in severities[:listed]:
        title_of_kind = _counted(checked, severity, language)
        report += blocks.listed(title_of_kind, _items(checked.of(severity), language))
    kinds: dict[str, list[Finding]] = {}
    for severity in severities[listed:]:
        for finding in checked.of(severity):
            kinds.setdefault(finding.code, []).append(finding)
    if kinds:
        rows = tuple(
            blocks.table_row(
                language.number(len(entries)), vocabulary.sentence(entries[0], language)
            )
            for entries in kinds.values()
        )
        report.append(
            blocks.Table((_("Number"), _("First example of each")), rows, brief=True)
        )
    if listed < len(severities):
        report.append(cells.see(language, "jamplan check --full"))
    return report


def check_screens(
    title: str | None, checked: Checked, language: Language
) -> list[list[blocks.Block]]:
    """The whole report, then without the notes, the warnings and the errors one by one."""
    worst = range(len(Severity), -1, -1)
    return [check_report(title, checked, language, listed=number) for number in worst]


def _counted(checked: Checked, severity: Severity, language: Language) -> str:
    """« 2 errors »."""
    return language.ngettext(*_COUNTS[severity], len(checked.of(severity)))


_COUNTS = {
    Severity.ERROR: vocabulary.ngettext("{n} error", "{n} errors"),
    Severity.WARNING: vocabulary.ngettext("{n} warning", "{n} warnings"),
    Severity.NOTE: vocabulary.ngettext("{n} note", "{n} notes"),
}


def _quotes(quotes: Quotes, language: Language) -> str:
    """The number of quotes that were looked up, and of those that could not be."""
    looked_up = language.gettext("No quote was looked up in a copy.")
    if quotes.found + quotes.missed:
        looked_up = language.ngettext(
            "{n} quote looked up in a copy of its source: {found} found, {missed} not found.",
            "{n} quotes looked up in copies of their sources: {found} found, {missed} not found.",
            quotes.found + quotes.missed,
            found=language.number(quotes.found),
            missed=language.number(quotes.missed),
        )
    if not quotes.unchecked:
        return looked_up
    others = language.ngettext(
        "{n} could not be looked up: its source has no copy (--source ID=FILE).",
        "{n} could not be looked up: their sources have no copy (--source ID=FILE).",
        quotes.unchecked,
    )
    return f"{looked_up} {others}"


def _items(findings: Iterable[Finding], language: Language) -> Iterable[spans.Inline]:
    """Yield an item for each finding; equal ones on several lines of a file share an item."""
    groups: dict[tuple[str, str, str, str], list[Place]] = {}
    for finding in findings:
        message, remedy = vocabulary.say(finding, language)
        key = (finding.place.file, finding.code, message, remedy)
        groups.setdefault(key, []).append(finding.place)
    for (file, code, message, remedy), positions in groups.items():
        where = spans.inline(spans.strong(str(positions[0])), " ", spans.ident(code))
        if len(positions) > 1:
            lines = ", ".join(str(position.line) for position in positions)
            on_lines = language.gettext("lines {lines}", lines=lines)
            where = spans.inline(
                spans.strong(file), " ", spans.ident(code), f", {on_lines}"
            )
        yield spans.joined([where, message, remedy], spans.BREAK)


def sources_report(account: Account, ids: Sequence[str]) -> list[blocks.Block]:
    """A row for each of these sources: its id, the source in words, what nobody has said of it."""
    _ = account.language.gettext
    rows = []
    for source in [account.source[name] for name in ids]:
        lacks = ", ".join(source.lacks) or "—"
        rows.append(blocks.table_row(spans.ident(source.id), source.name, lacks))
    lead = account.language.ngettext("{n} source", "{n} sources", len(ids))
    columns = (_("Id"), _("Source"), vocabulary.capitalised(_("it lacks")))
    report = cells.opening(account.heading, f"{lead}.")
    if len(ids) == 1:
        # The row says all of it.
        report = report[:1]
    return [*report, blocks.Table(columns, tuple(rows))]
