"""Names of people, folded so that one person is one person."""

from jamplan.language.folding import folded


def person_key(name: str) -> str:
    """A name as it is compared: without case and kinds of signs."""
    return " ".join(folded(name).casefold().split())
