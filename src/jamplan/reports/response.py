"""Words that take the place of others: those of a response, and those of a counting rule.

A response answers each proposal, and its publisher speaks for itself: acceptance in the place of
take-up. A rule that counts what is said alone, or more than what is said or implied, is told in its own
words. The sentences of the reports stay the same but for these.
"""

from collections.abc import Mapping

from jamplan.counting.rules import LinksCounted
from jamplan.language import N_, Instead


def ngettext(singular: str, plural: str) -> tuple[str, str]:
    """Mark a sentence that depends on a number for the catalogues, as :func:`N_` does others."""
    return singular, plural


_SAID: Instead = {
    "Said or implied to be taken up": N_("Said to be taken up"),
    "Said or implied to be taken up in part": N_("Said to be taken up in part"),
    "said or implied to be taken up": N_("said to be taken up"),
    "said or implied to be taken up in part": N_("said to be taken up in part"),
    "said or implied to be taken up in principle": N_("said to be taken up in principle"),
    "{n} said or implied to be taken up": ngettext(
        "{n} said to be taken up", "{n} said to be taken up"
    ),
    "{n} said or implied to be taken up in part": ngettext(
        "{n} said to be taken up in part", "{n} said to be taken up in part"
    ),
    "none said or implied to be taken up": N_("none said to be taken up"),
}
_COUNTED: Instead = {
    "Said or implied to be taken up": N_("Statements counted"),
    "Said or implied to be taken up in part": N_("Partial statements counted"),
    "said or implied to be taken up": N_("statement counted"),
    "said or implied to be taken up in part": N_("partial statement counted"),
    "said or implied to be taken up in principle": N_("statement in principle counted"),
    "{n} said or implied to be taken up": ngettext("{n} statement counted", "{n} statements counted"),
    "{n} said or implied to be taken up in part": ngettext(
        "{n} partial statement counted", "{n} partial statements counted"
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

OUTCOMES_APART = N_(
    "Taken up is not carried out: nothing here is counted in the figures, and what is not on record is "
    "not known."
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
NONE_COUNTED = N_("This rule counts no statement; what no source states is unknown.")
NO_REFUSAL = N_("The absence of a known statement is not a refusal.")

RESPONSE: Instead = {
    "Said or implied to be taken up": N_("Accepted"),
    "Said or implied to be taken up in part": N_("Accepted in part"),
    "said or implied to be taken up": N_("accepted"),
    "said or implied to be taken up in part": N_("accepted in part"),
    "said or implied to be taken up in principle": N_("accepted in principle"),
    "{n} said or implied to be taken up": ngettext("{n} accepted", "{n} accepted"),
    "{n} said or implied to be taken up in part": ngettext(
        "{n} accepted in part", "{n} accepted in part"
    ),
    "none said or implied to be taken up": N_("none found accepted"),
    "statement not counted": N_("answer not counted"),
    "{n} statement not counted": ngettext("{n} answer not counted", "{n} answers not counted"),
    "none found": N_("no answer found"),
    "[t]aken up": N_("accep[t]ed"),
    "none found [m]": N_("no answer found [m]"),
    "[r]efused": N_("[r]ejected"),
    "{n} with none found": ngettext("{n} with no answer found", "{n} with no answer found"),
    "none found, or refused": N_("no answer found, or rejected"),
    "{n} with none found, or refused": ngettext(
        "{n} with no answer found, or rejected", "{n} with no answer found, or rejected"
    ),
    "refused": N_("rejected"),
    "refused, according to a source": N_("rejected"),
    "{n} refused according to a source": ngettext("{n} rejected", "{n} rejected"),
    "statement on record": N_("acceptance on record"),
    "partial statement on record": N_("partial acceptance on record"),
    "statement in principle on record": N_("acceptance in principle on record"),
    "No statement on record; that rules none out.": N_("No answer on record; that rules none out."),
    "no statement known here": N_("no acceptance known"),
    "No statement on record.": N_("No acceptance on record."),
    NO_REFUSAL: N_("Silence is not a rejection."),
    "{Measures} with a statement that counts": N_("{Measures} with an acceptance that counts"),
    "Statements": N_("Answers"),
    "Statements ({proposals})": N_("Acceptances ({proposals})"),
    "Statements that count": N_("Answers that count"),
    "According to {actor}, {n} {proposal} is taken up": ngettext(
        "According to {actor}, {n} {proposal} was accepted",
        "According to {actor}, {n} {proposals} were accepted",
    ),
    OUTCOMES_APART: N_(
        "Accepted does not mean carried out: nothing here is counted in the figures, and what is not "
        "on record is not known."
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
    NONE_COUNTED: N_("This rule counts no acceptance; what no source states is unknown."),
    "No, not as it stands. {verb} goes further than the sources: they speak of taking up.": N_(
        "No, not as it stands. {verb} is not what the answers say: they accept."
    ),
    "Taken up does not mean carried out.": N_("Accepted does not mean carried out."),
    "taken up in part for {n}": N_("accepted in part for {n}"),
    "taken up in principle for {n}": N_("accepted in principle for {n}"),
    "No refusal is on record": N_("No rejection is on record"),
    "{n} statement with complications:": ngettext(
        "{n} answer with complications:", "{n} answers with complications:"
    ),
    "ambiguous statement": N_("ambiguous answer"),
    "statement without its words": N_("acceptance without its words"),
    "no statement on record comes from {actor}": N_("no acceptance on record comes from {actor}"),
    "No statement on record on “{title}”: to review.": N_(
        "No answer on record on “{title}”: to review."
    ),
    "partial statements counted apart": N_("partial acceptances counted apart"),
    "partial statements counted as halves": N_("partial acceptances counted as halves"),
    "partial statements counted as wholes": N_("partial acceptances counted as wholes"),
}
"""Sentences of the reports by their singular, and those of a response in their place."""
