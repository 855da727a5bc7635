"""The figures equal those of a second count, written by itself from the same text."""

from random import Random

import pytest

from jamplan.corpus.loading import load
from jamplan.corpus.views import seen
from jamplan.counting.figures import coverage
from jamplan.counting.outcomes import outcomes_of
from jamplan.counting.rules import (
    OutOf,
    PartialCounts,
    Rule,
    WordsCounted,
    default_rule,
)
from tests.counting import corpora, oracle


def rule_of(choices, view):
    """The rule of the choices of a random one."""
    kind, name = choices["whose"] or (None, None)
    words = choices["words"] and WordsCounted(choices["words"])
    if kind == "reader":
        words = WordsCounted.ANY
    return Rule(
        words=words or default_rule(view).words,
        whose=name if kind == "actor" else None,
        reader=(name or "") if kind == "reader" else None,
        partial=PartialCounts(choices["partial"]),
        of=OutOf(choices["of"]),
    )


def counted(corpus, choices, day):
    """What jamplan counts, as the second count has it."""
    view = seen(corpus, day["plan"], day["as_of"])
    rule = rule_of(choices, view)
    figures = coverage(view, rule)
    counts = (
        "adopted partial below_rule not_adopted not_assessable unreviewed undocumented "
        "contested noted refused principle declared documented total denominator"
    ).split()
    numbers = {
        "partial": "partial",
        "below_rule": "below_rule",
        "unreviewed": "unreviewed",
        "undocumented": "undocumented",
        "contested": "contested",
        "noted": "noted",
    }
    statuses = {str(status): number for status, number in figures.statuses.items()}
    return {
        "rule_words": str(rule.words),
        "status": {row.proposal.id: str(row.status) for row in figures.rows},
        "statuses": statuses,
        "counts": {
            name: statuses[numbers[name]] if name in numbers else getattr(figures, name)
            for name in counts
        },
        "score": figures.score,
        "range": list(figures.range),
        "measures": {"total": len(figures.measures), "answered": figures.answered},
        "contested": {
            item: outcome.is_contested for item, outcome in outcomes_of(view).items()
        },
    }


def expected(corpus, choices, day):
    """The second count, but for what only it tells."""
    result = oracle.count(corpus, choices, day)
    result["contested"] = {
        item: outcome["contested"] for item, outcome in result.pop("outcomes").items()
    }
    for name in ("counted", "holding"):
        del result[name]
    result["range"] = list(result["range"])
    return result


def compare(folder, seeds):
    """Hold both counts against each other on random corpora, rules and views."""
    for seed in seeds:
        random = Random(seed)
        corpus = corpora.corpus_of(random)
        where = folder / str(seed)
        where.mkdir()
        for name, text in corpora.as_yaml(corpus).items():
            (where / name).write_text(text, encoding="utf-8")
        loaded = load(where)
        for _ in range(4):
            choices = corpora.random_rule(random)
            view = corpora.random_view(random, corpus)
            assert counted(loaded, choices, view) == expected(corpus, choices, view), (
                seed,
                choices,
                view,
            )


def test_random_corpora_are_counted_alike(tmp_path):
    """Every status, number, range and dispute."""
    compare(tmp_path, range(60))


@pytest.mark.slow
def test_many_random_corpora_are_counted_alike(tmp_path):
    """Three thousand corpora, four rules and views each."""
    compare(tmp_path, range(1000, 4000))
