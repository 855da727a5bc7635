"""The commands that make corpora: ``init``."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.options import Run, command
from jamplan.cli.writing import say
from jamplan.corpus.loading import FILES, load, packaged_folder
from jamplan.language.folding import one_line

PACKAGED = "jam"
"""What the corpus that comes with jamplan is called here; a folder of that name is « ./jam »."""


def add_init(app: typer.Typer, _: Callable[[str], str], panel: str) -> None:
    """Add the command ``init`` to the program, its help translated by ``_``."""
    folder_argument = typer.Argument(metavar=_("FOLDER"), help=_("The folder to make; it may exist."))
    from_option = typer.Option(
        "--from",
        metavar=_("CORPUS"),
        help=_("The corpus to copy: a folder, or jam (default), the one that comes with jamplan."),
    )
    plan_of_option = typer.Option(
        "--plan-of",
        metavar=_("CORPUS"),
        help=_("Only the plan of that corpus (a folder, or jam), with the sources that it names."),
    )
    empty_option = typer.Option(
        "--empty", help=_("Four files without content, whose comments explain.")
    )
    bare_option = typer.Option(
        "--without-decisions", help=_("Leave out who decided what: for a second person’s review.")
    )

    @command(
        app,
        _,
        panel=panel,
        text=_(
            "A corpus to work on: a copy, a plan alone, or empty files. Nothing is ever overwritten."
        ),
        formats=(),
    )
    def init(
        run: Run,
        folder: Annotated[Path, folder_argument],
        source: Annotated[str | None, from_option] = None,
        plan_of: Annotated[str | None, plan_of_option] = None,
        empty: Annotated[bool, empty_option] = False,
        without_decisions: Annotated[bool, bare_option] = False,
    ) -> None:
        from jamplan.corpus.files import create_files

        _check(
            run,
            source=source is not None,
            plan=plan_of is not None,
            empty=empty,
            without_decisions=without_decisions,
        )
        if empty:
            files = _with_schemas(_skeletons(run))
        elif plan_of is not None:
            files = _with_schemas(_plan_alone(run, _folder_of(plan_of), folder))
        else:
            files = _copy(_folder_of(source or PACKAGED), without_decisions=without_decisions)
        try:
            create_files(folder, files)
        except FileExistsError as error:
            raise UsageError(
                run.messages.gettext("“{path}” exists already.", path=one_line(str(error.filename))),
                run.messages.gettext("Name another folder: nothing is overwritten."),
            ) from None
        path = one_line(str(folder))
        say(run, run.messages.gettext("Made: {path}. Name it with --data {path}.", path=path))
        say(run, _next_step(run, path, empty=empty, plan=plan_of is not None))


def _check(run: Run, *, source: bool, plan: bool, empty: bool, without_decisions: bool) -> None:
    """Refuse options that do not go together. Raises :class:`UsageError`."""
    _ = run.messages.gettext
    if source + plan + empty > 1:
        raise UsageError(
            _("--from, --plan-of and --empty are three ways to begin."), _("Keep one of them.")
        )
    if without_decisions and (plan or empty):
        raise UsageError(
            _("--without-decisions is for a copy."), _("A plan alone has none, nor have empty files.")
        )


def _folder_of(name: str) -> Path:
    """The folder of a corpus that is named."""
    return packaged_folder() if name == PACKAGED else Path(name)


def _copy(origin: Path, *, without_decisions: bool) -> dict[str, bytes]:
    """A corpus's four files as they are. Raises :class:`CorpusError`."""
    load(origin)
    files = {name: (origin / name).read_bytes() for name in FILES}
    if without_decisions:
        files["links.yaml"] = _bare(files["links.yaml"])
    return files


def _code(run: Run) -> str:
    """The language of the comments: the one asked for, else that of messages."""
    return run.shared.lang or run.messages.code


def _skeletons(run: Run) -> dict[str, bytes]:
    from jamplan.decisions.beginnings import skeletons

    return skeletons(_code(run))


def _plan_alone(run: Run, origin: Path, folder: Path) -> dict[str, bytes]:
    from jamplan.decisions.beginnings import plan_alone

    return plan_alone(load(origin), folder, _code(run))


def _with_schemas(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files, and the JSON Schemas that their first lines name to editors."""
    from jamplan.exports.jsonfile import as_json
    from jamplan.exports.schemas import schema

    stems = [name.removesuffix(".yaml") for name, content in files.items() if b"$schema=" in content]
    return {
        **files,
        **{f".schema/{stem}.schema.json": as_json(schema(stem)).encode() for stem in stems},
    }


def _next_step(run: Run, path: str, *, empty: bool, plan: bool) -> str:
    _ = run.messages.gettext
    if empty:
        return _(
            "Next: fill proposals.yaml and plan.yaml in, by hand or from documents (jamplan import), "
            "then: jamplan suggest --all --data {path}",
            path=path,
        )
    if plan:
        return _(
            "Next: fill proposals.yaml in, by hand or from a document (jamplan import), then: jamplan "
            "suggest --all --data {path}",
            path=path,
        )
    return _("Next: jamplan review --data {path}", path=path)


def _bare(content: bytes) -> bytes:
    """A links file without decisions: general claims and searches stay."""
    from jamplan.corpus import yamledit

    data = yamledit.data_of(content, "links.yaml")
    for key in ("links", "verdicts", "dismissals", "readings"):
        data.pop(key, None)
    return yamledit.rewritten(content, "links.yaml", data)
