"""Another person's decisions beside what is on record.

New, the same, known, or refused.

What another reader recorded is never replaced. Nothing that differs from it is put
beside it, unless another source states it
(:func:`jamplan.decisions.agreement.is_another_voice`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import Says, Statement, TakenApart
from jamplan.corpus.voices import key_of
from jamplan.decisions.agreement import (
    Comparison,
    Decided,
    Result,
    answer_in,
    apart_of,
    is_another_voice,
    is_settled,
    side_of,
)
from jamplan.decisions.entries import refused
from jamplan.decisions.recording import (
    Change,
    decisions_on,
    is_decision,
    on_record,
)
from jamplan.decisions.repeating import confirmed, same_content
from jamplan.language.people import person_key, same_person


def beside_record(corpus: Corpus, drafts: Decided) -> Decided:
    """Return what drafts come to beside what is on record.

    New, the same, known, or refused.
    """
    results, named = drafts
    theirs: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for result in results:
        if result.decision:
            key = person_key(result.by or ""), result.proposal
            theirs[key].append(result.decision)

    def beside(draft: Result) -> Result:
        decision = draft.decision
        if decision is None or draft.finding:
            return draft
        own = theirs[person_key(draft.by or ""), draft.proposal]
        change = (
            _home(named, own, decision)
            if is_decision(decision)
            else _outcome_home(named, decision)
        )
        if change is None:
            about = decision.about
            refusal = refused(corpus, "form-on-record", proposal=about)
            return replace(draft, finding=refusal.findings[0])
        speaker = change.after.speaker if change.after else None
        if speaker and speaker not in corpus.actor:
            change = replace(change, actor=named.actor[speaker])
        recorded = _quotes(change.after)
        left_out = tuple(quote for quote in _quotes(decision) if quote not in recorded)
        return replace(draft, change=change, left_out=left_out)

    return tuple(map(beside, results)), named


def _quotes(decision: Statement | None) -> list[str]:
    if decision is None:
        return []
    return [piece.quote for piece in decision.evidence if piece.quote]


def _home(
    corpus: Corpus, theirs: Sequence[Statement], decision: Statement
) -> Change | None:
    """Return the change that puts another person's decision on record.

    It is new, or it confirms.

    ``theirs`` is all that this person decided on the proposal. It is None if something
    else is on record, unless what they decided has been settled.
    """
    by = decision.by or ""
    on_it, known = decisions_on(corpus, decision.about), on_record(corpus, decision)
    own = [each for each in on_it if same_person(each.by or "", by) and each != known]
    others = [each for each in on_it if not same_person(each.by or "", by)]
    theirs = [*own, *theirs]
    # Of what is set aside, what was decided on the very pair was settled.
    on_pair = {each.measure for each in on_it}
    is_of_pair = decision.says is not Says.NOT_THIS or decision.measure in on_pair
    if is_of_pair and is_settled(on_it, theirs):
        return Change(decision, decision)
    is_against = any(excludes(corpus, each, decision) for each in own)
    return None if is_against else _taken_home(corpus, others, theirs, decision)


def _outcome_home(corpus: Corpus, decision: Statement) -> Change | None:
    """Return the change that puts on record what became of an item; None if against it.

    Voices may differ on it: only other words of the same voice, for the same outcome of
    the same day, are against it.
    """
    known = on_record(corpus, decision)
    if known is None:
        return Change(None, decision)
    is_same = same_content(known, decision)
    return Change(known, confirmed(known, decision)) if is_same else None


def _apart(
    others: Sequence[Statement], theirs: Sequence[Statement]
) -> tuple[TakenApart, ...]:
    """What two people decided without having seen each other's.

    Nothing if that is not known of all.
    """
    apart = apart_of(others, theirs)
    is_known = all(entry.by and not entry.seen for entry in apart)
    return apart if is_known else ()


def _taken_home(
    corpus: Corpus,
    others: Sequence[Statement],
    theirs: Sequence[Statement],
    decision: Statement,
) -> Change | None:
    """Return the change of a decision; None if another one is on record."""
    if decision.says is Says.NOT_THIS:
        return _set_aside(corpus, others, decision)
    known = on_record(corpus, decision)
    if known is not None and same_person(known.by or "", decision.by or ""):
        is_same = same_content(known, decision)
        return Change(known, confirmed(known, decision)) if is_same else None
    proposal, ours = corpus.proposal[decision.about], side_of(others)
    differ = Comparison(proposal, ours, side_of(theirs)).differ
    apart: tuple[TakenApart, ...] = ()
    if ours.is_decided and not differ:
        apart = _apart(others, theirs)
    known = known or _same_reading(others, decision)
    if known is not None:
        return _confirming(known, decision, apart)
    if differ and not is_another_voice(proposal, others, decision, corpus.source):
        return None
    return Change(None, replace(decision, apart=apart))


def _set_aside(
    corpus: Corpus, others: Sequence[Statement], decision: Statement
) -> Change | None:
    """Return the change by which a person sets a pair aside.

    None if others link the two.
    """
    known = on_record(corpus, decision)
    if known is not None:
        is_same = decision.note in {None, known.note}
        return Change(known, known) if is_same else None
    if decision.measure in side_of(others).linked:
        return None
    return Change(None, replace(decision, apart=()))


def _confirming(
    known: Statement, decision: Statement, apart: tuple[TakenApart, ...]
) -> Change | None:
    """Return the change by which a person confirms a record.

    None if it says something else.
    """
    if answer_in(known) != answer_in(decision):
        return None
    after = confirmed(known, decision)
    if after != known:
        after = replace(after, apart=apart or known.apart)
    return Change(known, after)


def _same_reading(others: Iterable[Statement], decision: Statement) -> Statement | None:
    """Return another reader's own reading that is the same.

    None if a source states it.
    """
    if not decision.is_compared:
        return None
    for other in others:
        is_same = (other.measure, other.says) == (decision.measure, decision.says)
        if other.is_compared and is_same:
            return other
    return None


def excludes(corpus: Corpus, first: Statement, second: Statement) -> bool:
    """Whether two decisions of one person have one slot, or contradict each other."""
    if key_of(first, corpus.source) == key_of(second, corpus.source):
        return True
    if not (first.is_compared or second.is_compared):
        return False
    is_aside = Says.NOT_THIS in {first.says, second.says}
    if is_aside:
        # A person's own reading of the pair; what a source states is another matter.
        both = first.is_compared and second.is_compared
        is_other = first.is_position or second.is_position
        return both and is_other and first.measure == second.measure
    readings = first.is_compared and second.is_compared
    return readings and first.is_conclusion != second.is_conclusion
