"""Two lists of items as weighted words: what every score is computed from."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

from jamplan.matching.languages import Analyser, WrittenForm
from jamplan.matching.likeness import LIKENESS_UNIT, LIKENESSES, Kinship, neighbours

# Weights are whole numbers too (see likeness.py). A text's weights have this length.
WEIGHT_UNIT = 2048
# So the likeness of a text with itself is, but for rounding:
COSINE_UNIT = WEIGHT_UNIT * WEIGHT_UNIT * LIKENESS_UNIT

_LONGEST = 10
_IMAGINED_TEXTS = 50
"""Rarity is counted as if so many more texts of other plans had been read.

In twenty texts of one's own, « mettre » can look rare.
"""
_GENERAL_SHARE = 0.3
"""Share of the imagined texts that contain a given general word."""
_LONG_FIELD = 40
"""A field with at least so many words that count is cut into sentences."""
_SHORT_PART = 3
"""A sentence with fewer words that count joins the one before it."""


# A sentence ends where a reader pauses; the list sign « ; » separates parts as well.
_SENTENCE_END = re.compile(r"(?<=[.;:!?…])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class TextItem:
    """An item of a document: a proposal, a measure, a requirement.

    `details` are the texts below the title: sub-measures, or the text of a proposal.
    """

    id: str
    title: str
    details: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The title, then each detail."""
        return (self.title, *self.details)

    @property
    def text(self) -> str:
        """The whole text, one field a line."""
        return "\n".join(field for field in self.fields if field)


@dataclass(frozen=True, slots=True)
class WeightedItem:
    """An item: the weights of the words of the whole, and of its parts or only part.

    A weight is in units of `WEIGHT_UNIT`; words are the keys that they are compared as.
    """

    item: TextItem
    whole: dict[str, int]
    parts: tuple[dict[str, int], ...]


class Index:
    """Two lists of items, ready to compare."""

    def __init__(
        self,
        left: Sequence[TextItem],
        right: Sequence[TextItem],
        code: str,
        subject: Sequence[str] = (),
    ) -> None:
        """Weigh the words of both lists, which are treated alike."""
        self.analyser = Analyser(code)
        items = (*left, *right)
        texts = [
            [self.analyser.forms(field) for field in item.fields] for item in items
        ]
        self._rarity = self._rarities(self._count(texts), len(items), subject)
        entries = [
            self._entry(item, fields) for item, fields in zip(items, texts, strict=True)
        ]
        self.left = entries[: len(left)]
        self.right = entries[len(left) :]

    def _count(self, texts: list[list[list[WrittenForm]]]) -> dict[str, int]:
        """Find the neighbours of all words; return in how many items each word is.

        A misspelt word is in as many as the word meant. Otherwise a slip would be the
        rarest word of its text, and weigh the most.
        """
        documents: Counter[str] = Counter()
        occurrences: Counter[str] = Counter()
        stems: dict[str, str] = {}
        for fields in texts:
            forms = [form for field in fields for form in field]
            documents.update({key for form in forms for key in form.keys})
            occurrences.update(form.folded for form in forms)
            stems.update(
                (form.folded, form.keys[0]) for form in forms if len(form.keys) == 1
            )
        written = {form: (occurrences[form], stem) for form, stem in stems.items()}
        self.neighbours = neighbours(documents, written, self.analyser.lexicon.code)
        counts = dict(documents)
        for key, others in self.neighbours.items():
            for other, kinship in others.items():
                if kinship is Kinship.FAULT:
                    counts[key] = max(counts[key], documents[other])
        return counts

    def _rarities(
        self, documents: dict[str, int], items: int, subject: Sequence[str]
    ) -> dict[str, float]:
        """Return the rarity of each word: its smoothed idf, less for a short word."""
        common = {key for text in subject for key in self.analyser.keys(text)}
        common |= {key for word in common for key in self.neighbours.get(word, {})}
        imagined = {
            **dict.fromkeys(
                self.analyser.lexicon.general_words, _IMAGINED_TEXTS * _GENERAL_SHARE
            ),
            # Every imagined text is on the subject.
            **dict.fromkeys(common, _IMAGINED_TEXTS),
        }
        size = items + 1 + _IMAGINED_TEXTS
        return {
            key: (log(size / (count + 1 + imagined.get(key, 0))) + 1)
            * (min(len(key), _LONGEST) / _LONGEST) ** 0.25
            for key, count in documents.items()
        }

    def _entry(self, item: TextItem, fields: list[list[WrittenForm]]) -> WeightedItem:
        # A title says what an item is about: beside details, its words count as said
        # twice (after BM25F; Robertson, Zaragoza & Taylor, 2004).
        repeated = [fields[0], *fields] if len(fields) > 1 else fields
        whole = self._weights(
            [key for forms in repeated for form in forms for key in form.keys]
        )
        sized = zip(item.fields, map(len, fields), strict=True)
        # One that comes again is as similar as it was.
        parts = dict.fromkeys(
            part for text, size in sized if size for part in self._cut(text, size)
        )
        several = [
            self._weights(self.analyser.keys(part)) for part in parts if len(parts) > 1
        ]
        return WeightedItem(item, whole, tuple(several or [whole]))

    def _cut(self, text: str, size: int) -> list[str]:
        """Return the parts of a field: its sentences if it is long, else itself."""
        if size < _LONG_FIELD:
            return [text]
        parts: list[str] = []
        for sentence in _SENTENCE_END.split(text):
            if parts and (self._is_short(sentence) or self._is_short(parts[-1])):
                parts[-1] = f"{parts[-1]} {sentence}"
            else:
                parts.append(sentence)
        return parts

    def _is_short(self, text: str) -> bool:
        return len(self.analyser.forms(text)) < _SHORT_PART

    def _weights(self, keys: Sequence[str]) -> dict[str, int]:
        """Return the weights of a text's words, scaled to one length for all texts.

        A word said again counts less each time. The length is that of the soft cosine
        (Sidorov et al., 2014), which sees that two of the words are alike.
        """
        raw = {
            key: (1 + log(count)) * self._rarity[key]
            for key, count in Counter(keys).items()
        }
        square = 0.0
        for key, weight in raw.items():
            square += weight * weight
            for other, kinship in self.neighbours.get(key, {}).items():
                if other in raw:
                    square += weight * raw[other] * LIKENESSES[kinship] / LIKENESS_UNIT
        scale = WEIGHT_UNIT / sqrt(square) if square else 0
        return {key: round(weight * scale) for key, weight in raw.items()}
