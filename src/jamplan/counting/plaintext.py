"""A published text as it is compared: plain signs, numbers in digits, no dates."""

import re
import tomllib
from pathlib import Path

from jamplan.language.folding import folded, without_accents
from jamplan.language.numerals import in_digits

TABLE = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
"""The words in which figures are published."""

_ROUND_NUMBERS: dict[str, int] = TABLE["round_numbers"]
_ABOUT = "|".join(TABLE["bounds"]["about"])
_ROUND_NUMBER = re.compile(
    rf"\b(?:(?:{_ABOUT}) )?(?:une |a )?({'|'.join(_ROUND_NUMBERS)})\b"
)
_MONTHS: list[str] = TABLE["months"]
_DATES = re.compile("|".join(TABLE["dates"]).replace("MONTHS", "|".join(_MONTHS)))


def plain_text(text: str) -> str:
    """A text as the patterns are: numbers in digits, no dates."""
    return " ".join(_DATES.sub(" ", _in_usual_signs(text)).split())


def _in_usual_signs(text: str) -> str:
    """A text in plain lower case without hyphens, with its numbers in digits."""
    line = (
        without_accents(folded(text.casefold()))
        .replace("n't", " not")
        .replace("'", " ")
    )
    line = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", line)
    line = re.sub(r"\b(?:per ?cent|pour ?cents?)\b", "%", line)
    return _ROUND_NUMBER.sub(
        lambda match: f"environ {_ROUND_NUMBERS[match[1]]}", in_digits(line)
    )


def dates_in(text: str) -> list[str]:
    """The dates of a text, which are not read."""
    return [match[0].strip() for match in _DATES.finditer(_in_usual_signs(text))]


def plain_name(name: str) -> str:
    """The name of an actor, plain and without its article."""
    return re.sub(r"^(?:les|le|la|l|the) ", "", plain_text(name))


def has_foreign_signs(text: str) -> bool:
    """Whether a text has digits of other scripts, or the mark that a figure leaves."""
    return "§" in text or any(sign.isdigit() and not sign.isascii() for sign in text)
