"""Two people's decisions as they are told: in brief and record by record, and how far they agree."""

from jamplan.account.agreements import AgreementTold, IndicesTold
from jamplan.account.spans import plain
from jamplan.decisions.agreement import compare
from jamplan.language import language
from tests.generated import corpus_of

TEXTS = """
proposals: [{id: p, title: Wells}, {id: q, title: Roads}, {id: r, title: Lamps}]
measures: [{id: M, title: More wells, number: 2}]
statements:
"""
ANN = """\
  - {about: p, says: taken_up, measure: M, words: compared, by: Ann}
  - {about: q, says: no_match, words: compared, by: Ann}
"""
BOB = """\
  - {about: p, says: not_this, measure: M, words: compared, by: Bob}
  - {about: p, says: out_of_scope, words: compared, by: Bob}
  - {about: q, says: no_match, words: compared, by: Bob}
  - {about: r, says: not_testable, words: compared, by: Bob}
"""


def told(first, second):
    """What is told in English of two people's statements."""
    agreement = compare(corpus_of(TEXTS + first), corpus_of(TEXTS + second))
    return AgreementTold(agreement, language("en"), ("a", "b"))


def test_each_side_is_told_in_brief_and_by_its_records():
    """What one side sets aside is told where the other one matched it."""
    (row,) = told(ANN, BOB).disagreements
    assert (row.title, row.id, row.differs_in_brief) == ("Wells", "p", True)
    first, second = row.sides
    assert (first.brief, second.brief) == ("taken up (2)", "out of scope")
    assert [list(map(plain, side.records)) for side in row.sides] == [
        ["p → M: taken up, comparison of both texts by Ann."],
        ["p: out of scope, as concluded by Bob.", "Match set aside: M"],
    ]


def test_what_neither_matched_is_not_told_as_set_aside():
    """Of what one sets aside, what the other matched alone."""
    other = "  - {about: p, says: not_this, measure: N, words: compared, by: Bob}\n"
    measures = "measures: [{id: M, title: More wells}, {id: N, title: Less wells}]"
    head = "proposals: [{id: p, title: Wells}]"
    texts = f"{head}\n{measures}\nstatements:\n"
    said = BOB.splitlines(keepends=True)[:2]
    ann, bob = (
        corpus_of(texts + each)
        for each in (ANN.splitlines(keepends=True)[0], "".join([*said, other]))
    )
    told = AgreementTold(compare(ann, bob), language("en"), ("a", "b"))
    (row,) = told.disagreements
    assert list(map(plain, row.sides[1].records)) == [
        "p: out of scope, as concluded by Bob.",
        "Match set aside: M",
    ]


def test_the_figures_say_what_they_leave_out():
    """Indices over what both decided; who decided alone is told beside them."""
    both = told(ANN, BOB)
    assert both.lead == "1 disagreement; a decision in both for 2 of 3 proposals."
    assert both.alike == (
        "Agreement on the status: 1 of 2; on each match, kept or not: 1 of 2."
    )
    assert both.left_out == (
        "Left out: 0 decided in “a” only, 1 in “b” only, 0 in neither."
    )
    assert both.copied == ""
    assert both.indices == (
        IndicesTold("the status", "0.5 (1 of 2)", "0.333", "0.4"),
        IndicesTold("each match, kept or not", "0.5 (1 of 2)", "0", "0"),
    )


def test_a_copy_is_no_agreement():
    """The same records are told as such; without two values there is no index."""
    same = told(ANN, ANN)
    assert same.copied == (
        "For 2, both hold the same records: a copy is no agreement between two people."
    )
    nothing = told("  []\n", "  []\n")
    undefined = "undefined: nothing to compare"
    assert [each.raw for each in nothing.indices] == [undefined, undefined]
    assert (nothing.disagreements, nothing.copied) == ((), "")
