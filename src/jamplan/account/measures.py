"""What is told of measures together: how many are answered for, and which are not."""

from jamplan.account.context import Context
from jamplan.account.vocabulary import capitalised
from jamplan.counting.statuses import Status
from jamplan.language import N_


def answered_sentence(context: Context) -> str:
    """How many measures a counted statement answers; a response's, what they do."""
    if not context.is_reviewed:
        return f"{capitalised(context.gettext('nothing reviewed yet'))}."
    _ = context.gettext
    name = N_("{Measures} with a statement that counts")
    if context.manner.answers_each:
        name = "{Measures}"
    told = []
    for view in context.by_document or [context]:
        figures = view.figures
        counts = view.language.of_total(figures.answered, len(figures.measures))
        if context.manner.answers_each:
            counts = view.status_text(rows=figures.measures)
        document = context.document_name(view.corpus.plan_document)
        told.append(f"{document}{_(': ')}{counts}")
    if len(told) > 1:
        return f"{_(name)}, {_('; ').join(told)}."
    return f"{_(name)}{_(': ')}{counts}."


def unnamed_measures(context: Context) -> str:
    """The measures of which no statement is known, as a sentence; else empty."""
    _ = context.gettext
    rows = [row for row in context.measure_rows if row.status is Status.UNREVIEWED]
    if not rows:
        return ""
    listed = context.listed_by_document(row.measure for row in rows)
    nothing = _("no statement known here")
    return f"{_('{Measures}')} {listed}{_(': ')}{nothing}."
