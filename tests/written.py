"""A corpus written to disk, in one of several layouts, as a person could have written it."""

from pathlib import Path

import yaml

from jamplan.corpus.loading import Corpus
from jamplan.corpus.records import (
    FILE_TYPES,
    LINKS,
    PROPOSALS,
    SOURCES,
    PlanFile,
    as_record,
    keys_of,
)


def files(corpus: Corpus) -> dict[str, dict]:
    """What the files say."""
    contents = {}
    for name in (SOURCES, PROPOSALS, LINKS):
        contents[name] = content_of(corpus, FILE_TYPES[name])
    contents[PROPOSALS]["document"] = as_record(corpus.proposals_document)
    for plan in corpus.plans:
        contents[f"{plan.name}.yaml"] = content_of(plan, PlanFile)
    return contents


def content_of(holder, kind) -> dict[str, object]:
    """The lists of a file, and its document if the holder has it."""
    content = {}
    for key in keys_of(kind):
        if key.many:
            content[key.name] = [*map(as_record, getattr(holder, key.name))]
        elif hasattr(holder, key.name):
            content[key.name] = as_record(getattr(holder, key.name))
    return content


class _Dumper(yaml.SafeDumper):
    """Writes each text so that it is read as it is."""

    def ignore_aliases(self, data):
        return True


def write_corpus(folder: Path, corpus: Corpus, *, flow: bool | None = False) -> Path:
    """Write the files: in blocks, in brackets (``flow``), or short records in brackets (None)."""
    folder.mkdir(exist_ok=True)
    style = {"Dumper": _Dumper, "default_flow_style": flow, "default_style": '"'}
    for name, content in files(corpus).items():
        text = "# head\nformat: 2\n"
        for key, value in content.items():
            if value:
                dumped = yaml.dump(
                    {key: value}, allow_unicode=True, sort_keys=False, **style
                )
                dumped = (
                    dumped.strip().removeprefix("{").removesuffix("}")
                    if flow
                    else dumped
                )
                text += f"\n# {key}\n{dumped}\n"
        if name == LINKS:
            text += "\n...\n"
        (folder / name).write_bytes(text.encode())
    return folder
