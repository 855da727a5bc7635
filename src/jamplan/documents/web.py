"""HTML: without what surrounds the text, by markdownify to Markdown, and that as blocks."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from jamplan.documents import markdown
from jamplan.documents.blocks import Block

_DROPPED = ("nav", "header", "footer", "aside", "script", "style", "noscript", "template", "svg", "form", "iframe")
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read(text: str) -> list[Block]:
    """The blocks of a page."""
    soup = BeautifulSoup(text, "html.parser")
    # A header inside the text has its title.
    for tag in soup.find_all(_DROPPED):
        if tag.name != "header" or tag.find_parent(["main", "article", "section"]) is None:
            tag.decompose()
    for tag in soup.find_all(True):
        if isinstance(tag, Tag) and not tag.decomposed and _is_hidden(tag):
            tag.decompose()
    body = soup.find("main") or soup.body or soup
    converter = MarkdownConverter(heading_style="atx", bullets="-", strip=["img", "a"], escape_misc=True)
    return markdown.read(converter.convert_soup(body))


def _is_hidden(tag: Tag) -> bool:
    return (
        tag.get("role") in _ROLES
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(str(tag.get("style", ""))))
    )
