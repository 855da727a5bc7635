"""What every report is made from: a corpus, its figures, a language, notes; and how it names things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from jamplan.corpus import findings, loading, model
from jamplan.counting.figures import (
    OPEN,
    REFUSED,
    Coverage,
    Kind,
    ProposalRow,
    Row,
    coverage,
)
from jamplan.counting.rules import STRENGTHS, Rule, Status, default_rule
from jamplan.language import LABELS, N_, Language, Texts
from jamplan.language.folding import is_web, one_line
from jamplan.reports import blocks, labels
from jamplan.reports.blocks import (
    Inline,
    Note,
    Part,
    Span,
    SpanKind,
    address,
    inline,
    note,
    plain,
)
from jamplan.reports.labels import (
    BY_RULE,
    PUBLISHER_UNKNOWN,
    capitalised,
    count_of,
    unknown_text,
)

# The host of an address, without a user's name before it.
_HOST = re.compile(r"(?i)[a-z][a-z0-9+.-]*://(?:[^/?#]*@)?(?:www\.)?([^/?#:\s\[]+)")


_IN = {"fr": N_("in French"), "en": N_("in English")}


def site_of(url: str) -> str:
    """The site of an address: « lesjam.fr »; empty if it is no web address."""
    host = _HOST.match(url)
    return host[1].lower() if host else ""


_SCREEN = 12
"""The most proposals that the first screen has room for."""
SIGNS: dict[Kind, tuple[str, str, str]] = {
    Status.ADOPTED: ("█", "#", "#12395b"),
    Status.PARTIAL: ("▌", "=", "#3f6f9f"),
    Status.BELOW_RULE: ("▓", "+", "#7a9cbf"),
    REFUSED: ("╳", "x", "#b5651d"),
    Status.NOT_ADOPTED: ("○", "o", "#e3c9a8"),
    Status.NOT_ASSESSABLE: ("┼", "-", "#8c8c8c"),
    Status.UNREVIEWED: ("▒", ":", "#b8b8b8"),
    Status.UNDOCUMENTED: ("░", ".", "#e0e0e0"),
}
"""The signs and the colour of each status in the bar, the best supported and darkest first."""


@dataclass(frozen=True)
class Context:
    """A corpus under a rule, told in a language; it goes down the calls of a report.

    ``rule`` is None for the corpus's default; a ``draft`` says so of itself. One in ``brief`` tells
    elsewhere what many items have in common. ``notes`` are the sources that the report has mentioned,
    by id, with their numbers.
    """

    corpus: loading.Corpus
    language: Language
    rule: Rule | None = None
    draft: bool = False
    brief: bool = False
    notes: dict[str, int] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        rule = self.rule or default_rule(self.corpus)
        language = replace(self.language, by_rule=BY_RULE[rule.links])
        object.__setattr__(self, "language", language)

    @cached_property
    def figures(self) -> Coverage:
        """The figures of the corpus under the rule.

        Raises :class:`KeyError` if the rule names an actor whom the corpus lacks.
        """
        return coverage(self.corpus, self.rule)

    @cached_property
    def in_others(self) -> list[Context]:
        """The same report in the other languages."""
        others = [code for code in LABELS if code != self.language.code]
        languages = (labels.language_for(self.corpus, code) for code in others)
        return [replace(self, language=language, notes={}) for language in languages]

    def status_text(self, *wanted: Status, rows: Sequence[Row] | None = None) -> str:
        """« 2 acceptations partielles, 1 à examiner »: those of these statuses, by default of all.

        ``rows`` are by default all.
        """
        counted = (self.numbers(status, rows) for status in wanted or Status)
        return ", ".join(
            count_of(self.language, kind, n) for counts in counted for kind, n in counts
        )

    def numbers(
        self, status: Status, rows: Sequence[Row] | None = None
    ) -> Iterator[tuple[Kind, int]]:
        """Yield how many rows have a status: each conclusion, and what is in principle, by itself."""
        of = self.figures.rows if rows is None else rows
        alike = Counter(row.kind for row in of if row.status is status)
        if rows is None and status is Status.UNDOCUMENTED:
            alike[status] = self.figures.statuses[status]
        # What a source says comes before what nobody found.
        for kind in (REFUSED, *model.VerdictKind, status, model.Extent.PRINCIPLE):
            if n := alike.pop(kind, 0):
                yield kind, n

    def status_of(self, row: Row, count: int = 0) -> str:
        """The status of a proposal, and that a statement and a conclusion contradict each other.

        Or, with a ``count``, of so many.
        """
        words = self.language
        status = (
            labels.count_of(words, row.kind, count)
            if count
            else labels.kind_text(words, row.kind)
        )
        if row.links and row.verdicts:
            return f"{status} ({self.gettext('contradiction')})"
        return status

    def bar_parts(self, *, brief: bool = False) -> tuple[blocks.BarPart, ...]:
        """The parts of the bar, best supported and darkest first, without the statuses that none has.

        In brief what is counted has one part a status, and is named as counted or not.
        """
        parts = []
        for status in Status:
            counts = [
                (kind, n, count_of(self.language, kind, n))
                for kind, n in self.numbers(status)
            ]
            if brief and counts and status is not Status.NOT_ADOPTED:
                counts = [
                    (status, self.figures.statuses[status], self._counted(status))
                ]
            for kind, n, name in counts:
                group = kind if kind in SIGNS else status
                parts.append(blocks.BarPart(group, n, name, *SIGNS[group]))
        order = list(SIGNS)
        return tuple(sorted(parts, key=lambda part: order.index(part.status)))

    def _counted(self, status: Status) -> str:
        """« 6 comptées », « 1 non comptée »; other statuses in full."""
        n = self.figures.statuses[status]
        if status is Status.ADOPTED and not self.corpus.is_response:
            return self.ngettext("{n} counted", "{n} counted", n)
        if status is Status.BELOW_RULE and not self.corpus.is_response:
            return self.ngettext("{n} not counted", "{n} not counted", n)
        return self.status_text(status)

    @property
    def is_long(self) -> bool:
        """Whether the list of all proposals is longer than the first screen."""
        return len(self.figures.rows) > _SCREEN

    def by_support(self, *statuses: Status, screen: bool = False) -> list[ProposalRow]:
        """The proposals of these statuses (default: all), exceptions first, then the best supported.

        Refusals come before other exceptions. On the first ``screen`` that shows them all, the best
        supported come first.
        """
        is_screen = screen and not self.is_long
        order = list(Status) if is_screen else [*OPEN, Status.PARTIAL, Status.ADOPTED]

        def place(row: ProposalRow) -> tuple[bool, int, int]:
            is_other = is_screen or row.group is not REFUSED
            return is_other, order.index(row.status), _strength(row)

        return sorted(self.figures.with_status(*(statuses or order)), key=place)

    @property
    def wordings(self) -> str:
        """« Formulation : explicite (3), implicite (2). », of the proposals that count."""
        strengths = self.by_strength(
            self.figures.with_status(Status.ADOPTED, Status.PARTIAL)
        )
        return f"{self.gettext('Wording')}{self.gettext(': ')}{strengths}."

    def by_strength(self, rows: Iterable[ProposalRow]) -> str:
        """« explicite (3), implicite (2) », of the strengths of proposals."""
        strengths = Counter(row.strongest for row in rows)
        found = [(basis, strengths[basis]) for basis in STRENGTHS if strengths[basis]]
        texts = (
            f"{labels.label(self.language, basis)} ({self.number(n)})"
            for basis, n in found
        )
        return ", ".join(texts)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The proposals and measures with their statuses, by id."""
        rows: dict[str, Row] = {row.proposal.id: row for row in self.figures.rows}
        return rows | {row.measure.id: row for row in self.figures.measures}

    @property
    def is_reviewed(self) -> bool:
        """Whether anybody has decided on anything yet."""
        return bool(self.corpus.links or self.corpus.verdicts)

    @cached_property
    def has_many_claimants(self) -> bool:
        """Whether a table must say who states what: several actors do, or the rule chose one."""
        claimants = {link.claimed_by for link in self.corpus.links}
        return len(claimants) > 1 or self.figures.rule.claimed_by is not None

    @cached_property
    def day(self) -> str | None:
        """The day of the facts: the latest on record of a decision or a search, in ISO 8601."""
        corpus = self.corpus
        objections = [
            *corpus.objections,
            *(each for link in corpus.links for each in link.objections),
        ]
        decisions: list[model.Link | model.Verdict] = [*corpus.links, *corpus.verdicts]
        days = [day for each in decisions for day in (each.on, each.confirmed_on)]
        for dated in (corpus.dismissals, corpus.searches, objections):
            days += [each.on for each in dated]
        return max(filter(None, days), default=None)

    def counts(self, link: model.Link) -> bool:
        """Whether the rule counts a statement."""
        return self.figures.rule.counts(link, self.corpus.proposal[link.proposal])

    def gettext(self, message: str, /, **fields: object) -> str:
        """A sentence in the report's language, with its fields filled."""
        return self.language.gettext(message, **fields)

    def ngettext(self, singular: str, plural: str, n: int, /, **fields: object) -> str:
        """A sentence that depends on a number, in the report's language."""
        return self.language.ngettext(singular, plural, n, **fields)

    def number(self, value: float) -> str:
        """A number as the report's language writes it."""
        return self.language.number(value)

    def filled(self, message: str, /, **fields: Part) -> Inline:
        """A sentence in the report's language whose fields may be spans."""
        marked = self.language.gettext(
            message, **{name: f"\0{name}\0" for name in fields}
        )
        parts = enumerate(marked.split("\0"))
        return inline(*(fields[part] if number % 2 else part for number, part in parts))

    def of(self, code: str) -> str | None:
        """The language of a text of the data by its code, None if it is the report's."""
        return code if code != self.language.code else None

    def data(self, text: str, code: str | None = None, url: str | None = None) -> Span:
        """A text of the corpus, by default in its language, as a link if it has a web address.

        Of texts by language, it is the one in the report's language, else the original.
        """
        words, lang = self.words(text, code)
        return Span(one_line(words), SpanKind.DATA, lang, url if is_web(url) else None)

    def words(self, text: str, code: str | None = None) -> tuple[str, str | None]:
        """A text of the corpus in the report's language, else the original with its language."""
        if isinstance(text, Texts):
            code = next(iter(text.by_language))
            code = (
                self.language.code if self.language.code in text.by_language else code
            )
            text = text.by_language[code]
        return text, self.of(code or self.corpus.language)

    @property
    def documents(self) -> list[Inline]:
        """The short names of the two documents, and what is not known of them."""
        names = []
        for document in (self.corpus.proposals_document, self.corpus.plan_document):
            name = self.data(document.short_name, document.language)
            unknown = self.corpus.unknown.get(document.source or "")
            names.append(
                inline(
                    name,
                    f" ({unknown_text(self.language, unknown)})" if unknown else "",
                )
            )
        if self.draft:
            names[0] = inline(
                f"{capitalised(self.mark)}{self.gettext(': ')}", *names[0]
            )
        return names

    @property
    def names(self) -> tuple[str, str]:
        """The short names of the two documents, as text."""
        proposals, plan = map(plain, self.documents)
        return proposals, plan

    @property
    def title_lines(self) -> blocks.Paragraph:
        """The title of a corpus, on two lines: the documents that are compared."""
        proposals, plan = self.names
        title = (blocks.strong(proposals), blocks.BREAK, blocks.strong(f"→ {plan}"))
        return blocks.Paragraph(title, lead=True)

    @property
    def mark(self) -> str:
        """The mark of a draft, on each of its pages; empty for another report."""
        return self.gettext("draft") if self.draft else ""

    @property
    def heading(self) -> str:
        """The names of the two documents: the first line of every report."""
        return " → ".join(self.names)

    def clause(self, text: str) -> Span:
        """A text of the corpus without the point at its end, to stand within a sentence.

        If it is in another language than the report, that is said.
        """
        told = self.data(text)
        mark = f" ({self.gettext(_IN.get(told.lang, told.lang))})" if told.lang else ""
        return replace(told, text=f"{told.text.rstrip('.')}{mark}")

    def code_of(self, item: model.Item) -> str:
        """The language of an item's document."""
        return self.corpus.document_of(item).language

    def title(self, item: model.Item) -> Span:
        """An item's title, in brief its number if it has one, as a link to its entry on a page."""
        title = Span(
            labels.title_of(item),
            SpanKind.DATA,
            self.of(self.code_of(item)),
            f"#{item.id}",
        )
        return (
            Span(self.numbered(item), href=title.href)
            if self.brief and item.number
            else title
        )

    def numbered(self, item: model.Item) -> str:
        """« Mesure 12 », without its number if that is not known."""
        noun = N_("{Measure}") if isinstance(item, model.Measure) else N_("{Proposal}")
        return f"{self.gettext(noun)} {labels.number_of(item)}".rstrip()

    def paragraphs(self, item: model.Item) -> tuple[Inline, ...]:
        """The paragraphs of an item's text, which blank lines separate."""
        text, lang = self.words(item.text or "", self.code_of(item))
        parts = re.split(r"\n[ \t]*\n", text)
        spans = (
            Span(one_line(part), SpanKind.DATA, lang) for part in parts if part.strip()
        )
        return tuple((span,) for span in spans)

    def called(self, actor_id: str) -> str:
        """The name of an actor in a sentence: with its article, where that is known in the language."""
        return (
            self.in_language(self.corpus.actor[actor_id].called)
            or self.named(actor_id).text
        )

    def named(self, actor_id: str) -> Span:
        """The name of an actor, or that it is to be named."""
        name = self.corpus.actor[actor_id].name
        return (
            Span(self.gettext(PUBLISHER_UNKNOWN))
            if name == loading.UNKNOWN
            else self.data(name)
        )

    def introduced(self, actor_id: str) -> str:
        """The name of an actor at its first mention: « les Jeunes Avec Macron (JAM) »."""
        return self.in_language(self.corpus.actor[actor_id].introduced) or self.called(
            actor_id
        )

    def mentioned(self, actor_id: str) -> str:
        """The name of an actor, introduced unless the headline has introduced it."""
        known = actor_id in self.figures.claimants
        return self.called(actor_id) if known else self.introduced(actor_id)

    def whole_name(self, actor_id: str) -> str:
        """The name of an actor at its first mention, without the abbreviation in brackets."""
        return re.sub(r"\s*\([^()]*\)$", "", self.introduced(actor_id))

    def in_language(self, text: str | None) -> str:
        """A text in the report's language; empty if it is not known in it."""
        if isinstance(text, Texts):
            return one_line(text.by_language.get(self.language.code, ""))
        return (
            one_line(text or "") if self.language.code == self.corpus.language else ""
        )

    def consulted_for(
        self, of: model.SearchOf, item: str | None = None
    ) -> tuple[set[str], str | None]:
        """The sources, by id, of the searches on all, or on an item too; and the latest day.

        The day is None if no search is on record.
        """
        found = [
            search
            for search in self.corpus.searches
            if search.of is of
            and search.on
            and (not search.about or item in search.about)
        ]
        sources = {source for search in found for source in search.sources}
        return sources, max((search.on or "" for search in found), default=None)

    @property
    def declared_by(self) -> str:
        """The actors who publish the declared number; empty if no source is on record for it."""
        declared = self.corpus.proposals_document.declared
        sources = declared[0].sources if declared else ()
        publishers = dict.fromkeys(
            self.corpus.source[source].publisher for source in sources
        )
        return self.language.listed(
            [self.mentioned(publisher) for publisher in publishers]
        )

    def attributed(self, words: str, actor_id: str) -> str:
        """« explicite, selon les JAM »; an actor that went with a decision is named by its id."""
        actor = self.called(actor_id) if actor_id in self.corpus.actor else actor_id
        return f"{words}, {self.gettext('according to {actor}', actor=actor)}"

    def concluded(self, verdict: model.Verdict) -> str:
        """« refus, selon les JAM »."""
        return self.attributed(
            labels.label(self.language, verdict.verdict), verdict.claimed_by
        )

    def warning(self, finding: findings.Finding) -> str:
        """A warning on the figures as a sentence, with the actor's name in the place of its id."""
        details = dict(finding.details)
        counted = self.figures.statuses[Status.ADOPTED]
        if (
            finding.code == "extent-unstated"
            and counted > 1
            and details["adopted"] == counted
        ):
            return self.gettext(
                "Extent not stated for all {n}.", n=self.number(counted)
            )
        if finding.code == "texts-missing" and (names := self.declared_by):
            declared = self.number(details["declared"])
            announced = N_("{declared}, the number announced by {actor}")
            details["declared"] = self.gettext(
                announced, declared=declared, actor=names
            )
        if "actor" in details:
            details["actor"] = self.called(details["actor"])
        if "document" in details:
            details["document"] = self.data(details["document"]).text
        return labels.sentence(replace(finding, details=details), self.language)

    def publisher(self, source_id: str) -> Span:
        """The publisher of a source, as a link to its entry on a page."""
        name = self.named(self.corpus.source[source_id].publisher)
        return replace(name, href=f"#source_{source_id}")

    def source(self, source: model.Source) -> Inline:
        """A source: publisher, title or description, date."""
        parts: list[Part] = [self.named(source.publisher)]
        if source.title:
            parts += [", ", self.quoted(source.title)]
        elif source.description:
            parts += [", ", self.data(source.description)]
        date = self.language.date(source.date) if source.date else ""
        # A description may name its day.
        if date and not any(
            date in plain((part,)) for part in parts if isinstance(part, Span)
        ):
            if source.date_inferred:
                date = f"{date} ({self.gettext('date inferred')})"
            parts += [", ", date]
        return inline(*parts)

    def consulted(self, source: model.Source) -> Inline:
        """A source with the day it was read."""
        if not source.accessed:
            return self.source(source)
        day = self.language.date(source.accessed)
        return inline(
            self.source(source), self.gettext(", accessed on {date}", date=day)
        )

    def source_in_full(self, source: model.Source) -> Inline:
        """A source with its addresses and the day it was read."""
        parts: list[Part] = [self.consulted(source)]
        for url in (source.url, source.archived):
            parts += [", ", address(url)] if url else []
        return inline(*parts, ".")

    def site(self, source: model.Source) -> str:
        """The site of a source: « lesjam.fr »; its publisher if it has no web address."""
        return site_of(source.url or "") or self.named(source.publisher).text

    def place(self, source: model.Source) -> str:
        """The site and date of a source: « lesjam.fr, vers novembre 2021 »."""
        site, date = self.site(source), self.dated(source)
        if not date and source.id in self.corpus.unknown:
            date = self.gettext("date to be named")
        return (
            f"{site}, {date}" if date else self.gettext("{place}, undated", place=site)
        )

    def dated(self, source: model.Source) -> str:
        """The date of a source in words: « vers novembre 2021 »; empty if it has none."""
        date = self.language.date(source.date) if source.date else ""
        return (
            self.gettext("around {date}", date=date) if source.date_inferred else date
        )

    def quoted(self, text: str) -> Span:
        """Words of the corpus between quotation marks."""
        return Span(
            self.language.quoted(one_line(text)),
            SpanKind.DATA,
            self.of(self.corpus.language),
        )

    def note(self, source_id: str) -> Span:
        """The mark of the note on a source."""
        return note(self.notes.setdefault(source_id, len(self.notes) + 1))

    def marks(self, sources: Iterable[str]) -> Inline:
        """The marks of the notes on sources, by their ids."""
        return tuple(map(self.note, dict.fromkeys(sources)))

    def note_blocks(self) -> list[Note]:
        """The notes: each source with its addresses and the day it was read."""
        sources = self.corpus.source
        return [
            Note(number, self.source_in_full(sources[id_]))
            for id_, number in self.notes.items()
        ]


def _strength(row: ProposalRow) -> int:
    return len(STRENGTHS) if row.strongest is None else STRENGTHS.index(row.strongest)
