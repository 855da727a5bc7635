"""Ids made of titles."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from jamplan.documents.names import LONGEST, ids_of, slug

_ID = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
TITLES = st.lists(
    st.text(max_size=80) | st.sampled_from(["Créer un fichier", "Creer fichier", "7", "…"])
)


def test_an_id_holds_the_main_words():
    """Small words go, accents go, and the id is short."""
    assert slug("Créer un observatoire de l'eau", "fr") == "creer-observatoire-eau"
    assert slug("Œuvrer à la transparence", "fr") == "oeuvrer-transparence"
    long = "Interdire les épandages à moins de cent mètres des captages et des sources"
    assert slug(long, "fr") == "interdire-epandages-moins-cent-metres"
    assert slug("119 places", "fr") == "p119-places"
    assert slug("…", "fr") == "item"


@settings(deadline=None)
@given(TITLES)
def test_ids_are_ids_and_do_not_clash(titles):
    """Each is an id of at most 40 characters, and no two are the same, whatever their case."""
    ids = ids_of(titles, "fr")
    assert len(ids) == len(titles)
    assert all(_ID.fullmatch(each) and len(each) <= LONGEST for each in ids)
    assert len({each.casefold() for each in ids}) == len(ids)


@settings(deadline=None)
@given(TITLES, st.randoms(use_true_random=False))
def test_the_order_of_items_makes_no_difference(titles, random):
    """Each title gets the same ids in any order of the items."""
    shuffled = list(titles)
    random.shuffle(shuffled)
    before = sorted(zip(titles, ids_of(titles, "fr"), strict=True))
    after = sorted(zip(shuffled, ids_of(shuffled, "fr"), strict=True))
    assert before == after
