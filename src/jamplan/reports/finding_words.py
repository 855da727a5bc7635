"""Findings in sentences: what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from jamplan.corpus.findings import Finding, filled, shortened
from jamplan.language import Language
from jamplan.language.folding import one_line


def say(finding: Finding, language: Language) -> tuple[str, str]:
    """What is wrong and what to do, in a language."""
    details = filled(finding.details, language.gettext)
    message = language.gettext(finding.kind.message, **details)
    remedy = language.gettext(finding.kind.remedy, **details)
    if finding.nearest:
        names = alternatives((shortened(each) for each in finding.nearest), language)
        remedy = f"{language.gettext('Perhaps {names}?', names=names)} {remedy}"
    return message, remedy


def alternatives(names: Iterable[str], language: Language) -> str:
    """Names between quotation marks, joined by « or »."""
    return language.gettext(" or ").join(language.quoted(one_line(name)) for name in names)
