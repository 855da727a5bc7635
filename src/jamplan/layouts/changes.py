"""What changed between two states of a corpus: statuses, figures, and the records that changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from jamplan.account import method, spans, vocabulary
from jamplan.corpus.statements import CONCLUSIONS, SAYS, TOTALS, Group, Says, Words
from jamplan.counting.statuses import Status
from jamplan.evidence.changes import (
    COMPUTED,
    LEFT_OUT,
    ChangeKind,
    Changes,
    Json,
    RecordChange,
    rule_of,
)
from jamplan.language import N_, Language
from jamplan.language.differences import differences, marked
from jamplan.language.folding import one_line
from jamplan.layouts import blocks, cells

_KINDS = {
    "plans": N_("Document"),
    "proposals": N_("{Proposal}"),
    "measures": N_("{Measure}"),
    "sources": N_("Source"),
    "objections": N_("What complicates this"),
}
_GROUPS = {
    Group.PAIR: N_("match set aside"),
    Group.OUTCOME: N_("Outcome"),
    **dict.fromkeys(CONCLUSIONS, N_("Conclusion")),
}
"""What a statement is called, if it is no position on a proposal."""
_TAKEN_UP = {
    Status.ADOPTED: N_("statement counted"),
    Status.PARTIAL: N_("statement counted, in part only"),
}
"""The statuses that hold under any rule, whoever is heard."""
_WHAT = {ChangeKind.ADDED: N_("added"), ChangeKind.REMOVED: N_("removed")}


def changes_report(
    changes: Changes, names: tuple[str, str], language: Language
) -> list[blocks.Block]:
    """The whole comparison; ``names`` are those of the two states, as typed."""
    return [
        *_opening(changes, language),
        blocks.points(_compared(changes, names, language)),
        *_tables(changes, language, brief=False),
    ]


def changes_screens(
    changes: Changes, names: tuple[str, str], language: Language, full: str
) -> list[list[blocks.Block]]:
    """The comparison in brief, with fewer and fewer tables; ``full`` is typed for the rest."""
    compared = blocks.Paragraph(
        spans.joined(_compared(changes, names, language), spans.BREAK)
    )
    start = [*_opening(changes, language), compared]
    tables = _tables(changes, language, brief=True)
    end = cells.see(language, full)
    return [[*start, *tables[:n], end] for n in range(len(tables), -1, -1)]


def corrections(changes: Changes, since: str, language: Language) -> list[spans.Inline]:
    """What changed since a published state, a line each, without ids; a sentence if nothing did."""
    colon = language.gettext(": ")
    items = [
        item for export in (changes.old, changes.new) for item in export["proposals"]
    ]
    titles = {item["id"]: one_line(item["title"]) for item in items}
    changed = [row for _id, *row in _statuses(changes, language)]
    changed += map(list, _figures(changes, language))
    lines = [
        spans.inline(f"{name}{colon}{before} → {after}")
        for name, before, after in changed
    ]
    for change in changes.records:
        record = change.record
        title = record.get("title") or titles.get(record.get("about", "")) or ""
        name = f"{_kind(change, language)} {one_line(title)}".rstrip()
        lines.append(
            spans.inline(
                f"{name}{colon}", spans.joined(_fields(change, language), "; ")
            )
        )
    nothing = spans.inline(language.gettext("Nothing that is compared has changed."))
    return [
        cells.field(language, language.gettext("Before"), since),
        *(lines or [nothing]),
    ]


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
) -> Iterable[spans.Inline]:
    """Yield the two states that are compared, and their rule, or the rule of each."""
    _ = language.gettext
    rules = [
        method.rule_as_command(rule_of(export)) for export in (changes.old, changes.new)
    ]
    same = rules[0] == rules[1]
    for title, name, rule in zip((_("Before"), _("After")), names, rules, strict=True):
        text = (
            spans.inline(name)
            if same
            else spans.inline(name, " (", spans.command(rule), ")")
        )
        yield cells.field(language, title, text)
    if same:
        yield cells.field(language, _("Rule"), (spans.command(rules[0]),))


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
    """The name of a status; that of a refusal by who says no."""
    if status is None:
        return language.gettext("not on record")
    if status is Status.REFUSED:
        counted = {
            each["says"]
            for each in export["statements"]
            if each["about"] == proposal and each["counted"]
        }
        says = Says.REFUSED if Says.REFUSED in counted else Says.NOT_TAKEN_UP
        return vocabulary.label(language, says)
    return _named(language, status)


def _named(language: Language, status: Status) -> str:
    """The name of a status under any rule."""
    if status is Status.REFUSED:
        both = (Says.REFUSED, Says.NOT_TAKEN_UP)
        return language.gettext(" or ").join(
            vocabulary.label(language, says) for says in both
        )
    name = _TAKEN_UP.get(status)
    return language.gettext(name) if name else vocabulary.label(language, status)


def _figures(changes: Changes, language: Language) -> Iterable[tuple[str, str, str]]:
    """Yield the figures that changed: a name, before, after."""
    _ = language.gettext
    adopted = _named(language, Status.ADOPTED)
    names = {
        _("Declared number"): "declared",
        _("Figures are out of"): "denominator",
        **{_named(language, status): str(status) for status in Status},
        vocabulary.label(language, Says.IN_PRINCIPLE): "principle",
        **{
            f"{adopted}, {vocabulary.label(language, words)}": f"adopted_{words}"
            for words in Words
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


def _record(change: RecordChange, language: Language) -> blocks.TableRow:
    key = _key(change)
    name = spans.inline(_kind(change, language), spans.BREAK, spans.ident(key))
    return blocks.table_row(name, spans.joined(_fields(change, language), spans.BREAK))


def _fields(change: RecordChange, language: Language) -> Iterable[spans.Inline]:
    """Yield the fields that changed; of a record that is new or gone, that it is, and what it has."""
    names, before, after = change.fields, change.before or {}, change.after or {}
    if change.what in _WHAT:
        yield spans.inline(language.gettext(_WHAT[change.what]))
    if change.what is ChangeKind.ADDED:
        left_out = {*LEFT_OUT, *_IN_KEY}
        told = (name for name in after if after[name] not in (None, [], False))
        names = tuple(name for name in told if name not in left_out)
    elif change.what is ChangeKind.REMOVED and change.list == "statements":
        # What was said is gone: it is told once more.
        names, before, after = ("says", "words"), {}, before
    for name in names:
        yield field_change(
            name, (before.get(name), after.get(name)), language, is_new=not before
        )


_IN_KEY = ("id", "name", "about", "measure")
"""The fields that name a record."""


def _key(change: RecordChange) -> str:
    """What a record is known by: « wells → M1 (league) »; of a statement, with who says it."""
    record = change.record
    if change.list != "statements":
        return str(record.get("id") or record.get("name") or record.get("date"))
    target = record["measure"] or record["document"]
    ids = " → ".join(filter(None, (record["about"], target)))
    who = record["who"]
    return f"{ids} ({who['actor'] or who['reader'] or '—'})"


def _kind(change: RecordChange, language: Language) -> str:
    if change.list != "statements":
        return vocabulary.capitalised(language.gettext(_KINDS[change.list]))
    record = change.record
    kind = _GROUPS.get(SAYS[Says(record["says"])].group, N_("Position"))
    if record["about"] in TOTALS:
        kind = N_("General statement")
    return vocabulary.capitalised(language.gettext(kind))


def field_change(
    name: str,
    values: tuple[object, object],
    language: Language,
    *,
    is_new: bool = False,
    brief: bool = False,
) -> spans.Inline:
    """A field by its values before and after; of a list, the items that were added and removed.

    In brief a title or text is told once, with what differs marked.
    """
    before, after = values
    title = (
        language.gettext(vocabulary.FIELDS[name]) if name in vocabulary.FIELDS else name
    )
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
    return spans.inline(
        f"{vocabulary.capitalised(title)}{language.gettext(': ')}{text}"
    )


def _text(name: str, value: object, language: Language) -> str:
    """A value in words: a code by its label, a record by its texts."""
    if value is None:
        return "—"
    if isinstance(value, bool) or value == "true":
        return language.gettext("yes") if value else language.gettext("no")
    if isinstance(value, dict):
        return f"({language.gettext('; ').join(_parts(value, language))})"
    if isinstance(value, list):
        return ", ".join(_text(name, each, language) for each in value)
    return vocabulary.value_text(language, name, str(value))


def _parts(record: Json, language: Language) -> Iterable[str]:
    """Yield the texts of a record within a record, quotes between quotation marks."""
    for name, value in record.items():
        if not value or value is True or name in COMPUTED:
            continue
        text = one_line(_text(name, value, language))
        yield language.quoted(text) if name == "quote" else text
