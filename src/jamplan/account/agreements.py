"""What is told of two people's decisions: where they differ, and how far they agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from jamplan.account.context import Context
from jamplan.account.items import decision_text
from jamplan.account.spans import Inline, bracketed, ident, inline
from jamplan.account.statements import mark_of
from jamplan.account.vocabulary import capitalised, label, number_of
from jamplan.corpus.statements import Statement
from jamplan.counting.rules import TAKEN_UP
from jamplan.decisions.agreement import (
    UPSHOTS,
    Agreement,
    Comparison,
    Held,
    Indices,
    Upshot,
)
from jamplan.language import N_, Language
from jamplan.language.folding import one_line


@dataclass(frozen=True, slots=True)
class SideTold:
    """What one of two people decided on a proposal."""

    brief: str
    """A few words: « reprise affirmée (12*) »."""
    records: tuple[Inline, ...]
    """What was decided apart, else each record, and what was set aside and the other
    one matched.
    """


@dataclass(frozen=True, slots=True)
class DisagreementTold:
    """A proposal on which two people decided differently."""

    title: str
    id: str
    sides: tuple[SideTold, SideTold]

    @property
    def differs_in_brief(self) -> bool:
        """Whether a few words tell the sides apart; else wording or extent differs."""
        first, second = self.sides
        return first.brief != second.brief


@dataclass(frozen=True, slots=True)
class IndicesTold:
    """The indices of agreement on a kind of decision, or why there are none."""

    name: str
    raw: str
    kappa: str
    alpha: str


@dataclass(frozen=True)
class AgreementTold:
    """What is told of two people's decisions; ``names`` are their paths, as typed."""

    _agreement: Agreement
    language: Language
    names: tuple[str, str]

    @property
    def heading(self) -> str:
        """The names of the documents."""
        return self._sides[0].heading

    @property
    def is_open(self) -> bool:
        """Whether a disagreement is still to be settled."""
        return self._agreement.is_open

    @property
    def lead(self) -> str:
        """How many disagreements there are, of how many proposals that both decided."""
        agreement, language = self._agreement, self.language
        lead = language.ngettext(
            "{n} disagreement; a decision in both for {both} of {total} {proposals}.",
            "{n} disagreements; a decision in both for {both} of {total} {proposals}.",
            len(agreement.disagreements),
            both=language.number(agreement.statuses.units),
            total=language.number(len(agreement.comparisons)),
        )
        settled = sum(row.is_settled for row in agreement.disagreements)
        if settled:
            settled_since = language.gettext(
                "Settled since: {n}.", n=language.number(settled)
            )
            lead = f"{lead} {settled_since}"
        return lead

    @property
    def alike(self) -> str:
        """How many statuses, and how many matches, both decided alike."""
        told = N_(
            "Agreement on the status: {statuses}; on each match, kept or not: {pairs}."
        )
        statuses, pairs = self._agreement.statuses, self._agreement.pairs
        return self.language.gettext(
            told,
            statuses=self.language.of_total(statuses.alike, statuses.units),
            pairs=self.language.of_total(pairs.alike, pairs.units),
        )

    @property
    def copied(self) -> str:
        """A warning that one may copy the other; empty if no records are the same."""
        same_records = self._agreement.same_records
        if not same_records:
            return ""
        copied = N_(
            "For {n}, both hold the same records: a copy is no agreement between two "
            "people."
        )
        return self.language.gettext(copied, n=self.language.number(same_records))

    @property
    def left_out(self) -> str:
        """How many proposals one of the two, or neither, decided; empty if all are.

        Those that one of the two decided alone are told apart from those that neither
        did.
        """
        if not any(self._agreement.left_out):
            return ""
        language = self.language
        first, second, neither = map(language.number, self._agreement.left_out)
        a, b = (language.quoted(one_line(name)) for name in self.names)
        sentence = N_(
            "Left out: {first} decided in {a} only, {second} in {b} only, {neither} in "
            "neither."
        )
        return language.gettext(
            sentence, a=a, b=b, first=first, second=second, neither=neither
        )

    @property
    def chance(self) -> str:
        """What kappa and alpha tell, and what they do not."""
        told = N_(
            "Kappa and alpha compare agreement with chance: 1 is full agreement, 0 no "
            "more than chance. They do not say who is right."
        )
        return self.language.gettext(told)

    @property
    def indices(self) -> tuple[IndicesTold, IndicesTold]:
        """The indices of agreement on statuses and on matches."""
        _ = self.language.gettext
        return (
            self._indices(_("the status"), self._agreement.statuses),
            self._indices(_("each match, kept or not"), self._agreement.pairs),
        )

    @cached_property
    def disagreements(self) -> tuple[DisagreementTold, ...]:
        """The proposals on which the two decided differently."""
        return tuple(map(self._disagreement, self._agreement.disagreements))

    @cached_property
    def _sides(self) -> tuple[Context, Context]:
        """What either side names things with."""
        agreement = self._agreement
        first = Context(agreement.first, self.language)
        return first, Context(agreement.second, self.language)

    def _disagreement(self, row: Comparison) -> DisagreementTold:
        first, second = self._sides
        sides = (
            SideTold(_brief(first, row.first), _records(first, row.first, row.second)),
            SideTold(
                _brief(second, row.second), _records(second, row.second, row.first)
            ),
        )
        return DisagreementTold(row.proposal.title, row.proposal.id, sides)

    def _indices(self, name: str, indices: Indices) -> IndicesTold:
        raw = self._index(indices.raw, indices)
        if indices.units:
            total = self.language.of_total(indices.alike, indices.units)
            raw = f"{raw} ({total})"
        kappa = self._index(indices.kappa, indices)
        return IndicesTold(name, raw, kappa, self._index(indices.alpha, indices))

    def _index(self, value: float | None, indices: Indices) -> str:
        """An index as a number, or why it is not defined."""
        if value is None:
            why = N_("undefined: nothing to compare")
            if indices.units:
                why = N_("undefined: one value throughout")
            return self.language.gettext(why)
        rounded = round(value, 3)
        if rounded in {-1, 0, 1}:
            # It is not quite that.
            rounded = round(value, 4)
        # Adding zero takes the sign off -0.
        return self.language.number(rounded + 0.0)


def _brief(context: Context, side: Held) -> str:
    """The decision of a corpus on a proposal in brief: « reprise affirmée (12*) »."""
    decision = UPSHOTS[side.decision]
    if side.decision is Upshot.UNDECIDED and side.dismissed:
        decision = N_("match set aside")
    measures = [context.corpus.measure[measure] for measure in sorted(side.linked)]
    numbers = [number_of(measure) or one_line(measure.id) for measure in measures]
    told = context.gettext(decision) + bracketed(", ".join(numbers))
    beside = [label(context.language, known.says) for known in _beside(side)]
    return context.gettext("; ").join([told + mark_of(side.positions), *beside])


def _beside(side: Held) -> Iterable[Statement]:
    """What is on record beside that a proposal is taken up."""
    take_ups = [each for each in side.positions if each.group in TAKEN_UP]
    if not take_ups or side.before:
        return ()
    others = [each for each in side.positions if each not in take_ups]
    return (*others, *side.conclusions)


def _records(context: Context, side: Held, other: Held) -> tuple[Inline, ...]:
    """The decisions of a corpus on a proposal: those made apart, else each record."""
    _ = context.gettext
    if side.before:
        by = _("; recorded by {name}", name=one_line(side.before.by or "?"))
        return (inline(_brief(context, side), by),)
    records = (*side.positions, *side.conclusions)
    lines = [inline(decision_text(context, record)) for record in records]
    set_aside = capitalised(_("match set aside"))
    lines += [
        inline(set_aside, _(": "), ident(measure))
        for measure in sorted(side.dismissed & other.linked)
    ]
    return tuple(lines) or (inline(_(UPSHOTS[side.decision])),)
