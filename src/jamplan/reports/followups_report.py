"""What became of the measures, apart from the figures."""

from __future__ import annotations

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import FollowUp, Measure
from jamplan.counting.figures import Coverage, followed, searched_until
from jamplan.language import Language
from jamplan.language.folding import one_line
from jamplan.reports.blocks import (
    BREAK,
    Block,
    Heading,
    Inline,
    Paragraph,
    Row,
    Table,
    ident,
    inline,
    note,
)
from jamplan.reports.cells import Notes
from jamplan.reports.labels import label


def follow_up_blocks(coverage: Coverage, language: Language, notes: Notes) -> list[Block]:
    """A table of the measures that take proposals up, or of which something is known since."""
    _ = language.gettext
    apart = _(
        "Taken up is not carried out: nothing here is counted in the figures, and what is not on "
        "record is not known."
    )
    rows = []
    for each in followed(coverage):
        proposals: list[Inline] = []
        for proposal in each.proposals:
            proposals.append(inline(*([BREAK] if proposals else []), ident(proposal)))
        rows.append(
            Row(
                (
                    inline(ident(each.measure.id), " ", each.measure.title),
                    inline(*(proposals or [inline(_("none under this rule"))])),
                    became(coverage.corpus, each.measure, language, notes),
                )
            )
        )
    columns = (_("{Measure}"), _("Statements ({proposals})"), _("What became of it"))
    blocks: list[Block] = [Heading(_("Follow-up")), Paragraph(inline(apart))]
    if rows:
        blocks.append(Table(columns, tuple(rows)))
    else:
        blocks.append(Paragraph(inline(_("No statement counts under this rule."))))
    return blocks


def became(corpus: Corpus, measure: Measure, language: Language, notes: Notes) -> Inline:
    """What became of a measure, each piece with the notes of its sources; or that nothing is known."""
    cells: list[Inline] = []
    for follow_up in measure.follow_ups:
        said = follow_up_text(language, follow_up)
        proof: list[Inline] = []
        for each in follow_up.evidence:
            quote = f" {language.quoted(one_line(each.quote))}" if each.quote else ""
            proof.append(inline(quote, note(notes.number(each.source))))
        cells.append(inline(*([BREAK] if cells else []), said, *proof))
    return inline(*cells) if cells else inline(nothing_known(corpus, language))


def follow_up_text(language: Language, follow_up: FollowUp) -> str:
    """« avril 2023 (réalisée en partie) : … »."""
    _ = language.gettext
    return _(
        "{date} ({state}): {text}",
        date=language.date(follow_up.date) if follow_up.date else _("date not known"),
        state=label(language, follow_up.state),
        text=one_line(follow_up.text),
    )


def nothing_known(corpus: Corpus, language: Language) -> str:
    """« aucune suite connue (recherche du 24 novembre 2026) »."""
    day = searched_until(corpus)
    if day is None:
        return language.gettext("outcome not known")
    return language.gettext("outcome not known (search of {date})", date=language.date(day))
