"""The result as a picture of 1200 × 675.

It has a headline, a bar with its legend, what speaks against it, and the source.

The PNG is drawn from the SVG, with a font from a package, and no system font.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from jamplan.account import spans
from jamplan.account.account import Account
from jamplan.account.branches import ItemTold
from jamplan.account.names import site_of
from jamplan.exports.export import Publication
from jamplan.language.folding import one_line, xml_safe
from jamplan.layouts import cells

WIDTH, HEIGHT = 1200, 675
_HEIGHT_OF_PREVIEW = 630
"""The height that platforms expect of the picture beside a page."""
_MARGIN = 56
_INNER = WIDTH - 2 * _MARGIN
_OUTLINE = "#8a8f94"
_INK, _GREY, _BOLD = (
    'fill="#111111"',
    'fill="#444444"',
    'fill="#111111" font-weight="700"',
)
# 30 units are 9 pixels on a phone of 360, the smallest type that can be read there.
_SMALL, _STEP, _BAR = 30, 38, 70
# Regular type is a tenth narrower than bold.
_REGULAR = _SMALL * 9 // 10
_HEADLINE_SIZES = (58, 52, 46, 40, 36, 30)
# Widths of bold Inter in parts of the type size, by kind of character; of other fonts
# about the same.
_WIDTHS = {
    **dict.fromkeys("ijl.,:;'’|!I \u202f\u00a0", 0.27),
    **dict.fromkeys("ftr()[]1/", 0.38),
    **dict.fromkeys("mwMWŒœ—…→%@", 0.93),
}


def svg(content: Publication) -> bytes:
    """The picture as SVG, in UTF-8.

    It is of the whole, or of one item with the sentence to publish on it.
    """
    account, whole = content.account, content.account.whole
    height = _HEIGHT_OF_PREVIEW if content.url or content.item else HEIGHT
    names = [*_lines(account.names[0], _REGULAR, 2), ""][:2]
    if account.has_document:
        answer = f"→ {account.names[1]}"
        names = [_lines(name, _REGULAR, 1)[0] for name in (account.names[0], answer)]
    title, top = _paragraph(names, 36, _SMALL, _GREY)
    if content.item is not None:
        return _item(content, account.item[content.item.id], title, top)
    headline, *beside = map(spans.plain, whole.headline)
    legend = whole.bar
    footer = _fitting(_in_order(account, beside) or [""], 4)
    undecided = [*filter(None, _lines(whole.undecided, _REGULAR))]
    signed = _footer(account, _addresses(account), account.method.signature)
    # Seven statuses fill five lines: then the headline is smaller, and the legend has
    # the rest.
    for lines in ([*footer, *undecided, *signed], [*footer, *signed]):
        foot_top = height - 28 - _STEP * len(lines)
        room = foot_top - top - _BAR - 60 - _STEP * _rows(legend)
        size = _size_in(headline, room)
        if size:
            break
    told = headline if size else whole.all_items
    size = size or _HEADLINE_SIZES[-1]
    lead, y = _paragraph(_lines(told, size), top + 12, size, _BOLD)
    foot, _ = _paragraph(lines, foot_top, _SMALL, _GREY)
    shapes = [title, lead, *_bar(legend, y + 24), *_legend(legend, y + 44 + _BAR), foot]
    return _drawing(headline, height, shapes)


def _in_order(account: Account, beside: Sequence[str]) -> list[str]:
    """The sentences below a picture, in their order.

    First is what is disputed, refused or left open, then who says what.
    """
    whole = account.whole
    first = [*map(spans.plain, whole.exceptions), *whole.answers_to_review]
    return first + [sentence for sentence in beside if sentence not in first]


def _addresses(account: Account) -> list[str]:
    """The addresses of what counts."""
    addresses: list[str] = []
    for item in account.proposals:
        addresses += [
            account.source[piece.source].url for piece in item.counted_evidence
        ]
    return addresses


def _size_in(headline: str, room: float) -> int:
    """The largest size in which a headline has room, in pixels; 0 if it has none."""
    for size in _HEADLINE_SIZES:
        if len(_lines(headline, size)) * size * 1.25 <= room:
            return size
    return 0


def _item(content: Publication, item: ItemTold, title: str, top: int) -> bytes:
    """One item: title, sentence to publish, source, day, who signs.

    What complicates the sentence is with it.
    """
    account, citation = content.account, item.citations[0]
    head, y = _paragraph(_lines(item.numbered, 40, 2), top + 12, 40, _BOLD)
    signed = " ".join(filter(None, [account.method.signature, content.url]))
    footer = _footer(account, citation.addresses, signed)
    foot_top = _HEIGHT_OF_PREVIEW - 28 - _STEP * len(footer)
    lines = _lines(citation.text, _REGULAR, (foot_top - y - 24) // _STEP)
    words, _ = _paragraph(lines, y + 12, _SMALL, _INK)
    foot, _ = _paragraph(footer, foot_top, _SMALL, _GREY)
    return _drawing(
        one_line(item.title.text), _HEIGHT_OF_PREVIEW, [title, head, words, foot]
    )


def _drawing(name: str, height: int, shapes: Sequence[str]) -> bytes:
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" '
        'font-family="Inter, Arial, sans-serif">\n'
        f"<title>{_escaped(name)}</title>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n'
        + "\n".join(shapes)
        + "\n</svg>\n"
    )
    return drawing.encode()


def png(content: Publication) -> bytes:
    """The picture as PNG."""
    return _png(svg(content).decode())


def bar_png(legend: Sequence[spans.BarPart]) -> bytes:
    """The bar and its legend alone as PNG, for a document that has the rest as text."""
    height = _BAR + 28 + _STEP * _rows(legend)
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_INNER}" height="{height}" '
        f'viewBox="{_MARGIN} 0 {_INNER} {height}" font-family="Inter">'
    )
    return _png(
        "".join([drawing, *_bar(legend, 4), *_legend(legend, _BAR + 24), "</svg>"])
    )


def _png(drawing: str) -> bytes:
    import fontpkg_inter
    import resvg_py

    fonts = [str(path) for path in sorted(fontpkg_inter.ROOT.rglob("Inter[[]*.ttf"))]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing, skip_system_fonts=True, font_files=fonts
        )
    )


def _bar(parts: Sequence[spans.BarPart], y: int) -> list[str]:
    """The bar as rectangles, as wide as their counts, with an outline."""
    shapes = [
        _rectangle(round(_MARGIN + start, 2), y, round(width, 2), _BAR, part.colour)
        for part, start, width in cells.bar_widths(parts, _INNER)
    ]
    frame = _rectangle(_MARGIN, y, _INNER, _BAR, "none").replace(
        "/>", f' stroke="{_OUTLINE}"/>'
    )
    return [*shapes, frame] if parts else []


def _rows(parts: Sequence[spans.BarPart]) -> int:
    """The lines of the legend."""
    return max((line for _, line in _flow(parts)), default=-1) + 1


def _legend(parts: Sequence[spans.BarPart], y: int) -> list[str]:
    shapes = []
    for part, (x, line) in zip(parts, _flow(parts), strict=True):
        top = y + _STEP * line
        swatch = _rectangle(x, top, 30, 30, part.colour)
        shapes.append(swatch.replace("/>", f' stroke="{_OUTLINE}"/>'))
        shapes.append(_line(part.label, x + 42, top + 26, _SMALL, _INK))
    return shapes


def _flow(parts: Sequence[spans.BarPart]) -> list[tuple[int, int]]:
    """The position of each entry of the legend, and its line."""
    positions, x, line = [], _MARGIN, 0
    for part in parts:
        width = 42 + _width(part.label, _SMALL)
        if x > _MARGIN and x + width > WIDTH - _MARGIN:
            x, line = _MARGIN, line + 1
        positions.append((x, line))
        x += round(width) + 36
    return positions


def _footer(account: Account, addresses: Sequence[str], signed: str) -> list[str]:
    """The sites of some addresses, the day of the facts, and who signs, in few lines.

    As many sites are named as have room; whom to write to is there whole.
    """
    sites = list(dict.fromkeys(filter(None, map(site_of, addresses))))
    # One more site is no longer than what would stand for it.
    for number in [len(sites), *range(len(sites) - 2, -1, -1)]:
        parts = (_source(account, sites, number), account.method.as_of, signed)
        lines = _lines(" ".join(filter(None, parts)), _REGULAR)
        if len(lines) <= _FOOT:
            return lines
    return lines


_FOOT = 2
"""The lines of a foot; a very long address has more."""


def _source(account: Account, sites: Sequence[str], number: int) -> str:
    """So many of some sites, as a sentence that tells how many more there are."""
    _, shown = account.language.gettext, list(sites[:number])
    others = len(sites) - number
    if not shown:
        return ""
    if not others:
        return f"{_('Source')}{_(': ')}{', '.join(shown)}."
    named = _("{items} and {n} others", items=", ".join(shown), n=others)
    return f"{_('Source')}{_(': ')}{named}."


def _rectangle(x: float, y: int, width: float, height: int, colour: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>'


def _paragraph(lines: Sequence[str], y: int, size: int, style: str) -> tuple[str, int]:
    """Lines of text from ``y`` down, and the position below them."""
    step = round(size * 1.25)
    drawn = [
        _line(line, _MARGIN, y + size + step * number, size, style)
        for number, line in enumerate(lines)
    ]
    return "\n".join(drawn), y + step * len(lines)


def _line(text: str, x: int, y: int, size: int, style: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" {style}>{_escaped(text)}</text>'


def _escaped(text: str) -> str:
    return escape(xml_safe(one_line(text)))


def _lines(text: str, size: int, most: int | None = None) -> list[str]:
    """A text in lines of the picture's width; « … » is for more than ``most`` lines."""
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


def _fitting(sentences: Sequence[str], most: int) -> list[str]:
    """As many sentences as fit into ``most`` lines, at least the first."""
    size, lines = _REGULAR, _lines(sentences[0], _REGULAR, most)
    for end in range(2, len(sentences) + 1):
        longer = _lines(" ".join(sentences[:end]), size)
        lines = longer if len(longer) <= most else lines
    return [line for line in lines if line]


def _width(text: str, size: int) -> float:
    """About how wide a text is; rather too wide than too narrow."""
    return size * sum(
        _WIDTHS.get(sign, 0.74 if sign.isupper() else 0.6) for sign in text
    )
