"""The command that compares two people's decisions: ``agreement``."""

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.options import Format, Run, command, patience
from jamplan.cli.writing import Forms, write
from jamplan.corpus import Corpus, find, load
from jamplan.findings import CorpusError, Finding, Place, reason_of
from jamplan.model import Dismissal, Link, Verdict
from jamplan.reports.blocks import Block
from jamplan.text.folding import one_line
from jamplan.wording.nouns import language_for
from jamplan.yamlfile import LIMIT_BYTES

if TYPE_CHECKING:
    from jamplan.agreement import Difference

_LINKS = "links.yaml"
_SHOWN = 5
"""How many items that differ a message names."""


def add_agreement(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``agreement`` to the program, its help translated by ``_``."""
    first_argument = typer.Argument(
        metavar="A", help=_("A corpus’s folder, or a links.yaml file with one person’s decisions.")
    )
    second_argument = typer.Argument(
        metavar="B",
        help=_(
            "The same of another person. A file is read with the documents beside it, else with those "
            "of the corpus that is meant."
        ),
    )

    decided_option = typer.Option(
        "--decided-by",
        metavar=_("NAME"),
        help=_("Only what this person recorded; twice: the first for A, the second for B."),
    )

    @command(
        app,
        _,
        panel=panel,
        text=_("How far two people’s decisions agree, beyond chance, and where they differ."),
        formats=(Format.TABLE, Format.MD, Format.JSON),
    )
    def agreement(
        run: Run,
        first: Annotated[Path, first_argument],
        second: Annotated[Path, second_argument],
        decided_by: Annotated[list[str] | None, decided_option] = None,
    ) -> None:
        from jamplan.agreement import DifferentDocumentsError, compare
        from jamplan.reports.agreement import agreement_report

        with patience(run, run.messages.gettext("Reading the corpus…")):
            corpora = _decisions(run, first), _decisions(run, second)
        names = str(first), str(second)
        if decided_by:
            corpora, names = _of_persons(run, corpora, names, decided_by)
        try:
            with patience(run, run.messages.gettext("Comparing the decisions…")):
                found = compare(*corpora)
        except DifferentDocumentsError as error:
            raise _not_the_same(run, names, error.differences) from None
        language = language_for(found.first, run.shared.lang)

        def as_object() -> dict[str, object]:
            from jamplan.exports.agreementjson import agreement_object

            return agreement_object(found, names)

        def as_report() -> list[Block]:
            return agreement_report(found, names, language)

        write(run, Forms(as_report, as_object))
        if not found.by_both:
            run.exit_code = Exit.FOUND


def _of_persons(
    run: Run, corpora: tuple[Corpus, Corpus], names: tuple[str, str], persons: list[str]
) -> tuple[tuple[Corpus, Corpus], tuple[str, str]]:
    """The two with only what one person each recorded, and their names with those of the persons."""
    from jamplan.agreement import recorded_by

    _ = run.messages.gettext
    if len(persons) != 2:
        raise UsageError(
            _("--decided-by names two persons, one for A and one for B."),
            _("Write it twice."),
        )
    found = []
    for corpus, person in zip(corpora, persons, strict=True):
        kept = recorded_by(corpus, person)
        if not (kept.links or kept.verdicts or kept.dismissals):
            decisions: list[Link | Verdict | Dismissal]
            decisions = [*corpus.links, *corpus.verdicts, *corpus.dismissals]
            known = dict.fromkeys(each.by for each in decisions if each.by)
            raise UsageError(
                _("Nothing was recorded by “{name}” in {path}.", name=person, path=corpus.folder),
                _("Names on record: {names}", names=", ".join(known) or "—"),
            )
        found.append(kept)
    titles = [f"{name} ({one_line(person)})" for name, person in zip(names, persons, strict=True)]
    return (found[0], found[1]), (titles[0], titles[1])


def _decisions(run: Run, path: Path) -> Corpus:
    """The corpus of a folder, or of a file of links. Raises :class:`~jamplan.findings.CorpusError`."""
    if not path.is_file():
        return load(path)
    folder = path.parent
    if not os.path.lexists(folder / "proposals.yaml"):
        folder = find(run.shared.data, environ=run.environment.environ)
    try:
        return load(folder, contents={_LINKS: _content(path)})
    except CorpusError as error:
        # The faults of this file stand in it, not in the file that it was read in place of.
        links = str(folder / _LINKS)
        raise CorpusError(
            replace(finding, place=replace(finding.place, file=str(path)))
            if finding.place.file == links
            else finding
            for finding in error.findings
        ) from None


def _content(path: Path) -> bytes:
    place = Place(str(path))
    try:
        size = path.stat().st_size
        if size > LIMIT_BYTES:
            details = {"size": math.ceil(size / 1e5) / 10, "limit": LIMIT_BYTES // 1_000_000}
            raise CorpusError([Finding("file-too-large", place, details)])
        return path.read_bytes()
    except OSError as error:
        raise CorpusError([Finding("file-unreadable", place, {"reason": reason_of(error)})]) from None


def _not_the_same(run: Run, names: tuple[str, str], differences: "Sequence[Difference]") -> UsageError:
    """The documents differ: which items, and what to do."""
    from jamplan.agreement import Mismatch

    _ = run.messages.gettext
    said = []
    for each in differences[:_SHOWN]:
        match each.mismatch:
            case Mismatch.ONLY_FIRST:
                said.append(_("{id} is only in {path}", id=each.id, path=one_line(names[0])))
            case Mismatch.ONLY_SECOND:
                said.append(_("{id} is only in {path}", id=each.id, path=one_line(names[1])))
            case Mismatch.TEXT:
                said.append(_("{id} has two different texts", id=each.id))
    if len(differences) > _SHOWN:
        said.append("…")
    return UsageError(
        run.messages.ngettext(
            "The two are not on the same documents: {n} proposal or measure differs ({items}).",
            "The two are not on the same documents: {n} proposals or measures differ ({items}).",
            len(differences),
            items=_("; ").join(said),
        ),
        _("Give two links.yaml files on one corpus, or two folders with the same documents."),
    )
