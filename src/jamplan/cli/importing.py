"""The command ``import``: documents, and filled-in forms, into a corpus."""

import shlex
from collections.abc import Sequence
from os.path import relpath
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

from jamplan.account.context import Context
from jamplan.account.filled import FilledForm, FormTold
from jamplan.account.merged import MergeTold
from jamplan.cli import errors, options
from jamplan.cli.choosing import (
    SkipOption,
    chosen_draft,
    named_columns,
    read_document,
    seconds,
)
from jamplan.cli.environment import Run
from jamplan.cli.errors import UsageError
from jamplan.cli.options import argument, choice, flag, option
from jamplan.cli.terminal import terminal_of
from jamplan.corpus import records
from jamplan.corpus.files import path_within
from jamplan.corpus.findings import Finding
from jamplan.corpus.loading import Corpus, file_names
from jamplan.decisions import (
    agreement,
    beginnings,
    forms,
    formsigners,
    merging,
    pairing,
    recording,
)
from jamplan.decisions.formrows import beside_record
from jamplan.documents.drafts import Draft, DraftKind, Wanted
from jamplan.documents.jobs import read_file
from jamplan.exports.importfile import form_object, merge_object
from jamplan.language import N_, today
from jamplan.language.folding import as_name, one_line
from jamplan.layouts.merging import form_report, merge_report

As = Literal["proposals", "measures", "links"]
"""What a file is read as."""


FileArgument = Annotated[
    Path, argument(N_("FILE"), N_("A document; for links, a form or a folder too."))
]
AsOption = Annotated[
    As, choice(N_("What the file holds: proposals, measures or links."), "--as")
]
DeclaredOption = Annotated[
    int | None, option("N", N_("How many items the document says it has."), min=1)
]
FromOption = Annotated[
    Path | None,
    option(
        N_("FILE"),
        N_("The document of which FILE is a mended text: items are looked up there."),
        "--from",
    ),
]
FirstOption = Annotated[
    str | None,
    option(N_("WORDS"), N_("A few words that the first item of the list begins with.")),
]
LastOption = Annotated[
    str | None,
    option(N_("WORDS"), N_("A few words that its last item begins with.")),
]
ColumnsOption = Annotated[
    str | None,
    option(
        N_("NAME=COLUMN,…"), N_("Which column holds what, as number=No,title=Intitulé.")
    ),
]
ListOption = Annotated[
    int | None,
    option("N", N_("Another of the lists that the preview names."), "--list", min=1),
]
MergeFlag = Annotated[bool, flag(N_("Put the items into the corpus."), "--merge")]
WriteFlag = Annotated[
    bool, flag(N_("Write. Without it, nothing is written."), "--write")
]
PlanOption = Annotated[
    str | None,
    option(
        N_("NAME"),
        N_("The document that answers, by the stem of its file; a new one: plan-2024."),
    ),
]
PairOption = Annotated[
    list[str] | None,
    option(
        N_("NUMBER=ID"),
        N_(
            "This item of the document is that one on record, or “new”; all=new: every "
            "one that is in doubt. Repeat it for several."
        ),
    ),
]


def import_command(
    ctx: typer.Context,
    file: FileArgument,
    as_: AsOption,
    plan: PlanOption = None,
    publisher: options.PublisherOption = None,
    declared: DeclaredOption = None,
    from_: FromOption = None,
    first: FirstOption = None,
    last: LastOption = None,
    skip: SkipOption = None,
    columns: ColumnsOption = None,
    list_: ListOption = None,
    merge: MergeFlag = False,
    decided_by: options.DecidedByOption = None,
    write: WriteFlag = False,
    pair: PairOption = None,
    full: options.FullFlag = False,
) -> None:
    """Show what a file holds or does to the corpus, and write it."""
    run = Run.of(ctx, *options.REPORT, full=full)
    _refuse_unfit(run, file, as_, plan, merge=merge, write=write)
    if as_ == "links":
        _import_decisions(run, file, decided_by, write=write)
        return
    if run.format == "md" and not merge:
        _write_text(run, file)
        return

    # What is only shown goes into no document.
    answered = merge and as_ == "measures"
    name = _document_meant(run.corpus, plan) if answered else _plan_name(records.PLAN)
    wanted = Wanted(
        kind=DraftKind(as_),
        publisher=publisher,
        declared=declared,
        document=None if from_ is None else str(from_),
        first=first,
        last=last,
        skip=skip,
        columns=None if columns is None else named_columns(columns),
        list=list_ or 1,
        answers=answered and _answers_each(run.corpus, name),
    )
    draft = read_document(run, file, wanted)
    if wanted.answers:
        draft = _answers_found(run, file, draft)
    if merge and draft.items:
        meant = _Meant(pair or (), name, answers=wanted.answers)
        merge_draft(run, draft, meant, write=write)
        return
    is_chosen = merge or _is_list_named(first, last, list_, columns)
    _show_list(run, file, wanted, draft, asks=not is_chosen)


def _refuse_unfit(
    run: Run, file: Path, as_: As, plan: str | None, *, merge: bool, write: bool
) -> None:
    """Refuse options that need another, and to write over what is read.

    Raises :class:`UsageError`.
    """
    if write and not merge and as_ != "links":
        raise UsageError(
            N_("{option} needs {other}."), option="--write", other="--merge"
        )
    if plan is not None and as_ != "measures":
        raise UsageError(
            N_("{option} needs {other}."), option="--plan", other="--as measures"
        )
    if run.output is not None and run.output.resolve() == file.resolve():
        raise UsageError(
            errors.IS_READ, N_("Choose another file: -o FILE"), path=run.output
        )


def _write_text(run: Run, file: Path) -> None:
    """Write the whole text of a document as Markdown, to be mended."""
    from jamplan.documents.markup import as_markdown

    with run.patience(N_("Reading…")):
        blocks = read_file(file, seconds(run))
    folder = run.output.parent if run.output else Path()
    run.write_text(as_markdown(blocks, relpath(file, folder)))


def _answers_found(run: Run, file: Path, draft: Draft) -> Draft:
    """Return the draft of a document with its answers to the proposals on record."""
    from jamplan.decisions.replies import answers_of
    from jamplan.evidence.sourcetexts import read_source

    with run.patience(N_("Comparing the texts…")):
        text = read_source(file)
        answers, _heads = answers_of(draft, text, run.corpus.proposals)
    return answers


def _is_list_named(
    first: str | None, last: str | None, list_: int | None, columns: str | None
) -> bool:
    """Whether options say which list of a document is meant, so that none is asked."""
    return bool(first or last or list_ is not None or columns is not None)


def _show_list(
    run: Run, file: Path, wanted: Wanted, draft: Draft, *, asks: bool
) -> None:
    """Show a list of a document; with ``asks``, others until the person takes one.

    Raises :class:`KeyboardInterrupt` if the person leaves.
    """
    terminal = terminal_of(run) if asks else None
    chosen = chosen_draft(run, file, wanted, terminal, draft)
    if chosen is None:
        raise KeyboardInterrupt
    _say_how_to_go_on(run, chosen.draft, chosen.wanted)


def _plan_name(file: str) -> str:
    """Return what a document that answers is called: the stem of its file."""
    return file.removesuffix(".yaml")


def _document_meant(corpus: Corpus, given: str | None) -> str:
    """Return the name of the document to put measures into, by default the only one.

    Raises :class:`UsageError` if it can have no such name, or if several answer and
    none is named.
    """
    known = [plan.name for plan in corpus.plans]
    if given is None:
        if len(known) > 1:
            message = N_(
                "Several documents answer: name one, or a new one, with --plan."
            )
            values = ", ".join(known)
            raise UsageError(message, N_("Possible values: {values}."), values=values)
        return known[0] if known else _plan_name(records.PLAN)
    if given not in known and not records.is_plan(f"{given}.yaml"):
        advice = N_("Write plan, or plan- with letters, digits and hyphens: plan-2024.")
        raise UsageError(errors.CANNOT_BE, advice, option="--plan", value=given)
    return given


def _answers_each(corpus: Corpus, name: str) -> bool:
    """Whether a document answers each proposal; a new one does if all others do."""
    relations = {plan.name: plan.document.relation for plan in corpus.plans}
    if name in relations:
        return relations[name].answers_each
    return bool(relations) and all(each.answers_each for each in relations.values())


def _say_how_to_go_on(run: Run, draft: Draft, wanted: Wanted) -> None:
    """Say how to go on with the draft that is shown."""
    if draft.items:
        which = ["--first", wanted.first] if wanted.first else []
        which += ["--last", wanted.last] if wanted.last else []
        which += ["--list", str(wanted.list)] if wanted.list > 1 else []
        option = shlex.join([*which, "--merge"])
        run.say(N_("Nothing is written yet. To go on, add {option}."), option=option)
    else:
        run.exits_with_one = True
        run.say(Finding("nothing").say(run.messages)[0])


class _Meant(NamedTuple):
    """What a person says of draft items: which record each is, of which document."""

    pairs: Sequence[str]
    """The values of --pair."""
    plan: str
    """The name of the document that answers."""
    answers: bool
    """Whether it answers each proposal, by its number."""


def merge_draft(run: Run, draft: Draft, meant: _Meant, *, write: bool) -> None:
    """Show what a draft does to the corpus and, with ``write``, write it.

    Raises :class:`UsageError`, and as :func:`merging.apply`.
    """
    advice = N_(
        "Write a number of the document and an id on record: --pair 7=my-proposal"
    )
    pairs = options.named("--pair", meant.pairs, advice)
    as_new = [number for number, record in pairs.items() if record == pairing.NEW]
    for number in as_new:
        del pairs[number]

    def made(corpus: Corpus) -> merging.Merge:
        copy = path_within(Path(corpus.folder), draft.file)
        return merging.merge(
            corpus,
            draft,
            on=today(),
            pairs=pairs,
            as_new=as_new,
            copy=copy,
            plan=meant.plan,
            answers=meant.answers,
        )

    file = f"{meant.plan}.yaml"
    code = run.shared.lang or run.messages.code
    new = file, beginnings.skeleton(records.PLAN, code)
    known = file_names(Path(run.corpus.folder))
    of_plan = draft.kind is DraftKind.MEASURES
    outcome = merging.apply(
        run.corpus, made, write=write, file=new if of_plan else None
    )
    before, merge, files = outcome.before, outcome.merge, outcome.files
    decisions = merging.statements_to_review(before, outcome.after)
    written = files is not None
    run.write(
        lambda: merge_report(
            MergeTold(Context(before, run.language), merge, decisions)
        ),
        lambda: merge_object(outcome, decisions),
    )
    if merge.edits and not written and before.packaged:
        run.say(" ".join(Finding("packaged-corpus").say(run.messages)))
    elif merge.edits and not written:
        run.say(N_("Nothing is written yet. To go on, add {option}."), option="--write")
    for name in files or () if merge.edits else ():
        path = one_line(str(Path(before.folder, name)))
        copy = f"{path}{recording.BACKUP}"
        if name in known:
            run.say(N_("Written: {path}; as it was: {copy}"), path=path, copy=copy)
        else:
            run.say(errors.WRITTEN, path=path)


def _import_decisions(
    run: Run, path: Path, decided_by: str | None, *, write: bool
) -> None:
    """Show what decisions of a form or folder come to; with ``write``, record them.

    The exit code is 1 if one is refused, or says nothing though something is typed.
    """
    from jamplan.exports.formfile import words_read

    corpus = run.corpus
    # Another person's decisions never get the name that is kept here.
    person = decided_by and as_name(decided_by)
    read = forms.reader(
        path,
        by=person,
        on=today(),
        words=words_read(corpus),
        agrees=run.shared.force,
    )
    results: tuple[agreement.Result, ...] = ()

    def act(before: Corpus) -> list[recording.Change]:
        nonlocal results, corpus
        compared, corpus = beside_record(before, read(before))
        results = formsigners.signed(compared, path)
        return [
            row.change
            for row in results
            if row.change and row.outcome in agreement.RECORDED
        ]

    with run.patience(N_("Reading…")):
        if write:
            recording.write(Path(corpus.folder), act)
        else:
            act(corpus)
    form = FilledForm(
        corpus=corpus, file=str(path), decided_by=person, results=results, written=write
    )
    run.write(
        lambda: form_report(FormTold(form, run.language)),
        lambda: form_object(form, run.language),
    )
    run.exits_with_one = any(row.finding for row in results)
