"""The options that several commands take, and the ids of records that are typed.

An id may be typed shortened, and in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from jamplan.cli.errors import CANNOT_BE, UsageError
from jamplan.corpus import findings, model
from jamplan.counting.rules import OutOf, PartialCounts, WordsCounted
from jamplan.language import N_, read_date
from jamplan.language.folding import folded, same_id, without_accents
from jamplan.language.people import person_key

if TYPE_CHECKING:
    from jamplan.corpus.loading import Corpus

REPORT = ("table", "md", "json")
ROWS = ("table", "md", "csv", "json")
"""The formats of most commands, without and with CSV; a table is for the screen."""


def _print_help(ctx: typer.Context) -> None:
    if not ctx.resilient_parsing:
        print(ctx.get_help())  # noqa: T201 - as Typer does
        raise typer.Exit


def ids_of(*lists: str) -> Callable[[typer.Context, str], list[str]]:
    """Return what completes ids of lists of the corpus; none if it cannot be read."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from jamplan.corpus.loading import load

        try:
            corpus = load(ctx.obj.shared.data)
        except findings.CorpusError:
            return []
        ids = [record.id for name in lists for record in getattr(corpus, name)]
        return [
            known for known in ids if same_id(known).startswith(same_id(incomplete))
        ]

    return complete


def option(metavar: str | None, help_: str, *names: str, **more: Any) -> Any:
    """Return an option with a value, which the help calls ``metavar``."""
    return typer.Option(*names, metavar=metavar, help=help_, **more)


def flag(help_: str, *names: str, **more: Any) -> Any:
    """Return an option without a value."""
    return option(None, help_, *names, **more)


def choice(help_: str, *names: str) -> Any:
    """Return an option with possible values, in upper or lower case."""
    return option(N_("CHOICE"), help_, *names, case_sensitive=False)


def argument(metavar: str, help_: str, *lists: str) -> Any:
    """Return an argument; its values may be ids of lists of the corpus."""
    completion = ids_of(*lists) if lists else None
    return typer.Argument(metavar=metavar, help=help_, autocompletion=completion)


def id_option(help_: str, *lists: str, metavar: str = "ID") -> Any:
    """Return an option whose values are ids of lists of the corpus."""
    return option(metavar, help_, autocompletion=ids_of(*lists))


def typed_name(name: str) -> str:
    """Return the name of an option as it is typed, from its name in Python."""
    return f"--{name.strip('_').replace('_', '-')}"


RuleOption = Annotated[
    WordsCounted | None,
    choice(
        N_(
            "What counts: explicit, stated (interpreted too: default), claimed "
            "(ambiguous too), any."
        )
    ),
]


def _complete_who(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of actors and the names of readers that begin so."""
    from jamplan.corpus.loading import load

    try:
        corpus = load(ctx.obj.shared.data)
    except findings.CorpusError:
        return []
    known = [*corpus.actor, *readers_of(corpus)]
    return [each for each in known if same_id(each).startswith(same_id(incomplete))]


WhoseOption = Annotated[
    str | None,
    option(
        N_("WHO"),
        N_("Whose statements count: an actor’s, or what a reader compared."),
        autocompletion=_complete_who,
    ),
]
PlanOption = Annotated[
    str | None,
    option(N_("NAME"), N_("Only this document that answers: the stem of its file.")),
]
AsOfOption = Annotated[
    str | None,
    option(
        N_("DATE"),
        N_("Only what was published by then: a year, a month or a day."),
        "--as-of",
    ),
]
PartialOption = Annotated[
    PartialCounts | None,
    choice(N_("How “taken up in part” counts: apart (default), half, or full.")),
]
OfOption = Annotated[
    OutOf | None,
    choice(
        N_(
            "Out of what: declared, the document’s number (default); documented, the "
            "proposals known."
        )
    ),
]
FullFlag = Annotated[
    bool, flag(N_("All that is known, whatever its length."), "--full")
]
CiteFlag = Annotated[bool, flag(N_("Only the sentence to publish."), "--cite")]
BlindFlag = Annotated[bool, flag(N_("Hide scores and what others decided."), "--blind")]
PublisherOption = Annotated[
    str | None,
    option(
        N_("NAME"), N_("Who published it: an actor’s id, or a name: “First Last (FL)”.")
    ),
]
TitleOption = Annotated[str | None, option(N_("TEXT"), N_("The document’s title."))]
DateOption = Annotated[
    str | None, option(N_("DATE"), N_("When: a year, a month or a day, as 2021-04."))
]
DecidedByOption = Annotated[
    str | None,
    option(
        N_("NAME"),
        N_(
            "In whose name. Default: the name asked for at your first decision on this "
            "corpus."
        ),
    ),
]


@dataclass
class Shared:
    """The options that every command takes, before or after its name."""

    data: Annotated[
        Path | None,
        option(
            N_("FOLDER"),
            N_(
                "The corpus’s folder. Default: JAMPLAN_DATA, else ., else ./data, else "
                "the shipped one."
            ),
        ),
    ] = None
    lang: Annotated[
        Literal["fr", "en"] | None,
        option(
            "fr|en",
            N_("The report’s language. Default: that of the documents."),
            case_sensitive=False,
        ),
    ] = None
    format: Annotated[
        str | None,
        option(
            N_("FORMAT"),
            N_(
                "A format of the command, such as table, md or json. Default: by the "
                "suffix of -o."
            ),
        ),
    ] = None
    output: Annotated[
        str | None,
        option(
            N_("FILE"),
            N_("Write to this file; - is standard output."),
            "--output",
            "-o",
        ),
    ] = None
    """As it is typed: a path would not keep the slash that makes it a folder."""
    force: Annotated[bool, flag(N_("Replace the file if it exists."), "--force")] = (
        False
    )
    quiet: Annotated[
        bool, flag(N_("Print nothing but the data and errors."), "--quiet", "-q")
    ] = False
    no_color: Annotated[
        bool,
        flag(N_("No colours and no bold type; NO_COLOR does the same."), "--no-color"),
    ] = False
    help: Annotated[
        bool,
        flag(
            N_("Show this help and exit."),
            "--help",
            "-h",
            is_eager=True,
            callback=_print_help,
        ),
    ] = False


def iso_date(text: str, name: str = "--date") -> str:
    """Return the date that an option gives, in ISO 8601 or in words.

    Raises :class:`UsageError` if it is none, or still to come: nothing has been
    published then.
    """
    from jamplan.corpus.dates import precedes
    from jamplan.corpus.records import is_date

    date = text if is_date(text) else read_date(text)
    if date is None:
        advice = N_("Write a year, a month or a day: 2021, 2021-04 or 2021-04-30.")
        raise UsageError(CANNOT_BE, advice, option=name, value=text)
    # Not that of a build: what was published later than it is no less published.
    if precedes(datetime.now().astimezone().date().isoformat(), date):
        advice = N_("{date} is still to come.")
        raise UsageError(CANNOT_BE, advice, option=name, value=text, date=date)
    return date


def named(
    option: str, values: Iterable[str], advice: str, **fields: str
) -> dict[str, str]:
    """Return the values of an option by their names, each given once as NAME=VALUE.

    Raises :class:`UsageError` with the advice.
    """
    found: dict[str, str] = {}
    for given in values:
        name, _sign, value = (part.strip() for part in given.partition("="))
        if not name or not value or found.setdefault(name, value) != value:
            raise UsageError(CANNOT_BE, advice, option=option, value=given, **fields)
    return found


def readers_of(corpus: Corpus) -> dict[str, str]:
    """Return the names of readers on record, by each name as it is compared."""
    names: dict[str, str] = {}
    for statement in corpus.statements:
        people = [statement.by, *(each.by for each in statement.confirmed)]
        for name in filter(None, people):
            names.setdefault(person_key(name), name)
    return names


def who_is_meant(corpus: Corpus, typed: str) -> tuple[str | None, str | None]:
    """Return the id of the actor, or the reader's name, that --whose names.

    An actor is named by the id, its beginning, or the name; actors come first. Raises
    :class:`UsageError` if it is nobody, or could be several.
    """
    from jamplan.corpus.loading import texts_of

    wanted = person_key(typed)
    for actor in corpus.actors:
        texts = [*texts_of(actor.name), *texts_of(actor.called or "")]
        if wanted in map(person_key, texts):
            return actor.id, None
    ids, readers = list(corpus.actor), readers_of(corpus)
    exact = [each for each in ids if same_id(each) == same_id(typed.strip())]
    if not exact and wanted in readers:
        return None, readers[wanted]
    message = N_("There is no actor and no reader “{value}”.")
    return the_one(
        match_id(typed, ids), typed, [*ids, *readers.values()], message
    ), None


def document_named(corpus: Corpus, typed: str) -> str:
    """Return the name of the document that --plan names.

    Raises :class:`UsageError`.
    """
    names = [plan.name for plan in corpus.plans]
    return find_id(typed, names, N_("There is no document “{value}”."))


def match_id(typed: str, ids: Sequence[str]) -> list[str]:
    """Return the ids that match: the same in any case, else by their beginning."""
    wanted = same_id(typed.strip())
    same = [known for known in ids if same_id(known) == wanted]
    return same or [
        known for known in ids if wanted and same_id(known).startswith(wanted)
    ]


def the_one(
    matches: Sequence[str], typed: str, ids: Sequence[str], message: str
) -> str:
    """Return the only match among the ids.

    Raises :class:`UsageError` unless there is exactly one; ``message`` says that there
    is none.
    """
    if len(matches) > 1:
        raise UsageError(
            N_("“{value}” means several: {ids}."), value=typed, ids=", ".join(matches)
        )
    if not matches:
        raise UsageError(message, known=ids, value=typed)
    return matches[0]


def find_id(typed: str, ids: Sequence[str], message: str) -> str:
    """Return the one id that is meant, by itself or its beginning.

    Raises as :func:`the_one`.
    """
    return the_one(match_id(typed, ids), typed, ids, message)


Item = TypeVar("Item", model.Proposal, model.Measure, model.Item)


def match_items(corpus: Corpus, items: Mapping[str, Item], typed: str) -> list[Item]:
    """Return the items that a text means: all of them if it is empty.

    It is an id, the beginning of ids, a number (also with its noun: « R24 »), or words
    of a title or text; case and accents do not count. The id of an item of the other
    kind means nothing else.
    """
    from jamplan.corpus.loading import text_of

    if same := match_id(typed, list(items_of(corpus))):
        return [items[item_id] for item_id in same if item_id in items]
    number, words = (
        re.sub(r"^[^\W\d]+[ .]?(?=\d)", "", typed.strip()),
        _search_form(typed).split(),
    )
    numbered = [
        item for item in items.values() if item.number in {number, typed.strip()}
    ]
    texts = ((item, _search_form(text_of(item))) for item in items.values())
    return numbered or [
        item for item, text in texts if all(word in text for word in words)
    ]


def _search_form(text: str) -> str:
    return without_accents(folded(text)).casefold()


def find_item(
    corpus: Corpus, items: Mapping[str, Item], typed: str, message: str
) -> Item:
    """Return the one item that is meant, as :func:`match_items` finds it.

    Raises as :func:`the_one`.
    """
    matches = (
        [item.id for item in match_items(corpus, items, typed)] if typed.strip() else []
    )
    return items[the_one(matches, typed, list(items), message)]


def find_proposal(corpus: Corpus, typed: str) -> model.Proposal:
    """Return the proposal that is meant.

    Raises :class:`UsageError` unless there is exactly one.
    """
    return find_item(
        corpus, corpus.proposal, typed, N_("There is no proposal “{value}”.")
    )


def find_measure(corpus: Corpus, typed: str) -> model.Measure:
    """Return the measure that is meant.

    Raises :class:`UsageError` unless there is exactly one.
    """
    return find_item(
        corpus, corpus.measure, typed, N_("There is no measure “{value}”.")
    )


NO_ITEM = N_("There is no proposal and no measure “{value}”.")


def items_of(corpus: Corpus) -> dict[str, model.Item]:
    """Return the proposals and measures by their ids, which are unique among both."""
    return {**corpus.proposal, **corpus.measure}
