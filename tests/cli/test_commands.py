"""The program as it is run: outputs, options before and after the command, exit codes, errors."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.text import Text

import jamplan
from conftest import FakeStream
from jamplan.cli import main
from jamplan.cli.environment import Environment
from jamplan.language.formulas import without_mark

NARROW = "\u202f"


def test_coverage_begins_with_the_title_and_the_headline(run):
    """From an empty folder, the packaged corpus, in the language of its documents."""
    result = run("coverage", lang="en")
    assert (result.code, result.err) == (0, "")
    lines = result.out.split("\n")
    assert lines[0] == (
        "Propositions des JAM contre la prostitution des mineurs (avril 2021) → Plan national de lutte "
        "contre la prostitution des mineurs (novembre 2021)"
    )
    assert lines[2].startswith("Sur 28 propositions, 6 reprises affirmées")
    assert "Formation des professionnels" in result.out


def test_a_pipe_is_laid_out_as_a_terminal_without_colour(run, monkeypatch):
    """For COLUMNS, else for 80; no escape is written, even where CI asks for colour."""
    for columns in (60, 80, 132):
        terminal = run("coverage", columns=columns, NO_COLOR="1").out
        assert (
            run("coverage", COLUMNS=str(columns), GITHUB_ACTIONS="true", FORCE_COLOR="1").out
            == terminal
        )
    out, err = FakeStream("utf-8", terminal=False), FakeStream("utf-8", terminal=False)
    monkeypatch.delenv("COLUMNS")
    assert main(["coverage"], Environment(out, err, {})) == 0
    assert out.text() == run("coverage", columns=80, NO_COLOR="1").out


@pytest.mark.parametrize("columns", [60, 80, 132])
@pytest.mark.parametrize(
    "arguments",
    [
        ("coverage",),
        ("coverage", "--by", "rule"),
        ("coverage", "--by", "status"),
        ("unadopted",),
        ("show", "A12"),
        ("show", "formation-professionnels"),
    ],
)
def test_on_a_terminal_everything_fits_and_nothing_is_cut(run, columns, arguments):
    """Lines keep to the width but for addresses, which stay whole on lines of their own."""
    result = run(*arguments, columns=columns)
    shown = [Text.from_ansi(line).plain for line in result.out.split("\n")]
    for line in shown:
        assert cell_len(line) <= columns or line.strip().startswith(("http", "/")), line
    joined = "".join("".join(shown).split())
    in_pipe = run(*arguments).out
    for word in in_pipe.replace("—", " ").split():
        if word.startswith("http") or "-" in word.strip("-"):
            assert word.strip(".,;") in joined, word


def test_colour_is_only_for_terminals_that_want_it(run):
    """NO_COLOR, --no-color and a dumb terminal take bold away too."""
    assert "\x1b[" in run("coverage", columns=80).out
    for given in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in run("coverage", columns=80, **given).out
    assert "\x1b" not in run("coverage", "--no-color", columns=80).out
    assert "\x1b" not in run("--no-color", "coverage", columns=80).out
    assert "\x1b[" in run("coverage", columns=80, NO_COLOR="").out
    assert "\x1b" not in run("--no-color", "coverage", "--help", columns=80).out
    assert "\x1b" not in run("coverage", "--help", columns=80, NO_COLOR="1").out


@pytest.mark.parametrize("columns", [None, 80])
@pytest.mark.parametrize(
    ("encoding", "headline"),
    [
        ("ascii", 'Selon les JAM, " Certaines d'),
        (
            "cp1252",
            "Une seule source\xa0: les JAM. Selon les JAM, «\xa0Certaines d",
        ),
        (
            "latin-1",
            "Une seule source\xa0: les JAM. Selon les JAM, «\xa0Certaines d",
        ),
    ],
)
def test_what_an_encoding_lacks_is_replaced_by_something_plain(run, encoding, headline, columns):
    """No question marks, and no failure, in ASCII and in Windows' encodings."""
    for command in (("coverage",), ("unadopted",), ("show", "A12"), ("export",)):
        result = run(*command, encoding=encoding, columns=columns, NO_COLOR="1")
        assert (result.code, result.err) == (0, "")
        if command == ("coverage",):
            flat = " ".join(result.out.split("\n")).replace("  ", " ")
            assert headline in flat
        assert "\ufffd" not in result.out
        assert result.out.count("?") <= 5


def test_json_is_escaped_where_an_encoding_lacks_characters(run):
    """Data stays exact in ASCII."""
    result = run("coverage", "--format", "json", encoding="ascii")
    assert json.loads(result.out)["title"].startswith("Propositions des JAM")
    assert "prostitution des mineurs" in json.loads(result.out)["title"]
    assert "\\u2192" in result.out


def test_coverage_as_json_has_the_documented_shape(run):
    """Counts are integers; the keys are those of docs/json.md."""
    found = json.loads(run("coverage", "--format", "json").out)
    rows = found["proposals"].pop("rows")
    assert found["proposals"] == {
        "declared": 28,
        "documented": 8,
        "total": 28,
        "denominator": 28,
        "adopted": 6,
        "partial": 0,
        "below_rule": 1,
        "not_adopted": 0,
        "not_assessable": 0,
        "unreviewed": 1,
        "undocumented": 20,
        "score": 6.0,
        "range": {"min": 6, "max": 27},
    }
    assert {name: type(value) for name, value in found["proposals"].items()} == {
        **dict.fromkeys(found["proposals"], int),
        "score": float,
        "range": dict,
    }
    assert found["rule"] == {
        "links": "stated",
        "claimed_by": None,
        "partial": "apart",
        "of": "declared",
    }
    assert (found["measures"]["total"], found["measures"]["answered"]) == (13, 6)
    assert [(each["id"], each["documented"], each["adopted"]) for each in found["chapters"]] == [
        ("ch1", 3, 2),
        ("ch2", 2, 1),
        ("ch3", 0, 0),
        ("ch4", 0, 0),
        ("ch5", 2, 2),
        ("ch6", 1, 1),
    ]
    assert [(each["id"], each["total"], each["answered"]) for each in found["priorities"]] == [
        ("P1", 3, 2),
        ("P2", 4, 1),
        ("P3", 3, 2),
        ("P4", 2, 1),
        ("P5", 1, 0),
    ]
    assert found["schema"] == "jamplan.coverage/1"
    assert found["claimants"] == ["jam"]
    assert [each["code"] for each in found["warnings"]][0] == "texts-missing"
    assert all(each["message"] for each in found["warnings"])
    assert [row["id"] for row in rows if row["status"] == "below_rule"] == ["brigade-mobile"]


def test_the_rule_options_change_the_figures(run):
    """--rule, --claimed-by (in any case, shortened), --partial and --of reach the count."""
    given = ("--rule", "EXPLICIT", "--claimed-by", "Jam", "--partial", "half", "--of", "documented")
    found = json.loads(run("coverage", *given, "--format", "json").out)
    assert found["rule"] == {
        "links": "explicit",
        "claimed_by": "jam",
        "partial": "half",
        "of": "documented",
    }
    assert found["proposals"]["adopted"] == 3
    assert found["proposals"]["denominator"] == 8


@pytest.mark.parametrize(
    ("by", "row"),
    [
        ("proposal", "20 other proposals — text missing — — —"),
        ("chapter", "ch3 Proxénétisme hôtelier no known text —"),
        ("status", "statement not counted 1 brigade-mobile"),
        ("claimant", "Jeunes Avec Macron 6 explicit: 3; implicit: 3 6"),
        ("rule", "range 3 to 24 6 to 27 7 to 28 7 to 28"),
    ],
)
def test_by_shows_one_table(run, by, row):
    """Each table has its rows, under the headline and above the rule."""
    lines = [
        " ".join(line.split()) for line in run("--lang", "en", "coverage", "--by", by).out.split("\n")
    ]
    assert row in lines
    assert lines.index(row) < lines.index("The rule")


def test_by_priority_names_each_measure_s_proposals(run):
    """« No statement known » where there is none; what is not counted is said to be."""
    out = run("--lang", "en", "coverage", "--by", "priority").out
    lines = [" ".join(line.split()) for line in out.split("\n")]
    (start,) = [n for n, line in enumerate(lines) if line.startswith("P4 Poursuivre et réprimer")]
    assert "A11 Faciliter les poursuites judiciaires no statement known" in lines[start:]
    (both,) = [line for line in lines if line.startswith("A12")]
    assert both.endswith("enquete-cyber (explicit); not counted: brigade-mobile (ambiguous)")


def test_coverage_and_unadopted_as_csv_have_one_row_a_proposal(run):
    """Codes, labels and the rule stand in each row."""
    rows = list(csv.DictReader(io.StringIO(run("coverage", "--format", "csv").out)))
    assert sum(int(row["count"]) for row in rows) == 28
    assert [row["count"] for row in rows if row["status"] == "undocumented"] == ["20"]
    assert rows[0] == {
        "proposal": "formation-professionnels",
        "title": "Formation des professionnels",
        "chapter": "ch1",
        "chapter_inferred": "true",
        "status": "adopted",
        "status_label": "reprise affirmée",
        "count": "1",
        "strength": "explicit",
        "extent": "unstated",
        "measure_inferred": "true",
        "claimed_by": "jam",
        "measures": "A4",
        "rule": "links=stated claimed_by=all partial=apart of=declared",
    }
    rows = list(csv.DictReader(io.StringIO(run("unadopted", "--format", "csv").out)))
    assert [(row["group"], row["count"], row["proposal"]) for row in rows] == [
        ("below_rule", "1", "brigade-mobile"),
        ("nobody_decided", "1", "cours-obligatoires"),
        ("without_text", "20", ""),
    ]


def test_a_formula_in_the_data_is_marked_in_csv(run, corpus):
    """No spreadsheet runs it, and the mark can be taken off again."""
    from conftest import PROPOSALS

    for title in ("=1+1", "+1", "-1", "@x", "'quoted"):
        corpus(proposals=PROPOSALS.replace("Mend roads", f'"{title}"'))
        rows = list(csv.DictReader(io.StringIO(run("coverage", "--data", "c", "--format", "csv").out)))
        assert rows[1]["title"] == f"'{title}"
        assert without_mark(rows[1]["title"]) == title
        assert without_mark(rows[0]["title"]) == "Dig wells"


def test_unadopted_shows_its_groups_apart(run):
    """Heading, groups with their numbers, no total, and how to add what is missing."""
    result = run("unadopted")
    out = result.out.replace(NARROW, " ").replace("’", "'")
    lines = out.split("\n")
    assert lines[2] == "Ce qui n'est pas établi"
    for heading in (
        "Pas de reprise trouvée, ou refus (0)",
        "Reprise non comptée (1)",
        "À examiner (1)",
        "Texte manquant (20)",
    ):
        assert heading in lines
    assert "• Pour avoir une copie à compléter : jamplan init DOSSIER" in lines
    assert "22" not in out
    groups = json.loads(run("unadopted", "--format", "json").out)["groups"]
    assert [(group["kind"], group["count"]) for group in groups] == [
        ("decided_not", 0),
        ("not_assessable", 0),
        ("below_rule", 1),
        ("nobody_decided", 1),
        ("without_text", 20),
    ]


def test_unadopted_names_what_was_decided(run, corpus):
    """Verdicts and links stand in the last column."""
    corpus(
        links="format: 1\nverdicts:\n"
        "  - {proposal: wells, verdict: no_measure_found, claimed_by: press}\n"
        "  - {proposal: roads, verdict: out_of_scope, claimed_by: league}\n"
        "  - {proposal: roads, verdict: not_testable, claimed_by: press}\n"
    )
    out = run("unadopted", "--data", "c").out
    assert "no match found, according to The Press" in out
    assert "out of scope, according to the League; cannot be checked, according to The Press" in out
    assert "Out of scope, or cannot be checked (1)" in out
    empty = run("show", "wells", "--data", "c").out
    assert "Conclusions\nno match found\n\n• According to: The Press\n" in empty


def test_by_reaches_csv_and_json(run):
    """A table as it stands, and all rules as objects."""
    rows = list(csv.reader(io.StringIO(run("coverage", "--by", "rule", "--format", "csv").out)))
    assert rows[0] == ["Statut", "explicit", "stated", "claimed", "any"]
    assert rows[3] == ["reprise non comptée", "4", "1", "0", "0"]
    rows = list(csv.reader(io.StringIO(run("coverage", "--by", "priority", "--format", "csv").out)))
    assert rows[0][0] == "Priorité"
    assert rows[4][2] == "formation-professionnels (explicite)"
    found = json.loads(run("coverage", "--by", "rule", "--format", "json").out)
    assert found["schema"] == "jamplan.rules/1"
    assert [each["proposals"]["adopted"] for each in found["rules"]] == [3, 6, 7, 7]


def test_a_citation_can_be_json(run):
    """--cite takes --format too."""
    found = json.loads(run("show", "A12", "--cite", "--format", "json").out)
    assert (found["schema"], len(found["sentences"])) == ("jamplan.citation/1", 2)


def test_nothing_open_is_code_1(run, corpus):
    """Where every take-up is established, unadopted finds nothing, and says so."""
    from conftest import PROPOSALS

    corpus(
        proposals=PROPOSALS.replace("count: 10", "count: 1").replace(
            "  - {id: roads, title: Mend roads}\n", ""
        )
    )
    result = run("unadopted", "--data", "c")
    assert result.code == 1
    assert result.err == "None: every proposal is said to be taken up.\n"
    assert "To review (0)\nNone.\n" in result.out


FOLLOWED = "title: Wells for all, follow_ups: [{date: 2022-03, text: Ten were dug., state: partly, "


def test_what_became_of_the_measures_stands_beside_the_coverage(run, corpus):
    """Apart from the figures, with notes; only where it is asked for; nothing known is said so."""
    from conftest import PLAN

    plan = PLAN.replace("title: Wells for all", FOLLOWED + "evidence: [{source: paper}]}]")
    plan = plan.replace(
        "title: A campaign}", "title: A campaign, follow_ups: [{text: Off., state: abandoned}]}"
    )
    corpus(plan=plan)
    plain = run("coverage", "--data", "c").out
    assert "Follow-up" not in plain
    assert "What became of" not in plain
    for more in ((), ("--by", "status"), ("--by", "rule")):
        out = run("coverage", "--follow-up", "--data", "c", *more).out
        section = out.partition("\nFollow-up\n")[2].partition("\nThe rule\n")[0]
        lines = [line.split() for line in section.strip().split("\n") if "───" not in line]
        assert lines == [
            line.split()
            for line in """\
Taken up is not carried out: nothing here is counted in the figures, and what is not on record is not known.

Measure            Statements (proposals)  What became of it
M1 Wells for all   wells                            March 2022 (partly carried out): Ten were dug. [1]
M2 A campaign      none under this rule             date not known (dropped): Off.""".split("\n")
        ]
        assert out.endswith("\n[1] The Press.\n")
    assert run("coverage", "--data", "c").out == plain
    out = run(
        "coverage", "--follow-up", "--rule", "explicit", "--claimed-by", "press", "--data", "c"
    ).out
    assert [line.split()[:8] for line in out.split("\n") if "none under this rule" in line] == [
        "M1 Wells for all none under this rule".split(),
        "M2 A campaign none under this rule date".split(),
    ]
    assert "Ten were dug." in out
    corpus()
    out = run(
        "coverage", "--follow-up", "--rule", "explicit", "--claimed-by", "press", "--data", "c"
    ).out
    assert "No statement counts under this rule.\n" in out


def test_where_nothing_is_known_the_last_search_is_dated(run, corpus):
    """The day of the latest search on record; that a source was read is no search."""
    from conftest import LINKS, SOURCES

    corpus()
    assert "\nWhat became of it\noutcome not known\n" in run("show", "M1", "--data", "c").out
    said = "What became of it: outcome not known"
    assert f"{said}\n" in run("show", "wells", "--data", "c").out
    corpus(sources=SOURCES.replace("date: 2021-11,", "date: 2021-11, accessed: 2026-11-20,"))
    assert f"{said}\n" in run("show", "wells", "--data", "c").out
    corpus(links=LINKS + "searches: [{question: What of it?, result: Nothing., on: 2026-11-23}]\n")
    assert f"{said} (search of 23 November 2026)\n" in run("show", "wells", "--data", "c").out
    out = run("export", "--data", "c").out
    assert "\n## Follow-up\n\n" in out
    assert "| `M1` Wells for all | `wells` | outcome not known (search of 23 November 2026) |\n" in out


def test_what_became_of_the_measures_as_json_and_csv(run, corpus):
    """A key of its own where it is asked for, the rest the same; a row a follow-up."""
    from conftest import PLAN

    plan = PLAN.replace("title: Wells for all", FOLLOWED + "evidence: [{source: article}]}]")
    corpus(plan=plan)
    arguments = ("coverage", "--data", "c", "--format", "json")
    found = json.loads(run(*arguments, "--follow-up").out)
    assert found.pop("follow_ups") == {
        "searched": None,
        "measures": [
            {
                "id": "M1",
                "title": "Wells for all",
                "proposals": ["wells"],
                "follow_ups": [
                    {
                        "date": "2022-03",
                        "text": "Ten were dug.",
                        "state": "partly",
                        "evidence": [{"source": "article", "quote": None, "locator": None}],
                    }
                ],
            }
        ],
    }
    assert found == json.loads(run(*arguments).out)
    assert run("coverage", "--data", "c", "--follow-up", "--format", "csv").out == (
        "measure,title,proposals,date,state,state_label,text,sources,addresses,searched\n"
        "M1,Wells for all,wells,2022-03,partly,partly carried out,Ten were dug.,article,"
        "https://example.org/a,\n"
    )
    corpus()
    assert run("coverage", "--data", "c", "--follow-up", "--format", "csv").out.split("\n")[1] == (
        "M1,Wells for all,wells,,,,,,,"
    )


def test_follow_ups_and_a_part_of_another_are_shown(run, corpus):
    """What became of a measure, with its state; what a proposal may be a part of; a text of a measure."""
    from conftest import PLAN, PROPOSALS

    corpus(
        plan=PLAN.replace(
            "title: A campaign}",
            "title: A campaign, text: On the radio., follow_ups: [{date: 2022-03, text: It ran., "
            "state: done, evidence: [{source: paper}]}, {text: It ended., state: abandoned}]}",
        ),
        proposals=PROPOSALS.replace(
            "title: Mend roads",
            "title: Mend roads, number: 7 bis, number_inferred: true, may_be_part_of: wells",
        ),
    )
    out = run("show", "M2", "--data", "c").out
    assert "On the radio.\n" in out
    assert "What became of it\nMarch 2022 (carried out): It ran.\n\n  — The Press [1]\n" in out
    assert "date not known (dropped): It ended.\n" in out
    out = run("show", "roads", "--data", "c").out
    assert "Only the title is known.\n" in out
    assert "• Number in the document: 7 bis (inferred)\n" in out
    assert "• May be a part of: wells “Dig wells”\n" in out
    assert "No source on record.\n" in out
    found = json.loads(run("show", "wells", "--data", "c", "--format", "json").out)
    assert [(each["strength"], each["counted"]) for each in found["links"]] == [("explicit", True)]


def test_show_says_all_that_is_known(run):
    """Text, chapter, attribution, evidence with quote and address, links, notes."""
    out = run("show", "formation-professionnels", lang="fr").out.replace(NARROW, " ").replace("’", "'")
    for expected in (
        "Créer des dispositifs de formation pour les professionnels",
        "• Numéro dans le document : inconnu",
        "• Chapitre : ch1 La formation et la sensibilisation",
        "p. 5 (rattachement déduit)",
        "• Statut : reprise affirmée (règle : stated)",
        "• Attribution à l'auteur : explicite (une source dit de qui vient l'idée)",
        "A4 « Développer la formation des professionnels » (rapprochement déduit du texte)",
        "• Ampleur : non précisée",
        "« le plan a repris la proposition des JAM sur la création de dispositifs",
        "[1] Jeunes Avec Macron,",
        "https://lesjam.fr/actualites/4CF6KHCFfD9IkSq620J1AV/",
    ):
        assert expected in out, expected


@pytest.mark.parametrize("typed", ["A12", "a12", "BRIGADE-MOBILE", "brig", "enq"])
def test_show_takes_ids_in_any_case_and_shortened(run, typed):
    """A beginning is enough where it is the only one."""
    result = run("show", typed, "--format", "json")
    found = json.loads(result.out)
    assert found["schema"] == "jamplan.record/1"
    assert found[found["kind"]]["id"].lower().startswith(typed.lower())


def test_an_exact_id_is_not_ambiguous(run):
    """A1 is the beginning of A10 to A13, and is A1."""
    assert json.loads(run("show", "a1", "--format", "json").out)["measure"]["id"] == "A1"


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (
            ("show", "formation-profesionels"),
            "There is no proposal and no measure “formation-profesionels”.\n"
            "Perhaps “formation-professionnels”?\n",
        ),
        (
            ("show", "zzzz"),
            "There is no proposal and no measure “zzzz”.\n"
            "Known ids: formation-professionnels, espaces-information, cours-obligatoires, "
            "enquete-cyber, brigade-mobile, parcours-soins, accompagnement-victimes, "
            "etude-sociologique, A1, A2, …\n",
        ),
        (
            ("coverage", "--claimed-by", "jamm"),
            "There is no actor “jamm”.\nPerhaps “jam”?\n",
        ),
        (("coverage", "--rule", "all"), "--rule cannot be “all”. Possible values: explicit, stated, claimed, any.\nHelp: jamplan coverage --help\n"),
        (("coverage", "--ruel", "any"), "There is no option “--ruel”. Perhaps “--rule”?\nHelp: jamplan coverage --help\n"),
        (("covrage",), "There is no command “covrage”. Perhaps “coverage”?\nHelp: jamplan --help\n"),
        (("schema", "plan", "x"), "“x” is one too many.\nHelp: jamplan schema --help\n"),
        (("claim",), "“COUNT” is missing.\nHelp: jamplan claim --help\n"),
        (("coverage", "--rule"), "The option “--rule” needs a value.\nHelp: jamplan --help\n"),
        (("coverage", "--quiet=1"), "The option “--quiet” takes no value.\nHelp: jamplan --help\n"),
        (
            ("export", "-o", "bilan.xyz"),
            "“bilan.xyz” does not name a format.\nPossible values: md, html, csv, xlsx, json.\n",
        ),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_told_with_what_to_do(run, arguments, err):
    """Exit code 2, nothing on standard output, the nearest that exists."""
    result = run(*arguments)
    assert (result.code, result.out, result.err) == (2, "", err)


def test_wrong_data_is_told_with_every_fault(run, corpus):
    """Exit code 3; place, code, what is wrong and what to do, in both languages."""
    corpus(links="format: 2\nlinx: []\n")
    result = run("coverage", "--data", "c")
    assert (result.code, result.out) == (3, "")
    assert result.err == (
        "The corpus cannot be read: 2 faults.\n\n"
        "c/links.yaml:1:9 [bad-format]\n"
        "  The format is “2”; this version reads format 1.\n"
        "  → Write “format: 1” as the first line.\n\n"
        "c/links.yaml:2:1 [unknown-key]\n"
        "  “linx” is not a key of links.yaml.\n"
        "  → Perhaps “links”? Possible keys: format, links, verdicts, dismissals, claims, searches, readings.\n"
    )
    french = run("coverage", "--data", "c", lang="fr").err.replace(NARROW, " ").replace("’", "'")
    assert french == (
        "Le corpus ne peut pas être lu : 2 fautes.\n\n"
        "c/links.yaml:1:9 [bad-format]\n"
        "  Le format est « 2 » ; cette version lit le format 1.\n"
        "  → Écrivez « format: 1 » à la première ligne.\n\n"
        "c/links.yaml:2:1 [unknown-key]\n"
        "  « linx » n'est pas une clé de links.yaml.\n"
        "  → Peut-être « links » ? Clés possibles : format, links, verdicts, dismissals, claims, "
        "searches, readings.\n"
    )


def test_details_of_faults_are_translated_too(run, corpus):
    """Types, reasons and alternatives are said in the language of messages."""
    from conftest import LINKS, PLAN

    corpus(plan=PLAN.replace("title: A campaign", "title: [a]"), links=LINKS.replace("M1", "M11"))
    err = run("coverage", "--data", "c", lang="fr").err.replace(NARROW, " ").replace("’", "'")
    assert "« measures[M2].title » doit être un texte ; c'est ici une liste." in err
    assert "Peut-être « M1 » ou « M2 » ? La liste est dans c/plan.yaml ; ce qui est" in err


def test_what_cannot_be_read_or_written_is_code_4(run, corpus, empty):
    """A missing folder, an existing file, a folder that does not exist."""
    assert run("coverage", "--data", "nowhere").code == 4
    (empty / "bilan.md").write_text("mine")
    result = run("export", "-o", "bilan.md")
    assert (result.code, result.err) == (
        4,
        "“bilan.md” exists already.\nTo replace it, add --force.\n",
    )
    assert (empty / "bilan.md").read_text() == "mine"
    result = run("export", "-o", "no/bilan.md")
    assert result.code == 4
    assert result.err == (
        "“no/bilan.md”: it does not exist.\nCheck the path, your rights to it, and the disk.\n"
    )


def test_output_goes_to_a_file_by_its_suffix(run, empty):
    """-o chooses the format; --force replaces; - is standard output; --quiet says nothing."""
    result = run("export", "-o", "bilan.md")
    assert (result.code, result.out, result.err) == (0, "", "Written: bilan.md\n")
    assert (empty / "bilan.md").read_text(encoding="utf-8").startswith("# Propositions des JAM")
    assert run("-q", "export", "-o", "bilan.md", "--force").err == ""
    assert run("export", "-o", "-").out == (empty / "bilan.md").read_text(encoding="utf-8")
    run("coverage", "-o", "c.json")
    assert json.loads((empty / "c.json").read_text(encoding="utf-8"))["measures"]["total"] == 13
    run("coverage", "-o", "c.csv", "--quiet")
    assert (empty / "c.csv").read_text(encoding="utf-8").startswith("proposal,title")
    run("unadopted", "-o", "u.txt")
    assert (empty / "u.txt").read_text(encoding="utf-8").startswith("Propositions des JAM")
    run("show", "A1", "--format", "md", "-o", "strange.suffix")
    assert (empty / "strange.suffix").read_text(encoding="utf-8").startswith("# Propositions")
    assert list(run("unadopted", "--format", "md").out)[:2] == ["#", " "]


def test_options_stand_before_or_after_the_command(run, corpus):
    """--data and --lang; the later one wins."""
    corpus()
    before, after = run("--data", "c", "coverage"), run("coverage", "--data", "c")
    assert before.out == after.out
    assert before.out.startswith("Ten wishes → The plan\n\nOf 10 proposals, 1 is")
    assert run("--lang", "en", "coverage").out == run("coverage", "--lang", "en").out
    assert "Sur 28 propositions" in run("--lang", "en", "coverage", "--lang", "fr").out
    assert run("coverage", JAMPLAN_DATA="c").out == before.out


def test_reports_follow_the_documents_and_messages_the_environment(run, corpus):
    """An English corpus is reported in English to a French speaker, whose messages are French."""
    corpus()
    result = run("show", "nothing", "--data", "c", lang="fr")
    assert result.err.startswith("Aucune proposition ni mesure ne s’appelle")
    assert run("coverage", "--data", "c", lang="fr").out.startswith("Ten wishes")
    assert "Of 10 proposals" in run("coverage", "--data", "c", lang="fr").out


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_help_is_translated_and_exits_with_0(run, lang):
    """Every page of help, without colour in a pipe."""
    for arguments in (
        (),
        ("--help",),
        *((name, "--help") for name in ("coverage", "unadopted", "show", "export")),
    ):
        result = run(*arguments, lang=lang)
        assert (result.code, result.err) == (0, "")
        assert "\x1b" not in result.out
        assert ("Usage :" in result.out.replace(NARROW, " ")) == (lang == "fr")
        words = " ".join(result.out.replace("│", " ").split())
        assert ("Afficher cette aide et quitter." in words) == (lang == "fr")
        assert ("Show this help and exit." in words) == (lang == "en")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_help_has_plain_signs_where_an_encoding_lacks_others(run, encoding, lang):
    """Help goes past our own output, and is replaced as well."""
    for arguments in ((), ("coverage", "--help"), ("show", "--help")):
        result = run(*arguments, lang=lang, encoding=encoding)
        assert (result.code, result.err) == (0, "")
        assert "jamplan" in result.out


def test_a_closed_output_is_no_crash(empty):
    """« >&- » leaves no stream at all."""
    for arguments in ("coverage", "--help"):
        program = f"{sys.executable} -m jamplan {arguments} >&-"
        result = subprocess.run(program, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
        assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals differ on Windows")
@pytest.mark.parametrize("delay", [0.01, 0.03, 0.06, 0.09, 0.12])
def test_a_real_interruption_leaves_no_traceback(delay):
    """SIGINT at any moment of a run ends it with code 130, or finds it finished."""
    code = (
        "import os, signal, threading, time\n"
        "from jamplan.cli import run\n"
        f"def interrupt(): time.sleep({delay}); os.kill(os.getpid(), signal.SIGINT)\n"
        "threading.Thread(target=interrupt, daemon=True).start()\n"
        "run()\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "coverage"], capture_output=True, text=True, check=False
    )
    assert "Traceback (most" not in result.stderr.replace("Exception ignored", "")
    assert result.returncode in {130, 0}


def test_a_link_that_leads_to_itself_is_told(run, empty):
    """Code 4, in words."""
    (empty / "l.md").symlink_to("l.md")
    result = run("export", "-o", "l.md", "--force")
    assert result.code == 4
    assert result.err.startswith("“l.md”: symbolic links lead back to themselves.\n")


def test_a_dangling_file_is_not_another_corpus(run, empty):
    """Where proposals.yaml is a link to nothing, the packaged corpus does not take its place."""
    (empty / "proposals.yaml").symlink_to("nowhere")
    assert run("coverage").code == 4


def test_reading_that_takes_long_is_said_on_a_terminal(run, monkeypatch):
    """After two seconds, on standard error, and only where somebody watches."""
    import threading

    from jamplan.cli import environment

    class Now(threading.Timer):
        def __init__(self, _seconds, function):
            super().__init__(0, function)

        def start(self):
            self.function()

    monkeypatch.setattr(environment.threading, "Timer", Now)
    assert run("coverage", columns=80).err == "Reading the corpus…\n"
    assert run("-q", "coverage", columns=80).err == ""
    assert run("coverage").err == ""


def test_the_export_marks_what_the_rule_does_not_count(run):
    """Under the strictest rule the implicit links stand below it, in the measures' table too."""
    text = run("--lang", "en", "export", "--rule", "explicit").out
    assert "3 of 13 measures with a statement that counts." in text
    assert "not counted: `etude-sociologique` (implicit)" in text
    assert "These groups are not added up" in text
    assert "That no statement is known does not mean a refusal." in text


def test_version(run):
    """--version prints the version alone."""
    assert run("--version").out == f"jamplan {jamplan.__version__}\n"


def test_markup_and_escapes_in_the_data_are_shown_as_text(run, corpus):
    """Brackets do not vanish or raise, and no escape or override reaches the terminal."""
    from conftest import PROPOSALS

    title = "[article 3] [/x] [bold]b[/] :smile: \\e[31m \u202eevil"
    corpus(
        proposals=PROPOSALS.replace(
            "title: Mend roads", 'title: "' + title.replace("\\e", "\\x1b") + '"'
        )
    )
    for columns in (None, 250):
        for command in (("coverage",), ("unadopted",), ("show", "roads"), ("show", "roads", "--cite")):
            result = run(*command, "--data", "c", columns=columns, NO_COLOR="1")
            flat = " ".join(result.out.split())
            assert "[article 3] [/x] [bold]b[/] :smile: \ufffd[31m \ufffdevil" in flat
            assert "\x1b" not in result.out
            assert "\u202e" not in result.out
    shown = run("show", "roads", "--data", "c", "--format", "json").out
    assert "\\u202e" in shown
    assert json.loads(shown)["proposal"]["title"] == title.replace("\\e", "\x1b")


def test_a_closed_pipe_ends_quietly():
    """« jamplan coverage | head -1 » says nothing on standard error."""
    program = f"{sys.executable} -m jamplan coverage | head -n 1"
    result = subprocess.run(program, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert result.stderr == ""
    assert result.stdout.startswith("Propositions des JAM")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told():
    """Code 4 and the system's reason, for standard output too."""
    with open("/dev/full", "w") as full:  # noqa: PTH123
        result = subprocess.run(
            [sys.executable, "-m", "jamplan", "export"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "JAMPLAN_LANG": "en"},
        )
    assert result.returncode == 4
    assert result.stderr == (
        "Standard output cannot be written: no space is left on the disk.\n"
        "Check the disk, or what reads it.\n"
    )


def test_ctrl_c_is_code_130(run, monkeypatch):
    """An interruption is said in a word."""
    from jamplan.cli import answers

    def interrupt(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(answers, "coverage", interrupt)
    result = run("coverage")
    assert (result.code, result.out, result.err) == (130, "", "Interrupted.\n")


def test_a_defect_is_not_hidden(run, monkeypatch):
    """What no rule maps is a defect, and keeps its traceback."""
    from jamplan.cli import answers

    def fail(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(answers, "coverage", fail)
    with pytest.raises(ZeroDivisionError):
        run("coverage")


def test_start_up_imports_nothing_heavy(empty):
    """Neither numpy, nor RapidFuzz, nor what only help needs, to print the coverage."""
    code = (
        "import sys; from jamplan.cli import main; main(['coverage']); "
        "print(sorted({'numpy', 'rapidfuzz', 'typer.rich_utils', 'jamplan.exports'} "
        "& set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=empty
    )
    assert result.stderr == "[]\n"


def test_shells_are_told_commands_options_and_ids(empty, monkeypatch):
    """Completion knows the corpus's ids, with their titles."""

    def complete(words: str) -> str:
        monkeypatch.setenv("_JAMPLAN_COMPLETE", "complete_zsh")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", words)
        out, err = (FakeStream("utf-8", terminal=False) for _ in range(2))
        with pytest.raises(SystemExit):
            main([], Environment(out, err, {"JAMPLAN_LANG": "en"}))
        assert err.text() == ""
        return out.text()

    assert '"unadopted"' in complete("jamplan un")
    assert '"--claimed-by"' in complete("jamplan coverage --cl")
    assert '"brigade-mobile":"Brigade mobile dans chaque département"' in complete("jamplan show br")
    assert '"jam":"Jeunes Avec Macron"' in complete("jamplan coverage --claimed-by j")
    (empty / "proposals.yaml").write_text("broken")
    assert complete("jamplan show br") == "_files\n"
    assert complete("jamplan coverage --claimed-by j") == "_files\n"


def test_show_finds_an_item_by_words_of_its_title_or_text(run):
    """One match is shown, several are listed, without words all are; accents and case do not count."""
    assert "Grande étude sociologique" in run("show", "ETUDE", "large").out
    listed = run("show", "victimes", "--format", "json")
    assert [item["id"] for item in json.loads(listed.out)] == [
        "brigade-mobile",
        "parcours-soins",
        "accompagnement-victimes",
        "A10",
    ]
    assert len(json.loads(run("show", "--format", "json").out)) == 21
    nothing = run("show", "qwertz")
    assert (nothing.code, nothing.out) == (2, "")
