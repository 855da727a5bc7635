"""The summary to publish, in the format that is asked for."""

from __future__ import annotations

from jamplan.corpus import Corpus
from jamplan.counting.figures import coverage
from jamplan.counting.rules import Rule
from jamplan.exports.markdown import markdown
from jamplan.locale import language
from jamplan.reports.summary import Provenance, summary_report
from jamplan.today import today
from jamplan.version import __version__

FORMATS = ("md",)
"""The formats of a summary."""


def export(
    corpus: Corpus,
    rule: Rule | None = None,
    *,
    format: str = "md",
    lang: str | None = None,
    date: str | None = None,
) -> str:
    """Write the summary of a corpus under a rule.

    Takes a format of :data:`FORMATS`, a language (that of the documents by default) and an ISO date
    (see :func:`jamplan.today.today`). Returns the text; the same input gives the same text. Raises
    :class:`ValueError` on another format, and :class:`KeyError` where the rule names an actor that the
    corpus does not have.
    """
    if format not in FORMATS:
        message = f"{format!r} is not one of {', '.join(FORMATS)}"
        raise ValueError(message)
    provenance = Provenance(__version__, date or today())
    words = language(lang or corpus.language)
    return markdown(summary_report(coverage(corpus, rule), words, provenance))
