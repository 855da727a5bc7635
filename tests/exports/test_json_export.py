"""The whole export as JSON: its keys, whole records, and laws on generated corpora."""

import json
from dataclasses import fields as fields_of
from typing import get_args

from hypothesis import given

import jamplan
from jamplan.account.context import Context
from jamplan.account.vocabulary import language_for
from jamplan.corpus.loading import Plan
from jamplan.counting.figures import coverage
from jamplan.evidence.published import LISTS
from jamplan.exports.export import publication
from jamplan.exports.jsonfile import coverage_object, export_object
from tests.conftest import export
from tests.exports.hostile import hostile_corpora
from tests.generated import COMPUTED, HINTS_OF_A_CORPUS, RULES, corpora, typed

HINTS = HINTS_OF_A_CORPUS
# What a record of these has more than in the files: the name of its document.
IN_DOCUMENTS = {"priorities", "measures"}


def records_of(found, name):
    """The records of a list of an export, as the files have them."""
    own = {each.name for each in fields_of(get_args(HINTS[name])[0])}
    records = []
    for record in found[name]:
        more = {"document"} if name in IN_DOCUMENTS else set()
        assert record.keys() - (COMPUTED - own) == own
        assert more <= record.keys()
        records.append({key: record[key] for key in own})
    return typed(HINTS[name], records)


def plans_of(found):
    """The documents that answer, put together again from the lists of all."""
    plans = []
    for plan in found["plans"]:
        lists = {}
        for name in ("priorities", "measures"):
            by_id = {record.id: record for record in records_of(found, name)}
            lists[name] = tuple(by_id[id_] for id_ in plan[name])
        document = typed(HINTS["plan_document"], plan["document"])
        plans.append(Plan(name=plan["name"], document=document, **lists))
    return tuple(plans)


@given(hostile_corpora() | corpora(several=True), RULES)
def test_the_files_can_be_read_back_from_an_export(corpus, rule):
    """Every record is in it, to the last word; its figures are those of « coverage »."""
    text = export(corpus, rule, format="json", lang="fr", date="2026-11-25")
    assert text == export(corpus, rule, format="json", lang="fr", date="2026-11-25")
    found = json.loads(text)
    assert found == export_object(
        publication(corpus, rule, lang="fr", date="2026-11-25")
    )
    for name in LISTS:
        assert records_of(found, name) == getattr(corpus, name)
    for name in IN_DOCUMENTS:
        documents = [record["document"] for record in found[name]]
        expected = [plan.name for plan in corpus.plans for _ in getattr(plan, name)]
        assert documents == expected
    document = typed(HINTS["proposals_document"], found["proposals_document"])
    assert document == corpus.proposals_document
    assert plans_of(found) == corpus.plans
    made = [found["provenance"][name] for name in ("version", "date", "files")]
    assert made == [jamplan.__version__, "2026-11-25", dict(corpus.digests)]
    figures = coverage(corpus, rule)
    plain = json.loads(
        json.dumps(coverage_object(Context(corpus, language_for(corpus, "fr"), rule)))
    )
    for direction, counts in found["coverage"].items():
        assert counts == {
            key: n for key, n in plain[direction].items() if key != "rows"
        }
    assert (found["rule"], found["warnings"]) == (plain["rule"], plain["warnings"])
    assert [each["status"] for each in found["proposals"]] == [
        row.status for row in figures.rows
    ]
    told = {
        proposal["id"]: [
            each
            for each in found["statements"]
            if each["about"] == proposal["id"] and each["counted"] is not None
        ]
        for proposal in found["proposals"]
    }
    rows = plain["proposals"]["rows"]
    assert {row["id"]: row["statements"] for row in rows} == told
