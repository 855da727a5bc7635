"""Statements of all kinds, views of a corpus, forms that are filled in, and interrupts between files.

A view is counted by brute force. What a command says is recorded is on record as given, and nothing
else has changed; what it refuses changes nothing.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import html5lib
import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from bench.attack import Trial
from bench.attackinputs import texts_of
from bench.attackkills import COMMANDS, files_of, write_small_corpus
from bench.attackpayloads import PAYLOADS
from jamplan.account.formwords import headings
from jamplan.account.vocabulary import language_for
from jamplan.corpus.loading import load
from jamplan.corpus.statements import SAYS, TOTALS, Group, Says, Statement, Words
from tests.counting import corpora
from tests.counting.test_against_oracle import counted, expected
from tests.interrupting import after_call, interrupted

_VIEWED, _RULES, _INTERRUPTS, _ROWS = 4, 4, 6, 9
_REPORTS = """coverage --full|coverage --outcomes --full|coverage --by claimant|coverage --by source
coverage --cite|unadopted --full|unadopted --outcomes|show p1 --full|show p1 --cite|claim half
export --draft --format md|export --draft --format html|export --draft --format json"""
_WORDS = "what this wish is about, in plain words " * 5
_SAID = {"words": "explicit", "source": "paper", "quote": "they take up this wish now"}


def attack(trial: Trial, number: int) -> None:
    """Look at corpora in views, decide whatever can be said, fill in forms, interrupt a command."""
    for _ in range(_VIEWED):
        with trial.attack("views") as folder:
            _view(trial, folder / "c")
    with trial.attack("statements"):
        _decide(trial)
    for suffix in _FORMS:
        with trial.attack(f"form {suffix}") as folder:
            _fill_in(trial, folder, suffix)
    with trial.attack("interrupts") as folder:
        _interrupt(trial, folder, COMMANDS[number % len(COMMANDS)])


# Views


def _view(trial: Trial, folder: Path) -> None:
    """Count a corpus in random views under random rules, beside another count of its texts."""
    contents = corpora.corpus_of(trial.chance)
    _write(folder, contents)
    corpus = load(folder)
    for _ in range(_RULES):
        rule = corpora.random_rule(trial.chance)
        view = corpora.random_view(trial.chance, contents)
        trial.log.append(f"{rule} {view}")
        found, wanted = counted(corpus, rule, view), expected(contents, rule, view)
        assert found == wanted, (found, wanted)
        _try_reports(trial, rule, view, wanted["counts"])
        trial.tried["views by brute force"] += 1
    for day in trial.chance.sample(corpora.VIEW_DAYS, 2):
        trial.command(f"diff {day} --data c", (0, 1))


def _try_reports(
    trial: Trial, rule: dict[str, Any], view: dict[str, Any], counts: dict[str, int]
) -> None:
    """Ask the commands for a view: for its figures, which are these, and for some report."""
    kind, who = rule["whose"] or ("", None)
    seen = {"--plan": view["plan"], "--as-of": view["as_of"]}
    given = [
        word for option, value in seen.items() if value for word in (option, value)
    ]
    whose = ["--whose", who] if who else []
    chosen = ["--partial", rule["partial"], "--of", rule["of"]]
    chosen += ["--rule", rule["words"]] if rule["words"] else []
    # Of the authors of the record, who have no name, nobody asks; another reader may say nothing there.
    if kind != "reader":
        line = ["coverage", "--data", "c", "--format", "json", *chosen, *whose, *given]
        shown = json.loads(trial.words(line, (0,))[0])["proposals"]
        assert shown.items() >= counts.items(), (line, shown)
    report = trial.chance.choice(_REPORTS.replace("\n", "|").split("|")).split()
    if report[0] != "claim":
        given += whose
    # On a day there may be no proposal yet, and none to show.
    is_nothing = kind == "reader" or report[0] == "show"
    codes = range(3) if is_nothing else range(2)
    trial.words([*report, "--data", "c", *given], codes)


def _write(folder: Path, contents: dict[str, Any]) -> None:
    """Write the files of a corpus that another one than jamplan has made."""
    folder.mkdir()
    for name, text in corpora.as_yaml(contents).items():
        (folder / name).write_text(text, encoding="utf-8")


# Statements


def _decide(trial: Trial) -> None:
    """Decide everything that may be said, with payloads as texts, and take some of it off again."""
    write_small_corpus(Path(), known=trial.chance.random() < 0.5)
    for says in trial.chance.sample([*Says], len(Says)):
        about = trial.chance.choice(_subjects(says))
        given = _options(trial.chance, says, about)
        given = {**given, "--says": says.replace("_", "-"), "--decided-by": "Zoé"}
        measure = given.pop("measure", None)
        named = [about, *([measure] if measure else []), "--data", "c", "--force"]
        payload = trial.chance.choice(PAYLOADS)
        texts = {f"--{name}": payload for name in ("locator", "text")}
        if trial.chance.random() < 0.5:
            texts = {}
        words = [word for pair in (given | texts).items() for word in pair]
        before, old = files_of(Path("c")), load("c").statements
        printed, _, code = trial.words(["decide", *named, *words], range(5))
        now = load("c").statements
        new = [each for each in now if each not in old]
        assert corpora.faults(corpora.from_contents(texts_of(Path("c")))) == []
        if code:
            assert files_of(Path("c")) == before, (says, code)
            trial.tried["statements that are refused"] += 1
            continue
        assert printed.startswith(("Recorded", "Changed on record")), printed
        assert [_told_of(each) for each in new] == [(about, says, "Zoé")], new
        assert len(now) - len(old) in {0, 1}, (old, now)
        trial.tried[f"statements: {says}"] += 1
        if trial.chance.random() < 0.5:
            given.pop("--quote", None)
            words = [word for pair in given.items() for word in pair]
            trial.words(["decide", *named, *words, "--remove"], (0,))
            assert [each for each in load("c").statements if each in new] == []
            trial.tried["statements that are taken off"] += 1


def _told_of(statement: Statement) -> tuple[str, Says, str | None]:
    return statement.about, statement.says, statement.by


def _subjects(says: Says) -> list[str]:
    """Return what this can be said of, and for some what it can't."""
    group = SAYS[says].group
    more = ["M1", "M2"] if group is Group.OUTCOME else []
    if says in {Says.NO_MATCH, Says.NOT_THIS}:
        return ["wells", "roads"]
    return ["wells", "roads", *more, *TOTALS]


def _options(chance: random.Random, says: Says, about: str) -> dict[str, str]:
    """Return options for a decision, most of which go with what it says."""
    group = SAYS[says].group
    given: dict[str, str] = {}
    alone = {Group.NONE, Group.PAIR}
    if group not in alone and chance.random() < 0.9:
        given |= {f"--{name}": value for name, value in _SAID.items()}
        given["--words"] = chance.choice([*Words])
    if group is not Group.OUTCOME and group is not Group.NONE:
        given["measure"] = chance.choice(["M1", "M2"])
    if about in TOTALS:
        given = {**given, "--count": chance.choice(["some", "1", "2"])}
        given.pop("measure", None)
    if given.get("--words", "compared") != "compared" and chance.random() < 0.3:
        given["--speaker"] = chance.choice(["league", "Someone Else"])
    if group is Group.OUTCOME and chance.random() < 0.5:
        given["--date"] = chance.choice(["2019", "2024-05", "2022-02-28"])
    return given


# Forms


def _fill_in(trial: Trial, folder: Path, suffix: str) -> None:
    """Answer a form of a corpus of payloads, and take it home twice."""
    contents = {"plans": {}}
    while not corpora.measures_of(contents["plans"]):
        contents = corpora.corpus_of(trial.chance)
    payload = trial.chance.choice(PAYLOADS)
    for item in (
        *contents["proposals"]["proposals"],
        *corpora.measures_of(contents["plans"]),
    ):
        # Signs that act are few in a text, or it is none.
        item["title"] = f"{payload} {item['id']} {_WORDS}"
    _write(folder / "c", contents)
    options = trial.chance.choice(([], ["--blind"]))
    form = f"f.{suffix}"
    trial.words(["suggest", "--all", "-o", form, "--data", "c", *options], (0,))
    answer = _answers(trial.chance, payload)
    filled = _FORMS[suffix](Path(form), answer)
    before = load("c").statements
    line = f"import {filled.name} --as links --write --decided-by Zoé --data c --format json"
    told = json.loads(trial.command(line, (0, 1)))
    now = load("c").statements
    assert corpora.faults(corpora.from_contents(texts_of(Path("c")))) == []
    new = [each for each in now if each not in before]
    added = [row for row in told["rows"] if row["outcome"] == "added"]
    assert len(now) - len(before) == len(added), (told["counts"], new)
    own = sorted((each.about, str(each.says)) for each in now if each.by == "Zoé")
    assert own == sorted(
        (row["decision"]["about"], row["decision"]["says"]) for row in added
    ), (own, added)
    files = files_of(Path("c"))
    again = json.loads(trial.command(line, (0, 1)))
    assert again["counts"]["added"] == again["counts"]["confirmed"] == 0, again
    assert files_of(Path("c")) == files
    for outcome, number in told["counts"].items():
        trial.tried[f"form rows: {outcome}"] += number


def _answers(
    chance: random.Random, payload: str
) -> Callable[[dict[str, str]], dict[str, str]]:
    """Return what answers a row of a form: mostly what can be said, in words or payloads."""

    def answer(row: dict[str, str]) -> dict[str, str]:
        if chance.random() < 0.4:
            return row
        says = chance.choice([*Says, "yes", "no", payload])
        given = {"says": str(says), "note": f"{payload} {_WORDS}", "by": "Zoé"}
        if says in {Says.NO_MATCH, Says.OUT_OF_SCOPE, Says.NOT_TESTABLE}:
            given["measure"] = ""
        if chance.random() < 0.6:
            words = chance.choice([*Words])
            quote = corpora.QUOTES.get(str(says), payload)
            given |= {"words": str(words), "source": "s1", "quote": quote}
        if corpora.GROUPS.get(str(says)) == "outcome" or chance.random() < 0.1:
            given |= {"outcome_text": payload, "outcome_date": "2024-05"}
        return {**row, **given}

    return answer


Answer = Callable[[dict[str, str]], dict[str, str]]


def _csv(path: Path, answer: Answer) -> Path:
    """Fill in a form as a spreadsheet does that keeps its cells as texts."""
    text = path.read_bytes().decode("utf-8-sig")
    separator = (text.partition("\n")[0].count(";") and ";") or ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    return _saved(path, list(map(answer, rows)), rows.fieldnames or (), separator)


def _saved(
    path: Path, rows: Sequence[dict[str, str]], columns: Sequence[str], separator: str
) -> Path:
    stream = io.StringIO(newline="")
    style = {"delimiter": separator, "quoting": csv.QUOTE_ALL}
    writer = csv.DictWriter(stream, columns, **style)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    filled = path.with_name("filled.csv")
    filled.write_bytes(b"\xef\xbb\xbf" + stream.getvalue().encode())
    return filled


def _xlsx(path: Path, answer: Answer) -> Path:
    """Fill in a workbook, whose columns are named in words."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    corpus = load("c")
    titles = {
        title: name for name, title in headings(language_for(corpus, "en")).items()
    }
    heads, *rows = sheet.iter_rows()
    names = [titles[str(cell.value)] for cell in heads]
    for row in rows:
        cells = dict(zip(names, row, strict=True))
        known = {name: str(cell.value or "") for name, cell in cells.items()}
        for name, value in answer(known).items():
            if value != known[name]:
                cells[name].value = ILLEGAL_CHARACTERS_RE.sub("", value)
                # A spreadsheet runs nothing that is pasted into a cell of text.
                cells[name].data_type = "s"
    filled = path.with_name("filled.xlsx")
    book.save(filled)
    return filled


def _html(path: Path, answer: Answer) -> Path:
    """Write what the page's script would let a browser save."""
    page = html5lib.parse(path.read_bytes(), namespaceHTMLElements=False)
    scripts = [each for each in page.iter("script") if each.get("id") == "data"]
    data = json.loads("".join(scripts[0].itertext()))
    columns, measures = data["columns"], [each["id"] for each in data["measures"]]
    rows = []
    for number, proposal in enumerate(data["proposals"]):
        measure = measures[number % len(measures)]
        row = dict.fromkeys(columns, "") | {
            "proposal": proposal["id"],
            "proposal_title": proposal["title"],
            "measure": measure,
            "at": "2026-11-25T00:00:00.000Z",
        }
        answered = answer(row)
        rows += [answered] if answered["says"] else []
    return _saved(path, rows, columns, data["separator"])


_FORMS: dict[str, Callable[[Path, Answer], Path]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "html": _html,
}


# Interrupts


def _interrupt(trial: Trial, folder: Path, lines: list[str]) -> None:
    """Press Ctrl-C after some of the system calls of a command: old or new, and what it is is told."""

    def start(name: str) -> Path:
        write_small_corpus(folder / name)
        os.chdir(folder / name)
        for line in lines[:-1]:
            trial.command(line, (0,))
        return folder / name

    home = start("whole")
    old = _corpora_in(home)
    with after_call(0, interrupted) as calls:
        trial.command(lines[-1], (0,))
    whole, new = files_of(home), _corpora_in(home)
    chosen = trial.chance.sample(range(1, len(calls) + 1), min(_INTERRUPTS, len(calls)))
    for number in chosen:
        home = start(f"{number}")
        trial.log.append(f"interrupted after call {number}, {calls[number - 1]}")
        words = [word.replace("_", " ") for word in lines[-1].split(" ")]
        with after_call(number, interrupted):
            printed, messages, code = trial.words(words, (0, 130))
        load("c")
        now = _corpora_in(home)
        assert now in (old, new), "neither old nor new"
        is_told = code == 0 or "Written: " in messages
        assert is_told is (now == new), (code, printed, messages)
        trial.command(lines[-1], (0, 1, 2))
        assert files_of(home) == whole, "given again, another result"
        trial.tried["interrupts"] += 1


def _corpora_in(home: Path) -> dict[str, bytes]:
    """Return the files of corpora, once those that are there are loaded."""
    for folder in {path.parent for path in home.rglob("links.yaml")}:
        load(folder)
    return {
        name: data for name, data in files_of(home).items() if name.endswith(".yaml")
    }
