"""A review without its console: the order, each answer on record at once, steps back, going on later."""

import os
from functools import partial
from pathlib import Path

import pytest

from jamplan.corpus.findings import RefusedError
from jamplan.corpus.loading import load, text_of
from jamplan.corpus.model import Basis, Extent, VerdictKind
from jamplan.decisions.answers import Answer
from jamplan.decisions.making import find_actor
from jamplan.decisions.recording import Done, MeanwhileError
from jamplan.decisions.session import Reason, Session
from tests.conftest import LINKS, PROPOSALS, SOURCES, edit, unchanged

MORE = PROPOSALS + (
    "  - {id: trees, title: Plant trees for all wells}\n"
    "  - {id: boats, title: Buy boats, attribution: ambiguous}\n"
)
NONE = "format: 1\n"
OLD = "    read: {proposal: Dig a hole}\n"


def begin(folder, who="Ada Lovelace", **options):
    """A session of one person, today being 2026-11-25."""
    return Session(folder, who, "2026-11-25", **options)


def shown(session):
    """The card as proposal, measure and reason."""
    card = session.card()
    return card and (card.proposal.id, card.measure and card.measure.id, card.reason)


def compare(session, answer=Answer.TAKEN_UP):
    """Take up by comparing the texts."""
    said = session.statement(evidence=[("article", "wish", ""), ("paper", "plan", "")])
    return session.answer(answer, statement=said)


def test_the_most_doubtful_come_first(corpus):
    """Stale, ambiguous, undecided in the order of the document, decided."""
    session = begin(corpus(proposals=MORE, links=LINKS + OLD))
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
    folder = corpus(links=LINKS.replace("M1", "M2") + OLD)
    session = begin(folder)
    card = session.card()
    assert (card.proposal.id, card.measure.id, card.rank) == ("wells", "M2", 2)
    assert [link.measure for link in card.links] == ["M2"]
    assert [[change.before for change in changed] for _, changed in card.changes] == [
        ["Dig a hole"]
    ]
    blind = begin(folder, blind=True)
    card = blind.card()
    assert shown(blind) == ("wells", "M1", Reason.BLIND)
    assert (card.links, card.verdicts, card.changes, card.suggestion) == (
        (),
        (),
        (),
        None,
    )
    assert blind.others_decided
    # What others dismissed is shown, for it is their decision.
    links = "format: 1\ndismissals:\n  - {proposal: roads, measure: M1, by: Bob}\n"
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
    by = [decision.by for decision in load(Path("c")).dismissals]
    assert by == ["Bob", "Ada Lovelace", "Ada Lovelace"]


def test_every_answer_is_on_record_at_once(corpus):
    """A link, a dismissal, a verdict; the file says so before the next card."""
    folder = corpus(proposals=MORE, links=NONE)
    session = begin(folder)
    assert shown(session)[:2] == ("boats", "M1")
    session.answer(Answer.NOT_THIS)
    (dismissal,) = load(folder).dismissals
    expected = ("boats", "M1", "Ada Lovelace")
    assert (dismissal.proposal, dismissal.measure, dismissal.by) == expected
    assert shown(session)[:2] == ("boats", "M2")
    session.answer(Answer.NOT_THIS)
    assert shown(session)[:2] == ("boats", None)
    session.note = "Looked twice."
    session.answer(Answer.NO_MEASURE)
    verdict = load(folder).verdicts[0]
    expected = ("boats", VerdictKind.NO_MEASURE_FOUND, "ada-lovelace", "Looked twice.")
    assert (
        verdict.proposal,
        verdict.verdict,
        verdict.claimed_by,
        verdict.note,
    ) == expected
    assert shown(session)[:2] == ("wells", "M1")
    compare(session, Answer.PARTLY)
    link = load(folder).links[0]
    expected = ("wells", "M1", Basis.COMPARED, Extent.PARTIAL, None)
    assert (link.proposal, link.measure, link.basis, link.extent, link.note) == expected
    assert link.read.proposal == "Dig wells\nDig a well in every village."


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
    for name in ("actors", "links", "verdicts", "dismissals", "readings"):
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
    path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
    edit(folder / "proposals.yaml", "Dig wells", "Dig deep wells")
    assert session.card().proposal.title == "Dig deep wells"
    compare(session)
    text = path.read_text(encoding="utf-8")
    assert (text.count("proposal: wells"), "# by hand\n" in text) == (1, True)
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
    assert loaded.verdicts[0].read.proposal == text_of(loaded.proposal["wells"])
    assert [read.text for read in loaded.readings[0].measures] == list(
        map(text_of, loaded.measures)
    )


def test_a_link_on_record_is_confirmed_on_the_texts_of_today(corpus):
    """Its evidence, claimant and recorder stay; who stands by it, and when, is added."""
    recorded = "    by: Bob\n    on: 2026-01-01\n"
    folder = corpus(links=LINKS + recorded + OLD)
    session = begin(folder, stale=True)
    change = session.answer(Answer.TAKEN_UP).changes[-1]
    link = change.after
    assert change.done is Done.CHANGED
    expected = ("league", Basis.EXPLICIT, "Bob", "2026-01-01")
    assert (link.claimed_by, link.basis, link.by, link.on) == expected
    assert (link.confirmed_by, link.confirmed_on) == ("Ada Lovelace", "2026-11-25")
    assert begin(folder, stale=True).card() is None
    session.back()
    assert begin(folder, stale=True).left == 1
    # A note is added to the one on record, and changes nobody's name.
    session = begin(
        corpus(links=f"{LINKS}{recorded}    note: First.\n"), only=["wells"]
    )
    session.note = "Second."
    link = session.answer(Answer.TAKEN_UP).corpus.links[0]
    assert (link.by, link.note) == ("Bob", "First. Second. (Ada Lovelace)")
    # What became stale is asked for again, although this person had confirmed it.
    confirmed = LINKS + "    confirmed_by: Bob; Ada Lovelace\n"
    assert begin(corpus(links=confirmed)).done == 1
    assert shown(begin(corpus(links=confirmed + OLD))) == ("wells", "M1", Reason.STALE)


def test_what_another_person_read_stays_theirs(corpus):
    """Standing by a comparison adds a name; a conclusion is one's own, beside the others'."""
    compared = LINKS.replace("explicit", "compared").replace("league", "press")
    compared = compared.replace(
        "our wells}]", "our wells}, {source: paper, locator: p. 1}]"
    )
    conclusion = (
        "proposal: roads, verdict: no_measure_found, claimed_by: press, by: Bob"
    )
    verdicts = f"verdicts:\n  - {{{conclusion}, read: {{proposal: Old}}}}\n"
    folder = corpus(links=f"{compared}    by: Bob\n{OLD}{verdicts}")
    before = (folder / "links.yaml").read_bytes()
    session = begin(folder, stale=True)
    assert [decision.done for decision in session.answer(Answer.TAKEN_UP).changes] == [
        Done.CHANGED
    ]
    session.answer(Answer.NO_MEASURE)
    loaded = load(folder)
    (link,) = loaded.links
    assert (link.claimed_by, link.confirmed_by) == ("press", "Ada Lovelace")
    assert [decision.claimed_by for decision in loaded.verdicts] == [
        "press",
        "ada-lovelace",
    ]
    assert session.card() is None
    again = begin(folder, stale=True)
    again.answer(Answer.CONFIRM)
    press, own = load(folder).verdicts
    assert (press.confirmed_by, own.confirmed_by) == ("Ada Lovelace", None)
    again.back()
    while session.last is not None:
        session.back()
        session.card()
    assert load(folder).links == load(corpus("d", links=before)).links
    assert [decision.claimed_by for decision in load(folder).verdicts] == ["press"]


def test_an_own_link_can_be_taken_off_and_come_back(corpus, monkeypatch):
    """« Not this one » removes the person's own link and dismisses the pair: both or neither."""
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
    loaded = load(folder)
    assert (loaded.links, len(loaded.dismissals)) == ((), 1)
    assert shown(session)[:2] == ("wells", "M2")
    session.back()
    loaded = load(folder)
    assert (len(loaded.links), loaded.dismissals) == (1, ())
    assert shown(session)[:2] == ("wells", "M1")


def test_a_refused_answer_stays_on_its_card(corpus):
    """Nothing is recorded, and the same card is shown again."""
    session = begin(corpus(), only=["roads"])
    card = shown(session)
    pieces = [("", "one", "")]
    refused = {
        Basis.COMPARED: {"evidence": pieces},
        Basis.EXPLICIT: {"claimed_by": "league"},
    }
    for basis, said in refused.items():
        with pytest.raises(RefusedError):
            session.answer(Answer.TAKEN_UP, session.statement(kind=basis, **said))
    assert (shown(session), session.last) == (card, None)
    # A copy that cannot be read proves nothing against a quote; « check » has an error on it.
    sources = SOURCES.replace("title: What we got", "title: T, file: gone.pdf")
    compare(begin(corpus(links=NONE, sources=sources), only=["wells"]))
    assert len(load(Path("c")).links) == 1
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
    assert load(folder).verdicts == ()
    session = begin(folder, only=["wells"])
    session.answer(Answer.NO_MEASURE)
    loaded = load(folder)
    assert (loaded.links, len(loaded.verdicts)) == ((), 1)
    # A dismissal of another measure is no contradiction.
    session = begin(folder, only=["roads"])
    session.answer(Answer.NOT_THIS)
    assert [change.done for change in compare(session).changes] == [Done.ADDED]
    assert len(load(folder).dismissals) == 1
    # They rest on the same measures, which are kept once.
    conclusion = (
        "proposal: roads, verdict: no_measure_found, read: {proposal: Old, plan: p}}\n"
    )
    folder = corpus(
        links="format: 1\nverdicts:\n"
        f"  - {{claimed_by: press, by: Bob, {conclusion}  - {{claimed_by: league, by: Eve, {conclusion}"
        "readings:\n  - {id: p, measures: [{id: M1, text: Old}]}\n"
    )
    begin(folder, stale=True).answer(Answer.CONFIRM)
    loaded = load(folder)
    assert [decision.confirmed_by for decision in loaded.verdicts] == [
        "Ada Lovelace"
    ] * 2
    (reading,) = loaded.readings
    assert {decision.read.plan for decision in loaded.verdicts} == {reading.id}


def test_a_proposal_with_two_doubts_is_asked_for_twice(corpus):
    """First the link whose text has changed, then the verdict; each answer settles one."""
    conclusion = (
        "proposal: wells, verdict: no_measure_found, claimed_by: press, by: Bob"
    )
    verdicts = f"verdicts:\n  - {{{conclusion}, read: {{proposal: Old}}}}\n"
    session = begin(corpus(links=LINKS + OLD + verdicts), stale=True)

    def doubts():
        return [type(decision).__name__ for decision, _ in session.card().changes]

    assert doubts() == ["Link", "Verdict"]
    session.answer(Answer.TAKEN_UP)
    assert (session.card().proposal.id, doubts()) == ("wells", ["Verdict"])
    session.answer(Answer.NO_MEASURE)
    assert session.card() is None
    session.back()
    session.back()
    assert len(doubts()) == 2


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
    assert [link.claimed_by for link in second.card().links] == ["ada-lovelace"]
    compare(second, Answer.PARTLY)
    links = [(link.claimed_by, link.extent) for link in load(folder).links]
    assert links == [("ada-lovelace", Extent.UNSTATED), ("bob", Extent.PARTIAL)]
