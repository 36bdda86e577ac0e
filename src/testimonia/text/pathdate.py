"""The date that an archive's folders give a file: "1925/09/25.htm", "1929/apr/15.htm".

Read conservatively: a year must be a folder or a file name of its own, a month must follow it at once, a day the month.
A name such as "x01" or "xx" stands for "unknown" in many archives, and a number after an unknown month is no day.
"""

import calendar
import re

FIRST_YEAR, LAST_YEAR = 1400, 2100
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = tuple(name.lower() for name in calendar.month_name[1:])


def date_of_path(path: str) -> str:
    """The EDTF date that a path spells out, the empty string where it spells none (or two different years).

    >>> date_of_path("letters/1925/09/25.htm"), date_of_path("1929/apr/15.htm"), date_of_path("1922/x01/intro.htm")
    ('1925-09-25', '1929-04-15', '1922')
    """
    parts = [part.lower() for part in path.split("/") if part]
    if parts:
        parts[-1] = parts[-1].split(".", 1)[0]
    places = [place for place, part in enumerate(parts) if _year(part)]
    if not places or len({parts[place] for place in places}) > 1:
        return ""
    year, rest = parts[places[-1]], parts[places[-1] + 1 :]
    month = _month(rest[0]) if rest else 0
    if not month:
        return year
    day = _day(rest[1], int(year), month) if len(rest) > 1 else 0
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"


def _year(part: str) -> bool:
    return len(part) == 4 and part.isascii() and part.isdigit() and FIRST_YEAR <= int(part) <= LAST_YEAR


def _month(part: str) -> int:
    """A month by number (two digits: a single one may be a chapter), by name, or by its first three letters."""
    if re.fullmatch(r"0[1-9]|1[0-2]", part):
        return int(part)
    if part == "sept":
        return 9
    if part in _MONTHS:
        return _MONTHS.index(part) + 1
    return _MONTH_NAMES.index(part) + 1 if part in _MONTH_NAMES else 0


def _day(part: str, year: int, month: int) -> int:
    if not re.fullmatch(r"[0-9]{1,2}", part):
        return 0
    day = int(part)
    return day if 1 <= day <= calendar.monthrange(year, month)[1] else 0
