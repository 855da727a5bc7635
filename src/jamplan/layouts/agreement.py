"""The report on two people's decisions: disagreements, then indices of agreement."""

from collections.abc import Sequence
from dataclasses import replace

from jamplan.account import spans
from jamplan.account.agreements import AgreementTold, DisagreementTold
from jamplan.language.folding import one_line
from jamplan.layouts import blocks
from jamplan.layouts.cells import SETTLING, opening, see, titled

_FEW = 10
"""The disagreements that a screen has room for."""


def agreement_report(told: AgreementTold, settle: str) -> list[blocks.Block]:
    """The disagreements, the indices, and what these leave out.

    ``settle`` is typed to settle the disagreements.
    """
    _ = told.language.gettext
    report = opening(told.heading, told.lead)
    if told.disagreements:
        rows = [_row(each) for each in told.disagreements]
        report.append(_table(told, rows, brief=False))
    columns = (
        _("Agreement on"),
        _("raw"),
        _("Cohen’s kappa"),
        _("Krippendorff’s alpha"),
    )
    indices = [
        blocks.table_row(each.name, each.raw, each.kappa, each.alpha)
        for each in told.indices
    ]
    report.append(blocks.Table(columns, tuple(indices)))
    beside = (told.copied, told.left_out, told.chance)
    report.append(blocks.points(filter(None, beside)))
    if told.is_open:
        report.append(see(told.language, settle, to=SETTLING))
    return report


def agreement_screens(
    told: AgreementTold, commands: tuple[str, str]
) -> list[list[blocks.Block]]:
    """In brief, with all disagreements, then with ten.

    ``commands`` settle them, and show the rest.
    """
    alike = " ".join(filter(None, (told.alike, told.copied)))
    report: list[blocks.Block] = [
        blocks.Heading(told.heading, 1),
        blocks.paragraph(told.lead, lead=True, close=True),
        blocks.paragraph(alike),
    ]
    settle, more = commands
    ends = [see(told.language, more)]
    if not told.disagreements:
        return [[*report, *ends]]
    if told.is_open:
        settling = see(told.language, settle, to=SETTLING)
        ends.insert(0, replace(settling, close=True))
    rows = [_row_in_brief(each) for each in told.disagreements]
    screens = []
    for number in (len(rows), _FEW):
        table = _table(told, rows[:number], brief=True)
        screens.append([*report, table, *ends])
    return screens


def _table(
    told: AgreementTold, rows: Sequence[blocks.TableRow], *, brief: bool
) -> blocks.Table:
    """The disagreements, what either side holds beside the other."""
    columns = (told.language.gettext("{Proposal}"), *map(one_line, told.names))
    return blocks.Table(columns, tuple(rows), brief=brief)


def _row(told: DisagreementTold) -> blocks.TableRow:
    """A disagreement with all that either side has on record."""
    sides = [spans.joined(side.records, spans.BREAK) for side in told.sides]
    return blocks.table_row(titled(told.title, told.id), *sides)


def _row_in_brief(told: DisagreementTold) -> blocks.TableRow:
    """A disagreement in a few words, if these differ; else as on record."""
    if told.differs_in_brief:
        sides = [side.brief for side in told.sides]
        return blocks.table_row(told.title, *sides)
    records = [spans.joined(side.records, spans.BREAK) for side in told.sides]
    return blocks.table_row(told.title, *records)
