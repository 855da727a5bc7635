"""A corpus written to disk, in one of several layouts, as a person could have written it."""

from pathlib import Path

import yaml

from jamplan.corpus.loading import Corpus
from jamplan.corpus.records import FILE_TYPES, as_record, keys_of


def files(corpus: Corpus) -> dict[str, dict]:
    """What the four files say."""
    contents = {}
    for name, kind in FILE_TYPES.items():
        stem = name.removesuffix(".yaml")
        contents[name] = {}
        for key in keys_of(kind):
            value = getattr(
                corpus, f"{stem}_document" if key.name == "document" else key.name
            )
            contents[name][key.name] = (
                [*map(as_record, value)] if key.many else as_record(value)
            )
    return contents


class _Dumper(yaml.SafeDumper):
    """Writes each text so that it is read as it is."""

    def ignore_aliases(self, data):
        return True


def write_corpus(folder: Path, corpus: Corpus, *, flow: bool | None = False) -> Path:
    """Write the four files: in blocks, in brackets (``flow``), or short records in brackets (None)."""
    folder.mkdir(exist_ok=True)
    style = {"Dumper": _Dumper, "default_flow_style": flow, "default_style": '"'}
    for name, content in files(corpus).items():
        text = "# head\nformat: 1\n"
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
        (folder / name).write_bytes(text.encode())
    return folder
