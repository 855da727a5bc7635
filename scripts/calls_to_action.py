"""The corpus of ``examples/calls-to-action``, made from a folder beside this file.

The folder is ``scripts/calls-to-action``.

``python scripts/calls_to_action.py build FOLDER`` makes the folder. It begins with the
files that a person wrote: who publishes what, and what several voices say of the calls.
The texts of the calls are read from ``calls-to-action.md`` as ``jamplan import`` reads
them. The lists of Indigenous Watchdog, by day, are in ``watchdog.yaml``; a call has a
statement only if its word differs from the list before, since a repetition changes
nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from jamplan.corpus.files import create_files
from jamplan.corpus.loading import file_names
from jamplan.corpus.model import Chapter, Evidence, Proposal, TitleBasis
from jamplan.corpus.records import LINKS
from jamplan.corpus.statements import ALL_PROPOSALS, Says, Statement, Words
from jamplan.decisions.recording import opened
from jamplan.documents.drafts import Draft, DraftGroup, DraftItem, DraftKind, Wanted
from jamplan.documents.jobs import read_draft
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcetexts import SourceText, read_source
from jamplan.language import Texts

SCRIPTS = Path(__file__).resolve().parent
BEGINNINGS = SCRIPTS / "calls-to-action"
EXAMPLE = SCRIPTS.parent / "examples" / "calls-to-action"
CALLS = "calls-to-action.md"
WATCHDOG = "watchdog.yaml"
REPORT = "trc-2015-06"
"""The source of the calls."""
DAY = "2026-12-02"
"""When the pages were read and the statements recorded."""
CALLS_THERE_ARE = 94
LONGEST = 25
"""The most words of a quote."""

UNMARKED = "National Centre for Truth and Reconciliation"
"""The group whose title has no mark of a heading in the transcription."""
OF_UNMARKED = ("77", "78")
"""The calls of that group, by number."""
BEFORE_UNMARKED = "Missing Children and Burial Information"

LISTED = (Says.CARRIED_OUT, Says.NOT_CARRIED_OUT, Says.STALLED)
"""What a list gives the numbers of; the other calls are under way."""
GROUPS = (*LISTED, Says.UNDER_WAY)
OWN_WORDS = {
    Says.CARRIED_OUT: "complete",
    Says.NOT_CARRIED_OUT: "not started",
    Says.STALLED: "stalled",
    Says.UNDER_WAY: "in progress",
}
"""What Indigenous Watchdog calls each."""

BY_EXCLUSION = Texts(
    {
        "en": "Inferred: it is in none of the three other lists of that day.",
        "fr": "Déduit\u202f: l’appel n’est dans aucune des trois autres listes de ce "
        "jour.",
    }
)
COUNTED = Texts(
    {
        "en": "Counted in its lists: the copy that was read lost the printed totals.",
        "fr": "Compté dans ses listes\u202f: la copie lue a perdu les totaux imprimés.",
    }
)
DAY_INFERRED = Texts(
    {
        "en": "The day is inferred from the title of the page.",
        "fr": "Le jour est déduit du titre de la page.",
    }
)


@dataclass(frozen=True, slots=True)
class DayList:
    """What Indigenous Watchdog says of all calls on one day."""

    source: str
    speaker: str | None
    date: str
    notes: tuple[Texts, ...]
    words: Words
    """How it gives its totals: in print, or counted in its lists."""
    printed: frozenset[int]
    """Calls of which a change to “in progress” is printed."""
    says: Mapping[int, Says]
    totals: Mapping[Says, int]


def build(folder: Path) -> None:
    """Make the corpus in a new folder."""
    names = (*file_names(BEGINNINGS), CALLS)
    files = {name: (BEGINNINGS / name).read_bytes() for name in names}
    # What is said of calls comes after the calls.
    create_files(folder, {**files, LINKS: b"format: 2\n...\n"})
    with opened(folder) as ledger:
        draft = calls(folder / CALLS)
        source = ledger.corpus.source[REPORT]
        ledger.apply([(source, replace(source, file=CALLS, sha256=draft.sha256))])
        ledger.apply([(None, chapter_of(group)) for group in draft.groups])
        copy = read_source(folder / CALLS)
        ledger.apply([(None, quoted(call_of(item), copy)) for item in draft.items])
        ledger.add_file(LINKS, files[LINKS])
        ledger.apply([(None, statement) for statement in watchdog()])
        ledger.save()


def calls(path: Path) -> Draft:
    """The calls as they are imported, with ids of their numbers, in their 22 groups."""
    wanted = Wanted(kind=DraftKind.PROPOSALS, declared=CALLS_THERE_ARE)
    draft = read_draft(path, wanted)
    groups: list[DraftGroup] = []
    ids = {}
    for group in draft.groups:
        ids[group.id] = f"ch{len(groups) + 1}"
        groups.append(replace(group, id=ids[group.id]))
        if group.title == BEFORE_UNMARKED:
            own = f"ch{len(groups) + 1}"
            groups.append(DraftGroup(id=own, title=UNMARKED))
    items = []
    for item in draft.items:
        chapter = own if item.number in OF_UNMARKED else ids[item.group or ""]
        call = replace(without_heading(item), id=f"C{item.number}", group=chapter)
        items.append(call)
    return replace(draft, groups=tuple(groups), items=tuple(items))


def without_heading(item: DraftItem) -> DraftItem:
    """A call without the unmarked heading below it, read as its last paragraph."""
    text = (item.text or "").removesuffix(UNMARKED).strip()
    return replace(item, text=text or None)


def chapter_of(group: DraftGroup) -> Chapter:
    """A group as a chapter."""
    return Chapter(id=group.id, title=group.title)


def call_of(item: DraftItem) -> Proposal:
    """A call as a proposal; a title that is cut short is said to be."""
    basis = TitleBasis.SHORTENED if item.shortened else TitleBasis.OFFICIAL
    return Proposal(
        id=item.id,
        title=item.title,
        title_basis=basis,
        number=item.number,
        chapter=item.group,
        text=item.text,
        evidence=(Evidence(source=REPORT),),
    )


def quoted(call: Proposal, copy: SourceText) -> Proposal:
    """A call whose evidence quotes its title, if that is short enough for a quote."""
    if len(call.title.split()) > LONGEST:
        return call
    found = find_quote(call.title, copy)
    assert isinstance(found, Found), call.title
    (piece,) = call.evidence
    return replace(
        call, evidence=(replace(piece, quote=call.title, cut=found.goes_on),)
    )


def watchdog() -> Iterator[Statement]:
    """What Indigenous Watchdog says: each day's totals, then calls with a new word."""
    data = yaml.safe_load((BEGINNINGS / WATCHDOG).read_text("utf-8"))
    days = [day_list(entry) for entry in data["lists"]]
    days += [day_without_list(entry) for entry in data["totals"]]
    before: Mapping[int, Says] = {}
    for day in sorted(days, key=lambda day: day.date):
        yield from totals_of(day)
        if day.says:
            yield from changes_of(day, before)
            before = day.says


def day_list(entry: dict[str, Any]) -> DayList:
    """The lists of one day; a call in none of the three is under way."""
    says = dict.fromkeys(range(1, CALLS_THERE_ARE + 1), Says.UNDER_WAY)
    totals = {}
    for group in LISTED:
        numbers = entry[str(group)]
        says.update(dict.fromkeys(numbers, group))
        totals[group] = len(numbers)
    totals[Says.UNDER_WAY] = entry["under_way"]
    assert sum(totals.values()) == CALLS_THERE_ARE, entry["source"]
    notes = (DAY_INFERRED,) if entry.get("date_inferred") else ()
    return DayList(
        source=entry["source"],
        speaker=entry.get("speaker"),
        date=str(entry["date"]),
        notes=notes,
        words=Words.IMPLICIT if entry.get("counted") else Words.EXPLICIT,
        printed=frozenset(entry.get("changes", ())),
        says=says,
        totals=totals,
    )


def day_without_list(entry: dict[str, Any]) -> DayList:
    """The totals of a day of which no numbers of calls are known."""
    totals = {group: entry[str(group)] for group in GROUPS if str(group) in entry}
    return DayList(
        source=entry["source"],
        speaker=None,
        date=str(entry["date"]),
        notes=(),
        words=Words.EXPLICIT,
        printed=frozenset(),
        says={},
        totals=totals,
    )


def totals_of(day: DayList) -> Iterator[Statement]:
    """How many calls are in each group."""
    notes = day.notes if day.words is Words.EXPLICIT else (*day.notes, COUNTED)
    for says, count in day.totals.items():
        own = OWN_WORDS[says]
        yield Statement(
            about=ALL_PROPOSALS,
            says=says,
            words=day.words,
            speaker=day.speaker,
            count=count,
            date=day.date,
            evidence=(Evidence(source=day.source),),
            text=Texts({"en": f"“{own}”", "fr": f"«\u202f{own}\u202f»"}),
            note=joined(notes),
            on=DAY,
        )


def changes_of(day: DayList, before: Mapping[int, Says]) -> Iterator[Statement]:
    """The calls of which a list says something else than the one before."""
    for number, says in day.says.items():
        if before.get(number) is says:
            continue
        is_listed = says in LISTED or number in day.printed
        notes = day.notes if is_listed else (*day.notes, BY_EXCLUSION)
        yield Statement(
            about=f"C{number}",
            says=says,
            words=Words.EXPLICIT if is_listed else Words.IMPLICIT,
            speaker=day.speaker,
            date=day.date,
            evidence=(Evidence(source=day.source),),
            note=joined(notes),
            on=DAY,
        )


def joined(notes: tuple[Texts, ...]) -> Texts | None:
    """Some notes as one; None without any."""
    if not notes:
        return None
    languages = ("en", "fr")
    return Texts(
        {code: " ".join(note.by_language[code] for note in notes) for code in languages}
    )


if __name__ == "__main__":
    _program, command, target = sys.argv
    assert command == "build", command
    build(Path(target))
