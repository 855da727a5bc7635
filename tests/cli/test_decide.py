"""``decide``, ``check``, ``init``: what they write, refuse and say, in both languages."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
import yaml

import jamplan
from conftest import LINKS, PLAN, PROPOSALS
from jamplan.cli import decider

ASKED_NAME = decider._asked_name


@pytest.fixture(autouse=True)
def signed(monkeypatch):
    """Whoever is asked for a name answers « Ada »."""
    monkeypatch.setattr(decider, "_asked_name", lambda _run: "Ada")


EPOCH = {"SOURCE_DATE_EPOCH": "1764028800"}
COMPARED = ("decide", "roads", "M2", "--basis", "compared", "--decided-by", "Ada Lovelace")
SOURCED = ("--source", "article", "--source", "paper")
STATED = ("decide", "roads", "m2", "--basis", "implicit", "--claimed-by", "press", "--source", "paper")


def test_ones_own_reading_is_recorded(run, corpus):
    """Claimed by the person, who becomes an actor; with words or a place in each text."""
    folder = corpus()
    result = run(
        *COMPARED,
        *SOURCED,
        "--quote",
        "roads",
        "--quote",
        "",
        "--locator",
        "",
        "--locator",
        "p. 2",
        "--data",
        "c",
        **EPOCH,
    )
    assert (result.code, result.err) == (
        0,
        "New actor: Ada Lovelace, id ada-lovelace.\n"
        "quotes-unchecked: The source “article” has no copy to look quotes up in: 1 not checked. Name "
        "one: jamplan check --source article=FILE, or “file:” in sources.yaml.\n"
        "evidence-without-quote: This evidence has no quote. Add “quote:” with the exact words, where "
        "the source can be quoted.\n",
    )
    assert result.out == (
        "Recorded: roads → M2, comparison of the texts, according to Ada Lovelace "
        "(extent: not stated); recorded by Ada Lovelace.\n"
    )
    assert (folder / "links.yaml").read_text(encoding="utf-8") == LINKS + (
        "  - proposal: roads\n"
        "    measure: M2\n"
        "    claimed_by: ada-lovelace\n"
        "    basis: compared\n"
        "    evidence:\n"
        "      - source: article\n"
        "        quote: roads\n"
        "      - source: paper\n"
        "        locator: p. 2\n"
        "    by: Ada Lovelace\n"
        "    on: 2025-11-25\n"
        "    read:\n"
        "      proposal: Mend roads\n"
        "      measure: A campaign\n"
    )
    assert "  - {id: ada-lovelace, name: Ada Lovelace}\n" in (folder / "sources.yaml").read_text(
        encoding="utf-8"
    )


def test_a_link_is_changed_and_taken_off(run, corpus):
    """The same pair and claimant is one link; « --remove » undoes it; then there is nothing to undo."""
    folder = corpus()
    before = (folder / "links.yaml").read_bytes()
    noted = ("--quote", "a", "--locator", "p. 1", "--measure-inferred", "--data", "c")
    assert run(*STATED, *noted, "--decided-by", "Ada").code == 0
    same = ("--quote", "a", "--data", "c")
    again = run(*STATED, *same, "--extent", "full", "--decided-by", "Ada")
    assert again.out == (
        "Changed on record: roads → M2, implicit, according to The Press (extent: full); recorded by "
        "Ada.\n"
    )
    # What is not said stays, and so does who recorded it first.
    link = jamplan.load(folder).links[1]
    assert (link.measure_inferred, link.evidence[0].locator) == (True, "p. 1")
    assert run(*STATED, *same, "--decided-by", "Bob").code == 0
    link = jamplan.load(folder).links[1]
    assert (link.by, link.confirmed_by, str(link.extent)) == ("Ada", "Bob", "full")
    known = run(*STATED, *same, "--decided-by", "Bob")
    assert known.out.startswith("On record already: roads → M2")
    other = run("decide", "roads", "M2", "--basis", "ambiguous", "--remove", "--data", "c")
    assert (other.code, other.out) == (1, "Nothing to take off: no such decision is on record.\n")
    result = run("decide", "roads", "M2", "--remove", "--format", "json", "--data", "c")
    found = json.loads(result.out)
    assert (found["schema"], found["done"], found["kind"]) == ("jamplan.decision/1", "removed", "link")
    assert found["before"]["measure"] == "M2"
    assert found["after"] is None
    assert (folder / "links.yaml").read_bytes() == before
    nothing = run("decide", "roads", "M2", "--remove", "--data", "c")
    assert (nothing.code, nothing.out) == (1, "Nothing to take off: no such decision is on record.\n")


def test_verdicts_and_dismissals(run, corpus):
    """Each recorded, shown by the other commands, and undone."""
    folder = corpus()
    assert run("decide", "roads", "--verdict", "none", "--decided-by", "Ada", "--data", "c").out == (
        "Recorded: roads: no match found, according to Ada; recorded by Ada.\n"
    )
    loaded = jamplan.load(folder)
    assert loaded.verdicts[0].read.plan == loaded.readings[0].id
    assert jamplan.coverage(loaded).with_status(jamplan.Status.NOT_ADOPTED)
    assert run("decide", "wells", "M2", "--not", "--decided-by", "Ada", "--data", "c").code == 0
    assert [dismissal.measure for dismissal in jamplan.load(folder).dismissals] == ["M2"]
    suggested = json.loads(run("suggest", "wells", "--format", "json", "--data", "c").out)
    assert [each["measure"] for each in suggested] == ["M1"]
    assert run("decide", "roads", "--remove", "--data", "c").code == 0
    assert run("decide", "wells", "M2", "--not", "--remove", "--data", "c").code == 0
    loaded = jamplan.load(folder)
    assert (loaded.verdicts, loaded.readings, loaded.dismissals) == ((), (), ())


def test_a_refusal_needs_a_source_and_its_words(run, corpus):
    """And is claimed by whoever refuses."""
    corpus()
    refuse = ("decide", "roads", "--verdict", "refused", "--claimed-by", "press", "--data", "c")
    assert run(*refuse).code == 2
    assert run(*refuse, "--source", "paper").code == 2
    quoted = ("--source", "paper", "--quote", "No roads.", "--decided-by", "Ada")
    assert run(*refuse, *quoted).out == (
        "Recorded: roads: refused, according to The Press; recorded by Ada.\n"
    )


REFUSED = {
    "actor-alike": (*STATED[:6], "The Presss", *STATED[7:]),
    "claimant-needed": ("decide", "roads", "M2", "--basis", "explicit", "--source", "paper"),
    "actor-not-found": ("decide", "roads", "M2", "--basis", "explicit", "--claimed-by", "pres"),
    "source-not-found": (*STATED[:-1], "papier"),
    "evidence-needed": STATED[:-2],
    "places-needed": (*COMPARED, *SOURCED, "--quote", "roads"),
    "quote-needed": ("decide", "roads", "--verdict", "refused", "--claimed-by", "press"),
    "evidence-unpaired": (*STATED, "--quote", "a", "--quote", "b"),
    "source-needed": (*COMPARED, "--quote", "a", "--quote", "b"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_could_not_be_defended_is_refused(run, corpus, code):
    """Exit code 2, the reason and what to do, and no file has changed."""
    folder = corpus()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run(*REFUSED[code], "--data", "c")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Nothing was recorded.\n\nc/")
    assert f"[{code}]" in result.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_several_claimants_must_be_told_apart(run, corpus):
    """Which of two links is to go."""
    folder = corpus(
        links=LINKS + "  - {proposal: wells, measure: M1, claimed_by: press, basis: ambiguous}\n"
    )
    result = run("decide", "wells", "M1", "--remove", "--data", "c")
    assert (result.code, "[several-claimants]" in result.err) == (2, True)
    assert run("decide", "wells", "M1", "--claimed-by", "press", "--remove", "--data", "c").code == 0
    assert [link.claimed_by for link in jamplan.load(folder).links] == ["league"]


def test_the_packaged_corpus_is_refused_and_a_copy_made(run, empty):
    """« init » makes one, and never overwrites."""
    result = run("decide", "brigade-mobile", "A1", "--not")
    assert (result.code, "[packaged-corpus]" in result.err, "jamplan init FOLDER" in result.err) == (
        2,
        True,
        True,
    )
    assert run("init", "mine").err == (
        "Made: mine. Name it with --data mine.\nNext: jamplan review --data mine\n"
    )
    assert run("decide", "brigade-mobile", "A1", "--not", "--data", "mine").code == 0
    again = run("init", "mine", lang="fr")
    assert (again.code, again.err) == (
        2,
        "«\u202fmine/sources.yaml\u202f» existe déjà.\nNommez un autre dossier\u202f: rien n’est écrasé.\n",
    )


INCOMPLETE = (
    "Name a measure and --basis (explicit, implicit, ambiguous, compared) or --not, or else --verdict "
    "(none, refused, out-of-scope, not-testable).\n"
)
NOT = "--not takes a proposal, a measure, and no statement of a source.\n"


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (
            ("decide", "roads", "M2"),
            INCOMPLETE,
        ),
        (
            ("decide", "roads"),
            INCOMPLETE,
        ),
        (
            ("decide", "roads", "--verdict", "maybe"),
            "--verdict cannot be “maybe”. Possible values: none, refused, out-of-scope, not-testable.\n"
            "Help: jamplan decide --help\n",
        ),
        (
            ("decide", "roads", "M2", "--verdict", "none"),
            "--verdict is about a proposal alone: leave out what is about a measure.\n",
        ),
        (
            ("decide", "roads", "M2", "--not", "--basis", "explicit"),
            NOT,
        ),
        (("decide", "roads", "--not"), NOT),
        (
            ("decide", "M1", "M2", "--basis", "compared"),
            "There is no proposal “M1”.\nKnown ids: wells, roads\n",
        ),
        (("decide", "roads", "M2", "--not", "--decided-by", " "), "A name is empty.\n"),
    ],
)
def test_wrong_usage_is_told(run, corpus, arguments, err):
    """Exit code 2 and what to write instead."""
    corpus()
    result = run(*arguments, "--data", "c")
    assert (result.code, result.out, result.err) == (2, "", err)


def test_a_folder_that_is_read_only_is_told(run, corpus, monkeypatch):
    """Exit code 4, and the file is whole."""
    folder = corpus()
    before = (folder / "links.yaml").read_bytes()

    def refuse(**_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    result = run("decide", "roads", "M1", "--not", "--data", "c")
    assert (result.code, result.err) == (
        4,
        "“c/links.yaml”: permission is denied.\nCheck the path, your rights to it, and the disk.\n",
    )
    assert (folder / "links.yaml").read_bytes() == before


def test_markup_and_signs_in_words_stay_words(run, corpus):
    """Brackets, quotation marks, a colon, a line break, a terminal escape."""
    folder = corpus()
    words = '[red]"a": b\x1b[31m #c'
    result = run(*STATED, "--quote", words, "--decided-by", "[/x]", "--data", "c")
    assert result.code == 0
    assert result.out.endswith("recorded by [/x].\n")
    assert jamplan.load(folder).links[1].evidence[0].quote == words


# « check »


def test_check_reports_and_never_writes(run, corpus):
    """Errors first, the same note of several lines once, and what was done about quotes."""
    folder = corpus(links=LINKS[: LINKS.index("    evidence")])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    result = run("check", "--data", "c")
    assert result.code == 1
    assert result.out == (
        "Ten wishes → The plan\n\n"
        "1 error, 2 warnings and 5 notes.\n\n"
        "Errors (1)\n"
        "• c/links.yaml:3:5 link-without-evidence\n"
        "  No source shows that “M1” takes up “wells”, as league states.\n"
        "  Add “evidence:” with the source, a short quote and its place, or take the link out.\n\n"
        "Warnings (2)\n"
        "• c/sources.yaml:7:10 source-without-date\n"
        "  The source “paper” has no date.\n"
        "  Add “date:”, and “date_inferred: true” where it is inferred.\n"
        "• c/sources.yaml:7:10 source-without-address\n"
        "  The source “paper” has no address.\n"
        "  Add “url:”, or “archived:”.\n\n"
        "Notes (5)\n"
        "• c/proposals.yaml fewer-listed\n"
        "  Declared: 10; listed: 2.\n"
        "  Add those that are missing when their texts are found.\n"
        "• c/proposals.yaml:11:10 unreviewed\n"
        "  Nobody has decided on “roads”.\n"
        "  Decide: jamplan review, or jamplan suggest roads.\n"
        "• c/plan.yaml:7:61 evidence-without-quote\n"
        "  This evidence has no quote.\n"
        "  Add “quote:” with the exact words, where the source can be quoted.\n"
        "• c/links.yaml:3:5 texts-not-kept\n"
        "  Decisions that do not keep the texts they were taken on: 1, this one first.\n"
        "  To keep them, record them again: jamplan review, or jamplan decide.\n"
        "• c/links.yaml:3:5 claimant-is-publisher\n"
        "  “league” makes statements on its own proposals.\n"
        "  Nothing: reports say so.\n\n"
        "The quotes\n"
        "No quote was looked up in a copy of its source.\n"
    )
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(("least", "code"), [(None, 0), ("error", 0), ("warning", 1), ("note", 1)])
def test_the_severity_that_fails_is_chosen(run, corpus, least, code):
    """Errors by default; a corpus without errors passes."""
    corpus()
    more = () if least is None else ("--fail-on", least)
    assert run("check", *more, "--data", "c").code == code


def test_annotations_for_a_pull_request(run, corpus):
    """One workflow command a finding; percent, colons and line breaks escaped."""
    corpus(links=LINKS.replace("our wells", "100 % " + "w " * 25))
    lines = run("check", "--format", "github", "--data", "c").out.split("\n")
    assert lines[4] == (
        "::notice file=c/proposals.yaml,line=11,col=10,title=unreviewed::Nobody has decided on “roads”. "
        "→ Decide: jamplan review, or jamplan suggest roads."
    )
    assert lines[6] == (
        "::notice file=c/links.yaml,line=3,col=5,title=texts-not-kept::Decisions that do not keep the texts "
        "they were taken on: 1, this one first. → To keep them, record them again: jamplan review, or "
        "jamplan decide."
    )
    broken = run(
        "check", "--format", "github", "--data", str(corpus("a,b:c", plan=PLAN.replace("1", "2 %", 1)))
    )
    assert broken.code == 1
    assert broken.out.startswith(
        "::error file=a%2Cb%3Ac/plan.yaml,line=1,col=9,title=bad-format::The format is “2 %25”;"
    )


def test_check_as_json(run, corpus):
    """Counts, quotes, and every finding with its place."""
    corpus()
    found = json.loads(run("check", "--format", "json", "--data", "c").out)
    assert (found["schema"], found["title"]) == ("jamplan.check/1", "Ten wishes → The plan")
    assert found["counts"] == {"error": 0, "warning": 2, "note": 6}
    assert found["quotes"] == {"found": 0, "missed": 0, "unchecked": 1}
    assert found["findings"][1] == {
        "code": "source-without-date",
        "severity": "warning",
        "file": "c/sources.yaml",
        "line": 7,
        "column": 10,
        "message": "The source “paper” has no date.",
        "remedy": "Add “date:”, and “date_inferred: true” where it is inferred.",
    }


def test_check_lists_what_loading_finds(run, corpus):
    """A corpus that cannot be loaded has errors too; one that cannot be read is no finding."""
    corpus(links="format: 2\n", plan="format: 3\ndocument: {short_name: P}\n")
    result = run("check", "--format", "json", "--data", "c")
    found = json.loads(result.out)
    assert (result.code, found["title"], found["quotes"]) == (1, None, None)
    assert [each["file"] for each in found["findings"]] == ["c/plan.yaml", "c/links.yaml"]
    (corpus() / "plan.yaml").unlink()
    assert run("check", "--data", "c").code == 4


def test_a_quote_is_looked_up_where_the_command_says(run, corpus):
    """A beginning of the id is enough; a wrong one, a missing file and no « = » are told."""
    folder = corpus()
    (folder / "a.txt").write_text("They took our wells.", encoding="utf-8")
    found = run("check", "--source", f"art={folder / 'a.txt'}", "--data", "c")
    assert "1 quote looked up in a copy of its source: 1 found, 0 not found.\n" in found.out
    (folder / "a.txt").write_text("They took our well.", encoding="utf-8")
    missed = run("check", "--source", f"article={folder / 'a.txt'}", "--data", "c")
    assert missed.code == 1
    assert "quote-not-found" in missed.out
    assert run("check", "--source", "article=nothing", "--data", "c").code == 1
    assert run("check", "--source", "artikle=x", "--data", "c").err == (
        "There is no source “artikle”.\nPerhaps “article”?\n"
    )
    assert run("check", "--source", "article", "--data", "c").err == (
        "“article” is not ID=FILE: the id of a source, and the path of its copy.\n"
    )


# What follows in the reports


def test_a_stale_decision_is_said_by_coverage_and_show(run, corpus):
    """How many links that count are stale, and which words changed; the figures stay."""
    folder = corpus()
    run(
        "decide",
        "wells",
        "M1",
        "--basis",
        "explicit",
        "--claimed-by",
        "league",
        "--source",
        "article",
        "--data",
        "c",
    )
    run("decide", "roads", "--verdict", "none", "--data", "c")
    assert "has changed since" not in run("coverage", "--data", "c").out
    before = jamplan.coverage(jamplan.load(folder)).statuses
    (folder / "proposals.yaml").write_text(
        PROPOSALS.replace("every village", "each village"), encoding="utf-8"
    )
    (folder / "plan.yaml").write_text(PLAN + "  - {id: M3, title: Roads}\n", encoding="utf-8")
    out = run("coverage", "--data", "c").out
    assert "• Text changed since: 1 statement counted and 1 conclusion.\n" in out
    french = run("coverage", "--data", "c", "--lang", "fr").out
    assert "• Texte modifié depuis\u202f: 1 reprise comptée et 1 conclusion.\n" in french
    found = json.loads(run("coverage", "--data", "c", "--format", "json").out)
    assert found["warnings"][-1]["code"] == "stale"
    assert jamplan.coverage(jamplan.load(folder)).statuses == before
    shown = run("show", "wells", "--data", "c").out
    assert (
        "• Text changed since: wells has changed: Dig wells Dig a well in [-every-] {+each+} village.\n"
        in shown
    )
    assert "• Text changed since: M3 is new.\n" in run("show", "roads", "--data", "c").out


def test_the_example_of_the_documents_runs(run, root, empty):
    """docs/decisions.md's Python records what it says."""
    run("init", "my-corpus")
    text = (root / "docs" / "decisions.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    exec(compile(example, "decisions.md", "exec"), {})  # noqa: S102 - it is our own
    link = jamplan.load("my-corpus").links[-1]
    assert (link.proposal, link.claimed_by) == ("cours-obligatoires", "ada-lovelace")


def test_the_commands_of_the_readme_run(run, root, empty, monkeypatch):
    """A proposal is added as it says, then decided on."""
    text = (root / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^(jamplan decide .*)$", text, re.MULTILINE)
    assert len(commands) == 3
    run("init", "my-corpus")
    with Path("my-corpus/proposals.yaml").open("a", encoding="utf-8") as stream:
        example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1]
        stream.write(f"\n{example}")
    for command in commands:
        result = run(*shlex.split(command)[1:])
        assert (result.code, bool(result.out)) == (0, True), command


def test_the_hook_of_pre_commit_names_the_command(root):
    """It runs « jamplan check » on the four files, and is given none of their names."""
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["entry"], hook["pass_filenames"]) == (
        "jamplan-check",
        "jamplan check",
        False,
    )
    for name in ("data/links.yaml", "sources.yaml", "a/b/plan.yaml", "proposals.yaml"):
        assert re.search(hook["files"], name)
    assert not re.search(hook["files"], "other.yaml")


def test_only_whole_ids_are_written_on(run, corpus):
    """The beginning of an id is enough to read by, not to record by; the nearest is named."""
    folder = corpus()
    for arguments in (
        ("decide", "road", "M1", "--not"),
        ("decide", "roads", "M", "--not"),
        ("decide", "road", "M1", "--basis", "compared"),
        ("decide", "road", "--verdict", "out-of-scope"),
    ):
        result = run(*arguments, "--data", "c")
        assert (result.code, result.out) == (2, ""), arguments
    assert "Perhaps “roads”?" in run("decide", "road", "--verdict", "out-of-scope", "--data", "c").err
    assert run("decide", "ROADS", "m1", "--not", "--data", "c").code == 0
    assert jamplan.load(folder).dismissals[0].proposal == "roads"


def test_a_dismissal_of_a_linked_pair_is_told_at_once(run, corpus):
    """And recording it again changes nothing; another person's is their own."""
    folder = corpus()
    first = run("decide", "wells", "M1", "--not", "--decided-by", "Ada", "--data", "c")
    assert first.err.startswith("dismissed-and-linked: ")
    again = run("decide", "wells", "M1", "--not", "--decided-by", "Ada", "--data", "c")
    assert again.out == "On record already: wells / M1: pairing set aside; recorded by Ada.\n"
    assert run("decide", "wells", "M1", "--not", "--decided-by", "Bob", "--data", "c").code == 0
    assert [each.by for each in jamplan.load(folder).dismissals] == ["Ada", "Bob"]
    off = ("decide", "wells", "M1", "--not", "--remove", "--data", "c")
    assert run(*off).out == "Nothing to take off: no such decision is on record.\n"
    assert run(*off, "--decided-by", "Ada").code == run(*off).code == 0
    assert jamplan.load(folder).dismissals == ()


def test_a_copy_without_decisions_for_a_second_person(run, corpus):
    """Links, verdicts, dismissals and readings are left out; claims and all else stay."""
    more = "claims:\n  - {claimed_by: league, quantity: some}   # said\n"
    folder = corpus(links=LINKS + "dismissals: []\n" + more)
    result = run("init", "yours", "--from", "c", "--without-decisions")
    assert (result.code, result.out) == (0, "")
    assert Path("yours/links.yaml").read_text(encoding="utf-8") == f"format: 1\n{more}"
    assert Path("yours/plan.yaml").read_bytes() == (folder / "plan.yaml").read_bytes()
    assert run("init", "x", "--from", "nowhere").code == 4


def test_the_sentence_to_publish_cites_both_texts_and_every_doubt(run, corpus):
    """Where each text was read; that a text has changed; that somebody concluded otherwise."""
    folder = corpus()
    places = ("--quote", "roads", "--quote", "", "--locator", "", "--locator", "p. 2")
    run(*COMPARED, *SOURCED, *places, "--data", "c")
    run("decide", "roads", "--verdict", "out-of-scope", "--decided-by", "Bob", "--data", "c")
    (folder / "plan.yaml").write_text(PLAN.replace("A campaign", "Campaigns"), encoding="utf-8")
    assert run("show", "roads", "--cite", "--data", "c", "--lang", "en").out.split("\n")[0] == (
        "According to Ada Lovelace (comparison of the texts), “Mend roads” is taken up: "
        "measure M2, “Campaigns” (text changed since; but out of "
        "scope, according to Bob; extent not stated) — “roads” (The League, “What we got”, November "
        "2021, https://example.org/a); p. 2 (The Press)."
    )
    assert "(contradiction)" in run("coverage", "--data", "c", "--rule", "any").out


def test_words_of_the_corpus_are_a_place_and_no_quote(run, corpus):
    """Where its text is « in our words », no source is said to have said them."""
    described = PROPOSALS.replace("title: Mend roads}", "title: Mend roads, title_basis: described}")
    folder = corpus(proposals=described)
    quotes = ("--quote", "Mend roads", "--quote", "A campaign", "--locator", "p. 1", "--locator", "")
    result = run(*COMPARED, *SOURCED, *quotes, "--data", "c")
    assert result.code == 0
    assert (
        "Words of the corpus are recorded as a place, not as a quote: its text is not the source’s own.\n"
    ) in result.err
    assert [(each.quote, each.locator) for each in jamplan.load(folder).links[1].evidence] == [
        (None, "p. 1 (corpus, “Mend roads”)"),
        ("A campaign", None),
    ]


def test_a_name_is_asked_for_once_and_stays_outside_the_corpus(run, corpus, monkeypatch):
    """The first decision asks, the next one does not; another copy of the corpus asks anew."""
    folder, copy = corpus("mine"), corpus("yours")
    names = iter(("Ada", "Bob"))
    monkeypatch.setattr(decider, "_asked_name", lambda _run: next(names))
    for measure in ("M1", "M2"):
        result = run("decide", "roads", measure, "--not", "--data", "mine")
        assert result.out.endswith("recorded by Ada.\n")
    assert run("decide", "roads", "M1", "--not", "--data", "yours").out.endswith("recorded by Bob.\n")
    assert [dismissal.by for dismissal in jamplan.load(copy).dismissals] == ["Bob"]
    assert not [path for path in folder.iterdir() if b"names" in path.read_bytes()]
    other = run("decide", "wells", "M2", "--not", "--decided-by", "Eve", "--data", "mine")
    assert other.out.endswith("recorded by Eve.\n")
    assert run("decide", "wells", "M1", "--not", "--data", "mine").out.endswith("recorded by Ada.\n")


def test_without_a_terminal_or_a_name_nothing_is_recorded(run, corpus, monkeypatch):
    """Exit code 2 names the option; Git's name and the system's are not taken."""
    monkeypatch.setattr(decider, "_asked_name", ASKED_NAME)
    folder = corpus()
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Git")
    result = run("decide", "roads", "M1", "--not", "--data", "c")
    assert (result.code, result.err) == (
        2,
        "In whose name is this decision recorded?\nGive the name: --decided-by NAME.\n",
    )
    assert jamplan.load(folder).dismissals == ()


def test_a_changed_decision_bears_the_name_of_who_changed_it(run, corpus):
    """The same content is confirmed; another basis is the new person's, and the quote on record stays."""
    folder = corpus()
    assert (
        run(*STATED, "--quote", "w", "--locator", "p. 1", "--decided-by", "Ada", "--data", "c").code
        == 0
    )
    assert run(*STATED, "--decided-by", "Bob", "--data", "c").code == 0
    link = jamplan.load(folder).links[1]
    assert (link.by, link.confirmed_by) == ("Ada", "Bob")
    explicit = [word.replace("implicit", "explicit") for word in STATED]
    assert run(*explicit, "--decided-by", "Eve", "--data", "c").code == 0
    link = jamplan.load(folder).links[1]
    assert (link.by, link.confirmed_by, str(link.basis)) == ("Eve", None, "explicit")
    assert (link.evidence[0].quote, link.evidence[0].locator) == ("w", "p. 1")


def test_a_pair_leaves_nothing_to_choose(run):
    """Options that choose among suggestions are refused with a pair."""
    result = run("suggest", "cours", "A1", "--top", "9")
    assert (result.code, result.err.split("\n")[0]) == (
        2,
        "A pair has one score: leave out --all, --top, --min-score, --for-measure and --format csv.",
    )
