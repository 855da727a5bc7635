"""Random corpora of format 2: small, valid, and as awkward as the definition allows.

A corpus is what PyYAML's ``BaseLoader`` gives for its files: dictionaries and lists of
texts, under ``sources``, ``proposals``, ``plans`` (by name) and ``links``. Nothing here
is imported from the package.
"""

import re
import unicodedata
from collections import Counter
from itertools import chain
from random import Random

import yaml
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

AUTHOR = "league"
ACTORS = [
    {"id": AUTHOR, "name": "The League", "called": "the League"},
    {"id": "ministry", "name": {"fr": "Le ministère", "en": "The Ministry"}},
    {"id": "gazette", "name": "The Gazette", "plural": "false"},
]
READERS = [None, "Camille Roy", "Zoé Diallo"]
SPELLINGS = {"Camille Roy": "camille  ROY", "Zoé Diallo": "Zoe\u0301 Diallo"}
"""Other spellings of the readers, which are the same people."""
DATES = [
    "2019",
    "2021",
    "2021-04",
    "2021-11-15",
    "2022",
    "2022-08",
    "2023-06-01",
    "2024",
    "2024-05",
    "2024-05-20",
    None,
]
"""Of every precision; some are equal at the coarser one."""
DATES_OF_DOCUMENTS = ["2019", "2021-11-15", "2024-05", None]
DAYS_OF_READING = ["2022-09-30", "2024-05-20", "2025-01-10"]
VIEW_DAYS = ["2020", "2021-11", "2022", "2022-09-30", "2024-05", "2024-05-19"]
"""Days of views: before, among and after those of the sources."""

GROUPS = {
    "in_full": "yes",
    "taken_up": "yes",
    "in_part": "partly",
    "in_principle": "partly",
    "noted": "open",
    "refused": "no",
    "not_taken_up": "no",
    "no_match": "none",
    "not_this": "pair",
    "out_of_scope": "aside",
    "not_testable": "aside",
    "carried_out": "outcome",
    "carried_out_in_part": "outcome",
    "under_way": "outcome",
    "stalled": "outcome",
    "not_carried_out": "outcome",
    "abandoned": "outcome",
}
STATED = ["explicit", "implicit", "ambiguous"]
COMPARED = ["compared"]
# The column « a reader alone » of the table: may, no, or only.
WORDS_ALLOWED = {
    "yes": STATED + COMPARED,
    "partly": STATED + COMPARED,
    "open": STATED,
    "no": STATED,
    "none": COMPARED,
    "pair": COMPARED,
    "aside": STATED + COMPARED,
    "outcome": STATED,
}
# The column « needs »: of in part and in principle, also if a reader compared.
NEEDS = {
    "yes": "evidence unless compared",
    "partly": "evidence",
    "open": "quote",
    "no": "quote",
    "none": "reading",
    "pair": "measure",
    "aside": "",
    "outcome": "evidence",
}
POSITIONS = ("yes", "partly", "open", "no")
TOTALS = ("proposals", "measures")
QUOTES = {
    "in_full": "The ministry takes up this proposal in full.",
    "taken_up": "The ministry takes up this proposal.",
    "in_part": "The ministry accepts this proposal in part.",
    "in_principle": "The ministry accepts this proposal in principle.",
    "noted": "The ministry notes this proposal.",
    "refused": "The ministry rejects this proposal.",
    "not_taken_up": "The plan rejects this proposal.",
    "out_of_scope": "This proposal concerns another ministry.",
    "not_testable": "This proposal names no measurable aim.",
    "carried_out": "The work was carried out.",
    "carried_out_in_part": "Half of the work was carried out.",
    "under_way": "The work is under way.",
    "stalled": "The work has stalled.",
    "not_carried_out": "The work was never begun.",
    "abandoned": "The work was abandoned.",
}


def person(name):
    """A reader's name in one spelling."""
    if name is None:
        return None
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def without_none(**fields):
    """A record of the fields that have a value."""
    return {key: value for key, value in fields.items() if value is not None}


# --- Sources, proposals, documents --------------------------------------------


def some_sources(random):
    """Four to six sources; the first three are of different publishers."""
    publishers = [actor["id"] for actor in ACTORS]
    random.shuffle(publishers)
    sources = []
    for number in range(random.randint(4, 6)):
        publisher = random.choice(publishers)
        if number < len(publishers):
            publisher = publishers[number]
        date = random.choice(DATES)
        accessed = random.choice(DAYS_OF_READING)
        if date is not None and random.random() < 0.6:
            accessed = None
        source = without_none(
            id=f"s{number + 1}",
            publisher=publisher,
            kind=random.choice(["press", "article", "report"]),
            title=f"Source {number + 1}",
            date=date,
            accessed=accessed,
        )
        sources.append(source)
    return sources


def some_evidence(random, sources, least, most):
    """Evidence without quotes from this number of different sources."""
    number = random.randint(least, most)
    chosen = random.sample(sources, number)
    return [{"source": source["id"]} for source in chosen]


def with_evidence(random, sources, record):
    """An item, in half of the cases with one or two pieces of evidence."""
    evidence = some_evidence(random, sources, 0, 2)
    if evidence and random.random() < 0.5:
        record["evidence"] = evidence
    return record


def some_proposals(random, sources):
    """One to six proposals, each attributed to the author in one way or another."""
    proposals = []
    for number in range(random.randint(1, 6)):
        proposal = without_none(
            id=f"p{number + 1}",
            title=f"Proposal {number + 1}",
            text=random.choice([None, f"Text of the proposal {number + 1}."]),
            attribution=random.choice(
                [None, None, "explicit", "implicit", "ambiguous"]
            ),
        )
        proposals.append(with_evidence(random, sources, proposal))
    return proposals


def some_declared(random, sources, listed):
    """Up to two declared numbers: below, equal to or above the number listed."""
    entries = []
    for _ in range(random.randint(0, 2)):
        count = max(0, listed + random.choice([-1, 0, 1, 3]))
        chosen = random.sample(sources, random.randint(0, 2))
        entry = {"count": str(count)}
        if chosen:
            entry["sources"] = [source["id"] for source in chosen]
        entries.append(entry)
    return entries


def proposals_file(random, sources):
    """The contents of the file of the proposals."""
    proposals = some_proposals(random, sources)
    document = {"publisher": AUTHOR, "short_name": "Wishes", "language": "en"}
    declared = some_declared(random, sources, len(proposals))
    if declared:
        document["declared"] = declared
    return {"format": "2", "document": document, "proposals": proposals}


def plan_file(random, name, sources, proposals):
    """The contents of the file of a document that answers."""
    document = without_none(
        publisher=random.choice([None, "ministry", "gazette"]),
        short_name=f"Document {name}",
        language="en",
        date=random.choice(DATES_OF_DOCUMENTS),
        relation=random.choice([None, "taken_up", "response"]),
    )
    if random.random() < 0.4:
        document["source"] = random.choice(sources)["id"]
    suffix = name.removeprefix("plan")
    measures = []
    for number in range(random.randint(0, 3)):
        measure = {"id": f"A{number + 1}{suffix}", "title": f"Measure {number + 1}"}
        if random.random() < 0.3:
            measure["answers"] = [random.choice(proposals)["id"]]
        measures.append(with_evidence(random, sources, measure))
    return {"format": "2", "document": document, "measures": measures}


def some_plans(random, sources, proposals):
    """None to three documents that answer, by name."""
    names = ["plan", *random.sample(["plan-2019", "plan-2024", "plan-next"], 2)]
    plans = {}
    for name in names[: random.choice([0, 1, 1, 2, 2, 3])]:
        plans[name] = plan_file(random, name, sources, proposals)
    return plans


# --- Statements ---------------------------------------------------------------


class Statements:
    """The statements and readings of a corpus that is being made.

    Args:
        random: Where chance comes from.
        sources: All sources.
        proposals: All proposals.
        plans: The contents of the documents that answer, by name.
    """

    def __init__(self, random, sources, proposals, plans):
        self.random = random
        self.sources = sources
        self.proposals = proposals
        self.plans = plans
        self.measures = measures_of(plans)
        # There the default of the rule of words is another one.
        self.has_only_comparisons = random.random() < 0.1
        self.records = []
        self.readings = []
        self.keys = set()

    def reader(self):
        """A reader in one of their spellings, or None for the authors of the record."""
        name = self.random.choice(READERS)
        if self.random.random() < 0.15:
            return SPELLINGS.get(name)
        return name

    def signature(self):
        """Who records a statement, and when."""
        name = self.reader()
        on = self.random.choice(DAYS_OF_READING)
        if name is None and self.random.random() < 0.5:
            on = None
        return without_none(by=name, on=on)

    def evidence(self, says, words):
        """Evidence as this code and these words need it."""
        group = GROUPS[says]
        least = 1
        if words == "compared" and group != "partly":
            least = 0
        evidence = some_evidence(self.random, self.sources, least, 3 if least else 1)
        for number, piece in enumerate(evidence):
            if words == "compared":
                continue
            is_needed = NEEDS[group] == "quote" and number == 0
            if is_needed or self.random.random() < 0.6:
                piece["quote"] = QUOTES[says]
        return evidence

    def statement(self, about, says, words, **fields):
        """A statement with its evidence, speaker, dates and reader."""
        record = {"about": about, "says": says, **fields, "words": words}
        evidence = self.evidence(says, words)
        if words != "compared" and self.random.random() < 0.3:
            publisher = by_id(self.sources)[evidence[0]["source"]]["publisher"]
            others = [actor["id"] for actor in ACTORS if actor["id"] != publisher]
            record["speaker"] = self.random.choice(others)
            if "quote" in evidence[0] and self.random.random() < 0.5:
                evidence[0]["quoted"] = "true"
        date = self.random.choice(DATES)
        if date is not None and self.random.random() < 0.5:
            record["date"] = date
        if evidence:
            record["evidence"] = evidence
        record.update(self.signature())
        return record

    def proposal(self):
        """A proposal: the first two more often, so that voices meet."""
        if self.random.random() < 0.6:
            return self.random.choice(self.proposals[:2])
        return self.random.choice(self.proposals)

    def target(self):
        """What takes up a proposal: a measure, a document, or nothing named."""
        kind = self.random.choice(["measure", "measure", "measure", "document", "none"])
        if kind == "measure" and self.measures:
            target = {"measure": self.random.choice(self.measures)["id"]}
            if self.random.random() < 0.3:
                target["measure_inferred"] = "true"
            return target
        if kind == "document" and len(self.plans) > 1:
            return {"document": self.random.choice(list(self.plans))}
        return {}

    def position(self):
        """Somebody says yes, partly, neither or no of a proposal."""
        groups = POSITIONS
        if self.has_only_comparisons:
            groups = ("yes", "partly")
        codes = [says for says, group in GROUPS.items() if group in groups]
        says = self.random.choice(codes)
        words = self.random.choice(WORDS_ALLOWED[GROUPS[says]])
        if self.has_only_comparisons:
            words = "compared"
        target = self.target()
        if words == "compared":
            target.pop("measure_inferred", None)
        return self.statement(self.proposal()["id"], says, words, **target)

    def conclusion(self):
        """A reader finds nothing, sets a pair aside, or says that it cannot be told."""
        says = self.random.choice(
            ["no_match", "not_this", "out_of_scope", "not_testable"]
        )
        proposal = self.random.choice(self.proposals)
        words = self.random.choice(WORDS_ALLOWED[GROUPS[says]])
        if self.random.random() < 0.5:
            words = "compared"
        fields = self.target()
        fields.pop("measure_inferred", None)
        if says == "not_this":
            fields = {"measure": self.random.choice(self.measures)["id"]}
        else:
            fields.pop("measure", None)
        record = self.statement(proposal["id"], says, words, **fields)
        if says in {"no_match", "not_this"}:
            record.pop("evidence", None)
        if says == "no_match":
            reading = self.reading(fields.get("document"))
            text = proposal.get("text", proposal["title"])
            record["read"] = {"about": text, "document": reading}
        return record

    def reading(self, document):
        """The id of a new reading of a document, or of all."""
        measures = self.measures
        if document is not None:
            measures = self.plans[document]["measures"]
        texts = [{"id": item["id"], "text": item["title"]} for item in measures]
        reading = f"reading-{len(self.readings) + 1}"
        self.readings.append({"id": reading, "measures": texts})
        return reading

    def outcome(self):
        """Somebody says what became of a proposal or a measure."""
        codes = [says for says, group in GROUPS.items() if group == "outcome"]
        item = self.random.choice(self.proposals[:2] + self.measures[:2])
        words = self.random.choice(STATED)
        record = self.statement(item["id"], self.random.choice(codes), words)
        record["text"] = {"en": "What became of it", "fr": "Ce qui s’est passé"}
        return record

    def total(self):
        """Somebody says how many, of proposals or measures."""
        codes = [says for says in QUOTES if GROUPS[says] != "aside"]
        count = self.random.choice(["some", "1", "3", "12"])
        about = "proposals"
        if self.measures:
            about = self.random.choice(TOTALS)
        says = self.random.choice(codes)
        words = self.random.choice(STATED)
        return self.statement(about, says, words, count=count)

    def kinds(self):
        """The kinds of statements that it can have, the frequent ones repeated."""
        kinds = [self.outcome, self.total]
        # Without a document that answers there is nothing to take up or to look
        # through.
        if self.plans:
            kinds += [self.position] * 8 + [self.outcome]
        if self.measures:
            kinds += [self.conclusion] * 2
        return kinds

    def add(self):
        """A further statement, unless its key is taken."""
        record = self.random.choice(self.kinds())()
        key = key_of(record, by_id(self.sources))
        if key in self.keys:
            return
        self.keys.add(key)
        if "by" in record and self.random.random() < 0.2:
            others = [
                name for name in READERS[1:] if person(name) != person(record["by"])
            ]
            record["confirmed"] = [{"by": others[0], "on": "2025-02-01"}]
        if "evidence" in record and self.random.random() < 0.2:
            record["objections"] = self.objections()
        self.records.append(record)

    def objections(self):
        """What speaks against a statement, which changes no figure."""
        evidence = some_evidence(self.random, self.sources, 1, 1)
        text = {"en": "the Ministry announced it", "fr": "le ministère l’annonçait"}
        return [{"date": "2020-09", "text": text, "evidence": evidence}]


def measures_of(plans):
    """The measures of all documents."""
    return list(chain.from_iterable(plan["measures"] for plan in plans.values()))


def by_id(records):
    """Records by their ids."""
    return {record["id"]: record for record in records}


def corpus_of(random):
    """A random corpus.

    Args:
        random: A seeded ``random.Random``; equal seeds give equal corpora.

    Returns:
        The contents of the files, by their keys.
    """
    sources = some_sources(random)
    proposals = proposals_file(random, sources)
    plans = some_plans(random, sources, proposals["proposals"])
    statements = Statements(random, sources, proposals["proposals"], plans)
    for _ in range(random.randint(0, 30)):
        statements.add()
    # Of a statement whose key was taken a reading would be left that nothing names.
    named = {record.get("read", {}).get("document") for record in statements.records}
    readings = [reading for reading in statements.readings if reading["id"] in named]
    links = {"format": "2"}
    if statements.records:
        links["statements"] = statements.records
    if readings:
        links["readings"] = readings
    return {
        "sources": {"format": "2", "actors": ACTORS, "sources": sources},
        "proposals": proposals,
        "plans": plans,
        "links": links,
    }


def seeded(seed):
    """The random corpus of a seed."""
    return corpus_of(Random(seed))


def random_rule(random):
    """A random rule, each choice at times left to its default."""
    whose = [("actor", actor["id"]) for actor in ACTORS]
    whose += [("reader", name) for name in READERS]
    return {
        "words": random.choice([None, "explicit", "stated", "claimed", "any", "any"]),
        "whose": random.choice([None] * len(whose) + whose),
        "partial": random.choice(["apart", "half", "full"]),
        "of": random.choice(["declared", "documented"]),
    }


def random_view(random, corpus):
    """A random view of a corpus: of all or one document, as of today or a day."""
    return {
        "plan": random.choice([None, None, None, *corpus["plans"]]),
        "as_of": random.choice([None] * len(VIEW_DAYS) + VIEW_DAYS),
    }


# --- Files --------------------------------------------------------------------


class TextDumper(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """Writes texts without quotation marks if it can: ``quoted: true``."""

    def __init__(self, stream, *, sort_keys, explicit_end, allow_unicode, **_others):
        Emitter.__init__(self, stream, allow_unicode=allow_unicode)
        Serializer.__init__(self, explicit_end=explicit_end)
        SafeRepresenter.__init__(self, sort_keys=sort_keys)
        BaseResolver.__init__(self)

    def ignore_aliases(self, _data):
        """Whether a repeated value is written again."""
        return True


def as_yaml(corpus):
    """The texts of the files of a corpus.

    Args:
        corpus: The contents of the files.

    Returns:
        The texts by the names of the files; ``links.yaml`` ends with the line ``...``.
    """
    contents = {
        "sources.yaml": corpus["sources"],
        "proposals.yaml": corpus["proposals"],
        "links.yaml": corpus["links"],
    }
    for name, plan in corpus["plans"].items():
        contents[f"{name}.yaml"] = plan
    texts = {}
    for name, content in contents.items():
        texts[name] = yaml.dump(
            content,
            Dumper=TextDumper,
            sort_keys=False,
            allow_unicode=True,
            explicit_end=name == "links.yaml",
        )
    return texts


def from_yaml(texts):
    """A corpus of the texts of its files, by their names."""
    contents = {}
    for name, text in texts.items():
        contents[name] = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - all are texts
    return from_contents(contents)


def from_contents(files):
    """A corpus of what its files say, by their names."""
    contents = {name.removesuffix(".yaml"): content for name, content in files.items()}
    plans = {name: plan for name, plan in contents.items() if name.startswith("plan")}
    return {
        "sources": contents["sources"],
        "proposals": contents["proposals"],
        "plans": plans,
        "links": contents["links"],
    }


# --- What is wrong with a corpus ----------------------------------------------


def voice(record, sources):
    """Whose word it is: an actor's id, or a reader's name after an asterisk."""
    if record["words"] == "compared":
        return f"*{person(record.get('by'))}"
    if "speaker" in record:
        return record["speaker"]
    return sources[record["evidence"][0]["source"]]["publisher"]


def key_of(record, sources):
    """What no two statements of a corpus have in common.

    "Of positions one slot per (about, measure or document, who, first source) …; of
    outcomes and totals also says, date and count."
    """
    first = None
    if record.get("evidence"):
        first = record["evidence"][0]["source"]
    target = record.get("measure", record.get("document"))
    key = (record["about"], target, voice(record, sources), first)
    if record["about"] in TOTALS or GROUPS[record["says"]] == "outcome":
        key += (record["says"], record.get("date"), record.get("count"))
    return key


def has_what_it_needs(record):
    """Whether a statement has what the table asks of its code."""
    evidence = record.get("evidence", [])
    is_compared = record["words"] == "compared"
    needs = NEEDS[GROUPS[record["says"]]]
    if needs == "evidence unless compared":
        return is_compared or bool(evidence)
    if needs == "evidence":
        return bool(evidence)
    if needs == "quote":
        return any("quote" in piece for piece in evidence)
    if needs == "reading":
        return "document" in record.get("read", {})
    if needs == "measure":
        return "measure" in record
    return is_compared or bool(evidence)


def missing_references(record, corpus):
    """The ids that a statement names and the corpus does not have."""
    sources = by_id(corpus["sources"]["sources"])
    measures = by_id(measures_of(corpus["plans"]))
    items = {*by_id(corpus["proposals"]["proposals"]), *measures, *TOTALS}
    actors = by_id(corpus["sources"]["actors"])
    readings = by_id(corpus["links"].get("readings", []))
    known = [
        (record["about"], items),
        (record.get("measure"), measures),
        (record.get("document"), corpus["plans"]),
        (record.get("speaker"), actors),
        (record.get("read", {}).get("document"), readings),
    ]
    known += [(piece["source"], sources) for piece in record.get("evidence", [])]
    return [name for name, ids in known if name is not None and name not in ids]


def is_about_the_right_thing(record, corpus):
    """Whether a position is on a proposal, and a count on a total."""
    about = record["about"]
    if about in TOTALS:
        return bool(re.fullmatch(r"some|\d+", record.get("count", "")))
    if "count" in record:
        return False
    if GROUPS[record["says"]] == "outcome":
        return True
    return about in by_id(corpus["proposals"]["proposals"])


def has_a_speaker_in_vain(record, sources):
    """Whether a statement names a speaker who publishes it, or whom nobody quotes."""
    if "speaker" not in record:
        return False
    if record["words"] == "compared":
        return True
    return record["speaker"] == sources[record["evidence"][0]["source"]]["publisher"]


def has_a_document_in_vain(record, corpus):
    """Whether a statement names a document beside a measure, or the only one."""
    if "document" not in record:
        return False
    return "measure" in record or len(corpus["plans"]) < 2


def has_words_of_the_table(record):
    """Whether what a statement says can be said in its words."""
    return record.get("words") in WORDS_ALLOWED[GROUPS[record["says"]]]


# Each check can rely on those before it.
CHECKS = (
    ("says", lambda record, _corpus: record["says"] in GROUPS),
    ("reference", lambda record, corpus: not missing_references(record, corpus)),
    ("words", lambda record, _corpus: has_words_of_the_table(record)),
    ("needs", lambda record, _corpus: has_what_it_needs(record)),
    ("about", is_about_the_right_thing),
    ("document", lambda record, corpus: not has_a_document_in_vain(record, corpus)),
    (
        "speaker",
        lambda record, corpus: (
            not has_a_speaker_in_vain(record, by_id(corpus["sources"]["sources"]))
        ),
    ),
)
"""The code of a fault, and whether a statement of a corpus is free of it."""


def fault_of(record, corpus):
    """The code of what is wrong with a statement; None if nothing is."""
    for code, is_right in CHECKS:
        if not is_right(record, corpus):
            return code
    return None


def faults(corpus):
    """What is wrong with a corpus, by the table of ``says`` and the key of a record.

    Args:
        corpus: The contents of the files.

    Returns:
        Pairs of an index of a statement and the code of a fault; empty if it is valid.
    """
    records = corpus["links"].get("statements", [])
    result = []
    for index, record in enumerate(records):
        code = fault_of(record, corpus)
        if code is not None:
            result.append((index, code))
    if result:
        return result
    sources = by_id(corpus["sources"]["sources"])
    keys = [key_of(record, sources) for record in records]
    numbers = Counter(keys)
    return [(index, "key") for index, key in enumerate(keys) if numbers[key] > 1]
