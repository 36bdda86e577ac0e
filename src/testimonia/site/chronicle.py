"""Geometry of the pictures of time: a life with its witnesses, periodicals through the years, what rules found when."""

import math
from collections.abc import Iterable, Sequence

from msgspec import Struct

from testimonia.model.when import When
from testimonia.site.edtf import year_of
from testimonia.site.entityviews import Band, PropertyLine, ValueLine
from testimonia.site.lives import events_of
from testimonia.site.pictures import Mark

WIDTH = 720
LABELS = 218
ROW = 24
HEAD = 18
BAND = 34
EVENTS_MAX = 30
DOTS_MAX = 24


class Dot(Struct, frozen=True):
    """A text that tells of an event, at the year in which it was written."""

    x: float
    edtf: str
    label: str


class EventRow(Struct, frozen=True):
    """An event as a row: the bar [x, x + width] is when it was, `dots` are the texts that tell of it."""

    y: float
    x: float
    width: float
    kind: str
    property: str
    value: ValueLine
    dots: tuple[Dot, ...]


class LifePicture(Struct, frozen=True):
    width: float
    height: float
    rows: tuple[EventRow, ...]
    marks: tuple[Mark, ...]
    left_out: int


class Cell(Struct, frozen=True):
    x: float
    y: float
    width: float
    height: float
    path: str
    year: str
    count: int
    strength: int = 0


class GridRow(Struct, frozen=True):
    """A row of a picture: `y` is its base line, `index` the place of what it shows in the page's table."""

    y: float
    index: int
    cells: tuple[Cell, ...]


class Grid(Struct, frozen=True):
    width: float
    height: float
    left: float
    rows: tuple[GridRow, ...]
    marks: tuple[Mark, ...]


def life_picture(life: Iterable[PropertyLine]) -> LifePicture | None:
    """The dated events of a life, earliest first, one row each; None where fewer than two are dated."""
    lines = list(life)
    grave = {line.property for line in lines if line.verdict}
    events = [(name, value, span) for name, value in events_of(lines) if (span := _years(value.edtf))]
    shown = events[:EVENTS_MAX]
    if len(shown) < 2:
        return None
    told = [span for _, value, _ in shown for w in value.witnesses if (span := _years(w.spot.edtf))]
    first = math.floor(min(begin for begin, _ in (*(span for _, _, span in shown), *told)))
    last = math.ceil(max(end for _, end in (*(span for _, _, span in shown), *told)))
    scale = (WIDTH - LABELS - 12) / max(last - first, 1)
    rows = tuple(
        EventRow(
            y=HEAD + index * ROW,
            x=round(LABELS + (span[0] - first) * scale, 1),
            width=round(max((span[1] - span[0]) * scale, 4), 1),
            kind="found" if name in grave and any(w.findings for w in value.witnesses) else "held",
            property=name,
            value=value,
            dots=_dots(value, first, scale),
        )
        for index, (name, value, span) in enumerate(shown)
    )
    return LifePicture(
        WIDTH, HEAD + len(rows) * ROW + 34, rows, _ticks(first, last, scale, LABELS), len(events) - len(shown)
    )


def bands_picture(bands: Sequence[Band]) -> Grid:
    """A row of bars for each periodical; heights by the square root over all, so that one document still shows."""
    years = [year for band in bands for year, _, _ in band.counts]
    first, last = min(years), max(years)
    scale = (WIDTH - LABELS - 12) / (last - first + 1)
    tallest = math.sqrt(max(count for band in bands for _, count, _ in band.counts))
    rows = []
    for index, band in enumerate(bands):
        base = HEAD + (index + 1) * BAND
        cells = []
        for year, count, path in band.counts:
            height = max(2.5, (BAND - 6) * math.sqrt(count) / tallest)
            x, width = LABELS + (year - first) * scale, min(max(scale - 0.6, 0.8), 20)
            cells.append(
                Cell(round(x, 1), round(base - height, 1), round(width, 1), round(height, 1), path, str(year), count)
            )
        rows.append(GridRow(base, index, tuple(cells)))
    return Grid(WIDTH, HEAD + len(rows) * BAND + 24, LABELS, tuple(rows), _ticks(first, last + 1, scale, LABELS))


def found_picture(rows: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> Grid | None:
    """What each rule found, by the years of the documents that it quotes: a row for each, the darker the more; `rows`
    are (path, ((year, count) ...)). None where no year is known."""
    years = {year for _, counts in rows for year, _ in counts}
    if len(years) < 2:
        return None
    first, last = min(years), max(years)
    step = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if (last - first) / n < 48)
    first -= first % step
    left, scale = 58, (WIDTH - 58 - 12) / ((last - first) // step + 1)
    width = round(min(max(scale - 1, 1), 24), 1)
    binned = [(path, _binned(counts, first, step)) for path, counts in rows]
    most = math.sqrt(max(count for _, counts in binned for count in counts.values()))
    grid = tuple(
        GridRow(
            HEAD + index * 16,
            index,
            tuple(
                Cell(
                    x=round(left + slot * scale, 1), y=HEAD + index * 16, width=width, height=13,
                    path=path, year=_period(first + slot * step, step), count=count,
                    strength=max(1, math.ceil(5 * math.sqrt(count) / most)),
                )
                for slot, count in sorted(counts.items())
            ),
        )
        for index, (path, counts) in enumerate(binned)
    )  # fmt: skip
    return Grid(WIDTH, HEAD + len(rows) * 16 + 26, left, grid, _ticks(first, last + step, scale / step, left))


def _binned(counts: Sequence[tuple[int, int]], first: int, step: int) -> dict[int, int]:
    bins: dict[int, int] = {}
    for year, count in counts:
        slot = (year - first) // step
        bins[slot] = bins.get(slot, 0) + count
    return bins


def _period(year: int, step: int) -> str:
    return str(year) if step == 1 else f"{year}–{year + step - 1}"


def _dots(value: ValueLine, first: int, scale: float) -> tuple[Dot, ...]:
    dots: dict[float, Dot] = {}
    for witness in value.witnesses[:DOTS_MAX]:
        if span := _years(witness.spot.edtf):
            x = round(LABELS + (span[0] - first) * scale, 1)
            dots.setdefault(x, Dot(x, witness.spot.edtf, witness.spot.link.label))
    return tuple(dots.values())


def _years(edtf: str) -> tuple[float, float] | None:
    """A date as a stretch of years: 1938-02-16 is 1938.13 to 1938.13."""
    try:
        first, last = When(edtf).plain() if edtf and year_of(edtf) else (None, None)
    except ValueError:
        return None
    if first is None or last is None:
        return None
    return first / 365.2425 + 1, last / 365.2425 + 1


def _ticks(first: int, last: int, scale: float, left: float) -> tuple[Mark, ...]:
    every = next((n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500) if n * scale >= 46), 1000)
    years = (year for year in range(first, last + 1) if year % every == 0)
    return tuple(
        Mark(x, 11, str(year)) for year in years if (x := round(left + (year - first) * scale, 1)) <= WIDTH - 26
    )
