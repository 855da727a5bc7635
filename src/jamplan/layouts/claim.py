"""The report on a published figure: may it be written, and what to write.

It gives what each rule counts, too.
"""

from jamplan.account import spans
from jamplan.account.claims import ClaimTold
from jamplan.layouts import blocks
from jamplan.layouts.cells import field


def claim_screens(claim: ClaimTold, lines: int) -> list[list[blocks.Block]]:
    """The report with fewer and fewer of the points that go with its numbers.

    A point is a line at least, so that of thousands no screen of so many ``lines`` has
    more.
    """
    most = min(len(claim.beside), lines)
    return [claim_report(claim, most=n) for n in range(most, -1, -1)]


def claim_report(claim: ClaimTold, *, most: int | None = None) -> list[blocks.Block]:
    """The whole report on a figure; if no rule counts it, the answer and what to write.

    It has at most so many points beside its numbers.
    """
    _, told = claim.language.gettext, claim.to_write
    written = _("Write instead")
    if claim.may_be_written:
        written = _("Write beside it")
    report: list[blocks.Block] = [
        blocks.paragraph(claim.read, close=True),
        blocks.paragraph(claim.answer, lead=True),
        blocks.paragraph(f"{written}{_(': ')}{told[:1].lower()}{told[1:]}"),
    ]
    if not claim.has_rules:
        return report
    if claim.rules is not None:
        rows = [blocks.table_row(rule, count) for rule, count in claim.rules.counts]
        heads = (claim.rules.what, claim.rules.subject)
        report.append(blocks.Table(heads, tuple(rows)))
    rule = field(claim.language, _("Rule"), spans.command(claim.command))
    return [
        *report,
        blocks.Heading(_("What goes with these numbers")),
        blocks.points((*claim.beside[:most], rule)),
    ]
