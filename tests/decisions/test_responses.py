"""What a response says of a proposal, without what it repeats."""

import pytest

from jamplan.decisions.responses import answering
from jamplan.documents.drafts import Draft, DraftItem, DraftKind

ASKED = (
    "The Home Office should publish its strategy on rural fire stations every year. As a minimum, the "
    "strategy should:\n• be adaptable;\n• name those responsible for each station and its equipment."
)
NEXT = "The Treasury should fund the replacement of all engines that are older than fifteen years."
LAST = "Schools should lend their halls to all rural brigades in the summer holidays."
AGREED = "The government accepts this recommendation."


def draft(*texts):
    """A document whose items have these numbers and texts: « 1|Fund it. », « 2|| » after a heading."""
    items = tuple(
        DraftItem(id=f"item-{n}", number=number or None, title=text[:30], text=text.strip("|"),
                  shortened=True, follows=text[0] != "|")
        for n, (number, text) in enumerate(text.split("|", 1) for text in texts)
    )  # fmt: skip
    return Draft(
        kind=DraftKind.MEASURES,
        title="",
        language="en",
        file="x",
        sha256="0",
        items=items,
    )


def answers_to(*texts):
    """The answers of a response with these items to two proposals."""
    answered = answering(
        draft(*texts), draft(f"1|{ASKED}", f"2|{NEXT}", f"3|{LAST}").items
    ).items
    assert len({item.id for item in answered}) == len(answered)
    return {item.number: item.text or item.title for item in answered}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (f"{ASKED} (113.9) {AGREED} It will do so.", f"{AGREED} It will do so."),
        (f"{ASKED}\n(113.9) {AGREED}\nIt will do so.", f"{AGREED}\nIt will do so."),
        (
            ASKED.replace("• be", "A. be").replace("• name", "B. name") + f"\n{AGREED}",
            AGREED,
        ),
        (
            f"{ASKED.replace('adaptable', 'very adaptable')}\nResponse:\n{AGREED}",
            AGREED,
        ),
        (f"{ASKED}\nRéponse du Gouvernement\n{AGREED}", AGREED),
        (f"Rural fire stations\n{ASKED}\n{AGREED}", AGREED),
        (f"{ASKED}\n{NEXT}\n{AGREED}", AGREED),
        (f"{AGREED} {ASKED}", f"{AGREED} {ASKED}"),
        (f"{ASKED}\nNo response", "No response"),
        *(
            (f"{ASKED}\n{said}{ASKED[22:]}", f"{said}{ASKED[22:]}")
            for said in (
                "The government agrees that the Home Office should",
                "We will not: the Home Office should",
                "The Home Office cannot",
                "The Home Office already does",
            )
        ),
    ],
)
def test_an_answer_begins_with_its_own_words(text, answer):
    """In whatever form the proposal is repeated; a position is the answer's, though it goes on so."""
    assert answers_to(f"1|{text}", f"2|{NEXT}\n{AGREED}") == {"1": answer, "2": AGREED}


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        ((f"1|{ASKED}", f"2|{NEXT}\n{AGREED}", f"3|{LAST}\n{AGREED}"), "123"),
        ((f"2|{NEXT}\n{NEXT[29:-1]} goes on.", f"1|{ASKED}\n{AGREED}"), "1"),
        ((f"|{NEXT}\n{ASKED}\nResponse to recommendations 1 and 2\n{AGREED}",), "21"),
        ((f"1|{ASKED}", f"2||{NEXT}\n{AGREED}"), "2"),
        ((f"1|{ASKED}", f"2|{AGREED}"), "2"),
        ((f"1|{ASKED}\n{NEXT}", f"2|{NEXT}\n{AGREED}", f"1|{ASKED}\n{AGREED}"), "21"),
        ((f"1|{ASKED}", f"2|{NEXT}\nRecommendation 2: {AGREED}"), "2"),
    ],
)
def test_one_answer_to_several(texts, numbers):
    """Of what is repeated directly above it, unless it has its own or the answer names what it answers."""
    made = answers_to(*texts)
    assert "".join(made) == numbers
    assert all(answer.endswith(AGREED) for answer in made.values())


def test_an_answer_has_the_number_of_what_it_repeats():
    """Whatever its own; else its own."""
    for first, second in ("12", ("7", "")):
        made = answers_to(
            f"{first}|{NEXT}\nResponse: {AGREED} It is done.",
            f"{second}|{ASKED}\n{AGREED}",
        )
        assert made == {"2": f"{AGREED} It is done.", "1": AGREED}
    assert answers_to("2|It is done.", f"7|{AGREED}") == {
        "2": "It is done.",
        "7": AGREED,
    }
