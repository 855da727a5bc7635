"""Measure the matcher, the passages found, whole commands and the importer; attack all."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from bench import answers, attack, carried_out, documents, quality, scale, speed
from bench.evaluation import evaluate
from bench.peers import ours
from bench.sets import read_set, read_sets
from jamplan.matching.score import Encoder


def _encoder(arguments: argparse.Namespace) -> Encoder | None:
    return Encoder() if arguments.semantic else None


def _evaluate(arguments: argparse.Namespace) -> None:
    reference = read_set(arguments.folder, arguments.language)
    encoder = _encoder(arguments)
    rows = ours(reference, encoder)
    if arguments.scores is not None:
        lines = (
            f"{left}\t{right}\t{score:.4f}\n"
            for (left, _), row in zip(reference.left, rows, strict=True)
            for (right, _), score in zip(reference.right, row, strict=True)
        )
        arguments.scores.write_text("".join(lines), encoding="utf-8")
    measures = {
        "encoder": encoder.name if encoder else None,
        **evaluate(reference, rows),
    }
    json.dump(measures, sys.stdout, indent=2)
    print()


_RUNS: dict[str, Callable[[argparse.Namespace], None]] = {
    "quality": lambda given: quality.run(read_sets(given.sets)),
    "speed": lambda given: speed.run(read_sets(given.sets)),
    "scale": lambda given: scale.run(given.sizes, given.times, given.only, given.make),
    "documents": lambda given: documents.run(given.folder),
    "answers": lambda given: answers.run(given.folder),
    "carried-out": lambda given: carried_out.run(given.folder, _encoder(given)),
    "attack": lambda given: sys.exit(attack.run(given.minutes, given.seed)),
    "evaluate": _evaluate,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    for name, purpose in (
        ("quality", "MAP, recall and best F1 of every method on every set"),
        ("speed", "time and memory of the matcher beside RapidFuzz"),
    ):
        command = commands.add_parser(name, help=purpose)
        command.add_argument("--sets", type=Path, default=Path("../shared/bench"),
                             help="a folder of sets, each named after its language (fr_…)")  # fmt: skip
    command = commands.add_parser(
        "scale", help="time of whole commands on made-up corpora"
    )
    command.add_argument("--sizes", type=scale.sizes, default=scale.SIZES,
                         help="proposals and measures, such as 500x300,2000x300")  # fmt: skip
    command.add_argument(
        "--times", type=int, default=3, help="runs of each command; the best counts"
    )
    command.add_argument(
        "--only", nargs="*", default=[], help="beginnings of the commands to time"
    )
    command.add_argument("--make", type=Path, metavar="FOLDER",
                         help="write the corpora into this folder and time nothing")  # fmt: skip
    command = commands.add_parser(
        "documents", help="the importer on documents, each beside its own list"
    )
    command.add_argument(
        "folder", type=Path, help="a folder with docs/NAME.* and truth/NAME.tsv"
    )
    command = commands.add_parser(
        "answers", help="passages found in responses, beside a reader's"
    )
    command.add_argument("folder", type=Path, help="a folder with PAIR.yaml and docs/")
    command = commands.add_parser(
        "carried-out",
        help="suggestions for the statements of a progress report, matched by two readers",
    )
    command.add_argument(
        "folder", type=Path, nargs="?", default=Path("examples/ai-opportunities")
    )
    command.add_argument(
        "--semantic", action="store_true", help="mix in a sentence encoder"
    )
    command = commands.add_parser(
        "attack", help="try to make it fall; the exit code is 1 if it does"
    )
    command.add_argument("--minutes", type=float, default=15)
    command.add_argument(
        "--seed", type=int, help="what is tried is drawn from it (default: a new one)"
    )
    command = commands.add_parser(
        "evaluate", help="how well scores rank the links of one set, as JSON"
    )
    command.add_argument(
        "folder", type=Path, help="a folder with left.tsv, right.tsv and gold.tsv"
    )
    command.add_argument("--language", choices=("fr", "en"), required=True)
    command.add_argument(
        "--semantic", action="store_true", help="mix in a sentence encoder"
    )
    command.add_argument(
        "--scores", type=Path, help="write the score of every pair to this file (TSV)"
    )
    return parser


def main(given: list[str] | None = None) -> None:
    """Run the subcommand that the arguments name. Raises SystemExit if it cannot."""
    parser = _parser()
    arguments = parser.parse_args(given)
    try:
        _RUNS[arguments.command](arguments)
    except (OSError, ValueError, ImportError) as error:
        parser.exit(2, f"{error}\n")


if __name__ == "__main__":
    main()
