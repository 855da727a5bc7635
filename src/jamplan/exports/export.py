"""A corpus to publish: its content, the same in each form, and the forms.

Each form is rendered by a module of its own.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from jamplan import __version__
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Item
from jamplan.counting.rules import Rule
from jamplan.evidence.published import Provenance
from jamplan.language import today
from jamplan.reports.context import Context
from jamplan.reports.labels import language_for
from jamplan.reports.method import command_of

if TYPE_CHECKING:
    # Only a page compares two states.
    from jamplan.evidence.changes import Changes


@dataclass(frozen=True, slots=True)
class Publication:
    """A corpus under one rule, and how to recompute its figures."""

    context: Context
    provenance: Provenance
    item: Item | None = None
    """The one item that a page, a picture or a text is about; None for all."""
    url: str = ""
    """The page's own address, if it is known."""
    picture: str = ""
    """The address of the picture beside the page."""
    beside: tuple[str, ...] = ()
    """The files of data that lie beside the page, as seen from it."""
    since: str = ""
    """The earlier state that the page is compared with, as typed."""
    changes: Changes | None = None


def publication(
    corpus: Corpus,
    rule: Rule | None = None,
    *,
    lang: str | None = None,
    date: str | None = None,
    draft: bool = False,
) -> Publication:
    """What an export of a corpus says under a rule.

    Takes a language (that of the documents by default), an ISO date (see :func:`today`), and whether it
    is a ``draft``; it is one while something of the two documents is unknown. The same input gives the
    same publication. Raises :class:`KeyError` if the rule names an actor that the corpus does not have.
    """
    context = Context(corpus, language_for(corpus, lang), rule, draft or bool(corpus.unknown))
    provenance = Provenance(
        version=__version__, date=date or today(), command=command_of(context), files=corpus.digests
    )
    return Publication(context, provenance)


class Kind(Enum):
    """What the renderer of a form returns."""

    TEXT = auto()
    UTF8 = auto()
    """A text that says of itself that it is UTF-8, wherever it goes."""
    BYTES = auto()
    OBJECT = auto()
    """A JSON object."""
    TABLES = auto()
    """Texts by name, each a file of a folder."""


@dataclass(frozen=True, slots=True)
class ExportForm:
    """A form of a publication: the function that renders it, and what this returns.

    The function is named by its module here and its name, so that only the module in use is loaded.
    """

    renderer: str
    kind: Kind

    def render(self, content: Publication) -> Any:
        """A publication in this form."""
        module, _, name = self.renderer.partition(":")
        return getattr(importlib.import_module(f"jamplan.exports.{module}"), name)(content)


FORMS = {
    "md": ExportForm("markdown:summary", Kind.TEXT),
    "html": ExportForm("htmlfile:page", Kind.UTF8),
    "docx": ExportForm("docxfile:document", Kind.BYTES),
    "xlsx": ExportForm("xlsxfile:workbook", Kind.BYTES),
    "png": ExportForm("picture:png", Kind.BYTES),
    "svg": ExportForm("picture:svg", Kind.UTF8),
    "csv": ExportForm("csvfile:csv_tables", Kind.TABLES),
    "json": ExportForm("jsonfile:export_object", Kind.OBJECT),
}
"""The forms by name, which is also their suffix."""
