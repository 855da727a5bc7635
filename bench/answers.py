"""The passages that are found in responses, each beside what a reader found there.

A folder has PAIR.yaml: the file of the response, and for each recommendation its text, the position of the
answer and of its words, the words to quote, their page, and other right words (`also`). The responses are in
`docs` below the folder, or in `documents/docs` beside it.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

from jamplan.corpus.loading import Corpus, load
from jamplan.evidence.copies import copies_of
from jamplan.evidence.passages import Passage, passages
from jamplan.evidence.quotes import Found, find_quote

_LABEL = re.compile(
    r"^(Recommendations?:?\s*\d*[a-z]?:?|\d+(\.\d+)*[a-z]?\.?)\s+", re.IGNORECASE
)
_POSITIONS = {
    "accept": "accept",
    "support": "accept",
    "principle": "partly",
    "partial": "partly",
    "reject": "reject",
}
_TOP = 5
_LONGEST = 25


def run(folder: Path) -> None:
    """Find the passages of each response of a folder, compare, and print a line for each."""
    total: Counter[str] = Counter()
    seconds = 0.0
    for path in sorted(folder.glob("*.yaml")):
        truth = yaml.safe_load(path.read_text(encoding="utf-8"))
        places = (folder / "docs", folder.resolve().parent / "documents" / "docs")
        response = next(
            (
                each / truth["response"]
                for each in places
                if (each / truth["response"]).exists()
            ),
            None,
        )
        if response is None:
            print(f"{path.stem}: no {truth['response']}")
            continue
        with tempfile.TemporaryDirectory() as name:
            corpus = corpus_of(truth, response, Path(name))
            copies, _ = copies_of(corpus)
            began = time.perf_counter()
            found = passages(corpus, copies, corpus.proposal, top=_TOP)
            seconds += time.perf_counter() - began
        row = compared(truth, corpus, found)
        row["missed"] = sum(
            not isinstance(find_quote(quote, copies["response"]), Found)
            for quote in {passage.quote for passage in found}
        )
        total += row
        print(_line(path.stem, row), flush=True)
    print(f"{_line('all', total)}; {seconds:.1f} s, reading apart")


def corpus_of(truth: dict[str, Any], response: Path, folder: Path) -> Corpus:
    """The recommendations as a corpus with one source that has a copy: the response."""
    copy = f"response{response.suffix}"
    shutil.copy(response, folder / copy)
    proposals = []
    for number, row in enumerate(truth["recommendations"], start=1):
        words = _LABEL.sub("", row["text"]).strip()
        proposal = {"id": f"R{number}", "title": words[:200], "text": words}
        proposals.append(
            proposal | ({"number": row["number"]} if truth["named_by_number"] else {})
        )
    sources = [
        {"id": "report", "publisher": "inquiry", "title": "Report"},
        {
            "id": "response",
            "publisher": "government",
            "title": "Response",
            "file": copy,
        },
    ]
    actors = [
        {"id": "inquiry", "name": "The inquiry"},
        {"id": "government", "name": "The government"},
    ]
    files = {
        "sources": {"actors": actors, "sources": sources},
        "proposals": {
            "document": {"source": "report", "short_name": "Report", "language": "en"},
            "proposals": proposals,
        },
        "plan": {
            "document": {
                "source": "response",
                "short_name": "Response",
                "language": "en",
            }
        },
        "links": {},
    }
    for name, content in files.items():
        text = yaml.safe_dump({"format": 2} | content, allow_unicode=True)
        end = "...\n" if name == "links" else ""
        (folder / f"{name}.yaml").write_text(text + end, encoding="utf-8")
    return load(folder)


def compared(
    truth: dict[str, Any], corpus: Corpus, found: list[Passage]
) -> Counter[str]:
    """How many right passages are first, among three and five, and how many positions were dared."""
    row: Counter[str] = Counter()
    for id_, wanted in zip(corpus.proposal, truth["recommendations"], strict=True):
        mine = [passage for passage in found if passage.proposal.id == id_]
        hits = [is_right(passage, wanted) for passage in mine]
        right = _POSITIONS.get(wanted["position"])
        row["n"] += 1
        row["first"] += any(hits[:1])
        row["three"] += any(hits[:3])
        row["five"] += any(hits)
        row["none"] += not mine
        row["long"] += sum(len(passage.quote.split()) > _LONGEST for passage in mine)
        row["due"] += right is not None and wanted["words"] in _POSITIONS
        if mine and mine[0].position is not None:
            row["dared"] += 1
            row["dared_right"] += mine[0].position == right
    return row


def is_right(passage: Passage, wanted: dict[str, Any]) -> bool:
    """Whether a passage has the words that a reader found, or most of them, on their page or the next."""
    return any(
        _same(passage.quote, truth["quote"])
        and passage.page in {truth["page"], (truth["page"] or 0) + 1}
        for truth in (wanted, *wanted["also"])
    )


def _same(quote: str, other: str) -> bool:
    first, second = (re.findall(r"\w+", text.lower()) for text in (quote, other))
    run = SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size
    return run >= max(2, 0.6 * min(len(first), len(second)))


def _line(name: str, row: Counter[str]) -> str:
    return (
        f"{name}: {row['n']} recommendations; right passage first {row['first']}, among three {row['three']}, among five "
        f"{row['five']}; none offered {row['none']}; position dared {row['dared']}, right {row['dared_right']}, stated in "
        f"words {row['due']}; longer than 25 words {row['long']}, not word for word {row['missed']}"
    )
