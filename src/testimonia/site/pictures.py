"""Geometry of the pictures: the strip of years and the calendar of a run. Templates draw them, as SVG within the page.

A picture is a second way to see what a table on the same page (or the page it links to) says in words.
"""

import calendar
import datetime
import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from testimonia.site.dateviews import YearBar
from testimonia.site.edtf import year_of
from testimonia.site.runviews import IssueLine
from testimonia.text.phrasebook import Phrasebook

STRIP_HEIGHT = 72
STRIP_WIDTH = 720
# Years are set aside where they hold at most this share of the documents, and lie farther off than so many years and
# than all others together are wide.
_FEW_ASIDE = 0.02
_WIDE_GAP = 20
LEFT = 44
DAY_PX = 1.8
ROW_PX = 16
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])$")


class Bar(Struct, frozen=True):
    x: float
    y: float
    width: float
    height: float
    path: str
    label: str
    kind: str


class Mark(Struct, frozen=True):
    """A word beside or above a picture."""

    x: float
    y: float
    label: str


class Picture(Struct, frozen=True):
    """`aside` are years far from all others, which the picture leaves out and the page names below it."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    aside: tuple[YearBar, ...] = ()


def strip_of(years: Sequence[YearBar]) -> Picture:
    """A bar for each year from the first to the last; heights by the square root, so that one document still shows."""
    if not years:
        return Picture(STRIP_WIDTH, STRIP_HEIGHT, (), ())
    years, aside = _together(years)
    first, last = years[0].year, years[-1].year
    step = STRIP_WIDTH / (last - first + 1)
    tallest = math.sqrt(max(bar.count for bar in years))
    bars = tuple(
        Bar(
            x=round((bar.year - first) * step, 2),
            y=round(STRIP_HEIGHT - 16 - _height(bar.count, tallest), 2),
            width=round(min(max(step - 1, 0.8), 24), 2),
            height=round(_height(bar.count, tallest), 2),
            path=bar.path,
            label=f"{bar.year}: {bar.count}",
            kind="held",
        )
        for bar in years
    )
    every = next((n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500) if n * step >= 40), 1000)
    marks = tuple(
        Mark(round((year - first) * step, 2), STRIP_HEIGHT - 3, str(year))
        for year in range(first, last + 1)
        if year % every == 0 and (year - first) * step <= STRIP_WIDTH - 28
    )
    return Picture(STRIP_WIDTH, STRIP_HEIGHT, bars, marks, tuple(aside))


def _together(years: Sequence[YearBar]) -> tuple[Sequence[YearBar], list[YearBar]]:
    """The years that stand together, and those set aside: at either end, so few documents so far from the others that
    most of the picture would be empty (a misprinted year, one old letter)."""
    kept, aside = list(years), list[YearBar]()
    total = sum(bar.count for bar in years)
    while len(kept) > 2:
        gaps = {0: kept[1].year - kept[0].year, -1: kept[-1].year - kept[-2].year}
        end = max(gaps, key=lambda at: (gaps[at], at))
        rest = kept[1:] if end == 0 else kept[:-1]
        span = rest[-1].year - rest[0].year + 1
        few = sum(bar.count for bar in aside) + kept[end].count <= max(1, _FEW_ASIDE * total)
        if gaps[end] <= max(span, _WIDE_GAP) or not few:
            break
        aside.append(kept.pop(end))
    return kept, sorted(aside, key=lambda bar: bar.year)


def calendar_of(issues: Sequence[IssueLine], book: Phrasebook) -> Picture:
    """A row for each year, the days from left to right. Issues with a day or a month are drawn; numbers that no
    document attests are drawn as a bar between their neighbours of the same volume."""
    placed = [(issue, spot) for issue in issues if (spot := _spot(issue.edtf))]
    width = LEFT + 366 * DAY_PX + 4
    if not placed:
        return Picture(width, 0, (), ())
    years = sorted({year for _, (year, _, _) in placed})
    rows = {year: index for index, year in enumerate(range(years[0], years[-1] + 1))}
    bars = [*_gaps(placed, rows, book), *(_issue_bar(issue, spot, rows, book) for issue, spot in placed)]
    marks = [Mark(2, _top(row) + ROW_PX - 5, str(year)) for year, row in rows.items()]
    marks += [
        Mark(round(LEFT + (datetime.date(2001, month, 1).timetuple().tm_yday - 1) * DAY_PX, 1), 12, name)
        for month, name in enumerate(book.habits.short_months, 1)
    ]
    return Picture(width, _top(len(rows)) + 2, tuple(bars), tuple(marks))


def _height(count: int, tallest: float) -> float:
    return max(3.0, (STRIP_HEIGHT - 20) * math.sqrt(count) / tallest)


def _top(row: int) -> float:
    return 20 + row * ROW_PX


def _spot(edtf: str) -> tuple[int, int, int] | None:
    """Year, first day of the year (0-based) and days that an issue's date spans; None where it names no month."""
    if day := _DAY.match(edtf):
        try:
            date = datetime.date(int(day[1]), int(day[2]), int(day[3]))
        except ValueError:
            return None
        return date.year, date.timetuple().tm_yday - 1, 3
    if month := _MONTH.match(edtf):
        first = datetime.date(int(month[1]), int(month[2]), 1)
        return first.year, first.timetuple().tm_yday - 1, calendar.monthrange(first.year, first.month)[1]
    return None


def _issue_bar(issue: IssueLine, spot: tuple[int, int, int], rows: dict[int, int], book: Phrasebook) -> Bar:
    year, day, days = spot
    return Bar(
        x=round(LEFT + day * DAY_PX, 1),
        y=_top(rows[year]),
        width=round(max(4.0, days * DAY_PX - 1), 1),
        height=ROW_PX - 4,
        path=issue.link.path,
        label=f"{issue.link.label}, {book.date(issue.edtf)}",
        kind="found" if issue.findings else "held" if issue.held else "named",
    )


def _gaps(
    placed: Sequence[tuple[IssueLine, tuple[int, int, int]]], rows: dict[int, int], book: Phrasebook
) -> Iterator[Bar]:
    for (one, (year, day, days)), (two, (year2, day2, _)) in pairwise(placed):
        same = (one.series, one.volume) == (two.series, two.volume)
        if not same or not (one.number.isdecimal() and two.number.isdecimal()):
            continue
        missing = range(int(one.number) + 1, int(two.number))
        if not missing or year_of(one.edtf) > year_of(two.edtf):
            continue
        numbers = str(missing[0]) if len(missing) == 1 else f"{missing[0]}–{missing[-1]}"
        label = book.count("No. {numbers}", "Nos. {numbers}", len(missing), numbers=numbers)
        for at in range(year, year2 + 1):
            begin = day + days if at == year else 0
            end = day2 if at == year2 else 366
            if end > begin:
                yield Bar(
                    x=round(LEFT + begin * DAY_PX, 1),
                    y=_top(rows[at]) + (ROW_PX - 4) / 2 - 1,
                    width=round((end - begin) * DAY_PX, 1),
                    height=2,
                    path="",
                    label=label,
                    kind="gap",
                )
