"""References from one record to another: each id names a record that is there."""

from collections.abc import Mapping
from pathlib import Path

from jamplan.corpus import records, yamlfile
from jamplan.corpus.yamlfile import Log
from jamplan.language import differences

_DEFINED_IN = {
    **{
        records.kind_of(kind): (key, (file,))
        for kind, (file, key) in records.PLACES.items()
    },
    "item": ("proposals, measures", (records.PROPOSALS, records.PLAN)),
    "subject": ("proposals, measures", (records.PROPOSALS, records.PLAN)),
    "plan": ("plan", (records.PLAN,)),
}
"""The list and the files of each kind of record that has ids."""
_LISTS = {key for _file, key in records.PLACES.values()}
"""What messages call a list of records."""

# How many pairs of ids are compared for suggestions: 200,000 take about a second.
_COMPARISONS = 200_000


def check_references(
    path: Path,
    log: Log,
    roots: Mapping[str, yamlfile.Node],
    plans: tuple[str, ...],
) -> None:
    """Note each id that no record has, with the nearest ones there are.

    ``roots`` are the files that were read, ``plans`` the names of those that answer.
    """
    # A slip in « proposals », or a text in the place of a list, hides all records of
    # that file.
    called = {*roots, *_LISTS}
    hidden = {
        Path(finding.place.file).name
        for finding in log.findings
        if finding.code in {"unknown-key", "wrong-type"}
        and finding.details["record"] in called
    }
    whole = roots.keys() - hidden
    compared = 0
    for kind, value, node in log.references:
        if value in log.ids[kind]:
            continue
        list_, files = _files_of(kind, plans)
        # One fault is enough.
        if not whole.issuperset(files):
            continue
        compared += len(log.ids[kind])
        near = (
            tuple(differences.nearest(value, log.ids[kind]))
            if compared <= _COMPARISONS
            else ()
        )
        # Without a document that answers, the first one is where its measures would be.
        where = ", ".join(str(path / file) for file in files or [records.PLAN])
        log.add(
            "unknown-id", node.place, value=value, list=list_, nearest=near, where=where
        )


def _files_of(kind: str, plans: tuple[str, ...]) -> tuple[str, list[str]]:
    """The list of a kind of record that has ids, and the files that have it."""
    key, files = _DEFINED_IN[kind]
    names: list[str] = []
    for file in files:
        names += plans if file == records.PLAN else [file]
    return key, names
