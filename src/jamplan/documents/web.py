"""HTML: without what surrounds the text, by markdownify to Markdown, and that as blocks."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from jamplan.documents import markup
from jamplan.documents.textblocks import TextBlock

_DROPPED = (
    "nav",
    "footer",
    "aside",
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "form",
    "iframe",
)
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read(text: str) -> list[TextBlock]:
    """The blocks of a page."""
    soup = BeautifulSoup(text, "lxml")
    for tag in soup.find_all(_is_dropped):
        # What is in a tag that was dropped has no parent any more.
        if tag.parent is not None:
            tag.decompose()
    body = soup.find("main") or soup.body or soup
    converter = MarkdownConverter(
        heading_style="atx", bullets="-", strip=["img", "a"], escape_misc=True
    )
    return markup.read(converter.convert_soup(body))


def _is_dropped(tag: Tag) -> bool:
    """Whether a tag is around the text, or hidden. A header inside the text has its title."""
    if tag.name == "header":
        return tag.find_parent(["main", "article", "section"]) is None
    return (
        tag.name in _DROPPED
        or tag.get("role") in _ROLES
        or tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(str(tag.get("style", ""))))
    )
