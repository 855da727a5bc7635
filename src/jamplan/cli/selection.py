"""What is meant by the options of a rule, and by ids and words: shortened, or in any case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from jamplan.cli.errors import UsageError
from jamplan.cli.options import completion, option
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Measure, Proposal
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule, default_rule
from jamplan.language import N_
from jamplan.language.folding import folded, same_id, without_accents

Item = TypeVar("Item", Proposal, Measure)

RULE = option(
    N_("RULE"),
    N_("What counts: explicit, stated (implicit too: default), claimed (ambiguous too), any."),
)
CLAIMED_BY = option(N_("ACTOR"), N_("Count only what this actor states."), completion("actors"))
PARTIAL = option(N_("COUNT"), N_("How “taken up in part” counts: apart (default), half, or full."))
OF = option(
    N_("TOTAL"),
    N_("Out of what: declared, the document’s number (default); documented, the proposals known."),
)


def match_id(typed: str, ids: Sequence[str]) -> list[str]:
    """Return the ids that are meant: the same one but for case, else those that begin so."""
    wanted = same_id(typed.strip())
    same = [known for known in ids if same_id(known) == wanted]
    return same or [known for known in ids if wanted and same_id(known).startswith(wanted)]


def find_id(typed: str, ids: Sequence[str], message: str) -> str:
    """Return the one id that is meant. Raises :class:`UsageError` with the message."""
    matches = match_id(typed, ids)
    if len(matches) != 1:
        raise UsageError(message, known=matches or ids, value=typed)
    return matches[0]


def chosen_rule(
    corpus: Corpus,
    links: LinksCounted | None = None,
    claimed_by: str | None = None,
    partial: PartialCounts | None = None,
    of: OutOf | None = None,
) -> Rule:
    """Return the rule that was chosen; the corpus's default fills the rest.

    Raises :class:`UsageError` on an unknown actor.
    """
    default = default_rule(corpus)
    actors = [actor.id for actor in corpus.actors]
    if claimed_by is not None:
        claimed_by = find_id(claimed_by, actors, N_("There is no actor “{value}”."))
    return Rule(
        links=links or default.links,
        claimed_by=claimed_by,
        partial=partial or default.partial,
        of=of or default.of,
    )


def matching_items(corpus: Corpus, query: str) -> list[Proposal | Measure]:
    """Return the items that a query means: all of them if it is empty.

    A query is an id, the beginning of ids, a number, or words of a title or text; case and accents do
    not count.
    Raises :class:`UsageError` if nothing matches.
    """
    items: dict[str, Proposal | Measure] = {**corpus.proposal, **corpus.measure}
    if not items:
        raise UsageError(N_("Nothing is on record yet."))
    words = _search_form(query).split()
    matches = [items[item_id] for item_id in match_id(query, list(items))]
    matches = matches or [item for item in items.values() if item.number == query.strip()]
    matches = matches or [item for item in items.values() if _has_words(item, words)]
    if not matches:
        message = N_("There is no proposal and no measure “{value}”.")
        raise UsageError(message, known=list(items), value=query)
    return matches


def _has_words(item: Proposal | Measure, words: Sequence[str]) -> bool:
    details = item.details if isinstance(item, Measure) else ()
    text = _search_form(" ".join((item.title, item.text or "", *details)))
    return all(word in text for word in words)


def _search_form(text: str) -> str:
    return without_accents(folded(text)).casefold()


def find_proposal(corpus: Corpus, typed: str, *, whole: bool = False) -> Proposal:
    """Return the proposal that is meant, by its id or, unless ``whole``, by the beginning of its id.

    Raises :class:`UsageError` unless there is exactly one.
    """
    return _find(corpus.proposal, typed, N_("There is no proposal “{value}”."), whole=whole)


def find_measure(corpus: Corpus, typed: str, *, whole: bool = False) -> Measure:
    """Return the measure that is meant, as :func:`find_proposal` does a proposal."""
    return _find(corpus.measure, typed, N_("There is no measure “{value}”."), whole=whole)


def _find(items: Mapping[str, Item], typed: str, message: str, *, whole: bool) -> Item:
    matches = match_id(typed, list(items))
    if whole:
        matches = [known for known in matches if same_id(known) == same_id(typed.strip())]
    if len(matches) > 1:
        several, ids = N_("Several ids begin with “{value}”: {ids}."), ", ".join(matches)
        raise UsageError(several, value=typed, ids=ids)
    if not matches:
        raise UsageError(message, known=list(items), value=typed)
    return items[matches[0]]
