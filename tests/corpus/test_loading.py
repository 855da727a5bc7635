"""Loading: every fault with its code, place, message and remedy, all at once; and nothing is changed."""

import copy
import hashlib
import os
import re
import sys
from dataclasses import is_dataclass
from pathlib import Path

import pytest

from jamplan.account.context import Context
from jamplan.corpus import model, references, statements, voices, yamlfile
from jamplan.corpus.faults import KINDS
from jamplan.corpus.findings import CorpusError
from jamplan.corpus.loading import load
from jamplan.corpus.records import as_record
from jamplan.counting import claims, figures, outcomes, quantity, rivals, rules
from jamplan.evidence import published, quotes
from jamplan.language import language
from tests.conftest import END, LINKS, PLAN, PROPOSALS, SOURCES, state


def faults(folder: Path | str) -> list[str]:
    """Every fault of a folder as one line each, and the proof that reading changed no file."""
    before = state(Path(folder)) if Path(folder).is_dir() else {}
    with pytest.raises(CorpusError) as caught:
        load(folder)
    assert not before or state(Path(folder)) == before
    return str(caught.value).split("\n")


def test_a_corpus_is_read_whole_and_cannot_be_changed(folder):
    """A valid corpus gives its records, digests and places, all immutable."""
    found = load(folder)
    assert [proposal.id for proposal in found.proposals] == ["wells", "roads"]
    assert found.proposal["roads"].text is None
    assert found.title == "Ten wishes → The plan"
    assert found.statements[0].evidence[0].quote == "they took up our wells"
    assert [plan.name for plan in found.plans] == ["plan"]
    assert str(found.place("measures[M2]")) == "c/plan.yaml:8:10"
    for name, digest in found.digests.items():
        assert digest == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    with pytest.raises(AttributeError):
        found.proposals = ()
    with pytest.raises(TypeError):
        found.digests["plan.yaml"] = ""


@pytest.mark.parametrize(
    "module",
    [
        *(model, statements, voices, published, quotes),
        *(rules, figures, outcomes, rivals, quantity, claims),
    ],
)
def test_no_record_or_figure_can_be_changed_or_given_more(module):
    """What is counted and published stays as it was read, and a slip in a field's name is an error."""
    own = [
        kind
        for kind in vars(module).values()
        if getattr(kind, "__module__", "") == module.__name__
    ]
    kinds = [kind for kind in own if isinstance(kind, type) and is_dataclass(kind)]
    assert {
        kind.__dataclass_params__.frozen and "__slots__" in vars(kind) for kind in kinds
    } == {True}


STATEMENTS = LINKS.removesuffix(END)
"""The statements of the small corpus, which others may follow."""
RECORD = STATEMENTS.partition("statements:\n")[2]
NONE_FOUND = "  - {about: roads, says: no_match, words: compared, by: me, read: {document: all-1}}\n"
FAULTS = {
    "not YAML": ("links", "format: 2\nstatements: [\n", "links.yaml:3:1 yaml-syntax: This is not valid YAML: a bracket or brace is opened and never closed"),
    "conflict": ("links", "format: 2\nstatements:\n<<<<<<< HEAD\n  - {about: wells}\n=======\n  - {about: roads}\n>>>>>>> other\n", "links.yaml:3:1 merge-conflict: Git has left two versions here, between its conflict markers."),
    "conflict about the first line": ("links", "<<<<<<< HEAD\nformat: 2\n=======\nformat: 1\n>>>>>>> other\n", "links.yaml:1:1 merge-conflict: Git has left two versions here, between its conflict markers."),
    "colon in a text": ("links", "format: 2\nsearches: a: b\n", "links.yaml:2:12 yaml-syntax: This is not valid YAML: “: ” is inside a text without quotation marks, or a line is indented too far"),
    "quotation mark never closed": ("links", 'format: 2\nstatements: "\n', "links.yaml:2:13 yaml-syntax: This is not valid YAML: a quotation mark is opened and never closed"),
    "control character": ("links", "format: 2\nstatements: \x1b[2J\n", "links.yaml:2:13 yaml-syntax: This is not valid YAML: control characters are not allowed"),
    "key that is a list": ("links", "format: 2\n? [a]\n: b\n", "links.yaml:2:3 yaml-syntax: This is not valid YAML: a key must be a text, not a list or other keys"),
    "empty": ("links", "", "links.yaml:1:1 file-empty: The file holds no text. Its first line is “format: 2”."),
    "empty, without the last line": ("links", b"", "links.yaml file-cut-off: The file does not end", "links.yaml:1:1 file-empty: The file holds no text"),
    "only comments": ("links", "# nothing yet\n", "links.yaml:1:1 file-empty: The file holds no text"),
    "not UTF-8": ("links", "format: 2\n# d\xe9j\xe0\n...\n".encode("latin-1"),
        "links.yaml:2:4 not-utf8: The file is not UTF-8 text: byte 0xE9 cannot be read"),
    "tab": ("links", "format: 2\nstatements:\n\t- a\n", "links.yaml:3:1 yaml-syntax: This is not valid YAML: a text without quotation marks begins with a tab or a reserved sign"),
    "two documents": ("links", "format: 2\n---\nformat: 1\n", "links.yaml:2:1 yaml-documents: The file holds more than one YAML document"),
    "tag": ("links", "format: !!python/object:os.system 2\n", "links.yaml:1:9 yaml-tag: The tag “!!python/object:os.system” has no meaning here"),
    "repeated key": ("links", "format: 2\nsearches: []\nsearches: []\n", "links.yaml:3:1 repeated-key: The key “searches” appears twice"),
    "alias": ("links", "format: 2\nsearches: &a []\nstatements: *a\n", "links.yaml:3:13 yaml-alias: “*a” would repeat a value from elsewhere"),
    "nesting 10,000 deep": ("links", "format: 2\nsearches: " + "[" * 10_000 + "]" * 10_000 + "\n", "links.yaml:2:1010 yaml-too-deep: Values are nested more than 100 deep"),
    "nesting 10,000 deep, never closed": ("links", "format: 2\nsearches: " + "[" * 10_000 + "\n", "links.yaml:2:1010 yaml-too-deep: Values are nested more than 100 deep"),
    "nesting 10,000 deep, by dashes": ("links", "format: 2\nsearches:\n" + "- " * 10_000 + "a\n", "links.yaml:3:199 yaml-too-deep: Values are nested more than 100 deep"),
    "a list for a file": ("links", "- format: 2\n", "links.yaml:1:1 wrong-type: “links.yaml” must be keys with values"),
    "a text for a file": ("links", "no\n", "links.yaml:1:1 wrong-type: “links.yaml” must be keys with values"),
    "no format": ("links", "statements: []\n", "links.yaml:1:1 missing-key: “format” is missing in links.yaml"),
    "another format": ("links", "format: 3\n", "links.yaml:1:9 bad-format: The format is “3”; this version reads format 2"),
    "the format before": ("links", "format: 1\nlinks: [\n  {}]\n", "links.yaml:1:9 old-format: This corpus is in format 1; this version reads format 2"),
    "the format before, of another file": ("plan", PLAN.replace("format: 2", "format: '1'").replace("measures:", "claims:"),
        "plan.yaml:1:9 old-format: This corpus is in format 1; this version reads format 2"),
    "cut off": ("links", STATEMENTS.encode(), "links.yaml file-cut-off: The file does not end with a line “...”: it was cut off"),
    "cut off within the last line": ("links", (STATEMENTS + "..").encode(),
        "links.yaml file-cut-off: The file does not end with a line “...”: it was cut off",
        "links.yaml:8:1 yaml-syntax: This is not valid YAML: "),
    "more after the last line": ("links", (LINKS + "# more\n").encode(), "links.yaml file-cut-off: The file does not end with a line “...”: it was cut off"),
    "unknown key": ("plan", PLAN.replace("title: Wells for all", "titel: Wells for all"),
        "plan.yaml:7:5 missing-key: “title” is missing in measures[M1]",
        "plan.yaml:7:14 unknown-key: Perhaps “title”?"),
    "unknown key of a file": ("links", "format: 2\nstatments: []\n", "links.yaml:2:1 unknown-key: Perhaps “statements”?"),
    "missing key": ("links", LINKS.replace("    words: explicit\n", ""), "links.yaml:3:5 missing-key: “words” is missing in statements[1]"),
    "key without a value": ("links", LINKS.replace("words: explicit", "words:"), "links.yaml:6:5 missing-key: “words” is missing in statements[1]"),
    "blank text": ("links", LINKS.replace("words: explicit", "words: '  '"), "links.yaml:6:12 missing-key: “words” is missing in statements[1]"),
    "no document": ("plan", "format: 2\n",
        "plan.yaml:1:1 missing-key: “document” is missing in plan.yaml",
        "links.yaml:5:14 unknown-id: “M1” is not in “measures”. c/plan.yaml lists them"),
    "list for a text": ("plan", PLAN.replace("title: Wells for all", "title: [Wells, for all]"),
        "plan.yaml:7:21 wrong-type: “measures[M1].title” must be a text"),
    "text for a list": ("plan", PLAN.replace("title: A campaign", "title: A campaign, details: In spring"),
        "plan.yaml:8:42 wrong-type: “measures[M2].details” must be a list"),
    "list for a text in a list": ("plan", PLAN.replace("title: A campaign", "title: A campaign, details: [[a]]"),
        "plan.yaml:8:43 wrong-type: “measures[M2].details[1]” must be a text"),
    "text for a record": ("links", "format: 2\nstatements: [no]\n", "links.yaml:2:14 wrong-type: “statements[1]” must be keys with values"),
    "text for a piece of evidence": ("links", LINKS.replace("says: taken_up", "says: refused").replace("[{source: article", "[here, {source: article"),
        "links.yaml:7:16 wrong-type: “statements[1].evidence[1]” must be keys with values"),
    "number as an id": ("plan", PLAN.replace("{id: M2", "{id: 012"), "plan.yaml:8:10 bad-id: “012” cannot be an id"),
    "accents in an id": ("plan", PLAN.replace("{id: M2", "{id: Écoles n° 2"), "plan.yaml:8:10 bad-id: “Écoles n° 2” cannot be an id"),
    "wrong choice": ("links", LINKS.replace("words: explicit", "words: explicite"), "links.yaml:6:12 bad-choice: Perhaps “explicit”?"),
    "wrong flag": ("plan", PLAN.replace("{id: M2,", "{id: M2, number_inferred: yes,"), "plan.yaml:8:31 bad-flag: “number_inferred” cannot be “yes”"),
    "wrong count": ("proposals", PROPOSALS.replace("count: 10", "count: ten"), "proposals.yaml:6:22 bad-count: “count” cannot be “ten”"),
    "wrong number of items": ("links", STATEMENTS + "  - {about: proposals, says: taken_up, words: explicit, count: few, evidence: [{source: article}]}\n",
        "links.yaml:8:64 bad-quantity: “count” cannot be “few”. Write “some”, or a whole number."),
    "day that no calendar has": ("sources", SOURCES.replace("date: 2021-11,", "date: 2021-02-30,"),
        "sources.yaml:6:64 bad-date: “date” cannot be “2021-02-30”"),
    "date in words": ("sources", SOURCES.replace("date: 2021-11,", "date: novembre 2021,"),
        "sources.yaml:6:64 bad-date: “date” cannot be “novembre 2021”"),
    "wrong digest": ("sources", SOURCES.replace("publisher: press}", "publisher: press, sha256: abc}"),
        "sources.yaml:7:43 bad-digest: “sha256” is not a SHA-256 digest"),
    "repeated id": ("plan", PLAN.replace("{id: M2", "{id: M1"),
        "plan.yaml:8:10 repeated-id: The id “M1” is taken: measures[M1] has it (c/plan.yaml:7:10)"),
    "repeated id, by case": ("plan", PLAN.replace("{id: M2", "{id: m1"),
        "plan.yaml:8:10 repeated-id: The id “m1” is taken: measures[M1] has it (c/plan.yaml:7:10)"),
    "repeated id, by Unicode form": ("plan", PLAN.replace("{id: M2", "{id: Ｍ1"),
        "plan.yaml:8:10 bad-id: “Ｍ1” cannot be an id",
        "plan.yaml:8:10 repeated-id: The id “Ｍ1” is taken: measures[M1] has it (c/plan.yaml:7:10)"),
    "repeated id, between the documents": ("plan", PLAN.replace("{id: M2", "{id: Wells"),
        "plan.yaml:8:10 repeated-id: The id “Wells” is taken: proposals[wells] has it (c/proposals.yaml:10:10)"),
    "repeated actor": ("sources", SOURCES.replace("{id: press, name", "{id: LEAGUE, name").replace(": press}", ": league}"),
        "sources.yaml:4:10 repeated-id: The id “LEAGUE” is taken: actors[league] has it (c/sources.yaml:3:10)"),
    "unknown item": ("links", LINKS.replace("about: wells", "about: wels"), "links.yaml:3:12 unknown-id: Perhaps “wells”? c/proposals.yaml, c/plan.yaml lists them"),
    "unknown measure, by case": ("links", LINKS.replace("measure: M1", "measure: m1"), "links.yaml:5:14 unknown-id: Perhaps “M1”?"),
    "unknown document": ("links", LINKS.replace("measure: M1", "document: plan-2024"), "links.yaml:5:15 unknown-id: Perhaps “plan”? c/plan.yaml lists them"),
    "an answer to nothing": ("plan", PLAN.replace("{id: M2,", "{id: M2, answers: [wells, road],"), "plan.yaml:8:31 unknown-id: Perhaps “roads”? c/proposals.yaml lists them"),
    "unknown chapter": ("proposals", PROPOSALS.replace("chapter: ch1}", "chapter: ch2}"), "proposals.yaml:10:80 unknown-id: Perhaps “ch1”?"),
    "unknown priority": ("plan", PLAN.replace("priority: P1", "priority: Q9"), "plan.yaml:7:46 unknown-id: “Q9” is not in “priorities”"),
    "unknown speaker": ("links", LINKS.replace("words: explicit", "words: explicit\n    speaker: leage"), "links.yaml:7:14 unknown-id: Perhaps “league”?"),
    "unknown source": ("links", LINKS.replace("source: article", "source: zzz"), "links.yaml:7:25 unknown-id: “zzz” is not in “sources”"),
    "the same statement twice": ("links", STATEMENTS + RECORD, "links.yaml:8:5 repeated-record: This repeats statements[1] (c/links.yaml:3:5)"),
    "the same label twice": ("proposals", PROPOSALS.replace("  declared:", "  labels:\n    - {of: item, language: en, one: aim, many: aims}\n    - {of: item, language: en, one: act, many: acts}\n  declared:"),
        "proposals.yaml:8:7 repeated-record: This repeats document.labels[1] (c/proposals.yaml:7:7)"),
    "the same conclusion twice": ("links", "format: 2\nstatements:\n" + "  - {about: roads, says: out_of_scope, words: compared, by: me}\n" * 2,
        "links.yaml:4:5 repeated-record: This repeats statements[1] (c/links.yaml:3:5)"),
    "the same pair set aside twice": ("links", "format: 2\nstatements:\n" + "  - {about: roads, says: not_this, measure: M2, words: compared, by: me}\n" * 2,
        "links.yaml:4:5 repeated-record: This repeats statements[1] (c/links.yaml:3:5)"),
    "an id that names all proposals": ("proposals", PROPOSALS.replace("id: roads", "id: proposals"),
        "proposals.yaml:11:10 reserved-id: “proposals” names all of them, and no single one. Choose another id."),
    "an id that names all measures": ("plan", PLAN.replace("id: M2", "id: measures"),
        "plan.yaml:8:10 reserved-id: “measures” names all of them, and no single one. Choose another id."),
    "a language in words": ("proposals", PROPOSALS.replace("language: en", "language: français"),
        "proposals.yaml:5:13 bad-language: “language” cannot be “français”"),
    "control character after accents": ("plan", PLAN.replace("A campaign", "Éduquer à l’école\x00"),
        "plan.yaml:8:38 yaml-syntax: This is not valid YAML: control characters are not allowed"),
    "not UTF-8, lines that end in CR": ("links", "format: 1\r# a\r# é\r...\r".encode("latin-1"),
        "links.yaml:3:3 not-utf8: The file is not UTF-8 text: byte 0xE9 cannot be read"),
    "a list of records that is none": ("proposals", PROPOSALS[: PROPOSALS.index("proposals:")] + "proposals: 3\n", "proposals.yaml:9:12 wrong-type: “proposals” must be a list"),
    "a capital in the name of a list": ("proposals", PROPOSALS.replace("proposals:", "Proposals:"),
        "proposals.yaml:9:1 unknown-key: Perhaps “proposals”?"),
    "a huge value": ("links", LINKS.replace("words: explicit", "words: " + "x" * 10_000),
        f"links.yaml:6:12 bad-choice: “words” cannot be “{'x' * 299}…”."),
    "nothing near": ("links", LINKS.replace("words: explicit", "words: qqq"), "links.yaml:6:12 bad-choice: “words” cannot be “qqq”"),
    "a part of itself": ("proposals", PROPOSALS.replace("title: Mend roads", "title: Mend roads, may_be_part_of: roads"),
        "proposals.yaml:11:52 part-of-itself: “roads” refers to itself"),
    "an id of signs": ("plan", PLAN.replace("{id: M2", "{id: 😀"), "plan.yaml:8:10 bad-id: “😀” cannot be an id"),
    "a reading that does not exist": ("links", STATEMENTS + NONE_FOUND,
        "links.yaml:8:78 unknown-id: “all-1” is not in “readings”"),
    "another reading": ("links", STATEMENTS + NONE_FOUND + "readings: [{id: all-2}]\n",
        "links.yaml:8:78 unknown-id: Perhaps “all-2”?"),
    "digits of another script": ("sources", SOURCES.replace("date: 2021-11,", "date: ٢٠٢١,"), "sources.yaml:6:64 bad-date: “date” cannot be “٢٠٢١”"),
    "no document that answers": ("plan", None, "links.yaml:5:14 unknown-id: “M1” is not in “measures”. c/plan.yaml lists them; add a new one there first."),
    "a file is missing": ("links", None, "links.yaml file-missing: “links.yaml” is missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_has_its_place_and_code(corpus, name):
    """Each fault gives exactly these findings, with these words in them."""
    stem, text, *expected = FAULTS[name]
    found = faults(corpus(**{stem: text}))
    for line, wanted in zip(found, expected, strict=True):
        place, code, words = wanted.split(" ", 2)
        assert line.startswith(f"c/{place}: error {code} ")
        assert words in line


def test_all_faults_of_all_files_are_found_at_once(corpus):
    """In the order of the files and lines; one broken file gives one fault, not one for each reference."""
    folder = corpus(
        sources=SOURCES.replace("name: The Press", "nom: The Press"),
        proposals="format: 2\ndocument: {short_name: W}\nproposals:\n\t- {}\n",
        plan=PLAN.replace("title: A campaign", "title: "),
        links=LINKS.replace("words: explicit", "words: sure\n    speaker: nobody"),
    )
    expected = "sources.yaml:4:5 sources.yaml:4:17 proposals.yaml:4:1 plan.yaml:8:14 links.yaml:6:12"
    expected = [f"c/{place}" for place in (*expected.split(), "links.yaml:7:14")]
    assert [line.split(": ")[0].split(" ")[0] for line in faults(folder)] == expected
    assert len(faults(corpus(plan="format: [\n"))) == 1


def test_every_code_has_a_test(root):
    """No finding goes without a test that names it."""
    text = "".join(
        path.read_text(encoding="utf-8") for path in (root / "tests").rglob("test_*.py")
    )
    assert [
        code for code in KINDS if not re.search(rf" {code}:|[\"\[]{code}[\"\]]", text)
    ] == []


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
def test_marks_wide_encodings_and_other_line_ends_are_read(corpus, encoding):
    """A byte order mark is not data; CRLF, and a file that ends without a line end, mean the same."""
    text = LINKS.replace("our wells", "nos puits où")
    for written in (text, text.rstrip().replace("\n", "\r\n")):
        folder = corpus(links=f"\ufeff{written}".encode(encoding))
        (statement,) = load(folder).statements
        assert statement.evidence[0].quote == "they took up nos puits où"


@pytest.mark.parametrize(
    "text", "no 1.10 2021-04 012 null true 1e3 ~ 0x1F 1:30 yes on y".split()
)
def test_scalars_mean_what_they_say(corpus, text):
    """YAML's guesses never change a number, a title or an id; no value at all is an absence."""
    id_ = text if text.isalpha() else "M2"
    new = f"{{id: {id_}, title: {text}, number: {text}, priority: , note: ''"
    measure = load(
        corpus(plan=PLAN.replace("{id: M2, title: A campaign", new))
    ).measure[id_]
    assert (measure.title, measure.number, measure.priority, measure.note) == (
        text,
        text,
        None,
        None,
    )


def test_flow_style_and_quoted_keys_are_read(corpus):
    """Odd but valid YAML is read."""
    folder = corpus(
        links='{"format": "2", \'statements\': [{about: wells, says: taken_up, measure: M1,'
        " words: explicit, evidence: &e [{source: article}]}], searches: , readings: []}\n"
    )
    assert load(folder).statements[0].evidence[0].source == "article"


def test_a_file_over_a_limit_is_refused_at_once(folder):
    """Beyond 100 MB, unread."""
    with (folder / "links.yaml").open("wb") as stream:
        stream.truncate(yamlfile.LIMIT_BYTES + 1_500_000)
    (fault,) = faults(folder)
    assert "error file-too-large: The file has more than 100 MB." in fault


def test_many_faults_end_at_the_limit(corpus):
    """A file full of faults gives the first thousand, and says that there are more."""
    for lines, line in {
        "".join(f"k{n}: v\n" for n in range(2000)): 1002,
        "k: v\n" * 2000: 1003,
    }.items():
        found = faults(corpus(links=f"format: 2\n{lines}"))
        assert len(found) == yamlfile.LIMIT_FINDINGS + 1
        said = "There are more than 1,000 errors; the rest is not listed. Correct these first."
        assert found[-1] == f"c/links.yaml:{line}:1: error too-many-faults: {said}"
    exact = faults(
        corpus(links="format: 2\n" + "".join(f"k{n}: v\n" for n in range(1000)))
    )
    assert len(exact) == yamlfile.LIMIT_FINDINGS
    assert "too-many-faults" not in exact[-1]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_what_is_no_folder_of_files_is_told(corpus, empty, monkeypatch):
    """No folder, a file, a closed folder, what is no file, a file that may not be read; nothing hangs."""
    assert (
        "nowhere: error folder-missing: The folder “nowhere” cannot be read: it"
        in faults("nowhere")[0]
    )
    (empty / "f").write_text("format: 1")
    assert (
        "“f” cannot be read: it is a file, or a part of its path is." in faults("f")[0]
    )
    folder = corpus(links=None, plan=None)
    os.mkfifo(folder / "links.yaml")
    (folder / "plan.yaml").mkdir()
    expected = [
        f"c/{name}: error file-not-regular: “{name}”"
        for name in ("plan.yaml", "links.yaml")
    ]
    assert [line.split(" is ")[0] for line in faults(folder)] == expected

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    folder = corpus("d")
    closed = ("read_bytes", 4, "d/sources.yaml: error file-unreadable: The file")
    for method, count, told in (
        closed,
        ("iterdir", 1, "d: error folder-missing: The folder “d”"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(Path, method, refuse)
            with pytest.raises(CorpusError) as caught:
                load(folder)
        assert str(caught.value).startswith(
            f"{told} cannot be read: permission is denied."
        )
        assert (len(caught.value.findings), caught.value.unreadable) == (count, True)


def test_near_ids_are_looked_for_as_long_as_that_is_quick(corpus, monkeypatch):
    """Every unknown id is told; how many pairs of ids are compared for it has a limit."""
    monkeypatch.setattr(references, "_COMPARISONS", 350)
    many = "".join(f"  - {{id: w{n}, title: T}}\n" for n in range(96))
    record = "  - {{about: v{}, says: in_full, measure: M1, words: compared}}\n"
    records = "".join(map(record.format, range(9)))
    found = faults(
        corpus(proposals=PROPOSALS + many, links=f"format: 2\nstatements:\n{records}")
    )
    # 96, the two of the corpus and its two measures: a hundred for each.
    assert ["Perhaps" in each for each in found] == [True] * 3 + [False] * 6
    said = (
        "“v8” is not in “proposals, measures”. c/proposals.yaml, c/plan.yaml lists them; "
        "add a new one there first."
    )
    assert found[-1].endswith(said)


def test_the_corpus_is_looked_for_in_order(corpus, empty, monkeypatch):
    """--data, JAMPLAN_DATA, ./proposals.yaml, ./data/proposals.yaml, the packaged one."""
    assert load().packaged
    corpus("data")
    assert load().folder == "data"
    corpus(".")
    assert load().folder == "."
    corpus("named")
    monkeypatch.setenv("JAMPLAN_DATA", "named")
    assert load().folder == "named"
    assert load("data").folder == "data"


def test_pure_python_yaml_reads_the_same(corpus, monkeypatch):
    """Where PyYAML comes without libyaml, its own parser gives the same tree."""
    import yaml

    folder = corpus()
    data = (folder / "links.yaml").read_bytes()
    expected = yamlfile.parse(data, "links.yaml")
    yamlfile._KEPT.clear()
    monkeypatch.setattr(yamlfile, "_EVENT_LOADER", yaml.SafeLoader)
    assert yamlfile.parse(data, "links.yaml") == expected
    limit = sys.getrecursionlimit()
    assert (
        "yaml-too-deep"
        in faults(corpus(links="format: 2\nsearches: " + "[" * 10_000 + "\n"))[0]
    )
    assert sys.getrecursionlimit() == limit


def test_a_write_between_two_files_is_read_again(folder, monkeypatch):
    """Whoever reads while a decision is recorded sees the corpus before it or after it, no fault."""
    from jamplan.corpus import loading

    read, done = loading._bytes, []

    def written_between(path, name, log):
        if name == "links.yaml" and not done:
            done.append(name)
            actors = SOURCES.replace("actors:\n", "actors:\n  - {id: new, name: N}\n")
            (path / "sources.yaml").write_text(actors, encoding="utf-8")
            links = LINKS.replace("evidence:", "speaker: new\n    evidence:")
            (path / name).write_text(links, encoding="utf-8")
        return read(path, name, log)

    monkeypatch.setattr(loading, "_bytes", written_between)
    assert [statement.speaker for statement in load(folder).statements] == ["new"]


def test_words_may_be_given_in_several_languages(corpus):
    """So may each of a list; a report has its language's, else the original; the file keeps them all."""
    text = "{fr: tenu pour acquis, en: taken for granted}"
    loaded = load(corpus(links=f"{STATEMENTS}    would_change: {text}\n"))
    change = loaded.statements[0].would_change
    words = {"fr": "tenu pour acquis", "en": "taken for granted"}
    assert change == words["fr"]
    assert {
        code: Context(loaded, language(code)).data(change).text for code in words
    } == words
    assert as_record(loaded.statements[0])["would_change"] == words
    assert copy.deepcopy(change).by_language == change.by_language
    details = [{"fr": "Au printemps.", "en": "In spring."}, "2022"]
    plan = PLAN.replace("title: A campaign", f"title: A campaign, details: {details}")
    (measure,) = [each for each in load(corpus(plan=plan)).measures if each.details]
    assert measure.details == ("Au printemps.", "2022")
    assert as_record(measure)["details"] == details
