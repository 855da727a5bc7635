"""What changed between two states of a corpus: statuses, figures, and the records that changed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from jamplan.corpus.model import Basis, VerdictKind
from jamplan.counting.rules import LinksCounted, Status
from jamplan.evidence.changes import (
    LEFT_OUT,
    RECORDS,
    ChangeKind,
    Changes,
    RecordChange,
    rule_of,
)
from jamplan.language import N_, Language
from jamplan.language.differences import differences, marked
from jamplan.language.folding import one_line
from jamplan.reports import blocks, cells, labels, method

_KINDS = {
    "proposals": N_("{Proposal}"),
    "links": N_("Statement"),
    "verdicts": N_("Conclusion"),
    "dismissals": N_("match set aside"),
    "measures": N_("{Measure}"),
    "sources": N_("Source"),
    "claims": N_("General statement"),
    "objections": N_("What complicates this"),
}
_WHAT = {ChangeKind.ADDED: N_("added"), ChangeKind.REMOVED: N_("removed")}


def changes_report(
    changes: Changes, names: tuple[str, str], language: Language
) -> list[blocks.Block]:
    """The whole comparison; ``names`` are those of the two states, as typed."""
    language = _counting(changes, language)
    return [
        *_opening(changes, language),
        blocks.points(_compared(changes, names, language)),
        *_tables(changes, language, brief=False),
    ]


def changes_screens(
    changes: Changes, names: tuple[str, str], language: Language, full: str
) -> list[list[blocks.Block]]:
    """The comparison in brief, with fewer and fewer tables; ``full`` is typed for the rest."""
    language = _counting(changes, language)
    compared = blocks.Paragraph(
        blocks.joined(_compared(changes, names, language), blocks.BREAK)
    )
    start = [*_opening(changes, language), compared]
    tables = _tables(changes, language, brief=True)
    end = cells.see(language, full)
    return [[*start, *tables[:n], end] for n in range(len(tables), -1, -1)]


def corrections(
    changes: Changes, since: str, language: Language
) -> list[blocks.Inline]:
    """What changed since a published state, a line each, without ids; a sentence if nothing did."""
    language = _counting(changes, language)
    colon = language.gettext(": ")
    items = [
        item for export in (changes.old, changes.new) for item in export["proposals"]
    ]
    titles = {item["id"]: one_line(item["title"]) for item in items}
    changed = [row for _id, *row in _statuses(changes, language)]
    changed += map(list, _figures(changes, language))
    lines = [
        blocks.inline(f"{name}{colon}{before} → {after}")
        for name, before, after in changed
    ]
    for change in changes.records:
        record = change.record
        title = record.get("title") or titles.get(record.get("proposal", "")) or ""
        name = f"{_kind(change, language)} {one_line(title)}".rstrip()
        lines.append(
            blocks.inline(
                f"{name}{colon}", blocks.joined(_fields(change, language), "; ")
            )
        )
    nothing = blocks.inline(language.gettext("Nothing that is compared has changed."))
    return [
        cells.field(language, language.gettext("Before"), since),
        *(lines or [nothing]),
    ]


def _counting(changes: Changes, language: Language) -> Language:
    """The language with the words of the rule of both states, or with those that fit any rule."""
    rules = {rule_of(export).links for export in (changes.old, changes.new)}
    links = rules.pop() if len(rules) == 1 else LinksCounted.ANY
    return replace(language, by_rule=labels.BY_RULE[links])


def _opening(changes: Changes, language: Language) -> list[blocks.Block]:
    figures = list(_figures(changes, language))
    lead = language.gettext("Nothing that is compared has changed.")
    if changes.statuses or figures or changes.records:
        lead = language.gettext(
            "Statuses changed: {statuses}; figures: {figures}; records: {records}.",
            statuses=language.number(len(changes.statuses)),
            figures=language.number(len(figures)),
            records=language.number(len(changes.records)),
        )
    return cells.opening(changes.new["title"], lead)


def _tables(changes: Changes, language: Language, *, brief: bool) -> list[blocks.Block]:
    """What changed: statuses, figures, records; in brief the first two have one line a row."""
    _ = language.gettext
    statuses = []
    for id_, name, before, after in _statuses(changes, language):
        title = name if brief else cells.titled(name, id_)
        statuses.append(blocks.table_row(title, before, after))
    heads = _("Before"), _("After")
    tables = (
        ((_("{Proposal}"), *heads), statuses),
        (
            (_("Figure"), *heads),
            [blocks.table_row(*row) for row in _figures(changes, language)],
        ),
        (
            (_("Record"), _("Change")),
            [_record(change, language) for change in changes.records],
        ),
    )
    # The id of a record is never cut.
    return [
        blocks.Table(columns, tuple(rows), brief=brief and len(columns) > 2)
        for columns, rows in tables
        if rows
    ]


def _compared(
    changes: Changes, names: tuple[str, str], language: Language
) -> Iterable[blocks.Inline]:
    """Yield the two states that are compared, and their rule, or the rule of each."""
    _ = language.gettext
    rules = [
        method.rule_as_command(rule_of(export)) for export in (changes.old, changes.new)
    ]
    same = rules[0] == rules[1]
    for title, name, rule in zip((_("Before"), _("After")), names, rules, strict=True):
        text = (
            blocks.inline(name)
            if same
            else blocks.inline(name, " (", blocks.command(rule), ")")
        )
        yield cells.field(language, title, text)
    if same:
        yield cells.field(language, _("Rule"), (blocks.command(rules[0]),))


def _statuses(
    changes: Changes, language: Language
) -> Iterable[tuple[str, str, str, str]]:
    """Yield the proposals whose status changed: id, title, the status before and after."""
    for change in changes.statuses:
        before = _status(changes.old, change.proposal, change.before, language)
        after = _status(changes.new, change.proposal, change.after, language)
        yield change.proposal, change.title, before, after


def _status(
    export: Mapping[str, Any], proposal: str, status: Status | None, language: Language
) -> str:
    """A status; that of a conclusion by its name, if there is only one."""
    if status is None:
        return language.gettext("not on record")
    given = {
        each["verdict"] for each in export["verdicts"] if each["proposal"] == proposal
    }
    if status in {Status.NOT_ADOPTED, Status.NOT_ASSESSABLE} and len(given) == 1:
        return labels.kind_text(language, VerdictKind(given.pop()))
    return labels.label(language, status)


def _figures(changes: Changes, language: Language) -> Iterable[tuple[str, str, str]]:
    """Yield the figures that changed: a name, before, after."""
    _ = language.gettext
    adopted = labels.label(language, Status.ADOPTED)
    names = {
        _("Declared number"): "declared",
        _("Figures are out of"): "denominator",
        **{labels.label(language, status): str(status) for status in Status},
        **{
            f"{adopted}, {labels.label(language, basis)}": f"adopted_{basis}"
            for basis in Basis
        },
        _("Score"): "score",
        _("{Measures} with a statement that counts"): "answered",
        _("{Measures}"): "measures",
    }
    for name, key in names.items():
        figure = changes.figures[key]
        same_as_adopted = key == "score" and figure == changes.figures["adopted"]
        if figure.before != figure.after and not same_as_adopted:
            yield name, language.number(figure.before), language.number(figure.after)


def _record(change: RecordChange, language: Language) -> blocks.Row:
    *ids, last = (change.record[name] for name in RECORDS[change.list])
    key = f"{' → '.join(ids)} ({last})" if ids else last
    name = blocks.inline(_kind(change, language), blocks.BREAK, blocks.ident(key))
    return blocks.table_row(
        name, blocks.joined(_fields(change, language), blocks.BREAK)
    )


def _fields(change: RecordChange, language: Language) -> Iterable[blocks.Inline]:
    """Yield the fields that changed; of a record that is new or gone, that it is, and what it has."""
    names, before, after = change.fields, change.before or {}, change.after or {}
    if change.what in _WHAT:
        yield blocks.inline(language.gettext(_WHAT[change.what]))
    if change.what is ChangeKind.ADDED:
        left_out = {*RECORDS[change.list], *LEFT_OUT}
        told = (name for name in after if after[name] not in (None, [], False))
        names = tuple(name for name in told if name not in left_out)
    for name in names:
        yield field_change(
            name, (before.get(name), after.get(name)), language, is_new=not before
        )


def _kind(change: RecordChange, language: Language) -> str:
    return labels.capitalised(language.gettext(_KINDS[change.list]))


def field_change(
    name: str,
    values: tuple[object, object],
    language: Language,
    *,
    is_new: bool = False,
    brief: bool = False,
) -> blocks.Inline:
    """A field by its values before and after; of a list, the items that were added and removed.

    In brief a title or text is told once, with what differs marked.
    """
    before, after = values
    title = language.gettext(labels.FIELDS[name]) if name in labels.FIELDS else name
    if isinstance(before, list) or isinstance(after, list):
        old, new = (
            value if isinstance(value, list) else [] for value in (before, after)
        )
        parts = [f"+ {_text(name, item, language)}" for item in new if item not in old]
        parts += [f"− {_text(name, item, language)}" for item in old if item not in new]
        text = " ".join(parts) or language.gettext("in another order")
    elif is_new:
        text = _text(name, after, language)
    elif brief and name in {"title", "text"} and before and after:
        text = marked(
            differences(_text(name, before, language), _text(name, after, language))
        )
    else:
        text = f"{_text(name, before, language)} → {_text(name, after, language)}"
    return blocks.inline(f"{labels.capitalised(title)}{language.gettext(': ')}{text}")


def _text(name: str, value: object, language: Language) -> str:
    """A value in words: a code by its label, a record by its texts."""
    if value is None:
        return "—"
    if isinstance(value, bool) or value == "true":
        return language.gettext("yes") if value else language.gettext("no")
    if isinstance(value, dict):
        told = {
            key: one_line(str(part))
            for key, part in value.items()
            if part and part is not True
        }
        texts = [
            language.quoted(text) if key == "quote" else text
            for key, text in told.items()
        ]
        return f"({language.gettext('; ').join(texts)})"
    return labels.value_text(language, name, str(value))
