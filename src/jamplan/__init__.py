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

from jamplan.version import __version__

if TYPE_CHECKING:
    from jamplan.checks import Checked as Checked
    from jamplan.checks import check as check
    from jamplan.corpus import Corpus as Corpus
    from jamplan.corpus import load as load
    from jamplan.counting.figures import Coverage as Coverage
    from jamplan.counting.figures import coverage as coverage
    from jamplan.counting.open_cases import Unadopted as Unadopted
    from jamplan.counting.open_cases import unadopted as unadopted
    from jamplan.counting.rules import LinksCounted as LinksCounted
    from jamplan.counting.rules import OutOf as OutOf
    from jamplan.counting.rules import PartialCounts as PartialCounts
    from jamplan.counting.rules import Rule as Rule
    from jamplan.counting.statuses import Status as Status
    from jamplan.exports.summary import export as export
    from jamplan.findings import CorpusError as CorpusError
    from jamplan.findings import Finding as Finding
    from jamplan.findings import RefusedError as RefusedError
    from jamplan.matching.suggestions import Suggestion as Suggestion
    from jamplan.matching.suggestions import suggest as suggest
    from jamplan.reviewing.drafts import Statement as Statement
    from jamplan.reviewing.drafts import draft_link as draft_link
    from jamplan.reviewing.drafts import draft_verdict as draft_verdict
    from jamplan.reviewing.recording import put as put
    from jamplan.reviewing.recording import take as take

# Names are imported when they are first asked for, so that a command pays only for what it uses.
_WHERE = {
    "Checked": "jamplan.checks",
    "Corpus": "jamplan.corpus",
    "CorpusError": "jamplan.findings",
    "Coverage": "jamplan.counting.figures",
    "Finding": "jamplan.findings",
    "LinksCounted": "jamplan.counting.rules",
    "OutOf": "jamplan.counting.rules",
    "PartialCounts": "jamplan.counting.rules",
    "RefusedError": "jamplan.findings",
    "Rule": "jamplan.counting.rules",
    "Statement": "jamplan.reviewing.drafts",
    "Status": "jamplan.counting.statuses",
    "Suggestion": "jamplan.matching.suggestions",
    "Unadopted": "jamplan.counting.open_cases",
    "check": "jamplan.checks",
    "coverage": "jamplan.counting.figures",
    "draft_link": "jamplan.reviewing.drafts",
    "draft_verdict": "jamplan.reviewing.drafts",
    "export": "jamplan.exports.summary",
    "load": "jamplan.corpus",
    "put": "jamplan.reviewing.recording",
    "suggest": "jamplan.matching.suggestions",
    "take": "jamplan.reviewing.recording",
    "unadopted": "jamplan.counting.open_cases",
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
