"""Objections drafted from what a person says, and refused if they could not be defended."""

import pytest

import jamplan
from jamplan.corpus.findings import RefusedError
from jamplan.decisions.making import Statement, draft_objection


@pytest.mark.parametrize(
    ("proposal", "sources", "date", "code"),
    [
        ("roads", ["paper"], "2021-10", "no-link"),
        ("wells", [], "2021-10", "objection-evidence-needed"),
        ("wells", ["paper"], "2021-13", "bad-date"),
        ("wells", ["nowhere"], "2021-10", "source-not-found"),
    ],
)
def test_an_objection_is_refused_with_its_code(corpus, proposal, sources, date, code):
    """Without its statement, a source, a day of the calendar, or with a source that is not on record."""
    read = jamplan.load(corpus())
    said = Statement(decided_by="Ada", on="2025-11-25", sources=sources)
    with pytest.raises(RefusedError) as error:
        draft_objection(
            read, read.proposal[proposal], read.measure["M1"], said, text="others said so", date=date
        )
    assert [finding.code for finding in error.value.findings] == [code]
