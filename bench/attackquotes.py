"""Quotes from pages laid out like real ones, and edits of corpora in any style beside PyYAML.

What a page has in one piece is found. What has a word, a number or a negation changed, crosses a gap
between columns or cells, takes a footnote's number for a figure, or cannot be seen is not.
"""

from __future__ import annotations

import html
import io
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import openpyxl
import yaml
from fpdf import FPDF

from bench.attack import Trial
from bench.attackinputs import texts_of
from bench.scale import Words
from jamplan.corpus.loading import load, packaged_folder
from jamplan.corpus.records import LINKS
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcetexts import SourceText, read_source
from tests.conftest import END

_PAGES = 2
_NUMBERS = ("six", "12", "40 %", "3 000")
_FOUND_IN_PDF = 0.8
"""The least share of a PDF's own words: columns drawn at random may leave too narrow a gap."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is on a page: prose, the cells of a table's rows, a figure with a mark, what is hidden."""

    prose: list[str]
    rows: list[list[str]]
    marked: tuple[str, str, str]
    """The words before a footnote's mark, its number, and those behind it."""
    hidden: str


def attack(trial: Trial, number: int) -> None:
    """Look up quotes of a document in each format, then edit a corpus in a random style."""
    for suffix, write in _WRITERS.items():
        with trial.attack("quotes") as folder:
            _look_up(trial, folder / f"copy{suffix}", write)
    with trial.attack("edits") as folder:
        _edit(trial, folder / "c", number)


def _look_up(
    trial: Trial, path: Path, write: Callable[[Sheet], tuple[bytes, list[str]]]
) -> None:
    sheet = _sheet(trial.chance)
    data, across = write(sheet)
    path.write_bytes(data)
    text = read_source(path)
    pieces = [*sheet.prose, *(cell for row in sheet.rows for cell in row)]
    own = [_run(trial.chance, piece) for piece in pieces]
    before, call, behind = sheet.marked
    own.append(f"{before} {behind}")
    missed = [quote for quote in own if not _is_found(quote, text)]
    trial.tried["quotes that are there"] += len(own)
    trial.tried["of them not found"] += len(missed)
    assert len(missed) <= (1 - _FOUND_IN_PDF if path.suffix == ".pdf" else 0) * len(
        own
    ), missed
    glued = [f"{before}{call} {behind}"]
    for kind, quotes in {
        "altered": list(_altered(trial.chance, own)),
        "crossed": [*across, *_crossed(sheet)],
        "footnoted": glued if before[-1].isdigit() else [],
        "hidden": [_run(trial.chance, sheet.hidden)],
    }.items():
        taken = [quote for quote in quotes if _is_found(quote, text)]
        trial.tried[f"quotes that are {kind}"] += len(quotes)
        assert not taken, (kind, path.suffix, taken)


def _is_found(quote: str, text: SourceText) -> bool:
    return isinstance(find_quote(quote, text), Found)


def _sheet(chance: random.Random) -> Sheet:
    words = Words(chance)

    def text(length: int) -> str:
        # The font of the PDF has no other apostrophe.
        return words.sentence(chance.randrange(30), length).replace("’", "'")

    long = partial(chance.randint, 12, 40)
    prose = [
        f"{text(long())} {chance.choice(_NUMBERS)} {text(long())}."
        for _ in range(_PAGES * 2)
    ]
    rows = [[text(7) for _ in range(3)] for _ in range(3)]
    marked = (f"{text(5)} {chance.choice(('6', '26'))}", "1", text(6).lower())
    return Sheet(prose, rows, marked, text(12))


def _run(chance: random.Random, text: str) -> str:
    """Some words of a text, which begin and end apart from its numbers: « 50 » of « 50 % » is no quote."""
    words = text.rstrip(".").split()
    runs = [
        words[start : start + chance.randint(5, 9)] for start in range(len(words) - 4)
    ]
    fit = [run for run in runs if not re.search(r"[\d%]", f"{run[0]} {run[-1]}")]
    return " ".join(chance.choice(fit or [words]))


def _altered(chance: random.Random, quotes: list[str]) -> Iterator[str]:
    for quote in quotes:
        words = quote.split()
        at = chance.randrange(1, len(words) - 1)
        yield " ".join([*words[:at], "autrement", *words[at + 1 :]])
        yield " ".join([*words[:at], "ne", words[at], "pas", *words[at + 1 :]])
        if (
            number := next(
                (n for n, word in enumerate(words) if word in _NUMBERS), None
            )
        ) is not None:
            yield " ".join([*words[:number], "7", *words[number + 1 :]])


def _crossed(sheet: Sheet) -> list[str]:
    """From the end of one cell or paragraph to the beginning of the next."""
    pairs = [pair for row in sheet.rows for pair in pairwise(row)]
    pairs += pairwise(sheet.prose)
    return [
        " ".join([*left.rstrip(".").split()[-3:], *right.split()[:3]])
        for left, right in pairs
    ]


# One writer a format: the bytes, and the quotes across its columns.


def _html(sheet: Sheet) -> tuple[bytes, list[str]]:
    say = html.escape
    before, call, behind = sheet.marked
    rows = "".join(
        f"<tr>{''.join(f'<td>{say(c)}</td>' for c in row)}</tr>" for row in sheet.rows
    )
    prose = "".join(f"<p>{say(text)}</p>" for text in sheet.prose)
    marked = f"<p>{say(before)}<sup>{call}</sup> {say(behind)}</p>"
    hidden = f'<p style="display:none">{say(sheet.hidden)}</p>'
    page = f"<!doctype html><html><body>{prose}{marked}<table>{rows}</table>{hidden}</body></html>"
    return page.encode(), []


def _markdown(sheet: Sheet) -> tuple[bytes, list[str]]:
    before, call, behind = sheet.marked
    rows = [f"| {' | '.join(row)} |" for row in sheet.rows]
    table = [rows[0], "|---|---|---|", *rows[1:]]
    texts = [
        *sheet.prose,
        f"{before}[^{call}] {behind}",
        "\n".join(table),
        f"<!-- {sheet.hidden} -->",
    ]
    return "\n\n".join([*texts, f"[^{call}]: Une note."]).encode(), []


def _word(sheet: Sheet) -> tuple[bytes, list[str]]:
    document = docx.Document()
    for text in sheet.prose:
        document.add_paragraph(text)
    before, call, behind = sheet.marked
    paragraph = document.add_paragraph(before)
    paragraph.add_run(call).font.superscript = True
    paragraph.add_run(f" {behind}")
    table = document.add_table(len(sheet.rows), len(sheet.rows[0]))
    for row, texts in zip(table.rows, sheet.rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph().add_run(sheet.hidden).font.hidden = True
    return _saved(document.save), []


def _workbook(sheet: Sheet) -> tuple[bytes, list[str]]:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    before, _, behind = sheet.marked
    for row in [
        *([text] for text in sheet.prose),
        *sheet.rows,
        [f"{before} {behind}"],
        [sheet.hidden],
    ]:
        page.append(row)
    page.row_dimensions[page.max_row].hidden = True
    return _saved(book.save), []


def _pdf(sheet: Sheet) -> tuple[bytes, list[str]]:
    """Prose in two columns, a mark, a table, and white print."""
    pdf = FPDF()
    pdf.set_font("Helvetica", size=10)
    across: list[str] = []
    for left, right in zip(sheet.prose[::2], sheet.prose[1::2], strict=True):
        pdf.add_page()
        columns = [
            pdf.multi_cell(80, 5, text, dry_run=True, output="LINES", align="L")
            for text in (left, right)
        ]
        for number, lines in enumerate(columns):
            for at, line in enumerate(lines):
                pdf.text(15 + 95 * number, 20 + 5 * at, line)
        pairs = zip(
            *([line.split() for line in lines] for lines in columns), strict=False
        )
        across += [
            " ".join([*one[-3:], *two[:3]])
            for one, two in pairs
            if min(len(one), len(two)) > 3
        ]
        pdf.set_y(20 + 5 * max(map(len, columns)) + 10)
    pdf.set_x(15)
    before, call, behind = sheet.marked
    pdf.write(6, before)
    pdf.char_vpos = "SUP"
    pdf.write(6, call)
    pdf.char_vpos = "LINE"
    pdf.write(6, f" {behind}")
    pdf.ln(12)
    # The padding of a word processor.
    with pdf.table(padding=(0, 1.9), text_align="LEFT") as table:
        for texts in sheet.rows:
            row = table.row()
            for text in texts:
                row.cell(text)
    pdf.ln(8)
    pdf.set_text_color(255)
    pdf.write(6, sheet.hidden)
    return bytes(pdf.output()), across


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


_WRITERS = {
    ".html": _html,
    ".md": _markdown,
    ".docx": _word,
    ".xlsx": _workbook,
    ".pdf": _pdf,
}


# Edits


def _edit(trial: Trial, folder: Path, number: int) -> None:
    """Record and take back decisions in a corpus with comments: nothing else changes in any file."""
    folder.mkdir()
    for name, data in texts_of(packaged_folder()).items():
        text = _commented(_styled(data, trial.chance), trial.chance)
        (folder / name).write_text(text + END * (name == LINKS), encoding="utf-8")
    corpus = load(folder)
    before = _state(folder)
    proposal, measure = (
        trial.chance.choice(corpus.proposals),
        trial.chance.choice(corpus.measures),
    )
    pair = f"{proposal.id} {measure.id}"
    for line in (
        f"decide {pair} --says not-this",
        f"decide {pair} --says taken-up",
        f"decide {proposal.id} --says no-match",
    ):
        trial.command(f"{line} --decided-by Zoé --data c", (0, 2, 3))
        after = _state(folder)
        trial.tried["edits beside PyYAML"] += 1
        if after == before:
            continue
        texts, comments = after
        assert not before[1] - comments, before[1] - comments
        for name in before[0]:
            for each, records in before[0][name].items():
                more = [record for record in texts[name][each] if record not in records]
                may_grow = {"statements", "actors", "readings"}
                assert len(more) <= (each in may_grow), (each, more)
                assert not [one for one in records if one not in texts[name][each]], (
                    each
                )
        undo = f"{line} --remove"
        trial.command(f"{undo} --decided-by Zoé --data c", (0, 1, 2, 3))
        assert not before[1] - _state(folder)[1], number
        before = _state(folder)


def _state(folder: Path) -> tuple[dict[str, Any], Counter[str]]:
    """What the files say by PyYAML, and their comments."""
    files = sorted(folder.glob("*.yaml"))
    marks = Counter(
        mark
        for path in files
        for mark in _MARK.findall(path.read_text(encoding="utf-8"))
    )
    return texts_of(folder), marks


_MARK = re.compile(r"# mark \d+")


def _styled(data: dict[str, Any], chance: random.Random) -> str:
    return yaml.safe_dump(
        data,
        allow_unicode=chance.random() < 0.8,
        sort_keys=False,
        width=chance.choice((40, 100, 1000)),
        indent=chance.choice((2, 4)),
        default_style=chance.choice((None, None, '"', "'")),
        default_flow_style=chance.choice((False, False, None)),
    )


def _commented(text: str, chance: random.Random) -> str:
    """A text with comments above keys and items, and behind texts of one line."""
    lines, depth, seen = text.split("\n"), 0, -1
    above, behind = set[int](), set[int]()
    tokens = list(yaml.scan(text))
    for token, after in pairwise(tokens):
        line, is_first = token.start_mark.line, token.start_mark.line > seen
        depth += isinstance(
            token, yaml.FlowMappingStartToken | yaml.FlowSequenceStartToken
        )
        depth -= isinstance(token, yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken)
        if (
            depth == 0
            and is_first
            and isinstance(token, yaml.KeyToken | yaml.BlockEntryToken)
        ):
            above.add(line)
        is_short = isinstance(token, yaml.ScalarToken) and token.end_mark.line == line
        if (
            depth == 0
            and is_short
            and token.style not in {"|", ">"}
            and after.start_mark.line > line
        ):
            behind.add(line)
        seen = max(
            seen,
            line,
            token.end_mark.line if isinstance(token, yaml.ScalarToken) else line,
        )
    marks = iter(range(10**6))
    made: list[str] = []
    for number, line in enumerate(lines):
        if number in above and chance.random() < 0.15:
            made.append(f"{' ' * (len(line) - len(line.lstrip()))}# mark {next(marks)}")
        is_marked = number in behind and chance.random() < 0.15
        made.append(f"{line}  # mark {next(marks)}" if is_marked else line)
    return "\n".join(made)
