"""``decide``: what it records, asks, refuses and says."""

import hashlib
import json
import subprocess
import sys

import pytest
import yaml

from jamplan.cli import decide
from jamplan.corpus import locks
from jamplan.corpus.loading import load
from jamplan.corpus.statements import Says, Words
from jamplan.counting.figures import coverage
from jamplan.counting.statuses import Status
from tests.conftest import (
    LINKS,
    PLAN,
    PROPOSALS,
    SOURCES,
    Result,
    Script,
    edit,
    refused,
    state,
    unchanged,
)

TERMINAL_OF = decide.terminal_of


@pytest.fixture(autouse=True)
def signed(monkeypatch):
    """Whoever is asked for a name answers « Ada »."""
    monkeypatch.setattr(decide, "terminal_of", lambda _run: Script("Ada"))


EPOCH = {"SOURCE_DATE_EPOCH": "1764028800"}
COMPARED = ("decide", "roads", "M2", "--decided-by", "Ada Lovelace")
OBJECT = (
    *"decide wells M1 --decided-by Ada --data c --object".split(),
    "others had said it",
)
DATED = ("--date", "2021-10", "--source", "paper", "--locator", "p. 2")
SOURCED = ("--source", "article", "--source", "paper")
QUOTE = "They take up our wish."
STATED = ("decide", "roads", "m2", "--source", "paper", "--quote", QUOTE)
NOTHING = Result(1, "Nothing to take off: no such statement is on record.\n", "")


def recorded(folder):
    """What is on record beside the statement that the small corpus has."""
    return load(folder).statements[1:]


@pytest.fixture
def holder(folder):
    """Another process that holds the lock of the corpus's folder until it is killed."""
    hold = "import fcntl, os, sys, time; fcntl.flock(os.open(sys.argv[1], 0), 2); print(); time.sleep(60)"
    command = [sys.executable, "-c", hold, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_a_held_lock_is_waited_for_aloud_and_not_for_ever(
    run, folder, holder, monkeypatch
):
    """Who holds it is named, waiting ends in code 4, and the lock of a killed process is free."""
    monkeypatch.setattr(locks, "SAY_AFTER", 0.1)
    monkeypatch.setattr(locks, "GIVE_UP_AFTER", 0.5)
    before = state(folder)
    process = holder.pid if sys.platform == "linux" else "?"
    assert run(*STATED, "--data", "c", "--decided-by", "Ada") == Result(
        4,
        "",
        f"Process {process} is writing to “c”: waiting for it.\n"
        f"c [folder-locked]\n"
        f"  Nothing was recorded: process {process} has been writing here for 0 seconds.\n"
        "  → Wait for it to end, or end it; then give the command again.\n",
    )
    assert state(folder) == before
    holder.kill()
    holder.wait()
    assert run(*STATED, "--data", "c", "--decided-by", "Ada").code == 0


def test_a_statement_is_confirmed_replaced_and_taken_off(run, folder):
    """One slot a voice and source: one's own is replaced if one agrees, another reader's never."""
    before = state(folder)
    ada = (*STATED, "--data", "c", "--decided-by", "Ada")
    bob = (*STATED, "--data", "c", "--decided-by", "Bob")
    noted = ("--locator", "p. 1", "--measure-inferred")
    named = "roads → M2: taken up according to The Press"
    result = run(*ada, *noted)
    assert (result.code, result.out) == (0, f"Recorded: {named}; recorded by Ada.\n")
    # What is not said stays; nothing is new of what its reader says again.
    again = "On record already"
    assert run(*ada).out == f"{again}: {named}; recorded by Ada.\n"
    confirmed = f"{named}; recorded by Ada, confirmed by Bob.\n"
    assert run(*bob).out == f"Confirmed: {confirmed}"
    assert run(*bob[:-1], "BOB").out == f"{again}: {confirmed}"
    (statement,) = recorded(folder)
    assert (statement.measure_inferred, statement.evidence[0].locator) == (True, "p. 1")
    in_part = ("--says", "in-part", "--words", "implicit")
    with unchanged(folder):
        err = refused(run(*bob, *in_part, "--force"))
        assert "[other-record]\n  Ada recorded something else here: “taken up”." in err
        assert "jamplan review --with FILE|FOLDER --data c" in err
        assert "[own-record]\n  You recorded something else here" in refused(
            run(*ada, *in_part)
        )
    result = run(*ada, *in_part, "--force").out
    assert result == (
        "Changed on record: roads → M2: taken up in part, as read by Ada in a sentence "
        "by The Press.\n"
    )
    (statement,) = recorded(folder)
    # Who agreed to the other reading did not agree to this one.
    expected = (Says.IN_PART, Words.IMPLICIT, "Ada", ())
    assert (
        statement.says,
        statement.words,
        statement.by,
        statement.confirmed,
    ) == expected
    remove = "decide roads M2 --remove --data c --decided-by"
    assert "[other-record]" in refused(run(f"{remove} Bob"))
    assert run(f"{remove} Ada --says refused") == NOTHING
    removed = run(f"{remove} Ada").out
    assert removed.startswith("Taken off the record by Ada: roads → M2")
    assert state(folder)["links.yaml"] == before["links.yaml"]
    assert run(f"{remove} Ada") == NOTHING


def test_a_conclusion_and_a_pair_set_aside(run, folder):
    """Each recorded, shown by the other commands, and undone."""
    out = run("decide roads --says no-match --decided-by Ada --data c").out
    assert out == "Recorded: roads: none found, as concluded by Ada.\n"
    loaded = load(folder)
    assert loaded.statements[1].read.document == loaded.readings[0].id
    assert [
        row.proposal.id for row in coverage(loaded).with_status(Status.NONE_FOUND)
    ] == ["roads"]
    aside = "decide wells M2 --says not-this --data c"
    assert run(aside).out == "Recorded: wells / M2: match set aside; recorded by Ada.\n"
    assert load(folder).statements[2].measure == "M2"
    suggested = json.loads(run("suggest wells --format json --data c").out)
    assert [row["measure"] for row in suggested] == ["M1"]
    assert run("decide roads --remove --data c").code == 0
    assert run(f"{aside} --remove").code == 0
    assert (recorded(folder), load(folder).readings) == ((), ())


def test_another_reader_concludes_for_themselves(run, folder):
    """Conclusions of two readers are two statements; who concludes otherwise replaces their own."""
    for name in ("Ada", "Bob"):
        run(
            f"decide roads --says out-of-scope --plan plan --decided-by {name} --data c"
        )
    assert "[own-record]" in refused(
        run("decide roads --says not-testable --decided-by ada --data c")
    )
    out = run("decide roads --says not-testable --decided-by ada --force --data c").out
    assert out == (
        "Changed on record: roads: cannot be checked, as concluded by ada.\n"
    )
    says = [(known.says, known.by, known.document) for known in recorded(folder)]
    assert says == [
        (Says.NOT_TESTABLE, "ada", None),
        (Says.OUT_OF_SCOPE, "Bob", None),
    ]


SAID = [
    ("roads M2 --says in-full", "taken up in full, comparison of both texts by Ada"),
    (f"roads M2 --source paper --quote '{QUOTE}'", "taken up according to The Press"),
    ("roads M2 --source paper --quote 'The plan is about roads.'",
        "taken up, as read by Ada in a sentence by The Press"),
    (f"roads M2 --source paper --speaker league --quote '{QUOTE}' --quoted",
        "taken up according to the League, quoted by The Press"),
    (f"roads M2 --source paper --speaker league --quote '{QUOTE}'",
        "taken up according to the League, as The Press reports"),
    ("roads M2 --says in-part --source paper --quote 'They take it up in part.'",
        "taken up in part according to The Press"),
    ("roads --says in-principle --source paper --quote 'They agree in principle.'",
        "taken up in principle according to The Press"),
    ("roads --says noted --source paper --quote 'We note the roads.' --words explicit",
        "neither yes nor no according to The Press"),
    ("roads --says refused --source paper --quote 'We reject this.'", "refused by The Press"),
    ("roads --says not-taken-up --source paper --quote 'It was not taken up.'",
        "not taken up according to The Press"),
    ("roads --says not-testable", "cannot be checked, as concluded by Ada"),
    ("M1 --says carried-out --source paper --quote 'The wells are dug.' --words explicit --date 2022-03",
        "implemented according to The Press"),
    ("roads --says stalled --source paper --words explicit", "stalled according to The Press"),
    ("proposals --says under-way --count 3 --source paper --quote 'Three are begun.' --words explicit",
        "under way according to The Press"),
    ("measures --says abandoned --count some --source paper --words explicit", "dropped according to The Press"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "told"), SAID)
def test_every_kind_is_recorded_and_told_in_its_voice(run, folder, typed, told):
    """By who says it, who prints it, or who read it; given again, nothing is new."""
    command = f"decide {typed} --decided-by Ada --data c"
    result = run(command)
    assert result.code == 0
    assert result.out.startswith("Recorded: ")
    # A reading names its reader.
    recorded_by = "" if "by Ada" in told else "; recorded by Ada"
    assert result.out.endswith(f": {told}{recorded_by}.\n")
    assert len(recorded(folder)) == 1
    with unchanged(folder):
        assert run(command).out.startswith("On record already: ")


def test_totals_of_one_voice_are_told_apart_by_their_number(run, folder):
    """The number is told, and which one goes is chosen by it."""
    total = "decide proposals --says carried-out --source paper --words explicit"
    for count in ("3", "5"):
        out = run(f"{total} --count {count} --data c").out
        assert out == (
            f"Recorded: proposals ({count}): implemented according to The Press; "
            "recorded by Ada.\n"
        )
    off = "decide proposals --remove --data c"
    assert "[several-statements]" in refused(run(off))
    assert run(f"{off} --count 3").code == 0
    assert [known.count for known in recorded(folder)] == [5]


def test_a_reader_is_a_person(run, folder):
    """The name of an actor, however it is spelt, signs nothing."""
    for name in ("The Press", "the press", "THE  LEAGUE", "lEague"):
        with unchanged(folder):
            err = refused(run("decide roads M2 --data c --decided-by", name))
        assert err.startswith("Nothing was recorded.\n\n[reader-is-actor]\n"), name


COPY = (
    "<!doctype html><html><body><p>It is untrue that the plan takes up our roads. "
    "They take up wells, subject to money. Roads are in the plan.</p>"
    "<p>The plan has <del>not</del> taken up our roads.</p></body></html>"
)
DOUBTED = [
    ("the plan takes up our roads", "", "quote-denied"),
    ("They take up wells", "", "quote-limited"),
    ("Roads are in the plan.", "--words explicit", "quote-without-verb"),
    ("It is untrue that the plan takes up our roads.", "", "quote-says-otherwise"),
    ("The plan has taken up our roads.", "", "quote-struck"),
]


@pytest.mark.parametrize("case", DOUBTED, ids=[case[2] for case in DOUBTED])
def test_a_doubt_is_asked_about_and_kept(run, corpus, monkeypatch, case):
    """Without a terminal it is refused, on one the whole sentence is shown; « check » is content then."""
    quote, more, code = case
    links = "format: 2\n"
    folder = corpus(copy=COPY, links=links)
    command = f"decide roads M2 --source article --quote '{quote}' {more} --data c --decided-by Ada"
    monkeypatch.setattr(decide, "terminal_of", lambda _run: None)
    with unchanged(folder):
        assert f"[{code}]" in refused(run(command))
    monkeypatch.setattr(decide, "terminal_of", lambda _run: Script("n"))
    with unchanged(folder):
        assert f"[{code}]" in refused(run(command))
    script = Script("y")
    monkeypatch.setattr(decide, "terminal_of", lambda _run: script)
    assert run(command).code == 0
    assert script.shown[-1].endswith("Record it all the same? [y]es, [n]o: y")
    (statement,) = load(folder).statements
    kept = [(mark.code, mark.by) for mark in statement.evidence[0].kept]
    assert kept == [(code, "Ada")]
    assert code not in run("check --full --data c").out
    # Whoever edits the file by hand is told.
    text = (folder / "links.yaml").read_text(encoding="utf-8")
    start, end = text.index("        kept:"), text.index("    by: Ada\n    on")
    (folder / "links.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    assert code in run("check --full --data c").out
    monkeypatch.setattr(decide, "terminal_of", lambda _run: None)
    corpus(copy=COPY, links=links)
    assert run(f"{command} --force").code == 0


@pytest.mark.parametrize("words", ["implicit", "ambiguous", "compared"])
def test_words_that_the_quote_tells_are_asked_back(run, folder, monkeypatch, words):
    """A weaker reading than the quote's own words is meant, or nothing is recorded."""
    typed = ("decide", "roads", "M2", *STATED[3:], "--words", words)
    typed = (*typed, "--decided-by", "Ada", "--data", "c")
    script = Script("n")
    monkeypatch.setattr(decide, "terminal_of", lambda _run: script)
    with unchanged(folder):
        assert "[words-needed]" in refused(run(*typed))
    label = {"implicit": "interpreted", "compared": "comparison of the texts"}
    assert script.shown == [
        f"The words quoted say so themselves: record them as “{label.get(words, words)}” "
        "all the same? [y]es, [n]o: n"
    ]
    monkeypatch.setattr(decide, "terminal_of", lambda _run: Script("y"))
    assert run(*typed).code == 0
    assert recorded(folder)[-1].words is Words(words)


PROPOSED = [
    ("noted", "The League notes this proposal.", "explicit"),
    ("noted", "La Ligue prend acte de cette proposition.", "explicit"),
    ("noted", "The League notes and accepts this proposal.", "implicit"),
    ("noted", "There is a leaflet on roads.", "implicit"),
    ("carried-out", "The roads have been completed.", "explicit"),
    ("carried-out", "Les routes ont été réalisées.", "explicit"),
    ("carried-out", "The roads will be completed.", "implicit"),
    ("carried-out", "The roads were not completed.", "implicit"),
    ("carried-out", "The roads were partly completed.", "implicit"),
    ("carried-out-in-part", "The roads were partly completed.", "explicit"),
    ("under-way", "Les travaux ont commencé.", "explicit"),
    ("under-way", "Work on roads has begun.", "explicit"),
    ("stalled", "The works are on hold.", "explicit"),
    ("not-carried-out", "The roads have not been completed.", "explicit"),
    ("not-carried-out", "Les routes ne sont pas réalisées.", "explicit"),
    ("not-carried-out", "The roads have been completed.", "implicit"),
    ("abandoned", "The plan has been dropped.", "explicit"),
    ("abandoned", "Has the plan been dropped?", "implicit"),
    ("out-of-scope", "This wish concerns another ministry.", "implicit"),
    ("not-testable", "Nobody can tell what this wish asks for.", "implicit"),
]


@pytest.mark.parametrize(("says", "quote", "words"), PROPOSED)
def test_words_are_proposed_from_the_quote(run, folder, says, quote, words):
    """What says so in so many words is explicit; whatever else is read so by who records it."""
    typed = ("decide", "roads", "M2", "--says", says, "--source", "paper")
    if says not in {"noted", "out-of-scope", "not-testable"}:
        typed = ("decide", "M2", *typed[3:])
    done = run(*typed, "--quote", quote, "--decided-by", "Ada", "--data", "c")
    assert done.code == 0
    assert recorded(folder)[-1].words is Words(words)


def test_words_of_both_texts_are_a_comparison(run, corpus):
    """Nobody else speaks in them; with a speaker or the words of another source, somebody does."""
    proposals = PROPOSALS.replace("document:", "document:\n  source: paper")
    plan = PLAN.replace("document:", "document:\n  source: article")
    quotes = ("--quote", "Roads are to be mended.", "--quote", "There is a campaign.")
    both = ("--source", "paper", *quotes[:2], "--source", "article", *quotes[2:])
    for pieces, words in (
        (both, "compared"),
        ((*both, "--speaker", "league"), "implicit"),
        (both[4:], "implicit"),
    ):
        folder = corpus(proposals=proposals, plan=plan)
        typed = ("decide", "roads", "M2", "--says", "in-part", *pieces)
        done = run(*typed, "--decided-by", "Ada", "--data", "c")
        assert done.code == 0, done.err
        assert recorded(folder)[-1].words is Words(words)


@pytest.mark.parametrize(
    ("quote", "answers", "words"),
    [
        ("A campaign for better roads in villages.", "", Words.COMPARED),
        # The words say it themselves, or answer it: they are no other text beside it.
        ("We take up in part the wish to mend roads.", "", Words.EXPLICIT),
        ("A campaign for better roads in villages.", ", answers: [roads]", Words.IMPLICIT),
    ],
)  # fmt: skip
def test_quotes_of_both_documents_are_a_comparison(run, corpus, quote, answers, words):
    """Unless one of them says it; a reader puts the two side by side, and no source does."""
    proposals = PROPOSALS.replace(
        "publisher: league", "publisher: league, source: article".replace(", ", "\n  ")
    )
    plan = PLAN.replace("short_name: The plan", "short_name: The plan\n  source: paper")
    plan = plan.replace("title: A campaign}", f"title: A campaign{answers}}}")
    folder = corpus("c", proposals=proposals, plan=plan)
    both = ("--source", "article", "--quote", "Mend the roads of every village.")
    both += ("--source", "paper", "--quote", quote)
    typed = ("decide", "roads", "M2", "--says", "in-part", *both)
    run(*typed, "--decided-by", "Ada", "--data", "c", "--force")
    (statement,) = recorded(folder)
    assert (statement.words, statement.speaker) == (words, None)


@pytest.mark.parametrize(
    ("further", "expected"),
    [
        (("--says", "in-part", "--speaker", "press"), (Words.IMPLICIT, "press")),
        # No reader refuses by a comparison.
        (("--says", "refused"), (Words.IMPLICIT, None)),
    ],
)
def test_what_is_typed_of_both_documents_is_not_lost_for_a_comparison(
    run, corpus, further, expected
):
    """A speaker who is named is heard; what readers can't say by themselves is read in the quotes."""
    proposals = PROPOSALS.replace(
        "publisher: league", "publisher: league\n  source: article"
    )
    plan = PLAN.replace("short_name: The plan", "short_name: The plan\n  source: paper")
    folder = corpus("c", proposals=proposals, plan=plan)
    typed = (
        "decide",
        "roads",
        "M2",
        "--source",
        "article",
        "--quote",
        "Mend all roads.",
    )
    typed += (
        "--source",
        "paper",
        "--quote",
        "A campaign for better roads in villages.",
    )
    told = run(*typed, *further, "--decided-by", "Ada", "--data", "c", "--force")
    assert told.code == 0, told
    (statement,) = recorded(folder)
    assert (statement.words, statement.speaker) == expected


def test_the_words_of_another_answer_carry_nothing(run, corpus):
    """In a response, a quote is of the answer that it is recorded for."""
    plan = PLAN.replace(
        "document:", "document:\n  relation: response\n  source: article"
    )
    plan = plan.replace("Wells for all", "We accept the wells.")
    plan = plan.replace("A campaign", "We accept the roads.")
    folder = corpus(plan=plan, links="format: 2\n")
    command = "decide roads M2 --source article --data c --quote"
    with unchanged(folder):
        assert "[quote-of-another-answer]" in refused(
            run(command, "We accept the wells.")
        )
    assert run(command, "We accept the roads.").code == 0


REFUSED = [
    ((*STATED, "--speaker", "The Presss"), "[actor-alike]"),
    ((*STATED, "--speaker", "pres"), "[actor-not-found]"),
    (("decide", "roads", "M2", "--source", "paper"), "[words-needed]"),
    (("decide", "roads", "M2", "--words", "explicit"), "[evidence-needed]"),
    (("decide", "roads", "M2", "--speaker", "press"), "[evidence-needed]"),
    ((*STATED[:4], "papier", *STATED[5:]), "[source-not-found]"),
    (("decide", "roads", "M2", "--says", "in-part"), "[evidence-needed]"),
    (("decide", "roads", "--says", "refused"), "[quote-needed]"),
    (("decide", "roads", "--says", "refused", "--source", "paper"), "[quote-needed]"),
    (("decide", "roads", "--says", "noted", "--words", "compared"), "[quote-needed]"),
    (("decide", "M1", "--says", "carried-out"), "[quote-needed]"),
    (("decide", "roads", "--says", "not-this"), "[measure-needed]"),
    (("decide", "wells", "M1", "--says", "in-part", "--words", "implicit", "--source", "article"),
        "[unsigned-record] Something else is on record here, which nobody signed: “taken up”."),
    ((*STATED[:5], "--quote", "a"), "[quote-too-short]"),
    ((*COMPARED, "--quote", "They dug wells."), "[evidence-needed]"),
    ((*STATED, *SOURCED, "--quote", "b c d", "--quote", "e f g", "--quote", "h i j"),
        "[evidence-unpaired]"),
    (("decide", "roads"), "Name a measure, or what is said: --says in-full"),
    (("decide", "M1", "M2"), "There is no proposal “M1”."),
    (("decide", "roads", "M1", "--says", "no-match"), "With --says no-match, leave out M1."),
    (("decide", "roads", "M1", "--plan", "plan-9"), "There is no document “plan-9”."),
    (("decide", "proposals", "--says", "stalled"), "--count goes with"),
    (("decide", "roads", "--says", "stalled", "--count", "3"), "--count goes with"),
    (("decide", "proposals", "--says", "stalled", "--count", "9" * 10), "--count cannot be"),
    (("decide", "measures", "M1", "--count", "3"), "A total names no measure."),
    (("decide", "M1", "--says", "stalled", "--source", "paper", "--words", "explicit", "--date", "2022-13"), "2022-13"),
    ((*OBJECT, *DATED[2:]), "--object takes a proposal, a measure, --date and --source"),
    ((*OBJECT, *DATED, "--remove"), "--object takes a proposal"),
    ((*OBJECT, *DATED, "--words", "explicit"), "With --object, leave out --words."),
    ((*OBJECT, "--date", "2021-13", *DATED[2:]), "[bad-date] “date” cannot be “2021-13”."),
    ((*OBJECT, *DATED[:2], "--source", "nowhere"), "[source-not-found]"),
    ((*OBJECT[:-1], "  ", *DATED), "--object takes a proposal"),
    ((*OBJECT, *DATED[:2]), "[evidence-needed] This rests on a source; none is named."),
    (("decide", "roads", *OBJECT[2:], *DATED), "[no-statement]"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_what_could_not_be_defended_is_refused(run, folder, arguments, message):
    """Exit code 2, the reason and what to do, and no file has changed; an objection needs its statement."""
    for option, value in (("--data", "c"), ("--decided-by", "Ada")):
        if option not in arguments:
            arguments = (*arguments, option, value)
    with unchanged(folder):
        err = refused(run(*arguments))
    assert message in " ".join(err.split())
    if message.startswith("["):
        assert err.startswith("Nothing was recorded.\n\n[")


SECOND = """\
  - about: wells
    says: taken_up
    measure: M1
    words: ambiguous
    evidence: [{source: paper, quote: wells were in the air}]
"""
BOTH = LINKS.replace("...\n", SECOND)


def test_several_statements_must_be_told_apart(run, corpus):
    """Which of two is to go, by who says it or where."""
    folder = corpus(links=BOTH)
    err = refused(run("decide wells M1 --remove --data c"))
    assert "taken-up (league, article), taken-up (press, paper)" in err
    assert run("decide wells M1 --speaker press --remove --data c").code == 0
    assert [known.words for known in load(folder).statements] == [Words.EXPLICIT]
    folder = corpus(links=BOTH)
    assert run("decide wells M1 --source article --remove --data c").code == 0
    assert [known.words for known in load(folder).statements] == [Words.AMBIGUOUS]


def test_a_stale_decision_is_said_by_coverage_and_show(run, folder):
    """How many links that count are stale, and which words changed; the figures stay."""
    run("decide wells M1 --source article --quote 'they took up our wells' --data c")
    run("decide roads --says no-match --data c")
    assert "has changed since" not in run("coverage --data c").out
    before = coverage(load(folder)).statuses
    proposals = PROPOSALS.replace("every village", "each village")
    (folder / "proposals.yaml").write_text(proposals, encoding="utf-8")
    (folder / "plan.yaml").write_text(
        PLAN + "  - {id: M3, title: Roads}\n", encoding="utf-8"
    )
    said = "Text changed since; statements counted: 1; conclusions: 1.\n"
    assert said in run("coverage --data c").out
    french = run("coverage --data c --lang fr").out.replace("\u202f", " ")
    assert "Texte modifié depuis ; reprises comptées : 1 ; conclusions : 1.\n" in french
    found = json.loads(run("coverage --data c --format json").out)
    assert found["warnings"][-1]["code"] == "stale"
    assert coverage(load(folder)).statuses == before
    changed = "wells has changed: Dig wells Dig a well in [-every-] {+each+} village."
    assert f"• Text changed since: {changed}\n" in run("show wells --full --data c").out
    assert "• Text changed since: M3 is new.\n" in run("show roads --full --data c").out


def test_an_item_is_named_by_id_number_or_words(run, folder):
    """If only one fits; the id of a measure is no proposal's number, and the nearest is named."""
    for given, said in (
        ("rods M1", "Perhaps “roads”?"),
        ("roads M", "“M” means several: M1, M2."),
        ("M2 M1", "There is no proposal “M2”."),
    ):
        result = run(f"decide {given} --data c")
        assert (result.code, result.out, said in result.err) == (2, "", True), given
    for given in ("ROADS m1", "mend M2", "road campaign"):
        assert run(f"decide {given} --says not-this --data c").code == 0, given
    assert {known.about for known in recorded(folder)} == {"roads"}


def test_a_stated_pair_that_is_set_aside_is_told_at_once(run, folder):
    """And recording it again changes nothing; another person's is their own."""
    dismiss = "decide wells M1 --says not-this --data c --decided-by"
    assert run(f"{dismiss} Ada").err.startswith("set-aside-and-stated: ")
    named = "wells / M1: match set aside; recorded by Ada.\n"
    assert run(f"{dismiss} Ada").out == f"On record already: {named}"
    assert run(f"{dismiss} Bob").code == 0
    assert [known.by for known in recorded(folder)] == ["Ada", "Bob"]
    off = "decide wells M1 --says not-this --remove --data c --decided-by"
    assert run(f"{off} Ada").out == f"Taken off the record by Ada: {named}"
    assert [known.by for known in recorded(folder)] == ["Bob"]
    assert "[other-record]" in refused(run(f"{off} Eve"))


def test_a_name_is_asked_for_once_and_stays_outside_the_corpus(
    run, corpus, monkeypatch
):
    """The first decision asks, the next one does not; another copy of the corpus asks anew."""
    folder, copy = corpus("mine"), corpus("yours")
    script = Script("Ada", "Bob")
    monkeypatch.setattr(decide, "terminal_of", lambda _run: script)
    for decision, name in (
        ("roads M1 --data mine", "Ada"),
        ("roads M2 --data mine", "Ada"),
        ("roads M1 --data yours", "Bob"),
        ("wells M2 --decided-by Eve --data mine", "Eve"),
        ("wells M1 --data mine", "Ada"),
    ):
        out = run(f"decide {decision} --says not-this").out
        assert out.endswith(f"recorded by {name}.\n")
    assert [known.by for known in recorded(copy)] == ["Bob"]
    assert script.typed == []
    assert not [data for data in state(folder).values() if b"names" in data]


def test_without_a_terminal_or_a_name_nothing_is_recorded(run, folder, monkeypatch):
    """Exit code 2 names the option; Git's name and the system's are not taken."""
    monkeypatch.setattr(decide, "terminal_of", TERMINAL_OF)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Git")
    said = "In whose name are decisions on this corpus recorded?\nGive the name: --decided-by NAME\n"
    for given in ("roads M1 --says not-this", "wells M1 --remove"):
        with unchanged(folder):
            assert run(f"decide {given} --data c") == Result(2, "", said)


def test_what_speaks_against_a_statement_is_recorded_and_taken_off(run, folder):
    """It changes no count, stays if the statement is recorded again, and goes by its text."""
    before = (folder / "links.yaml").read_bytes()
    result = run(*OBJECT, *DATED, **EPOCH)
    assert (result.code, result.out) == (
        0,
        "Changed on record: wells → M1: taken up according to the League. But in "
        "October 2021, others had said it (noted by Ada).\n",
    )
    assert (folder / "links.yaml").read_text(encoding="utf-8") == LINKS.replace(
        "...\n",
        "    objections:\n"
        "      - date: 2021-10\n"
        "        text: others had said it\n"
        "        evidence:\n"
        "          - source: paper\n"
        "            locator: p. 2\n"
        "        by: Ada\n"
        "        on: 2025-11-25\n...\n",
    )
    assert run(*OBJECT, *DATED).out.startswith("On record already: wells → M1")
    again = ("decide", "wells", "M1", "--says", "in-full", "--words", "implicit")
    quoted = ("--source", "article", "--quote", "they took up our wells", "--force")
    assert run(*again, *quoted, "--decided-by", "Bob", "--data", "c").code == 0
    (statement,) = load(folder).statements
    (objection,) = statement.objections
    assert (objection.date, objection.evidence[0].locator) == ("2021-10", "p. 2")
    assert (statement.says, statement.words) == (Says.IN_FULL, Words.IMPLICIT)
    (folder / "links.yaml").write_bytes(before)
    assert run(*OBJECT, *DATED).code == 0
    assert run(*OBJECT[:-1], "Others had  said it", "--remove").code == 0
    assert (folder / "links.yaml").read_bytes() == before
    assert run(*OBJECT, "--remove") == NOTHING


def test_what_another_reader_objected_is_neither_replaced_nor_taken_off(run, folder):
    """It is refused with their name; one person is one person, and the authors' is nobody's."""
    assert run(*OBJECT, *DATED).code == 0
    before = (folder / "links.yaml").read_bytes()
    bob = [*OBJECT]
    bob[bob.index("Ada")] = "Bob"
    later = [*DATED]
    later[later.index("2021-10")] = "2021-11"
    for command in ((*bob, "--remove"), (*bob, *later)):
        told = refused(run(*command))
        assert "Ada recorded something else here: “others had said it”." in told
        assert "[other-record]" in told
        assert (folder / "links.yaml").read_bytes() == before
    ada = [*OBJECT]
    ada[ada.index("Ada")] = "ADA"
    assert run(*ada, "--remove").code == 0
    edit(folder / "links.yaml", "...\n", UNSIGNED)
    assert run(*bob, "--remove").code == 0


UNSIGNED = """    objections:
      - date: 2021-10
        text: others had said it
        evidence: [{source: paper, locator: p. 2}]
...
"""


def test_an_objection_to_one_of_several_statements_names_its_speaker(run, corpus):
    """Two speakers need a choice."""
    folder = corpus(links=BOTH)
    assert "[several-statements]" in refused(run(*OBJECT, *DATED))
    assert run(*OBJECT, *DATED, "--speaker", "press").code == 0
    assert [len(known.objections) for known in load(folder).statements] == [0, 1]


def test_a_quote_is_recorded_with_its_page_and_whether_its_sentence_goes_on(
    run, corpus
):
    """As its copy has it, if on one page alone; another copy than that on record is refused."""
    text = "First page.\n\fIt took up our roads, alas.\n\fAgain it took up our roads."
    digest = hashlib.sha256(text.encode()).hexdigest()
    more = f"title: What we got, file: a.txt, sha256: {digest}"
    folder = corpus(sources=SOURCES.replace("title: What we got", more))
    (folder / "a.txt").write_text(text, encoding="utf-8")
    stated = "decide roads M2 --source article --data c --quote"
    assert run(stated, "took up our roads").code == 0
    (statement,) = recorded(folder)
    assert [piece.page for piece in statement.evidence] == [None]
    assert run(stated, "took up our roads, alas", "--force").code == 0
    links = yaml.safe_load((folder / "links.yaml").read_text(encoding="utf-8"))
    assert links["statements"][1]["evidence"] == [
        {
            "source": "article",
            "quote": "took up our roads, alas",
            "page": 2,
            "cut_before": True,
        }
    ]
    again = (stated, "it took up our roads", "--locator", "p. 3", "--force")
    assert run(*again).code == 0
    (statement,) = recorded(folder)
    assert [piece.page for piece in statement.evidence] == [3]
    (folder / "a.txt").write_text(f"{text}!", encoding="utf-8")
    with unchanged(folder):
        assert "SHA-256" in refused(run(*again[:-3], "--force"), 3)


def test_a_wrong_quote_is_published_in_a_draft_alone(run, corpus):
    """What is not in its copy is named; once it is mended, nothing is asked."""
    folder = corpus(copy="So they took up our roads.")
    export = "export -o x.html --data c"
    err = refused(run(export))
    assert err.startswith("Not published without --draft, which marks each page: ")
    assert "“they took up our wells” is not in the source “article”" in err
    assert run(f"{export} --draft").code == 0
    (folder / "a.txt").write_text("So they took up our wells.", encoding="utf-8")
    assert run(f"{export} --force").code == 0
