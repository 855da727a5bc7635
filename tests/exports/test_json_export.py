"""The whole export as JSON: its keys, whole records, and laws on generated corpora."""

import dataclasses
import json
import types
from enum import StrEnum
from typing import Union, get_args, get_origin, get_type_hints

from hypothesis import given

import jamplan
from jamplan.corpus import model
from jamplan.counting.figures import coverage
from jamplan.exports.export import export, publication
from jamplan.exports.jsonfile import coverage_object, export_object
from jamplan.reports.context import Context
from jamplan.reports.labels import language_for
from tests.conftest import LINKS, fields
from tests.exports.hostile import hostile_corpora
from tests.generated import RULES

_NAMES = "actors sources chapters priorities proposals measures links verdicts dismissals claims searches readings"
_KINDS = "Actor Source Chapter Priority Proposal Measure Link Verdict Dismissal Claim Search Reading"
LISTS = {name: getattr(model, kind) for name, kind in zip(_NAMES.split(), _KINDS.split(), strict=True)}
COMPUTED = {"status", "strength", "counted", "text_lang"}


def parts(corpus):
    """The records of a corpus, by the names of their lists."""
    return {name: getattr(corpus, name) for name in (*LISTS, "proposals_document", "plan_document")}


def read(hint, value):
    """A value of JSON as an annotation of the model wants it."""
    if value is None:
        return None
    if get_origin(hint) in {types.UnionType, Union}:
        return read(get_args(hint)[0], value)
    if get_origin(hint) is tuple:
        return tuple(read(get_args(hint)[0], each) for each in value)
    if dataclasses.is_dataclass(hint):
        hints = get_type_hints(hint)
        assert set(value) - COMPUTED == set(hints)
        return hint(**{name: read(hints[name], value[name]) for name in hints})
    return hint(value) if issubclass(hint, StrEnum) else value


def records(found):
    """The parts of a corpus that an export holds."""
    lists = {name: tuple(read(kind, each) for each in found[name]) for name, kind in LISTS.items()}
    documents = {
        f"{name}_document": read(model.Document, value) for name, value in found["documents"].items()
    }
    return {**lists, **documents}


def test_an_export_says_what_it_is_and_how_to_make_it_again(corpus):
    """Version, date, command, rule, and the digests of the files."""
    loaded = jamplan.load(corpus())
    found = json.loads(export(loaded, format="json", date="2026-11-25"))
    assert found["schema"] == "jamplan.export/1"
    assert (found["title"], found["language"]) == ("Ten wishes → The plan", "en")
    assert found["headline"].startswith(
        "10 proposals, 1 said or implied to be taken up, a single source"
    )
    assert found["provenance"] == {
        "version": jamplan.__version__,
        "date": "2026-11-25",
        "command": f"jamplan coverage --rule stated --partial apart --of declared --data {loaded.folder}",
        "files": dict(loaded.digests),
    }
    assert found["rule"] == fields("links: stated, claimed_by: null, partial: apart, of: declared")


def test_records_stand_in_it_whole(corpus):
    """A proposal with its status, a link with its strength and whether it counts."""
    links = LINKS.replace("basis: explicit", "basis: ambiguous")
    found = export_object(publication(jamplan.load(corpus(links=links)), date="2026-11-25"))
    assert found["proposals"][0] == fields(
        "id: wells, title: Dig wells, title_basis: official, number: null, number_inferred: false, "
        "chapter: ch1, chapter_inferred: false, text: Dig a well in every village., text_from: null, attribution: explicit, "
        "may_be_part_of: null, evidence: [], note: null, would_change: null, text_lang: null, status: below_rule"
    )
    assert found["links"] == [
        fields(
            "proposal: wells, measure: M1, measure_inferred: false, claimed_by: league, basis: ambiguous, "
            "extent: unstated, evidence: [{source: article, quote: our wells, locator: null, page: null, cut: false, continues: false, gloss: null, text_lang: null}], note: null, "
            "by: null, 'on': null, confirmed_by: null, confirmed_on: null, read: null, would_change: null, apart: [], "
            "objections: [], text_lang: null, strength: ambiguous, counted: false"
        )
    ]


@given(hostile_corpora(), RULES)
def test_the_files_can_be_read_back_from_an_export(corpus, rule):
    """Every record is in it, to the last word; its figures are those of « coverage »."""
    text = export(corpus, rule, format="json", lang="fr", date="2026-11-25")
    assert text == export(corpus, rule, format="json", lang="fr", date="2026-11-25")
    found = json.loads(text)
    assert found == export_object(publication(corpus, rule, lang="fr", date="2026-11-25"))
    assert records(found) == parts(corpus)
    figures = coverage(corpus, rule)
    plain = json.loads(json.dumps(coverage_object(Context(corpus, language_for(corpus, "fr"), rule))))
    for direction, counts in found["coverage"].items():
        assert counts == {key: n for key, n in plain[direction].items() if key != "rows"}
    assert (found["rule"], found["warnings"]) == (plain["rule"], plain["warnings"])
    assert [each["status"] for each in found["proposals"]] == [row.status for row in figures.rows]
    counted = [link for row in figures.rows for link in row.counted]
    assert [each["counted"] for each in found["links"]] == [link in counted for link in corpus.links]
