"""A source fetched from its address: once, by http or https, within limits."""

import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPMessage
from pathlib import PurePosixPath
from typing import IO
from urllib.parse import urlsplit

from jamplan.corpus.findings import UnreadError, reason_of
from jamplan.documents.filebytes import FILE_BYTES
from jamplan.language.folding import is_web

_SECONDS = 60
"""The time that fetching may take, connecting and redirects included."""
_AT_ONCE = 1 << 16
"""How many bytes are read between two looks at the clock."""
_KINDS = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
"""The suffixes of media types; of others the address has it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave."""

    data: bytes
    url: str
    """Where it came from in the end, after redirects."""
    suffix: str
    """The suffix of its kind, with the point; empty if nothing tells it."""


def fetch(url: str) -> Fetched:
    """Fetch what is at an address by http or https, in at most 60 s and 50 MB.

    Redirects are followed to http and https alone. Nothing else is asked for: no page's
    pictures, no ``robots.txt``. Raises :class:`UnreadError`.
    """
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _WebRedirects(),
    ):
        opener.add_handler(handler)
    opener.addheaders = [("User-Agent", "jamplan")]
    end = time.monotonic() + _SECONDS
    try:
        with opener.open(url, timeout=_SECONDS) as response:
            data = _read(response, url, end)
            kind = response.headers.get_content_type()
            final = response.url
    except urllib.error.HTTPError as error:
        error.close()
        reason = f"{error.code} {error.reason}"
        raise UnreadError("address-unreadable", url, reason=reason) from None
    except urllib.error.URLError as error:
        cause = error.reason
        reason = reason_of(cause) if isinstance(cause, OSError) else str(cause)
        raise UnreadError("address-unreadable", url, reason=reason) from None
    except (OSError, ValueError) as error:
        raise UnreadError("address-unreadable", url, reason=reason_of(error)) from None
    return Fetched(data, final, _KINDS.get(kind) or _suffix_of(final))


def _read(response: IO[bytes], url: str, end: float) -> bytes:
    """All bytes of a response. Raises :class:`UnreadError` beyond the limits."""
    data = bytearray()
    while piece := response.read(_AT_ONCE):
        data += piece
        if len(data) > FILE_BYTES:
            limit = FILE_BYTES // 1_000_000
            raise UnreadError("document-too-large", url, limit=limit)
        if time.monotonic() > end:
            raise UnreadError("document-slow", url, limit=_SECONDS)
    return bytes(data)


def _suffix_of(url: str) -> str:
    return PurePosixPath(urlsplit(url).path).suffix.lower()


class _WebRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to web addresses; the one of the library goes to ftp too."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - as the library has it
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request to follow. Raises :class:`urllib.error.HTTPError`."""
        if not is_web(newurl):
            raise urllib.error.HTTPError(newurl, code, msg, headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
