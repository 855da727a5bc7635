"""Findings in sentences: what is wrong and what to do."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from jamplan.corpus.findings import Finding
from jamplan.corpus.loading import Corpus
from jamplan.language import Language
from jamplan.reports.labels import LABELS, called, label


def say(finding: Finding, language: Language, corpus: Corpus | None = None) -> tuple[str, str]:
    """What is wrong and what to do; codes are in words, and with a corpus the actor has its name."""
    details = dict(finding.details)
    for name, value in finding.details.items():
        if isinstance(value, StrEnum) and type(value) in LABELS:
            details[name] = label(language, value)
    if corpus is not None and "actor" in details:
        details["actor"] = called(corpus, language, str(details["actor"]))
    return replace(finding, details=details).say(language)


def sentence(finding: Finding, language: Language, corpus: Corpus | None = None) -> str:
    """What is wrong, or what to look at; see :func:`say`."""
    return say(finding, language, corpus)[0]
