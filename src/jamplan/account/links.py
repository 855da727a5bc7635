"""The link of a quote: the address of its source, down to its sentence or its page.

On a web page that is a text fragment (https://wicg.github.io/scroll-to-text-fragment/),
in a PDF its page (RFC 8118). All forms have their links from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from jamplan.account.vocabulary import PORTAL
from jamplan.corpus import model
from jamplan.corpus.loading import texts_of
from jamplan.language.folding import is_web, one_line

if TYPE_CHECKING:
    from jamplan.account.context import Context
    from jamplan.evidence.anchors import Anchor

_DIRECTIVE = ":~:"
_PDF = re.compile(r"\.pdf$", re.IGNORECASE)
# A browser shows no page of these; their words are not looked for.
_NO_PAGE = re.compile(r"\.(?:docx?|odt|xlsx?|ods|pptx?|zip)$", re.IGNORECASE)
_PAGE_OF_FILE = re.compile(r"\bPDF\s+(\d{1,5})\b")
_PAGE = re.compile(r"(?:p\.|page)\s*(\d{1,5})", re.IGNORECASE)
_LONGEST = 2_000
"""The characters that Excel follows in a link.

Some browsers and mail programs stop there too.
"""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a quote can be read."""

    address: str
    remark: str = ""
    """« portail, non le document »; empty of the document's own address."""

    def __str__(self) -> str:
        """The address, and what is to be known of it."""
        return f"{self.address} ({self.remark})" if self.remark else self.address


def link_of(
    context: Context, run: Sequence[model.Evidence], beside: str = ""
) -> Link | None:
    """The link of pieces of evidence of one source; None if the source has no address.

    ``beside`` is the text of the answer that they quote: it tells equal words of a copy
    apart.
    """
    source = context.corpus.source[run[0].source]
    if source.archived and (source.portal or not source.url):
        address = source.archived
    elif source.url and source.portal:
        return Link(one_line(source.url), context.gettext(PORTAL))
    else:
        address = source.url or ""
    if not address:
        return None
    return Link(passage_link(one_line(address), _anchors(context, run, beside)))


def _anchors(
    context: Context, run: Sequence[model.Evidence], beside: str
) -> list[Anchor]:
    """Where the quotes of a source are: as in its copy, else as they are on record."""
    # What reads copies is slow to import, and most links need none.
    from jamplan.evidence.anchors import anchor_of, anchor_on_record

    text = None
    if context.corpus.source[run[0].source].file:
        text, _findings = context.copies.of(run[0].source)
    anchors = []
    for piece in run:
        anchor = None
        words = one_line(piece.quote or "")
        if text and words:
            anchor = anchor_of(words, text, piece.page, beside)
        page = piece.page or _page_named(piece.locator)
        anchors.append(anchor or anchor_on_record(words, page))
    return anchors


def _page_named(locator: str | None) -> int | None:
    """The page that a position names: of « p. 13 (PDF 14) », that of the file."""
    for words in texts_of(locator or ""):
        named = _PAGE_OF_FILE.search(words) or _PAGE.fullmatch(words)
        if named:
            return int(named[1])
    return None


def passage_link(address: str, anchors: Sequence[Anchor]) -> str:
    """An address that leads to places: to the page of the first in a PDF, or to all."""
    if not is_web(address) or _DIRECTIVE in address:
        return address
    page, _sign, fragment = address.partition("#")
    path, _sign, query = page.partition("?")
    if _PDF.search(path) or _PDF.search(query):
        pages = [anchor.page for anchor in anchors if anchor.page]
        if fragment or not pages:
            return address
        return f"{page}#page={pages[0]}"
    directives = [_directive(anchor) for anchor in anchors if anchor.words]
    if _NO_PAGE.search(path) or not directives:
        return address
    return _with(address, directives)


def _with(address: str, directives: Iterable[str]) -> str:
    """An address with text directives, unless it would be too long to be followed."""
    hash_sign = "" if "#" in address else "#"
    told = "&".join(dict.fromkeys(directives))
    link = f"{address}{hash_sign}{_DIRECTIVE}{told}"
    return link if len(link) <= _LONGEST else address


def _directive(anchor: Anchor) -> str:
    """« text=prefix-,first,last,-suffix », its own signs encoded."""
    terms = [_encoded(anchor.words)]
    if anchor.before:
        terms.insert(0, f"{_encoded(anchor.before)}-")
    if anchor.last:
        terms.append(_encoded(anchor.last))
    if anchor.after:
        terms.append(f"-{_encoded(anchor.after)}")
    return f"text={','.join(terms)}"


def _encoded(words: str) -> str:
    """Words in an address; a hyphen would part them from those around them."""
    return quote(words, safe="", errors="replace").replace("-", "%2D")


def links_of(links: Iterable[Link | None]) -> tuple[Link, ...]:
    """The links, each once; those to places of one page are one that leads to all."""
    places: dict[tuple[str, str], list[str]] = {}
    for link in links:
        if link is not None:
            address, sign, directive = link.address.partition(_DIRECTIVE)
            page = address.removesuffix("#") if sign else address
            known = places.setdefault((page, link.remark), [])
            known += directive.split("&") if sign else []
    merged = []
    for (address, remark), directives in places.items():
        whole = address
        if directives:
            whole = _with(address, directives)
        merged.append(Link(whole, remark))
    return tuple(merged)
