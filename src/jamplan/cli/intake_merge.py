"""Putting a draft into a corpus: ``import --merge``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jamplan.cli.errors import UsageError
from jamplan.cli.options import Run
from jamplan.cli.selection import perhaps
from jamplan.cli.writing import Forms, say, write
from jamplan.findings import KINDS
from jamplan.intake.edits.applying import BACKUP, Outcome, preview
from jamplan.intake.edits.applying import write as apply
from jamplan.intake.edits.effects import effects
from jamplan.intake.edits.merging import Merge, UnknownPairError, merge
from jamplan.text.folding import one_line
from jamplan.today import today

if TYPE_CHECKING:
    from jamplan.corpus import Corpus
    from jamplan.intake.edits.applying import Edit
    from jamplan.intake.items.drafts import Draft
    from jamplan.reports.blocks import Block


def merge_draft(
    run: Run,
    draft: Draft,
    *,
    write: bool,
    pairs: Sequence[str] = (),
    as_new: Sequence[str] = (),
) -> None:
    """Show what a draft makes of the corpus that is meant, and with ``write``, put it in.

    ``pairs`` are « NUMBER=ID », and ``as_new`` numbers, as the options --pair and --as-new take them.
    Raises :class:`UsageError` where they name nothing, and as
    :func:`jamplan.intake.edits.applying.write`.
    """
    folder = Path(run.corpus.folder)
    said = _said(run, pairs)
    copy = _within(folder, draft.file)

    def make(corpus: Corpus) -> tuple[Merge, Sequence[Edit]]:
        try:
            found = merge(corpus, draft, on=today(), said=said, as_new=as_new, copy=copy)
        except UnknownPairError as error:
            raise _unknown(run, error) from None
        if write and found.source is None:
            _ = run.messages.gettext
            raise UsageError(
                _("Nobody knows who published “{file}”.", file=one_line(draft.file)),
                _("Name an actor: --publisher ID, or the name of a new one."),
            )
        return found, found.edits

    _show(run, apply(folder, make) if write else preview(run.corpus, make))


def _show(run: Run, outcome: Outcome[Merge]) -> None:
    """Write the preview, or what was done, and say what became of the files."""
    before, found, files = outcome.before, outcome.made, outcome.files
    made = effects(before, outcome.after)

    def as_report() -> list[Block]:
        from jamplan.reports.merging import merge_report

        return merge_report(before, found, made, run.language, written=files is not None)

    def as_object() -> dict[str, object]:
        from jamplan.exports.mergejson import merge_object

        return merge_object(before, found, made, files)

    def as_csv() -> str:
        from jamplan.exports.mergecsv import merge_csv

        return merge_csv(found)

    write(run, Forms(as_report, as_object, as_csv))
    say_files(run, before, files, changes=bool(found.edits))


def say_files(run: Run, corpus: Corpus, written: tuple[str, ...] | None, *, changes: bool) -> None:
    """Say which files were written and where they are as they were, or that none was."""
    _ = run.messages.gettext
    if not changes:
        return
    if written is None and corpus.packaged:
        kind = KINDS["packaged-corpus"]
        say(run, f"{_(kind.message)} {_(kind.remedy)}")
    elif written is None:
        say(run, _("Nothing is written yet. To write it, add --write."))
    for name in written or ():
        path = one_line(str(Path(corpus.folder) / name))
        say(run, _("Written: {path}; as it was: {copy}", path=path, copy=f"{path}{BACKUP}"))


def _said(run: Run, pairs: Sequence[str]) -> dict[str, str]:
    _ = run.messages.gettext
    found: dict[str, str] = {}
    for pair in pairs:
        new, sign, known = (part.strip() for part in pair.rpartition("="))
        if not sign or not new or not known:
            raise UsageError(
                _("--pair cannot be “{value}”.", value=one_line(pair)),
                _("Write a number of the document, =, and an id on record: --pair 7=my-proposal"),
            )
        if found.get(new, known) != known:
            raise UsageError(_("--pair names “{value}” twice.", value=one_line(new)))
        found[new] = known
    return found


def _unknown(run: Run, error: UnknownPairError) -> UsageError:
    _ = run.messages.gettext
    value = one_line(error.value)
    if error.repeated:
        return UsageError(_("“{value}” is paired twice.", value=value), _("Pair one with one."))
    if error.new:
        return UsageError(
            _("“{value}” is not one item of the document.", value=value),
            perhaps(run, value, error.near) if error.near else _("Name it by its number or its id."),
        )
    return UsageError(
        _("There is nothing on record with the id “{value}”.", value=value),
        perhaps(run, value, error.near) if error.near else "",
    )


def _within(folder: Path, file: str) -> str | None:
    """The path of a document within the corpus's folder; none where it is elsewhere."""
    try:
        path = Path(file).resolve()
        return path.relative_to(folder.resolve()).as_posix() if path.is_file() else None
    except (OSError, ValueError):
        return None
