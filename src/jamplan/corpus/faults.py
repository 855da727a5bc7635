"""The tables of findings: the sentence, the remedy and the severity of each code.

Sentences and remedies are in English, which is also the key of the catalogue. Tables
differ by who says their findings: loading, decisions, ``check``, reports, pairs of
texts; those of documents are in :mod:`jamplan.corpus.documentfaults`.
"""

from collections.abc import Mapping
from functools import partial

from jamplan.corpus.documentfaults import DOCUMENTS, LISTS
from jamplan.corpus.kinds import Kind, Severity
from jamplan.language import N_

_KEEP_ONE = N_("Keep one.")
_TAKE_OUT = N_("Take it out.")

UNREADABLE: Mapping[str, Kind] = {
    "folder-missing": Kind(
        N_("The folder “{path}” cannot be read: {reason}."),
        N_(
            "Name an existing folder. Without --data, jamplan reads the packaged "
            "corpus."
        ),
    ),
    "file-missing": Kind(
        N_("“{name}” is missing."),
        N_(
            "A corpus has these files in one folder: {files}; and one for each "
            "document that answers."
        ),
    ),
    "file-unreadable": Kind(
        N_("The file cannot be read: {reason}."),
        N_("Check the path, your rights to it, and the disk."),
    ),
    "file-not-regular": Kind(
        N_("“{name}” is not a file."), N_("Put a text file in its place.")
    ),
    "folder-locked": Kind(
        N_(
            "Nothing was recorded: process {process} has been writing here for {n} "
            "seconds."
        ),
        N_("Wait for it to end, or end it; then give the command again."),
    ),
}
"""A folder or file cannot be read."""

_MISSING_IN = N_("“{key}” is missing in {record}.")
_POSSIBLE_VALUES = N_("Possible values: {values}.")
_bad_value = partial(Kind, N_("“{key}” cannot be “{value}”."))

WRONG: Mapping[str, Kind] = {
    "file-too-large": Kind(
        N_("The file has more than {limit} MB."),
        N_("Split the corpus into several folders."),
    ),
    "file-empty": Kind(
        N_("The file holds no text."), N_("Its first line is “format: 2”.")
    ),
    "not-utf8": Kind(
        N_("The file is not UTF-8 text: byte {byte} cannot be read."),
        N_("Save it as UTF-8 in your editor (it may be Windows-1252 or Latin-1 now)."),
    ),
    # YAML
    "yaml-syntax": Kind(
        N_("This is not valid YAML: {reason}."),
        N_(
            "Put a text that has “: ” or “ #” in it, or begins with a sign, "
            'between straight double quotation marks ("…"). Indent each line like its '
            "neighbours, with spaces. Close each bracket and quotation mark."
        ),
    ),
    "merge-conflict": Kind(
        N_("Git has left two versions here, between its conflict markers."), _KEEP_ONE
    ),
    "yaml-documents": Kind(
        N_("The file holds more than one YAML document."),
        N_("Take out the line “---” and what follows, or put it into another folder."),
    ),
    "yaml-tag": Kind(N_("The tag “{tag}” has no meaning here."), _TAKE_OUT),
    "yaml-too-deep": Kind(
        N_("Values are nested more than {limit} deep."),
        N_("Follow the layout of the format: it is seven levels deep at the most."),
    ),
    "yaml-alias": Kind(
        N_("“*{name}” would repeat a value from elsewhere: that is not read here."),
        N_(
            "Write the value out. A text that begins with * goes between quotation "
            "marks."
        ),
    ),
    "repeated-key": Kind(
        N_("The key “{key}” appears twice; it was first on line {first_line}."),
        _KEEP_ONE,
    ),
    # Records
    "bad-format": Kind(
        N_("The format is “{value}”; this version reads format 2."),
        N_("Write “format: 2” as the first line."),
    ),
    "old-format": Kind(
        N_("This corpus is in format 1; this version reads format 2."),
        N_("Convert it: python scripts/format2.py FOLDER NEW_FOLDER"),
    ),
    "old-export": Kind(
        N_("This export is of version 1; this version compares exports of version 2."),
        N_(
            "Convert the corpus that it is from with scripts/format2.py, and compare "
            "the new folder."
        ),
    ),
    "file-cut-off": Kind(
        N_("The file does not end with a line “...”: it was cut off."),
        N_(
            "Put the file back from a copy; or, if its last record is whole, add that "
            "line at the end."
        ),
    ),
    "reserved-id": Kind(
        N_("“{value}” names all of them, and no single one."), N_("Choose another id.")
    ),
    "statement-lacks": Kind(
        N_("A statement that says “{says}” needs {lacks}."),
        N_("Add it, or take the statement out."),
    ),
    "statement-unfit": Kind(
        N_("“{key}: {value}” does not go with what the statement says, “{says}”."),
        N_("See the table of statements in docs/format.md."),
    ),
    "unknown-key": Kind(
        N_("“{key}” is not a key of {record}."), N_("Possible keys: {keys}.")
    ),
    "missing-key": Kind(_MISSING_IN, N_("Add “{key}: …”.")),
    "wrong-type": Kind(N_("“{record}” must be {expected}; here it is {found}.")),
    "bad-id": Kind(
        N_("“{value}” cannot be an id."),
        N_(
            "An id has letters without accents, digits and hyphens, and begins with a "
            "letter."
        ),
    ),
    "bad-choice": _bad_value(_POSSIBLE_VALUES),
    "bad-flag": _bad_value(N_("Write true or false.")),
    "bad-count": _bad_value(N_("Write a whole number, such as 28.")),
    "bad-quantity": _bad_value(N_("Write “some”, or a whole number.")),
    "bad-language": _bad_value(N_("Write the code of a language, such as fr or en.")),
    "bad-date": _bad_value(
        N_("Write a year, a month or a day: 2021, 2021-04 or 2021-04-30.")
    ),
    "bad-digest": Kind(
        N_("“{key}” is not a SHA-256 digest."), N_("Write its 64 hexadecimal digits.")
    ),
    "repeated-id": Kind(
        N_("The id “{value}” is taken: {other} has it ({other_place})."),
        N_("Give each its own id; upper and lower case do not make a difference."),
    ),
    "unknown-id": Kind(
        N_("“{value}” is not in “{list}”."),
        N_("{where} lists them; add a new one there first."),
    ),
    "part-of-itself": Kind(N_("“{value}” refers to itself."), _TAKE_OUT),
    "repeated-record": Kind(N_("This repeats {other} ({other_place})."), _KEEP_ONE),
    "too-many-faults": Kind(
        N_("There are more than {limit} errors; the rest is not listed."),
        N_("Correct these first."),
    ),
}
"""The content of a file is wrong."""

_warning = partial(Kind, severity=Severity.WARNING)
_note = partial(Kind, severity=Severity.NOTE)

_without_source = partial(
    Kind,
    remedy=N_(
        "Name it with --source, and give its words and their place: --quote, --locator."
    ),
)
_NO_VALUE = N_("“{value}” is no value of “{column}”.")
_READ_AGAIN = N_("Read the texts again: jamplan review --stale{data}")
_ADD_EVIDENCE = N_(
    "Add “evidence:” with the source, a short quote and its place, or take it out."
)
_KEEP_QUOTE = N_(
    "Quote more, or record what the words say; or confirm it: jamplan review{data}, or "
    "jamplan decide{data} (without a terminal: --force)."
)
_GIVE_COPY = N_("Give it a copy: jamplan source FILE --id {source}{data}")
_GIVE_COPY_AGAIN = N_("Give it a copy: jamplan source FILE --id {source} --force{data}")
_ADD_CUT = N_(
    "Add “cut: true”, at its beginning “cut_before: true”, so that “[…]” shows it."
)
_MISTAKE = N_("Both are shown. If one is a mistake, take it out: --remove.")
_CHANGED = N_("The text of “{item}” has changed since this decision: {difference}")
_COUNTED = N_("Declared: {declared}; listed: {listed}.")

REFUSED: Mapping[str, Kind] = {
    "packaged-corpus": Kind(
        N_("The corpus that comes with jamplan cannot be changed."),
        N_("Make a copy to work on: jamplan init FOLDER; then name it with --data."),
    ),
    "other-document": Kind(
        N_(
            "“{file}” shares nothing with “{title}”, which is on record: it is another "
            "document."
        ),
        N_(
            "Two other documents are another corpus: jamplan init FOLDER. If it is a "
            "new edition all the same: --pair all=new, or --pair NUMBER=ID."
        ),
    ),
    "cannot-edit": Kind(
        N_("This record cannot be changed alone in its file."), N_("Change it by hand.")
    ),
    "actor-not-found": Kind(
        N_("There is no actor “{value}”."),
        N_('{where} lists them. A new one is added by its whole name: "First Last".'),
    ),
    "actor-alike": Kind(
        N_("“{value}” is very close to the name of an actor on record."),
        N_('Write that name, or the actor’s id; another actor as: "First Last (FL)".'),
    ),
    "source-not-found": Kind(
        N_("There is no source “{value}”."),
        N_("jamplan source{data} lists them, and adds new ones."),
    ),
    "other-copy": Kind(
        N_("“{id}” has “{file}” as its copy."),
        N_(
            "To give it another one, add --force; a file on record is named by that id."
        ),
    ),
    "pair-unknown": Kind(
        N_("“{value}” is not there, or is named twice."),
        N_("Write a number of the document and an id on record: --pair 7=my-proposal"),
    ),
    "publisher-needed": Kind(N_("The publisher is missing: --publisher NAME")),
    "evidence-needed": _without_source(N_("This rests on a source; none is named.")),
    "no-statement": Kind(
        N_("No such statement on “{about}” is on record."),
        N_(
            "See what is on record: jamplan show {about}{data}; "
            "to record one: jamplan decide{data}"
        ),
    ),
    "several-statements": Kind(
        N_("Several statements are on record here: {named}."),
        N_("Say which one is meant: --says, --speaker, --source, or a measure."),
    ),
    "words-needed": Kind(
        N_("It is not recorded whether the source states it."),
        N_("Say it: --words explicit, implicit or ambiguous."),
    ),
    "quote-needed": _without_source(
        N_("What says “{says}” needs a source and a quote in which it is said.")
    ),
    "measure-needed": Kind(N_("A match that is set aside needs its measure.")),
    "count-needed": Kind(N_("A total needs its number: --count.")),
    "about-items": Kind(
        N_("“{says}” is said of a proposal: “{about}” is a measure."),
        N_("Name the proposal first, then the measure."),
    ),
    "reader-is-actor": Kind(
        N_("“{name}” is the name of an actor: {actor}. A reader is a person."),
        N_(
            "Record it in the name of who read it; what the actor says is recorded "
            "with a source."
        ),
        Severity.WARNING,
    ),
    "other-record": Kind(
        N_("{name} recorded something else here: “{says}”."),
        N_(
            "Nothing of another reader is replaced: jamplan review --with "
            "FILE|FOLDER{data} settles it, with both on record."
        ),
    ),
    "hidden-record": Kind(
        N_("Another record of this source is hidden here, and yours would replace it."),
        N_(
            "To decide on all, work on a copy: jamplan init FOLDER --from FOLDER "
            "--without-decisions"
        ),
    ),
    "own-record": Kind(
        N_("You recorded something else here: “{says}”."),
        N_("To replace it, add --force."),
    ),
    "unsigned-record": Kind(
        N_("Something else is on record here, which nobody signed: “{says}”."),
        N_("To replace it, add --force."),
    ),
    "evidence-unpaired": Kind(
        N_("There are more quotes or places than sources."),
        N_(
            "Give as many --source as --quote, in the same order; "
            '"" for a source without a quote.'
        ),
    ),
    # Rows of a form
    "other-texts": Kind(
        N_(
            "The two are not about the same documents. Missing, or with another text: "
            "{ids}."
        )
    ),
    "form-unsigned": Kind(
        N_(
            "“{path}” does not say who decided: fill that in, or import it with "
            "--decided-by NAME."
        )
    ),
    "form-of-several": Kind(
        N_("Several people decided in it ({names}): make a file of each one’s.")
    ),
    "form-no-answer": Kind(_MISSING_IN, N_("Fill in “{column}”.")),
    "form-value": Kind(_NO_VALUE, _POSSIBLE_VALUES),
    "form-id-unknown": Kind(_NO_VALUE, N_("Leave the ids of the form as they are.")),
    "form-text-changed": Kind(
        N_("The “{column}” of this row is not the one of the corpus."),
        N_("Make a new form; or read the text again, then empty this cell."),
    ),
    "form-on-record": Kind(
        N_("Something else is on record here."),
        N_(
            "Nothing is replaced: jamplan review --with FILE{data} asks which of the "
            "two holds."
        ),
    ),
    "form-speaker-of-reader": Kind(
        N_("“{value}” cannot be the speaker of what its reader alone says: {says}."),
        N_("Empty the speaker; if somebody says it, write what they say."),
    ),
    "form-row-repeated": Kind(N_("Row {row} is about the same decision."), _KEEP_ONE),
}
"""A decision or a row of a form is not recorded."""

_SAY_IT = N_("Say it: jamplan source {source} --date DATE --url ADDRESS{data}")
CHECKS: Mapping[str, Kind] = {
    "objection-without-evidence": Kind(
        N_("Complication without a source: “{text}”."), _ADD_EVIDENCE
    ),
    "quote-not-found": Kind(
        N_("“{quote}” is not in the source “{source}” ({file}). {nearest}"),
        N_(
            "Quote it word for word, with its capitals, and what is on both sides of "
            "“[…]” as two quotes; or name the source that has these words."
        ),
    ),
    "source-file-unreadable": Kind(
        N_("The copy of the source “{source}” ({file}) cannot be searched. {reason}"),
        _GIVE_COPY_AGAIN,
    ),
    "source-file-outside": Kind(
        N_(
            "The copy of the source “{source}” ({file}) is outside the corpus’s "
            "folder: it is not opened."
        ),
        _GIVE_COPY_AGAIN,
    ),
    "source-file-changed": Kind(
        N_(
            "The copy of the source “{source}” ({file}) is not the one on record: "
            "its SHA-256 is {sha256}, not {expected}."
        ),
        N_(
            "Put that copy back; or take the file as it is: "
            "jamplan source {file} --id {source} --force{data}"
        ),
    ),
    "quote-on-other-page": _warning(
        N_(
            "“{quote}” is on page {found} of the source “{source}”, not on page {page}."
        ),
        N_("Correct “page:”."),
    ),
    "quote-cut": _note(
        N_("In the source “{source}”, the sentence of “{quote}” goes on."),
        _ADD_CUT,
    ),
    "quote-cut-before": _note(
        N_("In the source “{source}”, “{quote}” begins amid its sentence."),
        _ADD_CUT,
    ),
    "quote-struck": _warning(
        N_("In its copy, words in or beside “{quote}” are struck out or hidden."),
        _KEEP_QUOTE,
    ),
    "quote-too-short": Kind(
        N_("“{quote}” is too short to say anything."),
        N_("Quote three words or more, or a whole sentence."),
    ),
    "quote-denied": _warning(
        N_("What “{quote}” leaves out denies it (“{words}”): “{sentence}”"),
        _KEEP_QUOTE,
    ),
    "quote-limited": _warning(
        N_("What “{quote}” leaves out limits it (“{words}”): “{sentence}”"),
        _KEEP_QUOTE,
    ),
    "quote-without-verb": _warning(
        N_("No verb and no label of these words says so: “{sentence}”"), _KEEP_QUOTE
    ),
    "quote-says-otherwise": _warning(
        N_(
            "The words quoted, “{quote}”, read otherwise than what is recorded: "
            "“{sentence}”"
        ),
        _KEEP_QUOTE,
    ),
    "quote-against-answer": Kind(
        N_("The answer says otherwise than the acceptance recorded: “{sentence}”"),
        _KEEP_QUOTE,
    ),
    "quote-of-another-answer": Kind(
        N_(
            "“{about}”, “{measure}”: the words quoted are not in the text of that "
            "answer."
        ),
        N_(
            "Record the answer that has them, or complete its text; or confirm it: "
            "jamplan review{data}, jamplan decide{data}"
        ),
    ),
    "stale-statement": _warning(_CHANGED, _READ_AGAIN),
    "new-measure": _warning(
        N_("The measure “{item}” is new since the conclusion that none was found."),
        _READ_AGAIN,
    ),
    "set-aside-and-stated": _warning(
        N_("The match “{about}”, “{measure}” is set aside, and stated by somebody."),
        _MISTAKE,
    ),
    "stated-and-concluded": _warning(
        N_("On “{about}”, somebody takes a position, and a reader concludes: {says}."),
        _MISTAKE,
    ),
    "contested": _warning(
        N_("Voices disagree on “{title}”. Yes: {yes}. No: {no}."),
        _MISTAKE,
    ),
    "quote-too-long": _warning(
        N_("The quote has {words} words; a short one has no more than {limit}."),
        N_("Quote only the words that state it."),
    ),
    "document-unknown": _warning(
        N_("{document}: {lacks}."),
        N_(
            "Say it: jamplan source {source} --publisher NAME --title TEXT --date "
            "DATE{data}"
        ),
    ),
    "source-without-date": _warning(N_("The source “{source}” has no date."), _SAY_IT),
    "source-without-address": _warning(
        N_("The source “{source}” has no address."), _SAY_IT
    ),
    "date-in-future": _warning(N_("{date} is still to come.")),
    "quotes-unchecked": _note(
        N_(
            "The source “{source}” has no copy to look quotes up in: {quotes} not "
            "checked."
        ),
        _GIVE_COPY,
    ),
    "evidence-without-quote": _note(
        N_("Source without a quote."),
        N_("Add “quote:” with the exact words, where the source can be quoted."),
    ),
    "title-unknown": _warning(
        N_("“{item}” has “?” as its title: none was found when it was imported."),
        N_(
            "Write the title that the document gives it, or your own words and "
            "“title_basis: described”."
        ),
    ),
    "fewer-listed": _note(
        _COUNTED, N_("Add those that are missing when their texts are found.")
    ),
    "more-listed": _warning(
        _COUNTED, N_("Look for one that is listed twice, or correct “declared:”.")
    ),
    "texts-not-kept": _note(
        N_(
            "Decisions that do not keep the texts they were taken on: {decisions}, "
            "this one first."
        ),
        N_(
            "To keep them, record them again: jamplan review{data}, or jamplan "
            "decide{data}"
        ),
    ),
}
"""``check`` says it of a corpus that loads."""


FIGURES: Mapping[str, str] = {
    "texts-missing": N_(
        "{missing} is a subtraction: {declared} minus {listed} with a known "
        "text{rough}. One of the missing texts may match {measures} without a known "
        "statement."
    ),
    "more-listed-than-declared": N_(
        "Listed: {listed}; declared: {declared}. The figures are out of {listed}."
    ),
    "counts-disagree": N_(
        "Number of {items}: {counts} according to the sources; {used} here."
    ),
    "claimant-is-author": N_("Source that also wrote the {proposals}: {actor}."),
    "texts-from-claimant": N_(
        "Known texts from the source that makes the statements: {known} of {listed}. "
        "“{adopted} of {listed}” would be a selection, not a rate."
    ),
    "proposals-not-read": N_(
        "{document}: could not be read in full; sources that describe it: {sources}."
    ),
    "plan-not-read": N_(
        "{document}: could not be read in full; sources that describe it: "
        "{sources}, {press} of them from the press."
    ),
    "plan-older": N_("The {measures} were published before the {proposals}."),
    "extent-unstated": N_("Extent not stated for {adopted}."),
    "chapters-inferred": N_(
        "{Chapter} inferred (*): {inferred} of {listed} {proposals}."
    ),
    "measures-inferred": N_(
        "Statements whose match is inferred, as the source names no number: {links}."
    ),
    "stale": N_(
        "Text changed since; statements counted: {links}; conclusions: {verdicts}."
    ),
}
"""Warnings that reports say beside the figures."""

PAIRS: Mapping[str, str] = {
    "negation": N_("Only one of the two has a negation: {left} beside {right}."),
    "opposite": N_("Opposite verbs: {left} beside {right}."),
    "numbers": N_("Numbers differ: {left} beside {right}."),
}
"""Warnings that two similar texts may say different things; both sides are quoted."""

_warnings = {
    code: _warning(sentence) for code, sentence in {**FIGURES, **PAIRS, **LISTS}.items()
}
KINDS = {**UNREADABLE, **WRONG, **REFUSED, **CHECKS, **_warnings, **DOCUMENTS}
"""All findings by their codes."""
