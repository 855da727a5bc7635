"""Finding what an id on the command line means: in any case, shortened, or nearly right."""

from __future__ import annotations

from collections.abc import Sequence

from jamplan.cli.errors import UsageError
from jamplan.cli.options import Run
from jamplan.corpus.findings import alternatives
from jamplan.corpus.model import Measure, Proposal
from jamplan.language.folding import folded, same_id, without_accents
from jamplan.language.nearest import nearest


def match_id(typed: str, ids: Sequence[str]) -> list[str]:
    """The ids that are meant: the same one but for case, else those that begin so."""
    wanted = same_id(typed.strip())
    same = [each for each in ids if same_id(each) == wanted]
    return same or [each for each in ids if wanted and same_id(each).startswith(wanted)]


def matching_items(run: Run, query: str) -> list[Proposal | Measure]:
    """The items that a query means: all of them if it is empty.

    A query is an id, the beginning of ids, or words that an item's title or text has, in any case and
    without regard to accents. Raises :class:`UsageError` if there is none.
    """
    corpus = run.corpus
    items: dict[str, Proposal | Measure] = {**corpus.proposal, **corpus.measure}
    matches = [items[item_id] for item_id in match_id(query, list(items))]
    words = _search_form(query).split()
    if not matches:
        matches = [item for item in items.values() if _has_words(item, words)]
    if not items:
        raise UsageError(run.messages.gettext("Nothing is on record yet."))
    return matches or [find_item(run, query)]


def _has_words(item: Proposal | Measure, words: Sequence[str]) -> bool:
    details = item.details if isinstance(item, Measure) else ()
    text = _search_form(" ".join((item.title, item.text or "", *details)))
    return all(word in text for word in words)


def _search_form(text: str) -> str:
    return without_accents(folded(text)).casefold()


def find_item(run: Run, typed: str, *, whole: bool = False) -> Proposal | Measure:
    """The proposal or measure that is meant, by its id or, unless ``whole``, by the id's beginning.

    Raises :class:`UsageError` where there is not just one.
    """
    corpus = run.corpus
    items: dict[str, Proposal | Measure] = {**corpus.proposal, **corpus.measure}
    found = match_id(typed, list(items))
    if whole:
        found = [each for each in found if same_id(each) == same_id(typed.strip())]
    if len(found) == 1:
        return items[found[0]]
    _ = run.messages.gettext
    if found:
        raise UsageError(
            _("“{id}” is the beginning of several ids.", id=typed),
            _("Write more of it: {ids}.", ids=", ".join(found)),
        )
    for kind, ids in (
        (_("a chapter"), [each.id for each in corpus.chapters]),
        (_("a priority"), [each.id for each in corpus.priorities]),
        (_("an actor"), [each.id for each in corpus.actors]),
        (_("a source"), [each.id for each in corpus.sources]),
    ):
        if same_id(typed) in {same_id(each) for each in ids}:
            raise UsageError(
                _("“{id}” is {kind}.", id=typed, kind=kind),
                _("This command takes the id of a proposal or a measure."),
            )
    message = _("There is no proposal and no measure “{id}”.", id=typed)
    raise UsageError(message, perhaps(run, typed, list(items)))


def perhaps(run: Run, typed: str, ids: Sequence[str]) -> str:
    """The nearest ids as advice, or the first ones where none is near."""
    _ = run.messages.gettext
    if not ids:
        return _("There is none yet.")
    near = nearest(typed, ids)
    if near:
        return _("Perhaps {names}?", names=alternatives(near, run.messages))
    return _("Known ids: {ids}", ids=", ".join([*ids[:10], *(["…"] if len(ids) > 10 else [])]))


def only_proposal(run: Run, typed: str, *, whole: bool = False) -> Proposal:
    """The proposal that is meant, as by :func:`find_item`. Raises :class:`UsageError` on another id."""
    found = find_item(run, typed, whole=whole)
    if isinstance(found, Proposal):
        return found
    _ = run.messages.gettext
    raise UsageError(
        _("“{id}” is {kind}.", id=found.id, kind=_("a measure")),
        _("The id of a proposal is wanted here."),
    )


def only_measure(run: Run, typed: str, *, whole: bool = False) -> Measure:
    """The measure that is meant, as by :func:`find_item`. Raises :class:`UsageError` on another id."""
    found = find_item(run, typed, whole=whole)
    if isinstance(found, Measure):
        return found
    _ = run.messages.gettext
    raise UsageError(
        _("“{id}” is {kind}.", id=found.id, kind=_("a proposal")),
        _("The id of a measure is wanted here."),
    )
