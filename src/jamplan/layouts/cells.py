"""Blocks that several reports share: openings, fields, bar, quotes, next commands."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate

from jamplan.account import spans
from jamplan.account.account import Account
from jamplan.account.branches import ItemTold, StatementTold
from jamplan.account.groups import StatusTold
from jamplan.account.items import (
    ToldOutcome,
)
from jamplan.account.links import Link
from jamplan.account.overall import SearchTold
from jamplan.account.quoting import Citation, Cited
from jamplan.account.timeline import Event
from jamplan.account.vocabulary import (
    capitalised,
)
from jamplan.counting.statuses import Status
from jamplan.language import N_, Language
from jamplan.language.folding import first_sentence, one_line
from jamplan.layouts import blocks
from jamplan.layouts.notes import marks, noted


def opening(title: str, lead: str) -> list[blocks.Block]:
    """The title of a report and its answer."""
    return [blocks.Heading(one_line(title), 1), blocks.paragraph(lead, lead=True)]


SETTLING = N_("To settle what was decided differently:")


def see(words: Language, *commands: str, to: str = N_("See:")) -> blocks.Paragraph:
    """The next commands, after what they are for."""
    return blocks.paragraph(
        words.gettext(to), " ", spans.commands(words.data, *commands)
    )


def field(words: Language, name: str, *content: spans.Part) -> spans.Inline:
    """A named piece of information: « Chapitre : … »."""
    colon = words.gettext(": ").rstrip(" ")
    return spans.inline(spans.strong(f"{capitalised(name)}{colon}"), " ", *content)


def titled(title: str, item_id: str) -> spans.Inline:
    """A title and its id, on a line of its own if a format can break a line there."""
    return spans.inline(title, spans.BREAK, spans.ident(item_id))


def with_statuses(account: Account, *statuses: Status) -> list[StatusTold]:
    """The statuses, in their order, that proposals have, each with these."""
    known = {status.code: status for status in account.statuses}
    return [known[status] for status in statuses if status in known]


def bar_widths(
    parts: Sequence[spans.BarPart], width: float
) -> Iterable[tuple[spans.BarPart, float, float]]:
    """Yield the parts of a bar of this width, each with its start and its own width."""
    starts = accumulate((part.count for part in parts), initial=0)
    scale = width / max(sum(part.count for part in parts), 1)
    for part, start in zip(parts, starts, strict=False):
        yield part, start * scale, part.count * scale


def quotes(evidence: Iterable[Cited]) -> list[blocks.Quote]:
    """Pieces of evidence: the quote, if any, and the source with its note's mark."""
    return [
        blocks.Quote(piece.linked_quote, spans.inline(piece.reference, marks([piece])))
        for piece in evidence
    ]


def became(account: Account, item: ItemTold) -> spans.Inline:
    """What became of an item with its sources' notes, or that it is unknown."""
    texts: list[spans.Part] = []
    for outcome in item.outcomes:
        parts: list[spans.Part] = [outcome.sentence]
        for piece in outcome.evidence:
            if piece.quote:
                parts += [" ", piece.linked_quote]
            parts.append(marks([piece]))
        texts.append(spans.inline(*parts, *_after(account, item, outcome)))
    return spans.joined(texts or [item.nothing_known], spans.BREAK)


def _after(
    account: Account, item: ItemTold, outcome: ToldOutcome
) -> list[spans.Inline]:
    """What complicates an outcome, and the corpus's notes, each after a space."""
    told = [noted(objection) for objection in outcome.objections]
    if outcome.note and (item.is_proposal or not account.has_document):
        told.append(outcome.note)
    return [spans.inline(" ", each) for each in told]


def _last_words(account: Account, item: ItemTold, *, marked: bool) -> spans.Inline:
    """The last word of each voice on an item, with quotes, notes and objections.

    It is empty if there is none.
    """
    texts = []
    # Beside the measures of a document, the page and the workbook have all of them.
    is_brief = account.has_document
    for word in item.last_words(brief=is_brief):
        evidence = word.evidence
        if is_brief:
            evidence = evidence[:1]
        parts = [word.sentence]
        if marked:
            parts.append(marks(evidence))
        texts.append(spans.inline(*parts, *_after(account, item, word)))
    return spans.joined(texts, " ")


def outcome_points(account: Account, *, marked: bool = True) -> list[spans.Inline]:
    """A point for each item: its name and the last word of each voice.

    Last are the items of which nothing is known.

    Items of one kind of which the same is said share a point. A text that is ``marked``
    has the notes on its sources.
    """
    alike: dict[tuple[bool, spans.Inline], list[ItemTold]] = {}
    for item in (*account.measures, *account.proposals):
        if told := _last_words(account, item, marked=marked):
            alike.setdefault((item.is_proposal, told), []).append(item)
    points = []
    for (_is_proposal, told), items in alike.items():
        name = _name(account, items[0])
        if len(items) > 1:
            name = account.named_together(items)
        points.append(spans.inline(spans.strong(name), ". ", told))
    return [*points, *map(spans.inline, account.whole.unknown_outcomes)]


def timeline_points(account: Account) -> list[spans.Inline]:
    """A point for each item that was not always told alike.

    It says what was told, when and by whom.

    Beside one document that answers, what is stated and what became of it are told
    apart: none.
    """
    if account.has_document and not account.by_document:
        return []
    points = []
    for item in account.proposals:
        if item.has_timeline and item.timeline.has_turns:
            events = [each for each in item.timeline.events if each.is_statement]
            told = spans.joined(map(event_line, events), account.language.gettext("; "))
            name = spans.strong(_name_in_timeline(account, item))
            points.append(spans.inline(name, ". ", told, "."))
    return points


def _name_in_timeline(account: Account, item: ItemTold) -> str:
    """The number and title of an item; without a document, its title is told above."""
    if account.has_document or not item.number:
        return item.numbered
    return item.noun


def event_line(event: Event) -> spans.Inline:
    """« 15 nov. 2021 · reprise · X »: what happened, without its words."""
    return spans.inline(f"{event.when} · {event.what} · ", event.who)


def _name(account: Account, item: ItemTold) -> str:
    """The noun and number of an item; number and title if no document answers it."""
    if not account.has_document:
        return item.numbered
    if item.number:
        return item.noun
    return item.title.text


_WIDTH = 80
"""The columns of a usual terminal."""


def title_lines(account: Account, *, chosen: bool = False) -> blocks.Paragraph:
    """The title of a corpus: the documents compared, on lines of their own if long.

    What was ``chosen`` follows, if no lead below it says so: a day, a document, a rule,
    a voice.
    """
    proposals, plan = account.names
    title: list[spans.Part] = [spans.strong(proposals)]
    if plan:
        separator: spans.Part = " "
        if len(f"{proposals} → {plan}") > _WIDTH:
            separator = spans.BREAK
        title += [separator, spans.strong(f"→ {plan}")]
    scope = account.whole.scope
    if chosen and scope:
        title += [spans.BREAK, " ".join(scope)]
    return blocks.Paragraph(spans.inline(*title), lead=True)


def citation_block(citation: Citation) -> blocks.Paragraph:
    """A citation as a paragraph, with its addresses after it."""
    links = map(linked, citation.links)
    return blocks.Paragraph(spans.joined([citation.text, *links], " "))


def linked(link: Link) -> spans.Inline:
    """An address, and what is to be known of it."""
    return spans.inline(spans.address(link.address), spans.bracketed(link.remark))


def against(account: Account, items: Iterable[spans.Inline] = ()) -> list[blocks.Block]:
    """What speaks against all statements at once, then ``items``, under their head.

    There is nothing if nothing does.
    """
    told = [noted(objection) for objection in account.whole.against]
    title = account.language.gettext("What complicates this")
    return blocks.listed(title, (*told, *items))


def said_in_general(account: Account) -> list[blocks.Block]:
    """What sources say of all beside the headline, with notes, under its head.

    There is nothing if they say nothing.
    """
    told = [
        spans.inline(total.sentence, marks(total.evidence))
        for total in account.whole.totals
        if not total.is_in_headline
    ]
    return blocks.listed(account.language.gettext("What is said in general"), told)


def meaning_of_mark(
    account: Account, statements: Iterable[StatementTold]
) -> list[spans.Inline]:
    """What the mark means and which command shows it, if a statement has it."""
    ids = [statement.proposal for statement in statements if statement.mark]
    if not ids:
        return []
    # The shortest id, as the line is short.
    show = spans.commands(account.language.data, f"jamplan show {min(ids, key=len)}")
    meaning = account.language.gettext("† complication:")
    return [spans.inline(meaning, " ", show)]


def exceptions_tables(account: Account, most: Iterable[int]) -> list[blocks.Table]:
    """The proposals, a row each with who is heard; of some of them, exceptions first.

    A table has ``most`` rows, or fewer.

    The rest is in a row of its own. Of several documents, it has what each answers.
    """
    _, ordered = account.language.gettext, account.exceptions_first
    if account.is_long and account.has_chapters:
        # What is alike is in the chapters' table.
        ordered = tuple(item for item in ordered if item.code != Status.ADOPTED)
    heads = heads_of_documents(account) or [_("According to"), _("Status")]
    columns = (_("No."), account.proposal_head, *heads)
    tables = []
    for number in most:
        shown = ordered if account.is_long else account.by_support
        if len(ordered) > number + 1:
            shown = ordered[:number]
        rows = [_exception(account, item) for item in shown]
        if len(shown) < len(ordered):
            rows.append(_others(account, ordered[len(shown) :]))
        tables.append(blocks.Table(columns, tuple(rows), brief=True))
    return tables


def documents_table(account: Account) -> list[blocks.Table]:
    """What each of several documents says of each proposal.

    Of one document there is nothing.
    """
    if not account.by_document:
        return []
    columns = (
        account.language.gettext("No."),
        account.proposal_head,
        *heads_of_documents(account),
    )
    rows = []
    for item in account.by_support:
        told = in_documents(account, item)
        rows.append(blocks.table_row(item.number, item.title.text, *told))
    return [blocks.Table(columns, tuple(rows))] if rows else []


def heads_of_documents(account: Account) -> list[str]:
    """The heads of the columns of several documents, earliest first; of one none."""
    return [capitalised(view.names[1]) for view in account.by_document]


def in_documents(account: Account, item: ItemTold) -> list[str]:
    """The status of a proposal in each of several documents; of one alone, none."""
    return [view.item[item.id].status for view in account.by_document]


def _others(account: Account, items: Sequence[ItemTold]) -> blocks.TableRow:
    """How many proposals have no row of their own, and what they are."""
    name = account.language.ngettext(
        "{n} other {proposal}", "{n} other {proposals}", len(items)
    )
    ids = [item.id for item in items]
    told = [view.counts_of(ids) for view in account.by_document]
    return blocks.table_row("", name, *(told or ["", account.counts_of(ids)]))


def _exception(account: Account, item: ItemTold) -> blocks.TableRow:
    """A proposal by number, with who is heard and its status in each document."""
    told = [_marked_status(view.item[item.id]) for view in account.by_document]
    if not told:
        heard = account.language.gettext("; ").join(item.heard)
        told = [heard or "—", _marked_status(item)]
    return blocks.table_row(item.number, item.title.text, *told)


def _marked_status(item: ItemTold) -> str:
    """The status of a proposal, with the mark of complications if it has any."""
    # All marks are the same.
    marks_of = [each.mark for each in item.statements if each.mark]
    return item.status + "".join(marks_of[:1])


def chapters_by_sign(account: Account) -> blocks.Table:
    """A row for each chapter: how many proposals it has, and how many of each sign."""
    _, parts = account.language.gettext, account.whole.bar
    columns = (_("{Chapter}"), _("Number"), *(part.sign for part in parts))
    rows = []
    chapters = account.chapters if account.has_chapters else ()
    for chapter in chapters:
        signs = Counter(account.item[name].sign for name in chapter.items)
        numbers = (len(chapter.items), *(signs[part.status] for part in parts))
        counts = [account.language.number(n) if n else "—" for n in numbers]
        name = chapter.name or _("no {chapter} known")
        rows.append(blocks.table_row(name, *counts))
    return blocks.Table(columns, tuple(rows), brief=True)


def chapters_table(account: Account, *, brief: bool = False) -> blocks.Table:
    """A row for each chapter and one for the rest, with how many are inferred."""
    _ = account.language.gettext
    rows = []
    unplaced = []
    for chapter in account.chapters:
        if not chapter.name:
            unplaced.append(chapter.counts)
            continue
        inferred = "—"
        if chapter.inferred:
            inferred = account.language.number(chapter.inferred)
        counts = chapter.counts or _("no known text")
        rows.append((chapter.name, counts, inferred))
    unplaced += [each.title for each in with_statuses(account, Status.UNDOCUMENTED)]
    if any(unplaced):
        listed = ", ".join(filter(None, unplaced))
        rows.append((_("no {chapter} known"), listed, "—"))
    head = f"{capitalised(_('{chapter} inferred'))} (*)"
    columns = (_("{Chapter}"), _("{Proposals}"), head)
    width = 2 if brief else 3
    told = tuple(blocks.table_row(*row[:width]) for row in rows)
    return blocks.Table(columns[:width], told, brief=brief)


def search_point(
    account: Account, search: SearchTold, *, is_cut: bool = False
) -> spans.Inline:
    """What was asked, when, of how many sources, and the result.

    With ``is_cut``, only the first sentence of the result.
    """
    sources = ""
    if search.sources:
        sources = account.language.ngettext("{n} source", "{n} sources", search.sources)
    when = spans.bracketed(", ".join(filter(None, [search.day, sources])))
    result = search.result.text
    first = first_sentence(result)
    if is_cut and first != result:
        result = f"{first} …"
    question = spans.strong(search.question.text)
    return spans.inline(question, when, account.language.gettext(": "), result)
