"""The findings of ``check``, errors first."""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.corpus.faults import Severity
from jamplan.corpus.findings import Finding, Place
from jamplan.evidence.checks import Checked
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    BREAK,
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Row,
    Span,
    Table,
    command,
    ident,
    inline,
    strong,
)
from jamplan.reports.finding_words import say

_HEADINGS = {
    Severity.ERROR: N_("Errors ({n})"),
    Severity.WARNING: N_("Warnings ({n})"),
    Severity.NOTE: N_("Notes ({n})"),
}


def check_report(title: str | None, found: Checked, language: Language) -> list[Block]:
    """All findings by severity. ``title`` is the corpus's, or None where it could not be loaded."""
    _ = language.gettext
    blocks: list[Block] = [Heading(one_line(title or _("The corpus cannot be read.")), 1)]
    blocks.append(Paragraph(inline(counted(found, language)), lead=True))
    for severity, heading in _HEADINGS.items():
        findings = found.of(severity)
        if findings:
            blocks.append(Heading(_(heading, n=language.number(len(findings)))))
            blocks.append(Items(tuple(_items(findings, language))))
    if found.quotes is not None:
        blocks += [Heading(_("The quotes")), Paragraph(inline(quotes_text(found, language)))]
    return blocks


def check_screens(title: str | None, found: Checked, language: Language) -> list[list[Block]]:
    """The report in brief, with one line a kind of note; and the whole report."""
    _ = language.gettext
    notes: dict[str, list[Finding]] = {}
    for finding in found.of(Severity.NOTE):
        notes.setdefault(finding.code, []).append(finding)
    blocks: list[Block] = [
        Heading(one_line(title or _("The corpus cannot be read.")), 1),
        Paragraph(inline(counted(found, language)), lead=True, close=True),
    ]
    if found.quotes is not None:
        blocks.append(Paragraph(inline(quotes_text(found, language))))
    for severity in (Severity.ERROR, Severity.WARNING):
        if findings := found.of(severity):
            blocks.append(Heading(_(_HEADINGS[severity], n=language.number(len(findings)))))
            blocks.append(Items(tuple(_items(findings, language))))
    if notes:
        rows = tuple(
            Row((inline(language.number(len(entries))), inline(say(entries[0], language)[0])))
            for entries in notes.values()
        )
        blocks.append(Table((_("Number"), _("Note, the first of its kind")), rows, brief=True))
        blocks.append(Paragraph(inline(_("See:"), " ", command("jamplan check --full"))))
    return [blocks, check_report(title, found, language)]


def counted(found: Checked, language: Language) -> str:
    """How many findings of each severity there are."""
    ngettext = language.ngettext
    numbers = {severity: len(found.of(severity)) for severity in Severity}
    parts = [
        ngettext("{n} error", "{n} errors", numbers[Severity.ERROR]),
        ngettext("{n} warning", "{n} warnings", numbers[Severity.WARNING]),
        ngettext("{n} note", "{n} notes", numbers[Severity.NOTE]),
    ]
    return language.gettext("{counts}.", counts=language.listed(parts))


def quotes_text(found: Checked, language: Language) -> str:
    """How many quotes were looked up, and how many could not be."""
    ngettext = language.ngettext
    assert found.quotes is not None
    quotes = found.quotes
    if not quotes.found + quotes.missed:
        looked_up = language.gettext("No quote was looked up in a copy of its source.")
    else:
        looked_up = ngettext(
            "{n} quote looked up in a copy of its source: {found} found, {missed} not found.",
            "{n} quotes looked up in copies of their sources: {found} found, {missed} not found.",
            quotes.found + quotes.missed,
            found=language.number(quotes.found),
            missed=language.number(quotes.missed),
        )
    if not quotes.unchecked:
        return looked_up
    others = ngettext(
        "{n} could not be looked up: its source has no copy (--source ID=FILE).",
        "{n} could not be looked up: their sources have no copy (--source ID=FILE).",
        quotes.unchecked,
    )
    return f"{looked_up} {others}"


def _items(findings: Iterable[Finding], language: Language) -> Iterable[Inline]:
    """An item a finding; those that say the same of several lines of a file are one."""
    groups: dict[tuple[str, str, str, str], list[Place]] = {}
    for finding in findings:
        message, remedy = say(finding, language)
        key = (finding.place.file, finding.code, message, remedy)
        groups.setdefault(key, []).append(finding.place)
    for (file, code, message, remedy), places in groups.items():
        where: Inline = (strong(str(places[0])), Span(" "), ident(code))
        if len(places) > 1:
            lines = ", ".join(str(place.line) for place in places)
            more = language.gettext("{n} times", n=language.number(len(places)))
            said = language.gettext("lines {lines}", lines=lines)
            where = (strong(file), Span(" "), ident(code), *inline(f", {more}, {said}"))
        yield inline(where, BREAK, message, BREAK, remedy)
