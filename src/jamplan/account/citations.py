"""The sentence to publish, on an item or all: claim, quote, source, complications."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from jamplan.account import whole
from jamplan.account.caveats import Caveat
from jamplan.account.clauses import (
    extents,
    manner_of,
    opposed,
    stated,
    what_of,
)
from jamplan.account.context import Context
from jamplan.account.items import last_words, outcome_in_brief
from jamplan.account.links import Link
from jamplan.account.quoting import (
    CUT,
    LONGEST,
    Citation,
    Cited,
    by_at,
    cited_of,
    complications_of,
    leading,
    links_to,
    quotes_of,
)
from jamplan.account.spans import Inline, bracketed, inline, plain
from jamplan.account.statements import (
    ToldStatement,
    nothing_on_record,
    statements,
)
from jamplan.account.vocabulary import (
    READ_AS,
    capitalised,
    ended,
    stop_after,
    title_of,
)
from jamplan.corpus.model import (
    Measure,
    Proposal,
    Source,
)
from jamplan.corpus.statements import Says, Statement
from jamplan.corpus.voices import Telling, Voice
from jamplan.counting.rules import TAKEN_UP
from jamplan.language import N_
from jamplan.language.folding import one_line
from jamplan.matching import positions

LONGEST_OF_SEVERAL = 500
"""The most characters if it has two objections or two quotes."""


def cite_item(
    context: Context, item: Proposal | Measure, *, full: bool = False
) -> list[Citation]:
    """The citations of an item, one a statement or conclusion, then its outcome.

    ``full`` gives the whole quote, all caveats and the whole reference of each source,
    whatever the length.
    """
    told = statements(context, item)
    citations = [cite(context, each, full=full) for each in told]
    if item.id in context.outcomes:
        citations.append(_cite_outcome(context, item, full=full))
    return citations or [nothing_on_record(context, item)]


def _cite_outcome(
    context: Context, item: Proposal | Measure, *, full: bool
) -> Citation:
    """What became of an item: each voice's last word, quoted, with complications.

    Quotes are left out if there is no room for those of all voices.
    """
    name = capitalised(context.item_name(item))
    if item.number:
        name = f"{name}, {context.language.quoted(title_of(item))}"
    # A title may be a question.
    name += stop_after(name)
    parts: list[str] = []
    against: list[str] = []
    evidence: list[Cited] = []
    for word in last_words(context, item):
        objections = [plain(each.sentence) for each in word.objections]
        parts += [plain(word.sentence), *objections]
        against += objections
        evidence += word.evidence
        for objection in word.objections:
            evidence += objection.evidence
    text = " ".join([name, *parts])
    if len(text) > LONGEST_OF_SEVERAL and not full:
        brief = capitalised(outcome_in_brief(context, item))
        text = " ".join([name, f"{brief}.", *against])
    return Citation(text, links_to(evidence))


def cite(context: Context, told: ToldStatement, *, full: bool = False) -> Citation:
    """The citation of a statement or a conclusion; ``full`` as for :func:`cite_item`.

    It has the caveats for which there is room, the weightiest first.
    """
    citation = cite_unlinked(context, told, full=full)
    quoted, sources = _quotes_and_sources(context, told)
    return replace(citation, links=_links(context, told, quoted, sources))


def cite_unlinked(
    context: Context, told: ToldStatement, *, full: bool = False
) -> Citation:
    """The same without its links, which are looked up in copies of sources."""
    parts = sum(piece.parts for piece in told.evidence if piece.words)
    longest = LONGEST_OF_SEVERAL if max(len(told.objections), parts) > 1 else LONGEST
    versions = _versions(context, told, full=full)
    fullest = next(versions)
    if full or len(fullest.text) <= longest:
        return fullest
    fitting = (each for each in versions if len(each.text) <= longest)
    # What nothing makes short enough loses nothing.
    return next(fitting, fullest)


def _versions(
    context: Context, statement: ToldStatement, *, full: bool
) -> Iterator[Citation]:
    """Yield a citation, fullest first.

    The next have no site, and do not name the document of a response, as the address
    that follows names both; then caveats in fewer words; then the quote ends with a
    clause; then they have fewer caveats, at least one unless an objection weighs more.
    What speaks against the statement is always whole.
    """
    quoted, sources = _quotes_and_sources(context, statement)
    claims = _claims(context, statement, quoted, sources, full=full)
    against = _all_against(context, statement)
    beside = _beside(context, statement, has_objections=bool(against))
    quotes = list(_shortened(quoted, context.corpus.language))
    # A caveat is worth more than the end of a quote, unless an objection says more.
    versions = [] if against else product(quotes, beside.notes[:3], claims)
    for words, told, claim in [*versions, *product(quotes, beside.notes, claims)]:
        text = " ".join(
            [claim.replace(_QUOTE, context.language.quoted(words)), *against]
        )
        left_out = beside.shorter[len(told) - beside.is_answer :]
        sentence = beside.sentence(context, told)
        yield Citation(f"{text}{sentence}", left_out=tuple(left_out))


def _claims(
    context: Context,
    statement: ToldStatement,
    quoted: list[Cited],
    sources: list[Source],
    *,
    full: bool,
) -> list[str]:
    """A claim with its place, without the site, and without a response's name.

    The sentence stands alone, so its first mention has the whole name.
    """
    where = _where(context, statement, sources, full=full)
    places = [where]
    if quoted and sources[0].date and not full:
        places.append(where.removeprefix(f"{context.site(sources[0])}, "))
    claims = []
    for place in places:
        claim = _claim(context, statement, place, quoted, whole_name=True)
        claims.append(capitalised("".join(claim)))
    of = context.of_document
    return claims + [claim.replace(of, "", 1) for claim in claims if of and of in claim]


def _all_against(context: Context, statement: ToldStatement) -> list[str]:
    """What speaks against a statement: its objections, and other voices' words."""
    against = [plain(objection.sentence) for objection in statement.objections]
    if statement.disputed:
        # All voices are told wherever one of them is, with the words of the others;
        # what speaks against this statement comes before the opposite of it.
        opposite = _words_against(context, statement)
        return [*against, f"{capitalised(statement.disputed)}.", *opposite]
    differing = extents(context, context.rows[statement.record.about])
    if differing:
        against.insert(0, f"{capitalised(differing)}.")
    return against


@dataclass(frozen=True, slots=True)
class _Notes:
    """The caveats beside a claim: as many as there is room for, in as many words."""

    notes: list[list[str]]
    """The fullest first."""
    shorter: list[str]
    """All of them, each in few words."""
    is_answer: bool
    """Whether they begin with that an acceptance is no outcome."""

    def sentence(self, context: Context, told: Sequence[str]) -> str:
        """Some of them as a sentence, after a space; empty without any."""
        note = context.gettext("; ").join(told)
        if not note:
            return ""
        if self.is_answer:
            return f" {note}."
        return context.gettext(" Note: {caveats}.", caveats=note)


def _beside(
    context: Context, statement: ToldStatement, *, has_objections: bool
) -> _Notes:
    """The caveats of a statement, fewer and shorter ones after each other."""
    is_answer = _is_answer(context, statement) and statement.counted
    always: list[str] = []
    if is_answer:
        texts = (whole.NOT_CARRIED_OUT, _NOT_DONE)
        always = [context.gettext(text).rstrip(".") for text in texts]
    in_sentence = [caveat for caveat in statement.caveats if caveat.in_sentence]
    if uncounted := uncounted_caveat(statement):
        in_sentence.insert(0, Caveat("uncounted", uncounted))
    caveats = [caveat.in_sentence for caveat in in_sentence]
    shorter = [caveat.short or caveat.in_sentence for caveat in in_sentence]
    least = min(len(caveats), 1)
    is_outweighed = has_objections or is_answer
    if in_sentence and is_outweighed and in_sentence[0].code in _OUTWEIGHED:
        least = 0
    notes = [[*always[:1], *caveats], [*always[:1], *shorter]]
    fewer = range(len(caveats), least - 1, -1)
    notes += [[*always[1:], *shorter[:number]] for number in fewer]
    return _Notes(notes, shorter, is_answer)


def _links(
    context: Context,
    statement: ToldStatement,
    quoted: Iterable[Cited],
    sources: Iterable[Source],
) -> tuple[Link, ...]:
    """The links of a claim, of its objections, and of what says the opposite."""
    named = {source.id for source in sources}
    evidence = [*quoted]
    evidence = evidence or [
        piece for piece in statement.evidence if piece.source in named
    ]
    for objection in statement.objections:
        evidence += objection.evidence
    for other in opposed(context, statement.record):
        evidence += cited_of(context, other)
        for objection in complications_of(context, other.objections):
            evidence += objection.evidence
    return links_to(evidence)


def _words_against(context: Context, statement: ToldStatement) -> Iterator[str]:
    """Yield the quotes of who says the opposite, named, and what speaks against."""
    for other in opposed(context, statement.record):
        quotes = quotes_of(context, other.evidence)
        if quotes:
            clause, colon = stated(context, other), context.gettext(": ")
            yield ended(capitalised(f"{clause}{colon}{plain(quotes[0])}"))
        for objection in complications_of(context, other.objections):
            yield plain(objection.sentence)


def claim_of(context: Context, statement: ToldStatement) -> Inline:
    """The claim of a statement with its whole quote, where and when.

    What complicates it is left out.

    Its item is not named, as a reader has just read its title. The quote leads to its
    sentence.
    """
    quoted, sources = _quotes_and_sources(context, statement)
    where = _where(context, statement, sources, full=False)
    _item, claim = _claim(context, statement, where, quoted, whole_name=False)
    before, sign, after = capitalised(claim).partition(_QUOTE)
    if not sign:
        return inline(before)
    words = replace(context.quoted(_whole(quoted)), lang=None)
    (link, *_others) = [*links_to(quoted), None]
    return inline(before, leading(words, link), after)


def uncounted_caveat(statement: ToldStatement) -> str:
    """Why a statement does not count, unless what is told beside it says so."""
    return "" if statement.disputed else statement.uncounted


def _is_answer(context: Context, statement: ToldStatement) -> bool:
    """Whether it is an acceptance in a response."""
    carries_out = manner_of(context, statement.record).carries_out
    return not carries_out and statement.record.group in TAKEN_UP


def _quotes_and_sources(
    context: Context, statement: ToldStatement
) -> tuple[list[Cited], list[Source]]:
    """The quotes of a claim, all of one source, if any; and the sources it names.

    A second quote of a source holds the condition that the first has no room for.
    """
    # A comparison rests on both texts, a statement on its quote.
    compared = statement.record.is_compared
    quoted = [piece for piece in statement.evidence if piece.words and not compared]
    # The speaker's own publication first.
    quoted.sort(
        key=lambda piece: (
            context.corpus.source[piece.source].publisher != statement.voice.via
        )
    )
    ids = list(dict.fromkeys(piece.source for piece in statement.evidence))
    named = ids if compared else [quoted[0].source] if quoted else ids[:1]
    same = [piece for piece in quoted if piece.source == quoted[0].source]
    return same, [context.corpus.source[name] for name in named]


_CUT_BEFORE = "[…] "
_GAP = f"{CUT} "
"""The sign between two quotes of one source."""
_QUOTE = "\0"
"""The place of the quote, which is filled in once its length is known."""


_TOLD: Mapping[Telling, str] = {
    Telling.SPEAKS: N_("According to {who}, {quote} ({where})."),
    Telling.QUOTED: N_("{who}, quoted by {via}: {quote} ({where})."),
    Telling.REPORTED: N_("As {via} reports, {said}: {quote} ({where})."),
    Telling.UNCLEAR: N_(
        "Sentence {by_via} that does not say whose idea it was: {quote} ({where})."
    ),
}
"""A claim with its quote, by how it is told."""


def _claim(
    context: Context,
    statement: ToldStatement,
    where: str,
    quoted: Sequence[Cited],
    *,
    whole_name: bool,
) -> tuple[str, str]:
    """What a claim is about if no quote says it, and who states what, where and when.

    The claim has a place for its quote, which its gloss follows, and a further quote
    with its own.
    """
    _ = context.gettext
    item = _item_named(context, statement)
    if not quoted:
        where = _without_name(context, statement.voice.via, where)
        evidence = bracketed(where)
        return f"{item}{_(': ')}", ended(f"{statement.stated}{evidence}")
    fields = _names(context, statement, quoted[0].source, whole_name=whole_name)
    voice = context.voice(statement.record, quoted[0].source)
    place = _without_name(context, voice.via, where)
    fields |= {"quote": _quote(quoted), "where": place}
    says_more = statement.record.says not in _SAID_BY_THE_QUOTE
    if voice.telling is Telling.SPEAKS and (
        context.manner.speaks_for_itself or says_more
    ):
        # What an answer amounts to is told before its words; of others, that they say
        # so.
        is_answer = voice.who == context.document_of(statement.record).publisher
        if context.manner.answers_each and is_answer:
            place = by_at(context, voice.who, where)
            fields["said"] = what_of(context, statement.record)
        return f"{item}, ", f"{fields['said']}{_(': ')}{fields['quote']} ({place})."
    if voice.telling is Telling.INTERPRETED:
        head = f"{item}{_(': ')}" * context.manner.answers_each
        return head, _read(context, statement.record, voice, fields)
    head = f"{item}{_(': ')}" if voice.telling is not Telling.SPEAKS else ""
    is_plain = voice.telling in {Telling.UNCLEAR, Telling.QUOTED}
    if is_plain and not context.manner.speaks_for_itself:
        head = ""
    told = _(_TOLD[voice.telling], **fields)
    # A name keeps its capital.
    is_name = voice.telling is Telling.QUOTED
    return head, told if is_name or not head else told[:1].lower() + told[1:]


def _read(
    context: Context, record: Statement, voice: Voice, fields: dict[str, str]
) -> str:
    """Who reads what in whose sentence, if its speaker is not its publisher."""
    what = context.gettext(READ_AS[record.says])
    if voice.who != voice.via:
        what = f"{what} {fields['by_who']}"
    return context.ngettext(
        "{reader} reads in this sentence {by_via} {what}: {quote} ({where}).",
        "{reader} read in this sentence {by_via} {what}: {quote} ({where}).",
        context.readers(record.by),
        **(fields | {"reader": context.reader(record.by), "what": what}),
    )


def _without_name(context: Context, actor: str | None, where: str) -> str:
    """A place; if the sentence names its publisher, without the name or a site."""
    return where.removeprefix(f"{context.named(actor).text}, ") if actor else where


_SAID_BY_THE_QUOTE = frozenset({Says.IN_FULL, Says.TAKEN_UP})
"""What the words of a source that takes up a proposal say by themselves."""


def _names(
    context: Context, statement: ToldStatement, source: str, *, whole_name: bool
) -> dict[str, str]:
    """Who says a quote, who prints it, and what the publisher says of the speaker."""
    voice = context.voice(statement.record, source)
    named = context.whole_name if whole_name else context.called
    fields: dict[str, str] = {}
    for name, actor in (("who", voice.who), ("via", voice.via)):
        if actor is not None:
            called = named(actor)
            fields |= {name: called, f"by_{name}": context.language.by_name(called)}
    if voice.who is not None:
        what = what_of(context, statement.record)
        is_refused = statement.record.says is Says.REFUSED
        said = N_("refused {by_who}") if is_refused else N_("{what} according to {who}")
        fields["said"] = context.gettext(said, what=what, **fields)
    return fields


def _item_named(context: Context, statement: ToldStatement) -> str:
    """The item of a claim whose quote does not name it: measure or answer's number.

    It is named with its measure; of a response, by its number.
    """
    if context.manner.answers_each:
        return context.name_of(statement.proposal)
    item = one_line(statement.proposal.title)
    if statement.measure is None or statement.record.group not in TAKEN_UP:
        return item
    return f"{item} → {one_line(statement.measure.title)}".rstrip(".")


def _is_quoted(statement: ToldStatement) -> bool:
    return any(piece.words for piece in statement.evidence)


def _quote(quoted: Sequence[Cited]) -> str:
    """The place of the quotes of one source, with its gloss, and further quotes.

    The gloss is that of the first quote; further quotes are told if they have a gloss.
    """
    gloss = f", {quoted[0].gloss}" if quoted[0].gloss else ""
    return f"{_QUOTE}{gloss}" + "".join(
        f" ({plain(each.quote)})" for each in quoted[1:] if each.gloss
    )


_OUTWEIGHED = frozenset({"single-source", "extent-not-stated"})
"""The caveats that weigh less than an objection, by code."""
_NOT_DONE = N_("Accepting is not doing.")
"""That an acceptance is no outcome, where there is little room."""
_CLAUSE_END = re.compile(r"[.;:!?…](?=\s)|,(?=\s)")
_RELATIVE = re.compile(r",\s(?:who|which|whose|qui|dont|où)\b")
"""What begins a clause amid another one.

« cette mission, qui fait suite au rapport, sera créée ».
"""


def _whole(quoted: Sequence[Cited]) -> str:
    """The quotes of one source as one; a further quote with a gloss comes after."""
    texts = [
        piece.words
        for number, piece in enumerate(quoted)
        if not (number and piece.gloss)
    ]
    # The sign of a gap is there already if a sentence goes on, or the next quote begins
    # amid one.
    ends = [text.removesuffix(CUT) for text in texts[:-1]] + texts[-1:]
    begins = [text.removeprefix(_CUT_BEFORE) for text in ends[1:]]
    return _GAP.join([*ends[:1], *begins])


def _shortened(quoted: Sequence[Cited], code: str) -> Iterator[str]:
    """The quotes; of one alone, then its beginnings by clause, the longest first.

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
            yield f"{quote[:end]}{CUT}"


def _where(
    context: Context,
    statement: ToldStatement,
    sources: Sequence[Source],
    *,
    full: bool,
) -> str:
    """The sites and dates of a claim; of a comparison, with the words of both texts."""
    is_compared = statement.record.is_compared and _is_quoted(statement)
    places = {}
    for source in sources:
        place = plain(context.consulted(source)) if full else context.place(source)
        places[source.id] = place
    if not is_compared:
        return context.gettext("; ").join(places.values())
    texts = ((plain(each.quote), places[each.source]) for each in statement.evidence)
    return context.language.listed(
        [f"{text} ({place})" if text else place for text, place in texts]
    )


def _limits(text: str, code: str) -> bool:
    """Whether a part of a sentence has a condition, contrast, negation or speaker."""
    words = positions.position_reader(code).words
    return any(
        words[kind].search(positions.plain(text))
        for kind in ("conditions", "contrasts", "negations", "hedges")
    )
