"""A document read, and the list a person takes of it, for ``import`` and ``init``."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

from jamplan.account.vocabulary import sentence
from jamplan.cli import errors, options
from jamplan.cli.environment import Run
from jamplan.cli.errors import UsageError
from jamplan.cli.options import option
from jamplan.cli.terminal import Terminal
from jamplan.documents.drafts import FIELDS, ColumnsError, Draft, Wanted
from jamplan.documents.filebytes import document_of
from jamplan.documents.jobs import SECONDS, FormGivenError, read_draft
from jamplan.evidence.drafted import looked_up
from jamplan.evidence.sourcetexts import read_source
from jamplan.exports.importfile import draft_object
from jamplan.language import N_, Language, language
from jamplan.language.folding import one_line
from jamplan.layouts.drafts import draft_report, draft_screens

SkipOption = Annotated[
    str | None, option(N_("WORDS"), N_("Leave out items that begin so: Conclusion."))
]

_HELP, _ALL, _BACK = "?", "+", "-"
"""What is typed in place of an answer."""
_ASKED_BELOW = 4
"""Lines that the question, or the sentence in its place, takes on 80 columns."""


class Chosen(NamedTuple):
    """A draft, and what was wanted of its document."""

    draft: Draft
    wanted: Wanted


def chosen_draft(
    run: Run,
    file: Path,
    wanted: Wanted,
    terminal: Terminal | None,
    draft: Draft | None = None,
) -> Chosen | None:
    """Show the list of a document; on a terminal, others until the person takes one.

    Returns the draft and what was wanted of it; None if the person goes back from the
    first list. Raises as :func:`read_document`, and :class:`KeyboardInterrupt` if the
    person leaves.
    """
    first = Chosen(draft or read_document(run, file, wanted), wanted)
    if terminal is None:
        _show(run, first.draft, "--full")
        return first
    return _Choice(run, file, terminal, first).taken()


def _show(run: Run, draft: Draft, whole: str) -> None:
    words = _words(run, draft)
    run.write(
        partial(draft_report, draft, words),
        partial(draft_object, draft, words),
        screens=partial(draft_screens, draft, words, whole),
        below=_ASKED_BELOW,
    )


def _words(run: Run, draft: Draft) -> Language:
    return language(run.shared.lang or draft.language)


class _Choice:
    """The lists of a document that a person has looked at, the one in view last."""

    def __init__(self, run: Run, file: Path, terminal: Terminal, first: Chosen) -> None:
        self.run, self.file, self.terminal = run, file, terminal
        self.seen = [first]

    def taken(self) -> Chosen | None:
        """Show the list in view and ask, until it is taken or the person goes back."""
        is_shown = False
        while self.seen:
            draft = self.seen[-1].draft
            if not is_shown:
                _show(self.run, draft, _ALL)
            is_shown = True
            question = _IS_THIS_THE_LIST if draft.items else _NO_LIST
            answer = ask(self.run, self.terminal, question, n=len(draft.items))
            if answer.casefold() in {"", "y", "yes", "o", "oui"}:
                return self.seen[-1]
            if answer == _HELP:
                self.terminal.say(self.run.messages.gettext(_HOW_TO_ANSWER))
            elif answer == _ALL:
                self.run.write(partial(draft_report, draft, _words(self.run, draft)))
            elif answer == _BACK:
                self.seen.pop()
                is_shown = False
            else:
                is_shown = not self._sees(answer)
        return None

    def _sees(self, answer: str) -> bool:
        """Put another list in view, by number or words of its ends; say if none is."""
        chosen = self.seen[-1]
        if answer.isdecimal():
            count = len(chosen.draft.lists)
            if not 1 <= int(answer) <= count:
                values = f"1 – {count}"
                self._say(N_("Possible values: {values}."), values=values)
                return False
            wanted = replace(chosen.wanted, list=int(answer))
        else:
            last = ask(self.run, self.terminal, _ITS_LAST)
            if last == _BACK:
                return True
            wanted = replace(chosen.wanted, list=1, first=answer, last=last or None)
        draft = read_document(self.run, self.file, wanted)
        if chosen.draft.items and not draft.items:
            self.terminal.say(sentence(draft.doubts[0], self.run.messages))
            return False
        self.seen.append(Chosen(draft, wanted))
        return True

    def _say(self, message: str, **fields: object) -> None:
        self.terminal.say(self.run.messages.gettext(message, **fields))


_IS_THIS_THE_LIST = N_(
    "{n} in all. Is this the list? Enter if it is; the number of another one; or the "
    "first words of its first item (? explains, + shows all, - goes back):"
)
_NO_LIST = N_("A few words that the first item of the list begins with.")
_ITS_LAST = N_("A few words that its last item begins with.")
_HOW_TO_ANSWER = N_(
    "A list is its first and its last item: type a few words of each as they are "
    "printed, with or without the number; in a table, those of a cell bind its column. "
    "Enter in place of the last one: as far as items look alike. With --skip some are "
    "left out, with --columns a table’s columns are named. Escape leaves, and nothing "
    "is written."
)


def ask(
    run: Run, terminal: Terminal, question: str, default: str = "", **fields: object
) -> str:
    """Return the line that answers a question.

    Escape raises :class:`KeyboardInterrupt`.
    """
    line = terminal.line(run.messages.gettext(question, **fields), default)
    if line is None:
        raise KeyboardInterrupt
    return line


def read_document(run: Run, file: Path, wanted: Wanted) -> Draft:
    """Return the draft of a document; items of a mended text are looked up in it.

    The document is the one that is wanted, else the one that the text names.

    Raises :class:`UsageError` and :class:`UnreadError`.
    """
    try:
        with run.patience(N_("Reading…")):
            draft = read_draft(file, wanted, seconds(run))
    except FormGivenError:
        message = N_("“{path}” is a form of suggested pairs.")
        raise UsageError(message, N_("Import it with --as links"), path=file) from None
    except ColumnsError as error:
        message, known = (
            N_("There is no column “{name}”."),
            [*map(one_line, error.known)],
        )
        raise UsageError(
            message, known=known, name=error.name, value=error.name
        ) from None
    document = Path(wanted.document) if wanted.document else document_of(file)
    if document:
        with run.patience(N_("Reading…")):
            source = read_source(document, seconds(run))
        draft = looked_up(draft, source, str(document))
    if draft.lists and wanted.list > len(draft.lists):
        advice, values = N_("Possible values: {values}."), f"1 – {len(draft.lists)}"
        raise UsageError(
            errors.CANNOT_BE, advice, values=values, option="--list", value=wanted.list
        )
    return draft


def seconds(run: Run) -> int:
    """Return how long a file may be read: JAMPLAN_TIMEOUT, or a minute.

    Raises :class:`UsageError`.
    """
    value = run.environment.environ.get("JAMPLAN_TIMEOUT") or str(SECONDS)
    if not (value.isdecimal() and 1 <= int(value) <= 1_000_000):
        advice = N_("Write a number from 1 to 1,000,000.")
        raise UsageError(
            errors.CANNOT_BE, advice, option="JAMPLAN_TIMEOUT", value=value
        )
    return int(value)


def named_columns(text: str) -> dict[str, str]:
    """Return the columns of --columns by what they hold. Raises :class:`UsageError`."""
    advice = N_(
        "Write them as number=No,title=Intitulé, a title at least. Names: {names}"
    )
    names = ", ".join(FIELDS)
    columns = options.named("--columns", text.split(","), advice, names=names)
    if "title" not in columns or not columns.keys() <= set(FIELDS):
        raise UsageError(
            errors.CANNOT_BE, advice, option="--columns", value=text, names=names
        )
    return columns
