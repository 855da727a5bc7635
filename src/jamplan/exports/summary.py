"""The summary to publish, in the format that is asked for."""

from __future__ import annotations

from jamplan.corpus import Corpus
from jamplan.counting.rules import Rule
from jamplan.exports.markdown import markdown
from jamplan.exports.publication import Publication, publication
from jamplan.reports.blocks import Block, Heading, Note
from jamplan.reports.summary import summary_report

FORMATS = ("md",)
"""The formats of a summary."""


def export(  # noqa: PLR0913 - each is a choice of its own
    corpus: Corpus,
    rule: Rule | None = None,
    *,
    format: str = "md",
    lang: str | None = None,
    date: str | None = None,
    suggestions: bool = False,
) -> str:
    """Write the summary of a corpus under a rule.

    Takes a format of :data:`FORMATS`, a language (that of the documents by default) and an ISO date
    (see :func:`jamplan.today.today`); ``suggestions`` adds computed resemblances, apart. Returns the
    text; the same input gives the same text. Raises :class:`ValueError` on another format, and
    :class:`KeyError` where the rule names an actor that the corpus does not have.
    """
    if format not in FORMATS:
        message = f"{format!r} is not one of {', '.join(FORMATS)}"
        raise ValueError(message)
    found = publication(corpus, rule, lang=lang, date=date, suggestions=suggestions)
    return markdown(publication_report(found))


def publication_report(found: Publication) -> list[Block]:
    """The summary as blocks; suggestions that were asked for stand apart under their own heading."""
    blocks = summary_report(found.coverage, found.language, found.provenance)
    if found.suggestions is None:
        return blocks
    from jamplan.reports.suggestions import suggestions_report

    title = found.language.gettext("Computed resemblances, not verified")
    _, *apart = suggestions_report(found.corpus, found.suggestions, found.language)
    notes = [block for block in blocks if isinstance(block, Note)]
    rest = [block for block in blocks if not isinstance(block, Note)]
    return [*rest, Heading(title), *apart, *notes]
