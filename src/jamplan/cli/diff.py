"""The command that says what changed: ``diff``."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.options import Format, Run, command, patience
from jamplan.cli.writing import Forms, write
from jamplan.corpus.findings import CorpusError, Finding, Place, reason_of
from jamplan.corpus.loading import Corpus, find, load
from jamplan.counting.rules import default_rule
from jamplan.language.folding import one_line
from jamplan.reports.nouns import language_for

if TYPE_CHECKING:
    from jamplan.evidence.changes import Json


def add_diff(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``diff`` to the program, its help translated by ``_``."""
    old_argument = typer.Argument(
        metavar=_("OLD"),
        help=_(
            "A corpus’s folder, a file of “jamplan export --format json”, or a Git revision of the "
            "corpus’s folder. What exists as a path is a path."
        ),
    )
    new_argument = typer.Argument(
        metavar=_("NEW"), help=_("The same of the later state. Default: the corpus that is meant.")
    )
    exit_option = typer.Option(
        "--exit-code", help=_("End with code 1 if a status or a figure changed.")
    )

    @command(
        app,
        _,
        panel=panel,
        text=_("What changed since a revision or a published export: statuses, figures, records."),
        formats=(Format.TABLE, Format.MD, Format.JSON),
    )
    def diff(
        run: Run,
        old: Annotated[str, old_argument],
        new: Annotated[str | None, new_argument] = None,
        exit_code: Annotated[bool, exit_option] = False,
    ) -> None:
        from jamplan.evidence.changes import compare
        from jamplan.exports.changesjson import changes_object
        from jamplan.reports.changes_report import changes_report

        with patience(run, run.messages.gettext("Reading the corpus…")):
            states = _state(run, old), run.corpus if new is None else _state(run, new)
            changes = compare(*_exports(run, *states))
        _same_documents(run, changes.old, changes.new)
        later = states[1] if isinstance(states[1], Corpus) else None
        language = language_for(later, run.shared.lang) if later else run.messages
        current = later.folder if later and not later.packaged else language.gettext("packaged corpus")
        names = old, current if new is None else new
        write(
            run,
            Forms(
                lambda: changes_report(changes, names, language),
                lambda: changes_object(changes, names),
            ),
        )
        if exit_code and changes.figures_changed:
            run.exit_code = Exit.FOUND


def _exports(run: Run, old: "Corpus | Json", new: "Corpus | Json") -> "list[Json]":
    """Both states as exports, a corpus under the rule of the published one, else the default rule.

    Raises :class:`UsageError` if that rule counts the statements of an actor whom the corpus lacks.
    """
    from jamplan.evidence.changes import rule_of
    from jamplan.exports.jsonexport import export_object
    from jamplan.exports.publication import publication

    published = [rule_of(state) for state in (new, old) if not isinstance(state, Corpus)]
    exports: list[Any] = []
    for state in (old, new):
        if not isinstance(state, Corpus):
            exports.append(state)
            continue
        rule = published[0] if published else default_rule(new if isinstance(new, Corpus) else state)
        try:
            export = export_object(publication(state, rule, date="1970-01-01"))
        except KeyError:
            raise UsageError(
                run.messages.gettext(
                    "The export counts the statements of “{id}” only, an actor who is not in {path}.",
                    id=one_line(rule.claimed_by or ""),
                    path=one_line(state.folder),
                )
            ) from None
        # As JSON has it: lists, texts and numbers.
        exports.append(json.loads(json.dumps(export)))
    return exports


def _same_documents(run: Run, old: "Json", new: "Json") -> None:
    """Refuse two states that share no item: nothing has changed if all is another."""
    _ = run.messages.gettext
    items = [
        {item["id"] for item in (*export["proposals"], *export["measures"])} for export in (old, new)
    ]
    if all(items) and not set.intersection(*items):
        raise UsageError(
            _("These are not two states of one corpus: they have no item in common."),
            _("Name the corpus that is meant: --data FOLDER."),
        )


def _state(run: Run, given: str) -> "Corpus | Json":
    """What a folder, an export or a revision says. Raises :class:`UsageError` if it is none."""
    from jamplan.evidence.changes import ExportError, RevisionError, of_revision, read_export

    _ = run.messages.gettext
    path = Path(given)
    if path.is_dir():
        return load(path)
    # A link that leads nowhere is a fault to be told, not a reason to ask Git.
    if os.path.lexists(path):
        try:
            return read_export(path.read_bytes())
        except OSError as error:
            finding = Finding("file-unreadable", Place(given), {"reason": reason_of(error)})
            raise CorpusError([finding]) from None
        except ExportError as error:
            raise UsageError(
                _(
                    "“{path}” is not an export that can be compared: {where} is wrong or missing.",
                    path=one_line(given),
                    where=one_line(error.where),
                ),
                _("Make one: {command}", command="jamplan export --format json -o FILE"),
            ) from None
    folder = find(run.shared.data, environ=run.environment.environ)
    try:
        return of_revision(given, folder)
    except RevisionError as error:
        name, where = one_line(given), one_line(str(folder))
        if error.name is None:
            message = _(
                "“{name}” is neither a path nor a Git revision of the folder “{folder}”.",
                name=name,
                folder=where,
            )
        else:
            message = _(
                "The revision “{name}” has no {file} in the folder “{folder}”.",
                name=name,
                file=error.name,
                folder=where,
            )
        advice = _("Name a folder, an export in JSON, or a revision; --data names the folder.")
        raise UsageError(message, advice) from None
