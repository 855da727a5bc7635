"""Evidence as all forms show it, and objections, which bring evidence of their own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from jamplan.account.context import Context
from jamplan.account.links import Link, link_of, links_of
from jamplan.account.spans import Inline, Span, bracketed, inline, joined, plain
from jamplan.account.vocabulary import capitalised, stop_after
from jamplan.corpus import model
from jamplan.corpus.loading import text_of
from jamplan.corpus.statements import Statement
from jamplan.language.folding import is_web, one_line


@dataclass(frozen=True)
class Cited:
    """A piece of evidence: its exact words, and its source."""

    words: str
    """« […] » follows if their sentence goes on; empty if it is not quoted."""
    parts: int
    """The number of quotes in these words."""
    gloss: str
    """What a reader needs to understand the quote; empty if it needs nothing."""
    quote: Inline
    """The words between quotation marks, and the gloss."""
    source: str
    where: Inline
    """The site and date, and the position there."""
    reference: Inline
    """The publisher, title and date, and the position there."""
    _context: Context = field(repr=False, compare=False)
    _run: tuple[model.Evidence, ...] = field(repr=False)
    _beside: str = field(default="", repr=False, compare=False)

    @cached_property
    def link(self) -> Link | None:
        """The address of its sentence, page or source; it reads the source's copy."""
        return link_of(self._context, self._run, self._beside)

    @property
    def source_link(self) -> Link | None:
        """The address of its source alone."""
        return link_of(self._context, [replace(self._run[0], quote=None, page=None)])

    @property
    def address(self) -> str:
        """The address of its sentence; empty if its source has none."""
        return self.link.address if self.link else ""

    @property
    def place(self) -> Inline:
        """The site and date, as a link with its caveats, and the position there."""
        site, *position = self.where
        return inline(self._leading(site), *position)

    @property
    def site(self) -> Inline:
        """The site alone, as a link with what is to be known of it."""
        context = self._context
        site = context.site(context.corpus.source[self.source])
        return self._leading(context.data(site, context.language.code))

    @property
    def linked_quote(self) -> Inline:
        """The words between quotation marks, linked to their sentence, with gloss."""
        if not self.quote:
            return ()
        words, *gloss = self.quote
        return inline(leading(words, self.link), *gloss)

    def _leading(self, site: Span) -> Inline:
        if self.link is None or not is_web(self.link.address):
            return (site,)
        remark = bracketed(self.link.remark)
        return inline(replace(site, href=self.link.address), remark)


def leading(words: Span, link: Link | None) -> Span:
    """The words of a quote as a link to their sentence; to a portal none leads."""
    if link is None or link.remark or not is_web(link.address):
        return words
    return replace(words, href=link.address)


@dataclass(frozen=True, slots=True)
class Complication:
    """An objection: what it says, and the evidence for it."""

    fact: Inline
    """Without the point at its end."""
    day: str
    """Its date in words; empty if the fact says it."""
    evidence: tuple[Cited, ...]
    reader: str = ""
    """« noté par X »: who recorded it, if that is on record."""

    @property
    def sentence(self) -> Inline:
        """The fact with its date, and who noted it."""
        beside = ", ".join(filter(None, (self.day, self.reader)))
        return inline(self.fact, f"{bracketed(beside)}.")


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence to publish, and the addresses at which it can be checked."""

    text: str
    links: tuple[Link, ...] = ()
    left_out: tuple[str, ...] = ()
    """The caveats for which it has no room, in few words."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses alone."""
        return tuple(link.address for link in self.links)

    def __str__(self) -> str:
        """The sentence with its addresses after it."""
        return " ".join((self.text, *map(str, self.links)))


def links_to(evidence: Iterable[Cited]) -> tuple[Link, ...]:
    """The links of pieces of evidence, those to one page together."""
    return links_of(piece.link for piece in evidence)


def by_at(context: Context, actor: str | None, where: str) -> str:
    """A site and date after who says it; the publisher's name may replace a site."""
    name = context.named(actor).text if actor else ""
    return where if where.startswith(name) else ", ".join(filter(None, (name, where)))


LONGEST = 320
"""The most characters of a citation before its addresses."""
CUT = " […]"
"""The sign of a quote whose sentence goes on."""


def closed(sentence: Inline) -> Inline:
    """A sentence with a point at its end, unless it ends, or its quote does, in one."""
    return inline(sentence, stop_after(plain(sentence)))


def quotes_of(context: Context, evidence: Iterable[model.Evidence]) -> list[Inline]:
    """The quotes of pieces of evidence."""
    return [piece.quote for piece in cited(context, evidence) if piece.quote]


def cited_of(context: Context, record: Statement) -> tuple[Cited, ...]:
    """The evidence of a statement as reports show it.

    Its quotes are looked for in its answer first.
    """
    measure = context.corpus.measure.get(record.measure or record.about)
    return cited(context, record.evidence, measure)


def cited(
    context: Context,
    evidence: Iterable[model.Evidence],
    answer: model.Item | None = None,
) -> tuple[Cited, ...]:
    """Pieces of evidence as reports show them; quotes of one place are one.

    Signs stand for the gaps in it.

    ``answer`` is the item whose text they quote, if they are of one.
    """
    runs: list[list[model.Evidence]] = []
    for piece in evidence:
        last = runs[-1][-1] if runs else None
        # A gloss is of its own quote alone.
        joins = last and last.quote and piece.quote and not (last.gloss or piece.gloss)
        same = last and (last.locator, last.page) == (piece.locator, piece.page)
        if (
            last
            and last.source == piece.source
            and (piece.continues or (joins and same))
        ):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    beside = text_of(answer) if answer else ""
    return tuple(_cited(context, run, beside) for run in runs)


def _cited(context: Context, run: Sequence[model.Evidence], beside: str) -> Cited:
    """Quotes of one source, with the place of the first."""
    piece = run[0]
    source = context.corpus.source[piece.source]
    locator = inline(", ", context.data(piece.locator)) if piece.locator else ()
    gaps = ["", *("" if part.continues else "[…] " for part in run[1:])]
    words = " ".join(
        f"{gap}{part.quote or ''}" for gap, part in zip(gaps, run, strict=True)
    )
    words = "[…] " * piece.cut_before + one_line(words) + " […]" * run[-1].cut
    gloss = context.in_language(piece.gloss)
    return Cited(
        words=words,
        parts=len(run),
        gloss=gloss,
        quote=inline(context.quoted(words), gloss and f", {gloss}") if words else (),
        source=piece.source,
        where=inline(
            context.data(context.place(source), context.language.code), locator
        ),
        reference=inline(context.source(source), locator),
        _context=context,
        _run=tuple(run),
        _beside=beside,
    )


def complication(
    context: Context, objection: model.Objection, told: Sequence[model.Objection]
) -> Complication:
    """The objection as a sentence: « Mais le 3 mars 2021, avant ces propositions … ».

    After others that are ``told`` it begins with « Et », and « avant » is said once. A
    text with a capital at its beginning and a point at its end is a sentence of its
    own, and follows a colon.
    """
    _ = context.gettext
    day = context.language.date(objection.date)
    is_day = len(objection.date) > len("2021-03")
    when = _("on {date}", date=day) if is_day else _("in {date}", date=day)
    text = context.data(objection.text)
    is_sentence = text.text[:1].isupper() and text.text.endswith(".")
    head = _("And {when}", when=when) if told else _("But {when}", when=when)
    precedes = context.corpus.precedes_proposals
    if precedes(objection) and not any(map(precedes, told)):
        head += _(", before these {proposals}")
    separator = _(": ") if is_sentence else ", "
    fact = inline(f"{head}{separator}", context.clause(objection.text))
    evidence = cited(context, objection.evidence)
    return Complication(fact, "", evidence, _noted_by(context, objection))


def _noted_by(context: Context, objection: model.Objection) -> str:
    """Who noted an objection that is no source's word on it; empty of the authors."""
    if not objection.by:
        return ""
    return context.gettext("noted by {reader}", reader=context.reader(objection.by))


def complications_of(
    context: Context, objections: Sequence[model.Objection]
) -> list[Complication]:
    """The objections to a statement, in order."""
    return [
        complication(context, each, objections[:n]) for n, each in enumerate(objections)
    ]


def against_all(context: Context) -> list[Complication]:
    """What speaks against all positions at once."""
    told = []
    for objection in context.corpus.objections if context.positions else ():
        fact, day = (
            context.clause(objection.text),
            context.language.date(objection.date),
        )
        fact = replace(fact, text=capitalised(fact.text))
        evidence, reader = (
            cited(context, objection.evidence),
            _noted_by(context, objection),
        )
        told.append(Complication((fact,), day, evidence, reader))
    return told


def with_places(objection: Complication) -> Inline:
    """An objection with its quotes, and the sites where they are published."""
    places = [inline(text) for text in (objection.day, objection.reader) if text]
    # The sentence has the date.
    places += [
        inline(*(piece.quote and (piece.quote, ", ")), piece.site)
        for piece in objection.evidence
    ]
    bracketed = inline(" (", joined(places, ", "), ")") if places else ()
    return inline(objection.fact, bracketed, ".")


def noted(context: Context, objection: Complication) -> Inline:
    """An objection with the notes on its sources."""
    return inline(
        objection.sentence, context.marks(piece.source for piece in objection.evidence)
    )
