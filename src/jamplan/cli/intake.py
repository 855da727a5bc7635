"""The command ``import``: documents and spreadsheets into a corpus."""

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, assert_never

import typer

from jamplan.cli.errors import UnreadableError, UsageError
from jamplan.cli.exits import Exit
from jamplan.cli.intake_faults import faults_told
from jamplan.cli.options import Format, Run, command, patience
from jamplan.cli.writing import Forms, say, write
from jamplan.locale import language as language_of
from jamplan.reports.blocks import Block
from jamplan.text.folding import one_line

if TYPE_CHECKING:
    from jamplan.intake.items.drafts import Draft
    from jamplan.intake.reading.limits import Limits


class As(StrEnum):
    """What a file is read as."""

    PROPOSALS = "proposals"
    MEASURES = "measures"
    LINKS = "links"
    TABLES = "tables"


_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def add_import(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``import`` to the program, its help translated by ``_``."""
    file_argument = typer.Argument(
        metavar=_("FILE"),
        help=_("A document, a spreadsheet, or a folder of tables that export made."),
    )
    as_option = typer.Option(
        "--as",
        metavar=_("KIND"),
        help=_("What the file holds: proposals, measures, links or tables."),
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
    sheet_option = typer.Option(
        "--sheet",
        metavar=_("NAME"),
        help=_("Only this sheet of the workbook; repeat it for several."),
    )
    merge_option = typer.Option("--merge", help=_("Put the items into the corpus."))
    decided_option = typer.Option(
        "--decided-by",
        metavar=_("NAME"),
        help=_("Who records it. Default: Git’s user name, else the system’s."),
    )
    write_option = typer.Option("--write", help=_("Write. Without it, nothing is written."))
    size_option = typer.Option(
        "--max-size",
        metavar="N",
        show_default=False,
        help=_("How large the file may be, in megabytes (default: 50)."),
    )
    pages_option = typer.Option(
        "--max-pages",
        metavar="N",
        show_default=False,
        help=_("How many pages, or sheets, it may have (default: 1,000)."),
    )
    seconds_option = typer.Option(
        "--max-seconds",
        metavar="N",
        show_default=False,
        help=_("How many seconds reading it may take (default: 60)."),
    )
    memory_option = typer.Option(
        "--max-memory",
        metavar="N",
        show_default=False,
        help=_("How much memory reading it may take, in megabytes (default: 2,000)."),
    )

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
    remove_option = typer.Option(
        "--remove-missing", help=_("Take out the records whose row is missing in the tables.")
    )
    onto_option = typer.Option(
        "--onto-changes", help=_("Write though the files have changed since the tables were exported.")
    )

    @command(
        app,
        _,
        panel=panel,
        text=_(
            "Items out of a document, links or edited tables out of a spreadsheet: shown, then "
            "written.\n\nA document is PDF, DOCX, XLSX, CSV, Markdown, HTML or plain text. Without "
            "--write, nothing is written; with it, a draft is written beside the corpus, or with "
            "--merge the corpus itself."
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
        sheet: Annotated[list[str] | None, sheet_option] = None,
        merge: Annotated[bool, merge_option] = False,
        decided_by: Annotated[str | None, decided_option] = None,
        write: Annotated[bool, write_option] = False,
        max_size: Annotated[int, size_option] = 50,
        max_pages: Annotated[int, pages_option] = 1000,
        max_seconds: Annotated[int, seconds_option] = 60,
        max_memory: Annotated[int | None, memory_option] = None,
        pair: Annotated[list[str] | None, pair_option] = None,
        as_new: Annotated[list[str] | None, as_new_option] = None,
        remove_missing: Annotated[bool, remove_option] = False,
        onto_changes: Annotated[bool, onto_option] = False,
    ) -> None:
        from jamplan.intake.reading.limits import Limits

        for option, value in (
            ("--max-size", max_size),
            ("--max-pages", max_pages),
            ("--max-seconds", max_seconds),
            ("--max-memory", max_memory),
            ("--declared", declared),
        ):
            _at_least_one(run, option, value)
        limits = Limits(
            megabytes=max_size, pages=max_pages, seconds=max_seconds, memory_limit=max_memory
        )
        _check_name(run, file)
        match kind:
            case As.LINKS:
                from jamplan.cli.intake_links import import_links

                import_links(run, file, limits, write=write, decided_by=decided_by)
            case As.TABLES:
                from jamplan.cli.intake_tables import import_tables

                import_tables(
                    run,
                    file,
                    limits,
                    write=write,
                    remove_missing=remove_missing,
                    onto_changes=onto_changes,
                )
            case As.PROPOSALS | As.MEASURES:
                draft = _draft(
                    run,
                    file,
                    kind,
                    limits,
                    title=title,
                    publisher=publisher,
                    date=date,
                    declared=declared,
                    pattern=pattern,
                    columns=columns,
                    sheets=tuple(sheet or ()),
                )
                if merge and draft.items:
                    from jamplan.cli.intake_merge import merge_draft

                    merge_draft(run, draft, write=write, pairs=pair or (), as_new=as_new or ())
                else:
                    _show(run, draft, write_it=write)
            case None:
                raise UsageError(
                    run.messages.gettext("“{path}” may hold several things.", path=one_line(str(file))),
                    run.messages.gettext("Say which: --as proposals, measures, links or tables."),
                )
            case _:
                assert_never(kind)


def _check_name(run: Run, file: Path) -> None:
    """Refuse a file whose name no file of a corpus and no JSON can hold."""
    try:
        str(file).encode()
    except UnicodeEncodeError:
        raise UnreadableError(
            run.messages.gettext("The name of “{path}” is not in UTF-8.", path=one_line(str(file))),
            run.messages.gettext("Rename it, and import it again."),
        ) from None


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
    limits: "Limits",
    *,
    title: str | None,
    publisher: str | None,
    date: str | None,
    declared: int | None,
    pattern: str | None,
    columns: str | None,
    sheets: tuple[str, ...],
) -> "Draft":
    """Read a file into a draft; every fault of it or of the options is said."""
    _ = run.messages.gettext
    if date is not None and not _DATE.fullmatch(date):
        raise UsageError(
            _("{option} cannot be “{value}”.", option="--date", value=one_line(date)),
            _("Write a year, a month or a day, as 2021, 2021-04 or 2021-04-30."),
        )
    read = _pattern(run, pattern), _columns(run, columns)
    from jamplan.intake.items.apart import FormError, NoColumnError, NoSheetError, read_draft
    from jamplan.intake.items.drafts import Kind, Wanted

    wanted = Wanted(
        kind=Kind(kind),
        title=title,
        publisher=publisher,
        date=date,
        declared=declared,
        pattern=read[0],
        columns=read[1],
        sheets=sheets,
    )
    with patience(run, _("Reading the document…")), faults_told(run, file, pattern):
        try:
            return read_draft(file, wanted, limits)
        except FormError:
            raise UsageError(
                _("“{path}” is a form of suggested pairs.", path=one_line(str(file))),
                _("Import it with --as links."),
            ) from None
        except NoSheetError as error:
            raise UsageError(
                _("There is no sheet “{name}”.", name=one_line(error.name)),
                _("Sheets there are: {names}", names=", ".join(map(one_line, error.known)) or "—"),
            ) from None
        except NoColumnError as error:
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
    from jamplan.intake.items.columns import FIELDS

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


def _show(run: Run, draft: "Draft", *, write_it: bool) -> None:
    """Show a draft, and write it where that is asked for."""
    _ = run.messages.gettext
    from jamplan.cli.intake_writing import clear_of_others, write_draft

    language = language_of(run.shared.lang or draft.language)
    draft = clear_of_others(run, draft)

    def as_report() -> list[Block]:
        from jamplan.reports.intake import draft_report

        return draft_report(draft, language)

    def as_object() -> dict[str, object]:
        from jamplan.exports.draftfile import draft_object

        return draft_object(draft, language)

    def as_csv() -> str:
        from jamplan.exports.draftfile import draft_csv

        return draft_csv(draft, language)

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
    elif write_it:
        write_draft(run, draft)
    else:
        say(run, _("Nothing was written. To write a draft: --write; into the corpus: --merge --write."))
