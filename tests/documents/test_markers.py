"""Markers of list items."""

from __future__ import annotations

import pytest

from jamplan.documents.markers import split


@pytest.mark.parametrize(
    ("text", "ordered", "expected"),
    [
        ("• un", False, ("•", "un")),
        ("-de prendre", False, ("-", "de prendre")),
        ("\uf0b7 un", False, ("•", "un")),
        ("ü Conventions", False, ("ü", "Conventions")),
        ("12. Créer", True, ("12.", "Créer")),
        ("a) Créer", True, ("a)", "Créer")),
        ("12. Créer", False, ("", "12. Créer")),
        ("- 12", False, ("-", "12")),
        ("10.5 millions", True, ("", "10.5 millions")),
        ("–", False, ("", "–")),
    ],
)
def test_a_marker_is_split_from_the_text(text, ordered, expected):
    """Bullets and dashes always, numbers and letters on demand."""
    assert split(text, ordered=ordered) == expected
