"""What a corpus begins with loads, is valid by its schemas, and teaches what loads too."""

import re

import jsonschema
import pytest
import yaml

from jamplan.corpus.loading import FILES, load
from jamplan.decisions.beginnings import corpus_of_drafts, pairs_by_number, skeletons
from jamplan.decisions.merging import UNNAMED
from jamplan.documents.drafts import Draft, DraftItem, DraftKind, DraftList
from jamplan.language import language
from scripts.schemas import schema


def written(folder, files):
    folder.mkdir()
    for name in FILES:
        (folder / name).write_bytes(files[name])
    return folder


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_skeleton_is_a_corpus_without_anything_whose_examples_are_one(tmp_path, code):
    """It loads, in its language, valid by its schemas; so it does with the signs of comments taken off."""
    files = skeletons(code)
    corpus = load(written(tmp_path / "c", files))
    assert (corpus.language, corpus.plan_document.language) == (code, code)
    assert {corpus.proposals_document.short_name, corpus.plan_document.short_name} < UNNAMED
    assert not any((corpus.actors, corpus.sources, corpus.proposals, corpus.measures, corpus.links))
    examples = {}
    for name, content in files.items():
        text, stem = content.decode(), name.removesuffix(".yaml")
        assert text.startswith(f"# yaml-language-server: $schema=.schema/{stem}.schema.json\n")
        assert len(text.splitlines()) <= 30
        assert max(map(len, text.splitlines())) <= 116
        examples[name] = re.sub(r"^  # ", "  ", text, flags=re.MULTILINE).encode()
        jsonschema.validate(yaml.safe_load(content), schema(stem))
        # As texts, as a corpus reads them: YAML would make dates of some.
        data = yaml.load(examples[name], Loader=yaml.BaseLoader)  # noqa: S506 - makes texts and nothing else
        jsonschema.validate(data, schema(stem))
    corpus = load(written(tmp_path / "d", examples))
    lists = (corpus.proposals, corpus.measures, corpus.links, corpus.verdicts, corpus.dismissals)
    assert [*map(len, lists), len(corpus.sources)] == [2, 2, 1, 1, 1, 3]


# Two documents


def draft(kind: DraftKind, *numbers: str, how: str = "labels", word: str = "") -> Draft:
    """A draft whose items have these numbers and the same titles."""
    items = tuple(DraftItem(id=f"plant-{n}", title=f"Plant {n} trees", number=n) for n in numbers)
    lists = (DraftList(how=how, word=word, numbers=numbers),)
    digest = ("a" if kind is DraftKind.PROPOSALS else "b") * 64
    file = f"/x/{kind}.pdf"
    return Draft(kind=kind, title=None, file=file, sha256=digest, items=items, lists=lists)


COPIES = "proposals.pdf", "plan.pdf"
REPORT = draft(DraftKind.PROPOSALS, "1", "2", "3", "4", "5")


def test_ids_are_clear_of_those_of_the_other_document():
    """The same titles in both; a copy has the name that it is given."""
    drafts = REPORT, draft(DraftKind.MEASURES, "1", "2")
    corpus, files = corpus_of_drafts(drafts, COPIES, language("en"))
    assert [proposal.id for proposal in corpus.proposals] == [f"plant-{n}" for n in range(1, 6)]
    assert [measure.id for measure in corpus.measures] == ["plant-1-2", "plant-2-2"]
    assert [source.file for source in corpus.sources] == ["proposals.pdf", "plan.pdf"]
    assert [actor.name for actor in corpus.actors] == [
        "Document proposals.pdf",
        "Document measures.pdf",
    ]
    assert sorted(files) == ["links.yaml", "plan.yaml", "proposals.yaml", "sources.yaml"]


@pytest.mark.parametrize(
    ("how", "word", "numbers", "paired"),
    [
        ("labels", "Recommandation", "1 3 9", "1 3"),
        ("labels", "Réponse", "02. 3", "2 3"),
        ("labels", "Mesure", "1 2 3 4 5", ""),
        ("numbers", "", "1 2 3 4 5", ""),
        ("columns", "N° Réponse du gouvernement", "1 3", "1 3"),
        ("columns", "Recommendation Response", "1 3", "1 3"),
        ("columns", "N° Intitulé", "1 2 3 4 5", ""),
        ("columns", "", "1 2 3 4", "1 2 3 4"),
        ("columns", "", "1 2 3", ""),
    ],
)  # fmt: skip
def test_pairs_by_number_need_more_than_numbers(how, word, numbers, paired):
    """Labels or heads that speak of proposals or answers, or a table of nearly all their numbers."""
    plan = draft(DraftKind.MEASURES, *numbers.split(), how=how, word=word)
    corpus, _files = corpus_of_drafts((REPORT, plan), COPIES, language("en"))
    pairs = pairs_by_number(corpus, plan)
    assert [proposal for proposal, _measure in pairs] == [f"plant-{n}" for n in paired.split()]
