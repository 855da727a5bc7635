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
