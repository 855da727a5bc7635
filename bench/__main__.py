"""`python -m bench quality [--sets DIR]` and `python -m bench speed [--sets DIR]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from bench import quality, speed


def main() -> None:
    """Parse the command line, run, print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", choices=["quality", "speed"])
    parser.add_argument(
        "--sets",
        type=Path,
        default=Path("../shared/bench"),
        help="a folder of reference sets, each with left.tsv, right.tsv and gold.tsv",
    )
    arguments = parser.parse_args()
    {"quality": quality.run, "speed": speed.run}[arguments.what](arguments.sets)


if __name__ == "__main__":
    main()
