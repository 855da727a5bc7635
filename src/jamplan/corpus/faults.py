"""Kinds of findings, and the table of those that stop a corpus from loading.

Sentences and remedies are in English, which is also the key of the catalogue. ``notices`` has the rest
of the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from jamplan.language import N_


class Severity(StrEnum):
    """How serious a finding is: an error stops loading, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Kind:
    """The sentence, the remedy and the severity that all findings of one code share."""

    sentence: str
    remedy: str = ""
    severity: Severity = Severity.ERROR


UNREADABLE: Mapping[str, Kind] = {
    "folder-missing": Kind(
        N_("There is no folder “{path}”."),
        N_("Name an existing folder. Without --data, jamplan reads the packaged corpus."),
    ),
    "folder-is-a-file": Kind(
        N_("“{path}” is a file, not a folder."), N_("A corpus has four files in one folder: {files}.")
    ),
    "file-missing": Kind(
        N_("“{name}” is missing."), N_("A corpus has four files in one folder: {files}.")
    ),
    "file-unreadable": Kind(
        N_("The file cannot be read: {reason}."), N_("Check the path, your rights to it, and the disk.")
    ),
    "file-not-regular": Kind(N_("“{name}” is not a file."), N_("Put a text file in its place.")),
}
"""A folder or file cannot be read."""

_unknown = partial(Kind, remedy=N_("{where} lists them; add a new one there first."))
_bad_value = partial(Kind, N_("“{key}” cannot be “{value}”."))
_REPEATED = Kind(N_("Line {first_line} decides on the same."), N_("Keep one."))

WRONG: Mapping[str, Kind] = {
    "file-too-large": Kind(
        N_("The file has more than {limit} MB."), N_("Split the corpus into several folders.")
    ),
    "file-empty": Kind(N_("The file holds no text."), N_("Its first line is “format: 1”.")),
    "not-utf8": Kind(
        N_("The file is not UTF-8 text: byte {byte} cannot be read."),
        N_("Save it as UTF-8 in your editor (it may be Windows-1252 or Latin-1 now)."),
    ),
    # YAML
    "yaml-syntax": Kind(N_("This is not valid YAML: {reason}."), "{advice}"),
    "yaml-tab": Kind(
        N_("There is a tab where YAML allows only spaces."), N_("Replace it with spaces.")
    ),
    "yaml-documents": Kind(
        N_("The file holds more than one YAML document."),
        N_("Take out the line “---” and what follows, or put it into another folder."),
    ),
    "yaml-tag": Kind(N_("The tag “{tag}” has no meaning here."), N_("Take it out.")),
    "yaml-too-deep": Kind(
        N_("Values are nested more than {limit} deep."),
        N_("Follow the layout of the format: it is seven levels deep at the most."),
    ),
    "yaml-too-many-aliases": Kind(
        N_("Aliases (“*{name}”) repeat more than {limit} values."), N_("Write the values out instead.")
    ),
    "yaml-alias-loop": Kind(
        N_("The alias “*{name}” contains itself."), N_("Write the values out instead.")
    ),
    "yaml-unknown-alias": Kind(
        N_("The alias “*{name}” refers to nothing before it."),
        N_("A text that begins with * goes between quotation marks."),
    ),
    "repeated-key": Kind(
        N_("The key “{key}” appears twice; it was first on line {first_line}."), N_("Keep one.")
    ),
    # Records
    "bad-format": Kind(
        N_("The format is “{value}”; this version reads format 1."),
        N_("Write “format: 1” as the first line."),
    ),
    "unknown-key": Kind(N_("“{key}” is not a key of {record}."), N_("Possible keys: {keys}.")),
    "misplaced-key": Kind(N_("“{key}” is not a key of {record}."), N_("Its place: {homes}.")),
    "dropped-key": Kind(
        N_("“{key}” is no longer a key of {record}: sentences agree with no gender."),
        N_("Take it out."),
    ),
    "missing-key": Kind(N_("“{key}” is missing in {record}."), N_("Add “{key}: …”.")),
    "wrong-type": Kind(
        N_("“{record}” must be {expected}; here it is {found}."), N_("Write it as in: {example}")
    ),
    "bad-id": Kind(
        N_("“{value}” cannot be an id."),
        N_("An id has letters without accents, digits and hyphens, and begins with a letter."),
    ),
    "bad-choice": _bad_value(N_("Possible values: {values}.")),
    "bad-flag": _bad_value(N_("Write true or false.")),
    "bad-count": _bad_value(N_("Write a whole number, such as 28.")),
    "bad-quantity": _bad_value(N_("Write “some”, or a whole number.")),
    "bad-language": _bad_value(N_("Write the code of a language, such as fr or en.")),
    "bad-date": _bad_value(N_("Write a year, a month or a day: 2021, 2021-04 or 2021-04-30.")),
    "bad-digest": Kind(N_("“{key}” is not a SHA-256 digest."), N_("Write its 64 hexadecimal digits.")),
    "repeated-id": Kind(
        N_("The id “{value}” is taken: {other} has it ({other_place})."),
        N_("Give each its own id; upper and lower case do not make a difference."),
    ),
    "unknown-proposal": _unknown(N_("There is no proposal “{value}”.")),
    "unknown-measure": _unknown(N_("There is no measure “{value}”.")),
    "unknown-chapter": _unknown(N_("There is no chapter “{value}”.")),
    "unknown-priority": _unknown(N_("There is no priority “{value}”.")),
    "unknown-actor": _unknown(N_("There is no actor “{value}”.")),
    "unknown-source": _unknown(N_("There is no source “{value}”.")),
    "unknown-reading": _unknown(N_("There is no reading “{value}”.")),
    "wrong-kind": Kind(
        N_("“{value}” is {found}; {expected} is wanted here."),
        N_("{where} lists what can be named here."),
    ),
    "unknown-reference": Kind(
        N_("“{value}” refers to nothing: {where} lists nothing of its kind."),
        N_("Add it there, or take the reference out."),
    ),
    "part-of-itself": Kind(
        N_("“{value}” refers to itself."),
        N_("Give another proposal, or take the key out."),
    ),
    "repeated-link": _REPEATED,
    "repeated-label": Kind(
        N_("The label “of: {of}, language: {language}” appears twice."), N_("Keep one.")
    ),
    "repeated-verdict": _REPEATED,
    "repeated-dismissal": _REPEATED,
    "too-many-faults": Kind(
        N_("There are more than {limit} errors; the rest is not listed."), N_("Correct these first.")
    ),
}
"""The content of a file is wrong."""
