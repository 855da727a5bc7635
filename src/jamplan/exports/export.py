"""A corpus to publish, in the format that is asked for."""

from __future__ import annotations

from jamplan.corpus.loading import Corpus
from jamplan.counting.rules import Rule
from jamplan.exports.markdown import markdown
from jamplan.exports.publication import Publication, publication
from jamplan.reports.blocks import Block, Heading, Note
from jamplan.reports.summary import note_report, summary_report

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
    excel: bool = False,
) -> str | bytes:
    """Write what is published of a corpus under a rule.

    Takes a format of :data:`FORMATS`, a language (that of the documents by default) and an ISO date
    (see :func:`today`); ``suggestions`` adds computed resemblances, apart. CSV is one
    ``table`` of :func:`table_names`; ``excel`` makes it as a French Excel reads
    it. Returns a text, or the bytes of a workbook (``xlsx``); the same input gives the same result.
    Raises :class:`ValueError` on another format or table, and :class:`KeyError` where the rule names an
    actor that the corpus does not have.
    """
    if format not in FORMATS:
        message = f"{format!r} is not one of {', '.join(FORMATS)}"
        raise ValueError(message)
    if format == "csv" and table is None:
        message = "CSV holds one table: which one?"
        raise ValueError(message)
    found = publication(corpus, rule, lang=lang, date=date, suggestions=suggestions)
    return published(found, format, table=table, excel=excel)


def published(
    found: Publication, format: str, *, table: str | None = None, excel: bool = False
) -> str | bytes:
    """A publication in a format, as :func:`export` gives it; only that format's module is loaded."""
    match format:
        case "csv":
            from jamplan.exports.csvfile import table_csv
            from jamplan.exports.tables import table as one_table

            return table_csv(one_table(found, table or ""), excel=excel)
        case "xlsx":
            from jamplan.exports.xlsxfile import workbook

            return workbook(found)
        case "docx":
            from jamplan.exports.docxfile import document

            blocks = _with_suggestions(found, note_report(found.coverage, found.language))
            return document(found, blocks)
        case "png" | "svg":
            from jamplan.exports import picture

            return picture.png(found) if format == "png" else picture.svg(found)
        case "html":
            from jamplan.exports.page import page

            return page(found)
        case "json":
            from jamplan.exports.jsonexport import export_object
            from jamplan.exports.jsonfile import as_json

            return as_json(export_object(found))
        case _:
            return markdown(publication_report(found))


def csv_files(found: Publication, *, excel: bool = False) -> dict[str, bytes]:
    """All tables of a publication as files, by their names."""
    from jamplan.exports.csvfile import table_csv
    from jamplan.exports.tables import tables

    return {f"{each.name}.csv": table_csv(each, excel=excel).encode() for each in tables(found)}


def publication_report(found: Publication) -> list[Block]:
    """The summary as blocks, with the similarities that were asked for under their own heading."""
    return _with_suggestions(found, summary_report(found.coverage, found.language, found.provenance))


def _with_suggestions(found: Publication, blocks: list[Block]) -> list[Block]:
    if found.suggestions is None:
        return blocks
    from jamplan.reports.suggestions_report import suggestions_report

    title = found.language.gettext("Computed similarities, not verified")
    _, *apart = suggestions_report(found.corpus, found.suggestions, found.language)
    notes = [block for block in blocks if isinstance(block, Note)]
    return [*blocks[: len(blocks) - len(notes)], Heading(title), *apart, *notes]
