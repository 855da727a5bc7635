"""The words of a form that people fill in: columns, what values are called, errors."""

from dataclasses import replace
from typing import Any

from jamplan.account.vocabulary import FIELDS, capitalised, label, say
from jamplan.corpus.findings import Finding
from jamplan.corpus.statements import Words
from jamplan.decisions.forms import DECIDED, OUTCOMES
from jamplan.language import Language

_OF_RECORDS = ("number", "words", "speaker", "source", "note")
"""The columns that are fields of records."""
_LACKS = {
    "words-needed": "words",
    "evidence-needed": "source",
    "quote-needed": "quote",
}
"""The columns to fill in after refusals that, on the command line, name options."""


def headings(language: Language) -> dict[str, str]:
    """The columns of a form by their names."""
    _ = language.gettext
    nouns = [_("{Proposal}"), _("{Measure}")]
    if nouns[0] == nouns[1]:
        nouns = [f"{noun} {number}" for number, noun in enumerate(nouns, 1)]
    parts = {"": _("Id"), "_title": _("Title"), "_text": _("Text")}
    names = {}
    for item, noun in zip(("proposal", "measure"), nouns, strict=True):
        for suffix, part in parts.items():
            names[f"{item}{suffix}"] = f"{noun}{_(': ')}{part.lower()}"
    for name in _OF_RECORDS:
        names[name] = capitalised(_(FIELDS[name]))
    return {
        **names,
        "says": capitalised(_("answer")),
        "quote": _("Quote"),
        "locator": _("Place"),
        "page": _("Page"),
        "score": _("Score out of 100"),
        "band": _("Similarity"),
        "shared_words": _("Words that counted"),
        "warnings": _("Warnings"),
        "on_record": _("On record"),
        "by": _("Decided by"),
        "on": capitalised(_("date")),
        "outcome_date": f"{_('What became of it')}{_(': ')}{_('date')}",
        "outcome_text": f"{_('What became of it')}{_(': ')}{_('Text').lower()}",
    }


def values_in_words(language: Language) -> dict[str, dict[str, str]]:
    """The columns of few values: what each value is called."""
    return {
        "says": {says: label(language, says) for says in (*DECIDED, *OUTCOMES)},
        "words": {words: label(language, words) for words in Words},
    }


def said(finding: Finding, language: Language) -> tuple[str, str]:
    """What is wrong with a row, and what to do, in the words of its form."""
    details: dict[str, Any] = {"titles": {}, "values": (), **finding.details}
    column = details.get("column", _LACKS.get(finding.code, ""))
    words = values_in_words(language).get(column, {})
    details["column"] = details["titles"].get(column, column)
    details["values"] = ", ".join(words[value] for value in details["values"])
    message, remedy = say(replace(finding, details=details), language)
    if finding.code == "form-value" and not details["values"]:
        remedy = ""
    if finding.code in _LACKS:
        remedy = language.gettext("Fill in “{column}”.", column=details["column"])
    return message, remedy
