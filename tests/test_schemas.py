"""JSON Schemas: valid themselves; what the program writes and reads they accept, and no more."""

import contextlib
import json
import re

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from jamplan.corpus.findings import CorpusError
from jamplan.corpus.loading import load, packaged_folder
from jamplan.corpus.records import FILE_TYPES
from jamplan.counting.rules import Rule
from jamplan.exports.export import publication
from jamplan.exports.jsonfile import export_object
from scripts.schemas import FILE_RECORDS, FOLDER, NAMES, files, schema
from tests.conftest import TEXTS, told
from tests.corpus.test_loading import FAULTS
from tests.exports.hostile import hostile_corpora
from tests.generated import RULES

VALIDATORS = {name: Draft202012Validator(schema(name)) for name in NAMES}
# What YAML 1.2 makes of a scalar without quotation marks (section 10.3.2), as editors read it.
CORE = (
    (r"(null|Null|NULL|~|)", lambda _: None),
    (r"(true|True|TRUE)", lambda _: True),
    (r"(false|False|FALSE)", lambda _: False),
    (r"[-+]?[0-9]+", int),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
)


def typed(text):
    """A scalar as an editor sees it."""
    for pattern, make in CORE:
        if re.fullmatch(pattern, text):
            return make(text)
    return text


def seen(node, scalar):
    """A file whose plain scalars are what a function makes of them."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: seen(value, scalar) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [seen(each, scalar) for each in node.value]
    return node.value if node.style else scalar(node.value)


def faults(name, text):
    """What the schema of a file refuses in a text: as an editor sees it, and as texts, as it is loaded."""
    node = yaml.compose(text)
    return [
        sorted(
            error.message for error in VALIDATORS[name].iter_errors(seen(node, scalar))
        )
        for scalar in (typed, lambda text: text or None)
    ]


def test_all_of_them_are_schemas_and_current():
    """Draft 2020-12, closed objects throughout; scripts/schemas.py makes them after a change."""
    for name in NAMES:
        found = schema(name)
        Draft202012Validator.check_schema(found)
        assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        for each in objects(found):
            assert each["additionalProperties"] is False
            assert set(each.get("required", ())) <= set(each["properties"])
    shipped = {path: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert shipped == files()


def objects(found):
    """Every schema of an object that has properties."""
    if isinstance(found, list):
        return [each for item in found for each in objects(item)]
    if not isinstance(found, dict):
        return []
    below = [each for value in found.values() for each in objects(value)]
    return (
        [found, *below]
        if "properties" in found and "additionalProperties" in found
        else below
    )


@pytest.mark.parametrize("file", FILE_TYPES)
def test_the_shipped_files_are_accepted(file):
    """As an editor sees them, and as they are loaded."""
    text = (packaged_folder() / file).read_text(encoding="utf-8")
    assert faults(file.removesuffix(".yaml"), text) == [[], []]


# A code of these is a fault of one value or one record, which a schema sees; it knows no other records.
SHAPE = """missing-key unknown-key wrong-type bad-format old-format bad-id bad-choice bad-flag bad-count
bad-quantity bad-language bad-date bad-digest""".split()
MISSHAPEN = [
    (stem, text)
    for stem, text, *found in FAULTS.values()
    if found[0].split(" ")[1].strip(":") in SHAPE
]
REFUSED = {
    ("sources", "id: press"): ["id: the press", "id: 1press"],
    ("proposals", "count: 10"): ["count: 1.5", "count: -1"],
    ("proposals", "title: Mend roads"): ["title: Mend roads, attribution: compared"],
    ("plan", "title: A campaign"): [
        "title: A campaign, follow_ups: []",
        "title: A campaign, details: Posters",
        "title: A campaign, answers: roads",
    ],
    ("plan", "evidence: [{source: paper}]"): ["evidence: [{quote: a}]"],
    ("links", "words: explicit"): ["words: stated", "words:"],
    ("links", "says: taken_up"): ["says: done", "says: taken_up\n    count: few"],
    ("links", "format: 2"): [
        "format: 2\nverdicts: []",
        "format: 2\nsearches: [{question: a}]",
    ],
}
MISSHAPEN += [
    (name, TEXTS[name].replace(old, new, 1))
    for (name, old), many in REFUSED.items()
    for new in many
]


@pytest.mark.parametrize(("name", "text"), MISSHAPEN)
def test_what_loading_refuses_the_schema_refuses(corpus, name, text):
    """Unknown keys, bad codes, ids, dates and numbers, missing keys, wrong types."""
    assert faults(name, TEXTS[name]) == [[], []]
    with pytest.raises(CorpusError) as caught:
        load(corpus(**{name: text}))
    assert {*told(caught)} & {*SHAPE}
    assert all(faults(name, text))


ACCEPTED = {
    ("sources", "format: 2"): ["format: '2'"],
    ("sources", "name: The Press"): ["name: 2021", "name: true", "name: 1.10"],
    ("sources", "date: 2021-11"): ["date: 2021", "date: 2024-02-29", "date: "],
    ("sources", "title: What we got"): [
        "date_inferred: TRUE",
        "date_inferred: 'false'",
        "kind: ",
    ],
    ("proposals", "count: 10"): ["count: '010'"],
    ("proposals", "id: roads, title: Mend roads"): ["id: roads, number: 9, title: 12"],
    ("proposals", "text: Dig a well in every village."): ["text: "],
    ("proposals", "chapter: ch1"): ["chapter: "],
    ("plan", "title: A campaign"): ["title: A campaign, details: [2021, true, 1.5, x]"],
    ("plan", "priorities:\n  - {id: P1, title: Water}\n"): ["priorities:\n"],
    ("links", "  - about: wells"): [
        "  - {about: proposals, says: carried_out, words: explicit, count: some, "
        "evidence: [{source: paper}]}\n  - about: wells",
        "  - {about: measures, says: stalled, words: implicit, count: 4, date: 2022, "
        "evidence: [{source: paper, quoted: true, kept: [{code: a, by: Ann}]}]}\n"
        "  - about: wells",
    ],
    ("links", "words: explicit"): [
        "words: explicit\n    read:",
        "words: explicit\n    on: 2026-11-24",
        "words: explicit\n    confirmed: [{by: Ann}]",
        "words: explicit\n    speaker: press\n    measure_inferred: TRUE",
    ],
}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [(*place, new) for place, texts in ACCEPTED.items() for new in texts],
)
def test_what_loading_accepts_the_schema_accepts(corpus, name, old, new):
    """Numbers and flags where any text may stand; nothing where a key may be left out."""
    assert old in TEXTS[name]
    text = TEXTS[name].replace(old, new, 1)
    if name == "plan":
        text = text.replace(", priority: P1", "")
    load(corpus(**{name: text}))
    assert faults(name, text) == [[], []]


SCALARS = {
    "kind": ("sources", "title: What we got", ["article", "press", "Press", "blog"]),
    "date_inferred": ("sources", "title: What we got", ["true", "False", "yes", "1"]),
    "sha256": (
        "sources",
        "title: What we got",
        ["a" * 64, "A1" * 32, "a" * 63, "g" * 64],
    ),
    "date": (
        "sources",
        "date: 2021-11",
        ["2021", "2021-1", "2021-12-31", "2021-06-31", "20211"],
    ),
    "count": (
        "proposals",
        "count: 10",
        ["0", "999999999", "1000000000", "-1", "1.0", "٣"],
    ),
    "language": ("proposals", "language: en", ["fr-CA", "f", "english", "en_GB"]),
    "id": ("plan", "id: M2", ["M-2", "2M", "é", "a b", "A" * 50]),
    "text": ("proposals", "text: Dig a well in every village.", ["x", "1", "="]),
}
ANY = st.text(alphabet="0123456789-abzAZ é.٣", max_size=12)


@pytest.mark.parametrize("key", SCALARS)
@given(data=st.data())
def test_texts_are_accepted_where_loading_accepts_them(corpus, key, data):
    """Whatever text stands in quotation marks, both decide the same."""
    name, old, near = SCALARS[key]
    value = data.draw(st.sampled_from(near) | ANY)
    # Known differences: codes with spaces around them, and 29 February in a year that has none.
    assume(key != "kind" or value == value.strip() != "")
    assume(key != "date" or not re.match(r"\s*(0000|[0-9]{4}-02-29)", value))
    text = TEXTS[name].replace(
        old, f"{key}: {json.dumps(value, ensure_ascii=False)}", 1
    )
    accepted = faults(name, text)[1] == []
    with contextlib.nullcontext() if accepted else pytest.raises(CorpusError):
        load(corpus(**{name: text}))


@given(hostile_corpora(), RULES, st.sampled_from(["en", "fr"]))
@example(load(packaged_folder()), Rule(), "fr")
def test_every_export_is_accepted(corpus, rule, code):
    """Whatever the corpus, the rule and the language; as JSON text. A key that is not known is refused."""
    found = publication(corpus, rule, lang=code, date="2026-11-25")
    value = json.loads(json.dumps(export_object(found)))
    assert [error.message for error in VALIDATORS["export"].iter_errors(value)] == []
    value["proposals"] = [{**each, "verified": True} for each in value["proposals"]]
    assert VALIDATORS["export"].is_valid(value) is (value["proposals"] == [])


def test_every_key_of_the_files_is_described():
    """Editors show the meaning beside the key."""
    for name in FILE_RECORDS:
        for shape in objects(schema(name)):
            assert all(key.get("description") for key in shape["properties"].values())
