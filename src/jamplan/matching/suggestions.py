"""Suggestions: for each proposal, the measures that resemble it most. Never a fact, in no figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from jamplan.corpus.findings import Finding
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Link, Measure, Proposal
from jamplan.matching.explanation import LEAST_POINTS, WordPair, explain
from jamplan.matching.guards import guards
from jamplan.matching.index import TextItem
from jamplan.matching.languages import Analyser
from jamplan.matching.score import Band, Matcher, band
from jamplan.matching.semantic import Encoder


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A pair, how alike its texts are, and why.

    ``score`` goes from 0 to 100. ``band`` says how often such scores were links elsewhere; there is
    none if a sentence encoder had a part in the score. ``links`` are those that people recorded.
    """

    proposal: Proposal
    measure: Measure
    score: float
    band: Band | None
    words: tuple[WordPair, ...]
    guards: tuple[Finding, ...]
    links: tuple[Link, ...]


def item_of(record: Proposal | Measure) -> TextItem:
    """A proposal or a measure as what is compared: its title, then its text and details."""
    details = record.details if isinstance(record, Measure) else ()
    text = (record.text,) if record.text else ()
    return TextItem(record.id, record.title, (*text, *details))


def matcher_of(corpus: Corpus, encoder: Encoder | None = None) -> Matcher:
    """The matcher of a corpus: its proposals on the left, its measures on the right."""
    return Matcher(
        [item_of(proposal) for proposal in corpus.proposals],
        [item_of(measure) for measure in corpus.measures],
        corpus.language,
        subject=subject_of(corpus),
        encoder=encoder,
    )


def subject_of(corpus: Corpus) -> tuple[str, ...]:
    """The words that both documents have in their names: what all their items are about."""
    analyser = Analyser(corpus.language)
    names = [
        f"{document.short_name} {document.title or ''}"
        for document in (corpus.proposals_document, corpus.plan_document)
    ]
    shared = set(analyser.keys(names[0])) & set(analyser.keys(names[1]))
    return tuple(
        names[0][word.start : word.end] for word in analyser.words(names[0]) if word.key in shared
    )


def suggest(  # noqa: PLR0913 - each narrows what is looked for
    corpus: Corpus,
    proposals: Sequence[str] | None = None,
    *,
    measure: str | None = None,
    top: int = 3,
    min_score: float = 0.0,
    encoder: Encoder | None = None,
) -> list[Suggestion]:
    """The best measures of each proposal, best first; or the best proposals of one measure.

    Takes the ids of proposals (all by default), or of a ``measure``. A pair that somebody dismissed
    is left out, and so is one of less than two points. Raises :class:`KeyError` on an unknown id.
    """
    matcher = matcher_of(corpus, encoder)
    dismissed = {(dismissal.proposal, dismissal.measure) for dismissal in corpus.dismissals}
    if measure is not None:
        rankings = [matcher.best_for_right(measure, len(corpus.proposals))]
    else:
        wanted = list(corpus.proposal) if proposals is None else proposals
        # As many more as may have to be left out.
        rankings = [matcher.best(id_, top + len(corpus.dismissals_of.get(id_, ()))) for id_ in wanted]
    suggestions = []
    for ranking in rankings:
        matches = [
            match
            for match in ranking
            if match.score >= max(min_score, LEAST_POINTS)
            and (match.left, match.right) not in dismissed
        ]
        suggestions += [pair(corpus, matcher, match.left, match.right) for match in matches[:top]]
    return suggestions


def pair(corpus: Corpus, matcher: Matcher, proposal: str, measure: str) -> Suggestion:
    """One pair as a suggestion. Raises :class:`KeyError` on an unknown id."""
    score = matcher.score(proposal, measure)
    left, right = corpus.proposal[proposal], corpus.measure[measure]
    return Suggestion(
        proposal=left,
        measure=right,
        score=score,
        band=band(score) if matcher.encoder is None else None,
        words=explain(matcher, proposal, measure).shown,
        guards=tuple(guards(item_of(left).text, item_of(right).text, corpus.language)),
        links=tuple(
            link for link in corpus.links_of_proposal.get(proposal, ()) if link.measure == measure
        ),
    )
