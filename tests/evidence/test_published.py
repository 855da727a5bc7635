"""The description of an export: what is derived from it elsewhere is what it says."""

import dataclasses

from hypothesis import given

from jamplan.corpus import model
from jamplan.corpus.records import keys_of
from jamplan.counting.figures import coverage
from jamplan.counting.rules import Status
from jamplan.evidence.published import EXPORT, figures_of
from tests.generated import RULES, corpora


def rows(keys, path=""):
    """The rows of the table in docs/format.md: all keys but those that the model has."""
    for key in keys:
        name = f"{path}{key.name}{'[]' if key.many else ''}"
        yield f"| `{name}` | {key.meaning} |"
        if key.nested and key.type.__module__ != model.__name__:
            own = [
                below
                for below in keys_of(key.type)
                if below.name in key.type.__annotations__
            ]
            yield from rows(own, f"{name}.")


def test_the_reference_has_every_key(root):
    """In the order of the export, with its meaning; the table is this text."""
    table = "\n".join(["| key | meaning |", "|---|---|", *rows(EXPORT)])
    text = (root / "docs" / "format.md").read_text("utf-8")
    assert table in text, table


@given(corpora(), RULES)
def test_the_figures_by_status_add_up_to_the_total(corpus, rule):
    """Each status has its figure."""
    counts = dataclasses.asdict(figures_of(coverage(corpus, rule)).proposals)
    assert sum(counts[status] for status in Status) == counts["total"]
