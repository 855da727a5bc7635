"""``coverage``, ``unadopted``, ``show``, ``claim``: tables, JSON, CSV, and what is said of what is unknown."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given

from jamplan.account.claims import claim_of
from jamplan.account.context import Context
from jamplan.account.spans import plain
from jamplan.counting.claim_outcomes import ClaimOutcome
from jamplan.counting.claims import try_claim
from jamplan.counting.figures import coverage
from jamplan.counting.quantity import DENIED, About, read_quantity
from jamplan.counting.rules import WordsCounted
from jamplan.language.folding import as_typed
from jamplan.layouts.blocks import Table
from jamplan.layouts.claim import claim_report
from tests.conftest import END, LINKS, PLAN, PROPOSALS, SOURCES, Result, fields, refused
from tests.conftest import plain as plain_text
from tests.generated import corpora


def rows_of(text):
    """The rows of a CSV text, by the names of their columns."""
    return list(csv.DictReader(io.StringIO(text)))


def lines_of(text):
    """The lines of a text, a space between two words."""
    return [" ".join(line.split()) for line in text.split("\n")]


def test_coverage_as_json_has_the_documented_shape(run):
    """Counts are integers; the keys are those of docs/format.md."""
    found = json.loads(run("coverage --format json").out)
    rows = found["proposals"].pop("rows")
    assert found["proposals"] == fields(
        "declared: 28, documented: 8, total: 28, denominator: 28, adopted: 6, partial: 0, "
        "principle: 0, contested: 0, noted: 0, refused: 0, below_rule: 1, "
        "not_adopted: 0, not_assessable: 0, unreviewed: 1, undocumented: 20, score: 6.0, "
        "range: {min: 6, max: 27}"
    )
    types = {name: type(value) for name, value in found["proposals"].items()}
    assert types == {**dict.fromkeys(types, int), "score": float, "range": dict}
    assert found["rule"] == fields(
        "words: stated, whose: null, reader: null, partial: apart, of: declared"
    )
    assert (found["measures"]["total"], found["measures"]["answered"]) == (13, 6)
    chapters = [
        "{id} {documented} {adopted} {inferred}".format(**row)
        for row in found["chapters"]
    ]
    assert chapters == [
        "ch1 3 2 2",
        "ch2 2 1 2",
        "ch3 0 0 0",
        "ch4 0 0 0",
        "ch5 2 2 2",
        "ch6 1 1 1",
    ]
    priorities = [
        f"{row['id']} {row['total']} {row['answered']}" for row in found["priorities"]
    ]
    assert priorities == ["P1 3 2", "P2 4 1", "P3 3 2", "P4 2 1", "P5 1 0"]
    assert (found["schema"], found["claimants"]) == ("jamplan.coverage/2", ["jam"])
    assert found["warnings"][0]["code"] == "texts-missing"
    assert all(warning["message"] for warning in found["warnings"])
    assert [row["id"] for row in rows if row["status"] == "below_rule"] == [
        "brigade-mobile"
    ]


def test_the_rule_options_change_the_figures(run):
    """--rule, --whose (in any case, shortened, or by name), --partial and --of reach the count."""
    options = "--rule EXPLICIT --whose Jam --partial half --of documented"
    found = json.loads(run(f"coverage {options} --format json").out)
    assert found["rule"] == fields(
        "words: explicit, whose: jam, reader: null, partial: half, of: documented"
    )
    assert (found["proposals"]["adopted"], found["proposals"]["denominator"]) == (3, 8)


A12 = "A12 Renforcer la mobilisation des services d’enquête dans le domaine de la cybercriminalité"
CYBER = (
    "enquete-cyber (stated); not counted under this rule: brigade-mobile (ambiguous)"
)


@pytest.mark.parametrize(
    ("by", "row"),
    [
        ("chapter", "Proxénétisme hôtelier no known text —"),
        ("claimant", "Jeunes Avec Macron 3 stated to be taken up, 3 interpreted 6"),
        ("rule", "stated to be taken up 3 3 3 3"),
        ("rule", "interpreted to be taken up 0 3 3 3"),
        (
            "priority",
            "A11 Faciliter les poursuites judiciaires no statement known here",
        ),
        ("priority", f"{A12} {CYBER}"),
        ("priority", "P1 Sensibiliser, informer et mieux connaître"),
    ],
)
def test_by_shows_one_table(run, by, row):
    """Each table has its rows, under the whole headline, and nothing else is said."""
    lines = lines_of(run(f"--lang en coverage --full --by {by}").out)
    assert row in lines
    assert "The rule" not in lines
    assert any("Other sources credit an official" in line for line in lines)
    assert (
        "Other sources credit an official" in run(f"--lang en coverage --by {by}").out
    )


def test_coverage_and_unadopted_as_csv_have_one_row_a_proposal(run):
    """Codes, labels and the rule stand in each row; a table of « --by » as it stands."""
    rows = rows_of(run("coverage --format csv").out)
    assert sum(int(row["count"]) for row in rows) == 28
    assert [row["count"] for row in rows if row["status"] == "undocumented"] == ["20"]
    assert rows[0] == fields(
        "proposal: formation-professionnels, title: Formation des professionnels, chapter: ch1, "
        "chapter_inferred: 'true', status: adopted, count: '1', status_label: reprise affirmée, says: taken_up, words: explicit, who: jam, "
        "strength: explicit, measure_inferred: 'true', measures: A4, "
        "rule: words=stated whose=all partial=apart of=declared"
    )
    expected = (
        "unreviewed 1 cours-obligatoires, below_rule 1 brigade-mobile, undocumented 20 "
    )
    rows = rows_of(run("unadopted --format csv").out)
    assert (
        ", ".join(f"{row['status']} {row['count']} {row['proposal']}" for row in rows)
        == expected
    )
    rows = list(csv.reader(io.StringIO(run("coverage --by rule --format csv").out)))
    assert rows[0] == ["Statut", "explicit", "stated", "claimed", "any"]
    assert rows[4] == ["reprise non comptée", "4", "1", "0", "0"]
    rows = list(csv.reader(io.StringIO(run("coverage --by priority --format csv").out)))
    assert (rows[0][0], rows[4][2]) == (
        "Priorité",
        "formation-professionnels (affirmée\u00a0†)",
    )


def test_a_formula_in_the_data_is_marked_in_csv(run, corpus):
    """No spreadsheet runs it, and the mark can be taken off again."""
    for title in ("=1+1", "+1", "-1", "@x", "'quoted"):
        corpus(proposals=PROPOSALS.replace("Mend roads", f'"{title}"'))
        wells, roads, *_ = rows_of(run("coverage --data c --format csv").out)
        assert (roads["title"], as_typed(roads["title"])) == (f"'{title}", title)
        assert as_typed(wells["title"]) == "Dig wells"


def test_unadopted_shows_its_groups_apart(run):
    """The number of each group, no total, how to add what is missing, and a hint that is computed."""
    out = plain_text(run("unadopted --full").out)
    lines = out.split("\n")
    counts = "1 reprise non comptée, 1 à examiner, 20 inconnues"
    assert lines[2] == f"Ce qui n'est pas établi : {counts}"
    assert "L'absence de reprise connue n'est pas un refus." in lines
    assert "• Pour avoir une copie à compléter : jamplan init DOSSIER" in lines
    assert "22" not in out
    found = json.loads(run("unadopted --format json").out)
    groups = {group["kind"]: group["count"] for group in found["groups"]}
    counts = (
        "contested: 0, refused: 0, noted: 0, none_found: 0, not_assessable: 0, below_rule: 1, "
        "nobody_decided: 1, without_text: 20"
    )
    assert groups == fields(counts)
    out = run("--lang en unadopted --full").out
    assert "\n~ closest text, computed and not verified\n" in out
    hints = [
        (hint["proposal"], hint["measure"], hint["verified"]) for hint in found["hints"]
    ]
    assert hints == [("cours-obligatoires", "A1", False)]


@pytest.mark.parametrize(
    ("command", "marked"),
    [
        ("unadopted", "ambiguous sentence by the League (November 2021) → M1 †"),
        (
            "unadopted --full",
            "ambiguous sentence by the League (November 2021) → M1 †",
        ),
        ("coverage --full", "(ambiguous) †"),
        ("suggest wells --full", "ambiguous sentence by the League †"),
        (
            "coverage --by priority",
            "not counted under this rule: wells (ambiguous †)",
        ),
    ],
)
def test_a_statement_is_marked_wherever_it_is_listed(run, corpus, command, marked):
    """By a dagger, and what that means, if something speaks against it; else by neither."""
    against = "    objections: [{date: 2021-10, text: others said so, evidence: [{source: paper}]}]\n"
    links = LINKS.replace("explicit", "ambiguous")
    corpus(links=links.replace(END, against + END))
    out = " ".join(run(f"--lang en {command} --data c").out.split())
    assert (marked in out, "† complication: jamplan show wells" in out) == (True, True)
    corpus(links=links)
    assert "†" not in run(f"{command} --data c").out


def test_nothing_open_is_code_1(run, corpus):
    """Where every take-up is established, unadopted finds nothing, and its report says so."""
    proposals = PROPOSALS.replace("count: 10", "count: 1")
    corpus(proposals=proposals.replace("  - {id: roads, title: Mend roads}\n", ""))
    result = run("unadopted --data c")
    assert (result.code, result.err) == (1, "")
    assert "Not established: nothing\n" in result.out


def test_where_nothing_is_known_the_last_search_is_dated(run, corpus):
    """The day of the latest search on record; that a source was read is no search."""
    corpus()
    assert (
        "\nWhat became of it\nOutcome not known.\n"
        in run("show M1 --full --data c").out
    )
    said = "outcome not known"
    accessed = SOURCES.replace("date: 2021-11,", "date: 2021-11, accessed: 2026-11-20,")
    search = "{question: What of it?, of: outcomes, result: Nothing., on: 2026-11-23}"
    searched = LINKS.replace(END, f"searches: [{search}]\n{END}")
    day = " (search of 23 November 2026)"
    for changed, end in (
        ({}, ""),
        ({"sources": accessed}, ""),
        ({"links": searched}, day),
    ):
        corpus(**changed)
        assert f"Measure: {said}{end}.\n" in run("show wells --full --data c").out
    assert f"- Measures: outcome not known{day}.\n" in run("export --data c").out


def test_what_a_proposal_may_be_a_part_of_is_shown(run, corpus):
    """With its number, which is inferred; of one without a text or a source that is said."""
    part = (
        "title: Mend roads, number: 7 bis, number_inferred: true, may_be_part_of: wells"
    )
    corpus(proposals=PROPOSALS.replace("title: Mend roads", part))
    assert {*run("show roads --full --data c").out.split("\n")} >= {
        *("Only the title is known.", "No source on record."),
        *(
            "• Number in the document: 7 bis (number inferred)",
            "• May be a part of: wells Dig wells",
        ),
    }
    found = json.loads(run("show wells --data c --format json").out)
    assert [(each["strength"], each["counted"]) for each in found["statements"]] == [
        ("explicit", True)
    ]


def test_show_says_all_that_is_known(run):
    """Text, chapter, number, status, attribution; that the pairing is inferred, the extent not stated."""
    out = plain_text(run("show formation-professionnels --full", lang="fr").out)
    for expected in (
        *(
            "Créer des dispositifs de formation pour les professionnels",
            "• Ampleur : ampleur non précisée",
        ),
        *("• Numéro dans le document : inconnu", "p. 5 (chapitre par déduction)"),
        "• Chapitre : ch1 La formation et la sensibilisation",
        "• Statut : reprise affirmée (règle : affirmées et interprétées)",
        "• Attribution à l'auteur : explicite (une source dit de qui vient l'idée)",
        "rapprochement déduit ; ampleur non précisée",
    ):
        assert expected in out, expected


def test_show_finds_an_item_by_its_id_or_by_words(run):
    """In any case; the only beginning; one match is shown, several are listed, without words all are."""
    for typed in ("A12", "a12", "BRIGADE-MOBILE", "brig", "enq"):
        found = json.loads(run(f"show {typed} --format json").out)
        assert found["schema"] == "jamplan.record/2"
        assert found[found["kind"]]["id"].lower().startswith(typed.lower())
    assert "Grande étude sociologique" in run("show ETUDE large").out
    listed = json.loads(run("show victimes --format json").out)
    expected = ["brigade-mobile", "parcours-soins", "accompagnement-victimes", "A10"]
    assert [item["id"] for item in listed] == expected
    assert len(json.loads(run("show --format json").out)) == 21
    assert refused(run("show qwertz"))


def test_items_of_a_response_that_share_no_number_are_all_listed(run, corpus):
    """An answer is told with its proposal only by the number that both have."""
    plan = PLAN.replace("document:", "document:\n  relation: response")
    corpus(plan=plan.replace("Wells for all", "A village"))
    out = run("show village --data c").out
    assert [item in out for item in ("wells", "M1")] == [True, True]


def test_show_finds_an_item_by_its_number(run, corpus):
    """Both if a proposal and a measure bear it; a note is shown where nobody has decided."""
    assert "Garantir aux victimes" in run("show 10").out
    text = PLAN.replace(
        "title: A campaign}", "title: A campaign, number: 7, note: Only a hint.}"
    )
    numbered = PROPOSALS.replace("title: Mend roads}", "title: Mend roads, number: 7}")
    corpus(plan=text, proposals=numbered)
    listed = json.loads(run("show 7 --data c --format json").out)
    assert [item["id"] for item in listed] == ["roads", "M2"]
    assert (
        "\nOnly a hint.\n\nMeasure 7: no statement known here.\n"
        in run("show M2 --data c").out
    )


ADVICE = "Ask for one figure: “6 of 28”, “none refused”, “at least a quarter”; or show ID --cite."
UNREAD = {
    "not that": "jamplan cannot read this as a figure: “not that”.",
    "\x1b[31mx": "jamplan cannot read this as a figure: “�[31mx”.",
    "x\u202e": "jamplan cannot read this as a figure: “x�”.",
    "": "jamplan cannot read this as a figure: “”.",
    "3 taken up, 20 unknown": "Several figures: 3, 20. Ask for one at a time.",
}


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_no_figure_is_told_what_can_be_asked(run, text):
    """Code 2; nothing of the text reaches the terminal as a control."""
    told = f"{UNREAD[text]}\n{ADVICE}\n"
    assert run("claim", text) == Result(2, "", told)


def test_the_words_of_an_item_lead_to_its_sentence(run):
    """It is the one that show gives to copy."""
    asked = run("claim étude sociologique")
    assert asked.code == 0
    cited = run("show etude --cite").out
    assert " ".join(asked.out.split()) == " ".join(cited.split())


def test_a_figure_may_be_given_by_options(run):
    """For scripts: the same as in words; not both, and no unknown value."""
    given = json.loads(
        run("claim --number 3 --says taken-up --whose jam --format json").out
    )
    assert (given["answer"], given["kind"], given["reasons"]) == (
        "yes",
        "count",
        ["its_count"],
    )
    assert run("claim --number 6 --of 28").code == 0
    assert run("claim --number 7 --of 15").code == 1
    assert run("claim 6 --of 28").code == 2
    assert "contested" in run("claim --number 6 --says contestd").err


def test_a_claim_as_json(run):
    """Each rule that gives the count, with its figures; else the usual one."""
    found = json.loads(run("claim '21 % des propositions' --format json").out)
    rules = found.pop("rules")
    assert found == fields(
        "schema: jamplan.claim/3, text: '21 % des propositions', holds: true, nearest: null, "
        "answer: 'no', kind: neither, reasons: [undecided], sources: [], read_as: {kind: per_cent, value: 21, "
        "high: null, total: null, about: proposals, bound: exact, said: counted, voice: null, left_aside: []}, "
        "instead: '28 propositions\u202f: les auteurs de ce relevé comptent 3 reprises affirmées, 3 interprétées. "
        "La seule source trouvée\u202f: les Jeunes Avec Macron (JAM), à l’origine des propositions.'"
    )
    assert len(rules) == 6
    assert rules[0] == fields(
        "words: stated, whose: null, reader: null, partial: apart, of: declared, about: proposals, count: 6, total: 28, "
        "claimants: [jam], range: {min: 6, max: 27}"
    )
    found = json.loads(run("claim 29/28 --format json").out)
    assert (found["holds"], found["rules"]) == (False, [])
    assert (found["nearest"]["count"], found["nearest"]["words"]) == (6, "stated")


TWO_ACTORS = f"""{LINKS.removesuffix(END)}\
  - {{about: roads, says: in_part, measure: M2, words: compared, by: Ann, evidence: [{{source: paper}}]}}
  - {{about: proposals, says: taken_up, words: explicit, count: 2, evidence: [{{source: paper}}]}}
{END}"""


def test_partial_statements_and_several_actors(run, corpus):
    """Whose statements give a number, and what is made of partial ones; data is no markup."""
    corpus(
        links=TWO_ACTORS, sources=SOURCES.replace("The Press", "'The [bold]Press[/x]'")
    )
    out = run("claim '2 proposals' --data c").out
    lines = lines_of(out)
    assert " ".join(lines[:3]).strip() == (
        "Read: 2, proposals. Yes, attributed and dated: According to The [bold]Press[/x], 2 proposals are taken "
        "up. Recounted here: 1 stated to be taken up."
    )
    # A number that no source gives is told with what it counts.
    out = run("claim '20 %' --data c").out
    assert "It counts as whole what is in part: 1 compared, and seen" in " ".join(
        out.split()
    )
    lines = lines_of(out)
    assert (
        "• Rule: jamplan coverage --rule any --partial full --of declared --data c"
        in lines
    )
    assert {
        "stated only 1 of 10",
        "stated, interpreted, ambiguous and compared 2 of 10",
    } <= set(lines)


@given(corpora())
def test_the_table_has_what_each_rule_gives(corpus):
    """Of what is taken up, the other choices being those of the answer; and every report can be made."""
    import jamplan.language

    texts = (
        "1",
        "2",
        "0",
        "50 %",
        "all",
        "none",
        "9 of 9",
        "at least 1",
        "none refused",
        "1 ignored",
    )
    for text in (*texts, "Selon Author, 1", "2 in full"):
        tested = try_claim(corpus, read_quantity(text, {"Author": "author"}))
        context = Context(corpus, jamplan.language.language("fr"))
        report = claim_report(claim_of(corpus, tested, text, context.language))
        tables = [block for block in report if isinstance(block, Table)]
        # What is refused is on record under every rule.
        is_told = context.is_reviewed and tested.quantity.said not in DENIED
        # Nor does any rule count what a voice says, or says nothing of.
        is_told = is_told and tested.reason not in {
            "attributed",
            "its_count",
            "not_its",
        }
        assert bool(tables) == is_told
        said = tested.quantity.said
        rows = [
            pair
            for table in tables
            for pair in zip(WordsCounted, table.rows, strict=True)
        ]
        for counted, row in rows:
            figures = coverage(corpus, replace(tested.chosen.rule, words=counted))
            count = float(ClaimOutcome(tested.chosen.about, figures, said).count)
            if tested.chosen.about is About.MEASURES and not tested.matches:
                count = figures.answered
            assert plain(row.cells[1]).startswith(f"{context.number(count)} sur ")


SCREENS = """coverage; unadopted; suggest; check; show brigade; show A10; claim '6 of 28'; \
coverage --by chapter; coverage --by priority; coverage --by rule"""


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("command", SCREENS.split("; "))
def test_an_answer_fits_one_screen(run, command, lang):
    """23 lines of 80 columns; an address is never cut."""
    lines = run(f"--lang {lang} {command}", COLUMNS="80").out.rstrip("\n").split("\n")
    assert len(lines) <= 23
    assert [line for line in lines if len(line) > 80 and "https://" not in line] == []


def test_a_long_list_of_proposals_gives_its_chapters(run, corpus):
    """One row a chapter where the proposals do not fit; neither where the chapters do not."""
    chapters = "".join(f"  - {{id: ch{n}, title: Part {n}}}\n" for n in range(1, 4))
    wishes = "".join(
        f"  - {{id: w{n}, title: Wish {n}, chapter: ch{n % 3 + 1}}}\n"
        for n in range(50)
    )
    head = "format: 2\ndocument: {short_name: Wishes, language: en, declared: [{count: 50}]}\n"
    corpus(
        proposals=f"{head}chapters:\n{chapters}proposals:\n{wishes}",
        links="format: 2\n",
    )
    out = run("coverage --data c").out
    expected = [
        f"Part {n} {count} to review" for n, count in ((1, 17), (2, 17), (3, 16))
    ]
    assert lines_of(out)[7:10] == expected
    assert "Wish 7" not in out
    assert "Wish 7" in run("coverage --full --data c").out


def test_a_citation_in_markdown_shows_just_its_text(run, corpus):
    """Markup in the data is escaped, as it is in all other Markdown."""
    payload = "<svg onload=alert(1)> ![](x) [x](javascript:y)"
    corpus(proposals=PROPOSALS.replace("title: Mend roads", f"title: '{payload}'"))
    out = run("show roads --cite --format md --data c").out
    assert ("\\<svg" in out, "[x](" in out, "![](" in out) == (True, False, False)


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        (
            "fr",
            "28 propositions (avril 2021), plan national (novembre 2021)\u202f: les auteurs de ce relevé comptent 3 "
            "reprises affirmées, 3 interprétées, 1 non comptée, 1 à examiner, 20 inconnues. La seule source "
            "trouvée, les Jeunes Avec Macron, à l’origine des propositions, écrit\u202f: «\u202fCertaines d’entre "
            "elles ont été reprises […]\u202f». D’autres sources font découler le plan national des travaux d’un "
            "groupe officiel.",
        ),
        (
            "en",
            "28 proposals (Jeunes Avec Macron, April 2021), national plan (November 2021): the authors of this "
            "record count 3 stated to be taken up, 3 interpreted, 1 statement not counted, 1 to review, 20 unknown. "
            "The only source found, Jeunes Avec Macron, which wrote the proposals, says: “Certaines d’entre elles "
            "ont été reprises […]” (some were taken up). Other sources credit an official working group.",
        ),
    ],
)
def test_the_sentence_on_the_whole_is_to_be_published(run, lang, sentence):
    """Who says so, in which words, what is not known, and what complicates it, on one line."""
    cited, *addresses = run("coverage", "--cite", "--lang", lang).out.split(" https://")
    assert (cited, len(addresses)) == (sentence, 4)
    assert len(sentence) <= 400
