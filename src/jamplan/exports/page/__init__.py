"""The page for readers: one HTML file that asks for nothing else, and shows all data as text.

``view`` is what the page shows, as plain data, and ``entries`` its proposals and measures.
``page.html.jinja`` makes HTML of them, with ``page.css`` and ``page.js`` in it.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from jamplan.exports.export import Publication
from jamplan.exports.page.view import page_view
from jamplan.language.folding import harmless, is_web, one_line
from jamplan.reports.blocks import SpanKind

_FOLDER = Path(__file__).parent


def page(content: Publication) -> str:
    """The page of a publication. The same publication gives the same text."""
    style, script = _inlined("page.css"), _inlined("page.js")
    text: str = _template().render(
        page_view(content),
        kinds=SpanKind,
        style=style,
        script=script,
        policy=_policy(style, script),
    )
    return text


@cache
def _template() -> Template:
    """The template, read and compiled once."""
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
    environment.filters["line"] = one_line
    return environment.get_template("page.html.jinja")


def _shown(value: object) -> object:
    """A value as the page shows it: texts without controls; markup is the template's own."""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _inlined(name: str) -> Markup:
    """The style or the script: files of this package, without end tags."""
    return Markup((_FOLDER / name).read_text(encoding="utf-8"))  # noqa: S704 - a file of this package


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that lets this style and this script work, and nothing be fetched."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
