"""Codes, fields, actors, sources and findings in words (``docs/glossaire.md``)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from jamplan.account.manners import MANNERS
from jamplan.corpus import findings, loading, model
from jamplan.corpus.records import keys_of
from jamplan.corpus.statements import Says, Statement, Words
from jamplan.counting.figures import Kind
from jamplan.counting.statuses import Status
from jamplan.language import N_, Instead, Language, ngettext
from jamplan.language import language as by_code
from jamplan.language.folding import one_line


class Voicing(StrEnum):
    """How what is taken up is told, by its best voice: the best supported first."""

    STATED = "stated"
    """Its speaker publishes it, or another one prints the speaker's own words."""
    REPORTED = "reported"
    """Others report it; of a response, others than its addressee say so."""
    INTERPRETED = "interpreted"
    """A reader reads a sentence so."""
    AMBIGUOUS = "ambiguous"
    COMPARED = "compared"
    """A reader compared both texts."""


_SIGNS_OF_PARTIAL: Mapping[Kind, str] = {Says.IN_PRINCIPLE: "principle"}


@dataclass(frozen=True, slots=True)
class Sort:
    """What proposals are counted and named as: their status, and who is heard in it."""

    kind: Kind
    """The status, or what is said of who takes up in principle or says no."""
    voicing: Voicing | None = None
    """Of what is taken up."""
    others: bool = False
    """Whether others say what is not counted than who is chosen."""
    relation: model.Relation | None = None
    """That of the documents it is said of, if the latest has another.

    A plan takes up what a response accepts.
    """

    @property
    def sign(self) -> str:
        """The key of its sign in the bar."""
        if self.voicing is None:
            return str(self.kind)
        if self.kind is Status.ADOPTED:
            return str(self.voicing)
        sign = _SIGNS_OF_PARTIAL.get(self.kind, "partial")
        return sign + "_otherwise" * (self.voicing is not Voicing.STATED)


# By the kind of code first: codes of different kinds share their values (« explicit »).
LABELS: Mapping[type[StrEnum], Mapping[str, str | tuple[str, str]]] = {
    Status: {
        Status.CONTESTED: ngettext("{n} disputed", "{n} disputed"),
        Status.ADOPTED: N_("stated, or interpreted, to be taken up"),
        Status.PARTIAL: N_("taken up in part"),
        Status.REFUSED: N_("refused"),
        Status.NOTED: N_("neither yes nor no"),
        Status.BELOW_RULE: ngettext(
            "{n} statement not counted", "{n} statements not counted"
        ),
        Status.NONE_FOUND: N_("none found"),
        Status.OUT_OF_SCOPE: N_("out of scope"),
        Status.NOT_TESTABLE: N_("cannot be checked"),
        Status.UNREVIEWED: N_("to review"),
        Status.UNDOCUMENTED: ngettext("{n} text missing", "{n} texts missing"),
    },
    Words: {
        Words.EXPLICIT: N_("stated"),
        Words.IMPLICIT: N_("interpreted"),
        Words.AMBIGUOUS: N_("ambiguous"),
        Words.COMPARED: ngettext(
            "{n} comparison of the texts", "{n} comparisons of the texts"
        ),
    },
    Says: {
        Says.IN_FULL: N_("taken up in full"),
        Says.TAKEN_UP: N_("taken up"),
        Says.IN_PART: N_("taken up in part"),
        Says.IN_PRINCIPLE: N_("taken up in principle"),
        Says.NOTED: N_("neither yes nor no"),
        Says.REFUSED: N_("refused"),
        Says.NOT_TAKEN_UP: N_("not taken up"),
        Says.NO_MATCH: N_("none found"),
        Says.NOT_THIS: N_("match set aside"),
        Says.OUT_OF_SCOPE: N_("out of scope"),
        Says.NOT_TESTABLE: N_("cannot be checked"),
        Says.CARRIED_OUT: N_("implemented"),
        Says.CARRIED_OUT_IN_PART: N_("implemented in part"),
        Says.UNDER_WAY: N_("under way"),
        Says.STALLED: N_("stalled"),
        Says.NOT_CARRIED_OUT: N_("not implemented"),
        Says.ABANDONED: N_("dropped"),
    },
    model.Attribution: {
        model.Attribution.EXPLICIT: N_("explicit (a source says whose idea it is)"),
        model.Attribution.IMPLICIT: N_(
            "implicit (a source says only that the author states the need)"
        ),
        model.Attribution.AMBIGUOUS: N_("ambiguous (whose idea is unclear)"),
    },
    model.TitleBasis: {
        model.TitleBasis.OFFICIAL: N_("official"),
        model.TitleBasis.SHORTENED: N_("shortened from a sentence of the document"),
        model.TitleBasis.REPORTED: N_(
            "as others report it, not checked against the document"
        ),
        model.TitleBasis.DESCRIBED: N_("written for this report"),
    },
}
READ_AS: Mapping[Says, str] = {
    Says.IN_FULL: N_("that it is taken up in full"),
    Says.TAKEN_UP: N_("that it is taken up"),
    Says.IN_PART: N_("that it is taken up in part"),
    Says.IN_PRINCIPLE: N_("that it is taken up in principle"),
    Says.NOTED: N_("neither yes nor no"),
    Says.REFUSED: N_("a refusal"),
    Says.NOT_TAKEN_UP: N_("that it is not taken up"),
    Says.OUT_OF_SCOPE: N_("that it is out of scope"),
    Says.NOT_TESTABLE: N_("that it cannot be checked"),
    Says.CARRIED_OUT: N_("that it is implemented"),
    Says.CARRIED_OUT_IN_PART: N_("that it is implemented in part"),
    Says.UNDER_WAY: N_("that it is under way"),
    Says.STALLED: N_("that it is stalled"),
    Says.NOT_CARRIED_OUT: N_("that it is not implemented"),
    Says.ABANDONED: N_("that it is dropped"),
}
"""What a reader reads in a sentence, or sees in both texts."""
EXTENTS: Mapping[Says, str] = {
    Says.IN_FULL: N_("in full"),
    Says.TAKEN_UP: N_("extent not stated"),
    Says.IN_PART: N_("in part only"),
    Says.IN_PRINCIPLE: N_("in principle only"),
}
"""How much is taken up."""


PORTAL = N_("a portal, not the document")
"""What is told at an address that leads to a document, and is not its own."""
FIELDS = {
    "answers": N_("Answers"),
    "objections": N_("What complicates this"),
    "would_change": N_("What would change this"),
    "archived": N_("Archived copy"),
    "attribution": N_("Attribution"),
    "chapter": N_("{Chapter}"),
    "chapter_inferred": N_("{chapter} inferred"),
    "count": N_("Number"),
    "date": N_("date"),
    "date_inferred": N_("date inferred"),
    "description": N_("description"),
    "document": N_("Document"),
    "details": N_("Details"),
    "evidence": N_("evidence"),
    "file": N_("local copy"),
    "kind": N_("kind"),
    "may_be_part_of": N_("May be a part of"),
    "measure_inferred": N_("{Measure}, match inferred"),
    "note": N_("Note"),
    "number": N_("Number in the document"),
    "number_inferred": N_("number inferred"),
    "priority": N_("{Priority}"),
    "publisher": N_("publisher"),
    "says": N_("Status"),
    "source": N_("Source"),
    "speaker": N_("According to"),
    "text": N_("Text"),
    "text_from": N_("text inferred"),
    "title": N_("Title"),
    "title_basis": N_("origin of the title"),
    "portal": PORTAL,
    "url": N_("Address"),
    "words": N_("Wording"),
}
"""The names of the fields of records, as lists of changes show them."""

_CODES: Mapping[str, Mapping[str, StrEnum]] = {
    key.name: key.codes
    for record in (model.Proposal, model.Measure, Statement)
    for key in keys_of(record)
    if key.type in LABELS
}


def value_text(language: Language, name: str, value: str) -> str:
    """A value of a field as lists of changes show it: a code by its label alone."""
    code = _CODES.get(name, {}).get(value)
    return (
        one_line(value)
        if code is None
        else label(language, code).split(" (", maxsplit=1)[0]
    )


def label(language: Language, code: StrEnum) -> str:
    """The name of a code."""
    return _one(language, LABELS[type(code)][code])


def _one(language: Language, words: str | tuple[str, str]) -> str:
    """A name as it is, or as one of them is counted, without the number."""
    if isinstance(words, str):
        return language.gettext(words)
    return language.ngettext(*words, 1).removeprefix(f"{language.number(1)} ")


def sort_text(language: Language, sort: Sort, *, brief: bool = False) -> str:
    """What one proposal is: « reprise affirmée », « désaccord »; short in ``brief``."""
    language = _in_words_of(language, sort)
    if sort.voicing is None:
        if sort.kind is Says.NOT_TAKEN_UP:
            return language.gettext("not taken up, according to others")
        table = _COUNTS if isinstance(sort.kind, Says) else LABELS[Status]
        return _one(language, table[sort.kind])
    return count_of(language, sort, 1, brief=brief).removeprefix(
        f"{language.number(1)} "
    )


def count_of(language: Language, sort: Sort, n: int, *, brief: bool = False) -> str:
    """How many are of a sort: « 3 reprises affirmées »; ``brief``: « 3 affirmées »."""
    if sort.others:
        return language.ngettext(*_OF_OTHERS, n)
    if sort.relation is not None:
        # Beside what the latest document says, what another one does has its noun.
        language = _in_words_of(language, sort)
        sort, brief = replace(sort, relation=None), False
    if brief and sort in _IN_BRIEF:
        return language.ngettext(*_IN_BRIEF[sort], n)
    if sort.voicing is not None:
        is_stated = sort.voicing is Voicing.STATED
        kinds = _IN_PART if brief and is_stated else _TAKEN_UP
        taken_up = language.ngettext(*kinds[sort.kind], n)
        return language.ngettext(*_VOICED[sort.voicing], n, kind=taken_up)
    counted = _COUNTS.get(sort.kind) or LABELS[Status][sort.kind]
    if isinstance(counted, str):
        return f"{language.number(n)} {language.gettext(counted)}"
    return language.ngettext(*counted, n)


def _in_words_of(language: Language, sort: Sort) -> Language:
    """A language with the sentences of the documents that a sort is said of."""
    if sort.relation is None:
        return language
    return replace(language, instead=MANNERS[sort.relation].instead)


_OF_OTHERS = ngettext(
    "{n} according to others, not counted", "{n} according to others, not counted"
)
_TAKEN_UP: Mapping[Kind, tuple[str, str]] = {
    Status.ADOPTED: ngettext("to be taken up", "to be taken up"),
    Status.PARTIAL: ngettext("to be taken up in part", "to be taken up in part"),
    Says.IN_PRINCIPLE: ngettext(
        "to be taken up in principle", "to be taken up in principle"
    ),
}
"""What is taken up, after who says so and how."""
_IN_PART: Mapping[Kind, tuple[str, str]] = {
    Status.PARTIAL: ngettext("in part", "in part"),
    Says.IN_PRINCIPLE: ngettext("in principle", "in principle"),
}
"""What is not taken up as a whole, after something that says what it is about."""
_VOICED: Mapping[Voicing, tuple[str, str]] = {
    Voicing.STATED: ngettext("{n} stated {kind}", "{n} stated {kind}"),
    Voicing.REPORTED: ngettext(
        "{n} reported by others {kind}", "{n} reported by others {kind}"
    ),
    Voicing.INTERPRETED: ngettext("{n} interpreted {kind}", "{n} interpreted {kind}"),
    Voicing.AMBIGUOUS: ngettext(
        "{n} ambiguous, said {kind}", "{n} ambiguous, said {kind}"
    ),
    Voicing.COMPARED: ngettext(
        "{n} compared, and seen {kind}", "{n} compared, and seen {kind}"
    ),
}
_IN_BRIEF: Mapping[Sort, tuple[str, str]] = {
    Sort(Status.ADOPTED, Voicing.STATED): ngettext("{n} stated", "{n} stated"),
    Sort(Status.ADOPTED, Voicing.REPORTED): ngettext(
        "{n} reported by others", "{n} reported by others"
    ),
    Sort(Status.ADOPTED, Voicing.INTERPRETED): ngettext(
        "{n} interpreted", "{n} interpreted"
    ),
    Sort(Status.ADOPTED, Voicing.AMBIGUOUS): ngettext(
        "{n} ambiguous, counted", "{n} ambiguous, counted"
    ),
    Sort(Status.ADOPTED, Voicing.COMPARED): ngettext("{n} compared", "{n} compared"),
    Sort(Status.BELOW_RULE): ngettext("{n} not counted", "{n} not counted"),
    Sort(Says.NOT_TAKEN_UP): ngettext("{n} no, say others", "{n} no, say others"),
}
"""How many are of a sort, after something that says what they are about."""
_COUNTS: Mapping[StrEnum, tuple[str, str]] = {
    Says.REFUSED: ngettext("{n} refused", "{n} refused"),
    Says.NOT_TAKEN_UP: ngettext(
        "{n} not taken up according to others", "{n} not taken up according to others"
    ),
    Status.REFUSED: ngettext("{n} refused", "{n} refused"),
    Status.NONE_FOUND: ngettext("{n} with none found", "{n} with none found"),
    Status.NOT_TESTABLE: ngettext("{n} cannot be checked", "{n} cannot be checked"),
}
"""How many have a status, if that is said otherwise than of one."""


def number_of(item: model.Item) -> str:
    """The number of an item, with « * » if it is inferred; empty if it is not known."""
    return f"{one_line(item.number)}{'*' * item.number_inferred}" if item.number else ""


def numbered(item: model.Item) -> str:
    """The number and title of an item."""
    return f"{number_of(item)} {title_of(item)}".lstrip()


def title_of(item: model.Item) -> str:
    """A title, with the sign of a cut if its sentence goes on."""
    is_shortened = item.title_basis is model.TitleBasis.SHORTENED
    return one_line(item.title) + " […]" * is_shortened


def capitalised(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def measure_noun(language: Language) -> str:
    """What a measure is called, in lower case: « mesure »."""
    noun = language.gettext("{Measure}")
    return noun[:1].lower() + noun[1:]


def ended(text: str) -> str:
    """A sentence with a point at its end, unless it or its last quote has one."""
    return text if re.search(r"[.!?…][\s\u202f]?[»”]?$", text) else f"{text}."


def stop_after(text: str) -> str:
    """The point that a sentence lacks at its end; empty if it has one."""
    return ended(text).removeprefix(text)


def say(finding: findings.Finding, language: Language) -> tuple[str, str]:
    """What is wrong and what to do, with codes in words."""
    details = dict(finding.details)
    for name, value in finding.details.items():
        if isinstance(value, StrEnum) and type(value) in LABELS:
            details[name] = label(language, value)
    # Of a statement, “lacks” is a word; of a document, the names of fields.
    if isinstance(details.get("lacks"), tuple):
        details["lacks"] = unknown_text(language, finding)
    return replace(finding, details=details).say(language)


PUBLISHER_UNKNOWN = N_("publisher to be named")
_UNKNOWN = {
    "publisher": PUBLISHER_UNKNOWN,
    "title": N_("title to be named"),
    "date": N_("date to be named"),
}


def unknown_text(language: Language, finding: findings.Finding) -> str:
    """What is unknown of a document: « auteur à préciser, date à préciser »."""
    return ", ".join(
        language.gettext(_UNKNOWN[name]) for name in finding.details["lacks"]
    )


def sentence(finding: findings.Finding, language: Language) -> str:
    """What is wrong, or what to look at; see :func:`say`."""
    return say(finding, language)[0]


# The fields of sentences that name the items and groups of each document.
_PROPOSING = {
    model.Labelled.ITEM: ("proposal", "proposals"),
    model.Labelled.GROUP: ("chapter", "chapters"),
}
_PLAN = {
    model.Labelled.ITEM: ("measure", "measures"),
    model.Labelled.GROUP: ("priority", "priorities"),
}


def language_for(corpus: loading.Corpus, code: str | None = None) -> Language:
    """The language of a report on a corpus, with the corpus's own labels.

    By default it is that of its documents.
    """
    return with_nouns_of(corpus, by_code(code or corpus.language))


def with_nouns_of(
    corpus: loading.Corpus, words: Language, answering: model.Document | None = None
) -> Language:
    """A language with the nouns of a corpus, and the sentences of its answers.

    Of several documents that answer, ``answering`` is meant, by default the latest.
    """
    answering = answering or corpus.plan_document
    nouns: dict[str, str] = {}
    for document, fields in (
        (corpus.proposals_document, _PROPOSING),
        (answering, _PLAN),
    ):
        for labels in document.labels:
            if labels.language == words.code:
                singular, plural = fields[labels.of]
                nouns |= {singular: one_line(labels.one), plural: one_line(labels.many)}
    manner = MANNERS[answering.relation]
    instead: dict[str, str | tuple[str, str]] = dict(manner.instead)
    if _is_unread(corpus):
        instead |= _UNREAD
    return replace(words, labels=nouns, instead=instead)


def _is_unread(corpus: loading.Corpus) -> bool:
    """Whether the document that proposes was not read.

    Others describe then what is known of it.
    """
    described: set[str] = set()
    for proposal in corpus.proposals:
        described.update(piece.source for piece in proposal.evidence)
    source = corpus.proposals_document.source
    return bool(described) and source not in described


_UNREAD: Instead = {"{n} text missing": ngettext("{n} unknown", "{n} unknown")}
"""What is said of declared items without a text, if their document was not read."""
