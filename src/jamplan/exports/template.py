"""An export through a template of one's own: a house style, in Jinja2.

A template sees the object of ``export --format json`` and may write it as it likes. It runs in Jinja2's
sandbox: it reads no file, calls nothing but its filters, and cannot change what it is given.
"""

from __future__ import annotations

import html
from enum import StrEnum

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from jamplan.exports.jsonexport import export_object
from jamplan.exports.markdown import escaped, link_to
from jamplan.exports.publication import Publication
from jamplan.locale import Language

_TOO_MUCH = "it is nested too deeply, or too large"


class Why(StrEnum):
    """Why a template cannot be used."""

    SYNTAX = "syntax"
    UNDEFINED = "undefined"
    FORBIDDEN = "forbidden"
    TOO_MUCH = "too-much"
    FAILED = "failed"


class TemplateFault(Exception):  # noqa: N818 - a fault of somebody's file
    """A template cannot be used: why, in the words of Jinja2 too, and on which line (0: not known)."""

    def __init__(self, why: Why, reason: str, line: int) -> None:
        super().__init__(reason)
        self.why = why
        self.reason = reason
        self.line = line


def filled_in(found: Publication, template: str, *, markup: bool) -> str:
    """A template filled in with a publication.

    Takes the template's text; with ``markup``, what it inserts is escaped for HTML. Its variables are
    the keys of the export's JSON object. Its filters are ``md`` and ``html``, which make a text safe to
    insert into Markdown or HTML, ``link``, a link in Markdown where an address is one of the web, and
    ``date``, ``number`` and ``quoted``, as the language writes them.
    Raises :class:`TemplateFault`.
    """
    environment = ImmutableSandboxedEnvironment(
        autoescape=markup,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(_filters(found.language))
    # Filler text has no place in what is published.
    del environment.globals["lipsum"]
    try:
        made = environment.from_string(template).render(export_object(found))
    except TemplateSyntaxError as error:
        raise TemplateFault(Why.SYNTAX, error.message or "", error.lineno) from None
    except (RecursionError, MemoryError, OverflowError) as error:
        raise TemplateFault(Why.TOO_MUCH, _TOO_MUCH, _line_of(error)) from None
    except SecurityError as error:
        raise TemplateFault(Why.FORBIDDEN, str(error), _line_of(error)) from None
    except UndefinedError as error:
        raise TemplateFault(Why.UNDEFINED, str(error).rstrip("."), _line_of(error)) from None
    except (
        TemplateError,
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:
        raise TemplateFault(Why.FAILED, str(error).rstrip("."), _line_of(error)) from None
    return made if made.endswith("\n") else f"{made}\n"


def _filters(language: Language) -> dict[str, object]:
    return {
        "md": lambda text: escaped(str(text)),
        "link": lambda address: link_to(str(address or "")),
        "html": lambda text: html.escape(str(text)),
        "date": language.date,
        "number": language.number,
        "quoted": language.quoted,
    }


def _line_of(error: BaseException) -> int:
    """The line of the template in which an error arose: Jinja2 gives it in the traceback."""
    line = 0
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == "<template>":
            line = step.tb_lineno
        step = step.tb_next
    return line
