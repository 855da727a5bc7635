"""Dates are compared as far as both are known."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.corpus.dates import latest, precedes

DATES = (
    st.dates().map(str).flatmap(lambda day: st.sampled_from([day[:4], day[:7], day]))
)


@pytest.mark.parametrize(
    ("date", "other", "expected"),
    [
        ("2021", "2022", True),
        ("2022", "2021", False),
        ("2021", "2021-05", False),
        ("2021-05", "2021", False),
        ("2021-05", "2021-06-01", True),
        ("2021-06", "2021-06-30", False),
        ("2021-12-31", "2022", True),
    ],
)
def test_a_date_precedes_another_one_if_that_is_known(date, other, expected):
    """At the coarser precision of the two: a year and a day in it are in no order."""
    assert precedes(date, other) is expected


@given(DATES, DATES)
def test_only_one_of_two_dates_precedes_the_other(date, other):
    """And none precedes itself."""
    assert not (precedes(date, other) and precedes(other, date))
    assert not precedes(date, date)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([], None),
        ([None], None),
        ([None, "2021"], "2021"),
        (["2021", "2020-12-31"], "2021"),
        (["2021", "2021-05"], "2021-05"),
        (["2021-05-03", "2021-05", "2021"], "2021-05-03"),
    ],
)
def test_the_latest_date_is_the_one_known_best_of_equal_ones(dates, expected):
    """In whatever order they are; what is not known does not count."""
    assert {latest(order) for order in permutations(dates)} == {expected}


@given(st.lists(st.none() | DATES))
def test_no_date_follows_the_latest_one(dates):
    """It is one of them."""
    result = latest(dates)
    known = [date for date in dates if date is not None]
    assert (result in known) if known else (result is None)
    assert not any(precedes(str(result), date) for date in known)
