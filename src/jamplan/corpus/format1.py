"""Statements made of the records of format 1, while their files are still read."""

from collections.abc import Iterable, Iterator, Mapping

from jamplan.corpus import model
from jamplan.corpus.statements import (
    ALL_PROPOSALS,
    SOME,
    Says,
    Statement,
    TakenApart,
    TextsAsRead,
    Words,
)

_EXTENTS: Mapping[model.Extent, Says] = {
    model.Extent.FULL: Says.IN_FULL,
    model.Extent.PARTIAL: Says.IN_PART,
    model.Extent.PRINCIPLE: Says.IN_PRINCIPLE,
    model.Extent.UNSTATED: Says.TAKEN_UP,
}
_VERDICTS: Mapping[model.VerdictKind, Says] = {
    model.VerdictKind.NO_MEASURE_FOUND: Says.NO_MATCH,
    model.VerdictKind.OUT_OF_SCOPE: Says.OUT_OF_SCOPE,
    model.VerdictKind.NOT_TESTABLE: Says.NOT_TESTABLE,
}
_STATES: Mapping[model.FollowUpState, Says] = {
    model.FollowUpState.DONE: Says.CARRIED_OUT,
    model.FollowUpState.PARTLY: Says.CARRIED_OUT_IN_PART,
    model.FollowUpState.NOT_DONE: Says.NOT_CARRIED_OUT,
    model.FollowUpState.ABANDONED: Says.ABANDONED,
}
_APART: Mapping[model.PersonDecision, Says] = {
    model.PersonDecision.CONTRADICTION: Says.TAKEN_UP,
    model.PersonDecision.TAKEN_UP: Says.TAKEN_UP,
    model.PersonDecision.PARTIAL: Says.IN_PART,
    model.PersonDecision.PRINCIPLE: Says.IN_PRINCIPLE,
    model.PersonDecision.NO_MEASURE_FOUND: Says.NO_MATCH,
    model.PersonDecision.REFUSED: Says.REFUSED,
    model.PersonDecision.OUT_OF_SCOPE: Says.OUT_OF_SCOPE,
    model.PersonDecision.NOT_TESTABLE: Says.NOT_TESTABLE,
}


class Converter:
    """Makes statements of the records of one corpus."""

    def __init__(
        self,
        actors: Iterable[model.Actor],
        sources: Iterable[model.Source],
        addressee: str | None,
    ) -> None:
        """Take who speaks, where, and the publisher of the document that answers."""
        self.names = {actor.id: actor.name for actor in actors}
        self.publishers = {source.id: source.publisher for source in sources}
        self.addressee = addressee

    def statements(
        self,
        links: Iterable[model.Link],
        verdicts: Iterable[model.Verdict],
        dismissals: Iterable[model.Dismissal],
        claims: Iterable[model.Claim],
        measures: Iterable[model.Measure],
    ) -> tuple[Statement, ...]:
        """The statements of all records, in the order of the files."""
        result = [self.of_link(link) for link in links]
        result += [self.of_verdict(verdict) for verdict in verdicts]
        result += [self.of_dismissal(dismissal) for dismissal in dismissals]
        result += [self.of_claim(claim) for claim in claims]
        for measure in measures:
            result += self.of_outcomes(measure)
        return tuple(result)

    def of_link(self, link: model.Link) -> Statement:
        """The statement that a measure takes up a proposal."""
        words = Words(link.basis)
        is_compared = words is Words.COMPARED
        read = None
        if link.read:
            read = TextsAsRead(about=link.read.proposal, measure=link.read.measure)
        return Statement(
            about=link.proposal,
            says=_EXTENTS[link.extent],
            measure=link.measure,
            measure_inferred=link.measure_inferred,
            words=words,
            speaker=None if is_compared else self._speaker(link),
            evidence=link.evidence,
            note=link.note,
            would_change=link.would_change,
            objections=link.objections,
            by=self._reader(link) if is_compared else link.by,
            on=link.on,
            confirmed=_confirmed(link),
            read=read,
            apart=_apart(link),
        )

    def of_verdict(self, verdict: model.Verdict) -> Statement:
        """The statement of a conclusion, or of a refusal by its addressee or by others."""
        is_refusal = verdict.verdict is model.VerdictKind.REFUSED
        says = _VERDICTS.get(verdict.verdict, Says.NOT_TAKEN_UP)
        if is_refusal and verdict.claimed_by == self.addressee:
            says = Says.REFUSED
        read = None
        if verdict.read:
            texts = verdict.read
            read = TextsAsRead(about=texts.proposal, document=texts.plan)
        return Statement(
            about=verdict.proposal,
            says=says,
            words=Words.EXPLICIT if is_refusal else Words.COMPARED,
            speaker=self._speaker(verdict) if is_refusal else None,
            evidence=verdict.evidence,
            note=verdict.note,
            by=verdict.by if is_refusal else self._reader(verdict),
            on=verdict.on,
            confirmed=_confirmed(verdict),
            read=read,
            apart=_apart(verdict),
        )

    def of_dismissal(self, dismissal: model.Dismissal) -> Statement:
        """The statement of a pair that a reader set aside."""
        return Statement(
            about=dismissal.proposal,
            says=Says.NOT_THIS,
            measure=dismissal.measure,
            words=Words.COMPARED,
            by=dismissal.by,
            on=dismissal.on,
            apart=_apart(dismissal),
            note=dismissal.note,
        )

    def of_claim(self, claim: model.Claim) -> Statement:
        """The statement on how many proposals are taken up."""
        return Statement(
            about=ALL_PROPOSALS,
            says=Says.TAKEN_UP,
            words=Words.EXPLICIT,
            speaker=self._speaker(claim),
            count=SOME if claim.quantity is None else claim.quantity,
            evidence=claim.evidence,
            note=claim.note,
        )

    def of_outcomes(self, measure: model.Measure) -> Iterator[Statement]:
        """The statements of what became of a measure: a reader makes them of facts."""
        for outcome in measure.follow_ups:
            yield Statement(
                about=measure.id,
                says=_STATES[outcome.state],
                measure_inferred=outcome.measure_inferred,
                words=Words.IMPLICIT,
                date=outcome.date,
                text=outcome.text,
                evidence=outcome.evidence,
            )

    def _speaker(self, record: model.Link | model.Verdict | model.Claim) -> str | None:
        """Who states it, if that is not the publisher of the evidence."""
        first = record.evidence[0].source if record.evidence else ""
        is_publisher = self.publishers.get(first) == record.claimed_by
        return None if is_publisher else record.claimed_by

    def _reader(self, record: model.Link | model.Verdict) -> str | None:
        """Who compared the texts: the actor who claims it is a person."""
        return self.names.get(record.claimed_by, record.claimed_by)


def _confirmed(record: model.Link | model.Verdict) -> tuple[model.Confirmation, ...]:
    names = [name.strip() for name in (record.confirmed_by or "").split(";")]
    return tuple(
        model.Confirmation(by=name, on=record.confirmed_on) for name in names if name
    )


def _apart(record: model.Decision) -> tuple[TakenApart, ...]:
    return tuple(
        TakenApart(
            by=each.by,
            on=each.on,
            says=_APART.get(each.decision),
            measures=each.measures,
            seen=each.seen,
        )
        for each in record.apart
    )
