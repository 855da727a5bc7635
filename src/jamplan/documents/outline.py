"""Headings and their ranks: the section that a block is in, and the end of a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jamplan.documents.starts import COARSE_WORDS, GROUP_WORDS, ITEM_WORDS, is_numbered, label
from jamplan.documents.textblocks import BlockKind, TextBlock
from jamplan.language.folding import without_accents

_CONTENTS_LINE = re.compile(r"(?:\.\s?){5,}|…{2,}|_{8,}")
_PART = re.compile(r"(?:\w+ )?(?:partie|part|titre|livre)\b", re.IGNORECASE)
_DECIMAL = re.compile(r"\d{1,2}((?:[.\-]\d{1,2})*)\s?[.)\-–]?\s*(?=\D)")
_NAMED = re.compile(r"(?:chapitre|chapter|axe)\b", re.IGNORECASE)
_NUMBERED = {
    "part": _PART,
    "chapter": _NAMED,
    "2": re.compile(r"[IVX]{1,5}[.\-]\d"),
    "roman": re.compile(r"[IVX]{1,5}\s?(?:[.)]|[-–—:])"),
    "letter": re.compile(r"[A-Z]\s?[.)\-–]\s?\w"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, with the scheme that gives its rank."""

    at: int
    """Its place among the blocks."""
    text: str
    level: int
    scheme: str
    """How it is numbered: « part », « chapter », « roman », « letter », « 1 » to « 4 »; else « h2 »."""

    @property
    def name(self) -> str:
        """The text without a label such as « Axe 2 : »."""
        parsed = label(self.text)
        is_group = parsed is not None and parsed.family in GROUP_WORDS | COARSE_WORDS
        return parsed.title if parsed and is_group and parsed.title else self.text

    @property
    def label(self) -> str:
        """The label: « Axe 2 »; empty if there is none."""
        before = self.text.removesuffix(self.name)
        return before.strip(" :–—-.")


_SCHEMES = ("part", "chapter", "roman", "1", "letter", "2", "3", "4")


def is_contents(text: str) -> bool:
    """Whether a line is one of a table of contents, with dots to the page."""
    return bool(_CONTENTS_LINE.search(text))


def outline(blocks: Sequence[TextBlock]) -> list[Section]:
    """The headings of a document, items' labels not among them.

    A bold line with a section's number, or that names a chapter, is a heading, though a reader did not
    see it.
    """
    headings = []
    for at, block in enumerate(blocks):
        is_heading = block.kind is BlockKind.HEADING or (
            block.kind is BlockKind.PARAGRAPH
            and block.bold
            and (is_numbered(block.text) or _NAMED.match(block.text))
        )
        if is_heading and not is_contents(block.text):
            parsed = label(block.text)
            if parsed is None or parsed.family not in ITEM_WORDS:
                headings.append(Section(at, block.text, block.level or 6, _scheme(block)))
    return headings


def _scheme(block: TextBlock) -> str:
    text = block.text
    parsed = label(text)
    if (parsed and parsed.family in GROUP_WORDS) and not _PART.match(text):
        return "chapter"
    for scheme, pattern in _NUMBERED.items():
        if pattern.match(text):
            return scheme
    if match := _DECIMAL.match(text):
        return str(min(4, 1 + len(re.findall(r"[.\-]\d", match[1]))))
    return f"h{block.level or 6}"


def rank(scheme: str) -> int:
    """The order of schemes, from the coarsest; headings without numbers after those with them."""
    return _SCHEMES.index(scheme) if scheme in _SCHEMES else 10 + int(scheme[1:])


_ANNOUNCING = re.compile(
    r"\b(?:recommand\w*|recommend\w*|proposition\w*|proposal\w*|preconisation\w*|mesures?|measures?"
    r"|engagements?|commitments?|actions?|regles|rules|criteres|criteria|pledges?|demandes?)\b",
    re.IGNORECASE,
)
_RECAP = re.compile(
    r"\b(?:recapitulati\w*|liste?|summary of|synthese des|tableau des|conclusions? (?:et|and))\b",
    re.IGNORECASE,
)


def announces(text: str) -> int:
    """How clearly a heading or a sentence announces a list: 0, 1, or 2 if it calls it a recap."""
    plain = without_accents(text)
    if len(plain) > 250 or not _ANNOUNCING.search(plain):
        return 0
    return 2 if _RECAP.search(plain) or len(re.findall(r"[^\W\d]{2,}", plain)) <= 3 else 1
