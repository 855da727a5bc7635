"""`python -m bench evaluate`, and its measures against values worked out by hand."""

import json
from itertools import chain, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import answers, carried_out
from bench.__main__ import main
from bench.attackinputs import counted, texts_of
from bench.evaluation import evaluate
from bench.sets import ReferenceSet
from jamplan.corpus.loading import load, packaged_folder
from jamplan.counting.figures import all_rules
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcetexts import read_source
from tests.counting.corpora import from_contents

LEFT, RIGHT = ["a", "b", "c"], ["x", "y", "z"]


def reference(links):
    """A set of three texts a side with these links."""
    return ReferenceSet(
        "fr_x", "fr", [(a, a) for a in LEFT], [(b, b) for b in RIGHT], list(links)
    )


def test_by_hand():
    """Two items with links: a has x first and y third, b has y second."""
    rows = [[90.0, 10.0, 50.0], [20.0, 30.0, 40.0], [0.0, 0.0, 80.0]]
    assert evaluate(reference([("a", "x"), ("a", "y"), ("b", "y")]), rows) == {
        "links": 3,
        "linked_items": 2,
        "pairs": 9,
        "map": pytest.approx(((1 + 2 / 3) / 2 + 1 / 2) / 2),
        "recall_at_1": pytest.approx((1 / 2 + 0) / 2),
        "recall_at_5": 1,
        # From 90 down: right, wrong, wrong, wrong, right, wrong, right at 10.
        "best_f1": pytest.approx(2 * (3 / 7) / (1 + 3 / 7)),
        "threshold": 10,
    }


@given(
    st.lists(st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0]), min_size=3, max_size=3), min_size=3, max_size=3),
    st.sets(st.tuples(st.sampled_from(LEFT), st.sampled_from(RIGHT)), min_size=1),
)  # fmt: skip
def test_best_f1_is_the_best(rows, links):
    """No threshold on all pairs does better than the one found."""
    measures = evaluate(reference(links), rows)
    scores = dict(zip(product(LEFT, RIGHT), chain(*rows), strict=True))
    f1 = {}
    for threshold in scores.values():
        chosen = {pair for pair, score in scores.items() if score >= threshold}
        f1[threshold] = 2 * len(chosen & links) / (len(chosen) + len(links))
    assert measures["best_f1"] == pytest.approx(max(f1.values()))
    assert f1[measures["threshold"]] == pytest.approx(measures["best_f1"])


@pytest.fixture
def folder(tmp_path):
    """A folder with a small reference set."""
    (tmp_path / "left.tsv").write_text("a\tPlant more trees\nb\tBuild a school\n")
    (tmp_path / "right.tsv").write_text(
        "x\tTrees for all\ny\tNew schools for children\n"
    )
    (tmp_path / "gold.tsv").write_text("a\tx\nb\ty\n")
    return tmp_path


def test_evaluate_prints_the_measures_and_writes_the_scores(folder, capsys):
    """Two obvious links come first; every pair has a line in the file of scores."""
    main(
        ["evaluate", str(folder), "--language", "en", "--scores", str(folder / "s.tsv")]
    )
    measures = json.loads(capsys.readouterr().out)
    assert (measures["map"], measures["recall_at_1"], measures["best_f1"]) == (1, 1, 1)
    lines = (folder / "s.tsv").read_text().strip().split("\n")
    assert [line.split("\t")[:2] for line in lines] == [
        ["a", "x"],
        ["a", "y"],
        ["b", "x"],
        ["b", "y"],
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("left.tsv", "a\n", "left.tsv:1: no tab between two columns"),
        ("left.tsv", "a\tb\na\tc\n", "left.tsv:2: repeated id"),
        ("gold.tsv", "a\tz\n", "gold.tsv: link 1 names an unknown id: z"),
        ("gold.tsv", "\n", "gold.tsv: there is no link to measure against"),
        ("right.tsv", b"x\t\xe9\n", "right.tsv: not UTF-8"),
    ],
)
def test_a_broken_set_is_told(folder, capsys, name, text, message):
    """Exit code 2, with file and line."""
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SystemExit) as error:
        main(["evaluate", str(folder), "--language", "en"])
    assert (error.value.code, capsys.readouterr().err) == (2, f"{folder}/{message}\n")


def test_the_statements_on_what_was_carried_out(root, capsys):
    """Found in the PDF, by readers who rarely disagree; with the figures of docs/matching.md."""
    folder = root / "examples" / "ai-opportunities"
    report = read_source(folder / "one-year-on.pdf")
    read = carried_out.statements(folder)
    assert [
        row.text for row in read if not isinstance(find_quote(row.text, report), Found)
    ] == []
    known = load(folder).proposal
    assert {id_ for row in read for id_ in row.proposals} <= known.keys()
    assert (len(read), [row.proposals for row in read if not row.agreed]) == (
        30,
        [("R40", "R38")],
    )
    main(["carried-out", str(root / "examples" / "ai-opportunities")])
    assert capsys.readouterr().out.splitlines() == [
        *(
            "statements on which the readers agree: 29 of 30",
            "right proposal first: 15",
        ),
        *("right proposal among three: 24", "not suggested at all: 1"),
    ]


def test_the_count_by_brute_force_on_the_shipped_corpus(jam):
    """It is that of the program: taken up, below the rule, unreviewed, undocumented, measures answered."""
    data = from_contents(texts_of(packaged_folder()))
    for figures in all_rules(jam):
        counts = counted(data, str(figures.rule.words), None)
        statuses = {str(status): n for status, n in figures.statuses.items()}
        assert counts["statuses"] == statuses
        assert counts["measures"]["answered"] == figures.answered
    assert counted(data, "any", "nobody")["statuses"]["below_rule"] == 7


def test_passages_are_compared_with_what_a_reader_found(tmp_path, capsys):
    """One right and first, its position dared; one that says what the reader took for no answer."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "answer.md").write_text(
        "Recommendation 1: Mend the roads of all villages.\n\nThe government accepts this recommendation.\n\n"
        "Recommendation 2: Dig a well in every village.\n\nWells are dear.\n", encoding="utf-8"
    )  # fmt: skip
    row = {"position": "accept", "words": "accept", "page": None, "also": []}
    (tmp_path / "pair.yaml").write_text(json.dumps({"response": "answer.md", "named_by_number": True, "recommendations": [
        {**row, "number": "1", "quote": "accepts this recommendation", "text": "1. Mend the roads of all villages."},
        {**row, "number": "2", "quote": "Nothing on it", "text": "2. Dig a well in every village.", "words": "none"},
    ]}), encoding="utf-8")  # fmt: skip
    answers.run(tmp_path)
    assert capsys.readouterr().out.startswith(
        "pair: 2 recommendations; right passage first 1, among three 1, among five 1; none offered 0; position dared 1, "
        "right 1, stated in words 1; longer than 25 words 0, not word for word 0\nall: 2 recommendations; "
    )
