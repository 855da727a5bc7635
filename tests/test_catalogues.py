"""Catalogues: complete, current, compiled; French typography; the glossary says the same."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from conftest import checkout
from jamplan.cli.application import COMMANDS
from jamplan.locale import language
from jamplan.wording.labels import LABELS
from jamplan.wording.likeness import BANDS

babel = pytest.importorskip("babel.messages.pofile")


def catalogue(code):
    """The messages of a committed catalogue."""
    path = checkout() / "src" / "jamplan" / "locale" / f"{code}.po"
    with path.open("rb") as stream:
        return [message for message in babel.read_po(stream, locale=code) if message.id]


def test_both_catalogues_are_complete_current_and_compiled(root):
    """No sentence is missing, unused, untranslated or not compiled."""
    result = subprocess.run(
        [sys.executable, "scripts/catalogues.py", "check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    assert (result.returncode, result.stdout) == (0, "The catalogues are current.\n")


def forms(message):
    """The translations of a message, one or two."""
    return message.string if isinstance(message.string, tuple | list) else (message.string,)


def test_french_is_typeset_as_french():
    """Narrow no-break spaces before high signs and inside quotation marks; curved apostrophes."""
    for message in catalogue("fr"):
        for text in forms(message):
            assert not re.search(r"\w'\w", text), text
            assert not re.search(r" [;:!?»]", text), text
            assert not re.search(r"[^\s\u202f;:!?«(.…{}\d/-][;!?»]", text), text
            assert not re.search(r"«[^\u202f]", text), text


def test_translations_have_the_same_fields():
    """Each field of a sentence is in its translation, and no other."""
    for code in ("fr", "en"):
        for message in catalogue(code):
            originals = message.id if isinstance(message.id, tuple) else (message.id,)
            wanted = set(re.findall(r"\{(\w*)\}", originals[-1]))
            for text in forms(message):
                found = set(re.findall(r"\{(\w*)\}", text))
                assert found <= wanted, text
                # A singular may say « la seule » in place of the number.
                assert wanted - found <= {"n", "known", "declared"}, text


def test_no_forbidden_word_is_used():
    """« Adoptée » is a vote, « non reprise » a refusal, and nothing is true or proven."""
    for message in catalogue("fr"):
        for text in forms(message):
            words = re.sub(r"\{\w+\}|true \(vrai\)", "", text)
            assert not re.search(r"(?i)\badopt|\bnon reprise|\bpreuve|\bvraie?\b", words), text


def test_the_glossary_says_what_the_catalogue_says(root):
    """docs/glossaire.md names every label just as the reports do."""
    text = (root / "docs" / "glossaire.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([A-Za-z]+\.[a-z_]+)` \| ([^|]+?) \|", text, re.MULTILINE))
    french = language("fr")
    expected = {
        f"{kind.__name__}.{code}": french.gettext(label).split(" (")[0]
        for kind, labels in LABELS.items()
        for code, label in labels.items()
    }
    expected |= {f"Band.{band}": french.gettext(name) for band, name in BANDS.items()}
    assert rows == expected


@pytest.mark.parametrize("command", COMMANDS)
def test_the_french_help_has_no_english_left(run, command):
    """Neither Typer's own words nor the names of arguments are in English."""
    text = run(command, "--help", lang="fr").out
    assert not re.findall(r"Usage:|\[required|PROPOSAL|MEASURE|FOLDER|\bFILE\b", text)
