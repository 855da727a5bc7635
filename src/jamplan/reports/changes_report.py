"""What changed between two states of a corpus: statuses, figures, and the records that changed."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from jamplan.corpus.model import Attribution, Basis, Extent, TitleBasis, VerdictKind
from jamplan.counting.statuses import Status
from jamplan.evidence.changes import LEFT_OUT, RECORDS, ChangeKind, Changes, RecordChange, rule_of
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
    Table,
    command,
    ident,
    inline,
)
from jamplan.reports.cells import field, titled
from jamplan.reports.labels import label
from jamplan.reports.method import rule_as_command

FIELDS = {
    "archived": N_("archived copy"),
    "attribution": N_("attribution to the author"),
    "basis": N_("wording"),
    "chapter": N_("{chapter}"),
    "chapter_inferred": N_("chapter inferred"),
    "claimed_by": N_("according to"),
    "quantity": N_("number"),
    "date": N_("date"),
    "date_inferred": N_("date inferred"),
    "description": N_("description"),
    "details": N_("sub-measures"),
    "evidence": N_("evidence"),
    "extent": N_("extent"),
    "follow_ups": N_("follow-up"),
    "kind": N_("kind"),
    "may_be_part_of": N_("may be a part of"),
    "measure_inferred": N_("{measure} inferred from the text"),
    "note": N_("note"),
    "objections": N_("what complicates this"),
    "number": N_("number in the document"),
    "number_inferred": N_("number inferred"),
    "priority": N_("{priority}"),
    "publisher": N_("publisher"),
    "text": N_("text"),
    "title": N_("title"),
    "title_basis": N_("origin of the title"),
    "url": N_("address"),
    "verdict": N_("conclusion"),
    "would_change": N_("what would change this"),
}
"""What the fields of records are called, those that are compared."""

_KINDS = {
    "proposals": N_("{Proposal}"),
    "links": N_("Statement"),
    "verdicts": N_("Conclusion"),
    "dismissals": N_("Pairing set aside"),
    "measures": N_("{Measure}"),
    "sources": N_("Source"),
    "claims": N_("General statement"),
}
_WHAT = {ChangeKind.ADDED: N_("added"), ChangeKind.REMOVED: N_("removed")}
_CODES: dict[str, type[StrEnum]] = {
    "attribution": Attribution,
    "basis": Basis,
    "extent": Extent,
    "title_basis": TitleBasis,
    "verdict": VerdictKind,
}


def changes_report(changes: Changes, names: tuple[str, str], language: Language) -> list[Block]:
    """The whole comparison; ``names`` are those of the two states, as typed."""
    _ = language.gettext
    figures = list(_figures(changes, language))
    if changes.statuses or figures or changes.records:
        lead = _(
            "Statuses changed: {statuses}; figures: {figures}; records: {records}.",
            statuses=language.number(len(changes.statuses)),
            figures=language.number(len(figures)),
            records=language.number(len(changes.records)),
        )
    else:
        lead = _("Nothing that is compared has changed.")
    blocks: list[Block] = [
        Heading(one_line(changes.new["title"]), 1),
        Paragraph(inline(lead), lead=True),
        Items(tuple(_compared(changes, names, language))),
    ]
    before, after = _("Before"), _("After")
    if changes.statuses:
        rows = [
            Row(
                (
                    titled(change.title, change.proposal),
                    inline(_status(change.before, language)),
                    inline(_status(change.after, language)),
                )
            )
            for change in changes.statuses
        ]
        blocks.append(Table((_("{Proposal}"), before, after), tuple(rows)))
    if figures:
        rows = [Row(tuple(map(inline, figure))) for figure in figures]
        blocks.append(Table((_("Figure"), before, after), tuple(rows)))
    if changes.records:
        rows = [_record(change, language) for change in changes.records]
        blocks.append(Table((_("Record"), _("Change")), tuple(rows)))
    return blocks


def _compared(changes: Changes, names: tuple[str, str], language: Language) -> Iterable[Inline]:
    """What is compared with what, and under which rule."""
    _ = language.gettext
    yield field(_("Before:"), names[0])
    yield field(_("After:"), names[1])
    rules = [rule_as_command(rule_of(export)) for export in (changes.old, changes.new)]
    if rules[0] == rules[1]:
        yield field(_("Rule:"), (command(rules[0]),))
    else:
        yield field(_("Rule before:"), (command(rules[0]),))
        yield field(_("Rule after:"), (command(rules[1]),))


def _status(status: Status | None, language: Language) -> str:
    return language.gettext("not on record") if status is None else label(language, status)


def _figures(changes: Changes, language: Language) -> Iterable[tuple[str, str, str]]:
    """The figures that changed: a name, before, after."""
    _ = language.gettext
    adopted = label(language, Status.ADOPTED)
    names = {
        _("Declared {proposals}"): ("declared",),
        _("Figures are out of"): ("denominator",),
        **{label(language, status): (str(status),) for status in Status},
        **{f"{adopted}, {label(language, basis)}": (f"adopted_{basis}",) for basis in Basis},
        _("Score"): ("score",),
        _("Range"): ("low", "high"),
        _("{Measures} with a statement that counts"): ("answered",),
        _("{Measures} on record"): ("measures",),
    }
    for name, keys in names.items():
        before, after = (
            [language.number(changes.figures[key][state]) for key in keys] for state in (0, 1)
        )
        same_as_adopted = keys == ("score",) and all(
            changes.figures["score"][state] == changes.figures["adopted"][state] for state in (0, 1)
        )
        if before != after and not same_as_adopted:
            yield name, _span(before, language), _span(after, language)


def _span(numbers: list[str], language: Language) -> str:
    if len(numbers) == 1:
        return numbers[0]
    return language.gettext("{low} to {high}", low=numbers[0], high=numbers[1])


def _record(change: RecordChange, language: Language) -> Row:
    _ = language.gettext
    *ids, last = (change.record[name] for name in RECORDS[change.name])
    key = f"{' → '.join(ids)} ({last})" if ids else last
    fields = change.fields
    lines = [] if fields else [inline(_(_WHAT[change.what]))]
    if change.what is ChangeKind.ADDED:
        fields = tuple(
            name
            for name, value in change.record.items()
            if name not in {*RECORDS[change.name], *LEFT_OUT} and value not in (None, [], False)
        )
    lines += [_field(change, name, language) for name in fields]
    spans = inline(*(part for line in lines for part in (BREAK, line)))[1:]
    return Row((inline(_(_KINDS[change.name]), BREAK, ident(key)), spans))


def _field(change: RecordChange, name: str, language: Language) -> Inline:
    """A field before and after; of a list, the items that were added and removed."""
    before, after = ((record or {}).get(name) for record in (change.before, change.after))
    title = language.gettext(FIELDS[name]) if name in FIELDS else name
    if isinstance(before, list) or isinstance(after, list):
        old, new = (value if isinstance(value, list) else [] for value in (before, after))
        parts = [f"+ {_text(name, item, language)}" for item in new if item not in old]
        parts += [f"− {_text(name, item, language)}" for item in old if item not in new]
        said = " ".join(parts) or language.gettext("in another order")
    elif change.before is None:
        said = _text(name, after, language)
    else:
        said = f"{_text(name, before, language)} → {_text(name, after, language)}"
    return inline(language.gettext("{field}:", field=title), " ", said)


def _text(name: str, value: object, language: Language) -> str:
    """A value as a reader knows it: a code by its label, a record by the words in it."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return language.gettext("yes") if value else language.gettext("no")
    if isinstance(value, dict):
        texts = [one_line(str(part)) for part in value.values() if part and not isinstance(part, list)]
        return f"({' ; '.join(texts)})" if language.code == "fr" else f"({'; '.join(texts)})"
    codes = _CODES.get(name)
    if codes is not None and value in list(map(str, codes)):
        # What an attribution means is said where it is explained.
        return label(language, codes(str(value))).split(" (")[0]
    return one_line(str(value))
