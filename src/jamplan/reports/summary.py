"""The result in writing: a summary with results before method, and a note of two pages."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from jamplan.corpus.model import Link, Verdict
from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.rules import Status
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    Bar,
    Block,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
    command,
    inline,
    paragraph,
    points,
    strong,
    table_row,
)
from jamplan.reports.cells import (
    Notes,
    answered_sentence,
    bar_parts,
    by_support,
    follow_ups_apart,
    measure_head,
    nothing_known,
    number_of,
    numbered,
    opening,
    quotes_of,
    result_rows,
)
from jamplan.reports.citation import cite_item
from jamplan.reports.labels import capitalised, count_text, sentence
from jamplan.reports.method import Provenance, command_of, digests_of, made_with, method_sentences
from jamplan.reports.objection_words import against_all_noted, objection_noted
from jamplan.reports.sentences import general_claim, headline, in_short, rule_in_words

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
        blocks += _measures(coverage, language)
    blocks += [Heading(_("What is not known")), points(_unknowns(coverage, language))]
    blocks += _against_all(language, notes)
    blocks += _claims_and_searches(coverage, language, notes)
    blocks += _method(coverage, language)
    blocks += [points(rule_in_words(coverage, language)), *_recompute(coverage, language, provenance)]
    return blocks + list(notes.blocks())


def note_report(coverage: Coverage, language: Language) -> list[Block]:
    """The note: what is said to be taken up as a table, what is not established, method, sources."""
    _ = language.gettext
    notes = Notes(coverage.corpus, language)
    blocks = _beginning(coverage, language, Bar(bar_parts(coverage, language)))
    rows = tuple(
        cells
        for row in by_support(coverage, *_TAKEN_UP)
        for cells in _table_rows(coverage, row, language, notes)
    )
    if rows:
        columns = (_("{Proposal}"), measure_head(language), _("According to"), _("Wording"), _("Quote"))
        blocks.append(Table(columns, rows))
    blocks += [*_not_established(coverage, language, notes), *_against_all(language, notes)]
    blocks += [*_method(coverage, language), Heading(_("Sources"))]
    return blocks + list(notes.blocks())


def _beginning(coverage: Coverage, language: Language, *bar: Bar) -> list[Block]:
    _ = language.gettext
    count = sum(coverage.statuses[status] for status in _TAKEN_UP)
    title = _("{title} ({n})", title=_("Said to be taken up"), n=language.number(count))
    return [
        *opening(coverage.corpus.title, headline(coverage, language)),
        paragraph(in_short(coverage, language)),
        *bar,
        Heading(title),
        *([] if count else [paragraph(_("None."))]),
    ]


def _method(coverage: Coverage, language: Language) -> list[Block]:
    sentences = " ".join(method_sentences(coverage, language))
    return [Heading(language.gettext("Method")), paragraph(sentences)]


def _table_rows(
    coverage: Coverage, row: ProposalRow, language: Language, notes: Notes
) -> Iterable[Row]:
    """Yield a row for each statement on a proposal."""
    for result in result_rows(coverage.corpus, row, language):
        quotes = " ".join(quotes_of(language, result.evidence)) or "—"
        quoted = inline(quotes, *notes.marks(result.evidence))
        for objection in result.objections:
            quoted = inline(quoted, " ", objection_noted(objection, notes))
        quoted = inline(quoted, _would_change(result.would_change, language))
        measure = result.measure or "—"
        yield table_row(row.proposal.title, measure, result.claimant, result.wording, quoted)


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
            marks = notes.marks(record.evidence) if record else ()
            measure = ""
            if isinstance(record, Link):
                linked = coverage.corpus.measure[record.measure]
                named = numbered(linked) if row.status in _TAKEN_UP else number_of(linked)
                measure = f" → {named or linked.title}"
            text = inline(strong(row.proposal.title), measure, ". ", citation.text, *marks)
            # The citation has the first objection; its note, and all others, follow.
            for objection in record.objections[:1] if isinstance(record, Link) else ():
                text = inline(text, *notes.marks(objection.evidence))
            for objection in record.objections[1:] if isinstance(record, Link) else ():
                text = inline(text, " ", objection_noted(objection, notes))
            change = record.would_change if isinstance(record, Link) else row.proposal.would_change
            items.append(inline(text, _would_change(change, language)))
    return points(items)


def _would_change(change: str | None, language: Language) -> str:
    """What would change a status, as a sentence after others; empty if nothing is on record."""
    if not change:
        return ""
    title, colon = language.gettext("What would change this"), language.gettext(": ")
    return f" {title}{colon}{one_line(change).rstrip('.')}."


def _against_all(language: Language, notes: Notes) -> list[Block]:
    """What speaks against all statements at once, with its date and sources."""
    items = against_all_noted(notes)
    return [Heading(language.gettext("What complicates this")), points(items)] if items else []


def _not_established(coverage: Coverage, language: Language, notes: Notes) -> Iterable[Block]:
    """Yield each other status with its proposals, and the number of those without a text."""
    _ = language.gettext
    yield Heading(_("Not established"))
    for status in Status:
        count = coverage.statuses[status]
        if status in _TAKEN_UP or not count:
            continue
        yield Heading(count_text(coverage, language, status), 3)
        if status is Status.UNDOCUMENTED:
            missing = language.ngettext(
                "For {n} {proposal}, no source consulted gives the text.",
                "For {n} {proposals}, no source consulted gives the text.",
                count,
            )
            yield paragraph(missing)
        else:
            yield _cited(coverage, by_support(coverage, status), language, notes)
    if not coverage.statuses[Status.NOT_ADOPTED]:
        yield paragraph(_("The absence of a known statement is not a refusal."))


def _measures(coverage: Coverage, language: Language) -> Iterable[Block]:
    """Yield how many measures have a counted statement, and those without any; follow-ups apart."""
    _ = language.gettext
    yield Heading(_("The {measures}"))
    yield paragraph(answered_sentence(coverage, language))
    if without := [numbered(row.measure) for row in coverage.measures if not row.links]:
        yield paragraph(capitalised(_("no statement known")), _(": "))
        yield points(without)
    yield _follow_ups(coverage, language)


def _follow_ups(coverage: Coverage, language: Language) -> Paragraph:
    """The measures with follow-ups; the workbook and the page give their texts."""
    _ = language.gettext
    corpus = coverage.corpus
    known = [number_of(measure) or measure.title for measure in corpus.measures if measure.follow_ups]
    nothing = nothing_known(corpus, language)
    outcome = nothing
    if known:
        others = _("Other {measures}: {nothing}", nothing=nothing)
        outcome = f"{language.listed(known)}. {others}"
    follow_up = f"{_('Follow-up')}{_(': ')}{outcome}."
    return paragraph(follow_ups_apart(language), " ", follow_up)


def _claims_and_searches(coverage: Coverage, language: Language, notes: Notes) -> Iterable[Block]:
    """Yield the general statements, then the searches with their results."""
    _ = language.gettext
    corpus = coverage.corpus
    claims = []
    text_so_far = headline(coverage, language)
    for claim in corpus.claims:
        quotes = quotes_of(language, claim.evidence)
        text = general_claim(corpus, claim, language) + "".join((_(": "), *quotes) if quotes else ())
        # A single claimant's words are in the headline.
        if not any(quote in text_so_far for quote in quotes):
            claims.append(inline(text, ".", *notes.marks(claim.evidence)))
    if claims:
        yield from (Heading(_("What is said in general")), points(claims))
    searches = []
    for search in corpus.searches:
        facts = [language.date(search.on)] if search.on else []
        if search.sources:
            facts.append(language.ngettext("{n} source", "{n} sources", len(search.sources)))
        when = f" ({', '.join(facts)})" if facts else ""
        # The page and the workbook have the whole result.
        result = one_line(search.result).partition(". ")[0].rstrip(".")
        searches.append(inline(strong(search.question), when, _(": "), f"{result}."))
    if searches:
        yield from (Heading(_("What was looked for")), points(searches))


def _unknowns(coverage: Coverage, language: Language) -> Iterable[str]:
    """Yield what the figures leave open; the method names documents that were not read."""
    for warning in coverage.warnings:
        if warning.code not in {"proposals-not-read", "plan-not-read"}:
            yield sentence(warning, language, coverage.corpus)


def _recompute(coverage: Coverage, language: Language, provenance: Provenance) -> Iterable[Block]:
    """Yield the version of the tool, the command and the digests of the files."""
    _ = language.gettext
    yield Heading(_("To recompute it"))
    version = made_with(provenance, language)
    yield paragraph(version, " ", command(command_of(coverage, language)))
    digests = digests_of(coverage).items()
    yield points(inline(command(name), _(", SHA-256 "), command(digest)) for name, digest in digests)
