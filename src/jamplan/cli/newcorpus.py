"""``init --proposals FILE --plan FILE``: a corpus out of two documents, shown before it is made."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from functools import partial
from pathlib import Path

from jamplan.cli.environment import Run
from jamplan.cli.errors import Exit
from jamplan.cli.importing import check_name, read_document, within
from jamplan.corpus.loading import FILES, load
from jamplan.decisions.beginnings import corpus_of_drafts, pairs_by_number
from jamplan.documents.drafts import Draft, DraftKind, Wanted
from jamplan.documents.filebytes import FileKind, kind_of, read_bytes
from jamplan.documents.process import SECONDS
from jamplan.exports.importfile import suggestions_csv
from jamplan.language import N_, language, today
from jamplan.language.folding import one_line
from jamplan.matching.suggestions import matcher_of, pair
from jamplan.reports.context import Context
from jamplan.reports.coverage import coverage_screens
from jamplan.reports.import_report import lists_report
from jamplan.reports.labels import language_for

PAIRS = "pairs.csv"
"""The form of the pairs by number, in the folder of a new corpus."""
_SUFFIXES = {FileKind.MARKDOWN: "md", FileKind.TEXT: "txt"}
"""Of kinds of files whose suffix is not their name."""
_NO_LIST = N_(
    "No item was found in {path}; nothing was written. To say what one looks like: "
    "jamplan import {path} --as {kind} --pattern REGEX"
)


def files_of_documents(
    run: Run, folder: Path, documents: tuple[Path, Path], *, yes: bool
) -> dict[str, bytes] | None:
    """Show the lists of two documents, and return the files of their corpus; None if it is not wanted.

    Raises :class:`UsageError`, :class:`UnreadError`, and :class:`FileExistsError` if the folder has a
    corpus.
    """
    for name in FILES:
        if os.path.lexists(folder / name):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder / name))
    asks = not yes and run.environment.can_ask
    drafts = []
    for kind, path in zip(DraftKind, documents, strict=True):
        draft = _chosen(run, kind, path, asks=asks)
        if not draft.items:
            run.exit_code = Exit.FOUND
            run.say(_NO_LIST, path=one_line(draft.file), kind=kind)
            return None
        drafts.append(draft)
    words = language(run.shared.lang or run.messages.code)
    copies = [_copy(folder, draft) for draft in drafts]
    corpus, files = corpus_of_drafts(drafts, [name for name, _data in copies], words, today())
    files.update((name, data) for name, data in copies if data is not None)
    words = language_for(corpus, run.shared.lang)
    ids = pairs_by_number(corpus, drafts[1])
    if ids:
        matcher = matcher_of(corpus)
        pairs = [pair(corpus, matcher, *each) for each in ids]
        form = suggestions_csv(Context(corpus, words), pairs)
        files[PAIRS] = form.encode()
        said = N_("Pairs by number in {file}: {n}. They are suggestions, and no statements.")
        run.say(said, file=one_line(drafts[1].file), n=len(ids))
    if not yes and not (asks and run.ask(N_("Make this corpus? [y/n]"))[:1].lower() in {"y", "o"}):
        run.say(N_("Nothing is written yet. To go on, add {option}."), option="--yes")
        return None
    return files


def _copy(folder: Path, draft: Draft) -> tuple[str, bytes | None]:
    """Return the name of a document in the corpus's folder, and its bytes if it is elsewhere.

    A copy in the folder is opened by whoever has the folder, and by nobody through another path.
    """
    if name := within(folder, draft.file):
        return name, None
    path = Path(draft.file)
    data = read_bytes(path)
    kind = kind_of(data, path.suffix)
    stem = "plan" if draft.kind is DraftKind.MEASURES else "proposals"
    return f"{stem}.{_SUFFIXES.get(kind, kind)}", data


def _chosen(run: Run, kind: DraftKind, path: Path, *, asks: bool) -> Draft:
    """Return the draft of a document, shown, with the list that the person chooses."""
    check_name(path)
    wanted = Wanted(kind=kind)
    while True:
        draft = read_document(run, path, wanted, SECONDS)
        if draft.items:
            blocks = lists_report(draft, language(run.shared.lang or draft.language))
            run.write(partial(list, blocks), dict)
            run.write_text("\n")
        if not (asks and len(draft.lists) > 1):
            return draft
        answer = run.ask(N_("Another of these lists? [number, or Enter for this one]"))
        if not (answer.isdecimal() and 1 <= int(answer) <= len(draft.lists)):
            return draft
        wanted = replace(wanted, list=int(answer))


def show_made(run: Run, folder: Path, *, has_pairs: bool) -> None:
    """Show the first screen of a new corpus, and what to do next."""
    corpus = load(folder)
    words = language_for(corpus, run.shared.lang)
    run.write(list, dict, screens=lambda: coverage_screens(Context(corpus, words)))
    path = one_line(str(folder))
    run.say(N_("In {path}/sources.yaml, say who published both documents, and when."), path=path)
    if has_pairs:
        form = N_(
            "Pairs by number: fill in {form}, then: jamplan import {form} --as links --data {path}"
        )
        run.say(form, path=path, form=f"{path}/{PAIRS}")
    run.say(N_("Next: jamplan suggest --all --data {path}; jamplan review --data {path}"), path=path)
