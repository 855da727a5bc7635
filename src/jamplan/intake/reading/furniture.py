"""What of a web page is none of its text: menus, banners, what is hidden, calls of notes."""

from __future__ import annotations

import re
from collections.abc import Mapping

UNSEEN = frozenset(
    """
    audio canvas datalist footer head iframe nav noscript script select style svg template
    textarea video
    """.split()
)
"""Elements whose text no reader sees, or that are the page's and not its text's."""
_ROLES = frozenset(
    "alertdialog banner contentinfo dialog menu menubar navigation search toolbar".split()
)
_SPOKEN = frozenset(
    "sr-only fr-sr-only visually-hidden visuallyhidden element-invisible screen-reader-text".split()
)
"""Classes of what is only read aloud: « (nouvelle fenêtre) »."""
_SIGNS = re.compile(r"material-(?:icons|symbols)")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_OPENED = re.compile(
    r"accord|collaps|expand|toggle|panel|panneau|onglet|depli|detail|faq|(?:^|[\s_-])(?:tab|content|contenu)",
    re.IGNORECASE,
)
"""What is hidden until a reader opens it."""
_CONTROL = re.compile(
    r"(?:aria-controls|data-(?:bs-)?target|href)\s*=\s*[\"']?#?([\w:.-]{1,100})", re.IGNORECASE
)
_MAIN = re.compile(r"<main\b|\brole\s*=\s*[\"']?main\b", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:^|[-_])(?:breadcrumbs?|(?:fil-?)?ariane|cookies?|axeptio\w*|didomi\w*|tarteaucitron\w*"
    r"|skip-?links?|pagination|newsletter|addtoany\w*|sharethis\w*|(?:social|page|post)-shar(?:e|ing)"
    r"|shar(?:e|ing)-(?:buttons?|links?|bar|block|tools?)|(?:fr|dsfr)-(?:share|follow)|social-links?"
    r"|(?:blocs?|boutons?|liens?|outils)-partage|reseaux-sociaux)(?:$|[-_])",
    re.IGNORECASE,
)
_NEVER = frozenset("article body h1 h2 h3 h4 h5 h6 html main".split())
"""Elements that no class makes furniture: « <body class="has-breadcrumb"> »."""


class Furniture:
    """Tells the furniture of one page."""

    def __init__(self, text: str) -> None:
        self._controlled = frozenset(_CONTROL.findall(text))
        self._has_main = _MAIN.search(text) is not None

    def is_unseen(self, tag: str, named: Mapping[str, str], *, within: bool) -> bool:
        """Whether an element is none of the text. ``within``: it is in the main part, or an article."""
        if tag in UNSEEN or named.get("role", "").lower() in _ROLES:
            return True
        if tag in {"header", "aside"} and self._has_main and not within:
            return True
        if tag == "dialog" and "open" not in named:
            return True
        classes = named.get("class", "")
        if not _SPOKEN.isdisjoint(classes.split()) or _SIGNS.search(classes):
            return True
        return self._is_hidden(tag, named)

    def _is_hidden(self, tag: str, named: Mapping[str, str]) -> bool:
        hidden = "hidden" in named and named["hidden"].lower() != "until-found"
        if tag in {"body", "html"} or not (hidden or _HIDDEN.search(named.get("style", ""))):
            return False
        name = named.get("id", "")
        opened = name in self._controlled or named.get("role") in {"tabpanel", "region"}
        return not opened and not _OPENED.search(f"{name} {named.get('class', '')}")


def may_be_furniture(tag: str, named: Mapping[str, str]) -> bool:
    """Whether an element is furniture unless it holds much text, or an item.

    Forms are, by whose fields one searches or subscribes; some programs put a whole page into a form.
    """
    if tag == "form":
        return True
    names = [*named.get("class", "").split(), named.get("id", "")]
    return tag not in _NEVER and any(_FURNITURE.search(name) for name in names)


# Calls of notes.

_NOTE = re.compile(
    r"#(?:_?(?:ftn|edn)|sd(?:foot|end)note|fn|(?:user-content-)?fn|(?:cite_|foot|end)?note|nb|nh)"
    r"(?![a-z]*ref)[\w:.-]*$",
    re.IGNORECASE,
)
_CALL = re.compile(r"\s*[\[(]?\s*(?:\d{1,3}|[a-z]|\*+|†)\s*[\])]?\s*", re.IGNORECASE)
_RAISED_CALL = " []()*,;†–-0123456789"
_POWER = re.compile(r"(?:(?<![^\W\d_])(?:[dckh]?m|mm|dam|µm|co|r)|(?<!\d)10)$", re.IGNORECASE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


_BACK = re.compile(
    r"\s*(?:(?:retour|revenir|remonter)? ?(?:en |au |vers le )?haut(?: de (?:la )?page)?"
    r"|retour (?:au sommaire|en haut)|back to top|[↑↩⬆])\s*",
    re.IGNORECASE,
)


def leads_back(text: str, address: str) -> bool:
    """Whether a link only leads back to another place of the page: « Haut de page »."""
    return address.startswith("#") and _BACK.fullmatch(text) is not None


def is_call(text: str, address: str) -> bool:
    """Whether a link is the call of a note."""
    return _NOTE.search(address) is not None and _CALL.fullmatch(text) is not None


def raised(before: str, text: str) -> str:
    """What small letters above the line say after a text; nothing where they call a note.

    « 10 m<sup>2</sup> » and « 10<sup>6</sup> » are none; « 1<sup>er</sup> » either.
    """
    if not before.strip() or text.strip(_RAISED_CALL):
        return text
    return text.translate(_RAISED) if text.isdigit() and _POWER.search(before) else ""
