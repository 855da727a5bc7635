"""The page for readers: one HTML file that fetches nothing, and shows all data as text.

:func:`page_view` is what the page shows, as plain data: the account makes every
sentence, and ``jamplan.layouts.page`` chooses and orders them. ``page.html.jinja`` in
``page`` makes HTML of it, with ``page.css`` and ``page.js`` in it, and has its own
headings and labels.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from jamplan.account.changes import ChangesTold
from jamplan.account.spans import SIGNS, Inline, SpanKind, plain
from jamplan.exports.export import Publication
from jamplan.language.folding import harmless, is_web, one_line
from jamplan.layouts import changes
from jamplan.layouts import page as page_layout

_FOLDER = Path(__file__).with_name("page")
_BRIEF_FROM = 500
"""The fewest items of a page in brief: of 2,000, it is to stay small."""
_OPTIONAL = re.compile("</(?:p|li|t[dhr])>\n?|(?<=>)\n+(?=<)")
"""End tags that HTML lets a page leave out.

What follows them in the template ends their elements.

And line breaks between tags.
"""
_WORDS_OF_ADDRESS = re.compile('(?<=:~:text=)[^"<>]+(?=")')
_LETTERS = re.compile("(?:%20|%[C-F][0-9A-F](?:%[89AB][0-9A-F])+)+")
"""A space, or letters beyond ASCII, encoded in UTF-8."""
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufefe\U00010800-\U0001efff]")
"""A letter of a script from right to left, of which a text is kept apart."""


def page(content: Publication) -> bytes:
    """The page of a publication, in UTF-8. The same one gives the same bytes."""
    brief = content.item is None and len(content.account.item) >= _BRIEF_FROM
    content = replace(content, account=content.account.in_brief(brief=brief))
    colours = (f".{status}{{--sign:{signs[-1]}}}" for status, signs in SIGNS.items())
    text = rendered("page", ("page.css",), page_view(content), "".join(colours))
    return (_shortened(text) if brief else text).encode()


def _shortened(text: str) -> str:
    """A page without what browsers do not need.

    They encode spaces and letters in the words of an address by themselves.
    """
    text = _WORDS_OF_ADDRESS.sub(lambda words: _decoded(words[0]), text)
    return _OPTIONAL.sub("", text)


def _decoded(words: str) -> str:
    """Encoded words with their spaces and letters as such, other signs as before."""
    return _LETTERS.sub(lambda encoded: _letters(encoded[0]), words)


@lru_cache(maxsize=4096)
def _letters(encoded: str) -> str:
    """Spaces and letters, unless they have a control or are no text.

    A language has few of them, and a long page each of them thousands of times.
    """
    letters = unquote(encoded)
    is_same = quote(letters, safe="") == encoded
    return letters if is_same and harmless(letters) == letters else encoded


def rendered(
    name: str, styles: Iterable[str], shown: Mapping[str, object], further: str = ""
) -> str:
    """A page by the name of its template and script, with ``further`` style."""
    style, script = _inlined(*styles) + further, _inlined(f"{name}.js")
    policy = _policy(style, script)
    return harmless(
        _template(name).render(shown, style=style, script=script, policy=policy)
    )


@cache
def _template(name: str) -> Template:
    """The template of a page, read and compiled once."""
    environment = Environment(
        autoescape=True,
        finalize=_shown,
        loader=FileSystemLoader(_FOLDER),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.tests["web"] = is_web
    environment.tests["leftward"] = _LEFTWARD.search
    environment.filters["line"] = one_line
    environment.filters["plain"] = plain
    return environment.get_template(f"{name}.html.jinja")


def _shown(value: object) -> object:
    """A value as the page shows it: texts without controls or markup.

    Markup is the template's own.
    """
    return (
        harmless(value)
        if isinstance(value, str) and not isinstance(value, Markup)
        else value
    )


def _inlined(*names: str) -> Markup:
    """A style or a script: files of this package, without end tags."""
    texts = ((_FOLDER / name).read_text(encoding="utf-8") for name in names)
    return Markup("".join(texts))  # noqa: S704 - files of this package


def _policy(*inlined: str) -> str:
    """A Content-Security-Policy for one style and script, with nothing fetched."""
    digests = (hashlib.sha256(text.encode()).digest() for text in inlined)
    style, script = (
        f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests
    )
    allowed = f"style-src {style}; script-src {script}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


_FOLDED_FROM = 50
"""The fewest items that open on demand."""


def page_view(content: Publication) -> dict[str, object]:
    """What the page of a publication shows, by the names that the template uses."""
    account, item, only = content.account, None, []
    title, description = account.heading, account.whole.headline_text
    if content.item is not None:
        item = account.item[content.item.id]
        only = [item]
        title = f"{item.title.text} · {title}"
        description = item.citations[0].text
    groups, table = page_layout.groups(account), page_layout.table(account)
    names = page_layout.sections(
        account,
        has_told=bool(groups["told_first"]),
        has_open=bool(groups["open"]),
        has_corrections=content.changes is not None,
    )
    if item is not None:
        names = ["method"]
    titles = [group.title for group in groups["told_first"]]
    whole = page_layout.method_of(account, content.provenance, is_whole=item is None)
    return {
        "publication": content,
        "account": account,
        "kinds": SpanKind,
        "_": account.language.gettext,
        "item": item and page_layout.entry(account, item, alone=True),
        "title": title,
        "description": description,
        "shared": _shared(content, title, description),
        "sections": names,
        "heads": page_layout.headings(account, titles),
        "corrections": _corrections(content),
        "copies": page_layout.packed(account, only),
        "folded": item is None and len(account.proposals) >= _FOLDED_FROM,
        "measures": page_layout.measures(account),
        "has_stars": any(each.is_number_inferred for each in account.item.values()),
        **groups,
        **table,
        **page_layout.head(account, has_voices=bool(table["voices"])),
        **page_layout.unknowns(account),
        **whole,
        "objections": account.whole.against_with_places,
        "searches": page_layout.searches(account),
        "documents": page_layout.documents(account),
        # What happened between several documents is the answer; else it is beside it.
        "has_one_document": account.has_document and not account.by_document,
        "sources": account.sources,
    }


def _shared(content: Publication, title: str, description: str) -> dict[str, str]:
    """What platforms show of a page that is shared; a picture needs its address."""
    told = {"og:title": title, "og:description": description}
    if content.url:
        told |= {
            "og:type": "article",
            "og:locale": content.account.language.locale.replace("-", "_"),
            "og:url": content.url,
            "og:image": content.picture,
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": description,
            "twitter:card": "summary_large_image",
        }
    return told


def _corrections(content: Publication) -> list[Inline]:
    """What changed since an earlier state, if there is one."""
    if content.changes is None:
        return []
    told = ChangesTold(content.changes, content.account.language)
    return changes.corrections(told, content.since)
