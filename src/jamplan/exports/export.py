"""A corpus to publish, in the format that is asked for."""

from __future__ import annotations

from jamplan.corpus.loading import Corpus
from jamplan.counting.rules import Rule
from jamplan.exports.publication import Publication, publication

FORMATS = ("md", "html", "docx", "xlsx", "png", "svg", "csv", "json")
"""The formats of an export."""


def export(  # noqa: PLR0913 - each is a choice of its own
    corpus: Corpus,
    rule: Rule | None = None,
    *,
    format: str = "md",
    lang: str | None = None,
    date: str | None = None,
    table: str | None = None,
) -> str | bytes:
    """Return what is published of a corpus under a rule: a text, or bytes (docx, xlsx, png).

    Takes one of :data:`FORMATS`, a language (by default that of the documents) and an ISO date (by
    default that of :func:`today`). CSV is one ``table`` of :func:`table_names`. The same input gives
    the same result. Raises :class:`ValueError` on another format or table, :class:`KeyError` if the
    rule names an actor whom the corpus lacks.
    """
    content = publication(corpus, rule, lang=lang, date=date)
    return published(content, format, table=table)


def published(content: Publication, format: str, *, table: str | None = None) -> str | bytes:
    """Return a publication in a format, as :func:`export` does; only that format's module is loaded."""
    match format:
        case "csv":
            texts = csv_tables(content)
            if table not in texts:
                message = f"CSV is one table of {', '.join(texts)}, not {table!r}"
                raise ValueError(message)
            return texts[table]
        case "xlsx":
            from jamplan.exports.xlsxfile import workbook

            return workbook(content)
        case "docx":
            from jamplan.exports.docxfile import document
            from jamplan.reports.summary import note_report

            return document(content, note_report(content.context))
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
        case "md":
            from jamplan.exports.markdown import markdown
            from jamplan.reports.summary import summary_report

            return markdown(summary_report(content.context, content.provenance))
        case _:
            message = f"{format!r} is not one of {', '.join(FORMATS)}"
            raise ValueError(message)


def csv_tables(content: Publication) -> dict[str, str]:
    """All tables of a publication as CSV, by name."""
    from jamplan.exports.csvfile import as_csv
    from jamplan.exports.tables import tables

    return {name: as_csv(heads, rows) for name, (heads, *rows) in tables(content).items()}
