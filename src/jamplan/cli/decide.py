"""The command that records a decision, or takes one off the record: ``decide``."""

import contextlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import typer

from jamplan.account import items, vocabulary
from jamplan.account.context import Context
from jamplan.account.spans import inline
from jamplan.cli import options
from jamplan.cli.environment import Run
from jamplan.cli.errors import CANNOT_BE, LEAVE_OUT, UsageError
from jamplan.cli.options import argument, choice, flag, id_option, option
from jamplan.cli.terminal import Terminal, terminal_of
from jamplan.corpus.files import write_atomically
from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Evidence
from jamplan.corpus.statements import SAYS, SOME, TOTALS, Group, Says, Words
from jamplan.decisions import making
from jamplan.decisions.actors import refuse_actor
from jamplan.decisions.entries import AskedError, Entry, Piece, refused
from jamplan.decisions.quoting import OWN_WORDS
from jamplan.decisions.recording import Change, Recorded, write
from jamplan.decisions.repeating import same_content
from jamplan.evidence.checks import check_statement
from jamplan.language import N_, today
from jamplan.language.folding import as_name, as_recorded, id_like
from jamplan.layouts.blocks import Paragraph

SaysCode = Literal[
    "in-full",
    "taken-up",
    "in-part",
    "in-principle",
    "noted",
    "refused",
    "not-taken-up",
    "no-match",
    "not-this",
    "out-of-scope",
    "not-testable",
    "carried-out",
    "carried-out-in-part",
    "under-way",
    "stalled",
    "not-carried-out",
    "abandoned",
]
_SAYS: dict[str, Says] = dict(zip(get_args(SaysCode), Says, strict=True))


ItemArgument = Annotated[
    str,
    argument(
        N_("ITEM"),
        N_(
            "The id, number or words of a proposal (of what became of it, also a "
            "measure); “proposals” or “measures” with --count."
        ),
        "proposals",
    ),
]
MeasureArgument = Annotated[
    str | None,
    argument(
        N_("MEASURE"),
        N_("The measure that does it, or the answer that says it."),
        "measures",
    ),
]
SaysOption = Annotated[
    SaysCode | None,
    choice(
        N_(
            "What is said: in-full, taken-up (default, with a measure), in-part, "
            "in-principle, noted (neither yes nor no), refused (by its addressee), "
            "not-taken-up (others say so); no-match, not-this, out-of-scope, "
            "not-testable; carried-out, carried-out-in-part, under-way, stalled, "
            "not-carried-out, abandoned."
        )
    ),
]
WordsOption = Annotated[
    Words | None,
    choice(
        N_(
            "How its words say it: explicit; implicit: you read it so; ambiguous; or "
            "compared: nobody says it, you read both texts. Default: what the quote "
            "itself tells."
        )
    ),
]
SpeakerOption = Annotated[
    str | None,
    id_option(
        N_("Who says it, if not the publisher of the source: an id, or a whole name."),
        "actors",
        metavar=N_("ACTOR"),
    ),
]
SourceOption = Annotated[
    list[str] | None,
    id_option(
        N_(
            "The source that says it; repeat it for several. Without one, you compared "
            "the texts."
        ),
        "sources",
    ),
]
QuoteOption = Annotated[
    list[str] | None,
    option(
        N_("WORDS"), N_("Its exact words; repeat it, one for each source in order.")
    ),
]
LocatorOption = Annotated[
    list[str] | None,
    option(N_("TEXT"), N_("Where the words are: page, heading, paragraph.")),
]
CountOption = Annotated[
    str | None, option("N|some", N_("Of a total: how many, or some."))
]
TextOption = Annotated[
    str | None, option(N_("TEXT"), N_("What became of it, in your words."))
]
QuotedFlag = Annotated[
    bool,
    flag(
        N_("The quotes are the speaker’s own words, as others print them."), "--quoted"
    ),
]
MeasureInferredFlag = Annotated[
    bool,
    flag(
        N_("The source does not name the measure: you infer it."), "--measure-inferred"
    ),
]
ObjectOption = Annotated[
    str | None,
    option(
        N_("TEXT"),
        N_(
            "What complicates the statement, as it follows its --date: “the State had "
            "announced it”."
        ),
        "--object",
    ),
]
RemoveFlag = Annotated[bool, flag(N_("Take the statement off the record."), "--remove")]


def decide_command(
    ctx: typer.Context,
    item: ItemArgument,
    measure: MeasureArgument = None,
    says: SaysOption = None,
    words: WordsOption = None,
    speaker: SpeakerOption = None,
    source: SourceOption = None,
    quote: QuoteOption = None,
    locator: LocatorOption = None,
    count: CountOption = None,
    date: options.DateOption = None,
    text: TextOption = None,
    quoted: QuotedFlag = False,
    plan: options.PlanOption = None,
    measure_inferred: MeasureInferredFlag = False,
    object_: ObjectOption = None,
    decided_by: options.DecidedByOption = None,
    remove: RemoveFlag = False,
) -> None:
    """Record a statement, or take it off the record."""
    run = Run.of(ctx, "table")
    _refuse_mixture(ctx.params)
    # An objection, and what is taken off, is of whatever is on record.
    is_known = object_ is not None or remove
    meant = _meant(says, measure, is_known=is_known)
    by = decider(run, decided_by)
    entry = Entry(
        decided_by=by,
        on=today(),
        about=_about(run.corpus, item, meant, is_known=is_known),
        says=meant,
        measure=_measure(run.corpus, measure, plan),
        document=plan,
        words=words,
        speaker=speaker,
        count=_count(count),
        date=options.iso_date(date) if date and object_ is None else None,
        text=as_recorded(text or "") or None,
        evidence=_evidence(run.corpus, source or (), quote or (), locator or ()),
        quoted=quoted,
        measure_inferred=measure_inferred,
        agrees_to_all=run.shared.force,
    )
    if entry.words is not None and not is_known:
        _ask_back(run, entry)

    def change(corpus: Corpus, entry: Entry) -> Change:
        """Return the statement, or its removal, on the corpus read under the lock."""
        if object_ is not None:
            return making.draft_objection(corpus, entry, text=object_, date=date)
        if remove:
            return making.removal(corpus, entry)
        return making.draft(corpus, entry)

    _tell(run, _recorded(run, entry, change), by)


def _meant(says: str | None, measure: str | None, *, is_known: bool) -> Says | None:
    """Return what is said, by default that a measure takes it up.

    Raises :class:`UsageError`.
    """
    meant = _SAYS[says] if says else None
    if measure is not None and meant is Says.NO_MATCH:
        raise UsageError(LEAVE_OUT, given="--says no-match", options=measure)
    if meant is not None or is_known:
        return meant
    if measure is None:
        message = N_("Name a measure, or what is said: --says {values}")
        raise UsageError(message, values=", ".join(_SAYS))
    return Says.TAKEN_UP


def _evidence(
    corpus: Corpus,
    sources: Iterable[str],
    quotes: Iterable[str],
    locators: Iterable[str],
) -> list[Piece]:
    """Return the pieces of evidence that are typed.

    Each source has its id on record, if it has one.
    """
    ids = []
    for typed in sources:
        name = typed.strip()
        ids.append(id_like(name, corpus.source) or name)
    return [*zip_longest(ids, quotes, locators, fillvalue="")]


def _about(corpus: Corpus, typed: str, says: Says | None, *, is_known: bool) -> str:
    """Return the id of what a statement is about. Raises :class:`UsageError`."""
    if typed.strip().lower() in TOTALS:
        return typed.strip().lower()
    is_outcome = says is not None and SAYS[says].group is Group.OUTCOME
    if not (is_outcome or is_known):
        return options.find_proposal(corpus, typed).id
    if is_known:
        # What is on record of a proposal comes first.
        with contextlib.suppress(UsageError):
            return options.find_proposal(corpus, typed).id
    items = options.items_of(corpus)
    return options.find_item(corpus, items, typed, options.NO_ITEM).id


def _measure(corpus: Corpus, typed: str | None, plan: str | None) -> str | None:
    """Return the id of a measure, of one of several documents.

    Raises :class:`UsageError`.
    """
    names = [known.name for known in corpus.plans]
    if plan is not None and plan not in names:
        message = N_("There is no document “{value}”.")
        raise UsageError(message, known=names, value=plan)
    if typed is None:
        return None
    measures = {
        id_: measure
        for id_, measure in corpus.measure.items()
        if plan in {None, corpus.plan_of[id_]}
    }
    message = N_("There is no measure “{value}”.")
    return options.find_item(corpus, measures, typed, message).id


def _count(typed: str | None) -> int | str | None:
    """Return a number of items, or that it is not told. Raises :class:`UsageError`."""
    if typed is None or typed.strip().lower() == SOME:
        return typed and SOME
    if not re.fullmatch(r"[0-9]{1,9}", typed.strip()):
        advice = N_("Write “some”, or a whole number.")
        raise UsageError(CANNOT_BE, advice, option="--count", value=typed)
    return int(typed)


def _ask_back(run: Run, entry: Entry) -> None:
    """Ask whether words are meant that are weaker than what the quotes themselves tell.

    Raises :class:`RefusedError` if they are not.
    """
    terminal = terminal_of(run)
    assert entry.says is not None
    quotes = [
        Evidence(source=source, quote=quote)
        for source, quote, _locator in entry.evidence
        if quote
    ]
    proposed = making.proposed_words(entry.says, quotes) if quotes else None
    is_weaker = entry.words not in {None, Words.EXPLICIT}
    if terminal and proposed is Words.EXPLICIT and is_weaker and not run.shared.force:
        question = run.messages.gettext(
            "The words quoted say so themselves: "
            "record them as “{words}” all the same?",
            words=vocabulary.label(run.messages, entry.words or proposed),
        )
        if not _agrees(run, terminal, question):
            raise refused(run.corpus, "words-needed")


def _agrees(run: Run, terminal: Terminal, question: str) -> bool:
    """Ask a question that yes or no answers."""
    keys = run.messages.gettext("[y]es, [n]o:")
    answer = terminal.line(f"{question} {keys}") or ""
    yes: str = re.findall(r"\[(.)\]", keys)[0]
    return answer.strip().casefold()[:1] == yes


def _recorded(
    run: Run, entry: Entry, change: Callable[[Corpus, Entry], Change]
) -> Recorded:
    """Record a change; on a terminal, after the person has agreed to what is doubtful.

    Raises as :func:`write`.
    """

    def make(entered: Entry, corpus: Corpus) -> list[Change]:
        return [change(corpus, entered)]

    while True:
        try:
            return write(Path(run.corpus.folder), partial(make, entry))
        except AskedError as error:
            terminal = terminal_of(run)
            if terminal is None:
                raise
            for finding in error.findings:
                question = run.messages.gettext("Record it all the same?")
                told = vocabulary.say(finding, run.messages)[0]
                if not _agrees(run, terminal, f"{told} {question}"):
                    raise
            entry = replace(entry, agreed=entry.agreed | {*error.keys})


_WHOSE_NAME = N_("In whose name are decisions on this corpus recorded?")


def decider(run: Run, given: str | None) -> str:
    """Return the name given, else the corpus's, else the answer to a question.

    The answer is kept in the user's own folder. Raises :class:`UsageError` if there is
    no name and no terminal to ask on.
    """
    on_file = "" if given is not None else _names_on_file().get(_place_of(run), "")
    name = as_name(given or on_file)
    if name:
        refuse_actor(run.corpus, name)
    terminal = None if name or given is not None else terminal_of(run)
    if terminal:
        name = as_name(terminal.line(run.messages.gettext(_WHOSE_NAME)) or "")
        if name:
            refuse_actor(run.corpus, name)
            _put_on_file(_place_of(run), name)
    if not name:
        raise UsageError(_WHOSE_NAME, N_("Give the name: --decided-by NAME"))
    return name


def _file_of_names() -> Path:
    return Path(typer.get_app_dir("jamplan"), "names.json")


def _place_of(run: Run) -> str:
    """Return what a corpus is known by in the file of names: the path of its folder."""
    return str(Path(run.corpus.folder).resolve())


def _names_on_file() -> dict[str, str]:
    """Return who records decisions, by corpus; a file that cannot be read has none."""
    try:
        names = json.loads(_file_of_names().read_bytes())
        return {place: as_name(name) for place, name in names.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def _put_on_file(place: str, name: str) -> None:
    """Keep a name for a corpus; if it cannot be written, it will be asked again."""
    file, names = _file_of_names(), {**_names_on_file(), place: name}
    text = json.dumps(names, ensure_ascii=False, indent=1)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, f"{text}\n".encode(), replace=True)


_LEFT_OUT = {
    "object_": ("words", "count", "text", "quoted", "measure_inferred"),
    "remove": ("text", "quoted", "measure_inferred"),
}
"""What goes with no objection, and with nothing that is taken off."""


def _refuse_mixture(given: Mapping[str, Any]) -> None:
    """Refuse options that belong to different changes. Raises :class:`UsageError`."""
    text, remove = given["object_"], given["remove"]
    for name, others in _LEFT_OUT.items():
        typed = [options.typed_name(each) for each in others if given[each]]
        if given[name] and typed:
            raise UsageError(
                LEAVE_OUT, given=options.typed_name(name), options=", ".join(typed)
            )
    if text is not None:
        is_dated = bool(given["date"]) is not bool(remove)
        if not (text.strip() and is_dated):
            raise UsageError(
                N_(
                    "--object takes a proposal, a measure, --date and --source; or "
                    "--remove."
                )
            )
    is_total = given["item"].strip().lower() in TOTALS
    if is_total is not (given["count"] is not None) and not remove:
        raise UsageError(
            N_("--count goes with “proposals” or “measures”, and only so.")
        )
    if given["measure"] is not None and is_total:
        raise UsageError(N_("A total names no measure."))


def _is_confirmed(change: Change) -> bool:
    """Whether a change adds who recorded the same, and alters nothing else."""
    before, after = change.before, change.after
    if before is None or after is None or before == after:
        return False
    return same_content(before, after) and before.confirmed != after.confirmed


def _tell(run: Run, recorded: Recorded, by: str) -> None:
    """Say what was recorded, who is new, and what ``check`` would say of it."""
    corpus, change = recorded.corpus, recorded.changes[-1]
    statement = change.after or change.before
    if statement:
        context = Context(corpus, run.language)
        done = "confirmed" if _is_confirmed(change) else change.done
        sentence = items.recorded_text(context, done, by, statement)
    else:
        sentence = run.language.gettext(
            "Nothing to take off: no such statement is on record."
        )
        run.exits_with_one = True
    run.write(lambda: [Paragraph(inline(sentence))])
    if actor := change.actor:
        run.say(N_("New actor: {name}, id {id}."), name=actor.name, id=actor.id)
    if change.after is None:
        return
    locators = [piece.locator or "" for piece in change.after.evidence]
    if any(OWN_WORDS in locator for locator in locators):
        run.say(items.OWN_WORDS_ARE_A_PLACE)
    if change.after.is_compared and change.after.is_position:
        run.say(items.COUNTS_WITH_ANY)
    findings = check_statement(corpus, change.after)
    told = (
        " ".join((f"{each.code}:", *vocabulary.say(each, run.messages)))
        for each in findings
    )
    for line in dict.fromkeys(told):
        run.say(line)
