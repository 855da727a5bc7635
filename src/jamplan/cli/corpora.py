"""The commands on whole corpora: ``init``, ``check``, ``agreement``, ``diff``."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jamplan.cli.environment import Run
from jamplan.cli.errors import Exit, UsageError
from jamplan.cli.options import (
    FULL,
    REPORT,
    Format,
    argument,
    command,
    completion,
    find_id,
    flag,
    option,
)
from jamplan.corpus.faults import Severity
from jamplan.corpus.findings import CorpusError
from jamplan.corpus.loading import FILES, Corpus, find, load, packaged_folder
from jamplan.counting.rules import default_rule
from jamplan.language import N_, language
from jamplan.language.folding import one_line
from jamplan.reports.labels import language_for

PACKAGED = "jam"
"""What the corpus that comes with jamplan is called here; a folder of that name is « ./jam »."""


@command(
    N_(
        "A corpus to work on: a copy, one of two documents (--proposals, --plan), or empty files. "
        "Nothing is ever overwritten."
    )
)
def init_command(
    run: Run,
    folder: Path = argument(N_("FOLDER"), N_("The folder to make; it may exist."), required=True),
    from_: str | None = option(
        N_("FOLDER"),
        N_("The corpus to copy: a folder, or jam (default), the one that comes with jamplan."),
        path=True,
    ),
    proposals: Path | None = option(
        N_("FILE"), N_("The document that proposes: PDF, DOCX, XLSX, CSV, Markdown, HTML, text.")
    ),
    plan: Path | None = option(
        N_("FILE"), N_("The document with the measures, in any of these formats.")
    ),
    yes: bool = flag(N_("Make the corpus of two documents without a question.")),
    empty: bool = flag(N_("Four files without content, whose comments explain.")),
    without_decisions: bool = flag(N_("Leave out who decided what: for a second person’s review.")),
) -> None:
    """Make the files of a corpus."""
    documents = proposals is not None or plan is not None
    if (from_ is not None) + empty + documents > 1:
        raise UsageError(N_("--from, --empty and two documents are three ways to begin: keep one."))
    if without_decisions and (empty or documents):
        raise UsageError(N_("--without-decisions is for a copy of a corpus."))
    if (proposals is None) != (plan is None) or (yes and not documents):
        raise UsageError(N_("Name both documents: --proposals FILE --plan FILE."))
    try:
        if proposals is not None and plan is not None:
            from jamplan.cli.newcorpus import files_of_documents

            files = files_of_documents(run, folder, (proposals, plan), yes=yes)
        else:
            files = _files(run, from_, empty=empty, bare=without_decisions)
        if files is None:
            return
        _create(folder, files)
    except FileExistsError as error:
        message = N_("“{path}” exists already.")
        advice = N_("Name another folder: nothing is overwritten.")
        raise UsageError(message, advice, path=error.filename) from None
    path = one_line(str(folder))
    run.say(N_("Made: {path}. To use it: --data {path}."), path=path)
    if documents:
        from jamplan.cli.newcorpus import PAIRS, show_made

        show_made(run, folder, has_pairs=PAIRS in files)
        return
    to_fill = N_(
        "Next: fill in what is empty, by hand or from documents (jamplan import), then: jamplan "
        "suggest --all --data {path}"
    )
    run.say(to_fill if empty else N_("Next: jamplan review --data {path}"), path=path)


def _files(run: Run, source: str | None, *, empty: bool, bare: bool) -> dict[str, bytes]:
    """Return the files to make."""
    from jamplan.decisions.beginnings import copies_of_sources, skeletons, without_decisions

    if empty:
        return skeletons(run.shared.lang or run.messages.code)
    origin = packaged_folder() if source in {None, PACKAGED} else Path(str(source))
    corpus = load(origin)
    files = {name: (origin / name).read_bytes() for name in FILES}
    return copies_of_sources(corpus) | (without_decisions(files) if bare else files)


def _create(folder: Path, files: Mapping[str, bytes]) -> None:
    """Create the files and their schemas, or none. Raises as :func:`create_files`."""
    from jamplan.corpus.files import create_files

    made = {**files, **_schemas(files)}
    # By this file a folder is taken for a corpus: it comes when the others are there.
    last = made.pop("proposals.yaml")
    create_files(folder, {**made, "proposals.yaml": last})


def _schemas(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the schemas that the first lines of files name to editors."""
    from jamplan.exports.jsonfile import as_json
    from jamplan.exports.schemas import schema

    stems = [name.removesuffix(".yaml") for name in FILES if b"$schema=" in files[name]]
    return {f".schema/{stem}.schema.json": as_json(schema(stem)).encode() for stem in stems}


@command(
    N_("What is wrong, doubtful or worth knowing in a corpus, and whether its quotes are exact."),
    *REPORT,
    Format.GITHUB,
)
def check_command(
    run: Run,
    source: list[str] | None = option(
        N_("ID=FILE"),
        N_("A copy of a source (text, Markdown, HTML, PDF), to look its quotes up in; repeat it."),
        completion("sources"),
        path=True,
    ),
    fail_on: Severity = option(
        "error|warning|note",
        N_("The lowest severity that makes the exit code 1 (default: error)."),
        default=Severity.ERROR,
    ),
    full: bool = flag(FULL),
) -> None:
    """Write the findings of a corpus, those that stop loading too."""
    from jamplan.evidence.checks import Checked, check
    from jamplan.exports.csvfile import github_annotations
    from jamplan.exports.jsonfile import check_object
    from jamplan.reports.checks_report import check_report, check_screens

    title, words = None, language(run.shared.lang or run.messages.code)
    try:
        corpus = run.corpus
    except CorpusError as error:
        if error.unreadable:
            raise
        checked = Checked(error.findings)
    else:
        with run.patience(N_("Looking up the quotes…")):
            checked = check(corpus, _copies(corpus, source or []))
        title, words = corpus.title, run.language
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


def _copies(corpus: Corpus, given: list[str]) -> dict[str, Path]:
    """Return the copies named on the command line, by the ids of their sources."""
    ids = [source.id for source in corpus.sources]
    copies = {}
    for value in given:
        typed, _sign, path = value.partition("=")
        if not path:
            message = N_("“{value}” is not ID=FILE: the id of a source, and the path of its copy.")
            raise UsageError(message, value=value)
        copies[find_id(typed, ids, N_("There is no source “{value}”."))] = Path(path)
    return copies


@command(N_("Where two people’s decisions differ, and how far they agree."), *REPORT)
def agreement_command(
    run: Run,
    first: Path = argument("A", N_("A corpus’s folder, with one person’s decisions."), required=True),
    second: Path = argument("B", N_("A corpus’s folder, with one person’s decisions."), required=True),
    full: bool = flag(FULL),
) -> None:
    """Write the disagreements of two people, and how far they agree."""
    from jamplan.decisions.agreement import DifferentDocumentsError, compare
    from jamplan.exports.jsonfile import agreement_object
    from jamplan.reports.agreement_report import agreement_report, agreement_screens

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


@command(
    N_("What changed since a revision or a published export: statuses, figures, records."), *REPORT
)
def diff_command(
    run: Run,
    old: str = argument(
        N_("OLD"),
        N_(
            "A corpus’s folder, a file of “jamplan export --format json”, or a Git revision of the "
            "corpus’s folder. What exists as a path is a path."
        ),
        required=True,
        path=True,
    ),
    new: str | None = argument(
        N_("NEW"),
        N_("The later state, named in the same way. Default: the corpus in use."),
        path=True,
    ),
    exit_code: bool = flag(N_("End with code 1 if a status or a figure changed.")),
    full: bool = flag(FULL),
) -> None:
    """Write what changed between two states of a corpus."""
    from jamplan.evidence.changes import compare
    from jamplan.exports.jsonfile import changes_object
    from jamplan.reports.changes_report import changes_report, changes_screens

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
    if isinstance(later, Corpus):
        words = language_for(later, run.shared.lang)
        if new is None:
            new = words.gettext("packaged corpus") if later.packaged else later.folder
    names = old, str(new)
    run.write(
        lambda: changes_report(changes, names, words),
        lambda: changes_object(changes, names),
        screens=None if full else lambda: changes_screens(changes, names, words, again),
    )
    if exit_code and changes.figures_changed:
        run.exit_code = Exit.FOUND


def _exports(old: Corpus | Json, new: Corpus | Json) -> list[Json]:
    """Return both states as exports, a corpus under the rule of the published one, else the default.

    Raises :class:`UsageError` if that rule counts the statements of an actor whom the corpus lacks.
    """
    from jamplan.evidence.changes import rule_of
    from jamplan.exports.export import publication
    from jamplan.exports.jsonfile import export_object

    published = [rule_of(state) for state in (new, old) if not isinstance(state, Corpus)]
    exports: list[Json] = []
    for state in (old, new):
        if not isinstance(state, Corpus):
            exports.append(state)
            continue
        rule = published[0] if published else default_rule(new if isinstance(new, Corpus) else state)
        try:
            export = export_object(publication(state, rule, date="1970-01-01"))
        except KeyError:
            message = N_("The export counts only the statements of “{id}”, who is not in {path}.")
            raise UsageError(message, id=rule.claimed_by, path=state.folder) from None
        # As JSON has it: lists, texts and numbers.
        exports.append(json.loads(json.dumps(export)))
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
