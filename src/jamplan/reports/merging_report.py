"""What a merge would do to a corpus, or did: what to decide, what changes, what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Attribution, Link, TitleBasis, Verdict
from jamplan.decisions.merging import Becomes, FieldChange, Merge, MergedItem
from jamplan.decisions.pairing import ALL, PairedBy
from jamplan.documents.drafts import DraftItem, DraftKind
from jamplan.language import N_, Language
from jamplan.language.differences import differences, marked
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Row,
    Table,
    command,
    ident,
    inline,
    strong,
)
from jamplan.reports.decision_words import decision_text
from jamplan.reports.finding_words import sentence
from jamplan.reports.labels import label

_FIELDS = {
    "attribution": N_("attribution to the author"),
    "chapter": N_("{chapter}"),
    "chapter_inferred": N_("chapter inferred"),
    "date": N_("date"),
    "declared": N_("declared number"),
    "evidence": N_("evidence"),
    "file": N_("local copy"),
    "language": N_("language"),
    "number": N_("number in the document"),
    "number_inferred": N_("number inferred"),
    "priority": N_("{priority}"),
    "publisher": N_("publisher"),
    "sha256": N_("digest of the copy"),
    "short_name": N_("short name"),
    "source": N_("source"),
    "text": N_("text"),
    "title": N_("title"),
    "title_basis": N_("origin of the title"),
}
_HOW = {
    PairedBy.PERSON: N_("as you said"),
    PairedBy.NUMBER: N_("by number"),
    PairedBy.TEXT: N_("same text"),
    PairedBy.SIMILARITY: N_("by similarity: {score} of 100"),
}


def merge_report(
    corpus: Corpus,
    merge: Merge,
    decisions: Sequence[Link | Verdict],
    language: Language,
    *,
    written: bool = False,
) -> list[Block]:
    """The whole report. Takes the corpus before the merge, and the decisions whose texts change."""
    _ = language.gettext
    of: dict[Becomes, list[MergedItem]] = {becomes: [] for becomes in Becomes}
    for merged in merge.items:
        of[merged.becomes].append(merged)
    parts: Iterable[tuple[str, Sequence[Block]]] = (
        (_("To decide: not written"), _asked(corpus, merge, of[Becomes.ASKED], language)),
        (_("On record, paired with none"), _listed(_unpaired(corpus, merge, language))),
        (_("Decisions whose texts change"), _decisions(corpus, decisions, language)),
        (_("Doubts of the reading"), _listed(_doubts(merge, language))),
        (_("The document"), _listed(_document(merge, language))),
        (
            _("Pairs that change"),
            [block for each in of[Becomes.CHANGED] for block in _pair(corpus, each, language)],
        ),
        (_("New"), _added(merge, of[Becomes.ADDED], language)),
    )
    counts = {becomes.value: language.number(len(items)) for becomes, items in of.items()}
    return [
        Heading(one_line(corpus.title), 1),
        Paragraph(inline(_lead(merge, language, written=written)), lead=True),
        Paragraph(
            inline(
                _(
                    "In the document: {total}. New: {added}. Changed: {changed}. As they were: {same}. "
                    "To decide: {asked}. On record only: {unpaired}.",
                    total=language.number(len(merge.items)),
                    unpaired=language.number(len(merge.unpaired)),
                    **counts,
                )
            )
        ),
        *(block for title, blocks in parts if blocks for block in (Heading(title), *blocks)),
    ]


def _lead(merge: Merge, language: Language, *, written: bool) -> str:
    _ = language.gettext
    file = one_line(merge.draft.file)
    if not merge.edits:
        return _("“{file}” changes nothing.", file=file)
    if written:
        return _("What “{file}” has changed:", file=file)
    return _("What “{file}” would change:", file=file)


def _listed(items: Iterable[Inline]) -> list[Block]:
    points = tuple(items)
    return [Items(points)] if points else []


def _name(item: DraftItem, language: Language) -> Inline:
    """The number, else the id, and the title of an item in the document."""
    number = item.number
    shown = language.gettext("no. {number}", number=one_line(number)) if number else item.id
    return inline(strong(shown), " ", language.quoted(one_line(item.title)))


def _title(corpus: Corpus, id_: str, language: Language) -> str:
    record = corpus.proposal.get(id_) or corpus.measure[id_]
    return language.quoted(one_line(record.title))


def _asked(
    corpus: Corpus, merge: Merge, asked: Sequence[MergedItem], language: Language
) -> list[Block]:
    """The items to decide about, with the options that decide."""
    _ = language.gettext
    numbers = Counter(item.number for item in merge.draft.items)
    points = []
    for merged in asked:
        item = merged.item
        near = [
            _(
                "{id} {title} (similarity {score} of 100)",
                id=candidate.id,
                title=_title(corpus, candidate.id, language),
                score=language.number(round(candidate.score)),
            )
            for candidate in merged.candidates
        ]
        perhaps = _("Perhaps the same as {candidates}.", candidates=_("; ").join(near))
        name = item.number if item.number and numbers[item.number] == 1 else item.id
        name = f'"{name}"' if " " in name else name
        options = [command(f"--pair {name}={each.id}") for each in merged.candidates[:1]]
        options.append(command(f"--as-new {name}"))
        spaced = [part for option in options for part in (" ", option)]
        points.append(inline(_name(item, language), f" {perhaps}" if near else "", *spaced))
    rest = _("Say which they are with these options; to take all the rest as new:")
    end = Paragraph(inline(rest, " ", command(f"--as-new {ALL}")))
    return [*_listed(points), end] if points else []


def _unpaired(corpus: Corpus, merge: Merge, language: Language) -> Iterable[Inline]:
    for id_ in merge.unpaired:
        yield inline(ident(id_), " ", _title(corpus, id_, language))


def _doubts(merge: Merge, language: Language) -> Iterable[Inline]:
    """Doubts from reading the document; the items with the same doubt together."""
    for doubt in merge.draft.doubts:
        yield inline(sentence(doubt, language))
    items: dict[str, list[str]] = {}
    for item in merge.draft.items:
        for doubt in item.doubts:
            items.setdefault(sentence(doubt, language), []).append(item.number or item.id)
    for text, names in items.items():
        named = language.gettext("Items: {items}.", items=", ".join(names))
        yield inline(text, " ", named)


def _decisions(corpus: Corpus, decisions: Sequence[Link | Verdict], language: Language) -> list[Block]:
    if not decisions:
        return []
    _ = language.gettext
    sentence = _("To look at again; jamplan review --stale asks about those that keep the text read.")
    points = _listed(inline(decision_text(corpus, each, language)) for each in decisions)
    return [Paragraph(inline(sentence)), *points]


def _document(merge: Merge, language: Language) -> Iterable[Inline]:
    _ = language.gettext
    if merge.actor is not None:
        yield inline(_("New actor: {name}, id {id}.", name=merge.actor.name, id=merge.actor.id))
    if merge.other_copy:
        yield inline(
            _(
                "The copy of {source} on record is another file; its digest is kept.",
                source=merge.source.id,
            )
        )
    yield from (_change(change, language) for change in merge.document)


def _pair(corpus: Corpus, merged: MergedItem, language: Language) -> Iterable[Block]:
    _ = language.gettext
    assert merged.how is not None
    how = _(_HOW[merged.how], score=language.number(round(merged.score or 0)))
    name = _name(merged.item, language)
    yield Paragraph(inline(name, " = ", ident(merged.id or ""), f" ({how})"))
    points = [_change(change, language) for change in merged.changes]
    record = corpus.proposal.get(merged.id or "")
    if record is not None and record.attribution is not Attribution.EXPLICIT:
        shown = label(language, record.attribution).split(" (", maxsplit=1)[0]
        field = strong(_(_FIELDS["attribution"]))
        points.append(inline(field, " ", _("{value} (kept)", value=shown)))
    yield Items(tuple(points))


def _change(change: FieldChange, language: Language) -> Inline:
    _ = language.gettext
    name = strong(_(_FIELDS[change.name]))
    before, after = (_shown(change.name, value, language) for value in (change.before, change.after))
    if change.after is None:
        return inline(name, " ", _("{value} (taken out)", value=before).strip())
    if change.before is None:
        return inline(name, " ", _("{value} (added)", value=after).strip())
    if change.name in {"title", "text"}:
        return inline(name, " ", marked(differences(change.before, change.after)))
    return inline(name, " ", f"{before} → {after}")


def _shown(name: str, value: str | None, language: Language) -> str:
    """A value as a line shows it. A flag has no value to show: its name says all."""
    if value is None or value == "true":
        return ""
    if name == "title_basis":
        return label(language, TitleBasis(value))
    return language.quoted(one_line(value)) if name in {"title", "text"} else one_line(value)


def _added(merge: Merge, added: Sequence[MergedItem], language: Language) -> list[Block]:
    _ = language.gettext
    groups = {group.id: group.title for group in merge.draft.groups}
    rows = []
    for merged in added:
        item = merged.item
        group = groups.get(item.group or "", "—")
        cells = (item.number or "—", item.title, group, item.locator or "—")
        rows.append(Row((*(inline(cell) for cell in cells), inline(ident(merged.id or "")))))
    group = _("{Chapter}") if merge.draft.kind is DraftKind.PROPOSALS else _("{Priority}")
    columns = (_("No."), _("Title"), group, _("Place"), _("Id"))
    return [Table(columns, tuple(rows))] if rows else []
