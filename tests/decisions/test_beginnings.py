"""What a corpus begins with loads, is valid by its schemas, and teaches what loads too."""

import re

import jsonschema
import pytest
import yaml

from jamplan.corpus.loading import FILES, load
from jamplan.decisions.beginnings import UNNAMED, skeletons
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
