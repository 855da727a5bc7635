"""`python -m bench quality|speed [--sets DIR]` and `python -m bench documents DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import documents, quality, speed


def main() -> None:
    """Parse the command line, run, print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", choices=["quality", "speed", "documents"])
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        help="for documents: a folder with docs/NAME.* and truth/NAME.tsv",
    )
    parser.add_argument(
        "--sets",
        type=Path,
        default=Path("../shared/bench"),
        help="a folder of reference sets, each with left.tsv, right.tsv and gold.tsv",
    )
    arguments = parser.parse_args()
    if arguments.what == "documents":
        if arguments.folder is None:
            parser.error("documents needs a folder")
        documents.run(arguments.folder)
    else:
        {"quality": quality.run, "speed": speed.run}[arguments.what](arguments.sets)


if __name__ == "__main__":
    main()
