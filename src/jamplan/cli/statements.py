"""What a command line says of a decision: who states it, on what evidence, and who records it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from jamplan.cli.completion import complete_actor, complete_source
from jamplan.cli.errors import UsageError
from jamplan.cli.options import Run
from jamplan.model import Source
from jamplan.reviewing.drafts import Statement, current_user
from jamplan.text.folding import one_line, same_id
from jamplan.today import today


@dataclass(frozen=True)
class StatementOptions:
    """The options that say who states a decision, on what evidence, and who records it."""

    claimed_by: Any
    source: Any
    quote: Any
    locator: Any
    note: Any
    decided_by: Any
    publisher: Any
    title: Any
    date: Any
    url: Any
    remove: Any

    @classmethod
    def of_language(cls, _: Callable[[str], str]) -> StatementOptions:
        """The options with their help translated by ``_``."""
        new = _("A new source")
        return cls(
            claimed_by=typer.Option(
                "--claimed-by",
                metavar=_("ACTOR"),
                help=_(
                    "Who states it: an actor’s id, or the whole name of a new one. Default, for your "
                    "own reading: you."
                ),
                autocompletion=complete_actor,
            ),
            source=typer.Option(
                "--source",
                metavar=_("SOURCE"),
                help=_("The source that states it; repeat it for several."),
                autocompletion=complete_source,
            ),
            quote=typer.Option(
                "--quote", metavar=_("WORDS"), help=_("Its exact words; one for each source, in order.")
            ),
            locator=typer.Option(
                "--locator", metavar=_("PLACE"), help=_("Where they stand: page, heading, paragraph.")
            ),
            note=typer.Option("--note", metavar=_("TEXT"), help=_("A remark.")),
            decided_by=typer.Option(
                "--decided-by",
                metavar=_("NAME"),
                help=_("Who records it. Default: Git’s user name, else the system’s."),
            ),
            publisher=typer.Option(
                "--source-publisher",
                metavar=_("ACTOR"),
                help=_("Who publishes the source, where it is new."),
                autocompletion=complete_actor,
                rich_help_panel=new,
            ),
            title=typer.Option(
                "--source-title", metavar=_("TEXT"), help=_("Its title."), rich_help_panel=new
            ),
            date=typer.Option(
                "--source-date",
                metavar=_("DATE"),
                help=_("Its date: 2021, 2021-04 or 2021-04-30."),
                rich_help_panel=new,
            ),
            url=typer.Option(
                "--source-url", metavar=_("ADDRESS"), help=_("Its address."), rich_help_panel=new
            ),
            remove=typer.Option("--remove", help=_("Take the decision off the record.")),
        )


def folder_of(run: Run) -> Path:
    """The folder of the corpus that is meant."""
    return Path(run.corpus.folder)


def decider(run: Run, given: str | None) -> str:
    """Who decides: the one named, else the current user."""
    name = _sound(given or "")
    if given is not None and not name:
        raise UsageError(run.messages.gettext("A name is empty."))
    return name or current_user(folder_of(run))


def statement(
    run: Run,
    *,
    decided_by: str | None,
    claimed_by: str | None = None,
    sources: list[str] | None = None,
    quotes: list[str] | None = None,
    locators: list[str] | None = None,
    note: str | None = None,
    new: NewSource | None = None,
) -> Statement:
    """What the options say. Raises :class:`UsageError` where they contradict each other."""
    named = [_known_source(run, each) for each in sources or []]
    return Statement(
        decided_by=decider(run, decided_by),
        on=today(),
        claimed_by=claimed_by,
        sources=named,
        quotes=[_sound(each) for each in quotes or ()],
        locators=[_sound(each) for each in locators or ()],
        note=(_sound(note) or None) if note else None,
        source=_new_source(run, named, new) if new and new.given else None,
    )


def _sound(text: str) -> str:
    """A text in one line, without the half characters of bytes that were no text."""
    return one_line(text.encode("utf-8", "replace").decode())


@dataclass(frozen=True)
class NewSource:
    """The options that describe a source that the corpus does not have."""

    publisher: str | None
    title: str | None
    date: str | None
    url: str | None

    @property
    def given(self) -> bool:
        """Whether any of them was given."""
        return any((self.publisher, self.title, self.date, self.url))


def _known_source(run: Run, typed: str) -> str:
    """The id of a source as the corpus has it, in any case, or as it was typed."""
    found = (each.id for each in run.corpus.sources if same_id(each.id) == same_id(typed.strip()))
    return next(found, typed.strip())


def _new_source(run: Run, named: list[str], new: NewSource) -> Source:
    """The source that is described; its publisher may be new too. Raises :class:`UsageError`."""
    _ = run.messages.gettext
    unknown = [each for each in named if each not in run.corpus.source]
    if len(unknown) != 1:
        raise UsageError(
            _("The options --source-… describe one source that is new; here {n} are.", n=len(unknown)),
            _("A source that is on record is named by --source alone."),
        )
    if not new.publisher:
        raise UsageError(
            _("“{name}” is missing.", name="--source-publisher"),
            _("It is an actor’s id, or the whole name of a new one."),
        )
    return Source(
        id=unknown[0],
        publisher=one_line(new.publisher),
        title=new.title,
        date=new.date,
        url=new.url,
        accessed=today(),
    )
