"""A finding: something wrong, doubtful or worth knowing in the files of a corpus, and where.

The table at the end of this module lists every code with its sentence and its remedy, both in English,
which are also the keys of the catalogues: ``jamplan.language`` says them in another language. Loading
raises findings as one :class:`CorpusError`.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

LIMIT_FINDINGS = 1000
"""How many faults of a corpus are collected before reading stops."""


class Severity(StrEnum):
    """How much a finding weighs: an error stops loading, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file, a line and a column, both counted from 1 (0: the whole file)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """The form that editors and terminals understand."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``details`` fills the fields of the sentence that belongs to ``code``.

    Among them, a :class:`Term` is translated, and ``nearest`` holds what may have been meant.
    """

    code: str
    place: Place
    details: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def kind(self) -> Kind:
        """What the table says about this finding's code."""
        return KINDS[self.code]

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.kind.message.format_map(self._english())

    @property
    def nearest(self) -> tuple[str, ...]:
        """What may have been meant, best first; often nothing."""
        found = self.details.get("nearest", ())
        return found if isinstance(found, tuple) else ()

    @property
    def remedy(self) -> str:
        """What to write instead, in English."""
        perhaps = " or ".join(f"“{each}”" for each in self.nearest)
        advice = self.kind.remedy.format_map(self._english())
        return f"Perhaps {perhaps}? {advice}" if perhaps else advice

    def _english(self) -> dict[str, object]:
        return filled(self.details, lambda text: text)

    def __str__(self) -> str:
        """One line in English: place, severity, code, what is wrong and what to do."""
        return f"{self.place}: {self.kind.severity} {self.code}: {self.message} {self.remedy}"


class CorpusError(Exception):
    """A corpus could not be loaded. ``findings`` holds every fault found, in the order of the files."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))

    @property
    def unreadable(self) -> bool:
        """Whether a file or folder could not be read at all (rather than read and found wrong)."""
        return any(finding.kind.unreadable for finding in self.findings)


class RefusedError(Exception):
    """A decision was not recorded, and nothing has changed. ``findings`` says why and what to do."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


class WrongDataError(RefusedError):
    """Data was not recorded, because a corpus with it could not be loaded."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What every finding of one code has in common."""

    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    unreadable: bool = False


_LONGEST = 300


def shortened(text: str) -> str:
    """A value as a message shows it: a huge one only in its beginning."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def filled(details: Mapping[str, object], say: Callable[[str], str]) -> dict[str, object]:
    """The details of a finding as its sentences show them; ``say`` translates terms.

    A term may have fields of its own, which other details fill.
    """
    plain = {
        name: value if isinstance(value, int) else shortened(" ".join(str(value).split()))
        for name, value in details.items()
        if not isinstance(value, Term)
    }
    terms = {name: say(value) for name, value in details.items() if isinstance(value, Term)}
    return {**plain, **{name: _fill(text, plain) for name, text in terms.items()}}


def _fill(text: str, details: Mapping[str, object]) -> str:
    # A reason may quote the system or the parser, whose braces are no fields.
    for name, value in details.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


class Term(str):
    """A word or phrase among the details of a finding that the catalogues translate."""

    __slots__ = ()


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a sentence for the catalogues and return it as it is."""
    return message


_REASONS = {
    errno.ENOENT: N_("it does not exist"),
    errno.EACCES: N_("permission is denied"),
    errno.EPERM: N_("this is not permitted"),
    errno.ENOTDIR: N_("a part of the path is not a folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOSPC: N_("no space is left on the disk"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ELOOP: N_("symbolic links lead back to themselves"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}


def reason_of(error: OSError | ValueError) -> Term:
    """Why the system refuses, in words that the catalogues translate where they know the reason."""
    number = getattr(error, "errno", None)
    return Term(_REASONS.get(number or 0) or getattr(error, "strerror", None) or str(error))


def _unreadable(message: str, remedy: str) -> Kind:
    return Kind(message, remedy, unreadable=True)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        # The folder and its files
        "folder-missing": _unreadable(
            N_("There is no folder “{path}”."),
            N_("Name an existing folder. Without --data, jamplan reads the packaged corpus."),
        ),
        "folder-is-a-file": _unreadable(
            N_("“{path}” is a file, not a folder."),
            N_("Give the folder that holds the four files: {files}."),
        ),
        "file-missing": _unreadable(
            N_("The file “{name}” is missing."),
            N_("A corpus has four files in one folder: {files}."),
        ),
        "file-unreadable": _unreadable(
            N_("The file cannot be read: {reason}."),
            N_("Check its permissions and the disk."),
        ),
        "file-not-regular": _unreadable(
            N_("“{name}” is not a file."),
            N_("Put a text file in its place."),
        ),
        "file-too-large": Kind(
            N_("The file has {size} MB; the limit is {limit} MB."),
            N_("Split the corpus into several folders."),
        ),
        "file-empty": Kind(
            N_("The file is empty."),
            N_("Its first line is “format: 1”."),
        ),
        "not-utf8": Kind(
            N_("The file is not UTF-8 text: byte {byte} cannot be read."),
            N_("Save it as UTF-8 in your editor (it may be Windows-1252 or Latin-1 now)."),
        ),
        # YAML
        "yaml-syntax": Kind(
            N_("This is not valid YAML: {reason}."),
            "{advice}",
        ),
        "yaml-tab": Kind(
            N_("A tab stands where YAML allows only spaces."),
            N_("Replace it with spaces."),
        ),
        "yaml-documents": Kind(
            N_("The file holds more than one YAML document."),
            N_("Take out the line “---” and what follows, or put it into another folder."),
        ),
        "yaml-tag": Kind(
            N_("The tag “{tag}” has no meaning here."),
            N_("Take it out: every value is read as text."),
        ),
        "yaml-too-deep": Kind(
            N_("Values are nested more than {limit} deep."),
            N_("Follow the layout of the format: it is seven levels deep at the most."),
        ),
        "yaml-too-many-aliases": Kind(
            N_("Aliases (“*{name}”) repeat more than {limit} values."),
            N_("Write the values out instead."),
        ),
        "yaml-alias-loop": Kind(
            N_("The alias “*{name}” contains itself."),
            N_("Write the value out instead."),
        ),
        "yaml-unknown-alias": Kind(
            N_("The alias “*{name}” refers to nothing before it."),
            N_("A text that begins with * goes between quotation marks."),
        ),
        "repeated-key": Kind(
            N_("The key “{key}” stands twice; it was first on line {first_line}."),
            N_("Keep one of the two."),
        ),
        # Records
        "bad-format": Kind(
            N_("The format is “{value}”; this version reads format 1."),
            N_("Write “format: 1” as the first line."),
        ),
        "unknown-key": Kind(
            N_("“{key}” is not a key of {record}."),
            N_("Possible keys: {keys}."),
        ),
        "dropped-key": Kind(
            N_("“{key}” is no longer a key of {record}: sentences agree with no gender."),
            N_("Take it out."),
        ),
        "missing-key": Kind(
            N_("“{key}” is missing in {record}."),
            N_("Add “{key}: …”."),
        ),
        "wrong-type": Kind(
            N_("“{record}” must be {expected}; here it is {found}."),
            N_("Write it as in: {example}"),
        ),
        "bad-id": Kind(
            N_("“{value}” cannot be an id."),
            N_("An id has letters without accents, digits and hyphens, and begins with a letter."),
        ),
        "bad-choice": Kind(
            N_("“{key}” cannot be “{value}”."),
            N_("Possible values: {choices}."),
        ),
        "bad-flag": Kind(
            N_("“{key}” cannot be “{value}”."),
            N_("Write true or false."),
        ),
        "bad-count": Kind(
            N_("“{key}” cannot be “{value}”."),
            N_("Write a whole number, such as 28."),
        ),
        "bad-quantity": Kind(
            N_("“{key}” cannot be “{value}”."),
            N_("Write “some”, or a whole number."),
        ),
        "bad-language": Kind(
            N_("“{key}” cannot be “{value}”."),
            N_("Write the code of a language, such as fr or en."),
        ),
        "bad-date": Kind(
            N_("“{key}” cannot be “{value}”."),
            N_("Write a year, a month or a day: 2021, 2021-04 or 2021-04-30."),
        ),
        "bad-digest": Kind(
            N_("“{key}” is not a SHA-256 digest."),
            N_("Write its 64 hexadecimal digits."),
        ),
        "repeated-id": Kind(
            N_("The id “{value}” is taken: {other} has it ({other_place})."),
            N_("Give each its own id; upper and lower case do not make a difference."),
        ),
        "unknown-proposal": Kind(
            N_("There is no proposal “{value}”."),
            N_("{where} lists them; one that is new goes there first."),
        ),
        "unknown-measure": Kind(
            N_("There is no measure “{value}”."),
            N_("{where} lists them; one that is new goes there first."),
        ),
        "unknown-chapter": Kind(
            N_("There is no chapter “{value}”."),
            N_("{where} lists them; one that is new goes there first."),
        ),
        "unknown-priority": Kind(
            N_("There is no priority “{value}”."),
            N_("{where} lists them; one that is new goes there first."),
        ),
        "unknown-actor": Kind(
            N_("There is no actor “{value}”."),
            N_("{where} lists them; one that is new goes there first."),
        ),
        "unknown-source": Kind(
            N_("There is no source “{value}”."),
            N_("{where} lists them; one that is new goes there first."),
        ),
        "unknown-reading": Kind(
            N_("There is no reading “{value}”."),
            N_("{where} lists them; one that is new goes there first."),
        ),
        "wrong-kind": Kind(
            N_("“{value}” is {found}; {expected} is wanted here."),
            N_("{where} lists those that can stand here."),
        ),
        "unknown-reference": Kind(
            N_("“{value}” refers to nothing: {where} lists nothing of its kind."),
            N_("Add it there, or take the reference out."),
        ),
        "part-of-itself": Kind(
            N_("“{value}” is said to be a part of itself."),
            N_("Give another proposal, or take the key out."),
        ),
        "repeated-link": Kind(
            N_("{claimant} links “{proposal_id}” to “{measure_id}” twice; first on line {first_line}."),
            N_("Keep one link, with the evidence of both."),
        ),
        "repeated-label": Kind(
            N_("The label “of: {of}, language: {language}” stands twice."),
            N_("Keep one."),
        ),
        "repeated-verdict": Kind(
            N_("{claimant} decides on “{proposal_id}” twice; first on line {first_line}."),
            N_("Keep one verdict."),
        ),
        "repeated-dismissal": Kind(
            N_("“{proposal_id}”, “{measure_id}” is dismissed twice; first on line {first_line}."),
            N_("Keep one dismissal."),
        ),
        "too-many-faults": Kind(
            N_("There are more than {limit} faults; the rest is not listed."),
            N_("Mend these first."),
        ),
        # Recording
        "packaged-corpus": Kind(
            N_("The corpus that comes with jamplan cannot be changed."),
            N_("Make a copy to work on: jamplan init FOLDER; then name it with --data."),
        ),
        "cannot-edit": Kind(
            N_("This record cannot be changed alone in its file."),
            N_("Where “&” and “*” repeat values, write them out; else change it by hand."),
        ),
        "actor-not-found": Kind(
            N_("There is no actor “{value}”."),
            N_('{where} lists them. A new one is added by its whole name: "First Last".'),
        ),
        "actor-alike": Kind(
            N_("“{value}” is all but the name of an actor on record."),
            N_(
                "Write that name, or the actor’s id. If it is another actor, add it to {where} by hand."
            ),
        ),
        "source-not-found": Kind(
            N_("There is no source “{value}”."),
            N_("{where} lists them. Write a new one there first."),
        ),
        "claimant-needed": Kind(
            N_("It is not said who states it."),
            N_("Name the actor: --claimed-by."),
        ),
        "evidence-needed": Kind(
            N_("A link with the basis “{basis}” rests on a source that states it; none is named."),
            N_("Name it with --source, and give its words and their place: --quote, --locator."),
        ),
        "places-needed": Kind(
            N_("A link by comparing the texts says where in both of them it was read."),
            N_("Give --quote or --locator twice: for the proposal’s text, then for the measure’s."),
        ),
        "quote-needed": Kind(
            N_("A refusal needs a source and a quote in which that source says so."),
            N_("Give both: --source, --quote."),
        ),
        "evidence-unpaired": Kind(
            N_("There are more quotes or places than sources."),
            N_('Give as many --source as --quote, in the same order; "" for a source without a quote.'),
        ),
        "source-needed": Kind(
            N_("No source is known for the text of “{item}”."),
            N_("Name it with --source, once for the proposal’s text and once for the measure’s."),
        ),
        "several-claimants": Kind(
            N_("Several actors decided here: {claimants}."),
            N_("Say whose decision is meant: --claimed-by."),
        ),
        "refused-without-evidence": Kind(
            N_("The verdict “refused” on “{proposal_id}” has no evidence."),
            N_("Add “evidence:” with the source and the quote that refuse it."),
        ),
        # Rows of a filled-in form
        "form-value": Kind(
            N_("“{value}” is no value of “{column}”."), N_("Possible values: {values}.")
        ),
        "form-id-unknown": Kind(
            N_("“{value}” is not an id of the column “{column}”."),
            N_("Leave the ids of the form as they are."),
        ),
        "form-text-changed": Kind(
            N_("The “{column}” of this row is not the one of the corpus."),
            N_("Make a new form; or read the text again, then empty this cell."),
        ),
        "form-basis-missing": Kind(
            N_("A source, a quote or a claimant is given, but no basis."),
            N_("Possible values: {values}."),
        ),
        "form-place-missing": Kind(
            N_("A link by comparing the texts says where they were read."),
            N_("Fill in “locator”, for example: whole text."),
        ),
        "form-on-record": Kind(
            N_("Something else is on record here."),
            N_("A form replaces nothing: see jamplan show {proposal}, then jamplan decide."),
        ),
        "form-row-repeated": Kind(
            N_("Row {row} decides on the same."), N_("Keep one of the two rows.")
        ),
        # What « check » adds to what loading raises
        "link-without-evidence": Kind(
            N_("No source shows that “{measure_id}” takes up “{proposal_id}”, as {claimant} states."),
            N_("Add “evidence:” with the source, a short quote and its place, or take the link out."),
        ),
        "quote-not-found": Kind(
            N_("“{quote}” is not in the source “{source}” ({file}). {nearest}"),
            N_("Quote it word for word, or name the source that has these words."),
        ),
        "source-file-unreadable": Kind(
            N_("The copy of the source “{source}” ({file}) cannot be searched: {reason}."),
            N_("Name another copy: jamplan check --source {source}=FILE."),
        ),
        "source-file-changed": Kind(
            N_("The copy of the source “{source}” ({file}) is not the one whose SHA-256 is on record."),
            N_("Bring that copy back; or check its quotes anew, then correct “sha256:”."),
            Severity.WARNING,
        ),
        "stale-link": Kind(
            N_("The text of “{item}” has changed since this link was recorded: {difference}"),
            N_("Read both texts again: jamplan review --stale."),
            Severity.WARNING,
        ),
        "stale-verdict": Kind(
            N_("The text of “{item}” has changed since this verdict: {difference}"),
            N_("Read the texts again: jamplan review --stale."),
            Severity.WARNING,
        ),
        "new-measure": Kind(
            N_("The measure “{item}” is new since the verdict that none was found."),
            N_("Read it: jamplan review --stale."),
            Severity.WARNING,
        ),
        "contested": Kind(
            N_("“{proposal_id}” has a verdict ({verdict}) and is linked to {measure_ids}."),
            N_("Both are shown. If one is a mistake, take it out: --remove."),
            Severity.WARNING,
        ),
        "dismissed-and-linked": Kind(
            N_("The pair “{proposal_id}”, “{measure_id}” is dismissed, and linked by {claimant}."),
            N_("Both are shown. If one is a mistake, take it out: --remove."),
            Severity.WARNING,
        ),
        "quote-too-long": Kind(
            N_("The quote has {words} words; a short one has no more than {limit}."),
            N_("Quote only the words that state it."),
            Severity.WARNING,
        ),
        "compared-without-places": Kind(
            N_("This link by comparing the texts does not say where in both of them it was read."),
            N_("Add evidence for each text: its source, and a quote or a place in it."),
            Severity.WARNING,
        ),
        "source-without-date": Kind(
            N_("The source “{source}” has no date."),
            N_("Add “date:”, and “date_inferred: true” where it is inferred."),
            Severity.WARNING,
        ),
        "source-without-address": Kind(
            N_("The source “{source}” has no address."),
            N_("Add “url:”, or “archived:”."),
            Severity.WARNING,
        ),
        "quotes-unchecked": Kind(
            N_("The source “{source}” has no copy to look quotes up in: {quotes} not checked."),
            N_("Name one: jamplan check --source {source}=FILE, or “file:” in sources.yaml."),
            Severity.NOTE,
        ),
        "evidence-without-quote": Kind(
            N_("This evidence has no quote."),
            N_("Add “quote:” with the exact words, where the source can be quoted."),
            Severity.NOTE,
        ),
        "basis-above-attribution": Kind(
            N_("“basis: {basis}” is stronger than the proposal’s “attribution: {attribution}”."),
            N_("Nothing, if the sources say so: the link counts by the weaker of the two."),
            Severity.NOTE,
        ),
        "title-unknown": Kind(
            N_("“{item}” has “?” as its title: none was found when it was imported."),
            N_(
                "Write the title that the document gives it, or your own words and "
                "“title_basis: described”."
            ),
            Severity.WARNING,
        ),
        "unreviewed": Kind(
            N_("Nobody has decided on “{proposal_id}”."),
            N_("Decide: jamplan review, or jamplan suggest {proposal_id}."),
            Severity.NOTE,
        ),
        "fewer-listed": Kind(
            N_("Declared: {declared}; listed: {listed}."),
            N_("Add those that are missing when their texts are found."),
            Severity.NOTE,
        ),
        "more-listed": Kind(
            N_("Declared: {declared}; listed: {listed}."),
            N_("Look for one that is listed twice, or correct “declared:”."),
            Severity.WARNING,
        ),
        "texts-not-kept": Kind(
            N_("Decisions that do not keep the texts they were taken on: {decisions}, this one first."),
            N_("To keep them, record them again: jamplan review, or jamplan decide."),
            Severity.NOTE,
        ),
        "claimant-is-publisher": Kind(
            N_("“{actor}” makes statements on its own proposals."),
            N_("Nothing: reports say so."),
            Severity.NOTE,
        ),
    }
)
