"""The list found in a document as a table: what to check, which others there are."""

from jamplan.account.vocabulary import ngettext, sentence
from jamplan.documents.drafts import Draft, DraftKind, DraftList
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.layouts.blocks import Block, Heading, Table, listed, paragraph, table_row

_OTHER_COLUMNS = {
    DraftKind.PROPOSALS: N_("Other columns, left out: {heads}."),
    DraftKind.MEASURES: N_("Other columns, in the details of each measure: {heads}."),
}


def draft_report(draft: Draft, language: Language) -> list[Block]:
    """The list that was chosen, its items as a table, the other lists, and last what to check."""
    _ = language.gettext
    report: list[Block] = [Heading(one_line(draft.title or draft.file), 1)]
    if draft.lists:
        report.append(
            paragraph(f"{_list(draft.lists[draft.chosen - 1], language)}.", lead=True)
        )
    if draft.details:
        heads = ", ".join(map(one_line, draft.details))
        report.append(paragraph(_(_OTHER_COLUMNS[draft.kind], heads=heads)))
    if draft.items:
        titles = {group.id: one_line(group.title) for group in draft.groups}
        group = _("{Chapter}") if draft.kind is DraftKind.PROPOSALS else _("{Priority}")
        rows = []
        for item in draft.items:
            page, title = str(item.page or "—"), titles.get(item.group or "", "—")
            rows.append(table_row(item.number or "—", item.title or "—", page, title))
        report.append(Table((_("No."), _("Title"), _("Page"), group), tuple(rows)))
    others = (
        f"{number}{_(': ')}{_list(candidate, language)}"
        for number, candidate in enumerate(draft.lists, 1)
        if number != draft.chosen
    )
    report += listed(_("Other lists (--list N)"), others)
    return report + listed(
        _("To check"), (sentence(doubt, language) for doubt in draft.doubts)
    )


def _list(candidate: DraftList, language: Language) -> str:
    """A list in words: « 217 numbered items, p. 5 to 76, from “…” to “…” »."""
    _ = language.gettext
    names = _ITEMS.get(candidate.how, _NUMBERED)
    texts = [language.ngettext(*names, candidate.count, word=one_line(candidate.word))]
    if candidate.pages:
        first, last = candidate.pages
        several = _("p. {first} to {last}", first=first, last=last)
        texts.append(several if first != last else f"p. {first}")
    titles = {"first": _short(candidate.first), "last": _short(candidate.last)}
    texts.append(_("from “{first}” to “{last}”", **titles))
    return ", ".join(texts)


_NUMBERED = ngettext("{n} numbered item", "{n} numbered items")
_ITEMS = {
    "labels": ngettext("{n} item “{word}”", "{n} items “{word}”"),
    "codes": ngettext("{n} item with a code", "{n} items with codes"),
    "style": ngettext("{n} heading", "{n} headings"),
    "columns": ngettext("{n} row of a table", "{n} rows of a table"),
    "bullets": ngettext("{n} bullet", "{n} bullets"),
}


def _short(title: str) -> str:
    # Two titles of 40 letters and the other words fit two lines of 80 columns.
    text = one_line(title)
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"
