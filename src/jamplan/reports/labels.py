"""Codes and fields by their names, as in ``docs/glossaire.md``; actors, sources, findings in words."""

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from jamplan.corpus import findings, loading, model
from jamplan.corpus.records import keys_of
from jamplan.counting.figures import Kind
from jamplan.counting.rules import LinksCounted, PartialCounts, Status
from jamplan.language import N_, Instead, Language
from jamplan.language import language as by_code
from jamplan.language.folding import one_line


def ngettext(singular: str, plural: str) -> tuple[str, str]:
    """Mark a sentence that depends on a number for the catalogues, as :func:`N_` does others."""
    return singular, plural


CONCLUSIONS: Mapping[str, str] = {
    model.VerdictKind.NO_MEASURE_FOUND: N_("none found"),
    model.VerdictKind.REFUSED: N_("refused"),
    model.VerdictKind.OUT_OF_SCOPE: N_("out of scope"),
    model.VerdictKind.NOT_TESTABLE: N_("cannot be checked"),
}

# By the kind of code first: codes of different kinds share their values (« explicit »).
LABELS: Mapping[type[StrEnum], Mapping[str, str | tuple[str, str]]] = {
    Status: {
        Status.ADOPTED: ngettext(
            "{n} said or implied to be taken up", "{n} said or implied to be taken up"
        ),
        Status.PARTIAL: ngettext(
            "{n} said or implied to be taken up in part",
            "{n} said or implied to be taken up in part",
        ),
        Status.BELOW_RULE: ngettext(
            "{n} statement not counted", "{n} statements not counted"
        ),
        Status.NOT_ADOPTED: N_("none found, or refused"),
        Status.NOT_ASSESSABLE: N_("out of scope, or cannot be checked"),
        Status.UNREVIEWED: N_("to review"),
        Status.UNDOCUMENTED: ngettext("{n} text missing", "{n} texts missing"),
    },
    model.Basis: {
        model.Basis.EXPLICIT: N_("explicit"),
        model.Basis.IMPLICIT: N_("implicit"),
        model.Basis.AMBIGUOUS: N_("ambiguous"),
        model.Basis.COMPARED: N_("comparison of the texts"),
    },
    model.Extent: {
        model.Extent.FULL: N_("full"),
        model.Extent.PARTIAL: N_("partial"),
        model.Extent.PRINCIPLE: N_("in principle"),
        model.Extent.UNSTATED: N_("not stated"),
    },
    model.Attribution: {
        model.Attribution.EXPLICIT: N_("explicit (a source says whose idea it is)"),
        model.Attribution.IMPLICIT: N_(
            "implicit (a source says only that the author states the need)"
        ),
        model.Attribution.AMBIGUOUS: N_("ambiguous (whose idea is unclear)"),
    },
    model.VerdictKind: CONCLUSIONS,
    model.TitleBasis: {
        model.TitleBasis.OFFICIAL: N_("official"),
        model.TitleBasis.SHORTENED: N_("shortened from a sentence of the document"),
        model.TitleBasis.REPORTED: N_(
            "as others report it, not checked against the document"
        ),
        model.TitleBasis.DESCRIBED: N_("written for this report"),
    },
    model.FollowUpState: {
        model.FollowUpState.DONE: N_("carried out"),
        model.FollowUpState.PARTLY: N_("partly carried out"),
        model.FollowUpState.NOT_DONE: N_("not carried out"),
        model.FollowUpState.ABANDONED: N_("dropped"),
    },
}


FIELDS = {
    "objections": N_("What complicates this"),
    "would_change": N_("What would change this"),
    "archived": N_("Archived copy"),
    "attribution": N_("Attribution"),
    "basis": N_("Wording"),
    "chapter": N_("{Chapter}"),
    "chapter_inferred": N_("{chapter} inferred"),
    "claimed_by": N_("According to"),
    "date": N_("date"),
    "date_inferred": N_("date inferred"),
    "description": N_("description"),
    "details": N_("sub-measures"),
    "evidence": N_("evidence"),
    "extent": N_("extent"),
    "file": N_("local copy"),
    "follow_ups": N_("Follow-up"),
    "kind": N_("kind"),
    "may_be_part_of": N_("May be a part of"),
    "measure_inferred": N_("{Measure}, match inferred"),
    "note": N_("Note"),
    "number": N_("Number in the document"),
    "number_inferred": N_("number inferred"),
    "priority": N_("{Priority}"),
    "publisher": N_("publisher"),
    "quantity": N_("Number"),
    "source": N_("Source"),
    "text": N_("Text"),
    "text_from": N_("text inferred"),
    "title": N_("Title"),
    "title_basis": N_("origin of the title"),
    "url": N_("Address"),
    "verdict": N_("Conclusion"),
}
"""The names of the fields of records, as lists of changes show them."""

_CODES: Mapping[str, Mapping[str, StrEnum]] = {
    key.name: key.codes
    for record in (model.Proposal, model.Measure, model.Link, model.Verdict)
    for key in keys_of(record)
    if key.type in LABELS
}


def value_text(language: Language, name: str, value: str) -> str:
    """A value of a field as a list of changes shows it: a code by its label, without its meaning."""
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


def kind_text(language: Language, kind: Kind) -> str:
    """The status of a proposal by what it is called by."""
    return _one(language, _KINDS.get(kind, LABELS[type(kind)][kind]))


def count_of(language: Language, kind: Kind, n: int) -> str:
    """How many proposals have a status, by what it is called by."""
    counted = _COUNTS.get(kind) or _KINDS.get(kind) or LABELS[type(kind)][kind]
    if isinstance(counted, str):
        return f"{language.number(n)} {language.gettext(counted)}"
    return language.ngettext(*counted, n)


_KINDS: Mapping[StrEnum, str | tuple[str, str]] = {
    model.VerdictKind.REFUSED: N_("refused, according to a source"),
    model.Extent.PRINCIPLE: ngettext(
        "{n} said or implied to be taken up in principle",
        "{n} said or implied to be taken up in principle",
    ),
}
"""What the status of a proposal is called, if it is not as the code itself."""
_COUNTS: Mapping[StrEnum, tuple[str, str]] = {
    Status.NOT_ADOPTED: ngettext(
        "{n} with none found, or refused", "{n} with none found, or refused"
    ),
    model.VerdictKind.NO_MEASURE_FOUND: ngettext(
        "{n} with none found", "{n} with none found"
    ),
    model.VerdictKind.REFUSED: ngettext(
        "{n} refused according to a source", "{n} refused according to a source"
    ),
    model.VerdictKind.NOT_TESTABLE: ngettext(
        "{n} cannot be checked", "{n} cannot be checked"
    ),
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
    return f"{one_line(item.title)}{' […]' * (item.title_basis is model.TitleBasis.SHORTENED)}"


def capitalised(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """A sentence with a point at its end, unless it has one, or ends with a quote that has one."""
    return text if re.search(r"[.!?…][\s\u202f]?[»”]?$", text) else f"{text}."


def say(finding: findings.Finding, language: Language) -> tuple[str, str]:
    """What is wrong and what to do, with codes in words."""
    details = dict(finding.details)
    for name, value in finding.details.items():
        if isinstance(value, StrEnum) and type(value) in LABELS:
            details[name] = label(language, value)
    if "lacks" in details:
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
    """The language of a report on a corpus, that of its documents by default, with its own labels."""
    return with_nouns_of(corpus, by_code(code or corpus.language))


def with_nouns_of(corpus: loading.Corpus, words: Language) -> Language:
    """A language with the nouns of a corpus for its items and groups."""
    nouns: dict[str, str] = {}
    for document, fields in (
        (corpus.proposals_document, _PROPOSING),
        (corpus.plan_document, _PLAN),
    ):
        for labels in document.labels:
            if labels.language == words.code:
                singular, plural = fields[labels.of]
                nouns |= {singular: one_line(labels.one), plural: one_line(labels.many)}
    return replace(words, labels=nouns, instead=RESPONSE if corpus.is_response else {})


def in_usual_nouns(corpus: loading.Corpus, text: str) -> str:
    """A text with the corpus's own nouns for proposals and measures replaced by the usual ones.

    A noun that both documents have for their items does not tell them apart: « them » replaces it.
    """
    usual_of: dict[str, str] = {}
    documents = {
        "proposals": corpus.proposals_document,
        "measures": corpus.plan_document,
    }
    for usual, document in documents.items():
        for labels in document.labels:
            for noun in (
                (labels.one, labels.many) if labels.of is model.Labelled.ITEM else ()
            ):
                own = one_line(noun).casefold()
                usual_of[own] = usual if usual_of.get(own, usual) == usual else "them"
    if not usual_of:
        return text
    longest_first = sorted(usual_of, key=len, reverse=True)
    words = re.compile(
        rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE
    )
    return words.sub(lambda match: usual_of[match[0].casefold()], text)


def names_in_claims(corpus: loading.Corpus) -> dict[str, str]:
    """The names that a sentence on the corpus may mention; those of actors with their ids."""
    names: dict[str, str] = {}
    for document in (corpus.proposals_document, corpus.plan_document):
        names |= dict.fromkeys(
            (*loading.texts_of(document.short_name), document.title or ""), ""
        )
    for actor in corpus.actors:
        called = loading.texts_of(actor.called or "")
        names |= dict.fromkeys((*loading.texts_of(actor.name), *called), actor.id)
        if actor.id == corpus.plan_document.publisher:
            # « The government » is the one that answers.
            own = " ".join((*loading.texts_of(actor.name), *called)).casefold()
            names |= {
                word: actor.id for word in ("government", "gouvernement") if word in own
            }
    return names


# Words in the place of others: those of a rule that counts what is said alone, or more than is said
# or implied; and those of a response, whose publisher speaks for itself: acceptance, not take-up.
_SAID: Instead = {
    "Said or implied to be taken up": N_("Said to be taken up"),
    "{n} said or implied to be taken up": ngettext(
        "{n} said to be taken up", "{n} said to be taken up"
    ),
    "{n} said or implied to be taken up in part": ngettext(
        "{n} said to be taken up in part", "{n} said to be taken up in part"
    ),
    "{n} said or implied to be taken up in principle": ngettext(
        "{n} said to be taken up in principle", "{n} said to be taken up in principle"
    ),
    "none said or implied to be taken up": N_("none said to be taken up"),
}
_COUNTED: Instead = {
    "Said or implied to be taken up": N_("Statements counted"),
    "{n} said or implied to be taken up": ngettext(
        "{n} statement counted", "{n} statements counted"
    ),
    "{n} said or implied to be taken up in part": ngettext(
        "{n} partial statement counted", "{n} partial statements counted"
    ),
    "{n} said or implied to be taken up in principle": ngettext(
        "{n} statement in principle counted", "{n} statements in principle counted"
    ),
    "none said or implied to be taken up": N_("no statement counted"),
}
BY_RULE: Mapping[LinksCounted, Instead] = {
    LinksCounted.EXPLICIT: _SAID,
    LinksCounted.STATED: {},
    LinksCounted.CLAIMED: _COUNTED,
    LinksCounted.ANY: _COUNTED,
}
"""Sentences of the reports under the default rule, and those under another one in their place."""

COUNTED = {
    LinksCounted.EXPLICIT: N_("explicit only"),
    LinksCounted.STATED: N_("explicit or implicit"),
    LinksCounted.CLAIMED: N_("explicit, implicit or ambiguous"),
    LinksCounted.ANY: N_("all, comparisons of the texts too"),
}
"""Which statements each rule counts."""

PARTIAL = {
    PartialCounts.APART: N_("partial statements counted apart"),
    PartialCounts.HALF: N_("partial statements counted as halves"),
    PartialCounts.FULL: N_("partial statements counted as wholes"),
}
"""How each rule counts a partial statement."""

OUTCOMES_APART = N_(
    "Taken up is not carried out: outcomes are not counted in the figures, and others than those told "
    "here may be missing."
)
"""The caveat beside what became of the measures."""
WHAT_IS_ESTABLISHED = N_(
    "This report records what sources say or imply was taken up; it does not establish that any of the "
    "{measures} came from the {proposals}."
)
ALL_QUOTED = N_(
    "Ambiguous sentences do not count, similar wording proves nothing, and every statement comes with "
    "its quote and address."
)
NOT_ALL_QUOTED = N_(
    "Similar wording proves nothing, and every statement comes with its source and, if it can be "
    "quoted, its exact words."
)
NONE_COUNTED = N_("This rule counts none; what no source states is unknown.")
NO_REFUSAL = N_("The absence of a known statement is not a refusal.")

RESPONSE: Instead = {
    "Said or implied to be taken up": N_("Accepted"),
    "{n} said or implied to be taken up": ngettext("{n} accepted", "{n} accepted"),
    "{n} said or implied to be taken up in part": ngettext(
        "{n} accepted in part", "{n} accepted in part"
    ),
    "{n} said or implied to be taken up in principle": ngettext(
        "{n} accepted in principle", "{n} accepted in principle"
    ),
    "none said or implied to be taken up": N_("none found accepted"),
    "{n} statement not counted": ngettext(
        "{n} answer not counted", "{n} answers not counted"
    ),
    "none found": N_("no answer found"),
    "[t]aken up": N_("accep[t]ed"),
    "none found [m]": N_("no answer found [m]"),
    "[r]efused": N_("[r]ejected"),
    "{n} with none found": ngettext(
        "{n} with no answer found", "{n} with no answer found"
    ),
    "none found, or refused": N_("no answer found, or rejected"),
    "{n} with none found, or refused": ngettext(
        "{n} with no answer found, or rejected", "{n} with no answer found, or rejected"
    ),
    "refused": N_("rejected"),
    "refused, according to a source": N_("rejected"),
    "{n} refused according to a source": ngettext("{n} rejected", "{n} rejected"),
    "statement on record": N_("answer on record"),
    "partial statement on record": N_("partial acceptance on record"),
    "statement in principle on record": N_("acceptance in principle on record"),
    "No statement on record; that rules none out.": N_(
        "No acceptance on record; that rules none out."
    ),
    "no statement known here": N_("to review"),
    NO_REFUSAL: N_("Silence is not a rejection."),
    "{Measures} with a statement that counts": N_(
        "{Measures} with an acceptance that counts"
    ),
    "Statements": N_("Answers"),
    "Statements ({proposals})": N_("{Proposals}"),
    "Statements that count": N_("Answers that count"),
    "According to {actor}, {n} {proposal} is taken up": ngettext(
        "According to {actor}, {n} {proposal} was accepted",
        "According to {actor}, {n} {proposals} were accepted",
    ),
    OUTCOMES_APART: N_(
        "Accepted does not mean carried out: outcomes are not counted in the figures, and others than "
        "those told here may be missing."
    ),
    WHAT_IS_ESTABLISHED: N_(
        "This report records what the answers accept, in their own words; it does not establish that "
        "anything was carried out."
    ),
    ALL_QUOTED: N_(
        "Ambiguous answers do not count, similar wording proves nothing, and every acceptance comes "
        "with its quote and address."
    ),
    NOT_ALL_QUOTED: N_(
        "Similar wording proves nothing, and every acceptance comes with its source and, if it can be "
        "quoted, its exact words."
    ),
    "{verb} goes further than the sources: they speak of taking up.": N_(
        "{verb} is not what the answers say: they accept."
    ),
    "{n} is not established as taken up: {counts}": ngettext(
        "{n} is not established as accepted: {counts}",
        "{n} are not established as accepted: {counts}",
    ),
    "Taken up does not mean carried out.": N_("Accepted does not mean carried out."),
    "No refusal is on record": N_("No rejection is on record"),
    "{n} statement with complications:": ngettext(
        "{n} answer with complications:", "{n} answers with complications:"
    ),
    "said to be taken up": N_("said to be accepted"),
    "implied to be taken up": N_("implied to be accepted"),
    "ambiguous statement": N_("ambiguous answer"),
    "the sentence does not say whose idea it is": N_(
        "the answer does not say whether it accepts"
    ),
    "statement without its words": N_("acceptance without its words"),
    "no statement on record comes from {actor}": N_(
        "no acceptance on record comes from {actor}"
    ),
    "No statement on record on “{title}”: to review.": N_(
        "No answer on record on “{title}”: to review."
    ),
    "partial statements counted apart": N_("partial acceptances counted apart"),
    "partial statements counted as halves": N_("partial acceptances counted as halves"),
    "partial statements counted as wholes": N_("partial acceptances counted as wholes"),
}
"""Sentences of the reports by their singular, and those of a response in their place."""
