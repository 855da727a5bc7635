"""How a report was made, in three sentences for its readers, and how to make it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jamplan.corpus.loading import FILES
from jamplan.counting.figures import Coverage
from jamplan.counting.rules import LinksCounted, Rule
from jamplan.language import N_, Language
from jamplan.language.folding import one_line


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a reader needs to make a report again: the tool's version and an ISO date."""

    version: str
    date: str


_COUNTED: Mapping[LinksCounted, str] = {
    LinksCounted.EXPLICIT: N_("Implicit and ambiguous sentences do not count"),
    LinksCounted.STATED: N_("Ambiguous sentences do not count"),
    LinksCounted.CLAIMED: N_("Ambiguous sentences count, too"),
    LinksCounted.ANY: N_("What a named person read in both texts counts, too"),
}


def method_sentences(coverage: Coverage, language: Language) -> list[str]:
    """What is recorded; the total and what could be read; what counts and what proves nothing."""
    _ = language.gettext
    return [
        _(
            "This report records what sources say or imply was taken up; it does not establish that "
            "any of the {measures} came from the {proposals}."
        ),
        _("{total}; {known}.", total=_total(coverage, language), known=_known(coverage, language)),
        _(
            "{counted}, similar wording proves nothing, and every statement comes with its source and, "
            "where it can be quoted, its exact words.",
            counted=_(_COUNTED[coverage.rule.links]),
        ),
    ]


def _total(coverage: Coverage, language: Language) -> str:
    corpus = coverage.corpus
    declared = corpus.proposals_document.declared
    if not declared or declared[0].count != coverage.total:
        return language.gettext(
            "The total of {n} is the number of listed {proposals}", n=language.number(coverage.total)
        )
    publishers = (corpus.source[source].publisher for source in declared[0].sources)
    names = list(dict.fromkeys(one_line(corpus.actor[publisher].name) for publisher in publishers))
    by = language.gettext(" by {by}", by=language.listed(names)) if names else ""
    return language.gettext(
        "The total of {n} is the number announced{by}", n=language.number(coverage.total), by=by
    )


def _known(coverage: Coverage, language: Language) -> str:
    """The items on record, and which of the two documents could not be read."""
    _, ngettext = language.gettext, language.ngettext
    items = language.listed(
        [
            ngettext("{n} {proposal}", "{n} {proposals}", coverage.documented),
            ngettext("{n} {measure}", "{n} {measures}", len(coverage.measures)),
        ]
    )
    unread = {"proposals-not-read", "plan-not-read"} & {item.code for item in coverage.warnings}
    if len(unread) == 2:
        return _(
            "neither document could be read, so only what other sources describe is known: {items}",
            items=items,
        )
    if not unread:
        return _("on record: {items}", items=items)
    corpus = coverage.corpus
    document = corpus.plan_document if "plan-not-read" in unread else corpus.proposals_document
    return _(
        "on record: {items}; {document} could not be read, and other sources describe it",
        items=items,
        document=language.quoted(one_line(document.short_name)),
    )


def rule_as_command(rule: Rule) -> str:
    """The command that counts by a rule."""
    whose = f" --claimed-by {rule.claimed_by}" if rule.claimed_by else ""
    return f"jamplan coverage --rule {rule.links}{whose} --partial {rule.partial} --of {rule.of}"


def command_of(coverage: Coverage, language: Language) -> str:
    """The command that gives these figures again, with the folder of a corpus that is not packaged."""
    data = "" if coverage.corpus.packaged else f" --data {language.gettext('FOLDER')}"
    return rule_as_command(coverage.rule) + data


def digests_of(coverage: Coverage) -> dict[str, str]:
    """The SHA-256 of each file of the corpus."""
    return {name: coverage.corpus.digests[name] for name in FILES}
