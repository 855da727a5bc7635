"""A review without its console: the order, each answer on record at once, steps back, going on later."""

import os
from functools import partial
from pathlib import Path

import pytest

from jamplan.corpus.findings import RefusedError
from jamplan.corpus.loading import load, text_of
from jamplan.corpus.model import Confirmation
from jamplan.corpus.statements import Says, Words
from jamplan.decisions.actors import find_actor
from jamplan.decisions.answers import Answer
from jamplan.decisions.cards import Reason
from jamplan.decisions.entries import AskedError
from jamplan.decisions.recording import Done, MeanwhileError
from jamplan.decisions.session import Session
from tests.conftest import LINKS, PROPOSALS, SOURCES, edit, unchanged

MORE = PROPOSALS + (
    "  - {id: trees, title: Plant trees for all wells}\n"
    "  - {id: boats, title: Buy boats, attribution: ambiguous}\n"
)
NONE = "format: 2\n"
BARE = LINKS.removesuffix("...\n")
OLD = "    read: {about: Dig a hole}\n"
ADA = "Ada Lovelace"
CONCLUSION = "    says: no_match\n    words: compared\n    by: Bob\n"
READING = "readings:\n  - {id: p, measures: [{id: M1, text: Wells for all}, {id: M2, text: A campaign}]}\n"


def begin(folder, who="Ada Lovelace", **options):
    """A session of one person, today being 2026-11-25."""
    return Session(folder, who, "2026-11-25", **options)


def shown(session):
    """The card as proposal, measure and reason."""
    card = session.card()
    return card and (card.proposal.id, card.measure and card.measure.id, card.reason)


def compare(session, answer=Answer.TAKEN_UP):
    """Take up by comparing the texts."""
    pieces = [("article", "our own wish", ""), ("paper", "the whole plan", "")]
    return session.answer(answer, session.entry(words=Words.COMPARED, evidence=pieces))


def on(folder, about=None):
    """What is on record of a proposal, or of all: what it says, of which measure, by whom."""
    return [
        (known.says, known.measure, known.by)
        for known in load(folder).statements
        if about in {None, known.about}
    ]


def test_the_most_doubtful_come_first(corpus):
    """Stale, ambiguous, undecided in the order of the document, decided."""
    session = begin(corpus(proposals=MORE, links=BARE + OLD))
    order = []
    while card := session.card():
        order.append((card.number, card.total, card.proposal.id, card.reason))
        session.skip()
    reasons = [("wells", Reason.STALE), ("boats", Reason.AMBIGUOUS)]
    reasons += [(id_, Reason.UNREVIEWED) for id_ in ("roads", "trees")]
    assert order == [
        (number, 4, *reason) for number, reason in enumerate(reasons, start=1)
    ]
    assert (
        begin(Path("c"), stale=True).left == begin(Path("c"), only=["roads"]).left == 1
    )


def test_a_card_shows_what_matched_and_what_is_on_record(corpus):
    """The linked measure first, then by likeness; a blind one has neither scores nor decisions."""
    folder = corpus(links=BARE.replace("M1", "M2") + OLD)
    session = begin(folder)
    card = session.card()
    assert (card.proposal.id, card.measure.id, card.rank) == ("wells", "M2", 2)
    assert [known.measure for known in card.statements] == ["M2"]
    assert [[change.before for change in changed] for _, changed in card.changes] == [
        ["Dig a hole"]
    ]
    blind = begin(folder, blind=True)
    card = blind.card()
    assert shown(blind) == ("wells", "M1", Reason.BLIND)
    assert (card.statements, card.own, card.changes, card.suggestion) == (
        (),
        (),
        (),
        None,
    )
    assert blind.others_decided
    # What others dismissed is shown, for it is their decision.
    aside = "about: roads, says: not_this, words: compared, measure: M1, by: Bob"
    links = f"format: 2\nstatements:\n  - {{{aside}}}\n"
    session = begin(corpus(links=links), blind=True, only=["roads"])
    measures = []
    while (card := session.card()) and card.measure:
        measures.append(card.measure.id)
        session.answer(Answer.NOT_THIS)
    assert measures == ["M1", "M2"]
    assert shown(begin(Path("c"), blind=True, only=["roads"])) == (
        "roads",
        None,
        Reason.BLIND,
    )
    assert on(Path("c")) == [
        (Says.NOT_THIS, "M1", "Bob"),
        (Says.NOT_THIS, "M1", ADA),
        (Says.NOT_THIS, "M2", ADA),
    ]


def test_every_answer_is_on_record_at_once(corpus):
    """A comparison, a pair set aside, a conclusion; the file says so before the next card."""
    folder = corpus(proposals=MORE, links=NONE)
    session = begin(folder)
    assert shown(session)[:2] == ("boats", "M1")
    session.answer(Answer.NOT_THIS)
    assert on(folder) == [(Says.NOT_THIS, "M1", ADA)]
    assert shown(session)[:2] == ("boats", "M2")
    session.answer(Answer.NOT_THIS)
    assert shown(session)[:2] == ("boats", None)
    session.note = "Looked twice."
    session.answer(Answer.NO_MEASURE)
    assert on(folder)[2:] == [(Says.NO_MATCH, None, ADA)]
    assert load(folder).statements[-1].note == "Looked twice."
    assert shown(session)[:2] == ("wells", "M1")
    compare(session, Answer.PARTLY)
    assert on(folder)[3:] == [(Says.IN_PART, "M1", ADA)]
    statement = load(folder).statements[-1]
    assert (statement.words, statement.note) == (Words.COMPARED, None)
    assert statement.read.about == "Dig wells\nDig a well in every village."


def test_steps_back_take_answers_back(corpus):
    """One by one, to the beginning, and no record of them is left."""
    folder = corpus(proposals=MORE, links=NONE)
    before = load(folder)
    session = begin(folder)
    dismiss = partial(session.answer, Answer.NOT_THIS)
    conclude = partial(session.answer, Answer.NO_MEASURE)
    cards = []
    for answer in (dismiss, partial(compare, session), session.skip, conclude, dismiss):
        cards.append(shown(session))
        answer()
    for card in reversed(cards):
        session.back()
        assert shown(session) == card
    assert session.last is None
    now = load(folder)
    for name in ("actors", "statements", "readings"):
        assert getattr(now, name) == getattr(before, name)


def test_a_review_goes_on_where_it_stopped(corpus):
    """What this person decided is behind, unless that is all; another person begins at the first card."""
    folder = corpus(proposals=MORE, links=NONE)
    session = begin(folder)
    first = shown(session)
    session.skip()
    compare(session)
    again = begin(folder)
    assert (shown(again)[0], again.card().number, again.card().total) == (
        first[0],
        2,
        4,
    )
    assert begin(folder, "Bob").done == 0
    while again.card() is not None:
        again.answer(Answer.NO_MEASURE)
    assert begin(folder).card().number == 1


def test_edits_by_hand_between_two_answers_stay(corpus):
    """In the files and on the cards."""
    folder = corpus(proposals=MORE, links=NONE)
    session = begin(folder)
    compare(session)
    path = folder / "links.yaml"
    path.write_text("# by hand\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    edit(folder / "proposals.yaml", "Dig wells", "Dig deep wells")
    assert session.card().proposal.title == "Dig deep wells"
    compare(session)
    text = path.read_text(encoding="utf-8")
    assert (text.count("about: wells"), "# by hand\n" in text) == (1, True)
    # A proposal that is gone is passed over.
    edit(folder / "proposals.yaml", "  - {id: roads, title: Mend roads}\n", "")
    assert shown(session)[0] == "trees"
    session.skip()
    assert session.card() is None


@pytest.mark.parametrize(
    ("stem", "old"), [("proposals", "Dig wells"), ("plan", "A campaign")]
)
def test_an_answer_on_other_texts_is_not_recorded(corpus, stem, old):
    """What changes between the card and the answer is shown first, and kept with the next answer."""
    folder = corpus(proposals=MORE, links=NONE)
    session = begin(folder, only=["wells"])
    session.card()
    edit(folder / f"{stem}.yaml", old, "Others")
    with pytest.raises(MeanwhileError):
        session.answer(Answer.NO_MEASURE)
    session.card()
    session.answer(Answer.NO_MEASURE)
    loaded = load(folder)
    assert loaded.statements[0].read.about == text_of(loaded.proposal["wells"])
    assert [read.text for read in loaded.readings[0].measures] == list(
        map(text_of, loaded.measures)
    )


def test_a_statement_on_record_is_confirmed_on_the_texts_of_today(corpus):
    """Its evidence, words and recorder stay; who confirmed it, and when, is added."""
    recorded = "    by: Bob\n    on: 2026-01-01\n"
    folder = corpus(links=BARE + recorded + OLD)
    session = begin(folder, stale=True)
    change = session.answer(Answer.TAKEN_UP).changes[-1]
    assert change.done is Done.CHANGED
    statement = change.after
    expected = (Says.TAKEN_UP, Words.EXPLICIT, "Bob", "2026-01-01")
    assert (
        statement.says,
        statement.words,
        statement.by,
        statement.on,
    ) == expected
    assert statement.confirmed == (Confirmation(by=ADA, on="2026-11-25"),)
    assert begin(folder, stale=True).card() is None
    session.back()
    assert begin(folder, stale=True).left == 1
    # A note is added to the one on record, and changes nobody's name.
    session = begin(corpus(links=f"{BARE}{recorded}    note: First.\n"), only=["wells"])
    session.note = "Second."
    statement = session.answer(Answer.TAKEN_UP).corpus.statements[0]
    assert (statement.by, statement.note) == ("Bob", "First. Second. (Ada Lovelace)")
    # What became stale is asked for again, although this person had confirmed it.
    confirmed = BARE + "    confirmed: [{by: Bob}, {by: ada lovelace}]\n"
    assert begin(corpus(links=confirmed)).done == 1
    assert shown(begin(corpus(links=confirmed + OLD))) == ("wells", "M1", Reason.STALE)


def test_what_another_person_read_stays_theirs(corpus):
    """Who confirms a comparison adds a name; a conclusion is one's own, beside the others'."""
    compared = BARE.replace("explicit", "compared").replace(
        "our wells}]", "our wells}, {source: paper, locator: p. 1}]"
    )
    conclusion = (
        f"  - about: roads\n{CONCLUSION}    read: {{about: Old, document: p}}\n"
    )
    folder = corpus(links=f"{compared}    by: Bob\n{OLD}{conclusion}{READING}")
    before = load(folder).statements
    session = begin(folder, stale=True)
    changes = session.answer(Answer.TAKEN_UP).changes
    assert [change.done for change in changes] == [Done.CHANGED]
    session.answer(Answer.NO_MEASURE)
    assert on(folder) == [
        (Says.TAKEN_UP, "M1", "Bob"),
        (Says.NO_MATCH, None, "Bob"),
        (Says.NO_MATCH, None, ADA),
    ]
    own = (Confirmation(by=ADA, on="2026-11-25"),)
    confirmed = [known.confirmed for known in load(folder).statements]
    assert confirmed == [own, (), ()]
    assert session.card() is None
    again = begin(folder, stale=True)
    again.answer(Answer.CONFIRM)
    confirmed = [known.confirmed for known in load(folder).statements]
    assert confirmed == [own, own, ()]
    again.back()
    while session.last is not None:
        session.back()
        session.card()
    assert set(load(folder).statements) == set(before)


def test_an_own_comparison_can_be_taken_off_and_come_back(corpus, monkeypatch):
    """« Not this one » removes the person's own comparison and sets the pair aside: both or neither."""
    folder = corpus(links=NONE)
    compare(begin(folder, only=["wells"]))
    session = begin(folder, only=["wells"])
    card = shown(session)

    def full(_handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched, unchanged(folder):
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match=r"links\.yaml"):
            session.answer(Answer.NOT_THIS)
    assert shown(session) == card
    session.answer(Answer.NOT_THIS)
    assert on(folder) == [(Says.NOT_THIS, "M1", ADA)]
    assert shown(session)[:2] == ("wells", "M2")
    session.back()
    assert on(folder) == [(Says.TAKEN_UP, "M1", ADA)]
    assert shown(session)[:2] == ("wells", "M1")


def test_a_refused_answer_stays_on_its_card(corpus):
    """Nothing is recorded, and the same card is shown again."""
    session = begin(corpus(), only=["roads"])
    card = shown(session)
    refused = {
        Words.COMPARED: {"evidence": [("", "one of us", "")]},
        Words.EXPLICIT: {"speaker": "league"},
    }
    for words, parts in refused.items():
        with pytest.raises(RefusedError):
            session.answer(Answer.TAKEN_UP, session.entry(words=words, **parts))
    assert (shown(session), session.last) == (card, None)
    # A copy that cannot be read proves nothing against a quote; « check » has an error on it.
    sources = SOURCES.replace("title: What we got", "title: T, file: gone.pdf")
    compare(begin(corpus(links=NONE, sources=sources), only=["wells"]))
    assert len(load(Path("c")).statements) == 1
    # However it is spelt.
    loaded = load(corpus())
    found = [
        find_actor(loaded, name)
        for name in ("LEAGUE", "the league", "The Press", "nobody")
    ]
    assert found == [
        loaded.actor["league"],
        loaded.actor["league"],
        loaded.actor["press"],
        None,
    ]


def test_ones_own_reading_takes_the_place_of_ones_earlier_one(corpus):
    """Taking up after « no measure », and the other way round: no contradiction is left."""
    folder = corpus(links=NONE)
    session = begin(folder, only=["wells"])
    session.answer(Answer.NO_MEASURE)
    session = begin(folder, only=["wells"])
    assert [change.done for change in compare(session).changes] == [
        Done.REMOVED,
        Done.ADDED,
    ]
    assert on(folder) == [(Says.TAKEN_UP, "M1", ADA)]
    session = begin(folder, only=["wells"])
    session.answer(Answer.NO_MEASURE)
    assert on(folder) == [(Says.NO_MATCH, None, ADA)]
    # A pair of another measure that is set aside is no contradiction.
    session = begin(folder, only=["roads"])
    session.answer(Answer.NOT_THIS)
    assert [change.done for change in compare(session).changes] == [Done.ADDED]
    assert on(folder, "roads") == [
        (Says.NOT_THIS, "M1", ADA),
        (Says.TAKEN_UP, "M2", ADA),
    ]


def test_conclusions_that_are_confirmed_share_their_measures(corpus):
    """They rest on the same measures, which are kept once."""
    conclusion = (
        f"  - about: roads\n{CONCLUSION}    read: {{about: Old, document: p}}\n"
    )
    old = READING.replace("Wells for all", "Old")
    both = conclusion + conclusion.replace("Bob", "Eve")
    folder = corpus(links=f"format: 2\nstatements:\n{both}{old}")
    begin(folder, stale=True).answer(Answer.CONFIRM)
    loaded = load(folder)
    own = (Confirmation(by=ADA, on="2026-11-25"),)
    assert [known.confirmed for known in loaded.statements] == [own, own]
    (reading,) = loaded.readings
    assert {known.read.document for known in loaded.statements} == {reading.id}


def test_a_proposal_with_two_doubts_is_asked_for_twice(corpus):
    """First the statement whose text has changed, then the conclusion; each answer settles one."""
    conclusion = (
        f"  - about: wells\n{CONCLUSION}    read: {{about: Old, document: p}}\n"
    )
    session = begin(corpus(links=BARE + OLD + conclusion + READING), stale=True)

    def doubts():
        return [known.says for known, _changed in session.card().changes]

    assert doubts() == [Says.TAKEN_UP, Says.NO_MATCH]
    session.answer(Answer.TAKEN_UP)
    assert (session.card().proposal.id, doubts()) == ("wells", [Says.NO_MATCH])
    session.answer(Answer.CONFIRM)
    assert session.card() is None
    session.back()
    session.back()
    assert len(doubts()) == 2


def test_a_reader_corrects_what_they_recorded_if_they_agree(corpus):
    """Its words stay explicit only where the quote says that, and what was confirmed of it goes."""
    own = LINKS.removesuffix("...\n").replace(
        "our wells}]", "our wells, kept: [{code: quote-denied, by: Ada Lovelace}]}]"
    )
    own += "    by: Ada Lovelace\n    confirmed: [{by: Bob}]\n"
    folder = corpus(links=own)
    session = begin(folder, only=["wells"])
    session.card()
    with unchanged(folder), pytest.raises(AskedError) as caught:
        session.answer(Answer.REFUSED)
    assert caught.value.keys == (("own-record", ""),)
    asked = session.entry(agrees_to_all=True)
    (change,) = session.answer(Answer.REFUSED, asked).changes
    statement = change.after
    expected = (Says.REFUSED, Words.IMPLICIT, ADA, ())
    assert (
        statement.says,
        statement.words,
        statement.by,
        statement.confirmed,
    ) == expected
    assert [mark.code for mark in statement.evidence[0].kept] == [
        "quote-says-otherwise"
    ]


def test_whatever_is_decided_on_the_proposal_meanwhile_is_told(corpus):
    """Two people at once do not overwrite each other: the card no longer shows what is on record."""
    folder = corpus(links=NONE)
    first, second = begin(folder, only=["wells"]), begin(folder, "Bob", only=["wells"])
    first.card()
    second.card()
    compare(first)
    for answer in (
        partial(second.answer, Answer.NOT_THIS),
        lambda: second.answer(Answer.NO_MEASURE),
        lambda: compare(second, Answer.PARTLY),
    ):
        with pytest.raises(MeanwhileError):
            answer()
    assert [known.by for known in second.card().statements] == [ADA]
    compare(second, Answer.PARTLY)
    assert on(folder) == [(Says.TAKEN_UP, "M1", ADA), (Says.IN_PART, "M1", "Bob")]
