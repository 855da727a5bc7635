"""How documents that answer speak: a plan takes up, a response accepts."""

from collections.abc import Mapping
from dataclasses import dataclass

from jamplan.corpus import model
from jamplan.language import N_, Instead, ngettext

OUTCOMES_APART = N_(
    "Taken up is not implemented: outcomes are not counted in the figures, and others "
    "than those told here may be missing."
)
"""The caveat beside what became of the measures."""
WHAT_IS_ESTABLISHED = N_(
    "This record notes what sources say was taken up, and what its readers read in "
    "their sentences; it does not establish that any of the {measures} came from the "
    "{proposals}."
)
WHAT_BECAME = N_(
    "This record notes what sources say became of the {proposals}, and does not "
    "establish that it is so."
)
ALL_QUOTED = N_(
    "Ambiguous sentences do not count, similar wording proves nothing, and every "
    "statement comes with its quote and address."
)
NOT_ALL_QUOTED = N_(
    "Similar wording proves nothing, and every statement comes with its source and, if "
    "it can be quoted, its exact words."
)
NONE_COUNTED = N_("This rule counts none; what no source states is unknown.")
NO_REFUSAL = N_("The absence of a known statement is not a refusal.")

# What a response says of what others call taken up: its addressee accepts or refuses.
_OF_A_RESPONSE: Instead = {
    "to be taken up": ngettext("accepted", "accepted"),
    "to be taken up in part": ngettext("accepted in part", "accepted in part"),
    "to be taken up in principle": ngettext(
        "accepted in principle", "accepted in principle"
    ),
    "{n} stated {kind}": ngettext("{n} {kind}", "{n} {kind}"),
    "{n} reported by others {kind}": ngettext(
        "{n} {kind} as others report", "{n} {kind} as others report"
    ),
    "{n} interpreted {kind}": ngettext("{n} read as {kind}", "{n} read as {kind}"),
    "{n} compared, and seen {kind}": ngettext(
        "{n} compared, and seen as {kind}", "{n} compared, and seen as {kind}"
    ),
    "{n} stated": ngettext("{n} accepted", "{n} accepted"),
    "Stated or interpreted to be taken up": N_("Accepted"),
    "none stated to be taken up": N_("none found accepted"),
    "taken up in full": N_("accepted in full"),
    "taken up": N_("accepted"),
    "taken up in part": N_("accepted in part"),
    "taken up in principle": N_("accepted in principle"),
    "not taken up": N_("not accepted"),
    "not taken up, according to others": N_("not accepted, according to others"),
    "statement counted": N_("acceptance counted"),
    "statement counted, in part only": N_("acceptance counted, in part only"),
    "{n} not taken up according to others": ngettext(
        "{n} not accepted according to others", "{n} not accepted according to others"
    ),
    "that it is taken up in full": N_("that it is accepted in full"),
    "that it is taken up": N_("that it is accepted"),
    "that it is taken up in part": N_("that it is accepted in part"),
    "that it is taken up in principle": N_("that it is accepted in principle"),
    "that it is not taken up": N_("that it is not accepted"),
    "{n} statement not counted": ngettext(
        "{n} answer not counted", "{n} answers not counted"
    ),
    "none found": N_("no answer found"),
    "{n} with none found": ngettext(
        "{n} with no answer found", "{n} with no answer found"
    ),
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
        "Accepted is not implemented: outcomes are not counted in the figures, and "
        "others than those told here may be missing."
    ),
    WHAT_IS_ESTABLISHED: N_(
        "This record notes what the answers accept, in their own words or as its "
        "readers read them; it does not establish that anything was implemented."
    ),
    ALL_QUOTED: N_(
        "Ambiguous answers do not count, similar wording proves nothing, and every "
        "acceptance comes with its quote and address."
    ),
    NOT_ALL_QUOTED: N_(
        "Similar wording proves nothing, and every acceptance comes with its source "
        "and, if it can be quoted, its exact words."
    ),
    "{verb} goes further than the sources: they speak of taking up.": N_(
        "{verb} is not what the answers say: they accept."
    ),
    "{n} is not established as taken up: {counts}": ngettext(
        "{n} is not established as accepted: {counts}",
        "{n} are not established as accepted: {counts}",
    ),
    "Taken up is not implemented.": N_("Accepted is not implemented."),
    "{n} statement with complications:": ngettext(
        "{n} answer with complications:", "{n} answers with complications:"
    ),
    "the sentence does not say whose idea it is": N_(
        "the sentence does not say whether there is an acceptance"
    ),
    "Sentence {by_via} that does not say whose idea it was: {quote} ({where}).": N_(
        "Sentence {by_via} that does not say whether there is an acceptance: {quote} "
        "({where})."
    ),
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
"""Sentences by their singular, each with that of a response in its place."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How documents that answer speak, by what they are to the proposals."""

    answers_each: bool
    """Whether they answer item by item, each with the number of its item."""
    speaks_for_itself: bool
    """Whether who publishes them is the voice on what they say.

    Of a plan, others say what it does.
    """
    tells_wording: bool
    """Whether how a statement is worded is another thing than its status."""
    carries_out: bool
    """Whether their measures carry proposals out; an answer does not."""
    instead: Instead
    """Sentences of its own, by those of a plan."""


MANNERS: Mapping[model.Relation, Manner] = {
    model.Relation.TAKEN_UP: Manner(
        answers_each=False,
        speaks_for_itself=False,
        tells_wording=True,
        carries_out=True,
        instead={},
    ),
    model.Relation.RESPONSE: Manner(
        answers_each=True,
        speaks_for_itself=True,
        tells_wording=False,
        carries_out=False,
        instead=_OF_A_RESPONSE,
    ),
}
"""The manner of each relation; another one is a row."""
