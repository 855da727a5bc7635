"""What a person enters on an item, and what it is refused with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jamplan.corpus.findings import NOWHERE, Finding, RefusedError
from jamplan.corpus.loading import Corpus
from jamplan.corpus.statements import Says, Words

Piece = tuple[str, str, str]
"""A piece of evidence as it is typed: a source's id, a quote and a locator.

Empty if there is none.
"""


Agreed = frozenset[tuple[str, str]]
"""What a reader has agreed to.

Codes of findings, each with the quote that it is on, or empty.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a person enters on an item, before it is checked.

    ``speaker`` is the id or name of an actor, or the name of a new one; None if the
    publisher of the source speaks. Without a source, the person compared the texts.
    ``words`` None: what the quote itself tells. What is not said stays as it is on
    record, unless ``anew``.
    """

    decided_by: str
    on: str
    about: str
    says: Says | None = None
    """None: of whatever is on record."""
    measure: str | None = None
    document: str | None = None
    words: Words | None = None
    speaker: str | None = None
    count: int | str | None = None
    date: str | None = None
    text: str | None = None
    evidence: Sequence[Piece] = ()
    page: int | None = None
    """The page of the file on which a quote is, if its locator does not tell."""
    quoted: bool = False
    """Whether quotes are the speaker's own words, as others print them."""
    note: str | None = None
    measure_inferred: bool = False
    anew: bool = False
    agreed: Agreed = frozenset()
    agrees_to_all: bool = False

    def agrees(self, key: tuple[str, str]) -> bool:
        """Whether the person has agreed to something that is asked."""
        return self.agrees_to_all or key in self.agreed


class AskedError(RefusedError):
    """Nothing was recorded, because the person has to agree to something first.

    ``keys`` has what they agree to, finding by finding.
    """

    def __init__(
        self, findings: Iterable[Finding], keys: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__(*findings)
        self.keys = tuple(keys)


def refused(corpus: Corpus, code: str, **details: object) -> RefusedError:
    """Return a refusal of what was typed; ``where`` is the file that lists actors."""
    where = str(Path(corpus.folder, "sources.yaml"))
    return RefusedError(Finding(code, NOWHERE, {"where": where, **details}))
