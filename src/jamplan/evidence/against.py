"""What is known against a statement's quotes: it is told wherever the statement is."""

from jamplan.corpus.findings import NOWHERE, Finding
from jamplan.corpus.statements import Statement
from jamplan.evidence.checks import doubts_on
from jamplan.evidence.copies import CopyTexts, look_up

_OF_COPIES = frozenset({"quote-not-found", "source-file-changed"})
"""What the copy of a source tells against a quote."""


def known_against(statement: Statement, texts: CopyTexts) -> tuple[Finding, ...]:
    """The findings against the quotes of a statement, once each, the gravest first.

    Doubts that a reader looked at, and kept the quote, are left out. Reads the copies
    of its sources through ``texts``, each once.
    """
    # A comparison quotes places of both texts, and nobody says it.
    if statement.is_compared or not any(piece.quote for piece in statement.evidence):
        return ()
    pieces = [(NOWHERE, piece) for piece in statement.evidence]
    _quotes, looked_up = look_up(texts, pieces, nearest=False)
    result = {
        finding.code: finding for finding in looked_up if finding.code in _OF_COPIES
    }
    for doubt in doubts_on(texts.corpus, statement, texts):
        result.setdefault(doubt.finding.code, doubt.finding)
    return tuple(result.values())
