"""The content of an export, the same in each format; each format is a module beside this one."""

from __future__ import annotations

from dataclasses import dataclass

from jamplan import __version__
from jamplan.corpus.loading import Corpus
from jamplan.counting.figures import Coverage
from jamplan.counting.rules import Rule
from jamplan.language import Language, today
from jamplan.reports.context import Context
from jamplan.reports.labels import language_for
from jamplan.reports.whole import Provenance


@dataclass(frozen=True, slots=True)
class Publication:
    """A corpus under one rule, and how to recompute its figures."""

    context: Context
    provenance: Provenance

    @property
    def corpus(self) -> Corpus:
        """The corpus that it is made of."""
        return self.context.corpus

    @property
    def coverage(self) -> Coverage:
        """The figures under the rule."""
        return self.context.figures

    @property
    def language(self) -> Language:
        """The language that it is told in."""
        return self.context.language


def publication(
    corpus: Corpus,
    rule: Rule | None = None,
    *,
    lang: str | None = None,
    date: str | None = None,
) -> Publication:
    """What an export of a corpus says under a rule.

    Takes a language (that of the documents by default) and an ISO date (see
    :func:`today`). The same input gives the same publication. Raises :class:`KeyError`
    if the rule names an actor that the corpus does not have.
    """
    context = Context(corpus, language_for(corpus, lang), rule)
    return Publication(context, Provenance(__version__, date or today()))
