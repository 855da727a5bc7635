"""The command ``import``: documents, and filled-in forms, into a corpus."""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, assert_never

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.options import Format, Run, command, patience
from jamplan.cli.writing import Forms, say, write
from jamplan.corpus.findings import UnreadError
from jamplan.language import language as language_of
from jamplan.language.folding import one_line
from jamplan.reports.blocks import Block

if TYPE_CHECKING:
    from jamplan.documents.drafts import Draft


class As(StrEnum):
    """What a file is read as."""

    PROPOSALS = "proposals"
    MEASURES = "measures"
    LINKS = "links"


_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def add_import(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``import`` to the program, its help translated by ``_``."""
    file_argument = typer.Argument(
        metavar=_("FILE"),
        help=_("A document, or a form that suggest made."),
    )
    as_option = typer.Option(
        "--as",
        metavar=_("KIND"),
        help=_("What the file holds: proposals, measures or links."),
    )
    title_option = typer.Option("--title", metavar=_("TEXT"), help=_("The document’s title."))
    publisher_option = typer.Option(
        "--publisher", metavar=_("ACTOR"), help=_("Who published it: an actor’s id, or a name.")
    )
    date_option = typer.Option(
        "--date", metavar=_("DATE"), help=_("When: a year, a month or a day, as 2021-04.")
    )
    declared_option = typer.Option(
        "--declared", metavar="N", help=_("How many items the document says it has.")
    )
    pattern_option = typer.Option(
        "--pattern",
        metavar=_("REGEX"),
        help=_("What an item’s first line looks like, with the groups number and title."),
    )
    columns_option = typer.Option(
        "--columns",
        metavar=_("NAME=COLUMN,…"),
        help=_("Which column holds what, as number=No,title=Intitulé."),
    )
    list_option = typer.Option(
        "--list",
        metavar="N",
        show_default=False,
        help=_("Another of the lists that the preview names."),
    )
    timeout_option = typer.Option(
        "--timeout",
        metavar=_("SECONDS"),
        show_default=False,
        help=_("How long reading the file may take (default: 60)."),
    )
    merge_option = typer.Option("--merge", help=_("Put the items into the corpus."))
    decided_option = typer.Option(
        "--decided-by",
        metavar=_("NAME"),
        help=_("In whose name. Default: the name asked for at your first decision on this corpus."),
    )
    write_option = typer.Option("--write", help=_("Write. Without it, nothing is written."))
    pair_option = typer.Option(
        "--pair",
        metavar=_("NUMBER=ID"),
        help=_("This item of the document is that one on record; repeat it for several."),
    )
    as_new_option = typer.Option(
        "--as-new",
        metavar=_("NUMBER"),
        help=_("This item is new, whatever it resembles; “all”: every one that is in doubt."),
    )

    @command(
        app,
        _,
        panel=panel,
        text=_(
            "Items out of a document, or links out of a filled-in form: shown, then written.\n\n"
            "A document is PDF, DOCX, XLSX, CSV, Markdown, HTML or plain text. Without --write, "
            "nothing is written; --merge --write puts the items into the corpus. --format md prints "
            "the text as it was read, to be corrected and imported."
        ),
        formats=(Format.TABLE, Format.MD, Format.CSV, Format.JSON),
    )
    def import_(
        run: Run,
        file: Annotated[Path, file_argument],
        kind: Annotated[As | None, as_option] = None,
        title: Annotated[str | None, title_option] = None,
        publisher: Annotated[str | None, publisher_option] = None,
        date: Annotated[str | None, date_option] = None,
        declared: Annotated[int | None, declared_option] = None,
        pattern: Annotated[str | None, pattern_option] = None,
        columns: Annotated[str | None, columns_option] = None,
        list_: Annotated[int, list_option] = 1,
        timeout: Annotated[int, timeout_option] = 60,
        merge: Annotated[bool, merge_option] = False,
        decided_by: Annotated[str | None, decided_option] = None,
        write: Annotated[bool, write_option] = False,
        pair: Annotated[list[str] | None, pair_option] = None,
        as_new: Annotated[list[str] | None, as_new_option] = None,
    ) -> None:
        numbers = {"--declared": declared, "--list": list_, "--timeout": timeout}
        for option, value in numbers.items():
            _at_least_one(run, option, value)
        _check_name(file)
        match kind:
            case As.LINKS:
                from jamplan.cli.intake_links import import_links

                import_links(run, file, write=write, decided_by=decided_by)
            case As.PROPOSALS | As.MEASURES:
                if write and not merge:
                    raise UsageError(
                        run.messages.gettext("--write needs --merge."),
                        run.messages.gettext("Look at what --merge shows, then add --write."),
                    )
                if run.format is Format.MD and not merge:
                    _show_markdown(run, file, timeout)
                    return
                draft = _draft(
                    run,
                    file,
                    kind,
                    timeout,
                    title=title,
                    publisher=publisher,
                    date=date,
                    declared=declared,
                    pattern=pattern,
                    columns=columns,
                    list_=list_,
                )
                if merge and draft.items:
                    from jamplan.cli.intake_merge import merge_draft

                    merge_draft(run, draft, write_it=write, pairs=pair or (), as_new=as_new or ())
                else:
                    _show(run, draft)
            case None:
                raise UsageError(
                    run.messages.gettext("“{path}” may hold several things.", path=one_line(str(file))),
                    run.messages.gettext("Say which: --as proposals, measures or links."),
                )
            case _:
                assert_never(kind)


def _check_name(file: Path) -> None:
    """Refuse a file whose name no file of a corpus and no JSON can hold."""
    try:
        str(file).encode()
    except UnicodeEncodeError:
        raise UnreadError("document-name", file) from None


def _at_least_one(run: Run, option: str, value: int | None) -> None:
    if value is not None and not 1 <= value <= 1_000_000:
        raise UsageError(
            run.messages.gettext("{option} cannot be “{value}”.", option=option, value=str(value)),
            run.messages.gettext("Write a number from 1 to 1,000,000."),
        )


def _draft(
    run: Run,
    file: Path,
    kind: Literal[As.PROPOSALS, As.MEASURES],
    timeout: int,
    *,
    title: str | None,
    publisher: str | None,
    date: str | None,
    declared: int | None,
    pattern: str | None,
    columns: str | None,
    list_: int,
) -> "Draft":
    """Read a file into a draft; every fault of it or of the options is said."""
    _ = run.messages.gettext
    if date is not None and not _DATE.fullmatch(date):
        raise UsageError(
            _("{option} cannot be “{value}”.", option="--date", value=one_line(date)),
            _("Write a year, a month or a day, as 2021, 2021-04 or 2021-04-30."),
        )
    given = _pattern(run, pattern), _columns(run, columns)
    from jamplan.documents.drafts import Kind, Wanted
    from jamplan.documents.finding import ColumnsError
    from jamplan.documents.jobs import FormGivenError, read_draft

    wanted = Wanted(
        kind=Kind(kind),
        title=title,
        publisher=publisher,
        date=date,
        declared=declared,
        pattern=given[0],
        columns=given[1],
        list=list_,
    )
    with patience(run, _("Reading the document…")):
        try:
            return read_draft(file, wanted, timeout)
        except FormGivenError:
            raise UsageError(
                _("“{path}” is a form of suggested pairs.", path=one_line(str(file))),
                _("Import it with --as links."),
            ) from None
        except ColumnsError as error:
            raise UsageError(
                _("There is no column “{name}”.", name=one_line(error.name)),
                _("Columns there are: {names}", names=", ".join(map(one_line, error.known)) or "—"),
            ) from None


def _pattern(run: Run, text: str | None) -> re.Pattern[str] | None:
    """The pattern of ``--pattern``. Raises :class:`UsageError` where it is none or has no groups."""
    _ = run.messages.gettext
    if text is None:
        return None
    try:
        pattern = re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise UsageError(
            _("The pattern cannot be read: {reason}.", reason=one_line(str(error))),
            _(r"Write one as “Vœu (?P<number>\d+) : (?P<title>.*)”."),
        ) from None
    if not {"number", "title"} & set(pattern.groupindex):
        raise UsageError(
            _("The pattern has neither a group number nor a group title."),
            _(r"Write one as “Vœu (?P<number>\d+) : (?P<title>.*)”."),
        )
    return pattern


def _columns(run: Run, text: str | None) -> dict[str, str] | None:
    """The columns of ``--columns``. Raises :class:`UsageError` where they cannot be read."""
    _ = run.messages.gettext
    if text is None:
        return None
    from jamplan.documents.finding import FIELDS

    found = {}
    for part in text.split(","):
        name, sign, column = part.partition("=")
        if name.strip() not in FIELDS or not sign or not column.strip():
            raise UsageError(
                _("{option} cannot be “{value}”.", option="--columns", value=one_line(text)),
                _("Write pairs as number=No,title=Intitulé. Names: {names}", names=", ".join(FIELDS)),
            )
        found[name.strip()] = column.strip()
    if "title" not in found:
        raise UsageError(
            _("--columns does not say which column holds the titles."), _("Add title=… to it.")
        )
    return found


def _show_markdown(run: Run, file: Path, timeout: int) -> None:
    """Print what was read of a file, as Markdown."""
    from jamplan.cli.writing import write_text
    from jamplan.documents.jobs import read_file
    from jamplan.documents.textblocks import as_markdown

    with patience(run, run.messages.gettext("Reading the document…")):
        blocks = read_file(file, timeout)
    write_text(run, as_markdown(blocks))


def _show(run: Run, draft: "Draft") -> None:
    """Show a draft."""
    _ = run.messages.gettext
    language = language_of(run.shared.lang or draft.language)

    def as_report() -> list[Block]:
        from jamplan.reports.import_report import draft_report

        return draft_report(draft, language)

    def as_object() -> dict[str, object]:
        from jamplan.exports.draftfile import draft_object

        return draft_object(draft, language)

    def as_csv() -> str:
        from jamplan.exports.draftfile import draft_csv

        return draft_csv(draft)

    write(run, Forms(as_report, as_object, as_csv))
    if not draft.items:
        say(
            run,
            _(
                "No item was found. Say what one looks like with --pattern, or in which columns they "
                "stand with --columns."
            ),
        )
        run.exit_code = Exit.FOUND
    else:
        say(run, _("Nothing was written. To see what it does to the corpus, add --merge."))
