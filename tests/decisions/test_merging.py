"""A document merged into a corpus: what pairs, what is asked, what changes, and that twice is once."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamplan.corpus.findings import RefusedError, WrongDataError
from jamplan.corpus.loading import load
from jamplan.corpus.model import Evidence, TitleBasis
from jamplan.decisions.merging import apply, merge, statements_to_review
from jamplan.decisions.pairing import ALL
from jamplan.decisions.recording import differences
from jamplan.documents.drafts import Draft, DraftGroup, DraftItem, DraftKind
from tests.conftest import edit, told, unchanged
from tests.generated import corpora, with_parts
from tests.killing import killed_after
from tests.written import write_corpus

DAY = "2026-11-25"
DIGEST = "ab" * 32
OURS = [{"source": "article", "quote": "our wells"}]


def draft(*items: DraftItem, **parts) -> Draft:
    """A draft of proposals of these items."""
    base = {
        "kind": DraftKind.PROPOSALS,
        "title": "Ten wishes",
        "publisher": "league",
        "language": "en",
    }
    base |= {"date": "2021-04", "file": "wishes.pdf", "sha256": DIGEST, "items": items}
    return Draft(**{**base, **parts})


def item(number: str | None, title: str, text: str | None = None, **parts) -> DraftItem:
    """An item whose id is of its number."""
    base = {"id": f"p{number}", "number": number, "title": title, "text": text}
    return DraftItem(**{**base, **parts})


def outcomes(result):
    """What becomes of each item, and by what of which record, or near which."""
    return [
        f"{merged.item.id} {merged.becomes} {merged.id} {merged.how}"
        if merged.id
        else f"{merged.item.id} {merged.becomes} near {' '.join(near.id for near in merged.candidates)}"
        for merged in result.items
    ]


def changes_of(corpus, result, number):
    """The fields of an item's record, before and after."""
    record = result.items[number].record
    return {
        name: sides for name, *sides in differences(corpus.proposal[record.id], record)
    }


def written(corpus, result):
    """A corpus with a merge in it, as it would be on disk."""
    return apply(corpus, lambda _corpus: result, write=False).after


PROPOSALS = """\
format: 2
document:
  publisher: league
  short_name: Ten wishes
  language: en
chapters:
  - {id: ch1, title: Water and deep wells, pages: 3}
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
NUMBERED = """\
format: 2
document: {short_name: W, publisher: league}
proposals:
  - {id: wells, number: 1, title: Dig wells, text: In every village.}
  - {id: roads, number: 2, title: Mend roads, text: All of them by 2031.}
  - {id: trees, number: 3, title: Plant trees, text: Twelve of them.}
"""


@pytest.fixture
def loaded(corpus):
    """The small corpus with proposals of each kind, from disk."""
    return load(corpus(proposals=PROPOSALS))


@pytest.fixture
def numbered(corpus):
    """A corpus of three numbered proposals."""
    return load(corpus(proposals=NUMBERED, links="format: 2\n...\n"))


def test_pairs_by_number_then_by_similarity(loaded):
    """A changed text is a change, old and new; what resembles nothing is new."""
    items = (
        item(
            "1",
            "A well in each village",
            "Dig a deep well in every village.",
            locator="p. 4",
        ),
        item("2", "Mend the roads", "Mend all roads.", locator="p. 5"),
        item("3", "Open new schools", locator="p. 6"),
        item("4", "A tax on yachts", "Tax them."),
    )
    result = merge(loaded, draft(*items), on=DAY)
    paired = [
        "p1 changed wells similarity",
        "p2 changed roads number",
        "p3 changed schools number",
    ]
    assert outcomes(result) == [*paired, "p4 added p4 None"]
    assert result.unpaired == ()
    old, new = (
        "Dig a deep well in every village of the land.",
        "Dig a deep well in every village.",
    )
    assert changes_of(loaded, result, 0) == {
        "number": [None, "1"],
        "title": ["Wells in villages", "A well in each village"],
        "title_basis": ["described", None],
        "text": [old, new],
        "evidence": [OURS, [*OURS, {"source": "league-2021-04", "locator": "p. 4"}]],
    }
    assert changes_of(loaded, result, 2) == {
        "number_inferred": ["true", None],
        "title": ["Open more schools", "Open new schools"],
        "evidence": [None, [{"source": "league-2021-04", "locator": "p. 6"}]],
    }
    # With a date that no calendar has, the document is refused, and no file has changed.
    wrong = draft(item("2", "Mend all roads"), date="2021-13")
    with unchanged(Path(loaded.folder)), pytest.raises(WrongDataError) as caught:
        apply(loaded, lambda found: merge(found, wrong, on=DAY), write=True)
    assert set(told(caught)) == {"bad-date"}


def test_a_title_under_another_number_is_asked_about(numbered):
    """With another text too: the likely record is offered, and the number pairs nothing."""
    mend = item("1", "Mend roads", "All of them by 2032.")
    result = merge(
        numbered, draft(mend, item("2", "Plant trees", "Thirty of them.")), on=DAY
    )
    first, second = outcomes(result)
    assert (
        first.startswith("p1 asked near roads"),
        second.startswith("p2 asked near trees"),
    ) == (
        True,
        True,
    )
    assert result.edits == ()
    # The same title and text are the same item, whatever number they have now.
    mend = item("1", "Mend roads", "All of them by 2031.")
    edition = draft(mend, item("2", "Shut the tram", "Sell it."))
    assert outcomes(merge(numbered, edition, on=DAY)) == [
        "p1 changed roads text",
        "p2 added p2 None",
    ]


def test_what_is_written_keeps_what_people_wrote(loaded):
    """Ids, notes, attribution, evidence, comments and order stay; the document's words come in."""
    items = (
        item(
            "1",
            "A well in each village",
            "Dig a deep well in every village.",
            group="c1",
        ),
        item("2", "Mend the roads: all of them", locator="p. 5", group="c2"),
    )
    groups = (
        DraftGroup(id="c1", title="Chapter 1 – WATER AND DEEP WELLS", pages="3-4"),
        DraftGroup(id="c2", title="Roads", pages="5"),
        DraftGroup(id="c3", title="Nothing is in it"),
    )
    result = merge(loaded, draft(*items, groups=groups), on=DAY)
    applied = apply(loaded, lambda _corpus: result, write=True)
    assert applied.files == ("sources.yaml", "proposals.yaml")
    folder = Path(loaded.folder)
    assert (folder / "proposals.yaml.bak").read_text(encoding="utf-8") == PROPOSALS
    expected = PROPOSALS
    for old, new in (
        ("  language: en\n", "  language: en\n  source: league-2021-04\n  title: Ten wishes\n  date: 2021-04\n"),
        ("    number:\n", "    number: 1\n"),
        ("    chapter_inferred: true   # by us\n", "    # by us\n"),
        ("    title: Wells in villages\n    title_basis: described\n", "    title: A well in each village\n"),
        ("village of the land.", "village."),
        ("quote: our wells}]", "quote: our wells}, {source: league-2021-04}]"),
        ("    title: Mend roads\n    title_basis: reported\n", "    title: 'Mend the roads: all of them'\n    evidence:\n      - source: league-2021-04\n        locator: p. 5\n"),
    ):  # fmt: skip
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert (folder / "proposals.yaml").read_text(encoding="utf-8") == expected
    assert (folder / "sources.yaml").read_text(encoding="utf-8").splitlines()[-1] == (
        "  - {id: league-2021-04, publisher: league, kind: report, title: Ten wishes, date: 2021-04, "
        f"accessed: 2026-11-25, sha256: {DIGEST}}}"
    )


def test_a_title_that_was_cut_is_not_official(numbered):
    """A new record and a completed one say that it is shortened, and twice changes nothing."""
    wells = item("1", "Dig wells", "In every village.", shortened=True)
    cut = draft(wells, item("9", "Sow", shortened=True))
    after = written(numbered, merge(numbered, cut, on=DAY))
    bases = [record.title_basis for record in after.proposals]
    assert bases == ["shortened", "official", "official", "shortened"]
    assert merge(after, cut, on=DAY).edits == ()


def test_a_number_against_the_words_is_asked_about(numbered, loaded):
    """The same number and not a word in common: a person decides."""
    wells = item("1", "Dig wells", "In every village.")
    strange = draft(wells, item("2", "Abolish the lottery", "No more gambling."))
    assert outcomes(merge(numbered, strange, on=DAY))[1] == "p2 asked near roads"
    said = merge(numbered, strange, on=DAY, pairs={"2": "roads"})
    assert outcomes(said)[1] == "p2 changed roads person"
    assert (
        outcomes(merge(numbered, strange, on=DAY, as_new=["2"]))[1]
        == "p2 added p2 None"
    )
    # Two items have the number of one record: the one with its words is it.
    two = draft(item("2", "Mend roads"), item("2", "Mend bridges", id="p2b"))
    assert outcomes(merge(loaded, two, on=DAY))[0] == "p2 changed roads text"
    assert "roads" not in outcomes(merge(loaded, two, on=DAY))[1]
    # Of two that resemble one, neither is it by itself; a word for one settles the other.
    two = draft(
        item(
            "7",
            "Dig wells in every village",
            "A deep well in every village of the land.",
        ),
        item("8", "Deep wells for every village", "Dig a deep well in every village."),
    )
    assert outcomes(merge(loaded, two, on=DAY)) == [
        "p7 asked near wells",
        "p8 asked near wells",
    ]
    settled = merge(loaded, two, on=DAY, pairs={"7": "wells"})
    assert outcomes(settled) == ["p7 changed wells person", "p8 added p8 None"]


@pytest.mark.parametrize(
    "new",
    [
        item(
            "7",
            "A well in each village",
            "Dig a deep well in every village.",
            group="c2",
        ),
        item(
            "7",
            "A well in each village",
            "Do not dig a deep well in every village of the land.",
        ),
    ],
)
def test_similarity_pairs_nothing_against_the_chapter_or_the_sense(loaded, new):
    """What is in another chapter, or may say the opposite, is asked about however alike it is."""
    result = merge(
        loaded, draft(new, groups=(DraftGroup(id="c2", title="Roads"),)), on=DAY
    )
    assert outcomes(result) == ["p7 asked near wells"]


@pytest.mark.parametrize(
    ("pairs", "as_new", "value"),
    [
        ({"9": "wells"}, [], "9"),
        ({"1": "well"}, [], "well"),
        ({}, ["9"], "9"),
        ({"1": "wells", "2": "wells"}, [], "wells"),
        ({"1": "wells", "p1": "roads"}, [], "p1"),
        ({"1": "wells"}, ["1"], "1"),
    ],
)
def test_words_that_name_nothing_or_one_twice_are_refused(loaded, pairs, as_new, value):
    """A slip of typing in a number or an id makes no new item."""
    with pytest.raises(RefusedError) as caught:
        merge(
            loaded,
            draft(item("1", "A"), item("2", "B")),
            on=DAY,
            pairs=pairs,
            as_new=as_new,
        )
    assert caught.value.findings[0].details["value"] == value


def test_the_document_on_record_gets_its_digest_and_its_number(corpus):
    """Its source is not added again; a number that it declares comes after the others."""
    more = "  language: en\n  source: article\n  declared: [{count: 9, sources: [paper]}]\n"
    loaded = load(corpus(proposals=PROPOSALS.replace("  language: en\n", more, 1)))
    wishes = draft(item("2", "Mend roads"), declared=10)
    after = written(loaded, merge(loaded, wishes, on=DAY, copy="wishes.pdf"))
    assert (after.source["article"].sha256, after.source["article"].file) == (
        DIGEST,
        "wishes.pdf",
    )
    declared = [
        (record.count, record.sources) for record in after.proposals_document.declared
    ]
    assert declared == [(9, ("paper",)), (10, ("article",))]
    other = merge(after, replace(wishes, sha256="cd" * 32), on=DAY)
    assert (other.edits, other.other_copy) == ((), True)


def test_a_document_that_shares_nothing_is_another_one(numbered):
    """Not a question for each item; a person may say that it is a new edition all the same."""
    wishes = draft(item("1", "Dig wells", "In every village."), item("4", "Sow seeds"))
    loaded = written(numbered, merge(numbered, wishes, on=DAY))
    other = draft(
        item("1", "Abolish the lottery"), item("2", "Cap the rents"), sha256="cd" * 32
    )
    with pytest.raises(RefusedError) as caught:
        merge(loaded, other, on=DAY)
    assert told(caught) == ["other-document"]
    assert len(merge(loaded, other, on=DAY, as_new=[ALL]).edits) == 2
    edition = replace(other, items=(*other.items, item("3", "Sow the seeds")))
    assert [str(merged.becomes) for merged in merge(loaded, edition, on=DAY).items] == [
        "asked"
    ] * 3


def test_measures_get_their_priority_and_keep_their_details(corpus):
    """The plan is merged into its own file, and its groups are priorities."""
    loaded = load(corpus())
    plan = draft(
        item("1", "Wells for all", "Every village gets a well.", id="x1", group="g1"),
        item("2", "Fight thirst", id="x2", group="g2"),
        kind=DraftKind.MEASURES,
        title="The plan",
        groups=(
            DraftGroup(id="g1", title="Water"),
            DraftGroup(id="g2", title="Health"),
        ),
    )
    after = written(loaded, merge(loaded, plan, on=DAY))
    first, second, third = after.measures
    assert (first.id, first.number, first.text) == (
        "M1",
        "1",
        "Every village gets a well.",
    )
    assert first.evidence == (
        Evidence(source="paper"),
        Evidence(source="league-2021-04"),
    )
    assert second == loaded.measures[1]
    assert (third.id, third.number, third.priority) == ("x2", "2", "g2")
    assert (after.plan_document.source, after.priorities[1].title) == (
        "league-2021-04",
        "Health",
    )


def test_decisions_on_changed_texts_are_to_be_reviewed(corpus):
    """With a copy of the texts read or without; on all measures where one is new."""
    links = """\
format: 2
statements:
  - {about: wells, says: taken_up, measure: M2, words: explicit, evidence: [{source: article}]}
  - {about: wells, says: taken_up, measure: M1, words: explicit, evidence: [{source: article}],
     read: {about: "Wells in villages\nDig a deep well in every village of the land."}}
  - {about: roads, says: taken_up, measure: M2, words: explicit, evidence: [{source: article}]}
  - {about: schools, says: no_match, words: compared, by: Ada, read: {document: all}}
readings:
  - id: all
    measures: [{id: M1, text: Wells for all}, {id: M2, text: A campaign}]
...
"""
    loaded = load(corpus(proposals=PROPOSALS, links=links))
    result = merge(
        loaded, draft(item("1", "A well", "Dig one.")), on=DAY, pairs={"1": "wells"}
    )
    decisions = statements_to_review(loaded, written(loaded, result))
    assert decisions == loaded.statements[:2]
    plan = draft(item("1", "A well", "Dig one."), kind=DraftKind.MEASURES)
    after = written(loaded, merge(loaded, plan, on=DAY, as_new=[ALL]))
    assert statements_to_review(loaded, after) == loaded.statements[3:]


def test_after_a_correction_by_hand_the_document_still_pairs(loaded):
    """A place made more exact is the same place, and the correction is shown, old and new."""
    first = draft(item("2", "Mend roads", "Mend all roads.", locator="p. 5"))
    folder = Path(loaded.folder)
    apply(loaded, lambda found: merge(found, first, on=DAY), write=True)
    for old, new in (("p. 5", "p. 5, § 2"), ("all roads", "most roads")):
        edit(folder / "proposals.yaml", old, new)
    edited = load(folder)
    expected = {"text": ["Mend most roads.", "Mend all roads."]}
    assert changes_of(edited, merge(edited, first, on=DAY), 0) == expected


# Twice is once

VOCABULARY = (
    "wells roads village school water tax deep mend open dig land every bridge".split()
)
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=7).map(" ".join)


@st.composite
def drafts(draw):
    """Items that are, resemble or contradict those of a generated corpus."""
    items = [
        DraftItem(
            id=draw(st.sampled_from([f"d{index}", f"p{index}", f"M{index}"])),
            number=draw(st.none() | st.sampled_from(["1", "2", "03", "4 bis", "7"])),
            title=draw(WORDS),
            text=draw(st.none() | WORDS),
            group=draw(st.sampled_from([None, "g1", "g2"])),
            locator=draw(st.sampled_from([None, "p. 4"])),
        )
        for index in range(draw(st.integers(0, 7)))
    ]
    unique = {drafted.id: drafted for drafted in items}
    titles = (
        DraftGroup(id="g1", title=draw(WORDS), pages="5"),
        DraftGroup(id="g2", title=draw(WORDS)),
    )
    return draft(
        *unique.values(),
        kind=draw(st.sampled_from(DraftKind)),
        title=draw(st.none() | WORDS),
        publisher=draw(st.sampled_from(["author", "Somebody Else"])),
        date=draw(st.sampled_from([None, "2021", "2021-04"])),
        language=draw(st.sampled_from(["fr", "en"])),
        declared=draw(st.sampled_from([None, 3, 9])),
        groups=titles,
    )


@st.composite
def known(draw):
    """A generated corpus in the same words."""
    corpus = draw(corpora())

    def put(record):
        return replace(
            record,
            title=draw(WORDS),
            text=draw(st.none() | WORDS),
            number=draw(st.sampled_from([None, "1", "2", "3"])),
            number_inferred=draw(st.booleans()),
            title_basis=draw(st.sampled_from(TitleBasis)),
        )

    return with_parts(
        corpus,
        chapters=tuple(
            replace(record, title=draw(WORDS)) for record in corpus.chapters
        ),
        proposals=tuple(put(record) for record in corpus.proposals),
        measures=tuple(put(record) for record in corpus.measures),
    )


@given(known(), drafts(), st.booleans(), st.sampled_from([False, None]))
@settings(max_examples=40)
def test_the_same_file_twice_changes_nothing(
    empty, generated, given_draft, as_new, flow
):
    """Not one byte, whatever pairs; and the first time nothing that people wrote is lost."""
    folder = write_corpus(empty / "c", generated, flow=flow)
    before = load(folder)
    try:
        first = merge(before, given_draft, on=DAY, as_new=[ALL] if as_new else [])
    except RefusedError:
        # It shares nothing with what is on record.
        first = merge(before, given_draft, on=DAY, as_new=[ALL])
    apply(before, lambda _corpus: first, write=True)
    after = load(folder)
    assert merge(after, given_draft, on="2030-01-01").edits == ()
    for old, new in (
        (before.proposals, after.proposals),
        (before.measures, after.measures),
    ):
        assert [record.id for record in new][: len(old)] == [
            record.id for record in old
        ]
        for one, other in zip(old, new, strict=False):
            assert one.note == other.note
            assert getattr(one, "attribution", None) == getattr(
                other, "attribution", None
            )
            quotes = {(piece.source, piece.quote) for piece in other.evidence}
            assert {(piece.source, piece.quote) for piece in one.evidence} <= quotes
    assert before.statements == after.statements
    assert [merged.item for merged in first.items] == list(given_draft.items)
    paired = [merged.id for merged in first.items if merged.how]
    assert len(set(paired)) == len(paired)


ONE = """\
format: 2
document: {publisher: league, short_name: Ten wishes, language: en}
proposals:
  - {id: wells, title: Dig wells, evidence: [{source: paper}]}
"""
NUMBERED_ITEMS = (item("1", "Dig wells"), item("2", "Plant trees"))
ALIKE = tuple(
    item(None, title, id=id_, locator="p. 1")
    for id_, title in (("a", "Dig wells"), ("b", "Dig wells"), ("c", ""))
)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize("files", range(4))
@pytest.mark.parametrize(
    ("items", "as_new"),
    [(NUMBERED_ITEMS, []), (ALIKE, [ALL]), (ALIKE, ["a", "b", "c"])],
)
@pytest.mark.parametrize("known", [False, True], ids=["new source", "source on record"])
def test_a_merge_that_was_killed_is_given_again(corpus, known, items, as_new, files):
    """After either copy or either file, the corpus loads, and the same command makes it the same.

    Items that are said to be new are added once, also those that no text, number or title tells apart.
    """
    proposals = (
        ONE.replace("document: {", "document: {source: paper, ") if known else ONE
    )
    whole, killed = (corpus(name, proposals=proposals) for name in ("whole", "killed"))

    def apply_in(folder):
        loaded, wishes = load(folder), draft(*items)
        return apply(
            loaded,
            lambda found: merge(found, wishes, on=DAY, as_new=as_new),
            write=True,
        )

    assert killed_after(files, lambda: apply_in(killed))
    assert apply_in(killed).after.digests == apply_in(whole).after.digests
    ids = ["wells", "a", "b", "c"] if as_new else ["wells", "p2"]
    assert [record.id for record in load(whole).proposals] == ids
    assert apply_in(whole).files == ()
