"""Two lists of items as weighted words: what every score is computed from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log, sqrt
from typing import TYPE_CHECKING

from jamplan.matching.likeness import LIKENESS_UNIT, SAME, Kinship, Likeness, neighbours
from jamplan.matching.texts import Item, Part, sentences
from jamplan.matching.words import Analyser

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jamplan.matching.settings import Settings
    from jamplan.matching.words import Form

# Weights are whole numbers too (see likeness.py). A text's weights have this length.
WEIGHT_UNIT = 2048
# So the likeness of a text with itself is, but for rounding:
COSINE_UNIT = WEIGHT_UNIT * WEIGHT_UNIT * LIKENESS_UNIT

_LONGEST = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One item: the words of the whole, and those of its parts where it has several.

    Words are `{key: weight}`, in units of `WEIGHT_UNIT`.
    """

    item: Item
    whole: dict[str, int]
    parts: tuple[tuple[Part, dict[str, int]], ...]

    @property
    def part_words(self) -> list[dict[str, int]]:
        """The words of each part; those of the whole where it is one part."""
        return [words for _, words in self.parts] or [self.whole]


class Index:
    """Two lists of items, ready to compare."""

    def __init__(
        self,
        left: Sequence[Item],
        right: Sequence[Item],
        code: str,
        settings: Settings,
        subject: Sequence[str] = (),
    ) -> None:
        """Weigh the words of both lists, which are treated alike."""
        self.settings = settings
        self.analyser = Analyser(code)
        self._subject = {key for text in subject for key in self.analyser.keys(text)}
        texts = [[self._fields(item) for item in items] for items in (left, right)]
        everything = [*texts[0], *texts[1]]
        self._count(everything)
        self.left = self._entries(left, texts[0])
        self.right = self._entries(right, texts[1])
        self._written: dict[int, dict[str, str]] = {}

    def likeness(self, left: str, right: str) -> Likeness | None:
        """Return how alike two keys are, or None if they do not count as a pair."""
        if left == right:
            return SAME
        return self.neighbours.get(left, _NONE).get(right)

    def documents(self, key: str) -> int:
        """Return how many of the items, of both lists, contain this word or its misspelling."""
        return self._documents[key]

    def first_written(self, entry: Entry) -> dict[str, str]:
        """Return each word of one of the entries as it is written first."""
        # By identity: either list may have an item of that id.
        found = self._written.get(id(entry))
        if found is None:
            found = self._written[id(entry)] = {}
            for text in entry.item.fields:
                for word in self.analyser.words(text):
                    if word.key not in found:
                        found[word.key] = text[word.start : word.end]
        return found

    def _fields(self, item: Item) -> list[list[Form]]:
        return [self.analyser.forms(field) for field in item.fields]

    def _count(self, everything: list[list[list[Form]]]) -> None:
        documents: Counter[str] = Counter()
        occurrences: Counter[str] = Counter()
        stems: dict[str, str] = {}
        for fields in everything:
            keys: set[str] = set()
            for forms in fields:
                for form in forms:
                    keys.update(form.keys)
                    if len(form.keys) == 1:
                        stems[form.folded] = form.keys[0]
                occurrences.update([form.folded for form in forms])
            documents.update(keys)
        written = {form: (occurrences[form], stem) for form, stem in stems.items()}
        self.neighbours = neighbours(documents, written, self.settings)
        self._documents = _with_faults(documents, self.neighbours)
        general = self.analyser.language.general_words
        subject = self._subject | {
            key for word in self._subject for key in self.neighbours.get(word, _NONE)
        }
        read = self.settings.imagined_texts
        size = len(everything) + 1 + read
        in_read = read * self.settings.general_share
        self._rarity: dict[str, float] = {
            key: (
                log(size / (n + 1 + (read if key in subject else in_read if key in general else 0))) + 1
            )
            * (min(len(key), _LONGEST) / _LONGEST) ** 0.25
            for key, n in self._documents.items()
        }

    def _entries(self, items: Sequence[Item], texts: list[list[list[Form]]]) -> list[Entry]:
        return [self._entry(item, fields) for item, fields in zip(items, texts, strict=True)]

    def _entry(self, item: Item, fields: list[list[Form]]) -> Entry:
        # A title says what an item is about: beside details, its words count as said twice
        # (after BM25F; Robertson, Zaragoza & Taylor, 2004).
        repeated = [fields[0], *fields] if len(fields) > 1 else fields
        whole = self._weights([key for forms in repeated for form in forms for key in form.keys])
        parts = [part for n in range(len(fields)) for part in self._cut(item, n, len(fields[n]))]
        if len(parts) < 2:
            return Entry(item, whole, ())
        weighed = [
            (
                part,
                self._weights(self.analyser.keys(item.fields[part.field][part.start : part.end])),
            )
            for part in parts
        ]
        return Entry(item, whole, tuple(weighed))

    def _cut(self, item: Item, field: int, size: int) -> list[Part]:
        """Return the parts of one field: itself, or its sentences where it is long."""
        if size == 0:
            return []
        text = item.fields[field]
        if size < self.settings.long_field:
            return [Part(field, 0, len(text))]
        spans: list[tuple[int, int]] = []
        for start, end in sentences(text):
            previous = text[slice(*spans[-1])] if spans else ""
            if spans and (self._is_short(text[start:end]) or self._is_short(previous)):
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        if len(spans) == 1:
            return [Part(field, 0, len(text))]
        return [Part(field, start, end, n) for n, (start, end) in enumerate(spans, 1)]

    def _is_short(self, text: str) -> bool:
        return len(self.analyser.forms(text)) < self.settings.short_part

    def _weights(self, keys: Sequence[str]) -> dict[str, int]:
        """Return the weights of a text's words, scaled to one length for all texts.

        A word said again counts less each time. The length is that of the soft cosine
        (Sidorov et al., 2014), which sees that two of the words are alike.
        """
        raw = {key: (1 + log(n)) * self._rarity[key] for key, n in Counter(keys).items()}
        square = 0.0
        for key, weight in raw.items():
            square += weight * weight
            for other, likeness in self.neighbours.get(key, _NONE).items():
                if other in raw:
                    square += weight * raw[other] * likeness.units / LIKENESS_UNIT
        if not square:
            return {}
        scale = WEIGHT_UNIT / sqrt(square)
        return {key: round(weight * scale) for key, weight in raw.items()}


_NONE: dict[str, Likeness] = {}


def _with_faults(documents: Counter[str], near: dict[str, dict[str, Likeness]]) -> dict[str, int]:
    """Return in how many items each word is, a misspelt one as often as the word meant.

    Otherwise a slip would be the rarest word of its text, and weigh the most.
    """
    counts = dict(documents)
    for key, others in near.items():
        for other, likeness in others.items():
            if likeness.kinship is Kinship.FAULT:
                counts[key] = max(counts[key], documents[other])
    return counts
