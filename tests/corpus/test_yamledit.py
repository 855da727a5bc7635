"""Single records of a YAML file are changed and not one byte besides, whatever the file looks like."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jamplan.corpus import yamledit, yamlfile
from jamplan.corpus.yamledit import CannotEditError

RECORD = {"proposal": "p9", "basis": "compared", "evidence": [{"source": "s", "quote": "words"}]}
BLOCK = """\
# head
format: 1

links:   # the links
  # first
  - proposal: p1   # one
    measure: M1
    note: >-
      a long
      note

  # second
  - proposal: p2
    measure: M2
  # end of the list

verdicts: []   # none yet
dismissals:
# foot
"""


def data(text):
    """What a file says, empty lists left out."""
    root, findings = yamlfile.parse(text, "f")
    assert not findings, findings
    return {key: value for key, value in plain(root).items() if value not in ("", [])}


def plain(node):
    if isinstance(node, yamlfile.Scalar):
        return node.text.strip()
    if isinstance(node, yamlfile.Sequence):
        return [plain(each) for each in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def inserted(old, new):
    """What stands in the new text and not in the old one, which has to be all else."""
    start = 0
    while start < len(old) and old[start] == new[start]:
        start += 1
    end = 0
    while end < len(old) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    assert old == new[:start] + new[len(new) - end :]
    return new[start : len(new) - end]


def test_a_record_is_put_after_the_last_one():
    """It stands like its neighbours, before the comment that ends the list."""
    new = yamledit.append(BLOCK, "links", RECORD)
    assert new == BLOCK.replace(
        "    measure: M2\n",
        "    measure: M2\n\n"
        "  - proposal: p9\n"
        "    basis: compared\n"
        "    evidence:\n"
        "      - source: s\n"
        "        quote: words\n",
    )
    assert yamledit.remove(new, "links", 2) == BLOCK


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        (
            "verdicts",
            "verdicts: []   # none yet\n",
            "verdicts:   # none yet\n  - proposal: p9\n",
        ),
        ("dismissals", "dismissals:\n", "dismissals:\n  - proposal: p9\n"),
        ("readings", "# foot\n", "# foot\n\nreadings:\n  - proposal: p9\n"),
    ],
)
def test_an_empty_list_is_opened(key, old, new):
    """« [] » gives way, a key without a value gets one, a missing key comes at the end."""
    assert yamledit.append(BLOCK, key, {"proposal": "p9"}) == BLOCK.replace(old, new)


def test_a_list_that_was_opened_is_closed_again():
    """The last record's removal leaves « [] », and the comment where it was."""
    opened = yamledit.append(BLOCK, "verdicts", RECORD)
    assert yamledit.remove(opened, "verdicts", 0) == BLOCK.replace("[]   #", "[]   #")
    added = yamledit.append(BLOCK, "readings", RECORD)
    assert yamledit.remove_list(added, "readings") == BLOCK


def test_keys_of_a_record_change_alone():
    """A comment behind a value stays; a new key comes last; a value of lines gives way as a whole."""
    new = yamledit.change(
        BLOCK, "links", 0, {"proposal": "p7", "note": "short", "on": "2026-01-01", "measure": None}
    )
    assert new == BLOCK.replace(
        "  - proposal: p1   # one\n    measure: M1\n    note: >-\n      a long\n      note\n",
        "  - proposal: p7   # one\n    note: short\n    on: 2026-01-01\n",
    )


def test_a_comment_moves_above_a_value_that_needs_lines():
    """It cannot stay behind what becomes a block."""
    new = yamledit.change("a:\n- x: 1\n  y: 2 # why\n", "a", 0, {"y": "two\nlines"})
    assert new == "a:\n- x: 1\n  # why\n  y: |-\n    two\n    lines\n"


ODD = {
    "flow": "{format: 1, links: [{proposal: p1, measure: M1}, {proposal: p2}]}\n",
    "flow over lines": 'format: 1\nlines: x\nlinks: [\n  {proposal: p1}, # one\n  {"proposal": p2}, # two\n]\n',
    "empty in flow": "{format: 1, links: []}",
    "quoted keys": '"format": "1"\n\'links\':\n- "proposal": p1\n- \'proposal\': "p2"\n',
    "carriage returns": BLOCK.replace("\n", "\r\n"),
    "old line ends": BLOCK.replace("\n", "\r"),
    "no final newline": BLOCK.rstrip("\n"),
    "no final newline after a list": "format: 1\nlinks:\n  - proposal: p1\n  - proposal: p2",
    "anchors": "format: 1\nlinks: &l\n  - &a {proposal: p1, evidence: &e [{source: s}]}\n  - proposal: p2\n    evidence: *e\n",
    "an anchored empty list": "format: 1\nlinks: &l []\n",
    "dash on its own line": "format: 1\nlinks:\n  -\n    proposal: p1\n  - # two\n    # more\n    proposal: p2\n",
    "indented root": "  format: 1\n  links:\n      - proposal: p1\n      - proposal: p2\n  other: []\n",
    "an end mark": "---\nformat: 1\nlinks:\n  - proposal: p1\n...\n# after\n",
    "an end mark, no list": "format: 1\n...\n",
    "a block that keeps": "format: 1\nlinks:\n  - proposal: p1\n    note: |+\n      text\n\n\nother: []\n",
    "a block that strips": "format: 1\nlinks:\n  - proposal: p1\n    note: |2-\n       text\n\n\n  # c\nother: []\n",
    "explicit keys": "? format\n: 1\n? links\n: - proposal: p1\n  - proposal: p2\n",
    "an empty list over lines": "format: 1\nlinks: [ # none\n  ]\n",
    "value on the next line": "format: 1\nlinks:\n  []\n",
    "nothing behind the key, and comments": "format: 1\nlinks:   # nothing\n\n  # here\nother: []\n",
    "a tag": "format: 1\nlinks: !!seq\n  - !!map\n    proposal: p1\n",
    "tabs and spaces": "format: 1\t\nlinks: \t\n  -   proposal:   p1\t\n  -   proposal:   p2   \n",
    "a line separator": 'format: 1\nlinks:\n  - proposal: "a\u2028b"\n  - proposal: p2\n',
    "deep dashes": "format: 1\nlinks:\n- proposal: - p1\n"
    if False
    else "format: 1\nlinks:\n- proposal: p1-\n",
    "astral": "# 😀😀\nformat: 1\nlinks:\n  - proposal: 😀 # 😀\n  - {proposal: é}\n",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_get_a_record_and_lose_it_again(name):
    """What is put in is all that is new; taken out again, the file is what it was."""
    old = ODD[name]
    if name == "a tag":
        with pytest.raises(AssertionError):
            yamledit.append(old, "links", RECORD)
        return
    count = len(data(old).get("links", []))
    new = yamledit.append(old, "links", RECORD)
    expected = data(old)
    expected["links"] = [*expected.get("links", []), RECORD]
    assert data(new) == expected
    if count or "links" not in old:
        inserted(old, new)
        again = yamledit.remove(new, "links", count)
        assert (again if count else yamledit.remove_list(new, "links")) == old
    else:
        assert data(yamledit.remove(new, "links", 0)) == data(old)


@pytest.mark.parametrize("name", [name for name in ODD if name != "a tag"])
def test_odd_files_have_their_first_record_changed(name):
    """The keys asked for change, and nothing else that the file says."""
    old = ODD[name]
    records = data(old).get("links", [])
    if not records:
        return
    changes = {"proposal": "changed: yes", "extra": "a\nb", "note": None}
    try:
        new = yamledit.change(old, "links", 0, changes)
    except CannotEditError:
        assert name == "anchors"
        return
    expected = data(old)
    first = {key: value for key, value in records[0].items() if key != "note"}
    expected["links"][0] = {**first, "proposal": "changed: yes", "extra": "a\nb"}
    assert data(new) == expected


def test_what_an_alias_repeats_cannot_be_changed_alone():
    """An anchored record, an alias in its place, a list by alias: refused with the line."""
    text = "format: 1\nlinks:\n  - &a {proposal: p1, n: 1}\n  - *a\nother: &o [x]\nmore: *o\n"
    for attempt in (
        lambda: yamledit.change(text, "links", 0, {"n": "2"}),
        lambda: yamledit.change(text, "links", 1, {"n": "2"}),
        lambda: yamledit.remove(text, "links", 0),
        lambda: yamledit.append(text, "more", {"a": "b"}),
    ):
        with pytest.raises(CannotEditError) as caught:
            attempt()
        assert caught.value.line in {3, 4, 6}
    assert yamledit.remove(text, "links", 1) == text.replace("  - *a\n", "")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=120) | st.sampled_from(
    [
        "a: b",
        "# no comment",
        "- x",
        "'",
        '"',
        "a\nb",
        "a\n\n b\n",
        " lead",
        "x " * 60,
        "no",
        "2021-04",
        "{a: b}",
        "[x]",
        "*a",
        "&a",
        "!t",
        "%d",
        "@x",
        "`x`",
        "a\tb",
        "\u2028",
        "\x85",
        "\x07",
        "\x7f",
        "😀",
        "\ufeff",
        "...",
        "---",
        "word " * 40 + "\n  indented " * 3,
    ]
)
LAYOUTS = st.sampled_from([text for name, text in ODD.items() if name != "a tag"])


@given(layout=LAYOUTS, note=TEXTS, quote=TEXTS)
@example(layout=BLOCK, note="a" * 80 + "  b", quote="x\n y")
def test_any_text_survives_being_written(layout, note, quote):
    """Whatever a text holds, it is read back as it was given, and the rest as it was."""
    record = {"proposal": "p9", "note": note, "evidence": [{"source": "s", "quote": quote}]}
    old = data(layout)
    new = yamledit.append(layout, "links", record)
    assert data(new)["links"][-1] == {
        "proposal": "p9",
        "note": note.strip(),
        "evidence": [{"source": "s", "quote": quote.strip()}],
    }
    assert data(new)["links"][:-1] == old.get("links", [])
    changed = yamledit.change(new, "links", len(old.get("links", [])), {"note": quote, "by": note})
    assert data(changed)["links"][-1]["note"] == quote.strip()
    assert data(changed)["links"][-1]["by"] == note.strip()


@given(st.data())
def test_records_come_and_go_in_any_order(draw):
    """After any additions, changes and removals, the file says what a list would."""
    text = draw.draw(LAYOUTS)
    model = data(text).get("links", [])
    for _ in range(draw.draw(st.integers(1, 6))):
        match draw.draw(st.sampled_from(["append", "remove", "change"])):
            case "append":
                record = {"proposal": draw.draw(TEXTS), "note": "n"}
                text = yamledit.append(text, "links", record)
                model = [*model, {"proposal": record["proposal"].strip(), "note": "n"}]
            case "remove" if model:
                index = draw.draw(st.integers(0, len(model) - 1))
                try:
                    text = yamledit.remove(text, "links", index)
                except CannotEditError:
                    continue
                model = model[:index] + model[index + 1 :]
            case "change" if model:
                index = draw.draw(st.integers(0, len(model) - 1))
                value = draw.draw(TEXTS | st.none())
                try:
                    text = yamledit.change(text, "links", index, {"note": value})
                except CannotEditError:
                    continue
                kept = {name: each for name, each in model[index].items() if name != "note"}
                changed = kept if value is None else {**kept, "note": value.strip()}
                model = [*model[:index], changed, *model[index + 1 :]]
            case _:
                pass
        assert data(text).get("links", []) == model


COMMENTED = """\
links: []
dismissals: [
  {proposal: p, measure: A1}, # Ada: read twice
  # second thoughts by Bob
  {proposal: p, measure: A2, note: x}, # Bob: certain
  {proposal: p, measure: A3}  # Eve
]
"""


@pytest.mark.parametrize(
    ("index", "gone"),
    [
        (0, "  {proposal: p, measure: A1}, # Ada: read twice\n"),
        (1, "  {proposal: p, measure: A2, note: x}, # Bob: certain\n"),
        (2, "  {proposal: p, measure: A3}  # Eve\n"),
    ],
)
def test_comments_of_other_records_in_brackets_stay(index, gone):
    """What stands behind a record goes with it, what stands above or behind others does not."""
    expected = COMMENTED.replace(gone, "")
    if index == 2:
        expected = expected.replace("note: x}, # Bob", "note: x} # Bob")
    assert yamledit.remove(COMMENTED, "dismissals", index) == expected


def test_a_record_goes_below_the_comments_of_the_one_before():
    """A comment that is indented into the last record belongs to it."""
    text = "links:\n  - a: 1\n    # still about the first\n  # about none\nother: []\n"
    assert yamledit.append(text, "links", {"a": "2"}) == text.replace("first\n", "first\n  - a: 2\n")


def test_a_block_that_keeps_its_breaks_is_replaced_whole():
    """The line after it stays where it was."""
    text = "links:\n  - note: |+\n      a\n\n    by: me\n"
    assert yamledit.change(text, "links", 0, {"note": "b"}) == "links:\n  - note: b\n    by: me\n"


RECORDS = st.lists(
    st.fixed_dictionaries({"proposal": TEXTS.filter(str.strip), "measure": st.just("M1")})
    | st.just({**RECORD}),
    max_size=4,
)


@given(layout=LAYOUTS, records=RECORDS)
def test_many_records_are_put_as_one_after_the_other(layout, records):
    """The same bytes, whatever the layout."""
    one_by_one = layout
    for record in records:
        one_by_one = yamledit.append(one_by_one, "links", record)
    assert yamledit.append_all(layout, "links", records) == one_by_one


EVIDENCE = [{"source": "s", "quote": "w"}]
# No record loses all its keys.
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "proposal": TEXTS,
        "note": st.none() | TEXTS,
        "evidence": st.none() | st.just(EVIDENCE),
    },
)


@given(layout=LAYOUTS, changes=st.dictionaries(st.integers(0, 1), CHANGES, max_size=2))
def test_many_records_change_as_one_after_the_other(layout, changes):
    """The same bytes. With anchors, one way may be refused and not the other, and what is made is true."""
    records = data(layout).get("links", [])
    kept = {index: each for index, each in changes.items() if index < len(records)}
    if not kept:
        return
    found = one_by_one = None
    with contextlib.suppress(CannotEditError):
        found = yamledit.change_all(layout, "links", kept)
    with contextlib.suppress(CannotEditError):
        text = layout
        for index, each in kept.items():
            text = yamledit.change(text, "links", index, each)
        one_by_one = text
    if "&" not in layout:
        assert found == one_by_one
        assert found is not None
    expected = [changed(record, kept.get(index, {})) for index, record in enumerate(records)]
    assert found is None or data(found)["links"] == expected


def changed(record, changes):
    """A record as a mapping would have its changes."""
    stripped = {
        name: value.strip() if isinstance(value, str) else value for name, value in changes.items()
    }
    return {name: value for name, value in {**record, **stripped}.items() if value is not None}


NESTED = {
    "lines": """\
# head
document:   # doc
  name: d
  declared:
    - {count: 1, sources: [a, b]}   # one
    - count: 2
      sources:
        - a   # first
        - >-
          a long
          second
    # after
measures:
  - id: A   # first
    details:
      # above
      - one   # d1
      - two
    evidence:
      - source: s   # e1
        quote: |
          two
          lines
      - {source: t}

  # the second
  - id: B   # keep
    details: [x, "y, z"]
""",
    "flush": """\
document:
  name: d
  declared:
  - count: 1
    sources:
    - a
    - b
  - count: 2
measures:
- id: A
  details:
  - one
  - two
  evidence:
  - source: s
  - source: t
- id: B
  details: [x]
""",
    "brackets": """\
document: {name: d, declared: [{count: 1, sources: [a, b]}, {count: 2}]}
measures:
  - {id: A, details: [one, 'two'], evidence: [{source: s}, {source: t}]}
  - {id: B, details: [x]}
""",
    "windows": "measures:\r\n  - id: A\r\n    details:\r\n      - one\r\n    evidence: []\r\n  - id: B\r\n",
}
PATHS = (("measures", 0), ("document",), ("document", "declared", 0), ("measures", 0, "evidence", 0))


@pytest.mark.parametrize("name", NESTED)
@given(draw=st.data())
def test_lists_within_records_change_as_lists_do(name, draw):
    """After any changes in records within records, the file says what was done; other records are untouched."""
    text = NESTED[name]
    start = text.find("  # the second") if "# the second" in text else text.find("- id: B")
    rest = text[start:] if start > 0 else text[text.find("{id: B") :]
    for _ in range(draw.draw(st.integers(1, 5))):
        wanted = data(text)
        found = [path for path in PATHS if within(wanted, path) is not None]
        path = draw.draw(st.sampled_from(found))
        record = within(wanted, path)
        value = draw.draw(TEXTS.filter(str.strip))
        kind = draw.draw(st.sampled_from(["put", "add", "record", "drop"]))
        if kind == "put":
            text = yamledit.change_at(text, path, {"note": value})
            record["note"] = value.strip()
        elif kind == "add":
            text = yamledit.append_at(text, path, "more", value)
            record.setdefault("more", []).append(value.strip())
        elif kind == "record":
            text = yamledit.append_at(text, path, "evidence", {"source": "u", "quote": value})
            record["evidence"] = [*record.get("evidence", []), {"source": "u", "quote": value.strip()}]
        elif kind == "drop" and "note" in record:
            text = yamledit.change_at(text, path, {"note": None})
            del record["note"]
        assert bare(data(text)) == bare(wanted)
        assert text.endswith(rest)


def within(found, path):
    """The value at a path, or None."""
    for step in path:
        if isinstance(step, str):
            found = found.get(step) if isinstance(found, dict) else None
        else:
            found = found[step] if found and len(found) > step else None
    return found if isinstance(found, dict) else None


def bare(found):
    """What is said, without what is empty."""
    if isinstance(found, dict):
        return {key: bare(value) for key, value in found.items() if value not in ("", [])}
    return [bare(each) for each in found] if isinstance(found, list) else found
