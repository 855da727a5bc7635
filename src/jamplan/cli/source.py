"""The command ``source``: sources put on record, completed, listed."""

from pathlib import Path
from typing import Annotated, Any

import typer

from jamplan.cli.environment import Run
from jamplan.cli.errors import UsageError
from jamplan.cli.options import (
    ROWS,
    AnyPath,
    DateOption,
    PublisherOption,
    TitleOption,
    choice,
    ids_of,
    iso_date,
    match_id,
)
from jamplan.corpus.model import SourceKind
from jamplan.decisions.merging import PublisherNeededError
from jamplan.decisions.sources import OtherCopyError, put
from jamplan.language import N_, today
from jamplan.language.folding import is_web, one_line
from jamplan.reports.context import Context

WhatArgument = Annotated[
    AnyPath | None,
    typer.Argument(
        metavar=N_("FILE|URL|ID"),
        parser=AnyPath,
        autocompletion=ids_of("sources"),
        help=N_("A copy of the source, its address, or its id on record. Without it: the list."),
    ),
]
UrlOption = Annotated[str | None, typer.Option(metavar="URL", help=N_("Its address."))]
KindOption = Annotated[SourceKind | None, choice(N_("What it is."))]
IdOption = Annotated[
    str | None,
    typer.Option(
        "--id",
        metavar="ID",
        autocompletion=ids_of("sources"),
        help=N_("Its id: one on record, or a new one."),
    ),
]


def source_command(
    ctx: typer.Context,
    what: WhatArgument = None,
    publisher: PublisherOption = None,
    title: TitleOption = None,
    date: DateOption = None,
    url: UrlOption = None,
    kind: KindOption = None,
    id_: IdOption = None,
) -> None:
    """Put a source on record or complete it; without anything, list all."""
    run = Run.of(ctx, *ROWS)
    if url is not None and not is_web(url):
        raise UsageError(N_("“{value}” is no address: https://…"), value=url)
    given = {
        "id": id_,
        "publisher": publisher,
        "title": one_line(title or ""),
        "date": iso_date(date) if date is not None else None,
        "url": url,
        "kind": kind,
    }
    told = {name: value for name, value in given.items() if value}
    if what is None and not told:
        _show(run, run.context(), list(run.corpus.source))
        return
    file = _meant(run, what, told)
    known = set(run.corpus.actor)
    folder = Path(run.corpus.folder)
    try:
        source, corpus = put(folder, told, file, on=today(), replaces=run.shared.force)
    except PublisherNeededError:
        raise UsageError(N_("Who published it is missing: --publisher NAME.")) from None
    except OtherCopyError as error:
        message = N_("“{id}” has “{file}” as its copy.")
        advice = N_("To give it another one, add --force; a file on record is named by that id.")
        raise UsageError(message, advice, id=error.source.id, file=error.source.file) from None
    _show(run, Context(corpus, run.language), [source.id])
    for actor in corpus.actors:
        if actor.id not in known:
            run.say(N_("New actor: {name}, id {id}."), name=actor.name, id=actor.id)


def _meant(run: Run, what: str | None, told: dict[str, Any]) -> Path | None:
    """Return the file that is named, else note the id or address. Raises :class:`UsageError`."""
    ids = list(run.corpus.source)
    if what is None:
        what = told.get("id", "")
    elif is_web(what):
        told.setdefault("url", what)
        return None
    elif what not in ids and Path(what).is_file():
        return Path(what)
    matches = match_id(what, ids)
    if len(matches) != 1 or told.setdefault("id", what) != what:
        message = N_("“{value}” is no file, no address and no source on record.")
        raise UsageError(message, known=ids, value=what)
    told["id"] = matches[0]
    return None


def _show(run: Run, context: Context, ids: list[str]) -> None:
    from jamplan.exports.csvfile import tables_csv
    from jamplan.exports.jsonfile import sources_object
    from jamplan.reports.sources_report import sources_report

    run.write(
        lambda: sources_report(context, ids),
        lambda: sources_object(context, ids),
        lambda: tables_csv(sources_report(context, ids)),
    )
