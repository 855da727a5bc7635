"""The sentence to publish, on an item or on the whole: claim, quote, source, date, complications."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from jamplan.corpus.model import (
    Basis,
    Claim,
    Extent,
    Measure,
    Proposal,
    SearchOf,
    Source,
    TitleBasis,
)
from jamplan.counting.figures import OPEN, Kind, answer_of
from jamplan.counting.rules import Status
from jamplan.language import N_
from jamplan.language.folding import first_sentence, one_line
from jamplan.matching import positions
from jamplan.reports import whole
from jamplan.reports.blocks import Paragraph, address, joined, plain
from jamplan.reports.context import Context
from jamplan.reports.labels import (
    capitalised,
    ended,
    label,
    ngettext,
    number_of,
    title_of,
)
from jamplan.reports.statements import (
    Cited,
    Form,
    Statement,
    cited,
    statement,
    statements,
)

LONGEST = 300
"""The most characters of a citation before its addresses."""
LONGEST_OF_SEVERAL = 450
"""The most characters if it has two objections or two quotes."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence to publish, and the addresses at which it can be checked."""

    text: str
    addresses: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """The caveats for which it has no room, in few words."""

    def __str__(self) -> str:
        """The sentence with its addresses after it."""
        return " ".join((self.text, *self.addresses))


def citation_block(citation: Citation) -> Paragraph:
    """A citation as a paragraph, with its addresses after it."""
    return Paragraph(joined([citation.text, *map(address, citation.addresses)], " "))


def cite_item(
    context: Context, item: Proposal | Measure, *, full: bool = False
) -> list[Citation]:
    """The citations of an item, one for each statement and conclusion on record.

    ``full`` gives the whole quote, all caveats and the whole reference of each source, whatever the
    length.
    """
    citations = [
        cite(context, each, full=full)
        for each in statements(context, item, Form.CITATION)
    ]
    return citations or [nothing_on_record(context, item)]


def cite(context: Context, told: Statement, *, full: bool = False) -> Citation:
    """The citation of a statement or a conclusion; ``full`` as for :func:`cite_item`.

    It has the same caveats in all languages: those for which each of them has room.
    """
    parts = sum(piece.parts for piece in told.evidence if piece.words)
    longest = LONGEST_OF_SEVERAL if max(len(told.objections), parts) > 1 else LONGEST
    versions = [_versions(context, told, full=full)]
    for other in [] if full else context.in_others:
        translated = statement(other, told.record, Form.CITATION)
        versions.append(_versions(other, translated, full=False))
    found: list[Citation] = []
    for alike in zip(*versions, strict=True):
        own: Citation = alike[0]
        found.append(own)
        if full or max(len(each.text) for each in alike) <= longest:
            return own
    # What nothing makes short enough loses nothing.
    return found[0]


def _versions(
    context: Context, statement: Statement, *, full: bool
) -> Iterator[Citation]:
    """Yield a citation, fullest first.

    The next have no site, and do not name the document of a response, as the address that follows names
    both; then caveats in fewer words; then the quote ends with a clause; then they have fewer caveats,
    at least one unless an objection weighs more. What speaks against the statement is always whole.
    """
    _ = context.gettext
    quoted, sources = _quotes_and_sources(context, statement)
    # The sentence stands alone, so its first mention has the whole name.
    name = context.whole_name(statement.record.claimed_by)
    where = _where(context, statement, sources, full=full)
    claims = [capitalised("".join(_claim(context, statement, name, where, quoted)))]
    if quoted and sources[0].date and not full:
        short = where.removeprefix(f"{context.site(sources[0])}, ")
        claims.append(
            capitalised("".join(_claim(context, statement, name, short, quoted)))
        )
    of = _of_document(context)
    claims += [claim.replace(of, "", 1) for claim in claims if of and of in claim]
    against = [plain(objection.sentence) for objection in statement.objections]
    is_accepted = bool(statement.acceptance) and statement.counted
    always = [
        _(text).rstrip(".")
        for text in (whole.NOT_CARRIED_OUT, _NOT_DONE)
        if is_accepted
    ]
    caveats = [*filter(None, [uncounted_caveat(statement)]), *statement.caveats]
    measure = statement.measure
    number = one_line(measure.number or measure.id) if measure else ""
    in_short = {
        _(text, number=number): _(short, number=number)
        for text, short in _SHORTER.items()
    }
    shorter = [in_short.get(caveat, caveat) for caveat in caveats]
    outweighed = {
        _("no other source found says so"),
        _("single source"),
        _("extent not stated"),
    }
    least = (
        0 if not caveats or ((against or always) and caveats[0] in outweighed) else 1
    )
    notes = [[*always[:1], *caveats], [*always[:1], *shorter]]
    notes += [
        [*always[1:], *shorter[:number]]
        for number in range(len(caveats), least - 1, -1)
    ]
    quotes = list(_shortened(quoted, context.corpus.language))
    # A caveat is worth more than the end of a quote, unless an objection says more.
    versions = [] if against else product(quotes, notes[:3], claims)
    evidence = [
        piece for objection in statement.objections for piece in objection.evidence
    ]
    addresses = _addresses(
        [*(source.url for source in sources), *(piece.url for piece in evidence)]
    )
    for words, told, claim in [*versions, *product(quotes, notes, claims)]:
        if note := _("; ").join(told):
            note = f" {note}." if always else _(" Note: {caveats}.", caveats=note)
        said = claim.replace(_QUOTE, context.language.quoted(words))
        left_out = shorter[len(told) - bool(always) :]
        yield Citation(" ".join([said, *against]) + note, addresses, tuple(left_out))


def _addresses(urls: Iterable[str | None]) -> tuple[str, ...]:
    """The addresses, each once."""
    return tuple(one_line(url) for url in dict.fromkeys(urls) if url)


def claim_of(context: Context, statement: Statement) -> str:
    """The claim of a statement with its whole quote, where and when; without what complicates it.

    Its item is not named, as a reader has just read its title.
    """
    quoted, sources = _quotes_and_sources(context, statement)
    where = _where(context, statement, sources, full=False)
    _item, claim = _claim(context, statement, statement.claimant, where, quoted)
    return capitalised(claim.replace(_QUOTE, context.language.quoted(_whole(quoted))))


def uncounted_caveat(statement: Statement) -> str:
    """That the rule does not count a statement, unless the claim says so; empty if it does."""
    ambiguous = statement.strength is Basis.AMBIGUOUS
    says_so = _is_quoted(statement) and not statement.acceptance
    return "" if ambiguous and says_so else statement.uncounted


def _quotes_and_sources(
    context: Context, statement: Statement
) -> tuple[list[Cited], list[Source]]:
    """The quotes of a claim, all of one source, if there are any; and the sources that it names.

    A second quote of a source holds the condition that the first has no room for.
    """
    # A comparison rests on both texts, a statement on its quote.
    compared = statement.strength is Basis.COMPARED
    quoted = [piece for piece in statement.evidence if piece.words and not compared]
    ids = list(dict.fromkeys(piece.source for piece in statement.evidence))
    named = ids if compared else [quoted[0].source] if quoted else ids[:1]
    same = [piece for piece in quoted if piece.source == quoted[0].source]
    return same, [context.corpus.source[name] for name in named]


_CUT = " […]"
_GAP = f"{_CUT} "
"""The sign between two quotes of one source."""
_QUOTE = "\0"
"""The place of the quote, which is filled in once its length is known."""


_CLAIM = N_("{verdict}, according to {actor}{evidence}.")
_UNQUOTED = {
    None: N_("statement without its words"),
    Basis.COMPARED: N_("comparison of the texts"),
    Basis.AMBIGUOUS: N_("ambiguous statement"),
}


def _claim(
    context: Context,
    statement: Statement,
    name: str,
    where: str,
    quoted: Sequence[Cited],
) -> tuple[str, str]:
    """What a claim is about if no quote says it, and who states what, where and when.

    The claim has a place for its quote, which its gloss follows, and a further quote with its own.
    """
    _ = context.gettext
    quote = _quote(quoted) if quoted else ""
    day = where.removeprefix(f"{context.named(statement.record.claimed_by).text}, ")
    bracketed = ", ".join(filter(None, (quote, day)))
    fields = {"actor": name, "where": day, "quote": quote}
    fields["evidence"] = f" ({bracketed})" if bracketed else ""
    item, colon = one_line(statement.proposal.title), _(": ")
    if statement.measure is None:
        item = (
            name_of(context, statement.proposal) if context.corpus.is_response else item
        )
        return f"{item}{colon}", _(_CLAIM, **fields, verdict=statement.wording)
    if statement.acceptance:
        by = _by(context, statement.record.claimed_by, where)
        said = f"{statement.acceptance}{quote and colon}{quote} ({by})."
        return f"{name_of(context, statement.proposal)}, ", said
    pair = f"{item} → {one_line(statement.measure.title)}".rstrip(".")
    if statement.strength is Basis.COMPARED and _is_quoted(statement):
        fields["evidence"] = f"{colon}{where}"
        named = "" if all(piece.words for piece in statement.evidence) else f"{pair}, "
        return named, _(_CLAIM, **fields, verdict=_(_UNQUOTED[Basis.COMPARED]))
    if not quoted:
        verdict = _(_UNQUOTED.get(statement.strength, _UNQUOTED[None]))
        return f"{pair}{colon}", _(_CLAIM, **fields, verdict=verdict)
    match statement.strength:
        case Basis.EXPLICIT:
            claim = N_("According to {actor}, {quote} ({where}).")
        case Basis.IMPLICIT:
            claim = N_("As implied by {actor}: {quote} ({where}).")
        case _ if statement.counted:
            claim = N_("According to {actor}, ambiguously: {quote} ({where}).")
        case _:
            claim = N_(
                "Not counted, because the sentence is ambiguous: {quote} ({actor}, {where})."
            )
            fields["actor"] = context.named(statement.record.claimed_by).text
    return "", _(claim, **fields)


def _is_quoted(statement: Statement) -> bool:
    return any(piece.words for piece in statement.evidence)


def _quote(quoted: Sequence[Cited]) -> str:
    """The place of the quotes of one source, the gloss of the first, further ones with a gloss."""
    gloss = f", {quoted[0].gloss}" if quoted[0].gloss else ""
    return f"{_QUOTE}{gloss}" + "".join(
        f" ({plain(each.quote)})" for each in quoted[1:] if each.gloss
    )


_SHORTER = {
    N_("no other source found says so"): N_("single source"),
    N_(
        "the sentence does not say whose idea it is, and no other source found mentions it"
    ): N_("whose idea is unclear; single source"),
    N_("the source states a need, and proposes nothing"): N_("a need, and no proposal"),
    N_("match with {measure} {number} inferred"): N_("{measure} {number} inferred"),
}
"""Caveats in the words that they have where there is little room."""
_NOT_DONE = N_("Accepting is not doing.")
"""That an acceptance is no outcome, where there is little room."""
_CLAUSE_END = re.compile(r"[.;:!?…](?=\s)|,(?=\s)")
_RELATIVE = re.compile(r",\s(?:who|which|whose|qui|dont|où)\b")
"""What begins a clause amid another one: « cette mission, qui fait suite au rapport, sera créée »."""


def _whole(quoted: Sequence[Cited]) -> str:
    """The quotes of one source as one; a further quote with a gloss is told after them."""
    texts = [
        piece.words
        for number, piece in enumerate(quoted)
        if not (number and piece.gloss)
    ]
    # Each quote but the last is followed by the sign of a gap already, if its sentence goes on.
    return _GAP.join([*(text.removesuffix(_CUT) for text in texts[:-1]), *texts[-1:]])


def _shortened(quoted: Sequence[Cited], code: str) -> Iterator[str]:
    """The quotes; of a single one, then what is before the end of each clause, the longest first.

    Nothing is left out that limits what is said.
    """
    yield _whole(quoted)
    if len(quoted) != 1 or quoted[0].parts > 1:
        return
    quote = quoted[0].words
    ends = [0, *(match.start() for match in _CLAUSE_END.finditer(quote)), len(quote)]
    for before, end, after in reversed([*zip(ends, ends[1:], ends[2:], strict=False)]):
        if _limits(quote[end:after], code):
            return
        # « Ainsi, … » says nothing without what follows.
        is_clause = end - before > 30 or (quote[end] == "." and not before and end > 4)
        is_clause = is_clause and not _RELATIVE.match(quote, before)
        # No citation has room for a longer one.
        if is_clause and (end <= LONGEST_OF_SEVERAL or not before):
            yield f"{quote[:end]}{_CUT}"


def _where(
    context: Context, statement: Statement, sources: Sequence[Source], *, full: bool
) -> str:
    """The sites and dates of a claim, and whose words it has; of a comparison, both texts."""
    is_compared = statement.strength is Basis.COMPARED and _is_quoted(statement)
    places = {}
    for source in sources:
        place = plain(context.consulted(source)) if full else context.place(source)
        is_own = is_compared or source.publisher in {None, statement.record.claimed_by}
        places[source.id] = place if is_own else _by(context, source.publisher, place)
    if not is_compared:
        return context.gettext("; ").join(places.values())
    texts = ((plain(each.quote), places[each.source]) for each in statement.evidence)
    return context.language.listed(
        [f"{text} ({place})" if text else place for text, place in texts]
    )


def _limits(text: str, code: str) -> bool:
    """Whether a part of a sentence has a condition, a contrast or a negation."""
    words = positions.position_reader(code).words
    return any(
        words[kind].search(positions.plain(text))
        for kind in ("conditions", "contrasts", "negations")
    )


def nothing_on_record(context: Context, item: Proposal | Measure) -> Citation:
    """That nothing is on record, and what a search for statements on record consulted, and when.

    Of a response, it is the answer that bears the item's number.
    """
    _ = context.gettext
    corpus = context.corpus
    on_all = claims_on_all(context, item)
    texts = [
        f"{whole.general_claim(context, claim)}{_first_place(context, claim)}."
        for claim in on_all
    ]
    beside = [piece for claim in on_all for piece in cited(context, claim.evidence)]
    to_review = f"{capitalised(label(context.language, Status.UNREVIEWED))}."
    if answer := answer_of(corpus, item):
        evidence = cited(context, answer.evidence)
        own = one_line(answer.text or "")
        if answer.title_basis is not TitleBasis.SHORTENED:
            # A title that is read has no full stop, the sentence has.
            own = f"{ended(one_line(answer.title))} {own}".strip()
        # A page may end amid a sentence.
        words = context.language.quoted(own if ended(own) == own else f"{own}{_CUT}")
        place = plain(evidence[0].place) if evidence else ""
        where = _by(context, corpus.plan_document.publisher, place)
        name = name_of(context, item)
        answered = _(
            "{item}, answer: {words} ({where}).", item=name, words=words, where=where
        )
        is_open = _takes_no_position(context, answer)
        status = (
            _("No express acceptance or rejection: to review.")
            if is_open
            else to_review
        )
        told = " ".join([answered, status, *texts])
        told = (
            told if len(told) <= LONGEST else told.replace(_of_document(context), "", 1)
        )
        return Citation(told, _addresses(each.url for each in [*evidence, *beside]))
    if isinstance(item, Measure) and item.number:
        return Citation(
            f"{context.numbered(item)}{_(': ')}{_('no statement known here')}."
        )
    looked_for = _looked_for(context, item)
    if looked_for and isinstance(item, Proposal):
        looked_for += f" {to_review}"
    unknown = _("No statement on record on “{title}”: to review.", title=title_of(item))
    return Citation(
        " ".join([looked_for or unknown, *texts]),
        _addresses(each.url for each in beside),
    )


def claims_on_all(context: Context, item: Proposal | Measure) -> list[Claim]:
    """The general statements on all proposals: each is one on a proposal too."""
    counts = {
        declared.count for declared in context.corpus.proposals_document.declared[:1]
    }
    claims = context.corpus.claims if isinstance(item, Proposal) else ()
    return [claim for claim in claims if claim.quantity in counts]


def _first_place(context: Context, claim: Claim) -> str:
    """« (parallelparliament.co.uk, 2025) », with a space before it; empty without evidence."""
    sources = [context.corpus.source[piece.source] for piece in claim.evidence[:1]]
    return "".join(f" ({context.place(source)})" for source in sources)


def _takes_no_position(context: Context, answer: Measure) -> bool:
    """Whether a person noted what would settle an answer, which reads as no position."""
    corpus, text = context.corpus, f"{answer.title} {answer.text or ''}"
    noted = any(
        each.would_change and answer_of(corpus, each) is answer
        for each in corpus.proposals
    )
    reader = positions.position_reader(corpus.plan_document.language)
    return noted and not reader.statements(positions.plain(text))


def _by(context: Context, actor: str | None, where: str) -> str:
    """A site and date after who says it, unless the publisher's name takes the place of a site."""
    name = context.named(actor).text if actor else ""
    return where if where.startswith(name) else ", ".join(filter(None, (name, where)))


def name_of(context: Context, item: Proposal | Measure) -> str:
    """What a proposal of a response is called: by its number in its document, else its title."""
    if not item.number:
        return context.language.quoted(title_of(item))
    return f"{context.gettext('{Proposal}')} {number_of(item)}{_of_document(context)}"


def _of_document(context: Context) -> str:
    """« de « Plan d’action » », of the document that proposes; empty if its title is not known."""
    title = one_line(context.corpus.proposals_document.title or "")
    return (
        context.gettext(" in {title}", title=context.language.quoted(title))
        if title
        else ""
    )


def _looked_for(context: Context, item: Proposal | Measure) -> str:
    """What a search for statements on record consulted without finding one; empty without a search."""
    sources, day = context.consulted_for(SearchOf.STATEMENTS, item.id)
    if not sources or day is None:
        return ""
    return context.ngettext(
        "The one source consulted (as of {date}) does not mention {title} being taken up.",
        "None of the {n} sources consulted (as of {date}) mentions {title} being taken up.",
        len(sources),
        date=context.language.date(day),
        title=title_of(item),
    )


_ACCEPTED: Mapping[Kind, tuple[str, str]] = {
    Status.ADOPTED: ngettext("accepted {n}", "accepted {n}"),
    Status.PARTIAL: ngettext("partly accepted {n}", "partly accepted {n}"),
    Extent.PRINCIPLE: ngettext(
        "accepted {n} in principle", "accepted {n} in principle"
    ),
}
"""What a response does, in whole, in part, in principle."""
LONGEST_OF_WHOLE = 400
"""The most characters of the sentence on the whole before its addresses."""
MOST_UNDECIDED = 2
"""The most items to review whose answers are quoted in the sentence on the whole."""


def whole_citation(context: Context, *, alone: bool = False) -> Citation:
    """The sentence on the whole to publish, and the addresses at which it can be checked.

    ``alone`` it names the document that proposes, unless it has an only claimant and names the plan.
    """
    _, corpus, figures = context.gettext, context.corpus, context.figures
    sources = [
        piece.source
        for row in figures.rows
        for link in row.counted
        for piece in link.evidence
    ]
    of = _of_document(context) if alone else ""
    if context.corpus.is_response and len(figures.claimants) == 1:
        sentences = [
            *whole_response(context, of),
            *elsewhere(context),
            _(whole.NOT_CARRIED_OUT),
        ]
        claims = (
            claim for claim in corpus.claims if claim.claimed_by in figures.claimants
        )
        sources += [piece.source for claim in claims for piece in claim.evidence]
    elif len(figures.claimants) == 1:
        sentences = [_who_says_where(context)]
        sources += [
            piece.source
            for objection in corpus.objections[:1]
            for piece in objection.evidence
        ]
    else:
        first, *others = (
            whole.in_brief(context) if figures.claimants else [whole.headline(context)]
        )
        items = whole.all_items(context)
        sentences = [first.replace(items, f"{items}{of}", 1), *others]
    return Citation(
        " ".join(sentences), _addresses(corpus.source[source].url for source in sources)
    )


def _who_says_where(context: Context) -> str:
    """What the only claimant says, what is not established, and what speaks against all statements.

    The plan has its title and date, else its short name, as far as there is room.
    """
    _, document = context.gettext, context.corpus.plan_document
    counts = context.status_text(*OPEN)
    against = plain(whole.against_in_short(context)).rstrip(".")
    against = against[:1].lower() + against[1:] if counts else against
    beside = _("; ").join(filter(None, (counts, against)))
    when = f" ({context.language.date(document.date)})" if document.date else ""
    for name, day in ((document.title, when), (document.short_name, ""), ("", "")):
        named = context.language.quoted(context.data(name).text) if name else ""
        place = _("in {document}", document=named) + day if named else ""
        told = plain(whole.source_and_total(context, place)) + (
            f" {beside}." if beside else ""
        )
        if name and len(told) <= LONGEST_OF_WHOLE:
            break
    return told


def whole_response(context: Context, of: str = "") -> Iterable[str]:
    """Yield what a response accepts ``of`` a document, and what it leaves open with its words."""
    _, figures = context.gettext, context.figures
    (actor,) = figures.claimants
    date = context.corpus.plan_document.date
    kinds = Counter(row.kind for row in figures.rows)
    accepted = [
        context.ngettext(*_ACCEPTED[kind], kinds[kind])
        for kind in _ACCEPTED
        if kinds[kind]
    ]
    told = context.ngettext(
        "Of {n} {proposal}{of}, {actor}{when} {counts}.",
        "Of {n} {proposals}{of}, {actor}{when} {counts}.",
        figures.total,
        of=of,
        actor=context.called(actor),
        when=f" ({context.language.date(date)})" if date else "",
        counts=context.language.listed(accepted),
    )
    yield capitalised(told)
    yield from whole.implied(context)
    undecided = figures.with_status(Status.UNREVIEWED)
    answers = (
        answer_of(context.corpus, row.proposal)
        for row in undecided[: MOST_UNDECIDED + 1]
    )
    known = [
        answer for answer in answers if answer and _takes_no_position(context, answer)
    ]
    left = [
        status for status in Status if status not in {Status.ADOPTED, Status.PARTIAL}
    ]
    if len(known) == len(undecided) <= MOST_UNDECIDED:
        left.remove(Status.UNREVIEWED)
        for row, answer in zip(undecided, known, strict=True):
            undecided_item = _(
                "{Proposal} {number}, neither expressly accepted nor rejected: {words}",
                number=number_of(row.proposal),
                words=context.language.quoted(
                    first_sentence(one_line(answer.text or answer.title))
                ),
            )
            yield ended(undecided_item)
    yield from whole.the_rest(context, *left)


def elsewhere(context: Context) -> Iterable[str]:
    """Yield the other numbers that the author of a response gives, and where."""
    (actor,) = context.figures.claimants
    for claim in whole.other_counts(context, actor):
        yield context.ngettext(
            "Elsewhere the same publisher says {n} was accepted{where}.",
            "Elsewhere the same publisher says {n} were accepted{where}.",
            claim.quantity or 0,
            where=_first_place(context, claim),
        )
