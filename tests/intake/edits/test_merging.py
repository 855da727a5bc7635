"""A document put into a corpus: what pairs, what is held back, what changes, and that twice is once."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jam_report import jam_draft

import jamplan
from generated import corpora
from jamplan.corpus import packaged_folder
from jamplan.intake.edits.applying import edited
from jamplan.intake.edits.effects import effects
from jamplan.intake.edits.merging import ALL, FieldChange, How, UnknownPairError, Why, merge
from jamplan.intake.items.drafts import Draft, DraftGroup, DraftItem, Kind
from jamplan.model import Evidence, TitleBasis
from jamplan.staleness import text_of
from written import write_corpus

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
DAY = "2026-11-25"
DIGEST = "ab" * 32


def draft(*items: DraftItem, **parts) -> Draft:
    """A draft of proposals of these items."""
    base = {
        "kind": Kind.PROPOSALS,
        "title": "Ten wishes",
        "publisher": "league",
        "date": "2021-04",
        "language": "en",
        "file": "wishes.pdf",
        "sha256": DIGEST,
        "items": items,
    }
    return Draft(**{**base, **parts})


def item(number: str | None, title: str, text: str | None = None, **parts) -> DraftItem:
    """An item whose id is of its number."""
    base = {"id": f"p{number}", "number": number, "title": title, "text": text}
    return DraftItem(**{**base, **parts})


PROPOSALS = """\
format: 1
document:
  publisher: league
  short_name: Ten wishes
  language: en
chapters:
  - {id: ch1, title: Water and wells, pages: 3}
  - {id: ch2, title: Roads}
proposals:
  # The first of all.
  - id: wells
    number:
    chapter: ch1
    chapter_inferred: true   # by us
    title: Wells in villages
    title_basis: described
    text: Dig a deep well in every village of the land.
    attribution: implicit
    note: Read it again.
    evidence: [{source: article, quote: our wells}]
  - id: roads
    number: 2
    chapter: ch2
    title: Mend roads
    title_basis: reported
  - {id: schools, title: "Open more schools", number: 3, number_inferred: true}
"""


@pytest.fixture
def loaded(corpus):
    """The small corpus with proposals of each kind, from disk."""
    folder = corpus(proposals=PROPOSALS)
    return jamplan.load(folder)


def written(corpus, found):
    """A corpus with a merge in it, as it would be on disk."""
    return jamplan.load(corpus.folder, edited(Path(corpus.folder), found.edits))


def test_a_renumbered_edition_keeps_its_items(corpus):
    """The same title and text are the same item, whatever another one's number says."""
    folder = corpus(
        proposals="format: 1\ndocument: {short_name: W, publisher: league}\nproposals:\n"
        "  - {id: wells, number: 1, title: Dig wells, text: In every village.}\n"
        "  - {id: roads, number: 2, title: Mend roads, text: All of them.}\n",
        links="format: 1\n",
    )
    edition = draft(item("1", "Mend roads", "All of them."), item("2", "Plant trees", "Many."))
    found = merge(jamplan.load(folder), edition, on=DAY)
    assert [(pair.item.id, pair.known, pair.how) for pair in found.pairs] == [("p1", "roads", How.TEXT)]


def test_a_title_under_another_number_is_asked_about_as_such(corpus):
    """A renumbered edition with other texts: the right pair is offered, and none by the number."""
    folder = corpus(
        proposals="format: 1\ndocument: {short_name: W, publisher: league}\nproposals:\n"
        "  - {id: wells, number: 1, title: Dig wells, text: In every village.}\n"
        "  - {id: roads, number: 2, title: Mend roads, text: All of them by 2031.}\n"
        "  - {id: trees, number: 3, title: Plant trees, text: Twelve of them.}\n",
        links="format: 1\n",
    )
    edition = draft(
        item("1", "Mend roads", "All of them by 2032."), item("2", "Plant trees", "Thirty of them.")
    )
    found = merge(jamplan.load(folder), edition, on=DAY)
    assert found.pairs == ()
    assert [(held.item.id, held.why, held.candidates[0].id) for held in found.held] == [
        ("p1", Why.OTHER_NUMBER, "roads"),
        ("p2", Why.OTHER_NUMBER, "trees"),
    ]


def test_a_place_that_a_hand_made_more_exact_is_the_same_place(loaded):
    """After « p. 5 » became « p. 5, § 2 » and a word of the text was mended, the file still pairs."""
    first = draft(item("2", "Mend roads", "Mend all roads.", locator="p. 5"))
    folder = Path(loaded.folder)
    for file, data in edited(folder, merge(loaded, first, on=DAY).edits).items():
        changed = data.decode().replace("p. 5", "p. 5, § 2").replace("Mend all", "Mend most")
        (folder / file).write_text(changed, encoding="utf-8")
    found = merge(jamplan.load(folder), first, on=DAY)
    assert [pair.known for pair in found.pairs] == ["roads"]


def test_pairs_by_number_then_by_likeness(loaded):
    """A number pairs where the words do not contradict it; likeness where it is clearly the best."""
    found = merge(
        loaded,
        draft(
            item("1", "A well in each village", "Dig a deep well in every village.", locator="p. 4"),
            item("2", "Mend the roads", "Mend all roads.", locator="p. 5"),
            item("3", "Open new schools", locator="p. 6"),
            item("4", "A tax on yachts", "Tax them."),
        ),
        on=DAY,
    )
    assert [(pair.item.id, pair.known, pair.how) for pair in found.pairs] == [
        ("p1", "wells", How.LIKENESS),
        ("p2", "roads", How.NUMBER),
        ("p3", "schools", How.NUMBER),
    ]
    assert [(new.item.id, new.id) for new in found.new] == [("p4", "p4")]
    assert (found.held, found.unpaired) == ((), ())
    assert found.pairs[0].changes == (
        FieldChange("number", None, "1"),
        FieldChange("title", "Wells in villages", "A well in each village"),
        FieldChange("title_basis", "described", None),
        FieldChange(
            "text",
            "Dig a deep well in every village of the land.",
            "Dig a deep well in every village.",
        ),
        FieldChange("evidence", None, "league-2021-04, p. 4"),
    )
    # An official title is kept, and said to be another one.
    assert found.pairs[2].changes == (
        FieldChange("number_inferred", "true", None),
        FieldChange("evidence", None, "league-2021-04, p. 6"),
    )
    assert [(doubt.code, dict(doubt.details).get("item")) for doubt in found.doubts] == [
        ("attribution-kept", "wells"),
        ("note-kept", "wells"),
        ("title-kept", "schools"),
    ]


def test_what_is_written_keeps_what_people_wrote(loaded):
    """Ids, notes, attribution, evidence, comments and order stay; the document's words come in."""
    found = merge(
        loaded,
        draft(
            item("1", "A well in each village", "Dig a deep well in every village.", group="c1"),
            item("2", "Mend the roads: all of them", locator="p. 5", group="c2"),
            groups=(
                DraftGroup(id="c1", title="WATER AND WELLS", pages="3-4"),
                DraftGroup(id="c2", title="Chapter 2 – Roads and bridges of the land"),
            ),
        ),
        on=DAY,
        said={"c2": "ch2"},
    )
    contents = edited(Path(loaded.folder), found.edits)
    assert (
        contents["proposals.yaml"].decode()
        == """\
format: 1
document:
  publisher: league
  short_name: Ten wishes
  language: en
  source: league-2021-04
  title: Ten wishes
  date: 2021-04
chapters:
  - {id: ch1, title: Water and wells, pages: 3}
  - {id: ch2, title: Roads}
proposals:
  # The first of all.
  - id: wells
    number: 1
    chapter: ch1
    title: A well in each village
    text: Dig a deep well in every village.
    attribution: implicit
    note: Read it again.
    evidence: [{source: article, quote: our wells}, {source: league-2021-04}]
  - id: roads
    number: 2
    chapter: ch2
    title: 'Mend the roads: all of them'
    evidence:
      - source: league-2021-04
        locator: p. 5
  - {id: schools, title: "Open more schools", number: 3, number_inferred: true}
"""
    )
    assert contents["sources.yaml"].decode().splitlines()[-1] == (
        "  - {id: league-2021-04, publisher: league, kind: report, title: Ten wishes, date: 2021-04, "
        f"accessed: 2026-11-25, sha256: {DIGEST}}}"
    )


def test_a_number_against_the_words_is_a_doubt(loaded):
    """The same number and not a word in common: nothing is written of it until somebody says so."""
    strange = item("2", "Abolish the lottery", "No more gambling.")
    found = merge(loaded, draft(strange), on=DAY)
    assert [(held.item.id, held.why, [c.id for c in held.candidates]) for held in found.held] == [
        ("p2", Why.NUMBER_AGAINST_WORDS, ["roads"])
    ]
    assert (found.pairs, found.new) == ((), ())
    told = merge(loaded, draft(strange), on=DAY, said={"2": "roads"})
    assert [(pair.known, pair.how) for pair in told.pairs] == [("roads", How.PERSON)]
    new = merge(loaded, draft(strange), on=DAY, as_new=["2"])
    assert [each.id for each in new.new] == ["p2"]


def test_what_may_be_one_of_several_is_held_back(loaded):
    """Two that resemble one: neither is it by itself; a word for one settles the other."""
    two = draft(
        item("7", "Dig wells in every village", "A deep well in every village of the land."),
        item("8", "Deep wells for every village", "Dig a deep well in every village."),
    )
    found = merge(loaded, two, on=DAY)
    assert [(held.item.id, held.why) for held in found.held] == [("p7", Why.ALIKE), ("p8", Why.ALIKE)]
    assert found.pairs == ()
    said = merge(loaded, two, on=DAY, said={"7": "wells"})
    assert [pair.known for pair in said.pairs] == ["wells"]
    assert ([new.id for new in said.new], said.held) == (["p8"], ())


def test_another_chapter_speaks_against_likeness(loaded):
    """What resembles one that stands elsewhere is a doubt, however alike the words are."""
    found = merge(
        loaded,
        draft(
            item("7", "A well in each village", "Dig a deep well in every village.", group="c2"),
            groups=(DraftGroup(id="c2", title="Roads"),),
        ),
        on=DAY,
    )
    assert [(held.item.id, held.why) for held in found.held] == [("p7", Why.OTHER_GROUP)]


def test_a_repeated_number_pairs_nothing(loaded):
    """Two items have the number of one on record: the one with its words is it."""
    found = merge(loaded, draft(item("2", "Mend roads"), item("2", "Mend bridges", id="p2b")), on=DAY)
    assert [(pair.item.id, pair.how) for pair in found.pairs] == [("p2", How.TEXT)]
    assert [(held.item.id, held.why) for held in found.held] == [("p2b", Why.NUMBER_REPEATED)]


def test_a_chapter_without_items_is_no_chapter(corpus):
    """Of two chapters of one title, the one that no item stands in changes nothing, now or later."""
    folder = corpus(proposals=PROPOSALS)
    given_draft = draft(
        item("9", "Light the streets", group="g2"),
        groups=(DraftGroup(id="g1", title="Lights", pages="5"), DraftGroup(id="g2", title="Lights")),
    )
    found = merge(jamplan.load(folder), given_draft, on=DAY)
    assert [new.item.id for new in found.new_groups] == ["g2"]
    after = jamplan.load(folder, edited(folder, found.edits))
    assert merge(after, given_draft, on=DAY).edits == ()


@pytest.mark.parametrize(
    ("said", "as_new", "value", "new"),
    [
        ({"9": "wells"}, [], "9", True),
        ({"1": "well"}, [], "well", False),
        ({}, ["9"], "9", True),
    ],
)
def test_pairs_that_name_nothing_are_refused(loaded, said, as_new, value, new):
    """A typing fault in a number or an id is no silent new item."""
    with pytest.raises(UnknownPairError) as caught:
        merge(loaded, draft(item("1", "A well")), on=DAY, said=said, as_new=as_new)
    assert (caught.value.value, caught.value.new) == (value, new)


def test_one_is_paired_with_one(loaded):
    """Neither side twice."""
    two = draft(item("1", "A"), item("2", "B"))
    for said in ({"1": "wells", "2": "wells"}, {"1": "wells", "p1": "roads"}):
        with pytest.raises(UnknownPairError) as caught:
            merge(loaded, two, on=DAY, said=said)
        assert caught.value.repeated


def test_without_a_publisher_nothing_is_written(corpus):
    """A source has somebody who publishes it: nobody is made up."""
    found = merge(
        jamplan.load(
            corpus(
                proposals="format: 1\ndocument: {short_name: W, language: en}\n", links="format: 1\n"
            )
        ),
        draft(item("1", "A"), publisher=None),
        on=DAY,
    )
    assert (found.source, found.edits) == (None, ())
    assert [doubt.code for doubt in found.doubts] == ["publisher-needed"]


def test_the_document_on_record_gets_its_digest_and_its_number(corpus):
    """Its source is not added again; a number that it declares goes to the others."""
    text = PROPOSALS.replace(
        "  language: en\n",
        "  language: en\n  source: article\n  declared: [{count: 9, sources: [paper]}]\n",
        1,
    )
    loaded = jamplan.load(corpus(proposals=text))
    found = merge(loaded, draft(item("2", "Mend roads"), declared=10), on=DAY, copy="wishes.pdf")
    after = written(loaded, found)
    assert (after.source["article"].sha256, after.source["article"].file) == (DIGEST, "wishes.pdf")
    assert [(each.count, each.sources) for each in after.proposals_document.declared] == [
        (9, ("paper",)),
        (10, ("article",)),
    ]
    codes = [doubt.code for doubt in found.doubts]
    assert codes == ["source-kept", "source-kept", "declared-differs"]
    other = merge(after, draft(item("2", "Mend roads"), declared=10, sha256="cd" * 32), on=DAY)
    assert other.edits == ()
    assert "other-copy" in [doubt.code for doubt in other.doubts]


def test_measures_get_their_priority_and_keep_their_details(corpus):
    """The plan is put into its own file, and its groups are priorities."""
    loaded = jamplan.load(corpus())
    found = merge(
        loaded,
        draft(
            item("1", "Wells for all", "Every village gets a well.", id="x1", group="g1"),
            item("2", "Fight thirst", id="x2", group="g2"),
            kind=Kind.MEASURES,
            title="The plan",
            groups=(DraftGroup(id="g1", title="Water"), DraftGroup(id="g2", title="Health")),
        ),
        on=DAY,
    )
    after = written(loaded, found)
    first, second, third = after.measures
    assert (first.id, first.number, first.text, first.priority) == (
        "M1",
        "1",
        "Every village gets a well.",
        "P1",
    )
    assert first.evidence == (Evidence(source="paper"), Evidence(source="league-2021-04"))
    assert second == loaded.measures[1]
    assert (third.id, third.number, third.priority) == ("x2", "2", "g2")
    assert after.plan_document.source == "league-2021-04"
    assert after.priorities[1].title == "Health"


def test_decisions_on_changed_texts_are_stale(corpus):
    """A link that keeps its texts is to be reviewed; of one that does not, nobody will be told."""
    links = """\
format: 1
links:
  - {proposal: wells, measure: M1, claimed_by: league, basis: explicit, read: {proposal: "Wells in villages
      Dig a deep well in every village of the land."}}
  - {proposal: wells, measure: M2, claimed_by: league, basis: explicit}
  - {proposal: roads, measure: M2, claimed_by: league, basis: explicit}
"""
    loaded = jamplan.load(corpus(proposals=PROPOSALS, links=links))
    found = merge(loaded, draft(item("1", "A well", "Dig one.")), on=DAY, said={"1": "wells"})
    made = effects(loaded, written(loaded, found))
    assert [(each.proposal, each.measure) for each in made.stale] == [("wells", "M1")]
    assert [(each.proposal, each.measure) for each in made.untold] == [("wells", "M2")]


# Twice is once

WORDS = st.lists(
    st.sampled_from(
        "wells roads village school water tax deep mend open dig land every bridge".split()
    ),
    min_size=1,
    max_size=7,
).map(" ".join)


@st.composite
def drafts(draw):
    """Items that are, resemble or contradict those of a generated corpus."""
    count = draw(st.integers(0, 7))
    items = []
    for place in range(count):
        number = draw(st.none() | st.sampled_from(["1", "2", "03", "4 bis", "7"]))
        items.append(
            DraftItem(
                id=draw(st.sampled_from([f"d{place}", f"p{place}", f"M{place}"])),
                number=number,
                title=draw(WORDS),
                text=draw(st.none() | WORDS),
                group=draw(st.sampled_from([None, "g1", "g2"])),
                locator=draw(st.sampled_from([None, "p. 4"])),
            )
        )
    unique = {each.id: each for each in items}
    groups = (DraftGroup(id="g1", title=draw(WORDS), pages="5"), DraftGroup(id="g2", title=draw(WORDS)))
    return Draft(
        kind=draw(st.sampled_from(Kind)),
        title=draw(st.none() | WORDS),
        publisher=draw(st.sampled_from([None, "author", "Somebody Else"])),
        date=draw(st.sampled_from([None, "2021", "2021-04"])),
        language=draw(st.sampled_from(["fr", "en"])),
        declared=draw(st.sampled_from([None, 3, 9])),
        file="x.pdf",
        sha256=DIGEST,
        groups=groups,
        items=tuple(unique.values()),
    )


@st.composite
def known(draw):
    """A generated corpus in the same words."""
    corpus = draw(corpora())
    quoted = (Evidence(source="s1", quote="no"),)

    def put(each):
        return replace(
            each,
            title=draw(WORDS),
            text=draw(st.none() | WORDS),
            number=draw(st.sampled_from([None, "1", "2", "3"])),
            number_inferred=draw(st.booleans()),
            title_basis=draw(st.sampled_from(TitleBasis)),
        )

    return replace(
        corpus,
        chapters=tuple(replace(each, title=draw(WORDS)) for each in corpus.chapters),
        proposals=tuple(put(each) for each in corpus.proposals),
        measures=tuple(put(each) for each in corpus.measures),
        verdicts=tuple(replace(each, evidence=quoted) for each in corpus.verdicts),
    )


@given(known(), drafts(), st.booleans(), st.sampled_from([False, None]))
@SLOW
def test_the_same_file_twice_changes_nothing(generated, given_draft, as_new, flow):
    """Not one byte, whatever pairs, and whether or not what was in doubt was said to be new."""
    with tempfile.TemporaryDirectory() as name:
        folder = write_corpus(Path(name) / "c", generated, flow=flow)
        before = jamplan.load(folder)
        first = merge(before, given_draft, on=DAY, as_new=[ALL] if as_new else [])
        contents = edited(folder, first.edits)
        for file, data in contents.items():
            (folder / file).write_bytes(data)
        after = jamplan.load(folder)
        second = merge(after, given_draft, on="2030-01-01")
        assert second.edits == ()
        # Nothing on record is lost, and no id changes.
        for old, new in ((before.proposals, after.proposals), (before.measures, after.measures)):
            assert [each.id for each in new][: len(old)] == [each.id for each in old]
            for one, other in zip(old, new, strict=False):
                assert one.note == other.note
                quotes = {(each.source, each.quote) for each in other.evidence}
                assert {(each.source, each.quote) for each in one.evidence} <= quotes
        assert before.links == after.links
        assert len(first.pairs) + len(first.new) + len(first.held) == len(given_draft.items)
        assert len({pair.known for pair in first.pairs}) == len(first.pairs)


def test_the_shipped_corpus_is_completed():
    """Twenty-eight proposals: eight on record in other words, twenty new; then nothing changes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "c"
        folder.mkdir()
        for each in packaged_folder().glob("*.yaml"):
            (folder / each.name).write_bytes(each.read_bytes())
        before = jamplan.load(folder)
        said = {"1": "formation-professionnels"}
        found = merge(before, jam_draft(), on=DAY, said=said)
        assert found.held == ()
        assert {pair.known for pair in found.pairs} == {each.id for each in before.proposals}
        assert len(found.new) == 20
        after = jamplan.load(folder, edited(folder, found.edits))
        assert len(after.proposals) == 28
        assert {each.number for each in after.proposals} == {str(number) for number in range(1, 29)}
        assert not any(each.chapter_inferred for each in after.proposals)
        assert all(each.title_basis is TitleBasis.OFFICIAL for each in after.proposals)
        assert len(effects(before, after).stale) == 7
        assert [link.read for link in after.links] == [link.read for link in before.links]
        assert text_of(after.proposal["p4"]).startswith("Lancer une campagne")
        assert merge(after, jam_draft(), on="2030-01-01").edits == ()
