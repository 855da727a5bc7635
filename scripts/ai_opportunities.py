"""The corpus of ``examples/ai-opportunities``, made from the PDFs in that folder.

``python scripts/ai_opportunities.py build FOLDER`` makes the folder, with copies of the
PDFs. It begins with the files in ``scripts/ai-opportunities``, which hold what a person
wrote: who, which documents, what was said of all recommendations at once. The documents
are read as ``jamplan import`` reads them; what it read wrongly is corrected here,
against the pages. ``docs/second-corpus.md`` tells more.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from jamplan.corpus.files import create_files
from jamplan.corpus.loading import Corpus, file_names, text_of
from jamplan.corpus.model import Evidence, Measure, Proposal
from jamplan.corpus.statements import Says, Statement, TextsAsRead, Words
from jamplan.decisions.merging import merge
from jamplan.decisions.recording import opened
from jamplan.documents.drafts import Draft, DraftItem, DraftKind, Wanted
from jamplan.documents.jobs import read_draft, read_file
from jamplan.evidence.carrying import QuotedWords, cut_before
from jamplan.evidence.quotes import Found, find_quote
from jamplan.evidence.sourcetexts import SourceText, read_source
from jamplan.language import Texts
from jamplan.language.folding import first_sentence

SCRIPTS = Path(__file__).resolve().parent
BEGINNINGS, EXAMPLE = (
    SCRIPTS / "ai-opportunities",
    SCRIPTS.parent / "examples" / "ai-opportunities",
)
ACTION_PLAN, RESPONSE = "cp-1241-action-plan.pdf", "cp-1242-response.pdf"
ONE_YEAR_ON = "one-year-on.pdf"
DAY = "2026-11-26"
"""When the documents were read and the answers recorded."""

AGREE = re.compile(r"(Partially a|Partially A|A)gree\.")
"""How an answer begins that accepts a recommendation, in part or in full."""
CHAPTERS = ("Foundations", "Embracing AI", "Homegrown AI")
"""The chapters' titles in short, for tables."""
HEADING = "Address private-sector-user adoption barriers"
"""A heading that was read as a row of the table."""
NOTES = {
    "24": Texts(
        {
            "en": "The response (p. 13, PDF 14) dates that consultation to the end of "
            "2024, and says neither “Agree” nor “Partially agree”, so no "
            "acceptance is recorded. Under “Regulation” it says that the "
            "government “will act to ensure that we have a competitive copyright "
            "regime […]” (p. 6, PDF 7), and names no recommendation there.",
            "fr": "La réponse (p. 13, PDF 14) date cette consultation de la fin de "
            "2024, et ne dit ni «\u202fAgree\u202f» ni «\u202fPartially "
            "agree\u202f»\u202f: aucune acceptation n’est donc enregistrée. Sous "
            "le titre «\u202fRegulation\u202f», elle dit que le gouvernement "
            "«\u202fwill act to ensure that we have a competitive copyright "
            "regime […]\u202f» (p. 6, PDF 7), sans y nommer de recommandation.",
        }
    )
}
"""Of recommendations."""
WOULD_CHANGE = {
    "24": Texts(
        {
            "en": "an answer that begins with “Agree” or “Partially agree”",
            "fr": "une réponse qui commence par «\u202fAgree\u202f» ou "
            "«\u202fPartially agree\u202f»",
        }
    )
}
"""What would change the status of a recommendation."""
ABOVE = Texts(
    {
        "en": "Inferred: “above” refers to the answer to recommendation 7.",
        "fr": "Déduit\u202f: «\u202fabove\u202f» renvoie à la réponse à la "
        "recommandation 7.",
    }
)
ANSWER_7 = Texts(
    {
        "en": "answer 7, to which it seems to refer",
        "fr": "réponse 7, à laquelle elle semble renvoyer",
    }
)
"""The gloss of the answer that “above” is."""
LONGEST = 25
"""The most words of a quote."""
PARTS = {
    "R9": ("used for AI,",),
    "R10": ("data sets",),
    "R29": ("trust and adoption",),
    "R30": ("cutting edge,",),
    "R31": ("mission setting,",),
    "R32": ("as they evolve",),
    "R34": ("over time,",),
    "R35": ("where needed,",),
    "R38": ("for pilots",),
    "R41": ("tech stack",),
    "R45": ("public sectors",),
    "R46": ("quick wins",),
    "R48": ("creative industries",),
    "R50": ("private sector",),
    "A4": ("(UKAEA),", "local area,"),
    "A5": ("AI infrastructure",),
    "A14": ("local government", "digital skills -"),
    "A15": ("appropriate training,",),
    "A16": ("cover AI,",),
    "A17": ("unions together",),
    "A18": ("PhD level",),
    "A19": ("(CAR)",),
    "A25": ("for their regulators,", "drive growth"),
    "A26": ("guidance to regulators -",),
    "A29": ("Spending Reviews,",),
    "A30": ("cutting edge,",),
    "A31": ("each mission",),
    "A44": ("for innovators,",),
    "A46": ("'quick wins',",),
    "A47": ("Industrial Strategy development,",),
    "A48": ("Industrial Strategy", "driving adoption"),
    "A49": ("drive growth",),
    "A50": ("AI companies",),
}
"""The last words of the quotes of a title that is too long for one, but for the last
quote.
"""
QUOTED_TO_THERE = ("R29", "A17", "A25", "A46", "A48", "A50")
"""Titles without a last quote: a list follows, or the next page."""
SEE_ABOVE = (
    "DSIT will explore how it will take forward this recommendation as it develops the "
    "National Data Library and its wider data access policy."
)
FURTHER = {
    **dict.fromkeys(("A8", "A9", "A10", "A11", "A12"), SEE_ABOVE),
    "A17": (
        "to meet industry workforce digital and AI skills needs, as set out in the "
        "Industrial Strategy."
    ),
    "A21": (
        "Talented AI graduates from institutions not on the HPI eligibility lists can "
        "enter the UK through any one of a number of other visa routes"
    ),
    "A24": (
        "will act to ensure that we have a competitive copyright regime that supports "
        "both our AI sector and the creative industries"
    ),
    "A46": (
        "and will rapidly work to: 1. Scale and open source 1-2 public sector-led AI "
        "solutions that are currently in pilot phase."
    ),
}
"""A further quote: what the first one leaves out, and what is said elsewhere."""
ON_ADOPTION = "We intend to accept these recommendations in full"
"""What the response says on p. 7 (PDF 8) of “recommendations on adoption”, without
numbers.
"""
ABOUT_ADOPTION = tuple(f"A{number}" for number in range(31, 50))
"""The answers to chapter 2, “Change lives by embracing AI”, below whose title it says
so.
"""
ONE_OF_THEM = Texts(
    {
        "en": "of the recommendations on adoption, inferred to include this one",
        "fr": "des recommandations sur l’adoption, dont celle-ci (déduit)",
    }
)
"""The gloss of that sentence."""
CARRIED_OUT = {
    "R4": "The government designated five AI Growth Zones across Great Britain",
    "R9": "has published clear guidelines for making government datasets AI-ready",
    "R18": "Launched the flagship Spärck AI scholarship to attract and retain "
    "world-leading talent",
    "R20": (
        "We have created a dedicated AI sourcing function in government, designed to "
        "operate at the level of top-tier search firms."
    ),
    "R47": (
        "We launched the Modern Industrial Strategy in June 2025 which sets out how AI "
        "can drive productivity and competitiveness across 8 priority sectors"
    ),
    "R48": "backed by 8 AI Sector Champions",
    "R50": "the government established the Sovereign AI Unit",
}
UNDER_WAY = {
    "R2": (
        "The government is already making good on the Action Plan commitment to expand "
        "public sector compute by 20x."
    ),
    "R5": "We are expanding our compute in a sustainable and secure way",
    "R7": "We began to unlock high impact public datasets for AI use.",
    "R8": (
        "has launched its first in a series of open calls for data proposals from "
        "researchers and industry"
    ),
    "R13": (
        "The Creative Content Exchange - announced in June 2025, and now in pilot "
        "phase with 12 leading cultural institutions"
    ),
    "R19": "launched the AI Skills Boost platform to provide free AI learning "
    "nationwide",
    "R21": (
        "we have made significant progress delivering Immigration White Paper "
        "commitments to strengthen targeted immigration routes"
    ),
    "R23": (
        "We backed the AI Security Institute (AISI) with £240 million at Spending "
        "Review 2025 to expand work on frontier model testing"
    ),
    "R29": (
        "We have also taken steps to build the AI assurance ecosystem that underpins "
        "safe deployment."
    ),
}
"""What One Year On says that a reader reads as being of a recommendation.

It bears no numbers.
"""
SAID_TO_BE_COMPLETED = ("R7", "R8", "R13")
"""Under way as its sentence says, and below a line that says “completed”."""
BELOW_THAT_LINE = Texts(
    {
        "en": "The report has it below “Last year, we completed the following:” "
        "(p. 9).",
        "fr": "Le rapport la range sous «\u202fLast year, we completed the "
        "following:\u202f» (p. 9).",
    }
)
DAY_OF_OUTCOMES = "2026-12-02"
"""When One Year On was read for what became of single recommendations."""
COVER = 1
"""How many pages of both command papers come before the one that counts as the
first.
"""

Item = TypeVar("Item", Proposal, Measure)


def build(folder: Path) -> None:
    """Make the corpus in a new folder."""
    files = {name: (BEGINNINGS / name).read_bytes() for name in file_names(BEGINNINGS)}
    pdfs = {
        name: (EXAMPLE / name).read_bytes()
        for name in (ACTION_PLAN, RESPONSE, ONE_YEAR_ON)
    }
    create_files(folder, {**files, **pdfs})
    answers = table_of(folder / RESPONSE)
    with opened(folder) as ledger:
        recommended = recommendations(folder / ACTION_PLAN)
        ledger.apply(merge(ledger.corpus, recommended, on=DAY, copy=ACTION_PLAN).edits)
        ledger.apply(
            merge(
                ledger.corpus, responses(folder, answers), on=DAY, copy=RESPONSE
            ).edits
        )
        corpus = ledger.corpus
        chapters = zip(corpus.chapters, CHAPTERS, strict=True)
        ledger.apply(
            [
                (chapter, replace(chapter, short=short, pages=in_print(chapter.pages)))
                for chapter, short in chapters
            ]
        )
        ledger.apply([(each, completed(each)) for each in corpus.proposals])
        ledger.apply(
            [
                (each, dated(each, answers[each.number or ""][1]))
                for each in corpus.measures
            ]
        )
        ledger.apply([(None, said) for said in answers_of(ledger.corpus)])
        ledger.apply([(None, said) for said in outcomes_of(ledger.corpus)])
        ledger.save()


def recommendations(pdf: Path) -> Draft:
    """The recommendations as imported, with ids of their numbers, and corrected."""
    draft = read_draft(pdf, Wanted(kind=DraftKind.PROPOSALS, declared=50))
    ids = {group.id: f"ch{number}" for number, group in enumerate(draft.groups, 1)}
    groups = tuple(replace(group, id=ids[group.id]) for group in draft.groups)
    items = (corrected(item) for item in draft.items)
    named = tuple(
        replace(item, id=f"R{item.number}", group=ids[item.group or ""])
        for item in items
    )
    return replace(draft, groups=groups, items=named)


def corrected(item: DraftItem) -> DraftItem:
    """A recommendation with its own title and paragraph, as they are printed."""
    # A line of print that begins with a name was read as a paragraph of its own.
    text = re.sub(r"(?<![.:])\n(?!•)", " ", item.text or "")
    # The paragraphs below lead to the next recommendation, or explain the last one.
    lines = text.split("\n")
    if item.number == "29":
        return replace(
            item, title=f"{item.title}:", text="\n".join(lines[:2]), shortened=False
        )
    text = lines[0]
    if text.startswith(item.title):
        # The title of a long sentence ends at a clause.
        sentence = first_sentence(text)
        text = text.removeprefix(sentence).strip()
        item = replace(item, title=sentence.removesuffix("."), shortened=False)
    if item.number == "30":
        return replace(item, title=f"{item.title} {text}".removesuffix("."), text=None)
    return replace(item, text=text or None)


def responses(folder: Path, answers: dict[str, list[str]]) -> Draft:
    """The response as imported, with each answer in place of the words it answers."""
    draft = read_draft(folder / RESPONSE, Wanted(kind=DraftKind.MEASURES))
    items = []
    for item in draft.items:
        answer = answers[item.number or ""][0]
        # The word, and the sentence after it.
        opening = re.match(rf"({AGREE.pattern} )?.+?[.:](?= [A-Z1•]|$)", answer)
        assert opening is not None
        rest = re.sub(r" (?=•|\d\. [A-Z])", "\n", answer[opening.end() :].strip())
        own = replace(
            item,
            id=f"A{item.number}",
            title=opening[0],
            text=rest or None,
            group=None,
            shortened=False,
        )
        items.append(own)
    return replace(draft, groups=(), items=tuple(items))


def table_of(pdf: Path) -> dict[str, list[str]]:
    """The answer and date of each row of the table by number, across page breaks."""
    rows: dict[str, list[str]] = {}
    number = ""
    for block in read_file(pdf):
        first, answer, date, *others = [*block.cells, "", "", ""]
        if len(others) > len(block.cells):
            continue
        if label := re.match(r"Recommendation (\d+)", first):
            number = label[1]
            rows[number] = ["", ""]
        if date == "Delivery Timeline":
            answer, date = (
                answer.removesuffix("Response").strip().removesuffix(HEADING),
                "",
            )
        if number:
            pairs = zip(rows[number], (answer, date), strict=True)
            rows[number] = [f"{before} {more}".strip() for before, more in pairs]
    return rows


def completed(proposal: Proposal) -> Proposal:
    """A recommendation with its quote, and what is said of it."""
    number = proposal.number or ""
    return replace(
        with_quotes(proposal),
        note=NOTES.get(number),
        would_change=WOULD_CHANGE.get(number),
    )


def dated(measure: Measure, date: str) -> Measure:
    """An answer with its quotes, its date, and the recommendation that it answers."""
    note = ABOVE if measure.title == "Agree. See above." else None
    timeline = Texts(
        {
            "en": f"Delivery timeline: {date}",
            "fr": f"Échéance indiquée\u202f: «\u202f{date}\u202f»",
        }
    )
    answered = (f"R{measure.number}",)
    return replace(
        with_quotes(measure), details=(timeline,), note=note, answers=answered
    )


def with_quotes(item: Item) -> Item:
    """An item whose evidence quotes its title, and what this leaves out.

    A long title is quoted in parts.
    """
    (piece,) = item.evidence
    quotes: list[Evidence] = []
    for part in parts_of(item):
        quotes.append(
            quoted(quotes[-1] if quotes else piece, part, continues=bool(quotes))
        )
    if item.id in QUOTED_TO_THERE:
        # Words before the end of a page seem to end their sentence.
        quotes[-1] = replace(quotes[-1], cut=True)
    if text := FURTHER.get(item.id):
        gloss = ANSWER_7 if text == SEE_ABOVE else None
        leads_on = item.title.endswith(":")
        further = quoted(piece, text, continues=leads_on)
        quotes.append(replace(further, gloss=gloss, cut=further.cut or leads_on))
    if item.id in ABOUT_ADOPTION:
        further = quoted(piece, ON_ADOPTION, continues=False)
        quotes.append(replace(further, gloss=ONE_OF_THEM))
    return replace(item, evidence=tuple(quotes))


def parts_of(item: Item) -> list[str]:
    """The title of an item in parts short enough to quote.

    None is a list that follows.
    """
    parts, rest = [], item.title
    for last in PARTS.get(item.id, ()):
        end = rest.index(last) + len(last)
        parts.append(rest[:end])
        rest = rest[end:].strip()
    return parts if item.id in QUOTED_TO_THERE else [*parts, rest]


def quoted(piece: Evidence, quote: str, *, continues: bool) -> Evidence:
    """A piece of evidence with a short quote, its page as printed and in the PDF."""
    assert len(quote.split()) <= LONGEST, quote
    found = find_quote(quote, copy_of(piece.source), piece.page)
    assert isinstance(found, Found), quote
    place = f"p. {printed(found.page)} (PDF {found.page})"
    return replace(
        piece,
        quote=quote,
        locator=Texts(dict.fromkeys(("en", "fr"), place)),
        page=found.page,
        cut=found.goes_on,
        cut_before=not continues and cut_before(QuotedWords.at(found)),
        continues=continues,
    )


def printed(page: int) -> int:
    """The number that a page of the PDF of either command paper bears."""
    return page - COVER


def in_print(pages: str | None) -> str:
    """The pages of a chapter, such as “9-16”, as they are printed and in the PDF."""
    assert pages is not None
    numbers = (str(printed(int(page))) for page in pages.split("-"))
    return f"{'-'.join(numbers)} (PDF {pages})"


@cache
def copy_of(source: str) -> SourceText:
    """The text of the document that a source is."""
    return read_source(
        EXAMPLE / {"clifford-2025-01": ACTION_PLAN}.get(source, RESPONSE)
    )


def answers_of(corpus: Corpus) -> Iterator[Statement]:
    """What each answer says: it begins with “Agree”, “Partially agree”, or neither."""
    for proposal, measure in zip(corpus.proposals, corpus.measures, strict=True):
        assert proposal.number == measure.number
        agreed = AGREE.match(measure.title)
        says = Says.NOTED
        if agreed:
            # No answer says “in full”.
            says = Says.TAKEN_UP if agreed[0] == "Agree." else Says.IN_PART
        read = TextsAsRead(about=text_of(proposal), measure=text_of(measure))
        yield Statement(
            about=proposal.id,
            says=says,
            measure=measure.id,
            words=Words.EXPLICIT,
            evidence=measure.evidence,
            on=DAY,
            read=read,
        )


def outcomes_of(corpus: Corpus) -> Iterator[Statement]:
    """What One Year On says of single recommendations; which ones is a reading."""
    says = dict.fromkeys(CARRIED_OUT, Says.CARRIED_OUT)
    says |= dict.fromkeys(UNDER_WAY, Says.UNDER_WAY)
    quotes = CARRIED_OUT | UNDER_WAY
    for proposal in corpus.proposals:
        about = proposal.id
        if about not in says:
            continue
        found = find_quote(quotes[about], read_source(EXAMPLE / ONE_YEAR_ON))
        assert isinstance(found, Found), about
        place = Texts(dict.fromkeys(("en", "fr"), f"p. {found.page}"))
        piece = Evidence(
            source="uk-one-year-2026-01",
            quote=quotes[about],
            locator=place,
            page=found.page,
            cut=found.goes_on,
            cut_before=cut_before(QuotedWords.at(found)),
        )
        yield Statement(
            about=about,
            says=says[about],
            measure_inferred=True,
            words=Words.IMPLICIT,
            evidence=(piece,),
            note=BELOW_THAT_LINE if about in SAID_TO_BE_COMPLETED else None,
            on=DAY_OF_OUTCOMES,
        )


if __name__ == "__main__":
    _program, command, target = sys.argv
    assert command == "build", command
    build(Path(target))
