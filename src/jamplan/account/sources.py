"""What an account tells of a source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jamplan.account import vocabulary
from jamplan.account.context import Context
from jamplan.account.links import Link
from jamplan.account.spans import Inline, Span, bracketed
from jamplan.corpus import model


@dataclass(frozen=True, repr=False, eq=False)
class SourceTold:
    """A publication that something is known from."""

    _context: Context
    id: str

    @property
    def _source(self) -> model.Source:
        return self._context.corpus.source[self.id]

    @cached_property
    def publisher(self) -> Span:
        """Who publishes it, as a link to its entry on a page."""
        return self._context.publisher(self.id)

    @cached_property
    def name(self) -> Inline:
        """Its publisher, title or description, and date."""
        return self._context.source(self._source)

    @cached_property
    def in_full(self) -> Inline:
        """The same with its addresses and the day it was read."""
        return self._context.source_in_full(self._source)

    @cached_property
    def dated(self) -> str:
        """Its date in words: « vers novembre 2021 »; empty if it has none."""
        return self._context.dated(self._source)

    @property
    def date(self) -> str:
        """Its date in ISO 8601; empty if it has none or is inferred."""
        source = self._source
        if source.date_inferred:
            return ""
        return source.date or ""

    @property
    def accessed(self) -> str:
        """The day it was read, in ISO 8601; empty if that is not known."""
        return self._source.accessed or ""

    @property
    def url(self) -> str:
        """Its address; empty if it has none."""
        return self._source.url or ""

    @property
    def link(self) -> Link:
        """Its address, and that it is a portal's, if it is."""
        remark = vocabulary.PORTAL if self._source.portal else ""
        return Link(self.url, remark and self._context.gettext(remark))

    @property
    def archived(self) -> str:
        """The address of an archived copy; empty if none is known."""
        return self._source.archived or ""

    @property
    def copy(self) -> str:
        """Its copy in the corpus's folder, with the digest; empty without one."""
        source = self._source
        if source.file is None:
            return ""
        return f"{source.file}{bracketed(f'SHA-256 {source.sha256}')}"

    @cached_property
    def note(self) -> Inline:
        """What the corpus notes on it."""
        return self._context.remark(self._source.note)

    @property
    def lacks(self) -> tuple[str, ...]:
        """The names of its fields that nobody has filled in yet."""
        names = self._context.corpus.lacks(self._source)
        fields = (vocabulary.FIELDS[name] for name in names)
        return tuple(self._context.gettext(field).lower() for field in fields)
