"""What makes figures less certain than they look, each as a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from jamplan.corpus import model
from jamplan.corpus.findings import Finding, Term
from jamplan.corpus.loading import UNKNOWN, Corpus
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.counting.statuses import Status
from jamplan.language import N_

if TYPE_CHECKING:
    # The figures ask for what speaks against them.
    from jamplan.counting.figures import Coverage, ProposalRow


def uncertainties(figures: Coverage) -> tuple[Finding, ...]:
    """All that makes some figures less certain than they look, in the order told."""
    return (
        *_about_numbers(figures),
        *_about_sources(figures),
        *_about_statements(figures),
        *_about_disputes(figures),
        *_about_changes(figures),
    )


def _warning(code: str, **details: object) -> Finding:
    return Finding(code, details=details)


def _about_numbers(figures: Coverage) -> Iterator[Finding]:
    corpus, declared, listed = figures.corpus, figures.declared, figures.documented
    if declared > listed:
        # A sentence in another source than the document itself need not be one
        # proposal.
        sources = {
            evidence.source
            for row in figures.rows
            for evidence in row.proposal.evidence
        }
        second_hand = not sources <= {corpus.proposals_document.source}
        rough = (
            N_(", so a rough figure: one sentence may merge several")
            if second_hand
            else ""
        )
        counts = {"declared": declared, "listed": listed, "missing": declared - listed}
        yield _warning(
            "texts-missing", **counts, second_hand=second_hand, rough=Term(rough)
        )
    elif declared < listed:
        yield _warning("more-listed-than-declared", declared=declared, listed=listed)
    for items, document, used in (
        (N_("{proposals}"), corpus.proposals_document, figures.total),
        (N_("{measures}"), corpus.plan_document, len(figures.measures)),
    ):
        numbers = tuple(
            dict.fromkeys(declaration.count for declaration in document.declared)
        )
        if len(numbers) > 1:
            of = items.strip("{}")
            yield _warning(
                "counts-disagree", of=of, items=Term(items), counts=numbers, used=used
            )


def _about_sources(figures: Coverage) -> Iterator[Finding]:
    corpus = figures.corpus
    author = corpus.proposals_document.publisher
    if author in figures.claimants:
        yield _warning("claimant-is-author", actor=author)
    if figures.claimants and corpus.is_plan_older:
        yield _warning("plan-older")
    yield from _texts_from_claimants(figures)
    yield from corpus.unknown.values()
    yield from _not_read(figures)


def _texts_from_claimants(figures: Coverage) -> Iterator[Finding]:
    """A finding for each source with statements, and for that of most known texts."""
    rows = figures.rows
    claiming: set[str] = set()
    for row in rows:
        for statement in row.take_ups:
            # A source that somebody compared claims nothing.
            if not statement.is_compared:
                claiming.update(piece.source for piece in statement.evidence)
    # The document itself selects nothing.
    claiming.discard(figures.corpus.proposals_document.source or "")
    known: Counter[str] = Counter()
    for row in rows:
        known.update(_known_from(row))
    for source in sorted(claiming):
        if 2 * known[source] > len(rows):
            counts = {
                "known": known[source],
                "listed": len(rows),
                "adopted": figures.adopted,
            }
            yield _warning("texts-from-claimant", source=source, **counts)


def _known_from(row: ProposalRow) -> set[str]:
    """The sources that a proposal is known from."""
    return {piece.source for piece in row.proposal.evidence}


def _not_read(figures: Coverage) -> Iterator[Finding]:
    """A finding for each document that was not read in full, with what describes it."""
    corpus = figures.corpus
    described = set().union(*map(_known_from, figures.rows))
    if described and corpus.proposals_document.source not in described:
        name = corpus.proposals_document.short_name
        yield _warning("proposals-not-read", document=name, sources=len(described))
    plan = corpus.plan_document.source
    read: set[str] = set()
    for row in figures.measures:
        read.update(piece.source for piece in row.measure.evidence)
    for priority in corpus.priorities:
        read.update(piece.source for piece in priority.evidence)
    if figures.measures and (plan is None or (read and plan not in read)):
        press = sum(
            corpus.source[source].kind is model.SourceKind.PRESS for source in read
        )
        name = corpus.plan_document.short_name
        yield _warning("plan-not-read", document=name, sources=len(read), press=press)


def unstated(rows: Iterable[ProposalRow]) -> int:
    """The number of proposals taken up that no voice says are taken up in full."""
    count = 0
    for row in rows:
        says = {statement.says for statement in row.take_ups}
        count += row.status is Status.ADOPTED and Says.IN_FULL not in says
    return count


def _about_statements(figures: Coverage) -> Iterator[Finding]:
    rows = figures.rows
    if n := unstated(rows):
        yield _warning("extent-unstated", adopted=n)
    in_chapters = [row.proposal for row in rows if row.proposal.chapter]
    if n := sum(proposal.chapter_inferred for proposal in in_chapters):
        yield _warning("chapters-inferred", inferred=n, listed=len(rows))
    take_ups = [statement for row in rows for statement in row.take_ups]
    if n := sum(statement.measure_inferred for statement in take_ups):
        yield _warning("measures-inferred", links=n)


def _about_disputes(figures: Coverage) -> Iterator[Finding]:
    for row in figures.rows:
        if row.status is Status.CONTESTED:
            yield _contested(figures, row)


def _about_changes(figures: Coverage) -> Iterator[Finding]:
    take_ups = [statement for row in figures.rows for statement in row.take_ups]
    conclusions = [known for row in figures.rows for known in row.conclusions]
    links = _changed(figures.corpus, take_ups)
    verdicts = _changed(figures.corpus, conclusions)
    if links or verdicts:
        yield _warning("stale", links=links, verdicts=verdicts)


def _changed(corpus: Corpus, statements: Iterable[Statement]) -> int:
    """The number of statements of which a text has changed since."""
    return sum(bool(corpus.changes(statement)) for statement in statements)


def _contested(figures: Coverage, row: ProposalRow) -> Finding:
    """The finding on a proposal of which voices disagree: who says yes, and who no."""
    # Who recorded what has no other name.
    signed = figures.corpus.proposals_document.published_by

    def names(statements: Sequence[Statement]) -> str:
        result: dict[str, None] = {}
        for statement in statements:
            reader = statement.by or signed or UNKNOWN
            name = reader
            if who := figures.who[id(statement)].actor:
                name = figures.corpus.actor[who].name
                if statement.words is not Words.EXPLICIT:
                    # It is read in what the actor says.
                    name = f"{name} ({reader})"
            result[name] = None
        return ", ".join(result)

    return _warning(
        "contested",
        proposal=row.proposal.id,
        title=row.proposal.title,
        yes=names(row.take_ups),
        no=names(row.refusals),
    )
