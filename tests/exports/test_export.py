"""The registry of forms: each renders what its kind says, and the same input the same way."""

import io
import zipfile

import docx
import openpyxl
import pytest

from jamplan.corpus.loading import load
from jamplan.exports.export import FORMS, Kind, publication
from tests.conftest import export

RENDERED = {Kind.TEXT: str, Kind.UTF8: str, Kind.BYTES: bytes, Kind.OBJECT: dict, Kind.TABLES: dict}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_renders_what_its_kind_says(jam, name):
    """Twice the same of two publications on one day."""
    form = FORMS[name]
    one, other = (form.render(publication(jam, lang="fr", date="2026-11-25")) for _ in range(2))
    assert isinstance(one, RENDERED[form.kind])
    assert one == other
    if form.kind is Kind.TABLES:
        assert {type(text) for text in one.values()} == {str}


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_its_times_are_the_date_and_nothing_else(folder, name):
    """Neither the document's properties nor the parts of the file tell when it was made, or by whom."""
    data = io.BytesIO(export(load(folder), format=name, date="2026-11-25"))
    with zipfile.ZipFile(data) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    word = name == "docx"
    told = docx.Document(data).core_properties if word else openpyxl.load_workbook(data).properties
    assert {time.isoformat()[:19] for time in (told.created, told.modified)} == {"2026-11-25T00:00:00"}
    assert (told.title, told.author if word else "") == ("Ten wishes → The plan", "")
