"""How the characters of a quote may be spelt in a copy of its source."""

import re

LETTER = r"[^\W\d_]"
RAISED = "⁰¹²³⁴-⁹⁽⁾"

# A quote that is taken from a page may have a space at the end of a line: « dispo-
# sitifs ».
_SPELT = re.compile(
    rf"(?P<broken>(?<={LETTER})- (?={LETTER}))|(?P<hyphen>-)|(?P<either>\n)"
    rf"|(?P<within>{LETTER}(?={LETTER}))|(?P<figure>\d(?![\d{RAISED}]))|.",
    re.DOTALL,
)
_SPELLINGS = {"broken": "(?:- |\n)", "hyphen": "[-\n]", "either": "[-\n]?"}
_TEN = re.compile(r"(?<!\d)10$")
_CALLS = rf"[{RAISED}]+(?:[,;] ?[{RAISED}]+)*"
_AFTER_TEN = (
    r"(?<![×·] 10)(?<![×·]10)(?:(?<=\b[LlDdCcMmSs]es 10)"
    r"|(?<=\b(?:[Tt]he|[Nn]os|[Oo]ur) 10)"
    rf"|(?!(?:[³⁶⁹]|¹[²⁵⁸])(?![{RAISED}])))"
)
"""« 10⁶ habitants », « 3 × 10⁴ » are other numbers, « 10⁴ priorités » has the mark of a
note, and so has « les 10³ priorités »: powers that are written have thousands, or a
sign of multiplication.
"""


def spelt(plain: str) -> str:
    """Return a pattern that finds a folded text however its source is typeset."""
    return _SPELT.sub(_spellings, plain)


def _spellings(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    if kind == "figure":
        # The mark of a footnote may follow a number: « 6¹ propositions ».
        is_ten = _TEN.search(match.string[: match.end()])
        return f"{match[0]}(?:{_AFTER_TEN if is_ten else ''}{_CALLS})?"
    return (
        f"{match[0]}\n?"
        if kind == "within"
        else _SPELLINGS.get(kind) or re.escape(match[0])
    )
