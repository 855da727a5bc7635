"""What a corpus begins with loads, is valid by its schemas, and teaches what loads too."""

import re

import jsonschema
import pytest
import yaml

from jamplan.corpus.loading import load
from jamplan.decisions.beginnings import Beginning, files_of_documents, skeletons
from jamplan.decisions.merging import UNNAMED
from jamplan.documents.drafts import Draft, DraftItem, DraftKind
from jamplan.language import language
from scripts.schemas import schema


@pytest.mark.parametrize("code", ["fr", "en"])
def test_a_skeleton_is_a_corpus_without_anything_whose_examples_are_one(corpus, code):
    """It loads, in its language, valid by its schemas; so it does with the signs of comments taken off."""
    files = {
        name.removesuffix(".yaml"): content for name, content in skeletons(code).items()
    }
    empty = load(corpus("c", **files))
    assert (empty.language, empty.plan_document.language) == (code, code)
    assert {
        empty.proposals_document.short_name,
        empty.plan_document.short_name,
    } < UNNAMED
    assert not any(
        (empty.actors, empty.sources, empty.proposals, empty.measures, empty.statements)
    )
    examples = {}
    for stem, content in files.items():
        text = content.decode()
        assert text.startswith(
            f"# yaml-language-server: $schema=.schema/{stem}.schema.json\n"
        )
        assert len(text.splitlines()) <= 30
        assert max(map(len, text.splitlines())) <= 116
        examples[stem] = re.sub(r"^  # ", "  ", text, flags=re.MULTILINE).encode()
        jsonschema.validate(yaml.safe_load(content), schema(stem))
        # As texts, as a corpus reads them: YAML would make dates of some.
        data = yaml.load(examples[stem], Loader=yaml.BaseLoader)  # noqa: S506 - makes texts and nothing else
        jsonschema.validate(data, schema(stem))
    taught = load(corpus("d", **examples))
    lists = (
        taught.proposals,
        taught.measures,
        taught.statements,
    )
    assert [*map(len, lists), len(taught.sources)] == [2, 2, 3, 3]


# Two documents


def beginning(kind: DraftKind, name: str, *numbers: str, **told) -> Beginning:
    """A document whose items have these numbers and the same titles."""
    items = tuple(
        DraftItem(id=f"plant-{n}", title=f"Plant {n} trees", number=n) for n in numbers
    )
    digest = ("a" if kind is DraftKind.PROPOSALS else "b") * 64
    draft = Draft(kind=kind, title=None, file=f"/x/{name}", sha256=digest, items=items)
    return Beginning(draft, {"short_name": name, **told}, name)


def test_ids_are_clear_of_those_of_the_other_document(tmp_path):
    """The same titles in both; a copy has the name that it is given, and nobody is made up."""
    report = beginning(DraftKind.PROPOSALS, "report.pdf", "1", "2", "3")
    plan = beginning(
        DraftKind.MEASURES,
        "plan.pdf",
        "1",
        "2",
        publisher="Town of Valbourg",
        date="2025",
    )
    files = files_of_documents((report, plan), language("en"))
    corpus = load(tmp_path, files)
    assert [proposal.id for proposal in corpus.proposals] == [
        f"plant-{n}" for n in range(1, 4)
    ]
    assert [measure.id for measure in corpus.measures] == ["plant-1-2", "plant-2-2"]
    assert [
        (source.id, source.file, source.publisher) for source in corpus.sources
    ] == [
        ("proposals-document", "report.pdf", "proposals"),
        ("town-of-valbourg-2025", "plan.pdf", "town-of-valbourg"),
    ]
    assert [actor.name for actor in corpus.actors] == ["?", "Town of Valbourg"]
    lacks = [finding.details["lacks"] for finding in corpus.unknown.values()]
    assert lacks == [("publisher", "title", "date"), ("title",)]
    assert sorted(files) == [
        "links.yaml",
        "plan.yaml",
        "proposals.yaml",
        "sources.yaml",
    ]
