"""What commands answer as JSON: docs/format.md names each shape and each of its keys."""

import dataclasses
import json
import re
from pathlib import Path

import pytest

from jamplan.account.context import View
from jamplan.corpus.records import FILE_TYPES, keys_of
from jamplan.exports.export import publication
from jamplan.exports.jsonfile import (
    coverage_object,
    outcomes_object,
    record_object,
    rivals_object,
    unadopted_object,
)
from tests.exports.hostile import corpus_saying
from tests.generated import corpus_of

ANSWERS = {
    "coverage": "jamplan.coverage/2",
    "coverage --outcomes": "jamplan.outcomes/1",
    "coverage --by source": "jamplan.sources/1",
    "unadopted": "jamplan.unadopted/2",
    "show wells": "jamplan.record/2",
    "show M1": "jamplan.record/2",
    "show wells --cite": "jamplan.citation/1",
    "suggest --all": None,
    "suggest wells M1": "jamplan.explanation/2",
    "claim 3": "jamplan.claim/3",
    "check": "jamplan.check/1",
    "agreement c other": "jamplan.agreement/2",
    "diff other": "jamplan.diff/2",
    "import form.csv --as links --decided-by Bob": "jamplan.form/1",
    "import list.md --as proposals": "jamplan.import/1",
    "import list.md --as proposals --merge --publisher league": "jamplan.merge/1",
}
FREE = {"details", "counts", "figures", "meaning", "kind"}
"""Keys whose values have keys that depend on the data, or that name a kind of record."""


def model_keys(record):
    """The keys of a record and of the records in it, which docs/format.md describes by file."""
    for key in keys_of(record):
        yield key.name
        if key.nested:
            yield from model_keys(key.type)


def keys(value):
    """Every key in a JSON value, but for those that depend on the data."""
    if isinstance(value, list):
        return {key for item in value for key in keys(item)}
    if not isinstance(value, dict):
        return set()
    below = (keys(item) for key, item in value.items() if key not in FREE)
    return set(value).union(*below)


def described_in(root):
    """The words of the shapes in docs/format.md, and the keys that the files have."""
    text = (root / "docs" / "format.md").read_text("utf-8")
    (block,) = re.findall(r"(?ms)^```text\n(.*?)^```$", text)
    known = {"schema", "title", "view"} | set(re.findall(r"\w+", block))
    for file in FILE_TYPES.values():
        known.update(model_keys(file))
    return known


def test_the_reference_names_every_key_of_statements(root):
    """Of a corpus that has something in every field."""
    context = publication(corpus_saying("a"), lang="en").account.context
    corpus = context.corpus
    answers = [
        coverage_object(context),
        outcomes_object(context),
        rivals_object(context),
        unadopted_object(context, []),
        record_object(context, corpus.proposals[0]),
        record_object(context, corpus.measures[0]),
    ]
    assert [answer["schema"] for answer in answers] == [
        "jamplan.coverage/2",
        "jamplan.outcomes/1",
        "jamplan.sources/1",
        "jamplan.unadopted/2",
        "jamplan.record/2",
        "jamplan.record/2",
    ]
    known = described_in(root)
    for answer in answers:
        assert keys(answer) <= known, answer["schema"]


CORPUS = """
actors: [{id: jam, name: JAM}, {id: gov, name: Government}, {id: paper, name: Paper}]
sources:
  - {id: list-2022, publisher: gov, date: 2022-01}
  - {id: list-2024, publisher: gov, date: 2024-01}
  - {id: article, publisher: paper, date: 2024-06}
proposals: [{id: a, title: A}, {id: b, title: B}, {id: c, title: C}]
measures: [{id: M, title: M}]
statements:
  - {about: proposals, says: carried_out, words: explicit, count: 1, evidence: [{source: list-2022}]}
  - {about: proposals, says: carried_out, words: explicit, count: 3, evidence: [{source: list-2024}]}
  - {about: a, says: under_way, words: explicit, evidence: [{source: list-2022}]}
  - {about: a, says: carried_out, words: explicit, evidence: [{source: list-2024}]}
  - {about: b, says: carried_out, words: explicit, evidence: [{source: list-2024}]}
  - {about: a, says: not_carried_out, words: explicit, evidence: [{source: article}]}
  - {about: c, says: carried_out, words: explicit, evidence: [{source: article}]}
  - {about: M, says: stalled, words: implicit, evidence: [{source: article}]}
  - {about: proposals, says: taken_up, words: explicit, count: some, evidence: [{source: article}]}
  - {about: a, says: in_full, measure: M, words: explicit, evidence: [{source: article}]}
  - about: a
    says: refused
    measure: M
    words: explicit
    speaker: gov
    evidence: [{source: article, quote: they refused it}]
"""


def rows(records, *names):
    """Some keys of records."""
    return [tuple(record[name] for name in names) for record in records]


def test_what_each_voice_says_of_outcomes_is_counted_apart():
    """Its latest total beside the items of which that is its last word; a dispute has both voices."""
    answer = outcomes_object(publication(corpus_of(CORPUS), lang="en").account.context)
    names = ("speaker", "says", "about", "date", "source", "count", "listed")
    assert rows(answer["outcomes"], *names) == [
        ("gov", "carried_out", "proposals", "2024-01", "list-2024", 3, 2),
        ("paper", "not_carried_out", "proposals", "2024-06", None, None, 1),
        ("paper", "carried_out", "proposals", "2024-06", None, None, 1),
        ("paper", "stalled", "measures", "2024-06", None, None, 1),
    ]
    first = answer["items"][0]
    assert (first["about"], first["contested"]) == ("a", True)
    names = ("speaker", "says", "words", "date", "since", "source")
    assert rows(first["words"], *names) == [
        ("gov", "carried_out", "explicit", "2024-01", "2024-01", "list-2024"),
        ("paper", "not_carried_out", "explicit", "2024-06", "2024-06", "article"),
    ]


def test_rival_counts_are_what_each_voice_gives_and_lists():
    """The items that it alone counts, and those that only others count."""
    answer = rivals_object(publication(corpus_of(CORPUS), lang="en").account.context)
    names = ("speaker", "says", "given", "recounted", "only", "without")
    assert rows(answer["sources"], *names) == [
        ("gov", "carried_out", 3, 2, ["a", "b"], []),
        ("paper", "taken_up", "some", 1, ["a"], []),
        ("paper", "not_carried_out", None, 1, ["a"], []),
        ("paper", "carried_out", None, 1, ["c"], ["a"]),
        ("gov", "refused", None, 1, ["a"], []),
        ("paper", "stalled", None, 1, ["M"], []),
    ]


def test_an_answer_says_what_it_is_a_view_of():
    """Of all of the corpus, nothing."""
    context = publication(corpus_of(CORPUS), lang="en").account.context
    view = View(options=" --plan plan --as-of 2022", as_of="2022")
    seen = dataclasses.replace(context, view=view)
    for answer in (coverage_object, outcomes_object, rivals_object):
        assert answer(context)["view"] is None
        assert answer(seen)["view"] == "--plan plan --as-of 2022"


def test_a_dispute_is_in_the_figures_and_has_both_statements():
    """Neither is lost, and neither is counted as a take-up or as a refusal."""
    context = publication(corpus_of(CORPUS), lang="en").account.context
    answer = coverage_object(context)
    proposals = answer["proposals"]
    assert [proposals[name] for name in ("contested", "adopted", "refused")] == [
        1,
        0,
        0,
    ]
    row = proposals["rows"][0]
    assert (row["status"], row["strength"]) == ("contested", "explicit")
    found = [
        (
            each["says"],
            each["who"]["actor"],
            each["voices"][0]["telling"],
            each["counted"],
        )
        for each in row["statements"]
    ]
    assert found == [
        ("in_full", "paper", "speaks", True),
        ("refused", "gov", "reported", True),
    ]
    (chapter,) = answer["chapters"]
    assert chapter == {
        "id": None,
        "title": None,
        "documented": 3,
        "inferred": 0,
        "adopted": 0,
        "partial": 0,
        "contested": 1,
        "noted": 0,
        "below_rule": 0,
        "not_adopted": 0,
        "not_assessable": 0,
        "unreviewed": 2,
        "proposals": ["a", "b", "c"],
    }
    groups = unadopted_object(context, [])["groups"]
    assert {group["kind"]: group["count"] for group in groups} == {
        "contested": 1,
        "refused": 0,
        "noted": 0,
        "none_found": 0,
        "not_assessable": 0,
        "below_rule": 0,
        "nobody_decided": 2,
        "without_text": 0,
    }
    assert answer["documents"] == [
        {
            "name": "plan",
            "short_name": "Plan",
            "date": None,
            "relation": "taken_up",
            "measures": ["M"],
        }
    ]
    record = record_object(context, context.corpus.measures[0])
    assert rows(record["statements"], "about", "says") == [
        ("M", "stalled"),
        ("a", "in_full"),
        ("a", "refused"),
    ]


@pytest.mark.parametrize(("command", "schema"), ANSWERS.items())
def test_the_reference_names_every_key(run, root, folder, command, schema):
    """A new key of an answer gets its place in docs/format.md."""
    # Another corpus, in which somebody decided otherwise, a list to import and a form filled in.
    run("init other --from c")
    run("decide roads --says no-match --decided-by Ann --data other")
    run(
        "decide wells M1 --words compared --quote '' --quote a --decided-by Ann --data other"
    )
    Path("list.md").write_text(
        "# Ten wishes\n\n1. Dig wells\n2. Mend all roads\n3. Plant trees\n"
    )
    Path("form.csv").write_text(
        "proposal,measure,says,locator\nroads,M2,yes,all\nwells,M9,yes,\n"
    )
    answer = json.loads(run(f"{command} --data c --format json").out)
    text = (root / "docs" / "format.md").read_text("utf-8")
    if schema:
        assert answer["schema"] == schema
        assert re.search(rf"^{schema} ", text, re.MULTILINE)
    assert keys(answer) <= described_in(root), command
