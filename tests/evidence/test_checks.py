"""What ``check`` finds on a corpus that loads: the code, the place and the sentence of each finding."""

import datetime as dt
import hashlib
import shutil
from pathlib import Path

import pytest

from jamplan.corpus.dates import precedes
from jamplan.corpus.faults import KINDS
from jamplan.corpus.kinds import Severity
from jamplan.corpus.loading import load, packaged_folder, text_of
from jamplan.corpus.model import Evidence, Objection
from jamplan.evidence import copies
from jamplan.evidence.checks import check, check_statement, errors_of_quotes
from jamplan.language import language
from tests.account.test_languages import records_of
from tests.conftest import END, LINKS, PLAN, PROPOSALS, SOURCES, sources_folder
from tests.exports.hostile import corpus_saying
from tests.generated import with_parts
from tests.written import write_corpus


def found(corpus, code, copies=None):
    """The findings of one code, without their remedies."""
    return [
        f"{each.place.file.removeprefix('c/')}:{each.place.line} {each.say(language('en'))[0]}"
        for each in check(corpus, copies).findings
        if each.code == code
    ]


def test_a_small_corpus_has_these_findings(corpus):
    """All of them, in the order of the files, each with its place and remedy."""
    findings = check(load(corpus())).findings
    assert [str(finding).removeprefix("c/") for finding in findings] == [
        "sources.yaml:6:10: note quotes-unchecked: The source “article” has no copy to look quotes up in: "
        "1 not checked. Give it a copy: jamplan source FILE --id article",
        "sources.yaml:7:10: warning source-without-date: The source “paper” has no date. "
        "Say it: jamplan source paper --date DATE --url ADDRESS",
        "sources.yaml:7:10: warning source-without-address: The source “paper” has no address. "
        "Say it: jamplan source paper --date DATE --url ADDRESS",
        "proposals.yaml: note fewer-listed: Declared: 10; listed: 2. "
        "Add those that are missing when their texts are found.",
        "plan.yaml:7:61: note evidence-without-quote: Source without a quote. "
        "Add “quote:” with the exact words, where the source can be quoted.",
        "links.yaml:3:5: note texts-not-kept: Decisions that do not keep the texts they were "
        "taken on: 1, this one first. To keep them, record them again: jamplan review, or jamplan decide",
    ]


LONG = " ".join(["word"] * 26)
BARE = LINKS.removesuffix("...\n")
QUOTE = "they took up our wells"
ASIDE = "  - about: wells\n    words: compared\n    by: Ada\n    says: "
ANSWERS = PLAN.replace(
    "document:", "document:\n  relation: response\n  source: article"
)
AGAINST = "    objections:\n      - {date: 2021-10, text: others had said it, evidence: [{source: paper}]}\n"
CASES = [
    ("title-unknown", "proposals", PROPOSALS.replace("title: Mend roads", 'title: "?"'),
        "proposals.yaml:11 “roads” has “?” as its title: none was found when it was imported."),
    ("quote-too-long", "links", LINKS.replace("our wells", LONG), "links.yaml:7 The quote has 29 words; a short one has no more than 25."),
    ("quote-too-long", "links", LINKS.replace("our wells", LONG[20:])),
    ("quote-too-short", "links", LINKS.replace(QUOTE, "our wells"), "links.yaml:3 “our wells” is too short to say anything."),
    ("quote-too-short", "links", LINKS.replace(QUOTE, "We agree.")),
    ("quote-without-verb", "links", LINKS.replace(QUOTE, "our wells are there"),
        "links.yaml:3 No verb and no label of these words says so: “our wells are there”"),
    ("quote-without-verb", "links", LINKS.replace(QUOTE, "our wells are there").replace("explicit", "implicit")),
    ("quote-without-verb", "links", LINKS.replace(QUOTE, "our wells are there, kept: [{code: quote-without-verb}]")),
    ("stated-and-concluded", "links", BARE + ASIDE + "out_of_scope\n",
        "links.yaml:8 On “wells”, somebody takes a position, and a reader concludes: out_of_scope."),
    ("quote-of-another-answer", "plan", ANSWERS, "links.yaml:3 “wells”, “M1”: the words quoted are not in the text of that answer."),
    ("quote-of-another-answer", "plan", ANSWERS.replace("title: Wells", "text: So they took up our wells., title: Wells")),
    ("quote-says-otherwise", "links", LINKS.replace(QUOTE, "We accept it in part."),
        "links.yaml:3 The words quoted, “We accept it in part.”, read otherwise than what is recorded: “We accept it in part.”"),
    ("quote-says-otherwise", "links", LINKS.replace(QUOTE, "We reject it all.").replace("explicit", "implicit"),
        "links.yaml:3 The words quoted, “We reject it all.”, read otherwise than what is recorded: “We reject it all.”"),
    ("quote-says-otherwise", "links", LINKS.replace(QUOTE, "Nous acceptons la proposition.")),
    ("set-aside-and-stated", "links", BARE + ASIDE + "not_this\n    measure: M1\n",
        "links.yaml:8 The match “wells”, “M1” is set aside, and stated by somebody."),
    ("set-aside-and-stated", "links", BARE + ASIDE + "not_this\n    measure: M2\n"),
    ("reader-is-actor", "links", BARE + "    by: THE press\n",
        "links.yaml:3 “THE press” is the name of an actor: The Press. A reader is a person."),
    ("reader-is-actor", "links", BARE + "    confirmed: [{by: the League}, {by: The League}]\n",
        "links.yaml:8 “the League” is the name of an actor: The League. A reader is a person."),
    ("reader-is-actor", "links", BARE + "    by: Leo League\n"),
    ("more-listed", "proposals", PROPOSALS.replace("count: 10", "count: 1"), "proposals.yaml:0 Declared: 1; listed: 2."),
    ("fewer-listed", "plan", PLAN.replace("The plan", "The plan\n  declared: [{count: 3}]"),
        "proposals.yaml:0 Declared: 10; listed: 2.", "plan.yaml:0 Declared: 3; listed: 2."),
    ("objection-without-evidence", "links", BARE + AGAINST),
    ("objection-without-evidence", "links", BARE + AGAINST.replace(", evidence: [{source: paper}]", ""),
        "links.yaml:9 Complication without a source: “others had said it”."),
    ("objection-without-evidence", "links", BARE + "objections:\n  - {date: 2021, text: x, evidence: [{source: paper}]}\n"),
    ("objection-without-evidence", "links", BARE + "objections:\n  - {date: 2021, text: x}\n", "links.yaml:9 Complication without a source: “x”."),
    ("source-without-address", "sources", SOURCES.replace("publisher: press}", "publisher: press, archived: x}")),
]  # fmt: skip


def test_a_reader_named_as_an_actor_is_a_warning_in_a_file(corpus):
    """Which loads: whoever recorded it before the actor was named is not locked out."""
    checked = check(load(corpus(links=BARE + "    by: The Press\n")))
    codes = [finding.code for finding in checked.of(Severity.WARNING)]
    assert codes[-1] == "reader-is-actor"
    assert checked.of(Severity.ERROR) == ()


def test_what_is_certainly_wrong_with_a_quote_is_an_error(corpus):
    """Any other doubt is a warning, which a reader may confirm."""
    doubts = ("denied", "limited", "without-verb", "says-otherwise")
    errors = ("too-short", "not-found", "of-another-answer")
    for severity, codes in ((Severity.WARNING, doubts), (Severity.ERROR, errors)):
        for code in codes:
            assert KINDS[f"quote-{code}"].severity is severity, code
    short = load(corpus(links=LINKS.replace(QUOTE, "our wells")))
    assert [error.code for error in errors_of_quotes(short)] == ["quote-too-short"]
    assert errors_of_quotes(load(corpus())) == ()


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_finding_has_its_case(corpus, case):
    """Where the case holds, and only there."""
    code, stem, text, *expected = case
    assert found(load(corpus(**{stem: text})), code) == expected


def with_read(corpus, links=LINKS, **changed):
    """The corpus whose link keeps its texts, then the same with changed documents."""
    loaded = load(corpus(links=links))
    read = f"    read:\n      about: {text_of(loaded.proposal['wells'])!r}\n      measure: Wells for all\n"
    read = read.replace("\\n", "\n\n        ")
    links = links.removesuffix("...\n")
    return load(corpus(links=links + read, **changed))


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        (
            "Dig a well in",
            "Dig two wells in",
            "Dig [-a well-] {+two wells+} in every village.",
        ),
        (
            "in every village.",
            '"in, every village."',
            "Dig a well in{+,+} every village.",
        ),
        (
            "every village",
            "2 villages",
            "Dig a well in [-every village-] {+2 villages+}.",
        ),
    ],
)
def test_a_changed_text_makes_a_link_stale(corpus, old, new, difference):
    """A word, a comma, a digit: the difference is shown; case and spaces, in either text, change nothing."""
    text = "Dig a well in every village."
    proposals = PROPOSALS.replace(
        f"text: {text}", f'text: "{text.replace(old, new.strip(chr(34)))}"'
    )
    assert found(with_read(corpus, proposals=proposals), "stale-statement") == [
        f"links.yaml:3 The text of “wells” has changed since this decision: Dig wells {difference}"
    ]
    alike = PROPOSALS.replace("Dig a well", "Dig  a WELL").replace(
        "village.", "village ."
    )
    plan = PLAN.replace("Wells for all", "WELLS for all")
    assert found(with_read(corpus, proposals=alike, plan=plan), "stale-statement") == []


CONCLUSION = """\
format: 2
statements:
  - about: roads
    says: no_match
    words: compared
    read: {about: Mend roads, document: PLAN}
readings:
  - id: PLAN
    measures: [{id: M1, text: Wells for all}, {id: M2, text: A campaign}]
"""


M3 = PLAN + "  - {id: M3, title: Roads}\n"


@pytest.mark.parametrize(
    ("changed", "code", "expected"),
    [
        ({}, "stale-statement", []),
        ({"plan": M3}, "new-measure", ["The measure “M3” is new since the conclusion that none was found."]),
        ({"plan": PLAN.replace("A campaign", "Two campaigns")}, "stale-statement",
            ["The text of “M2” has changed since this decision: [-A campaign-] {+Two campaigns+}"]),
        ({"proposals": PROPOSALS.replace("Mend roads", "Mend all roads")}, "stale-statement",
            ["The text of “roads” has changed since this decision: Mend {+all+} roads"]),
        ({"plan": PLAN.replace("  - {id: M2, title: A campaign}\n", "")}, "stale-statement", []),
        ({"plan": PLAN.replace("  - {id: M2, title: A campaign}\n", "")}, "new-measure", []),
    ],
)  # fmt: skip
def test_a_conclusion_that_nothing_was_found_is_stale_when_the_plan_changes(
    corpus, changed, code, expected
):
    """A measure that is new, a measure whose text changed, the proposal itself; one that is gone is not."""
    loaded = load(corpus(**{"links": CONCLUSION, **changed}))
    assert found(loaded, code) == [f"links.yaml:3 {message}" for message in expected]


# Quotes in copies of their sources


def test_quotes_are_looked_up_in_the_copies(corpus):
    """A source's own file without being asked, another by name; what has no copy is counted."""
    total = "about: proposals, says: taken_up, words: explicit, count: some"
    more = f"  - {{{total}, evidence: [{{source: paper, quote: we take up some}}]}}\n"
    folder = corpus(copy="So they took up our\nwells.", links=BARE + more)
    checked = check(load(folder))
    assert (checked.quotes.found, checked.quotes.missed, checked.quotes.unchecked) == (
        1,
        0,
        1,
    )
    (folder / "paper.txt").write_text("y", encoding="utf-8")
    checked = check(load(folder), {"paper": folder / "paper.txt"})
    assert (checked.quotes.found, checked.quotes.missed, checked.quotes.unchecked) == (
        1,
        1,
        0,
    )
    assert [finding.code for finding in checked.of(Severity.ERROR)] == [
        "quote-not-found"
    ]


def test_a_copy_is_read_once_and_again_when_it_has_changed(corpus, monkeypatch):
    """For many decisions on one source; what stands in it now is what counts."""
    path = corpus(copy="So they took up our wells.") / "a.txt"
    loaded = load(path.parent)
    assert check(loaded).quotes.found == 1
    read, real = [], copies.read_source
    monkeypatch.setattr(
        copies, "read_source", lambda path: read.append(path) or real(path)
    )
    assert (check(loaded).quotes.found, read) == (1, [])
    path.write_text("They took up nothing.", encoding="utf-8")
    assert (check(loaded).quotes.missed, read) == (1, [path])
    path.unlink()
    errors = check(loaded).of(Severity.ERROR)
    assert [finding.code for finding in errors] == ["source-file-unreadable"]


PAGES = "First page.\n\fIt took up our wells, alas. Then our wells."
ALL = "the plan has taken up all our wells"
QUOTED = [
    ("quote-not-found", ALL, "First.\n\nAs we said, the plan has not taken up all our wells, alas.\n",
        f"links.yaml:7 “{ALL}” is not in the source “article” (c/a.txt). The nearest passage: the plan has {{+not+}} taken up all our wells"),
    ("quote-on-other-page", "our wells, page: 1", PAGES,
        "links.yaml:7 “our wells” is on page 2 of the source “article”, not on page 1."),
    ("quote-on-other-page", "our wells, page: 2, cut: true", PAGES),
    ("quote-cut", "our wells, page: 1", PAGES, "links.yaml:7 In the source “article”, the sentence of “our wells” goes on."),
    ("quote-cut", "our wells, page: 2, cut: true", PAGES),
    ("quote-cut-before", "took up our wells", PAGES, "links.yaml:7 In the source “article”, “took up our wells” begins amid its sentence."),
    ("quote-cut-before", "took up our wells, cut_before: true", PAGES),
    ("quote-limited", "It takes up our wells, cut: true", "It takes up our wells, if there is money (all of it). Or not.",
        "links.yaml:3 What “It takes up our wells” leaves out limits it (“if”): “It takes up our wells, if there is money (all of it).”"),
    ("quote-limited", "il reprend our wells", "Not if it rains. Sous réserve de crédits, il reprend our wells.",
        "links.yaml:3 What “il reprend our wells” leaves out limits it (“Sous réserve”): “Sous réserve de crédits, il reprend our wells.”"),
    ("quote-denied", "it takes up our wells", "It is untrue that it takes up our wells.", "links.yaml:3 What “it takes up our wells” leaves out denies it (“untrue that”): “It is untrue that it takes up our wells.”"),
    ("quote-denied", "it takes up our wells, kept: [{code: quote-denied, by: Ada}]", "It is untrue that it takes up our wells."),
    ("quote-limited", "It takes up our wells}, {source: article, quote: if there is money", "It takes up our wells, if there is money."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "quote", "text", "expected"), [(*c[:3], [*c[3:]]) for c in QUOTED]
)
def test_what_the_copy_tells_otherwise_is_told(corpus, code, quote, text, expected):
    """The words that differ in the nearest passage, the page of the file, a sentence that goes on, with a condition."""
    loaded = load(corpus(copy=text, links=LINKS.replace(QUOTE, quote)))
    assert found(loaded, code) == expected


def test_a_quote_that_continues_another_follows_it_without_a_gap(corpus):
    """Both are in the copy, and so are the two together; else they are missed."""
    more = (
        "quote: our wells}, {source: article, quote: in every village, continues: true"
    )
    links = LINKS.replace(f"quote: {QUOTE}", more)
    for text, missed in (
        ("our wells in every village", 0),
        ("our wells. in every village", 1),
    ):
        checked = check(load(corpus(copy=text, links=links)))
        assert (checked.quotes.missed, len(checked.of(Severity.ERROR))) == (
            missed,
            missed,
        )


def test_a_copy_that_cannot_be_read_or_is_another_is_told(corpus):
    """A file that is missing; one whose digest is not the one on record, even if a person names it."""
    more = f"title: What we got, file: a.txt, sha256: {'0' * 64}"
    folder = corpus(sources=SOURCES.replace("title: What we got", more))
    copy = "sources.yaml:6 The copy of the source “article” (c/a.txt)"
    expected = [f"{copy} cannot be searched. There is no such file."]
    assert found(load(folder), "source-file-unreadable") == expected
    (folder / "a.txt").write_text(QUOTE, encoding="utf-8")
    digest = hashlib.sha256(QUOTE.encode()).hexdigest()
    expected = [
        f"{copy} is not the one on record: its SHA-256 is {digest}, not {'0' * 64}."
    ]
    for given in ({}, {"article": folder / "a.txt"}):
        assert found(load(folder), "source-file-changed", given) == expected


@pytest.mark.parametrize(
    "file", ["{root}/a.txt", "../a.txt", "sub/../../a.txt", "link.txt", "away/a.txt"]
)
def test_a_file_that_is_not_below_the_corpus_is_not_opened(
    corpus, empty, file, monkeypatch
):
    """An absolute path, one that leaves the folder, a link out of it: only a person may name those."""
    named = file.replace("{root}", str(empty))
    folder = corpus(
        sources=SOURCES.replace(
            "title: What we got", f"title: What we got, file: {named}"
        )
    )
    (empty / "a.txt").write_text("A secret: they took up our wells.", encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / "link.txt").symlink_to("../a.txt")
    (folder / "away").symlink_to("..")
    loaded = load(folder)
    assert found(loaded, "source-file-outside") == [
        f"sources.yaml:6 The copy of the source “article” ({Path(folder, named)}) is outside the "
        "corpus’s folder: it is not opened."
    ]
    assert check(loaded).quotes.unchecked == 1
    assert check(loaded, {"article": folder / named}).quotes.found == 1
    (empty / "a.txt").unlink()
    assert len(found(loaded, "source-file-outside")) == 1


def test_a_file_below_the_corpus_may_be_named_as_one_likes(corpus, empty):
    """By an absolute path, by one that leaves the folder and comes back, by a link within it."""
    for number, file in enumerate([f"{empty}/c0/b/a.txt", "../c1/b/a.txt", "link.txt"]):
        sources = SOURCES.replace(
            "title: What we got", f"title: What we got, file: {file}"
        )
        folder = corpus(f"c{number}", sources=sources)
        (folder / "b").mkdir()
        (folder / "b" / "a.txt").write_text(QUOTE, encoding="utf-8")
        (folder / "link.txt").symlink_to("b/a.txt")
        assert check(load(folder)).quotes.found == 1


def test_one_decision_is_checked_alone(corpus):
    """What is said right after it was recorded."""
    loaded = load(corpus(links=LINKS.replace("our wells", LONG)))
    codes = [finding.code for finding in check_statement(loaded, loaded.statements[0])]
    assert codes == ["quotes-unchecked", "quote-too-long"]


@pytest.mark.skipif(
    sources_folder() is None, reason="needs JAMPLAN_SOURCES, a folder with the articles"
)
def test_all_quotes_of_the_packaged_corpus_are_found(tmp_path):
    """In the article itself; there is no error, and four sources bear no date."""
    folder = tmp_path / "jam"
    shutil.copytree(packaged_folder(), folder)
    article = next(sources_folder().glob("*.txt"))
    checked = check(load(folder), {"lesjam-2021-11": article})
    assert checked.of(Severity.ERROR) == ()
    assert [finding.code for finding in checked.of(Severity.WARNING)] == [
        "source-without-date"
    ] * 4
    assert (checked.quotes.found, checked.quotes.missed, checked.quotes.unchecked) == (
        25,
        0,
        0,
    )


def test_the_quotes_of_every_kind_of_record_are_looked_up(tmp_path):
    """Which records have evidence is told by the model: lists of a file, and records within records."""
    whole = with_parts(corpus_saying("word"), searches=())
    loaded = load(write_corpus(tmp_path / "c", whole))
    pieces = [record for record in records_of(loaded) if isinstance(record, Evidence)]
    assert (
        len(pieces)
        == len([each for each in records_of(whole) if isinstance(each, Evidence)])
        > 10
    )
    assert check(loaded).quotes.unchecked == len(pieces)


# Objections


def test_dates_compare_at_the_coarser_precision():
    """A month is before no day in it."""
    before = "2021-03-03 2021-04, 2020-12-31 2021, 2021-04-01 2021-04-02"
    other = "2021-03-03 2021-03, 2021-03-03 2021, 2021 2021-04, 2021-04-02 2021-04-01"
    for expected, pairs in ((True, before), (False, other)):
        for pair in pairs.split(", "):
            assert precedes(*pair.split()) is expected, pair


DATES = {
    "  date: 2021-04\n": True,
    "  date: 2021\n": False,
    "  source: article\n": True,
    "": False,
}


@pytest.mark.parametrize(("document", "expected"), DATES.items())
def test_before_the_proposals_needs_their_date(corpus, document, expected):
    """That of the document, else of its source; without any, nothing is before it."""
    text = PROPOSALS.replace("  language: en\n", f"  language: en\n{document}")
    read = load(corpus(proposals=text))
    assert read.precedes_proposals(Objection(date="2021-03-03", text="x")) is expected


def test_the_quotes_of_objections_are_looked_up(corpus):
    """Those of a link and those of all links; a decision's findings include its objections'."""
    quoted = AGAINST.replace("{source: paper}", "{source: paper, quote: q}")
    everywhere = "objections:\n  - {date: 2021, text: x, evidence: [{source: paper, quote: r}]}\n"
    read = load(corpus(links=BARE + quoted + everywhere))
    assert check(read).quotes.unchecked == 3
    findings = check_statement(read, read.statements[0])
    assert [str(finding.details.get("source")) for finding in findings] == [
        "article",
        "paper",
    ]


def test_days_that_have_not_come_are_told(corpus):
    """Wherever they are on record, whatever day a repeatable build has; today is none of them."""
    today = dt.datetime.now(dt.UTC).date()
    year, later = today.year + 1, (today + dt.timedelta(days=2)).isoformat()
    folder = corpus(
        sources=SOURCES.replace("2021-11", later),
        links=LINKS.replace(
            "words: explicit", f"words: explicit\n    on: {today}"
        ).removesuffix(END)
        + f"objections: [{{date: {year}, text: They said so, evidence: [{{source: paper}}]}}]\n",
    )
    found = [
        (finding.details["date"], finding.place.line)
        for finding in check(load(folder)).findings
        if finding.code == "date-in-future"
    ]
    assert found == [(later, 6), (str(year), 9)]


def test_another_copy_of_a_text_that_is_not_kept_is_looked_in(corpus, tmp_path):
    """Each way to save a page has a digest of its own; the quotes tell."""
    digest = f"sha256: {'ab' * 32}, accessed: 2026-11-24, publisher: league"
    sources = SOURCES.replace("publisher: league", digest, 1)
    loaded = load(corpus(sources=sources))
    (not_kept,) = check(loaded).quotes.not_kept
    assert (not_kept[0].id, not_kept[1]) == ("article", 1)
    saved = tmp_path / "page.txt"
    saved.write_text("Yes, they took up our wells.", encoding="utf-8")
    checked = check(loaded, {"article": saved})
    assert (checked.quotes.found, checked.quotes.not_kept) == (1, ())
    codes = {finding.code for finding in checked.findings}
    assert "source-file-changed" not in codes
