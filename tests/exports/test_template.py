"""Templates of one's own: they see the whole export, and can do nothing but write."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import jamplan
from generated import make_corpus
from jamplan.corpus import packaged_folder
from jamplan.exports.publication import publication
from jamplan.exports.template import TemplateFault, filled_in
from jamplan.model import Document


def found(title="Wishes"):
    """A publication whose title holds some text."""
    corpus = make_corpus(proposals_document=Document(short_name=title, language="en"))
    return publication(corpus, date="2026-11-25")


def test_a_template_sees_the_whole_export():
    """The same object as ``--format json`` writes."""
    corpus = jamplan.load(packaged_folder())
    whole = publication(corpus, date="2026-11-25")
    template = "{{ provenance.date }} {{ coverage.schema }}\n"
    assert filled_in(whole, template, markup=False) == "2026-11-25 jamplan.coverage/1\n"
    exported = json.loads(jamplan.export(corpus, format="json", date="2026-11-25"))
    for key in exported:
        assert filled_in(whole, f"{{{{ {key} is defined }}}}", markup=False) == "True\n"


def test_the_filters_make_texts_safe():
    """For Markdown and for HTML; dates, numbers and quotation marks as the language writes them."""
    hostile = found("<b>*a*</b> [x](y)")
    template = "{{ title | md }}\n{{ title | html }}\n{{ provenance.date | date }} {{ 1234.5 | number }} {{ 'a' | quoted }}"
    assert filled_in(hostile, template, markup=False) == (
        "\\<b\\>\\*a\\*\\</b\\> \\[x\\](y) → Plan\n"
        "&lt;b&gt;*a*&lt;/b&gt; [x](y) → Plan\n"
        "25 November 2026 1,234.5 “a”\n"
    )
    assert filled_in(hostile, "{{ title }}", markup=True) == "&lt;b&gt;*a*&lt;/b&gt; [x](y) → Plan\n"
    assert filled_in(hostile, "{{ title }}", markup=False) == "<b>*a*</b> [x](y) → Plan\n"


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_data_is_never_a_template(title):
    """What the data says is inserted, not run."""
    whole = found(f"{{{{ 7 * 7 }}}} {title}")
    assert filled_in(whole, "{{ title }}", markup=False) == f"{{{{ 7 * 7 }}}} {title} → Plan\n"


@pytest.mark.parametrize(
    ("template", "reason", "line"),
    [
        ("a\n{% for x %}", "expected token 'in', got 'end of statement block'", 2),
        ("a\n\n{{ nothing.more }}", "'nothing' is undefined", 3),
        ("{{ title.__class__ }}", "access to attribute '__class__' of 'str' object is unsafe", 1),
        ("{{ proposals.append(1) }}", "", 1),
        ("{{ 1 / 0 }}", "division by zero", 1),
        ("{{ provenance.date | nothing }}", "No filter named 'nothing'.", 1),
        ("{% include 'x' %}", "", 1),
        ("{{ range(10000000) }}", "", 1),
        ("{{ none | date }}", "", 1),
        ("{{ lipsum() }}", "'lipsum' is undefined", 1),
        ("{{ " + "(" * 900 + ")" * 900 + " }}", "nested too deeply", 0),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "nested too deeply", 1),
        ("{{ 'a' * 10 ** 16 }}", "too large", 1),
    ],
)
def test_what_a_template_may_not_do_is_told_with_its_line(template, reason, line):
    """Faults of syntax, unknown names, and everything the sandbox forbids."""
    with pytest.raises(TemplateFault) as caught:
        filled_in(found(), template, markup=False)
    assert (reason in caught.value.reason, caught.value.line in {line, 0}) == (True, True)


def test_the_worked_example_and_its_faults_on_the_command_line(run, root, empty):
    """Any suffix will do; a wrong template is wrong usage; a missing one cannot be read."""
    example = str(root / "docs" / "template-example.md.jinja")
    result = run("export", "--template", example, "-o", "note.txt")
    assert result.code == 0, result.err
    text = (empty / "note.txt").read_text(encoding="utf-8")
    assert text.startswith("# Propositions des JAM contre la prostitution des mineurs (avril 2021) →")
    assert text.count("\n- **") == 6
    assert text.count(", <https://lesjam.fr/") == 6
    (empty / "t.html.j2").write_text("{{ title }}\n{{ nothing }}", encoding="utf-8")
    wrong = run("export", "--template", "t.html.j2")
    assert (wrong.code, wrong.err) == (
        2,
        "t.html.j2:2: the template cannot be filled in: it names what does not exist ('nothing' is undefined).\n"
        "docs/publishing.md has the variables and filters, with an example.\n",
    )
    (empty / "t.j2").write_bytes(
        b"\xef\xbb\xbf{{ '<' }} {{ 'javascript:x()' | link }} {{ 'http://a b' | link }}"
    )
    assert run("export", "--template", "t.j2").out == "< javascript:x() <http://a%20b>\n"
    (empty / "page.j2").write_text("{{ '<' }}", encoding="utf-8")
    assert run("export", "--template", "page.j2", "-o", "page.HTML").code == 0
    assert (empty / "page.HTML").read_text(encoding="utf-8") == "&lt;\n"
    for other in (["--format", "csv"], ["--table", "links"], ["--excel"], ["-o", "folder/"]):
        refused = run("export", "--template", "t.j2", *other)
        assert (refused.code, refused.err.splitlines()[0]) == (
            2,
            "A template is one text: it is filled in for no other format, table or folder.",
        )
    assert run("export", "--template", "gone").code == 4
    (empty / "b").write_bytes(b"\xff")
    assert run("export", "--template", "b").code == 2
