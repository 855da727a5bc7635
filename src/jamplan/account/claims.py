"""A published figure that was tested: may it be written, and what to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from jamplan.account import claim_counts, vocabulary, whole
from jamplan.account import unknowns as open_points
from jamplan.account.caveats import against_quotes
from jamplan.account.claim_voices import (
    attributed,
    attributing,
    choices,
    recounted,
    refusals_apart,
    refusals_on_record,
    told_by_others,
    whose,
)
from jamplan.account.context import Context, View
from jamplan.account.method import command_of, data_option
from jamplan.account.rules import COUNTED, PARTIAL
from jamplan.account.spans import Inline, Part, command, inline
from jamplan.account.vocabulary import Sort, capitalised
from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import Says, Statement
from jamplan.corpus.views import addressees
from jamplan.counting import claim_outcomes, voiced
from jamplan.counting.claims import ClaimKind, ClaimTested, declared_numbers
from jamplan.counting.figures import all_rules
from jamplan.counting.quantity import (
    DENIED,
    OUTCOMES,
    SORTS,
    About,
    Bound,
    Quantity,
    QuantityKind,
    Said,
)
from jamplan.counting.rules import WEAKEST_COUNTED
from jamplan.counting.statuses import Status
from jamplan.counting.uncertainties import unstated
from jamplan.language import N_, Language
from jamplan.language.folding import one_line

_SUBJECTS = {About.PROPOSALS: N_("{proposals}"), About.MEASURES: N_("{measures}")}
_VOICED = frozenset({"attributed", "recounted", "its_count", "not_its"})
"""The reasons of figures that no rule of the corpus counts.

A voice gives it, or does not.
"""


def claim_of(
    corpus: Corpus,
    tested: ClaimTested,
    text: str,
    language: Language | None = None,
    *,
    view: View | None = None,
) -> ClaimTold:
    """What is told of a figure typed as ``text`` and tested on a corpus in a view.

    The language is by default the corpus's own.
    """
    told_in = language or vocabulary.language_for(corpus)
    return ClaimTold(
        _Claim(Context(corpus, told_in, view=view or View()), tested, text)
    )


@dataclass(frozen=True, repr=False, eq=False)
class _Claim:
    """A figure as typed, what was found of it, and the corpus it was tested on."""

    context: Context
    tested: ClaimTested
    text: str

    @cached_property
    def counted(self) -> Context:
        """The report under the rule that the answer speaks of."""
        return replace(self.context, rule=self.tested.chosen.rule)

    @cached_property
    def usual(self) -> Context:
        """The report under the usual rule."""
        return replace(self.context, rule=None)


@dataclass(frozen=True, slots=True)
class RulesTold:
    """What each rule of words gives of a figure, the other choices unchanged."""

    what: str
    """What is counted: « reprises qui comptent »."""
    subject: str
    """Of what: « Propositions »."""
    counts: tuple[tuple[str, str], ...]
    """What a rule counts, and « 6 sur 28 »."""


@dataclass(frozen=True, repr=False, eq=False)
class ClaimTold:
    """What is told of a published figure."""

    _claim: _Claim

    @property
    def language(self) -> Language:
        """The language that it is told in."""
        return self._claim.context.language

    @property
    def may_be_written(self) -> bool:
        """Whether the figure may be written, with what is told beside it."""
        return self._claim.tested.may_be_written

    @property
    def has_rules(self) -> bool:
        """Whether rules give such a figure.

        No rule counts what became of the measures, or what nobody has decided.
        """
        tested = self._claim.tested
        is_voices = tested.reason in _VOICED
        is_counted = self._claim.context.is_reviewed and not is_voices
        return is_counted and tested.quantity.said not in OUTCOMES

    @cached_property
    def read(self) -> str:
        """What was read of the text, and which of its words were left aside."""
        return " ".join(_read(self._claim))

    @cached_property
    def answer(self) -> Inline:
        """Whether it may be written, why, and who else gives the number."""
        return inline(*_answer(self._claim))

    @cached_property
    def to_write(self) -> str:
        """The sentence to write, beside a figure or in the place of a wrong one."""
        context, tested = self._claim.context, self._claim.tested
        told: Iterable[str]
        is_voiced = tested.kind is ClaimKind.SOURCE or tested.recounted
        if is_voiced and tested.reason != "declared":
            told = attributing(context, tested)
        elif tested.quantity.said in OUTCOMES:
            told = claim_counts.outcomes_on_record(context)
        else:
            told = claim_counts.who_says(context, tested)
        return vocabulary.ended(capitalised(_in_short(told)))

    @cached_property
    def rules(self) -> RulesTold | None:
        """What each rule gives; None of refusals, which are the same in every rule."""
        return _rules(self._claim.counted, self._claim.tested)

    @cached_property
    def beside(self) -> tuple[Inline, ...]:
        """What is known against quotes, what is noted, and what is left open."""
        return (
            *_doubted(self._claim.counted),
            *_noted(self._claim.counted, self._claim.tested),
            *_left_open(self._claim.counted, self._claim.tested),
        )

    @cached_property
    def command(self) -> str:
        """The command that counts by the rule of the answer."""
        return command_of(self._claim.counted)


_LONGEST = 400
"""As long as the sentence on the whole may be.

What one writes is a sentence, and no report.
"""


def _in_short(told: Iterable[str]) -> str:
    """Sentences, the first one and what follows as far as there is room."""
    first, *others = [*told, ""]
    short = first
    for sentence in others:
        if len(short) + 1 + len(sentence) > _LONGEST:
            break
        short = f"{short} {sentence}".strip()
    return short


def _answer(claim: _Claim) -> Iterable[Part]:
    """Yield the answer, and who else gives the number."""
    context, tested = claim.counted, claim.tested
    fields = _fields(claim)
    answer = _ANSWERS.get(tested.reason, _NOT_SO)
    is_plain = claim_outcomes.is_usual(tested.chosen) and not told_by_others(
        context, tested
    )
    if tested.reason in _BY_RULE and not is_plain:
        # Another rule than the usual one, or who alone says so, is said.
        answer = _ANSWERS["given"]
    yield context.gettext(answer, **fields)
    for reason in tested.reasons:
        if reason in _FAULTS:
            fault = capitalised(context.gettext(_FAULTS[reason], **fields))
            yield f" {vocabulary.ended(fault)}"
            fields = {**fields, "claim": context.gettext("It")}
    if tested.given and tested.kind is ClaimKind.COUNT:
        same = N_("The same number is given by {source}.")
        yield " " + context.gettext(same, **fields)


def _read(claim: _Claim) -> Iterable[str]:
    """Yield what was read of a text, as a sentence, and what was left aside."""
    context, quantity = claim.context, claim.tested.quantity
    _, parts = context.gettext, [_figure_read(context, quantity)]
    if quantity.about:
        parts.append(_(_SUBJECTS[quantity.about]))
    if quantity.said is not Said.COUNTED:
        parts.append(_said_read(context, quantity.said))
    if quantity.fully:
        parts.append(_(vocabulary.EXTENTS[Says.IN_FULL]))
    for rule, weakest in WEAKEST_COUNTED.items():
        if weakest is quantity.weakest:
            parts.append(_(COUNTED[rule]))
    if quantity.voice:
        parts.append(_("according to {actor}", actor=context.called(quantity.voice)))
    yield _("Read: {told}.", told=", ".join(parts))
    aside = [*quantity.left_aside]
    if quantity.said not in DENIED:
        # Who answers takes up; another name says nothing of the figure.
        others = quantity.named.difference(addressees(context.corpus))
        aside += map(context.called, sorted(others))
    if aside:
        yield _("Left aside: {told}.", told=", ".join(aside))


def _figure_read(context: Context, quantity: Quantity) -> str:
    """« au moins 6 sur 28 »: a number or a word for one, with its bound and total."""
    _ = context.gettext
    if quantity.value is None:
        told = _KINDS_READ[quantity.kind]
    elif quantity.kind is QuantityKind.PER_CENT:
        told = f"{context.number(float(quantity.value))}\u00a0%"
    else:
        told = context.number(float(quantity.value))
    if quantity.total is not None:
        total = context.number(quantity.total)
        told = _("{n} of {total}", n=told, total=total)
    high = context.number(float(quantity.high or 0))
    return _BOUNDS_READ[quantity.bound].format(n=told, high=high)


_KINDS_READ = {
    QuantityKind.ALL: "100\u00a0%",
    QuantityKind.NONE: "0",
    QuantityKind.SOME: "> 0",
}
_BOUNDS_READ = {
    Bound.EXACT: "{n}",
    Bound.ABOUT: "≈ {n}",
    Bound.AT_LEAST: "≥ {n}",
    Bound.MORE_THAN: "> {n}",
    Bound.AT_MOST: "≤ {n}",
    Bound.LESS_THAN: "< {n}",
    Bound.BETWEEN: "{n}–{high}",
    Bound.ONLY: "= {n}",
}


def _said_read(context: Context, said: Said) -> str:
    """What is said of the items, as it is called elsewhere."""
    if said in SORTS:
        return vocabulary.sort_text(context.language, Sort(Status(said)))
    if said is Said.IGNORED:
        return context.gettext("none found")
    says = Says.TAKEN_UP if said is Said.ACCEPTED else Says(said)
    return vocabulary.label(context.language, says)


_NOT_SO = N_("No, not as it stands.")

# Yes, or no whatever one writes beside it, by the reason.
_ANSWERS = {
    "said": N_("Yes, according to {source}."),
    "its_count": N_("Yes, if {n} is given as a count: {told}"),
    "no_refusal": N_("Yes: no refusal is on record, and nothing is left to review."),
    **dict.fromkeys(
        (
            "refusals",
            "refusals_apart",
            "given_in_part",
            "given_response",
            "printed",
            "recounted",
            "declared",
        ),
        N_("Yes: {told}."),
    ),
    "attributed": N_("Yes, attributed and dated: {told}"),
    "given": N_("Yes, as a count under the rule {rule} ({subject}: {number})."),
    **dict.fromkeys(("not_said", "not_printed"), N_("No. {told}")),
    "no_rule": N_("No. No counting rule gives {claim}{told}"),
}

_BY_RULE = frozenset({"given_in_part", "given_response"})
"""The reasons whose answers name the rule only if it is not the usual one."""
# What speaks against a figure as it is written, each in a sentence. All that hold are
# told.
_FAULTS = {
    "empty": N_("{claim} says nothing: it would hold whatever is decided."),
    "not_established": "{told}.",
    "open": N_("{claim} leaves out {undecided}."),
    "outcome": N_("Taken up is not implemented."),
    "judged": N_("No voice on record gives this number."),
    "selection": N_(
        "{claim} is a selection: {known} of {listed} known texts come from the source "
        "that makes the statements."
    ),
    "extent": N_("{claim} goes too far: {extents}."),
    "halves": N_("It counts as half what is in part: {in_part}."),
    "wholes": N_("It counts as whole what is in part: {in_part}."),
    "undecided": N_("{claim} counts {undecided} as not taken up."),
    "unsettled": N_("{claim} is not established: {counts}."),
    "rate": N_("{claim} gives a rate despite {undecided}."),
    "left_out": N_("{claim} leaves out: {linked}."),
    "weaker": N_("{claim} counts {weaker}."),
    "unreviewed": N_("nothing reviewed yet"),
    "turned": N_("With {against}, the figure says something else."),
    "not_its": N_("Nothing like it is on record from the source that is named.{told}"),
}


def _fields(claim: _Claim) -> Mapping[str, str]:
    """What the sentences of :data:`_ANSWERS` and :data:`_FAULTS` are filled with."""
    context, usual, tested = claim.counted, claim.usual, claim.tested
    _, words, chosen = context.gettext, context.language, tested.chosen
    told = ""
    if tested.reason in _TOLD:
        told = _TOLD[tested.reason](claim)
    counts = _counts(usual)
    return {
        **_selected(context),
        "counts": counts,
        "claim": _quoted(claim),
        "told": told,
        "number": claim_counts.number_of(context, chosen),
        "n": context.number(float(tested.quantity.value or 0)),
        "against": words.listed(
            [words.quoted(each) for each in tested.quantity.against]
        ),
        "subject": _(_SUBJECTS[chosen.about]),
        "rule": words.quoted(_("; ").join(choices(context, tested))),
        "linked": usual.status_text(
            Status.CONTESTED, Status.ADOPTED, Status.PARTIAL, Status.BELOW_RULE
        ),
        "in_part": _limited(context, tested),
        "undecided": words.listed([*claim_counts.undecided(context, tested)]) or counts,
        "weaker": words.listed([*claim_counts.weaker(context)]),
        "extents": _extents(context, tested),
        "source": words.listed([whose(context, each) for each in tested.given]),
    }


def _quoted(claim: _Claim) -> str:
    """The figure as typed; of a share, with its total: « « 21 % » (6 sur 28) »."""
    tested, quantity = claim.tested, claim.tested.quantity
    quoted = claim.context.language.quoted(one_line(claim.text))
    is_of_total = tested.matches and quantity.total != tested.chosen.total
    if is_of_total and quantity.said not in {*DENIED, *SORTS}:
        return f"{quoted} ({claim_counts.of_total(claim.counted, tested.chosen)})"
    return quoted


def _selected(context: Context) -> dict[str, str]:
    """How many known texts come from the source of the statements, out of how many."""
    fields: dict[str, str] = {}
    for warning in context.figures.warnings:
        if warning.code == "texts-from-claimant":
            fields |= {name: str(value) for name, value in warning.details.items()}
    return fields


def _counts(usual: Context) -> str:
    """How many items have each status; or that nobody has looked."""
    if usual.is_reviewed:
        return usual.status_text()
    return usual.gettext("nothing reviewed yet")


def _limited(context: Context, tested: ClaimTested) -> str:
    """What is taken up in part, without what the figure names as such."""
    enough = {claim_outcomes.IN_PART[part] for part in tested.quantity.parts}
    limited = [row for row in tested.chosen.rows if row.kind not in enough]
    return context.status_text(Status.PARTIAL, rows=limited)


def _extents(context: Context, tested: ClaimTested) -> str:
    """How many do not say how far they are taken up, and what is so in part."""
    _, told = context.gettext, []
    n = unstated(context.figures.rows)
    if n:
        told.append(_("extent not stated for {n}", n=context.number(n)))
    if tested.chosen.weighs_partial:
        told.append(_limited(context, tested))
    return _("; ").join(filter(None, told))


def _beside_no_rule(claim: _Claim) -> str:
    """What is told after a figure that no rule gives: measures answered, or counts."""
    if claim.tested.chosen.about is About.MEASURES:
        return f". {claim_counts.answered_in_parts(claim.usual)}"
    # Of an act that its actor alone tells, what others say is no count.
    context = claim.usual if claim.tested.chosen.rule.whose is None else claim.counted
    return f"{context.gettext(': ')}{_counts(context)}."


def _of_declared(claim: _Claim) -> str:
    """« 15 mesures selon X »: a number that sources declare, with who publishes it."""
    context, quantity = claim.usual, claim.tested.quantity
    about = quantity.about or About.PROPOSALS
    declared = declared_numbers(context.corpus, about)
    n = int(quantity.value or 0)
    publishers: dict[str, None] = {}
    for name in declared[n]:
        publisher = context.corpus.source[name].publisher
        if publisher is not None:
            publishers[context.called(publisher)] = None
    items = context.ngettext("{n} {proposal}", "{n} {proposals}", n)
    if about is About.MEASURES:
        items = context.ngettext("{n} {measure}", "{n} {measures}", n)
    if not publishers:
        return items
    listed = context.language.listed([*publishers])
    return f"{items}, {context.gettext('according to {actor}', actor=listed)}"


def _of_part(claim: _Claim) -> str:
    """What is taken up as the figure says: in part, or in principle."""
    chosen = claim.tested.chosen
    kind = claim_outcomes.IN_PART.get(chosen.said)
    rows = [row for row in chosen.rows if row.kind is kind]
    return claim.counted.status_text(Status.PARTIAL, rows=rows)


def _of_refusals(claim: _Claim) -> str:
    chosen = claim.tested.chosen
    return refusals_on_record(claim.counted, chosen.said, chosen.by)


def _of_printed(claim: _Claim) -> str:
    said = claim.tested.quantity.said
    return claim_counts.printed(claim.usual, said, claim.text)


def _of_nothing_said(claim: _Claim) -> str:
    usual, about = claim.usual, claim.tested.chosen.about
    return f"{claim_counts.not_said(usual, about, usual.gettext(': '))}."


def _of_voices(claim: _Claim) -> str:
    return recounted(claim.usual, claim.tested.recounted).removesuffix(".")


def _of_voice(claim: _Claim) -> str:
    """What the voice that is named says one by one; empty if it says no such thing."""
    told = recounted(claim.usual, claim.tested.recounted)
    if told and claim.tested.reason == "not_its":
        return f" {told}"
    # It follows a colon.
    return told[:1].lower() + told[1:]


_TOLD: Mapping[str, Callable[[_Claim], str]] = {
    "no_rule": _beside_no_rule,
    "declared": _of_declared,
    "its_count": _of_voice,
    "not_its": _of_voice,
    "refusals": _of_refusals,
    "refusals_apart": lambda claim: refusals_apart(claim.usual),
    "attributed": lambda claim: attributed(claim.usual, claim.tested),
    "recounted": _of_voices,
    "printed": _of_printed,
    "not_printed": lambda claim: f"{_of_printed(claim)}.",
    "given_in_part": _of_part,
    "given_response": lambda claim: claim_counts.with_parts(
        claim.counted, claim.tested.chosen
    ),
    "not_said": _of_nothing_said,
    "not_established": lambda claim: claim_counts.not_established(claim.usual),
}
"""What is told in an answer or with a fault, by the reason."""
_IN_PART = {
    Said.IN_PART: N_("taken up in part"),
    Said.IN_PRINCIPLE: N_("taken up in principle"),
}
"""What a table counts of what is not taken up as a whole."""


def _rules(context: Context, tested: ClaimTested) -> RulesTold | None:
    """What each rule gives, the other choices being those of the answer."""
    _, chosen = context.gettext, tested.chosen
    if chosen.said in DENIED:
        return None
    counts = []
    for figures in all_rules(context.corpus, chosen.rule):
        counted = claim_counts.of_total(context, replace(chosen, figures=figures))
        if chosen.about is About.MEASURES and not tested.matches:
            # The answer tells how many are answered, in part too.
            n = figures.answered
            counted = context.language.of_total(n, len(figures.measures))
        counts.append((_(COUNTED[figures.rule.words]), counted))
    subject = capitalised(_(_SUBJECTS[chosen.about]))
    return RulesTold(_what_is_counted(context, tested), subject, tuple(counts))


def _what_is_counted(context: Context, tested: ClaimTested) -> str:
    """What a table of rules counts, by whom, and how what is in part counts."""
    _, chosen = context.gettext, tested.chosen
    head = _("Statements that count")
    if chosen.said in claim_outcomes.IN_PART:
        head = capitalised(_(_IN_PART[chosen.said]))
    if chosen.said in SORTS:
        sort = Sort(Status(chosen.said))
        head = capitalised(vocabulary.sort_text(context.language, sort))
    if chosen.rule.whose is not None:
        head = context.attributed(head, chosen.rule.whose)
    if chosen.weighs_partial:
        head = f"{head}{_('; ')}{_(PARTIAL[chosen.rule.partial])}"
    return head


def _left_open(context: Context, tested: ClaimTested) -> Iterable[Inline]:
    """Yield what a figure leaves open, what complicates it, and what contradicts it."""
    _, figures, about = context.gettext, context.figures, tested.chosen.about
    # The sentence on a response tells its counts.
    is_told = context.manner.speaks_for_itself and bool(figures.claimants)
    if about is About.PROPOSALS and not is_told:
        message = "{counts}."
        if claim_outcomes.undecided(figures):
            message = N_("{counts}: no percentage possible.")
        yield inline(_(message, counts=context.status_text()))
    yield from filter(
        None, [_weighed(context, tested), whole.against_in_short(context)]
    )
    counted: list[Statement] = []
    for row in figures.rows:
        counted += row.counted
    complicated = sum(bool(each.objections) for each in counted)
    if complicated:
        text = context.ngettext(
            "{n} statement with complications:",
            "{n} statements with complications:",
            complicated,
        )
        full = f"jamplan coverage --full{data_option(context)}"
        yield inline(text, " ", command(full))
    yield from map(inline, open_points.warnings(context, open_points.Beside(about)))


def _weighed(context: Context, tested: ClaimTested) -> Inline:
    """What is counted if « in part » counts as half or whole; empty if none is."""
    figures, outcome = context.figures, tested.chosen
    partial = figures.statuses[Status.PARTIAL]
    is_other = outcome.said in DENIED or outcome.about is About.MEASURES
    if not partial or tested.matches or is_other:
        return ()
    told = context.gettext(
        "With those in part: {half} if they count as halves, {full} as wholes.",
        half=context.number(figures.adopted + partial / 2),
        full=context.number(figures.adopted + partial),
    )
    return inline(told)


def _doubted(context: Context) -> Iterable[Inline]:
    """Yield what is known against the quotes of the statements that count."""
    for row in context.figures.rows:
        for record in row.counted:
            for doubt in against_quotes(context, record):
                item = capitalised(context.item_name(row.proposal))
                yield inline(item, context.gettext(": "), doubt.text)


def _noted(context: Context, tested: ClaimTested) -> Iterable[Inline]:
    """Yield what the corpus notes of the numbers that sources give."""
    for total in tested.given:
        actor = voiced.speaker_of(context.corpus, total)
        if total.note and actor and actor not in context.figures.claimants:
            who = capitalised(context.called(actor))
            yield inline(who, context.gettext(": "), context.data(total.note))
