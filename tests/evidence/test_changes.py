"""Two states compared: laws on generated corpora, what counts as one record, damaged exports."""

import dataclasses
import json
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jamplan.account.changes import ChangesTold, field_change
from jamplan.account.spans import plain
from jamplan.account.vocabulary import FIELDS
from jamplan.corpus import model as m
from jamplan.corpus.findings import CorpusError
from jamplan.corpus.loading import Plan
from jamplan.corpus.statements import Says, Statement, TextsAsRead, Words
from jamplan.corpus.voices import key_of
from jamplan.counting.figures import coverage
from jamplan.counting.rules import Rule
from jamplan.counting.statuses import Status
from jamplan.evidence.changes import (
    LEFT_OUT,
    RECORDS,
    ChangeKind,
    ExportError,
    OldExportError,
    compare,
    of_revision,
    read_export,
    rule_of,
)
from jamplan.evidence.published import PARTITION, figures_of
from jamplan.exports.export import publication
from jamplan.exports.jsonfile import export_object
from jamplan.language import language
from jamplan.layouts.changes import changes_report, corrections
from tests.conftest import few
from tests.generated import RULES, corpora, make_corpus

NAMES = "old", "new"
BASE = {
    "proposals": (
        m.Proposal(id="wells", title="Dig wells"),
        m.Proposal(id="roads", title="Mend roads"),
    ),
    "measures": (
        m.Measure(id="M1", title="Wells for all"),
        m.Measure(id="M2", title="A campaign"),
    ),
}
STATED = Statement(
    about="wells",
    says=Says.TAKEN_UP,
    measure="M1",
    words=Words.EXPLICIT,
    evidence=(m.Evidence(source="s1"),),
)
WEAK = dataclasses.replace(STATED, says=Says.IN_PART)


def exported(corpus, rule: Rule | None = None) -> dict:
    """What an export of a corpus says, written and read back."""
    found = publication(corpus, rule or Rule(), lang="en", date="2026-11-25")
    return read_export(json.dumps(export_object(found)).encode())


@given(corpora(several=True), RULES)
def test_a_state_does_not_differ_from_itself(corpus, rule):
    """Nothing is listed, and no figure is another; the rule is read back."""
    changes = compare(exported(corpus, rule), exported(corpus, rule))
    assert (changes.statuses, changes.records, changes.figures_changed) == (
        (),
        (),
        False,
    )
    assert rule_of(changes.old) == rule


@given(corpora(several=True), corpora(several=True), RULES, RULES)
def test_the_old_state_and_the_changes_give_the_new_state(old, new, old_rule, new_rule):
    """Statuses, figures, each record in one change at most; under one rule or two; and all can be said."""
    changes = compare(exported(old, old_rule), exported(new, new_rule))
    before, after = coverage(old, old_rule), coverage(new, new_rule)
    statuses = {row.proposal.id: row.status for row in before.rows}
    for change in changes.statuses:
        assert statuses.pop(change.proposal, None) is change.before
        if change.after is not None:
            statuses[change.proposal] = change.after
    assert statuses == {row.proposal.id: row.status for row in after.rows}
    for side, figures in {"before": before, "after": after}.items():
        adopted = [row.strongest for row in figures.with_status(Status.ADOPTED)]
        counts = dataclasses.asdict(figures_of(figures).proposals)
        names = (*PARTITION, "declared", "denominator", "score", "refused", "principle")
        expected = {
            **{str(status): count for status, count in figures.statuses.items()},
            **{name: counts[name] for name in names},
            **{f"adopted_{words}": adopted.count(words) for words in Words},
            **dict(zip(("low", "high"), figures.range, strict=True)),
            "measures": len(figures.measures),
            "answered": figures.answered,
        }
        assert {
            name: getattr(figure, side) for name, figure in changes.figures.items()
        } == expected
    for code in ("fr", "en"):
        told = ChangesTold(changes, language(code))
        assert changes_report(told, NAMES)
        assert corrections(told, "old")
    keys = [key_of(each, new.source) for each in new.statements]
    earlier = {key_of(each, old.source) for each in old.statements}
    added = [
        change.record["about"]
        for change in changes.records
        if change.list == "statements" and change.what is ChangeKind.ADDED
    ]
    expected = [
        each.about
        for key, each in zip(keys, new.statements, strict=True)
        if key not in earlier
    ]
    assert added == expected

    def said(record):
        return repr(
            sorted(
                (field, value)
                for field, value in record.items()
                if field not in LEFT_OUT
            )
        )

    for name in RECORDS:
        records = [*changes.old[name]]
        for change in (change for change in changes.records if change.list == name):
            if change.before is not None:
                records.remove(change.before)
            if change.after is not None:
                records.append(change.after)
        assert sorted(map(said, records)) == sorted(map(said, changes.new[name]))


JUNK = st.sampled_from([None, True, 3, 1.5, "x", [], {}, [None], {"id": 1}])


@pytest.mark.parametrize("field", ["measure", "document", "who"])
def test_a_statement_of_an_export_may_lack_what_is_not_required(jam, field):
    """It is told without it; who says it is a dash."""
    old, new = exported(jam), exported(jam)
    statement = new["statements"].pop(0)
    damaged = old["statements"][0]
    damaged[field] = {}
    if field != "who":
        del damaged[field]
    told = ChangesTold(compare(old, new), language("en"))
    (key,) = [each.key for each in told.records]
    names = {"about": statement["about"], "measure": statement["measure"]}
    who = statement["who"]["actor"]
    expected = {
        "measure": f"{names['about']} ({who})",
        "document": f"{names['about']} → {names['measure']} ({who})",
        "who": f"{names['about']} → {names['measure']} (—)",
    }
    assert key == expected[field]


@few(12)
@given(corpora(several=True), corpora(several=True), st.data())
def test_a_damaged_export_is_refused_or_compared_but_never_fails(corpus, other, data):
    """One value is taken out or replaced anywhere in it."""
    value = exported(corpus)
    part, steps = value, data.draw(st.integers(1, 5))
    for _ in range(steps):
        keys = list(part) if isinstance(part, dict) else list(range(len(part)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        if not isinstance(part[key], dict | list) or not part[key]:
            break
        parent, part = part, part[key]
    else:
        part = parent
    if data.draw(st.booleans()):
        del part[key]
    else:
        part[key] = data.draw(JUNK)
    try:
        damaged = read_export(json.dumps(value).encode())
    except ExportError as error:
        assert error.where  # noqa: PT017 - being refused is one of two good ends
        return
    before = compare(damaged, exported(other))
    after = compare(exported(other), damaged)
    assert changes_report(ChangesTold(before, language("en")), NAMES)
    assert changes_report(ChangesTold(after, language("fr")), NAMES)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"schema": "other/1"}']
)
def test_what_is_no_export_is_refused(data):
    """Broken JSON, another shape, another schema."""
    with pytest.raises(ExportError):
        read_export(data)


def test_an_export_of_version_1_is_known_as_such():
    """Its sentence names the script that converts the corpus; nothing is compared."""
    with pytest.raises(OldExportError):
        read_export(b'{"schema": "jamplan.export/1", "links": []}')


def test_the_command_names_the_file_and_the_script(run, folder):
    """The data is wrong: exit code 3, and what to do."""
    (folder / "old.json").write_text('{"schema": "jamplan.export/1"}', "utf-8")
    result = run(f"diff {folder}/old.json --data {folder} --lang en")
    assert (result.code, result.out) == (3, "")
    assert f"{folder}/old.json [old-export]" in result.err
    assert "scripts/format2.py" in result.err


def changed(**fields):
    """The statement with other fields."""
    return (dataclasses.replace(STATED, **fields),)


def with_evidence(**fields):
    """The statement with one piece of evidence."""
    return changed(evidence=(m.Evidence(**{"source": "s1", **fields}),))


COMPARED = Statement(about="roads", says=Says.NO_MATCH, words=Words.COMPARED, by="Ann")
TOTAL = dataclasses.replace(STATED, about="proposals", measure=None, count="some")
SOURCE = m.Source(id="s1", publisher="author", accessed="2026-11-24")
COPIED = dataclasses.replace(
    SOURCE, accessed="2026-11-25", file="a.pdf", sha256="0" * 64
)
EARLIER = m.Objection(date="2021-03", text="Others had said it")
SIGNED_TOO = dataclasses.replace(EARLIER, by="somebody", on="2026-11-25")
OTHERWISE = dataclasses.replace(EARLIER, text="Others had done it")
PLAN = Plan(
    name="plan", document=m.Document(short_name="Plan"), measures=BASE["measures"]
)
LATER = Plan(name="plan-2024", document=m.Document(short_name="Next plan"))
RESPONSE = dataclasses.replace(
    PLAN, document=m.Document(short_name="Plan", relation=m.Relation.RESPONSE)
)
ADDED, CHANGED, REMOVED = (ChangeKind(kind) for kind in ("added", "changed", "removed"))
BOTH = [(ADDED, ()), (REMOVED, ())]
IMPLICIT = {"words": Words.IMPLICIT}
READ = TextsAsRead(about="Dig wells")


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("statements", (STATED,), (WEAK,), [(CHANGED, ("says",))]),
        ("statements", (STATED,), changed(words=Words.AMBIGUOUS), [(CHANGED, ("words",))]),
        ("statements", (STATED,), changed(speaker="other"), BOTH),
        ("statements", (STATED,), changed(measure="M2"), BOTH),
        ("statements", (STATED,), with_evidence(source="s2"), BOTH),
        ("statements", (STATED,), with_evidence(quote="words"), [(CHANGED, ("evidence",))]),
        ("statements", (STATED,), changed(by="somebody", on="2026-11-25"), []),
        ("statements", (STATED,), changed(read=READ, confirmed=(m.Confirmation(by="Bob"),)), []),
        ("statements", changed(**IMPLICIT), changed(**IMPLICIT, by="Ann"), [(CHANGED, ("by",))]),
        ("statements", (STATED,), changed(words=Words.COMPARED, by="Ann"), BOTH),
        ("statements", (COMPARED,), (dataclasses.replace(COMPARED, by="ANN "),), []),
        ("statements", (COMPARED,), (dataclasses.replace(COMPARED, by="Bob"),), BOTH),
        ("statements", (TOTAL,), (dataclasses.replace(TOTAL, count=2),), BOTH),
        ("plans", (PLAN,), (LATER, PLAN), [(ADDED, ())]),
        ("plans", (PLAN,), (RESPONSE,), [(CHANGED, ("document",))]),
        ("sources", (SOURCE,), (COPIED,), []),
        ("objections", (EARLIER,), (), [(REMOVED, ())]),
        ("objections", (EARLIER,), (OTHERWISE,), [(CHANGED, ("text",))]),
        ("objections", (EARLIER,), (SIGNED_TOO,), []),
    ],
)  # fmt: skip
def test_a_record_is_known_by_what_there_is_one_record_for(name, old, new, expected):
    """Who recorded a statement is not compared, but for one who interprets its source."""
    base = {"proposals": BASE["proposals"]} if name == "plans" else BASE
    states = (
        exported(make_corpus(**base, **{name: records})) for records in (old, new)
    )
    assert [
        (change.what, change.fields) for change in compare(*states).records
    ] == expected


def told(old, new, code="en"):
    """The corrections that a page tells from one list of statements to another."""
    states = (exported(make_corpus(**BASE, statements=each)) for each in (old, new))
    lines = corrections(ChangesTold(compare(*states), language(code)), "v1")
    return [plain(line) for line in lines[1:]]


REFUSAL = dataclasses.replace(STATED, says=Says.REFUSED, measure=None, speaker="other")


def test_a_new_refusal_is_told_as_a_dispute():
    """The status before and after, the figures, and who refused; what is disputed answers nothing."""
    assert told((STATED,), (STATED, REFUSAL)) == [
        "Dig wells: statement counted → disputed",
        "disputed: 0 → 1",
        "statement counted: 1 → 0",
        "statement counted, stated: 1 → 0",
        "Measures with a statement that counts: 1 → 0",
        "Position Dig wells: added; Status: refused; Wording: stated; "
        "According to: other; Evidence: + (s1)",
    ]


def test_every_field_that_is_compared_has_a_name():
    """A new field of the model cannot be forgotten."""
    kinds = (m.Proposal, m.Measure, Statement, m.Source, m.Objection)
    fields = {field.name for kind in kinds for field in dataclasses.fields(kind)}
    in_key = {"id", "about", "measure"}
    assert fields - LEFT_OUT - in_key <= set(FIELDS)


def test_a_changed_text_is_whole_or_in_brief_marked():
    """One in two languages is told in both, in words that a reader knows."""
    texts = (
        {"en": "Dig wells", "fr": "Creuser"},
        {"en": "Dig deep wells", "fr": "Creuser"},
    )
    brief, whole = (
        plain(field_change("text", texts, language("en"), brief=brief))
        for brief in (True, False)
    )
    assert brief == "Text: (Dig {+deep+} wells; Creuser)"
    assert whole == "Text: (Dig wells; Creuser) → (Dig deep wells; Creuser)"


def git(folder, *arguments):
    """Run Git in a folder."""
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    command = ["git", "-C", str(folder), *names, *arguments]
    subprocess.run(command, check=True, capture_output=True)


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@needs_git
def test_a_revision_has_the_documents_that_it_had(corpus):
    """One that came later is not in it, one that is gone is."""
    folder = corpus()
    gone = (folder / "plan.yaml").read_text("utf-8").replace("id: M", "id: N")
    (folder / "plan-2020.yaml").write_text(gone.replace("P1", "Q1"), "utf-8")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "One")
    later = gone.replace("id: N", "id: L").replace("P1", "R1")
    (folder / "plan-2024.yaml").write_text(later, "utf-8")
    (folder / "plan-2020.yaml").unlink()
    before = of_revision("HEAD", folder)
    assert sorted(plan.name for plan in before.plans) == ["plan", "plan-2020"]
    assert of_revision("HEAD~9", folder) is None


@needs_git
def test_an_older_revision_ends_with_a_sentence(corpus):
    """In format 1, it names the revision and the script that converts."""
    folder = corpus(links=b"format: 1\nlinks: []\n")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "One")
    with pytest.raises(CorpusError) as caught:
        of_revision("HEAD", folder)
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.file) == ("old-format", "HEAD:links.yaml")
    assert "scripts/format2.py" in finding.kind.remedy
