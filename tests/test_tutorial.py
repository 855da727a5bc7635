"""The tutorials hold: their commands run, and print what stands below them."""

import importlib.util

import pytest

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("fpdf")


def script(root, name):
    """A script of the checkout as a module."""
    spec = importlib.util.spec_from_file_location(name, root / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_command_of_the_tutorials_prints_what_they_show(root, monkeypatch, code):
    """From the PDF to the published page, in both languages."""
    tutorial = script(root, "tutorial")
    for name in ("COLUMNS", "SOURCE_DATE_EPOCH"):
        monkeypatch.setenv(name, "0")  # put back after what the script sets
    for name in ("JAMPLAN_DATA", "JAMPLAN_LANG"):
        monkeypatch.delenv(name, raising=False)
    assert tutorial.page(code) == tutorial.PAGES[code].read_text(encoding="utf-8")


def test_the_documents_are_made_from_their_texts(root, tmp_path):
    """Each PDF says, page by page, what the script makes of the text beside it."""
    documents = script(root, "tutorial_documents")
    texts = sorted((root / "docs" / "tutorial").glob("*/*.md"))
    assert len(texts) == 4
    for text in texts:
        made = tmp_path / "made.pdf"
        made.write_bytes(documents.pdf(text.read_text(encoding="utf-8")))
        committed = text.with_suffix(".pdf")
        expected = [page.extract_text() for page in pypdf.PdfReader(committed).pages]
        assert [page.extract_text() for page in pypdf.PdfReader(made).pages] == expected
