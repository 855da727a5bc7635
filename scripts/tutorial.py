"""The tutorials: their commands are run, and what they print stands in them.

``python scripts/tutorial.py update`` runs ``docs/tutorial.md`` and
``docs/tutoriel.md``, each in a folder of its own with the documents of
``docs/tutorial``, and writes what the commands print below them. ``check`` changes
nothing, and fails where a page is not current. A line « $ jamplan … » of a block
``console`` is a command; one that ends with « | head -n N » shows that many lines.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from jamplan.cli import main
from jamplan.cli.environment import Environment

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"en": DOCS / "tutorial.md", "fr": DOCS / "tutoriel.md"}
CORPUS = {"en": "river", "fr": "riviere"}
"""The folder that the reader copies the documents into."""
DAY = "1737331200"
"""20 January 2025, which decisions and exports bear."""

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def printed(line: str, code: str) -> str:
    """What the command of a line prints, errors too, without spaces at line ends."""
    command, _, head = line.partition(" | head -n ")
    program, *arguments = shlex.split(command)
    assert program == "jamplan", line
    out = io.StringIO()
    variables = {
        "JAMPLAN_LANG": code,
        "NO_COLOR": "1",
        "TERM": "xterm",
        "SOURCE_DATE_EPOCH": DAY,
    }
    errors = io.StringIO()
    code_of_exit = main(arguments, Environment(out, errors, variables))
    # What is piped into head ends with the exit code of head.
    assert code_of_exit == 0 or head, (line, errors.getvalue())
    text = out.getvalue()
    lines = [
        each.rstrip() for each in (text + errors.getvalue()).rstrip("\n").split("\n")
    ]
    return "\n".join(lines[: int(head)] if head else lines)


def page(code: str) -> str:
    """A tutorial with what its commands print now."""

    def run(block: re.Match[str]) -> str:
        commands = re.findall(r"^\$ ((?:.*\\\n)*.*)$", block[1], re.MULTILINE)
        shown = []
        for command in commands:
            said = printed(command.replace("\\\n", " "), code)
            shown.append(f"$ {command}\n{said}\n" if said else f"$ {command}\n")
        return f"```console\n{''.join(shown)}```"

    text = PAGES[code].read_text(encoding="utf-8")
    os.environ.update(COLUMNS="80", SOURCE_DATE_EPOCH=DAY)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path(CORPUS[code]).mkdir()
        for path in (DOCS / "tutorial" / code).iterdir():
            if path.suffix != ".md":
                shutil.copy(path, CORPUS[code])
        return _BLOCK.sub(run, text)


def run(action: str) -> int:
    faults = []
    for code, path in PAGES.items():
        text = page(code)
        if action == "update":
            path.write_text(text, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != text:
            faults.append(
                f"docs/{path.name} is not current: run python scripts/tutorial.py "
                f"update"
            )
    print("\n".join(faults) or "The tutorials are current.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1]))
