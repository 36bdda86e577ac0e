"""Geometry of who prints whom: a matrix and a flow. The table on the same page says the same in words and numbers."""

import math
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from testimonia.site.pictures import Bar, Mark, Picture
from testimonia.site.reuseviews import FlowLine

MOST_GROUPS = 14
MOST_FLOWS = 24
CELL = 26
LEFT = 210
TOP = 150
WIDTH = 760
_BAR = 14
_GAP = 10
_SCALE_PX = 420
_ROOM_PX = 60
_LONGEST_LABEL = 30


class Ribbon(Struct, frozen=True):
    """A flow from one bar to another, as the path of its outline."""

    d: str
    label: str


class Flow(Struct, frozen=True):
    width: float
    height: float
    bars: tuple[Bar, ...]
    ribbons: tuple[Ribbon, ...]
    marks: tuple[Mark, ...]


def matrix_of(lines: Sequence[FlowLine]) -> Picture:
    """Whose words (a row) stand in whose texts (a column); the area of a square by the number of words."""
    rows = _largest(lines, "source")
    columns = _largest(lines, "target")
    words: defaultdict[tuple[str, str], int] = defaultdict(int)
    for line in lines:
        words[line.source.label, line.target.label] += line.words
    shown = {pair: count for pair, count in words.items() if pair[0] in rows and pair[1] in columns}
    most = max(shown.values(), default=1)
    bars = tuple(
        Bar(
            x=round(LEFT + columns.index(target) * CELL + (CELL - size) / 2, 1),
            y=round(TOP + rows.index(source) * CELL + (CELL - size) / 2, 1),
            width=round(size, 1),
            height=round(size, 1),
            path="",
            label=f"{source} → {target}: {count:,}",
            kind="held",
        )
        for (source, target), count in sorted(shown.items())
        for size in (max(4.0, (CELL - 4) * math.sqrt(count / most)),)
    )
    marks = [Mark(LEFT - 8, TOP + index * CELL + CELL * 0.66, _short(name)) for index, name in enumerate(rows)]
    marks += [Mark(LEFT + index * CELL + CELL * 0.62, TOP - 8, _short(name)) for index, name in enumerate(columns)]
    return Picture(LEFT + len(columns) * CELL + 120, TOP + len(rows) * CELL + 6, bars, tuple(marks))


def rows_in(picture: Picture) -> int:
    """How many of a matrix's marks name rows."""
    return sum(mark.x < LEFT for mark in picture.marks)


def flow_of(lines: Sequence[FlowLine]) -> Flow:
    """The largest flows between groups, from left to right; what a group prints of its own is left to the table."""
    shown = [line for line in lines if line.source.label != line.target.label][:MOST_FLOWS]
    total = sum(line.words for line in shown)
    if not total:
        return Flow(WIDTH, 0, (), (), ())
    scale = min(_SCALE_PX, _ROOM_PX * len(shown)) / total
    left = _stack(shown, "source", scale)
    right = _stack(shown, "target", scale)
    at = {("source", name): y for name, (y, _) in left.items()} | {
        ("target", name): y for name, (y, _) in right.items()
    }
    ribbons = []
    for line in shown:
        height = max(1.0, line.words * scale)
        y1, y2 = at["source", line.source.label], at["target", line.target.label]
        at["source", line.source.label] += height
        at["target", line.target.label] += height
        ribbons.append(Ribbon(_ribbon(y1, y2, height), f"{line.source.label} → {line.target.label}: {line.words:,}"))
    bars, marks = [], []
    for side, x, label_x in ((left, LEFT, LEFT - 8), (right, WIDTH - LEFT - _BAR, WIDTH - LEFT + 8)):
        for name, (y, height) in side.items():
            bars.append(Bar(x, round(y, 1), _BAR, round(height, 1), "", name, "held"))
            marks.append(Mark(label_x, round(y + height / 2 + 4, 1), _short(name)))
    bottom = max(y + height for side in (left, right) for y, height in side.values())
    return Flow(WIDTH, round(bottom + 8, 1), tuple(bars), tuple(ribbons), tuple(marks))


def _stack(lines: Sequence[FlowLine], side: str, scale: float) -> dict[str, tuple[float, float]]:
    """The bars of one side, the largest on top: name to (y, height)."""
    heights: defaultdict[str, float] = defaultdict(float)
    for line in lines:
        heights[getattr(line, side).label] += max(1.0, line.words * scale)
    stack: dict[str, tuple[float, float]] = {}
    y = 6.0
    for name, height in sorted(heights.items(), key=lambda item: (-item[1], item[0])):
        stack[name] = (y, height)
        y += max(height, 8.0) + _GAP
    return stack


def _ribbon(y1: float, y2: float, height: float) -> str:
    x1, x2 = LEFT + _BAR, WIDTH - LEFT - _BAR
    middle = (x1 + x2) / 2
    return (
        f"M{x1} {y1:.1f}C{middle} {y1:.1f} {middle} {y2:.1f} {x2} {y2:.1f}V{y2 + height:.1f}"
        f"C{middle} {y2 + height:.1f} {middle} {y1 + height:.1f} {x1} {y1 + height:.1f}Z"
    )


def _largest(lines: Sequence[FlowLine], side: str) -> list[str]:
    words: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        words[getattr(line, side).label] += line.words
    return sorted(sorted(words, key=lambda name: (-words[name], name))[:MOST_GROUPS])


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"
