"""In whose mouth a text puts a figure, and who else is named in it."""

import re
from collections.abc import Mapping, Sequence

from jamplan.counting.plaintext import TABLE, plain_name
from jamplan.counting.unread import Harmless


def any_of(words: Sequence[str], after: str = "") -> re.Pattern[str]:
    """One of these as whole words, in plain lower case without hyphens."""
    return re.compile(rf"\b(?:{'|'.join(words)})\b{after}")


_ATTRIBUTING = any_of(TABLE["line"]["attributing"])
HARMLESS = Harmless(
    *(
        re.compile("|".join(TABLE[name].split()))
        for name in ("others", "anywhere", "unless_next")
    )
)
OF = r"(?:du|des?|d|of|by|from|par) (?:(?:l[ae]?|les|the) )?"
"""What an author's name comes after."""
_DOES_OR_OWNS = re.compile(rf"\b{OF}$")
"""What is before the name of who does or owns something."""
_DOES = re.compile(r"\b(?:by|par) (?:(?:l[ae]?|les|the) )?$")
"""What is before the name of who does something."""


class Rest:
    """What is left to read of a text; a figure that was read leaves a mark."""

    def __init__(self, text: str) -> None:
        self.rest = text

    def take(self, pattern: re.Pattern[str], mark: str = "") -> re.Match[str] | None:
        """Take the first match of a pattern out of the text."""
        match = pattern.search(self.rest)
        if match:
            self.rest = f"{self.rest[: match.start()]}{mark}{self.rest[match.end() :]}"
        return match


def name_pattern(name: str) -> re.Pattern[str]:
    """The pattern of a name as whole words."""
    return any_of([re.escape(name)])


def voice_of(line: Rest, actors: Mapping[str, str], names: Sequence[str]) -> str | None:
    """Take who a figure is put down to out of a text, and return the actor.

    None without anybody.

    That is a name after « selon » or “according to”, beside a verb of saying, or before
    a colon; of somebody else, empty.
    """
    whole = line.rest
    match = line.take(_ATTRIBUTING, ", ")
    if match is None:
        head = plain_name(whole)
        for name in names:
            if re.match(rf"{re.escape(name)} ?:", head):
                line.take(name_pattern(name))
                return actors[name]
        return None
    before = whole[: match.start()].strip(" ,;:")
    after = plain_name(whole[match.end() :].strip())
    # « Les JAM disent que … », « …, disent les JAM ».
    last = after.rstrip(" .")
    said_by = None
    for name in names:
        is_beside = before.endswith(name) or last == name
        if match["before"]:
            is_beside = after.startswith(name)
        if is_beside:
            said_by = name
            break
    if said_by is None:
        # « Selon l’Élysée » puts it in somebody's mouth; « le rapport dit que » says
        # nothing of whose.
        return "" if match["before"] or _is_somebody(before) else None
    line.take(name_pattern(said_by))
    return actors[said_by]


def named_in(
    line: Rest, actors: Mapping[str, str], names: Sequence[str], does: re.Pattern[str]
) -> tuple[set[str], set[str], set[str]]:
    """Take the actors out of a text; return all, those who do it, those beside it.

    « Par X », « de X » says who does or owns something; ``does`` is what comes after
    the name of who does it.
    """
    named, doing, beside = set(), set(), set()
    for name in names:
        before = line.rest
        match = line.take(name_pattern(name))
        if match is None:
            continue
        actor, head = actors[name], before[: match.start()]
        named.add(actor)
        if _DOES.search(head) or does.match(before[match.end() :]):
            doing.add(actor)
        elif not _DOES_OR_OWNS.search(head):
            beside.add(actor)
    return named, doing, beside


def _is_somebody(before: str) -> bool:
    """Whether somebody is named before a verb of saying.

    « Le Monde dit que », “critics say”.
    """
    clause = re.split(r"[,;:]", before)[-1]
    words = re.findall(r"[^\W\d_]+", clause)
    return bool(words) and not HARMLESS.is_known(words[-1])
