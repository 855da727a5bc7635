"""A corpus to publish, in the format that is asked for."""

from __future__ import annotations

from jamplan.corpus.loading import Corpus
from jamplan.counting.rules import Rule
from jamplan.exports.publication import Publication, publication
from jamplan.reports.blocks import Block, Heading, Note

FORMATS = ("md", "html", "docx", "xlsx", "png", "svg", "csv", "json")
"""The formats of an export."""


def export(  # noqa: PLR0913 - each is a choice of its own
    corpus: Corpus,
    rule: Rule | None = None,
    *,
    format: str = "md",
    lang: str | None = None,
    date: str | None = None,
    suggestions: bool = False,
    table: str | None = None,
) -> str | bytes:
    """Return what is published of a corpus under a rule: a text, or bytes (docx, xlsx, png).

    Takes one of :data:`FORMATS`, a language (by default that of the documents) and an ISO date (by
    default that of :func:`today`). ``suggestions`` adds computed similarities, apart. CSV is one
    ``table`` of :func:`table_names`. The same input gives the same result. Raises :class:`ValueError`
    on another format or table, :class:`KeyError` if the rule names an actor whom the corpus lacks.
    """
    if format not in FORMATS:
        message = f"{format!r} is not one of {', '.join(FORMATS)}"
        raise ValueError(message)
    if format == "csv" and table is None:
        message = "CSV holds one table: which one?"
        raise ValueError(message)
    content = publication(corpus, rule, lang=lang, date=date, suggestions=suggestions)
    return published(content, format, table=table)


def published(content: Publication, format: str, *, table: str | None = None) -> str | bytes:
    """Return a publication in a format, as :func:`export` does; only that format's module is loaded."""
    match format:
        case "csv":
            from jamplan.exports.csvfile import table_csv
            from jamplan.exports.tables import table as one_table

            return table_csv(one_table(content, table or ""))
        case "xlsx":
            from jamplan.exports.xlsxfile import workbook

            return workbook(content)
        case "docx":
            from jamplan.exports.docxfile import document
            from jamplan.reports.summary import note_report

            report = note_report(content.coverage, content.language)
            return document(content, _with_suggestions(content, report))
        case "png" | "svg":
            from jamplan.exports import picture

            return picture.png(content) if format == "png" else picture.svg(content)
        case "html":
            from jamplan.exports.page import page

            return page(content)
        case "json":
            from jamplan.exports.jsonexport import export_object
            from jamplan.exports.jsonfile import as_json

            return as_json(export_object(content))
        case _:
            from jamplan.exports.markdown import markdown
            from jamplan.reports.summary import summary_report

            report = summary_report(content.coverage, content.language, content.provenance)
            return markdown(_with_suggestions(content, report))


def csv_files(content: Publication) -> dict[str, bytes]:
    """All tables of a publication as files, by their names."""
    from jamplan.exports.csvfile import table_csv
    from jamplan.exports.tables import tables

    return {f"{table.name}.csv": table_csv(table).encode() for table in tables(content)}


def _with_suggestions(content: Publication, blocks: list[Block]) -> list[Block]:
    """A report with the similarities that were asked for under their own heading, before the notes."""
    if content.suggestions is None:
        return blocks
    from jamplan.reports.similarity import suggestions_report

    title = content.language.gettext("Computed similarities, not verified")
    _, *similarities = suggestions_report(content.corpus, content.suggestions, content.language)
    # The note has the heading « Sources » before its notes.
    end = next((n for n, block in enumerate(blocks) if isinstance(block, Note)), len(blocks))
    if isinstance(blocks[end - 1], Heading):
        end -= 1
    return [*blocks[:end], Heading(title), *similarities, *blocks[end:]]
