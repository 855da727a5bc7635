"""The command ``init``: a corpus to work on, copied, empty, or of two documents."""

import errno
import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from jamplan.cli.environment import Run
from jamplan.cli.errors import Exit, UsageError
from jamplan.cli.importing import check_name, read_document, within
from jamplan.cli.options import AnyPath
from jamplan.corpus.files import create_files
from jamplan.corpus.loading import FILES, load, packaged_folder
from jamplan.decisions import beginnings
from jamplan.documents.drafts import Draft, DraftKind, Wanted
from jamplan.documents.filebytes import FileKind, kind_of, read_bytes
from jamplan.exports.importfile import suggestions_csv
from jamplan.language import N_, language
from jamplan.language.folding import one_line
from jamplan.matching.suggestions import matcher_of, pair
from jamplan.reports.context import Context
from jamplan.reports.coverage import coverage_screens
from jamplan.reports.import_report import lists_report
from jamplan.reports.labels import language_for

PACKAGED = "jam"
"""What the corpus that comes with jamplan is called here; a folder of that name is « ./jam »."""
PAIRS = "pairs.csv"
"""The form of the pairs by number, in the folder of a new corpus."""
_SUFFIXES = {FileKind.MARKDOWN: "md", FileKind.TEXT: "txt"}
"""Of kinds of files whose suffix is not their name."""
_NO_LIST = N_(
    "No item was found in {path}; nothing was written. To point at one: "
    "jamplan import {path} --as {kind} --like WORDS"
)


FolderArgument = Annotated[
    Path, typer.Argument(metavar=N_("FOLDER"), help=N_("The folder to make; it may exist."))
]
FromOption = Annotated[
    AnyPath | None,
    typer.Option(
        "--from",
        metavar=N_("FOLDER"),
        parser=AnyPath,
        help=N_("The corpus to copy: a folder, or jam (default), the one that comes with jamplan."),
    ),
]
ProposalsOption = Annotated[
    Path | None,
    typer.Option(
        metavar=N_("FILE"),
        help=N_("The document that proposes: PDF, DOCX, XLSX, CSV, Markdown, HTML, text."),
    ),
]
PlanOption = Annotated[
    Path | None,
    typer.Option(
        metavar=N_("FILE"), help=N_("The document with the measures, in any of these formats.")
    ),
]
YesFlag = Annotated[
    bool, typer.Option("--yes", help=N_("Create the corpus of two documents without a question."))
]
EmptyFlag = Annotated[
    bool, typer.Option("--empty", help=N_("Four files without content, whose comments explain."))
]
WithoutDecisionsFlag = Annotated[
    bool,
    typer.Option(
        "--without-decisions", help=N_("Leave out who decided what: for a second person’s review.")
    ),
]


def init_command(
    ctx: typer.Context,
    folder: FolderArgument,
    from_: FromOption = None,
    proposals: ProposalsOption = None,
    plan: PlanOption = None,
    yes: YesFlag = False,
    empty: EmptyFlag = False,
    without_decisions: WithoutDecisionsFlag = False,
) -> None:
    """Make the files of a corpus."""
    run = Run.of(ctx)
    documents = proposals is not None or plan is not None
    if (from_ is not None) + empty + documents > 1:
        raise UsageError(N_("--from, --empty and two documents are three ways to begin: keep one."))
    if without_decisions and (empty or documents):
        raise UsageError(N_("--without-decisions is for a copy of a corpus."))
    if (proposals is None) != (plan is None) or (yes and not documents):
        raise UsageError(N_("Name both documents: --proposals FILE --plan FILE."))
    files: dict[str, bytes] | None
    try:
        if proposals is not None and plan is not None:
            files = _files_of_documents(run, folder, (proposals, plan), yes=yes)
        elif empty:
            files = beginnings.skeletons(run.shared.lang or run.messages.code)
        else:
            files = _files_of_copy(from_ or PACKAGED, bare=without_decisions)
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
        _show_made(run, folder, has_pairs=PAIRS in files)
    elif empty:
        to_fill = N_(
            "Next: fill in what is empty, by hand or from documents (jamplan import), then: jamplan "
            "suggest --all --data {path}"
        )
        run.say(to_fill, path=path)
    else:
        run.say(N_("Next: jamplan review --data {path}"), path=path)


def _files_of_copy(source: str, *, bare: bool) -> dict[str, bytes]:
    """Return the files of a copy of a corpus, ``bare`` without who decided what."""
    origin = packaged_folder() if source == PACKAGED else Path(source)
    corpus = load(origin)
    files = {name: (origin / name).read_bytes() for name in FILES}
    return beginnings.copies_of_sources(corpus) | (
        beginnings.without_decisions(files) if bare else files
    )


def _create(folder: Path, files: Mapping[str, bytes]) -> None:
    """Create the files and the schemas that their first lines name to editors, or none.

    Raises as :func:`create_files`.
    """
    made = {**files, **beginnings.schemas(files)}
    # By this file a folder is taken for a corpus: it comes when the others are there.
    last = made.pop("proposals.yaml")
    create_files(folder, {**made, "proposals.yaml": last})


def _files_of_documents(
    run: Run, folder: Path, documents: tuple[Path, Path], *, yes: bool
) -> dict[str, bytes] | None:
    """Show the lists of two documents, and return the files of their corpus; None if it is not wanted.

    Raises :class:`UsageError`, :class:`UnreadError`, and :class:`FileExistsError` if the folder has a
    corpus.
    """
    for name in FILES:
        if os.path.lexists(folder / name):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder / name))
    asks = not yes and run.environment.can_ask
    drafts = []
    for kind, path in zip(DraftKind, documents, strict=True):
        draft = _chosen(run, kind, path, asks=asks)
        if not draft.items:
            run.exit_code = Exit.FOUND
            run.say(_NO_LIST, path=one_line(draft.file), kind=kind)
            return None
        drafts.append(draft)
    words = language(run.shared.lang or run.messages.code)
    copies = [_copy(folder, draft) for draft in drafts]
    corpus, files = beginnings.corpus_of_drafts(drafts, [name for name, _data in copies], words)
    files.update((name, data) for name, data in copies if data is not None)
    words = language_for(corpus, run.shared.lang)
    ids = beginnings.pairs_by_number(corpus, drafts[1])
    if ids:
        matcher = matcher_of(corpus)
        pairs = [pair(corpus, matcher, *each) for each in ids]
        form = suggestions_csv(Context(corpus, words), pairs)
        files[PAIRS] = form.encode()
        said = N_("Matches by number in {file}: {n}. They are suggestions, and no statements.")
        run.say(said, file=one_line(drafts[1].file), n=len(ids))
    if not yes and not (asks and run.ask(N_("Create this corpus? [y/n]"))[:1].lower() in {"y", "o"}):
        run.say(N_("Nothing is written yet. To go on, add {option}."), option="--yes")
        return None
    return files


def _copy(folder: Path, draft: Draft) -> tuple[str, bytes | None]:
    """Return the name of a document in the corpus's folder, and its bytes if it is elsewhere.

    A copy in the folder is opened by whoever has the folder, and by nobody through another path.
    """
    if name := within(folder, draft.file):
        return name, None
    path = Path(draft.file)
    data = read_bytes(path)
    kind = kind_of(data, path.suffix)
    stem = "plan" if draft.kind is DraftKind.MEASURES else "proposals"
    return f"{stem}.{_SUFFIXES.get(kind, kind)}", data


def _chosen(run: Run, kind: DraftKind, path: Path, *, asks: bool) -> Draft:
    """Return the draft of a document, shown, with the list that the person chooses."""
    check_name(path)
    wanted = Wanted(kind=kind)
    while True:
        draft = read_document(run, path, wanted)
        if draft.items:
            blocks = lists_report(draft, language(run.shared.lang or draft.language))
            run.write(partial(list, blocks), dict)
            run.write_text("\n")
        if not (asks and len(draft.lists) > 1):
            return draft
        answer = run.ask(N_("Another of these lists? [number, or Enter for this one]"))
        if not (answer.isdecimal() and 1 <= int(answer) <= len(draft.lists)):
            return draft
        wanted = replace(wanted, list=int(answer))


def _show_made(run: Run, folder: Path, *, has_pairs: bool) -> None:
    """Show the first screen of a new corpus, and what to do next."""
    corpus = load(folder)
    words = language_for(corpus, run.shared.lang)
    run.write(list, dict, screens=lambda: coverage_screens(Context(corpus, words)))
    path = one_line(str(folder))
    run.say(N_("In {path}/sources.yaml, say who published both documents, and when."), path=path)
    if has_pairs:
        form = N_(
            "Matches by number: fill in {form}, then: jamplan import {form} --as links --data {path}"
        )
        run.say(form, path=path, form=f"{path}/{PAIRS}")
    run.say(N_("Next: jamplan suggest --all --data {path}; jamplan review --data {path}"), path=path)
