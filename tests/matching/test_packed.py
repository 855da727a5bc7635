"""Counters packed into integers give what plain sums give."""

from hypothesis import given
from hypothesis import strategies as st

from jamplan.matching.likeness import LIKENESS_UNIT, LIKENESSES, Kinship
from jamplan.matching.packed import products

WORDS = st.sampled_from("abcdef")
TEXTS = st.lists(st.dictionaries(WORDS, st.integers(0, 2048), max_size=6), max_size=6)
HUGE = st.lists(st.dictionaries(WORDS, st.integers(0, 2**20), max_size=6), max_size=3)
NEAR = st.dictionaries(st.tuples(WORDS, WORDS), st.sampled_from(Kinship), max_size=6)


def plain(
    rows: list[dict[str, int]], columns: list[dict[str, int]], near: dict[str, dict[str, Kinship]]
) -> list[list[int]]:
    """Return the sums as their definition reads."""

    def likeness(a: str, b: str) -> int:
        if a == b:
            return LIKENESS_UNIT
        return LIKENESSES[near[a][b]] if b in near.get(a, {}) else 0

    return [
        [
            sum(x * likeness(a, b) * y for a, x in row.items() for b, y in column.items())
            for column in columns
        ]
        for row in rows
    ]


def symmetric(pairs: dict[tuple[str, str], Kinship]) -> dict[str, dict[str, Kinship]]:
    """Return neighbours from pairs, both ways."""
    near: dict[str, dict[str, Kinship]] = {}
    for (a, b), kinship in pairs.items():
        if a < b:
            near.setdefault(a, {})[b] = near.setdefault(b, {})[a] = kinship
    return near


@given(TEXTS, TEXTS, NEAR)
def test_products_are_sums(
    rows: list[dict[str, int]], columns: list[dict[str, int]], pairs: dict[tuple[str, str], Kinship]
) -> None:
    """Packing is an optimisation, nothing else."""
    near = symmetric(pairs)
    assert [list(row) for row in products(rows, columns, near)] == plain(rows, columns, near)


@given(HUGE, HUGE)
def test_counters_never_overflow(rows: list[dict[str, int]], columns: list[dict[str, int]]) -> None:
    """Sums that do not fit four bytes get eight."""
    assert [list(row) for row in products(rows, columns, {})] == plain(rows, columns, {})


def test_more_columns_than_a_block() -> None:
    """Blocks are joined in order."""
    columns = [{"a": number} for number in range(1200)]
    expected = [number * LIKENESS_UNIT for number in range(1200)]
    assert list(products([{"a": 1}], columns, {})[0]) == expected
