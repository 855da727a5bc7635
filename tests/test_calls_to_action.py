"""The third corpus: 94 calls to action, judged by several voices on many days."""

from collections import Counter

import pytest

from jamplan.account.changes import outcomes_changed
from jamplan.account.vocabulary import language_for
from jamplan.corpus.kinds import Severity
from jamplan.corpus.loading import load
from jamplan.corpus.statements import ALL_PROPOSALS, Says
from jamplan.corpus.views import seen
from jamplan.counting.outcomes import outcomes_of
from jamplan.counting.rivals import rivals_of
from jamplan.evidence.checks import check
from scripts.calls_to_action import EXAMPLE, build

WATCHDOG = "indigenous-watchdog"
# As of; complete; not started; stalled; in progress; the first day on which it could be read.
LISTS = {
    "2021-12-05": (
        "13 15 49 59 68 80 83 84 85 94",
        "26 34 42 45 47 51 52 55 56 64 89",
        "2 3 6 8 9 10 12 14 17 18 19 20 25 29 30 32 41 46 53 54 62 71 77 78 87 92 93",
        46,
        "2021-12-07",
    ),
    "2021-12-31": (
        "13 15 49 59 68 80 83 84 85 94",
        "6 9 26 34 42 45 46 47 51 52 53 54 55 56 64 89",
        "8 10 12 14 17 18 19 20 25 29 30 32 41 62 71 77 78 87 92 93",
        48,
        "2021-12-31",
    ),
    "2022-12-02": (
        "13 15 49 59 68 70 80 83 84 85 94",
        "2 6 9 26 34 42 45 46 47 51 52 55 56 64 89",
        "8 10 12 14 17 18 19 20 25 29 30 32 41 58 62 71 77 78 87 92 93",
        47,
        "2022-12-02",
    ),
    "2022-12-31": (
        "13 15 41 49 59 67 68 70 80 83 84 85 94",
        "2 9 26 34 42 45 46 47 51 52 55 56 64 89",
        "6 8 10 12 14 17 18 19 20 25 29 30 32 58 62 71 77 78 87 92 93",
        46,
        "2023-01-03",
    ),
    "2023-01-31": (
        "13 15 41 49 59 67 68 70 80 83 84 85 94",
        "2 9 26 34 42 45 46 47 51 52 55 56 64 89",
        "6 8 10 12 14 17 18 19 20 25 29 30 32 58 62 71 77 78 87 92 93",
        46,
        "2023-02-07",
    ),
    "2023-06-01": (
        "13 15 41 49 59 67 68 70 80 83 84 85 94",
        "2 9 26 34 42 45 46 47 51 52 55 56 64 89",
        "6 8 10 12 14 17 18 19 20 25 29 30 32 58 62 71 77 78 87 92 93",
        46,
        "2023-06-08",
    ),
    "2023-07-01": (
        "13 15 41 49 59 67 68 70 80 83 84 85 94",
        "2 9 26 34 42 45 46 47 51 52 55 56 64 89",
        "6 8 10 12 14 17 18 19 20 25 29 30 35 58 62 71 77 78 87 92 93",
        46,
        "2023-07-07",
    ),
    "2024-02-01": (
        "13 15 41 49 59 67 68 70 80 83 84 85 94",
        "2 9 10 26 34 42 45 46 47 51 52 55 56 64 89",
        "6 8 12 14 17 18 19 20 25 29 30 35 58 62 71 77 78 87 92 93",
        46,
        "2024-02-05",
    ),
    "2024-06-01": (
        "13 15 41 49 53 59 67 68 70 80 83 84 85 94",
        "2 9 10 26 34 42 45 46 47 51 52 55 56 64 89",
        "6 8 12 14 17 18 19 25 29 30 35 58 62 71 77 78 87 92 93",
        46,
        "2024-06-01",
    ),
    "2024-07-01": (
        "13 15 41 49 53 59 67 68 70 80 83 84 85 94",
        "2 9 10 26 34 42 45 46 47 51 52 55 56 64 89",
        "6 8 12 14 17 18 19 25 29 30 35 58 62 71 77 78 87 92 93",
        46,
        "2024-07-08",
    ),
    "2025-03-31": (
        "13 15 41 49 53 59 67 68 70 80 83 84 85 94",
        "2 9 10 26 34 45 46 47 51 52 55 56 64 89",
        "1 6 8 14 17 18 19 24 25 29 30 35 58 62 71 77 78 86 87 92 93",
        45,
        "2025-03-31",
    ),
}
LISTED = (Says.CARRIED_OUT, Says.NOT_CARRIED_OUT, Says.STALLED)


@pytest.fixture(scope="module")
def example():
    """The corpus as it lies in its folder."""
    return load(EXAMPLE)


def test_it_is_made_by_the_script(tmp_path):
    """Byte for byte; its README is not."""
    build(tmp_path / "made")
    made = {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}
    assert made == {
        path.name: path.read_bytes()
        for path in EXAMPLE.iterdir()
        if path.name != "README.md"
    }


def test_it_has_94_calls_in_22_groups(example):
    """In order, without a document that answers; 77 and 78 are in the unmarked group."""
    numbers = [str(number) for number in range(1, 95)]
    assert [call.number for call in example.proposals] == numbers
    assert [call.id for call in example.proposals] == [f"C{n}" for n in numbers]
    assert len(example.chapters) == 22
    assert example.plans == ()
    centre = [
        call.number
        for call in example.proposals
        if example.chapter[call.chapter].title
        == "National Centre for Truth and Reconciliation"
    ]
    assert centre == ["77", "78"]


def test_check_finds_no_error(example):
    """All quotes of the calls are in the transcription."""
    checked = check(example)
    assert checked.of(Severity.ERROR) == ()
    assert checked.quotes.missed == checked.quotes.unchecked == 0


def said_by_watchdog(corpus):
    """What Indigenous Watchdog says last of each call, by number."""
    said = {}
    for about, outcome in outcomes_of(corpus).items():
        for word in outcome.words:
            if word.who.actor == WATCHDOG:
                said[int(about.removeprefix("C"))] = word.says
    return said


@pytest.mark.parametrize("day", LISTS)
def test_a_list_is_recovered_on_its_day(example, day):
    """All four groups, as of the day on which the list could be read."""
    *listed, under_way, published = LISTS[day]
    expected = dict.fromkeys(range(1, 95), Says.UNDER_WAY)
    for says, numbers in zip(LISTED, listed, strict=True):
        expected.update(dict.fromkeys(map(int, numbers.split()), says))
    said = said_by_watchdog(seen(example, as_of=published))
    assert said == expected
    assert Counter(said.values())[Says.UNDER_WAY] == under_way


def totals_on(corpus, who, date):
    """The totals of a voice that are dated to a day."""
    return {
        statement.says: statement.count
        for statement in corpus.statements_on[ALL_PROPOSALS]
        if statement.date == date
        and who
        == (statement.speaker or corpus.source[statement.evidence[0].source].publisher)
    }


@pytest.mark.parametrize("day", LISTS)
def test_the_totals_of_a_list_are_those_of_its_numbers(example, day):
    """They add up to 94."""
    *listed, under_way, _published = LISTS[day]
    lengths = [len(numbers.split()) for numbers in listed]
    assert sum(lengths) + under_way == 94
    expected = dict(zip(LISTED, lengths, strict=True)) | {Says.UNDER_WAY: under_way}
    assert totals_on(example, WATCHDOG, day) == expected


def complete_on(corpus, day):
    """How many are complete for each voice that gives a total, as of a day."""
    return {
        rival.who.actor: rival.given
        for rival in rivals_of(seen(corpus, as_of=day))
        if rival.says is Says.CARRIED_OUT and rival.given is not None
    }


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2018-12", {"cbc": 10}),
        ("2020-12-15", {"cbc": 10, "yellowhead": 8}),
        ("2021-10-04", {"cbc": 10, "yellowhead": 11, WATCHDOG: 9}),
        ("2022-04-26", {"canada": 17, "cbc": 13, "yellowhead": 11, WATCHDOG: 11}),
        ("2022-05", {"canada": 17, "cbc": 13, "yellowhead": 11, WATCHDOG: 11}),
        (
            "2026-12-02",
            {"canada": 17, "cbc": 13, "yellowhead": 13, WATCHDOG: 14, "afn": 14},
        ),
    ],
)
def test_voices_count_differently(example, day, expected):
    """Each total with its voice: 17, 13, 11 and 11 in April 2022."""
    assert complete_on(example, day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2018-12-31", set()),
        ("2020-12-31", set()),
        ("2021-12-31", {39, 41}),
        ("2022-05", {4, 14, 25, 39, 41}),
        # The Yellowhead Institute's 67 comes before Indigenous Watchdog's.
        ("2022-12-31", {4, 14, 25, 39, 41, 67}),
        ("2023-01-03", {4, 14, 25, 39}),
        ("2024-06-01", {4, 14, 25, 39}),
        ("2024-12-31", {4, 14, 25, 39, 53}),
        ("2026-12-02", {4, 14, 25, 39, 53}),
    ],
)
def test_some_are_disputed(example, day, expected):
    """Complete for one voice and something else for another."""
    disputed = {
        int(about.removeprefix("C"))
        for about, outcome in outcomes_of(seen(example, as_of=day)).items()
        if outcome.is_contested
    }
    assert disputed == expected


def test_it_is_known_which_calls_make_the_difference(example):
    """Of complete ones by number: those that a voice lists, that only it lists, that it leaves out."""
    rows = {
        rival.who.actor: (rival.listed, rival.only, rival.without)
        for rival in rivals_of(example)
        if rival.says is Says.CARRIED_OUT
    }
    assert rows["canada"] == (
        ("C4", "C13", "C14", "C15", "C25"),
        ("C4", "C14", "C25"),
        (),
    )
    assert rows["cbc"] == (("C13", "C15", "C39", "C41"), ("C39",), ("C4", "C14"))
    assert rows["yellowhead"] == (
        ("C13", "C15", "C67", "C70", "C80", "C94"),
        (),
        ("C4", "C14"),
    )
    assert rows[WATCHDOG][2] == ("C4", "C14", "C25", "C39")
    assert rows["afn"] == ((), (), ("C53",))


def test_what_changed_between_two_lists_is_told_by_voice(example):
    """Each call whose last word changed, with who says so."""
    before, after = (seen(example, as_of=day) for day in ("2022-12-02", "2023-01-03"))
    changed = outcomes_changed(before, after, language_for(example, "en"))
    assert [(each.name, each.before, each.after) for each in changed] == [
        ("no.\u00a041, Indigenous Watchdog", "stalled", "implemented"),
        ("no.\u00a06, Indigenous Watchdog", "not implemented", "stalled"),
        ("no.\u00a067, Indigenous Watchdog", "under way", "implemented"),
        ("no.\u00a067, the Yellowhead Institute", "not on record", "implemented"),
        ("no.\u00a070, the Yellowhead Institute", "not on record", "implemented"),
    ]


def test_a_list_is_recounted_as_its_voice_counts_it(example):
    """The lists of 2025, explicit and by exclusion: 14, 14, 21 and 45."""
    listed = Counter()
    for rival in rivals_of(example):
        if rival.who.actor == WATCHDOG:
            listed[rival.says] += len(rival.listed)
    assert [listed[says] for says in (*LISTED, Says.UNDER_WAY)] == [14, 14, 21, 45]
