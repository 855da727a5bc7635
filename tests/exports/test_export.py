"""The registry of forms: each renders what its kind says, and the same input the same way."""

import pytest

from jamplan.exports.export import FORMS, Kind, export, publication

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


def test_no_two_forms_have_one_suffix():
    """A suffix says which form is meant."""
    suffixes = [suffix for name, form in FORMS.items() for suffix in (name, *form.suffixes)]
    assert len(set(suffixes)) == len(suffixes)


def test_an_unknown_form_is_refused(jam):
    """With the forms that there are."""
    with pytest.raises(
        ValueError, match="'pdf' is not one of md, html, docx, xlsx, png, svg, csv, json"
    ):
        export(jam, format="pdf")
