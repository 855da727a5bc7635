"""What is imported, as JSON: a draft as it was read, a merge, a filled-in form."""

from collections.abc import Iterable

from jamplan.account.filled import FilledForm
from jamplan.account.formwords import said
from jamplan.corpus import records
from jamplan.corpus.statements import Statement
from jamplan.decisions import agreement, merging
from jamplan.documents.drafts import Draft
from jamplan.exports.jsonfile import Json, finding_object, picked, plain
from jamplan.language import Language


def draft_object(draft: Draft, language: Language) -> Json:
    """A draft as JSON. ``chapter`` is the title of the chapter, or of the priority."""
    titles = {group.id: group.title for group in draft.groups}
    described = (
        "kind",
        "title",
        "publisher",
        "date",
        "language",
        "declared",
        "file",
        "sha256",
    )
    listed = ("how", "count", "numbers", "pages", "first", "last")
    return {
        "schema": "jamplan.import/1",
        **picked(draft, *described),
        "found": len(draft.items),
        "chapters": plain(draft.groups),
        "items": [
            {
                **picked(
                    item, "id", "number", "title", "text", "page", "locator", "details"
                ),
                "chapter": titles[item.group] if item.group is not None else None,
                "chapter_id": item.group,
                "doubts": [finding_object(doubt, language) for doubt in item.doubts],
            }
            for item in draft.items
        ],
        "doubts": [finding_object(doubt, language) for doubt in draft.doubts],
        "list": draft.chosen,
        "lists": [picked(candidate, *listed) for candidate in draft.lists],
    }


def merge_object(applied: merging.Applied, statements: Iterable[Statement]) -> Json:
    """A merge as an object; ``written`` is null for a preview."""
    merge = applied.merge
    to_review = [picked(each, "about", "says", "measure", "by") for each in statements]
    return {
        "schema": "jamplan.merge/1",
        "title": applied.before.title,
        **picked(merge.draft, "file", "kind"),
        "changes": bool(merge.edits),
        "written": plain(applied.files),
        "source": merge.source.id,
        "items": [_merged(item) for item in merge.items],
        "unpaired": list(merge.unpaired),
        "decisions": to_review,
    }


def _merged(merged: merging.MergedItem) -> Json:
    return {
        **picked(merged.item, "number", "title"),
        **picked(merged, "becomes", "id", "how"),
        "score": None if merged.score is None else round(merged.score, 1),
        "candidates": [
            {"id": item.id, "score": round(item.score, 1)} for item in merged.candidates
        ],
    }


def form_object(form: FilledForm, language: Language) -> Json:
    """The figures of a form, and an object for each of its rows."""
    return {
        "schema": "jamplan.form/1",
        "title": form.corpus.title,
        **picked(form, "file", "decided_by", "written"),
        "counts": {
            outcome.value: len(form.of(outcome)) for outcome in agreement.Outcome
        },
        "rows": [_row(result, language) for result in form.results],
    }


def _row(result: agreement.Result, language: Language) -> Json:
    finding = result.finding
    message, remedy = said(finding, language) if finding else (None, None)
    recorded = None if finding else result.decision
    return {
        **picked(result, "row", "outcome", "proposal", "measure"),
        "kind": records.kind_of(type(recorded)) if recorded else None,
        "decision": plain(recorded),
        "code": finding and finding.code,
        "message": message,
        "remedy": remedy,
    }
