"""How the figures are made, in sentences for their readers, and how to make them again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from jamplan.corpus.loading import FILES
from jamplan.corpus.model import Basis
from jamplan.counting.figures import Coverage
from jamplan.counting.rules import WEIGHT_OF_PARTIAL, LinksCounted, Rule, Status
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.labels import label
from jamplan.reports.sentences import by_strength, declared_by, rule_in_words


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a reader needs to make a report again: the version of the tool and an ISO date."""

    version: str
    date: str


def made_with(provenance: Provenance, language: Language) -> str:
    """The version that made a report, and the day."""
    date = language.date(provenance.date)
    return language.gettext("jamplan {version}, {date}.", version=provenance.version, date=date)


def formula(coverage: Coverage, language: Language, date: str) -> str:
    """The sum of the headline in one line: its statements by strength, the denominator, the day."""
    strengths = Counter(row.strongest for row in coverage.with_status(Status.ADOPTED))
    terms = by_strength(strengths, language)
    partial, weight = coverage.statuses[Status.PARTIAL], WEIGHT_OF_PARTIAL[coverage.rule.partial]
    if partial and weight:
        factor = f" × {language.number(weight)}" if weight < 1 else ""
        terms.append(f"{language.number(partial)}{factor} ({label(language, Status.PARTIAL)})")
    return language.gettext(
        "Count on {date}: {terms} = {total}. {out_of}",
        date=language.date(date),
        terms=" + ".join(terms) or "0",
        total=language.number(coverage.score),
        out_of=rule_in_words(coverage, language)[-1],
    )


def method_sentences(coverage: Coverage, language: Language) -> list[str]:
    """What the report does and does not establish, what is known, and what counts."""
    _ = language.gettext
    sentences = [
        _(
            "This report records what sources say or imply was taken up; it does not establish that "
            "any of the {measures} came from the {proposals}."
        )
    ]
    if clauses := list(_total_and_known(coverage, language)):
        sentences.append(f"{_('; ').join(clauses)}.")
    sentences.append(_what_counts(coverage, language))
    if any(link.basis is Basis.COMPARED for row in coverage.rows for link in row.counted):
        sentences.append(_("What a named person read in both texts is counted, and said to be so."))
    return sentences


def _total_and_known(coverage: Coverage, language: Language) -> Iterable[str]:
    """Yield whose number the total is, and what is known of documents that were not read."""
    _, ngettext, corpus = language.gettext, language.ngettext, coverage.corpus
    declared = corpus.proposals_document.declared
    if declared and declared[0].count == coverage.total:
        names = declared_by(coverage, language)
        number = _("The total of {n} is the declared number", n=language.number(coverage.total))
        yield f"{number}, {_('according to {actor}', actor=names)}" if names else number
    codes = {warning.code for warning in coverage.warnings}
    documents, counts = [], []
    if "proposals-not-read" in codes:
        documents.append(corpus.proposals_document.short_name)
        counts.append(ngettext("{n} {proposal}", "{n} {proposals}", coverage.documented))
    if "plan-not-read" in codes:
        documents.append(corpus.plan_document.short_name)
        counts.append(ngettext("{n} {measure}", "{n} {measures}", len(coverage.measures)))
    described = language.listed(counts)
    if len(documents) > 1:
        yield _(
            "neither document could be read, so only what other sources describe is known: {counts}",
            counts=described,
        )
    elif documents:
        yield _(
            "{document} could not be read, so only what other sources describe is known: {counts}",
            document=language.quoted(one_line(documents[0])),
            counts=described,
        )


def _what_counts(coverage: Coverage, language: Language) -> str:
    corpus = coverage.corpus
    quoted = all(
        piece.quote and corpus.source[piece.source].url
        for link in corpus.links
        for piece in link.evidence
    )
    if quoted and coverage.rule.links in (LinksCounted.EXPLICIT, LinksCounted.STATED):
        return language.gettext(
            "Ambiguous sentences do not count, similar wording proves nothing, and every statement "
            "comes with its quote and address."
        )
    return language.gettext(
        "Similar wording proves nothing, and every statement comes with its source and, if it can be "
        "quoted, its exact words."
    )


def rule_as_command(rule: Rule) -> str:
    """The command that counts by a rule."""
    whose = f" --claimed-by {rule.claimed_by}" if rule.claimed_by else ""
    return f"jamplan coverage --rule {rule.links}{whose} --partial {rule.partial} --of {rule.of}"


def command_of(coverage: Coverage, language: Language) -> str:
    """The command that gives these figures again; it names a folder if the corpus is not packaged."""
    data = "" if coverage.corpus.packaged else f" --data {language.gettext('FOLDER')}"
    return rule_as_command(coverage.rule) + data


def digests_of(coverage: Coverage) -> dict[str, str]:
    """The SHA-256 of each file of the corpus."""
    return {name: coverage.corpus.digests[name] for name in FILES}
