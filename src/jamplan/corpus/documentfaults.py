"""The tables of findings on documents and their lists.

Sentence, remedy and severity.
"""

from collections.abc import Mapping

from jamplan.corpus.kinds import Kind
from jamplan.language import N_

_SAVE_AS_CSV = N_("Save it as CSV (UTF-8) in the spreadsheet program.")
_LEFT = N_("Not taken: {n} ({places}); the first: “{words}”.")
_UNCERTAIN = N_("Where lines belong is uncertain, p. {pages}; the first: “{words}”.")
_NOWHERE = N_("Nothing begins so. The nearest: “{nearest}”.")
_NO_LIST = N_(
    "No certain list: give words of its ends with --first and --last, or --columns."
)
LISTS: Mapping[str, str] = {
    "gap": N_("Numbers missing: {n} ({numbers})."),
    "repeat": N_("Numbers that several texts share: {n} ({numbers})."),
    "declared": N_("Declared: {declared}; found: {found}."),
    "announced": N_("The document says “{said} {word}”; {found} were found."),
    "close": N_("Another list is nearly as likely: --list {n}"),
    **dict.fromkeys(("weak", "nothing"), _NO_LIST),
    **dict.fromkeys(("first-not-found", "last-not-found"), _NOWHERE),
    **dict.fromkeys(("rows-left", "alike-left", "skipped"), _LEFT),
    "not-in-file": N_("Not found in {file}: {n} ({numbers})."),
    "no-title": N_("No title was found."),
    **dict.fromkeys(("lines-unread", "order-uncertain"), _UNCERTAIN),
    "unreadable": N_(
        "Signs that are no letters, p. {pages}; the first: “{words}”. Try OCR or "
        "another copy."
    ),
    "pages-pictured": N_(
        "Pages that are pictures, of which nothing was read: p. {pages}."
    ),
}
"""Warnings that a person has to check in the list of a document."""

DOCUMENTS: Mapping[str, Kind] = {
    "address-unreadable": Kind(N_("The file cannot be read: {reason}.")),
    "document-missing": Kind(N_("There is no such file."), N_("Check its name.")),
    "document-too-large": Kind(
        N_("The file has more than {limit} MB."),
        N_("Split it in two."),
    ),
    "document-unpacked": Kind(N_("The file unpacks to more than {limit} MB.")),
    "document-slow": Kind(
        N_("Reading the file takes longer than {limit} seconds."),
        N_("To give it more time: JAMPLAN_TIMEOUT=300."),
    ),
    "document-memory": Kind(
        N_("Reading the file takes more than {limit} MB of memory.")
    ),
    "document-encrypted": Kind(
        N_("The file is encrypted."), N_("Open it and save it without a password.")
    ),
    "document-damaged": Kind(
        N_("The file is damaged or incomplete."), N_("Get it again from its source.")
    ),
    "document-scanned": Kind(
        N_("The file holds pictures of pages and no text."),
        N_(
            "Have its text recognised (OCR), for example with ocrmypdf, and import the "
            "result."
        ),
    ),
    "document-empty": Kind(N_("The file holds no text.")),
    "document-format": Kind(
        N_("Files of this format are not read: {format}."),
        N_("Save it as PDF, DOCX, XLSX, CSV, HTML, Markdown or plain text."),
    ),
    "form-not-text": Kind(
        N_("The file is neither CSV nor XLSX, or it is damaged."), _SAVE_AS_CSV
    ),
    "form-is-page": Kind(
        N_(
            "This is a page, not its answers: open the form in a browser, and download "
            "them there."
        )
    ),
    "form-columns": Kind(
        N_("The file does not have the columns proposal, measure and says, each once."),
        N_("Make the form: jamplan suggest --format csv -o FILE{data}"),
    ),
    "form-quotation-mark": Kind(
        N_("A quotation mark is never closed, or closed too early."), _SAVE_AS_CSV
    ),
    "form-too-long": Kind(
        N_("The form has more than {limit} rows."), N_("Split it in two.")
    ),
}
"""A document or a form gives nothing."""
