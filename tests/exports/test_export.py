"""The registry of forms: each is rendered as what is written, and the same input the same way."""

import io
import zipfile

import docx
import openpyxl
import pytest

from jamplan.corpus.loading import load
from jamplan.exports.export import FORMS, publication, rendered
from tests.conftest import export

TYPES = {"md": str, "csv": dict, "json": dict}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_rendered_as_what_is_written(jam, name):
    """Twice the same of two publications on one day."""
    one, other = (
        rendered(name, publication(jam, lang="fr", date="2026-11-25")) for _ in range(2)
    )
    assert isinstance(one, TYPES.get(name, bytes))
    assert one == other
    if name == "csv":
        assert {type(text) for text in one.values()} == {str}


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_its_times_are_the_date_and_nothing_else(folder, name):
    """Neither the document's properties nor the parts of the file tell when it was made, or by whom."""
    data = io.BytesIO(export(load(folder), format=name, date="2026-11-25"))
    with zipfile.ZipFile(data) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    word = name == "docx"
    told = (
        docx.Document(data).core_properties
        if word
        else openpyxl.load_workbook(data).properties
    )
    assert {time.isoformat()[:19] for time in (told.created, told.modified)} == {
        "2026-11-25T00:00:00"
    }
    assert (told.title, told.author if word else "") == ("Ten wishes → The plan", "")
