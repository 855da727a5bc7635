"""What a form leaves out of what is told of an item, and why: the one table of it.

A test walks what complicates the statements of several corpora through every form, and fails on what
is neither there nor in this table.
"""

from collections.abc import Iterable, Mapping

from jamplan.account.caveats import Caveat
from jamplan.account.items import Fact

OMITTED: Mapping[str, Mapping[str, str]] = {
    "html": {
        "fact:id": "the address of an entry ends with its id",
        "fact:number": "an entry's heading begins with its number",
        "fact:priority": "the entry is below the heading of its priority",
        "fact:status": "it is told beside the title, the rule in the method",
        "fact:own": "the name of a text says whether it is reworded",
    },
    "item.md": {
        "fact:id": "what is published of an item has no ids",
        "fact:number": "its heading begins with its number",
        "fact:status": "it is told below the heading",
        "fact:own": "the name of a text says whether it is reworded",
    },
    "md": {
        "caveat:ambiguous": "the sentence of such a statement begins with it",
        "caveat:extents-differ": "the point above such a statement has it",
    },
    "docx": {
        "caveat:ambiguous": "a sentence or the column of wordings tells it",
        "item:note": "two pages have no room for notes on what is stated",
    },
}
"""Of each form, by its name, the facts that it leaves out: kind and code, and the reason."""


def is_shown(form: str, kind: str, code: str) -> bool:
    """Whether a form shows what has this code, of a kind: ``fact``, ``caveat`` or ``item``."""
    return f"{kind}:{code}" not in OMITTED.get(form, {})


def facts_shown(form: str, facts: Iterable[Fact]) -> list[Fact]:
    """The facts that a form shows."""
    return [fact for fact in facts if is_shown(form, "fact", fact.code)]


def caveats_shown(form: str, caveats: Iterable[Caveat]) -> list[Caveat]:
    """The caveats that a form shows."""
    return [caveat for caveat in caveats if is_shown(form, "caveat", caveat.code)]
