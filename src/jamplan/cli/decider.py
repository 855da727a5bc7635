"""In whose name decisions are recorded: a name kept for each corpus in the user's own folder."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import typer

from jamplan.cli.environment import Run
from jamplan.cli.errors import UsageError
from jamplan.language import N_
from jamplan.language.folding import as_recorded, is_text


def decider(run: Run, given: str | None) -> str:
    """Return the name given, else the one kept for this corpus, else the answer to a question.

    The answer is kept. Raises :class:`UsageError` if there is no name and no terminal to ask on.
    """
    name = known_name(run, given)
    if name:
        return name
    if given is not None:
        raise UsageError(N_("A name is empty."))
    name = _asked_name(run)
    _keep_name(run, name)
    return name


def known_name(run: Run, given: str | None) -> str | None:
    """Return the name given, else the one kept for this corpus, without a question."""
    return _kept_names().get(_key(run)) if given is None else as_recorded(given)


def _asked_name(run: Run) -> str:
    stdin, stderr = run.environment.stdin, run.environment.stderr
    if stdin is not None and stdin.isatty() and stderr.isatty():
        question = run.messages.gettext("In whose name are decisions on this corpus recorded?")
        stderr.write(f"{question} ")
        stderr.flush()
        name = as_recorded(stdin.readline())
        if name and is_text(name):
            return name
    raise UsageError(
        N_("In whose name is this decision recorded?"), N_("Give the name: --decided-by NAME.")
    )


def _key(run: Run) -> str:
    return str(Path(run.corpus.folder).resolve())


def _file() -> Path:
    return Path(typer.get_app_dir("jamplan"), "names.json")


def _kept_names() -> dict[str, str]:
    """Return the names by corpus folder; none if the file cannot be read."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        names = json.loads(_file().read_bytes())
        return {str(folder): str(name) for folder, name in names.items()}
    return {}


def _keep_name(run: Run, name: str) -> None:
    """Keep a name. If the folder cannot be written, the question comes again next time."""
    from jamplan.corpus.files import write_atomically

    names = json.dumps({**_kept_names(), _key(run): name}, ensure_ascii=False, indent=1)
    with contextlib.suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        write_atomically(_file(), f"{names}\n".encode(), replace=True)
