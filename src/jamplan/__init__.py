"""jamplan compares what was proposed with what a plan takes up, by people's statements and evidence.

What the command line does can be done from here, with the same words and types::

    import jamplan

    corpus = jamplan.load("my-folder")
    figures = jamplan.coverage(corpus)
    print(figures.adopted, figures.range)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from jamplan.corpus.findings import CorpusError as CorpusError
    from jamplan.corpus.findings import Finding as Finding
    from jamplan.corpus.findings import RefusedError as RefusedError
    from jamplan.corpus.loading import Corpus as Corpus
    from jamplan.corpus.loading import load as load
    from jamplan.counting.figures import Coverage as Coverage
    from jamplan.counting.figures import Unadopted as Unadopted
    from jamplan.counting.figures import coverage as coverage
    from jamplan.counting.figures import unadopted as unadopted
    from jamplan.counting.rules import LinksCounted as LinksCounted
    from jamplan.counting.rules import OutOf as OutOf
    from jamplan.counting.rules import PartialCounts as PartialCounts
    from jamplan.counting.rules import Rule as Rule
    from jamplan.counting.rules import Status as Status
    from jamplan.decisions.making import Statement as Statement
    from jamplan.decisions.making import draft_link as draft_link
    from jamplan.decisions.making import draft_verdict as draft_verdict
    from jamplan.decisions.recording import put as put
    from jamplan.decisions.recording import take as take
    from jamplan.evidence.checks import Checked as Checked
    from jamplan.evidence.checks import check as check
    from jamplan.exports.export import export as export
    from jamplan.matching.suggestions import Suggestion as Suggestion
    from jamplan.matching.suggestions import suggest as suggest

# Names are imported when they are first asked for, so that a command pays only for what it uses.
_WHERE = {
    "Checked": "jamplan.evidence.checks",
    "Corpus": "jamplan.corpus.loading",
    "CorpusError": "jamplan.corpus.findings",
    "Coverage": "jamplan.counting.figures",
    "Finding": "jamplan.corpus.findings",
    "LinksCounted": "jamplan.counting.rules",
    "OutOf": "jamplan.counting.rules",
    "PartialCounts": "jamplan.counting.rules",
    "RefusedError": "jamplan.corpus.findings",
    "Rule": "jamplan.counting.rules",
    "Statement": "jamplan.decisions.making",
    "Status": "jamplan.counting.rules",
    "Suggestion": "jamplan.matching.suggestions",
    "Unadopted": "jamplan.counting.figures",
    "check": "jamplan.evidence.checks",
    "coverage": "jamplan.counting.figures",
    "draft_link": "jamplan.decisions.making",
    "draft_verdict": "jamplan.decisions.making",
    "export": "jamplan.exports.export",
    "load": "jamplan.corpus.loading",
    "put": "jamplan.decisions.recording",
    "suggest": "jamplan.matching.suggestions",
    "take": "jamplan.decisions.recording",
    "unadopted": "jamplan.counting.figures",
}

__all__ = ["__version__", *_WHERE]  # noqa: PLE0604 - the names are strings


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(importlib.import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
