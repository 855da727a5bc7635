"""The tables of a publication as a folder of CSV, described by a Data Package.

``datapackage.json`` names each file, its digest, and the type of each column, so that
other programs read and check the folder. See
https://specs.frictionlessdata.io/tabular-data-package/.
"""

import hashlib
from collections.abc import Iterable

from jamplan.exports import csvfile
from jamplan.exports.export import Publication
from jamplan.exports.jsonfile import Json, as_json

DESCRIPTION = "datapackage.json"
_MARKED = (
    "An apostrophe before = + - @ or an apostrophe at the beginning of a text is no "
    "part of the text: it keeps spreadsheets from running the text as a formula."
)


def files(content: Publication) -> dict[str, str]:
    """The texts of the files of the folder, by name."""
    tables = csvfile.tables(content)
    texts: dict[str, str] = {}
    resources = []
    for name, table in tables.items():
        text = csvfile.as_csv(table.columns, table.rows)
        texts[f"{name}.csv"] = text
        resources.append(_resource(name, table, text.encode()))
    package: Json = {
        "profile": "tabular-data-package",
        "name": "jamplan",
        "title": content.account.heading,
        "description": _MARKED,
        "version": content.provenance.version,
        "created": f"{content.provenance.date}T00:00:00Z",
        "resources": resources,
    }
    return texts | {DESCRIPTION: as_json(package)}


def _resource(name: str, table: csvfile.CsvTable, data: bytes) -> Json:
    """What a program has to know of a file."""
    fields = []
    for column in table.columns:
        type_ = _type(row.get(column) for row in table.rows)
        fields.append({"name": column, "type": type_})
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }


# Said, so that nobody guesses it from texts that are full of signs.
_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
_TYPES = {bool: "boolean", int: "integer", float: "number"}


def _type(values: Iterable[csvfile.Cell]) -> str:
    """The type of a column's values; text if they are of several or if it has none."""
    types = {type(value) for value in values if value is not None}
    if types == {int, float}:
        return "number"
    if len(types) != 1:
        return "string"
    return _TYPES.get(types.pop(), "string")
