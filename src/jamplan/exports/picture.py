"""The result as a picture of 1200 × 675: headline, bar with its legend, who says so, source, date.

The PNG is drawn from the SVG, with a font from a package and none of the system.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from jamplan.counting.figures import Coverage
from jamplan.exports.publication import Publication
from jamplan.language import Language
from jamplan.language.folding import one_line, xml_safe
from jamplan.reports.bar import BarPart, bar_parts
from jamplan.reports.sentences import headline_sentences

WIDTH, HEIGHT = 1200, 675
_MARGIN = 56
_INNER = WIDTH - 2 * _MARGIN
_OUTLINE = "#8a8f94"
_INK, _GREY, _BOLD = 'fill="#111111"', 'fill="#444444"', 'fill="#111111" font-weight="700"'
# 30 units are 9 pixels on a phone of 360, the smallest type that can be read there.
_SMALL, _LEGEND = 30, 33
_HEADLINE_SIZES = (60, 54, 48, 42, 38)
_NARROW, _WIDE = frozenset("ijl.,:;'’|!()[]ftrI \u202f\u00a0"), frozenset("mwMWŒœ—…→%@")


def svg(content: Publication) -> str:
    """The picture as SVG."""
    coverage, language = content.coverage, content.language
    headline, *more = headline_sentences(coverage, language)
    size = next((size for size in _HEADLINE_SIZES if len(_lines(headline, size)) <= 3), 38)
    legend = bar_parts(coverage, language)
    source = _source(coverage, language, content.provenance.date)
    footer = [line for text in (*more[:1], source) for line in _lines(text, _SMALL, 2)]
    title, y = _paragraph(_lines(coverage.corpus.title, _SMALL, 2), 44, _SMALL, _GREY)
    lead, y = _paragraph(_lines(headline, size, 4), y + 14, size, _BOLD)
    body = [title, lead, *bar_shapes(legend, _MARGIN, y + 26, _INNER, 76), *_legend(legend, y + 126)]
    foot, _ = _paragraph(footer, HEIGHT - 30 - 40 * len(footer), _SMALL, _GREY)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="Inter, Arial, sans-serif">\n'
        f"<title>{_escaped(headline)}</title>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n'
        + "\n".join([*body, foot])
        + "\n</svg>\n"
    )


def png(content: Publication) -> bytes:
    """The picture as PNG."""
    return _png(svg(content))


def bar_png(content: Publication) -> bytes:
    """The bar and its legend alone as PNG, for a document that has the rest as text."""
    legend = bar_parts(content.coverage, content.language)
    entries = _legend(legend, 104)
    height = 104 + 46 * (1 + max((line for _, line in _flow(legend)), default=0))
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_INNER}" height="{height}" '
        f'viewBox="{_MARGIN} 0 {_INNER} {height}" font-family="Inter">'
    )
    return _png("".join([drawing, *bar_shapes(legend, _MARGIN, 4, _INNER, 76), *entries, "</svg>"]))


def _png(drawing: str) -> bytes:
    import fontpkg_inter
    import resvg_py

    fonts = [str(path) for path in sorted(fontpkg_inter.ROOT.rglob("Inter[[]*.ttf"))]
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=fonts))


def bar_shapes(parts: Sequence[BarPart], x: int, y: int, width: int, height: int) -> list[str]:
    """The bar as rectangles, as wide as their counts, with an outline."""
    total = sum(part.count for part in parts)
    shapes, before = [], 0
    for part in parts:
        left, before = before, before + part.count
        start, end = (round(width * count / total, 2) for count in (left, before))
        shapes.append(_rectangle(x + start, y, round(end - start, 2), height, part.shade.colour))
    frame = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="none" stroke="{_OUTLINE}"/>'
    return [*shapes, frame] if parts else []


def _legend(parts: Sequence[BarPart], y: int) -> list[str]:
    shapes = []
    for part, (x, line) in zip(parts, _flow(parts), strict=True):
        top = y + 46 * line
        swatch = _rectangle(x, top, 30, 30, part.shade.colour)
        shapes.append(swatch.replace("/>", f' stroke="{_OUTLINE}"/>'))
        shapes.append(_line(part.label, x + 42, top + 27, _LEGEND, _INK))
    return shapes


def _flow(parts: Sequence[BarPart]) -> list[tuple[int, int]]:
    """Where each entry of the legend begins, and on which line."""
    positions, x, line = [], _MARGIN, 0
    for part in parts:
        width = 42 + _width(part.label, _LEGEND)
        if x > _MARGIN and x + width > WIDTH - _MARGIN:
            x, line = _MARGIN, line + 1
        positions.append((x, line))
        x += round(width) + 36
    return positions


def _source(coverage: Coverage, language: Language, date: str) -> str:
    """Where the counted statements can be read, and the day of the picture."""
    corpus = coverage.corpus
    named = dict.fromkeys(
        entry.source for row in coverage.rows for link in row.counted for entry in link.evidence
    )
    addresses = [corpus.source[name].url or "" for name in named]
    hosts = list(dict.fromkeys(filter(None, (urlsplit(url).hostname for url in addresses))))
    day = language.date(date)
    if not hosts:
        return language.gettext("As of {date}.", date=day)
    shown = ", ".join(host.removeprefix("www.") for host in hosts[:3]) + (", …" if hosts[3:] else "")
    return language.gettext("Source: {hosts}. As of {date}.", hosts=shown, date=day)


def _rectangle(x: float, y: int, width: float, height: int, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>'


def _paragraph(lines: Sequence[str], y: int, size: int, style: str) -> tuple[str, int]:
    """Lines of text from ``y`` down, and the position below them."""
    step = round(size * 1.25)
    drawn = [
        _line(line, _MARGIN, y + size + step * number, size, style) for number, line in enumerate(lines)
    ]
    return "\n".join(drawn), y + step * len(lines)


def _line(text: str, x: int, y: int, size: int, style: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" {style}>{_escaped(text)}</text>'


def _escaped(text: str) -> str:
    return escape(xml_safe(one_line(text)))


def _lines(text: str, size: int, most: int | None = None) -> list[str]:
    """A text in lines of the picture's width; what exceeds ``most`` lines is cut with « … »."""
    lines = [""]
    for word in one_line(text).split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and _width(longer, size) > _INNER:
            lines.append(word)
        else:
            lines[-1] = longer
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{lines[most - 1]} …"]


def _width(text: str, size: int) -> float:
    """About how wide a text is in Inter, bold or not; rather too wide than too narrow."""
    return size * sum(
        0.32 if sign in _NARROW else 0.95 if sign in _WIDE else 0.71 if sign.isupper() else 0.59
        for sign in text
    )
