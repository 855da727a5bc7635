"""The tutorials hold: their commands run, and print what stands below them."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("fpdf")


def test_every_command_of_the_tutorials_prints_what_they_show(root):
    """From the PDF to the published page, in both languages."""
    result = subprocess.run(
        [sys.executable, "scripts/tutorial.py", "check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "The tutorials are current.\n", "")


def test_the_documents_are_made_from_their_texts(root, tmp_path):
    """Each PDF says, page by page, what the script makes of the text beside it."""
    path = root / "scripts" / "tutorial_documents.py"
    spec = importlib.util.spec_from_file_location("tutorial_documents", path)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    texts = sorted((root / "docs" / "tutorial").glob("*/*.md"))
    assert len(texts) == 4
    for text in texts:
        made = tmp_path / "made.pdf"
        made.write_bytes(script.pdf(text.read_text(encoding="utf-8")))
        committed = text.with_suffix(".pdf")
        assert [page.extract_text() for page in pypdf.PdfReader(made).pages] == [
            page.extract_text() for page in pypdf.PdfReader(committed).pages
        ]
