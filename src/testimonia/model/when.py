"""Dates: EDTF level 1 values with calendar and bounds (Library of Congress, Extended Date/Time Format, 2019).

Bounds are days of the proleptic Gregorian calendar, whatever calendar the date was written in. They are meant to be
*safe*: two dates with disjoint bounds cannot be the same time, whatever the calendar, and adr/0010 says how far each
kind of doubt widens them.
"""

from datetime import date
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from testimonia.model.calendar import CALENDARS, Calendar, is_leap, weekday_of
from testimonia.model.edtf import Point, Precision, parse_point, point_span

Bounds = tuple[date | None, date | None]
_Plain = tuple[int | None, int | None]

# Russia went over to the Gregorian calendar on 14 February 1918; few dates after it are in the Julian one (Greece, to
# 1923, church feasts).
LAST_OLD_STYLE = (1918, 2, 13)
# England's year began on 25 March until 1751 (24 Geo. II c. 23): a January of "1683" may be our January of 1684.
_LADY_DAY_UNTIL = 1752
# How many days a qualifier may be out, by precision.
_DOUBT_DAYS: dict[str, int] = {
    "day": 7, "month": 31, "season": 92, "year": 5 * 366, "decade": 10 * 366, "century": 50 * 366,
}  # fmt: skip


@lru_cache(maxsize=65536)
def _ends(edtf: str) -> tuple[Point | None, Point | None]:
    """The one or two dates of an EDTF value (twice the same for a single date); None for an open or unknown end."""
    if "/" not in edtf:
        return parse_point(edtf), parse_point(edtf)
    first, _, last = edtf.partition("/")
    if "/" in last:
        raise ValueError(f"{edtf!r}: an interval has two ends")
    if first in ("", "..") and last in ("", ".."):
        raise ValueError(f"{edtf!r}: an interval needs a date at one end")
    begin: Point | None = None if first in ("", "..") else parse_point(first)
    end: Point | None = None if last in ("", "..") else parse_point(last)
    for point in (begin, end):
        if point is not None and point.precision == "partial":
            raise ValueError(f"{edtf!r}: an interval's ends need their years")
    if begin and end and point_span(begin, "gregorian")[0] > point_span(end, "gregorian")[1]:
        raise ValueError(f"{edtf!r}: the interval ends before it begins")
    return begin, end


def _old_style_possible(point: Point) -> bool:
    return (point.year, point.month % 20, point.day) <= LAST_OLD_STYLE


def _widened(point: Point, calendar: Calendar) -> tuple[int, int]:
    """First and last day that a date may mean."""
    first, last = point_span(point, "julian" if calendar == "julian" else "gregorian")
    if calendar == "unknown" and _old_style_possible(point):
        first, last = min(first, _julian(point)[0]), max(last, _julian(point)[1])
    if point.qualifier:
        first, last = first - _DOUBT_DAYS[point.precision], last + _DOUBT_DAYS[point.precision]
    return first, last


def _julian(point: Point) -> tuple[int, int]:
    """The days of a date read in the Old Style, the year begun on Lady Day where that was the custom. A year or more is
    not shifted by a few days: else no two neighbouring years before 1918 could ever disagree."""
    lady_day = point.year < _LADY_DAY_UNTIL
    if point.precision in ("year", "decade", "century"):
        first, last = point_span(point, "gregorian")
        return first, last + 92 if lady_day else last
    first, last = point_span(point, "julian")
    if lady_day and (point.month, point.day) < (3, 25) and point.precision != "season":
        last = point_span(Point(point.precision, point.year + 1, point.month, min(point.day, 28)), "julian")[1]
    return first, last


def _clamped(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


@lru_cache(maxsize=65536)
def _bounds(edtf: str, calendar: Calendar) -> Bounds:
    begin, end = _ends(edtf)
    if begin is not None and begin.precision == "partial" and "/" not in edtf:
        return None, None
    first = None if begin is None else _clamped(_widened(begin, calendar)[0])
    last = None if end is None else _clamped(_widened(end, calendar)[1])
    return first, last


@lru_cache(maxsize=65536)
def _plain_span(edtf: str, calendar: Calendar) -> _Plain:
    begin, end = _ends(edtf)
    if begin is not None and begin.precision == "partial" and "/" not in edtf:
        return None, None
    return (
        None if begin is None else point_span(begin, calendar)[0],
        None if end is None else point_span(end, calendar)[1],
    )


class When(Struct, frozen=True):
    """A date or interval as a text gives it: `edtf` with the calendar it is written in.

    >>> When("1917-10-25", "julian").bounds()
    (datetime.date(1917, 11, 7), datetime.date(1917, 11, 7))
    >>> When("-0043")
    Traceback (most recent call last):
    ValueError: '-0043': years before 0001 are not read
    """

    edtf: str
    calendar: Calendar = "gregorian"

    def __post_init__(self) -> None:
        if self.calendar not in CALENDARS:
            raise ValueError(f"no calendar {self.calendar!r}: gregorian, julian or unknown")
        for point in _ends(self.edtf):
            leap_day = point is not None and point.precision == "day" and (point.month, point.day) == (2, 29)
            if point is not None and leap_day and not is_leap(point.year, self.calendar):
                raise ValueError(f"{self.edtf!r}: {point.year} has no 29 February in the {self.calendar} calendar")

    def __str__(self) -> str:
        return self.edtf

    @property
    def ends(self) -> tuple[Point | None, Point | None]:
        """The dates at both ends, the same twice for a single date; None where an interval's end is open or unknown."""
        return _ends(self.edtf)

    @property
    def is_interval(self) -> bool:
        return "/" in self.edtf

    @property
    def precision(self) -> Precision | Literal["interval"]:
        """ "day", "month", "season", "year", "decade", "century", "partial" (no year) or "interval"."""
        point = self.ends[0]
        return "interval" if self.is_interval or point is None else point.precision

    @property
    def is_qualified(self) -> bool:
        """Whether the text itself calls the date approximate or uncertain."""
        return any(point is not None and point.qualifier != "" for point in self.ends)

    def bounds(self) -> Bounds:
        """The first and the last day that the date may mean; None on a side that is open, unknown or (a partial date)
        not said. Days before 1 January of the year 1 are cut to it.

        >>> When("1905-01-09", "unknown").bounds()
        (datetime.date(1905, 1, 9), datetime.date(1905, 1, 22))
        """
        return _bounds(self.edtf, self.calendar)

    def plain(self) -> _Plain:
        """First and last day as written (no doubt about calendar or qualifier), as ordinals."""
        return _plain_span(self.edtf, self.calendar)

    @property
    def weekdays(self) -> tuple[str, ...]:
        """The days of the week that an exact day can be: one, or several where the calendar is unknown; else none."""
        point = self.ends[0]
        if point is None or self.precision != "day":
            return ()
        days = {point_span(point, "julian" if self.calendar == "julian" else "gregorian")[0]}
        if self.calendar == "unknown" and _old_style_possible(point):
            days |= set(_julian(point))
        return tuple(weekday_of(day) for day in sorted(days))

    @property
    def weekday(self) -> str:
        """The day of the week of an exact day; empty where it has none or the calendar leaves two."""
        return self.weekdays[0] if len(self.weekdays) == 1 else ""


def disjoint(a: When, b: When) -> bool:
    """Whether the two cannot mean the same time.

    >>> disjoint(When("1938-02"), When("1938-02-16")), disjoint(When("1938"), When("1946-02-16"))
    (False, True)
    """
    return gap_days(a, b) > 0


def gap_days(a: When, b: When) -> int:
    """The least distance in days between the two: 0 where their bounds share a day (or one has none), 1 for neighbours.

    >>> gap_days(When("1945-02-24"), When("1946-02-16"))
    357
    """
    (a_first, a_last), (b_first, b_last) = a.bounds(), b.bounds()
    if a_last is not None and b_first is not None and a_last < b_first:
        return (b_first - a_last).days
    if b_last is not None and a_first is not None and b_last < a_first:
        return (a_first - b_last).days
    return 0


def holds(a: When, b: When) -> bool:
    """Whether b is a finer or equal date inside a. In one calendar the days as written decide; across calendars, the
    bounds.

    >>> holds(When("1905", "unknown"), When("1905-12-28", "unknown"))
    True
    """
    if "partial" in (a.precision, b.precision):
        return False
    if a.calendar == b.calendar:
        return _within(a.plain(), b.plain())
    return _within(_ordinals(a.bounds()), _ordinals(b.bounds()))


def _ordinals(bounds: Bounds) -> _Plain:
    first, last = bounds
    return None if first is None else first.toordinal(), None if last is None else last.toordinal()


def _within(outer: _Plain, inner: _Plain) -> bool:
    begins = outer[0] is None or (inner[0] is not None and outer[0] <= inner[0])
    ends = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return begins and ends


def calendar_of(edtf: str) -> Calendar:
    """The calendar of a date whose text names none: unknown where it may be Old Style (to 13 February 1918), else
    Gregorian. The earlier end of an interval decides.

    >>> calendar_of("1905-01-09"), calendar_of("1938-02-16")
    ('unknown', 'gregorian')
    """
    point = next((point for point in _ends(edtf) if point is not None), None)
    if point is None or point.precision == "partial":
        return "unknown"
    return "unknown" if _old_style_possible(point) else "gregorian"


def plain_gap_years(a: str, b: str) -> float | None:
    """Years between two EDTF dates as written, 0 where they meet; None where one has no years.

    >>> plain_gap_years("1814", "1814-05"), plain_gap_years("1814", "..")
    (0.0, None)
    """
    try:
        (a_first, a_last), (b_first, b_last) = When(a).plain(), When(b).plain()
    except ValueError:
        return None
    if a_first is None or a_last is None or b_first is None or b_last is None:
        return None
    return max(0, a_first - b_last, b_first - a_last) / 365.25


def years_after(event: str, told: str) -> int | None:
    """How many whole years after an event a text tells of it (negative: before it); 0 within the dates' own doubt, None
    where one of the two has no year.

    >>> years_after("1906-02-24", "1938"), years_after("1938-02-16", "1938-02"), years_after("", "1938")
    (31, 0, None)
    """
    try:
        (first, last), (begin, end) = When(event).plain(), When(told).plain()
    except ValueError:
        return None
    if first is None or last is None or begin is None or end is None:
        return None
    if begin > last:
        return int((begin - last) / 365.25)
    return -int((first - end) / 365.25) if end < first else 0
