"""Two states of a corpus compared: which statuses and figures changed, and which records explain it.

Every status that changed comes with the changes of records that bear on it; all other changes are
listed apart. Proposals, measures, links, verdicts, sources and general claims are compared, in what
they say: who recorded a decision, when and on which texts, and when a source was read, is not.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jamplan.counting.rules import LinksCounted, Rule, default_rule
from jamplan.counting.statuses import Status, status_of
from jamplan.model import Claim, Link, Measure, Proposal, Source, Verdict
from jamplan.states import Counted, State, count

Record = Proposal | Measure | Link | Verdict | Source | Claim

_UNSAID = frozenset(
    {"by", "on", "confirmed_by", "confirmed_on", "read"}  # of a decision
    | {"accessed", "file", "sha256"}  # of a source
)
_BEARS: dict[type, frozenset[str]] = {
    Proposal: frozenset({"attribution"}),
    Link: frozenset({"basis", "extent", "claimed_by"}),
    Verdict: frozenset({"verdict"}),
}
"""What a status depends on, of each kind of record; that a record is new or gone bears on it too."""
_LIMIT_CHANGES = 8
"""How many changes of one proposal are told apart by trying each set of them."""


class Kind(StrEnum):
    """What happened to a record. The codes are part of the JSON output."""

    NEW = "new"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """A record before and after (None where it is not there), and the fields that differ."""

    before: Record | None
    after: Record | None
    fields: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """Whether the record is new, removed or changed."""
        if self.before is None:
            return Kind.NEW
        return Kind.REMOVED if self.after is None else Kind.CHANGED

    @property
    def record(self) -> Record:
        """The record as it is, or as it was where it is gone."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record

    @property
    def bears_on(self) -> str | None:
        """The id of the proposal whose status may depend on it, if there is one."""
        bearing = _BEARS.get(type(self.record))
        if bearing is None or (self.kind is Kind.CHANGED and not bearing.intersection(self.fields)):
            return None
        record = self.record
        if isinstance(record, Link | Verdict):
            return record.proposal
        assert isinstance(record, Proposal)
        return record.id


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """A proposal whose status changed (None: it is not on record), and why.

    ``reasons`` are changes of its records. ``other_rule``: by the old rule, the status that it has now
    would be another. ``unexplained``: a state published a status that its own records do not give.
    """

    proposal: Proposal
    before: Status | None
    after: Status | None
    reasons: tuple[Change, ...]
    other_rule: bool = False
    unexplained: bool = False


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure before and after, the same or not; its name is that of the JSON output."""

    name: str
    before: float
    after: float

    @property
    def changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that changed from one state to another, each counted by its rule."""

    old: State
    new: State
    old_rule: Rule
    new_rule: Rule
    statuses: tuple[StatusChange, ...]
    others: tuple[Change, ...]
    figures: tuple[FigureChange, ...]

    @property
    def counted_changed(self) -> bool:
        """Whether any status or figure is another."""
        return bool(self.statuses) or any(figure.changed for figure in self.figures)

    @property
    def published_changed(self) -> bool:
        """Whether what is published first may be another: a status, a figure, or what they rest on.

        The headline says how the take-ups are stated, by whom, and what is claimed in general.
        """
        return self.counted_changed or any(
            change.bears_on is not None or isinstance(change.record, Claim) for change in self.others
        )

    @property
    def empty(self) -> bool:
        """Whether nothing that is compared differs."""
        return not self.published_changed and not self.others and self.old_rule == self.new_rule


def compare(
    old: State, new: State, *, links: LinksCounted | None = None, claimed_by: str | None = None
) -> Changes:
    """What changed from one state to another.

    Each is counted by the rule that it was published under. One that has none takes the rule of the
    other, so that published figures are compared with figures of the same kind; where neither has one,
    both take the default rule of ``new``. ``links`` and ``claimed_by`` replace those choices in both.
    """
    old_rule = _chosen(old.rule or new.rule or default_rule(new.corpus), links, claimed_by)
    new_rule = _chosen(new.rule or old.rule or default_rule(new.corpus), links, claimed_by)
    before, after = old.counted(old_rule), new.counted(new_rule)
    changes = tuple(_record_changes(old, new))
    statuses = tuple(_status_changes(old, new, (old_rule, new_rule), changes))
    explained = {id(reason) for status in statuses for reason in status.reasons}
    return Changes(
        old=old,
        new=new,
        old_rule=old_rule,
        new_rule=new_rule,
        statuses=statuses,
        others=tuple(change for change in changes if id(change) not in explained),
        figures=tuple(_figure_changes(before, after)),
    )


def _chosen(rule: Rule, links: LinksCounted | None, claimed_by: str | None) -> Rule:
    return dataclasses.replace(
        rule, links=links or rule.links, claimed_by=claimed_by or rule.claimed_by
    )


def _status_changes(
    old: State, new: State, rules: tuple[Rule, Rule], changes: Iterable[Change]
) -> Iterable[StatusChange]:
    """The proposals whose status changed: those on record in the order of the file, then the others."""
    old_rule, new_rule = rules
    before, after = old.counted(old_rule).statuses, new.counted(new_rule).statuses
    old_records, new_records = count(old.corpus, old_rule), count(new.corpus, new_rule)
    by_old_rule = count(new.corpus, old_rule).statuses
    reasons: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.bears_on is not None:
            reasons[change.bears_on].append(change)
    for proposal in dict.fromkeys((*new.corpus.proposal, *old.corpus.proposal)):
        was, now = before.get(proposal), after.get(proposal)
        if was is now:
            continue
        yield StatusChange(
            proposal=new.corpus.proposal.get(proposal) or old.corpus.proposal[proposal],
            before=was,
            after=now,
            reasons=_explaining(reasons[proposal], old, new_rule, new_records.statuses.get(proposal)),
            other_rule=None not in (was, now)
            and by_old_rule[proposal] is not new_records.statuses[proposal],
            unexplained=was is not old_records.statuses.get(proposal)
            or now is not new_records.statuses.get(proposal),
        )


def _explaining(
    changes: Sequence[Change], old: State, rule: Rule, after: Status | None
) -> tuple[Change, ...]:
    """Those changes of a proposal's records that its status comes from.

    A change explains it where there are others that do not give that status without it, and do with it:
    a pivotal player of a simple game (Shapley and Shubik, 1954). All of these together give it.
    """
    if not 1 < len(changes) <= _LIMIT_CHANGES or any(
        isinstance(change.record, Proposal) and change.kind is not Kind.CHANGED for change in changes
    ):
        return tuple(changes)
    proposal = changes[0].bears_on
    assert proposal is not None

    def status(applied: Sequence[Change]) -> Status:
        now = {id(change.before): change.after for change in applied if change.before is not None}
        records = [
            *old.corpus.links_of_proposal.get(proposal, ()),
            *old.corpus.verdicts_of.get(proposal, ()),
            old.corpus.proposal[proposal],
        ]
        found = [now.get(id(record), record) for record in records]
        found += [change.after for change in applied if change.before is None]
        (itself,) = [record for record in found if isinstance(record, Proposal)]
        links = [record for record in found if isinstance(record, Link)]
        verdicts = [record for record in found if isinstance(record, Verdict)]
        return status_of(itself, links, verdicts, rule)

    count = len(changes)
    gives = [
        status([change for place, change in enumerate(changes) if chosen >> place & 1]) is after
        for chosen in range(2**count)
    ]
    pivotal = tuple(
        change
        for place, change in enumerate(changes)
        if any(
            gives[chosen] and not gives[chosen & ~(1 << place)]
            for chosen in range(2**count)
            if chosen >> place & 1
        )
    )
    # None is where the new rule alone gives the status too.
    return pivotal or tuple(changes)


def _figure_changes(before: Counted, after: Counted) -> Iterable[FigureChange]:
    """Every figure before and after."""
    one, other = before.figures, after.figures
    for name in ("declared", "total", "denominator"):
        yield FigureChange(name, getattr(one, name), getattr(other, name))
    for status in Status:
        yield FigureChange(str(status), one.statuses[status], other.statuses[status])
    for name in ("score", "low", "high", "measures", "answered"):
        yield FigureChange(name, getattr(one, name), getattr(other, name))


# Records


def _record_changes(old: State, new: State) -> Iterable[Change]:
    one, other = old.corpus, new.corpus
    yield from _compared(one.proposals, other.proposals)
    yield from _compared(one.links, other.links)
    yield from _compared(one.verdicts, other.verdicts)
    yield from _compared(one.measures, other.measures)
    yield from _compared(one.sources, other.sources)
    yield from _compared(one.claims, other.claims)


def _keys(record: Record) -> tuple[Hashable, ...]:
    """What a record is known by, the most exact first."""
    match record:
        case Link():
            pair = (record.proposal, record.measure)
            return (*pair, record.claimed_by), pair
        case Verdict():
            return (record.proposal, record.claimed_by), record.proposal
        case Claim():
            return (record.claimed_by, record.count, record.evidence), record.claimed_by
        case _:
            return (record.id,)


def _compared(old: Sequence[Record], new: Sequence[Record]) -> Iterable[Change]:
    """The records that are new or changed in the order of the new ones, then those that are gone."""
    former = _paired(old, new)
    for number, after in enumerate(new):
        before = former.get(number)
        if before is None:
            yield Change(None, after)
            continue
        differing = tuple(
            field.name
            for field in dataclasses.fields(after)
            if field.name not in _UNSAID and getattr(before, field.name) != getattr(after, field.name)
        )
        if differing:
            yield Change(before, after, differing)
    kept = {id(before) for before in former.values()}
    for before in old:
        if id(before) not in kept:
            yield Change(before, None)


def _paired(old: Sequence[Record], new: Sequence[Record]) -> dict[int, Record]:
    """By the number of each new record that has one, the old record that it was.

    Records with the same key are one. Of those left over, a looser key tells that one was changed (a
    link to the same measure, by another actor) where there is just one of it on either side.
    """
    found: dict[int, Record] = {}
    rest_old, rest_new = list(old), list(enumerate(new))
    for level in range(max((len(_keys(record)) for record in (*old, *new)), default=0)):
        lefts: dict[Hashable, list[Record]] = defaultdict(list)
        rights: dict[Hashable, list[int]] = defaultdict(list)
        for record in rest_old:
            lefts[_keys(record)[level]].append(record)
        for number, record in rest_new:
            rights[_keys(record)[level]].append(number)
        for key, numbers in rights.items():
            # What is wholly the same may stand twice; what is only alike must be alone.
            if level == 0 or len(numbers) == len(lefts[key]) == 1:
                found.update(zip(numbers, lefts[key], strict=False))
        taken = {id(record) for record in found.values()}
        rest_old = [record for record in rest_old if id(record) not in taken]
        rest_new = [(number, record) for number, record in rest_new if number not in found]
    return found
