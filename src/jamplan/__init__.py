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
    from jamplan.matching.suggestions import Suggestion as Suggestion
    from jamplan.matching.suggestions import suggest as suggest

# Names are imported when they are first asked for, so that a command pays only for what it uses.
_WHERE = {
    "Corpus": "jamplan.corpus",
    "CorpusError": "jamplan.findings",
    "Coverage": "jamplan.counting.figures",
    "Finding": "jamplan.findings",
    "LinksCounted": "jamplan.counting.rules",
    "OutOf": "jamplan.counting.rules",
    "PartialCounts": "jamplan.counting.rules",
    "Rule": "jamplan.counting.rules",
    "Status": "jamplan.counting.statuses",
    "Suggestion": "jamplan.matching.suggestions",
    "Unadopted": "jamplan.counting.open_cases",
    "coverage": "jamplan.counting.figures",
    "export": "jamplan.exports.summary",
    "load": "jamplan.corpus",
    "suggest": "jamplan.matching.suggestions",
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
