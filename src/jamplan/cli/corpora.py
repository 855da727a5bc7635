"""The commands on whole corpora: ``check``, ``agreement``, ``diff``, and ``export``."""

import os
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urljoin

import typer

from jamplan.account.vocabulary import language_for, say
from jamplan.cli import errors, options
from jamplan.cli.answers import chosen_rule, viewed
from jamplan.cli.environment import WRITING, Run
from jamplan.cli.options import argument, flag, id_option, option
from jamplan.corpus.faults import REFUSED
from jamplan.corpus.findings import CorpusError, Finding, Place, WrongDataError
from jamplan.corpus.kinds import Severity
from jamplan.corpus.loading import Corpus, find, load
from jamplan.corpus.records import is_date
from jamplan.corpus.views import seen
from jamplan.counting.rules import default_rule
from jamplan.evidence import changes, checks
from jamplan.exports import csvfile, jsonfile
from jamplan.exports.export import FORMS, Publication, in_view, publication, rendered
from jamplan.language import N_, language, today
from jamplan.language.folding import is_web


def check_command(
    ctx: typer.Context,
    source: Annotated[
        list[str] | None,
        id_option(
            N_(
                "A copy of a source (text, Markdown, HTML, PDF), to look its quotes up "
                "in; repeat it."
            ),
            "sources",
            metavar=N_("ID=FILE"),
        ),
    ] = None,
    fail_on: Annotated[
        Severity,
        option(
            "error|warning|note",
            N_("The lowest severity that makes the exit code 1 (default: error)."),
            case_sensitive=False,
        ),
    ] = Severity.ERROR,
    full: options.FullFlag = False,
) -> None:
    """Write the findings of a corpus, those that stop loading too."""
    from jamplan.account.checked import CheckTold
    from jamplan.layouts.checks import check_report, check_screens

    run = Run.of(ctx, *options.REPORT, "github", full=full)
    title, words = (
        None,
        replace(language(run.shared.lang or run.messages.code), data=run.messages.data),
    )
    try:
        corpus = run.corpus
    except CorpusError as error:
        if error.unreadable:
            raise
        checked = checks.Checked(error.findings)
    else:
        advice = N_("Write the id of a source and the path of its copy: ID=FILE")
        copies = {
            options.find_id(
                typed, list(corpus.source), N_("There is no source “{value}”.")
            ): Path(path)
            for typed, path in options.named("--source", source or (), advice).items()
        }
        with run.patience(N_("Reading…")):
            checked = checks.check(corpus, copies)
        title, words = run.context().heading, run.language
    if run.format == "github":
        run.write_text(csvfile.github_annotations(checked, words))
    else:
        told = CheckTold(checked, words, title)
        run.write(
            lambda: check_report(told),
            lambda: jsonfile.check_object(title, checked, words),
            screens=lambda: check_screens(told),
        )
    run.exits_with_one = checked.reach(fail_on)


_DECISIONS = N_("A corpus’s folder, or a filled-in form, with one person’s decisions.")


def _decided(run: Run, path: Path, beside: Path) -> Corpus:
    """Return the corpus of a folder, or a form's decisions on a corpus beside it."""
    from jamplan.decisions import forms
    from jamplan.exports.formfile import words_read

    if path.is_dir() or not path.exists():
        return load(path)
    corpus = load(beside) if beside.is_dir() else run.corpus
    reader = forms.reader(path, by=None, on=today(), words=words_read(corpus))
    results, decided = forms.as_corpus(corpus, reader)
    if left_out := sum(result.finding is not None for result in results):
        run.say(
            N_("Rows of “{path}” that cannot be compared, left out: {n}"),
            path=path,
            n=left_out,
        )
    return decided


def agreement_command(
    ctx: typer.Context,
    first: Annotated[Path, argument("A", _DECISIONS)],
    second: Annotated[Path, argument("B", _DECISIONS)],
    full: options.FullFlag = False,
) -> None:
    """Write the disagreements of two people, and how far they agree."""
    from jamplan.account.agreements import AgreementTold
    from jamplan.decisions import agreement
    from jamplan.layouts.agreement import agreement_report, agreement_screens

    run = Run.of(ctx, *options.REPORT, full=full)
    with run.patience(N_("Reading…")):
        corpora = _decided(run, first, second), _decided(run, second, first)
    try:
        is_second_record = second.is_dir() and not first.is_dir()
        compared = agreement.compare(*corpora, is_second_record=is_second_record)
    except WrongDataError as error:
        # Nothing was to be recorded.
        (finding,) = error.findings
        message, ids = REFUSED[finding.code].sentence, finding.details["ids"]
        raise errors.UsageError(message, ids=ids) from None
    names, words = (
        (str(first), str(second)),
        language_for(compared.first, run.shared.lang),
    )
    again = shlex.join(["jamplan", "agreement", *names, "--full"])
    record, other = (first, second) if first.is_dir() else (second, first)
    data = (
        f" --data {shlex.quote(str(record))}" if record.is_dir() else run.messages.data
    )
    commands = f"jamplan review --with {shlex.quote(str(other))}{data}", again
    told = AgreementTold(compared, words, names)
    run.write(
        lambda: agreement_report(told, commands[0]),
        lambda: jsonfile.agreement_object(compared, names),
        screens=lambda: agreement_screens(told, commands),
    )
    run.exits_with_one = not compared.statuses.units


def diff_command(
    ctx: typer.Context,
    old: Annotated[
        str,
        argument(
            N_("OLD"),
            N_(
                "A corpus’s folder, a file of “jamplan export --format json”, a Git "
                "revision of the folder, or a date: what was published by then. What "
                "exists as a path is a path."
            ),
        ),
    ],
    new: Annotated[
        str | None,
        argument(
            N_("NEW"),
            N_("The later state, named in the same way. Default: the corpus in use."),
        ),
    ] = None,
    exit_code: Annotated[
        bool,
        flag(N_("End with code 1 if a status or a figure changed."), "--exit-code"),
    ] = False,
    full: options.FullFlag = False,
) -> None:
    """Write what changed between two states of a corpus."""
    from jamplan.account.changes import Altered, ChangesTold, outcomes_changed
    from jamplan.layouts.changes import changes_report, changes_screens

    run = Run.of(ctx, *options.REPORT, full=full)
    with run.patience(N_("Reading…")):
        earlier = _state(run, old)
        later = run.corpus if new is None else _state(run, new)
        changed = _compared(earlier, later)
    again = shlex.join(["jamplan", "diff", old, *([new] if new else []), "--full"])
    words = (
        language_for(later, run.shared.lang)
        if isinstance(later, Corpus)
        else run.messages
    )
    # Two states that name themselves need no folder.
    needs_folder = new is None or is_date(old) or is_date(new)
    words = replace(words, data=run.messages.data if needs_folder else "")
    if new is None:
        new = (
            words.gettext("packaged corpus")
            if run.corpus.packaged
            else run.corpus.folder
        )
    outcomes: tuple[Altered, ...] = ()
    if isinstance(earlier, Corpus) and isinstance(later, Corpus):
        outcomes = outcomes_changed(earlier, later, words)
    names, told = (old, new), ChangesTold(changed, words, outcomes)
    run.write(
        lambda: changes_report(told, names),
        lambda: jsonfile.changes_object(changed, names),
        screens=lambda: changes_screens(told, names, again),
    )
    run.exits_with_one = exit_code and changed.figures_changed


def _compared(
    old: Corpus | changes.Json, new: Corpus | changes.Json
) -> changes.Changes:
    """Return what changed between two states of a corpus.

    Rule and language are those of the published one.

    Raises :class:`UsageError` if that rule counts the statements of an actor whom the
    corpus lacks.
    """
    rule, lang = default_rule(new) if isinstance(new, Corpus) else None, None
    for state in (old, new):
        if not isinstance(state, Corpus):
            rule, lang = changes.rule_of(state), state.get("language")

    def exported(state: Corpus | changes.Json) -> changes.Json:
        if not isinstance(state, Corpus):
            return state
        try:
            return jsonfile.export_object(
                publication(state, rule, lang=lang, date="1970-01-01")
            )
        except KeyError as error:
            message = N_(
                "The export counts only the statements of “{id}”, who is not in {path}."
            )
            raise errors.UsageError(
                message, id=error.args[0], path=state.folder
            ) from None

    return changes.compare(exported(old), exported(new))


def _state(run: Run, given: str) -> Corpus | changes.Json:
    """Return the state of a folder, export, day or revision.

    Raises :class:`UsageError`.
    """
    path = Path(given)
    if path.is_dir():
        return load(path)
    # A link that leads nowhere is a fault to be told, not a reason to ask Git.
    if os.path.lexists(path):
        try:
            with path.open("rb") as stream:
                return changes.read_export(stream.read(changes.MOST_BYTES))
        except changes.OldExportError:
            raise CorpusError(Finding("old-export", Place(given))) from None
        except changes.ExportError as error:
            message = N_(
                "“{path}” is not from “jamplan export --format json”: {where} is wrong "
                "or missing."
            )
            raise errors.UsageError(message, path=given, where=error.where) from None
    if is_date(given):
        return seen(run.corpus, as_of=options.iso_date(given, "diff"))
    folder = find(run.shared.data, environ=run.environment.environ)
    if corpus := changes.of_revision(given, folder):
        return corpus
    message = N_(
        "“{name}” is neither a path nor a Git revision that has the files of "
        "“{folder}”."
    )
    advice = N_(
        "Name a folder, an export in JSON, or a revision; --data names the folder."
    )
    raise errors.UsageError(message, advice, name=given, folder=folder)


def export_command(
    ctx: typer.Context,
    rule: options.RuleOption = None,
    whose: options.WhoseOption = None,
    partial: options.PartialOption = None,
    of: options.OfOption = None,
    plan: options.PlanOption = None,
    as_of: options.AsOfOption = None,
    item: Annotated[
        str | None,
        id_option(
            N_("One proposal or measure by itself: a page, a picture, a text."),
            "proposals",
            "measures",
        ),
    ] = None,
    url: Annotated[
        str | None,
        option(
            "URL",
            N_("The page’s own address; its preview picture is written beside it."),
        ),
    ] = None,
    since: Annotated[
        str | None,
        option(
            N_("OLD"),
            N_("On the page, what changed since a revision, a folder or an export."),
        ),
    ] = None,
    draft: Annotated[
        bool,
        flag(
            N_("Mark each page as a draft; needed while a name is unknown."), "--draft"
        ),
    ] = False,
) -> None:
    """Write the publication in one format, or its tables into a folder."""
    run = Run.of(ctx, *FORMS, folder="csv")
    if not draft:
        _refuse_doubtful(run)
    _check_output(run)
    _check_page(run, item=item, url=url, since=since)
    view = viewed(run, plan, as_of)
    chosen = chosen_rule(run.corpus, whose, words=rule, partial=partial, of=of)
    lang = run.language.code
    content = publication(run.corpus, chosen, lang=lang, draft=draft)
    content = in_view(content, view)
    content = replace(content, beside=_data_beside(run.output))
    if item is not None:
        items = options.items_of(run.corpus)
        content = replace(
            content, item=options.find_item(run.corpus, items, item, options.NO_ITEM)
        )
    if url is not None:
        content = replace(
            content, url=url, picture=urljoin(url, quote(_picture_of(run).name))
        )
    if since is not None:
        content = replace(
            content, since=since, changes=_compared(_state(run, since), run.corpus)
        )
    _write_publication(run, content)


def _write_publication(run: Run, content: Publication) -> None:
    """Write a publication in the format of a run; beside a page its picture."""
    with run.patience(WRITING):
        picture = rendered("png", content) if content.url else None
        written = rendered(run.format, content)
    match written:
        case str() as text:
            run.write_text(text)
        case bytes() as data:
            run.write_raw(data)
        case files if run.format == "csv":
            run.write_files({name: text.encode() for name, text in files.items()})
        case value:
            run.write_json(value)
    if picture is not None:
        run.write_file(_picture_of(run), picture)


def _picture_of(run: Run) -> Path:
    assert run.output is not None
    return run.output.with_suffix(".png")


def _data_beside(page: Path | None) -> tuple[str, ...]:
    """Return the data that are beside a page, by their names as seen from it."""
    if page is None:
        return ()
    names = (f"{page.stem}.json", f"{page.stem}/statements.csv", "statements.csv")
    return tuple(name for name in names if (page.parent / name).is_file())


def _refuse_doubtful(run: Run) -> None:
    """Refuse to publish what has no name yet, and quotes that are wrong.

    Raises :class:`UsageError`.
    """
    doubtful = [*run.corpus.unknown.values(), *checks.errors_of_quotes(run.corpus)]
    if doubtful:
        told = [say(finding, run.messages) for finding in doubtful]
        message = N_("Not published without --draft, which marks each page: {unknown}")
        unknown = " ".join([*(sentence for sentence, _remedy in told), told[0][1]])
        raise errors.UsageError(message, unknown=unknown)


def _check_output(run: Run) -> None:
    """Refuse a format that cannot be written where the output goes.

    Raises :class:`UsageError`.
    """
    csv = run.format == "csv"
    is_named = (
        run.output is not None and run.output.suffix.lower().removeprefix(".") in FORMS
    )
    if run.folder and (not csv or (is_named and run.shared.format is None)):
        message = N_("“{path}” is a folder: name a file, or add --format csv.")
        raise errors.UsageError(message, path=run.output)
    if csv and not run.folder:
        raise errors.UsageError(N_("CSV is several tables: name a folder, -o FOLDER/"))
    is_text = run.format in {"md", "json"}
    if not is_text and run.output is None and run.environment.stdout.isatty():
        message = N_("{format} is not for a terminal: name a file, -o export.{format}")
        raise errors.UsageError(message, format=run.format)


def _check_page(
    run: Run, *, item: str | None, url: str | None, since: str | None
) -> None:
    """Refuse what only a page has for what is none, and an address that is none.

    Raises :class:`UsageError`.
    """
    message = N_("{options}: only with {files} (-o).")
    if item is not None and run.format not in {"html", "png", "md"}:
        raise errors.UsageError(message, options="--item", files="x.html, x.png, x.md")
    is_placed = url is None or run.output is not None
    if (url is not None or since is not None) and not (
        run.format == "html" and is_placed
    ):
        raise errors.UsageError(message, options="--url, --since", files="x.html")
    if url is None:
        return
    if not is_web(url):
        raise errors.UsageError(N_("“{value}” is no address: https://…"), value=url)
    if not run.shared.force:
        _refuse_overwriting(run)


def _refuse_overwriting(run: Run) -> None:
    """Refuse to write a page and its picture if one of them exists.

    Raises :class:`UsageError`.
    """
    for path in (run.output, _picture_of(run)):
        if path is not None and os.path.lexists(path):
            message, advice = (
                N_("“{path}” exists already."),
                N_("To replace it, add --force."),
            )
            raise errors.UsageError(message, advice, path=path)
