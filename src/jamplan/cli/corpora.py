"""The commands that make corpora: ``init``."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.options import Run, command
from jamplan.cli.writing import say
from jamplan.corpus import FILES, packaged_folder
from jamplan.text.folding import one_line


def add_init(app: typer.Typer, _: Callable[[str], str]) -> None:
    """Add the command ``init`` to the program, its help translated by ``_``."""
    folder_argument = typer.Argument(metavar=_("FOLDER"), help=_("The folder to make; it may exist."))
    from_option = typer.Option(
        "--from", metavar=_("FOLDER"), help=_("The corpus to copy. Default: the one of jamplan.")
    )
    bare_option = typer.Option(
        "--without-decisions", help=_("Leave out who decided what: for a second person’s review.")
    )

    @command(app, _, panel=_("Corpus"), formats=())
    def init(
        run: Run,
        folder: Annotated[Path, folder_argument],
        source: Annotated[Path | None, from_option] = None,
        without_decisions: Annotated[bool, bare_option] = False,
    ) -> None:
        """A copy of a corpus, to work on. Nothing is ever overwritten."""
        from jamplan.corpus import load
        from jamplan.files import write_atomically

        origin = packaged_folder() if source is None else source
        load(origin)
        for name in FILES:
            if (folder / name).exists():
                raise UsageError(
                    run.messages.gettext("“{path}” exists already.", path=str(folder / name)),
                    run.messages.gettext("Name another folder: nothing is overwritten."),
                )
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            content = (origin / name).read_bytes()
            if without_decisions and name == "links.yaml":
                content = _bare(content)
            write_atomically(folder / name, content, replace=False)
        path = one_line(str(folder))
        say(run, run.messages.gettext("Made: {path}. Name it with --data {path}.", path=path))


def _bare(content: bytes) -> bytes:
    """A links file without decisions: general claims and searches stay."""
    from jamplan import yamledit, yamlfile

    text = yamlfile.decode(content, "links.yaml")
    assert isinstance(text, str)
    for key in ("links", "verdicts", "dismissals", "readings"):
        if yamledit.has(text, key):
            text = yamledit.remove_list(text, key)
    return yamlfile.encode(text, content)
