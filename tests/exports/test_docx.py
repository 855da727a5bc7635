"""The note as python-docx reads it: headline, bar, table, references; named styles; one time."""

import io
import re
from dataclasses import replace

import docx
from hypothesis import given
from hypothesis import settings as limits

from jamplan.account.context import Context
from jamplan.account.statements import statements
from jamplan.account.vocabulary import numbered
from jamplan.corpus.loading import load
from jamplan.counting.statuses import COUNTED
from jamplan.language import language
from jamplan.language.folding import xml_safe
from tests.conftest import export
from tests.exports.hostile import hostile_corpora
from tests.generated import RULES, with_parts


def opened(corpus, rule=None, **more):
    """A note as python-docx reads it."""
    return docx.Document(
        io.BytesIO(export(corpus, rule, format="docx", date="2026-11-25", **more))
    )


def texts(file, style):
    """The paragraphs of a style."""
    return [
        paragraph.text for paragraph in file.paragraphs if paragraph.style.name == style
    ]


def test_the_note_of_the_shipped_corpus_has_its_parts(jam):
    """Headline, bar, what is not established, statements with quotes, method, sources; marks, fields."""
    file = opened(jam)
    assert (
        len(texts(file, "Title"))
        == len(texts(file, "Lead"))
        == len(file.inline_shapes)
        == 1
    )
    assert texts(file, "Lead")[0].startswith(
        "28 propositions. La seule source trouvée, les Jeunes Avec Macron (JAM), "
    )
    assert {"Ce qui n’est pas établi", "Ce qui nuance", "Méthode"} < {
        *texts(file, "Heading 1")
    }
    (table,) = file.tables
    heads, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert heads == [
        "Proposition (titre de ce relevé)",
        "Mesure (* numéro déduit)",
        "Formulation",
        "Citation",
    ]
    assert len(rows) == 6
    assert all(row[3].startswith("«\u202f") and "\u202f».[1]" in row[3] for row in rows)
    assert rows[0][3].endswith("renforcer la formation.[6]")
    assert (
        "À savoir\u202f: aucune autre source trouvée ne le dit\u202f; rapprochement déduit\u202f; ampleur non "
        "précisée." in texts(file, "Body Text")
    )
    assert "20 inconnues" in texts(file, "Heading 2")
    words = " ".join(paragraph.text for paragraph in file.paragraphs).split()
    assert len(words) + sum(len(cell.split()) for row in rows for cell in row) < 1150
    xml = file.element.xml
    marks = {*re.findall(r'w:anchor="(_note[0-9]+)"', xml)}
    assert marks
    assert marks <= {*re.findall(r'w:bookmarkStart w:name="(_note[0-9]+)"', xml)}
    fields = re.findall(r'w:instr="([A-Z]+)"', file.sections[0].footer._element.xml)
    assert fields == ["PAGE", "NUMPAGES"]


def test_only_web_addresses_are_links(corpus):
    """The quote leads to its sentence, the note to its source; what could run stays text."""
    words = "#:~:text=they%20took%20up%20our%20wells"
    loaded = load(corpus())
    for url, linked in (
        ("https://example.org/a?b=c&d", True),
        ("javascript:alert(1)", False),
    ):
        article = replace(loaded.sources[0], url=url)
        file = opened(with_parts(loaded, sources=(article, *loaded.sources[1:])))
        assert url in texts(file, "Reference")[0]
        targets = [
            part.target_ref for part in file.part.rels.values() if part.is_external
        ]
        assert targets == ([url + words, url] if linked else [])


@limits(max_examples=10)
@given(hostile_corpora(), RULES)
def test_whatever_the_data_holds_the_table_is_what_is_said(corpus, rule):
    """A row for each statement, with the texts as XML can hold them."""
    file, context = opened(corpus, rule), Context(corpus, language("en"), rule)
    expected = [
        xml_safe(numbered(row.proposal))
        for row in context.by_support()
        if row.status in COUNTED
        for _ in statements(context, row.proposal)
    ]
    titles = [row.cells[0].text for table in file.tables for row in table.rows[1:]]
    assert titles == expected
