"""A draft merged into a corpus: ``import --merge``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jamplan.cli.errors import UsageError
from jamplan.cli.options import Run
from jamplan.cli.selection import perhaps
from jamplan.cli.writing import Forms, say, write
from jamplan.corpus.findings import Finding
from jamplan.decisions.applying import BACKUP, preview
from jamplan.decisions.applying import write as apply
from jamplan.decisions.merging import Merge, PublisherNeededError, decisions_to_review, merge
from jamplan.decisions.pairing import PairError
from jamplan.language.folding import one_line
from jamplan.language.today import today

if TYPE_CHECKING:
    from jamplan.corpus.loading import Corpus
    from jamplan.decisions.applying import Edit
    from jamplan.documents.drafts import Draft
    from jamplan.reports.blocks import Block


def merge_draft(
    run: Run, draft: Draft, *, write_it: bool, pairs: Sequence[str] = (), as_new: Sequence[str] = ()
) -> None:
    """Show what a draft does to the corpus, and with ``write_it``, write it.

    ``pairs`` and ``as_new`` are the values of --pair and --as-new. Raises :class:`UsageError`, and as
    :func:`write`.
    """
    _ = run.messages.gettext
    folder = Path(run.corpus.folder)
    said: dict[str, str] = {}
    for pair in pairs:
        item, record = _pair(run, pair)
        if said.setdefault(item, record) != record:
            raise _not_there(run, PairError(item))
    copy = _within(folder, draft.file)

    def make(corpus: Corpus) -> tuple[Merge, Sequence[Edit]]:
        try:
            made = merge(corpus, draft, on=today(), pairs=said, as_new=as_new, copy=copy)
        except PairError as error:
            raise _not_there(run, error) from None
        except PublisherNeededError:
            raise UsageError(
                _("Nobody knows who published “{file}”.", file=one_line(draft.file)),
                _("Name an actor: --publisher ID, or the name of a new one."),
            ) from None
        return made, made.edits

    outcome = apply(folder, make) if write_it else preview(run.corpus, make)
    before, made, files = outcome.before, outcome.made, outcome.files
    decisions = decisions_to_review(before, outcome.after)

    def as_report() -> list[Block]:
        from jamplan.reports.merging_report import merge_report

        return merge_report(before, made, decisions, run.language, written=files is not None)

    def as_object() -> dict[str, object]:
        from jamplan.exports.mergefile import merge_object

        return merge_object(before, made, decisions, files)

    def as_csv() -> str:
        from jamplan.exports.mergefile import merge_csv

        return merge_csv(made)

    write(run, Forms(as_report, as_object, as_csv))
    if made.edits:
        _say_files(run, before, files)


def _say_files(run: Run, corpus: Corpus, files: tuple[str, ...] | None) -> None:
    """Say which files were written, or that none was and why."""
    _ = run.messages.gettext
    if files is None and corpus.packaged:
        say(run, " ".join(Finding("packaged-corpus").say(run.messages)))
    elif files is None:
        say(run, _("Nothing is written yet. To write it, add --write."))
    for name in files or ():
        path = one_line(str(Path(corpus.folder) / name))
        say(run, _("Written: {path}; as it was: {copy}", path=path, copy=f"{path}{BACKUP}"))


def _not_there(run: Run, error: PairError) -> UsageError:
    value = one_line(error.value)
    return UsageError(
        run.messages.gettext("“{value}” is not there, or is named twice.", value=value),
        perhaps(run, value, error.near) if error.near else "",
    )


def _pair(run: Run, value: str) -> tuple[str, str]:
    _ = run.messages.gettext
    new, _sign, known = (part.strip() for part in value.rpartition("="))
    if not new or not known:
        raise UsageError(
            _("{option} cannot be “{value}”.", option="--pair", value=one_line(value)),
            _("Write a number of the document, =, and an id on record: --pair 7=my-proposal"),
        )
    return new, known


def _within(folder: Path, file: str) -> str | None:
    """The path of a document in the corpus's folder; None if it is elsewhere."""
    try:
        path = Path(file).resolve()
        return path.relative_to(folder.resolve()).as_posix() if path.is_file() else None
    except (OSError, ValueError):
        return None
