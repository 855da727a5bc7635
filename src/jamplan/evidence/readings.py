"""What the own words of an answer say, sentence by sentence, and against what."""

from collections.abc import Sequence

from jamplan.corpus.model import Measure, Proposal
from jamplan.corpus.statements import Says
from jamplan.evidence.answers import repeated_in
from jamplan.evidence.carrying import positions_in, tells
from jamplan.matching.positions import Position, PositionReader, plain

_SAYS = {
    Position.ACCEPT: Says.TAKEN_UP,
    Position.PARTLY: Says.IN_PART,
    Position.REJECT: Says.REFUSED,
}


def reads_of(reader: PositionReader, text: str) -> frozenset[Says]:
    """Return what words say of a proposal; nothing if they take no position."""
    says = {_SAYS[position] for position in positions_in(text)}
    folded = plain(text)
    verb = reader.words["agrees"].search(folded)
    is_bare = verb is not None and folded[verb.end() :][:1] in {"", ".", ",", ";"}
    if not (is_bare or reader.statements(folded)):
        # “Agrees with the Inquiry that data are crucial” accepts no recommendation.
        says.discard(Says.TAKEN_UP)
    return _completed(reader, text, says)


def _completed(reader: PositionReader, text: str, says: set[Says]) -> frozenset[Says]:
    """Return what words say: the principle apart from a part, and what is noted."""
    folded = plain(text)
    if Says.IN_PART in says and reader.words["in_principle"].search(folded):
        says = {*says - {Says.IN_PART}, Says.IN_PRINCIPLE}
    if not says and reader.words["declines"].search(folded):
        says = {Says.REFUSED}
    if not says and tells(text, "notes"):
        says = {Says.NOTED}
    return frozenset(says)


def _said_in_answer(reader: PositionReader, text: str) -> frozenset[Says]:
    """Return what a later sentence says, if its object is the proposal."""
    says = set[Says]()
    for statement in reader.statements(plain(text)):
        if statement.position:
            says.add(_SAYS[statement.position])
    return _completed(reader, text, says)


def against_acceptance(
    reader: PositionReader, proposal: Proposal, answer: str, quotes: Sequence[str]
) -> str | None:
    """Return the sentence of an answer that speaks against its acceptance; else None.

    A refusal, a part or the principle does; beside quotes that accept it by themselves,
    a refusal alone: others than the speaker may accept less. What is neither yes nor no
    does if no sentence accepts.
    """
    _repeated, sentences = repeated_in(proposal, answer)
    reads: list[frozenset[Says]] = []
    for sentence in sentences:
        # A later sentence may tell of something else that is left out (blood 1).
        read = _said_in_answer if reads else reads_of
        reads.append(read(reader, sentence))
    quoted = {reads_of(reader, quote) for quote in quotes}
    against = {Says.REFUSED, Says.IN_PART, Says.IN_PRINCIPLE}
    if frozenset({Says.TAKEN_UP}) in quoted:
        against = {Says.REFUSED}
    elif not any(Says.TAKEN_UP in said for said in reads):
        against.add(Says.NOTED)
    for sentence, said in zip(sentences, reads, strict=True):
        if against & said:
            return sentence
    return None


def text_of_answer(measure: Measure) -> str:
    """Return the text of an answer, without a title that is only its beginning."""
    text = measure.text or ""
    is_cut = text and text.startswith(measure.title.rstrip(" …"))
    return text if is_cut else f"{measure.title}\n{text}"
