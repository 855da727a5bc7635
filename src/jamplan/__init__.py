"""jamplan compares what was proposed with what a plan takes up, by people's statements and evidence.

Figures and exports from Python, with the words and types of the command line::

    import jamplan

    corpus = jamplan.load("my-folder")
    figures = jamplan.coverage(corpus)
    print(figures.adopted, figures.range)
"""

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

if TYPE_CHECKING:
    from jamplan.corpus.findings import CorpusError as CorpusError
    from jamplan.corpus.findings import Finding as Finding
    from jamplan.corpus.loading import Corpus as Corpus
    from jamplan.corpus.loading import load as load
    from jamplan.counting.figures import Coverage as Coverage
    from jamplan.counting.figures import coverage as coverage
    from jamplan.counting.figures import unadopted as unadopted
    from jamplan.counting.rules import LinksCounted as LinksCounted
    from jamplan.counting.rules import OutOf as OutOf
    from jamplan.counting.rules import PartialCounts as PartialCounts
    from jamplan.counting.rules import Rule as Rule
    from jamplan.counting.rules import Status as Status
    from jamplan.exports.export import export as export

# Names are imported when they are first asked for, so that a command pays only for what it uses.
_NAMES = {
    "jamplan.corpus.findings": ("CorpusError", "Finding"),
    "jamplan.corpus.loading": ("Corpus", "load"),
    "jamplan.counting.figures": ("Coverage", "coverage", "unadopted"),
    "jamplan.counting.rules": ("LinksCounted", "OutOf", "PartialCounts", "Rule", "Status"),
    "jamplan.exports.export": ("export",),
}
_WHERE = {name: module for module, names in _NAMES.items() for name in names}

__all__ = ["__version__", *_WHERE]  # noqa: PLE0604 - the names are strings


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(importlib.import_module(_WHERE[name]), name)
    globals()[name] = value
    return value
