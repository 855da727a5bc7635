"""Findings on a corpus that loads: faults, doubts, notes.

Its quotes are looked up in copies of sources.

Nothing here writes. Loading has its own findings, which stop it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from jamplan.corpus import loading, model
from jamplan.corpus.dates import precedes
from jamplan.corpus.findings import Finding, Place
from jamplan.corpus.kinds import Severity
from jamplan.corpus.model import FieldForm
from jamplan.corpus.records import keys_of
from jamplan.corpus.statements import Group, Says, Statement, TakenApart, Words
from jamplan.evidence import carrying
from jamplan.evidence.carrying import QuotedWords
from jamplan.evidence.copies import CopyTexts, Quotes, look_up
from jamplan.evidence.readings import against_acceptance, text_of_answer
from jamplan.language.differences import differences, marked
from jamplan.language.people import names_actor, person_key
from jamplan.matching.positions import Position, position_reader

_LONGEST_QUOTE = 25
"""The most words that a short quote has."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings in the order of the files, and what was done about quotes.

    None means that nothing was done.
    """

    findings: tuple[Finding, ...]
    quotes: Quotes | None = None

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(
            finding for finding in self.findings if finding.kind.severity is severity
        )

    def reach(self, least: Severity) -> bool:
        """Whether any finding is at least as severe."""
        order = tuple(Severity)
        return any(self.of(severity) for severity in order[: order.index(least) + 1])


def check(corpus: loading.Corpus, copies: Mapping[str, Path] | None = None) -> Checked:
    """Check a corpus, and its quotes against copies of their sources.

    ``copies`` has the path of a copy by the id of its source; a source with a ``file``
    has that one. Reads those copies and nothing else.
    """
    texts = CopyTexts(corpus, copies)
    quotes, not_found = look_up(texts, _all_of(corpus, model.Evidence))
    findings = [
        *_on_documents(corpus),
        *_on_days(corpus),
        *_on_statements(corpus, texts),
        *_on_readers(corpus),
        *_on_texts_read(corpus),
        *not_found,
    ]
    return Checked(tuple(loading.in_order(corpus.folder, findings)), quotes)


def check_statement(corpus: loading.Corpus, statement: Statement) -> list[Finding]:
    """The findings on one statement on record, its quotes included."""
    path = next(path for path, known in corpus.records.items() if known[2] == statement)
    below = f"{path}."
    texts = CopyTexts(corpus)
    _quotes, findings = look_up(texts, _all_of(corpus, model.Evidence, below=below))
    places = {
        corpus.place(name) for name in corpus.records if f"{name}.".startswith(below)
    }
    for finding in chain(_on_statements(corpus, texts), _on_days(corpus)):
        if finding.place in places:
            findings.append(finding)
    return loading.in_order(corpus.folder, findings)


def errors_of_quotes(corpus: loading.Corpus) -> tuple[Finding, ...]:
    """What is certainly wrong with quotes: only a draft may be published with them."""
    errors = check(corpus).of(Severity.ERROR)
    return tuple(error for error in errors if error.code.startswith("quote-"))


def _on_documents(corpus: loading.Corpus) -> Iterator[Finding]:
    for place, source in _all_of(corpus, model.Source):
        if source.date is None:
            yield Finding("source-without-date", place, {"source": source.id})
        if source.url is None and source.archived is None:
            yield Finding("source-without-address", place, {"source": source.id})
    yield from corpus.unknown.values()
    for place, item in _all_of(corpus, model.Proposal, model.Measure):
        if item.title.strip() == "?":
            yield Finding("title-unknown", place, {"item": item.id})
    own = ("proposals.yaml", corpus.proposals_document, len(corpus.proposals))
    answers = [
        (f"{plan.name}.yaml", plan.document, len(plan.measures))
        for plan in corpus.plans
    ]
    for name, document, listed in (own, *answers):
        declared = document.declared[0].count if document.declared else listed
        if declared != listed:
            code = "fewer-listed" if declared > listed else "more-listed"
            numbers = {"declared": declared, "listed": listed}
            yield Finding(code, Place(str(Path(corpus.folder, name))), numbers)


def _on_days(corpus: loading.Corpus) -> Iterator[Finding]:
    """The days on record still to come, whatever the day of a repeatable build."""
    # Where the date changes first, it is fourteen hours ahead.
    today = dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)
    names: dict[type, list[str]] = {}
    for origin, start, record in corpus.records.values():
        kind = type(record)
        if kind not in names:
            dates = [key for key in keys_of(kind) if key.form is FieldForm.DATE]
            names[kind] = [key.name for key in dates]
        for name in names[kind]:
            date = getattr(record, name)
            if date is not None and precedes(today.date().isoformat(), date):
                yield Finding("date-in-future", origin.place(start), {"date": date})


def _on_evidence(corpus: loading.Corpus) -> Iterator[Finding]:
    """The findings on evidence, and on objections without any."""
    for place, evidence in _all_of(corpus, model.Evidence):
        # Signs alone, as in « oui », are no words.
        words = sum(
            any(map(str.isalnum, word)) for word in (evidence.quote or "").split()
        )
        if evidence.quote is None:
            yield Finding("evidence-without-quote", place)
        elif words > _LONGEST_QUOTE:
            yield Finding(
                "quote-too-long", place, {"words": words, "limit": _LONGEST_QUOTE}
            )
    for place, objection in _all_of(corpus, model.Objection):
        if not objection.evidence:
            yield Finding("objection-without-evidence", place, {"text": objection.text})


def _on_statements(corpus: loading.Corpus, texts: CopyTexts) -> Iterator[Finding]:
    """The findings on single statements and on what they rest on."""
    yield from _on_evidence(corpus)
    for place, statement in _all_of(corpus, Statement):
        for doubt in doubts_on(corpus, statement, texts):
            yield replace(doubt.finding, place=place)
        for change in corpus.changes(statement):
            difference = marked(differences(change.before or "", change.now))
            code = "new-measure" if change.before is None else "stale-statement"
            yield Finding(code, place, {"item": change.item, "difference": difference})
        yield from _on_others(corpus, place, statement)


def _on_others(
    corpus: loading.Corpus, place: Place, statement: Statement
) -> Iterator[Finding]:
    """The finding on a reader's conclusion that others' words speak against."""
    named = {"about": statement.about, "measure": statement.measure}
    positions = [
        other
        for other in corpus.statements_on.get(statement.about, ())
        if other.is_position
    ]
    if statement.says is Says.NOT_THIS:
        stated = [other for other in positions if other.measure == statement.measure]
        if stated:
            yield Finding("set-aside-and-stated", place, named)
    elif statement.is_conclusion and positions:
        yield Finding("stated-and-concluded", place, {**named, "says": statement.says})


POSITION_OF: Mapping[Group, Position] = {
    Group.YES: Position.ACCEPT,
    Group.PARTLY: Position.PARTLY,
    Group.NO: Position.REJECT,
}
"""What the quotes of a statement have to say."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about a quote that nobody confirmed: the finding, and its piece."""

    finding: Finding
    number: int
    """The position of the piece among the evidence of its statement."""

    @property
    def key(self) -> tuple[str, str]:
        """What a reader confirms: the code, and the quote."""
        return self.finding.code, str(self.finding.details["quote"])


Run = tuple[tuple[int, ...], str]
"""The positions of pieces of evidence whose quotes follow each other without a gap, and
all words.
"""


def doubts_on(
    corpus: loading.Corpus, statement: Statement, texts: CopyTexts | None = None
) -> list[Doubt]:
    """The doubts about a statement's quotes that no reader has confirmed.

    Nothing is asked of a reader's own comparison but that its quotes are long enough.
    """
    runs = _runs_of(statement.evidence)
    texts = texts or CopyTexts(corpus)
    quoted = [texts.quoted(statement.evidence[run[0]], words) for run, words in runs]
    kept = [_kept_of(statement, run) for run, _words in runs]
    doubts: list[Doubt] = []
    for doubt in _asked_of(statement, quoted):
        at = next(n for n, words in enumerate(quoted) if words.text == doubt.quote)
        if doubt.code in kept[at]:
            continue
        details: dict[str, object] = {
            "quote": runs[at][1],
            "words": doubt.words,
            "sentence": doubt.sentence or doubt.quote,
        }
        doubts.append(Doubt(Finding(doubt.code, details=details), runs[at][0][0]))
    if not runs or statement.is_compared:
        return doubts
    confirmed = set[str]().union(*kept)
    others = _beside_answer(corpus, statement, runs, confirmed)
    if any(doubt.finding.code == _AGAINST for doubt in others):
        # One question for all that speaks against the same acceptance.
        doubts = [doubt for doubt in doubts if doubt.finding.code not in _VERBS]
    return [*doubts, *others]


def _beside_answer(
    corpus: loading.Corpus,
    statement: Statement,
    runs: Sequence[Run],
    confirmed: set[str],
) -> list[Doubt]:
    """The doubts that the text of the answer raises about quotes of it."""
    (numbers, quote), *_others = runs
    findings: list[Finding] = []
    code = "quote-of-another-answer"
    if code not in confirmed and _is_quoted_elsewhere(corpus, statement):
        findings.append(Finding(code, details={**_named(statement), "quote": quote}))
    quotes = [words for _run, words in runs]
    sentence = _against_answer(corpus, statement, quotes)
    if sentence and _OTHERWISE.isdisjoint(confirmed):
        details = {"quote": quote, "sentence": sentence}
        findings.append(Finding(_AGAINST, details=details))
    return [Doubt(finding, numbers[0]) for finding in findings]


_AGAINST = "quote-against-answer"
_VERBS = {carrying.DoubtCode.SAYS_OTHERWISE, carrying.DoubtCode.WITHOUT_VERB}
_OTHERWISE = {_AGAINST, carrying.DoubtCode.SAYS_OTHERWISE}
"""The codes by which a reader confirms that other words were seen."""


def _against_answer(
    corpus: loading.Corpus, statement: Statement, quotes: Sequence[str]
) -> str | None:
    """The sentence of an answer that its recorded acceptance contradicts; else None."""
    proposal = corpus.proposal.get(statement.about)
    is_acceptance = statement.is_position and statement.group is Group.YES
    if proposal is None or not is_acceptance or statement.is_compared or not quotes:
        return None
    reader = position_reader(corpus.language)
    for measure in corpus.answers_to.get(proposal.id, ()):
        if statement.measure in {None, measure.id}:
            text = text_of_answer(measure)
            sentence = against_acceptance(reader, proposal, text, quotes)
            if sentence is not None:
                return sentence
    return None


def _kept_of(statement: Statement, run: Sequence[int]) -> set[str]:
    """The codes of doubts about some evidence that readers have confirmed."""
    codes = set[str]()
    for at in run:
        codes.update(mark.code for mark in statement.evidence[at].kept)
    return codes


def _asked_of(
    statement: Statement, quoted: Sequence[QuotedWords]
) -> Iterator[carrying.QuoteDoubt]:
    """Yield the doubts about a statement's quotes that a reader can be asked about."""
    is_read = not statement.is_compared
    is_explicit = statement.words is Words.EXPLICIT
    # A sentence that is read otherwise than its own words is asked back too.
    has_verb = statement.is_position and (
        is_explicit or statement.words is Words.IMPLICIT
    )
    position = POSITION_OF.get(statement.group) if is_read else None
    for doubt in carrying.doubts(quoted, position, is_explicit=has_verb):
        if not (is_read or doubt.is_refused):
            continue
        if doubt.code is carrying.DoubtCode.WITHOUT_VERB and not is_explicit:
            continue
        yield doubt


def _runs_of(evidence: Sequence[model.Evidence]) -> list[Run]:
    runs: list[Run] = []
    for number, piece in enumerate(evidence):
        if piece.quote is None:
            continue
        if piece.continues and runs:
            numbers, words = runs.pop()
            runs.append(((*numbers, number), f"{words} {piece.quote}"))
        else:
            runs.append(((number,), piece.quote))
    return runs


def _is_quoted_elsewhere(corpus: loading.Corpus, statement: Statement) -> bool:
    """Whether an answer of a response is quoted with no words of its own text."""
    measure = corpus.measure.get(statement.measure or "")
    if measure is None or not statement.is_position:
        return False
    plan = next(plan for plan in corpus.plans if measure in plan.measures)
    printed = {model.TitleBasis.OFFICIAL, model.TitleBasis.SHORTENED}
    quotes = [
        piece.quote
        for piece in statement.evidence
        if piece.quote and piece.source == plan.document.source
    ]
    is_answer = plan.document.relation is model.Relation.RESPONSE
    if not (is_answer and quotes and measure.title_basis in printed):
        return False
    text = loading.text_key(loading.text_of(measure))
    return not any(loading.text_key(quote) in text for quote in quotes)


def _named(statement: Statement) -> dict[str, object]:
    """The two items of a pair, for messages."""
    return {"about": statement.about, "measure": statement.measure}


def _on_readers(corpus: loading.Corpus) -> Iterator[Finding]:
    """The findings on readers with an actor's name, the first place of each name."""
    told: set[str] = set()
    for place, record in _all_of(
        corpus,
        Statement,
        model.Objection,
        model.Confirmation,
        model.Kept,
        TakenApart,
    ):
        name = record.by or ""
        if person_key(name) in told:
            continue
        told.add(person_key(name))
        if actor := actor_named_as(corpus, name):
            yield Finding("reader-is-actor", place, {"name": name, "actor": actor})


def actor_named_as(corpus: loading.Corpus, name: str) -> str | None:
    """The name of the actor that a reader's name is too; None if it is nobody's."""
    actors = []
    for actor in corpus.actors:
        names = [text for text in (actor.called, actor.introduced) if text]
        for words in (actor.name, *names):
            forms = loading.texts_of(words)
            actors += [(actor.name, form, None, actor.id) for form in forms]
    return names_actor(name, actors)


def _on_texts_read(corpus: loading.Corpus) -> Iterator[Finding]:
    """The finding on statements without their recorded texts, at the first one."""
    bare = [
        place
        for place, statement in _all_of(corpus, Statement)
        if statement.read is None
        and (statement.is_position or statement.is_conclusion)
        and not statement.is_total
    ]
    if bare:
        yield Finding("texts-not-kept", bare[0], {"decisions": len(bare)})


# Quotes


def _all_of(
    corpus: loading.Corpus, *kinds: type[Any], below: str = ""
) -> Iterator[tuple[Place, Any]]:
    """Every record of some kinds and its place, in all others or below a path."""
    for path, (origin, position, record) in corpus.records.items():
        if isinstance(record, kinds) and path.startswith(below):
            yield origin.place(position), record
