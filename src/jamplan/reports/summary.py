"""The result in writing: a summary with results before method, and a note of two pages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from jamplan.corpus.model import Evidence, Link, Measure, Verdict
from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.rules import Status
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.bar import bar_parts
from jamplan.reports.blocks import (
    Bar,
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Row,
    Table,
    command,
    inline,
    note,
    strong,
)
from jamplan.reports.cells import Notes, points
from jamplan.reports.citation import cite_item, general_claim
from jamplan.reports.followups_report import nothing_known
from jamplan.reports.labels import label, status_counts
from jamplan.reports.method import Provenance, command_of, digests_of, made_with, method_sentences
from jamplan.reports.results import by_support, numbered, quotes_of, result_rows
from jamplan.reports.sentences import headline, in_short, rule_in_words, unknowns

_TAKEN_UP = (Status.ADOPTED, Status.PARTIAL)


def summary_report(coverage: Coverage, language: Language, provenance: Provenance) -> list[Block]:
    """The whole summary: results, what is not known, method, sources."""
    _ = language.gettext
    notes = Notes(coverage.corpus, language)
    blocks = _beginning(coverage, language)
    taken_up = by_support(coverage, *_TAKEN_UP)
    if taken_up:
        blocks.append(_cited(coverage, taken_up, language, notes))
    blocks += _not_established(coverage, language, notes)
    if coverage.measures:
        blocks += [Heading(_("The {measures}")), _measures(coverage, language)]
        blocks.append(_follow_ups(coverage, language))
    blocks += [Heading(_("What is not known")), points(unknowns(coverage, language))]
    blocks += _claims_and_searches(coverage, language, notes)
    blocks += _method(coverage, language)
    blocks += [points(rule_in_words(coverage, language)), *_recompute(coverage, language, provenance)]
    return blocks + list(notes.blocks())


def note_report(coverage: Coverage, language: Language) -> list[Block]:
    """The note: what is said to be taken up as a table, what is not established, method, sources."""
    notes = Notes(coverage.corpus, language)
    blocks = _beginning(coverage, language)
    rows = tuple(
        cells
        for row in by_support(coverage, *_TAKEN_UP)
        for cells in _table_rows(coverage, row, language, notes)
    )
    if rows:
        _ = language.gettext
        measure = _("{Measure} (* number inferred)")
        columns = (_("{Proposal}"), measure, _("According to"), _("Wording"), _("Quote"))
        blocks.append(Table(columns, rows))
    blocks += _not_established(coverage, language, notes)
    blocks += _method(coverage, language)
    blocks.append(Heading(language.gettext("Sources")))
    return blocks + list(notes.blocks())


def _beginning(coverage: Coverage, language: Language) -> list[Block]:
    count = sum(coverage.statuses[status] for status in _TAKEN_UP)
    title = language.gettext("Said to be taken up")
    blocks: list[Block] = [
        Heading(one_line(coverage.corpus.title), 1),
        Paragraph(inline(headline(coverage, language)), lead=True),
        Paragraph(inline(in_short(coverage, language))),
        Bar(bar_parts(coverage, language)),
        Heading(language.gettext("{title} ({n})", title=title, n=language.number(count))),
    ]
    return blocks if count else [*blocks, Paragraph(inline(language.gettext("None.")))]


def _method(coverage: Coverage, language: Language) -> list[Block]:
    sentences = " ".join(method_sentences(coverage, language))
    return [Heading(language.gettext("Method")), Paragraph(inline(sentences))]


def _table_rows(
    coverage: Coverage, row: ProposalRow, language: Language, notes: Notes
) -> Iterable[Row]:
    """A row for each statement on a proposal."""
    for result in result_rows(coverage.corpus, row, language):
        quotes = " ".join(quotes_of(language, result.evidence)) or "—"
        yield Row(
            (
                inline(row.proposal.title),
                inline(result.measure or "—"),
                inline(result.claimant),
                inline(result.wording),
                inline(quotes, *_marks(result.evidence, notes)),
            )
        )


def _cited(coverage: Coverage, rows: Iterable[ProposalRow], language: Language, notes: Notes) -> Items:
    """A point for each statement and conclusion: title, sentence to publish, note of its source."""
    items = []
    for row in rows:
        citations = cite_item(coverage.corpus, language, row.proposal, coverage.rule)
        on_record: tuple[Link | Verdict, ...] = (
            *coverage.corpus.links_of_proposal.get(row.proposal.id, ()),
            *row.verdicts,
        )
        for citation, record in zip_longest(citations, on_record):
            marks = _marks(record.evidence, notes) if record else ()
            measure = ""
            if isinstance(record, Link):
                measure = f" ({_number_of(coverage.corpus.measure[record.measure], language)})"
            items.append(inline(strong(row.proposal.title), measure, ". ", citation.text, *marks))
    return Items(tuple(items))


def _marks(evidence: Iterable[Evidence], notes: Notes) -> list[Inline]:
    numbers = dict.fromkeys(notes.number(entry.source) for entry in evidence)
    return [inline(note(number)) for number in numbers]


def _not_established(coverage: Coverage, language: Language, notes: Notes) -> Iterable[Block]:
    """Each other status with its proposals, and the number of those without a text."""
    _ = language.gettext
    yield Heading(_("Not established"))
    for status in Status:
        count = coverage.statuses[status]
        if status in _TAKEN_UP or not count:
            continue
        yield Heading(status_counts(language, {status: count}), 3)
        if status is Status.UNDOCUMENTED:
            missing = language.ngettext(
                "For {n} {proposal}, no source consulted gives the text.",
                "For {n} {proposals}, no source consulted gives the text.",
                count,
            )
            yield Paragraph(inline(missing))
        else:
            yield _cited(coverage, by_support(coverage, status), language, notes)
    if not coverage.statuses[Status.NOT_ADOPTED]:
        yield Paragraph(inline(_("That no statement is known does not mean a refusal.")))


def _measures(coverage: Coverage, language: Language) -> Table:
    """A row for each statement on a measure, and one for each measure without any."""
    _ = language.gettext
    rows = []
    for row in coverage.measures:
        measure = inline(numbered(row.measure))
        for link in row.links:
            note = "" if link in row.counted else f" ({label(language, Status.BELOW_RULE)})"
            rows.append(Row((measure, inline(coverage.corpus.proposal[link.proposal].title, note))))
        if not row.links:
            rows.append(Row((measure, inline(_("no statement known")))))
    return Table((_("{Measure} (* number inferred)"), _("{Proposal}")), tuple(rows))


def _follow_ups(coverage: Coverage, language: Language) -> Paragraph:
    """Of which measures something is known since; the workbook and the page say what."""
    _ = language.gettext
    corpus = coverage.corpus
    known = [_number_of(measure, language) for measure in corpus.measures if measure.follow_ups]
    nothing = nothing_known(corpus, language)
    if known:
        rest = _(
            "Follow-up on record: {known}. Other {measures}: {nothing}.",
            known=language.listed(known),
            nothing=nothing,
        )
    else:
        rest = _("Follow-up: {nothing}.", nothing=nothing)
    return Paragraph(inline(_("Taken up is not carried out."), " ", rest))


def _number_of(measure: Measure, language: Language) -> str:
    """A measure named above by its number, else by its title."""
    if not measure.number:
        return measure.title
    mark = "*" if measure.number_inferred else ""
    return language.gettext("{Measure} {number}", number=f"{one_line(measure.number)}{mark}")


def _claims_and_searches(coverage: Coverage, language: Language, notes: Notes) -> Iterable[Block]:
    _ = language.gettext
    corpus = coverage.corpus
    claims = []
    for claim in corpus.claims:
        quotes = quotes_of(language, claim.evidence)
        text = (general_claim(corpus, claim, language), *((_(": "), *quotes) if quotes else ()))
        claims.append(inline(*text, ".", *_marks(claim.evidence, notes)))
    if claims:
        yield Heading(_("What is claimed in general"))
        yield Items(tuple(claims))
    searches = []
    for search in corpus.searches:
        facts = [language.date(search.on)] if search.on else []
        if search.sources:
            facts.append(language.ngettext("{n} source", "{n} sources", len(search.sources)))
        where = f" ({', '.join(facts)})" if facts else ""
        searches.append(inline(strong(search.question), where, _(": "), search.result))
    if searches:
        yield Heading(_("What was looked for"))
        yield Items(tuple(searches))


def _recompute(coverage: Coverage, language: Language, provenance: Provenance) -> Iterable[Block]:
    _ = language.gettext
    yield Heading(_("To recompute it"))
    version = made_with(provenance, language)
    yield Paragraph(inline(version, " ", command(command_of(coverage, language))))
    yield Items(
        tuple(
            inline(command(name), _(", SHA-256 "), command(digest))
            for name, digest in digests_of(coverage).items()
        )
    )
