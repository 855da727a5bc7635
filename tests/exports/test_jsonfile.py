"""What commands answer as JSON: docs/format.md names each shape and each of its keys."""

import json
import re
from pathlib import Path

import pytest

from jamplan.corpus.records import FILE_TYPES, keys_of

ANSWERS = {
    "coverage": "jamplan.coverage/2",
    "coverage --outcomes": "jamplan.outcomes/1",
    "coverage --by source": "jamplan.sources/1",
    "unadopted": "jamplan.unadopted/2",
    "show wells": "jamplan.record/2",
    "show M1": "jamplan.record/2",
    "show wells --cite": "jamplan.citation/1",
    "suggest --all": None,
    "suggest wells M1": "jamplan.explanation/1",
    "claim 3": "jamplan.claim/1",
    "check": "jamplan.check/1",
    "agreement c other": "jamplan.agreement/1",
    "diff other": "jamplan.diff/2",
    "import form.csv --as links --decided-by Bob": "jamplan.form/1",
    "import list.md --as proposals": "jamplan.import/1",
    "import list.md --as proposals --merge --publisher league": "jamplan.merge/1",
}
FREE = {"details", "counts", "figures", "meaning", "kind"}
"""Keys whose values have keys that depend on the data, or that name a kind of record."""


def model_keys(record):
    """The keys of a record and of the records in it, which docs/format.md describes by file."""
    for key in keys_of(record):
        yield key.name
        if key.nested:
            yield from model_keys(key.type)


def keys(value):
    """Every key in a JSON value, but for those that depend on the data."""
    if isinstance(value, list):
        return {key for item in value for key in keys(item)}
    if not isinstance(value, dict):
        return set()
    below = (keys(item) for key, item in value.items() if key not in FREE)
    return set(value).union(*below)


@pytest.mark.parametrize(("command", "schema"), ANSWERS.items())
def test_the_reference_names_every_key(run, root, folder, command, schema):
    """A new key of an answer gets its place in docs/format.md."""
    # Another corpus, in which somebody decided otherwise, a list to import and a form filled in.
    run("init other --from c")
    run("decide roads --verdict none --decided-by Ann --data other")
    run(
        "decide wells M1 --basis compared --quote '' --quote a --decided-by Ann --data other"
    )
    Path("list.md").write_text(
        "# Ten wishes\n\n1. Dig wells\n2. Mend all roads\n3. Plant trees\n"
    )
    Path("form.csv").write_text(
        "proposal,measure,keep,locator\nroads,M2,yes,all\nwells,M9,yes,\n"
    )
    answer = json.loads(run(f"{command} --data c --format json").out)
    text = (root / "docs" / "format.md").read_text("utf-8")
    (block,) = re.findall(r"(?ms)^```text\n(.*?)^```$", text)
    if schema:
        assert answer["schema"] == schema
        assert re.search(rf"^{schema} ", block, re.MULTILINE)
    described = {"schema"} | {
        name for file in FILE_TYPES.values() for name in model_keys(file)
    }
    assert keys(answer) - described <= set(re.findall(r"\w+", block)), command
