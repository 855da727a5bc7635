"""How the figures are made, in sentences for readers, and how to make them again."""

import shlex
from collections import defaultdict
from collections.abc import Iterable

from jamplan.account import manners, vocabulary
from jamplan.account.context import Context
from jamplan.account.rules import COUNTED, PARTIAL
from jamplan.account.vocabulary import capitalised
from jamplan.corpus import model
from jamplan.counting.rules import OutOf, Rule, WordsCounted
from jamplan.counting.statuses import Status
from jamplan.evidence.published import Provenance
from jamplan.language import N_
from jamplan.language.folding import one_line
from jamplan.language.people import person_key


def made_with(context: Context, provenance: Provenance) -> str:
    """The version that made a report, and the day."""
    date = context.language.date(provenance.date)
    return context.gettext(
        "jamplan {version}, {date}.", version=provenance.version, date=date
    )


def as_of(context: Context) -> str:
    """The day of the facts; empty if none is on record."""
    date = context.day and context.language.date(context.day)
    return context.gettext("As of {date}.", date=date) if date else ""


def method_sentences(context: Context, *, whole: bool = True) -> list[str]:
    """What the report establishes and does not, what is known, and what counts.

    What is known is of the ``whole``.
    """
    _ = context.gettext
    sentences = [_(manners.WHAT_IS_ESTABLISHED)]
    if not context.has_document:
        sentences = [_(manners.WHAT_BECAME)]
    if whole and (clauses := list(_total_and_known(context))):
        sentences.append(vocabulary.capitalised(f"{_('; ').join(clauses)}."))
    sentences += _described(context)
    if not context.has_document:
        return [*sentences, *_unread_quotes(context)]
    sentences.append(_what_counts(context))
    counted = [each for row in context.figures.rows for each in row.counted]
    if any(each.is_compared for each in counted):
        sentences.append(
            _("What a named person read in both texts is counted, and said to be so.")
        )
    return [*sentences, *_unread_quotes(context), *decided_apart(context)]


def _described(context: Context) -> list[str]:
    """How many proposals have a title written for the record, no document's own."""
    described = model.TitleBasis.DESCRIBED
    n = sum(each.title_basis is described for each in context.corpus.proposals)
    if not n:
        return []
    _ = context.gettext
    items = context.ngettext("{n} {proposal}", "{n} {proposals}", n)
    origin = vocabulary.label(context.language, described)
    return [f"{_('Title')} {origin}{_(': ')}{items}."]


def signature(context: Context) -> str:
    """Who signs the account, and where to write."""
    _, document = context.gettext, context.corpus.proposals_document
    name, contact = (
        one_line(document.published_by or ""),
        one_line(document.contact or ""),
    )
    signed = _("Account signed by {name}", name=name) if name else _("Unsigned account")
    address = _("; to report an error: {contact}.", contact=contact)
    return signed + (address if contact else _(", no address to write to."))


def byline(context: Context) -> str:
    """Who signs the account, and the day of the facts."""
    return " ".join(filter(None, (signature(context), as_of(context))))


def _is_declared_total(context: Context) -> bool:
    declared = context.corpus.proposals_document.declared
    return bool(declared) and declared[0].count == context.figures.total


def _unread_quotes(context: Context) -> list[str]:
    """That no quote of a statement could be looked up, as no copy is on record."""
    evidence = [piece for each in context.positions for piece in each.evidence]
    pieces = [piece for piece in evidence if piece.quote]
    has_copies = any(context.corpus.source[piece.source].file for piece in pieces)
    message = N_(
        "No copy of a source is on record, so jamplan could not check the quotes."
    )
    return [context.gettext(message)] if pieces and not has_copies else []


def rule_beside_method(context: Context) -> list[str]:
    """The choices of the rule that matter, and the total if the method has none.

    A choice matters if it makes a difference; the total is told unless the method names
    it.
    """
    counted, whose, partial, base = rule_in_words(context)
    is_named = context.figures.rule.of is OutOf.DECLARED and _is_declared_total(context)
    if not context.has_document:
        return [base] * (not is_named)
    return [
        counted,
        *([whose] if context.has_many_claimants else []),
        *([partial] if context.figures.statuses[Status.PARTIAL] else []),
        *([] if is_named else [base]),
    ]


def _total_and_known(context: Context) -> Iterable[str]:
    """Yield whose number the total is, and what is known of documents not read."""
    _, ngettext = context.gettext, context.ngettext
    if _is_declared_total(context):
        names = context.declared_by
        number = _(
            "The total of {n} is the declared number",
            n=context.number(context.figures.total),
        )
        yield f"{number}, {_('according to {actor}', actor=names)}" if names else number
    warnings = {warning.code: warning.details for warning in context.figures.warnings}
    documents, counts = [], []
    if "proposals-not-read" in warnings:
        documents.append(context.document_name(context.corpus.proposals_document))
        known = ngettext(
            "{n} {proposal}", "{n} {proposals}", context.figures.documented
        )
        if own := warnings.get("texts-from-claimant"):
            through = N_(" ({n} through the very source that makes the statements)")
            known += _(through, n=context.number(own["known"]))
        counts.append(known)
    if "plan-not-read" in warnings:
        documents.append(context.names[1])
        counts.append(
            ngettext("{n} {measure}", "{n} {measures}", len(context.figures.measures))
        )
    neither = N_(
        "neither document could be read in full, so only what sources describe is "
        "known: {counts}"
    )
    one = N_(
        "{document} could not be read in full, so only what sources describe is known: "
        "{counts}"
    )
    for document in documents[:1]:
        name, described = (
            context.language.quoted(one_line(document)),
            context.language.listed(counts),
        )
        yield _(neither if len(documents) > 1 else one, document=name, counts=described)


def _what_counts(context: Context) -> str:
    corpus = context.corpus
    positions = context.positions
    pieces = [piece for each in positions for piece in each.evidence]
    quoted = all(piece.quote and corpus.source[piece.source].url for piece in pieces)
    quoted = quoted and all(each.evidence for each in positions)
    words = context.figures.rule.words
    stated = words in {WordsCounted.EXPLICIT, WordsCounted.STATED}
    return context.gettext(
        manners.ALL_QUOTED if quoted and stated else manners.NOT_ALL_QUOTED
    )


def rule_as_command(rule: Rule) -> str:
    """The command that counts by a rule."""
    who = rule.whose or rule.reader
    whose = f" --whose {shlex.quote(who)}" if who else ""
    choices = f"--partial {rule.partial} --of {rule.of}"
    return f"jamplan coverage --rule {rule.words}{whose} {choices}"


def data_option(context: Context) -> str:
    """The option that names a corpus's folder, as given; empty for the packaged."""
    return (
        ""
        if context.corpus.packaged
        else f" --data {shlex.quote(context.corpus.folder)}"
    )


def command_of(context: Context) -> str:
    """The command that gives these figures again, with a folder unless packaged.

    It names the folder of a corpus that is not packaged.
    """
    rule = rule_as_command(context.figures.rule)
    return f"{rule}{context.view.options}{data_option(context)}"


def what_counts(context: Context) -> str:
    """« affirmées et interprétées, selon les JAM »."""
    rule = context.figures.rule
    counted = context.gettext(COUNTED[rule.words])
    if rule.reader is not None:
        return context.gettext("as compared by {reader}", reader=rule.reader)
    return context.attributed(counted, rule.whose) if rule.whose else counted


def rule_in_words(context: Context) -> list[str]:
    """The four choices of the rule, one sentence each."""
    _ = context.gettext
    rule = context.figures.rule
    counted = f"{_('Statements that count')}{_(': ')}{_(COUNTED[rule.words])}."
    weaker = _(
        "Two degrees, wording and attribution to the author: the weaker one counts."
    )
    whose = _("Whoever says so.")
    if rule.whose is not None:
        whose = _("According to {actor} only.", actor=context.called(rule.whose))
    if rule.reader is not None:
        whose = _("What {reader} compared and concluded only.", reader=rule.reader)
    partial = capitalised(_(PARTIAL[rule.partial]))
    return [f"{counted} {weaker}", whose, f"{partial}.", _out_of(context)]


def _out_of(context: Context) -> str:
    """What the figures are out of: a declared number, with whose it is, or a list."""
    _, figures = context.gettext, context.figures
    if figures.rule.of is OutOf.DOCUMENTED:
        return context.ngettext(
            "Out of: {n} {proposal} with a known text.",
            "Out of: {n} {proposals} with a known text.",
            figures.documented,
        )
    declared = context.corpus.proposals_document.declared
    if not declared or figures.total != declared[0].count:
        return context.ngettext(
            "Out of: {n} listed {proposal}.",
            "Out of: {n} listed {proposals}.",
            figures.total,
        )
    number = _("Out of: the declared number, {n}", n=context.number(figures.total))
    names = context.declared_by
    return (
        f"{number} {_('according to {actor}', actor=names)}." if names else f"{number}."
    )


def decided_apart(context: Context) -> list[str]:
    """How many decisions people made apart, and how many of the answers agree."""
    decided = defaultdict[str, dict[str, object]](dict)
    for record in context.corpus.statements:
        for entry in record.apart:
            if not entry.seen:
                person = person_key(entry.by or "")
                decided[record.about][person] = (entry.says, entry.measures)
    together = [people for people in decided.values() if len(people) > 1]
    alike = sum(len(set(people.values())) == 1 for people in together)
    told = context.ngettext(
        "Two people decided on {n} {proposal}, alike for {alike}; unsettled "
        "differences are left out.",
        "Two people decided on {n} {proposals}, alike for {alike}; unsettled "
        "differences are left out.",
        len(together),
        alike=context.number(alike),
    )
    return [told] if together else []
