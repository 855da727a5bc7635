"""The workbook: results, measures, sources, method, as sheets of rows."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jamplan.account import vocabulary
from jamplan.account.account import Account
from jamplan.account.branches import ItemTold
from jamplan.account.items import ToldOutcome
from jamplan.account.links import Link
from jamplan.account.quoting import Cited, Complication, links_to
from jamplan.account.spans import Inline, inline, plain
from jamplan.account.statements import DAGGER, texts_of
from jamplan.account.timeline import Event
from jamplan.counting.statuses import Status
from jamplan.evidence.published import Provenance
from jamplan.language.folding import is_web, one_line
from jamplan.layouts import cells
from jamplan.layouts.omissions import facts_shown

_LONGEST_ADDRESS = 2_000
"""The characters that Excel follows in a link."""


Cell = str | int | float | dt.date | Link


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its columns with their widths in characters, and its rows."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]
    statuses: Sequence[str] = ()
    """The key of the sign of the status in the fourth column of each row, coloured as
    in the bar.
    """
    to_fill: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """The columns that a person fills in, each with the texts to choose from.

    All else is locked.
    """


def workbook_sheets(account: Account, provenance: Provenance) -> list[Sheet]:
    """The sheets of the workbook."""
    return [
        _results(account),
        _measures(account),
        *_statements(account),
        *_timeline(account),
        _sources(account),
        _method(account, provenance),
    ]


def _results(account: Account) -> Sheet:
    """A row a proposal, in the first screen's order, one for those without text."""
    _ = account.language.gettext
    columns = (
        (_("Number in the document"), 11),
        (account.proposal_head, 22),
        (_("{Chapter}"), 16),
        (_("Status"), 14),
        *((head, 14) for head in cells.heads_of_documents(account)),
        (account.measure_of_statement_head, 26),
        (_("According to"), 11),
        (_("Wording"), 11),
        (vocabulary.capitalised(_("extent")), 11),
        (_("Quote"), 32),
        (_("What complicates this"), 24),
        (_("Keep in mind"), 24),
        (account.became_head, 24),
        (vocabulary.capitalised(_("date")), 12),
        (_("Source"), 22),
        (_("Address"), 26),
    )
    statuses = [item.sign for item in account.by_support]
    rows = [_result(account, item) for item in account.by_support]
    for status in account.statuses:
        if status.code == Status.UNDOCUMENTED:
            other = account.language.ngettext(
                "{n} other {proposal}", "{n} other {proposals}", status.count
            )
            empty = [""] * (len(columns) - 4)
            rows.append(["", other, "", status.label, *empty])
            statuses.append(status.sign)
    return Sheet(_("Results"), columns, rows, statuses)


def _measure_named(account: Account, measure: str) -> str:
    """The number, title and document of a measure by its id; empty without one."""
    if not measure:
        return ""
    told = account.item[measure]
    return f"{told.numbered}{told.within}"


def _result(account: Account, item: ItemTold) -> list[Cell]:
    """The cells of a proposal."""
    told = item.statements
    evidence = [each.evidence for each in told]
    measures = [each.measure for each in told]
    if not told and item.answer:
        answer = account.item[item.answer]
        measures = [answer.id]
        evidence = [answer.own_words]
    named = [_measure_named(account, measure) for measure in measures]
    return [
        _number(item.number),
        one_line(item.title.text),
        item.group_title,
        item.status_in_full,
        *cells.in_documents(account, item),
        _apart(named),
        _apart(each.claimant for each in told),
        _apart(each.wording_and_rule for each in told),
        _apart(each.extent for each in told),
        _of_pieces(evidence, lambda piece: plain(piece.quote)),
        _apart(_objections(each.objections) for each in told),
        _keep_in_mind(account, item),
        _outcomes(item.outcomes_beside),
        _days(account, evidence),
        _of_pieces(evidence, lambda piece: plain(account.source[piece.source].name)),
        _addresses(evidence),
    ]


def _days(account: Account, evidence: Sequence[Sequence[Cited]]) -> Cell:
    """The days of the sources of each statement; one that all have as such."""
    days: set[str] = set()
    for pieces in evidence:
        days.update(account.source[piece.source].date for piece in pieces)
    if len(days) == 1 and days != {""}:
        return _day(account, days.pop())
    return _of_pieces(evidence, lambda piece: account.source[piece.source].dated)


def _addresses(evidence: Sequence[Sequence[Cited]]) -> Cell:
    """Where the evidence of each statement is; of one statement, a link."""
    if len(evidence) == 1:
        return _linked(piece.link for piece in evidence[0])
    return _of_pieces(evidence, lambda piece: str(piece.link or ""))


def _number(text: str) -> Cell:
    """A number as such if it has digits alone."""
    if text.isdecimal() and text.isascii():
        return int(text)
    return text


def _of_pieces(
    evidence: Iterable[Sequence[Cited]], told: Callable[[Cited], str]
) -> str:
    """What is told of each piece of evidence, a line each, by statement."""
    return _apart(_lines(told(piece) for piece in pieces) for pieces in evidence)


def _objections(objections: Iterable[Complication]) -> str:
    return _lines(_sourced(each.sentence, each.evidence) for each in objections)


def _outcomes(outcomes: Iterable[ToldOutcome]) -> str:
    """What is said became of items, a line each, with what complicates it."""
    told = []
    for outcome in outcomes:
        quotes = [plain(piece.quote) for piece in outcome.evidence]
        told_of = [plain(outcome.sentence), *quotes, plain(outcome.note)]
        text = " ".join(filter(None, told_of))
        told.append(_sourced(inline(text), outcome.evidence))
        told += [_sourced(each.sentence, each.evidence) for each in outcome.objections]
    return _lines(told)


def _day(account: Account, date: str) -> Cell:
    """A date as such if it has a day; else in words."""
    if len(date) == len("2021-11-05"):
        return dt.date.fromisoformat(date)
    return account.language.date(date)


def _linked(links: Iterable[Link | None]) -> Cell:
    """Where a cell leads, with what is to be known of it; several links are a text."""
    different = list(dict.fromkeys(filter(None, links)))
    if len(different) == 1 and _is_followed(different[0].address):
        return different[0]
    return _lines(map(str, different))


def _is_followed(address: str) -> bool:
    """Whether a spreadsheet program follows an address."""
    return is_web(address) and len(address) <= _LONGEST_ADDRESS


def _sourced(sentence: Inline, evidence: Iterable[Cited]) -> str:
    """A sentence with the addresses of its evidence."""
    return " ".join([plain(sentence), *map(str, links_to(evidence))])


def _keep_in_mind(account: Account, item: ItemTold) -> str:
    """The caveats of each statement, else what was looked for, and notes.

    What would change the status is there too.
    """
    if not item.statements:
        nothing = item.nothing.text
        if not account.has_document and item.outcome:
            nothing = ""
        return _lines([nothing, plain(item.note), plain(item.would_change)])
    caveats = []
    for each in item.statements:
        listed = account.language.gettext("; ").join(texts_of(each.caveats))
        ended = listed and f"{listed}."
        caveats.append(_lines([ended, *map(plain, each.further)]))
    return _lines([_apart(caveats), plain(item.note)])


def _measures(account: Account) -> Sheet:
    """A row a measure of all documents."""
    _ = account.language.gettext
    # The sheet of results tells what complicates them.
    mark = f"{DAGGER} {_('What complicates this').lower()}"
    columns = (
        (account.measure_head, 40),
        (_("{Priority}"), 26),
        (f"{_('Statements ({proposals})')} ({mark})", 34),
        (_("What became of it"), 46),
        (_("Source"), 24),
        (_("Details"), 40),
    )
    rows = [_measure(account, item) for item in account.measures]
    return Sheet(_("{Measures}"), columns, rows)


def _measure(account: Account, item: ItemTold) -> list[Cell]:
    """The cells of a measure."""
    linked = []
    for each in item.statements:
        parts = (each.stated, each.wording, each.uncounted)
        facts = ", ".join(filter(None, parts))
        title = one_line(account.item[each.proposal].title.text)
        linked.append(f"{title} ({facts}{each.mark})")
    evidence = [*item.evidence]
    for outcome in item.outcomes:
        evidence += outcome.evidence
    nothing = account.language.gettext("no statement known here")
    colon = account.language.gettext(": ")
    # The priority has a column of its own.
    shown = facts_shown("xlsx", item.facts)
    known = [fact for fact in shown if fact.code != "priority"]
    return [
        item.numbered,
        item.group_title,
        _lines(linked) or nothing,
        _outcomes(item.outcomes_beside) or item.nothing_known,
        _lines(account.source[piece.source].publisher.text for piece in evidence),
        _lines(f"{each.name}{colon}{plain(each.content)}" for each in known),
    ]


def _statements(account: Account) -> list[Sheet]:
    """A row for each piece of evidence, since a cell leads to one place alone.

    No sheet if there is none.
    """
    _ = account.language.gettext
    columns = (
        (_("Number in the document"), 11),
        (account.proposal_head, 30),
        (_("Statements"), 40),
        (_("Wording"), 20),
        (_("Quote"), 60),
        (_("Source"), 50),
        (_("Address"), 60),
    )
    rows: list[list[Cell]] = []
    for item in account.proposals:
        named: list[Cell] = [_number(item.number), one_line(item.title.text)]
        for said, evidence in _said(item):
            rows += [[*named, *said, *_piece(piece)] for piece in evidence]
    return [Sheet(_("Statements"), columns, rows)] if rows else []


def _piece(piece: Cited) -> list[Cell]:
    """The quote of a piece of evidence, its reference, and the link to its sentence."""
    return [plain(piece.quote), plain(piece.reference), _linked([piece.link])]


def _said(item: ItemTold) -> Iterator[tuple[tuple[str, str], Sequence[Cited]]]:
    """Yield what is said of a proposal, what became of it and what speaks against it.

    Each sentence with its wording, if it has one, and what it rests on.
    """
    for each in item.statements:
        yield (each.stated, each.wording_and_rule), each.evidence
        yield from _said_against(each.objections)
    for outcome in item.outcomes_beside:
        yield (plain(outcome.sentence), ""), outcome.evidence
        yield from _said_against(outcome.objections)


def _said_against(
    objections: Iterable[Complication],
) -> Iterator[tuple[tuple[str, str], Sequence[Cited]]]:
    for objection in objections:
        yield (plain(objection.sentence), ""), objection.evidence


def _timeline(account: Account) -> list[Sheet]:
    """A row for each thing that happened to a proposal, by day; no sheet if none."""
    _ = account.language.gettext
    columns = (
        (_("Number in the document"), 11),
        (account.proposal_head, 30),
        (vocabulary.capitalised(_("date")), 16),
        (_("Status"), 22),
        (_("Voice"), 40),
        (_("Quote"), 50),
        (_("What complicates this"), 30),
        (_("Source"), 30),
        (_("Address"), 40),
    )
    rows = []
    for item in account.proposals:
        if item.has_timeline:
            events = item.timeline.events
            rows += [_event(account, item, event) for event in events]
    return [Sheet(_("Timeline"), columns, rows)] if rows else []


def _event(account: Account, item: ItemTold, event: Event) -> list[Cell]:
    """The cells of what happened to a proposal on a day."""
    names = [plain(piece.reference) for piece in event.evidence]
    links = [piece.link for piece in event.evidence]
    if event.document:
        source = account.source[event.document]
        names, links = [plain(source.name)], [source.link]
    return [
        _number(item.number),
        one_line(item.title.text),
        event.when,
        event.what,
        plain(event.who),
        _lines(map(plain, event.words)),
        _objections(event.objections),
        _lines(names),
        _linked(links),
    ]


def _sources(account: Account) -> Sheet:
    """A row a source."""
    _ = account.language.gettext
    names = (_("Source"), _("Accessed on"), _("Address"), _("Archived copy"), _("Note"))
    columns = tuple(zip(names, (60, 18, 60, 30, 40), strict=True))
    rows: list[list[Cell]] = [
        [
            plain(source.name),
            _day(account, source.accessed),
            _linked([source.link]),
            _linked([Link(source.archived)]),
            plain(source.note),
        ]
        for source in account.sources
    ]
    return Sheet(_("Sources"), columns, rows)


def _method(account: Account, provenance: Provenance) -> Sheet:
    """The headline and what it rests on, each sentence in a row beside its subject."""
    _, whole, method = account.language.gettext, account.whole, account.method
    looked_for = [
        f"{search.question.text} {search.result.text}" for search in whole.searches
    ]
    against = [_sourced(each.sentence, each.evidence) for each in whole.against]
    in_general = [
        _sourced(total.sentence, total.evidence)
        for total in whole.totals
        if not total.is_in_headline
    ]
    digests = [f"{name}, SHA-256 {digest}" for name, digest in provenance.files.items()]
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        (_("Results"), [account.heading, whole.headline_text]),
        (_("{Proposals}"), [whole.counts]),
        (_("What complicates this"), against),
        (_("What is said in general"), in_general),
        (_("Method"), [*method.sentences, method.byline]),
        (_("The rule"), method.rule),
        (_("What is not known"), whole.unknowns),
        (_("What was looked for"), looked_for),
        (
            _("To recompute it"),
            [method.made_with(provenance), provenance.command, *digests],
        ),
    )
    rows = []
    for subject, sentences in sections:
        rows += [[subject, sentence] for sentence in sentences]
    return Sheet(_("Method"), ((_("Subject"), 26), (_("Text"), 110)), rows)


def _apart(texts: Iterable[str]) -> str:
    """A text for each statement, with numbers if several.

    So the columns say whose each text is.
    """
    stated = list(texts)
    if len(stated) > 1:
        stated = [
            text and f"({number}) {text}" for number, text in enumerate(stated, start=1)
        ]
    return _lines(stated)


def _lines(texts: Iterable[str]) -> str:
    """Different texts, one a line."""
    return "\n".join(dict.fromkeys(filter(None, texts)))
