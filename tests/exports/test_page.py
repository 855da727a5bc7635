"""The page: one file that asks for nothing, in which all data is text."""

import base64
import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import parse_qs, unquote, urlsplit

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jamplan.account.citations import cite_item
from jamplan.account.context import Context
from jamplan.account.vocabulary import language_for
from jamplan.corpus import model
from jamplan.corpus.loading import Corpus, load
from jamplan.counting.figures import coverage
from jamplan.counting.rules import Rule, WordsCounted
from jamplan.counting.statuses import Status
from jamplan.evidence.changes import compare
from jamplan.exports import htmlfile
from jamplan.exports.export import Publication, publication
from jamplan.exports.jsonfile import export_object
from jamplan.language import Texts, language
from jamplan.language.folding import harmless, one_line
from jamplan.layouts import page as page_layout
from jamplan.layouts.cells import bar_widths
from tests.account.test_languages import walked
from tests.conftest import few
from tests.exports.hostile import corpus_saying
from tests.generated import RULES, corpora, corpus_of, make_corpus, with_parts

VOID = {"meta", "br", "input"}
NARROW = "\u202f"
WORD = r"[^\s«»:;.,…!?→[\]]+"


@dataclass
class Element:
    """An element as it was opened: how deep it stands, its name, its attributes."""

    depth: int
    tag: str
    attributes: dict[str, str]


class Parsed(HTMLParser):
    """A page's elements and texts; raises where tags do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.inlined: dict[str, str] = {}
        self.spoken: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._languages: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag, attrs):
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), (tag, names)
        self.elements.append(
            Element(len(self._open), tag, {name: value or "" for name, value in attrs})
        )
        if tag not in VOID:
            self._open.append(tag)
            outer = self._languages[-1] if self._languages else ""
            self._languages.append(dict(attrs).get("lang") or outer)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag
        self._languages.pop()

    def handle_data(self, data):
        if self._open[-1:] in (["style"], ["script"]):
            self.inlined[self._open[-1]] = data
        else:
            self.texts.append(data)
            if self._open:
                self.spoken.append((data, self._languages[-1]))

    @property
    def text(self) -> str:
        """What stands in the page, each run of spaces as one."""
        return one_line(" ".join(self.texts))

    @property
    def shape(self) -> list[tuple[int, str, tuple[str, ...]]]:
        """The elements with the names of their attributes."""
        return [
            (entry.depth, entry.tag, tuple(entry.attributes)) for entry in self.elements
        ]

    def values(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [
            entry.attributes[name]
            for entry in self.elements
            if name in entry.attributes
        ]


def page(content: Publication) -> str:
    return htmlfile.page(content).decode()


def written(corpus: Corpus, rule: Rule | None = None, **chosen) -> str:
    return page(publication(corpus, rule, date="2026-11-24", **chosen))


@pytest.fixture(scope="module")
def parsed(jam):
    """The page of the shipped corpus."""
    return Parsed(written(jam))


def test_what_is_reworded_and_never_looked_up_is_said_to_be(parsed, root):
    """Texts described by sources, and quotes without a copy; neither of the second corpus."""
    response = Parsed(written(load(root / "examples" / "ai-opportunities"), lang="fr"))
    for told in (
        "Texte, reformulé d’après les sources",
        "Citations non vérifiées, faute de copie des sources",
    ):
        assert told in parsed.text
        assert told not in response.text


def solid(text: str) -> str:
    """A text without white space: links within a sentence part it."""
    return "".join(text.split())


def citations_of(text: str) -> Iterable[str]:
    """Yield the sentences to copy from a page, with the quotes that it shows beside them."""
    packed = json.loads(
        zlib.decompress(base64.b64decode(*Parsed(text).values("data-copies")))
    )
    for name, texts in packed.items():
        entry = re.search(rf'<article id="{name}".*?</article>', text, re.DOTALL)[0]
        quotes = re.findall(
            "<blockquote>(<p.*?</p>)(.*?)</blockquote>", entry, re.DOTALL
        )
        for told in texts:
            parts = re.split("[\0\1]", told)
            signs = re.findall("[\0\1]", told)[::2]
            for place, sign in enumerate(signs):
                words, where = quotes[int(parts[2 * place + 1])]
                shown = Parsed(words).text
                if sign == "\1":
                    shown = Parsed(where).values("href")[0]
                parts[2 * place + 1] = shown
            yield re.sub(
                "\2(.*?)\2", lambda title: title_of(text, title[1]), "".join(parts)
            )


def title_of(text: str, place: str) -> str:
    """The title of an entry without its number, by its id and the length of that."""
    name, before = place.split()
    head = re.search(rf'<article id="{name}".*?(<h(\d).*?</h\2>)', text, re.DOTALL)[1]
    return Parsed(head).text[int(before) :]


def texts_of(value: object) -> Iterable[str]:
    """All that people wrote in a record: no ids, codes or dates."""
    for record in walked(value):
        for name in "title text details quote locator note url question result".split():
            inner = getattr(record, name, None) or ()
            yield from inner if isinstance(inner, tuple) else (inner,)


def test_every_text_of_the_corpus_stands_in_the_page(jam, parsed):
    """Titles, texts, notes, quotes, addresses, questions and answers, word for word."""
    names = "sources proposals measures statements searches priorities".split()
    documents = (jam.proposals_document, jam.plan_document)
    records = (*(getattr(jam, name) for name in names), documents)
    texts = [solid(text) for text in texts_of(records)]
    assert len(texts) > 150
    assert [text for text in texts if text not in solid(parsed.text)] == []


def test_the_headline_its_day_the_method_and_the_provenance_are_in_the_page(
    jam, parsed
):
    """As in the other forms, with no per cent in the headline; the command names another folder."""
    for sentence in (
        "les auteurs de ce relevé comptent 3 reprises affirmées, 3 interprétées",
        "La seule source trouvée, les Jeunes Avec Macron (JAM), à l’origine des propositions, écrit",
        "Situation au 28 novembre 2026.",
        "L’absence de reprise connue n’est pas un refus",
        "1 reprise non comptée Brigade mobile dans chaque département 12*",
        "3 reprises affirmées Formation des professionnels 4 Développer",
        "Mesures avec une reprise comptée\u202f: 6 sur 13.",
        "6 comptées, 1 non comptée, 21 sans conclusion",
        "Une phrase ambiguë ne compte pas",
    ):
        assert sentence in parsed.text
    assert "%" not in parsed.text[: parsed.text.index("Ce qui n’est pas établi")]
    text = Parsed(written(replace(make_corpus(), folder="my wishes"), lang="en")).text
    assert (
        "jamplan coverage --rule stated --partial apart --of declared --data 'my wishes'"
        in text
    )


def test_no_id_and_no_code_is_shown_unfolded(jam):
    """Neither ids, nor codes of the data, nor who recorded a decision; and no more than 2,000 words.

    With the table of all items and what was looked for, 2,700.
    """
    folded = r"<details.*?</details>|<head>.*?</head>|<form.*?</form>|<script.*"
    text = re.sub(folded, "", written(jam), flags=re.DOTALL)
    unfolded = Parsed(text + "</body></html>").text
    apart = re.findall(
        r'<section id="s_(?:items|searches)".*?</section>', text, flags=re.DOTALL
    )
    beside = sum(len(re.findall(WORD, Parsed(part).text)) for part in apart)
    # Numbers of measures are ids without their letter, and notes may name a measure.
    ids = [*jam.proposal, *jam.source]
    ids += [group.id for group in jam.chapters + jam.priorities]
    words = set(re.findall(r"[\w-]+", unfolded))
    assert words & {*ids, "stated", "adopted", "below_rule", "unstated"} == set()
    assert "enregistrée par" not in unfolded.lower()
    assert len(apart) == 2
    assert len(re.findall(WORD, unfolded)) - beside < 2_000
    assert len(re.findall(WORD, unfolded)) < 2_700


def test_each_statement_has_the_citation_that_show_gives_to_copy(jam):
    """Beside each statement, and where nothing is stated the sentence that says so."""
    copied = citations_of(written(jam))
    items = [
        *jam.proposals,
        *(item for item in jam.measures if item.id not in jam.statements_naming),
    ]
    cited = [cite_item(Context(jam, language_for(jam)), item) for item in items]
    assert sorted(copied) == sorted(
        str(citation) for citations in cited for citation in citations
    )
    rule = Rule(words=WordsCounted.EXPLICIT)
    context = Context(jam, language_for(jam), rule)
    citation = cite_item(context, jam.proposal["etude-sociologique"])[0]
    assert str(citation) in citations_of(written(jam, rule))


def test_an_error_is_reported_to_the_contact_of_the_proposals(jam):
    """A letter with the item's title and citation; none without an address. The licence is there too."""
    assert "mailto:" not in written(jam)
    told = {"contact": "bilan@example.org?cc=x@example.org", "licence": "<CC> BY 4.0"}
    document = replace(jam.proposals_document, **told)
    parsed = Parsed(written(replace(jam, proposals_document=document)))
    letters = [value for value in parsed.values("href") if value.startswith("mailto:")]
    silent = [id_ for id_ in jam.measure if not jam.statements_naming.get(id_)]
    # One is about the whole.
    assert len(letters) == 1 + len(jam.proposals) + len(silent)
    address = urlsplit(letters[1])
    assert unquote(address.path) == document.contact
    assert "?" not in address.path
    fields = parse_qs(address.query)
    assert fields["subject"] == ["Formation des professionnels"]
    assert fields["body"][0].startswith(
        "Formation des professionnels\r\n\r\nSelon les Jeunes Avec Macron, «"
    )
    assert "quelle source le montre" in fields["body"][0]
    assert "signaler une erreur" in parsed.text
    assert (
        "Relevé non signé\u202f; pour signaler une erreur\u202f: bilan@example.org"
        in parsed.text
    )
    assert "Licence\u202f: <CC> BY 4.0" in parsed.text


def shared(parsed: Parsed) -> dict[str, str]:
    """What platforms read: names and contents."""
    named = [each.attributes for each in parsed.elements if each.tag == "meta"]
    names = [each.get("property") or each.get("name", "") for each in named]
    told = zip(names, named, strict=True)
    return {
        name: each["content"]
        for name, each in told
        if name.startswith(("og:", "twitter:"))
    }


def test_whoever_shares_the_page_has_a_title_a_sentence_and_a_picture_at_its_address(
    jam, parsed
):
    """Without an address, no picture is claimed."""
    told = shared(parsed)
    assert list(told) == ["og:title", "og:description"]
    assert told["og:title"] == jam.title
    assert told["og:description"].startswith(
        "28 propositions. La seule source trouvée, les Jeunes Avec Macron (JAM), "
    )
    placed = replace(
        publication(jam), url="https://a.org/b.html", picture="https://a.org/b.png"
    )
    assert shared(Parsed(page(placed))) == told | {
        "og:type": "article",
        "og:locale": "fr_FR",
        "og:url": "https://a.org/b.html",
        "og:image": "https://a.org/b.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": told["og:description"],
        "twitter:card": "summary_large_image",
    }


def test_a_page_may_be_about_one_item(jam, monkeypatch):
    """Its title, all that is said of it, the method; no other item, no link within that leads nowhere."""
    monkeypatch.setattr("jamplan.exports.htmlfile._BRIEF_FROM", 1)
    for item in (jam.proposal["etude-sociologique"], jam.measure["A2"]):
        alone = Parsed(page(replace(publication(jam), item=item)))
        assert [
            each.attributes["id"] for each in alone.elements if each.tag == "article"
        ] == [item.id]
        assert [each.tag for each in alone.elements].count("h1") == 1
        assert shared(alone)["og:title"] == f"{one_line(item.title)} · {jam.title}"
        for text in (
            one_line(item.title),
            "Déployer la recherche",
            "Relevé non signé, sans adresse",
        ):
            assert text in alone.text
        assert "Formulation" in alone.text
        ids = alone.values("id")
        assert {
            address[1:] for address in alone.values("href") if address.startswith("#")
        } <= {*ids}


def test_an_item_alone_is_open_however_long_its_list(root):
    """Of fifty items that open on demand, one on a page of its own is told at once."""
    corpus = load(root / "examples" / "ai-opportunities")
    alone = Parsed(page(replace(publication(corpus), item=corpus.proposal["R24"])))
    (main,) = (entry for entry in alone.elements if entry.tag == "main")
    (quote, other) = (entry for entry in alone.elements if entry.tag == "blockquote")
    assert "folded" not in main.attributes.get("class", "")
    # Within main, div and article alone.
    assert (quote.depth, other.depth) == (main.depth + 3, main.depth + 3)


def test_nothing_is_said_to_be_not_established_where_all_is_settled_or_told(root):
    """An answer that is neither yes nor no has a section of its own, and a link in the contents."""
    corpus = load(root / "examples" / "ai-opportunities")
    told = Parsed(written(corpus, lang="en"))
    sections = [entry.attributes for entry in told.elements if entry.tag == "section"]
    assert [entry["id"] for entry in sections] == [
        "s_count",
        "s_items",
        "s_told",
        "s_taken",
        "s_measures",
        "s_searches",
        "s_unknowns",
        "s_method",
        "s_sources",
    ]
    assert told.values("href").count("#s_told") == 1
    assert "Not established" not in told.text


def test_what_changed_is_told_with_titles_and_in_words(jam):
    """Statuses, figures and records, before and after; only if an earlier state is named."""
    now = publication(jam, date="2026-11-24")
    later = export_object(now)
    others = tuple(each for each in jam.statements if each.about != "brigade-mobile")
    without = replace(jam, statements=others)
    before = export_object(publication(without, date="2026-11-24"))
    changed = replace(now, since="2021", changes=compare(before, later))
    text = Parsed(page(changed)).text.replace(NARROW, " ")
    told = "Brigade mobile dans chaque département : à examiner → reprise non comptée"
    assert {
        told in text,
        "Avant : 2021" in text,
        "reprise non comptée : 0 → 1" in text,
    } == {True}
    same = Parsed(page(replace(now, since="2021", changes=compare(later, later)))).text
    assert "Rien de ce qui est comparé n’a changé." in same
    assert "Corrections" not in Parsed(page(now)).text


def test_in_a_long_list_exceptions_come_first_and_items_open_on_demand(
    jam, root, monkeypatch
):
    """The table can be narrowed by status; in a vast one, items are told elsewhere by number."""
    response = load(root / "examples" / "ai-opportunities")
    parsed = Parsed(written(response))
    ids = [each.attributes["id"] for each in parsed.elements if each.tag == "article"]
    assert ids[:3] == ["R24", "R13", "R21"]
    # The row, the answer's own title, and in the entry once, as the quote; no group without a name.
    assert parsed.text.count("Partially agree. DCMS and DSIT will engage with") == 3
    assert "priority known" not in parsed.text
    assert "folded" in parsed.values("class")
    assert [each.tag for each in parsed.elements].count("details") >= 100
    assert [
        each.attributes["name"] for each in parsed.elements if each.tag == "select"
    ] == ["status"]
    options = [
        text
        for text in parsed.texts
        if text in {"accepted", "accepted in part", "to review"}
    ]
    assert len(options) > 50
    monkeypatch.setattr("jamplan.exports.htmlfile._BRIEF_FROM", 1)
    short = html5lib.parse(written(response)).iter()
    monkeypatch.setattr("jamplan.exports.htmlfile._OPTIONAL", re.compile("(?!)"))
    whole = written(response)
    # End tags that are left out change no element.
    elements = [
        (each.tag, solid("".join(each.itertext())))
        for each in html5lib.parse(whole).iter()
    ]
    assert [(each.tag, solid("".join(each.itertext()))) for each in short] == elements
    told = (
        "Partially agree. DCMS and DSIT will engage with",
        "Establish a copyright-cleared British",
    )
    vast = Parsed(whole).text
    assert [(parsed.text.count(text), vast.count(text)) for text in told] == [
        (3, 2),
        (3, 2),
    ]
    vast = Parsed(written(jam)).text
    told = (
        "Mesure 12* . «",
        "Formulation\u202f: ambiguë (non comptée",
        "Formulation\u202f: affirmée",
    )
    assert [text in vast for text in told] == [True, True, False]


def test_the_page_has_the_order_of_the_screen(jam, root):
    """A list that fits one screen begins with what is counted, a longer one with exceptions."""
    response = load(root / "examples" / "ai-opportunities")
    for corpus, first in ((jam, "formation-professionnels"), (response, "R24")):
        content = publication(corpus)
        ids = []
        for group in page_layout.table(content.account)["rows"]:
            ids += [item.id for item, _cells in group.rows]
        assert ids == [item.id for item in content.account.by_support]
        articles = re.findall(r'<article id="([^"]+)"', page(content))
        assert (ids[0], articles[0]) == (first, first)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("d%C3%A8s%20l%E2%80%99%C3%A9t%C3%A9", "dès l’été"),
        ("a%26b%2C%20c%2Dd%25", "a%26b%2C c%2Dd%25"),
        ("a%E2%80%AEb%00", "a%E2%80%AEb%00"),
        ("a%E9%80b", "a%E9%80b"),
    ],
)
def test_a_long_page_encodes_in_addresses_what_browsers_do_not(words, told):
    """Signs with a meaning there, controls, and what is no text stay as they are."""
    link = '<a href="https://x.org/%C3%A9#:~:text={}">%C3%A9</a>'
    assert htmlfile._shortened(link.format(words)) == link.format(told)


def test_items_have_the_names_that_the_corpus_gives_them(jam):
    """Recommandations and hameaux, in the headings, the filter and the sums."""
    names = {"recommandation": "recommandations", "hameau": "hameaux"}
    french = {"of": model.Labelled.ITEM, "language": model.LabelLanguage.FR}
    labels = [
        (model.Label(**french, one=one, many=many),) for one, many in names.items()
    ]
    corpus = with_parts(
        jam,
        proposals_document=replace(jam.proposals_document, labels=labels[0]),
        plan_document=replace(jam.plan_document, labels=labels[1]),
    )
    text = written(corpus)
    parsed = Parsed(text).text
    assert (
        "28 recommandations\u202f: les auteurs de ce relevé comptent 3 reprises affirmées"
        in parsed
    )
    assert "Hameaux avec une reprise comptée\u202f: 6 sur 13." in parsed
    assert "recommandations {0} sur {1}, hameaux {2} sur {3}." in text
    assert "si les hameaux viennent réellement des recommandations" in parsed


def test_the_policy_lets_the_inlined_style_and_script_work_and_nothing_else(parsed):
    """Their hashes are those of the texts that stand in the page."""
    hashes = {
        name: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for name, text in parsed.inlined.items()
    }
    elements = [element.attributes for element in parsed.elements]
    policies = [
        attributes["content"]
        for attributes in elements
        if "Security" in str(attributes)
    ]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{hashes['style']}'; "
        f"script-src 'sha256-{hashes['script']}'; base-uri 'none'; form-action 'none'"
    ]
    assert not parsed.values("style")
    assert not [
        name
        for _depth, _tag, names in parsed.shape
        for name in names
        if name.startswith("on")
    ]


def test_the_page_is_small_and_asks_for_nothing(parsed, jam):
    """It fits in a letter; no element fetches, and the style refers to what stands in the page."""
    tags = {entry.tag for entry in parsed.elements}
    assert not tags & set(
        "img link iframe object embed video audio source base image".split()
    )
    assert not parsed.values("src")
    assert "url(" not in parsed.inlined["style"]
    assert "@import" not in parsed.inlined["style"]
    assert "</" not in parsed.inlined["style"] + parsed.inlined["script"]
    assert len(written(jam).encode()) < 250_000


def check_references(parsed: Parsed, corpus: Corpus) -> None:
    """That each address within a page leads to one place, and that each item has its own."""
    ids = parsed.values("id")
    assert len(ids) == len(set(ids))
    inside = [value[1:] for value in parsed.values("href") if value.startswith("#")]
    assert set(inside) <= set(ids)
    articles = [
        entry.attributes["id"] for entry in parsed.elements if entry.tag == "article"
    ]
    assert sorted(articles) == sorted([*corpus.proposal, *corpus.measure])


def test_headings_and_addresses_within_the_page_lead_somewhere(jam, parsed, root):
    """Each item has its own id as its address; there is one title, headings go down one by one."""
    check_references(parsed, jam)
    response = load(root / "examples" / "ai-opportunities")
    for told in (parsed, Parsed(written(response))):
        levels = [
            int(entry.tag[1])
            for entry in told.elements
            if re.fullmatch("h[1-6]", entry.tag)
        ]
        assert (levels[0], levels.count(1)) == (1, 1)
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_data_in_another_language_is_marked_as_such(jam):
    """A screen reader reads French in French, no text is forgotten; each document speaks its own language."""
    parsed = Parsed(written(jam, lang="en"))
    assert parsed.elements[0].attributes == {"lang": "en"}
    assert set(parsed.values("lang")) == {"en", "fr"}
    assert Parsed(written(jam)).values("lang") == ["fr"]
    french = solid(" ".join(text for text, code in parsed.spoken if code == "fr"))
    english = one_line(" ".join(text for text, code in parsed.spoken if code == "en"))
    for record in (*jam.proposals, *jam.measures, *jam.priorities):
        assert solid(record.title) in french
    for record in (*jam.statements, *jam.searches, *jam.proposals, *jam.measures):
        for text in texts_of(record):
            assert isinstance(text, Texts) or solid(text) in french, text
    # What is left are names of actors within sentences.
    names = " ".join(entry.name for entry in jam.actors)
    # And those in the English texts of the corpus itself.
    told = (
        text
        for record in (
            *(*jam.statements, *jam.objections, *jam.searches),
            *(*jam.proposals, *jam.measures, *jam.sources, jam.plan_document),
        )
        for text in texts_of(record)
    )
    names += " ".join(
        text.by_language["en"] for text in told if isinstance(text, Texts)
    )
    accented = {word for word in re.findall(r"\w+", english) if not word.isascii()}
    assert {word for word in accented if word not in names} == set()
    corpus = corpus_of("""
proposals_document: {short_name: Vorschläge, language: de}
plan_document: {short_name: Plan, language: es}
proposals: [{id: p1, title: Ein Vorschlag}]
measures: [{id: M1, title: Una medida}]
statements: [{about: p1, says: taken_up, measure: M1, words: explicit, evidence: [{source: s1}]}]""")
    spoken = Parsed(written(corpus, lang="fr")).spoken
    assert {
        code for text, code in spoken if "Ein Vorschlag" in text and "→" not in text
    } == {"de"}
    assert {code for text, code in spoken if "Una medida" in text} == {"es"}


HOSTILE = [
    *("<script>alert(1)</script>", "</script><script>alert(1)</script>"),
    '"><img src=x onerror=alert(1)>',
    *(
        "</style><style>*{display:none}</style>",
        "</title></svg></article></main>",
        '"onload="alert(1)',
    ),
    *(
        "' onmouseover='alert(1)",
        "javascript:alert(1)",
        "JaVaScRiPt://x%0aalert(1)",
        "//evil.example",
    ),
    *(
        "data:text/html,<script>alert(1)</script>",
        "]]>",
        "<![CDATA[x]]>",
        "<!-- x",
        "--><b>",
    ),
    *(
        "&lt;b&gt; &amp; &#60;",
        "{{ 7 * 7 }}{% raw %}",
        "{n} {0} %s",
        "url(#x)",
        "\\3c b\\3e",
    ),
    *("a\u202eb\u2066c\x00d\x1b[31m", "line\nbreak\ttab"),
]
SIGNS = st.text(
    st.sampled_from("<>&\"'`=/:;#{}%()[]-!\\ \n\tab\u202e\x00é"),
    min_size=1,
    max_size=24,
)


def plain(text: str) -> str:
    """A text of the same shape, paragraphs too, that means nothing to anybody."""
    return "\n\n".join(
        "".join(" " if sign == " " else "x" for sign in harmless(one_line(paragraph)))
        for paragraph in re.split(r"\n[ \t]*\n", text)
    )


@given(st.sampled_from(HOSTILE) | SIGNS)
@example("</script><script>alert(1)</script>")
@example('" onload="alert(1)')
@few(10)
def test_hostile_data_never_becomes_markup(text):
    """The page has the elements and attributes that it has with data that means nothing."""
    parsed, expected = (
        Parsed(
            page(
                publication(
                    corpus_saying(entry, one_line(entry)), lang="fr", date="2026-11-24"
                )
            )
        )
        for entry in (f"x{text}x", plain(f"x{text}x"))
    )
    assert parsed.shape == expected.shape
    assert parsed.inlined == expected.inlined
    assert not [
        value
        for value in parsed.values("href")
        if not value.startswith(("#", "mailto:"))
    ]
    assert harmless(one_line(f"x{text}x")) in parsed.text


ADDRESSES = """https://example.org/a?b=c&d='e" HTTP://example.org javascript:alert(1) https:javascript https:///x
ftp://example.org //example.org mailto:a@example.org""".split()


@pytest.mark.parametrize(
    ("url", "followed"), [(url, url in ADDRESSES[:2]) for url in ADDRESSES]
)
def test_only_web_addresses_become_links(url, followed):
    """They send no referrer; anything else is shown as the text that it is."""
    corpus = corpus_of(
        "sources: [{id: s1, publisher: author}, {id: s2, publisher: other}]"
    )
    corpus = with_parts(
        corpus, sources=(replace(corpus.sources[0], url=url), corpus.sources[1])
    )
    parsed = Parsed(written(corpus))
    assert {"name": "referrer", "content": "no-referrer"} in [
        each.attributes for each in parsed.elements
    ]
    outside = [
        address for address in parsed.values("href") if not address.startswith("#")
    ]
    assert outside == [url] * followed
    assert url in parsed.text


@given(corpora(), RULES)
@few(5)
def test_every_corpus_and_rule_makes_a_page(corpus, rule):
    """In both languages, whatever is missing; the parts of its bar follow each other without a gap."""
    for code in ("fr", "en"):
        parsed = Parsed(page(publication(corpus, rule, lang=code, date="2026-11-24")))
        check_references(parsed, corpus)
        assert "{" not in parsed.text.replace("{n}", "")
    figures = coverage(corpus, rule)
    context = Context(corpus, language("en"), rule)
    signs = [context.sort_of(row).sign for row in figures.rows]
    end, counts = 0.0, Counter()
    for part, start, width in bar_widths(
        Context(corpus, language("en"), rule).bar_parts, 100
    ):
        assert start == pytest.approx(end, abs=0.01)
        assert width == pytest.approx(100 * part.count / figures.total, abs=0.01)
        end, counts[part.status] = start + width, counts[part.status] + part.count
    missing = {Status.UNDOCUMENTED: figures.statuses[Status.UNDOCUMENTED]}
    assert counts == Counter(signs) + Counter(missing)
    assert end == pytest.approx(100 if figures.total else 0, abs=0.01)


def test_a_text_keeps_its_paragraphs():
    """A blank line parts two; a line break within one is a space."""
    proposal = model.Proposal(
        id="p1", title="One", text="First\nline.\n \nSecond <b>.\n\n\n"
    )
    text = written(make_corpus(proposals=(proposal,)), lang="en")
    assert text.count('<p lang="fr">First line.</p>') == 1
    assert text.count('<p lang="fr">Second &lt;b&gt;.</p>') == 1


def test_quotes_are_open_and_readers_find_what_they_need_to_verify():
    """Documents, conclusions, dismissals, outcomes with their evidence; no ids, nobody who recorded it."""
    corpus = corpus_of("""
proposals_document: {short_name: Report, title: The whole report, publisher: author, source: s1, date: 2021-04,
  declared: [{count: 7, sources: [s2], note: On its cover.}], note: Six chapters., language: en}
plan_document: {short_name: Plan, language: en}
chapters: [{id: c1, title: Known, pages: 5-8}]
priorities: [{id: P1, title: First, note: As printed., evidence: [{source: s1, quote: said so, locator: p. 3}]}]
proposals: [{id: p1, title: One, chapter: c1}, {id: p2, title: Two}]
measures: [{id: M1, title: Measure, priority: P1}, {id: M2, title: Other}]
statements:
  - {about: p1, says: taken_up, measure: M1, words: explicit, evidence: [{source: s1, quote: they took it up, locator: p. 3}], by: Alice, on: 2026-10-02}
  - {about: p1, says: refused, words: explicit, evidence: [{source: s2, quote: we refuse this proposal}]}
  - {about: p2, says: not_this, measure: M1, words: compared, by: Eve, on: 2026-10-05, note: Not the same.}
  - {about: M1, says: carried_out, words: explicit, date: 2022-03, text: A campaign ran.,
     evidence: [{source: s1, quote: it ran}]}""")
    text = written(corpus, lang="en")
    parsed = Parsed(text).text
    for sentence in (
        "The whole report, Author, April 2021.",
        "The document itself could not be read in full.",
        "Declared number: 7. Other . On its cover.",
        "Note: Six chapters.",
        "As printed.",
        "disputed: taken up according to les auteurs (November 2021), refused by Other",
        "Taken up according to les auteurs. Measure: Measure .",
        "Wording: stated (disputed, so neither counts) · extent not stated.",
        "Refused by Other.",
        "“said so” x.org, November 2021 , p. 3",
        "Match set aside: Measure (Eve, 5 October 2026). Not the same.",
        "Match set aside: Two (Eve, 5 October 2026). Not the same.",
        *(
            "March 2022 (implemented according to les auteurs): A campaign ran.",
            "“it ran”",
            "outcome not known",
        ),
        "Taken up is not implemented",
    ):
        assert sentence in parsed, sentence
    assert "Alice" not in parsed
    assert text.count("<blockquote>") == 3
    assert not re.search("<details>(?:(?!</details>).)*<blockquote>", text, re.DOTALL)
