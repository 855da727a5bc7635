"""Whose words: what every form says, and does not say, of those who are quoted and of what is not known."""

import re
from dataclasses import fields, is_dataclass

import pytest

import jamplan
from jamplan.account.account import Account
from jamplan.account.citations import cite_item
from jamplan.account.context import Context
from jamplan.account.vocabulary import language_for
from jamplan.account.whole_citation import whole_citation
from jamplan.corpus.loading import load, packaged_folder
from jamplan.counting.rules import Rule
from jamplan.exports.markdown import markdown
from jamplan.language import Texts, language
from jamplan.language.folding import one_line
from jamplan.layouts.coverage import coverage_report, coverage_screens
from jamplan.layouts.record import record_report, record_screens
from jamplan.layouts.unadopted import unadopted_report
from tests.conftest import export
from tests.documents import made_up
from tests.exports.read_back import read_back
from tests.layouts.test_forms import EXAMPLE

QUOTED = re.compile(r"«\s*([^«»]*?)\s*»|“([^“”]*?)”")
OWN_WORDS = {
    "aucune reprise connue ici",
    "no statement known here",
    "6 sur 8",
    "6 of 8",
    "47 of 50",
}
"""What jamplan puts between quotation marks of its own: a label, and a figure that one may not write."""
DENIED = re.compile(
    # « Ni oui ni non, selon X » is what an answer says.
    r"(?i)(?<!nor )(?<!ni )\b(?:aucune|none|no)\b[^.;:()»”]{0,40}(?:selon|according to) "
)
LATER = "2030-01-01"


@pytest.fixture(params=["shipped", "example", "made with --yes"])
def corpus(request, run, empty):
    """Both corpora, and one of two documents that nobody has looked at."""
    if request.param == "shipped":
        return load(packaged_folder())
    if request.param == "example":
        return load(EXAMPLE)
    (empty / "report.md").write_text(made_up.markdown(), encoding="utf-8")
    (empty / "plan.docx").write_bytes(made_up.headings_docx())
    assert run("init c --proposals report.md --answer plan.docx --yes").code == 0
    return load("c")


@pytest.fixture(params=["fr", "en"])
def code(request):
    """The language in which a corpus is told."""
    return request.param


def forms(corpus, code, rule=None):
    """Every form of a corpus in a language, by name, as text in one line."""
    for name in ("md", "html", "docx", "xlsx", "svg"):
        data = export(corpus, rule=rule, format=name, lang=code, date=LATER)
        yield name, one_line(read_back(data, "html" if name == "svg" else name))
    context = Context(corpus, language_for(corpus, code), rule)
    account = Account(context)
    reports = {
        "coverage": [coverage_report(account), *coverage_screens(account)],
        "unadopted": [unadopted_report(account)],
        "show": [
            record_report(account, item)
            for item in (*account.proposals, *account.measures)
        ],
        "show in brief": [
            screen
            for item in (*account.proposals, *account.measures)
            for screen in record_screens(account, item)
        ],
    }
    for name, told in reports.items():
        yield (
            name,
            one_line(read_back(" ".join(markdown(report) for report in told), "md")),
        )
    cited = (
        str(each) for item in corpus.proposals for each in cite_item(context, item)
    )
    yield "--cite", one_line(" ".join((str(whole_citation(context)), *cited)))


def solid(text):
    """A text without spaces, marks of notes, emphasis and ends of clauses, to look words up in."""
    # Quotation marks within others are of the second kind.
    return (
        re.sub(r"\s|\*\*|\[\^?\d+\]|[.;:,]$|[“”‘]", "", one_line(text))
        .replace("’", "'")
        .replace("'", "")
        .rstrip(".")
    )


def written(value):
    """Yield every text of a corpus, in every language."""
    if isinstance(value, Texts):
        yield from value.by_language.values()
    elif isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from written(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from written(item)
        yield from joined(value)


def joined(evidence):
    """Yield the quotes that continue others, with these."""
    words = ""
    for piece in evidence:
        continues = getattr(piece, "continues", False)
        words = (
            f"{words} {piece.quote}"
            if continues
            else getattr(piece, "quote", None) or ""
        )
        if continues:
            yield words


def quotes_of(corpus, actor):
    """All words that the sources of an actor are quoted with."""
    quotes = []
    for record in (*corpus.statements, *corpus.proposals, *corpus.measures):
        own = [
            each
            for each in record.evidence
            if corpus.source[each.source].publisher == actor
        ]
        quotes += [*(piece.quote for piece in own if piece.quote), *joined(own)]
    return [solid(quote) for quote in quotes]


def parts_of(quote):
    return [solid(part) for part in re.split(r"\[…\]|…", quote) if solid(part)]


def test_quotation_marks_hold_what_somebody_wrote(corpus, code):
    """A quote on record, a title or a text; after « selon X », only what a source of X wrote."""
    texts = "\n".join(map(solid, written(corpus)))
    own = {solid(words) for words in OWN_WORDS}
    for name, text in forms(corpus, code):
        quoted = ["".join(found) for found in QUOTED.findall(text)]
        assert quoted or name not in {"md", "html"}
        made = {part for each in quoted for part in parts_of(each) if part not in texts}
        assert (name, made - own) == (name, set())
        for actor in corpus.actors:
            theirs = quotes_of(corpus, actor.id)
            names = {actor.name, Context(corpus, language(code)).whole_name(actor.id)}
            said = rf"(?:[Ss]elon|[Aa]ccording to|implied by) (?:{'|'.join(map(re.escape, names))}),? ?:? "
            after = re.findall(rf"{said}(?:«\s*([^«»]*?)\s*»|“([^“”]*?)”)", text)
            parts = [part for found in after for part in parts_of("".join(found))]
            assert [
                part for part in parts if not any(part in quote for quote in theirs)
            ] == []


def test_where_nobody_has_looked_nothing_is_counted(corpus, code):
    """Each form says so, and gives no number of statements."""
    if corpus.statements:
        return
    for name, text in forms(corpus, code):
        counted = re.findall(r"\b0 (?:of|sur|=|counted|comptée)|\(0\)", text)
        assert (name, counted) == (name, [])
        if name in {"md", "html", "docx", "svg", "coverage"}:
            assert (
                "rien n’est encore examiné" if code == "fr" else "nothing reviewed yet"
            ) in text


def test_nothing_is_consulted_without_a_search(corpus, code):
    """With its day and as many sources as it has on record; silence of a source is no denial."""
    words = language(code)
    searches = {
        (len(each.sources), words.date(each.on)) for each in corpus.searches if each.on
    }
    consulted = r"(\d+) sources consult\w+,? (?:\()?(?:au|as of) ([^,)]+)"
    for name, text in forms(corpus, code):
        found = {(int(n), day) for n, day in re.findall(consulted, text)}
        assert (name, found - searches) == (name, set())
        assert len(re.findall(r"sources? consult", text)) == len(
            re.findall(consulted, text)
        )
        assert (name, DENIED.findall(text)) == (name, [])


def test_a_source_that_states_nothing_denies_nothing(jam, code):
    """The rule of an actor who makes no statement says that none is on record from it."""
    for name, text in forms(jam, code, Rule(whose="gouvernement")):
        assert (name, DENIED.findall(text)) == (name, [])


def test_a_quote_whose_sentence_goes_on_says_so(corpus, code):
    """By « […] » after it, wherever it is told."""
    cut = {
        solid(piece.quote)
        for record in corpus.statements
        for piece in record.evidence
        if piece.quote and piece.cut
    }
    whole = [
        solid(text)
        for text in written((corpus.proposals, corpus.measures, corpus.statements))
    ]
    for name, text in forms(corpus, code):
        for quote in cut:
            # Another record may quote more of the same sentence.
            if any(quote in each != quote for each in whole):
                continue
            after = re.split(rf"[«“]{re.escape(quote)}", solid(text))[1:]
            bare = [rest[:40] for rest in after if not rest.startswith("[…]")]
            assert (name, quote, bare) == (name, quote, [])


def test_the_day_of_an_export_is_not_that_of_the_facts(corpus, code):
    """It is told with the version of jamplan alone, and no sentence ends twice."""
    day = language(code).date(LATER)
    for name, text in forms(corpus, code):
        beside = re.sub(
            rf"jamplan {re.escape(jamplan.__version__)}, (?:le )?{day}", "", text
        )
        assert (name, day in beside) == (name, False)
        assert (name, re.findall(r"[^.]{0,30}[^.…]\.\.(?!\.)[^.]{0,10}", text)) == (
            name,
            [],
        )
