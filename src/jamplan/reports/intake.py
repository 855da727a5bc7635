"""A draft of a document's items as a table, with what a person has to look at."""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.intake.items.drafts import Doubt, Draft, DraftItem, Kind
from jamplan.locale import N_, Language
from jamplan.reports.blocks import (
    BREAK,
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Row,
    Table,
    ident,
    inline,
    strong,
)
from jamplan.text.folding import one_line

_SENTENCES = {
    "declared": N_("{declared} are declared, {found} were found."),
    "announced": N_("The document says “{said} {word}”; {found} were found."),
    "too-many": N_("{n} items were found; only the first {kept} were kept."),
    "columns-left": N_("Columns that were left out: {columns}."),
    "blank-pages": N_("Pages without any text (pictures?): {pages}."),
    "unsure-pages": N_("Texts side by side that were read line by line (columns?), on pages: {pages}."),
    "texts-before": N_(
        "The paragraphs between the items seem to argue for the item that follows, and were left out."
    ),
    "texts-after": N_(
        "Texts are shorter where a chapter ends: elsewhere, the end of a text may argue for the item "
        "that follows."
    ),
    "repeat": N_("The number {number} stands twice, with another title."),
    "order": N_("The number {number} comes after a higher one."),
    "recap-differs": N_("The recap has other words: “{recap}”."),
    "recap-only": N_("Found in the recap only."),
    "recap-alone": N_(
        "All items were found in a list or a recap, without texts: those may stand elsewhere in the "
        "document."
    ),
    "cut": N_("A page ends within the text: check that nothing is missing."),
    "title-only": N_("No text was found, only a title."),
    "no-title": N_("No title was found."),
    "no-chapter": N_("In no chapter."),
    "long-title": N_("The title is very long: it may hold the text."),
    "long-text": N_("The text is very long: it may go on beyond the item."),
    "heading-inside": N_("The text may hold a heading: “{heading}”."),
    "bullets-left": N_("Bullets elsewhere in the document that were left out: {n}."),
    "headings-left": N_("Headings with text and no bullets that were left out, such as: {headings}."),
    "headings-follow": N_(
        "A heading follows most items at once: their texts may stand below it, and are not taken."
    ),
    "aside": N_("What stands apart from the text was left out: “{heading}”."),
    "box-inside": N_("The text holds what stands in a box: “{heading}”."),
    "formula": N_("A formula whose value is not in the file: open it in a spreadsheet and save it."),
}


_COUNTS = {"n", "kept", "declared", "found"}


def doubt_sentence(doubt: Doubt, language: Language) -> str:
    """What a doubt says, in a sentence."""
    details = {name: one_line(value) for name, value in doubt.details}
    if doubt.code == "gap":
        return language.ngettext(
            "{n} number is missing: {numbers}.",
            "{n} numbers are missing: {numbers}.",
            int(details["n"]),
            numbers=details["numbers"],
        )
    for name in _COUNTS & details.keys():
        if details[name].isdecimal():
            details[name] = language.number(int(details[name]))
    return language.gettext(_SENTENCES[doubt.code], **details)


def counted_items(draft: Draft, language: Language) -> str:
    """How many items of which kind: « 28 proposals »."""
    count = len(draft.items)
    if draft.kind is Kind.PROPOSALS:
        return language.ngettext("{n} proposal", "{n} proposals", count)
    return language.ngettext("{n} measure", "{n} measures", count)


def in_doubt(draft: Draft) -> int:
    """How many items have a doubt."""
    return sum(1 for item in draft.items if item.doubts)


def draft_report(draft: Draft, language: Language) -> list[Block]:
    """The items as a table, chapter by chapter, each with its doubts."""
    _ = language.gettext
    title = draft.title or draft.file
    blocks: list[Block] = [
        Heading(one_line(title), 1),
        Paragraph(inline(_summary(draft, language)), lead=True),
    ]
    if draft.doubts:
        blocks += [
            Heading(_("To check in the whole")),
            Items(tuple(inline(doubt_sentence(doubt, language)) for doubt in draft.doubts)),
        ]
    titles = {group.id: group.title for group in draft.groups}
    grouped = bool(draft.groups)
    rows = [
        _row(item, language, _group(item, titles, language) if grouped else None)
        for item in draft.items
    ]
    columns = (_("No"), _("Title and id"), _("Text"), _("Where"), _("To check"))
    heading = _("Chapter") if draft.kind is Kind.PROPOSALS else _("Priority")
    if rows:
        blocks.append(Table(columns, tuple(rows), heading if grouped else None))
    return blocks


def _group(item: DraftItem, titles: dict[str, str], language: Language) -> str:
    return one_line(titles[item.group]) if item.group is not None else language.gettext("In no chapter")


def _summary(draft: Draft, language: Language) -> str:
    _ = language.gettext
    ngettext = language.ngettext
    found = counted_items(draft, language)
    if draft.groups:
        count = len(draft.groups)
        found = (
            ngettext("{items} in {n} chapter", "{items} in {n} chapters", count, items=found)
            if draft.kind is Kind.PROPOSALS
            else ngettext("{items} in {n} priority", "{items} in {n} priorities", count, items=found)
        )
    doubtful = in_doubt(draft)
    checked = ngettext("{n} is to be checked", "{n} are to be checked", doubtful)
    return _("{found}; {checked}.", found=found, checked=checked)


def _row(item: DraftItem, language: Language, section: str | None) -> Row:
    words = len(item.text.split()) if item.text else 0
    text = language.ngettext("{n} word", "{n} words", words) if words else "—"
    return Row(
        (
            inline(item.number or "—"),
            inline(item.title or "—", BREAK, ident(item.id)),
            inline(text),
            inline(item.locator or "—"),
            _doubts(item.doubts, language),
        ),
        section,
    )


def _doubts(doubts: Iterable[Doubt], language: Language) -> Inline:
    parts: list[Inline] = []
    for doubt in doubts:
        parts += [(BREAK,), inline(strong("?"), " ", doubt_sentence(doubt, language))]
    return inline(*parts[1:])
