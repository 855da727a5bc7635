"""What spreadsheets make of cells by themselves, so that it is not taken for somebody's edit.

A number loses its zeros (« 012 » becomes 12), « 2021-04 » and « 5-8 » become dates, « true » becomes
VRAI, a long text is cut, and a narrow encoding has « ? » for what it does not know.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable

from jamplan.intake.edits.spreadsheets import NARROW_ENCODING, Given
from jamplan.sheets import CELL_LIMIT, CUT, UNWRITABLE
from jamplan.text.folding import INVISIBLE, without_accents

TRUE = frozenset({"true", "vrai", "yes", "oui", "1"})
FALSE = frozenset({"false", "faux", "no", "non", "0"})
_NUMBER = re.compile(r"[+-]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]00:00(?::00)?)?")
_TWO = re.compile(r"(\d{1,2})[-/. ](\d{1,2})")
_THREE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})[-/. ]*)?([a-z]+)\.?(?:[-/. ]*(\d{1,4}))?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])[Mm])?")
_MONTHS = (
    *(("january", "janvier"), ("february", "fevrier"), ("march", "mars"), ("april", "avril")),
    *(("may", "mai"), ("june", "juin"), ("july", "juillet"), ("august", "aout")),
    *(("september", "septembre"), ("october", "octobre"), ("november", "novembre")),
    ("december", "decembre"),
)
_LONG = 32_000
Day = tuple[int | None, int, int | None]
"""A year, a month and a day, as far as a text says them."""


def canonical(text: str) -> str:
    """A text as an export and back leaves it: line ends alike, and what no cell can hold replaced."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNWRITABLE.sub("\ufffd", INVISIBLE.sub("\ufffd", lines)).strip()


def narrowed(text: str) -> str:
    """A text as an export and back leaves it that was saved in the narrow encoding between."""
    return canonical(_narrow(canonical(text)))


def _narrow(text: str) -> str:
    return text.encode(NARROW_ENCODING, errors="replace").decode(NARROW_ENCODING)


def plain(given: Given) -> str:
    """A cell as the text that stands for it: « 7.0 » is « 7 », a day is ISO 8601."""
    match given:
        case None:
            return ""
        case bool():
            return "true" if given else "false"
        case float() if given.is_integer() and abs(given) < 1e15:
            return str(int(given))
        case dt.datetime():
            midnight = given.time() == dt.time()
            return given.date().isoformat() if midnight else given.isoformat(" ")
        case dt.date() | dt.time():
            return given.isoformat()
        case _:
            return str(given)


def is_habit(text: str, given: Given) -> bool:
    """Whether a spreadsheet may have made a cell of a text by itself."""
    shown = canonical(plain(given))
    if not text or not shown:
        return False
    return (
        _same_number(text, shown)
        or _same_day(text, given, shown)
        or _same_time(text, shown)
        or any(text.lower() in words and shown.lower() in words for words in (TRUE, FALSE))
        or is_cut(text, shown)
    )


def is_cut(text: str, given: str) -> bool:
    """Whether a cell is the beginning of a text that was too long for it."""
    kept = given.removesuffix(CUT)
    return len(kept) > _LONG // 2 and _units(text) >= _LONG and text.startswith(kept)


def lost_its_end(text: str, given: str) -> bool:
    """Whether a cell that was edited may have been cut before, as its text is too long for one."""
    return _units(text) > CELL_LIMIT and _units(given) > _LONG // 2 and text[-20:] != given[-20:]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def _same_number(text: str, shown: str) -> bool:
    one, other = _amount(text), _amount(shown)
    if one is None or other is None:
        return False
    rough = "e" in shown.lower() and "e" not in text.lower()
    return math.isclose(one, other, rel_tol=1e-4 if rough else 1e-14)


def _amount(text: str) -> float | None:
    """The number that a text is, as it is, in per cent or in a currency."""
    bare = text.strip(" \u00a0\u202f€$£%")
    found = number(bare)
    return found / 100 if found is not None and text.endswith("%") else found


def number(text: str) -> float | None:
    """The number that a text is, with a point or a comma; None where it is none."""
    if not _NUMBER.fullmatch(text):
        return None
    return float(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))


def _same_day(text: str, given: Given, shown: str) -> bool:
    if isinstance(given, dt.date):
        return any(_meets(day, (given.year, given.month, given.day)) for day in days(text))
    if isinstance(given, str) and not _TWO.fullmatch(shown):
        one, other = _THREE.fullmatch(text), _THREE.fullmatch(shown)
        if one and other:
            return [int(each) for each in one.groups()] == [int(each) for each in other.groups()]
        return any(_meets(one, other) for one in days(text) for other in days(shown))
    return False


def _meets(text: Day, shown: Day) -> bool:
    """Whether a spreadsheet shows a day as another: it adds a year or the first of the month."""
    year = text[0] is None or shown[0] is None or text[0] == shown[0]
    day = text[2] == shown[2] or (text[2] is None and shown[2] == 1) or shown[2] is None
    return year and text[1] == shown[1] and day


def days(text: str) -> set[Day]:
    """The days and months that a text may mean, whichever way it is read."""
    return {day for day in _days(without_accents(text).lower()) if 1 <= day[1] <= 12}


def _days(text: str) -> Iterable[Day]:
    if (iso := _ISO.fullmatch(text)) and iso[2]:
        yield int(iso[1]), int(iso[2]), int(iso[3]) if iso[3] else None
    if two := _TWO.fullmatch(text):
        one, other = int(two[1]), int(two[2])
        yield None, one, other
        yield None, other, one
    if three := _THREE.fullmatch(text):
        one, other, year = int(three[1]), int(three[2]), int(three[3])
        year = year if year > 99 else 2000 + year
        yield year, one, other
        yield year, other, one
    named = _NAMED.fullmatch(text)
    month = _month(named[2]) if named else None
    if named and month is not None:
        before = int(named[1]) if named[1] else None
        after = int(named[3]) if named[3] else None
        if before is not None or after is not None:
            full = after if after is None or after > 99 else 2000 + after
            yield full, month, before
            if before is None:
                yield None, month, after


def _month(name: str) -> int | None:
    for place, names in enumerate(_MONTHS, start=1):
        if len(name) >= 3 and any(each.startswith(name) for each in names):
            return place
    return None


def _same_time(text: str, shown: str) -> bool:
    one, other = _TIME.fullmatch(text), _TIME.fullmatch(shown)
    if one is None or other is None:
        return False
    return _seconds(one) == _seconds(other)


def _seconds(time: re.Match[str]) -> int:
    hours, minutes, seconds = (int(each or 0) for each in time.groups()[:3])
    if time[4]:
        hours = hours % 12 + (12 if time[4].lower() == "p" else 0)
    return 3600 * hours + 60 * minutes + seconds


def iso_date(text: str, *, day_first: bool) -> str:
    """A date as ISO 8601, where a text is one of a spreadsheet and can be read in one way only.

    ``day_first`` says that « 5/8/2021 » is a day of August. Any other text stays as it is.
    """
    three = _THREE.fullmatch(text)
    if three is None or len(three[3]) != 4:
        return text
    one, other, year = int(three[1]), int(three[2]), int(three[3])
    if one > 12 or (day_first and other <= 12) or one == other:
        day, month = one, other
    elif other > 12:
        day, month = other, one
    else:
        return text
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return text


def restored(text: str, given: str, *, narrow: bool) -> str:
    """A cell that was edited, with what an export could not hold put back where it stands untouched."""
    from rapidfuzz.distance import Indel

    signs = list(re.findall(r"\r\n|.", text, re.DOTALL))
    shown = [UNWRITABLE.sub("\ufffd", INVISIBLE.sub("\ufffd", each)) for each in signs]
    shown = ["\n" if each in {"\r", "\r\n"} else _narrow(each) if narrow else each for each in shown]
    if shown == signs:
        return given
    parts = []
    for step in Indel.opcodes(shown, list(given)):
        if step.tag == "equal":
            parts += signs[step.src_start : step.src_end]
        else:
            parts += given[step.dest_start : step.dest_end]
    return "".join(parts)
