"""Records of a YAML file change, and every other byte stays, whatever the file looks like."""

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jamplan.corpus.findings import RefusedError
from jamplan.corpus.model import Evidence
from jamplan.corpus.records import as_record
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.corpus.yamledit import data_of, rewritten

RECORD = {
    "about": "p9",
    "words": "compared",
    "evidence": [{"source": "s", "quote": "words"}],
}
BLOCK = """\
# head
format: 2

statements:   # the statements
  # first
  - about: p1   # one
    measure: M1
    note: >-
      a long
      note

  # second
  - about: p2
    measure: M2
    # still about the second
  # end of the list

searches: []   # none yet
objections:
# foot
"""


def data(text):
    """What a file says."""
    return data_of(text.encode(), "f")


def changed(text, change):
    """The text after a function has changed what it says."""
    wanted = data(text)
    change(wanted)
    return rewritten(text.encode(), "f", wanted).decode()


def append(text, key, *records):
    """The text with records at the end of a list."""
    return changed(
        text, lambda wanted: wanted.update({key: [*(wanted.get(key) or []), *records]})
    )


def remove(text, key, index):
    """The text without a record of a list."""
    return changed(text, lambda wanted: wanted[key].pop(index))


def test_records_come_last_and_leave_an_empty_list():
    """A new one looks like its neighbours, before the comment that ends the list; comments stay."""
    new = append(BLOCK, "statements", RECORD)
    written = """about the second

  - about: p9
    words: compared
    evidence:
      - source: s
        quote: words
"""
    assert new == BLOCK.replace("about the second\n", written)
    assert remove(new, "statements", 2) == BLOCK
    new = changed(BLOCK, lambda wanted: wanted["statements"].clear())
    start, end = BLOCK.index("  - about: p1"), BLOCK.index("    # still")
    comments = "  # one\n  # second\n"
    assert (
        new
        == BLOCK.replace("statements: ", "statements: [] ")[: start + 3]
        + comments
        + BLOCK[end:]
    )


@pytest.mark.parametrize(
    ("key", "old", "new"),
    [
        (
            "searches",
            "searches: []   # none yet\n",
            "searches:   # none yet\n  - about: p9\n",
        ),
        ("objections", "objections:\n", "objections:\n  - about: p9\n"),
        ("readings", "objections:\n", "objections:\n\nreadings:\n  - about: p9\n"),
        ("statements", "the second\n", "the second\n\n  - about: p9\n"),
    ],
)
def test_an_empty_list_is_opened_and_closed_again(key, old, new):
    """« [] » gives way, a key without a value gets one, a missing key comes last; then all is as before."""
    opened = append(BLOCK, key, {"about": "p9"})
    assert opened == BLOCK.replace(old, new)
    if key == "searches":
        assert remove(opened, key, 0) == BLOCK
    if key == "readings":
        assert changed(opened, lambda wanted: wanted.pop(key)) == BLOCK


RECORDS = """\
a:
  - x: >- # head
      one # no comment
    y: 2 # behind
    z: {p: 1, # within
      q: 2}
  # above
  - x: "3 # none"
"""


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a[0].update(x="two"),
        lambda a: a[0].update(x="two # lines\n# of text"),
        lambda a: a[0].pop("y"),
        lambda a: a[0].update(z={"p": "3", "q": "2"}),
        lambda a: a.pop(0),
        lambda a: a.pop(1),
        lambda a: a.clear(),
    ],
)
def test_comments_are_kept(change):
    """At the head of a block, behind a key or a record that goes, above one; as lines where they need one."""
    new = changed(RECORDS, lambda wanted: change(wanted["a"]))
    comments = ["# head", "# behind", "# within", "# above"]
    assert [comment for comment in comments if f" {comment}\n" in new] == comments


def test_an_edit_that_would_lose_a_comment_is_refused():
    """Within brackets there is no line to put it on: refused with the line."""
    with pytest.raises(RefusedError) as caught:
        changed(RECORDS, lambda wanted: wanted["a"][0].update(z={"p": "1"}))
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.line) == ("cannot-edit", 5)


def test_keys_of_a_record_change_alone():
    """A comment behind a value, or the sign that begins its lines, stays; a new key comes last."""

    def change(wanted):
        del wanted["statements"][0]["measure"]
        wanted["statements"][0].update(
            {"about": "p7", "note": "two\nlines", "on": "2026-01-01"}
        )

    assert changed(BLOCK, change) == BLOCK.replace(
        "  - about: p1   # one\n    measure: M1\n    note: >-\n      a long\n      note\n",
        "  - about: p7   # one\n    note: |-\n      two\n      lines\n    on: 2026-01-01\n",
    )
    new = changed(
        "a:\n- x: 1\n  y: 2 # why\n",
        lambda wanted: wanted["a"][0].update(y="two\nlines"),
    )
    assert new == "a:\n- x: 1\n  y: |- # why\n    two\n    lines\n"


LAYOUTS = {
    "house": BLOCK,
    "flow": "{format: 2, statements: [{about: p1, measure: M1}, {about: p2}]}\n",
    "empty in flow": "{format: 2, statements: []}",
    "quoted keys": '"format": "2"\n\'statements\':\n- "about": p1\n- \'about\': "p2"\n',
    "carriage returns": BLOCK.replace("\n", "\r\n"),
    "old line ends": BLOCK.replace("\n", "\r"),
    "no final newline": BLOCK.rstrip("\n"),
    "no final newline after a list": "format: 2\nstatements:\n  - about: p1\n  - about: p2",
    "indented root": "  format: 2\n  statements:\n      - about: p1\n      - about: p2\n  other: []\n",
    "an end mark": "---\nformat: 2\nstatements:\n  - about: p1\n...\n# after\n",
    "a last line": "format: 2\nstatements:\n  - about: p1\n\n  - about: p2\n\nobjections: []\n\n...\n",
    "a last line without an end": "# head\nformat: 2\nstatements:\n  - about: p1\n...",
    "a last line after an empty list": "format: 2\nstatements: []\n\n# none yet\n...\n",
    "a last line with carriage returns": "format: 2\r\nstatements:\r\n- about: p1\r\n...\r\n",
    "a last line after brackets": "{format: 2, statements: [{about: p1}]}\n...\n",
    "an empty list over lines": "format: 2\nstatements: [\n  ]\n",
    "value on the next line": "format: 2\nstatements:\n  []\n",
    "nothing behind the key, and comments": "format: 2\nstatements:   # nothing\n\n  # here\nother: []\n",
    "tabs and spaces": "format: 2\t\nstatements: \t\n  -   about:   p1\t\n  -   about:   p2   \n",
    "a line separator": 'format: 2\nstatements:\n  - about: "a\u2028b"\n  - about: p2\n',
    "dashes in texts": "format: 2\nstatements:\n- about: -p1-\n  note: a - b\n",
    "astral": "# 😀😀\nformat: 2\nstatements:\n  - about: 😀 # 😀\n  - {about: é}\n",
    "a clipped block": "format: 2\nstatements:\n  - about: p1\n    note: |\n      text\n\n\nother: []\n",
}
# Positions in these are not those of the house; what cannot be done in them is refused.
ODD = {
    **LAYOUTS,
    "anchors": "format: 2\nstatements:\n  - &a {about: p1, evidence: &e [{source: s}]}\n  - about: p2\n",
    "flow over lines": 'format: 2\nlines: x\nstatements: [\n  {about: p1}, # one\n  {"about": p2}, # two\n]\n',
    "JSON": '{\n  "format": "2",\n  "statements": [\n    {\n      "about": "p1"\n    }\n  ]\n}\n',
    "dash on its own line": "format: 2\nstatements:\n  -\n    about: p1\n  -\n    about: p2\n",
    "a block that keeps": "format: 2\nstatements:\n  - about: p1\n    note: |+\n      text\n\n\nother: []\n",
    "a block with a sign": "format: 2\nstatements:\n  - about: p1\n    note: |2-\n       text\n\n\n  # c\nother: []\n",
    "explicit keys": "? format\n: 2\n? statements\n: - about: p1\n  - about: p2\n",
    "anchored list": "format: 2\nstatements: &l\n  - about: p1\n  - about: p2\n",
    "anchored empty list": "format: 2\nstatements: &l []\n",
    "a comment behind the dash": "format: 2\nstatements:\n  - # a-b\n    # more\n    about: p2\n  - about: p1\n",
    "a comment in an empty list": "format: 2\nstatements: [ # none\n  ]\n",
    "two in a line separator": "format: 2\nstatements:\n- about: p1\u2028- about: p2\n",
    "deep comments": "format: 2\nstatements:\n  - about: p1\n         # deep\n    # less\n  - about: p2\n        # last\n",
}
SCALARS = "no ~ : ' \" 2021-04 [x] *a &a !t %d @x `x` ... --- a: ? - | > null << \x07 \x7f 😀 \ufeff"
ODD_TEXTS = (
    "a: b|# no comment|- x|{a: b}|a #b| lead|a\tb|a\nb|a\n\n b\n|\u2028|\x85".split("|")
)
LONG_TEXTS = (
    "x " * 60,
    "word " * 40 + "\n  indented " * 3,
    "word " * 12 + "\n\n\t# tab\n" + "word " * 40,
)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]), max_size=120
) | st.sampled_from([*SCALARS.split(" "), *ODD_TEXTS, *LONG_TEXTS])


@given(layout=st.sampled_from(sorted(LAYOUTS)), note=TEXTS, quote=TEXTS)
@example(layout="house", note="a" * 80 + "  b", quote="x\n y")
@example(layout="house", note="a" * 70 + " " * 50 + "b", quote="a\n" + "b " * 60)
def test_any_text_survives_being_written(layout, note, quote):
    """Whatever a text holds, it is read back as it was given, and the rest as it was."""
    text = LAYOUTS[layout]
    evidence = (Evidence(source="s", quote=quote),)
    record = as_record(
        Statement(
            about="p9",
            says=Says.TAKEN_UP,
            words=Words.EXPLICIT,
            note=note,
            evidence=evidence,
        )
    )
    statements = data(text)["statements"] or []
    new = append(text, "statements", record)
    assert data(new)["statements"][: len(statements)] == statements
    added = data(new)["statements"][len(statements)]
    assert (added["note"], added["evidence"][0]["quote"]) == (
        note.strip(),
        quote.strip(),
    )
    expected = (quote.strip(), note.strip())
    again = changed(
        new,
        lambda wanted: wanted["statements"][-1].update(
            note=expected[0], by=expected[1]
        ),
    )
    assert (
        data(again)["statements"][-1]["note"],
        data(again)["statements"][-1]["by"],
    ) == expected


def comments_of(text):
    """The lines of a text that are comments."""
    return [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]


WHOLE = sorted(name for name, text in LAYOUTS.items() if text.rstrip().endswith("..."))


@pytest.mark.parametrize("layout", WHOLE)
def test_the_line_that_ends_a_file_stays_the_last_one(layout):
    """Whether a record comes, changes or goes, or a list comes that the file did not have."""

    def change(wanted):
        if wanted["statements"]:
            wanted["statements"][-1]["note"] = "two\nlines"

    text = LAYOUTS[layout]
    changes = [
        append(text, "statements", RECORD),
        append(append(text, "statements", RECORD), "statements", RECORD),
        append(text, "readings", {"id": "all-1"}),
        changed(text, change),
        changed(text, lambda wanted: wanted["statements"].clear()),
    ]
    for new in changes:
        assert new.rstrip().splitlines()[-1] == "..."
        assert new.count("...") == 1
        # The white space behind it is as it was.
        assert new.partition("...")[2] == text.partition("...")[2]


@given(st.data())
def test_records_come_and_go_in_any_order(draw):
    """After additions, changes and removals a file says what a list would, with its comments, or all is refused."""
    layout = draw.draw(st.sampled_from(sorted(ODD)))
    text = ODD[layout]
    comments = comments_of(text)
    for _ in range(draw.draw(st.integers(1, 6))):
        wanted = data(text)
        statements = wanted["statements"] or []
        index = draw.draw(st.integers(0, max(len(statements) - 1, 0)))
        value = draw.draw(TEXTS).strip()
        match draw.draw(
            st.sampled_from(["append", "remove", "change", "drop", "nest"])
        ):
            case "remove" if statements:
                del statements[index]
            case "change" if statements:
                statements[index]["note"] = value
            case "drop" if statements:
                statements[index].pop("note", None)
            case "nest" if statements:
                evidence = statements[index].get("evidence") or []
                statements[index]["evidence"] = [
                    *evidence,
                    {"source": value, "quote": "q"},
                ]
            case _:
                statements.append({"about": value, "note": "n"})
        wanted["statements"] = statements
        new = None
        with contextlib.suppress(RefusedError):
            new = rewritten(text.encode(), "f", wanted).decode()
        if new is None:
            assert layout not in LAYOUTS
            continue
        assert data(new) == wanted
        if layout in LAYOUTS:
            assert [line for line in comments_of(new) if line in comments] == comments
        text = new


def difference(old, new):
    """What each of two texts has between their common beginning and end."""
    least = min(len(old), len(new))
    start = next((i for i in range(least) if old[i] != new[i]), least)
    end = next(
        (i for i in range(least - start) if old[-1 - i] != new[-1 - i]), least - start
    )
    return old[start : len(old) - end], new[start : len(new) - end]


@pytest.mark.parametrize("stem", ["links", "sources", "proposals", "plan"])
def test_a_change_leaves_every_other_line_of_the_data_as_it_is(stem, root):
    """Whichever record is changed or removed, and if one is added and removed again."""
    text = (root / "data" / f"{stem}.yaml").read_text(encoding="utf-8")
    lists = {
        key: records for key, records in data(text).items() if isinstance(records, list)
    }
    for key, index in [
        (key, index) for key, records in lists.items() for index in range(len(records))
    ]:
        gone, new = difference(text, remove(text, key, index))
        assert (gone.count("\n  - ") <= 1, new in {"", " []"}) == (True, True)

        def change(wanted, key=key, index=index):
            wanted[key][index]["note"] = "changed " * 19 + "changed"

        gone, new = difference(text, changed(text, change))
        assert ("\n  - " in gone, "\n  - " in new, "changed changed" in new) == (
            False,
            False,
            True,
        )
    for key, records in lists.items():
        added = append(text, key, RECORD)
        assert difference(text, added)[0] == "" or not records
        assert remove(added, key, len(records)) == text
