"""An EDTF date in the shapes that citation formats write."""

import re

from msgspec import Struct

_POINT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[?~%]?$")
_YEARLESS = re.compile(r"XXXX-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?")
_SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
_MONTHS = "January February March April May June July August September October November December".split()


class DatePoint(Struct, frozen=True):
    """Year, month and day; 0 where the date does not say. `month` may be an EDTF season (21 to 24)."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def season(self) -> str:
        return _SEASONS.get(self.month, "")


def points_of(edtf: str) -> tuple[DatePoint, ...]:
    """One point for a date, two for an interval; none where the value is of another shape ("193X", an open end)."""
    points = []
    for part in edtf.split("/"):
        match = _POINT.match(part)
        if match is None:
            return ()
        points.append(DatePoint(*(int(group or 0) for group in match.groups())))
    return tuple(points) if len(points) <= 2 else ()


def is_unsure(edtf: str) -> bool:
    """Whether the value is marked as uncertain or approximate."""
    return any(mark in edtf for mark in "?~%")


def in_words(edtf: str) -> str:
    """The date as people write it; the EDTF itself where there is no simple way.

    >>> in_words("1938-02-16"), in_words("1938-02?"), in_words("1933/1934"), in_words("193X")
    ('16 February 1938', 'February 1938?', '1933 – 1934', '193X')
    >>> in_words("XXXX-09-19"), in_words("XXXX-09")
    ('19 September', 'September')
    """
    yearless = _YEARLESS.fullmatch(edtf)
    if yearless:
        return f"{int(yearless['day'] or 0) or ''} {_MONTHS[int(yearless['month']) - 1]}".strip()
    points = points_of(edtf)
    if not points:
        return edtf
    words = " – ".join(_point_in_words(point) for point in points)
    return words + ("?" if is_unsure(edtf) else "")


def _point_in_words(point: DatePoint) -> str:
    if point.season:
        return f"{point.season} {point.year}"
    month = _MONTHS[point.month - 1] if 1 <= point.month <= 12 else ""
    return " ".join(part for part in (str(point.day) if point.day else "", month, f"{point.year:04}") if part)
