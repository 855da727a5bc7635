"""What a review asks for, the most doubtful first, and how far a person has got."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from jamplan.corpus.files import write_atomically
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Attribution, Basis, Dismissal, Link, Proposal, Verdict
from jamplan.corpus.staleness import Changed, Staleness
from jamplan.counting.rules import strength
from jamplan.decisions.recording import decisions_on
from jamplan.matching.score import Matcher


class Reason(StrEnum):
    """Why a proposal is asked for, the most doubtful first."""

    STALE = "stale"
    """A text of a decision on it has changed."""
    AMBIGUOUS = "ambiguous"
    """A link that is ambiguous, or it is unclear whose proposal it is."""
    UNREVIEWED = "unreviewed"
    """Nobody has decided."""
    DECIDED = "decided"
    """Somebody has decided, and nothing puts it in doubt."""
    BLIND = "blind"
    """Earlier decisions are hidden."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A proposal in the queue, and why it is there."""

    proposal: str
    reason: Reason


Changes = tuple[tuple[Link | Verdict, Changed], ...]
"""Decisions, each with a text that has changed since; one with two such texts is there twice."""


def queue(corpus: Corpus, matcher: Matcher, *, blind: bool = False, stale: bool = False) -> list[Turn]:
    """Return the proposals in the order in which a review asks for them.

    First those with a stale decision, then the ambiguous ones, then those that nobody has decided on,
    by the score of their best measure, then the rest in the order of the document. With ``stale`` only
    the first; ``blind`` keeps to the document's order, which says nothing.
    """
    if blind:
        return [Turn(proposal.id, Reason.BLIND) for proposal in corpus.proposals]
    staleness = Staleness(corpus)
    turns = [
        Turn(proposal.id, reason_of(corpus, proposal, changes_on(corpus, staleness, proposal.id)))
        for proposal in corpus.proposals
    ]
    if stale:
        return [turn for turn in turns if turn.reason is Reason.STALE]
    order = tuple(Reason)

    def doubt(turn: Turn) -> tuple[int, float]:
        unreviewed = turn.reason is Reason.UNREVIEWED
        scores = [match.score for match in matcher.best(turn.proposal, 1)] if unreviewed else []
        return order.index(turn.reason), -max(scores, default=0.0)

    return sorted(turns, key=doubt)


def changes_on(corpus: Corpus, staleness: Staleness, proposal: str) -> Changes:
    """Return the texts that have changed since the decisions on a proposal."""
    return tuple(
        (decision, change)
        for decision in decisions_on(corpus, proposal)
        if not isinstance(decision, Dismissal)
        for change in staleness.changes(decision)
    )


def reason_of(corpus: Corpus, proposal: Proposal, changes: Changes) -> Reason:
    """Return why a proposal is asked for."""
    links = corpus.links_of_proposal.get(proposal.id, ())
    if changes:
        return Reason.STALE
    ambiguous = any(strength(link, proposal) is Basis.AMBIGUOUS for link in links)
    if ambiguous or (not links and proposal.attribution is Attribution.AMBIGUOUS):
        return Reason.AMBIGUOUS
    return Reason.DECIDED if links or proposal.id in corpus.verdicts_of else Reason.UNREVIEWED


def candidates(
    corpus: Corpus, matcher: Matcher | None, proposal: str, changes: Changes, decided_by: str
) -> list[str]:
    """Return the measures to compare with a proposal: those in doubt, linked ones, then by score.

    In doubt are those of stale links, and those that are new or changed since a verdict. Measures that
    this person dismissed are left out, and so are others that somebody dismissed and nobody linked.
    Without a ``matcher`` (a blind review), the order is the plan's and others' dismissals do not count.
    """
    dismissals = corpus.dismissals_of.get(proposal, ())
    own = {dismissal.measure for dismissal in dismissals if dismissal.by == decided_by}
    if matcher is None:
        return [measure for measure in corpus.measure if measure not in own]
    doubtful = [link.measure for link, _ in changes if isinstance(link, Link)]
    doubtful += [change.item for _, change in changes if change.item in corpus.measure]
    linked = [link.measure for link in corpus.links_of_proposal.get(proposal, ())]
    ranked = [match.right for match in matcher.best(proposal, len(corpus.measures))]
    left_out = own | ({dismissal.measure for dismissal in dismissals} - set(linked))
    ordered = dict.fromkeys([*doubtful, *linked, *ranked, *corpus.measure])
    return [measure for measure in ordered if measure not in left_out]


class Progress:
    """The proposals that one person has been through in one review of one corpus.

    Without a path it is kept in memory. A file that cannot be read or written is no fault: the review
    then begins anew next time.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._done: set[str] = set()
        if path is not None:
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                self._done = set(map(str, json.loads(path.read_bytes())["done"]))

    def has(self, turn: Turn) -> bool:
        """Whether the person has been through it: a decision that became stale since is asked again."""
        return _names(turn)[-1] in self._done

    def add(self, turn: Turn) -> None:
        """Note that the person is done with a proposal, for now."""
        self._done.update(_names(turn))
        self._save()

    def take_back(self, turn: Turn) -> None:
        """Note that the person has gone back to it."""
        self._done.difference_update(_names(turn))
        self._save()

    def forget(self) -> None:
        """Begin anew: the review is at its end, or shall start again."""
        self._done.clear()
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _save(self) -> None:
        if self._path is not None:
            text = json.dumps({"done": sorted(self._done)})
            with contextlib.suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(self._path, text.encode(), replace=True)


def _names(turn: Turn) -> list[str]:
    """Return the names that a proposal is kept under: its id, and another if a text had changed."""
    stale = [f"{turn.proposal} {Reason.STALE}"] if turn.reason is Reason.STALE else []
    return [turn.proposal, *stale]


def progress_path(folder: Path, who: str, kind: str, environ: Mapping[str, str]) -> Path:
    """Return where the progress of a person's review is kept.

    That is the XDG state folder (``XDG_STATE_HOME``, else ``~/.local/state``), on Windows
    ``LOCALAPPDATA``. One file for each corpus folder, person and kind of review.
    """
    name = hashlib.sha256(f"{folder.resolve()}\n{who}\n{kind}".encode()).hexdigest()[:32]
    local = environ.get("LOCALAPPDATA") if sys.platform == "win32" else None
    state = local or environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")  # noqa: PTH111 - never fails
    return Path(state) / "jamplan" / "reviews" / f"{name}.json"
