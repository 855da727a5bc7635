"""How far a review has got, kept beside the user's other state and not in the corpus."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from jamplan.corpus.files import write_atomically


class Progress:
    """The proposals that one person has been through in one review of one corpus.

    Without a path it is kept in memory. A file that cannot be read or written is no fault: the review
    then begins anew next time.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._seen: list[str] = []
        if path is not None:
            with contextlib.suppress(OSError, ValueError):
                found = json.loads(path.read_bytes())
                self._seen = [each for each in found["seen"] if isinstance(each, str)]

    @property
    def seen(self) -> tuple[str, ...]:
        """What the person has been through, in this order."""
        return tuple(self._seen)

    def add(self, proposal: str) -> None:
        """Note that the person is done with a proposal, for now."""
        if proposal not in self._seen:
            self._seen.append(proposal)
            self._save()

    def take_back(self, proposal: str) -> None:
        """Note that the person has gone back to it."""
        if proposal in self._seen:
            self._seen.remove(proposal)
            self._save()

    def forget(self) -> None:
        """Begin anew: the review is at its end, or shall start again."""
        self._seen.clear()
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _save(self) -> None:
        if self._path is None:
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path, json.dumps({"seen": self._seen}).encode(), replace=True)


def progress_path(folder: Path, who: str, kind: str, environ: Mapping[str, str]) -> Path:
    """Where the progress of a person's review is kept.

    That is the XDG state folder (``XDG_STATE_HOME``, else ``~/.local/state``), on Windows
    ``LOCALAPPDATA``. One file for each corpus folder, person and kind of review.
    """
    name = hashlib.sha256(f"{folder.resolve()}\n{who}\n{kind}".encode()).hexdigest()[:32]
    local = environ.get("LOCALAPPDATA") if sys.platform == "win32" else None
    state = local or environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")  # noqa: PTH111 - never fails
    return Path(state) / "jamplan" / "reviews" / f"{name}.json"
