"""``source``: what facts come from, put on record or completed."""

import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from jamplan.account.account import Account, account_of
from jamplan.cli import options
from jamplan.cli.environment import Run
from jamplan.cli.errors import UsageError
from jamplan.cli.options import argument, choice, flag, option
from jamplan.corpus.model import SourceKind
from jamplan.decisions import beginnings
from jamplan.language import N_, today
from jamplan.language.folding import as_name, as_recorded, is_web


def source_command(
    ctx: typer.Context,
    what: Annotated[
        str | None,
        argument(
            N_("FILE|URL|ID"),
            N_(
                "A copy of the source, its address, or its id on record. Without it: "
                "the list."
            ),
            "sources",
        ),
    ] = None,
    publisher: options.PublisherOption = None,
    title: options.TitleOption = None,
    date: options.DateOption = None,
    url: Annotated[str | None, option("URL", N_("Its address."))] = None,
    kind: Annotated[SourceKind | None, choice(N_("kind"))] = None,
    id_: Annotated[
        str | None,
        option(
            "ID",
            N_("Its id: one on record, or a new one."),
            "--id",
            autocompletion=options.ids_of("sources"),
        ),
    ] = None,
    save: Annotated[
        bool, flag(N_("Fetch its address, once, and keep the copy."), "--save")
    ] = False,
    archived: Annotated[str | None, option("URL", N_("Archived copy"))] = None,
) -> None:
    """Put a source on record or complete it; without anything, list all."""
    run = Run.of(ctx, *options.ROWS)
    _refuse_no_address(url, archived)
    given = {
        "id": as_recorded(id_ or ""),
        "publisher": as_name(publisher or ""),
        "title": as_recorded(title or ""),
        "date": options.iso_date(date) if date is not None else None,
        "url": url,
        "archived": archived,
        "kind": kind,
    }
    told = {name: value for name, value in given.items() if value}
    if what is None and not told:
        _show(run, run.account(), list(run.corpus.source))
        return
    file = _meant(run, what, told)
    if told.keys() == {"id"} and file is None and not save:
        _show_one(run, told["id"])
        return
    with tempfile.TemporaryDirectory() as place:
        if save:
            file = _fetched(run, told, Path(place))
        _put(run, told, file)


def _refuse_no_address(*addresses: str | None) -> None:
    """Raise :class:`UsageError` for what is no address of the web."""
    for address in addresses:
        if address is not None and not is_web(address):
            raise UsageError(N_("“{value}” is no address: https://…"), value=address)


def _put(run: Run, told: dict[str, Any], file: Path | None) -> None:
    """Put what is told of a source on record, and say what it and new actors are."""
    known = set(run.corpus.actor)
    folder = Path(run.corpus.folder)
    source, corpus = beginnings.put(
        folder, told, file, on=today(), replaces=run.shared.force
    )
    _show(run, account_of(corpus, language=run.language), [source.id])
    for actor in corpus.actors:
        if actor.id not in known:
            run.say(N_("New actor: {name}, id {id}."), name=actor.name, id=actor.id)


def _fetched(run: Run, told: dict[str, Any], place: Path) -> Path:
    """Fetch the address of a source into a folder, and note the day it was read.

    Raises :class:`UsageError` if it has no address of its own, and
    :class:`UnreadError`.
    """
    from jamplan.documents.fetching import fetch

    known = run.corpus.source.get(told.get("id", ""))
    url = told.get("url") or (known.url if known and not known.portal else None)
    if url is None:
        name = told.get("id", "?")
        raise UsageError(N_("The source “{source}” has no address."), source=name)
    with run.patience(N_("Reading…")):
        fetched = fetch(url)
    if fetched.url != url:
        # Whoever reads the copy has to know where it is from.
        run.say("{url} → {final}", url=url, final=fetched.url)
    told["accessed"] = today()
    file = place / f"source{fetched.suffix}"
    file.write_bytes(fetched.data)
    return file


def _meant(run: Run, what: str | None, told: dict[str, Any]) -> Path | None:
    """Return the file that is named, else note the id or address.

    Raises :class:`UsageError`.
    """
    ids = list(run.corpus.source)
    if what is None:
        what = told.get("id", "")
    elif is_web(what):
        told.setdefault("url", what)
        return None
    elif what not in ids and Path(what).is_file():
        return Path(what)
    matches = options.match_id(what, ids)
    if len(matches) != 1 or told.setdefault("id", what) != what:
        message = N_("“{value}” is no file, no address and no source on record.")
        raise UsageError(message, known=ids, value=what)
    told["id"] = matches[0]
    return None


def _show_one(run: Run, id_: str) -> None:
    from jamplan.exports.jsonfile import sources_object
    from jamplan.layouts.checks import source_report

    account = run.account()
    run.write(
        lambda: source_report(account, id_),
        lambda: sources_object(account.context, [id_]),
    )


def _show(run: Run, account: Account, ids: list[str]) -> None:
    from jamplan.exports.jsonfile import sources_object
    from jamplan.layouts.checks import sources_report

    run.write(
        lambda: sources_report(account, ids),
        lambda: sources_object(account.context, ids),
    )
