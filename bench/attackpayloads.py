"""Payloads in every text of a corpus, through every format, and read back by others' parsers.

What is read back has the text as text, and no tag, attribute, formula, link or control sign that the
same corpus with harmless words does not have.
"""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import html5lib
import lxml.html
import openpyxl
import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from bench.attack import ACTIVE, Trial
from bench.attackinputs import texts_of
from jamplan.corpus.loading import packaged_folder
from jamplan.corpus.records import LINKS
from tests.conftest import END

_LIST = r"""=HYPERLINK("http://evil.example";"x") ¦ +1+cmd|' /C calc'!A0 ¦ -2+3 ¦ @SUM(1+1)*cmd ¦ \t=1+1 ¦ '=1+1
=cmd|' /C calc'!A0 ¦ \uff1d1+1 ¦ <script>alert(1)</script> ¦ </script><script>alert(1)</script>
"><img src=x onerror=alert(1)> ¦ <svg/onload=alert(1)> ¦ ' onmouseover='alert(1) ¦ </style><b>x</b>
<!-- ¦ --><b>x ¦ ]]><a/> ¦ <![CDATA[x]]> ¦ &lt;b&gt;&#60;b&#62; ¦ &amp;amp;
{{7*7}} {% x %} ${x} {n} %s ¦ </textarea></title><i> ¦ [x](javascript:alert(1))
![x](http://evil.example/x.png) ¦ <javascript:alert(1)> ¦ [a]: http://evil.example
`code` **b** _i_ ~~s~~ ¦ # head ¦ 1. one ¦ - item ¦ > quote ¦ | a | b | ¦ [^1] [^1]: x
x\n\n---\n\n<b>y</b> ¦     code ¦ ```\ncode ¦ *** ¦ http://evil.example www.evil.example
a@evil.example ¦ \x1b[31mred\x1b[0m ¦ \x1b]8;;http://evil.example\x07x\x1b]8;;\x07 ¦ \x9b2J
a\x08b\rc ¦ \u202egnp.exe ¦ \u2066a\u2069b ¦ \u200fx ¦ x\u2028y\u2029z ¦ javascript:alert(1)
mailto:a@evil.example?subject=x ¦ data:text/html,<script>1</script> ¦ file:///etc/passwd
vbscript:x ¦ //evil.example ¦ \\\\evil\\x ¦ *a &b !!python/object:os.system x ¦ key: value # no
%YAML 1.1 ¦ _x000A_ _x0041_ ¦ \U0001f469\u200d\U0001f4bb \xe9\u0301 \u6f22\u5b57
[bold]x[/bold] [/x] [link=http://evil.example]y[/link]"""
_BYTES = [
    line.encode("latin-1", "backslashreplace") for line in re.split(" ¦ |\n", _LIST)
]
PAYLOADS = [line.decode("unicode_escape") for line in _BYTES]
_KEYS = """text note quote by confirmed_by description question result title short_name short number
name called locator details pages url archived contact""".split()
_REPORTS = """coverage --full|coverage --by rule|unadopted --full|show brigade|show A9 --full|check
show étude --cite --full|suggest --all --full|claim 6"""
_SCHEME = re.compile(r"\s*([\w+.-]+:)?(?://)?")
_GITHUB = MarkdownIt("gfm-like").use(footnote_plugin)

Read = tuple[str, set[str]]
"""The text of an export, and what else is in it: tags, kinds of cells, where links lead."""


def attack(trial: Trial, number: int) -> None:
    """Put a payload in every text, export it in every format, and compare what is read back."""
    payload = PAYLOADS[(trial.shift + number) % len(PAYLOADS)]
    with trial.attack("payload"):
        trial.log.append(repr(payload))
        calm = _calm(trial)
        for form, (text, parts) in _exports(trial, Path("c"), payload).items():
            # A break within a text is none of its making; the contact may be a mailbox.
            more = parts - calm[form][1] - {"softbreak", "leads to mailto:"}
            assert not more, (form, more)
            assert form in _KEPT or not ACTIVE.search(text), form
            in_part = form == "svg" or form.startswith("md of")
            assert in_part or _squeezed(payload) in _squeezed(text), form
        trial.tried["payloads"] += 1
        trial.tried["exports read back"] += len(calm)


@cache
def _calm(trial: Trial) -> dict[str, Read]:
    return _exports(trial, Path("calm"), "http words")


def _exports(trial: Trial, folder: Path, payload: str) -> dict[str, Read]:
    """Write the shipped corpus with a payload in the place of each text, and read what comes of it."""
    folder.mkdir()
    for name, data in texts_of(packaged_folder()).items():
        if name == "proposals.yaml":
            labels = [{"of": "item", "language": "fr", "one": payload, "many": payload}]
            data["document"] |= {"contact": payload, "title": payload, "labels": labels}
        written = yaml.safe_dump(_replaced(data, payload), allow_unicode=True)
        (folder / name).write_text(written + END * (name == LINKS), encoding="utf-8")
    reads = {}
    for form, read in _READERS.items():
        trial.command(f"export --draft -o {folder}.{form} --data {folder}", (0,))
        reads[form] = read(Path(f"{folder}.{form}").read_bytes())
    trial.command(f"export --draft --format csv -o {folder}/csv/ --data {folder}", (0,))
    files = (folder / "csv").glob("*.csv")
    reads["csv"] = _cells([path.read_bytes().decode("utf-8-sig") for path in files])
    commands = ("coverage", "unadopted", "suggest --all")
    reads["csv printed"] = _cells(
        [trial.command(f"{line} --format csv --data {folder}") for line in commands]
    )
    for report in re.split(r"\||\n", _REPORTS):
        trial.command(f"{report} --data {folder}")
        text = trial.command(f"{report} --format md --data {folder}")
        reads[f"md of {report}"] = _markdown(text.encode())
    return reads


def _replaced(value: Any, payload: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _replaced(item, payload, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, payload, key) for item in value]
    stays = key in {"url", "archived"} and "http" in payload
    return payload if key in _KEYS and not stays else value


def _squeezed(text: str) -> str:
    """Return a text without white space, and with what outputs put for signs that act."""
    return re.sub(r"\s+", "", ACTIVE.sub("\ufffd", text))


def _leads(address: object) -> str:
    """Return where a link leads: its scheme, and whether a text has become an address."""
    scheme = _SCHEME.match(str(address))
    return f"leads to {scheme and scheme[0]}{' evil' * ('//evil' in str(address))}"


class _Page(html.parser.HTMLParser):
    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.text, self.parts = "", set[str]()
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, its attributes and where it leads."""
        self.parts |= {tag, *(f"{tag} {name}" for name, _ in attrs)}
        self.parts |= {
            _leads(value) for name, value in attrs if re.search("href|src|action", name)
        }

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def _html(data: bytes) -> Read:
    """A page as three parsers read it, two of which mend what is broken as browsers do."""
    page = _Page(data)
    parts = set(page.parts)
    for root in (
        html5lib.parse(data, namespaceHTMLElements=False),
        lxml.html.document_fromstring(data),
    ):
        for node in root.iter():
            if isinstance(node.tag, str):
                parts |= {node.tag, *(f"{node.tag} {name}" for name in node.attrib)}
    return page.text, parts


def _markdown(data: bytes) -> Read:
    blocks = _GITHUB.parse(data.decode())
    tokens = [token for block in blocks for token in (block, *(block.children or ()))]
    words = (
        token.content
        for token in tokens
        if token.type in {"text", "code_inline", "text_special"}
    )
    links = {_leads(token.attrs["href"]) for token in tokens if "href" in token.attrs}
    return "".join(words), links | {token.type for token in tokens}


def _docx(data: bytes) -> Read:
    document = docx.Document(io.BytesIO(data))
    relations = document.part.rels.values()
    links = {
        _leads(relation.target_ref) for relation in relations if relation.is_external
    }
    return "".join(document.element.body.itertext()), links


def _xlsx(data: bytes) -> Read:
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [
        cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    ]
    links = {_leads(cell.hyperlink.target) for cell in cells if cell.hyperlink}
    links |= {cell.data_type for cell in cells}
    return "\n".join(str(cell.value or "") for cell in cells), links


def _cells(tables: Iterable[str]) -> Read:
    cells: list[str] = []
    for table in tables:
        # A form has a mark at its beginning, and semicolons.
        lines = io.StringIO(table.removeprefix("\ufeff"), newline="")
        rows = csv.reader(
            lines, delimiter=";" if table.startswith("\ufeff") else ",", strict=True
        )
        cells += [cell for row in rows for cell in row]
    formula = re.compile(r"\s*[=+\-@＝＋－＠](?![0-9.]+$)")
    return "\n".join(cells), set(filter(formula.match, cells))


_KEPT = {"json", "csv"}
"""Files for programs: every character of a text is in them, as it is in the corpus."""

_READERS: dict[str, Callable[[bytes], Read]] = {
    "md": _markdown,
    "html": _html,
    "svg": lambda data: ("".join(ET.fromstring(data).itertext()), _Page(data).parts),  # noqa: S314
    "json": lambda data: (json.loads(data)["proposals"][1]["title"], set()),
    "docx": _docx,
    "xlsx": _xlsx,
}
