"""What a command line says of a decision: who states it, on what evidence, and who records it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.options import Run
from jamplan.decisions.making import Statement
from jamplan.language.folding import one_line, same_id
from jamplan.language.today import today


def decided_by_option(_: Callable[[str], str]) -> Any:
    """The option that says in whose name decisions are recorded."""
    return typer.Option(
        "--decided-by",
        metavar=_("NAME"),
        help=_("In whose name. Default: the name asked for at your first decision on this corpus."),
    )


def folder_of(run: Run) -> Path:
    """The folder of the corpus that is meant."""
    return Path(run.corpus.folder)


def decider(run: Run, given: str | None) -> str:
    """Return whose name a decision bears.

    That is the name given, else the one kept for this corpus, else the answer to a question, which is
    then kept in the user's configuration folder. Raises :class:`UsageError` if there is no name and no
    terminal to ask on.
    """
    _ = run.messages.gettext
    if given is not None:
        name = _sound(given)
        if not name:
            raise UsageError(_("A name is empty."))
        return name
    folder = str(folder_of(run).resolve())
    names = _kept_names()
    if folder not in names:
        names[folder] = _asked_name(run)
        _keep_names(names)
    return names[folder]


def _asked_name(run: Run) -> str:
    _ = run.messages.gettext
    stdin, stderr = run.environment.stdin, run.environment.stderr
    if stdin is not None and stdin.isatty() and stderr.isatty():
        stderr.write(_("In whose name are decisions on this corpus recorded?") + " ")
        stderr.flush()
        name = _sound(stdin.readline())
        if name:
            return name
    raise UsageError(
        _("In whose name is this decision recorded?"), _("Give the name: --decided-by NAME.")
    )


def known_name(run: Run, given: str | None) -> str | None:
    """The name given, else the one kept for this corpus, without a question."""
    return _sound(given) if given else _kept_names().get(str(folder_of(run).resolve()))


def _names_file() -> Path:
    return Path(typer.get_app_dir("jamplan"), "names.json")


def _kept_names() -> dict[str, str]:
    """The names kept by corpus folder; a file that cannot be read counts as none."""
    with contextlib.suppress(OSError, ValueError):
        names = json.loads(_names_file().read_bytes())
        if isinstance(names, dict):
            return {str(folder): str(name) for folder, name in names.items()}
    return {}


def _keep_names(names: dict[str, str]) -> None:
    """Keep the names. If the folder cannot be written, the question comes again next time."""
    from jamplan.corpus.files import write_atomically

    path = _names_file()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(names, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomically(path, f"{text}\n".encode(), replace=True)


def statement(
    run: Run,
    *,
    decided_by: str | None,
    claimed_by: str | None = None,
    sources: list[str] | None = None,
    quotes: list[str] | None = None,
    locators: list[str] | None = None,
) -> Statement:
    """What the options say of a decision, before it is checked."""
    return Statement(
        decided_by=decider(run, decided_by),
        on=today(),
        claimed_by=claimed_by,
        sources=[_known_source(run, source) for source in sources or []],
        quotes=[_sound(quote) for quote in quotes or ()],
        locators=[_sound(locator) for locator in locators or ()],
    )


def _sound(text: str) -> str:
    """A text in one line, without the half characters of bytes that were no text."""
    return one_line(text.encode("utf-8", "replace").decode())


def _known_source(run: Run, typed: str) -> str:
    """The id of a source as the corpus has it, in any case, or as it was typed."""
    ids = (source.id for source in run.corpus.sources if same_id(source.id) == same_id(typed.strip()))
    return next(ids, typed.strip())
