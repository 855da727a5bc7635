"""Corpora and documents, made by the tests and damaged here, through the library and the commands."""

from __future__ import annotations

import codecs
import io
import json
import random
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from bench.attack import Trial
from jamplan.corpus.findings import CorpusError, UnreadError
from jamplan.corpus.loading import Corpus, file_names, load
from jamplan.counting.figures import coverage
from jamplan.counting.rules import Rule, WordsCounted
from jamplan.documents.drafts import DraftKind, Wanted
from jamplan.documents.jobs import read_draft
from tests.counting.corpora import from_contents
from tests.counting.oracle import GROUPS, count
from tests.documents import made_up
from tests.exports.hostile import hostile_corpora
from tests.written import write_corpus

CORPORA, MUTANTS, DOCUMENTS = 16, 4, 8
_DRAWN = settings(phases=[Phase.generate], database=None, deadline=None)
_RULES = ("explicit", "stated", "claimed", "any")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SIGNS = "\t|\u2028|\x00|\x1b[1m|\ufeff|\u202e|'|\"|: |&a |*a|- |{|]|é|>\n|#|\u00a0|漢".split(
    "|"
)
_COMMANDS = re.split(
    r" \| |\n",
    """coverage | coverage --full | coverage --by rule | coverage --outcomes
coverage --by source | coverage --as-of 2021-06 --full | coverage --cite
unadopted --outcomes | suggest --all -o f.html --force | suggest --all -o f.csv --force
coverage --whose other --rule any --partial half --of documented | unadopted --full
show {p} --cite --full | show {m} | suggest --all | suggest {p} {m} | check | claim toutes
agreement c c | diff c | export --format md | export --format json | export -o x.html --force
export -o x.docx --force | export -o x.xlsx --force | export -o t/ --force | export --format svg
decide {p} {m} --says not-this --decided-by {q} | decide {p} {m} --remove --decided-by Zoé
decide {p} {m} --object {q} --date 2021 --decided-by Zoé
decide {p} {m} --says taken-up --words explicit --speaker other --source s1 --quote {q}x --decided-by Zoé
decide {m} --says carried-out --source s1 --quote {q}x --date 2021 --decided-by Zoé
decide {m} --says stalled --speaker other --source s1 --date 2022 --text {q} --decided-by Zoé
decide {p} {m} --says refused --speaker other --source s1 --quote {q}x --decided-by Zoé
import f.csv --as links --write --decided-by Zoé | coverage --outcomes --full
decide {p} --says no-match --decided-by Zoé | init new --from c""",
)


def attack(trial: Trial, _number: int) -> None:
    """Try some corpora as the tests make them and damaged, then some damaged documents."""

    @seeded(trial.chance.randrange(2**32))
    @settings(_DRAWN, max_examples=CORPORA, suppress_health_check=list(HealthCheck))
    @given(hostile_corpora())
    def corpora(corpus: Corpus) -> None:
        for mutant in range(MUTANTS + 1):
            with trial.attack("corpus") as folder:
                write_corpus(
                    folder / "c", corpus, flow=trial.chance.choice((None, False, True))
                )
                for _ in range(mutant and trial.chance.choice((1, 1, 2, 4))):
                    path = folder / "c" / trial.chance.choice(file_names(folder / "c"))
                    path.write_bytes(mutated(path.read_bytes(), trial.chance))
                _try(trial, folder / "c")

    corpora()
    _documents(trial)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a file with something flipped, cut, doubled, put in or exchanged."""
    start, end = sorted(chance.randrange(len(data) + 1) for _ in "ab")
    lines, words = data.splitlines(keepends=True), data.split(b" ")
    ways = (
        lambda: data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :],
        lambda: data[:start] + data[min(end, start + 40) :],
        lambda: data[:end] + data[start:],
        lambda: data[:start] + chance.choice(_SIGNS).encode() + data[start:],
        lambda: b"".join([*lines, *lines[-5:]]),
        lambda: b"".join(chance.sample(lines, len(lines))),
        lambda: data.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\n "))),
        lambda: data.decode(errors="replace").encode(chance.choice(("utf-16", "utf-8-sig", "latin-1")), "replace"),
        lambda: data.replace(chance.choice(words) or b" ", chance.choice(words), 1),
    )  # fmt: skip
    return chance.choice(ways)()


def _try(trial: Trial, folder: Path) -> None:
    trial.tried["corpora"] += 1
    try:
        corpus = load(folder)
    except CorpusError:
        trial.tried["corpora that are refused"] += 1
        trial.command("coverage --data c", (3, 4))
        trial.command("check --data c")
        return
    data = from_contents(texts_of(folder))
    _try_counts(trial, corpus, data)
    _try_figures(trial, data)
    names = {
        "p": trial.chance.choice([*corpus.proposal, "p9"]),
        "m": trial.chance.choice([*corpus.measure, "M9"]),
        "q": f"{trial.chance.choice(_SIGNS)}é{trial.chance.choice(_SIGNS)}".replace(
            "\x00", "0"
        ),
    }
    for line in trial.chance.sample(_COMMANDS, 2):
        more = trial.chance.choice(
            ("", "", "", " --format json", " --format md", " --format csv")
        )
        trial.command(f"{line.format(**names)} --data c{more}")
    load(folder)


def _try_counts(trial: Trial, corpus: Corpus, data: dict[str, Any]) -> None:
    """Count under every choice of words and voice, beside another count of the same texts."""
    for words, actor in product(_RULES, (None, *corpus.actor)):
        figures = coverage(corpus, Rule(words=WordsCounted(words), whose=actor))
        counts = {str(status): count for status, count in figures.statuses.items()}
        expected = counted(data, words, actor)
        assert counts == expected["statuses"], (words, actor, counts)
        assert figures.answered == expected["measures"]["answered"], (words, actor)
        trial.tried["counts by brute force"] += 1


def _try_figures(trial: Trial, data: dict[str, Any]) -> None:
    """Ask for all figures of a rule, and for one that no rule gives."""
    rule = trial.chance.choice(_RULES)
    partial = trial.chance.choice(["apart", "half", "full"])
    of = trial.chance.choice(["declared", "documented"])
    line = (
        f"coverage --rule {rule} --partial {partial} --of {of} --format json --data c"
    )
    shown = json.loads(trial.command(line, (0,)))["proposals"]
    expected = counted(data, rule, None, partial, of)
    least, most = expected["range"]
    figures = {
        **expected["counts"],
        "score": expected["score"],
        "range": {"min": least, "max": most},
    }
    assert {key: shown[key] for key in figures} == figures, (line, figures)
    trial.tried["figures of a rule"] += 1
    # Whatever is counted, and of whatever, by whatever rule and voice: no other figure may be written.
    actors = [actor["id"].strip() for actor in data["sources"].get("actors") or []]
    may_be = {expected["measures"]["total"]}
    for words, actor in product(_RULES, (None, *actors)):
        counts = counted(data, words, actor)
        may_be |= {*counts["counts"].values(), *counts["measures"].values()}
    statements = data["links"].get("statements") or []
    outcomes = [each for each in statements if GROUPS.get(each["says"]) == "outcome"]
    # What became of proposals is counted by voice and by kind: any number up to all.
    may_be |= set(range(len(outcomes) + 1))
    for statement in statements:
        count = (statement.get("count") or "").strip()
        may_be |= {int(count)} if count.isdigit() else set()
    sums = [one + other for one, other in product(may_be, may_be)]
    may_be.update(sums)
    figure = next(number for number in range(1000) if number not in may_be)
    total = expected["counts"]["total"]
    for text in (
        f"{figure}",
        f"{figure}_sur_{figure + total}",
        f"au_moins_{max(may_be) + 1}",
    ):
        trial.command(f"claim {text} --data c", (1,))
        trial.tried["claims that no rule gives"] += 1


def texts_of(folder: Path) -> dict[str, Any]:
    """Return what each file of a corpus says, as another reader of YAML than jamplan's has it."""
    texts = {}
    for name in file_names(folder):
        # Byte order marks, of which mutants have several, are no text.
        data = (folder / name).read_bytes().lstrip(codecs.BOM_UTF8)
        texts[name] = stripped(yaml.load(data, _LOADER))  # noqa: S506
    return texts


def stripped(value: Any) -> Any:
    """Return a value of a file without white space around its texts, and without empty ones."""
    if isinstance(value, dict):
        pairs = {key: stripped(below) for key, below in value.items()}
        return {key: below for key, below in pairs.items() if below != ""}
    if isinstance(value, list):
        return [text for below in value if (text := stripped(below)) != ""]
    return value.strip()


def counted(
    data: dict[str, Any],
    words: str,
    actor: str | None,
    partial: str = "apart",
    of: str = "declared",
) -> dict[str, Any]:
    """Return the figures of a corpus, as texts, by a count that has nothing of jamplan's."""
    whose = actor and ("actor", actor)
    rule = {"words": words, "whose": whose, "partial": partial, "of": of}
    figures: dict[str, Any] = count(data, rule, {"plan": None, "as_of": None})
    return figures


@cache
def documents() -> list[tuple[str, bytes]]:
    """Return documents that the tests make, each with its suffix."""
    items = made_up.written()
    prose = "\n\n".join(
        f"{item.number}. {item.title}\n{chr(10).join(item.paragraphs)}"
        for item in items
    )
    pdfs = made_up.columns, made_up.boxes, made_up.encrypted_pdf, made_up.scanned
    return [
        *((".pdf", make()) for make in pdfs),
        *((".docx", make()) for make in (made_up.numbered_docx, made_up.headings_docx)),
        *((".xlsx", made_up.workbook()), (".html", made_up.page_html().encode())),
        *(
            (".csv", made_up.csv_text(items).encode(code, "replace"))
            for code in ("utf-8", "cp1252")
        ),
        *((".txt", prose.encode(code)) for code in ("utf-8", "utf-16")),
        (".md", made_up.markdown().encode()),
    ]


def _documents(trial: Trial) -> None:
    """Read some damaged documents, and merge one of them into a corpus."""
    with trial.attack("document") as folder:
        paths = []
        for index in range(DOCUMENTS):
            suffix, data = trial.chance.choice(documents())
            paths.append(folder / f"d{index}{suffix}")
            paths[-1].write_bytes(_damaged(data, suffix, trial.chance))
        with ThreadPoolExecutor(3) as pool:
            # Each is read in a process of its own.
            outcomes = list(pool.map(_outcome, paths))
        trial.tried.update(outcomes)
        assert "documents: document-slow" not in outcomes
        trial.command("init c --empty", (0,))
        kind = trial.chance.choice(("proposals", "measures"))
        line = f"import {paths[-1].name} --as {kind} --publisher Ada_Byron --data c"
        trial.command(
            f"{line} --format {trial.chance.choice(('table', 'json', 'md', 'csv'))}"
        )
        trial.command(f"{line} --merge --pair all=new --write")
        trial.command("coverage --data c", (0,))


def _outcome(path: Path) -> str:
    try:
        items = read_draft(path, Wanted(kind=DraftKind.PROPOSALS), 30).items
    except UnreadError as error:
        return f"documents: {error.finding.code}"
    return "documents: read" if items else "documents: without a list"


def _damaged(data: bytes, suffix: str, chance: random.Random) -> bytes:
    """Return a document with bytes changed, with a part of another one, or with members exchanged."""
    _, other = chance.choice(documents())
    packed = suffix in {".docx", ".xlsx"}
    if chance.random() < 0.1:
        return chance.choice(
            (data + other, other, data[: len(data) // 2] + other[len(other) // 2 :])
        )
    if packed and chance.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            first, second = chance.sample(archive.namelist(), 2)
            old, new = archive.read(first), archive.read(second)
        changes = (
            {first: new, second: old},
            {first: other},
            {first: mutated(old, chance)},
        )
        return made_up.repacked(data, chance.choice(changes))
    for _ in range(chance.choice((0, 1, 3, 20))):
        place = chance.randrange(len(data) or 1)
        # What is not text keeps its places, or nothing of it is read.
        if packed or (suffix == ".pdf" and chance.random() < 0.95):
            data = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
        else:
            data = mutated(data, chance)
    return data
