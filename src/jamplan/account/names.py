"""How a report names things in its language: documents, items, people, sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from jamplan.account import vocabulary
from jamplan.account.spans import (
    Inline,
    Part,
    Span,
    SpanKind,
    address,
    bracketed,
    inline,
    note,
    plain,
)
from jamplan.account.vocabulary import PUBLISHER_UNKNOWN, capitalised, unknown_text
from jamplan.corpus import loading, model
from jamplan.corpus.statements import Statement
from jamplan.language import N_, Language, Texts
from jamplan.language.folding import is_web, one_line

# The host of an address, without a user's name before it.
_HOST = re.compile(r"(?i)[a-z][a-z0-9+.-]*://(?:[^/?#]*@)?(?:www\.)?([^/?#:\s\[]+)")


_IN = {"fr": N_("in French"), "en": N_("in English")}


def site_of(url: str) -> str:
    """The site of an address: « lesjam.fr »; empty if it is no web address."""
    host = _HOST.match(url)
    return host[1].lower() if host else ""


@dataclass(frozen=True)
class Names:
    """The texts and names of a corpus in a language.

    A ``draft`` says so of itself. A report in ``brief`` tells elsewhere what many items
    have in common.
    """

    corpus: loading.Corpus
    language: Language
    draft: bool = field(default=False, kw_only=True)
    brief: bool = field(default=False, kw_only=True)

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
        """A text's language by its code in the data, None if it is the report's."""
        return code if code != self.language.code else None

    def data(self, text: str, code: str | None = None, url: str | None = None) -> Span:
        """A text of the corpus, by default in its language; a link, if it has one.

        It is a link if it has a web address.

        Of texts by language, it is the one in the report's language, else the original.
        """
        words, lang = self.words(text, code)
        return Span(one_line(words), SpanKind.DATA, lang, url if is_web(url) else None)

    def remark(self, text: str | None) -> Inline:
        """What the corpus notes on a thing; empty if that is nothing."""
        return (self.data(text),) if text else ()

    def words(self, text: str, code: str | None = None) -> tuple[str, str | None]:
        """A text of the corpus in the report's language, else as it is with its own."""
        if isinstance(text, Texts):
            code = next(iter(text.by_language))
            code = (
                self.language.code if self.language.code in text.by_language else code
            )
            text = text.by_language[code]
        return text, self.of(code or self.corpus.language)

    @property
    def documents(self) -> list[Inline]:
        """The short name of the document that proposes, and that of each that answers.

        What is not known of them follows.
        """
        names = []
        answers = [plan.document for plan in self.corpus.plans]
        for document in (self.corpus.proposals_document, *answers):
            name = self.data(document.short_name, document.language)
            unknown = self.corpus.unknown.get(document.source or "")
            mark = ""
            if unknown:
                mark = bracketed(unknown_text(self.language, unknown))
            names.append(inline(name, mark))
        if self.draft:
            names[0] = inline(
                f"{capitalised(self.mark)}{self.gettext(': ')}", *names[0]
            )
        return names

    @property
    def names(self) -> tuple[str, str]:
        """The short names of the document that proposes and of the answering ones."""
        proposals, *answers = map(plain, self.documents)
        return proposals, self.gettext("; ").join(answers)

    @property
    def proposal_head(self) -> str:
        """The head of a column of proposals; that no document has their titles.

        That is told if none of the titles is a document's.
        """
        head = self.gettext("{Proposal}")
        if any(
            each.title_basis is not model.TitleBasis.DESCRIBED
            for each in self.corpus.proposals
        ):
            return head
        origin = self.gettext("title of this record")
        return f"{head} ({origin})"

    @property
    def mark(self) -> str:
        """The mark of a draft, on each of its pages; empty for another report."""
        return self.gettext("draft") if self.draft else ""

    @property
    def heading(self) -> str:
        """The names of the two documents: the first line of every report."""
        return " → ".join(filter(None, self.names))

    def clause(self, text: str) -> Span:
        """A text of the corpus without its last point, to stand within a sentence.

        If it is in another language than the report, that is said.
        """
        told = self.data(text)
        mark = ""
        if told.lang:
            mark = bracketed(self.gettext(_IN.get(told.lang, told.lang)))
        return replace(told, text=f"{told.text.rstrip('.')}{mark}")

    def document(self, item: model.Item) -> model.Document:
        """The document that an item is in."""
        if isinstance(item, model.Proposal):
            return self.corpus.proposals_document
        name = self.corpus.plan_of[item.id]
        return next(plan.document for plan in self.corpus.plans if plan.name == name)

    def document_of(self, statement: Statement) -> model.Document:
        """The document that a statement is about, by default the latest one."""
        names = {statement.document, self.corpus.plan_of.get(statement.measure or "")}
        for plan in self.corpus.plans:
            if plan.name in names:
                return plan.document
        return self.corpus.plan_document

    def other_relation(self, records: Sequence[Statement]) -> model.Relation | None:
        """The relation of the documents that statements are about.

        None if that of the latest is among them, as the report has its words.
        """
        if len(self.corpus.plans) < 2:
            return None
        relations = {self.document_of(each).relation for each in records}
        if self.corpus.plan_document.relation in relations:
            return None
        return min(relations, default=None)

    def language_of(self, document: model.Document) -> Language:
        """The report's language with the nouns and sentences of a document's answers.

        A plan takes up with its measures what a response of the same corpus accepts.
        """
        kind = (document.relation, document.labels)
        return self._languages.get(kind, self.language)

    @cached_property
    def _languages(self) -> Mapping[object, Language]:
        """These languages, by relation and labels, where documents differ in them."""
        answering = [plan.document for plan in self.corpus.plans]
        kinds = {(each.relation, each.labels): each for each in answering}
        if len(kinds) < 2:
            return {}
        return {
            kind: vocabulary.with_nouns_of(self.corpus, self.language, document)
            for kind, document in kinds.items()
        }

    def code_of(self, item: model.Item) -> str:
        """The language of an item's document."""
        return self.document(item).language

    def title(self, item: model.Item) -> Span:
        """An item's title, in brief its number if any, linking to its entry.

        The link is there on a page.
        """
        title = Span(
            vocabulary.title_of(item),
            SpanKind.DATA,
            self.of(self.code_of(item)),
            f"#{item.id}",
        )
        return (
            Span(self.numbered(item), href=title.href)
            if self.brief and item.number
            else title
        )

    def document_name(self, document: model.Document) -> str:
        """The short name of a document, as text."""
        return plain(inline(self.data(document.short_name, document.language)))

    def noun_of(self, item: model.Item) -> str:
        """« Mesure 12 », without its number if that is not known."""
        noun = N_("{Measure}") if isinstance(item, model.Measure) else N_("{Proposal}")
        told = self.language_of(self.document(item)).gettext(noun)
        return f"{told} {vocabulary.number_of(item)}".rstrip()

    def numbered(self, item: model.Item) -> str:
        """The same; if several documents answer, with the name of a measure's."""
        return f"{self.noun_of(item)}{self.within(item)}"

    def within(self, item: model.Item) -> str:
        """« , plan national », after a measure if several documents answer; or empty.

        Their numbers begin anew in each document.
        """
        if isinstance(item, model.Proposal) or len(self.corpus.plans) < 2:
            return ""
        return f", {self.document_name(self.document(item))}"

    def listed_by_document(self, items: Iterable[model.Item]) -> str:
        """« 4 et 5, plan national ; 2, stratégie »: items by number, else by title.

        If one document answers, measures are without its name.
        """
        listed: dict[str, list[str]] = {}
        for item in items:
            name = vocabulary.number_of(item) or one_line(item.title)
            listed.setdefault(self.within(item), []).append(name)
        told = [
            f"{self.language.listed(names)}{document}"
            for document, names in listed.items()
        ]
        return self.gettext("; ").join(told)

    def item_name(self, item: model.Item) -> str:
        """« n° 3 »; the title of an item without a number."""
        if not item.number:
            return self.language.quoted(vocabulary.title_of(item))
        return self.item_names([item])

    def item_names(self, items: Sequence[model.Item]) -> str:
        """« n° 3 et 5 »; the titles of items without numbers."""
        if not all(item.number for item in items):
            return self.language.listed([self.item_name(item) for item in items])
        numbers = self.language.listed([vocabulary.number_of(item) for item in items])
        return self.ngettext(
            "no.\u00a0{numbers}", "nos.\u00a0{numbers}", len(items), numbers=numbers
        )

    def name_of(self, item: model.Item) -> str:
        """What a response's proposal is called: its number there, else its title."""
        if not item.number:
            return self.language.quoted(vocabulary.title_of(item))
        number = vocabulary.number_of(item)
        return f"{self.gettext('{Proposal}')} {number}{self.of_document}"

    @property
    def of_document(self) -> str:
        """« de « Plan d’action » », the document that proposes; empty if untitled."""
        title = one_line(self.corpus.proposals_document.title or "")
        if not title:
            return ""
        return self.gettext(" in {title}", title=self.language.quoted(title))

    def paragraphs(self, item: model.Item) -> tuple[Inline, ...]:
        """The paragraphs of an item's text, which blank lines separate."""
        text, lang = self.words(item.text or "", self.code_of(item))
        parts = re.split(r"\n[ \t]*\n", text)
        spans = (
            Span(one_line(part), SpanKind.DATA, lang) for part in parts if part.strip()
        )
        return tuple((span,) for span in spans)

    def called(self, actor_id: str) -> str:
        """The name of an actor in a sentence: with its article, if that is known.

        The article is that of the language.
        """
        return self._called[actor_id]

    @cached_property
    def _called(self) -> Mapping[str, str]:
        """These names by the ids of the actors: a page has each name many times."""
        names = {}
        for actor in self.corpus.actors:
            own = self.in_language(actor.called)
            names[actor.id] = own or self.named(actor.id).text
        return names

    def named(self, actor_id: str) -> Span:
        """The name of an actor, or that it is to be named."""
        name = self.corpus.actor[actor_id].name
        return (
            Span(self.gettext(PUBLISHER_UNKNOWN))
            if name == loading.UNKNOWN
            else self.data(name)
        )

    def introduced(self, actor_id: str) -> str:
        """The name of an actor at first: « les Jeunes Avec Macron (JAM) »."""
        return self.in_language(self.corpus.actor[actor_id].introduced) or self.called(
            actor_id
        )

    def whole_name(self, actor_id: str) -> str:
        """The name of an actor at first, without the abbreviation in brackets."""
        return re.sub(r"\s*\([^()]*\)$", "", self.introduced(actor_id))

    def in_language(self, text: str | None) -> str:
        """A text in the report's language; empty if it is not known in it."""
        if isinstance(text, Texts):
            return one_line(text.by_language.get(self.language.code, ""))
        return (
            one_line(text or "") if self.language.code == self.corpus.language else ""
        )

    def attributed(self, words: str, actor_id: str) -> str:
        """« affirmées, selon les JAM »."""
        claimant = self.gettext("according to {actor}", actor=self.called(actor_id))
        return f"{words}, {claimant}"

    def reader(self, name: str | None) -> str:
        """A reader by name; of a record without one, who signs it, else its authors."""
        signed = self.corpus.proposals_document.published_by
        return one_line(name or signed or self.gettext("the authors of this record"))

    def readers(self, name: str | None) -> int:
        """What a verb after :meth:`reader` agrees with: one person, or the authors."""
        return 1 if name or self.corpus.proposals_document.published_by else 2

    def publisher(self, source_id: str) -> Span:
        """The publisher of a source, as a link to its entry on a page."""
        name = self.named(self.corpus.source[source_id].publisher)
        return replace(name, href=f"#source_{source_id}")

    def source(self, source: model.Source) -> Inline:
        """A source: publisher, title or description, date."""
        parts: list[Part] = [self.named(source.publisher)]
        if source.title:
            parts += [", ", self.quoted(self.language.nested(source.title))]
        elif source.description:
            parts += [", ", self.data(source.description)]
        date = self.language.date(source.date)
        # A description may name its day.
        if date and not any(
            date in plain((part,)) for part in parts if isinstance(part, Span)
        ):
            parts += [", ", self.dated(source)]
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
        """A source with its addresses, and the day it was read if it has none."""
        told = self.consulted(source)
        if source.date is not None and not source.date_inferred:
            told = self.source(source)
        parts: list[Part] = [told]
        if source.url:
            remark = self.gettext(vocabulary.PORTAL) if source.portal else ""
            parts += [", ", address(source.url), bracketed(remark)]
        if source.archived:
            parts += [", ", address(source.archived)]
        return inline(*parts, ".")

    def site(self, source: model.Source) -> str:
        """The site of a source: « lesjam.fr »; its publisher without an address."""
        return site_of(source.url or "") or self.named(source.publisher).text

    def place(self, source: model.Source) -> str:
        """The site and date of a source: « lesjam.fr, vers novembre 2021 »."""
        site, date = self.site(source), self.dated(source)
        if not date and source.id in self.corpus.unknown:
            date = self.gettext("date to be named")
        return (
            f"{site}, {date}" if date else self.gettext("{place}, undated", place=site)
        )

    def dated(self, source: model.Source, *, brief: bool = False) -> str:
        """The date of a source: « vers novembre 2021 »; empty if it has none."""
        date = self.language.date(source.date, brief=brief)
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

    def marks(self, sources: Iterable[str]) -> Inline:
        """The marks of the notes on sources, by their ids."""
        return tuple(map(note, dict.fromkeys(sources)))
