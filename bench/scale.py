"""How long whole commands take on made-up corpora of any size, built like real ones.

A corpus of the same size is the same in every run.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

_ROOTS = """
accompagn agricult aliment aménag appren artisan assainiss associat assur autonom bât bénévol budget
carbon certific chauff circul citoy climat collect combust commerc commun compens compost concert
concurr conserv consomm construct consult contrôl coopér culti cultur déchet défens démocrat dépist
détect développ diagnost diffus discrimin distribut document durab éco éduc électr élev embauch émiss
emploi encadr énerg engag enseign entreprend environn épargn équip érod espac éval évit expériment
export extract fabric famil féd financ fiscal foncier forest form fourn garant gest gouvern habit
handicap harmon hébergement hydraul identif immobil import incit industr inform innov insér inspect
install instruct intégr interdic invest isol jeun judici juridic labell légal lic littor livr local
log maintien march mécan médi ministr mobil modern monitor mutual naviga norm nourric numér observ
occup orient parent particip patrimoin pêch pén périnat pesticid pharmac planif plastic pollu popul
port précar prélèv prépar prestat préven product profess programm promot propriét protect public
qualif quart rail recherch récolt recouvr recrut recycl réduct régul réinsér relocalis rémunér rénov
répar réparti réseau résid respons restaur retrait réutilis revaloris ressourc risqu rural salar
sanction sanitair santé scolar sécur sensibilis servic signal simplif social solidar sport stock
subvent support surveill taxat techn territoir tour traç traite transform transit transport travail
tri urban usag vaccin valoris végétal véhicul vent vérif victim violenc volont zon
""".split()
_ENDINGS = "er ation ations eur eurs ement ements é ée és ées al aux ale ales age ages iste istes ité".split()
_GENERAL = """
mettre en place renforcer développer créer garantir soutenir favoriser améliorer permettre rendre
obligatoire généraliser étendre lancer financer former accompagner interdire limiter supprimer
""".split()
_SMALL = "de la le les des du un une pour dans par sur avec et à aux au ainsi que qui leur".split()
_CHAPTERS, _PRIORITIES = 30, 15
_CLAIMANTS = 6

Size = tuple[int, int, int]
"""Of a corpus: proposals, measures and links; without links, three of ten proposals have one or two."""
SIZES: list[Size] = [(500, 50, 5000), (2000, 200, 20_000)]


class Words:
    """Words as often as in real texts (Zipf, 1949), a part of them from the theme of a chapter."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.forms = [root + ending for root in _ROOTS for ending in _ENDINGS]
        chance.shuffle(self.forms)
        self.totals = list(
            accumulate(1 / (rank + 20) for rank in range(len(self.forms)))
        )
        self.themes = [chance.sample(self.forms, 60) for _ in range(_CHAPTERS)]

    def sentence(self, theme: int, length: int, like: str = "") -> str:
        """So many words, some of them those of another text."""
        chance, said = self.chance, like.split()
        words = [chance.choice(_GENERAL)]
        while len(words) < length:
            kind = chance.random()
            if kind < 0.35:
                words.append(chance.choice(_SMALL))
            elif said and kind < 0.65:
                words.append(chance.choice(said))
            elif kind < 0.8:
                words.append(chance.choice(self.themes[theme % _CHAPTERS]))
            else:
                words += chance.choices(self.forms, cum_weights=self.totals)
        if chance.random() < 0.2:
            words.append(
                f"{chance.choice([5, 10, 20, 50, 100])} % d’ici {chance.randint(2022, 2035)}"
            )
        return " ".join(words).strip(".").capitalize()


def make(folder: Path, proposals: int, measures: int, links: int = 0) -> None:
    """Write a corpus: three of ten proposals taken up, for one of ten none found, pairs set aside.

    Decisions keep the texts that they were taken on; one of fifty texts has changed since. With a
    number of links, all proposals have equally many instead, and two sources have copies of a hundred
    pages each, in which no quote is found.
    """
    words = Words(Random(f"{proposals} {measures}"))
    plan = [_measure(words, number) for number in range(1, measures + 1)]
    items = [_proposal(words, number, plan) for number in range(1, proposals + 1)]
    files: dict[str, dict[str, Any]] = {
        "sources": {
            "actors": [
                {"id": f"actor-{n}", "name": f"Acteur {n}"}
                for n in range(1, _CLAIMANTS + 1)
            ],
            "sources": [
                {
                    "id": f"source-{n}",
                    "publisher": f"actor-{n % 6 + 1}",
                    "title": words.sentence(n, 6),
                    "date": f"2021-{n % 12 + 1:02d}",
                    "url": f"https://example.org/{n}",
                    "accessed": "2026-11-24",
                }
                for n in range(1, 41)
            ],
        },
        "proposals": {
            "document": {
                "source": "source-1",
                "publisher": "actor-1",
                "short_name": f"Rapport aux {proposals} propositions",
                "language": "fr",
                "declared": [{"count": proposals + 20, "sources": ["source-2"]}],
            },
            "chapters": [
                {"id": f"ch{n}", "title": words.sentence(n, 4)}
                for n in range(1, _CHAPTERS + 1)
            ],
            "proposals": items,
        },
        "plan": {
            "document": {
                "source": "source-3",
                "short_name": f"Plan aux {measures} mesures",
                "language": "fr",
            },
            "priorities": [
                {"id": f"P{n}", "title": words.sentence(n, 4)}
                for n in range(1, _PRIORITIES + 1)
            ],
            "measures": plan,
        },
        "links": _decisions(words, items, plan, links),
    }
    folder.mkdir(parents=True, exist_ok=True)
    if links:
        for source in files["sources"]["sources"][:2]:
            text = "\n\n".join(words.sentence(page, 60) for page in range(500))
            source.update(_copy(folder / f"{source['id']}.txt", text))
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    for name, content in files.items():
        text = yaml.dump(
            {"format": 2, **content},
            Dumper=dumper,
            allow_unicode=True,
            sort_keys=False,
            width=100,
        )
        end = "...\n" if name == "links" else ""
        (folder / f"{name}.yaml").write_text(text + end, encoding="utf-8")


def _copy(path: Path, text: str) -> dict[str, str]:
    """Write a source's copy, and return what the source says of it."""
    path.write_text(text, encoding="utf-8")
    return {"file": path.name, "sha256": hashlib.sha256(text.encode()).hexdigest()}


def _measure(words: Words, number: int) -> dict[str, Any]:
    theme = number % _CHAPTERS
    return {
        "id": f"M{number}",
        "number": number,
        "priority": f"P{number % _PRIORITIES + 1}",
        "title": words.sentence(theme, words.chance.randint(6, 14)),
        "text": words.sentence(theme, words.chance.randint(20, 60)),
        "details": [
            words.sentence(theme, 14) for _ in range(words.chance.randint(0, 4))
        ],
        "evidence": [{"source": "source-3", "locator": f"p. {number}"}],
    }


def _proposal(words: Words, number: int, plan: list[dict[str, Any]]) -> dict[str, Any]:
    near = words.chance.choice(plan) if words.chance.random() < 0.4 else None
    like = f"{near['title']} {near['text']}" if near else ""
    theme = int(near["number"]) if near else words.chance.randrange(_CHAPTERS)
    made = {
        "id": f"p{number}",
        "number": number,
        "chapter": f"ch{theme % _CHAPTERS + 1}",
        "title": words.sentence(theme, words.chance.randint(5, 12), like),
        "text": words.sentence(theme, words.chance.randint(15, 70), like),
        "attribution": words.chance.choice(
            ["explicit", "explicit", "implicit", "ambiguous"]
        ),
        "evidence": [{"source": "source-1", "locator": f"p. {number}"}],
    }
    if words.chance.random() < 0.1:
        del made["text"]
    return made


def _decisions(
    words: Words, items: list[dict[str, Any]], plan: list[dict[str, Any]], links: int
) -> dict[str, Any]:
    chance = words.chance
    measures = [{"id": each["id"], "text": _text(each)} for each in plan]
    whole = "\n".join(f"{each['id']}\t{each['text']}" for each in measures)
    reading = f"plan-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"
    statements: list[dict[str, Any]] = []
    for item in items:
        by = {"by": f"Personne {chance.randint(1, 3)}", "on": "2026-11-20"}
        text = _text(item) if chance.random() < 0.98 else "Un autre texte"
        kind = chance.random()
        if links:
            pairs = [
                (measure, actor)
                for measure in plan
                for actor in range(1, _CLAIMANTS + 1)
            ]
            chosen = chance.sample(pairs, min(len(pairs), links // len(items)))
        elif kind < 0.3:
            measure = chance.choice(plan)
            actors = chance.sample(
                range(1, _CLAIMANTS + 1), chance.choice([1, 1, 1, 2])
            )
            chosen = [(measure, actor) for actor in actors]
        else:
            chosen = []
        for measure, actor in chosen:
            statement = _take_up(words, item["id"], measure, actor) | by
            # A file of the corpus has at most 20 MB.
            if not links or chance.random() < 0.1:
                statement["read"] = {"about": text, "measure": _text(measure)}
            statements.append(statement)
        if not chosen and kind < 0.4:
            read = {"about": text, "document": reading}
            none = {"about": item["id"], "says": "no_match", "words": "compared"}
            statements.append({**none, **by, "read": read})
        for measure in chance.sample(plan, chance.choice([0, 0, 1])):
            pair = {"about": item["id"], "says": "not_this", "measure": measure["id"]}
            statements.append({**pair, "words": "compared", **by})
    known: dict[tuple[object, ...], dict[str, Any]] = {}
    for statement in statements:
        known.setdefault(_key(statement), statement)
    readings = [{"id": reading, "measures": measures}]
    return {"statements": [*known.values()], "readings": readings}


def _key(statement: dict[str, Any]) -> tuple[object, ...]:
    """What there is one record for: what it is about, the measure, who says it, and where first."""
    evidence = statement.get("evidence")
    who = statement.get("speaker") or statement["by"]
    first = evidence[0]["source"] if evidence else None
    return statement["about"], statement.get("measure"), who, first


def _take_up(
    words: Words, proposal: str, measure: dict[str, Any], actor: int
) -> dict[str, Any]:
    chance = words.chance
    source = f"source-{chance.randint(1, 40)}"
    how = chance.choice(["explicit", "implicit", "ambiguous", "compared"])
    return {
        "about": proposal,
        "says": chance.choice(["in_full", "in_part", "taken_up"]),
        "measure": measure["id"],
        "words": how,
        **({} if how == "compared" else {"speaker": f"actor-{actor}"}),
        "evidence": [
            {"source": source, "quote": words.sentence(0, 9), "locator": f"p. {actor}"}
            for _ in range(2)
        ],
    }


def _text(item: dict[str, Any]) -> str:
    parts = (item["title"], item.get("text"), *item.get("details", ()))
    return "\n".join(part for part in parts if part)


def _form(proposals: int, measures: int) -> str:
    """A filled-in form with a row for each proposal: half of the pairs are kept, by comparison."""
    rows = ["proposal,measure,says,about_locator,measure_locator"]
    for number in range(1, proposals + 1):
        keep = "taken_up,p. 1,p. 2" if number % 2 else "not_this,,"
        rows.append(f"p{number},M{number * 7 % measures + 1},{keep}")
    return "\n".join(rows)


_COMMANDS = """
coverage | --data {folder}
unadopted | --data {folder}
claim | six --data {folder}
show | p1 --data {folder}
check | --data {folder}
suggest --all | --data {folder}
diff | {older} {folder}
agreement | {older} {folder}
export --format md | --draft -o {out}/x.md --force --data {folder}
export --format docx | --draft -o {out}/x.docx --force --data {folder}
export --format html | --draft -o {out}/x.html --force --data {folder}
export --format json | --draft -o {out}/x.json --force --data {folder}
export --format csv | --draft -o {out}/ --force --data {folder}
export --format xlsx | --draft -o {out}/x.xlsx --force --data {folder}
import --as links | {out}/form.csv --decided-by Ada --write --data {out}/{run}
decide | p1 M{run} --says taken-up --words explicit --speaker actor-6 --quote x --source source-9 --decided-by Ada --data {older}
"""
"""What is timed: the name in the table, and the rest. Each run of ``decide`` writes another measure."""


class _Spent(NamedTuple):
    """What a command took: seconds on the clock, of its own on a processor, and megabytes at most."""

    clock: float
    own: float
    memory: float


def _spent(command: str, folder: Path, times: int) -> _Spent:
    """The least that one command takes in several runs, each a process of its own.

    On a machine that does other work too, the clock says how much.
    """
    runs = []
    places = {
        "folder": folder / "corpus",
        "older": folder / "older",
        "out": folder / "out",
    }
    for run in range(1, times + 1):
        words = [
            word.format(**places, run=run) for word in command.replace("|", "").split()
        ]
        start = time.perf_counter()
        child = subprocess.Popen(  # noqa: S603 - the command line is made above
            [sys.executable, "-m", "jamplan", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "JAMPLAN_LANG": "fr"},
        )
        _, status, used = os.wait4(child.pid, 0)
        if os.waitstatus_to_exitcode(status) > 1:
            sys.exit(f"{words} ended with {os.waitstatus_to_exitcode(status)}")
        clock = time.perf_counter() - start
        # In kilobytes on Linux.
        runs.append(_Spent(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000))
    return _Spent(*(min(values) for values in zip(*runs, strict=True)))


def _table(sizes: list[Size], times: int, only: list[str]) -> None:
    """Print seconds on the clock, those of a processor beside those of ``coverage``, and memory."""
    rows: dict[str, list[str]] = {}
    growth: dict[str, list[float]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            # A process begins with the peak of memory of the one that starts it.
            with multiprocessing.Pool(1) as pool:
                pool.apply(make, (folder / "corpus", *size))
            shutil.copytree(folder / "corpus", folder / "older")
            for run in range(1, times + 1):
                shutil.copytree(folder / "corpus", folder / "out" / str(run))
            (folder / "out" / "form.csv").write_text(_form(*size[:2]), encoding="utf-8")
            for line in _COMMANDS.strip().splitlines():
                command = line.partition(" | ")[0]
                if only and not command.startswith((*only, "coverage")):
                    continue
                spent = _spent(line, folder, times)
                growth.setdefault(command, []).append(spent.own)
                ratio = spent.own / growth["coverage"][-1]
                cell = f"{spent.clock:.1f} ({spent.own:.1f}; {ratio:.1f} ×; {spent.memory:.0f} MB)"
                rows.setdefault(command, []).append(cell)
                print(f"{size} {command}: {cell}", file=sys.stderr, flush=True)
    heads = " | ".join(_words_of(size) for size in sizes)
    print("Seconds (on a processor; times those of coverage; memory at most)\n")
    print(f"| command | {heads} | growth |\n|---|{'---|' * (len(sizes) + 1)}")
    for command, cells in rows.items():
        grown = growth[command][-1] / growth[command][0]
        print(f"| `{command}` | {' | '.join(cells)} | {grown:.1f} × |")


def _words_of(size: Size) -> str:
    return " × ".join(f"{number:,}" for number in size if number)


def sizes(text: str) -> list[Size]:
    """Return proposals, measures and links that a text such as 500x300,2000x200x20000 gives."""
    numbers = ([int(number) for number in size.split("x")] for size in text.split(","))
    return [
        (proposals, measures, sum(links)) for proposals, measures, *links in numbers
    ]


def run(sizes: list[Size], times: int, only: list[str], folder: Path | None) -> None:
    """Time the commands on a corpus of each size; with a folder, write the corpora there instead."""
    if folder is None:
        _table(sizes, times, only)
        return
    for size in sizes:
        make(folder / "x".join(str(number) for number in size if number), *size)
