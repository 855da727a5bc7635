"""Ids made of titles: ASCII, short, and the same whatever stands before or after."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from jamplan.language.folding import as_id, same_id, without_accents
from jamplan.matching.languages import lexicon_of

LONGEST = 40
_WORD = re.compile(r"[A-Za-z0-9]+")
ADDRESSEE = re.compile(r"^\([^()]*\)\s*[:–—.-]\s*(?=\w)")
"""« (ministère de la santé) : Créer… », what stands before what is to be done."""


def slug(title: str, language: str) -> str:
    """The main words of a title as an id of at most 40 characters; « item » where there are none."""
    words = _WORD.findall(without_accents(ADDRESSEE.sub("", title)).lower())
    stop_words = lexicon_of(language).stop_words
    main = [word for word in words if word not in stop_words] or words
    kept: list[str] = []
    for word in main:
        if kept and len("-".join((*kept, word))) > LONGEST:
            break
        kept.append(word)
    made = as_id("-".join(kept)) if kept else "item"
    return made[:LONGEST].strip("-")


def ids_of(titles: Sequence[str], language: str, keys: Sequence[str] | None = None) -> list[str]:
    """An id for each title. Those that would be the same get -2, -3…, in the order of their ``keys``.

    Neither the order of the titles nor the other titles make a difference, but where two clash.
    """
    keys = titles if keys is None else keys
    found = [slug(title, language) for title in titles]
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(found):
        groups[same_id(each)].append(place)
    taken = set(groups)
    for places in groups.values():
        first, *others = sorted(places, key=lambda place: (keys[place], place))
        count = 2
        for place in others:
            base = found[first]
            while same_id(made := _numbered(base, count)) in taken:
                count += 1
            taken.add(same_id(made))
            found[place] = made
    return found


def _numbered(base: str, count: int) -> str:
    end = f"-{count}"
    return base[: LONGEST - len(end)].rstrip("-") + end
