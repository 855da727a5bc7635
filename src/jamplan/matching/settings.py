"""The few numbers that the score depends on.

They were set on the project's reference sets by leaving one set out at a time, and
rounded. `docs/matching.md` says what each is worth and what was tried instead.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How texts are weighed and compared. The defaults are the measured ones."""

    family_threshold: float = 0.2
    """Two different words are of one family from this similarity of their spellings on."""
    fault_likeness: float = 0.9
    """Likeness of two words that one typing fault separates."""
    fault_shortest: int = 4
    """Shorter words differ by one letter too often to call it a fault."""
    fault_shortest_risky: int = 7
    """The same for a letter replaced, or a first letter added or left out."""
    imagined_texts: int = 50
    """Rarity is counted as if so many more texts of other plans had been read: in twenty
    texts of one's own, « mettre » can look rare."""
    general_share: float = 0.3
    """Share of the imagined texts that contain a given general word."""
    part_share: float = 0.3
    """Share of the best pair of parts in the similarity; the whole texts have the rest."""
    long_field: int = 40
    """A field with at least so many words that count is cut into sentences."""
    short_part: int = 3
    """A sentence with fewer words that count joins the one before it."""
    hub_best: int = 5
    """How many of a text's best likenesses tell how easily it resembles others: of a
    list of fewer than four times as many, one in four."""
    hub_default: float = 0.2
    """What those similarityes usually are, on average over the reference sets."""
    floor: float = 0.05
    """Likenesses well below this one score low however unusual they are."""
    meaning_share: float = 0.3
    """Share of a sentence encoder's similarity, where there is one."""
