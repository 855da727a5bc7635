"""The page's drawings as plain data: what is drawn where, in per cent of the width and in pixels down.

Widths are shares of the drawing and text keeps its size, so that a drawing is as legible on a telephone
as on paper. ``page.html.jinja`` makes SVG of it.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jamplan.counting.figures import Coverage, ProposalRow
from jamplan.counting.rules import STRENGTHS, strength
from jamplan.counting.statuses import Status
from jamplan.locale import Language
from jamplan.model import Basis, Link
from jamplan.reports.cells import status_counts, wording_of
from jamplan.text.folding import one_line
from jamplan.wording.labels import called, column_names

IN_ORDER = (
    # What the range holds comes first, so that it is one stretch of the bar.
    Status.ADOPTED,
    Status.UNREVIEWED,
    Status.UNDOCUMENTED,
    Status.PARTIAL,
    Status.BELOW_RULE,
    Status.NOT_ADOPTED,
    Status.NOT_ASSESSABLE,
)
LETTERS = {Basis.EXPLICIT: "E", Basis.IMPLICIT: "I", Basis.AMBIGUOUS: "A", Basis.COMPARED: "C"}
"""The letter of each strength, as the matrix on the terminal has it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the bar: the proposals of one status."""

    status: Status
    number: str
    label: str
    start: float
    width: float

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.start + self.width / 2, 3)

    @property
    def roomy(self) -> bool:
        """Whether its number fits above it on the narrowest screen."""
        return self.width >= 3 * len(self.number)


@dataclass(frozen=True, slots=True)
class Bar:
    """All declared proposals, one stretch a status, and the range of what may be taken up."""

    segments: tuple[Segment, ...]
    cuts: tuple[float, ...]
    low: float
    high: float
    range: str

    @property
    def middle(self) -> float:
        """Where the range is named: within the drawing, whatever its ends are."""
        return round(min(80.0, max(20.0, (self.low + self.high) / 2)), 3)


def bar(coverage: Coverage, language: Language) -> Bar | None:
    """The bar of a coverage; None where there is no proposal."""
    total = coverage.total
    if not total:
        return None
    segments = []
    start = 0
    for status in IN_ORDER:
        count = coverage.statuses[status]
        if count:
            label = status_counts(language, {status: count})
            place = (_share(start, total), _share(count, total))
            segments.append(Segment(status, language.number(count), label, *place))
            start += count
    low, high = coverage.range
    named = language.gettext(
        "Range: {low} to {high}", low=language.number(low), high=language.number(high)
    )
    cuts = tuple(_share(cut, total) for cut in range(1, total)) if total <= 60 else ()
    return Bar(tuple(segments), cuts, _share(low, total), _share(high, total), named)


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign in a cell of a matrix. ``shape`` and ``look`` name its drawing, ``text`` stands in it."""

    x: float
    shape: str
    text: str
    tip: str
    look: str


def look_of(*, counted: bool) -> str:
    """How the sign of a link looks: filled where the rule counts it, else hollow."""
    return "on" if counted else "off"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a matrix: its proposal's id and label, and its signs at the height ``cells``."""

    id: str
    label: tuple[tuple[float, str], ...]
    cells: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a matrix, which is a measure."""

    x: float
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Band:
    """Columns that belong together."""

    start: float
    width: float
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Untold:
    """The proposals without a text, drawn across all columns."""

    y: float
    height: float
    label: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """Some rows of a matrix under the names of its columns: a piece that paper does not cut.

    ``bands_at`` and ``columns_at`` are where the names of bands and columns stand.
    """

    bands_at: float
    columns_at: float
    lines: tuple[Line, ...]
    untold: Untold | None
    height: float


@dataclass(frozen=True, slots=True)
class Matrix:
    """Proposals down, measures across.

    ``name`` is « wide » (labels left of the cells, which begin at ``start`` per cent) or « narrow »
    (labels above them). ``width`` is in pixels where a screen has no room for all columns; ``tall``
    says that there are more rows than a screen holds.
    """

    name: str
    start: float
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    plates: tuple[Plate, ...]
    width: int | None
    upright: bool

    @property
    def lines(self) -> tuple[Line, ...]:
        """All rows."""
        return tuple(line for plate in self.plates for line in plate.lines)

    @property
    def tall(self) -> bool:
        """Whether it is looked at through a window."""
        return len(self.lines) > _WINDOW


@dataclass(frozen=True, slots=True)
class Signs:
    """A proposal's row before it is drawn: its marks by measure."""

    id: str
    title: str
    marks: Mapping[str, Mark]


_LABEL = {"wide": 38, "narrow": 40}
_START = 34.0
_LINE = 17
_CELL = 30
_ROWS = {"wide": 12, "narrow": 8}
_ROOM = {"wide": 20, "narrow": 14}
_COLUMN = 30
_LETTER = 8
# How many pixels wide a drawing is at least: on A4, and on a telephone.
_NARROWEST = {"wide": 660, "narrow": 320}
_LABELS_WIDE = 300
_WINDOW = 40


def matrix(
    coverage: Coverage, rows: Sequence[Signs], name: str, untold: str | None = None
) -> Matrix | None:
    """A matrix of rows in one of two layouts; None where either side is empty.

    The marks' places are filled in here. ``untold`` names the proposals without a text.
    """
    measures = [(group, row.measure) for group in coverage.priorities for row in group.rows]
    if not measures or not rows:
        return None
    start, width = _frame(name, len(measures))
    each = (100 - start) / len(measures)
    names = column_names([measure for _group, measure in measures])
    columns = tuple(
        Column(round(start + each * (number + 0.5), 3), one_line(name), one_line(measure.title))
        for number, ((_group, measure), name) in enumerate(zip(measures, names, strict=True))
    )
    place = {measure.id: column.x for (_g, measure), column in zip(measures, columns, strict=True)}
    longest = max(len(column.label) for column in columns)
    upright = longest > 3 or len(columns) > _ROOM["wide"]
    header = 24.0 + (8 * longest if upright else 20)
    plates = []
    for first in range(0, len(rows), _ROWS[name]):
        lines, y = [], header + 12
        for row in rows[first : first + _ROWS[name]]:
            label, cells, y = _row(name, _wrapped(row.title, _LABEL[name]), y)
            placed = tuple(replace(mark, x=place[measure]) for measure, mark in row.marks.items())
            lines.append(Line(row.id, label, cells, placed))
        last = None
        if untold is not None and first + _ROWS[name] >= len(rows):
            label, cells, y = _row(name, _wrapped(untold, _LABEL[name]), y)
            last = Untold(cells - _CELL / 2 + 3, _CELL - 6, label)
        plates.append(Plate(14, header, tuple(lines), last, y))
    bands = tuple(_bands(coverage, start, each, width or _NARROWEST[name]))
    return Matrix(name, start, columns, bands, tuple(plates), width, upright)


def _frame(name: str, count: int) -> tuple[float, int | None]:
    """Where the cells begin, and the width in pixels where so many columns need more than there is."""
    if count <= _ROOM[name]:
        return (_START if name == "wide" else 0.0), None
    if name == "narrow":
        return 0.0, _COLUMN * count
    width = _LABELS_WIDE + _COLUMN * count
    return round(100 * _LABELS_WIDE / width, 3), width


def _row(
    name: str, wrapped: Sequence[str], y: float
) -> tuple[tuple[tuple[float, str], ...], float, float]:
    """Where a row's label and cells stand, and where the next row begins."""
    if name == "wide":
        size = max(_CELL, _LINE * len(wrapped) + 10)
        return _centred(wrapped, y + size / 2), y + size / 2, y + size
    label = tuple((y + _LINE * number, text) for number, text in enumerate(wrapped, 1))
    cells = y + _LINE * len(wrapped) + _CELL // 2 + 6
    return label, cells, cells + _CELL // 2 + 8


def _bands(coverage: Coverage, start: float, each: float, pixels: int) -> Iterable[Band]:
    """The priorities above the columns, each by as much of its id as has room there."""
    before = 0
    for group in coverage.priorities:
        size = len(group.rows)
        if size:
            label = one_line(group.priority.id) if group.priority else "?"
            title = one_line(group.priority.title) if group.priority else "?"
            room = max(1, int(pixels * size * each / 100 / _LETTER))
            short = label if len(label) <= room else f"{label[: room - 1]}\N{HORIZONTAL ELLIPSIS}"
            yield Band(round(start + before * each, 3), round(size * each, 3), short, title)
        before += size


def links_rows(coverage: Coverage, language: Language) -> list[Signs]:
    """The links on record, one a pair: the strongest of those that count, else of all.

    Of many proposals, only those that have a link.
    """
    rows = []
    for row in coverage.rows:
        marks: dict[str, Mark] = {}
        # The counted ones first, then the strongest.
        for link in sorted(row.links, key=lambda each: _rank(row, each)):
            basis = strength(link, row.proposal)
            look = look_of(counted=link in row.counted)
            tip = _tip(coverage, link, language)
            marks.setdefault(link.measure, Mark(0, str(basis), LETTERS[basis], tip, look))
        rows.append(Signs(row.proposal.id, one_line(row.proposal.title), marks))
    return rows if len(rows) <= _MANY else [row for row in rows if row.marks]


_MANY = 60


def links_matrices(coverage: Coverage, language: Language) -> tuple[Matrix, ...]:
    """The links on record and what has no text, in both layouts; none where a side is empty."""
    rows = links_rows(coverage, language)
    missing = coverage.statuses[Status.UNDOCUMENTED]
    untold = status_counts(language, {Status.UNDOCUMENTED: missing}) if missing else None
    drawn = (matrix(coverage, rows, name, untold) for name in ("wide", "narrow"))
    return tuple(each for each in drawn if each is not None)


def _rank(row: ProposalRow, link: Link) -> tuple[bool, int]:
    return link not in row.counted, STRENGTHS.index(strength(link, row.proposal))


def _tip(coverage: Coverage, link: Link, language: Language) -> str:
    corpus = coverage.corpus
    how = language.gettext(
        ", {wording}, according to {actor}",
        wording=wording_of(language, link, corpus.proposal[link.proposal]),
        actor=called(corpus, language, link.claimed_by),
    )
    return f"{link.proposal} → {link.measure}{how}"


@dataclass(frozen=True, slots=True)
class Node:
    """An end of a flow: a chapter, a priority, or what is unknown.

    The end of proposals without a text is not drawn: the hatched field between its two names is.
    ``nameless`` ends are named by us, the others by the data.
    """

    y: float
    size: float
    label: tuple[tuple[float, str], ...]
    unknown: bool = False
    drawn: bool = True
    nameless: bool = False


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Links from one node to another; ``path`` goes from 0 to 100 across."""

    path: str
    tip: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """Chapters left, priorities right, and between them the links that count.

    ``name`` is « wide » or « narrow »: two layouts of the same, one of which a screen shows. ``edges``
    are where the flow begins and ends, in per cent.
    """

    name: str
    edges: tuple[int, int]
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    missing: tuple[float, float] | None
    height: float


_LABELS = {"wide": 32, "narrow": 17}
_EDGES = {"wide": (36, 64), "narrow": (39, 61)}
_TEXT = 16
_GAP = 14
_Key = str | None
"""The id of a chapter or a priority; None for those that are not known."""


@dataclass(frozen=True, slots=True)
class Stream:
    """How many links that count go from which chapters to which priorities.

    ``unknown_left`` and ``unknown_right`` have none, and may yet have some: a text is missing, or
    nobody has concluded.
    """

    left: Mapping[_Key, str]
    right: Mapping[_Key, str]
    pairs: Mapping[tuple[_Key, _Key], int]
    missing: int
    unknown_left: frozenset[_Key] = frozenset()
    unknown_right: frozenset[_Key] = frozenset()

    @property
    def drawable(self) -> bool:
        """Whether there is anything on both sides."""
        return bool(self.left and self.right)


def stream(coverage: Coverage, language: Language) -> Stream:
    """The pairs that are linked by chapter and priority; what is not known comes last on either side.

    A pair counts once, whoever links it.
    """
    _ = language.gettext
    corpus = coverage.corpus
    left: dict[_Key, str] = {each.id: one_line(each.short or each.title) for each in corpus.chapters}
    right: dict[_Key, str] = {each.id: one_line(each.short or each.title) for each in corpus.priorities}
    priority = {each.id: each.priority for each in corpus.measures}
    found = Counter(
        (row.proposal.chapter, priority[measure])
        for row in coverage.rows
        for measure in dict.fromkeys(link.measure for link in row.counted)
    )
    if any(one is None for one, _other in found):
        left[None] = _("chapter not known")
    if any(other is None for _one, other in found):
        right[None] = _("priority not known")
    pairs = dict(sorted(found.items(), key=lambda each: _place(each[0], left, right)))
    missing = coverage.statuses[Status.UNDOCUMENTED]
    begun = {one for one, _other in pairs}
    ended = {other for _one, other in pairs}
    open_in = {row.proposal.chapter for row in coverage.rows if row.status is Status.UNREVIEWED}
    known_in = {row.proposal.chapter for row in coverage.rows}
    may_have = open_in | ({key for key in left if key not in known_in} if missing else set())
    unknown_left = {key for key in left if key in may_have and key not in begun}
    unknown_right = {key for key in right if key not in ended and (open_in or missing)}
    return Stream(left, right, pairs, missing, frozenset(unknown_left), frozenset(unknown_right))


def _place(
    pair: tuple[_Key, _Key], left: Mapping[_Key, str], right: Mapping[_Key, str]
) -> tuple[int, int]:
    return list(left).index(pair[0]), list(right).index(pair[1])


def flow(found: Stream, name: str, language: Language) -> Flow:
    """Draw a stream in one of the two layouts."""
    wrap = _LABELS[name]
    unit = max(0.5, min(10.0, 160 / max(sum(found.pairs.values()), found.missing, 1)))
    lefts, rights = Counter[_Key](), Counter[_Key]()
    for (one, other), count in found.pairs.items():
        lefts[one] += count
        rights[other] += count
    left, left_end = _nodes(found.left, lefts, found.unknown_left, unit, wrap, language)
    right, right_end = _nodes(found.right, rights, found.unknown_right, unit, wrap, language)
    height = max(left_end, right_end)
    ends = (list(left.values()), list(right.values()))
    gap = None
    if found.missing:
        gap = (height, round(max(found.missing * unit, 3 * _TEXT), 1))
        what = status_counts(language, {Status.UNDOCUMENTED: found.missing})
        if found.left:
            what = language.gettext("{what}, chapter not known", what=what)
        where = language.gettext("measure not known, if any")
        for side, label in zip(ends, (what, where), strict=True):
            side.append(Node(*gap, _centred(_wrapped(label, wrap), gap[0] + gap[1] / 2), drawn=False))
        height = round(height + gap[1] + _GAP, 1)
    ribbons = tuple(_ribbons(found, left, right, unit, language))
    return Flow(name, _EDGES[name], tuple(ends[0]), tuple(ends[1]), ribbons, gap, height)


_MOST_LINES = 4


def _wrapped(label: str, width: int, most: int = _MOST_LINES) -> list[str]:
    """The lines of a label, for SVG does not break any. What is long is cut: all of it stands below."""
    return textwrap.wrap(
        label, width, break_on_hyphens=False, max_lines=most, placeholder="\N{HORIZONTAL ELLIPSIS}"
    ) or [label]


def _centred(lines: Sequence[str], middle: float) -> tuple[tuple[float, str], ...]:
    top = middle - _TEXT * (len(lines) - 1) / 2 + 4
    return tuple((round(top + _TEXT * number, 1), line) for number, line in enumerate(lines))


def _nodes(  # noqa: PLR0913, PLR0917 - the labels of one side, their sizes, and how they are drawn
    labels: Mapping[_Key, str],
    counts: Mapping[_Key, int],
    unknown: Collection[_Key],
    unit: float,
    wrap: int,
    language: Language,
) -> tuple[dict[_Key, Node], float]:
    """The nodes of one side, one below the other, and where the next one would begin."""
    nodes: dict[_Key, Node] = {}
    y = 4.0
    for key, label in labels.items():
        count = "?" if key in unknown else language.number(counts[key])
        lines = _wrapped(label, wrap, _MOST_LINES + 2)
        # The number stays whatever is cut.
        fits = len(lines[-1]) + len(count) + 3 <= wrap
        lines[-1:] = [f"{lines[-1]} ({count})"] if fits else [lines[-1], f"({count})"]
        size = max(8.0 if key in unknown else 2.0, counts[key] * unit)
        slot = max(_TEXT * len(lines), size)
        middle = y + slot / 2
        place = (round(middle - size / 2, 1), round(size, 1))
        nodes[key] = Node(
            *place, _centred(lines, middle), unknown=key is None or key in unknown, nameless=key is None
        )
        y = round(y + slot + _GAP, 1)
    return nodes, y


def _ribbons(
    found: Stream,
    left: Mapping[_Key, Node],
    right: Mapping[_Key, Node],
    unit: float,
    language: Language,
) -> Iterable[Ribbon]:
    begun, ended = Counter[_Key](), Counter[_Key]()
    for (one, other), count in found.pairs.items():
        start = round(left[one].y + unit * begun[one], 1)
        end = round(right[other].y + unit * ended[other], 1)
        low, high = round(start + unit * count, 1), round(end + unit * count, 1)
        begun[one] += count
        ended[other] += count
        path = f"M0 {start}C50 {start} 50 {end} 100 {end}V{high}C50 {high} 50 {low} 0 {low}Z"
        tip = (
            f"{found.left[one]} → {found.right[other]}{language.gettext(': ')}{language.number(count)}"
        )
        yield Ribbon(path, tip, unknown=one is None or other is None)


def _share(count: int, total: int) -> float:
    return round(100 * count / total, 3)
