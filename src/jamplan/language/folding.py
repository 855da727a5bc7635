"""Texts folded for comparison, and texts that are safe to show.

Nothing here depends on a language. Counting, quotes, ids and every output call it.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_HALVES = re.compile("[\ud800-\udfff]")
_LAYOUT = re.compile(r"[ \t\r\n\f\v\u0085\u2028\u2029]+")
_SPACES = re.compile(r"\s+")
# A capital letter alone before the point is an initial.
_ABBREVIATIONS = r"(?<!\b[A-ZÀ-Ýpn])(?<!\bart)(?<!\bcf)(?<!\b[Nn]o)"
_SENTENCE = re.compile(
    rf".+?{_ABBREVIATIONS}[.!?…][»”]?(?=\s+\W*[A-ZÀ-Ý\d]|\s*$)", re.DOTALL
)
_WEB = re.compile(r"(?i)https?://[^\s/]")
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ′´`‛＇", "'"),
        **dict.fromkeys("“”„«»‹›‟＂", '"'),
        **dict.fromkeys("‐‑–—‒―−﹣－", "-"),
        **dict.fromkeys("\u00ad\u200b\ufeff"),
    }
)
INVISIBLE = re.compile(
    # Controls, and the marks that set, embed, override or isolate a direction of
    # writing (UAX 9), with which a text can be made to read as another one.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_PLAIN = {
    "\u202f": "\u00a0",
    "\u00a0": " ",
    **dict.fromkeys("’‘", "'"),
    **dict.fromkeys("“”«»", '"'),
    **dict.fromkeys("–—−·─", "-"),
    **dict(zip("•×≈█▓░━│", "*x~#+:=|", strict=True)),
    **dict.fromkeys("╭╮╰╯", "+"),
    **dict(
        zip("→≥≤…№€†‡", ("->", ">=", "<=", "...", "No", "EUR", "+", "++"), strict=True)
    ),
    **dict(zip("œŒæÆ°", ("oe", "OE", "ae", "AE", "o"), strict=True)),
}


def trimmed(text: str) -> str:
    """Return a text without white space around it, as records are read and written."""
    return text.strip()


def as_recorded(text: str) -> str:
    """Return what a person typed as it is recorded: trimmed, in one line."""
    return one_line(trimmed(text))


def as_name(text: str) -> str:
    """Return a name as it is recorded; empty if none of it shows."""
    name = as_recorded(text)
    return name if any(map(str.isprintable, name.replace(" ", ""))) else ""


@lru_cache(maxsize=4096)
def one_line(text: str) -> str:
    """Fold line breaks, tabs and runs of spaces into single spaces.

    No-break spaces stay.
    """
    return _LAYOUT.sub(" ", text).strip(" ")


def first_sentence(text: str) -> str:
    """A text up to its first sentence's end; « p. 14 » and « M. Durand » end none."""
    sentence = _SENTENCE.match(text)
    return sentence[0] if sentence else text


def is_web(text: str | None) -> bool:
    """Whether an address may be a link; anything else is text, as it could run."""
    return _WEB.match(text or "") is not None


def is_text(text: str) -> bool:
    """Whether a text has no half of a pair of surrogates.

    An argument that is no UTF-8 has some.
    """
    return not _HALVES.search(text)


def folded(text: str) -> str:
    """Fold white space, apostrophes, quotation marks, dashes, as quotes compare.

    Words, accents, digits and other punctuation stay: they make a difference.
    """
    return _SPACES.sub(
        " ", unicodedata.normalize("NFC", text).translate(_SIGNS)
    ).strip()


_RAISED = str.maketrans("0123456789()[]", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁽⁾")
_MARK = "⁽?[⁰¹²³⁴-⁹]+⁾?"
RAISED_MARKS = re.compile(rf"[ \u00a0\u202f]?{_MARK}(?:[,;] ?{_MARK})*")
"""Raised figures, with the space before them."""
_OF_NUMBER = re.compile(r"\d$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_OF_UNIT = re.compile(r"(?<!\w)(?:[kcdmnµh]?m|[A-Za-z])$|(?<![A-Z])(?:CO|NO|SO|CH|NH)$")
"""Units and formulas: « km² », « t CO₂ » with its digit set high."""


_SUPERSCRIPT_MARK = re.compile(
    r"\s*(?:[\[(]?(?:\d[\d,;–\s-]*|[*†‡§]+|[a-dA-D])[\])]?\s*)+"
)


def raised(text: str) -> str:
    """A text whose digits and brackets are superscripts."""
    return text.translate(_RAISED)


def as_mark(text: str) -> str:
    """What a document sets as a superscript: figures as such, other marks as none.

    Other marks of notes are dropped.

    « 1ᵉʳ » and « 2nd » stay letters.
    """
    if not _SUPERSCRIPT_MARK.fullmatch(text):
        return text
    return (
        raised(re.sub("[–-]", ",", text))
        if any(sign.isdigit() for sign in text)
        else ""
    )


def is_call(match: re.Match[str]) -> bool:
    """Whether a match of :data:`RAISED_MARKS` is a footnote's mark.

    « Mineurs¹ » has one; « km² » and « CO² » have none.

    After a number, but for a year, the two cannot be told apart, so it is none: « 6¹
    propositions ».
    """
    before = match.string[max(0, match.start() - 5) : match.start()]
    if match[0][0].isspace() or _YEAR.search(before):
        return True
    return not (
        _OF_NUMBER.search(before)
        or (match[0] in {"²", "³", "⁴"} and _OF_UNIT.search(before))
    )


def without_calls(text: str) -> str:
    """A text without the marks of footnotes."""
    return RAISED_MARKS.sub(
        lambda match: "" if is_call(match) else match[0], text
    ).strip()


def same_id(text: str) -> str:
    """The form under which two ids are the same: compatibility form, without case."""
    return unicodedata.normalize("NFKC", text).casefold()


def id_like(text: str, ids: Iterable[str]) -> str | None:
    """Return the id that a text is, in upper or lower case; None if it is no id."""
    return next((id_ for id_ in ids if same_id(id_) == same_id(text)), None)


def without_accents(text: str) -> str:
    """Take accents and other combining marks off, and open ligatures."""
    decomposed = unicodedata.normalize(
        "NFKD", text.replace("œ", "oe").replace("Œ", "OE")
    )
    return "".join(
        [
            sign
            for sign in decomposed
            if sign.isascii() or not unicodedata.combining(sign)
        ]
    )


def as_id(text: str) -> str:
    """An id made from a text: ASCII letters, digits and hyphens, a letter first."""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", without_accents(text)).strip("-")
    return slug if slug[:1].isalpha() else f"p{slug}"


def harmless(text: str) -> str:
    """Replace controls and marks that turn the direction of writing by U+FFFD.

    What this returns cannot move a terminal's cursor or make a text read as another
    one.
    """
    return INVISIBLE.sub("\ufffd", text)


# Of ECMA-48: control sequences, strings such as a window's title, and other escapes.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"
    r"|\x1b[@-Z\\^_]?"
)


def as_pasted(text: str) -> str:
    """What a person pastes or types, in one line, without terminal controls."""
    return one_line(INVISIBLE.sub("", _SEQUENCE.sub("", text)))


# What XML cannot hold beside what is harmful: non-characters, and halves of pairs.
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def xml_safe(text: str) -> str:
    """A harmless text as XML can hold it; its line breaks are line feeds."""
    return (
        _NOT_XML.sub("\ufffd", harmless(text)).replace("\r\n", "\n").replace("\r", "\n")
    )


def encodable(text: str, encoding: str) -> str:
    """Replace each character not in ``encoding`` by a plain one that is.

    « é » becomes « e », « ’ » an apostrophe, « œ » two letters; what has no plain form
    becomes « ? ».
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if len(text) > 1:
            return "".join(encodable(character, encoding) for character in text)
        plain = _PLAIN.get(text) or without_accents(text)
        return "?" if plain in {"", text} else encodable(plain, encoding)
    except LookupError:
        return text
    return text


_BYTE_ORDER_MARKS = (
    # UTF-32 comes first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def encoding_of(data: bytes) -> tuple[bytes, str]:
    """The byte order mark of a text, or nothing, and its encoding.

    Without a mark it is UTF-8.
    """
    return next(
        (pair for pair in _BYTE_ORDER_MARKS if data.startswith(pair[0])), (b"", "utf-8")
    )


# White space and invisible characters may precede the sign; some spreadsheets read wide
# signs too. See https://owasp.org/www-community/attacks/CSV_Injection.
_FORMULA = re.compile(
    "[\\s\u200b\u2060\ufeff\u00ad]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]"
)
_FORMULA_MARK = "'"


def with_mark(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula."""
    return (
        _FORMULA_MARK + cell
        if cell.startswith(_FORMULA_MARK) or _FORMULA.match(cell)
        else cell
    )


def as_typed(cell: str) -> str:
    """The text of a cell that may be marked, or typed by a person who knows of no mark.

    An apostrophe that :func:`with_mark` would have added is removed; one that belongs
    to a word stays.
    """
    bare = cell.removeprefix(_FORMULA_MARK)
    return bare if bare != cell and with_mark(bare) == cell else cell
