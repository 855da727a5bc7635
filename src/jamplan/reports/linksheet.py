"""What a form of suggested pairs comes to: what is recorded, what is refused and why, what is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from jamplan.corpus import Corpus
from jamplan.intake.forms.linksheet import (
    COLUMNS,
    RECORDED,
    Fault,
    Outcome,
    Result,
    RowFault,
    Sheet,
)
from jamplan.locale import N_, Language
from jamplan.model import Basis, Dismissal, Extent, Link
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
)
from jamplan.reports.cells import field
from jamplan.text.folding import one_line
from jamplan.wording.decisions import decision_text, done_text
from jamplan.wording.findings import alternatives, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that was read: what is said of it, and what each row comes to on a corpus."""

    corpus: Corpus
    """As it is, or, once written, as it has become."""
    file: str
    sheet: Sheet
    decided_by: str
    results: tuple[Result, ...]
    written: bool

    def of(self, *outcomes: Outcome) -> list[Result]:
        """The rows with one of these outcomes."""
        return [each for each in self.results if each.outcome in outcomes]


def linksheet_report(filled: Filled, language: Language) -> list[Block]:
    """The report: figures first, then the refused rows, then those recorded and those known."""
    _ = language.gettext
    blocks: list[Block] = [
        Heading(one_line(filled.corpus.title), 1),
        Paragraph(inline(*_summary(filled, language)), lead=True),
        Items(tuple(_facts(filled, language))),
    ]
    refused = filled.of(Outcome.REFUSED)
    if refused:
        blocks += _refused(filled, refused, language)
    recorded = filled.of(*RECORDED)
    if recorded:
        heading = _("Recorded") if filled.written else _("To be recorded")
        blocks += [Heading(heading), _decisions(filled, recorded, language)]
    known = filled.of(Outcome.KNOWN)
    if known:
        blocks += [Heading(_("On record already")), _decisions(filled, known, language)]
    return blocks


def _summary(filled: Filled, language: Language) -> Iterable[str | Inline]:
    _ = language.gettext
    recorded = filled.of(*RECORDED)
    links = sum(isinstance(each.decision, Link) for each in recorded)
    counts = [
        text
        for count, text in (
            (links, language.ngettext("{n} link", "{n} links", links)),
            (
                len(recorded) - links,
                language.ngettext("{n} dismissal", "{n} dismissals", len(recorded) - links),
            ),
        )
        if count
    ]
    listed = language.listed(counts)
    if filled.written:
        yield _("Recorded: {decisions}.", decisions=listed) if counts else _("Nothing was recorded.")
    elif counts:
        yield _("To be recorded: {decisions}.", decisions=listed)
        yield " "
        yield _("Nothing is written yet: add --write.")
    else:
        yield _("Nothing to record.")


def _facts(filled: Filled, language: Language) -> Iterable[Inline]:
    _ = language.gettext
    file = one_line(filled.file)
    yield field(_("File:"), f"{file}, {one_line(filled.sheet.name)}" if filled.sheet.name else file)
    yield field(_("Decided by:"), one_line(filled.decided_by))
    for name, outcome in (
        (_("Rows refused:"), Outcome.REFUSED),
        (_("Rows on record already:"), Outcome.KNOWN),
        (_("Rows with nothing under “keep”:"), Outcome.UNDECIDED),
    ):
        found = filled.of(outcome)
        if found:
            yield field(name, language.number(len(found)))
    half = [each for each in filled.of(Outcome.UNDECIDED) if each.unused]
    if half:
        yield field(
            _("Of these, with something filled in that is not recorded, in rows:"),
            _numbers(half),
        )
    unused = [each for each in filled.results if isinstance(each.decision, Dismissal) and each.unused]
    if unused:
        columns = [name for name in COLUMNS if any(name in each.unused for each in unused)]
        yield field(
            _("Not recorded with a pair that is dismissed:"),
            language.ngettext(
                "{columns} (row {rows})",
                "{columns} (rows {rows})",
                len(unused),
                columns=", ".join(columns),
                rows=_numbers(unused),
            ),
        )
    stale = [each for each in filled.of(Outcome.KNOWN) if each.stale]
    if stale:
        yield field(
            _("On record on texts that have changed since, in rows:"),
            *(_numbers(stale), " (", (command("jamplan review --stale"),), ")"),
        )
    actors = [actor for each in filled.of(*RECORDED) for actor in each.new.actors]
    if actors:
        names = [f"{one_line(actor.name)} ({actor.id})" for actor in actors]
        yield field(_("New actors:"), ", ".join(names))
    if filled.sheet.ignored:
        yield field(_("Columns passed over:"), ", ".join(map(one_line, filled.sheet.ignored)))


def _numbers(results: Sequence[Result]) -> str:
    shown = [str(each.row) for each in results[:20]]
    return ", ".join([*shown, *(["…"] if len(results) > 20 else [])])


def _refused(filled: Filled, refused: Iterable[Result], language: Language) -> list[Block]:
    """The refused rows with the reason of each, then each remedy once, with its rows."""
    _ = language.gettext
    rows = []
    remedies: dict[str, list[Result]] = {}
    for each in refused:
        assert each.fault is not None
        message, remedy = fault_text(filled.corpus, each.fault, language)
        cells = (inline(str(each.row)), _pair(each), inline(ident(each.fault.column)), inline(message))
        rows.append(Row(cells))
        remedies.setdefault(remedy, []).append(each)
    what = tuple(
        field(
            language.ngettext("Row {rows}:", "Rows {rows}:", len(those), rows=_numbers(those)),
            remedy,
        )
        for remedy, those in remedies.items()
    )
    columns = (_("Row"), _("Pair"), _("Column"), _("Why"))
    return [
        Heading(_("Refused")),
        Table(columns, tuple(rows)),
        Heading(_("What to do"), 3),
        Items(what),
    ]


def _pair(each: Result) -> Inline:
    return inline(ident(each.proposal or "?"), " / ", ident(each.measure or "?"))


def _decisions(filled: Filled, results: Iterable[Result], language: Language) -> Table:
    rows = tuple(
        Row((inline(str(each.row)), inline(result_text(filled.corpus, each, language))))
        for each in results
    )
    return Table((language.gettext("Row"), language.gettext("Decision")), rows)


def result_text(corpus: Corpus, each: Result, language: Language) -> str:
    """A row that holds in one sentence: the decision, and what is done with it where it is not new."""
    _ = language.gettext
    assert each.decision is not None
    said = decision_text(corpus, each.decision, language)
    if each.same_as is not None:
        return f"{said} {_('Row {row} says so already.', row=each.same_as)}"
    if each.outcome in {Outcome.CHANGED, Outcome.CONFIRMED}:
        return f"{done_text(each.outcome, language)} {said}"
    return said


_YES = "oui, o, x, yes, y, 1, vrai, true"
_NO = "non, n, no, 0, faux, false"
_PARTLY = "en partie, partielle, partly, partial"

_REMEDIES = {
    "claimant-needed": N_("Name the actor: an id, or the whole name of a new one."),
    "evidence-needed": N_("Name the source’s id, and give its words and their place."),
    "evidence-unpaired": N_(
        "Name a source for each: “source”, and “source_2” for a second one. One’s own reading needs "
        "none, or one for each text."
    ),
    "places-needed": N_(
        "Fill in “proposal_quote” or “proposal_locator”, and “measure_quote” or “measure_locator”."
    ),
    "source-not-found": N_("sources.yaml lists them. Add a new one there first."),
    "source-needed": N_(
        "Best once for all, in proposals.yaml or plan.yaml, under “document:”: “source:”. Else name "
        "one for each text: “source” and “source_2”."
    ),
}


_AS_THE_FORM = N_("Write it as the form had it.")
_KEEP_ONE = N_("Keep one of the two.")
_POSSIBLE = N_("Possible values: {values}.")
_FAULTS: Mapping[str, tuple[str, str]] = {
    RowFault.KEEP_UNKNOWN: (
        N_("“{value}” is no answer."),
        N_("Yes: {yes}. No: {no}. In part: {partly}."),
    ),
    RowFault.BASIS_UNKNOWN: (N_("“{value}” is no basis."), _POSSIBLE),
    RowFault.EXTENT_UNKNOWN: (N_("“{value}” is no extent."), _POSSIBLE),
    RowFault.ID_MISSING: (N_("The id is missing."), _AS_THE_FORM),
    RowFault.NO_SUCH_PROPOSAL: (N_("There is no proposal “{value}”."), _AS_THE_FORM),
    RowFault.NO_SUCH_MEASURE: (N_("There is no measure “{value}”."), _AS_THE_FORM),
    RowFault.TEXT_CHANGED: (
        N_("The text of “{value}” in this row is not the one of the corpus."),
        N_("Read it as it is now, then correct this cell or empty it; or make a new form."),
    ),
    RowFault.EXTENT_CONTRADICTED: (
        N_("“keep” says in part, and the extent says “{value}”."),
        N_("Empty the extent, or write yes under “keep”."),
    ),
    RowFault.BASIS_MISSING: (
        N_("A source or a claimant is named, and not how it states the link."),
        _POSSIBLE,
    ),
    RowFault.ONLY_COMPARED: (
        N_("This column is for one’s own reading; here a source states the link."),
        N_("Use “quote” and “locator”, or write compared under “basis”."),
    ),
    RowFault.SAID_TWICE: (
        N_("It is said twice of the same text."),
        N_("Empty “quote” and “locator” in this row, or this cell."),
    ),
    RowFault.ON_RECORD_DIFFERS: (
        N_("Something else is on record: {decision}"),
        N_("Nothing is replaced from a spreadsheet. To change it: jamplan decide."),
    ),
    RowFault.CONTRADICTS_RECORD: (
        N_("The contrary is on record: {decision}"),
        N_("If that no longer holds, take it off first: --remove."),
    ),
    RowFault.CONTRADICTS_ROW: (N_("Row {row} says the contrary."), _KEEP_ONE),
    RowFault.REPEATS_ROW: (
        N_("Row {row} decides on the same, and says something else."),
        N_("Keep one of the two; a second source goes into “source_2”, “quote_2”, “locator_2”."),
    ),
}


def fault_text(corpus: Corpus, fault: Fault, language: Language) -> tuple[str, str]:
    """Why a row is refused, and what to do, in terms of the spreadsheet."""
    if fault.finding is not None:
        message, remedy = say(fault.finding, language)
        own = _REMEDIES.get(fault.code)
        return message, remedy if own is None else _perhaps(fault, language, language.gettext(own))
    message, remedy = _FAULTS[fault.code]
    known = fault.on_record
    values = ", ".join(Extent if fault.code == RowFault.EXTENT_UNKNOWN else Basis)
    fields: dict[str, object] = {
        "value": one_line(fault.value),
        "row": fault.row,
        "decision": "" if known is None else decision_text(corpus, known, language),
        "values": values,
        "yes": _YES,
        "no": _NO,
        "partly": _PARTLY,
    }
    said = language.gettext(message, **fields)
    return said, _perhaps(fault, language, language.gettext(remedy, **fields))


def _perhaps(fault: Fault, language: Language, remedy: str) -> str:
    if not fault.nearest:
        return remedy
    names = alternatives(fault.nearest, language)
    return f"{language.gettext('Perhaps {names}?', names=names)} {remedy}"
