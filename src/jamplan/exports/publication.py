"""What an export says, the same in each of its forms; each form is a module beside this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jamplan.corpus.loading import Corpus
from jamplan.counting.figures import Coverage, coverage
from jamplan.counting.open_cases import Unadopted, unadopted
from jamplan.counting.rules import Rule
from jamplan.counting.statuses import Status
from jamplan.language import Language
from jamplan.language.today import today
from jamplan.language.version import __version__
from jamplan.reports.labels import language_for
from jamplan.reports.method import Provenance

if TYPE_CHECKING:
    # The matcher is loaded where suggestions are asked for, and nowhere else.
    from jamplan.matching.suggestions import Suggestion


@dataclass(frozen=True, slots=True)
class Publication:
    """The figures under one rule, what is open, and how to recompute it.

    ``suggestions`` are computed resemblances for the proposals that nobody has concluded on; None where
    they were not asked for. No figure contains them, and each form sets them apart.
    """

    coverage: Coverage
    unadopted: Unadopted
    provenance: Provenance
    language: Language
    suggestions: tuple[Suggestion, ...] | None = None

    @property
    def corpus(self) -> Corpus:
        """The corpus that it is made of."""
        return self.coverage.corpus


def publication(
    corpus: Corpus,
    rule: Rule | None = None,
    *,
    lang: str | None = None,
    date: str | None = None,
    suggestions: bool = False,
) -> Publication:
    """What an export of a corpus says under a rule.

    Takes a language (that of the documents by default) and an ISO date (see
    :func:`today`). The same input gives the same publication. Raises :class:`KeyError`
    where the rule names an actor that the corpus does not have.
    """
    open_cases = unadopted(corpus, rule)
    return Publication(
        coverage=coverage(corpus, rule),
        unadopted=open_cases,
        provenance=Provenance(__version__, date or today()),
        language=language_for(corpus, lang),
        suggestions=_suggestions(corpus, open_cases) if suggestions else None,
    )


def _suggestions(corpus: Corpus, open_cases: Unadopted) -> tuple[Suggestion, ...]:
    from jamplan.matching.suggestions import suggest

    nobody = [row.proposal.id for row in open_cases.coverage.with_status(Status.UNREVIEWED)]
    return tuple(suggest(corpus, nobody)) if nobody else ()
