"""The whole export as JSON: its keys, whole records, and laws on generated corpora."""

import json
from dataclasses import fields as fields_of
from typing import get_args

from hypothesis import given

import jamplan
from jamplan.counting.figures import coverage
from jamplan.exports.export import publication
from jamplan.exports.jsonfile import coverage_object, export_object
from jamplan.reports.context import Context
from jamplan.reports.labels import language_for
from tests.conftest import export
from tests.exports.hostile import hostile_corpora
from tests.generated import COMPUTED, HINTS_OF_A_CORPUS, RULES, typed

HINTS = HINTS_OF_A_CORPUS
RECORDS = """actors sources chapters priorities proposals measures links verdicts dismissals claims searches
readings proposals_document plan_document""".split()


@given(hostile_corpora(), RULES)
def test_the_files_can_be_read_back_from_an_export(corpus, rule):
    """Every record is in it, to the last word; its figures are those of « coverage »."""
    text = export(corpus, rule, format="json", lang="fr", date="2026-11-25")
    assert text == export(corpus, rule, format="json", lang="fr", date="2026-11-25")
    found = json.loads(text)
    assert found == export_object(
        publication(corpus, rule, lang="fr", date="2026-11-25")
    )
    for name in RECORDS[:-2]:
        keys = {field.name for field in fields_of(get_args(HINTS[name])[0])}
        assert all(each.keys() - COMPUTED == keys for each in found[name])
    said = {
        **found,
        **{f"{name}_document": each for name, each in found["documents"].items()},
    }
    for name in RECORDS:
        assert typed(HINTS[name], said[name]) == getattr(corpus, name)
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
    counted = [link for row in figures.rows for link in row.counted]
    assert [each["counted"] for each in found["links"]] == [
        link in counted for link in corpus.links
    ]
