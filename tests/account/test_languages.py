"""The languages of the reports: what people of a corpus wrote is told in the report's own."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from jamplan.account.account import Account
from jamplan.account.context import Context
from jamplan.account.quoting import cited
from jamplan.account.spans import Span
from jamplan.account.vocabulary import language_for
from jamplan.corpus.loading import load, packaged_folder
from jamplan.corpus.model import Actor, FieldForm, Measure, Proposal
from jamplan.corpus.records import keys_of
from jamplan.language import Texts
from jamplan.language.folding import one_line
from jamplan.layouts.coverage import coverage_report
from jamplan.layouts.record import record_report, record_screens
from jamplan.layouts.unadopted import unadopted_report
from tests.account.test_fairness import forms
from tests.layouts.test_forms import EXAMPLE, squeezed

FOLDERS = {"shipped": packaged_folder(), "example": EXAMPLE}


def walked(value) -> Iterator[object]:
    """Records, and those that they hold."""
    for record in value if isinstance(value, list | tuple) else (value,):
        if is_dataclass(record):
            yield record
            for attribute in fields(record):
                yield from walked(getattr(record, attribute.name))
        elif isinstance(record, list | tuple):
            yield from walked(record)


def records_of(corpus) -> list[object]:
    return list(walked([getattr(corpus, each.name) for each in fields(corpus)]))


def words_in(corpus) -> Iterator[tuple[object, str, str]]:
    """The words that people wrote in a corpus: the record, the key and the words."""
    for record in records_of(corpus):
        for key in keys_of(type(record)):
            value = getattr(record, key.name)
            if key.form is FieldForm.WORDS and value is not None:
                yield from (
                    (record, key.name, each)
                    for each in (value if key.many else (value,))
                )


@pytest.mark.parametrize("name", FOLDERS)
def test_what_people_wrote_is_there_in_both_languages(name):
    """All but names, glosses, which explain a quote to others, and the text of a document that is quoted."""
    corpus = load(FOLDERS[name])
    left = [
        (key, text)
        for record, key, text in words_in(corpus)
        if not (isinstance(text, Texts) and {"fr", "en"} <= text.by_language.keys())
        and not isinstance(record, Actor)
        and key != "gloss"
        and not (
            name == "example"
            and isinstance(record, Proposal | Measure)
            and key == "text"
        )
    ]
    assert left == []


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("name", FOLDERS)
def test_no_form_has_words_of_the_other_language_but_quotes_titles_and_names(
    name, code
):
    """What is marked as another language is one of these; what people wrote in it is nowhere."""
    corpus = load(FOLDERS[name])
    context = Context(corpus, language_for(corpus, code))
    account = Account(context)
    items = (*account.proposals, *account.measures)
    reports = [
        coverage_report(account),
        unadopted_report(account),
        *(record_report(account, item) for item in items),
        *(block for item in items for block in record_screens(account, item)),
    ]
    marked = {
        span.text for span in walked(reports) if isinstance(span, Span) and span.lang
    }
    assert marked - quotes_titles_and_names(context) == set()
    told = [text for _name, text in forms(corpus, code)]
    (other,) = {"fr", "en"} - {code}
    foreign = {
        text.by_language[other]
        for _record, _key, text in words_in(corpus)
        if isinstance(text, Texts)
        and {"fr", "en"} <= text.by_language.keys()
        and squeezed(text.by_language[other]) not in squeezed(text.by_language[code])
    }
    assert len(foreign) > 20
    whole = squeezed("\n".join(told))
    # A name may be a word of a document too: « UK government ».
    documents = squeezed("\n".join(quotes_titles_and_names(context)))
    found = {text for text in foreign if squeezed(text) in whole}
    assert {text for text in found if squeezed(text) not in documents} == set()


def quotes_titles_and_names(context) -> set[str]:
    """What may be in another language than a report, as a span has it."""
    corpus = context.corpus
    texts = [*(actor.name for actor in corpus.actors)]
    for item in (
        *corpus.proposals,
        *corpus.measures,
        *corpus.chapters,
        *corpus.priorities,
    ):
        texts += [item.title, getattr(item, "short", None) or ""]
    for item in (*corpus.proposals, *corpus.measures):
        texts += [
            span.text for paragraph in context.paragraphs(item) for span in paragraph
        ]
    nested = context.language.nested
    quotes = [*(nested(source.title or "") for source in corpus.sources)]
    for owner in records_of(corpus):
        quotes += [
            piece.words for piece in cited(context, getattr(owner, "evidence", ()))
        ]
    return {
        *map(one_line, texts),
        *(context.language.quoted(one_line(quote)) for quote in quotes),
    }
