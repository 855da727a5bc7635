"""Options and commands as they are declared, and the rule, ids and items that they name.

A rule, an id or words may be typed shortened, or in any case.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.screen import shown, unbroken
from jamplan.corpus.findings import CorpusError
from jamplan.corpus.loading import Corpus, load
from jamplan.corpus.model import Measure, Proposal
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule, default_rule
from jamplan.exports.export import FORMS
from jamplan.language import N_
from jamplan.language.folding import folded, is_text, one_line, same_id, without_accents


class Format(StrEnum):
    """A form of output: a report on the screen, a form of the registry, or annotations.

    Only those that commands name are written out.
    """

    _ignore_ = "form members"
    TABLE = "table"
    MD = "md"
    CSV = "csv"
    JSON = "json"
    GITHUB = "github"
    members = vars()
    for form in FORMS:
        if form.upper() not in members:
            members[form.upper()] = form


REPORT = (Format.TABLE, Format.MD, Format.JSON)
ROWS = (Format.TABLE, Format.MD, Format.CSV, Format.JSON)
"""The formats of most commands, without and with CSV."""
FULL = N_("All that is known, whatever its length.")
"""What ``--full`` says of itself."""
Translate = Callable[[str], str]
Complete = Callable[..., Sequence[str] | Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class Described:
    """A parameter of a command, in the place of its default until its help is translated."""

    text: str
    default: Any
    more: dict[str, Any]
    short: str = ""
    positional: bool = False
    path: bool = False
    """Whether the value may name a path, whose bytes need be no text."""


def option(
    metavar: str,
    text: str,
    complete: Complete | None = None,
    default: Any = None,
    short: str = "",
    *,
    path: bool = False,
) -> Any:
    """Describe an option with a value."""
    more = {"metavar": metavar, "autocompletion": complete, "case_sensitive": False}
    return Described(text, default, {**more, "show_default": False}, short, path=path)


def flag(text: str, short: str = "", **more: Any) -> Any:
    """Describe an option without a value."""
    return Described(text, default=False, more=more, short=short)


def argument(
    metavar: str,
    text: str,
    complete: Complete | None = None,
    *,
    required: bool = False,
    path: bool = False,
) -> Any:
    """Describe an argument."""
    more = {"metavar": metavar, "autocompletion": complete}
    return Described(text, ... if required else None, more, positional=True, path=path)


def check_texts(function: Callable[..., Any], given: Mapping[str, Any], _: Translate) -> None:
    """Raise :class:`UsageError` if a text that a command was given has halves of characters."""
    for name, parameter in inspect.signature(function).parameters.items():
        declared, value = parameter.default, given.get(name)
        values = value if isinstance(value, list) else [value]
        if not isinstance(declared, Described) or declared.path:
            continue
        if not all(is_text(text) for text in values if isinstance(text, str)):
            message, advice = N_("{option} holds bytes that are no text."), N_("Give it in UTF-8.")
            metavar = declared.more["metavar"]
            named = _(metavar) if declared.positional else _option_name(name)
            raise UsageError(message, advice, option=named)


def _option_name(name: str) -> str:
    # A trailing underscore keeps a parameter clear of Python's own names.
    return "--" + name.rstrip("_").replace("_", "-")


def parameters(
    function: Callable[..., Any], _: Translate, *, hidden: bool = False
) -> list[inspect.Parameter]:
    """Return the described parameters of a function or dataclass as Typer takes them."""
    described = []
    for parameter in inspect.signature(function, eval_str=True).parameters.values():
        annotation, declared = parameter.annotation, parameter.default
        if get_origin(annotation) is Annotated:
            annotation, declared = get_args(annotation)
        if not isinstance(declared, Described):
            continue
        more = {"help": _(declared.text), "hidden": hidden, **declared.more}
        metavar = more.get("metavar")
        more["metavar"] = metavar and _(metavar)
        if declared.positional:
            info = typer.Argument(declared.default, **more)
        else:
            names = [_option_name(parameter.name), *declared.short.split()]
            info = typer.Option(declared.default, *names, **more)
        keyword = inspect.Parameter.KEYWORD_ONLY
        described.append(parameter.replace(kind=keyword, default=info, annotation=annotation))
    return described


# CI forces colours, and the types of arguments tell readers nothing.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TYPE = re.compile(r"<(?:bool|str|path|list\[str\])>")


def print_help(ctx: typer.Context, value: bool = True) -> None:
    """Print Typer's help, without colours, its two English words translated, and end the run."""
    if not value or ctx.resilient_parsing:
        return
    _ = ctx.find_root().obj.messages.gettext
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        stream.write(ctx.get_help() or "")
    # What is replaced keeps its width, so that the frames hold.
    text = _TYPE.sub(lambda match: " " * len(match[0]), _COLOUR.sub("", stream.getvalue()))
    text = text.replace("[required]", _("[required]").ljust(10))
    text = text.replace("Usage: ", unbroken(_("Usage: ")), 1)
    if ctx.parent is None:
        # The commands come before the options.
        head, options, *commands = text.split("╭")
        text = "╭".join([head, *commands, options])
    for line in text.strip("\n").split("\n"):
        print(shown(line.rstrip()))  # noqa: T201 - as Typer does
    ctx.exit()


def completion(*lists: str) -> Complete:
    """Return the function that completes the ids of these lists of the corpus. It never fails."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        before = ctx.parent.params.get("data") if ctx.parent else None
        try:
            corpus = load(ctx.params.get("data") or before)
        except CorpusError:
            return []
        return [
            (record.id, one_line(_title(record)))
            for name in lists
            for record in getattr(corpus, name)
            if same_id(record.id).startswith(same_id(incomplete))
        ]

    return complete


def _title(record: Any) -> str:
    """Return the name of an actor, or the title of another record; a source may have neither."""
    names = (getattr(record, key, None) for key in ("name", "title", "description", "publisher"))
    return str(next(filter(None, names), ""))


@dataclass(frozen=True)
class Shared:
    """The options that every command takes, before or after its name."""

    data: Annotated[
        Path | None,
        option(
            N_("FOLDER"),
            N_(
                "The corpus’s folder. Default: JAMPLAN_DATA, else ., else ./data, else the shipped one."
            ),
        ),
    ] = None
    lang: Annotated[
        Literal["fr", "en"] | None,
        option("fr|en", N_("The report’s language. Default: that of the documents.")),
    ] = None
    format: Annotated[
        Format | None,
        option(
            N_("FORMAT"),
            N_(
                "A format that the command’s help names, such as table, md or json. "
                "Default: by the suffix of -o."
            ),
        ),
    ] = None
    output: Annotated[
        str | None, option(N_("FILE"), N_("Write to this file; - is standard output."), short="-o")
    ] = None
    """As it is typed: a path would not keep the slash that makes it a folder."""
    force: Annotated[bool, flag(N_("Replace the file if it exists."))] = False
    quiet: Annotated[bool, flag(N_("Print nothing but the data and errors."), "-q")] = False
    no_color: Annotated[bool, flag(N_("No colours and no bold type; NO_COLOR does the same."))] = False
    help: Annotated[
        bool,
        flag(N_("Show this help and exit."), "-h", is_eager=True, callback=print_help, hidden=False),
    ] = False

    def updated(self, later: Shared) -> Shared:
        """Return these options with those that come after the command, which win."""
        chosen = {name: value for name, value in vars(later).items() if value not in {None, False}}
        return replace(self, **chosen)


DECIDED_BY = option(
    N_("NAME"), N_("In whose name. Default: the name asked for at your first decision on this corpus.")
)


@dataclass(frozen=True)
class Command:
    """A command: its function, its help and the formats it writes, the default first.

    A command without formats writes no report. ``folder`` is the format that it can write as a folder.
    """

    function: Callable[..., None]
    text: str
    formats: Sequence[Format]
    folder: Format | None


def command(
    text: str, *formats: Format, folder: Format | None = None
) -> Callable[[Callable[..., None]], Command]:
    """Make a command of a function that takes a run first, then the described parameters."""
    return lambda function: Command(function, text, formats, folder)


RULE = option(
    N_("CHOICE"),
    N_("What counts: explicit, stated (implicit too: default), claimed (ambiguous too), any."),
)
CLAIMED_BY = option(N_("ACTOR"), N_("Count only what this actor states."), completion("actors"))
PARTIAL = option(N_("CHOICE"), N_("How “taken up in part” counts: apart (default), half, or full."))
OF = option(
    N_("CHOICE"),
    N_("Out of what: declared, the document’s number (default); documented, the proposals known."),
)


def match_id(typed: str, ids: Sequence[str]) -> list[str]:
    """Return the ids that match: the same one in any case, else those that begin with the text."""
    wanted = same_id(typed.strip())
    same = [known for known in ids if same_id(known) == wanted]
    return same or [known for known in ids if wanted and same_id(known).startswith(wanted)]


def find_id(typed: str, ids: Sequence[str], message: str, *, whole: bool = False) -> str:
    """Return the one id that is meant, by itself or, unless ``whole``, by its beginning.

    Raises :class:`UsageError` unless there is exactly one; ``message`` says that there is none.
    """
    matches = match_id(typed, ids)
    if whole:
        matches = [known for known in matches if same_id(known) == same_id(typed.strip())]
    if len(matches) > 1:
        several = N_("Several ids begin with “{value}”: {ids}.")
        raise UsageError(several, value=typed, ids=", ".join(matches))
    if not matches:
        raise UsageError(message, known=ids, value=typed)
    return matches[0]


def chosen_rule(
    corpus: Corpus,
    links: LinksCounted | None = None,
    claimed_by: str | None = None,
    partial: PartialCounts | None = None,
    of: OutOf | None = None,
) -> Rule:
    """Return the chosen rule; the corpus's default fills the rest.

    Raises :class:`UsageError` on an unknown actor.
    """
    default = default_rule(corpus)
    actors = [actor.id for actor in corpus.actors]
    if claimed_by is not None:
        claimed_by = find_id(claimed_by, actors, N_("There is no actor “{value}”."))
    return Rule(
        links=links or default.links,
        claimed_by=claimed_by,
        partial=partial or default.partial,
        of=of or default.of,
    )


def matching_items(corpus: Corpus, query: str) -> list[Proposal | Measure]:
    """Return the items that a query means: all of them if it is empty.

    A query is an id, the beginning of ids, a number, or words of a title or text; case and accents do
    not count. Raises :class:`UsageError` if nothing matches.
    """
    items: dict[str, Proposal | Measure] = {**corpus.proposal, **corpus.measure}
    if not items:
        raise UsageError(N_("None on record."))
    words = _search_form(query).split()
    matches = [items[item_id] for item_id in match_id(query, list(items))]
    matches = matches or [item for item in items.values() if item.number == query.strip()]
    matches = matches or [item for item in items.values() if _has_words(item, words)]
    if not matches:
        message = N_("There is no proposal and no measure “{value}”.")
        raise UsageError(message, known=list(items), value=query)
    return matches


def _has_words(item: Proposal | Measure, words: Sequence[str]) -> bool:
    details = item.details if isinstance(item, Measure) else ()
    text = _search_form(" ".join((item.title, item.text or "", *details)))
    return all(word in text for word in words)


def _search_form(text: str) -> str:
    return without_accents(folded(text)).casefold()


def find_proposal(corpus: Corpus, typed: str, *, whole: bool = False) -> Proposal:
    """Return the proposal that is meant, by its id or, unless ``whole``, by the beginning of its id.

    Raises :class:`UsageError` unless there is exactly one.
    """
    message = N_("There is no proposal “{value}”.")
    return corpus.proposal[find_id(typed, list(corpus.proposal), message, whole=whole)]


def find_measure(corpus: Corpus, typed: str, *, whole: bool = False) -> Measure:
    """Return the measure that is meant, as :func:`find_proposal` does a proposal."""
    message = N_("There is no measure “{value}”.")
    return corpus.measure[find_id(typed, list(corpus.measure), message, whole=whole)]
