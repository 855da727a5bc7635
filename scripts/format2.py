"""Convert a corpus of format 1 to format 2.

``python scripts/format2.py FOLDER NEW_FOLDER [AUTHOR]`` makes the new folder, which may
be the old one.

AUTHOR is the reader who stands for the authors of the record: what they recorded has no
reader's name.
"""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

# All values are texts. libyaml reads some signs that the parser in Python does not:
# “so?,”.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Record = dict[str, Any]
"""A record of a file, as texts, lists and dictionaries."""
EXTENTS = {
    "full": "in_full",
    "partial": "in_part",
    "principle": "in_principle",
    "unstated": "taken_up",
}
VERDICTS = {
    "no_measure_found": "no_match",
    "out_of_scope": "out_of_scope",
    "not_testable": "not_testable",
}
STATES = {
    "done": "carried_out",
    "partly": "carried_out_in_part",
    "not_done": "not_carried_out",
    "abandoned": "abandoned",
}
APART = {
    **VERDICTS,
    "contradiction": "taken_up",
    "taken_up": "taken_up",
    "partial": "in_part",
    "principle": "in_principle",
    "refused": "refused",
}
KEYS = """about says measure measure_inferred words speaker count date evidence text
note would_change objections by on confirmed read apart""".split()


class Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are, and lists indented as the files are.

    Records within lists are written as the files have them.
    """

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002
        """Begin a deeper level; PyYAML's own would not indent a list under its key."""
        super().increase_indent(flow, indentless=False)


def represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, represent_text)
# A corpus knows texts alone: « on », « true » and dates need no quotation marks.
Dumper.yaml_implicit_resolvers = {}


class Corpus:
    """The files of a corpus of format 1, as texts, lists and dictionaries."""

    def __init__(self, folder: Path, author: str | None) -> None:
        """Read the files of a folder."""
        self.texts = {
            path.name: path.read_text(encoding="utf-8")
            for path in folder.glob("*.yaml")
            if path.name
            in {"sources.yaml", "proposals.yaml", "plan.yaml", "links.yaml"}
        }
        data = {
            name: yaml.load(text, LOADER)  # noqa: S506
            for name, text in self.texts.items()
        }
        for name, content in data.items():
            if content.get("format") != "1":
                # What is converted already would lose its statements.
                sys.exit(f"{folder / name} is not in format 1: nothing was converted.")
        self.author = author
        self.links, self.plan = data["links.yaml"], data["plan.yaml"]
        self.names = {
            actor["id"]: actor["name"]
            for actor in data["sources.yaml"].get("actors") or []
        }
        self.publishers = {
            source["id"]: source["publisher"]
            for source in data["sources.yaml"].get("sources") or []
        }

    def statements(self) -> Iterator[Record]:
        """The statements of all records, in the order of the files."""
        for link in self.links.get("links") or []:
            is_compared = link["basis"] == "compared"
            says = EXTENTS[link.get("extent") or "unstated"]
            more = {"says": says, "words": link["basis"]}
            yield self.statement(link, more, is_compared=is_compared)
        for verdict in self.links.get("verdicts") or []:
            is_refusal = verdict["verdict"] == "refused"
            is_own = verdict["claimed_by"] == self.plan["document"].get("publisher")
            refusal = "refused" if is_own else "not_taken_up"
            says = VERDICTS.get(verdict["verdict"], refusal)
            words = "explicit" if is_refusal else "compared"
            yield self.statement(
                verdict, {"says": says, "words": words}, is_compared=not is_refusal
            )
        for pair in self.links.get("dismissals") or []:
            yield self.statement(
                pair, {"says": "not_this", "words": "compared"}, is_compared=True
            )
        for claim in self.links.get("claims") or []:
            more = {"about": "proposals", "says": "taken_up", "words": "explicit"}
            count = {"count": claim["quantity"]}
            yield self.statement(claim, {**more, **count}, is_compared=False)
        for measure in self.plan.get("measures") or []:
            for outcome in measure.get("follow_ups") or []:
                more = {"about": measure["id"], "says": STATES[outcome["state"]]}
                yield self.statement(
                    outcome, {**more, "words": "implicit"}, is_compared=False
                )

    def statement(self, record: Record, more: Record, *, is_compared: bool) -> Record:
        """A statement with what a record of format 1 has, in the order of its keys."""
        values = {**record, **more}
        values.setdefault("about", record.get("proposal"))
        who = record.get("claimed_by")
        if is_compared and who:
            values["by"] = self.names.get(who, who)
        elif who:
            evidence = record.get("evidence") or [{}]
            if self.publishers.get(evidence[0].get("source")) != who:
                values["speaker"] = who
        values = self.without_author(values)
        objections = record.get("objections") or []
        values["objections"] = [self.without_author(each) for each in objections]
        names = [name.strip() for name in record.get("confirmed_by", "").split(";")]
        values["confirmed"] = [
            {
                "by": name,
                **({"on": record["confirmed_on"]} if "confirmed_on" in record else {}),
            }
            for name in names
            if name
        ]
        read = record.get("read") or {}
        new = {"proposal": "about", "measure": "measure", "plan": "document"}
        values["read"] = {new[key]: text for key, text in read.items()}
        values["apart"] = [taken_apart(each) for each in record.get("apart") or []]
        return {key: values[key] for key in KEYS if values.get(key)}

    def without_author(self, record: Record) -> Record:
        """A record without the name of the reader who stands for the authors."""
        pairs = record.items()
        return {
            key: value for key, value in pairs if (key, value) != ("by", self.author)
        }

    def unused_actors(self) -> set[str]:
        """The actors who only compared texts: they are readers now."""
        used = {*self.publishers.values(), self.plan["document"].get("publisher")}
        proposals = yaml.load(self.texts["proposals.yaml"], LOADER)  # noqa: S506
        used.add(proposals["document"].get("publisher"))
        used |= {each.get("speaker") for each in self.statements()}
        readers = {each.get("by") for each in self.statements()} - {None}
        return {
            id_
            for id_, name in self.names.items()
            if id_ not in used and name in readers
        }


def taken_apart(record: Record) -> Record:
    """What a reader had decided apart; whoever had not decided says nothing."""
    result = {}
    for key, value in record.items():
        if key != "decision":
            result[key] = value
        elif value != "undecided":
            result["says"] = APART[value]
    return result


def without(text: str, is_gone: Callable[[str, yaml.Node], bool]) -> str:
    """A text without the lines of nodes for whose parent and key a condition holds."""
    lines = text.splitlines(keepends=True)
    gone: set[int] = set()

    def drop(first: int, last: int) -> None:
        numbers = list(range(first, max(last, first + 1)))
        # Blank lines after it part what comes before and after.
        while not lines[numbers[-1]].strip():
            numbers.pop()
        gone.update(numbers)

    def walk(node: Any) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if is_gone(key.value, value):
                    drop(key.start_mark.line, value.end_mark.line)
                else:
                    walk(value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                if is_gone("-", item):
                    drop(item.start_mark.line, item.end_mark.line)
                else:
                    walk(item)

    walk(yaml.compose(text, LOADER))
    return "".join(line for number, line in enumerate(lines) if number not in gone)


def with_answers(text: str, proposals: list[Record]) -> str:
    """A response with the proposal that each answer bears: the one with its number."""
    numbers = [proposal.get("number") for proposal in proposals]
    ids = {
        proposal["number"]: proposal["id"]
        for proposal in proposals
        if proposal.get("number")
        and numbers.count(proposal["number"]) == 1
        and proposal.get("number_inferred") != "true"
    }
    root: Any = yaml.compose(text, LOADER)
    document = {key.value: value for key, value in root.value}
    measures = document["measures"].value if "measures" in document else []
    records = [
        {key.value: value for key, value in measure.value} for measure in measures
    ]
    own = [record["number"].value for record in records if "number" in record]
    places = []
    for measure, record in zip(measures, records, strict=True):
        number = record["number"].value if "number" in record else None
        is_inferred = "number_inferred" in record
        if number in ids and own.count(number) == 1 and not is_inferred:
            mark, column = record["number"].end_mark, measure.start_mark.column
            answer = f"answers: [{ids[number]}]"
            gap = ", " if measure.flow_style else "\n" + " " * column
            places.append((mark.index, gap + answer))
    parts, done = [], 0
    for index, more in places:
        parts += [text[done:index], more]
        done = index
    return "".join([*parts, text[done:]])


def head_of(text: str) -> str:
    """The comment at the beginning of a file."""
    lines = []
    for line in text.splitlines(keepends=True):
        if not line.startswith("#"):
            break
        lines.append(line)
    return "".join(lines)


def converted(corpus: Corpus) -> dict[str, str]:
    """The texts of the files in format 2, by name."""
    readers = corpus.unused_actors()

    def is_reader(key: str, node: yaml.Node) -> bool:
        if key != "-" or not isinstance(node, yaml.MappingNode):
            return False
        values = {each.value: value.value for each, value in node.value}
        return values.get("id") in readers and "publisher" not in values

    texts = {**corpus.texts}
    texts["sources.yaml"] = without(texts["sources.yaml"], is_reader)
    texts["plan.yaml"] = without(
        texts["plan.yaml"], lambda key, _node: key == "follow_ups"
    )
    if corpus.plan["document"].get("relation") == "response":
        proposals = yaml.load(texts["proposals.yaml"], LOADER)  # noqa: S506
        listed = proposals.get("proposals") or []
        texts["plan.yaml"] = with_answers(texts["plan.yaml"], listed)
    texts = {
        name: text.replace("format: 1", "format: 2", 1) for name, text in texts.items()
    }
    lists = {"statements": list(corpus.statements())}
    for name in ("objections", "searches", "readings"):
        if corpus.links.get(name):
            lists[name] = [corpus.without_author(each) for each in corpus.links[name]]
    parts = [head_of(texts["links.yaml"]) + "format: 2\n"]
    for name, records in lists.items():
        dumped = yaml.dump(
            {name: records}, None, Dumper, allow_unicode=True, sort_keys=False, width=92
        )
        parts.append(re.sub(r"\n(?=  - )", "\n\n", dumped).replace(":\n\n", ":\n", 1))
    texts["links.yaml"] = "\n".join([*parts, "...\n"])
    return texts


def main() -> None:
    folder, new, *author = sys.argv[1:]
    texts = converted(Corpus(Path(folder), author[0] if author else None))
    if Path(folder) != Path(new):
        shutil.copytree(folder, new)
    for name, text in texts.items():
        Path(new, name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
