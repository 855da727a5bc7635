"""The form for a colleague: suggested pairs as CSV or workbook, or cards on a page.

:mod:`jamplan.decisions.forms` reads all three once they are filled in, in words or in
codes.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from jamplan.account import vocabulary
from jamplan.account.cards import told_on_record
from jamplan.account.context import Context
from jamplan.account.formwords import headings, values_in_words
from jamplan.account.quoting import cited
from jamplan.account.similarities import (
    PASSAGES_ARE_NO_FACTS,
    PairTold,
    PassageTold,
)
from jamplan.account.spans import plain
from jamplan.corpus import loading, model
from jamplan.corpus.loading import text_of
from jamplan.corpus.statements import Says, Words
from jamplan.decisions import forms, formsheets
from jamplan.decisions.answers import (
    ANSWERS,
    DECISIONS,
    Answer,
    key_of,
    reading_of,
    words_of,
)
from jamplan.decisions.cards import candidates
from jamplan.decisions.making import measure_of
from jamplan.decisions.recording import is_decision
from jamplan.decisions.sentences import answer_block
from jamplan.evidence.answers import repeated_in
from jamplan.evidence.passages import Passage, PassageSearch, linked_to
from jamplan.evidence.sourcetexts import Copies
from jamplan.exports import csvfile, htmlfile, jsonfile, xlsxfile
from jamplan.language import LABELS, folding, today
from jamplan.layouts import similarity
from jamplan.layouts.workbook import Sheet
from jamplan.matching.score import Matcher
from jamplan.matching.suggestions import Suggestion, matcher_of, pair, rank_of

_SHOWN, _LOOKED_AT = 3, 60
"""Passages beside an answer; those among which its sentences are, as in a review."""

# Words


def words_read(corpus: loading.Corpus) -> formsheets.Names:
    """What the forms of a corpus say in words, in either language."""
    words: dict[str, dict[str, str]] = {column: {} for column in ("", *forms.CODES)}
    for language in (vocabulary.language_for(corpus, code) for code in LABELS):
        for column, name in headings(language).items():
            words[""][formsheets.fold(name)] = column
        # A form is read with the words of a review's answers as well.
        for answer in DECISIONS:
            words["says"][formsheets.fold(words_of(answer, language))] = _code(answer)
        for column, names in values_in_words(language).items():
            words[column] |= {
                formsheets.fold(name): code for code, name in names.items()
            }
    return words


def _code(answer: Answer) -> str:
    """The code of an answer in forms: what its statement says."""
    return ANSWERS[answer].says or answer


def shown_in_form(context: Context, *, blind: bool) -> Context:
    """What a form may show: a ``blind`` one neither decisions nor who has decided."""
    return (
        replace(context, corpus=forms.without_decisions(context.corpus))
        if blind
        else context
    )


# Spreadsheets


def suggestions_csv(
    context: Context, suggestions: Iterable[Suggestion], *, blind: bool
) -> bytes:
    """Return the form of pairs, a row a pair, as CSV that spreadsheets open.

    A byte order mark says that it is UTF-8. The separator is the one of spreadsheets in
    the language of the report. All cells are quoted, so that other separators split
    none.
    """
    # Lines end as spreadsheets write them.
    style = {
        "delimiter": context.language.delimiter,
        "quoting": csv.QUOTE_ALL,
        "lineterminator": "\r\n",
    }
    text = csvfile.as_csv(
        formsheets.COLUMNS, _rows(context, suggestions, blind=blind), **style
    )
    return f"\ufeff{folding.harmless(text)}".encode()


def _rows(
    context: Context,
    suggestions: Iterable[Suggestion],
    *,
    blind: bool,
    in_words: bool = False,
) -> Iterator[dict[str, csvfile.Cell]]:
    """Yield a row for each pair; a ``blind`` one has nothing computed or on record."""
    for suggestion in suggestions:
        proposal, measure = suggestion.proposal, suggestion.measure
        told = PairTold(context, suggestion)
        known = {
            "number": vocabulary.number_of(proposal),
            "proposal": proposal.id,
            "measure": measure.id,
        }
        computed = {
            "score": round(suggestion.score, 1) if in_words else told.score,
            "band": told.band if in_words else suggestion.band,
            "shared_words": told.words(6) if suggestion.explained.shown else None,
            "warnings": " ".join(told.warnings),
            "on_record": told.on_record,
        }
        yield {
            **known,
            **forms.texts_of(proposal, measure),
            **({} if blind else computed),
        }


_WIDTHS = {
    "number": 9,
    "proposal_text": 50,
    "measure_text": 50,
    "quote": 40,
    "source": 30,
}
"""The widths of columns that need other ones than most, in characters."""


def suggestions_xlsx(
    context: Context, suggestions: Iterable[Suggestion], *, blind: bool = False
) -> bytes:
    """The form of pairs as a workbook: texts locked, names in words, choices offered.

    The context of a ``blind`` one comes from :func:`shown_in_form`.
    """
    names, corpus = headings(context.language), context.corpus
    computed = () if blind else formsheets.COMPUTED
    columns = (
        "number",
        *formsheets.TEXTS,
        *formsheets.TO_FILL,
        *computed,
        "proposal",
        "measure",
    )
    offered: dict[str, list[str]] = {
        **{
            column: [*words.values()]
            for column, words in values_in_words(context.language).items()
        },
        "source": [
            f"{source.id} · {plain(context.source(source))}"
            for source in corpus.sources
        ],
        "speaker": [folding.one_line(actor.name) for actor in corpus.actors],
    }
    rows = _rows(context, suggestions, blind=blind, in_words=True)
    sheet = Sheet(
        context.gettext("Answers"),
        [(names[column], _WIDTHS.get(column, 18)) for column in columns],
        [[_cell(row.get(column)) for column in columns] for row in rows],
        to_fill={
            columns.index(column): offered.get(column, [])
            for column in formsheets.TO_FILL
        },
    )
    return xlsxfile.written(context.heading, context.mark, today(), [sheet])


def _cell(value: csvfile.Cell) -> str | float:
    """A value as a cell: a score is a number, that a person may sort by."""
    return value if isinstance(value, float) else str(value or "")


# The page


def page(
    context: Context, copies: Copies, *, top: int = 3, blind: bool = False
) -> bytes:
    """The form as a page, a card a proposal, each with ``top`` measures to begin with.

    Passages are offered out of the copies of sources. A ``blind`` form has neither
    scores nor what others decided. The same corpus gives the same bytes.
    """
    context = shown_in_form(context, blind=blind)
    answers = _answers(context)
    data = {
        **_Form(context, copies, top, blind).data(),
        "answers": answers,
        "words": _words(context),
    }
    text = json.dumps(_harmless(data), ensure_ascii=False, separators=(",", ":"))
    shown = {
        "context": context,
        "_": context.gettext,
        "headings": headings(context.language),
        "blind": blind,
        "answers": answers,
        "choices": {
            "source": {
                each.id: plain(context.source(each)) for each in context.corpus.sources
            },
            "words": {
                words: vocabulary.label(context.language, words)
                for words in Words
                if words is not Words.COMPARED
            },
            "speaker": {
                each.id: context.named(each.id).text for each in context.corpus.actors
            },
        },
        "caveat": context.gettext(PASSAGES_ARE_NO_FACTS) if copies else "",
        # Without « < », it is no markup, and does not end the script.
        "data": Markup(text.replace("<", "\\u003c")),  # noqa: S704
    }
    return htmlfile.rendered("form", ("page.css", "form.css"), shown).encode()


def _harmless(value: Any) -> Any:
    """A value whose texts are harmless; a record without its empty texts."""
    if isinstance(value, str):
        return folding.harmless(value)
    if isinstance(value, list):
        return [_harmless(part) for part in value]
    if isinstance(value, dict):
        return {
            name: _harmless(part)
            for name, part in value.items()
            if part not in ("", None)
        }
    return value


_BELOW_ANSWERS = {
    Says.IN_FULL: Says.TAKEN_UP,
    Says.NOT_TAKEN_UP: Says.REFUSED,
}
"""What a row may say more exactly than the answers of a review, and the answer that it
comes below.
"""


def _answers(context: Context) -> list[jsonfile.Json]:
    """The answers of a review on the page: their codes, keys, words and meaning."""
    language = context.language
    answers = []
    for answer in (*DECISIONS, Answer.SKIP, Answer.BACK, Answer.NOTE, Answer.QUOTE):
        is_decision = answer in DECISIONS
        is_of_pair = is_decision and _is_of_pair(context.corpus, answer)
        answers.append(
            {
                "code": _code(answer),
                "key": key_of(answer, language),
                "words": vocabulary.capitalised(words_of(answer, language)),
                "meaning": language.gettext(ANSWERS[answer].meaning),
                "pair": is_of_pair,
                "alone": is_decision and not is_of_pair,
            }
        )
    return answers


def _is_of_pair(corpus: loading.Corpus, answer: Answer) -> bool:
    """Whether an answer is on a proposal with a measure, not on it alone."""
    says = ANSWERS[answer].says
    return says is not None and measure_of(corpus, says, "shown") is not None


@dataclass
class _Form:
    """What the page's script knows: each text once, and what belongs to each card."""

    context: Context
    copies: Copies
    top: int
    blind: bool
    sentences: dict[str, int] = field(default_factory=dict)
    """Those of passages, each once, with their places."""
    readings: dict[tuple[tuple[str, Any], ...], int] = field(default_factory=dict)
    """What passages read as, each once, with their places."""

    def data(self) -> jsonfile.Json:
        """All of it, for JSON."""
        corpus, words = self.context.corpus, words_read(self.context.corpus)
        texts = json.dumps(
            [
                [(item.id, text_of(item)) for item in of]
                for of in (corpus.proposals, corpus.measures)
            ]
        )
        return {
            "digest": hashlib.sha256(texts.encode()).hexdigest()[:16],
            # The time at which a card was changed last is known to this page alone.
            "columns": [*formsheets.COLUMNS, "at"],
            "separator": self.context.language.delimiter,
            "names": words[""],
            "codes": {
                name: {**forms.folded_codes(name), **words[name]}
                for name in forms.CODES
            },
            "under": _BELOW_ANSWERS,
            "proposals": [self._item(proposal) for proposal in corpus.proposals],
            "measures": [self._item(measure) for measure in corpus.measures],
            "publishers": {source.id: source.publisher for source in corpus.sources},
            "cards": list(self._cards()),
            "sentences": list(self.sentences),
            "readings": list(map(dict, self.readings)),
        }

    def _item(self, item: model.Item) -> jsonfile.Json:
        """An item: its number and texts.

        A proposal without a text has the quotes that it is known by.
        """
        title, text = forms.texts_of(item).values()
        is_bare = isinstance(item, model.Proposal) and not text
        quotes = [
            plain(piece.quote)
            for piece in cited(self.context, item.evidence)
            if piece.quote
        ]
        return {
            "id": item.id,
            "number": vocabulary.number_of(item),
            "title": title,
            "text": text,
            "lang": self.context.code_of(item),
            "quotes": quotes if is_bare else [],
        }

    def _cards(self) -> Iterator[jsonfile.Json]:
        """Yield what each proposal has: first measures, passages, what is on record.

        A blind form has the measures in the order of the plan, after the one with the
        same number.
        """
        corpus = self.context.corpus
        matcher, search = matcher_of(corpus), PassageSearch(corpus, self.copies)
        numbers = {measure.id: number for number, measure in enumerate(corpus.measures)}
        for proposal in corpus.proposals:
            statements = corpus.statements_on.get(proposal.id, ())
            decided = [known for known in statements if is_decision(known)]
            ranked = candidates(
                corpus, None if self.blind else matcher, proposal.id, (), ""
            )
            first = ranked[: 1 if self.blind else self.top]
            linked = linked_to(corpus, proposal.id)
            found = [*search.best(proposal, linked, _LOOKED_AT)]
            measure = corpus.measure[first[0]] if first else None
            yield {
                "first": [
                    {
                        "measure": numbers[id_],
                        "facts": self._compared(matcher, proposal.id, id_),
                    }
                    for id_ in first
                ],
                "repeats": [
                    {"span": span}
                    for id_ in first[:1]
                    for span in self._repeats(proposal, id_)
                ],
                "facts": [*map(plain, told_on_record(self.context, decided))],
                "passages": [*self._passages(proposal, measure, found)],
            }

    def _passages(
        self,
        proposal: model.Proposal,
        measure: model.Measure | None,
        found: Sequence[Passage],
    ) -> Iterator[jsonfile.Json]:
        """Yield what may be quoted: the sentences of the answer, then other passages.

        The sentences are in the order of print. Those of a measure are parts of its
        text.
        """
        corpus = self.context.corpus
        answer = answer_block(corpus, self.copies, proposal, measure, found)
        for place, sentence in enumerate(answer.sentences if answer else ()):
            passage, text = sentence.passage, sentence.text
            if answer is None or passage is None:
                continue
            is_likeliest = place == answer.likeliest
            marks = "likeliest " * is_likeliest + "limits" * sentence.limits
            if answer.is_of_measure and measure is not None:
                span = _span(text_of(measure), text)
                own = {} if passage.quote == text else {"quote": passage.quote}
                yield {**self._passage(passage, own), "span": span, "marks": marks}
            else:
                yield {
                    **self._passage(passage, {"quote": passage.quote, "text": text}),
                    "marks": marks,
                }
        others = [each for each in found if not (answer and each.answers)]
        for passage in others[:_SHOWN]:
            near = {name: getattr(passage, name) for name in ("before", "after")}
            yield self._passage(passage, {**near, "quote": passage.quote})

    def _repeats(self, proposal: model.Proposal, measure: str) -> list[list[int]]:
        """Where an answer repeats its proposal; nothing if it has no own words."""
        text = text_of(self.context.corpus.measure[measure])
        repeated, own = repeated_in(proposal, text)
        shown = repeated if own and self.context.corpus.answers_each else ()
        return [_span(text, each) for each in shown]

    def _compared(self, matcher: Matcher, proposal: str, measure: str) -> list[str]:
        """How alike both texts are; nothing in a blind form."""
        if self.blind:
            return []
        suggestion = pair(self.context.corpus, matcher, proposal, measure)
        rank = rank_of(matcher, proposal, measure)
        told = PairTold(self.context, suggestion, rank)
        return [*map(plain, similarity.in_brief(self.context.language, told))]

    def _place(self, sentence: str) -> int:
        return self.sentences.setdefault(sentence, len(self.sentences))

    def _passage(self, passage: Passage, texts: Mapping[str, str]) -> jsonfile.Json:
        """A passage with its texts, by their places, and what it reads as."""
        reading = reading_of(self.context.corpus, passage)
        told = PassageTold(self.context, passage)
        # The sentences of an answer have one source.
        source = "" if passage.answers else plain(told.source)
        shown = (source, plain(told.locator), told.reads_as)
        read = {
            **jsonfile.picked(passage, "source", "locator"),
            "page": passage.page and str(passage.page),
            "reads": " · ".join(filter(None, shown)),
            **jsonfile.picked(reading, "says", "words", "speaker"),
        }
        places = {name: self._place(text) for name, text in texts.items() if text}
        number = self.readings.setdefault(tuple(read.items()), len(self.readings))
        return {**places, "reading": number}


def _span(text: str, part: str) -> list[int]:
    """Where a part of a text begins and ends."""
    begin = text.index(part)
    return [begin, begin + len(part)]


def _words(context: Context) -> dict[str, str]:
    """The sentences of the script, whose fields are {0}, {1}."""
    _ = context.gettext
    return {
        "progress": _("Answers") + _(": ") + _("{n} of {total}", n="{0}", total="{1}"),
        "proposal": _("{Proposal}"),
        "nothing": _("Nothing is left to compare."),
        "answer": headings(context.language)["says"],
        "none": _("nothing"),
        "replace": _(
            "Your answer here: {old}. Replace it with: {new}?", old="{0}", new="{1}"
        ),
        "same": _(
            "Is {name} the same person as {other}, whose answers on {n} cards are here?"
            " Yes: they are signed {name}. No: the two answer apart.",
            name="{0}",
            other="{1}",
            n="{2}",
        ),
        "sure": _("Record that you looked, and found none?"),
        "lacking": _("Still to fill in: {fields}", fields="{0}"),
        "taken": _("Answers taken from the file: {n}", n="{0}"),
        "older": _("Not newer than here, so not taken: {n}", n="{0}"),
        "foreign": _("This file does not fit this form; nothing was taken from it."),
        "somebody": _(
            "This file has the answers of {name}; nothing was taken from it.",
            name="{0}",
        ),
        "unsaved": _(
            "This browser does not keep your answers: download them before you close "
            "this page."
        ),
        "elsewhere": _(
            "Another tab has changed your answers; they are shown here as they are now."
        ),
    }
