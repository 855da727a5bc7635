"""Attacks on jamplan, drawn from a seed: corpora, documents, kills, writers at the same time, payloads.

Nothing that is tried may end in an exception, a lost decision, a corpus that no longer loads, a figure
that a brute-force count does not give, or a text that acts. What does is kept with how it was made.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from jamplan.cli import main
from jamplan.cli.environment import Environment

ENVIRON = {
    "SOURCE_DATE_EPOCH": "1764028800",
    "JAMPLAN_LANG": "en",
    "TERM": "dumb",
    "COLUMNS": "80",
}
ACTIVE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What could act on a terminal or turn the direction of a text; written out here, not imported."""
# The tests make corpora and documents.
_TESTS = Path(__file__).parents[1] / "tests"
sys.path += [str(_TESTS), *(str(_TESTS / part) for part in ("documents", "exports"))]


class Trial:
    """One run of all attacks: its chance, its folders, and what was tried and fell."""

    def __init__(self, seed: int, kept: Path) -> None:
        self.chance, self.kept, self.shift = random.Random(seed), kept, seed
        self.tried, self.fallen = Counter[str](), list[str]()
        self.log: list[str] = []

    @contextmanager
    def attack(self, name: str) -> Iterator[Path]:
        """Give an attack an empty folder, in which it runs; keep the folder if something falls."""
        before, folder = (
            Path.cwd(),
            Path(tempfile.mkdtemp(prefix="jamplan-attack-")).resolve(),
        )
        self.log.clear()
        os.chdir(folder)
        try:
            yield folder
        except Exception as error:  # noqa: BLE001 - whatever falls is kept
            self.fallen.append(f"{name}: {type(error).__name__}: {error!s:.300}")
            where = self.kept / f"{name}-{len(self.fallen)}"
            shutil.copytree(folder, where / "files", symlinks=True)
            story = "\n".join([*self.log, *traceback.format_exception(error)])
            (where / "story.txt").write_text(
                story, encoding="utf-8", errors="backslashreplace"
            )
            print(f"FELL {self.fallen[-1]}\n     {where}", flush=True)
        finally:
            os.chdir(before)
            shutil.rmtree(folder, ignore_errors=True)

    def command(self, line: str, codes: Sequence[int] = range(5)) -> str:
        """Run a command line in this process, an underscore a space in a word; return what it prints."""
        words = [word.replace("_", " ") for word in line.split(" ")]
        return self.words(words, codes)[0]

    def words(self, words: list[str], codes: Sequence[int]) -> tuple[str, str, int]:
        """Run a command in this process; return what it prints, its messages and its exit code."""
        self.log.append(f"jamplan {words!r}")
        self.tried["commands"] += 1
        buffers = io.BytesIO(), io.BytesIO()
        out, err = (
            io.TextIOWrapper(buffer, "utf-8", write_through=True) for buffer in buffers
        )
        code = main(words, Environment(out, err, ENVIRON))
        printed, messages = (buffer.getvalue().decode() for buffer in buffers)
        assert code in codes, (code, printed, messages)
        assert not ACTIVE.search(printed + messages), (printed, messages)
        return printed, messages, code


def run(minutes: float, seed: int | None) -> int:
    """Attack until the time is over, at least a round; return 1 if something fell."""
    from bench import (
        attackinputs,
        attackkills,
        attackpayloads,
        attackquotes,
        attackrecords,
        attacksystem,
    )

    seed = random.SystemRandom().randrange(10**9) if seed is None else seed
    os.environ.update(ENVIRON)
    trial = Trial(seed, Path(tempfile.mkdtemp(prefix=f"jamplan-fallen-{seed}-")))
    print(f"seed {seed}; reproducers are kept in {trial.kept}", flush=True)
    end, number = time.monotonic() + 60 * minutes, 0
    while number == 0 or time.monotonic() < end:
        for part in (
            attackinputs,
            attackkills,
            attackpayloads,
            attackquotes,
            attackrecords,
            attacksystem,
        ):
            part.attack(trial, number)
        number += 1
    trial.tried["rounds"] = number
    lines = [f"{count:8,} {name}" for name, count in sorted(trial.tried.items())]
    print(*lines, f"{len(trial.fallen):8,} fell (seed {seed})", *trial.fallen, sep="\n")
    return int(bool(trial.fallen))
