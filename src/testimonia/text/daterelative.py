"""Dates that count from another date, worked out."""

from collections.abc import Sequence
from datetime import date

from testimonia.model.calendar import Calendar, month_days, ordinal_of
from testimonia.model.edtf import Point, format_point
from testimonia.model.when import When, calendar_of, holds
from testimonia.text.dateranges import DateMatch

_UNKNOWN: tuple[str, Calendar] = ("", "unknown")


def common_date(edtfs: Sequence[str]) -> str:
    """The finest of several dates where each of the others holds it; empty where they disagree.

    >>> common_date(["1944-01", "1944"]), common_date(["1945-02-24", "1946-02-16"])
    ('1944-01', '')
    """
    whens = [When(edtf, calendar_of(edtf)) for edtf in dict.fromkeys(edtfs)]
    for fine in whens:
        if fine.precision != "partial" and all(holds(coarse, fine) for coarse in whens):
            return fine.edtf
    return ""


def resolved(match: DateMatch, base: str) -> tuple[str, Calendar]:
    """The EDTF value and calendar of a relative date counted from `base`, as fine as its unit and base allow; empty
    where the base is too coarse.

    >>> from testimonia.text.dategrammar import find_dates
    >>> resolved(find_dates("Six years ago, he died.")[0], "1944-01")
    ('1938', 'gregorian')
    """
    point = _single(base)
    if point is None:
        return _UNKNOWN
    found = _day_of_month(match, point) if match.edtf.startswith("XXXX-XX-") else _counted(match, point)
    if found is None:
        return _UNKNOWN
    edtf = format_point(found) + ("~" if match.approximate else "")
    return edtf, calendar_of(edtf)


def _single(base: str) -> Point | None:
    """The date of a value that is one date, not an interval."""
    first, last = When(base, calendar_of(base)).ends
    return first if first is last or first == last else None


def _counted(match: DateMatch, base: Point) -> Point | None:
    if base.precision not in ("day", "month", "season", "year"):
        return None
    if match.unit == "years":
        year = base.year + match.offset
        return Point("year", year) if 1 <= year <= 9999 else None
    if match.unit == "months" and base.precision in ("day", "month"):
        return _month(base, match.offset)
    if match.unit in ("weeks", "days") and base.precision == "day":
        days = match.offset * (7 if match.unit == "weeks" else 1)
        ordinal = ordinal_of(base.year, base.month, base.day, "gregorian") + days
        if not 1 <= ordinal <= date.max.toordinal():
            return None
        day = date.fromordinal(ordinal)
        # "Two weeks ago" is seldom said of the very day.
        return Point("day", day.year, day.month, day.day, "" if match.unit == "days" or match.approximate else "~")
    return None


def _month(base: Point, offset: int) -> Point | None:
    number = base.year * 12 + base.month - 1 + offset
    return Point("month", number // 12, number % 12 + 1) if 12 <= number < 120000 else None


def _day_of_month(match: DateMatch, base: Point) -> Point | None:
    """ "16th inst." in the month of the base, "ult." in the one before, "prox." in the one after."""
    if base.precision not in ("day", "month"):
        return None
    month = _month(base, match.offset)
    day = int(match.edtf[-2:])
    if month is None or day > month_days(month.year, month.month, "gregorian"):
        return None
    return Point("day", month.year, month.month, day)
