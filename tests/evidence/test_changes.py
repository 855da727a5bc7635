"""Two states compared: laws on generated corpora, what counts as one record, damaged exports."""

import dataclasses
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jamplan.corpus import model as m
from jamplan.counting.figures import coverage
from jamplan.counting.rules import Rule, Status
from jamplan.evidence.changes import (
    LEFT_OUT,
    RECORDS,
    ChangeKind,
    ExportError,
    compare,
    read_export,
    rule_of,
)
from jamplan.exports.export import publication
from jamplan.exports.jsonfile import export_object
from jamplan.language import language
from jamplan.reports.blocks import plain
from jamplan.reports.changes_report import changes_report, field_change
from jamplan.reports.labels import FIELDS
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
LINK = m.Link(
    proposal="wells", measure="M1", claimed_by="author", basis=m.Basis.EXPLICIT
)
WEAK = dataclasses.replace(LINK, extent=m.Extent.PARTIAL)


def exported(corpus, rule: Rule | None = None) -> dict:
    """What an export of a corpus says, written and read back."""
    found = publication(corpus, rule or Rule(), lang="en", date="2026-11-25")
    return read_export(json.dumps(export_object(found)).encode())


@given(corpora(), RULES)
def test_a_state_does_not_differ_from_itself(corpus, rule):
    """Nothing is listed, and no figure is another; the rule is read back."""
    changes = compare(exported(corpus, rule), exported(corpus, rule))
    assert (changes.statuses, changes.records, changes.figures_changed) == (
        (),
        (),
        False,
    )
    assert rule_of(changes.old) == rule


@given(corpora(), corpora(), RULES, RULES)
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
        names = ("declared", "denominator", "score", "answered")
        expected = {
            **{str(status): count for status, count in figures.statuses.items()},
            **{f"adopted_{basis}": adopted.count(basis) for basis in m.Basis},
            **{name: getattr(figures, name) for name in names},
            **dict(zip(("low", "high"), figures.range, strict=True)),
            "measures": len(figures.measures),
        }
        assert {
            name: getattr(figure, side) for name, figure in changes.figures.items()
        } == expected
    for code in ("fr", "en"):
        assert changes_report(changes, NAMES, language(code))

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


@settings(max_examples=100, deadline=None)
@given(corpora(), corpora(), st.data())
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
    assert changes_report(compare(damaged, exported(other)), NAMES, language("en"))


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"schema": "other/1"}']
)
def test_what_is_no_export_is_refused(data):
    """Broken JSON, another shape, another schema."""
    with pytest.raises(ExportError):
        read_export(data)


CITED = dataclasses.replace(LINK, evidence=(m.Evidence(source="s1"),))
SIGNED = dataclasses.replace(LINK, by="somebody", on="2026-11-25")
SOURCE = m.Source(id="s1", publisher="author", accessed="2026-11-24")
COPIED = dataclasses.replace(
    SOURCE, accessed="2026-11-25", file="a.pdf", sha256="0" * 64
)
EARLIER = m.Objection(date="2021-03", text="Others had said it")
SIGNED_TOO = dataclasses.replace(EARLIER, by="somebody", on="2026-11-25")
OTHERWISE = dataclasses.replace(EARLIER, text="Others had done it")
SOME, TWO = (
    m.Claim(claimed_by="other", quantity=None),
    m.Claim(claimed_by="other", quantity=2),
)
ADDED, CHANGED, REMOVED = (ChangeKind(kind) for kind in ("added", "changed", "removed"))


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("links", (LINK,), (WEAK,), [(CHANGED, ("extent",))]),
        ("links", (LINK,), (dataclasses.replace(LINK, claimed_by="other"),), [(ADDED, ()), (REMOVED, ())]),
        ("links", (LINK,), (CITED,), [(CHANGED, ("evidence",))]),
        ("links", (LINK,), (SIGNED,), []),
        ("sources", (SOURCE,), (COPIED,), []),
        ("claims", (SOME,), (TWO,), [(CHANGED, ("quantity",))]),
        ("claims", (SOME,), (SOME, SOME), [(ADDED, ())]),
        ("objections", (EARLIER,), (), [(REMOVED, ())]),
        ("objections", (EARLIER,), (OTHERWISE,), [(CHANGED, ("text",))]),
        ("objections", (EARLIER,), (SIGNED_TOO,), []),
    ],
)  # fmt: skip
def test_a_record_is_known_by_its_ids(name, old, new, expected):
    """Two alike are two; who recorded a decision, when a source was read and its copy are not compared."""
    states = (
        exported(make_corpus(**BASE, **{name: records})) for records in (old, new)
    )
    assert [
        (change.what, change.fields) for change in compare(*states).records
    ] == expected


def test_every_field_that_is_compared_has_a_name():
    """A new field of the model cannot be forgotten."""
    kinds = (m.Proposal, m.Measure, m.Link, m.Verdict, m.Source, m.Claim, m.Objection)
    fields = {field.name for kind in kinds for field in dataclasses.fields(kind)}
    assert fields - LEFT_OUT - {"id", "proposal", "measure"} <= set(FIELDS)


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
