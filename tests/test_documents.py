"""The documents are short, and those on counting give the figures and words that the program gives."""

import re

import pytest

from jamplan.account.vocabulary import label
from jamplan.corpus.records import FILE_TYPES, keys_of
from jamplan.corpus.statements import SAYS, Group, Words
from jamplan.counting.figures import all_rules
from jamplan.counting.rules import strength
from jamplan.counting.statuses import Status
from jamplan.language import language

PAGES = {"counting.md": "en", "comptage.md": "fr"}
STATUSES = (Status.ADOPTED, Status.BELOW_RULE, Status.UNREVIEWED, Status.UNDOCUMENTED)
"""The statuses that the shipped corpus has."""


@pytest.fixture(params=PAGES)
def page(request, root):
    """The language of a page and its text."""
    return PAGES[request.param], (root / "docs" / request.param).read_text(
        encoding="utf-8"
    )


def rows(text: str) -> list[tuple[str, ...]]:
    """The rows of all tables."""
    lines = [
        line.strip("|").split("|") for line in text.split("\n") if line.startswith("|")
    ]
    return [tuple(cell.strip() for cell in line) for line in lines]


def test_the_figures_by_hand_are_those_that_the_program_counts(page, jam):
    """Statuses, total and answered measures, under each of the four rules."""
    results = all_rules(jam)
    expected = [
        (f"`{status}`", *(str(result.statuses[status]) for result in results))
        for status in STATUSES
    ]
    table = rows(page[1].partition("| | explicit | stated | claimed | any |")[2])[1:]
    assert table[:4] == expected
    assert [row[1:] for row in table[4:]] == [
        tuple(str(result.total) for result in results),
        tuple(str(result.answered) for result in results),
    ]


def test_the_statements_by_hand_are_those_on_record(page, jam):
    """Measure, words, attribution and the weaker of the two, in the words of the language."""

    def word(term):
        return label(language(page[0]), term).split(" (")[0]

    expected = set()
    for proposal in jam.proposals:
        attribution = word(proposal.attribution)
        statements = jam.statements_on.get(proposal.id, ())
        if not statements:
            expected.add((proposal.id, "—", "—", attribution, "—"))
        for statement in statements:
            weaker = word(Words(strength(statement, proposal.attribution)))
            own = (statement.measure, word(statement.words), attribution, weaker)
            expected.add((proposal.id, *own))
    assert {row for row in rows(page[1]) if row[0] in jam.proposal} == expected


def test_the_statuses_have_the_words_of_the_reports(page):
    """Every status with its code, in the order in which they apply; in 1,450 words, as wc counts them."""
    named = re.findall(r"^\| `(\w+)` \| ([^|]+) \| [^|]+ \|$", page[1], re.MULTILINE)
    told = {code: words for code, words in named if code in set(Status)}
    assert [*told] == [status.value for status in Status]
    expected = {status: label(language(page[0]), status) for status in Status}
    assert told == expected
    assert len(page[1].split()) <= 1450


def test_the_statements_of_the_format_are_those_of_the_table(root):
    """Each code of what may be said, once, with its group; outcomes in their order."""
    text = (root / "docs" / "format.md").read_text(encoding="utf-8")
    table = text.partition("| `says` | for the count |")[2].partition("\n\n")[0]
    groups = {
        Group.YES: "yes",
        Group.PARTLY: "partly",
        Group.OPEN: "open",
        Group.NO: "no",
        Group.NONE: "none",
        Group.PAIR: "in no status",
        Group.ASIDE: "aside",
        Group.OUTCOME: "outcomes",
    }
    found = [
        (code, row[1])
        for row in rows(f"\n{table}")
        for code in re.findall(r"`(\w+)`", row[0])
    ]
    assert found == [(says, groups[meaning.group]) for says, meaning in SAYS.items()]


def keys_in(text: str) -> dict[str, bool]:
    """The keys that a text names, and whether they are bold."""
    return {name: bool(bold) for bold, name in re.findall(r"(\*\*)?`(\w+)`", text)}


def tables_of(text: str) -> dict[str, dict[str, tuple[bool, str]]]:
    """The tables of keys by each name in their heads: whether a key is bold, and its meaning."""
    tables: dict[str, dict[str, tuple[bool, str]]] = {}
    for head, body in re.findall(
        r"^\|(.+)\| meaning \|\n\|-.*\n((?:\|.*\n)+)", text, re.MULTILINE
    ):
        keys = {
            key: (bold, meaning)
            for cell, meaning in rows(body)
            for key, bold in keys_in(cell).items()
        }
        tables |= dict.fromkeys(keys_in(head), keys)
    return tables


def test_each_field_of_the_model_has_a_row(root):
    """In a table of its file's section, bold if it is required; below that, in its row or its own table."""
    text = (root / "docs" / "format.md").read_text(encoding="utf-8")
    everywhere = tables_of(text)
    missing = []

    def look(kind, table, path):
        for key in keys_of(kind):
            bold, meaning = table.get(key.name, (None, ""))
            if bold is not key.required:
                missing.append(f"{path}.{key.name}")
            if key.nested:
                below = {name: (bold, "") for name, bold in keys_in(meaning).items()}
                named = {known.name for known in keys_of(key.type)} & below.keys()
                look(
                    key.type,
                    below if named else everywhere.get(key.name, {}),
                    f"{path}.{key.name}",
                )

    for name, file in FILE_TYPES.items():
        (section,) = re.findall(
            rf"^## [^\n]*`{name}`.*?(?=^## )", text, re.MULTILINE | re.DOTALL
        )
        tables = tables_of(section)
        for key in keys_of(file):
            look(key.type, tables.get(key.name, {}), key.name)
    assert missing == []


def test_the_reports_that_comments_name_are_listed(root):
    """By the names that they have there."""
    listed = (root / "docs" / "importing.md").read_text(encoding="utf-8")
    for path in (root / "src").rglob("*.py"):
        comments = re.findall(r"(?:#|\"\"\"|\().*", path.read_text(encoding="utf-8"))
        named = {
            name
            for text in comments
            for name in re.findall(r"\b(?:en|fr|sn)-[a-z]+[\w-]*", text)
        }
        assert {name for name in named if f"`{name}`" not in listed} <= {
            "fr-FR",
            "en-GB",
        }, path
