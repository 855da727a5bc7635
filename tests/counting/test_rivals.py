"""Rival counts: what each voice gives, what can be recounted of it, and where voices differ."""

from jamplan.corpus.statements import ALL_MEASURES, Says
from jamplan.corpus.voices import Telling, Who
from jamplan.counting.rivals import Heard, Rival, rivals_of
from tests.generated import corpus_of

BASE = """
actors:
  - {id: watchdog, name: Watchdog}
  - {id: gov, name: Government}
  - {id: radio, name: Radio}
sources:
  - {id: list-2025, publisher: watchdog, date: 2025-03-31}
  - {id: list-2022, publisher: watchdog, date: 2022-04}
  - {id: report, publisher: gov, date: 2022-04-15}
  - {id: news, publisher: radio, date: 2023-06}
  - {id: undated, publisher: radio}
proposals:
  - {id: c1, title: One}
  - {id: c2, title: Two}
  - {id: c3, title: Three}
  - {id: c4, title: Four}
plans:
  - name: plan
    document: {short_name: Plan}
    measures: [{id: A1, title: First}, {id: A2, title: Second}]
statements:
"""
WATCHDOG, GOV, RADIO = (
    Heard(Who(actor=actor)) for actor in ("watchdog", "gov", "radio")
)


def rivals(*statements, about="proposals"):
    """The counts that statements give, the insides of mappings."""
    text = "".join(f"  - {{{each}, words: explicit}}\n" for each in statements)
    return [*rivals_of(corpus_of(BASE + text), about)]


def of(source, item, says="carried_out", more=""):
    """What a source says of an item."""
    quote = "quote: it says so here"
    return (
        f"about: {item}, says: {says}, {more}evidence: [{{source: {source}, {quote}}}]"
    )


def total(source, count, says="carried_out", more=""):
    """The total that a source gives."""
    return f"count: {count}, {of(source, 'proposals', says, more)}"


def test_totals_stand_beside_what_can_be_recounted():
    """What a voice gives, the items that it says so of, those it alone counts, and those it leaves out."""
    assert rivals(
        total("list-2025", 2),
        of("list-2025", "c1"),
        of("list-2025", "c2"),
        of("list-2025", "c3", "stalled"),
        total("report", 17),
        of("report", "c2"),
        of("report", "c3"),
        total("news", "some"),
    ) == [
        Rival(
            heard=WATCHDOG,
            says=Says.CARRIED_OUT,
            date="2025-03-31",
            source="list-2025",
            given=2,
            given_as=Telling.SPEAKS,
            via=(),
            listed=("c1", "c2"),
            only=("c1",),
            opposed=(),
            without=("c3",),
        ),
        # Nothing tells what the government says of c1: that is not known, and not left out.
        Rival(
            heard=GOV,
            says=Says.CARRIED_OUT,
            date="2022-04-15",
            source="report",
            given=17,
            given_as=Telling.SPEAKS,
            via=(),
            listed=("c2", "c3"),
            only=("c3",),
            opposed=("c3",),
            without=(),
        ),
        Rival(
            heard=RADIO,
            says=Says.CARRIED_OUT,
            date="2023-06",
            source="news",
            given="some",
            given_as=Telling.SPEAKS,
            via=(),
            listed=(),
            only=(),
            opposed=(),
            without=(),
        ),
        Rival(
            heard=WATCHDOG,
            says=Says.STALLED,
            date="2025-03-31",
            source=None,
            given=None,
            given_as=None,
            via=(),
            listed=("c3",),
            only=("c3",),
            opposed=("c3",),
            without=(),
        ),
    ]


def test_nothing_listed_is_no_zero():
    """Of a voice that gives a total alone nothing can be recounted."""
    (given,) = rivals(total("report", 17))
    assert (given.given, given.listed, given.recounted) == (17, (), None)
    (listed,) = rivals(of("report", "c1"))
    assert (listed.given, listed.recounted) == (None, 1)


def test_the_latest_total_of_a_voice_holds():
    """By the day of which it is, else its source's; of two that are not dated, the later in the file."""
    (rival,) = rivals(total("list-2025", 14), total("list-2022", 11))
    assert (rival.given, rival.date, rival.source) == (14, "2025-03-31", "list-2025")
    (rival,) = rivals(
        total("list-2025", 14, more="date: 2021, "), total("list-2022", 11)
    )
    assert (rival.given, rival.date, rival.source) == (11, "2022-04", "list-2022")
    (rival,) = rivals(total("undated", 14), total("undated", 11))
    assert (rival.given, rival.date) == (11, None)
    # What is dated goes before what is not.
    (rival,) = rivals(total("news", 14), total("undated", 11))
    assert (rival.given, rival.date) == (14, "2023-06")


def test_the_last_word_of_a_voice_on_an_item_is_counted():
    """What it took back is not listed, and is left out where others still say it."""
    found = rivals(
        total("list-2025", 0),
        of("report", "c1"),
        of("list-2025", "c1", "stalled"),
        of("list-2022", "c1"),
    )
    rows = [
        (rival.heard, str(rival.says), rival.listed, rival.without) for rival in found
    ]
    assert rows == [
        (WATCHDOG, "carried_out", (), ("c1",)),
        (WATCHDOG, "stalled", ("c1",), ()),
        (GOV, "carried_out", ("c1",), ()),
    ]


def test_positions_are_counted_by_what_they_are_for_the_count():
    """“In full” and “taken up” are one kind; in part, in principle and a refusal are others."""
    found = rivals(
        of("report", "c1", "taken_up"),
        of("report", "c2", "in_full"),
        of("report", "c3", "in_part"),
        of("list-2022", "c3", "in_principle"),
        of("report", "c4", "refused"),
        of("report", "c4", "under_way"),
        of("news", "c1", "in_full"),
        of("news", "c3", "taken_up"),
        of("news", "c4", "not_taken_up"),
    )
    rows = [
        (rival.heard, str(rival.says), rival.listed, rival.only, rival.without)
        for rival in found
    ]
    assert rows == [
        (GOV, "taken_up", ("c1", "c2"), ("c2",), ("c3",)),
        (GOV, "in_part", ("c3",), ("c3",), ()),
        (GOV, "refused", ("c4",), (), ()),
        (RADIO, "in_full", ("c1", "c3"), ("c3",), ()),
        (RADIO, "not_taken_up", ("c4",), (), ()),
        (WATCHDOG, "in_principle", ("c3",), ("c3",), ()),
        (GOV, "under_way", ("c4",), ("c4",), ()),
    ]


def test_what_a_reader_counts_replaces_no_total_that_is_given():
    """It is a row of its own while it is of a later day, and goes once the voice gives one itself."""

    def totals(read, given):
        """The totals of the Watchdog, one of which a reader counts."""
        counted = f"  - {{{total(read, 13)}, words: implicit, by: Ann}}\n"
        printed = f"  - {{{total(given, 11)}, words: explicit}}\n"
        found = rivals_of(corpus_of(BASE + counted + printed))
        return [(each.heard, each.given) for each in found]

    as_read = Heard(WATCHDOG.who, Telling.INTERPRETED, "Ann")
    assert totals("list-2025", "list-2022") == [(WATCHDOG, 11), (as_read, 13)]
    assert totals("list-2022", "list-2025") == [(WATCHDOG, 11)]


def test_without_a_total_the_day_is_that_of_the_latest_statement():
    """Of when it was so, else of the publication; none if neither is known."""
    (rival,) = rivals(
        of("list-2022", "c1"), of("list-2025", "c2", more="date: 2023-02, ")
    )
    assert (rival.given, rival.date, rival.source) == (None, "2023-02", None)
    (rival,) = rivals(of("undated", "c1"))
    assert rival.date is None


def test_who_is_heard_is_the_speaker():
    """A total that a newspaper prints of the government is the government's, by the newspaper's source."""
    (rival,) = rivals(total("list-2022", 17, more="speaker: gov, "))
    assert (rival.who, rival.source, rival.date) == (GOV.who, "list-2022", "2022-04")


def test_what_a_reader_reads_is_no_word_of_its_speaker():
    """Nor is an ambiguous sentence; both have rows of their own, after what is said."""
    read = of("report", "c1", "taken_up", "by: Ann, ").removesuffix("]")
    found = rivals_of(
        corpus_of(
            BASE
            + f"  - {{{read}], words: implicit}}\n"
            + f"  - {{{of('report', 'c2', 'taken_up')}, words: ambiguous}}\n"
            + f"  - {{{of('news', 'c1', 'taken_up')}, words: explicit}}\n"
        )
    )
    gov = GOV.who
    assert [(rival.heard, rival.listed, rival.only) for rival in found] == [
        (RADIO, ("c1",), ("c1",)),
        (Heard(gov, Telling.INTERPRETED, "Ann"), ("c1",), ()),
        (Heard(gov, Telling.UNCLEAR), ("c2",), ("c2",)),
    ]


def test_a_later_reading_of_an_outcome_is_the_last_word():
    """What a list leaves out is read in it, so that a list of before is not recounted."""
    read = of("list-2025", "c1", "under_way")
    earlier = of("list-2022", "c2", "under_way")
    found = rivals_of(
        corpus_of(
            BASE
            + f"  - {{{of('list-2022', 'c1', 'stalled')}, words: explicit}}\n"
            + f"  - {{{read}, words: implicit}}\n"
            + f"  - {{{of('list-2025', 'c2', 'stalled')}, words: explicit}}\n"
            + f"  - {{{earlier}, words: implicit}}\n"
        )
    )
    as_read = Heard(WATCHDOG.who, Telling.INTERPRETED)
    assert [(rival.heard, str(rival.says), rival.listed) for rival in found] == [
        (WATCHDOG, "stalled", ("c2",)),
        (as_read, "under_way", ("c1",)),
    ]


def test_what_others_report_is_told_as_reported():
    """A quoted word is its speaker's own; the last word on an item is its only one."""
    spoken = "speaker: gov, "
    quoted = of("news", "c2", more=spoken).replace(
        "source: news", "source: news, quoted: true"
    )
    found = rivals(
        of("news", "c1", more=spoken),
        quoted,
        of("report", "c3"),
        of("list-2025", "c3", "stalled", more=spoken),
        total("list-2025", 9, more=spoken),
    )
    reported = Heard(GOV.who, Telling.REPORTED)
    rows = [
        (each.heard, str(each.says), each.given, each.given_as, each.listed, each.via)
        for each in found
    ]
    # The total is beside what the government says itself.
    assert rows == [
        (GOV, "carried_out", 9, Telling.REPORTED, ("c2",), ("radio",)),
        (reported, "carried_out", None, None, ("c1",), ("radio",)),
        (reported, "stalled", None, None, ("c3",), ("watchdog",)),
    ]


def test_a_reported_total_is_beside_what_is_reported():
    """If its voice lists nothing itself."""
    (rival,) = rivals(
        of("news", "c1", more="speaker: gov, "),
        total("list-2025", 9, more="speaker: gov, "),
    )
    assert (rival.heard.telling, rival.given, rival.listed, rival.via) == (
        Telling.REPORTED,
        9,
        ("c1",),
        ("radio",),
    )


def test_a_reader_who_compared_the_texts_is_no_rival():
    """Readers are counted by rule and by agreement."""
    text = "  - {about: c1, says: taken_up, words: compared, by: Ann}\n"
    assert rivals_of(corpus_of(BASE + text)) == ()


def test_measures_are_counted_by_themselves():
    """Their totals and outcomes, and none of the proposals'."""
    statements = (
        total("report", 38).replace("proposals", "measures"),
        of("report", "A1"),
        total("report", 17),
        of("report", "c1"),
    )
    (rival,) = rivals(*statements, about=ALL_MEASURES)
    assert (rival.given, rival.listed) == (38, ("A1",))
    (rival,) = rivals(*statements)
    assert (rival.given, rival.listed) == (17, ("c1",))
