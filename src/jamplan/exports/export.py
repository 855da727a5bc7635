"""A corpus to publish: its content, the same in each form, and the forms.

Each form is rendered by a module of its own.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from jamplan import __version__
from jamplan.account.account import Account, account_of
from jamplan.account.context import View
from jamplan.account.vocabulary import language_for
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Item
from jamplan.counting.rules import Rule
from jamplan.evidence.published import Provenance
from jamplan.language import today

if TYPE_CHECKING:
    # Only a page compares two states.
    from jamplan.evidence.changes import Changes


@dataclass(frozen=True, slots=True)
class Publication:
    """A corpus under one rule, and how to recompute its figures."""

    account: Account
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

    Takes a language (that of the documents by default), an ISO date (see
    :func:`today`), and whether it is a ``draft``; it is one while something of the two
    documents is unknown. The same input gives the same publication. Raises
    :class:`KeyError` if the rule names an actor that the corpus does not have.
    """
    is_draft = draft or bool(corpus.unknown)
    account = account_of(corpus, rule, language_for(corpus, lang), draft=is_draft)
    provenance = Provenance(
        version=__version__,
        date=date or today(),
        command=account.method.command,
        files=corpus.digests,
    )
    return Publication(account, provenance)


def in_view(content: Publication, view: View) -> Publication:
    """A publication of a view of a corpus, which says so, and how to recompute it."""
    account = content.account.in_view(view)
    provenance = replace(content.provenance, command=account.method.command)
    return replace(content, account=account, provenance=provenance)


FORMS = {
    "md": "markdown:summary",
    "html": "htmlfile:page",
    "docx": "docxfile:document",
    "xlsx": "xlsxfile:workbook",
    "png": "picture:png",
    "svg": "picture:svg",
    "csv": "datapackage:files",
    "json": "jsonfile:export_object",
}
"""The forms by name, which is also their suffix.

The module of each here, and the function in it.

That returns a text; the bytes of a file; an object for JSON; or, as CSV, the texts of a
folder's files by name.
"""


def rendered(form: str, content: Publication) -> Any:
    """A publication in a form; only the module of that form is loaded."""
    module, _, name = FORMS[form].partition(":")
    return getattr(importlib.import_module(f"jamplan.exports.{module}"), name)(content)
