"""EDTF dates as a site needs them: the year, the day of the year that pages share, a key to sort by."""

import re

_YEAR = re.compile(r"(\d{4})(?![\dX])")
_DAY = re.compile(r"\d{4}-(\d\d-\d\d)$")
_ISO = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-[0-3]\d)?)?$")


def year_of(edtf: str) -> str:
    """The year in which a date (or an interval) begins; "" where it names none.

    >>> year_of("1938-02-16"), year_of("1933/1934"), year_of("193X")
    ('1938', '1933', '')
    """
    match = _YEAR.match(edtf)
    return match[1] if match else ""


def day_of(edtf: str) -> str:
    """Month and day of an exact date; "" for any other."""
    match = _DAY.match(edtf)
    return match[1] if match else ""


def is_machine_date(edtf: str) -> bool:
    """Whether HTML's `time` element takes the value as it is."""
    return _ISO.match(edtf) is not None


def sort_key(edtf: str) -> tuple[bool, str]:
    """Dates in order, what bears none last."""
    return (not edtf, edtf)
