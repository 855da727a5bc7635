"""The commands that maintain: ``evaluate``."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from jamplan.cli.errors import UsageError
from jamplan.cli.meaning import SemanticOptions, chosen_encoder
from jamplan.cli.options import Format, Lang, Run, command, patience
from jamplan.cli.writing import Forms, say, write
from jamplan.locale import language as language_of
from jamplan.reports.blocks import Block
from jamplan.text.folding import one_line


def add_evaluate(app: typer.Typer, _: Callable[[str], str]) -> None:
    """Add the command ``evaluate`` to the program, its help translated by ``_``."""
    folder_argument = typer.Argument(
        metavar=_("FOLDER"),
        help=_(
            "A folder with left.tsv, right.tsv and gold.tsv; by default the corpus with its own links."
        ),
    )
    language_option = typer.Option("--language", help=_("The language of the folder’s texts."))
    scores_option = typer.Option(
        "--scores", metavar=_("FILE"), help=_("Write every pair’s score to this file (TSV).")
    )
    meaning = SemanticOptions.of_language(_)

    @command(app, _, panel=_("Maintain"), formats=(Format.TABLE, Format.MD, Format.JSON))
    def evaluate(
        run: Run,
        folder: Annotated[Path | None, folder_argument] = None,
        language: Annotated[Lang | None, language_option] = None,
        scores: Annotated[Path | None, scores_option] = None,
        semantic: Annotated[bool, meaning.semantic] = False,
        model: Annotated[str | None, meaning.model] = None,
    ) -> None:
        """How well the scores rank what people linked: precision, recall, with their uncertainty."""
        from jamplan.matching.reference import ReferenceSetError, measure, read_set, set_of_corpus
        from jamplan.reports.evaluation import evaluation_report

        encoder = chosen_encoder(run, semantic=semantic, model=model)
        texts = language or run.shared.lang or Lang.FR
        try:
            reference = set_of_corpus(run.corpus) if folder is None else read_set(folder, texts)
        except ReferenceSetError as error:
            raise UsageError(*_said(run, error)) from None
        if not reference.links:
            raise UsageError(
                run.messages.gettext("There is no link to measure against."),
                run.messages.gettext("Record links first, or give a folder with gold.tsv."),
            )
        with patience(run, run.messages.gettext("Comparing the texts…")):
            found, matches = measure(reference, reference.matcher(encoder))
        if scores is not None:
            from jamplan.files import write_atomically

            lines = (f"{match.left}\t{match.right}\t{match.score:.4f}\n" for match in matches)
            write_atomically(scores, "".join(lines).encode(), replace=run.force)
            say(run, run.messages.gettext("Written: {path}", path=one_line(str(scores))))
        title = run.corpus.title if folder is None else str(folder)
        words = run.language if folder is None else language_of(run.shared.lang or texts)

        def as_object() -> dict[str, object]:
            from jamplan.exports.jsonfile import evaluation_object

            return evaluation_object(title, found, encoder=encoder.name if encoder else None)

        def as_report() -> list[Block]:
            return evaluation_report(title, found, words)

        write(run, Forms(as_report, as_object))


def _said(run: Run, error: Exception) -> tuple[str, str]:
    from jamplan.matching.reference import ReferenceSetError

    assert isinstance(error, ReferenceSetError)
    _ = run.messages.gettext
    where = f"{one_line(error.file)}:{error.line}" if error.line else one_line(error.file)
    match error.code:
        case "no-tab":
            wrong = _("A line has no tab between its two columns.")
        case "repeated-id":
            wrong = _("An id stands twice.")
        case "unknown-id":
            wrong = _("A link names an id that the lists do not have.")
        case "not-utf8":
            wrong = _("The file is not UTF-8 text.")
        case _code:
            wrong = _("There is no link to measure against.")
    return f"{where}: {wrong}", _(
        "Each line of left.tsv and right.tsv is id, tab, text; of gold.tsv id, tab, id."
    )
