"""The commands that make corpora: ``init``."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.options import Format, Run, command
from jamplan.cli.writing import write_text
from jamplan.corpus import FILES, packaged_folder
from jamplan.text.folding import one_line


def add_init(app: typer.Typer, _: Callable[[str], str]) -> None:
    """Add the command ``init`` to the program, its help translated by ``_``."""
    folder_argument = typer.Argument(metavar=_("FOLDER"), help=_("The folder to make; it may exist."))

    @command(app, _, panel=_("Corpus"), formats=(Format.TABLE,))
    def init(run: Run, folder: Annotated[Path, folder_argument]) -> None:
        """A copy of the corpus that comes with jamplan, to work on. Nothing is ever overwritten."""
        from jamplan.files import write_atomically

        for name in FILES:
            if (folder / name).exists():
                raise UsageError(
                    run.messages.gettext("“{path}” exists already.", path=str(folder / name)),
                    run.messages.gettext("Name another folder: nothing is overwritten."),
                )
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            content = (packaged_folder() / name).read_bytes()
            write_atomically(folder / name, content, replace=False)
        path = one_line(str(folder))
        write_text(
            run, run.messages.gettext("Made: {path}. Name it with --data {path}.", path=path) + "\n"
        )
