"""A statement on file: what it needs and what does not fit, by what it says; one record a voice."""

import pytest

from jamplan.corpus.findings import CorpusError
from jamplan.corpus.loading import load
from jamplan.corpus.statements import SAYS, TOTALS, Needs, ReaderAlone, Says
from tests.conftest import PROPOSALS, SOURCES

QUOTED = "evidence: [{source: article, quote: they said so here}]"
UNQUOTED = "evidence: [{source: article}]"
READ = "read: {document: all-1}"
READING = "readings: [{id: all-1}]\n"


def file_of(*statements: str) -> str:
    """A file of these statements, the insides of mappings."""
    lines = [f"  - {{{statement}}}\n" for statement in statements]
    return "format: 2\nstatements:\n" + "".join(lines) + READING


def findings_on(folder) -> list[tuple[str, str, str]]:
    """The place, the code and the message of each fault of a folder."""
    with pytest.raises(CorpusError) as caught:
        load(folder)
    findings = []
    for line in str(caught.value).split("\n"):
        place, code, message = line.split(": ", 2)
        findings.append((place, code.removeprefix("error "), message))
    return findings


LACKS = {
    **{
        (says, "explicit", ""): "evidence"
        for says in (
            *("in_full", "taken_up", "in_part", "in_principle"),
            *("carried_out", "carried_out_in_part", "under_way"),
            *("stalled", "not_carried_out", "abandoned"),
        )
    },
    # A reader who compared the texts shows where, if it is in part.
    ("in_part", "compared", ""): "evidence",
    ("in_principle", "compared", ""): "evidence",
    ("noted", "explicit", UNQUOTED): "a quote",
    ("refused", "explicit", UNQUOTED): "a quote",
    ("not_taken_up", "explicit", UNQUOTED): "a quote",
    ("no_match", "compared", ""): "“read” with “document”",
    ("no_match", "compared", "read: {about: Mend roads}"): "“read” with “document”",
    ("not_this", "compared", ""): "a measure",
}


@pytest.mark.parametrize(("says", "words", "more"), LACKS)
def test_a_statement_needs_what_the_table_says(corpus, says, words, more):
    """Evidence, a quote, a measure or a reading: it is named, with the line of the record."""
    text = file_of(f"about: roads, says: {says}, words: {words}, {more}")
    lacks = LACKS[says, words, more]
    message = (
        f"A statement that says “{says}” needs {lacks}. "
        "Add it, or take the statement out."
    )
    assert findings_on(corpus(links=text)) == [
        ("c/links.yaml:3:5", "statement-lacks", message)
    ]


def test_all_that_a_code_needs_is_tested():
    """Each code of the table that needs something is in the tables of this file."""
    needing = {says for says, meaning in SAYS.items() if meaning.needs != Needs.NOTHING}
    assert {says for says, _words, _more in LACKS} == needing


TOTALS_THAT_LACK = {
    "about: proposals, says: taken_up, words: explicit, " + QUOTED: "a count",
    "about: measures, says: carried_out, words: explicit, count: 3": "evidence",
    # A total of refusals needs no quote: the source gives the number.
    "about: proposals, says: refused, words: explicit, count: 3": "evidence",
}


@pytest.mark.parametrize("statement", TOTALS_THAT_LACK)
def test_a_total_has_a_count_and_a_source(corpus, statement):
    """Of proposals or of measures, whatever it says of them."""
    ((place, code, message),) = findings_on(corpus(links=file_of(statement)))
    assert (place, code) == ("c/links.yaml:3:5", "statement-lacks")
    assert f" needs {TOTALS_THAT_LACK[statement]}." in message


UNFIT = {
    # What an actor has to say, a reader who compared the texts does not.
    **{
        f"about: roads, says: {says}, words: compared, {QUOTED}": "words: compared"
        for says, meaning in SAYS.items()
        if meaning.alone is ReaderAlone.NEVER
    },
    # What only a reader says is in nobody's words.
    f"about: roads, says: no_match, words: explicit, {READ}": "words: explicit",
    "about: roads, says: not_this, measure: M2, words: implicit": "words: implicit",
    "about: roads, says: taken_up, words: compared, speaker: press": "speaker: press",
    f"about: roads, says: taken_up, words: explicit, count: 3, {QUOTED}": "count: 3",
    f"about: proposals, says: taken_up, words: explicit, count: 3, measure: M1, {QUOTED}": "measure: M1",
    f"about: roads, says: taken_up, words: explicit, measure: M1, document: plan, {QUOTED}": "measure: M1",
}


@pytest.mark.parametrize("statement", UNFIT)
def test_what_does_not_fit_is_told_with_its_key(corpus, statement):
    """At the place of the value, with the table to look it up in."""
    text = file_of(statement)
    value = UNFIT[statement]
    column = text.splitlines()[2].index(value) + len(value.split()[0]) + 2
    says = statement.partition("says: ")[2].partition(",")[0]
    message = (
        f"“{value}” does not go with what the statement says, “{says}”. "
        "See the table of statements in docs/format.md."
    )
    assert findings_on(corpus(links=text)) == [
        (f"c/links.yaml:3:{column}", "statement-unfit", message)
    ]


def valid(says: Says) -> str:
    """A statement that says this and has what it needs."""
    meaning = SAYS[says]
    words = "compared" if meaning.alone is ReaderAlone.MUST else "explicit"
    more = {Needs.READING: READ, Needs.MEASURE: "measure: M2"}
    return (
        f"about: roads, says: {says}, words: {words}, {more.get(meaning.needs, QUOTED)}"
    )


@pytest.mark.parametrize("says", Says)
def test_with_what_it_needs_it_is_on_record(corpus, says):
    """Of every code; what a statement may leave out has no value."""
    (statement,) = load(corpus(links=file_of(valid(says)))).statements
    assert (statement.about, statement.says) == ("roads", says)
    assert (statement.speaker, statement.by, statement.count) == (None, None, None)


@pytest.mark.parametrize("about", sorted(TOTALS))
@pytest.mark.parametrize(("written", "count"), [("some", "some"), ("3", 3), ("0", 0)])
def test_a_count_is_a_number_or_some(corpus, about, written, count):
    """« some » stays a word: the source gives no number."""
    text = (
        f"about: {about}, says: taken_up, words: explicit, count: {written}, {QUOTED}"
    )
    (statement,) = load(corpus(links=file_of(text))).statements
    assert (statement.about, statement.count) == (about, count)


def test_a_code_that_is_no_code_has_one_fault(corpus):
    """What such a statement would need is not guessed."""
    text = file_of("about: roads, says: acceptd, words: explicit")
    ((place, code, message),) = findings_on(corpus(links=text))
    assert (place, code) == ("c/links.yaml:3:26", "bad-choice")
    assert message.startswith("“says” cannot be “acceptd”.")


YES = f"about: roads, says: taken_up, measure: M2, words: explicit, {QUOTED}"
TWICE = {
    "another extent": YES.replace("taken_up", "in_part"),
    # Correcting a word leaves one record.
    "the opposite": YES.replace("taken_up", "refused"),
    "other words": YES.replace("explicit", "implicit"),
    "another reader of the same words": f"{YES}, by: Camille",
    "the publisher as the speaker": f"{YES}, speaker: league",
    "another quote": YES.replace("they said so here", "and they said it again"),
}
BOTH = {
    "another measure": YES.replace("M2", "M1"),
    "no measure": YES.replace("measure: M2, ", ""),
    "another document": YES.replace("measure: M2", "document: plan"),
    "another proposal": YES.replace("roads", "wells"),
    "another speaker": f"{YES}, speaker: press",
    "another source": YES.replace("article", "paper"),
    "a comparison": "about: roads, says: taken_up, measure: M2, words: compared",
}


@pytest.mark.parametrize("name", TWICE)
def test_a_position_has_one_record_a_voice_and_source(corpus, name):
    """A second one is a fault that names the first, whatever it says."""
    text = file_of(YES, TWICE[name])
    message = "This repeats statements[1] (c/links.yaml:3:5). Keep one."
    assert findings_on(corpus(links=text)) == [
        ("c/links.yaml:4:5", "repeated-record", message)
    ]


@pytest.mark.parametrize("name", BOTH)
def test_what_differs_in_what_it_is_known_by_is_another_record(corpus, name):
    """About another item, of another measure or document, by another voice or in another source."""
    assert len(load(corpus(links=file_of(YES, BOTH[name]))).statements) == 2


COMPARED = "about: roads, says: in_full, measure: M2, words: compared, by: "


@pytest.mark.parametrize(
    ("reader", "same"),
    [
        ("Zoé Petit", "ZOÉ PETIT"),
        # A no-break space, two spaces, a letter and its accent, a Cyrillic letter.
        ("Zoé Petit", "Zoé\u00a0Petit"),
        ("Zoé Petit", "Zoé  Petit"),
        ("Zoé Petit", "Zoe\u0301 Petit"),
        ("Zoé Petit", "Zоé Petit"),
    ],
)
def test_one_reader_is_one_reader_however_spelt(corpus, reader, same):
    """Their second comparison of a pair repeats the first."""
    text = file_of(f"{COMPARED}{reader}", f'{COMPARED}"{same}"')
    assert [code for _place, code, _message in findings_on(corpus(links=text))] == [
        "repeated-record"
    ]


def test_two_readers_and_the_authors_are_three_voices(corpus):
    """Each has their own comparison of a pair."""
    alone = COMPARED.removesuffix(", by: ")
    text = file_of(f"{COMPARED}Zoé Petit", f"{COMPARED}Zoé Petiot", alone)
    assert len(load(corpus(links=text)).statements) == 3


OUTCOME = f"about: M2, says: under_way, words: explicit, date: 2022-06, {QUOTED}"
TOTAL = f"about: proposals, says: carried_out, words: explicit, count: 3, {QUOTED}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (OUTCOME, OUTCOME.replace("under_way", "stalled")),
        (OUTCOME, OUTCOME.replace("2022-06", "2022-07")),
        (TOTAL, TOTAL.replace("count: 3", "count: 4")),
        (TOTAL, TOTAL.replace("carried_out", "stalled")),
        (TOTAL, TOTAL.replace("about: proposals", "about: measures")),
    ],
)
def test_a_voice_may_give_several_outcomes_and_totals(corpus, first, second):
    """In one source: they differ by what is said, the day and the count; twice the same is a fault."""
    assert len(load(corpus(links=file_of(first, second))).statements) == 2
    ((_place, code, _message),) = findings_on(corpus(links=file_of(first, first)))
    assert code == "repeated-record"


def test_the_sources_that_repetitions_rest_on_are_those_of_the_file(corpus):
    """If the publisher changes hands, two records become one voice's, and are told."""
    text = file_of(YES, f"{YES}, speaker: press")
    assert len(load(corpus(links=text)).statements) == 2
    sources = SOURCES.replace(
        "{id: article, publisher: league", "{id: article, publisher: press"
    )
    folder = corpus(links=text, sources=sources, proposals=PROPOSALS)
    ((_place, code, _message),) = findings_on(folder)
    assert code == "repeated-record"
