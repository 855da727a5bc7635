"""What a form leaves out of what is told of an item, and why: the one table of it.

Tests walk the account of several corpora through every form. They fail on what is
neither there nor in this table, and on a row of the table that no corpus needs.
"""

from collections.abc import Iterable, Mapping

from jamplan.account.caveats import Caveat
from jamplan.account.items import Fact

_IN_SUMMARIES: Mapping[str, str] = {
    "fact:*": "a summary has what is stated; what else is known of an item is on its "
    "page",
    "proposal:title": "where nothing is known or disputed of items, their numbers name "
    "them",
    "proposal:group": "an item's chapter is told on the page and in the workbook",
    "proposal:text": "a summary names items; their texts are on the page",
    "proposal:note": "a summary has the notes on what is stated alone",
    "proposal:quote": "what an item is known from is on its page",
    "measure:title": "where no statement is known on measures, their numbers name them",
    "measure:group": "priorities head the measures on the page and in the workbook",
    "measure:text": "a summary names items; their texts are on the page",
    "measure:note": "a summary has the notes on what is stated alone",
    "measure:quote": "what an item is known from is on its page",
    "whole:search": "of many searches, those about single items are on the page",
    "whole:search-result": "of many searches, the first sentence of the result is told",
    "source:name": "a summary has the sources that it cites",
    "source:url": "a summary has the sources that it cites",
    "source:note": "the page and the workbook list notes on sources",
}
OMITTED: Mapping[str, Mapping[str, str]] = {
    "full": {
        "source:name": "a report has the sources that it cites",
        "source:url": "a report has the sources that it cites",
        "source:note": "the page and the workbook list notes on sources",
    },
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
        **_IN_SUMMARIES,
        "caveat:ambiguous": "the sentence of such a statement begins with it",
        "caveat:extents-differ": "the point above such a statement has it",
    },
    "docx": {
        **_IN_SUMMARIES,
        "caveat:ambiguous": "a sentence or the column of wordings tells it",
        "item:note": "two pages have no room for notes on what is stated",
    },
    "xlsx": {
        "fact:id": "rows have numbers and titles; ids are in the data",
        "fact:number": "a star at the number says that it is inferred",
        "fact:chapter": "the column of chapters has it, without its pages",
        "fact:status": "the column of statuses has it, the method the rule",
        "fact:own": "the page says which texts are the document's own",
        "fact:attribution": "wordings have it; by itself it is on the page",
        "fact:title": "the head of the column says whose titles they are, a sign where "
        "they are cut",
        "proposal:text": "cells have titles; texts are on the page",
        "proposal:quote": "a row has the quotes of statements, not what an item is "
        "known from",
        "measure:text": "cells have titles; texts are on the page",
        "measure:quote": "a row names the sources of a measure; its quotes are on the "
        "page",
    },
    "json": {
        "fact:*": "data has the fields themselves, in codes",
        "proposal:would_change": "data has the field, without the words before it",
        "statement:further": "data has the fields, without the words before them",
        "statement:objection": "data has its day and text, not the sentence made of "
        "them",
        "statement:objection-reader": "data has who recorded it, not the words around "
        "that",
        "source:name": "data has publisher, title and date, not the name made of them",
    },
}
"""Of each form, by its name, the facts that it leaves out.

Kind and code or « * », and the reason.
"""


def is_shown(form: str, kind: str, code: str) -> bool:
    """Whether a form shows a code of a kind: ``fact``, ``caveat``, ``proposal`` …."""
    omitted = OMITTED.get(form, {})
    return f"{kind}:{code}" not in omitted and f"{kind}:*" not in omitted


def facts_shown(form: str, facts: Iterable[Fact]) -> list[Fact]:
    """The facts that a form shows."""
    return [fact for fact in facts if is_shown(form, "fact", fact.code)]


def caveats_shown(form: str, caveats: Iterable[Caveat]) -> list[Caveat]:
    """The caveats that a form shows."""
    return [caveat for caveat in caveats if is_shown(form, "caveat", caveat.code)]
