"""The command reference: every page of ``--help``, in English and in French.

``python scripts/commands.py update`` rewrites ``docs/commands.md`` and ``docs/commandes.md``; ``check``
changes nothing and fails where they are not current.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from jamplan.cli import main
from jamplan.cli.application import build
from jamplan.cli.environment import Environment
from jamplan.locale import language

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {
    "en": (
        "commands.md",
        "# Commands\n\nMade from `--help` by `python scripts/commands.py update`. "
        "En français : [commandes.md](commandes.md).\n",
    ),
    "fr": (
        "commandes.md",
        "# Commandes\n\nFait à partir de `--help` par `python scripts/commands.py update`. "
        "In English: [commands.md](commands.md).\n",
    ),
}


def help_of(arguments: list[str], code: str) -> str:
    """One page of help as it is printed in a pipe, without the spaces at the ends of lines."""
    out = io.StringIO()
    os.environ["COLUMNS"] = "80"
    main([*arguments, "--help"], Environment(out, io.StringIO(), {"JAMPLAN_LANG": code}))
    return "\n".join(line.rstrip() for line in out.getvalue().strip().split("\n"))


def reference(code: str) -> str:
    """The whole reference in one language."""
    parts = [PAGES[code][1]]
    names = list(build(language(code)).commands)
    for arguments in ([], *([name] for name in names)):
        title = " ".join(["jamplan", *arguments])
        parts.append(f"\n## {title}\n\n```text\n{help_of(arguments, code)}\n```\n")
    return "".join(parts)


def run(action: str) -> int:
    faults = []
    for code, (name, _) in PAGES.items():
        text = reference(code)
        if action == "update":
            (DOCS / name).write_text(text, encoding="utf-8")
        elif (DOCS / name).read_text(encoding="utf-8") != text:
            faults.append(f"docs/{name} is not current: run python scripts/commands.py update")
    print("\n".join(faults) or "The command reference is current.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1]))
