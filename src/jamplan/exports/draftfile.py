"""A draft of a document's items as JSON, as CSV, and as files of a corpus that a person corrects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

import yaml

from jamplan.exports.csvfile import as_csv
from jamplan.intake.items.drafts import Doubt, Draft, DraftItem, Kind
from jamplan.locale import Language
from jamplan.reports.intake import counted_items, doubt_sentence, in_doubt
from jamplan.text.folding import as_id, harmless, one_line

Json = dict[str, object]
_COLUMNS = ("id", "number", "title", "text", "chapter", "chapter_id", "locator", "doubts")


def draft_object(draft: Draft, language: Language) -> Json:
    """A draft as JSON. ``chapter`` is the title of the chapter, or of the priority."""
    titles = {group.id: group.title for group in draft.groups}
    return {
        "schema": "jamplan.import/1",
        "kind": str(draft.kind),
        "title": draft.title,
        "publisher": draft.publisher,
        "date": draft.date,
        "language": draft.language,
        "declared": draft.declared,
        "found": len(draft.items),
        "file": draft.file,
        "sha256": draft.sha256,
        "chapters": [
            {"id": group.id, "title": group.title, "pages": group.pages} for group in draft.groups
        ],
        "items": [
            {
                "id": item.id,
                "number": item.number,
                "title": item.title,
                "text": item.text,
                "chapter": titles[item.group] if item.group is not None else None,
                "chapter_id": item.group,
                "locator": item.locator,
                "doubts": [_doubt(doubt, language) for doubt in item.doubts],
            }
            for item in draft.items
        ],
        "doubts": [_doubt(doubt, language) for doubt in draft.doubts],
    }


def _doubt(doubt: Doubt, language: Language) -> Json:
    return {
        "code": doubt.code,
        "details": dict(doubt.details),
        "message": doubt_sentence(doubt, language),
    }


def draft_csv(draft: Draft, language: Language) -> str:
    """A row an item, with its whole text."""
    titles = {group.id: group.title for group in draft.groups}
    return as_csv(
        _COLUMNS,
        (
            (
                item.id,
                item.number or "",
                item.title,
                item.text or "",
                titles[item.group] if item.group is not None else "",
                item.group or "",
                item.locator or "",
                " ".join(doubt_sentence(doubt, language) for doubt in item.doubts),
            )
            for item in draft.items
        ),
    )


# Files of a corpus.


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The document as a source: its id, and who published it."""

    source: str
    actor: str
    name: str | None
    """The actor's name; None where the corpus has the actor, or nobody said who it is."""
    known: bool
    """Whether the corpus has the actor."""
    path: str
    """The document's file, as it is named from the corpus's folder."""


def origin_of(
    draft: Draft, actors: Mapping[str, str], path: str, sources: Mapping[str, str] | None = None
) -> Origin:
    """The source of a draft. ``actors`` are those of the corpus: names by id.

    The publisher may be the id of an actor, or a name. ``sources`` are those that the drafts of other
    documents made, each with the SHA-256 of its file: another file gets another id.
    """
    said = draft.publisher
    known = next((each for each, name in actors.items() if said in {each, name}), None)
    actor = known or (as_id(one_line(said)).lower()[:40].strip("-") if said else "publisher")
    stem = as_id(f"{actor}-{draft.date}" if draft.date else f"{actor}-{draft.kind}")
    source, count = stem, 2
    while (sources or {}).get(source, draft.sha256) != draft.sha256:
        source, count = f"{stem}-{count}", count + 1
    return Origin(
        source=source, actor=actor, name=None if known else said, known=known is not None, path=path
    )


def draft_yaml(draft: Draft, origin: Origin, language: Language, on: str) -> str:
    """A draft as ``proposals.yaml`` or ``plan.yaml``; each doubt is a comment over its item."""
    _ = language.gettext
    plan = draft.kind is Kind.MEASURES
    schema = "plan" if plan else "proposals"
    group_key = "priority" if plan else "chapter"
    head = _(
        "Draft read from {file} on {day}: {items}, of which {n} to be checked. What is to be checked "
        "stands in the lines with “?”; the other words are those of the document.",
        file=one_line(draft.file),
        day=on,
        items=counted_items(draft, language),
        n=in_doubt(draft),
    )
    lines = [f"# yaml-language-server: $schema=.schema/{schema}.schema.json", *_comment(head)]
    lines += [
        line for doubt in draft.doubts for line in _comment(f"? {doubt_sentence(doubt, language)}")
    ]
    title = draft.title
    document: dict[str, object] = {
        "source": origin.source,
        "publisher": origin.actor,
        "title": title,
        "short_name": title or PurePath(draft.file).stem,
        "date": draft.date,
        "language": draft.language,
    }
    if draft.declared is not None:
        document["declared"] = [{"count": str(draft.declared), "sources": [origin.source]}]
    lines += ["format: 1", "", *_block({"document": _filled(document)})]
    if draft.groups:
        groups = [
            _filled({"id": group.id, "title": group.title, "pages": None if plan else group.pages})
            for group in draft.groups
        ]
        lines += ["", *_block({"priorities" if plan else "chapters": groups})]
    lines += ["", "measures:" if plan else "proposals:"]
    for item in draft.items:
        lines += [
            f"  {line}"
            for doubt in item.doubts
            for line in _comment(f"? {doubt_sentence(doubt, language)}")
        ]
        lines += [f"  {line}" for line in _block([_item(item, group_key, origin.source)])]
    return "\n".join(lines) + "\n"


def _item(item: DraftItem, group_key: str, source: str) -> Json:
    return _filled(
        {
            "id": item.id,
            "number": item.number,
            group_key: item.group,
            # A title is required; a line with « ? » says that none was found.
            "title": item.title or "?",
            "text": item.text,
            "evidence": [_filled({"source": source, "locator": item.locator})],
        }
    )


def sources_records(draft: Draft, origin: Origin) -> tuple[Json | None, Json]:
    """The actor, where it is a new one, and the source, as records of ``sources.yaml``."""
    actor: Json | None = None
    if not origin.known:
        actor = {"id": origin.actor, "name": origin.name or "?"}
    source = _filled(
        {
            "id": origin.source,
            "publisher": origin.actor,
            "kind": "plan" if draft.kind is Kind.MEASURES else "report",
            "title": draft.title,
            "date": draft.date,
            "file": origin.path,
            "sha256": draft.sha256,
        }
    )
    return actor, source


def sources_yaml(actor: Json | None, source: Json) -> str:
    """A new ``sources.yaml`` with one source."""
    lines = ["# yaml-language-server: $schema=.schema/sources.schema.json", "format: 1", ""]
    if actor is not None:
        lines += [*_block({"actors": [actor]}), ""]
    return "\n".join((*lines, *_block({"sources": [source]}))) + "\n"


def _filled(record: Mapping[str, object]) -> Json:
    return {key: value for key, value in record.items() if value not in (None, "")}


def _comment(text: str) -> Sequence[str]:
    """A sentence as comments of at most 100 signs a line."""
    lines: list[str] = []
    line = "#"
    for word in harmless(one_line(text)).split(" "):
        if len(line) + len(word) > 99 and line != "#":
            lines.append(line)
            line = "#"
        line += f" {word}"
    return [*lines, line]


class _Dumper(yaml.SafeDumper):
    """Indents lists within keys; texts of several lines stand as they are."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - as its parent has it
        super().increase_indent(flow, indentless=False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _block(value: object) -> list[str]:
    made = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, default_flow_style=False
    )
    return str(made).rstrip("\n").split("\n")
