"""Which list is first, and why."""

from __future__ import annotations

from finds import found_in


def first(text: str) -> tuple[str, int, tuple[str, ...]]:
    best = found_in(text).lists[0]
    return best.candidate.how, len(best.items), best.reasons


def numbered(count: int, what: str = "Le paragraphe") -> str:
    return "\n\n".join(f"{n}. {what} {n} est long." for n in range(1, count + 1))


def test_labels_come_before_numbered_paragraphs():
    """However many paragraphs there are."""
    labels = "\n\n".join(f"Recommendation {n}: Act on {n}" for n in range(1, 8))
    assert first(f"{numbered(60)}\n\n# End\n\n{labels}") == ("labels", 7, ("labels", "complete"))


def test_a_recap_comes_before_a_longer_run():
    """Its heading announces it."""
    text = f"# Evidence\n\n{numbered(60)}\n\n# Conclusions and recommendations\n\n{numbered(9, 'We conclude')}"
    assert first(text) == ("numbers", 9, ("complete", "announced"))


def test_a_number_that_the_document_states_is_a_reason():
    """« the 7 recommendations »."""
    text = f"The 7 recommendations follow.\n\n{numbered(7)}\n\n# More\n\n{numbered(8)}"
    assert first(text) == ("numbers", 7, ("complete", "counted"))


def test_chapters_are_no_list_of_items():
    """« Chapter 1 » of many; an answer may be that there is no list."""
    found = found_in("\n\n".join(f"## Chapter {n}: On {n}\n\nText." for n in range(1, 5)))
    assert (found.lists, [doubt.code for doubt in found.doubts]) == ((), ["nothing"])


def sections(first: int, last: int, title: str) -> str:
    return "\n\n".join(f"{n}.1. {title} {n}\n\n{n}.2. {title} {n} bis" for n in range(first, last + 1))


def test_decimals_are_a_list_where_a_heading_announces_them():
    """« 6.1 » and on, under « 6. Recommendations »; the sections before them have decimals too."""
    long = "The Department shall report back to the Committee on progress made in year"
    text = f"{sections(1, 5, 'Overview of')}\n\n# 6. RECOMMENDATIONS\n\n" + "\n\n".join(
        f"6.{n}. {long} {n}." for n in range(1, 8)
    )
    best = found_in(text).lists[0]
    assert [item.number for item in best.items] == [f"6.{n}" for n in range(1, 8)]
    assert best.reasons == ("codes", "complete", "announced")


def test_decimals_in_a_column_are_a_list():
    """Of all tables; « V1.1 » above each names a group of rows."""
    tables = [
        f"# V1.{n} Group {n}\n\n| # | Description |\n| --- | --- |\n"
        + "\n".join(f"| 1.{n}.{row} | Verify that part {row} of {n} holds. |" for row in (1, 2, 3))
        for n in range(1, 6)
    ]
    best = found_in("\n\n".join(tables)).lists[0]
    assert [item.number for item in best.items] == [
        f"1.{n}.{row}" for n in range(1, 6) for row in (1, 2, 3)
    ]


def test_section_numbers_are_no_list():
    """Neither « 1 » to « 5 » nor « 1.1 » to « 5.2 », if their titles are short."""
    text = "\n\n".join(f"# {n}. Part {n}\n\n{sections(n, n, 'Costs of')}" for n in range(1, 6))
    assert found_in(text).lists == ()


def test_codes_come_before_three_numbers_below_their_heading():
    """A run of three is a part of what the heading announces."""
    codes = "\n\n".join(f"WSTG-INFO-{n:02} Review the pages for leaks of {n}" for n in range(1, 20))
    text = f"# Recommendations\n\n{codes}\n\n# Our recommendations\n\n1. Look\n2. Read\n3. Test"
    assert [item.number for item in found_in(text).lists[0].items][:2] == [
        "WSTG-INFO-01",
        "WSTG-INFO-02",
    ]


def test_labels_without_a_text_are_mentions():
    """They come after the numbered headings that have the texts."""
    mentions = "\n\n".join(
        f"Recommendation {n}\n\nRecommendation {m}" for n, m in ((7, 3), (4, 12), (9, 3))
    )
    texts = "\n\n".join(f"## {n}) Act on the case of {n}\n\nThe text." for n in range(1, 13))
    assert found_in(f"{mentions}\n\n{texts}").lists[0].candidate.how == "numbers"
