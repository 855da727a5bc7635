"""Two people's decisions on the same documents, compared.

Where they differ, and how far they agree.

Agreement is measured over statuses (what each decided on a proposal that both decided
on) and over pairs (linked or not, of those proposals and every measure). No counting
rule has a part in it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jamplan.corpus import model
from jamplan.corpus.findings import Finding, Place, WrongDataError
from jamplan.corpus.loading import Corpus, text_of
from jamplan.corpus.statements import Group, Says, Statement, TakenApart
from jamplan.corpus.voices import Sources, who_says
from jamplan.counting.rules import TAKEN_UP
from jamplan.decisions import recording
from jamplan.decisions.recording import Change, Done, decisions_on
from jamplan.language import N_
from jamplan.language.folding import one_line
from jamplan.language.people import person_key, same_person

PAIR_VALUES = ("not_linked", "linked")
"""What a person's decision on a proposal says of one measure."""


class Upshot(StrEnum):
    """What a person decided on a proposal, all in all.

    The codes are part of the JSON output.
    """

    IN_FULL = "in_full"
    TAKEN_UP = "taken_up"
    """To an extent that is not stated, which is another decision than in full."""
    IN_PART = "in_part"
    IN_PRINCIPLE = "in_principle"
    REFUSED = "refused"
    NOT_TAKEN_UP = "not_taken_up"
    NOTED = "noted"
    NO_MATCH = "no_match"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_TESTABLE = "not_testable"
    CONTRADICTION = "contradiction"
    """That it is taken up, and that it is not, or a conclusion."""
    UNDECIDED = "undecided"


UPSHOTS: Mapping[Upshot, str] = {
    Upshot.IN_FULL: N_("taken up in full"),
    Upshot.TAKEN_UP: N_("taken up"),
    Upshot.IN_PART: N_("taken up in part"),
    Upshot.IN_PRINCIPLE: N_("taken up in principle"),
    Upshot.NOTED: N_("neither yes nor no"),
    Upshot.REFUSED: N_("refused"),
    Upshot.NOT_TAKEN_UP: N_("not taken up"),
    Upshot.NO_MATCH: N_("none found"),
    Upshot.OUT_OF_SCOPE: N_("out of scope"),
    Upshot.NOT_TESTABLE: N_("cannot be checked"),
    Upshot.CONTRADICTION: N_("contradiction"),
    Upshot.UNDECIDED: N_("undecided"),
}
"""What reports call them."""

Cells = Mapping[tuple[str, str], int]
"""How many units have each pair of values: the first person's and the second's."""


@dataclass(frozen=True, slots=True)
class Indices:
    """The agreement on one kind of unit; None if an index is not defined.

    Without units none is, and kappa and alpha are not if both gave one and the same
    value to all: agreement by chance is certain then.
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

        By its definition, a unit that only one person decided cannot be paired and
        drops out.
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
    """What one corpus holds on a proposal.

    ``dismissed`` are measures found to be no match.

    ``before`` is what was decided apart, if both decisions have been brought together
    since.
    """

    positions: tuple[Statement, ...] = ()
    conclusions: tuple[Statement, ...] = ()
    dismissed: frozenset[str] = frozenset()
    before: TakenApart | None = None

    @property
    def decision(self) -> Upshot:
        """What was decided on the proposal.

        A pair that is set aside decides on that pair only.
        """
        if self.before:
            says = self.before.says
            return _UPSHOTS.get(says, Upshot.UNDECIDED) if says else Upshot.UNDECIDED
        groups = {known.group for known in self.positions}
        is_denied = Group.NO in groups or self.conclusions
        if is_denied and groups & TAKEN_UP:
            return Upshot.CONTRADICTION
        decided = {known.says for known in (*self.positions, *self.conclusions)}
        for says, upshot in _UPSHOTS.items():
            if says in decided:
                return upshot
        return Upshot.UNDECIDED

    @property
    def is_decided(self) -> bool:
        """Whether anything was decided on the proposal."""
        return self.decision is not Upshot.UNDECIDED

    @property
    def compared(self) -> tuple[object, ...]:
        """What has to be alike on both sides.

        Conclusions are part of it, as one may contradict a position, or another one.
        """
        concluded: set[str] = set()
        if not self.before:
            concluded = {str(known.says) for known in self.conclusions}
        return self.decision, self.linked, concluded - {str(self.decision)}

    @property
    def answers(self) -> Mapping[object, object]:
        """The words and what is said, of each statement by what it is known by.

        The sources of a corpus are its own: who speaks is known by the ids of both.
        """
        if self.before:
            return {}
        concluded = [known for known in self.conclusions if not known.is_compared]
        return {
            _slot(known): answer_in(known) for known in (*self.positions, *concluded)
        }

    @property
    def linked(self) -> frozenset[str]:
        """The measures that take the proposal up."""
        if self.before:
            return frozenset(self.before.measures)
        return frozenset(
            each.measure
            for each in self.positions
            if each.group in TAKEN_UP and each.measure
        )


_UPSHOTS: Mapping[Says, Upshot] = {
    Says(upshot): upshot for upshot in Upshot if upshot in {*Says}
}
"""What a person decided who says several things.

The first of these, in the order of statuses.
"""


def _slot(statement: Statement) -> tuple[object, ...]:
    """Return what a statement is on, and whose.

    Of a reader's own, the reader makes no difference.
    """
    first = statement.evidence[0].source if statement.evidence else None
    target = statement.measure or statement.document
    if statement.is_compared:
        return statement.about, target, None, None
    return statement.about, target, statement.speaker, first


def answer_in(statement: Statement) -> tuple[object, ...]:
    """Return what is the same in two statements in one slot if they say the same."""
    return statement.words, statement.says


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides of one proposal."""

    proposal: model.Proposal
    first: Held
    second: Held
    is_settled: bool = False
    """Whether somebody has decided since with both in view."""
    is_apart: bool = False
    """Whether one side, which comes home, cannot be put beside the other, the
    record.
    """

    @property
    def by_both(self) -> bool:
        """Whether both decided on the proposal."""
        return self.first.is_decided and self.second.is_decided

    @property
    def differ(self) -> bool:
        """Whether decisions or statements differ, or one links what one dismissed."""
        first, second = self.first, self.second
        if first.linked & second.dismissed or second.linked & first.dismissed:
            return True
        others = second.answers
        is_otherwise = any(
            others.get(key, said) != said for key, said in first.answers.items()
        )
        return is_otherwise or (self.by_both and first.compared != second.compared)

    def pairs(self, measures: Iterable[str]) -> Iterable[str]:
        """Return the measures of which both said whether they match.

        All if both decided.

        None if a conclusion contradicts links: nobody knows then which of them hold.
        """
        sides = (self.first, self.second)
        if any(side.decision is Upshot.CONTRADICTION for side in sides):
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
        return any(row.is_apart and not row.is_settled for row in self.disagreements)

    @property
    def same_records(self) -> int:
        """On how many proposals both have the same records, maybe copied by one."""
        return sum(row.by_both and row.first == row.second for row in self.comparisons)

    @property
    def left_out(self) -> tuple[int, int, int]:
        """How many proposals only the first, only the second, and neither decided."""
        sides = Counter(
            (row.first.is_decided, row.second.is_decided) for row in self.comparisons
        )
        return sides[True, False], sides[False, True], sides[False, False]


def compare(
    first: Corpus, second: Corpus, *, is_second_record: bool = False
) -> Agreement:
    """Compare the decisions of two corpora.

    Those of the second would come home to the first.

    With ``is_second_record`` it is the other way round. Raises :class:`WrongDataError`
    if they do not have the same proposals and measures, by ids and texts; white space
    makes no difference.
    """
    check_documents(first, second)
    comparisons = tuple(_compared(first, second, is_second_record=is_second_record))
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


def _compared(
    first: Corpus, second: Corpus, *, is_second_record: bool
) -> Iterator[Comparison]:
    """Yield both sides of each proposal.

    If all people of one side are on the other too, their decisions have come home
    there, and are left out on that side: nobody is compared with themselves.
    """
    people = [people_of(side) for side in (first, second)]
    at_home = [
        other if other < own else frozenset() for own, other in (people, people[::-1])
    ]
    sides = (second, first) if is_second_record else (first, second)
    # What both have is published by whom the record says.
    sources = {**sides[1].source, **sides[0].source}
    for proposal in first.proposals:
        decisions = [decisions_on(side, proposal.id) for side in (first, second)]
        one, other = map(side_of, decisions, at_home)
        own = [*map(_without, decisions, at_home)]
        record, theirs = own[::-1] if is_second_record else own
        are_settled = is_settled(*decisions) or is_settled(*decisions[::-1])
        are_apart = any(
            _is_against(proposal, record, statement, sources) for statement in theirs
        )
        yield Comparison(proposal, one, other, are_settled, are_apart)


def _is_against(
    proposal: model.Proposal,
    record: Sequence[Statement],
    statement: Statement,
    sources: Sources,
) -> bool:
    """Whether a statement can neither be beside another record nor confirm a part."""
    if statement.says is Says.NOT_THIS:
        return statement.measure in side_of(record).linked
    slot, answer = _slot(statement), answer_in(statement)
    answers = [answer_in(known) for known in record if _slot(known) == slot]
    if answers:
        return answer not in answers
    return not is_another_voice(proposal, record, statement, sources)


def is_another_voice(
    proposal: model.Proposal,
    record: Sequence[Statement],
    statement: Statement,
    sources: Sources,
) -> bool:
    """Return whether a statement is recorded beside those of others that differ.

    A source states it, nothing on record is of who speaks there, and what readers
    themselves found in the texts does not differ from it.
    """
    who = who_says(statement, sources)
    heard = {who_says(known, sources) for known in record}
    readings = side_of([known for known in record if known.is_compared])
    is_against = Comparison(proposal, readings, side_of([statement])).differ
    return who.actor is not None and who not in heard and not is_against


def people_of(corpus: Corpus) -> frozenset[str]:
    """Return the people who recorded what a corpus holds, or had decided apart on it.

    They are known by the keys of their names (:func:`person_key`).
    """
    decisions = recording.decisions_in(corpus)
    names = [each.by for each in decisions]
    names += [entry.by for entry in _apart_in(decisions)]
    return frozenset(person_key(name) for name in names if name)


def _apart_in(decisions: Iterable[Statement]) -> list[TakenApart]:
    """Return what records say that people decided apart."""
    return [entry for each in decisions for entry in each.apart]


def check_documents(first: Corpus, second: Corpus) -> None:
    """Check that corpora have the same documents. Raises :class:`WrongDataError`."""
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
    decisions: Sequence[Statement], others: frozenset[str] = frozenset()
) -> Held:
    """Return what decisions on one proposal say beside those of ``others``, by key."""
    own = _without(decisions, others)
    entries = _apart_in(decisions)
    is_together = any(_key(entry) in others for entry in entries)
    before = None
    if is_together:
        apart = [entry for entry in entries if _key(entry) not in others]
        before = apart[0] if apart else None
    return Held(
        positions=tuple(each for each in own if each.is_position),
        conclusions=tuple(each for each in own if each.is_conclusion),
        dismissed=frozenset(
            each.measure
            for each in own
            if each.says is Says.NOT_THIS and each.measure is not None
        ),
        before=before,
    )


def _without(decisions: Sequence[Statement], people: frozenset[str]) -> list[Statement]:
    """Return the decisions that none of some people recorded."""
    return [known for known in decisions if person_key(known.by or "") not in people]


def _key(entry: TakenApart) -> str:
    return person_key(entry.by or "")


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


NO_ANSWER = "form-no-answer"
"""The finding on a row in which something is typed, but no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of a row, and the change that records it.

    An empty one has a finding if something was typed in it.
    """

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
    def decision(self) -> Statement | None:
        """The decision that is to be recorded, or on record."""
        return self.change.after if self.change else None

    @property
    def outcome(self) -> Outcome:
        """What the row comes to."""
        if self.finding:
            # Something was typed, but says nothing.
            is_empty = self.finding.code == NO_ANSWER
            return Outcome.EMPTY if is_empty else Outcome.REFUSED
        return _OUTCOMES[self.change.done] if self.change else Outcome.EMPTY


_OUTCOMES = {
    Done.ADDED: Outcome.ADDED,
    Done.CHANGED: Outcome.CONFIRMED,
    Done.NOTHING: Outcome.KNOWN,
}

Decided = tuple[tuple[Result, ...], Corpus]
"""The results of rows, and the corpus with the actors that they add, so that those have
names.
"""


def entry_of(decisions: Sequence[Statement]) -> TakenApart:
    """Return what one person, or the record, decides on a proposal, and who first."""
    side = side_of(decisions)
    ordered = (*side.positions, *side.conclusions, *decisions)
    signed = [each for each in ordered if each.by]
    by, on = (signed[0].by, signed[0].on) if signed else (None, None)
    seen = any(
        entry.seen and same_person(entry.by or "", by or "")
        for entry in _apart_in(decisions)
    )
    upshot = side.decision
    is_said = upshot not in {Upshot.CONTRADICTION, Upshot.UNDECIDED}
    measures = tuple(sorted(side.linked))
    says = Says(upshot) if is_said else None
    return TakenApart(by=by, on=on, says=says, measures=measures, seen=seen)


def apart_of(
    others: Sequence[Statement], theirs: Sequence[Statement]
) -> tuple[TakenApart, ...]:
    """Return what people decided apart on a proposal, the record first."""
    entries = [*(_apart_in(others) or [entry_of(others)]), entry_of(theirs)]
    return tuple({_key(entry): entry for entry in entries}.values())


def is_settled(on_it: Sequence[Statement], theirs: Sequence[Statement]) -> bool:
    """Return whether a decision was taken with what this person had decided in view."""
    entry = entry_of(theirs)
    wanted = _key(entry), entry.says, entry.measures
    for each in on_it:
        confirmers = {person_key(other.by) for other in each.confirmed}
        if _key(entry) in confirmers:
            continue
        for known in each.apart:
            if (_key(known), known.says, known.measures) == wanted:
                return True
    return False
