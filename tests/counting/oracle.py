"""The counting once more, from its written definition alone, as a check of the package.

Nothing here is imported from the package, and nothing here is fast. Each law is a
function of its own, with its sentence above it, so that one can be held against the
other. A corpus is what PyYAML's ``BaseLoader`` gives for its files: dictionaries and
lists of texts, under ``sources``, ``proposals``, ``plans`` (by name) and ``links``.
"""

import unicodedata

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
"""The table of ``says``: the group of each code."""
TAKEN_UP = ("yes", "partly")
POSITIONS = ("yes", "partly", "open", "no")
CONCLUSIONS = ("none", "aside")
TOTALS = ("proposals", "measures")
"""What a total is about, in place of an item."""
WORDS = ("explicit", "implicit", "ambiguous", "compared")
"""From the strongest to the weakest."""
COUNTED_WORDS = {
    "explicit": WORDS[:1],
    "stated": WORDS[:2],
    "claimed": WORDS[:3],
    "any": WORDS,
}
WEIGHT_OF_PARTIAL = {"apart": 0.0, "half": 0.5, "full": 1.0}
STATUSES = (
    "contested",
    "adopted",
    "partial",
    "refused",
    "noted",
    "below_rule",
    "none_found",
    "out_of_scope",
    "not_testable",
    "unreviewed",
    "undocumented",
)


# --- Days ---------------------------------------------------------------------


# "Dates of different precision are compared at the coarser one; equal there = the same
# day."
def is_later(one, other):
    """Whether a day is known to be after another one; no unknown day is."""
    if one is None or other is None:
        return False
    length = min(len(one), len(other))
    return one[:length] > other[:length]


def is_same_day(one, other):
    """Whether two known days are equal at the coarser precision."""
    if one is None or other is None:
        return False
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def latest(days):
    """The latest known day, of equal ones the most precise; None if none is known."""
    known = [day for day in days if day is not None]
    # ISO 8601 orders as text; of "2024" and "2024-05" the longer one is greater.
    return max(known, default=None)


def day_of_source(source, own_date=None):
    """Its date, else the statement's own one, else when it was read."""
    return source.get("date") or own_date or source.get("accessed")


# "A statement's day: the latest among its evidence's days (source's date, else the
# statement's date, else the source's accessed); without evidence the statement's date,
# else its `on`." And "compared: the reader, both texts in hand": who speaks is the
# reader, on the statement's day or the record's, and neither of the texts.
def day_of_position(statement, sources):
    """The day of a position's word: when it was said."""
    own_day = statement.get("date") or statement.get("on")
    if statement["words"] == "compared" and own_day:
        return own_day
    own_date = statement.get("date")
    evidence = statement.get("evidence", [])
    if not evidence:
        return own_date or statement.get("on")
    return latest(
        day_of_source(sources[piece["source"]], own_date) for piece in evidence
    )


# "the last word of each voice, by the statement's day, else its source's"
def day_of_outcome(statement, sources):
    """The day of an outcome: when it happened, else when it was said."""
    if statement.get("date"):
        return statement["date"]
    evidence = statement.get("evidence", [])
    return latest(day_of_source(sources[piece["source"]]) for piece in evidence)


# --- A view -------------------------------------------------------------------


def by_id(records):
    """Records by their ids."""
    return {record["id"]: record for record in records}


# "without what was published later (by the source's date, else the statement's, else
# `accessed`)"
def evidence_seen(record, sources, as_of):
    """The evidence of a record whose sources were not published later."""
    remaining = []
    for piece in record.get("evidence", []):
        # Only a statement has a date: an item's evidence falls back on when it was
        # read.
        day = day_of_source(sources[piece["source"]], record.get("date"))
        if not is_later(day, as_of):
            remaining.append(piece)
    return remaining


# "and what rests on that alone (evidence, statements, items, documents)"
def records_seen(records, sources, as_of):
    """Records with their evidence that is left, without those that lost all."""
    remaining = []
    for record in records:
        evidence = evidence_seen(record, sources, as_of)
        if evidence:
            remaining.append({**record, "evidence": evidence})
        elif not record.get("evidence"):
            remaining.append(record)
    return remaining


# "documents whose date (else their source's) is later go with their measures"
def is_document_seen(document, sources, as_of):
    """Whether a document was not published later."""
    day = document.get("date")
    if not day and "source" in document:
        day = day_of_source(sources[document["source"]])
    return not is_later(day, as_of)


# "`declared` entries whose sources are all later go"
def declared_seen(entries, sources, as_of):
    """The declared numbers that a source had given by then, or without a source."""
    remaining = []
    for entry in entries:
        days = [day_of_source(sources[source]) for source in entry.get("sources", [])]
        if not days or not all(is_later(day, as_of) for day in days):
            remaining.append(entry)
    return remaining


# "statements without evidence but with a `date` after as_of go"
def is_dated_later(statement, as_of):
    """Whether a statement without evidence is of a later day."""
    return not statement.get("evidence") and is_later(statement.get("date"), as_of)


# "statements naming a measure of another document or another `document` are gone;
# statements naming neither stay; outcomes of measures of others are gone"; "items … go,
# and statements about them"
def names_only(statement, ids, documents):
    """Whether all that a statement names is in the view."""
    if statement["about"] not in (*ids, *TOTALS):
        return False
    if "measure" in statement and statement["measure"] not in ids:
        return False
    return "document" not in statement or statement["document"] in documents


def numbered_statements(corpus):
    """The statements of a corpus, each with its index in the file."""
    on_record = corpus["links"].get("statements", [])
    return [{**record, "index": index} for index, record in enumerate(on_record)]


# "A view first. `corpus.seen(document, as_of)` … in a view of one document everything
# below knows that one"
def seen(corpus, plan=None, as_of=None):
    """What a corpus has in a view: of one document, as of a day; None for all."""
    sources = by_id(corpus["sources"].get("sources", []))
    documents = {}
    for name, contents in corpus["plans"].items():
        document = contents.get("document", {})
        if plan in {None, name} and is_document_seen(document, sources, as_of):
            documents[name] = {
                "document": document,
                "measures": records_seen(contents.get("measures", []), sources, as_of),
            }
    proposals = records_seen(corpus["proposals"].get("proposals", []), sources, as_of)
    ids = [proposal["id"] for proposal in proposals]
    for contents in documents.values():
        ids.extend(measure["id"] for measure in contents["measures"])
    statements = []
    for statement in records_seen(numbered_statements(corpus), sources, as_of):
        if is_dated_later(statement, as_of):
            continue
        if names_only(statement, ids, documents):
            statements.append(statement)
    # "and what rests on that alone (… statements, … documents)": an answer, and that
    # there is none, rest on the documents that answer.
    if corpus["plans"] and not documents:
        statements = [statement for statement in statements if not can_count(statement)]
    declared = corpus["proposals"]["document"].get("declared", [])
    return {
        "sources": sources,
        "proposals": proposals,
        "declared": declared_seen(declared, sources, as_of),
        "documents": documents,
        "statements": statements,
    }


# --- Voices and rules ---------------------------------------------------------


def person(name):
    """A reader's name in one spelling; None for the authors of the record."""
    if name is None:
        return None
    # "names of readers are folded (case, NFC, spaces …) where people are counted".
    # Letters that only look alike are left out here: no corpus of the tests has any.
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


# "who = `speaker` or the publisher"; "compared: the reader, both texts in hand"
def voice(statement, sources):
    """Whose word it is: ("actor", id), or ("reader", name) of a comparison."""
    if statement["words"] == "compared":
        return ("reader", person(statement.get("by")))
    if "speaker" in statement:
        return ("actor", statement["speaker"])
    first = statement["evidence"][0]
    return ("actor", sources[first["source"]]["publisher"])


def group(statement):
    """The group of what a statement says."""
    return GROUPS[statement["says"]]


def is_total(statement):
    """Whether a statement is on how many, not on an item."""
    return statement["about"] in TOTALS


def is_position(statement):
    """Whether a statement says yes, partly, neither or no of a proposal."""
    return not is_total(statement) and group(statement) in POSITIONS


# "stated (… the default)"; "any (and compared; the default where nothing else is on
# record)"
def default_words(view):
    """The rule of words if none is named."""
    words = {
        statement["words"] for statement in view["statements"] if is_position(statement)
    }
    if words == {"compared"}:
        return "any"
    return "stated"


# "a reader: what they compared and concluded, under `any`"
def words_of_rule(view, rule):
    """The rule of words that a count uses."""
    whose = rule.get("whose")
    if whose is not None and whose[0] == "reader":
        return "any"
    return rule.get("words") or default_words(view)


# "a yes or partly is as strong as the weaker of its words and its proposal's
# attribution"; a no as its words alone
def strength(statement, attributions):
    """The words that a statement is worth."""
    words = statement["words"]
    if group(statement) not in TAKEN_UP:
        return words
    attribution = attributions[statement["about"]]
    return max(words, attribution, key=WORDS.index)


# "noted (under every rule of words)"; "no_match, out_of_scope, not_testable are not
# filtered by words"
def is_strong_enough(statement, attributions, words):
    """Whether a rule of words counts a statement."""
    if group(statement) in {"open", *CONCLUSIONS}:
        return True
    return strength(statement, attributions) in COUNTED_WORDS[words]


# "whose (all; an actor, beside whose statements readers' conclusions stay; a reader:
# what they compared and concluded, under `any`)"
def is_heard(statement, sources, whose):
    """Whether a rule counts the word of this voice."""
    if whose is None:
        return True
    kind, name = voice(statement, sources)
    if whose[0] == "reader":
        return (kind, name) == ("reader", person(whose[1]))
    if kind == "reader":
        return group(statement) in CONCLUSIONS
    return name == whose[1]


# "not_this is in no status. Totals (about: proposals|measures) and outcomes are in no
# status."
def can_count(statement):
    """Whether a statement is of a kind that gives a status."""
    if is_total(statement):
        return False
    return group(statement) in {*POSITIONS, *CONCLUSIONS}


def counted_statements(view, words, whose):
    """The statements of a view that a rule counts."""
    attributions = {}
    for proposal in view["proposals"]:
        attributions[proposal["id"]] = proposal.get("attribution", "explicit")

    def is_counted(statement):
        return (
            can_count(statement)
            and is_heard(statement, view["sources"], whose)
            and is_strong_enough(statement, attributions, words)
        )

    return [statement for statement in view["statements"] if is_counted(statement)]


def are_opposite(one, other):
    """Whether one says yes or partly, and the other says no."""
    groups = {group(one), group(other)}
    return "no" in groups and not groups.isdisjoint(TAKEN_UP)


# "if one voice says both, its later source's word holds, of one day both stay"
def is_withdrawn(statement, counted, sources):
    """Whether the same voice said the opposite of the same proposal on a later day."""
    for other in counted:
        if (
            other["about"] == statement["about"]
            and are_opposite(statement, other)
            and voice(other, sources) == voice(statement, sources)
            and is_later(
                day_of_position(other, sources), day_of_position(statement, sources)
            )
        ):
            return True
    return False


def holding_statements(counted, sources):
    """The counted statements that their own voice has not withdrawn."""
    return [
        statement
        for statement in counted
        if not is_withdrawn(statement, counted, sources)
    ]


# --- Status -------------------------------------------------------------------


# "target of a yes/partly statement: its measure, else its document, else none"
def target(statement):
    """What takes up the proposal, by a statement."""
    if "measure" in statement:
        return ("measure", statement["measure"])
    return ("document", statement.get("document"))


# "`contested` (counted yes or partly beside counted no, of whichever voices …)"
def is_contested(statements):
    """Whether some say yes or partly, and others no."""
    groups = {group(statement) for statement in statements}
    return "no" in groups and not groups.isdisjoint(TAKEN_UP)


# "`adopted` (some measure of which all counted voices say full or unstated)"
def is_adopted(statements):
    """Whether some target has a yes and nothing in part."""
    whole = set()
    in_part = set()
    for statement in statements:
        if group(statement) == "yes":
            whole.add(target(statement))
        if group(statement) == "partly":
            in_part.add(target(statement))
    return bool(whole - in_part)


def has_group(*names):
    """A law that holds if some statement is of one of these groups."""

    def holds(statements):
        return any(group(statement) in names for statement in statements)

    return holds


def says(code):
    """A law that holds if some statement says this."""

    def holds(statements):
        return any(statement["says"] == code for statement in statements)

    return holds


# "`partial` (in part, or in principle, named) · `refused` · `noted`"
LAWS_OF_POSITIONS = (
    ("contested", is_contested),
    ("adopted", is_adopted),
    ("partial", has_group(*TAKEN_UP)),
    ("refused", has_group("no")),
    ("noted", has_group("open")),
)
# "`none_found` (somebody's `no_match`) · `out_of_scope` · `not_testable`"
LAWS_OF_CONCLUSIONS = (
    ("none_found", says("no_match")),
    ("out_of_scope", says("out_of_scope")),
    ("not_testable", says("not_testable")),
)


# "Status, the first that holds"
def status(on_record, holding):
    """The status of a listed proposal, of all its statements and those that hold."""
    for code, law in LAWS_OF_POSITIONS:
        if law(holding):
            return code
    # "`below_rule` (positions, none counted)"
    if any(is_position(statement) for statement in on_record):
        return "below_rule"
    for code, law in LAWS_OF_CONCLUSIONS:
        if law(holding):
            return code
    return "unreviewed"


def about(statements, item):
    """The statements about an item."""
    return [statement for statement in statements if statement["about"] == item]


# "`principle`: proposals of status partial all of whose counted yes/partly statements
# say in_principle"
def is_in_principle(statements):
    """Whether all that is taken up is taken up in principle."""
    codes = {
        statement["says"] for statement in statements if group(statement) in TAKEN_UP
    }
    return codes == {"in_principle"}


# --- Figures ------------------------------------------------------------------


# "They partition the declared number under every rule"; where more are listed than
# declared, the number listed is used
def numbers(view):
    """The numbers declared, documented and in total."""
    documented = len(view["proposals"])
    declared = documented
    if view["declared"]:
        # "the first number is the one that counts"
        declared = int(view["declared"][0]["count"])
    return {
        "declared": declared,
        "documented": documented,
        "total": max(declared, documented),
    }


# "JSON keeps `adopted`, `partial`, `below_rule`, `not_adopted` (refused, none found),
# `not_assessable`, `unreviewed`, `undocumented`, adds the statuses `contested` and
# `noted`, and has `refused` and `principle` as parts of others, outside the sum"
def counts_of_json(statuses, principle):
    """The counts by the names of the JSON."""
    counts = {
        "not_adopted": statuses["refused"] + statuses["none_found"],
        "not_assessable": statuses["out_of_scope"] + statuses["not_testable"],
        "principle": principle,
    }
    for code in (
        "adopted",
        "partial",
        "contested",
        "noted",
        "below_rule",
        "unreviewed",
        "undocumented",
        "refused",
    ):
        counts[code] = statuses[code]
    return counts


# "The range's upper end has contested, noted, unreviewed, undocumented" (the last one
# only out of declared)
def range_of(statuses, of):
    """The least and the greatest number that could be taken up."""
    undecided = statuses["contested"] + statuses["noted"] + statuses["unreviewed"]
    if of == "declared":
        undecided += statuses["undocumented"]
    return [statuses["adopted"], statuses["adopted"] + undecided]


def day_of_document(document, sources):
    """The date of a document, else its source's."""
    if document.get("date"):
        return document["date"]
    if "source" in document:
        return sources[document["source"]].get("date")
    return None


# "those of the latest document (by document date, else its source's date; ties: the
# last file by name)"
def latest_document(view):
    """The name of the latest document of a view; None if there is none."""
    days = {}
    for name, contents in view["documents"].items():
        days[name] = day_of_document(contents["document"], view["sources"])
    dated = [name for name in days if days[name] is not None]
    # A document without a date is the latest only if none has one.
    candidates = dated or list(days)
    last = None
    for name in sorted(candidates):
        if not any(is_later(days[other], days[name]) for other in candidates):
            last = name
    return last


# "`measures[].answers`: [R24] … says what an answer bears", but not a pair that a
# reader set aside
def bearer(view, proposal, name):
    """The measure of a document that bears the answer to a proposal, the last of several."""
    set_aside = [
        statement.get("measure")
        for statement in about(view["statements"], proposal)
        if group(statement) == "pair"
    ]
    last = None
    for measure in view["documents"][name]["measures"]:
        is_set_aside = measure["id"] in set_aside
        if proposal in measure.get("answers", []) and not is_set_aside:
            last = measure["id"]
    return last


# "`document: plan-2024` # only without a measure, where several documents answer"
def is_about_document(statement, view, name):
    """Whether a statement without a measure is about a document."""
    if "document" in statement:
        return statement["document"] == name
    return list(view["documents"]) == [name]


def named_measure(statement, view, name):
    """The measure that a statement names, or that bears the answer it is about."""
    if "measure" in statement:
        return statement["measure"]
    if is_about_document(statement, view, name):
        return bearer(view, statement["about"], name)
    return None


# "measures answered: measures of the view that a counted yes/partly statement (after
# the one-voice rule) names"; of a dispute "neither of the two is counted" (« Aucune des
# deux n’est comptée »)
def measures(view, holding, status_by_id):
    """How many measures the latest document of the view has, and how many are named."""
    name = latest_document(view)
    if name is None:
        return {"total": 0, "answered": 0}
    ids = {measure["id"] for measure in view["documents"][name]["measures"]}
    named = set()
    for statement in holding:
        is_disputed = status_by_id.get(statement["about"]) == "contested"
        if group(statement) in TAKEN_UP and not is_disputed:
            named.add(named_measure(statement, view, name))
    return {"total": len(ids), "answered": len(ids & named)}


# --- Outcomes -----------------------------------------------------------------


# "the last word of each voice, by the statement's day, else its source's … a repetition
# changes nothing"
def last_statements(statements, sources):
    """The last outcomes of each voice: several if they are of one day."""
    last = []
    for statement in statements:
        superseded = any(
            voice(other, sources) == voice(statement, sources)
            and is_later(
                day_of_outcome(other, sources), day_of_outcome(statement, sources)
            )
            for other in statements
        )
        if not superseded:
            last.append(statement)
    return last


# "contested if the last words of two voices differ and one of them says carried out, or
# both are of one day"
def are_in_dispute(one, other, sources):
    """Whether the last words of two voices contradict each other."""
    if voice(one, sources) == voice(other, sources):
        return False
    if one["says"] == other["says"]:
        return False
    return "carried_out" in {one["says"], other["says"]} or is_same_day(
        day_of_outcome(one, sources), day_of_outcome(other, sources)
    )


def outcomes(view):
    """By item: the last word of each voice, and whether voices dispute it."""
    sources = view["sources"]
    by_item = {}
    for statement in view["statements"]:
        if group(statement) == "outcome" and not is_total(statement):
            by_item.setdefault(statement["about"], []).append(statement)
    result = {}
    for item, statements in by_item.items():
        last = last_statements(statements, sources)
        words = {}
        for statement in last:
            words.setdefault(voice(statement, sources)[1], set()).add(statement["says"])
        contested = False
        for one in last:
            for other in last:
                contested = contested or are_in_dispute(one, other, sources)
        result[item] = {
            "last": {actor: sorted(codes) for actor, codes in words.items()},
            "contested": contested,
        }
    return result


# --- The whole ----------------------------------------------------------------


def statuses_by_id(view, holding):
    """The status of each listed proposal."""
    codes = {}
    for proposal in view["proposals"]:
        on_record = about(view["statements"], proposal["id"])
        codes[proposal["id"]] = status(on_record, about(holding, proposal["id"]))
    return codes


def number_in_principle(status_by_id, holding):
    """How many of the partial proposals are taken up in principle alone."""
    number = 0
    for proposal, code in status_by_id.items():
        if code == "partial" and is_in_principle(about(holding, proposal)):
            number += 1
    return number


def figures(view, rule, holding):
    """The figures of a view under a rule, from the statements that hold."""
    status_by_id = statuses_by_id(view, holding)
    totals = numbers(view)
    statuses = {code: list(status_by_id.values()).count(code) for code in STATUSES}
    statuses["undocumented"] = totals["total"] - totals["documented"]
    principle = number_in_principle(status_by_id, holding)
    of = rule.get("of") or "declared"
    weight = WEIGHT_OF_PARTIAL[rule.get("partial") or "apart"]
    # "out of what (declared, documented)"
    denominator = {"declared": totals["total"], "documented": totals["documented"]}[of]
    return {
        "status": status_by_id,
        "statuses": statuses,
        "counts": {
            **counts_of_json(statuses, principle),
            **totals,
            "denominator": denominator,
        },
        # "how a partial one counts (apart, half, full)"
        "score": statuses["adopted"] + weight * statuses["partial"],
        "range": range_of(statuses, of),
        "measures": measures(view, holding, status_by_id),
    }


def marks(corpus, statements):
    """Of each statement of a corpus, by its index, whether it is among these."""
    indexes = {statement["index"] for statement in statements}
    on_record = corpus["links"].get("statements", [])
    return [index in indexes for index in range(len(on_record))]


def count(corpus, rule, view):
    """All figures of a corpus under a rule, in a view.

    Args:
        corpus: The contents of the files, all scalars as texts.
        rule: ``words``, ``whose``, ``partial`` and ``of``.
        view: ``plan`` and ``as_of``, each None for all.

    Returns:
        ``rule_words``, ``status`` by id, ``statuses`` (numbers by code), ``counts``
        (numbers by the names of the JSON), ``score``, ``range``, ``measures``; of the
        statements by index ``counted``, and ``holding`` (those of the counted that
        their voice has not withdrawn); and ``outcomes`` by item.
    """
    in_view = seen(corpus, view.get("plan"), view.get("as_of"))
    words = words_of_rule(in_view, rule)
    counted = counted_statements(in_view, words, rule.get("whose"))
    holding = holding_statements(counted, in_view["sources"])
    return {
        "rule_words": words,
        **figures(in_view, rule, holding),
        "counted": marks(corpus, counted),
        "holding": marks(corpus, holding),
        "outcomes": outcomes(in_view),
    }
