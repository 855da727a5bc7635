"""What an import does to a corpus: the merge of a document, the rows of a filled-in form."""

import shlex
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jamplan.account import spans, vocabulary
from jamplan.account.changes import field_change
from jamplan.account.context import Context
from jamplan.account.items import decision_text
from jamplan.corpus import loading, model, records
from jamplan.corpus.findings import Finding
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.counting.figures import coverage
from jamplan.decisions import recording
from jamplan.decisions.agreement import RECORDED, Outcome, Result
from jamplan.decisions.forms import DECIDED, with_decisions
from jamplan.decisions.merging import Becomes, Merge, MergedItem
from jamplan.decisions.pairing import ALL, PairedBy
from jamplan.documents.drafts import DraftItem, DraftKind
from jamplan.language import N_, Language
from jamplan.language.folding import one_line
from jamplan.layouts import blocks, cells

_HOW = {
    PairedBy.PERSON: N_("as you said"),
    PairedBy.NUMBER: N_("by number"),
    PairedBy.TEXT: N_("same text"),
    PairedBy.SIMILARITY: N_("similarity {score} of 100"),
}


def merge_report(
    context: Context, merge: Merge, statements: Sequence[Statement]
) -> list[blocks.Block]:
    """What a merge would do to a corpus, or did: what to decide, what changes, what is new.

    Takes the corpus before the merge, and the statements whose texts change.
    """
    _, language = context.gettext, context.language
    of = {
        becomes: [merged for merged in merge.items if merged.becomes is becomes]
        for becomes in Becomes
    }
    unpaired = (
        spans.inline(spans.ident(id_), " ", _title(context, id_))
        for id_ in merge.unpaired
    )
    texts = [spans.inline(decision_text(context, each)) for each in statements]
    again = _(
        "To look at again: jamplan review --stale asks about those whose texts were kept."
    )
    decided: list[blocks.Block] = (
        [blocks.paragraph(again), blocks.points(texts)] if texts else []
    )
    changed = [
        block for merged in of[Becomes.CHANGED] for block in _pair(context, merged)
    ]
    counts = {
        becomes.value: language.number(len(items)) for becomes, items in of.items()
    }
    in_figures = _(
        "In the document: {total}. New: {added}. Changed: {changed}. As they were: {same}. "
        "To decide: {asked}. On record only: {unpaired}.",
        total=language.number(len(merge.items)),
        unpaired=language.number(len(merge.unpaired)),
        **counts,
    )
    lead = (
        N_("What “{file}” changes:") if merge.edits else N_("“{file}” changes nothing.")
    )
    return [
        *cells.opening(context.heading, _(lead, file=one_line(merge.draft.file))),
        blocks.paragraph(in_figures),
        *blocks.section(
            _("To decide: not written"), _asked(context, merge, of[Becomes.ASKED])
        ),
        *blocks.listed(_("On record, not found in the document"), unpaired),
        *blocks.section(_("Decisions whose texts change"), decided),
        *blocks.listed(_("Doubts about the reading"), _doubts(merge, language)),
        *blocks.listed(_("Document"), _document(merge, language)),
        *blocks.section(_("Matches that change"), changed),
        *blocks.section(_("New"), _added(merge, of[Becomes.ADDED], language)),
    ]


def _name(item: DraftItem, language: Language) -> spans.Inline:
    """The number, else the id, and the title of an item in the document."""
    number = item.number
    name = (
        f"{language.gettext('No.').lower()} {one_line(number)}" if number else item.id
    )
    return spans.inline(spans.strong(name), " ", language.quoted(one_line(item.title)))


def _record(context: Context, id_: str) -> model.Item:
    return context.corpus.proposal.get(id_) or context.corpus.measure[id_]


def _title(context: Context, id_: str) -> str:
    return context.language.quoted(one_line(_record(context, id_).title))


def _asked(
    context: Context, merge: Merge, asked: Sequence[MergedItem]
) -> list[blocks.Block]:
    """The items to decide about, with the options that decide."""
    _, language = context.gettext, context.language
    if not asked:
        return []
    numbers = Counter(item.number for item in merge.draft.items)
    texts = []
    for merged in asked:
        item = merged.item
        near = []
        for candidate in merged.candidates:
            similarity = _(
                "similarity {score} of 100",
                score=language.number(round(candidate.score)),
            )
            near.append(
                f"{candidate.id} {_title(context, candidate.id)} ({similarity})"
            )
        perhaps = _("Perhaps the same as {candidates}.", candidates=_("; ").join(near))
        name = item.number if item.number and numbers[item.number] == 1 else item.id
        name = f'"{name}"' if " " in name else name
        options = [
            f"--pair {name}={candidate.id}" for candidate in merged.candidates[:1]
        ]
        options.append(f"--as-new {name}")
        known = [perhaps] if near else []
        texts.append(
            spans.joined(
                [_name(item, language), *known, *map(spans.command, options)], " "
            )
        )
    rest = _("Say which they are with these options; to take all the rest as new:")
    return [
        blocks.points(texts),
        blocks.paragraph(rest, " ", spans.command(f"--as-new {ALL}")),
    ]


def _doubts(merge: Merge, language: Language) -> Iterable[spans.Inline]:
    """Yield the doubts from reading the document; the items with the same doubt together."""
    items: dict[str, list[str]] = {
        vocabulary.sentence(doubt, language): [] for doubt in merge.draft.doubts
    }
    for item in merge.draft.items:
        for doubt in item.doubts:
            items.setdefault(vocabulary.sentence(doubt, language), []).append(
                item.number or item.id
            )
    for text, names in items.items():
        of = (
            language.gettext("Items: {items}.", items=", ".join(names)) if names else ""
        )
        yield spans.joined(filter(None, (text, of)), " ")


def _document(merge: Merge, language: Language) -> Iterable[spans.Inline]:
    """Yield what changes in the record of the document, its publisher and its copy."""
    _ = language.gettext
    if merge.other_copy:
        other_copy = N_(
            "The copy of {source} on record is another file; its digest is kept."
        )
        yield spans.inline(_(other_copy, source=merge.source.id))
    for before, after in merge.edits:
        if isinstance(after, model.Actor):
            yield spans.inline(
                _("New actor: {name}, id {id}.", name=after.name, id=after.id)
            )
        elif isinstance(after, model.Chapter | model.Priority):
            text = f"{after.id}, {after.title}"
            yield field_change(records.kind_of(type(after)), (None, text), language)
        elif before and isinstance(after, model.Source | model.Document):
            yield from _changes(before, after, language)


def _pair(context: Context, merged: MergedItem) -> Iterable[blocks.Block]:
    """Yield how an item was paired with a record, and what changes in the record."""
    _, language = context.gettext, context.language
    assert merged.how is not None
    assert merged.id is not None
    pairing = _(_HOW[merged.how], score=language.number(round(merged.score or 0)))
    name = _name(merged.item, language)
    yield blocks.paragraph(name, " = ", spans.ident(merged.id), f" ({pairing})")
    yield blocks.points(_changes(_record(context, merged.id), merged.record, language))


def _changes(
    before: object, after: object, language: Language
) -> Iterable[spans.Inline]:
    """Yield the fields in which two records differ."""
    for name, old, new in recording.differences(before, after):
        yield field_change(name, (old, new), language, brief=True)


def _added(
    merge: Merge, added: Sequence[MergedItem], language: Language
) -> list[blocks.Block]:
    _ = language.gettext
    groups = {group.id: group.title for group in merge.draft.groups}
    rows = []
    for merged in added:
        item, title = merged.item, groups.get(merged.item.group or "", "—")
        number, place = item.number or "—", item.locator or "—"
        rows.append(
            blocks.table_row(
                number, item.title, title, place, spans.ident(merged.id or "")
            )
        )
    group = (
        _("{Chapter}") if merge.draft.kind is DraftKind.PROPOSALS else _("{Priority}")
    )
    columns = (_("No."), _("Title"), group, _("Place"), _("Id"))
    return [blocks.Table(columns, tuple(rows))] if rows else []


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledForm:
    """A form or a folder, and the results of its rows; ``corpus`` is as it is once they are written."""

    corpus: loading.Corpus
    file: str
    decided_by: str | None
    results: tuple[Result, ...]
    written: bool

    def of(self, *outcomes: Outcome) -> list[Result]:
        """Return the rows with one of these outcomes."""
        return [result for result in self.results if result.outcome in outcomes]


# Forms


def headings(language: Language) -> dict[str, str]:
    """The columns of a form by their names."""
    _ = language.gettext
    nouns = [_("{Proposal}"), _("{Measure}")]
    if nouns[0] == nouns[1]:
        nouns = [f"{noun} {number}" for number, noun in enumerate(nouns, 1)]
    parts = {"": _("Id"), "_title": _("Title"), "_text": _("Text")}
    return {
        **{
            f"{item}{suffix}": f"{noun}{_(': ')}{part.lower()}"
            for item, noun in zip(("proposal", "measure"), nouns, strict=True)
            for suffix, part in parts.items()
        },
        **{
            name: vocabulary.capitalised(_(vocabulary.FIELDS[name])) for name in _FIELDS
        },
        "says": vocabulary.capitalised(_("answer")),
        "quote": _("Quote"),
        "locator": _("Place"),
        "page": _("Page"),
        "score": _("Score out of 100"),
        "band": _("Similarity"),
        "shared_words": _("Words that counted"),
        "warnings": _("Warnings"),
        "on_record": _("On record"),
        "by": _("Decided by"),
        "on": vocabulary.capitalised(_("date")),
    }


_FIELDS = ("number", "words", "speaker", "source", "note")
"""The columns that are fields of records."""


def values_in_words(language: Language) -> dict[str, dict[str, str]]:
    """The columns of few values: what each value is called."""
    return {
        "says": {says: vocabulary.label(language, says) for says in DECIDED},
        "words": {words: vocabulary.label(language, words) for words in Words},
    }


_LACKS = {
    "words-needed": "words",
    "evidence-needed": "source",
    "quote-needed": "quote",
}
"""The columns to fill in after refusals that, on the command line, name options."""


def said(finding: Finding, language: Language) -> tuple[str, str]:
    """What is wrong with a row, and what to do, in the words of its form."""
    details: dict[str, Any] = {"titles": {}, "values": (), **finding.details}
    column = details.get("column", _LACKS.get(finding.code, ""))
    words = values_in_words(language).get(column, {})
    details["column"] = details["titles"].get(column, column)
    details["values"] = ", ".join(words[value] for value in details["values"])
    message, remedy = vocabulary.say(replace(finding, details=details), language)
    if finding.code in _LACKS:
        remedy = language.gettext("Fill in “{column}”.", column=details["column"])
    return message, remedy


DIFFERS, STALE = "form-on-record", "form-text-changed"
_STRANGE = (STALE, "form-id-unknown")


def form_report(form: FilledForm, language: Language) -> list[blocks.Block]:
    """Return the report: the figures, what differs or is refused, what is recorded, what is known."""
    _ = language.gettext
    context = Context(form.corpus, language)
    signed = dict.fromkeys(one_line(row.by) for row in form.results if row.by)
    changes = (result.change for result in form.of(*RECORDED) if result.change)
    actors = dict.fromkeys(change.actor for change in changes if change.actor)
    empty = len(form.of(Outcome.EMPTY))
    facts = {
        _("FILE").capitalize(): one_line(form.file),
        _("Decided by"): language.listed([*signed]),
        _("Rows without an answer"): language.number(empty) if empty else "",
        _("New actors"): ", ".join(
            f"{one_line(actor.name)} ({actor.id})" for actor in actors
        ),
    }
    known = (cells.field(language, name, fact) for name, fact in facts.items() if fact)
    report = [
        *cells.opening(context.heading, _summary(form, language)),
        blocks.points(known),
    ]
    strange = sum(
        row.finding is not None and row.finding.code in _STRANGE for row in form.results
    )
    if 1 < strange == len(form.results) - empty:
        other = N_(
            "None of the {n} rows has texts of this corpus: the form is about other documents."
        )
        return [*report, blocks.paragraph(_(other, n=language.number(strange)))]
    to_check = dict.fromkeys(
        vocabulary.sentence(each, language) for each in _contradictions(form)
    )
    report += blocks.listed(_("To check"), to_check)
    kinds: dict[str, list[Result]] = defaultdict(list)
    for result in form.results:
        code = result.finding.code if result.finding else ""
        kinds[code if code in {DIFFERS, STALE} else result.outcome].append(result)
    for heading, kind in (
        (_("decided differently"), DIFFERS),
        (_("text changed since"), STALE),
        (_("cannot be used"), Outcome.REFUSED),
        (_("Recorded") if form.written else _("To be recorded"), Outcome.ADDED),
        (_("Confirmed"), Outcome.CONFIRMED),
        (_("On record"), Outcome.KNOWN),
    ):
        if results := kinds[kind]:
            title = (
                f"{vocabulary.capitalised(heading)} ({language.number(len(results))})"
            )
            report += blocks.section(title, [_table(context, results)])
    if kinds[DIFFERS]:
        settle = f"jamplan review --with {shlex.quote(form.file)}"
        report.append(cells.see(language, settle, to=cells.SETTLING))
    return report


def _contradictions(form: FilledForm) -> list[Finding]:
    """Return what ``check`` would say of decisions that are recorded beside each other."""
    corpus = form.corpus
    recorded = [each.decision for each in form.of(*RECORDED) if each.decision]
    after = with_decisions(corpus, [*corpus.statements, *recorded])
    proposals = {statement.about for statement in recorded}
    return [
        finding
        for finding in coverage(after).warnings
        if finding.code == "contested" and finding.details["proposal"] in proposals
    ]


def _summary(form: FilledForm, language: Language) -> str:
    _ = language.gettext
    recorded = form.of(*RECORDED)
    if not recorded:
        return _("Nothing was recorded.")
    kinds = Counter(
        "pair"
        if decision.says is Says.NOT_THIS
        else "conclusion"
        if decision.is_conclusion
        else "statement"
        for result in recorded
        if (decision := result.decision)
    )
    names = {
        "statement": language.ngettext(
            "{n} statement", "{n} statements", kinds["statement"]
        ),
        "conclusion": language.ngettext(
            "{n} conclusion", "{n} conclusions", kinds["conclusion"]
        ),
        "pair": language.ngettext("{n} dismissal", "{n} dismissals", kinds["pair"]),
    }
    decisions = language.listed([name for kind, name in names.items() if kinds[kind]])
    if form.written:
        return f"{_('Recorded')}{_(': ')}{decisions}."
    written_by = _("Nothing is written yet. To go on, add {option}.", option="--write")
    return f"{_('To be recorded')}{_(': ')}{decisions}. {written_by}"


def _table(context: Context, results: list[Result]) -> blocks.Table:
    _ = context.gettext
    rows = []
    for result in results:
        # A conclusion is about a proposal alone.
        ids = filter(None, (result.proposal or "?", result.measure))
        pair = spans.joined(map(spans.inline, map(spans.ident, ids)), " / ")
        rows.append(blocks.table_row(str(result.row), pair, _result(context, result)))
    return blocks.Table((_("Row"), _("Match"), _("Decision")), tuple(rows))


def _result(context: Context, result: Result) -> str:
    """Why a row is refused and what to do, or its decision in one sentence, beside one that differs."""
    told = decision_text(context, result.decision) if result.decision else ""
    if result.left_out:
        quotes = " ".join(map(context.language.quoted, result.left_out))
        told += " " + context.gettext(
            "Not recorded, as another quote is: {quotes}", quotes=quotes
        )
    if result.finding is None:
        return told
    if result.finding.code != DIFFERS or not told:
        return " ".join(said(result.finding, context.language))
    texts = [
        decision_text(context, known)
        for known in recording.decisions_on(context.corpus, result.proposal)
        if known.says is not Says.NOT_THIS or known.measure == result.measure
    ]
    return (
        f"{told} {context.gettext('On record')}{context.gettext(': ')}{' '.join(texts)}"
    )
