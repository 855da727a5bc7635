"""The counting rule that a command line chooses, and the options that choose it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import typer

from jamplan.cli.completion import complete_actor
from jamplan.cli.errors import UsageError
from jamplan.cli.options import Run
from jamplan.cli.selection import match_id, perhaps
from jamplan.counting.rules import LinksCounted, OutOf, PartialCounts, Rule, default_rule


@dataclass(frozen=True)
class RuleOptions:
    """The options of a rule, their help translated."""

    links: Any
    whose: Any
    partial: Any
    of: Any

    @classmethod
    def of_language(cls, _: Callable[[str], str]) -> RuleOptions:
        """The options with their help translated by ``_``."""
        return cls(
            links=typer.Option(
                "--rule",
                case_sensitive=False,
                metavar=_("RULE"),
                help=_(
                    "Which statements count: explicit, the source says so; stated, implicit ones "
                    "too (default); claimed, ambiguous ones too; any, those of a person who compared "
                    "the texts too."
                ),
            ),
            whose=typer.Option(
                "--claimed-by",
                metavar=_("ACTOR"),
                help=_("Count only what this actor states."),
                autocompletion=complete_actor,
            ),
            partial=typer.Option(
                "--partial",
                case_sensitive=False,
                metavar=_("COUNT"),
                help=_("How “taken up in part” counts: apart (default), half, or full."),
            ),
            of=typer.Option(
                "--of",
                case_sensitive=False,
                metavar=_("TOTAL"),
                help=_(
                    "Out of what: declared, the number that the document declares (default); "
                    "documented, the proposals that are known."
                ),
            ),
        )


def chosen_rule(
    run: Run,
    links: LinksCounted | None = None,
    claimed_by: str | None = None,
    partial: PartialCounts | None = None,
    of: OutOf | None = None,
) -> Rule:
    """The rule with what was chosen, the rest as :func:`default_rule` has it.

    Raises :class:`UsageError` on an actor that the corpus does not have.
    """
    default = default_rule(run.corpus)
    actors = [actor.id for actor in run.corpus.actors]
    found = match_id(claimed_by, actors) if claimed_by is not None else []
    if claimed_by is not None and len(found) != 1:
        raise UsageError(
            run.messages.gettext("There is no actor “{id}”.", id=claimed_by),
            perhaps(run, claimed_by, found or actors),
        )
    return Rule(
        links=links or default.links,
        claimed_by=found[0] if found else None,
        partial=partial or default.partial,
        of=of or default.of,
    )
