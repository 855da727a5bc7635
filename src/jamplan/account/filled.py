"""What is told of a filled-in form: what is recorded, differs, is refused, is known."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from jamplan.account.context import Context
from jamplan.account.formwords import said
from jamplan.account.items import Fact, decision_text
from jamplan.account.spans import inline
from jamplan.account.vocabulary import capitalised, sentence
from jamplan.corpus.findings import Finding
from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import Says, Statement
from jamplan.counting.figures import coverage
from jamplan.decisions import recording
from jamplan.decisions.agreement import NO_ANSWER, RECORDED, Outcome, Result
from jamplan.decisions.forms import with_decisions
from jamplan.language import N_, Language
from jamplan.language.folding import one_line

DIFFERS, STALE = "form-on-record", "form-text-changed"
_STRANGE = (STALE, "form-id-unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """A form or folder, and its rows' results; ``corpus`` is as they leave it.

    That is the corpus once the rows are written.
    """

    corpus: Corpus
    file: str
    decided_by: str | None
    results: tuple[Result, ...]
    written: bool

    def of(self, *outcomes: Outcome) -> list[Result]:
        """Return the rows with one of these outcomes."""
        return [result for result in self.results if result.outcome in outcomes]


@dataclass(frozen=True, slots=True)
class RowTold:
    """A row of a form."""

    number: str
    ids: tuple[str, ...]
    """Of the proposal and the measure; of a conclusion, of the proposal alone."""
    result: str
    """Its decision in one sentence, or why it is refused and what to do."""


@dataclass(frozen=True, slots=True)
class RowsTold:
    """The rows of which the same came."""

    title: str
    """« Confirmed (2) »."""
    rows: tuple[RowTold, ...]


@dataclass(frozen=True)
class FormTold:
    """What is told of a filled-in form."""

    _form: FilledForm
    language: Language

    @property
    def _context(self) -> Context:
        return Context(self._form.corpus, self.language)

    @property
    def file(self) -> str:
        """The form, as it was typed."""
        return self._form.file

    @property
    def heading(self) -> str:
        """The names of the documents."""
        return self._context.heading

    @property
    def lead(self) -> str:
        """How many decisions are recorded, or would be."""
        _ = self.language.gettext
        kinds = Counter(map(_kind, self._recorded))
        if not kinds:
            return _("Nothing was recorded.")
        names = {
            "statement": self.language.ngettext(
                "{n} statement", "{n} statements", kinds["statement"]
            ),
            "conclusion": self.language.ngettext(
                "{n} conclusion", "{n} conclusions", kinds["conclusion"]
            ),
            "pair": self.language.ngettext(
                "{n} dismissal", "{n} dismissals", kinds["pair"]
            ),
        }
        counts = [name for kind, name in names.items() if kinds[kind]]
        decisions = self.language.listed(counts)
        if self._form.written:
            return f"{_('Recorded')}{_(': ')}{decisions}."
        go_on = _("Nothing is written yet. To go on, add {option}.", option="--write")
        return f"{_('To be recorded')}{_(': ')}{decisions}. {go_on}"

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The file, who decided, the rows without an answer, the new actors."""
        _, form = self.language.gettext, self._form
        signed = dict.fromkeys(one_line(row.by) for row in form.results if row.by)
        actors = {}
        for result in form.of(*RECORDED):
            if result.change and result.change.actor:
                actor = result.change.actor
                actors[actor.id] = f"{one_line(actor.name)} ({actor.id})"
        empty = ""
        if self._empty:
            empty = self.language.number(self._empty)
        told = (
            Fact("file", _("FILE").capitalize(), inline(one_line(form.file))),
            Fact("by", _("Decided by"), inline(self.language.listed([*signed]))),
            Fact("empty", _("Rows without an answer"), inline(empty)),
            Fact("actors", _("New actors"), inline(", ".join(actors.values()))),
        )
        return tuple(fact for fact in told if fact.content)

    @property
    def is_foreign(self) -> str:
        """That the form is about other documents; empty if a row has known texts.

        Known are the texts of this corpus.
        """
        strange = 0
        for row in self._form.results:
            strange += row.finding is not None and row.finding.code in _STRANGE
        if strange <= 1 or strange != len(self._form.results) - self._empty:
            return ""
        other = N_(
            "None of the {n} rows has texts of this corpus: the form is about other "
            "documents."
        )
        return self.language.gettext(other, n=self.language.number(strange))

    @property
    def to_check(self) -> tuple[str, ...]:
        """What ``check`` would say of decisions that are recorded beside each other."""
        corpus = self._form.corpus
        recorded = self._recorded
        after = with_decisions(corpus, [*corpus.statements, *recorded])
        proposals = {statement.about for statement in recorded}
        told = []
        for finding in coverage(after).warnings:
            is_contested = finding.code == "contested"
            if is_contested and finding.details["proposal"] in proposals:
                told.append(sentence(finding, self.language))
        return tuple(dict.fromkeys(told))

    @property
    def has_differing(self) -> bool:
        """Whether something was decided differently."""
        return any(_code(row.finding) == DIFFERS for row in self._form.results)

    @property
    def groups(self) -> tuple[RowsTold, ...]:
        """The rows by what came of them, those to look at first."""
        _ = self.language.gettext
        kinds: dict[str, list[Result]] = defaultdict(list)
        for result in self._form.results:
            code = _code(result.finding)
            is_own = code in {DIFFERS, STALE, NO_ANSWER}
            kinds[code if is_own else result.outcome].append(result)
        recorded = _("To be recorded")
        if self._form.written:
            recorded = _("Recorded")
        headings = {
            DIFFERS: _("decided differently"),
            STALE: _("text changed since"),
            Outcome.REFUSED: _("cannot be used"),
            NO_ANSWER: _("Rows without an answer"),
            Outcome.ADDED: recorded,
            Outcome.CONFIRMED: _("Confirmed"),
            Outcome.KNOWN: _("On record"),
        }
        told = []
        for kind, heading in headings.items():
            results = kinds[kind]
            if results:
                count = self.language.number(len(results))
                rows = tuple(map(self._row, results))
                told.append(RowsTold(f"{capitalised(heading)} ({count})", rows))
        return tuple(told)

    @property
    def _empty(self) -> int:
        return len(self._form.of(Outcome.EMPTY))

    @property
    def _recorded(self) -> list[Statement]:
        decisions = [result.decision for result in self._form.of(*RECORDED)]
        return [decision for decision in decisions if decision]

    def _row(self, result: Result) -> RowTold:
        ids = (result.proposal or "?", result.measure)
        told = " ".join(self._result(result))
        return RowTold(str(result.row), tuple(filter(None, ids)), told)

    def _result(self, result: Result) -> list[str]:
        """Why a row is refused and what to do, or its decision, beside another one.

        The other one is a decision that differs.
        """
        context, _ = self._context, self.language.gettext
        told = []
        if result.decision:
            told.append(decision_text(context, result.decision))
        if result.left_out:
            quotes = " ".join(map(self.language.quoted, result.left_out))
            told.append(_("Not recorded, as another quote is: {quotes}", quotes=quotes))
        if result.finding is None:
            return told
        if result.finding.code != DIFFERS or not told:
            return list(said(result.finding, self.language))
        on_record = [
            decision_text(context, known)
            for known in recording.decisions_on(context.corpus, result.proposal)
            if known.says is not Says.NOT_THIS or known.measure == result.measure
        ]
        return [*told, f"{_('On record')}{_(': ')}{' '.join(on_record)}"]


def _code(finding: Finding | None) -> str:
    return finding.code if finding else ""


def _kind(decision: Statement) -> str:
    """What a decision is counted as."""
    if decision.says is Says.NOT_THIS:
        return "pair"
    return "conclusion" if decision.is_conclusion else "statement"
