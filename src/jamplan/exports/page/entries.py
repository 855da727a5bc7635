"""The page's entries as plain data: a proposal or a measure with all that is on record about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from jamplan.corpus.model import (
    Claim,
    Dismissal,
    Evidence,
    FollowUp,
    Link,
    Measure,
    Objection,
    Proposal,
    TitleBasis,
    Verdict,
)
from jamplan.corpus.staleness import Staleness
from jamplan.counting.figures import Coverage, MeasureRow, ProposalRow
from jamplan.counting.rules import Status, default_rule
from jamplan.exports.page.spans import data, language_of, named, other, where, with_quotes
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Inline, inline, joined
from jamplan.reports.cells import field, follow_up_text, number_of, status_text, wording_of
from jamplan.reports.citation import Citation, caveats_of, cite_item, cite_link, cite_verdict, place_of
from jamplan.reports.labels import attributed, called, label, quote_of
from jamplan.reports.objection_words import objection_sentence
from jamplan.reports.record import text_missing
from jamplan.reports.sentences import general_claim

Cited = tuple[str | None, Inline]
"""A piece of evidence: its quote if there is one, and where it is published."""


@dataclass(frozen=True, slots=True)
class PageStatement:
    """What somebody states, with its evidence, objections, caveats, notes, and the sentence to publish.

    ``report`` is the address of a letter that reports an error in it.
    """

    sentence: Inline
    evidence: tuple[Cited, ...] = ()
    objections: tuple[Inline, ...] = ()
    caveats: Inline = ()
    citation: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A proposal or a measure with all that is on record about it.

    ``lang`` is the language of its texts if it is not the page's; ``status`` is None for a measure.
    """

    id: str
    lang: str | None
    title: str
    number: str
    status: Status | None = None
    status_label: str = ""
    text: tuple[Inline, ...]
    details: tuple[str, ...] = ()
    statements: tuple[PageStatement, ...]
    follow_ups: tuple[PageStatement, ...] = ()
    facts: tuple[Inline, ...]
    evidence: tuple[Cited, ...]


class PageItems:
    """The entries of one page."""

    def __init__(self, coverage: Coverage, language: Language) -> None:
        self.coverage = coverage
        self.corpus = coverage.corpus
        self.language = language
        # A citation is the one that ``jamplan show --cite`` gives under the same choices.
        self.rule = None if coverage.rule == default_rule(coverage.corpus) else coverage.rule

    def proposal(self, row: ProposalRow) -> PageEntry:
        """The entry of a proposal: what counts under the rule first."""
        proposal, language = row.proposal, self.language
        statements = [self._link(row, link) for link in row.links]
        statements += [self._verdict(proposal, verdict) for verdict in row.verdicts]
        nothing = language.gettext("No statement on record.")
        return self._entry(
            proposal,
            status=row.status,
            status_label=status_text(language, row),
            text=self._paragraphs(proposal) or (inline(text_missing(proposal, language)),),
            statements=tuple(statements) or self._nothing(proposal, nothing),
        )

    def measure(self, row: MeasureRow) -> PageEntry:
        """The entry of a measure: the proposals that it is said to take up, and what became of it."""
        measure, nothing = row.measure, self.language.gettext("no statement known")
        statements = tuple(self._answer(row, link) for link in row.links)
        return self._entry(
            measure,
            text=self._paragraphs(measure),
            details=tuple(one_line(detail) for detail in measure.details),
            statements=statements or self._nothing(measure, nothing),
            follow_ups=tuple(self._follow_up(entry) for entry in measure.follow_ups),
        )

    def _entry(self, item: Proposal | Measure, **more: Any) -> PageEntry:
        return PageEntry(
            id=item.id,
            lang=language_of(self.corpus, item, self.language),
            title=one_line(item.title),
            number=number_of(item),
            facts=tuple(self._facts(item)),
            evidence=self.cited(item.evidence),
            **more,
        )

    def claim(self, claim: Claim) -> PageStatement:
        """What somebody says in general."""
        sentence = general_claim(self.corpus, claim, self.language)
        evidence, note = self.cited(claim.evidence), self._note(claim.note)
        return PageStatement(inline(sentence, "."), evidence, caveats=note)

    def objection(self, objection: Objection, *, of_all: bool = False) -> Inline:
        """What speaks against a statement, or all, with its quotes and where they are published."""
        lang = other(self.corpus.language, self.language)
        text = one_line(objection.text).rstrip(".")
        published = []
        for piece in objection.evidence:
            source = self.corpus.source[piece.source]
            # The sentence has the date.
            place = data(place_of(self.corpus, source), url=source.url)
            quoted = [self.language.quoted(quote_of(piece)), " "] if piece.quote else []
            published.append(inline(*quoted, place))
        places = joined(published, self.language.gettext("; "))
        sentence = objection_sentence(self.corpus, self.language, objection).removesuffix(".")
        if of_all:
            sentence = text
            day = self.language.date(objection.date)
            places = inline(day, ", ", places) if published else inline(day)
        bracketed = inline(" (", places, ")") if places else ()
        return inline(with_quotes(sentence, [text], lang), bracketed, ".")

    def cited(self, evidence: Iterable[Evidence]) -> tuple[Cited, ...]:
        """Pieces of evidence with their quotes and where they are published."""
        return tuple(
            (
                self.language.quoted(quote_of(piece)) if piece.quote else None,
                where(self.corpus, piece, self.language),
            )
            for piece in evidence
        )

    def _paragraphs(self, item: Proposal | Measure) -> tuple[Inline, ...]:
        """The paragraphs of an item's text, which blank lines separate."""
        lang = language_of(self.corpus, item, self.language)
        parts = re.split(r"\n[ \t]*\n", item.text or "")
        return tuple((data(part, lang),) for part in parts if part.strip())

    def _note(self, note: str | None) -> Inline:
        return (data(note, other(self.corpus.language, self.language)),) if note else ()

    def _link(self, row: ProposalRow, link: Link) -> PageStatement:
        _ = self.language.gettext
        caveats = list(caveats_of(self.corpus, self.language, link, self.coverage.rule))
        uncounted = _("not counted under this rule")
        if link in row.uncounted and uncounted not in caveats:
            caveats.insert(0, uncounted)
        note = _(" Note: {caveats}.", caveats=_("; ").join(caveats)).strip() if caveats else ""
        sentence = self._sentence(row.proposal, link, self.corpus.measure[link.measure])
        citation = cite_link(self.corpus, self.language, link, self.rule)
        return self._stated(row.proposal, link, sentence, note, citation)

    def _verdict(self, proposal: Proposal, verdict: Verdict) -> PageStatement:
        _ = self.language.gettext
        conclusion = label(self.language, verdict.verdict)
        sentence = attributed(self.corpus, self.language, conclusion, verdict.claimed_by)
        note = f"{_('text changed since')}." if Staleness(self.corpus).changes(verdict) else ""
        citation = cite_verdict(self.corpus, self.language, verdict)
        return self._stated(
            proposal, verdict, inline(f"{_('Conclusion')}{_(': ')}{sentence}."), note, citation
        )

    def _stated(
        self, item: Proposal, record: Link | Verdict, sentence: Inline, note: str, citation: Citation
    ) -> PageStatement:
        objections = record.objections if isinstance(record, Link) else ()
        change = self._would_change(record) if isinstance(record, Link) else ()
        return PageStatement(
            sentence,
            self.cited(record.evidence),
            tuple(map(self.objection, objections)),
            inline(*joined(filter(None, (inline(note), self._note(record.note), change)), " ")),
            str(citation),
            self._letter(item, citation),
        )

    def _would_change(self, record: Link | Proposal) -> Inline:
        title = self.language.gettext("What would change this")
        return (
            field(self.language, title, self._note(record.would_change)) if record.would_change else ()
        )

    def _sentence(
        self, proposal: Proposal, link: Link, item: Proposal | Measure, doubt: str = ""
    ) -> Inline:
        """Who states a link, how, and the item at its other end."""
        according = self.language.gettext(
            "According to {actor} ({wording}): ",
            actor=called(self.corpus, self.language, link.claimed_by),
            wording=wording_of(self.language, link, proposal),
        )
        return inline(according, named(self.corpus, item, self.language), doubt, ".")

    def _nothing(self, item: Proposal | Measure, words: str) -> tuple[PageStatement]:
        (citation,) = cite_item(self.corpus, self.language, item, self.rule)
        letter = self._letter(item, citation)
        change = self._would_change(item) if isinstance(item, Proposal) else ()
        return (PageStatement(inline(words), caveats=change, citation=str(citation), report=letter),)

    def _answer(self, row: MeasureRow, link: Link) -> PageStatement:
        """A statement in a measure's entry; its evidence is in the proposal's."""
        proposal = self.corpus.proposal[link.proposal]
        uncounted = self.language.gettext("not counted under this rule")
        doubt = f" ({uncounted})" if link in row.uncounted else ""
        return PageStatement(self._sentence(proposal, link, proposal, doubt))

    def _follow_up(self, follow_up: FollowUp) -> PageStatement:
        lang = other(self.corpus.plan_document.language, self.language)
        sentence = with_quotes(follow_up_text(self.language, follow_up), [follow_up.text], lang)
        return PageStatement(sentence, self.cited(follow_up.evidence))

    def _letter(self, item: Proposal | Measure, citation: Citation) -> str | None:
        """The address of a letter about a citation, None if the corpus names no contact."""
        contact = one_line(self.corpus.proposals_document.contact or "")
        if "@" not in contact:
            return None
        request = self.language.gettext(
            "What is wrong, and which source shows it (address, date, exact words)?"
        )
        title = one_line(item.title)
        body = f"{title}\r\n\r\n{citation}\r\n\r\n{request}\r\n"
        fields = urlencode({"subject": title, "body": body}, quote_via=quote, errors="replace")
        return f"mailto:{quote(contact, safe='@', errors='replace')}?{fields}"

    def _facts(self, item: Proposal | Measure) -> Iterable[Inline]:
        """Yield what an item's title and attribution rest on, its chapter, and the pairs set aside."""
        _ = self.language.gettext
        if item.title_basis is TitleBasis.REPORTED:
            yield field(self.language, _("Title"), label(self.language, item.title_basis))
        if isinstance(item, Proposal):
            yield from self._proposal_facts(item)
        for dismissal in self.corpus.dismissals:
            if dismissal.proposal == item.id:
                yield self._dismissed(dismissal, self.corpus.measure[dismissal.measure])
            elif dismissal.measure == item.id:
                yield self._dismissed(dismissal, self.corpus.proposal[dismissal.proposal])
        if item.note:
            yield field(self.language, _("Note"), self._note(item.note))

    def _proposal_facts(self, proposal: Proposal) -> Iterable[Inline]:
        _ = self.language.gettext
        lang = language_of(self.corpus, proposal, self.language)
        chapters = [chapter for chapter in self.corpus.chapters if chapter.id == proposal.chapter]
        for chapter in chapters:
            pages = _(", p. {pages}", pages=chapter.pages) if chapter.pages else ""
            inferred = f" ({_('chapter inferred')})" if proposal.chapter_inferred else ""
            yield field(self.language, _("{Chapter}"), (data(chapter.title, lang),), pages, inferred)
        yield field(self.language, _("Attribution"), label(self.language, proposal.attribution))
        if proposal.may_be_part_of:
            whole = self.corpus.proposal[proposal.may_be_part_of]
            yield field(
                self.language, _("May be a part of"), (named(self.corpus, whole, self.language),)
            )

    def _dismissed(self, dismissal: Dismissal, item: Proposal | Measure) -> Inline:
        when = self.language.date(dismissal.on) if dismissal.on else None
        recorded = ", ".join(filter(None, (one_line(dismissal.by or ""), when)))
        return field(
            self.language,
            self.language.gettext("Pairing set aside"),
            (named(self.corpus, item, self.language),),
            f" ({recorded}). " if recorded else ". ",
            self._note(dismissal.note),
        )
