"""The report on a published count: the rules under which it comes out, and those under which not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from jamplan.counting.claims import (
    About,
    ClaimTested,
    Closeness,
    Note,
    NoteCode,
    Outcome,
    QuantityKind,
)
from jamplan.counting.figures import CautionCode, Coverage
from jamplan.counting.rules import LinksCounted, PartialCounts, Rule
from jamplan.locale import N_, Language
from jamplan.reports.blocks import (
    BREAK,
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Row,
    Table,
    command,
    ident,
    inline,
)
from jamplan.reports.cells import points
from jamplan.reports.summary import rule_as_command
from jamplan.text.folding import one_line
from jamplan.wording.labels import called
from jamplan.wording.quantities import exact_number, out_of, quantity_in_words
from jamplan.wording.sentences import caution, rule_in_words, unknowns

_MOST_MATCHES, _MOST_MISSES = 20, 10
"""How many rows the report's two tables have at most; JSON has all."""

_FIRST = frozenset(
    {
        NoteCode.ONLY_WEAKEST,
        NoteCode.ONLY_ONE_CLAIMANT,
        NoteCode.ONLY_WITH_PARTIAL,
        NoteCode.ONLY_DOCUMENTED,
        NoteCode.NONE_COUNTED,
    }
)
"""What stands before the table: what every rule that gives the number has in common."""

_ON_RECORD = frozenset({NoteCode.ON_RECORD, NoteCode.NOT_ON_RECORD, NoteCode.BASE_ON_RECORD})

CAUTIONS = {
    About.PROPOSALS: frozenset(
        {
            CautionCode.CLAIMANT_IS_AUTHOR,
            CautionCode.TEXTS_FROM_CLAIMANT,
            CautionCode.EXTENT_UNSTATED,
            CautionCode.CONTESTED,
            CautionCode.STALE,
        }
    ),
    About.MEASURES: frozenset(
        {
            CautionCode.CLAIMANT_IS_AUTHOR,
            CautionCode.COUNTS_DISAGREE,
            CautionCode.MEASURES_INFERRED,
            CautionCode.PLAN_NOT_READ,
            CautionCode.STALE,
        }
    ),
}
"""The warnings on the figures that bear on a count of proposals, or of measures."""

_SUBJECTS = {About.PROPOSALS: N_("proposals"), About.MEASURES: N_("measures")}
_THE_SUBJECTS = {About.PROPOSALS: N_("the proposals"), About.MEASURES: N_("the measures")}

_CLOSENESS = {
    Closeness.EXACT: N_("exactly"),
    Closeness.PROPORTION: N_("in proportion"),
    Closeness.ROUNDED: N_("rounded"),
    Closeness.COMPATIBLE: N_("compatible"),
}
_LINKS = {
    LinksCounted.EXPLICIT: N_("in so many words"),
    LinksCounted.STATED: N_("implicit ones too"),
    LinksCounted.CLAIMED: N_("ambiguous ones too"),
    LinksCounted.ANY: N_("those by comparison too"),
}
_PARTIAL = {
    PartialCounts.APART: N_("partial ones apart"),
    PartialCounts.HALF: N_("partial ones as halves"),
    PartialCounts.FULL: N_("partial ones as wholes"),
}


def claim_report(found: ClaimTested, text: str, language: Language) -> list[Block]:
    """The whole report on a quantity that was typed as ``text``."""
    _ = language.gettext
    first = [note for note in found.notes if note.code in _FIRST]
    weakest = [note for note in first if note.code is NoteCode.ONLY_WEAKEST]
    # A number that only the weakest statements give is said to be so before all else.
    lead = [note_text(found, text, language, note) for note in weakest]
    if not lead:
        lead.append(_verdict(found, text, language))
    others = [note for note in first if note not in weakest]
    blocks: list[Block] = [
        Heading(one_line(found.corpus.title), 1),
        Paragraph(inline(" ".join(lead)), lead=True),
        Paragraph(inline(_read_as(found, language))),
    ]
    if others:
        blocks.append(points(note_text(found, text, language, note) for note in others))
    if found.matches:
        blocks += _matches(found, language)
    if found.misses:
        blocks += _misses(found, language)
    warned: set[str] = set()
    for about, coverage in found.bases.items():
        blocks += _base(found, about, coverage, language, warned)
    general = [note for note in found.notes if note.code not in _FIRST]
    blocks.append(Heading(_("What belongs to this number")))
    said = [note for note in general if note.code not in _ON_RECORD]
    said += [note for note in general if note.code in _ON_RECORD]
    blocks.append(
        points(
            [
                *(note_text(found, text, language, note) for note in said),
                _(
                    "This says under which rules a number comes out, and nothing more: what no source "
                    "states is unknown."
                ),
            ]
        )
    )
    return blocks


def _verdict(found: ClaimTested, text: str, language: Language) -> str:
    _ = language.gettext
    claim = language.quoted(one_line(text))
    if not found.matches:
        return _("{claim} comes out under none of the counting rules tried.", claim=claim)
    if not found.misses:
        return _("{claim} comes out under every counting rule tried.", claim=claim)
    return _("{claim} comes out under some counting rules and not under others.", claim=claim)


def _read_as(found: ClaimTested, language: Language) -> str:
    _ = language.gettext
    subjects = _(" or ").join(_(_SUBJECTS[about]) for about in found.about)
    quantity = quantity_in_words(found.quantity, language)
    return _("Read as: {quantity} ({subjects}).", quantity=quantity, subjects=subjects)


def _matches(found: ClaimTested, language: Language) -> Iterable[Block]:
    _ = language.gettext
    rows = []
    shown = found.matches[:_MOST_MATCHES]
    for each in shown:
        closeness = each.comparison.closeness
        assert closeness is not None
        rows.append(
            Row(
                (
                    inline(_(_SUBJECTS[each.about])),
                    inline(_number(found, each, language)),
                    inline(_(_CLOSENESS[closeness])),
                    _rules(found, each, language),
                    _ids(found, each, language),
                )
            )
        )
    columns = (_("About"), _("Number"), _("Comes out"), _("Take-ups that count"), _("Ids"))
    yield Heading(_("Where it comes out"))
    yield Table(columns, tuple(rows))
    left = len(found.matches) - len(shown)
    if left:
        more = language.ngettext(
            "{n} other result comes out too; all are in the JSON output.",
            "{n} other results come out too; all are in the JSON output.",
            left,
        )
        yield Paragraph(inline(more))
    yield Paragraph(
        inline(_("A choice that a row does not name makes no difference to it. To recompute each row:"))
    )
    commands = dict.fromkeys(_command(found, each.rule, language) for each in shown)
    yield Items(tuple(inline(command(each)) for each in commands))


def _misses(found: ClaimTested, language: Language) -> Iterable[Block]:
    _ = language.gettext
    rows = [
        Row(
            (
                inline(_(_SUBJECTS[each.about])),
                inline(_number(found, each, language)),
                inline(_difference(found, each, language)),
                _rules(found, each, language),
            )
        )
        for each in found.misses[:_MOST_MISSES]
    ]
    columns = (_("About"), _("Number"), _("Difference"), _("Take-ups that count"))
    yield Heading(_("Where it does not, the closest first"))
    yield Table(columns, tuple(rows))
    left = len(found.misses) - len(rows)
    if left:
        more = language.ngettext(
            "{n} other result is further off; all are in the JSON output.",
            "{n} other results are further off; all are in the JSON output.",
            left,
        )
        yield Paragraph(inline(more))


def _number(found: ClaimTested, each: Outcome, language: Language) -> str:
    """« 6 sur 28 », and for a share the exact one to two decimals."""
    number = exact_number(each.number, language)
    said = [out_of(number, language.number(total), language) for total in each.totals]
    shares = found.quantity.kind is QuantityKind.SHARE or each.comparison.in_points
    if shares or each.comparison.closeness is Closeness.PROPORTION:
        share = each.number / each.totals[0] * 100
        per_cent = language.gettext("{n}%", n=_rounded(share, language))
        return language.gettext("{count}, that is {share}", count=said[0], share=per_cent)
    return language.gettext(" or ").join(said)


def _rounded(value: Fraction, language: Language) -> str:
    """To two decimals, and said to be rounded where it is."""
    near = Fraction(round(value * 100), 100)
    return exact_number(near, language) if near == value else f"≈ {exact_number(near, language)}"


def _difference(found: ClaimTested, each: Outcome, language: Language) -> str:
    _ = language.gettext
    difference = each.comparison.difference
    if each.comparison.in_points:
        return _points(difference * 100, language)
    base = found.quantity.base
    elsewhere = base is not None and base not in each.totals
    if difference == 0:
        if elsewhere:
            number = exact_number(each.number, language)
            return _("{n}, but of {total}", n=number, total=language.number(each.totals[0]))
        return _("just that number")
    size = exact_number(abs(difference), language)
    said = _("{n} fewer", n=size) if difference < 0 else _("{n} more", n=size)
    if elsewhere:
        return _("{difference}, and of {total}", difference=said, total=language.number(each.totals[0]))
    return said


def _points(difference: Fraction, language: Language) -> str:
    if difference == 0:
        return language.gettext("just that number")
    size = abs(difference)
    # French has its plural from two on, English wherever it is not one.
    form = 1 if size == 1 or (language.code == "fr" and size < 2) else 2
    said = _rounded(size, language)
    if difference < 0:
        return language.ngettext("{n} point less", "{n} points less", form, n=said)
    return language.ngettext("{n} point more", "{n} points more", form, n=said)


def _rules(found: ClaimTested, each: Outcome, language: Language) -> Inline:
    """What the rules of an outcome count; for each choice the values that give it, if not all do."""
    _ = language.gettext
    links = list(dict.fromkeys(rule.links for rule in each.rules))
    lines = [f"{_(_LINKS[links[0]])} ({', '.join(links)})"]
    actors = list(dict.fromkeys(rule.claimed_by for rule in each.rules))
    if None not in actors or len(actors) < len(found.actors):
        lines.append(_(" or ").join(_whose(found, actor, language) for actor in actors))
    partial = list(dict.fromkeys(rule.partial for rule in each.rules))
    if len(partial) < len(PartialCounts):
        lines.append(f"{_(_PARTIAL[partial[0]])} ({', '.join(partial)})")
    return inline(*(part for line in lines for part in (BREAK, line)))[1:]


def _whose(found: ClaimTested, actor: str | None, language: Language) -> str:
    if actor is None:
        return language.gettext("according to anyone")
    return language.gettext("only according to {actor}", actor=called(found.corpus, language, actor))


def _ids(found: ClaimTested, each: Outcome, language: Language) -> Inline:
    """The ids behind a number, and who states it where that is not the same actor everywhere."""
    _ = language.gettext
    lines = [_listed(each.counted)] if each.counted else []
    if each.in_part:
        lines.append(inline(_("in part:"), " ", _listed(each.in_part)))
    if each.claimants and not any(note.code is NoteCode.SOLE_CLAIMANT for note in found.notes):
        names = language.listed([called(found.corpus, language, one) for one in each.claimants])
        lines.append(inline(_("according to {actors}", actors=names)))
    return inline(*(part for line in lines for part in (BREAK, line)))[1:] or inline("—")


def _listed(ids: Iterable[str]) -> Inline:
    spans: list[Inline] = []
    for each in ids:
        spans.append((*(inline(", ") if spans else ()), ident(each)))
    return inline(*spans)


def _command(found: ClaimTested, rule: Rule, language: Language) -> str:
    data = "" if found.corpus.packaged else f" --data {language.gettext('FOLDER')}"
    return rule_as_command(rule) + data


def _base(
    found: ClaimTested, about: About, coverage: Coverage, language: Language, warned: set[str]
) -> Iterable[Block]:
    """The first rule of the table in words, and what its figures leave open.

    What ``warned`` holds has been said already; what is said here is added to it.
    """
    _ = language.gettext
    matched = any(each.about is about for each in found.matches)
    match about, matched:
        case About.PROPOSALS, True:
            title = _("The first of these rules, for the proposals")
        case About.PROPOSALS, False:
            title = _("The closest rule, for the proposals")
        case About.MEASURES, True:
            title = _("The first of these rules, for the measures")
        case _:
            title = _("The closest rule, for the measures")
    said = rule_in_words(coverage, language)
    if about is About.PROPOSALS:
        said.append(unknowns(coverage, language)[0])
    else:
        # How a partial one counts, and out of how many proposals, is nothing to the measures.
        del said[2:]
    warnings = [
        caution(coverage, language, warning)
        for warning in coverage.warnings
        if bears_on(about, warning.code, warning.details)
    ]
    said += [each for each in warnings if each not in warned]
    warned.update(warnings)
    yield Heading(title)
    yield points(said)
    if not matched:
        yield Paragraph(inline(command(_command(found, coverage.rule, language))))


def bears_on(about: About, code: CautionCode, details: Mapping[str, object]) -> bool:
    """Whether a warning on the figures bears on a count of proposals, or of measures."""
    if code is CautionCode.COUNTS_DISAGREE:
        return details["of"] == about.value
    return code in CAUTIONS[about]


def note_text(  # noqa: C901, PLR0911 - one case a code, so that none can be forgotten
    found: ClaimTested, text: str, language: Language, note: Note
) -> str:
    """One note as a sentence."""
    _, ngettext = language.gettext, language.ngettext
    details = note.details
    what = _(_THE_SUBJECTS[note.about]) if note.about is not None else ""
    match note.code:
        case NoteCode.ONLY_WEAKEST:
            claim = language.quoted(one_line(text))
            if details["links"] == LinksCounted.CLAIMED:
                return _(
                    "For {what}, {claim} comes out only if ambiguous statements count too (claimed).",
                    what=what,
                    claim=claim,
                )
            return _(
                "For {what}, {claim} comes out only if take-ups by comparison of the texts count too "
                "(any).",
                what=what,
                claim=claim,
            )
        case NoteCode.ONLY_ONE_CLAIMANT:
            names = details["actors"]
            assert isinstance(names, tuple)
            actors = _(" or ").join(called(found.corpus, language, each) for each in names)
            return _(
                "For {what}, it comes out only where the statements of one actor alone are counted: "
                "{actors}.",
                what=what,
                actors=actors,
            )
        case NoteCode.ONLY_WITH_PARTIAL:
            return _(
                "For {what}, it comes out only if take-ups in part are added, as the rules below say.",
                what=what,
            )
        case NoteCode.ONLY_DOCUMENTED:
            return ngettext(
                "For {what}, it comes out only of the {n} that is known, not of all {total}.",
                "For {what}, it comes out only of the {n} that are known, not of all {total}.",
                _count(details, "documented"),
                what=what,
                total=language.number(_count(details, "total")),
            )
        case NoteCode.NONE_COUNTED:
            return _(
                "For {what}, a rule that counts none does not say that there is none: what no source "
                "states is unknown.",
                what=what,
            )
        case NoteCode.TEXTS_UNKNOWN:
            return _texts_unknown(details, language)
        case NoteCode.SOLE_CLAIMANT:
            return _(
                "All take-ups on record are stated by one actor, {actor}, and by nobody else.",
                actor=called(found.corpus, language, str(details["actor"])),
            )
        case NoteCode.BASE_ON_RECORD:
            return _(
                "{base} is on record as a number of {what}, but is not what jamplan counts out of.",
                base=language.number(_count(details, "base")),
                what=_(_SUBJECTS[note.about or About.PROPOSALS]),
            )
        case NoteCode.ON_RECORD:
            return _on_record(found, details, language)
        case NoteCode.NOT_ON_RECORD:
            return _not_on_record(found, language)


def _count(details: Mapping[str, object], name: str) -> int:
    value = details[name]
    assert isinstance(value, int)
    return value


def _texts_unknown(details: Mapping[str, object], language: Language) -> str:
    if details["undocumented"]:
        return language.ngettext(
            "This is not a rate: no text was found for {n} proposal.",
            "This is not a rate: no text was found for {n} proposals.",
            _count(details, "undocumented"),
        )
    return language.ngettext(
        "This is not a rate: {n} proposal remains to be reviewed.",
        "This is not a rate: {n} proposals remain to be reviewed.",
        _count(details, "unreviewed"),
    )


def _on_record(found: ClaimTested, details: Mapping[str, object], language: Language) -> str:
    actor = called(found.corpus, language, str(details["actor"]))
    count = None if details["count"] is None else _count(details, "count")
    said = _general(actor, count, language)
    return language.gettext("This is on record as a general statement. {said}.", said=said)


def _not_on_record(found: ClaimTested, language: Language) -> str:
    _ = language.gettext
    nobody = _("No general statement on record says this.")
    said = [
        _general(called(found.corpus, language, claim.claimed_by), claim.count, language)
        for claim in found.corpus.claims
    ]
    return " ".join([nobody, *(_("{said}.", said=each) for each in said)])


def _general(actor: str, count: int | None, language: Language) -> str:
    if count is None:
        return language.gettext("According to {actor}, some proposals are taken up", actor=actor)
    return language.ngettext(
        "According to {actor}, {n} proposal is taken up",
        "According to {actor}, {n} proposals are taken up",
        count,
        actor=actor,
    )
