"""Quotes told so that a browser finds them: by their ends, by the words around them, by page."""

import pytest

from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.evidence.anchors import Anchor, anchor_of, anchor_on_record
from jamplan.evidence.sourcetexts import SourceText, stretches_of

LONG = "the department will report on the state of each road before the end of the year"


def text_of(*paragraphs: str, pages: bool = False) -> SourceText:
    """A copy of these paragraphs; with ``pages``, each on its own."""
    blocks = [
        TextBlock(kind=BlockKind.PARAGRAPH, text=text, page=number)
        for number, text in enumerate(paragraphs, start=1)
    ]
    return SourceText(stretches_of(blocks), has_pages=pages)


@pytest.mark.parametrize(
    ("paragraphs", "quote", "expected"),
    [
        # What the copy does not have, or what has no words.
        (["Something else."], "We accept this.", None),
        (["Something else."], "…", None),
        # A short one is told whole, in the words of the copy.
        (
            ["We “accept” this: all."],
            'We "accept" this',
            Anchor(None, "We “accept” this"),
        ),
        # A long one by its ends.
        (
            [f"So {LONG}."],
            LONG,
            Anchor(None, "the department will report", "end of the year"),
        ),
        # As many first words as lead to it, whatever their case and accents.
        (
            ["The Department wîll report on the state of the sea.", f"So {LONG}."],
            LONG,
            Anchor(
                None,
                "the department will report on the state of each",
                "end of the year",
            ),
        ),
        # What comes twice by a word before it, else by one after it.
        (
            ["First: we agree.", "Then: we agree."],
            "we agree",
            Anchor(None, "we agree", before="First:"),
        ),
        (
            ["So: we agree. Yes.", "So: we agree. No."],
            "we agree.",
            Anchor(None, "we agree.", after="Yes."),
        ),
        # The paragraph before it, as no word of its own paragraph precedes it.
        (
            ["Recommendation 7", "Accepted.", "Recommendation 8", "Accepted."],
            "Accepted.",
            Anchor(None, "Accepted.", before="7"),
        ),
        # What goes over paragraphs, or leaves words out, by its two ends.
        (
            ["Yes, we agree to do so.", "We shall do it now, and not later."],
            "we agree to do so. We shall do it now",
            Anchor(None, "we agree to do", "shall do it now"),
        ),
        (
            ["We accept.", "More. We accept.", "See below.", "See below."],
            "We accept. See below.",
            Anchor(None, "We accept.", "See below.", before="More."),
        ),
        (
            ["One: see below.", "Yes.", "It is so; see below."],
            "Yes. […] see below.",
            Anchor(None, "Yes.", "is so; see below."),
        ),
        (
            ["Yes.", "Then no.", "Then yes."],
            "Yes. […] Then",
            Anchor(None, "Yes.", "Then"),
        ),
        # No end is within what is one word for a browser.
        (
            ["Or l’État agira\u202f; vite."],
            "État agira",
            Anchor(None, "l’État agira\u202f;"),
        ),
    ],
)
def test_a_quote_is_told_by_as_few_words_as_lead_to_it(paragraphs, quote, expected):
    """A browser takes the first place of the words, without regard to case and accents."""
    assert anchor_of(quote, text_of(*paragraphs)) == expected


def test_of_equal_words_those_of_the_answer_are_meant():
    """The head of the answer tells which; the page on record counts more."""
    paragraphs = []
    for number in range(1, 6):
        paragraphs += [f"Recommendation {number}", "Accepted."]
    copy = text_of(*paragraphs, pages=True)
    answer = "Recommendation 4\nAccepted."
    assert anchor_of("Accepted.", copy, beside=answer) == Anchor(
        8, "Accepted.", before="4"
    )
    assert anchor_of("Accepted.", copy, page=4, beside=answer) == Anchor(
        4, "Accepted.", before="2"
    )


def test_without_a_copy_what_a_quote_leaves_out_is_not_looked_for():
    """The words before the omission and those after it are its ends."""
    quote = "We agree, […] in part […] and will act"
    assert anchor_on_record(quote, 3) == Anchor(3, "We agree", "and will act")
    assert anchor_on_record("We agree.", None) == Anchor(None, "We agree.")
