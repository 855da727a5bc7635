"""What changed between two states, as a report, as screens, as corrections."""

from collections.abc import Iterator

from jamplan.account import spans
from jamplan.account.changes import Altered, ChangesTold
from jamplan.layouts import blocks, cells


def changes_report(changes: ChangesTold, names: tuple[str, str]) -> list[blocks.Block]:
    """The whole comparison; ``names`` are those of the two states, as typed."""
    return [
        *cells.opening(changes.title, changes.lead),
        blocks.points(_compared(changes, names)),
        *_tables(changes, brief=False),
    ]


def changes_screens(
    changes: ChangesTold, names: tuple[str, str], full: str
) -> list[list[blocks.Block]]:
    """The comparison in brief, with ever fewer tables; ``full`` shows the rest.

    It is the command to type.
    """
    compared = spans.joined(_compared(changes, names), spans.BREAK)
    start = [*cells.opening(changes.title, changes.lead), blocks.Paragraph(compared)]
    tables = _tables(changes, brief=True)
    end = cells.see(changes.language, full)
    return [[*start, *tables[:n], end] for n in range(len(tables), -1, -1)]


def corrections(changes: ChangesTold, since: str) -> list[spans.Inline]:
    """What changed since a published state, a line each, without ids.

    If nothing did, it is a sentence that says so.
    """
    _ = changes.language.gettext
    lines = [
        spans.inline(f"{each.name}{_(': ')}{each.before} → {each.after}")
        for each in (*changes.statuses, *changes.figures)
    ]
    for record in changes.records:
        name = f"{record.kind} {record.title}".rstrip()
        fields = spans.joined(record.fields, "; ")
        lines.append(spans.inline(f"{name}{_(': ')}", fields))
    lines = lines or [spans.inline(changes.nothing)]
    return [cells.field(changes.language, _("Before"), since), *lines]


def _tables(changes: ChangesTold, *, brief: bool) -> list[blocks.Block]:
    """What changed: statuses, figures, records; in brief, one line for some rows.

    Statuses and figures have one line a row then.
    """
    _ = changes.language.gettext
    heads = _("Before"), _("After")
    statuses = [_row(each, brief=brief) for each in changes.statuses]
    # The name of each has its item and its voice.
    outcomes = [_row(each, brief=True) for each in changes.outcomes]
    figures = [_row(each, brief=brief) for each in changes.figures]
    records = []
    for record in changes.records:
        name = spans.inline(record.kind, spans.BREAK, spans.ident(record.key))
        fields = spans.joined(record.fields, spans.BREAK)
        records.append(blocks.table_row(name, fields))
    tables = [
        blocks.Table((_("{Proposal}"), *heads), tuple(statuses), brief=brief),
        blocks.Table((_("What became of it"), *heads), tuple(outcomes), brief=brief),
        blocks.Table((_("Figure"), *heads), tuple(figures), brief=brief),
        # The id of a record is never cut.
        blocks.Table((_("Record"), _("Change")), tuple(records)),
    ]
    return [table for table in tables if table.rows]


def _row(altered: Altered, *, brief: bool) -> blocks.TableRow:
    """What changed, before and after; in full with the id of a proposal."""
    name: spans.Part = altered.name
    if altered.id and not brief:
        name = cells.titled(altered.name, altered.id)
    return blocks.table_row(name, altered.before, altered.after)


def _compared(changes: ChangesTold, names: tuple[str, str]) -> Iterator[spans.Inline]:
    """Yield the two states that are compared, and their rule, or the rule of each."""
    _, language = changes.language.gettext, changes.language
    before, after = changes.rules
    is_same = before == after
    titles = _("Before"), _("After")
    for title, name, rule in zip(titles, names, changes.rules, strict=True):
        told = spans.inline(name)
        if not is_same:
            told = spans.inline(name, " (", spans.command(rule), ")")
        yield cells.field(language, title, told)
    if is_same:
        yield cells.field(language, _("Rule"), spans.command(before))
