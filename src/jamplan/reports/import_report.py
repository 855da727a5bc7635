"""The list found in a document as a table: why it was chosen, what to check, which others there are."""

from __future__ import annotations

from jamplan.documents.drafts import Draft, DraftKind, DraftList
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Block, Heading, Items, Paragraph, Row, Table, inline
from jamplan.reports.finding_words import sentence

_REASONS = {
    "labels": N_("each item has a label"),
    "codes": N_("each item has a code"),
    "columns": N_("the head of the table names its columns"),
    "complete": N_("no number is missing"),
    "announced": N_("a heading announces it"),
    "counted": N_("the document states this number"),
}


def draft_report(draft: Draft, language: Language) -> list[Block]:
    """The items as a table, with what was chosen and why, and the other lists."""
    _ = language.gettext
    blocks = _beginning(draft, language)
    if draft.items:
        titles = {group.id: one_line(group.title) for group in draft.groups}
        chapter = _("Chapter") if draft.kind is DraftKind.PROPOSALS else _("Priority")
        rows = tuple(
            Row(
                (
                    inline(item.number or "—"),
                    inline(one_line(item.title) or "—"),
                    inline(str(item.page) if item.page else "—"),
                    inline(titles.get(item.group or "", "—")),
                )
            )
            for item in draft.items
        )
        blocks.append(Table((_("No"), _("Title"), _("Page"), chapter), rows))
    return blocks + _others(draft, _("Other lists (--list N)"), language)


def lists_report(draft: Draft, language: Language) -> list[Block]:
    """The list that was chosen and why, what to check, and the other lists."""
    return _beginning(draft, language) + _others(draft, language.gettext("Other lists"), language)


def _beginning(draft: Draft, language: Language) -> list[Block]:
    _ = language.gettext
    blocks: list[Block] = [Heading(one_line(draft.title or draft.file), 1)]
    if draft.lists:
        blocks.append(Paragraph(inline(_chosen(draft, language)), lead=True))
    if draft.doubts:
        doubts = tuple(inline(sentence(doubt, language)) for doubt in draft.doubts)
        blocks += [Heading(_("To check")), Items(doubts)]
    return blocks


def _others(draft: Draft, title: str, language: Language) -> list[Block]:
    """The lists that were not chosen, with their numbers."""
    others = [
        inline(f"{place}{language.gettext(': ')}{_list(each, language)}")
        for place, each in enumerate(draft.lists, 1)
        if place != draft.chosen
    ]
    return [Heading(title), Items(tuple(others))] if others else []


def _chosen(draft: Draft, language: Language) -> str:
    _ = language.gettext
    chosen = draft.lists[draft.chosen - 1]
    reasons = [_(_REASONS[reason]) for reason in chosen.reasons]
    if draft.chosen > 1 or not reasons:
        return f"{_list(chosen, language)}."
    return _(
        "{list}. Chosen because {reasons}.", list=_list(chosen, language), reasons=", ".join(reasons)
    )


def _list(each: DraftList, language: Language) -> str:
    """A list in words: « 217 numbered items, p. 5 to 76, from “…” to “…” »."""
    _ = language.gettext
    texts = [_what(each, language)]
    if each.pages:
        first, last = each.pages
        texts.append(
            _("p. {first} to {last}", first=first, last=last) if first != last else f"p. {first}"
        )
    first_title, last_title = _short(each.first), _short(each.last)
    texts.append(_("from “{first}” to “{last}”", first=first_title, last=last_title))
    return ", ".join(texts)


def _what(each: DraftList, language: Language) -> str:
    ngettext = language.ngettext
    match each.how:
        case "labels":
            word = one_line(each.word)
            return ngettext("{n} item “{word}”", "{n} items “{word}”", each.count, word=word)
        case "codes":
            return ngettext("{n} item with a code", "{n} items with codes", each.count)
        case "columns":
            return ngettext("{n} row of a table", "{n} rows of a table", each.count)
        case "bullets":
            return ngettext("{n} bullet", "{n} bullets", each.count)
        case _:
            return ngettext("{n} numbered item", "{n} numbered items", each.count)


def _short(title: str) -> str:
    # Two titles of 40 letters and the rest fit two lines of 80.
    text = one_line(title)
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"
