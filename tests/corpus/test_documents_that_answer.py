"""The documents that answer: none, one or several, and a file of statements that was cut off."""

import re
from random import Random

import pytest

from jamplan.corpus.findings import CorpusError
from jamplan.corpus.loading import NO_DOCUMENT, file_names, load, packaged_folder
from jamplan.corpus.records import LINKS as LINKS_FILE
from jamplan.corpus.records import is_plan
from tests.conftest import LINKS, PLAN, checkout, told

NEXT_PLAN = """\
format: 2
document: {short_name: The next plan, date: 2024-03}
measures:
  - {id: M1-2024, title: Fewer wells, answers: [wells]}
"""
UNDATED_PLAN = "format: 2\ndocument: {short_name: Another plan}\n"
NO_STATEMENTS = "format: 2\n"


def test_a_list_without_an_answer_loads(corpus):
    """Nothing stands in the place of the document that is not there."""
    loaded = load(corpus(plan=None, links=NO_STATEMENTS))
    assert (loaded.plans, loaded.measures, loaded.priorities) == ((), (), ())
    assert loaded.plan_document is NO_DOCUMENT
    assert sorted(loaded.digests) == ["links.yaml", "proposals.yaml", "sources.yaml"]


def test_several_documents_are_read_in_their_order_in_time(corpus):
    """By their dates, those without one first; measures and answers are those of all of them."""
    dated = PLAN.replace("The plan\n", "The plan\n  date: 2021-11\n")
    folder = corpus(
        **{"plan": dated, "plan-2024": NEXT_PLAN, "plan-other": UNDATED_PLAN}
    )
    loaded = load(folder)
    assert [plan.name for plan in loaded.plans] == ["plan-other", "plan", "plan-2024"]
    assert loaded.plan_document.short_name == "The next plan"
    assert [measure.id for measure in loaded.measures] == ["M1", "M2", "M1-2024"]
    assert dict(loaded.plan_of) == {"M1": "plan", "M2": "plan", "M1-2024": "plan-2024"}
    assert {
        proposal: [measure.id for measure in measures]
        for proposal, measures in loaded.answers_to.items()
    } == {"wells": ["M1-2024"]}
    assert str(loaded.place("measures[M1-2024]")) == "c/plan-2024.yaml:4:10"


def test_ids_are_unique_in_the_folder(corpus):
    """Two documents do not share the id of a measure, nor of a priority; both places are told."""
    folder = corpus(**{"plan-2024": NEXT_PLAN.replace("M1-2024", "m2")})
    with pytest.raises(CorpusError) as caught:
        load(folder)
    assert str(caught.value).split(". ")[0] == (
        "c/plan-2024.yaml:4:10: error repeated-id: The id “m2” is taken: "
        "measures[M2] has it (c/plan.yaml:8:10)"
    )


def test_a_statement_names_a_document_that_is_there(corpus):
    """By the stem of its file; another name has the nearest ones and the files that have them."""
    about = LINKS.replace("measure: M1", "document: plan-2024")
    (statement,) = load(corpus(**{"plan-2024": NEXT_PLAN, "links": about})).statements
    assert (statement.document, statement.measure) == ("plan-2024", None)
    wrong = about.replace("plan-2024", "plan-2025")
    with pytest.raises(CorpusError) as caught:
        load(corpus(**{"plan-2024": NEXT_PLAN, "links": wrong}))
    assert str(caught.value) == (
        "c/links.yaml:5:15: error unknown-id: “plan-2025” is not in “plan”. Perhaps "
        "“plan” or “plan-2024”? c/plan.yaml, c/plan-2024.yaml lists them; add a new one there first."
    )


@pytest.mark.parametrize(
    ("name", "is_read"),
    [
        ("plan.yaml", True),
        ("plan-2024.yaml", True),
        ("plan-next-year.yaml", True),
        ("plan-.yaml", False),
        ("plan-2024.yml", False),
        ("plans.yaml", False),
        ("old-plan.yaml", False),
        ("plan-2024.yaml.bak", False),
        ("plan-a.b.yaml", False),
    ],
)
def test_the_name_of_a_file_tells_whether_it_answers(corpus, name, is_read):
    """« plan.yaml » and « plan-NAME.yaml »; all else in the folder is left alone."""
    folder = corpus(plan=None, links=NO_STATEMENTS)
    (folder / name).write_text(NEXT_PLAN, encoding="utf-8")
    assert is_plan(name) is is_read
    assert (name in file_names(folder)) is is_read
    assert [f"{plan.name}.yaml" for plan in load(folder).plans] == [name] * is_read


def test_files_are_named_in_the_order_in_which_they_are_read(corpus):
    """The documents that answer are between the proposals and the statements."""
    folder = corpus(**{"plan-b": UNDATED_PLAN, "plan-2024": NEXT_PLAN})
    assert file_names(folder, ["plan-a.yaml"]) == (
        "sources.yaml",
        "proposals.yaml",
        "plan.yaml",
        "plan-2024.yaml",
        "plan-a.yaml",
        "plan-b.yaml",
        "links.yaml",
    )


def test_a_fault_of_any_document_is_told_with_its_file(corpus):
    """Between those of the proposals and of the statements."""
    folder = corpus(
        **{
            "plan-2024": NEXT_PLAN.replace("title:", "titel:"),
            "links": LINKS.replace("says: taken_up", "says: ok"),
        }
    )
    with pytest.raises(CorpusError) as caught:
        load(folder)
    places = [str(finding.place) for finding in caught.value.findings]
    assert places == [
        "c/plan-2024.yaml:4:5",
        "c/plan-2024.yaml:4:19",
        "c/links.yaml:4:11",
    ]


@pytest.mark.parametrize("stem", ["sources", "proposals", "plan", "links"])
def test_a_file_of_the_format_before_says_how_it_is_converted(corpus, stem):
    """One sentence and the remedy, whichever file has it; nothing else of the file is said."""
    text = "format: 1\nlinks: [{proposal: wells, basis: explicit}]\n"
    with pytest.raises(CorpusError) as caught:
        load(corpus(**{stem: text}))
    last = str(caught.value).split("\n")[-1]
    assert told(caught).count("old-format") == 1
    assert last == (
        f"c/{stem}.yaml:1:9: error old-format: This corpus is in format 1; this version reads "
        "format 2. Convert it: python scripts/format2.py FOLDER NEW_FOLDER"
    )


@pytest.mark.parametrize("ending", ["...", "...\n", "...\r\n", "...\n\n  \n"])
def test_a_file_is_whole_with_its_last_line(corpus, ending):
    """Blank lines may follow it, as editors leave them."""
    text = LINKS.removesuffix("...\n") + ending
    assert len(load(corpus(links=text.encode())).statements) == 1


@pytest.mark.parametrize(
    "text",
    [
        "format: 2\nstatements: [] # ...\n",
        "format: 2\nstatements: [] #...\n",
        "format: 2 ...\n",
    ],
)
def test_the_last_line_is_a_line_of_its_own(corpus, text):
    """The three points behind something else do not say that a file is whole."""
    with pytest.raises(CorpusError) as caught:
        load(corpus(links=text.encode()))
    assert "file-cut-off" in told(caught)


CORPORA = {"jam": packaged_folder(), "uk": checkout() / "examples" / "ai-opportunities"}


@pytest.mark.parametrize("name", CORPORA)
def test_a_file_that_is_cut_off_never_loads(name):
    """Wherever it ends, also where all records before the cut are whole."""
    folder = CORPORA[name]
    data = (folder / LINKS_FILE).read_bytes()
    random = Random(41)
    ends_of_records = [match.start() for match in re.finditer(rb"\n\n  - about", data)]
    cuts = [random.randrange(len(data) - len("...\n")) for _ in range(150)]
    # The worst ones: between two records, and just before the last line.
    cuts += [*random.choices(ends_of_records, k=10), len(data) - len("...\n")]
    for cut in cuts:
        with pytest.raises(CorpusError) as caught:
            load(folder, contents={LINKS_FILE: data[:cut]})
        assert "file-cut-off" in told(caught), cut
