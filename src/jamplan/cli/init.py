"""``init``: a corpus to work on, copied, empty or made."""

import shlex
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from jamplan.account.account import account_of
from jamplan.account.vocabulary import language_for, say, sentence
from jamplan.cli import errors
from jamplan.cli.choosing import (
    Chosen,
    SkipOption,
    ask,
    chosen_draft,
    named_columns,
    read_document,
)
from jamplan.cli.environment import Run
from jamplan.cli.errors import Exit, UsageError
from jamplan.cli.options import argument, flag, option
from jamplan.cli.terminal import Terminal, terminal_of
from jamplan.corpus.files import create_files, refuse_existing
from jamplan.corpus.loading import REQUIRED, file_names, load, packaged_folder
from jamplan.corpus.model import Relation
from jamplan.corpus.records import PLAN, is_date
from jamplan.corpus.views import answer_of
from jamplan.decisions import beginnings, recording
from jamplan.decisions.replies import answers_of, without_replies
from jamplan.documents.drafts import Draft, DraftKind, Wanted
from jamplan.evidence.sourcetexts import read_source
from jamplan.language import N_, language, read_date
from jamplan.language.folding import is_web, one_line
from jamplan.layouts.coverage import coverage_screens

PACKAGED = "jam"
"""What the corpus that comes with jamplan is called here.

A folder of that name is « ./jam ».
"""
_NEXT = N_("Next: {command}")
_NOT_FOUND = N_(
    "Answers found: {found} of {total}; headings that announce one: {heads}. Without: "
    "{numbers}. Look for others: {command}"
)


FolderArgument = Annotated[
    Path, argument(N_("FOLDER"), N_("The folder to make; it may exist."))
]
FromOption = Annotated[
    str | None,
    option(
        N_("FOLDER"),
        N_(
            "The corpus to copy: a folder, or jam (default), the one that comes with "
            "jamplan."
        ),
        "--from",
    ),
]
ProposalsOption = Annotated[
    Path | None,
    option(
        N_("FILE"),
        N_("The document that proposes: PDF, DOCX, XLSX, CSV, Markdown, HTML, text."),
    ),
]
AnswerOption = Annotated[
    Path | None,
    option(
        N_("FILE"),
        N_("The document that answers, if there is one, in any of these formats."),
    ),
]
ResponseFlag = Annotated[
    bool,
    flag(
        N_("The document that answers does so for each proposal, by its number."),
        "--response",
    ),
]
FirstsOption = Annotated[
    list[str] | None,
    option(
        N_("WORDS"),
        N_("A few words that the first item of the list begins with."),
        "--first",
    ),
]
LastsOption = Annotated[
    list[str] | None,
    option(
        N_("WORDS"),
        N_("A few words that its last item begins with."),
        "--last",
    ),
]
ColumnsOption = Annotated[
    list[str] | None,
    option(
        N_("NAME=COLUMN,…"),
        N_("Which column holds what, as number=No,title=Intitulé."),
        "--columns",
    ),
]
ListsOption = Annotated[
    list[int] | None,
    option("N", N_("Another of the lists that the preview names."), "--list", min=1),
]
YesFlag = Annotated[
    bool,
    flag(
        N_("Ask nothing: source tells later what is unknown, init FOLDER who signs."),
        "--yes",
    ),
]
EmptyFlag = Annotated[
    bool, flag(N_("Four files without content, whose comments explain."), "--empty")
]
WithoutDecisionsFlag = Annotated[
    bool,
    flag(
        N_("Leave out who decided what: for a second person’s review."),
        "--without-decisions",
    ),
]


def init_command(
    ctx: typer.Context,
    folder: FolderArgument,
    from_: FromOption = None,
    proposals: ProposalsOption = None,
    answer: AnswerOption = None,
    response: ResponseFlag = False,
    first: FirstsOption = None,
    last: LastsOption = None,
    skip: SkipOption = None,
    columns: ColumnsOption = None,
    list_: ListsOption = None,
    yes: YesFlag = False,
    empty: EmptyFlag = False,
    without_decisions: WithoutDecisionsFlag = False,
) -> None:
    """Make the files of a corpus."""
    run = Run.of(ctx)
    documents = proposals is not None
    given = {"--first": first, "--last": last, "--columns": columns, "--list": list_}
    named = [name for name, value in {**given, "--skip": skip}.items() if value]
    _check(named, documents=documents, answer=answer, response=response, yes=yes)
    if (from_ is not None) + empty + documents > 1:
        raise UsageError(errors.KEEP_ONE, options="--from, --empty, --proposals")
    terminal = _terminal_asked(run, yes=yes, is_needed=documents)
    if proposals is not None:
        paths = [proposals] if answer is None else [proposals, answer]
        pointed = _pointed(paths, given, skip, response=response)
        _make_of_documents(run, folder, pointed, terminal, response=response)
        return
    is_copy = from_ is not None or without_decisions
    if terminal and not (empty or is_copy) and (folder / REQUIRED[0]).is_file():
        _ask_again(run, terminal, folder)
        return
    if empty:
        files = beginnings.skeletons(run.shared.lang or run.messages.code)
    else:
        files = _files_of_copy(from_ or PACKAGED, bare=without_decisions)
    _create(run, folder, files, from_)
    then = _importing(run, DraftKind.PROPOSALS) if empty else "jamplan review"
    run.say(_NEXT, command=f"{then} --data {one_line(shlex.quote(str(folder)))}")


def _terminal_asked(run: Run, *, yes: bool, is_needed: bool) -> Terminal | None:
    """Return the terminal to ask on; None if there is none, or with ``yes``.

    Raises :class:`UsageError` if one is needed and there is none.
    """
    if yes:
        return None
    terminal = terminal_of(run)
    if terminal is None and is_needed:
        raise UsageError(errors.NO_TERMINAL, first="--yes", second="jamplan source")
    return terminal


def _make_of_documents(
    run: Run,
    folder: Path,
    pointed: Sequence[tuple[Path, Wanted]],
    terminal: Terminal | None,
    *,
    response: bool,
) -> None:
    """Make the corpus of a document and its answer, and show what it has.

    Raises as :func:`_files_of_documents`, and :class:`UsageError` if the folder has a
    corpus.
    """
    try:
        files, heads = _files_of_documents(
            run, folder, pointed, terminal, response=response
        )
    except FileExistsError as error:
        raise _existing(error) from None
    _create(run, folder, files, None)
    _show_made(run, folder, heads)


def _existing(error: FileExistsError) -> UsageError:
    """Return the refusal to write a corpus over a file that exists."""
    message = N_("“{path}” exists already.")
    advice = N_("Name another folder: nothing is overwritten.")
    return UsageError(message, advice, path=error.filename)


def _create(run: Run, folder: Path, files: dict[str, bytes], from_: str | None) -> None:
    """Write the files of a corpus, made or a copy of ``from_``, and say where it is.

    Raises :class:`UsageError` if one of them exists.
    """
    made = {**files, **beginnings.schemas(files)}
    # By this file a folder is taken for a corpus: it comes when the others are there.
    main_file = made.pop("proposals.yaml")
    # What others may not read of a corpus, they may not read of its copy.
    is_of_another = from_ is not None and from_ != PACKAGED
    like = Path(str(from_)) if is_of_another else None
    try:
        create_files(folder, {**made, "proposals.yaml": main_file}, like=like)
    except FileExistsError as error:
        raise _existing(error) from None
    path, data = one_line(str(folder)), one_line(shlex.quote(str(folder)))
    run.say(N_("Made: {path}\nTo use it: --data {data}"), path=path, data=data)


def _check(
    pointed: Sequence[str],
    *,
    documents: bool,
    answer: Path | None,
    response: bool,
    yes: bool,
) -> None:
    """Refuse what needs another option. Raises :class:`UsageError`."""
    needs = N_("{option} needs {other}.")
    if answer is not None and not documents:
        raise UsageError(needs, option="--answer", other="--proposals")
    if response and answer is None:
        raise UsageError(needs, option="--response", other="--answer")
    for name in pointed:
        if not documents:
            raise UsageError(needs, option=name, other="--proposals")
    if yes and not documents:
        raise UsageError(needs, option="--yes", other="--proposals")


def _importing(run: Run, kind: DraftKind) -> str:
    """Return the command that puts a document into a corpus."""
    file = run.messages.gettext("FILE")
    return f"jamplan import {file} --as {kind} --merge"


def _files_of_copy(source: str, *, bare: bool) -> dict[str, bytes]:
    """Return the files of a copy of a corpus, ``bare`` without who decided what."""
    origin = packaged_folder() if source == PACKAGED else Path(source)
    corpus = load(origin)
    files = {name: (origin / name).read_bytes() for name in file_names(origin)}
    return beginnings.copies_of_sources(corpus) | (
        beginnings.without_decisions(files) if bare else files
    )


def _pointed(
    documents: Sequence[Path],
    given: Mapping[str, Sequence[Any] | None],
    skip: str | None,
    *,
    response: bool,
) -> list[tuple[Path, Wanted]]:
    """Return the documents with what is wanted of each.

    The first value of an option is that of the first document.

    Raises :class:`UsageError`.
    """
    for name, values in given.items():
        if values and len(values) > len(documents):
            value = values[len(documents)]
            raise UsageError(errors.CANNOT_BE, option=name, value=value)
    pairs = []
    # A list that others judge has no answer.
    for number, (kind, path) in enumerate(zip(DraftKind, documents, strict=False)):
        own = {}
        for name, values in given.items():
            if values and number < len(values):
                own[name] = values[number]
        columns = own.get("--columns")
        wanted = Wanted(
            kind=kind,
            answers=response and number > 0,
            first=own.get("--first"),
            last=own.get("--last"),
            list=own.get("--list", 1),
            columns=named_columns(columns) if columns else None,
            skip=skip,
        )
        pairs.append((path, wanted))
    return pairs


_UNREADABLE = {"unreadable", "pages-pictured"}
"""Doubts that another copy of the file, or OCR, takes away."""


def _chosen(
    run: Run, pointed: Sequence[tuple[Path, Wanted]], terminal: Terminal | None
) -> list[Draft]:
    """Return a draft of each document, with the list taken.

    All are read before one is shown.

    Raises :class:`typer.Exit` if one has no list, and as :func:`_files_of_documents`.
    """
    in_view = _read(run, pointed)
    for draft, _wanted in in_view[1:] if terminal else ():
        _say_doubts(run, draft, _UNREADABLE)
    number = 0
    while number < len(in_view):
        draft, wanted = in_view[number]
        if wanted.answers and not draft.items:
            # A response needs no list of its own.
            number += 1
            continue
        chosen = chosen_draft(run, pointed[number][0], wanted, terminal, draft)
        if chosen is None and number == 0:
            raise KeyboardInterrupt
        if chosen is None:
            number -= 1
            continue
        run.write_text("\n")
        if not chosen.draft.items:
            _say_doubts(run, chosen.draft)
            raise typer.Exit(Exit.FOUND)
        in_view[number] = chosen
        number += 1
    return [chosen.draft for chosen in in_view]


def _read(run: Run, pointed: Sequence[tuple[Path, Wanted]]) -> list[Chosen]:
    """Return the documents as they are read; one if the second is the same file.

    Raises :class:`UsageError` if it is, and no response.
    """
    in_view: list[Chosen] = []
    for path, wanted in pointed:
        if wanted.answers and _is_same(pointed):
            # The replies are found by what announces them, and are no list.
            break
        in_view.append(Chosen(read_document(run, path, wanted), wanted))
    if len({chosen.draft.sha256 for chosen in in_view}) < len(in_view):
        raise UsageError(N_("Both documents are the same file."))
    return in_view


def _is_same(pointed: Sequence[tuple[Path, Wanted]]) -> bool:
    """Whether one file has the proposals and the answers."""
    paths = [path for path, _wanted in pointed]
    return len(paths) > 1 and paths[0].samefile(paths[1])


def _answering(
    run: Run, drafts: Sequence[Draft], pointed: Sequence[tuple[Path, Wanted]]
) -> tuple[Draft, int]:
    """Return the draft of the answers, and how many headings announce one."""
    proposals = drafts[0]
    is_same = len(drafts) == 1
    listed = drafts[-1]
    if is_same:
        listed = replace(proposals, kind=DraftKind.MEASURES, items=(), groups=())
    path = pointed[-1][0]
    with run.patience(N_("Comparing the texts…")):
        text = read_source(path)
        return answers_of(listed, text, proposals.items, is_same=is_same)


def _say_doubts(run: Run, draft: Draft, codes: Container[str] | None = None) -> None:
    """Say the doubts about a document with its name, or those with some codes alone."""
    name = one_line(Path(draft.file).name)
    for doubt in draft.doubts:
        if codes is None or doubt.code in codes:
            run.say(f"{name}: {sentence(doubt, run.messages)}")


def _files_of_documents(
    run: Run,
    folder: Path,
    pointed: Sequence[tuple[Path, Wanted]],
    terminal: Terminal | None,
    *,
    response: bool,
) -> tuple[dict[str, bytes], int]:
    """Return the files of the corpus of a document and its answer, if there is one.

    And how many headings announce an answer.

    Their lists are shown. Raises :class:`typer.Exit` if one has none,
    :class:`UsageError`, :class:`UnreadError`, :class:`FileExistsError` if the folder
    has a corpus, and :class:`KeyboardInterrupt` if the person leaves a question.
    """
    refuse_existing(folder, (*REQUIRED, PLAN))
    drafts = _chosen(run, pointed, terminal)
    if _is_same(pointed):
        drafts[0] = without_replies(drafts[0])
    # In a response « Recommendation 24 » names a proposal too.
    listed = [draft for draft in drafts[: 1 + response] if draft.items]
    words = [draft.lists[draft.chosen - 1].word for draft in listed]
    heads = 0
    if response:
        answers, heads = _answering(run, drafts, pointed)
        drafts = [drafts[0], answers]
    told = _told(run, terminal, drafts)
    told[0]["labels"] = next(filter(None, map(beginnings.labels_of, words)), ())
    if response:
        told[1] |= {
            "relation": Relation.RESPONSE,
            "labels": beginnings.labels_of("response"),
        }
    names: list[str] = []
    copies: dict[str, bytes | None] = {}
    for (path, _wanted), stem in zip(pointed, ("proposals", "plan"), strict=False):
        name, data = beginnings.copy_of(folder, path, stem)
        if names and drafts[0].sha256 == drafts[1].sha256:
            name = names[0]
        names.append(name)
        copies.setdefault(name, data)
    made = [
        beginnings.Beginning(*parts) for parts in zip(drafts, told, names, strict=True)
    ]
    files = beginnings.files_of_documents(
        made, language(run.shared.lang or run.messages.code)
    )
    files |= {name: data for name, data in copies.items() if data is not None}
    return files, heads


def _told(
    run: Run, terminal: Terminal | None, drafts: Sequence[Draft]
) -> list[dict[str, Any]]:
    """Return what is told of each document: as a source, and of the document itself."""
    files = [one_line(Path(draft.file).name) for draft in drafts]
    told: list[dict[str, Any]] = []
    for draft, file in zip(drafts, files, strict=True):
        said = {"title": draft.title or ""}
        if terminal is not None:
            said |= dict(zip(("publisher", "date", "url"), draft.imprint, strict=True))
            said = {
                key: _asked(run, terminal, key, text, file)
                for key, text in said.items()
            }
        told.append(said | {"short_name": said["title"] or file})
    if terminal is not None:
        _ask_of_all(run, terminal, told, files)
    return [{key: text for key, text in said.items() if text} for said in told]


def _ask_of_all(
    run: Run, terminal: Terminal, told: Sequence[dict[str, Any]], names: Sequence[str]
) -> None:
    """Ask how reports name each document and who signs; the default is what is told."""
    questions = [(number, "short_name") for number in range(len(told))]
    questions += [(0, key) for key in _OF_THE_ACCOUNT]
    for number, key in questions:
        default = told[number].get(key) or ""
        answer = _asked(run, terminal, key, default, names[number])
        if answer != default and (answer or key != "short_name"):
            told[number][key] = answer or None


def _ask_again(run: Run, terminal: Terminal, folder: Path) -> None:
    """Ask of a corpus on record what :func:`_ask_of_all` does; write what is new."""
    corpus = load(folder)
    documents = [corpus.proposals_document, *(plan.document for plan in corpus.plans)]
    told: list[dict[str, Any]] = [
        {"short_name": document.short_name} for document in documents
    ]
    for key in _OF_THE_ACCOUNT:
        told[0][key] = getattr(documents[0], key)
    names = [one_line(document.short_name) for document in documents]
    _ask_of_all(run, terminal, told, names)
    with recording.opened(folder) as ledger:
        ledger.apply(
            [
                (document, replace(document, **values))
                for document, values in zip(documents, told, strict=True)
            ]
        )
        for name in ledger.save():
            run.say(errors.WRITTEN, path=one_line(str(folder / name)))


_OF_THE_ACCOUNT = ("published_by", "contact")
"""What is asked of the whole account; the document that proposes has it."""
_QUESTIONS = {
    "title": N_("{file}. Its title:"),
    "publisher": N_("Who published it, as “the First Last (FL)”:"),
    "date": N_("When (2021, 2021-04, April 2021):"),
    "url": N_("Its address (https://…):"),
    "short_name": N_("{file}, as reports name it:"),
    "published_by": N_("Who signs the account (or nothing):"),
    "contact": N_("E-mail address for readers (or nothing):"),
}
_CAN_BE = {"date": lambda text: is_date(_as_date(text)), "url": is_web}


def _asked(run: Run, terminal: Terminal, key: str, default: str, file: str) -> str:
    """Return what the person says of a document, asked until it can be used."""
    answer, can_be = default, _CAN_BE.get(key, bool)
    while (
        answer := ask(run, terminal, _QUESTIONS[key], answer, file=file)
    ) and not can_be(answer):
        terminal.say(run.messages.gettext("That does not fit; it may stay empty."))
    return _as_date(answer) if key == "date" else answer


def _as_date(text: str) -> str:
    return read_date(text) or text


def _show_made(run: Run, folder: Path, heads: int) -> None:
    """Show the first screen of a new corpus, what is unknown, and what to do next."""
    corpus, data = load(folder), f" --data {shlex.quote(one_line(str(folder)))}"
    words = replace(language_for(corpus, run.shared.lang), data=data)
    run.write(
        list, screens=lambda: coverage_screens(account_of(corpus, language=words))
    )
    lacking = [
        proposal for proposal in corpus.proposals if not answer_of(corpus, proposal)
    ]
    total = len(corpus.proposals)
    found = total - len(lacking)
    if corpus.answers_each and (lacking or heads > found):
        names = ", ".join(
            one_line(proposal.number or proposal.id) for proposal in lacking
        )
        file = shlex.quote(
            str(folder / (corpus.source[corpus.plan_document.source or ""].file or ""))
        )
        command = f"jamplan import {one_line(file)} --as measures{data}"
        values = {"found": found, "total": total, "heads": heads}
        run.say(_NOT_FOUND, **values, numbers=names or "–", command=command)
    for unknown in corpus.unknown.values():
        run.say(" ".join(say(unknown, replace(run.messages, data=data))))
    command = f"jamplan suggest --all{data}; jamplan review{data}"
    if not corpus.plans:
        command = _importing(run, DraftKind.MEASURES) + data
    run.say(_NEXT, command=command)
