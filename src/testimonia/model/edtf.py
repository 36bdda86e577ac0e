"""One EDTF level 1 date (Library of Congress, Extended Date/Time Format, 2019), without calendar: read and written.

Read are the year (four digits), month, day, season (`1936-22`), decade (`193X`), century (`18XX`), each with at most
one qualifier at its end (`~` approximate, `?` uncertain, `%` both); and from level 2 only a day whose year, or year and
month, the text leaves out (`XXXX-05-03`, `XXXX-XX-16`). Years before 1 and after 9999 are refused.
"""

import re
from typing import Literal

from msgspec import Struct

from testimonia.model.calendar import Calendar, month_days, ordinal_of

Precision = Literal["day", "month", "season", "year", "decade", "century", "partial"]
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d))?)?(?P<qualifier>[~?%])?",
    re.ASCII,
)
# As months and days of the northern hemisphere, wide enough for the almanac's, the weather's and a publisher's season
# alike: a journal's "Winter 1956" comes out in January, a traveller's winter of 1956 ends in the March of 1957.
_SEASON_SPAN = {
    21: (0, 3, 1, 0, 6, 21),
    22: (0, 6, 1, 0, 9, 23),
    23: (0, 9, 1, 0, 12, 22),
    24: (-1, 12, 1, 1, 3, 21),
}


class Point(Struct, frozen=True):
    """One date. `year` is the first year of a decade or century, 0 for a partial date; `month` is 0 where there is
    none, and 21 to 24 for a season; `day` is 0 where there is none."""

    precision: Precision
    year: int
    month: int = 0
    day: int = 0
    qualifier: str = ""


def parse_point(text: str) -> Point:
    """Read one EDTF date; ValueError says what is wrong with it.

    >>> parse_point("193X~")
    Point(precision='decade', year=1930, month=0, day=0, qualifier='~')
    """
    m = _POINT.fullmatch(text)
    if m is None:
        raise ValueError(_refusal(text))
    year, month, day, qualifier = m["year"], m["month"], m["day"], m["qualifier"] or ""
    if "X" in year:
        return _unspecified(text, m)
    if month == "XX":
        raise ValueError(f"{text!r}: leave an unspecified month out ({year})")
    if int(year) == 0:
        raise ValueError(f"{text!r}: the year must be 0001 to 9999")
    point = Point(_precision(month, day), int(year), int(month or 0), int(day or 0), qualifier)
    _check(point, text)
    return point


def _unspecified(text: str, m: re.Match[str]) -> Point:
    year, month, day, qualifier = m["year"], m["month"], m["day"], m["qualifier"] or ""
    if year == "XXXX":
        if not day:
            raise ValueError(f"{text!r}: without a year only a day is read, as XXXX-05-03")
        point = Point("partial", 0, 0 if month == "XX" else int(month), int(day), qualifier)
        _check(point, text)
        return point
    if month:
        raise ValueError(f"{text!r}: a decade or century has no month")
    return Point("century" if year.endswith("XX") else "decade", int(year.replace("X", "0")), 0, 0, qualifier)


def _precision(month: str | None, day: str | None) -> Precision:
    if month is None:
        return "year"
    if day is not None:
        return "day"
    return "season" if int(month) in SEASONS else "month"


def _check(point: Point, text: str) -> None:
    month, day = point.month, point.day
    if point.precision == "season":
        return
    if month > 12 or (month == 0 and point.precision in ("month", "day")):
        raise ValueError(f"{text!r}: no month or season {month:02}")
    if point.precision not in ("day", "partial"):
        return
    # 29 February is judged with the calendar, by When: 1900 had one in the Julian calendar.
    most = 31 if month == 0 else month_days(point.year or 4, month, "unknown")
    if not 1 <= day <= most:
        raise ValueError(f"{text!r}: no day {day:02} in that month")


def _refusal(text: str) -> str:
    if text.startswith("Y"):
        return f"{text!r}: years of more than four digits are not read"
    if text.startswith("-"):
        return f"{text!r}: years before 0001 are not read"
    return f"{text!r} is no date in the EDTF level 1 subset (1938-02-16, 1938-02, 1938, 193X, 18XX, 1936-22, ~ ? %)"


def format_point(point: Point) -> str:
    """Write one EDTF date, the inverse of `parse_point`.

    >>> format_point(Point("season", 1936, 22))
    '1936-22'
    """
    if point.precision == "partial":
        month = f"{point.month:02}" if point.month else "XX"
        return f"XXXX-{month}-{point.day:02}{point.qualifier}"
    year = f"{point.year:04}"
    if point.precision == "century":
        year = year[:2] + "XX"
    elif point.precision == "decade":
        year = year[:3] + "X"
    month = f"-{point.month:02}" if point.month else ""
    day = f"-{point.day:02}" if point.day else ""
    return f"{year}{month}{day}{point.qualifier}"


def point_span(point: Point, calendar: Calendar) -> tuple[int, int]:
    """The first and last day of a date as it is written, as ordinals in one calendar; qualifiers are left aside.
    Not for partial dates."""
    y = point.year
    if point.precision == "day":
        day = ordinal_of(y, point.month, point.day, calendar)
        return day, day
    if point.precision == "month":
        last = month_days(y, point.month, calendar)
        return ordinal_of(y, point.month, 1, calendar), ordinal_of(y, point.month, last, calendar)
    if point.precision == "season":
        dy, m, d, ey, em, ed = _SEASON_SPAN[point.month]
        return ordinal_of(y + dy, m, d, calendar), ordinal_of(y + ey, em, ed, calendar)
    years = {"year": 1, "decade": 10, "century": 100}[point.precision]
    return ordinal_of(max(y, 1), 1, 1, calendar), ordinal_of(y + years - 1, 12, 31, calendar)
