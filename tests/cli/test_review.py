"""The console of a review: by a script that plays the terminal, and in a pseudo-terminal."""

import json
import os
import re
import select
import subprocess
import sys
import time
from collections import defaultdict
from itertools import zip_longest
from pathlib import Path

import pytest

import jamplan
from jamplan.cli.review import Console
from jamplan.cli.terminal import ENTER, ESCAPE
from jamplan.corpus.findings import CorpusError
from jamplan.corpus.loading import load, packaged_folder
from jamplan.corpus.statements import Says, Words
from jamplan.corpus.voices import who_says
from jamplan.decisions.session import Session
from jamplan.language import language
from tests.conftest import LINKS, PLAN, PROPOSALS, Script, unchanged
from tests.documents.made_up import Report

EMPTY = "format: 2\n"
BARE = LINKS.removesuffix("...\n")
QUOTE = "they took up our wells"
MENU = (
    "[t]aken up, in [p]art, in pr[i]nciple, neither yes nor no [w], [n]ot this one, none found [m], "
    "[r]efused, o[u]t of scope, cannot be checke[d], outcome[s], [l]ater, [v] in full, [b]ack, n[o]te, [?] help, [q]uit:"
)


def review_by(script, folder, lang="en", **options):
    """Review a corpus as Ada Lovelace, on this terminal."""
    session = Session(folder, "Ada Lovelace", "2026-11-25", **options)
    Console(session, script, language(lang), language("en")).play()


def play(folder, *typed, lang="en", **options):
    """Play a review and return what was shown, without the cards' own lines."""
    script = Script(*typed)
    review_by(script, folder, lang, **options)
    return script.shown


def test_a_card_and_its_menu(corpus):
    """The whole of what a person sees on one card and on leaving."""
    assert play(corpus(), "q", only=["wells"]) == [
        "1 of 1 · decided · reviewing as: Ada Lovelace",
        "Proposal wells — Dig wells",
        "Dig a well in every village.",
        "",
        "Measure M1 — Wells for all",
        "",
        "• According to the League, “they took up our wells” (example.org, November 2021). Note: single source; "
        "extent not stated.",
        "• Computed similarities, not verified: 81.8 of 100 (strong), rank 1; wells",
        MENU,
        "0 answers recorded.",
        "1 proposal is left.",
    ]
    assert play(corpus(), stale=True) == [
        "There is nothing to review.",
        "0 answers recorded.",
    ]


def test_a_card_shows_what_makes_a_statement_weak(corpus):
    """What has changed; behind « ? » attribution, whose words the title is, notes."""
    weak = "chapter: ch1, attribution: ambiguous, title_basis: described, note: Who?}"
    folder = corpus(
        proposals=PROPOSALS.replace("chapter: ch1}", weak),
        links=BARE
        + "    measure_inferred: true\n    note: A stricter reader leaves it out.\n    by: Bob\n"
        + "    read: {about: Dig wells Dig a well in each village.}\n",
    )
    shown = play(folder, "?", "q", only=["wells"])
    for line in (
        "Text changed since: wells → M1: taken up according to the League; recorded by Bob.",
        "• wells has changed: Dig wells Dig a well in [-each-] {+every+} village.",
        "• Attribution: ambiguous (whose idea is unclear)",
        *("• Title (wells): written for this report", "• Note (wells): Who?"),
    ):
        assert line in shown
    (record,) = [line for line in shown if line.startswith("• On record")]
    assert "recorded by Bob. " in record
    assert any("match with measure M1 inferred" in line for line in shown)
    assert record.endswith(" A stricter reader leaves it out.")


def test_an_answer_is_shown_from_its_first_word(corpus):
    """What it repeats of the proposal has one line."""
    asked = "Dig a well in every village of the county before the next summer"
    answer = PLAN.replace("document:", "document:\n  relation: response").replace(
        "Wells for all", "Agreed"
    )
    folder = corpus(
        plan=answer.replace("priority: P1", f"text: {asked}. We accept"),
        proposals=PROPOSALS.replace("Dig a well in every village", asked),
    )
    shown = play(folder, "q", only=["wells"])
    assert shown[4:7] == [
        "Measure M1",
        f"repeats: {asked[:-7]} […]",
        "Agreed We accept",
    ]


def test_a_blind_card_shows_no_score_and_no_decision(folder):
    """Only the two texts, the measures in the order of the plan; and « recorded », whatever was there.

    What would replace a hidden record is refused, and what that says is not told.
    """
    stated = ("e", "article", ..., "they took up a part of wells", "")
    with unchanged(folder):
        shown = play(folder, "p", *stated, "q", only=["wells"], blind=True)
    assert "[hidden-record]" in shown
    assert not [line for line in shown if "taken up”" in line]
    shown = play(
        folder,
        "t",
        "e",
        "article",
        ...,
        "they took up our wells",
        "",
        "q",
        only=["wells"],
        blind=True,
    )
    assert shown[:6] == [
        "1 of 1 · earlier decisions are hidden · reviewing as: Ada Lovelace",
        "Proposal wells — Dig wells",
        "Dig a well in every village.",
        "",
        "Measure M1 — Wells for all",
        MENU,
    ]
    assert any(line.startswith("Recorded: wells → M1") for line in shown)
    (statement,) = load(folder).statements
    assert [mark.by for mark in statement.confirmed] == ["Ada Lovelace"]


OFFICIAL = PROPOSALS.replace(
    "chapter: ch1}", "chapter: ch1, evidence: [{source: article, locator: p. 4}]}"
)
OFFICIAL = OFFICIAL.replace(
    "  publisher: league", "  publisher: league\n  source: article"
)


def test_a_comparison_asks_where_each_text_was_read(corpus):
    """Nothing is put into a source's mouth: its place is proposed, no words are; one of both is needed."""
    folder = corpus(links=EMPTY, proposals=OFFICIAL)
    first = ("t", "c", ..., "", ..., ..., "", "", None)
    steps = (*first, "t", "c", ..., "Dig a well", ..., ..., "Wells for all", "", "q")
    shown = play(folder, *steps, only=["wells"])
    assert "Words or a place are needed: p. 3, for example, or: whole text." in shown
    assert shown[-11:-1] == [
        MENU,
        "How is it stated (Escape goes back)? [e] stated, [i] interpreted, [a] ambiguous; "
        "[c] no source states it, you compared the texts:",
        "wells: read in the source (its id): article",
        "wells: words that you compared (or nothing): Dig a well",
        "wells: where you read it (page, paragraph): p. 4",
        "M1: read in the source (its id): paper",
        "M1: words that you compared (or nothing): Wells for all",
        "M1: where you read it (page, paragraph): ",
        "Recorded: wells → M1: taken up, comparison of both texts by Ada Lovelace."
        " The comparison counts with --rule any.",
        "That was the last one. [b]ack, [q]uit:",
    ]
    (statement,) = load(folder).statements
    pieces = statement.evidence
    first, second = ((each.source, each.quote, each.locator) for each in pieces)
    assert (first, second) == (
        ("article", "Dig a well", "p. 4"),
        ("paper", "Wells for all", None),
    )


def test_words_of_the_corpus_are_no_words_of_a_source(corpus):
    """Where the title is « in our words », they are a place."""
    described = OFFICIAL.replace(
        "chapter: ch1,", "chapter: ch1, title_basis: described,"
    )
    folder = corpus(links=EMPTY, proposals=described)
    steps = ("t", "c", ..., "Dig a well", "", ..., "They want wells", "p. 5", "q")
    shown = play(folder, *steps, only=["wells"])
    said = "Words of the corpus are recorded as a place, not as a quote: its text is not the source’s own."
    assert said in shown
    said = [(each.quote, each.locator) for each in load(folder).statements[0].evidence]
    assert said == [(None, "corpus, “Dig a well”"), ("They want wells", "p. 5")]


def test_a_stated_take_up_asks_for_source_speaker_and_words(corpus):
    """A wrong id is told; the publisher is proposed; what is refused is not to be typed again."""
    folder = corpus(links=EMPTY, copy="They took up a part of our wells.")
    wrong = (
        "p",
        "i",
        "artikel",
        "article",
        "",
        "league",
        "took up a part of our well",
        "line 1",
    )
    right = ("p", "i", ..., ..., "took up a part of our wells", ...)
    shown = play(folder, *wrong, *right, "q", only=["wells"])
    assert "There is no source “artikel”." in shown
    assert "Possible values: article, paper." in shown
    assert {"Nothing was recorded.", "Somebody states it: name who."} <= {*shown}
    (statement,) = load(folder).statements
    assert (statement.words, statement.speaker, statement.says) == (
        Words.IMPLICIT,
        None,
        Says.IN_PART,
    )
    assert [(each.quote, each.locator) for each in statement.evidence] == [
        ("took up a part of our wells", "line 1")
    ]


def test_what_became_of_a_measure_is_recorded_beside_the_decision(corpus):
    """It is asked for by key, the card stays, and « back » takes it off again."""
    folder = corpus(copy="Three wells of the plan are dug.")
    outcome = ("s", "3", "e", "article", "league", "Three wells of the plan are dug.")
    typed = (*outcome, "p. 2", "2024-05")
    shown = play(folder, *typed, "b", "n", "q", only=["wells"])
    question = (
        "What became of it (M1): [1] implemented, [2] implemented in part, "
        "[3] under way, [4] stalled, [5] not implemented, [6] dropped"
    )
    assert question in shown
    assert sum(line.startswith("1 of 1 ·") for line in shown) == 3
    assert shown[-2:] == ["1 answer recorded.", "1 proposal is left."]
    recorded = [each for each in load(folder).statements if each.is_outcome]
    assert [
        (each.about, each.says, each.words, each.date, each.by) for each in recorded
    ] == [("M1", Says.UNDER_WAY, Words.EXPLICIT, "2024-05", "Ada Lovelace")]
    before = len(load(folder).statements)
    shown = play(folder, *typed[:-1], "2025", "b", "y", "q", only=["wells"])
    assert len(load(folder).statements) == before
    assert shown[-2] == "0 answers recorded."


def test_what_became_of_a_recommendation_is_said_of_it_and_not_of_its_answer(corpus):
    """Escape records nothing."""
    response = PLAN.replace("document:", "document:\n  relation: response")
    folder = corpus(plan=response, copy="The wells are dug.")
    with unchanged(folder):
        shown = play(folder, "s", ESCAPE, "q", only=["wells"])
    assert any(line.startswith("What became of it (wells): [1]") for line in shown)


def test_a_doubt_about_a_quote_is_asked_about(corpus):
    """With its whole sentence; « no » goes back to the card, « yes » is kept."""
    text = "It is untrue that they took up our wells."
    folder = corpus(links=EMPTY, copy=text)
    typed = ("t", "e", "article", "league", QUOTE, "")
    with unchanged(folder):
        shown = play(folder, *typed, "n", "q", only=["wells"])
    asked = (
        f"What “{QUOTE}” leaves out denies it (“untrue that”): “{text}” Record it all the "
        "same? [y]es, [n]o:"
    )
    assert asked in shown
    assert shown[-2:] == ["0 answers recorded.", "1 proposal is left."]
    assert asked in play(folder, *typed, "y", "q", only=["wells"])
    ((piece,),) = (known.evidence for known in load(folder).statements)
    assert [(mark.code, mark.by) for mark in piece.kept] == [
        ("quote-denied", "Ada Lovelace")
    ]


def test_a_hurried_reading_is_not_the_speakers_word(corpus):
    """A passage that says no position, taken for an answer with one key, is its reader's reading."""
    text = "To dig a well in every village is a fine wish."
    for key, says in (("t", Says.TAKEN_UP), ("w", Says.NOTED)):
        folder = corpus(links=EMPTY, copy=text)
        play(folder, "1", key, "league", "y", "q", only=["wells"])
        (statement,) = load(folder).statements
        assert (statement.says, statement.words) == (says, Words.IMPLICIT)


def test_mistakes_and_second_thoughts(corpus):
    """A key without a meaning, help, a note that stays, Escape within questions, back when agreed."""
    folder = corpus(links=EMPTY)
    steps = ("x", "?", "o", "A note.", "t", ESCAPE, "t", "x", "e", None)
    shown = play(folder, *steps, *"nbnbybmybymyq", only=["wells"])
    assert "• n The match is set aside, and the next one is shown." in shown
    assert "Note: A note." in shown
    dismissed = "wells / M1: match set aside; recorded by Ada Lovelace."
    assert f"Recorded: {dismissed}" in shown
    assert shown.count(f"Take this back? {dismissed} [y]es, [n]o:") == 2
    none = "wells: none found, as concluded by Ada Lovelace."
    assert f"Take this back? {none} [y]es, [n]o:" in shown
    assert shown.count("That was the last one. [b]ack, [q]uit:") == 2
    assert [(known.says, known.note) for known in load(folder).statements] == [
        (Says.NO_MATCH, "A note.")
    ]


def says_on(folder):
    """What is on record says, in order."""
    return [known.says for known in load(folder).statements]


def test_disagreeing_with_a_statement_is_recorded_beside_it(corpus):
    """A pair set aside, or a conclusion that is meant."""
    folder = corpus()
    with unchanged(folder):
        play(folder, "m", ENTER, "q", only=["wells"])
    play(folder, "n", "q", only=["wells"])
    assert says_on(folder) == [Says.TAKEN_UP, Says.NOT_THIS]
    play(folder, "m", "y", "q", only=["wells"])
    assert says_on(folder) == [Says.TAKEN_UP, Says.NOT_THIS, Says.NO_MATCH]


def test_a_stated_pair_is_confirmed_by_one_key(corpus):
    """« Taken up » asks nothing; what a source states is never changed by « partly »."""
    folder = corpus(proposals=OFFICIAL)
    shown = play(folder, "t", "q", only=["wells"])
    assert any(line.startswith("Confirmed: wells → M1") for line in shown)
    assert load(folder).statements[0].read is not None
    shown = play(folder, "p", ..., "", "p. 1", ..., "", "p. 2", "q", only=["wells"])
    stays = "The statement (according to the League) stays as it is"
    assert f"{stays}; your own comparison is recorded beside it." in shown
    stated = [(known.words, known.says) for known in load(folder).statements]
    assert stated == [
        (Words.EXPLICIT, Says.TAKEN_UP),
        (Words.COMPARED, Says.IN_PART),
    ]


def test_one_corrects_ones_own_record_if_one_agrees(corpus):
    """It is asked about; another reader's is not touched."""
    folder = corpus(links=BARE + "    by: ADA  Lovelace\n")
    asked = "You recorded something else here: “taken up”. Record it all the same? [y]es, [n]o:"
    with unchanged(folder):
        assert asked in play(folder, "p", "n", "q", only=["wells"])
    play(folder, "p", "y", "y", "q", only=["wells"])
    (statement,) = load(folder).statements
    assert (statement.says, statement.words, statement.by) == (
        Says.IN_PART,
        Words.IMPLICIT,
        "Ada Lovelace",
    )


def test_a_file_broken_meanwhile_is_told_and_nothing_is_lost(corpus):
    """The same card comes back after an answer; before the next card it ends the review."""
    folder = corpus(links=EMPTY)
    path = folder / "links.yaml"

    def made(number, key):
        """A key that is typed when the file has this format."""
        text = r"format: \d", f"format: {number}"
        return lambda: (
            path.write_text(re.sub(*text, path.read_text("utf-8")), "utf-8") and key
        )

    script = Script(
        made(3, "m"), made(3, "y"), made(2, "m"), made(2, "y"), made(3, "l")
    )
    with pytest.raises(CorpusError):
        review_by(script, folder)
    assert script.shown.count("c/links.yaml:1:9 [bad-format]") == 1
    assert "1 answer recorded." in script.shown
    made(2, "")()
    assert says_on(folder) == [Says.NO_MATCH]
    # Ctrl-C ends the review with what was done.
    folder = corpus(links=EMPTY)
    script = Script("n", KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        review_by(script, folder)
    assert says_on(folder) == [Says.NOT_THIS]
    assert script.shown[-2:] == ["1 answer recorded.", "2 proposals are left."]


def test_the_french_console_has_its_own_letters(corpus):
    """And no others: a word typed by mistake decides nothing in another language."""
    folder = corpus(links=EMPTY)
    shown = play(folder, *"mobozjamoq", lang="fr", only=["wells"])
    assert (
        "[r]eprise, en [p]artie, de pr[i]ncipe, ni o[u]i ni non, pas celle-ci [n], pas de reprise trouvée [m], "
        "re[f]us, [h]ors champ, invérifiabl[e], [s]uites, plus [t]ard, [v] en entier, retour [b], n[o]te, aide [?], [q]uitter\u202f:"
    ) in shown
    said = "wells\u202f: pas de reprise trouvée, conclusion notée par Ada Lovelace."
    assert f"Enregistré\u202f: {said}" in shown
    assert f"Annuler cette réponse\u202f? {said} [o]ui, [n]on\u202f:" in shown
    assert says_on(folder) == [Says.NO_MATCH]


# A response in few keys

RESPONSE = """\
Publish a register of all wells | The government accepts this recommendation in full. | 1 = in_full, explicit, state
Mend the roads to the villages | We accept this recommendation. | 1 = taken_up, explicit, state
Pay teachers for Saturday lessons | The government accepts this recommendation in principle. | 1 = in_principle, explicit, state
Plant three trees for each one cut | We partially accept this recommendation. | 1 = in_part, explicit, state
Close the quarry before winter | The government does not accept this recommendation. | 1 = refused, explicit, state
Open the harbour to foreign boats | The government supports this recommendation. | 1 = taken_up, implicit, state
Give every school two librarians | The boards of education accept this recommendation. | 1 =School_Boards= taken_up, explicit, school-boards
Count the fish in the river | We accept this recommendation, but not before 2030. | 1 t taken_up, explicit, state
Lend each household a lamp | The government would welcome lamps for the nights. | 1 i y in_principle, implicit, state
Teach all children to swim | Rejected. Swimming is taught already. | 1 = refused, explicit, state
"""
"""A recommendation, its answer, the keys (= is Enter) and what is then on record, a line each."""


def printed(items):
    """A document in PDF: a page for each title, as that of a recommendation, and the text under it."""
    report = Report()
    for number, (title, text) in enumerate(items, 1):
        if number > 1:
            report.add_page()
        report.line_of(f"Recommendation {number}: {title}", 13, "B")
        report.ln(3)
        report.line_of(text)
    return bytes(report.output())


def test_a_response_is_reviewed_in_few_keys(run, empty):
    """From two PDFs, without an editor and in at most 60 keys: ten answers with quotes and pages."""
    rows = [
        [part.strip() for part in line.split("|")] for line in RESPONSE.splitlines()
    ]
    taken = [
        re.fullmatch(r"(.*?) ?((?:in_|taken|ref).*)", row[2]).groups() for row in rows
    ]
    begin_response(run, empty, rows)
    typed = " ".join(keys for keys, _ in taken)
    # A line ends with Enter too.
    keys = re.findall(r"\w+|=", typed.replace("Boards=", "Boards"))
    # A key for a passage that is not there does nothing.
    folder = empty / "c"
    assert play(folder, "3", "l", "q")[-2:] == [
        "0 answers recorded.",
        "10 recommendations are left.",
    ]
    script = Script(*(ENTER if key == "=" else key.replace("_", " ") for key in keys))
    review_by(script, folder)
    assert len(typed.replace(" ", "")) <= 60
    first = "Measure 1 publish-register-wells-2 (State)"
    answer = "[1] “The government accepts this recommendation in full.” (p. 1; reads as an acceptance)"
    at = script.shown.index(first)
    assert script.shown[at + 1] == answer
    assert rows[2][1] in run("suggest 3 --data c").out
    loaded, on_record = load(folder), defaultdict(list)
    for statement in loaded.statements:
        on_record[loaded.proposal[statement.about].number].append(statement)
    for n, (row, (_, record)) in enumerate(zip(rows, taken, strict=True), 1):
        (statement,) = on_record[str(n)]
        actor = who_says(statement, loaded.source).actor
        assert f"{statement.says}, {statement.words}, {actor}" == record
        pieces = statement.evidence
        assert [(piece.quote, piece.page) for piece in pieces] == [(row[1], n)]
    result = run("check --data c --format json")
    assert result.code == 0
    assert json.loads(result.out)["quotes"] == {
        "found": 10,
        "missed": 0,
        "unchecked": 0,
    }


TWICE = """\
Publish a register of all wells | The government accepts this recommendation in full. | 1 =
Mend the roads to the villages | The government accepts this recommendation. Roads are mended if councils pay half. | 1 2 =
Pay teachers for Saturday lessons | The government accepts this recommendation in principle. | 1 =
Plant three trees for each one cut | We partially accept this recommendation. | 1 =
Close the quarry before winter | The government does not accept this recommendation. | 1 =
Open the harbour to foreign boats | The government notes this recommendation. | w =
Give every school two librarians | We accept this recommendation. | 1 =
Count the fish in the river | We accept this recommendation, subject to funding. Nets are bought in spring. | 1 2 t
Lend each household a lamp | Rejected. Lamps are sold in every town. | 1 =
Teach all children to swim | The government supports this recommendation. | 1 =
"""
"""A recommendation, its answer, and the keys (= is Enter): two answers are quoted twice."""


def test_ten_answers_with_two_second_quotes_take_forty_keys_at_most(run, empty):
    """Each sentence of the answer has a key, and how it reads is proposed."""
    rows = [[part.strip() for part in line.split("|")] for line in TWICE.splitlines()]
    begin_response(run, empty, rows)
    keys = " ".join(row[2] for row in rows).split()
    assert len(keys) <= 40
    review_by(Script(*(ENTER if key == "=" else key for key in keys)), empty / "c")
    loaded = load(empty / "c")
    on_record = {loaded.proposal[each.about].number: each for each in loaded.statements}
    says = {number: str(each.says) for number, each in on_record.items()}
    assert says == {
        "1": "in_full",
        "2": "taken_up",
        "3": "in_principle",
        "4": "in_part",
        "5": "refused",
        "6": "noted",
        "7": "taken_up",
        "8": "taken_up",
        "9": "refused",
        "10": "taken_up",
    }
    for n, row in enumerate(rows, 1):
        pieces = on_record[str(n)].evidence
        assert [piece.page for piece in pieces] == [n] * len(pieces)
        assert len(pieces) == 1 + ("2" in row[2])
        assert all(piece.quote in row[1] for piece in pieces)


HARD = """\
Publish a register of all wells | The government accepts this recommendation in full. | in_full
Mend the roads to the villages | The government agrees in principle. Roads are for the counties. |
Pay teachers for Saturday lessons | The government notes this recommendation. |
Plant three trees for each one cut | We accept this recommendation. However, we will plant in no city. | taken_up
Close the quarry before winter | The government does not accept this recommendation. |
Open the harbour to foreign boats | The harbour was opened in 1990. More berths are being built. |
Count the fish in the river | We partially accept this recommendation. |
Teach all children to swim | Rejected. Swimming is taught already. |
"""
"""A recommendation, its answer, and what somebody in haste may put on record as an acceptance."""


class Hurried(Script):
    """Somebody who types the same key on each card, then Enter to whatever is asked, and goes on."""

    def __init__(self, first):
        super().__init__()
        self.first, self.menus, self.asked = first, 0, 0

    def key(self, prompt, *, fresh=False):
        if "[q]uit" not in prompt:
            self.asked += 1
            return ENTER if self.asked < 3 else ESCAPE
        self.menus, self.asked = self.menus + 1, 0
        if self.menus > 40:
            raise EOFError
        # What is still there after a try is left for later.
        return "l" if self.menus % 2 == 0 else self.first


@pytest.mark.parametrize("first", ["t", "1"])
def test_haste_records_no_acceptance_that_the_answer_does_not_give(run, empty, first):
    """The same key, and Enter to each question: what its own words do not say is not on record."""
    rows = [[part.strip() for part in line.split("|")] for line in HARD.splitlines()]
    begin_response(run, empty, rows)
    review_by(Hurried(first), empty / "c")
    loaded = load(empty / "c")
    recorded = {
        loaded.proposal[each.about].number: each.says for each in loaded.statements
    }
    accepted = {Says.TAKEN_UP, Says.IN_FULL}
    given = {(str(n), row[2]) for n, row in enumerate(rows, 1) if row[2]}
    taken_up = {(n, says) for n, says in recorded.items() if says in accepted}
    assert taken_up <= given
    assert ("1", Says.IN_FULL) in taken_up


def test_an_acceptance_against_the_answers_words_is_an_error_until_confirmed(
    run, empty
):
    """Whoever records it is asked; without an answer it is not recorded."""
    rows = [[part.strip() for part in line.split("|")] for line in HARD.splitlines()]
    begin_response(run, empty, rows)
    words = "--says taken-up --source plan-document --decided-by Ada --data c"
    for number in "2357":
        quote = rows[int(number) - 1][1].partition(". ")[0]
        command = f'decide {number} --quote "{quote}" {words}'
        assert run(command).code == 2
        assert load(empty / "c").statements == ()
    assert run(f'decide 5 --quote "{rows[4][1]}" {words} --force').code == 0
    (statement,) = load(empty / "c").statements
    codes = [mark.code for mark in statement.evidence[0].kept]
    assert codes == ["quote-against-answer"]
    assert run("check --data c").code == 0
    links = empty / "c" / "links.yaml"
    unconfirmed = re.sub(r"        kept:\n(?: {10}.*\n)+", "", links.read_text("utf-8"))
    links.write_text(unconfirmed, encoding="utf-8")
    result = run("check --data c --format json")
    found = [each["code"] for each in json.loads(result.out)["findings"]]
    assert (result.code, "quote-against-answer" in found) == (1, True)


TOGETHER = (
    "# Response\n\n## Recommendations 1 and 2\n\nPublish a register of all wells.\n\n"
    "Mend the roads to the villages.\n\n### Response\n\n"
    "The Government does not accept these recommendations.\n\n"
    "## Recommendation 4\n\nPlant three trees for each one cut.\n\n### Response\n\n"
    "The Government accepts this recommendation.\n"
)


def test_the_answer_is_first_and_another_numbers_answer_is_none(run, empty):
    """On the card as in `suggest`; what several share is told, no answer stays none."""
    asked = ("Publish a register of all wells.", "Mend the roads to the villages.")
    asked += ("Publish a register of all trees.", "Plant three trees for each one cut.")
    report = "\n\n".join(
        f"**Recommendation {n}:** {text}" for n, text in enumerate(asked, 1)
    )
    Path("r.md").write_text(f"# Report\n\n{report}\n", encoding="utf-8")
    Path("a.md").write_text(TOGETHER, encoding="utf-8")
    assert run("init c --proposals r.md --answer a.md --response --yes").code == 0
    result = run("suggest --all --format json --data c")
    first: dict[str, str] = {}
    for row in json.loads(result.out):
        first.setdefault(row["proposal"], row["measure"])
    made = load(empty / "c")
    for proposal in made.proposals:
        for answer in made.answers_to.get(proposal.id, ()):
            assert first[proposal.id] == answer.id
    shown = " ".join(play(empty / "c", "l", "l", "l", "l", "q"))
    assert shown.count("answers 1 and 2 together") == 2
    assert shown.count("No answer found.") == 1
    refused = "does not accept these recommendations"
    assert (shown.count(refused), shown.count("accepts this recommendation")) == (2, 1)


def begin_response(run, empty, rows):
    """Make a corpus of two PDFs: recommendations, and the answers to them."""
    (empty / "report.pdf").write_bytes(
        printed((row[0], "The inquiry has heard why.") for row in rows)
    )
    (empty / "answers.pdf").write_bytes(
        printed((row[0], f"{row[0]}. {row[1]}") for row in rows)
    )
    address = "--date 2025 --url https://example.org"
    for command in (
        "init c --proposals report.pdf --answer answers.pdf --response --yes",
        f"source proposals-document --publisher 'The Inquiry' --title Report {address} --data c",
        f"source plan-document --publisher State --title Answers {address} --data c",
    ):
        assert run(command).code == 0


# In a pseudo-terminal

pty = pytest.importorskip("pty", reason="needs pseudo-terminals")
QUIT = "[q]uit:"
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


class Pty:
    """The program in a pseudo-terminal of 80 × 24."""

    def __init__(self, folder, *arguments, **environ):
        import fcntl
        import struct
        import termios

        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        variables = {
            **os.environ,
            "TERM": "xterm",
            "JAMPLAN_LANG": "en",
            # The package beside these tests, whatever is installed.
            "PYTHONPATH": str(Path(jamplan.__file__).parents[1]),
            **environ,
        }
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jamplan",
                "review",
                "--data",
                str(folder),
                *arguments,
            ],
            **dict.fromkeys(("stdin", "stdout", "stderr"), slave),
            env=variables,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - a terminal of its own
        )
        os.close(slave)
        self.pending = ""

    def until(self, words, then=""):
        """Read until some words are shown, go on behind them, and type some keys."""
        end = time.monotonic() + 120
        while words not in self.pending:
            ready, _, _ = select.select(
                [self.master], [], [], max(0, end - time.monotonic())
            )
            assert ready, f"{words!r} was not shown: {self.pending!r}"
            self.pending += _ANSI.sub("", os.read(self.master, 65536).decode())
        self.pending = self.pending.partition(words)[2]
        os.write(self.master, then.encode())

    def end(self):
        code = self.process.wait(timeout=120)
        os.close(self.master)
        return code


def typed(folder, *steps, options=(), **environ):
    """A review by Zoé: by turns, what is shown, and the keys that are typed then."""
    review = Pty(folder.resolve(), *options, "--decided-by", "Zoé", **environ)
    for words, keys in zip_longest(steps[::2], steps[1::2], fillvalue=""):
        review.until(words, keys)
    return review


@pytest.mark.slow
def test_a_review_in_a_pseudo_terminal(corpus):
    """One key an answer, words with accents, quit; then what was skipped, and Ctrl-C."""
    folder = corpus(links=EMPTY)
    noted = (
        "Note:",
        "Vu le résumé\r",
        "Note: Vu le résumé\n",
        "",
        QUIT,
        "m",
        "[n]o:",
        "y",
    )
    end = ("2 of 2", "", QUIT, "l", "[b]ack, [q]uit:", "q")
    assert typed(folder, "1 of 2 · to review", "", QUIT, "o", *noted, *end).end() == 0
    assert [(each.by, each.note) for each in load(folder).statements] == [
        ("Zoé", "Vu le résumé")
    ]
    again = typed(folder, "2 of 2 · to review", "", QUIT, "\x03", "1 proposal is left")
    assert again.end() == 130


@pytest.mark.slow
def test_escape_and_keys_at_once_do_no_harm(corpus):
    """Escape goes back from a line, any key from a page; Escape and a key together are no error."""
    folder = corpus(links=EMPTY)
    back = (
        "back: any key",
        "n",
        QUIT,
        "o",
        "Note:",
        "\x1b",
        QUIT,
        "q",
        "2 proposals are left",
    )
    pressed = typed(folder, QUIT, "\x1bx", QUIT, "?", *back)
    assert (pressed.end(), load(folder).statements) == (0, ())
    assert "Exception" not in pressed.pending


@pytest.mark.slow
def test_what_is_pasted_controls_nothing(corpus):
    """Coloured text is plain where a line is asked for, and answers nothing where a key is."""
    folder = corpus(links=EMPTY)
    pasted = "\x1b[200~\x1b[31mVu\x1b[0m le\x01 plan\x1b]0;title\x07 n m t\x1b[201~"
    noted = (
        "Note:",
        f"\x1b[31m{pasted}\r",
        "Note: Vu le plan n m t\n",
        "",
        QUIT,
        "m",
        "[n]o:",
        "y",
    )
    assert (
        typed(folder, QUIT, f"\x1b[31m{pasted}o", *noted, "2 of 2", "", QUIT, "q").end()
        == 0
    )
    assert [known.note for known in load(folder).statements] == ["Vu le plan n m t"]


@pytest.mark.slow
def test_no_colour_and_a_dumb_terminal(corpus, run, monkeypatch):
    """Nothing but text, and the same keys."""
    plainly = {"options": ["--no-color"], "TERM": "dumb", "NO_COLOR": "1"}
    left = typed(corpus(links=EMPTY), QUIT, "q", "2 proposals are left", **plainly)
    assert left.end() == 0
    # It cannot be changed, and the copy to make is named.
    refused = Pty(Path(packaged_folder()))
    refused.until("jamplan init FOLDER")
    assert refused.end() == 2


@pytest.mark.parametrize(
    "record",
    [
        "says: in_full, words: explicit",
        "says: taken_up, words: ambiguous",
    ],
)
def test_what_the_record_says_otherwise_is_asked_before_it_is_confirmed(corpus, record):
    """Another extent, or a sentence that is ambiguous: Enter or a no confirms nothing."""
    links = (
        f"format: 2\nstatements:\n  - {{about: wells, {record}, measure: M1, by: Ann, "
        "evidence: [{source: article, quote: they took up our wells}]}\n...\n"
    )
    folder = corpus(links=links)
    with unchanged(folder):
        shown = play(folder, "t", "n", "t", ENTER, "q", only=["wells"])
    assert sum("Record it all the same?" in line for line in shown) == 2
    play(folder, "t", "y", "q", only=["wells"])
    (statement,) = load(folder).statements
    assert len(statement.confirmed) == 1
