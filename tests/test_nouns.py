"""What a corpus calls its items and groups, in sentences of both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import checkout
from generated import RULES, corpora, make_corpus
from jamplan import export, load
from jamplan.corpus import packaged_folder
from jamplan.counting.claims import About, read_quantity
from jamplan.findings import CorpusError
from jamplan.locale import Noun, language
from jamplan.locale.nouns import USUAL, Field, fields
from jamplan.model import Document, Gender, Label, LabelLanguage, Labelled
from jamplan.wording.nouns import in_usual_nouns, language_for

babel = pytest.importorskip("babel.messages.pofile")

FR, EN = LabelLanguage.FR, LabelLanguage.EN
ITEM, GROUP = Labelled.ITEM, Labelled.GROUP

NOUNS = {
    "engagement": Noun.of("engagement", "engagements", feminine=False),
    "action": Noun.of("action", "actions", feminine=True),
    "levier": Noun.of("levier", "leviers", feminine=False),
    "hameau": Noun.of("hameau", "hameaux", feminine=False, aspirated=True),
}


@pytest.mark.parametrize(
    ("said", "engagement", "action", "levier", "hameau"),
    [
        ("proposition", "engagement", "action", "levier", "hameau"),
        ("Propositions", "Engagements", "Actions", "Leviers", "Hameaux"),
        ("la proposition", "l’engagement", "l’action", "le levier", "le hameau"),
        ("La proposition", "L’engagement", "L’action", "Le levier", "Le hameau"),
        ("de la proposition", "de l’engagement", "de l’action", "du levier", "du hameau"),
        ("à la proposition", "à l’engagement", "à l’action", "au levier", "au hameau"),
        ("de propositions", "d’engagements", "d’actions", "de leviers", "de hameaux"),
        ("une proposition", "un engagement", "une action", "un levier", "un hameau"),
        ("Aucune proposition", "Aucun engagement", "Aucune action", "Aucun levier", "Aucun hameau"),
        ("cette proposition", "cet engagement", "cette action", "ce levier", "ce hameau"),
        ("sa proposition", "son engagement", "son action", "son levier", "son hameau"),
        ("nouvelle proposition", "nouvel engagement", "nouvelle action", "nouveau levier", None),
        ("toutes les propositions", "tous les engagements", "toutes les actions", None, None),
        ("reprises/repris", "repris", "reprises", "repris", "repris"),
    ],
)
def test_french_agrees_with_the_noun(said, engagement, action, levier, hameau):
    """Articles, elisions and participles follow the gender and the first letter of the noun."""
    usual = USUAL["fr"]["p"]
    expected = {"engagement": engagement, "action": action, "levier": levier, "hameau": hameau}
    for name, text in expected.items():
        if text is not None:
            assert format(Field(NOUNS[name], usual, french=True), said) == text


def test_english_chooses_the_article():
    """« a proposal » is « an undertaking », and a capital stays one."""
    noun = Noun.of("undertaking", "undertakings", feminine=False)
    field = Field(noun, USUAL["en"]["p"], french=False)
    assert [format(field, said) for said in ("a proposal", "A proposal", "Proposals")] == [
        "an undertaking",
        "An undertaking",
        "Undertakings",
    ]


@pytest.mark.parametrize("said", ["mesure", "maintes propositions", "propositio", ""])
def test_what_no_table_has_is_refused(said):
    """A catalogue cannot hold a field that would come out wrong in silence."""
    field = Field(NOUNS["action"], USUAL["fr"]["p"], french=True)
    with pytest.raises(ValueError, match="is not"):
        format(field, said)


def catalogue(code):
    """All translations of a committed catalogue."""
    path = checkout() / "src" / "jamplan" / "locale" / f"{code}.po"
    with path.open("rb") as stream:
        for message in babel.read_po(stream, locale=code):
            several = message.string if isinstance(message.string, tuple | list) else (message.string,)
            yield from several if message.id else ()


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_field_of_the_catalogues_can_be_filled(code):
    """Each noun field is one that the tables know, in the singular and the plural."""
    usual = fields(code, {})
    found = [
        (name, said)
        for text in catalogue(code)
        for name, said in re.findall(r"\{([pcmr]):([^}]*)\}", text)
    ]
    assert len(found) > 200
    for name, said in found:
        # The usual nouns give back what the catalogue says.
        assert format(usual[name], said) in said.split("/")
        for noun in NOUNS.values():
            format(Field(noun, USUAL[code][name], french=code == "fr"), said)


@settings(deadline=None)
@given(corpus=corpora(), rule=RULES, form=st.sampled_from(["md", "html", "json"]))
def test_no_usual_noun_is_left_in_an_export(corpus, rule, form):
    """Where a corpus has its own nouns, no French sentence has a usual one, whatever it must say."""
    own = replace(
        corpus,
        proposals_document=replace(corpus.proposals_document, labels=PROPOSALS_LABELS),
        plan_document=replace(corpus.plan_document, labels=PLAN_LABELS),
    )
    text = export(own, rule, format=form, date="2026-11-24")
    assert not re.findall(r"(?i).*(?:proposition|mesures?\b|chapitre|priorité).*", text)


def test_sentences_agree_with_the_nouns_of_the_corpus():
    """Participles, pronouns and articles of whole sentences follow the nouns."""
    corpus = labelled()
    words = language_for(corpus)
    assert words.gettext("no known proposal") == "aucun engagement connu"
    assert words.gettext("The measures of the plan") == "Les objectifs du plan"
    assert words.gettext(
        "A measure without a take-up may answer one of them: so it has “no known proposal”."
    ) == (
        "Un objectif sans reprise répond peut-être à l’un d’eux\u202f: d’où «\u202faucun engagement connu\u202f»."
    )


def test_each_language_has_its_own_nouns():
    """A label in one language is not used in the other, which keeps the usual noun where it has none."""
    corpus = labelled()
    words = language_for(corpus, "en")
    assert words.gettext("no known proposal") == "no known undertaking"
    assert words.gettext("The measures of the plan") == "The measures of the plan"
    assert language("fr").gettext("no known proposal") == "aucune proposition connue"


def test_a_claim_is_read_in_the_nouns_of_the_corpus():
    """« 6 engagements sur 28 » speaks of proposals, « 3 objectifs » of measures; case does not matter."""
    corpus = labelled()
    assert in_usual_nouns(corpus, "6 engagements sur 28") == "6 proposals sur 28"
    assert in_usual_nouns(corpus, "3 Objectifs, sous-objectif") == "3 measures, sous-measures"
    assert read_quantity(in_usual_nouns(corpus, "3 objectifs")).about is About.MEASURES
    same = replace(corpus, plan_document=replace(corpus.plan_document, labels=PROPOSALS_LABELS))
    assert in_usual_nouns(same, "6 engagements sur 28") == "6 them sur 28"
    assert read_quantity("6 them sur 28").about is None


PROPOSALS_LABELS = (
    Label(of=ITEM, language=FR, one="engagement", many="engagements", gender=Gender.MASCULINE),
    Label(of=GROUP, language=FR, one="annexe", many="annexes", gender=Gender.FEMININE),
    Label(of=ITEM, language=EN, one="undertaking", many="undertakings"),
)
PLAN_LABELS = (
    Label(of=ITEM, language=FR, one="objectif", many="objectifs", gender=Gender.MASCULINE),
    Label(of=GROUP, language=FR, one="axe", many="axes", gender=Gender.MASCULINE),
)


def labelled():
    """A corpus of « engagements » in « annexes » and « objectifs » in « axes »."""
    return make_corpus(
        proposals_document=Document(short_name="Charte", labels=PROPOSALS_LABELS),
        plan_document=Document(short_name="Plan", labels=PLAN_LABELS),
    )


def with_labels(folder: Path, lines: str) -> Path:
    """A copy of the packaged corpus whose proposals have labels."""
    folder.mkdir()
    for file in packaged_folder().glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        if file.name == "proposals.yaml":
            text = text.replace("  language: fr\n", f"  language: fr\n  labels:\n{lines}", 1)
        (folder / file.name).write_text(text, encoding="utf-8")
    return folder


def test_labels_are_read_from_the_document(tmp_path):
    """A label is one record a language and kind; an aspirated h is said."""
    lines = (
        "    - {of: item, language: fr, one: halte, many: haltes, gender: feminine, aspirated: true}\n"
    )
    corpus = load(with_labels(tmp_path / "corpus", lines))
    assert corpus.proposals_document.labels == (
        Label(of=ITEM, language=FR, one="halte", many="haltes", gender=Gender.FEMININE, aspirated=True),
    )
    assert language_for(corpus).gettext("no known proposal") == "aucune halte connue"


def test_a_label_that_cannot_be_used_is_a_fault(tmp_path):
    """French needs a gender, English none; a label stands once."""
    lines = (
        "    - {of: item, language: fr, one: action, many: actions}\n"
        "    - {of: item, language: en, one: action, many: actions}\n"
        "    - {of: item, language: en, one: act, many: acts}\n"
    )
    with pytest.raises(CorpusError) as raised:
        load(with_labels(tmp_path / "corpus", lines))
    assert sorted(finding.code for finding in raised.value.findings) == [
        "missing-key",
        "repeated-label",
    ]


def test_the_keys_of_a_label_are_named_once(tmp_path):
    """French asks for the gender twice: once as a key, once because it must be there."""
    line = "    - {of: item, language: fr, one: mur, many: murs, gender: masculine, sort: x}\n"
    with pytest.raises(CorpusError) as raised:
        load(with_labels(tmp_path / "corpus", line))
    (finding,) = raised.value.findings
    assert finding.details["keys"] == "of, language, one, many, gender, aspirated"
