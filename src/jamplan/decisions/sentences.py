"""The sentences of an answer, as a person may quote them, and what they say.

The answer is the text of the measure that bears it, else what the copy of a source has
in the block that answers. Nothing of another number's answer is among them.
"""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from jamplan.corpus.loading import Corpus, text_key, text_of
from jamplan.corpus.model import Measure, Proposal, TitleBasis
from jamplan.corpus.statements import Says
from jamplan.decisions.answers import Answer
from jamplan.decisions.quoting import page_of, source_of_text
from jamplan.evidence import readings
from jamplan.evidence.answers import repeated_in
from jamplan.evidence.passages import LONGEST, Passage, quote_of
from jamplan.evidence.quotes import is_on_one_page, place_of
from jamplan.evidence.sourcetexts import Copies, SourceText
from jamplan.matching.positions import PositionReader, plain, position_reader


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of an answer, and the words of it that are quoted."""

    text: str
    passage: Passage | None
    """As a quote; None if no source is known to have these words."""
    reads: frozenset[Answer]
    """What its own words say; nothing if they take no position."""
    limits: bool
    """Whether it refuses, limits or notes, or turns against the sentence before."""


@dataclass(frozen=True, slots=True)
class AnswerBlock:
    """The answer to a proposal: its sentences in the order of print."""

    sentences: tuple[AnswerSentence, ...]
    likeliest: int = 0
    """The place of the sentence that most likely says what is answered."""
    together: tuple[str, ...] = ()
    """The numbers of all that it answers, if these are several."""
    is_of_measure: bool = False
    """Whether it is the text of a measure."""

    @property
    def quotable(self) -> tuple[Passage, ...]:
        """Its sentences as quotes, without those that no source has."""
        return tuple(each.passage for each in self.sentences if each.passage)

    @property
    def reads(self) -> frozenset[Answer]:
        """What the own words of all its sentences say."""
        says: frozenset[Answer] = frozenset()
        for sentence in self.sentences:
            says |= sentence.reads
        return says

    def best_for(self, answer: Answer) -> AnswerSentence | None:
        """The sentence to quote for an answer.

        It is the likeliest that says so, else the likeliest.
        """
        quotable = [each for each in self.sentences if each.passage]
        marked = self.sentences[self.likeliest]
        if marked.passage:
            quotable.insert(0, marked)
        for sentence in quotable:
            if sentence.reads == {answer}:
                return sentence
        return quotable[0] if quotable else None

    def against(self, answer: Answer) -> AnswerSentence | None:
        """The sentence whose own words speak against an answer; None if none does.

        A part or a refusal beside a full acceptance does. Any other answer is spoken
        against only if no sentence gives it; what merely notes something, if no
        sentence takes a position.
        """
        agreeing, reads = _AGREEING.get(answer), self.reads
        if agreeing is None or (answer is not Answer.TAKEN_UP and agreeing & reads):
            return None
        # “As the Committee noted” is said beside an acceptance (behaviour 8.23,
        # grenfell 49).
        agreeing |= {Answer.NOTED} if Answer.TAKEN_UP in reads else frozenset()
        for sentence in self.sentences:
            if sentence.reads - agreeing:
                return sentence
        return None

    def gives(self, answer: Answer) -> bool:
        """Whether a sentence gives an answer in its own words."""
        return bool(_AGREEING.get(answer, frozenset()) & self.reads)


_AGREEING = {
    Answer.TAKEN_UP: frozenset({Answer.TAKEN_UP}),
    Answer.PARTLY: frozenset({Answer.PARTLY, Answer.PRINCIPLE}),
    Answer.PRINCIPLE: frozenset({Answer.PARTLY, Answer.PRINCIPLE}),
    Answer.NOTED: frozenset({Answer.NOTED}),
    Answer.REFUSED: frozenset({Answer.REFUSED}),
}
"""What words may say without speaking against an answer."""

_READ = {
    Says.TAKEN_UP: Answer.TAKEN_UP,
    Says.IN_PART: Answer.PARTLY,
    Says.IN_PRINCIPLE: Answer.PRINCIPLE,
    Says.NOTED: Answer.NOTED,
    Says.REFUSED: Answer.REFUSED,
}


def answer_block(
    corpus: Corpus,
    copies: Copies,
    proposal: Proposal,
    measure: Measure | None,
    found: Sequence[Passage],
) -> AnswerBlock | None:
    """Return the answer to a proposal, in a measure or in the copies; None if unknown.

    ``found`` are the passages of the copies that speak of the proposal, the best first.
    """
    answering = [passage for passage in found if passage.answers]
    is_borne = measure is not None and _bears(corpus, proposal, measure, answering)
    if measure is not None and is_borne:
        own = [each for each in answering if _is_in(each, measure)]
        sentences = _of_measure(corpus, copies, proposal, measure, own)
        answered = frozenset(measure.answers)
    else:
        sentences = _of_copies(corpus, copies, answering)
        own, answered = answering, frozenset()
    if not sentences:
        return None
    # A measure of its own may have the text that answers several.
    answered = answered.union(*(each.together for each in own[:1]))
    together = _numbers(corpus, answered) if len(answered) > 1 else ()
    return AnswerBlock(sentences, _likeliest(sentences, own), together, is_borne)


def _bears(
    corpus: Corpus, proposal: Proposal, measure: Measure, answering: Iterable[Passage]
) -> bool:
    """Whether a measure has the answer: by number, or the copy's answer in its text."""
    if measure in corpus.answers_to.get(proposal.id, ()):
        return True
    is_of_another = bool(measure.answers) or not corpus.answers_each
    return not is_of_another and any(_is_in(each, measure) for each in answering)


def _is_in(passage: Passage, measure: Measure) -> bool:
    return text_key(passage.quote) in text_key(text_of(measure))


def _numbers(corpus: Corpus, ids: Container[str]) -> tuple[str, ...]:
    """The numbers of proposals in order; the id of one that has none."""
    proposals = [each for each in corpus.proposals if each.id in ids]
    return tuple(proposal.number or proposal.id for proposal in proposals)


def is_of_another(corpus: Corpus, proposal: Proposal, passage: Passage) -> bool:
    """Whether a passage is in the answer to other proposals alone."""
    bearing = [
        measure
        for measure in corpus.measures
        if measure.answers and _is_in(passage, measure)
    ]
    return bool(bearing) and all(proposal.id not in each.answers for each in bearing)


def _of_measure(
    corpus: Corpus,
    copies: Copies,
    proposal: Proposal,
    measure: Measure,
    own: Sequence[Passage],
) -> tuple[AnswerSentence, ...]:
    """The sentences of a measure's text, without those that repeat what they answer."""
    repeated, texts = repeated_in(proposal, _printed(measure))
    reader = position_reader(corpus.language)
    source = source_of_text(corpus, measure)
    copy = copies.get(source or "")
    # Without a copy, only what is printed so by the document is its own words.
    is_printed = measure.title_basis in {TitleBasis.OFFICIAL, TitleBasis.SHORTENED}
    page = page_of(measure, source or "")
    sentences = []
    for text in texts or repeated:
        passage = next((each for each in own if _has(text, each.quote)), None)
        if passage is None and source is not None and (copy or is_printed):
            bare = Passage(
                proposal, source, text, None, "", None, answers=True, score=0
            )
            passage = _quoted(reader, bare, copy, page)
        sentences.append(_sentence(reader, text, passage))
    return tuple(sentences)


def _printed(measure: Measure) -> str:
    """The text of a measure, without a title that is only its beginning."""
    text = text_of(replace(measure, title=""))
    return (
        text if text_key(text).startswith(text_key(measure.title)) else text_of(measure)
    )


def _has(text: str, quote: str) -> bool:
    return text_key(quote) in text_key(text)


def _of_copies(
    corpus: Corpus, copies: Copies, answering: Sequence[Passage]
) -> tuple[AnswerSentence, ...]:
    """The passages that answer, of the source of the best one, as it prints them."""
    if not answering:
        return ()
    source = answering[0].source
    text = copies[source]
    printed = text_key("".join(part.text for line in text.stretches for part in line))
    reader = position_reader(corpus.language)

    def place(passage: Passage) -> int:
        return printed.find(text_key(passage.quote))

    in_order = sorted((each for each in answering if each.source == source), key=place)
    return tuple(_sentence(reader, each.words, each) for each in in_order)


def _quoted(
    reader: PositionReader, bare: Passage, copy: SourceText | None, page: int | None
) -> Passage | None:
    """Return a sentence as a quote of at most 25 words; None if its copy lacks them."""
    text, folded = bare.quote, plain(bare.quote)
    said = [(each.start, each.end) for each in reader.statements(folded)[:1]]
    kept, denied = [*said], list[tuple[int, int]]()
    for key, spans in (("conditions", kept), ("negations", denied)):
        spans += [match.span() for match in reader.words[key].finditer(folded)]
    if len(text.split()) <= LONGEST:
        quotes: list[str | None] = [text]
    else:
        quotes = [quote_of(text, _even, spans, denied) for spans in (kept, said, ())]
    for quote in quotes:
        if quote and copy is None:
            return replace(bare, quote=quote, goes_on=quote != text)
        if quote and copy and (placed := _at(bare, quote, copy, page)):
            return placed
    return None


def _at(
    bare: Passage, quote: str, copy: SourceText, page: int | None
) -> Passage | None:
    """Return a quote with its page, if it is known; None if its copy lacks it."""
    place = place_of(quote, copy, page)
    if place is None:
        return None
    is_known = place.page == page or is_on_one_page(quote, copy)
    number = place.page if is_known else None
    return replace(bare, quote=quote, page=number, goes_on=place.goes_on)


def _even(_text: str) -> float:
    """The weight of any words, so that the longest quote is taken."""
    return 0.0


def _sentence(
    reader: PositionReader, text: str, passage: Passage | None
) -> AnswerSentence:
    """A sentence with what its words say, and whether they limit what is answered."""
    folded = plain(text)
    reads = reads_of(reader, text)
    is_limiting = bool(reads - {Answer.TAKEN_UP}) or reader.turns(folded)
    return AnswerSentence(text, passage, reads, is_limiting)


def reads_of(reader: PositionReader, text: str) -> frozenset[Answer]:
    """Return the answers that words give; nothing if they take no position."""
    return frozenset(_READ[says] for says in readings.reads_of(reader, text))


def _likeliest(sentences: Sequence[AnswerSentence], own: Sequence[Passage]) -> int:
    """The place of the sentence with the copies' best passage of the answer.

    Without one, that is the first sentence with a position, else the first.
    """
    for passage in own:
        for at, sentence in enumerate(sentences):
            if sentence.passage == passage:
                return at
    for at, sentence in enumerate(sentences):
        if sentence.reads:
            return at
    return 0
