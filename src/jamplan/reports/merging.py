"""What a document makes of a corpus, before it is written: pairs, changes word by word, and doubts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jamplan.corpus import Corpus
from jamplan.intake.edits.effects import Effects
from jamplan.intake.edits.merging import ALL, Candidate, FieldChange, How, Merge, Pair, Why
from jamplan.intake.items.drafts import Doubt, DraftGroup, DraftItem, Kind
from jamplan.locale import N_, Language
from jamplan.model import Attribution, Link, TitleBasis, Verdict
from jamplan.reports.blocks import (
    Block,
    Heading,
    Inline,
    Items,
    Paragraph,
    Row,
    Table,
    command,
    ident,
    inline,
    strong,
)
from jamplan.reports.cells import points
from jamplan.reports.changes import FIELDS as COMPARED
from jamplan.reports.intake import doubt_sentence
from jamplan.text.differences import differences, marked
from jamplan.text.folding import one_line
from jamplan.wording.decisions import decision_text
from jamplan.wording.labels import label

FIELDS = {
    **COMPARED,
    "accessed": N_("read on"),
    "attribution": N_("attribution to the author"),
    "by": N_("recorded by"),
    "called": N_("name with its article"),
    "confirmed_by": N_("confirmed by"),
    "confirmed_on": N_("confirmed on"),
    "declared": N_("declared number"),
    "file": N_("local copy"),
    "gender": N_("gender"),
    "id": N_("id"),
    "language": N_("language"),
    "locator": N_("place"),
    "measure": N_("measure"),
    "name": N_("name"),
    "on": N_("recorded on"),
    "pages": N_("pages"),
    "proposal": N_("proposal"),
    "quantity": N_("number"),
    "question": N_("question"),
    "quote": N_("quote"),
    "read_measure": N_("measure as it was read"),
    "read_plan": N_("plan as it was read"),
    "read_proposal": N_("proposal as it was read"),
    "result": N_("result"),
    "sha256": N_("digest of the copy"),
    "short": N_("short title"),
    "short_name": N_("short name"),
    "source": N_("source"),
    "sources": N_("sources"),
    "state": N_("state"),
}
"""What the fields of records are called."""
_IN_WORDS = {"title", "text", "note", "details", "quote", "result", "question", "description"}
"""Fields whose changes are shown word by word."""
_WHY = {
    Why.ALIKE: N_("Perhaps the same as {candidates}."),
    Why.NUMBER_AGAINST_WORDS: N_("Its number is that of one whose words are others: {candidates}."),
    Why.NUMBER_REPEATED: N_("Several bear this number: {candidates}."),
    Why.ID_AGAINST_WORDS: N_("Its id is that of one whose words are others: {candidates}."),
    Why.OTHER_NUMBER: N_("It resembles one that bears another number: {candidates}."),
    Why.OTHER_GROUP: N_("It resembles one that stands in another chapter or priority: {candidates}."),
    Why.OPPOSITE: N_("It resembles one that may say the opposite or another number: {candidates}."),
    Why.UNDECIDED: N_(
        "The document was put into the corpus before, and this is not in it. Near it: {candidates}."
    ),
}
_DOUBTS = {
    "title-kept": N_("{item}: the title on record is official: kept. The document has {new}."),
    "text-kept": N_("{item}: the document gives no text; the one on record is kept."),
    "attribution-kept": N_(
        "{item}: its attribution on record, {attribution}, is kept: it says how a source attributes "
        "it, and no take-up is stronger. It stands in the document itself now: is it still right?"
    ),
    "part-of-kept": N_(
        "{item}: “may be a part of {other}” is kept. The document may tell now: if it is none, take "
        "the key out."
    ),
    "note-kept": N_("{item}: the note is kept; does it still hold? {note}"),
    "details-kept": N_("{item}: the sub-measures on record are kept; do they repeat the text?"),
    "group-title-kept": N_("{group}: the title on record is kept. The document has {new}."),
    "pages-kept": N_(
        "{group}: the pages on record, {kept}, are kept. Pages where its items begin: {new}."
    ),
    "source-kept": N_("The source on record has the {field} {kept}: kept. The document gives {new}."),
    "source-note-kept": N_("The note on the source {source} is kept; does it still hold? {note}"),
    "document-kept": N_("The title of the document on record is kept. The document gives {new}."),
    "other-copy": N_(
        "The copy of {source} on record is another file: its digest is kept. Is this the same edition?"
    ),
    "declared-differs": N_(
        "The document says that it has {new}; on record is {kept}. Both are kept; the first counts."
    ),
    "more-than-declared": N_("{listed} would be listed, of {declared} declared. Is one of them twice?"),
    "publisher-needed": N_(
        "Nobody knows who published the document: name an actor with --publisher. Nothing can be "
        "written before."
    ),
}


def merge_report(
    corpus: Corpus, found: Merge, made: Effects, language: Language, *, written: bool = False
) -> list[Block]:
    """All that putting a draft into a corpus would do, or did.

    Takes the corpus as it was, and what becomes of the decisions in it.
    """
    _ = language.gettext
    parts: Iterable[tuple[str, Sequence[Block]]] = (
        (_("In doubt: not written"), _held(corpus, found, language)),
        (_("On record, paired with none"), _unpaired(corpus, found, language)),
        (_("To look at"), _list(_doubt(each, language) for each in found.doubts)),
        (_("Decisions whose texts change"), _stale(corpus, made, language)),
        (_("Doubts of the reading"), _list(_of_reading(found, language))),
        (_("The document"), _list(_document(found, language))),
        (_("Its groups"), _list(_groups(found, language))),
        (_("Pairs that change"), _changed(corpus, found, language)),
        (_("Pairs that stay as they are"), _same(found, language)),
        (_("New"), _new(found, language)),
    )
    return [
        Heading(one_line(corpus.title), 1),
        Paragraph(inline(_in_short(found, language, written=written)), lead=True),
        points(_figures(found, language)),
        *(block for title, blocks in parts if blocks for block in (Heading(title), *blocks)),
    ]


def _list(items: Iterable[Inline]) -> list[Block]:
    found = tuple(items)
    return [Items(found)] if found else []


def changes_of(changes: Iterable[FieldChange], language: Language) -> Items:
    """Fields before and after, texts word by word."""
    return Items(tuple(_change(each, language) for each in changes))


def _in_short(found: Merge, language: Language, *, written: bool) -> str:
    _ = language.gettext
    name = one_line(found.draft.file)
    if found.source is None:
        return _("“{file}” cannot be put into the corpus yet: see below.", file=name)
    if not found.edits:
        return _("“{file}” changes nothing.", file=name)
    if written:
        return _("What “{file}” has changed:", file=name)
    return _("What “{file}” would change:", file=name)


def _figures(found: Merge, language: Language) -> Iterable[str]:
    _ = language.gettext
    number = language.number
    yield _("In the document: {count}.", count=number(len(found.draft.items)))
    changed = sum(bool(pair.changes) for pair in found.pairs)
    yield _(
        "Paired with one on record: {count}, of which {changed} change.",
        count=number(len(found.pairs)),
        changed=number(changed),
    )
    yield _("New: {count}.", count=number(len(found.new)))
    yield _("In doubt, not written: {count}.", count=number(len(found.held)))
    yield _("On record and paired with none: {count}.", count=number(len(found.unpaired)))
    doubts = len(found.draft.doubts) + sum(len(each.doubts) for each in found.draft.items)
    if doubts:
        yield _("Doubts of the reading: {count}.", count=number(doubts))


def _name(item: DraftItem | DraftGroup, language: Language) -> Inline:
    """An item as the document has it: its number, or else its id, and its title."""
    number = getattr(item, "number", None)
    shown = language.gettext("no. {number}", number=one_line(number)) if number else item.id
    return inline(strong(shown), " ", language.quoted(one_line(item.title)))


def _key(found: Merge, item: DraftItem | DraftGroup) -> str:
    """What names an item on the command line: its number, or its id where several bear that."""
    number = getattr(item, "number", None)
    bear = [each for each in found.draft.items if each.number == number]
    return number if number and len(bear) == 1 else item.id


def _title(corpus: Corpus, item: str) -> str:
    record = corpus.proposal.get(item) or corpus.measure.get(item)
    if record is not None:
        return record.title
    groups = {each.id: each.title for each in corpus.priorities}
    groups |= {each.id: each.title for each in corpus.chapters}
    return groups[item]


def _candidates(corpus: Corpus, near: Sequence[Candidate], language: Language) -> str:
    names = [
        language.gettext(
            "{id} {title} (likeness {score} of 100)",
            id=each.id,
            title=language.quoted(one_line(_title(corpus, each.id))),
            score=language.number(round(each.score)),
        )
        for each in near
    ]
    return language.gettext("; ").join(names) or language.gettext("none")


def _held(corpus: Corpus, found: Merge, language: Language) -> list[Block]:
    _ = language.gettext
    if not found.held and not found.held_groups:
        return []
    items = []
    for each in (*found.held_groups, *found.held):
        why = _(_WHY[each.why], candidates=_candidates(corpus, each.candidates, language))
        options = [
            f"--pair {_quoted(_key(found, each.item))}={near.id}" for near in each.candidates[:1]
        ]
        options.append(f"--as-new {_quoted(_key(found, each.item))}")
        shown: list[Inline] = []
        for option in options:
            shown.append((*(inline(_(" or ")) if shown else ()), command(option)))
        items.append(inline(_name(each.item, language), ". ", why, " ", *shown))
    rest = _("Say which they are with these options; to take all the rest as new:")
    return [Items(tuple(items)), Paragraph(inline(rest, " ", command(f"--as-new {ALL}")))]


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _unpaired(corpus: Corpus, found: Merge, language: Language) -> list[Block]:
    _ = language.gettext
    if not found.unpaired:
        return []
    near: dict[str, list[str]] = {each: [] for each in found.unpaired}
    for held in found.held:
        for candidate in held.candidates:
            if candidate.id in near:
                near[candidate.id].append(_key(found, held.item))
    items = []
    for each in found.unpaired:
        title = language.quoted(one_line(_title(corpus, each)))
        perhaps = near[each]
        said = (
            _("Perhaps: {numbers}.", numbers=language.listed(perhaps))
            if perhaps
            else _("Nothing in the document resembles it.")
        )
        items.append(inline(ident(each), " ", title, ". ", said))
    stay = _("They stay as they are. To pair one with a number of the document:")
    return [Items(tuple(items)), Paragraph(inline(stay, " ", command("--pair 7=ID")))]


def _doubt(doubt: Doubt, language: Language) -> Inline:
    _ = language.gettext
    details = {name: one_line(value) for name, value in doubt.details}
    for name in ("new", "note", "kept"):
        if name in details and doubt.code not in {"declared-differs", "pages-kept"}:
            details[name] = language.quoted(details[name])
    if "attribution" in details:
        code = Attribution(details["attribution"])
        details["attribution"] = language.quoted(label(language, code).split(" (", maxsplit=1)[0])
    if "field" in details:
        details["field"] = field_name(details["field"], language)
    return inline(_(_DOUBTS[doubt.code], **details))


def _of_reading(found: Merge, language: Language) -> Iterable[Inline]:
    """What was in doubt as the document was read; the items with the same doubt together."""
    for doubt in found.draft.doubts:
        yield inline(doubt_sentence(doubt, language))
    items: dict[str, list[str]] = {}
    for item in found.draft.items:
        for doubt in item.doubts:
            items.setdefault(doubt_sentence(doubt, language), []).append(_key(found, item))
    for sentence, keys in items.items():
        named = language.gettext("Items: {items}.", items=", ".join(keys))
        yield inline(sentence, " ", named)


def _stale(corpus: Corpus, made: Effects, language: Language) -> list[Block]:
    blocks: list[Block] = []
    if made.stale:
        said = language.ngettext(
            "{n} decision becomes “to be reviewed: text changed”: jamplan review --stale asks again.",
            "{n} decisions become “to be reviewed: text changed”: jamplan review --stale asks again.",
            len(made.stale),
        )
        blocks += [Paragraph(inline(said)), _decisions(corpus, made.stale, language)]
    if made.untold:
        said = language.ngettext(
            "{n} decision does not keep the texts that it was taken on: nothing will say that they "
            "have changed.",
            "{n} decisions do not keep the texts that they were taken on: nothing will say that they "
            "have changed.",
            len(made.untold),
        )
        blocks += [Paragraph(inline(said)), _decisions(corpus, made.untold, language)]
    return blocks


def _decisions(corpus: Corpus, decisions: Sequence[Link | Verdict], language: Language) -> Items:
    return Items(tuple(inline(decision_text(corpus, each, language)) for each in decisions))


def stale_report(corpus: Corpus, made: Effects, language: Language) -> list[Block]:
    """The decisions whose texts change, under their heading; nothing where there are none."""
    found = _stale(corpus, made, language)
    return [Heading(language.gettext("Decisions whose texts change")), *found] if found else []


def _document(found: Merge, language: Language) -> Iterable[Inline]:
    _ = language.gettext
    if found.actor is not None:
        new = _("New actor: {name}, id {id}.", name=found.actor.name, id=found.actor.id)
        hint = _("Sentences will call it that; with an article, add “called:” in sources.yaml.")
        yield inline(new, *([] if found.actor.called else [" ", hint]))
    if found.new_source and found.source is not None:
        yield inline(
            _(
                "New source: {id}, {title}.",
                id=found.source.id,
                title=language.quoted(one_line(found.source.title or found.source.description or "")),
            )
        )
    for each in found.source_changes:
        yield inline(_("Source:"), " ", _change(each, language))
    for each in found.document:
        yield _change(each, language)


def _groups(found: Merge, language: Language) -> Iterable[Inline]:
    _ = language.gettext
    for pair in found.groups:
        if pair.changes:
            said = [
                inline(_("; ") if n else " ", _change(c, language)) for n, c in enumerate(pair.changes)
            ]
            yield inline(ident(pair.known), " —", *said)
    for new in found.new_groups:
        title = language.quoted(one_line(new.item.title))
        yield inline(_("New: {id}, {title}.", id=new.id, title=title))


def _how(pair: Pair, language: Language) -> str:
    _ = language.gettext
    match pair.how:
        case How.PERSON:
            return _("as you said")
        case How.NUMBER:
            return _("by number")
        case How.TEXT:
            return _("same text")
        case How.ID:
            return _("by id")
        case How.LIKENESS:
            return _("by likeness: {score} of 100", score=language.number(round(pair.score or 0)))


def _changed(corpus: Corpus, found: Merge, language: Language) -> list[Block]:
    return [block for pair in found.pairs if pair.changes for block in _pair(corpus, pair, language)]


def _pair(corpus: Corpus, pair: Pair, language: Language) -> Iterable[Block]:
    title = language.quoted(one_line(_title(corpus, pair.known)))
    yield Paragraph(
        inline(
            _name(pair.item, language),
            " = ",
            ident(pair.known),
            f" {title} (",
            _how(pair, language),
            ")",
        )
    )
    yield changes_of(pair.changes, language)


def field_name(name: str, language: Language) -> str:
    """What a field is called; the name of its key or column where it has no other."""
    return language.gettext(FIELDS[name]) if name in FIELDS else language.quoted(name)


def _change(change: FieldChange, language: Language) -> Inline:
    _ = language.gettext
    name = field_name(change.name, language)
    before, after = (_shown(change.name, each, language) for each in (change.before, change.after))
    if change.after is None:
        return inline(strong(name), " ", _("{value} (taken out)", value=before).strip())
    if change.before is None:
        return inline(strong(name), " ", _("{value} (added)", value=after).strip())
    if change.name in _IN_WORDS:
        return inline(strong(name), " ", marked(differences(change.before, change.after)))
    return inline(strong(name), " ", f"{before} → {after}")


def _shown(name: str, value: str | None, language: Language) -> str:
    """A value as a line shows it; a flag needs none beside its name."""
    if value is None or value == "true":
        return ""
    if name == "title_basis" and value in list(TitleBasis):
        return label(language, TitleBasis(value))
    return language.quoted(one_line(value)) if name in _IN_WORDS else one_line(value)


def _same(found: Merge, language: Language) -> list[Block]:
    return _list(
        inline(_name(each.item, language), " = ", ident(each.known), " (", _how(each, language), ")")
        for each in found.pairs
        if not each.changes
    )


def _new(found: Merge, language: Language) -> list[Block]:
    _ = language.gettext
    if not found.new:
        return []
    named = {each.item.id: each.known for each in found.groups}
    named |= {each.item.id: each.id for each in found.new_groups}
    rows = []
    for each in found.new:
        item = each.item
        assert isinstance(item, DraftItem)
        group = named.get(item.group or "", "—")
        cells = (item.number or "—", item.title, group, item.locator or "—")
        rows.append(Row((*(inline(cell) for cell in cells), inline(ident(each.id)))))
    group = _("Chapter") if found.draft.kind is Kind.PROPOSALS else _("Priority")
    return [Table((_("No."), _("Title"), group, _("Place"), _("Id")), tuple(rows))]
