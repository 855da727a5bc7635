"""The conversion of a corpus of format 1: each old record becomes a statement, all else stays."""

import stat
import subprocess
import sys

import pytest

from jamplan.corpus.loading import load
from jamplan.corpus.statements import Says
from tests.conftest import checkout, state

SOURCES = """\
# who is who
format: 1
actors:
  - {id: league, name: The League}
  - {id: town, name: The Town}
  # who read the texts
  - {id: ann, name: Ann Reader}
  - id: bob
    name: Bob Reader

sources:
  - {id: article, publisher: league, date: 2021-11}
  - {id: answer, publisher: town}
  - {id: paper, publisher: town}
"""
PROPOSALS = """\
format: 1
document: {publisher: league, short_name: Ten wishes, language: en}
proposals:
  - {id: wells, title: Dig wells, number: 1}
  - {id: roads, title: Mend roads, number: 2}
  - {id: songs, title: Sing songs, number: 3, number_inferred: true}
  - {id: trees, title: Plant trees, number: 4}
  - {id: parks, title: Open parks}
"""
PLAN = """\
format: 1
document: {publisher: town, short_name: The answer, relation: response}
measures:
  - {id: M1, title: Wells for all, number: 1}   # the first
  - id: M2
    title: A campaign
    number: 2   # as printed
    follow_ups:
      - {date: 2022-06, text: It ran, state: done, evidence: [{source: paper}]}
      - {text: {fr: Arrêtée, en: Stopped}, state: abandoned, evidence: [{source: paper}]}
      - {text: Half of it, state: partly, measure_inferred: true, evidence: [{source: article}]}
    note: still there
  - {id: M3, title: Songs, number: 3}
  - {id: M4, title: Trees, number: 4, number_inferred: true}
"""
LINKS = """\
# What is stated.
# In two lines.
format: 1

links:
  # a comment of the list
  - proposal: wells
    measure: M1
    claimed_by: town
    basis: explicit
    extent: full
    evidence: [{source: answer, quote: We accept this one.}]
    by: Ann Reader
    on: 2026-11-24
    confirmed_by: Bob Reader; Cy
    confirmed_on: 2026-11-25
    read: {proposal: Dig wells, measure: Wells for all}
    objections:
      - {date: 2021-03-03, text: it was announced, evidence: [{source: paper}], by: The authors}
    apart:
      - {by: Ann Reader, decision: taken_up, measures: [M1]}
      - {by: Bob Reader, decision: undecided, seen: true}
      - {by: Cy, decision: no_measure_found}
  - proposal: roads
    measure: M2
    measure_inferred: true
    claimed_by: league
    basis: implicit
    extent: partial
    evidence: [{source: paper, quote: half of what they asked}]
    would_change: the text of the answer
    by: The authors
  - {proposal: trees, measure: M4, claimed_by: league, basis: ambiguous, evidence: [{source: article}]}
  - proposal: songs
    measure: M3
    claimed_by: bob
    basis: compared
    extent: principle
    evidence: [{source: article, quote: sing songs}, {source: answer, locator: p. 3}]
    by: Ann Reader
verdicts:
  - {proposal: trees, verdict: refused, claimed_by: town, evidence: [{source: answer, quote: We reject it.}]}
  - {proposal: trees, verdict: refused, claimed_by: league, evidence: [{source: article, quote: They rejected it.}]}
  - {proposal: parks, verdict: no_measure_found, claimed_by: ann, read: {proposal: Open parks, plan: plan-1}}
  - {proposal: parks, verdict: out_of_scope, claimed_by: bob}
  - {proposal: songs, verdict: not_testable, claimed_by: ann, note: no text}
dismissals:
  - {proposal: parks, measure: M2, by: Ann Reader, on: 2026-11-24}
claims:
  - {claimed_by: league, quantity: some, evidence: [{source: article}]}
  - {claimed_by: league, quantity: 4, evidence: [{source: paper}], note: a count}
objections:
  - {date: 2020, text: the town had planned it, by: The authors}
searches:
  - {question: Who says so?, result: Nobody., sources: [paper], on: 2026-11-24}
readings:
  - {id: plan-1, measures: [{id: M1, text: Wells for all}]}
"""
NEW_SOURCES = """\
# who is who
format: 2
actors:
  - {id: league, name: The League}
  - {id: town, name: The Town}
  # who read the texts

sources:
  - {id: article, publisher: league, date: 2021-11}
  - {id: answer, publisher: town}
  - {id: paper, publisher: town}
"""
NEW_PLAN = """\
format: 2
document: {publisher: town, short_name: The answer, relation: response}
measures:
  - {id: M1, title: Wells for all, number: 1, answers: [wells]}   # the first
  - id: M2
    title: A campaign
    number: 2
    answers: [roads]   # as printed
    note: still there
  - {id: M3, title: Songs, number: 3}
  - {id: M4, title: Trees, number: 4, number_inferred: true}
"""
NEW_LINKS = """\
# What is stated.
# In two lines.
format: 2

statements:
  - about: wells
    says: in_full
    measure: M1
    words: explicit
    evidence:
      - source: answer
        quote: We accept this one.
    objections:
      - date: 2021-03-03
        text: it was announced
        evidence:
          - source: paper
    by: Ann Reader
    on: 2026-11-24
    confirmed:
      - by: Bob Reader
        on: 2026-11-25
      - by: Cy
        on: 2026-11-25
    read:
      about: Dig wells
      measure: Wells for all
    apart:
      - by: Ann Reader
        says: taken_up
        measures:
          - M1
      - by: Bob Reader
        seen: true
      - by: Cy
        says: no_match

  - about: roads
    says: in_part
    measure: M2
    measure_inferred: true
    words: implicit
    speaker: league
    evidence:
      - source: paper
        quote: half of what they asked
    would_change: the text of the answer

  - about: trees
    says: taken_up
    measure: M4
    words: ambiguous
    evidence:
      - source: article

  - about: songs
    says: in_principle
    measure: M3
    words: compared
    evidence:
      - source: article
        quote: sing songs
      - source: answer
        locator: p. 3
    by: Bob Reader

  - about: trees
    says: refused
    words: explicit
    evidence:
      - source: answer
        quote: We reject it.

  - about: trees
    says: not_taken_up
    words: explicit
    evidence:
      - source: article
        quote: They rejected it.

  - about: parks
    says: no_match
    words: compared
    by: Ann Reader
    read:
      about: Open parks
      document: plan-1

  - about: parks
    says: out_of_scope
    words: compared
    by: Bob Reader

  - about: songs
    says: not_testable
    words: compared
    note: no text
    by: Ann Reader

  - about: parks
    says: not_this
    measure: M2
    words: compared
    by: Ann Reader
    on: 2026-11-24

  - about: proposals
    says: taken_up
    words: explicit
    count: some
    evidence:
      - source: article

  - about: proposals
    says: taken_up
    words: explicit
    speaker: league
    count: 4
    evidence:
      - source: paper
    note: a count

  - about: M2
    says: carried_out
    words: implicit
    date: 2022-06
    evidence:
      - source: paper
    text: It ran

  - about: M2
    says: abandoned
    words: implicit
    evidence:
      - source: paper
    text:
      fr: Arrêtée
      en: Stopped

  - about: M2
    says: carried_out_in_part
    measure_inferred: true
    words: implicit
    evidence:
      - source: article
    text: Half of it

objections:
  - date: 2020
    text: the town had planned it

searches:
  - question: Who says so?
    result: Nobody.
    sources:
      - paper
    on: 2026-11-24

readings:
  - id: plan-1
    measures:
      - id: M1
        text: Wells for all

...
"""
OLD = {
    "sources.yaml": SOURCES,
    "proposals.yaml": PROPOSALS,
    "plan.yaml": PLAN,
    "links.yaml": LINKS,
    "README.md": "about it\n",
}
NEW = {
    "sources.yaml": NEW_SOURCES,
    "proposals.yaml": PROPOSALS.replace("format: 1", "format: 2"),
    "plan.yaml": NEW_PLAN,
    "links.yaml": NEW_LINKS,
    "README.md": "about it\n",
}


def convert(*arguments):
    """Run the script as the error of format 1 says."""
    script = checkout() / "scripts" / "format2.py"
    subprocess.run([sys.executable, str(script), *arguments], check=True, timeout=60)


@pytest.fixture
def old(tmp_path):
    """A folder of format 1 with a record of each kind."""
    folder = tmp_path / "old"
    folder.mkdir()
    for name, text in OLD.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def texts(folder):
    """The texts of the files of a folder."""
    return {name: data.decode() for name, data in state(folder).items()}


def test_each_record_becomes_a_statement(old, tmp_path):
    """Comments, order and layout of the other files stay, and so does the old folder."""
    convert(str(old), str(tmp_path / "new"), "The authors")
    assert texts(tmp_path / "new") == NEW
    assert texts(old) == OLD


def test_a_converted_corpus_loads(old, tmp_path):
    """With a statement for each old record, by the readers who recorded it, for the same eyes."""
    modes = {"": 0o700, "links.yaml": 0o600, "plan.yaml": 0o640}
    for name, mode in modes.items():
        (old / name).chmod(mode)
    convert(str(old), str(tmp_path / "new"), "The authors")
    new = {name: (tmp_path / "new" / name).stat().st_mode for name in modes}
    assert {name: stat.S_IMODE(mode) for name, mode in new.items()} == modes
    corpus = load(tmp_path / "new")
    says = [str(statement.says) for statement in corpus.statements]
    readers = {statement.by for statement in corpus.statements}
    assert readers == {None, "Ann Reader", "Bob Reader"}
    assert set(Says) - set(says) == {
        *(Says.NOTED, Says.UNDER_WAY, Says.STALLED, Says.NOT_CARRIED_OUT)
    }
    assert len(says) == 15


def test_a_folder_may_be_converted_in_its_place(old):
    """Without a name for the authors, who recorded something is named."""
    convert(str(old), str(old))
    new = texts(old)
    roads = new["links.yaml"].split("\n\n")[2]
    assert roads.endswith("    by: The authors")
    assert new["plan.yaml"] == NEW_PLAN


def test_a_plan_answers_nothing_by_its_numbers(old, tmp_path):
    """Only in a response is the answer with a number the answer to the proposal with it."""
    plan = PLAN.replace(", relation: response", "")
    (old / "plan.yaml").write_text(plan, encoding="utf-8")
    convert(str(old), str(tmp_path / "new"), "The authors")
    assert "answers" not in texts(tmp_path / "new")["plan.yaml"]


def test_a_corpus_of_format_2_is_left_alone(old):
    """A second run in the same folder would find no record of format 1."""
    convert(str(old), str(old))
    once = texts(old)
    with pytest.raises(subprocess.CalledProcessError):
        convert(str(old), str(old))
    assert texts(old) == once
