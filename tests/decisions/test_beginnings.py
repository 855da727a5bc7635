"""What a corpus begins with loads, is valid by its schemas, and teaches what loads too."""

import re

import jsonschema
import pytest
import yaml

from conftest import LINKS, PLAN, PROPOSALS, SOURCES
from jamplan.corpus.loading import FILES, load, packaged_folder
from jamplan.decisions.beginnings import UNNAMED, plan_alone, skeletons
from jamplan.exports.schemas import schema


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


def test_a_plan_alone_keeps_what_it_names_and_only_that(tmp_path):
    """Its file to the byte; its sources whole, their publishers, and nobody else."""
    origin = load(packaged_folder())
    corpus = load(written(tmp_path / "c", plan_alone(origin, tmp_path / "c", "fr")))
    assert (tmp_path / "c" / "plan.yaml").read_bytes() == (packaged_folder() / "plan.yaml").read_bytes()
    assert not any((corpus.proposals, corpus.chapters, corpus.links, corpus.claims, corpus.searches))
    text = (packaged_folder() / "plan.yaml").read_text(encoding="utf-8")
    named = {id_ for id_ in origin.source if re.search(rf"\b{id_}\b(?!-)", text)}
    assert corpus.sources == tuple(source for source in origin.sources if source.id in named)
    publishers = {source.publisher for source in corpus.sources} | {origin.plan_document.publisher}
    assert corpus.actors == tuple(actor for actor in origin.actors if actor.id in publishers)
    assert len(corpus.actors) < len(origin.actors)


@pytest.mark.parametrize(
    ("new", "file"), [("new", None), ("old/new", None), (".", "old/a.txt"), ("old", "a.txt")]
)
def test_the_proposals_are_taken_to_be_in_the_plan_s_language(tmp_path, new, file):
    """Whatever language the comments are in; a copy of a source is named if it is below the folder."""
    old = tmp_path / "old"
    texts = {"sources": SOURCES, "proposals": PROPOSALS, "plan": PLAN, "links": LINKS}
    texts["sources"] = SOURCES.replace("{id: paper,", "{id: paper, file: a.txt, date_inferred: true,")
    texts["plan"] = PLAN.replace("short_name: The plan", "short_name: The plan\n  language: de")
    written(old, {f"{stem}.yaml": text.encode() for stem, text in texts.items()})
    corpus = load(written(tmp_path / "written", plan_alone(load(old), tmp_path / new, "en")))
    assert corpus.language == "de"
    (source,) = corpus.sources
    assert (source.id, source.file, source.date_inferred) == ("paper", file, True)
