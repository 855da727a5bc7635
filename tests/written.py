"""A corpus written to disk, in one of several layouts, as a person could have written it."""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from pathlib import Path

import yaml

from jamplan.corpus.loading import Corpus
from jamplan.corpus.model import Claim


def plain(value):
    """A record as keys and texts, without what a file leaves out."""
    if dataclasses.is_dataclass(value):
        found = {}
        for field in dataclasses.fields(value):
            given = getattr(value, field.name)
            name = field.name
            if isinstance(value, Claim) and name == "quantity" and given is None:
                given = "some"
            if given is None or given is False or given == () or given is field.default:
                continue
            found[name] = plain(given)
        return found
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if value is True:
        return "true"
    return str(value)


def files(corpus: Corpus) -> dict[str, dict]:
    """What the four files say."""
    return {
        "sources.yaml": {"actors": plain(corpus.actors), "sources": plain(corpus.sources)},
        "proposals.yaml": {
            "document": plain(corpus.proposals_document),
            "chapters": plain(corpus.chapters),
            "proposals": plain(corpus.proposals),
        },
        "plan.yaml": {
            "document": plain(corpus.plan_document),
            "priorities": plain(corpus.priorities),
            "measures": plain(corpus.measures),
        },
        "links.yaml": {
            name: plain(getattr(corpus, name))
            for name in (
                "links",
                "verdicts",
                "dismissals",
                "claims",
                "objections",
                "searches",
                "readings",
            )
        },
    }


class _Dumper(yaml.SafeDumper):
    """Writes each text so that it is read as it is."""

    def ignore_aliases(self, data):
        return True


_Dumper.add_representer(StrEnum, lambda dumper, data: dumper.represent_str(str(data)))


def write_corpus(folder: Path, corpus: Corpus, *, flow: bool | None = False, end: str = "\n") -> Path:
    """Write the four files: in blocks, in brackets (``flow``), or short records in brackets (None)."""
    folder.mkdir(exist_ok=True)
    for name, content in files(corpus).items():
        text = "# head\nformat: 1\n"
        for key, value in content.items():
            if value:
                dumped = yaml.dump(
                    {key: value},
                    Dumper=_Dumper,
                    allow_unicode=True,
                    sort_keys=False,
                    default_flow_style=flow,
                    default_style='"',
                )
                text += f"\n# {key}\n{dumped.strip().removeprefix('{').removesuffix('}') if flow else dumped}\n"
        (folder / name).write_bytes(text.replace("\n", end).encode())
    return folder
