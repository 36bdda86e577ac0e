"""Days counted across calendars, as proleptic Gregorian ordinals (1 is 1 January of the year 1, as in `datetime`).

The arithmetic is that of the Julian day number (Richards, "Calendars", in the Explanatory Supplement to the
Astronomical Almanac, 3rd ed. 2013, section 15.11; the March-based year is Meeus, Astronomical Algorithms, chapter 7).
"""

from typing import Literal

Calendar = Literal["gregorian", "julian", "unknown"]
CALENDARS: tuple[Calendar, ...] = ("gregorian", "julian", "unknown")
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Julian day number of the day before the ordinal 1.
_JDN_OF_ZERO = 1721425


def is_leap(year: int, calendar: Calendar) -> bool:
    """Whether the year has a 29 February; an unknown calendar has one where either calendar has.

    >>> is_leap(1900, "gregorian"), is_leap(1900, "julian")
    (False, True)
    """
    if calendar == "gregorian":
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return year % 4 == 0


def month_days(year: int, month: int, calendar: Calendar) -> int:
    """How many days the month has in that year."""
    return MONTH_DAYS[month - 1] + (month == 2 and is_leap(year, calendar))


def ordinal_of(year: int, month: int, day: int, calendar: Calendar) -> int:
    """The proleptic Gregorian ordinal of a day; an unknown calendar counts as Gregorian.

    >>> ordinal_of(1917, 10, 25, "julian") == ordinal_of(1917, 11, 7, "gregorian")
    True
    """
    shift = (14 - month) // 12
    y, m = year + 4800 - shift, month + 12 * shift - 3
    jdn = day + (153 * m + 2) // 5 + 365 * y + y // 4
    jdn += -32083 if calendar == "julian" else -(y // 100) + y // 400 - 32045
    return jdn - _JDN_OF_ZERO


def weekday_of(ordinal: int) -> str:
    """The English name of the day of the week.

    >>> weekday_of(ordinal_of(1946, 2, 16, "gregorian"))
    'Saturday'
    """
    return WEEKDAYS[(ordinal - 1) % 7]
