"""What import takes of a document is found in it, also by way of a mended text."""

import random

from hypothesis import given
from hypothesis import strategies as st

from jamplan.documents.drafting import draft_of
from jamplan.documents.drafts import Draft, DraftKind, Wanted
from jamplan.documents.jobs import read_source
from jamplan.documents.textblocks import finished
from jamplan.evidence.drafted import looked_up
from jamplan.evidence.sourcetexts import SourceText, stretches_of
from tests.documents.made_up import Sheet

WORDS = (
    "the council should open its accounts to all residents of the county and publish "
    "well-known long-term rules for trees water housing and the co-operation of schools"
).split()
LABELS = ("Recommendation {}: ", "{}. ", "R{} ", "{}) ", "- ")


@st.composite
def documents(draw) -> tuple[bytes, int]:
    """A list in one or two columns, justified or not; and how many items it has."""
    chance = random.Random(draw(st.integers(0, 10**6)))
    label = draw(st.sampled_from(LABELS))
    align, count = draw(st.sampled_from("LJ")), draw(st.integers(4, 8))
    width = draw(st.sampled_from([70, 80, 165]))
    sheet = Sheet(10)
    sheet.c_margin = 0
    sheet.set_font(size=16)
    sheet.at(20, 20, "Recommendations")
    sheet.set_font(size=10)
    for number in range(1, count + 1):
        is_right = width < 100 and 2 * number > count
        if number == 1 or (is_right and 2 * number <= count + 2):
            top = 30.0
        words = [chance.choice(WORDS) for _ in range(chance.randrange(14, 30))]
        text = f"{label.format(number)}Open {' '.join(words)}."
        sheet.set_xy(20 + is_right * (width + 6), top)
        sheet.multi_cell(width, 4.5, text, align=align, new_x="LEFT", new_y="NEXT")
        top = sheet.get_y() + 3
    return sheet.bytes(), count


def drafted(data: bytes) -> tuple[Draft, SourceText]:
    """The draft of a PDF, and its text as quotes are looked up in it."""
    blocks, _ = read_source(data, ".pdf")
    wanted = Wanted(kind=DraftKind.PROPOSALS)
    source = SourceText(stretches_of(blocks), has_pages=True, sha256="cd")
    return draft_of(finished(blocks), wanted, "a.pdf", "ab"), source


@given(documents())
def test_all_that_an_item_has_is_in_its_document_word_for_word(document):
    """One reading serves both, whatever the layout; and all items are taken."""
    draft, source = drafted(document[0])
    assert len(draft.items) == document[1]
    found = looked_up(draft, source, "b.pdf")
    assert (found.file, found.sha256) == ("b.pdf", "cd")
    assert [item.page for item in found.items] == [1] * document[1]
    assert "not-in-file" not in {doubt.code for doubt in found.doubts}


def test_an_item_has_no_page_in_a_document_without_pages():
    """Nor one that it had elsewhere."""
    data = b"Recommendation 1: Dig wells.\n\nRecommendation 2: Mend roads.\n"
    blocks, _ = read_source(data, ".txt")
    wanted = Wanted(kind=DraftKind.PROPOSALS)
    source = SourceText(stretches_of(blocks), has_pages=False, sha256="cd")
    draft = draft_of(finished(blocks), wanted, "a.txt", "ab")
    found = looked_up(draft, source, "a.txt")
    told = [(item.number, item.page, item.locator) for item in found.items]
    assert told == [("1", None, None), ("2", None, None)]
