"""What a filled-in form comes to: what is recorded, what is refused and why, what is on record."""

from __future__ import annotations

from dataclasses import dataclass

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Link
from jamplan.decisions.forms import RECORDED, Outcome, Result
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Block, Heading, Items, Paragraph, Row, Table, ident, inline
from jamplan.reports.cells import field
from jamplan.reports.decision_words import decision_text
from jamplan.reports.finding_words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """A form and what each of its rows comes to; ``corpus`` is as it is once they are written."""

    corpus: Corpus
    file: str
    decided_by: str
    results: tuple[Result, ...]
    written: bool

    def of(self, *outcomes: Outcome) -> list[Result]:
        """Return the rows with one of these outcomes."""
        return [result for result in self.results if result.outcome in outcomes]


def form_report(form: FilledForm, language: Language) -> list[Block]:
    """Return the report: the figures, then the refused rows, those recorded and those on record."""
    _ = language.gettext
    facts = [
        field(_("File:"), one_line(form.file)),
        field(_("Decided by:"), one_line(form.decided_by)),
    ]
    for name, outcome in (
        (_("Rows refused:"), Outcome.REFUSED),
        (_("Rows on record already:"), Outcome.KNOWN),
        (_("Rows without an answer:"), Outcome.EMPTY),
    ):
        if rows := form.of(outcome):
            facts.append(field(name, language.number(len(rows))))
    changes = [result.change for result in form.of(*RECORDED) if result.change]
    actors = [change.actor for change in changes if change.actor]
    if actors:
        names = ", ".join(f"{one_line(actor.name)} ({actor.id})" for actor in actors)
        facts.append(field(_("New actors:"), names))
    blocks: list[Block] = [
        Heading(one_line(form.corpus.title), 1),
        Paragraph(inline(_summary(form, language)), lead=True),
        Items(tuple(facts)),
    ]
    for heading, outcomes in (
        (_("Refused"), (Outcome.REFUSED,)),
        (_("Recorded") if form.written else _("To be recorded"), RECORDED),
        (_("On record already"), (Outcome.KNOWN,)),
    ):
        rows = form.of(*outcomes)
        if rows:
            blocks += [Heading(heading), _table(form.corpus, rows, language)]
    return blocks


def _summary(form: FilledForm, language: Language) -> str:
    _ = language.gettext
    recorded = form.of(*RECORDED)
    if not recorded:
        return _("Nothing was recorded.") if form.written else _("Nothing to record.")
    links = sum(isinstance(result.decision, Link) for result in recorded)
    dismissals = len(recorded) - links
    counts = [
        *([language.ngettext("{n} link", "{n} links", links)] if links else []),
        *([language.ngettext("{n} dismissal", "{n} dismissals", dismissals)] if dismissals else []),
    ]
    decisions = language.listed(counts)
    if form.written:
        return _("Recorded: {decisions}.", decisions=decisions)
    shown = _("To be recorded: {decisions}.", decisions=decisions)
    return shown + " " + _("Nothing is written yet. To write it, add --write.")


def _table(corpus: Corpus, results: list[Result], language: Language) -> Table:
    _ = language.gettext
    rows = tuple(
        Row(
            (
                inline(str(result.row)),
                inline(ident(result.proposal or "?"), " / ", ident(result.measure or "?")),
                inline(result_text(corpus, result, language)),
            )
        )
        for result in results
    )
    return Table((_("Row"), _("Pair"), _("Decision")), rows)


def result_text(corpus: Corpus, result: Result, language: Language) -> str:
    """Return why a row is refused and what to do, or its decision in one sentence."""
    if result.finding is not None:
        return " ".join(say(result.finding, language))
    return decision_text(corpus, result.decision, language) if result.decision else ""
