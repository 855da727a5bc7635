"""The list of a document on a screen."""

import pytest

from jamplan.cli.screen import Screen, render, render_fitting
from jamplan.corpus.findings import Finding
from jamplan.documents.drafts import (
    Draft,
    DraftGroup,
    DraftItem,
    DraftKind,
    DraftList,
)
from jamplan.language import language
from jamplan.layouts.drafts import draft_screens

TITLE = "Créer dans chaque commune un registre des puits, tenu à jour et public"
SCREEN = Screen(80, 24, colour=False, encoding="utf-8")


def draft(count, doubts=0):
    """A draft with so many items of growing length and so many doubts."""
    items = []
    for n in range(1, count + 1):
        item = DraftItem(
            id=f"i{n}", number=str(n), title=TITLE, text="mot " * n, group="g"
        )
        items.append(item)
    numbers = tuple(str(n) for n in range(1, count + 1))
    found = DraftList(
        how="numbers", numbers=numbers, first=TITLE, last=TITLE, pages=(5, 76)
    )
    return Draft(
        kind=DraftKind.PROPOSALS,
        title=TITLE,
        file="a.pdf",
        sha256="0",
        items=tuple(items),
        groups=(DraftGroup(id="g", title=TITLE),) * 30,
        doubts=(Finding("gap", details={"n": 30, "numbers": "100, " * 30}),) * doubts,
        lists=(found,) * 6,
    )


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("doubts", [0, 1, 40])
@pytest.mark.parametrize("count", [1, 19, 2000])
def test_a_list_fits_a_screen(count, doubts, code):
    """Whatever it has, and with the question below it: 20 lines of 80 columns."""
    screens = draft_screens(draft(count, doubts), language(code), "+")
    assert render_fitting(screens, SCREEN, 20).count("\n") <= 20


def test_the_screen_has_what_tells_a_wrong_list():
    """Its ends, the shortest and the longest item, chapters, doubts and other lists."""
    text = render(draft_screens(draft(3, 1), language("en"), "+")[-1], SCREEN)
    assert (
        text
        == """\
Créer dans chaque commune un registre des puits, tenu à jour et public

3 numbered items, from “Créer dans chaque commune un registre d…” to “Créer dans
chaque commune un registre d…”, p. 5 to 76.

Words: 14 in the shortest, “1 Créer dans chaque commune un registre…”; 16 in the
longest, “3 Créer dans chaque commune un registre…”.
Chapter: 30 (Créer dans chaque commune un registre d…; Créer dans chaque commune
un registre d…; Créer dans chaque commune un registre d…; Créer dans…
The rest: +.

To check
• Numbers missing: 30 (100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100,
  100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100…

Other lists (--list N)
• … (+5)
"""
    )
