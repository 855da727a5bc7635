"""The commands that check and compare whole corpora: ``check``, ``agreement``, ``diff``."""

import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from jamplan.cli.environment import Run
from jamplan.cli.errors import Exit, UsageError
from jamplan.cli.options import REPORT, AnyPath, Format, FullFlag, find_id, ids_of
from jamplan.corpus.faults import Severity
from jamplan.corpus.findings import CorpusError
from jamplan.corpus.loading import Corpus, find, load
from jamplan.counting.rules import default_rule
from jamplan.language import N_, language
from jamplan.reports.labels import language_for

SourceOption = Annotated[
    list[AnyPath] | None,
    typer.Option(
        metavar=N_("ID=FILE"),
        parser=AnyPath,
        autocompletion=ids_of("sources"),
        help=N_("A copy of a source (text, Markdown, HTML, PDF), to look its quotes up in; repeat it."),
    ),
]
FailOnOption = Annotated[
    Severity,
    typer.Option(
        metavar="error|warning|note",
        case_sensitive=False,
        help=N_("The lowest severity that makes the exit code 1 (default: error)."),
    ),
]


def check_command(
    ctx: typer.Context,
    source: SourceOption = None,
    fail_on: FailOnOption = Severity.ERROR,
    full: FullFlag = False,
) -> None:
    """Write the findings of a corpus, those that stop loading too."""
    from jamplan.evidence.checks import Checked, check
    from jamplan.exports.csvfile import github_annotations
    from jamplan.exports.jsonfile import check_object
    from jamplan.reports.checks_report import check_report, check_screens

    run = Run.of(ctx, *REPORT, Format.GITHUB)
    title, words = None, language(run.shared.lang or run.messages.code).with_data(run.messages.data)
    try:
        corpus = run.corpus
    except CorpusError as error:
        if error.unreadable:
            raise
        checked = Checked(error.findings)
    else:
        ids = [known.id for known in corpus.sources]
        copies = {}
        for value in source or []:
            typed, _sign, path = value.partition("=")
            if not path:
                message = N_("“{value}” is not ID=FILE: the id of a source, and the path of its copy.")
                raise UsageError(message, value=value)
            copies[find_id(typed, ids, N_("There is no source “{value}”."))] = Path(path)
        with run.patience(N_("Looking up the quotes…")):
            checked = check(corpus, copies)
        title, words = run.context().heading, run.language
    if run.format is Format.GITHUB:
        run.write_text(github_annotations(checked, words))
    else:
        run.write(
            lambda: check_report(title, checked, words),
            lambda: check_object(title, checked, words),
            screens=None if full else lambda: check_screens(title, checked, words),
        )
    if checked.reach(fail_on):
        run.exit_code = Exit.FOUND


_DECISIONS = N_("A corpus’s folder, with one person’s decisions.")


def agreement_command(
    ctx: typer.Context,
    first: Annotated[Path, typer.Argument(metavar="A", help=_DECISIONS)],
    second: Annotated[Path, typer.Argument(metavar="B", help=_DECISIONS)],
    full: FullFlag = False,
) -> None:
    """Write the disagreements of two people, and how far they agree."""
    from jamplan.decisions.agreement import DifferentDocumentsError, compare
    from jamplan.exports.jsonfile import agreement_object
    from jamplan.reports.agreement_report import agreement_report, agreement_screens

    run = Run.of(ctx, *REPORT)
    with run.patience(N_("Reading…")):
        corpora = load(first), load(second)
    try:
        compared = compare(*corpora)
    except DifferentDocumentsError as error:
        message = N_("The two are not about the same documents. Missing, or with another text: {ids}.")
        more = ", …" if len(error.ids) > 5 else ""
        raise UsageError(message, ids=", ".join(error.ids[:5]) + more) from None
    names, words = (str(first), str(second)), language_for(corpora[0], run.shared.lang)
    again = shlex.join(["jamplan", "agreement", *names, "--full"])
    run.write(
        lambda: agreement_report(compared, names, words),
        lambda: agreement_object(compared, names),
        screens=None if full else lambda: agreement_screens(compared, names, words, again),
    )
    if not compared.statuses.units:
        run.exit_code = Exit.FOUND


Json = Mapping[str, Any]


OldArgument = Annotated[
    AnyPath,
    typer.Argument(
        metavar=N_("OLD"),
        parser=AnyPath,
        help=N_(
            "A corpus’s folder, a file of “jamplan export --format json”, or a Git revision of the "
            "corpus’s folder. What exists as a path is a path."
        ),
    ),
]
NewArgument = Annotated[
    AnyPath | None,
    typer.Argument(
        metavar=N_("NEW"),
        parser=AnyPath,
        help=N_("The later state, named in the same way. Default: the corpus in use."),
    ),
]
ExitCodeFlag = Annotated[
    bool, typer.Option("--exit-code", help=N_("End with code 1 if a status or a figure changed."))
]


def diff_command(
    ctx: typer.Context,
    old: OldArgument,
    new: NewArgument = None,
    exit_code: ExitCodeFlag = False,
    full: FullFlag = False,
) -> None:
    """Write what changed between two states of a corpus."""
    from jamplan.evidence.changes import compare
    from jamplan.exports.jsonfile import changes_object
    from jamplan.reports.changes_report import changes_report, changes_screens

    run = Run.of(ctx, *REPORT)
    with run.patience(N_("Reading…")):
        states = _state(run, old), run.corpus if new is None else _state(run, new)
        changes = compare(*_exports(*states))
    items = [
        {item["id"] for item in (*export["proposals"], *export["measures"])}
        for export in (changes.old, changes.new)
    ]
    if all(items) and not set.intersection(*items):
        message = N_("These are not two states of one corpus: they have no item in common.")
        raise UsageError(
            message, N_("Name a folder, an export in JSON, or a revision; --data names the folder.")
        )
    again = shlex.join(["jamplan", "diff", old, *([new] if new else []), "--full"])
    later, words = states[1], run.messages
    name: str | None = new
    if isinstance(later, Corpus):
        words = language_for(later, run.shared.lang)
        if name is None:
            name = words.gettext("packaged corpus") if later.packaged else later.folder
    words = words.with_data("" if new else run.messages.data)
    names = old, str(name)
    run.write(
        lambda: changes_report(changes, names, words),
        lambda: changes_object(changes, names),
        screens=None if full else lambda: changes_screens(changes, names, words, again),
    )
    if exit_code and changes.figures_changed:
        run.exit_code = Exit.FOUND


def _exports(old: Corpus | Json, new: Corpus | Json) -> list[Json]:
    """Return both states as exports, a corpus with the rule and language of the published one.

    Raises :class:`UsageError` if that rule counts the statements of an actor whom the corpus lacks.
    """
    from jamplan.evidence.changes import rule_of
    from jamplan.exports.export import publication
    from jamplan.exports.jsonfile import export_object

    read = [state for state in (new, old) if not isinstance(state, Corpus)]
    published = [rule_of(state) for state in read]
    lang = read[0].get("language") if read else None
    exports: list[Json] = []
    for state in (old, new):
        if not isinstance(state, Corpus):
            exports.append(state)
            continue
        rule = published[0] if published else default_rule(new if isinstance(new, Corpus) else state)
        try:
            exports.append(export_object(publication(state, rule, lang=lang, date="1970-01-01")))
        except KeyError:
            message = N_("The export counts only the statements of “{id}”, who is not in {path}.")
            raise UsageError(message, id=rule.claimed_by, path=state.folder) from None
    return exports


def _state(run: Run, given: str) -> Corpus | Json:
    """Return the state of a folder, an export or a revision. Raises :class:`UsageError`."""
    from jamplan.evidence.changes import ExportError, RevisionError, of_revision, read_export

    path = Path(given)
    if path.is_dir():
        return load(path)
    # A link that leads nowhere is a fault to be told, not a reason to ask Git.
    if os.path.lexists(path):
        try:
            return read_export(path.read_bytes())
        except ExportError as error:
            message = N_(
                "“{path}” is not from “jamplan export --format json”: {where} is wrong or missing."
            )
            raise UsageError(message, path=given, where=error.where) from None
    folder = find(run.shared.data, environ=run.environment.environ)
    try:
        return of_revision(given, folder)
    except RevisionError:
        message = N_("“{name}” is neither a path nor a Git revision that has the files of “{folder}”.")
        advice = N_("Name a folder, an export in JSON, or a revision; --data names the folder.")
        raise UsageError(message, advice, name=given, folder=folder) from None
