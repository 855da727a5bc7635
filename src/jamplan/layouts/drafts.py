"""The list found in a document: on a screen its ends and what to check.

On request it is all of it.
"""

from collections.abc import Iterator, Sequence

from jamplan.account.vocabulary import sentence
from jamplan.documents.drafts import Draft, DraftItem, DraftKind, DraftList
from jamplan.language import N_, Language, ngettext
from jamplan.language.folding import one_line
from jamplan.layouts.blocks import Block, Heading, Table, listed, paragraph, table_row

_OTHER_COLUMNS = {
    DraftKind.PROPOSALS: N_("Other columns, left out: {heads}."),
    DraftKind.MEASURES: N_("Other columns, in the details of each measure: {heads}."),
}


def draft_report(draft: Draft, language: Language) -> list[Block]:
    """The chosen list, its items as a table, the other lists, and what to check."""
    _ = language.gettext
    report = [*_head(draft, language)]
    if draft.details:
        heads = ", ".join(map(one_line, draft.details))
        report.append(paragraph(_(_OTHER_COLUMNS[draft.kind], heads=heads)))
    if draft.items:
        titles = {group.id: one_line(group.title) for group in draft.groups}
        rows = []
        for item in draft.items:
            page, title = str(item.page or "—"), titles.get(item.group or "", "—")
            rows.append(table_row(item.number or "—", item.title or "—", page, title))
        heads_of_all = (_("No."), _("Title"), _("Page"), _(_GROUPS[draft.kind]))
        report.append(Table(heads_of_all, tuple(rows)))
    report += listed(_("Other lists (--list N)"), _others(draft, language))
    return report + listed(_("To check"), _doubts(draft, language))


def draft_screens(draft: Draft, language: Language, whole: str) -> list[list[Block]]:
    """The list in versions that get shorter: all of it, then its ends.

    The ends have fewer and fewer doubts.

    ``whole`` is what a person types to see all of it.
    """
    screens = [draft_report(draft, language)]
    for doubts, others in _VERSIONS:
        screens.append(_brief(draft, language, whole, doubts=doubts, others=others))
    return screens


_VERSIONS = ((9, 5), (6, 3), (4, 3), (3, 2), (2, 2), (1, 1))
"""How many doubts and other lists a shorter version has.

The last fits 20 lines of 80 columns.
"""


def _brief(
    draft: Draft, language: Language, whole: str, *, doubts: int, others: int
) -> list[Block]:
    """The list's ends, shortest and longest item, chapters, and some of the rest."""
    _ = language.gettext
    report = [*_head(draft, language)]
    if draft.items:
        report.append(paragraph(_extremes(draft.items, language), close=True))
    if draft.groups:
        titles = "; ".join(_short(group.title) for group in draft.groups)
        group = _(_GROUPS[draft.kind])
        counted = f"{group}{_(': ')}{len(draft.groups)} ({titles})"
        report.append(paragraph(_cut(counted), close=True))
    report.append(paragraph(_("The rest: {counts}.", counts=whole)))
    told = [_cut(text) for text in _doubts(draft, language)]
    report += listed(_("To check"), _first(told, doubts))
    lists = [*_others(draft, language)]
    return report + listed(_("Other lists (--list N)"), _first(lists, others))


def _first(texts: Sequence[str], count: int) -> list[str]:
    """The first of some texts, with the number of those that are left out."""
    if len(texts) <= count:
        return [*texts]
    return [*texts[: count - 1], f"… (+{len(texts) - count + 1})"]


def _extremes(items: Sequence[DraftItem], language: Language) -> str:
    """The shortest and the longest item: a cut or an overrun one is among them."""
    sizes = []
    for item in items:
        title = "" if item.shortened else item.title
        sizes.append(len(f"{title} {item.text or ''}".split()))
    least, most = min(sizes), max(sizes)
    names = {
        "shortest": _named(items[sizes.index(least)]),
        "longest": _named(items[sizes.index(most)]),
    }
    return language.gettext(_EXTREMES, least=least, most=most, **names)


_EXTREMES = N_(
    "Words: {least} in the shortest, “{shortest}”; {most} in the longest, “{longest}”."
)


def _named(item: DraftItem) -> str:
    return _short(f"{item.number or ''} {item.title}".strip())


def _head(draft: Draft, language: Language) -> Iterator[Block]:
    """The title of the document and the list that was chosen."""
    yield Heading(one_line(draft.title or draft.file), 1)
    if draft.lists:
        chosen = draft.lists[draft.chosen - 1]
        yield paragraph(f"{_list(chosen, language)}.", lead=True)


def _others(draft: Draft, language: Language) -> Iterator[str]:
    """The other lists with their numbers."""
    for number, candidate in enumerate(draft.lists, 1):
        if number != draft.chosen:
            yield f"{number}{language.gettext(': ')}{_list(candidate, language)}"


def _doubts(draft: Draft, language: Language) -> Iterator[str]:
    for doubt in draft.doubts:
        yield sentence(doubt, language)


_GROUPS = {DraftKind.PROPOSALS: N_("{Chapter}"), DraftKind.MEASURES: N_("{Priority}")}


def _list(candidate: DraftList, language: Language) -> str:
    """A list in words: « 217 numbered items, from “…” to “…”, p. 5 to 76 »."""
    _ = language.gettext
    names = _ITEMS.get(candidate.how, _NUMBERED)
    titles = {"first": _short(candidate.first), "last": _short(candidate.last)}
    count = language.ngettext(*names, candidate.count, word=one_line(candidate.word))
    texts = [count, _("from “{first}” to “{last}”", **titles)]
    if candidate.pages:
        first, last = candidate.pages
        several = _("p. {first} to {last}", first=first, last=last)
        texts.append(several if first != last else f"p. {first}")
    return ", ".join(texts)


_NUMBERED = ngettext("{n} numbered item", "{n} numbered items")
_ITEMS = {
    "labels": ngettext("{n} item “{word}”", "{n} items “{word}”"),
    "codes": ngettext("{n} item with a code", "{n} items with codes"),
    "style": ngettext("{n} heading", "{n} headings"),
    "columns": ngettext("{n} row of a table", "{n} rows of a table"),
    "bullets": ngettext("{n} bullet", "{n} bullets"),
}


def _cut(text: str) -> str:
    """A text of two lines of 80 columns at most."""
    return text if len(text) <= _TWO_LINES else f"{text[: _TWO_LINES - 1].rstrip()}…"


_TWO_LINES = 150


def _short(title: str) -> str:
    # Two titles of 40 letters and the other words fit two lines of 80 columns.
    text = one_line(title)
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"
