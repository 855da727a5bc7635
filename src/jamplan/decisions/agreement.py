"""Two people's decisions on the same documents, compared: where they differ, and how far they agree.

Agreement is measured over statuses (what each decided on a proposal that both decided on) and over
pairs (linked or not, of those proposals and every measure). No counting rule has a part in it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from jamplan.corpus import model
from jamplan.corpus.findings import Finding, Place, WrongDataError
from jamplan.corpus.loading import Corpus, names_in, text_of
from jamplan.corpus.model import (
    Apart,
    Basis,
    Decision,
    Dismissal,
    Link,
    PersonDecision,
    Verdict,
)
from jamplan.counting.rules import IN_PART
from jamplan.decisions import making, recording
from jamplan.decisions.recording import Change, Done, decisions_on, of_kind, on_record
from jamplan.language.folding import one_line

PAIR_VALUES = ("not_linked", "linked")
"""What a person's decision on a proposal says of one measure."""

Cells = Mapping[tuple[str, str], int]
"""How many units have each pair of values: the first person's and the second's."""


@dataclass(frozen=True, slots=True)
class Indices:
    """The agreement on one kind of unit; None if an index is not defined.

    Without units none is, and kappa and alpha are not if both gave one and the same value to all:
    agreement by chance is certain then.
    """

    cells: Cells

    @property
    def units(self) -> int:
        """How many units both decided."""
        return sum(self.cells.values())

    @property
    def alike(self) -> int:
        """How many units have the same value from both."""
        return sum(
            count for (first, second), count in self.cells.items() if first == second
        )

    @property
    def raw(self) -> float | None:
        """The share of units with the same value from both."""
        return self.alike / self.units if self.units else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa (Cohen, 1960): (p_o - p_e) / (1 - p_e)."""
        first, second = self._margins()
        # In whole numbers, units² p_e, so that zero is zero.
        expected = sum(count * second[value] for value, count in first.items())
        room = self.units**2 - expected
        return (self.units * self.alike - expected) / room if room else None

    @property
    def alpha(self) -> float | None:
        """Krippendorff's nominal alpha (Krippendorff, 2011): 1 - D_o / D_e.

        By its definition, a unit that only one person decided cannot be paired and drops out.
        """
        first, second = self._margins()
        total = 2 * self.units
        # Twice the number of pairs of different values that all values make.
        unlike = total**2 - sum(count**2 for count in (first + second).values())
        return (
            1 - 2 * (total - 1) * (self.units - self.alike) / unlike if unlike else None
        )

    def _margins(self) -> tuple[Counter[str], Counter[str]]:
        first, second = Counter[str](), Counter[str]()
        for (value, other), count in self.cells.items():
            first[value] += count
            second[other] += count
        return first, second


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one corpus holds on a proposal; ``dismissed`` are measures found to be no match.

    ``before`` is what was decided apart, if both decisions have been brought together since.
    """

    links: tuple[Link, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    dismissed: frozenset[str] = frozenset()
    before: Apart | None = None

    @property
    def decision(self) -> PersonDecision:
        """What was decided on the proposal; a dismissal decides on one pair only."""
        if self.before:
            return self.before.decision
        if self.links and self.verdicts:
            return PersonDecision.CONTRADICTION
        extents = {link.extent for link in self.links}
        if extents - IN_PART:
            return PersonDecision.TAKEN_UP
        if extents:
            in_principle = extents == {model.Extent.PRINCIPLE}
            return PersonDecision.PRINCIPLE if in_principle else PersonDecision.PARTIAL
        given = {verdict.verdict for verdict in self.verdicts}
        kinds = (PersonDecision(kind) for kind in model.VerdictKind if kind in given)
        return next(kinds, PersonDecision.UNDECIDED)

    @property
    def is_decided(self) -> bool:
        """Whether anything was decided on the proposal."""
        return self.decision is not PersonDecision.UNDECIDED

    @property
    def compared(self) -> tuple[object, ...]:
        """What has to be alike on both sides: a conclusion may contradict a link, or another one."""
        concluded = {verdict.verdict for verdict in self.verdicts if not self.before}
        return self.decision, self.linked, concluded - {self.decision}

    @property
    def answers(self) -> Mapping[object, object]:
        """The wording and the extent of each statement."""
        return {
            recording.key_of(link): _answer(link)
            for link in self.links
            if not self.before
        }

    @property
    def linked(self) -> frozenset[str]:
        """The measures that the proposal was linked to."""
        return frozenset(
            self.before.measures
            if self.before
            else (link.measure for link in self.links)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides of one proposal; ``is_settled``: somebody has decided since with both in view."""

    proposal: model.Proposal
    first: Held
    second: Held
    is_settled: bool = False

    @property
    def by_both(self) -> bool:
        """Whether both decided on the proposal."""
        return self.first.is_decided and self.second.is_decided

    @property
    def differ(self) -> bool:
        """Whether the decisions differ, or statements, or one linked what the other dismissed."""
        first, second = self.first, self.second
        if first.linked & second.dismissed or second.linked & first.dismissed:
            return True
        others = second.answers
        is_otherwise = any(
            others.get(key, said) != said for key, said in first.answers.items()
        )
        return is_otherwise or (self.by_both and first.compared != second.compared)

    def pairs(self, measures: Iterable[str]) -> Iterable[str]:
        """Return the measures of which both said whether they match: all if both decided.

        None if a conclusion contradicts links: nobody knows then which of them hold.
        """
        sides = (self.first, self.second)
        if any(side.decision is PersonDecision.CONTRADICTION for side in sides):
            return ()
        first, second = (side.linked | side.dismissed for side in sides)
        return measures if self.by_both else first & second


@dataclass(frozen=True, slots=True)
class Agreement:
    """The decisions of two corpora on the same documents, one comparison a proposal."""

    first: Corpus
    second: Corpus
    comparisons: tuple[Comparison, ...]
    statuses: Indices
    pairs: Indices

    @property
    def disagreements(self) -> tuple[Comparison, ...]:
        """The proposals on which they decided differently."""
        return tuple(comparison for comparison in self.comparisons if comparison.differ)

    @property
    def is_open(self) -> bool:
        """Whether a disagreement is still to be settled."""
        return any(not comparison.is_settled for comparison in self.disagreements)

    @property
    def same_records(self) -> int:
        """On how many proposals both hold the very same records, which one may have copied."""
        return sum(row.by_both and row.first == row.second for row in self.comparisons)

    @property
    def left_out(self) -> tuple[int, int, int]:
        """How many proposals only the first, only the second, and neither decided."""
        sides = Counter(
            (row.first.is_decided, row.second.is_decided) for row in self.comparisons
        )
        return sides[True, False], sides[False, True], sides[False, False]


def compare(first: Corpus, second: Corpus) -> Agreement:
    """Compare the decisions of two corpora.

    Raises :class:`WrongDataError` if they do not have the same proposals and measures, by ids
    and texts; white space makes no difference.
    """
    check_documents(first, second)
    comparisons = tuple(_compared(first, second))
    statuses = (
        (row.first.decision, row.second.decision) for row in comparisons if row.by_both
    )
    pairs = (
        (PAIR_VALUES[id_ in row.first.linked], PAIR_VALUES[id_ in row.second.linked])
        for row in comparisons
        for id_ in row.pairs(first.measure)
    )
    return Agreement(
        first, second, comparisons, Indices(Counter(statuses)), Indices(Counter(pairs))
    )


def _compared(first: Corpus, second: Corpus) -> Iterator[Comparison]:
    """Yield both sides of each proposal.

    If all people of one side are on the other too, their decisions have come home there, and are left
    out on that side: nobody is compared with themselves.
    """
    people = [people_of(side) for side in (first, second)]
    at_home = [
        other if other < own else frozenset() for own, other in (people, people[::-1])
    ]
    for proposal in first.proposals:
        decisions = [decisions_on(side, proposal.id) for side in (first, second)]
        one, other = map(side_of, decisions, at_home)
        is_settled = _is_settled(*decisions) or _is_settled(*decisions[::-1])
        yield Comparison(proposal, one, other, is_settled)


def people_of(corpus: Corpus) -> frozenset[str]:
    """Return the people who recorded what a corpus holds, or had decided apart on it."""
    decisions = recording.decisions_in(corpus)
    return frozenset(each.by for each in [*decisions, *_apart_in(decisions)] if each.by)


def _apart_in(decisions: Iterable[Decision]) -> list[Apart]:
    """Return what records say that people decided apart."""
    return [entry for each in decisions for entry in each.apart]


def check_documents(first: Corpus, second: Corpus) -> None:
    """Check that two corpora are on the same documents. Raises :class:`WrongDataError`."""
    texts, others = _texts(first), _texts(second)
    differing = [
        id_ for id_ in {**texts, **others} if texts.get(id_) != others.get(id_)
    ]
    if differing:
        ids = ", ".join([*differing[:5], *(["…"] if len(differing) > 5 else [])])
        raise WrongDataError(Finding("other-texts", Place(second.folder), {"ids": ids}))


def _texts(corpus: Corpus) -> dict[str, str]:
    items: list[model.Item] = [*corpus.proposals, *corpus.measures]
    return {item.id: one_line(text_of(item)) for item in items}


def side_of(
    decisions: Sequence[Decision], others: frozenset[str] = frozenset()
) -> Held:
    """Return what decisions on one proposal hold beside those of ``others``."""
    own = [each for each in decisions if each.by not in others]
    links, verdicts = of_kind(own, Link), of_kind(own, Verdict)
    entries = _apart_in(decisions)
    is_together = any(entry.by in others for entry in entries)
    before = next(
        (entry for entry in entries if entry.by not in others and is_together), None
    )
    dismissed = frozenset(each.measure for each in of_kind(own, Dismissal))
    return Held(links=links, verdicts=verdicts, dismissed=dismissed, before=before)


# Decisions that come home


class Outcome(StrEnum):
    """The result of a row. The codes are part of the JSON output."""

    ADDED = "added"
    CONFIRMED = "confirmed"
    """Somebody else recorded the same."""
    KNOWN = "known"
    REFUSED = "refused"
    EMPTY = "empty"
    """No answer."""


RECORDED = (Outcome.ADDED, Outcome.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a row, and the change that records it."""

    row: int
    proposal: str
    measure: str
    change: Change | None = None
    finding: Finding | None = None
    by: str | None = None
    """Who decided it."""
    left_out: tuple[str, ...] = ()
    """Quotes for a decision that is on record with another one."""

    @property
    def decision(self) -> Decision | None:
        """The decision that is to be recorded, or on record."""
        return self.change.after if self.change else None

    @property
    def outcome(self) -> Outcome:
        """What the row comes to."""
        if self.finding:
            return Outcome.REFUSED
        return _OUTCOMES[self.change.done] if self.change else Outcome.EMPTY


_OUTCOMES = {
    Done.ADDED: Outcome.ADDED,
    Done.CHANGED: Outcome.CONFIRMED,
    Done.NOTHING: Outcome.KNOWN,
}

Decided = tuple[tuple[Result, ...], Corpus]
"""The results of rows, and the corpus with the actors that they add, so that those have names."""


def beside_record(corpus: Corpus, drafts: Decided) -> Decided:
    """Return what drafts come to beside what is on record: new, the same, known, or refused."""
    results, named = drafts
    theirs: dict[tuple[str | None, str], list[Decision]] = defaultdict(list)
    for result in results:
        if result.decision:
            theirs[result.by, result.proposal].append(result.decision)

    def beside(draft: Result) -> Result:
        decision = draft.decision
        if decision is None or draft.finding:
            return draft
        change = _home(named, theirs[draft.by, draft.proposal], decision)
        if change is None:
            refused = making.refused(
                corpus, "form-on-record", proposal=decision.proposal
            )
            return replace(draft, finding=refused.findings[0])
        if (claimant := getattr(change.after, "claimed_by", "")) not in {
            "",
            *corpus.actor,
        }:
            change = replace(change, actor=named.actor[claimant])
        recorded = _quotes(change.after)
        left_out = tuple(quote for quote in _quotes(decision) if quote not in recorded)
        return replace(draft, change=change, left_out=left_out)

    return tuple(map(beside, results)), named


def _quotes(decision: Decision | None) -> list[str]:
    return [piece.quote for piece in getattr(decision, "evidence", ()) if piece.quote]


def _home(
    corpus: Corpus, theirs: Sequence[Decision], decision: Decision
) -> Change | None:
    """Return the change that puts another person's decision on record: it is new, or it confirms.

    ``theirs`` is all that this person decided on the proposal. It is None if something else is on
    record, unless what they decided has been settled.
    """
    on_it, known = decisions_on(corpus, decision.proposal), on_record(corpus, decision)
    own = [each for each in on_it if each.by == decision.by and each != known]
    others = [each for each in on_it if each.by != decision.by]
    theirs = [*own, *theirs]
    # Of what is set aside, what was decided on the very pair was settled.
    on_pair = {getattr(each, "measure", None) for each in on_it}
    is_of_pair = not isinstance(decision, Dismissal) or decision.measure in on_pair
    if is_of_pair and _is_settled(on_it, theirs):
        return Change(decision, decision)
    is_against = any(excludes(each, decision) for each in own)
    return None if is_against else _taken_home(corpus, others, theirs, decision)


def _taken_home(
    corpus: Corpus,
    others: Sequence[Decision],
    theirs: Sequence[Decision],
    decision: Decision,
) -> Change | None:
    """Return the change of a decision; None if another one is on record."""
    ours = side_of(others)
    if isinstance(decision, Dismissal):
        if same := on_record(corpus, decision):
            return Change(same, same) if decision.note in {None, same.note} else None
        return (
            None
            if decision.measure in ours.linked
            else Change(None, replace(decision, apart=()))
        )
    known = on_record(corpus, decision)
    if known is not None and known.by == decision.by:
        is_same = making.same_content(known, decision)
        return Change(known, making.confirmed(known, decision)) if is_same else None
    differ = Comparison(
        corpus.proposal[decision.proposal], ours, side_of(theirs)
    ).differ
    apart = apart_of(others, theirs)
    if (
        differ
        or not ours.is_decided
        or not all(each.by and not each.seen for each in apart)
    ):
        apart = ()
    own = _own_reading(decision)
    alike = (
        each
        for each in of_kind(others, type(decision))
        if own and _own_reading(each) == own
    )
    known = known or next(alike, None)
    if known is None:
        return None if differ else Change(None, replace(decision, apart=apart))
    # What nobody signed would get this person's name, and words that they have not chosen.
    is_unsigned = known.by is None and not making.same_content(known, decision)
    if is_unsigned or _answer(known) != _answer(decision):
        return None
    after = making.confirmed(known, decision)
    return Change(
        known, after if after == known else replace(after, apart=apart or known.apart)
    )


def _own_reading(decision: Decision) -> object:
    """Return what a person read in the texts or concluded; None if a source states it."""
    if isinstance(decision, Link):
        return (
            (decision.measure, decision.extent)
            if decision.basis is Basis.COMPARED
            else None
        )
    return None if _answer(decision) is model.VerdictKind.REFUSED else _answer(decision)


def _answer(decision: Decision) -> object:
    """Return what is the same in two decisions on one statement if they are the same decision."""
    if isinstance(decision, Link):
        return decision.basis, decision.extent
    return decision.verdict if isinstance(decision, Verdict) else None


def excludes(first: Decision, second: Decision) -> bool:
    """Whether two decisions are on the same statement, or contradict each other."""
    match first, second:
        case (Link() as link, Verdict() as verdict) | (
            Verdict() as verdict,
            Link() as link,
        ):
            return link.claimed_by == verdict.claimed_by
        case (Link() as link, Dismissal() as dismissal) | (
            Dismissal() as dismissal,
            Link() as link,
        ):
            # A person's own reading of the pair; what a source states is another matter.
            own = link.basis is Basis.COMPARED and link.by == dismissal.by
            return own and link.measure == dismissal.measure
    return type(first) is type(second) and recording.key_of(first) == recording.key_of(
        second
    )


def entry_of(decisions: Sequence[Decision]) -> Apart:
    """Return what one person, or the record, holds on a proposal, and who decided that first."""
    side = side_of(decisions)
    first = next(
        (each for each in (*side.links, *side.verdicts, *decisions) if each.by), None
    )
    by, on = (first.by, first.on) if first else (None, None)
    seen = any(entry.seen and entry.by == by for entry in _apart_in(decisions))
    measures = tuple(sorted(side.linked))
    return Apart(by=by, on=on, decision=side.decision, measures=measures, seen=seen)


def apart_of(
    others: Sequence[Decision], theirs: Sequence[Decision]
) -> tuple[Apart, ...]:
    """Return what people decided apart on a proposal, the record first."""
    entries = [*(_apart_in(others) or [entry_of(others)]), entry_of(theirs)]
    return tuple({entry.by: entry for entry in entries}.values())


def _is_settled(on_it: Sequence[Decision], theirs: Sequence[Decision]) -> bool:
    """Whether a decision on record was taken with what this person had decided in view."""
    entry = entry_of(theirs)
    return any(
        (known.by, known.decision, known.measures)
        == (entry.by, entry.decision, entry.measures)
        for each in on_it
        if entry.by not in names_in(getattr(each, "confirmed_by", None))
        for known in each.apart
    )
