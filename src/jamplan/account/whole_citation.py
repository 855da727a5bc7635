"""The sentence on the whole to publish: counts, exceptions, voices, and addresses."""

from collections.abc import Iterator

from jamplan.account import whole
from jamplan.account.clauses import (
    EXCEPTIONS,
    acceptances,
    disputed,
    disputes,
    exceptions_by_number,
    in_each_document,
    readings,
    stated,
    voices_of_row,
)
from jamplan.account.context import Context
from jamplan.account.links import Link, links_of
from jamplan.account.quoting import Citation, Cited, cited, cited_of
from jamplan.account.spans import plain
from jamplan.account.statements import answers_to_review, first_place
from jamplan.account.totals import (
    general_claim,
    latest_totals,
    number_in,
    totals_by_voice,
)
from jamplan.account.vocabulary import capitalised, ended
from jamplan.counting.statuses import Status
from jamplan.language.folding import one_line

LONGEST_OF_WHOLE = 400
"""The most characters of the sentence on the whole before its addresses."""


def whole_citation(context: Context, *, alone: bool = False) -> Citation:
    """The sentence on the whole to publish, and the addresses to check it at.

    What is said of single items comes before what is said in general; what has no room
    is left out. ``alone`` it names the documents, and who publishes the one that
    proposes.
    """
    documents = _documents(context) if alone else [""]
    # What is said is worth more than the title of the document, and than a noun.
    versions = [_fitted(context, of) for of in documents]
    versions.append(_fitted(context, documents[-1], brief=True))
    fitting = [told for told in versions if len(" ".join(told)) <= LONGEST_OF_WHOLE]
    told = max(fitting or versions[-1:], key=len)
    text = " ".join(told)
    return Citation(text, _links_of_whole(context, text))


def _fitted(context: Context, documents: str, *, brief: bool = False) -> list[str]:
    """The sentences on the whole for which there is room, by their weight."""
    counts, colon = _all_counts(context, brief=brief), context.gettext(": ")
    first = f"{whole.all_items(context)}{documents}"
    first += f"{colon}{counts}." * bool(counts) or "."
    if not context.is_reviewed:
        first = ended(plain(whole.headline_sentences(context)[0]))
    if not context.has_document:
        first = f"{whole.all_items(context)}{documents}."
    exceptions = _of_exceptions(context, LONGEST_OF_WHOLE - len(first) - 1)
    told = [*filter(None, [first, exceptions])]
    for sentence in filter(None, _on_the_whole(context)):
        if len(" ".join([*told, sentence])) > LONGEST_OF_WHOLE:
            break
        told.append(sentence)
    return told


def _of_exceptions(context: Context, room: int) -> str:
    """What is disputed, refused or left open, with voices and days as room allows.

    Of what is disputed they are told first; else it is told by number.
    """
    name, colon = context.item_name, context.gettext(": ")
    voices: dict[Status, list[str]] = {status: [] for status in EXCEPTIONS}
    for row in context.figures.with_status(*EXCEPTIONS):
        told = disputed(context, row.proposal) or voices_of_row(context, row)
        told = told or stated(context, row.counted[0], day=True)
        voices[row.status].append(f"{capitalised(name(row.proposal))}{colon}{told}.")
    others = exceptions_by_number(context, *EXCEPTIONS[1:], day=True)
    versions = [
        [each for told in voices.values() for each in told],
        [*voices[Status.CONTESTED], *others],
        [*voices[Status.CONTESTED], *exceptions_by_number(context, *EXCEPTIONS[1:])],
        exceptions_by_number(context, day=True),
        exceptions_by_number(context),
    ]
    texts = [" ".join(version) for version in versions]
    return next((text for text in texts if len(text) <= room), texts[-1])


def _documents(context: Context) -> list[str]:
    """« de « Plan » (X, 2025), réponse du ministère »; without title, without X.

    Who publishes the document is left out only if the sentence says so of the only
    source.
    """
    corpus, document = context.corpus, context.corpus.proposals_document
    publisher, day, name = document.publisher, "", ""
    if document.date:
        day = context.language.date(document.date)
    if publisher:
        name = context.named(publisher).text
    answers = "".join(f", {name}" for name in context.names[1:] if name)
    published = ", ".join(filter(None, [name, day]))
    told = f" ({published}){answers}" * bool(published) or answers
    title = document.title
    if not title and document.source:
        title = corpus.source[document.source].title
    versions = [told]
    if title:
        quoted = context.language.quoted(context.language.nested(one_line(title)))
        versions = [f"{context.gettext(' in {title}', title=quoted)}{told}", told]
    if day and publisher == context.figures.sole_publisher:
        versions.append(f" ({day}){answers}")
    return versions


def _all_counts(context: Context, *, brief: bool) -> str:
    """How many items have each status, but for those told by number.

    Of a plan, it says who counts them.
    """
    statuses = [each for each in Status if each not in EXCEPTIONS]
    counts = context.status_text(*statuses, brief=brief)
    if not context.positions or not counts:
        return counts
    return whole.tallied(context, counts)


def _on_the_whole(context: Context) -> Iterator[str]:
    """Yield what else is said of the whole, what weighs most first."""
    yield from whole.scope(context)
    if not context.has_document:
        yield from totals_by_voice(context)
        yield from disputes(context)
        return
    if context.manner.speaks_for_itself:
        yield context.gettext(whole.NOT_CARRIED_OUT) * bool(context.positions)
        yield from acceptances(context)
        yield from answers_to_review(context)
    elif context.positions:
        yield from in_each_document(context)
        yield from map(plain, whole.who_says_so(context, noted=False))
        yield from filter(None, [plain(whole.against_in_short(context))])
        yield from readings(context)
    for total in latest_totals(context):
        if number_in(total) is not None:
            yield f"{general_claim(context, total)}{first_place(context, total)}."


def _links_of_whole(context: Context, told: str) -> tuple[Link, ...]:
    """The links of what counts, of totals, and of what speaks against all.

    Those of quotes that are ``told`` lead to them, the others to their sources.
    """
    records = latest_totals(context)
    for row in context.figures.rows:
        records = [*row.counted, *records]
    evidence: list[Cited] = []
    for record in records:
        evidence += cited_of(context, record)
    if context.figures.claimants:
        for objection in context.corpus.objections[:1]:
            evidence += cited(context, objection.evidence)
    by_source: dict[str, Cited] = {}
    for piece in evidence:
        is_quoted = bool(piece.words) and piece.words in told
        known = by_source.setdefault(piece.source, piece)
        if is_quoted and not (known.words and known.words in told):
            by_source[piece.source] = piece
    links = []
    for piece in by_source.values():
        is_quoted = bool(piece.words) and piece.words in told
        links.append(piece.link if is_quoted else piece.source_link)
    return links_of(links)
