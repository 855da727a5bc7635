"""The importer on a folder of documents, each beside its own list.

The folder has ``docs/NAME.pdf`` (or another suffix) and ``truth/NAME.tsv`` with the columns number, title,
chapter and full (the whole text); empty cells are not compared.

Comments in ``jamplan.documents`` name the documents that asked for a rule:

en-aiopp, en-aiopp-resp: United Kingdom, AI Opportunities Action Plan, 2025, and the government's response
en-blood-resp, en-grenfell-resp: its responses to the Infected Blood and the Grenfell Tower inquiries, 2025
en-covid-m1: UK Covid-19 Inquiry, report on module 1, 2024
en-disorder: House of Commons, Home Affairs Committee, on the disorder of 2024
en-fds-practices: United States, Federal Data Strategy, practices
en-nist600: NIST AI 600-1, 2024
en-trc: Truth and Reconciliation Commission of Canada, calls to action
fr-anssi-hygiene: ANSSI, Guide d'hygiène informatique, as a workbook
fr-ccomptes-jop2024: Cour des comptes, Jeux olympiques et paralympiques de 2024
fr-floss1, fr-pallcn, fr-poleemploi: France, free software in research, State's plan on it, eco-design
fr-rc: Respect Citoyens, Québec, electoral platform
fr-rgaa-bureautique: French State, checklist for accessible office documents
sn-cc-…: Cour des comptes of Senegal, ACBEP, Dakar Dem Dikk, Gorée, seeds
sn-ofnac-2023: OFNAC, Senegal, activity report of 2023
"""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from jamplan.corpus.findings import UnreadError
from jamplan.documents.drafts import Draft, DraftItem, DraftKind, Wanted
from jamplan.documents.jobs import read_draft

SIGNS = str.maketrans(
    {
        "’": "'",
        "“": '"',
        "”": '"',
        "\u00ad": None,
        "-": None,
        "–": None,
        "—": None,
        "‑": None,
    }
)
_LABEL = re.compile(r"^(?:\w{4,}\s+)?(?:n\s?[°o]\s*)?(?=\w*\d)", re.IGNORECASE)
SPEAKING = {"gap", "repeat", "announced", "close", "nothing"}
"""Doubts that speak of the whole list."""


@dataclass
class Result:
    """What one document gives beside its own list."""

    name: str
    true: int = 0
    found: int = 0
    numbers: int = 0
    extra: int = 0
    titles: tuple[int, int] = (0, 0)
    texts: tuple[int, int] = (0, 0)
    chapters: tuple[int, int] = (0, 0)
    place: int | None = None
    """Of the right list among those that are offered, from 1."""
    doubts: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_right(self) -> bool:
        """95 per cent of the numbers, and no more than 5 per cent (one is allowed) in no list."""
        return self.numbers >= 0.95 * self.true and self.extra <= max(
            1, 0.05 * self.true
        )

    @property
    def is_doubted(self) -> bool:
        """Whether a doubt speaks of the list."""
        return bool(SPEAKING & {*self.doubts})


def run(folder: Path) -> None:
    """Import each document of a folder, compare, and print a table."""
    results = []
    print(
        f"{'document':26}{'true':>5}{'found':>6}{'num':>5}{'extra':>6}{'titles':>9}{'texts':>9}{'chap':>9}{'list':>5}{'s':>6}  doubts"
    )
    for path in sorted((folder / "truth").glob("*.tsv")):
        document = next((folder / "docs").glob(f"{path.stem}.*"), None)
        if document is not None:
            with path.open(encoding="utf-8", newline="") as file:
                result = compared(
                    path.stem, list(csv.DictReader(file, delimiter="\t")), document
                )
            results.append(result)
            print(_line(result), flush=True)
    print(_summary(results))


def compared(name: str, truth: Sequence[Mapping[str, str]], document: Path) -> Result:
    """Import a document and compare it with its list."""
    began = time.perf_counter()
    try:
        draft = read_draft(document, Wanted(kind=DraftKind.PROPOSALS))
    except UnreadError as error:
        return Result(name, len(truth), doubts=["nothing", error.finding.code])
    result = against(name, truth, draft)
    result.seconds = time.perf_counter() - began
    return result


def against(name: str, truth: Sequence[Mapping[str, str]], draft: Draft) -> Result:
    """Compare a draft with a list."""
    result = Result(
        name,
        len(truth),
        len(draft.items),
        doubts=[doubt.code for doubt in draft.doubts],
    )
    chapters = {group.id: group.title for group in draft.groups}
    titles, texts, in_chapters = 0, 0, 0
    for row in truth:
        items = [item for item in draft.items if key(item.number) == key(row["number"])]
        item = max(items, key=lambda item: title_score(row, item), default=None)
        if item is None or not _is_same(row, item):
            continue
        result.numbers += 1
        titles += bool(row["title"]) and title_score(row, item) >= 90
        texts += bool(row["full"]) and has_whole_text(row["full"], item)
        in_chapters += bool(row["chapter"]) and _alike(
            row["chapter"], chapters.get(item.group or "", "")
        )
    result.extra = result.found - result.numbers
    result.titles = titles, sum(bool(row["title"]) for row in truth)
    result.texts = texts, sum(bool(row["full"]) for row in truth)
    result.chapters = in_chapters, sum(bool(row["chapter"]) for row in truth)
    wanted = [key(row["number"]) for row in truth]
    places = (
        place for place, each in enumerate(draft.lists, 1) if _has(wanted, each.numbers)
    )
    result.place = 1 if result.is_right else next(places, None)
    return result


def key(number: str | None) -> str:
    """A number to compare: without a label, leading zeros and points."""
    plain = _LABEL.sub("", (number or "").strip().lower()).strip(" .:)")
    return plain.lstrip("0") or plain


def folded(text: str | None) -> str:
    """A text without case, dashes, marks of emphasis and line ends."""
    return (
        re.sub(r"\s+", " ", re.sub(r"\*+|\{[^}]*\}", "", (text or "").translate(SIGNS)))
        .strip(" .:;,")
        .lower()
    )


def title_score(row: Mapping[str, str], item: DraftItem) -> float:
    """How alike two titles are, of 100; one that is cut at another sentence is as good."""
    truth, title, full = folded(row["title"]), folded(item.title), folded(row["full"])
    if not title:
        return 0.0
    cut = min(len(truth), len(title))
    score = fuzz.ratio(truth, title)
    if cut >= 15 and (full or 2 * cut > max(len(truth), len(title))):
        score = max(score, fuzz.ratio((full or truth)[:cut], title[:cut]))
    return score


def _is_same(row: Mapping[str, str], item: DraftItem) -> bool:
    """Whether an item of the same number is the one meant."""
    start = folded(row["title"])[:60]
    return not start or fuzz.partial_ratio(start, _whole(item)[:2000]) >= 85


def has_whole_text(full: str, item: DraftItem) -> bool:
    """Whether a text begins and ends as it should, and is not half as long again."""
    wanted, whole = folded(full), _whole(item)
    ends = (wanted[:60], wanted[-60:])
    return len(whole) <= 1.5 * len(wanted) + 120 and all(
        fuzz.partial_ratio(end, whole) >= 88 for end in ends
    )


def _whole(item: DraftItem) -> str:
    return folded(f"{item.title} {item.text or ''}")


def _alike(truth: str, chapter: str) -> bool:
    first, second = folded(truth), folded(chapter)
    return bool(second) and (
        fuzz.ratio(first, second) >= 85
        or (len(second) > 6 and fuzz.partial_ratio(first, second) >= 92)
    )


def _has(wanted: Sequence[str], numbers: Sequence[str]) -> bool:
    keys = [key(number) for number in numbers]
    hits = sum(number in keys for number in wanted)
    return hits >= 0.95 * len(wanted) and len(keys) - hits <= max(1, 0.05 * len(wanted))


def _of(pair: tuple[int, int]) -> str:
    return f"{pair[0]}/{pair[1]}" if pair[1] else "-"


def _line(result: Result) -> str:
    numbers = f"{result.true:>5}{result.found:>6}{result.numbers:>5}{result.extra:>6}"
    shares = "".join(
        f"{_of(pair):>9}" for pair in (result.titles, result.texts, result.chapters)
    )
    place = result.place if result.place is not None else "-"
    return f"{result.name:26}{numbers}{shares}{place:>5}{result.seconds:>6.1f}  {' '.join(result.doubts)}"


def _summary(results: Sequence[Result]) -> str:
    def total(name: str) -> str:
        pairs = [getattr(result, name) for result in results]
        return _of((sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)))

    right = sum(result.is_right for result in results)
    among = sum(result.place is not None and result.place <= 3 for result in results)
    silent = sum(not result.is_right and not result.is_doubted for result in results)
    cried = sum(result.is_right and result.is_doubted for result in results)
    found, true = (
        sum(result.numbers for result in results),
        sum(result.true for result in results),
    )
    return (
        f"{len(results)} documents: {right} right lists, {among} among the first three; numbers {found}/{true}, "
        f"extra {sum(result.extra for result in results)}; titles {total('titles')}; texts {total('texts')}; "
        f"chapters {total('chapters')}; wrong and silent {silent}, right and doubted {cried}"
    )
