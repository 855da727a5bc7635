"""What changed between two states of a corpus: a report, and a dated list of corrections to publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any

from jamplan.changes import Change, Changes, FigureChange, Kind, StatusChange
from jamplan.corpus import Corpus
from jamplan.counting.figures import coverage
from jamplan.counting.rules import PartialCounts
from jamplan.counting.statuses import Status
from jamplan.locale import N_, Language
from jamplan.model import (
    Attribution,
    Claim,
    Evidence,
    FollowUp,
    Link,
    Measure,
    Proposal,
    Source,
    Verdict,
)
from jamplan.reports.blocks import (
    BREAK,
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Row,
    Table,
    address,
    command,
    inline,
    strong,
)
from jamplan.reports.cells import field, named, titled
from jamplan.reports.followups import follow_up_text
from jamplan.reports.summary import rule_as_command
from jamplan.text.folding import one_line
from jamplan.wording.citation import rule_name
from jamplan.wording.decisions import decision_text
from jamplan.wording.labels import LABELS, called, label, source_name
from jamplan.wording.sentences import headline

FIELDS = {
    "archived": N_("archived copy"),
    "attribution": N_("attribution to the author"),
    "basis": N_("wording"),
    "chapter": N_("chapter"),
    "chapter_inferred": N_("placement inferred"),
    "claimed_by": N_("according to"),
    "count": N_("number"),
    "date": N_("date"),
    "date_inferred": N_("date inferred"),
    "description": N_("description"),
    "details": N_("sub-measures"),
    "evidence": N_("evidence"),
    "extent": N_("extent"),
    "follow_ups": N_("follow-up"),
    "kind": N_("kind"),
    "may_be_part_of": N_("may be a part of"),
    "measure_inferred": N_("measure identified by reading"),
    "note": N_("note"),
    "number": N_("number in the document"),
    "number_inferred": N_("number inferred"),
    "priority": N_("priority"),
    "publisher": N_("publisher"),
    "text": N_("text"),
    "title": N_("title"),
    "title_basis": N_("origin of the title"),
    "url": N_("address"),
    "verdict": N_("conclusion"),
}
"""What the fields of records are called, those that are compared."""


def changes_report(found: Changes, language: Language) -> list[Block]:
    """The whole comparison: statuses with their reasons, figures, and what else changed."""
    _ = language.gettext
    blocks: list[Block] = [
        Heading(one_line(found.new.corpus.title), 1),
        Paragraph(inline(_in_short(found, language)), lead=True),
        Items(tuple(_compared(found, language))),
    ]
    if found.statuses:
        rows = tuple(_status_row(found, change, language) for change in found.statuses)
        columns = (_("Proposal"), _("Before"), _("After"), _("Why"))
        blocks += [Heading(_("Statuses that changed")), Table(columns, rows)]
    blocks += [Heading(_("The figures")), _figures_table(found, language)]
    headlines = _headlines(found, language)
    if headlines:
        before, after = headlines
        told = (field(_("Before:"), before), field(_("After:"), after))
        blocks += [Heading(_("The headline")), Items(told)]
    if found.others:
        items = tuple(change_text(found, change, language) for change in found.others)
        blocks += [Heading(_("Changes that change no status")), Items(items)]
    return blocks


def corrections_report(found: Changes, language: Language, date: str) -> list[Block]:
    """The changes as sentences to publish, each with its date and its reason."""
    _ = language.gettext
    when = inline(strong(_("{date}:", date=language.date(date))), " ")
    corrections: list[Inline] = []
    for change in found.statuses:
        said = inline(named(language, change.proposal), " ", _becomes(change, language))
        reasons = [inline(" ", reason) for reason in _reasons(found, change, language, known=True)]
        corrections.append(inline(when, said, *reasons))
    figures = [
        _("{figure}: {after}, formerly {before}.", figure=name, after=after, before=before)
        for name, before, after in _shown_figures(found, language)
        if before != after
    ]
    if figures:
        corrections.append(inline(when, _("Figures that changed."), " ", " ".join(figures)))
    headlines = _headlines(found, language)
    if headlines:
        before, after = headlines
        told = _("The headline is now: {after} It was: {before}", before=before, after=after)
        corrections.append(inline(when, told))
    corrections += [inline(when, change_text(found, each, language)) for each in found.others]
    blocks: list[Block] = [
        Heading(_("{title}: corrections", title=one_line(found.new.corpus.title)), 1)
    ]
    if corrections:
        blocks.append(Items(tuple(corrections)))
    else:
        blocks.append(Paragraph(inline(when, _in_short(found, language))))
    return [*blocks, Heading(_("What is compared")), Items(tuple(_compared(found, language)))]


def _in_short(found: Changes, language: Language) -> str:
    _ = language.gettext
    if found.empty:
        return _("Nothing that is compared has changed.")
    if found.statuses:
        return language.ngettext(
            "{n} proposal has another status.",
            "{n} proposals have another status.",
            len(found.statuses),
        )
    if found.counted_changed:
        return _("No status has changed; figures have.")
    if found.published_changed:
        return _("No status and no figure has changed; what they rest on has.")
    return _("No status and no figure has changed.")


def _headlines(found: Changes, language: Language) -> tuple[str, str] | None:
    """What the records of both states make the headline say, where that differs."""
    before, after = (
        headline(coverage(state.corpus, rule), language)
        for state, rule in ((found.old, found.old_rule), (found.new, found.new_rule))
    )
    return None if before == after else (before, after)


def _compared(found: Changes, language: Language) -> Iterable[Inline]:
    """What is compared with what, and by which rule."""
    _ = language.gettext
    yield field(_("Before:"), found.old.name)
    yield field(_("After:"), found.new.name)
    if found.old_rule == found.new_rule:
        yield field(_("Rule:"), (command(rule_as_command(found.new_rule)),))
    else:
        yield field(_("Rule before:"), (command(rule_as_command(found.old_rule)),))
        yield field(_("Rule after:"), (command(rule_as_command(found.new_rule)),))


# Statuses


def _status_row(found: Changes, change: StatusChange, language: Language) -> Row:
    reasons: list[Inline] = []
    for reason in _reasons(found, change, language):
        reasons.append(inline(*([BREAK] if reasons else []), reason))
    return Row(
        (
            titled(change.proposal.title, change.proposal.id),
            inline(_status(change.before, language)),
            inline(_status(change.after, language)),
            inline(*reasons),
        )
    )


def _status(status: Status | None, language: Language) -> str:
    return language.gettext("not on record") if status is None else label(language, status)


def _becomes(change: StatusChange, language: Language) -> str:
    _ = language.gettext
    if change.after is None:
        return _("is no longer on record; it was {before}.", before=_status(change.before, language))
    after = label(language, change.after)
    if change.before is None:
        return _("is new on record, {after}.", after=after)
    return _("is now {after}; it was {before}.", after=after, before=label(language, change.before))


def _reasons(
    found: Changes, change: StatusChange, language: Language, *, known: bool = False
) -> Iterable[Inline]:
    """Why a status changed; ``known``: that its proposal is new or gone has been said."""
    _ = language.gettext
    for reason in change.reasons:
        if known and isinstance(reason.record, Proposal) and reason.kind is not Kind.CHANGED:
            if reason.kind is Kind.NEW:
                yield from _evidence(found.new.corpus, reason.record, language)
        else:
            yield change_text(found, reason, language)
    if change.other_rule:
        before, after = rule_name(found.old_rule), rule_name(found.new_rule)
        yield inline(
            _(
                "It is counted by another rule: {after}, formerly {before}.",
                before=language.quoted(before),
                after=language.quoted(after),
            )
        )
    if change.unexplained:
        yield inline(
            _(
                "No record explains it: a published status is not the one that its own records give. "
                "Another version counted it, or the file was changed by hand."
            )
        )


# Figures


def _figures_table(found: Changes, language: Language) -> Table:
    _ = language.gettext
    rows = []
    for name, before, after in _shown_figures(found, language):
        changed = _("changed") if before != after else "—"
        rows.append(Row((inline(name), inline(before), inline(after), inline(changed))))
    return Table((_("Figure"), _("Before"), _("After"), _("Change")), tuple(rows))


def _shown_figures(found: Changes, language: Language) -> Iterable[tuple[str, str, str]]:
    """The figures as a reader compares them: a name, before, after."""
    _ = language.gettext
    figures = {figure.name: figure for figure in found.figures}

    def shown(name: str, *keys: str) -> tuple[str, str, str]:
        def text(value: Callable[[FigureChange], float]) -> str:
            numbers = [language.number(value(figures[key])) for key in keys]
            if len(numbers) == 1:
                return numbers[0]
            return _("{low} to {high}", low=numbers[0], high=numbers[1])

        return name, text(lambda figure: figure.before), text(lambda figure: figure.after)

    yield shown(_("Declared proposals"), "declared")
    for name, key in ((_("Proposals in all"), "total"), (_("Figures are out of"), "denominator")):
        if figures[key].changed:
            yield shown(name, key)
    for status in Status:
        name = _("Proposals {status}", status=language.quoted(label(language, status)))
        yield shown(name, str(status))
    apart = {found.old_rule.partial, found.new_rule.partial} == {PartialCounts.APART}
    if not apart:
        yield shown(_("Score"), "score")
    yield shown(_("Range"), "low", "high")
    yield shown(_("Measures linked to a proposal"), "answered")
    yield shown(_("Measures on record"), "measures")


# Records


def change_text(found: Changes, change: Change, language: Language) -> Inline:
    """What happened to a record, as a sentence."""
    _ = language.gettext
    corpus = found.old.corpus if change.kind is Kind.REMOVED else found.new.corpus
    if change.kind is Kind.CHANGED:
        return inline(_subject(corpus, change, language), " ", *_fields(found, change, language), ".")
    new = change.kind is Kind.NEW
    match change.record:
        case Proposal():
            start = _("New proposal on record:") if new else _("Proposal no longer on record:")
            said = inline(named(language, change.record), ".")
        case Measure():
            start = _("New measure on record:") if new else _("Measure no longer on record:")
            said = inline(named(language, change.record), ".")
        case Link():
            start = _("New take-up on record:") if new else _("Take-up no longer on record:")
            said = inline(decision_text(corpus, change.record, language))
        case Verdict():
            start = _("New conclusion on record:") if new else _("Conclusion no longer on record:")
            said = inline(decision_text(corpus, change.record, language))
        case Source():
            start = _("New source on record:") if new else _("Source no longer on record:")
            said = inline(source_name(corpus, language, change.record), ".")
        case Claim():
            start = (
                _("New general statement on record:")
                if new
                else _("General statement no longer on record:")
            )
            said = inline(_claim(corpus, change.record, language), ".")
    if not new or isinstance(change.record, Source):
        return inline(start, " ", said)
    evidence = [inline(" ", each) for each in _evidence(corpus, change.record, language)]
    return inline(start, " ", said, *evidence)


def _evidence(
    corpus: Corpus, record: Proposal | Measure | Link | Verdict | Claim, language: Language
) -> Iterable[Inline]:
    """What a new record rests on, as a sentence; none where it has no evidence."""
    _ = language.gettext
    if record.evidence:
        items = _("; ").join(_item(corpus, language, each) for each in record.evidence)
        yield inline(_("Evidence: {items}.", items=items))


def _subject(corpus: Corpus, change: Change, language: Language) -> str:
    """The record that was changed, as the beginning of a sentence."""
    _ = language.gettext
    match change.record:
        case Proposal():
            return _("Proposal {id} changed:", id=change.record.id)
        case Measure():
            return _("Measure {id} changed:", id=change.record.id)
        case Source():
            return _("Source {id} corrected:", id=change.record.id)
        case Link():
            return _(
                "Take-up changed ({proposal} → {measure}, according to {actor}):",
                proposal=change.record.proposal,
                measure=change.record.measure,
                actor=called(corpus, language, change.record.claimed_by),
            )
        case Verdict():
            return _(
                "Conclusion changed ({proposal}, according to {actor}):",
                proposal=change.record.proposal,
                actor=called(corpus, language, change.record.claimed_by),
            )
        case Claim():
            actor = called(corpus, language, change.record.claimed_by)
            return _("General statement changed (according to {actor}):", actor=actor)


def _claim(corpus: Corpus, claim: Claim, language: Language) -> str:
    actor = called(corpus, language, claim.claimed_by)
    if claim.count is None:
        return language.gettext("According to {actor}, some proposals are taken up", actor=actor)
    return language.ngettext(
        "According to {actor}, {n} proposal is taken up",
        "According to {actor}, {n} proposals are taken up",
        claim.count,
        actor=actor,
    )


def _fields(found: Changes, change: Change, language: Language) -> Iterable[Inline]:
    """Each field that differs, before and after."""
    _ = language.gettext
    for number, name in enumerate(change.fields):
        if number:
            yield inline(_("; "))
        before, after = getattr(change.before, name), getattr(change.after, name)
        called_so = _(FIELDS[name])
        if isinstance(before, tuple):
            yield from _items(found, language, called_so, before, after)
        else:
            yield inline(
                _("{field}:", field=called_so),
                " ",
                _value(found.old.corpus, language, name, before),
                " → ",
                _value(found.new.corpus, language, name, after),
            )


def _items(
    found: Changes, language: Language, name: str, before: Sequence[Any], after: Sequence[Any]
) -> Iterable[Inline]:
    """What was added to a list and what was taken from it."""
    _ = language.gettext
    added = [_item(found.new.corpus, language, each) for each in after if each not in before]
    gone = [_item(found.old.corpus, language, each) for each in before if each not in after]
    said = []
    if added:
        said.append(_("{field}, added: {items}", field=name, items=_("; ").join(added)))
    if gone:
        said.append(_("{field}, removed: {items}", field=name, items=_("; ").join(gone)))
    yield inline(_("; ").join(said) or _("{field}: in another order", field=name))


def _item(corpus: Corpus, language: Language, item: object) -> str:
    if isinstance(item, Evidence):
        where = source_name(corpus, language, corpus.source[item.source])
        if item.locator:
            where = f"{where}, {one_line(item.locator)}"
        return f"{language.quoted(one_line(item.quote))} ({where})" if item.quote else where
    if isinstance(item, FollowUp):
        return follow_up_text(language, item).removesuffix(".")
    return language.quoted(one_line(str(item)).removesuffix("."))


def _value(  # noqa: PLR0911 - one case a kind of value
    corpus: Corpus, language: Language, name: str, value: object
) -> Inline:
    _ = language.gettext
    if value is None:
        return inline(_("some") if name == "count" else "—")
    if isinstance(value, bool):
        return inline(_("yes") if value else _("no"))
    if isinstance(value, int):
        return inline(language.number(value))
    if isinstance(value, StrEnum):
        known = type(value) in LABELS
        words = label(language, value) if known else str(value)
        # What an attribution means is said where it is explained.
        return inline(words.split(" (")[0] if isinstance(value, Attribution) else words)
    text = one_line(str(value))
    if name in {"url", "archived"}:
        return (address(text),)
    if name in {"claimed_by", "publisher"}:
        return inline(called(corpus, language, text))
    if name == "date":
        return inline(language.date(text))
    return inline(language.quoted(text))
